"""Det som personen ska få veta: att insatser går att ansöka om, och rätten att tala inför nämnden."""

from __future__ import annotations

from collections.abc import Iterator

from caseflow.engine.bevakning import Forfall
from caseflow.engine.fakta import Delprocess, Fakta, Faktum
from caseflow.engine.rule import Sakerhet, plikt
from caseflow.rules.delprocess import laget_borjade
from caseflow.rules.friyta import friytorna
from caseflow.rules.kallor import GAMLA_SOL, NYA_SOL, SOL, SOL_2001
from caseflow.rules.profil import Profil
from caseflow.rules.rakning import Rakning

_BORJAR = ("paborja_friyta", "bestall_insats")


def _informerad_11_6(fakta: Fakta, delen: Delprocess) -> bool:
    """Om personen har fått veta att det går att ansöka: när kontakten började, eller senare."""
    if any(s.ja("informerad_11_6") for k in _BORJAR if (s := delen.steg.get(k))):
        return True
    senast = fakta.senaste("information")
    innehall = senast.varden.get("innehall") if senast else None
    return fakta.senaste("information_11_6") is not None or (
        isinstance(innehall, list) and "insatser_11_6" in innehall
    )


@plikt(
    SOL("11 kap. 6 §"),
    since=NYA_SOL,
    etikett="Berätta att det går att ansöka om insatser med beslut",
    utfors_av=("information_11_6", "information"),
)
def information_om_ansokan(fakta: Fakta, _profil: Profil) -> Iterator[Forfall]:
    """Den som får en insats utan beslut får veta att det går att ansöka om insatser med beslut.

    Det gäller från första dagen. Började kontakten före den 1 juli 2025 gäller det från den dagen.

    Om inget görs: Personen kan tro att det inte finns något mer att få, och gå miste om rätten till ett
    beslut som går att överklaga.
    """
    pagar = [f for f in friytorna(fakta) if f.tillstand == "pagar"]
    pagar += [i for i in fakta.av_slag("insats", oppna=True) if i.text("grund") == "utan_beslut"]
    for delen in pagar:
        if (dag := delen.sedan or delen.oppnad) and not _informerad_11_6(fakta, delen):
            fran = Rakning.fran(dag, "Insatsen utan beslut började")
            fran = fran.inte_fore(Rakning.fran(NYA_SOL, "Lagens krav började gälla"))
            nyckel = f"{delen.process}:{delen.id}" if delen.id else ""
            yield fran.forfall(nyckel=nyckel, delprocess=delen.id or None)


def _vet_om_ratten_att_tala(fakta: Fakta) -> bool:
    visat: Faktum | None = fakta.senaste("kommunicering")
    information = fakta.senaste("information")
    innehall = information.varden.get("innehall") if information else None
    return bool(visat and visat.ja("muntligt_infor_namnden")) or (
        isinstance(innehall, list) and "tala_infor_namnden" in innehall
    )


@plikt(
    SOL_2001("11 kap. 9 §", Sakerhet.ALLMAN),
    since=GAMLA_SOL,
    etikett="Berätta om rätten att tala inför nämnden",
    utfors_av=("kommunicering", "information"),
)
def ratten_att_tala_infor_namnden(fakta: Fakta, _profil: Profil) -> Iterator[Forfall]:
    """Innan beslutet fattas får personen veta att hen har rätt att lämna uppgifter muntligt inför nämnden.

    Finns särskilda skäl emot det kan nämnden säga nej, men personen får veta att rätten finns.

    Om inget görs: Personen har inte fått veta om en rättighet som lagen ger.
    """
    fran = laget_borjade(fakta, "Utredningen slutfördes")
    if fakta.tillstand == "beslut" and fran and not _vet_om_ratten_att_tala(fakta):
        yield fran.forfall()


ratten_att_tala_infor_namnden.restated(SOL("14 kap. 8 §"), since=NYA_SOL)

PLIKTER = (information_om_ansokan, ratten_att_tala_infor_namnden)
