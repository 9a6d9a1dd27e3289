//! A bill: opening − paid + accrued + penalty = due.

crate::ids! {
    /// A bill.
    BillId,
}
