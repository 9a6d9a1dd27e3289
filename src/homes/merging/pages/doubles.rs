//! Who may be written down twice, and what was merged lately.

use actix_web::{Responder, web};
use askama::Template;

use crate::app::App;
use crate::db::Failure;
use crate::homes::merging::{MergeId, UNDONE_WITHIN, unmerge};
use crate::homes::store;
use crate::text;
use crate::web::actor::{Acting, Register, Staff};
use crate::web::{Error, Page, Refusal, filters, see};

/// How many of each reason are looked for, and how many merges are shown.
const SHOWN: i64 = 50;

#[derive(Template)]
#[template(path = "homes/doubles.html")]
pub(crate) struct Index {
    groups: Vec<(&'static str, Vec<Pair>)>,
    merged: Vec<(String, String, String)>,
}

/// Two cards to be looked at beside one another.
struct Pair {
    one: String,
    other: String,
    one_name: String,
    other_name: String,
}

#[derive(Template)]
#[template(path = "homes/merge_undo.html")]
pub(crate) struct Ask {
    id: String,
    name: String,
}

impl Index {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        let pair = Pair {
            one: "0".repeat(26),
            other: "1".repeat(26),
            one_name: "Иванова Мария Петровна".into(),
            other_name: "Иванова М. П.".into(),
        };
        let merged = vec![("0".repeat(26), "Жұмабаев Ерлан".into(), "20.11.2026".into())];
        Self { groups: vec![("homes.doubles.phone", vec![pair])], merged }
    }
}

impl Ask {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        Self { id: "0".repeat(26), name: "Жұмабаев Ерлан".into() }
    }
}

/// The reasons, the strongest first, as the statement calls them and as people do.
const REASONS: [(&str, &str); 3] =
    [("name", "homes.doubles.name"), ("phone", "homes.doubles.phone"), ("email", "homes.doubles.email")];

pub(in crate::homes) async fn show(app: web::Data<App>, who: Staff<Register>) -> Result<impl Responder, Error> {
    let (company, locale, zone, since) = (who.company(), who.locale(), who.zone(), app.clock.now() - UNDONE_WITHIN);
    let (doubles, merged) = app
        .db
        .read(move |conn| {
            Ok((store::doubles::doubles(conn, company, SHOWN)?, store::merges::latest(conn, company, since, SHOWN)?))
        })
        .await?;
    let of = |why: &str| -> Vec<Pair> {
        let theirs = doubles.iter().filter(|double| double.why == why);
        theirs
            .map(|double| Pair {
                one: double.one.to_string(),
                other: double.other.to_string(),
                one_name: double.one_name.clone(),
                other_name: double.other_name.clone(),
            })
            .collect()
    };
    let groups = REASONS.into_iter().map(|(why, key)| (key, of(why))).filter(|(_, pairs)| !pairs.is_empty()).collect();
    let day = |at: crate::clock::Moment| text::short_date(locale, at.and_utc().with_timezone(&zone).date_naive());
    let merged = merged.into_iter().map(|(id, at, name)| (id.to_string(), name, day(at))).collect();
    Ok(Page(Index { groups, merged }))
}

pub(in crate::homes) async fn ask(
    app: web::Data<App>,
    who: Staff<Register>,
    id: web::Path<MergeId>,
) -> Result<impl Responder, Error> {
    let (company, id) = (who.company(), id.into_inner());
    let name = app
        .db
        .read(move |conn| {
            let of = store::merges::one(conn, company, id)?;
            Ok(store::merges::state(conn, company, of.kept_id, of.gone_id)?.kept.contact.name)
        })
        .await?;
    Ok(Page(Ask { id: id.to_string(), name }))
}

pub(in crate::homes) async fn undo(
    app: web::Data<App>,
    who: Staff<Register>,
    id: web::Path<MergeId>,
) -> Result<impl Responder, Error> {
    let id = id.into_inner();
    match app.db.write(move |tx| unmerge(tx, &who, id)).await {
        Ok(contact) => Ok(see(format!("/staff/people/{contact}")).saying("homes.merging.said.undone")),
        Err(Failure::Refused(refused)) => Ok(see("/staff/people/doubles").regretting(refused.said())),
        Err(broken) => Err(broken.into()),
    }
}
