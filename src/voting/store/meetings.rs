//! Meetings and their agenda.

use diesel::prelude::*;

use crate::db::schema::{meeting_questions, meetings};
use crate::db::{Conn, Listed, Tx};
use crate::on_each;
use crate::voting::meeting::{MeetingId, State};
use crate::voting::rows::{Meeting, Question};
use crate::who::{CompanyId, Reach};

/// A meeting within reach.
pub(in crate::voting) fn one(conn: &mut Conn, reach: &Reach, id: MeetingId) -> QueryResult<Meeting> {
    let mut query = meetings::table
        .filter(meetings::company_id.eq(reach.company()))
        .filter(meetings::id.eq(id))
        .select(Meeting::as_select())
        .into_boxed();
    if let Some(within) = reach.buildings() {
        query = query.filter(meetings::building_id.among(within));
    }
    query.first(conn)
}

pub(in crate::voting) fn add(tx: &mut Tx<'_>, new: &Meeting) -> QueryResult<usize> {
    diesel::insert_into(meetings::table).values(new).execute(&mut **tx)
}

/// Saves a meeting that is in state `from`, all but the end of its chain, which only events move; false when it is not in that state any more.
pub(in crate::voting) fn save(tx: &mut Tx<'_>, from: State, is: &Meeting) -> QueryResult<bool> {
    let there = meetings::table
        .filter(meetings::company_id.eq(is.company_id))
        .filter(meetings::id.eq(is.id))
        .filter(meetings::state.eq(from));
    let now =
        (meetings::head_place.eq(meetings::head_place), meetings::state.eq(is.state), meetings::updated_at.eq(is.updated_at));
    let how = (
        (meetings::format.eq(is.format), meetings::by_portal.eq(is.by_portal), meetings::by_paper.eq(is.by_paper)),
        (meetings::initiator.eq(is.initiator), meetings::edition.eq(is.edition), meetings::shown.eq(is.shown)),
        (meetings::title_kk.eq(&is.title_kk), meetings::title_ru.eq(&is.title_ru)),
        (meetings::venue_kk.eq(&is.venue_kk), meetings::venue_ru.eq(&is.venue_ru)),
        (meetings::meets_at.eq(is.meets_at), meetings::opens_at.eq(is.opens_at), meetings::closes_at.eq(is.closes_at)),
        (meetings::chair.eq(&is.chair), meetings::secretary.eq(&is.secretary), meetings::tellers.eq(&is.tellers)),
    );
    let when = (
        (meetings::building_id.eq(is.building_id), meetings::announcement_id.eq(is.announcement_id)),
        (meetings::notified_at.eq(is.notified_at), meetings::closed_at.eq(is.closed_at)),
        (
            meetings::cancelled_why.eq(&is.cancelled_why),
            meetings::roll_hash.eq(&is.roll_hash),
            meetings::names_hash.eq(&is.names_hash),
        ),
    );
    Ok(diesel::update(there).set((now, how, when)).execute(&mut **tx)? == 1)
}

/// The agenda, in its order.
pub(in crate::voting) fn questions(conn: &mut Conn, company: CompanyId, of: MeetingId) -> QueryResult<Vec<Question>> {
    meeting_questions::table
        .filter(meeting_questions::company_id.eq(company))
        .filter(meeting_questions::meeting_id.eq(of))
        .order(meeting_questions::place)
        .select(Question::as_select())
        .load(conn)
}

pub(in crate::voting) fn add_questions(tx: &mut Tx<'_>, new: &[Question]) -> QueryResult<usize> {
    on_each!(&mut **tx, c => diesel::insert_into(meeting_questions::table).values(new).execute(c))
}
