//! From the bytes of a file to wishes: the sheet is opened, its header found, and each row read cell by cell.

use std::sync::atomic::{AtomicU64, Ordering};

use super::columns::{COLUMNS, NOT_TAKEN, OF_PREMISES};
use super::layout::{Head, Layout};
use super::no_sheet::{NoSheet, filled, missing_said};
use super::wish::{Facts, Reason, Somebody, Warning, Wish};
use super::words;
use crate::homes::holding::{Share, same_name};
use crate::homes::place::{same_address, same_number};
use crate::sheet::values::{self, CellRefusal, Meaning, Measured, Note};
use crate::sheet::{Cell, Grid, Header, Limits, Line};
use crate::text::Locale;
use crate::text::ident::Ident;
use crate::web::Said;
use crate::who::Holds;

/// The largest area: a hectare, as on the form.
const MOST_AREA: i64 = 1_000_000;

/// A file that is a resident sheet.
pub(super) struct Sheet {
    pub(super) grid: Grid,
    pub(super) header: Header,
    /// Its titles, and what they are taken for.
    pub(super) head: Head,
}

/// All rows of a sheet, understood or not.
#[derive(Clone, Debug, Default)]
pub(super) struct Rows {
    pub(super) wishes: Vec<Wish>,
    pub(super) refused: Vec<(usize, Vec<Reason>)>,
    pub(super) warnings: Vec<Warning>,
    /// What is known of rows that are not understood.
    pub(super) unread: Vec<Unread>,
}

/// Of whom a row speaks that is not understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Unread {
    /// Of people at premises with that number.
    Of { address: String, loose: String },
    /// Of somebody, nobody knows where.
    Somewhere,
}

impl Sheet {
    /// Opens an uploaded file.
    ///
    /// # Errors
    /// The sentence for whoever sent it; column names in it are in their language.
    pub(super) fn open(bytes: &[u8], name: &str, locale: Locale, layouts: &[Layout]) -> Result<Self, NoSheet> {
        let mut grid = Grid::read(bytes, name, Limits::default()).map_err(|no| NoSheet::from(filled(no.key(), no.values())))?;
        let known = layouts.iter().find_map(|layout| Some((layout.header(&grid)?, layout.head.sender.as_str())));
        let (header, sender) = match known {
            Some(known) => known,
            None => match Header::find(&grid, COLUMNS) {
                Ok(header) => (header, ""),
                Err(missing) => {
                    return Err(NoSheet { said: missing_said(&missing, locale), head: Head::nearest(&grid, &missing) });
                }
            },
        };
        let head = Head::of(&grid, &header, sender);
        for column in OF_PREMISES.iter().filter_map(|id| header.column(id)) {
            if grid.can_fill_down(column) {
                grid.fill_down(column);
            }
        }
        let sheet = Self { grid, header, head };
        if sheet.len() == 0 { Err(Said::new("homes.import.refused.no_rows").into()) } else { Ok(sheet) }
    }

    /// How many rows of data it has.
    pub(super) fn len(&self) -> usize {
        self.header.lines(&self.grid).count()
    }

    /// Columns that are known but not taken, by id, as far as anything stands in them.
    pub(super) fn not_taken(&self) -> Vec<&'static str> {
        NOT_TAKEN.into_iter().filter(|id| self.header.lines(&self.grid).any(|line| !line.cell(id).is_blank())).collect()
    }

    /// Reads all rows, counting them in `done`.
    pub(super) fn rows(&self, done: &AtomicU64) -> Rows {
        let mut rows = Rows::default();
        for line in self.header.lines(&self.grid) {
            let mut reader = Reader { line, reasons: Vec::new(), warnings: Vec::new() };
            let wish = reader.wish();
            match wish {
                Some(wish) if reader.reasons.is_empty() => {
                    rows.wishes.push(wish);
                    rows.warnings.append(&mut reader.warnings);
                }
                unread => {
                    rows.refused.push((line.row, reader.reasons));
                    match unread {
                        Some(wish) => rows.unread.push(Unread::Of { address: wish.address, loose: wish.loose }),
                        None if !line.cell("name").is_blank() => rows.unread.push(Unread::Somewhere),
                        None => {}
                    }
                }
            }
            done.fetch_add(1, Ordering::Relaxed);
        }
        rows
    }
}

struct Reader<'a> {
    line: Line<'a>,
    reasons: Vec<Reason>,
    warnings: Vec<Warning>,
}

/// A dash is how people write that there is nothing.
fn is_dash(cell: &Cell) -> bool {
    matches!(cell, Cell::Text(text) if !text.is_empty() && text.chars().all(|c| c.is_whitespace() || matches!(c, '-' | '–' | '—' | '−')))
}

