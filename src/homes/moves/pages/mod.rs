//! What staff and both sides see of moves.

pub(in crate::homes) mod mine;
pub(in crate::homes) mod show;
pub(in crate::homes) mod undo;
pub(in crate::homes) mod wizard;

use crate::web::Shown;

/// Every page, as the tests look at it.
pub(in crate::homes) fn samples() -> Vec<(&'static str, Box<dyn Shown>)> {
    vec![
        ("homes/move_form", Box::new(wizard::New::sample())),
        ("homes/move_review", Box::new(wizard::Review::sample())),
        ("homes/move", Box::new(show::Show::sample())),
        ("homes/move_undo", Box::new(undo::Ask::sample())),
        ("homes/my_moves", Box::new(mine::Index::sample())),
        ("homes/my_move", Box::new(mine::Show::sample())),
    ]
}
