//! What people are told of their meters, in their language.

use super::meter::Resource;
use super::rows::{Meter, Row};
use super::store::people::{Addressee, Sender};
use super::window::Round;
use crate::config::Config;
use crate::mail::{Block, Body};
use crate::notices::{Kind, LetterDraft, Notice};
use crate::text::{self, Locale, t, tv};

/// The words of a notice, and where its button leads.
struct Words {
    title: String,
    text: String,
    more: Option<String>,
    button: (String, String),
}

fn notice(sender: &Sender, to: Addressee, (subject, once): (String, String), words: Words) -> Notice {
    let locale = Locale::from_code(&to.locale).unwrap_or_default();
    let (label, url) = words.button;
    let mut blocks = vec![Block::Text(words.text.clone())];
    blocks.extend(words.more.map(Block::Text));
    blocks.push(Block::Button { label, url });
    Notice {
        kind: Kind::MeterReading,
        company: sender.company,
        company_name: sender.name(locale).to_owned(),
        person: to.person,
        subject_id: subject,
        once_key: once,
        locale,
        title: words.title.clone(),
        excerpt: words.text,
        href: "/meters".to_owned(),
        letter: Some(LetterDraft { subject: words.title.clone(), body: Body { heading: words.title, blocks } }),
        to_name: to.name,
        to_address: to.email.filter(|_| to.bounced_at.is_none()),
    }
}

/// That a reading does not count, and why.
pub(super) fn rejected(config: &Config, sender: &Sender, meter: &Meter, of: &Row, to: Addressee, reason: &str) -> Notice {
    let locale = Locale::from_code(&to.locale).unwrap_or_default();
    let resource = t(locale, meter.resource.key());
    let words = Words {
        title: tv(locale, "meters.letter.rejected", &[("resource", &resource), ("serial", &meter.serial)]),
        text: tv(locale, "meters.letter.rejected_text", &[("reason", reason)]),
        more: None,
        button: (t(locale, "meters.letter.give").into_owned(), format!("{}/meters", config.base_url)),
    };
    notice(sender, to, (meter.id.to_string(), format!("meters:rejected:{}", of.id)), words)
}

/// That readings are wanted, and until when; the link opens their form without signing in.
pub(super) fn reminder(
    config: &Config,
    sender: &Sender,
    to: Addressee,
    (premises, path): (&str, &str),
    (round, last): (Round, bool),
) -> Notice {
    let locale = Locale::from_code(&to.locale).unwrap_or_default();
    let until = text::day_month(locale, round.until);
    let month = text::month_year(locale, round.month);
    let key = if last { "meters.letter.last_days" } else { "meters.letter.begun" };
    let words = Words {
        title: tv(locale, key, &[("until", &until), ("month", &month)]),
        text: tv(locale, "meters.letter.text", &[("until", &until), ("month", &month)]),
        more: Some(t(locale, "meters.letter.link").into_owned()),
        button: (t(locale, "meters.letter.give").into_owned(), format!("{}{path}", config.base_url)),
    };
    let once = format!("meters:{premises}:{}:{}", round.month, if last { "last" } else { "begun" });
    notice(sender, to, (premises.to_owned(), once), words)
}

/// That a meter's verification ends in so many days, or has ended.
pub(super) fn verification(
    config: &Config,
    sender: &Sender,
    to: Addressee,
    (meter, resource, serial): (&str, Resource, &str),
    (until, days): (chrono::NaiveDate, i64),
) -> Notice {
    let locale = Locale::from_code(&to.locale).unwrap_or_default();
    let (day, resource) = (text::date(locale, until), t(locale, resource.key()));
    let key = if days > 0 { "meters.letter.verify" } else { "meters.letter.verify_over" };
    let words = Words {
        title: tv(locale, key, &[("resource", &resource), ("serial", serial), ("until", &day)]),
        text: t(locale, "meters.letter.verify_text").into_owned(),
        more: None,
        button: (t(locale, "meters.letter.open").into_owned(), format!("{}/meters", config.base_url)),
    };
    notice(sender, to, (meter.to_owned(), format!("meters:verify:{meter}:{until}:{days}")), words)
}
