//! The register of some houses as tables: the names of their columns are part of the archive's form and never change.

use super::Handed;
use crate::clock::Moment;
use crate::sheet::{Heading, Table, Value};

fn table(name: &str, columns: &[&str], rows: impl IntoIterator<Item = Vec<Value>>) -> (String, Table) {
    let mut table = Table::new(name, columns.iter().map(|column| Heading::new(*column)).collect());
    for row in rows {
        table.push(row);
    }
    (name.to_owned(), table)
}

fn text(value: impl ToString) -> Value {
    Value::text(value.to_string())
}

fn maybe<T: ToString>(value: Option<T>) -> Value {
    value.map_or(Value::Empty, |value| text(value))
}

fn moment(at: Moment) -> Value {
    text(at.format("%Y-%m-%dT%H:%M:%S%.6f"))
}

pub(super) fn all(of: &Handed) -> Vec<(String, Table)> {
    let mut all = places(of);
    all.extend(people(of));
    all.extend(moves(of));
    all
}

fn places(of: &Handed) -> Vec<(String, Table)> {
    vec![
        table("complexes", &["id", "name"], of.complexes.iter().map(|of| vec![text(of.id), text(&of.name)])),
        table(
            "buildings",
            &["id", "complex_id", "address", "floors", "created_at"],
            of.buildings
                .iter()
                .map(|of| vec![text(of.id), maybe(of.complex_id), text(&of.address), maybe(of.floors), moment(of.created_at)]),
        ),
        table(
            "entrances",
            &["id", "building_id", "number"],
            of.entrances.iter().map(|of| vec![text(of.id), text(of.building_id), text(&of.number)]),
        ),
        table(
            "premises",
            &[
                "id",
                "building_id",
                "entrance_id",
                "kind",
                "number",
                "floor",
                "area_hundredths_m2",
                "living_area_hundredths_m2",
                "account",
                "centre_account",
                "cadastre",
                "registered",
                "residing",
                "created_at",
            ],
            of.premises.iter().map(|of| {
                let mut row =
                    vec![text(of.id), text(of.building_id), maybe(of.entrance_id), text(of.kind.word()), text(&of.number)];
                row.extend([maybe(of.floor), maybe(of.area), maybe(of.living_area), maybe(of.account.as_ref())]);
                row.extend([
                    maybe(of.centre_account.as_ref()),
                    maybe(of.cadastre.as_ref()),
                    maybe(of.registered),
                    maybe(of.residing),
                ]);
                row.push(moment(of.created_at));
                row
            }),
        ),
    ]
}

fn people(of: &Handed) -> Vec<(String, Table)> {
    vec![
        table(
            "people",
            &["id", "name", "ident", "phone", "email", "died_on", "created_at"],
            of.contacts.iter().map(|of| {
                let reach = [maybe(of.phone_now()), maybe(of.email_now()), maybe(of.died_on), moment(of.created_at)];
                [vec![text(of.id), text(&of.name), maybe(of.ident.as_ref())], reach.to_vec()].concat()
            }),
        ),
        table(
            "holdings",
            &["id", "premises_id", "person_id", "holds", "share_of", "share_in", "since", "until", "created_at"],
            of.holdings.iter().map(|of| {
                let mut row = vec![text(of.id), text(of.premises_id), text(of.contact_id), text(of.holds.word())];
                row.extend([maybe(of.share_of), maybe(of.share_in), maybe(of.since), maybe(of.until), moment(of.created_at)]);
                row
            }),
        ),
        table(
            "representatives",
            &["id", "holding_id", "person_id", "number", "issued", "notary", "until", "created_at", "revoked_at"],
            of.powers.iter().map(|of| {
                let mut row = vec![text(of.id), text(of.holding_id), text(of.contact_id), text(&of.number), text(of.issued)];
                row.extend([text(&of.notary), text(of.until), moment(of.created_at), of.revoked_at.map_or(Value::Empty, moment)]);
                row
            }),
        ),
    ]
}

fn moves(of: &Handed) -> Vec<(String, Table)> {
    vec![
        table(
            "moves",
            &["id", "premises_id", "place", "number", "kind", "day", "created_at", "undone_at"],
            of.moves.iter().map(|of| {
                let mut row = vec![text(of.id), text(of.premises_id), text(of.place), text(&of.number), text(of.kind.word())];
                row.extend([text(of.day), moment(of.created_at), of.undone_at.map_or(Value::Empty, moment)]);
                row
            }),
        ),
        table(
            "move_sides",
            &["move_id", "holding_id", "person_id", "holds", "comes"],
            of.sides.iter().map(|of| {
                vec![text(of.move_id), text(of.holding_id), text(of.contact_id), text(of.holds.word()), text(of.comes)]
            }),
        ),
    ]
}
