"""Makes text that others wrote safe to print: the one function that all foreign text passes on its way out."""

from __future__ import annotations

import re
import unicodedata

_UNSAFE_CATEGORIES = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})
_PLAIN = re.compile(r"[ -~]*\Z")


def shown(text: str, limit: int = 200, *, keep_breaks: bool = False) -> str:
    """Returns ``text`` with control, bidi and other unprintable characters escaped, cut to ``limit`` characters.

    ``keep_breaks`` leaves line feeds as they are (for running text). Private-use and surrogate code points are escaped
    as well.
    """
    if len(text) > limit:
        text = text[: max(limit - 1, 0)] + "…"
    if _PLAIN.match(text):
        return text
    return "".join(
        character if (keep_breaks and character == "\n") or not _unsafe(character) else _escape(character)
        for character in text
    )


def _unsafe(character: str) -> bool:
    return unicodedata.category(character) in _UNSAFE_CATEGORIES


def _escape(character: str) -> str:
    code = ord(character)
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
