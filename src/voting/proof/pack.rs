//! The pack for recounting: everything that anybody needs to count the vote once more on a machine that never asks ours.

use std::io::{Cursor, Write};

use zip::ZipWriter;
use zip::result::ZipResult;
use zip::write::SimpleFileOptions;

use super::bulletin;
use crate::text::{Locale, t, tv};
use crate::voting::electorate;
use crate::voting::rows::{EventRow, Meeting, Unit};
use crate::voting::store::proof::Line;

/// The page that counts, without its words.
const PAGE: &str = include_str!("verify.html");
/// Where its words go.
const WORDS: &str = "/*WORDS*/{}";

/// The words of the page, by the names it knows them by.
const KEYS: [(&str, &str); 30] = [
    ("title", "voting.recount.title"),
    ("lead", "voting.recount.lead"),
    ("choose", "voting.recount.choose"),
    ("drop", "voting.recount.drop"),
    ("missing", "voting.recount.missing"),
    ("unreadable", "voting.recount.unreadable"),
    ("chain_ok", "voting.recount.chain_ok"),
    ("chain_bad", "voting.recount.chain_bad"),
    ("roll_ok", "voting.recount.roll_ok"),
    ("roll_bad", "voting.recount.roll_bad"),
    ("bulletin_ok", "voting.recount.bulletin_ok"),
    ("bulletin_bad", "voting.recount.bulletin_bad"),
    ("stranger", "voting.recount.stranger"),
    ("result_ok", "voting.recount.result_ok"),
    ("result_bad", "voting.recount.result_bad"),
    ("not_counted", "voting.recount.not_counted"),
    ("head", "voting.recount.head"),
    ("closed", "voting.recount.closed"),
    ("compare", "voting.recount.compare"),
    ("all_good", "voting.recount.all_good"),
    ("all_bad", "voting.recount.all_bad"),
    ("question", "voting.recount.question"),
    ("for", "voting.choice.for"),
    ("against", "voting.choice.against"),
    ("abstain", "voting.choice.abstain"),
    ("needed", "voting.recount.needed"),
    ("outcome", "voting.recount.outcome"),
    ("find", "voting.recount.find"),
    ("found", "voting.recount.found"),
    ("not_found", "voting.recount.not_found"),
];
const OUTCOMES: [(&str, &str); 3] =
    [("carried", "voting.outcome.carried"), ("rejected", "voting.outcome.rejected"), ("no_quorum", "voting.outcome.no_quorum")];

/// The page with its words in all three languages.
fn page() -> String {
    let mut words = serde_json::Map::new();
    for locale in Locale::ALL {
        let said = KEYS.iter().chain(&OUTCOMES).map(|(name, key)| ((*name).to_owned(), t(locale, key).into_owned().into()));
        words.insert(locale.code().to_owned(), serde_json::Value::Object(said.collect()));
    }
    // no word may end the script
    PAGE.replace(WORDS, &serde_json::Value::Object(words).to_string().replace('<', "\\u003c"))
}

fn readme(of: &Meeting) -> String {
    let said = |locale: Locale| {
        let args = [("number", of.number.as_str()), ("title", of.title(locale)), ("head", of.head_hash.as_str())];
        tv(locale, "voting.recount.readme", &args)
    };
    let all: Vec<String> = [Locale::Kk, Locale::Ru, Locale::En].map(said).to_vec();
    format!("\u{feff}{}\n", all.join("\n\n--------\n\n"))
}

/// Packs it; the same bytes for the same votes.
///
/// # Errors
/// When the archive cannot be written.
pub(super) fn pack(of: &Meeting, units: &[Unit], lines: &[EventRow], ballots: &[Line]) -> ZipResult<Vec<u8>> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let joined = |all: Vec<&str>| all.iter().flat_map(|line| [*line, "\n"]).collect::<String>();
    let files = [
        ("README.txt", readme(of)),
        ("verify.html", page()),
        ("bulletin.csv", bulletin::csv(ballots)),
        ("events.jsonl", joined(lines.iter().map(|row| row.line.as_str()).collect())),
        ("hashes.txt", joined(lines.iter().map(|row| row.hash.as_str()).collect())),
        ("electorate.csv", electorate::without_names(units)),
    ];
    for (name, text) in files {
        zip.start_file(name, SimpleFileOptions::default())?;
        zip.write_all(text.as_bytes())?;
    }
    Ok(zip.finish()?.into_inner())
}
