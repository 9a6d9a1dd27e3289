//! What somebody is told who acted for an owner: the power was taken back.

use diesel::QueryResult;

use crate::config::Config;
use crate::db::Tx;
use crate::homes::rows::{Contact, Representative};
use crate::homes::{PremisesId, store};
use crate::mail::{Block, Body};
use crate::notices::{self, Kind, LetterDraft, Notice};
use crate::text::{Locale, t, tv};
use crate::who::Reach;

/// Tells whoever acted by a power that it was taken back, if they have an account.
pub(super) fn revoked(
    tx: &mut Tx<'_>,
    config: &Config,
    of: PremisesId,
    (power, contact): &(Representative, Contact),
) -> QueryResult<()> {
    let Some(person) = contact.person_id else { return Ok(()) };
    let (premises, building, _) = store::places::one(tx, &Reach::whole(power.company_id), of)?;
    let (names, ..) = store::moves::sender(tx, power.company_id)?;
    let Some((_, locale, email, bounced)) = store::moves::readers(tx, &[person])?.into_iter().next() else { return Ok(()) };
    let locale = Locale::from_code(&locale).unwrap_or_default();
    let company_name = match locale {
        Locale::Kk => names.0,
        Locale::Ru => names.1,
        Locale::En => names.2,
    };
    let place = format!("{}, {}", building.address, tv(locale, premises.kind.label_key(), &[("number", &premises.number)]));
    let title = tv(locale, "homes.power.revoked_title", &[("premises", &place)]);
    let said = tv(locale, "homes.power.revoked", &[("premises", &place), ("number", &power.number)]);
    let button =
        Block::Button { label: t(locale, "homes.power.revoked_open").into_owned(), url: format!("{}/votes", config.base_url) };
    let told = Notice {
        kind: Kind::Access,
        company: power.company_id,
        company_name,
        person,
        subject_id: power.id.to_string(),
        once_key: format!("power_revoked:{}", power.id),
        locale,
        title: title.clone(),
        excerpt: said.clone(),
        href: "/votes".to_owned(),
        letter: Some(LetterDraft {
            subject: title.clone(),
            body: Body { heading: title, blocks: vec![Block::Text(said), button] },
        }),
        to_name: contact.name.clone(),
        to_address: email.filter(|_| bounced.is_none()),
    };
    notices::tell(tx, config, vec![told]).map(|_| ())
}
