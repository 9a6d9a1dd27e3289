//! What a secretary types of a sheet, and how it becomes a reading.

use chrono::NaiveDate;

use super::marks::{self, NoMarks};
use super::rows::Reading;
use super::sheet::Flaw;
use crate::homes::ContactId;
use crate::text::{Locale, tv};
use crate::voting::choice::{Choice, Choices};
use crate::voting::rows::{Owner, Question, Unit};
use crate::voting::store::paper_of::Power;
use crate::web::{Form, Said};

/// Everything by which a sheet of a unit is read.
#[derive(Clone, Debug)]
pub(super) struct Known {
    pub(super) unit: Unit,
    pub(super) questions: Vec<Question>,
    pub(super) owners: Vec<Owner>,
    pub(super) powers: Vec<Power>,
    /// The company's day.
    pub(super) today: NaiveDate,
    /// The last day on which one could sign.
    pub(super) last_day: Option<NaiveDate>,
}

impl Known {
    /// Which questions are put to the unit.
    pub(super) fn asked(&self) -> Vec<bool> {
        self.questions.iter().map(|question| question.asks(&self.unit)).collect()
    }

    /// Who may have signed, to choose from.
    pub(super) fn signers(&self, locale: Locale) -> Vec<(String, String)> {
        let owners = self.owners.iter().map(|owner| (owner.contact_id.to_string(), owner.name.clone()));
        let powers = self.powers.iter().map(|power| {
            let args = [("name", power.name.as_str()), ("owner", power.owner_name.as_str()), ("number", power.number.as_str())];
            (format!("power:{}", power.id), tv(locale, "voting.paper.by_power", &args))
        });
        owners.chain(powers).collect()
    }

    /// The choice that stands for whoever signed.
    fn signed(&self, reading: &mut Reading, chosen: &str) -> bool {
        if let Some(power) = self.powers.iter().find(|power| chosen == format!("power:{}", power.id)) {
            reading.voter = Some((power.owner, power.owner_name.clone()));
            reading.power = Some(power.id);
        } else if let Some(card) = chosen.parse::<ContactId>().ok()
            && let Some(owner) = self.owners.iter().find(|owner| owner.contact_id == card)
        {
            reading.voter = Some((card, owner.name.clone()));
        }
        reading.voter.is_some()
    }

    /// Reads the form of one sheet.
    pub(super) fn read(&self, form: &mut Form) -> Option<Reading> {
        let flaw: Flaw = form.word("flaw")?;
        if flaw != Flaw::None {
            return Some(Reading { flaw, ..Reading::default() });
        }
        let mut reading = Reading { choices: self.choices(form), ..Reading::default() };
        let chosen = form.value("voter").to_owned();
        if !self.signed(&mut reading, &chosen) {
            form.refuse("voter", "voting.paper.form.no_voter");
        }
        reading.signed_on = self.day(form);
        (!form.failed()).then_some(reading)
    }

    fn day(&self, form: &mut Form) -> Option<NaiveDate> {
        let day = form.value("signed_on").parse::<NaiveDate>().ok();
        match day {
            None => form.refuse("signed_on", "voting.paper.form.no_day"),
            Some(day) if day > self.today => form.refuse("signed_on", "voting.paper.form.day_ahead"),
            Some(day) if self.last_day.is_some_and(|last| day > last) => form.refuse("signed_on", "voting.paper.form.late"),
            Some(_) => {}
        }
        day
    }

    /// Letters where any were typed, else the buttons.
    fn choices(&self, form: &mut Form) -> Choices {
        let typed = form.value("marks").to_owned();
        let choices = if typed.is_empty() { Ok(self.pressed(form)) } else { marks::read(&typed, &self.asked()) };
        match choices {
            Ok(choices) if choices.is_empty() => form.refuse("marks", "voting.paper.form.blank"),
            Ok(choices) => return choices,
            Err(NoMarks::Letter) => form.refuse("marks", "voting.paper.form.letter"),
            Err(NoMarks::Count(wanted)) => form.refuse("marks", Said::new("voting.paper.form.count").with("count", wanted)),
        }
        Choices::default()
    }

    fn pressed(&self, form: &Form) -> Choices {
        let pressed = |question: &Question| {
            let word = form.value(&format!("q{}", question.place)).parse::<Choice>().ok();
            word.filter(|_| question.asks(&self.unit))
        };
        Choices::new(&self.questions.iter().map(pressed).collect::<Vec<_>>())
    }

    /// Reads a line of the list of those who came: letters, and who signed where several could. Nothing where nothing was typed.
    pub(super) fn line(&self, form: &mut Form) -> Option<Reading> {
        let field = format!("marks-{}", self.unit.premises_id);
        let typed = form.value(&field).to_owned();
        if typed.is_empty() {
            return None;
        }
        let mut reading = Reading { signed_on: Some(self.last_day.unwrap_or(self.today).min(self.today)), ..Reading::default() };
        let chosen = match self.signers(Locale::default()).as_slice() {
            [(only, _)] => only.clone(),
            _ => form.value(&format!("voter-{}", self.unit.premises_id)).to_owned(),
        };
        if !self.signed(&mut reading, &chosen) {
            form.refuse(&field, "voting.paper.form.no_voter");
        }
        match marks::read(&typed, &self.asked()) {
            Ok(choices) if choices.is_empty() => form.refuse(&field, "voting.paper.form.blank"),
            Ok(choices) => reading.choices = choices,
            Err(NoMarks::Letter) => form.refuse(&field, "voting.paper.form.letter"),
            Err(NoMarks::Count(wanted)) => form.refuse(&field, Said::new("voting.paper.form.count").with("count", wanted)),
        }
        form.error(&field).is_none().then_some(reading)
    }
}
