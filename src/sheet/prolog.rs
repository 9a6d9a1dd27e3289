//! The first bytes of an XML part of a workbook: is it a part that a spreadsheet program wrote?
//!
//! calamine neither fetches nor expands entities, so a document type declaration is only a sign of ill will; but it does
//! reserve memory for as many shared strings as the part *says* it has, and that number is a stranger's.

use super::{Limits, Unreadable};

/// How many bytes of a part the prolog and the root's opening tag may take.
pub(super) const HEAD_BYTES: usize = 64 * 1024;

/// The path is in lower case.
///
/// # Errors
/// [`Unreadable::Bomb`] for a document type declaration or an absurd count, [`Unreadable::Broken`] if no root element begins.
pub(super) fn check(path: &str, head: &[u8], limits: &Limits) -> Result<(), Unreadable> {
    let shared_strings = path.ends_with("sharedstrings.xml");
    let is_markup = path.ends_with(".xml") || path.ends_with(".rels");
    // Parts under customXml are other programs' data in any encoding, and are never opened.
    if head.is_empty() || !is_markup || (path.starts_with("customxml/") && !shared_strings) {
        return Ok(());
    }
    let head = String::from_utf8_lossy(head);
    let root = root_tag(&head)?;
    let local_name = root.split([' ', '\t', '\r', '\n', '/']).next().unwrap_or_default();
    let local_name = local_name.rsplit(':').next().unwrap_or_default();
    if shared_strings && local_name != "sst" {
        return Err(Unreadable::Broken);
    }
    let most = limits.height().saturating_mul(limits.columns);
    let absurd = root.split("uniqueCount").skip(1).any(|rest| claimed(rest).is_none_or(|count| count > most));
    if absurd { Err(Unreadable::Bomb) } else { Ok(()) }
}

/// The opening tag of the root, without its brackets.
fn root_tag(head: &str) -> Result<&str, Unreadable> {
    let mut rest = head.trim_start_matches('\u{feff}');
    loop {
        rest = rest.trim_start();
        let closed = if rest.starts_with("<?") {
            rest.split_once("?>")
        } else if rest.starts_with("<!--") {
            rest.split_once("-->")
        } else if rest.starts_with("<!") {
            return Err(Unreadable::Bomb);
        } else {
            return rest.strip_prefix('<').and_then(|tag| tag.split_once('>')).map(|(tag, _)| tag).ok_or(Unreadable::Broken);
        };
        rest = closed.ok_or(Unreadable::Broken)?.1;
    }
}

/// The number after `uniqueCount`, if one can be read.
fn claimed(rest: &str) -> Option<usize> {
    let digits: String = rest
        .trim_start_matches(|c: char| c.is_ascii_whitespace() || matches!(c, '=' | '"' | '\''))
        .chars()
        .take_while(char::is_ascii_digit)
        .collect();
    digits.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn verdict(name: &str, head: &str) -> Result<(), Unreadable> {
        check(name, head.as_bytes(), &Limits::default())
    }

    #[test]
    fn ordinary_parts_pass() {
        let start = "\u{feff}<?xml version=\"1.0\"?>\n<!-- made by us -->\n";
        assert_eq!(verdict("xl/workbook.xml", &format!("{start}<workbook xmlns=\"x\">")), Ok(()));
        assert_eq!(verdict("xl/sharedstrings.xml", &format!("{start}<x:sst count=\"9\" uniqueCount=\"4\">")), Ok(()));
        assert_eq!(verdict("xl/media/logo.png", "\u{0}\u{1}"), Ok(()));
    }

    #[test]
    fn traps_are_refused() {
        let doctype = "<?xml version=\"1.0\"?><!DOCTYPE lolz [<!ENTITY lol \"lol\">]><worksheet>";
        assert_eq!(verdict("xl/worksheets/sheet1.xml", doctype), Err(Unreadable::Bomb));
        for count in ["99999999999", "99999999999999999999999", "x"] {
            let sst = format!("<sst uniqueCount = '{count}'>");
            assert_eq!(verdict("xl/sharedstrings.xml", &sst), Err(Unreadable::Bomb), "{count}");
        }
        assert_eq!(verdict("customxml/sharedstrings.xml", "<x><sst uniqueCount='1'>"), Err(Unreadable::Broken));
        assert_eq!(verdict("xl/workbook.xml", "not xml"), Err(Unreadable::Broken));
        assert_eq!(verdict("xl/workbook.xml", "<!-- never closed"), Err(Unreadable::Broken));
    }
}
