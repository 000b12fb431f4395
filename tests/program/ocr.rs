//! Pages that are pictures of text, read with `--ocr`: by programs that play `pdftoppm` and `tesseract`, and by those.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::process::Command;

use serde_json::{Value, json};

use super::common::{Archive, Ran, data, skip};
use super::paper::{BODY, HEADLINE, Paper};

/// Plays `pdftoppm`: its picture is the number of the page.
const DRAWS: &str = "while [ \"$1\" != -f ]; do shift; done; echo \"$2\"";
/// Plays `tesseract`: what it reads on a picture stands in a file beside it.
const READS: &str = "read -r page; exec /bin/cat \"${0%/*}/$page.hocr\"";
/// The same, but for the second page, which it never ends with.
const HANGS: &str = "read -r page; [ \"$page\" = 2 ] && exec /bin/sleep 600; exec /bin/cat \"${0%/*}/$page.hocr\"";
/// `tesseract` without the data of the language.
const SPEAKS_ENGLISH: &str = "echo \"Failed loading language 'vie'\" >&2; exit 1";

const SCHOOL: [&str; 4] = [
    "Trường bán trú Khe Ngang vừa nhận mười hai",
    "phòng học mới do doanh nghiệp trong tỉnh",
    "góp tiền xây. Phòng nào cũng có tủ sách",
    "và bếp sưởi.",
];
const MARKET: [&str; 4] = [
    "Chợ phiên rau sạch Đông Yên họp vào sáng",
    "thứ bảy. Ba mươi hộ đầu tiên bán rau,",
    "trứng, mật ong. Phiên sau, huyện sẽ bố trí",
    "thêm quầy cho hợp tác xã nấm.",
];

/// What `tesseract` answers for lines: left end and foot in dots, height, text; words of `~` are uncertain.
fn hocr(lines: &[(u32, u32, u32, &str)]) -> String {
    let mut answer = String::from("<div class='ocr_page' id='page_1' title='image \"stdin\"; bbox 0 0 2500 3333'>\n");
    for (number, (left, base, height, text)) in lines.iter().enumerate() {
        let wide = height * 2;
        answer += &format!(
            "<div class='ocr_carea' id='block_{number}' title=\"bbox {left} 0 9 9\">\n<p class='ocr_par' title=\"\">\n\
             <span class='ocr_line' title=\"bbox {left} 0 2000 {base}; baseline 0 0; x_size {height}; x_descenders 9\">\n"
        );
        for (at, word) in text.split(' ').enumerate() {
            let (from, certainty) = (left + at as u32 * wide, if word.contains('~') { 5 } else { 90 });
            let to = from + wide - height / 2;
            answer += &format!(
                "<span class='ocrx_word' title='bbox {from} 0 {to} {base}; x_wconf {certainty}'>{word}</span>\n"
            );
        }
    }
    answer
}

/// A page of two articles side by side, with a speck that is no word.
fn two_columns() -> String {
    let mut lines = vec![(120, 400, 80, "Phòng học mới"), (1400, 400, 80, "Chợ phiên rau sạch")];
    for (at, (left, right)) in SCHOOL.iter().zip(MARKET).enumerate() {
        let base = 520 + 50 * at as u32;
        lines.extend([(120, base, 40, *left), (1400, base, 40, right)]);
    }
    lines.push((120, 3000, 40, "i~ l~l"));
    hocr(&lines)
}

/// Programs of these scripts are all that a run finds.
struct Desk {
    archive: Archive,
}

impl Desk {
    fn new(programs: &[(&str, &str)]) -> Desk {
        let desk = Desk { archive: Archive::sample() };
        fs::create_dir(desk.archive.path("bin")).unwrap();
        fs::create_dir(desk.archive.path("tmp")).unwrap();
        programs.iter().for_each(|(name, script)| desk.program(name, script));
        desk
    }

    fn program(&self, name: &str, script: &str) {
        let path = self.archive.path("bin").join(name);
        fs::write(&path, format!("#!/bin/sh\n{script}\n")).unwrap();
        fs::set_permissions(path, fs::Permissions::from_mode(0o755)).unwrap();
    }

    fn answer(&self, page: u32, hocr: &str) {
        fs::write(self.archive.path("bin").join(format!("{page}.hocr")), hocr).unwrap();
    }

    /// Runs the program; nothing is left of its pictures.
    fn run(&self, args: &[&str]) -> Ran {
        let mut command = self.archive.command(args);
        command.env("PATH", self.archive.path("bin")).env("TMPDIR", self.archive.path("tmp"));
        let output = command.output().unwrap();
        assert_eq!(fs::read_dir(self.archive.path("tmp")).unwrap().count(), 0, "{args:?}");
        let text = |bytes| String::from_utf8(bytes).unwrap();
        Ran { status: output.status.code(), out: text(output.stdout), err: text(output.stderr) }.ended_well_or_short()
    }

