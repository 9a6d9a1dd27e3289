//! The real program as a process of its own, on a loopback port: to be killed, stopped and started again; and a guest who
//! speaks to it over a plain socket.
#![allow(clippy::expect_used, clippy::panic, reason = "in a test, a broken promise is a failed test")]

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{Read as _, Write as _};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use actix_web::http::StatusCode;
use actix_web::http::header::{HeaderMap, HeaderName, HeaderValue};

use super::ground::Ground;
use super::people::SECRET;
use super::screen::{Screen, SeenForm};

/// How long the program may take to start, to stop, and to get something done.
pub(crate) const PATIENCE: Duration = Duration::from_secs(60);
const GLANCE: Duration = Duration::from_millis(20);

/// Where a house stands: its database and folder outlive the process.
pub(crate) struct Plot {
    pub(crate) ground: Ground,
    pub(crate) smtp: Option<String>,
    port: u16,
}

impl Plot {
    /// With the world in its database.
    pub(crate) fn furnished() -> Self {
        Self::on(Ground::fresh())
    }

    /// With an empty database.
    pub(crate) fn bare() -> Self {
        Self::on(Ground::bare())
    }

    fn on(ground: Ground) -> Self {
        Self { ground, smtp: None, port: free_port() }
    }

    /// Whether the database is a file of this house.
    pub(crate) fn is_sqlite(&self) -> bool {
        !self.ground.url.starts_with("postgres")
    }

    /// A command of the program, with the settings of this house.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_aula"));
        command.args(arguments).current_dir(&self.ground.folder).env_clear().stdin(Stdio::null());
        command.env("PATH", std::env::var_os("PATH").unwrap_or_default()).env("RUST_BACKTRACE", "0");
        command.env("AULA_SECRET", SECRET).env("AULA_DATA", &self.ground.folder).env("AULA_REQUESTS_PER_SECOND", "0");
        command.env("AULA_ADDR", self.address().to_string()).env("DATABASE_URL", &self.ground.url);
        if let Some(smtp) = &self.smtp {
            command.env("SMTP_URL", smtp);
        }
        command
    }

    /// Runs a command to its end: whether it went well, and what it said.
    pub(crate) fn run(&self, arguments: &[&str]) -> (ExitStatus, String) {
        let done = self.command(arguments).output().expect("the program");
        (done.status, String::from_utf8_lossy(&done.stdout).into_owned() + &String::from_utf8_lossy(&done.stderr))
    }

    /// `aula serve`, waited for until it answers.
    pub(crate) fn serve(&self) -> House {
        let mut house = self.serve_unanswered();
        until("the portal answers", || {
            let ended = house.child.try_wait().expect("a child of ours");
            assert!(ended.is_none(), "it ended at once, {ended:?}:\n{}", house.log());
            TcpStream::connect(house.address).is_ok().then_some(())
        });
        house
    }

    /// Another `aula serve` on the same database, at a port of its own.
    pub(crate) fn serve_beside(&self) -> House {
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, free_port()));
        let beside = self.ground.folder.join("beside");
        std::fs::create_dir_all(&beside).expect("a folder");
        let mut command = self.command(&["serve"]);
        command.env("AULA_ADDR", address.to_string());
        let house = House::start(command, address, &beside);
        until("the other portal answers", || TcpStream::connect(address).is_ok().then_some(()));
        house
    }

    /// `aula serve`, not waited for.
    pub(crate) fn serve_unanswered(&self) -> House {
        House::start(self.command(&["serve"]), self.address(), &self.ground.folder)
    }

    /// Where it listens.
    pub(crate) fn address(&self) -> SocketAddr {
        SocketAddr::from((Ipv4Addr::LOCALHOST, self.port))
    }
}

/// A port that nobody listens at now.
pub(crate) fn free_port() -> u16 {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
    listener.local_addr().expect("its number").port()
}

/// Waits until something is there.
#[track_caller]
pub(crate) fn until<T>(what: &str, mut look: impl FnMut() -> Option<T>) -> T {
    let began = Instant::now();
    loop {
        if let Some(found) = look() {
            return found;
        }
        assert!(began.elapsed() < PATIENCE, "in {} s it never came that {what}", PATIENCE.as_secs());
        std::thread::sleep(GLANCE);
    }
}

/// The running program. It is killed when it is dropped.
pub(crate) struct House {
    child: Child,
    pub(crate) address: SocketAddr,
    said: PathBuf,
    log: PathBuf,
}

impl House {
    /// Starts it; what it says goes into files beside its data.
    pub(crate) fn start(mut command: Command, address: SocketAddr, folder: &Path) -> Self {
        let (said, log) = (folder.join("said.txt"), folder.join("log.txt"));
        let out = File::create(&said).expect("a file for what it says");
        let err = File::options().create(true).append(true).open(&log).expect("a file for its log");
        let child = command.stdout(out).stderr(err).spawn().expect("the program starts");
        Self { child, address, said, log }
    }

    /// What it has said to the person at the terminal.
    pub(crate) fn said(&self) -> String {
        std::fs::read_to_string(&self.said).unwrap_or_default()
    }

