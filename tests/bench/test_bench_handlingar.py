"""An utredning beside bare WeasyPrint on the same page, and the memory of a thousand letters."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.skipif(
    not Path("/proc/self/status").exists(), reason="reads the memory as Linux tells it"
)

ROUNDS = 15
LETTERS = 1_000

UTREDNING = """
from tests.documents import berattelser
from tests.documents.underlagsbygge import underlag

MALL, SIDOR = "utredning_utovare", 8

def med(rader):
    own = [("2026-11-02", "egen_syn", berattelser.ANNA, {"egna_ord": f"{i}. " + "Jag vill att det slutar. " * 45})
           for i in range(rader)]
    return underlag("utovare", (*berattelser.UTOVARE[:10], *own, *berattelser.UTOVARE[10:]))

def lang():
    from weasyprint import HTML
    from caseflow.documents.pdf import _parsed
    from caseflow.documents.render import framstall
    from caseflow.documents.tillgangar import BASADRESS, Tillgangar
    for rader in range(60):
        html = framstall(MALL, med(rader), slutlig=True).html
        style = _parsed()
        document = HTML(string=html, base_url=BASADRESS, url_fetcher=Tillgangar()).render(
            stylesheets=list(style.final), font_config=style.fonts)
        if len(document.pages) >= SIDOR:
            return rader, html
"""
PREPARE = """
import json, statistics, sys, time
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from caseflow.documents.render import render
from caseflow.documents.tillgangar import BASADRESS, Tillgangar

given = json.load(sys.stdin)
grund = med(given["rader"])

def parsed():
    fonts = FontConfiguration()
    return fonts, [CSS(url=f"{BASADRESS}{name}", url_fetcher=Tillgangar(), font_config=fonts)
                   for name in ("typsnitt.css", "handling.css")]

def bare(fonts, sheets):
    return HTML(string=given["html"], base_url=BASADRESS, url_fetcher=Tillgangar()).write_pdf(
        stylesheets=sheets, font_config=fonts, pdf_variant="pdf/ua-1")

once = parsed() if "once" in given["acts"] else ()
ACTS = {
    "ours": lambda: render(MALL, grund, slutlig=True),
    "once": lambda: bare(*once),
    "each": lambda: bare(*parsed()),
}
times = {name: [] for name in given["acts"]}
for round in range(given["rounds"] + 1):
    for name, taken in times.items():  # one after the other, so that what else the machine does hits all
        start = time.perf_counter()
        ACTS[name]()
        taken.append((time.perf_counter() - start) * 1000)
"""
TIMES = PREPARE + "print(json.dumps({name: statistics.median(t[1:]) for name, t in times.items()}))"
PEAK = (
    PREPARE
    + """
with open("/proc/self/status") as file:
    print(json.dumps(next(int(line.split()[1]) / 1024 for line in file if line.startswith("VmHWM"))))
"""
)
BATCH = """
import gc, json, os, sys
from dataclasses import replace
from caseflow.documents.render import render
from tests.documents import berattelser
from tests.documents.underlagsbygge import underlag

grund = underlag("utovare", (*berattelser.UTOVARE, berattelser.BIFALL))

def resident():
    gc.collect()
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20

found = {}
for number in range(1, letters + 1):
    render("beslut", replace(grund, person_namn=f"Robin Ekhöjd {number}"), slutlig=True)
    if number in {1, 10, 100, 250, 500, 750, letters}:
        found[number] = resident()
print(json.dumps(found))
"""


def run(*program: str, **given: object) -> Any:
    """What a process of its own prints last."""
    out = subprocess.run(
        [sys.executable, "-c", "\n".join(program)],
        check=True,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(p for p in sys.path if p)},
        input=json.dumps(given),
    ).stdout
    return json.loads(out.splitlines()[-1])


def test_an_utredning_of_eight_pages(capsys: pytest.CaptureFixture[str]) -> None:
    page = run(
        UTREDNING,
        "import json\nrader, html = lang()\nprint(json.dumps({'rader': rader, 'html': html}))",
    )
    ways = {
        "ours": "ours",
        "once": "bare WeasyPrint, parsed once",
        "each": "bare WeasyPrint, parsed for each",
    }
    times = run(UTREDNING, TIMES, acts=list(ways), rounds=ROUNDS, **page)
    peaks = {way: run(UTREDNING, PEAK, acts=[way], rounds=3, **page) for way in ways}
    with capsys.disabled():
        print(
            f"\nan utredning of eight pages, median of {ROUNDS}, and the peak of a process of its own:"
        )
        for way, name in ways.items():
            print(
                f"  {name:34}{times[way]:6.0f} ms {peaks[way]:5.0f} MiB; of it ours is"
                f" {times['ours'] / times[way]:.2f} and {peaks['ours'] / peaks[way]:.2f}"
            )


def test_a_thousand_letters_in_one_process(capsys: pytest.CaptureFixture[str]) -> None:
    found = run(f"letters = {LETTERS}", BATCH)
    with capsys.disabled():
        numbers = ", ".join(f"{n}: {m:.1f} MiB" for n, m in found.items())
        print(f"\nresident memory after so many letters: {numbers}")
