"""The wall in handlingar: nothing that is made in one akt says anything of the person in another.

Three akter of the same violence, sealed to each other, hold words that stand nowhere else. Every template, the
data of its archive form, finished files, masked copies, drafts, the print queue and the lists are searched for
the words of the others. The demo is searched in the same way.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest
from sqlalchemy import select

from caseflow import settings
from caseflow.actions.demo import DEMO_PEOPLE, prepare_demo
from caseflow.actions.fardigstall_handling import Begard, fardigstall_handling
from caseflow.actions.fardigstall_koade import finish_waiting
from caseflow.actions.forsegla_relation import forsegla_relation
from caseflow.actions.initiera import migrate_database
from caseflow.actions.koa_handlingar import koa_handlingar
from caseflow.actions.maskera_handling import BegardKopia, maskera_handling
from caseflow.actions.register_fact import register_fact
from caseflow.actions.registrera_arende import registrera_arende
from caseflow.actions.registrera_partnerkontakt import registrera_partnerkontakt
from caseflow.documents.dagslista import render_dagslista
from caseflow.documents.mallar import MALLAR
from caseflow.documents.manadsrapport import render_manadsrapport
from caseflow.documents.passager import likt
from caseflow.documents.strukturdata import data_of
from caseflow.engine.errors import CaseflowError
from caseflow.engine.field import Field, Kind
from caseflow.processes import FAKTASLAG
from caseflow.queries.dagslista import dagslista
from caseflow.queries.fardig_handling import las_fardig_handling
from caseflow.queries.handlingsutkast import nytt_utkast
from caseflow.queries.manadsrapport import manadsrapport
from caseflow.queries.utskriftsko import utskriftsko
from caseflow.queries.verifiera import verifiera
from caseflow.store.akt import Akt
from caseflow.store.atkomst import Aktor, aktor_for
from caseflow.store.medarbetare import by_epost
from caseflow.store.person import Person, identitet
from caseflow.store.session import Databas
from tests.actions.test_maskera_handling import UTLAMNANDE
from tests.databas import Verksamhet, at
from tests.documents.pdfinnehall import allt_i
from tests.documents.test_demons_handlingar import NU as DEMONS_DAG
from tests.queries.test_utskriftsko import INBJUDAN

INKOM, NU = "2026-01-12", at("2026-01-20")
PERSONER: dict[str, dict[str, str]] = {
    "utovare": {
        "namn": "Torvald Kvistberg",
        "personnummer": "198013012395",
        "telefon": "070-174 06 01",
        "adress": "Granbarksvägen 11",
    },
    "utsatt": {
        "namn": "Ingegerd Almqvist",
        "personnummer": "199013017891",
        "telefon": "070-174 06 02",
        "adress": "Snöbärsstigen 22",
    },
    "partnerkontakt": {
        "namn": "Majlis Hedendal",
        "personnummer": "198513019872",
        "telefon": "070-174 06 03",
        "adress": "Tallkottsbacken 33",
    },
}
ARBETAR = {
    "utovare": ("anna", "disa", "erik", "gun", "hans"),
    "utsatt": ("anna", "disa", "erik", "gun", "hans"),
    "partnerkontakt": ("jon", "kim"),
}


@dataclass(frozen=True)
class Sida:
    """An akt on one side: its number, what stands in it alone, and how many facts it holds."""

    slag: str
    nummer: str
    egna: tuple[str, ...]
    fakta: int


def ord_for(slump: Random) -> str:
    """A word that nobody else has."""
    return "".join(slump.choice("bdfgklmnprstv") + slump.choice("aeiouyåäö") for _ in range(7))


def ifyllt(field: Field, slump: Random, marke: str) -> Any:
    """Something in every field; what is text holds the mark of the akt."""
    day = NU.date() + timedelta(days=7 if field.future else 0)
    by_kind: dict[Kind, Any] = {
        Kind.VAL: slump.choice([kod for kod, _ in field.choices] or [""]),
        Kind.FLERVAL: [kod for kod, _ in field.choices[:1]],
        Kind.DATUM: day.isoformat(),
        Kind.KLOCKSLAG: "10:30",
        Kind.HELTAL: max(field.low, 1),
        Kind.JA_NEJ: slump.random() < 0.5,
        Kind.MASTE_JA: True,
    }
    return by_kind.get(field.kind, f"Om {marke} är sagt {ord_for(slump)}.")


def fyll(v: Verksamhet, slag: str, nummer: str, slump: Random, marke: str) -> int:
    """Register every kind of fact that the akt may have, in words of its own; how many there are."""
    count = 0
    for kind in (k for k in FAKTASLAG.values() if slag in (k.akter or (slag,))):
        for namn in ARBETAR[slag]:
            given = {f.code: ifyllt(f, slump, marke) for f in kind.fields}
            try:
                register_fact(v.db, v.aktor(namn), nummer, kind.code, given, dag=NU.date(), now=NU)
            except CaseflowError:
                continue
            count += 1
            break
    return count


def sida(v: Verksamhet, slag: str, slump: Random) -> Sida:
    """An opened akt, sealed to none yet."""
    given: dict[str, Any] = {"enhet": "vast", "inkom": INKOM, **PERSONER[slag]}
    marke = ord_for(slump)
    if slag == "partnerkontakt":
        given["sakerhetsbedomning"] = f"Om {marke}."
        nummer = registrera_partnerkontakt(v.db, v.aktor("jon"), given, now=at(INKOM))
    else:
        given |= {"slag": slag, "kalla": "polis"}
        nummer = registrera_arende(v.db, v.aktor("anna"), given, now=at(INKOM))
    return Sida(slag, nummer, (nummer, marke, *PERSONER[slag].values()), 0)


def tre_sidor(v: Verksamhet, fro: int) -> dict[str, Sida]:
    """The three akter, sealed before anything is written, so that every signal between them has gone."""
    slump = Random(fro)
    made = {slag: sida(v, slag, slump) for slag in PERSONER}
    kim = v.aktor("kim")
    for ett, annat in (
        ("utovare", "utsatt"),
        ("utovare", "partnerkontakt"),
        ("utsatt", "partnerkontakt"),
    ):
        forsegla_relation(v.db, kim, made[ett].nummer, made[annat].nummer, now=at(INKOM))
    return {
        slag: Sida(slag, s.nummer, s.egna, fyll(v, slag, s.nummer, slump, s.egna[1]))
        for slag, s in made.items()
    }


def andras(sidor: dict[str, Sida], slag: str) -> list[str]:
    """What stands on the other sides, as it is compared."""
    return [likt(word) for other, s in sidor.items() if other != slag for word in s.egna]


def hittade(text: str, words: list[str]) -> list[str]:
    return [word for word in words if word in text]


def everything_drafted(db: Databas, aktor: Aktor, nummer: str, slag: str, **ifyllt: Any) -> str:
    """The pages and the archive data of every template, in every language, as they would be now."""
    found = []
    for mall in (m for m in MALLAR.values() if slag in m.slag):
        for sprak in mall.sprak:
            given = {f.code: ifyllt["marke"] for f in mall.falt if f.kind in {Kind.RAD, Kind.TEXT}}
            vy = nytt_utkast(db, aktor, nummer, mall.kod, given, now=ifyllt["now"], sprak=sprak)
            assert vy.handling is not None, mall.kod
            found += [vy.handling.html, json.dumps(data_of(vy.handling), ensure_ascii=False)]
    return likt(" ".join(found))


@pytest.mark.parametrize("fro", [1, 2])
def test_no_handling_says_anything_of_another_side(verksamhet: Verksamhet, fro: int) -> None:
    v = verksamhet
    sidor = tre_sidor(v, fro)
    for slag, s in sidor.items():
        assert s.fakta >= (4 if slag == "partnerkontakt" else 12), s
        aktor = v.aktor(ARBETAR[slag][0])
        made = everything_drafted(v.db, aktor, s.nummer, slag, marke=s.egna[1], now=NU)
        assert hittade(made, andras(sidor, slag)) == []
        assert likt(s.egna[1]) in made, "what stands in the akt is found by the same search"
        assert likt(PERSONER[slag]["namn"]) in made


def stored(v: Verksamhet, s: Sida, *, namn: str) -> list[bytes]:
    """Every stored file of an akt: finished from a form and from the queue, masked, and the archive's."""
    aktor = v.aktor(namn)
    begard = Begard("journalutskrift", {"andamal": s.egna[1]})
    seq = fardigstall_handling(v.db, aktor, s.nummer, begard, now=NU).seq
    given = {
        **UTLAMNANDE,
        "uppgifter": s.egna[1],
        "synnerliga_skal": "",
        "skriftligt_beslut": False,
    }
    copy = maskera_handling(
        v.db,
        aktor,
        s.nummer,
        BegardKopia(seq, "partsinsyn", (), given, NU.date()),
        now=NU,
    ).seq
    mall = "brukarenkat" if s.slag == "partnerkontakt" else "information_insatser"
    if s.slag in MALLAR[mall].slag:
        koa_handlingar(v.db, aktor, mall, (s.nummer,), now=NU)
        assert finish_waiting(v.db, lambda: NU) == 1
    with v.db.read() as session:
        akt = session.scalar(select(Akt).where(Akt.nummer == s.nummer))
        assert akt is not None
        last = akt.seq
    files = []
    for number in range(seq, last + 1):
        for arkivform in (False, True):
            try:
                found = las_fardig_handling(v.db, aktor, s.nummer, number, arkivform=arkivform)
            except CaseflowError:
                continue  # the event is no handling, or a copy without an archive form
            files.append(found.pdf)
    assert copy <= last
    return files


