//! One's own account: language, time zone, password, and where one is signed in.

use actix_web::{HttpRequest, HttpResponse, Responder, web};
use askama::Template;
use chrono_tz::Tz;

use super::address;
use crate::accounts::entering::still_knows;
use crate::accounts::links::change;
use crate::accounts::password::{self, Chosen, Weak};
use crate::accounts::store::{self, Profile, Session};
use crate::app::App;
use crate::audit;
use crate::db::Never;
use crate::text::{self, Locale, t};
use crate::web::actor::{Acting, Member};
use crate::web::limits::Limits;
use crate::web::{Error, Form, Page, Refusal, Refused, Typed, filters, see};

/// The zones people of Kazakhstan live in or move to, with their names; the whole country is UTC+5 since 1 March 2024.
const ZONES: [(Tz, &str); 6] = [
    (chrono_tz::Asia::Almaty, "accounts.zone.almaty"),
    (chrono_tz::Asia::Aqtau, "accounts.zone.aqtau"),
    (chrono_tz::Europe::Moscow, "accounts.zone.moscow"),
    (chrono_tz::Europe::Istanbul, "accounts.zone.istanbul"),
    (chrono_tz::Europe::Berlin, "accounts.zone.berlin"),
    (chrono_tz::Asia::Seoul, "accounts.zone.seoul"),
];

#[derive(Template)]
#[template(path = "accounts/profile.html")]
pub(crate) struct Show {
    name: String,
    email: String,
    phone: String,
    wishes: Form,
    passwords: Form,
    languages: Vec<(&'static str, &'static str)>,
    zones: Vec<(&'static str, String)>,
    sessions: Vec<Row>,
    second: bool,
}

/// A session as a person recognises it.
struct Row {
    id: String,
    mine: bool,
    browser: String,
    address: String,
    seen: String,
}

impl Show {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        let row = |id: &str, mine| Row {
            id: id.into(),
            mine,
            browser: "Firefox, Linux".into(),
            address: "127.0.0.1".into(),
            seen: "09:30".into(),
        };
        let mut passwords = Form::default();
        passwords.refuse("old", "accounts.refused.old_password");
        Self {
            name: "Жұмабаев Ерлан Серікұлы".into(),
            email: "owner@demo.example".into(),
            phone: "+7 701 000 00 01".into(),
            wishes: Form::of(Typed::default().with("locale", "kk").with("zone", "Asia/Almaty")),
            passwords,
            languages: languages(),
            zones: zones(Locale::Kk),
            sessions: vec![row("a", true), row("b", false)],
            second: true,
        }
    }
}

fn languages() -> Vec<(&'static str, &'static str)> {
    Locale::ALL.iter().map(|locale| (locale.code(), locale.own_name())).collect()
}

fn zones(locale: Locale) -> Vec<(&'static str, String)> {
    ZONES.iter().map(|(zone, key)| (zone.name(), t(locale, key).into_owned())).collect()
}

/// What a browser calls itself, in two words that its owner knows.
fn browser(agent: &str) -> String {
    let first_of = |names: &[&str]| names.iter().find(|name| agent.contains(**name)).map(|name| (*name).to_owned());
    let what = first_of(&["Edg", "YaBrowser", "OPR", "Firefox", "Chrome", "Safari", "curl"])
        .unwrap_or_else(|| agent.chars().take(20).collect());
    let on = first_of(&["Android", "iPhone", "iPad", "Windows", "Mac OS", "Linux"]);
    on.map_or(what.clone(), |on| format!("{what}, {on}"))
}

async fn page(app: &App, who: &Member, wishes: Option<Form>, passwords: Form) -> Result<Show, Error> {
    let (person, now) = (who.person(), app.clock.now());
    let (profile, sessions): (Profile, Vec<Session>) =
        app.db.read(move |conn| Ok((store::profile(conn, person)?, store::sessions_of(conn, person, now)?))).await?;
    let wishes =
        wishes.unwrap_or_else(|| Form::of(Typed::default().with("locale", &profile.locale).with("zone", &profile.time_zone)));
    let row = |session: Session| Row {
        mine: session.id == who.identity().session,
        browser: browser(&session.agent),
        address: session.address,
        seen: text::ago(who.locale(), session.seen_at.max(session.created_at), now, who.zone()),
        id: session.id,
    };
    Ok(Show {
        name: profile.name,
        email: profile.email.unwrap_or_default(),
        phone: profile.phone.map(|p| text::phone::print(&p)).unwrap_or_default(),
        wishes,
        passwords,
        languages: languages(),
        zones: zones(who.locale()),
        sessions: sessions.into_iter().map(row).collect(),
        second: who.identity().second_factor,
    })
}

