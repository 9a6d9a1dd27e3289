//! What people type. It stays a bag of strings until it is true, so that nothing is lost when it is not.

use actix_web::dev::Payload;
use actix_web::error::PayloadError;
use actix_web::{FromRequest, HttpMessage, HttpRequest, web};
use chrono::{Datelike, NaiveDateTime, TimeZone};
use chrono_tz::Tz;
use futures_util::future::LocalBoxFuture;

use super::error::Error;
use super::said::Said;
use crate::clock::Moment;

/// The most a form without files may weigh.
pub const FORM_LIMIT: usize = 512 * 1024;

/// The fields of a form as they were sent, in their order; a name may come several times.
#[derive(Clone, Debug, Default)]
pub struct Typed(Vec<(String, String)>);

impl Typed {
    /// Reads `application/x-www-form-urlencoded`. Line ends become `\n`; NUL, which no database keeps, is left out.
    pub fn parse(body: &[u8]) -> Self {
        form_urlencoded::parse(body).map(|(name, value)| (name.into_owned(), value.into_owned())).collect()
    }

    /// The first value of that name, without white space around it; empty when it was not sent.
    pub fn value(&self, name: &str) -> &str {
        self.0.iter().find(|(n, _)| n == name).map_or("", |(_, v)| v.trim())
    }

    /// The value exactly as typed: for passwords.
    pub fn exact(&self, name: &str) -> &str {
        self.0.iter().find(|(n, _)| n == name).map_or("", |(_, v)| v.as_str())
    }

    /// All values of that name.
    pub fn values(&self, name: &str) -> Vec<&str> {
        self.0.iter().filter(|(n, _)| n == name).map(|(_, v)| v.trim()).collect()
    }

    /// Whether that value was ticked or chosen.
    pub fn has(&self, name: &str, value: &str) -> bool {
        self.0.iter().any(|(n, v)| n == name && v.trim() == value)
    }

    /// The fields whose names are wanted, in their order.
    pub fn fields(&self, wanted: impl Fn(&str) -> bool) -> Vec<(String, String)> {
        self.0.iter().filter(|(name, _)| wanted(name)).cloned().collect()
    }

    /// Adds a field.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl ToString) -> Self {
        self.push(name, value.to_string());
        self
    }

    /// Adds a field.
    pub fn push(&mut self, name: &str, value: String) {
        self.0.push((name.to_owned(), clean(&value)));
    }
}

fn clean(value: &str) -> String {
    value.replace("\r\n", "\n").replace(['\r', '\0'], "")
}

impl FromIterator<(String, String)> for Typed {
    fn from_iter<I: IntoIterator<Item = (String, String)>>(fields: I) -> Self {
        Self(fields.into_iter().map(|(name, value)| (name, clean(&value))).collect())
    }
}

impl FromRequest for Typed {
    type Error = Error;
    type Future = LocalBoxFuture<'static, Result<Self, Error>>;

    fn from_request(req: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let urlencoded = req.content_type().eq_ignore_ascii_case("application/x-www-form-urlencoded");
        let body = web::Bytes::from_request(req, payload);
        Box::pin(async move {
            let body = body.await.map_err(|e| match e.as_error::<PayloadError>() {
                Some(PayloadError::Overflow) => Error::TooLarge,
                _ => Error::Unreadable,
            })?;
            if !urlencoded && !body.is_empty() {
                return Err(Error::Unreadable);
            }
            Ok(Self::parse(&body))
        })
    }
}

/// What is wrong with a field.
#[derive(Clone, Debug)]
pub struct FieldError {
    /// The field's name; empty for the form as a whole.
    pub field: String,
    /// The sentence.
    pub said: Said,
}

/// A form as a page shows it: what was typed and what is wrong with it.
#[derive(Clone, Debug, Default)]
pub struct Form {
    typed: Typed,
    errors: Vec<FieldError>,
}

impl Form {
    /// A form with something in its fields and nothing wrong yet.
    pub fn of(typed: Typed) -> Self {
        Self { typed, errors: Vec::new() }
    }

