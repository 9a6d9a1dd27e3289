//! What a file is, by its content alone.

use std::io::{Cursor, Read};

use super::refused::Refused;

/// The kinds of file we know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A photograph.
    Jpeg,
    /// A drawing or a screenshot.
    Png,
    /// Either, from a browser.
    Webp,
    /// A document to be printed.
    Pdf,
    /// A workbook of Excel.
    Xlsx,
    /// A document of Word.
    Docx,
    /// Plain text or CSV.
    Text,
    /// An archive of ours: nobody's upload is taken for one.
    Zip,
}

impl Kind {
    /// The media type it is served as.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::Webp => "image/webp",
            Self::Pdf => "application/pdf",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Text => "text/plain",
            Self::Zip => "application/zip",
        }
    }

    /// The endings its name may have, ours first.
    pub(super) fn endings(self) -> &'static [&'static str] {
        match self {
            Self::Jpeg => &["jpg", "jpeg"],
            Self::Png => &["png"],
            Self::Webp => &["webp"],
            Self::Pdf => &["pdf"],
            Self::Xlsx => &["xlsx"],
            Self::Docx => &["docx"],
            Self::Text => &["txt", "csv", "tsv"],
            Self::Zip => &["zip"],
        }
    }
}

/// More entries than any workbook has: an archive made to hurt.
const ENTRIES: usize = 10_000;

/// Unpacked bytes that a workbook may claim to have.
const UNPACKED: u64 = 512 << 20;

/// How many times an archive written as a stream may grow on being unpacked, beyond the first [`HARMLESS`] bytes.
const RATIO: u64 = 200;

/// So much does no harm whatever it was packed into.
const HARMLESS: u64 = 1 << 20;

/// Looks at the content.
///
/// # Errors
/// [`Refused::Kind`] when it is nothing we know, [`Refused::Damaged`] when it only begins so, [`Refused::Macros`].
pub(super) fn sniff(bytes: &[u8]) -> Result<Kind, Refused> {
    if bytes.starts_with(b"\xff\xd8\xff") {
        return Ok(Kind::Jpeg);
    }
    if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        return Ok(Kind::Png);
    }
    if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
        return Ok(Kind::Webp);
    }
    if bytes.starts_with(b"%PDF-") {
        return if has_an_end(bytes) { Ok(Kind::Pdf) } else { Err(Refused::Damaged) };
    }
    if bytes.starts_with(b"PK\x03\x04") {
        return office(bytes);
    }
    if is_heic(bytes) {
        return Err(Refused::Heic);
    }
    let is_text = utf16(bytes).map_or_else(|| is_plain_text(bytes), |text| is_plain_text(text.as_bytes()));
    if is_text { Ok(Kind::Text) } else { Err(Refused::Kind) }
}

/// HEIC and HEIF: a container of ISO 14496-12 whose brand says so. What reads them is C code with a history of holes, so they are refused
/// with a sentence that says what to do.
fn is_heic(bytes: &[u8]) -> bool {
    let brands: [&[u8]; 8] = [b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1"];
    bytes.get(4..8) == Some(b"ftyp") && bytes.get(8..12).is_some_and(|brand| brands.contains(&brand))
}

/// Excel's «Unicode text»: UTF-16 behind its mark, as UTF-8. `None` for anything else.
fn utf16(bytes: &[u8]) -> Option<String> {
    let unit: fn([u8; 2]) -> u16 = match bytes.get(..2)? {
        b"\xff\xfe" => u16::from_le_bytes,
        b"\xfe\xff" => u16::from_be_bytes,
        _ => return None,
    };
    let (pairs, odd) = bytes.as_chunks::<2>();
    let text: String = char::decode_utf16(pairs.iter().skip(1).map(|pair| unit(*pair))).collect::<Result<_, _>>().ok()?;
    odd.is_empty().then_some(text)
}

/// A PDF that was cut off on its way lacks its last lines.
fn has_an_end(pdf: &[u8]) -> bool {
    let tail = pdf.get(pdf.len().saturating_sub(8192)..).unwrap_or_default();
    tail.windows(5).any(|five| five == b"%%EOF")
}

fn office(bytes: &[u8]) -> Result<Kind, Refused> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|_| Refused::Damaged)?;
    if archive.len() > ENTRIES {
        return Err(Refused::Damaged);
    }
    let names = archive.file_names().collect::<Result<Vec<_>, _>>().map_err(|_| Refused::Damaged)?;
    if names.iter().any(|name| name.to_ascii_lowercase().ends_with("vbaproject.bin")) {
        return Err(Refused::Macros);
    }
    let has = |wanted: &str| names.iter().any(|name| name == wanted);
    let kind = match (has("[Content_Types].xml"), has("xl/workbook.xml"), has("word/document.xml")) {
        (true, true, false) => Kind::Xlsx,
        (true, false, true) => Kind::Docx,
        _ => return Err(Refused::Kind),
    };
    let fits = match archive.decompressed_size() {
        Some(size) => size <= u128::from(UNPACKED),
        None => inflates(&mut archive, bytes.len()),
    };
    if fits { Ok(kind) } else { Err(Refused::Damaged) }
}

