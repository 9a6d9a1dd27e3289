//! Sets a table's rows into slabs. A row is torn only between lines, and only if it is higher than
//! half a page.

use std::rc::Rc;

use super::faces::Weight;
use super::flow::Slab;
use super::ink::{DEEP, HAIR, SOFT, WASH};
use super::marks::Mark;
use super::prose::Prose;
use super::set::{Setter, Style};
use super::table::{Align, Place, Row, Table, Width, places};
use super::wrap::TextLine;

/// Space between a column's edge and its words.
const PAD_X: f32 = 4.0;
/// Space above and below a row's words.
const PAD_Y: f32 = 3.2;
/// A row too high to stay whole is torn into parts of so many lines.
const TORN_LINES: usize = 4;

/// The wrapped cells of one row.
struct Cells {
    columns: Vec<(Place, Align, Vec<TextLine>)>,
    style: Style,
}

/// Which part of its row a slab is.
#[derive(Clone, Copy)]
struct Part {
    first: bool,
    last: bool,
}

impl Cells {
    fn rows(&self) -> usize {
        self.columns.iter().map(|(.., lines)| lines.len()).max().unwrap_or(0).max(1)
    }
}

impl Setter {
    /// A table's slabs, one after another: the head, then its rows.
    pub(super) fn table(&self, table: &Table, width: f32, put: &mut dyn FnMut(Slab)) {
        let places = places(table.columns.iter().map(|column| column.width), width);
        let layout: Vec<_> = places.into_iter().zip(table.columns.iter().map(|column| column.align)).collect();
        let head = self.head(table, &layout, width);
        put(Slab { before: self.size * 0.8, ..head.clone() });
        let head = Rc::new(head);
        for (number, row) in table.rows.iter().enumerate() {
            // a row of sums is never parted from the row above
            let sums_follow = table.rows.get(number + 1).is_some_and(|next| next.total);
            let cells = self.cells(row.cells.iter(), &layout, self.row_style(row));
            for (mut slab, place) in self.row_slabs(&cells, head.height) {
                if place.first && place.last {
                    slab.height = slab.height.max(self.room(&layout));
                }
                rule_row(&mut slab, place, (table.zebra, row.total, number), width);
                frame_boxes(&mut slab, &layout);
                slab.head = Some(head.clone());
                slab.keep = sums_follow && place.last;
                put(slab);
            }
        }
    }

    /// How high a row is at least: where people write, there is room for it.
    fn room(&self, layout: &[(Place, Align)]) -> f32 {
        if layout.iter().any(|(_, align)| *align == Align::Box) { self.size * 2.9 } else { 0.0 }
    }

    /// Rows of «label: value» without a head.
    pub(super) fn pairs(&self, pairs: &[(Prose, Prose)], width: f32) -> Vec<Slab> {
        let places = places([Width::Share(0.36), Width::Share(0.64)].into_iter(), width);
        let style = Style { leading: 1.34, ..self.body() };
        let mut slabs: Vec<Slab> = Vec::new();
        for (label, value) in pairs {
            let mut cells = Cells { columns: Vec::new(), style };
            for (place, (prose, gap)) in places.iter().zip([(label, 3.0 * PAD_X), (value, PAD_X)]) {
                let lines = self.lines(prose, style, (place.width - gap).max(1.0));
                cells.columns.push((Place { x: place.x - PAD_X, width: place.width }, Align::Left, lines));
            }
            for (mut slab, place) in self.row_slabs(&cells, 0.0) {
                rule_row(&mut slab, place, (false, false, 0), width);
                slab.before = if slabs.is_empty() { self.size * 0.62 } else { 0.0 };
                slabs.push(slab);
            }
        }
        slabs
    }

    fn row_style(&self, row: &Row) -> Style {
        let weight = if row.total { Weight::Bold } else { Weight::Regular };
        Style { size: self.size * 0.9, weight, leading: 1.28, ..self.body() }
    }

