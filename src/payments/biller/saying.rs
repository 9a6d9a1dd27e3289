//! Saying what came of it, in the words of a dialect. The same outcome is the same bytes.

use serde_json::json;

use super::codes::{code, comment};
use super::{Asked, Dialect, Outcome};
use crate::money::Tiyn;
use crate::text::{Locale, t};

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// In what a dialect is written.
pub(in crate::payments) fn media_type(dialect: Dialect) -> &'static str {
    if dialect == Dialect::KaspiJson { "application/json; charset=utf-8" } else { "application/xml; charset=utf-8" }
}

/// The body of an answer.
pub(in crate::payments) fn say(dialect: Dialect, txn: &str, asked: Option<&Asked>, of: &Outcome) -> String {
    match dialect {
        Dialect::KaspiJson => kaspi_json(txn, asked, of),
        Dialect::KaspiXml => kaspi_xml(txn, asked, of),
        Dialect::Osmp => osmp(txn, asked, of),
        Dialect::Sber => sber(asked, of),
    }
}

/// What the fields are called, in the language in which banks ask: they are shown to the payer as they are.
fn titles() -> [String; 2] {
    ["payments.biller.owner", "payments.biller.place"].map(|key| t(Locale::Ru, key).into_owned())
}

/// The sum that stands in an answer: the debt to suggest, or what was said.
fn sum(asked: Option<&Asked>, of: &Outcome) -> String {
    match of {
        Outcome::Found { owed, .. } => Tiyn(owed.0.max(0)).plain(),
        _ => asked.map(|asked| asked.amount.plain()).unwrap_or_else(|| Tiyn::ZERO.plain()),
    }
}

fn kaspi_json(txn: &str, asked: Option<&Asked>, of: &Outcome) -> String {
    let (result, comment) = (code(Dialect::KaspiJson, of), comment(of));
    let mut answer = vec![("txn_id", json!(txn))];
    if let Outcome::Taken(number) = of {
        answer.push(("prv_txn_id", json!(number)));
    }
    answer.extend([("result", json!(result)), ("sum", json!(sum(asked, of))), ("comment", json!(comment))]);
    if let Outcome::Found { name, place, .. } = of {
        let [owner, premises] = titles();
        let field = |title: &str, text: &str| format!("{{\"@name\":{},\"#text\":{}}}", json!(title), json!(text));
        let fields = format!("{{\"field1\":{},\"field2\":{}}}", field(&owner, name), field(&premises, place));
        return object(&answer, &format!(",\"fields\":{fields}"));
    }
    object(&answer, "")
}

/// Written by hand: the fields stand in the protocol's order, whatever a map would make of them.
fn object(of: &[(&str, serde_json::Value)], more: &str) -> String {
    let pairs: Vec<String> = of.iter().map(|(name, value)| format!("\"{name}\":{value}")).collect();
    format!("{{{}{more}}}", pairs.join(","))
}

const XML: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>";

fn kaspi_xml(txn: &str, asked: Option<&Asked>, of: &Outcome) -> String {
    let number = if let Outcome::Taken(number) = of { format!("<prv_txn_id>{number}</prv_txn_id>") } else { String::new() };
    let (result, sum, comment, fields) = (code(Dialect::KaspiXml, of), sum(asked, of), comment(of), fields(of, ""));
    format!(
        "{XML}<response><txn_id>{txn}</txn_id>{number}<result>{result}</result><sum>{sum}</sum><comment>{comment}</comment>{fields}</response>"
    )
}

fn osmp(txn: &str, asked: Option<&Asked>, of: &Outcome) -> String {
    let number = if let Outcome::Taken(number) = of { format!("<prv_txn>{number}</prv_txn>") } else { String::new() };
    let (result, sum, comment, fields) = (code(Dialect::Osmp, of), sum(asked, of), comment(of), fields(of, " type=\"disp\""));
    format!(
        "{XML}<response><osmp_txn_id>{txn}</osmp_txn_id>{number}<sum>{sum}</sum><result>{result}</result><comment>{comment}</comment>{fields}</response>"
    )
}

fn fields(of: &Outcome, kind: &str) -> String {
    let Outcome::Found { name, place, .. } = of else { return String::new() };
    let [owner, premises] = titles();
    let field = |n: u8, title: &str, text: &str| format!("<field{n} name=\"{title}\"{kind}>{}</field{n}>", escaped(text));
    format!("<fields>{}{}</fields>", field(1, &owner, name), field(2, &premises, place))
}

fn sber(asked: Option<&Asked>, of: &Outcome) -> String {
    let inner = match of {
        Outcome::Found { name, place, owed } => {
            let (balance, asks) = (Tiyn(owed.0.saturating_neg()).plain(), Tiyn(owed.0.max(0)).plain());
            let (name, place) = (escaped(name), escaped(place));
            format!(
                "<FIO>{name}</FIO><ADDRESS>{place}</ADDRESS><BALANCE>{balance}</BALANCE><REC_SUM>{asks}</REC_SUM><INFO></INFO>"
            )
        }
        Outcome::Taken(ours) => {
            let day = asked.map(|asked| asked.day.format("%d.%m.%Y").to_string()).unwrap_or_default();
            format!("<EXT_ID>{ours}</EXT_ID><REG_DATE>{day}</REG_DATE><AMOUNT>{}</AMOUNT>", sum(asked, of))
        }
        _ => String::new(),
    };
    let (result, message) = (code(Dialect::Sber, of), comment(of));
    format!("{XML}<response><CODE>{result}</CODE><MESSAGE>{message}</MESSAGE>{inner}</response>")
}

#[cfg(test)]
#[path = "saying_tests.rs"]
mod tests;
