//! One connection of a plain HTTP/1.1 client: little work of its own, so that what is measured is the server.

use std::net::SocketAddr;
use std::time::Duration;

use anyhow::{Context, bail};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// No answer takes longer.
const PATIENCE: Duration = Duration::from_secs(60);

/// A request as it goes over the wire.
#[derive(Clone, Debug)]
pub(crate) struct Ask(Vec<u8>);

impl Ask {
    pub(crate) fn get(path: &str, headers: &[(&str, &str)]) -> Self {
        Self::new("GET", path, headers, &[])
    }

    pub(crate) fn new(method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Self {
        let mut text = format!("{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n");
        for (name, value) in headers {
            text.push_str(&format!("{name}: {value}\r\n"));
        }
        if method != "GET" {
            text.push_str(&format!("Content-Length: {}\r\n", body.len()));
        }
        text.push_str("\r\n");
        let mut bytes = text.into_bytes();
        bytes.extend_from_slice(body);
        Self(bytes)
    }
}

/// An answer; its body lies in the connection's buffer.
#[derive(Clone, Debug, Default)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) head: String,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The values of a header.
    pub(crate) fn header<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.head
            .lines()
            .filter_map(|line| line.split_once(": "))
            .filter(move |(n, _)| n.eq_ignore_ascii_case(name))
            .map(|(_, value)| value)
    }
}

pub(crate) struct Wire {
    stream: TcpStream,
    buffer: Vec<u8>,
}

impl Wire {
    pub(crate) async fn open(addr: SocketAddr) -> anyhow::Result<Self> {
        let stream = TcpStream::connect(addr).await?;
        stream.set_nodelay(true)?;
        Ok(Self { stream, buffer: Vec::with_capacity(128 * 1024) })
    }

    /// Sends a request and reads all of the answer; gives its status and the length of its body.
    pub(crate) async fn ask(&mut self, ask: &Ask) -> anyhow::Result<(u16, usize)> {
        let (status, head, body) = tokio::time::timeout(PATIENCE, self.exchange(ask)).await.context("no answer")??;
        let _ = head;
        Ok((status, body))
    }

    /// The same, and keeps what came.
    pub(crate) async fn fetch(&mut self, ask: &Ask) -> anyhow::Result<Answer> {
        let (status, head, body) = tokio::time::timeout(PATIENCE, self.exchange(ask)).await.context("no answer")??;
        let text = String::from_utf8_lossy(self.buffer.get(..head).unwrap_or_default()).into_owned();
        Ok(Answer { status, head: text, body: self.buffer.get(head..head + body).unwrap_or_default().to_vec() })
    }

    async fn exchange(&mut self, ask: &Ask) -> anyhow::Result<(u16, usize, usize)> {
        self.stream.write_all(&ask.0).await?;
        self.buffer.clear();
        let head = loop {
            if let Some(end) = self.buffer.windows(4).position(|w| w == b"\r\n\r\n") {
                break end + 4;
            }
            if self.stream.read_buf(&mut self.buffer).await? == 0 {
                bail!("the connection was closed before the answer");
            }
        };
        let text = std::str::from_utf8(self.buffer.get(..head).unwrap_or_default())?;
        let status: u16 = text.split(' ').nth(1).context("no status")?.parse()?;
        let length =
            text.lines().find_map(|line| line.split_once(':').filter(|(name, _)| name.eq_ignore_ascii_case("content-length")));
        let length: usize = match length {
            Some((_, length)) => length.trim().parse()?,
            None if matches!(status, 204 | 304) => 0,
            None => bail!("an answer without a length: {text}"),
        };
        while self.buffer.len() < head + length {
            if self.stream.read_buf(&mut self.buffer).await? == 0 {
                bail!("the connection was closed within the answer");
            }
        }
        Ok((status, head, length))
    }
}
