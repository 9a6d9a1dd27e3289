//! The resident's start: what the house wants from them, in order of urgency, then what is new.

use actix_web::{Responder, web};
use askama::Template;

use crate::announcements::{self, Glance, Kind};
use crate::app::App;
use crate::billing;
use crate::clock;
use crate::franchise::{self, Reached};
use crate::homes;
use crate::meters;
use crate::requests;
use crate::surveys::{self, Standing};
use crate::text::{self, Locale, tv};
use crate::voting;
use crate::web::actor::{Acting, Resident};
use crate::web::{Error, Page, Said, filters};

/// How much is new.
const NEWEST: i64 = 12;

#[derive(Template)]
#[template(path = "welcome/home.html")]
pub(crate) struct Home {
    hello: String,
    homes: Vec<(String, &'static str)>,
    needs: Vec<Need>,
    news: Vec<News>,
    company: Reached,
}

/// Something that waits for the reader.
struct Need {
    title: String,
    href: String,
    sentence: Said,
    urgent: bool,
    act_key: &'static str,
}

/// Something new.
struct News {
    title: String,
    href: String,
    meta: String,
    excerpt: String,
    is_new: bool,
}

impl Home {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        Self {
            hello: "Ерлан".into(),
            homes: vec![("Абай даңғылы, 12, 12-пәтер".into(), "homes.holds.owner")],
            needs: vec![Need {
                title: "Су жоқ".into(),
                href: "/announcements/1".into(),
                sentence: "welcome.home.emergency".into(),
                urgent: true,
                act_key: "welcome.home.read",
            }],
            news: vec![News {
                title: "Сенбілік".into(),
                href: "/announcements/2".into(),
                meta: "кеше".into(),
                excerpt: "Құрметті тұрғындар!".into(),
                is_new: true,
            }],
            company: Reached {
                office: Some((true, Said::new("franchise.hours.open").with("time", "18:00"))),
                phone: "+77270000109".into(),
                emergency_phone: "+77270000109".into(),
                address: "Алматы қ., Тимирязев көшесі, 412".into(),
            },
        }
    }
}

/// What somebody is called on their own page: the given name, second of three.
fn called(name: &str) -> String {
    name.split_whitespace().nth(1).unwrap_or(name).to_owned()
}

/// Whether something waits for the reader, and how urgently.
fn need(locale: Locale, zone: chrono_tz::Tz, now: clock::Moment, glance: &Glance) -> Option<(u8, Need)> {
    let of = &glance.announcement;
    let title = glance.headline.for_reader(locale).1.to_owned();
    let href = format!("/announcements/{}", of.id);
    let when = of.outage_from.zip(of.outage_until).map(|(from, until)| text::span(locale, from, until, zone));
    match of.kind {
        Kind::Emergency => {
            Some((0, Need { title, href, sentence: "welcome.home.emergency".into(), urgent: true, act_key: "welcome.home.read" }))
        }
        Kind::Legal if glance.to_confirm => {
            Some((1, Need { title, href, sentence: "welcome.home.legal".into(), urgent: false, act_key: "welcome.home.confirm" }))
        }
        Kind::Outage if of.outage_until.is_some_and(|until| until > now) => {
            let sentence = when.map_or_else(
                || Said::new("welcome.home.outage"),
                |when| Said::new("welcome.home.outage_when").with("when", when),
            );
            Some((2, Need { title, href, sentence, urgent: false, act_key: "welcome.home.read" }))
        }
        Kind::Info | Kind::Legal | Kind::Outage => None,
    }
}

/// A bill that is to be paid; one whose day has passed is urgent.
fn to_pay(locale: Locale, of: billing::Glance) -> (u8, Need) {
    let month = text::month_year(locale, of.month);
    let need = Need {
        title: tv(locale, "welcome.home.bill", &[("month", &month), ("place", &of.place)]),
        href: format!("/bills/{}", of.bill),
        sentence: of.sentence,
        urgent: of.late,
        act_key: "welcome.home.open_bill",
    };
    (if of.late { 1 } else { 3 }, need)
}

