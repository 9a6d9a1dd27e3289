//! What people are told of a survey, in their language.

use super::jobs::Occasion;
use super::ready;
use super::rows::Survey;
use super::store::people::{Addressee, Sender};
use crate::config::Config;
use crate::mail::{Block, Body};
use crate::notices::{Kind, LetterDraft, Notice};
use crate::text::{self, Locale, t, tv};

/// What there is to say.
pub(super) struct News<'a> {
    pub(super) survey: &'a Survey,
    pub(super) sender: &'a Sender,
    pub(super) occasion: Occasion,
    pub(super) key: String,
    pub(super) took_part: i64,
}

/// The notice for somebody.
pub(super) fn notice(config: &Config, news: &News<'_>, to: Addressee) -> Notice {
    let locale = Locale::from_code(&to.locale).unwrap_or_default();
    let of = news.survey;
    let title = title(locale, news);
    let sentence = sentence(locale, news);
    let href = format!("/surveys/{}", of.id);
    let open = if news.occasion == Occasion::Results { "surveys.letter.see" } else { "surveys.letter.answer" };
    let mut blocks = vec![Block::Text(sentence.clone())];
    let intro = of.intro().for_reader(locale).to_owned();
    if news.occasion != Occasion::Results && !intro.is_empty() {
        blocks.push(Block::Text(intro));
    }
    if news.occasion != Occasion::Results && of.anonymous {
        blocks.push(Block::Text(t(locale, "surveys.letter.anonymous").into_owned()));
    }
    blocks.push(Block::Button { label: t(locale, open).into_owned(), url: format!("{}{href}", config.base_url) });
    Notice {
        kind: Kind::Survey,
        company: of.company_id,
        company_name: news.sender.name(locale).to_owned(),
        person: to.person,
        subject_id: of.id.to_string(),
        once_key: news.key.clone(),
        locale,
        title: title.clone(),
        excerpt: sentence,
        href,
        letter: Some(LetterDraft { subject: title.clone(), body: Body { heading: title, blocks } }),
        to_name: to.name,
        to_address: to.email.filter(|_| to.bounced_at.is_none()),
    }
}

fn title(locale: Locale, news: &News<'_>) -> String {
    let title = news.survey.title().for_reader(locale).to_owned();
    match news.occasion {
        Occasion::Opened => tv(locale, "surveys.letter.opened", &[("title", &title)]),
        Occasion::Reminder => tv(locale, "surveys.letter.reminder", &[("title", &title)]),
        Occasion::Results => tv(locale, "surveys.letter.results", &[("title", &title)]),
    }
}

fn sentence(locale: Locale, news: &News<'_>) -> String {
    let of = news.survey;
    let until = of.closes_at.map(|end| text::date_time(locale, end, news.sender.zone())).unwrap_or_default();
    let many = u64::try_from(news.took_part).unwrap_or_default();
    match news.occasion {
        Occasion::Opened => tv(locale, "surveys.letter.opened_text", &[("until", &until)]),
        Occasion::Reminder => tv(locale, "surveys.letter.reminder_text", &[("until", &until)]),
        Occasion::Results if !ready::results_shown(of, many) => t(locale, "surveys.letter.too_few").into_owned(),
        Occasion::Results => text::tn(locale, "surveys.letter.results_text", many, &[]),
    }
}
