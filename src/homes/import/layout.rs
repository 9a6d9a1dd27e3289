//! Which column of a sheet is which, where our guess is wrong or there is none: a person says it once, and every sheet with the same
//! row of titles, which is to say of the same sender, is read so from then on.

use std::collections::BTreeMap;

use diesel::QueryResult;
use serde::{Deserialize, Serialize};

use super::columns::{COLUMNS, title_key};
use super::store::{self, layouts};
use super::{By, ImportId, Rehearse, Report, State};
use crate::audit;
use crate::db::{Conn, Failure, Never, Tx};
use crate::sheet::{Grid, Header, Missing};
use crate::text::{Locale, t};
use crate::web::actor::{Acting, Register, Staff};
use crate::web::{Said, secrets};
use crate::who::CompanyId;

crate::ids! {
    /// A layout of a sender's sheets.
    LayoutId,
}

/// The row of titles of a sheet, and what its columns are taken for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Head {
    /// The titles, each with its column, from 0.
    pub(crate) titles: Vec<(usize, String)>,
    /// Which of them are taken, and for what.
    pub(crate) taken: BTreeMap<usize, String>,
    /// Whose layout said so; nothing where it is our own reading.
    pub(crate) sender: String,
}

impl Head {
    /// The row of titles as we read it.
    pub(super) fn of(grid: &Grid, header: &Header, sender: &str) -> Self {
        let taken = header.found.iter().map(|found| (found.column, found.id.to_owned())).collect();
        Self { titles: Header::titles(grid, header.row), taken, sender: sender.to_owned() }
    }

    /// The row of titles that came nearest to being one, or else the one with the most words.
    pub(super) fn nearest(grid: &Grid, missing: &Missing) -> Option<Self> {
        let fullest = || Header::searched(grid).rev().max_by_key(|row| Header::titles(grid, *row).len());
        let row = missing.row.or_else(fullest)?;
        let titles = Header::titles(grid, row);
        let taken = Header::read(grid, row, COLUMNS).found.into_iter().map(|found| (found.column, found.id.to_owned())).collect();
        (!titles.is_empty()).then_some(Self { titles, taken, sender: String::new() })
    }

    /// What stands for the titles: two sheets with the same are of the same sender.
    fn print(titles: &[(usize, String)]) -> String {
        secrets::fingerprint(&Header::print(titles))
    }
}

/// A layout as it is kept.
#[derive(Clone, Debug)]
pub(in crate::homes) struct Layout {
    pub(in crate::homes) id: LayoutId,
    pub(in crate::homes) print: String,
    pub(in crate::homes) head: Head,
    pub(in crate::homes) author: String,
    pub(in crate::homes) updated_at: crate::clock::Moment,
}

impl Layout {
    /// The header of a sheet of that sender, if one of the first rows has the titles.
    pub(super) fn header(&self, grid: &Grid) -> Option<Header> {
        let row = Header::searched(grid).find(|row| Head::print(&Header::titles(grid, *row)) == self.print)?;
        let known = |id: &String| COLUMNS.iter().find(|column| column.id == id).map(|column| column.id);
        let taken: Vec<_> = self.head.taken.iter().filter_map(|(column, id)| Some((*column, known(id)?))).collect();
        Some(Header::chosen(grid, row, &taken))
    }
}

/// Why a layout is not kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::homes) enum Wrong {
    /// A column that there is none of.
    Unknown,
    /// Another column is taken for the same.
    Twice,
    /// No column is taken for what a sheet must have.
    Lacks(&'static str),
}

impl Wrong {
    /// The sentence for whoever chose; the names of columns in it are in their language.
    pub(in crate::homes) fn said(self, locale: Locale) -> Said {
        match self {
            Self::Unknown => "forms.refused.choice".into(),
            Self::Twice => "homes.layout.refused.twice".into(),
            Self::Lacks(id) => Said::new("homes.layout.refused.lacks").with("column", t(locale, title_key(id))),
        }
    }
}

/// What a column may be taken for, by id, in the words of the reader.
pub(in crate::homes) fn choices(locale: Locale) -> Vec<(&'static str, String)> {
    COLUMNS.iter().map(|column| (column.id, t(locale, title_key(column.id)).into_owned())).collect()
}

/// What was chosen for each title, if it makes a layout; else which column is wrong, and why.
pub(in crate::homes) fn chosen(
    titles: &[(usize, String)],
    of: impl Fn(usize) -> String,
) -> Result<BTreeMap<usize, String>, (usize, Wrong)> {
    let mut taken: BTreeMap<usize, String> = BTreeMap::new();
    for (column, _) in titles {
        let id = of(*column);
        if id.is_empty() {
            continue;
        }
        if COLUMNS.iter().all(|known| known.id != id) {
            return Err((*column, Wrong::Unknown));
        }
        if taken.values().any(|other| *other == id) {
            return Err((*column, Wrong::Twice));
        }
        taken.insert(*column, id);
    }
    let lacks = COLUMNS.iter().find(|known| known.required && taken.values().all(|id| id != known.id));
    match (lacks, titles.first()) {
        (Some(known), Some((first, _))) => Err((*first, Wrong::Lacks(known.id))),
        _ => Ok(taken),
    }
}

