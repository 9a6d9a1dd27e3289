//! The demo's team beyond the accounts that are printed: a zone, somebody who goes on holiday, a lift firm's technicians.

use chrono::Days;

use crate::accounts::{self, NewPerson};
use crate::app::App;
use crate::db::{Broken, Never, Tx};
use crate::team::{self, FirmCard, Place, Posting, Skill};
use crate::text::Locale;
use crate::who::{CompanyId, Duty, MembershipId, PersonId, Role};

/// Adds them. `complex` is the zone of the second dispatcher, `dispatcher` who stands in for her.
///
/// # Errors
/// When the database fails.
pub(super) async fn fill(
    app: &App,
    company: CompanyId,
    complex: Option<String>,
    known: (PersonId, PersonId),
) -> anyhow::Result<()> {
    let filled = app.db.write::<_, Never>(move |tx| Ok(add(tx, company, complex, known)?));
    Ok(filled.await.map_err(Broken::from)?)
}

fn add(
    tx: &mut Tx<'_>,
    company: CompanyId,
    complex: Option<String>,
    (dispatcher, technician): (PersonId, PersonId),
) -> diesel::QueryResult<()> {
    let today = tx.now().date();
    let second = person(tx, "Мұратова Сәуле Қанатқызы", Locale::Kk)?;
    let second = accounts::appoint(tx, company, second, Role::Staff, &[Duty::Dispatcher])?;
    let zone = complex.map(Place::Complex).into_iter().collect();
    team::post(tx, company, second, &Posting { zone, ..Posting::default() })?;
    if let Some(substitute) = team::membership_of(tx, company, dispatcher, Role::Staff)? {
        team::plan_absence(tx, company, second, Some(substitute), (today + Days::new(10), today + Days::new(23)))?;
    }
    if let Some(own) = team::membership_of(tx, company, technician, Role::Technician)? {
        team::post(tx, company, own, &Posting { skills: vec![Skill::Plumbing, Skill::Heating], ..Posting::default() })?;
    }
    let lifts =
        team::open_firm(tx, company, &FirmCard { name: "Лифт-Сервис Алматы", bin: "191140028716", phone: "+77273001020" })?;
    for (name, locale) in [("Жақсыбеков Нұржан Асқарұлы", Locale::Kk), ("Литвинов Сергей Павлович", Locale::Ru)]
    {
        let member = technician_of(tx, company, name, locale)?;
        team::post(tx, company, member, &Posting { skills: vec![Skill::Lifts], firm: Some(lifts), ..Posting::default() })?;
    }
    Ok(())
}

fn technician_of(tx: &mut Tx<'_>, company: CompanyId, name: &str, locale: Locale) -> diesel::QueryResult<MembershipId> {
    let id = person(tx, name, locale)?;
    accounts::appoint(tx, company, id, Role::Technician, &[])
}

/// Somebody who has not signed in yet.
fn person(tx: &mut Tx<'_>, name: &str, locale: Locale) -> diesel::QueryResult<PersonId> {
    let new = NewPerson {
        id: PersonId::fresh(tx.now()),
        name: name.to_owned(),
        email: None,
        phone: None,
        password: None,
        locale: locale.code().to_owned(),
        time_zone: crate::web::identify::ZONE.name().to_owned(),
        operator: false,
        created_at: tx.now(),
    };
    accounts::add_people(tx, std::slice::from_ref(&new))?;
    Ok(new.id)
}
