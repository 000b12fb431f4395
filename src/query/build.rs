//! Our tree → tantivy queries: all the words first, then most of them.

use tantivy::query::{BooleanQuery, ConstScoreQuery, FuzzyTermQuery, Occur, TermQuery};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{Score, Searcher, Term};

use super::filter::{Engine, phrase};
use super::lifted::{LiftedQuery, LiftedWord};
use super::parse::{Node, Word};
use super::passage::PassageQuery;
use super::prefix::PrefixQuery;
use super::rank::{self, Sequence, SequenceWord, weights};
use super::unmarked::{Spelled, UnmarkedQuery};
use crate::index::schema::Fields;
use crate::index::tokenizer::has_twin;

/// The parts of a question's words, made ready.
pub(super) struct Built {
    /// Articles that hold all that was asked; scored.
    pub(super) all: Engine,
    /// Articles that hold at least most of the words; `None` where nothing can be relaxed.
    pub(super) most: Option<Engine>,
    /// The words in typed order, for the second look.
    pub(super) sequence: Sequence,
}

/// Makes queries of the tree; `None` where it asks for no words.
pub(super) fn build(searcher: &Searcher, fields: &Fields, root: &Node, exact: bool) -> tantivy::Result<Option<Built>> {
    let builder = Builder { searcher, fields, exact, as_typed: false };
    let clauses = match root {
        Node::Empty => return Ok(None),
        Node::All(nodes) => nodes.as_slice(),
        node => std::slice::from_ref(node),
    };
    if clauses.is_empty() {
        return Ok(None);
    }
    let mut all = Vec::new();
    for clause in clauses {
        match clause {
            Node::Word(word) => all.push((Occur::Must, builder.required(fields.text, word))),
            other => builder.require(fields.text, other, &mut all)?,
        }
    }
    if clauses.iter().all(|clause| matches!(clause, Node::Not(_))) {
        all.push((Occur::Must, Box::new(ConstScoreQuery::new(Box::new(tantivy::query::AllQuery), 0.0))));
    }
    if let Some(words) = sentence(clauses) {
        let width = weights::PASSAGE.max(2 * words.len() as u32);
        let terms = words.iter().map(|word| builder.required_term(fields.text, word)).collect();
        all.push((Occur::Must, Box::new(PassageQuery::new(fields.text, terms, width))));
    }
    let most = builder.most_of(clauses)?;
    let is_marked = plain_words(clauses).iter().any(|word| word.marked);
    let as_typed = if is_marked && !exact { weights::AS_TYPED } else { 0.0 };
    let all = builder.lifted(all, clauses, as_typed);
    Ok(Some(Built { all, most, sequence: builder.sequence(clauses)? }))
}

type Clauses = Vec<(Occur, Engine)>;

struct Builder<'a> {
    searcher: &'a Searcher,
    fields: &'a Fields,
    exact: bool,
    /// Whether marks that were typed are demanded: in what must not be there.
    as_typed: bool,
}

