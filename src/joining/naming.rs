//! What invitations, runs of letters and claims are called in the trail: by the premises they are about.

use std::collections::HashMap;

use diesel::QueryResult;

use super::store::naming as store;
use crate::audit::{Named, Naming};
use crate::db::Conn;
use crate::text::{Locale, tv};
use crate::who::{CompanyId, Duty};

type Found = QueryResult<HashMap<String, Named>>;

/// How each kind is named.
pub fn namings() -> Vec<Naming> {
    vec![
        Naming { kind: "invitation", duties: &[Duty::People], find: invitations },
        Naming { kind: "letter_run", duties: &[Duty::People], find: runs },
        Naming { kind: "claim", duties: &[Duty::People], find: claims },
    ]
}

fn invitations(conn: &mut Conn, company: CompanyId, locale: Locale, ids: &[String]) -> Found {
    let rows = store::invitations(conn, company, ids)?;
    Ok(rows
        .into_iter()
        .map(|(id, place)| (id.clone(), Named { name: place.label(locale), href: format!("/staff/invitations/{id}") }))
        .collect())
}

fn runs(conn: &mut Conn, company: CompanyId, locale: Locale, ids: &[String]) -> Found {
    let rows = store::runs(conn, company, ids)?;
    Ok(rows
        .into_iter()
        .map(|(id, printed)| {
            let name = tv(locale, "joining.trail.run", &[("count", &printed.to_string())]);
            (id.clone(), Named { name, href: format!("/staff/invitations/letters/{id}") })
        })
        .collect())
}

fn claims(conn: &mut Conn, company: CompanyId, locale: Locale, ids: &[String]) -> Found {
    let rows = store::claims(conn, company, ids)?;
    Ok(rows
        .into_iter()
        .map(|(id, place)| (id.clone(), Named { name: place.label(locale), href: "/staff/claims".to_owned() }))
        .collect())
}
