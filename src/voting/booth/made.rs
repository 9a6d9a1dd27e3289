//! Rows for tests of rules.

use chrono::DateTime;

use super::voice::Voice;
use crate::clock::Moment;
use crate::homes::{ContactId, Kind, PremisesId};
use crate::voting::meeting::MeetingId;
use crate::voting::question::{Base, Formula, Outcome, QuestionId, Roll};
use crate::voting::rows::{Question, Unit};
use crate::who::CompanyId;

pub(in crate::voting) fn at(n: i64) -> Moment {
    DateTime::from_timestamp(1_800_000_000 + n, 0).unwrap().naive_utc()
}

/// The same id for the same number.
pub(in crate::voting) fn id<T: std::str::FromStr>(n: u128) -> T {
    crate::db::types::to_text(n).parse().ok().expect("an id")
}

pub(in crate::voting) fn question(place: i32, roll: Roll) -> Question {
    Question {
        id: id::<QuestionId>(u128::from(place.unsigned_abs())),
        company_id: id::<CompanyId>(1),
        meeting_id: id::<MeetingId>(1),
        place,
        item: 6,
        roll,
        entrance_id: None,
        base: Base::All,
        over_of: 1,
        over_in: 2,
        quorum_of: 1,
        quorum_in: 2,
        article: "42(8)".into(),
        title_kk: "Жарна".into(),
        title_ru: "Взнос".into(),
        text_kk: String::new(),
        text_ru: String::new(),
        formula: Formula::None,
        was: 0,
        becomes: 0,
        result: Outcome::Open,
    }
}

pub(in crate::voting) fn unit(n: u128, kind: Kind) -> Unit {
    Unit {
        company_id: id(1),
        meeting_id: id(1),
        premises_id: id::<PremisesId>(n),
        label: n.to_string(),
        kind,
        number: n.to_string(),
        entrance_id: None,
        entrance: String::new(),
        floor: None,
        area: Some(6140),
        sort_key: n.to_string(),
    }
}

pub(in crate::voting) fn voice(n: u128, kind: Kind) -> Voice {
    Voice { unit: unit(n, kind), voter: id::<ContactId>(1), name: "А".into(), power: None, successor: false }
}
