"""What others need for the like work on the same texts; a peer that is not installed is named."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from normalise.lexicon.store import Lexicon

Work = Callable[[str], object]


def peers(lexicon: Lexicon, texts: Sequence[str]) -> Iterator[tuple[str, str, Work | str]]:
    """Yield name, what it does, and the work on one text, or why there is none."""
    forms = list(dict.fromkeys(owner.form.folded for owner in _owners(lexicon)))
    for name, what, make in (
        ("flashtext", "finds the same forms", _flashtext),
        ("spaCy PhraseMatcher", "finds the same forms, tokenises", _phrase_matcher),
        ("spaCy EntityRuler", "finds the same forms, tokenises, marks entities", _entity_ruler),
        ("sacremoses", "tokenises", _sacremoses),
        ("ftfy", "mends encodings", _ftfy),
        ("scikit-learn", "word 1-3 and char 2-4-gram logistic regression", _regression),
    ):
        try:
            yield name, what, make(forms, texts)
        except ImportError as error:
            yield name, what, f"not installed ({error.name}): uv sync --group bench"


def _owners(lexicon: Lexicon) -> Iterator:
    for index in range(len(lexicon._forms)):
        yield from lexicon._owners_of(index)[:1]


def _flashtext(forms: list[str], _: Sequence[str]) -> Work:
    from flashtext import KeywordProcessor

    processor = KeywordProcessor()
    for form in forms:
        processor.add_keyword(form)
    return processor.extract_keywords


def _phrase_matcher(forms: list[str], _: Sequence[str]) -> Work:
    import spacy
    from spacy.matcher import PhraseMatcher

    blank = spacy.blank("en")
    blank.max_length = 10**9
    matcher = PhraseMatcher(blank.vocab, attr="LOWER")
    matcher.add("form", list(blank.tokenizer.pipe(forms)))
    return lambda text: matcher(blank.make_doc(text))


def _entity_ruler(forms: list[str], _: Sequence[str]) -> Work:
    import spacy

    blank = spacy.blank("en")
    ruler = blank.add_pipe("entity_ruler", config={"phrase_matcher_attr": "LOWER"})
    ruler.add_patterns([{"label": "FORM", "pattern": form} for form in forms])
    return blank


def _sacremoses(_: list[str], __: Sequence[str]) -> Work:
    from sacremoses import MosesTokenizer

    return MosesTokenizer(lang="en").tokenize


def _ftfy(_: list[str], __: Sequence[str]) -> Work:
    import ftfy

    return ftfy.fix_text


def _regression(_: list[str], texts: Sequence[str]) -> Work:
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline, make_union

    # Only its speed is measured, so it may learn to tell every second text from the others.
    features = make_union(
        TfidfVectorizer(ngram_range=(1, 3), max_features=200_000),
        TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 4), max_features=200_000),
    )
    model = make_pipeline(features, LogisticRegression(max_iter=50))
    some = texts[:200]
    model.fit(some, [number % 2 for number in range(len(some))])
    return lambda text: model.predict_proba([text])
