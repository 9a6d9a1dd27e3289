//! Bytes on their way, counted and hashed.

use std::io::{Read, Result, Write};

use sha2::{Digest as _, Sha256};

/// Passes bytes on and remembers their number and SHA-256.
pub(super) struct Measured<T> {
    inner: T,
    hash: Sha256,
    bytes: u64,
    lines: u64,
}

/// What passed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Measure {
    /// How many bytes.
    pub(super) bytes: u64,
    /// How many of them ended a line.
    pub(super) lines: u64,
    /// Their SHA-256 in lower-case hex.
    pub(super) sha256: String,
}

impl<T> Measured<T> {
    pub(super) fn new(inner: T) -> Self {
        Self { inner, hash: Sha256::new(), bytes: 0, lines: 0 }
    }

    pub(super) fn measure(self) -> Measure {
        let sha256 = self.hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
        Measure { bytes: self.bytes, lines: self.lines, sha256 }
    }

    fn note(&mut self, passed: &[u8]) {
        self.hash.update(passed);
        self.bytes += u64::try_from(passed.len()).unwrap_or(u64::MAX);
        self.lines += passed.iter().map(|&byte| u64::from(byte == b'\n')).sum::<u64>();
    }
}

impl<W: Write> Write for Measured<W> {
    fn write(&mut self, bytes: &[u8]) -> Result<usize> {
        let taken = self.inner.write(bytes)?;
        self.note(bytes.get(..taken).unwrap_or(bytes));
        Ok(taken)
    }

    fn flush(&mut self) -> Result<()> {
        self.inner.flush()
    }
}

impl<R: Read> Read for Measured<R> {
    fn read(&mut self, into: &mut [u8]) -> Result<usize> {
        let read = self.inner.read(into)?;
        self.note(into.get(..read).unwrap_or_default());
        Ok(read)
    }
}
