//! The grammar of introductions: which post belongs to which name.

use super::items::Item;
use super::lexicon::{CONFERRAL, Lexicon, PLURAL, PREDICATE};
use super::link::{Link, link};
use super::words::{Case, Gap, Words};

/// The most posts of one person in one place; more is no introduction.
const MOST_POSTS: usize = 12;

/// Which posts each item holds: for a name its posts as item numbers, for a post nothing.
pub(super) struct Held {
    /// For each item that is a name, the posts it states.
    pub(super) posts: Vec<Vec<usize>>,
    /// For each item that is a post, whether a name has it.
    pub(super) taken: Vec<bool>,
}

/// Reads the items from left to right and gives each post to its name.
pub(super) fn introductions(lexicon: &Lexicon, words: &Words<'_>, items: &[Item]) -> Held {
    let mut reader = Reader {
        lexicon,
        words,
        items,
        held: Held { posts: vec![Vec::new(); items.len()], taken: vec![false; items.len()] },
        pending: Vec::new(),
        heading: Vec::new(),
        open: None,
        conferred: Vec::new(),
    };
    for at in 0..items.len() {
        reader.read(at);
    }
    reader.held
}

struct Reader<'a> {
    lexicon: &'a Lexicon,
    words: &'a Words<'a>,
    items: &'a [Item],
    held: Held,
    /// Posts that wait for a name.
    pending: Vec<usize>,
    /// Posts of a group, for each name of the list.
    heading: Vec<usize>,
    /// The name whose posts may follow.
    open: Option<usize>,
    /// A post given or taken in this sentence: `miễn nhiệm chức vụ … đối với ông …`.
    conferred: Vec<usize>,
}

