#!/usr/bin/env python3
"""check_issue.py BINARY FOLDER: real issues in FOLDER (NAME.txt beside NAME.gold.json) against their gold.

Of each issue every article must come back with exactly its lines (blank lines don't count), every headline with its
article; every official must be found with name and posts where the gold has it, and every post without a name whose
holder the article names must be linked to that person, none to anybody else. Prints each miss and a closing line.
"""
import glob
import json
import os
import re
import subprocess
import sys
import unicodedata


def plain(text):
    """For comparing: NFC, lower case, spaces single."""
    return re.sub(r"\s+", " ", unicodedata.normalize("NFC", text)).strip().casefold()


def run(binary, *args, given=None):
    ran = subprocess.run([binary, *args], input=given, capture_output=True, text=True, check=False)
    if ran.returncode not in (0, 1):
        raise SystemExit(f"bantin {' '.join(args)[:60]} ended with {ran.returncode}: {ran.stderr.strip()}")
    return json.loads(ran.stdout)


def headline(text):
    """A jump mark behind a headline may or may not be taken into it."""
    return plain(re.sub(r"\(Tiếp theo trang \d+\)", "", text or "")).rstrip(". ")


def numbers(ranges, lines):
    """The numbers of the lines of `ranges` that are not blank."""
    return {n for first, last in ranges for n in range(first, last + 1) if lines[n - 1].strip()}


def check_articles(gold, articles, lines):
    """Gold articles without one that has just their lines, and headlines that stand at no or another article."""
    by_lines = {frozenset(numbers(a["lines"], lines)): a for a in articles}
    misses, found = [], {}
    for wanted in gold["articles"]:
        article = by_lines.get(frozenset(numbers(wanted["body_reading_order"], lines)))
        if article is None:
            misses.append(f"article {wanted['id']}: no article has just its lines")
        found[wanted["id"]] = article
    titled = [a for a in gold["articles"] if a["headline"]]
    for wanted in titled:
        article = found[wanted["id"]]
        if article is None or headline(article["title"]) != headline(wanted["headline"]):
            misses.append(f"headline of {wanted['id']}: {article and article['title']!r} instead of {wanted['headline']!r}")
    return misses, found, (len(gold["articles"]), len(titled))


def check_officials(gold, analysed):
    misses = []
    for wanted in gold["officials"]:
        answer = analysed.get(wanted["article"], {"officials": []})
        alike = [o for o in answer["officials"] if o["kind"] == "official" and plain(o["name"]) == plain(wanted["name"])]
        posts = {plain(t) for t in wanted["titles"]}, {plain(t) for t in wanted["titles_as_printed"]}
        if not any({plain(t) for t in o["titles"]} in posts for o in alike):
            seen = [o["titles"] for o in alike]
            misses.append(f"official {wanted['name']} in {wanted['article']}: posts {wanted['titles']}, saw {seen}")
    names = {plain(o["name"]) for o in gold["officials"]}
    for article, answer in analysed.items():
        for official in answer["officials"]:
            if official["kind"] == "official" and plain(official["name"]) not in names:
                misses.append(f"official {official['name']} in {article}: there is none of this name")
    return misses


def check_roles(gold, analysed):
    """Posts without a name: as many links to each person as the gold has, article by article, and none besides."""
    wanted, seen = {}, {}
    for role in gold["role_mentions"]:
        if role["kind"] == "role_only" and role["who"]:
            key = (role["article"], plain(role["who"][0]))
            wanted[key] = wanted.get(key, 0) + 1
    for article, answer in analysed.items():
        # Two posts of one reference are one link.
        last = None
        for role in answer["roles"]:
            if role["name"] is None:
                continue
            if last is not None and role["start"] - last <= 3:
                last = role["end"]
                continue
            last = role["end"]
            key = (article, plain(role["name"]))
            seen[key] = seen.get(key, 0) + 1
    misses = [f"links to {k[1]} in {k[0]}: {seen.get(k, 0)} instead of {n}" for k, n in wanted.items() if seen.get(k, 0) != n]
    misses += [f"link to {k[1]} in {k[0]}: a false one" for k in seen if k not in wanted]
    return misses, sum(wanted.values())


def check(binary, path):
    with open(path, encoding="utf-8") as file:
        gold = json.load(file)
    text_path = path.removesuffix(".gold.json") + ".txt"
    with open(text_path, encoding="utf-8") as file:
        lines = file.read().split("\n")
    articles = run(binary, "read", "--json", text_path)["files"][0]["articles"]
    misses, found, (n_articles, n_headlines) = check_articles(gold, articles, lines)
    analysed = {}
    for ident, article in found.items():
        if article is not None:
            analysed[ident] = run(binary, "analyze", "--json", "--published", gold["issue"]["date"], given=article["text"])
    misses += check_officials(gold, analysed)
    role_misses, n_roles = check_roles(gold, analysed)
    misses += role_misses
    for miss in misses:
        print(f"{os.path.basename(text_path)}: {miss}")
    asked = f"{n_articles} articles, {n_headlines} headlines, {len(gold['officials'])} officials, {n_roles} links"
    print(f"{os.path.basename(text_path)}: {asked}: {len(misses)} misses")
    return not misses


def main(binary, folder):
    paths = sorted(glob.glob(os.path.join(folder, "*.gold.json")))
    if not paths:
        raise SystemExit(f"{folder}: no *.gold.json there")
    return all([check(binary, path) for path in paths])


if __name__ == "__main__":
    sys.exit(0 if main(*sys.argv[1:]) else 1)
