//! Invented firms that hold shops and offices on the ground floors.

use super::{Idents, Spelling, person};
use crate::demo::chance::Chance;
use crate::text::short_name;

/// Somebody who holds premises for a business.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Firm {
    /// The form and the name: «ТОО «Дәмді нан»», «ИП Цой В. А.».
    pub name: String,
    /// БИН of an entity, ИИН of a sole proprietor; `None` when the synthetic numbers are used up.
    pub ident: Option<String>,
}

/// A firm: four of five are entities, the others sole proprietors under their own name.
pub fn firm(chance: &mut Chance, idents: &mut Idents) -> Firm {
    if chance.percent(20) {
        return proprietor(chance, idents);
    }
    let form = if chance.percent(60) { "ТОО" } else { "ЖШС" };
    let (name, more) = (chance.pick(NAMES), chance.pick(MORE));
    let ident = idents.bin().map(|bin| bin.as_str().to_owned());
    Firm { name: format!("{form} «{name}{more}»"), ident }
}

fn proprietor(chance: &mut Chance, idents: &mut Idents) -> Firm {
    let owner = person(chance);
    let form = if owner.line.spelling == Spelling::Own { "ЖК" } else { "ИП" };
    let ident = idents.iin(owner.is_woman).map(|iin| iin.as_str().to_owned());
    Firm { name: format!("{form} {}", short_name(&owner.full)), ident }
}

/// What sets firms of the same name apart; most have nothing.
#[rustfmt::skip]
const MORE: &[&str] = &["", "", "", "", " Алматы", " Плюс", " Сауда", " Сервис", " KZ", " Group", " Trade", " және К"];

#[rustfmt::skip]
const NAMES: &[&str] = &[
    "Дәмді нан", "Ақ бұлақ", "Тау самалы", "Шипа дәріханасы", "Балдәурен балабақшасы", "Көктем гүлдері", "Алма бағы", "Жылы ұя",
    "Таза су", "Ару сұлулық салоны", "Медеу оптика", "Нұр стоматология", "Құлыншақ", "Ырыс дүкені", "Береке асханасы", "Арай кітап",
    "Самұрық баспа", "Шебер қолдар", "Жаңа дәуір", "Алтын дән", "Мерей ательесі", "Тұмар зергер", "Кофе на углу", "Семейная аптека",
    "Добрый доктор", "Горный воздух", "Домовёнок", "Мастер ключей", "Чистый дом", "Сказка", "Пекарня Зёрнышко", "Яблоневый сад",
    "Грамотей", "Лавка пчеловода", "Ремонт часов на Абая", "Зелёный двор", "Сто мелочей", "Тёплый хлеб", "Книжный шкаф", "Верный шаг",
    "Atlas Study", "Silk Line Consulting", "Apple Town Coffee", "Green Yard", "Dostyq Print",
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::ident::Ident;

    #[test]
    fn firms_are_called_and_numbered_by_what_they_are() {
        let (mut chance, mut idents) = (Chance::new(3), Idents::default());
        let firms: Vec<Firm> = (0..1_000).map(|_| firm(&mut chance, &mut idents)).collect();
        for firm in &firms {
            let entity = firm.name.starts_with("ТОО «") || firm.name.starts_with("ЖШС «");
            assert!(entity || firm.name.starts_with("ИП ") || firm.name.starts_with("ЖК "), "{}", firm.name);
            let ident = Ident::parse(firm.ident.as_ref().unwrap()).unwrap();
            assert_eq!(matches!(ident, Ident::Organisation(_)), entity, "{}", firm.name);
        }
        let names: std::collections::BTreeSet<_> = firms.iter().map(|firm| &firm.name).collect();
        assert!(names.len() > 500, "{}", names.len());
    }
}
