"""More articles than there are: old ones mixed anew, with new words as a growing archive brings them.

Vocabulary grows with the number of words as V = K·n^β (Heaps' law). K and β are measured on the articles themselves.
The articles come first as they are. After that each is made of the sentences of two of them in turn, so that none is a
copy, and words are coined into it as many as the curve asks for; as many others of its words become coined ones of
before, since a word that is new today is in the news tomorrow, too.
"""

import datetime
import json
import math
import random
import re
from array import array

from .articles import DAYS, FIRST_DAY, SEED, Trouble, parts, text_size, write_article

WORD = re.compile(r"\w+")
ONSETS = "b c ch d đ g gh h k kh l m n ng ngh nh p ph qu r s t th tr v x br cl dr fl gr kr pl sh st w z".split()
VOWELS = "a ă â e ê i o ô ơ u ư y á à ả ã ạ ấ ế ố ớ ứ ai ao ay eo ia iê oa oo ua uy".split()
CODAS = ["", "", "", "c", "ch", "m", "n", "ng", "nh", "p", "t", "ck", "d", "l", "r", "s", "x"]
SYLLABLES = (2, 3, 4)
CHECKPOINTS = (1 / 6, 1 / 2, 1)
# A prime: how far apart the two articles are that are mixed.
STRIDE = 7919


class Base:
    """The articles there are, read from their file as they are needed, in a drawn order: a file is often sorted by
    subject, and its vocabulary would seem to grow with every new one."""

    def __init__(self, path):
        self.file = open(path, "rb")
        self.starts = array("q", [0])
        for line in self.file:
            self.starts.append(self.starts[-1] + len(line))
        del self.starts[-1]
        random.Random(SEED).shuffle(self.starts)

    def __len__(self):
        return len(self.starts)

    def __getitem__(self, number):
        self.file.seek(self.starts[number])
        return json.loads(self.file.readline())


class Growth:
    """The curve, and the vocabulary so far."""

    def __init__(self, base):
        self.vocabulary, self.words = set(), 0
        self.seen = []
        for number in range(len(base)):
            found = WORD.findall("\n".join(parts(base[number])).lower())
            self.words += len(found)
            self.vocabulary.update(found)
            self.seen.append((self.words, len(self.vocabulary)))
        if len(base) < 6:
            raise Trouble("too few articles to see how their vocabulary grows")
        self.first_words, self.first_size = self.seen[-1]
        self.marks = [max(1, round(len(base) * share)) for share in CHECKPOINTS]
        self.beta = slope([tuple(map(math.log, self.seen[mark - 1])) for mark in self.marks])

    def wanted(self, words):
        """The size of the vocabulary after so many words."""
        return self.first_size * (words / self.first_words) ** self.beta

    def told(self):
        seen = ((mark, *self.seen[mark - 1]) for mark in self.marks)
        points = "; ".join(f"{mark:,} articles: {words:,} words, {size:,} different" for mark, words, size in seen)
        return f"{points}. Heaps' law: V = {self.first_size / self.first_words ** self.beta:.2f} · n^{self.beta:.3f}."


def slope(points):
    """Of the line with the least squares."""
    mean_x, mean_y = (sum(each) / len(points) for each in zip(*points))
    return (sum((x - mean_x) * (y - mean_y) for x, y in points)
            / sum((x - mean_x) ** 2 for x, _ in points))


def coined(chance, vocabulary):
    """A word that isn't there yet."""
    while True:
        syllables = (chance.choice(ONSETS) + chance.choice(VOWELS) + chance.choice(CODAS)
                     for _ in range(chance.choice(SYLLABLES)))
        word = "".join(syllables)
        if word not in vocabulary:
            vocabulary.add(word)
            return word


def mixed(first, second):
    """Sentences of two texts in turn, as many as the first has."""
    ours, others = first.split(". "), second.split(". ")
    return ". ".join(other if at % 2 and other else one
                     for at, (one, other) in enumerate(zip(ours, others + [""] * len(ours))))


def altered(text, chance, growth, before):
    """With as many new words as the curve asks for, and as many coined ones of before."""
    words = text.split(" ")
    growth.words += len(WORD.findall(text))
    new = min(max(0, int(growth.wanted(growth.words)) - len(growth.vocabulary)), len(words) // 4)
    places = chance.sample(range(len(words)), min(2 * new, len(words)))
    for at, place in enumerate(places):
        if at % 2 and before:
            words[place] = chance.choice(before)
        else:
            before.append(coined(chance, growth.vocabulary).capitalize())
            words[place] = before[-1]
    return " ".join(words)


def grown(path, count, target):
    """Writes so many articles; what is in them."""
    base = Base(path)
    growth, chance, before = Growth(base), random.Random(SEED), []
    size = 0
    with open(target, "w", encoding="utf-8") as out:
        for number in range(count):
            article = base[number % len(base)]
            if number >= len(base):
                other = base[(number + STRIDE * (number // len(base))) % len(base)]
                title, text = parts(article)
                body = altered(mixed(text, parts(other)[1]), chance, growth, before)
                article = {"title": title, "body": body}
            day = FIRST_DAY + datetime.timedelta(days=chance.randrange(DAYS))
            write_article(out, {**article, "id": number + 1}, number, day.isoformat())
            size += text_size(article)
    words, vocabulary = growth.seen[count - 1] if count <= len(base) else (growth.words, len(growth.vocabulary))
    return {"size": size, "words": words, "vocabulary": vocabulary, "told": growth.told()}
