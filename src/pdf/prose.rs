//! Running text as the caller gives it: spans that may be bold, italic or a link.

/// A stretch of text in one manner.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Span {
    /// The words; `\n` forces a new line.
    pub text: String,
    /// Heavier letters.
    pub bold: bool,
    /// Slanted letters (Golos Text has no italic of its own).
    pub italic: bool,
    /// The address that the words lead to.
    pub link: Option<String>,
}

/// Text of several spans. `"words".into()` is the plain case; `Prose::new().bold("№ 5").plain(" …")` the mixed one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Prose(Vec<Span>);

impl Prose {
    /// No text yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds plain words.
    #[must_use]
    pub fn plain(self, text: impl Into<String>) -> Self {
        self.span(Span { text: text.into(), ..Span::default() })
    }

    /// Adds bold words.
    #[must_use]
    pub fn bold(self, text: impl Into<String>) -> Self {
        self.span(Span { text: text.into(), bold: true, ..Span::default() })
    }

    /// Adds slanted words.
    #[must_use]
    pub fn italic(self, text: impl Into<String>) -> Self {
        self.span(Span { text: text.into(), italic: true, ..Span::default() })
    }

    /// Adds words that lead to an address.
    #[must_use]
    pub fn link(self, text: impl Into<String>, address: impl Into<String>) -> Self {
        self.span(Span { text: text.into(), link: Some(address.into()), ..Span::default() })
    }

    /// Adds a span.
    #[must_use]
    pub fn span(mut self, span: Span) -> Self {
        self.0.push(span);
        self
    }

    /// The spans in order.
    #[must_use]
    pub fn spans(&self) -> &[Span] {
        &self.0
    }

    /// Whether there is no letter in it.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.0.iter().all(|span| span.text.trim().is_empty())
    }
}

impl From<&str> for Prose {
    fn from(text: &str) -> Self {
        Self::new().plain(text)
    }
}

impl From<String> for Prose {
    fn from(text: String) -> Self {
        Self::new().plain(text)
    }
}

impl From<Vec<Span>> for Prose {
    fn from(spans: Vec<Span>) -> Self {
        Self(spans)
    }
}
