"""The sealed relation: without the keys its row does not say which akter it ties, or what kind they are."""

from caseflow.actions.forsegla_relation import forsegla_relation
from caseflow.store.relation import relations_of
from tests.akter import innehall, oppna, oppna_partnerkontakt, rader
from tests.databas import Verksamhet, at

NOW = at("2026-01-13")


def test_the_row_reveals_no_number(verksamhet: Verksamhet) -> None:
    v = verksamhet
    his, hers = oppna(v, "utovare"), oppna(v, "utsatt")
    forsegla_relation(v.db, v.aktor("kim"), his, hers, now=NOW)
    (row,) = rader(v.db, "SELECT * FROM forseglad_relation")
    stored = b"|".join(
        bytes(x) if isinstance(x, bytes | memoryview) else str(x).encode() for x in row.values()
    )
    for nummer in (his, hers):
        for form in (nummer, nummer.replace("-", ""), nummer.removeprefix("VN-")):
            assert form.encode() not in stored
    assert b"utovare" not in stored
    assert b"utsatt" not in stored


def test_the_file_holds_each_number_as_often_with_the_relation_as_without(
    liten_verksamhet: Verksamhet,
) -> None:
    """Not in a free page and not in the write-ahead log either."""
    v = liten_verksamhet
    his, hers = oppna(v, "utovare"), oppna(v, "utsatt")

    def times() -> dict[str, int]:
        with v.db.engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        raw = b"".join(p.read_bytes() for p in v.db.settings.data.glob("caseflow.sqlite*"))
        return {nummer: raw.count(nummer.encode()) for nummer in (his, hers)}

    before = times()
    forsegla_relation(v.db, v.aktor("kim"), his, hers, now=NOW)
    assert times() == before


def test_a_relation_is_found_from_both_ends_and_sealed_once(verksamhet: Verksamhet) -> None:
    v = verksamhet
    his, hers = oppna(v, "utovare"), oppna_partnerkontakt(v)
    for one, other in ((his, hers), (hers, his), (his.lower(), hers)):
        forsegla_relation(v.db, v.aktor("kim"), one, other, now=NOW)
    with v.db.read() as session:
        (from_his,) = relations_of(session, v.db.ring, his)
        (from_hers,) = relations_of(session, v.db.ring, hers)
        assert relations_of(session, v.db.ring, "VN-0000-0000-0") == []
    assert from_his.other(his) == (hers, "partnerkontakt")
    assert from_hers.other(hers) == (his, "utovare")
    assert len(innehall(v.db)["forseglad_relation"]) == 1
