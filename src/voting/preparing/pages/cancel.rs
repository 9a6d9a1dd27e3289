//! A meeting is called off: a page of its own that says what follows, and asks why.

use askama::Template;

use super::{Head, prepared};
use crate::app::App;
use crate::config::Config;
use crate::db::{Failure, Tx};
use crate::voting::meeting::{MeetingId, State, Step};
use crate::voting::preparing::{Refused as No, steps};
use crate::web::actor::{Acting, Secretary, Staff};
use crate::web::reasoned::Reasoned;
use crate::web::{Error, Form, Refusal, filters};

#[derive(Template)]
#[template(path = "voting/preparing/cancel.html")]
pub(crate) struct Ask {
    head: Head,
    form: Form,
    told: bool,
    open: bool,
}

impl Ask {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        let mut form = Form::default();
        form.refuse("why", "forms.refused.empty");
        Self { head: Head::sample(), form, told: true, open: true }
    }
}

impl Reasoned for Ask {
    type Id = MeetingId;
    type Who = Staff<Secretary>;
    type No = No;
    const SAID: &'static str = "voting.said.cancelled";

    async fn page(app: &App, who: &Staff<Secretary>, form: Form, id: MeetingId) -> Result<Self, Error> {
        let of = prepared(app, who, id).await?;
        let state = of.meeting.state;
        if state.after(Step::Cancel).is_none() {
            return Err(Error::Refused(No::TooLate.said()));
        }
        Ok(Self { head: Head::of(who.locale(), &of), form, told: state.public(), open: state == State::Open })
    }

    fn act(tx: &mut Tx<'_>, config: &Config, who: &Staff<Secretary>, id: MeetingId, why: &str) -> Result<(), Failure<No>> {
        steps::cancel(tx, who, config, id, why)
    }

    fn then(id: MeetingId) -> String {
        format!("/staff/votes/{id}")
    }
}
