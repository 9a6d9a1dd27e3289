//! The protocol on paper: its eleven fields (art. 42(14)) in Kazakh and Russian, the signatures, and what it is looked up by. The annexes
//! are drawn in [`annexes`](super::annexes). Equal facts give equal bytes.

use super::annexes;
use super::facts::{Facts, Reading, both};
use crate::clock::Moment;
use crate::pdf::{self, Align, Block, Column, Document, Footer, Letterhead, Meta, Prose, Qr, Row, Signature, Table, Width};
use crate::text::{self, Locale, percent_of, t, tv};
use crate::voting::counting::Counted;
use crate::voting::meeting::Format;
use crate::voting::question::{Outcome, Roll};

const BOTH: [Locale; 2] = [Locale::Kk, Locale::Ru];

/// Draws it.
///
/// # Errors
/// When the document cannot be made.
pub(in crate::voting) fn draw(of: &Facts, reading: Reading) -> Result<Vec<u8>, pdf::Error> {
    let number = of.meeting.number.as_str();
    let title = |locale| tv(locale, title_key(of, reading), &[("number", number)]);
    let meta = Meta {
        title: format!("{} / {}", title(Locale::Kk), title(Locale::Ru)),
        language: "kk".into(),
        created: of.protocol.asked_at.and_utc(),
    };
    let mut paper = Document::new(meta)
        .letterhead(letterhead(of))
        .footer(Footer::new(of.meeting.head_hash.clone(), page_of))
        .with(Block::Title { kk: title(Locale::Kk).into(), ru: title(Locale::Ru).into() });
    if of.protocol.draft {
        paper = paper.across(both("voting.paper.draft"));
    }
    paper.extend(fields(of));
    paper.extend(results(of));
    paper.extend(decisions(of));
    paper.extend(list_of_annexes(of, reading));
    paper.extend(signatures(of));
    if reading == Reading::Whole {
        paper.extend(annexes::all(of));
    }
    paper.render()
}

/// «Page 3 of 12» in both languages.
fn page_of(page: usize, pages: usize) -> String {
    let args = [("page", page.to_string()), ("pages", pages.to_string())];
    let args: Vec<(&str, &str)> = args.iter().map(|(name, value)| (*name, value.as_str())).collect();
    BOTH.map(|locale| tv(locale, "voting.paper.page", &args)).join(" / ")
}

fn title_key(of: &Facts, reading: Reading) -> &'static str {
    match (reading, of.meeting.format) {
        (Reading::Extract, _) => "voting.paper.title_extract",
        (_, Format::InPerson) => "voting.paper.title_in_person",
        (_, Format::Absentee) => "voting.paper.title_absentee",
        (_, Format::Mixed) => "voting.paper.title_mixed",
    }
}

fn letterhead(of: &Facts) -> Letterhead {
    let (names, bin, phone, addresses) = &of.sender;
    let lines = [
        addresses.0.clone(),
        if addresses.1 == addresses.0 { String::new() } else { addresses.1.clone() },
        if phone.is_empty() { String::new() } else { text::phone::print(phone) },
        if bin.is_empty() { String::new() } else { format!("{} {bin}", both("voting.paper.bin")) },
    ];
    let lines = lines.into_iter().filter(|line| !line.is_empty()).collect();
    Letterhead { name_kk: names.0.clone(), name_ru: names.1.clone(), lines, logo: None }
}

/// The heading of a field: its number in art. 42(14), and what it is in both languages.
fn field(number: u32, key: &str) -> Block {
    Block::heading(format!("{number}. {}", both(key)))
}

/// The same in both languages, side by side.
fn beside(words: impl Fn(Locale) -> String) -> Block {
    let (kk, ru) = (words(Locale::Kk), words(Locale::Ru));
    if kk == ru {
        return Block::paragraph(kk);
    }
    Block::Columns { left: vec![Block::paragraph(kk)], right: vec![Block::paragraph(ru)], share: 0.5 }
}

fn at(of: &Facts, locale: Locale, moment: Option<Moment>) -> String {
    moment.map(|moment| text::date_time(locale, moment, of.zone)).unwrap_or_default()
}

