"""Medians, percentiles and ratios as Markdown."""

import math
import statistics

NOTHING = "–"


def percentile(values, percent):
    ordered = sorted(values)
    return ordered[min(len(ordered) * percent // 100, len(ordered) - 1)]


def number(value):
    """Three digits that count."""
    if value is None or math.isnan(value):
        return NOTHING
    digits = 2 if abs(value) < 10 else 1 if abs(value) < 100 else 0
    return f"{value:,.{digits}f}"


def table(heading, names, rows):
    """Rows are (what, {name: value}, {name: ratio}); ratios are those of the first name to each other one."""
    titles = [heading, *names, *(f"{names[0]} ÷ {name}" for name in names[1:])]
    lines = ["| " + " | ".join(titles) + " |", "| " + " | ".join(["---"] + ["---:"] * (len(titles) - 1)) + " |"]
    for what, values, ratios in rows:
        cells = [number(values.get(name)) for name in names] + [number(ratios.get(name)) for name in names[1:]]
        lines.append(f"| {what} | " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n"


def rows_of_rounds(found):
    """Medians over the rounds; each ratio is the median of the ratios of single rounds."""
    first = next(iter(found.values()))
    rows = []
    for what in first[0]:
        values = {name: statistics.median(one[what] for one in all_) for name, all_ in found.items()}
        ratios = {name: statistics.median(ratio(a[what], b[what]) for a, b in zip(first, all_))
                  for name, all_ in found.items()}
        rows.append((what, values, ratios))
    return rows


def ratio(ours, theirs):
    return ours / theirs if theirs else math.nan


def row_of_times(what, times, of):
    """Times are {name: {question: ms}}: each name's figure is of the questions it can express, each ratio of those that
    both can."""
    first = next(iter(times))
    values = {name: of(list(each.values())) for name, each in times.items() if each}
    ratios = {}
    for name, each in times.items():
        common = [question for question in each if question in times[first]]
        if common:
            ratios[name] = ratio(of([times[first][question] for question in common]),
                                 of([each[question] for question in common]))
    return what, values, ratios


def rows_of_times(times):
    rows = [row_of_times("p50 ms", times, statistics.median)]
    for percent in (95, 99):
        rows.append(row_of_times(f"p{percent} ms", times, lambda all_, percent=percent: percentile(all_, percent)))
    return rows


def rows_by_kind(times):
    """The median of each kind of question."""
    kinds = dict.fromkeys(question.kind for each in times.values() for question in each)
    rows = []
    for kind in kinds:
        of_kind = {name: {question: ms for question, ms in each.items() if question.kind == kind}
                   for name, each in times.items()}
        rows.append(row_of_times(kind, of_kind, statistics.median))
    return rows
