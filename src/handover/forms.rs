//! What the operator types.

use chrono::NaiveDate;

use crate::homes::BuildingId;
use crate::web::Form;
use crate::who::CompanyId;

/// A hand-over, as typed and true.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    pub(super) from: CompanyId,
    pub(super) to: Option<CompanyId>,
    pub(super) to_name: String,
    pub(super) ground: String,
    pub(super) ground_day: NaiveDate,
    pub(super) day: NaiveDate,
    pub(super) buildings: Vec<BuildingId>,
}

impl Draft {
    /// Reads it; `free` are the houses of the old company that can be handed over, `others` the companies that can take them.
    pub(super) fn read(
        form: &mut Form,
        from: CompanyId,
        free: &[BuildingId],
        others: &[CompanyId],
        today: NaiveDate,
    ) -> Option<Self> {
        let to = form.value("to").parse::<CompanyId>().ok().filter(|id| *id != from && others.contains(id));
        let to_name = form.optional("to_name", 200);
        if to.is_none() && to_name.is_empty() {
            form.refuse("to", "handover.refused.to_whom");
        }
        let ground = form.text("ground", 200);
        let (ground_day, day) = (needed(form, "ground_day"), needed(form, "day"));
        if ground_day.is_some_and(|day| day > today) {
            form.refuse("ground_day", "handover.refused.ground_ahead");
        }
        let buildings: Vec<BuildingId> =
            form.values("buildings").iter().filter_map(|id| id.parse().ok()).filter(|id| free.contains(id)).collect();
        if buildings.is_empty() {
            form.refuse("buildings", "handover.refused.no_houses");
        }
        let (Some(ground_day), Some(day), false) = (ground_day, day, form.failed()) else { return None };
        Some(Self { from, to, to_name: if to.is_some() { String::new() } else { to_name }, ground, ground_day, day, buildings })
    }
}

fn needed(form: &mut Form, field: &str) -> Option<NaiveDate> {
    let found = form.value(field).parse().ok();
    if found.is_none() {
        form.refuse(field, "forms.refused.empty");
    }
    found
}

/// Why the new company does not take the houses.
pub(super) fn reason(form: &mut Form) -> Option<String> {
    let reason = form.text("reason", 1_000);
    (!form.failed()).then_some(reason)
}
