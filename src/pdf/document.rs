//! A document of one or many pages: letterhead, blocks, a foot on each page.

use std::fmt;

use super::block::Block;
use super::error::Error;
use super::faces::{Cut, Faces, Weight};
use super::flow::{Frame, Slab, Stack};
use super::ink::{HAIR, PALE, SOFT};
use super::letterhead::Letterhead;
use super::marks::{Mark, Run, shift_all};
use super::ops::{PAGE_HEIGHT, PAGE_WIDTH};
use super::press::Press;
use super::prose::Prose;
use super::set::{Setter, Style};
use super::write::Meta;

/// A millimetre in points.
const MM: f32 = 72.0 / 25.4;
/// Room on the left for staples and the binder; 20 mm is the least that office rules ask for.
const LEFT: f32 = 28.0 * MM;
const RIGHT: f32 = 15.0 * MM;
const TOP: f32 = 16.0 * MM;
const BOTTOM: f32 = 24.0 * MM;
/// The size of running text.
const BODY: f32 = 10.5;

/// Makes the words for «page 1 of 3», in both languages.
type PageLabel = Box<dyn Fn(usize, usize) -> String + Send + Sync>;

/// What stands at the foot of each page.
#[derive(Default)]
pub struct Footer {
    short_title: String,
    label: Option<PageLabel>,
}

impl Footer {
    /// A foot with the document's short title on the left and `label(page, pages)` on the right.
    pub fn new(short_title: impl Into<String>, label: impl Fn(usize, usize) -> String + Send + Sync + 'static) -> Self {
        Self { short_title: short_title.into(), label: Some(Box::new(label)) }
    }

    /// Draws the foot of a page whose text stands between `left` and `left + width`; `y` is its line.
    pub(super) fn draw(&self, setter: &Setter, marks: &mut Vec<Mark>, at: (f32, f32, f32), page: (usize, usize)) {
        let (left, width, y) = at;
        let label = self.label.as_ref().map(|label| label(page.0, page.1)).unwrap_or_default();
        if label.trim().is_empty() && self.short_title.trim().is_empty() {
            return;
        }
        marks.push(Mark::level(left, y, width, 0.4, HAIR));
        let style = Style { size: 8.0, ink: SOFT, leading: 1.3, ..setter.body() };
        let right = setter.lines(&Prose::from(label), style, width).into_iter().next().unwrap_or_default();
        setter.draw(marks, &right, left + width - right.width, y + 4.0, style);
        let room = (width - right.width - 16.0).max(0.0);
        let title = setter.lines(&Prose::from(self.short_title.as_str()), style, room.max(20.0));
        if let (Some(line), true) = (title.first(), room > 40.0) {
            setter.draw(marks, line, left, y + 4.0, style);
            if title.len() > 1 {
                let at = (left + line.width, y + 4.0 + setter.baseline(style));
                let (x, y, text) = (at.0, at.1, String::from("…"));
                let cut = Cut { weight: Weight::Regular, figures: false };
                let (size, ink) = (style.size, SOFT);
                marks.push(Mark::Text(Run { x, y, text, cut, slant: false, size, ink }));
            }
        }
    }
}

impl fmt::Debug for Footer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Footer").field("short_title", &self.short_title).finish_non_exhaustive()
    }
}

/// A document on A4, built block by block and then [rendered](Document::render).
#[derive(Debug)]
pub struct Document {
    meta: Meta,
    letterhead: Option<Letterhead>,
    footer: Footer,
    across: String,
    blocks: Vec<Block>,
}

impl Document {
    /// An empty document.
    #[must_use]
    pub fn new(meta: Meta) -> Self {
        Self { meta, letterhead: None, footer: Footer::default(), across: String::new(), blocks: Vec::new() }
    }

    /// Puts a company's letterhead on the first page.
    #[must_use]
    pub fn letterhead(mut self, letterhead: Letterhead) -> Self {
        self.letterhead = Some(letterhead);
        self
    }

