//! The sheet of somebody's day, for whoever has no telephone with them: jobs in their order, each with a code that opens its page. Kazakh and
//! Russian at equal size.

use chrono::NaiveDate;
use chrono_tz::Tz;

use super::pages::placed;
use super::sentence::{Reader, when};
use super::store::one::{Placed, in_language};
use crate::clock::Moment;
use crate::pdf::{self, Block, Document, Footer, Letterhead, Meta, Prose, Qr};
use crate::requests;
use crate::text::{self, Locale, t, tv};

/// What a sheet says.
pub(super) struct Facts {
    pub(super) name: String,
    pub(super) day: NaiveDate,
    pub(super) jobs: Vec<Placed>,
    pub(super) company: [String; 3],
    pub(super) base_url: String,
    pub(super) zone: Tz,
    pub(super) now: Moment,
}

/// Draws it.
///
/// # Errors
/// When the paper cannot be set.
pub(super) fn draw(facts: &Facts) -> Result<Vec<u8>, pdf::Error> {
    let title = |locale| tv(locale, "dispatch.sheet.title", &[("day", &text::date(locale, facts.day))]);
    let meta = Meta { title: title(Locale::Kk), language: "kk".into(), created: facts.now.and_utc() };
    let (kk, ru) = (in_language(&facts.company, Locale::Kk), in_language(&facts.company, Locale::Ru));
    let mut paper = Document::new(meta)
        .letterhead(Letterhead { name_kk: kk.to_owned(), name_ru: ru.to_owned(), lines: Vec::new(), logo: None })
        .footer(Footer::new(facts.name.clone(), |page, pages| format!("{page} / {pages}")))
        .with(Block::Title { kk: Prose::from(title(Locale::Kk)), ru: Prose::from(title(Locale::Ru)) })
        .with(Block::heading(facts.name.as_str()));
    if facts.jobs.is_empty() {
        paper.push(Block::paragraph(both("dispatch.today.none")));
    }
    for job in &facts.jobs {
        paper.push(Block::Rule);
        paper.push(one(facts, job));
    }
    paper.render()
}

/// Kazakh, then Russian.
fn both(key: &str) -> String {
    format!("{} / {}", t(Locale::Kk, key), t(Locale::Ru, key))
}

fn one(facts: &Facts, placed_at: &Placed) -> Block {
    let (of, at) = placed_at;
    let said = |f: &dyn Fn(Locale) -> String| {
        let (kk, ru) = (f(Locale::Kk), f(Locale::Ru));
        if kk == ru { kk } else { format!("{kk} / {ru}") }
    };
    let label = |key: &str| Prose::new().bold(both(key));
    let time = said(&|locale| when(Reader { locale, zone: facts.zone, now: facts.now }, of));
    let mut pairs = vec![
        (
            label("dispatch.desk.what"),
            Prose::from(format!("№ {} {}", of.number, said(&|locale| requests::category_name(locale, &of.category)))),
        ),
        (label("dispatch.desk.when"), Prose::from(time)),
        (label("dispatch.desk.where"), Prose::from(said(&|locale| placed(locale, of, at)))),
        (label("dispatch.new.text"), Prose::from(of.text.as_str())),
    ];
    if !of.name.is_empty() {
        let phone = if of.phone.is_empty() { String::new() } else { format!(", {}", text::phone::print(&of.phone)) };
        pairs.push((label("dispatch.new.name"), Prose::from(format!("{}{phone}", of.name))));
    }
    let code = Qr { text: format!("{}/jobs/{}", facts.base_url, of.id), caption: Prose::from(of.number.as_str()), side: 85.0 };
    Block::Columns { left: vec![Block::Qr(code)], right: vec![Block::Pairs(pairs)], share: 0.22 }
}
