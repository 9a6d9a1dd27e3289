//! Meetings of the demo's first house: one that is open, at a good two fifths and with days left, and one that is announced for next week.

use chrono::{Days, TimeDelta};
use diesel::prelude::*;

use super::cast::People;
use super::chance::Chance;
use crate::app::App;
use crate::clock::Moment;
use crate::db::schema::{contacts, holdings, meeting_arguments, meeting_questions, premises};
use crate::db::{Failure, Tx};
use crate::homes::{self, BuildingId, ContactId, HoldingId, Kind, PremisesId};
use crate::money::Tiyn;
use crate::on_each;
use crate::voting::{
    self, ArgumentId, Channel, Choice, Choices, Format, Formula, Initiator, MeetingId, PastMeeting, PastQuestion, PastVote, Roll,
    Shown,
};
use crate::who::{CompanyId, Holds, PersonId};

/// Item of art. 42(5), title and decision in Kazakh and in Russian, formula with the rate so far and then, per cent for it.
type Put = (i32, [&'static str; 2], [&'static str; 2], (Formula, i64, i64), usize);

const OPEN: [Put; 4] = [
    (
        7,
        ["Ай сайынғы жарнаның мөлшері", "Размер ежемесячного взноса"],
        [
            "Үйді күтіп-ұстауға ай сайынғы жарна 2027 жылғы 1 қаңтардан бастап 1 м² үшін 56,51 ₸ болып бекітілсін.",
            "Утвердить ежемесячный взнос на содержание дома 56,51 ₸ за 1 м² с 1 января 2027 года.",
        ],
        (Formula::PerArea, 50_49, 56_51),
        58,
    ),
    (
        10,
        ["Шатырды жөндеуге нысаналы жарна", "Целевой взнос на ремонт крыши"],
        [
            "Бірінші кіреберістің шатырын жөндеуге бір жолғы нысаналы жарна 1 м² үшін 185 ₸ болып белгіленсін, төлеу мерзімі — 2027 жылғы 1 наурызға дейін.",
            "Установить разовый целевой взнос на ремонт крыши первого подъезда: 185 ₸ за 1 м², срок оплаты — до 1 марта 2027 года.",
        ],
        (Formula::OnceByArea, 0, 18_500),
        71,
    ),
    (
        15,
        ["2026 жылғы есеп", "Отчёт за 2026 год"],
        [
            "Үйді басқару туралы 2026 жылғы он айдың есебі бекітілсін.",
            "Утвердить отчёт об управлении домом за десять месяцев 2026 года.",
        ],
        (Formula::None, 0, 0),
        86,
    ),
    (
        17,
        ["Шатырды антеннаға жалға беру", "Аренда крыши под антенну"],
        [
            "Шатырдың 6 м² бөлігі ұялы байланыс операторына айына 90 000 ₸ төлеммен жалға берілсін, түскен ақша жөндеуге жұмсалсын.",
            "Сдать 6 м² крыши оператору связи за 90 000 ₸ в месяц, доход направить на ремонт.",
        ],
        (Formula::None, 0, 0),
        44,
    ),
];

const ANNOUNCED: [Put; 2] = [
    (
        3,
        ["Үй кеңесін сайлау", "Избрание совета дома"],
        [
            "Үй кеңесіне үш жылға А. Мұратова, С. Ким және Б. Әлиев сайлансын.",
            "Избрать в совет дома на три года: А. Муратову, С. Ким, Б. Алиева.",
        ],
        (Formula::None, 0, 0),
        50,
    ),
    (
        22,
        ["Аулаға шлагбаум орнату", "Шлагбаум во дворе"],
        [
            "Аулаға кірер жерге шлагбаум орнатылсын; жедел қызметтер кедергісіз өтеді.",
            "Установить шлагбаум на въезде во двор; экстренные службы проезжают без задержки.",
        ],
        (Formula::None, 0, 0),
        50,
    ),
];

