//! What staff type about homes, and how it becomes something true.

use chrono::NaiveDate;

use super::holding::Share;
use super::place::{BuildingId, ComplexId, EntranceId, Kind, PremisesId, same_number, sort_key};
use super::rows::{Building, Contact, Holding, Premises};
use crate::clock::Moment;
use crate::text::{email, ident::Ident, phone};
use crate::web::{Form, Said, Typed};
use crate::who::Holds;

/// A building, as typed and true.
#[derive(Clone, Debug)]
pub(super) struct BuildingDraft {
    pub(super) address: String,
    pub(super) complex: Option<ComplexId>,
    pub(super) floors: Option<i32>,
    pub(super) entrances: u32,
}

impl BuildingDraft {
    pub(super) fn read(form: &mut Form) -> Option<Self> {
        let address = form.text("address", 200);
        if !address.is_empty() && super::same_address(&address).is_empty() {
            form.refuse("address", "homes.refused.address");
        }
        let complex = optional_id(form, "complex");
        let floors = count(form, "floors", 200);
        let entrances = count(form, "entrances", 50).and_then(|n| u32::try_from(n).ok()).unwrap_or_default();
        (!form.failed()).then_some(Self { address, complex, floors, entrances })
    }

    pub(super) fn typed(building: &Building, entrances: usize) -> Typed {
        let complex = building.complex_id.map(|id| id.to_string()).unwrap_or_default();
        let floors = building.floors.map(|n| n.to_string()).unwrap_or_default();
        Typed::default()
            .with("address", &building.address)
            .with("complex", complex)
            .with("floors", floors)
            .with("entrances", entrances)
    }
}

/// A choice that may be left open; an id that is none is refused.
fn optional_id<T: std::str::FromStr>(form: &mut Form, field: &str) -> Option<T> {
    if form.value(field).is_empty() { None } else { form.word(field) }
}

/// A count that may be left open.
fn count(form: &mut Form, field: &str, most: i32) -> Option<i32> {
    let typed = form.value(field);
    if typed.is_empty() {
        return None;
    }
    let number = typed.parse::<i32>().ok().filter(|n| (0..=most).contains(n));
    if number.is_none() {
        form.refuse(field, Said::new("homes.refused.count").with("most", most));
    }
    number
}

/// An area in hundredths of m², as `61,4`; at most a hectare.
pub(super) fn area(form: &mut Form, field: &str) -> Option<i64> {
    let typed = form.value(field);
    if typed.is_empty() {
        return None;
    }
    let area = hundredths(typed).filter(|area| (1..=1_000_000).contains(area));
    if area.is_none() {
        form.refuse(field, "homes.refused.area");
    }
    area
}

fn hundredths(typed: &str) -> Option<i64> {
    let typed = typed.replace(['\u{a0}', ' '], "").replace(',', ".");
    let (whole, part) = typed.split_once('.').unwrap_or((&typed, ""));
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    if whole.is_empty() || whole.len() > 9 || part.len() > 2 || !digits(whole) || !digits(part) {
        return None;
    }
    let part = format!("{part:0<2}").parse::<i64>().ok()?;
    whole.parse::<i64>().ok()?.checked_mul(100)?.checked_add(part)
}

/// An area as it is typed.
fn typed_area(area: Option<i64>) -> String {
    area.map(|area| {
        if area % 100 == 0 {
            (area / 100).to_string()
        } else {
            format!("{},{:02}", area / 100, area % 100).trim_end_matches('0').to_owned()
        }
    })
    .unwrap_or_default()
}

/// Premises, as typed and true.
#[derive(Clone, Debug)]
pub(super) struct PremisesDraft {
    kind: Kind,
    number: String,
    pub(super) entrance: String,
    floor: Option<i32>,
    area: Option<i64>,
    living_area: Option<i64>,
    account: Option<String>,
    centre_account: Option<String>,
    cadastre: Option<String>,
    registered: Option<i32>,
    residing: Option<i32>,
}

