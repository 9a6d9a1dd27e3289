//! Upkeep: what is done at a house before anything breaks. A plan says what, where, how often ([`rule`]) and what is checked ([`check`]); an
//! errand of every night makes the jobs some time ahead, one for each day it comes round ([`making`]); the technician fills the checklist
//! in on the job ([`filling`]), and what is outside its norm is red for everybody. A plan is changed for what is still to be made
//! ([`planning`]): jobs that are there already stay as they are.

pub(super) mod check;
pub(super) mod filling;
mod forms;
pub(super) mod making;
pub(super) mod pages;
mod planning;
mod rule;
pub(super) mod settle;
