//! Meetings of the demo that are still being prepared: a draft with five questions half ready, and one whose agenda is fixed.

use chrono::{Days, NaiveDate, TimeZone};
use diesel::prelude::*;

use super::cast::People;
use crate::app::App;
use crate::clock::Moment;
use crate::db::schema::buildings;
use crate::db::{Broken, Never};
use crate::homes::BuildingId;
use crate::money::Tiyn;
use crate::voting::{self, Format, Formula, Initiator, PastMeeting, PastQuestion, Roll, Shown};
use crate::who::CompanyId;

/// Item, question and decision in Kazakh and in Russian, and what it costs.
type Text = (i32, (&'static str, &'static str), (&'static str, &'static str), (Formula, i64, i64));

const FREE: (Formula, i64, i64) = (Formula::None, 0, 0);

/// A draft: two questions are ready, one waits for its Russian text, two still have open holes.
const DRAFT: [Text; 5] = [
    (
        6,
        ("Үйді күтіп-ұстаудың 2027 жылға арналған сметасын бекіту", "Утверждение сметы на содержание дома на 2027 год"),
        (
            "Үйдің ортақ мүлкін күтіп-ұстауға арналған 2027 жылғы смета жалпы 18 460 000 теңге сомасына бекітілсін.",
            "Утвердить смету расходов на содержание общего имущества дома на 2027 год на общую сумму 18 460 000 тенге.",
        ),
        FREE,
    ),
    (
        7,
        ("Ағымдағы жарнаның мөлшерін бекіту", "Утверждение размера текущего взноса"),
        (
            "Ағымдағы жарнаның мөлшері 2027 жылғы 1 қаңтардан бастап пайдалы алаңның әр шаршы метріне айына 62 теңге болып бекітілсін.",
            "Утвердить размер текущего взноса с 1 января 2027 года: 62 тенге в месяц за квадратный метр полезной площади.",
        ),
        (Formula::PerArea, 5049, 6200),
    ),
    (
        10,
        ("Шатырды жөндеуге нысаналы жарна жинау", "Целевой взнос на ремонт кровли"),
        (
            "Шатыр {мердігердің атауы} ұсынысы бойынша жөнделсін, құны {сома} теңге. Нысаналы жарна пайдалы алаңның әр шаршы метріне 1 450 теңге болсын.",
            "Отремонтировать кровлю по предложению {название подрядчика}, стоимость {сумма} тенге. Целевой взнос — 1 450 тенге за квадратный метр полезной площади.",
        ),
        (Formula::OnceByArea, 0, 145_000),
    ),
    (
        17,
        ("Шатырды антенналарға жалға беру", "Аренда крыши под антенны"),
        ("Шатырдың 12 шаршы метрі байланыс операторына айына 85 000 теңгеге екі жылға жалға берілсін.", ""),
        FREE,
    ),
    (
        3,
        ("Үй кеңесін сайлау", "Избрание совета дома"),
        (
            "Үй кеңесінің құрамына екі жыл мерзімге мыналар сайлансын: {тегі, аты, пәтері}.",
            "Избрать в совет дома на срок два года: {фамилия, имя, квартира}.",
        ),
        FREE,
    ),
];

/// A fixed agenda: it waits only for its notice.
const FIXED: [Text; 2] = [
    (
        10,
        ("Аулаға бейнебақылау орнатуға нысаналы жарна жинау", "Целевой взнос на видеонаблюдение во дворе"),
        (
            "Аула мен кіреберістерге 14 бейнекамера орнатылсын, құны 1 680 000 теңге. Нысаналы жарна әр пәтер мен тұрғын емес үй-жайдан бір рет 14 000 теңге болсын.",
            "Установить во дворе и у подъездов 14 видеокамер, стоимость 1 680 000 тенге. Целевой взнос — 14 000 тенге однократно с каждой квартиры и нежилого помещения.",
        ),
        (Formula::OncePerUnit, 0, 1_400_000),
    ),
    (
        22,
        ("Аулаға көлік қою тәртібін бекіту", "Утверждение правил парковки во дворе"),
        (
            "Аулаға көлік қоюдың қоса берілген тәртібі 2027 жылғы 1 қаңтардан бастап бекітілсін: көгал мен өрт сөндіру жолына көлік қойылмайды.",
            "Утвердить с 1 января 2027 года прилагаемые правила парковки во дворе: на газон и пожарный проезд машины не ставят.",
        ),
        FREE,
    ),
];

/// Writes them down, of the first two houses of the company.
///
/// # Errors
/// When the database fails.
pub(super) async fn fill(app: &App, company: CompanyId, people: &People) -> anyhow::Result<()> {
    let Some(secretary) = people.get("secretary@demo.example").copied() else { return Ok(()) };
    let today = app.clock.now().date();
    let filled = app.db.write::<_, Never>(move |tx| {
        let houses: Vec<BuildingId> = buildings::table
            .filter(buildings::company_id.eq(company))
            .order(buildings::sort_key)
            .select(buildings::id)
            .limit(2)
            .load(&mut **tx)?;
        if let Some(house) = houses.first() {
            let title = ("2027 жылғы смета, жарна және шатыр", "Смета на 2027 год, взносы и кровля");
            voting::settle(tx, company, secretary, &meeting(*house, title, (today, 12, 26), &DRAFT), today)?;
        }
        if let Some(house) = houses.last() {
            let title = ("Аулаға бейнебақылау және көлік қою тәртібі", "Видеонаблюдение и парковка во дворе");
            let id = voting::settle(tx, company, secretary, &meeting(*house, title, (today, 9, 20), &FIXED), today)?;
            voting::settle_fixed(tx, company, id)?;
        }
        Ok(())
    });
    Ok(filled.await.map_err(Broken::from)?)
}

fn meeting(
    building: BuildingId,
    title: (&str, &str),
    (today, opens, closes): (NaiveDate, u64, u64),
    texts: &[Text],
) -> PastMeeting {
    let both = |of: (&str, &str)| (of.0.to_owned(), of.1.to_owned());
    PastMeeting {
        building,
        format: Format::Absentee,
        initiator: Initiator::Council,
        title: both(title),
        venue: (String::new(), String::new()),
        shown: Shown::AtClosing,
        meets_at: None,
        open: (at(today, opens, 9), at(today, closes, 20)),
        notified_at: None,
        chair_and_secretary: ("Оспанов Бауыржан Қайратұлы".to_owned(), "Ким Светлана Викторовна".to_owned()),
        questions: texts
            .iter()
            .map(|(item, title, text, (formula, was, becomes))| PastQuestion {
                item: *item,
                roll: Roll::Homes,
                entrance: None,
                title: both(*title),
                text: both(*text),
                formula: (*formula, Tiyn(*was), Tiyn(*becomes)),
            })
            .collect(),
    }
}

/// An hour of the wall, so many days ahead.
fn at(today: NaiveDate, days: u64, hour: u32) -> Moment {
    let day = today.checked_add_days(Days::new(days)).unwrap_or(today);
    let wall = day.and_hms_opt(hour, 0, 0).unwrap_or_default();
    crate::web::identify::ZONE.from_local_datetime(&wall).earliest().map(|at| at.naive_utc()).unwrap_or(wall)
}
