//! The register of a day: what a bank says it took for us, line by line. Two shapes are read: QIWI's standard
//! (`QIWI_<service>_YYYYMMDDn.csv`: tabs, no titles, a last line with the count and the sum; `integrations.md` §3.2), and any sheet with titles over
//! its columns. A file is taken whole or not at all: a torn one, or one that does not add up, is refused with the line that is wrong.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use crate::money::Tiyn;
use crate::sheet::{Cell, Column, Grid, Header, Limits, Unreadable, values};
use crate::web::{Refusal, Said};

/// A payment as the bank has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::payments) struct Line {
    /// The bank's name of it.
    pub(in crate::payments) txn: String,
    /// For which account; empty where the file does not say.
    pub(in crate::payments) account: String,
    /// How much.
    pub(in crate::payments) amount: Tiyn,
    /// On which day.
    pub(in crate::payments) day: NaiveDate,
}

/// A register that was read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::payments) struct Register {
    /// Its payments, in the file's order.
    pub(in crate::payments) lines: Vec<Line>,
}

/// Why a file is no register.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::payments) enum Fault {
    /// It is no sheet.
    Unreadable(Unreadable),
    /// It has no titles that say which column is the payment's name and which is the sum.
    NoColumns,
    /// This row, as people count it, is no payment.
    Row(usize),
    /// This row names a payment that another row named.
    Twice(usize),
    /// The last line is missing: the file is cut short.
    Torn,
    /// The last line says another count or sum.
    Total,
    /// No payment of it is of the day that was said.
    OtherDay,
}

impl Refusal for Fault {
    fn said(&self) -> Said {
        match self {
            Self::Unreadable(why) => {
                why.values().into_iter().fold(Said::new(why.key()), |said, (name, value)| said.with(name, value))
            }
            Self::NoColumns => "payments.register.no_columns".into(),
            Self::Row(row) => Said::new("payments.register.bad_row").with("row", row),
            Self::Twice(row) => Said::new("payments.register.twice").with("row", row),
            Self::Torn => "payments.register.torn".into(),
            Self::Total => "payments.register.bad_total".into(),
            Self::OtherDay => "payments.register.other_day".into(),
        }
    }
}

