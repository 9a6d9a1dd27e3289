//! Surveys: what people are asked of their own free will, and what came of it. They decide nothing: votes of owners are something else.
//!
//! A draft is opened, and from that moment its questions stand; only its end may be put off. It is closed by its day or by hand, and then
//! its results go back to those who took part. A survey that should not have been is withdrawn, with a reason, and shows nothing.
//!
//! **Anonymous** is decided when it opens and never undone, for there is nothing to undo it with. Who took part stands in one table, what
//! was answered in another, and nothing leads from one to the other: no person, no moment, no key that is made of either. Rows of both have
//! keys of pure chance, and all answers are laid down anew in the order of these whenever one comes, so that neither their order in the
//! table nor the transactions that wrote them follow the order in which people came. The trail and the notices say nothing of it. What
//! fewer than five have answered is shown of no group ([`hidden`]), and nothing at all before the end. Weights would tell, and are refused.
//!
//! Each person, or each premises, answers once: that is a unique constraint, and an open survey is held while one answers.

mod answer;
mod answering;
mod counts;
mod export;
mod forms;
mod hidden;
mod jobs;
mod kind;
mod letters;
mod naming;
mod opening;
pub mod pages;
mod part;
mod past;
mod question;
mod questions;
mod ready;
mod results;
mod rows;
mod standing;
mod store;
mod tally;
mod wording;
mod zone;

use chrono::Datelike;
use diesel::QueryResult;

pub use answer::{Answer, Sheet};
pub use jobs::{Tell, close_over, mix, remind};
pub use kind::{Breakdown, Per, ShownTo, State, SurveyId, Weight};
pub use naming::{leaning, namings};
pub use part::part;
pub use past::{Past, Reply, record_past};
pub use question::{Kind, Question, Range, When};
pub use questions::Questions;
pub use ready::Refused;
pub use rows::Survey;
pub use standing::Standing;
pub use wording::Words;

use crate::audit;
use crate::db::{Conn, Failure, Tx};
use crate::numbers;
use crate::web::actor::{Acting, Resident, Staff, Surveyor};
use crate::web::{Routes, reasoned};
use forms::Draft;

/// The addresses of this capability.
pub fn routes(routes: &mut Routes<'_>) {
    use pages::{answer, closing, desk, edit, extension, list, publication, question, read, results, sheets, show, withdrawal};
    routes
        .get("/surveys", list::show)
        .get("/surveys/{survey}", read::show)
        .get("/surveys/{survey}/answer", answer::ask)
        .post("/surveys/{survey}/answer", answer::go)
        .get("/staff/surveys", desk::list)
        .get("/staff/surveys/export.xlsx", desk::xlsx)
        .get("/staff/surveys/export.csv", desk::csv)
        .get("/staff/surveys/new", edit::new)
        .post("/staff/surveys", edit::create)
        .get("/staff/surveys/{survey}", show::show)
        .get("/staff/surveys/{survey}/edit", edit::edit)
        .post("/staff/surveys/{survey}", edit::save)
        .get("/staff/surveys/{survey}/preview", show::preview)
        .get("/staff/surveys/{survey}/questions/new", question::new)
        .post("/staff/surveys/{survey}/questions", question::create)
        .get("/staff/surveys/{survey}/questions/{question}", question::edit)
        .post("/staff/surveys/{survey}/questions/{question}", question::save)
        .post("/staff/surveys/{survey}/questions/{question}/place", question::shift)
        .post("/staff/surveys/{survey}/questions/{question}/removal", question::remove)
        .get("/staff/surveys/{survey}/publication", publication::review)
        .post("/staff/surveys/{survey}/publication", publication::publish)
        .get("/staff/surveys/{survey}/extension", extension::ask)
        .post("/staff/surveys/{survey}/extension", extension::extend)
        .get("/staff/surveys/{survey}/closing", closing::ask)
        .post("/staff/surveys/{survey}/closing", closing::close)
        .get("/staff/surveys/{survey}/withdrawal", reasoned::ask::<withdrawal::Ask>)
        .post("/staff/surveys/{survey}/withdrawal", reasoned::answer::<withdrawal::Ask>)
        .get("/staff/surveys/{survey}/results", results::show)
        .get("/staff/surveys/{survey}/results.xlsx", sheets::xlsx)
        .get("/staff/surveys/{survey}/results.csv", sheets::csv);
}

type Done<T> = Result<T, Failure<Refused>>;

fn no<T>(refused: Refused) -> Done<T> {
    Err(Failure::Refused(refused))
}

