//! A ballot is taken: the one way by which any vote comes, by portal or from paper.
//!
//! The meeting's row is held first, in the one statement that also asks whether votes are taken at this moment; so of two ballots of a unit
//! one is first, and none comes after the close. The ballot, what becomes of the one before it, and the line of the chain are one transaction.

use diesel::QueryResult;

use super::arriving::{Ballot, Channel, Refused, Standing, arrive, beside};
use super::chain::Event;
use super::choice::Choices;
use super::meeting::MeetingId;
use super::receipt::receipt;
use super::rows::{BallotId, BallotRow, Question, Unit};
use super::store::events::Taking;
use super::{hours, store};
use crate::clock::Moment;
use crate::db::{Failure, Tx};
use crate::homes::{ContactId, PremisesId, RepresentativeId};
use crate::web::secrets;
use crate::who::{CompanyId, PersonId};

/// A ballot to be taken. Whoever makes one has made sure that the caster may vote for this unit.
#[derive(Clone, Debug)]
pub(in crate::voting) struct Cast {
    /// In which meeting.
    pub(in crate::voting) meeting: MeetingId,
    /// For which unit.
    pub(in crate::voting) premises: PremisesId,
    /// By which way.
    pub(in crate::voting) channel: Channel,
    /// Whose vote it is.
    pub(in crate::voting) voter: ContactId,
    /// That owner's full name.
    pub(in crate::voting) voter_name: String,
    /// The power of attorney by which it is cast.
    pub(in crate::voting) power: Option<RepresentativeId>,
    /// Who casts it, or enters the sheet.
    pub(in crate::voting) caster: Option<PersonId>,
    /// Their full name.
    pub(in crate::voting) caster_name: String,
    /// What it says to each question of the agenda.
    pub(in crate::voting) choices: Choices,
}

/// What a voter is given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::voting) struct Receipt {
    /// For which unit.
    pub(in crate::voting) premises: PremisesId,
    /// The code: `7YQ2-M9XA-4T0C`.
    pub(in crate::voting) code: String,
    /// The number of the ballot among the unit's, from 1.
    pub(in crate::voting) version: i32,
    /// What became of it.
    pub(in crate::voting) standing: Standing,
    /// When it was taken.
    pub(in crate::voting) at: Moment,
}

/// Takes a ballot.
pub(in crate::voting) fn cast(tx: &mut Tx<'_>, company: CompanyId, new: &Cast) -> Result<Receipt, Failure<Refused>> {
    let now = tx.now();
    // the hour has struck even where the job that strikes it is late
    hours::keep(tx, company, new.meeting, now)?;
    cast_at(tx, company, new, now)
}

/// Takes a ballot as if it came at another moment: the demo's meetings have a past.
pub(in crate::voting) fn cast_at(
    tx: &mut Tx<'_>,
    company: CompanyId,
    new: &Cast,
    now: Moment,
) -> Result<Receipt, Failure<Refused>> {
    let no = |refused| Err(Failure::Refused(refused));
    let taking = if new.channel.on_paper() { Taking::Paper } else { Taking::Portal };
    let Some(next) = store::events::hold_open(tx, company, new.meeting, taking, now)? else { return no(Refused::NotOpen) };
    let Some(unit) = store::electorate::unit(tx, company, new.meeting, new.premises)? else { return no(Refused::NoVote) };
    let questions = store::meetings::questions(tx, company, new.meeting)?;
    if questions.len() != new.choices.len() {
        return no(Refused::OtherAgenda);
    }
    let arriving = Ballot {
        channel: new.channel,
        voter: new.voter,
        by_power: new.power.is_some(),
        choices: only_asked(&questions, &unit, &new.choices),
    };
    let known = store::ballots::of_unit(tx, company, new.meeting, new.premises)?;
    let present = known.iter().find(|row| row.standing == Standing::Counts);
    let verdict = arrive(present.map(|row| (as_ballot(row), row.cast_at)).as_ref().map(|(b, at)| (b, *at)), &arriving)
        .map_err(Failure::Refused)?;
    give_way(tx, company, &known, &arriving, verdict.replaces)?;
    let version = known.first().map_or(1, |last| last.version + 1);
    let nonce = secrets::random_text();
    let row = BallotRow {
        id: BallotId::fresh(next.at()),
        company_id: company,
        meeting_id: new.meeting,
        premises_id: new.premises,
        version,
        channel: new.channel,
        standing: verdict.arriving,
        choices: arriving.choices.letters().to_owned(),
        voter_id: new.voter,
        voter_name: new.voter_name.clone(),
        power_id: new.power,
        caster_id: new.caster,
        caster_name: new.caster_name.clone(),
        why: String::new(),
        receipt: receipt(new.meeting, &unit.label, version, &nonce),
        nonce,
        place: next.place(),
        cast_at: next.at(),
    };
    store::ballots::add(tx, &row)?;
    let taken = Receipt { premises: new.premises, code: row.receipt.clone(), version, standing: row.standing, at: row.cast_at };
    let event = Event::Ballot {
        unit: unit.label,
        version,
        channel: row.channel,
        standing: row.standing,
        choices: arriving.choices,
        receipt: row.receipt,
    };
    store::events::write(tx, next, event)?;
    Ok(taken)
}

/// The choices to the questions that are put to this unit; what it says to others is not counted and not kept.
fn only_asked(questions: &[Question], unit: &Unit, choices: &Choices) -> Choices {
    let asked = questions.iter().enumerate().map(|(place, question)| choices.at(place).filter(|_| question.asks(unit)));
    Choices::new(&asked.collect::<Vec<_>>())
}

fn as_ballot(row: &BallotRow) -> Ballot {
    Ballot { channel: row.channel, voter: row.voter_id, by_power: row.power_id.is_some(), choices: row.choices() }
}

/// What counted gives way if it is to; whoever has an older word of theirs waiting beside it speaks now by the new one; and what others have
/// waiting there agrees with what counts from now on, or disputes it.
fn give_way(tx: &mut Tx<'_>, company: CompanyId, known: &[BallotRow], arriving: &Ballot, replaces: bool) -> QueryResult<()> {
    for row in known {
        let standing = match row.standing {
            Standing::Counts if replaces => Standing::Replaced,
            Standing::Agrees | Standing::Disputed if row.voter_id == arriving.voter => Standing::Replaced,
            Standing::Agrees | Standing::Disputed if replaces => beside(&arriving.choices, &row.choices()),
            standing => standing,
        };
        if standing != row.standing {
            store::ballots::stand(tx, company, row.id, standing, &row.why)?;
        }
    }
    Ok(())
}
