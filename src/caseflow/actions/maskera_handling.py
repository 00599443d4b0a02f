"""Make a masked copy of a finished handling, together with the record of what was disclosed and why.

The copy is made outside the write transaction, as a handling is, and stored with its disclosure or not at
all. It has no archive form: the original is what is kept.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from caseflow.actions.akthandling import Oppnad, Utfort, done, open_for, short_with_actor
from caseflow.actions.gjort_och_sparat import made_and_stored
from caseflow.actions.overenskommelse import lock_the_persons
from caseflow.actions.register_fact import perform_fact
from caseflow.documents.kopia_ur_akten import (
    UTLAMNANDE,
    Kopiegrund,
    kopian,
    kopiegrund,
    require_disclosure,
)
from caseflow.documents.maskering import Maskering
from caseflow.documents.maskeringsforslag import avbojda, forslagen
from caseflow.documents.sidbilder import antal_sidor
from caseflow.engine.errors import BadInput, Conflict, Refused
from caseflow.engine.fakta import Varde
from caseflow.engine.field import check
from caseflow.processes.handlingar import ANDAMAL
from caseflow.rules.brev import samtyckets_hinder
from caseflow.rules.kalender import svensk_dag
from caseflow.store.append import append
from caseflow.store.atkomst import Aktor, open_akt
from caseflow.store.handling import ATT_LASA, KOPIA, add_content, sha256
from caseflow.store.session import Databas
from caseflow.store.skriven import NyHandelse

DELVIS, HELT = "delvis", "lamnat_ut"
"""What the disclosure came to: something is masked, or nothing is."""


@dataclass(frozen=True, slots=True)
class BegardKopia:
    """What is asked for: which handling, for whom, what to mask, and the fields of the disclosure on its day.

    `granskad` is the checksum of the copy that was looked at, when one was.
    """

    handling: int
    andamal: str
    maskeringar: Sequence[Maskering]
    utlamnande: Mapping[str, object]
    dag: date
    granskad: str = ""


@dataclass(frozen=True, slots=True)
class _Gjord:
    """The copy as it was made from the akt as it was at event `seq`."""

    grund: Kopiegrund
    pdf: bytes
    sidor: int
    lasta: tuple[str, ...]
    avbojda: tuple[str, ...]
    seq: int


def maskera_handling(
    db: Databas, aktor: Aktor, nummer: str, begard: BegardKopia, *, now: datetime
) -> Utfort:
    """The copy as an event and its bytes, and the disclosure as the event before it.

    Raises:
        NotFound: no such akt for this person, or no such handling.
        BadInput: a masking or a field of the disclosure; every fault of its kind at once.
        Refused: a copy of a copy; the role; or a rule of disclosure.
        Conflict: the copy is no longer the one that was looked at, or the akt changed time after time.
    """
    check((ANDAMAL,), {ANDAMAL.code: begard.andamal}, today=begard.dag)
    return made_and_stored(
        lambda: _made(db, aktor, nummer, begard, now=now),
        lambda made: _stored(db, aktor, nummer, begard, made, now=now),
    )


def _made(db: Databas, aktor: Aktor, nummer: str, begard: BegardKopia, *, now: datetime) -> _Gjord:
    with db.read() as session:
        akt, roll = open_akt(session, aktor, nummer)
        roll = require_disclosure(session, akt, aktor, roll)
        grund = kopiegrund(db, session, akt, aktor, roll, begard.handling)
        seq = akt.seq
    copy = kopian(grund, begard.maskeringar, begard.andamal, dag=svensk_dag(now))
    pdf = copy.pdf()
    if begard.granskad and begard.granskad != sha256(pdf):
        raise Conflict(
            vad="Kopian är inte längre den du granskade.",
            varfor="Något den bygger på har ändrats, eller så är det en ny dag.",
            gor_nu="Det du valde finns kvar. Granska kopian igen och spara den sedan.",
        )
    declined = avbojda(forslagen(grund.lasbart, begard.andamal), begard.maskeringar)
    return _Gjord(
        grund,
        pdf,
        antal_sidor(pdf),
        tuple(str(u.seq) for u in copy.lasbart.uppgifter),
        tuple(dict.fromkeys(f.spar for f in declined)),
        seq,
    )


def _stored(
    db: Databas, aktor: Aktor, nummer: str, begard: BegardKopia, made: _Gjord, *, now: datetime
) -> Utfort:
    original = made.grund.handling
    kort: dict[str, Varde] = {
        "mall": original.mall,
        "mallversion": made.grund.version,
        "titel": original.titel,
        "sprak": original.sprak,
        "sidor": made.sidor,
        "sha256": sha256(made.pdf),
        "arkiv_sha256": "",
        "ersatter": None,
        "kopia_av": original.seq,
        "andamal": begard.andamal,
    }
    with db.write() as session:
        lock_the_persons(session, aktor, nummer, UTLAMNANDE)
        opened = open_for(db, session, aktor, nummer, now=now, expected_seq=made.seq)
        found = samtyckets_hinder(original.mall, opened.akt.fakta, opened.profil, begard.dag)
        if found:
            raise Refused(vad="En maskerad kopia kan inte göras.", hinder=found)
        disclosed = _disclosed(opened, begard, original.seq)
        kind = opened.definitioner.faktaslag[UTLAMNANDE]
        ny = NyHandelse(
            typ="handling",
            kod=KOPIA,
            dag=opened.idag,
            effekt={"kort": short_with_actor(kort, aktor)},
            varden={
                **kort,
                "till_seq": made.grund.till_seq,
                "uppgifter": list(made.lasta),
                "maskeringar": list(dict.fromkeys(m.spar for m in begard.maskeringar)),
                "avbojda": list(made.avbojda),
                "ord_for_ord": made.grund.ord_for_ord,
                "utlamnande": disclosed.seq,
            },
            av=aktor.id,
            roll=opened.acting_role(kind.by),
        )
        opened.akt, event = append(session, db.ring, opened.akt, ny, now=now)
        key = db.ring.unwrap(opened.akt.nyckel)
        add_content(session, event.akt_id, opened.akt.nummer, event.seq, ATT_LASA, made.pdf, key)
        return replace(
            done(opened.akt, event),
            bevakningar=disclosed.bevakningar,
            varningar=disclosed.varningar,
        )


def _disclosed(opened: Oppnad, begard: BegardKopia, original: int) -> Utfort:
    """The disclosure, which says in its own words which copy it is about: the event after it."""
    utfall = DELVIS if begard.maskeringar else HELT
    if begard.utlamnande.get("utfall", utfall) != utfall:
        raise BadInput(
            vad="Uppgifterna kan inte sparas än.",
            falt={
                "utfall": "Något är maskerat, så en del lämnas ut."
                if begard.maskeringar
                else "Inget är maskerat, så allt lämnas ut. Ska inget lämnas ut görs ingen kopia."
            },
        )
    given: dict[str, object] = {**begard.utlamnande, "utfall": utfall}
    told = str(given.get("uppgifter") or "").strip()
    if told:
        copy = opened.akt.seq + 2
        given["uppgifter"] = (
            f"{told}\n\nMaskerad kopia: händelse {copy}, av handlingen i händelse {original}."
        )
    disclosed = perform_fact(opened, UTLAMNANDE, given, dag=begard.dag)
    assert disclosed.seq == opened.akt.seq  # noqa: S101 - nothing else is written between them
    return disclosed
