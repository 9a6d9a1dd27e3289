//! What technicians can do, and whom they work for.

crate::ids! {
    /// A firm that repairs things for the company (*сервистік компания*, *обслуживающая организация*).
    FirmId,
}

crate::words! {
    /// A technician's trade.
    pub enum Skill {
        /// Water, sewers.
        Plumbing = "plumbing",
        /// Heating.
        Heating = "heating",
        /// Power and light.
        Electrics = "electrics",
        /// Intercoms, cameras, barriers.
        Signals = "signals",
        /// Lifts: by law only a licensed firm's people.
        Lifts = "lifts",
        /// Doors, locks, windows, joinery.
        Joinery = "joinery",
        /// Walls, roofs, roads.
        Building = "building",
        /// Cleaning, snow, rubbish.
        Cleaning = "cleaning",
    }
}

impl Skill {
    /// The key of its name.
    pub fn key(self) -> &'static str {
        match self {
            Self::Plumbing => "team.skill.plumbing",
            Self::Heating => "team.skill.heating",
            Self::Electrics => "team.skill.electrics",
            Self::Signals => "team.skill.signals",
            Self::Lifts => "team.skill.lifts",
            Self::Joinery => "team.skill.joinery",
            Self::Building => "team.skill.building",
            Self::Cleaning => "team.skill.cleaning",
        }
    }
}
