"""How many letters a minute a batch makes with one process and with two, and what it takes of memory."""

import os
import resource
import subprocess
import sys
import time
from pathlib import Path

from caseflow.store.session import Databas
from tests.akter import oppna
from tests.databas import Verksamhet

LETTERS = int(os.environ.get("CASEFLOW_TEST_BENCH_LETTERS", "60"))
MALL = "information_insatser"


def test_the_rate_of_a_batch_with_one_and_two_processes(sqlite_db: Databas, tmp_path: Path) -> None:
    v = Verksamhet(sqlite_db)
    for _ in range(LETTERS):
        oppna(v, "utsatt")
    env = {**os.environ, "CASEFLOW_DATA": str(v.db.settings.data)}
    for processer in (1, 2):
        out = tmp_path / str(processer)
        given = ["--alla", "--till", str(out), "--processer", str(processer)]
        start = time.perf_counter()
        subprocess.run(
            [
                sys.executable,
                "-m",
                "caseflow.cli",
                "render",
                MALL,
                *given,
                "--som",
                "anna@exempel.se",
            ],
            env=env,
            check=True,
            capture_output=True,
        )
        took = time.perf_counter() - start
        assert len(list(out.iterdir())) == LETTERS
        largest = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
        print(
            f"\nrender --alla, {LETTERS} letters, {processer} process(es): {took:.1f} s,"
            f" {LETTERS / took:.1f} a second, largest process so far {largest} MiB"
        )
