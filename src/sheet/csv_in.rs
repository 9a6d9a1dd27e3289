//! CSV to [`Grid`]: every cell is text, for a CSV does not know more, and `007` must stay so.

use super::{Cell, Grid, Limits, Unreadable, delimiter, encoding, injection, limits};
use csv::{ReaderBuilder, StringRecord};

/// # Errors
/// [`Unreadable`].
pub(super) fn read(bytes: &[u8], file_name: &str, limits: &Limits) -> Result<Grid, Unreadable> {
    if bytes.len() > limits.unpacked_bytes {
        return Err(Unreadable::too_big(limits.unpacked_bytes));
    }
    let text = encoding::decode(bytes)?;
    let (delimiter, start) = delimiter::find(&text, file_name);
    let text = text.get(start..).unwrap_or_default();
    let mut reader = ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(text.as_bytes());
    let mut grid = Grid::default();
    let mut record = StringRecord::new();
    let mut row = 0;
    loop {
        row += blank_lines(text, reader.position().byte());
        if !reader.read_record(&mut record).map_err(|_| Unreadable::Broken)? {
            return Ok(grid);
        }
        put(&mut grid, row, &record, limits)?;
        row += 1;
    }
}

fn put(grid: &mut Grid, row: usize, record: &StringRecord, limits: &Limits) -> Result<(), Unreadable> {
    for (column, text) in record.iter().enumerate() {
        let text = injection::rearm(text);
        if text.is_empty() {
            continue;
        }
        if row >= limits.height() {
            return Err(Unreadable::TooManyRows { limit: limits.rows });
        }
        if column >= limits.columns {
            return Err(Unreadable::TooManyColumns { limit: limits.columns });
        }
        limits::fits(text, row, column, limits)?;
        grid.put(row, column, Cell::text(text));
    }
    Ok(())
}

/// The csv crate skips blank lines silently; Excel counts them, and row numbers are what we tell people.
fn blank_lines(text: &str, from: u64) -> usize {
    let from = usize::try_from(from).unwrap_or(usize::MAX);
    let (before, after) = text.split_at_checked(from).unwrap_or((text, ""));
    let mut rest = if before.ends_with('\r') { after.strip_prefix('\n').unwrap_or(after) } else { after };
    let mut lines = 0;
    while let Some(next) = rest.strip_prefix("\r\n").or_else(|| rest.strip_prefix(['\r', '\n'])) {
        rest = next;
        lines += 1;
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> Vec<Vec<String>> {
        let grid = read(text.as_bytes(), "a.csv", &Limits::default()).unwrap();
        grid.rows().iter().map(|row| row.iter().map(|cell| cell.shown().into_owned()).collect()).collect()
    }

    #[test]
    fn quoted_line_breaks_and_trailing_columns() {
        assert_eq!(rows("a;b;;;\r\n\"x\r\ny \"\"z\"\"\";'007;;\r\n"), [vec!["a", "b"], vec!["x\r\ny \"z\"", "007"]]);
    }

    #[test]
    fn blank_lines_keep_their_numbers() {
        for end in ["\n", "\r\n", "\r"] {
            let text = ["", "a;b", "", "", "c;d", ";", "e;f", "", ""].join(end);
            let expected: [Vec<&str>; 7] = [vec![], vec!["a", "b"], vec![], vec![], vec!["c", "d"], vec![], vec!["e", "f"]];
            assert_eq!(rows(&text), expected, "{end:?}");
        }
    }

    #[test]
    fn limits_hold() {
        let small = Limits { rows: 2, header_rows: 1, columns: 2, cell_chars: 3, ..Limits::default() };
        let verdict = |text: &str| read(text.as_bytes(), "", &small).map(|grid| grid.height());
        assert_eq!(verdict("я;я\n\nббб"), Ok(3));
        assert_eq!(verdict("a\nb\nc\nd"), Err(Unreadable::TooManyRows { limit: 2 }));
        assert_eq!(verdict("a;b;c"), Err(Unreadable::TooManyColumns { limit: 2 }));
        assert_eq!(verdict("a;b;;;;;"), Ok(1));
        assert_eq!(verdict("a\nb;яяяя"), Err(Unreadable::CellTooLong { row: 2, column: 2, limit: 3 }));
    }
}
