//! What technicians, residents and staff see of jobs.

pub(super) mod arrivals;
pub(super) mod cancel;
pub(super) mod desk;
pub(super) mod doors;
pub(super) mod feed;
mod giving;
mod lanes;
pub(super) mod late;
pub(super) mod new;
pub(super) mod off;
pub(super) mod own;
pub(super) mod paper;
pub(super) mod round;
pub(super) mod sheet;
pub(super) mod shifts;
mod shots;
mod shown;
pub(super) mod step;
pub(super) mod today;
pub(super) mod week;
pub(super) mod work;

pub(super) use new::{Groups, categories, lengths};
pub(super) use shown::{cost, placed, quantity, total};

use super::upkeep::pages as plans;
use crate::web::Shown;

/// Every page, as the tests look at it.
pub fn samples() -> Vec<(&'static str, Box<dyn Shown>)> {
    vec![
        ("dispatch/today", Box::new(today::Today::sample())),
        ("dispatch/feed", Box::new(feed::Feed::sample())),
        ("dispatch/offline", Box::new(arrivals::Offline)),
        ("dispatch/late", Box::new(late::Late::sample())),
        ("dispatch/round", Box::new(round::Round::sample())),
        ("dispatch/own", Box::new(own::Own::sample())),
        ("dispatch/off", Box::new(off::Off::sample())),
        ("dispatch/desk", Box::new(desk::Desk::sample())),
        ("dispatch/new", Box::new(new::New::sample())),
        ("dispatch/work", Box::new(work::Work::sample())),
        ("dispatch/cancel", Box::new(cancel::Cancel::sample())),
        ("dispatch/plans", Box::new(plans::list::Plans::sample())),
        ("dispatch/plan", Box::new(plans::one::Show::sample())),
        ("dispatch/plan_edit", Box::new(plans::edit::Edit::sample())),
        ("dispatch/plan_end", Box::new(plans::one::End::sample())),
        ("dispatch/board", Box::new(week::Board::sample())),
        ("dispatch/ill", Box::new(week::Ill::sample())),
        ("dispatch/shifts", Box::new(shifts::Shifts::sample())),
        ("dispatch/doors", Box::new(doors::Doors::sample())),
    ]
}
