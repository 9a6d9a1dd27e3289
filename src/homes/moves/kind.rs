//! What a move is, and what it asks for.

use crate::who::Holds;

crate::ids! {
    /// A move.
    MoveId,
}

crate::words! {
    /// Why somebody leaves or comes.
    pub enum MoveKind {
        /// The premises, or a share of them, were sold or given (*сату*, *продажа*).
        Sale = "sale",
        /// A tenant comes.
        Lease = "lease",
        /// A tenant leaves.
        LeaseEnd = "lease_end",
        /// The owner has died; who inherits is entered when it is known.
        Death = "death",
    }
}

impl MoveKind {
    /// The key of its name.
    pub(in crate::homes) fn key(self) -> &'static str {
        match self {
            Self::Sale => "homes.moves.kind.sale",
            Self::Lease => "homes.moves.kind.lease",
            Self::LeaseEnd => "homes.moves.kind.lease_end",
            Self::Death => "homes.moves.kind.death",
        }
    }

    /// As what somebody comes by it; nobody comes by the others.
    pub(in crate::homes) fn brings(self) -> Option<Holds> {
        match self {
            Self::Sale => Some(Holds::Owner),
            Self::Lease => Some(Holds::Tenant),
            Self::LeaseEnd | Self::Death => None,
        }
    }

    /// As what somebody must leave by it, if anybody must.
    pub(in crate::homes) fn takes(self) -> Option<Holds> {
        match self {
            Self::Sale | Self::Death => Some(Holds::Owner),
            Self::LeaseEnd => Some(Holds::Tenant),
            Self::Lease => None,
        }
    }

    /// Whether those who leave are told: nobody writes to the dead.
    pub(in crate::homes) fn tells_leavers(self) -> bool {
        self != Self::Death
    }
}
