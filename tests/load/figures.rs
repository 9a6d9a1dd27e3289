//! The table at the end: what was measured, beside what, and whether it is enough.

use crate::drive::Measured;
use crate::say;

/// Which way is good.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Good {
    More,
    Less,
}

/// What a figure is to be.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Goal {
    pub(crate) good: Good,
    pub(crate) must: f64,
    pub(crate) stretch: f64,
}

pub(crate) const fn at_least(must: f64, stretch: f64) -> Option<Goal> {
    Some(Goal { good: Good::More, must, stretch })
}

pub(crate) const fn at_most(must: f64, stretch: f64) -> Option<Goal> {
    Some(Goal { good: Good::Less, must, stretch })
}

struct Line {
    name: String,
    figure: f64,
    unit: &'static str,
    anchor: Option<(String, f64)>,
    goal: Option<Goal>,
}

/// All figures so far.
#[derive(Default)]
pub(crate) struct Figures {
    lines: Vec<Line>,
    /// What could not be measured, and why.
    pub(crate) missing: Vec<String>,
}

impl Figures {
    /// A figure, what it is held against, and its goal.
    pub(crate) fn add(
        &mut self,
        name: impl Into<String>,
        figure: f64,
        unit: &'static str,
        anchor: Option<(&str, f64)>,
        goal: Option<Goal>,
    ) {
        let anchor = anchor.map(|(name, figure)| (name.to_owned(), figure));
        self.lines.push(Line { name: name.into(), figure, unit, anchor, goal });
    }

    /// One line for what a load did, at once.
    pub(crate) fn show(name: &str, of: &Measured) {
        say(&format!(
            "  {name:<44} {:>9.0} req/s  p50 {:>7.2} ms  p99 {:>8.2} ms  {:>8.0} µs CPU",
            of.rate, of.p50, of.p99, of.cpu
        ));
    }

    pub(crate) fn print(&self) {
        say(&format!(
            "\n{:<50} {:>11} {:<7} {:>34} {:>7} {:>9} {:>9}  verdict",
            "what", "figure", "", "beside it", "ratio", "must", "stretch"
        ));
        for line in &self.lines {
            let (beside, ratio) = match &line.anchor {
                Some((name, figure)) => (
                    format!("{name} {}", number(*figure)),
                    if *figure > 0.0 { format!("{:.2}", line.figure / figure) } else { String::new() },
                ),
                None => Default::default(),
            };
            let (must, stretch, verdict) = match line.goal {
                Some(goal) => (number(goal.must), number(goal.stretch), verdict(line.figure, goal)),
                None => Default::default(),
            };
            say(&format!(
                "{:<50} {:>11} {:<7} {:>34} {:>7} {:>9} {:>9}  {}",
                line.name,
                number(line.figure),
                line.unit,
                beside,
                ratio,
                must,
                stretch,
                verdict
            ));
        }
        let missed = self.lines.iter().filter(|line| line.goal.is_some_and(|goal| verdict(line.figure, goal) == "BELOW")).count();
        let goals = self.lines.iter().filter(|line| line.goal.is_some()).count();
        for missing in &self.missing {
            say(&format!("Not measured: {missing}"));
        }
        say(&format!("{goals} goals, {missed} below their must, {} not measured", self.missing.len()));
    }
}

fn number(n: f64) -> String {
    match n.abs() {
        n_abs if n_abs >= 100.0 || n_abs == 0.0 => format!("{n:.0}"),
        n_abs if n_abs >= 10.0 => format!("{n:.1}"),
        _ => format!("{n:.2}"),
    }
}

fn verdict(figure: f64, goal: Goal) -> &'static str {
    let reaches = |mark: f64| match goal.good {
        Good::More => figure >= mark,
        Good::Less => figure <= mark,
    };
    if reaches(goal.stretch) {
        "stretch"
    } else if reaches(goal.must) {
        "must"
    } else {
        "BELOW"
    }
}
