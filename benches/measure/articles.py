"""The articles: read, given a day each, written as one file or as a file each."""

import datetime
import json
import os
import random

SEED = 20240101
FIRST_DAY = datetime.date(2021, 1, 1)
DAYS = 1095


class Trouble(Exception):
    """The measurement can't go on."""


def read_articles(path):
    with open(path, encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            try:
                yield json.loads(line)
            except json.JSONDecodeError as error:
                raise Trouble(f"{path}:{number}: expected one JSON object a line: {error}") from error


def parts(article):
    """Title, and everything else as one text."""
    rest = [article.get(field) or "" for field in ("summary", "body")]
    return article.get("title") or "", "\n".join(part for part in rest if part)


def text_size(article):
    return sum(len(part.encode()) for part in parts(article))


def prepare(path, target, most=None):
    """Writes articles with a day each, drawn where none is stated; how many, and the bytes of their text."""
    chance = random.Random(SEED)
    count, size = 0, 0
    with open(target, "w", encoding="utf-8") as out:
        for article in read_articles(path):
            if count == most:
                break
            drawn = FIRST_DAY + datetime.timedelta(days=chance.randrange(DAYS))
            write_article(out, article, count, stated_day(article) or drawn.isoformat())
            count, size = count + 1, size + text_size(article)
    if not count:
        raise Trouble(f"{path}: found no articles")
    return count, size


def write_article(out, article, number, day):
    title, rest = parts(article)
    one = {"id": str(article.get("id") or number), "title": title, "body": rest, "published": day}
    out.write(json.dumps(one, ensure_ascii=False) + "\n")


def stated_day(article):
    try:
        return datetime.date.fromisoformat(str(article.get("published") or "")[:10]).isoformat()
    except ValueError:
        return None


def spread(prepared, folder, most=None):
    """One text file an article, in a folder for its day, changed on that day; how many files."""
    for number, article in enumerate(read_articles(prepared)):
        if number == most:
            return number
        day = datetime.date.fromisoformat(article["published"])
        place = folder / day.strftime("%Y/%m/%d")
        place.mkdir(parents=True, exist_ok=True)
        file = place / f"{number:07}.txt"
        file.write_text("\n".join(parts(article)) + "\n", encoding="utf-8")
        noon = datetime.datetime(day.year, day.month, day.day, 12).timestamp()
        os.utime(file, (noon, noon))
    return number + 1


def some_articles(path, count, wanted):
    """Articles from all over the file, without holding the file: a child's peak memory begins at that of its parent."""
    chance = random.Random(SEED)
    places = set(chance.sample(range(count), min(wanted, count)))
    found = [article for at, article in enumerate(read_articles(path)) if at in places]
    chance.shuffle(found)
    return found
