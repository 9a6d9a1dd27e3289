//! Reading a question. Nothing is guessed: what is said twice, or looks like no sum, no account or no day, is refused by name.

use chrono::{Days, NaiveDate, NaiveDateTime};

use super::{Dialect, Outcome};
use crate::money::Tiyn;

/// What is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::payments) enum Command {
    /// Whether there is such an account.
    Check,
    /// Money was taken for it.
    Pay,
}

/// A question that can be answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::payments) struct Asked {
    pub(in crate::payments) command: Command,
    /// The machine's name of the payment: digits, as text.
    pub(in crate::payments) txn: String,
    pub(in crate::payments) account: String,
    /// The sum; of a check it means nothing.
    pub(in crate::payments) amount: Tiyn,
    /// The bank's own accounting day; today when it says none.
    pub(in crate::payments) day: NaiveDate,
}

/// The longest name of a payment: Kaspi's have up to 20 digits.
const LONGEST_TXN: usize = 20;
/// The longest account (Kaspi: 200), of which ours are far shorter.
const LONGEST_ACCOUNT: usize = 60;
/// More than this nobody pays at once: a hundred million tenge.
const MOST: Tiyn = Tiyn(10_000_000_000);
/// How many days ago a payment may be that is told of now.
const OLD: u64 = 366;

/// The value of a parameter, empty when it is not there; `None` when it is there twice.
fn value<'a>(pairs: &'a [(String, String)], name: &str) -> Option<&'a str> {
    let mut all = pairs.iter().filter(|(known, _)| known.eq_ignore_ascii_case(name));
    let first = all.next().map_or("", |(_, value)| value.as_str());
    if all.next().is_some() { None } else { Some(first) }
}

/// A sum as all dialects write it: digits, a point, at most two digits more. Nothing else is a sum.
fn sum(text: &str) -> Option<Tiyn> {
    let (whole, part) = text.split_once('.').unwrap_or((text, "0"));
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let shaped = digits(whole) && digits(part) && part.len() <= 2 && whole.len() <= 15;
    if shaped { Tiyn::parse(text).ok() } else { None }
}

/// The bank's accounting day: none said is today, a day that is none or far off is no day.
fn day(text: &str, today: NaiveDate) -> Option<NaiveDate> {
    if text.is_empty() {
        return Some(today);
    }
    let whole = text.len() == 14 && text.bytes().all(|b| b.is_ascii_digit());
    let format = if whole { "%Y%m%d%H%M%S" } else { "%d.%m.%Y_%H:%M:%S" };
    let day = NaiveDateTime::parse_from_str(text, format).ok()?.date();
    let oldest = today.checked_sub_days(Days::new(OLD)).unwrap_or(today);
    // a bank whose clock is ahead of ours
    let latest = today.succ_opt().unwrap_or(today);
    Some(day).filter(|day| (oldest..=latest).contains(day))
}

/// What the query of an address asks; the transaction's name is given back as far as it can be read, for the answer.
pub(in crate::payments) fn read(dialect: Dialect, query: &str, today: NaiveDate) -> (String, Result<Asked, Outcome>) {
    let pairs: Vec<(String, String)> = form_urlencoded::parse(query.as_bytes()).into_owned().collect();
    let (names, pay) = match dialect {
        Dialect::Sber => (["ACTION", "PAY_ID", "ACCOUNT", "AMOUNT", "PAY_DATE"], "payment"),
        Dialect::KaspiJson | Dialect::KaspiXml | Dialect::Osmp => (["command", "txn_id", "account", "sum", "txn_date"], "pay"),
    };
    let txn = value(&pairs, names[1]).filter(|txn| txn.len() <= LONGEST_TXN && txn.bytes().all(|b| b.is_ascii_digit()));
    let echo = txn.unwrap_or_default().to_owned();
    let asked = names.map(|name| value(&pairs, name));
    (echo, asked_of(dialect, asked, txn, (pay, today)))
}

