use proptest::prelude::*;

use super::*;
use crate::query::parse::parse;
use crate::query::spelling::Spellings;

fn wanted(query: &str) -> Wanted {
    let mut parsed = parse(query);
    parsed.spell(&Spellings::builtin());
    parsed.wanted(false)
}

/// The snippet with brackets around its marks.
fn shown(snippet: &Snippet) -> String {
    let mut out = String::new();
    for (at, c) in snippet.text.chars().enumerate() {
        out.extend(snippet.marks.iter().filter(|(_, end)| *end == at).map(|_| ']'));
        out.extend(snippet.marks.iter().filter(|(start, _)| *start == at).map(|_| '['));
        out.push(c);
    }
    let chars = snippet.text.chars().count();
    out.extend(snippet.marks.iter().filter(|(_, end)| *end == chars).map(|_| ']'));
    out
}

fn all_shown(text: &str, query: &str, n: usize, max_chars: usize) -> Vec<String> {
    snippets(text, &wanted(query), n, max_chars).iter().map(shown).collect()
}

const REPORT: &str = "Sáng 12/9, UBND tỉnh Hồng Lam họp phiên thường kỳ. Tám tháng đầu năm, thu ngân sách đạt 5.120 tỷ \
    đồng, bằng 71% dự toán.\nChi đầu tư đạt thấp; nhiều chủ đầu tư chậm làm sổ sách. Ông Vương Đình Sách nói: “Ngân hàng \
    thu phí cao”. Ủy ban nhân dân tỉnh yêu cầu TP. Lam Thành báo cáo trước 30/9.";

#[test]
fn the_best_sentence_with_its_marks() {
    for (query, expected) in [
        ("thu ngân sách", "Tám tháng đầu năm, [thu] [ngân] [sách] đạt 5.120 tỷ đồng, bằng 71% dự toán."),
        ("\"đầu tư\"", "Chi [đầu tư] đạt thấp; nhiều chủ [đầu tư] chậm làm sổ sách."),
        ("UBND bao cao", "[Ủy ban nhân dân] tỉnh yêu cầu TP. Lam Thành [báo] [cáo] trước 30/9."),
        ("phí*", "Ông Vương Đình Sách nói: “Ngân hàng thu [phí] cao”."),
        ("chậm thâp~", "Chi đầu tư đạt [thấp]; nhiều chủ đầu tư [chậm] làm sổ sách."),
    ] {
        assert_eq!(all_shown(REPORT, query, 1, 90), [expected], "{query}");
    }
}

#[test]
fn marks_as_typed_come_before_others() {
    let text = "Năm nay ông Nam đi phía nam.";
    assert_eq!(all_shown(text, "nam", 1, 60), ["[Năm] nay ông [Nam] đi phía [nam]."]);
    assert_eq!(all_shown(text, "năm", 1, 60), ["[Năm] nay ông Nam đi phía nam."]);
    assert_eq!(all_shown(text, "nạm", 1, 60), ["[Năm] nay ông [Nam] đi phía [nam]."]);
    assert_eq!(all_shown(text, "\"nạm\"", 1, 60), ["Năm nay ông Nam đi phía nam."]);
    let exact = parse("nam").wanted(true);
    assert_eq!(shown(&snippets(text, &exact, 1, 60)[0]), "Năm nay ông [Nam] đi phía [nam].");
}

#[test]
fn a_phrase_is_marked_only_as_a_phrase() {
    let text = "Ngân hàng, sách vở; ngân sách và sách ngân.";
    assert_eq!(all_shown(text, "\"ngan sach\"", 1, 60), ["Ngân hàng, sách vở; [ngân sách] và sách ngân."]);
    assert_eq!(all_shown(text, "-ngân title:sách", 1, 60), [text]);
}

#[test]
fn fragments_show_what_has_not_been_shown_in_text_order() {
    let text = format!(
        "Bão vào. {} Lũ về đột ngột trong đêm. {} Bão tan.",
        "Trời nắng đẹp. ".repeat(20),
        "Gió nhẹ. ".repeat(20)
    );
    assert_eq!(all_shown(&text, "bão lũ", 2, 30), ["[Bão] vào. Trời nắng đẹp.", "[Lũ] về đột ngột trong đêm."]);
}

#[test]
fn long_sentences_are_cut_at_clauses_or_words() {
    let text = "đoàn công tác gồm nhiều sở ngành, sau khi xem hồ chứa, đã nghe huyện báo cáo việc nạo vét kênh mương, \
        rồi đi thăm các hộ dân phải dời nhà trong mùa mưa năm ngoái ở ven sông";
    assert_eq!(all_shown(text, "nạo vét", 1, 60), ["…đã nghe huyện báo cáo việc [nạo] [vét] kênh mương, rồi đi thăm…"]);
    assert_eq!(all_shown(text, "không có", 1, 60), ["đoàn công tác gồm nhiều sở ngành, sau khi xem hồ chứa…"]);
}

#[test]
fn neighbours_of_the_query_win() {
    let text = "UBND huyện họp cả tỉnh. Ủy ban nhân dân tỉnh ra văn bản. Tỉnh và UBND.";
    assert_eq!(all_shown(text, "UBND tỉnh", 1, 40), ["[Ủy ban nhân dân] [tỉnh] ra văn bản."]);
    assert_eq!(all_shown("Sách của ngân hàng. Thu ngân sách.", "ngan sach", 1, 20), ["Thu [ngân] [sách]."]);
}

