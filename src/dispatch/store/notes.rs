//! What a resident wrote about coming in, and who has opened it.

use diesel::prelude::*;

use crate::clock::Moment;
use crate::db::schema::{field_note_reads, field_notes};
use crate::db::{Conn, Tx};
use crate::dispatch::kind::{JobId, ReadId};
use crate::on_each;
use crate::who::{CompanyId, PersonId};

/// Whether one may enter without them, and the rest, locked.
pub(in crate::dispatch) type Kept = (bool, String);

pub(in crate::dispatch) fn of(conn: &mut Conn, company: CompanyId, job: JobId) -> QueryResult<Option<Kept>> {
    field_notes::table
        .filter(field_notes::company_id.eq(company))
        .filter(field_notes::job_id.eq(job))
        .select((field_notes::may_enter, field_notes::locked))
        .first(conn)
        .optional()
}

pub(in crate::dispatch) fn set(
    tx: &mut Tx<'_>,
    (company, job): (CompanyId, JobId),
    author: PersonId,
    (may_enter, locked): (bool, &str),
) -> QueryResult<usize> {
    let now = tx.now();
    let written = (
        field_notes::may_enter.eq(may_enter),
        field_notes::locked.eq(locked.to_owned()),
        field_notes::author_id.eq(author),
        field_notes::updated_at.eq(now),
    );
    let row = ((field_notes::company_id.eq(company), field_notes::job_id.eq(job)), written.clone());
    on_each!(&mut **tx, c => diesel::insert_into(field_notes::table)
        .values(row.clone())
        .on_conflict(field_notes::job_id)
        .do_update()
        .set(written.clone())
        .execute(c))
}

pub(in crate::dispatch) fn erase(tx: &mut Tx<'_>, company: CompanyId, job: JobId) -> QueryResult<usize> {
    diesel::delete(field_notes::table.filter(field_notes::company_id.eq(company)).filter(field_notes::job_id.eq(job)))
        .execute(&mut **tx)
}

pub(in crate::dispatch) fn opened(
    tx: &mut Tx<'_>,
    (company, job): (CompanyId, JobId),
    (reader, name): (PersonId, &str),
) -> QueryResult<usize> {
    let now = tx.now();
    let row = (
        (field_note_reads::id.eq(ReadId::fresh(now)), field_note_reads::company_id.eq(company), field_note_reads::job_id.eq(job)),
        (field_note_reads::reader_id.eq(reader), field_note_reads::name.eq(name), field_note_reads::read_at.eq(now)),
    );
    diesel::insert_into(field_note_reads::table).values(row).execute(&mut **tx)
}

/// Who opened it and when, the latest first.
pub(in crate::dispatch) fn reads(
    conn: &mut Conn,
    company: CompanyId,
    job: JobId,
) -> QueryResult<Vec<(PersonId, String, Moment)>> {
    field_note_reads::table
        .filter(field_note_reads::company_id.eq(company))
        .filter(field_note_reads::job_id.eq(job))
        .order(field_note_reads::id.desc())
        .select((field_note_reads::reader_id, field_note_reads::name, field_note_reads::read_at))
        .limit(50)
        .load(conn)
}
