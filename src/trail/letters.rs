//! The warning that a chain is broken: to everybody who looks after the portal for the company, once for each break.

use diesel::QueryResult;

use crate::accounts::{self, Caretaker};
use crate::audit::{Break, Fault, checks};
use crate::clock::Moment;
use crate::config::Config;
use crate::db::Tx;
use crate::mail::{Block, Body, Foot, Frame, Letter, outbox};
use crate::notices::{self, LetterDraft, Notice};
use crate::text::{Locale, number, t, tv};
use crate::who::CompanyId;

/// Where it is all said.
const PAGE: &str = "/staff/audit/check";
/// The same of the installation's chain.
const OPERATORS_PAGE: &str = "/operator/audit/check";

/// Tells them.
pub(super) fn warn(tx: &mut Tx<'_>, config: &Config, company: CompanyId, broken: Break) -> QueryResult<()> {
    let whole = checks::last_whole(tx, Some(company))?.map(|check| check.id.to_string()).unwrap_or_default();
    let key = format!("trail.broken:{company}:{whole}:{}:{}", broken.place, broken.fault);
    let admins = accounts::caretakers(tx, company)?;
    let all = admins.into_iter().map(|admin| notice(config, company, broken, &key, admin)).collect();
    notices::tell(tx, config, all).map(|_| ())
}

/// Tells those who run the installation that its own chain is broken. Its news has no company and so no inbox: it is a letter.
pub(super) fn warn_operators(tx: &mut Tx<'_>, config: &Config, broken: Break) -> QueryResult<()> {
    let whole = checks::last_whole(tx, None)?.map(|check| check.id.to_string()).unwrap_or_default();
    let key = format!("trail.broken:installation:{whole}:{}:{}", broken.place, broken.fault);
    let now = tx.now();
    let all: Vec<Letter> =
        accounts::operators(tx)?.into_iter().filter_map(|reader| letter(config, broken, &key, reader, now)).collect();
    outbox::post_all(tx, &all).map(drop)
}

fn letter(config: &Config, broken: Break, key: &str, reader: Caretaker, now: Moment) -> Option<Letter> {
    let (locale, to_address) = (reader.locale, reader.email?);
    let body = body(locale, &fault(locale, broken), format!("{}{OPERATORS_PAGE}", config.base_url));
    let footer = [Foot::from(config.base_url.clone())];
    // rendering a letter into memory cannot fail; were it to, an empty letter shows it better than none
    let (text, html) = body.render(&Frame { locale, sender: &reader.company_name, footer: &footer }).unwrap_or_default();
    Some(Letter {
        kind: "trail.broken",
        company: None,
        person: Some(reader.person),
        to_name: reader.name,
        to_address,
        from_name: reader.company_name,
        locale,
        subject: body.heading,
        text,
        html,
        unsubscribe: None,
        once_key: Some(format!("{key}:{}", reader.person)),
        due_at: now,
    })
}

fn body(locale: Locale, sentence: &str, url: String) -> Body {
    Body {
        heading: t(locale, "trail.letter.title").into_owned(),
        blocks: vec![
            Block::Text(sentence.to_owned()),
            Block::Text(t(locale, "trail.letter.do").into_owned()),
            Block::Button { label: t(locale, "trail.letter.open").into_owned(), url },
        ],
    }
}

/// What is wrong, in one sentence.
pub(super) fn fault(locale: Locale, broken: Break) -> String {
    let key = match broken.fault {
        Fault::Missing => "trail.fault.missing",
        Fault::Changed => "trail.fault.changed",
        Fault::Cut => "trail.fault.cut",
        Fault::Head => "trail.fault.head",
        Fault::Foreign => "trail.fault.foreign",
        Fault::Rewritten => "trail.fault.rewritten",
    };
    tv(locale, key, &[("place", &number(locale, broken.place))])
}

fn notice(config: &Config, company: CompanyId, broken: Break, key: &str, admin: Caretaker) -> Notice {
    let locale = admin.locale;
    let sentence = fault(locale, broken);
    let body = body(locale, &sentence, format!("{}{PAGE}", config.base_url));
    let title = body.heading.clone();
    Notice {
        kind: notices::Kind::TrailBroken,
        company,
        company_name: admin.company_name,
        person: admin.person,
        subject_id: company.to_string(),
        once_key: key.to_owned(),
        locale,
        title: title.clone(),
        excerpt: sentence,
        href: PAGE.to_owned(),
        letter: Some(LetterDraft { subject: title, body }),
        to_name: admin.name,
        to_address: admin.email,
    }
}
