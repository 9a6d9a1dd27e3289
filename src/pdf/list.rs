//! List items: the sign hangs in the indent, the words stay in their column.

use super::faces::{Cut, Weight};
use super::flow::Slab;
use super::ink::ACCENT;
use super::marks::{Mark, Run};
use super::prose::Prose;
use super::set::{Setter, Style};

/// The indent of an item's words, in em.
const INDENT: f32 = 1.5;

impl Setter {
    /// An item whose sign is a bullet or a number with a full stop.
    pub(super) fn item(&self, number: Option<u32>, prose: &Prose, width: f32) -> Vec<Slab> {
        let sign = number.map_or_else(|| String::from("•"), |number| format!("{number}."));
        let weight = if number.is_some() { Weight::Medium } else { Weight::Bold };
        let room = self.faces.width(&sign, weight, self.size) + self.size * 0.5;
        let indent = (self.size * INDENT).max(room).min(width / 2.0);
        let style = Style { x: indent, before: self.size * 0.32, ..self.body() };
        let mut slabs = self.prose(prose, style, width - indent);
        if let Some(first) = slabs.first_mut() {
            let run = Run {
                x: 0.0,
                y: self.baseline(style),
                text: sign,
                cut: Cut { weight, figures: false },
                slant: false,
                size: self.size,
                ink: ACCENT,
            };
            first.marks.insert(0, Mark::Text(run));
        }
        slabs
    }
}
