//! A meeting as one reader sees it: what several pages need, read at one moment.

use std::collections::HashMap;

use crate::app::App;
use crate::clock::Moment;
use crate::files::{self, FileRow};
use crate::voting::booth::figures::Heap;
use crate::voting::booth::voice::Voice;
use crate::voting::booth::{booth_store, buildings_of, voices_in};
use crate::voting::meeting::{MeetingId, State};
use crate::voting::preparing::SHELF;
use crate::voting::protocol::scans;
use crate::voting::rows::{Argument, BallotRow, Meeting, Question};
use crate::voting::store;
use crate::voting::turnout::counted::Turnout;
use crate::web::Error;
use crate::web::actor::Resident;
use crate::who::Holds;

/// What is known of a meeting, to one reader.
pub(in crate::voting::booth) struct Scene {
    pub(super) of: Meeting,
    pub(super) address: String,
    pub(super) questions: Vec<Question>,
    pub(super) arguments: Vec<Argument>,
    /// What is attached, to the meeting and to its questions: each lies beside what it belongs to.
    files: HashMap<String, Vec<FileRow>>,
    /// The reader's.
    pub(super) voices: Vec<Voice>,
    /// Of their units.
    pub(super) ballots: Vec<BallotRow>,
    pub(super) turnout: Turnout,
    /// The counts, where the reader may see them now.
    pub(super) heaps: Option<Vec<Heap>>,
    /// Whether they own something in this house.
    pub(super) owner: bool,
    /// How many pages the signed protocol has, for an owner once it is given out.
    pub(super) scans: usize,
    pub(super) now: Moment,
}

/// Whether somebody may see how others vote: an owner of this house, once the meeting shows it (art. 42(10)).
pub(super) fn sees_votes(of: &Meeting, who: &Resident) -> bool {
    of.shows_votes() && owns(of, who)
}

/// Whether somebody owns something in a meeting's house.
fn owns(of: &Meeting, who: &Resident) -> bool {
    let house = of.building_id.to_string();
    who.homes().iter().any(|home| home.building == house && home.holds == Holds::Owner)
}

impl Scene {
    /// Reads it.
    pub(super) async fn of(app: &App, who: &Resident, id: MeetingId) -> Result<Self, Error> {
        let (who, now) = (who.clone(), app.clock.now());
        let read = app.db.read(move |conn| {
            let company = who.company();
            let today = booth_store::voices::today(conn, company, now)?;
            let powers = booth_store::voices::powers(conn, &who, today)?;
            let (of, address) = booth_store::meetings::one(conn, &who, &buildings_of(&who, &powers), id)?;
            let questions = store::meetings::questions(conn, company, id)?;
            let arguments = booth_store::meetings::arguments(conn, company, id)?;
            let subjects: Vec<String> =
                std::iter::once(id.to_string()).chain(questions.iter().map(|question| question.id.to_string())).collect();
            let files = files::on_shelf(conn, company, SHELF, &subjects)?;
            let voices = voices_in(conn, &who, &powers, &[id], today)?;
            let premises: Vec<_> = voices.iter().map(|voice| voice.unit.premises_id).collect();
            let ballots = match premises.is_empty() {
                true => Vec::new(),
                false => booth_store::voices::ballots(conn, company, &[id], &premises)?,
            };
            let turnout = store::turnout::of(conn, company, &[id])?.remove(&id).unwrap_or_default();
            let heaps = match sees_votes(&of, &who) {
                true => Some(booth_store::counting::heaps(conn, company, id)?),
                false => None,
            };
            let owner = owns(&of, &who);
            let scans = if owner && of.state.given_out() { scans(conn, company, id)?.len() } else { 0 };
            Ok(Self { of, address, questions, arguments, files, voices, ballots, turnout, heaps, owner, scans, now })
        });
        Ok(read.await?)
    }

    /// What is attached to a thing: id, name, bytes.
    pub(super) fn attached(&self, subject: &str) -> Vec<(String, String, u64)> {
        let shown = |file: &FileRow| (file.id.to_string(), file.name.clone(), u64::try_from(file.bytes).unwrap_or_default());
        self.files.get(subject).into_iter().flatten().map(shown).collect()
    }

    /// Whether votes are taken in the portal at this moment.
    pub(super) fn takes_votes(&self) -> bool {
        let begun = self.of.opens_at.is_some_and(|at| at <= self.now);
        self.of.state == State::Open && self.of.by_portal && begun && self.of.closes_at.is_some_and(|at| self.now < at)
    }

    /// Whether a question is put to this unit.
    pub(super) fn asked(&self, voice: &Voice) -> bool {
        self.questions.iter().any(|question| question.asks(&voice.unit))
    }

    /// The voices a form is made for: those without a ballot, or with `again` all that can still say something.
    pub(super) fn to_cast(&self, again: bool) -> Vec<Voice> {
        let mine = self.voices.iter().filter(|voice| self.asked(voice) && voice.barred(&self.ballots).is_none());
        mine.filter(|voice| again || voice.present(&self.ballots).is_none()).cloned().collect()
    }
}
