"""A long PDF is made in a process of its own; nobody waits without end, and the bytes are the same."""

import os
import signal
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

import pytest

from caseflow.documents.arkiv import filerna
from caseflow.documents.egen_process import gjord_i_egen_process
from caseflow.documents.pdf import KORTA, LANG, LANGA, Bilaga, ar_lang, gjord_har, pdf_a, pdf_ua
from caseflow.documents.render import framstall
from caseflow.documents.sidbilder import antal_sidor
from caseflow.documents.tur import Tur
from caseflow.engine.errors import Busy, CaseflowError, IntegrityFault
from tests.documents.underlag_utdrag import JOURNAL
from tests.documents.underlagsbygge import underlag

KORT = (
    '<html lang="sv"><head><title>Kort</title><meta name="dcterms.modified" content="2026-11-29T09:00:00+01:00">'
    "</head><body><p>Ord</p></body></html>"
)
LANGT = KORT.replace("<p>", f"<!-- {'x' * LANG} --><p>")
"""Long to send, short to make."""
FRAN_UTSIDAN = LANGT.replace("<p>", '<p><img alt="" src="file:///etc/passwd">', 1)


def uppgift(html: str = LANGT) -> dict[str, object]:
    return {"html": html, "variant": "pdf/ua-1", "slutlig": True, "bilagor": []}


def test_the_bytes_are_those_that_would_be_made_here() -> None:
    assert ar_lang(LANGT)
    assert not ar_lang(KORT)
    bilaga = Bilaga("handling.json", '{"å": 1}\n'.encode(), "Uppgifterna")
    assert pdf_ua(LANGT, slutlig=False) == gjord_har(LANGT, "pdf/ua-1", slutlig=False)
    assert pdf_a(LANGT, bilaga) == gjord_har(LANGT, "pdf/a-3a", bilaga, slutlig=True)


def test_a_long_handling_says_about_how_long_it_is_and_is_made_whole() -> None:
    day, kod, vem, varden = JOURNAL[0]
    note = (day, kod, vem, {**varden, "anteckning": "Hen berättade om veckan. " * 700})
    handling = framstall("journalutskrift", underlag("utovare", (note,) * 5))
    assert handling.lang
    assert not framstall("journalutskrift", underlag("utovare", JOURNAL)).lang
    to_read, archived = filerna(handling, {"titel": "Journalutskrift"})
    assert to_read == gjord_har(handling.html, "pdf/ua-1", slutlig=False)
    assert antal_sidor(to_read) == antal_sidor(archived)
    assert antal_sidor(to_read) == pytest.approx(handling.omkring_sidor, rel=0.2)


def test_what_is_refused_there_is_told_here_in_the_same_words() -> None:
    with pytest.raises(IntegrityFault) as here:
        gjord_har(FRAN_UTSIDAN, "pdf/ua-1", slutlig=True)
    with pytest.raises(IntegrityFault) as there:
        pdf_ua(FRAN_UTSIDAN, slutlig=True)
    assert there.value.message == here.value.message


def test_a_fault_that_nobody_foresaw_says_nothing_of_what_was_made() -> None:
    with pytest.raises(CaseflowError) as fault:
        gjord_i_egen_process({**uppgift("<p>Robin Ekhöjd</p>"), "bilagor": [["trasig"]]})
    assert fault.value.varfor == "Processen som skulle göra den kunde inte arbeta (ValueError)."
    assert "Robin" not in fault.value.message


def test_one_that_takes_too_long_is_stopped() -> None:
    with pytest.raises(Busy, match="hann inte bli klar") as fault:
        gjord_i_egen_process(uppgift(), langst=0.01)
    assert fault.value.__cause__ is None  # it would hold the page
    assert not children()


def children() -> list[int]:
    """The processes that this one has started to make PDFs, and that still run."""
    found = []
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(status.read_text().rpartition(")")[2].split()[1])
            line = (status.parent / "cmdline").read_bytes()
        except OSError:  # it ended meanwhile
            continue
        if parent == os.getpid() and b"caseflow.documents.pdfprocess" in line:
            found.append(int(status.parent.name))
    return found


@pytest.mark.skipif(sys.platform != "linux", reason="looks the process up in /proc")
def test_it_knows_no_secret_and_its_end_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CASEFLOW_MASTER_KEY", "hemligt")
    with ThreadPoolExecutor(1) as beside:
        answer = beside.submit(gjord_i_egen_process, uppgift())
        while not (found := children()):
            assert not answer.done()
            time.sleep(0.01)
        surroundings = Path(f"/proc/{found[0]}/environ").read_bytes()
        os.kill(found[0], signal.SIGKILL)
        with pytest.raises(CaseflowError, match="avslutades innan den var klar"):
            answer.result()
    assert b"PATH=" in surroundings
    assert b"CASEFLOW" not in surroundings


def test_a_long_one_holds_up_no_short_one_nor_the_other_way() -> None:
    with LANGA, LANGA:
        assert pdf_ua(KORT, slutlig=True)
    with KORTA:
        assert pdf_ua(LANGT, slutlig=True)


def test_nobody_waits_for_ever() -> None:
    tur = Tur(platser=2, vanta=0.01, ko=1)
    with tur, tur, pytest.raises(Busy, match="försök igen"), tur:
        pytest.fail("there was room for a third")
    with pytest.raises(ZeroDivisionError), tur:
        _ = 1 / 0
    with tur, tur:  # whoever failed left its place
        pass


def test_no_line_grows_long_enough_to_stop_the_other_pages() -> None:
    tur = Tur(platser=1, vanta=60, ko=3)
    free = Event()

    def hold() -> bool:
        with tur:
            return free.wait(60)

    with ThreadPoolExecutor(4) as beside:
        holding = [beside.submit(hold) for _ in range(4)]  # one has the place, and three wait
        while tur.ko.vantar < 3:
            assert not any(h.done() for h in holding)
            time.sleep(0.01)
        with pytest.raises(Busy), tur:  # at once, though it could wait for a minute
            pytest.fail("there was room for a fourth to wait")
        free.set()
        assert all(h.result() for h in holding)
    assert tur.ko.vantar == 0


def test_about_how_long_it_is_holds_for_short_notes_too() -> None:
    handling = framstall("journalutskrift", underlag("utovare", JOURNAL * 40))
    assert antal_sidor(handling.pdf()) == pytest.approx(handling.omkring_sidor, rel=0.2)
