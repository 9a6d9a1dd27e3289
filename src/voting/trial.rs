//! What the load program measures of voting: the parts that have no page of their own.

use std::collections::HashMap;

use super::arriving::{Channel, Standing};
use super::chain::{Event, Line, Put, seal};
use super::choice::Choices;
use super::counting::{Fault, Results, replay};
use super::meeting::{Format, Initiator, MeetingId, Shown, State};
use super::protocol::{Facts, Protocol, Reading, draw};
use super::question::{Base, Formula, Outcome, QuestionId, Roll};
use super::rows::{BallotId, BallotRow, Meeting, Owner, Question, Unit};
use super::tally::{Tally, count};
use crate::clock::Moment;
use crate::homes::{BuildingId, ContactId, HoldingId, Kind, PremisesId};
use crate::who::{CompanyId, PersonId};

/// What somebody of four says to three questions.
const SAID: [&str; 4] = ["ffa", "fan", "faf", "nff"];

/// A vote of many units, in memory: as ballots and as a chain.
#[derive(Debug)]
pub struct Trial {
    labels: Vec<String>,
    ballots: Vec<(Channel, Choices)>,
    lines: Vec<(String, String)>,
}

impl Trial {
    /// Of so many units, all of which vote.
    pub fn of(units: usize, at: Moment) -> Self {
        let labels: Vec<String> = (0..units).map(|unit| format!("{:04}-{:05}", unit / 100_000, unit % 100_000)).collect();
        let ballots: Vec<(Channel, Choices)> = (0..units)
            .map(|unit| {
                let said = SAID.get(unit % SAID.len()).copied().unwrap_or_default();
                let channel = if unit % 5 == 0 { Channel::Paper } else { Channel::Portal };
                (channel, Choices::read(said).unwrap_or_default())
            })
            .collect();
        let put = |_| Put {
            id: QuestionId::fresh(at),
            item: 6,
            roll: Roll::Homes,
            entrance: String::new(),
            base: Base::All,
            over: (1, 2),
            quorum: (1, 2),
            kk: String::new(),
            ru: String::new(),
        };
        let meeting = MeetingId::fresh(at);
        let all = u64::try_from(units).unwrap_or(u64::MAX);
        let begun = Event::Notified {
            meeting,
            units: vec![(Roll::Homes, all)],
            roll: String::new(),
            names: String::new(),
            questions: (0..3).map(put).collect(),
        };
        let cast = labels.iter().zip(&ballots).map(|(label, (channel, choices))| Event::Ballot {
            unit: label.clone(),
            version: 1,
            channel: *channel,
            standing: Standing::Counts,
            choices: choices.clone(),
            receipt: format!("{label}-R"),
        });
        let mut head = String::new();
        let at = at.and_utc().to_rfc3339_opts(chrono::SecondsFormat::Micros, true);
        let lines = (1..)
            .zip(std::iter::once(begun).chain(cast))
            .filter_map(|(place, event)| serde_json::to_string(&Line { place, at: at.clone(), event }).ok())
            .map(|line| {
                head = seal(&head, &line);
                (line, head.clone())
            })
            .collect();
        Self { labels, ballots, lines }
    }

    /// Counts the ballots.
    pub fn count(&self) -> Vec<Tally> {
        let all = u64::try_from(self.ballots.len()).unwrap_or(u64::MAX);
        count(&[all; 3], self.ballots.iter().map(|(channel, choices)| ((), *channel, choices)), |(), _| true)
    }

    /// Goes through the chain, and counts by it alone.
    ///
    /// # Errors
    /// Where the chain is wrong.
    pub fn recount(&self) -> Result<Vec<Tally>, Fault> {
        let replayed = replay(self.lines.iter().map(|(line, hash)| (line.as_str(), hash.as_str())))?;
        let electorate: HashMap<&str, (Kind, &str)> =
            self.labels.iter().map(|label| (label.as_str(), (Kind::Flat, ""))).collect();
        replayed.tallies(&electorate)
    }
}

/// The protocol of a house of so many units, each of which has one owner and votes: its named rows are twice as many, once in the list of
/// those who may vote and once in that of how they did.
///
/// # Errors
/// When the document cannot be made.
pub fn protocol(units: usize, at: Moment) -> Result<Vec<u8>, crate::pdf::Error> {
    draw(&facts(units, at), Reading::Whole)
}

