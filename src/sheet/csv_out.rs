//! A [`Table`] as CSV: one dialect for Excel in our lands, one for machines.

use super::cell::shortest;
use super::injection::{clean, disarm};
use super::{Table, Value};
use std::borrow::Cow;

/// How numbers, dates and rows are written.
struct Dialect {
    delimiter: char,
    decimal: char,
    date: &'static str,
}

const EXCEL: Dialect = Dialect { delimiter: ';', decimal: ',', date: "%d.%m.%Y" };
const PLAIN: Dialect = Dialect { delimiter: ',', decimal: '.', date: "%Y-%m-%d" };

/// For a double click in Excel: UTF-8 with a byte order mark, `;`, decimal comma, `dd.mm.yyyy`, CRLF.
pub fn csv_excel(table: &Table) -> Vec<u8> {
    format!("\u{feff}{}", written(table, &EXCEL)).into_bytes()
}

/// For machines: RFC 4180 in UTF-8, comma, decimal point, ISO dates, CRLF. Text that a spreadsheet would take for a formula
/// is disarmed here too.
pub fn csv_plain(table: &Table) -> Vec<u8> {
    written(table, &PLAIN).into_bytes()
}

fn written(table: &Table, dialect: &Dialect) -> String {
    let mut out = String::new();
    let titles: Vec<Value> = table.headings.iter().map(|heading| Value::text(heading.title.as_str())).collect();
    for row in std::iter::once(&titles).chain(&table.rows) {
        for (column, value) in row.iter().enumerate() {
            if column > 0 {
                out.push(dialect.delimiter);
            }
            out.push_str(&field(value, dialect, row.len() == 1));
        }
        out.push_str("\r\n");
    }
    out
}

fn field<'a>(value: &'a Value, dialect: &Dialect, alone: bool) -> Cow<'a, str> {
    let number = |plain: String| Cow::Owned(plain.replace('.', &dialect.decimal.to_string()));
    let bare: Cow<'a, str> = match value {
        Value::Empty => Cow::Borrowed(""),
        Value::Text(text) => return quoted_if_needed(clean(text), alone),
        Value::Whole(count) => Cow::Owned(count.to_string()),
        Value::Number(plain) => number(shortest(*plain)),
        Value::Tiyn(amount) | Value::Area(amount) => number(hundredths(*amount)),
        Value::Date(day) => Cow::Owned(day.format(dialect.date).to_string()),
        Value::Bool(true) => Cow::Borrowed("TRUE"),
        Value::Bool(false) => Cow::Borrowed("FALSE"),
    };
    // A lone decimal comma would pass for the delimiter, and a lone nothing for no row at all.
    if alone && (bare.is_empty() || bare.contains(',')) { quoted(&bare) } else { bare }
}

/// `1672588` is `16725.88`.
fn hundredths(amount: i64) -> String {
    let sign = if amount < 0 { "-" } else { "" };
    let amount = amount.unsigned_abs();
    format!("{sign}{}.{:02}", amount / 100, amount % 100)
}

/// Any sign that some program takes for a delimiter is quoted, whichever is ours, so that the delimiter can be told from
/// the file alone.
fn quoted_if_needed(text: Cow<'_, str>, alone: bool) -> Cow<'_, str> {
    let special = |letter: char| matches!(letter, '"' | ';' | ',' | '\t' | '\r' | '\n' | '\u{feff}');
    let text = match disarm(&text) {
        Cow::Owned(disarmed) => Cow::Owned(disarmed),
        Cow::Borrowed(_) => text,
    };
    let edges = text.starts_with(' ') || text.ends_with(' ');
    // `sep=;` in the first cell of all would be taken for Excel's own line.
    let directive = text.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("sep="));
    if edges || directive || text.contains(special) || (alone && text.trim().is_empty()) { quoted(&text) } else { text }
}

fn quoted<'a>(text: &str) -> Cow<'a, str> {
    Cow::Owned(format!("\"{}\"", text.replace('"', "\"\"")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sheet::Heading;
    use chrono::NaiveDate;

    fn table() -> Table {
        let mut table = Table::new("Счета", vec![Heading::new("Счёт"), Heading::new("Сумма"), Heading::new("Дата")]);
        table.push(vec![
            Value::text("=HYPERLINK(\"http://evil\")"),
            Value::Tiyn(-1_672_588),
            Value::Date(NaiveDate::from_ymd_opt(2026, 11, 20).unwrap()),
        ]);
        table.push(vec![Value::text("001"), Value::Area(6140), Value::Empty]);
        table
    }

    #[test]
    fn for_excel() {
        let expected = "\u{feff}Счёт;Сумма;Дата\r\n\"'=HYPERLINK(\"\"http://evil\"\")\";-16725,88;20.11.2026\r\n001;61,40;\r\n";
        assert_eq!(String::from_utf8(csv_excel(&table())).unwrap(), expected);
    }

    #[test]
    fn for_machines() {
        let expected = "Счёт,Сумма,Дата\r\n\"'=HYPERLINK(\"\"http://evil\"\")\",-16725.88,2026-11-20\r\n001,61.40,\r\n";
        assert_eq!(String::from_utf8(csv_plain(&table())).unwrap(), expected);
    }

    #[test]
    fn a_lone_column_cannot_be_mistaken() {
        let mut table = Table::new("", vec![Heading::new("Сумма")]);
        table.push(vec![Value::Tiyn(150)]);
        table.push(vec![Value::Empty]);
        assert_eq!(String::from_utf8(csv_excel(&table)).unwrap(), "\u{feff}Сумма\r\n\"1,50\"\r\n\"\"\r\n");
    }

    #[test]
    fn small_sums_keep_their_sign() {
        assert_eq!(hundredths(-5), "-0.05");
        assert_eq!(hundredths(i64::MIN), "-92233720368547758.08");
    }
}
