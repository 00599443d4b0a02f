"""Bra att veta enligt lagen, om handläggningen: från stödet till beslutet, flytten och tillsynen.

En upplysning hindrar inget och bevakar inget. Funktionen säger om den hör hemma i akten just nu.
"""

from __future__ import annotations

from caseflow.engine.fakta import Fakta
from caseflow.engine.rule import Sakerhet, upplysning
from caseflow.rules.friyta import friytorna
from caseflow.rules.kallor import (
    FL,
    GAMLA_SOL,
    HSLF_2022_39,
    HSLF_GALLER,
    KL,
    NYA_FL,
    NYA_KL,
    NYA_SOL,
    SOL,
    SOL_2001,
    SOSFS_2014_5,
    SOSFS_GALLER,
)
from caseflow.rules.omgang import ar_arende, beviljande
from caseflow.rules.profil import Profil


def _oppet(fakta: Fakta) -> bool:
    return ar_arende(fakta) and not fakta.avslutad


def _utsatt(fakta: Fakta) -> bool:
    return fakta.slag == "utsatt"


def _utreds(fakta: Fakta) -> bool:
    return _oppet(fakta) and fakta.tillstand in {"utredning", "beslut"}


def _insats_pagar(fakta: Fakta) -> bool:
    return any(i.text("grund") != "utan_beslut" for i in fakta.av_slag("insats", oppna=True))


def _friyta_oppen(fakta: Fakta) -> bool:
    return any(not f.avslutad for f in friytorna(fakta))


@upplysning(SOL_2001("5 kap. 11 §"), since=GAMLA_SOL)
def stod_och_hjalp_till_brottsoffer(fakta: Fakta, _profil: Profil) -> bool:
    """Nämnden verkar för att den som har utsatts för brott får stöd och hjälp.

    Den som utsätts för våld av en närstående uppmärksammas särskilt.
    """
    return _utsatt(fakta) and not fakta.avslutad


@stod_och_hjalp_till_brottsoffer.amended(SOL("13 kap. 1 §"), since=NYA_SOL)
def _ska_erbjudas(fakta: Fakta, _profil: Profil) -> bool:
    """Den som har utsatts för brott ska erbjudas stöd och hjälp, och de närstående också.

    Den som utsätts för våld eller andra övergrepp av en närstående uppmärksammas särskilt.
    """
    return _utsatt(fakta) and not fakta.avslutad


@upplysning(SOL_2001("11 kap. 1 §"), since=GAMLA_SOL)
def vuxna_har_ingen_lagstadgad_utredningstid(fakta: Fakta, _profil: Profil) -> bool:
    """För vuxna säger lagen inte hur många dagar en utredning får ta. Den inleds utan dröjsmål."""
    return _oppet(fakta) and not _insats_pagar(fakta)


@vuxna_har_ingen_lagstadgad_utredningstid.amended(SOL("14 kap. 2 §"), since=NYA_SOL)
def _genast(fakta: Fakta, _profil: Profil) -> bool:
    """För vuxna säger lagen inte hur många dagar en utredning får ta. Den inleds genast.

    Dagarna som bevakas för vuxna är er enhets egna. Handläggningen är så enkel och snabb som möjligt (9 §
    FL).
    """
    return _oppet(fakta) and not _insats_pagar(fakta)


@upplysning(SOL("11 kap. 5 §"), since=NYA_SOL)
def det_som_aldrig_ges_utan_beslut(fakta: Fakta, profil: Profil) -> bool:
    """En del insatser ges aldrig utan att behovet har prövats och beslutats.

    Det gäller kontaktperson, kontaktfamilj och familjehem, hem för vård, stödboende och särskilda
    ungdomshem, skyddat boende till barn och till den som är 18 till 20 år, och bostäder för äldre och för
    personer med funktionsnedsättning. Samtal och behandling kan ges utan beslut.
    """
    return _oppet(fakta) and (profil.friyta or profil.insats_under_utredning)


