//! Where letters go: a mail server, a folder, or memory.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use lettre::message::Mailbox;
use lettre::{Address, AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};

use super::away::Away;
use super::compose::{compose, message_id};
use super::letter::LetterId;
use super::taken::Taken;
use crate::clock::Moment;

/// How long a server may take to answer the call.
const TO_CONNECT: Duration = Duration::from_secs(15);

/// How long one letter may take in all. lettre has no limit of its own for answers on an open connection.
const FOR_A_LETTER: Duration = Duration::from_secs(30);

/// A handle to wherever letters go; clones share it.
#[derive(Clone)]
pub struct Post {
    way: Way,
    from: Address,
    host: Arc<str>,
    patience: Duration,
    away: Away,
}

#[derive(Clone)]
enum Way {
    Smtp(AsyncSmtpTransport<Tokio1Executor>),
    Folder(Arc<Path>),
    Memory(Arc<Mutex<Vec<Sent>>>),
}

/// A letter that [`Post::memory`] keeps.
#[derive(Clone, Debug)]
pub struct Sent {
    /// Which letter.
    pub id: LetterId,
    /// To which address.
    pub to: String,
    /// The subject.
    pub subject: String,
    /// The plain text.
    pub text: String,
    /// The HTML.
    pub html: String,
    /// The whole message as it would have gone out.
    pub raw: String,
}

/// Why a letter did not go out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotSent {
    /// Later it may.
    Later(String),
    /// The server refuses this letter or its reader for good, or the address cannot be one.
    Never(String),
}

/// Why the post cannot be opened: for the person who starts the server.
#[derive(Debug)]
pub struct BadPost(String);

impl std::fmt::Display for BadPost {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for BadPost {}

impl Post {
    /// Opens the post: the server of `smtp_url` (`smtps://user:password@host`, `smtp://…:587?tls=required`, plain
    /// `smtp://127.0.0.1:1025`), or `folder` when there is none. `from` is `Name <address>`, `host` the right part of
    /// `Message-ID`. Must be called where tokio runs: the pool keeps house there.
    ///
    /// # Errors
    /// [`BadPost`] when the URL or the address cannot be read, or the folder cannot be made. The URL is not repeated: it
    /// has a password in it.
    pub fn open(smtp_url: Option<&str>, folder: &Path, from: &str, host: &str) -> Result<Self, BadPost> {
        let way = match smtp_url {
            Some(url) => {
                let transport = AsyncSmtpTransport::<Tokio1Executor>::from_url(url)
                    .map_err(|error| BadPost(format!("SMTP_URL cannot be used: {error}")))?;
                Way::Smtp(transport.timeout(Some(TO_CONNECT)).build())
            }
            None => {
                std::fs::create_dir_all(folder).map_err(|error| BadPost(format!("{}: {error}", folder.display())))?;
                Way::Folder(folder.into())
            }
        };
        Self::by(way, from, host)
    }

    /// A post that keeps letters in memory, for tests.
    ///
    /// # Errors
    /// [`BadPost`] when `from` is not an address.
    pub fn memory(from: &str, host: &str) -> Result<Self, BadPost> {
        Self::by(Way::Memory(Arc::default()), from, host)
    }

