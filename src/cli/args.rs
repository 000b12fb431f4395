//! What can be typed; no behaviour.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum, ValueHint};
use clap_complete::Shell;

use super::examples::{
    EXAMPLES, INDEX_EXAMPLES, OFFICIALS_EXAMPLES, SEARCH_EXAMPLES, TIMELINE_EXAMPLES, WATCH_EXAMPLES, WHY_EXAMPLES,
};

/// Search for Vietnamese news bulletins: by keyword, by official, by date, with marks or without.
#[derive(Debug, Parser)]
#[command(name = "bantin", version, after_help = EXAMPLES, arg_required_else_help = true, disable_help_subcommand = true)]
pub struct Cli {
    /// What holds for every command.
    #[command(flatten)]
    pub global: Global,
    /// The command.
    #[command(subcommand)]
    pub command: Command,
}

/// What holds for every command.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "Everywhere")]
pub struct Global {
    /// The folder that holds the index
    #[arg(long, global = true, value_name = "DIR", env = "BANTIN_INDEX", default_value = "index", value_hint = ValueHint::DirPath)]
    pub index: PathBuf,
    /// A folder of lists (names, posts, places …) that add to the built-in ones [default: lexicon in the index folder]
    #[arg(long, global = true, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub lexicon: Option<PathBuf>,
    /// Answer in JSON, for programs
    #[arg(long, global = true)]
    pub json: bool,
    /// When to use colours
    #[arg(long, global = true, value_name = "WHEN", value_enum, default_value_t = Color::Auto)]
    pub color: Color,
    /// Say only what went wrong
    #[arg(short, long, global = true)]
    pub quiet: bool,
    /// Say more
    #[arg(short, long, global = true)]
    pub verbose: bool,
}

/// When to use colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Color {
    /// On a terminal, unless NO_COLOR is set
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// The commands. What each of them takes is only made ready for the one that is typed.
#[derive(Debug, Subcommand)]
#[command(defer = true)]
pub enum Command {
    /// Read folders and files into the index: what is new or changed
    #[command(after_help = INDEX_EXAMPLES)]
    Index(IndexArgs),
    /// Index what appears, changes or goes while this runs
    #[command(after_help = WATCH_EXAMPLES)]
    Watch(WatchArgs),
    /// Ranked snippets, by word, official and date
    #[command(after_help = SEARCH_EXAMPLES)]
    Search(SearchArgs),
    /// Who is in the index; with a name, everything about that person
    #[command(after_help = OFFICIALS_EXAMPLES)]
    Officials(OfficialsArgs),
    /// Hits per day, month or year
    #[command(after_help = TIMELINE_EXAMPLES)]
    Timeline(TimelineArgs),
    /// A whole article
    Show(ShowArgs),
    /// What the reader and the splitter make of a file; nothing is indexed
    Read(ReadArgs),
    /// What the analyser makes of a text: tokens, officials, dates
    Analyze(AnalyzeArgs),
    /// What is in the index, and what could not be read
    Status(StatusArgs),
    /// Why a file is or isn't a hit
    #[command(after_help = WHY_EXAMPLES)]
    Why(WhyArgs),
    /// Whether the index is whole: checksums, and the manifest against what is stored
    Check,
    /// Inside the process of its own in which a PDF is read
    #[command(hide = true, name = crate::read::pdf::CHILD_COMMAND)]
    PdfPages(PdfPagesArgs),
    /// Completions for a shell, on the standard output
    Completions {
        /// The shell
        shell: Shell,
    },
    /// The manual page, on the standard output
    Man,
}

/// `bantin index`
#[derive(Debug, Args)]
pub struct IndexArgs {
    /// Folders and files to read [default: corpus]
    #[arg(value_name = "PATH", value_hint = ValueHint::AnyPath)]
    pub paths: Vec<PathBuf>,
    /// Make a new index beside the present one and switch to it at the end
    #[arg(long)]
    pub rebuild: bool,
    /// How the run works.
    #[command(flatten)]
    pub running: RunningArgs,
    /// Say what would be read and removed; do nothing
    #[arg(long)]
    pub dry_run: bool,
    /// Write what became of each file to FILE, as CSV, one row a file; - for the standard output
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath, conflicts_with = "dry_run")]
    pub report: Option<PathBuf>,
}

/// `bantin watch`
#[derive(Debug, Args)]
pub struct WatchArgs {
    /// Folders and files to watch [default: corpus]
    #[arg(value_name = "PATH", value_hint = ValueHint::AnyPath)]
    pub paths: Vec<PathBuf>,
    /// How the run works.
    #[command(flatten)]
    pub running: RunningArgs,
}

