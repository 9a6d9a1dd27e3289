//! QR codes: dark cells drawn as one path, a quiet zone around, a caption beneath.

use fast_qr::{ECL, QRBuilder};

use super::error::Error;
use super::faces::Weight;
use super::flow::Slab;
use super::ink::SOFT;
use super::marks::Mark;
use super::prose::Prose;
use super::set::{Setter, Style};

/// The empty border that a scanner needs, in cells (ISO/IEC 18004 asks for 4).
const QUIET: u16 = 4;

/// A QR code with its caption.
#[derive(Clone, Debug, PartialEq)]
pub struct Qr {
    /// What the code says, usually an address.
    pub text: String,
    /// Words beneath; may be blank.
    pub caption: Prose,
    /// The side in points, quiet zone included; 85 is 3 cm.
    pub side: f32,
}

/// The dark cells: the number of cells in a side without the quiet zone, and the runs `(column, row, length)`.
struct Pattern {
    cells: u16,
    runs: Vec<(u16, u16, u16)>,
}

fn pattern(text: &str) -> Result<Pattern, Error> {
    let too_long = || Error::QrTooLong(text.len());
    let code = QRBuilder::new(text).ecl(ECL::M).build().map_err(|_| too_long())?;
    let cells = u16::try_from(code.size).map_err(|_| too_long())?;
    let mut runs = Vec::new();
    for (row, modules) in (0..cells).zip(code.data.chunks(code.size)) {
        let mut column = 0;
        for run in modules.chunk_by(|one, next| one.value() == next.value()) {
            let length = u16::try_from(run.len()).map_err(|_| too_long())?;
            if run.first().is_some_and(|module| module.value()) {
                runs.push((column, row, length));
            }
            column += length;
        }
    }
    Ok(Pattern { cells, runs })
}

/// The mark of a QR code in a square of `side` points at `x`, `y`.
pub(super) fn draw(text: &str, x: f32, y: f32, side: f32) -> Result<Mark, Error> {
    let pattern = pattern(text)?;
    let cell = side / f32::from(pattern.cells + 2 * QUIET);
    let quiet = cell * f32::from(QUIET);
    Ok(Mark::Cells { x: x + quiet, y: y + quiet, cell, runs: pattern.runs })
}

impl Setter {
    /// The code and its caption in one slab that is never torn; an endless caption is cut after 12 lines.
    pub(super) fn qr(&self, qr: &Qr, width: f32) -> Result<Slab, Error> {
        let side = qr.side.max(40.0).min(width).min(self.page * 0.6);
        let code = draw(&qr.text, 0.0, 0.0, side)?;
        // The caption stands flush with the cells, not with the quiet zone around them.
        let x = if let Mark::Cells { x, .. } = &code { *x } else { 0.0 };
        let mut marks = vec![code];
        let style = Style { size: self.size * 0.84, weight: Weight::Regular, ink: SOFT, leading: 1.3, ..self.body() };
        let mut y = side;
        for line in self.lines(&qr.caption, style, (width - x).max(1.0)).iter().take(12) {
            self.draw(&mut marks, line, x, y, style);
            y += style.line();
        }
        Ok(Slab { height: y, before: self.size * 0.62, marks, ..Slab::default() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_three_finders_are_there() {
        let pattern = pattern("https://aula.kz/a/5").unwrap();
        let last = pattern.cells - 7;
        for finder in [(0, 0, 7), (last, 0, 7), (0, last, 7)] {
            assert!(pattern.runs.contains(&finder), "{finder:?}");
        }
        assert!(pattern.runs.iter().all(|(column, row, length)| column + length <= pattern.cells && *row < pattern.cells));
    }

    #[test]
    fn what_does_not_fit_is_refused_with_its_length() {
        assert_eq!(pattern(&"a".repeat(4000)).err(), Some(Error::QrTooLong(4000)));
    }
}
