//! The head of a company's paper: logo, the name in both languages at equal size, address and numbers.

use super::error::Error;
use super::faces::Weight;
use super::ink::{ACCENT, SOFT};
use super::logo::Logo;
use super::marks::Mark;
use super::prose::Prose;
use super::set::{Setter, Style};

/// Who writes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Letterhead {
    /// The company's name in Kazakh.
    pub name_kk: String,
    /// The company's name in Russian; left out if it is the same.
    pub name_ru: String,
    /// Address, telephone, БИН: one line each.
    pub lines: Vec<String>,
    /// The logo.
    pub logo: Option<Logo>,
}

/// The logo's box in points.
const LOGO_BOX: (f32, f32) = (120.0, 48.0);
/// More lines of contacts than this do not belong on a letterhead.
const MOST_LINES: usize = 10;

/// A letterhead that has been set.
pub(super) struct Head {
    pub(super) marks: Vec<Mark>,
    pub(super) height: f32,
    pub(super) logo: Option<Logo>,
}

impl Letterhead {
    /// Sets the head in `width` points; `contacts` says whether the lines stand beside the names.
    ///
    /// # Errors
    /// [`Error::Logo`].
    pub(super) fn set(&self, setter: &Setter, width: f32, contacts: bool) -> Result<Head, Error> {
        let logo = self.logo.clone();
        let mut marks = Vec::new();
        let (mut x, mut height) = (0.0, 0.0f32);
        if let Some(logo) = &logo {
            let (wide, high) = logo.within(LOGO_BOX.0, LOGO_BOX.1);
            marks.push(Mark::Logo { x: 0.0, y: 0.0, width: wide, height: high });
            x = wide + 14.0;
            height = high;
        }
        let has_lines = contacts && self.lines.iter().any(|line| !line.trim().is_empty());
        let right = if has_lines { width * 0.62 } else { width };
        let names = self.names(setter, &mut marks, x, right - x - 14.0);
        height = height.max(names);
        if has_lines {
            height = height.max(self.contacts(setter, &mut marks, right, width - right));
        }
        height += 9.0;
        marks.push(Mark::level(0.0, height, width, 1.6, ACCENT));
        Ok(Head { marks, height: height + 1.6, logo })
    }

    fn names(&self, setter: &Setter, marks: &mut Vec<Mark>, x: f32, width: f32) -> f32 {
        let style = Style { size: 12.5, weight: Weight::Bold, leading: 1.24, ..setter.body() };
        let mut y = 0.0;
        for (number, name) in [&self.name_kk, &self.name_ru].into_iter().enumerate() {
            if number > 0 && self.name_kk.trim() == name.trim() {
                continue;
            }
            for line in setter.lines(&Prose::from(name.as_str()), style, width).iter().take(4) {
                setter.draw(marks, line, x, y, style);
                y += style.line();
            }
            y += 2.0;
        }
        y
    }

    fn contacts(&self, setter: &Setter, marks: &mut Vec<Mark>, x: f32, width: f32) -> f32 {
        let style = Style { size: 8.4, ink: SOFT, leading: 1.36, ..setter.body() };
        let all = Prose::from(self.lines.join("\n"));
        let mut y = 1.5;
        for line in setter.lines(&all, style, width).iter().take(MOST_LINES) {
            setter.draw(marks, line, x, y, style);
            y += style.line();
        }
        y
    }
}
