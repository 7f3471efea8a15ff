"""A small language model as a second opinion on sentences: the extra ``mtfix[lm]``.

>>> from mtfix import lm
>>> sound, garbled = lm.score(["The talks ended without a result.", "Talks the result of without ending."])
>>> sound.score < 0.1 < garbled.score
True

The model (SmolLM2-135M, Apache-2.0) runs on the processor and never reaches for the network.
"""

from mtfix.lm.features import Word
from mtfix.lm.model import Progress, installed, require
from mtfix.lm.scoring import Surprisal, score, watching

__all__ = ["Progress", "Surprisal", "Word", "installed", "require", "score", "watching"]
