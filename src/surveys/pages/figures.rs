//! Results as residents and staff see them: for each question a chart and its table.

use std::collections::HashMap;

use super::grid::Grid;
use super::said;
use crate::chart::{self, Bar, Heading, Strip};
use crate::surveys::kind::{Breakdown, Weight};
use crate::surveys::question::Question;
use crate::surveys::results::{Found, Results};
use crate::surveys::rows::Survey;
use crate::surveys::tally::{Counted, Matter, Numbers, Sum};
use crate::text::{self, Locale, t, tn, tv};
use crate::who::Holds;

/// What came of a question.
pub(super) struct Figure {
    pub(super) number: usize,
    pub(super) title: String,
    pub(super) kind_key: &'static str,
    pub(super) answered: String,
    pub(super) too_few: bool,
    /// SVG, made by [`chart`], which lets nothing through but its own tags; empty for none.
    pub(super) chart: String,
    /// How it is counted.
    pub(super) note: String,
    pub(super) table: Grid,
    pub(super) texts: Vec<String>,
    pub(super) groups: Grid,
    pub(super) some_hidden: bool,
}

/// All results of a survey.
pub(super) struct Figures {
    pub(super) took_part: String,
    pub(super) weighs: String,
    pub(super) figures: Vec<Figure>,
}

impl Figures {
    /// `places` are the names of houses and entrances that groups are called after.
    pub(super) fn of(locale: Locale, of: &Survey, results: &Results, places: &HashMap<String, String>) -> Self {
        let words = Words { locale, weight: of.weight };
        let figure = |((number, question), found): ((usize, &Question), &Found)| {
            words.figure((number, question), found, |group| group_name(locale, of.breakdown, group, places))
        };
        Self {
            took_part: tn(locale, "surveys.results.took_part", results.all.people, &[]),
            weighs: match of.weight {
                Weight::One => String::new(),
                Weight::Units | Weight::Area => {
                    tv(locale, "surveys.results.weighs", &[("weight", &words.weighed(results.all.weight))])
                }
            },
            figures: (1..).zip(of.questions.all()).zip(&results.questions).map(figure).collect(),
        }
    }

    /// As the tests look at it.
    pub(super) fn sample() -> Self {
        let heading = Heading { id: "q1", title: "Аулада не қажет?", text: "Орындық 3" };
        let bar = Bar { label: "Орындық".into(), value: 3, said: "3 · 60 %".into() };
        let grid = || Grid {
            heads: vec!["Жауап".into(), "Адам".into()], rows: vec![("Орындық".into(), vec!["3".into()])]
        };
        let figure = Figure {
            number: 1,
            title: "Аулада не қажет?".into(),
            kind_key: crate::surveys::question::Kind::Single.key(),
            answered: "5 адам".into(),
            too_few: false,
            chart: chart::bars(heading, 5, &[bar]),
            note: "Орташа: 4,2".into(),
            table: grid(),
            texts: vec!["Ағаш отырғызайық".into()],
            groups: grid(),
            some_hidden: true,
        };
        Self { took_part: "5 адам қатысты".into(), weighs: "305,4 м²".into(), figures: vec![figure] }
    }
}

/// What a group is called.
pub(super) fn group_name(locale: Locale, by: Breakdown, group: &str, places: &HashMap<String, String>) -> String {
    let other = || t(locale, "surveys.results.rest").into_owned();
    match by {
        _ if group.is_empty() => other(),
        Breakdown::Role => {
            group.parse::<Holds>().map_or_else(|_| other(), |holds| t(locale, crate::homes::holds_key(holds)).into_owned())
        }
        Breakdown::Nothing | Breakdown::House | Breakdown::Entrance => places.get(group).cloned().unwrap_or_else(other),
    }
}

/// Numbers in a reader's words.
struct Words {
    locale: Locale,
    weight: Weight,
}

impl Words {
    fn weighed(&self, weight: u64) -> String {
        let weight = i64::try_from(weight).unwrap_or(i64::MAX);
        match self.weight {
            Weight::Area => text::area(self.locale, weight),
            Weight::One | Weight::Units => text::number(self.locale, weight),
        }
    }

    fn number(&self, many: u64) -> String {
        text::number(self.locale, i64::try_from(many).unwrap_or(i64::MAX))
    }

    /// Of the people who answered, or of what they weigh together.
    fn share(&self, part: Sum, whole: Sum) -> String {
        let (part, whole) = if self.weight == Weight::One { (part.people, whole.people) } else { (part.weight, whole.weight) };
        // whole percents: thousandths of so few people would only look exact
        let whole_percents = (u128::from(part) * 200 + u128::from(whole)).checked_div(u128::from(whole) * 2).unwrap_or_default();
        text::percent(self.locale, i64::try_from(whole_percents * 100).unwrap_or(i64::MAX))
    }