/// How a run over files works.
#[derive(Clone, Debug, Args)]
pub struct RunningArgs {
    /// Threads that read and analyse [default: one for each processor]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    pub jobs: Option<u16>,
    /// How much memory the run may take, as 512M or 2G [default: a quarter of the machine's]
    #[arg(long, value_name = "SIZE", value_parser = super::memory::size)]
    pub memory: Option<u64>,
    /// No progress bar, even on a terminal
    #[arg(long)]
    pub no_progress: bool,
    /// How files are read.
    #[command(flatten)]
    pub reading: ReadingArgs,
}

/// How files are read.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "Reading")]
pub struct ReadingArgs {
    /// What reads PDFs
    #[arg(long, value_name = "READER", value_enum, default_value_t = PdfReaderArg::Auto)]
    pub pdf_reader: PdfReaderArg,
    /// Read pages that are pictures of text with tesseract, which may misread them (needs poppler-utils and
    /// tesseract-ocr-vie); seconds a page, so that many pages need a greater --file-timeout
    #[arg(long)]
    pub ocr: bool,
    /// How long the readers may take over one PDF, in seconds; what is read by then is kept
    #[arg(long, value_name = "SECONDS", default_value_t = 60, value_parser = clap::value_parser!(u64).range(1..=86_400))]
    pub file_timeout: u64,
}

/// What reads PDFs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum PdfReaderArg {
    /// The built-in reader; where it fails, pdftotext, if it is installed
    Auto,
    /// The built-in reader alone
    Builtin,
    /// pdftotext alone
    Poppler,
}

/// The process in which a PDF is read.
#[derive(Debug, Args)]
pub struct PdfPagesArgs {
    /// The PDF
    pub file: PathBuf,
    /// Seconds of work
    #[arg(long, default_value_t = 60)]
    pub seconds: u64,
    /// Bytes of memory
    #[arg(long, default_value_t = crate::read::pdf::MOST_MEMORY)]
    pub memory: u64,
    /// With pdftotext
    #[arg(long)]
    pub poppler: bool,
    /// Make a picture of this page
    #[arg(long)]
    pub picture: Option<u32>,
    /// Read the picture on the standard input
    #[arg(long)]
    pub ocr: bool,
    /// Dots an inch of the picture
    #[arg(long, default_value_t = 300)]
    pub resolution: u32,
}

/// What selects articles.
#[derive(Clone, Debug, Default, Args)]
#[command(next_help_heading = "Filters")]
pub struct FilterArgs {
    /// Articles that name this official; repeat for several who must all be named
    #[arg(long, value_name = "NAME")]
    pub official: Vec<String>,
    /// The officials must be named in one sentence or list
    #[arg(long)]
    pub near: bool,
    /// Articles that name a post which begins so; repeatable
    #[arg(long, value_name = "POST")]
    pub role: Vec<String>,
    /// Who is who, by your own file [default: people.tsv in the index folder]
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub people: Option<PathBuf>,
    /// From this day on (or the first of a month or year)
    #[arg(long, value_name = "D", allow_hyphen_values = false)]
    pub from: Option<String>,
    /// Up to this day (or the last of a month or year)
    #[arg(long, value_name = "D")]
    pub to: Option<String>,
    /// On this day (or in this month or year)
    #[arg(long, value_name = "D", conflicts_with_all = ["from", "to"])]
    pub on: Option<String>,
    /// Which dates the days are held against
    #[arg(long, value_name = "WHICH", value_enum, default_value_t = DateOfArg::Published)]
    pub date_of: DateOfArg,
    /// Articles of this paper or site
    #[arg(long, value_name = "S")]
    pub source: Option<String>,
    /// Marks must be as typed
    #[arg(long)]
    pub exact: bool,
}

/// Which dates the days are held against.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum DateOfArg {
    /// The day of publication
    #[default]
    Published,
    /// Days that the text mentions
    Mentioned,
    /// Either
    Any,
}

/// `bantin search`
#[derive(Debug, Args)]
pub struct SearchArgs {
    /// What to look for; may be left out when a filter is given
    #[arg(value_name = "QUERY")]
    pub query: Vec<String>,
    /// What selects articles.
    #[command(flatten)]
    pub filters: FilterArgs,
    /// In which order
    #[arg(long, value_enum, default_value_t = SortArg::Relevance)]
    pub sort: SortArg,
    /// The most hits
    #[arg(long, value_name = "N", default_value_t = 10)]
    pub limit: usize,
    /// Hits to pass over
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub offset: usize,
    /// The most snippets a hit
    #[arg(long, value_name = "N", default_value_t = 2)]
    pub snippets: usize,
    /// Show each copy of an article as a hit of its own, not once with "also in"
    #[arg(long)]
    pub all: bool,
    /// How to print
    #[arg(long, value_enum)]
    pub format: Option<FormatArg>,
    /// Index this folder or file first, then search
    #[arg(long, value_name = "PATH", value_hint = ValueHint::AnyPath)]
    pub refresh: Option<PathBuf>,
    /// How files are read.
    #[command(flatten)]
    pub reading: ReadingArgs,
}

