//! The hash that binds a line to all lines before it.

use sha2::{Digest, Sha256};

use super::line::Raw;

/// SHA-256 over the hash before and every field, in hex. Each field goes in with its length before it, so that no two
/// different lines are the same bytes.
pub(super) fn seal(before: &str, chain: &str, line: &Raw) -> String {
    let mut hash = Sha256::new();
    let mut field = |bytes: &[u8]| {
        hash.update(u64::try_from(bytes.len()).unwrap_or(u64::MAX).to_be_bytes());
        hash.update(bytes);
    };
    field(b"aula trail 1");
    field(before.as_bytes());
    field(chain.as_bytes());
    field(&line.place.to_be_bytes());
    field(line.id.as_bytes());
    field(&[u8::from(line.actor.is_some())]);
    field(line.actor.as_deref().unwrap_or_default().as_bytes());
    for text in [&line.actor_name, &line.act, &line.subject_kind, &line.subject_id, &line.details, &line.address] {
        field(text.as_bytes());
    }
    field(&line.at.and_utc().timestamp_micros().to_be_bytes());
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::{DateTime, TimeDelta};

    fn line() -> Raw {
        let at = DateTime::from_timestamp(1_800_000_000, 0).unwrap().naive_utc();
        Raw {
            id: "i".into(),
            place: 7,
            actor: None,
            actor_name: "Әсел".into(),
            act: "voting.closed".into(),
            subject_kind: "meeting".into(),
            subject_id: "m".into(),
            details: "{}".into(),
            address: "::1".into(),
            at,
        }
    }

    #[test]
    fn every_field_counts() {
        let line = line();
        let sealed = seal("b", "c", &line);
        assert_eq!(sealed.len(), 64);
        assert_eq!(sealed, seal("b", "c", &line.clone()));
        let others = [
            Raw { id: "j".into(), ..line.clone() },
            Raw { place: 8, ..line.clone() },
            Raw { actor: Some("p".into()), ..line.clone() },
            Raw { actor: Some(String::new()), ..line.clone() },
            Raw { actor_name: "Асель".into(), ..line.clone() },
            Raw { act: "voting.opened".into(), ..line.clone() },
            Raw { subject_kind: "meetin".into(), subject_id: "gm".into(), ..line.clone() },
            Raw { details: "{\"a\":1}".into(), ..line.clone() },
            Raw { address: "::2".into(), ..line.clone() },
            Raw { at: line.at + TimeDelta::microseconds(1), ..line.clone() },
        ];
        for other in others {
            assert_ne!(seal("b", "c", &other), sealed, "{other:?}");
        }
        assert_ne!(seal("a", "c", &line), sealed);
        assert_ne!(seal("b", "d", &line), sealed);
        assert_ne!(seal("", "bc", &line), sealed);
    }
}
