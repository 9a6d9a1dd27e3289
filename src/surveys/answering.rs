//! Answering: once for each person or premises, in one transaction with the note that somebody took part.

use super::answer::Sheet;
use super::kind::{SurveyId, Weight};
use super::ready::Refused;
use super::rows::{AnswerRow, Participation, Survey};
use super::{Done, no, ready, standing, store};
use crate::db::{Conn, Tx};
use crate::homes::PremisesId;
use crate::web::actor::{Acting, Resident};
use crate::web::identify::Home;
use crate::web::secrets;
use diesel::QueryResult;

/// Up to so many answers all of them are laid down anew when one comes; of more the clock takes care.
pub(super) const MIXED_AT_ONCE: i64 = 1_000;

/// What somebody may answer: the survey, and those of their homes that it asks.
pub(super) struct Asked {
    pub(super) survey: Survey,
    pub(super) homes: Vec<Home>,
    /// The people or premises that have answered, of those that the reader may answer for; and whether it was the reader.
    pub(super) answered: Vec<(String, bool)>,
}

impl Asked {
    /// What the reader answers for by default: the chosen home, else the first that has not answered.
    pub(super) fn home(&self, who: &Resident, chosen: &str) -> Option<&Home> {
        let waits = |home: &&Home| {
            standing::units(&self.survey, who.person(), std::slice::from_ref(home))
                .iter()
                .all(|unit| self.answered.iter().all(|(done, _)| done != unit))
        };
        let by_name = self.homes.iter().find(|home| home.premises == chosen);
        by_name.or_else(|| self.homes.iter().find(waits)).or_else(|| self.homes.first())
    }

    /// The person or premises that answers when this home does.
    pub(super) fn unit(&self, who: &Resident, home: &Home) -> String {
        standing::units(&self.survey, who.person(), std::slice::from_ref(home)).pop().unwrap_or_default()
    }

    /// Whether it has answered, and whether by the reader.
    pub(super) fn done(&self, unit: &str) -> Option<bool> {
        self.answered.iter().find(|(done, _)| done == unit).map(|(_, by_me)| *by_me)
    }
}

/// How a survey stands to the reader.
pub(super) fn asked(conn: &mut Conn, who: &Resident, id: SurveyId) -> QueryResult<Asked> {
    let survey = store::readers::one(conn, who, id)?;
    let scopes = store::readers::scopes(conn, who, &[id])?.remove(&id).unwrap_or_default();
    let homes = standing::asked_homes(who.company(), who.homes(), &scopes);
    let mut units = standing::units(&survey, who.person(), &homes);
    units.push(who.person().to_string());
    let done = store::answers::participations(conn, who.company(), &[id], &units)?;
    let answered = done.into_iter().map(|(_, unit, person)| (unit, person == who.person())).collect();
    Ok(Asked { survey, homes, answered })
}

/// Keeps an answer, or puts it in the place of the one that the same person gave before.
pub(super) fn answer(tx: &mut Tx<'_>, who: &Resident, id: SurveyId, home: &str, sheet: Sheet) -> Done<()> {
    let now = tx.now();
    // held first: what is read below is read after whoever came before has finished
    if !store::answers::hold(tx, who.company(), id)? {
        // one that does not concern the reader is not there, whatever became of it
        store::readers::one(tx, who, id)?;
        return no(Refused::NotOpen);
    }
    let asked = asked(tx, who, id)?;
    if !asked.survey.is_open(now) {
        return no(Refused::NotOpen);
    }
    let Some(at) = asked.homes.iter().find(|at| at.premises == home) else { return no(Refused::NotAsked) };
    let unit = asked.unit(who, at);
    let row = row(tx, who, &asked, (at, &unit), sheet)?;
    let took_part =
        Participation { id: secrets::random_text(), company_id: who.company(), survey_id: id, unit, person_id: who.person() };
    if store::answers::take_part(tx, &took_part)? {
        store::answers::add(tx, &row)?;
        if asked.survey.anonymous && store::answers::many(tx, who.company(), id)? <= MIXED_AT_ONCE {
            store::answers::mix(tx, who.company(), id)?;
        }
        return Ok(());
    }
    if asked.survey.changeable(now) && store::answers::change(tx, &row)? { Ok(()) } else { no(Refused::Answered) }
}

/// The answer as it is kept: an anonymous one is nobody's, of no moment and for no premises.
fn row(tx: &mut Tx<'_>, who: &Resident, asked: &Asked, (home, unit): (&Home, &str), sheet: Sheet) -> Done<AnswerRow> {
    let of = &asked.survey;
    let named = !of.anonymous;
    let group = standing::group(of.breakdown, home);
    let premises: Option<PremisesId> = home.premises.parse().ok();
    Ok(AnswerRow {
        id: secrets::random_text(),
        company_id: of.company_id,
        survey_id: of.id,
        unit: named.then(|| unit.to_owned()),
        person_id: named.then(|| who.person()),
        premises_id: premises.filter(|_| named),
        belongs: if ready::keeps_group(of, &group) { group } else { String::new() },
        weight: weight(tx, asked, home)?,
        answers: sheet.settled(&of.questions),
        answered_at: named.then(|| tx.now()),
    })
}

/// What the answer weighs, now: of one person all they hold in the audience, of premises these alone.
fn weight(tx: &mut Tx<'_>, asked: &Asked, home: &Home) -> QueryResult<i64> {
    let homes = match asked.survey.per {
        super::kind::Per::Person => asked.homes.as_slice(),
        super::kind::Per::Unit => std::slice::from_ref(home),
    };
    match asked.survey.weight {
        Weight::One => Ok(1),
        Weight::Units => Ok(i64::try_from(homes.len()).unwrap_or(i64::MAX)),
        Weight::Area => {
            let ids: Vec<PremisesId> = homes.iter().filter_map(|home| home.premises.parse().ok()).collect();
            store::answers::area(tx, asked.survey.company_id, &ids)
        }
    }
}
