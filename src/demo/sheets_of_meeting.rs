//! Paper of the demo's open meeting: sheets for all units, twelve read by two people, three by one, and two co-owners who disagree.

use anyhow::Context;
use chrono::TimeDelta;
use diesel::prelude::*;

use crate::app::App;
use crate::db::schema::{ballots, buildings, meeting_owners, meeting_questions, meeting_units, meetings, people};
use crate::db::{Failure, Tx};
use crate::homes::{BuildingId, ContactId, Kind, PremisesId};
use crate::money::Tiyn;
use crate::voting::{
    self, Channel, Choices, Format, Formula, Initiator, MeetingId, PaperRefused, PastMeeting, PastQuestion, PastSheets, PastVote,
    Roll, Shown,
};
use crate::who::{CompanyId, PersonId};

/// How many sheets came back, and how many of them a second person has read.
const RETURNED: usize = 15;
const CONFIRMED: usize = 12;

/// What people say on paper, the first letters of as many as there are questions.
const SAID: [&str; 5] = ["ffffffff", "fffaffff", "faffnfff", "ffnfffff", "aaffafff"];

/// Adds all of it; `first` enters sheets, `second` confirms them.
///
/// # Errors
/// When the database fails.
pub(super) async fn fill(app: &App, company: CompanyId, first: PersonId, second: PersonId) -> anyhow::Result<()> {
    let filled = app.db.write(move |tx| add(tx, company, (first, second))).await;
    filled
        .map_err(|failure: Failure<PaperRefused>| match failure {
            Failure::Refused(refused) => anyhow::anyhow!("a sheet of the demo was refused: {refused:?}"),
            Failure::Broken(broken) => broken.into(),
        })
        .context("sheets of the open meeting")
}

fn add(tx: &mut Tx<'_>, company: CompanyId, (first, second): (PersonId, PersonId)) -> Result<(), Failure<PaperRefused>> {
    let found: Option<MeetingId> = meetings::table
        .filter(meetings::company_id.eq(company))
        .filter(meetings::state.eq("open"))
        .filter(meetings::by_paper.eq(true))
        .order(meetings::id)
        .select(meetings::id)
        .first(&mut **tx)
        .optional()?;
    let meeting = match found {
        Some(id) => id,
        None => match small(tx, company, first)? {
            Some(id) => id,
            None => return Ok(()),
        },
    };
    let questions: i64 =
        meeting_questions::table.filter(meeting_questions::meeting_id.eq(meeting)).count().get_result(&mut **tx)?;
    let said = |nth: usize| -> Choices {
        let letters = SAID.get(nth % SAID.len()).copied().unwrap_or_default();
        Choices::read(&letters.chars().take(usize::try_from(questions).unwrap_or_default()).collect::<String>())
            .unwrap_or_default()
    };
    let silent: Vec<(PremisesId, ContactId, String)> = meeting_units::table
        .inner_join(
            meeting_owners::table.on(meeting_owners::meeting_id
                .eq(meeting_units::meeting_id)
                .and(meeting_owners::premises_id.eq(meeting_units::premises_id))),
        )
        .left_join(
            ballots::table
                .on(ballots::meeting_id.eq(meeting_units::meeting_id).and(ballots::premises_id.eq(meeting_units::premises_id))),
        )
        .filter(meeting_units::meeting_id.eq(meeting))
        .filter(meeting_units::kind.eq(Kind::Flat))
        .filter(meeting_owners::person_id.is_null())
        .filter(meeting_owners::share_of.is_null().or(meeting_owners::share_in.eq(1)))
        .filter(ballots::id.nullable().is_null())
        .order((meeting_units::sort_key.desc(), meeting_owners::contact_id))
        .select((meeting_units::premises_id, meeting_owners::contact_id, meeting_owners::name))
        .limit(i64::try_from(RETURNED).unwrap_or(i64::MAX))
        .load(&mut **tx)?;
    let returned = silent
        .into_iter()
        .enumerate()
        .map(|(nth, (unit, card, name))| (unit, (card, name), said(nth), nth < CONFIRMED))
        .collect();
    let name = |tx: &mut Tx<'_>, person: PersonId| -> QueryResult<String> {
        people::table.find(person).select(people::name).first(&mut **tx)
    };
    let past = PastSheets { first: (first, name(tx, first)?), second: (second, name(tx, second)?), returned };
    voting::settle_sheets(tx, company, meeting, &past)?;
    dispute(tx, company, meeting, (said(0), said(4)))
}