    /// Puts a foot on every page.
    #[must_use]
    pub fn footer(mut self, footer: Footer) -> Self {
        self.footer = footer;
        self
    }

    /// Writes a word across every page, large and pale beneath the text: «draft».
    #[must_use]
    pub fn across(mut self, word: impl Into<String>) -> Self {
        self.across = word.into();
        self
    }

    /// Adds a block, for building in one expression.
    #[must_use]
    pub fn with(mut self, block: impl Into<Block>) -> Self {
        self.push(block);
        self
    }

    /// Adds a block.
    pub fn push(&mut self, block: impl Into<Block>) {
        self.blocks.push(block.into());
    }

    /// Adds blocks.
    pub fn extend<B: Into<Block>>(&mut self, blocks: impl IntoIterator<Item = B>) {
        self.blocks.extend(blocks.into_iter().map(Into::into));
    }

    /// The PDF. Equal data gives equal bytes. Takes 2 ms a page: not for an async thread.
    ///
    /// # Errors
    /// See [`Error`].
    pub fn render(&self) -> Result<Vec<u8>, Error> {
        let mut press = Press::default();
        self.write(&mut press)?;
        press.finish(&self.meta)
    }

    /// Lays the pages, and then their feet.
    fn write(&self, press: &mut Press) -> Result<(), Error> {
        let (left, width, bottom) = (LEFT, PAGE_WIDTH - LEFT - RIGHT, PAGE_HEIGHT - BOTTOM);
        let first = press.len();
        // The first page's room is the smallest: what fits there fits everywhere.
        let mut setter = Setter { faces: Faces::get()?, size: BODY, leading: 1.42, page: bottom - TOP };
        let (mut head, mut first_top) = (Vec::new(), TOP);
        if let Some(letterhead) = &self.letterhead {
            let mut set = letterhead.set(&setter, width, true)?;
            shift_all(&mut set.marks, left, TOP);
            first_top = TOP + set.height + 16.0;
            head = set.marks;
            press.logo(set.logo);
        }
        setter.page = bottom - first_top;
        let across = self.word_across(&setter);
        let mut stack = Stack::new(Frame { left, first_top, top: TOP, bottom }, head);
        for (at, block) in self.blocks.iter().enumerate() {
            // who signs signs on one page
            let signed = matches!((block, self.blocks.get(at + 1)), (Block::Signature(_), Some(Block::Signature(_))));
            setter.each(block, width, &mut |slab| {
                stack.add(Slab { keep: slab.keep || signed, ..slab });
            })?;
        }
        for page in stack.end().0 {
            press.page(across.iter().cloned().chain(page).collect());
        }
        let total = press.len() - first;
        for number in 1..=total {
            let mut foot = Vec::new();
            self.footer.draw(&setter, &mut foot, (left, width, PAGE_HEIGHT - 17.0 * MM), (number, total));
            press.more(first + number - 1, foot);
        }
        Ok(())
    }

    /// The word that stands across a page, in the middle of it.
    fn word_across(&self, setter: &Setter) -> Option<Mark> {
        const SIZE: f32 = 66.0;
        let wide = setter.faces.width(&self.across, Weight::Bold, SIZE);
        let cut = Cut { weight: Weight::Bold, figures: false };
        // from the lower left to the upper right, its middle in the middle of the page
        let (x, y) = (PAGE_WIDTH / 2.0 - wide * 0.383, PAGE_HEIGHT / 2.0 + wide * 0.321);
        let run = Run { x, y, text: self.across.clone(), cut, slant: false, size: SIZE, ink: PALE };
        (!self.across.is_empty()).then_some(Mark::Across(run))
    }
}

/// Documents as one file, each with the page numbers of its own; what stands in their own `meta` is not looked at. Equal data gives equal
/// bytes. Takes 2 ms a page: not for an async thread.
///
/// # Errors
/// See [`Error`].
pub fn bound(meta: &Meta, all: impl Iterator<Item = Document>) -> Result<Vec<u8>, Error> {
    let mut press = Press::default();
    for document in all {
        document.write(&mut press)?;
    }
    press.finish(meta)
}
