"""Write one name one way: the lexicon's spelling, or for unknown names the commonest in the text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from normalise.document import Edit, Safety, Span
from normalise.lexicon.entry import Entry
from normalise.lexicon.forms import short_names
from normalise.lexicon.senses import Sense
from normalise.names.persons import Mention, Part
from normalise.names.strangers import bare_surname, sound_alike, sound_keys
from normalise.repairs.writing import AS_THE_PRESS, Writing
from normalise.script.english import adapt_case, plural
from normalise.script.latin import APOSTROPHES, fold_form
from normalise.script.particles import without_article


@dataclass(frozen=True)
class Spellings:
    """Finds the names of a text that are written otherwise than they should be."""

    text: str
    writing: Writing = AS_THE_PRESS

    def find(self, senses: Iterable[Sense], mentions: Sequence[Mention]) -> Iterator[Edit]:
        """Yield an edit for each name whose spelling is another than the one to write."""
        text = self.text
        for (start, end), entry, form, others, _ in senses:
            english = entry.english
            right = (plural(english) or english) if form.plural else english
            if form.role not in ("right", "variant") or text[start:end] == right:
                continue  # the usual cases: another right name, or written so already
            if entry.kind in ("idiom", "artefact"):
                continue  # their right forms are common phrases, written as one likes
            edit = self._to(right, Span(start, end), entry, form.written)
            if edit and all(other.english == english for other in others):
                yield edit
        beside: set[str] = set()  # the persons whose found spelling stands in parentheses already
        for mention in mentions:
            if mention.entry and self.writing.romanises(mention.entry):
                for edit in self._romanised(mention, mention.entry):
                    after = edit.after
                    if edit.kind == "name" and edit.entry not in beside:
                        after = self.writing.beside(after, mention.span.of(self.text))
                        beside.add(edit.entry)
                    yield replace(edit, after=after)
            elif mention.entry:
                yield from self._mention(mention, mention.entry)
        yield from self._unknown([mention for mention in mentions if not mention.entry])

    def _romanised(self, mention: Mention, entry: Entry) -> Iterator[Edit]:
        """Yield an edit where a person's name is not written in the style, but for a found spelling."""
        if mention.others or self._is_beside(mention.span):
            return
        names = self.writing.short(entry) if mention.short else (self.writing.full(entry),)
        if not names:
            return
        found = mention.span.of(self.text)
        bare = mention.short and without_article(found) == found
        right = without_article(names[0]) if bare else names[0]
        right = self._without_marks_that_stand(str(right), mention.span)
        edit = self._to(right, mention.span, entry, "", literal=mention.literal)
        if edit and (mention.needs_a_reader or not self.writing.is_sure(entry)):
            edit = replace(edit, safety="review")
        if edit:
            yield edit

    def _without_marks_that_stand(self, right: str, span: Span) -> str:
        """Leave out an ayn or hamza at either end that stands beside the span already."""
        if right[0] in APOSTROPHES and self.text[: span.start].endswith(right[0]):
            right = right[1:]
        if right[-1] in APOSTROPHES and self.text.startswith(right[-1], span.end):
            right = right[:-1]
        return right

    def _is_beside(self, span: Span) -> bool:
        """Whether a spelling stands in parentheses behind a name: there it was put as it was found."""
        before, behind = self.text[: span.start][-3:], self.text[span.end : span.end + 1]
        return before.endswith(" (") and before[0].isalpha() and behind == ")"

    def _mention(self, mention: Mention, entry: Entry) -> Iterator[Edit]:
        if not mention.short:
            alias = mention.form is not None and mention.form.role == "alias"
            written = mention.form.written if mention.form else ""
            edit = self._to(entry.english, mention.span, entry, written, literal=mention.literal)
            if edit and mention.needs_a_reader:
                edit = replace(edit, safety="review")
            if edit and not alias and not mention.others:
                yield edit
            return
        if mention.form and mention.form.written in entry.short:
            return  # the entry says that he is called so
        names = short_names(entry)
        if not names or fold_form(mention.span.of(self.text)) == fold_form(names[0]):
            return
        found = mention.span.of(self.text)
        right = names[0] if without_article(found) != found else without_article(names[0])
        if any(
            right.lower() not in {name.lower() for name in short_names(other)[:1]}
            and without_article(names[0]) != without_article((short_names(other) or ("",))[0])
            for other in mention.others
        ):
            return  # somebody else with another spelling may be meant
        edit = self._to(right, mention.span, entry, "")
        if edit:
            yield edit

    def _to(
        self, right: str, span: Span, entry: Entry, written: str, *, literal: bool = False
    ) -> Edit | None:
        words = span.of(self.text)
        if words.casefold() == right.casefold() or _is_acronym(written or words):
            return None
        if entry.kind in ("term", "title", "idiom") and fold_form(words) == fold_form(right):
            return None
        after = adapt_case(right, self.text, span.start, span.end, form=written)
        if after == words:
            return None
        arabic = entry.arabic[0] if entry.arabic else right
        if literal:
            why = f"{arabic}: a part of the name was translated as a word"
            return Edit(span, after, entry.id, "mistranslation", "fix", why)
        return Edit(span, after, entry.id, "name", "fix", f"{arabic} is written {right}")

    def _unknown(self, mentions: Sequence[Mention]) -> Iterator[Edit]:
        """One spelling for a name that no entry knows: the commonest, else the first."""
        full = [mention for mention in mentions if not mention.short]
        groups = _same_person(full, self.text)
        for group in groups:
            spellings = Counter(mention.span.of(self.text) for mention in group)
            if len(spellings) < 2:
                continue
            best = max(
                spellings,
                key=lambda spelling: (spellings[spelling], -_first(group, spelling, self.text)),
            )
            model = next(mention for mention in group if mention.span.of(self.text) == best)
            for mention in group:
                words = mention.span.of(self.text)
                if words.casefold() == best.casefold():
                    continue
                safety = _certainty(mention.parts, model.parts)
                why = f"written {best} elsewhere in this text"
                yield Edit(mention.span, best, f"name:{fold_form(best)}", "name", safety, why)
        yield from self._unknown_short([m for m in mentions if m.short], groups)

    def _unknown_short(
        self, mentions: Sequence[Mention], groups: Sequence[Sequence[Mention]]
    ) -> Iterator[Edit]:
        """The last part alone as it is written in full; the article is left as it stands."""
        usual: dict[str, list[tuple[str, Part]]] = {}
        for group in groups:
            spellings = Counter(m.parts[-1].span.of(self.text) for m in group)
            best = min(spellings, key=lambda spelling: (-spellings[spelling], spelling))
            model = next(m.parts[-1] for m in group if m.parts[-1].span.of(self.text) == best)
            written = without_article(best).rpartition(" ")[2]
            for key in sound_keys(bare_surname(best)):
                usual.setdefault(key, []).append((written, model))
        for mention in mentions:
            words = mention.span.of(self.text)
            bare = without_article(words)
            near = [one for key in sound_keys(bare_surname(words)) for one in usual.get(key, ())]
            alike = [one for one in near if sound_alike(bare_surname(words), one[0].lower())]
            if not alike or any(one[0].casefold() == bare.casefold() for one in alike):
                continue
            right, model = alike[0]
            start = mention.span.end - len(bare)
            why = f"written {right} elsewhere in this text"
            safety: Safety = "fix" if _is_sure(mention.parts[0], model) else "review"
            yield Edit(
                Span(start, mention.span.end),
                right,
                f"name:{fold_form(right)}",
                "name",
                safety,
                why,
            )


