//! Every table, as the migrations make it: `tests/schema.rs` compares both engines with this.

diesel::table! {
    companies (id) {
        id -> Text,
        name_kk -> Text,
        name_ru -> Text,
        name_en -> Text,
        bin -> Text,
        phone -> Text,
        emergency_phone -> Text,
        email -> Text,
        address_kk -> Text,
        address_ru -> Text,
        locale -> Text,
        time_zone -> Text,
        created_at -> Timestamp,
        second_factor_from -> Nullable<Timestamp>,
        iban -> Nullable<Text>,
        bic -> Nullable<Text>,
        bank -> Nullable<Text>,
        host -> Nullable<Text>,
    }
}

diesel::table! {
    people (id) {
        id -> Text,
        name -> Text,
        email -> Nullable<Text>,
        phone -> Nullable<Text>,
        password -> Nullable<Text>,
        locale -> Text,
        time_zone -> Text,
        operator -> Bool,
        bounced_at -> Nullable<Timestamp>,
        created_at -> Timestamp,
    }
}

diesel::table! {
    memberships (id) {
        id -> Text,
        company_id -> Text,
        person_id -> Text,
        role -> Text,
        since -> Timestamp,
        until -> Nullable<Timestamp>,
        zoned -> Bool,
        stands_in_until -> Nullable<Date>,
    }
}

diesel::table! {
    duties (membership_id, duty) {
        company_id -> Text,
        membership_id -> Text,
        duty -> Text,
    }
}

diesel::table! {
    sessions (id) {
        id -> Text,
        person_id -> Nullable<Text>,
        state -> Text,
        address -> Text,
        agent -> Text,
        created_at -> Timestamp,
        seen_at -> Timestamp,
        expires_at -> Timestamp,
    }
}

