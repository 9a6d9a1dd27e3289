//! What a bank's machine asks and is answered, in four dialects of one conversation: «check» looks an account up and changes nothing, «pay» tells
//! of money that was taken already. One transaction is one payment: told again, it gets the answer it got, byte for byte. The dialects are
//! described in `integrations.md` §3.1 (Kaspi) and §3.2 (OSMP, Sber).

mod addresses;
mod codes;
mod comparing;
mod dialect;
mod reading;
mod register;
mod saying;

pub(super) use addresses::{allows, is_list};
pub(super) use comparing::{Mismatch, Odd, compare};
pub(super) use dialect::{Dialect, DoorId, Unknowns, Verdict};
pub(super) use reading::{Asked, Command, read};
pub(super) use register::{Fault, Line, Register};
pub(super) use saying::{media_type, say};

use crate::money::Tiyn;
use crate::text::short_name;

crate::ids! {
    /// What a bank says it took on a day.
    RegisterId,
}

/// What came of a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    /// The account is there.
    Found {
        /// Whose, so far that a payer knows it again: «Ж*** Е.».
        name: String,
        /// Which premises, without the house.
        place: String,
        /// What is owed; less than nothing is paid ahead.
        owed: Tiyn,
    },
    /// The money is taken, under this number of ours: digits, at most twenty.
    Taken(String),
    /// There is no such account.
    NoAccount,
    /// The account is no account of anybody, by its very look.
    OddAccount,
    /// The bank's name of the payment is none.
    OddTxn,
    /// The sum is none: `1e3`, `-1`, `0.001`.
    OddSum,
    /// The sum is nothing.
    SmallSum,
    /// The sum is more than anybody pays.
    LargeSum,
    /// The day is none, or far off.
    OddDay,
    /// What is asked is not understood, or says the same thing twice.
    Garbled,
    /// Not now.
    Later,
    /// The books refuse it.
    Refused,
}

/// A name of which only its bearer knows that it is theirs: the first letter of the surname, and the initial.
pub(super) fn masked(name: &str) -> String {
    let short = short_name(name);
    let (surname, initials) = short.split_once(' ').unwrap_or((&short, ""));
    let first = surname.chars().next().map(String::from).unwrap_or_default();
    let initial: String = initials.chars().take(2).collect();
    format!("{first}*** {initial}").trim_end().to_owned()
}

/// Where a resident pays by a link of the bank: its template with the account and the amount in their holes.
pub(super) fn link(template: &str, account: &str, amount: Tiyn) -> String {
    let percent = |text: &str| form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>();
    template.replace("{account}", &percent(account)).replace("{amount}", &amount.plain())
}

/// Whether a template of a link is one: an address of a page with a hole for the account, and nothing that a page would read otherwise.
pub(super) fn is_link(template: &str) -> bool {
    let fine = |c: char| c.is_ascii_graphic() && !"\"'<>\\^`|".contains(c);
    let without = template.replace("{account}", "").replace("{amount}", "");
    template.starts_with("https://")
        && template.contains("{account}")
        && !without.contains(['{', '}'])
        && template.chars().all(fine)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_masked_name_gives_nobody_away() {
        assert_eq!(masked("Жұмабаев Ерлан Серікұлы"), "Ж*** Е.");
        assert_eq!(masked("Ким"), "К***");
        assert_eq!(masked(""), "***");
    }

    #[test]
    fn a_link_carries_the_account_and_the_amount_and_nothing_else() {
        let template = "https://kaspi.kz/pay/Alatau?service_id=7&1234={account}&amount={amount}";
        assert!(is_link(template));
        assert_eq!(
            link(template, "10-000123/а&x=1", Tiyn(1_520_050)),
            "https://kaspi.kz/pay/Alatau?service_id=7&1234=10-000123%2F%D0%B0%26x%3D1&amount=15200.50"
        );
        for wrong in [
            "http://kaspi.kz/{account}",
            "javascript:alert({account})",
            "https://kaspi.kz/pay",
            "https://kaspi.kz/{account}?{sum}",
            "https://kaspi.kz/{account}\" onclick=",
            "https://kaspi.kz/{account} x",
        ] {
            assert!(!is_link(wrong), "{wrong}");
        }
    }
}