impl Builder<'_> {
    /// Adds what must hold for `node`, and what is better if it holds.
    fn require(&self, field: Field, node: &Node, clauses: &mut Clauses) -> tantivy::Result<()> {
        match node {
            Node::Word(word) => {
                clauses.push((Occur::Must, self.required(field, word)));
                if let Some(exact) = self.preferred_term(field, word) {
                    clauses.push((Occur::Should, scored(exact)));
                }
            }
            Node::Not(inner) => {
                let unwanted = Builder { as_typed: true, ..*self };
                clauses.push((Occur::MustNot, unwanted.query(field, inner)?));
            }
            other => clauses.push((Occur::Must, self.query(field, other)?)),
        }
        Ok(())
    }

    fn query(&self, field: Field, node: &Node) -> tantivy::Result<Engine> {
        Ok(match node {
            Node::Empty => Box::new(tantivy::query::EmptyQuery),
            Node::Word(_) | Node::Not(_) => {
                let mut clauses = Vec::new();
                self.require(field, node, &mut clauses)?;
                if matches!(node, Node::Not(_)) {
                    clauses.push((Occur::Must, Box::new(tantivy::query::AllQuery)));
                }
                Box::new(BooleanQuery::new(clauses))
            }
            Node::Phrase(words) => {
                let terms = words.iter().map(|word| self.phrase_term(field, word)).collect();
                let found = phrase(terms).unwrap_or_else(|| Box::new(tantivy::query::EmptyQuery));
                self.as_spelled(field, words.iter(), found)
            }
            Node::Prefix(word) if word.marked => Box::new(PrefixQuery::of_exact(field, &word.exact)),
            Node::Prefix(word) => Box::new(PrefixQuery::of_folded(field, &word.folded)),
            Node::Fuzzy(word) => Box::new(FuzzyTermQuery::new(Term::from_field_text(field, &word.folded), 1, true)),
            Node::Title(inner) => self.query(self.fields.title, inner)?,
            Node::All(nodes) => {
                let mut clauses = Vec::new();
                for node in nodes {
                    self.require(field, node, &mut clauses)?;
                }
                if nodes.iter().all(|node| matches!(node, Node::Not(_))) {
                    clauses.push((Occur::Must, Box::new(tantivy::query::AllQuery)));
                }
                Box::new(BooleanQuery::new(clauses))
            }
            Node::Any(nodes) => {
                let choices = nodes.iter().map(|node| self.query(field, node)).collect::<tantivy::Result<Vec<_>>>()?;
                Box::new(BooleanQuery::union(choices))
            }
        })
    }

    /// A word that must be there.
    fn required(&self, field: Field, word: &Word) -> Engine {
        self.as_spelled(field, std::iter::once(word), scored(self.required_term(field, word)))
    }

    /// `found`, the words in a row, narrowed to where those typed without marks stand without, if that is demanded.
    fn as_spelled<'w>(&self, field: Field, words: impl Iterator<Item = &'w Word> + Clone, found: Engine) -> Engine {
        if !self.exact || words.clone().all(|word| has_twin(&word.folded, &word.exact)) {
            return found;
        }
        let spelled = words.map(|word| match has_twin(&word.folded, &word.exact) {
            true => Spelled::Marked(word.exact.clone()),
            false => Spelled::Unmarked(word.folded.clone()),
        });
        let unmarked: Engine = Box::new(UnmarkedQuery::new(field, spelled.collect()));
        Box::new(BooleanQuery::new(vec![(Occur::Must, found), (Occur::Must, unmarked)]))
    }

    /// The term of what must be there: the folded form, or the exact one where it is demanded.
    fn required_term(&self, field: Field, word: &Word) -> Term {
        if self.exact || (self.as_typed && word.marked) {
            exact_form(field, word)
        } else {
            Term::from_field_text(field, &word.folded)
        }
    }

    /// What is better: the marks as typed.
    fn preferred_term(&self, field: Field, word: &Word) -> Option<Term> {
        (word.marked && !self.exact && !self.as_typed).then(|| exact_form(field, word))
    }

    /// In a phrase, marks that were typed are demanded, syllable by syllable.
    fn phrase_term(&self, field: Field, word: &Word) -> Term {
        if word.marked || self.exact { exact_form(field, word) } else { Term::from_field_text(field, &word.folded) }
    }

    /// `required`, lifted where the words stand as typed, all of them by `as_typed` besides, or in the title.
    fn lifted(&self, required: Clauses, clauses: &[Node], as_typed: Score) -> Engine {
        let word = |word: &&Word| LiftedWord {
            typed: self.preferred_term(self.fields.text, word),
            title: self.required_term(self.fields.title, word),
        };
        let words = plain_words(clauses).iter().map(word).collect();
        Box::new(LiftedQuery { required: Box::new(BooleanQuery::new(required)), words, as_typed })
    }

    /// The words as typed, where they are all that is asked and few enough to be meant as one phrase; else none.
    fn phrase(&self, clauses: &[Node]) -> Vec<Term> {
        let words = plain_words(clauses);
        if words.len() < clauses.len() || !(2..=weights::LONGEST_PHRASE).contains(&words.len()) {
            return Vec::new();
        }
        words.iter().map(|word| self.phrase_term(self.fields.text, word)).collect()
    }

    /// The words may be relaxed to most of them; whatever else was asked must hold.
    fn most_of(&self, clauses: &[Node]) -> tantivy::Result<Option<Engine>> {
        let words = clauses.iter().filter(|clause| is_relaxable(clause)).count();
        let Some(least) = least_of(words) else { return Ok(None) };
        let (mut choices, mut rest): (Vec<Engine>, Clauses) = (Vec::new(), Vec::new());
        for clause in clauses {
            match clause {
                Node::Word(word) => choices.push(self.required(self.fields.text, word)),
                other if is_relaxable(other) => choices.push(self.query(self.fields.text, other)?),
                other => self.require(self.fields.text, other, &mut rest)?,
            }
        }
        let most = BooleanQuery::union_with_minimum_required_clauses(choices, least);
        rest.push((Occur::Must, Box::new(most)));
        Ok(Some(self.lifted(rest, clauses, 0.0)))
    }

    /// The words in typed order, those of compounds and of the typed spelling of a group among them.
    fn sequence(&self, clauses: &[Node]) -> tantivy::Result<Sequence> {
        let is_marked = clauses.iter().flat_map(typed_words).any(|word| word.marked);
        let candidates = if is_marked { weights::SECOND_LOOK_MARKED } else { weights::SECOND_LOOK };
        let mut sequence = Sequence { phrase: self.phrase(clauses), candidates, ..Sequence::default() };
        let mut after_word = false;
        for clause in clauses {
            let words = typed_words(clause);
            after_word &= !words.is_empty();
            for word in words {
                if after_word {
                    sequence.pairs.push(sequence.words.len() - 1);
                }
                sequence.words.push(self.sequence_word(word)?);
                after_word = true;
            }
        }
        Ok(sequence)
    }

    fn sequence_word(&self, word: &Word) -> tantivy::Result<SequenceWord> {
        let term = self.required_term(self.fields.text, word);
        let idf = self.idf(&term)?;
        Ok(SequenceWord { term, idf })
    }

    fn idf(&self, term: &Term) -> tantivy::Result<f32> {
        Ok(rank::idf(self.searcher.doc_freq(term)? as f32, self.searcher.num_docs() as f32))
    }
}

