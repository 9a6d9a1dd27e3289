//! Hand-overs in a list and one by one, the same for the operator and for both companies but for what may be done.

use askama::Template;
use diesel::QueryResult;

use crate::db::Conn;
use crate::files;
use crate::handover::act::Facts;
use crate::handover::rows::{Handover, HandoverId, State};
use crate::handover::{SHELF, store, term};
use crate::text::{self, Locale};
use crate::web::{Said, filters};
use crate::who::CompanyId;

/// How many stand in a list.
const SHOWN: i64 = 200;

#[derive(Template)]
#[template(path = "handover/index.html")]
pub(crate) struct Index {
    base: &'static str,
    operator: bool,
    rows: Vec<Row>,
}

/// One in a list.
struct Row {
    id: String,
    houses: String,
    from: String,
    to: String,
    state_key: &'static str,
    tone: &'static str,
    term: Said,
    term_tone: &'static str,
}

#[derive(Template)]
#[template(path = "handover/show.html")]
pub(crate) struct Show {
    base: &'static str,
    id: String,
    row: Row,
    next: &'static str,
    ground: String,
    day: String,
    reason: String,
    /// The archive's name and length.
    archive: Option<(String, String)>,
    key: String,
    /// Where the act is, if there is one to sign.
    act: String,
    may: May,
}

/// What whoever looks may do.
#[derive(Clone, Copy, Debug, Default)]
struct May {
    cancel: bool,
    deliver: bool,
    answer: bool,
}

/// A hand-over with all that is shown of it.
pub(in crate::handover) struct Seen {
    of: Handover,
    houses: Vec<String>,
    companies: Vec<store::Named>,
    archive: Option<files::FileRow>,
}

/// Whether there is an act to sign.
fn signed(state: State) -> bool {
    matches!(state, State::Ready | State::Accepted)
}

pub(in crate::handover) fn state_key(state: State) -> (&'static str, &'static str) {
    match state {
        State::Packing => ("handover.state.packing", "action"),
        State::Ready => ("handover.state.ready", "needs"),
        State::Accepted => ("handover.state.accepted", "good"),
        State::Refused => ("handover.state.refused", "danger"),
        State::Cancelled => ("handover.state.cancelled", "neutral"),
    }
}

fn named(locale: Locale, companies: &[store::Named], id: Option<CompanyId>, outside: &str) -> String {
    let found = companies.iter().find(|(known, ..)| Some(*known) == id);
    found.map_or_else(|| outside.to_owned(), |(_, names, _)| store::name_in(locale, names))
}

fn row(locale: Locale, of: &Handover, houses: &[String], companies: &[store::Named], today: chrono::NaiveDate) -> Row {
    let (state_key, tone) = state_key(of.state);
    let (term, term_tone) = term::said(locale, of.state, of.due_on, today);
    Row {
        id: of.id.to_string(),
        houses: houses.join("; "),
        from: named(locale, companies, Some(of.company_id), ""),
        to: named(locale, companies, of.to_company_id, &of.to_name),
        state_key,
        tone,
        term,
        term_tone,
    }
}

impl Row {
    fn sample() -> Self {
        Self {
            id: "0".repeat(26),
            houses: "Абай даңғылы, 12; Сәтбаев көшесі, 5".into(),
            from: "«Алатау Үй» ЖШС".into(),
            to: "«Есіл Сервис» ЖШС".into(),
            state_key: "handover.state.ready",
            tone: "needs",
            term: Said::new("handover.term.left").with("day", "4 желтоқсан 2026").with("days", 9),
            term_tone: "neutral",
        }
    }
}

