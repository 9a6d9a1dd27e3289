//! One page for a meeting: what it is about, how far it has come, its questions, and the ballot of whoever may vote.

use actix_web::{HttpRequest, HttpResponse, Responder, web};
use askama::Template;

use super::asked::{Asked, Counted, asked};
use super::scene::Scene;
use crate::app::App;
use crate::files::{self, FileId};
use crate::text::{self, Locale, t, tv};
use crate::voting::booth::sheaf::{Sheaf, sheaves};
use crate::voting::booth::{booth_store, buildings_of, figures, words};
use crate::voting::choice::Choice;
use crate::voting::meeting::{MeetingId, State};
use crate::voting::preparing::pages::attached::{on, shelves};
use crate::voting::question::{Outcome, Roll};
use crate::voting::turnout;
use crate::web::actor::{Acting, Resident};
use crate::web::identify::Reader;
use crate::web::{Error, Form, Page, Query, Typed, filters};

#[derive(Template)]
#[template(path = "voting/booth/show.html")]
pub(in crate::voting::booth) struct Show {
    pub(super) id: String,
    title: String,
    number: String,
    address: String,
    state_key: &'static str,
    tone: &'static str,
    course: String,
    meets: String,
    bars: Vec<Bar>,
    notes: Vec<String>,
    mine: Vec<Mine>,
    again_href: Option<String>,
    /// The other way to vote for several units, and its words.
    other_way: Option<(String, &'static str)>,
    units: Vec<String>,
    questions: Vec<Asked>,
    files: Vec<(String, String, u64)>,
    /// What the meeting has come to, on paper: addresses and words.
    papers: Vec<(String, String)>,
    choices: Vec<(&'static str, String)>,
    /// Whether how each unit voted can be looked at.
    open_votes: bool,
    form: Form,
}

/// How many have voted, beside how many must.
struct Bar {
    name: String,
    done: u64,
    all: u64,
    said: String,
}

/// A unit of the reader's that has voted.
struct Mine {
    unit: String,
    said: String,
}

impl Show {
    /// As the tests look at it.
    pub(in crate::voting::booth) fn sample() -> Self {
        let mut form = Form::of(Typed::default().with("mine-1", "for"));
        form.refuse("mine-2", "voting.booth.refused.unanswered");
        let counted = Counted {
            outcome: Some((Outcome::Carried.key(), "good")),
            rows: vec![("Иә".into(), 118, 234, "118 · 50,42 %".into())],
            said: vec!["118".into()],
        };
        let asked = |place: i32, counted| Asked {
            place,
            title: "Ай сайынғы жарна".into(),
            text: "Жарна бекітілсін.".into(),
            takes: vec!["118".into()],
            arguments_for: vec!["Шатыр ескі".into()],
            against: vec!["Қымбат".into()],
            changes: vec!["3 100 ₸".into()],
            files: vec![("0".repeat(26), "смета.pdf".into(), 120_000)],
            fields: vec![(format!("mine-{place}"), "12-пәтер".into())],
            counted,
        };
        Self {
            id: "0".repeat(26),
            title: "Жылдық жиналыс".into(),
            number: "2026-000012".into(),
            address: "Абай даңғылы, 12".into(),
            state_key: State::Open.key(),
            tone: State::Open.tone(),
            course: "25 қараша".into(),
            meets: "25 қараша, 19:00, аула".into(),
            bars: vec![Bar { name: "Пәтерлер".into(), done: 40, all: 90, said: "40".into() }],
            notes: vec!["Сенімхат бойынша".into()],
            mine: vec![Mine { unit: "12-пәтер".into(), said: "7YQ2-M9XA-4T0C".into() }],
            again_href: Some("/votes/0?again=yes".into()),
            other_way: Some(("/votes/0?apart=yes".into(), "voting.booth.show.apart")),
            units: vec!["1".into()],
            questions: vec![asked(1, Some(counted)), asked(2, None)],
            papers: vec![("/votes/0/protocol.pdf".into(), "Хаттама".into())],
            files: vec![("1".into(), "смета.pdf".into(), 120_000)],
            choices: choices(Locale::Kk),
            open_votes: true,
            form,
        }
    }
}

fn choices(locale: Locale) -> Vec<(&'static str, String)> {
    [Choice::For, Choice::Against, Choice::Abstain].map(|choice| (choice.word(), t(locale, choice.key()).into_owned())).to_vec()
}

/// The page for a reader. `sheaves` is the ballot, empty where none is cast; `again` whether it changes what was cast.
pub(super) fn page(scene: &Scene, who: &Resident, form: Form, sheaves: &[Sheaf], again: bool) -> Show {
    let (of, reader) = (&scene.of, who.reader());
    let locale = reader.locale;
    let apart = form.has("apart", "yes");
    let href = |again: bool, apart: bool| match (again, apart) {
        (false, false) => format!("/votes/{}", of.id),
        (true, false) => format!("/votes/{}?again=yes", of.id),
        (false, true) => format!("/votes/{}?apart=yes", of.id),
        (true, true) => format!("/votes/{}?again=yes&apart=yes", of.id),
    };
    let several = sheaves.iter().map(|sheaf| sheaf.voices.len()).sum::<usize>() > 1;
    let other = if apart { "voting.booth.show.together" } else { "voting.booth.show.apart" };
    let heaps = scene.heaps.as_deref();
    let tallies = heaps.map(|heaps| figures::tallies(&scene.questions, &scene.turnout, heaps)).unwrap_or_default();
    let mine = mine(scene, reader);
    let can_again = scene.takes_votes() && !again && scene.to_cast(true).len() > scene.to_cast(false).len();
    Show {
        id: of.id.to_string(),
        title: of.title(locale).to_owned(),
        number: of.number.clone(),
        address: scene.address.clone(),
        state_key: of.state.key(),
        tone: of.state.tone(),
        course: words::course(of, scene.now, reader),
        meets: meets(scene, reader),
        bars: bars(locale, scene),
        notes: notes(scene, who),
        again_href: can_again.then(|| href(true, apart)),
        other_way: (several && !form.failed()).then(|| (href(again, !apart), other)),
        units: sheaves.iter().flat_map(|sheaf| &sheaf.voices).map(|voice| voice.unit.premises_id.to_string()).collect(),
        questions: scene
            .questions
            .iter()
            .enumerate()
            .map(|(place, question)| asked(scene, locale, question, sheaves, tallies.get(place)))
            .collect(),
        files: scene.attached(&of.id.to_string()),
        papers: papers(scene, locale),
        choices: choices(locale),
        open_votes: heaps.is_some(),
        mine,
        form,
    }
}

/// What there is to read of a meeting that takes votes or has taken them.
fn papers(scene: &Scene, locale: Locale) -> Vec<(String, String)> {
    let (of, words) = (&scene.of, |key: &str| t(locale, key).into_owned());
    let at = |end: &str| format!("/votes/{}/{end}", of.id);
    let mut all = Vec::new();
    if of.state.given_out() {
        let key = if scene.owner { "voting.protocol.download" } else { "voting.booth.show.extract" };
        all.push((at("protocol.pdf"), words(key)));
        all.extend(
            (1..=scene.scans)
                .map(|page| (at(&format!("scan?page={page}")), format!("{}: {page}", words("voting.protocol.signed")))),
        );
        if scene.owner {
            all.push((at("copies"), words("voting.copies.title")));
        }
    }
    if of.state == State::Open || of.state.over() {
        all.push((at("bulletin"), words("voting.booth.receipt.bulletin")));
    }
    all
}

fn meets(scene: &Scene, reader: Reader) -> String {
    let venue = scene.of.venue(reader.locale);
    let at = scene.of.meets_at.map(|at| text::date_time(reader.locale, at, reader.zone));
    [at.as_deref().unwrap_or_default(), venue].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}

/// A bar for each roll that the agenda asks.
fn bars(locale: Locale, scene: &Scene) -> Vec<Bar> {
    let number = |many: u64| text::number(locale, i64::try_from(many).unwrap_or(i64::MAX));
    let bar = |of: &turnout::Asked| {
        let bar = scene.turnout.bar(of);
        let args = [
            ("voted", number(bar.voted())),
            ("all", number(bar.units)),
            ("share", text::percent_of(locale, bar.voted(), bar.units)),
            ("needed", number(bar.needed)),
        ];
        let args = args.each_ref().map(|(name, value)| (*name, value.as_str()));
        let key = if bar.quorate() { "voting.booth.show.quorum_there" } else { "voting.booth.show.quorum_missing" };
        let name = match of.roll {
            Roll::Homes => "voting.booth.roll.homes",
            Roll::Stalls => "voting.booth.roll.stalls",
            Roll::Entrance => "voting.booth.roll.entrance",
        };
        Bar { name: t(locale, name).into_owned(), done: bar.voted(), all: bar.units, said: tv(locale, key, &args) }
    };
    turnout::Asked::of(&scene.questions).iter().map(bar).collect()
}

/// What the reader must know of their own voice.
fn notes(scene: &Scene, who: &Resident) -> Vec<String> {
    let reader = who.reader();
    let locale = reader.locale;
    let mut all = Vec::new();
    if scene.voices.is_empty() {
        all.push(t(locale, "voting.booth.note.no_voice").into_owned());
    } else if !scene.voices.iter().any(|voice| scene.asked(voice)) {
        all.push(t(locale, "voting.booth.note.not_asked").into_owned());
    }
    for voice in scene.voices.iter().filter(|voice| scene.asked(voice)) {
        let unit = words::label(locale, &voice.unit);
        if let Some((_, until)) = voice.power {
            let until = text::date(locale, until);
            all.push(tv(locale, "voting.booth.note.power", &[("unit", &unit), ("owner", &voice.name), ("until", &until)]));
        } else if voice.successor {
            all.push(tv(locale, "voting.booth.note.successor", &[("unit", &unit)]));
        }
        if let Some(refused) = voice.barred(&scene.ballots) {
            all.push(format!("{unit}: {}", refused.said_to(reader).in_words(locale)));
        }
    }
    if scene.of.state == State::Open && !scene.of.by_portal {
        all.push(t(locale, "voting.booth.note.on_paper").into_owned());
    }
    all
}

/// The reader's units for which somebody has voted.
fn mine(scene: &Scene, reader: Reader) -> Vec<Mine> {
    let locale = reader.locale;
    let voted = scene.voices.iter().filter_map(|voice| Some((voice, voice.present(&scene.ballots)?)));
    voted
        .map(|(voice, row)| {
            let own = row.voter_id == voice.voter && row.power_id.is_some() == voice.power.is_some();
            let at = text::when(locale, row.cast_at, scene.now, reader.zone);
            let said = if own {
                tv(locale, "voting.booth.mine.voted", &[("when", &at), ("code", &row.receipt)])
            } else {
                tv(locale, "voting.booth.mine.somebody", &[("when", &at), ("name", &row.caster_name)])
            };
            Mine { unit: words::label(locale, &voice.unit), said }
        })
        .collect()
}

pub(in crate::voting::booth) async fn show(
    app: web::Data<App>,
    who: Resident,
    id: web::Path<MeetingId>,
    query: Query,
) -> Result<impl Responder, Error> {
    let scene = Scene::of(&app, &who, id.into_inner()).await?;
    let (again, apart) = (query.value("again") == "yes", query.value("apart") == "yes");
    let typed = if apart { Typed::default().with("apart", "yes") } else { Typed::default() };
    let form = Form::of(if again { typed.with("again", "yes") } else { typed });
    let ballot = if scene.takes_votes() { sheaves(scene.to_cast(again), &scene.questions, apart) } else { Vec::new() };
    Ok(Page(page(&scene, &who, form, &ballot, again)))
}

pub(in crate::voting::booth) async fn file(
    req: HttpRequest,
    app: web::Data<App>,
    who: Resident,
    path: web::Path<(MeetingId, FileId)>,
) -> Result<HttpResponse, Error> {
    let ((id, file), now) = (path.into_inner(), app.clock.now());
    let row = app.db.read(move |conn| {
        let today = booth_store::voices::today(conn, who.company(), now)?;
        let powers = booth_store::voices::powers(conn, &who, today)?;
        booth_store::meetings::one(conn, &who, &buildings_of(&who, &powers), id)?;
        let there = shelves(conn, who.company(), id)?;
        on(conn, who.company(), &there, file)
    });
    let row = row.await?.ok_or(Error::NotFound)?;
    Ok(files::serve(&app.store, &row, &req).await?)
}