#[test]
fn vat_is_no_thing() {
    assert_eq!(all_shown("Vật giá tăng, VAT giảm.", "GTGT", 1, 40), ["Vật giá tăng, [VAT] giảm."]);
}

#[test]
fn sentences_end_where_a_paper_forgot_the_space_and_not_behind_abbreviations() {
    let text = "Nắng to 35oC.Lũ về TP.Lam Thành, TP. Bờ Nam.Bão tan.”Trời quang\".Gió nhẹ và mát, T.Ư cho biết.";
    assert_eq!(all_shown(text, "lũ", 1, 36), ["[Lũ] về TP.Lam Thành, TP. Bờ Nam."]);
    assert_eq!(all_shown(text, "bão", 1, 10), ["[Bão] tan.”"]);
    assert_eq!(all_shown(text, "quang", 1, 14), ["Trời [quang]\"."]);
    assert_eq!(all_shown(text, "gió", 1, 34), ["[Gió] nhẹ và mát, T.Ư cho biết."]);
}

#[test]
fn an_official_is_shown_with_the_post() {
    let text = "Phát biểu tại buổi lễ tổ chức ở nhà văn hóa trung tâm vào sáng ngày hôm qua, đồng chí Cao Duy Thoại, Phó \
        Bí thư Tỉnh ủy, Chủ tịch UBND tỉnh Hồng Lam, nhấn mạnh việc giữ rừng đầu nguồn là việc của mọi nhà và mọi người.";
    let start = text.find("Cao").expect("there");
    let mut about = Wanted::default();
    about.spans.push(start..start + "Cao Duy Thoại".len());
    assert_eq!(
        shown(&snippets(text, &about, 1, 120)[0]),
        "…đồng chí [Cao Duy Thoại], Phó Bí thư Tỉnh ủy, Chủ tịch UBND tỉnh Hồng Lam, nhấn mạnh việc giữ rừng đầu nguồn là việc của…"
    );
}

#[test]
fn lines_become_spaces() {
    let text = "Thu\n\n  ngân\tsách";
    let found = snippets(text, &wanted("\"thu ngân sách\""), 2, 160);
    assert_eq!(found, [Snippet { text: "Thu ngân sách".to_owned(), marks: vec![(0, 13)], byte_range: 0..text.len() }]);
}

#[test]
fn nothing_wanted_or_nothing_there() {
    assert_eq!(all_shown("", "lũ", 2, 160), [""; 0]);
    assert_eq!(all_shown(" \n ", "lũ", 2, 160), [""; 0]);
    assert_eq!(all_shown("Bão vào.", "bão", 0, 160), [""; 0]);
    assert_eq!(all_shown("\nBão vào.\n", "", 2, 160), ["Bão vào."]);
    assert_eq!(all_shown(&"ă".repeat(500), "", 2, 10), [format!("{}…", "ă".repeat(10))]);
}

#[test]
fn marks_of_a_whole_text() {
    let found = marks(REPORT, &wanted("\"dau tu\" ubnd"));
    let texts: Vec<&str> = found.into_iter().map(|mark| &REPORT[mark]).collect();
    assert_eq!(texts, ["UBND", "đầu tư", "đầu tư", "Ủy ban nhân dân"]);
}

#[test]
fn endless_texts() {
    for text in [
        "a ".repeat(1_000_000),
        "a".repeat(2_000_000),
        " ".repeat(2_000_000),
        ")\n".repeat(500_000),
        "Ă. ".repeat(500_000),
    ] {
        for query in ["a", "\"a a a a a a b\"", "a ă a* a~", "b"] {
            let found = snippets(&text, &wanted(query), 3, 160);
            assert!(found.iter().all(|snippet| snippet.text.chars().count() <= 240));
        }
    }
}

proptest! {
    #[test]
    fn marks_fit(
        text in "(thu|Ngân|sách|UBND|Ủy ban nhân dân|[.,;:!?…“”()\n-]| | |ă|\\PC){0,200}",
        query in "(thu |ngân |sach |\"ngân sách\" |UBND |th\\* |sach~ ){0,4}",
        n in 0_usize..4,
        max_chars in 1_usize..80,
        spans in prop::collection::vec((0_usize..400, 0_usize..40), 0..3),
    ) {
        let text = crate::text::normalise::normalise(&text);
        let mut wanted = wanted(&query);
        wanted.spans = spans.into_iter().map(|(start, len)| start..start + len).collect();
        let found = snippets(&text, &wanted, n, max_chars);
        prop_assert!(found.len() <= n);
        let mut behind = 0;
        for snippet in &found {
            prop_assert!(snippet.byte_range.start >= behind && text.get(snippet.byte_range.clone()).is_some());
            behind = snippet.byte_range.end;
            let chars = snippet.text.chars().count();
            prop_assert!(chars <= max_chars + 2 && !snippet.text.contains('\n'));
            let mut at = 0;
            for (start, end) in &snippet.marks {
                prop_assert!(at <= *start && start < end && *end <= chars, "{snippet:?}");
                at = *end;
            }
        }
        for mark in marks(&text, &wanted) {
            prop_assert!(text.get(mark).is_some_and(|mark| !mark.is_empty()));
        }
    }
}
