//! A meter: what it measures, how its dial counts, and how much went through it between two looks.

use crate::web::Said;

crate::ids! {
    /// A meter.
    MeterId,
}

crate::words! {
    /// What a meter measures.
    pub enum Resource {
        /// Cold water, m³.
        ColdWater = "cold_water",
        /// Hot water, m³.
        HotWater = "hot_water",
        /// Heat, Gcal.
        Heat = "heat",
        /// Electricity, kWh.
        Electricity = "electricity",
        /// Gas, m³.
        Gas = "gas",
    }
}

impl Resource {
    /// The key of its name.
    pub fn key(self) -> &'static str {
        match self {
            Self::ColdWater => "meters.resource.cold_water",
            Self::HotWater => "meters.resource.hot_water",
            Self::Heat => "meters.resource.heat",
            Self::Electricity => "meters.resource.electricity",
            Self::Gas => "meters.resource.gas",
        }
    }

    /// The key of its unit.
    pub fn unit_key(self) -> &'static str {
        match self {
            Self::ColdWater | Self::HotWater | Self::Gas => "meters.unit.m3",
            Self::Heat => "meters.unit.gcal",
            Self::Electricity => "meters.unit.kwh",
        }
    }
}

/// The most tariffs a meter tells apart.
pub const ZONES: usize = 4;
/// A value for each tariff, in thousandths of the unit; nothing beyond the meter's last.
pub type Values = [i64; ZONES];

/// The key of what a tariff of a meter is called: of one with a single tariff nothing.
pub fn zone_key(zones: usize, zone: usize) -> &'static str {
    match (zones, zone) {
        (0 | 1, _) => "meters.zone.only",
        (2, 0) => "meters.zone.day",
        (2, _) => "meters.zone.night",
        (_, 0) => "meters.zone.first",
        (_, 1) => "meters.zone.second",
        (_, 2) => "meters.zone.third",
        _ => "meters.zone.fourth",
    }
}

/// How a meter counts: so many whole digits, then it begins at nothing again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dial {
    /// Whole digits.
    pub digits: u32,
}

/// How much went through a meter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Passed {
    /// In thousandths of the unit.
    pub used: i64,
    /// Whether the dial went past its end.
    pub over: bool,
}

impl Dial {
    /// What the dial never shows, in thousandths: 100 000 m³ of one with five digits.
    pub fn full(self) -> i64 {
        10i64.pow(self.digits.min(12)).saturating_mul(1000)
    }

    /// How much went through between two looks. Less than before is a dial that began anew, if that makes at most a tenth of it; anything
    /// else cannot be.
    pub fn passed(self, before: i64, after: i64) -> Option<Passed> {
        if after >= before {
            return Some(Passed { used: after - before, over: false });
        }
        let used = self.full() - before + after;
        (used <= self.full() / 10).then_some(Passed { used, over: true })
    }

    /// Reads «123,456»: at most the dial's digits and three decimals, in thousandths.
    ///
    /// # Errors
    /// The sentence that says what is wrong.
    pub fn read(self, typed: &str) -> Result<i64, Said> {
        let clean: String = typed.chars().filter(|c| !c.is_whitespace()).collect();
        let (whole, rest) = clean.split_once([',', '.']).unwrap_or((&clean, ""));
        let figures = |part: &str| part.chars().all(|c| c.is_ascii_digit());
        if whole.is_empty() || !figures(whole) || !figures(rest) || rest.len() > 3 {
            return Err(Said::new("meters.refused.number"));
        }
        let whole = whole.trim_start_matches('0');
        if whole.len() > usize::try_from(self.digits).unwrap_or_default() {
            return Err(Said::new("meters.refused.digits").with("digits", self.digits));
        }
        let number = |text: &str| if text.is_empty() { Some(0) } else { text.parse::<i64>().ok() };
        let thousandths = number(whole).zip(number(&format!("{rest:0<3}")));
        thousandths.map(|(whole, rest)| whole * 1000 + rest).ok_or(Said::new("meters.refused.number"))
    }
}

/// A value for a form field: «123,456».
pub fn plain(value: i64) -> String {
    let text = format!("{},{:03}", value / 1000, value % 1000);
    text.trim_end_matches('0').trim_end_matches(',').to_owned()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const FIVE: Dial = Dial { digits: 5 };

    #[test]
    fn what_went_through_is_the_difference() {
        assert_eq!(FIVE.passed(1_000, 4_500), Some(Passed { used: 3_500, over: false }));
        assert_eq!(FIVE.passed(7, 7), Some(Passed { used: 0, over: false }));
    }

    #[test]
    fn a_dial_begins_anew_after_its_last_digit() {
        assert_eq!(FIVE.passed(99_998_000, 3_000), Some(Passed { used: 5_000, over: true }));
        assert_eq!(FIVE.passed(99_000_000, 9_000_000), Some(Passed { used: 10_000_000, over: true }), "a tenth of the dial");
        assert_eq!(FIVE.passed(99_000_000, 9_000_001), None);
        assert_eq!(FIVE.passed(500_000, 499_999), None, "less than before is wrong");
    }

    #[test]
    fn values_are_typed_as_the_dial_shows_them() {
        assert_eq!(FIVE.read("00123,456"), Ok(123_456));
        assert_eq!(FIVE.read(" 12 345 "), Ok(12_345_000));
        assert_eq!(FIVE.read("0"), Ok(0));
        assert_eq!(FIVE.read("7.5"), Ok(7_500));
        assert_eq!(FIVE.read("123456").unwrap_err().key, "meters.refused.digits");
        for wrong in ["", "-1", "1e3", "1,2345", ",5", "=1", "1.2.3", "١٢"] {
            assert!(FIVE.read(wrong).is_err(), "{wrong}");
        }
        assert_eq!((plain(123_456), plain(5_000), plain(0)), ("123,456".into(), "5".into(), "0".into()));
    }

    proptest! {
        #[test]
        fn what_goes_through_is_what_a_wheel_would_count(start in 0i64..100_000, steps in 0i64..9_000) {
            // naively: one step after another, the wheel of five digits springs to nothing after 99 999
            let after = (0..steps).fold(start, |shown, _| if shown == 99_999 { 0 } else { shown + 1 });
            let passed = FIVE.passed(start * 1000, after * 1000).unwrap();
            prop_assert_eq!(passed, Passed { used: steps * 1000, over: start + steps > 99_999 });
        }

        #[test]
        fn what_is_printed_into_a_field_is_read_back(value in 0i64..99_999_999) {
            prop_assert_eq!(FIVE.read(&plain(value)), Ok(value));
        }
    }
}
