//! Those who are about to come in: invitations that wait and one that was used, and claims in the queue.

use chrono::TimeDelta;
use diesel::prelude::*;

use crate::accounts;
use crate::app::App;
use crate::db::schema::{buildings, claims, premises};
use crate::db::{Broken, Conn, Failure, Tx};
use crate::homes::{BuildingId, Kind, PremisesId};
use crate::joining::{self, Actor, Asked, Comer, Inviter, Refused, Wish};
use crate::text::Locale;
use crate::who::{CompanyId, Holds, PersonId};

/// Address, name, as what, what they add, how many days ago.
const CLAIMANTS: [(&str, &str, Holds, &str, i64); 3] = [
    ("aigul.sadykova@demo.example", "Садықова Айгүл Нұрланқызы", Holds::Owner, "Пәтерді қазан айында сатып алдым.", 6),
    ("denis.pak@demo.example", "Пак Денис Викторович", Holds::Tenant, "Снимаю квартиру с сентября, собственник в курсе.", 3),
    ("saltanat.b@demo.example", "Бектұрова Салтанат", Holds::Family, "", 1),
];

/// Flats of the first house that the people of the contract do not live in.
fn flats(conn: &mut Conn, company: CompanyId) -> QueryResult<(BuildingId, Vec<(PremisesId, String)>)> {
    let house: BuildingId = buildings::table
        .filter(buildings::company_id.eq(company))
        .order(buildings::sort_key)
        .select(buildings::id)
        .first(conn)?;
    let all = premises::table
        .filter(premises::company_id.eq(company))
        .filter(premises::building_id.eq(house))
        .filter(premises::kind.eq(Kind::Flat))
        .order(premises::sort_key)
        .select((premises::id, premises::number));
    Ok((house, all.offset(5).limit(8).load(conn)?))
}

/// Puts them there.
///
/// # Errors
/// When the database fails.
pub(super) async fn fill(app: &App, company: CompanyId, manager: Option<&PersonId>) -> anyhow::Result<()> {
    let Some(manager) = manager.copied() else { return Ok(()) };
    let config = app.config.clone();
    let filled = app.db.write(move |tx| {
        let (house, flats) = flats(tx, company)?;
        let name = accounts::reader(tx, manager)?.name;
        let by = Inviter { who: Actor { person: manager, name, address: "127.0.0.1".into() }, resident: false };
        for ((_, number), (email, name, holds, note, days)) in flats.iter().zip(CLAIMANTS) {
            let who = newcomer(tx, email, name)?;
            let asked = Asked { building: house, kind: Kind::Flat, number: number.clone(), holds, note: note.into() };
            let id = joining::raise(tx, &config, &who, &asked)?;
            let at = tx.now() - TimeDelta::days(days);
            diesel::update(claims::table.find(id)).set(claims::created_at.eq(at)).execute(&mut **tx)?;
        }
        let mut rest = flats.iter().skip(CLAIMANTS.len());
        if let Some((flat, _)) = rest.next() {
            let sent = joining::write(tx, &config, company, &by, &wish(*flat, Holds::Family, None))?;
            let who = newcomer(tx, "timur.ospanov@demo.example", "Оспанов Тимур")?;
            joining::take(tx, sent.id, &Comer { who, email: Some("timur.ospanov@demo.example".into()), phone: None })?;
        }
        for (flat, number) in rest.take(2) {
            joining::write(tx, &config, company, &by, &wish(*flat, Holds::Owner, Some(format!("flat{number}@demo.example"))))?;
        }
        Ok(())
    });
    filled.await.map_err(|failure: Failure<Refused>| match failure {
        Failure::Broken(broken) => anyhow::Error::new(broken),
        Failure::Refused(refused) => anyhow::anyhow!("the demo's newcomers: {refused:?}"),
    })
}

fn newcomer(tx: &mut Tx<'_>, email: &str, name: &str) -> Result<Actor, Broken> {
    Ok(Actor { person: accounts::person_for(tx, email, name)?, name: name.into(), address: "127.0.0.1".into() })
}

fn wish(premises: PremisesId, holds: Holds, email: Option<String>) -> Wish {
    let name = Some("Жаңа тұрғын".to_owned());
    Wish { premises, holds, card: None, name, email, locale: Locale::Kk, minor: false, guardian: None, days: joining::TERM }
}
