"""Questions of all kinds, drawn from the articles themselves; every second one of a kind without marks."""

import calendar
import datetime
import random
import re
import unicodedata
from dataclasses import dataclass

from .articles import SEED, parts, some_articles

SURNAMES = set("Nguyễn Trần Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý Đinh Trịnh Cao Tạ".split())
WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True)
class Question:
    """Words are all wanted, unless `either`; a phrase is words in this order."""
    kind: str
    words: tuple = ()
    phrase: bool = False
    prefix: bool = False
    either: bool = False
    official: str = ""
    days: tuple = ()
    newest: bool = False


def without_marks(text):
    plain = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def neighbours(text, length, chance):
    """So many neighbouring words of a text; nothing where it has not more than that."""
    words = WORD.findall(unicodedata.normalize("NFC", text))
    if len(words) <= length:
        return ()
    start = chance.randrange(len(words) - length)
    return tuple(words[start:start + length])


def name_in(text, chance):
    """A surname and one to three words with a capital after it."""
    found = []
    words = unicodedata.normalize("NFC", text).split()
    for at, word in enumerate(words):
        if word in SURNAMES:
            name = [word]
            for following in words[at + 1:at + 4]:
                bare = following.rstrip(".,;:)!?”\"")
                if not (bare.isalpha() and bare.istitle()):
                    break
                name.append(bare)
                if bare != following:
                    break
            if len(name) > 1:
                found.append(tuple(name))
    return chance.choice(found) if found else ()


def month_of(day):
    """First and last day of its month."""
    day = datetime.date.fromisoformat(day)
    return day.replace(day=1).isoformat(), day.replace(day=calendar.monthrange(day.year, day.month)[1]).isoformat()


def words_question(kind, length, **more):
    return lambda article, chance: {"kind": kind, "words": neighbours(parts(article)[0], length, chance), **more}


def name_question(article, chance):
    return {"kind": "name", "words": name_in(parts(article)[1], chance), "phrase": True}


def name_and_days(article, chance):
    return {**name_question(article, chance), "kind": "name, in a month", "days": month_of(article["published"])}


def days_newest(article, _chance):
    return {"kind": "month by newest", "days": month_of(article["published"]), "newest": True}


def prefix_question(article, chance):
    title = unicodedata.normalize("NFC", parts(article)[0])
    begins = [word[:3] for word in WORD.findall(title) if len(word) > 3]
    return {"kind": "prefix", "words": (chance.choice(begins),) if begins else (), "prefix": True}


KINDS = [
    words_question("one word", 1), words_question("two words", 2), words_question("three words", 3),
    words_question("four words", 4), words_question("phrase", 3, phrase=True), name_question, name_and_days,
    days_newest, prefix_question, words_question("one or other", 2, either=True),
]


def questions(prepared, count, wanted):
    """At least so many questions, as many of each kind, where the articles are enough for that."""
    chance = random.Random(SEED)
    each = -(-wanted // len(KINDS))
    pool = some_articles(prepared, count, 6 * each)
    found = []
    for make in KINDS:
        of_kind = {}
        for article in pool:
            made = make(article, chance)
            if len(of_kind) < each and (made.get("words") or made.get("newest")):
                if len(of_kind) % 2:
                    made["words"] = tuple(map(without_marks, made.get("words", ())))
                of_kind[Question(**made)] = None
        found += of_kind
        chance.shuffle(pool)
    return found
