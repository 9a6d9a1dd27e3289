//! A mail server inside the test: takes whole letters, and misbehaves when told to.
//!
//! It lives on a thread with a runtime of its own, so it answers even while the test's thread is busy, and
//! everything of it ends with [`MailServer::close`] or when it is dropped. No TLS, no sign-in.
#![allow(dead_code, reason = "a vocabulary: not every test run uses every verb")]
#![allow(clippy::expect_used, clippy::panic, reason = "in a test, a broken promise is a failed test")]

mod talk;

use std::net::{Ipv4Addr, SocketAddr, TcpListener as StdListener};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use tokio::net::TcpListener;
use tokio::sync::oneshot;

use talk::Talk;

/// How long [`MailServer::letter`] waits before the test fails.
const PATIENCE: Duration = Duration::from_secs(10);

/// How the server treats what comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mood {
    /// Takes every letter.
    Willing,
    /// Lets one connect and then never says a word.
    Silent,
    /// Answers every `RCPT TO` with this code (4xx: later; 5xx: never).
    RefusesRecipient(u16),
    /// Answers `DATA` with this code, before the letter is sent.
    RefusesData(u16),
    /// Reads the whole letter and answers with this code.
    RefusesLetter(u16),
    /// Reads the whole letter, keeps it, and hangs up before saying so: the sender cannot know.
    HangsUpAfterData,
}

/// A letter as it came over the wire.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Received {
    /// The envelope's sender (`MAIL FROM`), empty for bounces.
    pub(crate) from: String,
    /// The envelope's recipients (`RCPT TO`).
    pub(crate) to: Vec<String>,
    /// Header and body, undecoded, dots unstuffed, lines ending in CRLF.
    pub(crate) raw: Vec<u8>,
    /// Whether the sender was told that it arrived.
    pub(crate) confirmed: bool,
}

impl Received {
    /// The letter as text; bytes that are not UTF-8 become `�`.
    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.raw).into_owned()
    }

    /// A header's value, unfolded but not decoded.
    pub(crate) fn header(&self, name: &str) -> Option<String> {
        let text = self.text();
        let (head, _) = text.split_once("\r\n\r\n")?;
        let unfolded = head.replace("\r\n ", " ").replace("\r\n\t", " ");
        let mut fields = unfolded.lines().filter_map(|line| line.split_once(':'));
        let (_, value) = fields.find(|(key, _)| key.eq_ignore_ascii_case(name))?;
        Some(value.trim().to_owned())
    }
}

/// What the server's thread and the test share.
struct Shelf {
    mood: Mood,
    letters: Vec<Received>,
    connections: usize,
}

/// A running mail server on a free port of the loopback interface.
pub(crate) struct MailServer {
    address: SocketAddr,
    shelf: Arc<Mutex<Shelf>>,
    closing: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl MailServer {
    /// Starts a willing server.
    pub(crate) fn start() -> Self {
        let listener = StdListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
        let shelf = Arc::new(Mutex::new(Shelf { mood: Mood::Willing, letters: Vec::new(), connections: 0 }));
        Self::run(listener, shelf)
    }

    /// Opens again at the same address after [`MailServer::close`], as it was when it closed.
    pub(crate) fn open_again(&mut self) {
        self.close();
        let listener = StdListener::bind(self.address).expect("the port of before");
        let shelf = Arc::clone(&self.shelf);
        *self = Self::run(listener, shelf);
    }

    fn run(listener: StdListener, shelf: Arc<Mutex<Shelf>>) -> Self {
        let address = listener.local_addr().expect("an address");
        let (closing, closed) = oneshot::channel();
        let kept = Arc::clone(&shelf);
        let thread = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
            runtime.block_on(async {
                tokio::select! {
                    () = welcome(listener, kept) => {}
                    _ = closed => {}
                }
            });
        });
        Self { address, shelf, closing: Some(closing), thread: Some(thread) }
    }

    /// The address for `SMTP_URL`; still true, but refused, after [`MailServer::close`].
    pub(crate) fn url(&self) -> String {
        format!("smtp://{}", self.address)
    }

    /// The port alone.
    pub(crate) fn port(&self) -> u16 {
        self.address.port()
    }

    /// From the next command of any connection on, behaves so ([`Mood::Silent`]: from the next connection on).
    pub(crate) fn behave(&self, mood: Mood) {
        lock(&self.shelf).mood = mood;
    }

    /// Everything received so far, oldest first.
    pub(crate) fn letters(&self) -> Vec<Received> {
        lock(&self.shelf).letters.clone()
    }

    /// How often anybody has connected.
    pub(crate) fn connections(&self) -> usize {
        lock(&self.shelf).connections
    }

    /// Waits for the first letter to this address and returns it.
    pub(crate) async fn letter(&self, to: &str) -> Received {
        let deadline = Instant::now() + PATIENCE;
        loop {
            let letters = self.letters();
            if let Some(letter) = letters.iter().find(|letter| letter.to.iter().any(|one| one == to)) {
                return letter.clone();
            }
            assert!(Instant::now() < deadline, "no letter to {to}; {} others came", letters.len());
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    }

    /// Hangs up on everybody and refuses further connections. What was received can still be read.
    pub(crate) fn close(&mut self) {
        if let Some(closing) = self.closing.take() {
            // Fails only when the thread has ended already.
            let _ = closing.send(());
        }
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

impl Drop for MailServer {
    fn drop(&mut self) {
        self.close();
    }
}

fn lock(shelf: &Mutex<Shelf>) -> MutexGuard<'_, Shelf> {
    shelf.lock().unwrap_or_else(PoisonError::into_inner)
}

async fn welcome(listener: StdListener, shelf: Arc<Mutex<Shelf>>) {
    listener.set_nonblocking(true).expect("a listener for the runtime");
    let listener = TcpListener::from_std(listener).expect("a listener for the runtime");
    while let Ok((line, _)) = listener.accept().await {
        lock(&shelf).connections += 1;
        let shelf = Arc::clone(&shelf);
        tokio::spawn(async move {
            let mut talk = Talk::new(line, shelf);
            // A sender who hangs up in the middle is the test's business, not ours.
            let _ = talk.hold().await;
        });
    }
}
