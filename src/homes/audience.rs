//! For whom: a union of scopes, each a place, of all premises in it or of one kind, for all who hold them or for some.

use std::collections::BTreeSet;

use super::place::{BuildingId, ComplexId, EntranceId, Kind, PremisesId};
use crate::web::identify::Home;
use crate::who::{CompanyId, Holds};

crate::words! {
    /// How large the place is.
    pub enum Place {
        /// Everything the company manages.
        Company = "company",
        /// A complex.
        Complex = "complex",
        /// A building.
        Building = "building",
        /// An entrance.
        Entrance = "entrance",
        /// One premises.
        Premises = "premises",
    }
}

/// A part of the audience.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Scope {
    /// How large the place is.
    pub place: Place,
    /// Which place: its id; for the company, the company's.
    pub subject: String,
    /// Only premises of this kind.
    pub kind: Option<Kind>,
    /// Only those who hold them so.
    pub holds: Option<Holds>,
}

/// A place as a form names it: `company`, `building:0192…`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Where {
    /// How large.
    pub place: Place,
    /// Which one.
    pub subject: String,
}

impl Where {
    /// Reads what a checkbox sent; anything that names no place is nothing.
    pub fn read(value: &str, company: CompanyId) -> Option<Self> {
        let (place, id) = value.split_once(':').unwrap_or((value, ""));
        let place: Place = place.parse().ok()?;
        let subject = match place {
            Place::Company => company.to_string(),
            Place::Complex => id.parse::<ComplexId>().ok()?.to_string(),
            Place::Building => id.parse::<BuildingId>().ok()?.to_string(),
            Place::Entrance => id.parse::<EntranceId>().ok()?.to_string(),
            Place::Premises => id.parse::<PremisesId>().ok()?.to_string(),
        };
        Some(Self { place, subject })
    }

    /// What the checkbox sends.
    pub fn value(&self) -> String {
        match self.place {
            Place::Company => Place::Company.to_string(),
            place => format!("{place}:{}", self.subject),
        }
    }
}

/// Every place with every kind and every way of holding that were ticked; nothing ticked means all of them.
pub fn scopes(places: &[Where], kinds: &[Kind], holds: &[Holds]) -> Vec<Scope> {
    let all_kinds: Vec<Option<Kind>> = if kinds.is_empty() { vec![None] } else { kinds.iter().copied().map(Some).collect() };
    let all_holds: Vec<Option<Holds>> = if holds.is_empty() { vec![None] } else { holds.iter().copied().map(Some).collect() };
    let mut all = Vec::new();
    for at in places {
        for kind in &all_kinds {
            all.extend(all_holds.iter().map(|holds| Scope {
                place: at.place,
                subject: at.subject.clone(),
                kind: *kind,
                holds: *holds,
            }));
        }
    }
    all.sort();
    all.dedup();
    all
}

/// What makes up scopes again: places, kinds, ways of holding.
pub fn parts(scopes: &[Scope]) -> (Vec<Where>, Vec<Kind>, Vec<Holds>) {
    let mut places: Vec<Where> = scopes.iter().map(|s| Where { place: s.place, subject: s.subject.clone() }).collect();
    let mut kinds: Vec<Kind> = scopes.iter().filter_map(|s| s.kind).collect();
    let mut holds: Vec<Holds> = scopes.iter().filter_map(|s| s.holds).collect();
    places.sort();
    places.dedup();
    kinds.sort();
    kinds.dedup();
    holds.sort();
    holds.dedup();
    (places, kinds, holds)
}

/// Whether a scope reaches somebody through what they hold.
pub fn reaches(scope: &Scope, company: CompanyId, home: &Home) -> bool {
    let there = match scope.place {
        Place::Company => scope.subject == company.to_string(),
        Place::Complex => home.complex.as_deref() == Some(scope.subject.as_str()),
        Place::Building => home.building == scope.subject,
        Place::Entrance => home.entrance.as_deref() == Some(scope.subject.as_str()),
        Place::Premises => home.premises == scope.subject,
    };
    there && scope.kind.is_none_or(|kind| kind.word() == home.kind) && scope.holds.is_none_or(|holds| holds == home.holds)
}

