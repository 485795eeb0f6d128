"""The rules: a system without training that reads a document with word lists and patterns."""

from __future__ import annotations

from onrecord_baselines.rules.system import make

__all__ = ["make"]
