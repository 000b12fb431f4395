"""Putting the questions to the programs, in turns."""

import statistics

from .articles import Trouble
from .cost import asked


def in_turn(items, turn):
    """The same items, another one first each time."""
    turn %= len(items)
    return items[turn:] + items[:turn]


def expressed(engine, asking):
    """By question: what the engine is given; questions that it can't be asked are left out."""
    said = {question: engine.express(question) for question in asking}
    return {question: words for question, words in said.items() if words is not None}


def measure_within(all_, asking, place, rounds):
    """By program and question: milliseconds within one process."""
    times = {}
    for engine in all_:
        said = list(expressed(engine, asking))
        took = engine.within(place, said, rounds)
        if took is not None:
            if len(took) != len(said):
                raise Trouble(f"{engine.name}: {len(took)} times for {len(said)} questions")
            times[engine.name] = dict(zip(said, took))
    return times


def measure_processes(all_, asking, place, rounds, before=None):
    """By program and question: milliseconds from start to printed answer, and how many questions had an answer.

    `before` is called with the engine before each question; without it, a first round is asked and not counted.
    """
    said = {engine.name: expressed(engine, asking) for engine in all_}
    took = {name: {question: [] for question in of} for name, of in said.items()}
    answered = dict.fromkeys(said, 0)
    for turn in range(0 if before else -1, rounds):
        for at, question in enumerate(asking):
            for engine in in_turn([engine for engine in all_ if question in said[engine.name]], turn + at):
                if before:
                    before(engine)
                wall, run = asked(engine.ask(place, said[engine.name][question]))
                if turn >= 0:
                    took[engine.name][question].append(wall)
                if turn == 0:
                    answered[engine.name] += engine.answered(run)
    times = {name: {question: statistics.median(each) for question, each in of.items()} for name, of in took.items()}
    return times, answered
