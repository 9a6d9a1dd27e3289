//! A small world: two companies that have nothing to do with one another, with the same things in each.
//!
//! Every id is known beforehand, so that a test can name what it wants without looking for it, and so that all test processes
//! can share one template of it.

mod holes;
pub(crate) mod stories;

use aula::clock::Moment;
use aula::db::Conn;
use aula::db::schema::{
    companies, contact_words, contacts, duties, email_changes, home_words, memberships, office_days, password_links, people,
    premises_counts, second_factors, sessions, visit_grants,
};
use aula::db::types::to_text;
use aula::homes::{self, Building, Complex, Contact, Entrance, Holding, Kind, Premises};
use aula::text::alphabetical;
use aula::web::secrets;
use aula::who::Holds;
use chrono::{NaiveDate, TimeDelta};
use diesel::prelude::*;

use super::people::{Known, PASSWORD, Part, ROSTER, SECRET, known_as, session_key};

/// Which of the two companies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Side {
    First,
    Second,
}

/// The token of a mailed link that the owner of a side has not used yet.
pub(crate) const LINK: &str = "a-link-that-was-mailed";

/// What the guard's authenticator app and the portal share.
pub(crate) const GUARDS_APP: &str = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP";

/// 20 November 2026, 09:00 UTC: two in the afternoon in Almaty.
pub(crate) fn now() -> Moment {
    NaiveDate::from_ymd_opt(2026, 11, 20).and_then(|day| day.and_hms_opt(9, 0, 0)).expect("a moment")
}

/// An id that is known beforehand.
pub(crate) fn id(kind: u128, number: u128) -> String {
    to_text((kind << 64) | number)
}

/// As the types of the library.
fn typed<T: std::str::FromStr>(id: &str) -> T {
    id.parse().ok().unwrap_or_else(|| panic!("{id} is no id"))
}

impl Side {
    pub(crate) const BOTH: [Self; 2] = [Self::First, Self::Second];

    fn number(self) -> u128 {
        match self {
            Self::First => 0xa0,
            Self::Second => 0xb0,
        }
    }

    pub(crate) fn of(self, kind: u128, number: u128) -> String {
        id((self.number() << 16) | kind, number)
    }

    /// The other one.
    pub(crate) fn other(self) -> Self {
        if self == Self::First { Self::Second } else { Self::First }
    }

