//! The sheet itself: Kazakh first, Russian at equal size; what art. 43(3) and the form of Order 163 ask for, and a QR code that leads
//! whoever enters it to its place.

use std::sync::atomic::{AtomicI64, Ordering};

use crate::clock::Moment;
use crate::pdf::{self, Block, Column, Document, Footer, Meta, Prose, Qr, Row, Signature, Table};
use crate::text::{self, Locale, t, tv};
use crate::voting::choice::Choice;
use crate::voting::rows::{InitiatorRow, Meeting, Question, Unit};
use crate::voting::store::paper_of::House;

/// How wide a column to sign in is, in points.
const BOX: f32 = 66.0;
/// Lines for signatures where the owners who called the meeting are not named.
const LINES: usize = 1;

/// What is the same on all sheets of a meeting.
#[derive(Clone, Debug)]
pub(super) struct Matter {
    pub(super) base_url: String,
    pub(super) meeting: Meeting,
    pub(super) house: House,
    pub(super) questions: Vec<Question>,
    pub(super) initiators: Vec<InitiatorRow>,
}

/// What is one sheet's own.
#[derive(Clone, Debug)]
pub(super) struct One {
    pub(super) number: i32,
    pub(super) unit: Unit,
    /// The owners' full names.
    pub(super) owners: Vec<String>,
}

/// The same in both languages, once if both say the same.
fn both(say: impl Fn(Locale) -> String) -> String {
    let (kk, ru) = (say(Locale::Kk), say(Locale::Ru));
    if kk == ru { kk } else { format!("{kk} / {ru}") }
}

/// The same, one below the other.
fn stacked(key: &str) -> String {
    let (kk, ru) = (t(Locale::Kk, key), t(Locale::Ru, key));
    if kk == ru { kk.into_owned() } else { format!("{kk}\n{ru}") }
}

impl Matter {
    /// Draws sheets as one file, counting them as it goes.
    ///
    /// # Errors
    /// When it cannot be made.
    pub(super) fn draw(&self, all: &[One], drawn: &AtomicI64) -> Result<Vec<u8>, pdf::Error> {
        let documents = all.iter().map(|one| {
            drawn.fetch_add(1, Ordering::Relaxed);
            self.sheet(one)
        });
        pdf::bound(&self.meta(), documents)
    }

    fn meta(&self) -> Meta {
        let made = self.meeting.notified_at.unwrap_or(self.meeting.updated_at);
        Meta { title: t(Locale::Kk, "voting.paper.sheet.title").into_owned(), language: "kk".into(), created: made.and_utc() }
    }

    fn sheet(&self, one: &One) -> Document {
        let number = one.number.to_string();
        let title = |locale| Prose::from(tv(locale, "voting.paper.sheet.heading", &[("number", &number)]));
        let foot = format!("{} № {number} · {}", both(|l| t(l, "voting.paper.sheet.short").into_owned()), self.meeting.number);
        let mut paper = Document::new(self.meta()).footer(Footer::new(foot, |page, of| format!("{page} / {of}")));
        paper.push(Block::Columns {
            left: vec![Block::Title { kk: title(Locale::Kk), ru: title(Locale::Ru) }],
            right: vec![Block::Qr(Qr {
                text: format!("{}/staff/votes/{}/entries?sheet={number}", self.base_url, self.meeting.id),
                caption: Prose::new().bold(format!("№ {number}")),
                side: 92.0,
            })],
            share: 0.76,
        });
        paper.push(Block::Pairs(self.facts(one)));
        paper.push(Block::Table(self.table(&one.unit)));
        for locale in [Locale::Kk, Locale::Ru] {
            paper.push(Block::Note(Prose::from(t(locale, "voting.paper.sheet.how").into_owned())));
        }
        for name in signers(&one.owners) {
            let role = stacked("voting.paper.sheet.owner").into();
            paper.push(Block::Signature(Signature {
                role,
                name: name.into(),
                caption: stacked("voting.paper.sheet.sign_date").into(),
            }));
        }
        self.initiators(&mut paper);
        paper
    }

    fn facts(&self, one: &One) -> Vec<(Prose, Prose)> {
        let unit = &one.unit;
        let label = |key: &str| Prose::from(both(|l| t(l, key).into_owned()));
        let mut facts = vec![
            (label("voting.paper.sheet.address"), Prose::from(self.house.address.clone())),
            (label("voting.paper.sheet.unit"), both(|l| tv(l, unit.kind.label_key(), &[("number", &unit.number)])).into()),
        ];
        if let Some(area) = unit.area {
            facts.push((label("voting.paper.sheet.area"), both(|l| text::area(l, area)).into()));
        }
        facts.push((label("voting.paper.sheet.owners"), one.owners.join("; ").into()));
        if let Some((from, until)) = self.meeting.opens_at.zip(self.meeting.closes_at) {
            let at = |l, moment: Moment| text::date_time(l, moment, self.house.zone());
            facts.push((label("voting.paper.sheet.term"), both(|l| format!("{} – {}", at(l, from), at(l, until))).into()));
        }
        if !self.meeting.tellers.trim().is_empty() {
            facts.push((
                label("voting.paper.sheet.responsible"),
                self.meeting.tellers.lines().collect::<Vec<_>>().join("; ").into(),
            ));
        }
        facts
    }

    fn table(&self, unit: &Unit) -> Table {
        let choices =
            [Choice::For, Choice::Against, Choice::Abstain].map(|choice| Column::to_fill(stacked(on_paper(choice)), BOX));
        let mut columns = vec![Column::number("№", 26.0), Column::share(stacked("voting.paper.sheet.questions"), 1.0)];
        columns.extend(choices);
        let rows = self.questions.iter().filter(|question| question.asks(unit)).map(|question| {
            let said = |l| match (question.title(l), question.text(l)) {
                (title, text) if text.trim().is_empty() || text == title => title.to_owned(),
                (title, text) => format!("{title}\n{text}"),
            };
            let (kk, ru) = (said(Locale::Kk), said(Locale::Ru));
            let words = if kk == ru { kk } else { format!("{kk}\n{ru}") };
            Row::of([question.place.to_string(), words, String::new(), String::new(), String::new()])
        });
        Table { columns, rows: rows.collect(), zebra: false }
    }

    /// Art. 43(3): the sheet carries the signatures of those who called the meeting.
    fn initiators(&self, paper: &mut Document) {
        let role = stacked("voting.paper.sheet.initiator");
        let place = |name: String| {
            Block::Signature(Signature {
                role: role.clone().into(),
                name: name.into(),
                caption: stacked("voting.paper.sheet.sign").into(),
            })
        };
        if self.initiators.is_empty() {
            paper.extend((0..LINES).map(|_| place(String::new())));
        }
        paper.extend(self.initiators.iter().map(|of| place(format!("{}, {}", of.name, of.unit))));
    }
}

/// Who may sign: a unit has one sheet and one vote, so one place is enough; the name is printed where there is but one owner.
fn signers(owners: &[String]) -> Vec<String> {
    match owners {
        [one] => vec![one.clone()],
        _ => vec![String::new()],
    }
}

/// What stands over the column of a choice.
fn on_paper(choice: Choice) -> &'static str {
    match choice {
        Choice::For => "voting.paper.sheet.for",
        Choice::Against => "voting.paper.sheet.against",
        Choice::Abstain => "voting.paper.sheet.abstain",
    }
}