/// Two who own one flat say different things, unless somebody has already.
fn dispute(
    tx: &mut Tx<'_>,
    company: CompanyId,
    meeting: MeetingId,
    said: (Choices, Choices),
) -> Result<(), Failure<PaperRefused>> {
    let known: i64 = ballots::table
        .filter(ballots::meeting_id.eq(meeting))
        .filter(ballots::standing.eq("disputed"))
        .count()
        .get_result(&mut **tx)?;
    let owners: Vec<(PremisesId, ContactId, String)> = meeting_owners::table
        .left_join(
            ballots::table
                .on(ballots::meeting_id.eq(meeting_owners::meeting_id).and(ballots::premises_id.eq(meeting_owners::premises_id))),
        )
        .filter(meeting_owners::meeting_id.eq(meeting))
        .filter(meeting_owners::share_in.gt(1))
        .filter(ballots::id.nullable().is_null())
        .order((meeting_owners::premises_id, meeting_owners::contact_id))
        .select((meeting_owners::premises_id, meeting_owners::contact_id, meeting_owners::name))
        .limit(60)
        .load(&mut **tx)?;
    let pair = owners.windows(2).find(|pair| matches!(pair, [one, other] if one.0 == other.0));
    let (Some([one, other]), true) = (pair, known == 0) else { return Ok(()) };
    let now = tx.now();
    let vote = |of: &(PremisesId, ContactId, String), choices: Choices, hours| PastVote {
        premises: of.0,
        channel: Channel::Portal,
        voter: (of.1, of.2.clone()),
        caster: (None, of.2.clone()),
        choices,
        at: now - TimeDelta::hours(hours),
    };
    let votes = [vote(one, said.0, 5), vote(other, said.1, 2)];
    match voting::settle_votes(tx, company, meeting, &votes) {
        Ok(_) => Ok(()),
        Err(Failure::Broken(broken)) => Err(Failure::Broken(broken)),
        // they have voted on paper, or have nothing to say to this agenda: then the demo has one dispute less
        Err(Failure::Refused(_)) => Ok(()),
    }
}

/// A meeting of the house with the most premises, where there is none yet.
fn small(tx: &mut Tx<'_>, company: CompanyId, author: PersonId) -> QueryResult<Option<MeetingId>> {
    let building: Option<BuildingId> = buildings::table
        .filter(buildings::company_id.eq(company))
        .order(buildings::sort_key)
        .select(buildings::id)
        .first(&mut **tx)
        .optional()?;
    let Some(building) = building else { return Ok(None) };
    let now = tx.now();
    let question = |item, kk: &str, ru: &str| PastQuestion {
        item,
        roll: Roll::Homes,
        entrance: None,
        title: (kk.to_owned(), ru.to_owned()),
        text: (format!("{kk}: бекітілсін."), format!("{ru}: утвердить.")),
        formula: (Formula::None, Tiyn(0), Tiyn(0)),
    };
    let past = PastMeeting {
        building,
        format: Format::Mixed,
        initiator: Initiator::Manager,
        title: ("Жөндеу мен есеп туралы жиналыс".into(), "Собрание о ремонте и отчёте".into()),
        venue: ("Аулада".into(), "Во дворе".into()),
        shown: Shown::Live,
        meets_at: Some(now - TimeDelta::days(1)),
        open: (now - TimeDelta::days(3), now + TimeDelta::days(5)),
        notified_at: Some(now - TimeDelta::days(12)),
        chair_and_secretary: ("Жұмабаев Ерлан Серікұлы".into(), "Ким Светлана Викторовна".into()),
        questions: vec![
            question(10, "Шатырды жөндеуге нысаналы жарна", "Целевой взнос на ремонт крыши"),
            question(1, "2026 жылғы есеп", "Отчёт за 2026 год"),
            question(7, "Ай сайынғы жарнаның мөлшері", "Размер ежемесячного взноса"),
            question(17, "Ауланы жарықтандыру", "Освещение двора"),
        ],
    };
    voting::settle(tx, company, author, &past, now.date()).map(Some)
}
