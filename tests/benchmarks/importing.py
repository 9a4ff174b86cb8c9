"""The whole import, tags included, and the searches after it, beside the peers that only parse; all in one run.

    python tests/benchmarks/importing.py [--records 30000]

The records are the real ones of ../shared under new PMIDs. Every line is a process of its own, timed from outside by
the clock, by the processor and by the most memory that it held. Writes temporary files only.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import parsing

EVIDENCE = [sys.executable, "-c", "import sys; from evidence.cli import main; sys.exit(main())"]
SEARCHES = (
    ("search", "--help"),
    ("search", "thrombectomy"),
    ("search", "patients"),
    ("search", '"follow up" design:rct n:>=50'),
    ("search", "randomised -mice year:2010.."),
)


def timed(command: list[str]) -> tuple[float, float, float]:
    """Seconds by the clock, seconds of the processor, peak MB of a command and its children, whole."""
    begin = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    assert process.stderr
    told = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.stderr.close()
    seconds = time.perf_counter() - begin
    if os.waitstatus_to_exitcode(status):
        sys.exit(f"{' '.join(command[3:])}: {told.decode()}")
    return seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def imports(path: Path, folder: Path, records: int) -> Iterator[str]:
    """The import with tags on one process and on two."""
    for processes in (1, 2):
        db = folder / f"{processes}.db"
        command = [*EVIDENCE, "--db", str(db), "--quiet", "import", str(path), "--processes", str(processes)]
        seconds, cpu, memory = timed(command)
        title = f"evidence import, stored and tagged, {processes} process{'es' if processes > 1 else ''}"
        speed = f"{seconds:>8.1f} {records / seconds:>9,.0f} {records / cpu:>11,.0f}"
        yield f"{title:<44} {records:>8,} {speed} {'':>7} {memory:>9,.0f}"


def searches(db: Path) -> Iterator[str]:
    """Each search as a user runs it, start included; the middle of five."""
    for words in SEARCHES:
        runs = sorted(timed([*EVIDENCE, "--db", str(db), *words]) for _ in range(5))
        seconds, cpu, memory = runs[2]
        figures = f"{1000 * seconds:>7.0f} ms  {1000 * cpu:>7.0f} ms of processor  {memory:>5,.0f} MB"
        yield f"evidence {' '.join(words):<50} {figures}"


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--records", type=int, default=30_000)
    parser.add_argument("--shared", type=Path, default=Path(__file__).resolve().parents[3] / "shared")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for line in parsing.table(options.shared, folder, options.records, min(options.records, 3_000)):
            print(line, flush=True)
        for line in imports(folder / "all.xml", folder, options.records):
            print(line, flush=True)
        print("the load on this machine:", *(f"{load:.1f}" for load in os.getloadavg()))
        for line in searches(folder / "1.db"):
            print(line, flush=True)


if __name__ == "__main__":
    main()