fn facts(many: usize, at: Moment) -> Facts {
    let (company, meeting) = (CompanyId::fresh(at), meeting(at));
    let units: Vec<Unit> = (1..=many).map(|number| unit(company, meeting.id, number, at)).collect();
    let owners = units.iter().map(|unit| (unit.premises_id, vec![owner(unit, at)])).collect();
    let ballots: Vec<BallotRow> = units.iter().zip(0..).map(|(unit, place)| ballot(unit, place, at)).collect();
    let questions = (1..=3).map(|place| question(&meeting, place)).collect();
    Facts {
        protocol: Protocol {
            company_id: company,
            meeting_id: meeting.id,
            version: 1,
            code: "7YQ2-M9XA-4T0C".into(),
            draft: true,
            sha256: String::new(),
            asked_at: at,
            made_at: None,
        },
        sender: (<(String, String, String)>::default(), String::new(), String::new(), <(String, String)>::default()),
        zone: crate::web::identify::ZONE,
        address: "Abai 12".into(),
        callers: Vec::new(),
        results: Results::of(questions, &units, &ballots),
        sheets: units.iter().map(|unit| unit.premises_id).zip(1..).collect(),
        units,
        owners,
        ballots,
        told: None,
        closed: "0f".repeat(32),
        base_url: "https://aula.example".into(),
        meeting,
    }
}

fn meeting(at: Moment) -> Meeting {
    Meeting {
        id: MeetingId::fresh(at),
        company_id: CompanyId::fresh(at),
        building_id: BuildingId::fresh(at),
        number: "2026-000012".into(),
        state: State::Counted,
        format: Format::Absentee,
        by_portal: true,
        by_paper: true,
        initiator: Initiator::Manager,
        edition: at.date(),
        title_kk: "A".into(),
        title_ru: "B".into(),
        venue_kk: String::new(),
        venue_ru: String::new(),
        meets_at: None,
        opens_at: Some(at),
        closes_at: Some(at),
        shown: Shown::Live,
        chair: "A".into(),
        secretary: "B".into(),
        tellers: String::new(),
        announcement_id: None,
        notified_at: Some(at),
        closed_at: Some(at),
        cancelled_why: None,
        roll_hash: "0f".repeat(32),
        names_hash: "0f".repeat(32),
        head_place: 1,
        head_hash: "0f".repeat(32),
        head_at: at,
        author_id: PersonId::fresh(at),
        created_at: at,
        updated_at: at,
    }
}

fn question(of: &Meeting, place: i32) -> Question {
    Question {
        id: QuestionId::fresh(of.created_at),
        company_id: of.company_id,
        meeting_id: of.id,
        place,
        item: 6,
        roll: Roll::Homes,
        entrance_id: None,
        base: Base::All,
        over_of: 1,
        over_in: 2,
        quorum_of: 1,
        quorum_in: 2,
        article: "42(8)".into(),
        title_kk: "A".into(),
        title_ru: "B".into(),
        text_kk: "A".into(),
        text_ru: "B".into(),
        formula: Formula::None,
        was: 0,
        becomes: 0,
        result: Outcome::Carried,
    }
}

fn unit(company_id: CompanyId, meeting_id: MeetingId, number: usize, at: Moment) -> Unit {
    Unit {
        company_id,
        meeting_id,
        premises_id: PremisesId::fresh(at),
        label: format!("K7Q2-{number:04}"),
        kind: Kind::Flat,
        number: number.to_string(),
        entrance_id: None,
        entrance: String::new(),
        floor: None,
        area: Some(6140),
        sort_key: format!("{number:06}"),
    }
}

fn owner(unit: &Unit, at: Moment) -> Owner {
    Owner {
        company_id: unit.company_id,
        meeting_id: unit.meeting_id,
        premises_id: unit.premises_id,
        contact_id: ContactId::fresh(at),
        holding_id: HoldingId::fresh(at),
        person_id: None,
        name: name(unit),
        share_of: Some(1),
        share_in: Some(1),
    }
}

/// As long as names are here; the letters do not matter to what it takes.
fn name(unit: &Unit) -> String {
    format!("Nurmagambetova Aigerim Bolatovna {}", unit.number)
}

fn ballot(unit: &Unit, place: i64, at: Moment) -> BallotRow {
    let said = usize::try_from(place).ok().and_then(|place| SAID.get(place % SAID.len())).copied().unwrap_or_default();
    BallotRow {
        id: BallotId::fresh(at),
        company_id: unit.company_id,
        meeting_id: unit.meeting_id,
        premises_id: unit.premises_id,
        version: 1,
        channel: if place % 5 == 0 { Channel::Paper } else { Channel::Portal },
        standing: Standing::Counts,
        choices: said.to_owned(),
        voter_id: ContactId::fresh(at),
        voter_name: name(unit),
        power_id: None,
        caster_id: None,
        caster_name: name(unit),
        why: String::new(),
        receipt: format!("7YQ2-M9XA-{place:04}"),
        nonce: String::new(),
        place,
        cast_at: at,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_votes_give_the_same_paper() {
        let at = chrono::DateTime::from_timestamp(1_795_000_000, 0).unwrap().naive_utc();
        let paper = protocol(130, at).unwrap();
        // the second is made of other ids, and its maps are in another order
        assert_eq!(paper, protocol(130, at).unwrap());
        assert_ne!(paper, protocol(131, at).unwrap());
    }
}
