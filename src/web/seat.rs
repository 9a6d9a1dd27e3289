//! What somebody is: seats in companies, what they are entrusted with there, what they hold.

use std::collections::BTreeSet;

use super::look::Look;
use crate::clock::Moment;
use crate::text::Locale;
use crate::who::{CompanyId, Duty, Holds, Reach, Role};

/// Something a person is: a role, in a company.
#[derive(Clone, Debug)]
pub struct Seat {
    /// The role.
    pub role: Role,
    /// The company; the operator has none.
    pub company: Option<CompanyId>,
    /// Its name in Kazakh, Russian and English.
    pub names: [String; 3],
    /// Why the company is suspended, if it is and the seat works for it: its staff see that and nothing else.
    pub suspended: Option<String>,
    /// How its pages look.
    pub look: Option<Look>,
    /// What they are entrusted with there, in whichever zone.
    pub duties: Vec<Duty>,
    /// The same with its zones: their own, and those of colleagues they stand in for.
    pub grants: Vec<Grant>,
    /// What they hold there.
    pub homes: Vec<Home>,
    /// From when on the company wants a second factor of its staff.
    pub second_factor_from: Option<Moment>,
}

/// Duties within a zone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grant {
    /// The duties.
    pub duties: Vec<Duty>,
    /// The buildings of the zone; `None` is the whole company.
    pub buildings: Option<Vec<String>>,
}

/// Premises somebody holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Home {
    /// The premises' id.
    pub premises: String,
    /// The kind of premises, as a word.
    pub kind: String,
    /// The number on the door.
    pub number: String,
    /// The building's id.
    pub building: String,
    /// The building's address.
    pub address: String,
    /// The complex' id.
    pub complex: Option<String>,
    /// The entrance's id.
    pub entrance: Option<String>,
    /// As what.
    pub holds: Holds,
}

impl Seat {
    /// What the switch in the header sends.
    pub fn id(&self) -> String {
        match self.company {
            Some(company) => format!("{}:{company}", self.role),
            None => self.role.to_string(),
        }
    }

    /// How far they see in their company when they act by a duty, or by none in particular; `None` when they have not got it.
    pub fn reach(&self, company: CompanyId, duties: &[Duty]) -> Option<Reach> {
        let mut buildings = BTreeSet::new();
        let mut any = false;
        let wanted = |grant: &&Grant| duties.is_empty() || duties.iter().any(|duty| grant.duties.contains(duty));
        for grant in self.grants.iter().filter(wanted) {
            match &grant.buildings {
                None => return Some(Reach::whole(company)),
                Some(zone) => buildings.extend(zone.iter().cloned()),
            }
            any = true;
        }
        any.then(|| Reach::part(company, buildings.into_iter().collect()))
    }

    /// The company's name in a language.
    pub fn company_name(&self, locale: Locale) -> &str {
        let [kk, ru, en] = &self.names;
        match locale {
            Locale::Kk => kk,
            Locale::Ru => ru,
            Locale::En => en,
        }
    }
}