def _is_acronym(words: str) -> bool:
    return words.isupper() and " " not in words and len(words) < 8


def _first(group: Sequence[Mention], spelling: str, text: str) -> int:
    return min(mention.span.start for mention in group if mention.span.of(text) == spelling)


def _same_person(mentions: Sequence[Mention], text: str) -> list[list[Mention]]:
    """Group mentions whose parts can be the same Arabic words, one by one."""
    groups: list[list[Mention]] = []
    by_key: dict[tuple[int, str], list[list[Mention]]] = {}
    for mention in mentions:
        keys = [(len(mention.parts), key) for key in _keys(mention.parts[-1], text)]
        for group in (group for key in keys for group in by_key.get(key, ())):
            if _can_be_same(mention.parts, group[0].parts, text):
                group.append(mention)
                break
        else:
            new = [mention]
            groups.append(new)
            for key in keys:
                by_key.setdefault(key, []).append(new)
    return groups


def _keys(part: Part, text: str) -> Sequence[str]:
    return part.arabic or sound_keys(bare_surname(part.span.of(text)))


def _can_be_same(parts: Sequence[Part], others: Sequence[Part], text: str) -> bool:
    return len(parts) == len(others) and all(
        _can_be_one(part, other, text) for part, other in zip(parts, others, strict=True)
    )


def _can_be_one(part: Part, other: Part, text: str) -> bool:
    if part.arabic and other.arabic:
        return not set(part.arabic).isdisjoint(other.arabic)
    if part.arabic or other.arabic:
        return False
    return sound_alike(bare_surname(part.span.of(text)), bare_surname(other.span.of(text)))


def _certainty(parts: Sequence[Part], others: Sequence[Part]) -> Safety:
    """Sure where no part can be another Arabic word than its fellow."""
    same = all(_is_sure(part, other) for part, other in zip(parts, others, strict=True))
    return "fix" if same else "review"


def _is_sure(part: Part, other: Part) -> bool:
    return bool(part.arabic) and set(part.arabic) == set(other.arabic)