    fn read(&self, file: &str, more: &[&str]) -> Value {
        let ran = self.run(&[&["read", "--json", "--ocr", &format!("corpus/{file}")], more].concat());
        serde_json::from_str::<Value>(&ran.out).unwrap()["files"][0].clone()
    }
}

impl Ran {
    fn ended_well_or_short(self) -> Ran {
        assert!(matches!(self.status, Some(0 | 1)) && !self.err.contains("panicked"), "{self:?}");
        self
    }
}

fn picture(paper: &mut Paper) {
    paper.page().draw("0.8 g 20 20 500 700 re f\n");
}

/// So many pages that are pictures.
fn scan(pages: usize) -> Vec<u8> {
    let mut paper = Paper::new();
    (0..pages).for_each(|_| picture(&mut paper));
    paper.bytes()
}

/// A page of text between two that are pictures.
fn mixed() -> Vec<u8> {
    let mut paper = Paper::new();
    picture(&mut paper);
    paper.page().set(HEADLINE, 30.0, 120.0, 500.0, "Nước rút ở Cồn Hạc");
    paper.set(BODY, 30.0, 140.0, 300.0, "Bà con xã Cồn Hạc dọn bùn, rắc vôi, dựng lại chuồng trại để kịp vụ xuân.");
    picture(&mut paper);
    paper.bytes()
}

#[test]
fn pages_of_text_and_pages_of_pictures_stand_in_their_order() {
    let desk = Desk::new(&[("pdftoppm", DRAWS), ("tesseract", READS)]);
    desk.archive.write("so-1.pdf", mixed());
    desk.answer(1, &two_columns());
    desk.answer(3, &hocr(&[(1200, 900, 40, "~")]));
    let file = desk.read("so-1.pdf", &[]);
    assert_eq!(file["encoding"], "ocr");
    assert_eq!(
        file["warnings"],
        json!([
            "the text of page 1 was read from pictures (OCR) and may be wrong; 90 % certain on average",
            "page 3 without text (scanned): nothing could be read on the picture"
        ])
    );
    let articles = file["articles"].as_array().unwrap();
    let heads: Vec<_> = articles.iter().map(|article| (&article["title"], &article["page"])).collect();
    assert_eq!(
        heads,
        [
            (&json!("Phòng học mới"), &json!(1)),
            (&json!("Chợ phiên rau sạch"), &json!(1)),
            (&json!("Nước rút ở Cồn Hạc"), &json!(2))
        ]
    );
    assert_eq!((&articles[0]["text"], &articles[1]["text"]), (&json!(SCHOOL.join(" ")), &json!(MARKET.join(" "))));
    let sure: Vec<_> = articles.iter().map(|article| article["confidence"].as_f64().unwrap()).collect();
    assert!(sure[0] < 0.9 * sure[2] && sure[0] == sure[1], "{sure:?}");
    let because = |at: usize| articles[at]["cut"]["because"].to_string();
    assert!(because(0).contains("read from a picture (OCR)") && !because(2).contains("picture"), "{file}");
}

#[test]
fn an_index_is_made_of_scans_and_says_their_pages() {
    let desk = Desk::new(&[("pdftoppm", DRAWS), ("tesseract", READS)]);
    desk.archive.write("so-1.pdf", mixed());
    desk.archive.write("so-2.pdf", scan(1));
    desk.answer(1, &two_columns());
    desk.answer(3, &two_columns().replace(">Ngang<", ">Trúc<"));
    let without = desk.run(&["index"]).ended(1);
    assert!(without.err.contains("so-2.pdf: 1 page without text (scanned; --ocr reads them)"), "{without:?}");
    assert_eq!(desk.archive.found_in_full(&["bán trú"]), [] as [&str; 0]);

    let with = desk.run(&["index", "--ocr", "--report", "-"]).ended(0);
    assert!(with.out.contains("so-1.pdf,read,pdf,ocr,inferred,5,"), "{with:?}");
    assert_eq!(desk.archive.found_in_full(&["bán trú", "--all"]), ["so-1.pdf", "so-1.pdf", "so-2.pdf"]);
    let hit = desk.archive.search(&["\"khe trúc\""])["hits"][0].clone();
    assert_eq!((&hit["file"], &hit["page"]), (&json!("so-1.pdf"), &json!(3)));

    for more in [&["--ocr"][..], &[]] {
        let again = desk.run(&[&["index"], more].concat()).ended(0);
        assert!(again.summary().starts_with("0 files read"), "{more:?}: {again:?}");
    }
}

