//! All companies of the installation.

use actix_web::{Responder, web};
use askama::Template;

use crate::app::App;
use crate::franchise::store;
use crate::homes;
use crate::text::number;
use crate::web::actor::{Acting, Operator};
use crate::web::{Error, Page, filters};
use crate::who::CompanyId;

#[derive(Template)]
#[template(path = "franchise/companies.html")]
pub(crate) struct Index {
    rows: Vec<Row>,
}

struct Row {
    id: String,
    name: String,
    bin: String,
    buildings: String,
    flats: String,
    admins: i64,
    suspended: bool,
}

impl Index {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        let row = |admins, suspended| Row {
            id: "0".repeat(26),
            name: "«Алатау Үй» ЖШС".into(),
            bin: "260140000005".into(),
            buildings: "12".into(),
            flats: "1 240".into(),
            admins,
            suspended,
        };
        Self { rows: vec![row(2, false), row(0, true)] }
    }
}

pub(in crate::franchise) async fn show(app: web::Data<App>, who: Operator) -> Result<impl Responder, Error> {
    let (all, sizes, admins, suspended) = app
        .db
        .read(|conn| {
            let all = store::companies::all(conn)?;
            let ids: Vec<CompanyId> = all.iter().map(|company| company.id).collect();
            let admins = store::companies::admin_counts(conn, &ids)?;
            Ok((all, homes::sizes(conn, &ids)?, admins, store::suspensions::all(conn)?))
        })
        .await?;
    let locale = who.locale();
    let rows = all.into_iter().map(|company| {
        let size = sizes.get(&company.id).copied().unwrap_or_default();
        Row {
            id: company.id.to_string(),
            name: company.name(locale).to_owned(),
            buildings: number(locale, size.buildings),
            flats: number(locale, size.flats),
            admins: admins.get(&company.id).copied().unwrap_or_default(),
            suspended: suspended.contains(&company.id),
            bin: company.bin,
        }
    });
    Ok(Page(Index { rows: rows.collect() }))
}
