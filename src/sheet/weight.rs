//! How much memory the parts that describe a workbook would cost to read.
//!
//! calamine copies the font and the number format into every cell style, and a part's path into every sheet of the list.
//! A hundred kilobytes of empty tags beside one very long name would so become gigabytes. What it copies is at most tags ×
//! longest tag, over all those parts together; that product is what is bounded. The shared strings cost a fixed amount each.

use super::{Limits, Unreadable};
use std::collections::HashSet;

/// What a record costs besides its text, bytes.
const RECORD_BYTES: usize = 300;

/// The parts that are read as a whole, and what has been seen in them.
#[derive(Debug)]
pub(super) struct Weight {
    described: HashSet<String>,
    tags: usize,
    longest: usize,
    strings: usize,
    inside: Option<usize>,
}

impl Weight {
    /// From the package's own relationships (`_rels/.rels`), which name the workbook's part. Everything in quotes is taken
    /// for such a name: whoever hides the true one behind comments and look-alikes only has more parts weighed.
    ///
    /// # Errors
    /// [`Unreadable::Broken`] if something is spelt with entities, which no honest path is.
    pub(super) fn of(relationships: &str) -> Result<Self, Unreadable> {
        if relationships.contains('&') {
            return Err(Unreadable::Broken);
        }
        let quoted = relationships.split(['"', '\'']).map(|path| path.to_ascii_lowercase().replace('\\', "/"));
        let described = quoted.flat_map(|path| beside(path.strip_prefix('/').unwrap_or(&path))).collect();
        Ok(Self { described, tags: 0, longest: 0, strings: 0, inside: None })
    }

    /// Counts the next bytes of a part, by its path in lower case.
    ///
    /// # Errors
    /// [`Unreadable::Bomb`] once it is too much.
    pub(super) fn take(&mut self, path: &str, bytes: &[u8], limits: &Limits) -> Result<(), Unreadable> {
        if path.ends_with("sharedstrings.xml") {
            self.strings = self.strings.saturating_add(bytes.iter().filter(|byte| **byte == b'<').count());
        } else if self.described.contains(path) {
            bytes.iter().for_each(|byte| self.step(*byte));
        }
        let most_strings = limits.height().saturating_mul(limits.columns).saturating_mul(2);
        let copied = self.tags.saturating_mul(self.longest.saturating_add(RECORD_BYTES));
        let too_much = self.strings > most_strings || copied > limits.unpacked_bytes.saturating_mul(2);
        if too_much { Err(Unreadable::Bomb) } else { Ok(()) }
    }

    fn step(&mut self, byte: u8) {
        if byte == b'<' {
            self.tags = self.tags.saturating_add(1);
            self.inside = Some(0);
        }
        // What stands between tags (the name of a defined range) is copied once and may be longer.
        self.inside = if byte == b'>' { None } else { self.inside.map(|length| length.saturating_add(1)) };
        self.longest = self.longest.max(self.inside.unwrap_or_default());
    }
}

/// A workbook's part, and those that are read because of it.
fn beside(workbook: &str) -> [String; 3] {
    let (folder, name) = workbook.rfind('/').map_or(("", workbook), |slash| workbook.split_at(slash + 1));
    [workbook.to_owned(), format!("{folder}styles.xml"), format!("{folder}_rels/{name}.rels")]
}

#[cfg(test)]
mod tests {
    use super::*;

    const RELATIONSHIPS: &str = r#"<Relationships><Relationship Id="a" Type="http://x/core" Target="docProps/core.xml"/>
        <Relationship Target = '/xl/workbook.xml' Type="http://x/relationships/officeDocument"/></Relationships>"#;

    #[test]
    fn the_workbook_cannot_hide() {
        let described = Weight::of(RELATIONSHIPS).unwrap().described;
        assert!(["xl/workbook.xml", "xl/styles.xml", "xl/_rels/workbook.xml.rels"].iter().all(|part| described.contains(*part)));
        let decoy = format!("{RELATIONSHIPS}<!-- Target=\"a/b.xml\" Type=\"/relationships/officeDocument\" -->");
        assert!(Weight::of(&decoy).unwrap().described.contains("xl/styles.xml"));
        assert_eq!(Weight::of(&RELATIONSHIPS.replace("/xl/", "&#120;l/")).err(), Some(Unreadable::Broken));
    }

    #[test]
    fn many_short_and_few_long_tags_are_fine_but_not_both() {
        let verdict = |parts: &[(&str, String)]| {
            let mut weight = Weight::of(RELATIONSHIPS).unwrap();
            parts.iter().try_for_each(|(path, text)| weight.take(path, text.as_bytes(), &Limits::default()))
        };
        let long = format!("<name val=\"{}\"/>", "A".repeat(1_000_000));
        let many = "<xf/>".repeat(300_000);
        assert_eq!(verdict(&[("xl/styles.xml", long.clone())]), Ok(()));
        assert_eq!(verdict(&[("xl/styles.xml", many.clone())]), Ok(()));
        assert_eq!(
            verdict(&[("xl/_rels/workbook.xml.rels", long.clone()), ("xl/workbook.xml", many.clone())]),
            Err(Unreadable::Bomb)
        );
        assert_eq!(verdict(&[("xl/worksheets/sheet1.xml", format!("{long}{many}"))]), Ok(()));
        assert_eq!(verdict(&[("xl/sharedstrings.xml", "<si/>".repeat(11_000_000))]), Err(Unreadable::Bomb));
    }
}
