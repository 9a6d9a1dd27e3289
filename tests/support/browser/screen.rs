//! What the person's screen is like, and a picture of it.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::Ordering;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use super::Browser;

/// Below this the window behaves like a phone's: touch, no room taken by scroll bars, `<meta name=viewport>` counts.
const PHONE: u32 = 600;

impl Browser {
    /// Makes the page exactly this wide in CSS pixels (a phone 390 or 320, a desk 1280), at one dot per pixel.
    pub(crate) async fn size(&self, width: u32) {
        let phone = width < PHONE;
        let screen = json!({
            "width": width,
            "height": if phone { 844 } else { 800 },
            "deviceScaleFactor": 1,
            "mobile": phone,
        });
        self.devtools("Emulation.setDeviceMetricsOverride", screen).await;
        self.devtools("Emulation.setTouchEmulationEnabled", json!({ "enabled": phone })).await;
        self.settle().await;
    }

    /// Waits until the page has been laid out anew: whether there is a mouse reaches it a moment later than its width.
    async fn settle(&self) {
        if self.scripts.load(Ordering::Relaxed) {
            let frames = "const done = arguments[0]; requestAnimationFrame(() => requestAnimationFrame(() => done()))";
            self.client.execute_async(frames, Vec::new()).await.expect("two frames");
        }
    }

    /// Prefers dark pages, or light ones.
    pub(crate) async fn dark(&self, dark: bool) {
        let scheme = if dark { "dark" } else { "light" };
        let wish = json!({ "features": [{ "name": "prefers-color-scheme", "value": scheme }] });
        self.devtools("Emulation.setEmulatedMedia", wish).await;
    }

    /// Turns the page's own scripts on or off, from the next [`Browser::visit`] on.
    /// The harness's own questions still work; the content of `<noscript>` stays hidden even so (Chromium
    /// decides about it elsewhere).
    pub(crate) async fn javascript(&self, on: bool) {
        self.devtools("Emulation.setScriptExecutionDisabled", json!({ "value": !on })).await;
        self.scripts.store(on, Ordering::Relaxed);
    }

    /// By how many CSS pixels the page is wider than its window: 0, unless one has to scroll sideways.
    pub(crate) async fn runs_over(&self) -> u64 {
        let over = "const page = document.documentElement; return Math.max(0, page.scrollWidth - page.clientWidth)";
        self.ask(over).await.as_u64().expect("a number of pixels")
    }

    /// A picture of the whole page, also of what lies below the fold: `target/screens/<name>.png`.
    pub(crate) async fn screenshot(&self, name: &str) -> PathBuf {
        let metrics = self.devtools("Page.getLayoutMetrics", json!({})).await;
        let extent = |side: &str| metrics.pointer(&format!("/cssContentSize/{side}")).and_then(Value::as_f64);
        let clip = json!({ "x": 0, "y": 0, "width": extent("width"), "height": extent("height"), "scale": 1 });
        let how = json!({ "format": "png", "captureBeyondViewport": true, "clip": clip });
        let taken = self.devtools("Page.captureScreenshot", how).await;
        let data = taken.get("data").and_then(Value::as_str).expect("a picture");
        let file = target().join("screens").join(format!("{name}.png"));
        fs::create_dir_all(file.parent().expect("a folder")).expect("the folder of pictures");
        fs::write(&file, STANDARD.decode(data).expect("base64")).expect("the picture is written");
        file
    }
}

/// Cargo's target folder.
pub(super) fn target() -> PathBuf {
    let usual = || Path::new(env!("CARGO_MANIFEST_DIR")).join("target");
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(usual, PathBuf::from)
}
