//! Codes of an authenticator app: six digits from a shared secret, new ones every thirty seconds (TOTP, RFC 6238).

use totp_rs::{Algorithm, Builder, Secret, Totp};

use crate::clock::Moment;
use crate::web::secrets;

/// Under which name the app lists us.
const ISSUER: &str = "Aula";
/// Bytes of the secret: RFC 4226 §4 asks for 16 and advises 20.
const LENGTH: usize = 20;
/// Seconds for which a code is shown.
const STEP: u64 = 30;
/// Steps that the clocks of a phone and of ours may lie apart, either way.
const SKEW: u16 = 1;

/// What an app and we share.
pub(in crate::accounts) struct Authenticator(Totp);

impl Authenticator {
    fn of(secret: Secret, login: &str) -> Option<Self> {
        // SHA-1 because some apps quietly take it whatever they are told; as a MAC it is sound (RFC 6238 §1.2)
        let plain = Builder::new().with_algorithm(Algorithm::SHA1).with_digits(6).with_skew(SKEW).with_step_duration(STEP);
        plain.with_secret(secret).with_issuer(Some(ISSUER)).with_account_name(login.replace(':', " ")).build().ok().map(Self)
    }

    /// A new one, from chance; `login` is what the app writes beside the code.
    pub(in crate::accounts) fn fresh(login: &str) -> Option<Self> {
        Self::of(Secret::from(secrets::random::<LENGTH>().to_vec()), login)
    }

    /// The one with that secret, in Base32.
    pub(in crate::accounts) fn parse(secret: &str, login: &str) -> Option<Self> {
        Self::of(Secret::try_from_base32(secret).ok()?, login)
    }

    /// The secret in Base32: capital letters and the digits 2 to 7.
    pub(in crate::accounts) fn secret(&self) -> String {
        self.0.secret().to_base32()
    }

    /// The secret in groups of four, for those who type it.
    pub(in crate::accounts) fn grouped(&self) -> String {
        let letters: Vec<char> = self.secret().chars().collect();
        letters.chunks(4).map(String::from_iter).collect::<Vec<_>>().join(" ")
    }

    /// The address that an app reads off a QR code, `otpauth://…`.
    pub(in crate::accounts) fn address(&self) -> Option<String> {
        self.0.to_url().ok()
    }

    /// The step whose code this is, if it is the code of now, or of the step before or after.
    pub(in crate::accounts) fn step(&self, code: &str, now: Moment) -> Option<i64> {
        let time = u64::try_from(now.and_utc().timestamp()).ok()?;
        i64::try_from(self.0.check(code, time)?).ok()
    }
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, TimeDelta};

    use super::*;

    fn at(seconds: i64) -> Moment {
        DateTime::from_timestamp(seconds, 0).unwrap().naive_utc()
    }

    #[test]
    fn the_codes_are_those_of_the_standard() {
        // RFC 6238, appendix B, the last six of its eight digits
        let known = Authenticator::of(Secret::from(b"12345678901234567890".to_vec()), "a@b.kz").unwrap();
        for (time, code) in [(59, "287082"), (1_111_111_109, "081804"), (1_234_567_890, "005924"), (2_000_000_000, "279037")] {
            assert_eq!(known.step(code, at(time)), Some(time / 30), "{time}");
        }
    }

    #[test]
    fn clocks_may_lie_one_step_apart_and_no_more() {
        let known = Authenticator::of(Secret::from(b"12345678901234567890".to_vec()), "a@b.kz").unwrap();
        let moment = at(1_234_567_890);
        for (apart, fits) in [(-60, false), (-30, true), (0, true), (30, true), (60, false)] {
            assert_eq!(known.step("005924", moment + TimeDelta::seconds(apart)).is_some(), fits, "{apart}");
        }
        for nonsense in ["", "00592", "0059240", "abcdef", "+05924", "00 592"] {
            assert_eq!(known.step(nonsense, moment), None, "{nonsense:?}");
        }
    }

    #[test]
    fn the_secret_is_typed_in_groups_of_four_and_read_off_a_picture() {
        let fresh = Authenticator::fresh("ow:ner@demo.example").unwrap();
        assert_eq!(fresh.grouped().split(' ').map(str::len).collect::<Vec<_>>(), [4; 8]);
        let address = fresh.address().unwrap();
        assert!(address.starts_with("otpauth://totp/Aula:") && address.contains(&fresh.secret()), "{address}");
        assert_eq!(Authenticator::parse(&fresh.secret(), "x").unwrap().secret(), fresh.secret());
        assert_ne!(Authenticator::fresh("x").unwrap().secret(), fresh.secret());
    }
}
