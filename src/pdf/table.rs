//! Tables: columns of fixed or shared width, a head that returns on each page, cells that wrap.

use super::prose::Prose;

/// How wide a column is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Width {
    /// So many points.
    Points(f32),
    /// A share of what the fixed columns leave.
    Share(f32),
}

/// On which side a column's words stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Align {
    /// Words.
    #[default]
    Left,
    /// Numbers; their digits get equal widths.
    Right,
    /// Marks.
    Center,
    /// Nothing that we print: a box in which people write, at least two lines high.
    Box,
}

/// A column.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// The words in the head; `\n` between the languages looks best.
    pub heading: Prose,
    /// How wide.
    pub width: Width,
    /// On which side.
    pub align: Align,
}

impl Column {
    /// A column of words that takes a share of the width.
    pub fn share(heading: impl Into<Prose>, share: f32) -> Self {
        Self { heading: heading.into(), width: Width::Share(share), align: Align::Left }
    }

    /// A column in which people write, so many points wide.
    pub fn to_fill(heading: impl Into<Prose>, points: f32) -> Self {
        Self { heading: heading.into(), width: Width::Points(points), align: Align::Box }
    }

    /// A column of numbers, so many points wide.
    pub fn number(heading: impl Into<Prose>, points: f32) -> Self {
        Self { heading: heading.into(), width: Width::Points(points), align: Align::Right }
    }
}

/// A row.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Row {
    /// The cells from left to right; too few are blank, too many are left out.
    pub cells: Vec<Prose>,
    /// A sum: bold, under a dark line, never parted from the row above.
    pub total: bool,
}

impl Row {
    /// An ordinary row.
    pub fn of<P: Into<Prose>>(cells: impl IntoIterator<Item = P>) -> Self {
        Self { cells: cells.into_iter().map(Into::into).collect(), total: false }
    }

    /// A row of sums.
    pub fn total<P: Into<Prose>>(cells: impl IntoIterator<Item = P>) -> Self {
        Self { total: true, ..Self::of(cells) }
    }
}

/// A table.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    /// The columns.
    pub columns: Vec<Column>,
    /// The rows.
    pub rows: Vec<Row>,
    /// A light wash under every second row instead of hairlines.
    pub zebra: bool,
}

/// A column's place: its left edge and width.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Place {
    pub(super) x: f32,
    pub(super) width: f32,
}

/// Where columns stand in `width` points. Fixed columns that leave less than a quarter for the shares are narrowed.
pub(super) fn places(widths: impl Iterator<Item = Width> + Clone, width: f32) -> Vec<Place> {
    let points = |wide: Width| if let Width::Points(points) = wide { points.max(1.0) } else { 0.0 };
    let share = |wide: Width| if let Width::Share(share) = wide { share.max(0.01) } else { 0.0 };
    let fixed: f32 = widths.clone().map(points).sum();
    let shares: f32 = widths.clone().map(share).sum();
    let most = if shares > 0.0 { width * 0.75 } else { width };
    let narrow = if fixed > most { most / fixed } else { 1.0 };
    let rest = width - fixed * narrow;
    let mut x = 0.0;
    widths
        .map(|wide| {
            let own = if shares > 0.0 { points(wide) * narrow + rest * share(wide) / shares } else { points(wide) * narrow };
            let place = Place { x, width: own };
            x += own;
            place
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_take_what_the_fixed_leave() {
        let places = places([Width::Points(40.0), Width::Share(1.0), Width::Share(3.0)].into_iter(), 200.0);
        assert_eq!(places, [Place { x: 0.0, width: 40.0 }, Place { x: 40.0, width: 40.0 }, Place { x: 80.0, width: 120.0 }]);
    }

    #[test]
    fn columns_never_leave_the_frame() {
        let greedy = [Width::Points(400.0), Width::Points(400.0), Width::Share(1.0)];
        let right = places(greedy.into_iter(), 200.0).last().map(|place| place.x + place.width).unwrap();
        assert!((right - 200.0).abs() < 0.01);
    }
}