    fn decimal(&self, hundredths: Option<u64>) -> String {
        hundredths.map_or_else(|| "—".to_owned(), |n| text::decimal(self.locale, i64::try_from(n).unwrap_or(i64::MAX), 2))
    }

    fn mean(&self, numbers: &Numbers) -> String {
        let (mean, median) = (self.decimal(numbers.mean()), self.decimal(numbers.median()));
        tv(self.locale, "surveys.results.mean", &[("mean", &mean), ("median", &median)])
    }

    fn figure(&self, (number, question): (usize, &Question), found: &Found, group: impl Fn(&str) -> String) -> Figure {
        let title = question.words.for_reader(self.locale).to_owned();
        let mut figure = Figure {
            number,
            kind_key: question.kind.key(),
            answered: tn(self.locale, "surveys.results.answered", found.answered.people, &[]),
            too_few: found.counted.is_none(),
            chart: String::new(),
            note: String::new(),
            table: Grid::default(),
            texts: Vec::new(),
            groups: self.groups(question, found, group),
            some_hidden: found.groups.iter().any(|(_, counted)| counted.is_none()),
            title,
        };
        if let Some(counted) = &found.counted {
            self.draw(&mut figure, question, counted);
        }
        figure
    }

    /// The chart, its table and what is said of both.
    fn draw(&self, figure: &mut Figure, question: &Question, counted: &Counted) {
        let id = format!("chart-{}", figure.number);
        let title = figure.title.clone();
        let heading = |text| Heading { id: &id, title: &title, text };
        match &counted.matter {
            Matter::Choices(sums, texts) => {
                let rows: Vec<(String, Sum)> =
                    sums.iter().map(|(code, sum)| (said::option(self.locale, question, *code), *sum)).collect();
                figure.table = self.sums(&rows, counted.answered, "surveys.results.option");
                let bars: Vec<Bar> = rows.into_iter().map(|(label, sum)| self.bar(label, sum, counted.answered)).collect();
                let whole = if self.weight == Weight::One { counted.answered.people } else { counted.answered.weight };
                figure.chart = chart::bars(heading(&heard(&bars)), whole, &bars);
                figure.texts.clone_from(texts);
            }
            Matter::Scale(numbers) => {
                let strip = self.strip(String::new(), numbers);
                figure.note = self.mean(numbers);
                figure.chart = chart::strips(heading(&figure.note), &legend(numbers), &[strip]);
                let rows: Vec<(String, Sum)> = numbers.values.iter().map(|(value, sum)| (value.to_string(), *sum)).collect();
                figure.table = self.sums(&rows, counted.answered, "surveys.results.value");
                figure.note = format!("{} ({})", figure.note, said::ends(self.locale, question));
            }
            Matter::Grid(rows) => self.draw_grid(figure, question, rows, &id),
            Matter::Order(points) => {
                let most =
                    counted.answered.weight.saturating_mul(u64::try_from(question.options.len().saturating_sub(1)).unwrap_or(1));
                let named: Vec<(String, u64)> =
                    points.iter().map(|(code, points)| (said::option(self.locale, question, *code), *points)).collect();
                let bars: Vec<Bar> = named
                    .iter()
                    .map(|(label, points)| Bar { label: label.clone(), value: *points, said: self.points(*points) })
                    .collect();
                figure.chart = chart::bars(heading(&heard(&bars)), most, &bars);
                let last = question.options.len().saturating_sub(1).to_string();
                figure.note = tv(self.locale, "surveys.results.borda", &[("most", &last)]);
                figure.table = Grid {
                    heads: vec![self.head("surveys.results.option"), self.head("surveys.results.points")],
                    rows: named.into_iter().map(|(label, points)| (label, vec![self.points(points)])).collect(),
                };
            }
            Matter::Texts(texts) => figure.texts.clone_from(texts),
        }
    }

