//! The worked examples at the end of each help text.

/// Of the program alone.
pub(super) const EXAMPLES: &str = "\
Examples:
  bantin index archive                       read a folder into the index
  bantin search thu ngan sach                all words, with marks or without
  bantin search --official \"Trần Thế Lâm\" --from 12/2023 --to 12/2023
                                             what an official did in December";

/// Of `bantin search`.
pub(super) const SEARCH_EXAMPLES: &str = "\
Examples:
  bantin search thu ngan sach                all words, with marks or without, near each other first
  bantin search '\"thu ngân sách\" -hải'       a phrase; without a word
  bantin search 'chuyển đổi số OR ngân*'     either; a beginning
  bantin search --official 'the lam' --role 'bi thu tinh uy'
  bantin search --official 'the lam' --official 'vuong dinh sach' --near
                                             both named in one sentence or list
  bantin search --official 'Hà Thị Uyển (2)' the second of two persons of one name
  bantin search 'đê điều' --from 2023 --to 6/2024 --sort newest
  bantin search --date-of mentioned --on 29/12/2023
  bantin search bão --refresh archive        index the folder first, then search

In a query: \"a phrase\", a OR b, -without, begin*, oneoff~, title:word,
official:\"name\", role:\"post\", date:2023-12, from:1/12/2023, to:31/12/2023, (groups).
A query that begins with a minus goes behind --, as in: bantin search -- -hải bão

Days: 29/12/2023, 2023-12-29, 12/2023, 2023, today, yesterday, 7d, 3m, 1y.
The day always comes before the month.";

/// Of `bantin index`.
pub(super) const INDEX_EXAMPLES: &str = "\
Examples:
  bantin index                               read ./corpus into ./index
  bantin index archive more/articles.jsonl   read folders and files
  bantin index archive --dry-run             say what would be read, read nothing
  bantin index archive --report files.csv    what became of each file, for a spreadsheet
  bantin index --rebuild                     make a new index of all folders read so far

Only new and changed files are read; articles of files that are gone are removed.
Files that can't be used are listed with the reason, and the exit status is 1.";

/// Of `bantin watch`.
pub(super) const WATCH_EXAMPLES: &str = "\
Examples:
  bantin watch archive                       bring the index up to date, then keep it so
  bantin watch archive inbox --quiet         say only what went wrong
  bantin watch archive --json                one JSON object a line for each event
  bantin watch archive --memory 512M         on a small machine

A file is read once it has been left alone for a moment, so that none is read half written. Between two changes
the index is free: `bantin index` and searches run beside it. Ctrl-C ends it; all that was indexed is kept.";

/// Of `bantin officials`.
pub(super) const OFFICIALS_EXAMPLES: &str = "\
Examples:
  bantin officials                           who is in the index
  bantin officials 'the lam'                 the dossier of each person of that name
  bantin officials --role 'giám đốc sở'      who held a post, and when
  bantin officials --role 'bí thư tỉnh ủy' --on 30/12/2023
                                             who it was that day, with the articles that say so
  bantin officials 'Hà Thị Uyển (2)'         the second of two persons of one name
  bantin officials 'Trần Thế Lâm' --from 2023 --format csv
                                             a report: one row a mention, with file, line and sentence
  bantin officials 'the lam' --people who.tsv
                                             with your own word on who is who

A holder is inferred where no article of the days asked names one, but the same person is named with the post before
and after, and nobody else between.

people.tsv in the index folder, or the file behind --people, says who is who: one rule a line, a tab between its parts.
  same       Lý Mỹ    Lý Thị Mỹ              two names of one person
  different  Lý Mỹ: Giám đốc Sở Y tế    Lý Mỹ: Bí thư Huyện ủy
                                             two persons of one name, told by the beginning of a post";

/// Of `bantin timeline`.
pub(super) const TIMELINE_EXAMPLES: &str = "\
Examples:
  bantin timeline 'thu ngân sách' --by year  how often, over time
  bantin timeline --official 'Trần Thế Lâm' --by month
                                             when an official was named, and with which posts
  bantin timeline --official 'the lam' --official 'vuong dinh sach' --near
                                             when two were named in one sentence or list";

/// Of `bantin why`.
pub(super) const WHY_EXAMPLES: &str = "\
Examples:
  bantin why tin.jsonl thu ngan sach         what its articles lack, or their rank and score
  bantin why archive/2023/so-4812.txt 'năm' --exact
  bantin why so-4812.txt --official 'the lam' --on 12/2023
                                             which filter excludes it

FILE is a path, the name of the file in the folder that was indexed, or just its end.
The exit status is 0 where the file is a hit, 1 where it isn't.";
