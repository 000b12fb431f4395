use std::time::Duration;

use rustix::time::{ClockId, clock_gettime};

use proptest::prelude::*;

use super::*;
use crate::analyse::MentionKind;

/// `Name: post, post` for each official, `~Name` for each repeat.
fn said(text: &str) -> Vec<String> {
    let all = officials(text).mentions.into_iter();
    all.map(|mention| match mention.kind {
        MentionKind::Repeat => format!("~{}", mention.name),
        MentionKind::Official => {
            let titles: Vec<String> = mention.titles.into_iter().map(|title| title.printed).collect();
            format!("{}: {}", mention.name, titles.join(", "))
        }
    })
    .collect()
}

fn links(text: &str) -> Vec<(String, Option<String>)> {
    officials(text).roles.into_iter().map(|role| (role.title.printed, role.name)).collect()
}

#[test]
fn every_manner_of_introduction() {
    for (text, wanted) in [
        (
            "đồng chí Lưu Đình Khoát, Bí thư Tỉnh ủy, Chủ tịch HĐND tỉnh",
            &["Lưu Đình Khoát: Bí thư Tỉnh ủy, Chủ tịch HĐND tỉnh"][..],
        ),
        ("Ông Tô Bá Hoạch - Chủ tịch UBND huyện Vạn Khê cho biết", &["Tô Bá Hoạch: Chủ tịch UBND huyện Vạn Khê"]),
        ("bà Doãn Thị Mây (Cục trưởng Cục Thuế tỉnh) nói", &["Doãn Thị Mây: Cục trưởng Cục Thuế tỉnh"]),
        ("Chủ tịch UBND tỉnh Cao Duy Thoại yêu cầu", &["Cao Duy Thoại: Chủ tịch UBND tỉnh"]),
        ("Đại tá Bùi Khắc Vọng, Giám đốc Công an tỉnh", &["Bùi Khắc Vọng: Đại tá, Giám đốc Công an tỉnh"]),
        ("ĐỒNG CHÍ CHU VĂN ĐẠM, BÍ THƯ THÀNH ỦY", &["Chu Văn Đạm: BÍ THƯ THÀNH ỦY"]),
        (
            "các Phó Chủ tịch UBND tỉnh: Trần Thế Lâm, Trịnh Khắc Huyến",
            &["Trần Thế Lâm: Phó Chủ tịch UBND tỉnh", "Trịnh Khắc Huyến: Phó Chủ tịch UBND tỉnh"],
        ),
        ("Ông Đàm Quốc Khởi được bầu giữ chức Bí thư Tỉnh đoàn", &["Đàm Quốc Khởi: Bí thư Tỉnh đoàn"]),
        (
            "miễn nhiệm chức vụ Trưởng ban Dân tộc tỉnh đối với bà H'Nhiên Ksơr",
            &["H'Nhiên Ksơr: Trưởng ban Dân tộc tỉnh"],
        ),
        ("Bí thư Huyện ủy Y Thanh Hà Niê Kđăm phát biểu", &["Y Thanh Hà Niê Kđăm: Bí thư Huyện ủy"]),
        ("Thủ tướng Nhật Bản Hayashi Kentaro đến thăm", &["Hayashi Kentaro: Thủ tướng Nhật Bản"]),
        (
            "Phó Chủ tịch kiêm Tổng Thư ký Hội Luật gia tỉnh Âu Thị Huệ Chi",
            &["Âu Thị Huệ Chi: Phó Chủ tịch, Tổng Thư ký Hội Luật gia tỉnh"],
        ),
    ] {
        assert_eq!(said(text), wanted, "{text}");
    }
}

#[test]
fn notes_between_a_name_and_its_post() {
    for (text, wanted) in [
        ("Lò Văn Ún (SN 1970), nguyên Trưởng phòng Nội vụ huyện", "Lò Văn Ún: nguyên Trưởng phòng Nội vụ huyện"),
        ("ông Lò Văn Ún (55 tuổi, nguyên Hạt trưởng Hạt Kiểm lâm)", "Lò Văn Ún: nguyên Hạt trưởng Hạt Kiểm lâm"),
        ("Lò Văn Ún (SN 1981; Phó Viện trưởng VKSND huyện)", "Lò Văn Ún: Phó Viện trưởng VKSND huyện"),
        ("Lò Văn Ún (sinh năm 1971, trú xã Mai Lĩnh, huyện Vạn Khê, Chủ tịch UBND xã)", "Lò Văn Ún: Chủ tịch UBND xã"),
        ("Giám đốc Trung tâm Khuyến nông (TTKN) Lò Văn Ún nói", "Lò Văn Ún: Giám đốc Trung tâm Khuyến nông"),
        ("CHỦ TỊCH UBND XÃ (đã ký) Lò Văn Ún", "Lò Văn Ún: CHỦ TỊCH UBND XÃ"),
        ("Thủ tướng Lào khi đó là Sổm Xa-vắt Li-thi", "Sổm Xa-vắt Li-thi: Thủ tướng Lào"),
    ] {
        assert_eq!(said(text), [wanted], "{text}");
    }
}

