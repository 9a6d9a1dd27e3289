//! The warning that a chain is broken: to everybody who looks after the portal for the company, once for each break.

use diesel::QueryResult;

use crate::accounts::{self, Caretaker};
use crate::audit::{Break, Fault, checks};
use crate::config::Config;
use crate::db::Tx;
use crate::mail::{Block, Body};
use crate::notices::{self, LetterDraft, Notice};
use crate::text::{Locale, number, t, tv};
use crate::who::CompanyId;

/// Where it is all said.
const PAGE: &str = "/staff/audit/check";

/// Tells them.
pub(super) fn warn(tx: &mut Tx<'_>, config: &Config, company: CompanyId, broken: Break) -> QueryResult<()> {
    let whole = checks::last_whole(tx, Some(company))?.map(|check| check.id.to_string()).unwrap_or_default();
    let key = format!("trail.broken:{company}:{whole}:{}:{}", broken.place, broken.fault);
    let admins = accounts::caretakers(tx, company)?;
    let all = admins.into_iter().map(|admin| notice(config, company, broken, &key, admin)).collect();
    notices::tell(tx, config, all).map(|_| ())
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
    let (title, sentence) = (t(locale, "trail.letter.title").into_owned(), fault(locale, broken));
    let body = Body {
        heading: title.clone(),
        blocks: vec![
            Block::Text(sentence.clone()),
            Block::Text(t(locale, "trail.letter.do").into_owned()),
            Block::Button { label: t(locale, "trail.letter.open").into_owned(), url: format!("{}{PAGE}", config.base_url) },
        ],
    };
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
