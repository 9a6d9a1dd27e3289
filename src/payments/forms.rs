//! What an accountant types, and how it becomes something true.

use chrono::NaiveDate;

use super::biller::{Dialect, Unknowns, is_link, is_list};
use super::order::{ChannelId, Taker};
use super::payment::Back;
use crate::homes::PremisesId;
use crate::money::Tiyn;
use crate::web::{Form, Said};

/// More than this nobody carries to a desk: a hundred million tenge.
const MOST: Tiyn = Tiyn(10_000_000_000);
/// More questions for accounts a minute no bank has: two thousand a second.
const MOST_CHECKS: i32 = 120_000;

/// An amount that is more than nothing; `None`, and said at the field, when it is none.
pub(super) fn amount(form: &mut Form, field: &str) -> Option<Tiyn> {
    match Tiyn::parse(form.value(field)) {
        Ok(amount) if amount > Tiyn::ZERO && amount <= MOST => Some(amount),
        Ok(amount) => {
            form.refuse(field, if amount > MOST { "money.refused.too_large" } else { "payments.refused.nothing" });
            None
        }
        Err(refusal) => {
            form.refuse(field, refusal.key());
            None
        }
    }
}

/// Money taken over the counter.
#[derive(Clone, Debug)]
pub(super) struct CashDraft {
    pub(super) premises: PremisesId,
    pub(super) day: NaiveDate,
    pub(super) amount: Tiyn,
    pub(super) payer: String,
    pub(super) note: String,
}

impl CashDraft {
    /// Reads the form; `None` when something in it is wrong. Nothing is taken tomorrow.
    pub(super) fn read(form: &mut Form, today: NaiveDate) -> Option<Self> {
        let premises = form.word("premises");
        let amount = amount(form, "amount");
        let day: Option<NaiveDate> = form.value("day").parse().ok().filter(|day| *day <= today);
        if day.is_none() {
            form.refuse("day", "payments.refused.day");
        }
        let payer = form.text("payer", 200);
        let note = form.optional("note", 500);
        if form.failed() { None } else { Some(Self { premises: premises?, day: day?, amount: amount?, payer, note }) }
    }
}

/// Money that goes back.
#[derive(Clone, Debug)]
pub(super) struct ReturnDraft {
    pub(super) back: Back,
    pub(super) reason: String,
}

impl ReturnDraft {
    /// Reads the form; `None` when something in it is wrong.
    pub(super) fn read(form: &mut Form) -> Option<Self> {
        let (back, reason) = (form.word("back"), form.text("reason", 500));
        if form.failed() { None } else { Some(Self { back: back?, reason }) }
    }
}

/// How a resident wants to pay.
#[derive(Clone, Copy, Debug)]
pub(super) struct PayDraft {
    pub(super) taker: ChannelId,
    pub(super) amount: Tiyn,
}

impl PayDraft {
    /// Reads the form; `None` when something in it is wrong.
    pub(super) fn read(form: &mut Form) -> Option<Self> {
        let (taker, amount) = (form.word("taker"), amount(form, "amount"));
        if form.failed() { None } else { Some(Self { taker: taker?, amount: amount? }) }
    }
}

/// What a contract with somebody who takes cards says.
#[derive(Clone, Debug)]
pub(super) struct ChannelDraft {
    pub(super) taker: Taker,
    pub(super) merchant: String,
    pub(super) host: String,
    /// The new secret; `None` keeps the old one.
    pub(super) secret: Option<String>,
    pub(super) is_on: bool,
}

impl ChannelDraft {
    /// Reads the form; `None` when something in it is wrong. Without a secret nothing can be believed, so one is needed once.
    pub(super) fn read(form: &mut Form, taker: Taker, has_secret: bool) -> Option<Self> {
        let is_on = form.has("is_on", "yes");
        if taker == Taker::Sandbox {
            return Some(Self { taker, merchant: String::new(), host: String::new(), secret: None, is_on });
        }
        let (merchant, host) = (form.text("merchant", 100), form.text("host", 200));
        let host = host.trim_end_matches('/').to_owned();
        if !host.starts_with("https://") || host.contains([' ', '?', '#', '@']) {
            form.refuse("host", "payments.refused.host");
        }
        let secret = Some(form.value("secret").to_owned()).filter(|secret| !secret.is_empty());
        if secret.is_none() && !has_secret {
            form.refuse("secret", "forms.refused.empty");
        }
        if form.failed() { None } else { Some(Self { taker, merchant, host, secret, is_on }) }
    }
}

/// A door for a bank's machine.
#[derive(Clone, Debug)]
pub(super) struct DoorDraft {
    pub(super) name: String,
    pub(super) dialect: Dialect,
    pub(super) addresses: String,
    pub(super) unknowns: Unknowns,
    pub(super) checks_per_minute: i32,
    pub(super) link: String,
}

impl DoorDraft {
    /// Reads the form; `None` when something in it is wrong. A bank that comes from everywhere is none. `dialect` is the door's, once it has one.
    pub(super) fn read(form: &mut Form, dialect: Option<Dialect>) -> Option<Self> {
        let name = form.text("name", 80);
        let dialect = dialect.or_else(|| form.word("dialect"));
        let addresses = form.optional("addresses", 2000);
        if !is_list(&addresses) {
            form.refuse("addresses", "payments.refused.addresses");
        }
        let unknowns = form.word("unknowns");
        let checks = form.value("checks").parse().ok().filter(|many| (1..=MOST_CHECKS).contains(many));
        if checks.is_none() {
            form.refuse("checks", Said::new("payments.refused.checks").with("most", MOST_CHECKS));
        }
        let link = form.optional("link", 500);
        if !link.is_empty() && !is_link(&link) {
            form.refuse("link", "payments.refused.link");
        }
        let failed = form.failed();
        let draft = Self { name, dialect: dialect?, addresses, unknowns: unknowns?, checks_per_minute: checks?, link };
        if failed { None } else { Some(draft) }
    }
}

/// For whom money is that nobody knew.
#[derive(Clone, Debug)]
pub(super) struct AssignDraft {
    pub(super) premises: PremisesId,
    pub(super) reason: String,
}

impl AssignDraft {
    /// Reads the form; `None` when something in it is wrong.
    pub(super) fn read(form: &mut Form) -> Option<Self> {
        let (premises, reason) = (form.word("premises"), form.text("reason", 500));
        if form.failed() { None } else { Some(Self { premises: premises?, reason }) }
    }
}