impl PremisesDraft {
    pub(super) fn read(form: &mut Form) -> Option<Self> {
        let kind = form.word("kind");
        let number = form.text("number", 20);
        if !number.is_empty() && same_number(&number).is_empty() {
            form.refuse("number", "homes.refused.number");
        }
        let optional =
            |form: &mut Form, field: &str, most: usize| Some(form.optional(field, most)).filter(|text| !text.is_empty());
        let draft = Self {
            kind: kind.unwrap_or(Kind::Flat),
            number,
            entrance: form.optional("entrance", 10),
            floor: floor(form),
            area: area(form, "area"),
            living_area: area(form, "living_area"),
            account: optional(form, "account", 30),
            centre_account: optional(form, "centre_account", 30),
            cadastre: optional(form, "cadastre", 40),
            registered: count(form, "registered", 100),
            residing: count(form, "residing", 100),
        };
        if draft.area.zip(draft.living_area).is_some_and(|(all, living)| living > all) {
            form.refuse("living_area", "homes.refused.living_area");
        }
        (!form.failed()).then_some(draft)
    }

    pub(super) fn premises(
        &self,
        id: PremisesId,
        building: &Building,
        entrance: Option<EntranceId>,
        created_at: Moment,
    ) -> Premises {
        Premises {
            id,
            company_id: building.company_id,
            building_id: building.id,
            entrance_id: entrance,
            kind: self.kind,
            number: self.number.clone(),
            number_folded: same_number(&self.number),
            sort_key: sort_key(&building.sort_key, self.kind, &self.number),
            floor: self.floor,
            area: self.area,
            living_area: self.living_area,
            account: self.account.clone(),
            centre_account: self.centre_account.clone(),
            cadastre: self.cadastre.clone(),
            registered: self.registered,
            residing: self.residing,
            created_at,
        }
    }

    pub(super) fn typed(premises: &Premises, entrance: Option<&str>) -> Typed {
        let text = |value: &Option<String>| value.clone().unwrap_or_default();
        let number = |value: Option<i32>| value.map(|n| n.to_string()).unwrap_or_default();
        Typed::default()
            .with("kind", premises.kind)
            .with("number", &premises.number)
            .with("entrance", entrance.unwrap_or_default())
            .with("floor", number(premises.floor))
            .with("area", typed_area(premises.area))
            .with("living_area", typed_area(premises.living_area))
            .with("account", text(&premises.account))
            .with("centre_account", text(&premises.centre_account))
            .with("cadastre", text(&premises.cadastre))
            .with("registered", number(premises.registered))
            .with("residing", number(premises.residing))
    }
}

/// A floor; cellars are below nought.
fn floor(form: &mut Form) -> Option<i32> {
    let typed = form.value("floor");
    if typed.is_empty() {
        return None;
    }
    let floor = typed.parse::<i32>().ok().filter(|floor| (-10..=200).contains(floor));
    if floor.is_none() {
        form.refuse("floor", "homes.refused.floor");
    }
    floor
}

/// Somebody, as typed and true.
#[derive(Clone, Debug)]
pub(super) struct ContactDraft {
    pub(super) name: String,
    pub(super) ident: Option<String>,
    pub(super) phone: Option<String>,
    pub(super) email: Option<String>,
}

impl ContactDraft {
    pub(super) fn read(form: &mut Form) -> Option<Self> {
        let name = form.text("name", 200);
        let ident = parsed(form, "ident", |typed| {
            Ident::parse(typed).map(|ident| ident.as_str().to_owned()).map_err(|no| Said::new(no.key()))
        });
        let phone = parsed(form, "phone", |typed| phone::normalise(typed).ok_or_else(|| "homes.refused.phone".into()));
        let email = parsed(form, "email", |typed| email::normalise(typed).ok_or_else(|| "accounts.refused.email".into()));
        (!form.failed()).then_some(Self { name, ident, phone, email })
    }