    /// Its log, of all its lives.
    pub(crate) fn log(&self) -> String {
        std::fs::read_to_string(&self.log).unwrap_or_default()
    }

    /// The most memory it has used so far, in bytes.
    pub(crate) fn memory(&self) -> u64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap_or_default();
        let peak =
            status.lines().find_map(|line| line.strip_prefix("VmHWM:")?.trim().strip_suffix(" kB")?.trim().parse::<u64>().ok());
        peak.unwrap_or_default() * 1024
    }

    /// `kill -9`.
    pub(crate) fn kill(mut self) {
        self.child.kill().expect("it runs");
        self.child.wait().expect("it ends");
    }

    /// `kill -TERM`, not waited for.
    pub(crate) fn ask_to_stop(&self) {
        let sent = Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status().expect("the command kill");
        assert!(sent.success(), "it runs");
    }

    /// Waits for its end.
    pub(crate) fn ended(&mut self) -> ExitStatus {
        until("the program ends", || self.child.try_wait().expect("a child of ours"))
    }

    /// The same browser, talking to this house.
    pub(crate) fn welcomes(&self, guest: &Guest) -> Guest {
        Guest { address: self.address, jar: guest.jar.clone() }
    }

    /// Somebody who was never here.
    pub(crate) fn guest(&self) -> Guest {
        Guest { address: self.address, jar: RefCell::default() }
    }
}

impl Drop for House {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

/// A plain client: cookies, no scripts, one request on each connection.
pub(crate) struct Guest {
    address: SocketAddr,
    jar: RefCell<BTreeMap<String, String>>,
}

impl Guest {
    /// Looks at a page.
    pub(crate) fn visit(&self, path: &str) -> Screen {
        self.ask("GET", path, "", b"").unwrap_or_else(|e| panic!("GET {path}: {e}"))
    }

    /// Sends a form as it is filled.
    pub(crate) fn submit(&self, form: &SeenForm) -> Screen {
        let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(&form.fields).finish();
        self.ask("POST", &form.action, "content-type: application/x-www-form-urlencoded\r\n", body.as_bytes())
            .unwrap_or_else(|e| panic!("POST {}: {e}", form.action))
    }

    /// Signs in.
    pub(crate) fn sign_in(&self, login: &str, password: &str) {
        let form = self.visit("/sign-in").form("/sign-in");
        self.submit(&form.with("login", login).with("password", password)).is(303);
    }

    /// One request and its answer.
    pub(crate) fn ask(&self, method: &str, path: &str, headers: &str, body: &[u8]) -> std::io::Result<Screen> {
        let mut line = self.begin(method, path, headers, body.len())?;
        line.write_all(body)?;
        self.answer(path, line)
    }

    /// The head of a request whose body is still to come.
    pub(crate) fn begin(&self, method: &str, path: &str, headers: &str, length: usize) -> std::io::Result<TcpStream> {
        let mut line = TcpStream::connect(self.address)?;
        line.set_read_timeout(Some(PATIENCE))?;
        let cookies: Vec<String> = self.jar.borrow().iter().map(|(name, value)| format!("{name}={value}")).collect();
        let cookies = if cookies.is_empty() { String::new() } else { format!("cookie: {}\r\n", cookies.join("; ")) };
        let length = if method == "GET" { String::new() } else { format!("content-length: {length}\r\n") };
        write!(
            line,
            "{method} {path} HTTP/1.0\r\nhost: {}\r\naccept-language: ru\r\n{cookies}{headers}{length}\r\n",
            self.address
        )?;
        Ok(line)
    }

    /// Reads the answer to the end.
    pub(crate) fn answer(&self, path: &str, mut line: TcpStream) -> std::io::Result<Screen> {
        let mut bytes = Vec::new();
        line.read_to_end(&mut bytes)?;
        let end = bytes.windows(4).position(|four| four == b"\r\n\r\n").ok_or(std::io::ErrorKind::UnexpectedEof)?;
        let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
        let mut lines = head.lines();
        let code = lines
            .next()
            .and_then(|first| first.split(' ').nth(1))
            .and_then(|code| code.parse().ok())
            .ok_or(std::io::ErrorKind::InvalidData)?;
        let mut headers = HeaderMap::new();
        for (name, value) in lines.filter_map(|line| line.split_once(": ")) {
            if name.eq_ignore_ascii_case("set-cookie")
                && let Some((name, value)) = value.split(';').next().and_then(|pair| pair.split_once('='))
            {
                self.jar.borrow_mut().insert(name.to_owned(), value.to_owned());
            }
            if let (Ok(name), Ok(value)) = (HeaderName::try_from(name), HeaderValue::from_bytes(value.as_bytes())) {
                headers.append(name, value);
            }
        }
        Ok(Screen {
            path: path.to_owned(),
            status: StatusCode::from_u16(code).map_err(|_| std::io::ErrorKind::InvalidData)?,
            headers,
            bytes: bytes[end + 4..].to_vec(),
        })
    }
}
