//! Meetings of the demo that are over: one counted and waiting for signatures, one published last spring, one without a quorum.

use anyhow::Context;
use chrono::{TimeDelta, TimeZone as _};
use diesel::prelude::*;

use super::chance::Chance;
use crate::app::App;
use crate::clock::Moment;
use crate::db::schema::{contacts, holdings, people, premises};
use crate::db::{Failure, Listed, Tx};
use crate::files::{Accepted, Kept, Kind};
use crate::homes::{self, BuildingId, ContactId, PremisesId};
use crate::money::Tiyn;
use crate::pdf::{Block, Document, Meta, Prose};
use crate::voting::{
    self, Channel, Choices, Format, Formula, Initiator, MeetingId, PastMeeting, PastQuestion, PastVote, Roll, Shown,
};
use crate::who::{CompanyId, Holds, PersonId};

/// A unit, who owns it, and their account.
type Owned = (PremisesId, homes::Kind, ContactId, String, Option<PersonId>);

/// How a meeting of the past went.
struct Past {
    title: (&'static str, &'static str),
    /// Days from now: told, opened, closed.
    days: (i64, i64, i64),
    /// Of a hundred units so many vote.
    turnout: usize,
    questions: Vec<PastQuestion>,
}

/// Adds all of it to a house of the company. `author` is the secretary.
///
/// # Errors
/// When the house has nobody who owns anything, or the database fails.
pub(super) async fn fill(app: &App, company: CompanyId, author: PersonId, building: BuildingId) -> anyhow::Result<()> {
    let store = app.store.clone();
    let made = app.clock.now().and_utc();
    let scan = tokio::task::spawn_blocking(move || scan(&store, made)).await??;
    let filled = app.db.write(move |tx| {
        let owned = owned(tx, company, building)?;
        for (past, end) in [(spring(), End::Published), (autumn(), End::Counted), (thin(), End::Counted)] {
            let id = held(tx, company, author, building, &past, &owned)?;
            if matches!(end, End::Published) {
                voting::settle_published(tx, company, id, Some(&scan))?;
                let asked = tx.now() - TimeDelta::days(2);
                if let Some((name, person)) = owned.iter().find_map(|(.., name, person)| Some((name.as_str(), (*person)?))) {
                    voting::settle_copy(tx, company, id, (person, name), asked)?;
                }
            }
        }
        Ok(())
    });
    filled
        .await
        .map_err(|failure: Failure<voting::Refused>| match failure {
            Failure::Refused(refused) => anyhow::anyhow!("a vote of the demo was refused: {refused:?}"),
            Failure::Broken(broken) => broken.into(),
        })
        .context("holding meetings")
}

/// How far a meeting has come.
enum End {
    Counted,
    Published,
}

/// Units with one of their owners each, in order.
fn owned(tx: &mut Tx<'_>, company: CompanyId, building: BuildingId) -> QueryResult<Vec<Owned>> {
    let mut all: Vec<Owned> = holdings::table
        .inner_join(contacts::table.on(contacts::id.eq(holdings::contact_id)))
        .inner_join(premises::table.on(premises::id.eq(holdings::premises_id)))
        .left_join(people::table.on(people::id.nullable().eq(contacts::person_id)))
        .filter(holdings::company_id.eq(company))
        .filter(premises::building_id.eq(building))
        .filter(holdings::holds.eq(Holds::Owner))
        .filter(holdings::until.is_null())
        // the agendas ask flats and shops only
        .filter(premises::kind.among([homes::Kind::Flat, homes::Kind::Commercial]))
        .order((premises::sort_key, premises::id, holdings::id))
        .select((premises::id, premises::kind, contacts::id, contacts::name, people::id.nullable()))
        .load(&mut **tx)?;
    all.dedup_by_key(|(premises, ..)| *premises);
    Ok(all)
}

fn at(now: Moment, days: i64, hour: u32) -> Moment {
    let day = (now + TimeDelta::days(days)).date();
    let local = day.and_hms_opt(hour, 0, 0).and_then(|local| crate::web::identify::ZONE.from_local_datetime(&local).earliest());
    local.map_or(now, |local| local.naive_utc())
}

