//! What the register's things are called in the trail.

use std::collections::HashMap;

use diesel::QueryResult;

use super::place::Kind;
use super::store::naming as store;
use crate::audit::{Named, Naming};
use crate::db::Conn;
use crate::text::{Locale, tv};
use crate::who::{CompanyId, Duty};

type Found = QueryResult<HashMap<String, Named>>;

/// How each kind is named.
pub fn namings() -> Vec<Naming> {
    vec![
        Naming { kind: "complex", duties: &[Duty::People], find: complexes },
        Naming { kind: "building", duties: &[], find: buildings },
        Naming { kind: "premises", duties: &[], find: premises },
        Naming { kind: "contact", duties: &[], find: contacts },
        Naming { kind: "holding", duties: &[], find: holdings },
        Naming { kind: "move", duties: &[Duty::People], find: moves },
        Naming { kind: "representative", duties: &[], find: representatives },
        Naming { kind: "import", duties: &[Duty::People], find: imports },
        Naming { kind: "layout", duties: &[Duty::People], find: layouts },
    ]
}

fn label(locale: Locale, address: &str, kind: Kind, number: &str) -> String {
    format!("{address}, {}", tv(locale, kind.label_key(), &[("number", number)]))
}

fn complexes(conn: &mut Conn, company: CompanyId, _: Locale, ids: &[String]) -> Found {
    let rows = store::complexes(conn, company, ids)?;
    Ok(rows
        .into_iter()
        .map(|(id, name)| (id.clone(), Named { name, href: format!("/staff/homes/complexes/{id}/edit") }))
        .collect())
}

fn buildings(conn: &mut Conn, company: CompanyId, _: Locale, ids: &[String]) -> Found {
    let rows = store::buildings(conn, company, ids)?;
    Ok(rows.into_iter().map(|(id, name)| (id.clone(), Named { name, href: format!("/staff/homes/buildings/{id}") })).collect())
}

fn premises(conn: &mut Conn, company: CompanyId, locale: Locale, ids: &[String]) -> Found {
    let rows = store::premises(conn, company, ids)?;
    Ok(rows
        .into_iter()
        .map(|(id, address, kind, number)| {
            let href = format!("/staff/homes/premises/{id}");
            (id, Named { name: label(locale, &address, kind, &number), href })
        })
        .collect())
}

/// Somebody's card stands on the page of what they hold.
fn contacts(conn: &mut Conn, company: CompanyId, _: Locale, ids: &[String]) -> Found {
    let rows = store::contacts(conn, company, ids)?;
    Ok(rows
        .into_iter()
        .map(|(id, name, premises)| (id, Named { name, href: format!("/staff/homes/premises/{premises}") }))
        .collect())
}

fn holdings(conn: &mut Conn, company: CompanyId, _: Locale, ids: &[String]) -> Found {
    let rows = store::holdings(conn, company, ids)?;
    Ok(rows
        .into_iter()
        .map(|(id, name, premises)| (id, Named { name, href: format!("/staff/homes/premises/{premises}") }))
        .collect())
}

fn imports(conn: &mut Conn, company: CompanyId, _: Locale, ids: &[String]) -> Found {
    let rows = store::imports(conn, company, ids)?;
    Ok(rows.into_iter().map(|(id, name)| (id.clone(), Named { name, href: format!("/staff/homes/imports/{id}") })).collect())
}

fn layouts(conn: &mut Conn, company: CompanyId, _: Locale, ids: &[String]) -> Found {
    let rows = store::layouts(conn, company, ids)?;
    Ok(rows.into_iter().map(|(id, name)| (id.clone(), Named { name, href: format!("/staff/homes/layouts/{id}") })).collect())
}

fn moves(conn: &mut Conn, company: CompanyId, _: Locale, ids: &[String]) -> Found {
    let rows = store::moves(conn, company, ids)?;
    Ok(rows
        .into_iter()
        .map(|(id, number)| (id.clone(), Named { name: number, href: format!("/staff/homes/moves/{id}") }))
        .collect())
}

/// Somebody who stands for an owner, on the owner's card.
fn representatives(conn: &mut Conn, company: CompanyId, _: Locale, ids: &[String]) -> Found {
    let rows = store::representatives(conn, company, ids)?;
    Ok(rows.into_iter().map(|(id, contact, name)| (id, Named { name, href: format!("/staff/people/{contact}") })).collect())
}
