//! Whom the kernel speaks of: it knows people and companies by their identifiers alone.

use std::sync::Arc;

crate::ids! {
    /// A person: one account, whatever they are in however many companies.
    PersonId,
    /// A company that manages houses (*басқарушы компания*, *управляющая компания*, ОСИ, КСК).
    CompanyId,
    /// That somebody works for a company, in one role.
    MembershipId,
}

crate::words! {
    /// As what somebody uses the portal: each role has its own pages and navigation.
    pub enum Role {
        /// Owns or lives in premises: made by holdings, not by an appointment.
        Resident = "resident",
        /// Works for a company at a desk.
        Staff = "staff",
        /// Repairs things, for the company or a service firm.
        Technician = "technician",
        /// Sells in the marketplace.
        Vendor = "vendor",
        /// Runs the installation.
        Operator = "operator",
    }
}

crate::words! {
    /// What a member of staff is entrusted with.
    pub enum Duty {
        /// Writes and sends announcements.
        Editor = "editor",
        /// Works on requests and jobs.
        Dispatcher = "dispatcher",
        /// Keeps charges, bills and payments.
        Accountant = "accountant",
        /// Prepares meetings and protocols.
        Secretary = "secretary",
        /// Watches gates.
        Guard = "guard",
        /// Keeps the register of homes and of those who hold them.
        People = "people",
        /// Answers for personal data.
        Privacy = "privacy",
        /// Appoints others and looks after the portal itself.
        Admin = "admin",
    }
}

crate::words! {
    /// How somebody holds premises.
    pub enum Holds {
        /// Owner (*меншік иесі*, *собственник*): votes and pays.
        Owner = "owner",
        /// Tenant (*жалға алушы*, *наниматель/арендатор*): no vote.
        Tenant = "tenant",
        /// Lives with an owner or tenant (*бірге тұратын*, *проживающий*).
        Family = "family",
    }
}

/// How far somebody sees in a company: all of it, or the buildings of their zone (*қызмет аймағы*, *зона обслуживания*).
/// Only an actor hands one out, and what shows people, homes or their counts asks for one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reach {
    company: CompanyId,
    buildings: Option<Arc<[String]>>,
}

impl Reach {
    /// All of a company.
    pub fn whole(company: CompanyId) -> Self {
        Self { company, buildings: None }
    }

    /// Some of its buildings, by their ids.
    pub fn part(company: CompanyId, buildings: Vec<String>) -> Self {
        Self { company, buildings: Some(buildings.into()) }
    }

    /// The company.
    pub fn company(&self) -> CompanyId {
        self.company
    }

    /// The buildings, where it is not all of them.
    pub fn buildings(&self) -> Option<&[String]> {
        self.buildings.as_deref()
    }

    /// Whether it is the whole company.
    pub fn is_whole(&self) -> bool {
        self.buildings.is_none()
    }

    /// Whether a building lies in it.
    pub fn has(&self, building: &str) -> bool {
        self.buildings.as_ref().is_none_or(|all| all.iter().any(|id| id == building))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_zone_has_its_buildings_and_a_company_all_of_them() {
        let company = CompanyId::fresh(crate::clock::Moment::default());
        let part = Reach::part(company, vec!["a".into(), "b".into()]);
        assert!(part.has("a") && part.has("b") && !part.has("c") && !part.is_whole());
        assert!(Reach::whole(company).has("c") && Reach::whole(company).is_whole());
        assert!(!Reach::part(company, Vec::new()).has("a"), "an empty zone is nothing, not everything");
    }
}
