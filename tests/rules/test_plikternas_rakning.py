"""Varje plikt förklarar sin dag: leden leder dit, börjar i händelsen, och varje tal har en källa."""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache

import pytest

from caseflow.engine.bevakning import Forfall, Term
from caseflow.engine.fakta import Fakta, Faktum
from caseflow.engine.rule import Kalltyp
from caseflow.processes import HUVUDPROCESS, REGLER, plikter_for
from caseflow.rules.helgdagar import ar_helgdag
from caseflow.rules.kallor import LAGSTADGAD_TID
from caseflow.rules.profil import Profil
from tests.faktabygge import PROFIL
from tests.slumpakt import slumpade_akter

ANTAL = 400
SLAG = tuple(HUVUDPROCESS)
LAGENS_DAGAR = {lydelse.since for regel in REGLER.values() for lydelse in regel.wordings}
PERSONENS_EGEN_TID = {
    "overklagandetid_ut",
    "overklagandetid_for_avslaget",
    "tiden_att_overklaga_utlamnandet",
}
"""Tiden att överklaga är den enda som 2 § lagen (1930:173) säkert flyttar."""
LAGRUM = {
    str(lydelse.kalla)
    for regel in REGLER.values()
    for lydelse in regel.wordings
    if lydelse.kalla.typ is not Kalltyp.RUTIN
}


@cache
def slumpade(slag: str) -> list[Fakta]:
    return slumpade_akter(slag, ANTAL, PROFIL)


@cache
def forfallen(slag: str) -> list[tuple[str, Fakta, Forfall]]:
    """Allt som någon lydelse av någon plikt säger om de slumpade akterna."""
    return [
        (plikt.kod, fakta, forfall)
        for fakta in slumpade(slag)
        for plikt in plikter_for(slag)
        for lydelse in plikt.wordings
        for forfall in lydelse.function(fakta, PROFIL)
    ]


def manader_senare(dag: date, antal: int) -> date:
    """Räknat en månad i taget, så att felet i en annan räkning syns."""
    ar, manad = dag.year, dag.month
    for _ in range(antal):
        ar, manad = (ar + 1, 1) if manad == 12 else (ar, manad + 1)
    return date(ar, manad, min(dag.day, monthrange(ar, manad)[1]))


def nasta(dag: date, led: Term) -> date:
    """Dagen efter ett led, räknad här och inte av reglerna."""
    antal = led.antal or 0
    rakna = {
        "dagar": lambda: dag + timedelta(days=antal),
        "paus": lambda: dag + timedelta(days=antal),
        "veckor": lambda: dag + timedelta(days=7 * antal),
        "manader": lambda: manader_senare(dag, antal),
        "kvartal": lambda: next(d for d in dagarna_fran(dag) if ar_kvartalets_sista(d)),
        "vardag": lambda: next(d for d in dagarna_fran(dag) if not ar_helgdag(d)),
        "avtalad": lambda: led.dag,
        "tidigast": lambda: max(dag, led.dag),
        "senast": lambda: min(dag, led.dag),
    }
    return rakna[led.slag]()


def dagarna_fran(dag: date) -> Iterator[date]:
    return (dag + timedelta(days=n) for n in range(400))


def ar_kvartalets_sista(dag: date) -> bool:
    return (dag + timedelta(days=1)).day == 1 and dag.month in {3, 6, 9, 12}


@pytest.mark.parametrize("slag", SLAG)
def test_leden_leder_till_dagen(slag: str) -> None:
    for kod, _, forfall in forfallen(slag):
        assert forfall.termer, f"{kod} säger inte hur dagen räknades"
        dag = forfall.termer[0].dag
        for led in forfall.termer[1:]:
            dag = nasta(dag, led)
            assert dag == led.dag, (kod, forfall.termer)
        assert dag == forfall.dag, (kod, forfall.termer)