impl Index {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        Self { base: "/operator/handovers", operator: true, rows: vec![Row::sample()] }
    }

    pub(in crate::handover) fn of(
        conn: &mut Conn,
        company: Option<CompanyId>,
        locale: Locale,
        today: chrono::NaiveDate,
    ) -> QueryResult<Self> {
        let all = store::latest(conn, company, SHOWN)?;
        let ids: Vec<HandoverId> = all.iter().map(|of| of.id).collect();
        let (addresses, companies) = (store::addresses(conn, &ids)?, store::companies(conn)?);
        let houses = |id| addresses.iter().filter(|(of, _)| *of == id).map(|(_, at)| at.clone()).collect::<Vec<_>>();
        let rows = all.iter().map(|of| row(locale, of, &houses(of.id), &companies, today)).collect();
        let operator = company.is_none();
        Ok(Self { base: if operator { "/operator/handovers" } else { "/staff/handovers" }, operator, rows })
    }
}

impl Seen {
    pub(in crate::handover) fn load(conn: &mut Conn, of: Handover) -> QueryResult<Self> {
        let subject = of.id.to_string();
        let mut shelf = files::on_shelf(conn, of.company_id, SHELF, std::slice::from_ref(&subject))?;
        let houses = store::addresses(conn, &[of.id])?.into_iter().map(|(_, address)| address).collect();
        Ok(Self { houses, companies: store::companies(conn)?, archive: shelf.remove(&subject).and_then(|mut all| all.pop()), of })
    }

    pub(in crate::handover) fn houses(&self) -> String {
        self.houses.join("; ")
    }

    pub(in crate::handover) fn archive(&self) -> Option<&files::FileRow> {
        self.archive.as_ref()
    }

    /// What an act of it says, and where the archive is; nothing unless it can be signed.
    pub(in crate::handover) fn facts(self, key: String) -> Option<(Facts, files::Digest)> {
        let Self { of, houses, companies, archive } = self;
        let archive = archive.filter(|_| signed(of.state))?;
        let named = |id| companies.iter().find(|(known, ..)| Some(*known) == id).cloned();
        let (from, to) = (named(Some(of.company_id))?, named(of.to_company_id));
        let (digest, written) = (archive.digest.clone(), archive.digest.as_str().to_owned());
        Some((Facts { of, houses, from, to, archive: (archive.name, written), key }, digest))
    }

    pub(in crate::handover) fn from(&self, locale: Locale) -> String {
        named(locale, &self.companies, Some(self.of.company_id), "")
    }
}

impl Show {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        Self {
            base: "/staff/handovers",
            id: "0".repeat(26),
            row: Row::sample(),
            next: "handover.next.ready",
            ground: "№ 7, 10 қараша 2026".into(),
            day: "20 қараша 2026".into(),
            reason: "Екі пәтердің ауданы қате.".into(),
            archive: Some(("aula-2026-11-20.zip".into(), "1,2 МБ".into())),
            key: "0a1b 2c3d".into(),
            act: "/staff/handovers/0/act.pdf".into(),
            may: May { cancel: true, deliver: false, answer: true },
        }
    }

    /// For the operator, or for one of both companies.
    pub(in crate::handover) fn of(
        seen: Seen,
        reader: Option<CompanyId>,
        locale: Locale,
        today: chrono::NaiveDate,
        key: String,
    ) -> Self {
        let (of, ready) = (&seen.of, seen.of.state == State::Ready);
        let row = row(locale, of, &seen.houses, &seen.companies, today);
        let operator = reader.is_none();
        let may = May {
            cancel: operator && (ready || of.state == State::Packing),
            deliver: operator && ready && of.to_company_id.is_none(),
            answer: ready && reader.is_some() && of.to_company_id == reader,
        };
        let base = if operator { "/operator/handovers" } else { "/staff/handovers" };
        let act = seen.archive.as_ref().filter(|_| signed(of.state)).map(|_| format!("{base}/{}/act.pdf", of.id));
        Self {
            base,
            act: act.unwrap_or_default(),
            id: of.id.to_string(),
            row,
            next: term::next(of.state, of.to_company_id.is_none()),
            ground: format!("{}, {}", of.ground, text::date(locale, of.ground_day)),
            day: text::date(locale, of.day),
            reason: of.reason.clone(),
            archive: seen.archive.as_ref().map(|file| (file.name.clone(), text::number(locale, file.bytes / 1024 + 1))),
            key,
            may,
        }
    }
}
