//! `bantin index`: what is read, what is left, what is said.

use std::fs;
use std::time::Duration;

use super::common::{Archive, write_old};

#[test]
fn a_first_run_reads_everything_and_says_so_in_one_line() {
    let archive = Archive::sample();
    let ran = archive.run(["index"]).succeeded();
    assert_eq!(ran.summary(), "4 files read, 0 unchanged, 0 removed, 0 skipped; 6 articles (2 undated)");
    assert_eq!(ran.out.lines().count(), 1);
    assert_eq!(archive.found_in_full(&["cầu"]), ["2022/11/05/cau-hoa-lam.txt", "ben-do.txt"]);
}

#[test]
fn a_second_run_reads_nothing() {
    let archive = Archive::indexed();
    let ran = archive.run(["index"]).succeeded();
    assert_eq!(ran.summary(), "0 files read, 4 unchanged, 0 removed, 0 skipped; 0 articles");
}

#[test]
fn a_changed_file_takes_the_place_of_its_articles() {
    let archive = Archive::indexed();
    let text = "Bến đò cũ ở Hòa Lam\n\nAnh Nam nay lái thuyền máy chở khách.\n";
    write_old(&archive.path("corpus/ben-do.txt"), text.as_bytes(), Duration::from_secs(60));
    let ran = archive.run(["index"]).succeeded();
    assert_eq!(ran.summary(), "1 file read, 3 unchanged, 0 removed, 0 skipped; 1 article (1 undated)");
    assert_eq!(archive.found_in_full(&["thuyền máy"]), ["ben-do.txt"]);
    assert!(archive.found_in_full(&["trốn tìm"]).is_empty());
    assert_eq!(archive.json(["status"])["articles"], 6);
}

#[test]
fn a_change_within_the_same_second_and_size_is_seen() {
    let archive = Archive::empty();
    let path = archive.path("corpus/tin.txt");
    fs::write(&path, "Cá về bến đầu mùa.\n").unwrap();
    archive.run(["index"]).succeeded();
    fs::write(&path, "Tôm về bến cuối vụ\n").unwrap();
    archive.run(["index"]).succeeded();
    assert_eq!(archive.found_in_full(&["tôm"]), ["tin.txt"]);
    assert!(archive.found_in_full(&["cá"]).is_empty());
}

#[test]
fn articles_of_a_removed_file_go() {
    let archive = Archive::indexed();
    fs::remove_file(archive.path("corpus/tin.jsonl")).unwrap();
    let ran = archive.run(["index"]).succeeded();
    assert_eq!(ran.summary(), "0 files read, 3 unchanged, 1 removed, 0 skipped; 0 articles");
    assert!(archive.found_in_full(&["bao tải"]).is_empty());
    assert_eq!(archive.json(["status"])["articles"], 3);
}

#[test]
fn articles_of_other_folders_stay() {
    let archive = Archive::indexed();
    write_old(&archive.path("more/lua.txt"), "Lúa chín sớm ở Phú Điền.\n".as_bytes(), Duration::from_secs(60));
    let ran = archive.run(["index", "more"]).succeeded();
    assert_eq!(ran.summary(), "1 file read, 0 unchanged, 0 removed, 0 skipped; 1 article (1 undated)");
    assert_eq!(archive.json(["status"])["articles"], 7);
}

#[test]
fn a_single_file_can_be_named() {
    let archive = Archive::sample();
    let ran = archive.run(["index", "corpus/ben-do.txt", "corpus/tin.jsonl"]).succeeded();
    assert_eq!(ran.summary(), "2 files read, 0 unchanged, 0 removed, 0 skipped; 4 articles (2 undated)");
}

#[test]
fn a_file_named_twice_is_read_once() {
    let archive = Archive::sample();
    let ran = archive.run(["index", "corpus", "corpus/ben-do.txt", "./corpus"]).succeeded();
    assert_eq!(ran.summary(), "4 files read, 0 unchanged, 0 removed, 0 skipped; 6 articles (2 undated)");
}

#[test]
fn skipped_files_are_named_with_the_reason_and_the_rest_is_indexed() {
    let archive = Archive::sample();
    archive.write("trong.txt", "");
    let ran = archive.run(["index"]).ended(1).said("error: trong.txt: empty file");
    assert_eq!(ran.summary(), "4 files read, 0 unchanged, 0 removed, 1 skipped; 6 articles (2 undated)");
    let again = archive.run(["index"]).ended(1).said("error: trong.txt: empty file");
    assert_eq!(again.summary(), "0 files read, 4 unchanged, 0 removed, 1 skipped; 0 articles");
}

