//! What the operator sees of the companies, and an administrator of their own.

pub(super) mod brand;
pub(super) mod companies;
pub(super) mod company;
pub(super) mod edit;
pub(super) mod host;
pub(super) mod hours;
pub(super) mod index;
mod keeps;
pub(super) mod settings;
pub(super) mod suspension;

use super::forms::ZONES;
use crate::text::{Locale, t};
use crate::web::Shown;

/// Every page, as the tests look at it.
pub fn samples() -> Vec<(&'static str, Box<dyn Shown>)> {
    vec![
        ("franchise/index", Box::new(index::Index::sample())),
        ("franchise/companies", Box::new(companies::Index::sample())),
        ("franchise/company", Box::new(company::Show::sample())),
        ("franchise/company_form", Box::new(edit::Edit::sample())),
        ("franchise/host", Box::new(host::Ask::sample())),
        ("franchise/hours", Box::new(hours::Show::sample())),
        ("franchise/suspension", Box::new(suspension::Ask::sample())),
        ("franchise/brand", Box::new(brand::Edit::sample())),
        ("franchise/settings", Box::new(settings::Show::sample())),
    ]
}

fn languages() -> Vec<(&'static str, &'static str)> {
    Locale::ALL.iter().map(|locale| (locale.code(), locale.own_name())).collect()
}

fn zones(locale: Locale) -> Vec<(&'static str, String)> {
    ZONES.iter().map(|(zone, key)| (zone.name(), t(locale, key).into_owned())).collect()
}
