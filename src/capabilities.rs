//! The only file that names every capability: their addresses, their jobs, what comes round by the clock, where one can go.

use crate::jobs::Registry;
use crate::jobs::schedule::{Every, Task};
use crate::web::{NavLink, Shown};
use crate::web::{Navigation, Routes};
use crate::who::{Duty, Role};
use crate::{
    accounts, announcements, audit, billing, debts, dispatch, franchise, handover, homes, joining, ledger, meters, notices,
    payments, requests, spending, surveys, team, trail, visits, voting, welcome,
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
    debts::routes(routes);
    spending::routes(routes);
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
        debts::namings(),
        spending::namings(),
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
        .with::<billing::PrintBills>()
        .with::<payments::Deliver>()
        .with::<debts::Look>()
        .with::<debts::Print>()
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

/// A task: its name, when it comes round, and what is done then.
macro_rules! task {
    ($name:literal, $every:expr, |$app:ident| $done:expr) => {
        Task {
            name: $name,
            every: $every,
            run: |$app| {
                Box::pin(async move {
                    $done.await?;
                    Ok(())
                })
            },
        }
    };
}

/// What comes round.
pub fn schedule() -> Vec<Task> {
    let nightly = |hour, minute| Every::DayAt { hour, minute, zone: crate::web::identify::ZONE };
    vec![
        task!("announcements.expire", Every::Minutes(1), |app| announcements::expire(app)),
        task!("announcements.excerpts", nightly(3, 35), |app| announcements::excerpts(app)),
        task!("voting.keep_hours", Every::Minutes(1), |app| voting::keep_hours(app)),
        task!("surveys.close_over", Every::Minutes(1), |app| surveys::close_over(app)),
        task!("surveys.mix", Every::Minutes(10), |app| surveys::mix(app)),
        task!("surveys.remind", Every::Minutes(10), |app| surveys::remind(app)),
        task!("requests.note_late", Every::Minutes(5), |app| requests::note_late(app)),
        task!("requests.wake", Every::Minutes(60), |app| requests::wake(app)),
        task!("requests.close_silent", Every::Minutes(30), |app| requests::close_silent(app)),
        task!("meters.remind", Every::Minutes(30), |app| meters::remind(app)),
        task!("meters.remind_of_verification", nightly(8, 10), |app| meters::remind_of_verification(app)),
        task!("meters.forget_drafts", nightly(3, 35), |app| meters::forget_drafts(app)),
        task!("requests.forget_drafts", nightly(3, 35), |app| requests::forget_drafts(app)),
        task!("dispatch.take_back", Every::Minutes(5), |app| dispatch::take_back(app)),
        task!("dispatch.make_rounds", nightly(2, 20), |app| dispatch::make_rounds(app)),
        task!("requests.count_months", nightly(2, 40), |app| requests::count_months(app)),
        task!("visits.close_over", Every::Minutes(1), |app| visits::close_over(app)),
        task!("voting.tell_opened", Every::Minutes(1), |app| voting::tell_opened(app)),
        task!("voting.remind", Every::Minutes(10), |app| voting::remind_due(app)),
        task!("notices.digest", Every::Minutes(10), |app| notices::mail_digests(app)),
        task!("accounts.note_bounces", Every::Minutes(10), |app| accounts::note_bounces(app)),
        task!("accounts.sweep", nightly(3, 10), |app| accounts::sweep(app)),
        task!("handover.warn_of_late", nightly(6, 0), |app| handover::warn_of_late(app)),
        task!("homes.forget_merges", nightly(3, 17), |app| homes::forget_merges(&app.db, app.clock.now())),
        task!("homes.forget_imports", nightly(3, 15), |app| homes::forget_imports(app)),
        task!("notices.prune", nightly(3, 25), |app| notices::prune(app)),
        task!("mail.forget_bodies", nightly(3, 20), |app| crate::mail::postman::forget_bodies(app)),
        task!("joining.clear", nightly(3, 15), |app| joining::clear(app)),
        task!("jobs.prune", nightly(3, 30), |app| crate::jobs::prune(app)),
        task!("files.sweep", nightly(3, 40), |app| crate::files::sweep(app)),
        task!("ledger.check", nightly(4, 20), |app| ledger::check_nightly(app)),
        task!("debts.watch", nightly(7, 5), |app| debts::watch(app)),
        task!("payments.ask_hanging", Every::Minutes(15), |app| payments::ask_hanging(app)),
        task!("trail.check", nightly(4, 0), |app| trail::check_all(app)),
        task!("voting.check", nightly(4, 30), |app| voting::verify_all(app)),
        task!("web.forget_forms", nightly(3, 50), |app| crate::web::once::forget(app)),
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
    all.extend(debts::pages::samples());
    all.extend(spending::pages::samples());
    all.extend(voting::samples());
    all.extend(requests::pages::samples());
    all.extend(dispatch::pages::samples());
    all
}

const fn link(role: Role, duty: Option<Duty>, href: &'static str, key: &'static str, icon: &'static str) -> NavLink {
    NavLink { role, duty, href, key, icon, also: &[] }
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
    link(Role::Staff, Some(Duty::Dispatcher), "/staff/board", "dispatch.nav.board", "calendar")
        .with(&["/staff/jobs", "/staff/plans"]),
    link(Role::Staff, None, "/staff/announcements", "layout.nav.announcements", "megaphone"),
    link(Role::Staff, None, "/staff/votes", "voting.nav.desk", "ballot"),
    link(Role::Staff, None, "/staff/surveys", "surveys.nav", "survey"),
    link(Role::Staff, None, "/staff/homes", "layout.nav.homes", "building"),
    link(Role::Staff, None, "/staff/people", "homes.nav.people", "people"),
    link(Role::Staff, Some(Duty::People), "/staff/invitations", "joining.nav.invitations", "key"),
    link(Role::Staff, Some(Duty::People), "/staff/claims", "joining.nav.claims", "people"),
    link(Role::Staff, Some(Duty::Accountant), "/staff/billing", "billing.nav.billing", "bill")
        .with(&["/staff/debts", "/staff/spending"]),
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
