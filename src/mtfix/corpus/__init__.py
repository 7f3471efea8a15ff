"""Run mtfix over many articles: `mtfix corpus` on one machine or with Ray, `ArrowFixer` inside Spark and others."""

from mtfix.corpus._arrow import ArrowFixer
from mtfix.corpus.base import Settings

__all__ = ["ArrowFixer", "Settings"]
