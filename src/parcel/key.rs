//! The pair of keys by which an installation signs parcels: Ed25519 (RFC 8032), drawn from the installation's secret, so that it is kept
//! where that is kept and nowhere else. With another secret it is another pair; what was signed before stays provable by the old public key.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use ring::signature::{ED25519, Ed25519KeyPair, KeyPair, UnparsedPublicKey};

use super::refused::Refused;
use crate::config::Secret;
use crate::files::Digest;
use crate::web::secrets;

/// What stands before the 32 bytes of an Ed25519 key in a `SubjectPublicKeyInfo` (RFC 8410, section 4).
const BEFORE: [u8; 12] = [0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00];

/// The installation's pair of keys.
pub struct Key(Ed25519KeyPair);

impl std::fmt::Debug for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Key({})", fingerprint(&self.public()))
    }
}

impl Key {
    /// The pair that this secret gives; always the same one.
    ///
    /// # Errors
    /// [`Refused::Key`] when the cipher takes no seed of 32 bytes, which it always does.
    pub fn of(secret: &Secret) -> Result<Self, Refused> {
        let seed = secrets::seal(secret, "parcel", "the signing key, first edition");
        Ed25519KeyPair::from_seed_unchecked(&seed).map(Self).map_err(|_| Refused::Key)
    }

    /// Signs.
    pub fn sign(&self, bytes: &[u8]) -> Vec<u8> {
        self.0.sign(bytes).as_ref().to_vec()
    }

    /// The public key, as a text that OpenSSL reads (PEM, RFC 7468).
    pub fn public(&self) -> String {
        let bytes = [&BEFORE[..], self.0.public_key().as_ref()].concat();
        format!("-----BEGIN PUBLIC KEY-----\n{}\n-----END PUBLIC KEY-----\n", BASE64_STANDARD.encode(bytes))
    }
}

/// What two people read to one another to be sure that they mean the same public key: the SHA-256 of its text, in groups of four.
pub fn fingerprint(public: &str) -> String {
    let digest = Digest::of(public.trim().as_bytes()).as_str().to_owned();
    let letters: Vec<char> = digest.chars().take(32).collect();
    letters.chunks(4).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
}

/// Whether a signature over some bytes is that of a public key.
pub(super) fn is_signed(public: &str, bytes: &[u8], signature: &[u8]) -> bool {
    let body: String = public.lines().filter(|line| !line.starts_with("-----")).collect();
    let Ok(der) = BASE64_STANDARD.decode(body) else { return false };
    let Some(key) = der.strip_prefix(&BEFORE[..]) else { return false };
    UnparsedPublicKey::new(&ED25519, key).verify(bytes, signature).is_ok()
}
