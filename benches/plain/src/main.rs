//! The yardstick: articles in one stored text field, indexed by tantivy's stock parts.
//!
//! `plain index JSONL DIR`, `plain search DIR QUERY`, `plain bench DIR QUERIES`, `plain times DIR QUERIES ROUNDS`.
//!
//! Queries are in tantivy's own syntax; `day` is a number as `20231230`. One that begins with the word `newest` and a
//! tab wants the newest first.

use std::error::Error;
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, Write};
use std::path::Path;
use std::time::Instant;

use serde::Deserialize;
use tantivy::collector::{Count, TopDocs};
use tantivy::directory::MmapDirectory;
use tantivy::indexer::NoMergePolicy;
use tantivy::query::{Query, QueryParser};
use tantivy::schema::{
    FAST, Field, INDEXED, IndexRecordOption, STORED, STRING, Schema, TextFieldIndexing, TextOptions, Value,
};
use tantivy::snippet::SnippetGenerator;
use tantivy::store::Compressor;
use tantivy::tokenizer::{AsciiFoldingFilter, LowerCaser, RemoveLongFilter, SimpleTokenizer, TextAnalyzer};
use tantivy::{DocAddress, Index, IndexSettings, IndexWriter, Order, Searcher, TantivyDocument, doc};

type Outcome<T> = Result<T, Box<dyn Error>>;

const TOKENIZER: &str = "plain";
const THREADS: usize = 2;
/// Bytes of memory for each indexing thread.
const MEMORY_PER_THREAD: usize = 150_000_000;
const HITS: usize = 10;
/// Tokens of this many bytes or more are dropped.
const LONGEST_TOKEN: usize = 40;
const DAY: &str = "day";
const NEWEST: &str = "newest\t";
const USAGE: &str = "usage: plain index JSONL DIR | plain search DIR QUERY | plain bench DIR QUERIES \
                     | plain times DIR QUERIES ROUNDS";

#[derive(Deserialize)]
struct Article {
    id: String,
    #[serde(default)]
    title: String,
    #[serde(default)]
    summary: String,
    #[serde(default)]
    body: String,
    /// As `2023-12-30`.
    #[serde(default)]
    published: String,
}

impl Article {
    /// The day as a number, 0 where there is none.
    fn day(&self) -> u64 {
        self.published.replace('-', "").parse().unwrap_or_default()
    }
}

#[derive(Clone, Copy)]
struct Fields {
    id: Field,
    text: Field,
    day: Field,
}

fn main() -> Outcome<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments.as_slice() {
        ["index", articles, dir] => index(Path::new(articles), Path::new(dir)),
        ["search", dir, query] => search(Path::new(dir), query),
        ["bench", dir, queries] => bench(Path::new(dir), Path::new(queries)),
        ["times", dir, queries, rounds] => times(Path::new(dir), Path::new(queries), rounds.parse()?),
        _ => Err(USAGE.into()),
    }
}

fn schema() -> (Schema, Fields) {
    let mut builder = Schema::builder();
    let indexing = TextFieldIndexing::default()
        .set_tokenizer(TOKENIZER)
        .set_index_option(IndexRecordOption::WithFreqsAndPositions);
    let id = builder.add_text_field("id", STRING | STORED);
    let text = builder.add_text_field("text", TextOptions::default().set_indexing_options(indexing).set_stored());
    let day = builder.add_u64_field(DAY, INDEXED | FAST);
    (builder.build(), Fields { id, text, day })
}

fn analyzer() -> TextAnalyzer {
    TextAnalyzer::builder(SimpleTokenizer::default())
        .filter(RemoveLongFilter::limit(LONGEST_TOKEN))
        .filter(LowerCaser)
        .filter(AsciiFoldingFilter)
        .build()
}

fn index(articles: &Path, dir: &Path) -> Outcome<()> {
    let (index, fields) = create(dir)?;
    let mut writer: IndexWriter = index.writer_with_num_threads(THREADS, THREADS * MEMORY_PER_THREAD)?;
    writer.set_merge_policy(Box::new(NoMergePolicy));
    let count = add_all(&writer, fields, articles)?;
    writer.commit()?;
    merge_to_one(&index, &mut writer)?;
    writer.wait_merging_threads()?;
    println!("{count} articles");
    Ok(())
}

fn create(dir: &Path) -> Outcome<(Index, Fields)> {
    fs::create_dir_all(dir)?;
    let (schema, fields) = schema();
    let settings = IndexSettings { docstore_compression: Compressor::Lz4, ..IndexSettings::default() };
    let index = Index::create(MmapDirectory::open(dir)?, schema, settings)?;
    index.tokenizers().register(TOKENIZER, analyzer());
    Ok((index, fields))
}

fn add_all(writer: &IndexWriter, fields: Fields, articles: &Path) -> Outcome<usize> {
    let mut count = 0;
    for line in BufReader::new(File::open(articles)?).lines() {
        let article: Article = serde_json::from_str(&line?)?;
        let day = article.day();
        let text = [article.title, article.summary, article.body].join("\n");
        writer.add_document(doc!(fields.id => article.id, fields.text => text, fields.day => day))?;
        count += 1;
    }
    Ok(count)
}

