//! What is told of a hand-over: to the administrators of both companies and the operator at every step, to residents when it is done.

use std::collections::HashSet;

use diesel::QueryResult;

use super::rows::Handover;
use super::store::{self, Reader};
use crate::config::Config;
use crate::db::Tx;
use crate::mail::{Block, Body};
use crate::notices::{self, Kind, LetterDraft, Notice};
use crate::text::{self, Locale, t, tv};
use crate::who::{CompanyId, PersonId};

/// What has happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum News {
    /// It was begun.
    Begun,
    /// The archive is there.
    Ready,
    /// The houses are the new company's.
    Accepted,
    /// The new company has refused.
    Refused,
    /// The operator has taken it back.
    Cancelled,
    /// The term has run out.
    Late,
}

impl News {
    fn keys(self) -> (&'static str, &'static str) {
        match self {
            Self::Begun => ("handover.letter.begun", "begun"),
            Self::Ready => ("handover.letter.ready", "ready"),
            Self::Accepted => ("handover.letter.accepted", "accepted"),
            Self::Refused => ("handover.letter.refused", "refused"),
            Self::Cancelled => ("handover.letter.cancelled", "cancelled"),
            Self::Late => ("handover.letter.late", "late"),
        }
    }
}

/// The names that every sentence needs.
struct Names {
    houses: String,
    from: [String; 3],
    to: [String; 3],
}

fn names(tx: &mut Tx<'_>, of: &Handover) -> QueryResult<Names> {
    let houses: Vec<String> = store::addresses(tx, &[of.id])?.into_iter().map(|(_, address)| address).collect();
    let companies = store::companies(tx)?;
    let find = |id| companies.iter().find(|(known, ..)| Some(*known) == id).map(|(_, names, _)| names.clone());
    let to = find(of.to_company_id).unwrap_or_else(|| [of.to_name.clone(), of.to_name.clone(), of.to_name.clone()]);
    Ok(Names { houses: houses.join("; "), from: find(Some(of.company_id)).unwrap_or_default(), to })
}

/// Tells those who look after the portal for either company, and the operator.
pub(super) fn tell_admins(tx: &mut Tx<'_>, config: &Config, of: &Handover, news: News) -> QueryResult<()> {
    let names = names(tx, of)?;
    let mut all: Vec<(Reader, CompanyId, &'static str)> = Vec::new();
    for company in [Some(of.company_id), of.to_company_id].into_iter().flatten() {
        all.extend(store::admins(tx, company)?.into_iter().map(|reader| (reader, company, "/staff/handovers")));
    }
    all.extend(store::operators(tx)?.into_iter().map(|reader| (reader, of.company_id, "/operator/handovers")));
    let mut seen = HashSet::new();
    all.retain(|((person, ..), ..)| seen.insert(*person));
    let (title, word) = news.keys();
    // a second archive of the same hand-over is news again
    let again = if news == News::Ready { tx.now().to_string() } else { String::new() };
    let notices = all.into_iter().map(|((person, name, locale, email), company, path)| {
        let key = format!("handover:{}:{word}:{again}", of.id);
        let sender = if company == of.company_id { &names.from } else { &names.to };
        let args = [
            ("houses", names.houses.clone()),
            ("from", store::name_in(locale, &names.from)),
            ("to", store::name_in(locale, &names.to)),
            ("day", text::date(locale, of.due_on)),
        ];
        let args: Vec<(&str, &str)> = args.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let said = tv(locale, title, &args);
        let heading = t(locale, "handover.letter.title").into_owned();
        let to = To { person, name, locale, email, company, sender: store::name_in(locale, sender) };
        notice(config, of, (heading, said), (key, format!("{path}/{}", of.id)), to)
    });
    let notices = notices.collect();
    notices::tell(tx, config, notices).map(drop)
}

/// Tells those who hold something there, in their language, whose the house is now: they are the new company's.
pub(super) fn tell_residents(tx: &mut Tx<'_>, config: &Config, of: &Handover, people: HashSet<PersonId>) -> QueryResult<()> {
    let Some(company) = of.to_company_id else { return Ok(()) };
    let names = names(tx, of)?;
    let people: Vec<PersonId> = people.into_iter().collect();
    let mut all = Vec::new();
    for (person, name, locale, email) in store::readers(tx, &people)? {
        let (from, to) = (store::name_in(locale, &names.from), store::name_in(locale, &names.to));
        let said = tv(locale, "handover.letter.resident", &[("houses", &names.houses), ("from", &from), ("to", &to)]);
        let heading = tv(locale, "handover.letter.resident_title", &[("to", &to)]);
        let reader = To { person, name, locale, email, company, sender: to };
        all.push(notice(config, of, (heading, said), (format!("handover:{}:resident", of.id), "/home".to_owned()), reader));
    }
    notices::tell(tx, config, all).map(drop)
}

/// Somebody who is told.
struct To {
    person: PersonId,
    name: String,
    locale: Locale,
    email: Option<String>,
    company: CompanyId,
    sender: String,
}

fn notice(config: &Config, of: &Handover, (title, said): (String, String), (once_key, href): (String, String), to: To) -> Notice {
    let button =
        Block::Button { label: t(to.locale, "handover.letter.open").into_owned(), url: format!("{}{href}", config.base_url) };
    let body = Body { heading: title.clone(), blocks: vec![Block::Text(said.clone()), button] };
    Notice {
        kind: Kind::HouseHandedOver,
        company: to.company,
        company_name: to.sender,
        person: to.person,
        subject_id: of.id.to_string(),
        once_key,
        locale: to.locale,
        title: title.clone(),
        excerpt: said,
        href,
        letter: Some(LetterDraft { subject: title, body }),
        to_name: to.name,
        to_address: to.email,
    }
}
