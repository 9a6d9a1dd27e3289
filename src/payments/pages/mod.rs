//! The pages of payments.

pub(super) mod call;
pub(super) mod cash;
pub(super) mod channels;
pub(super) mod list;
pub(super) mod mine;
pub(super) mod one;
pub(super) mod pay;
pub(super) mod returning;
pub(super) mod sandbox;
pub(super) mod seen;

use crate::web::Shown;

/// As the tests look at them.
pub fn samples() -> Vec<(&'static str, Box<dyn Shown>)> {
    vec![
        ("payments/list", Box::new(list::Index::sample())),
        ("payments/cash", Box::new(cash::New::sample())),
        ("payments/one", Box::new(one::Show::sample())),
        ("payments/returning", Box::new(returning::Ask::sample())),
        ("payments/channels", Box::new(channels::Index::sample())),
        ("payments/channel", Box::new(channels::Edit::sample())),
        ("payments/pay", Box::new(pay::Ask::sample())),
        ("payments/order", Box::new(pay::Show::sample())),
        ("payments/mine", Box::new(mine::Index::sample())),
        ("payments/my_payment", Box::new(mine::Show::sample())),
        ("payments/sandbox", Box::new(sandbox::Show::sample())),
    ]
}