/// Meters whose readings are wanted.
fn to_read(locale: Locale, of: meters::Awaited) -> Need {
    let many = u64::try_from(of.meters).unwrap_or_default();
    let title = text::tn(locale, "welcome.home.meters", many, &[]);
    Need { title, href: "/meters".into(), sentence: of.sentence, urgent: false, act_key: "welcome.home.give_readings" }
}

/// A meeting that waits for the reader's vote.
fn to_vote(of: voting::Waiting) -> Need {
    let sentence = Said::new("welcome.home.vote_until").with("units", of.units).with("closes", of.closes);
    Need { title: of.title, href: of.href, sentence, urgent: false, act_key: "welcome.home.vote" }
}

/// A request of the reader's that waits for their word.
fn to_answer(locale: Locale, of: &requests::Asks) -> Need {
    let (sentence, act_key) = if of.is_done {
        ("welcome.home.is_fixed", "welcome.home.say_fixed")
    } else {
        ("welcome.home.answer_wanted", "welcome.home.answer")
    };
    let title = requests::category_name(locale, &of.category);
    Need { title, href: format!("/requests/{}", of.id), sentence: sentence.into(), urgent: false, act_key }
}

/// A survey that waits for the reader: after whatever is law or danger.
fn asked(locale: Locale, zone: chrono_tz::Tz, of: &Standing) -> (u8, Need) {
    let until = of.survey.closes_at.map(|end| text::date_time(locale, end, zone)).unwrap_or_default();
    let need = Need {
        title: of.survey.title().for_reader(locale).to_owned(),
        href: format!("/surveys/{}", of.survey.id),
        sentence: Said::new("welcome.home.survey").with("until", until),
        urgent: false,
        act_key: "welcome.home.answer",
    };
    (3, need)
}

pub(in crate::welcome) async fn show(app: web::Data<App>, who: Resident) -> Result<impl Responder, Error> {
    let (reader, now) = (who.clone(), app.clock.now());
    let (locale, zone) = (who.locale(), who.zone());
    let today = clock::today(now);
    let (newest, company, votes, asks, waiting, (bills, awaited)) = app
        .db
        .read(move |conn| {
            let company = franchise::reached(conn, reader.company(), locale, now)?;
            let votes = voting::waiting(conn, &reader, now)?;
            let asks = requests::asking_of(conn, &reader)?;
            let bills = billing::newest(conn, &reader, today)?;
            let awaited = meters::awaited(conn, &reader, now)?;
            let surveys = surveys::waiting(conn, &reader)?;
            Ok((announcements::newest(conn, &reader, NEWEST)?, company, votes, asks, surveys, (bills, awaited)))
        })
        .await?;
    let (mut needs, mut news): (Vec<(u8, Need)>, _) = (votes.into_iter().map(|of| (1, to_vote(of))).collect(), Vec::new());
    needs.extend(asks.iter().map(|asks| (1, to_answer(locale, asks))));
    needs.extend(bills.into_iter().map(|bill| to_pay(locale, bill)));
    needs.extend(awaited.map(|of| (2, to_read(locale, of))));
    for glance in &newest {
        match need(locale, zone, now, glance) {
            Some(need) => needs.push(need),
            None => {
                let (_, title, excerpt) = glance.headline.for_reader(locale);
                news.push(News {
                    title: title.to_owned(),
                    href: format!("/announcements/{}", glance.announcement.id),
                    meta: text::when(locale, glance.announcement.published_at.unwrap_or(now), now, zone),
                    excerpt: excerpt.to_owned(),
                    is_new: !glance.opened,
                });
            }
        }
    }
    needs.extend(waiting.iter().map(|of| asked(locale, zone, of)));
    needs.sort_by_key(|(urgency, _)| *urgency);
    let label = |home: &crate::web::identify::Home| {
        let kind = home.kind.parse().unwrap_or(homes::Kind::Flat);
        (format!("{}, {}", home.address, tv(locale, kind.label_key(), &[("number", &home.number)])), homes::holds_key(home.holds))
    };
    Ok(Page(Home {
        hello: called(who.name()),
        homes: who.homes().iter().map(label).collect(),
        needs: needs.into_iter().map(|(_, need)| need).collect(),
        news,
        company,
    }))
}
