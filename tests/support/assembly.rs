//! A house of the first company whose owners vote: twelve flats behind two doors, a shop, two parking places, a storage room.
//!
//! | unit | who |
//! |---|---|
//! | flats 1, 2, parking 1 | `owner` alone; `relative` lives in flat 1, `tenant` rents flat 2 |
//! | flat 4 | `owner2` and `neighbour`, a half each |
//! | flats 7, storage 1 | `owner2` alone; `proxy` acts for them in flat 7 by power of attorney |
//! | flat 8 | somebody without an account, for whom `proxy` acts |
//! | flat 12 | `proxy` alone |
//! | flat 11 | nobody is known to own it |
//! | all others | owners without an account |
//!
//! The agenda: the fee by area, the report, the gate of the parking places, the lift of the second entrance.

use aula::app::App;
use aula::clock::Moment;
use aula::db::Never;
use aula::homes::{
    self, Building, BuildingId, Contact, ContactId, Entrance, EntranceId, Holding, HoldingId, Kind, Premises, PremisesId,
};
use aula::money::Tiyn;
use aula::text::alphabetical;
use aula::voting::{self, Format, Formula, Initiator, MeetingId, PastMeeting, PastQuestion, Roll, Shown};
use aula::who::{CompanyId, Holds, PersonId};
use chrono::TimeDelta;

use super::people::known_as;
use super::{Person, Side, TestPortal, world};

/// Kind, number, entrance, area in hundredths of m².
const UNITS: [(Kind, &str, usize, i64); 16] = [
    (Kind::Flat, "1", 1, 6140),
    (Kind::Flat, "2", 1, 4500),
    (Kind::Flat, "3", 1, 7205),
    (Kind::Flat, "4", 1, 5230),
    (Kind::Flat, "5", 1, 3890),
    (Kind::Flat, "6", 1, 6140),
    (Kind::Flat, "7", 2, 4500),
    (Kind::Flat, "8", 2, 7205),
    (Kind::Flat, "9", 2, 5230),
    (Kind::Flat, "10", 2, 3890),
    (Kind::Flat, "11", 2, 6140),
    (Kind::Flat, "12", 2, 4500),
    (Kind::Commercial, "1", 0, 12_000),
    (Kind::Parking, "1", 0, 1325),
    (Kind::Parking, "2", 0, 1325),
    (Kind::Storage, "1", 0, 400),
];

/// Who holds which unit (by its place above) as what, and whether only a half of it.
const HELD: [(&str, usize, Holds, bool); 20] = [
    ("owner", 0, Holds::Owner, false),
    ("relative", 0, Holds::Family, false),
    ("owner", 1, Holds::Owner, false),
    ("tenant", 1, Holds::Tenant, false),
    ("a3", 2, Holds::Owner, false),
    ("owner2", 3, Holds::Owner, true),
    ("neighbour", 3, Holds::Owner, true),
    ("a5", 4, Holds::Owner, false),
    ("a6", 5, Holds::Owner, false),
    ("owner2", 6, Holds::Owner, false),
    ("elder", 7, Holds::Owner, false),
    ("a9", 8, Holds::Owner, false),
    ("a10", 9, Holds::Owner, false),
    ("proxy", 11, Holds::Owner, false),
    ("firm", 12, Holds::Owner, false),
    ("owner", 13, Holds::Owner, false),
    ("a3", 14, Holds::Owner, false),
    ("owner2", 15, Holds::Owner, false),
    ("proxy", 6, Holds::Owner, false),
    ("proxy", 7, Holds::Owner, false),
];
/// The last of [`HELD`] are no holdings: `proxy` acts there for whoever holds.
const POWERS: usize = 2;

/// Who is there besides the roster: with an account, and without one.
const ACCOUNTS: [(&str, &str); 3] = [
    ("neighbour", "Иванов Пётр Алексеевич"),
    ("relative", "Жұмабаева Дана Ерланқызы"),
    ("proxy", "Тұрсынбекова Мәдина Айдарқызы"),
];
const CARDS: [(&str, &str); 7] = [
    ("a3", "Омарова Сәуле Нұрланқызы"),
    ("a5", "Ли Виктор Сергеевич"),
    ("a6", "Қалиев Бауыржан Ерікұлы"),
    ("elder", "Әбдіғалиева Күләш Өмірзаққызы"),
    ("a9", "Шнайдер Ольга Викторовна"),
    ("a10", "Ғабдуллин Ілияс Маратұлы"),
    ("firm", "ЖШС «Көктем»"),
];

/// How the meeting is held.
#[derive(Clone, Debug)]
pub(crate) struct Called {
    /// From when until when votes are taken, counted from now.
    pub(crate) open: (TimeDelta, TimeDelta),
    /// When the owners were told.
    pub(crate) notified: TimeDelta,
    /// When owners see how others voted.
    pub(crate) shown: Shown,
}

