"""The bytes that a record or an answer came as, compressed, told by their sha256. Touches only the database given.

zstandard at level 3 without a dictionary: 29,000 real records a second to 3.6 kB each, where zlib-6 makes 5,800 to
3.5 kB. A dictionary trained on real records would save another 0.6 kB, but would hold their text and would have to
travel with every file for ever (tests/benchmarks/storing.py measures all of them).
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from typing import Final

from sqlite_utils import Database
from zstandard import ZstdCompressor, ZstdDecompressor, ZstdError

CODEC: Final = "zstd"
_LEVEL: Final = 3


def hash_of(raw: bytes) -> str:
    """The name that raw bytes are kept by: their sha256 in hex."""
    return hashlib.sha256(raw).hexdigest()


def packer() -> Callable[[bytes], bytes]:
    """What packs bytes as `CODEC` says; for many of them it is made once, which spares a fifth of the time."""
    return ZstdCompressor(level=_LEVEL).compress


def keep(db: Database, raws: Iterable[tuple[str, bytes]]) -> None:
    """Keep raw bytes by their hash; those that are there already cost no write."""
    packed = packer()
    db.conn.executemany(
        "INSERT INTO raw (hash, codec, size, data) VALUES (?, ?, ?, ?) ON CONFLICT (hash) DO NOTHING",
        ((name, CODEC, len(raw), packed(raw)) for name, raw in raws),
    )


def unpacked(codec: str, data: bytes, size: int) -> bytes:
    """The bytes as they came.

    Raises:
        ValueError: they are damaged, or packed in a way that this version doesn't know.
    """
    if codec != CODEC:
        raise ValueError(f"unknown packing {codec!r}")
    try:
        return ZstdDecompressor().decompress(data, max_output_size=size)
    except ZstdError as error:
        raise ValueError(f"damaged: {error}") from None


def is_whole(name: str, codec: str, data: bytes, size: int) -> bool:
    """Whether packed bytes are still those whose `hash_of` is `name`."""
    try:
        return hash_of(unpacked(codec, data, size)) == name
    except ValueError:
        return False