    pub(crate) fn company(self) -> String {
        self.of(1, 1)
    }
    /// Complexes 1 and 2.
    pub(crate) fn complex(self, number: u128) -> String {
        self.of(2, number)
    }
    /// Buildings 1 and 2.
    pub(crate) fn building(self, number: u128) -> String {
        self.of(3, number)
    }
    /// Entrances 1 and 2 of the first building, 3 of the second.
    pub(crate) fn entrance(self, number: u128) -> String {
        self.of(4, number)
    }
    /// Premises 1 to 8: see [`PREMISES`].
    pub(crate) fn premises(self, number: u128) -> String {
        self.of(5, number)
    }
    /// The company's card of a resident: 1 of the owner.
    pub(crate) fn contact(self, number: u128) -> String {
        self.of(6, number)
    }
    /// Holding 1: the owner's of premises 1.
    pub(crate) fn holding(self, number: u128) -> String {
        self.of(7, number)
    }
    /// Who acts for the owner of premises 1: the first resident of the roster but the owner, where there is one.
    pub(crate) fn representative(self) -> String {
        self.of(0x32, 1)
    }
    /// A move of premises 1: the owner came a month ago.
    pub(crate) fn moved(self) -> String {
        self.of(0x23, 1)
    }
    /// A merge that was undone before; its cards are the owner's and somebody's.
    pub(crate) fn merge(self) -> String {
        self.of(0x24, 1)
    }
    /// A hand-over within the company, ready to be taken over: nobody else sees it.
    pub(crate) fn handover(self) -> String {
        self.of(0x25, 1)
    }
    /// What seals its archive that was asked for a minute ago.
    pub(crate) fn archive(self, path: &str) -> String {
        let person = if path.starts_with("/operator") { known_as("operator") } else { self.manager() };
        let ask = serde_json::json!({ "person": person.id(), "handover": self.handover(), "at": now() - TimeDelta::minutes(1) });
        secrets::sealed(&aula::config::Secret::new(SECRET), "handover archive", &ask.to_string())
    }
    /// A service firm.
    pub(crate) fn firm(self) -> String {
        self.of(0x20, 1)
    }
    /// That the dispatcher is away in December.
    pub(crate) fn absence(self) -> String {
        self.of(0x21, 1)
    }
    /// An offer to work here that nobody has taken up.
    pub(crate) fn appointment(self) -> String {
        self.of(0x22, 1)
    }
    /// The token of the letter that came with it.
    pub(crate) fn offer(self) -> String {
        format!("an-offer-of-{self:?}").to_lowercase()
    }
    /// A day on which its office is closed: another one in each company.
    pub(crate) fn own_day(self) -> NaiveDate {
        let day = if self == Self::First { 30 } else { 29 };
        NaiveDate::from_ymd_opt(2026, 12, day).expect("a day")
    }
    /// Leave to make changes while visiting, given to somebody who ran the installation once.
    pub(crate) fn grant(self) -> String {
        self.of(0x40, 1)
    }
    /// Who owns premises 1 here.
    pub(crate) fn owner(self) -> &'static Known {
        known_as(if self == Self::First { "owner" } else { "other_owner" })
    }
    /// Who manages here.
    pub(crate) fn manager(self) -> &'static Known {
        known_as(if self == Self::First { "manager" } else { "other_manager" })
    }
    /// The membership of somebody of the roster; in the second company only its manager has one.
    pub(crate) fn member(self, key: &str) -> String {
        if self == Self::First { known_as(key).id() } else { self.manager().id() }
    }
    /// The token of the owner's unused link.
    pub(crate) fn link(self) -> String {
        format!("{LINK}-{}", self.owner().key)
    }

    /// The token of the link by which the owner proves a new address.
    pub(crate) fn email_link(self) -> String {
        format!("{LINK}-{}-to-prove-an-address", self.owner().key)
    }

    /// An address with this side's ids in its holes.
    pub(crate) fn path(self, pattern: &str) -> String {
        let mut path = String::new();
        let mut rest = pattern;
        while let Some((before, after)) = rest.split_once('{') {
            let (hole, tail) = after.split_once('}').expect("a closed hole");
            path.push_str(before);
            path.push_str(&self.fills(pattern, hole));
            rest = tail;
        }
        path.push_str(rest);
        path
    }
}

/// Kind, number, building, entrance, area in hundredths, account: the same in both companies.
pub(crate) const PREMISES: [(Kind, &str, u128, Option<u128>, i64); 8] = [
    (Kind::Flat, "1", 1, Some(1), 6140),
    (Kind::Flat, "2", 1, Some(1), 4500),
    (Kind::Flat, "12 А", 1, Some(2), 7205),
    (Kind::Flat, "10", 1, Some(2), 3890),
    (Kind::Commercial, "1", 1, None, 12_000),
    (Kind::Parking, "7", 1, None, 1325),
    (Kind::Storage, "3", 2, None, 400),
    (Kind::Flat, "1", 2, Some(3), 5550),
];

/// Who holds what as what: (resident, premises, how). The owner has two flats and a parking place.
const HOLDINGS: [(&str, u128, Holds); 5] = [
    ("owner", 1, Holds::Owner),
    ("owner", 3, Holds::Owner),
    ("owner", 6, Holds::Owner),
    ("owner2", 2, Holds::Owner),
    ("tenant", 8, Holds::Tenant),
];
const OTHER_HOLDINGS: [(&str, u128, Holds); 2] = [("other_owner", 1, Holds::Owner), ("other_owner", 6, Holds::Owner)];

/// Lays the whole world down.
pub(crate) fn fill(conn: &mut Conn) -> QueryResult<()> {
    for side in Side::BOTH {
        company(conn, side)?;
        places(conn, side)?;
    }
    // one hash for all: everybody has the same password, and a cheap one is checked quickly
    let password = cheap_hash(PASSWORD);
    for known in ROSTER {
        person(conn, known, &password)?;
    }
    for side in Side::BOTH {
        holders(conn, side)?;
        link(conn, side)?;
        email_link(conn, side)?;
        stories::fill(conn, side)?;
        stories::team(conn, side)?;
        stories::moves(conn, side)?;
        grant(conn, side)?;
        own_day(conn, side)?;
        stories::handover(conn, side)?;
    }
    second_factor(conn)?;
    Ok(())
}

/// A hash that fits its password and costs next to nothing.
fn cheap_hash(password: &str) -> String {
    use argon2::password_hash::PasswordHasher;
    let params = argon2::Params::new(8, 1, 1, None).expect("the least that Argon2 allows");
    let argon2 = argon2::Argon2::new(argon2::Algorithm::Argon2id, argon2::Version::V0x13, params);
    argon2.hash_password(password.as_bytes()).expect("a hash").to_string()
}

