//! What may follow: steps of technicians, of dispatchers and of residents, each from some stages and to one.
//!
//! ```text
//! offered ─▶ accepted ─▶ on the way ─▶ on site ─▶ done ─▶ verified
//!    ▲           │            ▲           │▲         │
//!    └─ given back, offered ──┴── paused ◀┘┴─────────┘ returned
//! ```
//! Whatever is open can be offered anew to somebody else, and called off; a resident calls off until somebody has set out.

use super::kind::Why;
use super::refused::Refused;
use super::stage::Stage;

/// A step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// A technician takes it.
    Accept,
    /// A technician gives it back.
    GiveBack,
    /// They set out.
    SetOut,
    /// They are there, or go on after a pause.
    Arrive,
    /// It pauses.
    Pause(Why),
    /// It is done.
    Finish,
    /// A dispatcher has looked, and it is good.
    Verify,
    /// A dispatcher has looked, and it is not.
    Return,
    /// A dispatcher offers it, to somebody else perhaps.
    Offer,
    /// A dispatcher calls it off.
    Cancel,
    /// The resident does.
    CallOff,
    /// The resident chooses a time.
    Choose,
}

/// Where a step leads from a stage.
///
/// # Errors
/// [`Refused::Stage`] when it does not follow from there.
pub(super) fn next(from: Stage, step: Step) -> Result<Stage, Refused> {
    use Stage::{Accepted, Cancelled, Done, Offered, OnSite, OnTheWay, Paused, Verified};
    let to = match (step, from) {
        (Step::Accept, Offered) => Accepted,
        (Step::GiveBack, Offered | Accepted | OnTheWay | Paused) => Offered,
        (Step::SetOut, Accepted | Paused) => OnTheWay,
        (Step::Arrive, OnTheWay | Paused) => OnSite,
        (Step::Pause(_), OnSite) => Paused,
        (Step::Finish, OnSite) => Done,
        (Step::Verify, Done) => Verified,
        (Step::Return, Done) => Offered,
        (Step::Offer, Offered | Accepted | OnTheWay | OnSite | Paused) => Offered,
        (Step::Cancel, from) if from.is_open() => Cancelled,
        (Step::CallOff, from) if from.is_ahead() => Cancelled,
        // whoever has accepted it goes at another time; what was given up at a closed door is taken up again
        (Step::Choose, Offered) => Offered,
        (Step::Choose, Accepted | Paused) => Accepted,
        (_, from) => return Err(Refused::Stage(from)),
    };
    Ok(to)
}

/// The one step that a technician most likely takes now.
pub(super) fn likely(at: Stage) -> Option<Step> {
    match at {
        Stage::Offered => Some(Step::Accept),
        Stage::Accepted => Some(Step::SetOut),
        Stage::OnTheWay | Stage::Paused => Some(Step::Arrive),
        Stage::OnSite => Some(Step::Finish),
        Stage::Done | Stage::Verified | Stage::Cancelled => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The stages from which a step is possible, and where it leads.
    fn from(step: Step) -> Vec<(Stage, Stage)> {
        Stage::ALL.iter().filter_map(|at| Some((*at, next(*at, step).ok()?))).collect()
    }

    #[test]
    fn the_graph_is_the_one_that_was_drawn() {
        use Stage::{Accepted, Cancelled, Done, Offered, OnSite, OnTheWay, Paused, Verified};
        assert_eq!(from(Step::Accept), [(Offered, Accepted)]);
        assert_eq!(from(Step::SetOut), [(Accepted, OnTheWay), (Paused, OnTheWay)]);
        assert_eq!(from(Step::Arrive), [(OnTheWay, OnSite), (Paused, OnSite)]);
        for why in Why::ALL {
            assert_eq!(from(Step::Pause(*why)), [(OnSite, Paused)]);
        }
        assert_eq!(from(Step::Finish), [(OnSite, Done)]);
        assert_eq!(from(Step::Verify), [(Done, Verified)]);
        assert_eq!(from(Step::Return), [(Done, Offered)]);
        let open = [Offered, Accepted, OnTheWay, OnSite, Paused];
        assert_eq!(from(Step::Offer), open.map(|at| (at, Offered)));
        assert_eq!(from(Step::Cancel), open.map(|at| (at, Cancelled)));
        assert_eq!(from(Step::CallOff), [Offered, Accepted, Paused].map(|at| (at, Cancelled)), "until somebody sets out");
        assert_eq!(from(Step::Choose), [(Offered, Offered), (Accepted, Accepted), (Paused, Accepted)]);
        assert_eq!(from(Step::GiveBack), [Offered, Accepted, OnTheWay, Paused].map(|at| (at, Offered)));
    }

    #[test]
    fn the_likely_step_is_always_a_possible_one() {
        for at in Stage::ALL {
            assert_eq!(likely(*at).is_some(), at.is_open());
            if let Some(step) = likely(*at) {
                assert!(next(*at, step).is_ok(), "{at}");
            }
        }
    }
}