#[test]
fn names_of_foreigners() {
    for (text, wanted) in [
        ("Ông Bunthan Xay-nhạ-xẻng, Phó Chủ tịch Hội Hữu nghị", "Bunthan Xay-nhạ-xẻng: Phó Chủ tịch Hội Hữu nghị"),
        ("Tổng thống Hàn Quốc Moon Tae - in đến", "Moon Tae-in: Tổng thống Hàn Quốc"),
        ("Chủ tịch Triều Tiên Kim Sung-un nói", "Kim Sung-un: Chủ tịch Triều Tiên"),
        ("Ngoại trưởng Pháp Jean - Paul Vernier nói", "Jean-Paul Vernier: Ngoại trưởng Pháp"),
        ("Tổng thống Mỹ Harold W. Bradstreet đến", "Harold W. Bradstreet: Tổng thống Mỹ"),
        ("Tổng thống V. Pestov đến", "V. Pestov: Tổng thống"),
        ("Thủ tướng Iraq Hassan al - Zubadi đến", "Hassan al-Zubadi: Thủ tướng Iraq"),
        ("Đại sứ Đức tại Việt Nam Greta Holzmann nói", "Greta Holzmann: Đại sứ Đức tại Việt Nam"),
        ("Thống đốc bang Texas Walter Crump nói", "Walter Crump: Thống đốc bang Texas"),
        ("Mustafa Belkar, một phát ngôn viên của quân đội, nói", "Mustafa Belkar: phát ngôn viên của quân đội"),
    ] {
        assert_eq!(said(text), [wanted], "{text}");
    }
}

#[test]
fn foreigners_are_named_again_by_the_bare_name() {
    let text = "Tổng thống Mỹ Harold Bradstreet đến. Bradstreet cho biết. Ông Bradstreet về. Tòa nhà Bradstreet cháy.";
    assert_eq!(said(text), ["Harold Bradstreet: Tổng thống Mỹ", "~Harold Bradstreet", "~Harold Bradstreet"]);
    let text = "Tổng thống Hàn Quốc Moon Tae-in đến. Ông Moon cho biết. Tổng thống Moon về.";
    assert_eq!(said(text), ["Moon Tae-in: Tổng thống Hàn Quốc", "~Moon Tae-in", "Moon Tae-in: Tổng thống"]);
}

#[test]
fn parts_of_posts() {
    for (text, wanted) in [
        ("ông Lò Văn Ún, Vụ trưởng Vụ Pháp chế, Bộ Nội vụ cho biết", "Vụ trưởng Vụ Pháp chế, Bộ Nội vụ"),
        ("ông Lò Văn Ún, Phó Giám đốc phụ trách Sở Công Thương nói", "Phó Giám đốc phụ trách Sở Công Thương"),
        ("ông Lò Văn Ún, Chủ nhiệm Văn phòng Chủ tịch nước nói", "Chủ nhiệm Văn phòng Chủ tịch nước"),
        ("ông Lò Văn Ún - Tổng thư ký - Phó Chủ tịch Hội Làm vườn", "Tổng thư ký, Phó Chủ tịch Hội Làm vườn"),
        ("ông Lò Văn Ún, Trưởng ban tổ chức Lễ hội Hồng Lam nói", "Trưởng ban tổ chức Lễ hội Hồng Lam"),
        ("ông Lò Văn Ún, cố vấn Hội đồng Dân tộc nói", "cố vấn Hội đồng Dân tộc"),
    ] {
        assert_eq!(said(text), [format!("Lò Văn Ún: {wanted}")], "{text}");
    }
}

#[test]
fn the_post_of_whoever_speaks_is_not_that_of_whom_he_meets() {
    let text = "Khi hội đàm với Thứ trưởng Bộ Ngoại giao Lò Văn Ún, Ngoại trưởng Lào cho biết";
    assert_eq!(said(text), ["Lò Văn Ún: Thứ trưởng Bộ Ngoại giao"]);
    assert_eq!(said("Đối với ông Lò Văn Ún, Chủ tịch UBND tỉnh giao thanh tra làm rõ."), [""; 0]);
    let text = "Liên quan việc này, ông Lò Văn Ún, Giám đốc Sở Y tế cho biết";
    assert_eq!(said(text), ["Lò Văn Ún: Giám đốc Sở Y tế"]);
}