/// In which order hits come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum SortArg {
    /// Best first
    Relevance,
    /// Newest first, undated last
    Newest,
    /// Oldest first, undated last
    Oldest,
}

/// How to print.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum FormatArg {
    /// For people
    Human,
    /// For programs
    Json,
    /// For spreadsheets
    Csv,
}

/// `bantin officials`
#[derive(Debug, Args)]
pub struct OfficialsArgs {
    /// A name, whole or in part, with marks or without
    #[arg(value_name = "NAME")]
    pub name: Vec<String>,
    /// Who held a post that begins so, and when; repeatable
    #[arg(long, value_name = "POST")]
    pub role: Vec<String>,
    /// In articles from this day on
    #[arg(long, value_name = "D")]
    pub from: Option<String>,
    /// In articles up to this day
    #[arg(long, value_name = "D")]
    pub to: Option<String>,
    /// In articles of this day (or month or year)
    #[arg(long, value_name = "D", conflicts_with_all = ["from", "to"])]
    pub on: Option<String>,
    /// In which order
    #[arg(long, value_enum, default_value_t = OfficialsSortArg::Articles)]
    pub sort: OfficialsSortArg,
    /// The most persons and posts, and, in a dossier, articles [default: 20; all with NAME and --format csv]
    #[arg(long, value_name = "N")]
    pub limit: Option<usize>,
    /// Who is who, by your own file [default: people.tsv in the index folder]
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub people: Option<PathBuf>,
    /// How to print; with NAME, csv is one row a mention
    #[arg(long, value_enum)]
    pub format: Option<FormatArg>,
}

/// In which order officials are listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum OfficialsSortArg {
    /// Named in most articles first
    Articles,
    /// By name
    Name,
    /// Last seen first
    Newest,
    /// First seen first
    Oldest,
}

/// `bantin timeline`
#[derive(Debug, Args)]
pub struct TimelineArgs {
    /// What to look for; may be left out
    #[arg(value_name = "QUERY")]
    pub query: Vec<String>,
    /// What selects articles.
    #[command(flatten)]
    pub filters: FilterArgs,
    /// What one bar stands for
    #[arg(long, value_enum, default_value_t = StepArg::Month)]
    pub by: StepArg,
}

/// What one bar stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum StepArg {
    /// A day
    Day,
    /// A month
    Month,
    /// A year
    Year,
}

/// `bantin show`
#[derive(Debug, Args)]
pub struct ShowArgs {
    /// The id of an article, or as much of it as is unique
    pub id: String,
    /// Mark what matches this query
    #[arg(long, value_name = "QUERY")]
    pub query: Option<String>,
    /// Only say where it lies: file, page, lines
    #[arg(long)]
    pub path: bool,
}

/// `bantin read`
#[derive(Debug, Args)]
pub struct ReadArgs {
    /// Files to read
    #[arg(required = true, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub files: Vec<PathBuf>,
    /// Print a side file, to be corrected by hand and saved as FILE.split.json; `index` and `read` then follow it
    #[arg(long)]
    pub side_file: bool,
    /// Print the lines with the numbers that a side file names them by
    #[arg(long, conflicts_with = "side_file")]
    pub lines: bool,
    /// How files are read.
    #[command(flatten)]
    pub reading: ReadingArgs,
}

/// `bantin analyze`
#[derive(Debug, Args)]
pub struct AnalyzeArgs {
    /// The text; the standard input when left out
    #[arg(value_name = "TEXT")]
    pub text: Vec<String>,
    /// The day of publication, for dates without a year
    #[arg(long, value_name = "D")]
    pub published: Option<String>,
    /// Read one JSON object a line {"id","text","published"}, write one a line
    #[arg(long, conflicts_with = "text")]
    pub jsonl: bool,
}

/// `bantin status`
#[derive(Debug, Args)]
pub struct StatusArgs {
    /// List every file, and every article without a date
    #[arg(long)]
    pub files: bool,
    /// List the articles that may be cut wrongly, and why
    #[arg(long, conflicts_with = "files")]
    pub doubtful: bool,
}

/// `bantin why`
#[derive(Debug, Args)]
pub struct WhyArgs {
    /// The file: a path, its name in the folder that was indexed, or the end of it
    #[arg(value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub file: PathBuf,
    /// What was looked for; may be left out when a filter is given
    #[arg(value_name = "QUERY")]
    pub query: Vec<String>,
    /// What selects articles.
    #[command(flatten)]
    pub filters: FilterArgs,
}
