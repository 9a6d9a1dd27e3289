//! The columns of the resident sheet, by every name people give them.
//!
//! The first names of each are the titles of our own export in the three languages; then come those of open-condo's and
//! OSI.Core's sheets (`integrations.md` §8.3), then what housekeepers write by hand.

use crate::sheet::Column;

/// The opening balance and its day: known, but not taken into the register.
pub(super) const NOT_TAKEN: [&str; 2] = ["balance", "balance_day"];

/// Columns that say something of the premises and may be merged over the rows of several holders.
pub(super) const OF_PREMISES: [&str; 12] = [
    "address",
    "entrance",
    "floor",
    "number",
    "kind",
    "area",
    "living_area",
    "account",
    "centre_account",
    "registered",
    "residing",
    "cadastre",
];

const fn column(id: &'static str, names: &'static [&'static str]) -> Column {
    Column { id, names, required: false }
}

const fn required(id: &'static str, names: &'static [&'static str]) -> Column {
    Column { id, names, required: true }
}

/// All of them, in the order of the export.
pub(super) const COLUMNS: &[Column] = &[
    required(
        "address",
        &[
            "Мекенжайы",
            "Адрес/дом",
            "Address",
            "Адрес",
            "Дом",
            "Адрес дома",
            "Мекенжай",
            "Үй",
            "Үйдің мекенжайы",
            "Building",
            "House",
            "Улица и дом",
            "Адрес объекта",
        ],
    ),
    column("entrance", &["Кіреберіс", "Подъезд", "Entrance", "№ подъезда", "Кіреберіс №", "Подъезд №", "Porch", "Парадная"]),
    column("floor", &["Қабат", "Этаж", "Floor", "№ этажа", "Қабаты"]),
    required(
        "number",
        &[
            "Үй-жай №",
            "№ помещения",
            "Premises no.",
            "Номер помещения",
            "Помещение",
            "№ квартиры",
            "Номер квартиры",
            "Квартира",
            "Кв.",
            "Кв",
            "Кв. №",
            "№ кв",
            "Пәтер",
            "Пәтер №",
            "Үй-жай нөмірі",
            "Flat",
            "Flat no.",
            "Unit",
            "Unit name",
        ],
    ),
    column(
        "kind",
        &[
            "Түрі",
            "Тип",
            "Type",
            "Тип помещения",
            "Вид помещения",
            "Үй-жай түрі",
            "AreaTypeCode",
            "Назначение",
            "property_type",
            "Unit type",
        ],
    ),
    column(
        "area",
        &[
            "Жалпы ауданы",
            "Площадь общая",
            "Total area",
            "Общая площадь",
            "Площадь",
            "Площадь, м²",
            "Ауданы",
            "Аудан",
            "Square",
            "Area",
            "Полезная площадь",
            "calculated_area",
            "S общ",
        ],
    ),
    column("living_area", &["Тұрғын ауданы", "Площадь жилая", "Living area", "Жилая площадь", "Тұрғын аудан", "S жил"]),
    column(
        "account",
        &[
            "Дербес шот",
            "Лицевой счёт",
            "Account",
            "Лицевой счет",
            "ЛС",
            "Л/с",
            "Лиц. счет",
            "№ лицевого счета",
            "Номер лицевого счета",
            "Дербес шот №",
            "Account number",
            "Абонент №",
        ],
    ),
    column(
        "centre_account",
        &[
            "БЕО шоты",
            "Счёт ЕРЦ",
            "Billing centre account",
            "ЕРЦ",
            "Лицевой счет ЕРЦ",
            "ErcAccount",
            "Счет АЛСЕКО",
            "АЛСЕКО шоты",
            "old_account",
        ],
    ),
    column(
        "name",
        &[
            "Аты-жөні/атауы",
            "ФИО/наименование",
            "Full name or company",
            "ФИО",
            "Ф.И.О.",
            "Аты-жөні",
            "Тегі, аты, әкесінің аты",
            "Фамилия Имя Отчество",
            "ФИО собственника",
            "ФИО владельца",
            "Собственник",
            "Владелец",
            "Житель",
            "Наименование",
            "Меншік иесі",
            "Меншік иесінің аты-жөні",
            "Name",
            "Full name",
        ],
    ),
    column("ident", &["ЖСН/БСН", "ИИН/БИН", "IIN/BIN", "ИИН", "БИН", "ЖСН", "БСН", "Idn", "IIN", "БИН/ИИН", "БСН/ЖСН"]),
    column("share", &["Үлесі", "Доля", "Share", "Доля собственности", "Доля в праве", "Меншік үлесі", "Размер доли"]),
    column(
        "holds",
        &[
            "Мәртебесі",
            "Статус",
            "Status",
            "Роль",
            "Role",
            "Мәртебе",
            "Рөлі",
            "Кем является",
            "Owner",
            "relationship",
            "Тип жителя",
        ],
    ),
    column(
        "phone",
        &[
            "Телефон",
            "Phone",
            "Тел.",
            "Телефон нөмірі",
            "Номер телефона",
            "Мобильный телефон",
            "Мобильный",
            "Сотовый",
            "Ұялы телефон",
            "Контактный телефон",
            "mobile_phone_1",
            "Phone number",
        ],
    ),
    column(
        "email",
        &[
            "Электрондық пошта",
            "E-mail",
            "Email",
            "Эл. почта",
            "Электронная почта",
            "Почта",
            "Пошта",
            "Адрес электронной почты",
            "Имейл",
        ],
    ),
    column(
        "registered",
        &[
            "Тіркелгені",
            "Прописано",
            "Registered",
            "LivingJur",
            "Кол-во прописанных",
            "Прописанных",
            "Зарегистрировано",
            "Тіркелген адам саны",
        ],
    ),
    column(
        "residing",
        &[
            "Тұратыны",
            "Проживает",
            "Residing",
            "LivingFact",
            "Кол-во проживающих",
            "Проживающих",
            "Тұратын адам саны",
            "residents_count",
        ],
    ),
    column(
        "balance",
        &["Вход. сальдо", "Входящее сальдо", "Сальдо", "Бастапқы сальдо", "Opening balance", "saldo", "Кіріс сальдо"],
    ),
    column("balance_day", &["Дата сальдо", "Сальдо күні", "Balance date"]),
    column(
        "cadastre",
        &[
            "МТК/кадастр №",
            "РКА/кадастровый №",
            "Cadastral no.",
            "РКА",
            "МТК",
            "Кадастровый номер",
            "Кадастрлық нөмір",
            "Кадастровый №",
            "Rca",
            "Cadastral number",
        ],
    ),
];

/// The key of a column's title.
pub(in crate::homes) fn title_key(id: &str) -> &'static str {
    match id {
        "address" => "homes.sheet.address",
        "entrance" => "homes.sheet.entrance",
        "floor" => "homes.sheet.floor",
        "number" => "homes.sheet.number",
        "kind" => "homes.sheet.kind",
        "area" => "homes.sheet.area",
        "living_area" => "homes.sheet.living_area",
        "account" => "homes.sheet.account",
        "centre_account" => "homes.sheet.centre_account",
        "name" => "homes.sheet.name",
        "ident" => "homes.sheet.ident",
        "share" => "homes.sheet.share",
        "holds" => "homes.sheet.holds",
        "phone" => "homes.sheet.phone",
        "email" => "homes.sheet.email",
        "registered" => "homes.sheet.registered",
        "residing" => "homes.sheet.residing",
        "balance" => "homes.import.column.balance",
        "balance_day" => "homes.import.column.balance_day",
        _ => "homes.sheet.cadastre",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::homes::export;
    use crate::sheet::{Book, Grid, Header, Limits, Table};
    use crate::text::Locale;

    fn found(titles: &str) -> Vec<(&'static str, bool)> {
        let grid = Grid::read(titles.as_bytes(), "a.csv", Limits::default()).unwrap();
        Header::find(&grid, COLUMNS).unwrap().found.iter().map(|f| (f.id, f.sure)).collect()
    }

    #[test]
    fn every_column_of_the_export_is_known_for_sure_in_every_language() {
        for locale in Locale::ALL {
            let table: Table = export::table(locale, &[]);
            let wanted = table.headings.len();
            let bytes = Book::new(chrono::NaiveDateTime::default()).with(table).xlsx().unwrap();
            let grid = Grid::read(&bytes, "", Limits::default()).unwrap();
            let header = Header::find(&grid, COLUMNS).unwrap();
            assert!(header.unknown.is_empty() && header.duplicates.is_empty(), "{header:?}");
            assert_eq!(header.found.len(), wanted, "{locale:?}");
            assert!(header.found.iter().all(|f| f.sure), "{header:?}");
        }
    }

    #[test]
    fn sheets_of_other_programs_are_known() {
        let condo = found("Адрес;Номер помещения;Тип помещения;Телефон;ФИО;E-mail;Роль");
        assert_eq!(
            condo.iter().map(|f| f.0).collect::<Vec<_>>(),
            ["address", "number", "kind", "phone", "name", "email", "holds"]
        );
        let osi = found("Адрес;Name;Flat;Idn;AreaTypeCode;Phone;Floor;Square;LivingJur;LivingFact;Owner;ErcAccount");
        let ids: Vec<_> = osi.iter().map(|f| f.0).collect();
        assert_eq!(
            ids,
            [
                "address",
                "name",
                "number",
                "ident",
                "kind",
                "phone",
                "floor",
                "area",
                "registered",
                "residing",
                "holds",
                "centre_account"
            ]
        );
        let ours = found(
            "Адрес/дом;Подъезд;Этаж;№ помещения;Тип;Площадь общая;Площадь жилая;Лицевой счёт;Счёт ЕРЦ;ФИО/наименование;ИИН/БИН;Доля;Статус (собственник/арендатор/проживающий);Телефон;E-mail;Прописано;Проживает;Вход. сальдо;Дата сальдо;РКА/кадастровый №",
        );
        assert_eq!(ours.len(), 20);
    }
}
