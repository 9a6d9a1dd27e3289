//! Writes invented houses in portions, with those who hold them.

use std::collections::HashMap;

use anyhow::Context;

use super::cast::{ALATAU_PEOPLE, ESIL_PEOPLE, People};
use super::chance::Chance;
use super::names::{self, Idents};
use super::places;
use crate::accounts::{self, NewPerson};
use crate::app::App;
use crate::clock::Moment;
use crate::db::Never;
use crate::homes::{self, Building, Complex, ComplexId, Contact, Entrance, Holding, Premises, Settlement};
use crate::text::{Locale, alphabetical};
use crate::who::{CompanyId, Holds, PersonId};

/// How many flats are written in one transaction.
const PORTION: usize = 10_000;

/// Where things are, for the announcements' audiences.
#[derive(Default)]
pub(super) struct Houses {
    pub(super) complexes: Vec<String>,
    pub(super) buildings: Vec<String>,
    pub(super) entrances: Vec<Vec<String>>,
}

/// Writes houses in portions, with those who hold them.
pub(super) async fn settle(
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
            died_on: None,
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