const fn column(id: &'static str, names: &'static [&'static str], required: bool) -> Column {
    Column { id, names, required }
}

/// The columns, by the names that banks give them.
const COLUMNS: &[Column] = &[
    column(
        "txn",
        &[
            "txn_id",
            "txn",
            "transaction",
            "transaction id",
            "payment id",
            "номер транзакции",
            "id платежа",
            "номер платежа",
            "төлем нөмірі",
        ],
        true,
    ),
    column("account", &["account", "лицевой счет", "номер счета", "дербес шот"], false),
    column("amount", &["sum", "amount", "сумма", "сумма платежа", "сомасы"], true),
    column("day", &["date", "txn_date", "дата", "дата платежа", "күні"], false),
];

/// How the last line of QIWI's registers begins.
const TOTAL: &str = "total:";

impl Register {
    /// Reads a file; `day` is the day that it is of, for files that do not say it line by line.
    ///
    /// # Errors
    /// A [`Fault`], with the sentence for the person who sent it.
    pub(in crate::payments) fn read(bytes: &[u8], file_name: &str, day: NaiveDate) -> Result<Self, Fault> {
        let grid = Grid::read(bytes, file_name, Limits::default()).map_err(Fault::Unreadable)?;
        let headless = grid.rows().iter().find(|row| !row.iter().all(Cell::is_blank)).is_some_and(|row| {
            let first = shown(row, 0);
            is_total(&first) || !first.is_empty() && first.bytes().all(|b| b.is_ascii_digit())
        });
        let read = if headless { Self::of_qiwi(&grid)? } else { Self::of_columns(&grid, day)? };
        let mut names = BTreeSet::new();
        if let Some(at) = read.lines.iter().position(|line| !names.insert(line.txn.as_str())) {
            return Err(Fault::Twice(at + 1));
        }
        if !read.lines.is_empty() && read.lines.iter().all(|line| line.day != day) {
            return Err(Fault::OtherDay);
        }
        Ok(read)
    }

    /// All of it together.
    pub(in crate::payments) fn total(&self) -> Tiyn {
        Tiyn::total(self.lines.iter().map(|line| line.amount)).unwrap_or(Tiyn(i64::MAX))
    }

    fn of_qiwi(grid: &Grid) -> Result<Self, Fault> {
        let mut read = Self::default();
        let mut total = None;
        for (at, row) in grid.rows().iter().enumerate().filter(|(_, row)| !row.iter().all(Cell::is_blank)) {
            let cells = |column: usize| shown(row, column);
            if is_total(&cells(0)) {
                total = Some(total_of(row).ok_or(Fault::Total)?);
                continue;
            }
            // nothing comes after the last line
            let line = if total.is_none() { line(&cells(0), &cells(3), &cells(4), day_of(&cells(1))) } else { None };
            read.lines.push(line.ok_or(Fault::Row(at + 1))?);
        }
        let (many, sum) = total.ok_or(Fault::Torn)?;
        if many == read.lines.len() && sum == read.total() { Ok(read) } else { Err(Fault::Total) }
    }

    fn of_columns(grid: &Grid, day: NaiveDate) -> Result<Self, Fault> {
        let header = Header::find(grid, COLUMNS).map_err(|_| Fault::NoColumns)?;
        let mut read = Self::default();
        let mut total = None;
        for row in header.lines(grid) {
            if is_total(&shown(row.cells, 0)) {
                total = Some(total_of(row.cells).ok_or(Fault::Total)?);
                continue;
            }
            let on = row.cell("day");
            let on = if on.is_blank() { Some(day) } else { day_of(&on.shown()) };
            // a name that a sheet has shortened (1.2E+19) is no name
            let txn = values::code(row.cell("txn")).ok().flatten().unwrap_or_default();
            let account = values::code(row.cell("account")).ok().flatten().unwrap_or_default();
            read.lines.push(line(&txn, &account, &row.cell("amount").shown(), on).ok_or(Fault::Row(row.number()))?);
        }
        match total {
            Some((many, sum)) if many != read.lines.len() || sum != read.total() => Err(Fault::Total),
            _ => Ok(read),
        }
    }
}

fn shown(row: &[Cell], column: usize) -> String {
    row.get(column).map(|cell| cell.shown().trim().to_owned()).unwrap_or_default()
}

fn is_total(text: &str) -> bool {
    text.get(..TOTAL.len()).is_some_and(|start| start.eq_ignore_ascii_case(TOTAL))
}

/// The count and the sum of the last line, whether tabs or spaces part them.
fn total_of(row: &[Cell]) -> Option<(usize, Tiyn)> {
    let text: Vec<String> = row.iter().map(|cell| cell.shown().into_owned()).collect();
    let text = text.join(" ");
    let mut words = text.get(TOTAL.len()..)?.split_whitespace();
    let (many, sum) = (words.next()?.parse().ok()?, Tiyn::parse(words.next()?).ok()?);
    if words.next().is_none() { Some((many, sum)) } else { None }
}

/// A day as banks write it: `01.02.2026`, `2026-02-01`, `20260201101503`.
fn day_of(text: &str) -> Option<NaiveDate> {
    let digits = text.len() == 14 && text.bytes().all(|b| b.is_ascii_digit());
    if let Some(day) = text.get(..8).filter(|_| digits) {
        return NaiveDate::parse_from_str(day, "%Y%m%d").ok();
    }
    values::date(&Cell::text(text)).ok().flatten()
}

fn line(txn: &str, account: &str, amount: &str, day: Option<NaiveDate>) -> Option<Line> {
    let named = !txn.is_empty() && txn.len() <= 40 && txn.bytes().all(|b| b.is_ascii_digit());
    let amount = Tiyn::parse(amount).ok().filter(|amount| *amount > Tiyn::ZERO)?;
    let fits = account.chars().count() <= 60;
    if named && fits { Some(Line { txn: txn.to_owned(), account: account.to_owned(), amount, day: day? }) } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn on(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn read(text: &str) -> Result<Register, Fault> {
        Register::read(text.as_bytes(), "QIWI_17_202602021.csv", on("2026-02-01"))
    }

    #[test]
    fn qiwis_own_example_is_read_with_any_line_ends() {
        for end in ["\r\n", "\r", "\n"] {
            let text = [
                "1234567\t01.02.2026\t10:15:03\t0957835959\t10.45",
                "1234568\t01.02.2026\t23:59:59\t10-000123\t5000",
                "Total:\t2\t5010.45",
                "",
            ]
            .join(end);
            let read = read(&text).unwrap();
            assert_eq!(
                read.lines[0],
                Line { txn: "1234567".into(), account: "0957835959".into(), amount: Tiyn(1_045), day: on("2026-02-01") }
            );
            assert_eq!((read.lines.len(), read.total()), (2, Tiyn(501_045)), "{end:?}");
        }
        assert_eq!(read("1\t01.02.2026\t10:15:03\t7\t10.45\nTotal: 1 10.45").unwrap().lines.len(), 1, "spaces in the last line");
        assert_eq!(read("Total:\t0\t0.00\r\n").unwrap(), Register::default(), "a day without payments");
    }

    #[test]
    fn what_is_torn_or_does_not_add_up_is_refused() {
        let row = "1234567\t01.02.2026\t10:15:03\t0957835959\t10.45\n";
        assert_eq!(read(row), Err(Fault::Torn));
        assert_eq!(read(&format!("{row}Total:\t2\t10.45\n")), Err(Fault::Total));
        assert_eq!(read(&format!("{row}Total:\t1\t10.46\n")), Err(Fault::Total));
        assert_eq!(read(&format!("{row}Total:\t1\n")), Err(Fault::Total));
        assert_eq!(read(&format!("{row}{row}Total:\t2\t20.90\n")), Err(Fault::Twice(2)));
        assert_eq!(read(&format!("Total:\t1\t10.45\n{row}")), Err(Fault::Row(2)));
        assert_eq!(read("1\t02.02.2026\t10:15:03\t7\t10.45\nTotal:\t1\t10.45\n"), Err(Fault::OtherDay));
        for wrong in ["1e3", "-1.00", "0.001", "0", ""] {
            assert_eq!(read(&format!("1\t01.02.2026\t10:15:03\t7\t{wrong}\nTotal:\t1\t1\n")), Err(Fault::Row(1)), "{wrong}");
        }
        assert_eq!(read("a\t31.02.2026\n"), Err(Fault::NoColumns));
        assert!(matches!(read(""), Err(Fault::Unreadable(_))));
    }

    #[test]
    fn a_sheet_with_titles_is_read_by_its_columns() {
        let text = "Отчёт за 01.02.2026\nДата;Номер платежа;Лицевой счёт;Сумма\n01.02.2026 10:15;12345678901234567890;10-000123;1 200,50\n\n";
        let read = Register::read(text.as_bytes(), "report.csv", on("2026-02-01")).unwrap();
        assert_eq!(
            read.lines,
            [Line {
                txn: "12345678901234567890".into(),
                account: "10-000123".into(),
                amount: Tiyn(120_050),
                day: on("2026-02-01")
            }]
        );
        let short = "txn_id,amount\n7,10.45\n1.2E+19,3\n";
        assert_eq!(Register::read(short.as_bytes(), "x.csv", on("2026-02-01")), Err(Fault::Row(3)), "what a sheet shortened");
        assert_eq!(Register::read(b"name,amount\nx,1\n", "x.csv", on("2026-02-01")), Err(Fault::NoColumns));
    }
}
