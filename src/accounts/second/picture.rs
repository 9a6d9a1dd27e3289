//! The QR code that an authenticator app photographs off the screen.

use fast_qr::convert::Builder as _;
use fast_qr::convert::svg::SvgBuilder;
use fast_qr::{ECL, QRBuilder};

/// The code as SVG, dark on white whatever the page's colours are: scanners want it so. Hidden from those who listen; the
/// same secret stands beside it in letters. `None` for a text that no code can hold.
pub(in crate::accounts) fn qr(text: &str) -> Option<String> {
    let code = QRBuilder::new(text).ecl(ECL::M).build().ok()?;
    // four empty cells around, as ISO/IEC 18004 asks for
    let svg = SvgBuilder::default().margin(4).to_str(&code);
    Some(svg.replacen("<svg ", "<svg width=\"248\" height=\"248\" aria-hidden=\"true\" ", 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_one_picture_of_a_given_size() {
        let svg = qr("otpauth://totp/Aula:owner@demo.example?secret=ABC&issuer=Aula").unwrap();
        assert!(svg.starts_with("<svg width=\"248\" height=\"248\" aria-hidden=\"true\" viewBox=") && svg.ends_with("</svg>"));
        assert!(!svg.contains("style=") && !svg.contains("script"), "the content policy takes no styles");
        assert_eq!(qr(&"a".repeat(4000)), None);
    }
}
