//! E-mail addresses: plausible ones in one spelling. Whether letters arrive is found out by writing one.

/// The address in the spelling we keep: trimmed and in lower case, so that one person has one account. `None` unless it has
/// one `@`, something before it, a domain of at least two labels after it, no spaces, controls or the characters that
/// letter headers give a meaning of their own, and no more than 254 bytes (RFC 5321 §4.5.3.1.3), 64 before the `@`.
#[must_use]
pub fn normalise(typed: &str) -> Option<String> {
    let address = typed.trim().to_lowercase();
    let (local, domain) = address.split_once('@')?;
    let plausible = address.len() <= 254 && is_local(local) && is_domain(domain);
    plausible.then_some(address)
}

fn is_local(local: &str) -> bool {
    let strange = |c: char| {
        c.is_whitespace() || is_hidden(c) || matches!(c, '"' | '(' | ')' | ',' | ':' | ';' | '<' | '>' | '[' | '\\' | ']' | '@')
    };
    local.len() <= 64 && !local.contains(strange) && local.split('.').all(|part| !part.is_empty())
}

fn is_domain(domain: &str) -> bool {
    let is_label = |label: &str| {
        (1..=63).contains(&label.len())
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.chars().all(|c| c.is_alphanumeric() || c == '-')
    };
    domain.contains('.') && domain.split('.').all(is_label)
}

/// Characters that print nothing and so make two different addresses look the same.
fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::normalise;
    use proptest::prelude::*;

    #[test]
    fn one_person_has_one_spelling() {
        assert_eq!(normalise("  Erlan.Zhumabaev@Mail.KZ\n").as_deref(), Some("erlan.zhumabaev@mail.kz"));
        assert_eq!(normalise("a+tag_1@b-c.d.kz").as_deref(), Some("a+tag_1@b-c.d.kz"));
        assert_eq!(normalise("айгүл@пошта.қаз").as_deref(), Some("айгүл@пошта.қаз"));
    }

    #[test]
    fn implausible_addresses_are_refused() {
        let long = format!("{}@mail.kz", "a".repeat(65));
        let longer = format!("a@{}kz", "b.".repeat(130));
        for typed in [
            "",
            "@",
            "a@",
            "@b.kz",
            "a@b",
            "a@@b.kz",
            "a@b@c.kz",
            "a b@c.kz",
            "a@b c.kz",
            "a@.kz",
            "a@b.",
            "a@b..kz",
            "a..b@c.kz",
            ".a@b.kz",
            "a\u{0}@b.kz",
            "a@b.kz\nBcc: x@y.kz",
            "<a@b.kz>",
            "a,b@c.kz",
            "a@-b.kz",
            "a\u{200b}b@c.kz",
            "a@b_c.kz",
            &long,
            &longer,
        ] {
            assert_eq!(normalise(typed), None, "{typed:?}");
        }
    }

    proptest! {
        #[test]
        fn what_is_kept_stays_as_it_is(typed in r"[ A-Za-zА-я0-9.@_+-]{0,20}@[A-Za-z0-9.-]{0,20}") {
            if let Some(kept) = normalise(&typed) {
                prop_assert_eq!(kept.matches('@').count(), 1);
                prop_assert_eq!(normalise(&kept), Some(kept));
            }
        }
    }
}
