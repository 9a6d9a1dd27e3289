//! One binary for everything that looks at the portal as a whole: its rules, its pages, its people.
//!
//! Each test gets a portal of its own ([`support::TestPortal`]): a fresh database, a clock that stands still, mail that stays in
//! memory. `AULA_TEST_DATABASE=postgres://…` moves the whole suite from SQLite to that server.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::ok_expect,
    clippy::panic,
    clippy::print_stderr,
    clippy::string_slice,
    clippy::unwrap_used,
    reason = "a test that cannot go on says so by panicking"
)]

mod support;

mod access;
mod accounts;
mod adjusting;
mod announcements;
mod architecture;
mod billing;
mod browser;
mod commands;
mod debts;
mod dispatch;
mod failing;
mod forms;
mod franchise;
mod handover;
mod homes;
mod hosts;
mod hours;
mod imports;
mod joining;
mod killing;
mod ledger;
mod locales;
mod mail;
mod merging;
mod meters;
mod moves;
mod pages;
mod payments;
mod payments_biller;
mod payments_online;
mod payments_register;
mod people;
mod printing;
mod proved;
mod requests;
mod safety;
mod schema;
mod second_factor;
mod serving_twice;
mod spending;
mod statements;
mod surveys;
mod team;
mod tenancy;
mod trail;
mod turnover;
mod visits;
mod voting_booth;
mod voting_counting;
mod voting_killed;
mod voting_paper;
mod voting_preparing;
