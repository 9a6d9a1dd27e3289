//! The bytes of a PDF file: numbered objects, each written as soon as it is known, and at the end the table by which readers find them
//! (ISO 32000-1 §7.5). What is written is not kept in any other form: a protocol of ten thousand names takes little more memory than its file.

use std::io::Write as _;

use flate2::Compression;
use flate2::write::ZlibEncoder;
use sha2::{Digest, Sha256};

use super::error::Error;

/// An object's number, from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Id(usize);

impl std::fmt::Display for Id {
    /// As one object names another.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} 0 R", self.0)
    }
}

/// A file that is being written.
pub(super) struct File {
    bytes: Vec<u8>,
    /// Where each object begins; nothing for one that was promised only.
    places: Vec<usize>,
}

impl File {
    /// An empty file. The four bytes above 127 tell programs that move files that it is not text (§7.5.2).
    pub(super) fn new() -> Self {
        Self { bytes: b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n".to_vec(), places: Vec::new() }
    }

    /// A number for an object that is written later.
    pub(super) fn promise(&mut self) -> Id {
        self.places.push(0);
        Id(self.places.len())
    }

    /// Writes a promised object.
    pub(super) fn keep(&mut self, id: Id, body: &str) {
        self.begin(id);
        self.bytes.extend_from_slice(body.as_bytes());
        self.end();
    }

    /// Writes an object.
    pub(super) fn add(&mut self, body: &str) -> Id {
        let id = self.promise();
        self.keep(id, body);
        id
    }

    /// Writes a compressed stream; `about` are the entries of its dictionary beside length and filter.
    ///
    /// # Errors
    /// [`Error::Write`] if it cannot be compressed.
    pub(super) fn stream(&mut self, about: &str, content: &[u8]) -> Result<Id, Error> {
        let id = self.promise();
        let mut packed = ZlibEncoder::new(Vec::with_capacity(content.len() / 3), Compression::default());
        let broken = |why: std::io::Error| Error::Write(why.to_string());
        packed.write_all(content).map_err(broken)?;
        let packed = packed.finish().map_err(broken)?;
        self.begin(id);
        self.bytes.extend_from_slice(format!("<</Length {}/Filter/FlateDecode{about}>>\nstream\n", packed.len()).as_bytes());
        self.bytes.extend_from_slice(&packed);
        self.bytes.extend_from_slice(b"\nendstream");
        self.end();
        Ok(id)
    }

    fn begin(&mut self, Id(number): Id) {
        let at = self.bytes.len();
        if let Some(place) = self.places.get_mut(number.saturating_sub(1)) {
            *place = at;
        }
        self.bytes.extend_from_slice(format!("{number} 0 obj\n").as_bytes());
    }

    fn end(&mut self) {
        self.bytes.extend_from_slice(b"\nendobj\n");
    }

    /// The whole file. It is named by a hash of what it says, so equal data gives an equal name.
    pub(super) fn finish(mut self, root: Id, info: Id) -> Vec<u8> {
        let name: String = Sha256::digest(&self.bytes).iter().take(16).map(|byte| format!("{byte:02x}")).collect();
        let table = self.bytes.len();
        let size = self.places.len() + 1;
        // each line of the table is twenty bytes long (§7.5.4)
        let mut rest = format!("xref\n0 {size}\n0000000000 65535 f \n");
        for place in &self.places {
            rest.push_str(&format!("{place:010} 00000 n \n"));
        }
        rest.push_str(&format!(
            "trailer\n<</Size {size}/Root {root}/Info {info}/ID[<{name}><{name}>]>>\nstartxref\n{table}\n%%EOF\n"
        ));
        self.bytes.extend_from_slice(rest.as_bytes());
        self.bytes
    }
}

/// Any words as a string of a dictionary: UTF-16 with its mark (§7.9.2.2).
pub(super) fn words(text: &str) -> String {
    let letters: String = text.encode_utf16().map(|unit| format!("{unit:04X}")).collect();
    format!("<FEFF{letters}>")
}

/// Seven-bit words as a string in brackets; other signs are left out.
pub(super) fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len() + 2);
    plain.push('(');
    for letter in text.chars().filter(|letter| matches!(letter, ' '..='~')) {
        if matches!(letter, '(' | ')' | '\\') {
            plain.push('\\');
        }
        plain.push(letter);
    }
    plain.push(')');
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_leads_to_each_object() {
        let mut file = File::new();
        let promised = file.promise();
        let info = file.add("<<>>");
        file.stream("/A 1", b"some words").unwrap();
        file.keep(promised, "<</Type/Catalog>>");
        let bytes = file.finish(promised, info);
        let text = String::from_utf8_lossy(&bytes);
        let table = text.rsplit("startxref\n").next().and_then(|end| end.lines().next()).unwrap();
        assert!(bytes[table.parse::<usize>().unwrap()..].starts_with(b"xref\n0 4\n"));
        let lines: Vec<&str> = text.split("65535 f \n").nth(1).unwrap().lines().take(3).collect();
        for (number, line) in (1..).zip(lines) {
            let place: usize = line.split(' ').next().and_then(|place| place.parse().ok()).unwrap();
            assert!(bytes[place..].starts_with(format!("{number} 0 obj\n").as_bytes()), "{line}");
        }
    }

    #[test]
    fn words_are_safe_in_a_dictionary() {
        assert_eq!(words("әA"), "<FEFF04D90041>");
        assert_eq!(plain("a(b)\\ә\n"), "(a\\(b\\)\\\\)");
    }
}
