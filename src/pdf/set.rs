//! Sets blocks into slabs of a given width.

use super::block::{Block, Passage};
use super::error::Error;
use super::faces::{ASCENT, Cut, DESCENT, Faces, STAND_IN, Weight};
use super::flow::{Slab, stacked};
use super::ink::{ACCENT, DEEP, HAIR, Ink, SOFT};
use super::marks::{Mark, Run, shift_all};
use super::prose::Prose;
use super::wrap::{Manner, Piece, TextLine, wrap};

/// Sets text in one body size.
#[derive(Clone, Copy)]
pub(super) struct Setter {
    pub(super) faces: &'static Faces,
    /// The body size in points.
    pub(super) size: f32,
    /// The distance of the body's baselines, in em.
    pub(super) leading: f32,
    /// The height of a page: what is higher must be torn.
    pub(super) page: f32,
}

/// How a run of lines looks.
#[derive(Clone, Copy)]
pub(super) struct Style {
    pub(super) size: f32,
    pub(super) weight: Weight,
    /// Digits of equal width.
    pub(super) figures: bool,
    pub(super) ink: Ink,
    /// The distance of baselines, in em.
    pub(super) leading: f32,
    /// Space above the first line, in points.
    pub(super) before: f32,
    /// The lines' left edge.
    pub(super) x: f32,
    /// Never alone at the foot of a page.
    pub(super) keep: bool,
}

impl Style {
    /// The height of one line.
    pub(super) fn line(&self) -> f32 {
        self.size * self.leading
    }
}

impl Setter {
    pub(super) fn body(&self) -> Style {
        Style {
            size: self.size,
            weight: Weight::Regular,
            figures: false,
            ink: DEEP,
            leading: self.leading,
            before: self.size * 0.62,
            x: 0.0,
            keep: false,
        }
    }

    /// The lines of a prose.
    pub(super) fn lines(&self, prose: &Prose, style: Style, measure: f32) -> Vec<TextLine> {
        wrap(self.faces, prose, Manner { size: style.size, cut: Cut { weight: style.weight, figures: style.figures } }, measure)
    }

    /// The baseline of a line, below the line's top.
    pub(super) fn baseline(&self, style: Style) -> f32 {
        (style.leading - ASCENT - DESCENT).mul_add(0.5, ASCENT) * style.size
    }

    /// Adds a line's letters, underlines and links; `top` is the top of the line.
    pub(super) fn draw(&self, marks: &mut Vec<Mark>, line: &TextLine, x: f32, top: f32, style: Style) {
        let y = top + self.baseline(style);
        for piece in &line.pieces {
            let at = x + piece.x;
            let ink = if piece.link.is_some() && style.ink == DEEP { ACCENT } else { style.ink };
            let (cut, slant, size) = (piece.cut, piece.slant, style.size);
            marks.push(Mark::Text(Run { x: at, y, text: piece.text.clone(), cut, slant, size, ink }));
            if piece.text.contains(STAND_IN) {
                self.box_strangers(marks, piece, (at, y), style);
            }
            if let Some(address) = &piece.link {
                marks.push(Mark::level(at, y + size * 0.14, piece.width, size * 0.05, ink));
                let (width, height) = (piece.width, style.line());
                marks.push(Mark::Link { x: at, y: top, width, height, address: address.clone() });
            }
        }
    }

    /// Draws a firm box around each letter that the font does not have: its own box is too faint to be noticed.
    fn box_strangers(&self, marks: &mut Vec<Mark>, piece: &Piece, (mut x, y): (f32, f32), style: Style) {
        for letter in piece.text.chars() {
            let advance = self.faces.advance(piece.cut, letter) * style.size;
            if letter == STAND_IN {
                let (inset, height) = (style.size * 0.08, style.size * 0.7);
                let (width, thickness) = (advance - 2.0 * inset, style.size * 0.07);
                marks.push(Mark::Frame { x: x + inset, y: y - height, width, height, thickness, ink: style.ink });
            }
            x += advance;
        }
    }

    /// A slab for each line; the first two and the last two lines of a passage stay together.
    pub(super) fn prose(&self, prose: &Prose, style: Style, measure: f32) -> Vec<Slab> {
        let lines = self.lines(prose, style, measure);
        let last = lines.len().saturating_sub(1);
        let slab = |(number, line): (usize, &TextLine)| {
            let mut marks = Vec::new();
            self.draw(&mut marks, line, style.x, 0.0, style);
            Slab {
                height: style.line(),
                before: if number == 0 { style.before } else { 0.0 },
                keep: style.keep || (number < last && (number == 0 || number + 1 == last)),
                marks,
                ..Slab::default()
            }
        };
        lines.iter().enumerate().map(slab).collect()
    }