#[test]
fn a_skipped_file_that_is_mended_is_read() {
    let archive = Archive::sample();
    archive.write("trong.txt", "");
    archive.run(["index"]).ended(1);
    archive.write("trong.txt", "Nước sạch về bản Nậm Cát.\n");
    let ran = archive.run(["index"]).succeeded();
    assert_eq!(ran.summary(), "1 file read, 4 unchanged, 0 removed, 0 skipped; 1 article (1 undated)");
    assert_eq!(archive.json(["status"])["skipped"].as_array().unwrap().len(), 0);
}

#[test]
fn a_dry_run_does_nothing() {
    let archive = Archive::sample();
    let ran = archive.run(["index", "--dry-run"]).succeeded();
    let expected = "\
read    2022/11/05/cau-hoa-lam.txt
read    2023-12-30-quyet-toan.md
read    ben-do.txt
read    tin.jsonl
would read 4 files, leave 0 unchanged, remove 0; nothing was done
";
    assert_eq!(ran.out, expected);
    assert!(!archive.path("index").exists());
}

#[test]
fn a_dry_run_knows_what_is_in_the_index() {
    let archive = Archive::indexed();
    fs::remove_file(archive.path("corpus/tin.jsonl")).unwrap();
    archive.write("moi.txt", "Trường mới ở Mường Ải.\n");
    let ran = archive.run(["index", "--dry-run"]).succeeded();
    assert!(ran.out.starts_with("read    moi.txt\nremove  /"), "{ran:?}");
    assert!(ran.out.ends_with("/corpus/tin.jsonl\nwould read 1 file, leave 3 unchanged, remove 1; nothing was done\n"));
    assert_eq!(archive.json(["status"])["articles"], 6);
}

#[test]
fn a_rebuild_reads_all_folders_again_without_their_names() {
    let archive = Archive::indexed();
    let before = archive.settled_search(&["chợ quê"]);
    let ran = archive.run(["index", "--rebuild"]).succeeded();
    assert_eq!(ran.summary(), "4 files read, 0 unchanged, 0 removed, 0 skipped; 6 articles (2 undated)");
    assert_eq!(archive.settled_search(&["chợ quê"]), before);
    let generations = fs::read_dir(archive.path("index")).unwrap().flatten();
    let generations = generations.filter(|entry| entry.file_name().to_string_lossy().starts_with("generation-"));
    assert_eq!(generations.count(), 1, "the old index is gone");
}

#[test]
fn a_rebuild_of_nothing_asks_for_folders() {
    let archive = Archive::sample();
    archive
        .run(["index", "--rebuild"])
        .refused("index --rebuild: the present index doesn't say what it was made of; name the folders");
}

#[test]
fn a_file_twice_does_not_make_an_article_twice_however_many_jobs() {
    let mut answers = Vec::new();
    for jobs in ["1", "2", "7"] {
        let archive = Archive::sample();
        archive.run(["index", "--jobs", jobs]).succeeded();
        answers.push(archive.settled_search(&["hồng lam OR đò OR cầu"]));
    }
    assert_eq!(answers[0], answers[1]);
    assert_eq!(answers[0], answers[2]);
}

#[test]
fn jobs_must_be_a_number_from_one_on() {
    let archive = Archive::sample();
    archive.run(["index", "--jobs", "0"]).ended(2).said("0 is not in 1..=256");
}

#[test]
fn a_path_that_is_not_there_stops_the_run_before_anything_is_removed() {
    let archive = Archive::indexed();
    archive.run(["index", "nowhere"]).refused("nowhere: No such file or directory (os error 2)");
    assert_eq!(archive.json(["status"])["articles"], 6);
}

#[test]
fn the_summary_in_json() {
    let archive = Archive::sample();
    archive.write("trong.txt", "");
    let summary = archive.json(["index"]);
    assert_eq!(summary["read"], 4);
    assert_eq!(summary["articles"], 6);
    assert_eq!(summary["undated"], 2);
    assert_eq!(summary["skipped"][0]["file"], "trong.txt");
}

