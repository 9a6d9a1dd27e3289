//! From which network addresses a bank's machines come.

use std::net::IpAddr;

/// Whether an address is in a list: one on a line, whole or as a net (`194.187.247.0/24`). An empty list lets nobody in.
pub(in crate::payments) fn allows(list: &str, address: IpAddr) -> bool {
    list.lines().filter_map(net).any(|(net, bits)| within(net, bits, address))
}

/// Whether every line of a list is an address or a net.
pub(in crate::payments) fn is_list(list: &str) -> bool {
    list.lines().any(|line| !line.trim().is_empty()) && list.lines().all(|line| line.trim().is_empty() || net(line).is_some())
}

fn net(line: &str) -> Option<(IpAddr, u8)> {
    let (address, bits) = line.trim().split_once('/').map_or((line.trim(), None), |(address, bits)| (address, Some(bits)));
    let address: IpAddr = address.parse().ok()?;
    let most = if address.is_ipv4() { 32 } else { 128 };
    let bits = bits.map_or(Some(most), |bits| bits.parse().ok().filter(|bits| *bits <= most && *bits >= 8))?;
    Some((address, bits))
}

fn within(net: IpAddr, bits: u8, address: IpAddr) -> bool {
    match (net, address) {
        (IpAddr::V4(net), IpAddr::V4(address)) => {
            let shift = 32 - u32::from(bits);
            net.to_bits().checked_shr(shift) == address.to_bits().checked_shr(shift)
        }
        (IpAddr::V6(net), IpAddr::V6(address)) => {
            let shift = 128 - u32::from(bits);
            net.to_bits().checked_shr(shift) == address.to_bits().checked_shr(shift)
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_lets_in_whom_it_names_and_nobody_else() {
        let list = "194.187.247.152\n 194.187.245.0/24 \n\n2001:db8::/32";
        assert!(is_list(list));
        for (address, may) in [
            ("194.187.247.152", true),
            ("194.187.247.153", false),
            ("194.187.245.7", true),
            ("194.187.246.7", false),
            ("2001:db8:1::1", true),
            ("2001:db9::1", false),
            ("127.0.0.1", false),
        ] {
            assert_eq!(allows(list, address.parse().unwrap()), may, "{address}");
        }
        assert!(!allows("", "194.187.247.152".parse().unwrap()));
        for wrong in ["", "\n", "everybody", "1.2.3", "1.2.3.4/33", "0.0.0.0/0", "1.2.3.4/7"] {
            assert!(!is_list(wrong), "{wrong:?}");
        }
    }
}
