//! Chance and seals: random texts, and short proofs that a text came from us.

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

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
}
