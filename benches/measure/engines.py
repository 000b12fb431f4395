"""The programs that are compared: how each builds its index, and how each puts a question, or that it can't.

Every engine has: `name`; `build(place)`, the command; `index(place)`, the folder of its index; `express(question)`, the
question in its own syntax, None where it has no way to say it; `ask(place, expressed)`, the command; `answered(run)`;
`within(place, questions, rounds)`, milliseconds of each within one process, None where it can't be asked so;
`program`, what is run to ask it. A place is the folder that holds the articles and all indexes.
"""

import json
import os
import re
import shlex
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time

from .articles import Trouble, parts, read_articles
from .cost import asked
from .questions import without_marks

ARTICLES = "articles.jsonl"
FILES = "files"
BATCH = 500
FTS5_MEMORY = 150_000_000
RECOLL_MEMORY_MB = 150


class Bantin:
    name = "bantin"
    does = ("finds articles, people with their posts, and days while indexing; matches with and without marks and "
            "prefers the marks that were typed; folds đ; two Vietnamese snippets a hit, copies shown once; counts all "
            "hits; one commit that binds files and articles.")

    def __init__(self, binary, asker=None):
        """`asker` is the program that `cargo bench --bench ask` runs; without it `took_ms` stands for it."""
        self.program, self.asker = binary, asker

    def index(self, place):
        return place / self.name

    def build(self, place):
        return self.read(self.index(place), place / ARTICLES)

    def read(self, index, path):
        return [self.program, "index", "--index", str(index), "--no-progress", str(path)]

    def words(self, question):
        words = " OR ".join(question.words) if question.either else " ".join(question.words)
        return f'"{words}"' if question.phrase else words + "*" * question.prefix

    def express(self, question):
        said = ["--official", question.official] if question.official else []
        if question.days:
            said += ["--from", question.days[0], "--to", question.days[1]]
        said += ["--sort", "newest"] if question.newest else []
        words = self.words(question)
        return (*said, "--", words) if words else tuple(said)

    def ask(self, place, expressed):
        return [self.program, "search", "--index", str(self.index(place)), *expressed]

    def answered(self, run):
        return run.returncode == 0

    def within(self, place, asking, rounds):
        if self.asker:
            return times_told([self.asker, str(self.index(place))], map(self.in_json, asking), rounds)
        command = [self.program, "search", "--json", "--index", str(self.index(place))]
        took = [[json.loads(asked([*command, *self.express(question)])[1].stdout)["took_ms"] for _ in range(rounds)]
                for question in asking]
        return list(map(statistics.median, took))

    def in_json(self, question):
        start, end = question.days or (None, None)
        return json.dumps({"words": self.words(question), "official": question.official or None, "from": start,
                           "to": end, "newest": question.newest})

    def officials(self, place, wanted):
        """Names of officials that the index has, from those seen often to those seen once."""
        command = [self.program, "officials", "--json", "--limit", "100000", "--index", str(self.index(place))]
        found = json.loads(asked(command)[1].stdout)["officials"]
        return [official["name"] for official in found[::max(1, len(found) // wanted)]][:wanted]


class Plain:
    name = "plain"
    does = ("tantivy's stock parts: one field, and the day; letters folded (đ too), marks lost; tantivy's snippets; "
            "counts all hits; no people, no files; decomposed text is broken up; a prefix is a regular expression; lz4 "
            "store, one segment.")

    def __init__(self, binary):
        self.program = binary

    def index(self, place):
        return place / self.name

    def build(self, place):
        return [self.program, "index", str(place / ARTICLES), str(self.index(place))]

    def express(self, question):
        if question.official:
            return None
        words = (" OR " if question.either else " ").join(word.lower() for word in question.words)
        if question.phrase:
            words = f'"{words}"'
        if question.prefix:
            words = f"text:/{without_marks(words)}.*/"
        if question.days:
            words += " day:[{} TO {}]".format(*(day.replace("-", "") for day in question.days))
        return "newest\t" * question.newest + words.strip()

    def ask(self, place, expressed):
        return [self.program, "search", str(self.index(place)), expressed]

    def answered(self, run):
        return not run.stdout.endswith(b"\n0 hits\n") and run.stdout != b"0 hits\n"

    def within(self, place, asking, rounds):
        return times_told([self.program, "times", str(self.index(place))], map(self.express, asking), rounds)


def times_told(command, questions, rounds):
    """Of a program that is given a file of questions and tells the milliseconds of each."""
    with tempfile.NamedTemporaryFile("w", suffix=".txt", encoding="utf-8") as file:
        file.writelines(f"{question}\n" for question in questions)
        file.flush()
        _, run = asked([*command, file.name, str(rounds)])
    if run.returncode:
        raise Trouble(f"{command}: exit status {run.returncode}: {run.stderr.decode(errors='replace').strip()}")
    return [float(line.split(b"\t")[0]) for line in run.stdout.splitlines()]


class Fts5:
    name = "fts5"
    does = ("SQLite FTS5, `unicode61 remove_diacritics 2`: marks folded but đ kept, so an unmarked word with d misses "
            "its đ; one snippet by `snippet()`; all hits aren't counted; no people, no files; a day is a column "
            "without an index; read and sent by Python's json and sqlite3, 150 MB of memory, merged by 'optimize'.")

    def __init__(self, binary):
        self.program = binary

    def index(self, place):
        return place / self.name

    def database(self, place):
        return self.index(place) / "articles.db"

    def build(self, place):
        return [sys.executable, sys.argv[0], "--build-fts5", str(place / ARTICLES), str(self.index(place))]

    def express(self, question):
        if question.official:
            return None
        where = []
        if question.phrase:
            where.append(match('"' + " ".join(question.words) + '"'))
        elif question.words:
            words = (f'"{word}"' + "*" * question.prefix for word in question.words)
            where.append(match((" OR " if question.either else " ").join(words)))
        if question.days:
            where.append("day between '{}' and '{}'".format(*question.days))
        order = "day desc" if question.newest else "rank"
        snippet = "snippet(articles, 1, '<b>', '</b>', '…', 32)" if question.words else "substr(body, 1, 160)"
        return f"select day, title, {snippet} from articles where {' and '.join(where)} order by {order} limit 10"

    def ask(self, place, expressed):
        return [self.program, "-batch", "-readonly", str(self.database(place)), expressed]

    def answered(self, run):
        return bool(run.stdout.strip())

    def within(self, place, asking, rounds):
        database = sqlite3.connect(f"file:{self.database(place)}?mode=ro", uri=True)
        took = [[fetched(database, self.express(question)) for _ in range(rounds)] for question in asking]
        database.close()
        return list(map(statistics.median, took))


def match(query):
    return f"articles match '{query}'"


def fetched(database, sql):
    start = time.perf_counter()
    database.execute(sql).fetchall()
    return (time.perf_counter() - start) * 1000


def build_fts5(articles, target):
    os.makedirs(target, exist_ok=True)
    database = sqlite3.connect(os.path.join(target, "articles.db"))
    database.execute("create virtual table articles using fts5"
                     "(title, body, day unindexed, tokenize='unicode61 remove_diacritics 2')")
    database.execute("insert into articles(articles, rank) values ('hashsize', ?)", (FTS5_MEMORY,))
    batch = []
    for article in read_articles(articles):
        batch.append((*parts(article), article["published"]))
        if len(batch) == BATCH:
            database.executemany("insert into articles values (?, ?, ?)", batch)
            batch.clear()
    database.executemany("insert into articles values (?, ?, ?)", batch)
    database.execute("insert into articles(articles) values ('optimize')")
    database.commit()
    database.close()


class Recoll:
    name = "recoll"
    does = ("Recoll over a text file for each article, changed on its day: marks folded but đ kept; one abstract a "
            "hit; no people; a day is the file's; stems nothing here; it reads many small files where the others "
            "read one.")

    def __init__(self, indexer, asker):
        self.indexer, self.program = indexer, asker

    def index(self, place):
        return place / self.name

    def configure(self, index, folder):
        index.mkdir(parents=True, exist_ok=True)
        lines = [f"topdirs = {folder}", f"dbdir = {index / 'xapiandb'}", f"idxflushmb = {RECOLL_MEMORY_MB}",
                 "indexstemminglanguages =", "noaspell = 1", "nocjk = 1", "loglevel = 1"]
        (index / "recoll.conf").write_text("\n".join(lines) + "\n", encoding="utf-8")
        return index

    def build(self, place):
        return self.read(self.index(place), place / FILES)

    def read(self, index, path):
        return [self.indexer, "-c", str(self.configure(index, path))]

    def express(self, question):
        if question.official:
            return None
        # A capital at the beginning of a word asks for no stemming.
        words = [word.lower() for word in question.words]
        said = (" OR " if question.either else " ").join(words)
        said = f'"{said}"' if question.phrase else said + "*" * question.prefix
        if question.days:
            said += " date:{}/{}".format(*question.days)
        return (*(("-S", "mtime", "-D") if question.newest else ()), said.strip())

    def ask(self, place, expressed):
        return [self.program, "-c", str(self.index(place)), "-n", "10", "-A", *expressed]

    def answered(self, run):
        found = re.search(rb"^(\d+) results", run.stdout, re.MULTILINE)
        return bool(found and int(found.group(1)))

    def within(self, _place, _asking, _rounds):
        return None


def engines(bantin, plain, asker=None):
    """All that are installed; what is missing is told."""
    if not shutil.which(bantin):
        raise Trouble(f"{bantin}: found no program; build it with: cargo build --release")
    found = [Bantin(shutil.which(bantin), asker), Plain(plain)]
    sqlite, recoll = shutil.which("sqlite3"), [shutil.which(name) for name in ("recollindex", "recollq")]
    found += [Fts5(sqlite)] if sqlite else []
    found += [Recoll(*recoll)] if all(recoll) else []
    for missing in {"fts5": "sqlite3", "recoll": "recollindex and recollq"}.items():
        if missing[0] not in [engine.name for engine in found]:
            print(f"{missing[1]} not installed: {missing[0]} is left out", file=sys.stderr)
    return found


def built_plain(manifest, target):
    command = ["cargo", "build", "--release", "--locked", "--manifest-path", str(manifest), "--target-dir", str(target)]
    if subprocess.run(command, check=False).returncode:
        raise Trouble(f"{manifest}: the plain program could not be built: {shlex.join(command)}")
    return str(target / "release" / "plain")


def built_asker(manifest):
    """The program that `cargo bench --bench ask` would run."""
    command = ["cargo", "bench", "--bench", "ask", "--no-run", "--locked", "--manifest-path", str(manifest),
               "--message-format", "json-render-diagnostics"]
    run = subprocess.run(command, stdout=subprocess.PIPE, check=False)
    messages = map(json.loads, run.stdout.splitlines())
    made = [message["executable"] for message in messages
            if message.get("reason") == "compiler-artifact" and message["target"]["name"] == "ask"]
    if run.returncode or not made:
        raise Trouble(f"{manifest}: the bench `ask` could not be built: {shlex.join(command)}")
    return made[-1]
