//! The act of a move (акт): who left, who came, which premises, on which day; Kazakh first, Russian beneath it at equal size (law «On
//! languages», art. 9 and 21), with lines to sign on. Made by a job from what the move itself says, and kept: what was signed stays.

use serde::{Deserialize, Serialize};

use super::kind::{MoveId, MoveKind};
use super::{Move, Side};
use crate::app::App;
use crate::db::{Broken, Never};
use crate::files::{self, Accepted, FileRow, Kind, Shelf};
use crate::homes::holding::holds_key;
use crate::homes::rows::{Building, Contact, Premises};
use crate::homes::store;
use crate::homes::store::moves::Sender;
use crate::jobs::{Job, Outcome};
use crate::pdf::{self, Block, Document, Footer, Letterhead, Meta, Prose, Signature};
use crate::text::{self, Locale, t, tv};
use crate::who::{CompanyId, Reach};

/// Where acts are kept.
const ACTS: Shelf = Shelf("homes.moves");

/// Makes the act of a move.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct MakeAct {
    pub(super) company: CompanyId,
    pub(super) of: MoveId,
}

impl Job for MakeAct {
    const KIND: &'static str = "homes.make_act";

    fn company(&self) -> Option<CompanyId> {
        Some(self.company)
    }

    fn once_key(&self) -> Option<String> {
        Some(format!("homes.make_act:{}", self.of))
    }

    async fn run(&self, app: &App) -> Outcome {
        match make(app, self.company, self.of).await {
            Ok(()) => Outcome::Done,
            Err(error) => Outcome::Retry(error.to_string()),
        }
    }
}

/// What an act says.
struct Facts {
    of: Move,
    premises: Premises,
    building: Building,
    sides: Vec<(Side, Contact)>,
    sender: Sender,
}

async fn make(app: &App, company: CompanyId, id: MoveId) -> anyhow::Result<()> {
    let facts = app
        .db
        .read(move |conn| {
            let of = store::moves::one(conn, company, id)?;
            let (premises, building, _) = store::places::one(conn, &Reach::whole(company), of.premises_id)?;
            let sides = store::moves::sides(conn, company, id)?;
            Ok(Facts { premises, building, sides, sender: store::moves::sender(conn, company)?, of })
        })
        .await?;
    let keeping = app.store.clone();
    let kept = tokio::task::spawn_blocking(move || -> anyhow::Result<_> {
        let bytes = draw(&facts).map_err(|error| anyhow::anyhow!("{error:?}"))?;
        let name = format!("akt-{}.pdf", facts.of.number);
        keeping.keep(Accepted::made(&name, Kind::Pdf, bytes)).map_err(|error| anyhow::anyhow!("{error}"))
    })
    .await??;
    let shelved = app.db.write::<_, Never>(move |tx| {
        let subject = id.to_string();
        // a job may run twice: the first act stays
        if files::on_shelf(tx, company, ACTS, std::slice::from_ref(&subject))?.is_empty() {
            files::add(tx, company, ACTS, &subject, &kept, None)?;
        }
        Ok(())
    });
    Ok(shelved.await.map_err(Broken::from)?)
}

/// The act of a move, once it is made.
pub(super) fn kept(conn: &mut crate::db::Conn, company: CompanyId, id: MoveId) -> diesel::QueryResult<Option<FileRow>> {
    let subject = id.to_string();
    Ok(files::on_shelf(conn, company, ACTS, std::slice::from_ref(&subject))?.remove(&subject).and_then(|mut all| all.pop()))
}

