//! A person at a real browser: headless Chromium, driven over WebDriver.
//!
//! The verbs are those of a person: [`Browser::visit`], [`Browser::click_text`], [`Browser::fill`] by the
//! label they read, [`Browser::press`] for those who use only the keyboard, [`Browser::sees`]. Each waits a
//! bounded while for its wish to come true and then fails the test with what the page says, so tests need no
//! sleeping. Every browser has its own driver, profile and temporary folder, and takes them along when dropped.
#![allow(dead_code, reason = "a vocabulary: not every test run uses every verb")]
#![allow(clippy::expect_used, clippy::panic, reason = "in a test, a broken promise is a failed test")]

mod axe;
mod devtools;
mod driver;
mod finding;
mod form;
mod keyboard;
mod screen;

#[allow(unused_imports, reason = "named only where a test keeps a violation")]
pub(crate) use axe::Violation;

use std::sync::atomic::AtomicBool;
use std::time::{Duration, Instant};

use fantoccini::elements::Element;
use fantoccini::error::CmdError;
use fantoccini::{Client, ClientBuilder, Locator};
use serde_json::{Value, json};

use driver::Driver;
use finding::Wording;

/// How long a wish may stay unfulfilled before the test fails.
const PATIENCE: Duration = Duration::from_secs(10);
const GLANCE: Duration = Duration::from_millis(50);

/// One browser window of a person who has never been here before.
pub(crate) struct Browser {
    client: Client,
    driver: Driver,
    scripts: AtomicBool,
}

impl Browser {
    /// Opens a browser with a fresh profile, 1280 px wide.
    pub(crate) async fn start() -> Self {
        let mut driver = Driver::start();
        let connector = hyper_util::client::legacy::connect::HttpConnector::new();
        let client = ClientBuilder::new(connector)
            .capabilities(driver.capabilities())
            .connect(driver.address())
            .await
            .expect("chromedriver opens Chromium");
        let session = client.session_id().await.expect("an answer about the session");
        driver.remember(session.expect("a session id"));
        client.persist().await.expect("the driver, not the client, ends the session");
        let browser = Self { client, driver, scripts: AtomicBool::new(true) };
        browser.size(1280).await;
        browser
    }

    /// Goes to an address and waits until it is loaded.
    pub(crate) async fn visit(&self, url: &str) {
        self.client.goto(url).await.unwrap_or_else(|e| panic!("cannot visit {url}: {e}"));
    }

    /// Loads the page again.
    pub(crate) async fn reload(&self) {
        self.client.refresh().await.expect("the page loads again");
    }

    /// Goes back, as with the browser's button.
    pub(crate) async fn back(&self) {
        self.client.back().await.expect("there is a page to go back to");
    }

    /// Where the person is now: path and query, without scheme and host.
    pub(crate) async fn path(&self) -> String {
        let url = self.client.current_url().await.expect("a current address");
        url.query().map_or_else(|| url.path().to_owned(), |query| format!("{}?{query}", url.path()))
    }

    /// The page's title.
    pub(crate) async fn title(&self) -> String {
        self.client.title().await.expect("a title")
    }

    /// Clicks the first visible link, button or summary that reads exactly so, or else contains these words.
    pub(crate) async fn click_text(&self, text: &str) {
        let wish = format!("click «{text}»");
        self.until(&wish, async || {
            let target = self.first_visible(&finding::clickable(text)).await?;
            attempted(&wish, self.click(&target).await)
        })
        .await;
    }

    /// What a person can read on the page now.
    pub(crate) async fn text(&self) -> String {
        match self.client.find(Locator::Css("body")).await {
            Ok(body) => body.text().await.unwrap_or_default(),
            Err(_) => String::new(),
        }
    }

    /// Waits until these words can be read on the page. Kinds of space count as one space.
    pub(crate) async fn sees(&self, words: &str) {
        let sought = finding::as_read(words);
        self.until(&format!("see «{words}»"), async || self.reads(&sought).await.then_some(())).await;
    }

    /// Waits until these words can no longer be read on the page.
    pub(crate) async fn does_not_see(&self, words: &str) {
        let sought = finding::as_read(words);
        self.until(&format!("see «{words}» vanish"), async || (!self.reads(&sought).await).then_some(())).await;
    }

    /// Asks the page itself: the result of a script's `return`. Works with the page's own scripts off, too.
    pub(crate) async fn ask(&self, script: &str) -> Value {
        self.client.execute(script, Vec::new()).await.unwrap_or_else(|e| panic!("«{script}»: {e}"))
    }

    /// What the page logged as an error since the last call: scripts, missing files, broken content policy.
    pub(crate) async fn console_errors(&self) -> Vec<String> {
        let log = self.client.issue_cmd(devtools::BrowserLog).await.expect("the browser's log");
        let entries = log.as_array().cloned().unwrap_or_default();
        let severe = entries.iter().filter(|entry| entry.get("level") == Some(&json!("SEVERE")));
        severe.filter_map(|entry| entry.get("message")?.as_str().map(str::to_owned)).collect()
    }

    async fn reads(&self, sought: &str) -> bool {
        finding::as_read(&self.text().await).contains(sought)
    }

    /// Clicks in the middle of the window, where no sticky header or footer lies above.
    async fn click(&self, target: &Element) -> Result<(), CmdError> {
        let script = "arguments[0].scrollIntoView({ block: 'center', behavior: 'instant' })";
        self.client.execute(script, vec![serde_json::to_value(target)?]).await?;
        target.click().await
    }

    async fn first_visible(&self, wordings: &[Wording]) -> Option<Element> {
        for Wording(path) in wordings {
            for found in self.client.find_all(Locator::XPath(path)).await.ok()? {
                if found.is_displayed().await.unwrap_or(false) {
                    return Some(found);
                }
            }
        }
        None
    }

    /// Also what cannot be seen: file fields are often hidden behind a label that looks like a button.
    async fn first(&self, wordings: &[Wording]) -> Option<Element> {
        for Wording(path) in wordings {
            if let Ok(found) = self.client.find(Locator::XPath(path)).await {
                return Some(found);
            }
        }
        None
    }

    async fn until<T>(&self, wish: &str, attempt: impl AsyncFn() -> Option<T>) -> T {
        let deadline = Instant::now() + PATIENCE;
        loop {
            if let Some(found) = attempt().await {
                return found;
            }
            if Instant::now() >= deadline {
                let (path, text) = (self.path().await, self.text().await);
                panic!("could not {wish} within {} s at {path}, which reads:\n{text}", PATIENCE.as_secs());
            }
            tokio::time::sleep(GLANCE).await;
        }
    }
}

/// `None` when the page was merely not ready (it moved under the hand): then one tries again.
/// Everything else fails at once, lest a click that did arrive is made twice.
fn attempted<T>(wish: &str, outcome: Result<T, CmdError>) -> Option<T> {
    match outcome {
        Ok(done) => Some(done),
        Err(e) if moved(&e) => None,
        Err(e) => panic!("could not {wish}: {e}"),
    }
}

fn moved(e: &CmdError) -> bool {
    // fantoccini has no word for an intercepted click.
    let covered = e.to_string().contains("click intercepted");
    covered || e.is_stale_element_reference() || e.is_no_such_element() || e.is_element_not_interactable()
}
