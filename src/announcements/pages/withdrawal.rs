//! Taking back what was sent: a page of its own that says what will happen.

use askama::Template;

use crate::announcements::kind::{AnnouncementId, State};
use crate::announcements::{Refused as No, withdraw as take_back, zone};
use crate::app::App;
use crate::config::Config;
use crate::db::{Failure, Tx};
use crate::web::actor::{Acting, Editor, Staff};
use crate::web::reasoned::Reasoned;
use crate::web::{Error, Form, Refusal, filters};

#[derive(Template)]
#[template(path = "announcements/withdrawal.html")]
pub(crate) struct Ask {
    form: Form,
    id: String,
    number: String,
    title: String,
}

impl Ask {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        let mut form = Form::default();
        form.refuse("why", "forms.refused.empty");
        Self { form, id: "0".repeat(26), number: "2026-000123".into(), title: "Ыстық су өшіріледі".into() }
    }
}

impl Reasoned for Ask {
    type Id = AnnouncementId;
    type Who = Staff<Editor>;
    type No = No;
    const SAID: &'static str = "announcements.said.withdrawn";

    async fn page(app: &App, who: &Staff<Editor>, form: Form, id: AnnouncementId) -> Result<Self, Error> {
        let reach = who.reach().clone();
        let (of, version) = app.db.read(move |conn| zone::one(conn, &reach, id)).await?;
        if of.state != State::Published {
            return Err(Error::Refused(No::NotPublished.said()));
        }
        let title = version.wording().for_reader(who.locale()).1.title.clone();
        Ok(Self { form, id: id.to_string(), number: of.number, title })
    }

    fn act(tx: &mut Tx<'_>, _: &Config, who: &Staff<Editor>, id: AnnouncementId, why: &str) -> Result<(), Failure<No>> {
        take_back(tx, who, id, why)
    }

    fn then(id: AnnouncementId) -> String {
        format!("/staff/announcements/{id}")
    }
}
