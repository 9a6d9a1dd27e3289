//! What residents and staff see of requests.

pub(super) mod acts;
pub(super) mod company;
pub(super) mod covering;
pub(super) mod desk;
pub(super) mod enter;
pub(super) mod export;
pub(super) mod figures;
pub(super) mod file;
pub(super) mod list;
pub(super) mod new;
pub(super) mod one;
pub(super) mod outages;
mod pictures;
pub(super) mod promises;
pub(super) mod replies;
mod steps;
mod story;
pub(super) mod work;

use super::category::{Category, Trade};
use super::kind::{Matter, Spot};
use super::rows::Request;
use super::store::one::Where;
use crate::text::{Locale, t, tv};
use crate::web::Shown;

/// Categories to choose from: the name of the trade, and pairs of code and name.
pub(super) type Groups = Vec<(String, Vec<(&'static str, String)>)>;

fn grouped(locale: Locale, of: Vec<&'static Category>) -> Groups {
    let mut groups: Vec<(Trade, Vec<(&'static str, String)>)> = Vec::new();
    for category in of {
        let choice = (category.code, category.name(locale));
        match groups.iter_mut().find(|(trade, _)| *trade == category.trade) {
            Some((_, choices)) => choices.push(choice),
            None => groups.push((category.trade, vec![choice])),
        }
    }
    groups.into_iter().map(|(trade, choices)| (t(locale, trade.key()).into_owned(), choices)).collect()
}

fn spots(locale: Locale) -> Vec<(&'static str, String)> {
    Spot::ALL.iter().map(|spot| (spot.word(), t(locale, spot.key()).into_owned())).collect()
}

fn matters(locale: Locale) -> Vec<(&'static str, String)> {
    Matter::ALL.iter().map(|matter| (matter.word(), t(locale, matter.key()).into_owned())).collect()
}

/// Where it is: address, flat or entrance, and what was added in words. Without the flat for those whom it does not concern.
fn placed(locale: Locale, of: &Request, at: &Where, with_flat: bool) -> String {
    let mut parts = vec![at.address.clone()];
    match (&at.premises, of.spot) {
        (Some((kind, number)), Spot::Own) if with_flat => parts.push(tv(locale, kind.label_key(), &[("number", number)])),
        // the entrance and the floor say it themselves
        (_, Spot::Entrance) if at.entrance.is_some() => {}
        (_, Spot::Floor) if of.floor.is_some() => {}
        _ => parts.push(uncapitalised(&t(locale, of.spot.key()))),
    }
    if let Some(entrance) = at.entrance.as_ref().filter(|_| matches!(of.spot, Spot::Entrance | Spot::Floor | Spot::Lift)) {
        parts.push(tv(locale, "requests.place.entrance", &[("number", entrance)]));
    }
    parts.extend(of.floor.map(|floor| tv(locale, "requests.place.floor", &[("number", &floor.to_string())])));
    parts.extend(Some(of.place.clone()).filter(|place| !place.is_empty()));
    parts.join(", ")
}

/// As it stands within a sentence.
fn uncapitalised(words: &str) -> String {
    let mut rest = words.chars();
    rest.next().into_iter().flat_map(char::to_lowercase).chain(rest.as_str().chars()).collect()
}

/// Every page, as the tests look at it.
pub fn samples() -> Vec<(&'static str, Box<dyn Shown>)> {
    vec![
        ("requests/list", Box::new(list::List::sample())),
        ("requests/new", Box::new(new::New::sample())),
        ("requests/similar", Box::new(new::Similar::sample())),
        ("requests/one", Box::new(one::One::sample())),
        ("requests/desk", Box::new(desk::Desk::sample())),
        ("requests/work", Box::new(work::Work::sample())),
        ("requests/enter", Box::new(enter::Enter::sample())),
        ("requests/outages", Box::new(outages::Outages::sample())),
        ("requests/register", Box::new(outages::Register::sample())),
        ("requests/outage_form", Box::new(outages::Noting::sample())),
        ("requests/figures", Box::new(figures::Figures::sample())),
        ("requests/cover", Box::new(covering::Covering::sample())),
        ("requests/company", Box::new(company::Company::sample())),
        ("requests/promises", Box::new(promises::Promises::sample())),
        ("requests/promise", Box::new(promises::One::sample())),
    ]
}
