"""The command that seals a relation."""

from pathlib import Path

import pytest
from sqlalchemy import func, select
from typer.testing import CliRunner

from caseflow.cli import app
from caseflow.store.lasning import Lasning
from caseflow.store.relation import ForsegladRelation
from tests.akter import oppna, oppna_partnerkontakt
from tests.databas import Verksamhet


def run(v: Verksamhet, monkeypatch: pytest.MonkeyPatch, *words: str) -> tuple[int, str]:
    monkeypatch.setenv("CASEFLOW_DATA", str(Path(v.db.settings.data)))
    answer = CliRunner().invoke(app, ["relation", *words])
    return answer.exit_code, answer.output


def log(v: Verksamhet) -> set[tuple[str, str, str, str, str]]:
    with v.db.read_read_log() as session:
        rows = session.scalars(select(Lasning))
        return {(r.aktnummer, r.roll, r.vad, r.grund, r.utfall) for r in rows}


def sealed(v: Verksamhet) -> int:
    with v.db.read() as session:
        return session.scalars(select(func.count()).select_from(ForsegladRelation)).one()


def test_the_sakerhetssamordnare_seals(
    liten_verksamhet: Verksamhet, monkeypatch: pytest.MonkeyPatch
) -> None:
    v = liten_verksamhet
    his, hers = oppna(v, "utovare"), oppna_partnerkontakt(v)
    code, said = run(v, monkeypatch, his, hers, "--som", "kim@exempel.se")
    assert (code, said.strip()) == (0, "Relationen är förseglad.")
    assert sealed(v) == 1
    assert log(v) == {
        (n, "sakerhetssamordnare", "relation", "kommandorad", "oppnad") for n in (his, hers)
    }


def test_nobody_else_does(liten_verksamhet: Verksamhet, monkeypatch: pytest.MonkeyPatch) -> None:
    v = liten_verksamhet
    his, hers = oppna(v, "utovare"), oppna(v, "utsatt")
    code, said = run(v, monkeypatch, his, hers, "--som", "anna@exempel.se")
    assert code == 1
    assert "Det görs av säkerhetssamordnaren." in said
    missing = run(v, monkeypatch, his, "VN-0000-0000-0", "--som", "anna@exempel.se")
    assert missing == (code, said)
    assert sealed(v) == 0
    assert {(n, utfall) for n, _, _, _, utfall in log(v)} >= {(his, "nekad"), (hers, "nekad")}


def test_a_number_that_is_missing_is_said(
    liten_verksamhet: Verksamhet, monkeypatch: pytest.MonkeyPatch
) -> None:
    v = liten_verksamhet
    his = oppna(v, "utovare")
    code, said = run(v, monkeypatch, his, "VN-0000-0000-0", "--som", "kim@exempel.se")
    assert code == 1
    assert "VN-0000-0000-0 finns inte" in said
    assert sealed(v) == 0
