//! What goes out comes back the same.

use super::*;
use chrono::{NaiveDate, NaiveDateTime};
use proptest::prelude::*;

pub(super) fn made() -> NaiveDateTime {
    NaiveDate::from_ymd_opt(2026, 11, 20).unwrap().and_hms_opt(10, 30, 0).unwrap()
}

fn read(bytes: &[u8]) -> Grid {
    Grid::read(bytes, "", Limits::default()).unwrap()
}

fn texts(grid: &Grid) -> Vec<Vec<String>> {
    let mut rows: Vec<Vec<String>> =
        grid.rows().iter().map(|row| row.iter().map(|cell| cell.shown().into_owned()).collect()).collect();
    trim(&mut rows);
    rows
}

/// Nothing after the last text of a row, and no rows after the last that has any.
fn trim(rows: &mut Vec<Vec<String>>) {
    for row in rows.iter_mut() {
        while row.last().is_some_and(String::is_empty) {
            row.pop();
        }
    }
    while rows.last().is_some_and(Vec::is_empty) {
        rows.pop();
    }
}

fn table(rows: &[Vec<String>]) -> Table {
    let (first, rest) = rows.split_first().unwrap();
    let mut table = Table::new("Дом", first.iter().map(|title| Heading::new(title.as_str())).collect());
    for row in rest {
        table.push(row.iter().map(|text| Value::text(text.as_str())).collect());
    }
    table
}

fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![
        "[=+@'\"\t\r;,-]{1,3}[a-zа-яә;,'\" \r\n\t]{0,6}",
        "[ -~а-яёәғқңөұүһі]{0,12}",
        "\\PC{0,6}",
        Just("_x000D_ _x0041_".to_owned()),
        Just("\u{feff}sep=;".to_owned()),
        Just("sep=,".to_owned()),
        Just("a\r\nb\rc\nd".to_owned()),
        Just("]]> & <b> &amp; &#13;".to_owned()),
        Just("1,5".to_owned()),
    ]
}

fn any_table() -> impl Strategy<Value = Vec<Vec<String>>> {
    (1_usize..5).prop_flat_map(|width| prop::collection::vec(prop::collection::vec(any_text(), width), 1..6))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]
    #[test]
    fn any_table_of_texts_survives(rows in any_table()) {
        let mut expected = rows.clone();
        trim(&mut expected);
        prop_assume!(rows.iter().flatten().any(|text| !text.trim().is_empty()));
        let table = table(&rows);
        let workbook = Book::new(made()).with(table.clone()).xlsx().unwrap();
        prop_assert_eq!(texts(&read(&workbook)), expected.clone(), "xlsx");
        prop_assert_eq!(texts(&read(&csv_excel(&table))), expected.clone(), "csv for Excel");
        prop_assert_eq!(texts(&read(&csv_plain(&table))), expected, "plain csv");
    }

    #[test]
    fn no_bytes_break_the_reader(bytes in prop::collection::vec(any::<u8>(), 0..200), text in "[;,\"\r\n\tа-я]{0,40}") {
        let _ = Grid::read(&bytes, "a.xlsx", Limits::default());
        let _ = Grid::read(text.as_bytes(), "a.csv", Limits::default());
        let archive = [b"PK\x03\x04".as_slice(), &bytes].concat();
        prop_assert!(Grid::read(&archive, "a.xlsx", Limits::default()).is_err());
    }
}

#[test]
fn values_keep_their_kind() {
    let day = NaiveDate::from_ymd_opt(2026, 11, 20).unwrap();
    let mut table = Table::new("Счета", ["Счёт", "Сумма", "Площадь", "Дата", "Жильцов", "Да"].map(Heading::new).to_vec());
    table.push(vec![
        Value::text("+77012345678"),
        Value::Tiyn(1_672_588),
        Value::Area(6140),
        Value::Date(day),
        Value::Whole(3),
        Value::Bool(true),
    ]);
    let book = Book::new(made()).with(Table::new("Пусто", Vec::new())).with(table);
    let bytes = book.xlsx().unwrap();
    assert_eq!(bytes, book.xlsx().unwrap(), "the same tables give the same bytes");
    let grid = read(&bytes);
    assert_eq!((grid.sheet(), grid.sheets()), (Some("Счета"), &["Пусто".to_owned(), "Счета".to_owned()][..]));
    let expected = [
        Cell::text("+77012345678"),
        Cell::Number(16725.88),
        Cell::Number(61.4),
        Cell::Date(day),
        Cell::Number(3.0),
        Cell::Bool(true),
    ];
    assert_eq!(grid.row(1), expected);
    let other = Grid::read_sheet(&bytes, "", "Пусто", Limits::default());
    assert_eq!(other, Err(Unreadable::Empty));
    assert_eq!(Grid::read_sheet(&bytes, "", "Нет", Limits::default()), Err(Unreadable::NoSuchSheet));
}

#[test]
fn refused_rows_come_back_to_be_corrected() {
    const COLUMNS: &[Column] = &[
        Column { id: "flat", names: &["Квартира"], required: true },
        Column { id: "area", names: &["Площадь"], required: true },
    ];
    let upload = "Реестр;;\r\nКвартира;Площадь;Своё\r\n1;61,4;=x\r\n2;много;\r\n\r\n3;-5;да\r\n".as_bytes();
    let grid = read(upload);
    let header = Header::find(&grid, COLUMNS).unwrap();
    let refused: Vec<Refused> = header
        .lines(&grid)
        .filter_map(|line| {
            let refusal = values::area(line.cell("area")).err()?;
            Some(Refused {
                row: line.row, reason: format!("строка {}: {}", line.number(), refusal.key()), columns: vec![1]
            })
        })
        .collect();
    let table = refused_rows(&grid, &header, &refused, "Причина");
    let again = read(&Book::new(made()).with(table).xlsx().unwrap());
    let expected = [
        vec!["Реестр"],
        vec!["Квартира", "Площадь", "Своё", "Причина"],
        vec!["2", "много", "", "строка 4: sheet.cell.not_a_number"],
        vec!["3", "-5", "да", "строка 6: sheet.cell.negative"],
    ];
    assert_eq!(texts(&again), expected);
    let header = Header::find(&again, COLUMNS).unwrap();
    assert_eq!((header.row, header.column("area"), header.unknown.len()), (1, Some(1), 2));
}
