//! A batch of letters, and how far it is.

crate::ids! {
    /// Letters that are printed together.
    BatchId,
}

crate::words! {
    /// How far a batch is.
    pub enum Printed {
        /// It is being drawn.
        Printing = "printing",
        /// The file is there.
        Done = "done",
    }
}

impl Printed {
    /// The key of its name.
    pub(super) fn key(self) -> &'static str {
        match self {
            Self::Printing => "debts.batch.printing",
            Self::Done => "debts.batch.done",
        }
    }

    /// How its badge looks.
    pub(super) fn tone(self) -> &'static str {
        match self {
            Self::Printing => "action",
            Self::Done => "good",
        }
    }
}
