"""Det en spärr får se: fakta, profil, dag, fält och vem som handlar."""

from __future__ import annotations

from typing import TypeAlias

from caseflow.engine import trial
from caseflow.rules.profil import Profil

Lage: TypeAlias = trial.Lage[Profil]
