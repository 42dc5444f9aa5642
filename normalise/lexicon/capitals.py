"""Whether words of a text are a form of the lexicon: what parts them, and their capitals.

Engines lose capitals: "the Sadrist current", "the Ministry of interior". A name of an organisation, a
group or a place that has some of its capitals left, and is told by them, is that name.
"""

from __future__ import annotations

import re

from normalise.lexicon.entry import Case
from normalise.lexicon.forms import anchor
from normalise.lexicon.hits import PARTING, Owner
from normalise.script.english import plural
from normalise.script.particles import PARTICLES
from normalise.script.spelling import other_spelling

# "as Salt", "at Tall": with a space it is English, with a hyphen the article of a name.
_ENGLISH_WORD_FIRST = re.compile(r"^(?:a[dnst]|ar|er|en|es|ed|et)\s", re.IGNORECASE)
_LATIN_PARTICLE = re.compile(r"^(?:[AaEeIi](?:l|sh|th|dh|[tdrzsn])-)")
_BODIES = frozenset({"organisation", "group", "place"})
_KEPT = frozenset({"right", "alias"})  # linked, never rewritten: less is at stake
_ROLES = _KEPT | {"variant"}
_GLUE = frozenset("a al an and by el for in of on the to".split())
# A capital that tells nothing, as English always writes it: "Lebanese forces" are no party.
_PEOPLE = re.compile(
    r"(?:i|[^c]an|ese|ish|ic)$|^(?:Arab|Druze|French|Greek|Kurd|Muslim|Shia|Shiite|Sunni)$"
)
_TELLING = 3  # words of a name that need no capital to tell it but one


def is_form(owner: Owner, words: str) -> bool:
    """Tell whether words are the form: nothing parts them, and the capitals are right."""
    written = owner.form.written
    if owner.form.plural:
        written = plural(written) or written
    if words == written:
        return True
    if not _is_whole(written, words):
        return False
    case = _case(owner)
    if case == "fold":
        return True
    if case == "exact":
        return words.split() == anchor(written).split()
    return capitals_fit(words, written)


def _is_whole(written: str, words: str) -> bool:
    """Whether nothing parts the words, and they begin as the form does."""
    return not any(
        pattern.search(words) and not pattern.search(written)
        for pattern in (PARTING, _ENGLISH_WORD_FIRST)
    )


def _case(owner: Owner) -> Case:
    rule = owner.rule
    return rule.case if rule else owner.entry.case


def needs_capital(owner: Owner) -> bool:
    """Tell whether no text that begins with a small letter can be this form."""
    return _case(owner) != "fold" and anchor(owner.form.written)[:1].isupper()


def capitals_fit(words: str, written: str) -> bool:
    """Tell whether a text has the capitals of a form; a lower-case form fits any.

    >>> capitals_fit("Popular crowd", "popular crowd"), capitals_fit("hope movement", "Hope Movement")
    (True, False)
    >>> capitals_fit("AL-BAB", "al-Bab"), capitals_fit("Al-Bab", "al-Bab"), capitals_fit("us", "US")
    (True, True, False)
    """
    if written.islower():
        return True
    if written.isupper() and " " not in written:
        return words.isupper()
    small = {word for word in written.split() if word[0].islower()}
    small |= {other for word in small if (other := other_spelling(word))}
    for word in words.split():
        if _initial(word).islower() and word not in small and word not in PARTICLES:
            return False
    return True


def has_lost_capitals(owner: Owner, words: str) -> bool:
    """Tell whether words are the name of a body without some of its capitals.

    >>> from normalise.lexicon.entry import Entry
    >>> from normalise.lexicon.forms import forms
    >>> entry = Entry("group.x", "group", "Sadrist Current", ("التيار الصدري",))
    >>> owner = Owner(entry, next(forms(entry)))
    >>> has_lost_capitals(owner, "Sadrist current"), has_lost_capitals(owner, "sadrist current")
    (True, False)
    """
    entry, form = owner.entry, owner.form
    if (
        entry.kind not in _BODIES
        or form.role not in _ROLES
        or _case(owner) != "smart"
        or not _is_whole(form.written, words)
    ):
        return False
    content = [word for word in words.split() if word.lower() not in _GLUE]
    capitals = [word for word in content if _has_capital(word)]
    if form.role in _KEPT and len(content) >= _TELLING:
        return bool(capitals)
    return len(content) > 1 and not all(map(_PEOPLE.search, capitals))


def has_lone_capital(words: str) -> bool:
    """Tell whether only the first word has a capital, and may have it as the first of a sentence.

    >>> has_lone_capital("Future movement"), has_lone_capital("Iraqi national accord")
    (True, False)
    """
    first, *rest = words.split()
    return not any(map(_has_capital, rest)) and not _PEOPLE.search(first)


def _has_capital(word: str) -> bool:
    return _initial(word).isupper()


def _initial(word: str) -> str:
    return _LATIN_PARTICLE.sub("", word)[:1]
