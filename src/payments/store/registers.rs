//! Registers of banks' days.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use diesel::prelude::*;

use crate::clock::Moment;
use crate::db::schema::{biller_register_lines, biller_registers, people};
use crate::db::{BATCH, Conn, Listed, Tx};
use crate::money::Tiyn;
use crate::on_each;
use crate::payments::biller::{DoorId, Line, Register, RegisterId};
use crate::who::{CompanyId, PersonId};

/// A register as people look at it.
#[derive(Clone, Debug, Queryable)]
pub(in crate::payments) struct Kept {
    pub(in crate::payments) id: RegisterId,
    pub(in crate::payments) door: DoorId,
    pub(in crate::payments) day: NaiveDate,
    pub(in crate::payments) file_name: String,
    pub(in crate::payments) lines: i64,
    pub(in crate::payments) total: i64,
    pub(in crate::payments) author: String,
    pub(in crate::payments) at: Moment,
}

macro_rules! registers {
    ($company:expr) => {
        biller_registers::table
            .inner_join(people::table.on(people::id.eq(biller_registers::author_id)))
            .filter(biller_registers::company_id.eq($company))
            .select((
                biller_registers::id,
                biller_registers::door_id,
                biller_registers::day,
                biller_registers::file_name,
                biller_registers::lines,
                biller_registers::total,
                people::name,
                biller_registers::created_at,
            ))
    };
}

pub(in crate::payments) fn one(conn: &mut Conn, company: CompanyId, id: RegisterId) -> QueryResult<Kept> {
    registers!(company).filter(biller_registers::id.eq(id)).first(conn)
}

/// A door's registers, the newest day first.
pub(in crate::payments) fn of_door(conn: &mut Conn, company: CompanyId, door: DoorId, limit: i64) -> QueryResult<Vec<Kept>> {
    registers!(company)
        .filter(biller_registers::door_id.eq(door))
        .order((biller_registers::day.desc(), biller_registers::id.desc()))
        .limit(limit)
        .load(conn)
}

#[derive(Insertable)]
#[diesel(table_name = biller_register_lines)]
struct NewLine<'a> {
    company_id: CompanyId,
    register_id: RegisterId,
    door_id: DoorId,
    txn: &'a str,
    account: &'a str,
    amount: i64,
    day: NaiveDate,
}

/// A register that is brought.
#[derive(Clone, Debug)]
pub(in crate::payments) struct Brought {
    pub(in crate::payments) door: DoorId,
    pub(in crate::payments) day: NaiveDate,
    pub(in crate::payments) file_name: String,
    pub(in crate::payments) digest: String,
    pub(in crate::payments) register: Register,
}

/// Keeps a register; the one that is there, and `false`, when the same file was brought before.
pub(in crate::payments) fn add(
    tx: &mut Tx<'_>,
    (company, author): (CompanyId, PersonId),
    of: &Brought,
) -> QueryResult<(RegisterId, bool)> {
    let id = RegisterId::fresh(tx.now());
    let many = i64::try_from(of.register.lines.len()).unwrap_or(i64::MAX);
    let row = (
        (biller_registers::id.eq(id), biller_registers::company_id.eq(company), biller_registers::door_id.eq(of.door)),
        (
            biller_registers::day.eq(of.day),
            biller_registers::file_name.eq(&of.file_name),
            biller_registers::digest.eq(&of.digest),
        ),
        (biller_registers::lines.eq(many), biller_registers::total.eq(of.register.total().0)),
        (biller_registers::author_id.eq(author), biller_registers::created_at.eq(tx.now())),
    );
    let kept =
        on_each!(&mut **tx, c => diesel::insert_into(biller_registers::table).values(row).on_conflict_do_nothing().execute(c))?;
    if kept == 0 {
        let there = biller_registers::table
            .filter(biller_registers::company_id.eq(company))
            .filter(biller_registers::door_id.eq(of.door))
            .filter(biller_registers::digest.eq(&of.digest));
        return Ok((there.select(biller_registers::id).first(&mut **tx)?, false));
    }
    for some in of.register.lines.chunks(BATCH) {
        let rows: Vec<NewLine<'_>> = some
            .iter()
            .map(|line| NewLine {
                company_id: company,
                register_id: id,
                door_id: of.door,
                txn: &line.txn,
                account: &line.account,
                amount: line.amount.0,
                day: line.day,
            })
            .collect();
        on_each!(&mut **tx, c => diesel::insert_into(biller_register_lines::table).values(&rows).execute(c))?;
    }
    Ok((id, true))
}

/// The payments of a register.
pub(in crate::payments) fn lines(conn: &mut Conn, company: CompanyId, id: RegisterId) -> QueryResult<Vec<Line>> {
    let rows: Vec<(String, String, i64, NaiveDate)> = biller_register_lines::table
        .filter(biller_register_lines::company_id.eq(company))
        .filter(biller_register_lines::register_id.eq(id))
        .order(biller_register_lines::txn)
        .select((
            biller_register_lines::txn,
            biller_register_lines::account,
            biller_register_lines::amount,
            biller_register_lines::day,
        ))
        .load(conn)?;
    Ok(rows.into_iter().map(|(txn, account, amount, day)| Line { txn, account, amount: Tiyn(amount), day }).collect())
}

/// A payment of a register.
pub(in crate::payments) fn line(conn: &mut Conn, company: CompanyId, id: RegisterId, txn: &str) -> QueryResult<Line> {
    let (txn, account, amount, day): (String, String, i64, NaiveDate) = biller_register_lines::table
        .filter(biller_register_lines::company_id.eq(company))
        .filter(biller_register_lines::register_id.eq(id))
        .filter(biller_register_lines::txn.eq(txn))
        .select((
            biller_register_lines::txn,
            biller_register_lines::account,
            biller_register_lines::amount,
            biller_register_lines::day,
        ))
        .first(conn)?;
    Ok(Line { txn, account, amount: Tiyn(amount), day })
}

/// Those of these names that stand in some register of the door.
pub(in crate::payments) fn elsewhere(
    conn: &mut Conn,
    company: CompanyId,
    door: DoorId,
    txns: &[String],
) -> QueryResult<BTreeSet<String>> {
    let mut all = BTreeSet::new();
    for some in txns.chunks(500) {
        let rows: Vec<String> = biller_register_lines::table
            .filter(biller_register_lines::company_id.eq(company))
            .filter(biller_register_lines::door_id.eq(door))
            .filter(biller_register_lines::txn.among(some))
            .select(biller_register_lines::txn)
            .load(conn)?;
        all.extend(rows);
    }
    Ok(all)
}
