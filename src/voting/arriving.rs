//! A ballot comes: does it count?
//!
//! A unit has one vote, however many own it (art. 42(7)). The first valid ballot of a unit counts. Who cast it may change it in the portal
//! until the voting is over. A co-owner who says the same is kept beside it; one who says something else opens a dispute, and both are kept.
//! What an owner says stands before what a representative said, whenever it comes. A unit that voted by one way is not asked by the other.

use super::choice::Choices;
use crate::clock::Moment;
use crate::homes::ContactId;
use crate::text;
use crate::web::identify::{Reader, ZONE};
use crate::web::{Refusal, Said};

crate::words! {
    /// By which way a ballot came.
    pub enum Channel {
        /// In the portal.
        Portal = "portal",
        /// On a sheet of the written survey (art. 43).
        Paper = "paper",
        /// At the meeting itself, in the list of those who voted there.
        Hall = "hall",
    }
}

impl Channel {
    /// The key of its name.
    pub fn key(self) -> &'static str {
        match self {
            Self::Portal => "voting.channel.portal",
            Self::Paper => "voting.channel.paper",
            Self::Hall => "voting.channel.hall",
        }
    }

    /// Whether it lies on paper that somebody signed.
    pub fn on_paper(self) -> bool {
        matches!(self, Self::Paper | Self::Hall)
    }
}

crate::words! {
    /// What has become of a ballot.
    pub enum Standing {
        /// It is the vote of its unit.
        Counts = "counts",
        /// A later one of the same owner, or an owner's own, took its place.
        Replaced = "replaced",
        /// A co-owner said the same as the one that counts.
        Agrees = "agrees",
        /// A co-owner said something else: somebody must decide.
        Disputed = "disputed",
        /// Decided against, or invalid on paper.
        Invalid = "invalid",
    }
}

impl Standing {
    /// The key of its name.
    pub fn key(self) -> &'static str {
        match self {
            Self::Counts => "voting.standing.counts",
            Self::Replaced => "voting.standing.replaced",
            Self::Agrees => "voting.standing.agrees",
            Self::Disputed => "voting.standing.disputed",
            Self::Invalid => "voting.standing.invalid",
        }
    }
}

/// What must be known of a ballot to say whether it counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::voting) struct Ballot {
    /// By which way it came.
    pub(in crate::voting) channel: Channel,
    /// Whose vote it is: an owner's card.
    pub(in crate::voting) voter: ContactId,
    /// Whether a representative cast it.
    pub(in crate::voting) by_power: bool,
    /// What it says.
    pub(in crate::voting) choices: Choices,
}

/// Why a ballot is not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refused {
    /// The unit has voted in the portal.
    InPortal(Moment),
    /// The unit has voted on paper.
    OnPaper(Moment),
    /// The owner has voted, and a representative comes now.
    OwnerVoted(Moment),
    /// It says nothing to any question.
    Empty,
    /// Voting has not begun, or is over.
    NotOpen,
    /// This unit has no vote in this meeting, or it is not theirs.
    NoVote,
    /// It speaks of other questions than those of the agenda.
    OtherAgenda,
}

impl Refused {
    /// The sentence that says so, with its moment as the reader's clock and calendar show it.
    pub fn said_to(&self, reader: Reader) -> Said {
        self.said_with(|at| text::date_time(reader.locale, at, reader.zone))
    }

    fn said_with(&self, words: impl Fn(Moment) -> String) -> Said {
        let at = |at: &Moment| words(*at);
        match self {
            Self::InPortal(when) => Said::new("voting.refused.in_portal").with("when", at(when)),
            Self::OnPaper(when) => Said::new("voting.refused.on_paper").with("when", at(when)),
            Self::OwnerVoted(when) => Said::new("voting.refused.owner_voted").with("when", at(when)),
            Self::Empty => "voting.refused.empty".into(),
            Self::NotOpen => "voting.refused.not_open".into(),
            Self::NoVote => "voting.refused.no_vote".into(),
            Self::OtherAgenda => "voting.refused.other_agenda".into(),
        }
    }
}

/// For whoever is not known as a reader: the moment by the country's clock, in figures.
impl Refusal for Refused {
    fn said(&self) -> Said {
        self.said_with(|at| at.and_utc().with_timezone(&ZONE).format("%d.%m.%Y %H:%M").to_string())
    }
}

/// What becomes of an arriving ballot, and of the one that counts so far.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::voting) struct Verdict {
    /// What the arriving one is.
    pub(in crate::voting) arriving: Standing,
    /// Whether the one that counted so far gives up its place.
    pub(in crate::voting) replaces: bool,
}

