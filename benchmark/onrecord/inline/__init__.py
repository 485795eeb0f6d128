"""The inline notation that annotators edit, and the two ways between it and records."""

from onrecord.inline.reading import compile_inline
from onrecord.inline.writing import write_inline

__all__ = ["compile_inline", "write_inline"]
