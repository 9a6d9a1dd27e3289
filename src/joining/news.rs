//! What people are told about access: staff of a claim, a claimant of the answer, somebody that their access has ended.

use super::rows::{Claim, ClaimState};
use super::store;
use super::store::claims::Addressee;
use crate::config::Config;
use crate::db::Tx;
use crate::homes::PremisesId;
use crate::mail::{Block, Body};
use crate::notices::{self, Kind, LetterDraft, Notice};
use crate::team;
use crate::text::{Locale, t, tv};
use crate::who::{CompanyId, Duty, PersonId};
use diesel::QueryResult;

/// What is to be said, in the reader's language.
struct Words {
    title: String,
    text: String,
    /// The letter's button.
    button: String,
}

fn notice(
    config: &Config,
    company: (CompanyId, &store::houses::Company),
    to: Addressee,
    kind: Kind,
    (subject, once): (String, String),
    href: &str,
    words: impl Fn(Locale) -> Words,
) -> Notice {
    let locale = Locale::from_code(&to.locale).unwrap_or_default();
    let words = words(locale);
    let button = Block::Button { label: words.button, url: format!("{}{href}", config.base_url) };
    let letter = LetterDraft {
        subject: words.title.clone(),
        body: Body { heading: words.title.clone(), blocks: vec![Block::Text(words.text.clone()), button] },
    };
    Notice {
        kind,
        company: company.0,
        company_name: company.1.name(locale).to_owned(),
        person: to.person,
        subject_id: subject,
        once_key: once,
        locale,
        title: words.title,
        excerpt: words.text,
        href: href.to_owned(),
        letter: Some(letter),
        to_name: to.name,
        to_address: to.email.filter(|_| to.bounced_at.is_none()),
    }
}

/// Tells those of the staff who keep the register that somebody claims premises.
pub(super) fn asked(tx: &mut Tx<'_>, config: &Config, claim: &Claim) -> QueryResult<()> {
    let (place, company) =
        (store::houses::place(tx, claim.company_id, claim.premises_id)?, store::houses::company(tx, claim.company_id)?);
    let href = format!("/staff/claims/{}", claim.id);
    let today = tx.today();
    let clerks = team::entrusted(tx, claim.company_id, claim.premises_id, Duty::People, today)?;
    let all = store::claims::addressees(tx, &clerks)?
        .into_iter()
        .map(|clerk| {
            let keys = (claim.id.to_string(), format!("claim:{}", claim.id));
            notice(config, (claim.company_id, &company), clerk, Kind::AccessAsked, keys, &href, |locale| Words {
                title: t(locale, "joining.news.asked").into_owned(),
                text: place.label(locale),
                button: t(locale, "joining.news.asked_open").into_owned(),
            })
        })
        .collect();
    notices::tell(tx, config, all).map(|_| ())
}

/// Tells the claimant what staff answered; for staff the news of the claim is over.
pub(super) fn decided(tx: &mut Tx<'_>, config: &Config, claim: &Claim) -> QueryResult<()> {
    let (place, company) =
        (store::houses::place(tx, claim.company_id, claim.premises_id)?, store::houses::company(tx, claim.company_id)?);
    notices::withdraw(tx, &claim.id.to_string())?;
    let to = store::claims::addressee(tx, claim.person_id)?;
    let accepted = claim.state == ClaimState::Accepted;
    let keys = (format!("answer:{}", claim.id), format!("claim:{}:{}", claim.id, claim.state));
    let href = if accepted { "/home" } else { "/join/claims" };
    let told = notice(config, (claim.company_id, &company), to, Kind::Access, keys, href, |locale| {
        let place = place.label(locale);
        if accepted {
            Words {
                title: t(locale, "joining.news.accepted").into_owned(),
                text: tv(locale, "joining.news.accepted_text", &[("place", &place)]),
                button: t(locale, "joining.news.accepted_open").into_owned(),
            }
        } else {
            Words {
                title: t(locale, "joining.news.refused").into_owned(),
                text: tv(locale, "joining.news.refused_text", &[("place", &place), ("reason", &claim.reason)]),
                button: t(locale, "joining.news.refused_open").into_owned(),
            }
        }
    });
    notices::tell(tx, config, vec![told]).map(|_| ())
}

/// Tells somebody that their access to premises has ended.
pub(super) fn ended(
    tx: &mut Tx<'_>,
    config: &Config,
    of: (CompanyId, PremisesId),
    person: PersonId,
    holding: &str,
) -> QueryResult<()> {
    let (place, company) = (store::houses::place(tx, of.0, of.1)?, store::houses::company(tx, of.0)?);
    let to = store::claims::addressee(tx, person)?;
    let keys = (holding.to_owned(), format!("ended:{holding}"));
    let told = notice(config, (of.0, &company), to, Kind::Access, keys, "/join/claims", |locale| Words {
        title: t(locale, "joining.news.ended").into_owned(),
        text: tv(locale, "joining.news.ended_text", &[("place", &place.label(locale))]),
        button: t(locale, "joining.news.ended_open").into_owned(),
    });
    notices::tell(tx, config, vec![told]).map(|_| ())
}
