"""The profile that an akt began with: kept whole, itself also when Profil has got more fields since."""

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from sqlalchemy import text

from caseflow.engine.errors import IntegrityFault
from caseflow.queries.verifiera import verifiera
from caseflow.rules.profil import Profil, innehallet, versionen_av
from caseflow.store.base import instant
from caseflow.store.profiler import profiles
from caseflow.store.profilversion import keep, profile_of
from tests.akter import oppna
from tests.databas import Verksamhet
from tests.store.test_kostnad import counted

NOW = datetime(2026, 3, 2, 10, tzinfo=UTC)


def keep_older(v: Verksamhet, *without: str) -> str:
    """A version as it was kept before Profil had some of its fields."""
    content = innehallet(profiles(v.db.settings)["jarfalla"])
    content["friyta_max"] = 11
    for key in without:
        del content[key]
    version = versionen_av(content)
    with v.db.engine.begin() as connection:
        connection.execute(
            text(
                "INSERT INTO profilversion (version, profil, innehall, sparad)"
                " VALUES (:version, 'jarfalla', :innehall, :sparad)"
            ),
            {"version": version, "innehall": json.dumps(content), "sparad": instant(NOW)},
        )
    return version


def found(v: Verksamhet, version: str) -> Profil:
    with v.db.read() as session:
        return profile_of(session, v.db.settings, "jarfalla", version)


def test_what_is_kept_comes_back_as_it_was(verksamhet: Verksamhet) -> None:
    v = verksamhet
    profil = replace(profiles(v.db.settings)["jarfalla"], friyta_max=11, grupp=True)
    with v.db.write() as session:
        keep(session, profil, now=NOW)
        keep(session, profil, now=NOW)
    again = found(v, profil.version)
    assert innehallet(again) == innehallet(profil)
    assert again == profil
    assert again.version == profil.version
    assert verifiera(v.db).fel == []


@pytest.mark.parametrize(
    "missing", [("grupp",), ("grupp", "regi", "hanvisar_till", "friyta_utbud")]
)
def test_a_version_from_before_a_field_keeps_its_name_and_its_content(
    verksamhet: Verksamhet, missing: tuple[str, ...]
) -> None:
    v = verksamhet
    version = keep_older(v, *missing)
    profil = found(v, version)
    assert profil.version == version
    assert (profil.friyta_max, profil.grupp, profil.regi) == (11, True, "egen")
    assert [p.raknas_fran for p in profil.uppfoljningar] == ["avslut"]
    assert verifiera(v.db).fel == []


def test_a_version_is_counted_once_and_anew_for_a_copy_with_other_values(
    liten_verksamhet: Verksamhet,
) -> None:
    profil = profiles(liten_verksamhet.db.settings)["jarfalla"]
    assert profil.version is profil.version
    other = replace(profil, friyta_max=profil.friyta_max + 1)
    assert other.version == versionen_av(innehallet(other)) != profil.version


def test_a_kept_version_is_read_once(verksamhet: Verksamhet) -> None:
    v = verksamhet
    version = keep_older(v, "grupp")
    first = found(v, version)
    with counted(v.db) as statements:
        assert found(v, version) is first
    assert statements == []


def test_a_kept_version_whose_content_has_changed_is_not_believed(
    verksamhet: Verksamhet, monkeypatch: pytest.MonkeyPatch
) -> None:
    v = verksamhet
    monkeypatch.setattr("caseflow.store.profilversion._READ", {})
    version = keep_older(v, "grupp")
    with v.db.engine.begin() as connection:
        row = connection.execute(
            text("SELECT innehall FROM profilversion WHERE version = :v"), {"v": version}
        ).scalar_one()
        content = json.loads(row) if isinstance(row, str) else row
        connection.execute(
            text("UPDATE profilversion SET innehall = :i WHERE version = :v"),
            {"i": json.dumps(content | {"friyta_max": 99}), "v": version},
        )
    with pytest.raises(IntegrityFault, match="saknas eller har ändrats"):
        found(v, version)
    assert {f.orsak for f in verifiera(v.db).fel} == {"innehållet har ändrats"}


def test_verify_finds_an_akt_whose_profile_is_gone(verksamhet: Verksamhet) -> None:
    v = verksamhet
    nummer = oppna(v, "utovare")
    with v.db.engine.begin() as connection:
        connection.execute(text("DELETE FROM profilversion"))
    version = profiles(v.db.settings)["standard"].version
    (fault,) = verifiera(v.db).fel
    assert (fault.akt, fault.orsak) == (nummer, f"profilen {version} som akten går efter saknas")


def test_an_unknown_version_is_an_integrity_fault(verksamhet: Verksamhet) -> None:
    with pytest.raises(IntegrityFault):
        found(verksamhet, "0" * 12)
