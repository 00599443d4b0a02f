"""Every table of the case database and of the read log, imported so that their metadata is whole."""

from __future__ import annotations

from caseflow.store import (
    akt,
    beslut,
    bevakning,
    definition,
    enhet,
    handelse,
    idempotens,
    insats,
    journalanteckning,
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
    beslut,
    bevakning,
    definition,
    enhet,
    handelse,
    idempotens,
    insats,
    journalanteckning,
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
