//! Meetings as if they had been prepared and held: for the demo and for tests. They go through the same chain, electorate and door as any other.

use chrono::{Datelike, NaiveDate};
use diesel::QueryResult;

use super::arriving::{Channel, Refused, Standing};
use super::casting::{Cast, cast_at};
use super::chain::{Event, Put};
use super::choice::Choices;
use super::meeting::{Format, Initiator, MeetingId, Shown, State};
use super::question::{Formula, Outcome, QuestionId, Roll};
use super::rows::{Meeting, Question};
use super::{electorate, law, store};
use crate::clock::Moment;
use crate::db::{Failure, Tx};
use crate::homes::{BuildingId, ContactId, EntranceId, PremisesId};
use crate::money::Tiyn;
use crate::numbers;
use crate::web::secrets;
use crate::who::{CompanyId, PersonId};

/// A meeting to be settled: with `notified_at` its electorate is fixed and its chain begun, and it is open if its time has come.
#[derive(Clone, Debug)]
pub struct PastMeeting {
    /// Of which building.
    pub building: BuildingId,
    /// How it is held.
    pub format: Format,
    /// Who called it.
    pub initiator: Initiator,
    /// What it is about, in Kazakh and in Russian.
    pub title: (String, String),
    /// Where people come together, in Kazakh and in Russian.
    pub venue: (String, String),
    /// When owners see how others voted.
    pub shown: Shown,
    /// When people come together.
    pub meets_at: Option<Moment>,
    /// From when until when votes are taken.
    pub open: (Moment, Moment),
    /// When the owners were told; `None` for a draft.
    pub notified_at: Option<Moment>,
    /// Full names of chair and secretary.
    pub chair_and_secretary: (String, String),
    /// The agenda.
    pub questions: Vec<PastQuestion>,
}

/// A question of it.
#[derive(Clone, Debug)]
pub struct PastQuestion {
    /// The item of art. 42(5).
    pub item: i32,
    /// Whose votes it asks for.
    pub roll: Roll,
    /// Of which entrance.
    pub entrance: Option<(EntranceId, String)>,
    /// The question, in Kazakh and in Russian.
    pub title: (String, String),
    /// The decision that is proposed.
    pub text: (String, String),
    /// What it would change for somebody: how, from what, to what.
    pub formula: (Formula, Tiyn, Tiyn),
}

/// A vote of it.
#[derive(Clone, Debug)]
pub struct PastVote {
    /// For which unit.
    pub premises: PremisesId,
    /// By which way.
    pub channel: Channel,
    /// Whose vote.
    pub voter: (ContactId, String),
    /// Who cast or entered it.
    pub caster: (Option<PersonId>, String),
    /// What it says.
    pub choices: Choices,
    /// When.
    pub at: Moment,
}

/// Settles a meeting.
///
/// # Errors
/// When the database fails.
pub fn settle(
    tx: &mut Tx<'_>,
    company: CompanyId,
    author: PersonId,
    past: &PastMeeting,
    today: NaiveDate,
) -> QueryResult<MeetingId> {
    let at = past.notified_at.unwrap_or_else(|| tx.now());
    let number = numbers::next(tx, company, "meeting", at.year())?;
    let mut new = meeting(company, author, past, number, at);
    let edition = law::edition(today).unwrap_or(today);
    new.edition = edition;
    store::meetings::add(tx, &new)?;
    let questions: Vec<Question> = (1..).zip(&past.questions).map(|(place, of)| question(&new, place, of, today)).collect();
    store::meetings::add_questions(tx, &questions)?;
    let Some(notified) = past.notified_at else { return Ok(new.id) };
    let fixed = electorate::fix(tx, &new, today, &secrets::random_text())?;
    let puts = questions
        .iter()
        .zip(&past.questions)
        .map(|(question, of)| Put::of(question, of.entrance.as_ref().map_or("", |(_, number)| number)))
        .collect();
    let (roll, names) = (fixed.roll_hash.clone(), fixed.names_hash.clone());
    let next = store::events::hold(tx, company, new.id, notified)?;
    store::events::write(tx, next, Event::Notified { meeting: new.id, units: fixed.units, roll, names, questions: puts })?;
    let open = past.open.0 <= tx.now();
    if open {
        let next = store::events::hold(tx, company, new.id, past.open.0)?;
        store::events::write(tx, next, Event::Opened)?;
    }
    let state = if open { State::Open } else { State::Notified };
    let is =
        Meeting { state, roll_hash: fixed.roll_hash, names_hash: fixed.names_hash, notified_at: Some(notified), ..new.clone() };
    store::meetings::save(tx, State::Draft, &is)?;
    Ok(new.id)
}

