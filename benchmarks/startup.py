"""Start-up time of chipcli against a Typer command that only says hello. It reports; it asserts nothing.

usage: python benchmarks/startup.py [--runs N]        with the Python that chipcli is installed for

Whole processes are timed in turn (hello, chipcli, hello, chipcli, ...), and each run is set against
its neighbour: a machine that slows down for a second slows both. The ratio is what to look at.
"""

import argparse
import os
import pty
import statistics
import subprocess
import sys
import sysconfig
import tempfile
import time
from collections.abc import Callable, Iterator
from importlib.util import cache_from_source, find_spec
from pathlib import Path
from typing import NamedTuple

HELLO = """\
import typer

app = typer.Typer()


@app.command()
def hello(name: str) -> None:
    typer.echo(f"hello {name}")


app()
"""

WARM_UP = 2
"""Runs of each that are not counted: the first ones read from disk."""

MIB = 1024 * 1024

# Linux counts in KiB, macOS in bytes.
MAXRSS_UNIT = 1 if sys.platform == "darwin" else 1024


class Run(NamedTuple):
    """One finished process."""

    seconds: float
    peak: int
    """Largest resident set, in bytes."""


Runner = Callable[[list[str], dict[str, str]], Run]


class Pairs(NamedTuple):
    """Runs that stood side by side, the first of each pair being hello."""

    hello: list[Run]
    chipcli: list[Run]

    def ratios(self) -> list[float]:
        """Return chipcli's time as a multiple of hello's, pair by pair."""
        return [b.seconds / a.seconds for a, b in zip(self.hello, self.chipcli, strict=True)]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--runs", type=int, default=40, metavar="N", help="pairs to time (default: %(default)s)")
    runs = max(parser.parse_args().runs, 2)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "hello.py")
        path.write_text(HELLO, encoding="utf-8")
        sys.stdout.writelines(f"{line}\n" for line in report([sys.executable, str(path), "H200"], runs))


def report(hello: list[str], runs: int) -> Iterator[str]:
    """Yield the lines of the report, each as soon as it is known."""
    chip = [sys.executable, str(script()), "chip", "H200"]
    cases: tuple[tuple[str, list[str], Runner], ...] = (
        ("JSON on a pipe", [*chip, "--json"], run_on_pipe),
        ("table on a terminal", chip, run_on_terminal),
    )
    yield f"Python {sys.version.split()[0]}, {runs} pairs each; times in ms, ratio = chipcli / hello"
    yield f"{'':<20} {'bytecode':<9} {'hello':>7} {'chipcli':>8} {'ratio':>6}  quartiles"
    json_runs: list[Run] = []
    # Without writing first: the runs that write leave files behind that would help those that don't.
    for writes in (False, True):
        environment = clean_environment(writes_bytecode=writes)
        for name, command, run in cases:
            bytecode = "written" if writes else compiled()
            pairs = measure(hello, command, run, environment, runs)
            low, middle, high = statistics.quantiles(pairs.ratios(), n=4, method="inclusive")
            times = [statistics.median(side.seconds for side in sides) * 1000 for sides in pairs]
            yield (
                f"{name:<20} {bytecode:<9} {times[0]:>7.1f} {times[1]:>8.1f} {middle:>6.2f}  {low:.2f} to {high:.2f}"
            )
            if run is run_on_pipe:
                json_runs += pairs.chipcli
    yield "bytecode: written, as Python does by default; else PYTHONDONTWRITEBYTECODE is set, and as"
    yield "many of chipcli's modules as shown had theirs from before (installing writes all, `-e` none)"
    yield f"peak memory of the JSON answer: {max(run.peak for run in json_runs) / MIB:.1f} MiB"


def measure(hello: list[str], command: list[str], run: Runner, environment: dict[str, str], runs: int) -> Pairs:
    """Run the two commands in turn."""
    pairs = Pairs([], [])
    for turn in range(-WARM_UP, runs):
        first, second = run(hello, environment), run(command, environment)
        if turn >= 0:
            pairs.hello.append(first)
            pairs.chipcli.append(second)
    return pairs


def run_on_pipe(command: list[str], environment: dict[str, str]) -> Run:
    """Run a command whose output a program reads."""
    reader, writer = os.pipe()
    return _timed(command, environment, reader, writer)


def run_on_terminal(command: list[str], environment: dict[str, str]) -> Run:
    """Run a command whose output a person reads; only then is Rich loaded."""
    reader, writer = pty.openpty()
    return _timed(command, environment, reader, writer)


def _timed(command: list[str], environment: dict[str, str], reader: int, writer: int) -> Run:
    start = time.perf_counter()
    with subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=writer, stderr=writer, env=environment) as process:
        os.close(writer)
        output = _drain(reader)
        # wait4, not wait: it also says what this one child used. A child's peak starts from its
        # parent's, and this script is smaller than any program it measures.
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
    os.close(reader)
    if process.returncode:
        sys.stderr.write(output.decode(errors="replace"))
        sys.exit(f"exit code {process.returncode}: {' '.join(command)}")
    return Run(seconds, usage.ru_maxrss * MAXRSS_UNIT)


def _drain(reader: int) -> bytes:
    """Read until the writing side is closed."""
    output = bytearray()
    while True:
        try:
            part = os.read(reader, 65536)
        except OSError:
            # Linux reports a terminal that nobody holds open any more as an error.
            return bytes(output)
        if not part:
            return bytes(output)
        output += part


def clean_environment(*, writes_bytecode: bool) -> dict[str, str]:
    """Return an environment in which every machine measures the same thing."""
    unwanted = {"PYTHONDONTWRITEBYTECODE", "NO_COLOR", "FORCE_COLOR"}
    environment = {
        name: value for name, value in os.environ.items() if name not in unwanted and not name.startswith("CHIPCLI_")
    }
    environment |= {"TERM": "xterm-256color", "COLUMNS": "100", "LINES": "40"}
    if not writes_bytecode:
        environment["PYTHONDONTWRITEBYTECODE"] = "1"
    return environment


def compiled() -> str:
    """Say how many of chipcli's modules have their bytecode beside them."""
    spec = find_spec("chipcli")
    folders = (spec.submodule_search_locations if spec else None) or ()
    modules = [module for folder in folders for module in Path(folder).rglob("*.py")]
    return f"{sum(Path(cache_from_source(str(module))).exists() for module in modules)} of {len(modules)}"


def script() -> Path:
    """Return the command as pip installed it, for this Python."""
    path = Path(sysconfig.get_path("scripts"), "chipcli")
    if not path.exists():
        sys.exit(f"no chipcli for {sys.executable}: install it with this Python's pip")
    return path


if __name__ == "__main__":
    main()
