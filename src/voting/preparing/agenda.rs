//! The questions of a draft: added, changed, moved, taken away. Whatever is done here holds the draft first.

use diesel::QueryResult;
use serde_json::json;

use super::drafting::held;
use super::forms::QuestionDraft;
use super::{Done, Refused, SHELF};
use crate::db::{Failure, Tx};
use crate::voting::meeting::MeetingId;
use crate::voting::question::{ArgumentId, Outcome, QuestionId, Roll};
use crate::voting::rows::{Argument, Meeting, Question};
use crate::voting::{law, store};
use crate::web::actor::{Acting, Secretary, Staff};
use crate::{audit, files};

/// More than so many nobody answers with care, and no sheet holds.
const MOST: usize = 30;

/// Adds a question at the end.
pub(in crate::voting) fn add(tx: &mut Tx<'_>, who: &Staff<Secretary>, id: MeetingId, draft: &QuestionDraft) -> Done<QuestionId> {
    let of = held(tx, who, id)?;
    let there = store::meetings::questions(tx, who.company(), id)?;
    if there.len() >= MOST {
        return Err(Failure::Refused(Refused::TooManyQuestions));
    }
    let place = there.last().map_or(1, |last| last.place + 1);
    let new = made(tx, &of, QuestionId::fresh(tx.now()), place, draft)?;
    store::meetings::add_questions(tx, std::slice::from_ref(&new))?;
    argue(tx, who, &new, draft)?;
    let details = json!({ "place": place, "item": new.item });
    audit::by(who).did("voting.question_added", ("meeting", id)).with(details).record(tx)?;
    Ok(new.id)
}

/// Changes a question.
pub(in crate::voting) fn change(
    tx: &mut Tx<'_>,
    who: &Staff<Secretary>,
    id: MeetingId,
    question: QuestionId,
    draft: &QuestionDraft,
) -> Done<()> {
    let (of, was) = found(tx, who, id, question)?;
    let is = made(tx, &of, question, was.place, draft)?;
    store::preparing::save_question(tx, &is)?;
    argue(tx, who, &is, draft)?;
    let details = json!({ "place": is.place, "item": is.item });
    Ok(audit::by(who).did("voting.question_changed", ("meeting", id)).with(details).record(tx)?)
}

/// Moves a question one place up or down; at the end of the list nothing happens.
pub(in crate::voting) fn shift(
    tx: &mut Tx<'_>,
    who: &Staff<Secretary>,
    id: MeetingId,
    question: QuestionId,
    up: bool,
) -> Done<()> {
    let (_, moved) = found(tx, who, id, question)?;
    let company = who.company();
    let all = store::meetings::questions(tx, company, id)?;
    let beside = if up { moved.place - 1 } else { moved.place + 1 };
    let Some(other) = all.iter().find(|other| other.place == beside) else { return Ok(()) };
    store::preparing::place(tx, company, moved.id, 0)?;
    store::preparing::place(tx, company, other.id, moved.place)?;
    store::preparing::place(tx, company, moved.id, beside)?;
    let details = json!({ "place_was": moved.place, "place_is": beside });
    Ok(audit::by(who).did("voting.question_moved", ("meeting", id)).with(details).record(tx)?)
}

/// Takes a question away, with what is attached to it; those behind it move up.
pub(in crate::voting) fn remove(tx: &mut Tx<'_>, who: &Staff<Secretary>, id: MeetingId, question: QuestionId) -> Done<()> {
    let (_, gone) = found(tx, who, id, question)?;
    let company = who.company();
    files::remove_all(tx, company, SHELF, &question.to_string())?;
    store::preparing::remove_question(tx, company, question)?;
    for after in store::meetings::questions(tx, company, id)?.iter().filter(|other| other.place > gone.place) {
        store::preparing::place(tx, company, after.id, after.place - 1)?;
    }
    let details = json!({ "place": gone.place, "item": gone.item });
    Ok(audit::by(who).did("voting.question_removed", ("meeting", id)).with(details).record(tx)?)
}

/// A question of a draft that is held.
fn found(tx: &mut Tx<'_>, who: &Staff<Secretary>, id: MeetingId, question: QuestionId) -> Done<(Meeting, Question)> {
    // another meeting's question is not there, whatever state this one is in
    let _ = store::meetings::one(tx, who.reach(), id)?;
    let all = store::meetings::questions(tx, who.company(), id)?;
    all.iter().find(|one| one.id == question).ok_or(diesel::result::Error::NotFound)?;
    let of = held(tx, who, id)?;
    let all = store::meetings::questions(tx, who.company(), id)?;
    let found = all.into_iter().find(|one| one.id == question).ok_or(diesel::result::Error::NotFound)?;
    Ok((of, found))
}

fn made(tx: &mut Tx<'_>, of: &Meeting, id: QuestionId, place: i32, draft: &QuestionDraft) -> Done<Question> {
    let today = {
        let zone = store::preparing::host(tx, of.company_id)?.zone();
        chrono::TimeZone::from_utc_datetime(&zone, &tx.now()).date_naive()
    };
    let law = law::rule(draft.item, draft.roll, today).ok_or(Failure::Refused(Refused::NotDecidedSo))?;
    if draft.roll == Roll::Entrance {
        let doors = store::preparing::entrances(tx, of.company_id, of.building_id)?;
        let known = doors.iter().any(|door| Some(door.id) == draft.entrance);
        if !known {
            return Err(Failure::Refused(Refused::NoEntrance));
        }
    }
    Ok(Question {
        id,
        company_id: of.company_id,
        meeting_id: of.id,
        place,
        item: draft.item,
        roll: draft.roll,
        entrance_id: draft.entrance,
        base: law.rule.base,
        over_of: law.rule.over.0,
        over_in: law.rule.over.1,
        quorum_of: law.rule.quorum.0,
        quorum_in: law.rule.quorum.1,
        article: law.article.to_owned(),
        title_kk: draft.title.0.clone(),
        title_ru: draft.title.1.clone(),
        text_kk: draft.text.0.clone(),
        text_ru: draft.text.1.clone(),
        formula: draft.formula,
        was: draft.rates.0.0,
        becomes: draft.rates.1.0,
        result: Outcome::Open,
    })
}

fn argue(tx: &mut Tx<'_>, who: &Staff<Secretary>, of: &Question, draft: &QuestionDraft) -> QueryResult<()> {
    let now = tx.now();
    let row = |(side, kk, ru): &(_, String, String)| Argument {
        id: ArgumentId::fresh(now),
        company_id: of.company_id,
        meeting_id: of.meeting_id,
        question_id: of.id,
        side: *side,
        text_kk: kk.clone(),
        text_ru: ru.clone(),
        author_id: who.person(),
        created_at: now,
    };
    let rows: Vec<Argument> = draft.arguments.iter().map(row).collect();
    store::preparing::set_arguments(tx, of.company_id, of.id, &rows)
}