def test_no_stored_file_says_anything_of_another_side(verksamhet: Verksamhet) -> None:
    """On the pages, in the structure, the metadata, the attached data and every other stream."""
    v = verksamhet
    sidor = tre_sidor(v, 3)
    for slag, s in sidor.items():
        files = stored(v, s, namn=ARBETAR[slag][0])
        assert len(files) >= 3
        seen = [allt_i(pdf) for pdf in files]
        for text in seen:
            assert hittade(text, andras(sidor, slag)) == []
        assert likt(s.egna[1]) in seen[0]
        assert likt(s.nummer) in seen[0]
        assert likt(s.egna[1]) in seen[1], "the data of the archive form is searched too"
    assert verifiera(v.db).fel == []


def test_no_list_names_anybody_or_tells_of_a_partnerkontakt(verksamhet: Verksamhet) -> None:
    v = verksamhet
    sidor = tre_sidor(v, 4)
    for slag in ("utovare", "utsatt"):
        begard = Begard("inbjudan", {**INBJUDAN, "datum": "2026-02-10"})
        fardigstall_handling(v.db, v.aktor("anna"), sidor[slag].nummer, begard, now=NU)
    names = [likt(word) for s in sidor.values() for word in s.egna[1:]]
    partner = likt(sidor["partnerkontakt"].nummer)
    arenden = [likt(sidor[slag].nummer) for slag in ("utovare", "utsatt")]
    dag = date(2026, 3, 2)
    for namn in ("anna", "gun", "hans"):
        lista = dagslista(v.db, v.aktor(namn), dag=dag, dagar=7, now=at("2026-03-02"))
        paper = allt_i(render_dagslista(lista))
        assert hittade(paper, [*names, partner]) == []
        assert hittade(paper, arenden) or namn == "hans"
        waiting = likt(repr(utskriftsko(v.db, v.aktor(namn), dag=dag)))
        assert hittade(waiting, [*names, partner]) == []
        assert hittade(waiting, arenden) == arenden
    jons = dagslista(v.db, v.aktor("jon"), dag=dag, dagar=7, now=at("2026-03-02"))
    paper = allt_i(render_dagslista(jons))
    assert partner in paper
    assert hittade(paper, [*names, *arenden]) == []
    assert hittade(likt(repr(utskriftsko(v.db, v.aktor("jon"), dag=dag))), arenden) == []
    report = manadsrapport(v.db, v.aktor("hans"), manad="2026-01", now=at("2026-03-02"))
    said = allt_i(render_manadsrapport(report)) + likt(json.dumps(report.as_dict()))
    assert hittade(said, [*names, partner, *arenden]) == []


