//! One control of a form: label, hint, what is wrong, and the field itself. The macros of `ui/form.html` only say what it is; what it looks like
//! is compiled once, not into every page that asks for it.

use std::fmt::Display;

use askama::Template;

use super::filters;
use super::form::Form;
use super::said::Said;

/// Yes or no, as templates hand it on: by however many references.
pub trait Yes {
    /// Whether it is yes.
    fn yes(&self) -> bool;
}

impl Yes for bool {
    fn yes(&self) -> bool {
        *self
    }
}

impl<T: Yes> Yes for &T {
    fn yes(&self) -> bool {
        (**self).yes()
    }
}

/// What is edited with. Of a choice and a group only the beginning is drawn here: their options stand in the page.
#[derive(Debug)]
enum Shape {
    Line { kind: String, autocomplete: String, mode: String, width: String },
    Area { rows: String },
    Choice { width: String, empty: String },
    Group,
    Tick { value: String },
    File { accept: String, multiple: bool },
}

/// A control, before it is drawn.
#[derive(Debug, Template)]
#[template(path = "ui/control.html")]
pub struct Control<'a> {
    form: &'a Form,
    name: &'a str,
    label: String,
    hint: String,
    required: bool,
    tag: String,
    /// The most characters; empty for no limit.
    limit: String,
    unit: String,
    keep: bool,
    shape: Shape,
}

impl Form {
    /// A control for a field of this form; `id` is for pages with two fields of that name.
    pub fn control<'a>(
        &'a self,
        name: &'a str,
        label: impl Display,
        hint: impl Display,
        required: impl Yes,
        id: &str,
    ) -> Control<'a> {
        Control {
            form: self,
            name,
            label: label.to_string(),
            hint: hint.to_string(),
            required: required.yes(),
            tag: if id.is_empty() { format!("f-{name}") } else { id.to_owned() },
            limit: String::new(),
            unit: String::new(),
            keep: true,
            shape: Shape::Group,
        }
    }
}

impl<'a> Control<'a> {
    fn of(self, shape: Shape) -> Self {
        Self { shape, ..self }
    }

    /// One line of text.
    #[must_use]
    pub fn line(self, kind: impl Display, autocomplete: impl Display, mode: impl Display, width: impl Display) -> Self {
        let (kind, autocomplete) = (kind.to_string(), autocomplete.to_string());
        self.of(Shape::Line { kind, autocomplete, mode: mode.to_string(), width: width.to_string() })
    }

    /// Several lines of text.
    #[must_use]
    pub fn area(self, rows: impl Display) -> Self {
        self.of(Shape::Area { rows: rows.to_string() })
    }

    /// One of several, in a list that opens.
    #[must_use]
    pub fn choice(self, width: impl Display, empty: impl Display) -> Self {
        self.of(Shape::Choice { width: width.to_string(), empty: empty.to_string() })
    }

    /// A box to tick that stands alone.
    #[must_use]
    pub fn tick(self, value: impl Display) -> Self {
        self.of(Shape::Tick { value: value.to_string() })
    }

    /// A file.
    #[must_use]
    pub fn file(self, accept: impl Display, multiple: impl Yes) -> Self {
        self.of(Shape::File { accept: accept.to_string(), multiple: multiple.yes() })
    }

    /// No more than so many characters; 0 is no limit.
    #[must_use]
    pub fn limit(self, most: impl Display) -> Self {
        let most = most.to_string();
        Self { limit: if most == "0" { String::new() } else { most }, ..self }
    }

    /// What the number is a number of.
    #[must_use]
    pub fn unit(self, unit: impl Display) -> Self {
        Self { unit: unit.to_string(), ..self }
    }

    /// Whether what was typed is shown again: a password is not.
    #[must_use]
    pub fn keep(self, keep: impl Yes) -> Self {
        Self { keep: keep.yes(), ..self }
    }

    fn error(&self) -> Option<&Said> {
        self.form.error(self.name)
    }

    fn value(&self) -> &str {
        self.form.value(self.name)
    }
}
