//! Mail to us: an answer to a letter about a request goes into its thread, anything else of somebody we know begins a request.
//!
//! The mail server hands each letter over on standard input (`aula receive`), so that no password of a mailbox is kept here and nothing is
//! polled. Who answers is known by the number of the letter that they answer, which only they were sent; who writes anew, by the address
//! of their account: what they send stays between them and staff. A letter handed over twice does nothing the second time. Nobody is
//! answered twice a day, and machines never.

use super::asking::{PICTURES, add_pictures, say};
use super::category;
use super::coming::{Coming, begin_own};
use super::kind::{Matter, RequestId};
use super::moving::Doer;
use super::refused::Refused;
use super::{SHELF, store};
use crate::app::App;
use crate::clock::Moment;
use crate::config::Config;
use crate::db::{Broken, Failure, Never, Tx};
use crate::files::{Digest, Kept, Limits, NotKept};
use crate::mail::{Block, Body, Foot, Frame, Incoming, Letter, outbox};
use crate::notices;
use crate::text::{Locale, t};
use crate::web::Refusal;
use crate::web::actor::{Acting, Resident};
use crate::web::secrets::fingerprint;

/// The longest text that is kept of a letter.
const LONGEST: usize = 4_000;

/// What became of a letter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Received {
    /// It went into the thread of this request.
    Written(RequestId),
    /// It began this one.
    Began(RequestId),
    /// It was taken in before.
    Known,
    /// Nothing was done, and why; its sender was told unless a machine wrote it.
    Refused(&'static str),
}

/// Takes a letter in, whole or not at all.
///
/// # Errors
/// When the database or the disk fails: the mail server is to try again.
pub async fn receive(app: &App, raw: &[u8]) -> anyhow::Result<Received> {
    let Some(letter) = Incoming::read(raw) else { return Ok(Received::Refused("requests.mail.unread")) };
    let key = letter.id.as_deref().map_or_else(|| Digest::of(raw).as_str().to_owned(), fingerprint);
    let mut pictures = Vec::new();
    for file in letter.attached.iter().take(PICTURES) {
        match app.store.take(file.bytes.clone(), file.name.clone(), Limits::PICTURE).await {
            Ok(kept) => pictures.push(kept),
            // a signature's card, a document: what is no picture is left out
            Err(NotKept::Refused(_)) => {}
            Err(NotKept::Broken(broken)) => return Err(broken.into()),
        }
    }
    let config = app.config.clone();
    let (again, taken) = (letter.clone(), key.clone());
    let done = app.db.write(move |tx| {
        if !store::receiving::remember(tx, &taken)? {
            return Ok(Received::Known);
        }
        take(tx, &config, &again, &pictures)
    });
    match done.await {
        Ok(received) => Ok(received),
        Err(Failure::Broken(broken)) => Err(broken.into()),
        Err(Failure::Refused((locale, why))) => {
            let (config, refused) = (app.config.clone(), why.key());
            let told = app.db.write::<_, Never>(move |tx| {
                store::receiving::remember(tx, &key)?;
                if !letter.automatic {
                    outbox::post(tx, &answer(&config, &letter, locale, &why, tx.now()))?;
                }
                Ok(())
            });
            told.await.map_err(Broken::from)?;
            Ok(Received::Refused(refused))
        }
    }
}

type Done<T> = Result<T, Failure<(Option<Locale>, Why)>>;

/// Why a letter is not taken in.
#[derive(Clone, Debug)]
enum Why {
    /// Nobody we know writes from there.
    Stranger,
    /// There is nothing in it.
    Empty,
    /// A rule of requests says no.
    Rule(Refused),
}

impl Why {
    fn key(&self) -> &'static str {
        match self {
            Self::Stranger => "requests.mail.stranger",
            Self::Empty => "requests.mail.empty",
            Self::Rule(_) => "requests.mail.refused",
        }
    }

    fn said(&self, locale: Locale) -> String {
        match self {
            Self::Stranger | Self::Empty => t(locale, self.key()).into_owned(),
            Self::Rule(refused) => refused.said().in_words(locale),
        }
    }
}

fn no<T>(locale: Option<Locale>, why: Why) -> Done<T> {
    Err(Failure::Refused((locale, why)))
}