    pub(super) fn typed(contact: &Contact) -> Typed {
        let text = |value: &Option<String>| value.clone().unwrap_or_default();
        Typed::default()
            .with("name", &contact.name)
            .with("ident", text(&contact.ident))
            .with("phone", text(&contact.phone))
            .with("email", text(&contact.email))
    }
}

/// A field that may be left open, else must be what `read` says.
fn parsed<T>(form: &mut Form, field: &str, read: impl Fn(&str) -> Result<T, Said>) -> Option<T> {
    let typed = form.optional(field, 254);
    if typed.is_empty() {
        return None;
    }
    match read(&typed) {
        Ok(value) => Some(value),
        Err(said) => {
            form.refuse(field, said);
            None
        }
    }
}

/// Somebody who is to hold premises, as typed and true.
#[derive(Clone, Debug)]
pub(super) struct HolderDraft {
    pub(super) contact: ContactDraft,
    pub(super) holds: Holds,
    pub(super) share: Option<Share>,
    pub(super) since: Option<NaiveDate>,
}

impl HolderDraft {
    pub(super) fn read(form: &mut Form) -> Option<Self> {
        let contact = ContactDraft::read(form);
        let holds = form.word("holds");
        let share = parsed(form, "share", |typed| Share::parse(typed).ok_or_else(|| "homes.refused.share".into()));
        if share.is_some() && holds.is_some_and(|holds| holds != Holds::Owner) {
            form.refuse("share", "homes.refused.share_of_owner");
        }
        let since = day(form, "since");
        let (Some(contact), Some(holds), false) = (contact, holds, form.failed()) else { return None };
        Some(Self { contact, holds, share, since })
    }
}

/// A day that may be left open.
pub(super) fn day(form: &mut Form, field: &str) -> Option<NaiveDate> {
    parsed(form, field, |typed| {
        let day = NaiveDate::parse_from_str(typed, "%Y-%m-%d").or_else(|_| NaiveDate::parse_from_str(typed, "%d.%m.%Y"));
        let first = NaiveDate::from_ymd_opt(1900, 1, 1).unwrap_or_default();
        let last = NaiveDate::from_ymd_opt(2199, 12, 31).unwrap_or_default();
        day.ok().filter(|day| (first..=last).contains(day)).ok_or_else(|| "homes.refused.day".into())
    })
}

/// The share of a holding.
pub(super) fn share_of(holding: &Holding) -> Option<Share> {
    holding.share_of.zip(holding.share_in).and_then(|(of, parts)| Share::new(of, parts))
}

/// The building that a form's address names.
pub(super) fn building_id(text: &str) -> Option<BuildingId> {
    text.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_area_is_typed_with_a_comma_or_a_point() {
        for (typed, area) in [("61,4", 6140), ("61.40", 6140), ("61", 6100), ("1 024,05", 102_405)] {
            assert_eq!(hundredths(typed), Some(area), "{typed}");
        }
        for wrong in ["", ",5", "61,405", "-5", "1e3", "61,4 m", "٦"] {
            assert_eq!(hundredths(wrong), None, "{wrong}");
        }
        assert_eq!([typed_area(Some(6140)), typed_area(Some(6105)), typed_area(Some(6100))], ["61,4", "61,05", "61"]);
    }

    #[test]
    fn living_area_is_part_of_the_whole() {
        let mut form =
            Form::of(Typed::default().with("kind", "flat").with("number", "1").with("area", "50").with("living_area", "51"));
        assert!(PremisesDraft::read(&mut form).is_none());
        assert!(form.error("living_area").is_some());
    }

    #[test]
    fn only_an_owner_has_a_share() {
        let mut form = Form::of(Typed::default().with("name", "А").with("holds", "tenant").with("share", "1/2"));
        assert!(HolderDraft::read(&mut form).is_none());
        assert!(form.error("share").is_some());
    }
}
