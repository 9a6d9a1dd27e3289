//! What voters are told, in their own language. No letter says what anybody voted.

use super::words;
use crate::accounts;
use crate::clock::Moment;
use crate::config::Config;
use crate::mail::{Block, Body, Foot, Frame, Letter};
use crate::notices::{Kind, LetterDraft, Notice};
use crate::text::{self, Locale, t, tv};
use crate::voting::casting::Receipt;
use crate::voting::rows::{Meeting, Unit};
use crate::voting::store::booth::telling::{Addressee, Names};
use crate::web::identify::{Reader, ZONE};
use crate::who::PersonId;

fn reader(to: &Addressee) -> Reader {
    Reader { locale: Locale::from_code(&to.locale).unwrap_or_default(), zone: to.zone.parse().unwrap_or(ZONE) }
}

/// What is said, with the word of the button and where it leads.
struct Words {
    title: String,
    text: String,
    facts: Vec<(String, String)>,
    small: Option<String>,
    button: &'static str,
    href: String,
}

fn notice(config: &Config, of: &Meeting, names: &Names, to: Addressee, once: String, words: Words) -> Notice {
    let locale = reader(&to).locale;
    let mut blocks = vec![Block::Text(words.text.clone())];
    if !words.facts.is_empty() {
        blocks.push(Block::Facts(words.facts));
    }
    let url = format!("{}{}", config.base_url, words.href);
    blocks.push(Block::Button { label: t(locale, words.button).into_owned(), url });
    blocks.extend(words.small.map(Block::Small));
    Notice {
        kind: Kind::Vote,
        company: of.company_id,
        company_name: names.of(locale).to_owned(),
        person: to.person,
        subject_id: of.id.to_string(),
        once_key: once,
        locale,
        title: words.title.clone(),
        excerpt: words.text,
        href: words.href,
        letter: Some(LetterDraft { subject: words.title.clone(), body: Body { heading: words.title, blocks } }),
        to_name: to.name,
        to_address: to.email.filter(|_| to.bounced_at.is_none()),
    }
}

/// Voting has begun.
pub(super) fn opened(config: &Config, of: &Meeting, names: &Names, to: Addressee) -> Notice {
    let reader = reader(&to);
    let closes = of.closes_at.map(|at| text::date_time(reader.locale, at, reader.zone)).unwrap_or_default();
    let words = Words {
        title: tv(reader.locale, "voting.booth.letter.opened_title", &[("title", of.title(reader.locale))]),
        text: tv(reader.locale, "voting.booth.letter.opened", &[("closes", &closes)]),
        facts: Vec::new(),
        small: None,
        button: "voting.booth.letter.vote",
        href: format!("/votes/{}", of.id),
    };
    notice(config, of, names, to, format!("vote_opened:{}", of.id), words)
}

/// The receipts: codes and moments, and nothing of what was chosen.
pub(super) fn receipt(config: &Config, of: &Meeting, names: &Names, to: Addressee, all: &[(&Unit, &Receipt)]) -> Notice {
    let reader = reader(&to);
    let locale = reader.locale;
    let mut facts = Vec::new();
    for (unit, receipt) in all {
        let became = t(locale, words::became(receipt.standing));
        let at = text::date_time(locale, receipt.at, reader.zone);
        facts.push((words::label(locale, unit), format!("{}, {at}. {became}", receipt.code)));
    }
    let codes: Vec<&str> = all.iter().map(|(_, receipt)| receipt.code.as_str()).collect();
    let words = Words {
        title: tv(locale, "voting.booth.letter.receipt_title", &[("title", of.title(locale))]),
        text: t(locale, "voting.booth.letter.receipt").into_owned(),
        facts,
        small: Some(t(locale, "voting.booth.receipt.find").into_owned()),
        button: "voting.booth.letter.receipt_open",
        href: format!("/votes/{}/receipt", of.id),
    };
    notice(config, of, names, to, format!("ballot:{}:{}", of.id, codes.join(":")), words)
}

/// An owner voted for a unit for which somebody had voted by power of attorney.
pub(super) fn replaced(
    config: &Config,
    of: &Meeting,
    names: &Names,
    to: Addressee,
    (unit, owner): (&Unit, &str),
    by: &Receipt,
) -> Notice {
    let reader = reader(&to);
    let locale = reader.locale;
    let (place, at) = (words::label(locale, unit), text::date_time(locale, by.at, reader.zone));
    let words = Words {
        title: tv(locale, "voting.booth.letter.replaced_title", &[("unit", &place)]),
        text: tv(locale, "voting.booth.letter.replaced", &[("unit", &place), ("owner", owner), ("when", &at)]),
        facts: Vec::new(),
        small: None,
        button: "voting.booth.letter.receipt_open",
        href: format!("/votes/{}/receipt", of.id),
    };
    notice(config, of, names, to, format!("replaced:{}:{}", of.id, by.code), words)
}

/// The code by which a voter is known again.
pub(super) fn code(
    config: &Config,
    of: &Meeting,
    names: &Names,
    (person, to): (PersonId, &accounts::Reader),
    (email, code): (&str, &str),
    now: Moment,
) -> Letter {
    let locale = to.locale;
    let body = Body {
        heading: tv(locale, "voting.booth.letter.code_title", &[("code", code)]),
        blocks: vec![
            Block::Text(tv(locale, "voting.booth.letter.code", &[("title", of.title(locale)), ("code", code)])),
            Block::Small(t(locale, "voting.booth.letter.not_you").into_owned()),
        ],
    };
    let sender = names.of(locale).to_owned();
    let footer = [Foot::from(config.base_url.clone())];
    let subject = body.heading.clone();
    // rendering a letter into memory cannot fail; were it to, an empty letter shows it better than none
    let (text, html) = body.render(&Frame { locale, sender: &sender, footer: &footer }).unwrap_or_default();
    Letter {
        kind: "voting.code",
        company: Some(of.company_id),
        person: Some(person),
        to_name: to.name.clone(),
        to_address: email.to_owned(),
        from_name: sender,
        locale,
        subject,
        text,
        html,
        unsubscribe: None,
        once_key: None,
        due_at: now,
    }
}
