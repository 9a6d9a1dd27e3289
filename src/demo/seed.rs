//! Fills an empty database: companies, staff, houses, those who hold them, announcements.

use std::time::Duration;

use anyhow::ensure;
use diesel::prelude::*;

use super::bare::{bare, whole};
use super::cast::{ALATAU_PEOPLE, ESIL_PEOPLE, PASSWORD, staff};
use super::names::Idents;
use super::news::announce;
use super::places::{self, ALATAU, ESIL};
use super::settling::settle;
use super::{newcomers, texts};
use crate::accounts::{self, NewCompany};
use crate::app::App;
use crate::db::Never;
use crate::db::schema::companies;
use crate::files::Limits;
use crate::franchise;
use crate::requests;
use crate::text::Locale;
use crate::who::CompanyId;

/// From so many flats on they are written without indexes.
const MANY: usize = 5_000;

/// Fills an empty database with `flats` flats, telling how far it is.
///
/// # Errors
/// When the database is not empty, or fails.
pub(super) async fn fill(app: &App, flats: usize, tell: &(dyn Fn(&str) + Sync)) -> anyhow::Result<()> {
    let there: i64 = app.db.read(|conn| companies::table.count().get_result(conn)).await?;
    ensure!(there == 0, "the database is not empty; the demo fills only an empty one");
    let password = accounts::hash_now(PASSWORD).map_err(|e| anyhow::anyhow!("argon2: {e}"))?;
    let mut idents = Idents::default();
    let main = company(app, &ALATAU, "Alatau Uy").await?;
    let people = staff(app, main, &ALATAU_PEOPLE, &password).await?;
    let bare = if flats > MANY {
        Some(app.db.write::<_, Never>(|tx| Ok(bare(tx)?)).await.map_err(crate::db::Broken::from)?)
    } else {
        None
    };
    let houses = settle(app, main, places::city(flats), &people, &mut idents, 0, (flats, tell)).await?;
    if let Some(bare) = bare {
        tell("  and the indexes …");
        app.db.write::<_, Never>(move |tx| Ok(whole(tx, bare)?)).await.map_err(crate::db::Broken::from)?;
    }
    if let (Some(dispatcher), Some(technician)) = (people.get("dispatcher@demo.example"), people.get("technician@demo.example")) {
        super::team::fill(app, main, houses.complexes.first().cloned(), (*dispatcher, *technician)).await?;
    }
    if let Some(manager) = people.get("manager@demo.example") {
        super::moves::fill(app, main, *manager).await?;
        super::sheets::fill(app, main, *manager).await?;
        if let Some(house) = houses.buildings.first().and_then(|id| id.parse().ok()) {
            super::protocols::fill(app, main, *manager, house).await?;
        }
    }
    super::meetings::fill(app, main, &people).await?;
    if let (Some(first), Some(second)) = (people.get("secretary@demo.example"), people.get("manager@demo.example")) {
        super::sheets_of_meeting::fill(app, main, *first, *second).await?;
    }
    super::requests::fill(app, main, &people).await?;
    requests::count_months(app).await?;
    super::jobs::fill(app, main, &people).await?;
    super::visits::fill(app, main, &people).await?;
    super::agendas::fill(app, main, &people).await?;
    if let Some(accountant) = people.get("accountant@demo.example").filter(|_| flats <= MANY) {
        super::meters::fill(app, main, *accountant).await?;
        super::bills::fill(app, main, *accountant).await?;
    }
    let other = company(app, &ESIL, "Esil Service").await?;
    // browsers find every name under .localhost on this machine (RFC 6761 §6.3)
    let named = app.db.write::<_, Never>(move |tx| Ok(franchise::house(tx, other, "esil.localhost")?));
    named.await.map_err(crate::db::Broken::from)?;
    let others = staff(app, other, &ESIL_PEOPLE, &password).await?;
    let more = settle(app, other, places::estate(&ESIL, 60), &others, &mut idents, 1_000_000, (0, tell)).await?;
    super::handover::fill(app, main, other).await?;
    announce(app, main, people.get("editor@demo.example"), texts::ALATAU, &houses).await?;
    super::surveys::fill(app, main, &people, &houses).await?;
    newcomers::fill(app, main, people.get("manager@demo.example")).await?;
    announce(app, other, others.get("manager@other.example"), texts::ESIL, &more).await
}

/// What the terminal says when everything is ready.
pub fn welcome(base_url: &str, took: Duration) -> String {
    let accounts: Vec<String> =
        ALATAU_PEOPLE.iter().chain(&ESIL_PEOPLE).map(|known| format!("  {:<26} {}", known.email, known.name)).collect();
    format!(
        "\nAula is ready at {base_url} ({:.1} s)\nPassword of every account: {PASSWORD}\n{}\nLetters can be read at {base_url}/operator/mail as operator@demo.example. Stop with Ctrl-C.",
        took.as_secs_f64(),
        accounts.join("\n")
    )
}

async fn company(app: &App, of: &'static places::Company, english: &'static str) -> anyhow::Result<CompanyId> {
    let now = app.clock.now();
    let id = CompanyId::fresh(now);
    let new = NewCompany {
        id,
        name_kk: of.legal_kk.to_owned(),
        name_ru: of.legal_ru.to_owned(),
        name_en: english.to_owned(),
        bin: of.bin.to_owned(),
        phone: of.phone.to_owned(),
        emergency_phone: of.phone.to_owned(),
        email: of.email.to_owned(),
        address_kk: of.office.to_owned(),
        address_ru: of.office.to_owned(),
        locale: Locale::Kk.code().to_owned(),
        time_zone: crate::web::identify::ZONE.name().to_owned(),
        iban: Some(of.iban.to_owned()),
        bic: Some("AULAKZKA".to_owned()),
        bank: Some("«Үлгі Банк» АҚ".to_owned()),
        created_at: now,
    };
    let drawn = of.logo.png().map_err(|e| anyhow::anyhow!("the logo: {e}"))?;
    let logo = app.store.take(drawn, of.logo.file_name().to_owned(), Limits::PICTURE).await;
    let logo = logo.map_err(|e| anyhow::anyhow!("the logo: {e:?}"))?;
    app.db
        .write::<_, Never>(move |tx| {
            accounts::add_company(tx, &new)?;
            franchise::dress(tx, id, of.accent, &logo)?;
            let day = Some(franchise::Open { from: 9 * 60, until: 18 * 60, lunch: Some((13 * 60, 14 * 60)) });
            let saturday = Some(franchise::Open { from: 10 * 60, until: 14 * 60, lunch: None });
            Ok(franchise::keep_hours(tx, id, &[day, day, day, day, day, saturday, None])?)
        })
        .await
        .map_err(crate::db::Broken::from)?;
    Ok(id)
}
