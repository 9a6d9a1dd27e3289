//! What people write, what attackers write, and a strict reader of the HTML that comes out.

use super::*;
use proptest::prelude::*;

fn html(source: &str) -> String {
    Markup::parse(source).html()
}

fn plain(source: &str) -> String {
    Markup::parse(source).plain()
}

fn words(text: &str) -> Vec<Span> {
    vec![Span { text: text.into(), ..Span::default() }]
}

#[test]
fn people_write_announcements() {
    let source = "# Су өшіріледі\n\n**20 қараша** күні *су* болмайды.\nСәлеметсіз бе!\n\n- 1-подъезд\n- 2-подъезд\n  1. екінші\n  2. үшінші\n\n---\n[Толығырақ](https://aula.kz/a?b=1&c=2)";
    assert_eq!(
        html(source),
        "<h3>Су өшіріледі</h3>\n<p><strong>20 қараша</strong> күні <em>су</em> болмайды.<br>\nСәлеметсіз бе!</p>\n\
         <ul>\n<li>1-подъезд</li>\n<li>2-подъезд<ol>\n<li>екінші</li>\n<li>үшінші</li>\n</ol>\n</li>\n</ul>\n<hr>\n\
         <p><a href=\"https://aula.kz/a?b=1&amp;c=2\" rel=\"nofollow noopener\">Толығырақ</a></p>\n"
    );
    assert_eq!(
        plain(source),
        "Су өшіріледі\n\n20 қараша күні су болмайды.\nСәлеметсіз бе!\n\n– 1-подъезд\n– 2-подъезд\n  1. екінші\n  2. үшінші\n\n———\n\n\
         Толығырақ (https://aula.kz/a?b=1&c=2)"
    );
}

#[test]
fn blocks_are_what_the_pdf_draws() {
    let markup = Markup::parse("## Б\n\nа ***б***\n\n3. үш\n4. төрт\n   - ішкі\n\n***");
    let styled = Span { text: "б".into(), bold: true, italic: true, link: None };
    assert_eq!(
        markup.blocks(),
        [
            Block::Heading { level: 2, spans: words("Б") },
            Block::Paragraph([words("а "), vec![styled]].concat()),
            Block::Item { marker: Marker::Ordinal(3), depth: 0, spans: words("үш") },
            Block::Item { marker: Marker::Ordinal(4), depth: 0, spans: words("төрт") },
            Block::Item { marker: Marker::Bullet, depth: 1, spans: words("ішкі") },
            Block::Rule,
        ]
    );
    assert!(html("3. үш\n4. төрт").starts_with("<ol start=\"3\">\n<li>үш</li>\n<li>төрт</li>\n</ol>"));
}

#[test]
fn people_who_know_no_markdown_are_understood() {
    assert_eq!(html("    Құрметті тұрғындар!"), "<p>Құрметті тұрғындар!</p>\n");
    assert_eq!(html("бір\nекі"), "<p>бір<br>\nекі</p>\n");
    assert_eq!(html("2 < 3 & 4 > 1"), "<p>2 &lt; 3 &amp; 4 &gt; 1</p>\n");
    assert_eq!(html("| a | b |\n|---|---|\n| 1 | 2 |").matches("<br>").count(), 2);
    assert_eq!(html("x[^1] ![^2]"), "<p>x[^1] ![^2]</p>\n");
    assert_eq!(html(""), "");
    assert!(Markup::parse(" \n\n---\n").is_empty() && !Markup::parse("а").is_empty());
}

#[test]
fn an_item_of_several_paragraphs_stays_one_item() {
    assert_eq!(html("- а\n\n  б\n- в"), "<ul>\n<li>а<br>\nб</li>\n<li>в</li>\n</ul>\n");
    assert_eq!(plain("- а\n\n  б\n- в"), "– а\n  б\n– в");
    assert_eq!(plain("10. а\n    б"), "10. а\n    б");
    assert_eq!(html("- > # а"), "<ul>\n<li>а</li>\n</ul>\n");
}