@pytest.mark.parametrize("slag", SLAG)
def test_det_forsta_ledet_ar_handelsen_som_det_raknas_fran(slag: str) -> None:
    for kod, _, forfall in forfallen(slag):
        forst = forfall.termer[0]
        assert (forst.slag, forst.dag) == ("fran", forfall.raknas_fran), kod
        assert forst.text[:1].isupper(), kod
        assert not forst.text.endswith("."), kod
        assert [t.slag for t in forfall.termer].count("fran") == 1, kod


def profilens_tal(profil: Profil, nyckel: str) -> set[int]:
    """Talen som står under nyckeln."""
    varde = getattr(profil, nyckel)
    if isinstance(varde, int):
        return {varde}
    if nyckel == "uppfoljningar":
        return {n for p in profil.uppfoljningar for n in (p.manader, p.dagar_fore, p.dagar_efter)}
    return set(varde.values())


@pytest.mark.parametrize("slag", SLAG)
def test_varje_tal_star_i_profilen_eller_i_ett_lagrum(slag: str) -> None:
    for kod, _, forfall in forfallen(slag):
        for led in forfall.termer:
            if led.slag in {"dagar", "veckor", "manader"}:
                assert led.antal is not None, kod
                if led.kalla in Profil.__dataclass_fields__:
                    assert abs(led.antal) in profilens_tal(PROFIL, led.kalla), (kod, led)
                else:
                    assert led.kalla in LAGRUM, (kod, led)
            elif led.slag == "vardag":
                assert led.kalla == str(LAGSTADGAD_TID("2 §"))


def kanda_dagar(fakta: Fakta) -> set[date]:
    """Dagarna som något hände i akten, dem som någon har skrivit, och dem då en lydelse började gälla."""

    def i(faktum: Faktum) -> Iterator[date | None]:
        yield faktum.dag
        for kod in faktum.varden:
            try:
                yield faktum.datum(kod)
            except ValueError:
                continue

    dagar = {fakta.sedan, fakta.inkom, fakta.senaste_dag, *LAGENS_DAGAR}
    dagar |= {date.fromisoformat(b.fragad) for b in fakta.behallna.values() if b.fragad}
    for faktum in (*fakta.fakta.values(), *fakta.steg.values()):
        dagar |= set(i(faktum))
    for delen in fakta.delprocesser:
        dagar |= {delen.sedan, delen.oppnad, *i(Faktum(0, None, delen.varden))}
        for faktum in delen.steg.values():
            dagar |= set(i(faktum))
    return {d for d in dagar if d}


@pytest.mark.parametrize("slag", SLAG)
def test_det_raknas_fran_en_handelse_i_akten_och_aldrig_fran_i_dag(slag: str) -> None:
    """En plikt får aldrig veta vilken dag något registreras: sen registrering flyttar ingen dag."""
    kanda = {id(fakta): kanda_dagar(fakta) for fakta in slumpade(slag)}
    for kod, fakta, forfall in forfallen(slag):
        assert forfall.raknas_fran in kanda[id(fakta)], kod


@pytest.mark.parametrize("slag", SLAG)
def test_bara_personens_egen_tid_flyttas_till_nasta_vardag(slag: str) -> None:
    for kod, _, forfall in forfallen(slag):
        flyttad = any(led.slag == "vardag" for led in forfall.termer)
        assert flyttad <= (kod in PERSONENS_EGEN_TID), kod
        if kod in PERSONENS_EGEN_TID:
            assert not ar_helgdag(forfall.dag)
            assert forfall.yttersta_dag
            assert forfall.yttersta_dag <= forfall.dag


@pytest.mark.parametrize("plikt", sorted({p.kod for slag in SLAG for p in plikter_for(slag)}))
def test_de_slumpade_akterna_vacker_varje_plikt(plikt: str) -> None:
    """Annars skulle det ovan inte säga något om den."""
    assert any(kod == plikt for slag in SLAG for kod, _, _ in forfallen(slag))
