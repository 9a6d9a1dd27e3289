//! Two cards beside one another: what stays of each, what hangs on them, and what follows.

use actix_web::{HttpRequest, HttpResponse, Responder, web};
use askama::Template;

use crate::app::App;
use crate::db::Failure;
use crate::homes::holding::ContactId;
use crate::homes::merging::state::{Beside, Choice, State};
use crate::homes::merging::{AllHanging, both, merge};
use crate::homes::rows::Contact;
use crate::text;
use crate::web::actor::{Register, Staff};
use crate::web::{Error, Form, Page, Refusal, Refused, Said, Typed, filters, see};

/// The card that stays and the one that goes, as addresses name them.
type Path = web::Path<(ContactId, ContactId)>;

/// A part of the cards: the key of its name, its field, what either card says.
struct Part {
    key: &'static str,
    field: &'static str,
    mine: String,
    theirs: String,
    /// Whether it must be said which of the two stays.
    choose: bool,
}

#[derive(Template)]
#[template(path = "homes/merging.html")]
pub(crate) struct Show {
    form: Form,
    kept: String,
    gone: String,
    kept_name: String,
    gone_name: String,
    parts: Vec<Part>,
    /// What hangs on either: the key of its name, and how much of it.
    hangs: Vec<(&'static str, i64, i64)>,
    accounts: (&'static str, &'static str),
    idents_differ: bool,
    obstacle: Option<Said>,
}

/// What is seen of two cards.
struct Seen {
    state: State,
    beside: Beside,
    hangs: Vec<(&'static str, i64, i64)>,
}

impl Show {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        let (one, other) = ("Иванова Мария Петровна".to_owned(), "Иванова М. П.".to_owned());
        let part = |key, field, choose| Part { key, field, mine: one.clone(), theirs: other.clone(), choose };
        Self {
            form: Form::of(Typed::default().with("name", "kept")),
            kept: "0".repeat(26),
            gone: "1".repeat(26),
            parts: vec![part("homes.sheet.name", "name", true), part("homes.sheet.phone", "phone", false)],
            kept_name: one.clone(),
            gone_name: other.clone(),
            hangs: vec![("homes.merging.hangs.holdings", 2, 1)],
            accounts: ("homes.merging.account.used", "homes.merging.account.none"),
            idents_differ: true,
            obstacle: None,
        }
    }

    fn of(seen: &Seen, form: Form) -> Self {
        let (state, beside) = (&seen.state, &seen.beside);
        let (kept, gone) = (&state.kept.contact, &state.gone.contact);
        Self {
            form,
            kept: kept.id.to_string(),
            gone: gone.id.to_string(),
            kept_name: kept.name.clone(),
            gone_name: gone.name.clone(),
            parts: parts(state, beside),
            hangs: seen.hangs.clone(),
            accounts: (account(kept, beside.came_in.0), account(gone, beside.came_in.1)),
            idents_differ: state.idents_differ(),
            obstacle: state.obstacle(beside).map(|refused| refused.said()),
        }
    }
}

fn account(of: &Contact, came_in: bool) -> &'static str {
    match (of.person_id, came_in) {
        (None, _) => "homes.merging.account.none",
        (Some(_), false) => "homes.merging.account.unused",
        (Some(_), true) => "homes.merging.account.used",
    }
}

fn parts(state: &State, beside: &Beside) -> Vec<Part> {
    let (kept, gone) = (&state.kept.contact, &state.gone.contact);
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    let phone = |of: &Contact| of.phone.as_deref().map(text::phone::print).unwrap_or_default();
    let part = |key, field, mine: String, theirs: String| {
        let choose = mine != theirs && !mine.is_empty() && !theirs.is_empty();
        let fixed = field == "email" && beside.email_of(state).is_some();
        Part { key, field, mine, theirs, choose: choose && !fixed }
    };
    vec![
        part("homes.sheet.name", "name", kept.name.clone(), gone.name.clone()),
        part("homes.sheet.ident", "ident", text(&kept.ident), text(&gone.ident)),
        part("homes.sheet.phone", "phone", phone(kept), phone(gone)),
        part("homes.sheet.email", "email", text(&kept.email), text(&gone.email)),
    ]
}

async fn seen(app: &App, who: &Staff<Register>, of: (ContactId, ContactId), all: web::Data<AllHanging>) -> Result<Seen, Error> {
    let (company, now) = (who.company(), app.clock.now());
    let look = move |conn: &mut crate::db::Conn| {
        let (state, beside) = both(conn, company, of, now)?;
        let count = |many: usize| i64::try_from(many).unwrap_or(i64::MAX);
        let held = |id| count(state.holdings.iter().filter(|held| held.contact_id == id && held.until.is_none()).count());
        let former = |id| count(state.holdings.iter().filter(|held| held.contact_id == id && held.until.is_some()).count());
        let acts = |id| count(state.powers.iter().filter(|power| power.contact_id == id).count());
        let moved = |id| count(state.sides.iter().filter(|side| side.contact_id == id).count());
        let mut hangs = vec![
            ("homes.merging.hangs.holdings", held(of.0), held(of.1)),
            ("homes.merging.hangs.former", former(of.0), former(of.1)),
            ("homes.merging.hangs.powers", acts(of.0), acts(of.1)),
            ("homes.merging.hangs.moves", moved(of.0), moved(of.1)),
        ];
        for other in &all.0 {
            let counted = (other.count)(conn, company, &[of.0, of.1])?;
            let many = |id| counted.get(&id).copied().unwrap_or_default();
            hangs.push((other.key, many(of.0), many(of.1)));
        }
        Ok(Seen { state, beside, hangs })
    };
    Ok(app.db.read(look).await?)
}

pub(in crate::homes) async fn show(
    app: web::Data<App>,
    who: Staff<Register>,
    path: Path,
    all: web::Data<AllHanging>,
) -> Result<impl Responder, Error> {
    let seen = seen(&app, &who, path.into_inner(), all).await?;
    let typed = ["name", "ident", "phone", "email"].into_iter().fold(Typed::default(), |typed, field| typed.with(field, "kept"));
    Ok(Page(Show::of(&seen, Form::of(typed))))
}

pub(in crate::homes) async fn merge_both(
    req: HttpRequest,
    app: web::Data<App>,
    who: Staff<Register>,
    path: Path,
    all: web::Data<AllHanging>,
    typed: Typed,
) -> Result<HttpResponse, Error> {
    let path = path.into_inner();
    let seen = seen(&app, &who, path, all).await?;
    let mut form = Form::of(typed);
    if !form.has("sure", "yes") {
        form.refuse("sure", "homes.merging.not_sure");
    }
    if seen.state.idents_differ() && !form.has("sure_of_ident", "yes") {
        form.refuse("sure_of_ident", "homes.refused.idents_differ");
    }
    if form.failed() {
        return Ok(Refused(Show::of(&seen, form)).respond_to(&req));
    }
    let theirs = |field| form.has(field, "gone");
    let choice = Choice {
        name: theirs("name"),
        ident: theirs("ident"),
        phone: theirs("phone"),
        email: theirs("email"),
        sure_of_ident: form.has("sure_of_ident", "yes"),
    };
    match app.db.write(move |tx| merge(tx, &who, path, choice)).await {
        Ok(()) => Ok(see(format!("/staff/people/{}", path.0)).saying("homes.merging.said.done").respond_to(&req)),
        Err(Failure::Refused(refused)) => {
            form.refuse("sure", refused.said());
            Ok(Refused(Show::of(&seen, form)).respond_to(&req))
        }
        Err(broken) => Err(broken.into()),
    }
}
