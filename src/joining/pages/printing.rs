//! The form of a run of letters: for whom, how many there will be, and then it is printed.

use std::collections::HashSet;

use actix_web::{HttpRequest, HttpResponse, Responder, web};
use askama::Template;

use super::invite::place_name;
use crate::app::App;
use crate::db::Failure;
use crate::homes;
use crate::joining::forms::{RunDraft, area};
use crate::joining::store::houses::Target;
use crate::joining::{MOST_LETTERS, TERM, inviting, store};
use crate::text::Locale;
use crate::web::actor::{Acting, Register, Staff};
use crate::web::once::{self, once};
use crate::web::{Error, Form, Page, Query, Refusal, Refused, Typed, filters, see};

/// How many buildings a drop-down bears.
const CHOICES: usize = 300;

#[derive(Template)]
#[template(path = "joining/run_form.html")]
pub(crate) struct New {
    form: Form,
    once: String,
    places: Vec<(String, String)>,
    /// There are more buildings than are shown.
    more: bool,
    find: String,
    /// How many letters there would be, once a place is chosen.
    count: Option<usize>,
    too_many: bool,
}

impl New {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        let place = ("building:1".to_owned(), "Абай даңғылы, 12".to_owned());
        let form = Form::of(Typed::default().with("place", &place.0).with("only", "new").with("days", TERM));
        Self {
            form, once: "once".into(), places: vec![place], more: true, find: "абай".into(), count: Some(72), too_many: false
        }
    }
}

async fn page(app: &App, who: &Staff<Register>, form: Form, find: String) -> Result<New, Error> {
    let (company, now, locale) = (who.company(), app.clock.now(), who.locale());
    let chosen = area(form.value("place"));
    let target = chosen.map(|(area, subject)| Target { area, subject, only_new: form.value("only") != "all" });
    let words = find.clone();
    let (places, count) = app
        .db
        .read(move |conn| {
            let chosen: HashSet<String> = target.iter().map(|target| target.subject.clone()).collect();
            let most = i64::try_from(MOST_LETTERS + 1).unwrap_or(i64::MAX);
            let count = target.map(|target| store::houses::targets(conn, company, &target, now, most)).transpose()?;
            Ok((homes::places(conn, &crate::who::Reach::whole(company), &chosen, &words, CHOICES)?, count.map(|all| all.len())))
        })
        .await?;
    Ok(New {
        form,
        once: once::key(),
        places: places.places.iter().map(|place| place_name(locale, place)).collect(),
        more: places.more,
        find,
        count,
        too_many: count.is_some_and(|count| count > MOST_LETTERS),
    })
}

pub(in crate::joining) async fn new(app: web::Data<App>, who: Staff<Register>, query: Query) -> Result<impl Responder, Error> {
    let only = if query.value("only") == "all" { "all" } else { "new" };
    let days = if query.value("days").is_empty() { TERM.to_string() } else { query.value("days").to_owned() };
    let form = Form::of(Typed::default().with("place", query.value("place")).with("only", only).with("days", days));
    Ok(Page(page(&app, &who, form, query.value("find").to_owned()).await?))
}

pub(in crate::joining) async fn create(
    req: HttpRequest,
    app: web::Data<App>,
    who: Staff<Register>,
    typed: Typed,
) -> Result<HttpResponse, Error> {
    let mut form = Form::of(typed);
    let Some(mut draft) = RunDraft::read(&mut form) else {
        return Ok(Refused(page(&app, &who, form, String::new()).await?).respond_to(&req));
    };
    let (company, ids) = (who.company(), HashSet::from([draft.subject.clone()]));
    let named = app.db.read(move |conn| homes::named(conn, company, &ids)).await?;
    // what is none of this company's is no place at all
    let chosen = format!("{}:{}", draft.area, draft.subject);
    let Some((_, name)) = named.iter().map(|place| place_name(Locale::Kk, place)).find(|(value, _)| *value == chosen) else {
        form.refuse("place", "forms.refused.choice");
        return Ok(Refused(page(&app, &who, form, String::new()).await?).respond_to(&req));
    };
    draft.name = name;
    let (key, author) = (form.typed().value(once::FIELD).to_owned(), who.clone());
    let begun = app.db.write(move |tx| {
        once(tx, author.person(), &key, |tx| {
            inviting::begin_run(tx, &author, &draft).map(|run| format!("/staff/invitations/letters/{run}"))
        })
    });
    match begun.await {
        Ok(to) => Ok(see(to).respond_to(&req)),
        Err(Failure::Refused(refused)) => {
            form.refuse("place", refused.said());
            Ok(Refused(page(&app, &who, form, String::new()).await?).respond_to(&req))
        }
        Err(broken) => Err(broken.into()),
    }
}
