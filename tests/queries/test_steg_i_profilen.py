"""What is offered in an akt is what its profile has; what is not there is refused by its rule all the same."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from caseflow.engine.errors import Refused
from caseflow.queries.formular import stegets_formular
from caseflow.queries.prova_steg import prova_steg
from caseflow.store.session import Databas
from tests.akter import INKOM, oppna, oppna_partnerkontakt, steg
from tests.databas import Verksamhet

DAG = date.fromisoformat(INKOM)


@pytest.fixture
def utan(liten_verksamhet: Verksamhet, tmp_path: Path) -> Iterator[Verksamhet]:
    """The same unit, without friyta, partnerkontakt and groups."""
    folder = tmp_path / "profiler"
    folder.mkdir()
    (folder / "utan.toml").write_text(
        'namn = "Utan"\nfriyta = false\npartnerkontakt = false\ngrupp = false\n', encoding="utf-8"
    )
    old = liten_verksamhet.db.settings
    db = Databas(replace(old, profile_dirs=(*old.profile_dirs, folder)))
    with db.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE enhet SET profil = 'utan' WHERE kod = 'vast'")
    yield Verksamhet(db)
    db.close()


def offered(v: Verksamhet, nummer: str) -> set[str]:
    return {p.kod for p in prova_steg(v.db, v.aktor("anna"), nummer, dag=DAG)}


def choices(v: Verksamhet, nummer: str) -> set[str]:
    formular = stegets_formular(
        v.db, v.aktor("anna"), nummer, "bestall_insats", dag=DAG, process="insats"
    )
    (form,) = (f for f in formular.steg.fields if f.code == "form")
    return {kod for kod, _ in form.choices}


def test_steps_that_the_profile_lacks_are_not_offered(utan: Verksamhet) -> None:
    nummer = oppna(utan, "utovare")
    assert {"paborja_forhandsbedomning", "bestall_insats"} <= offered(utan, nummer)
    assert not {"erbjud_friyta", "prova_partnerkontakt"} & offered(utan, nummer)


def test_steps_that_the_profile_has_are_offered_even_when_something_stands_in_the_way(
    liten_verksamhet: Verksamhet,
) -> None:
    nummer = oppna(liten_verksamhet, "utovare")
    assert {"erbjud_friyta", "prova_partnerkontakt"} <= offered(liten_verksamhet, nummer)


def test_taken_all_the_same_the_step_is_refused_by_its_rule(utan: Verksamhet) -> None:
    nummer = oppna(utan, "utovare")
    with pytest.raises(Refused) as caught:
        steg(utan, nummer, "erbjud_friyta")
    assert "enheten_har_friyta" in {h.regel for h in caught.value.hinder}
    formular = stegets_formular(utan.db, utan.aktor("anna"), nummer, "erbjud_friyta", dag=DAG)
    assert "Er enhet erbjuder inte samtal utan beslut." in {k.brist for k in formular.kontroller}


def test_a_form_offers_a_group_only_where_there_is_one(utan: Verksamhet) -> None:
    assert "grupp" not in choices(utan, oppna(utan, "utovare"))
    assert "grupp" in choices(utan, oppna(utan, "utsatt"))


def test_the_answer_to_who_asks_by_the_api_has_the_same_choices(utan: Verksamhet) -> None:
    nummer = oppna(utan, "utovare")
    (order,) = (
        p
        for p in prova_steg(utan.db, utan.aktor("anna"), nummer, dag=DAG)
        if p.kod == "bestall_insats"
    )
    answer: Any = order.as_dict()
    assert "grupp" not in answer["falt"]["properties"]["form"]["enum"]


def test_an_akt_for_partnerkontakt_is_not_opened_where_there_is_none(utan: Verksamhet) -> None:
    with pytest.raises(Refused, match="Er enhet erbjuder inte partnerkontakt"):
        oppna_partnerkontakt(utan)
