//! Whom the kernel speaks of: it knows people and companies by their identifiers alone.

crate::ids! {
    /// A person: one account, whatever they are in however many companies.
    PersonId,
    /// A company that manages houses (*басқарушы компания*, *управляющая компания*, ОСИ, КСК).
    CompanyId,
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
