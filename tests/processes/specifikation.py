"""Stegen som verksamheten har bestämt dem: varifrån, vart och av vem. Testerna jämför processerna med dem."""

from __future__ import annotations

from typing import NamedTuple

from caseflow.engine.process import Process

STANNAR = ""
H, D = "handlaggare", "beslutsfattare"


class Steg(NamedTuple):
    """En rad i tabellen."""

    fran: tuple[str, ...]
    till: str
    av: str


UTOVARE = {
    "paborja_forhandsbedomning": Steg(("upptackt",), "forhandsbedomning", H),
    "erbjud_friyta": Steg(("upptackt", "forhandsbedomning", "avvaktar", "utredning"), STANNAR, H),
    "tacka_nej": Steg(("forhandsbedomning",), "avvaktar", H),
    "ta_ny_kontakt": Steg(("avvaktar",), "forhandsbedomning", H),
    "hanvisa": Steg(("upptackt", "forhandsbedomning", "avvaktar"), "avslutat", H),
    "inled_utredning": Steg(("forhandsbedomning",), "utredning", H),
    "inled_inte_utredning": Steg(("forhandsbedomning", "avvaktar"), "avslutat", H),
    "slutfor_utredning": Steg(("utredning",), "beslut", H),
    "avbryt_utredning": Steg(("utredning",), "avslutat", H),
    "bevilja": Steg(("beslut",), "verkstallighet", D),
    "bevilja_delvis": Steg(("beslut",), "verkstallighet", D),
    "avsla": Steg(("beslut",), "avslutat", D),
    "avsluta_utan_insats": Steg(("beslut",), "avslutat", D),
    "avsluta": Steg(("verkstallighet",), "avslutat", H),
    "verkstall_andrat_beslut": Steg(("verkstallighet", "avslutat"), "verkstallighet", D),
    "ateraktualisera": Steg(("avslutat",), "upptackt", H),
}

_OPPNA = (
    "aktualiserad",
    "forhandsbedomning",
    "avvaktar",
    "utredning",
    "beslut",
    "verkstallighet",
)
UTSATT = {
    "gor_skyddsbedomning": Steg(("aktualiserad",), "forhandsbedomning", H),
    "bevilja_akut_skydd": Steg(_OPPNA, STANNAR, D),
    "erbjud_friyta": Steg(("forhandsbedomning", "avvaktar", "utredning"), STANNAR, H),
    "omvand_partnerkontakt": Steg(_OPPNA[1:], STANNAR, H),
    "tacka_nej": UTOVARE["tacka_nej"],
    "ta_ny_kontakt": UTOVARE["ta_ny_kontakt"],
    "inled_utredning": UTOVARE["inled_utredning"],
    "inled_inte_utredning": UTOVARE["inled_inte_utredning"],
    "slutfor_utredning": UTOVARE["slutfor_utredning"],
    "avbryt_utredning": UTOVARE["avbryt_utredning"],
    "bevilja": UTOVARE["bevilja"],
    "bevilja_delvis": UTOVARE["bevilja_delvis"],
    "avsla": UTOVARE["avsla"],
    "avsluta_utan_insats": UTOVARE["avsluta_utan_insats"],
    "avsluta": UTOVARE["avsluta"],
    "verkstall_andrat_beslut": Steg(("verkstallighet", "avslutat"), "verkstallighet", D),
    "ateraktualisera": Steg(("avslutat",), "aktualiserad", H),
}


def tabellen(process: Process) -> dict[str, Steg]:
    """Processens steg i samma form."""
    return {
        t.code: Steg(
            tuple(s.code for s in t.source),
            t.target.code if t.target else STANNAR,
            " ".join(r.value for r in t.by),
        )
        for t in process.transitions
    }


def forbjudna(process: Process, tabell: dict[str, Steg]) -> list[tuple[str, str]]:
    """Alla par av steg och tillstånd som tabellen inte tillåter."""
    return [
        (kod, s.code)
        for kod, steg in tabell.items()
        for s in process.states
        if s.code not in steg.fran
    ]
