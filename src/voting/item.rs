//! What the 22 items of art. 42(5) are called.

/// The key of an item's name; of none that the law knows, that of «other questions».
pub(in crate::voting) fn item_key(item: i32) -> &'static str {
    match item {
        1 => "voting.item.1",
        2 => "voting.item.2",
        3 => "voting.item.3",
        4 => "voting.item.4",
        5 => "voting.item.5",
        6 => "voting.item.6",
        7 => "voting.item.7",
        8 => "voting.item.8",
        9 => "voting.item.9",
        10 => "voting.item.10",
        11 => "voting.item.11",
        12 => "voting.item.12",
        13 => "voting.item.13",
        14 => "voting.item.14",
        15 => "voting.item.15",
        16 => "voting.item.16",
        17 => "voting.item.17",
        18 => "voting.item.18",
        19 => "voting.item.19",
        20 => "voting.item.20",
        21 => "voting.item.21",
        _ => "voting.item.22",
    }
}
