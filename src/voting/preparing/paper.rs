//! The notice for the entrance door: A4, Kazakh first and Russian at equal size, all that art. 42(6) wants said, a QR to the page.

use super::prepared::Prepared;
use super::wording;
use crate::config::Config;
use crate::pdf::{self, Footer, Letterhead, Meta, Passage, Poster, PosterLink, PosterText, Prose};
use crate::text::{self, Locale, t, tv};

/// Draws it.
///
/// # Errors
/// When the document cannot be made.
pub(in crate::voting) fn draw(config: &Config, of: &Prepared, logo: Option<pdf::Logo>) -> Result<Vec<u8>, pdf::Error> {
    let word = |locale, key| t(locale, key).into_owned();
    let day = of.plan().announced;
    let published = [Locale::Kk, Locale::Ru].map(|locale| {
        tv(locale, "voting.notice.published", &[("date", &text::date(locale, day)), ("number", &of.meeting.number)])
    });
    let poster = Poster {
        meta: Meta {
            title: of.meeting.title(Locale::Kk).to_owned(),
            language: "kk".into(),
            created: of.meeting.updated_at.and_utc(),
        },
        letterhead: letterhead(of, logo),
        kind_kk: word(Locale::Kk, "voting.notice.kind"),
        kind_ru: word(Locale::Ru, "voting.notice.kind"),
        urgent: false,
        kk: side(Locale::Kk, of),
        ru: side(Locale::Ru, of),
        link: Some(PosterLink {
            address: wording::address(config, of),
            caption_kk: word(Locale::Kk, "voting.notice.scan"),
            caption_ru: word(Locale::Ru, "voting.notice.scan"),
        }),
        published: published.to_vec(),
        footer: Footer::new(of.meeting.number.clone(), |page, of| format!("{page} / {of}")),
    };
    poster.render()
}

fn side(locale: Locale, of: &Prepared) -> PosterText {
    let opening = tv(locale, "voting.notice.opening", &[("address", &of.address), ("title", of.meeting.title(locale))]);
    let mut body = vec![Passage::Paragraph(Prose::from(opening.as_str()))];
    for (name, value) in wording::facts(locale, of) {
        body.push(Passage::Paragraph(Prose::new().bold(format!("{name}: ")).plain(value)));
    }
    body.push(Passage::Heading(Prose::from(t(locale, "voting.notice.agenda").as_ref())));
    let questions = (1u32..).zip(wording::agenda(locale, of));
    body.extend(questions.map(|(number, question)| Passage::Numbered(number, Prose::from(question.as_str()))));
    PosterText { title: of.meeting.title(locale).to_owned(), when: None, body }
}

fn letterhead(of: &Prepared, logo: Option<pdf::Logo>) -> Letterhead {
    let host = &of.host;
    let both = |key: &str| format!("{} / {}", t(Locale::Kk, key), t(Locale::Ru, key));
    let phone = |phone: &str| Some(text::phone::print(phone)).filter(|printed| !printed.is_empty());
    let lines = [
        Some(host.addresses.0.clone()),
        Some(host.addresses.1.clone()).filter(|ru| *ru != host.addresses.0),
        phone(&host.phones.0),
        Some(host.bin.clone()).filter(|bin| !bin.is_empty()).map(|bin| format!("{} {bin}", both("voting.notice.bin"))),
    ];
    Letterhead {
        name_kk: host.names.0.clone(),
        name_ru: host.names.1.clone(),
        lines: lines.into_iter().flatten().filter(|line| !line.is_empty()).collect(),
        logo,
    }
}