/// Whether an archive that was written as a stream, and so did not know its sizes beforehand, inflates soundly to no more than
/// a workbook has.
fn inflates(archive: &mut zip::ZipArchive<Cursor<&[u8]>>, packed: usize) -> bool {
    let packed = u64::try_from(packed).unwrap_or(UNPACKED);
    let mut left = UNPACKED.min(HARMLESS.saturating_add(packed.saturating_mul(RATIO)));
    for index in 0..archive.len() {
        let Ok(part) = archive.by_index(index) else { return false };
        match std::io::copy(&mut part.take(left.saturating_add(1)), &mut std::io::sink()) {
            Ok(size) if size <= left => left -= size,
            _ => return false,
        }
    }
    true
}

/// No control characters but those of lines and columns, and nothing that a browser might take for a page or a drawing.
/// Old encodings (Windows-1251) pass: whoever reads the sheet knows them.
fn is_plain_text(bytes: &[u8]) -> bool {
    let printable = bytes.iter().all(|b| !b.is_ascii_control() || matches!(b, b'\t' | b'\r' | b'\n' | 0x0c));
    let starts = |mark: &[u8]| bytes.trim_ascii_start().get(..mark.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(mark));
    let holds = |mark: &[u8]| bytes.windows(mark.len()).any(|part| part.eq_ignore_ascii_case(mark));
    printable
        && !bytes.is_empty()
        && !starts(b"<")
        && !starts(b"\xef\xbb\xbf<")
        && ![b"<html".as_slice(), b"<script", b"<svg", b"<!doctype", b"<?xml", b"<iframe"].into_iter().any(holds)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    fn archive(names: &[&str]) -> Vec<u8> {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for name in names {
            zip.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
            zip.write_all(b"<x/>").unwrap();
        }
        zip.finish().unwrap().into_inner()
    }

    #[test]
    fn the_content_decides() {
        assert_eq!(sniff(b"\xff\xd8\xff\xe0"), Ok(Kind::Jpeg));
        assert_eq!(sniff(b"\x89PNG\r\n\x1a\n"), Ok(Kind::Png));
        assert_eq!(sniff(b"RIFF\0\0\0\0WEBPVP8 "), Ok(Kind::Webp));
        assert_eq!(sniff(b"%PDF-1.7\n...\n%%EOF\n"), Ok(Kind::Pdf));
        assert_eq!(sniff(b"%PDF-1.7\n..."), Err(Refused::Damaged));
        assert_eq!(sniff("Пәтер;Ауданы\r\n1;45,2\r\n".as_bytes()), Ok(Kind::Text));
        assert_eq!(sniff(b"\xcf\xe5\xf0;1\r\n"), Ok(Kind::Text), "Windows-1251");
    }

    #[test]
    fn a_photograph_of_an_iphone_is_told_by_its_brand() {
        assert_eq!(sniff(b"\0\0\0\x18ftypheic\0\0\0\0mif1heic"), Err(Refused::Heic));
        assert_eq!(sniff(b"\0\0\0\x18ftypmp42\0\0\0\0"), Err(Refused::Kind), "a film is nothing we take");
    }

    #[test]
    fn workbooks_and_documents_are_told_from_archives() {
        assert_eq!(sniff(&archive(&["[Content_Types].xml", "xl/workbook.xml"])), Ok(Kind::Xlsx));
        assert_eq!(sniff(&archive(&["[Content_Types].xml", "word/document.xml"])), Ok(Kind::Docx));
        assert_eq!(sniff(&archive(&["evil.exe"])), Err(Refused::Kind));
        assert_eq!(sniff(&archive(&["[Content_Types].xml", "xl/workbook.xml", "xl/vbaProject.bin"])), Err(Refused::Macros));
        let whole = archive(&["[Content_Types].xml", "xl/workbook.xml"]);
        assert_eq!(sniff(&whole[..whole.len() / 2]), Err(Refused::Damaged));
    }

    /// As programs write it that send a workbook while they make it: no part knows its size beforehand.
    fn streamed(parts: &[(&str, &[u8])]) -> Vec<u8> {
        let mut zip = zip::ZipWriter::new_stream(Vec::new());
        for (name, content) in parts {
            zip.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
            zip.write_all(content).unwrap();
        }
        zip.finish().unwrap().into_inner()
    }

    #[test]
    fn a_workbook_written_as_a_stream_is_one_and_a_bomb_is_none() {
        let sheet = "<row><c>61,4</c></row>".repeat(100_000);
        let parts = [("[Content_Types].xml", "<x/>".as_bytes()), ("xl/workbook.xml", sheet.as_bytes())];
        let book = streamed(&parts);
        let claimed = zip::ZipArchive::new(Cursor::new(book.as_slice())).unwrap().decompressed_size();
        assert_eq!((claimed, sniff(&book)), (None, Ok(Kind::Xlsx)), "twenty times its size is nothing unusual");
        let macros = [parts.as_slice(), &[("xl/vbaProject.bin", b"x".as_slice())]].concat();
        assert_eq!(sniff(&streamed(&macros)), Err(Refused::Macros));
        let zeros = vec![0; 64 << 20];
        let bomb = streamed(&[parts.as_slice(), &[("xl/media/zeros.bin", &zeros)]].concat());
        assert!(bomb.len() < 1 << 18, "{}", bomb.len());
        assert_eq!(sniff(&bomb), Err(Refused::Damaged));
    }

    #[test]
    fn text_in_utf16_is_text() {
        let little = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
        let big = |text: &str| text.encode_utf16().flat_map(u16::to_be_bytes).collect::<Vec<u8>>();
        let text = "\u{feff}Пәтер\tАуданы\r\n1\t45,2\r\n";
        assert_eq!((sniff(&little(text)), sniff(&big(text))), (Ok(Kind::Text), Ok(Kind::Text)));
        assert_eq!(sniff(&little(text)[..11]), Err(Refused::Kind), "cut in the middle of a letter");
        for evil in ["\u{feff}", "\u{feff}<html>", "\u{feff}a <script>", "\u{feff}a\u{0}b"] {
            assert_eq!(sniff(&little(evil)), Err(Refused::Kind), "{evil:?}");
        }
    }

    #[test]
    fn what_a_browser_might_run_is_nothing_we_know() {
        for evil in [
            "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
            "  \n<!DOCTYPE html><p>",
            "\u{feff}<html>",
            "<?xml version='1.0'?><svg/>",
            "text first\n<ScRiPt>alert(1)</script>",
            "GIF89a\u{1}\u{0}",
            "MZ\u{90}\u{0}",
            "#!\u{0}",
        ] {
            assert_eq!(sniff(evil.as_bytes()), Err(Refused::Kind), "{evil:?}");
        }
        assert_eq!(sniff(b""), Err(Refused::Kind));
    }
}
