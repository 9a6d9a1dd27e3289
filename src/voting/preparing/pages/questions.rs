//! The agenda, as a voter will see it, with what only its secretary sees: order, what is attached, the way to change it.

use std::collections::HashMap;

use actix_web::{Responder, web};
use askama::Template;

use super::attached::Attachment;
use super::{Head, prepared, rule};
use crate::app::App;
use crate::files::{self, FileRow};
use crate::text::{Locale, t};
use crate::voting::item::item_key;
use crate::voting::meeting::MeetingId;
use crate::voting::preparing::prepared::Prepared;
use crate::voting::preparing::{Refused as No, SHELF, agenda, wording};
use crate::voting::question::{QuestionId, Side};
use crate::voting::rows::Question;
use crate::voting::store;
use crate::web::actor::{Acting, Anyone, Secretary, Staff};
use crate::web::{Error, Page, Refusal, Typed, filters, see};
use crate::who::Duty;

#[derive(Template)]
#[template(path = "voting/preparing/questions.html")]
pub(crate) struct Agenda {
    head: Head,
    rows: Vec<Row>,
    attached: Vec<Attachment>,
    /// To what something can be attached: an id and a name.
    subjects: Vec<(String, String)>,
    may_change: bool,
}

/// A question as it is shown.
struct Row {
    id: String,
    place: i32,
    last: bool,
    item_key: &'static str,
    roll_key: &'static str,
    entrance: String,
    /// The two languages, the reader's first: language, question, decision.
    words: Vec<(&'static str, String, String)>,
    rule: String,
    consequence: String,
    speaks_for: String,
    speaks_against: String,
    attached: Vec<Attachment>,
}

impl Agenda {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        let row = |place| Row {
            id: "0".repeat(26),
            place,
            last: place == 2,
            item_key: item_key(6),
            roll_key: crate::voting::Roll::Homes.key(),
            entrance: "2".into(),
            words: vec![("kk", "Сметаны бекіту".into(), "Смета бекітілсін.".into())],
            rule: "Қабылдау үшін 118 дауыс керек".into(),
            consequence: "3 100,00 ₸ → 3 684,00 ₸".into(),
            speaks_for: "Лифт жүреді".into(),
            speaks_against: "Қымбат".into(),
            attached: vec![Attachment::sample()],
        };
        Self {
            head: Head::sample(),
            rows: vec![row(1), row(2)],
            attached: vec![Attachment::sample()],
            subjects: vec![("1".into(), "Бүкіл жиналыс".into())],
            may_change: true,
        }
    }
}

fn row(locale: Locale, of: &Prepared, question: &Question, files: &mut HashMap<String, Vec<FileRow>>) -> Row {
    let kk = ("kk", question.title_kk.clone(), question.text_kk.clone());
    let ru = ("ru", question.title_ru.clone(), question.text_ru.clone());
    let mut words = if locale == Locale::Kk { vec![kk, ru] } else { vec![ru, kk] };
    words.retain(|(_, title, text)| !title.is_empty() || !text.is_empty());
    let side = |side| {
        let (kk, ru) = of.argument(question.id, side);
        crate::voting::rows::in_words(locale, kk, ru).to_owned()
    };
    Row {
        id: question.id.to_string(),
        place: question.place,
        last: of.questions.last().is_some_and(|last| last.id == question.id),
        item_key: item_key(question.item),
        roll_key: question.roll.key(),
        entrance: of.entrance(question).to_owned(),
        words,
        rule: rule::in_words(locale, question, &of.house),
        consequence: rule::consequence(locale, question, &of.house),
        speaks_for: side(Side::For),
        speaks_against: side(Side::Against),
        attached: Attachment::all(files.remove(&question.id.to_string())),
    }
}

pub(in crate::voting) async fn list(
    app: web::Data<App>,
    who: Staff<Anyone>,
    id: web::Path<MeetingId>,
) -> Result<impl Responder, Error> {
    let of = prepared(&app, &who, id.into_inner()).await?;
    let (company, locale) = (who.company(), who.locale());
    let mut subjects = vec![of.meeting.id.to_string()];
    subjects.extend(of.questions.iter().map(|question| question.id.to_string()));
    let wanted = subjects.clone();
    let mut files = app.db.read(move |conn| files::on_shelf(conn, company, SHELF, &wanted)).await?;
    let mut names = vec![t(locale, "voting.files.whole").into_owned()];
    names.extend((1..).zip(wording::agenda(locale, &of)).map(|(place, title)| format!("{place}. {title}")));
    Ok(Page(Agenda {
        head: Head::of(locale, &of),
        rows: of.questions.iter().map(|question| row(locale, &of, question, &mut files)).collect(),
        attached: Attachment::all(files.remove(&of.meeting.id.to_string())),
        subjects: subjects.into_iter().zip(names).collect(),
        may_change: who.may(Duty::Secretary) && of.meeting.state.open_to_change(),
    }))
}

pub(in crate::voting) async fn shift(
    app: web::Data<App>,
    who: Staff<Secretary>,
    path: web::Path<(MeetingId, QuestionId)>,
    typed: Typed,
) -> Result<impl Responder, Error> {
    let (id, question) = path.into_inner();
    let up = typed.value("move") == "up";
    app.db.write(move |tx| agenda::shift(tx, &who, id, question, up)).await?;
    Ok(see(format!("/staff/votes/{id}/questions")).saying("voting.said.moved"))
}

#[derive(Template)]
#[template(path = "voting/preparing/question_removal.html")]
pub(crate) struct Removal {
    head: Head,
    id: String,
    question: String,
}

impl Removal {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        Self { head: Head::sample(), id: "0".repeat(26), question: "Сметаны бекіту".into() }
    }
}

pub(in crate::voting) async fn ask_removal(
    app: web::Data<App>,
    who: Staff<Secretary>,
    path: web::Path<(MeetingId, QuestionId)>,
) -> Result<impl Responder, Error> {
    let (id, question) = path.into_inner();
    let of = prepared(&app, &who, id).await?;
    let found = of.questions.iter().find(|one| one.id == question).ok_or(Error::NotFound)?;
    if !of.meeting.state.open_to_change() {
        return Err(Error::Refused(No::NotDraft.said()));
    }
    let name = format!("{}. {}", found.place, found.title(who.locale()));
    Ok(Page(Removal { head: Head::of(who.locale(), &of), id: question.to_string(), question: name }))
}

pub(in crate::voting) async fn remove(
    app: web::Data<App>,
    who: Staff<Secretary>,
    path: web::Path<(MeetingId, QuestionId)>,
) -> Result<impl Responder, Error> {
    let (id, question) = path.into_inner();
    app.db.write(move |tx| agenda::remove(tx, &who, id, question)).await?;
    Ok(see(format!("/staff/votes/{id}/questions")).saying("voting.said.question_removed"))
}

/// A question of a meeting within reach, for its form.
pub(super) async fn found(
    app: &App,
    who: &Staff<Secretary>,
    id: MeetingId,
    question: QuestionId,
) -> Result<(Question, Vec<crate::voting::rows::Argument>), Error> {
    let (reach, company) = (who.reach().clone(), who.company());
    let (all, arguments) = app
        .db
        .read(move |conn| {
            store::meetings::one(conn, &reach, id)?;
            let all = store::meetings::questions(conn, company, id)?;
            Ok((all, store::preparing::arguments(conn, company, id)?))
        })
        .await?;
    let found = all.into_iter().find(|one| one.id == question).ok_or(Error::NotFound)?;
    Ok((found, arguments))
}