#[test]
fn a_post_ends_where_the_predicate_begins() {
    for (text, wanted) in [
        (
            "ông Trần Thế Lâm, Phó Chủ tịch UBND tỉnh kiểm tra, động viên công nhân",
            "Trần Thế Lâm: Phó Chủ tịch UBND tỉnh",
        ),
        (
            "ông Lê Nhữ Toàn, Chủ nhiệm Ủy ban Kiểm tra Tỉnh ủy báo cáo",
            "Lê Nhữ Toàn: Chủ nhiệm Ủy ban Kiểm tra Tỉnh ủy",
        ),
        (
            "bà Kiều Thị Ngần, Giám đốc Sở Văn hóa, Thể thao và Du lịch, cho hay",
            "Kiều Thị Ngần: Giám đốc Sở Văn hóa, Thể thao và Du lịch",
        ),
        (
            "ông Vũ Huy Thước, Giám đốc Trung tâm quan sát sao chổi tỉnh nhận định",
            "Vũ Huy Thước: Giám đốc Trung tâm quan sát sao chổi tỉnh",
        ),
    ] {
        assert_eq!(said(text), [wanted], "{text}");
    }
}

#[test]
fn names_that_are_no_officials() {
    for text in [
        "trên đường Nguyễn Trãi, Chủ tịch UBND phường yêu cầu",
        "Đại hội Đảng bộ tỉnh Thái Bình khai mạc",
        "giải thưởng Tôn Đức Thắng trao cho thợ giỏi",
        "ông Vương Đình Sách, Giám đốc Công ty TNHH Mây Trắng",
        "Chủ tịch UBND xã Quang Trung cho biết",
        "Ông Đinh Công Triện, người dân thôn 3",
        "nhiều đại biểu huyện Vạn Khê dự họp",
        "ông Đinh Công Triện, Chủ tịch câu lạc bộ Cờ tướng tỉnh",
        "ứng cử viên Tổng thống Harold Bradstreet thua",
        "cô Đinh Thị Triện, chủ nhiệm lớp 6A",
        "Thống đốc bang Kelanta từ chức",
        "Theo Presstv, Ngoại trưởng Đức từ chức",
        "Bộ trưởng bộ T T&T T ký quyết định",
        "Đinh Công Triện, giám đốc tài chính của hãng Mây",
    ] {
        assert_eq!(said(text), [""; 0], "{text}");
    }
}

#[test]
fn lines_may_break_inside_names_and_posts() {
    let text = "Sáng nay, đồng chí Đặng Trọng\nKhuê, Phó Bí thư Tỉnh ủy, Chủ tịch UBND\ntỉnh kiểm tra đê điều\nở huyện Cồn Hạc";
    assert_eq!(said(text), ["Đặng Trọng Khuê: Phó Bí thư Tỉnh ủy, Chủ tịch UBND tỉnh"]);
}

#[test]
fn repeats_by_full_and_given_name() {
    let text = "Ông La Văn Chẩn, Chủ tịch UBND huyện, dự. Ông Chẩn cho biết. Chủ tịch Chẩn nói. Ông La Văn Chẩn về.";
    assert_eq!(
        said(text),
        ["La Văn Chẩn: Chủ tịch UBND huyện", "~La Văn Chẩn", "La Văn Chẩn: Chủ tịch", "~La Văn Chẩn"]
    );
    assert_eq!(said("Ông Chẩn cho biết."), [""; 0]);
    let text = "Đại tá La Văn Chẩn và Đại úy Tuế đến. Ông Hoàng Anh Chẩn ở lại.";
    assert_eq!(said(text), ["La Văn Chẩn: Đại tá", "Tuế: Đại úy"], "a rank alone; another of that given name");
}

#[test]
fn roles_are_linked_to_the_one_holder() {
    let holder = "Phó Chủ tịch UBND tỉnh Trần Thế Lâm dự. ";
    let link = |rest: &str| links(&format!("{holder}{rest}")).pop().and_then(|(_, name)| name);
    assert_eq!(link("Phó Chủ tịch UBND tỉnh yêu cầu").as_deref(), Some("Trần Thế Lâm"));
    assert_eq!(link("Phó Chủ tịch thường trực UBND tỉnh yêu cầu"), None);
    assert_eq!(link("Chủ tịch UBND tỉnh yêu cầu"), None);
    assert_eq!(link("Phó Chủ tịch UBND tỉnh Trịnh Khắc Huyến nói. Phó Chủ tịch UBND tỉnh yêu cầu"), None);
    assert_eq!(links("bầu các Phó Chủ tịch HĐND tỉnh"), []);
}

