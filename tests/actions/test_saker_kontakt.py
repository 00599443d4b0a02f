"""What is agreed on how to reach a person: it holds in all of the person's akter, and nothing goes out past it."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier
from typing import Any

import pytest
from sqlalchemy import text

from caseflow.actions.register_fact import register_fact
from caseflow.actions.registrera_partnerkontakt import registrera_partnerkontakt
from caseflow.actions.tick import tick
from caseflow.engine.errors import BadInput, CaseflowError, Refused
from caseflow.engine.fakta import Faktum
from caseflow.engine.field import json_schema
from caseflow.processes import FAKTASLAG
from caseflow.queries.formular import faktumets_formular
from caseflow.queries.tidslinje import tidslinje
from caseflow.queries.verifiera import verifiera
from caseflow.store.akt import by_nummer
from caseflow.store.samma_person import agreed
from tests.akter import faktum, last, oppna, oppna_bevakningar, rader
from tests.databas import Verksamhet, at

PERSON = {"namn": "Test Testsson", "personnummer": "197001012391", "telefon": "070-1740605"}
ANNAN = {"namn": "Test Annansson", "personnummer": "196502022383"}
REGLER: dict[str, Any] = {
    "kanal": ["telefon", "sms"],
    "dagar": ["man", "tis", "ons", "tor", "fre"],
    "fran": "09:00",
    "till": "11:00",
    "tider": "Vardagar 9–11",
    "lamna_meddelande": False,
    "osaker_adress": True,
    "kodord": True,
    "kodord_ord": "blåbär",
    "aldrig": "Ring aldrig hem.",
    "galler_till": "2026-06-30",
}
RING: dict[str, Any] = {
    "kanal": "samtal",
    "klockslag": "09:30",
    "saker_kontakt": True,
    "syfte": "tid",
}
TISDAG = "2026-01-13"


def hindren(
    v: Verksamhet, nummer: str, dag: str = TISDAG, av: str = "anna", **falt: Any
) -> set[str]:
    with pytest.raises(Refused) as refused:
        faktum(v, nummer, "utgaende_kontakt", RING | falt, dag, av=av)
    return {h.regel for h in refused.value.hinder}


def regler(v: Verksamhet, nummer: str) -> Faktum | None:
    return last(v.db, nummer).fakta.senaste("saker_kontakt")


def kodordet(v: Verksamhet, nummer: str) -> object:
    with v.db.read() as session:
        akt = by_nummer(session, nummer)
        assert akt is not None
        known = agreed(session, v.db.ring, akt)
        return known.varden.get("kodord_ord") if known else None


def test_nothing_goes_out_that_breaks_what_is_agreed(verksamhet: Verksamhet) -> None:
    v = verksamhet
    nummer = oppna(v, "utsatt")
    assert hindren(v, nummer) == {"saker_kontakt_galler"}
    faktum(v, nummer, "saker_kontakt", REGLER, TISDAG)
    faktum(v, nummer, "utgaende_kontakt", RING, TISDAG)
    seq = last(v.db, nummer).seq
    assert hindren(v, nummer, klockslag="11:00") == {"klockslaget_ar_sakert"}
    assert hindren(v, nummer, dag="2026-01-17") == {"dagen_ar_saker"}
    assert hindren(v, nummer, kanal="brev") == {"kanalen_ar_overenskommen", "adressen_ar_saker"}
    assert hindren(v, nummer, lamnas_meddelande=True) == {"rostmeddelande_lamnas_med_lov"}
    assert hindren(v, nummer, dag="2026-07-01") == {"saker_kontakt_galler"}
    with pytest.raises(BadInput, match="säker kontakt"):
        faktum(v, nummer, "utgaende_kontakt", RING | {"saker_kontakt": False}, TISDAG)
    with pytest.raises(BadInput, match="TT:MM"):
        faktum(v, nummer, "utgaende_kontakt", RING | {"klockslag": "9.30"}, TISDAG)
    assert last(v.db, nummer).seq == seq, "nothing was written"


def test_what_is_written_down_late_is_tried_by_what_held_that_day(verksamhet: Verksamhet) -> None:
    v = verksamhet
    nummer = oppna(v, "utsatt")
    faktum(v, nummer, "saker_kontakt", REGLER | {"kanal": ["telefon"]}, TISDAG)
    everything = {"kanal": ["telefon", "sms", "brev"], "osaker_adress": False}
    faktum(v, nummer, "saker_kontakt", REGLER | everything, "2026-01-15")
    sms = RING | {"kanal": "sms"}
    faktum(v, nummer, "utgaende_kontakt", sms, "2026-01-15")
    for slag, falt, regel in (
        ("utgaende_kontakt", sms, "kanalen_ar_overenskommen"),
        ("kommunicering", {"satt": "brev"}, "brevet_gar_fram_sakert"),
    ):
        with pytest.raises(Refused) as refused:
            faktum(v, nummer, slag, falt, "2026-01-14", nar="2026-01-16")
        assert [h.regel for h in refused.value.hinder] == [regel]
    with pytest.raises(Refused) as before:
        faktum(v, nummer, "utgaende_kontakt", RING, "2026-01-12", nar="2026-01-16")
    assert [h.regel for h in before.value.hinder] == ["saker_kontakt_galler"]
    faktum(v, nummer, "utgaende_kontakt", RING, "2026-01-14", nar="2026-01-16")


@pytest.mark.parametrize("skydd", ["sekretessmarkering", "skyddad_folkbokforing"])
def test_a_protected_person_is_reached_by_a_person(
    liten_verksamhet: Verksamhet, skydd: str
) -> None:
    v = liten_verksamhet
    nummer = oppna(v, "utsatt", **PERSON, skydd=skydd)
    alla = {"kanal": ["telefon", "sms", "epost", "brev"], "osaker_adress": False}
    faktum(v, nummer, "saker_kontakt", REGLER | alla, TISDAG)
    faktum(v, nummer, "utgaende_kontakt", RING, TISDAG)
    for kanal in ("sms", "epost", "brev"):
        assert hindren(v, nummer, kanal=kanal) == {"skyddad_person_nas_for_hand"}
    with pytest.raises(Refused) as refused:
        faktum(v, nummer, "kommunicering", {"satt": "brev"}, TISDAG)
    assert [h.regel for h in refused.value.hinder] == ["brevet_gar_fram_sakert"]


@pytest.mark.parametrize(
    ("andrat", "regel"),
    [
        ({"galler_till": "2026-01-12"}, "uppgifterna_galler_fran_i_dag"),
        ({"galler_till": "2027-01-14"}, "dagen_ligger_inte_for_langt_fram"),
        ({"fran": "11:00", "till": "09:00"}, "tiderna_borjar_fore_slutet"),
        ({"fran": "09:00", "till": "09:00"}, "tiderna_borjar_fore_slutet"),
        ({"till": ""}, "tiderna_borjar_fore_slutet"),
        ({"fran": ""}, "tiderna_borjar_fore_slutet"),
        ({"kanal": ["brev"]}, "brev_gar_till_en_saker_adress"),
        ({"kodord": False}, "kodordet_ar_bestamt"),
    ],
)
def test_what_is_agreed_hangs_together(
    liten_verksamhet: Verksamhet, andrat: dict[str, Any], regel: str
) -> None:
    nummer = oppna(liten_verksamhet, "utsatt")
    with pytest.raises(Refused) as refused:
        faktum(liten_verksamhet, nummer, "saker_kontakt", REGLER | andrat, TISDAG)
    assert [h.regel for h in refused.value.hinder] == [regel]
    faktum(
        liten_verksamhet, nummer, "saker_kontakt", REGLER | {"galler_till": "2027-01-13"}, TISDAG
    )


def test_it_holds_in_all_of_the_persons_akter(verksamhet: Verksamhet) -> None:
    v = verksamhet
    one, two = oppna(v, "utsatt", **PERSON), oppna(v, "utsatt", **PERSON)
    other = oppna(v, "utsatt", **ANNAN)
    faktum(v, one, "saker_kontakt", REGLER, TISDAG)
    mine, theirs = regler(v, one), regler(v, two)
    assert mine is not None
    assert theirs is not None
    assert {k: x for k, x in mine.varden.items() if k != "av"} == {
        k: x for k, x in theirs.varden.items() if k != "av"
    }
    assert theirs.varden["av"] == "system", "nobody is told where it comes from"
    assert theirs.varden["kodord_ord"] is True
    assert kodordet(v, one) == kodordet(v, two) == "blåbär"
    assert regler(v, other) is None
    assert hindren(v, two, klockslag="12:00") == {"klockslaget_ar_sakert"}
    faktum(v, two, "saker_kontakt", REGLER | {"fran": "08:00", "kodord_ord": ""}, "2026-01-14")
    back = regler(v, one)
    assert back is not None
    assert back.text("fran") == "08:00"
    assert kodordet(v, one) == "blåbär", "one that is still agreed is kept"
    third = oppna(v, "utsatt", inkom="2026-01-15", **PERSON)
    begun = regler(v, third)
    assert begun is not None
    assert (begun.text("fran"), begun.dag) == ("08:00", date(2026, 1, 14))
    assert "saker_kontakt_fornyas" in oppna_bevakningar(v.db, third)
    faktum(v, one, "saker_kontakt", REGLER | {"kodord": False, "kodord_ord": ""}, "2026-01-16")
    assert kodordet(v, third) is None
    assert verifiera(v.db).fel == []


def test_a_partnerkontakt_akt_neither_gives_nor_takes(verksamhet: Verksamhet) -> None:
    v = verksamhet
    ours = oppna(v, "utsatt", **PERSON)
    fields = {"enhet": "vast", "inkom": TISDAG, "sakerhetsbedomning": "Dagtid."} | PERSON
    hers = registrera_partnerkontakt(v.db, v.aktor("jon"), fields, now=at(TISDAG))
    faktum(v, hers, "saker_kontakt", REGLER | {"fran": "07:00"}, TISDAG, av="jon")
    assert regler(v, ours) is None
    faktum(v, ours, "saker_kontakt", REGLER, TISDAG)
    kept = regler(v, hers)
    assert kept is not None
    assert kept.text("fran") == "07:00"
    fields["personnummer"] = ANNAN["personnummer"]
    later = registrera_partnerkontakt(v.db, v.aktor("jon"), fields, now=at(TISDAG))
    assert regler(v, later) is None
    assert regler(v, oppna(v, "utsatt", **ANNAN)) is None


def test_nothing_goes_from_one_side_to_the_other(verksamhet: Verksamhet) -> None:
    v = verksamhet
    as_exposed, as_utovare = oppna(v, "utsatt", **PERSON), oppna(v, "utovare", **PERSON)
    before = innehall_av(v, as_utovare)
    faktum(v, as_exposed, "saker_kontakt", REGLER, TISDAG)
    assert innehall_av(v, as_utovare) == before
    assert regler(v, oppna(v, "utovare", **PERSON)) is None
    faktum(v, as_utovare, "saker_kontakt", REGLER | {"fran": "07:00"}, TISDAG)
    kept = regler(v, as_exposed)
    assert kept is not None
    assert kept.text("fran") == REGLER["fran"]


def innehall_av(v: Verksamhet, nummer: str) -> list[dict[str, object]]:
    """The events of one akt, as far as anybody sees them."""
    query = (
        "SELECT h.seq, kod, h.hash AS hash FROM handelse h JOIN akt ON akt.id = akt_id"
        " WHERE nummer = :n ORDER BY h.seq"
    )
    return rader(v.db, query, n=nummer)


def test_another_kommun_is_not_told(liten_verksamhet: Verksamhet) -> None:
    v = liten_verksamhet
    one, two = oppna(v, "utsatt", **PERSON), oppna(v, "utsatt", **PERSON)
    with v.db.write() as session:
        change = "UPDATE akt SET profil = 'annan' WHERE nummer = :n"
        session.execute(text(change), {"n": two})
    faktum(v, one, "saker_kontakt", REGLER, TISDAG)
    assert rader(v.db, "SELECT count(*) AS n FROM handelse WHERE kod = 'saker_kontakt'") == [
        {"n": 1}
    ]


def test_what_cannot_be_written_there_waits_and_never_overwrites_the_newer(
    verksamhet: Verksamhet,
) -> None:
    v = verksamhet
    one, two = oppna(v, "utsatt", **PERSON), oppna(v, "utsatt", **PERSON)
    three = oppna(v, "utsatt", **PERSON)
    (whole,) = {
        r["process_version"]
        for r in rader(
            v.db, "SELECT process_version FROM akt WHERE nummer IN (:a, :b)", a=one, b=two
        )
    }

    def damage(nummer: str, version: str) -> None:
        with v.db.write() as session:
            change = "UPDATE akt SET process_version = :v WHERE nummer = :n"
            session.execute(text(change), {"v": version, "n": nummer})

    damage(two, "skadad")
    faktum(v, one, "saker_kontakt", REGLER, TISDAG)
    assert regler(v, one) is not None, "the act here stands"
    assert regler(v, three) is not None, "and one akt's fault does not reach another"
    assert regler(v, two) is None
    assert rader(v.db, "SELECT count(*) AS n FROM vantande_signal") == [{"n": 1}]
    assert b"bl\xc3\xa5b" not in b"".join(
        bytes(r["innehall"]) for r in rader(v.db, "SELECT innehall FROM vantande_signal")
    )
    damage(two, whole)
    tick(v.db, now=at("2026-01-14"))
    assert regler(v, two) is not None
    assert kodordet(v, two) == "blåbär"

    damage(two, "skadad")
    faktum(v, one, "saker_kontakt", REGLER | {"fran": "07:00"}, "2026-01-15")
    damage(two, whole)
    faktum(v, three, "saker_kontakt", REGLER | {"fran": "08:00"}, "2026-01-15", nar="2026-01-16")
    tick(v.db, now=at("2026-01-17"))
    assert rader(v.db, "SELECT count(*) AS n FROM vantande_signal") == [{"n": 0}]
    latest = regler(v, two)
    assert latest is not None
    assert latest.text("fran") == "08:00"


def test_two_who_agree_at_once_do_not_stand_in_each_others_way(verksamhet: Verksamhet) -> None:
    v = verksamhet
    numbers = [oppna(v, slag, **PERSON) for slag in ("utsatt",) * 3]
    barrier = Barrier(len(numbers))

    def agree(nummer: str) -> object:
        barrier.wait(timeout=30)
        return register_fact(
            v.db,
            v.aktor("anna"),
            nummer,
            "saker_kontakt",
            REGLER | {"kodord_ord": nummer},
            dag=date(2026, 1, 13),
            now=at(TISDAG),
        )

    for _ in range(3):
        with ThreadPoolExecutor(len(numbers)) as pool:
            assert len(list(pool.map(agree, numbers))) == len(numbers)
    assert rader(v.db, "SELECT count(*) AS n FROM vantande_signal") == [{"n": 0}]
    assert len({kodordet(v, n) for n in numbers}) == 1, "the last holds everywhere"
    assert verifiera(v.db).fel == []


def test_the_code_word_stands_nowhere_but_where_it_is_asked_for(
    liten_verksamhet: Verksamhet,
) -> None:
    v = liten_verksamhet
    nummer = oppna(v, "utsatt", **PERSON)
    faktum(v, nummer, "saker_kontakt", REGLER, TISDAG)
    everything = str(tidslinje(v.db, v.aktor("anna"), nummer)) + str(last(v.db, nummer).fakta)
    for table in ("akt", "handelse", "bevakning", "notis"):
        everything += str(rader(v.db, f"SELECT * FROM {table}"))
    assert "blåbär" not in everything
    assert kodordet(v, nummer) == "blåbär"


def test_the_kinds_say_what_they_take(liten_verksamhet: Verksamhet) -> None:
    nummer = oppna(liten_verksamhet, "utsatt")
    schema = json_schema(FAKTASLAG["saker_kontakt"].fields)
    properties: Any = schema["properties"]
    assert properties["fran"]["pattern"] == "^([01][0-9]|2[0-3]):[0-5][0-9]$"
    assert schema["required"] == ["kanal", "tider", "lamna_meddelande", "kodord", "galler_till"]
    asked = json_schema(FAKTASLAG["utgaende_kontakt"].fields)["required"]
    assert asked == ["kanal", "klockslag", "saker_kontakt", "syfte"]
    form = faktumets_formular(
        liten_verksamhet.db,
        liten_verksamhet.aktor("anna"),
        nummer,
        "utgaende_kontakt",
        dag=date(2026, 1, 13),
    )
    assert [k.regel for k in form.kontroller if not k.haller] == ["saker_kontakt_galler"]


def test_old_agreements_hold_as_they_are(liten_verksamhet: Verksamhet) -> None:
    """Only the fields there used to be: no hours to try, so the words are followed and that is ticked."""
    v = liten_verksamhet
    nummer = oppna(v, "utsatt")
    nya = {"dagar", "fran", "till", "osaker_adress", "kodord_ord"}
    faktum(v, nummer, "saker_kontakt", {k: x for k, x in REGLER.items() if k not in nya}, TISDAG)
    faktum(v, nummer, "utgaende_kontakt", RING | {"klockslag": "22:00"}, TISDAG)
    assert hindren(v, nummer, kanal="epost") == {"kanalen_ar_overenskommen"}
    with pytest.raises(CaseflowError):
        faktum(v, nummer, "utgaende_kontakt", RING | {"saker_kontakt": ""}, TISDAG)
