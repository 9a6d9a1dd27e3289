//! Who is called in a note: `@` and a family name.

use crate::text::fold;
use crate::who::PersonId;

/// Those of these people whose family name a text calls with `@`. Letters may be Kazakh or Russian, large or small; of two who are called
/// alike, both are meant.
pub(super) fn mentioned(text: &str, people: impl IntoIterator<Item = (PersonId, String)>) -> Vec<PersonId> {
    let called: Vec<String> = text
        .split('@')
        .skip(1)
        .map(|rest| fold(rest.split(|c: char| !c.is_alphabetic() && c != '-').next().unwrap_or_default()))
        .filter(|name| !name.is_empty())
        .collect();
    let is_called = |name: &str| name.split_whitespace().next().is_some_and(|family| called.contains(&fold(family)));
    people.into_iter().filter(|(_, name)| is_called(name)).map(|(person, _)| person).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::Moment;

    #[test]
    fn a_family_name_after_the_sign_calls_its_people_and_nobody_else() {
        let people: Vec<(PersonId, String)> = ["Омаров Нұрлан", "Әбілова Гүлнәр", "Ким Светлана", "Ким Виктор"]
            .into_iter()
            .map(|name| (PersonId::fresh(Moment::default()), name.to_owned()))
            .collect();
        let names = |text: &str| -> Vec<&str> {
            let called = mentioned(text, people.clone());
            people.iter().filter(|(id, _)| called.contains(id)).map(|(_, name)| name.as_str()).collect()
        };
        assert_eq!(names("@омаров, посмотри"), ["Омаров Нұрлан"]);
        assert_eq!(names("Спроси у @Абілова."), ["Әбілова Гүлнәр"], "whichever keyboard is at hand");
        assert_eq!(names("@Ким?"), ["Ким Светлана", "Ким Виктор"]);
        assert!(names("Омаров знает; почта omarov@example.kz, @ Ким, @Ким-Ли").is_empty());
    }
}
