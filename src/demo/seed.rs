//! Fills an empty database: companies, staff, houses, those who hold them, announcements.

use std::collections::HashMap;
use std::time::Duration;

use anyhow::{Context, ensure};
use diesel::prelude::*;

use super::chance::Chance;
use super::names::{self, Idents};
use super::places::{self, ALATAU, ESIL};
use super::{newcomers, texts};
use crate::accounts::{self, NewCompany, NewPerson};
use crate::announcements::{self, Past, Place, Scope, Wording, Words};
use crate::app::App;
use crate::clock::Moment;
use crate::db::schema::companies;
use crate::db::{Never, Tx};
use crate::files::{self, Accepted, Kind as FileKind};
use crate::homes::{self, Building, Complex, ComplexId, Contact, Entrance, Holding, Premises, Settlement};
use crate::text::{Locale, alphabetical};
use crate::who::{CompanyId, Duty, Holds, PersonId, Role};

/// The password of every account of the demo.
const PASSWORD: &str = "aula-demo-2026";
/// How many flats are written in one transaction.
const PORTION: usize = 4_000;

/// Somebody of the contract: address, name, what they are.
struct Known {
    email: &'static str,
    name: &'static str,
    locale: Locale,
    role: Option<Role>,
    duties: &'static [Duty],
}

const fn known(email: &'static str, name: &'static str, locale: Locale, role: Option<Role>, duties: &'static [Duty]) -> Known {
    Known { email, name, locale, role, duties }
}

/// The staff and the residents whose addresses the welcome prints.
const ALATAU_PEOPLE: [Known; 12] = [
    known("manager@demo.example", "Сейітова Динара Маратқызы", Locale::Ru, Some(Role::Staff), Duty::ALL),
    known("editor@demo.example", "Әбенова Мадина Ерланқызы", Locale::Kk, Some(Role::Staff), &[Duty::Editor]),
    known("dispatcher@demo.example", "Коваленко Наталья Сергеевна", Locale::Ru, Some(Role::Staff), &[Duty::Dispatcher]),
    known("accountant@demo.example", "Тілеуова Гүлнар Болатқызы", Locale::Kk, Some(Role::Staff), &[Duty::Accountant]),
    known("secretary@demo.example", "Ким Светлана Викторовна", Locale::Ru, Some(Role::Staff), &[Duty::Secretary]),
    known("guard@demo.example", "Оспанов Бауыржан Талғатұлы", Locale::Kk, Some(Role::Staff), &[Duty::Guard]),
    known("technician@demo.example", "Ибраев Марат Қайратұлы", Locale::Kk, Some(Role::Technician), &[]),
    known("vendor@demo.example", "Ахметжанов Тимур Рустамович", Locale::Ru, Some(Role::Vendor), &[]),
    known("owner@demo.example", "Жұмабаев Ерлан Серікұлы", Locale::Kk, None, &[]),
    known("owner2@demo.example", "Ковалёва Ирина Петровна", Locale::Ru, None, &[]),
    known("tenant@demo.example", "Нұрланова Айгерім Асқарқызы", Locale::Kk, None, &[]),
    known("operator@demo.example", "Байжанов Арман Дәулетұлы", Locale::Ru, Some(Role::Operator), &[]),
];

const ESIL_PEOPLE: [Known; 2] = [
    known("manager@other.example", "Петров Олег Николаевич", Locale::Ru, Some(Role::Staff), Duty::ALL),
    known("owner@other.example", "Сәрсенбаева Жанар Бекқызы", Locale::Kk, None, &[]),
];

/// Fills an empty database with `flats` flats, telling how far it is.
///
/// # Errors
/// When the database is not empty, or fails.
pub async fn fill(app: &App, flats: usize, tell: &(dyn Fn(&str) + Sync)) -> anyhow::Result<()> {
    let there: i64 = app.db.read(|conn| companies::table.count().get_result(conn)).await?;
    ensure!(there == 0, "the database is not empty; the demo fills only an empty one");
    let password = accounts::hash_now(PASSWORD).map_err(|e| anyhow::anyhow!("argon2: {e}"))?;
    let mut idents = Idents::default();
    let main = company(app, &ALATAU, "Alatau Uy").await?;
    let people = staff(app, main, &ALATAU_PEOPLE, &password).await?;
    let houses = settle(app, main, places::city(flats), &people, &mut idents, 0, (flats, tell)).await?;
    let other = company(app, &ESIL, "Esil Service").await?;
    let others = staff(app, other, &ESIL_PEOPLE, &password).await?;
    let more = settle(app, other, places::estate(&ESIL, 60), &others, &mut idents, 1_000_000, (0, tell)).await?;
    announce(app, main, people.get("editor@demo.example"), texts::ALATAU, &houses).await?;
    newcomers::fill(app, main, people.get("manager@demo.example")).await?;
    announce(app, other, others.get("manager@other.example"), texts::ESIL, &more).await
}

