//! What a line keeps besides, as pairs that people read: «Площадь: 61,4 м² → 70 м²».

use chrono::{NaiveDate, NaiveDateTime};
use chrono_tz::Tz;
use serde_json::{Map, Value};

use super::acts::said;
use crate::audit::{INSTEAD, room_of};
use crate::db::types::from_text;
use crate::text::{self, Locale, t};

/// A name and what it is; for a change also what it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Pair {
    /// Empty when the sentence of the act says it already.
    pub(super) name: String,
    pub(super) was: Option<String>,
    pub(super) is: String,
}

impl Pair {
    /// On one line, for files.
    pub(super) fn line(&self) -> String {
        let name = if self.name.is_empty() { String::new() } else { format!("{}: ", self.name) };
        self.was.as_ref().map_or_else(|| format!("{name}{}", self.is), |was| format!("{name}{was} → {}", self.is))
    }
}

/// In which language and by which clock a line is told.
#[derive(Clone, Copy, Debug)]
pub(super) struct Ear {
    pub(super) locale: Locale,
    pub(super) zone: Tz,
}

/// The pairs of a line. What did not change is left out, and so are ids: they say nothing to people.
pub(super) fn pairs(ear: Ear, act: &str, details: &str) -> Vec<Pair> {
    let mut all = Vec::new();
    if let Ok(Value::Object(details)) = serde_json::from_str(details) {
        gather(ear, room_of(act), "", &details, &mut all);
    }
    all
}

/// In whose place the line's actor acted, by name.
pub(super) fn instead(details: &str) -> Option<String> {
    let [_, name] = INSTEAD;
    let Ok(Value::Object(details)) = serde_json::from_str(details) else { return None };
    details.get(name).and_then(Value::as_str).map(str::to_owned)
}

/// The things that a line names besides its own: kind and id.
pub(super) fn things(details: &str) -> Vec<(String, String)> {
    let Ok(Value::Object(details)) = serde_json::from_str(details) else { return Vec::new() };
    let id = |value: &Value| value.as_str().filter(|text| from_text(text).is_some()).map(str::to_owned);
    details.iter().filter_map(|(name, value)| Some((name.clone(), id(value)?))).collect()
}

fn gather(ear: Ear, room: &str, within: &str, details: &Map<String, Value>, all: &mut Vec<Pair>) {
    for (key, value) in details {
        // in whose place it was done stands beside who did it
        if key == "was" || key.ends_with("_was") || INSTEAD.contains(&key.as_str()) {
            continue;
        }
        let name = key.strip_suffix("_is").unwrap_or(if key == "is" { "" } else { key });
        let label = label(ear.locale, room, within, name);
        if let Value::Object(inner) = value {
            gather(ear, room, &label, inner, all);
            continue;
        }
        let was = details.get(&if name.is_empty() { "was".to_owned() } else { format!("{name}_was") });
        let (Some(is), was) = (shown(ear, room, name, value), was.and_then(|was| shown(ear, room, name, was))) else { continue };
        if was.as_ref() != Some(&is) {
            all.push(Pair { name: label, was, is });
        }
    }
}

fn label(locale: Locale, room: &str, within: &str, name: &str) -> String {
    if name.is_empty() {
        return within.to_owned();
    }
    let own = said(locale, &format!("{room}.detail.{name}")).unwrap_or_else(|| name.to_owned());
    if within.is_empty() { own } else { format!("{within}, {}", own.to_lowercase()) }
}

/// A value in words; `None` for what says nothing.
fn shown(ear: Ear, room: &str, name: &str, value: &Value) -> Option<String> {
    match value {
        Value::Null => Some("—".to_owned()),
        Value::Bool(true) => Some(t(ear.locale, "trail.yes").into_owned()),
        Value::Bool(false) => Some(t(ear.locale, "trail.no").into_owned()),
        Value::Number(number) => Some(match number.as_i64() {
            Some(hundredths) if name.ends_with("area") => text::area(ear.locale, hundredths),
            Some(whole) => text::number(ear.locale, whole),
            None => number.to_string(),
        }),
        Value::String(word) => worded(ear, room, name, word),
        Value::Array(all) => {
            let all: Vec<String> = all.iter().filter_map(|one| shown(ear, room, name, one)).collect();
            (!all.is_empty()).then(|| all.join(", "))
        }
        Value::Object(_) => None,
    }
}

fn worded(ear: Ear, room: &str, name: &str, word: &str) -> Option<String> {
    if from_text(word).is_some() {
        return None;
    }
    if let Ok(day) = NaiveDate::parse_from_str(word, "%Y-%m-%d") {
        return Some(text::date(ear.locale, day));
    }
    if let Ok(at) = NaiveDateTime::parse_from_str(word, "%Y-%m-%dT%H:%M:%S%.f") {
        return Some(text::date_time(ear.locale, at, ear.zone));
    }
    Some(said(ear.locale, &format!("{room}.detail.{name}.{word}")).unwrap_or_else(|| word.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(act: &str, details: Value) -> Vec<String> {
        let ear = Ear { locale: Locale::Ru, zone: chrono_tz::Asia::Almaty };
        pairs(ear, act, &details.to_string()).iter().map(Pair::line).collect()
    }

    #[test]
    fn what_was_stands_before_what_is() {
        let details = serde_json::json!({ "area_was": 6140, "area_is": 7000, "number_was": "5", "number_is": "5" });
        assert_eq!(lines("homes.premises_changed", details), ["Площадь: 61,4\u{a0}м² → 70\u{a0}м²"]);
        assert_eq!(lines("homes.building_changed", serde_json::json!({ "was": "Абай 1", "is": "Абай 2" })), ["Абай 1 → Абай 2"]);
        let opened = serde_json::json!({ "area_was": null, "area_is": 7000 });
        assert_eq!(lines("homes.premises_changed", opened), ["Площадь: — → 70\u{a0}м²"]);
    }

    #[test]
    fn moments_words_and_counts_are_told() {
        let sent = serde_json::json!({ "send_at": "2026-11-20T09:05:00.123" });
        assert_eq!(lines("announcements.scheduled", sent), ["Время отправки: 20 ноября 2026, 14:05"]);
        let added = serde_json::json!({ "holds": "owner", "premises": "01k9zj5b3qe7v8w2x4y6z0abcd" });
        assert_eq!(lines("homes.holder_added", added), ["Как владеет: собственник"]);
        let imported = serde_json::json!({ "rows": { "new": 2, "changed": 0 }, "refused": 1 });
        assert_eq!(lines("homes.imported", imported), ["Отклонено строк: 1", "Строк, изменено: 0", "Строк, новых: 2"]);
    }

    #[test]
    fn whatever_else_stands_there_breaks_nothing() {
        for strange in ["", "null", "[1]", "\"x\"", "{\"a\":{\"b\":{\"c\":[]}}}", "{\"is\":{}}", "{\"x_was\":1}"] {
            assert_eq!(pairs(Ear { locale: Locale::Kk, zone: chrono_tz::UTC }, "a.b", strange), []);
        }
    }

    #[test]
    fn things_are_found_among_the_details() {
        let id = "01k9zj5b3qe7v8w2x4y6z0abcd";
        assert_eq!(things(&format!("{{\"premises\":\"{id}\",\"holds\":\"owner\"}}")), [("premises".to_owned(), id.to_owned())]);
    }
}