    fn head(&self, table: &Table, layout: &[(Place, Align)], width: f32) -> Slab {
        let style = Style { size: self.size * 0.8, weight: Weight::Medium, ink: SOFT, leading: 1.22, ..self.body() };
        let cells = self.cells(table.columns.iter().map(|column| &column.heading), layout, style);
        // A head of more than 12 lines would leave no room for its rows.
        let rows = cells.rows().min(12);
        let mut slab = self.part(&cells, 0, rows, Part { first: true, last: true });
        slab.marks.push(Mark::level(0.0, 0.0, width, 0.9, DEEP));
        slab.marks.push(Mark::level(0.0, slab.height, width, 0.9, DEEP));
        slab.keep = true;
        slab
    }

    fn cells<'a>(&self, cells: impl Iterator<Item = &'a Prose>, layout: &[(Place, Align)], style: Style) -> Cells {
        let wrapped = layout.iter().zip(cells).map(|((place, align), prose)| {
            let style = Style { figures: *align == Align::Right, ..style };
            let lines = self.lines(prose, style, (place.width - 2.0 * PAD_X).max(1.0));
            (*place, *align, lines)
        });
        Cells { columns: wrapped.collect(), style }
    }

    /// The row in one slab, or in slabs of a few lines if it is higher than half a page.
    fn row_slabs(&self, cells: &Cells, head: f32) -> Vec<(Slab, Part)> {
        let rows = cells.rows();
        let tall = rows as f32 * cells.style.line() > (self.page - head) / 2.0;
        let most = if tall { TORN_LINES } else { rows };
        let part = |from: usize| {
            let count = most.min(rows - from);
            let part = Part { first: from == 0, last: from + count == rows };
            (self.part(cells, from, count, part), part)
        };
        (0..rows).step_by(most).map(part).collect()
    }

    /// The lines `from..from + count` of each cell.
    fn part(&self, cells: &Cells, from: usize, count: usize, part: Part) -> Slab {
        let style = cells.style;
        let (above, below) = (if part.first { PAD_Y } else { 0.0 }, if part.last { PAD_Y } else { 0.0 });
        let mut marks = Vec::new();
        for (place, align, lines) in &cells.columns {
            let style = Style { figures: *align == Align::Right, ..style };
            let mut y = above;
            for line in lines.iter().skip(from).take(count) {
                let free = place.width - 2.0 * PAD_X - line.width;
                let indent = match align {
                    Align::Left => 0.0,
                    Align::Right => free,
                    Align::Center | Align::Box => free / 2.0,
                };
                self.draw(&mut marks, line, place.x + PAD_X + indent, y, style);
                y += style.line();
            }
        }
        Slab { height: count as f32 * style.line() + above + below, marks, ..Slab::default() }
    }
}

/// Draws the sides of the boxes in which people write.
fn frame_boxes(slab: &mut Slab, layout: &[(Place, Align)]) {
    for (place, _) in layout.iter().filter(|(_, align)| *align == Align::Box) {
        for (x, y, width, height) in [
            (place.x, 0.0, place.width, 0.7),
            (place.x, slab.height - 0.7, place.width, 0.7),
            (place.x, 0.0, 0.7, slab.height),
            (place.x + place.width - 0.7, 0.0, 0.7, slab.height),
        ] {
            slab.marks.push(Mark::Fill { x, y, width, height, ink: DEEP });
        }
    }
}

/// Adds the line beneath a row, or the wash under it; `look` is (zebra, a row of sums, the row's number).
fn rule_row(slab: &mut Slab, part: Part, look: (bool, bool, usize), width: f32) {
    let (zebra, total, number) = look;
    if total {
        if part.first {
            slab.marks.push(Mark::level(0.0, 0.0, width, 0.9, DEEP));
        }
    } else if zebra {
        if number % 2 == 1 {
            slab.marks.insert(0, Mark::Fill { x: 0.0, y: 0.0, width, height: slab.height, ink: WASH });
        }
    } else if part.last {
        slab.marks.push(Mark::level(0.0, slab.height, width, 0.4, HAIR));
    }
}
