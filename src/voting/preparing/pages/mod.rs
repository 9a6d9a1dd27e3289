//! The secretary's pages.

pub(in crate::voting) mod attached;
pub(in crate::voting) mod callers;
pub(in crate::voting) mod cancel;
pub(in crate::voting) mod desk;
pub(in crate::voting) mod edit;
pub(in crate::voting) mod fixing;
pub(in crate::voting) mod notice;
pub(in crate::voting) mod question;
pub(in crate::voting) mod questions;
mod rule;
pub(in crate::voting) mod show;
pub(in crate::voting) mod telling;

use super::prepared::{Prepared, load};
use crate::app::App;
use crate::text::Locale;
use crate::voting::meeting::MeetingId;
use crate::web::actor::{Entrusted, Staff};
use crate::web::{Error, Shown};

/// What stands at the top of every page of a meeting.
pub(in crate::voting) struct Head {
    pub(in crate::voting) id: String,
    pub(in crate::voting) number: String,
    pub(in crate::voting) title: String,
    pub(in crate::voting) address: String,
    pub(in crate::voting) state_key: &'static str,
    pub(in crate::voting) state_tone: &'static str,
}

impl Head {
    fn of(locale: Locale, of: &Prepared) -> Self {
        let title = of.meeting.title(locale);
        Self {
            id: of.meeting.id.to_string(),
            number: of.meeting.number.clone(),
            title: if title.is_empty() { format!("№ {}", of.meeting.number) } else { title.to_owned() },
            address: of.address.clone(),
            state_key: of.meeting.state.key(),
            state_tone: of.meeting.state.tone(),
        }
    }

    fn sample() -> Self {
        use crate::voting::meeting::State;
        Self {
            id: "0".repeat(26),
            number: "2026-000012".into(),
            title: "Смета мен лифт".into(),
            address: "Абай даңғылы, 12".into(),
            state_key: State::Draft.key(),
            state_tone: State::Draft.tone(),
        }
    }
}

/// A meeting within reach, with all that was prepared of it.
async fn prepared<D: Entrusted>(app: &App, who: &Staff<D>, id: MeetingId) -> Result<Prepared, Error> {
    let (reach, now) = (who.reach().clone(), app.clock.now());
    Ok(app.db.read(move |conn| load(conn, &reach, id, now)).await?)
}

/// Every page, as the tests look at it.
pub(in crate::voting) fn samples() -> Vec<(&'static str, Box<dyn Shown>)> {
    vec![
        ("voting/preparing/desk", Box::new(desk::Desk::sample())),
        ("voting/preparing/show", Box::new(show::Show::sample())),
        ("voting/preparing/edit", Box::new(edit::Edit::sample())),
        ("voting/preparing/callers", Box::new(callers::Callers::sample())),
        ("voting/preparing/questions", Box::new(questions::Agenda::sample())),
        ("voting/preparing/question_removal", Box::new(questions::Removal::sample())),
        ("voting/preparing/question", Box::new(question::Edit::sample())),
        ("voting/preparing/fixing", Box::new(fixing::Ask::sample())),
        ("voting/preparing/unfixing", Box::new(fixing::AskBack::sample())),
        ("voting/preparing/telling", Box::new(telling::Ask::sample())),
        ("voting/preparing/cancel", Box::new(cancel::Ask::sample())),
        ("voting/preparing/notice", Box::new(notice::Posted::sample())),
    ]
}
