//! The words that templates say: `{{ "voting.form.title"|t }}`.
//!
//! A filter learns the reader's language ("locale") and, on pages, the time zone ("chrome") from the values that the template
//! is rendered with, so no page carries them. Filters give plain text; askama escapes it where it is printed.
//!
//! | filter | on | gives |
//! |---|---|---|
//! | `t` | a key | its words |
//! | `fill("name", value)` | words | the same with `%{name}` filled; chained for several holes |
//! | `tn(n)` | a key with `.one .few .many .other` beneath it | the form for `n`, `%{count}` filled |
//! | `said` | a [`Said`](super::said::Said) | its sentence |
//! | `date`, `short_date`, `day_month`, `month`, `weekday` | a day or a moment | «20 ноября 2026», «20.11.2026», «20 ноября», «ноябрь 2026», «пятница» |
//! | `datetime`, `time` | a moment | «20 ноября 2026, 14:05», «14:05» |
//! | `money`, `number`, `area`, `phone`, `size` | tiyn, a count, hundredths of m², a kept number, bytes | «16 725,88 ₸», «12 345», «54,30 м²», «+7 701 234 56 78», «1,2 МБ» |
//! | `is(value)` | a text | whether it is that text |
//! | `drawn` | a [`Control`](super::control::Control) | its HTML |
//! | `field(id)` | a field's name | the `id` of its control: `f-name`, unless the page gives another |

pub mod printable;

use std::borrow::Cow;
use std::fmt::Display;

use askama::filters::Safe;
use askama::{Result, Template as _, Values, filter_fn, get_value};
use chrono_tz::Tz;

use self::printable::{Count, Day, Moment, Spoken};
use super::chrome::Chrome;
use crate::text::{self, Locale};

/// The reader's language. An error when a template is rendered without it: a mistake of the caller.
fn locale(values: &dyn Values) -> Result<Locale> {
    get_value::<Locale>(values, "locale").copied()
}

/// The reader's time zone; a letter, which has no chrome, speaks of Almaty's.
fn zone(values: &dyn Values) -> Tz {
    get_value::<Chrome>(values, "chrome").map_or(chrono_tz::Asia::Almaty, |chrome| chrome.zone)
}

/// `{{ "layout.skip"|t }}`: the words of a key.
#[filter_fn]
pub fn t<K: AsRef<str>>(key: K, values: &dyn Values) -> Result<Cow<'static, str>> {
    words(key.as_ref(), values)
}

/// Not a copy in each of the thousand places where templates speak.
#[inline(never)]
fn words(key: &str, values: &dyn Values) -> Result<Cow<'static, str>> {
    Ok(text::t(locale(values)?, key))
}

/// `{{ "x.greeting"|t|fill("name", person.name) }}`: a hole filled.
#[filter_fn]
pub fn fill<K: AsRef<str>, V: Display>(words: K, _: &dyn Values, name: &str, value: V) -> Result<String> {
    let hole = format!("%{{{name}}}");
    Ok(words.as_ref().replace(&hole, &value.to_string()))
}

/// `{{ "x.found"|tn(total) }}`: the plural form for a number, `%{count}` filled with it.
#[filter_fn]
pub fn tn<K: AsRef<str>, N: Count>(key: K, values: &dyn Values, n: N) -> Result<String> {
    let locale = locale(values)?;
    Ok(text::tn(locale, key.as_ref(), n.count(), &[]))
}

/// `{{ wrong|said }}`: the sentence of a refusal or a notice.
#[filter_fn]
pub fn said<S: Spoken>(said: S, values: &dyn Values) -> Result<String> {
    let locale = locale(values)?;
    Ok(said.spoken(locale))
}

/// `{{ meeting.ends|date }}`: «20 ноября 2026».
#[filter_fn]
pub fn date<D: Day>(day: D, values: &dyn Values) -> Result<String> {
    let locale = locale(values)?;
    Ok(text::date(locale, day.day(zone(values))))
}

/// `{{ bill.due|short_date }}`: «20.11.2026», for tables.
#[filter_fn]
pub fn short_date<D: Day>(day: D, values: &dyn Values) -> Result<String> {
    let locale = locale(values)?;
    Ok(text::short_date(locale, day.day(zone(values))))
}

/// `{{ bill.due|day_month }}`: «20 ноября», where the year is plain.
#[filter_fn]
pub fn day_month<D: Day>(day: D, values: &dyn Values) -> Result<String> {
    let locale = locale(values)?;
    Ok(text::day_month(locale, day.day(zone(values))))
}

/// `{{ bill.period|month }}`: «ноябрь 2026».
#[filter_fn]
pub fn month<D: Day>(day: D, values: &dyn Values) -> Result<String> {
    let locale = locale(values)?;
    Ok(text::month_year(locale, day.day(zone(values))))
}

/// `{{ job.day|weekday }}`: «пятница».
#[filter_fn]
pub fn weekday<D: Day>(day: D, values: &dyn Values) -> Result<String> {
    let locale = locale(values)?;
    Ok(text::weekday(locale, day.day(zone(values))))
}