/// Fields 1 to 8.
fn fields(of: &Facts) -> Vec<Block> {
    let meeting = &of.meeting;
    let mut all =
        vec![field(1, "voting.paper.place"), beside(|locale| tv(locale, "voting.paper.house", &[("address", &of.address)]))];
    all.push(field(2, "voting.paper.questions"));
    for counted in &of.results.questions {
        let question = &counted.question;
        all.push(beside(|locale| format!("{}. {}", question.place, question.title(locale))));
    }
    all.push(field(3, "voting.paper.when"));
    all.push(beside(|locale| {
        let mut said = vec![tv(locale, "voting.paper.format", &[("format", &t(locale, meeting.format.key()))])];
        if let Some(meets) = meeting.meets_at {
            let venue = meeting.venue(locale);
            said.push(tv(locale, "voting.paper.met", &[("at", &at(of, locale, Some(meets))), ("venue", venue)]));
        }
        let (from, until) = (at(of, locale, meeting.opens_at), at(of, locale, meeting.closed_at.or(meeting.closes_at)));
        said.push(tv(locale, "voting.paper.votes_taken", &[("from", &from), ("until", &until)]));
        let edition = text::date(locale, meeting.edition);
        said.push(tv(locale, "voting.paper.edition", &[("day", &edition)]));
        said.join("\n")
    }));
    for (number, roll, took) in
        [(4, Roll::Homes, false), (5, Roll::Stalls, false), (6, Roll::Homes, true), (7, Roll::Stalls, true)]
    {
        all.extend(many(of, number, roll, took));
    }
    all.push(field(8, "voting.paper.who"));
    all.push(Block::Pairs(people(of)));
    all
}

/// Fields 4 to 7: how many there are of a roll, and how many took part.
fn many(of: &Facts, number: u32, roll: Roll, took: bool) -> [Block; 2] {
    let (key, said) = match (roll, took) {
        (Roll::Stalls, false) => ("voting.paper.stalls", "voting.paper.units"),
        (Roll::Stalls, true) => ("voting.paper.stalls_took", "voting.paper.took"),
        (_, false) => ("voting.paper.homes", "voting.paper.units"),
        (_, true) => ("voting.paper.homes_took", "voting.paper.took"),
    };
    let (all, voted) = of.roll(roll);
    let count = if took { voted } else { all }.to_string();
    let paper = of.on_paper().count().to_string();
    [field(number, key), beside(|locale| tv(locale, said, &[("many", &count), ("all", &all.to_string()), ("paper", &paper)]))]
}

fn people(of: &Facts) -> Vec<(Prose, Prose)> {
    let label = |key: &str| Prose::new().bold(both(key));
    let mut all = vec![
        (label("voting.paper.chair"), Prose::from(of.meeting.chair.as_str())),
        (label("voting.paper.secretary"), Prose::from(of.meeting.secretary.as_str())),
        (label("voting.paper.called_by"), Prose::from(both(of.meeting.initiator.key()))),
    ];
    let named = |(name, unit): &(String, String)| if unit.is_empty() { name.clone() } else { format!("{name} ({unit})") };
    if !of.callers.is_empty() {
        let names: Vec<String> = of.callers.iter().map(named).collect();
        all.push((label("voting.paper.initiators"), Prose::from(names.join("\n"))));
    }
    if !of.meeting.tellers.trim().is_empty() {
        all.push((label("voting.paper.tellers"), Prose::from(of.meeting.tellers.as_str())));
    }
    all
}

/// Field 9: the votes of each question, on paper and in the portal apart and together.
fn results(of: &Facts) -> Vec<Block> {
    let mut all = vec![field(9, "voting.paper.results")];
    for counted in &of.results.questions {
        let question = &counted.question;
        all.push(Block::paragraph(Prose::new().bold(format!(
            "{}. {} / {}",
            question.place,
            question.title(Locale::Kk),
            question.title(Locale::Ru)
        ))));
        all.push(Block::Table(votes(counted)));
        let outcome = |locale: Locale| {
            format!(
                "{}\n{}\n{}",
                counted.in_words().in_words(locale),
                counted.quorum_in_words().in_words(locale),
                tv(locale, "voting.paper.article", &[("article", &question.article)])
            )
        };
        all.push(beside(outcome));
    }
    all
}

