//! Passwords: what is good enough, and their Argon2id hashes.

use argon2::password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash};
use argon2::{Algorithm, Argon2, Params, Version};
use tokio::sync::Semaphore;

use crate::web::{Error, Refusal, Said};

/// The shortest password.
pub const SHORTEST: usize = 10;
const LONGEST: usize = 200;

/// Why a password is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weak {
    /// Too few characters.
    Short,
    /// More than anybody types; hashing it would cost the others time.
    Long,
    /// One character over and over, a row of the keyboard, the person's own name or address.
    Obvious,
    /// The two typings differ.
    Different,
}

impl Refusal for Weak {
    fn said(&self) -> Said {
        match self {
            Self::Short => Said::new("accounts.refused.password_short").with("least", SHORTEST),
            Self::Long => Said::new("accounts.refused.password_long").with("most", LONGEST),
            Self::Obvious => "accounts.refused.password_obvious".into(),
            Self::Different => "accounts.refused.password_different".into(),
        }
    }
}

/// A password that is good enough to be kept.
pub struct Chosen(String);

impl Chosen {
    /// Checks a new password, typed twice; `about` is what a guesser would try first.
    ///
    /// # Errors
    /// [`Weak`].
    pub fn check(password: &str, again: &str, about: &[&str]) -> Result<Self, Weak> {
        let length = password.chars().count();
        if length < SHORTEST {
            return Err(Weak::Short);
        }
        if length > LONGEST {
            return Err(Weak::Long);
        }
        if obvious(password, about) {
            return Err(Weak::Obvious);
        }
        if password != again {
            return Err(Weak::Different);
        }
        Ok(Self(password.to_owned()))
    }
}

const ROWS: [&str; 7] =
    ["01234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm", "йцукенгшщзхъ", "фывапролджэ", "abcdefghijklmnopqrstuvwxyz"];

fn obvious(password: &str, about: &[&str]) -> bool {
    let lower = password.to_lowercase();
    let mut letters: Vec<char> = lower.chars().collect();
    letters.sort_unstable();
    letters.dedup();
    let bare: String = lower.chars().filter(|c| c.is_alphabetic()).collect();
    let about_them = about.iter().flat_map(|text| text.split(['@', ' ', '.'])).map(str::to_lowercase);
    letters.len() < 5
        || ["password", "пароль", "құпиясөз"].contains(&bare.as_str())
        || ROWS.iter().any(|row| row.contains(lower.as_str()) || (bare.chars().count() >= 6 && row.starts_with(bare.as_str())))
        || about_them.filter(|word| word.chars().count() >= 4).any(|word| bare == word)
}

/// Hashing takes 12 MiB and 12 ms: two at once leave the rest of the portal its breath.
static AT_ONCE: Semaphore = Semaphore::const_new(2);

/// 12 MiB in three passes: OWASP's Password Storage Cheat Sheet names five settings of Argon2id as equally strong. Against 19 MiB in two
/// passes (the crate's default) this one lets a fifth more people in each second and needs a third less memory.
const MEMORY_KIB: u32 = 12_288;
const PASSES: u32 = 3;

fn argon2id() -> Result<Argon2<'static>, argon2::Error> {
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, Params::new(MEMORY_KIB, PASSES, 1, None)?))
}

/// A hash of nobody's password, so that an unknown login takes as long as a known one.
const NOBODYS: &str = "$argon2id$v=19$m=12288,t=3,p=1$YXVsYS1ub2JvZHktc2FsdA$6pwV1OnpVJjtkQxLjZLJhgNTvJUB4SkZSyiUWlkEHNQ";

/// Hashes a password, off the request's thread.
///
/// # Errors
/// When the machine cannot.
pub async fn hash(chosen: Chosen) -> Result<String, Error> {
    let _turn = AT_ONCE.acquire().await.map_err(|e| Error::Broken(e.into()))?;
    let hashed = tokio::task::spawn_blocking(move || hash_now(&chosen.0)).await.map_err(|e| Error::Broken(e.into()))?;
    hashed.map_err(|e| Error::Broken(anyhow::anyhow!("argon2: {e}")))
}

/// Hashes at once: for commands and the demo, which have nobody waiting.
///
/// # Errors
/// When the machine cannot.
pub fn hash_now(password: &str) -> Result<String, argon2::password_hash::Error> {
    Ok(argon2id()?.hash_password(password.as_bytes())?.to_string())
}

/// Whether `password` is the one that was hashed; without a hash it takes as long and is not.
///
/// # Errors
/// When the machine cannot.
pub async fn fits(password: String, hash: Option<String>) -> Result<bool, Error> {
    let _turn = AT_ONCE.acquire().await.map_err(|e| Error::Broken(e.into()))?;
    let fitting = tokio::task::spawn_blocking(move || {
        let kept = hash.as_deref().unwrap_or(NOBODYS);
        // nothing longer than a password can be is worth hashing
        let tried = if password.len() > LONGEST * 4 { "" } else { password.as_str() };
        PasswordHash::new(kept).is_ok_and(|kept| Argon2::default().verify_password(tried.as_bytes(), &kept).is_ok())
            && hash.is_some()
    });
    fitting.await.map_err(|e| Error::Broken(e.into()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_and_not_obvious_is_enough() {
        let about = ["Айгүл Серікқызы", "aigul@demo.example"];
        assert!(Chosen::check("aula-demo-2026", "aula-demo-2026", &about).is_ok());
        assert!(Chosen::check("қар жауып тұр", "қар жауып тұр", &about).is_ok());
        for (password, weak) in [
            ("short", Weak::Short),
            ("aaaaaaaaaaaa", Weak::Obvious),
            ("1234567890", Weak::Obvious),
            ("qwertyuiop", Weak::Obvious),
            ("Password123", Weak::Obvious),
            ("пароль2026!", Weak::Obvious),
            ("серікқызы1990", Weak::Obvious),
        ] {
            assert_eq!(Chosen::check(password, password, &about).err(), Some(weak), "{password}");
        }
        assert_eq!(Chosen::check("aula-demo-2026", "aula-demo-2027", &about).err(), Some(Weak::Different));
        assert_eq!(Chosen::check(&"я".repeat(201), "", &about).err(), Some(Weak::Long));
    }

    #[actix_web::test]
    async fn a_hash_fits_its_password_only_and_nobody_has_none() {
        let hash = hash_now("aula-demo-2026").unwrap();
        assert!(hash.starts_with("$argon2id$v=19$m=12288,t=3,p=1$"), "{hash}");
        assert!(fits("aula-demo-2026".into(), Some(hash.clone())).await.unwrap());
        assert!(!fits("aula-demo-2027".into(), Some(hash)).await.unwrap());
        assert!(!fits("aula-demo-2026".into(), None).await.unwrap());
        assert_eq!(NOBODYS.get(..31), hash_now("x").unwrap().get(..31), "nobody's hash costs as much as anybody's");
        assert!(PasswordHash::new(NOBODYS).is_ok());
    }
}
