//! The yardstick: articles in one stored text field, indexed by tantivy's stock parts.
//!
//! `plain index JSONL DIR`, `plain search DIR QUERY`, `plain bench DIR QUERIES`.

use std::error::Error;
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, Write};
use std::path::Path;
use std::time::Instant;

use serde::Deserialize;
use tantivy::collector::{Count, TopDocs};
use tantivy::directory::MmapDirectory;
use tantivy::indexer::NoMergePolicy;
use tantivy::query::QueryParser;
use tantivy::schema::{Field, IndexRecordOption, STORED, STRING, Schema, TextFieldIndexing, TextOptions, Value};
use tantivy::snippet::SnippetGenerator;
use tantivy::store::Compressor;
use tantivy::tokenizer::{AsciiFoldingFilter, LowerCaser, RemoveLongFilter, SimpleTokenizer, TextAnalyzer};
use tantivy::{DocAddress, Index, IndexSettings, IndexWriter, Searcher, TantivyDocument, doc};

type Outcome<T> = Result<T, Box<dyn Error>>;

const TOKENIZER: &str = "plain";
const THREADS: usize = 2;
/// Bytes of memory for each indexing thread.
const MEMORY_PER_THREAD: usize = 150_000_000;
const HITS: usize = 10;
/// Tokens of this many bytes or more are dropped.
const LONGEST_TOKEN: usize = 40;
const USAGE: &str = "usage: plain index JSONL DIR | plain search DIR QUERY | plain bench DIR QUERIES";

#[derive(Deserialize)]
struct Article {
    id: String,
    #[serde(default)]
    title: String,
    #[serde(default)]
    summary: String,
    #[serde(default)]
    body: String,
}

#[derive(Clone, Copy)]
struct Fields {
    id: Field,
    text: Field,
}

fn main() -> Outcome<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments.as_slice() {
        ["index", articles, dir] => index(Path::new(articles), Path::new(dir)),
        ["search", dir, query] => search(Path::new(dir), query),
        ["bench", dir, queries] => bench(Path::new(dir), Path::new(queries)),
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
    (builder.build(), Fields { id, text })
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
        let text = [article.title, article.summary, article.body].join("\n");
        writer.add_document(doc!(fields.id => article.id, fields.text => text))?;
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
        Ok(Self { searcher: index.reader()?.searcher(), parser, fields })
    }

    /// How many articles match, and the best of them, each with one snippet.
    fn answer(&self, query: &str) -> Outcome<(usize, Vec<Hit>)> {
        let (query, _) = self.parser.parse_query_lenient(query);
        let best = TopDocs::with_limit(HITS).order_by_score();
        let (total, best) = self.searcher.search(&query, &(Count, best))?;
        let snippets = SnippetGenerator::create(&self.searcher, &*query, self.fields.text)?;
        let hits =
            best.into_iter().map(|(score, address)| self.hit(score, address, &snippets)).collect::<Outcome<_>>()?;
        Ok((total, hits))
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
    let opened = Opened::open(dir)?;
    let queries = fs::read_to_string(queries)?;
    let queries: Vec<&str> = queries.lines().filter(|line| !line.trim().is_empty()).collect();
    let mut times = Vec::with_capacity(ROUNDS * queries.len());
    for _ in 0..ROUNDS {
        for query in &queries {
            times.push(milliseconds(|| opened.answer(query).map(drop))?);
        }
    }
    times.sort_by(f64::total_cmp);
    let (half, most) = (percentile(&times, 50), percentile(&times, 95));
    println!("{} questions, {ROUNDS} rounds: p50 {half:.2} ms, p95 {most:.2} ms", queries.len());
    Ok(())
}

fn milliseconds(work: impl FnOnce() -> Outcome<()>) -> Outcome<f64> {
    let start = Instant::now();
    work()?;
    Ok(start.elapsed().as_secs_f64() * 1000.0)
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
