//! Filling in forms: fields are found by the label that a person reads.

use std::path::Path;

use fantoccini::Locator;
use fantoccini::elements::Element;
use fantoccini::error::CmdError;
use serde_json::json;

use super::{Browser, attempted, finding};

/// Input types whose keyboard entry depends on the browser's language: these get their value at once.
const PICKERS: [&str; 7] = ["date", "datetime-local", "month", "week", "time", "color", "range"];

impl Browser {
    /// Writes into the field with this label, replacing what stood there. A list gets the option that reads
    /// like `value`; dates and times are given as HTML writes them (`2026-11-20`, `10:30`).
    pub(crate) async fn fill(&self, label: &str, value: &str) {
        let wish = format!("fill «{label}» with «{value}»");
        self.until(&wish, async || {
            let field = self.first_visible(&finding::fields(label)).await?;
            attempted(&wish, self.write_into(&field, value).await)
        })
        .await;
    }

    /// Ticks the box or chooses the radio button with this label, unless it is chosen already.
    pub(crate) async fn tick(&self, label: &str) {
        let wish = format!("tick «{label}»");
        self.until(&wish, async || {
            let field = self.first_visible(&finding::fields(label)).await?;
            match attempted(&wish, field.is_selected().await)? {
                true => Some(()),
                false => attempted(&wish, self.click(&field).await),
            }
        })
        .await;
    }

    /// Puts a file into the file field with this label.
    pub(crate) async fn attach(&self, label: &str, path: impl AsRef<Path>) {
        let path = path.as_ref().canonicalize().expect("the file to attach exists");
        let path = path.to_str().expect("a path in UTF-8").to_owned();
        let wish = format!("attach {path} to «{label}»");
        self.until(&wish, async || {
            let field = self.first(&finding::fields(label)).await?;
            attempted(&wish, field.send_keys(&path).await)
        })
        .await;
    }

    async fn write_into(&self, field: &Element, value: &str) -> Result<(), CmdError> {
        if field.tag_name().await? == "select" {
            let option = field.find(Locator::XPath(&finding::option(value))).await?;
            return option.click().await;
        }
        let kind = field.prop("type").await?.unwrap_or_default();
        if PICKERS.contains(&kind.as_str()) {
            return self.set_at_once(field, value).await;
        }
        field.clear().await?;
        field.send_keys(value).await
    }

    async fn set_at_once(&self, field: &Element, value: &str) -> Result<(), CmdError> {
        let script = "const [field, value] = arguments; field.value = value;
            for (const name of ['input', 'change']) field.dispatchEvent(new Event(name, { bubbles: true }));
            return field.value";
        let field = serde_json::to_value(field)?;
        let kept = self.client.execute(script, vec![field, json!(value)]).await?;
        assert!(kept.as_str() != Some(""), "the field does not take «{value}»: write it as HTML does");
        Ok(())
    }
}