fn company(conn: &mut Conn, side: Side) -> QueryResult<()> {
    let (kk, ru, en) = match side {
        Side::First => ("Алатау қызметі", "Алатау Сервис", "Alatau Service"),
        Side::Second => ("Басқа үй", "Другой дом", "Another House"),
    };
    diesel::insert_into(companies::table)
        .values((
            (
                companies::id.eq(side.company()),
                companies::name_kk.eq(kk),
                companies::name_ru.eq(ru),
                companies::name_en.eq(en),
                companies::bin.eq(""),
            ),
            (
                companies::phone.eq("+77270000000"),
                companies::emergency_phone.eq("+77270000001"),
                companies::email.eq("office@demo.example"),
            ),
            (
                companies::address_kk.eq(""),
                companies::address_ru.eq(""),
                companies::locale.eq("kk"),
                companies::time_zone.eq("Asia/Almaty"),
            ),
            companies::created_at.eq(now() - TimeDelta::days(400)),
        ))
        .execute(conn)
        .map(drop)
}

fn places(conn: &mut Conn, side: Side) -> QueryResult<()> {
    let (company, at) = (typed(&side.company()), now() - TimeDelta::days(300));
    for (number, name) in [(1, "Хан Тәңірі"), (2, "Медеу")] {
        let complex = Complex {
            id: typed(&side.complex(number)),
            company_id: company,
            name: name.into(),
            sort_key: alphabetical::key(name),
            created_at: at,
        };
        diesel::insert_into(aula::db::schema::complexes::table).values(&complex).execute(conn)?;
    }
    let addresses = match side {
        Side::First => ["Абай даңғылы, 12", "Сәтбаев көшесі, 5"],
        Side::Second => ["Достық даңғылы, 240", "Фурманов көшесі, 8"],
    };
    for (number, address) in [1, 2].into_iter().zip(addresses) {
        let building = Building {
            id: typed(&side.building(number)),
            company_id: company,
            complex_id: Some(typed(&side.complex(number))),
            address: address.into(),
            address_folded: homes::same_address(address),
            sort_key: alphabetical::key(address),
            floors: Some(9),
            created_at: at,
        };
        diesel::insert_into(aula::db::schema::buildings::table).values(&building).execute(conn)?;
    }
    for (entrance, building, number) in [(1, 1, "1"), (2, 1, "2"), (3, 2, "1")] {
        let entrance = Entrance {
            id: typed(&side.entrance(entrance)),
            company_id: company,
            building_id: typed(&side.building(building)),
            number: number.into(),
            sort_key: alphabetical::key(number),
        };
        diesel::insert_into(aula::db::schema::entrances::table).values(&entrance).execute(conn)?;
    }
    for (place, (kind, number, building, entrance, area)) in (1..).zip(PREMISES) {
        let address = addresses[usize::try_from(building).expect("1 or 2") - 1];
        let account = format!("10-{place:06}");
        let premises = Premises {
            id: typed(&side.premises(place)),
            company_id: company,
            building_id: typed(&side.building(building)),
            entrance_id: entrance.map(|entrance| typed(&side.entrance(entrance))),
            kind,
            number: number.into(),
            number_folded: homes::same_number(number),
            sort_key: homes::sort_key(&alphabetical::key(address), kind, number),
            floor: Some(3),
            area: Some(area),
            living_area: None,
            account: Some(account.clone()),
            centre_account: None,
            cadastre: None,
            registered: None,
            residing: None,
            created_at: at,
        };
        diesel::insert_into(aula::db::schema::premises::table).values(&premises).execute(conn)?;
        words(conn, side, place, homes::number_words(number, Some(&account), None))?;
    }
    for kind in Kind::ALL {
        let many = i64::try_from(PREMISES.iter().filter(|(of, ..)| of == kind).count()).expect("a few");
        let row = (
            premises_counts::company_id.eq(side.company()),
            premises_counts::kind.eq(kind.word()),
            premises_counts::many.eq(many),
        );
        diesel::insert_into(premises_counts::table).values(row).execute(conn)?;
    }
    Ok(())
}

