//! A letter handed over by the mail server.

use std::io::Read as _;

use super::say;
use crate::app::App;
use crate::clock::Clock;
use crate::config::Config;
use crate::mail::LARGEST;
use crate::requests::{Received, receive as take};
use crate::{capabilities, text};

/// What mail servers take for «not now, try again» (sysexits.h, `EX_TEMPFAIL`): a letter is never sent back because we are not well.
pub(super) const TRY_AGAIN: u8 = 75;

pub(super) fn receive(config: Config) -> anyhow::Result<()> {
    let mut raw = Vec::new();
    let most = u64::try_from(LARGEST)?;
    std::io::stdin().lock().take(most + 1).read_to_end(&mut raw)?;
    if raw.len() > LARGEST {
        say("the letter is too large and was left out");
        return Ok(());
    }
    actix_web::rt::System::new().block_on(async move {
        let app = App::open(config, Clock::real(), capabilities::jobs())?;
        say(&match take(&app, &raw).await? {
            Received::Written(id) => format!("written into the request {id}"),
            Received::Began(id) => format!("the request {id} began"),
            Received::Known => "it was taken in before".to_owned(),
            Received::Refused(why) => format!("not taken in: {}", text::t(text::Locale::En, why)),
        });
        Ok(())
    })
}