/// What the terminal says when everything is ready.
pub fn welcome(base_url: &str, took: Duration) -> String {
    let accounts: Vec<String> =
        ALATAU_PEOPLE.iter().chain(&ESIL_PEOPLE).map(|known| format!("  {:<26} {}", known.email, known.name)).collect();
    format!(
        "\nAula is ready at {base_url} ({:.1} s)\nPassword of every account: {PASSWORD}\n{}\nLetters can be read at {base_url}/operator/mail as operator@demo.example. Stop with Ctrl-C.",
        took.as_secs_f64(),
        accounts.join("\n")
    )
}

async fn company(app: &App, of: &'static places::Company, english: &'static str) -> anyhow::Result<CompanyId> {
    let now = app.clock.now();
    let id = CompanyId::fresh(now);
    let new = NewCompany {
        id,
        name_kk: of.legal_kk.to_owned(),
        name_ru: of.legal_ru.to_owned(),
        name_en: english.to_owned(),
        bin: of.bin.to_owned(),
        phone: of.phone.to_owned(),
        emergency_phone: of.phone.to_owned(),
        email: of.email.to_owned(),
        address_kk: of.office.to_owned(),
        address_ru: of.office.to_owned(),
        locale: Locale::Kk.code().to_owned(),
        time_zone: crate::web::identify::ZONE.name().to_owned(),
        created_at: now,
    };
    app.db.write::<_, Never>(move |tx| Ok(accounts::add_company(tx, &new)?)).await.map_err(crate::db::Broken::from)?;
    Ok(id)
}

/// The people whose addresses are printed, by address.
type People = HashMap<&'static str, PersonId>;

async fn staff(app: &App, company: CompanyId, all: &'static [Known], password: &str) -> anyhow::Result<People> {
    let password = password.to_owned();
    let made = app.db.write::<_, Never>(move |tx| {
        let mut people = People::new();
        for (nth, who) in all.iter().enumerate() {
            let now = tx.now();
            let id = PersonId::fresh(now);
            let phone = names::phone(99_000 + nth).filter(|_| company_is_first(all));
            let new = NewPerson {
                id,
                name: who.name.to_owned(),
                email: Some(who.email.to_owned()),
                phone,
                password: Some(password.clone()),
                locale: who.locale.code().to_owned(),
                time_zone: crate::web::identify::ZONE.name().to_owned(),
                operator: who.role == Some(Role::Operator),
                created_at: now,
            };
            accounts::add_people(tx, std::slice::from_ref(&new))?;
            if let Some(role) = who.role.filter(|role| *role != Role::Operator) {
                accounts::appoint(tx, company, id, role, who.duties)?;
            }
            people.insert(who.email, id);
        }
        Ok(people)
    });
    Ok(made.await.map_err(crate::db::Broken::from)?)
}

fn company_is_first(all: &[Known]) -> bool {
    all.len() == ALATAU_PEOPLE.len()
}

/// Where things are, for the announcements' audiences.
#[derive(Default)]
struct Houses {
    complexes: Vec<String>,
    buildings: Vec<String>,
    entrances: Vec<Vec<String>>,
}

/// Writes houses in portions, with those who hold them.
async fn settle(
    app: &App,
    company: CompanyId,
    city: impl Iterator<Item = places::Building>,
    people: &People,
    idents: &mut Idents,
    first_email: usize,
    (flats, tell): (usize, &(dyn Fn(&str) + Sync)),
) -> anyhow::Result<Houses> {
    let now = app.clock.now();
    let mut maker = Maker {
        company,
        now,
        chance: Chance::new(0xAB1E ^ u64::try_from(first_email).unwrap_or_default()),
        complexes: HashMap::new(),
        nth: first_email,
        phones: 0,
        special: specials(people),
        houses: Houses::default(),
    };
    let (mut part, mut accounts_part, mut done) = (Settlement::default(), Vec::new(), 0);
    for building in city {
        maker.building(&building, idents, &mut part, &mut accounts_part);
        if part.premises.len() >= PORTION {
            done += write(app, company, std::mem::take(&mut part), std::mem::take(&mut accounts_part)).await?;
            if flats > 0 {
                tell(&format!("  {done} premises of about {} …", flats + flats / 3));
            }
        }
    }
    write(app, company, part, accounts_part).await?;
    Ok(maker.houses)
}

