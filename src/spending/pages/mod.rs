//! The pages of a house's money.

pub(super) mod house;
pub(super) mod list;
pub(super) mod one;
pub(super) mod writing;

use super::Article;
use crate::ledger::Fund;
use crate::text::{Locale, t};
use crate::web::Shown;

/// As the tests look at them.
pub fn samples() -> Vec<(&'static str, Box<dyn Shown>)> {
    vec![
        ("spending/mine", Box::new(house::Mine::sample())),
        ("spending/house", Box::new(house::ForStaff::sample())),
        ("spending/list", Box::new(list::Index::sample())),
        ("spending/one", Box::new(one::Show::sample())),
        ("spending/reversal", Box::new(one::AskReversal::sample())),
        ("spending/form", Box::new(writing::New::sample())),
    ]
}

/// The funds to choose from.
fn funds(locale: Locale) -> Vec<(&'static str, String)> {
    Fund::ALL.iter().map(|fund| (fund.word(), t(locale, crate::billing::fund_key(*fund)).into_owned())).collect()
}

/// The articles to choose from.
fn articles(locale: Locale) -> Vec<(&'static str, String)> {
    Article::ALL.iter().map(|article| (article.word(), t(locale, article.key()).into_owned())).collect()
}
