//! One conversation with a sender, order by order (RFC 5321).

use std::sync::{Arc, Mutex};

use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;

use super::{Mood, Received, Shelf, lock};

/// One connection.
pub(super) struct Talk {
    line: BufReader<TcpStream>,
    shelf: Arc<Mutex<Shelf>>,
    from: String,
    to: Vec<String>,
}

impl Talk {
    pub(super) fn new(line: TcpStream, shelf: Arc<Mutex<Shelf>>) -> Self {
        Self { line: BufReader::new(line), shelf, from: String::new(), to: Vec::new() }
    }

    pub(super) async fn hold(&mut self) -> std::io::Result<()> {
        if self.mood() == Mood::Silent {
            return self.line.read(&mut [0; 1]).await.map(|_| ());
        }
        self.say("220 aula.test ESMTP").await?;
        let mut order = String::new();
        while self.line.read_line(&mut order).await? > 0 {
            let (verb, rest) = order.trim_end().split_once([' ', ':']).unwrap_or((order.trim_end(), ""));
            match verb.to_ascii_uppercase().as_str() {
                "EHLO" => {
                    self.say("250-aula.test\r\n250-8BITMIME\r\n250 SMTPUTF8").await?;
                }
                "MAIL" => {
                    self.from = address(rest);
                    self.to.clear();
                    self.say("250 OK").await?;
                }
                "RCPT" => self.recipient(address(rest)).await?,
                "DATA" if !self.data().await? => return Ok(()),
                "DATA" => {}
                "QUIT" => return self.say("221 bye").await,
                _ => self.say("250 OK").await?,
            }
            order.clear();
        }
        Ok(())
    }

    async fn recipient(&mut self, to: String) -> std::io::Result<()> {
        if let Mood::RefusesRecipient(code) = self.mood() {
            return self.say(&format!("{code} not for this one")).await;
        }
        self.to.push(to);
        self.say("250 OK").await
    }

    /// `false` when the connection is to be dropped.
    async fn data(&mut self) -> std::io::Result<bool> {
        if let Mood::RefusesData(code) = self.mood() {
            return self.say(&format!("{code} not now")).await.map(|()| true);
        }
        self.say("354 go on, end with a dot").await?;
        let raw = self.letter().await?;
        match self.mood() {
            Mood::RefusesLetter(code) => self.say(&format!("{code} not this letter")).await?,
            Mood::HangsUpAfterData => {
                self.keep(raw, false);
                return Ok(false);
            }
            _ => {
                self.keep(raw, true);
                self.say("250 taken").await?;
            }
        }
        Ok(true)
    }

    async fn letter(&mut self) -> std::io::Result<Vec<u8>> {
        let mut raw = Vec::new();
        loop {
            let mut row = Vec::new();
            if self.line.read_until(b'\n', &mut row).await? == 0 {
                return Err(std::io::ErrorKind::UnexpectedEof.into());
            }
            if row == b".\r\n" {
                return Ok(raw);
            }
            raw.extend_from_slice(row.strip_prefix(b".").unwrap_or(&row));
        }
    }

    fn keep(&mut self, raw: Vec<u8>, confirmed: bool) {
        let received = Received { from: self.from.clone(), to: std::mem::take(&mut self.to), raw, confirmed };
        lock(&self.shelf).letters.push(received);
    }

    fn mood(&self) -> Mood {
        lock(&self.shelf).mood
    }

    async fn say(&mut self, words: &str) -> std::io::Result<()> {
        self.line.write_all(format!("{words}\r\n").as_bytes()).await
    }
}

/// `FROM:<aula@example.kz> SIZE=…` or `TO:<…>` → the address.
fn address(rest: &str) -> String {
    let opened = rest.split_once('<').map_or(rest, |(_, after)| after);
    opened.split_once('>').map_or(opened, |(inside, _)| inside).to_owned()
}
