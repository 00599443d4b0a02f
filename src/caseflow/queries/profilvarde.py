"""One value of a profile in words, for where a rule or a process is shown under that profile."""

from __future__ import annotations

from dataclasses import dataclass

from caseflow.queries.profilkatalog import ETIKETTER, in_words
from caseflow.rules.profil import Profil


@dataclass(frozen=True, slots=True)
class Profilvarde:
    """One value. `lista` holds the parts of a value that has several, and `kalla` says who decided it."""

    nyckel: str
    etikett: str
    text: str
    kalla: str
    lista: tuple[str, ...] = ()


def profilvarde(nyckel: str, profil: Profil) -> Profilvarde:
    """A value of a profile in words."""
    value = getattr(profil, nyckel)
    parts = tuple(in_words(nyckel, (v,)) for v in value) if isinstance(value, tuple) else ()
    return Profilvarde(
        nyckel,
        ETIKETTER.get(nyckel, nyckel),
        in_words(nyckel, value),
        str(profil.kommer_fran(nyckel)),
        parts,
    )
