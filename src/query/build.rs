//! Our tree → tantivy queries: all the words first, then most of them.

use tantivy::query::{BooleanQuery, BoostQuery, ConstScoreQuery, FuzzyTermQuery, Occur};
use tantivy::schema::Field;
use tantivy::{Score, Searcher, Term};

use super::filter::Engine;
use super::lifted::{LiftedQuery, LiftedWord, Terms};
use super::parse::{Node, Word};
use super::passage::PassageQuery;
use super::prefix::PrefixQuery;
use super::rank::{self, Sequence, SequenceWord, weights};
use super::spelled::{Spelled, in_a_row, scored, stands};
use crate::index::schema::Fields;

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
    let sentence = sentence(clauses);
    // That the words of a sentence stand close together is asked besides: terms alone don't say all.
    let terms = if sentence.is_none() { builder.terms(clauses, clauses.len()) } else { None };
    if let Some(words) = sentence {
        let width = weights::PASSAGE.max(2 * words.len() as u32);
        let terms = words.iter().map(|word| builder.demanded(fields.text, word).term().clone()).collect();
        all.push((Occur::Must, Box::new(PassageQuery::new(fields.text, terms, width))));
    }
    let most = builder.most_of(clauses)?;
    let is_marked = plain_words(clauses).iter().any(|word| word.marked);
    let as_typed = if is_marked && !exact { weights::AS_TYPED } else { 0.0 };
    let all = builder.lifted(all, terms, clauses, as_typed);
    Ok(Some(Built { all, most, sequence: builder.sequence(clauses)? }))
}

type Clauses = Vec<(Occur, Engine)>;

/// What a word is worth whose preferred spelling has no twin: as much as the folded form and the twin of others.
const AS_IF_TYPED: Score = 2.0;

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
                if let Some(Spelled::Twin(twin)) = self.preferred(field, word) {
                    clauses.push((Occur::Should, scored(twin)));
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
                let words = words.iter().map(|word| self.in_phrase(field, word)).collect();
                in_a_row(words).unwrap_or_else(|| Box::new(tantivy::query::EmptyQuery))
            }
            Node::Prefix(word) if word.marked => Box::new(PrefixQuery::of_exact(self.fields, field, &word.exact)),
            Node::Prefix(word) => Box::new(PrefixQuery::of_folded(self.fields, field, &word.folded)),
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

    /// A word that must be there. Where its spelling is preferred that has no twin, it counts as if it stood so
    /// wherever it stands: the [second look](rank::typed) tells where it doesn't.
    fn required(&self, field: Field, word: &Word) -> Engine {
        let found = stands(self.demanded(field, word));
        match self.counts(field, word) {
            1.0 => found,
            counts => Box::new(BoostQuery::new(found, counts)),
        }
    }

    /// How many times it counts that a word stands there.
    fn counts(&self, field: Field, word: &Word) -> Score {
        match self.preferred(field, word) {
            Some(Spelled::WithoutTwin(_)) => AS_IF_TYPED,
            _ => 1.0,
        }
    }

    /// What must be there: the word with whatever marks, or in its exact form where that is demanded.
    fn demanded(&self, field: Field, word: &Word) -> Spelled {
        self.spelled(field, word, self.exact || (self.as_typed && word.marked))
    }

    /// What is better: the marks as typed.
    fn preferred(&self, field: Field, word: &Word) -> Option<Spelled> {
        (word.marked && !self.exact && !self.as_typed).then(|| self.spelled(field, word, true))
    }

    /// In a phrase, marks that were typed are demanded, syllable by syllable.
    fn in_phrase(&self, field: Field, word: &Word) -> Spelled {
        self.spelled(field, word, word.marked || self.exact)
    }

    fn spelled(&self, field: Field, word: &Word, exactly: bool) -> Spelled {
        match exactly {
            true => Spelled::exactly(self.fields, field, &word.folded, &word.exact),
            false => Spelled::anyhow(field, &word.folded),
        }
    }

    /// `required`, lifted where the words stand as typed, all of them by `as_typed` besides, or in the title.
    fn lifted(&self, required: Clauses, terms: Option<Terms>, clauses: &[Node], as_typed: Score) -> Engine {
        let word = |word: &&Word| LiftedWord {
            typed: self.preferred(self.fields.text, word),
            title: self.demanded(self.fields.title, word).term().clone(),
        };
        let words = plain_words(clauses).iter().map(word).collect();
        Box::new(LiftedQuery { required: Box::new(BooleanQuery::new(required)), terms, words, as_typed })
    }

    /// `least` of the words, where each clause is a word that one term stands for.
    fn terms(&self, clauses: &[Node], least: usize) -> Option<Terms> {
        let term = |clause: &Node| {
            let Node::Word(word) = clause else { return None };
            let demanded = self.demanded(self.fields.text, word);
            let counts = self.counts(self.fields.text, word);
            (!demanded.is_without_twin()).then(|| (demanded.term().clone(), counts))
        };
        Some(Terms { terms: clauses.iter().map(term).collect::<Option<_>>()?, least })
    }

    /// The words as typed, where they are all that is asked and few enough to be meant as one phrase; else none.
    fn phrase(&self, clauses: &[Node]) -> Vec<Spelled> {
        let words = plain_words(clauses);
        if words.len() < clauses.len() || !(2..=weights::LONGEST_PHRASE).contains(&words.len()) {
            return Vec::new();
        }
        words.iter().map(|word| self.in_phrase(self.fields.text, word)).collect()
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
        Ok(Some(self.lifted(rest, self.terms(clauses, least), clauses, 0.0)))
    }

    /// The words in typed order, those of compounds and of the typed spelling of a group among them.
    fn sequence(&self, clauses: &[Node]) -> tantivy::Result<Sequence> {
        let is_marked = clauses.iter().flat_map(typed_words).any(|word| word.marked);
        let candidates = if is_marked { weights::SECOND_LOOK_MARKED } else { weights::SECOND_LOOK };
        let preferred = |word: &&Word| self.preferred(self.fields.text, word);
        let typed = plain_words(clauses).iter().filter_map(preferred).collect();
        let phrase = self.phrase(clauses);
        let mut sequence = Sequence { phrase, typed, typed_leads: true, candidates, ..Sequence::default() };
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
        let term = self.demanded(self.fields.text, word).term().clone();
        let idf = self.idf(&term)?;
        Ok(SequenceWord { term, idf })
    }

    fn idf(&self, term: &Term) -> tantivy::Result<f32> {
        Ok(rank::idf(self.searcher.doc_freq(term)? as f32, self.searcher.num_docs() as f32))
    }
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