fn draw(facts: &Facts) -> Result<Vec<u8>, pdf::Error> {
    let both = |key: &str| (Prose::from(t(Locale::Kk, key).as_ref()), Prose::from(t(Locale::Ru, key).as_ref()));
    let (kk, ru) = both(match facts.of.kind {
        MoveKind::Death => "homes.act_paper.title_death",
        _ => "homes.act_paper.title",
    });
    let meta = Meta {
        title: tv(Locale::Kk, "homes.act_paper.number", &[("number", &facts.of.number)]),
        language: "kk".into(),
        created: facts.of.created_at.and_utc(),
    };
    let mut paper = Document::new(meta)
        .letterhead(letterhead(&facts.sender))
        .footer(Footer::new(facts.of.number.clone(), |page, pages| format!("{page} / {pages}")))
        .with(Block::Title { kk, ru });
    // side by side both languages and all signatures stand on one sheet
    paper.push(Block::Columns { left: said(facts, Locale::Kk), right: said(facts, Locale::Ru), share: 0.5 });
    paper.extend(signatures(facts));
    paper.render()
}

fn letterhead((names, bin, phone, addresses): &Sender) -> Letterhead {
    let lines = [
        addresses.0.clone(),
        addresses.1.clone(),
        if phone.is_empty() { String::new() } else { text::phone::print(phone) },
        if bin.is_empty() { String::new() } else { tv(Locale::Kk, "homes.act_paper.bin", &[("bin", bin)]) },
    ];
    let lines = lines.into_iter().filter(|line| !line.is_empty()).collect();
    Letterhead { name_kk: names.0.clone(), name_ru: names.1.clone(), lines, logo: None }
}

/// All of it in one language.
fn said(facts: &Facts, locale: Locale) -> Vec<Block> {
    let label = |key: &str| Prose::new().bold(t(locale, key));
    let place = format!(
        "{}, {}",
        facts.building.address,
        tv(locale, facts.premises.kind.label_key(), &[("number", &facts.premises.number)])
    );
    let mut pairs = vec![
        (label("homes.act_paper.number_label"), Prose::from(facts.of.number.as_str())),
        (label("homes.act_paper.kind"), Prose::from(t(locale, facts.of.kind.key()).as_ref())),
        (label("homes.act_paper.premises"), Prose::from(place)),
    ];
    pairs.extend(facts.premises.area.map(|area| (label("homes.sheet.area"), Prose::from(text::area(locale, area)))));
    pairs.extend(facts.premises.account.as_ref().map(|account| (label("homes.sheet.account"), Prose::from(account.as_str()))));
    pairs.push((label("homes.act_paper.day"), Prose::from(text::date(locale, facts.of.day))));
    for (comes, key) in [(false, "homes.act_paper.leaves"), (true, "homes.act_paper.comes")] {
        let names: Vec<String> =
            facts.sides.iter().filter(|(side, _)| side.comes == comes).map(|side| named(locale, side)).collect();
        if !names.is_empty() {
            pairs.push((label(key), Prose::from(names.join("\n"))));
        }
    }
    let closing = match facts.of.kind {
        MoveKind::Death => "homes.act_paper.closing_death",
        _ => "homes.act_paper.closing",
    };
    vec![Block::Pairs(pairs), Block::paragraph(tv(locale, closing, &[("day", &text::date(locale, facts.of.day))]))]
}

fn named(locale: Locale, (side, contact): &(Side, Contact)) -> String {
    format!("{} ({})", contact.name, t(locale, holds_key(side.holds)))
}

/// The company and everybody who left or came, but not those who live with them, and not the dead.
fn signatures(facts: &Facts) -> Vec<Block> {
    let both = |key: &str| format!("{} / {}", t(Locale::Kk, key), t(Locale::Ru, key));
    let caption = both("homes.act_paper.signature");
    let line = |role: String, name: &str| {
        Block::Signature(Signature { role: Prose::from(role), name: Prose::from(name), caption: Prose::from(caption.as_str()) })
    };
    let mut all = vec![line(both("homes.act_paper.company"), "")];
    for (side, contact) in &facts.sides {
        if side.holds == crate::who::Holds::Family || (!side.comes && !facts.of.kind.tells_leavers()) {
            continue;
        }
        all.push(line(both(if side.comes { "homes.act_paper.who_comes" } else { "homes.act_paper.who_leaves" }), &contact.name));
    }
    all
}
