//! The act of a hand-over (*қабылдау-тапсыру актісі*, *акт приёма-передачи*): which houses, from whom to whom, on which ground, what of
//! the register and in which archive; Kazakh and Russian side by side at equal size (law «On languages», art. 9), with a line for each
//! company to sign on. Drawn when it is asked for, from what the archive itself says: paper and archive name one digest.

use crate::handover::rows::Handover;
use crate::handover::{arriving, store};
use crate::parcel::Opened;
use crate::pdf::{self, Block, Document, Footer, Letterhead, Meta, Prose, Signature};
use crate::text::{self, Locale, t, tv};

/// What of the register is counted, in the order of the counts.
const COUNTED: [&str; 5] = [
    "handover.count.buildings",
    "handover.count.entrances",
    "handover.count.premises",
    "handover.count.people",
    "handover.count.holdings",
];

/// What an act says.
pub(super) struct Facts {
    pub(super) of: Handover,
    pub(super) houses: Vec<String>,
    /// The company that hands over.
    pub(super) from: store::Named,
    /// The company that takes over, if it is of this installation.
    pub(super) to: Option<store::Named>,
    /// The archive's name and the SHA-256 of it.
    pub(super) archive: (String, String),
    /// The fingerprint of the key that signed it.
    pub(super) key: String,
}

impl Facts {
    fn to(&self, locale: Locale) -> String {
        self.to.as_ref().map_or_else(|| self.of.to_name.clone(), |(_, names, _)| store::name_in(locale, names))
    }

    /// Houses, entrances, premises, people and holdings, as the archive's register has them.
    fn counts(&self, parcel: Option<&Opened>) -> Option<[usize; 5]> {
        arriving::read(parcel?, self.of.company_id, self.of.author_id).ok().map(|handed| handed.counts())
    }
}

/// Draws it; of an archive that cannot be opened it says no counts.
///
/// # Errors
/// When the paper cannot be set.
pub(super) fn draw(facts: &Facts, parcel: Option<&Opened>) -> Result<Vec<u8>, pdf::Error> {
    let prose = |locale| Prose::from(t(locale, "handover.act_paper.title").as_ref());
    let meta = Meta {
        title: t(Locale::Kk, "handover.act_paper.title").into_owned(),
        language: "kk".into(),
        created: facts.of.packed_at.unwrap_or(facts.of.created_at).and_utc(),
    };
    let (_, [kk, ru, _], bin) = &facts.from;
    let lines = if bin.is_empty() { Vec::new() } else { vec![tv(Locale::Kk, "homes.act_paper.bin", &[("bin", bin)])] };
    let mut paper = Document::new(meta)
        .letterhead(Letterhead { name_kk: kk.clone(), name_ru: ru.clone(), lines, logo: None })
        .footer(Footer::new(facts.archive.0.clone(), |page, pages| format!("{page} / {pages}")))
        .with(Block::Title { kk: prose(Locale::Kk), ru: prose(Locale::Ru) });
    let counts = facts.counts(parcel);
    paper.push(Block::Columns {
        left: said(facts, counts, parcel, Locale::Kk),
        right: said(facts, counts, parcel, Locale::Ru),
        share: 0.5,
    });
    let both = |key: &str| format!("{} / {}", t(Locale::Kk, key), t(Locale::Ru, key));
    let (digest, key) = (in_groups(&facts.archive.1), facts.key.as_str());
    paper.push(Block::Pairs(vec![
        (Prose::new().bold(both("handover.act_paper.digest")), Prose::from(digest)),
        (Prose::new().bold(both("handover.act_paper.key")), Prose::from(key)),
    ]));
    paper.extend(signatures(facts));
    paper.render()
}

/// All of it in one language.
fn said(facts: &Facts, counts: Option<[usize; 5]>, parcel: Option<&Opened>, locale: Locale) -> Vec<Block> {
    let label = |key: &str| Prose::new().bold(t(locale, key));
    let of = &facts.of;
    let mut pairs = vec![
        (label("handover.from"), Prose::from(store::name_in(locale, &facts.from.1))),
        (label("handover.to"), Prose::from(facts.to(locale))),
        (label("handover.act_paper.houses"), Prose::from(facts.houses.join("\n"))),
        (label("handover.act_paper.ground"), Prose::from(format!("{}, {}", of.ground, text::date(locale, of.ground_day)))),
        (label("handover.act_paper.until"), Prose::from(text::date(locale, of.day))),
    ];
    if let Some(counts) = counts {
        let counted = COUNTED.into_iter().zip(counts).map(|(key, count)| format!("{}: {count}", t(locale, key)));
        pairs.push((label("handover.act_paper.register"), Prose::from(counted.collect::<Vec<_>>().join("; "))));
    }
    let entries = parcel.map(|parcel| parcel.manifest.files.len().to_string());
    pairs.extend(entries.map(|entries| (label("handover.act_paper.entries"), Prose::from(entries))));
    pairs.push((label("handover.archive"), Prose::from(facts.archive.0.as_str())));
    vec![Block::Pairs(pairs), Block::paragraph(t(locale, "handover.act_paper.closing").into_owned())]
}

/// A digest in groups of eight, to be compared by eye.
fn in_groups(digest: &str) -> String {
    let letters: Vec<char> = digest.chars().collect();
    letters.chunks(8).map(|some| some.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
}

fn signatures(facts: &Facts) -> Vec<Block> {
    let both = |key: &str| format!("{} / {}", t(Locale::Kk, key), t(Locale::Ru, key));
    let caption = both("homes.act_paper.signature");
    let line = |role: String, name: String| {
        Block::Signature(Signature { role: Prose::from(role), name: Prose::from(name), caption: Prose::from(caption.as_str()) })
    };
    vec![
        line(both("handover.act_paper.gives"), store::name_in(Locale::Ru, &facts.from.1)),
        line(both("handover.act_paper.takes"), facts.to(Locale::Ru)),
    ]
}

#[cfg(test)]
mod tests {
    use super::in_groups;

    #[test]
    fn a_digest_stands_in_groups_of_eight() {
        assert_eq!(in_groups("0123456789abcdefXY"), "01234567 89abcdef XY");
    }
}
