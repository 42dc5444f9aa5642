"""Measure the detector: speed on one core beside scikit-learn's n-gram regression, loading, memory.

    python benchmarks/detection.py [DOCUMENTS.jsonl[.gz]]

Documents are JSON Lines with a field `text`; without a file, news-like documents are put together
from the paragraphs of the sample article. All are measured in turn in one process, several times, and
the median counts. The regression (words 1-3, letters 2-4) is the usual tool for this task; what
it was fitted on does not change its speed.
"""

from __future__ import annotations

import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from random import Random

from rows import rows

from normalise.detection.judging import hold, judge
from normalise.detection.model import loaded

ROOT = Path(__file__).parent.parent
ROUNDS = 5
TOGETHER = 64  # texts, as the command reads them
_LOAD = """
import time
import numpy, sentencepiece
start = time.perf_counter()
from normalise.detection.model import loaded
loaded().reader
print(time.perf_counter() - start)
"""


def documents(path: str | None) -> list[str]:
    """Return the texts to measure on, two megabytes at most."""
    if path:
        texts = [row["text"] for row in rows(Path(path))]
    else:
        article = next((ROOT / "seeds").glob("*.txt")).read_text(encoding="utf8")
        parts = [part for part in article.split("\n") if part.strip()]
        chance = Random(0)
        texts = ["\n\n".join(chance.choices(parts, k=9)) for _ in range(600)]
    kept, size = [], 0
    for text in texts:
        kept.append(text)
        size += len(text.encode())
        if size > 2_000_000:
            break
    return kept


def regression(texts: list[str]) -> Callable[[], object]:
    """Return the same work by scikit-learn."""
    # Late, so that its memory does not count as ours.
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline, make_union

    views = make_union(
        TfidfVectorizer(ngram_range=(1, 3), min_df=2, sublinear_tf=True),
        TfidfVectorizer(analyzer="char", ngram_range=(2, 4), min_df=2, sublinear_tf=True),
    )
    model = make_pipeline(views, LogisticRegression(max_iter=20, tol=0.1))
    some = texts[:200]
    model.fit(some, [number % 2 for number in range(len(some))])
    return lambda: model.predict_proba(texts)


def main() -> None:
    """Print the table."""
    texts = documents(sys.argv[1] if len(sys.argv) > 1 else None)
    size = sum(len(text.encode()) for text in texts) / 1e6
    model = loaded()
    together = [texts[start : start + TOGETHER] for start in range(0, len(texts), TOGETHER)]
    tasks: dict[str, Callable[[], object]] = {
        "read into n-grams": lambda: [model.reader.read_all(some) for some in together],
        "log-odds alone": lambda: [hold(some) for some in together],
        "judge: gate, label, evidence": lambda: [
            judge(text, held=held)
            for some in together
            for text, held in zip(some, hold(some), strict=True)
        ],
        "the same, one text after another": lambda: [judge(text) for text in texts],
    }
    judge(texts[0])
    held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    tasks["scikit-learn n-gram regression"] = regression(texts)
    times: dict[str, list[float]] = {name: [] for name in tasks}
    for _ in range(ROUNDS):
        for name, task in tasks.items():
            start = time.perf_counter()
            task()
            times[name].append(time.perf_counter() - start)
    loads = [
        float(subprocess.run([sys.executable, "-c", _LOAD], capture_output=True, check=True).stdout)
        for _ in range(ROUNDS)
    ]
    print(f"{len(texts)} documents, {size:.1f} MB, one core, median of {ROUNDS}")
    for name, found in times.items():
        print(f"{name:32s} {size / statistics.median(found):6.2f} MB/s")
    print(f"load the weights                 {statistics.median(loads) * 1000:6.0f} ms")
    print(f"memory, interpreter and all      {held:6.0f} MB")


if __name__ == "__main__":
    main()
