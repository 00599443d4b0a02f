"""Every table of the case database and of the read log, imported so that their metadata is whole."""

from __future__ import annotations

from caseflow.store import (
    akt,
    arbetsfel,
    beslut,
    bevakning,
    definition,
    enhet,
    epost,
    handelse,
    handling,
    hjartslag,
    idempotens,
    insats,
    journalanteckning,
    kalenderadress,
    lasning,
    medarbetare,
    notis,
    person,
    profilversion,
    registerimport,
    relation,
    riskbedomning,
    samtal,
    samtycke,
    vantande_signal,
    variabelvarden,
)
from caseflow.store.base import Base, ReadLogBase

MODULES = (
    akt,
    arbetsfel,
    beslut,
    bevakning,
    definition,
    enhet,
    epost,
    handelse,
    handling,
    hjartslag,
    idempotens,
    insats,
    journalanteckning,
    kalenderadress,
    lasning,
    medarbetare,
    notis,
    person,
    profilversion,
    registerimport,
    relation,
    riskbedomning,
    samtal,
    samtycke,
    vantande_signal,
    variabelvarden,
)
AKTERNAS = Base.metadata
READ_LOG = ReadLogBase.metadata
