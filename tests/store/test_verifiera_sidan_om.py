"""What verify finds beside the chains."""

from sqlalchemy import text

from caseflow.actions.forsegla_relation import forsegla_relation
from caseflow.actions.tick import tick
from caseflow.queries.verifiera import verifiera
from tests.akter import oppna, rader
from tests.databas import Verksamhet, at


def orsaker(v: Verksamhet) -> list[str]:
    return [f"{f.akt}: {f.orsak}" for f in verifiera(v.db).fel]


def do(v: Verksamhet, statement: str) -> None:
    with v.db.write() as session:
        session.execute(text(statement))


def test_two_swapped_persons_are_found(verksamhet: Verksamhet) -> None:
    v = verksamhet
    oppna(v, namn="Ellen Påhittad")
    oppna(v, namn="Majken Påhittad")
    ett, tva = rader(v.db, "SELECT id, nyckel, innehall FROM person ORDER BY id")
    with v.db.write() as session:
        for target, source in ((ett, tva), (tva, ett)):
            session.execute(
                text("UPDATE person SET nyckel = :n, innehall = :i WHERE id = :id"),
                {"n": source["nyckel"], "i": source["innehall"], "id": target["id"]},
            )
    assert [o for o in orsaker(v) if "bytts" in o] == [
        f"person {p['id']}: uppgifterna om personen har ändrats eller bytts" for p in (ett, tva)
    ]


def test_a_changed_profile_version_is_found(verksamhet: Verksamhet) -> None:
    v = verksamhet
    oppna(v)
    (kept,) = rader(v.db, "SELECT version, innehall FROM profilversion")
    content = str(kept["innehall"]).replace("'", '"')
    assert "friyta_max" in content
    if v.db.sqlite:
        do(v, "UPDATE profilversion SET innehall = json_set(innehall, '$.friyta_max', 99)")
    else:
        do(
            v,
            "UPDATE profilversion SET innehall = jsonb_set(innehall::jsonb, '{friyta_max}', '99')",
        )
    assert orsaker(v) == [f"profilversion {kept['version']}: innehållet har ändrats"]


def test_a_forged_mark_of_having_been_told_is_found(verksamhet: Verksamhet) -> None:
    v = verksamhet
    nummer = oppna(v)
    assert tick(v.db, now=at("2027-01-01")).notiser == 1
    assert orsaker(v) == []
    andra = oppna(v)
    do(v, "UPDATE bevakning SET notifierad = '2026-01-01T00:00:00.000000Z'")
    assert orsaker(v) == [f"{andra}: bevakning 1: märkt som meddelad, men ingen notis finns"]
    assert nummer != andra


def test_a_broken_seal_is_found(verksamhet: Verksamhet) -> None:
    v = verksamhet
    forsegla_relation(
        v.db, v.aktor("kim"), oppna(v, "utovare"), oppna(v, "utsatt"), now=at("2026-01-12")
    )
    assert orsaker(v) == []
    do(v, "UPDATE forseglad_relation SET index_ett = index_tva")
    assert orsaker(v) == ["förseglade relationer: 1 går inte att öppna"]