pub(in crate::accounts) async fn show(app: web::Data<App>, who: Member) -> Result<impl Responder, Error> {
    Ok(Page(page(&app, &who, None, Form::default()).await?))
}

pub(in crate::accounts) async fn save(
    req: HttpRequest,
    app: web::Data<App>,
    who: Member,
    typed: Typed,
) -> Result<HttpResponse, Error> {
    let mut form = Form::of(typed);
    let locale = Locale::from_code(form.value("locale"));
    if locale.is_none() {
        form.refuse("locale", "forms.refused.choice");
    }
    let zone = ZONES.iter().find(|(zone, _)| zone.name() == form.value("zone"));
    if zone.is_none() {
        form.refuse("zone", "forms.refused.choice");
    }
    let (Some(locale), Some((zone, _))) = (locale, zone) else {
        return Ok(Refused(page(&app, &who, Some(form), Form::default()).await?).respond_to(&req));
    };
    let person = who.person();
    app.db.write::<_, Never>(move |tx| Ok(store::save_wishes(tx, person, locale, zone.name())?)).await?;
    Ok(see("/profile").saying("accounts.said.saved").respond_to(&req))
}

pub(in crate::accounts) async fn change_password(
    req: HttpRequest,
    app: web::Data<App>,
    limits: web::Data<Limits>,
    who: Member,
    typed: Typed,
) -> Result<HttpResponse, Error> {
    limits.knock(&req)?;
    let mut form = Form::default();
    let (person, from) = (who.person(), address(&req));
    let account = app.db.read(move |conn| store::account(conn, person)).await?.ok_or(Error::NotFound)?;
    // an open session on somebody's desk is no place to guess their password at
    if let Err(no) = still_knows(&app, &account, typed.exact("old"), &from, app.clock.now()).await? {
        form.refuse("old", no.said());
    }
    let about = [account.name.as_str(), account.email.as_deref().unwrap_or_default()];
    let chosen = Chosen::check(typed.exact("password"), typed.exact("again"), &about);
    if let Err(weak) = &chosen {
        form.refuse(if *weak == Weak::Different { "again" } else { "password" }, weak.said());
    }
    let (Ok(chosen), false) = (chosen, form.failed()) else {
        return Ok(Refused(page(&app, &who, None, form).await?).respond_to(&req));
    };
    let hash = password::hash(chosen).await?;
    app.db
        .write::<_, Never>(move |tx| {
            change(tx, &account, &hash, &who.identity().session)?;
            Ok(audit::by(&who).did("accounts.password_changed", ("person", person)).record(tx)?)
        })
        .await?;
    Ok(see("/profile").saying("accounts.said.password_changed").respond_to(&req))
}

pub(in crate::accounts) async fn end_others(app: web::Data<App>, who: Member) -> Result<impl Responder, Error> {
    app.db
        .write::<_, Never>(move |tx| {
            store::end_sessions(tx, who.person(), &who.identity().session)?;
            Ok(audit::by(&who).did("accounts.sessions_ended", ("person", who.person())).record(tx)?)
        })
        .await?;
    Ok(see("/profile").saying("accounts.said.sessions_ended"))
}

pub(in crate::accounts) async fn end_one(
    app: web::Data<App>,
    who: Member,
    session: web::Path<String>,
) -> Result<impl Responder, Error> {
    let (person, session) = (who.person(), session.into_inner());
    // no id has a NUL in it, and PostgreSQL would not even look for one
    if session.contains('\0') {
        return Err(Error::NotFound);
    }
    let ended = app.db.write::<_, Never>(move |tx| Ok(store::end_session(tx, person, &session)?)).await?;
    if ended == 0 {
        return Err(Error::NotFound);
    }
    Ok(see("/profile").saying("accounts.said.session_ended"))
}