fn asked_of(
    dialect: Dialect,
    [command, said_txn, account, amount, on]: [Option<&str>; 5],
    txn: Option<&str>,
    (pay, today): (&str, NaiveDate),
) -> Result<Asked, Outcome> {
    let command = match command {
        Some("check") => Command::Check,
        Some(word) if word == pay => Command::Pay,
        _ => return Err(Outcome::Garbled),
    };
    let (Some(_), Some(account), Some(amount), Some(on)) = (said_txn, account, amount, on) else {
        return Err(Outcome::Garbled);
    };
    // Sber's check has no name yet
    let nameless = dialect == Dialect::Sber && command == Command::Check;
    let txn = txn.filter(|txn| !txn.is_empty() || nameless).ok_or(Outcome::OddTxn)?;
    let odd = |c: char| !(c.is_alphanumeric() || c == '-' || c == '/');
    if account.is_empty() || account.chars().count() > LONGEST_ACCOUNT || account.contains(odd) {
        return Err(Outcome::OddAccount);
    }
    let amount = match (command, sum(amount)) {
        (Command::Check, None) if amount.is_empty() => Tiyn::ZERO,
        (_, None) => return Err(Outcome::OddSum),
        (Command::Pay, Some(amount)) if amount <= Tiyn::ZERO => return Err(Outcome::SmallSum),
        (Command::Pay, Some(amount)) if amount > MOST => return Err(Outcome::LargeSum),
        (_, Some(amount)) => amount,
    };
    let day = day(on, today).ok_or(Outcome::OddDay)?;
    Ok(Asked { command, txn: txn.to_owned(), account: account.to_owned(), amount, day })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn on(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn ask(dialect: Dialect, query: &str) -> Result<Asked, Outcome> {
        read(dialect, query, on("2026-02-03")).1
    }

    #[test]
    fn each_dialect_is_understood() {
        let kaspi = "command=pay&txn_id=1234567&txn_date=20260201101503&account=10-000123&sum=200.00&data1=x&data1=y";
        for dialect in [Dialect::KaspiJson, Dialect::KaspiXml, Dialect::Osmp] {
            let asked = ask(dialect, kaspi).unwrap();
            assert_eq!((asked.command, asked.amount, asked.txn.as_str()), (Command::Pay, Tiyn(20_000), "1234567"));
            assert_eq!((asked.account.as_str(), asked.day), ("10-000123", on("2026-02-01")));
        }
        let sber = "ACTION=payment&ACCOUNT=10-000123&AMOUNT=200.00&PAY_ID=42&PAY_DATE=01.02.2026_10:15:03";
        let asked = ask(Dialect::Sber, sber).unwrap();
        assert_eq!((asked.command, asked.day), (Command::Pay, on("2026-02-01")));
        assert_eq!(ask(Dialect::Sber, "ACTION=check&ACCOUNT=10-000123").unwrap().amount, Tiyn::ZERO);
        assert_eq!(ask(Dialect::Sber, "action=check&account=1").unwrap().day, on("2026-02-03"), "whichever way it is written");
        assert_eq!(ask(Dialect::Osmp, "command=check&txn_id=1&account=1&sum=0").unwrap().amount, Tiyn::ZERO);
    }

    #[test]
    fn what_is_no_question_is_said_to_be_none() {
        let pay = |rest: &str| ask(Dialect::KaspiJson, &format!("command=pay&{rest}"));
        for sum in ["1e3", "-1.00", "0.001", "", "1,5", "+5", "10.", ".5", "9999999999999999.00", "NaN", "٣", "1 000", "0x10"] {
            assert_eq!(pay(&format!("txn_id=1&account=1&sum={sum}")), Err(Outcome::OddSum), "{sum}");
        }
        assert_eq!(pay("txn_id=1&account=1&sum=%2B5"), Err(Outcome::OddSum));
        assert_eq!(pay("txn_id=1&account=1&sum=0.00"), Err(Outcome::SmallSum));
        assert_eq!(pay("txn_id=1&account=1&sum=100000000.01"), Err(Outcome::LargeSum));
        for account in ["", "1'%20OR%201=1", "1%00", "../x", "%FF", "1+2", &"1".repeat(61)] {
            assert_eq!(pay(&format!("txn_id=1&sum=1&account={account}")), Err(Outcome::OddAccount), "{account}");
        }
        for txn in ["", "abc", "-1", "1.0", &"1".repeat(21)] {
            assert_eq!(pay(&format!("txn_id={txn}&sum=1&account=1")), Err(Outcome::OddTxn), "{txn}");
        }
        for day in ["20260230101503", "2026-02-01", "20260201", "19990101000000", "20260301000000", "20260201256060", "x"] {
            assert_eq!(pay(&format!("txn_id=1&sum=1&account=1&txn_date={day}")), Err(Outcome::OddDay), "{day}");
        }
        for twice in ["txn_id=1&txn_id=2&sum=1&account=1", "txn_id=1&sum=1&SUM=2&account=1", "txn_id=1&sum=1&account=1&account=1"]
        {
            assert_eq!(pay(twice), Err(Outcome::Garbled), "{twice}");
        }
        assert_eq!(pay(&format!("txn_id={}&sum=1&account=1", "9".repeat(20))).unwrap().txn.len(), 20);
        for unknown in
            ["command=cancel&txn_id=1&account=1&sum=1", "command=payment&txn_id=1&account=1&sum=1", "", "command=pay&command=pay"]
        {
            assert_eq!(ask(Dialect::KaspiJson, unknown), Err(Outcome::Garbled), "{unknown}");
        }
        assert_eq!(ask(Dialect::Sber, "ACTION=pay&PAY_ID=1&ACCOUNT=1&AMOUNT=1"), Err(Outcome::Garbled));
    }
}
