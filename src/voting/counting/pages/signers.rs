//! Who signs the protocol: chair, secretary, those who called the meeting, and those who counted. They are known at the meeting itself, so
//! they can be named until the protocol is signed.

use actix_web::{HttpRequest, HttpResponse, Responder, web};
use askama::Template;
use serde_json::json;

use crate::app::App;
use crate::audit;
use crate::db::{Failure, Tx};
use crate::voting::counting::{Done, Refused as No, no, ours};
use crate::voting::meeting::{MeetingId, State};
use crate::voting::rows::Meeting;
use crate::voting::store::counting::Caller;
use crate::voting::{protocol, store};
use crate::web::actor::{Secretary, Staff};
use crate::web::{Error, Form, Page, Refusal, Refused, Typed, filters, see};

/// The longest name.
const NAME: usize = 200;
/// The most names in a field of several lines.
const NAMES: usize = 60;

#[derive(Template)]
#[template(path = "voting/counting/signers.html")]
pub(crate) struct Edit {
    id: String,
    number: String,
    form: Form,
    owners: bool,
}

impl Edit {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        let mut form = Form::default().with("chair", "Жұмабаев Ерлан Серікұлы").with("secretary", "");
        form.refuse("secretary", "forms.refused.empty");
        Self { id: "0".repeat(26), number: "2026-000012".into(), form, owners: true }
    }

    fn of(of: &Meeting, form: Form) -> Self {
        Self { id: of.id.to_string(), number: of.number.clone(), form, owners: of.initiator.are_owners() }
    }
}

/// What was typed, once it is true.
struct Draft {
    chair: String,
    secretary: String,
    tellers: String,
    initiators: Vec<Caller>,
}

impl Draft {
    fn read(form: &mut Form) -> Option<Self> {
        let (chair, secretary) = (form.text("chair", NAME), form.text("secretary", NAME));
        let (tellers, initiators) = (form.optional("tellers", NAME * NAMES), form.text("initiators", NAME * NAMES));
        let lines = |text: &str| text.lines().map(str::trim).filter(|line| !line.is_empty()).count();
        if lines(&tellers) > NAMES || lines(&initiators) > NAMES {
            form.refuse("initiators", crate::web::Said::new("voting.signers.too_many").with("most", NAMES));
        }
        let initiators = initiators.lines().map(str::trim).filter(|line| !line.is_empty()).map(|line| {
            let (name, unit) = line.split_once(';').unwrap_or((line, ""));
            (name.trim().to_owned(), unit.trim().to_owned())
        });
        let initiators = initiators.collect();
        (!form.failed()).then_some(Self { chair, secretary, tellers, initiators })
    }
}

/// Names them; the protocol is made anew.
fn name(tx: &mut Tx<'_>, who: &Staff<Secretary>, id: MeetingId, draft: &Draft) -> Done<()> {
    let of = store::meetings::one(tx, who.reach(), id)?;
    ours(tx, &of)?;
    if !nameable(of.state) {
        return no(No::NotNow);
    }
    let is = Meeting {
        chair: draft.chair.clone(),
        secretary: draft.secretary.clone(),
        tellers: draft.tellers.clone(),
        updated_at: tx.now(),
        ..of.clone()
    };
    if !store::meetings::save(tx, of.state, &is)? {
        return no(No::NotNow);
    }
    store::counting::set_callers(tx, of.company_id, id, &draft.initiators)?;
    if of.state == State::Counted {
        protocol::begin(tx, &is)?;
    }
    let details = json!({ "number": of.number, "chair": is.chair, "secretary": is.secretary });
    Ok(audit::by(who).did("voting.signers_named", ("meeting", id)).with(details).record(tx)?)
}

fn nameable(state: State) -> bool {
    matches!(state, State::Notified | State::Open | State::Counting | State::Counted)
}

fn filled(of: &Meeting, initiators: &[Caller]) -> Form {
    let line = |(name, unit): &Caller| if unit.is_empty() { name.clone() } else { format!("{name}; {unit}") };
    let lines: Vec<String> = initiators.iter().map(line).collect();
    Form::default()
        .with("chair", &of.chair)
        .with("secretary", &of.secretary)
        .with("tellers", &of.tellers)
        .with("initiators", lines.join("\n"))
}

pub(in crate::voting::counting) async fn edit(
    app: web::Data<App>,
    who: Staff<Secretary>,
    id: web::Path<MeetingId>,
) -> Result<impl Responder, Error> {
    let (reach, id) = (who.reach().clone(), id.into_inner());
    let (of, initiators) = app
        .db
        .read(move |conn| {
            let of = store::meetings::one(conn, &reach, id)?;
            let initiators = store::counting::callers(conn, of.company_id, id)?;
            Ok((of, initiators))
        })
        .await?;
    if !nameable(of.state) {
        return Err(Error::NotFound);
    }
    Ok(Page(Edit::of(&of, filled(&of, &initiators))))
}

pub(in crate::voting::counting) async fn save(
    req: HttpRequest,
    app: web::Data<App>,
    who: Staff<Secretary>,
    id: web::Path<MeetingId>,
    typed: Typed,
) -> Result<HttpResponse, Error> {
    let (reach, id) = (who.reach().clone(), id.into_inner());
    let of = app.db.read(move |conn| store::meetings::one(conn, &reach, id)).await?;
    let mut form = Form::of(typed);
    let Some(draft) = Draft::read(&mut form) else { return Ok(Refused(Edit::of(&of, form)).respond_to(&req)) };
    match app.db.write(move |tx| name(tx, &who, id, &draft)).await {
        Ok(()) => Ok(see(format!("/staff/votes/{id}/count")).saying("voting.said.signers_named").respond_to(&req)),
        Err(Failure::Refused(refused)) => {
            form.refuse("", refused.said());
            Ok(Refused(Edit::of(&of, form)).respond_to(&req))
        }
        Err(broken) => Err(broken.into()),
    }
}