impl Reader<'_> {
    fn wish(&mut self) -> Option<Wish> {
        let address = self
            .text("address", 200)
            .filter(|address| self.unless(same_address(address).is_empty(), "address", "homes.refused.address"));
        let written = self.text("number", 200);
        let flat = self.value("number", values::flat);
        let number = flat.filter(|flat| self.unless(same_number(&flat.shown).is_empty(), "number", "homes.refused.number"));
        let kind = self.word("kind", words::kind, "homes.import.refused.kind");
        let facts = self.facts();
        let somebody = self.somebody();
        self.missing("address", address.is_none());
        self.missing("number", number.is_none());
        let (address, number) = (address?, number?);
        let written = written.unwrap_or_else(|| number.shown.clone());
        Some(Wish { row: self.line.row, address, written, number: number.shown, loose: number.key, kind, facts, somebody })
    }

    fn facts(&mut self) -> Facts {
        Facts {
            entrance: self.code("entrance", 10).filter(|entrance| !same_number(entrance).is_empty()),
            floor: self.count("floor", -10, 200),
            area: self.area("area"),
            living_area: self.area("living_area"),
            account: self.code("account", 30),
            centre_account: self.code("centre_account", 30),
            cadastre: self.code("cadastre", 40),
            registered: self.count("registered", 0, 100),
            residing: self.count("residing", 0, 100),
        }
    }

    fn somebody(&mut self) -> Option<Somebody> {
        let name = self.text("name", 200);
        let ident = self.ident();
        let share = self.share();
        let holds = self.word("holds", words::holds, "homes.import.refused.holds");
        let phone = self.phone();
        let email = self.value("email", values::email);
        let said = ident.is_some() || share.is_some() || phone.is_some() || email.is_some();
        if said && name.is_none() {
            self.reasons.push(Reason::of("name", "homes.import.refused.no_name"));
        }
        if share.is_some() && holds.is_some_and(|holds| holds != Holds::Owner) {
            self.reasons.push(Reason::of("share", "homes.refused.share_of_owner"));
        }
        let name = name?;
        let folded = same_name(&name);
        if folded.is_empty() {
            self.reasons.push(Reason::of("name", "homes.import.refused.no_name"));
        }
        Some(Somebody { name, folded, ident, phone, email, holds, share })
    }

    fn unless(&mut self, wrong: bool, column: &'static str, key: &'static str) -> bool {
        if wrong {
            self.reasons.push(Reason::of(column, key));
        }
        !wrong
    }

    fn missing(&mut self, column: &'static str, missing: bool) {
        if missing && self.reasons.iter().all(|reason| reason.column != Some(column)) {
            self.reasons.push(Reason::of(column, "forms.refused.empty"));
        }
    }

    fn warn(&mut self, key: &'static str) {
        self.warnings.push(Warning { row: self.line.row, key });
    }

    fn note(&mut self, note: Option<Note>) {
        if let Some(note) = note {
            self.warn(match note {
                Note::Rounded => "homes.import.warning.rounded",
                Note::Recovered => "homes.import.warning.recovered",
                Note::ZerosRestored => "homes.import.warning.zeros_restored",
            });
        }
    }

    fn value<T>(&mut self, column: &'static str, meaning: impl Fn(&Cell) -> Meaning<T>) -> Option<T> {
        let cell = self.line.cell(column);
        if is_dash(cell) {
            return None;
        }
        meaning(cell).unwrap_or_else(|refusal| {
            self.reasons.push(Reason::of(column, refusal.key()));
            None
        })
    }

    fn limited(&mut self, column: &'static str, text: String, most: usize) -> Option<String> {
        if text.chars().count() > most || text.chars().any(char::is_control) {
            self.reasons.push(Reason::of(column, Said::new("forms.refused.long").with("most", most)));
            return None;
        }
        Some(text)
    }

    fn text(&mut self, column: &'static str, most: usize) -> Option<String> {
        let text = self.value(column, values::text)?;
        self.limited(column, text, most)
    }

    fn code(&mut self, column: &'static str, most: usize) -> Option<String> {
        let text = self.value(column, values::code)?;
        self.limited(column, text, most)
    }

    fn word<T>(&mut self, column: &'static str, read: impl Fn(&str) -> Option<T>, refused: &'static str) -> Option<T> {
        let text = match self.line.cell(column) {
            Cell::Bool(truth) => truth.to_string(),
            _ => self.value(column, values::text)?,
        };
        let found = read(&text);
        self.unless(found.is_none(), column, refused);
        found
    }

    fn count(&mut self, column: &'static str, least: i32, most: i32) -> Option<i32> {
        let count = self.value(column, values::count)?;
        if !(least..=most).contains(&count) {
            let refusal = if count < least { CellRefusal::Negative } else { CellRefusal::TooLarge };
            self.reasons.push(Reason::of(column, refusal.key()));
            return None;
        }
        Some(count)
    }

    fn area(&mut self, column: &'static str) -> Option<i64> {
        let Measured { value, note } = self.value(column, values::area)?;
        self.note(note);
        if value == 0 {
            self.warn("homes.import.warning.zero_area");
        }
        if value > MOST_AREA {
            self.reasons.push(Reason::of(column, CellRefusal::TooLarge.key()));
        }
        Some(value).filter(|value| (1..=MOST_AREA).contains(value))
    }

    fn ident(&mut self) -> Option<String> {
        let found = self.value("ident", values::identity)?;
        self.note(found.note);
        match Ident::parse(&found.digits) {
            Ok(ident) => Some(ident.as_str().to_owned()),
            Err(no) => {
                self.reasons.push(Reason::of("ident", no.key()));
                None
            }
        }
    }

    fn share(&mut self) -> Option<Share> {
        let found = self.value("share", values::share)?;
        self.note(found.note);
        let share = Share::new(found.numerator.into(), found.denominator.into());
        self.unless(share.is_none(), "share", CellRefusal::NotAShare.key());
        share
    }

    fn phone(&mut self) -> Option<String> {
        let found = self.value("phone", values::phone)?;
        if !found.rest.is_empty() {
            self.warn("homes.import.warning.more_phones");
        }
        Some(found.first)
    }
}

#[cfg(test)]
#[path = "reading_tests.rs"]
mod tests;