#[test]
fn bare_addresses_are_links() {
    let link = |address: &str| format!("<a href=\"{address}\" rel=\"nofollow noopener\">{address}</a>");
    assert_eq!(html("(см. https://egov.kz/a_b_c.)"), format!("<p>(см. {}.)</p>\n", link("https://egov.kz/a_b_c")));
    assert_eq!(html("http://a.kz, https://b.kz"), format!("<p>{}, {}</p>\n", link("http://a.kz"), link("https://b.kz")));
    assert_eq!(html("https:// и http://"), "<p>https:// и http://</p>\n");
    assert_eq!(plain("https://egov.kz"), "https://egov.kz");
    assert_eq!(
        plain("<a@b.kz> [қоңырау](tel:+77012345678) [а **б**](https://c.kz)"),
        "a@b.kz қоңырау (+77012345678) а б (https://c.kz)"
    );
}

#[test]
fn an_excerpt_ends_after_a_word() {
    let markup = Markup::parse("# Бір екі\n\nүш, [төрт](https://a.kz)");
    assert_eq!(markup.excerpt(100), "Бір екі үш, төрт");
    assert_eq!(markup.excerpt(16), "Бір екі үш, төрт");
    assert_eq!(markup.excerpt(15), "Бір екі үш…");
    assert_eq!(markup.excerpt(8), "Бір екі…");
    assert_eq!(markup.excerpt(7), "Бір…");
    assert_eq!(markup.excerpt(2), "Б…");
    assert_eq!(markup.excerpt(0), "");
}

#[test]
fn only_four_schemes_are_links() {
    for address in ["https://a.kz", "HTTP://A.kz", "mailto:a@b.kz", "tel:+77012345678"] {
        assert!(html(&format!("[x]({address})")).contains("<a href="), "{address}");
    }
    for address in [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "java&#10;script:alert(1)",
        "&#106;avascript:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "file:///etc/passwd",
        "//evil.kz",
        "/staff",
        "#",
        "http:",
        "https://",
        "blob:https://a",
        "<java\tscript:x>",
        "\u{1}javascript:x",
        "https:evil",
    ] {
        assert!(!html(&format!("[x]({address})")).contains("<a"), "{address}");
    }
}

const HOSTILE: [&str; 28] = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "![x](https://a.kz/p.png)",
    "![x](javascript:alert(1))",
    "<svg/onload=alert(1)>",
    "<a href=\"javascript:x\">y</a>",
    "[x](javascript:alert(1))",
    "[x](https://a.kz/\"onmouseover=\"alert(1))",
    "[x](<https://a.kz/' onclick='x>)",
    "[x](https://a.kz \"title\\\" onload=x\")",
    "<https://a.kz/\"><script>",
    "[x]: javascript:alert(1)\n\n[x]",
    "[a][b]\n\n[b]: https://a.kz/<script>",
    "<!-- --><script>",
    "<![CDATA[<script>]]>",
    "<?php x ?>",
    "`<script>`",
    "```html\n<script>x</script>\n```",
    "    <script>",
    "> <iframe src=x>",
    "- <script>\n- </ul></li>",
    "# <h1 onclick=x>",
    "&lt;script&gt;",
    "&#60;script&#62;",
    "\u{0}<script\u{0}>",
    "<scr\u{200b}ipt>",
    "https://a.kz/<script>",
    "<style>*{x:expression(1)}</style>",
];

/// Reads the HTML as strictly as can be: only our tags, in our spelling, nested; between them no `<`, `>`, `"` or `'`.
fn must_be_ours(html: &str) {
    let mut open: Vec<&str> = Vec::new();
    let mut pieces = html.split('<');
    assert!(!pieces.next().unwrap().contains('>'), "{html}");
    for piece in pieces {
        let (tag, text) = piece.split_once('>').unwrap_or_else(|| panic!("no end of a tag: {html}"));
        assert!(!text.contains(['>', '"', '\'']), "{html}");
        match tag {
            "br" | "hr" => {}
            "p" | "h3" | "h4" | "h5" | "h6" | "ul" | "ol" | "li" | "strong" | "em" => open.push(tag),
            _ if tag.starts_with('/') => assert_eq!(open.pop(), tag.strip_prefix('/'), "{html}"),
            _ => open.push(with_attributes(tag, html)),
        }
    }
    assert!(open.is_empty(), "{open:?} stay open: {html}");
}

