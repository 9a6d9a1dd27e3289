//! The franchise: what the operator does with the companies of the installation, and what a company sees of its own entry.
//!
//! The operator founds companies, keeps their names and БИН, and suspends them for a written reason: their staff then see that
//! reason and nothing else, residents go on reading, nothing is lost, and resuming opens everything as it was. What else is in a company's
//! entry its own administrators may change too: the colour for action, which must be
//! readable ([`accent`]), and the logo stand in place of ours on their pages. The operator sees counts and administrators: they do not look into the flats.
//! Every act of the operator on a company stands in that company's own trail.

mod accent;
mod dressing;
mod forms;
mod host;
mod hours;
mod letters;
mod opening;
pub mod pages;
mod store;
mod timetable;

use diesel::QueryResult;

pub use dressing::dress;
pub use hours::{Hours, Open};
pub use opening::{Office, Reached, keep_hours, office, reached};

use crate::accounts::{self, NewCompany};
use crate::audit;
use crate::config::Config;
use crate::db::{Failure, Tx, taken};
use crate::mail::outbox;
use crate::web::actor::{Admin, Operator, Recent, Staff};
use crate::web::{Refusal, Routes, Said};
use crate::who::{CompanyId, Duty, Role};
use forms::{AdminDraft, Card, CompanyDraft};

/// The addresses of this capability.
pub fn routes(routes: &mut Routes<'_>) {
    use pages::{brand, companies, company, edit, host, hours, index, settings, suspension};
    routes
        .get("/operator", index::show)
        .get("/operator/companies", companies::show)
        .get("/operator/companies/new", edit::new)
        .post("/operator/companies", edit::create)
        .get("/operator/companies/{company}", company::show)
        .get("/operator/companies/{company}/edit", edit::edit)
        .post("/operator/companies/{company}", edit::save)
        .get("/operator/companies/{company}/suspension", suspension::ask)
        .post("/operator/companies/{company}/suspension", suspension::suspend)
        .post("/operator/companies/{company}/resumption", suspension::resume)
        .get("/operator/companies/{company}/host", host::ask)
        .post("/operator/companies/{company}/host", host::set)
        .get("/staff/settings/company", settings::show)
        .post("/staff/settings/company", settings::save)
        .get("/operator/companies/{company}/hours", hours::show::<Operator>)
        .post("/operator/companies/{company}/hours", hours::save::<Operator>)
        .post("/operator/companies/{company}/hours/days", hours::add::<Operator>)
        .post("/operator/companies/{company}/hours/days/{day}/removal", hours::remove::<Operator>)
        .get("/staff/settings/hours", hours::show::<Staff<Admin>>)
        .post("/staff/settings/hours", hours::save::<Staff<Admin>>)
        .post("/staff/settings/hours/days", hours::add::<Staff<Admin>>)
        .post("/staff/settings/hours/days/{day}/removal", hours::remove::<Staff<Admin>>)
        .get("/operator/companies/{company}/brand", brand::edit::<Operator>)
        .post("/operator/companies/{company}/brand", brand::save::<Operator>)
        .post("/operator/companies/{company}/brand/logo", brand::upload::<Operator>)
        .post("/operator/companies/{company}/brand/logo/removal", brand::remove::<Operator>)
        .get("/staff/settings/brand", brand::edit::<Staff<Admin>>)
        .post("/staff/settings/brand", brand::save::<Staff<Admin>>)
        .post("/staff/settings/brand/logo", brand::upload::<Staff<Admin>>)
        .post("/staff/settings/brand/logo/removal", brand::remove::<Staff<Admin>>)
        .get("/brand/{company}/{version}.css", brand::css)
        .get("/brand/{company}/{version}/logo", brand::logo);
}

/// Why a company is not changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    /// There is a company with that БИН.
    BinTaken,
    /// It is suspended already.
    Suspended,
    /// It is not suspended.
    NotSuspended,
    /// Another company has that host name.
    HostTaken,
}

impl Refusal for Refused {
    fn said(&self) -> Said {
        match self {
            Self::BinTaken => "franchise.refused.bin_taken",
            Self::Suspended => "franchise.refused.suspended",
            Self::NotSuspended => "franchise.refused.not_suspended",
            Self::HostTaken => "franchise.refused.host_taken",
        }
        .into()
    }
}

type Done<T> = Result<T, Failure<Refused>>;

/// What the unique index of БИН has to say.
fn unless_taken<T>(done: QueryResult<T>) -> Done<T> {
    done.map_err(|error| if taken(&error) { Failure::Refused(Refused::BinTaken) } else { error.into() })
}

