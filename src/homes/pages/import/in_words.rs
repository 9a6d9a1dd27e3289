//! The report of an import in the reader's language.

use crate::homes::holds_key;
use crate::homes::import::{self, Changed, Gone, Odd, Oddity, RefusedRow, Report, Shown, Suspect, Tally, Warned, When, sentence};
use crate::homes::place::PremisesId;
use crate::text::{self, Locale, t};
use crate::web::Said;

/// A report in the reader's language.
#[derive(Default)]
pub(super) struct Told {
    pub(super) rows: Tally,
    pub(super) refused_rows: usize,
    pub(super) tallies: Vec<(&'static str, Tally)>,
    pub(super) entrances: usize,
    pub(super) new_buildings: Vec<String>,
    pub(super) changes: Vec<Place>,
    pub(super) more_changes: usize,
    pub(super) suspects: Vec<Strange>,
    pub(super) odd: Odd,
    pub(super) more_suspects: usize,
    pub(super) missing: Vec<Absent>,
    pub(super) all_missing: usize,
    pub(super) more_missing: usize,
    pub(super) ended: usize,
    pub(super) ended_on: String,
    pub(super) again: bool,
    pub(super) refused: Vec<(usize, Vec<String>)>,
    pub(super) more_refused: usize,
    pub(super) warnings: Vec<(String, usize, String)>,
    pub(super) unknown: String,
    pub(super) guessed: Vec<(String, String)>,
    pub(super) not_taken: String,
    pub(super) differs: bool,
    pub(super) not_undone: String,
}

/// All that one row changes at some premises or of somebody.
pub(super) struct Place {
    pub(super) row: usize,
    pub(super) subject: String,
    pub(super) href: String,
    pub(super) who: String,
    pub(super) lines: Vec<Line>,
}

/// A cell as it was and as it will be.
pub(super) struct Line {
    pub(super) column: String,
    pub(super) before: String,
    pub(super) after: String,
}

/// Something to be looked at.
pub(super) struct Strange {
    pub(super) key: &'static str,
    /// When it comes true, if that depends on something.
    pub(super) when_key: &'static str,
    pub(super) place: String,
    pub(super) href: String,
    /// The page for what it probably is.
    pub(super) move_href: String,
    pub(super) before: String,
    pub(super) after: String,
}

/// Somebody whom the sheet does not name.
pub(super) struct Absent {
    pub(super) place: String,
    pub(super) href: String,
    pub(super) name: String,
    pub(super) holds_key: &'static str,
}

fn page_of(premises: Option<PremisesId>) -> String {
    premises.map(|id| format!("/staff/homes/premises/{id}")).unwrap_or_default()
}

impl Told {
    /// As the tests look at it.
    pub(super) fn sample() -> Self {
        let subject = || Said::new("homes.import.subject.flat").with("address", "Абай даңғылы, 12").with("number", "12");
        let premises = "0".repeat(26).parse().ok();
        let changed = |who: &str, column: &str, before, after| Changed {
            row: 4,
            subject: subject(),
            premises,
            who: who.to_owned(),
            column: column.to_owned(),
            before,
            after,
        };
        let suspect = |odd, when| Suspect {
            odd,
            when,
            premises,
            place: subject(),
            before: Shown::Text("Жұмабаев Ерлан".into()),
            after: Shown::Text("Ким Вера".into()),
        };
        let gone = premises.map(|premises| Gone {
            premises,
            place: subject(),
            name: "Жұмабаев Ерлан".into(),
            holds: crate::who::Holds::Owner,
        });
        let reason = (Some("Площадь".to_owned()), Said::new("sheet.cell.not_a_number"));
        let report = Report {
            rows: Tally { new: 72, changed: 3, unchanged: 40 },
            refused_rows: 51,
            buildings: Tally { new: 1, changed: 0, unchanged: 2 },
            entrances: 4,
            new_buildings: vec!["Абай даңғылы, 12".into()],
            changes: vec![
                changed("", "area", Shown::Nothing, Shown::Area(6140)),
                changed("Ким Вера", "phone", Shown::Nothing, Shown::Text("+77012345678".into())),
            ],
            all_changes: 3,
            suspects: vec![suspect(Oddity::OtherPerson, When::Always), suspect(Oddity::NoOwner, When::Ended)],
            odd: Odd { all: 3, kept: 1, ended: 2 },
            missing: gone.into_iter().collect(),
            all_missing: 3,
            ended: 3,
            ended_on: chrono::NaiveDate::from_ymd_opt(2026, 11, 20),
            again: true,
            refused: vec![RefusedRow { row: 5, reasons: vec![reason] }],
            warnings: vec![Warned { key: "homes.import.warning.recovered".into(), count: 9, rows: vec![7, 8] }],
            unknown: vec!["Примечание".into()],
            guessed: vec![("Площадь кв.м".into(), "area".into())],
            not_taken: vec!["balance".into()],
            differs: true,
            not_undone: Some(Said::new("homes.import.undo.refused.stood_upon")),
            ..Report::default()
        };
        Self::of(Locale::Kk, &report)
    }

