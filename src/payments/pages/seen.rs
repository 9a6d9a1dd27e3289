//! A payment as it is shown, on the screen and on paper.

use chrono::NaiveDate;

use crate::billing::fund_key;
use crate::db::Conn;
use crate::ledger::{Fund, Kind};
use crate::money::Tiyn;
use crate::payments::allocation::Part;
use crate::payments::payment::{Back, Channel, PaymentId};
use crate::payments::store::payments::parts;
use crate::payments::store::reading::Payment;
use crate::text::{self, Locale, t, tv};
use crate::web::Said;
use crate::who::CompanyId;

/// A payment with how it was shared out.
#[derive(Clone, Debug)]
pub(in crate::payments) struct Whole {
    pub(in crate::payments) payment: Payment,
    pub(in crate::payments) parts: Vec<Part>,
}

impl Whole {
    /// Reads the rest of it.
    pub(in crate::payments) fn of(conn: &mut Conn, company: CompanyId, payment: Payment) -> diesel::QueryResult<Self> {
        Ok(Self { parts: parts(conn, company, payment.id)?, payment })
    }
}

/// What a part is for, in words.
pub(in crate::payments) fn part_name(locale: Locale, of: &Part) -> String {
    match (of.kind, of.month) {
        (Kind::PenaltyDue, _) => t(locale, "payments.part.penalty").into_owned(),
        (Kind::Advance, _) => t(locale, "payments.part.advance").into_owned(),
        (_, Some(month)) => {
            let (month, fund) = (text::month_year(locale, month), t(locale, fund_key(of.fund)));
            tv(locale, "payments.part.charge", &[("month", &month), ("fund", &fund), ("bill", &of.bill)])
        }
        (_, None) => t(locale, fund_key(of.fund)).into_owned(),
    }
}

/// A payment, in words.
#[derive(Clone, Debug)]
pub(in crate::payments) struct Seen {
    pub(in crate::payments) id: String,
    pub(in crate::payments) number: String,
    pub(in crate::payments) channel_key: &'static str,
    pub(in crate::payments) external: String,
    pub(in crate::payments) place: String,
    pub(in crate::payments) account: String,
    pub(in crate::payments) day: NaiveDate,
    pub(in crate::payments) amount: Tiyn,
    pub(in crate::payments) payer: String,
    pub(in crate::payments) note: String,
    pub(in crate::payments) author: String,
    pub(in crate::payments) sentence: Said,
    pub(in crate::payments) tone: &'static str,
    pub(in crate::payments) reason: String,
    pub(in crate::payments) parts: Vec<(String, Tiyn)>,
}

/// Whether it stands, and why not.
pub(in crate::payments) fn sentence(locale: Locale, of: &Payment) -> (Said, &'static str) {
    match (of.back, of.back_on) {
        (Some(back), Some(day)) => {
            let said = Said::new("payments.said.back").with("how", t(locale, back.key()));
            (said.with("day", text::date(locale, day)), "danger")
        }
        _ => ("payments.said.stands".into(), "good"),
    }
}

impl Seen {
    /// In a reader's language.
    pub(in crate::payments) fn of(locale: Locale, whole: &Whole) -> Self {
        let of = &whole.payment;
        let (sentence, tone) = sentence(locale, of);
        Self {
            id: of.id.to_string(),
            number: of.number.clone(),
            channel_key: of.channel.key(),
            external: if of.channel == Channel::Cash { String::new() } else { of.external.clone() },
            place: of.place(locale),
            account: of.account.clone().unwrap_or_default(),
            day: of.day,
            amount: Tiyn(of.amount),
            payer: of.payer.clone(),
            note: of.note.clone(),
            author: of.author.clone().unwrap_or_default(),
            sentence,
            tone,
            reason: of.back_reason.clone().unwrap_or_default(),
            parts: whole.parts.iter().map(|part| (part_name(locale, part), part.amount)).collect(),
        }
    }

    /// As the tests look at it.
    pub(super) fn sample() -> Self {
        let day = NaiveDate::default();
        let payment = Payment {
            id: PaymentId::fresh(crate::clock::Moment::default()),
            number: "2026-000123".into(),
            channel: Channel::Online,
            external: "1234567".into(),
            premises: crate::homes::PremisesId::fresh(crate::clock::Moment::default()),
            day,
            amount: 971_288,
            payer: "Жұмабаев Ерлан Серікұлы".into(),
            note: "Қараша".into(),
            person: None,
            author: Some("Ким Светлана".into()),
            kind: crate::homes::Kind::Flat,
            door: "12".into(),
            account: Some("10-000123".into()),
            address: "Абай даңғылы, 12".into(),
            back: Some(Back::Refund),
            back_on: Some(day),
            back_reason: Some("Екі рет төленген".into()),
        };
        let part =
            |kind, month| Part { kind, fund: Fund::Accumulative, bill: "2026-000007".into(), month, amount: Tiyn(971_288) };
        let parts = vec![part(Kind::Receivable, Some(day)), part(Kind::PenaltyDue, None), part(Kind::Advance, None)];
        Self::of(Locale::Kk, &Whole { payment, parts })
    }
}