async fn write(app: &App, company: CompanyId, part: Settlement, people: Vec<NewPerson>) -> anyhow::Result<usize> {
    let size = part.premises.len();
    let written = app.db.write::<_, Never>(move |tx| {
        accounts::add_people(tx, &people)?;
        Ok(homes::settle(tx, company, &part)?)
    });
    written.await.map_err(crate::db::Broken::from).context("filling the register")?;
    Ok(size)
}

/// Which of the known people get which premises: `owner@` two flats and a parking place, `owner2@` a flat, `tenant@` rents one of `owner@`'s.
fn specials(people: &People) -> Vec<(PersonId, &'static str, &'static str, Locale)> {
    let all = ALATAU_PEOPLE.iter().chain(&ESIL_PEOPLE);
    all.filter(|known| known.role.is_none())
        .filter_map(|known| people.get(known.email).map(|id| (*id, known.email, known.name, known.locale)))
        .collect()
}

/// Makes rows out of the invented city.
struct Maker {
    company: CompanyId,
    now: Moment,
    chance: Chance,
    complexes: HashMap<String, ComplexId>,
    nth: usize,
    phones: usize,
    special: Vec<(PersonId, &'static str, &'static str, Locale)>,
    houses: Houses,
}

impl Maker {
    fn building(&mut self, of: &places::Building, idents: &mut Idents, part: &mut Settlement, people: &mut Vec<NewPerson>) {
        let complex = of.complex.as_ref().map(|name| self.complex(name, part));
        let key = alphabetical::key(&of.address);
        let building = Building {
            id: homes::BuildingId::fresh(self.now),
            company_id: self.company,
            complex_id: complex,
            address: of.address.clone(),
            address_folded: homes::same_address(&of.address),
            sort_key: key,
            floors: Some(of.floors),
            created_at: self.now,
        };
        let doors: Vec<Entrance> = of
            .entrances
            .iter()
            .map(|number| Entrance {
                id: homes::EntranceId::fresh(self.now),
                company_id: self.company,
                building_id: building.id,
                number: number.clone(),
                sort_key: alphabetical::key(number),
            })
            .collect();
        let first = self.houses.buildings.is_empty();
        for (nth, invented) in of.premises.iter().enumerate() {
            let premises = self.premises(&building, &doors, invented);
            if first && self.special_holder(nth, invented, &premises, part) {
                part.premises.push(premises);
                continue;
            }
            self.holders(&premises, idents, part, people);
            part.premises.push(premises);
        }
        self.houses.buildings.push(building.id.to_string());
        self.houses.entrances.push(doors.iter().map(|door| door.id.to_string()).collect());
        part.buildings.push(building);
        part.entrances.extend(doors);
    }

    fn complex(&mut self, name: &str, part: &mut Settlement) -> ComplexId {
        if let Some(id) = self.complexes.get(name) {
            return *id;
        }
        let complex = Complex {
            id: ComplexId::fresh(self.now),
            company_id: self.company,
            name: name.to_owned(),
            sort_key: alphabetical::key(name),
            created_at: self.now,
        };
        self.complexes.insert(name.to_owned(), complex.id);
        self.houses.complexes.push(complex.id.to_string());
        part.complexes.push(complex.clone());
        complex.id
    }

    fn premises(&self, building: &Building, doors: &[Entrance], of: &places::Premises) -> Premises {
        let kind = match of.kind {
            places::Kind::Flat => homes::Kind::Flat,
            places::Kind::NonResidential => homes::Kind::Commercial,
            places::Kind::Parking => homes::Kind::Parking,
            places::Kind::Storage => homes::Kind::Storage,
        };
        Premises {
            id: homes::PremisesId::fresh(self.now),
            company_id: self.company,
            building_id: building.id,
            entrance_id: of.entrance.and_then(|nth| doors.get(nth)).map(|door| door.id),
            kind,
            number: of.number.clone(),
            number_folded: homes::same_number(&of.number),
            sort_key: homes::sort_key(&building.sort_key, kind, &of.number),
            floor: Some(of.floor),
            area: Some(of.area),
            living_area: of.living_area,
            account: Some(of.account.clone()),
            centre_account: None,
            cadastre: None,
            registered: None,
            residing: None,
            created_at: self.now,
        }
    }

