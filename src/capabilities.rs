//! The only file that names every capability: their addresses, their jobs, what comes round by the clock, where one can go.

use crate::web::{NavLink, Shown};
use crate::who::{Duty, Role};
use crate::{accounts, homes};
use crate::jobs::Registry;
use crate::jobs::schedule::{Every, Task};
use crate::web::{Navigation, Routes};

/// All addresses.
pub fn routes(routes: &mut Routes<'_>) {
    accounts::routes(routes);
    homes::routes(routes);
}

/// All kinds of job.
pub fn jobs() -> Registry {
    Registry::new()
}

/// What comes round.
pub fn schedule() -> Vec<Task> {
    let nightly = |hour, minute| Every::DayAt { hour, minute, zone: crate::web::identify::ZONE };
    vec![
        Task { name: "accounts.sweep", every: nightly(3, 10), run: |app| Box::pin(async move { Ok(accounts::sweep(app).await?) }) },
        Task { name: "mail.forget_bodies", every: nightly(3, 20), run: |app| Box::pin(async move { crate::mail::postman::forget_bodies(app).await?; Ok(()) }) },
        Task { name: "jobs.prune", every: nightly(3, 30), run: |app| Box::pin(async move { crate::jobs::prune(app).await?; Ok(()) }) },
        Task { name: "files.sweep", every: nightly(3, 40), run: |app| Box::pin(async move { crate::files::sweep(app).await?; Ok(()) }) },
        Task { name: "web.forget_forms", every: nightly(3, 50), run: |app| Box::pin(async move { crate::web::once::forget(app).await?; Ok(()) }) },
    ]
}

/// Every page of every capability, as the tests look at it.
pub fn samples() -> Vec<(&'static str, Box<dyn Shown>)> {
    let mut all = accounts::pages::samples();
    all.extend(homes::pages::samples());
    all
}

const fn link(role: Role, duty: Option<Duty>, href: &'static str, key: &'static str, icon: &'static str) -> NavLink {
    NavLink { role, duty, href, key, icon }
}

/// Where one can go, by role.
pub const NAVIGATION: Navigation = Navigation(&[
    link(Role::Staff, None, "/staff/homes", "layout.nav.homes", "building"),
]);
