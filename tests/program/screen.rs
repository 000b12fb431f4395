//! What stands on the screen: help, colours, control characters, closed pipes.

use std::io::Read as _;
use std::process::Stdio;

use serde_json::json;

use super::common::Archive;

#[test]
fn alone_it_prints_short_help_with_three_worked_examples() {
    let archive = Archive::empty();
    let ran = archive.run([""; 0]);
    let help = format!("{}{}", ran.out, ran.err);
    let examples: Vec<&str> = help.lines().map(str::trim).filter(|line| line.starts_with("bantin ")).collect();
    assert_eq!(examples.len(), 3, "{help}");
    assert!(help.lines().count() <= 40, "short enough for one screen: {help}");
    assert!(ran.status == Some(2) || ran.status == Some(0));
}

#[test]
fn every_command_has_help_and_the_main_ones_examples() {
    let archive = Archive::empty();
    let general = archive.run(["--help"]).succeeded().out;
    let commands = general.split("Commands:").nth(1).unwrap().split("\n\n").next().unwrap();
    let commands: Vec<&str> = commands.lines().filter_map(|line| line.split_whitespace().next()).collect();
    assert!(commands.len() >= 8, "{general}");
    for command in commands {
        let help = archive.run([command, "--help"]).succeeded().out;
        assert!(help.contains("Usage: bantin"), "{help}");
        if ["index", "search", "officials", "why"].contains(&command) {
            assert!(help.contains(&format!("\n  bantin {command} ")), "{help}");
        }
    }
}

#[test]
fn the_examples_of_the_help_can_be_run() {
    let archive = Archive::indexed();
    std::fs::rename(archive.path("corpus"), archive.path("archive")).unwrap();
    let help = archive.run(["search", "--help"]).succeeded().out;
    let examples = help.lines().filter_map(|line| line.strip_prefix("  bantin search ")).map(words_of_shell);
    let mut seen = 0;
    for words in examples {
        let ran = archive.run(["search"].into_iter().map(str::to_owned).chain(words.clone()));
        assert!(matches!(ran.status, Some(0 | 1)), "{words:?}: {ran:?}");
        seen += 1;
    }
    assert!(seen >= 6, "{help}");
}

