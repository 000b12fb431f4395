//! What the index holds, by field. Shared by the room that writes and the room that asks.

use tantivy::schema::{
    FAST, Field, INDEXED, IndexRecordOption, STORED, STRING, Schema, TextFieldIndexing, TextOptions,
};

use super::twins::Twins;

/// The version of the fields and of what is stored in them.
pub const SCHEMA_VERSION: u32 = 7;
/// The version of everything that decides what an article becomes: reader, splitter, analyser.
pub const ANALYZER_VERSION: u32 = 4;

/// The token that stands before the first word of each post, so that a question can ask how a post begins.
pub const POST_BEGINS: &str = "^";

/// The fields, by what each is for.
#[derive(Clone, Copy, Debug)]
pub struct Fields {
    /// The article's number: a hash of file, record and part; shown as its id.
    pub ident: Field,
    /// A hash of the file's path: what is deleted when the file changes.
    pub file: Field,
    /// Title and body, two forms a position.
    pub text: Field,
    /// The title alone, two forms a position.
    pub title: Field,
    /// Names of officials, one value each, two forms a position.
    pub official: Field,
    /// Names of officials whole: the exact key, and the folded name.
    pub official_key: Field,
    /// Canonical posts, one value each, each beginning with [`POST_BEGINS`].
    pub role: Field,
    /// The paper or site.
    pub source: Field,
    /// Day of publication, in days since 1970-01-01; absent where it isn't known.
    pub published: Field,
    /// 1 where the day of publication isn't known.
    pub undated: Field,
    /// Days mentioned, in days since 1970-01-01.
    pub day: Field,
    /// Months mentioned as such, in months since year 0.
    pub month: Field,
    /// Years mentioned as such.
    pub year: Field,
    /// For counting: `key TAB name` of each official, as often as the article names them.
    pub person: Field,
    /// For counting: `key TAB post as printed` of each official's posts, once however an article words it.
    pub post: Field,
    /// For the table of holders: posts as printed for which the article names nobody, but not posts as such, each once.
    pub unnamed: Field,
    /// The sketch of the text, by which copies know each other: up to 16 values of 32 bits, scattered.
    pub sketch: Field,
    /// The article as it is shown, [packed](super::pack).
    pub stored: Field,
}

/// The twins of titles and bodies.
pub(super) const TEXTS: Twins = Twins::OfUnusual;
/// The twins of names and posts.
pub(super) const NAMES: Twins = Twins::OfMarked;

/// The name under which the schema asks for the [tokenizer](super::tokenizer) of texts. No tokenizer of tantivy bears
/// it: documents go through the [inverter](super::segment), and questions bring their terms along.
pub const OF_TEXTS: &str = "bantin-text";
/// The same for names.
pub const OF_NAMES: &str = "bantin-name";
/// The same for posts, whose first token is [`POST_BEGINS`].
pub const OF_POSTS: &str = "bantin-post";

impl Fields {
    /// Which tokens of a field of words have a twin.
    pub fn twins(&self, field: Field) -> Twins {
        if field == self.text || field == self.title { TEXTS } else { NAMES }
    }
}

/// The schema and its fields.
pub fn schema() -> (Schema, Fields) {
    let mut builder = Schema::builder();
    let (texts, names) = (text_options(OF_TEXTS), text_options(OF_NAMES));
    let fields = Fields {
        ident: builder.add_u64_field("ident", INDEXED | FAST),
        file: builder.add_u64_field("file", INDEXED | FAST),
        text: builder.add_text_field("text", texts.clone()),
        title: builder.add_text_field("title", texts),
        official: builder.add_text_field("official", names.clone()),
        official_key: builder.add_text_field("official_key", STRING),
        role: builder.add_text_field("role", text_options(OF_POSTS)),
        source: builder.add_text_field("source", names),
        published: builder.add_i64_field("published", INDEXED | FAST),
        undated: builder.add_u64_field("undated", INDEXED),
        day: builder.add_i64_field("day", FAST),
        month: builder.add_i64_field("month", FAST),
        year: builder.add_i64_field("year", FAST),
        person: builder.add_text_field("person", fast_string()),
        post: builder.add_text_field("post", fast_string()),
        unnamed: builder.add_text_field("unnamed", fast_string()),
        sketch: builder.add_u64_field("sketch", FAST),
        stored: builder.add_bytes_field("stored", STORED),
    };
    (builder.build(), fields)
}

fn text_options(tokenizer: &str) -> TextOptions {
    let positions = IndexRecordOption::WithFreqsAndPositions;
    let indexing = TextFieldIndexing::default().set_tokenizer(tokenizer).set_index_option(positions);
    TextOptions::default().set_indexing_options(indexing)
}

fn fast_string() -> TextOptions {
    TextOptions::default() | FAST
}
