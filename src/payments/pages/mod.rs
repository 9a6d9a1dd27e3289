//! The pages of payments.

pub(super) mod call;
pub(super) mod cash;
pub(super) mod channels;
pub(super) mod door;
pub(super) mod doors;
pub(super) mod list;
pub(super) mod mine;
pub(super) mod one;
pub(super) mod parked;
pub(super) mod pay;
pub(super) mod registers;
pub(super) mod returning;
pub(super) mod sandbox;
pub(super) mod seen;
pub(super) mod shutting;

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
        ("payments/doors", Box::new(doors::Index::sample())),
        ("payments/door_form", Box::new(doors::Edit::sample())),
        ("payments/door", Box::new(doors::Show::sample())),
        ("payments/door_shutting", Box::new(shutting::Ask::sample())),
        ("payments/register", Box::new(registers::Show::sample())),
        ("payments/register_payment", Box::new(registers::Ask::sample())),
        ("payments/parked", Box::new(parked::Index::sample())),
        ("payments/parked_one", Box::new(parked::Show::sample())),
        ("payments/parked_undo", Box::new(parked::Undo::sample())),
        ("payments/pay", Box::new(pay::Ask::sample())),
        ("payments/order", Box::new(pay::Show::sample())),
        ("payments/mine", Box::new(mine::Index::sample())),
        ("payments/my_payment", Box::new(mine::Show::sample())),
        ("payments/sandbox", Box::new(sandbox::Show::sample())),
    ]
}