fn with_attributes(tag: &str, html: &str) -> &'static str {
    if let Some(number) = tag.strip_prefix("ol start=\"").and_then(|rest| rest.strip_suffix('"')) {
        assert!(number.bytes().all(|b| b.is_ascii_digit()), "{html}");
        return "ol";
    }
    let href = tag.strip_prefix("a href=\"").and_then(|rest| rest.strip_suffix("\" rel=\"nofollow noopener\""));
    let href = href.unwrap_or_else(|| panic!("a strange tag <{tag}>: {html}"));
    let schemes = ["http://", "https://", "mailto:", "tel:"];
    assert!(schemes.iter().any(|scheme| href.starts_with(scheme)), "{html}");
    assert!(!href.contains(|c: char| matches!(c, '"' | '\'') || c.is_whitespace() || c.is_control()), "{html}");
    "a"
}

#[test]
fn hostile_texts_stay_texts() {
    for source in HOSTILE {
        let html = html(source);
        must_be_ours(&html);
        assert!(!html.contains("<script") && !html.contains("<img"), "{html}");
    }
    assert_eq!(html(HOSTILE[0]), "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>\n");
    assert_eq!(html(HOSTILE[2]), "<p>x</p>\n");
}

#[test]
fn the_strict_reader_is_strict() {
    for bad in [
        "<p>",
        "<p></em>",
        "<script>",
        "<p onclick=\"x\"></p>",
        "<a href=\"javascript:x\" rel=\"nofollow noopener\"></a>",
        "a > b",
        "<img>",
    ] {
        assert!(std::panic::catch_unwind(|| must_be_ours(bad)).is_err(), "{bad}");
    }
}

fn fragments() -> impl Strategy<Value = String> {
    let markdown = prop::sample::select(vec![
        "\n",
        "\n\n",
        "  ",
        "    ",
        "- ",
        "* ",
        "1. ",
        "> ",
        "# ",
        "**",
        "*",
        "_",
        "`",
        "```",
        "[",
        "](",
        ")",
        "![",
        "<",
        ">",
        "\"",
        "'",
        "&",
        "javascript:",
        "https://a.kz/",
        "mailto:",
        " onclick=",
        "\\",
        "---",
        "\t",
        "\u{0}",
        "\u{202e}",
        "қ",
        "|",
        "[^1]",
        ":",
    ]);
    let piece = prop_oneof![
        4 => markdown.prop_map(str::to_owned),
        1 => prop::sample::select(HOSTILE.to_vec()).prop_map(str::to_owned),
        1 => any::<String>(),
    ];
    prop::collection::vec(piece, 0..25).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn no_text_becomes_a_tag(source in fragments()) {
        let markup = Markup::parse(&source);
        let html = markup.html();
        must_be_ours(&html);
        let lower = html.to_lowercase();
        prop_assert!(!lower.contains("<script"));
        prop_assert!(!lower.contains("=\"javascript:"));
        prop_assert!(markup.blocks().iter().all(|block| matches!(block, Block::Rule) || !block.spans().is_empty()));
        prop_assert!(markup.blocks().iter().flat_map(Block::spans).all(|span| !span.text.is_empty()));
    }

    #[test]
    fn an_excerpt_keeps_to_its_length(source in fragments(), chars in 0_usize..80) {
        let excerpt = Markup::parse(&source).excerpt(chars);
        prop_assert!(excerpt.chars().count() <= chars);
        prop_assert!(!excerpt.contains('\n'));
    }
}