    /// The people of the contract live in the first building, behind its first doors.
    fn special_holder(&self, nth: usize, of: &places::Premises, premises: &Premises, part: &mut Settlement) -> bool {
        let parking = of.kind == places::Kind::Parking
            && !part
                .holdings
                .iter()
                .any(|held| part.premises.iter().any(|p| p.id == held.premises_id && p.kind == homes::Kind::Parking));
        let who: &[(usize, Holds)] = match (of.kind, nth) {
            (places::Kind::Flat, 0) => &[(0, Holds::Owner)],
            (places::Kind::Flat, 1) => &[(1, Holds::Owner)],
            (places::Kind::Flat, 2) => &[(0, Holds::Owner), (2, Holds::Tenant)],
            _ if parking => &[(0, Holds::Owner)],
            _ => &[],
        };
        let mut held = false;
        for (person, holds) in who {
            let Some((id, email, name, _)) = self.special.get(*person) else { continue };
            let known = part.contacts.iter().find(|contact| contact.person_id == Some(*id)).map(|contact| contact.id);
            let contact = known.unwrap_or_else(|| {
                let contact = self.contact(name, None, None, Some((*id, (*email).to_owned())));
                part.contacts.push(contact.clone());
                contact.id
            });
            part.holdings.push(self.holding(premises, contact, *holds, None));
            held = true;
        }
        held
    }

    fn holders(&mut self, premises: &Premises, idents: &mut Idents, part: &mut Settlement, people: &mut Vec<NewPerson>) {
        if premises.kind == homes::Kind::Commercial {
            let firm = names::firm(&mut self.chance, idents);
            let contact = self.contact(&firm.name, firm.ident, None, None);
            part.holdings.push(self.holding(premises, contact.id, Holds::Owner, None));
            part.contacts.push(contact);
            return;
        }
        let owner = names::person(&mut self.chance);
        let joint = self.chance.percent(22).then(|| names::spouse(&mut self.chance, &owner));
        let share = joint.is_some().then_some((1, 2));
        let mut all = vec![(owner, Holds::Owner)];
        all.extend(joint.map(|spouse| (spouse, Holds::Owner)));
        if premises.kind == homes::Kind::Flat && self.chance.percent(14) {
            all.push((names::person(&mut self.chance), Holds::Tenant));
        }
        for (name, holds) in all {
            let contact = self.resident(&name, idents, people);
            part.holdings.push(self.holding(premises, contact.id, holds, share.filter(|_| holds == Holds::Owner)));
            part.contacts.push(contact);
        }
    }

    fn resident(&mut self, name: &names::Name, idents: &mut Idents, people: &mut Vec<NewPerson>) -> Contact {
        let ident = if self.chance.percent(60) { idents.iin(name.is_woman).map(|iin| iin.as_str().to_owned()) } else { None };
        self.phones += 1;
        let phone = if self.chance.percent(85) { names::phone(self.phones) } else { None };
        let account = self.chance.percent(70).then(|| {
            self.nth += 1;
            let (id, email) = (PersonId::fresh(self.now), names::email(name, self.nth));
            let locale = if self.chance.percent(60) { Locale::Kk } else { Locale::Ru };
            people.push(NewPerson {
                id,
                name: name.full.clone(),
                email: Some(email.clone()),
                phone: None,
                password: None,
                locale: locale.code().to_owned(),
                time_zone: crate::web::identify::ZONE.name().to_owned(),
                operator: false,
                created_at: self.now,
            });
            (id, email)
        });
        self.contact(&name.full, ident, phone, account)
    }

    fn contact(&self, name: &str, ident: Option<String>, phone: Option<String>, account: Option<(PersonId, String)>) -> Contact {
        let (person_id, email) = account.unzip();
        Contact {
            id: homes::ContactId::fresh(self.now),
            company_id: self.company,
            person_id,
            name: name.to_owned(),
            name_folded: crate::text::fold(name),
            sort_key: alphabetical::key(name),
            ident,
            phone,
            email,
            created_at: self.now,
        }
    }