# --- the demo ----------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def demon(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Databas]:
    folder: Path = tmp_path_factory.mktemp("muren")
    db = Databas(settings.load({"CASEFLOW_DATA": str(folder)}))
    migrate_database(db)
    prepare_demo(db, "standard", now=DEMONS_DAG)
    yield db
    db.close()


def test_no_akt_of_the_demo_is_told_of_in_another(demon: Databas) -> None:
    with demon.read() as session:
        akter = [(a.nummer, a.slag, a.person_id) for a in session.scalars(select(Akt))]
        who = {p.id: identitet(p, demon.ring) for p in session.scalars(select(Person))}
        people = [by_epost(session, p.epost) for p in DEMO_PEOPLE]
        actors = [aktor_for(session, p, DEMONS_DAG.date()) for p in people if p]
    known = {
        nummer: {likt(w) for w in (nummer, *((who[p].namn, who[p].personnummer) if p else ())) if w}
        for nummer, _, p in akter
    }
    told = []
    for nummer, slag, _ in akter:
        others = {w for other, words in known.items() if other != nummer for w in words}
        for aktor in actors:
            try:
                made = everything_drafted(
                    demon, aktor, nummer, slag, marke="Det som behöver stå.", now=DEMONS_DAG
                )
            except CaseflowError:
                continue
            told += [(nummer, w) for w in others - known[nummer] if w in made]
            break
        else:
            pytest.fail(f"nobody works in {nummer}")
    assert told == []
