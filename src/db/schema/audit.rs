//! The trail and what was found when it was gone through.

diesel::table! {
    trail (id) {
        id -> Text,
        chain -> Text,
        place -> BigInt,
        actor_id -> Nullable<Text>,
        actor_name -> Text,
        act -> Text,
        subject_kind -> Text,
        subject_id -> Text,
        details -> Text,
        address -> Text,
        at -> Timestamp,
        hash -> Text,
        room -> Text,
    }
}

diesel::table! {
    trail_heads (chain) {
        chain -> Text,
        place -> BigInt,
        hash -> Text,
    }
}

diesel::table! {
    trail_checks (id) {
        id -> Text,
        chain -> Text,
        asked_by -> Text,
        begun_at -> Timestamp,
        ended_at -> Nullable<Timestamp>,
        is_latest -> Bool,
        lines -> BigInt,
        hash -> Text,
        fault -> Nullable<Text>,
        place -> Nullable<BigInt>,
    }
}
