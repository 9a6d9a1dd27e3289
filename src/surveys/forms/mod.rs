//! What people type: staff a survey and its questions, residents their answers.

pub(super) mod answers;
mod draft;
pub(super) mod question;

pub(super) use draft::{Draft, typed};
