//! A move as it is typed.

use chrono::{Days, NaiveDate};

use super::kind::MoveKind;
use crate::homes::forms::{ContactDraft, day};
use crate::homes::holding::{ContactId, HoldingId, Share};
use crate::homes::rows::{Contact, Holding};
use crate::web::Form;
use crate::who::Holds;

/// How many people may come along with somebody.
const MOST_FAMILY: usize = 12;
/// How far back and ahead a move may be entered, in days.
const FAR: u64 = 3 * 366;

/// Who comes.
#[derive(Clone, Debug)]
pub(in crate::homes) enum Comes {
    /// Somebody the register knows.
    Known(ContactId),
    /// Somebody new.
    New(ContactDraft),
}

/// A move, as typed and true.
#[derive(Clone, Debug)]
pub(in crate::homes) struct MoveDraft {
    pub(in crate::homes) kind: MoveKind,
    pub(in crate::homes) day: NaiveDate,
    pub(in crate::homes) leaves: Vec<HoldingId>,
    pub(in crate::homes) comes: Option<Comes>,
    pub(in crate::homes) share: Option<Share>,
    pub(in crate::homes) family: Vec<String>,
    /// The place this move takes among those of the premises: the next one when the form was opened.
    pub(in crate::homes) place: i32,
}

impl MoveDraft {
    /// Reads it; `present` are those who hold the premises.
    pub(in crate::homes) fn read(form: &mut Form, present: &[(Holding, Contact)], today: NaiveDate) -> Option<Self> {
        let kind: Option<MoveKind> = form.word("kind");
        let on = moving_day(form, today);
        let (kind, leaves) = (kind?, leaving(form, present));
        if kind.takes().is_some_and(|holds| !present.iter().any(|(of, _)| of.holds == holds && leaves.contains(&of.id))) {
            form.refuse("leaves", "homes.refused.nobody_leaves");
        }
        if kind == MoveKind::Lease && present.iter().any(|(of, _)| of.holds == Holds::Owner && leaves.contains(&of.id)) {
            form.refuse("leaves", "homes.refused.owner_stays");
        }
        let comes = kind.brings().and_then(|_| match form.value("contact").parse() {
            Ok(known) => Some(Comes::Known(known)),
            Err(_) => ContactDraft::read(form).map(Comes::New),
        });
        let share = if kind == MoveKind::Sale { share(form, present, &leaves) } else { None };
        let family = if kind.brings().is_some() { family(form) } else { Vec::new() };
        let place = form.value("place").parse().unwrap_or_default();
        let day = on.filter(|_| !form.failed())?;
        Some(Self { kind, day, leaves, comes, share, family, place })
    }
}

fn moving_day(form: &mut Form, today: NaiveDate) -> Option<NaiveDate> {
    let on = day(form, "day");
    if form.value("day").is_empty() {
        form.refuse("day", "forms.refused.empty");
    }
    let (first, last) = (today.checked_sub_days(Days::new(FAR)), today.checked_add_days(Days::new(FAR)));
    if on.is_some_and(|on| first.is_some_and(|first| on < first) || last.is_some_and(|last| on > last)) {
        form.refuse("day", "homes.refused.far_day");
    }
    on
}

/// Those who are ticked, and their family unless it stays.
fn leaving(form: &Form, present: &[(Holding, Contact)]) -> Vec<HoldingId> {
    let ticked = form.values("leaves");
    let follows = form.has("family_follows", "yes") && !ticked.is_empty();
    let leaves = |of: &Holding| ticked.contains(&of.id.to_string().as_str()) || (follows && of.holds == Holds::Family);
    present.iter().map(|(of, _)| of).filter(|of| leaves(of)).map(|of| of.id).collect()
}

/// The share that is typed, else the one that the only leaving owner had.
fn share(form: &mut Form, present: &[(Holding, Contact)], leaves: &[HoldingId]) -> Option<Share> {
    let typed = form.value("share").to_owned();
    if !typed.is_empty() {
        let share = Share::parse(&typed);
        if share.is_none() {
            form.refuse("share", "homes.refused.share");
        }
        return share;
    }
    let mut owners = present.iter().map(|(of, _)| of).filter(|of| of.holds == Holds::Owner && leaves.contains(&of.id));
    match (owners.next(), owners.next()) {
        (Some(only), None) => crate::homes::forms::share_of(only),
        _ => None,
    }
}

fn family(form: &mut Form) -> Vec<String> {
    let typed = form.optional("family", 2_000);
    let names: Vec<String> = typed.lines().map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned).collect();
    if names.len() > MOST_FAMILY || names.iter().any(|name| name.chars().count() > 200) {
        form.refuse("family", "homes.refused.family");
    }
    names
}
