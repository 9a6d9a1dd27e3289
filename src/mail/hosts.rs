//! Links in a company's letters lead to its own host, if the operator gave it one. Capabilities write every link with the base URL;
//! as a letter leaves the house, and nowhere else, the company's own name takes its place. It comes from the company's entry.

use diesel::prelude::*;

use super::letter::LetterId;
use super::taken::Taken;
use crate::config::Config;
use crate::db::schema::{companies, letters};
use crate::db::{Conn, Listed};

/// Puts the companies' hosts into letters that are about to go out: one question for all of them.
pub(super) fn readdress(conn: &mut Conn, config: &Config, taken: &mut [Taken]) -> QueryResult<()> {
    let ids: Vec<LetterId> = taken.iter().map(|letter| letter.id).collect();
    let rows: Vec<(LetterId, Option<String>)> = letters::table
        .inner_join(companies::table.on(companies::id.nullable().eq(letters::company_id)))
        .filter(letters::id.among(ids))
        .filter(companies::host.is_not_null())
        .select((letters::id, companies::host))
        .load(conn)?;
    for (id, host) in rows {
        let Some((letter, host)) = taken.iter_mut().find(|letter| letter.id == id).zip(host) else { continue };
        let origin = config.origin(&host);
        for text in [&mut letter.text, &mut letter.html].into_iter().chain(&mut letter.unsubscribe) {
            *text = lead(text, &config.base_url, &origin);
        }
    }
    Ok(())
}

/// Every address of ours in a text, with another origin. `http://aula.kz.evil` and `http://aula.kz:80801` are not ours.
fn lead(text: &str, base: &str, origin: &str) -> String {
    let mut led = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once(base) {
        let ours = !after.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | ':' | '@'))
            || after.starts_with(". ")
            || after == ".";
        led.push_str(before);
        led.push_str(if ours { origin } else { base });
        rest = after;
    }
    led.push_str(rest);
    led
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn our_addresses_lead_to_the_company_and_others_stay() {
        let text =
            "<a href=\"http://aula.kz/join/7\">http://aula.kz</a> http://aula.kz.evil/x http://aula.kz:81/ see http://aula.kz.";
        let led = lead(text, "http://aula.kz", "http://kabinet.kz");
        assert_eq!(
            led,
            "<a href=\"http://kabinet.kz/join/7\">http://kabinet.kz</a> http://aula.kz.evil/x http://aula.kz:81/ see http://kabinet.kz."
        );
        assert_eq!(lead("", "http://aula.kz", "http://kabinet.kz"), "");
    }
}
