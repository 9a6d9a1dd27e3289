//! [`Table`]s as a workbook: header frozen, filters on, text as text, dates and sums as themselves.

use super::injection::clean;
use super::{Heading, Mark, Table, Value};
use chrono::{Datelike, NaiveDate, NaiveDateTime, Timelike};
use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Note, Workbook, Worksheet, XlsxError,
};
use std::collections::HashMap;

/// The longest text of a cell, in UTF-16 units (ECMA-376, «Excel specifications and limits»).
const LONGEST_TEXT: usize = 32_767;
const LONGEST_NOTE: usize = 2_000;
const INK: Color = Color::RGB(0x1B_25_2D);
const PAPER: Color = Color::RGB(0xF3_EE_E4);
const ALARM: Color = Color::RGB(0x9C_1C_1C);
const ALARM_PAPER: Color = Color::RGB(0xFD_E7_E4);

/// A workbook that could not be written: more rows than Excel can hold, or a bug here.
#[derive(Debug)]
pub struct NotWritten(XlsxError);

impl std::fmt::Display for NotWritten {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "the workbook could not be written: {}", self.0)
    }
}

impl std::error::Error for NotWritten {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.0)
    }
}

impl From<XlsxError> for NotWritten {
    fn from(error: XlsxError) -> Self {
        Self(error)
    }
}

/// A workbook of one or several sheets.
#[derive(Debug, Clone, PartialEq)]
pub struct Book {
    sheets: Vec<Table>,
    made: NaiveDateTime,
}

impl Book {
    /// A workbook made at this time (UTC): time is an argument, so the same tables give the same bytes.
    pub fn new(made: NaiveDateTime) -> Self {
        Self { sheets: Vec::new(), made }
    }

    /// Adds a sheet.
    #[must_use]
    pub fn with(mut self, sheet: Table) -> Self {
        self.sheets.push(sheet);
        self
    }

    /// The file.
    ///
    /// # Errors
    /// [`NotWritten`] if a sheet has more than 1 048 576 rows or 16 384 columns.
    pub fn xlsx(&self) -> Result<Vec<u8>, NotWritten> {
        let mut workbook = Workbook::new();
        workbook.set_properties(&DocProperties::new().set_creation_datetime(&moment(self.made)?));
        let faces = Faces::new();
        let mut names: Vec<String> = Vec::new();
        for table in &self.sheets {
            let name = sheet_name(&table.name, &names);
            let sheet = workbook.add_worksheet();
            sheet.set_name(&name)?;
            write_table(sheet, table, &faces)?;
            names.push(name);
        }
        Ok(workbook.save_to_buffer()?)
    }
}

fn moment(made: NaiveDateTime) -> Result<ExcelDateTime, XlsxError> {
    let two = |number: u32| u8::try_from(number).unwrap_or_default();
    let day = ExcelDateTime::from_ymd(u16::try_from(made.year()).unwrap_or_default(), two(made.month()), two(made.day()))?;
    day.and_hms(u16::try_from(made.hour()).unwrap_or_default(), two(made.minute()), f64::from(made.second()))
}

/// How cells look, plain and marked.
struct Faces {
    header: Format,
    plain: Face,
    marked: Face,
}

struct Face {
    text: Format,
    whole: Format,
    number: Format,
    hundredths: Format,
    date: Format,
}

impl Faces {
    fn new() -> Self {
        let header = Format::new()
            .set_bold()
            .set_text_wrap()
            .set_align(FormatAlign::VerticalCenter)
            .set_background_color(PAPER)
            .set_font_color(INK)
            .set_border_bottom(FormatBorder::Thin);
        let marked = Format::new().set_font_color(ALARM).set_background_color(ALARM_PAPER).set_text_wrap();
        Self { header, plain: Face::of(&Format::new()), marked: Face::of(&marked) }
    }
}

impl Face {
    fn of(base: &Format) -> Self {
        let shown_as = |pattern: &str| base.clone().set_num_format(pattern).set_align(FormatAlign::Top);
        Self {
            // «Text»: a phone or an account that is edited in Excel stays what it is.
            text: shown_as("@"),
            whole: shown_as("0"),
            number: shown_as("General"),
            hundredths: shown_as("#,##0.00"),
            date: shown_as("dd.mm.yyyy"),
        }
    }
}

fn write_table(sheet: &mut Worksheet, table: &Table, faces: &Faces) -> Result<(), XlsxError> {
    for (row, values) in table.above.iter().enumerate() {
        for (column, value) in values.iter().enumerate() {
            write(sheet, place(row, column)?, value, &faces.plain)?;
        }
    }
    let header = table.above.len();
    write_headings(sheet, header, table, faces)?;
    let marks: HashMap<(usize, usize), &Mark> = table.marks.iter().map(|mark| ((mark.row, mark.column), mark)).collect();
    for (row, values) in table.rows.iter().enumerate() {
        for (column, value) in values.iter().enumerate() {
            let place = place(header + 1 + row, column)?;
            let Some(mark) = marks.get(&(row, column)) else {
                write(sheet, place, value, &faces.plain)?;
                continue;
            };
            write(sheet, place, value, &faces.marked)?;
            if let Some(note) = &mark.note {
                let note = Note::new(cut(&clean(note), LONGEST_NOTE)).add_author_prefix(false);
                sheet.insert_note(place.0, place.1, &note)?;
            }
        }
    }
    Ok(())
}

