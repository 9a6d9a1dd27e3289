//! Which column of a sheet is which: said of one import, kept for its sender, changed and forgotten in a list of senders.

use actix_web::{HttpRequest, HttpResponse, Responder, web};
use askama::Template;

use crate::app::App;
use crate::clock::Moment;
use crate::db::Failure;
use crate::homes::import::layout::{self, Head, Layout, LayoutId};
use crate::homes::import::{self, ImportId};
use crate::text::{Locale, t};
use crate::web::actor::{Acting, Register, Staff};
use crate::web::once::{self, once};
use crate::web::{Error, Form, Page, Refusal, Refused, Typed, filters, see};

#[derive(Template)]
#[template(path = "homes/layouts.html")]
pub(crate) struct Index {
    rows: Vec<Item>,
}

/// A sender whose sheets are known.
struct Item {
    id: String,
    sender: String,
    columns: String,
    author: String,
    at: Moment,
}

impl Index {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        let item = Item {
            id: "0".repeat(26),
            sender: "Алсеко".into(),
            columns: "Мекенжайы, Үй-жай №".into(),
            author: "Серікова Айгүл".into(),
            at: Moment::default(),
        };
        Self { rows: vec![item] }
    }
}

#[derive(Template)]
#[template(path = "homes/layout_form.html")]
pub(crate) struct Edit {
    form: Form,
    action: String,
    back: String,
    once: String,
    /// Field and title of each column.
    rows: Vec<(String, String)>,
    choices: Vec<(&'static str, String)>,
    /// Where the layout can be removed, if it is kept already.
    removal: String,
}

impl Edit {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        let head = Head { titles: vec![(0, "Объект".into()), (27, "Абонент".into())], ..Head::default() };
        let mut form = Form::default();
        form.refuse("column-27", layout::Wrong::Twice.said(Locale::Kk));
        Self { removal: "/staff/homes/layouts/0/removal".into(), ..Self::of(Locale::Kk, form, &head, "/staff/homes/layouts/0") }
    }

    fn of(locale: Locale, form: Form, head: &Head, at: &str) -> Self {
        let rows = head.titles.iter().map(|(column, title)| (field(*column), format!("{} · {title}", letters(*column))));
        Self {
            form,
            action: at.to_owned(),
            back: at.trim_end_matches("/columns").to_owned(),
            once: once::key(),
            rows: rows.collect(),
            choices: layout::choices(locale),
            removal: String::new(),
        }
    }

    fn of_layout(locale: Locale, form: Form, kept: &Layout) -> Self {
        let at = format!("/staff/homes/layouts/{}", kept.id);
        let removal = format!("{at}/removal");
        Self { back: "/staff/homes/layouts".to_owned(), removal, ..Self::of(locale, form, &kept.head, &at) }
    }
}

#[derive(Template)]
#[template(path = "homes/layout_removal.html")]
pub(crate) struct Removal {
    sender: String,
    back: String,
}

impl Removal {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        Self { sender: "Алсеко".into(), back: "/staff/homes/layouts/0".into() }
    }
}

fn field(column: usize) -> String {
    format!("column-{column}")
}

/// A column as spreadsheets call it: A … Z, AA …
fn letters(column: usize) -> String {
    let last = char::from(b'A'.saturating_add(u8::try_from(column % 26).unwrap_or_default()));
    if column < 26 { last.to_string() } else { format!("{}{last}", letters(column / 26 - 1)) }
}

/// What is said of the columns so far, as the form shows it.
fn typed(head: &Head, sender: &str) -> Form {
    let known = head.taken.iter().fold(Typed::default(), |typed, (column, id)| typed.with(&field(*column), id));
    Form::of(known.with("sender", sender))
}

/// What the form says of these titles.
fn said(form: &mut Form, head: &Head, locale: Locale) -> Option<Head> {
    let sender = form.text("sender", 120);
    match layout::chosen(&head.titles, |column| form.value(&field(column)).to_owned()) {
        Ok(taken) if !form.failed() => Some(Head { titles: head.titles.clone(), taken, sender }),
        Ok(_) => None,
        Err((column, wrong)) => {
            form.refuse(&field(column), wrong.said(locale));
            None
        }
    }
}

async fn of_import(app: &App, who: &Staff<Register>, id: ImportId) -> Result<(Head, String), Error> {
    let company = who.company();
    let row = app.db.read(move |conn| import::one(conn, company, id)).await?;
    let name = row.file_name.rsplit_once('.').map_or(row.file_name.as_str(), |(name, _)| name).to_owned();
    Ok((row.report.head.ok_or(Error::NotFound)?, name))
}

