//! Acts in words. Each capability keeps the words of its own: the act `homes.premises_changed` is said by `homes.act.premises_changed`,
//! all of them together are called `homes.act`, and what a line keeps besides is called `homes.detail.area`.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::audit::room_of;
use crate::text::{Locale, t};

/// Every act that has words, by the capability that speaks of it.
static ALL: LazyLock<BTreeMap<String, Vec<String>>> = LazyLock::new(|| {
    let mut all: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for key in crate::words::keys() {
        if let [room, "act", name] = key.split('.').collect::<Vec<_>>().as_slice() {
            all.entry((*room).to_owned()).or_default().push(format!("{room}.{name}"));
        }
    }
    all.values_mut().for_each(|acts| acts.sort_unstable());
    all
});

/// What an act is called; one without words is called as it is written.
pub(super) fn sentence(locale: Locale, act: &str) -> String {
    let name = act.split_once('.').map_or(act, |(_, name)| name);
    said(locale, &format!("{}.act.{name}", room_of(act))).unwrap_or_else(|| act.to_owned())
}

/// The words of a key, if it has any.
pub(super) fn said(locale: Locale, key: &str) -> Option<String> {
    let words = t(locale, key);
    (words != key).then(|| words.into_owned())
}

/// All acts to choose from, grouped: the capability and its name, then each act with its sentence.
pub(super) type Choices = Vec<(String, String, Vec<(String, String)>)>;

/// Puts the choices together: every capability, and the acts of the one that is chosen; all of all would be half of the page.
pub(super) fn choices(locale: Locale, chosen: &str) -> Choices {
    let open = chosen.split('.').next().unwrap_or_default();
    ALL.iter()
        .map(|(room, acts)| {
            let acts = acts.iter().filter(|_| room == open);
            let mut acts: Vec<(String, String)> = acts.map(|act| (act.clone(), sentence(locale, act))).collect();
            acts.sort_by_key(|(_, words)| crate::text::alphabetical::key(words));
            (room.clone(), said(locale, &format!("{room}.act")).unwrap_or_else(|| room.clone()), acts)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_act_is_a_sentence_and_an_unknown_one_is_itself() {
        assert_eq!(sentence(Locale::Ru, "homes.premises_changed"), "Изменены сведения о помещении");
        assert_eq!(sentence(Locale::Kk, "nobody.knows_this"), "nobody.knows_this");
    }

    #[test]
    fn every_capability_with_acts_has_a_name_for_them() {
        let all = choices(Locale::En, "homes.imported");
        assert!(all.len() >= 5, "{all:?}");
        for (room, name, acts) in all {
            assert_ne!(room, name, "{room}.act has no words");
            assert_eq!(acts.is_empty(), room != "homes", "the acts of what is chosen");
        }
    }
}
