"""Builds underlag for the tests, labelled by the real definitions of steps and facts."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time

from caseflow.documents.lagrum import lagrum_for
from caseflow.documents.underlag import Underlag, Uppgift
from caseflow.engine.fakta import Varde
from caseflow.engine.field import Field
from caseflow.processes import FAKTASLAG, HUVUDPROCESS, PROCESSER

SKAPAD = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
DAG = date(2026, 11, 22)
AKTNUMMER = "VN-7K3F-Q2MX-5"

Rad = tuple[str, str, str, Mapping[str, Varde]]
"""Day, code, who and values."""


def definition(slag: str, kod: str) -> tuple[str, tuple[Field, ...]]:
    """Label and fields of a step or kind of fact, as the processes define them."""
    for process in (HUVUDPROCESS[slag], *PROCESSER.values()):
        if step := process.transition(kod):
            return step.label, step.fields
    kind = FAKTASLAG[kod]
    return kind.label, kind.fields


def uppgift(seq: int, slag: str, rad: Rad, delprocess: int | None = None) -> Uppgift:
    dag, kod, vem, varden = rad
    etikett, fields = definition(slag, kod)
    unknown = varden.keys() - {f.code for f in fields}
    assert not unknown, f"{kod} has no field {unknown}"
    av, roll = vem.split(", ")
    return Uppgift(
        seq=seq,
        kod=kod,
        etikett=etikett,
        dag=date.fromisoformat(dag),
        registrerad=datetime.combine(date.fromisoformat(dag), time(13), UTC),
        av=av,
        roll=roll,
        varden=varden,
        falt=tuple(
            (f.code, f.label, f.label_of(varden[f.code])) for f in fields if f.code in varden
        ),
        delprocess=delprocess,
    )


def underlag(slag: str, rader: tuple[Rad, ...] = (), **annat: object) -> Underlag:
    grund = Underlag(
        aktnummer=AKTNUMMER,
        slag=slag,
        enhet="Relationsvåldsteamet",
        kommun="Ekhöjds kommun",
        person_namn="Robin Ekhöjd",
        personnummer="198813031239",
        pseudonym="",
        skydd="",
        oppnat=date(2026, 9, 7),
        uppgifter=tuple(uppgift(seq, slag, rad) for seq, rad in enumerate(rader, start=2)),
        skapad=SKAPAD,
        skapad_av="Anna Lindö",
        skapad_av_roll="handlaggare",
        lagrum=lagrum_for(DAG),
        avsandare=("Ekhöjdstorget 1, 100 00 Ekhöjd", "Telefon 010-000 00 00, vardagar 9–15"),
        avsandare_diskret=(
            "Ekhöjdstorget 1, 100 00 Ekhöjd",
            "Telefon 010-000 00 00, vardagar 9–15",
        ),
    )
    return replace(grund, **annat)  # type: ignore[arg-type] # a test names the fields it changes
