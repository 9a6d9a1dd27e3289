//! What [`super::Header`] forgives, and what not.

use super::*;

const COLUMNS: &[Column] = &[
    Column { id: "flat", names: &["№ помещения", "Квартира", "кв", "Пәтер"], required: true },
    Column { id: "area", names: &["Площадь общая", "Площадь", "Ауданы"], required: true },
    Column { id: "name", names: &["ФИО", "Наименование", "Аты-жөні"], required: false },
    Column { id: "phone", names: &["Телефон"], required: false },
    Column { id: "account", names: &["Лицевой счёт"], required: false },
];

fn grid(rows: &[&str]) -> Grid {
    let mut grid = Grid::default();
    for (row, line) in rows.iter().enumerate() {
        for (column, text) in line.split('|').enumerate() {
            grid.put(row, column, Cell::text(text));
        }
    }
    grid
}

fn places(rows: &[&str]) -> Result<String, Missing> {
    let header = Header::find(&grid(rows), COLUMNS)?;
    let found: Vec<_> =
        header.found.iter().map(|found| format!("{}={}{}", found.id, found.column, if found.sure { "" } else { "?" })).collect();
    Ok(format!("{}: {}", header.row, found.join(" ")))
}

#[test]
fn titles_in_any_order_and_spelling() {
    assert_eq!(places(&["ФИО*|КВАРТИРА|Общая площадь|Лицевой счет"]).unwrap(), "0: name=0 flat=1 area=2 account=3");
    assert_eq!(places(&["Тел.|Кварттира|Площадь, м2|Лецевой счет"]).unwrap(), "0: phone=0? flat=1? area=2? account=3?");
    assert_eq!(places(&["Патер|Аты жоні|ауданы"]).unwrap(), "0: flat=0 name=1 area=2");
}

#[test]
fn instructions_above_are_skipped() {
    let rows = [
        "Реестр собственников",
        "Заполните площадь и телефон. Поля со звёздочкой обязательны",
        "",
        "Квартира|Площадь|Телефон",
        "1|20|3",
    ];
    assert_eq!(places(&rows).unwrap(), "3: flat=0 area=1 phone=2");
}

#[test]
fn one_column_means_one_thing() {
    let header = Header::find(&grid(&["Кв|Площадь жилая|Площадь общая|Телефон|телефон|Этаж|Телефон 2"]), COLUMNS).unwrap();
    assert_eq!(header.column("area"), Some(2));
    assert_eq!(header.column("phone"), Some(3));
    assert_eq!(header.duplicates, [Duplicate { id: "phone", column: 4, title: "телефон".into() }]);
    let unknown: Vec<_> = header.unknown.iter().map(|one| one.title.as_str()).collect();
    assert_eq!(unknown, ["Площадь жилая", "Этаж", "Телефон 2"]);
}

#[test]
fn what_is_missing_is_named() {
    let missing = Header::find(&grid(&["Квартира|Телефон", "1|2"]), COLUMNS).unwrap_err();
    assert_eq!(
        (missing.required.as_slice(), missing.row, missing.key()),
        (&["area"][..], Some(0), "sheet.refused.missing_columns")
    );
    let missing = Header::find(&grid(&["a|b", "1|2"]), COLUMNS).unwrap_err();
    assert_eq!(
        (missing.required.as_slice(), missing.row, missing.key()),
        (&["flat", "area"][..], None, "sheet.refused.no_header")
    );
}

#[test]
fn a_header_below_the_tenth_row_is_not_looked_for() {
    let mut rows = vec!["слова"; 9];
    rows.push("Квартира|Площадь");
    assert!(places(&rows).is_ok());
    rows.insert(0, "слова");
    assert!(places(&rows).is_err());
}

#[test]
fn lines_skip_blank_rows_and_column_numbers() {
    let grid = grid(&["Квартира|Площадь|ФИО|Этаж", "1|2|3|4", "12|20,5|", "||", " ", "13|30|Ким"]);
    let header = Header::find(&grid, COLUMNS).unwrap();
    let lines: Vec<_> =
        header.lines(&grid).map(|line| (line.number(), line.cell("flat").shown(), line.cell("phone").is_blank())).collect();
    assert_eq!(lines, [(3, "12".into(), true), (6, "13".into(), true)]);
}

#[test]
fn the_row_that_knows_most_wins() {
    let rows = ["Квартира|Площадь", "Квартира|Площадь|Телефон", "Площадь|Квартира|ФИО"];
    assert_eq!(places(&rows).unwrap(), "1: flat=0 area=1 phone=2");
}