/// Begins a draft.
fn begin(tx: &mut Tx<'_>, who: &Staff<Surveyor>, draft: &Draft) -> Done<SurveyId> {
    let (now, company) = (tx.now(), who.company());
    zone::ask(tx, who.reach(), &draft.scopes)?;
    let number = numbers::next(tx, company, "survey", now.year())?;
    let new = draft.onto(Survey {
        id: SurveyId::fresh(now),
        company_id: company,
        number,
        state: State::Draft,
        title_kk: String::new(),
        title_ru: String::new(),
        title_en: String::new(),
        title_folded: String::new(),
        intro_kk: String::new(),
        intro_ru: String::new(),
        intro_en: String::new(),
        questions: Questions::default(),
        anonymous: false,
        per: Per::Person,
        weight: Weight::One,
        breakdown: Breakdown::Nothing,
        shown_to: ShownTo::Participants,
        asked: 0,
        kept_groups: String::new(),
        author_id: who.person(),
        closes_at: None,
        opened_at: None,
        reminded_at: None,
        closed_at: None,
        withdrawn_why: None,
        created_at: now,
        updated_at: now,
    });
    store::desk::add(tx, &new)?;
    store::desk::set_scopes(tx, company, new.id, &draft.scopes)?;
    audit::by(who).did("surveys.begun", ("survey", new.id)).record(tx)?;
    Ok(new.id)
}

/// Changes what a draft is called, for whom it is and how it is counted.
fn rewrite(tx: &mut Tx<'_>, who: &Staff<Surveyor>, id: SurveyId, draft: &Draft) -> Done<()> {
    let was = zone::one(tx, who.reach(), id)?;
    zone::ask(tx, who.reach(), &draft.scopes)?;
    let is = Survey { updated_at: tx.now(), ..draft.onto(was.clone()) };
    save(tx, &was, &is)?;
    store::desk::set_scopes(tx, who.company(), id, &draft.scopes)?;
    Ok(audit::by(who).did("surveys.changed", ("survey", id)).record(tx)?)
}

/// Changes what a draft asks: `change` gives what came of it, or refuses.
fn reask<T>(
    tx: &mut Tx<'_>,
    who: &Staff<Surveyor>,
    id: SurveyId,
    change: impl FnOnce(&mut Questions) -> Result<T, Failure<Refused>>,
) -> Done<T> {
    let was = zone::one(tx, who.reach(), id)?;
    if was.state != State::Draft {
        return no(Refused::NotDraft);
    }
    let mut questions = was.questions.clone();
    let came = change(&mut questions)?;
    save(tx, &was, &Survey { questions, updated_at: tx.now(), ..was.clone() })?;
    audit::by(who).did("surveys.changed", ("survey", id)).record(tx)?;
    Ok(came)
}

fn save(tx: &mut Tx<'_>, was: &Survey, is: &Survey) -> Done<()> {
    if was.state != State::Draft {
        return no(Refused::NotDraft);
    }
    if store::desk::save_draft(tx, was, is)? { Ok(()) } else { no(Refused::ChangedMeanwhile) }
}

/// Open surveys that wait for a resident's answer, the one that ends first on top.
///
/// # Errors
/// When the database fails.
pub fn waiting(conn: &mut Conn, who: &Resident) -> QueryResult<Vec<Standing>> {
    let all = open_standings(conn, who)?;
    Ok(all.into_iter().filter(|standing| standing.waiting > 0).collect())
}

/// How somebody stands to all open surveys that concern them.
fn open_standings(conn: &mut Conn, who: &Resident) -> QueryResult<Vec<Standing>> {
    let open = store::readers::open(conn, who)?;
    standings(conn, who, open)
}

/// How somebody stands to these.
fn standings(conn: &mut Conn, who: &Resident, of: Vec<Survey>) -> QueryResult<Vec<Standing>> {
    let ids: Vec<SurveyId> = of.iter().map(|survey| survey.id).collect();
    let scopes = store::readers::scopes(conn, who, &ids)?;
    let mut units: Vec<String> = who.homes().iter().map(|home| home.premises.clone()).collect();
    units.push(who.person().to_string());
    let answered = store::answers::participations(conn, who.company(), &ids, &units)?;
    let standing = |survey: Survey| {
        let homes = standing::asked_homes(who.company(), who.homes(), scopes.get(&survey.id).map_or(&[], Vec::as_slice));
        Standing::of(survey, who.person(), &homes, &answered)
    };
    Ok(of.into_iter().map(standing).collect())
}
