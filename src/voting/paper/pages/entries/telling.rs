//! Sentences that were kept, in the words of whoever reads them.

use crate::text::tv;
use crate::web::Said;
use crate::web::actor::{Acting, Secretary, Staff};

/// The sentence by which a sheet was kept and not counted.
pub(in crate::voting::paper) fn why(who: &Staff<Secretary>, kept: &str) -> String {
    let said: Option<Said> = serde_json::from_str(kept).ok();
    said.map_or_else(String::new, |said| {
        let args: Vec<(&str, &str)> = said.args.iter().map(|(name, value)| (name.as_ref(), value.as_str())).collect();
        tv(who.locale(), &said.key, &args)
    })
}
