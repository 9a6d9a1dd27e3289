//! The only file that names every capability: their addresses, their jobs, what comes round by the clock, where one can go.

use crate::jobs::Registry;
use crate::jobs::schedule::{Every, Task};
use crate::web::{NavLink, Shown};
use crate::web::{Navigation, Routes};
use crate::who::{Duty, Role};
use crate::{
    accounts, announcements, audit, billing, dispatch, franchise, handover, homes, joining, ledger, meters, notices, payments,
    requests, surveys, team, trail, visits, voting, welcome,
};

/// All addresses.
pub fn routes(routes: &mut Routes<'_>) {
    accounts::routes(routes);
    homes::routes(routes, vec![joining::hanging(), announcements::hanging()], leanings());
    joining::routes(routes);
    welcome::routes(routes);
    announcements::routes(routes);
    surveys::routes(routes);
    notices::routes(routes);
    franchise::routes(routes);
    team::routes(routes);
    visits::routes(routes);
    handover::routes(routes);
    billing::routes(routes);
    meters::routes(routes);
    payments::routes(routes);
    voting::routes(routes);
    requests::routes(routes, vec![dispatch::on_requests]);
    dispatch::routes(routes);
    trail::routes(routes, namings());
}

/// What stands on homes and the people in them, and would be left in the air if an import were undone.
fn leanings() -> Vec<homes::Leaning> {
    vec![
        joining::leaning,
        announcements::leaning,
        surveys::leaning,
        team::leaning,
        voting::leaning,
        requests::leaning,
        dispatch::leaning,
        meters::leaning,
    ]
}

/// How the things are called that lines of the trail speak of.
fn namings() -> Vec<audit::Naming> {
    [
        homes::namings(),
        handover::namings(),
        announcements::namings(),
        notices::namings(),
        team::namings(),
        joining::namings(),
        visits::namings(),
        ledger::namings(),
        billing::namings(),
        meters::namings(),
        payments::namings(),
        voting::namings(),
        surveys::namings(),
        requests::namings(),
        dispatch::namings(),
    ]
    .concat()
}