@upplysning(SOL("11 kap. 6 §"), since=NYA_SOL)
def besked_om_att_det_gar_att_ansoka(fakta: Fakta, _profil: Profil) -> bool:
    """Den som får samtal utan beslut får veta att det går att ansöka om en insats med beslut."""
    return _friyta_oppen(fakta)


@upplysning(SOL_2001("11 kap. 5 §"), since=GAMLA_SOL)
def handlaggning_och_genomforande_dokumenteras(fakta: Fakta, _profil: Profil) -> bool:
    """Det som har betydelse skrivs ned: beslut, åtgärder, omständigheter och händelser."""
    return not fakta.avslutad


@handlaggning_och_genomforande_dokumenteras.amended(SOL("14 kap. 3 §"), since=NYA_SOL)
def _ocksa_utan_beslut(fakta: Fakta, _profil: Profil) -> bool:
    """Det som har betydelse skrivs ned, också när insatsen ges utan beslut.

    Det gäller beslut, åtgärder, faktiska omständigheter och händelser, i handläggningen och i
    genomförandet. Undantagen står i 14 kap. 4 och 5 §§: personliga förhållanden vid rådgivning, och
    uppgifter som visar vem någon är när nämnden har beslutat det av särskilda skäl.
    """
    return not fakta.avslutad


@upplysning(SOL("14 kap. 4 §"), since=NYA_SOL)
def radgivning_behover_inte_antecknas(fakta: Fakta, profil: Profil) -> bool:
    """Personliga förhållanden som kommer fram vid rådgivning behöver inte skrivas ned."""
    return _friyta_oppen(fakta) and "radgivning_14_4" in profil.friyta_dokumentation


@upplysning(SOL("14 kap. 5 §"), since=NYA_SOL)
def utan_identitet_nar_namnden_beslutat(fakta: Fakta, profil: Profil) -> bool:
    """Har nämnden beslutat det av särskilda skäl skrivs inget som visar vem personen är.

    Skyldigheten att anmäla oro för barn gäller ändå, och det som inte visar vem personen är skrivs ned.
    """
    return _friyta_oppen(fakta) and "anonym_14_5" in profil.friyta_dokumentation


@upplysning(SOL_2001("11 kap. 6 §"), since=GAMLA_SOL)
def personen_vet_vad_som_antecknas(fakta: Fakta, _profil: Profil) -> bool:
    """Anteckningar görs med respekt, och personen hålls underrättad om dem.

    Tycker personen att något är fel antecknas det. Välj händelsen i tidslinjen och skriv personens mening.
    """
    return not fakta.avslutad


personen_vet_vad_som_antecknas.restated(SOL("14 kap. 6 §"), since=NYA_SOL)


@upplysning(SOSFS_2014_5("4 kap.", Sakerhet.OSAKER), since=SOSFS_GALLER)
def sa_skrivs_en_anteckning(fakta: Fakta, _profil: Profil) -> bool:
    """En anteckning skrivs utan dröjsmål, och uppgifter står för sig och bedömningar för sig.

    Det framgår vem som har skrivit, när det hände, när det skrevs och vem uppgiften kommer från. En
    rättelse lämnar det som stod från början läsbart. Föreskriften är skriven till den gamla lagen. Vad som
    kommer i stället är inte känt här.
    """
    return not fakta.avslutad


@upplysning(SOL_2001("11 kap. 9 §", Sakerhet.ALLMAN), since=GAMLA_SOL)
def muntligt_infor_namnden(fakta: Fakta, _profil: Profil) -> bool:
    """Personen har rätt att lämna uppgifter muntligt inför nämnden, och ska få veta det."""
    return _utreds(fakta)


muntligt_infor_namnden.restated(SOL("14 kap. 8 §"), since=NYA_SOL)


