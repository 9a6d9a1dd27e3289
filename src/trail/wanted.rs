//! What somebody looks for in the trail, as the address of the list says it.

use chrono::{Days, NaiveDate, NaiveTime, TimeDelta, TimeZone};
use chrono_tz::Tz;

use crate::audit::Filter;
use crate::clock::Moment;
use crate::db::types::from_text;
use crate::text;
use crate::web::Query;

/// The filters of the list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Wanted {
    /// What the database looks for.
    pub(super) filter: Filter,
    /// Words that must stand in the line as people read it, folded.
    pub(super) words: Vec<String>,
}

impl Wanted {
    /// Reads them; days are those of the company's clock. What cannot be read is as if it were off.
    pub(super) fn read(query: &Query, zone: Tz) -> Self {
        let act = Some(query.value("act").to_owned()).filter(|act| !act.is_empty());
        let filter = Filter {
            actor: query.word("who"),
            room: act.clone().filter(|act| !act.contains('.')),
            act: act.filter(|act| act.contains('.')),
            subject_id: thing(query.value("about")),
            from: day(query, "from").and_then(|day| beginning(day, zone)),
            until: day(query, "to").and_then(|day| beginning(day.checked_add_days(Days::new(1))?, zone)),
        };
        let words = query.value("q").split_whitespace().map(text::fold).filter(|word| !word.is_empty()).collect();
        Self { filter, words }
    }
}

fn day(query: &Query, name: &str) -> Option<NaiveDate> {
    NaiveDate::parse_from_str(query.value(name), "%Y-%m-%d").ok()
}

/// The moment at which a day begins by that clock; where the clock leaps over midnight, an hour later.
fn beginning(day: NaiveDate, zone: Tz) -> Option<Moment> {
    let midnight = day.and_time(NaiveTime::MIN);
    let found = zone.from_local_datetime(&midnight).earliest();
    found.or_else(|| zone.from_local_datetime(&(midnight + TimeDelta::hours(1))).earliest()).map(|at| at.naive_utc())
}

/// The id of a thing in whatever was pasted: the id itself, or the address of the thing's page.
fn thing(pasted: &str) -> Option<String> {
    pasted.split(|c: char| !c.is_ascii_alphanumeric()).rfind(|part| from_text(part).is_some()).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: &str = "01k9zj5b3qe7v8w2x4y6z0abcd";

    fn read(query: &str) -> Wanted {
        Wanted::read(&Query::read("/staff/audit", query), chrono_tz::Asia::Almaty)
    }

    #[test]
    fn nothing_asked_wants_all() {
        assert_eq!(read(""), Wanted::default());
        assert_eq!(read("who=x&about=x&from=x&to=2026-02-31"), Wanted::default(), "what cannot be read is off");
    }

    #[test]
    fn days_are_those_of_the_company() {
        let wanted = read("from=2026-11-20&to=2026-11-20").filter;
        assert_eq!(wanted.from.map(|at| at.to_string()).as_deref(), Some("2026-11-19 19:00:00"));
        assert_eq!(wanted.until.map(|at| at.to_string()).as_deref(), Some("2026-11-20 19:00:00"));
    }

    #[test]
    fn an_act_is_one_or_all_of_a_capability() {
        assert_eq!(read("act=homes").filter.room.as_deref(), Some("homes"));
        assert_eq!(read("act=homes.imported").filter.act.as_deref(), Some("homes.imported"));
    }

    #[test]
    fn a_thing_is_its_id_or_its_address() {
        for pasted in [
            ID.to_owned(),
            format!("http%3A%2F%2Fa.kz%2Fstaff%2Fhomes%2Fpremises%2F{ID}%3Flang%3Dkk"),
            format!("%2Fx%2F{ID}%2Fedit"),
        ] {
            assert_eq!(read(&format!("about={pasted}")).filter.subject_id.as_deref(), Some(ID), "{pasted}");
        }
    }

    #[test]
    fn words_are_folded() {
        assert_eq!(read("q=%D0%96%D2%B1%D0%BC%D0%B0++10.0+.").words, ["жума", "10 0"]);
    }
}
