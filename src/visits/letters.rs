//! The news that support looks as somebody: to everybody who looks after the portal for the company.

use diesel::QueryResult;

use super::store::visits::NewVisit;
use crate::accounts::{self, Caretaker};
use crate::config::Config;
use crate::db::Tx;
use crate::mail::{Block, Body};
use crate::notices::{self, LetterDraft, Notice};
use crate::text::{date_time, t, tv};
use crate::web::identify::ZONE;

/// Where it is all said.
const PAGE: &str = "/staff/support";

/// Tells them; `names` are the operator's and the person's.
pub(super) fn tell(tx: &mut Tx<'_>, config: &Config, visit: &NewVisit, names: (&str, &str)) -> QueryResult<()> {
    let all = accounts::caretakers(tx, visit.company_id)?;
    let notices = all.into_iter().map(|reader| notice(config, visit, names, reader)).collect();
    notices::tell(tx, config, notices).map(|_| ())
}

fn notice(config: &Config, visit: &NewVisit, (operator, person): (&str, &str), reader: Caretaker) -> Notice {
    let locale = reader.locale;
    let until = date_time(locale, visit.until, ZONE);
    let said = |key| tv(locale, key, &[("operator", operator), ("person", person), ("until", &until)]);
    let (title, sentence) = (said("visits.letter.title"), said("visits.letter.text"));
    let body = Body {
        heading: title.clone(),
        blocks: vec![
            Block::Text(sentence.clone()),
            Block::Facts(vec![(t(locale, "visits.reason").into_owned(), visit.reason.clone())]),
            Block::Button { label: t(locale, "visits.letter.open").into_owned(), url: format!("{}{PAGE}", config.base_url) },
        ],
    };
    Notice {
        kind: notices::Kind::Support,
        company: visit.company_id,
        company_name: reader.company_name,
        person: reader.person,
        subject_id: visit.id.to_string(),
        once_key: format!("visits.begun:{}", visit.id),
        locale,
        title: title.clone(),
        excerpt: sentence,
        href: PAGE.to_owned(),
        letter: Some(LetterDraft { subject: title, body }),
        to_name: reader.name,
        to_address: reader.email,
    }
}