    fn holding(&self, premises: &Premises, contact: homes::ContactId, holds: Holds, share: Option<(i64, i64)>) -> Holding {
        Holding {
            id: homes::HoldingId::fresh(self.now),
            company_id: self.company,
            premises_id: premises.id,
            contact_id: contact,
            holds,
            share_of: share.map(|(of, _)| of),
            share_in: share.map(|(_, parts)| parts),
            since: None,
            until: None,
            created_at: self.now,
        }
    }
}

/// Puts the announcements there; the newest of a small demo are really sent, so that letters lie in the folder.
async fn announce(
    app: &App,
    company: CompanyId,
    author: Option<&PersonId>,
    all: &'static [texts::Text],
    houses: &Houses,
) -> anyhow::Result<()> {
    let Some(author) = author.copied() else { return Ok(()) };
    let now = app.clock.now();
    let small = houses.buildings.len() < 20;
    let mut oldest_first: Vec<&texts::Text> = all.iter().collect();
    oldest_first.sort_by_key(|text| text.posted_at(now, crate::web::identify::ZONE));
    for text in oldest_first {
        let past = past(text, company, houses, now);
        let fresh = small && now - past.published_at < chrono::TimeDelta::days(4) && past.expires_at.is_none_or(|end| end > now);
        let picture = text
            .photo
            .map(|photo| photo.jpeg().map(|bytes| Accepted::made(photo.file_name(), FileKind::Jpeg, bytes)))
            .transpose()?;
        let kept = picture.map(|picture| app.store.keep(picture)).transpose().map_err(|e| anyhow::anyhow!("{e}"))?;
        let written = app.db.write::<_, Never>(move |tx: &mut Tx<'_>| {
            let id = if fresh {
                announcements::record_sending(tx, company, author, &past)?
            } else {
                announcements::record_past(tx, company, author, &past)?
            };
            if let Some(kept) = &kept {
                files::add(tx, company, announcements::SHELF, &id.to_string(), kept, Some(author))?;
            }
            Ok(())
        });
        written.await.map_err(crate::db::Broken::from)?;
    }
    Ok(())
}

fn past(text: &texts::Text, company: CompanyId, houses: &Houses, now: Moment) -> Past {
    let zone = crate::web::identify::ZONE;
    let words = |locale| {
        let written = text.written(locale, now, zone);
        Words { title: written.title, body: written.body }
    };
    let kind = match text.kind {
        texts::Kind::Info => announcements::Kind::Info,
        texts::Kind::Outage => announcements::Kind::Outage,
        texts::Kind::Emergency => announcements::Kind::Emergency,
        texts::Kind::Legal => announcements::Kind::Legal,
    };
    let window = text.window_at(now, zone);
    let outage = window.filter(|_| matches!(text.kind, texts::Kind::Outage | texts::Kind::Emergency));
    Past {
        kind,
        wording: Wording { kk: words(Locale::Kk), ru: words(Locale::Ru), en: words(Locale::En) },
        scopes: vec![scope(text.audience, company, houses)],
        published_at: text.posted_at(now, zone),
        outage,
        expires_at: window.map(|(_, until)| until).filter(|_| text.kind != texts::Kind::Legal),
    }
}

/// An audience of the texts; one that a very small demo does not have is everybody.
fn scope(of: texts::Audience, company: CompanyId, houses: &Houses) -> Scope {
    let everybody = Scope { place: Place::Company, subject: company.to_string(), kind: None, holds: None };
    let at = |place, subject: Option<&String>, holds| {
        subject.map_or_else(|| everybody.clone(), |subject| Scope { place, subject: subject.clone(), kind: None, holds })
    };
    match of {
        texts::Audience::Company => everybody,
        texts::Audience::Owners => Scope { holds: Some(Holds::Owner), ..everybody },
        texts::Audience::Parking => Scope { kind: Some(homes::Kind::Parking), holds: Some(Holds::Owner), ..everybody },
        texts::Audience::Complex(nth) => at(Place::Complex, houses.complexes.get(nth), None),
        texts::Audience::Building(nth) => at(Place::Building, houses.buildings.get(nth), None),
        texts::Audience::BuildingOwners(nth) => at(Place::Building, houses.buildings.get(nth), Some(Holds::Owner)),
        texts::Audience::Entrance(nth, door) => {
            at(Place::Entrance, houses.entrances.get(nth).and_then(|doors| doors.get(door)), None)
        }
    }
}
