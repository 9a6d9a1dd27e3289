//! The address that refuses kinds of letters: whoever has the letter may refuse them, without signing in.

use super::kind::Kind;
use crate::config::{Config, Secret};
use crate::web::secrets;
use crate::who::PersonId;

const PURPOSE: &str = "unsubscribe";

/// Whose letters of which kinds an address refuses. It never runs out: a letter may be years old.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Stop {
    pub(super) person: PersonId,
    /// At least one, and all of them may be refused.
    pub(super) kinds: Vec<Kind>,
}

impl Stop {
    /// For a letter of these kinds; `None` when none of them may be refused.
    pub(super) fn of(person: PersonId, kinds: impl IntoIterator<Item = Kind>) -> Option<Self> {
        let mut kinds: Vec<Kind> = kinds.into_iter().filter(|kind| kind.refusable()).collect();
        kinds.sort_unstable();
        kinds.dedup();
        (!kinds.is_empty()).then_some(Self { person, kinds })
    }

    /// The sealed part of the address.
    pub(super) fn token(&self, secret: &Secret) -> String {
        let kinds: Vec<&str> = self.kinds.iter().map(|kind| kind.word()).collect();
        secrets::sealed(secret, PURPOSE, &format!("{}|{}", self.person, kinds.join("+")))
    }

    /// The whole address.
    pub(super) fn url(&self, config: &Config) -> String {
        format!("{}/unsubscribe/{}", config.base_url, self.token(&config.secret))
    }

    /// Reads an address of ours.
    pub(super) fn open(secret: &Secret, token: &str) -> Option<Self> {
        let text = secrets::unseal(secret, PURPOSE, token)?;
        let (person, kinds) = text.split_once('|')?;
        let kinds = kinds.split('+').map(str::parse).collect::<Result<Vec<Kind>, _>>().ok()?;
        // a kind that may not be refused any more stays wanted, whatever an old letter says
        Self::of(person.parse().ok()?, kinds)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn secret() -> Secret {
        Secret::new("s".repeat(32))
    }

    fn person() -> PersonId {
        PersonId::fresh(chrono::DateTime::from_timestamp(1_800_000_000, 0).unwrap().naive_utc())
    }

    #[test]
    fn an_address_says_who_and_what_and_nothing_else_fits() {
        let stop = Stop::of(person(), [Kind::AnnouncementOutage, Kind::AnnouncementInfo, Kind::AnnouncementInfo]).unwrap();
        assert_eq!(stop.kinds, [Kind::AnnouncementInfo, Kind::AnnouncementOutage]);
        let token = stop.token(&secret());
        assert_eq!(Stop::open(&secret(), &token), Some(stop));
        assert_eq!(Stop::open(&Secret::new("t".repeat(32)), &token), None);
        assert_eq!(Stop::open(&secret(), &token.replace('.', "x.")), None);
        assert_eq!(Stop::open(&secret(), ""), None);
    }

    #[test]
    fn what_may_not_be_refused_has_no_address() {
        assert_eq!(Stop::of(person(), [Kind::AnnouncementLegal, Kind::AnnouncementEmergency]), None);
        let forged = secrets::sealed(&secret(), PURPOSE, &format!("{}|announcement_legal", person()));
        assert_eq!(Stop::open(&secret(), &forged), None, "not even a well sealed one");
        let other = secrets::sealed(&secret(), "flash", &format!("{}|announcement_info", person()));
        assert_eq!(Stop::open(&secret(), &other), None, "a seal for another purpose does not fit");
    }
}
