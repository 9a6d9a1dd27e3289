//! Stacks slabs on pages. A slab is never torn; slabs that belong together (a heading and its first
//! lines, a table's head and its first row) go to the next page together; a table's head returns on
//! each page that its rows reach.

use std::rc::Rc;

use super::marks::{Mark, shift_all};

/// A piece of a page as high as `height`, its marks measured from its own top left corner.
#[derive(Clone, Debug, Default)]
pub(super) struct Slab {
    pub(super) height: f32,
    /// Space above it, dropped at the top of a page.
    pub(super) before: f32,
    /// Must be followed by the next slab on the same page.
    pub(super) keep: bool,
    /// Begins a new page.
    pub(super) breaks: bool,
    pub(super) marks: Vec<Mark>,
    /// What is repeated above it when it begins a page: its table's head.
    pub(super) head: Option<Rc<Slab>>,
}

/// Where slabs may stand, from the page's top left corner in points.
#[derive(Clone, Copy, Debug)]
pub(super) struct Frame {
    pub(super) left: f32,
    /// Top on the first page, below the letterhead.
    pub(super) first_top: f32,
    /// Top on the pages after it.
    pub(super) top: f32,
    pub(super) bottom: f32,
}

impl Frame {
    /// The height of a page after the first.
    pub(super) fn height(&self) -> f32 {
        self.bottom - self.top
    }
}

/// The height of slabs stacked without a page break.
pub(super) fn stacked(slabs: &[Slab]) -> f32 {
    let gaps: f32 = slabs.iter().skip(1).map(|slab| slab.before).sum();
    slabs.iter().map(|slab| slab.height).sum::<f32>() + gaps
}

/// Slabs on their way to pages.
pub(super) struct Stack {
    frame: Frame,
    /// Those that are full.
    pages: Vec<Vec<Mark>>,
    page: Vec<Mark>,
    /// Slabs that belong together, until the last of them is known.
    group: Vec<Slab>,
    y: f32,
    fresh: bool,
}

/// The marks of each page, at least one page, and where the last page's text ends.
pub(super) fn place(slabs: Vec<Slab>, frame: Frame) -> (Vec<Vec<Mark>>, f32) {
    let mut stack = Stack::new(frame, Vec::new());
    for slab in slabs {
        stack.add(slab);
    }
    stack.end()
}

impl Stack {
    /// An empty page, but for what stands at its head.
    pub(super) fn new(frame: Frame, head: Vec<Mark>) -> Self {
        Self { frame, pages: Vec::new(), page: head, group: Vec::new(), y: frame.first_top, fresh: true }
    }

    /// Puts a slab below the others.
    pub(super) fn add(&mut self, slab: Slab) {
        if slab.breaks {
            self.settle();
        }
        let goes_on = slab.keep;
        self.group.push(slab);
        if !goes_on {
            self.settle();
        }
    }

    /// The rest, at least one page, and where the last one's text ends.
    pub(super) fn end(mut self) -> (Vec<Vec<Mark>>, f32) {
        self.settle();
        let end = self.y;
        self.pages.push(self.page);
        (self.pages, end)
    }

    fn settle(&mut self) {
        let group = std::mem::take(&mut self.group);
        self.put_group(group);
    }

    fn put_group(&mut self, group: Vec<Slab>) {
        let Some(first) = group.first() else { return };
        let before = if self.fresh { 0.0 } else { first.before };
        let height = stacked(&group);
        let head = first.head.as_ref().map_or(0.0, |head| head.height);
        let asked = first.breaks;
        let too_low = self.y + before + height > self.frame.bottom && height + head <= self.frame.height();
        if !self.fresh && (asked || too_low) {
            self.turn();
        }
        for slab in group {
            self.put(slab);
        }
    }

    fn put(&mut self, mut slab: Slab) {
        if !self.fresh && self.y + slab.before + slab.height > self.frame.bottom {
            self.turn();
        }
        if self.fresh {
            if let Some(head) = slab.head.take() {
                self.lay(Slab::clone(&head));
            }
        } else {
            self.y += slab.before;
        }
        self.lay(slab);
    }

    fn lay(&mut self, mut slab: Slab) {
        shift_all(&mut slab.marks, self.frame.left, self.y);
        self.page.append(&mut slab.marks);
        self.y += slab.height;
        self.fresh = self.fresh && slab.height <= 0.0;
    }

    fn turn(&mut self) {
        self.pages.push(std::mem::take(&mut self.page));
        self.y = self.frame.top;
        self.fresh = true;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pdf::ink::DEEP;

    const FRAME: Frame = Frame { left: 0.0, first_top: 50.0, top: 0.0, bottom: 100.0 };

    fn slab(height: f32, keep: bool) -> Slab {
        Slab { height, keep, marks: vec![Mark::level(0.0, 0.0, 1.0, 1.0, DEEP)], ..Slab::default() }
    }

    fn counts(slabs: Vec<Slab>) -> Vec<usize> {
        place(slabs, FRAME).0.iter().map(Vec::len).collect()
    }

    #[test]
    fn a_heading_goes_with_what_follows() {
        assert_eq!(counts(vec![slab(30.0, false), slab(15.0, true), slab(10.0, false)]), [1, 2]);
        assert_eq!(counts(vec![slab(30.0, false), slab(15.0, false), slab(10.0, false)]), [2, 1]);
    }

    #[test]
    fn a_chain_longer_than_a_page_is_torn_between_slabs() {
        assert_eq!(counts((0..6).map(|_| slab(30.0, true)).collect()), [1, 3, 2]);
    }

    #[test]
    fn a_tables_head_returns() {
        let head = Rc::new(slab(10.0, true));
        let row = || Slab { head: Some(head.clone()), ..slab(30.0, false) };
        assert_eq!(counts(vec![slab(10.0, true), row(), row(), row(), row(), row()]), [2, 4, 2]);
    }

    #[test]
    fn nothing_makes_one_empty_page() {
        assert_eq!(counts(Vec::new()), [0]);
    }
}