    /// The slabs of one passage.
    pub(super) fn passage(&self, passage: &Passage, width: f32) -> Vec<Slab> {
        match passage {
            Passage::Paragraph(prose) => self.prose(prose, self.body(), width),
            Passage::Heading(prose) => self.heading(prose, 1.12, width),
            Passage::Bullet(prose) => self.item(None, prose, width),
            Passage::Numbered(number, prose) => self.item(Some(*number), prose, width),
        }
    }

    /// A bold line that stays with what follows; `scale` is its size against the body.
    pub(super) fn heading(&self, prose: &Prose, scale: f32, width: f32) -> Vec<Slab> {
        let (size, before) = (self.size * scale, self.size * 1.15);
        let style = Style { size, weight: Weight::Bold, leading: 1.26, before, keep: true, ..self.body() };
        self.prose(prose, style, width)
    }

    fn title(&self, kk: &Prose, ru: &Prose, width: f32) -> Vec<Slab> {
        let mut slabs = self.heading(kk, 1.7, width);
        let mut second = self.heading(ru, 1.7, width);
        if let Some(first) = second.first_mut() {
            first.before = self.size * 0.3;
        }
        slabs.append(&mut second);
        slabs
    }

    /// The slabs of one block, one after another: a long table is never held as a whole.
    pub(super) fn each(&self, block: &Block, width: f32, put: &mut dyn FnMut(Slab)) -> Result<(), Error> {
        match block {
            Block::Table(table) => self.table(table, width, put),
            other => self.block(other, width)?.into_iter().for_each(put),
        }
        Ok(())
    }

    /// The slabs of one block.
    fn block(&self, block: &Block, width: f32) -> Result<Vec<Slab>, Error> {
        Ok(match block {
            Block::Title { kk, ru } => self.title(kk, ru, width),
            Block::Heading(prose) => self.heading(prose, 1.3, width),
            Block::Text(passage) => self.passage(passage, width),
            Block::Note(prose) => {
                self.prose(prose, Style { size: self.size * 0.84, ink: SOFT, leading: 1.36, ..self.body() }, width)
            }
            Block::Pairs(pairs) => self.pairs(pairs, width),
            Block::Table(table) => {
                let mut slabs = Vec::with_capacity(table.rows.len() + 1);
                self.table(table, width, &mut |slab| slabs.push(slab));
                slabs
            }
            Block::Rule => {
                let marks = vec![Mark::level(0.0, 0.25, width, 0.5, HAIR)];
                vec![Slab { height: 0.5, before: self.size, marks, ..Slab::default() }]
            }
            Block::Space(points) => vec![Slab { height: points.max(0.0).min(self.page), ..Slab::default() }],
            Block::Columns { left, right, share } => self.columns(left, right, *share, width)?,
            Block::Qr(qr) => vec![self.qr(qr, width)?],
            Block::Signature(signature) => self.signature(signature, width),
            Block::PageBreak => vec![Slab { breaks: true, ..Slab::default() }],
        })
    }

    /// The slabs of blocks one below the other.
    pub(super) fn blocks(&self, blocks: &[Block], width: f32) -> Result<Vec<Slab>, Error> {
        let mut slabs = Vec::new();
        for block in blocks {
            slabs.append(&mut self.block(block, width)?);
        }
        Ok(slabs)
    }

    fn columns(&self, left: &[Block], right: &[Block], share: f32, width: f32) -> Result<Vec<Slab>, Error> {
        let gap = self.size * 1.8;
        let share = if share.is_nan() { 0.5 } else { share.clamp(0.1, 0.9) };
        let left_width = (width - gap) * share;
        let right_x = left_width + gap;
        let left_slabs = self.blocks(left, left_width)?;
        let right_slabs = self.blocks(right, width - right_x)?;
        let height = stacked(&left_slabs).max(stacked(&right_slabs));
        if height > self.page {
            let mut slabs = self.blocks(left, width)?;
            slabs.append(&mut self.blocks(right, width)?);
            return Ok(slabs);
        }
        let mut marks = pile(left_slabs, 0.0);
        marks.append(&mut pile(right_slabs, right_x));
        Ok(vec![Slab { height, before: self.size * 0.62, marks, ..Slab::default() }])
    }
}

/// The marks of slabs stacked from the top, moved right by `x`.
fn pile(slabs: Vec<Slab>, x: f32) -> Vec<Mark> {
    let mut marks = Vec::new();
    let mut y = 0.0;
    for (number, mut slab) in slabs.into_iter().enumerate() {
        if number > 0 {
            y += slab.before;
        }
        shift_all(&mut slab.marks, x, y);
        marks.append(&mut slab.marks);
        y += slab.height;
    }
    marks
}
