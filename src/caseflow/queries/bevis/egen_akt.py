"""Invariant 3: a partnerkontakt is offered only with both consents and a safety assessment, and goes on by a yes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from caseflow.engine.fakta import Fakta
from caseflow.processes.definitioner import Definitioner
from caseflow.queries.bevis.explore import Change, Watch
from caseflow.queries.bevis.guarded import ReadProfile
from caseflow.queries.bevis.invariant import Safety
from caseflow.queries.bevis.slices import Part, Slice

ROJA, SAKERHET = "roja_behandling", "lamna_sakerhetsinformation"
BADA = frozenset({ROJA, SAKERHET})
_EFTER_JA = frozenset({"pagar", "avslutad"})


@dataclass(frozen=True, slots=True)
class _Sett:
    """The consents that hold, whether the safety is assessed, and whether there is a yes."""

    samtycken: frozenset[str] = frozenset()
    bedomd: bool = False
    ja: bool = False


def _cuts(defs: Definitioner, _profil: ReadProfile) -> Sequence[Slice]:
    if defs.slag == "partnerkontakt":
        assessed = frozenset(
            {"fakta:sakerhetsbedomning_kontakt", "fakta:ny_handelse", "steg:registrera_akt"}
        )
        return (
            Slice(
                name="den egna akten",
                slag=defs.slag,
                facts={
                    "samtycke_speglat": ("givet",),
                    "sakerhetsbedomning_kontakt": (),
                    "ny_handelse": (),
                },
                steps={"registrera_akt": ("sakerhetsbedomning",)},
                varied=frozenset({"givet", "eget_ja"}),
                domains={"andamal": (ROJA, SAKERHET)},
                ordered=assessed,
                late=frozenset({"sakerhetsbedomning_kontakt", "ny_handelse"}),
                relied_on=frozenset({"bada_samtyckena_galler", "egen_sakerhetsbedomning_finns"}),
                starts=({}, {"sakerhetsbedomning": True}),
            ),
        )
    if defs.slag != "utovare":
        return ()
    return (
        Slice(
            name="utövarens halva",
            slag=defs.slag,
            facts={"samtycke": (), "samtycke_atertaget": ()},
            parts={"insats": Part(), "partnerkontakt": Part()},
            domains={"andamal": (ROJA, SAKERHET)},
            relied_on=frozenset({"bada_samtyckena_ar_lamnade", "behandling_ar_pa_vag"}),
        ),
    )


def _remember(sett: _Sett, change: Change) -> _Sett:
    code, given = change.act.code, change.act.given
    andamal = frozenset({str(given.get("andamal"))})
    if code == "samtycke" or (code == "samtycke_speglat" and given.get("givet")):
        return replace(sett, samtycken=sett.samtycken | (andamal & BADA))
    if code in {"samtycke_atertaget", "samtycke_speglat"}:
        return replace(sett, samtycken=sett.samtycken - andamal)
    if code == "sakerhetsbedomning_kontakt":
        return replace(sett, bedomd=True)
    return replace(sett, ja=True) if given.get("eget_ja") is True else sett


def _assessed(sett: _Sett, before: Fakta) -> bool:
    opened = before.steg.get("registrera_akt")
    return sett.bedomd or (opened is not None and opened.ja("sakerhetsbedomning"))


def _requested(sett: _Sett, change: Change) -> str:
    """In the utövare's own half."""
    part = change.part_after
    if part is None or part.process != "partnerkontakt" or change.part_before is None:
        return ""
    if part.tillstand in {"samtycke_inhamtat", "begard"} and sett.samtycken != BADA:
        return "Partnerkontakt begärs utan att båda samtyckena är lämnade."
    return ""


def _offered(sett: _Sett, change: Change) -> str:
    """In the akt of the one who is exposed."""
    tillstand = change.after.tillstand
    if tillstand == change.before.tillstand:
        return ""
    if tillstand == "erbjuden" and sett.samtycken != BADA:
        return "Partnerkontakt erbjuds utan att båda samtyckena gäller."
    if tillstand == "erbjuden" and not _assessed(sett, change.before):
        return "Partnerkontakt erbjuds utan att säkerheten är bedömd."
    if tillstand in _EFTER_JA and not _remember(sett, change).ja:
        return "Partnerkontakten går vidare utan att personen själv har sagt ja."
    return ""


def _wrong(sett: _Sett, change: Change) -> str:
    own = change.before.slag == "utovare"
    return _requested(sett, change) if own else _offered(sett, change)


INVARIANT = Safety(
    3,
    "Ingen partnerkontakt erbjuds utan båda samtyckena och en säkerhetsbedömning, och ingen går vidare "
    "utan personens eget ja.",
    _cuts,
    lambda _system, _cut: Watch(_Sett(), _remember, _wrong),
)