diesel::table! {
    password_links (id) {
        id -> Text,
        person_id -> Text,
        created_at -> Timestamp,
        expires_at -> Timestamp,
        used_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    guesses (id) {
        id -> Text,
        wrong -> Integer,
        last_at -> Timestamp,
        free_at -> Timestamp,
    }
}

diesel::table! {
    letters (id) {
        id -> Text,
        company_id -> Nullable<Text>,
        person_id -> Nullable<Text>,
        once_key -> Nullable<Text>,
        kind -> Text,
        locale -> Text,
        from_name -> Text,
        to_name -> Text,
        to_address -> Text,
        subject -> Text,
        body_text -> Text,
        body_html -> Text,
        unsubscribe -> Nullable<Text>,
        state -> Text,
        due_at -> Timestamp,
        claimed_until -> Nullable<Timestamp>,
        attempts -> Integer,
        last_error -> Nullable<Text>,
        created_at -> Timestamp,
        sent_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    jobs (id) {
        id -> Text,
        company_id -> Nullable<Text>,
        kind -> Text,
        payload -> Text,
        once_key -> Nullable<Text>,
        state -> Text,
        due_at -> Timestamp,
        claimed_until -> Nullable<Timestamp>,
        attempts -> Integer,
        done_parts -> BigInt,
        all_parts -> BigInt,
        last_error -> Nullable<Text>,
        created_at -> Timestamp,
        ended_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    schedule (id) {
        id -> Text,
        last_at -> Timestamp,
    }
}

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
    files (id) {
        id -> Text,
        company_id -> Text,
        shelf -> Text,
        subject_id -> Text,
        name -> Text,
        media_type -> Text,
        bytes -> BigInt,
        digest -> Text,
        width -> Nullable<Integer>,
        height -> Nullable<Integer>,
        author_id -> Nullable<Text>,
        created_at -> Timestamp,
    }
}

diesel::table! {
    complexes (id) {
        id -> Text,
        company_id -> Text,
        name -> Text,
        sort_key -> Text,
        created_at -> Timestamp,
    }
}

diesel::table! {
    buildings (id) {
        id -> Text,
        company_id -> Text,
        complex_id -> Nullable<Text>,
        address -> Text,
        address_folded -> Text,
        sort_key -> Text,
        floors -> Nullable<Integer>,
        created_at -> Timestamp,
        handed_over_on -> Nullable<Date>,
    }
}

diesel::table! {
    entrances (id) {
        id -> Text,
        company_id -> Text,
        building_id -> Text,
        number -> Text,
        sort_key -> Text,
    }
}

diesel::table! {
    premises (id) {
        id -> Text,
        company_id -> Text,
        building_id -> Text,
        entrance_id -> Nullable<Text>,
        kind -> Text,
        number -> Text,
        number_folded -> Text,
        sort_key -> Text,
        floor -> Nullable<Integer>,
        area -> Nullable<BigInt>,
        living_area -> Nullable<BigInt>,
        account -> Nullable<Text>,
        centre_account -> Nullable<Text>,
        cadastre -> Nullable<Text>,
        registered -> Nullable<Integer>,
        residing -> Nullable<Integer>,
        created_at -> Timestamp,
    }
}

diesel::table! {
    contacts (id) {
        id -> Text,
        company_id -> Text,
        person_id -> Nullable<Text>,
        name -> Text,
        name_folded -> Text,
        sort_key -> Text,
        ident -> Nullable<Text>,
        phone -> Nullable<Text>,
        email -> Nullable<Text>,
        created_at -> Timestamp,
        merged_into -> Nullable<Text>,
        died_on -> Nullable<Date>,
    }
}

diesel::table! {
    holdings (id) {
        id -> Text,
        company_id -> Text,
        premises_id -> Text,
        contact_id -> Text,
        holds -> Text,
        share_of -> Nullable<BigInt>,
        share_in -> Nullable<BigInt>,
        since -> Nullable<Date>,
        until -> Nullable<Date>,
        created_at -> Timestamp,
    }
}

diesel::table! {
    home_words (company_id, word, premises_id) {
        company_id -> Text,
        word -> Text,
        premises_id -> Text,
    }
}

diesel::table! {
    imports (id) {
        id -> Text,
        company_id -> Text,
        author_id -> Text,
        file_id -> Text,
        state -> Text,
        done_rows -> BigInt,
        all_rows -> BigInt,
        report -> Text,
        created_at -> Timestamp,
        ended_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    notices (id) {
        id -> Text,
        person_id -> Text,
        company_id -> Text,
        kind -> Text,
        subject_id -> Text,
        once_key -> Text,
        title -> Text,
        excerpt -> Text,
        href -> Text,
        digest -> Text,
        letter_id -> Nullable<Text>,
        mail_at -> Nullable<Timestamp>,
        created_at -> Timestamp,
        read_at -> Nullable<Timestamp>,
        withdrawn_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    notice_wishes (person_id, kind, channel) {
        person_id -> Text,
        kind -> Text,
        channel -> Text,
        pace -> Text,
    }
}

diesel::table! {
    notice_hours (person_id) {
        person_id -> Text,
        quiet_from -> Nullable<Integer>,
        quiet_until -> Nullable<Integer>,
        digest_at -> Integer,
    }
}

diesel::table! {
    announcements (id) {
        id -> Text,
        company_id -> Text,
        number -> Text,
        kind -> Text,
        state -> Text,
        version -> Integer,
        author_id -> Text,
        outage_from -> Nullable<Timestamp>,
        outage_until -> Nullable<Timestamp>,
        send_at -> Nullable<Timestamp>,
        published_at -> Nullable<Timestamp>,
        expires_at -> Nullable<Timestamp>,
        ended_at -> Nullable<Timestamp>,
        withdrawn_why -> Nullable<Text>,
        created_at -> Timestamp,
        updated_at -> Timestamp,
        stage -> Text,
    }
}

diesel::table! {
    announcement_versions (announcement_id, version) {
        company_id -> Text,
        announcement_id -> Text,
        version -> Integer,
        title_kk -> Text,
        body_kk -> Text,
        title_ru -> Text,
        body_ru -> Text,
        title_en -> Text,
        body_en -> Text,
        author_id -> Text,
        created_at -> Timestamp,
        excerpt_kk -> Nullable<Text>,
        excerpt_ru -> Nullable<Text>,
        excerpt_en -> Nullable<Text>,
    }
}

diesel::table! {
    announcement_scopes (announcement_id, place, subject_id, premises_kind, holds) {
        company_id -> Text,
        announcement_id -> Text,
        place -> Text,
        subject_id -> Text,
        premises_kind -> Text,
        holds -> Text,
    }
}

diesel::table! {
    announcement_recipients (announcement_id, version, contact_id) {
        company_id -> Text,
        announcement_id -> Text,
        version -> Integer,
        contact_id -> Text,
        person_id -> Nullable<Text>,
        name -> Text,
        premises -> Text,
        channel -> Text,
        locale -> Text,
        letter_id -> Nullable<Text>,
        told_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    announcement_reads (announcement_id, person_id) {
        company_id -> Text,
        announcement_id -> Text,
        person_id -> Text,
        opened_at -> Timestamp,
        confirmed_at -> Nullable<Timestamp>,
        confirmed_version -> Nullable<Integer>,
    }
}

diesel::table! {
    onces (id) {
        id -> Text,
        answer -> Text,
        created_at -> Timestamp,
    }
}

diesel::table! {
    numbers (company_id, series, year) {
        company_id -> Text,
        series -> Text,
        year -> Integer,
        last -> BigInt,
    }
}

diesel::table! {
    announcement_premises (announcement_id, person_id, premises_id) {
        company_id -> Text,
        announcement_id -> Text,
        person_id -> Text,
        premises_id -> Text,
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

diesel::table! {
    second_factors (person_id) {
        person_id -> Text,
        secret -> Text,
        last_step -> BigInt,
        created_at -> Timestamp,
        tried_at -> Timestamp,
    }
}

diesel::table! {
    recovery_codes (person_id, code) {
        person_id -> Text,
        code -> Text,
        used_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    email_changes (id) {
        id -> Text,
        person_id -> Text,
        email -> Text,
        created_at -> Timestamp,
        expires_at -> Timestamp,
        used_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    letter_runs (id) {
        id -> Text,
        company_id -> Text,
        author_id -> Text,
        place -> Text,
        subject_id -> Text,
        place_name -> Text,
        only_new -> Bool,
        state -> Text,
        job_id -> Nullable<Text>,
        printed -> BigInt,
        created_at -> Timestamp,
        expires_at -> Timestamp,
        ended_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    invitations (id) {
        id -> Text,
        company_id -> Text,
        premises_id -> Text,
        holds -> Text,
        contact_id -> Nullable<Text>,
        way -> Text,
        run_id -> Nullable<Text>,
        secret -> Text,
        name -> Nullable<Text>,
        email -> Nullable<Text>,
        locale -> Text,
        minor -> Bool,
        author_id -> Text,
        by_resident -> Bool,
        created_at -> Timestamp,
        expires_at -> Timestamp,
        used_at -> Nullable<Timestamp>,
        used_by -> Nullable<Text>,
        holding_id -> Nullable<Text>,
        revoked_at -> Nullable<Timestamp>,
        revoked_by -> Nullable<Text>,
    }
}

diesel::table! {
    join_proofs (id) {
        id -> Text,
        invitation_id -> Nullable<Text>,
        name -> Text,
        email -> Text,
        phone -> Nullable<Text>,
        locale -> Text,
        created_at -> Timestamp,
        expires_at -> Timestamp,
        used_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    claims (id) {
        id -> Text,
        company_id -> Text,
        premises_id -> Text,
        person_id -> Text,
        holds -> Text,
        note -> Text,
        state -> Text,
        slot -> Integer,
        reason -> Text,
        holding_id -> Nullable<Text>,
        created_at -> Timestamp,
        decided_at -> Nullable<Timestamp>,
        decided_by -> Nullable<Text>,
    }
}

diesel::table! {
    guardian_consents (id) {
        id -> Text,
        company_id -> Text,
        invitation_id -> Text,
        guardian_id -> Text,
        wording -> Text,
        recorded_by -> Text,
        created_at -> Timestamp,
    }
}

diesel::table! {
    premises_counts (company_id, kind) {
        company_id -> Text,
        kind -> Text,
        many -> BigInt,
    }
}

diesel::table! {
    zones (id) {
        id -> Text,
        company_id -> Text,
        membership_id -> Text,
        complex_id -> Nullable<Text>,
        building_id -> Nullable<Text>,
    }
}

diesel::table! {
    absences (id) {
        id -> Text,
        company_id -> Text,
        membership_id -> Text,
        substitute_id -> Nullable<Text>,
        since -> Date,
        until -> Date,
        created_at -> Timestamp,
        ended_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    skills (membership_id, skill) {
        company_id -> Text,
        membership_id -> Text,
        skill -> Text,
    }
}

diesel::table! {
    firms (id) {
        id -> Text,
        company_id -> Text,
        name -> Text,
        sort_key -> Text,
        bin -> Nullable<Text>,
        phone -> Text,
        email -> Nullable<Text>,
        created_at -> Timestamp,
        ended_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    firm_members (membership_id) {
        company_id -> Text,
        membership_id -> Text,
        firm_id -> Text,
    }
}

diesel::table! {
    appointments (id) {
        id -> Text,
        company_id -> Text,
        role -> Text,
        name -> Text,
        email -> Text,
        locale -> Text,
        duties -> Text,
        places -> Text,
        skills -> Text,
        firm_id -> Nullable<Text>,
        code -> Text,
        invited_by -> Text,
        created_at -> Timestamp,
        expires_at -> Timestamp,
        used_at -> Nullable<Timestamp>,
        revoked_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    contact_words (company_id, word, contact_id) {
        company_id -> Text,
        word -> Text,
        contact_id -> Text,
    }
}

diesel::table! {
    representatives (id) {
        id -> Text,
        company_id -> Text,
        holding_id -> Text,
        contact_id -> Text,
        number -> Text,
        issued -> Date,
        notary -> Text,
        until -> Date,
        created_at -> Timestamp,
        revoked_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    moves (id) {
        id -> Text,
        company_id -> Text,
        premises_id -> Text,
        place -> Integer,
        number -> Text,
        kind -> Text,
        day -> Date,
        author_id -> Text,
        created_at -> Timestamp,
        undone_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    move_sides (move_id, holding_id) {
        company_id -> Text,
        move_id -> Text,
        holding_id -> Text,
        contact_id -> Text,
        holds -> Text,
        comes -> Bool,
    }
}

diesel::table! {
    suspensions (id) {
        id -> Text,
        company_id -> Text,
        reason -> Text,
        person_id -> Text,
        since -> Timestamp,
        until -> Nullable<Timestamp>,
    }
}

diesel::table! {
    brands (company_id) {
        company_id -> Text,
        version -> Text,
        light -> Nullable<Text>,
        dark -> Nullable<Text>,
        logo_width -> Nullable<Integer>,
        logo_height -> Nullable<Integer>,
        changed_at -> Timestamp,
    }
}

diesel::table! {
    import_writes (import_id, place) {
        company_id -> Text,
        import_id -> Text,
        place -> BigInt,
        things -> Text,
    }
}

diesel::table! {
    sheet_layouts (id) {
        id -> Text,
        company_id -> Text,
        sender -> Text,
        print -> Text,
        titles -> Text,
        taken -> Text,
        author_id -> Text,
        updated_at -> Timestamp,
    }
}

diesel::table! {
    visits (id) {
        id -> Text,
        company_id -> Text,
        operator_id -> Text,
        person_id -> Text,
        reason -> Text,
        began_at -> Timestamp,
        until -> Timestamp,
        ended_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    visit_pages (company_id, visit_id, path, written) {
        company_id -> Text,
        visit_id -> Text,
        path -> Text,
        written -> Bool,
        times -> BigInt,
        last_at -> Timestamp,
    }
}

diesel::table! {
    visit_grants (id) {
        id -> Text,
        company_id -> Text,
        operator_id -> Text,
        admin_id -> Text,
        since -> Timestamp,
        until -> Timestamp,
        withdrawn_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    office_hours (company_id, weekday) {
        company_id -> Text,
        weekday -> Integer,
        opens -> Integer,
        closes -> Integer,
        lunch_from -> Nullable<Integer>,
        lunch_until -> Nullable<Integer>,
    }
}

diesel::table! {
    office_days (company_id, day) {
        company_id -> Text,
        day -> Date,
        opens -> Nullable<Integer>,
        closes -> Nullable<Integer>,
        note -> Text,
    }
}

diesel::table! {
    merges (id) {
        id -> Text,
        company_id -> Text,
        kept_id -> Text,
        gone_id -> Text,
        author_id -> Text,
        before -> Text,
        after -> Text,
        created_at -> Timestamp,
        undone_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    handovers (id) {
        id -> Text,
        company_id -> Text,
        to_company_id -> Nullable<Text>,
        to_name -> Text,
        ground -> Text,
        ground_day -> Date,
        day -> Date,
        due_on -> Date,
        state -> Text,
        reason -> Text,
        content -> Text,
        author_id -> Text,
        created_at -> Timestamp,
        packed_at -> Nullable<Timestamp>,
        ended_at -> Nullable<Timestamp>,
        late_told_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    handover_buildings (handover_id, building_id) {
        company_id -> Text,
        handover_id -> Text,
        building_id -> Text,
        under_way -> Bool,
    }
}

diesel::table! {
    meetings (id) {
        id -> Text,
        company_id -> Text,
        building_id -> Text,
        number -> Text,
        state -> Text,
        format -> Text,
        by_portal -> Bool,
        by_paper -> Bool,
        initiator -> Text,
        edition -> Date,
        title_kk -> Text,
        title_ru -> Text,
        venue_kk -> Text,
        venue_ru -> Text,
        meets_at -> Nullable<Timestamp>,
        opens_at -> Nullable<Timestamp>,
        closes_at -> Nullable<Timestamp>,
        shown -> Text,
        chair -> Text,
        secretary -> Text,
        tellers -> Text,
        announcement_id -> Nullable<Text>,
        notified_at -> Nullable<Timestamp>,
        closed_at -> Nullable<Timestamp>,
        cancelled_why -> Nullable<Text>,
        roll_hash -> Text,
        names_hash -> Text,
        head_place -> BigInt,
        head_hash -> Text,
        head_at -> Timestamp,
        author_id -> Text,
        created_at -> Timestamp,
        updated_at -> Timestamp,
    }
}

diesel::table! {
    meeting_questions (id) {
        id -> Text,
        company_id -> Text,
        meeting_id -> Text,
        place -> Integer,
        item -> Integer,
        roll -> Text,
        entrance_id -> Nullable<Text>,
        base -> Text,
        over_of -> Integer,
        over_in -> Integer,
        quorum_of -> Integer,
        quorum_in -> Integer,
        article -> Text,
        title_kk -> Text,
        title_ru -> Text,
        text_kk -> Text,
        text_ru -> Text,
        formula -> Text,
        was -> BigInt,
        becomes -> BigInt,
        result -> Text,
    }
}

diesel::table! {
    meeting_arguments (id) {
        id -> Text,
        company_id -> Text,
        meeting_id -> Text,
        question_id -> Text,
        side -> Text,
        text_kk -> Text,
        text_ru -> Text,
        author_id -> Text,
        created_at -> Timestamp,
    }
}

diesel::table! {
    meeting_units (meeting_id, premises_id) {
        company_id -> Text,
        meeting_id -> Text,
        premises_id -> Text,
        label -> Text,
        kind -> Text,
        number -> Text,
        entrance_id -> Nullable<Text>,
        entrance -> Text,
        floor -> Nullable<Integer>,
        area -> Nullable<BigInt>,
        sort_key -> Text,
    }
}

diesel::table! {
    meeting_owners (meeting_id, premises_id, contact_id) {
        company_id -> Text,
        meeting_id -> Text,
        premises_id -> Text,
        contact_id -> Text,
        holding_id -> Text,
        person_id -> Nullable<Text>,
        name -> Text,
        share_of -> Nullable<BigInt>,
        share_in -> Nullable<BigInt>,
    }
}

diesel::table! {
    ballots (id) {
        id -> Text,
        company_id -> Text,
        meeting_id -> Text,
        premises_id -> Text,
        version -> Integer,
        channel -> Text,
        standing -> Text,
        choices -> Text,
        voter_id -> Text,
        voter_name -> Text,
        power_id -> Nullable<Text>,
        caster_id -> Nullable<Text>,
        caster_name -> Text,
        why -> Text,
        receipt -> Text,
        nonce -> Text,
        place -> BigInt,
        cast_at -> Timestamp,
    }
}

diesel::table! {
    voting_events (meeting_id, place) {
        company_id -> Text,
        meeting_id -> Text,
        place -> BigInt,
        line -> Text,
        hash -> Text,
    }
}

diesel::table! {
    meeting_initiators (meeting_id, place) {
        company_id -> Text,
        meeting_id -> Text,
        place -> Integer,
        premises_id -> Text,
        contact_id -> Text,
        name -> Text,
        unit -> Text,
    }
}

diesel::table! {
    meeting_postings (id) {
        id -> Text,
        company_id -> Text,
        meeting_id -> Text,
        place -> Text,
        posted_on -> Date,
        author_id -> Text,
        created_at -> Timestamp,
    }
}

diesel::table! {
    voting_codes (company_id, meeting_id, person_id) {
        company_id -> Text,
        meeting_id -> Text,
        person_id -> Text,
        code -> Text,
        tries -> Integer,
        sent -> Integer,
        sent_at -> Timestamp,
        expires_at -> Timestamp,
        used_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    meeting_told (company_id, meeting_id, what) {
        company_id -> Text,
        meeting_id -> Text,
        what -> Text,
        told_at -> Timestamp,
    }
}

diesel::table! {
    meeting_sheets (id) {
        id -> Text,
        company_id -> Text,
        meeting_id -> Text,
        premises_id -> Text,
        number -> Integer,
        state -> Text,
        why -> Text,
        author_id -> Text,
        issued_at -> Timestamp,
        settled_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    sheet_entries (id) {
        id -> Text,
        company_id -> Text,
        meeting_id -> Text,
        premises_id -> Text,
        sheet_id -> Nullable<Text>,
        channel -> Text,
        state -> Text,
        flaw -> Text,
        choices -> Text,
        voter_id -> Nullable<Text>,
        voter_name -> Text,
        power_id -> Nullable<Text>,
        signed_on -> Nullable<Date>,
        entered_by -> Text,
        entered_name -> Text,
        entered_at -> Timestamp,
        second_flaw -> Text,
        second_choices -> Text,
        second_voter_id -> Nullable<Text>,
        second_voter_name -> Text,
        second_power_id -> Nullable<Text>,
        second_signed_on -> Nullable<Date>,
        checked_by -> Nullable<Text>,
        checked_name -> Text,
        checked_at -> Nullable<Timestamp>,
        why -> Text,
    }
}

diesel::table! {
    sheet_prints (id) {
        id -> Text,
        company_id -> Text,
        meeting_id -> Text,
        entrance_id -> Nullable<Text>,
        sheets -> Integer,
        job_id -> Nullable<Text>,
        author_id -> Text,
        created_at -> Timestamp,
        done_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    meeting_reminders (company_id, meeting_id, step) {
        company_id -> Text,
        meeting_id -> Text,
        step -> Text,
        author_id -> Nullable<Text>,
        began_at -> Timestamp,
        told -> BigInt,
    }
}

diesel::table! {
    protocols (meeting_id, version) {
        company_id -> Text,
        meeting_id -> Text,
        version -> Integer,
        code -> Text,
        draft -> Bool,
        sha256 -> Text,
        asked_at -> Timestamp,
        made_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    protocol_copies (id) {
        id -> Text,
        company_id -> Text,
        meeting_id -> Text,
        person_id -> Text,
        name -> Text,
        note -> Text,
        asked_at -> Timestamp,
        due_on -> Date,
        given_at -> Nullable<Timestamp>,
        given_by -> Nullable<Text>,
    }
}

diesel::table! {
    protocol_signers (meeting_id, place) {
        company_id -> Text,
        meeting_id -> Text,
        place -> Integer,
        name -> Text,
        unit -> Text,
    }
}

diesel::table! {
    surveys (id) {
        id -> Text,
        company_id -> Text,
        number -> Text,
        state -> Text,
        title_kk -> Text,
        title_ru -> Text,
        title_en -> Text,
        title_folded -> Text,
        intro_kk -> Text,
        intro_ru -> Text,
        intro_en -> Text,
        questions -> Text,
        anonymous -> Bool,
        per -> Text,
        weight -> Text,
        breakdown -> Text,
        shown_to -> Text,
        asked -> BigInt,
        kept_groups -> Text,
        author_id -> Text,
        closes_at -> Nullable<Timestamp>,
        opened_at -> Nullable<Timestamp>,
        reminded_at -> Nullable<Timestamp>,
        closed_at -> Nullable<Timestamp>,
        withdrawn_why -> Nullable<Text>,
        created_at -> Timestamp,
        updated_at -> Timestamp,
    }
}

diesel::table! {
    survey_scopes (survey_id, place, subject_id, premises_kind, holds) {
        company_id -> Text,
        survey_id -> Text,
        place -> Text,
        subject_id -> Text,
        premises_kind -> Text,
        holds -> Text,
    }
}

diesel::table! {
    survey_participations (id) {
        id -> Text,
        company_id -> Text,
        survey_id -> Text,
        unit -> Text,
        person_id -> Text,
    }
}

diesel::table! {
    survey_answers (id) {
        id -> Text,
        company_id -> Text,
        survey_id -> Text,
        unit -> Nullable<Text>,
        person_id -> Nullable<Text>,
        premises_id -> Nullable<Text>,
        belongs -> Text,
        weight -> BigInt,
        answers -> Text,
        answered_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    requests (id) {
        id -> Text,
        company_id -> Text,
        number -> Text,
        matter -> Text,
        category -> Text,
        trade -> Text,
        state -> Text,
        is_open -> Bool,
        waits_for -> Nullable<Text>,
        until_day -> Nullable<Date>,
        reason -> Nullable<Text>,
        other -> Text,
        duplicate_of_id -> Nullable<Text>,
        linked_id -> Nullable<Text>,
        version -> Integer,
        building_id -> Text,
        entrance_id -> Nullable<Text>,
        premises_id -> Nullable<Text>,
        spot -> Text,
        floor -> Nullable<Integer>,
        place -> Text,
        text -> Text,
        same_key -> Text,
        open_to_house -> Bool,
        anonymous -> Bool,
        common -> Bool,
        reporter_id -> Nullable<Text>,
        name -> Text,
        phone -> Text,
        entered_by_id -> Nullable<Text>,
        assignee_id -> Nullable<Text>,
        assigned_why -> Text,
        first_answer -> Integer,
        resolution -> Integer,
        around_the_clock -> Bool,
        ground -> Text,
        answer_due -> Nullable<Timestamp>,
        answered_at -> Nullable<Timestamp>,
        work_due -> Nullable<Timestamp>,
        done_at -> Nullable<Timestamp>,
        closed_at -> Nullable<Timestamp>,
        joined -> Integer,
        reopened -> Integer,
        late -> Bool,
        escalated_at -> Nullable<Timestamp>,
        asked_at -> Timestamp,
        created_at -> Timestamp,
        updated_at -> Timestamp,
    }
}

diesel::table! {
    request_words (company_id, word, request_id) {
        company_id -> Text,
        word -> Text,
        request_id -> Text,
    }
}

diesel::table! {
    request_joiners (request_id, person_id) {
        company_id -> Text,
        request_id -> Text,
        person_id -> Text,
        premises_id -> Text,
        joined_at -> Timestamp,
    }
}

diesel::table! {
    request_confirmations (request_id, premises_id) {
        company_id -> Text,
        request_id -> Text,
        premises_id -> Text,
        person_id -> Text,
        confirmed_at -> Timestamp,
    }
}

diesel::table! {
    request_messages (id) {
        id -> Text,
        company_id -> Text,
        request_id -> Text,
        author_id -> Nullable<Text>,
        name -> Text,
        by_staff -> Bool,
        internal -> Bool,
        text -> Text,
        created_at -> Timestamp,
    }
}

diesel::table! {
    request_reads (request_id, person_id) {
        company_id -> Text,
        request_id -> Text,
        person_id -> Text,
        read_at -> Timestamp,
    }
}

diesel::table! {
    request_events (id) {
        id -> Text,
        company_id -> Text,
        request_id -> Text,
        what -> Text,
        actor_id -> Nullable<Text>,
        name -> Text,
        by_staff -> Bool,
        details -> Text,
        created_at -> Timestamp,
    }
}

diesel::table! {
    request_pauses (id) {
        id -> Text,
        company_id -> Text,
        request_id -> Text,
        why -> Text,
        since -> Timestamp,
        until -> Nullable<Timestamp>,
    }
}

diesel::table! {
    request_breaches (id) {
        id -> Text,
        company_id -> Text,
        request_id -> Text,
        clock -> Text,
        due_at -> Timestamp,
        noted_at -> Timestamp,
        cause -> Nullable<Text>,
        words -> Text,
        said_by_id -> Nullable<Text>,
    }
}

diesel::table! {
    request_ratings (request_id, person_id) {
        company_id -> Text,
        request_id -> Text,
        person_id -> Text,
        good -> Bool,
        tags -> Text,
        words -> Text,
        created_at -> Timestamp,
    }
}

diesel::table! {
    request_terms (company_id, category, since) {
        company_id -> Text,
        category -> Text,
        since -> Date,
        first_answer -> Integer,
        resolution -> Integer,
        around_the_clock -> Bool,
        ground -> Text,
        set_by_id -> Text,
        created_at -> Timestamp,
    }
}

diesel::table! {
    request_hidden (company_id, category) {
        company_id -> Text,
        category -> Text,
    }
}

diesel::table! {
    request_filters (id) {
        id -> Text,
        company_id -> Text,
        person_id -> Text,
        name -> Text,
        query -> Text,
        created_at -> Timestamp,
    }
}

diesel::table! {
    outages (id) {
        id -> Text,
        company_id -> Text,
        service -> Text,
        planned -> Bool,
        begins_at -> Timestamp,
        ends_at -> Nullable<Timestamp>,
        why -> Text,
        announcement_id -> Nullable<Text>,
        author_id -> Text,
        created_at -> Timestamp,
    }
}

diesel::table! {
    outage_buildings (outage_id, building_id) {
        company_id -> Text,
        outage_id -> Text,
        building_id -> Text,
    }
}

diesel::table! {
    outage_requests (outage_id, request_id) {
        company_id -> Text,
        outage_id -> Text,
        request_id -> Text,
    }
}

diesel::table! {
    request_months (company_id, month) {
        company_id -> Text,
        month -> Date,
        came -> BigInt,
        answered -> BigInt,
        answered_in_time -> BigInt,
        done -> BigInt,
        done_in_time -> BigInt,
        reopened -> BigInt,
        answer_minutes -> Nullable<BigInt>,
        done_minutes -> Nullable<BigInt>,
        counted_at -> Timestamp,
    }
}

diesel::table! {
    request_mail (message_key) {
        message_key -> Text,
        received_at -> Timestamp,
    }
}

diesel::table! {
    ledger_books (company_id) {
        company_id -> Text,
        closed_until -> Nullable<Date>,
        entries -> BigInt,
    }
}

diesel::table! {
    ledger_closings (company_id, month) {
        company_id -> Text,
        month -> Date,
        since -> Nullable<Date>,
        entries -> BigInt,
        turnover -> BigInt,
        closed_by -> Text,
        closed_at -> Timestamp,
    }
}

diesel::table! {
    ledger_accounts (id) {
        id -> Text,
        company_id -> Text,
        kind -> Text,
        fund -> Text,
        subject -> Text,
        premises_id -> Nullable<Text>,
        created_at -> Timestamp,
    }
}

diesel::table! {
    ledger_entries (id) {
        id -> Text,
        company_id -> Text,
        day -> Date,
        document_kind -> Text,
        document_id -> Text,
        document_number -> Text,
        reason -> Text,
        reverses_id -> Nullable<Text>,
        author_id -> Nullable<Text>,
        created_at -> Timestamp,
    }
}

diesel::table! {
    ledger_postings (entry_id, account_id) {
        company_id -> Text,
        entry_id -> Text,
        account_id -> Text,
        day -> Date,
        amount -> BigInt,
    }
}

diesel::table! {
    billing_services (id) {
        id -> Text,
        company_id -> Text,
        name_kk -> Text,
        name_ru -> Text,
        fund -> Text,
        basis -> Text,
        created_at -> Timestamp,
        ended_on -> Nullable<Date>,
        resource -> Nullable<Text>,
    }
}

diesel::table! {
    billing_tariffs (id) {
        id -> Text,
        company_id -> Text,
        service_id -> Text,
        building_id -> Nullable<Text>,
        since -> Date,
        flat_rate -> BigInt,
        commercial_rate -> BigInt,
        space_rate -> BigInt,
        decision -> Text,
        decided_on -> Date,
        author_id -> Text,
        created_at -> Timestamp,
        second_rate -> BigInt,
        third_rate -> BigInt,
        fourth_rate -> BigInt,
        norm -> BigInt,
    }
}

diesel::table! {
    billing_runs (id) {
        id -> Text,
        company_id -> Text,
        month -> Date,
        state -> Text,
        is_live -> Bool,
        author_id -> Text,
        done_bills -> BigInt,
        all_bills -> BigInt,
        report -> Text,
        created_at -> Timestamp,
        ended_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    bills (id) {
        id -> Text,
        company_id -> Text,
        run_id -> Text,
        premises_id -> Text,
        number -> Text,
        month -> Date,
        due_on -> Date,
        opening -> BigInt,
        paid -> BigInt,
        accrued -> BigInt,
        penalty -> BigInt,
        due -> BigInt,
        penalty_until -> Date,
        penalty_spans -> Text,
        is_live -> Bool,
        created_at -> Timestamp,
    }
}

diesel::table! {
    bill_lines (company_id, bill_id, place) {
        company_id -> Text,
        bill_id -> Text,
        place -> Integer,
        service_id -> Text,
        tariff_id -> Text,
        quantity -> BigInt,
        rate -> BigInt,
        amount -> BigInt,
    }
}

diesel::table! {
    payments (id) {
        id -> Text,
        company_id -> Text,
        number -> Text,
        channel -> Text,
        source -> Text,
        external -> Text,
        premises_id -> Text,
        day -> Date,
        amount -> BigInt,
        payer -> Text,
        note -> Text,
        person_id -> Nullable<Text>,
        author_id -> Nullable<Text>,
        created_at -> Timestamp,
    }
}

diesel::table! {
    payment_parts (company_id, payment_id, place) {
        company_id -> Text,
        payment_id -> Text,
        place -> Integer,
        kind -> Text,
        fund -> Text,
        bill -> Text,
        month -> Nullable<Date>,
        amount -> BigInt,
    }
}

diesel::table! {
    payment_returns (company_id, payment_id) {
        company_id -> Text,
        payment_id -> Text,
        kind -> Text,
        day -> Date,
        reason -> Text,
        author_id -> Nullable<Text>,
        created_at -> Timestamp,
    }
}

diesel::table! {
    payment_channels (id) {
        id -> Text,
        company_id -> Text,
        kind -> Text,
        merchant -> Text,
        secret -> Text,
        host -> Text,
        is_on -> Bool,
        created_at -> Timestamp,
    }
}

diesel::table! {
    payment_orders (id) {
        id -> Text,
        company_id -> Text,
        channel_id -> Text,
        premises_id -> Text,
        bill_id -> Text,
        person_id -> Text,
        amount -> BigInt,
        state -> Text,
        goes_to -> Nullable<Text>,
        payment_id -> Nullable<Text>,
        created_at -> Timestamp,
    }
}

diesel::table! {
    payment_calls (id) {
        id -> Text,
        company_id -> Text,
        channel_id -> Text,
        event -> Text,
        body -> Text,
        address -> Text,
        verdict -> Text,
        created_at -> Timestamp,
    }
}

diesel::table! {
    sandbox_checkouts (id) {
        id -> Text,
        company_id -> Text,
        channel_id -> Text,
        order_id -> Text,
        amount -> BigInt,
        about -> Text,
        back -> Text,
        call -> Text,
        state -> Text,
        created_at -> Timestamp,
    }
}

diesel::table! {
    biller_doors (id) {
        id -> Text,
        company_id -> Text,
        name -> Text,
        dialect -> Text,
        fingerprint -> Text,
        addresses -> Text,
        unknowns -> Text,
        checks_per_minute -> Integer,
        link -> Text,
        revoked_at -> Nullable<Timestamp>,
        created_at -> Timestamp,
    }
}

diesel::table! {
    payment_parked (id) {
        id -> Text,
        company_id -> Text,
        channel -> Text,
        source -> Text,
        external -> Text,
        account -> Text,
        amount -> BigInt,
        day -> Date,
        payer -> Text,
        note -> Text,
        payment_id -> Nullable<Text>,
        assigned_on -> Nullable<Date>,
        times -> Integer,
        created_at -> Timestamp,
    }
}

diesel::table! {
    biller_answers (company_id, door_id, txn) {
        company_id -> Text,
        door_id -> Text,
        txn -> Text,
        account -> Text,
        amount -> BigInt,
        day -> Date,
        verdict -> Text,
        payment_id -> Nullable<Text>,
        parked_id -> Nullable<Text>,
        answer -> Text,
        created_at -> Timestamp,
    }
}

diesel::table! {
    biller_incidents (company_id, door_id, txn, account, amount) {
        company_id -> Text,
        door_id -> Text,
        txn -> Text,
        account -> Text,
        amount -> BigInt,
        created_at -> Timestamp,
    }
}

diesel::table! {
    biller_registers (id) {
        id -> Text,
        company_id -> Text,
        door_id -> Text,
        day -> Date,
        file_name -> Text,
        digest -> Text,
        lines -> BigInt,
        total -> BigInt,
        author_id -> Text,
        created_at -> Timestamp,
    }
}

diesel::table! {
    biller_register_lines (company_id, register_id, txn) {
        company_id -> Text,
        register_id -> Text,
        door_id -> Text,
        txn -> Text,
        account -> Text,
        amount -> BigInt,
        day -> Date,
    }
}

diesel::table! {
    field_jobs (id) {
        id -> Text,
        company_id -> Text,
        number -> Text,
        request_id -> Nullable<Text>,
        building_id -> Text,
        entrance_id -> Nullable<Text>,
        premises_id -> Nullable<Text>,
        category -> Text,
        spot -> Text,
        floor -> Nullable<Integer>,
        place -> Text,
        text -> Text,
        person_id -> Nullable<Text>,
        name -> Text,
        phone -> Text,
        stage -> Text,
        why -> Nullable<Text>,
        is_open -> Bool,
        assignee_id -> Nullable<Text>,
        offered_to -> Text,
        firm_id -> Nullable<Text>,
        skill -> Nullable<Text>,
        day -> Nullable<Date>,
        starts_at -> Nullable<Timestamp>,
        window_at -> Nullable<Timestamp>,
        lasts -> Integer,
        asks_window -> Bool,
        changes -> Integer,
        code -> Text,
        tries -> Integer,
        confirmed_as -> Nullable<Text>,
        confirmed_by -> Text,
        version -> Integer,
        author_id -> Nullable<Text>,
        offered_at -> Nullable<Timestamp>,
        done_at -> Nullable<Timestamp>,
        created_at -> Timestamp,
        updated_at -> Timestamp,
    }
}

diesel::table! {
    field_events (id) {
        id -> Text,
        company_id -> Text,
        job_id -> Text,
        what -> Text,
        actor_id -> Nullable<Text>,
        name -> Text,
        details -> Text,
        happened_at -> Timestamp,
        created_at -> Timestamp,
    }
}

diesel::table! {
    field_materials (id) {
        id -> Text,
        company_id -> Text,
        job_id -> Text,
        name -> Text,
        quantity -> BigInt,
        unit -> Text,
        price -> BigInt,
        warranty -> Bool,
        author_id -> Text,
        created_at -> Timestamp,
    }
}

diesel::table! {
    field_notes (job_id) {
        company_id -> Text,
        job_id -> Text,
        may_enter -> Bool,
        locked -> Text,
        author_id -> Text,
        updated_at -> Timestamp,
    }
}

diesel::table! {
    field_note_reads (id) {
        id -> Text,
        company_id -> Text,
        job_id -> Text,
        reader_id -> Text,
        name -> Text,
        read_at -> Timestamp,
    }
}

diesel::table! {
    field_claims (company_id, person_id, cell) {
        company_id -> Text,
        person_id -> Text,
        cell -> Timestamp,
        job_id -> Text,
    }
}

diesel::table! {
    field_shifts (company_id, person_id, weekday) {
        company_id -> Text,
        person_id -> Text,
        weekday -> Integer,
        from_minute -> Integer,
        until_minute -> Integer,
    }
}

diesel::table! {
    field_desks (company_id) {
        company_id -> Text,
        held_at -> Timestamp,
    }
}

diesel::table! {
    field_doors (entrance_id) {
        company_id -> Text,
        entrance_id -> Text,
        locked -> Text,
        author_id -> Text,
        updated_at -> Timestamp,
    }
}

diesel::table! {
    field_feeds (company_id, person_id) {
        company_id -> Text,
        person_id -> Text,
        series -> Text,
        created_at -> Timestamp,
    }
}

diesel::table! {
    field_deeds (id) {
        id -> Text,
        company_id -> Text,
        job_id -> Text,
        person_id -> Text,
        key -> Text,
        kind -> Text,
        fields -> Text,
        done_at -> Timestamp,
        outcome -> Text,
        version -> Nullable<Integer>,
        created_at -> Timestamp,
    }
}

diesel::table! {
    field_plans (id) {
        id -> Text,
        company_id -> Text,
        title -> Text,
        building_id -> Text,
        entrance_id -> Nullable<Text>,
        device -> Text,
        category -> Text,
        text -> Text,
        rule -> Text,
        starts_on -> Date,
        counts_from -> Date,
        lasts -> Integer,
        ahead -> Integer,
        assignee_id -> Nullable<Text>,
        lines -> Text,
        is_over -> Bool,
        version -> Integer,
        author_id -> Text,
        created_at -> Timestamp,
        updated_at -> Timestamp,
    }
}

diesel::table! {
    field_rounds (company_id, plan_id, day) {
        company_id -> Text,
        plan_id -> Text,
        day -> Date,
        job_id -> Nullable<Text>,
    }
}

diesel::table! {
    field_checks (company_id, job_id, place) {
        company_id -> Text,
        job_id -> Text,
        place -> Integer,
        what -> Text,
        is_number -> Bool,
        unit -> Text,
        low -> Nullable<BigInt>,
        high -> Nullable<BigInt>,
        value -> Nullable<BigInt>,
        noted_by -> Nullable<Text>,
        noted_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    meters (id) {
        id -> Text,
        company_id -> Text,
        building_id -> Text,
        entrance_id -> Nullable<Text>,
        premises_id -> Nullable<Text>,
        resource -> Text,
        serial -> Text,
        serial_folded -> Text,
        digits -> Integer,
        zones -> Integer,
        place -> Text,
        installed_on -> Date,
        removed_on -> Nullable<Date>,
        verified_until -> Nullable<Date>,
        first_1 -> BigInt,
        first_2 -> BigInt,
        first_3 -> BigInt,
        first_4 -> BigInt,
        replaces_id -> Nullable<Text>,
        act -> Text,
        created_at -> Timestamp,
    }
}

diesel::table! {
    meter_windows (company_id, building_id) {
        company_id -> Text,
        building_id -> Text,
        opens -> Integer,
        closes -> Integer,
    }
}

diesel::table! {
    meter_readings (id) {
        id -> Text,
        company_id -> Text,
        meter_id -> Text,
        building_id -> Text,
        month -> Date,
        turn -> Integer,
        taken_on -> Date,
        value_1 -> BigInt,
        value_2 -> BigInt,
        value_3 -> BigInt,
        value_4 -> BigInt,
        source -> Text,
        author_id -> Nullable<Text>,
        author -> Text,
        reason -> Text,
        is_far -> Bool,
        created_at -> Timestamp,
    }
}

diesel::table! {
    meter_verdicts (reading_id) {
        reading_id -> Text,
        company_id -> Text,
        accepted -> Bool,
        reason -> Text,
        author_id -> Text,
        created_at -> Timestamp,
    }
}

diesel::table! {
    meter_links (id) {
        id -> Text,
        company_id -> Text,
        premises_id -> Text,
        month -> Date,
        expires_at -> Timestamp,
        revoked_at -> Nullable<Timestamp>,
        created_at -> Timestamp,
    }
}

diesel::table! {
    bill_readings (company_id, bill_id, place, nth) {
        company_id -> Text,
        bill_id -> Text,
        place -> Integer,
        nth -> Integer,
        meter_id -> Nullable<Text>,
        serial -> Text,
        zone -> Integer,
        zones -> Integer,
        before_value -> BigInt,
        after_value -> BigInt,
        used -> BigInt,
        means -> Text,
        rate -> BigInt,
    }
}

diesel::table! {
    debts (id) {
        id -> Text,
        company_id -> Text,
        premises_id -> Text,
        oldest_due -> Date,
        overdue -> BigInt,
        penalty -> BigInt,
        seen_on -> Date,
        is_open -> Bool,
        opened_on -> Date,
        closed_on -> Nullable<Date>,
    }
}

diesel::table! {
    debt_batches (id) {
        id -> Text,
        company_id -> Text,
        step -> Text,
        state -> Text,
        letters -> BigInt,
        author_id -> Text,
        created_at -> Timestamp,
        ended_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    debt_letters (company_id, debt_id, step) {
        company_id -> Text,
        debt_id -> Text,
        step -> Text,
        batch_id -> Text,
        number -> Text,
        overdue -> BigInt,
        penalty -> BigInt,
        months -> Text,
        made_on -> Date,
    }
}

diesel::table! {
    debt_plans (id) {
        id -> Text,
        company_id -> Text,
        debt_id -> Text,
        state -> Text,
        amount -> BigInt,
        credited_before -> BigInt,
        note -> Text,
        author_id -> Text,
        agreed_on -> Date,
        ended_on -> Nullable<Date>,
    }
}

diesel::table! {
    debt_plan_parts (company_id, plan_id, place) {
        company_id -> Text,
        plan_id -> Text,
        place -> Integer,
        due_on -> Date,
        amount -> BigInt,
    }
}

diesel::table! {
    billing_adjustments (id) {
        id -> Text,
        company_id -> Text,
        kind -> Text,
        building_id -> Text,
        premises_id -> Nullable<Text>,
        service_id -> Nullable<Text>,
        since -> Date,
        until -> Nullable<Date>,
        people -> Integer,
        people_after -> Integer,
        percent -> BigInt,
        begins_at -> Nullable<Timestamp>,
        ends_at -> Nullable<Timestamp>,
        outage_id -> Nullable<Text>,
        document -> Text,
        author_id -> Text,
        created_at -> Timestamp,
        withdrawn_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    bill_adjustments (company_id, bill_id, place) {
        company_id -> Text,
        bill_id -> Text,
        place -> Integer,
        adjustment_id -> Text,
        service_id -> Text,
        month -> Date,
        base -> BigInt,
        part -> BigInt,
        whole -> BigInt,
        amount -> BigInt,
    }
}

diesel::table! {
    spendings (id) {
        id -> Text,
        company_id -> Text,
        number -> Text,
        building_id -> Text,
        fund -> Text,
        article -> Text,
        source -> Text,
        day -> Date,
        amount -> BigInt,
        what -> Text,
        decision -> Text,
        document -> Text,
        is_shown -> Bool,
        author_id -> Text,
        created_at -> Timestamp,
    }
}

diesel::table! {
    spending_reversals (company_id, spending_id) {
        company_id -> Text,
        spending_id -> Text,
        day -> Date,
        reason -> Text,
        author_id -> Text,
        created_at -> Timestamp,
    }
}

diesel::table! {
    bill_prints (id) {
        id -> Text,
        company_id -> Text,
        month -> Date,
        building_id -> Nullable<Text>,
        is_named -> Bool,
        state -> Text,
        done_bills -> BigInt,
        all_bills -> BigInt,
        author_id -> Text,
        created_at -> Timestamp,
        ended_at -> Nullable<Timestamp>,
    }
}

/// Which tables may stand in one statement: a table and the earlier ones that it meets. Two tables that nobody joins have no line
/// here: all pairs of them were seven times as many, and half of what the compiler had to do.
macro_rules! meet {
    ($($table:ident: $($other:ident)+;)+) => {
        $($(diesel::allow_tables_to_appear_in_same_query!($table, $other);)+)+
    };
}

meet! {
    people: companies;
    memberships: companies people;
    duties: companies people memberships;
    sessions: companies people memberships duties;
    password_links: companies people memberships duties sessions;
    guesses: companies people sessions password_links;
    letters: companies people memberships duties;
    jobs: companies people letters;
    schedule: letters jobs;
    trail: companies people memberships duties sessions letters jobs;
    trail_heads: trail;
    files: companies people duties letters jobs schedule trail;
    complexes: companies people memberships duties sessions password_links jobs files;
    buildings: companies people memberships duties sessions password_links letters jobs trail files complexes;
    entrances: companies people memberships duties sessions password_links jobs trail files complexes buildings;
    premises: companies people memberships duties sessions password_links letters jobs trail files complexes buildings entrances;
    contacts: companies people memberships duties sessions password_links letters jobs trail files complexes buildings entrances
        premises;
    holdings: companies people memberships duties sessions password_links letters jobs trail files complexes buildings entrances
        premises contacts;
    home_words: companies people memberships duties sessions password_links letters jobs trail files complexes buildings
        entrances premises contacts holdings;
    imports: people duties letters jobs trail files complexes buildings entrances premises contacts holdings home_words;
    notices: companies people memberships duties letters jobs files contacts holdings imports;
    notice_wishes: people memberships duties letters contacts notices;
    notice_hours: companies people letters contacts notices notice_wishes;
    announcements: companies people memberships duties letters jobs trail files complexes buildings premises contacts holdings
        home_words imports notices;
    announcement_versions: companies people duties letters files premises imports notices announcements;
    announcement_scopes: companies people duties letters files premises imports notices announcements announcement_versions;
    announcement_recipients: people letters jobs premises contacts holdings notices announcements announcement_versions
        announcement_scopes;
    announcement_reads: people premises announcements announcement_versions announcement_scopes announcement_recipients;
    numbers: companies people duties letters files complexes buildings entrances premises contacts holdings imports notices
        announcements announcement_versions announcement_scopes;
    announcement_premises: people premises announcements announcement_versions announcement_scopes announcement_recipients
        announcement_reads;
    second_factors: companies people memberships duties sessions password_links trail complexes buildings entrances premises
        contacts holdings home_words notices;
    recovery_codes: companies people memberships sessions trail second_factors;
    email_changes: companies people memberships duties sessions password_links complexes buildings entrances premises contacts
        holdings home_words second_factors;
    letter_runs: people letters jobs buildings premises;
    invitations: companies people letters jobs buildings premises contacts holdings letter_runs;
    join_proofs: people letters letter_runs invitations;
    claims: companies people letters jobs buildings premises contacts holdings letter_runs invitations join_proofs;
    guardian_consents: people contacts invitations;
    premises_counts: companies people memberships duties sessions password_links trail complexes buildings entrances premises
        contacts holdings home_words second_factors email_changes;
    zones: companies people memberships duties letters files complexes buildings premises contacts holdings notices notice_wishes
        notice_hours;
    absences: companies people memberships duties letters files buildings premises imports notices announcements
        announcement_versions announcement_scopes numbers zones;
    skills: people memberships duties letters jobs files buildings entrances premises imports notices announcements
        announcement_versions announcement_scopes numbers zones absences;
    firms: people memberships duties letters files imports notices announcements announcement_versions announcement_scopes
        numbers zones absences skills;
    firm_members: memberships skills firms;
    appointments: companies people memberships duties letters files imports notices announcements announcement_versions
        announcement_scopes numbers absences skills firms;
    contact_words: companies people memberships duties sessions password_links letters trail complexes buildings entrances
        premises contacts holdings home_words announcements second_factors email_changes premises_counts;
    representatives: companies people memberships duties letters files complexes buildings entrances premises contacts holdings
        home_words imports notices announcements announcement_versions announcement_scopes numbers second_factors absences skills
        firms appointments contact_words;
    moves: companies people duties letters jobs trail files complexes buildings entrances premises contacts holdings imports
        notices announcements announcement_versions announcement_scopes numbers absences skills firms appointments
        representatives;
    move_sides: companies people duties letters files complexes buildings entrances premises contacts holdings home_words imports
        notices announcements announcement_versions announcement_scopes numbers absences skills firms appointments contact_words
        representatives moves;
    suspensions: companies memberships duties buildings zones absences;
    brands: companies memberships duties buildings premises contacts holdings zones absences representatives suspensions;
    import_writes: people trail files buildings premises contacts holdings imports premises_counts contact_words representatives
        moves move_sides;
    sheet_layouts: people duties letters files complexes buildings premises contacts holdings imports notices announcements
        announcement_versions announcement_scopes numbers absences skills firms appointments representatives moves move_sides;
    visits: companies people memberships duties jobs trail files complexes buildings premises announcements moves;
    visit_pages: companies people visits;
    visit_grants: companies people memberships duties sessions password_links complexes buildings entrances premises contacts
        holdings home_words second_factors email_changes premises_counts contact_words visits visit_pages;
    office_hours: companies;
    office_days: companies people memberships duties sessions password_links complexes buildings entrances premises contacts
        holdings home_words second_factors email_changes premises_counts contact_words visit_grants office_hours;
    merges: people duties letters files complexes buildings entrances premises contacts holdings home_words imports notices
        announcements announcement_versions announcement_scopes numbers absences skills firms appointments contact_words
        representatives moves move_sides sheet_layouts;
    handovers: companies people memberships duties letters files buildings imports notices announcements announcement_versions
        announcement_scopes numbers absences skills firms appointments representatives moves move_sides sheet_layouts merges;
    handover_buildings: companies people memberships duties letters files buildings imports notices announcements
        announcement_versions announcement_scopes numbers absences skills firms appointments representatives moves move_sides
        sheet_layouts merges handovers;
    meetings: companies people letters jobs files complexes buildings entrances premises contacts holdings announcements numbers
        representatives moves visits;
    meeting_questions: companies people letters files buildings entrances premises contacts holdings announcements numbers
        meetings;
    meeting_arguments: companies people buildings entrances premises contacts holdings announcements meetings meeting_questions;
    meeting_units: companies people letters jobs files buildings entrances premises contacts holdings numbers representatives
        meetings meeting_questions;
    meeting_owners: companies people letters files buildings entrances premises contacts holdings numbers representatives
        meetings meeting_questions meeting_units;
    ballots: companies people memberships letters files buildings entrances premises contacts holdings representatives meetings
        meeting_questions meeting_units meeting_owners;
    voting_events: people letters premises meetings meeting_questions meeting_units meeting_owners ballots;
    meeting_initiators: companies buildings entrances premises contacts announcements numbers representatives meetings
        meeting_questions meeting_arguments meeting_units meeting_owners;
    meeting_postings: companies buildings entrances announcements meetings meeting_questions meeting_arguments meeting_initiators;
    meeting_told: companies people contacts holdings representatives meetings meeting_owners;
    meeting_sheets: people jobs premises meetings meeting_units meeting_owners ballots voting_events;
    sheet_entries: people jobs premises meetings meeting_units meeting_owners ballots voting_events meeting_sheets;
    sheet_prints: people jobs premises meetings meeting_units meeting_owners meeting_sheets sheet_entries;
    meeting_reminders: people contacts representatives meetings meeting_units meeting_owners ballots;
    protocols: companies people duties letters jobs files complexes buildings imports notices announcements announcement_versions
        announcement_scopes numbers absences skills firms appointments representatives moves move_sides sheet_layouts visits
        merges handovers handover_buildings meetings meeting_questions meeting_units meeting_owners ballots voting_events;
    protocol_copies: companies people files buildings meetings meeting_questions meeting_units meeting_owners ballots protocols;
    protocol_signers: meeting_questions meeting_initiators;
    surveys: companies people duties letters jobs files complexes buildings entrances premises contacts holdings imports notices
        announcements announcement_versions announcement_scopes numbers absences skills firms appointments representatives moves
        move_sides sheet_layouts visits merges handovers handover_buildings meetings protocols;
    survey_scopes: people buildings entrances premises numbers surveys;
    survey_participations: companies people buildings premises numbers surveys survey_scopes;
    survey_answers: companies people buildings entrances premises numbers surveys survey_scopes survey_participations;
    requests: companies people duties letters jobs files complexes buildings entrances premises contacts holdings imports notices
        announcements announcement_versions announcement_scopes numbers absences skills firms appointments representatives moves
        move_sides sheet_layouts visits merges handovers handover_buildings meetings protocols surveys;
    request_words: people files buildings premises numbers requests;
    request_joiners: companies people buildings entrances premises requests request_words;
    request_confirmations: companies people buildings entrances premises requests request_words request_joiners;
    request_messages: buildings premises requests;
    request_reads: people buildings premises requests request_words request_joiners request_messages;
    request_events: files premises numbers requests request_words request_joiners request_confirmations request_messages
        request_reads;
    request_pauses: companies people buildings entrances premises requests request_words request_joiners request_confirmations
        request_events;
    request_breaches: companies people files buildings entrances premises numbers requests request_words request_joiners
        request_confirmations request_messages request_events request_pauses;
    request_ratings: companies people buildings entrances premises requests request_words request_joiners request_confirmations
        request_events request_pauses request_breaches;
    request_terms: requests;
    request_hidden: requests request_terms;
    request_filters: people files buildings premises numbers requests request_words request_reads request_events request_breaches;
    outages: files buildings announcements numbers requests request_words request_events request_breaches request_filters;
    outage_buildings: files buildings premises announcements numbers requests request_words request_events request_breaches
        request_filters outages;
    outage_requests: buildings announcements requests outages outage_buildings;
    request_months: companies people buildings requests request_breaches;
    request_mail: companies people requests;
    ledger_books: people;
    ledger_closings: people ledger_books;
    ledger_accounts: buildings premises;
    ledger_entries: people jobs premises holdings ledger_books ledger_closings ledger_accounts;
    ledger_postings: people jobs buildings premises holdings ledger_books ledger_closings ledger_accounts ledger_entries;
    billing_services: people buildings premises numbers;
    billing_tariffs: buildings premises numbers billing_services;
    billing_runs: people jobs buildings premises holdings numbers ledger_entries ledger_postings billing_services billing_tariffs;
    bills: companies people jobs files complexes buildings premises contacts holdings announcements numbers zones moves visits
        meetings protocols surveys requests ledger_entries ledger_postings billing_services billing_tariffs billing_runs;
    bill_lines: people jobs buildings premises holdings numbers ledger_entries ledger_postings billing_services billing_tariffs
        billing_runs bills;
    payments: people duties letters jobs files buildings premises contacts holdings imports notices announcements
        announcement_versions announcement_scopes numbers absences skills firms appointments representatives moves move_sides
        sheet_layouts merges handovers handover_buildings protocols surveys requests;
    payment_parts: people premises numbers payments;
    payment_returns: people buildings premises payments payment_parts;
    payment_channels: people numbers payments payment_parts;
    payment_orders: people jobs premises numbers payments payment_parts payment_channels;
    payment_calls: payments payment_channels;
    sandbox_checkouts: people numbers payments payment_parts payment_channels payment_orders;
    biller_registers: people;
    field_jobs: companies people jobs buildings entrances premises contacts numbers skills requests;
    field_events: companies people jobs buildings entrances premises contacts numbers requests field_jobs;
    field_materials: companies people jobs buildings entrances premises contacts numbers requests field_jobs field_events;
    field_notes: people claims;
    field_note_reads: field_notes;
    field_claims: people jobs numbers claims field_jobs field_events field_materials field_notes;
    field_shifts: jobs field_claims;
    field_desks: jobs field_claims field_shifts;
    field_doors: buildings entrances;
    field_feeds: people numbers field_jobs field_events field_materials field_claims;
    field_deeds: field_jobs;
    field_plans: buildings entrances;
    field_rounds: field_jobs;
    field_checks: field_jobs;
    meters: companies people duties letters jobs files complexes buildings entrances premises contacts holdings imports notices
        announcements announcement_versions announcement_scopes numbers zones absences skills firms appointments representatives
        moves move_sides sheet_layouts visits merges handovers handover_buildings meetings protocols surveys requests
        billing_services billing_tariffs billing_runs bills bill_lines payments;
    meter_windows: people premises zones meters;
    meter_readings: people buildings entrances premises zones billing_services bills bill_lines meters meter_windows;
    meter_verdicts: buildings entrances premises meters meter_readings;
    meter_links: companies people buildings premises zones billing_services bills bill_lines meters meter_windows meter_readings;
    bill_readings: zones bills meters;
    billing_adjustments: people buildings premises billing_services bills;
    bill_adjustments: buildings premises billing_services billing_runs bills billing_adjustments;
    bill_prints: people buildings;
    spendings: people buildings;
    spending_reversals: people buildings spendings;
    debts: people buildings premises;
    debt_batches: people;
    debt_letters: buildings premises debts debt_batches;
    debt_plans: people buildings premises debts debt_letters;
}

// sheets group by places and accounts of several tables: diesel wants their columns named together, once
diesel::allow_columns_to_appear_in_same_group_by_clause!(
    buildings::address,
    premises::sort_key,
    premises::kind,
    premises::number,
    premises::account,
    bill_lines::service_id,
    bill_adjustments::service_id,
    ledger_accounts::kind,
    ledger_accounts::fund,
    ledger_postings::day,
);
