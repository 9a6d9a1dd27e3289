//! The figures of requests for staff: how many, how soon, what was late, by kind of thing, house and person.

use actix_web::{Responder, web};
use askama::Template;
use chrono::TimeDelta;

use crate::app::App;
use crate::chart::{self, Bar, Heading};
use crate::requests::category::Trade;
use crate::requests::figures::{self, Counted, Spread, Sums};
use crate::requests::store;
use crate::text::{self, Locale, short_name, t, tn};
use crate::web::actor::{Acting, Dispatcher, Staff};
use crate::web::{Error, Page, Query, filters};

/// For how many days one may look back; the first is what is shown unasked.
const DAYS: [i64; 3] = [30, 90, 365];
/// The most groups that a chart shows: the tables have them all.
const BARS: usize = 12;

#[derive(Template)]
#[template(path = "requests/figures.html")]
pub(crate) struct Figures {
    company: String,
    days: String,
    choices: Vec<(String, String)>,
    all: Said,
    groups: Vec<Group>,
}

/// Requests of one kind of group.
struct Group {
    title_key: &'static str,
    head_key: &'static str,
    /// SVG, made by [`chart`], which lets nothing through but its own tags.
    chart: String,
    rows: Vec<(String, Said)>,
}

/// Sums in a reader's words.
pub(super) struct Said {
    came: String,
    open: String,
    answer: (String, String),
    done: (String, String),
    late: String,
    again: String,
    tone: &'static str,
}

impl Figures {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        let said = || Said {
            came: "24".into(),
            open: "3".into(),
            answer: ("12 минут".into(), "2 сағат".into()),
            done: ("1 тәулік".into(), "4 тәулік".into()),
            late: "2".into(),
            again: "1".into(),
            tone: "danger",
        };
        let bar = Bar { label: "Лифт".into(), value: 24, said: "24".into() };
        let heading = Heading { id: "by-trade", title: "Лифт", text: "Лифт 24" };
        let group = Group {
            title_key: "requests.figures.by_trade",
            head_key: "requests.form.category",
            chart: chart::bars(heading, 24, &[bar]),
            rows: vec![("Лифт".into(), said())],
        };
        Self {
            company: "0".repeat(26),
            days: "30".into(),
            choices: vec![("30".into(), "30 күн".into())],
            all: said(),
            groups: vec![group],
        }
    }
}

/// A time in words: minutes within an hour, hours within two days, then days and nights.
pub(super) fn elapsed(locale: Locale, minutes: Option<i64>) -> String {
    let Some(minutes) = minutes else { return "—".to_owned() };
    let count = |of: i64| u64::try_from(of).unwrap_or_default();
    match minutes {
        ..60 => tn(locale, "requests.span.minutes", count(minutes), &[]),
        60..2_880 => tn(locale, "requests.span.hours", count((minutes + 30) / 60), &[]),
        _ => tn(locale, "requests.figures.days", count((minutes + 720) / 1_440), &[]),
    }
}

impl Said {
    fn of(locale: Locale, of: &Sums) -> Self {
        let number = |of: u64| text::number(locale, i64::try_from(of).unwrap_or(i64::MAX));
        let both = |spread: Spread| (elapsed(locale, spread.median), elapsed(locale, spread.ninth));
        Self {
            came: number(of.came),
            open: number(of.open),
            answer: both(of.answer),
            done: both(of.done),
            late: number(of.answer_missed + of.work_missed),
            again: number(of.again),
            tone: if of.answer_missed + of.work_missed > 0 { "danger" } else { "neutral" },
        }
    }
}

/// A group with its chart: how many came.
fn group(locale: Locale, keys: (&'static str, &'static str, &'static str), all: Vec<(String, Sums)>) -> Group {
    let (id, title_key, head_key) = keys;
    let most = all.iter().map(|(_, sums)| sums.came).max().unwrap_or_default();
    let bars: Vec<Bar> = all
        .iter()
        .take(BARS)
        .map(|(label, sums)| Bar { label: label.clone(), value: sums.came, said: sums.came.to_string() })
        .collect();
    let heard: Vec<String> = bars.iter().map(|bar| format!("{}: {}", bar.label, bar.said)).collect();
    let title = t(locale, title_key);
    Group {
        title_key,
        head_key,
        chart: chart::bars(Heading { id, title: &title, text: &heard.join("; ") }, most, &bars),
        rows: all.iter().map(|(name, sums)| (name.clone(), Said::of(locale, sums))).collect(),
    }
}

fn groups(locale: Locale, all: &[Counted]) -> Vec<Group> {
    let trade = |word: &str| word.parse::<Trade>().map_or_else(|_| word.to_owned(), |trade| t(locale, trade.key()).into_owned());
    let by_trade = figures::by(all, |one| Some(&one.trade)).into_iter().map(|(word, sums)| (trade(word), sums)).collect();
    let by_house = figures::by(all, |one| Some(&one.house)).into_iter().map(|(name, sums)| (name.to_owned(), sums)).collect();
    let by_hand = figures::by(all, |one| one.hand.as_deref()).into_iter().map(|(name, sums)| (short_name(name), sums)).collect();
    vec![
        group(locale, ("by-trade", "requests.figures.by_trade", "requests.form.category"), by_trade),
        group(locale, ("by-house", "requests.figures.by_house", "requests.desk.house"), by_house),
        group(locale, ("by-hand", "requests.figures.by_hand", "requests.desk.assignee"), by_hand),
    ]
}

pub(in crate::requests) async fn show(
    app: web::Data<App>,
    who: Staff<Dispatcher>,
    query: Query,
) -> Result<impl Responder, Error> {
    let [usual, ..] = DAYS;
    let days = query.value("days").parse().ok().filter(|days| DAYS.contains(days)).unwrap_or(usual);
    let (now, locale, reach) = (app.clock.now(), who.locale(), who.reach().clone());
    let all = app.db.read(move |conn| store::figures::came(conn, &reach, now - TimeDelta::days(days), now)).await?;
    let choice =
        |days: i64| (days.to_string(), tn(locale, "requests.figures.last", u64::try_from(days).unwrap_or_default(), &[]));
    Ok(Page(Figures {
        company: who.company().to_string(),
        days: days.to_string(),
        choices: DAYS.map(choice).to_vec(),
        all: Said::of(locale, &figures::sums(&all.iter().collect::<Vec<_>>())),
        groups: groups(locale, &all),
    }))
}
