//! What is known of premises, as pairs of a word and a value.

use crate::homes::rows::Premises;
use crate::text::{self, Locale, t};

/// The facts that are known, by the key of their name.
pub(super) fn facts(locale: Locale, of: &Premises, entrance: Option<String>) -> Vec<(&'static str, String)> {
    let number = |n: Option<i32>| n.map(|n| n.to_string());
    let area = |area: Option<i64>| area.map(|area| text::area(locale, area));
    let all = [
        ("homes.sheet.kind", Some(t(locale, of.kind.key()).into_owned())),
        ("homes.sheet.entrance", entrance),
        ("homes.sheet.floor", number(of.floor)),
        ("homes.sheet.area", area(of.area)),
        ("homes.sheet.living_area", area(of.living_area)),
        ("homes.sheet.account", of.account.clone()),
        ("homes.sheet.centre_account", of.centre_account.clone()),
        ("homes.sheet.cadastre", of.cadastre.clone()),
        ("homes.sheet.registered", number(of.registered)),
        ("homes.sheet.residing", number(of.residing)),
    ];
    all.into_iter().filter_map(|(key, value)| value.map(|value| (key, value))).collect()
}
