//! What runs and services are called in the trail.

use std::collections::HashMap;

use diesel::QueryResult;

use super::store::names;
use crate::audit::{Named, Naming};
use crate::db::Conn;
use crate::text::{self, Locale};
use crate::who::{CompanyId, Duty};

/// How each kind is named.
pub fn namings() -> Vec<Naming> {
    vec![
        Naming { kind: "billing_run", duties: &[Duty::Accountant], find: runs },
        Naming { kind: "adjustment", duties: &[Duty::Accountant], find: adjustments },
        Naming { kind: "bill_print", duties: &[Duty::Accountant], find: printings },
        Naming { kind: "service", duties: &[Duty::Accountant], find: services },
    ]
}

fn runs(conn: &mut Conn, company: CompanyId, locale: Locale, ids: &[String]) -> QueryResult<HashMap<String, Named>> {
    let named = |(id, month): (String, _)| {
        let href = format!("/staff/billing/runs/{id}");
        (id, Named { name: text::month_year(locale, month), href })
    };
    Ok(names::runs(conn, company, ids)?.into_iter().map(named).collect())
}

fn adjustments(conn: &mut Conn, company: CompanyId, locale: Locale, ids: &[String]) -> QueryResult<HashMap<String, Named>> {
    let named = |(id, kind, address): (String, super::adjusting::Kind, String)| {
        let href = format!("/staff/billing/adjustments/{id}");
        (id, Named { name: format!("{}: {address}", text::t(locale, kind.key())), href })
    };
    Ok(super::store::adjusted::names(conn, company, ids)?.into_iter().map(named).collect())
}

fn printings(_: &mut Conn, _: CompanyId, locale: Locale, ids: &[String]) -> QueryResult<HashMap<String, Named>> {
    let name = || text::t(locale, "billing.prints.title").into_owned();
    let named = ids.iter().map(|id| (id.clone(), Named { name: name(), href: format!("/staff/billing/prints/{id}") }));
    Ok(named.collect())
}

fn services(conn: &mut Conn, company: CompanyId, locale: Locale, ids: &[String]) -> QueryResult<HashMap<String, Named>> {
    let named = |(id, kk, ru): (String, String, String)| {
        let href = format!("/staff/billing/services/{id}");
        (id, Named { name: if locale == Locale::Kk { kk } else { ru }, href })
    };
    Ok(names::services(conn, company, ids)?.into_iter().map(named).collect())
}