fn exact_form(field: Field, word: &Word) -> Term {
    let form = if has_twin(&word.folded, &word.exact) { &word.exact } else { &word.folded };
    Term::from_field_text(field, form)
}

fn scored(term: Term) -> Engine {
    Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs))
}

fn plain_words(clauses: &[Node]) -> Vec<&Word> {
    clauses.iter().filter_map(|clause| if let Node::Word(word) = clause { Some(word) } else { None }).collect()
}

/// Words, compounds, and words with other spellings may be missing from a partial match; nothing else.
fn is_relaxable(clause: &Node) -> bool {
    match clause {
        Node::Word(_) | Node::Any(_) => true,
        Node::Phrase(words) => words.iter().all(|word| !word.quoted),
        _ => false,
    }
}

/// The words of a clause as they were typed: of a group of spellings, those of the first.
fn typed_words(clause: &Node) -> Vec<&Word> {
    match clause {
        Node::Word(word) => vec![word],
        Node::Phrase(words) => words.iter().collect(),
        Node::Any(nodes) => nodes.first().map(typed_words).unwrap_or_default(),
        _ => Vec::new(),
    }
}

/// The words that must stand within one passage, where the query is a sentence: more than a few words and nothing
/// but words and phrases. Those that have other spellings may stand anywhere.
fn sentence(clauses: &[Node]) -> Option<Vec<&Word>> {
    let typed: usize = clauses.iter().map(|clause| typed_words(clause).len()).sum();
    let only_words = |clause: &Node| is_relaxable(clause) || matches!(clause, Node::Phrase(_));
    if typed <= weights::FEW_WORDS || !clauses.iter().all(only_words) {
        return None;
    }
    Some(clauses.iter().filter(|clause| !matches!(clause, Node::Any(_))).flat_map(typed_words).collect())
}

/// The tree with its quotation marks read as a headline's own, where it is as long as one; `None` where it isn't.
pub(super) fn without_quotes(root: &Node) -> Option<Node> {
    let clauses = match root {
        Node::All(clauses) => clauses.as_slice(),
        other => std::slice::from_ref(other),
    };
    let quoted = |clause: &Node| matches!(clause, Node::Phrase(words) if words.iter().any(|word| word.quoted));
    let typed: usize = clauses.iter().map(|clause| typed_words(clause).len()).sum();
    let shortest = if clauses.iter().any(is_relaxable) { weights::HEADLINE_WORDS } else { weights::QUOTED_HEADLINE };
    if typed <= shortest || !clauses.iter().any(quoted) {
        return None;
    }
    let unquoted = |clause: &Node| match clause {
        Node::Phrase(words) if quoted(clause) => {
            words.iter().map(|word| Node::Word(Word { quoted: false, ..word.clone() })).collect()
        }
        other => vec![other.clone()],
    };
    Some(Node::All(clauses.iter().flat_map(unquoted).collect()))
}

/// How many of `words` a partial match must hold; `None` where there is nothing to relax.
fn least_of(words: usize) -> Option<usize> {
    let share = if words > weights::FEW_WORDS { weights::MOST_OF_SENTENCE } else { weights::MOST };
    let most = (words as f32 * share).ceil() as usize;
    (words >= 2).then(|| most.clamp(1, words - 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn most_is_fewer_than_all() {
        assert_eq!([0, 1, 2, 3, 5, 10].map(least_of), [None, None, Some(1), Some(2), Some(3), Some(4)]);
    }
}
