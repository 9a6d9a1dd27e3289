//! What an administrator types, and how it becomes something true.

use chrono::NaiveDate;

use super::absence;
use super::duties::Zone;
use super::skill::{FirmId, Skill};
use crate::homes::{BuildingId, ComplexId};
use crate::text::{Locale, email, ident, phone};
use crate::web::{Form, Typed};
use crate::who::{Duty, MembershipId, Role};

/// What somebody is to do, and where.
#[derive(Clone, Debug)]
pub(super) struct WorkDraft {
    pub(super) duties: Vec<Duty>,
    /// `None` is the whole company.
    pub(super) zone: Option<Zone>,
    pub(super) skills: Vec<Skill>,
    pub(super) firm: Option<FirmId>,
}

fn words<T: std::str::FromStr>(form: &mut Form, field: &str) -> Vec<T> {
    let typed: Vec<String> = form.values(field).into_iter().filter(|word| !word.is_empty()).map(str::to_owned).collect();
    let read: Vec<T> = typed.iter().filter_map(|word| word.parse().ok()).collect();
    if read.len() != typed.len() {
        form.refuse(field, "forms.refused.choice");
    }
    read
}

/// A choice that may be left open.
fn choice<T: std::str::FromStr>(form: &mut Form, field: &str) -> Option<T> {
    let typed = form.value(field).to_owned();
    let read = typed.parse().ok();
    if read.is_none() && !typed.is_empty() {
        form.refuse(field, "forms.refused.choice");
    }
    read
}

impl WorkDraft {
    /// Reads the form; `None` when something in it is wrong.
    pub(super) fn read(form: &mut Form) -> Option<Self> {
        let (duties, skills, firm) = (words(form, "duty"), words(form, "skill"), choice(form, "firm"));
        let zone = match form.value("reach") {
            "whole" => None,
            "zone" => Some(zone(form)),
            _ => {
                form.refuse("reach", "forms.refused.choice");
                None
            }
        };
        (!form.failed()).then_some(Self { duties, zone, skills, firm })
    }

    /// The form of what somebody does today.
    pub(super) fn typed(duties: &[Duty], zone: Option<&Zone>, skills: &[Skill], firm: Option<FirmId>) -> Typed {
        let mut typed = Typed::default().with("reach", if zone.is_some() { "zone" } else { "whole" });
        for duty in duties {
            typed.push("duty", duty.to_string());
        }
        for skill in skills {
            typed.push("skill", skill.to_string());
        }
        if let Some(firm) = firm {
            typed.push("firm", firm.to_string());
        }
        for complex in zone.into_iter().flat_map(|zone| &zone.complexes) {
            typed.push("place", format!("complex:{complex}"));
        }
        for building in zone.into_iter().flat_map(|zone| &zone.buildings) {
            typed.push("place", format!("building:{building}"));
        }
        typed
    }
}

/// Who is asked to work for the company, at what.
#[derive(Clone, Debug)]
pub(super) struct InviteDraft {
    pub(super) name: String,
    pub(super) email: String,
    pub(super) locale: Locale,
    pub(super) role: Role,
    pub(super) work: WorkDraft,
}

impl InviteDraft {
    /// Reads the form; `None` when something in it is wrong.
    pub(super) fn read(form: &mut Form) -> Option<Self> {
        let name = form.text("name", 120);
        let email = email::normalise(&form.text("email", 254));
        if email.is_none() {
            form.refuse("email", "accounts.refused.email");
        }
        let locale = Locale::from_code(form.value("locale"));
        if locale.is_none() {
            form.refuse("locale", "forms.refused.choice");
        }
        let role = form.word("role").filter(|role| matches!(role, Role::Staff | Role::Technician));
        if role.is_none() {
            form.refuse("role", "forms.refused.choice");
        }
        let work = WorkDraft::read(form);
        if form.failed() { None } else { Some(Self { name, email: email?, locale: locale?, role: role?, work: work? }) }
    }
}

/// The places that were ticked; anything that names none is refused.
fn zone(form: &mut Form) -> Zone {
    let mut zone = Zone::default();
    let places: Vec<String> = form.values("place").into_iter().map(str::to_owned).collect();
    for place in &places {
        let complex = place.strip_prefix("complex:").and_then(|id| id.parse::<ComplexId>().ok());
        let building = place.strip_prefix("building:").and_then(|id| id.parse::<BuildingId>().ok());
        match (complex, building) {
            (Some(id), _) => zone.complexes.push(id.to_string()),
            (_, Some(id)) => zone.buildings.push(id.to_string()),
            _ => form.refuse("place", "forms.refused.choice"),
        }
    }
    zone
}

/// Days away, and who stands in.
#[derive(Clone, Debug)]
pub(super) struct AbsenceDraft {
    pub(super) since: NaiveDate,
    pub(super) until: NaiveDate,
    pub(super) substitute: Option<MembershipId>,
}

impl AbsenceDraft {
    pub(super) fn read(form: &mut Form, today: NaiveDate) -> Option<Self> {
        let day = |form: &mut Form, field: &str| {
            let day = form.value(field).parse::<NaiveDate>().ok();
            if day.is_none() {
                form.refuse(field, "team.refused.date");
            }
            day
        };
        let (since, until) = (day(form, "since"), day(form, "until"));
        let substitute = choice(form, "substitute");
        let (since, until) = (since?, until?);
        if !absence::possible(since, until, today) {
            form.refuse("until", "team.refused.days");
        }
        (!form.failed()).then_some(Self { since, until, substitute })
    }
}

/// A service firm's card.
#[derive(Clone, Debug)]
pub(super) struct FirmDraft {
    pub(super) name: String,
    pub(super) bin: Option<String>,
    pub(super) phone: String,
    pub(super) email: Option<String>,
}

impl FirmDraft {
    pub(super) fn read(form: &mut Form) -> Option<Self> {
        let name = form.text("name", 120);
        let typed_bin = form.optional("bin", 20);
        let bin = ident::Bin::parse(&typed_bin).ok().map(|bin| bin.as_str().to_owned());
        if bin.is_none() && !typed_bin.is_empty() {
            form.refuse("bin", "team.refused.bin");
        }
        let phone = phone::normalise(&form.text("phone", 40));
        if phone.is_none() {
            form.refuse("phone", "homes.refused.phone");
        }
        let typed_email = form.optional("email", 254);
        let email = email::normalise(&typed_email);
        if email.is_none() && !typed_email.is_empty() {
            form.refuse("email", "accounts.refused.email");
        }
        if form.failed() { None } else { Some(Self { name, bin, phone: phone?, email }) }
    }

    pub(super) fn typed(firm: &super::store::firms::Firm) -> Typed {
        Typed::default()
            .with("name", &firm.name)
            .with("bin", firm.bin.as_deref().unwrap_or_default())
            .with("phone", phone::print(&firm.phone))
            .with("email", firm.email.as_deref().unwrap_or_default())
    }
}
