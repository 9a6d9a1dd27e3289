//! Lays a poster out: head and kind above, foot below, and between them both texts as large as they fit.

use super::error::Error;
use super::faces::{Faces, Weight};
use super::flow::{Frame, Slab, place, stacked};
use super::ink::{ACCENT, DEEP, HAIR, Ink, PAPER};
use super::letterhead::Head;
use super::logo::Logo;
use super::marks::{Mark, shift_all};
use super::ops::{PAGE_HEIGHT, PAGE_WIDTH};
use super::poster::{Poster, PosterText};
use super::poster_foot::Foot;
use super::prose::Prose;
use super::set::{Setter, Style};

/// The margins in points: 20 mm at the sides, 13 mm above and below.
const SIDE: f32 = 56.7;
const EDGE: f32 = 38.0;
/// The distance of the body's baselines, in em.
const LEADING: f32 = 1.36;
/// The text's width.
const WIDTH: f32 = PAGE_WIDTH - 2.0 * SIDE;
/// The height of the line between the texts.
const LINE: f32 = 0.8;
/// How far an emergency's frame stands from the paper's edge, and how thick it is.
const FRAME: (f32, f32) = (22.0, 5.0);

/// All but the texts, already set.
pub(super) struct Layout<'a> {
    poster: &'a Poster,
    faces: &'static Faces,
    top: Vec<Mark>,
    frame: Frame,
    foot: Foot,
    logo: Option<Logo>,
}

impl<'a> Layout<'a> {
    pub(super) fn new(poster: &'a Poster, faces: &'static Faces) -> Result<Self, Error> {
        let setter = Setter { faces, size: 10.0, leading: LEADING, page: PAGE_HEIGHT };
        let Head { marks: mut top, mut height, logo } = poster.letterhead.set(&setter, WIDTH, false)?;
        height = kind(&setter, poster, &mut top, height + 16.0);
        shift_all(&mut top, SIDE, EDGE);
        let foot = Foot::set(poster, &setter, WIDTH)?;
        let bottom = PAGE_HEIGHT - EDGE - foot.height - 14.0;
        let top_edge = EDGE + height;
        let frame = Frame { left: SIDE, first_top: top_edge, top: top_edge, bottom };
        Ok(Self { poster, faces, top, frame, foot, logo })
    }

    /// The marks of each page in the largest of `sizes` in which both texts fit one page; else the largest
    /// in which each fits a page of its own, to hang side by side; else in the last of `sizes`.
    pub(super) fn pages(self, sizes: &[f32]) -> (Vec<Vec<Mark>>, Option<Logo>) {
        let slabs = self.on_one_page(sizes).or_else(|| self.on_two_pages(sizes));
        let smallest = sizes.last().copied().unwrap_or(10.0);
        let slabs = slabs.unwrap_or_else(|| apart(self.texts(smallest)));
        let (mut pages, _) = place(slabs, self.frame);
        let total = pages.len();
        for (number, page) in pages.iter_mut().enumerate() {
            self.finish(page, number, total);
        }
        (pages, self.logo)
    }

    fn on_one_page(&self, sizes: &[f32]) -> Option<Vec<Slab>> {
        sizes.iter().find_map(|size| {
            let mut slabs = together(self.texts(*size), *size);
            let free = self.frame.height() - stacked(&slabs);
            spread(&mut slabs, free);
            (free >= 0.0).then_some(slabs)
        })
    }

    fn on_two_pages(&self, sizes: &[f32]) -> Option<Vec<Slab>> {
        sizes.iter().find_map(|size| {
            let texts = self.texts(*size);
            texts.iter().all(|text| stacked(text) <= self.frame.height()).then(|| apart(texts))
        })
    }

    /// Each language's slabs, Kazakh first.
    fn texts(&self, size: f32) -> [Vec<Slab>; 2] {
        let setter = Setter { faces: self.faces, size, leading: LEADING, page: self.frame.height() };
        [text(&setter, &self.poster.kk), text(&setter, &self.poster.ru)]
    }

    /// Adds what stands around the texts.
    fn finish(&self, page: &mut Vec<Mark>, number: usize, total: usize) {
        page.splice(0..0, self.top.iter().cloned());
        let mut foot = self.foot.marks.clone();
        shift_all(&mut foot, SIDE, PAGE_HEIGHT - EDGE - self.foot.height);
        page.append(&mut foot);
        if self.poster.urgent {
            let (inset, thickness) = FRAME;
            let (width, height) = (PAGE_WIDTH - 2.0 * inset, PAGE_HEIGHT - 2.0 * inset);
            page.push(Mark::Frame { x: inset, y: inset, width, height, thickness, ink: DEEP });
        }
        if total > 1 {
            let setter = Setter { faces: self.faces, size: 10.0, leading: LEADING, page: PAGE_HEIGHT };
            self.poster.footer.draw(&setter, page, (SIDE, WIDTH, PAGE_HEIGHT - EDGE), (number + 1, total));
        }
    }
}

