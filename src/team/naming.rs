//! What the team's things are called in the trail.

use std::collections::HashMap;

use diesel::QueryResult;

use super::store::naming as store;
use crate::audit::{Named, Naming};
use crate::db::Conn;
use crate::text::Locale;
use crate::who::{CompanyId, Duty};

type Found = QueryResult<HashMap<String, Named>>;

/// How each kind is named.
pub fn namings() -> Vec<Naming> {
    vec![
        Naming { kind: "membership", duties: &[Duty::Admin], find: members },
        Naming { kind: "firm", duties: &[Duty::Admin], find: firms },
        Naming { kind: "appointment", duties: &[Duty::Admin], find: appointments },
        Naming { kind: "company", duties: &[Duty::Admin], find: companies },
    ]
}

fn members(conn: &mut Conn, company: CompanyId, _: Locale, ids: &[String]) -> Found {
    let rows = store::members(conn, company, ids)?;
    Ok(rows.into_iter().map(|(id, name)| (id.clone(), Named { name, href: format!("/staff/team/{id}") })).collect())
}

fn firms(conn: &mut Conn, company: CompanyId, _: Locale, ids: &[String]) -> Found {
    let rows = store::firms(conn, company, ids)?;
    Ok(rows.into_iter().map(|(id, name)| (id.clone(), Named { name, href: format!("/staff/team/firms/{id}/edit") })).collect())
}

/// Offers have no page of their own: they stand in the list of those who were asked.
fn appointments(conn: &mut Conn, company: CompanyId, _: Locale, ids: &[String]) -> Found {
    let rows = store::appointments(conn, company, ids)?;
    Ok(rows.into_iter().map(|(id, name)| (id, Named { name, href: "/staff/team?state=invited".to_owned() })).collect())
}

/// The company itself, of whose settings a line speaks.
fn companies(conn: &mut Conn, company: CompanyId, locale: Locale, _: &[String]) -> Found {
    let [kk, ru, en] = super::store::members::company_names(conn, company)?;
    let name = match locale {
        Locale::Kk => kk,
        Locale::Ru => ru,
        Locale::En => en,
    };
    Ok([(company.to_string(), Named { name, href: "/staff/settings/security".to_owned() })].into())
}
