"""Text and data made safe to stand inside an HTML page or a script file. Touches nothing."""

from __future__ import annotations

import json
from base64 import b64encode
from hashlib import sha256
from html import escape
from typing import Any, Final

from evidence.sanitize import plain_text

# In a script, "<" could end it or begin a comment; the two separators end a line in old JavaScript.
_UNSAFE: Final = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026", 0x2028: "\\u2028", 0x2029: "\\u2029"}


def markup(text: str) -> str:
    """Text for HTML, also inside a quoted attribute; control characters are dropped."""
    return escape(plain_text(text))


def script_json(data: Any) -> str:
    """Data as JSON that may stand inside a script element or a script file; the strings must be plain text."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).translate(_UNSAFE)


def hash_source(text: str) -> str:
    """The source expression that lets exactly this inline text run under a content security policy."""
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"
