//! What was off in the first houses of the demo this year.

use chrono::{Days, NaiveTime, TimeDelta};
use diesel::prelude::*;

use crate::app::App;
use crate::db::schema::{buildings, contacts, holdings, people, premises};
use crate::db::{Broken, Conn, Never};
use crate::homes::BuildingId;
use crate::requests::{PastOutage, Service, settle_outage};
use crate::who::{CompanyId, PersonId};

/// What, whether planned, how many days ago, from which hour in Almaty, for how many minutes (0 lasts), in how many houses, why.
type Off = (Service, bool, u64, i64, i64, usize, &'static str);

const ALL: [Off; 11] = [
    (Service::HotWater, false, 301, 6, 410, 1, "Прорыв на вводе в дом"),
    (Service::Heating, false, 284, 19, 320, 2, "Авария на тепломагистрали"),
    (Service::Power, false, 247, 21, 95, 1, "Трансформаторда ақау"),
    (Service::HotWater, true, 190, 9, 1_260, 3, "Жазғы гидравликалық сынақ"),
    (Service::ColdWater, true, 152, 10, 240, 1, "Замена задвижки в подвале"),
    (Service::HotWater, true, 131, 9, 300, 3, "Жоспарлы жөндеу"),
    (Service::Lift, true, 96, 9, 180, 1, "Техническое обслуживание"),
    (Service::ColdWater, false, 61, 17, 150, 1, "Су құбыры жарылды"),
    (Service::Heating, true, 38, 8, 420, 3, "Запуск отопления, удаление воздуха"),
    (Service::HotWater, false, 14, 7, 260, 1, "Вода в подвале, замена участка трубы"),
    (Service::Lift, false, 1, 19, 0, 1, "Механик меняет контактор"),
];

/// The first houses: that of the people of the contract, then others.
///
/// # Errors
/// When the database fails.
pub(super) fn houses(conn: &mut Conn, company: CompanyId) -> QueryResult<Vec<BuildingId>> {
    let lived: Vec<BuildingId> = premises::table
        .inner_join(holdings::table.on(holdings::premises_id.eq(premises::id)))
        .inner_join(contacts::table.on(contacts::id.eq(holdings::contact_id)))
        .inner_join(people::table.on(people::id.nullable().eq(contacts::person_id)))
        .filter(premises::company_id.eq(company))
        .filter(people::email.eq("owner@demo.example"))
        .select(premises::building_id)
        .distinct()
        .load(conn)?;
    let others: Vec<BuildingId> = buildings::table
        .filter(buildings::company_id.eq(company))
        .order(buildings::sort_key)
        .select(buildings::id)
        .limit(4)
        .load(conn)?;
    let mut all = lived;
    for house in others {
        if !all.contains(&house) {
            all.push(house);
        }
    }
    Ok(all)
}

/// Notes it.
///
/// # Errors
/// When the database fails.
pub(super) async fn fill(app: &App, company: CompanyId, author: PersonId) -> anyhow::Result<()> {
    let filled = app.db.write::<_, Never>(move |tx| {
        let houses = houses(tx, company)?;
        for (service, planned, days, hour, minutes, many, why) in ALL {
            let day = tx.now().date().checked_sub_days(Days::new(days)).unwrap_or_default();
            let begins_at = day.and_time(NaiveTime::MIN) + TimeDelta::hours(hour - 5);
            let past = PastOutage {
                service,
                planned,
                begins_at,
                ends_at: (minutes > 0).then(|| begins_at + TimeDelta::minutes(minutes)),
                why: why.to_owned(),
                houses: houses.iter().take(many).copied().collect(),
            };
            settle_outage(tx, company, author, &past)?;
        }
        Ok(())
    });
    Ok(filled.await.map_err(Broken::from)?)
}