/// To which question, on which side, in Kazakh and in Russian.
const ARGUMENTS: [(i32, &str, &str, &str); 6] = [
    (
        1,
        "for",
        "Жарна 2024 жылдан бері өзгерген жоқ, ал тазалық пен күзет құны 14 %-ға өсті.",
        "Взнос не менялся с 2024 года, а уборка и охрана подорожали на 14 %.",
    ),
    (
        1,
        "against",
        "Алдымен қарыздарды өндіріп алу керек: олар екі айлық жарнаға тең.",
        "Сначала надо взыскать долги: они равны взносам за два месяца.",
    ),
    (2, "for", "Соңғы екі көктемде сегіз пәтерге су ағып кетті.", "За две последние весны протекло восемь квартир."),
    (2, "against", "Жинақ шотындағы ақшаны пайдалануға болады.", "Можно использовать деньги с накопительного счёта."),
    (4, "for", "Жылына 1 080 000 ₸ — бір кіреберісті бояуға жетеді.", "1 080 000 ₸ в год — хватит на покраску одного подъезда."),
    (
        4,
        "against",
        "Антеннаның денсаулыққа әсері туралы қорытынды ұсынылмаған.",
        "Не представлено заключение о влиянии антенны на здоровье.",
    ),
];

/// Adds both.
///
/// # Errors
/// When the house is too small for it, or the database fails.
pub(super) async fn fill(app: &App, company: CompanyId, people: &People) -> anyhow::Result<()> {
    let (Some(owner), Some(second), Some(secretary)) =
        (people.get("owner@demo.example"), people.get("owner2@demo.example"), people.get("secretary@demo.example"))
    else {
        return Ok(());
    };
    let known = (*owner, *second, *secretary);
    let filled = app.db.write(move |tx| add(tx, company, known)).await;
    filled.map_err(|failure| match failure {
        Failure::Refused(refused) => anyhow::anyhow!("a vote of the demo was refused: {refused:?}"),
        Failure::Broken(broken) => broken.into(),
    })
}

/// An owner's holding: of what, whose, under which name, of which account.
type Held = (HoldingId, PremisesId, Kind, ContactId, String, Option<PersonId>);

fn held(tx: &mut Tx<'_>, company: CompanyId, of: BuildingId) -> QueryResult<Vec<Held>> {
    holdings::table
        .inner_join(premises::table.on(premises::id.eq(holdings::premises_id)))
        .inner_join(contacts::table.on(contacts::id.eq(holdings::contact_id)))
        .filter(premises::company_id.eq(company))
        .filter(premises::building_id.eq(of))
        .filter(holdings::holds.eq(Holds::Owner))
        .filter(holdings::until.is_null())
        .order((premises::sort_key, holdings::id))
        .select((holdings::id, premises::id, premises::kind, contacts::id, contacts::name, contacts::person_id))
        .load(&mut **tx)
}

fn add(
    tx: &mut Tx<'_>,
    company: CompanyId,
    (owner, second, secretary): (PersonId, PersonId, PersonId),
) -> Result<(), Failure<voting::Refused>> {
    let building: BuildingId = holdings::table
        .inner_join(premises::table.on(premises::id.eq(holdings::premises_id)))
        .inner_join(contacts::table.on(contacts::id.eq(holdings::contact_id)))
        .filter(contacts::company_id.eq(company))
        .filter(contacts::person_id.eq(owner))
        .order(premises::id)
        .select(premises::building_id)
        .first(&mut **tx)?;
    let all = held(tx, company, building)?;
    power(tx, company, second, &all)?;
    let (now, today) = (tx.now(), tx.now().date());
    let open = (now - TimeDelta::days(4), now + TimeDelta::days(6) + TimeDelta::hours(3));
    let title = ("2027 жылғы жарналар мен шатырды жөндеу", "Взносы 2027 года и ремонт крыши");
    let held_now = meeting(building, title, (open, now - TimeDelta::days(12)), &OPEN);
    let meeting_id = voting::settle(tx, company, secretary, &held_now, today)?;
    argue(tx, company, meeting_id, secretary)?;
    let votes = votes(&all, (owner, second, secretary), open.0, now);
    voting::settle_votes(tx, company, meeting_id, &votes)?;
    let soon = (now + TimeDelta::days(7), now + TimeDelta::days(21));
    let title = ("Үй кеңесі және шлагбаум", "Совет дома и шлагбаум");
    voting::settle(tx, company, secretary, &meeting(building, title, (soon, now - TimeDelta::hours(20)), &ANNOUNCED), today)?;
    Ok(())
}

/// `owner2@` acts for an owner without an account.
fn power(tx: &mut Tx<'_>, company: CompanyId, second: PersonId, all: &[Held]) -> QueryResult<()> {
    let card = all.iter().find(|held| held.5 == Some(second)).map(|held| held.3);
    let abroad = all.iter().rev().find(|held| held.2 == Kind::Flat && held.5.is_none());
    let Some((card, abroad)) = card.zip(abroad) else { return Ok(()) };
    let today = tx.now().date();
    let term = (today.checked_sub_days(Days::new(40)).unwrap_or(today), today.checked_add_days(Days::new(320)).unwrap_or(today));
    homes::settle_power(tx, company, (abroad.0, card), term, "Ахметова Г. С.")
}

