//! People under 18. Consent to the use of personal data is given by the person or by their legal representative (law «On personal data
//! and their protection», art. 8); that one is of full age at eighteen is said by the Civil Code. So somebody under 18 lives with an
//! owner or tenant, one of the holders consents for them, and they are neither owner nor tenant themselves.

use chrono::NaiveDate;

use super::Refused;
use crate::text::ident::Iin;
use crate::who::Holds;

/// The words to which a representative consents; a later wording gets another name, and the old rows keep theirs.
pub const WORDING: &str = "2026-11";

/// Whether somebody is under 18 on a day: what the date in their ИИН says, else what was answered.
pub fn is_minor(ident: Option<&str>, answered: bool, on: NaiveDate) -> bool {
    ident.and_then(|ident| Iin::parse(ident).ok()).and_then(|iin| iin.is_minor(on)).unwrap_or(answered)
}

/// Whether somebody may be entered as `holds`.
///
/// # Errors
/// [`Refused::MinorOnlyFamily`] for an owner or tenant under 18; [`Refused::ConsentMissing`] for a child nobody answers for.
pub fn may_enter(minor: bool, holds: Holds, consent: bool) -> Result<(), Refused> {
    match (minor, holds) {
        (false, _) => Ok(()),
        (true, Holds::Owner | Holds::Tenant) => Err(Refused::MinorOnlyFamily),
        (true, Holds::Family) if consent => Ok(()),
        (true, Holds::Family) => Err(Refused::ConsentMissing),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn the_number_knows_better_than_the_answer() {
        // born on 31 July 2010, and on 17 March 1985
        let (child, grown) = ("100731500008", "850317350125");
        assert!(is_minor(Some(child), false, day("2026-11-20")));
        assert!(!is_minor(Some(child), true, day("2028-07-31")), "of age on the eighteenth birthday");
        assert!(is_minor(Some(child), false, day("2028-07-30")));
        assert!(!is_minor(Some(grown), true, day("2026-11-20")));
        for unknown in [None, Some("not a number"), Some("220840012344")] {
            assert!(is_minor(unknown, true, day("2026-11-20")) && !is_minor(unknown, false, day("2026-11-20")));
        }
    }

    #[test]
    fn a_child_lives_with_somebody_who_answers_for_them() {
        assert_eq!(may_enter(true, Holds::Family, true), Ok(()));
        assert_eq!(may_enter(true, Holds::Family, false), Err(Refused::ConsentMissing));
        assert_eq!(may_enter(true, Holds::Owner, true), Err(Refused::MinorOnlyFamily));
        assert_eq!(may_enter(true, Holds::Tenant, true), Err(Refused::MinorOnlyFamily));
    }

    proptest! {
        #[test]
        fn nobody_under_age_owns_or_rents(holds in 0usize..3, consent: bool) {
            let holds = Holds::ALL[holds];
            prop_assert_eq!(may_enter(true, holds, consent).is_ok(), holds == Holds::Family && consent);
            prop_assert!(may_enter(false, holds, consent).is_ok());
        }
    }
}
