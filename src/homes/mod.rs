//! The register of homes: complexes, buildings, entrances, premises, and who holds them.
//!
//! A company sees and keeps its own register only. People in it are *contacts*: what this company was told of somebody. A contact with an
//! e-mail address belongs to the account of that address, which is made without a password if there is none: whoever reads that mailbox
//! may ask for a link and come in. Premises are one by building, kind and number; an account number belongs to one of them.
//! What was held is kept: a holding ends on a day, it is not erased.

mod audience;
mod entering;
mod export;
mod forms;
mod handing;
mod holders;
mod holding;
mod import;
mod lookup;
mod merging;
mod moves;
mod naming;
pub mod pages;
pub(crate) mod people;
mod place;
mod refused;
mod rows;
mod search;
mod settle;
mod shares;
mod spoken;
mod store;

use diesel::QueryResult;
use serde_json::json;

pub use audience::{Place, Scope, Where, parts, reaches, reaching, scopes};
pub use entering::{Entry, enter, holders_of, holders_of_many, leave, numbered, premises};
pub use handing::{
    Collisions, Handed, Taken, accounts_in, collisions, give_away, handed, our_premises, ours, read as read_handed, take_in,
};
pub use holding::{ContactId, HoldingId, Share, held, holds_key, words_of};
pub use import::{
    Leaning, Obstacle, Rehearse, Run as RunImport, Touched, Undo as UndoImport, begin_for as begin_import,
    forget as forget_imports, keep as keep_sheet,
};
pub use lookup::{Spot, look_up};
pub use merging::{Hanging, forget as forget_merges};
pub use moves::{MakeAct, MoveId, settle_move};
pub use naming::namings;
pub use people::representing::{RepresentativeId, settle_power};
pub use place::{BuildingId, ComplexId, EntranceId, Kind, PremisesId, same_address, same_number, sort_key};
pub use refused::Refused;
pub use rows::{Building, Complex, Contact, Entrance, Holding, Premises};
pub use settle::{Settlement, settle};
pub use spoken::{audience_in_words, place_choice};
pub use store::audience::{Reached, counted, reached, within};
pub use store::names::{PlaceName, Places, buildings_of, named, places};
pub use store::sizes::{Size, sizes};

use crate::audit;
use crate::db::{Conn, Failure, Tx, taken};
use crate::text::{alphabetical, fold};
use crate::web::Routes;
use crate::web::actor::{Anyone, People, Register, Staff};
use crate::who::{CompanyId, Duty};
use forms::{BuildingDraft, PremisesDraft};
use holders::{add_holder, end_holding};

/// The addresses of this capability; `hanging` is what others hang on the cards of people, `leanings` what may stand on what an import wrote.
pub fn routes(routes: &mut Routes<'_>, hanging: Vec<Hanging>, leanings: Vec<Leaning>) {
    routes.keep(import::undo::Leanings(leanings));
    use pages::import::undo as undo_import;
    use pages::{building, buildings, complexes, holders, import as one_import, imports, layouts, list, premises};
    routes
        .get("/staff/homes", list::show)
        .get("/staff/homes/export.xlsx", list::xlsx)
        .get("/staff/homes/export.csv", list::csv)
        .get("/staff/homes/imports", imports::index)
        .post("/staff/homes/imports", imports::create)
        .get("/staff/homes/imports/template.xlsx", imports::template)
        .get("/staff/homes/imports/{import}", one_import::show)
        .post("/staff/homes/imports/{import}/run", one_import::run)
        .get("/staff/homes/imports/{import}/undo", undo_import::show)
        .post("/staff/homes/imports/{import}/undo", undo_import::undo)
        .get("/staff/homes/imports/{import}/refused.xlsx", one_import::refused)
        .get("/staff/homes/imports/{import}/changes.xlsx", one_import::changes)
        .get("/staff/homes/imports/{import}/columns", layouts::ask)
        .post("/staff/homes/imports/{import}/columns", layouts::set)
        .get("/staff/homes/layouts", layouts::index)
        .get("/staff/homes/layouts/{layout}", layouts::edit)
        .post("/staff/homes/layouts/{layout}", layouts::save)
        .get("/staff/homes/layouts/{layout}/removal", layouts::ask_removal)
        .post("/staff/homes/layouts/{layout}/removal", layouts::remove)
        .get("/staff/homes/complexes/new", complexes::new)
        .post("/staff/homes/complexes", complexes::create)
        .get("/staff/homes/complexes/{complex}/edit", complexes::edit)
        .post("/staff/homes/complexes/{complex}", complexes::save)
        .get("/staff/homes/buildings", buildings::index)
        .get("/staff/homes/buildings/new", building::new)
        .post("/staff/homes/buildings", building::create)
        .get("/staff/homes/buildings/{building}", building::show)
        .get("/staff/homes/buildings/{building}/edit", building::edit)
        .post("/staff/homes/buildings/{building}", building::save)
        .get("/staff/homes/buildings/{building}/premises/new", premises::new)
        .post("/staff/homes/buildings/{building}/premises", premises::create)
        .get("/staff/homes/premises/{premises}", premises::show)
        .get("/staff/homes/premises/{premises}/edit", premises::edit)
        .post("/staff/homes/premises/{premises}", premises::save)
        .get("/staff/homes/premises/{premises}/holders/new", holders::new)
        .post("/staff/homes/premises/{premises}/holders", holders::create)
        .get("/staff/homes/premises/{premises}/holders/{holding}/ending", holders::ask_ending)
        .post("/staff/homes/premises/{premises}/holders/{holding}/ending", holders::end)
        .get("/staff/homes/premises/{premises}/holders/{holding}/edit", holders::edit)
        .post("/staff/homes/premises/{premises}/holders/{holding}", holders::save);
    merging::routes(routes, hanging);
    people::routes(routes);
    moves::routes(routes);
}

