"""Lookups in a base of a million claims against the same in the shipped one. It reports; it asserts nothing.

usage: python benchmarks/scale.py [--claims N] [--entities N] [--runs N]    with the Python that has chipcli; Linux

The large base holds the shipped one and, after it, claims and entities that are made up. Both are asked the same
questions, in turn, by whole processes; what is printed is the ratio of the large base to the shipped one.
"""

import argparse
import random
import statistics
import string
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from msgspec.structs import replace

from chipcli.model.base import FactBase
from chipcli.model.claim import Claim
from chipcli.model.entity import Entity
from chipcli.store import BASE, build, open_file

QUESTIONS = (
    ("chip H200 --json", 0),
    ("status H20 --date 2025-07 --json", 0),
    ("compare H200 H20 --json", 0),
    ("fact h20-us-blocked --json", 0),
    ("chip H300 --json", 1),
    ("company cambrikon --json", 0),
)
"""Command lines with the exit codes they end with; the last one matches a name approximately."""

# Asks a base other than the shipped one, and tells the peak memory of the process when it is done.
ASK = """\
import pathlib, sys
import chipcli.store, chipcli.authored
chipcli.store.BASE = pathlib.Path(sys.argv[1])
chipcli.authored.checkout = lambda: None
from chipcli.__main__ import main
code = main(sys.argv[2:])
# Not ru_maxrss: it remembers the size of the process that forked this one.
status = pathlib.Path("/proc/self/status").read_text()
print(next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM")), file=sys.stderr)
sys.exit(code)
"""


class Run(NamedTuple):
    """One finished process."""

    seconds: float
    peak_kib: int


def main() -> None:
    """Build the large base, measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--claims", type=int, default=1_000_000)
    parser.add_argument("--entities", type=int, default=100_000)
    parser.add_argument("--runs", type=int, default=15)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        large = Path(folder) / "large.sqlite"
        started = time.perf_counter()
        build.write(enlarged(open_file(BASE).records(), options.claims, options.entities), large)
        seconds, size = time.perf_counter() - started, large.stat().st_size / 1e6
        print(f"{options.claims:,} claims, {options.entities:,} entities: {size:,.0f} MB, built in {seconds:.0f} s")  # noqa: T201
        for line in report(large, options.runs):
            print(line)  # noqa: T201


def enlarged(base: FactBase, claims: int, entities: int) -> FactBase:
    """Return a base with made-up claims about made-up entities behind the real ones."""
    rng = random.Random(1)  # noqa: S311  # the same base every time
    names = list(_names(rng, entities, {entity.name.casefold() for entity in base.entities}))
    made = tuple(Entity(id=f"made-{place}", kind="company", name=name) for place, name in enumerate(names))
    origins = base.origins | {f"entity:{entity.id}": "made.yaml:1" for entity in made}
    pattern = next(claim for claim in base.claims if claim.kind == "market")
    return replace(
        base,
        entities=(*base.entities, *made),
        claims=(*base.claims, *_claims(pattern, made, claims - len(base.claims))),
        origins=origins,
    )


def _names(rng: random.Random, count: int, taken: set[str]) -> Iterator[str]:
    while count:
        name = "".join(rng.choices(string.ascii_lowercase, k=rng.randint(5, 12)))
        if name not in taken:
            taken.add(name)
            count -= 1
            yield name


def _claims(pattern: Claim, entities: tuple[Entity, ...], count: int) -> Iterator[Claim]:
    for place in range(count):
        subject = entities[place % len(entities)].id
        yield replace(pattern, id=f"made-{place}", subject=subject, conflicts_with=(), agrees_with=(), mentions=())


def report(large: Path, runs: int) -> Iterator[str]:
    """Yield a line for each question."""
    yield f"{'question':40} {'shipped':>8} {'large':>8} {'ratio':>6}  peak MiB"
    for question, expected in QUESTIONS:
        pairs = [(ask(BASE, question, expected), ask(large, question, expected)) for _ in range(runs)]
        small, big = (statistics.median(run.seconds for run in column) * 1000 for column in zip(*pairs, strict=True))
        ratio = statistics.median(b.seconds / a.seconds for a, b in pairs)
        peak = max(b.peak_kib for _, b in pairs) / 1024
        yield f"{question:40} {small:8.1f} {big:8.1f} {ratio:6.2f}  {peak:.1f}"


def ask(base: Path, question: str, expected: int) -> Run:
    """Ask one question of one base, in a process of its own.

    Raises:
        SystemExit: if the answer has another exit code than it should.
    """
    started = time.perf_counter()
    done = subprocess.run([sys.executable, "-c", ASK, str(base), *question.split()], capture_output=True, check=False)
    seconds = time.perf_counter() - started
    if done.returncode != expected:
        sys.exit(f"{question}: exit {done.returncode}, not {expected}: {done.stderr.decode()}")
    return Run(seconds, int(done.stderr.split()[-1]))


if __name__ == "__main__":
    main()
