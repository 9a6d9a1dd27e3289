//! How a company's pages look: where its own small stylesheet and its logo lie. The addresses carry a version, so browsers keep them.

use super::assets;
use crate::who::CompanyId;

/// What the request's one hop to the database brings: version, accent, width and height of the logo.
pub(super) type LookRow = (Option<String>, Option<String>, Option<i32>, Option<i32>);

/// A company's face.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Look {
    company: CompanyId,
    version: String,
    logo: Option<(i32, i32)>,
}

/// A company's logo, as the header shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChromeLogo {
    /// Its address.
    pub src: String,
    /// In pixels.
    pub width: i32,
    /// In pixels.
    pub height: i32,
}

impl Look {
    /// `None` for a company that has chosen nothing, or took it back.
    pub(super) fn of(company: CompanyId, (version, accent, width, height): LookRow) -> Option<Self> {
        let logo = width.zip(height);
        let any = accent.is_some() || logo.is_some();
        version.filter(|_| any).map(|version| Self { company, version, logo })
    }

    /// The address of its stylesheet, which is ours and its colours in one, so that a page still needs only one.
    pub(super) fn css(&self) -> String {
        format!("/brand/{}/{}.{}.css", self.company, self.version, assets::css_version())
    }

    /// Its logo as the icon of its pages, unless it is too wide for a square.
    pub(super) fn icon(&self) -> Option<String> {
        self.logo().filter(|logo| logo.width <= logo.height.saturating_mul(3) / 2).map(|logo| logo.src)
    }

    /// Its logo.
    pub(super) fn logo(&self) -> Option<ChromeLogo> {
        let src = || format!("/brand/{}/{}/logo", self.company, self.version);
        self.logo.map(|(width, height)| ChromeLogo { src: src(), width, height })
    }
}