/// All that a scope may say to reach one of somebody's homes, written `subject/kind/holds` as the columns of a scope stand beside
/// one another: a store compares it with them.
pub fn reaching(company: CompanyId, homes: &[Home]) -> BTreeSet<String> {
    let mut all = BTreeSet::new();
    let company = company.to_string();
    for home in homes {
        let places = [Some(&company), home.complex.as_ref(), Some(&home.building), home.entrance.as_ref(), Some(&home.premises)];
        for place in places.into_iter().flatten() {
            for kind in ["", &home.kind] {
                all.extend(["", home.holds.word()].map(|holds| format!("{place}/{kind}/{holds}")));
            }
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::DateTime;

    fn company() -> CompanyId {
        CompanyId::fresh(DateTime::from_timestamp(0, 0).unwrap().naive_utc())
    }

    fn home(holds: Holds) -> Home {
        Home {
            premises: "p".into(),
            kind: "flat".into(),
            number: "1".into(),
            building: "b".into(),
            address: "a".into(),
            complex: None,
            entrance: Some("e".into()),
            holds,
        }
    }

    fn scope(place: Place, subject: &str, kind: Option<Kind>, holds: Option<Holds>) -> Scope {
        Scope { place, subject: subject.into(), kind, holds }
    }

    #[test]
    fn nothing_ticked_means_all_of_them() {
        let at = [Where { place: Place::Building, subject: "b".into() }];
        assert_eq!(scopes(&at, &[], &[]), [scope(Place::Building, "b", None, None)]);
        assert_eq!(scopes(&at, &[Kind::Flat, Kind::Parking], &[Holds::Owner]).len(), 2);
        assert!(scopes(&[], &[Kind::Flat], &[]).is_empty(), "no place, nobody");
    }

    #[test]
    fn scopes_come_apart_as_they_were_put_together() {
        let at = [Where { place: Place::Building, subject: "b".into() }, Where { place: Place::Complex, subject: "c".into() }];
        let (mut places, kinds, holds) = parts(&scopes(&at, &[Kind::Flat], &[Holds::Owner, Holds::Tenant]));
        places.sort();
        let mut wanted = at.to_vec();
        wanted.sort();
        assert_eq!((places, kinds, holds), (wanted, vec![Kind::Flat], vec![Holds::Owner, Holds::Tenant]));
    }

    #[test]
    fn a_scope_reaches_only_who_is_in_it() {
        let me = company();
        assert!(reaches(&scope(Place::Company, &me.to_string(), None, None), me, &home(Holds::Tenant)));
        assert!(reaches(&scope(Place::Entrance, "e", None, Some(Holds::Owner)), me, &home(Holds::Owner)));
        assert!(!reaches(&scope(Place::Entrance, "e", None, Some(Holds::Owner)), me, &home(Holds::Tenant)));
        assert!(!reaches(&scope(Place::Building, "b", Some(Kind::Parking), None), me, &home(Holds::Owner)));
        assert!(!reaches(&scope(Place::Complex, "c", None, None), me, &home(Holds::Owner)));
    }

    #[test]
    fn what_reaches_a_home_is_what_reaching_names() {
        let me = company();
        let all = reaching(me, &[home(Holds::Owner)]);
        for (subject, place) in [(me.to_string(), Place::Company), ("b".into(), Place::Building), ("p".into(), Place::Premises)] {
            for (kind, holds) in [(None, None), (Some(Kind::Flat), Some(Holds::Owner)), (None, Some(Holds::Tenant))] {
                let one = scope(place, &subject, kind, holds);
                let said = format!("{subject}/{}/{}", kind.map_or("", Kind::word), holds.map_or("", Holds::word));
                assert_eq!(all.contains(&said), reaches(&one, me, &home(Holds::Owner)), "{said}");
            }
        }
    }

    #[test]
    fn a_checkbox_that_names_no_place_is_nothing() {
        let me = company();
        assert_eq!(Where::read("company", me).unwrap().subject, me.to_string());
        for wrong in ["", "building:", "building:x", "planet:1", "building:../etc"] {
            assert_eq!(Where::read(wrong, me), None, "{wrong}");
        }
    }
}