    pub(super) fn of(locale: Locale, report: &Report) -> Self {
        let column = |id: &str| t(locale, import::title_key(id)).into_owned();
        let refused =
            |row: &RefusedRow| (row.row, row.reasons.iter().map(|(title, said)| sentence(locale, title.clone(), said)).collect());
        let names = |ids: &[String]| ids.iter().map(|id| format!("«{id}»")).collect::<Vec<_>>().join(", ");
        Self {
            rows: report.rows,
            refused_rows: report.refused_rows,
            tallies: vec![
                ("homes.import.things.buildings", report.buildings),
                ("homes.import.things.premises", report.premises),
                ("homes.import.things.people", report.people),
                ("homes.import.things.holdings", report.holdings),
            ],
            entrances: report.entrances,
            new_buildings: report.new_buildings.clone(),
            changes: places(locale, &report.changes),
            more_changes: report.all_changes.saturating_sub(report.changes.len()),
            suspects: report.suspects.iter().map(|of| strange(locale, of)).collect(),
            odd: report.odd,
            more_suspects: report.odd.all.saturating_sub(report.suspects.len()),
            missing: report.missing.iter().map(|of| absent(locale, of)).collect(),
            all_missing: report.all_missing,
            more_missing: report.all_missing.saturating_sub(report.missing.len()),
            ended: report.ended,
            ended_on: report.ended_on.map(|day| text::date(locale, day)).unwrap_or_default(),
            again: report.again,
            refused: report.refused.iter().map(refused).collect(),
            more_refused: report.refused_rows.saturating_sub(report.refused.len()),
            warnings: report.warnings.iter().map(|warned| warning(locale, warned)).collect(),
            unknown: names(&report.unknown),
            guessed: report.guessed.iter().map(|(title, id)| (title.clone(), column(id))).collect(),
            not_taken: names(&report.not_taken.iter().map(|id| column(id)).collect::<Vec<_>>()),
            differs: report.differs,
            not_undone: report.not_undone.as_ref().map(|said| said.in_words(locale)).unwrap_or_default(),
        }
    }
}

/// Changes of one row and one person stand together.
fn places(locale: Locale, changes: &[Changed]) -> Vec<Place> {
    let mut all: Vec<Place> = Vec::new();
    for change in changes {
        let line = Line {
            column: t(locale, import::title_key(&change.column)).into_owned(),
            before: change.before.in_words(locale),
            after: change.after.in_words(locale),
        };
        match all.last_mut().filter(|last| last.row == change.row && last.who == change.who) {
            Some(last) => last.lines.push(line),
            None => all.push(Place {
                row: change.row,
                subject: change.subject.in_words(locale),
                href: page_of(change.premises),
                who: change.who.clone(),
                lines: vec![line],
            }),
        }
    }
    all
}

fn strange(locale: Locale, of: &Suspect) -> Strange {
    let href = page_of(of.premises);
    let is_move = of.odd == Oddity::OtherPerson && !href.is_empty();
    Strange {
        key: of.odd.key(),
        when_key: match of.when {
            When::Always => "",
            When::Kept => "homes.import.odd.if_kept",
            When::Ended => "homes.import.odd.if_ended",
        },
        place: of.place.in_words(locale),
        move_href: if is_move { format!("{href}/moves/new") } else { String::new() },
        href,
        before: of.before.in_words(locale),
        after: of.after.in_words(locale),
    }
}

fn absent(locale: Locale, of: &Gone) -> Absent {
    Absent {
        place: of.place.in_words(locale),
        href: page_of(Some(of.premises)),
        name: of.name.clone(),
        holds_key: holds_key(of.holds),
    }
}

fn warning(locale: Locale, warned: &Warned) -> (String, usize, String) {
    let mut rows: Vec<String> = warned.rows.iter().map(ToString::to_string).collect();
    if warned.count > rows.len() {
        rows.push("…".to_owned());
    }
    (t(locale, &warned.key).into_owned(), warned.count, rows.join(", "))
}
