"""Repair known mistranslations: the words that an engine wrote, put right.

Whether a repair is done or only proposed is decided by three things: the safety that the entry
gives it, whether the text is taken as machine-translated, and what stands around it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from normalise.document import Edit, Safety, Span
from normalise.lexicon.entry import NAMED_KINDS, Entry, Mistranslation
from normalise.lexicon.forms import SLOT
from normalise.lexicon.nouns import noun_beside, says_what_it_is, with_noun
from normalise.lexicon.senses import Sense
from normalise.script.english import (
    adapt_case,
    ends_phrase,
    in_plural,
    indefinite_article,
    is_noun_phrase,
    takes_the,
)

Origin = Literal["mt", "human", "unsure"]

_ARTICLE_BEFORE = re.compile(r"(?<![^\W_])(an?)([ \u00a0]+[\"'\u201c\u2018]?)$", re.IGNORECASE)
_THE_BEFORE = re.compile(r"(?<![^\W_])the[ \u00a0]+$", re.IGNORECASE)
_ANY_ARTICLE_BEFORE = re.compile(r"(?<![^\W_])(?:the|an?)[ \u00a0]+$", re.IGNORECASE)
_NEEDS_NO_ARTICLE = re.compile(r"(?:a|an|his|her|their|its|those|these) ", re.IGNORECASE)
_THE = re.compile(r"the[ \u00a0]+", re.IGNORECASE)
_GLOSS_REACH = 20  # code points between a name and the words that gloss it
_SENTENCE_END = re.compile(r"[\"'\u201d\u2019)]*[.!?\u2026]*")


@dataclass(frozen=True)
class Phrases:
    """Finds the repairs of mistranslations in a text of the given origin.

    `confirmed` are the spans and entry ids whose Arabic stands in the source at their place: these
    need no other sign that the text was translated.
    """

    text: str
    origin: Origin
    confirmed: frozenset[tuple[Span, str]] = frozenset()

    def find(self, senses: Iterable[Sense]) -> Iterator[Edit]:
        """Yield an edit for each sense that is a mistranslation."""
        if self.origin == "human":
            return
        wrong = [sense for sense in senses if sense.rule and sense.rule.safety != "flag"]
        taken = [sense.span for sense in wrong]
        for place, sense in enumerate(wrong):
            if sense.rule:
                edit = self._edit(sense, sense.rule)
                others = taken[max(0, place - 1) : place] + taken[place + 1 : place + 2]
                yield self._with_its_noun(edit, others) if sense.entry.kind == "place" else edit

    def worded(self, found: Iterable[tuple[Span, Entry]]) -> Iterator[Edit]:
        """Yield a proposal for each stretch of words that stands for an entry of the source."""
        for span, entry in found:
            after = adapt_case(entry.english, self.text, span.start, span.end)
            if after.casefold() != span.of(self.text).casefold():
                span, after = self._with_the(span, after, entry)  # noqa: PLW2901
                why = f"the source has {entry.arabic[0]} here, and this says it word by word"
                yield Edit(span, after, entry.id, "mistranslation", "review", why)

    def _edit(self, sense: Sense, rule: Mistranslation) -> Edit:
        span, text = sense.span, self.text
        right = right_form(sense, rule)
        reasons = [rule.why]
        safety: Safety = "fix"
        if rule.safety == "review":
            safety = "review"
        elif (span, sense.entry.id) in self.confirmed:
            reasons.append("the source has it here")
        elif self.origin == "unsure" and not rule.telling:
            safety = "review"
            reasons.append("the text is not known to be machine-translated")
        if not right:
            return self._cut(sense, reasons, safety)
        span = self._without_the(span, right, sense.entry)
        after = adapt_case(right, text, span.start, span.end, form=sense.form.written)
        after = with_noun(after, span.of(text), sense.entry)
        doubt = self._doubt(sense, right)
        if doubt:
            safety = "review"
            reasons.append(doubt)
        span = self._without_double(span, after)
        span, after = self._without_second_article(span, after)
        span, after = self._with_the(span, after, sense.entry)
        span, after = self._with_article(span, after)
        span, after = self._with_possessive(span, after)
        return Edit(span, after, sense.entry.id, "mistranslation", safety, "; ".join(reasons))

    def _doubt(self, sense: Sense, right: str) -> str | None:
        """A reason to ask a person first, or None."""
        words = sense.span.of(self.text)
        if (
            right.islower()
            and " " in words
            and words.istitle()
            and not sense.form.written.istitle()
        ):
            return "the capitals may make it a name of its own"
        before = self.text[max(0, sense.span.start - 6) : sense.span.start]
        if (
            sense.entry.kind in NAMED_KINDS
            and _ARTICLE_BEFORE.search(before)
            and right[:1].isupper()
        ):
            return "a name does not follow a or an"
        # "Levant Liberation Committee, or Hayat Tahrir al-Sham": the literal words as a gloss.
        reach = len(right) + _GLOSS_REACH
        behind = self.text[sense.span.end : sense.span.end + reach]
        ahead = self.text[max(0, sense.span.start - reach) : sense.span.start]
        if right.lower() in behind.lower() or right.lower() in ahead.lower():
            return "the right form stands beside it already"
        return None

    def _with_its_noun(self, edit: Edit, others: Sequence[Span]) -> Edit:
        """Take in the noun beside the name of a place, which is of the name: "Mafraq Governorate"."""
        beside = noun_beside(self.text, edit.span)
        if not beside or says_what_it_is(edit.after) or any(map(beside.span.overlaps, others)):
            return edit
        before = self.text[beside.span.start : edit.span.start]
        behind = self.text[edit.span.end : beside.span.end]
        return replace(edit, span=beside.span, after=f"{before}{edit.after}{behind}")

    def _without_second_article(self, span: Span, after: str) -> tuple[Span, str]:
        """Take in the article before words that need none: "the bliss of the Patriarch" is His Beatitude."""
        if not _NEEDS_NO_ARTICLE.match(after):
            return span, after
        before = _ANY_ARTICLE_BEFORE.search(self.text[max(0, span.start - 8) : span.start])
        if not before:
            return span, after
        first = after[0].upper() if before[0][0].isupper() else after[0]
        return Span(span.start - len(before[0]), span.end), first + after[1:]

    def _without_double(self, span: Span, after: str) -> Span:
        """Take in the word before that the right name begins with, or behind that it ends with."""
        first = after.partition(" ")[0]
        start = span.start - len(first) - 1
        ahead = self.text[max(0, start - 1) : span.start]
        if start >= 0 and ahead.endswith(f"{first} ") and not ahead[: -len(first) - 1].isalnum():
            span = Span(start, span.end)
        last = after.rpartition(" ")[2]
        behind = self.text[span.end : span.end + len(last) + 2]
        doubled = behind[1 : len(last) + 1].casefold() == last.casefold()
        ends = not behind[len(last) + 1 :].isalnum()
        return (
            Span(span.start, span.end + 1 + len(last))
            if doubled and ends and behind[0] == " "
            else span
        )

    def _without_the(self, span: Span, right: str, entry: Entry) -> Span:
        """Leave "the" where it stands when the right words want it too: "the sacred thresholds"."""
        the = _THE.match(self.text, span.start, span.end)
        if not the or _THE.match(right) or SLOT.search(right):
            return span
        if entry.kind in ("term", "title"):
            kept = is_noun_phrase(right)
        else:
            kept = entry.kind in ("group", "organisation") and takes_the(right)
        return Span(the.end(), span.end) if kept else span

    def _with_the(self, span: Span, after: str, entry: Entry) -> tuple[Span, str]:
        """Take "the" away where the right name has one, or has none: "the French press agency"."""
        before = _THE_BEFORE.search(self.text[max(0, span.start - 8) : span.start])
        if not before:
            return span, after
        if after.lower().startswith("the "):
            return span, after[4:]
        if (
            entry.kind in ("group", "organisation")
            and after[:1].isupper()
            and not takes_the(after)
            and ends_phrase(self.text, span.end)
        ):
            return Span(span.start - len(before[0]), span.end), after
        return span, after

    def _with_possessive(self, span: Span, after: str) -> tuple[Span, str]:
        """After a plural the possessive is an apostrophe alone: "the Forces' men"."""
        behind = self.text[span.end : span.end + 3]
        plural_name = after.endswith("s") and takes_the(after) and after[:1].isupper()
        if plural_name and behind[:2] in ("'s", "\u2019s") and not behind[2:].isalnum():
            return Span(span.start, span.end + 2), after + behind[0]
        return span, after

    def _with_article(self, span: Span, after: str) -> tuple[Span, str]:
        """Take the indefinite article into the edit where the new words ask for the other one."""
        before = _ARTICLE_BEFORE.search(self.text[max(0, span.start - 8) : span.start])
        if not before or not after[:1].isalpha():
            return span, after
        article = indefinite_article(after)
        if before[1].lower() == article:
            return span, after
        cased = article.capitalize() if before[1][0].isupper() else article
        return Span(span.start - len(before[0]), span.end), f"{cased}{before[2]}{after}"

    def _cut(self, sense: Sense, reasons: list[str], safety: Safety) -> Edit:
        """Cut a stray fragment out, with the full stop that ends it and one space."""
        start, end = sense.span
        if sense.rule is not None and sense.rule.alone:
            ending = _SENTENCE_END.match(self.text, end)
            end = ending.end() if ending else end
        if start and self.text[start - 1] in " \u00a0":
            start -= 1
        elif self.text[end : end + 1] in (" ", "\u00a0"):
            end += 1
        return Edit(Span(start, end), "", sense.entry.id, "artefact", safety, "; ".join(reasons))


def right_form(sense: Sense, rule: Mistranslation) -> str:
    """Return what is to stand in place of a mistranslation, its slots filled, in its number."""
    right = sense.entry.english if rule.right is None else rule.right
    if sense.form.plural:
        right = in_plural(right)
    waiting = list(sense.filled)

    def fill(slot: re.Match[str]) -> str:
        for place, (name, words) in enumerate(waiting):
            if name == slot[1]:
                del waiting[place]
                return words
        return slot[0]

    return SLOT.sub(fill, right)
