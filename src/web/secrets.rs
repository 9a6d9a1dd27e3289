//! Chance, seals and locks: random texts, short proofs that a text came from us, and texts that only we can read.

use aes_gcm::aead::{Aead, Payload};
use aes_gcm::{Aes256Gcm, Nonce};
use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

use super::error::Error;
use crate::config::Secret;

/// Random bytes from the operating system, which on Linux cannot fail once the machine has started.
pub fn random<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    if let Err(error) = getrandom::fill(&mut bytes) {
        // without chance there are no sessions and no links: stopping is the only safe thing
        tracing::error!("the operating system gives no random bytes: {error}");
        std::process::abort();
    }
    bytes
}

/// 256 random bits as 43 letters fit for an address.
pub fn random_text() -> String {
    BASE64_URL_SAFE_NO_PAD.encode(random::<32>())
}

/// What is stored instead of a token that opens something: whoever reads the table cannot use it.
pub fn fingerprint(token: &str) -> String {
    BASE64_URL_SAFE_NO_PAD.encode(Sha256::digest(token.as_bytes()))
}

/// The same of what is no text: two files with one fingerprint are one file.
pub fn fingerprint_of(bytes: &[u8]) -> String {
    BASE64_URL_SAFE_NO_PAD.encode(Sha256::digest(bytes))
}

/// A seal over `text`, for one `purpose`: a seal made for another purpose does not fit.
pub fn seal(secret: &Secret, purpose: &str, text: &str) -> [u8; 32] {
    #[allow(clippy::expect_used, reason = "HMAC takes a key of any length")]
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.reveal().as_bytes()).expect("any key");
    mac.update(purpose.as_bytes());
    mac.update(&[0]);
    mac.update(text.as_bytes());
    mac.finalize().into_bytes().into()
}

/// `text` with its seal behind it.
pub fn sealed(secret: &Secret, purpose: &str, text: &str) -> String {
    let body = BASE64_URL_SAFE_NO_PAD.encode(text);
    let proof = BASE64_URL_SAFE_NO_PAD.encode(seal(secret, purpose, text));
    format!("{body}.{proof}")
}

/// The text of [`sealed`], if the seal is ours.
pub fn unseal(secret: &Secret, purpose: &str, sealed: &str) -> Option<String> {
    let (body, proof) = sealed.split_once('.')?;
    let text = String::from_utf8(BASE64_URL_SAFE_NO_PAD.decode(body).ok()?).ok()?;
    let proof = BASE64_URL_SAFE_NO_PAD.decode(proof).ok()?;
    same(&proof, &seal(secret, purpose, &text)).then_some(text)
}

/// The bytes of a nonce of AES-GCM; chance makes it, which is sound for far more texts than one key here will ever lock.
const NONCE: usize = 12;

fn lock(secret: &Secret, purpose: &str) -> Aes256Gcm {
    // a key of its own for each purpose: HMAC-SHA-256 as a pseudo-random function of the installation's secret
    let key = seal(secret, "lock", purpose);
    <Aes256Gcm as aes_gcm::KeyInit>::new(&key.into())
}

/// `text` so that nobody reads it without the installation's secret (AES-256-GCM, NIST SP 800-38D). It opens for the same
/// `purpose` and the same `owner` only: moved into somebody else's row it is worth nothing.
///
/// # Errors
/// When the cipher refuses, which it does for texts of many gigabytes.
pub fn locked(secret: &Secret, purpose: &str, owner: &str, text: &str) -> Result<String, Error> {
    let nonce = random::<NONCE>();
    let payload = Payload { msg: text.as_bytes(), aad: owner.as_bytes() };
    let hidden = lock(secret, purpose).encrypt(Nonce::from_slice(&nonce), payload);
    let hidden = hidden.map_err(|_| Error::Broken(anyhow::anyhow!("the cipher refuses a text of {} bytes", text.len())))?;
    Ok(BASE64_URL_SAFE_NO_PAD.encode([nonce.as_slice(), &hidden].concat()))
}

/// The text of [`locked`]; `None` if it was locked by another secret, for something or somebody else, or was changed.
pub fn unlocked(secret: &Secret, purpose: &str, owner: &str, locked: &str) -> Option<String> {
    let bytes = BASE64_URL_SAFE_NO_PAD.decode(locked).ok()?;
    let (nonce, hidden) = bytes.split_at_checked(NONCE)?;
    let text = lock(secret, purpose).decrypt(Nonce::from_slice(nonce), Payload { msg: hidden, aad: owner.as_bytes() }).ok()?;
    String::from_utf8(text).ok()
}

/// Equality that takes the same time wherever the difference is.
pub fn same(a: &[u8], b: &[u8]) -> bool {
    a.ct_eq(b).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seal_holds_for_its_text_and_purpose_only() {
        let secret = Secret::new("x".repeat(32));
        let sealed = sealed(&secret, "a", "сәлем");
        assert_eq!(unseal(&secret, "a", &sealed).as_deref(), Some("сәлем"));
        assert_eq!(unseal(&secret, "b", &sealed), None);
        assert_eq!(unseal(&Secret::new("y".repeat(32)), "a", &sealed), None);
        assert_eq!(unseal(&secret, "a", &format!("x{sealed}")), None);
        assert_eq!(unseal(&secret, "a", "nonsense"), None);
    }

    #[test]
    fn a_lock_opens_for_its_purpose_and_owner_only() {
        let secret = Secret::new("x".repeat(32));
        let hidden = locked(&secret, "a", "Айгүл", "сәлем").unwrap();
        assert_ne!(hidden, locked(&secret, "a", "Айгүл", "сәлем").unwrap(), "the same text never looks the same");
        assert_eq!(unlocked(&secret, "a", "Айгүл", &hidden).as_deref(), Some("сәлем"));
        assert_eq!(unlocked(&secret, "b", "Айгүл", &hidden), None);
        assert_eq!(unlocked(&secret, "a", "Ерлан", &hidden), None);
        assert_eq!(unlocked(&Secret::new("y".repeat(32)), "a", "Айгүл", &hidden), None);
        let mut changed = BASE64_URL_SAFE_NO_PAD.decode(&hidden).unwrap();
        *changed.last_mut().unwrap() ^= 1;
        assert_eq!(unlocked(&secret, "a", "Айгүл", &BASE64_URL_SAFE_NO_PAD.encode(changed)), None);
        for nonsense in ["", "nonsense", "AAAAAAAAAAAAAAAA"] {
            assert_eq!(unlocked(&secret, "a", "Айгүл", nonsense), None, "{nonsense}");
        }
    }
}