/// Founds a company with its first administrator, who gets a letter.
fn found(tx: &mut Tx<'_>, config: &Config, who: &Operator, draft: &CompanyDraft, admin: &AdminDraft) -> Done<CompanyId> {
    let id = CompanyId::fresh(tx.now());
    let company = new_company(id, draft, tx.now());
    unless_taken(accounts::add_company(tx, &company))?;
    let admitted = accounts::admit(tx, config, &admin.email, &admin.name, draft.card.locale())?;
    accounts::appoint(tx, id, admitted.person, Role::Staff, &[Duty::Admin])?;
    let name = draft.name(admitted.locale);
    outbox::post(tx, &letters::appointed(config, (id, name), &admitted, &admin.email, tx.now()))?;
    let details = serde_json::json!({ "name": draft.name_ru, "bin": draft.bin, "admin": admitted.person });
    Ok(audit::by(who).within(id).did("franchise.founded", ("company", id)).with(details).record(tx).map(|()| id)?)
}

fn new_company(id: CompanyId, draft: &CompanyDraft, now: crate::clock::Moment) -> NewCompany {
    let card = draft.card.clone();
    NewCompany {
        id,
        name_kk: draft.name_kk.clone(),
        name_ru: draft.name_ru.clone(),
        name_en: draft.name_en.clone(),
        bin: draft.bin.clone(),
        phone: card.phone,
        emergency_phone: card.emergency_phone,
        email: card.email,
        address_kk: card.address_kk,
        address_ru: card.address_ru,
        locale: card.locale,
        time_zone: card.time_zone,
        iban: card.iban,
        bic: card.bic,
        bank: card.bank,
        created_at: now,
    }
}

/// Changes a company's entry, its names and БИН too.
fn change(tx: &mut Tx<'_>, who: &Operator, id: CompanyId, draft: &CompanyDraft) -> Done<()> {
    let before = store::companies::one(tx, id)?;
    unless_taken(store::companies::rename(tx, id, draft))?;
    store::companies::save(tx, id, &draft.card)?;
    let details = serde_json::json!({
        "name_was": before.name_ru, "name_is": draft.name_ru, "bin_was": before.bin, "bin_is": draft.bin,
        "iban_was": before.card.iban, "iban_is": draft.card.iban,
    });
    Ok(audit::by(who).within(id).did("franchise.changed", ("company", id)).with(details).record(tx)?)
}

/// Changes what is a company's own to change.
fn change_own(tx: &mut Tx<'_>, who: &Staff<Admin>, card: &Card) -> QueryResult<()> {
    let id = who.company();
    let before = store::companies::one(tx, id)?;
    store::companies::save(tx, id, card)?;
    let details = serde_json::json!({ "iban_was": before.card.iban, "iban_is": card.iban, "phone_is": card.phone });
    audit::by(who).did("franchise.own_changed", ("company", id)).with(details).record(tx)
}

/// Closes the portal to a company's staff.
fn suspend(tx: &mut Tx<'_>, who: &Operator, id: CompanyId, reason: &str) -> Done<()> {
    use crate::web::actor::Acting;
    store::companies::one(tx, id)?;
    match store::suspensions::add(tx, id, who.person(), reason) {
        Err(error) if taken(&error) => return Err(Failure::Refused(Refused::Suspended)),
        done => done?,
    };
    let details = serde_json::json!({ "reason": reason });
    Ok(audit::by(who).within(id).did("franchise.suspended", ("company", id)).with(details).record(tx)?)
}

/// Gives a company a host name of its own, or takes it back.
fn set_host(tx: &mut Tx<'_>, who: &Recent<Operator>, id: CompanyId, host: Option<&str>) -> Done<()> {
    let before = store::companies::host(tx, id)?;
    match store::companies::set_host(tx, id, host) {
        Err(error) if taken(&error) => return Err(Failure::Refused(Refused::HostTaken)),
        done => done?,
    };
    let details = serde_json::json!({ "host_was": before, "host_is": host });
    Ok(audit::by(&**who).within(id).did("franchise.host_set", ("company", id)).with(details).record(tx)?)
}

/// Gives a company a host name without asking anybody: for the demo.
///
/// # Errors
/// When the database fails.
pub fn house(tx: &mut Tx<'_>, company: CompanyId, host: &str) -> QueryResult<()> {
    store::companies::set_host(tx, company, Some(host)).map(drop)
}

/// Opens it again.
fn resume(tx: &mut Tx<'_>, who: &Operator, id: CompanyId) -> Done<()> {
    store::companies::one(tx, id)?;
    if !store::suspensions::end(tx, id)? {
        return Err(Failure::Refused(Refused::NotSuspended));
    }
    Ok(audit::by(who).within(id).did("franchise.resumed", ("company", id)).record(tx)?)
}
