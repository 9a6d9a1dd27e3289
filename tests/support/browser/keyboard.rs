//! For those who use only the keyboard: keys by their names, and what has the focus.

use fantoccini::actions::{InputSource, KeyAction, KeyActions};
use fantoccini::key::Key;

use super::Browser;

impl Browser {
    /// Presses keys by name, one after the other: `press("Tab Tab Space")`, `press("Shift+Tab Enter")`.
    pub(crate) async fn press(&self, keys: &str) {
        for chord in keys.split_whitespace() {
            let held: Vec<char> = chord.split('+').map(key).collect();
            let down = held.iter().map(|&value| KeyAction::Down { value });
            let up = held.iter().rev().map(|&value| KeyAction::Up { value });
            let strokes = KeyActions::new("keyboard".to_owned());
            let strokes = down.chain(up).fold(strokes, InputSource::then);
            self.client.perform_actions(strokes).await.unwrap_or_else(|e| panic!("cannot press {chord}: {e}"));
        }
    }

    /// Types into whatever has the focus.
    pub(crate) async fn write(&self, text: &str) {
        let focused = self.client.active_element().await.expect("something has the focus");
        focused.send_keys(text).await.unwrap_or_else(|e| panic!("cannot write «{text}» here: {e}"));
    }

    /// Walks with Tab until what has the focus reads or is labelled so; fails after 100 steps.
    pub(crate) async fn walk_to(&self, words: &str) {
        for _ in 0..100 {
            self.press("Tab").await;
            if self.focused().await.contains(words) {
                return;
            }
        }
        panic!("Tab never reaches «{words}»; the page reads:\n{}", self.text().await);
    }

    /// How the thing that has the focus is called: its `aria-label`, its label, its text or its value.
    pub(crate) async fn focused(&self) -> String {
        let name = "const it = document.activeElement;
            const words = it.getAttribute('aria-label') || it.labels?.[0]?.innerText || it.innerText || it.value || '';
            return it === document.body ? '' : words.replace(/\\s+/g, ' ').trim()";
        self.ask(name).await.as_str().unwrap_or_default().to_owned()
    }
}

fn key(name: &str) -> char {
    let named = match name {
        "Tab" => Key::Tab,
        "Enter" => Key::Enter,
        "Space" => Key::Space,
        "Shift" => Key::Shift,
        "Control" => Key::Control,
        "Alt" => Key::Alt,
        "Escape" => Key::Escape,
        "Backspace" => Key::Backspace,
        "Delete" => Key::Delete,
        "Home" => Key::Home,
        "End" => Key::End,
        "Up" => Key::Up,
        "Down" => Key::Down,
        "Left" => Key::Left,
        "Right" => Key::Right,
        letter => return letter.chars().next().expect("a key's name"),
    };
    named.into()
}
