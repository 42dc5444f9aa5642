"""How alike two parts of names are, with the reason.

The lexicon speaks first: two spellings that it has for one Arabic form are one name, two that it
has for different forms are two. Where it leaves a spelling open, or does not know one, the sounds
and the generated Arabic forms decide.

>>> known = Attested({"said": ("سعيد",), "saeed": ("سعيد",), "sayyid": ("سيد",)})
>>> likeness(Part("said"), Part("saeed"), known).why, likeness(Part("said"), Part("sayyid"), known).why
('both سعيد', 'said is سعيد, sayyid is سيد')
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from normalise.names import pairs
from normalise.names.attested import Attested
from normalise.names.compare import SAME
from normalise.names.compare import difference as sound_difference
from normalise.names.generate import spell
from normalise.names.letters import folded
from normalise.names.particles import Part
from normalise.names.sounds import ORIGINS, sounds
from normalise.script.arabic import is_arabic

_ATTESTED, _ATTESTED_OPEN, _ATTESTED_APART = 0.98, 0.85, 0.04
_ATTESTED_SELDOM = 0.3  # each is the usual spelling of another name, though some write it for this
_OPEN_RANKING = 0.2  # what an unlikely one of several attested forms loses
_ATTESTED_SHARE = 0.12  # of the belief in a spelling's forms; what has less is seldom meant
_HEADWORD = 0.5  # belief for the form that the lexicon writes just so, beside the networks' chances
_INITIAL = 0.75
_RANKING = 0.03  # what the sounds may take from an attested score
_OTHER_PARTICLE = 0.2  # father of X and mother of X, servant of X and X
_SHORTEST_JOINED = 7  # letters of a word that may hide an article: Alkazimi, Elbaradei
_WORDS = {"abd": "servant of", "abu": "father of", "umm": "mother of"}
_STEPS_IN_WORDS = {
    "dz": "d, dh and z are one letter in some conventions",
    "kq": "k, q and c are one letter in some conventions",
    "gj": "g, j and dj are one letter in some regions",
    "gq": "g stands for q",
    "shch": "ch stands for sh",
    "tth": "t stands for th",
    "sth": "s stands for th",
    "vw": "v stands for w",
    "kkh": "kh is written otherwise",
    "uo": "o and u are one vowel",
    "ei": "e and i are one vowel",
    "ae": "a and e are one vowel",
    "iI": "a long vowel is written once",
    "double": "a double consonant is written once",
}


class Likeness(NamedTuple):
    """The chance that two parts are one name, how surely they are two, and why."""

    same: float
    different: float
    why: str


def likeness(one: Part, other: Part, known: Attested) -> Likeness:  # noqa: PLR0911 - one a case
    """Return how alike two parts are, each in Latin or Arabic letters."""
    if one.text != other.text and (one.is_initial or other.is_initial):
        return _initials(one, other)
    if (one.head, one.tail) != (other.head, other.tail):
        return _other_particles(one, other, known)
    if one.text == other.text:
        return Likeness(1.0, 0.0, f"both {other.text}")
    if "allah" in (one.text, other.text) and one.head == "abd":
        return Likeness(0.02, 0.98, f"{one} and {other} serve by different names")
    first, second = is_arabic(one.text), is_arabic(other.text)
    if first and second:
        return _two_arabic(one, other)
    if first:
        return _mixed(other, one, known)
    if second:
        return _mixed(one, other, known)
    return _two_latin(one, other, known)


def _initials(one: Part, other: Part) -> Likeness:
    """Compare a part with an initial: it is no contradiction where the sounds may begin alike."""
    short, long = (one, other) if one.is_initial else (other, one)
    first = long.head or long.text
    if is_arabic(first):
        fits = first[0] in _initial_letters(short.text[0])
    else:
        begins = sounds(first)[:1]
        fits = first[0] == short.text[0] or bool(
            begins and set(_initial_letters(begins[0].sign)) & set(_initial_letters(short.text[0]))
        )
    if fits:
        return Likeness(_INITIAL, 0.1, f"{short.text[0].upper()}. may stand for {first}")
    return Likeness(0.03, 0.97, f"{short.text[0].upper()}. does not stand for {first}")


def _initial_letters(sign: str) -> str:
    """Return the Arabic letters that a Latin initial may stand for; vowels open with alif or ayn.

    >>> _initial_letters("m"), _initial_letters("o")
    ('من', 'اأإآعويى')
    """
    return "اأإآعويى" if sign in "aeiou" else ORIGINS.get(sign, "")


def _other_particles(one: Part, other: Part, known: Attested) -> Likeness:
    """Compare parts with different particles: as one word each, for a particle may be hidden."""
    if {one.head, other.head} == {"abu", "umm"}:
        return Likeness(0.01, 0.99, "a father is no mother")
    if is_arabic(one.text) or is_arabic(other.text):
        plain = likeness(Part(one.text), Part(other.text), known)
        return Likeness(plain.same * _OTHER_PARTICLE, 0.8, _particles_in_words(one, other))
    score = pairs.same_latin(one.joined, other.joined)
    return Likeness(score, 1 - score, _particles_in_words(one, other))


def _particles_in_words(one: Part, other: Part) -> str:
    told = [
        f"{part.text} is {_WORDS[part.head]} somebody"
        for part in (one, other)
        if part.head in _WORDS
    ]
    return " and ".join(told) or f"{one} and {other} are built differently"


def _two_arabic(one: Part, other: Part) -> Likeness:
    if folded(one.text) == folded(other.text):
        return Likeness(0.99, 0.01, f"{one.text} and {other.text} are spellings of one word")
    return Likeness(0.03, 0.97, f"{one.text} is not {other.text}")


def _mixed(latin: Part, arabic: Part, known: Attested) -> Likeness:
    """Compare a Latin part with an Arabic one."""
    attested = known.of(latin)
    target = folded(arabic.text)
    others = [form for form in attested if folded(form) != target]
    if not others and attested:
        return Likeness(_ATTESTED, 1 - _ATTESTED, f"{latin.text} is attested for {arabic.text}")
    if len(others) < len(attested):
        beliefs = _beliefs(latin, known)
        share = sum(belief for form, belief in beliefs.items() if folded(form) == target)
        if share < _ATTESTED_SHARE:
            why = f"{latin.text} is {_listed(others)}; seldom is it written for {arabic.text}"
            return Likeness(_ATTESTED_SELDOM, 1 - _ATTESTED_SELDOM, why)
        why = f"{latin.text} is attested for {arabic.text}; the spelling leaves open whether it is {_listed(others)}"
        return Likeness(_ATTESTED_OPEN + _OPEN_RANKING * (share - 1), 1 - _ATTESTED, why)
    score = max(pairs.same_arabic(word, arabic.text) for word in _readings(latin))
    if attested:
        score = min(score / 2, _ATTESTED_SELDOM)
        return Likeness(score, 1 - score, f"{latin.text} is {_listed(attested)}, not {arabic.text}")
    can = "can" if score >= 0.5 else "can hardly"
    return Likeness(score, 1 - score, f"{latin.text} {can} be read as {arabic.text}")


def _listed(forms: Sequence[str]) -> str:
    """Return forms in words, each once though it is spelt with and without hamza."""
    once: dict[str, str] = {}
    for form in forms:
        once.setdefault(folded(form), form)
    return " or ".join(once.values())


def _beliefs(part: Part, known: Attested) -> dict[str, float]:
    """Return the share of belief in each attested form of a spelling.

    The networks' chances, with a prize for the forms whose usual spelling it is.
    """
    heads = known.headword_of(part)
    chances = dict(spell(part.text))
    weights = {
        form: chances.get(form, 0.0) + 0.01 + (_HEADWORD if form in heads else 0.0)
        for form in known.of(part)
    }
    whole = sum(weights.values())
    return {form: weight / whole for form, weight in weights.items()}


def _two_latin(one: Part, other: Part, known: Attested) -> Likeness:
    attested = _two_attested(one, other, known)
    if attested:
        # Among what is attested, the sounds rank: Kazimi and Kadhimi before Kazimi and Kasmi.
        near = pairs.same_latin_quick(one.text, other.text)
        return attested._replace(same=attested.same - _RANKING * (1 - near))
    score, left, right = max(
        (pairs.same_latin(left, right), left, right)
        for left in _readings(one)
        for right in _readings(other)
    )
    return Likeness(score, 1 - score, _in_words(left, right, score))


def _two_attested(one: Part, other: Part, known: Attested) -> Likeness | None:
    """Compare two Latin parts that the lexicon knows; None where it does not know both."""
    first, second = known.of(one), known.of(other)
    if not first or not second:
        return None
    shared = [form for form in first if form in second]
    heads = known.headword_of(one), known.headword_of(other)
    told = (
        f"{one.text} is {_listed(heads[0] or first)}, {other.text} is {_listed(heads[1] or second)}"
    )
    if not shared:
        return Likeness(_ATTESTED_APART, 1 - _ATTESTED_APART, told)
    apart = all(heads) and not set(heads[0]) & set(heads[1])
    if apart or _common_belief(one, other, shared, known) < _ATTESTED_SHARE:
        return Likeness(
            _ATTESTED_SELDOM, 1 - _ATTESTED_SELDOM, f"{told}; seldom is one written for the other"
        )
    left_open = [form for form in dict.fromkeys((*first, *second)) if form not in shared]
    if left_open:
        why = (
            f"both may be {shared[0]}; the spelling leaves open whether one is {_listed(left_open)}"
        )
    elif len({folded(form) for form in shared}) > 1:
        why = f"both may be {_listed(shared)}; the spelling leaves open which"
    else:
        return Likeness(_ATTESTED, 1 - _ATTESTED, f"both {shared[0]}")
    return Likeness(_ATTESTED_OPEN, 1 - _ATTESTED, why)


def _common_belief(one: Part, other: Part, shared: Sequence[str], known: Attested) -> float:
    """Return how much of the belief in both spellings goes to the same Arabic forms."""
    if len(known.of(one)) == len(known.of(other)) == 1:
        return 1.0
    beliefs = _beliefs(one, known), _beliefs(other, known)
    return sum(min(beliefs[0][form], beliefs[1][form]) for form in shared)


def _readings(part: Part) -> tuple[str, ...]:
    """Return a Latin word, and the word without an article that may be joined to it.

    >>> _readings(Part("alkazimi")), _readings(Part("ali"))
    (('alkazimi', 'kazimi'), ('ali',))
    """
    if part.text[:2] in ("al", "el") and len(part.text) >= _SHORTEST_JOINED and not part.head:
        return part.text, part.text[2:]
    return (part.text,)


def _in_words(one: str, other: str, score: float) -> str:
    """Say what parts two spellings, and which Arabic both may stand for."""
    steps = [step for step in sound_difference(one, other).steps if step not in SAME]
    names = dict.fromkeys(_STEPS_IN_WORDS.get(step.partition("_")[0], "") for step in steps)
    told = "; ".join(name for name in names if name)
    if score < 0.5:
        if "hard" in steps:
            return f"{one} and {other}: no convention writes these consonants for one letter"
        return f"{one} and {other}: they differ too much" + (f" ({told})" if told else "")
    theirs = {folded(form).removeprefix("ال"): form for form, _ in spell(other)[:3]}
    for form, _ in spell(one)[:3]:
        if folded(form).removeprefix("ال") in theirs:
            return f"both may be {form}" + (f": {told}" if told else "")
    return f"{one} and {other} sound alike" + (f": {told}" if told else "")
