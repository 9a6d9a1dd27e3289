//! The pages of charges and bills.

pub(super) mod adjusting;
pub(super) mod adjustments;
pub(super) mod bills;
pub(super) mod books;
pub(super) mod desk;
pub(super) mod ending;
pub(super) mod made_good;
pub(super) mod metered;
pub(super) mod mine;
pub(super) mod prints;
pub(super) mod runs;
pub(super) mod seen;
pub(super) mod tariffs;
pub(super) mod turnover;

use crate::web::Shown;

/// As the tests look at them.
pub fn samples() -> Vec<(&'static str, Box<dyn Shown>)> {
    vec![
        ("billing/desk", Box::new(desk::Desk::sample())),
        ("billing/run", Box::new(runs::Show::sample())),
        ("billing/undo", Box::new(runs::AskUndo::sample())),
        ("billing/tariffs", Box::new(tariffs::Index::sample())),
        ("billing/tariff", Box::new(tariffs::Show::sample())),
        ("billing/tariff_form", Box::new(tariffs::New::sample())),
        ("billing/ending", Box::new(ending::AskEnding::sample())),
        ("billing/bills", Box::new(bills::Index::sample())),
        ("billing/bill", Box::new(bills::Show::sample())),
        ("billing/books", Box::new(books::Show::sample())),
        ("billing/turnover", Box::new(turnover::Show::sample())),
        ("billing/prints", Box::new(prints::Index::sample())),
        ("billing/print", Box::new(prints::Show::sample())),
        ("billing/closing", Box::new(books::AskClosing::sample())),
        ("billing/adjustments", Box::new(adjustments::Index::sample())),
        ("billing/adjustment", Box::new(adjustments::Show::sample())),
        ("billing/adjustment_withdrawal", Box::new(adjustments::AskWithdrawal::sample())),
        ("billing/adjustment_form", Box::new(adjusting::New::sample())),
        ("billing/mine", Box::new(mine::Index::sample())),
        ("billing/my_bill", Box::new(mine::Show::sample())),
    ]
}
