"""``python -m benchmarks [part …] [--data DIR]``."""

import argparse
import importlib
import sys
from pathlib import Path

from benchmarks import harness

PARTS = (
    "sentences", "voices", "keywords", "phrases", "sentiment", "reader", "topics", "wording",
    "speed", "screens",
)  # fmt: skip


def main(arguments: list[str] | None = None) -> int:
    """Run the benchmarks that are asked for, and skip those whose data is not here."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks", description="Measure the methods on labelled news."
    )
    parser.add_argument("parts", nargs="*", metavar="part", help=f"{', '.join(PARTS)}; none = all")
    parser.add_argument(
        "--data", type=Path, default=harness.DATA, help="folder of the labelled sets"
    )
    parser.add_argument("--out", type=Path, default=harness.RESULTS, help="folder for the tables")
    options = parser.parse_args(arguments)
    if unknown := [part for part in options.parts if part not in PARTS]:
        parser.error(f"no benchmark is called {unknown[0]}; there are {', '.join(PARTS)}")
    for part in options.parts or PARTS:
        module = importlib.import_module(f"benchmarks.{part}")
        if absent := harness.missing(options.data, module.FILES):
            print(f"{part}: skipped, no {absent[0]}.jsonl.gz in {options.data}", file=sys.stderr)
            continue
        print(f"\n{part}", flush=True)
        harness.write(module.run(options.data), part, folder=options.out)
    return 0


if __name__ == "__main__":
    sys.exit(main())
