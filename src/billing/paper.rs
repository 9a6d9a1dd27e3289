//! A bill on paper: Kazakh first, Russian beneath it at equal size, with a QR code that says whom to pay what. One variant names those who
//! pay; the other, for public places and those who rent, names nobody.

pub(super) mod printing;

use super::pages::made_good;
use super::pages::seen::{Whole, formula, name, span, sums};
use super::store::about::Sender;
use crate::clock::Moment;
use crate::money::Tiyn;
use crate::pdf::{self, Block, Column, Document, Footer, Letterhead, Meta, Prose, Qr, Row, Table};
use crate::text::{self, Locale, t, tv};

/// All that stands on it.
#[derive(Clone, Debug)]
pub(super) struct Paper {
    pub(super) sender: Sender,
    /// Who pays.
    pub(super) names: Vec<String>,
    /// Whether it says whose bill it is: name and account.
    pub(super) named: bool,
    pub(super) whole: Whole,
}

/// Both languages, one beneath the other.
fn both(of: impl Fn(Locale) -> String) -> String {
    let (kk, ru) = (of(Locale::Kk), of(Locale::Ru));
    if kk == ru { kk } else { format!("{kk}\n{ru}") }
}

fn said(key: &str) -> String {
    both(|locale| t(locale, key).into_owned())
}

/// Draws it.
///
/// # Errors
/// When the document cannot be made.
pub(super) fn draw(paper: &Paper, made: Moment) -> Result<Vec<u8>, pdf::Error> {
    document(paper, made).render()
}

/// As a document, to be drawn or bound with others.
pub(super) fn document(paper: &Paper, made: Moment) -> Document {
    let bill = &paper.whole.bill;
    let title = |locale| {
        let month = text::month_year(locale, bill.month);
        Prose::from(tv(locale, "billing.paper.title", &[("number", &bill.number), ("month", &month)]))
    };
    let meta = Meta {
        title: tv(Locale::Kk, "billing.paper.short", &[("number", &bill.number)]),
        language: "kk".into(),
        created: made.and_utc(),
    };
    let number = bill.number.clone();
    let mut document = Document::new(meta)
        .letterhead(letterhead(&paper.sender))
        .footer(Footer::new(number, |page, pages| format!("{page} / {pages}")))
        .with(Block::Title { kk: title(Locale::Kk), ru: title(Locale::Ru) });
    document.push(Block::Columns { left: vec![facts(paper)], right: payment(paper), share: 0.62 });
    document.push(Block::Table(lines(&paper.whole)));
    document.push(Block::Table(total(paper)));
    let spans = bill.spans();
    if !spans.is_empty() {
        document.push(Block::heading(both_in_line("billing.bill.penalty_how")));
        for of in &spans {
            document.push(Block::Note(Prose::from(both(|locale| span(locale, of)))));
        }
    }
    document.push(Block::Note(Prose::from(said("billing.bill.rounding"))));
    document
}

fn both_in_line(key: &str) -> String {
    format!("{} / {}", t(Locale::Kk, key), t(Locale::Ru, key))
}

/// Who sends it, and where it is to be paid.
pub(super) fn letterhead(of: &Sender) -> Letterhead {
    let lines = [
        of.address_kk.clone(),
        if of.address_ru == of.address_kk { String::new() } else { of.address_ru.clone() },
        if of.phone.is_empty() { String::new() } else { text::phone::print(&of.phone) },
        if of.bin.is_empty() { String::new() } else { tv(Locale::Kk, "billing.paper.bin", &[("bin", &of.bin)]) },
        of.iban.clone().unwrap_or_default(),
        [of.bank.clone(), of.bic.clone()].into_iter().flatten().collect::<Vec<_>>().join(", "),
    ];
    let lines = lines.into_iter().filter(|line| !line.is_empty()).collect();
    Letterhead { name_kk: of.name_kk.clone(), name_ru: of.name_ru.clone(), lines, logo: None }
}

fn facts(paper: &Paper) -> Block {
    let bill = &paper.whole.bill;
    let label = |key: &str| Prose::new().bold(said(key));
    let place = |locale| super::pages::seen::place(locale, bill);
    let mut pairs = vec![(label("billing.paper.premises"), Prose::from(both(place)))];
    if paper.named {
        pairs.push((label("billing.paper.payer"), Prose::from(paper.names.join("\n"))));
        let account = bill.account.as_deref().unwrap_or_default();
        pairs.push((label("homes.sheet.account"), Prose::from(account)));
    }
    pairs.extend(bill.area.map(|area| (label("homes.sheet.area"), Prose::from(text::area(Locale::Kk, area)))));
    pairs.push((label("billing.paper.until"), Prose::from(both(|locale| text::date(locale, bill.due_on)))));
    Block::Pairs(pairs)
}

/// What a bank's application reads off the code: opaque to us, words and values that any can find their way in.
fn payload(paper: &Paper) -> String {
    let (of, bill) = (&paper.sender, &paper.whole.bill);
    let part = |name: &str, value: &str| if value.is_empty() { String::new() } else { format!("|{name}={value}") };
    let parts = [
        part("Name", &of.name_kk),
        part("BIN", &of.bin),
        part("IIK", of.iban.as_deref().unwrap_or_default()),
        part("BIK", of.bic.as_deref().unwrap_or_default()),
        part("Account", if paper.named { bill.account.as_deref().unwrap_or_default() } else { "" }),
        part("Bill", &bill.number),
        part("Sum", &Tiyn(bill.due.max(0)).plain()),
    ];
    format!("AULA1{}", parts.concat())
}

fn payment(paper: &Paper) -> Vec<Block> {
    vec![Block::Qr(Qr { text: payload(paper), caption: Prose::from(said("billing.paper.scan")), side: 100.0 })]
}

fn lines(whole: &Whole) -> Table {
    let mut table = Table {
        columns: vec![
            Column::share(said("billing.bill.service"), 0.7),
            Column::share(said("billing.bill.formula"), 1.0),
            Column::number(said("billing.bill.sum"), 76.0),
        ],
        ..Table::default()
    };
    for line in &whole.lines {
        table.rows.push(Row::of([
            both(|locale| name(locale, &line.name_kk, &line.name_ru)),
            both(|locale| formula(locale, line)),
            Tiyn(line.amount).print(Locale::Kk),
        ]));
    }
    for of in &whole.adjusted {
        table.rows.push(Row::of([
            both(|locale| made_good::title(locale, of)),
            both(|locale| made_good::formula(locale, of)),
            Tiyn(of.amount).print(Locale::Kk),
        ]));
    }
    let sum = whole.bill.accrued;
    table.rows.push(Row::total([said("billing.bill.accrued"), String::new(), Tiyn(sum).print(Locale::Kk)]));
    table
}

fn total(paper: &Paper) -> Table {
    let bill = &paper.whole.bill;
    let mut table = Table {
        columns: vec![Column::share(both_in_line("billing.bill.sums"), 1.0), Column::number("", 110.0)],
        ..Table::default()
    };
    for (key, sum) in sums(&paper.whole) {
        table.rows.push(Row::of([both_in_line(key), sum.print(Locale::Kk)]));
    }
    table.rows.push(Row::total([both_in_line("billing.bill.due"), Tiyn(bill.due).print(Locale::Kk)]));
    table
}