/// All kinds of job.
pub fn jobs() -> Registry {
    Registry::new()
        .with::<announcements::Send>()
        .with::<homes::Rehearse>()
        .with::<homes::RunImport>()
        .with::<homes::UndoImport>()
        .with::<trail::CheckChain>()
        .with::<joining::Print>()
        .with::<homes::MakeAct>()
        .with::<handover::Pack>()
        .with::<billing::Rehearse>()
        .with::<billing::Post>()
        .with::<billing::Undo>()
        .with::<payments::Deliver>()
        .with::<voting::PrintSheets>()
        .with::<voting::Remind>()
        .with::<voting::MakeProtocol>()
        .with::<voting::TellPublished>()
        .with::<voting::MailHead>()
        .with::<surveys::Tell>()
        // what goes with a house: one line for each capability that knows something of houses
        .with_part(announcements::part())
        .with_part(voting::part())
        .with_part(surveys::part())
        .with_part(requests::part())
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
            name: "announcements.excerpts",
            every: nightly(3, 35),
            run: |app| Box::pin(async move { Ok(announcements::excerpts(app).await?) }),
        },
        Task {
            name: "voting.keep_hours",
            every: Every::Minutes(1),
            run: |app| Box::pin(async move { Ok(voting::keep_hours(app).await?) }),
        },
        Task {
            name: "surveys.close_over",
            every: Every::Minutes(1),
            run: |app| Box::pin(async move { Ok(surveys::close_over(app).await?) }),
        },
        Task { name: "surveys.mix", every: Every::Minutes(10), run: |app| Box::pin(async move { Ok(surveys::mix(app).await?) }) },
        Task {
            name: "surveys.remind",
            every: Every::Minutes(10),
            run: |app| Box::pin(async move { Ok(surveys::remind(app).await?) }),
        },
        Task {
            name: "requests.note_late",
            every: Every::Minutes(5),
            run: |app| Box::pin(async move { Ok(requests::note_late(app).await?) }),
        },
        Task {
            name: "requests.wake",
            every: Every::Minutes(60),
            run: |app| Box::pin(async move { Ok(requests::wake(app).await?) }),
        },
        Task {
            name: "requests.close_silent",
            every: Every::Minutes(30),
            run: |app| Box::pin(async move { Ok(requests::close_silent(app).await?) }),
        },
        Task {
            name: "meters.remind",
            every: Every::Minutes(30),
            run: |app| Box::pin(async move { Ok(meters::remind(app).await?) }),
        },
        Task {
            name: "meters.remind_of_verification",
            every: nightly(8, 10),
            run: |app| Box::pin(async move { Ok(meters::remind_of_verification(app).await?) }),
        },
        Task {
            name: "meters.forget_drafts",
            every: nightly(3, 35),
            run: |app| Box::pin(async move { Ok(meters::forget_drafts(app).await?) }),
        },
        Task {
            name: "requests.forget_drafts",
            every: nightly(3, 35),
            run: |app| Box::pin(async move { Ok(requests::forget_drafts(app).await?) }),
        },
        Task {
            name: "requests.count_months",
            every: nightly(2, 40),
            run: |app| Box::pin(async move { Ok(requests::count_months(app).await?) }),
        },
        Task {
            name: "visits.close_over",
            every: Every::Minutes(1),
            run: |app| Box::pin(async move { Ok(visits::close_over(app).await?) }),
        },
        Task {
            name: "voting.tell_opened",
            every: Every::Minutes(1),
            run: |app| Box::pin(async move { Ok(voting::tell_opened(app).await?) }),
        },
        Task {
            name: "voting.remind",
            every: Every::Minutes(10),
            run: |app| Box::pin(async move { Ok(voting::remind_due(app).await?) }),
        },
        Task {
            name: "notices.digest",
            every: Every::Minutes(10),
            run: |app| Box::pin(async move { Ok(notices::mail_digests(app).await.map(drop)?) }),
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
            name: "handover.warn_of_late",
            every: nightly(6, 0),
            run: |app| Box::pin(async move { Ok(handover::warn_of_late(app).await?) }),
        },
        Task {
            name: "homes.forget_merges",
            every: nightly(3, 17),
            run: |app| Box::pin(async move { Ok(homes::forget_merges(&app.db, app.clock.now()).await?) }),
        },
        Task {
            name: "homes.forget_imports",
            every: nightly(3, 15),
            run: |app| Box::pin(async move { Ok(homes::forget_imports(app).await.map(drop)?) }),
        },
        Task {
            name: "notices.prune",
            every: nightly(3, 25),
            run: |app| Box::pin(async move { Ok(notices::prune(app).await.map(drop)?) }),
        },
        Task {
            name: "mail.forget_bodies",
            every: nightly(3, 20),
            run: |app| Box::pin(async move { Ok(crate::mail::postman::forget_bodies(app).await.map(drop)?) }),
        },
        Task { name: "joining.clear", every: nightly(3, 15), run: |app| Box::pin(async move { Ok(joining::clear(app).await?) }) },
        Task {
            name: "jobs.prune",
            every: nightly(3, 30),
            run: |app| Box::pin(async move { Ok(crate::jobs::prune(app).await.map(drop)?) }),
        },
        Task {
            name: "files.sweep",
            every: nightly(3, 40),
            run: |app| Box::pin(async move { crate::files::sweep(app).await.map(drop) }),
        },
        Task {
            name: "ledger.check",
            every: nightly(4, 20),
            run: |app| Box::pin(async move { ledger::check_nightly(app).await }),
        },
        Task {
            name: "payments.ask_hanging",
            every: Every::Minutes(15),
            run: |app| Box::pin(async move { Ok(payments::ask_hanging(app).await?) }),
        },
        Task { name: "trail.check", every: nightly(4, 0), run: |app| Box::pin(async move { Ok(trail::check_all(app).await?) }) },
        Task {
            name: "voting.check",
            every: nightly(4, 30),
            run: |app| Box::pin(async move { Ok(voting::verify_all(app).await?) }),
        },
        Task {
            name: "web.forget_forms",
            every: nightly(3, 50),
            run: |app| Box::pin(async move { Ok(crate::web::once::forget(app).await.map(drop)?) }),
        },
    ]
}

/// Every page of every capability, as the tests look at it.
pub fn samples() -> Vec<(&'static str, Box<dyn Shown>)> {
    let mut all = accounts::pages::samples();
    all.extend(homes::pages::samples());
    all.extend(joining::pages::samples());
    all.extend(welcome::pages::samples());
    all.extend(announcements::pages::samples());
    all.extend(surveys::pages::samples());
    all.extend(notices::pages::samples());
    all.extend(franchise::pages::samples());
    all.extend(team::pages::samples());
    all.extend(handover::pages::samples());
    all.extend(trail::pages::samples());
    all.extend(visits::pages::samples());
    all.extend(billing::pages::samples());
    all.extend(meters::pages::samples());
    all.extend(payments::pages::samples());
    all.extend(voting::samples());
    all.extend(requests::pages::samples());
    all.extend(dispatch::pages::samples());
    all
}

