//! All buildings: by complex, by address, page by page.

use actix_web::{Responder, web};
use askama::Template;

use crate::app::App;
use crate::homes::place::{BuildingId, ComplexId};
use crate::homes::rows::Complex;
use crate::homes::{may_change, same_address, store};
use crate::text::fold;
use crate::web::actor::{Anyone, Staff};
use crate::web::{Error, Page, Place, Query, Slice, filters};

/// One screen of work.
const SIZE: usize = 50;

#[derive(Template)]
#[template(path = "homes/buildings.html")]
pub(crate) struct Buildings {
    q: String,
    complex: String,
    complexes: Vec<(String, String)>,
    /// The complex that is being looked at.
    chosen: Option<(String, String)>,
    rows: Slice<Row>,
    filtered: bool,
    may_change: bool,
}

struct Row {
    id: String,
    address: String,
    complex: String,
    floors: String,
    premises: i64,
}

impl Buildings {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        let row = |complex: &str| Row {
            id: "0".repeat(26),
            address: "Абай даңғылы, 12".into(),
            complex: complex.into(),
            floors: "9".into(),
            premises: 72,
        };
        let alma_tau = ("1".to_owned(), "Алма-Тау".to_owned());
        Self {
            q: String::new(),
            complex: "1".into(),
            complexes: vec![alma_tau.clone()],
            chosen: Some(alma_tau),
            rows: Slice {
                rows: vec![row("Алма-Тау"), row("")],
                previous: None,
                next: Some("/staff/homes/buildings?after=x".into()),
            },
            filtered: true,
            may_change: true,
        }
    }
}

pub(in crate::homes) async fn index(app: web::Data<App>, who: Staff<Anyone>, query: Query) -> Result<impl Responder, Error> {
    let (reach, step, limit) = (who.reach().clone(), query.step(), i64::try_from(SIZE + 1).unwrap_or(i64::MAX));
    let wanted = store::buildings::Wanted {
        complex: query.value("complex").parse::<ComplexId>().ok(),
        words: fold(&same_address(query.value("q"))).split_whitespace().map(str::to_owned).collect(),
    };
    let (complexes, rows, sizes) = app
        .db
        .read(move |conn| {
            let rows = store::buildings::page(conn, &reach, &wanted, &step, limit)?;
            let ids: Vec<BuildingId> = rows.iter().map(|(building, _)| building.id).collect();
            Ok((store::buildings::complexes(conn, &reach)?, rows, store::buildings::sizes(conn, &ids)?))
        })
        .await?;
    let complexes: Vec<(String, String)> = complexes.into_iter().map(|of: Complex| (of.id.to_string(), of.name)).collect();
    let rows =
        Slice::cut(rows, SIZE, &query, |(building, _)| Place { key: building.sort_key.clone(), id: building.id.to_string() });
    Ok(Page(Buildings {
        q: query.value("q").to_owned(),
        complex: query.value("complex").to_owned(),
        chosen: complexes.iter().find(|(id, _)| id == query.value("complex")).cloned(),
        complexes,
        rows: rows.map(|(building, complex)| Row {
            id: building.id.to_string(),
            floors: building.floors.map(|n| n.to_string()).unwrap_or_default(),
            premises: sizes.get(&building.id).copied().unwrap_or_default(),
            address: building.address,
            complex: complex.unwrap_or_default(),
        }),
        filtered: ["q", "complex"].iter().any(|name| !query.value(name).is_empty()),
        may_change: may_change(&who),
    }))
}
