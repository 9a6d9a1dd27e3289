//! The inbox.

use actix_web::{Responder, web};
use askama::Template;

use crate::app::App;
use crate::db::Never;
use crate::notices::NoticeId;
use crate::notices::store::inbox::{self, Line, Which};
use crate::text::{self, Locale};
use crate::web::actor::{Acting, Member};
use crate::web::{Error, Page, Place, Query, Slice, filters, own_path, see};

/// What a thumb scrolls through.
const SIZE: usize = 30;

#[derive(Template)]
#[template(path = "notices/inbox.html")]
pub(crate) struct Index {
    rows: Slice<Item>,
    only_unread: bool,
    all: String,
    unread: String,
    any_unread: bool,
}

/// A line as it is shown.
struct Item {
    id: String,
    title: String,
    excerpt: String,
    href: String,
    kind_key: &'static str,
    tone: &'static str,
    company: String,
    ago: String,
    unread: bool,
    withdrawn: bool,
}

impl Index {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        let item = |title: &str, tone, unread, withdrawn| Item {
            id: "0".repeat(26),
            title: title.into(),
            excerpt: "Ертең 10:00-ден 14:00-ге дейін ыстық су болмайды: құбыр ауыстырылады.".into(),
            href: "/announcements/1".into(),
            kind_key: "notices.kind.announcement_outage",
            tone,
            company: "«Алатау» басқарушы компаниясы".into(),
            ago: "5 минут бұрын".into(),
            unread,
            withdrawn,
        };
        Self {
            rows: Slice {
                rows: vec![item("Ыстық су болмайды", "needs", true, false), item("Жиналыс туралы", "action", false, true)],
                previous: None,
                next: Some("/notifications?after=x".into()),
            },
            only_unread: false,
            all: "/notifications".into(),
            unread: "/notifications?show=unread".into(),
            any_unread: true,
        }
    }

    /// With nothing in it.
    pub(crate) fn empty_sample() -> Self {
        Self { rows: Slice::empty(), any_unread: false, ..Self::sample() }
    }
}

pub(in crate::notices) async fn show(app: web::Data<App>, who: Member, query: Query) -> Result<impl Responder, Error> {
    let (person, step, only_unread) = (who.person(), query.step(), query.value("show") == "unread");
    let limit = i64::try_from(SIZE + 1).unwrap_or(i64::MAX);
    let lines = app.db.read(move |conn| inbox::page(conn, person, only_unread, &step, limit)).await?;
    let rows = Slice::cut(lines, SIZE, &query, |line| Place { key: String::new(), id: line.id.to_string() });
    Ok(Page(Index {
        rows: rows.map(|line| item(&app, &who, line)),
        only_unread,
        all: query.with("show", ""),
        unread: query.with("show", "unread"),
        any_unread: who.identity().unread > 0,
    }))
}

fn item(app: &App, who: &Member, line: Line) -> Item {
    let (kk, ru, en) = line.company;
    Item {
        id: line.id.to_string(),
        title: line.title,
        excerpt: line.excerpt,
        href: own_path(&line.href).to_owned(),
        kind_key: line.kind.key(),
        tone: line.kind.tone(),
        company: match who.locale() {
            Locale::Kk => kk,
            Locale::Ru => ru,
            Locale::En => en,
        },
        ago: text::ago(who.locale(), line.created_at, app.clock.now(), who.zone()),
        unread: line.read_at.is_none(),
        withdrawn: line.withdrawn_at.is_some(),
    }
}

pub(in crate::notices) async fn read_all(app: web::Data<App>, who: Member) -> Result<impl Responder, Error> {
    let person = who.person();
    app.db.write::<_, Never>(move |tx| Ok(inbox::read(tx, person, &Which::All)?)).await?;
    Ok(see("/notifications").saying("notices.said.all_read"))
}

pub(in crate::notices) async fn read_one(
    app: web::Data<App>,
    who: Member,
    notice: web::Path<String>,
) -> Result<impl Responder, Error> {
    let (person, id) = (who.person(), notice.parse::<NoticeId>().map_err(|_| Error::NotFound)?);
    let href = app
        .db
        .write::<_, Never>(move |tx| {
            let href = inbox::href(tx, person, id)?;
            inbox::read(tx, person, &Which::One(id))?;
            Ok(href)
        })
        .await?
        .ok_or(Error::NotFound)?;
    Ok(see(own_path(&href)))
}