/// Takes votes of a settled meeting that is open; gives how many of them counted.
///
/// # Errors
/// Why one of them is not taken, or the failure of the database.
pub fn settle_votes(
    tx: &mut Tx<'_>,
    company: CompanyId,
    meeting: MeetingId,
    votes: &[PastVote],
) -> Result<usize, Failure<Refused>> {
    let mut counted = 0;
    for vote in votes {
        let new = Cast {
            meeting,
            premises: vote.premises,
            channel: vote.channel,
            voter: vote.voter.0,
            voter_name: vote.voter.1.clone(),
            power: None,
            caster: vote.caster.0,
            caster_name: vote.caster.1.clone(),
            choices: vote.choices.clone(),
        };
        let taken = cast_at(tx, company, &new, vote.at)?;
        counted += usize::from(taken.standing == Standing::Counts);
    }
    Ok(counted)
}

fn meeting(company: CompanyId, author: PersonId, past: &PastMeeting, number: String, at: Moment) -> Meeting {
    let absentee = past.format.absentee();
    Meeting {
        id: MeetingId::fresh(at),
        company_id: company,
        building_id: past.building,
        number,
        state: State::Draft,
        format: past.format,
        by_portal: absentee,
        by_paper: absentee,
        initiator: past.initiator,
        edition: NaiveDate::default(),
        title_kk: past.title.0.clone(),
        title_ru: past.title.1.clone(),
        venue_kk: past.venue.0.clone(),
        venue_ru: past.venue.1.clone(),
        meets_at: past.meets_at,
        opens_at: Some(past.open.0),
        closes_at: Some(past.open.1),
        shown: past.shown,
        chair: past.chair_and_secretary.0.clone(),
        secretary: past.chair_and_secretary.1.clone(),
        tellers: String::new(),
        announcement_id: None,
        notified_at: None,
        closed_at: None,
        cancelled_why: None,
        roll_hash: String::new(),
        names_hash: String::new(),
        head_place: 0,
        head_hash: String::new(),
        head_at: at,
        author_id: author,
        created_at: at,
        updated_at: at,
    }
}

fn question(of: &Meeting, place: i32, past: &PastQuestion, today: NaiveDate) -> Question {
    let law = law::rule(past.item, past.roll, today);
    let rule = law
        .map_or(super::question::Rule { base: super::question::Base::Participants, over: (1, 2), quorum: (1, 2) }, |law| {
            law.rule
        });
    Question {
        id: QuestionId::fresh(of.created_at),
        company_id: of.company_id,
        meeting_id: of.id,
        place,
        item: past.item,
        roll: past.roll,
        entrance_id: past.entrance.as_ref().map(|(id, _)| *id),
        base: rule.base,
        over_of: rule.over.0,
        over_in: rule.over.1,
        quorum_of: rule.quorum.0,
        quorum_in: rule.quorum.1,
        article: law.map(|law| law.article).unwrap_or_default().to_owned(),
        title_kk: past.title.0.clone(),
        title_ru: past.title.1.clone(),
        text_kk: past.text.0.clone(),
        text_ru: past.text.1.clone(),
        formula: past.formula.0,
        was: past.formula.1.0,
        becomes: past.formula.2.0,
        result: Outcome::Open,
    }
}

/// Fixes the agenda of a settled draft, as its secretary would.
///
/// # Errors
/// When the database fails.
pub fn settle_fixed(tx: &mut Tx<'_>, company: CompanyId, id: MeetingId) -> QueryResult<bool> {
    let draft = store::desk::known(tx, company, id)?;
    store::meetings::save(tx, State::Draft, &Meeting { state: State::Fixed, ..draft })
}