fn votes(counted: &Counted) -> Table {
    let head = |key: &str| Column { heading: in_two(key), width: Width::Share(1.0), align: Align::Right };
    let first = Column { heading: in_two("voting.counting.how"), width: Width::Share(1.6), align: Align::Left };
    let columns = vec![
        first,
        head("voting.choice.for"),
        head("voting.choice.against"),
        head("voting.choice.abstain"),
        head("voting.paper.all_votes"),
    ];
    let tally = counted.tally;
    let parts = [
        ("voting.counting.paper", tally.paper),
        ("voting.counting.portal", tally.portal),
        ("voting.counting.together", tally.votes()),
    ];
    let mut rows: Vec<Row> = Vec::new();
    for (key, votes) in parts {
        let whole = tally.votes().all();
        let cell = |part: u64| format!("{part} ({})", percent_of(Locale::Kk, part, whole));
        let cells = [both(key), cell(votes.for_it), cell(votes.against), cell(votes.abstained), cell(votes.all())];
        rows.push(if key == "voting.counting.together" { Row::total(cells) } else { Row::of(cells) });
    }
    Table { columns, rows, zebra: false }
}

/// A word in both languages, one beneath the other.
pub(super) fn in_two(key: &str) -> Prose {
    Prose::from(both(key).replace(" / ", "\n"))
}

/// Field 10: what was decided.
fn decisions(of: &Facts) -> Vec<Block> {
    let mut all = vec![field(10, "voting.paper.decision")];
    for counted in &of.results.questions {
        let (question, outcome) = (&counted.question, counted.verdict.outcome);
        let key = match outcome {
            Outcome::Carried => "voting.paper.carried",
            Outcome::Rejected | Outcome::Open => "voting.paper.rejected",
            Outcome::NoQuorum => "voting.paper.no_quorum",
        };
        let text = |locale: Locale| {
            let text = if question.text(locale).is_empty() { question.title(locale) } else { question.text(locale) };
            Prose::new().plain(format!("{}. {text} ", question.place)).bold(t(locale, key))
        };
        let [kk, ru] = BOTH.map(|locale| vec![Block::paragraph(text(locale))]);
        all.push(Block::Columns { left: kk, right: ru, share: 0.5 });
    }
    all
}

/// Field 11, and beside it what the protocol is looked up by.
fn list_of_annexes(of: &Facts, reading: Reading) -> Vec<Block> {
    let said = match reading {
        Reading::Extract => BOTH.map(|locale| Block::paragraph(t(locale, "voting.paper.extract_note").into_owned())).to_vec(),
        Reading::Whole => {
            let mut all: Vec<Block> = (1_u32..)
                .zip(annexes::TITLES)
                .map(|(number, key)| Block::paragraph(format!("{number}. {}", both(key))))
                .collect();
            all.push(Block::Note(Prose::from(format!("{}: {}", both("voting.paper.roll_hash"), of.meeting.names_hash))));
            all
        }
    };
    let code = Block::Qr(Qr {
        text: of.verify_at(),
        caption: Prose::from(format!("{}: {}\n{}", both("voting.paper.code"), of.protocol.code, of.verify_at())),
        side: 92.0,
    });
    vec![field(11, "voting.paper.annexes"), Block::Columns { left: said, right: vec![code], share: 0.62 }]
}

/// Chair, secretary, and who called it (art. 42(15)).
fn signatures(of: &Facts) -> Vec<Block> {
    let caption = both("voting.paper.signature");
    let line = |key: &str, name: &str| {
        Block::Signature(Signature { role: Prose::from(both(key)), name: name.into(), caption: caption.as_str().into() })
    };
    let mut all = vec![line("voting.paper.chair", &of.meeting.chair), line("voting.paper.secretary", &of.meeting.secretary)];
    let wanted = if of.meeting.initiator.are_owners() { 3 } else { 1 };
    let names = of.callers.iter().map(|(name, _)| name.as_str()).chain(std::iter::repeat(""));
    all.extend(names.take(wanted.max(of.callers.len())).map(|name| line("voting.paper.initiator", name)));
    all
}
