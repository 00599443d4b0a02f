"""The open bevakningar of one akt, with owner and source, what is due first standing first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from caseflow.engine.fakta import JsonDict
from caseflow.processes import FULLGOR, REGLER
from caseflow.queries.forklaring import Forklaring, forklara, rakningen
from caseflow.rules.roller import Roll
from caseflow.store.agare import owner_column
from caseflow.store.akt import Akt
from caseflow.store.bevakning import OPEN, Bevakning
from caseflow.store.medarbetare import Medarbetare
from caseflow.store.namn import bevakning_etikett


@dataclass(frozen=True, slots=True)
class Bevakningsvy:
    """One due item. `typ` is lag, foreskrift or rutin; `mening` what the rule says; `nyckel` as stored.

    `utfors_av` are the steps and facts that do it, `bockas_av` whether a person may tick it off, `rakning`
    the terms that led to the day and `varfor` the explanation of them.
    """

    nr: int
    slag: str
    nyckel: str
    etikett: str
    mening: str
    dag: date
    fonster_fran: date | None
    yttersta_dag: date | None
    raknas_fran: date | None
    status: str
    agare: str
    typ: str
    kalla: str
    delprocess: int | None
    utfors_av: tuple[str, ...]
    bockas_av: bool
    rakning: tuple[JsonDict, ...]
    varfor: Forklaring

    @property
    def egen(self) -> bool:
        """Whether a person has set it, and not a rule."""
        return self.slag == "egen_bevakning"


def oppna_bevakningar(session: Session, akt: Akt, dag: date) -> tuple[Bevakningsvy, ...]:
    """What is open, by day, in one question. Owners are those of `dag`."""
    owner = owner_column(dag).label("agare_id")
    owned = (
        select(Bevakning.nr.label("nr"), owner)
        .join(Akt, Akt.id == Bevakning.akt_id)
        .where(Bevakning.akt_id == akt.id, Bevakning.status.in_(OPEN))
        .subquery()
    )
    agare = aliased(Medarbetare)
    rows = session.execute(
        select(Bevakning, agare.namn)
        .join(owned, owned.c.nr == Bevakning.nr)
        .outerjoin(agare, agare.id == owned.c.agare_id)
        .where(Bevakning.akt_id == akt.id)
        .order_by(Bevakning.dag, Bevakning.nr)
    )
    return tuple(
        _vy(row, namn or Roll.SAMORDNARE.etikett.capitalize(), akt.profil) for row, namn in rows
    )


def _vy(row: Bevakning, agare: str, profil: str) -> Bevakningsvy:
    rule = REGLER.get(row.slag)
    varfor = forklara(row, profil)
    return Bevakningsvy(
        nr=row.nr,
        slag=row.slag,
        nyckel=row.nyckel,
        etikett=bevakning_etikett(row.slag),
        mening=varfor.mening,
        dag=row.dag,
        fonster_fran=row.fonster_fran,
        yttersta_dag=row.yttersta_dag,
        raknas_fran=row.raknas_fran,
        status=row.status,
        agare=agare,
        typ=row.typ,
        kalla=row.kalla,
        delprocess=row.delprocess,
        utfors_av=FULLGOR.get(row.slag, ()),
        bockas_av=rule.bockas_av if rule else False,
        rakning=tuple(rakningen(row)),
        varfor=varfor,
    )