/// The words of an example, up to the wide gap before what it means.
fn words_of_shell(line: &str) -> Vec<String> {
    let line = line.split("   ").next().unwrap();
    let (mut words, mut quote, mut in_word) = (vec![String::new()], None, false);
    for c in line.chars() {
        match (c, quote) {
            (' ', None) if in_word => (words.push(String::new()), in_word = false).0,
            (' ', None) => {}
            (c, Some(open)) if c == open => quote = None,
            ('\'' | '"', None) => (quote = Some(c), in_word = true).0,
            (c, _) => (words.last_mut().unwrap().push(c), in_word = true).0,
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

#[test]
fn no_control_characters_when_not_a_terminal() {
    let archive = Archive::sample();
    let commands: [&[&str]; 8] = [
        &["index"],
        &["search", "ngân sách"],
        &["officials"],
        &["officials", "the lam"],
        &["timeline"],
        &["status", "--files"],
        &["read", "corpus/tin.jsonl"],
        &["analyze", "Ngày 29/12, ông Trần Thế Lâm, Phó Chủ tịch UBND tỉnh"],
    ];
    for args in commands {
        let ran = archive.run(args).ended(0);
        let printed = format!("{}{}", ran.out, ran.err);
        assert!(!printed.contains(|c: char| c.is_control() && c != '\n'), "{args:?}: {printed:?}");
    }
}

#[test]
fn colours_on_demand_only() {
    let archive = Archive::indexed();
    let has_escape = |args: &[&str]| archive.run(args).ended(0).out.contains('\u{1b}');
    assert!(has_escape(&["search", "ngân sách", "--color", "always"]));
    assert!(!has_escape(&["search", "ngân sách", "--color", "never"]));
    assert!(!has_escape(&["search", "ngân sách", "--color", "auto"]));
    assert!(!has_escape(&["search", "ngân sách", "--json", "--color", "always"]));
    assert!(!has_escape(&["search", "ngân sách", "--format", "csv", "--color", "always"]));
}

#[test]
fn colours_add_nothing_but_colours() {
    let archive = Archive::indexed();
    let without_time = |text: String| {
        let lines = text.lines().filter(|line| !line.contains(" ms)")).map(str::to_owned);
        lines.collect::<Vec<_>>().join("\n")
    };
    let plain = without_time(archive.run(["search", "ngân sách"]).out);
    let painted = without_time(archive.run(["search", "ngân sách", "--color", "always"]).out);
    let mut bare = painted.clone();
    for code in ["1;31", "1", "2", "36", "33", "0"] {
        bare = bare.replace(&format!("\u{1b}[{code}m"), "");
    }
    assert!(painted.contains("\u{1b}[1;31m"));
    assert_eq!(bare, plain);
}

/// Colours red, a title for the window, text that is turned round, a bell, an eight-bit escape, a clipboard.
const NASTY: &str =
    "Lúa\u{1b}[31m đỏ\u{1b}]0;tiêu đề\u{7} \u{202e}ngược\u{2066} chuông\u{7} \u{9b}2J \u{1b}]52;c;aGk=\u{7} hết";

#[test]
fn escape_sequences_of_a_bulletin_never_reach_the_screen() {
    let archive = Archive::empty();
    let record = json!({"id": NASTY, "title": NASTY, "body": format!("Ông {NASTY}. Lúa."), "author": NASTY,
        "source": NASTY, "url": format!("https://honglam.example/{NASTY}"), "published": "2023-12-29"});
    archive.write("tin.jsonl", record.to_string());
    archive.write("ban.txt", format!("{NASTY}\n\n{NASTY}\n"));
    archive.write("ten\u{1b}[31m\u{7}.txt", "Lúa chín.\n");
    archive.write("hong\u{1b}[31m.txt", "");
    archive.run(["index", "-v"]).ended(1);
    let id = archive.search(&["lúa", "--on", "2023"])["hits"][0]["id"].as_str().unwrap().to_owned();
    let commands: [&[&str]; 12] = [
        &["search", "lúa"],
        &["search", "lúa", "--format", "csv"],
        &["search", NASTY],
        &["search", "lúa", "--official", NASTY],
        &["search", &format!("lúa \"{NASTY}")],
        &["show", &id],
        &["show", &id, "--query", "lúa"],
        &["show", &id, "--path"],
        &["status", "--files"],
        &["officials", NASTY],
        &["index", "-v"],
        &["analyze", NASTY],
    ];
    for args in commands {
        let ran = archive.run(args);
        let printed = format!("{}{}", ran.out, ran.err);
        let is_bad = |c: char| {
            c.is_control() && c != '\n' && c != '\r'
                || ('\u{202a}'..='\u{202e}').contains(&c)
                || ('\u{2066}'..='\u{2069}').contains(&c)
        };
        assert!(!printed.contains(is_bad), "{args:?}: {printed:?}");
    }
    for args in [["show", NASTY], ["search", "--from"], ["index", NASTY]] {
        let ran = archive.run([args[0], args[1]].into_iter().chain((args[0] == "search").then_some(NASTY)));
        assert!(!ran.err.contains('\u{1b}') && !ran.err.contains('\u{7}'), "{args:?}: {ran:?}");
    }
}

#[test]
fn escape_sequences_are_escaped_in_json() {
    let archive = Archive::of(&[("ban.txt", &format!("{NASTY}\n\n{}\n", "Ngô nếp ven sông. ".repeat(400)))]);
    for args in [["search", "lúa", "--json"], ["read", "corpus/ban.txt", "--json"]] {
        let ran = archive.run(args);
        assert!(
            !ran.out.contains(|c: char| c.is_control() && c != '\n' && !('\u{80}'..='\u{9f}').contains(&c)),
            "{ran:?}"
        );
    }
}

#[test]
fn a_closed_pipe_is_a_success() {
    let archive = Archive::of_records(3000);
    for args in [
        vec!["search", "cá cơm", "--limit", "3000"],
        vec!["search", "cá cơm", "--limit", "3000", "--json"],
        vec!["search", "cá cơm", "--limit", "3000", "--format", "csv"],
        vec!["read", "corpus/tin.jsonl"],
        vec!["man"],
        vec!["--help"],
    ] {
        let mut command = archive.command(&args);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut first = [0; 1];
        child.stdout.take().unwrap().read_exact(&mut first).unwrap();
        let output = child.wait_with_output().unwrap();
        assert_eq!((output.status.code(), String::from_utf8_lossy(&output.stderr).as_ref()), (Some(0), ""), "{args:?}");
    }
}

#[test]
fn a_full_disk_behind_the_pipe_is_a_failure() {
    let archive = Archive::indexed();
    let Ok(full) = std::fs::File::options().write(true).open("/dev/full") else {
        super::common::skip("a_full_disk_behind_the_pipe_is_a_failure", "no /dev/full");
        return;
    };
    let output = archive.command(["search", "lam"]).stdout(full).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(
        String::from_utf8_lossy(&output.stderr),
        "error: standard output: No space left on device (os error 28)\n"
    );
}

#[test]
fn quiet_says_only_what_went_wrong() {
    let archive = Archive::sample();
    archive.write("trong.txt", "");
    let ran = archive.run(["index", "-q"]).ended(1);
    assert!(ran.err.starts_with("error: trong.txt: empty file") && ran.err.lines().count() == 1, "{ran:?}");
    let ran = archive.run(["search", "thu", "--exact", "--on", "2023", "-q"]).ended(0);
    assert_eq!(ran.err, "");
}

#[test]
fn completions_and_the_manual_page() {
    let archive = Archive::empty();
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        archive.run(["completions", shell]).succeeded().gave("bantin");
    }
    archive.run(["man"]).succeeded().gave(".TH bantin");
    archive.run(["--version"]).succeeded().gave(concat!("bantin ", env!("CARGO_PKG_VERSION")));
}
