//! Sentences that were kept, in the words of whoever reads them.

use crate::text::tv;
use crate::web::Said;
use crate::web::actor::{Acting, Secretary, Staff};

/// A refusal with its moment as people write it: it carries one as RFC 3339.
pub(in crate::voting::paper) fn in_words(who: &Staff<Secretary>, said: Said) -> Said {
    Said { args: said.args.into_iter().map(|(name, value)| (name, written(who, value))).collect(), key: said.key }
}

fn written(who: &Staff<Secretary>, value: String) -> String {
    match chrono::DateTime::parse_from_rfc3339(&value) {
        Ok(at) => crate::text::date_time(who.locale(), at.naive_utc(), who.zone()),
        Err(_) => value,
    }
}

/// The sentence by which a sheet was kept and not counted.
pub(in crate::voting::paper) fn why(who: &Staff<Secretary>, kept: &str) -> String {
    let said: Option<Said> = serde_json::from_str(kept).ok();
    said.map(|said| in_words(who, said)).map_or_else(String::new, |said| {
        let args: Vec<(&str, &str)> = said.args.iter().map(|(name, value)| (name.as_ref(), value.as_str())).collect();
        tv(who.locale(), &said.key, &args)
    })
}
