//! What a file is, by its first bytes; its name is never believed.

use super::Unreadable;

/// How the bytes are to be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A zip archive, perhaps an XLSX.
    Zip,
    /// Something that is at least not binary, perhaps a CSV.
    Text,
}

/// The compound file of Excel 97–2003, which also wraps an encrypted XLSX.
const COMPOUND_FILE: &[u8] = &[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
const OTHER_THINGS: [&[u8]; 10] =
    [b"%PDF", b"\x89PNG", b"GIF8", b"\xFF\xD8\xFF", b"Rar!", b"7z\xBC\xAF", b"\x1F\x8B", b"{\\rtf", b"RIFF", b"PK\x05\x06"];
const MARKUP: [&str; 5] = ["<!doctype", "<html", "<?xml", "<table", "<svg"];

/// # Errors
/// [`Unreadable::Empty`], [`Unreadable::Encrypted`], [`Unreadable::OtherFormat`] or [`Unreadable::NotASheet`].
pub(super) fn kind(bytes: &[u8]) -> Result<Kind, Unreadable> {
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(Unreadable::Empty);
    }
    if bytes.starts_with(b"PK\x03\x04") {
        return Ok(Kind::Zip);
    }
    if bytes.starts_with(COMPOUND_FILE) {
        return Err(if holds_encrypted_package(bytes) { Unreadable::Encrypted } else { Unreadable::OtherFormat });
    }
    if OTHER_THINGS.iter().any(|magic| bytes.starts_with(magic)) || is_markup(bytes) {
        return Err(Unreadable::NotASheet);
    }
    Ok(Kind::Text)
}

/// Office keeps an encrypted workbook in a stream of this name (MS-OFFCRYPTO §2.1), written in UTF-16.
fn holds_encrypted_package(bytes: &[u8]) -> bool {
    let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    bytes.windows(name.len()).any(|window| window == name)
}

/// Bank clients like to send a web page named `.xls`.
fn is_markup(bytes: &[u8]) -> bool {
    let head: Vec<u8> = bytes.iter().copied().filter(u8::is_ascii_graphic).take(16).collect();
    let head = String::from_utf8_lossy(&head).to_ascii_lowercase();
    MARKUP.iter().any(|start| head.starts_with(start))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_decides() {
        assert_eq!(kind(b"PK\x03\x04rest"), Ok(Kind::Zip));
        assert_eq!(kind("Квартира;Площадь".as_bytes()), Ok(Kind::Text));
        assert_eq!(kind(b"%PDF-1.7"), Err(Unreadable::NotASheet));
        assert_eq!(kind(b"\xEF\xBB\xBF \n<HTML><body>"), Err(Unreadable::NotASheet));
        assert_eq!(kind(b" \r\n"), Err(Unreadable::Empty));
        assert_eq!(kind(b""), Err(Unreadable::Empty));
    }

    #[test]
    fn old_excel_is_told_from_an_encrypted_workbook() {
        let mut file = COMPOUND_FILE.to_vec();
        file.extend([0; 600]);
        assert_eq!(kind(&file), Err(Unreadable::OtherFormat));
        file.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
        assert_eq!(kind(&file), Err(Unreadable::Encrypted));
    }
}
