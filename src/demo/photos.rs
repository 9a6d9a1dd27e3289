//! stub for now
/// Pictures
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Photo {
    /// A.
    Courtyard,
    /// B.
    Playground,
    /// C.
    LiftNotice,
    /// D.
    LeakingPipe,
}
