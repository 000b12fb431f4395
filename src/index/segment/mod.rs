//! Documents → a segment on disk.
//!
//! tantivy's own segment writer looks every token up by its bytes, in one thread, in a table that no cache of a processor
//! holds; an index run took a quarter longer by it. Here each thread gives terms numbers, sorts the postings of some
//! hundred documents by them, and hands the batch to the segment being built, where batches are only put behind one
//! another until it is written. All files are written by tantivy's serializers, and are byte for byte what its own
//! segment writer makes of the same documents (a test compares them).

mod building;
mod inverter;
mod postings;
mod vocabulary;

pub(super) use building::Building;
pub use inverter::Inverter;

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use tantivy::index::SegmentComponent;
    use tantivy::indexer::NoMergePolicy;
    use tantivy::tokenizer::{PreTokenizedStream, PreTokenizedString, TextAnalyzer, Token, Tokenizer};
    use tantivy::{Index, IndexWriter, Segment, TantivyDocument};

    use super::super::schema::{self, Fields, POST_BEGINS, schema};
    use super::super::twins::Twins;
    use super::super::writer::settings;
    use super::*;
    use crate::text::token::tokens;

    /// What a field holds of a text, token by token as the rules say.
    #[derive(Clone)]
    struct ByTheRules {
        twins: Twins,
        opening: Option<&'static str>,
    }

    impl Tokenizer for ByTheRules {
        type TokenStream<'a> = PreTokenizedStream;

        fn token_stream<'a>(&'a mut self, text: &'a str) -> PreTokenizedStream {
            let opening = self.opening.map(|opening| vec![opening.to_owned()]);
            let terms = tokens(text).into_iter().map(|token| {
                let twin = self.twins.of(&token.folded, &token.exact);
                std::iter::once(token.folded).chain(twin).collect()
            });
            let at_place = |(position, terms): (usize, Vec<String>)| {
                terms.into_iter().map(move |text| Token { position, text, ..Token::default() })
            };
            let tokens = opening.into_iter().chain(terms).enumerate().flat_map(at_place).collect();
            PreTokenizedStream::from(PreTokenizedString { text: text.to_owned(), tokens })
        }
    }

    fn index() -> Index {
        let index = Index::builder().schema(schema().0).settings(settings()).create_in_ram().unwrap();
        for (name, twins, opening) in [
            (schema::OF_TEXTS, schema::TEXTS, None),
            (schema::OF_NAMES, schema::NAMES, None),
            (schema::OF_POSTS, schema::NAMES, Some(POST_BEGINS)),
        ] {
            index.tokenizers().register(name, TextAnalyzer::from(ByTheRules { twins, opening }));
        }
        index
    }

    fn by_tantivy(documents: &[TantivyDocument]) -> Vec<Vec<u8>> {
        let index = index();
        let mut writer: IndexWriter = index.writer_with_num_threads(1, 15_000_000).unwrap();
        writer.set_merge_policy(Box::new(NoMergePolicy));
        for document in documents {
            writer.add_document(document.clone()).unwrap();
        }
        writer.commit().unwrap();
        let [segment] = &index.searchable_segments().unwrap()[..] else { panic!("one segment") };
        files(segment)
    }

    /// In batches of so many documents, by two inverters in turns.
    fn by_us(documents: &[TantivyDocument], batch: usize) -> Vec<Vec<u8>> {
        let index = index();
        let mut inverters = [(); 2].map(|()| Inverter::new(&index.schema()));
        let mut building = Building::begin(index.new_segment()).unwrap();
        for (number, documents) in documents.chunks(batch).enumerate() {
            let inverter = &mut inverters[number % 2];
            documents.iter().for_each(|document| inverter.add(document.clone()));
            let batch = inverter.take();
            building.append(inverter, batch).unwrap();
        }
        let meta = building.finish().unwrap();
        files(&index.segment(meta))
    }

    fn files(segment: &Segment) -> Vec<Vec<u8>> {
        use SegmentComponent::{FastFields, FieldNorms, Positions, Postings, Store, Terms};
        let read = |component| segment.open_read(component).unwrap().read_bytes().unwrap().to_vec();
        [FieldNorms, Terms, Postings, Positions, FastFields, Store].map(read).into()
    }

    /// Values for a document: texts, names, numbers.
    type Values = (Vec<String>, Vec<String>, Vec<u64>);

    fn document(fields: &Fields, (texts, names, numbers): &Values) -> TantivyDocument {
        let mut document = TantivyDocument::default();
        for (number, text) in texts.iter().enumerate() {
            document.add_text(fields.text, text);
            if number == 0 {
                document.add_text(fields.title, text);
            }
        }
        for name in names {
            document.add_text(fields.official_key, name);
            document.add_text(fields.role, name);
            document.add_text(fields.official, name);
            document.add_text(fields.person, name);
        }
        for number in numbers {
            document.add_u64(fields.ident, *number);
            document.add_i64(fields.published, *number as i64 - 9);
        }
        document.add_bytes(fields.stored, texts.join("\n").as_bytes());
        document
    }

    #[test]
    fn a_long_token_is_left_out_and_counted_as_tantivy_does() {
        let long = "đ".repeat(tantivy::tokenizer::MAX_TOKEN_LEN / 2 + 1);
        let texts = vec![format!("xã {long} Vạn Khê"), long.clone(), "xã".to_owned()];
        let documents = [document(&schema().1, &(texts, vec![long], vec![]))];
        assert!(by_us(&documents, 1) == by_tantivy(&documents));
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]
        #[test]
        fn files_are_those_that_tantivy_writes(
            values in prop::collection::vec(
                (
                    prop::collection::vec("((Xã|xã|Vạn|Khê|vạn|[a-zđ]{1,2}|9.300|H'Yim)[ ,.]){0,40}|\\PC{0,20}", 0..4),
                    prop::collection::vec("(Đỗ|Mạc|Văn) (Thử|Nghiệm|[A-Z])|\\PC{0,5}", 0..3),
                    prop::collection::vec(0..20u64, 0..3),
                ),
                1..60,
            ),
            batch in 1..9usize,
            times in 1..6usize,
        ) {
            let fields = schema().1;
            let of_values: Vec<_> = values.iter().map(|values| document(&fields, values)).collect();
            let documents: Vec<_> = of_values.iter().cycle().take(of_values.len() * times).cloned().collect();
            let (ours, theirs) = (by_us(&documents, batch), by_tantivy(&documents));
            for (component, (ours, theirs)) in ours.iter().zip(&theirs).enumerate() {
                prop_assert!(ours == theirs, "file {component}");
            }
        }
    }
}
