#!/usr/bin/env python3
"""floors.py FILE WAY: fails when the figures that a scorer printed into FILE lie below the floors of WAY."""
import re
import sys

FLOORS = {
    "as-typed": {"MRR@10": 0.860, "recall@10": 0.950},
    "fold": {"MRR@10": 0.850, "recall@10": 0.940},
    "officials": {"officials F1": 0.975, "posts F1": 0.975, "linked right": 0.940, "precision of links": 0.970},
    "dates": {"dates F1": 0.985, "days F1": 0.985},
}


def main(path, way):
    with open(path, encoding="utf-8") as file:
        printed = file.read()
    below = []
    for figure, floor in FLOORS[way].items():
        found = re.search(re.escape(figure) + r" ([0-9.]+)", printed)
        if not found:
            below.append(f"{way}: no {figure} in {printed!r}")
        elif float(found.group(1)) < floor:
            below.append(f"{way}: {figure} is {found.group(1)}, below its floor {floor}")
    print("\n".join(below) if below else f"{way}: not below its floors {FLOORS[way]}")
    return not below


if __name__ == "__main__":
    sys.exit(0 if main(*sys.argv[1:]) else 1)
