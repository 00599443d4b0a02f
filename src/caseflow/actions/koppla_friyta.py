"""Tie a friytekontakt to an ärende, with the person's consent and only the summary the person approved."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from caseflow.actions.akthandling import Utfort
from caseflow.actions.register_fact import register_fact
from caseflow.store.atkomst import Aktor
from caseflow.store.session import Databas


def koppla_friyta(
    db: Databas,
    aktor: Aktor,
    nummer: str,
    given: Mapping[str, object],
    *,
    dag: date,
    now: datetime,
) -> Utfort:
    """Register the tie in the friytekontakt, and the approved summary in the ärende: both or neither.

    Raises:
        NotFound: no such friytekontakt for this person.
        BadInput: fields, day, or an ärende that this person may not open.
        Refused: role, or the person's consent is missing.
    """
    return register_fact(db, aktor, nummer, "friyta_kopplad", given, dag=dag, now=now)
