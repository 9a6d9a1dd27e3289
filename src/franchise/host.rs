//! A company's own host name, such as `kabinet.alatau.kz`: written as people write it, kept as DNS knows it.

use std::net::IpAddr;

/// The longest name of a host (RFC 1035 §2.3.4).
const LONGEST: usize = 253;

/// Why a text is no host name for a company.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NoHost {
    /// It cannot be a host's name: an address with a path, a number, one word.
    Wrong,
    /// It is the portal's own.
    Own,
}

impl NoHost {
    /// The key of the sentence that says so.
    pub(super) fn key(self) -> &'static str {
        match self {
            Self::Wrong => "franchise.refused.host",
            Self::Own => "franchise.refused.host_own",
        }
    }
}

/// Reads a name: in lower case, letters of other alphabets as DNS writes them (IDNA, UTS 46), at least two labels, no number, and
/// not the portal's own.
pub(super) fn read(typed: &str, own: &str) -> Result<String, NoHost> {
    let typed = typed.trim().trim_end_matches('.');
    let host = idna::domain_to_ascii_strict(typed).map_err(|_| NoHost::Wrong)?;
    let labels: Vec<&str> = host.split('.').collect();
    let numeric = labels.last().is_none_or(|last| last.bytes().all(|b| b.is_ascii_digit()));
    let shaped = labels.iter().all(|label| {
        label.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
            && !label.is_empty()
            && !label.starts_with('-')
            && !label.ends_with('-')
    });
    if labels.len() < 2 || numeric || !shaped || host.len() > LONGEST || host.parse::<IpAddr>().is_ok() {
        return Err(NoHost::Wrong);
    }
    if host == own.to_ascii_lowercase() {
        return Err(NoHost::Own);
    }
    Ok(host)
}

/// As people read it: `xn--…` in its own letters.
pub(super) fn print(host: &str) -> String {
    idna::domain_to_unicode(host).0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_kept_as_dns_knows_it() {
        assert_eq!(read(" Kabinet.Alatau.KZ. ", "aula.kz"), Ok("kabinet.alatau.kz".into()));
        let kept = read("үй.қаз", "aula.kz").unwrap();
        assert!(kept.starts_with("xn--") && kept.is_ascii(), "{kept}");
        assert_eq!(print(&kept), "үй.қаз");
        assert_eq!(read(&kept, "aula.kz"), Ok(kept.clone()), "what was kept is read again");
    }

    #[test]
    fn what_is_no_name_is_refused() {
        for wrong in [
            "",
            "alatau",
            "localhost",
            "https://alatau.kz",
            "alatau.kz/",
            "alatau.kz:8080",
            "10.0.0.1",
            "a..kz",
            "-a.kz",
            "a-.kz",
            "a b.kz",
            "a_b.kz",
            "a.kz\0",
            "*.kz",
            "user@alatau.kz",
            "[::1]",
            "alatau.7",
        ] {
            assert_eq!(read(wrong, "aula.kz"), Err(NoHost::Wrong), "{wrong}");
        }
        assert_eq!(read(&format!("{}.kz", "a".repeat(64)), "aula.kz"), Err(NoHost::Wrong), "a label is 63 letters at most");
        assert_eq!(read("AULA.kz", "aula.kz"), Err(NoHost::Own));
    }
}
