//! Who holds premises: a company's card of them, as what, with which share, from when until when.

use crate::clock::{self, Moment};
use crate::text::{fold, words};
use crate::who::Holds;

crate::ids! {
    /// A company's card of somebody who holds premises.
    ContactId,
    /// That somebody holds premises, for a time.
    HoldingId,
}

/// The key of the name of a way of holding.
pub fn holds_key(holds: Holds) -> &'static str {
    match holds {
        Holds::Owner => "homes.holds.owner",
        Holds::Tenant => "homes.holds.tenant",
        Holds::Family => "homes.holds.family",
    }
}

/// A share of the ownership, such as 1/3; between nothing and all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Share {
    /// How many parts.
    pub of: i64,
    /// Out of how many.
    pub parts: i64,
}

impl Share {
    /// A share that can be one.
    pub fn new(of: i64, parts: i64) -> Option<Self> {
        (of > 0 && parts > 0 && of <= parts && parts <= 1_000_000).then_some(Self { of, parts })
    }

    /// Reads `1/3`, `50 %`, `0,5` or `1`.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim().replace(',', ".");
        if let Some((of, parts)) = text.split_once('/') {
            return Self::new(of.trim().parse().ok()?, parts.trim().parse().ok()?);
        }
        let (number, whole) = match text.strip_suffix('%') {
            Some(percent) => (percent.trim().to_owned(), 100),
            None => (text, 1),
        };
        let (whole_part, decimals) = number.split_once('.').unwrap_or((&number, ""));
        if decimals.len() > 4 || !decimals.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        let scale = 10i64.checked_pow(u32::try_from(decimals.len()).ok()?)?;
        let of = whole_part.parse::<i64>().ok()?.checked_mul(scale)?.checked_add(if decimals.is_empty() {
            0
        } else {
            decimals.parse().ok()?
        })?;
        let (of, parts) = (of, scale.checked_mul(whole)?);
        let common = gcd(of, parts).max(1);
        Self::new(of / common, parts / common)
    }
}

impl std::fmt::Display for Share {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.of == self.parts { f.write_str("1") } else { write!(f, "{}/{}", self.of, self.parts) }
    }
}

fn gcd(a: i64, b: i64) -> i64 {
    if b == 0 { a.abs() } else { gcd(b, a % b) }
}

/// The words by which premises are found that somebody holds: those of their name, and the digits of their phone. The first word of the name
/// stands with all that follow it, so that who types two of them is answered at once.
pub fn words_of(name: &str, phone: Option<&str>) -> Vec<String> {
    let mut all = words(name);
    let whole = all.join(" ");
    if let Some(first) = all.first_mut() {
        *first = whole;
    }
    if let Some(phone) = phone {
        let digits: String = phone.chars().filter(char::is_ascii_digit).collect();
        // people search by the whole number, by what follows the country, or by its last four
        for cut in [0, 1, digits.len().saturating_sub(4)] {
            all.extend(digits.get(cut..).filter(|rest| rest.len() >= 4).map(str::to_owned));
        }
    }
    all
}

/// What makes two spellings of a name the same.
pub fn same_name(name: &str) -> String {
    fold(name)
}

/// Whether something held from `since` until `until` is held on the day of `now`.
pub fn held(since: Option<chrono::NaiveDate>, until: Option<chrono::NaiveDate>, now: Moment) -> bool {
    let today = clock::today(now);
    since.is_none_or(|since| since <= today) && until.is_none_or(|until| until >= today)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_is_more_than_nothing_and_at_most_all() {
        for (typed, share) in [
            ("1/3", "1/3"),
            (" 142 / 584 ", "142/584"),
            ("50%", "1/2"),
            ("0,25", "1/4"),
            ("1", "1"),
            ("100 %", "1"),
            ("33,33%", "3333/10000"),
        ] {
            assert_eq!(Share::parse(typed).unwrap().to_string(), share, "{typed}");
        }
        for wrong in ["0", "0/3", "4/3", "-1/3", "1/0", "x", "", "200%", "1e3", "0.123456"] {
            assert_eq!(Share::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn people_are_found_by_name_and_by_phone() {
        let words = words_of("Жұмабаев Ерлан", Some("+77012345678"));
        for word in ["жумабаев ерлан", "ерлан", "77012345678", "7012345678", "5678"] {
            assert!(words.iter().any(|w| w == word), "{word} is not in {words:?}");
        }
    }
}