    /// The form with a field added that nobody typed.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl ToString) -> Self {
        self.typed.push(name, value.to_string());
        self
    }

    /// The form without a field that must not be shown again, as a code that was used.
    #[must_use]
    pub fn without(mut self, name: &str) -> Self {
        self.typed.0.retain(|(field, _)| field != name);
        self
    }

    /// What was typed.
    pub fn typed(&self) -> &Typed {
        &self.typed
    }

    /// The field's value.
    pub fn value(&self, name: &str) -> &str {
        self.typed.value(name)
    }

    /// The field's values.
    pub fn values(&self, name: &str) -> Vec<&str> {
        self.typed.values(name)
    }

    /// Whether that value was ticked or chosen.
    pub fn has(&self, name: &str, value: &str) -> bool {
        self.typed.has(name, value)
    }

    /// Notes what is wrong with a field; the first word about a field stands.
    pub fn refuse(&mut self, field: &str, said: impl Into<Said>) {
        if self.error(field).is_none() {
            self.errors.push(FieldError { field: field.to_owned(), said: said.into() });
        }
    }

    /// A field that must not be empty and must not be longer than `most` characters.
    pub fn text(&mut self, field: &str, most: usize) -> String {
        let value = self.optional(field, most);
        if value.is_empty() {
            self.refuse(field, "forms.refused.empty");
        }
        value
    }

    /// A field that may be empty.
    pub fn optional(&mut self, field: &str, most: usize) -> String {
        let value = self.typed.value(field).to_owned();
        if value.chars().count() > most {
            self.refuse(field, Said::new("forms.refused.long").with("most", most));
        }
        if value.chars().any(|c| c.is_control() && c != '\n' && c != '\t') {
            self.refuse(field, "forms.refused.control");
        }
        value
    }

    /// A field that must be one of the words of an enum.
    pub fn word<T: std::str::FromStr>(&mut self, field: &str) -> Option<T> {
        let word = self.typed.value(field).parse().ok();
        if word.is_none() {
            self.refuse(field, "forms.refused.choice");
        }
        word
    }

    /// A time on the writer's wall, `2026-11-20T14:05`, or nothing.
    pub fn moment(&mut self, field: &str, zone: Tz) -> Option<Moment> {
        let typed = self.optional(field, 30);
        if typed.is_empty() {
            return None;
        }
        let read = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M", "%d.%m.%Y %H:%M"]
            .iter()
            .find_map(|format| NaiveDateTime::parse_from_str(&typed, format).ok());
        let near = read.filter(|at| (2000..2200).contains(&at.year()));
        let moment = near.and_then(|at| zone.from_local_datetime(&at).earliest()).map(|at| at.naive_utc());
        if moment.is_none() {
            self.refuse(field, "forms.refused.moment");
        }
        moment
    }

    /// The word about a field.
    pub fn error(&self, field: &str) -> Option<&Said> {
        self.errors.iter().find(|e| e.field == field).map(|e| &e.said)
    }

    /// All that is wrong.
    pub fn errors(&self) -> &[FieldError] {
        &self.errors
    }

    /// Whether anything is wrong.
    pub fn failed(&self) -> bool {
        !self.errors.is_empty()
    }
}

/// A moment as a field for a time on the wall shows it; nothing for none.
pub fn typed_moment(moment: Option<Moment>, zone: Tz) -> String {
    moment.map(|at| zone.from_utc_datetime(&at).format("%Y-%m-%dT%H:%M").to_string()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bag_keeps_what_was_typed_and_drops_what_no_database_keeps() {
        let typed = Typed::parse("a=+x+&a=y&b=1%0D%0A2&c=%00z&d=%FF".as_bytes());
        assert_eq!(typed.value("a"), "x");
        assert_eq!(typed.exact("a"), " x ");
        assert_eq!(typed.values("a"), ["x", "y"]);
        assert_eq!(typed.value("b"), "1\n2");
        assert_eq!(typed.value("c"), "z");
        assert_eq!(typed.value("d"), "\u{fffd}");
        assert_eq!(typed.value("missing"), "");
    }

    #[test]
    fn the_first_word_about_a_field_stands() {
        let mut form = Form::of(Typed::default().with("name", "x".repeat(11)));
        assert_eq!(form.text("name", 10), "x".repeat(11), "nothing typed is lost");
        form.refuse("name", "other");
        assert_eq!(form.error("name").unwrap().key, "forms.refused.long");
        assert_eq!(form.text("missing", 10), "");
        assert_eq!(form.errors().len(), 2);
    }
}
