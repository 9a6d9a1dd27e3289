//! The act of work done (*орындалған жұмыс актісі*, *акт выполненных работ*): what was done where and by whom, what was used and what it costs
//! the resident, who confirmed it; Kazakh and Russian side by side at equal size (law «On languages», art. 9 and 15), with lines to sign on.
//! Drawn when it is asked for, from what the job says.

use chrono_tz::Tz;

use super::pages::{cost, quantity, total};
use super::rows::{Job, Material};
use super::store::one::{Sender, Where};
use super::store::planned::Check;
use super::upkeep::pages::Checked;
use crate::pdf::{self, Block, Column, Document, Footer, Letterhead, Meta, Prose, Row, Signature, Table};
use crate::requests;
use crate::text::{self, Locale, t, tv};

/// What an act says.
pub(super) struct Facts {
    pub(super) of: Job,
    pub(super) at: Where,
    pub(super) used: Vec<Material>,
    pub(super) checks: Vec<Check>,
    pub(super) worker: String,
    pub(super) request: Option<String>,
    pub(super) sender: Sender,
    pub(super) zone: Tz,
}

/// Draws it.
///
/// # Errors
/// When the paper cannot be set.
pub(super) fn draw(facts: &Facts) -> Result<Vec<u8>, pdf::Error> {
    let title = |locale| Prose::from(tv(locale, "dispatch.act_paper.title", &[("number", &facts.of.number)]));
    let meta = Meta {
        title: tv(Locale::Kk, "dispatch.act_paper.title", &[("number", &facts.of.number)]),
        language: "kk".into(),
        created: facts.of.done_at.unwrap_or(facts.of.updated_at).and_utc(),
    };
    let mut paper = Document::new(meta)
        .letterhead(letterhead(&facts.sender))
        .footer(Footer::new(facts.of.number.clone(), |page, pages| format!("{page} / {pages}")))
        .with(Block::Title { kk: title(Locale::Kk), ru: title(Locale::Ru) });
    paper.push(Block::Columns { left: said(facts, Locale::Kk), right: said(facts, Locale::Ru), share: 0.5 });
    if !facts.used.is_empty() {
        paper.push(Block::heading(both("dispatch.act_paper.used")));
        paper.push(Block::Table(used(facts)));
    }
    if !facts.checks.is_empty() {
        paper.push(Block::heading(both("dispatch.act_paper.checks")));
        paper.push(Block::Table(checks(facts)));
    }
    paper.extend(signatures(facts));
    paper.render()
}

/// Kazakh, then Russian.
fn both(key: &str) -> String {
    format!("{} / {}", t(Locale::Kk, key), t(Locale::Ru, key))
}

fn letterhead((names, bin, phone, addresses): &Sender) -> Letterhead {
    let [kk, ru, _] = names;
    let [address_kk, address_ru] = addresses;
    let lines = [
        address_kk.clone(),
        address_ru.clone(),
        if phone.is_empty() { String::new() } else { text::phone::print(phone) },
        if bin.is_empty() { String::new() } else { tv(Locale::Kk, "homes.act_paper.bin", &[("bin", bin)]) },
    ];
    let lines = lines.into_iter().filter(|line| !line.is_empty()).collect();
    Letterhead { name_kk: kk.clone(), name_ru: ru.clone(), lines, logo: None }
}

/// All of it in one language.
fn said(facts: &Facts, locale: Locale) -> Vec<Block> {
    let (of, label) = (&facts.of, |key: &str| Prose::new().bold(t(locale, key)));
    let mut pairs = vec![
        (label("dispatch.act_paper.what"), Prose::from(requests::category_name(locale, &of.category))),
        (label("dispatch.act_paper.where"), Prose::from(place(facts, locale))),
        (label("dispatch.act_paper.asked"), Prose::from(of.text.as_str())),
        (label("dispatch.act_paper.worker"), Prose::from(facts.worker.as_str())),
    ];
    if !of.name.is_empty() {
        pairs.push((label("dispatch.act_paper.resident"), Prose::from(of.name.as_str())));
    }
    pairs.extend(facts.request.as_ref().map(|number| (label("dispatch.act_paper.request"), Prose::from(number.as_str()))));
    pairs.extend(of.done_at.map(|at| (label("dispatch.act_paper.done"), Prose::from(text::date_time(locale, at, facts.zone)))));
    if let Some(way) = of.confirmed_as {
        let said = tv(locale, way.key(), &[("name", &of.confirmed_by)]);
        pairs.push((label("dispatch.act_paper.confirmed"), Prose::from(said)));
    }
    pairs.push((label("dispatch.act_paper.total"), Prose::from(total(&facts.used).print(locale))));
    vec![Block::Pairs(pairs), Block::paragraph(t(locale, "dispatch.act_paper.closing").into_owned())]
}

fn place(facts: &Facts, locale: Locale) -> String {
    super::pages::placed(locale, &facts.of, &facts.at)
}

fn used(facts: &Facts) -> Table {
    let columns = vec![
        Column::share(both("dispatch.act_paper.name"), 3.0),
        Column::share(both("dispatch.act_paper.quantity"), 2.0),
        Column::number(both("dispatch.act_paper.cost"), 110.0),
    ];
    let rows = facts.used.iter().map(|one| {
        let quantity = format!("{} / {}", quantity(Locale::Kk, one), quantity(Locale::Ru, one));
        let cost = if one.warranty { both("dispatch.material.free") } else { cost(Locale::Ru, one) };
        Row::of([one.name.clone(), quantity, cost])
    });
    Table { columns, rows: rows.collect(), zebra: false }
}

/// What was checked, with its norm; what is outside of it is said in words.
fn checks(facts: &Facts) -> Table {
    let columns = vec![
        Column::share(both("dispatch.act_paper.checks"), 3.0),
        Column::share(both("dispatch.check.norm"), 1.5),
        Column::share(both("dispatch.check.found"), 2.0),
    ];
    let rows = facts.checks.iter().map(|one| {
        let (kk, ru) = (Checked::of(Locale::Kk, one), Checked::of(Locale::Ru, one));
        let mut found = if kk.found == ru.found { ru.found } else { format!("{} / {}", kk.found, ru.found) };
        if ru.is_outside {
            found = format!("{found} ({})", both("dispatch.check.outside"));
        }
        Row::of([ru.what, ru.norm, found])
    });
    Table { columns, rows: rows.collect(), zebra: false }
}

fn signatures(facts: &Facts) -> Vec<Block> {
    let line = |key: &str, name: &str| {
        Block::Signature(Signature {
            role: Prose::from(both(key)),
            name: Prose::from(name),
            caption: Prose::from(both("homes.act_paper.signature")),
        })
    };
    vec![
        line("dispatch.act_paper.worker", &facts.worker),
        line(
            "dispatch.act_paper.resident",
            if facts.of.confirmed_by.is_empty() { &facts.of.name } else { &facts.of.confirmed_by },
        ),
    ]
}