/// `{{ comment.at|datetime }}`: «20 ноября 2026, 14:05» by the clock on the reader's wall.
#[filter_fn]
pub fn datetime<M: Moment>(moment: M, values: &dyn Values) -> Result<String> {
    let locale = locale(values)?;
    Ok(text::date_time(locale, moment.utc(), zone(values)))
}

/// `{{ job.from|time }}`: «14:05» by the clock on the reader's wall.
#[filter_fn]
pub fn time<M: Moment>(moment: M, values: &dyn Values) -> Result<String> {
    let wall = moment.utc().and_utc().with_timezone(&zone(values));
    Ok(text::time(wall.time()))
}

/// `{{ bill.total|money }}`: «16 725,88 ₸».
#[filter_fn]
pub fn money<A: Spoken>(amount: A, values: &dyn Values) -> Result<String> {
    let locale = locale(values)?;
    Ok(amount.spoken(locale))
}

/// `{{ building.flats|number }}`: «12 345».
#[filter_fn]
pub fn number<N: Count>(n: N, values: &dyn Values) -> Result<String> {
    let locale = locale(values)?;
    Ok(text::number(locale, i64::try_from(n.count()).unwrap_or(i64::MAX)))
}

/// `{{ flat.area|area }}` from hundredths of a square metre: «54,30 м²».
#[filter_fn]
pub fn area<N: Count>(hundredths: N, values: &dyn Values) -> Result<String> {
    let locale = locale(values)?;
    Ok(text::area(locale, i64::try_from(hundredths.count()).unwrap_or(i64::MAX)))
}

/// `{{ person.phone|phone }}`: «+7 701 234 56 78».
#[filter_fn]
pub fn phone<K: AsRef<str>>(kept: K, _: &dyn Values) -> Result<String> {
    let printed = text::phone::print(kept.as_ref());
    Ok(printed)
}

/// `{{ file.bytes|size }}`: «1,2 МБ».
#[filter_fn]
pub fn size<N: Count>(bytes: N, values: &dyn Values) -> Result<String> {
    let locale = locale(values)?;
    Ok(text::bytes(locale, bytes.count()))
}

/// The `id` of the control that edits `name`; `id` when a page has two of that name.
#[filter_fn]
pub fn field<N: AsRef<str>>(name: N, _: &dyn Values, id: &str) -> Result<String> {
    let name = name.as_ref();
    Ok(if id.is_empty() { format!("f-{name}") } else { id.to_owned() })
}

/// `{{ form.control(…).line(…)|drawn }}`: a control of a form, as HTML.
#[filter_fn]
pub fn drawn(control: super::control::Control<'_>, values: &dyn Values) -> Result<Safe<String>> {
    Ok(Safe(control.render_with_values(values)?))
}

/// `{% if value|is(chosen) %}`: whether two texts are the same, however they are held.
#[filter_fn]
pub fn is<A: AsRef<str>, B: AsRef<str>>(text: A, _: &dyn Values, other: B) -> Result<bool> {
    let same = text.as_ref() == other.as_ref();
    Ok(same)
}

#[cfg(test)]
mod tests {
    use askama::Template;
    use chrono::{NaiveDate, NaiveDateTime};

    use crate::money::Tiyn;
    use crate::text::Locale;
    use crate::web::filters;
    use crate::web::said::Said;

    #[derive(Template)]
    #[template(
        source = r#"{{ "ui.table.select_row"|t|fill("name", name) }}/{{ "ui.form.summary"|tn(found) }}/{{ said|said }}/{{ day|short_date }}/{{ at|datetime }}/{{ at|time }}/{{ sum|money }}/{{ found|number }}/{{ "+77012345678"|phone }}/{% if name|is("<Б>") %}{{ "email"|field("") }} {{ "email"|field("other") }}{% endif %}"#,
        ext = "html"
    )]
    struct Sample {
        name: String,
        found: u64,
        said: Said,
        day: NaiveDate,
        at: NaiveDateTime,
        sum: Tiyn,
    }

    fn sample() -> Sample {
        Sample {
            name: "<Б>".to_owned(),
            found: 1022,
            said: Said::new("ui.back"),
            day: "2026-11-20".parse().unwrap(),
            at: "2026-11-20T19:05:00".parse().unwrap(),
            sum: Tiyn(1_672_588),
        }
    }

    #[test]
    fn words_follow_the_reader_and_are_escaped_where_they_are_printed() {
        let read = |locale: Locale| {
            sample().render_with_values(&("locale", &locale as &dyn std::any::Any)).unwrap().replace('\u{a0}', " ")
        };
        assert_eq!(
            read(Locale::Ru),
            "Отметить: &#60;Б&#62;/Исправьте 1 022 поля/Назад/20.11.2026/21 ноября 2026, 0:05/0:05/16 725,88 ₸/1 022/+7 701 234 56 78/f-email other"
        );
        assert!(read(Locale::Kk).starts_with("Белгілеу: &#60;Б&#62;/1 022 жерді түзету керек/Артқа/"));
    }

    #[test]
    fn a_template_without_a_reader_is_an_error_and_not_another_language() {
        assert!(sample().render().is_err());
    }
}