#[test]
fn the_index_folder_is_taken_from_the_environment_or_the_option() {
    let archive = Archive::sample();
    archive.run(["index", "--index", "here"]).succeeded();
    let mut command = archive.command(["search", "đò", "--json"]);
    assert!(command.env("BANTIN_INDEX", "here").output().unwrap().status.success());
    let mut command = archive.command(["search", "đò", "--json", "--index", "there"]);
    assert_eq!(command.env("BANTIN_INDEX", "here").output().unwrap().status.code(), Some(2));
}

#[test]
fn an_empty_folder_makes_an_empty_index() {
    let archive = Archive::empty();
    let ran = archive.run(["index"]).succeeded();
    assert_eq!(ran.summary(), "0 files read, 0 unchanged, 0 removed, 0 skipped; 0 articles");
    archive.run(["search", "đò"]).ended(1).gave("nothing found");
    assert_eq!(archive.json(["status"])["first"], serde_json::Value::Null);
}

#[test]
fn a_report_has_a_row_for_each_file_of_the_run() {
    let archive = Archive::sample();
    archive.write("trong.txt", "");
    archive.write("=1+1.txt", "Cá về bến Cồn Hạc, bà con được mùa.\n");
    archive.run(["index", "--report", "files.csv"]).ended(1);
    let report = || fs::read_to_string(archive.path("files.csv")).unwrap();
    let rows = |report: &str| report.split("\r\n").skip(1).map(str::to_owned).collect::<Vec<_>>();
    let row = |report: &str, start: &str| rows(report).into_iter().find(|row| row.starts_with(start)).unwrap();
    let first = report();
    assert!(first.starts_with("file,state,format,encoding,encoding_certainty,articles,undated,date,last_date,date_source,warnings,reason,path\r\n"));
    assert_eq!(rows(&first).iter().filter(|row| !row.is_empty()).count(), 6);
    assert!(row(&first, "'=1+1.txt,").starts_with("'=1+1.txt,read,txt,UTF-8,certain,1,1,,,,,,/"), "{first}");
    assert!(row(&first, "2022/11/05/cau-hoa-lam.txt,").contains(",2022-11-05,2022-11-05,path,"), "{first}");
    assert!(
        row(&first, "trong.txt,")
            .starts_with("trong.txt,skipped,txt,,,0,0,,,,,\"empty file: expected text, found none\","),
        "{first}"
    );
    fs::remove_file(archive.path("corpus/ben-do.txt")).unwrap();
    archive.run(["index", "--report", "files.csv"]).ended(1);
    let second = report();
    assert!(row(&second, "ben-do.txt,").starts_with("ben-do.txt,removed,txt,UTF-8,certain,1,1,"), "{second}");
    assert!(row(&second, "2022/11/05/").contains(",unchanged,"), "{second}");
    assert_eq!(fs::read_dir(archive.path("")).unwrap().count(), 3, "nothing is left beside the report");
}

#[test]
fn a_report_on_the_standard_output_is_nothing_but_the_report() {
    let archive = Archive::sample();
    let ran = archive.run(["index", "--report", "-"]).ended(0).said("4 files read");
    assert_eq!(ran.out.lines().count(), 5, "{ran:?}");
    archive
        .run(["index", "--report", "-", "--json"])
        .refused("index --report -: the summary of --json goes to the standard output too; name a file");
}

#[test]
fn a_report_that_can_not_be_written_is_said_before_the_run() {
    let archive = Archive::sample();
    archive
        .run(["index", "--report", "nowhere/files.csv"])
        .refused("index --report nowhere/files.csv: the folder is not there; make it first");
    archive
        .run(["index", "--report", "corpus"])
        .refused("index --report corpus: is a folder; expected the name of a file");
    assert!(!archive.path("index").exists());
}

#[test]
fn memory_is_bounded_and_too_little_is_refused() {
    let archive = Archive::sample();
    archive.write("lon.txt", "Nước sông Hạc dâng cao. ".repeat(400_000));
    archive.run(["index", "--memory", "10M"]).refused("--memory: expected at least 256 MB, found 10 MB");
    archive.run(["index", "--memory", "viel"]).ended(2).said("expected a size such as 512M or 2G, found `viel`");
    let ran = archive.run(["index", "--memory", "256M"]).ended(1);
    let ran = ran.said("lon.txt: too large: expected at most 8 MB, found 11 MB; cut it into parts or make it .jsonl, or give the run more --memory");
    assert_eq!(ran.summary(), "4 files read, 0 unchanged, 0 removed, 1 skipped; 6 articles (2 undated)");
}
