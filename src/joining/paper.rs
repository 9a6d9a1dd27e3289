//! The letter for the mailbox: one page for each premises, Kazakh first, Russian at equal size, a QR code to the door and the spoken code.

use std::sync::atomic::{AtomicI64, Ordering};

use super::code::Code;
use super::store::houses::{Company, Place};
use crate::clock::Moment;
use crate::pdf::{self, Footer, Letterhead, Logo, Meta, Passage, Poster, PosterLink, PosterText};
use crate::text::{self, Locale, t, tv};

/// What is the same in all letters of a run.
#[derive(Clone, Debug)]
pub(super) struct Sheet {
    pub(super) base_url: String,
    pub(super) company: Company,
    pub(super) made: Moment,
    pub(super) expires_at: Moment,
    pub(super) logo: Option<Logo>,
}

impl Sheet {
    /// Draws letters, a page each, counting them as it goes.
    ///
    /// # Errors
    /// When the document cannot be made.
    pub(super) fn draw(&self, all: &[(Place, Code)], drawn: &AtomicI64) -> Result<Vec<u8>, pdf::Error> {
        let pages = all.iter().map(|(place, code)| {
            drawn.fetch_add(1, Ordering::Relaxed);
            self.letter(place, code)
        });
        let meta = Meta {
            title: t(Locale::Kk, "joining.paper.title").into_owned(),
            language: "kk".into(),
            created: self.made.and_utc(),
        };
        pdf::letters(&meta, pages)
    }

    fn letter(&self, place: &Place, code: &Code) -> Poster {
        let pair = |key: &str| [t(Locale::Kk, key).into_owned(), t(Locale::Ru, key).into_owned()];
        let [caption_kk, caption_ru] = pair("joining.paper.scan");
        let day = |moment: Moment| chrono::TimeZone::from_utc_datetime(&self.company.zone(), &moment).date_naive();
        let published =
            [Locale::Kk, Locale::Ru].map(|l| tv(l, "joining.paper.until", &[("date", &text::date(l, day(self.expires_at)))]));
        Poster {
            meta: Meta { title: String::new(), language: "kk".into(), created: self.made.and_utc() },
            letterhead: self.letterhead(),
            kind_kk: place.label(Locale::Kk),
            kind_ru: place.label(Locale::Ru),
            urgent: false,
            kk: side(Locale::Kk, self, code),
            ru: side(Locale::Ru, self, code),
            link: Some(PosterLink { address: format!("{}/join/{code}", self.base_url), caption_kk, caption_ru }),
            published: published.to_vec(),
            footer: Footer::default(),
        }
    }

    fn letterhead(&self) -> Letterhead {
        let both = |key: &str| {
            let (kk, ru) = (t(Locale::Kk, key), t(Locale::Ru, key));
            if kk == ru { kk.into_owned() } else { format!("{kk} / {ru}") }
        };
        let of = &self.company;
        let lines = [
            Some(of.addresses.0.clone()),
            Some(of.addresses.1.clone()).filter(|ru| *ru != of.addresses.0),
            Some(format!("{}: {}", both("joining.paper.phone"), text::phone::print(&of.phone))).filter(|_| !of.phone.is_empty()),
            Some(format!("{} {}", both("joining.paper.bin"), of.bin)).filter(|_| !of.bin.is_empty()),
        ];
        Letterhead {
            name_kk: of.names.0.clone(),
            name_ru: of.names.1.clone(),
            lines: lines.into_iter().flatten().filter(|line| !line.is_empty()).collect(),
            logo: self.logo.clone(),
        }
    }
}

fn side(locale: Locale, sheet: &Sheet, code: &Code) -> PosterText {
    let line = |key: &str| Passage::Bullet(t(locale, key).into_owned().into());
    let host = sheet.base_url.split_once("://").map_or(sheet.base_url.as_str(), |(_, host)| host);
    PosterText {
        title: t(locale, "joining.paper.title").into_owned(),
        when: Some(tv(locale, "joining.paper.code", &[("code", &code.to_string())])),
        body: vec![
            Passage::Paragraph(t(locale, "joining.paper.what").into_owned().into()),
            line("joining.paper.news"),
            line("joining.paper.ask"),
            line("joining.paper.family"),
            Passage::Paragraph(tv(locale, "joining.paper.how", &[("host", host)]).into()),
            Passage::Paragraph(t(locale, "joining.paper.secret").into_owned().into()),
        ],
    }
}
