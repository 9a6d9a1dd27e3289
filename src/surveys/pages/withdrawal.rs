//! Taking a survey back: a page of its own that says what will happen.

use askama::Template;

use super::said;
use crate::app::App;
use crate::config::Config;
use crate::db::{Failure, Tx};
use crate::surveys::kind::{State, SurveyId};
use crate::surveys::opening::withdraw as take_back;
use crate::surveys::{Refused as No, zone};
use crate::web::actor::{Acting, Staff, Surveyor};
use crate::web::reasoned::Reasoned;
use crate::web::{Error, Form, Refusal, filters};

#[derive(Template)]
#[template(path = "surveys/withdrawal.html")]
pub(crate) struct Ask {
    form: Form,
    id: String,
    title: String,
}

impl Ask {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        let mut form = Form::default();
        form.refuse("why", "forms.refused.empty");
        Self { form, id: "0".repeat(26), title: "Балалар алаңы".into() }
    }
}

impl Reasoned for Ask {
    type Id = SurveyId;
    type Who = Staff<Surveyor>;
    type No = No;
    const SAID: &'static str = "surveys.said.withdrawn";

    async fn page(app: &App, who: &Staff<Surveyor>, form: Form, id: SurveyId) -> Result<Self, Error> {
        let reach = who.reach().clone();
        let of = app.db.read(move |conn| zone::one(conn, &reach, id)).await?;
        if !matches!(of.state, State::Open | State::Closed) {
            return Err(Error::Refused(No::NotOpen.said()));
        }
        Ok(Self { form, id: id.to_string(), title: said::title(who.locale(), &of) })
    }

    fn act(tx: &mut Tx<'_>, _: &Config, who: &Staff<Surveyor>, id: SurveyId, why: &str) -> Result<(), Failure<No>> {
        take_back(tx, who, id, why)
    }

    fn then(id: SurveyId) -> String {
        format!("/staff/surveys/{id}")
    }
}