fn take(tx: &mut Tx<'_>, config: &Config, letter: &Incoming, pictures: &[Kept]) -> Done<Received> {
    let now = tx.now();
    for id in &letter.answers {
        let Some(told) = notices::carried(tx, id)?.filter(|told| told.kind == notices::Kind::Request) else { continue };
        let (Ok(request), person, company) = (told.subject_id.parse(), told.person, told.company) else { continue };
        let Some(who) = Resident::by_letter(tx, person, &[company], now)? else { continue };
        let text = within(&letter.text);
        if text.is_empty() && pictures.is_empty() {
            return no(Some(who.locale()), Why::Empty);
        }
        let text = if text.is_empty() { t(who.locale(), "requests.mail.pictures").into_owned() } else { text };
        return match say(tx, config, &who, request, &text, pictures) {
            Ok(id) if id == request => Ok(Received::Written(id)),
            Ok(id) => Ok(Received::Began(id)),
            Err(failure) => refused(who.locale(), failure),
        };
    }
    let Some(person) = store::receiving::writes_from(tx, &letter.from)? else { return no(None, Why::Stranger) };
    let companies = store::receiving::written_to(tx, &letter.to)?;
    let Some(who) = Resident::by_letter(tx, person, &companies, now)? else { return no(None, Why::Stranger) };
    begin(tx, config, &who, letter, pictures)
}

fn begin(tx: &mut Tx<'_>, config: &Config, who: &Resident, letter: &Incoming, pictures: &[Kept]) -> Done<Received> {
    let locale = who.locale();
    let text = [letter.subject.as_str(), letter.text.as_str()].into_iter().filter(|part| !part.is_empty());
    let text = within(&text.collect::<Vec<_>>().join("\n\n"));
    if text.is_empty() {
        return no(Some(locale), Why::Empty);
    }
    let ids = who.homes().iter().find_map(|home| {
        Some((home.building.parse().ok()?, home.premises.parse().ok(), home.entrance.as_ref().and_then(|id| id.parse().ok())))
    });
    let Some((building, premises, entrance)) = ids else { return no(Some(locale), Why::Stranger) };
    let category = category::known("");
    let coming = Coming {
        company: who.company(),
        building,
        entrance,
        premises,
        matter: Matter::Work,
        category,
        spot: category.spot,
        floor: None,
        place: String::new(),
        text,
        open_to_house: false,
        anonymous: false,
        reporter: Some(who.person()),
        name: who.name().to_owned(),
        phone: String::new(),
        entered_by: None,
        linked: None,
    };
    match begin_own(tx, config, &Doer::resident(who), &coming) {
        Ok(new) => {
            add_pictures(tx, &new, (SHELF, pictures), who.person())?;
            store::thread::read(tx, new.company_id, new.id, who.person())?;
            Ok(Received::Began(new.id))
        }
        Err(failure) => refused(locale, failure),
    }
}

fn refused<T>(locale: Locale, failure: Failure<Refused>) -> Done<T> {
    match failure {
        Failure::Refused(why) => no(Some(locale), Why::Rule(why)),
        Failure::Broken(broken) => Err(Failure::Broken(broken)),
    }
}

fn within(text: &str) -> String {
    text.chars().filter(|c| !c.is_control() || *c == '\n').take(LONGEST).collect::<String>().trim().to_owned()
}

/// What the sender is told, once a day; in Kazakh and in Russian where nobody knows which they read.
fn answer(config: &Config, to: &Incoming, locale: Option<Locale>, why: &Why, now: Moment) -> Letter {
    let known = locale.unwrap_or_default();
    let sender = t(known, "product.name").into_owned();
    let locales = locale.map_or_else(|| vec![Locale::Kk, Locale::Ru], |locale| vec![locale]);
    let mut blocks: Vec<Block> = locales.iter().map(|locale| Block::Text(why.said(*locale))).collect();
    blocks
        .push(Block::Button { label: t(known, "requests.mail.open").into_owned(), url: format!("{}/requests", config.base_url) });
    let body = Body { heading: t(known, "requests.mail.title").into_owned(), blocks };
    let footer = [Foot::from(config.base_url.clone())];
    // rendering a letter into memory cannot fail; were it to, an empty letter shows it better than none
    let (text, html) = body.render(&Frame { locale: known, sender: &sender, footer: &footer }).unwrap_or_default();
    Letter {
        kind: "requests.mail",
        company: None,
        person: None,
        to_name: String::new(),
        to_address: to.from.clone(),
        from_name: sender,
        locale: known,
        subject: body.heading,
        text,
        html,
        unsubscribe: None,
        once_key: Some(format!("requests.mail:{}:{}", fingerprint(&to.from), now.date())),
        due_at: now,
    }
}