type Done<T> = Result<T, Failure<Refused>>;

/// A row that a unique constraint refuses is a refusal; anything else is broken.
fn unless_taken<T>(done: QueryResult<T>, refused: Refused) -> Done<T> {
    done.map_err(|error| if taken(&error) { Failure::Refused(refused) } else { error.into() })
}

fn add_complex(tx: &mut Tx<'_>, who: &Staff<Register>, name: &str) -> Done<ComplexId> {
    let complex = Complex {
        id: ComplexId::fresh(tx.now()),
        company_id: who.company(),
        name: name.to_owned(),
        sort_key: alphabetical::key(name),
        created_at: tx.now(),
    };
    unless_taken(store::places::add_complex(tx, &complex), Refused::NameTaken)?;
    audit::by(who).did("homes.complex_added", ("complex", complex.id)).record(tx)?;
    Ok(complex.id)
}

fn rename_complex(tx: &mut Tx<'_>, who: &Staff<Register>, id: ComplexId, name: &str) -> Done<()> {
    let complex = store::places::complex(tx, who.company(), id)?;
    let renamed = Complex { name: name.to_owned(), sort_key: alphabetical::key(name), ..complex };
    unless_taken(store::places::save_complex(tx, &renamed), Refused::NameTaken)?;
    Ok(audit::by(who).did("homes.complex_renamed", ("complex", id)).record(tx)?)
}

fn add_building(tx: &mut Tx<'_>, who: &Staff<Register>, draft: &BuildingDraft) -> Done<BuildingId> {
    if let Some(complex) = draft.complex {
        store::places::complex(tx, who.company(), complex)?;
    }
    let building = Building {
        id: BuildingId::fresh(tx.now()),
        company_id: who.company(),
        complex_id: draft.complex,
        address: draft.address.clone(),
        address_folded: same_address(&draft.address),
        sort_key: alphabetical::key(&draft.address),
        floors: draft.floors,
        created_at: tx.now(),
    };
    unless_taken(store::places::add_building(tx, &building), Refused::AddressTaken)?;
    open_entrances(tx, &building, draft.entrances)?;
    audit::by(who).did("homes.building_added", ("building", building.id)).record(tx)?;
    Ok(building.id)
}

/// Gives a building entrances up to `wanted`; entrances are not taken away, premises stand behind them.
fn open_entrances(tx: &mut Tx<'_>, building: &Building, wanted: u32) -> QueryResult<()> {
    let known = store::places::entrances(tx, building.company_id, building.id)?;
    for number in (1..=wanted).map(|n| n.to_string()) {
        if known.iter().all(|entrance| entrance.number != number) {
            entrance(tx, building.company_id, building.id, &number)?;
        }
    }
    Ok(())
}

fn entrance(tx: &mut Tx<'_>, company: CompanyId, building: BuildingId, number: &str) -> QueryResult<EntranceId> {
    let new = Entrance {
        id: EntranceId::fresh(tx.now()),
        company_id: company,
        building_id: building,
        number: number.to_owned(),
        sort_key: alphabetical::key(number),
    };
    store::places::add_entrance(tx, &new)?;
    Ok(new.id)
}

