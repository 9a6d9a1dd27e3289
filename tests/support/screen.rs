//! What somebody gets to see: the answer to a request, looked at as a person or a plain client would.

use actix_web::http::StatusCode;
use actix_web::http::header::HeaderMap;
use scraper::{ElementRef, Html, Node, Selector};

/// An answer.
#[derive(Clone, Debug)]
pub(crate) struct Screen {
    pub(crate) path: String,
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) bytes: Vec<u8>,
}

/// A form on a screen, filled as it came.
#[derive(Clone, Debug)]
pub(crate) struct SeenForm {
    pub(crate) action: String,
    pub(crate) multipart: bool,
    pub(crate) fields: Vec<(String, String)>,
}

/// Elements that begin a new line for the eye.
const BLOCKS: [&str; 24] = [
    "p", "div", "li", "ul", "ol", "h1", "h2", "h3", "tr", "td", "th", "section", "form", "label", "option", "dt", "dd", "br",
    "legend", "button", "header", "footer", "nav", "summary",
];

pub(crate) fn selector(css: &str) -> Selector {
    Selector::parse(css).unwrap_or_else(|e| panic!("{css}: {e}"))
}

/// The text of an element as one reads it.
pub(crate) fn text_of(element: ElementRef<'_>) -> String {
    let mut text = String::new();
    for node in element.descendants() {
        match node.value() {
            Node::Text(words)
                if !node.parent().and_then(ElementRef::wrap).is_some_and(|e| matches!(e.value().name(), "script" | "style")) =>
            {
                text.push_str(words);
            }
            Node::Element(inner) if BLOCKS.contains(&inner.name()) => text.push('\n'),
            _ => {}
        }
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

impl Screen {
    /// The answer's text.
    pub(crate) fn body(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }

    pub(crate) fn html(&self) -> Html {
        Html::parse_document(&self.body())
    }

    /// A header; empty when there is none.
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    /// All headers of that name.
    pub(crate) fn all_headers(&self, name: &str) -> Vec<&str> {
        self.headers.get_all(name).filter_map(|value| value.to_str().ok()).collect()
    }

    /// Where a redirect leads.
    pub(crate) fn leads_to(&self) -> &str {
        self.header("location")
    }

    /// The texts of all elements that fit.
    pub(crate) fn all(&self, css: &str) -> Vec<String> {
        self.html().select(&selector(css)).map(text_of).collect()
    }

    /// An attribute of all elements that fit.
    pub(crate) fn attributes(&self, css: &str, name: &str) -> Vec<String> {
        self.html().select(&selector(css)).filter_map(|e| e.attr(name).map(str::to_owned)).collect()
    }

    /// What stands between header and footer.
    pub(crate) fn text(&self) -> String {
        self.all("main").join("\n")
    }

    pub(crate) fn h1(&self) -> String {
        self.all("h1").join(" | ")
    }

    pub(crate) fn title(&self) -> String {
        self.all("title").join(" | ")
    }

    /// What the last act said.
    pub(crate) fn flash(&self) -> String {
        self.all(".flash").join(" ")
    }

    /// The sentences of the error summary.
    pub(crate) fn errors(&self) -> Vec<String> {
        self.all(".errors li")
    }

    /// What is wrong with one field.
    pub(crate) fn error_of(&self, field: &str) -> String {
        let html = self.html();
        let tag = html
            .select(&selector(&format!("[name=\"{field}\"]")))
            .find_map(|e| e.attr("id").map(str::to_owned))
            .unwrap_or_else(|| format!("f-{field}"));
        html.select(&selector(".error")).filter(|e| e.attr("id") == Some(&format!("{tag}-error"))).map(text_of).collect()
    }

    /// The texts and addresses of links in the page's own matter.
    pub(crate) fn links(&self) -> Vec<(String, String)> {
        self.html()
            .select(&selector("main a[href]"))
            .map(|a| (text_of(a), a.attr("href").unwrap_or_default().to_owned()))
            .collect()
    }

    /// The address of the link that says so.
    pub(crate) fn link(&self, words: &str) -> String {
        let found = self
            .html()
            .select(&selector("a[href]"))
            .find(|a| text_of(*a).contains(words))
            .and_then(|a| a.attr("href").map(str::to_owned));
        found.unwrap_or_else(|| panic!("{} has no link «{words}»:\n{}", self.path, self.text()))
    }

    /// All forms of the page.
    pub(crate) fn forms(&self) -> Vec<SeenForm> {
        self.html().select(&selector("form")).map(seen).collect()
    }

    /// The form that is sent there.
    pub(crate) fn form(&self, action: &str) -> SeenForm {
        let form = self.forms().into_iter().find(|form| form.action == action);
        form.unwrap_or_else(|| panic!("{} ({}) has no form to {action}:\n{}", self.path, self.status, self.text()))
    }

    /// The token of the page's forms.
    pub(crate) fn token(&self) -> Option<String> {
        self.attributes("input[name=token]", "value").into_iter().next()
    }

    /// Fails the test unless these words are on the page.
    #[track_caller]
    pub(crate) fn sees(&self, words: &str) -> &Self {
        assert!(self.text().contains(words), "{} ({}) does not say «{words}», it says:\n{}", self.path, self.status, self.text());
        self
    }

    /// Fails the test if these words are on the page.
    #[track_caller]
    pub(crate) fn misses(&self, words: &str) -> &Self {
        assert!(!self.text().contains(words), "{} ({}) says «{words}»:\n{}", self.path, self.status, self.text());
        self
    }

    /// Fails the test unless the answer has that number.
    #[track_caller]
    pub(crate) fn is(&self, status: u16) -> &Self {
        assert_eq!(
            self.status.as_u16(),
            status,
            "{} → {}:\n{}",
            self.path,
            self.leads_to(),
            if self.text().is_empty() { self.body() } else { self.text() }
        );
        self
    }
}

fn seen(form: ElementRef<'_>) -> SeenForm {
    let mut fields = Vec::new();
    for field in form.select(&selector("input[name], select[name], textarea[name]")) {
        let (name, value) = (field.attr("name").unwrap_or_default(), field.attr("value").unwrap_or_default());
        match (field.value().name(), field.attr("type").unwrap_or("text")) {
            ("select", _) => {
                let options: Vec<ElementRef<'_>> = field.select(&selector("option")).collect();
                let chosen = options.iter().find(|o| o.attr("selected").is_some()).or_else(|| options.first());
                fields.extend(chosen.map(|o| (name.to_owned(), o.attr("value").unwrap_or_default().to_owned())));
            }
            ("textarea", _) => fields.push((name.to_owned(), field.text().collect())),
            (_, "checkbox" | "radio") if field.attr("checked").is_none() => {}
            (_, "file" | "submit" | "button") => {}
            _ => fields.push((name.to_owned(), value.to_owned())),
        }
    }
    SeenForm {
        action: form.attr("action").unwrap_or_default().to_owned(),
        multipart: form.attr("enctype") == Some("multipart/form-data"),
        fields,
    }
}

impl SeenForm {
    /// Types into a field, or ticks a choice.
    #[must_use]
    pub(crate) fn with(mut self, name: &str, value: &str) -> Self {
        self.fields.retain(|(n, _)| n != name);
        self.fields.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Adds a value beside others of that name.
    #[must_use]
    pub(crate) fn and(mut self, name: &str, value: &str) -> Self {
        self.fields.push((name.to_owned(), value.to_owned()));
        self
    }

    /// What stands in a field.
    pub(crate) fn without(mut self, name: &str) -> Self {
        self.fields.retain(|(of, _)| of != name);
        self
    }

    pub(crate) fn value(&self, name: &str) -> &str {
        self.fields.iter().find(|(n, _)| n == name).map_or("", |(_, value)| value)
    }
}