    fn by(way: Way, from: &str, host: &str) -> Result<Self, BadPost> {
        let from: Mailbox = from.parse().map_err(|error| BadPost(format!("{from:?} is not a sender's address: {error}")))?;
        let host: String = host.chars().filter(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-')).collect();
        let host = if host.is_empty() { "localhost".into() } else { host };
        Ok(Self { way, from: from.email, host: host.into(), patience: FOR_A_LETTER, away: Away::default() })
    }

    /// The same post with less (or more) patience for a silent server.
    #[must_use]
    pub fn with_patience(mut self, patience: Duration) -> Self {
        self.patience = patience;
        self
    }

    /// What [`Post::memory`] has got so far; nothing for the others.
    pub fn sent(&self) -> Vec<Sent> {
        match &self.way {
            Way::Memory(kept) => kept.lock().unwrap_or_else(PoisonError::into_inner).clone(),
            Way::Smtp(_) | Way::Folder(_) => Vec::new(),
        }
    }

    /// Whether the server answers, or the folder can be written: for `aula check`.
    ///
    /// # Errors
    /// What went wrong, in the server's words.
    pub async fn check(&self) -> Result<(), String> {
        match &self.way {
            Way::Smtp(transport) => match tokio::time::timeout(self.patience, transport.test_connection()).await {
                Ok(Ok(true)) => Ok(()),
                Ok(Ok(false)) => Err("the mail server hung up".into()),
                Ok(Err(error)) => Err(error.to_string()),
                Err(_) => Err("the mail server does not answer".into()),
            },
            Way::Folder(folder) => {
                let probe = folder.join(format!(".probe-{}", uuid::Uuid::now_v7()));
                tokio::fs::write(&probe, b"").await.map_err(|error| error.to_string())?;
                tokio::fs::remove_file(&probe).await.map_err(|error| error.to_string())
            }
            Way::Memory(_) => Ok(()),
        }
    }

    /// Since when the server has not been reached (or the folder not written), as far as this process has tried: no connection
    /// or no word on it. A server that answers is there, whatever it thinks of a letter.
    pub fn away_since(&self) -> Option<Moment> {
        self.away.since()
    }

    /// Asks a server that was away whether it is back: no letter may be due for hours.
    pub(super) async fn look_again(&self, now: Moment) {
        if self.away.since().is_some() {
            self.away.note(self.check().await.is_ok(), now);
        }
    }

    /// Sends one letter.
    ///
    /// # Errors
    /// [`NotSent`], with the server's words.
    pub(super) async fn send(&self, letter: &Taken, now: Moment) -> Result<(), NotSent> {
        let message = compose(letter, &self.from, &self.host).map_err(NotSent::Never)?;
        let (reached, sent) = self.hand_over(letter, message).await;
        self.away.note(reached, now);
        sent
    }

    /// Whether anybody was there to take it, and whether it was taken.
    async fn hand_over(&self, letter: &Taken, message: Message) -> (bool, Result<(), NotSent>) {
        match &self.way {
            Way::Smtp(transport) => match tokio::time::timeout(self.patience, transport.send(message)).await {
                Ok(Ok(_)) => (true, Ok(())),
                Ok(Err(error)) => (answered(&error), Err(judged(&error))),
                Err(_) => {
                    let seconds = self.patience.as_secs_f32();
                    (false, Err(NotSent::Later(format!("the mail server did not answer within {seconds} s"))))
                }
            },
            Way::Folder(folder) => {
                let path = folder.join(format!("{}.eml", message_id(letter, &self.host)));
                let laid = lay(path, message.formatted()).await.map_err(|error| NotSent::Later(error.to_string()));
                (laid.is_ok(), laid)
            }
            Way::Memory(kept) => {
                kept.lock().unwrap_or_else(PoisonError::into_inner).push(remembered(letter, &message));
                (true, Ok(()))
            }
        }
    }
}

fn remembered(letter: &Taken, message: &Message) -> Sent {
    Sent {
        id: letter.id,
        to: letter.to_address.clone(),
        subject: letter.subject.clone(),
        text: letter.text.clone(),
        html: letter.html.clone(),
        raw: String::from_utf8_lossy(&message.formatted()).into_owned(),
    }
}

/// Whole or not at all, and once however often it is sent.
async fn lay(path: PathBuf, bytes: Vec<u8>) -> std::io::Result<()> {
    let beside = path.with_extension(format!("{}.part", uuid::Uuid::now_v7()));
    let laid = async {
        tokio::fs::write(&beside, bytes).await?;
        tokio::fs::rename(&beside, &path).await
    }
    .await;
    if laid.is_err() {
        drop(tokio::fs::remove_file(&beside).await);
    }
    laid
}

/// Which answers of a server are the letter's fault and which are ours or the weather's. Of the permanent ones (RFC 5321
/// §4.2.1) those about the conversation itself, the sign-in (RFC 4954 §6) and "no mail here" are settings to be put
/// right: a wrong password must not kill every letter in the house.
fn judged(error: &lettre::transport::smtp::Error) -> NotSent {
    let said = error.to_string();
    let code = error.status().map(u16::from);
    let ours = matches!(code, Some(500 | 502..=504 | 521 | 530 | 534 | 535 | 538));
    if error.is_permanent() && !ours { NotSent::Never(said) } else { NotSent::Later(said) }
}

/// Whether the server said anything: what has a code, what we could not read, and what it said that we did not like.
fn answered(error: &lettre::transport::smtp::Error) -> bool {
    error.status().is_some() || error.is_response() || error.is_client()
}
