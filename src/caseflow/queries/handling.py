"""A handling made from the facts of a real akt, to look at: nothing is stored."""

from __future__ import annotations

from datetime import datetime

from caseflow.documents.egna_texter import egna_for
from caseflow.documents.render import framstall, mall_for
from caseflow.documents.ur_akten import Bestallning, underlag_ur_akten
from caseflow.store.atkomst import Aktor, open_akt
from caseflow.store.handlingsatkomst import refuse_reader
from caseflow.store.session import Databas


def render_handling(db: Databas, aktor: Aktor, mall: str, nummer: str, *, now: datetime) -> bytes:
    """The PDF of a draft. The caller logs the reading.

    Raises:
        NotFound: no such akt for this person, or no such template.
        Refused: the person does not work in the akt.
    """
    with db.read() as session:
        akt, roll = open_akt(session, aktor, nummer)
        kind = mall_for(mall, akt.slag)
        refuse_reader(aktor, akt, kind.av)
        egna = egna_for(db.settings, akt.profil, kind)
        asked = Bestallning(mall, egna=egna)
        underlag = underlag_ur_akten(db, session, akt, aktor, roll, asked, now=now)
    return framstall(mall, underlag).pdf()