@upplysning(SOL("14 kap. 9 §"), since=NYA_SOL)
def beslut_tills_vidare_kan_andras(fakta: Fakta, _profil: Profil) -> bool:
    """Ett beslut som gäller tills vidare kan ändras till personens nackdel om läget väsentligt ändrats.

    Det gäller bara beslut som är fattade från den 1 juli 2025.
    """
    fattat = beviljande(fakta)
    nytt = fattat is not None and fattat.dag is not None and fattat.dag >= NYA_SOL
    return nytt and fattat is not None and not fattat.text("till_och_med")


@upplysning(SOL("14 kap. 12 §"), since=NYA_SOL)
def vissa_satt_att_delge_anvands_inte(fakta: Fakta, _profil: Profil) -> bool:
    """En del sätt att delge används inte vid myndighetsutövning mot enskild, bland annat kungörelse.

    Det är de som står i 34–38 och 47–51 §§ delgivningslagen. Ett beslut lämnas på ett säkert sätt.
    """
    return ar_arende(fakta) and fakta.tillstand in {"beslut", "verkstallighet", "avslutat"}


@upplysning(SOL_2001("16 kap. 3 §"), since=GAMLA_SOL)
def vilka_beslut_som_overklagas(fakta: Fakta, _profil: Profil) -> bool:
    """Beslut om bistånd överklagas till förvaltningsrätten."""
    return _utreds(fakta)


@vilka_beslut_som_overklagas.amended(SOL("35 kap. 1 §"), since=NYA_SOL)
def _enligt_nya_sol(fakta: Fakta, _profil: Profil) -> bool:
    """Beslut om insatser enligt 11 kap. 1 § och om flytt enligt 29 kap. 7 § går till förvaltningsrätten.

    Beslut om bistånd utöver det (11 kap. 4 §) prövas bara som laglighetsprövning (13 kap. 5 § KL).
    """
    return _utreds(fakta)


@upplysning(SOL("35 kap. 4 §"), since=NYA_SOL)
def kammarratten_kraver_tillstand(fakta: Fakta, _profil: Profil) -> bool:
    """För att kammarrätten ska ta upp ett mål om ett sådant beslut krävs prövningstillstånd."""
    return bool(fakta.av_slag("overklagande", oppna=True))


@upplysning(SOL("35 kap. 5 §"), since=NYA_SOL)
def beslutet_galler_direkt(fakta: Fakta, _profil: Profil) -> bool:
    """Ett beslut gäller omedelbart, också när det överklagas."""
    return _utreds(fakta) or _insats_pagar(fakta)


@upplysning(SOL_2001("2 a kap. 8 §"), since=GAMLA_SOL)
def flytt_pa_grund_av_vald(fakta: Fakta, _profil: Profil) -> bool:
    """Den som behöver flytta till en annan kommun på grund av våld kan ansöka om insatser där.

    Den andra kommunen prövar ansökan som om personen redan bodde där.
    """
    return _utsatt(fakta) and not fakta.avslutad


flytt_pa_grund_av_vald.restated(SOL("29 kap. 7 §"), since=NYA_SOL)


@upplysning(SOL("29 kap. 12 §"), since=NYA_SOL)
def uppgifter_foljer_med_vid_flytt(fakta: Fakta, _profil: Profil) -> bool:
    """Tar en annan kommun över ärendet lämnas uppgifterna som behövs dit."""
    return _oppet(fakta)


@upplysning(SOL("15 kap. 2 §"), since=NYA_SOL)
def uppgifter_till_statistiken(fakta: Fakta, _profil: Profil) -> bool:
    """Nämnden lämnar personuppgifter till Socialstyrelsen för statistik, så som det är föreskrivet.

    En lag om ett socialtjänstdataregister har föreslagits (Ds 2024:13). Någon beslutad lag är inte känd här.
    """
    return ar_arende(fakta) and fakta.avslutad


@upplysning(HSLF_2022_39("", Sakerhet.OSAKER), since=HSLF_GALLER)
def foreskriften_om_vald_kan_ha_ersatts(fakta: Fakta, _profil: Profil) -> bool:
    """Föreskrifterna om våld i nära relationer säger bland annat att risken bedöms i utredningen.

    De är skrivna till den gamla lagen. Om de har ersatts är inte känt här: kontrollera hos Socialstyrelsen.
    """
    return _oppet(fakta)