    fn draw_grid(&self, figure: &mut Figure, question: &Question, rows: &[(u16, Numbers)], id: &str) {
        let name = |code: u16| said::option(self.locale, question, code);
        let strips: Vec<Strip> =
            rows.iter().map(|(code, numbers)| Strip { said: self.mean(numbers), ..self.strip(name(*code), numbers) }).collect();
        let legend = rows.first().map(|(_, numbers)| legend(numbers)).unwrap_or_default();
        let heard: Vec<String> = strips.iter().map(|strip| format!("{}: {}", strip.label, strip.said)).collect();
        figure.chart = chart::strips(Heading { id, title: &figure.title, text: &heard.join("; ") }, &legend, &strips);
        figure.note = said::ends(self.locale, question);
        let mut heads = vec![self.head("surveys.results.row")];
        heads.extend(legend);
        heads.extend([self.head("surveys.results.mean_head"), self.head("surveys.results.median_head")]);
        let cells = |numbers: &Numbers| {
            let mut cells: Vec<String> = numbers.values.iter().map(|(_, sum)| self.number(sum.people)).collect();
            cells.extend([self.decimal(numbers.mean()), self.decimal(numbers.median())]);
            cells
        };
        figure.table = Grid { heads, rows: rows.iter().map(|(code, numbers)| (name(*code), cells(numbers))).collect() };
    }

    fn head(&self, key: &str) -> String {
        t(self.locale, key).into_owned()
    }

    fn points(&self, points: u64) -> String {
        if self.weight == Weight::Area { self.decimal(Some(points)) } else { self.number(points) }
    }

    fn bar(&self, label: String, sum: Sum, whole: Sum) -> Bar {
        let value = if self.weight == Weight::One { sum.people } else { sum.weight };
        Bar { label, value, said: format!("{} · {}", self.number(sum.people), self.share(sum, whole)) }
    }

    fn strip(&self, label: String, numbers: &Numbers) -> Strip {
        Strip { label, parts: numbers.values.iter().map(|(_, sum)| sum.weight).collect(), said: String::new() }
    }

    /// How many people chose each, and their share; where answers weigh, what they weigh too.
    fn sums(&self, rows: &[(String, Sum)], whole: Sum, first: &str) -> Grid {
        let weighs = self.weight != Weight::One;
        let mut heads = vec![self.head(first), self.head("surveys.results.people")];
        heads.extend(weighs.then(|| self.head("surveys.results.weight")));
        heads.push(self.head("surveys.results.share"));
        let row = |(name, sum): &(String, Sum)| {
            let mut cells = vec![self.number(sum.people)];
            cells.extend(weighs.then(|| self.weighed(sum.weight)));
            cells.push(self.share(*sum, whole));
            (name.clone(), cells)
        };
        Grid { heads, rows: rows.iter().map(row).collect() }
    }

    /// The breakdown: a row for each group that is shown.
    fn groups(&self, question: &Question, found: &Found, group: impl Fn(&str) -> String) -> Grid {
        let shown: Vec<(String, &Counted)> =
            found.groups.iter().filter_map(|(name, counted)| Some((group(name), counted.as_ref()?))).collect();
        let Some((_, first)) = shown.first() else { return Grid::default() };
        let option = |code: &u16| said::option(self.locale, question, *code);
        let mut heads = vec![self.head("surveys.results.group"), self.head("surveys.results.people")];
        match &first.matter {
            Matter::Choices(sums, _) => heads.extend(sums.iter().map(|(code, _)| option(code))),
            Matter::Scale(_) => {
                heads.extend(["surveys.results.mean_head", "surveys.results.median_head"].map(|key| self.head(key)));
            }
            Matter::Grid(_) | Matter::Order(_) => heads.extend(question.codes().map(|code| option(&code))),
            Matter::Texts(_) => return Grid::default(),
        }
        let cells = |counted: &Counted| {
            let mut cells = vec![self.number(counted.answered.people)];
            match &counted.matter {
                Matter::Choices(sums, _) => cells.extend(
                    sums.iter().map(|(_, sum)| format!("{} · {}", self.number(sum.people), self.share(*sum, counted.answered))),
                ),
                Matter::Scale(numbers) => cells.extend([numbers.mean(), numbers.median()].map(|n| self.decimal(n))),
                Matter::Grid(rows) => cells.extend(rows.iter().map(|(_, numbers)| self.decimal(numbers.mean()))),
                Matter::Order(points) => {
                    let of = |code: u16| points.iter().find(|(at, _)| *at == code).map_or(0, |(_, points)| *points);
                    cells.extend(question.codes().map(|code| self.points(of(code))));
                }
                Matter::Texts(_) => {}
            }
            cells
        };
        Grid { heads, rows: shown.into_iter().map(|(name, counted)| (name, cells(counted))).collect() }
    }
}

fn legend(numbers: &Numbers) -> Vec<String> {
    numbers.values.iter().map(|(value, _)| value.to_string()).collect()
}

/// Bars for those who hear them.
fn heard(bars: &[Bar]) -> String {
    bars.iter().map(|bar| format!("{}: {}", bar.label, bar.said)).collect::<Vec<_>>().join("; ")
}