impl Called {
    /// Open since two days, for five more.
    pub(crate) fn open() -> Self {
        Self { open: (TimeDelta::days(-2), TimeDelta::days(5)), notified: TimeDelta::days(-10), shown: Shown::Live }
    }

    /// Opens in a week.
    pub(crate) fn announced() -> Self {
        Self { open: (TimeDelta::days(7), TimeDelta::days(17)), notified: TimeDelta::days(-1), ..Self::open() }
    }

    /// Closes in an hour.
    pub(crate) fn closing() -> Self {
        Self { open: (TimeDelta::days(-8), TimeDelta::hours(1)), notified: TimeDelta::days(-20), ..Self::open() }
    }

    /// The same, but how others voted is shown when it is over.
    pub(crate) fn hidden(self) -> Self {
        Self { shown: Shown::AtClosing, ..self }
    }
}

/// What was settled.
pub(crate) struct Assembly {
    pub(crate) company: CompanyId,
    pub(crate) building: BuildingId,
    pub(crate) meeting: MeetingId,
    pub(crate) closes_at: Moment,
    premises: Vec<PremisesId>,
    cards: Vec<(String, ContactId)>,
    holdings: Vec<(String, usize, HoldingId)>,
}

impl Assembly {
    /// Settles the house and the meeting.
    pub(crate) async fn settle(portal: &TestPortal, called: Called) -> Self {
        Self::settle_in(&portal.app, called).await
    }

    /// The same in any portal of the tests.
    pub(crate) async fn settle_in(app: &App, called: Called) -> Self {
        add_accounts(app).await;
        let (mut new, rows) = rows(app);
        let now = app.clock.now();
        let (company, meeting) = (new.company, past(new.building, &rows, now, &called));
        let author = person("secretary").parse().ok().expect("an id");
        let powers: Vec<_> =
            HELD[HELD.len() - POWERS..].iter().map(|(who, unit, _, _)| (new.holding(*unit), new.card(who))).collect();
        let written = app.db.write::<_, Never>(move |tx| {
            homes::settle(tx, company, &rows)?;
            for power in powers {
                let term = (world::now().date() - TimeDelta::days(30), world::now().date() + TimeDelta::days(300));
                homes::settle_power(tx, company, power, term, "Сейітова А.")?;
            }
            Ok(voting::settle(tx, company, author, &meeting, now.date())?)
        });
        new.meeting = written.await.ok().expect("a meeting");
        new.closes_at = now + called.open.1;
        new
    }

    /// A flat by its number.
    pub(crate) fn flat(&self, number: usize) -> PremisesId {
        self.premises[number - 1]
    }

    /// A unit by its place in the table: 12 the shop, 13 and 14 parking, 15 storage.
    pub(crate) fn unit(&self, place: usize) -> PremisesId {
        self.premises[place]
    }

    /// The company's card of somebody.
    pub(crate) fn card(&self, who: &str) -> ContactId {
        self.cards.iter().find(|(key, _)| key == who).map(|(_, card)| *card).unwrap_or_else(|| panic!("no card of {who}"))
    }

    /// The first holding of a unit, by its place.
    pub(crate) fn holding(&self, unit: usize) -> HoldingId {
        self.holdings.iter().find(|(_, of, _)| *of == unit).map(|(_, _, id)| *id).expect("somebody holds it")
    }

    /// The address of a page of the meeting, for residents.
    pub(crate) fn at(&self, tail: &str) -> String {
        format!("/votes/{}{tail}", self.meeting)
    }
}

macro_rules! here {
    ($($name:ident),+ $(,)?) => {$(
        pub(crate) fn $name() -> Person {
            Person::seated(stringify!($name))
        }
    )+};
}

here!(neighbour, relative, proxy);

/// The account of somebody of the house.
pub(crate) fn person(key: &str) -> String {
    match ACCOUNTS.iter().position(|(known, _)| *known == key) {
        Some(place) => world::id(0x9e51, u128::try_from(place).expect("a short list") + 1),
        None => known_as(key).id(),
    }
}

async fn add_accounts(app: &App) {
    let written = app.db.write::<_, Never>(|tx| {
        for (key, name) in ACCOUNTS {
            world::newcomer(tx, &person(key), key, name)?;
        }
        Ok(())
    });
    written.await.ok().expect("three more people");
}