impl Reader<'_> {
    fn read(&mut self, at: usize) {
        let link = self.link_before(at);
        if link == Link::Apart {
            self.pending.clear();
            self.heading.clear();
            self.open = None;
            self.conferred.clear();
        }
        match self.items.get(at) {
            Some(Item::Post(_)) => self.read_post(at, link),
            Some(Item::Name(_)) => self.read_name(at, link),
            None => {}
        }
    }

    fn start(&self, at: usize) -> usize {
        self.items.get(at).map_or(self.words.len(), |item| item.words().start)
    }

    fn link_before(&self, at: usize) -> Link {
        match at.checked_sub(1).and_then(|before| self.items.get(before)) {
            Some(before) => link(self.lexicon, self.words, before.words().end, self.start(at)),
            None => Link::Apart,
        }
    }

    fn give(&mut self, name: usize, post: usize) {
        if let Some(posts) = self.held.posts.get_mut(name)
            && posts.len() < MOST_POSTS
            && !posts.contains(&post)
        {
            posts.push(post);
        }
        if let Some(taken) = self.held.taken.get_mut(post) {
            *taken = true;
        }
    }

    fn read_post(&mut self, at: usize, link: Link) {
        if let Some(name) = self.open.filter(|name| self.belongs_to_open(at, *name, link)) {
            self.give(name, at);
            self.pending.clear();
            return;
        }
        let goes_on = matches!(link, Link::Comma { .. } | Link::Also | Link::Direct | Link::Dash { .. })
            && at.checked_sub(1).is_some_and(|before| self.pending.last() == Some(&before));
        let after_group =
            matches!(link, Link::Comma { .. }) && self.pending.first().is_some_and(|first| self.is_plural(*first));
        if !goes_on || after_group || self.pending.len() >= MOST_POSTS {
            self.pending.clear();
        }
        self.pending.push(at);
        if self.is_conferred(at) || self.is_plural(at) || goes_on && self.conferred.last() == at.checked_sub(1).as_ref()
        {
            self.conferred.clone_from(&self.pending);
        }
        if link != Link::Semicolon
            && !matches!(link, Link::Comma { .. } | Link::And | Link::Dash { .. } | Link::Close | Link::Open)
        {
            self.heading.clear();
        }
    }

    /// Apposition (`X, post, post`, `X - post`, `X (post)`) or a post conferred on the name before.
    fn belongs_to_open(&self, at: usize, name: usize, link: Link) -> bool {
        if self.leads_to_next_name(at) {
            return false;
        }
        let after_name = at == name + 1;
        match link {
            Link::Dash { .. } if after_name || self.is_chain(at, name) && self.ends_in_head(at - 1) => true,
            Link::Open | Link::Is | Link::Direct => after_name,
            Link::Comma { .. } => self.is_chain(at, name) && !self.is_subject(at, name),
            Link::Also => true,
            Link::And => !after_name && self.is_chain(at, name),
            Link::Words | Link::Dash { .. } => {
                let conferred = self.is_conferred(at) && !self.is_past(at) && !self.targets_next(at);
                conferred && !self.is_another_between(name, at) || after_name && self.is_beside(at)
            }
            _ => false,
        }
    }

    /// `X - Tổng thư ký - Phó Chủ tịch Hội Y`: a post without a unit goes on with the next.
    fn ends_in_head(&self, at: usize) -> bool {
        self.items.get(at).and_then(Item::post).is_some_and(|post| post.head_end == post.words.end)
    }

    /// `X ký quyết định bổ nhiệm ông Việt làm giám đốc`: the post is another's, whom only a given name tells.
    fn is_another_between(&self, name: usize, at: usize) -> bool {
        let from = self.items.get(name).map_or(0, |name| name.words().end);
        (from..self.start(at)).any(|at| {
            matches!(self.words.written(at), "ông" | "bà" | "anh" | "chị")
                && self.words.get(at + 1).is_some_and(|word| word.case == Case::Title && word.gap == Gap::Space)
        })
    }

    /// `X - giảng viên Trường Y, Phó Chủ tịch Hội Z`: something else that is no clause stands before the post.
    fn is_beside(&self, at: usize) -> bool {
        let Some(from) = at.checked_sub(1).and_then(|name| self.items.get(name)).map(|name| name.words().end) else {
            return false;
        };
        let to = self.start(at);
        matches!(self.words.gap(from), Gap::Dash | Gap::Comma | Gap::Open)
            && self.words.gap(to) == Gap::Comma
            && to - from <= 10
            && !(from..to).any(|at| self.lexicon.longest(self.words, at, PREDICATE).is_some())
    }

    /// `chức vụ Bí thư đối với ông X`: the post is X's, who comes next.
    fn targets_next(&self, at: usize) -> bool {
        matches!(self.items.get(at + 1), Some(Item::Name(_)))
            && self.link_before(at + 1) == Link::Words
            && self.is_target(at + 1)
    }

    /// All items between the name and the post are posts of the name.
    fn is_chain(&self, at: usize, name: usize) -> bool {
        at == name + 1 || self.held.posts.get(name).is_some_and(|posts| posts.contains(&(at - 1)))
    }

    /// `Đối với bà X, Chủ tịch UBND tỉnh giao …`: the post is the subject, not X's. In `Về việc này, bà X, Chủ tịch …` it
    /// is hers.
    fn is_subject(&self, at: usize, name: usize) -> bool {
        let Some(post) = self.items.get(at).map(Item::words) else { return false };
        let mut begin = self.start(name);
        let floor = begin.saturating_sub(12);
        while begin > floor && !self.words.gap(begin).ends_sentence() {
            begin -= 1;
        }
        let opens = matches!(self.words.written(begin), "Đối" | "Liên" | "Về" | "Trước" | "Sau" | "Qua");
        let inside = (begin + 1..=self.start(name)).all(|at| self.words.gap(at) != Gap::Comma);
        let adverbial = opens && inside || self.is_met(name);
        adverbial
            && self.words.gap(post.end) == Gap::Space
            && self.words.written(post.end) != "và"
            && self.lexicon.longest(self.words, post.end, PREDICATE).is_some()
    }

    /// `khi hội đàm với Thủ tướng X, …`: whom the subject meets has been introduced already.
    fn is_met(&self, name: usize) -> bool {
        let first = self.held.posts.get(name).and_then(|posts| posts.iter().min().copied()).filter(|post| *post < name);
        let before = first.and_then(|post| self.start(post).checked_sub(1));
        before.is_some_and(|at| match self.words.written(at) {
            "với" => at > 0 && self.words.written(at - 1) == "đàm",
            word => matches!(word, "gặp" | "tiếp" | "đón"),
        })
    }

    /// `… Chủ tịch UBND tỉnh Y`: the post, or the chain it begins, stands right before another name.
    fn leads_to_next_name(&self, at: usize) -> bool {
        let mut next = at + 1;
        loop {
            let link = self.link_before(next);
            match self.items.get(next) {
                Some(Item::Name(_)) => {
                    return link == Link::Direct
                        || link == Link::Is && self.words.written(self.start(next) - 1) != "là";
                }
                Some(Item::Post(_)) if matches!(link, Link::Also | Link::Direct) && next < at + 6 => next += 1,
                _ => return false,
            }
        }
    }

    fn is_conferred(&self, at: usize) -> bool {
        self.lexicon.ends_before(self.words, self.start(at), CONFERRAL)
    }

    /// `từng là`, `thay ông X làm`: no post of the name before.
    fn is_past(&self, at: usize) -> bool {
        let start = self.start(at);
        (start.saturating_sub(4)..start)
            .any(|at| matches!(self.words.written(at), "từng" | "Từng" | "khi" | "không" | "dụng"))
    }

    fn read_name(&mut self, at: usize, link: Link) {
        let plural = self.pending.first().is_some_and(|first| self.is_plural(*first));
        let (posts, group) = if self.meets(at, link, plural) {
            (std::mem::take(&mut self.pending), plural)
        } else if link == Link::Words && self.is_given(at) {
            let given = std::mem::take(&mut self.conferred);
            (given, plural || self.is_plural(at))
        } else if !matches!(link, Link::Words | Link::Apart) || self.goes_on_in_list(at) {
            (self.heading.clone(), true)
        } else {
            (Vec::new(), true)
        };
        for post in &posts {
            self.give(at, *post);
        }
        self.heading = if group { posts } else { Vec::new() };
        self.pending.clear();
        self.open = Some(at);
    }

    /// Whether the posts that wait stand right before the name: `Bí thư Tỉnh ủy X`, `các Phó Chủ tịch: X, Y`.
    fn meets(&self, at: usize, link: Link, plural: bool) -> bool {
        at.checked_sub(1).is_some_and(|before| self.pending.last() == Some(&before))
            && match link {
                Link::Direct | Link::Is | Link::Colon => true,
                Link::Comma { address } | Link::Dash { address } => address && !plural,
                _ => false,
            }
    }

    /// `…; ông X`, `… và ông X`: the list goes on, whatever was said of the one before.
    fn goes_on_in_list(&self, at: usize) -> bool {
        let start = self.start(at);
        let floor = start.saturating_sub(2);
        (floor..=start).any(|at| self.words.gap(at) == Gap::Semicolon)
            || (floor..start).any(|at| self.words.written(at) == "và")
    }

    /// Whether the sentence gives the name a post: `chức vụ … đối với ông X`, `hai Ủy viên UBND tỉnh với ông X`.
    fn is_given(&self, at: usize) -> bool {
        let start = self.start(at);
        let with = || (start.saturating_sub(4)..start).any(|at| self.words.written(at) == "với");
        let Some(first) = self.conferred.first() else { return false };
        if self.is_conferred(*first) { self.is_target(at) } else { with() }
    }

    /// `đối với ông X`, `cho bà X`.
    fn is_target(&self, at: usize) -> bool {
        let start = self.start(at);
        (start.saturating_sub(4)..start).any(|at| matches!(self.words.written(at), "với" | "cho" | "của"))
    }

    /// Whether a group is spoken of: `các Phó Chủ tịch UBND tỉnh`, `các ông`.
    fn is_plural(&self, at: usize) -> bool {
        is_plural(self.lexicon, self.words, self.start(at))
    }
}

/// Whether `các`, `hai`, `những` … stand before a word.
pub(super) fn is_plural(lexicon: &Lexicon, words: &Words<'_>, start: usize) -> bool {
    lexicon.ends_before(words, start, PLURAL)
        || start.checked_sub(2).is_some_and(|at| lexicon.longest(words, at, PLURAL).is_some_and(|(len, _)| len == 2))
}
