"""Faults of the mistranslations of an entry."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from normalise.lexicon.forms import SLOT, forms
from normalise.lexicon.located import Located, Problem
from normalise.script.latin import fold_form

_ANY_SLOT = re.compile(r"\{([^}]*)\}?")
# Prepositions that leave a noun to follow where a form ends in them, and what may end a right form so.
_LEFT_OPEN = frozenset("of to from in on by for with at between among against".split())
_OPEN = _LEFT_OPEN | frozenset(
    "into upon towards toward about over under up down out off away back through around along near "
    "before after behind than as like without until that who which the".split()
)
# In a clause of its own a preposition may stand last: "an evil there is no escape from".
_CLAUSE = re.compile(r"\b(?:that|which|whom?|there|s?he|it|they|one|two|nobody)\b")


def rules(located: Located) -> Iterator[Problem]:
    entry = located.entry
    wanted: dict[int, list[str]] = defaultdict(list)
    for form in forms(entry) if entry.mistranslations else ():
        wanted[form.rule].append(form.folded)
    for number, rule in enumerate(entry.mistranslations):
        path = f"mistranslations.{number}"
        if not rule.hit:
            yield located.problem(
                path, "LX010", "no `hit`: give a sentence that the rule must find"
            )
        if not rule.miss and rule.safety != "flag":
            yield located.problem(
                path,
                "LX010",
                "no `miss`: give good English with the same words that must be left alone",
            )
        if rule.renders and rule.renders not in entry.arabic:
            yield located.problem(
                f"{path}.renders",
                "LX014",
                f"{rule.renders} is not among the `arabic` of the entry: add it there",
            )
        for index, wrong in enumerate(rule.wrong):
            where = f"{path}.wrong.{index}"
            slots = _ANY_SLOT.findall(wrong) if "{" in wrong else []
            if any(not SLOT.fullmatch(f"{{{slot}}}") for slot in slots):
                yield located.problem(
                    where, "LX017", f"{wrong!r}: the slots are {{number}} and {{name}}"
                )
            elif slots and not fold_form(SLOT.sub(" ", wrong)):
                yield located.problem(where, "LX017", f"{wrong!r} has no word of its own")
            elif (
                rule.safety == "fix"
                and not rule.contextual
                and not rule.alone
                and " " not in fold_form(wrong)
                and wrong.islower()
                and entry.kind != "artefact"
            ):
                yield located.problem(
                    where,
                    "LX015",
                    f"{wrong!r} is one everyday word: give `requires` or `requires_near`, or make it `review`",
                )
        if rule.right is not None and set(SLOT.findall(rule.right)) - set(
            SLOT.findall(" ".join(rule.wrong))
        ):
            yield located.problem(
                f"{path}.right",
                "LX017",
                f"{rule.right!r} has a slot that no wrong form fills",
            )
        yield from _sentences(located, number, wanted[number])


def swallowed(located: Located) -> Iterator[Problem]:
    """Find wrong forms whose last preposition would be lost: "a night raid" for "a nocturnal raid on".

    A transitive verb rightly swallows one ("condemned" for "expressed its denunciation of"), but then all
    forms of its block end so. Where some do and some do not, one right form of several words cannot fit both:
    of the 151 blocks that this found in 16,900 entries, 141 would have lost a word of the text.
    """
    entry = located.entry
    if entry.kind not in ("idiom", "term", "title"):
        return
    for number, rule in enumerate(entry.mistranslations):
        right = entry.english if rule.right is None else rule.right
        if rule.safety == "flag" or " " not in right or _last(right) in _OPEN:
            continue
        ends = [_last(wrong) in _LEFT_OPEN for wrong in rule.wrong]
        if all(ends):
            continue
        hanging = [
            index
            for index, wrong in enumerate(rule.wrong)
            if ends[index] and not _CLAUSE.search(wrong)
        ]
        if hanging:
            wrong = rule.wrong[hanging[0]]
            more = f" (and {len(hanging) - 1} more)" if len(hanging) > 1 else ""
            yield located.problem(
                f"mistranslations.{number}.wrong.{hanging[0]}",
                "LX022",
                f"{wrong!r}{more} ends in a preposition that {right!r} has not: move it to a block of its own, with its own `right`",
            )


def _last(form: str) -> str:
    return form.rpartition(" ")[2].lower()


def _sentences(located: Located, number: int, wanted: Iterable[str]) -> Iterator[Problem]:
    for index, sentence in enumerate(located.entry.mistranslations[number].hit):
        folded = f" {fold_form(sentence)} "
        if not any(f" {form} " in folded for form in wanted):
            yield located.problem(
                f"mistranslations.{number}.hit.{index}",
                "LX016",
                "this hit has none of the wrong forms in it",
            )