fn meeting(
    building: BuildingId,
    (kk, ru): (&str, &str),
    (open, notified): ((Moment, Moment), Moment),
    puts: &[Put],
) -> PastMeeting {
    let question = |(item, title, text, (formula, was, becomes), _): &Put| PastQuestion {
        item: *item,
        roll: Roll::Homes,
        entrance: None,
        title: (title[0].to_owned(), title[1].to_owned()),
        text: (text[0].to_owned(), text[1].to_owned()),
        formula: (*formula, Tiyn(*was), Tiyn(*becomes)),
    };
    PastMeeting {
        building,
        format: Format::Absentee,
        initiator: Initiator::Manager,
        title: (kk.to_owned(), ru.to_owned()),
        venue: (String::new(), String::new()),
        shown: Shown::Live,
        meets_at: None,
        open,
        notified_at: Some(notified),
        chair_and_secretary: ("Мұратова Алма Сейітқызы".to_owned(), "Ким Светлана Викторовна".to_owned()),
        questions: puts.iter().map(question).collect(),
    }
}

fn argue(tx: &mut Tx<'_>, company: CompanyId, of: MeetingId, author: PersonId) -> QueryResult<()> {
    for (place, side, kk, ru) in ARGUMENTS {
        let question: String = meeting_questions::table
            .filter(meeting_questions::meeting_id.eq(of))
            .filter(meeting_questions::place.eq(place))
            .select(meeting_questions::id)
            .first(&mut **tx)?;
        let now = tx.now();
        let row = (
            (meeting_arguments::id.eq(ArgumentId::fresh(now)), meeting_arguments::company_id.eq(company)),
            (meeting_arguments::meeting_id.eq(of), meeting_arguments::question_id.eq(question), meeting_arguments::side.eq(side)),
            (meeting_arguments::text_kk.eq(kk), meeting_arguments::text_ru.eq(ru)),
            (meeting_arguments::author_id.eq(author), meeting_arguments::created_at.eq(now)),
        );
        on_each!(&mut **tx, c => diesel::insert_into(meeting_arguments::table).values(row).execute(c))?;
    }
    Ok(())
}

/// Votes of about 45 of 100 homes, in the order in which they came; those whose sign-in the demo prints have not voted.
fn votes(all: &[Held], (owner, second, secretary): (PersonId, PersonId, PersonId), opened: Moment, now: Moment) -> Vec<PastVote> {
    let mut chance = Chance::new(0x0BA1_1075);
    let homes: Vec<&Held> = all.iter().filter(|held| matches!(held.2, Kind::Flat | Kind::Commercial)).collect();
    let theirs: Vec<PremisesId> =
        homes.iter().filter(|held| held.5.is_some_and(|of| of == owner || of == second)).map(|held| held.1).collect();
    let acted_for = homes.iter().rev().find(|held| held.2 == Kind::Flat && held.5.is_none()).map(|held| held.1);
    let minutes = (now - opened).num_minutes().max(2);
    let mut votes: Vec<PastVote> = Vec::new();
    for (_, premises, _, contact, name, person) in homes {
        let taken = theirs.contains(premises) || acted_for == Some(*premises) || votes.iter().any(|of| of.premises == *premises);
        if taken || !chance.percent(47) {
            continue;
        }
        let on_paper = person.is_none() || chance.percent(15);
        let choices = OPEN.iter().map(|(.., per_cent)| match (chance.percent(*per_cent), chance.percent(30)) {
            (true, _) => Some(Choice::For),
            (false, true) => Some(Choice::Abstain),
            (false, false) => Some(Choice::Against),
        });
        let choices = Choices::new(&choices.collect::<Vec<_>>());
        votes.push(PastVote {
            premises: *premises,
            channel: if on_paper { Channel::Paper } else { Channel::Portal },
            voter: (*contact, name.clone()),
            caster: if on_paper {
                (Some(secretary), "Ким Светлана Викторовна".to_owned())
            } else {
                (*person, name.clone())
            },
            choices,
            at: opened + TimeDelta::minutes(chance.between(1, minutes - 1)),
        });
    }
    votes.sort_by_key(|vote| vote.at);
    votes
}
