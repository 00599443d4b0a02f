"""Let e-mails that nobody tries any more be tried again."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import update

from caseflow.engine.errors import NotFound
from caseflow.store.atkomst import Aktor
from caseflow.store.epost import DOD, VANTAR, Epost, within_reach
from caseflow.store.session import Databas


def forsok_igen_epost(db: Databas, aktor: Aktor, *, now: datetime) -> int:
    """Every e-mail within the person's reach that was given up; how many. They are sent at the next pass.

    Raises:
        NotFound: the person has nothing to do with how the system runs.
    """
    reach = within_reach(aktor)
    if reach is None:
        raise NotFound(vad="Sidan finns inte.", gor_nu="Gå till startsidan.")
    with db.write() as session:
        again = session.scalars(
            update(Epost)
            .where(Epost.status == DOD, reach)
            .values(status=VANTAR, forsok=0, nasta=now, lan=None, lana_till=None)
            .returning(Epost.id)
            .execution_options(synchronize_session=False)
        )
        return len(again.all())
