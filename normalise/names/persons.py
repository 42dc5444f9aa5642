"""Find the persons of a document by the Arabic forms of their names' parts.

Qasim, Qassem and Kassem are one Arabic word, so a person is looked up by the Arabic of each part:
"Qassem Soleimani" is قاسم + سليماني, whatever the spelling. Who was named in full may afterwards be
meant by a short name; two names that no entry knows are one person where each part has the same
Arabic form.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, product

from normalise.document import Span
from normalise.lexicon.context import Context
from normalise.lexicon.entry import Entry
from normalise.lexicon.hits import Reading
from normalise.lexicon.senses import Sense
from normalise.names.chains import Part, chains, listed
from normalise.names.mention import Mention
from normalise.names.register import Register
from normalise.names.short import Cover, ShortNames
from normalise.names.strangers import strangers

__all__ = ["Mention", "Part", "Persons", "Register"]

_MOST_READINGS = 256  # ways to read a chain of ambiguous parts that are looked up
# Translations of Arabic names that are names in English: "Isaac Rabin" may live in Ohio.
_ENGLISH_NAMES = frozenset(
    "aaron abraham adam basil daniel david gabriel isaac ishmael jacob jesus job john jonah joseph luke "
    "mary michael moses noah paul peter salomon saul simon solomon zachariah zechariah".split()
)
# Peoples by whom a fighter is called in good English, too: "Omar the Chechen", "Abu Anas the Libyan".
_PEOPLES = frozenset(
    "afghan albanian algerian bahraini bosnian chechen circassian dagestani egyptian emirati georgian indian "
    "iranian iraqi jordanian kurd kuwaiti lebanese libyan moroccan nigerian omani pakistani palestinian persian "
    "qatari russian saudi somali sudanese swede syrian tajik tunisian turk turkmen uyghur uzbek yemeni".split()
)


@dataclass(frozen=True)
class Persons:
    """Finds the mentions of persons in a reading."""

    reading: Reading
    senses: Sequence[Sense]
    context: Context
    register: Register

    def find(self) -> list[Mention]:
        """Return the mentions by position: known persons in full, short ones, and unknown names."""
        persons = [sense for sense in self.senses if sense.entry.kind == "person"]
        known = [
            Mention(sense.span, sense.entry, sense.form, others=sense.others)
            for sense in persons
            if sense.rule is None
        ]
        wrong = [sense for sense in persons if sense.rule]
        by_parts, unknown = self._look_up(chains(self.reading))
        if not (persons or by_parts or unknown):
            return strangers(self.reading, self.register.lexicon, [], [])
        full = _without_covered([*known, *by_parts])
        translated = [Mention(sense.span, sense.entry) for sense in wrong]
        sure = [mention for mention in (*full, *translated) if not mention.doubtful]
        taken_up = [*full, *translated, *unknown]
        short = list(ShortNames(self.reading, self.senses, self.register).find(sure, taken_up))
        covered = Cover([mention.span for mention in full])
        unknown = [mention for mention in unknown if not covered.overlaps(mention.span)]
        taken = [mention.span for mention in (*full, *short)]
        unknown = strangers(self.reading, self.register.lexicon, unknown, taken)
        return sorted([*full, *short, *unknown], key=lambda mention: mention.span)

    def _look_up(self, found: Iterable[tuple[Part, ...]]) -> tuple[list[Mention], list[Mention]]:
        known: list[Mention] = []
        unknown: list[Mention] = []
        for chain in found:
            mention = self._known(chain)
            if mention:
                known.append(mention)
                continue
            for parts in listed(chain):
                if not any(part.literal or part.behind_the for part in parts):
                    span = Span(parts[0].span.start, parts[-1].span.end)
                    unknown.append(Mention(span, None, parts=parts))
        return known, unknown

    def _known(self, chain: tuple[Part, ...]) -> Mention | None:
        """The longest stretch of the chain that is somebody's name."""
        for doubtful in (False, True):
            for parts in _stretches(chain):
                entries = self._entries(parts, doubtful=doubtful)
                if entries and not (doubtful and len(entries) > 1):
                    span = Span(parts[0].span.start, parts[-1].span.end)
                    chosen, others = self._choose(entries, span)
                    if chosen:
                        unsure = doubtful or self._is_nickname(parts)
                        return Mention(span, chosen, parts=parts, others=others, doubtful=unsure)
        return None

    def _entries(self, parts: Sequence[Part], *, doubtful: bool = False) -> list[Entry]:
        """The persons that these parts name, if the document allows it.

        A name of which only the ends are said, or a part is translated, may be a stranger's: it is
        taken for the known person only where the document is about that person's region. In doubt
        a name is enough of which one part is translated and another is not.
        """
        span = Span(parts[0].span.start, parts[-1].span.end)
        translated = any(part.literal or part.behind_the for part in parts)
        if doubtful and not (translated and self._is_telling(parts)):
            return []
        found: dict[str, Entry] = {}
        for key in islice(product(*(part.arabic for part in parts)), _MOST_READINGS):
            for entry in self.register.named(key):
                if not translated or doubtful or self._is_about(entry, span):
                    found[entry.id] = entry
            for entry in () if doubtful else self.register.with_ends(key):
                if self._is_about(entry, span):
                    found[entry.id] = entry
        return [found[key] for key in sorted(found) if self._is_allowed(found[key], span)]

    def _is_telling(self, parts: Sequence[Part]) -> bool:
        """Whether the translated parts are no English names, and another part is not translated."""
        translated = [part.span.of(self.reading.text) for part in parts if part.literal]
        return len(translated) < len(parts) and not any(
            word.lower() in _ENGLISH_NAMES for word in translated
        )

    def _is_nickname(self, parts: Sequence[Part]) -> bool:
        """Whether a part is "the" and a people: so English writers put a nisba themselves."""
        said = [part.span.of(self.reading.text).lower() for part in parts]
        return any(word.startswith("the ") and word[4:] in _PEOPLES for word in said)

    def _is_about(self, entry: Entry, span: Span) -> bool:
        return any(self.context.weight(region, span) for region in entry.region)

    def _is_allowed(self, entry: Entry, span: Span) -> bool:
        return not (entry.requires or entry.unless) or self.context.allows(
            span, requires=entry.requires, unless=entry.unless
        )

    def _choose(self, entries: list[Entry], span: Span) -> tuple[Entry | None, tuple[Entry, ...]]:
        if len(entries) == 1:
            return entries[0], ()
        weights = {
            entry.id: max((self.context.weight(region, span) for region in entry.region), default=0)
            for entry in entries
        }
        ranked = sorted(entries, key=lambda entry: (-weights[entry.id], entry.id))
        if weights[ranked[0].id] > weights[ranked[1].id]:
            return ranked[0], tuple(ranked[1:])
        return None, tuple(ranked)


def _stretches(chain: tuple[Part, ...]) -> Iterator[tuple[Part, ...]]:
    """Stretches of two and more parts, the longest first, none of them begun with "the"."""
    for length in range(len(chain), 1, -1):
        for start in range(len(chain) - length + 1):
            if not chain[start].behind_the:
                yield chain[start : start + length]


def _without_covered(mentions: list[Mention]) -> list[Mention]:
    """The mentions that no longer one covers, each span once."""
    kept: list[Mention] = []
    for mention in sorted(
        mentions, key=lambda m: (m.span.start, -m.span.end, not m.entry, bool(m.parts))
    ):
        if not kept or mention.span.start >= kept[-1].span.end:
            kept.append(mention)
    return kept