const fn link(role: Role, duty: Option<Duty>, href: &'static str, key: &'static str, icon: &'static str) -> NavLink {
    NavLink { role, duty, href, key, icon }
}

/// Where one can go, by role.
pub const NAVIGATION: Navigation = Navigation(&[
    link(Role::Resident, None, "/home", "layout.nav.home", "home"),
    link(Role::Resident, None, "/requests", "requests.list.title", "wrench"),
    link(Role::Resident, None, "/votes", "voting.nav", "ballot"),
    link(Role::Resident, None, "/bills", "billing.nav.bills", "bill"),
    link(Role::Resident, None, "/meters", "meters.nav", "meter"),
    link(Role::Resident, None, "/announcements", "layout.nav.announcements", "megaphone"),
    link(Role::Resident, None, "/surveys", "surveys.nav", "survey"),
    link(Role::Resident, None, "/notifications", "layout.nav.notifications", "bell"),
    link(Role::Resident, None, "/profile", "layout.nav.profile", "user"),
    link(Role::Resident, None, "/profile/homes", "joining.nav.homes", "key"),
    link(Role::Staff, None, "/staff", "layout.nav.desk", "list"),
    link(Role::Staff, Some(Duty::Dispatcher), "/staff/requests", "requests.desk.title", "wrench"),
    link(Role::Staff, Some(Duty::Dispatcher), "/staff/board", "dispatch.nav.board", "calendar"),
    link(Role::Staff, None, "/staff/announcements", "layout.nav.announcements", "megaphone"),
    link(Role::Staff, None, "/staff/votes", "voting.nav.desk", "ballot"),
    link(Role::Staff, None, "/staff/surveys", "surveys.nav", "survey"),
    link(Role::Staff, None, "/staff/homes", "layout.nav.homes", "building"),
    link(Role::Staff, None, "/staff/people", "homes.nav.people", "people"),
    link(Role::Staff, Some(Duty::People), "/staff/invitations", "joining.nav.invitations", "key"),
    link(Role::Staff, Some(Duty::People), "/staff/claims", "joining.nav.claims", "people"),
    link(Role::Staff, Some(Duty::Accountant), "/staff/billing", "billing.nav.billing", "bill"),
    link(Role::Staff, Some(Duty::Accountant), "/staff/meters", "meters.nav", "meter"),
    link(Role::Staff, Some(Duty::Dispatcher), "/staff/meters", "meters.nav", "meter"),
    link(Role::Staff, Some(Duty::Accountant), "/staff/payments", "payments.nav", "bill"),
    link(Role::Staff, Some(Duty::Admin), "/staff/team", "team.nav", "user"),
    link(Role::Staff, Some(Duty::Admin), "/staff/handovers", "handover.nav", "building"),
    link(Role::Staff, Some(Duty::Admin), "/staff/mail", "notices.nav.mail", "mail"),
    link(Role::Staff, Some(Duty::Admin), "/staff/settings/company", "franchise.nav.settings", "home"),
    link(Role::Staff, Some(Duty::Admin), "/staff/settings/security", "accounts.nav.security", "shield"),
    // two duties open these: whoever has both sees each once
    link(Role::Staff, Some(Duty::Admin), "/staff/support", "visits.nav", "people"),
    link(Role::Staff, Some(Duty::Privacy), "/staff/support", "visits.nav", "people"),
    link(Role::Staff, Some(Duty::Admin), "/staff/audit", "trail.nav", "shield"),
    link(Role::Staff, Some(Duty::Privacy), "/staff/audit", "trail.nav", "shield"),
    link(Role::Technician, None, "/jobs", "dispatch.nav.today", "wrench"),
    link(Role::Technician, None, "/notifications", "layout.nav.notifications", "bell"),
    link(Role::Operator, None, "/operator", "layout.nav.desk", "chart"),
    link(Role::Operator, None, "/operator/companies", "franchise.nav.companies", "building"),
    link(Role::Operator, None, "/operator/handovers", "handover.nav", "key"),
    link(Role::Operator, None, "/operator/mail", "notices.nav.mail", "mail"),
    link(Role::Operator, None, "/operator/audit", "trail.nav", "shield"),
]);
