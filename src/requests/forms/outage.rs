//! An outage as staff type it.

use chrono::{NaiveDateTime, TimeZone};
use chrono_tz::Tz;

use super::{LINE, number};
use crate::clock::Moment;
use crate::homes::BuildingId;
use crate::requests::noting::Noted;
use crate::web::Form;

/// A time on the writer's wall, or nothing.
fn moment(form: &mut Form, field: &str, zone: Tz) -> Option<Moment> {
    let typed = form.optional(field, 30);
    let formats = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%d.%m.%Y %H:%M"];
    let read = formats.iter().find_map(|format| NaiveDateTime::parse_from_str(&typed, format).ok());
    let near = read.filter(|at| (2020..2100).contains(&chrono::Datelike::year(at)));
    let moment = near.and_then(|at| zone.from_local_datetime(&at).earliest()).map(|at| at.naive_utc());
    if moment.is_none() && !typed.is_empty() {
        form.refuse(field, "requests.refused.moment");
    }
    moment
}

/// What did not work, where, from when until when.
pub(in crate::requests) fn noted(form: &mut Form, zone: Tz) -> Option<Noted> {
    let service = form.word("service");
    let (begins_at, ends_at) = (moment(form, "begins_at", zone), moment(form, "ends_at", zone));
    if begins_at.is_none() {
        form.refuse("begins_at", "forms.refused.empty");
    }
    if begins_at.zip(ends_at).is_some_and(|(begins, ends)| ends <= begins) {
        form.refuse("ends_at", "requests.refused.before");
    }
    let houses: Vec<BuildingId> = form.values("house").iter().filter_map(|id| id.parse().ok()).collect();
    if houses.is_empty() {
        form.refuse("house", "requests.refused.no_house");
    }
    let why = form.text("why", LINE);
    let announcement = number(&form.optional("announcement", 20));
    let asked = form.optional("asked", LINE);
    let requests = asked.split([',', ' ', ';']).filter(|part| !part.is_empty() && *part != "№").map(number).collect();
    let (service, begins_at) = (service?, begins_at?);
    let planned = form.has("planned", "yes");
    (!form.failed()).then_some(Noted { service, planned, begins_at, ends_at, why, houses, announcement, requests })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::web::Typed;

    #[test]
    fn an_outage_needs_a_house_and_a_beginning_before_its_end() {
        let house = BuildingId::fresh(Moment::default());
        let right = || Typed::default().with("service", "hot_water").with("why", "Авария").with("house", house);
        let read = |typed: Typed| {
            let mut form = Form::of(typed);
            let noted = noted(&mut form, chrono_tz::Asia::Almaty);
            (noted, form)
        };
        let typed = right().with("begins_at", "2026-11-20T10:00").with("asked", "2026-12, № 2026-000013");
        let noted = read(typed).0.unwrap();
        assert_eq!(noted.begins_at.to_string(), "2026-11-20 05:00:00");
        assert_eq!(noted.requests, ["2026-000012", "2026-000013"]);
        for (begins, ends, wrong) in
            [("", "", "begins_at"), ("soon", "", "begins_at"), ("2026-11-20T10:00", "2026-11-20T09:00", "ends_at")]
        {
            let (noted, form) = read(right().with("begins_at", begins).with("ends_at", ends));
            assert!(noted.is_none() && form.error(wrong).is_some(), "{begins} {ends}");
        }
    }
}