/// The time of this thread on a processor, which other threads don't take, in the shorter of two runs.
fn time_of(text: &str) -> Duration {
    let now = || Duration::try_from(clock_gettime(ClockId::ThreadCPUTime)).unwrap_or_default();
    let run = |()| {
        let start = now();
        let _ = officials(text);
        now().saturating_sub(start)
    };
    [(), ()].map(run).into_iter().min().unwrap_or_default()
}

/// Four times the text takes about four times as long; sixteen times it would be if each word looked at all others.
fn takes_no_longer_than_a_walk(text: &str) {
    let quarter = time_of(&text[..crate::text::boundary_before(text, text.len() / 4)]);
    let whole = time_of(text);
    assert!(whole < quarter * 10 + Duration::from_millis(50), "{} bytes: {quarter:?}, {whole:?}", text.len());
}

#[test]
fn time_grows_with_the_length() {
    takes_no_longer_than_a_walk(&"Lưu Đình Khoát, Bí thư Tỉnh ủy; ".repeat(2_500));
    takes_no_longer_than_a_walk(&"Nguyễn ".repeat(50_000));
    takes_no_longer_than_a_walk(&"Chủ tịch ".repeat(50_000));
    takes_no_longer_than_a_walk(&"các Phó Chủ tịch UBND tỉnh ".repeat(25_000));
    takes_no_longer_than_a_walk(&"Y ".repeat(100_000));
    takes_no_longer_than_a_walk(&"ông Chẩn, ".repeat(50_000));
    takes_no_longer_than_a_walk(&format!("các Phó Chủ tịch UBND tỉnh: {}", "Tô Bá Hoạch, ".repeat(25_000)));
    takes_no_longer_than_a_walk(&format!("ông Tô Bá Hoạch, {}", "Chủ tịch, ".repeat(25_000)));
    takes_no_longer_than_a_walk(&format!("{} Tô Bá Hoạch", "Chủ tịch, ".repeat(25_000)));
    takes_no_longer_than_a_walk(&"tỉnh Hồng Lam họp bàn về thu ngân sách ".repeat(20_000));
    takes_no_longer_than_a_walk(&"Thủ tướng Lào Xay-nhạ - un W. (FBI) ".repeat(15_000));
    takes_no_longer_than_a_walk(&"Ngoại trưởng Bradstreet, ông Bradstreet (SN 1970, ".repeat(10_000));
    takes_no_longer_than_a_walk(&"A ".repeat(100_000));
}

fn bits() -> impl Strategy<Value = String> {
    let bit = prop::sample::select(vec![
        "Nguyễn",
        "Văn",
        "Hoà",
        "ông",
        "đồng chí",
        "các",
        "Chủ tịch",
        "Phó",
        "Bí thư",
        "UBND",
        "tỉnh",
        "Đại tá",
        "H'Yim",
        "Y",
        "Kishida",
        "kiểm tra",
        "và",
        "kiêm",
        "nguyên",
        ",",
        ";",
        "-",
        "(",
        ")",
        ".",
        ":",
        "\n",
        "…",
        "5",
        "TP.",
        "“",
        "🙂",
        "là",
        "giữ chức",
        "đối với",
        "của",
        "Bradstreet",
        "Xay-nhạ",
        "(FBI)",
        "(SN 1970, ",
        "W.",
        "tại",
        "Nhật Bản",
        "bang",
        "khi đó là",
        "Văn phòng",
    ]);
    prop::collection::vec((bit, prop::sample::select(vec![" ", "", "\n"])), 0..60)
        .prop_map(|bits| bits.into_iter().flat_map(|(bit, gap)| [bit, gap]).collect())
}

fn lie_in_order(text: &str) -> Result<(), TestCaseError> {
    let found = officials(text);
    let mut end = 0;
    for mention in &found.mentions {
        prop_assert!(mention.byte_range.start >= end && mention.byte_range.end > mention.byte_range.start);
        prop_assert!(text.get(mention.byte_range.clone()).is_some());
        prop_assert_eq!(mention.kind == MentionKind::Repeat, mention.titles.is_empty());
        end = mention.byte_range.end;
    }
    end = 0;
    for role in &found.roles {
        prop_assert!(role.byte_range.start >= end && text.get(role.byte_range.clone()).is_some());
        end = role.byte_range.end;
    }
    Ok(())
}

proptest! {
    #[test]
    fn any_text_gives_ranges_in_order(text in "\\PC{0,120}") {
        lie_in_order(&text)?;
    }

    #[test]
    fn bits_of_introductions_give_ranges_in_order(text in bits()) {
        lie_in_order(&text)?;
    }
}
