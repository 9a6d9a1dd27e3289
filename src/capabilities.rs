//! The only file that names every capability: their addresses, their jobs, what comes round by the clock, where one can go.

use crate::jobs::Registry;
use crate::jobs::schedule::{Every, Task};
use crate::web::{NavLink, Shown};
use crate::web::{Navigation, Routes};
use crate::who::{Duty, Role};
use crate::{accounts, announcements, franchise, homes, notices, team, welcome};

/// All addresses.
pub fn routes(routes: &mut Routes<'_>) {
    accounts::routes(routes);
    homes::routes(routes);
    welcome::routes(routes);
    announcements::routes(routes);
    notices::routes(routes);
    franchise::routes(routes);
    team::routes(routes);
}

/// All kinds of job.
pub fn jobs() -> Registry {
    Registry::new().with::<announcements::Send>().with::<homes::Rehearse>().with::<homes::RunImport>().with::<homes::MakeAct>()
}

/// What comes round.
pub fn schedule() -> Vec<Task> {
    let nightly = |hour, minute| Every::DayAt { hour, minute, zone: crate::web::identify::ZONE };
    vec![
        Task {
            name: "announcements.expire",
            every: Every::Minutes(1),
            run: |app| Box::pin(async move { Ok(announcements::expire(app).await?) }),
        },
        Task {
            name: "notices.digest",
            every: Every::Minutes(10),
            run: |app| {
                Box::pin(async move {
                    notices::mail_digests(app).await?;
                    Ok(())
                })
            },
        },
        Task {
            name: "accounts.note_bounces",
            every: Every::Minutes(10),
            run: |app| Box::pin(async move { Ok(accounts::note_bounces(app).await?) }),
        },
        Task {
            name: "accounts.sweep",
            every: nightly(3, 10),
            run: |app| Box::pin(async move { Ok(accounts::sweep(app).await?) }),
        },
        Task {
            name: "homes.forget_imports",
            every: nightly(3, 15),
            run: |app| {
                Box::pin(async move {
                    homes::forget_imports(app).await?;
                    Ok(())
                })
            },
        },
        Task {
            name: "notices.prune",
            every: nightly(3, 25),
            run: |app| {
                Box::pin(async move {
                    notices::prune(app).await?;
                    Ok(())
                })
            },
        },
        Task {
            name: "mail.forget_bodies",
            every: nightly(3, 20),
            run: |app| {
                Box::pin(async move {
                    crate::mail::postman::forget_bodies(app).await?;
                    Ok(())
                })
            },
        },
        Task {
            name: "jobs.prune",
            every: nightly(3, 30),
            run: |app| {
                Box::pin(async move {
                    crate::jobs::prune(app).await?;
                    Ok(())
                })
            },
        },
        Task {
            name: "files.sweep",
            every: nightly(3, 40),
            run: |app| {
                Box::pin(async move {
                    crate::files::sweep(app).await?;
                    Ok(())
                })
            },
        },
        Task {
            name: "web.forget_forms",
            every: nightly(3, 50),
            run: |app| {
                Box::pin(async move {
                    crate::web::once::forget(app).await?;
                    Ok(())
                })
            },
        },
    ]
}

/// Every page of every capability, as the tests look at it.
pub fn samples() -> Vec<(&'static str, Box<dyn Shown>)> {
    let mut all = accounts::pages::samples();
    all.extend(homes::pages::samples());
    all.extend(welcome::pages::samples());
    all.extend(announcements::pages::samples());
    all.extend(notices::pages::samples());
    all.extend(franchise::pages::samples());
    all.extend(team::pages::samples());
    all
}

const fn link(role: Role, duty: Option<Duty>, href: &'static str, key: &'static str, icon: &'static str) -> NavLink {
    NavLink { role, duty, href, key, icon }
}

/// Where one can go, by role.
pub const NAVIGATION: Navigation = Navigation(&[
    link(Role::Resident, None, "/home", "layout.nav.home", "home"),
    link(Role::Resident, None, "/announcements", "layout.nav.announcements", "megaphone"),
    link(Role::Resident, None, "/notifications", "layout.nav.notifications", "bell"),
    link(Role::Resident, None, "/profile", "layout.nav.profile", "user"),
    link(Role::Staff, None, "/staff", "layout.nav.desk", "list"),
    link(Role::Staff, None, "/staff/announcements", "layout.nav.announcements", "megaphone"),
    link(Role::Staff, None, "/staff/homes", "layout.nav.homes", "building"),
    link(Role::Staff, None, "/staff/people", "homes.nav.people", "people"),
    link(Role::Staff, Some(Duty::Admin), "/staff/team", "team.nav", "user"),
    link(Role::Staff, Some(Duty::Admin), "/staff/mail", "notices.nav.mail", "mail"),
    link(Role::Operator, None, "/operator", "layout.nav.desk", "chart"),
    link(Role::Operator, None, "/operator/mail", "notices.nav.mail", "mail"),
]);