/// The house as it stands in the register.
fn rows(app: &App) -> (Assembly, homes::Settlement) {
    let (now, side) = (app.clock.now(), Side::First);
    let company: CompanyId = side.company().parse().ok().expect("an id");
    let address = "Тоқаев көшесі, 7";
    let building = Building {
        id: BuildingId::fresh(now),
        company_id: company,
        complex_id: None,
        address: address.into(),
        address_folded: homes::same_address(address),
        sort_key: alphabetical::key(address),
        floors: Some(3),
        created_at: now,
    };
    let entrance = |number: &str| Entrance {
        id: EntranceId::fresh(now),
        company_id: company,
        building_id: building.id,
        number: number.into(),
        sort_key: alphabetical::key(number),
    };
    let entrances = vec![entrance("1"), entrance("2")];
    let premises: Vec<Premises> = (1..).zip(UNITS).map(|(place, unit)| premises(place, unit, &building, &entrances)).collect();
    let cards: Vec<(String, ContactId)> = ["owner", "owner2", "tenant"]
        .into_iter()
        .zip(1..)
        .map(|(key, nth)| (key.to_owned(), side.contact(nth).parse().ok().expect("an id")))
        .chain(ACCOUNTS.iter().chain(&CARDS).map(|(key, _)| ((*key).to_owned(), ContactId::fresh(now))))
        .collect();
    let mut new = Assembly {
        company,
        building: building.id,
        meeting: MeetingId::fresh(now),
        closes_at: now,
        premises: premises.iter().map(|of| of.id).collect(),
        cards,
        holdings: Vec::new(),
    };
    let contacts = ACCOUNTS.iter().chain(&CARDS).map(|(key, name)| contact(&new, key, name, now)).collect();
    let mut holdings = Vec::new();
    for (who, unit, holds, half) in HELD.into_iter().take(HELD.len() - POWERS) {
        let parts = if half { 2 } else { 1 };
        let share = (holds == Holds::Owner).then_some((1, parts));
        let holding = Holding {
            id: HoldingId::fresh(now),
            company_id: company,
            premises_id: new.premises[unit],
            contact_id: new.card(who),
            holds,
            share_of: share.map(|share| share.0),
            share_in: share.map(|share| share.1),
            since: (now - TimeDelta::days(2000)).date().into(),
            until: None,
            created_at: now,
        };
        new.holdings.push((who.to_owned(), unit, holding.id));
        holdings.push(holding);
    }
    let rows = homes::Settlement { complexes: Vec::new(), buildings: vec![building], entrances, premises, contacts, holdings };
    (new, rows)
}

fn premises(
    place: usize,
    (kind, number, entrance, area): (Kind, &str, usize, i64),
    of: &Building,
    doors: &[Entrance],
) -> Premises {
    Premises {
        id: PremisesId::fresh(of.created_at),
        company_id: of.company_id,
        building_id: of.id,
        entrance_id: entrance.checked_sub(1).map(|nth| doors[nth].id),
        kind,
        number: number.into(),
        number_folded: homes::same_number(number),
        sort_key: homes::sort_key(&of.sort_key, kind, number),
        floor: Some(1),
        area: Some(area),
        living_area: None,
        account: Some(format!("70-{place:06}")),
        centre_account: None,
        cadastre: None,
        registered: None,
        residing: None,
        created_at: of.created_at,
    }
}

fn contact(of: &Assembly, key: &str, name: &str, now: Moment) -> Contact {
    let account = ACCOUNTS.iter().any(|(known, _)| *known == key);
    Contact {
        id: of.card(key),
        company_id: of.company,
        person_id: account.then(|| person(key).parse::<PersonId>().ok().expect("an id")),
        name: name.into(),
        name_folded: aula::text::fold(name),
        sort_key: alphabetical::key(name),
        ident: None,
        phone: None,
        email: account.then(|| format!("{key}@demo.example")),
        created_at: now,
        died_on: None,
    }
}

/// The meeting with its agenda.
fn past(building: BuildingId, rows: &homes::Settlement, now: Moment, called: &Called) -> PastMeeting {
    let question = |item, roll, (kk, ru): (&str, &str), formula| PastQuestion {
        item,
        roll,
        entrance: None,
        title: (kk.into(), ru.into()),
        text: (format!("{kk}: бекітілсін."), format!("{ru}: утвердить.")),
        formula,
    };
    let free = (Formula::None, Tiyn(0), Tiyn(0));
    let lift = rows.entrances.get(1).map(|entrance| (entrance.id, entrance.number.clone()));
    PastMeeting {
        building,
        format: Format::Absentee,
        initiator: Initiator::Manager,
        title: ("Жылдық жиналыс".into(), "Годовое собрание".into()),
        venue: (String::new(), String::new()),
        shown: called.shown,
        meets_at: None,
        open: (now + called.open.0, now + called.open.1),
        notified_at: Some(now + called.notified),
        chair_and_secretary: ("Жұмабаев Ерлан Серікұлы".into(), "Төлегенова Айжан".into()),
        questions: vec![
            question(6, Roll::Homes, ("Ай сайынғы жарна", "Ежемесячный взнос"), (Formula::PerArea, Tiyn(5049), Tiyn(5651))),
            question(1, Roll::Homes, ("Жылдық есеп", "Годовой отчёт"), free),
            question(9, Roll::Stalls, ("Тұрақ қақпасы", "Ворота паркинга"), free),
            PastQuestion {
                entrance: lift,
                ..question(10, Roll::Entrance, ("2-кіреберістің лифті", "Лифт второго подъезда"), free)
            },
        ],
    }
}
