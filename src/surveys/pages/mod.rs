//! What staff and residents see of surveys.

pub(super) mod answer;
mod asking;
pub(super) mod closing;
pub(super) mod desk;
pub(super) mod edit;
pub(super) mod extension;
mod figures;
mod grid;
pub(super) mod list;
pub(super) mod publication;
pub(super) mod question;
pub(super) mod read;
pub(super) mod results;
mod said;
pub(super) mod sheets;
pub(super) mod show;
pub(super) mod withdrawal;

use crate::text::{Locale, t};
use crate::web::Shown;

/// The words of an enum as choices of a form or filter.
macro_rules! choices {
    ($locale:expr, $words:ty) => {
        <$words>::ALL.iter().map(|word| (word.word(), t($locale, word.key()).into_owned())).collect::<Vec<_>>()
    };
}

/// All states.
fn states(locale: Locale) -> Vec<(&'static str, String)> {
    choices!(locale, super::kind::State)
}

/// The choices of a survey's form.
struct Choices {
    per: Vec<(&'static str, String)>,
    weights: Vec<(&'static str, String)>,
    breakdowns: Vec<(&'static str, String)>,
    shown_to: Vec<(&'static str, String)>,
}

impl Choices {
    fn of(locale: Locale) -> Self {
        use super::kind::{Breakdown, Per, ShownTo, Weight};
        Self {
            per: choices!(locale, Per),
            weights: choices!(locale, Weight),
            breakdowns: choices!(locale, Breakdown),
            shown_to: choices!(locale, ShownTo),
        }
    }
}

/// Every page, as the tests look at it.
pub fn samples() -> Vec<(&'static str, Box<dyn Shown>)> {
    vec![
        ("surveys/list", Box::new(list::List::sample())),
        ("surveys/read", Box::new(read::Read::sample())),
        ("surveys/answer", Box::new(answer::Ask::sample())),
        ("surveys/check", Box::new(answer::Check::sample())),
        ("surveys/desk", Box::new(desk::Desk::sample())),
        ("surveys/form", Box::new(edit::Edit::sample())),
        ("surveys/show", Box::new(show::Show::sample())),
        ("surveys/preview", Box::new(show::Preview::sample())),
        ("surveys/question", Box::new(question::Edit::sample())),
        ("surveys/publication", Box::new(publication::Review::sample())),
        ("surveys/extension", Box::new(extension::Ask::sample())),
        ("surveys/closing", Box::new(closing::Ask::sample())),
        ("surveys/withdrawal", Box::new(withdrawal::Ask::sample())),
        ("surveys/results", Box::new(results::Show::sample())),
    ]
}