fn change_building(tx: &mut Tx<'_>, who: &Staff<People>, id: BuildingId, draft: &BuildingDraft) -> Done<()> {
    let company = who.company();
    if let Some(complex) = draft.complex {
        // whoever keeps a part of the register moves its buildings within that part
        let theirs = store::buildings::complexes(tx, who.reach())?;
        theirs.iter().find(|of| of.id == complex).ok_or(diesel::result::Error::NotFound)?;
    }
    let before = store::places::building(tx, who.reach(), id)?;
    ours(tx, company, id)?;
    let building = Building {
        complex_id: draft.complex,
        address: draft.address.clone(),
        address_folded: same_address(&draft.address),
        sort_key: alphabetical::key(&draft.address),
        floors: draft.floors,
        ..before.clone()
    };
    unless_taken(store::places::save_building(tx, &building), Refused::AddressTaken)?;
    open_entrances(tx, &building, draft.entrances)?;
    if before.sort_key != building.sort_key {
        for (premises, kind, number) in store::places::of_building(tx, company, id)? {
            store::places::re_sort(tx, premises, &sort_key(&building.sort_key, kind, &number))?;
        }
    }
    let details = json!({ "was": before.address, "is": building.address });
    Ok(audit::by(who).did("homes.building_changed", ("building", id)).with(details).record(tx)?)
}

/// The entrance of that number; one that is not there yet is opened.
fn entrance_of(tx: &mut Tx<'_>, company: CompanyId, building: BuildingId, number: &str) -> QueryResult<Option<EntranceId>> {
    if number.is_empty() {
        return Ok(None);
    }
    let known = store::places::entrances(tx, company, building)?;
    match known.into_iter().find(|entrance| entrance.number == number) {
        Some(entrance) => Ok(Some(entrance.id)),
        None => entrance(tx, company, building, number).map(Some),
    }
}

fn add_premises(tx: &mut Tx<'_>, who: &Staff<People>, building: BuildingId, draft: &PremisesDraft) -> Done<PremisesId> {
    let company = who.company();
    let building = store::places::building(tx, who.reach(), building)?;
    ours(tx, company, building.id)?;
    let entrance = entrance_of(tx, company, building.id, &draft.entrance)?;
    let premises = draft.premises(PremisesId::fresh(tx.now()), &building, entrance, tx.now());
    unless_taken(store::places::add(tx, &premises), Refused::NumberTaken)?;
    store::buildings::changed(tx, company, [(premises.kind, 1)])?;
    refresh_words(tx, company, premises.id)?;
    audit::by(who).did("homes.premises_added", ("premises", premises.id)).record(tx)?;
    Ok(premises.id)
}

fn change_premises(tx: &mut Tx<'_>, who: &Staff<People>, id: PremisesId, draft: &PremisesDraft) -> Done<()> {
    let company = who.company();
    let (before, building, _) = store::places::one(tx, who.reach(), id)?;
    ours(tx, company, building.id)?;
    let entrance = entrance_of(tx, company, building.id, &draft.entrance)?;
    let premises = draft.premises(id, &building, entrance, before.created_at);
    unless_taken(store::places::save(tx, &premises), Refused::NumberTaken)?;
    store::buildings::changed(tx, company, [(before.kind, -1), (premises.kind, 1)])?;
    refresh_words(tx, company, id)?;
    let details =
        json!({ "area_was": before.area, "area_is": premises.area, "number_was": before.number, "number_is": premises.number });
    Ok(audit::by(who).did("homes.premises_changed", ("premises", id)).with(details).record(tx)?)
}

/// Gathers anew the words by which premises are found.
fn refresh_words(tx: &mut Tx<'_>, company: CompanyId, id: PremisesId) -> QueryResult<()> {
    let (number, account, centre) = store::people::numbers_of(tx, company, id)?;
    let mut words = number_words(&number, account.as_deref(), centre.as_deref());
    let now = tx.now();
    for (_, contact) in store::people::holders(tx, company, &[id], now)?.remove(&id).unwrap_or_default() {
        words.extend(words_of(&contact.name, contact.phone_now()));
    }
    store::people::set_words(tx, company, id, words)
}

/// The words by which somebody is found among the people of a register.
pub fn person_words(card: &Contact) -> Vec<String> {
    people::finding::words_of(&card.name, card.phone_now(), card.email_now(), card.ident.as_deref())
}

/// The words that premises' own numbers give.
pub fn number_words(number: &str, account: Option<&str>, centre: Option<&str>) -> Vec<String> {
    let mut words = vec![same_number(number)];
    words.extend(
        [account, centre]
            .into_iter()
            .flatten()
            .flat_map(|account| [fold(account).replace(' ', ""), account.chars().filter(char::is_ascii_digit).collect()]),
    );
    words.retain(|word| !word.is_empty());
    words
}

/// How many premises of each kind a company has.
///
/// # Errors
/// When the database fails.
pub fn count(conn: &mut Conn, who: &Staff<Anyone>) -> QueryResult<Vec<(Kind, i64)>> {
    store::buildings::kinds(conn, who.reach())
}

/// Whether somebody may change the register, so that pages offer it.
fn may_change(who: &Staff<Anyone>) -> bool {
    who.may(Duty::People)
}
