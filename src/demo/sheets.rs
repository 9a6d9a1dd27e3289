//! A sheet of one house as its former keepers sent it: it waits at the imports for somebody to look at what is strange about it.

use std::fmt::Write as _;

use diesel::prelude::*;

use crate::app::App;
use crate::db::schema::{buildings, contacts, holdings, premises};
use crate::db::{Conn, Never};
use crate::homes;
use crate::who::{CompanyId, Holds, PersonId};

/// Number, kind, area, who holds it.
type Row = (String, homes::Kind, Option<i64>, String);

/// The first house of the company with its owners.
fn house(conn: &mut Conn, company: CompanyId) -> QueryResult<(String, Vec<Row>)> {
    let (id, address): (homes::BuildingId, String) = buildings::table
        .filter(buildings::company_id.eq(company))
        .order(buildings::sort_key)
        .select((buildings::id, buildings::address))
        .first(conn)?;
    let rows = holdings::table
        .inner_join(premises::table.on(premises::id.eq(holdings::premises_id)))
        .inner_join(contacts::table.on(contacts::id.eq(holdings::contact_id)))
        .filter(holdings::company_id.eq(company))
        .filter(premises::building_id.eq(id))
        .filter(holdings::holds.eq(Holds::Owner))
        .filter(holdings::until.is_null())
        .order((premises::sort_key, contacts::sort_key))
        .select((premises::number, premises::kind, premises::area, contacts::name))
        .load(conn)?;
    Ok((address, rows))
}

/// What the former keepers sent: one flat sold, one area with a slipped comma, two people left out, a flat that nobody knew.
fn sheet(address: &str, rows: &[Row]) -> String {
    let mut sheet = String::from("Адрес;Помещение;Тип;Площадь;ФИО;Статус;Примечание\n");
    for (turn, (number, kind, area, name)) in rows.iter().enumerate().filter(|(turn, _)| ![9, 10].contains(turn)) {
        let area = area.map(|area| if turn == 3 { area * 10 } else { area });
        let area = area.map(|area| format!("{},{:02}", area / 100, area % 100)).unwrap_or_default();
        let kind = crate::text::t(crate::text::Locale::Ru, kind.key());
        let (name, note) = if turn == 5 {
            ("Оразбаева Гүлнар Маратқызы", "договор купли-продажи")
        } else {
            (name.as_str(), "")
        };
        let _ = writeln!(sheet, "\"{address}\";{number};{kind};{area};{name};собственник;{note}");
    }
    let _ = writeln!(sheet, "\"{address}\";777;Квартира;48,3;Тілеуов Дархан Бекұлы;собственник;не был в старом реестре");
    sheet
}

/// Sends it for the manager.
pub(super) async fn fill(app: &App, company: CompanyId, manager: PersonId) -> anyhow::Result<()> {
    let (address, rows) = app.db.read(move |conn| house(conn, company)).await?;
    let bytes = sheet(&address, &rows).into_bytes();
    let name = "Реестр от прежней УК.csv".to_owned();
    let kept = homes::keep_sheet(app, name, bytes).await?.map_err(|said| anyhow::anyhow!("the sheet: {}", said.key))?;
    let begun = app.db.write::<_, Never>(move |tx| Ok(homes::begin_import(tx, (company, manager), &kept)?));
    begun.await.map_err(crate::db::Broken::from)?;
    Ok(())
}