#[test]
fn what_is_missing_is_said_with_its_package() {
    const TESSERACT: &str = "tesseract is not installed (packages tesseract-ocr, tesseract-ocr-vie)";
    let cases: [(&[(&str, &str)], &str); 3] = [
        (&[("tesseract", READS)], "pdftoppm is not installed (package poppler-utils)"),
        (&[("pdftoppm", DRAWS)], TESSERACT),
        (
            &[("pdftoppm", DRAWS), ("tesseract", SPEAKS_ENGLISH)],
            "tesseract knows no Vietnamese (package tesseract-ocr-vie)",
        ),
    ];
    for (programs, reason) in cases {
        let desk = Desk::new(programs);
        desk.archive.write("so-1.pdf", mixed());
        desk.archive.write("so-2.pdf", scan(2));
        let ran = desk.run(&["index", "--ocr"]).ended(1);
        assert!(ran.err.contains(&format!("so-2.pdf: 2 pages without text (scanned): {reason}\n")), "{ran:?}");
        assert_eq!(desk.archive.found_in_full(&["chuồng trại"]), ["so-1.pdf"]);
        let file = desk.read("so-1.pdf", &[]);
        assert_eq!(file["encoding"], "Unicode");
        assert_eq!(file["warnings"], json!([format!("pages 1, 3 without text (scanned): {reason}")]));
    }
}

#[test]
fn pages_that_are_read_in_time_are_kept_and_the_rest_is_read_with_more_time() {
    let desk = Desk::new(&[("pdftoppm", DRAWS), ("tesseract", HANGS)]);
    desk.archive.write("so-1.pdf", scan(3));
    (1..=3).for_each(|page| desk.answer(page, &two_columns()));
    let few = ["index", "--ocr", "--file-timeout", "3"];
    let ran = desk.run(&[&few[..], &["-v"]].concat()).ended(0);
    let late =
        "only 1 of 3 scanned pages could be read: took longer than 3 seconds (a greater --file-timeout gives it more)";
    assert!(ran.err.contains(late), "{ran:?}");
    assert_eq!(desk.archive.found_in_full(&["bán trú"]), ["so-1.pdf"]);

    let same = desk.run(&few).ended(0);
    assert!(same.summary().starts_with("0 files read"), "{same:?}");
    desk.program("tesseract", READS);
    let more = desk.run(&["index", "--ocr", "--file-timeout", "50"]).ended(0);
    assert!(more.summary().starts_with("1 file read"), "{more:?}");
    assert_eq!(desk.archive.found_in_full(&["bán trú", "--all"]), ["so-1.pdf"; 3]);
}

#[test]
fn a_page_that_fails_leaves_the_others() {
    for (script, reason) in [
        (
            "read -r page; [ \"$page\" = 1 ] && exit 3; exec /bin/cat \"${0%/*}/$page.hocr\"",
            "tesseract failed on this file",
        ),
        (
            "read -r page; [ \"$page\" = 1 ] && echo '<p>lung tung' && exit; exec /bin/cat \"${0%/*}/$page.hocr\"",
            "the answer of tesseract makes no sense",
        ),
    ] {
        let desk = Desk::new(&[("pdftoppm", DRAWS), ("tesseract", script)]);
        desk.archive.write("so-1.pdf", scan(2));
        desk.answer(2, &two_columns());
        let file = desk.read("so-1.pdf", &[]);
        assert_eq!(file["articles"][0]["page"], 2, "{file}");
        let told = file["warnings"][1].as_str().unwrap();
        assert!(told.starts_with(&format!("page 1 without text (scanned): {reason}")), "{told}");
    }
}

fn is_installed() -> bool {
    let says = |program: &str, with: &str| Command::new(program).arg(with).output().ok();
    let languages = says("tesseract", "--list-langs").map(|output| output.stdout).unwrap_or_default();
    says("pdftoppm", "-v").is_some() && String::from_utf8_lossy(&languages).lines().any(|line| line == "vie")
}

#[test]
fn a_scan_is_read_by_the_programs_themselves() {
    if !is_installed() {
        return skip("a_scan_is_read_by_the_programs_themselves", "no pdftoppm, or no tesseract with `vie`");
    }
    let archive = Archive::empty();
    archive.write("quet.pdf", fs::read(data("scan.pdf")).unwrap());
    let answer = archive.json(["read", "--ocr", "corpus/quet.pdf"]);
    let articles = answer["files"][0]["articles"].as_array().unwrap();
    let titles: Vec<_> = articles.iter().map(|article| article["title"].as_str().unwrap_or_default()).collect();
    assert_eq!(titles, ["Phòng mới ở Khe Ngang", "Chợ phiên rau sạch"], "{answer}");
    for (article, words) in articles.iter().zip(["mười hai phòng học", "Ba mươi hộ đầu tiên"]) {
        assert!(article["text"].as_str().unwrap().contains(words), "{answer}");
    }
}
