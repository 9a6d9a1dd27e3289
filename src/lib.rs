//! Aula: a portal for the companies that manage apartment buildings, and for the people who live in them.
//!
//! The rooms of the house. The kernel knows no capability; a capability knows the kernel and what the `mod.rs` of another
//! one exports. `README.md`, section *The map*, says who may know whom, and `tests/architecture.rs` watches it.

// that any two of so many tables may be asked together takes diesel's macro as many steps as there are tables
#![recursion_limit = "256"]

#[allow(clippy::disallowed_methods, reason = "the macro's own code")]
mod words {
    rust_i18n::i18n!("locales", fallback = "ru");
    pub(crate) use _rust_i18n_try_translate as translate;

    /// Every key there is.
    pub(crate) fn keys() -> Vec<String> {
        let texts = _rust_i18n_backend().messages_for_locale("kk").unwrap_or_default();
        texts.into_iter().map(|(key, _)| key.into_owned()).collect()
    }
}

pub mod accounts;
pub mod announcements;
pub mod app;
pub mod audit;
pub mod backup;
pub mod billing;
pub mod calendar;
pub mod capabilities;
pub mod chart;
pub mod cli;

pub mod clock;
pub mod config;
pub mod db;
pub mod debts;
pub mod demo;
pub mod dispatch;
pub mod errand;
pub mod files;
pub mod franchise;
pub mod handover;
pub mod homes;
pub mod jobs;
pub mod joining;
pub mod ledger;
pub mod mail;
pub mod markup;
pub mod meters;
pub mod money;
pub mod notices;
pub mod numbers;
pub mod parcel;
pub mod payments;
pub mod pdf;
pub mod requests;
pub mod sheet;
pub mod spending;
#[cfg(test)]
mod stand;
pub mod surveys;
pub mod team;
pub mod text;
pub mod trail;
pub mod visits;
pub mod voting;
pub mod web;
pub mod welcome;
pub mod who;
