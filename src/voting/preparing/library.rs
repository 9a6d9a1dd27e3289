//! Ready texts of questions for all items of art. 42(5): data in `library.txt` beside this file. Their `{holes}` are filled by whoever
//! prepares the meeting; while one is open, the agenda is not fixed.

use std::sync::LazyLock;

use crate::voting::question::{Formula, Roll};

/// A ready text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::voting) struct Ready {
    /// Its name in addresses.
    pub(in crate::voting) slug: &'static str,
    /// The item of art. 42(5).
    pub(in crate::voting) item: i32,
    /// Whose votes it asks for.
    pub(in crate::voting) roll: Roll,
    /// How what somebody pays follows from it.
    pub(in crate::voting) formula: Formula,
    /// The question in Kazakh and in Russian.
    pub(in crate::voting) title: (&'static str, &'static str),
    /// The decision in Kazakh and in Russian.
    pub(in crate::voting) text: (&'static str, &'static str),
}

static ALL: LazyLock<Vec<Ready>> = LazyLock::new(|| include_str!("library.txt").split("\n[").skip(1).filter_map(read).collect());

/// All of them, in the order of the law.
pub(in crate::voting) fn all() -> &'static [Ready] {
    &ALL
}

/// The ready text of that name.
pub(in crate::voting) fn find(slug: &str) -> Option<&'static Ready> {
    ALL.iter().find(|ready| ready.slug == slug)
}

/// A text that cannot be read is left out; a test reads the same file and finds them all.
fn read(entry: &'static str) -> Option<Ready> {
    let (head, body) = entry.split_once("]\n")?;
    let mut words = head.split(' ');
    let (slug, item, roll, formula) = (words.next()?, words.next()?, words.next()?, words.next()?);
    let line = |mark: &str| body.lines().find_map(|line| line.strip_prefix(mark)).map(str::trim);
    Some(Ready {
        slug,
        item: item.parse().ok()?,
        roll: roll.parse().ok()?,
        formula: formula.parse().ok()?,
        title: (line("kk:")?, line("ru:")?),
        text: (line("kk>")?, line("ru>")?),
    })
}

/// A hole that nobody has filled yet, with its braces.
pub(in crate::voting) fn open_hole<'a>(texts: impl IntoIterator<Item = &'a str>) -> Option<String> {
    let hole = |text: &str| {
        let mut rest = text;
        while let Some((_, after)) = rest.split_once('{') {
            let (hole, tail) = after.split_once('}')?;
            if !hole.trim().is_empty() && hole.chars().count() <= 80 {
                return Some(format!("{{{hole}}}"));
            }
            rest = tail;
        }
        None
    };
    texts.into_iter().find_map(hole)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::voting::law;
    use crate::voting::question::ITEMS;

    #[test]
    fn every_item_of_the_law_has_a_ready_text_that_the_law_knows() {
        let on = "2026-11-20".parse().unwrap();
        assert_eq!(all().len(), include_str!("library.txt").matches("\n[").count(), "all of them can be read");
        for item in 1..=ITEMS {
            assert!(all().iter().any(|ready| ready.item == item), "item {item} has none");
        }
        for ready in all() {
            assert!(law::rule(ready.item, ready.roll, on).is_some(), "{} asks a roll that cannot decide it", ready.slug);
            assert_eq!(find(ready.slug), Some(ready), "{} stands twice", ready.slug);
            assert!(
                open_hole([ready.text.0]).is_some() && open_hole([ready.text.1]).is_some(),
                "{}: nothing to fill in",
                ready.slug
            );
        }
    }

    #[test]
    fn the_two_languages_say_about_the_same_and_fit_their_fields() {
        for ready in all() {
            let (kk, ru) = (ready.text.0.chars().count(), ready.text.1.chars().count());
            assert!(kk * 2 > ru && ru * 2 > kk, "{}: {kk} and {ru} letters", ready.slug);
            assert!(ready.title.0.chars().count() <= 120 && ready.title.1.chars().count() <= 120, "{}", ready.slug);
        }
    }

    #[test]
    fn braces_that_are_no_hole_are_left_alone() {
        assert_eq!(open_hole(["плюс {сома} теңге"]).as_deref(), Some("{сома}"));
        assert_eq!(open_hole(["{} {x}"]).as_deref(), Some("{x}"));
        for fine in ["{}", "a } b { c", "{", "жоқ"] {
            assert_eq!(open_hole([fine]), None, "{fine}");
        }
    }
}
