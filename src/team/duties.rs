//! What may be entrusted, and to which part of a company it may be narrowed.

use super::Refused;
use crate::who::Duty;

/// A zone (*қызмет аймағы*, *зона обслуживания*): complexes with all their buildings, and single buildings.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Zone {
    /// Ids of complexes.
    pub complexes: Vec<String>,
    /// Ids of buildings.
    pub buildings: Vec<String>,
}

impl Zone {
    /// Whether no place is in it.
    pub fn is_empty(&self) -> bool {
        self.complexes.is_empty() && self.buildings.is_empty()
    }
}

/// The key of a duty's name.
pub fn key(duty: Duty) -> &'static str {
    match duty {
        Duty::Editor => "team.duty.editor",
        Duty::Dispatcher => "team.duty.dispatcher",
        Duty::Accountant => "team.duty.accountant",
        Duty::Secretary => "team.duty.secretary",
        Duty::Guard => "team.duty.guard",
        Duty::People => "team.duty.people",
        Duty::Privacy => "team.duty.privacy",
        Duty::Admin => "team.duty.admin",
    }
}

/// The key of the sentence that says what it is.
pub fn hint_key(duty: Duty) -> &'static str {
    match duty {
        Duty::Editor => "team.duty.editor_hint",
        Duty::Dispatcher => "team.duty.dispatcher_hint",
        Duty::Accountant => "team.duty.accountant_hint",
        Duty::Secretary => "team.duty.secretary_hint",
        Duty::Guard => "team.duty.guard_hint",
        Duty::People => "team.duty.people_hint",
        Duty::Privacy => "team.duty.privacy_hint",
        Duty::Admin => "team.duty.admin_hint",
    }
}

/// Whether a duty answers for the company itself, so that a zone makes no sense of it.
fn of_the_company(duty: Duty) -> bool {
    matches!(duty, Duty::Admin | Duty::Privacy)
}

/// Whether these duties can be narrowed to this zone; no zone is the whole company.
///
/// # Errors
/// [`Refused::EmptyZone`] or [`Refused::NotNarrowed`].
pub fn narrowed(duties: &[Duty], zone: Option<&Zone>) -> Result<(), Refused> {
    match zone {
        None => Ok(()),
        Some(zone) if zone.is_empty() => Err(Refused::EmptyZone),
        Some(_) if duties.iter().copied().any(of_the_company) => Err(Refused::NotNarrowed),
        Some(_) => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_zone_needs_a_place_and_cannot_hold_an_administrator() {
        let zone = Zone { complexes: vec!["1".into()], ..Zone::default() };
        assert_eq!(narrowed(&[Duty::Editor], Some(&zone)), Ok(()));
        assert_eq!(narrowed(&[Duty::Editor, Duty::Admin], Some(&zone)), Err(Refused::NotNarrowed));
        assert_eq!(narrowed(&[Duty::Privacy], Some(&zone)), Err(Refused::NotNarrowed));
        assert_eq!(narrowed(&[Duty::Editor], Some(&Zone::default())), Err(Refused::EmptyZone));
        assert_eq!(narrowed(&[Duty::Admin], None), Ok(()));
        assert_eq!(narrowed(&[], Some(&zone)), Ok(()), "a technician has a zone and no duties");
    }
}
