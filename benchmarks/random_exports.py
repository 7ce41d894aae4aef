"""How random exports fare: recognised, refused and why; any error that is not told stops it.

python -m benchmarks.random_exports 5000
"""

import sys
import time
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

from sociallens.errors import BadExport
from sociallens.importing.formats.detect import Part, parts
from sociallens.importing.profiles.profile import shipped
from tests.random_exports import export


def main(count: int) -> None:
    fates: Counter[str] = Counter()
    kinds: Counter[str] = Counter()
    slowest = (0.0, 0)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "export"
        for seed in range(count):
            made = export(seed)
            kinds[made.kind.partition(".")[0]] += 1
            path.write_bytes(made.content)
            began = time.perf_counter()
            fates[_fate(path, seed)] += 1
            slowest = max(slowest, (time.perf_counter() - began, seed))
    print(f"{count} files: {dict(kinds)}; slowest {slowest[0]:.2f} s (seed {slowest[1]})")
    for fate, number in fates.most_common():
        print(f"{number:6}  {fate}")


def _fate(path: Path, seed: int) -> str:
    try:
        found = [each for each in parts(path, shipped(), None) if isinstance(each, Part)]
    except BadExport as error:
        return error.key
    except Exception:
        print(f"seed {seed} gives an error that is not told:")
        raise
    return "recognised" if found else "no member recognised"


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000)
