//! How long a job took, read from its stages: nobody types it.

use chrono::TimeDelta;

use super::stage::Stage;
use crate::clock::Moment;

/// Time on the way, and at work.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Spent {
    pub(super) way: TimeDelta,
    pub(super) work: TimeDelta,
}

/// Reads it from when the job came to which stage, in whatever order they were noted; what lasts still, lasts until `now`.
pub(super) fn spent(moves: &[(Moment, Stage)], now: Moment) -> Spent {
    let mut moves = moves.to_vec();
    moves.sort_by_key(|(at, _)| *at);
    let ends = moves.iter().skip(1).map(|(at, _)| *at).chain([now]);
    let mut all = Spent::default();
    for ((from, stage), until) in moves.iter().zip(ends) {
        let time = (until - *from).max(TimeDelta::zero());
        match stage {
            Stage::OnTheWay => all.way += time,
            Stage::OnSite => all.work += time,
            _ => {}
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_are_no_work_and_a_second_way_is_a_way() {
        let at = |minute| Moment::default() + TimeDelta::minutes(minute);
        let moves = [
            (at(0), Stage::Accepted),
            (at(10), Stage::OnTheWay),
            (at(100), Stage::OnTheWay),
            (at(30), Stage::OnSite),
            (at(50), Stage::Paused),
            (at(110), Stage::OnSite),
            (at(140), Stage::Done),
        ];
        assert_eq!(spent(&moves, at(500)), Spent { way: TimeDelta::minutes(30), work: TimeDelta::minutes(50) });
        let so_far = [moves[0], moves[1], moves[3]];
        assert_eq!(spent(&so_far, at(40)).work, TimeDelta::minutes(10), "it lasts still");
        assert_eq!(spent(&[], at(1)), Spent::default());
    }
}
