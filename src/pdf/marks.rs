//! What can be put on a page, measured from its top left corner in points.

use super::faces::Cut;
use super::ink::Ink;

/// One thing drawn.
#[derive(Clone, Debug)]
pub(super) enum Mark {
    /// A run of letters in one manner; `y` is the baseline.
    Text(Run),
    /// A run of letters that rises across the page; `x`, `y` is where its baseline begins.
    Across(Run),
    /// A straight line.
    Rule { x: f32, y: f32, to_x: f32, to_y: f32, thickness: f32, ink: Ink },
    /// A filled rectangle.
    Fill { x: f32, y: f32, width: f32, height: f32, ink: Ink },
    /// A rectangle's outline, `thickness` wide around its edge.
    Frame { x: f32, y: f32, width: f32, height: f32, thickness: f32, ink: Ink },
    /// The dark cells of a QR code: rows of `(column, row, length)` in cells.
    Cells { x: f32, y: f32, cell: f32, runs: Vec<(u16, u16, u16)> },
    /// The document's logo.
    Logo { x: f32, y: f32, width: f32, height: f32 },
    /// A place that leads to an address.
    Link { x: f32, y: f32, width: f32, height: f32, address: String },
}

/// Letters of one cut, size and colour on one baseline.
#[derive(Clone, Debug)]
pub(super) struct Run {
    pub(super) x: f32,
    pub(super) y: f32,
    pub(super) text: String,
    pub(super) cut: Cut,
    pub(super) slant: bool,
    pub(super) size: f32,
    pub(super) ink: Ink,
}

impl Mark {
    /// A horizontal line.
    pub(super) fn level(x: f32, y: f32, width: f32, thickness: f32, ink: Ink) -> Self {
        Self::Rule { x, y, to_x: x + width, to_y: y, thickness, ink }
    }

    /// Moves the mark right and down.
    pub(super) fn shift(&mut self, right: f32, down: f32) {
        match self {
            Self::Text(run) | Self::Across(run) => {
                run.x += right;
                run.y += down;
            }
            Self::Rule { x, y, to_x, to_y, .. } => {
                *x += right;
                *to_x += right;
                *y += down;
                *to_y += down;
            }
            Self::Fill { x, y, .. }
            | Self::Frame { x, y, .. }
            | Self::Cells { x, y, .. }
            | Self::Logo { x, y, .. }
            | Self::Link { x, y, .. } => {
                *x += right;
                *y += down;
            }
        }
    }
}

/// Moves all marks right and down.
pub(super) fn shift_all(marks: &mut [Mark], right: f32, down: f32) {
    for mark in marks {
        mark.shift(right, down);
    }
}
