//! Rows read cell by cell.

use super::*;

fn read(csv: &str) -> Rows {
    Sheet::open(csv.as_bytes(), "a.csv", Locale::Ru, &[]).unwrap().rows(&AtomicU64::new(0))
}

#[test]
fn a_row_becomes_a_wish() {
    let rows = read(
        "Адрес;Кв.;Тип;Площадь;ФИО;Доля;Телефон;ИИН;Статус;Этаж\nАбая, 1;12.0;Квартира;61,4;Ким В. А.;01.03.2026;8 701 234 56 78, 8 702 234 56 78;-;собственник;5\n",
    );
    assert_eq!(rows.refused, []);
    let wish = &rows.wishes[0];
    assert_eq!((wish.number.as_str(), wish.facts.area, wish.facts.floor), ("12", Some(6140), Some(5)));
    let who = wish.somebody.as_ref().unwrap();
    assert_eq!((who.phone.as_deref(), who.ident.as_deref(), who.holds), (Some("+77012345678"), None, Some(Holds::Owner)));
    assert_eq!(who.share, Share::new(1, 3));
    let keys: Vec<_> = rows.warnings.iter().map(|w| w.key).collect();
    assert_eq!(keys, ["homes.import.warning.recovered", "homes.import.warning.more_phones"]);
}

#[test]
fn all_that_is_wrong_with_a_row_is_said_at_once() {
    let rows = read("Адрес;Кв.;Площадь;ФИО;Телефон;Доля;Статус;ИИН\nАбая, 1;;много;;123;;сосед;111111111111\n");
    assert!(rows.wishes.is_empty() && rows.warnings.is_empty());
    let columns: Vec<_> = rows.refused[0].1.iter().map(|reason| reason.column.unwrap()).collect();
    assert_eq!(columns, ["area", "ident", "holds", "phone", "number"]);
    let nameless = read("Адрес;Кв.;ФИО;Телефон\nАбая, 1;1;;87012345678\n");
    assert_eq!(nameless.refused[0].1, [Reason::of("name", "homes.import.refused.no_name")]);
}

#[test]
fn a_sheet_without_its_columns_or_rows_is_refused_in_words() {
    let no = Sheet::open("ФИО;Телефон\nКим;1\n".as_bytes(), "a.csv", Locale::Ru, &[]).err().unwrap().said;
    assert!(no.in_words(Locale::Ru).contains("«Адрес/дом», «№ помещения»"), "{no:?}");
    let no = Sheet::open("Адрес;Кв.\n".as_bytes(), "a.csv", Locale::Ru, &[]).err().unwrap().said;
    assert_eq!(no.key, "homes.import.refused.no_rows");
}
