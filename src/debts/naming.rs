//! What debts and batches of letters are called in the trail.

use std::collections::HashMap;

use diesel::QueryResult;

use super::store::names;
use crate::audit::{Named, Naming};
use crate::db::Conn;
use crate::text::{Locale, t, tv};
use crate::who::{CompanyId, Duty};

/// How each kind is named.
pub fn namings() -> Vec<Naming> {
    vec![
        Naming { kind: "debt", duties: &[Duty::Accountant], find: debts },
        Naming { kind: "debt_batch", duties: &[Duty::Accountant], find: batches },
    ]
}

fn debts(conn: &mut Conn, company: CompanyId, locale: Locale, ids: &[String]) -> QueryResult<HashMap<String, Named>> {
    let named = |(id, address, kind, door): (String, String, crate::homes::Kind, String)| {
        let href = format!("/staff/debts/{id}");
        (id, Named { name: format!("{address}, {}", tv(locale, kind.label_key(), &[("number", &door)])), href })
    };
    Ok(names::debts(conn, company, ids)?.into_iter().map(named).collect())
}

fn batches(conn: &mut Conn, company: CompanyId, locale: Locale, ids: &[String]) -> QueryResult<HashMap<String, Named>> {
    let named = |(id, step): (String, super::step::Step)| {
        let href = format!("/staff/debts/letters/{id}");
        (id, Named { name: t(locale, step.key()).into_owned(), href })
    };
    Ok(names::batches(conn, company, ids)?.into_iter().map(named).collect())
}
