//! A receipt: Kazakh first, Russian beneath it at equal size, with what the money went to.

use super::pages::seen::{Whole, part_name};
use super::payment::Channel;
use crate::clock::Moment;
use crate::money::Tiyn;
use crate::pdf::{self, Block, Column, Document, Footer, Letterhead, Meta, Prose, Row, Signature, Table};
use crate::text::{self, Locale, t, tv};

/// All that stands on it.
#[derive(Clone, Debug)]
pub(super) struct Paper {
    pub(super) head: Letterhead,
    pub(super) whole: Whole,
}

/// Both languages, one beneath the other.
pub(super) fn both(of: impl Fn(Locale) -> String) -> String {
    let (kk, ru) = (of(Locale::Kk), of(Locale::Ru));
    if kk == ru { kk } else { format!("{kk}\n{ru}") }
}

pub(super) fn said(key: &str) -> String {
    both(|locale| t(locale, key).into_owned())
}

/// Draws it.
///
/// # Errors
/// When the document cannot be made.
pub(super) fn draw(paper: &Paper, made: Moment) -> Result<Vec<u8>, pdf::Error> {
    let of = &paper.whole.payment;
    let title = |locale| Prose::from(tv(locale, "payments.receipt.title", &[("number", &of.number)]));
    let meta = Meta {
        title: tv(Locale::Kk, "payments.receipt.number", &[("number", &of.number)]),
        language: "kk".into(),
        created: made.and_utc(),
    };
    let mut document = Document::new(meta)
        .letterhead(paper.head.clone())
        .footer(Footer::new(of.number.clone(), |page, pages| format!("{page} / {pages}")))
        .with(Block::Title { kk: title(Locale::Kk), ru: title(Locale::Ru) });
    if of.back.is_some() {
        let back = both(|locale| super::pages::seen::sentence(locale, of).0.in_words(locale));
        document.push(Block::paragraph(Prose::new().bold(back)));
    }
    document.push(Block::Pairs(facts(paper)));
    document.push(Block::heading(format!(
        "{} / {}",
        t(Locale::Kk, "payments.parts.title"),
        t(Locale::Ru, "payments.parts.title")
    )));
    document.push(Block::Table(parts(&paper.whole)));
    document.push(Block::Note(Prose::from(said("payments.parts.order"))));
    if of.channel == Channel::Cash {
        document.push(Block::Signature(Signature {
            role: Prose::from(said("payments.receipt.cashier")),
            name: Prose::from(of.author.clone().unwrap_or_default()),
            caption: Prose::from(format!(
                "{} / {}",
                t(Locale::Kk, "payments.receipt.sign"),
                t(Locale::Ru, "payments.receipt.sign")
            )),
        }));
    }
    document.render()
}

fn facts(paper: &Paper) -> Vec<(Prose, Prose)> {
    let of = &paper.whole.payment;
    let label = |key: &str| Prose::new().bold(said(key));
    let mut pairs = vec![
        (label("payments.list.payer"), Prose::from(of.payer.clone())),
        (label("payments.list.place"), Prose::from(both(|locale| of.place(locale)))),
    ];
    pairs.extend(of.account.as_ref().map(|account| (label("homes.sheet.account"), Prose::from(account.clone()))));
    pairs.push((label("payments.list.day"), Prose::from(both(|locale| text::date(locale, of.day)))));
    pairs.push((label("payments.list.channel"), Prose::from(said(of.channel.key()))));
    if of.channel != Channel::Cash {
        pairs.push((label("payments.list.external"), Prose::from(of.external.clone())));
    }
    if !of.note.is_empty() {
        pairs.push((label("payments.list.note"), Prose::from(of.note.clone())));
    }
    pairs
}

fn parts(whole: &Whole) -> Table {
    let mut table = Table {
        columns: vec![Column::share(said("payments.parts.what"), 1.0), Column::number(said("payments.list.amount"), 110.0)],
        ..Table::default()
    };
    for part in &whole.parts {
        table.rows.push(Row::of([both(|locale| part_name(locale, part)), part.amount.print(Locale::Kk)]));
    }
    table.rows.push(Row::total([said("payments.parts.sum"), Tiyn(whole.payment.amount).print(Locale::Kk)]));
    table
}
