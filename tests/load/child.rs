//! Processes of ours: started, waited for, looked at, and ended by their id however the measurement ends.

use std::net::{SocketAddr, TcpListener};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, bail};

/// A process that ends with this value.
pub(crate) struct Process {
    child: Child,
    pub(crate) addr: SocketAddr,
}

impl Process {
    /// Starts a server and waits until it takes connections.
    pub(crate) fn serve(command: &mut Command, addr: SocketAddr) -> anyhow::Result<Self> {
        let mut process = Self::start(command, addr)?;
        process.wait_for_port(Duration::from_secs(20))?;
        Ok(process)
    }

    /// Starts it and does not wait.
    pub(crate) fn start(command: &mut Command, addr: SocketAddr) -> anyhow::Result<Self> {
        let child =
            command.stdin(Stdio::null()).stderr(Stdio::null()).spawn().with_context(|| format!("starting {command:?}"))?;
        Ok(Self { child, addr })
    }

    fn wait_for_port(&mut self, patience: Duration) -> anyhow::Result<()> {
        let end = Instant::now() + patience;
        while Instant::now() < end {
            if let Some(status) = self.child.try_wait()? {
                bail!("it ended at once: {status}");
            }
            if std::net::TcpStream::connect(self.addr).is_ok() {
                return Ok(());
            }
            std::thread::sleep(Duration::from_millis(2));
        }
        bail!("it did not listen within {patience:?}")
    }

    pub(crate) fn pid(&self) -> u32 {
        self.child.id()
    }

    pub(crate) fn output(&mut self) -> Option<std::process::ChildStdout> {
        self.child.stdout.take()
    }

    /// Asks it to stop and waits until it has.
    pub(crate) fn stop(mut self) -> anyhow::Result<()> {
        Command::new("kill").arg("-TERM").arg(self.pid().to_string()).status()?;
        let end = Instant::now() + Duration::from_secs(40);
        while Instant::now() < end {
            if self.child.try_wait()?.is_some() {
                return Ok(());
            }
            std::thread::sleep(Duration::from_millis(10));
        }
        bail!("process {} did not stop", self.pid())
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        if matches!(self.child.try_wait(), Ok(None)) {
            self.child.kill().unwrap_or_default();
            self.child.wait().map(|_| ()).unwrap_or_default();
        }
    }
}

/// A port of this machine that nobody has.
pub(crate) fn free_addr() -> anyhow::Result<SocketAddr> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?)
}

/// Seconds of processor time a process has used, all its threads together.
pub(crate) fn cpu(pid: u32) -> anyhow::Result<f64> {
    let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).with_context(|| format!("process {pid} is gone"))?;
    // the name in brackets may hold spaces; utime and stime are the 12th and 13th after it
    let after = stat.rsplit_once(") ").context("stat")?.1;
    let ticks: f64 = after.split(' ').skip(11).take(2).filter_map(|n| n.parse::<f64>().ok()).sum();
    Ok(ticks / 100.0)
}

/// Megabytes of memory: all (shared pages by their part), and what is no file.
pub(crate) fn memory(pid: u32) -> anyhow::Result<(f64, f64)> {
    let rollup = std::fs::read_to_string(format!("/proc/{pid}/smaps_rollup"))?;
    let figure = |name: &str| {
        let line = rollup.lines().find_map(|line| line.strip_prefix(name));
        line.and_then(|rest| rest.split_whitespace().next()).and_then(|n| n.parse::<f64>().ok()).unwrap_or_default() / 1024.0
    };
    Ok((figure("Pss:"), figure("Pss_Anon:")))
}
