//! The pages of meters.

pub(super) mod desk;
pub(super) mod dials;
pub(super) mod link;
pub(super) mod mine;
pub(super) mod new;
pub(super) mod one;
pub(super) mod premises;
pub(super) mod register;
pub(super) mod replacement;
pub(super) mod spoken;
pub(super) mod windows;

use crate::web::Shown;

/// As the tests look at them.
pub fn samples() -> Vec<(&'static str, Box<dyn Shown>)> {
    vec![
        ("meters/mine", Box::new(mine::Mine::sample())),
        ("meters/link", Box::new(link::Link::sample())),
        ("meters/desk", Box::new(desk::Desk::sample())),
        ("meters/silent", Box::new(desk::Silent::sample())),
        ("meters/register", Box::new(register::Index::sample())),
        ("meters/windows", Box::new(windows::Windows::sample())),
        ("meters/form", Box::new(new::New::sample())),
        ("meters/one", Box::new(one::Show::sample())),
        ("meters/premises", Box::new(premises::Show::sample())),
        ("meters/replacement", Box::new(replacement::Ask::sample())),
    ]
}