/// Both texts with a line between them.
fn together([mut slabs, second]: [Vec<Slab>; 2], size: f32) -> Vec<Slab> {
    if !slabs.is_empty() && !second.is_empty() {
        let marks = vec![Mark::level(0.0, 0.4, WIDTH, 0.8, HAIR)];
        slabs.push(Slab { height: LINE, before: size * 1.5, keep: true, marks, ..Slab::default() });
    }
    slabs.extend(second);
    slabs
}

/// The second text on a new page.
fn apart([mut slabs, mut second]: [Vec<Slab>; 2]) -> Vec<Slab> {
    if let Some(first) = second.first_mut() {
        first.breaks = true;
    }
    slabs.append(&mut second);
    slabs
}

/// Gives the free space of a short notice to its three gaps, so that it neither sticks to the top nor falls apart.
fn spread(slabs: &mut Vec<Slab>, free: f32) {
    let gap = (free * 0.2).clamp(0.0, 48.0);
    let line = slabs.iter().position(|slab| (slab.height - LINE).abs() < f32::EPSILON);
    if let Some(after) = line.and_then(|line| slabs.get_mut(line..)) {
        for slab in after.iter_mut().take(2) {
            slab.before += gap;
        }
    }
    if let Some(first) = slabs.first_mut() {
        first.before = 0.0;
    }
    slabs.insert(0, Slab { height: gap * 0.7, ..Slab::default() });
}

/// The kind of notice; returns where the texts may begin.
fn kind(setter: &Setter, poster: &Poster, marks: &mut Vec<Mark>, top: f32) -> f32 {
    let (kk, ru) = (poster.kind_kk.trim(), poster.kind_ru.trim());
    let label = if kk == ru || ru.is_empty() { kk.to_owned() } else { format!("{kk} / {ru}") };
    let (size, pad, ink): (f32, f32, Ink) = if poster.urgent { (21.0, 9.0, PAPER) } else { (14.0, 0.0, ACCENT) };
    let style = Style { size, weight: Weight::Bold, ink, leading: 1.24, ..setter.body() };
    let mut lines = setter.lines(&Prose::from(label), style, WIDTH - 2.0 * pad);
    if lines.len() > 1 {
        lines = setter.lines(&Prose::from(format!("{kk}\n{ru}")), style, WIDTH - 2.0 * pad);
    }
    if lines.is_empty() {
        return top;
    }
    let high = lines.iter().take(4).count() as f32 * style.line() + 2.0 * pad;
    if poster.urgent {
        marks.push(Mark::Fill { x: 0.0, y: top, width: WIDTH, height: high, ink: DEEP });
    }
    let mut y = top + pad;
    for line in lines.iter().take(4) {
        let x = if poster.urgent { (WIDTH - line.width) / 2.0 } else { 0.0 };
        setter.draw(marks, line, x, y, style);
        y += style.line();
    }
    top + high + 8.0
}

/// One language's slabs: title, time, text.
fn text(setter: &Setter, text: &PosterText) -> Vec<Slab> {
    let size = setter.size * 1.6;
    let title = Style { size, weight: Weight::Bold, leading: 1.16, before: setter.size, keep: true, ..setter.body() };
    let mut slabs = setter.prose(&Prose::from(text.title.as_str()), title, WIDTH);
    slabs.extend(when(setter, text));
    let mut body = Vec::new();
    for passage in &text.body {
        body.append(&mut setter.passage(passage, WIDTH));
    }
    if let (Some(first), false) = (body.first_mut(), slabs.is_empty()) {
        first.before = setter.size * 0.75;
    }
    slabs.append(&mut body);
    slabs
}

/// The time, with a bar of the accent at its side.
fn when(setter: &Setter, text: &PosterText) -> Vec<Slab> {
    let size = setter.size * 1.14;
    let bar = setter.size * 0.24;
    let style = Style {
        size,
        weight: Weight::Medium,
        leading: 1.3,
        before: setter.size * 0.7,
        x: bar * 3.2,
        keep: true,
        ..setter.body()
    };
    let words = Prose::from(text.when.as_deref().unwrap_or_default());
    let mut slabs = setter.prose(&words, style, WIDTH - style.x);
    for slab in &mut slabs {
        slab.marks.insert(0, Mark::Fill { x: 0.0, y: 0.0, width: bar, height: slab.height, ink: ACCENT });
    }
    slabs
}