/// Keeps what somebody said of an import's columns, and has the import rehearsed anew; only what was not written yet is read again.
pub(in crate::homes) fn keep_for(
    tx: &mut Tx<'_>,
    who: &Staff<Register>,
    import: ImportId,
    head: &Head,
) -> Result<(), Failure<super::Refused>> {
    let (company, by) = (who.company(), By::staff(who));
    let id = keep(tx, who, head)?;
    let from = [State::Rehearsed, State::Unreadable];
    if !store::move_on(tx, company, import, &from, State::Uploaded)? {
        return Err(Failure::Refused(super::Refused::NotRehearsed));
    }
    let job = crate::jobs::enqueue(tx, &Rehearse { by, import })?;
    store::aim(tx, company, import, &Report { job, head: Some(head.clone()), ..Report::default() })?;
    audit::by(who).did("homes.layout_kept", ("layout", id)).record(tx)?;
    Ok(())
}

fn keep(tx: &mut Tx<'_>, who: &Staff<Register>, head: &Head) -> QueryResult<LayoutId> {
    layouts::keep(tx, who.company(), (LayoutId::fresh(tx.now()), who.person()), &Head::print(&head.titles), head)
}

/// Changes a layout that is there; its titles stay.
pub(in crate::homes) fn change(tx: &mut Tx<'_>, who: &Staff<Register>, id: LayoutId, head: &Head) -> Result<(), Failure<Never>> {
    layouts::one(tx, who.company(), id)?;
    keep(tx, who, head)?;
    Ok(audit::by(who).did("homes.layout_kept", ("layout", id)).record(tx)?)
}

/// Forgets a layout: sheets of that sender are read as we read them.
pub(in crate::homes) fn remove(tx: &mut Tx<'_>, who: &Staff<Register>, id: LayoutId) -> Result<(), Failure<Never>> {
    let layout = layouts::one(tx, who.company(), id)?;
    layouts::remove(tx, who.company(), id)?;
    let sender = serde_json::json!({ "name": layout.head.sender });
    Ok(audit::by(who).did("homes.layout_removed", ("layout", id)).with(sender).record(tx)?)
}

/// All of a company's, by the sender's name.
pub(in crate::homes) fn all(conn: &mut Conn, company: CompanyId) -> QueryResult<Vec<Layout>> {
    layouts::all(conn, company)
}

/// One of them.
pub(in crate::homes) fn one(conn: &mut Conn, company: CompanyId, id: LayoutId) -> QueryResult<Layout> {
    layouts::one(conn, company, id)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sheet::Limits;

    fn titles() -> Vec<(usize, String)> {
        vec![(0, "Объект".into()), (2, "Номер".into()), (3, "Абонент".into())]
    }

    fn said(ids: [&str; 3]) -> Result<BTreeMap<usize, String>, (usize, Wrong)> {
        chosen(&titles(), |column| {
            titles().iter().zip(ids).find(|((at, _), _)| *at == column).map(|(_, id)| id.to_owned()).unwrap()
        })
    }

    #[test]
    fn a_layout_names_each_column_once_and_all_that_a_sheet_must_have() {
        assert_eq!(said(["address", "number", ""]).unwrap(), BTreeMap::from([(0, "address".into()), (2, "number".into())]));
        assert_eq!(said(["address", "number", "number"]), Err((3, Wrong::Twice)));
        assert_eq!(said(["address", "nonsense", ""]), Err((2, Wrong::Unknown)));
        assert_eq!(said(["address", "", "name"]), Err((0, Wrong::Lacks("number"))));
    }

    #[test]
    fn a_sheet_with_the_same_titles_is_known_again_wherever_they_stand() {
        let grid = |text: &str| Grid::read(text.as_bytes(), "a.csv", Limits::default()).unwrap();
        let head = Head { titles: titles(), taken: said(["address", "number", "name"]).unwrap(), sender: "ЕРЦ".into() };
        let layout = Layout {
            id: LayoutId::fresh(crate::clock::Moment::default()),
            print: Head::print(&head.titles),
            head,
            author: String::new(),
            updated_at: crate::clock::Moment::default(),
        };
        let header = layout.header(&grid("Список\nОБЪЕКТ;;Номер ;Абонент\nАбая, 1;x;12;Ким Вера\n")).unwrap();
        assert_eq!((header.row, header.column("address"), header.column("name")), (1, Some(0), Some(3)));
        assert!(layout.header(&grid("Объект;Номер;Абонент\nАбая, 1;12;Ким\n")).is_none(), "another order is another layout");
        assert!(layout.header(&grid("Объект;;Номер;Абонент;Долг\nАбая, 1;x;12;Ким;5\n")).is_none());
    }
}
