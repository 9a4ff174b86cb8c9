"""The bytes that a record came as, compressed and kept by their sha256. Touches only the database it is given.

zstandard at level 3 without a dictionary: 29,000 real records a second to 3.6 kB each, where zlib-6 makes 5,800 to
3.5 kB. A dictionary trained on real records would save another 0.6 kB, but would hold their text and would have to
travel with every file for ever (tests/benchmarks/storing.py measures all of them).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Final

from sqlite_utils import Database
from zstandard import ZstdCompressor, ZstdDecompressor, ZstdError

CODEC: Final = "zstd"
_LEVEL: Final = 3


def hash_of(raw: bytes) -> str:
    """The name that raw bytes are kept by: their sha256 in hex."""
    return hashlib.sha256(raw).hexdigest()


def keep(db: Database, raws: Iterable[tuple[str, bytes]]) -> None:
    """Keep raw bytes by their hash; those that are there already cost no write."""
    compressor = ZstdCompressor(level=_LEVEL)
    db.conn.executemany(
        "INSERT INTO raw (hash, codec, size, data) VALUES (?, ?, ?, ?) ON CONFLICT (hash) DO NOTHING",
        ((name, CODEC, len(raw), compressor.compress(raw)) for name, raw in raws),
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