fn words(conn: &mut Conn, side: Side, premises: u128, mut words: Vec<String>) -> QueryResult<()> {
    words.sort();
    words.dedup();
    for word in words {
        let (company, premises) = (side.company(), side.premises(premises));
        let there = home_words::table.find((&company, &word, &premises)).count().get_result::<i64>(conn)?;
        if there == 0 {
            let row = (home_words::company_id.eq(company), home_words::word.eq(word), home_words::premises_id.eq(premises));
            diesel::insert_into(home_words::table).values(row).execute(conn)?;
        }
    }
    Ok(())
}

fn person(conn: &mut Conn, known: &Known, password: &str) -> QueryResult<()> {
    let since = now() - TimeDelta::days(200);
    let phone = Some(known.phone).filter(|phone| !phone.is_empty());
    diesel::insert_into(people::table)
        .values((
            (
                people::id.eq(known.id()),
                people::name.eq(known.name),
                people::email.eq(known.email()),
                people::phone.eq(phone),
                people::password.eq(password),
            ),
            (
                people::locale.eq(known.locale),
                people::time_zone.eq("Asia/Almaty"),
                people::operator.eq(known.part == Part::Operator),
                people::created_at.eq(since),
            ),
        ))
        .execute(conn)?;
    let (role, entrusted): (Option<&str>, &[aula::who::Duty]) = match known.part {
        Part::Resident | Part::Operator => (None, &[]),
        Part::Staff(duties) => (Some("staff"), duties),
        Part::Technician => (Some("technician"), &[]),
        Part::Vendor => (Some("vendor"), &[]),
    };
    if let Some(role) = role {
        let (company, membership) = (known.side.company(), known.id());
        let row = (
            memberships::id.eq(&membership),
            memberships::company_id.eq(&company),
            memberships::person_id.eq(known.id()),
            memberships::role.eq(role),
            memberships::since.eq(since),
        );
        diesel::insert_into(memberships::table).values(row).execute(conn)?;
        for duty in entrusted {
            let row = (duties::company_id.eq(&company), duties::membership_id.eq(&membership), duties::duty.eq(duty.word()));
            diesel::insert_into(duties::table).values(row).execute(conn)?;
        }
    }
    session(conn, known)
}

/// Somebody with an account, a session and the password of all, who is not of the roster.
pub(crate) fn newcomer(conn: &mut Conn, id: &str, key: &str, name: &str) -> QueryResult<()> {
    let (email, password) = (format!("{key}@demo.example"), cheap_hash(PASSWORD));
    let what = (people::id.eq(id), people::name.eq(name), people::email.eq(email), people::password.eq(password));
    let how = (people::locale.eq("ru"), people::time_zone.eq("Asia/Almaty"), people::operator.eq(false));
    diesel::insert_into(people::table).values((what, how, people::created_at.eq(now()))).execute(conn)?;
    session_of(conn, id, &secrets::fingerprint(&session_key(key)))
}

/// The session everybody of the roster comes with.
fn session(conn: &mut Conn, known: &Known) -> QueryResult<()> {
    session_of(conn, &known.id(), &known.session_id())
}

fn session_of(conn: &mut Conn, person: &str, id: &str) -> QueryResult<()> {
    let at = now() - TimeDelta::minutes(5);
    let text = |value: String| serde_json::Value::String(value).to_string();
    let state = serde_json::json!({
        "person": text(person.to_owned()), "address": text("10.0.0.1".into()), "agent": text("Firefox on Linux".into()),
        "proved_at": text(at.format("%Y-%m-%dT%H:%M:%S").to_string()),
    });
    let row = (
        (
            sessions::id.eq(id),
            sessions::person_id.eq(person),
            sessions::state.eq(state.to_string()),
            sessions::address.eq("10.0.0.1"),
        ),
        (
            sessions::agent.eq("Firefox on Linux"),
            sessions::created_at.eq(at),
            sessions::seen_at.eq(at),
            sessions::expires_at.eq(at + TimeDelta::days(14)),
        ),
    );
    diesel::insert_into(sessions::table).values(row).execute(conn).map(drop)
}

