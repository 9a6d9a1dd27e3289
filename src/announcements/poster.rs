//! The notice for the entrance door: A4, Kazakh first, Russian at equal size (law «On languages», art. 21), a QR to the page.

use super::rows::{Announcement, Version};
use super::store::desk::Sender;
use super::wording::Words;
use crate::clock::Moment;
use crate::config::Config;
use crate::markup::{Block, Marker, Span};
use crate::pdf::{self, Footer, Letterhead, Meta, Passage, Poster, PosterLink, PosterText, Prose};
use crate::text::{self, Locale, t, tv};

/// Draws it.
///
/// # Errors
/// When the document cannot be made.
pub(super) fn draw(
    config: &Config,
    of: &Announcement,
    version: &Version,
    sender: &Sender,
    logo: Option<pdf::Logo>,
    now: Moment,
) -> Result<Vec<u8>, pdf::Error> {
    let wording = version.wording();
    let pair = |key: &str| [t(Locale::Kk, key).into_owned(), t(Locale::Ru, key).into_owned()];
    let [kind_kk, kind_ru] = pair(of.kind.poster_key());
    let [caption_kk, caption_ru] = pair("announcements.poster.more");
    let day = of.published_at.or(of.send_at).unwrap_or(now);
    let day = chrono::TimeZone::from_utc_datetime(&sender.zone(), &day).date_naive();
    let published = [Locale::Kk, Locale::Ru]
        .map(|l| tv(l, "announcements.poster.published", &[("date", &text::date(l, day)), ("number", &of.number)]));
    let made = of.updated_at.and_utc();
    let poster = Poster {
        meta: Meta { title: wording.for_reader(Locale::Kk).1.title.clone(), language: "kk".into(), created: made },
        letterhead: letterhead(sender, logo),
        kind_kk,
        kind_ru,
        urgent: of.kind == super::Kind::Emergency,
        kk: side(Locale::Kk, of, &wording.kk, sender),
        ru: side(Locale::Ru, of, &wording.ru, sender),
        link: Some(PosterLink { address: format!("{}/announcements/{}", config.base_url, of.id), caption_kk, caption_ru }),
        published: published.to_vec(),
        footer: Footer::new(of.number.clone(), |page, of| format!("{page} / {of}")),
    };
    poster.render()
}

/// A word in both official languages, once if it is the same.
fn both(key: &str) -> String {
    let (kk, ru) = (t(Locale::Kk, key), t(Locale::Ru, key));
    if kk == ru { kk.into_owned() } else { format!("{kk} / {ru}") }
}

fn letterhead(sender: &Sender, logo: Option<pdf::Logo>) -> Letterhead {
    let phone = |key: &str, phone: &str| {
        if phone.is_empty() { None } else { Some(format!("{}: {}", both(key), text::phone::print(phone))) }
    };
    let lines = [
        Some(sender.addresses.0.clone()),
        Some(sender.addresses.1.clone()).filter(|ru| *ru != sender.addresses.0),
        phone("announcements.poster.phone", &sender.phone),
        phone("announcements.poster.emergency_phone", &sender.emergency_phone),
        if sender.bin.is_empty() { None } else { Some(format!("{} {}", both("announcements.poster.bin"), sender.bin)) },
    ];
    Letterhead {
        name_kk: sender.name(Locale::Kk).to_owned(),
        name_ru: sender.name(Locale::Ru).to_owned(),
        lines: lines.into_iter().flatten().filter(|line| !line.is_empty()).collect(),
        logo,
    }
}

fn side(locale: Locale, of: &Announcement, words: &Words, sender: &Sender) -> PosterText {
    let when = of.outage_from.zip(of.outage_until).filter(|_| !words.is_empty());
    PosterText {
        title: words.title.clone(),
        when: when.map(|(from, until)| text::span(locale, from, until, sender.zone())),
        body: words.markup().blocks().iter().map(passage).collect(),
    }
}

fn passage(block: &Block) -> Passage {
    match block {
        Block::Heading { spans, .. } => Passage::Heading(prose(spans)),
        Block::Item { marker: Marker::Bullet, spans, .. } => Passage::Bullet(prose(spans)),
        Block::Item { marker: Marker::Ordinal(number), spans, .. } => {
            Passage::Numbered(u32::try_from(*number).unwrap_or_default(), prose(spans))
        }
        Block::Paragraph(spans) => Passage::Paragraph(prose(spans)),
        Block::Rule => Passage::Paragraph(Prose::from("")),
    }
}

fn prose(spans: &[Span]) -> Prose {
    let all: Vec<pdf::Span> = spans
        .iter()
        .map(|span| pdf::Span { text: span.text.clone(), bold: span.bold, italic: span.italic, link: span.link.clone() })
        .collect();
    Prose::from(all)
}
