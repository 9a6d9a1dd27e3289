//! What axe-core, the accessibility checker, finds on a page. `tests/run` fetches it (MPL-2.0; never shipped).

use std::fmt;
use std::path::PathBuf;
use std::sync::atomic::Ordering;

use serde_json::{Value, json};

use super::{Browser, screen};

/// WCAG 2.0, 2.1 and 2.2, levels A and AA, and what is good practice besides.
const TAGS: [&str; 6] = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/// One rule that a page breaks, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Violation {
    /// The rule's name, for instance `color-contrast`.
    pub(crate) rule: String,
    /// `minor`, `moderate`, `serious` or `critical`.
    pub(crate) impact: String,
    /// The rule in one sentence.
    pub(crate) help: String,
    /// The elements: a CSS path each, and what to mend there.
    pub(crate) places: Vec<String>,
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({}): {}", self.rule, self.impact, self.help)?;
        self.places.iter().try_for_each(|place| write!(f, "\n    {place}"))
    }
}

impl Browser {
    /// Every rule that the page in its present state breaks; empty when there is none.
    /// WebDriver's scripts run beside the page's content policy, so a strict one need not be loosened.
    pub(crate) async fn axe(&self) -> Vec<Violation> {
        let file = file();
        let source = std::fs::read_to_string(&file)
            .unwrap_or_else(|e| panic!("no axe-core at {} ({e}): tests/run fetches it", file.display()));
        // A page without scripts can be checked, but the checker itself needs them.
        let scripts = self.scripts.load(Ordering::Relaxed);
        if !scripts {
            self.javascript(true).await;
        }
        // half a megabyte of script: once for a page is enough, however often one looks at it
        if self.ask("return typeof axe").await != "object" {
            self.ask(&source).await;
        }
        let run = "const [tags, done] = arguments;
            axe.run(document, { runOnly: { type: 'tag', values: tags }, resultTypes: ['violations'] })
               .then(found => done({ found: found.violations }), refusal => done({ refusal: String(refusal) }))";
        let answer = self.client.execute_async(run, vec![json!(TAGS)]).await.expect("axe answers");
        if !scripts {
            self.javascript(false).await;
        }
        let found = answer.get("found").and_then(Value::as_array);
        found.unwrap_or_else(|| panic!("axe did not finish: {answer}")).iter().map(violation).collect()
    }
}

fn file() -> PathBuf {
    std::env::var_os("AULA_AXE").map_or_else(|| screen::target().join("tools/axe.min.js"), PathBuf::from)
}

fn violation(found: &Value) -> Violation {
    let nodes = found.get("nodes").and_then(Value::as_array);
    Violation {
        rule: word(found, "id"),
        impact: word(found, "impact"),
        help: word(found, "help"),
        places: nodes.into_iter().flatten().map(place).collect(),
    }
}

fn place(node: &Value) -> String {
    let path = node.get("target").map(Value::to_string).unwrap_or_default();
    format!("{path} {}", word(node, "failureSummary").replace("\n", " "))
}

fn word(value: &Value, name: &str) -> String {
    value.get(name).and_then(Value::as_str).unwrap_or_default().to_owned()
}
