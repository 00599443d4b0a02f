"""Säkerheten för den som är utsatt och de närstående: skyddsbedömning, säkerhetsplan, övervägande."""

from __future__ import annotations

from collections.abc import Iterator

from caseflow.engine.bevakning import Forfall
from caseflow.engine.fakta import Fakta
from caseflow.engine.rule import hinder, plikt, rutin
from caseflow.rules.kallor import (
    HSLF_2022_39,
    HSLF_GALLER,
    NYA_SOL,
    RUTINER_GALLER,
    SOL,
    SOL_2001,
    UTOVARE_I_SOL,
)
from caseflow.rules.lage import Lage
from caseflow.rules.omgang import beviljande
from caseflow.rules.profil import Profil
from caseflow.rules.rakning import Rakning


@hinder(SOL_2001("5 kap. 11 a §"), since=UTOVARE_I_SOL)
def sakerheten_ar_overvagd(lage: Lage) -> bool:
    """Inget erbjuds den som använder våld innan säkerheten för de utsatta är övervägd.

    Det görs i varje ärende, vare sig någon utsatt är känd eller inte.

    Brister: Säkerheten för dem som kan vara utsatta är inte övervägd.
    Gör nu: Registrera Säkerheten är övervägd: skriv hur du har tänkt och om något behöver göras först.
    """
    return lage.fakta.slag != "utovare" or lage.fakta.senaste("sakerhet_overvagd") is not None


sakerheten_ar_overvagd.restated(SOL("13 kap. 8 §"), since=NYA_SOL)


@hinder(SOL_2001("5 kap. 11 a §"), since=UTOVARE_I_SOL)
def sakerheten_ar_overvagd_pa_nytt(lage: Lage) -> bool:
    """Säkerheten är övervägd på nytt sedan utredningen inleddes.

    Brister: Säkerheten är inte övervägd sedan utredningen inleddes.
    Gör nu: Registrera Säkerheten är övervägd igen, utifrån det som utredningen har visat.
    """
    overvagd = lage.fakta.senaste("sakerhet_overvagd")
    return overvagd is not None and overvagd.not_before(lage.fakta.steg.get("inled_utredning"))


sakerheten_ar_overvagd_pa_nytt.restated(SOL("13 kap. 8 §"), since=NYA_SOL)


@hinder(SOL_2001("5 kap. 11 a §"), since=UTOVARE_I_SOL)
def sakerhetskontroll_ar_gjord(lage: Lage) -> bool:
    """En säkerhetskontroll är gjord inför avslutet, sedan insatsen beviljades.

    Brister: Ingen säkerhetskontroll är registrerad sedan insatsen beviljades.
    Gör nu: Gå igenom vad avslutet betyder för dem som kan vara utsatta och registrera
    Säkerhetskontroll.
    """
    kontroll = lage.fakta.senaste("sakerhetskontroll")
    return kontroll is not None and kontroll.not_before(beviljande(lage.fakta))


sakerhetskontroll_ar_gjord.restated(SOL("13 kap. 8 §"), since=NYA_SOL)


@hinder(rutin("skyddsbedömning av vuxna"), since=RUTINER_GALLER)
def skyddsbedomning_ar_gjord(lage: Lage) -> bool:
    """En skyddsbedömning är gjord: akut risk, var det är säkert nu, barn och andra i risk.

    Brister: Ingen skyddsbedömning är registrerad.
    Gör nu: Registrera Skyddsbedömning. Det du inte vet än kan du skriva att du inte vet.
    """
    return lage.fakta.senaste("skyddsbedomning") is not None


@hinder(HSLF_2022_39(""), since=HSLF_GALLER)
def sakerhetsplan_finns(lage: Lage) -> bool:
    """En säkerhetsplan är gjord tillsammans med den som är utsatt.

    Brister: Det finns ingen säkerhetsplan i ärendet.
    Gör nu: Gör en säkerhetsplan tillsammans med personen och registrera den. Vill personen inte ha
    någon plan skriver du det där, med personens egna ord.
    """
    return lage.fakta.senaste("sakerhetsplan") is not None


@hinder(rutin("översyn av säkerhetsplanen vid avslut"), since=RUTINER_GALLER)
def sakerhetsplanen_ar_oversedd(lage: Lage) -> bool:
    """Säkerhetsplanen är sedd över inför avslutet, sedan insatsen beviljades.

    Brister: Säkerhetsplanen är inte sedd över sedan insatsen beviljades.
    Gör nu: Gå igenom planen med personen, registrera den igen och svara ja på att den är sedd över.
    """
    plan = lage.fakta.senaste("sakerhetsplan")
    return plan is not None and plan.ja("oversedd") and plan.not_before(beviljande(lage.fakta))


@hinder(rutin("omvänd partnerkontakt"), since=RUTINER_GALLER)
def personen_ar_i_sakerhet(lage: Lage) -> bool:
    """Den senaste skyddsbedömningen säger att personen är i säkerhet, och inget har hänt sedan dess.

    Brister: Den senaste skyddsbedömningen visar inte att personen är i säkerhet nu.
    Gör nu: Gör en ny skyddsbedömning. Ta ingen kontakt med den som använder våld innan dess.
    """
    senast = lage.fakta.senaste("skyddsbedomning")
    return (
        senast is not None
        and senast.ja("sakert_nu")
        and not senast.ja("akut_risk")
        and senast.not_before(lage.fakta.senaste("ny_handelse"))
    )


@hinder(rutin("omvänd partnerkontakt"), since=RUTINER_GALLER)
def kontakten_ar_sakerhetsbedomd(lage: Lage) -> bool:
    """Kontakten är säkerhetsbedömd, och inget har hänt sedan dess.

    Brister: Det finns ingen aktuell säkerhetsbedömning av kontakten.
    Gör nu: Registrera Säkerhetsbedömning av kontakten, och planera den tillsammans med personen.
    """
    bedomning = lage.fakta.senaste("sakerhetsbedomning_kontakt")
    return bedomning is not None and bedomning.not_before(lage.fakta.senaste("ny_handelse"))


@plikt(
    rutin("översyn av säkerheten", "saker_kontakt_dagar"),
    since=RUTINER_GALLER,
    etikett="Se över säkerheten",
    utfors_av=("journalanteckning", "skyddsbedomning", "sakerhetsplan"),
    alltid=True,
)
def sakerhet_ses_over(fakta: Fakta, profil: Profil) -> Iterator[Forfall]:
    """Säkerheten ses över när något har ändrats som kan påverka den.

    Bevakningen säger inte vad som har ändrats eller hos vem. Ändras något mer innan dess gäller
    fortfarande den första dagen.

    Om inget görs: Skyddet kan bygga på något som inte längre stämmer.
    """
    forst = min((s.dag for s in fakta.alla("sakerhetssignal").values() if s.dag), default=None)
    if forst:
        fran = Rakning.fran(forst, "Något ändrades som kan påverka säkerheten")
        yield fran.dagar(profil.saker_kontakt_dagar, "saker_kontakt_dagar").forfall()


PLIKTER = (sakerhet_ses_over,)
