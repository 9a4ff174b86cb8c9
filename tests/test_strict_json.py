"""JSON that its standard does not have is refused, and none makes a crash."""

from __future__ import annotations

import pytest

from evidence.strict_json import from_json


def test_json_is_read() -> None:
    assert from_json('{"n": [118, null]}') == {"n": [118, None]}


@pytest.mark.parametrize(
    ("text", "says"), [("NaN", "NaN is no number of JSON"), ("[" * 100_000, "nested too deep"), ("{", "Expecting")]
)
def test_what_is_none_is_refused(text: str, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        from_json(text)