fn write_headings(sheet: &mut Worksheet, header: usize, table: &Table, faces: &Faces) -> Result<(), XlsxError> {
    let Some(last) = table.headings.len().checked_sub(1) else { return Ok(()) };
    for (column, Heading { title, width }) in table.headings.iter().enumerate() {
        let (row, column) = place(header, column)?;
        sheet.write_string_with_format(row, column, cut(&clean(title), LONGEST_TEXT), &faces.header)?;
        sheet.set_column_width(column, f64::from(*width))?;
    }
    let (top, right) = place(header, last)?;
    let (bottom, _) = place(header + table.rows.len(), 0)?;
    sheet.set_freeze_panes(top + 1, 0)?;
    sheet.autofilter(top, 0, bottom, right)?;
    sheet.set_repeat_rows(top, top)?;
    Ok(())
}

fn place(row: usize, column: usize) -> Result<(u32, u16), XlsxError> {
    let row = u32::try_from(row).map_err(|_| XlsxError::RowColumnLimitError)?;
    Ok((row, u16::try_from(column).map_err(|_| XlsxError::RowColumnLimitError)?))
}

fn write(sheet: &mut Worksheet, (row, column): (u32, u16), value: &Value, face: &Face) -> Result<(), XlsxError> {
    match value {
        Value::Empty => sheet.write_blank(row, column, &face.text)?,
        Value::Text(text) => sheet.write_string_with_format(row, column, cut(&clean(text), LONGEST_TEXT), &face.text)?,
        Value::Whole(count) => match exact(*count) {
            Some(number) => sheet.write_number_with_format(row, column, number, &face.whole)?,
            None => sheet.write_string_with_format(row, column, count.to_string(), &face.text)?,
        },
        Value::Number(number) => sheet.write_number_with_format(row, column, *number, &face.number)?,
        Value::Tiyn(amount) | Value::Area(amount) => {
            let number = exact(*amount).ok_or_else(|| XlsxError::ParameterError(amount.to_string()))? / 100.0;
            sheet.write_number_with_format(row, column, number, &face.hundredths)?
        }
        Value::Date(day) => match excel_day(*day) {
            Some(serial) => sheet.write_datetime_with_format(row, column, &serial, &face.date)?,
            None => sheet.write_string_with_format(row, column, day.format("%d.%m.%Y").to_string(), &face.text)?,
        },
        Value::Bool(truth) => sheet.write_boolean_with_format(row, column, *truth, &face.number)?,
    };
    Ok(())
}

/// The number as Excel can hold it, if it can exactly (up to 2⁵³).
fn exact(number: i64) -> Option<f64> {
    number.to_string().parse::<f64>().ok().filter(|_| number.unsigned_abs() <= 1 << 53)
}

/// Excel knows no day before 1900.
fn excel_day(day: NaiveDate) -> Option<ExcelDateTime> {
    let year = u16::try_from(day.year()).ok().filter(|year| (1900..=9999).contains(year))?;
    ExcelDateTime::from_ymd(year, u8::try_from(day.month()).ok()?, u8::try_from(day.day()).ok()?).ok()
}

fn cut(text: &str, longest: usize) -> String {
    let mut units = 0;
    text.chars()
        .take_while(|letter| {
            units += letter.len_utf16();
            units <= longest
        })
        .collect()
}

/// At most 31 characters, none of `[]:*?/\`, no apostrophe at the ends, no name twice.
fn sheet_name(wanted: &str, taken: &[String]) -> String {
    let plain: String = clean(wanted)
        .chars()
        .map(|letter| if matches!(letter, '[' | ']' | ':' | '*' | '?' | '/' | '\\' | '\t' | '\n' | '\r') { ' ' } else { letter })
        .collect();
    let plain = cut(plain.trim().trim_matches('\'').trim(), 31);
    let is_free = |name: &str| !name.trim().is_empty() && taken.iter().all(|other| other.to_lowercase() != name.to_lowercase());
    let numbered = |number: usize| format!("{} {number}", cut(&plain, 26)).trim().to_owned();
    if is_free(&plain) { plain } else { (1..).map(numbered).find(|name| is_free(name)).unwrap_or(plain.clone()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sheet_names_are_mended() {
        assert_eq!(sheet_name("Долги: 2026/11 [все]", &[]), "Долги  2026 11  все");
        assert_eq!(sheet_name("'Дом'", &[]), "Дом");
        assert_eq!(sheet_name("", &[]), "1");
        assert_eq!(sheet_name("дом", &["Дом".into(), "Дом 1".into()]), "дом 2");
        assert_eq!(sheet_name(&"ж".repeat(40), &[]).chars().count(), 31);
    }

    #[test]
    fn numbers_are_exact_or_text() {
        assert_eq!(exact(1_672_588), Some(1_672_588.0));
        assert_eq!(exact((1 << 53) + 1), None);
        assert_eq!(cut("😀😀", 3), "😀");
    }
}
