//! The state of a list stands in its address: filters, search and the place in the list.

use std::convert::Infallible;
use std::future::{Ready, ready};

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest};
use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;

/// The query of an address, in its order.
#[derive(Clone, Debug, Default)]
pub struct Query {
    path: String,
    pairs: Vec<(String, String)>,
}

impl FromRequest for Query {
    type Error = Infallible;
    type Future = Ready<Result<Self, Infallible>>;

    fn from_request(req: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(Ok(Self::read(req.path(), req.query_string())))
    }
}

impl Query {
    /// Reads the query of a path; `lang` is not part of a list's state, and NUL is nobody's text.
    pub fn read(path: &str, query: &str) -> Self {
        let pairs = form_urlencoded::parse(query.as_bytes())
            .filter(|(name, value)| name != "lang" && !value.is_empty())
            .map(|(name, value)| (name.into_owned(), value.replace('\0', "").trim().to_owned()))
            .collect();
        Self { path: path.to_owned(), pairs }
    }

    /// The value of a filter; empty when it is off.
    pub fn value(&self, name: &str) -> &str {
        self.pairs.iter().find(|(n, _)| n == name).map_or("", |(_, v)| v.as_str())
    }

    /// The filter as one of the words of an enum; anything else is as if it were off.
    pub fn word<T: std::str::FromStr>(&self, name: &str) -> Option<T> {
        self.value(name).parse().ok()
    }

    /// The address with one value changed (an empty one is left out), back at the list's beginning.
    pub fn with(&self, name: &str, value: &str) -> String {
        let others = self.pairs.iter().filter(|(n, _)| n != name && n != "after" && n != "before");
        let mut all: Vec<(&str, &str)> = others.map(|(n, v)| (n.as_str(), v.as_str())).collect();
        if !value.is_empty() {
            all.push((name, value));
        }
        self.href(&all)
    }

    /// The same filters at another path: for exports.
    pub fn at(&self, path: &str) -> String {
        let others: Vec<(&str, &str)> =
            self.pairs.iter().filter(|(n, _)| n != "after" && n != "before").map(|(n, v)| (n.as_str(), v.as_str())).collect();
        Self { path: path.to_owned(), pairs: Vec::new() }.href(&others)
    }

    /// The same list from another place in it.
    pub fn at_step(&self, step: &Step) -> String {
        match step {
            Step::First => self.with("after", ""),
            Step::After(place) => self.with("after", &place.written()),
            Step::Before(place) => self.with("before", &place.written()),
        }
    }

    fn href(&self, pairs: &[(&str, &str)]) -> String {
        let query = form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
        if query.is_empty() { self.path.clone() } else { format!("{}?{query}", self.path) }
    }

    /// Where in the list we are.
    pub fn step(&self) -> Step {
        let place = |name| Place::read(self.value(name));
        place("after").map(Step::After).or_else(|| place("before").map(Step::Before)).unwrap_or(Step::First)
    }
}

/// A place in a list: the sort key of a row, and its id for rows of the same key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The sort key.
    pub key: String,
    /// The row's id.
    pub id: String,
}

impl Place {
    fn written(&self) -> String {
        BASE64_URL_SAFE_NO_PAD.encode(format!("{}\u{1f}{}", self.key, self.id))
    }

    fn read(text: &str) -> Option<Self> {
        let text = String::from_utf8(BASE64_URL_SAFE_NO_PAD.decode(text).ok()?).ok()?;
        let (key, id) = text.split_once('\u{1f}')?;
        Some(Self { key: key.to_owned(), id: id.to_owned() })
    }
}

/// Which page of a list: by the rows at its edge, so that page 2,000 costs what page 1 costs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// From the beginning.
    First,
    /// What comes after a place.
    After(Place),
    /// What comes before a place.
    Before(Place),
}

/// One page of a list.
#[derive(Clone, Debug)]
pub struct Slice<T> {
    /// Its rows, in order.
    pub rows: Vec<T>,
    /// The address of the page before.
    pub previous: Option<String>,
    /// The address of the page after.
    pub next: Option<String>,
}

impl<T> Slice<T> {
    /// Cuts a page out of at most `size + 1` rows, which were read in the direction of the step:
    /// for [`Step::Before`] backwards.
    pub fn cut(mut rows: Vec<T>, size: usize, query: &Query, place: impl Fn(&T) -> Place) -> Self {
        let step = query.step();
        let more = rows.len() > size;
        rows.truncate(size);
        let (before, after) = match step {
            Step::First => (false, more),
            Step::After(_) => (true, more),
            Step::Before(_) => {
                rows.reverse();
                (more, true)
            }
        };
        let edge = |name, row: Option<&T>| row.map(|row| query.with(name, &place(row).written()));
        Self {
            previous: edge("before", rows.first()).filter(|_| before),
            next: edge("after", rows.last()).filter(|_| after),
            rows,
        }
    }

    /// The same page of something else.
    pub fn map<U>(self, f: impl FnMut(T) -> U) -> Slice<U> {
        Slice { rows: self.rows.into_iter().map(f).collect(), previous: self.previous, next: self.next }
    }

    /// A page of nothing.
    pub fn empty() -> Self {
        Self { rows: Vec::new(), previous: None, next: None }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(n: &u32) -> Place {
        Place { key: format!("{n:03}"), id: n.to_string() }
    }

    /// Reads as a store does.
    fn page(all: &[u32], size: usize, query: &Query) -> Slice<u32> {
        let rows = match query.step() {
            Step::First => all.iter().copied().take(size + 1).collect(),
            Step::After(at) => all.iter().copied().filter(|n| place(n).key > at.key).take(size + 1).collect(),
            Step::Before(at) => all.iter().rev().copied().filter(|n| place(n).key < at.key).take(size + 1).collect(),
        };
        Slice::cut(rows, size, query, place)
    }

    fn follow(href: &str) -> Query {
        let (path, query) = href.split_once('?').unwrap();
        Query::read(path, query)
    }

    #[test]
    fn walking_forth_and_back_sees_every_row_once_and_keeps_the_filters() {
        let all: Vec<u32> = (1..=10).collect();
        let mut query = Query::read("/x", "q=%D0%B0&lang=kk");
        let mut seen = Vec::new();
        let last = loop {
            let slice = page(&all, 4, &query);
            seen.extend(slice.rows.clone());
            match slice.next {
                Some(next) => query = follow(&next),
                None => break slice,
            }
        };
        assert_eq!(seen, all);
        assert_eq!(query.value("q"), "а");
        let back = page(&all, 4, &follow(&last.previous.unwrap()));
        assert_eq!(back.rows, [5, 6, 7, 8]);
        let first = page(&all, 4, &follow(&back.previous.unwrap()));
        assert_eq!((first.rows.as_slice(), first.previous), (&[1, 2, 3, 4][..], None));
    }

    #[test]
    fn a_garbled_place_is_the_beginning() {
        assert_eq!(Query::read("/x", "after=%00garbage&q=").step(), Step::First);
    }

    #[test]
    fn changing_a_filter_goes_back_to_the_beginning() {
        let query = Query::read("/x", "after=abc&kind=flat&q=1");
        assert_eq!(query.with("kind", ""), "/x?q=1");
        assert_eq!(query.with("kind", "parking"), "/x?q=1&kind=parking");
        assert_eq!(query.at("/x.csv"), "/x.csv?kind=flat&q=1");
    }
}
