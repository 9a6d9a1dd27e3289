//! The chromedriver process behind one browser: started on a port of its own choosing, ended by its id.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use fantoccini::wd::Capabilities;
use serde_json::json;

/// Nothing that talks to the network on its own, nothing that depends on the machine's screen or `/dev/shm`.
const FLAGS: [&str; 16] = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--hide-scrollbars",
    "--disable-quic",
    "--no-first-run",
    "--no-default-browser-check",
    "--no-proxy-server",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--disable-breakpad",
    "--password-store=basic",
    // headless Chromium has no mouse of its own; with touch emulated (phones) this does not count
    "--blink-settings=primaryHoverType=2,availableHoverTypes=2,primaryPointerType=4,availablePointerTypes=4",
];

/// A running chromedriver and the folder that holds its browser's profile.
pub(super) struct Driver {
    process: Child,
    port: u16,
    folder: PathBuf,
    session: Option<String>,
    address: String,
}

impl Driver {
    /// Starts chromedriver (`AULA_CHROMEDRIVER`, else the one in `PATH`) and waits until it listens.
    pub(super) fn start() -> Self {
        let folder = new_folder();
        let program = std::env::var_os("AULA_CHROMEDRIVER").unwrap_or_else(|| "chromedriver".into());
        // Chromium leaves lock folders in TMPDIR when it is ended by a signal: ours goes with us.
        let mut process = Command::new(&program)
            .args(["--port=0", "--log-level=SEVERE"])
            .env("TMPDIR", &folder)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap_or_else(|e| panic!("{} does not start ({e}): tests/run installs it", program.display()));
        let port = announced_port(&mut process).unwrap_or_else(|| {
            let _ = process.kill();
            panic!("{} named no port", program.display())
        });
        Self { process, port, folder, session: None, address: format!("http://127.0.0.1:{port}") }
    }

    /// Where the driver listens.
    pub(super) fn address(&self) -> &str {
        &self.address
    }

    /// What the new session asks of the browser (`AULA_CHROMIUM`, else Debian's, else the driver's choice).
    pub(super) fn capabilities(&self) -> Capabilities {
        let mut args: Vec<String> = FLAGS.map(str::to_owned).into();
        args.push(format!("--user-data-dir={}", self.folder.join("profile").display()));
        let mut options = json!({ "args": args });
        if let (Some(program), Some(options)) = (chromium(), options.as_object_mut()) {
            options.insert("binary".to_owned(), json!(program));
        }
        let wanted = json!({
            "browserName": "chrome",
            "goog:chromeOptions": options,
            "goog:loggingPrefs": { "browser": "ALL" },
            "timeouts": { "pageLoad": 30_000, "script": 60_000 },
        });
        wanted.as_object().cloned().unwrap_or_default()
    }

    /// The session to close when the driver goes.
    pub(super) fn remember(&mut self, session: String) {
        self.session = Some(session);
    }

    /// Plain HTTP by hand: at the time of `drop` there may be no async runtime any more.
    fn close_session(&self) -> Option<()> {
        let session = self.session.as_ref()?;
        let mut line = TcpStream::connect(("127.0.0.1", self.port)).ok()?;
        line.set_read_timeout(Some(Duration::from_secs(5))).ok()?;
        write!(line, "DELETE /session/{session} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n").ok()?;
        // The answer comes once Chromium has ended; its content does not matter.
        line.read(&mut [0; 512]).ok().map(|_| ())
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        let _ = self.close_session();
        let _ = self.process.kill();
        let _ = self.process.wait();
        let _ = fs::remove_dir_all(&self.folder);
    }
}

fn chromium() -> Option<String> {
    let debian = || Path::new("/usr/bin/chromium").exists().then(|| "/usr/bin/chromium".to_owned());
    std::env::var("AULA_CHROMIUM").ok().or_else(debian)
}

fn new_folder() -> PathBuf {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let name = format!("aula-browser-{}-{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
    let folder = std::env::temp_dir().join(name);
    fs::create_dir_all(&folder).expect("a temporary folder for the browser");
    folder
}

fn announced_port(process: &mut Child) -> Option<u16> {
    let lines = BufReader::new(process.stdout.as_mut()?).lines();
    let announced = lines.map_while(Result::ok).find(|line| line.contains("started successfully on port"))?;
    announced.trim_end_matches('.').rsplit(' ').next()?.parse().ok()
}
