//! A place to sign: who signs on the left, the line in the middle, the name on the right.

use super::flow::Slab;
use super::ink::{DEEP, SOFT};
use super::marks::Mark;
use super::prose::Prose;
use super::set::{Setter, Style};

/// A place to sign.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Signature {
    /// Whose signature: the office in both languages.
    pub role: Prose,
    /// The printed name; may be blank.
    pub name: Prose,
    /// Small words under the line, such as «signature»; may be blank.
    pub caption: Prose,
}

/// More lines than this are set as running text above the place to sign.
const MOST_LINES: usize = 8;

impl Setter {
    /// One slab; an endless role or name becomes text above it that stays with it.
    pub(super) fn signature(&self, signature: &Signature, width: f32) -> Vec<Slab> {
        let body = Style { leading: 1.3, ..self.body() };
        let (role_width, line_x, line_width, name_x) = (width * 0.38, width * 0.42, width * 0.26, width * 0.71);
        let mut role = self.lines(&signature.role, body, role_width);
        let mut name = self.lines(&signature.name, body, width - name_x);
        let mut slabs = Vec::new();
        for (lines, prose) in [(&mut role, &signature.role), (&mut name, &signature.name)] {
            if lines.len() > MOST_LINES {
                lines.clear();
                slabs.append(&mut self.prose(prose, self.body(), width));
            }
        }
        if let Some(last) = slabs.last_mut() {
            last.keep = true;
        }
        let mut marks = Vec::new();
        let rows = role.len().max(name.len()).max(1);
        let line_y = Self::rows_high(rows, body) - body.line() + self.baseline(body) + 2.0;
        for (lines, x) in [(&role, 0.0), (&name, name_x)] {
            let top = Self::rows_high(rows - lines.len(), body);
            for (number, line) in lines.iter().enumerate() {
                self.draw(&mut marks, line, x, top + Self::rows_high(number, body), body);
            }
        }
        marks.push(Mark::level(line_x, line_y, line_width, 0.7, DEEP));
        let small = Style { size: self.size * 0.72, ink: SOFT, leading: 1.25, ..self.body() };
        let mut y = line_y + 2.0;
        for line in self.lines(&signature.caption, small, line_width).iter().take(MOST_LINES) {
            self.draw(&mut marks, line, line_x + (line_width - line.width) / 2.0, y, small);
            y += small.line();
        }
        let height = y.max(Self::rows_high(rows, body));
        slabs.push(Slab { height, before: self.size * 2.4, marks, ..Slab::default() });
        slabs
    }

    fn rows_high(rows: usize, style: Style) -> f32 {
        rows as f32 * style.line()
    }
}