fn holders(conn: &mut Conn, side: Side) -> QueryResult<()> {
    let (company, at) = (typed(&side.company()), now() - TimeDelta::days(200));
    let held: &[(&str, u128, Holds)] = if side == Side::First { &HOLDINGS } else { &OTHER_HOLDINGS };
    let mut cards: Vec<&str> = held.iter().map(|(key, _, _)| *key).collect();
    cards.dedup();
    for (number, key) in (1..).zip(&cards) {
        let known = known_as(key);
        let contact = Contact {
            id: typed(&side.contact(number)),
            company_id: company,
            person_id: Some(typed(&known.id())),
            name: known.name.into(),
            name_folded: aula::text::fold(known.name),
            sort_key: alphabetical::key(known.name),
            ident: None,
            phone: Some(known.phone.into()).filter(|phone: &String| !phone.is_empty()),
            email: Some(known.email()),
            created_at: at,
            died_on: None,
        };
        diesel::insert_into(contacts::table).values(&contact).execute(conn)?;
        for word in homes::person_words(&contact) {
            let row = (contact_words::company_id.eq(side.company()), contact_words::word.eq(word));
            let row = (row, contact_words::contact_id.eq(side.contact(number)));
            diesel::insert_into(contact_words::table).values(row).execute(conn)?;
        }
    }
    for (number, (key, premises, holds)) in (1..).zip(held) {
        let card = (1..).zip(&cards).find(|(_, card)| *card == key).map(|(n, _)| n).expect("a card");
        let holding = Holding {
            id: typed(&side.holding(number)),
            company_id: company,
            premises_id: typed(&side.premises(*premises)),
            contact_id: typed(&side.contact(card)),
            holds: *holds,
            share_of: Some(1).filter(|_| *holds == Holds::Owner),
            share_in: Some(1).filter(|_| *holds == Holds::Owner),
            since: NaiveDate::from_ymd_opt(2020, 2, 1),
            until: None,
            created_at: at,
        };
        diesel::insert_into(aula::db::schema::holdings::table).values(&holding).execute(conn)?;
        let known = known_as(key);
        words(conn, side, *premises, homes::words_of(known.name, Some(known.phone)))?;
    }
    Ok(())
}

/// A link to set a password, mailed a minute ago.
fn link(conn: &mut Conn, side: Side) -> QueryResult<()> {
    let at = now() - TimeDelta::minutes(1);
    let row = (
        password_links::id.eq(secrets::fingerprint(&side.link())),
        password_links::person_id.eq(side.owner().id()),
        password_links::created_at.eq(at),
        password_links::expires_at.eq(at + TimeDelta::minutes(30)),
    );
    diesel::insert_into(password_links::table).values(row).execute(conn).map(drop)
}

/// A link that proves a new address of the owner's, mailed a minute ago.
fn email_link(conn: &mut Conn, side: Side) -> QueryResult<()> {
    let at = now() - TimeDelta::minutes(1);
    let row = (
        email_changes::id.eq(secrets::fingerprint(&side.email_link())),
        email_changes::person_id.eq(side.owner().id()),
        email_changes::email.eq(format!("new-{}", side.owner().email())),
        email_changes::created_at.eq(at),
        email_changes::expires_at.eq(at + TimeDelta::minutes(30)),
    );
    diesel::insert_into(email_changes::table).values(row).execute(conn).map(drop)
}

/// A day of the office's own.
fn own_day(conn: &mut Conn, side: Side) -> QueryResult<()> {
    let row = (office_days::company_id.eq(side.company()), office_days::day.eq(side.own_day()), office_days::note.eq(""));
    diesel::insert_into(office_days::table).values(row).execute(conn).map(drop)
}

/// Leave to make changes, for somebody who cannot visit any more.
fn grant(conn: &mut Conn, side: Side) -> QueryResult<()> {
    let row = (
        (visit_grants::id.eq(side.grant()), visit_grants::company_id.eq(side.company())),
        (visit_grants::operator_id.eq(known_as("vendor").id()), visit_grants::admin_id.eq(side.manager().id())),
        (visit_grants::since.eq(now() - TimeDelta::hours(2)), visit_grants::until.eq(now() - TimeDelta::hours(1))),
    );
    diesel::insert_into(visit_grants::table).values(row).execute(conn).map(drop)
}

/// The guard signs in with a code besides the password.
fn second_factor(conn: &mut Conn) -> QueryResult<()> {
    let (guard, at) = (known_as("guard").id(), now() - TimeDelta::days(30));
    let secret = aula::config::Secret::new(SECRET);
    let row = (
        second_factors::person_id.eq(&guard),
        second_factors::secret.eq(secrets::locked(&secret, "second factor", &guard, GUARDS_APP).expect("a locked secret")),
        second_factors::last_step.eq(0_i64),
        second_factors::created_at.eq(at),
        second_factors::tried_at.eq(at),
    );
    diesel::insert_into(second_factors::table).values(row).execute(conn).map(drop)
}