fn held(
    tx: &mut Tx<'_>,
    company: CompanyId,
    author: PersonId,
    building: BuildingId,
    past: &Past,
    owned: &[Owned],
) -> Result<MeetingId, Failure<voting::Refused>> {
    let (now, (told, opened, closed)) = (tx.now(), past.days);
    let meeting = PastMeeting {
        building,
        format: Format::Absentee,
        initiator: Initiator::Manager,
        title: (past.title.0.into(), past.title.1.into()),
        venue: (String::new(), String::new()),
        shown: Shown::AtClosing,
        meets_at: None,
        open: (at(now, opened, 9), at(now, closed, 20)),
        notified_at: Some(at(now, told, 10)),
        chair_and_secretary: ("Жұмабаев Ерлан Серікұлы".into(), "Төлегенова Айжан Қанатқызы".into()),
        questions: past.questions.clone(),
    };
    let id = voting::settle(tx, company, author, &meeting, now.date())?;
    let mut chance = Chance::new(u64::try_from(-closed).unwrap_or_default());
    let mut votes = Vec::new();
    for (premises, _, contact, name, person) in owned {
        if !chance.percent(past.turnout) {
            continue;
        }
        let letters = ["f", "f", "f", "f", "f", "f", "f", "a", "a", "n"];
        let said: String = past.questions.iter().map(|_| chance.pick(&letters)).collect();
        let days = chance.between(0, closed - opened - 1);
        votes.push(PastVote {
            premises: *premises,
            channel: if person.is_some() || chance.percent(60) { Channel::Portal } else { Channel::Paper },
            voter: (*contact, name.clone()),
            caster: (*person, name.clone()),
            choices: Choices::read(&said).unwrap_or_default(),
            at: at(now, opened + days, 12),
        });
    }
    votes.sort_by_key(|vote| vote.at);
    voting::settle_votes(tx, company, id, &votes)?;
    voting::settle_close(tx, company, id, at(now, closed, 20))?;
    voting::settle_signers(tx, company, id, &[("Нұрланова Айгерім Болатқызы", "директор")])?;
    if closed < -2 {
        voting::settle_count(tx, company, id, at(now, closed + 1, 11)).map_err(Failure::Broken)?;
    }
    Ok(id)
}

fn question(item: i32, title: (&str, &str), text: (&str, &str), formula: (Formula, Tiyn, Tiyn)) -> PastQuestion {
    let own = |(kk, ru): (&str, &str)| (kk.to_owned(), ru.to_owned());
    PastQuestion { item, roll: Roll::Homes, entrance: None, title: own(title), text: own(text), formula }
}

const FREE: (Formula, Tiyn, Tiyn) = (Formula::None, Tiyn(0), Tiyn(0));

fn spring() -> Past {
    Past {
        title: ("2025 жылдың есебі және 2026 жылдың сметасы", "Отчёт за 2025 год и смета на 2026 год"),
        days: (-230, -224, -204),
        turnout: 82,
        questions: vec![
            question(
                15,
                ("2025 жылғы жылдық есеп", "Годовой отчёт за 2025 год"),
                ("Басқарушы компанияның 2025 жылғы есебі бекітілсін.", "Утвердить отчёт управляющей компании за 2025 год."),
                FREE,
            ),
            question(
                6,
                ("2026 жылға арналған шығыстар сметасы", "Смета расходов на 2026 год"),
                ("Үйді күтіп-ұстау сметасы ұсынылған түрде бекітілсін.", "Утвердить смету содержания дома в предложенном виде."),
                FREE,
            ),
        ],
    }
}

fn autumn() -> Past {
    Past {
        title: ("Айлық жарна және үй кеңесі", "Ежемесячный взнос и совет дома"),
        days: (-30, -24, -5),
        turnout: 78,
        questions: vec![
            question(
                7,
                ("2027 жылғы айлық жарнаның мөлшері", "Размер ежемесячного взноса на 2027 год"),
                (
                    "2027 жылғы 1 қаңтардан бастап жарна 1 м² үшін 56,51 теңге болып белгіленсін.",
                    "Установить с 1 января 2027 года взнос 56,51 тенге за 1 м².",
                ),
                (Formula::PerArea, Tiyn(5049), Tiyn(5651)),
            ),
            question(
                3,
                ("Үй кеңесін сайлау", "Выборы совета дома"),
                ("Үй кеңесі үш жылға бес адам құрамында сайлансын.", "Избрать совет дома из пяти человек на три года."),
                FREE,
            ),
            question(
                17,
                ("Жертөледегі бөлмені жалға беру", "Аренда помещения в подвале"),
                ("Бөлме велосипед қою үшін жалға берілсін.", "Сдать помещение в аренду под хранение велосипедов."),
                FREE,
            ),
        ],
    }
}

fn thin() -> Past {
    Past {
        title: ("Ауладағы балалар алаңы", "Детская площадка во дворе"),
        days: (-120, -112, -95),
        turnout: 31,
        questions: vec![question(
            10,
            ("Балалар алаңына нысаналы жарна", "Целевой взнос на детскую площадку"),
            ("Балалар алаңына 5 000 теңге жиналсын.", "Собрать на детскую площадку по 5 000 тенге."),
            (Formula::OncePerUnit, Tiyn(0), Tiyn(500_000)),
        )],
    }
}

/// A page with signatures, as a scanner would have it.
fn scan(store: &crate::files::Store, made: chrono::DateTime<chrono::Utc>) -> anyhow::Result<Kept> {
    let meta = Meta { title: "Қол қойылған хаттама".into(), language: "kk".into(), created: made };
    let page = Document::new(meta)
        .with(Block::Title {
            kk: "Қол қойылған хаттама".into(), ru: "Подписанный протокол".into()
        })
        .with(Block::paragraph(Prose::from("Жұмабаев Е. С., Төлегенова А. Қ., Нұрланова А. Б.")));
    let bytes = page.render().map_err(|error| anyhow::anyhow!("{error:?}"))?;
    store.keep(Accepted::made("hattama-skan.pdf", Kind::Pdf, bytes)).map_err(|error| anyhow::anyhow!("{error}"))
}
