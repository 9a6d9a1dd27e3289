//! What goes into the archive of some houses.

use serde_json::Value as Json;

use super::rows::Handover;
use crate::audit::Kept;
use crate::config::Config;
use crate::files::Digest;
use crate::homes::Handed;
use crate::parcel::{About, Leaf};
use crate::sheet::{Heading, Table, Value, csv_plain};
use crate::text::{Locale, tv};

/// The folder of the register's tables.
pub(super) const REGISTER: &str = "register";

/// A digest of what the register says of the houses: the same as long as nothing has changed.
pub(super) fn content(of: &Handed) -> String {
    let all: Vec<u8> = of.tables().iter().flat_map(|(name, table)| [name.as_bytes(), &csv_plain(table)].concat()).collect();
    Digest::of(&all).as_str().to_owned()
}

/// The register's tables.
pub(super) fn register(of: &Handed) -> Vec<Leaf> {
    of.tables().into_iter().map(|(name, table)| Leaf::Table(format!("{REGISTER}/{name}"), table)).collect()
}

/// The lines of the trail about these houses. The addresses of the machines from which people acted are nobody else's matter.
pub(super) fn trail(lines: &[Kept]) -> Leaf {
    let heads = ["place", "at", "act", "actor", "subject_kind", "subject_id", "details"];
    let mut table = Table::new("trail", heads.iter().map(|head| Heading::new(*head)).collect());
    for line in lines {
        let mut row = vec![Value::text(line.place.to_string()), Value::text(line.at.format("%Y-%m-%dT%H:%M:%S").to_string())];
        let details: Json = serde_json::from_str(&line.details).unwrap_or(Json::Null);
        row.extend([&line.act, &line.actor_name, &line.subject_kind, &line.subject_id].map(Value::text));
        row.push(Value::text(if details.is_null() { String::new() } else { details.to_string() }));
        table.push(row);
    }
    Leaf::Table("trail".to_owned(), table)
}

/// What the archive says of itself.
pub(super) fn about(
    config: &Config,
    of: &Handover,
    from: (String, String),
    to: String,
    handed: &Handed,
    now: crate::clock::Moment,
) -> About {
    About {
        portal: config.base_url.clone(),
        made_at: now.format("%Y-%m-%dT%H:%M:%SZ").to_string(),
        handover: of.id.to_string(),
        from: (of.company_id.to_string(), from.0, from.1),
        to,
        ground: (of.ground.clone(), of.ground_day.to_string()),
        day: of.day.to_string(),
        houses: handed.addresses(),
        content: content(handed),
    }
}

/// What people read first, in three languages.
pub(super) fn readme(about: &About) -> String {
    let houses = about.houses.join("; ");
    let args = [
        ("from", about.from.1.as_str()),
        ("to", about.to.as_str()),
        ("houses", houses.as_str()),
        ("portal", about.portal.as_str()),
    ];
    let said = |locale| tv(locale, "handover.readme", &args);
    let how = "openssl pkeyutl -verify -pubin -inkey key.pem -rawin -in manifest.json -sigfile manifest.json.sig\nsha256sum register/people.csv";
    format!("{}\n\n{}\n\n{}\n\n{how}", said(Locale::Kk), said(Locale::Ru), said(Locale::En))
}
