//! XLSX to [`Grid`], cell by cell: calamine's own ranges are rectangles, and two far cells would make a rectangle of
//! seventeen thousand million.

use super::{Cell, Grid, Limits, Merge, Unreadable, archive};
use calamine::{Data, DataRef, ExcelDateTime, Reader, SheetType, SheetVisible, Xlsx, XlsxError};
use chrono::NaiveDate;
use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

type Workbook<'a> = Xlsx<Cursor<&'a [u8]>>;

/// How many empty sheets are gone through in search of one that holds something: a list of sheets costs its author
/// nothing, and each may be the same hundred megabytes of nothing.
const SHEETS_TRIED: usize = 20;

/// # Errors
/// [`Unreadable`].
pub(super) fn read(bytes: &[u8], sheet: Option<&str>, limits: &Limits) -> Result<Grid, Unreadable> {
    archive::inspect(bytes, limits)?;
    // calamine subtracts and multiplies what the file says (`ref="B9:A1"`), and where arithmetic is checked it panics on
    // a stranger's file. Nothing outlives the closure, so nothing can be left half done.
    catch_unwind(AssertUnwindSafe(|| open(bytes, sheet, limits))).unwrap_or(Err(Unreadable::Broken))
}

fn open(bytes: &[u8], wanted: Option<&str>, limits: &Limits) -> Result<Grid, Unreadable> {
    let mut workbook: Workbook<'_> = Xlsx::new(Cursor::new(bytes)).map_err(|error| refusal(&error))?;
    let sheets = sheets_in_order(&workbook);
    let candidates: Vec<&String> = match wanted {
        Some(name) => sheets.iter().filter(|sheet| *sheet == name).collect(),
        None => sheets.iter().take(SHEETS_TRIED).collect(),
    };
    if wanted.is_some() && candidates.is_empty() {
        return Err(Unreadable::NoSuchSheet);
    }
    for name in candidates {
        let mut grid = read_cells(&mut workbook, name, limits)?;
        if grid.is_empty() {
            continue;
        }
        grid.merges = merges(&mut workbook, name, limits)?;
        grid.sheet = Some(name.clone());
        grid.sheets = sheets.clone();
        return Ok(grid);
    }
    Err(Unreadable::Empty)
}

/// Worksheets, the hidden ones last: people forget that they are there.
fn sheets_in_order(workbook: &Workbook<'_>) -> Vec<String> {
    let worksheets = || workbook.sheets_metadata().iter().filter(|sheet| sheet.typ == SheetType::WorkSheet);
    let (visible, hidden): (Vec<_>, Vec<_>) = worksheets().partition(|sheet| sheet.visible == SheetVisible::Visible);
    visible.into_iter().chain(hidden).map(|sheet| sheet.name.clone()).collect()
}

fn read_cells(workbook: &mut Workbook<'_>, sheet: &str, limits: &Limits) -> Result<Grid, Unreadable> {
    let mut reader = workbook.worksheet_cells_reader(sheet).map_err(|error| refusal(&error))?;
    let mut grid = Grid::default();
    let mut text_bytes = 0_usize;
    loop {
        let found = match reader.next_cell() {
            Ok(Some(found)) => found,
            Ok(None) => return Ok(grid),
            // An error value that is newer than the reader (`#SPILL!`): as good as an empty cell.
            Err(XlsxError::CellError(_)) => continue,
            Err(error) => return Err(refusal(&error)),
        };
        let cell = meaning(found.get_value());
        if cell == Cell::Empty {
            continue;
        }
        let (row, column) = place(found.get_position(), limits)?;
        if let Cell::Text(text) = &cell {
            super::limits::fits(text, row, column, limits)?;
            text_bytes = text_bytes.saturating_add(text.len());
            if text_bytes > limits.unpacked_bytes {
                return Err(Unreadable::too_big(limits.unpacked_bytes));
            }
        }
        grid.put(row, column, cell);
    }
}

fn place((row, column): (u32, u32), limits: &Limits) -> Result<(usize, usize), Unreadable> {
    let row = usize::try_from(row).unwrap_or(usize::MAX);
    let column = usize::try_from(column).unwrap_or(usize::MAX);
    if row >= limits.height() {
        return Err(Unreadable::TooManyRows { limit: limits.rows });
    }
    if column >= limits.columns {
        return Err(Unreadable::TooManyColumns { limit: limits.columns });
    }
    Ok((row, column))
}

fn meaning(value: &DataRef<'_>) -> Cell {
    match value {
        DataRef::Empty => Cell::Empty,
        DataRef::String(text) => Cell::text(text.as_str()),
        DataRef::SharedString(text) => Cell::text(*text),
        DataRef::Bool(truth) => Cell::Bool(*truth),
        DataRef::Float(number) => finite(*number),
        DataRef::DateTime(moment) => day(*moment),
        DataRef::DateTimeIso(text) => {
            text.get(..10).and_then(|day| day.parse().ok()).map_or_else(|| Cell::text(text.as_str()), Cell::Date)
        }
        other => Cell::text(Data::from(other.clone()).to_string()),
    }
}

fn finite(number: f64) -> Cell {
    if number.is_finite() { Cell::Number(number) } else { Cell::text(number.to_string()) }
}

/// calamine knows the workbook's epoch (1900 or 1904). A duration or a bare time of day is no date.
fn day(moment: ExcelDateTime) -> Cell {
    let (year, month, day, hour, minute, ..) = moment.to_ymd_hms_milli();
    if moment.is_duration() || moment.as_f64() < 1.0 {
        return if (0.0..1.0).contains(&moment.as_f64()) {
            Cell::Text(format!("{hour:02}:{minute:02}"))
        } else {
            finite(moment.as_f64())
        };
    }
    NaiveDate::from_ymd_opt(i32::from(year), u32::from(month), u32::from(day)).map_or_else(|| finite(moment.as_f64()), Cell::Date)
}

fn merges(workbook: &mut Workbook<'_>, sheet: &str, limits: &Limits) -> Result<Vec<Merge>, Unreadable> {
    let found = workbook.merge_cells_by_sheet_name(sheet).map_err(|error| refusal(&error))?;
    let index = |number: u32| usize::try_from(number).unwrap_or(usize::MAX);
    Ok(found
        .into_iter()
        .map(|area| Merge {
            top: index(area.start.0),
            bottom: index(area.end.0),
            left: index(area.start.1),
            right: index(area.end.1),
        })
        .filter(|merge| merge.top <= merge.bottom && merge.left <= merge.right)
        .take(limits.height())
        .collect())
}

fn refusal(error: &XlsxError) -> Unreadable {
    match error {
        XlsxError::Password => Unreadable::Encrypted,
        XlsxError::FileNotFound(_) | XlsxError::RelationshipNotFound => Unreadable::NotASheet,
        _ => Unreadable::Broken,
    }
}