pub(in crate::homes) async fn ask(
    app: web::Data<App>,
    who: Staff<Register>,
    id: web::Path<ImportId>,
) -> Result<impl Responder, Error> {
    let id = id.into_inner();
    let (head, name) = of_import(&app, &who, id).await?;
    let form = typed(&head, if head.sender.is_empty() { &name } else { &head.sender });
    Ok(Page(Edit::of(who.locale(), form, &head, &format!("/staff/homes/imports/{id}/columns"))))
}

pub(in crate::homes) async fn set(
    req: HttpRequest,
    app: web::Data<App>,
    who: Staff<Register>,
    id: web::Path<ImportId>,
    typed: Typed,
) -> Result<HttpResponse, Error> {
    let (id, locale) = (id.into_inner(), who.locale());
    let (head, _) = of_import(&app, &who, id).await?;
    let mut form = Form::of(typed);
    let Some(said) = said(&mut form, &head, locale) else {
        return Ok(Refused(Edit::of(locale, form, &head, &format!("/staff/homes/imports/{id}/columns"))).respond_to(&req));
    };
    let (key, back) = (form.value(once::FIELD).to_owned(), format!("/staff/homes/imports/{id}"));
    let to = back.clone();
    let kept = app.db.write(move |tx| once(tx, who.person(), &key, |tx| layout::keep_for(tx, &who, id, &said).map(|()| to)));
    match kept.await {
        Ok(to) => Ok(see(to).saying("homes.layout.said.kept").respond_to(&req)),
        Err(Failure::Refused(refused)) => Ok(see(back).regretting(refused.said()).respond_to(&req)),
        Err(broken) => Err(broken.into()),
    }
}

pub(in crate::homes) async fn index(app: web::Data<App>, who: Staff<Register>) -> Result<impl Responder, Error> {
    let (company, locale) = (who.company(), who.locale());
    let all = app.db.read(move |conn| layout::all(conn, company)).await?;
    let item = |of: Layout| Item {
        id: of.id.to_string(),
        columns: of.head.taken.values().map(|id| t(locale, import::title_key(id))).collect::<Vec<_>>().join(", "),
        sender: of.head.sender,
        author: of.author,
        at: of.updated_at,
    };
    Ok(Page(Index { rows: all.into_iter().map(item).collect() }))
}

async fn one(app: &App, who: &Staff<Register>, id: LayoutId) -> Result<Layout, Error> {
    let company = who.company();
    Ok(app.db.read(move |conn| layout::one(conn, company, id)).await?)
}

pub(in crate::homes) async fn edit(
    app: web::Data<App>,
    who: Staff<Register>,
    id: web::Path<LayoutId>,
) -> Result<impl Responder, Error> {
    let kept = one(&app, &who, id.into_inner()).await?;
    Ok(Page(Edit::of_layout(who.locale(), typed(&kept.head, &kept.head.sender), &kept)))
}

pub(in crate::homes) async fn save(
    req: HttpRequest,
    app: web::Data<App>,
    who: Staff<Register>,
    id: web::Path<LayoutId>,
    typed: Typed,
) -> Result<HttpResponse, Error> {
    let (id, locale) = (id.into_inner(), who.locale());
    let kept = one(&app, &who, id).await?;
    let mut form = Form::of(typed);
    let Some(said) = said(&mut form, &kept.head, locale) else {
        return Ok(Refused(Edit::of_layout(locale, form, &kept)).respond_to(&req));
    };
    app.db.write(move |tx| layout::change(tx, &who, id, &said)).await?;
    Ok(see("/staff/homes/layouts").saying("homes.said.saved").respond_to(&req))
}

pub(in crate::homes) async fn ask_removal(
    app: web::Data<App>,
    who: Staff<Register>,
    id: web::Path<LayoutId>,
) -> Result<impl Responder, Error> {
    let kept = one(&app, &who, id.into_inner()).await?;
    Ok(Page(Removal { back: format!("/staff/homes/layouts/{}", kept.id), sender: kept.head.sender }))
}

pub(in crate::homes) async fn remove(
    app: web::Data<App>,
    who: Staff<Register>,
    id: web::Path<LayoutId>,
) -> Result<impl Responder, Error> {
    let id = id.into_inner();
    app.db.write(move |tx| layout::remove(tx, &who, id)).await?;
    Ok(see("/staff/homes/layouts").saying("homes.layout.said.removed"))
}

#[cfg(test)]
mod tests {
    use super::letters;

    #[test]
    fn columns_are_called_as_spreadsheets_call_them() {
        let all: Vec<_> = [0, 25, 26, 51, 52, 701, 702].into_iter().map(letters).collect();
        assert_eq!(all, ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]);
    }
}
