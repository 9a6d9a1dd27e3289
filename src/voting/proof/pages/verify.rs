//! What anybody may know of a protocol whose code they hold, without signing in: which it is and what it says, nobody's name.

use actix_web::{HttpRequest, HttpResponse, Responder, web};
use askama::Template;

use crate::app::App;
use crate::db::Conn;
use crate::files::Digest;
use crate::text::{self, Locale};
use crate::voting::counting::pages::show::tone;
use crate::voting::meeting::State;
use crate::voting::protocol::{Protocol, scans};
use crate::voting::receipt::spelt;
use crate::voting::rows::{Meeting, Question};
use crate::voting::store;
use crate::web::actor::Visitor;
use crate::web::limits::Limits;
use crate::web::upload::Upload;
use crate::web::{Error, Form, Page, Query, Refused, filters};

#[derive(Template)]
#[template(path = "voting/proof/verify.html")]
pub(crate) struct Verify {
    form: Form,
    code: String,
    unknown: bool,
    found: Option<Found>,
    /// What comparing a file gave: the key of the sentence, and its tone.
    compared: Option<(&'static str, &'static str)>,
}

/// A protocol.
struct Found {
    company: String,
    address: String,
    number: String,
    day: String,
    state: State,
    sha256: String,
    head: String,
    /// Number, item of art. 42(5), outcome and its tone.
    outcomes: Vec<(i32, i32, &'static str, &'static str)>,
}

impl Verify {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        let found = Found {
            company: "«Алатау Үй» ЖШС".into(),
            address: "Абай даңғылы, 12".into(),
            number: "2026-000012".into(),
            day: "20 қараша 2026".into(),
            state: State::Signed,
            sha256: "0f".repeat(32),
            head: "0f".repeat(32),
            outcomes: vec![(1, 6, "voting.outcome.carried", "good")],
        };
        let mut form = Form::default().with("code", "7YQ2-M9XA-4T0C");
        form.refuse("file", "forms.refused.empty");
        Self {
            form,
            code: "7YQ2-M9XA-4T0C".into(),
            unknown: false,
            found: Some(found),
            compared: Some(("voting.verify.same_final", "good")),
        }
    }
}

/// A protocol with what is told of it.
type Known = (Protocol, Meeting, Vec<Question>, String, (String, String, String), chrono_tz::Tz);

fn find(conn: &mut Conn, code: &str) -> diesel::QueryResult<Option<Known>> {
    let Some((protocol, of)) = store::protocols::by_code(conn, code)? else { return Ok(None) };
    let questions = store::meetings::questions(conn, of.company_id, of.id)?;
    let address = store::protocols::address(conn, of.company_id, of.building_id)?;
    let (names, ..) = store::protocols::sender(conn, of.company_id)?;
    let zone = store::protocols::zone(conn, of.company_id)?;
    Ok(Some((protocol, of, questions, address, names, zone)))
}

fn told(locale: Locale, (protocol, of, questions, address, names, zone): Known) -> Found {
    let company = match locale {
        Locale::Kk => names.0,
        Locale::Ru => names.1,
        Locale::En => names.2,
    };
    let closed = of.closed_at.unwrap_or(of.updated_at).and_utc().with_timezone(&zone).date_naive();
    Found {
        company,
        address,
        number: of.number,
        day: text::date(locale, closed),
        state: of.state,
        sha256: protocol.sha256,
        head: of.head_hash,
        outcomes: questions
            .into_iter()
            .map(|question| (question.place, question.item, question.result.key(), tone(question.result)))
            .collect(),
    }
}

pub(in crate::voting::proof) async fn show(
    req: HttpRequest,
    app: web::Data<App>,
    limits: web::Data<Limits>,
    who: Visitor,
    query: Query,
) -> Result<impl Responder, Error> {
    let code = spelt(query.value("code"));
    let form = Form::default().with("code", &code);
    if code.is_empty() {
        return Ok(Page(Verify { form, code, unknown: false, found: None, compared: None }));
    }
    limits.knock(&req)?;
    let wanted = code.clone();
    let found = app.db.read(move |conn| find(conn, &wanted)).await?.map(|known| told(who.locale(), known));
    Ok(Page(Verify { form, code, unknown: found.is_none(), found, compared: None }))
}

/// Compares a file with ours: the file itself is not kept.
pub(in crate::voting::proof) async fn compare(
    req: HttpRequest,
    app: web::Data<App>,
    limits: web::Data<Limits>,
    who: Visitor,
    upload: Upload,
) -> Result<HttpResponse, Error> {
    limits.knock(&req)?;
    let mut form = Form::of(upload.typed);
    let code = spelt(form.value("code"));
    let bytes = upload.files.into_iter().find(|file| file.field == "file").map(|file| file.bytes).unwrap_or_default();
    let hash = if bytes.is_empty() {
        form.refuse("file", "forms.refused.empty");
        String::new()
    } else {
        web::block(move || Digest::of(&bytes).as_str().to_owned()).await?
    };
    let (wanted, sent) = (code.clone(), hash);
    let (known, ours) = app
        .db
        .read(move |conn| {
            let known = find(conn, &wanted)?;
            let made = store::protocols::by_hash(conn, &sent)?.filter(|made| !sent.is_empty() && made.code == wanted);
            let signed = match &known {
                Some((_, of, ..)) => scans(conn, of.company_id, of.id)?.iter().any(|scan| scan.digest.as_str() == sent),
                None => false,
            };
            Ok((known, (made, signed)))
        })
        .await?;
    let compared = match (&ours, form.failed()) {
        (_, true) => None,
        ((_, true), _) => Some(("voting.verify.same_signed", "good")),
        ((Some(made), _), _) if made.draft => Some(("voting.verify.same_draft", "needs")),
        ((Some(_), _), _) => Some(("voting.verify.same_final", "good")),
        ((None, _), _) => Some(("voting.verify.differs", "danger")),
    };
    let found = known.map(|known| told(who.locale(), known));
    let failed = form.failed();
    let page = Verify { form, code, unknown: found.is_none(), compared: compared.filter(|_| found.is_some()), found };
    Ok(if failed { Refused(page).respond_to(&req) } else { Page(page).respond_to(&req) })
}
