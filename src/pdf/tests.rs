//! Renders whole documents and reads the files back as far as that needs no PDF library.

use chrono::{DateTime, Utc};

use super::*;

fn meta() -> Meta {
    Meta {
        title: "Жиналыс хаттамасы".into(),
        language: "kk".into(),
        created: DateTime::<Utc>::from_timestamp(1_795_000_000, 0).unwrap(),
    }
}

fn find(bytes: &[u8], what: &str) -> usize {
    bytes.windows(what.len()).filter(|window| *window == what.as_bytes()).count()
}

/// The number of pages that the page tree states.
fn pages(bytes: &[u8]) -> usize {
    find(bytes, "/Type/Page/")
}

fn table(rows: usize) -> Table {
    let columns = vec![Column::number("№", 30.0), Column::share("Атауы\nНаименование", 1.0), Column::number("Сома", 80.0)];
    let rows = (1..=rows).map(|row| Row::of([format!("{row}"), "Жылу беру".into(), format!("{row} 725,88 ₸")])).collect();
    Table { columns, rows, zebra: false }
}

fn poster(words: usize) -> Poster {
    let text = |word: &str| PosterText {
        title: "Суық су болмайды".into(),
        when: Some("24 қараша, 10:00–16:00".into()),
        body: vec![Passage::Paragraph(vec![word; words].join(" ").into())],
    };
    Poster {
        meta: meta(),
        letterhead: Letterhead { name_kk: "«Нұр» ОСИ".into(), ..Letterhead::default() },
        kind_kk: "Хабарландыру".into(),
        kind_ru: "Объявление".into(),
        urgent: true,
        kk: text("сантехник"),
        ru: text("сантехник"),
        link: Some(PosterLink { address: "https://aula.kz/a/5".into(), ..PosterLink::default() }),
        published: vec!["20 қараша 2026".into()],
        footer: Footer::new("Хабарландыру", |page, pages| format!("{page} / {pages}")),
    }
}

#[test]
fn equal_data_gives_equal_bytes() {
    let make = || Document::new(meta()).with(Block::paragraph("Қаулы")).with(Block::Table(table(80))).render().unwrap();
    assert_eq!(make(), make());
    assert_eq!(poster(50).render().unwrap(), poster(50).render().unwrap());
    let other = Document::new(meta()).with(Block::paragraph("Қаулы.")).render().unwrap();
    assert_ne!(make(), other);
}

#[test]
fn the_file_states_language_and_no_false_standard() {
    let bytes = Document::new(meta()).render().unwrap();
    assert!(bytes.starts_with(b"%PDF-1.7"));
    assert_eq!(find(&bytes, "/Lang(kk)"), 1);
    assert_eq!(find(&bytes, "GTS_PDFX"), 0);
    assert_eq!(pages(&bytes), 1);
}

#[test]
fn fonts_are_embedded_only_if_used() {
    let plain = Document::new(meta()).with(Block::paragraph("Текст")).render().unwrap();
    assert_eq!((find(&plain, "GolosText-Regular") > 0, find(&plain, "GolosText-Bold")), (true, 0));
    assert!(plain.len() < 12_000, "{}", plain.len());
}

#[test]
fn a_long_table_takes_pages_and_the_label_knows_them() {
    use std::sync::{Arc, Mutex};
    let seen = Arc::new(Mutex::new(Vec::new()));
    let notes = seen.clone();
    let footer = Footer::new("Тізім", move |page, pages| {
        notes.lock().unwrap().push((page, pages));
        format!("{page} / {pages}")
    });
    let bytes = Document::new(meta()).footer(footer).with(Block::Table(table(100))).render().unwrap();
    let count = pages(&bytes);
    assert!((2..=4).contains(&count), "{count}");
    assert_eq!(*seen.lock().unwrap(), (1..=count).map(|page| (page, count)).collect::<Vec<_>>());
}

#[test]
fn every_page_of_a_long_document_shows_what_is_its_own() {
    let footer = Footer::new("Тізім", |page, pages| format!("{page} / {pages}"));
    let bytes = Document::new(meta()).footer(footer).with(Block::Table(table(2_500))).render().unwrap();
    let file = lopdf::Document::load_mem(&bytes).unwrap();
    let shown: Vec<Vec<u8>> = file.page_iter().map(|page| file.get_page_content(page)).collect();
    assert!(shown.len() > write::PORTION && shown.len() == pages(&bytes), "{}", shown.len());
    let (full, last) = (shown.first().unwrap().len() / 2, shown.len() - 1);
    assert!(shown.iter().take(last).all(|content| content.len() > full), "no page is empty");
    let different: std::collections::BTreeSet<&Vec<u8>> = shown.iter().collect();
    assert_eq!(different.len(), shown.len(), "each has its own rows and its own number");
}

#[test]
fn a_poster_takes_one_page_until_the_smallest_letters_do_not_fit() {
    for (words, wanted) in [(0, 1), (5, 1), (120, 1), (900, 2)] {
        let bytes = poster(words).render().unwrap();
        assert!(pages(&bytes) == wanted || (words == 900 && pages(&bytes) > 2), "{words}: {}", pages(&bytes));
    }
}

#[test]
fn hostile_text_still_makes_a_document() {
    let word = "ә".repeat(3000);
    for text in [word.as_str(), "🔥👨‍👩‍👧 سلام שלום \u{202e}abc", "\0\u{1}\u{7f}\u{feff}", "", "\n\n\n", "a\tb"]
    {
        let signature = Signature { role: text.into(), name: text.into(), caption: text.into() };
        let columns = Block::Columns { left: vec![Block::paragraph(text)], right: vec![Block::heading(text)], share: 0.5 };
        let hostile = Table { columns: table(0).columns, rows: vec![Row::of([text; 9]), Row::total([text])], zebra: true };
        let document = Document::new(meta())
            .letterhead(Letterhead { name_kk: text.into(), name_ru: text.into(), lines: vec![text.into(); 20], logo: None })
            .footer(Footer::new(text, |_, _| "ә".repeat(500)))
            .with(Block::Title { kk: text.into(), ru: text.into() })
            .with(Block::Pairs(vec![(text.into(), text.into())]))
            .with(Block::Table(hostile))
            .with(columns)
            .with(Passage::Numbered(u32::MAX, text.into()))
            .with(Block::Signature(signature))
            .with(Block::Space(f32::INFINITY))
            .with(Block::PageBreak);
        assert!(pages(&document.render().unwrap()) >= 1);
    }
}

#[test]
fn lengths_that_are_no_numbers_are_borne() {
    let nan = f32::NAN;
    let columns = vec![Column::number("№", nan), Column::share("A", nan), Column::share("B", -1.0)];
    let document = Document::new(meta())
        .with(Block::Space(nan))
        .with(Block::Columns { left: vec![Block::paragraph("а")], right: vec![Block::paragraph("ә")], share: nan })
        .with(Block::Qr(Qr { text: "a".into(), caption: Prose::new(), side: nan }))
        .with(Block::Table(Table { columns, rows: vec![Row::of(["1", "2", "3"])], zebra: false }))
        .with(Block::PageBreak)
        .with(Block::heading("Соңы"));
    assert_eq!(pages(&document.render().unwrap()), 2);
}

#[test]
fn a_broken_logo_and_an_endless_code_are_refused() {
    assert!(matches!(Logo::read(&[1, 2, 3]), Err(Error::Logo(_))));
    let qr = Qr { text: "a".repeat(4000), caption: Prose::new(), side: 80.0 };
    assert_eq!(Document::new(meta()).with(Block::Qr(qr)).render(), Err(Error::QrTooLong(4000)));
}