fn merge_to_one(index: &Index, writer: &mut IndexWriter) -> Outcome<()> {
    let segments = index.searchable_segment_ids()?;
    if segments.len() > 1 {
        writer.merge(&segments).wait()?;
    }
    writer.garbage_collect_files().wait()?;
    Ok(())
}

struct Hit {
    score: f32,
    id: String,
    snippet: String,
}

struct Opened {
    searcher: Searcher,
    parser: QueryParser,
    fields: Fields,
}

impl Opened {
    fn open(dir: &Path) -> Outcome<Self> {
        let index = Index::open_in_dir(dir)?;
        index.tokenizers().register(TOKENIZER, analyzer());
        let (_, fields) = schema();
        let mut parser = QueryParser::for_index(&index, vec![fields.text]);
        parser.set_conjunction_by_default();
        parser.allow_regexes();
        Ok(Self { searcher: index.reader()?.searcher(), parser, fields })
    }

    /// How many articles match, and the best of them, each with one snippet.
    fn answer(&self, query: &str) -> Outcome<(usize, Vec<Hit>)> {
        let (newest, query) = query.strip_prefix(NEWEST).map_or((false, query), |query| (true, query));
        let (query, _) = self.parser.parse_query_lenient(query);
        let (total, best) = if newest { self.newest(&*query)? } else { self.best(&*query)? };
        let snippets = SnippetGenerator::create(&self.searcher, &*query, self.fields.text)?;
        let hits =
            best.into_iter().map(|(score, address)| self.hit(score, address, &snippets)).collect::<Outcome<_>>()?;
        Ok((total, hits))
    }

    fn best(&self, query: &dyn Query) -> Outcome<(usize, Vec<(f32, DocAddress)>)> {
        Ok(self.searcher.search(query, &(Count, TopDocs::with_limit(HITS).order_by_score()))?)
    }

    fn newest(&self, query: &dyn Query) -> Outcome<(usize, Vec<(f32, DocAddress)>)> {
        let by_day = TopDocs::with_limit(HITS).order_by_fast_field::<u64>(DAY, Order::Desc);
        let (total, newest) = self.searcher.search(query, &(Count, by_day))?;
        Ok((total, newest.into_iter().map(|(_, address)| (0.0, address)).collect()))
    }

    fn hit(&self, score: f32, address: DocAddress, snippets: &SnippetGenerator) -> Outcome<Hit> {
        let doc: TantivyDocument = self.searcher.doc(address)?;
        let id = doc.get_first(self.fields.id).and_then(|value| value.as_str()).unwrap_or_default().to_owned();
        Ok(Hit { score, id, snippet: snippets.snippet_from_doc(&doc).to_html() })
    }
}

fn search(dir: &Path, query: &str) -> Outcome<()> {
    let (total, hits) = Opened::open(dir)?.answer(query)?;
    let mut out = io::stdout().lock();
    for Hit { score, id, snippet } in hits {
        writeln!(out, "{score:.2}\t{id}\t{}", snippet.replace('\n', " "))?;
    }
    writeln!(out, "{total} hits")?;
    Ok(())
}

fn bench(dir: &Path, queries: &Path) -> Outcome<()> {
    const ROUNDS: usize = 20;
    let times = measured(dir, queries, ROUNDS)?;
    let mut all: Vec<f64> = times.iter().flat_map(|(_, times)| times).copied().collect();
    all.sort_by(f64::total_cmp);
    let [half, most, nearly_all] = [50, 95, 99].map(|percent| percentile(&all, percent));
    println!("{} questions, {ROUNDS} rounds: p50 {half:.2} ms, p95 {most:.2} ms, p99 {nearly_all:.2} ms", times.len());
    Ok(())
}

/// A line for each query: the median of its times in milliseconds, a tab, how many articles match.
fn times(dir: &Path, queries: &Path, rounds: usize) -> Outcome<()> {
    for (total, mut times) in measured(dir, queries, rounds)? {
        times.sort_by(f64::total_cmp);
        println!("{:.4}\t{total}", percentile(&times, 50));
    }
    Ok(())
}

/// For each query how many articles match, and the milliseconds of each round.
fn measured(dir: &Path, queries: &Path, rounds: usize) -> Outcome<Vec<(usize, Vec<f64>)>> {
    let opened = Opened::open(dir)?;
    let queries = fs::read_to_string(queries)?;
    let queries: Vec<&str> = queries.lines().filter(|line| !line.trim().is_empty()).collect();
    let mut found = vec![(0, Vec::with_capacity(rounds)); queries.len()];
    for _ in 0..rounds {
        for (query, (total, times)) in queries.iter().zip(&mut found) {
            let start = Instant::now();
            *total = opened.answer(query)?.0;
            times.push(start.elapsed().as_secs_f64() * 1000.0);
        }
    }
    Ok(found)
}

/// Of sorted values; 0 where there are none.
fn percentile(sorted: &[f64], percent: usize) -> f64 {
    let at = (sorted.len() * percent / 100).min(sorted.len().saturating_sub(1));
    sorted.get(at).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::percentile;

    #[test]
    fn percentile_of_sorted_values() {
        let values: Vec<f64> = (0..100).map(f64::from).collect();
        assert_eq!([percentile(&values, 50), percentile(&values, 95), percentile(&[], 50)], [50.0, 95.0, 0.0]);
    }
}
