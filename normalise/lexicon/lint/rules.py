"""Faults of the mistranslations of an entry."""

from __future__ import annotations

import re
from collections.abc import Iterator

from normalise.lexicon.forms import SLOT, forms
from normalise.lexicon.located import Located, Problem
from normalise.script.latin import fold_form

_ANY_SLOT = re.compile(r"\{([^}]*)\}?")


def rules(located: Located) -> Iterator[Problem]:
    entry = located.entry
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
        yield from _sentences(located, path, number)


def _sentences(located: Located, path: str, number: int) -> Iterator[Problem]:
    rule = located.entry.mistranslations[number]
    wanted = [form.folded for form in forms(located.entry) if form.rule == number]
    for index, sentence in enumerate(rule.hit):
        folded = f" {fold_form(sentence)} "
        if not any(f" {form} " in folded for form in wanted):
            yield located.problem(
                f"{path}.hit.{index}",
                "LX016",
                "this hit has none of the wrong forms in it",
            )