/// Says what becomes of a ballot; `present` is the one that counts for the unit so far, with when it came.
///
/// # Errors
/// Why it is not taken.
pub(in crate::voting) fn arrive(present: Option<(&Ballot, Moment)>, arriving: &Ballot) -> Result<Verdict, Refused> {
    if arriving.choices.is_empty() {
        return Err(Refused::Empty);
    }
    let counts = |replaces| Ok(Verdict { arriving: Standing::Counts, replaces });
    let Some((present, at)) = present else { return counts(false) };
    match (present.by_power, arriving.by_power) {
        // an owner's own vote stands before that of any representative, by whichever way both came
        (true, false) => return counts(true),
        (false, true) => return Err(Refused::OwnerVoted(at)),
        _ => {}
    }
    match (present.channel.on_paper(), arriving.channel.on_paper()) {
        (true, _) => return Err(Refused::OnPaper(at)),
        (false, true) => return Err(Refused::InPortal(at)),
        (false, false) => {}
    }
    if present.voter == arriving.voter {
        return counts(true);
    }
    Ok(Verdict { arriving: beside(&present.choices, &arriving.choices), replaces: false })
}

/// What a co-owner's ballot is that waits beside the one that counts: whoever changes their word may begin or end a dispute.
pub(in crate::voting) fn beside(counting: &Choices, waiting: &Choices) -> Standing {
    if counting == waiting { Standing::Agrees } else { Standing::Disputed }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::{DateTime, TimeDelta};

    fn at() -> Moment {
        DateTime::from_timestamp(1_800_000_000, 0).unwrap().naive_utc()
    }

    fn card(n: i64) -> ContactId {
        ContactId::fresh(at() + TimeDelta::seconds(n))
    }

    fn ballot(channel: Channel, voter: ContactId, by_power: bool, choices: &str) -> Ballot {
        Ballot { channel, voter, by_power, choices: Choices::read(choices).unwrap() }
    }

    fn verdict(present: &Ballot, arriving: &Ballot) -> Result<(Standing, bool), Refused> {
        arrive(Some((present, at())), arriving).map(|verdict| (verdict.arriving, verdict.replaces))
    }

    #[test]
    fn the_first_ballot_counts_unless_it_says_nothing() {
        let me = ballot(Channel::Portal, card(1), false, "f-");
        assert_eq!(arrive(None, &me), Ok(Verdict { arriving: Standing::Counts, replaces: false }));
        assert_eq!(arrive(None, &ballot(Channel::Portal, card(1), false, "--")), Err(Refused::Empty));
    }

    #[test]
    fn who_voted_in_the_portal_may_change_it_there_and_nowhere_else() {
        let me = card(1);
        let first = ballot(Channel::Portal, me, false, "ff");
        assert_eq!(verdict(&first, &ballot(Channel::Portal, me, false, "aa")), Ok((Standing::Counts, true)));
        assert_eq!(verdict(&first, &ballot(Channel::Paper, me, false, "aa")), Err(Refused::InPortal(at())));
        let sheet = ballot(Channel::Paper, me, false, "ff");
        assert_eq!(verdict(&sheet, &ballot(Channel::Portal, me, false, "aa")), Err(Refused::OnPaper(at())));
        assert_eq!(verdict(&sheet, &ballot(Channel::Hall, me, false, "ff")), Err(Refused::OnPaper(at())));
    }

    #[test]
    fn a_co_owner_agrees_or_disputes_and_never_replaces() {
        let first = ballot(Channel::Portal, card(1), false, "ff");
        assert_eq!(verdict(&first, &ballot(Channel::Portal, card(2), false, "ff")), Ok((Standing::Agrees, false)));
        assert_eq!(verdict(&first, &ballot(Channel::Portal, card(2), false, "fa")), Ok((Standing::Disputed, false)));
    }

    #[test]
    fn an_owner_stands_before_a_representative_whichever_came_first() {
        let (owner, other) = (card(1), card(2));
        let by_power = ballot(Channel::Portal, owner, true, "ff");
        for own in [ballot(Channel::Portal, owner, false, "aa"), ballot(Channel::Paper, other, false, "ff")] {
            assert_eq!(verdict(&by_power, &own), Ok((Standing::Counts, true)));
            assert_eq!(verdict(&own, &by_power), Err(Refused::OwnerVoted(at())));
        }
    }
}