@upplysning(KL("7 kap. 8 §"), since=NYA_KL)
def beslut_pa_delegation_anmals(fakta: Fakta, _profil: Profil) -> bool:
    """Beslut som fattas på delegation anmäls till nämnden så som nämnden har bestämt.

    Listan finns under Delegationsbeslut.
    """
    return ar_arende(fakta) and fakta.tillstand in {"beslut", "verkstallighet"}


@upplysning(FL("36–39 §§"), since=NYA_FL)
def ett_beslut_kan_rattas_eller_andras(fakta: Fakta, _profil: Profil) -> bool:
    """Ett skrivfel i ett beslut rättas. Ett beslut som är fel ändras när det går snabbt och enkelt.

    Ett beslut som är till personens fördel ändras bara i särskilda fall.
    """
    return beviljande(fakta) is not None or "avsla" in fakta.steg


@upplysning(FL("13 §"), since=NYA_FL)
def tolk_nar_det_behovs(fakta: Fakta, _profil: Profil) -> bool:
    """Den som inte behärskar svenska får tolk när det behövs. Anlita aldrig en anhörig eller ett barn."""
    return _oppet(fakta)


@upplysning(FL("10 §"), since=NYA_FL)
def insyn_i_sitt_eget_arende(fakta: Fakta, _profil: Profil) -> bool:
    """Personen får se allt som har tillförts ärendet.

    Rätten begränsas bara av sekretess som gäller mot personen själv (10 kap. 3 § OSL).
    """
    return _utreds(fakta)


@upplysning(FL("16–18 §§"), since=NYA_FL)
def den_som_ar_javig_lamnar_over(fakta: Fakta, _profil: Profil) -> bool:
    """Den som är jävig handlägger inte ärendet och berättar det genast.

    Det gäller till exempel den som är närstående till personen.
    """
    return _utreds(fakta)


@upplysning(FL("22 §"), since=NYA_FL)
def dagen_da_en_handling_kommer_in(fakta: Fakta, _profil: Profil) -> bool:
    """En handling har kommit in den dag den når er, och därifrån räknas tiderna."""
    return _utreds(fakta)


@upplysning(FL("31 §"), since=NYA_FL)
def beslutet_sager_vem_och_nar(fakta: Fakta, _profil: Profil) -> bool:
    """Av ett skriftligt beslut framgår dagen, vad det innehåller och vilka som har beslutat.

    Också den som har föredragit ärendet och den som har varit med utan att avgöra det står där.
    """
    return ar_arende(fakta) and fakta.tillstand == "beslut"


@upplysning(FL("32 §"), since=NYA_FL)
def beslutet_motiveras(fakta: Fakta, _profil: Profil) -> bool:
    """Ett beslut motiveras: vilka föreskrifter det bygger på och vad som har avgjort det.

    En del av motiveringen kan utelämnas för att skydda en enskilds personliga förhållanden.
    """
    return ar_arende(fakta) and fakta.tillstand == "beslut"


@upplysning(SOL("14 kap. 10 §"), since=NYA_SOL)
def forvaltningslagen_galler_i_alla_arenden(fakta: Fakta, _profil: Profil) -> bool:
    """Förvaltningslagens regler om insyn, kommunicering och beslut gäller alla ärenden om enskilda.

    De gäller också när beslutet bara kan prövas som laglighetsprövning.
    """
    return _utreds(fakta)


@upplysning(SOL("27 kap. 1–6 §§", Sakerhet.ALLMAN), since=NYA_SOL)
def missforhallanden_rapporteras(fakta: Fakta, _profil: Profil) -> bool:
    """Ett missförhållande i verksamheten, eller en risk för det, rapporteras genast (lex Sarah)."""
    return _insats_pagar(fakta)
