"""Efter insatsen: genomförande, avslut och brukarens egna svar. Källa: se paketets text."""

from __future__ import annotations

from typing import Final

from caseflow.processes.variabler.variabel import Variabel, koder

UTFALL: Final = (
    Variabel(
        kod="genomforande",
        suv_nummer=161,
        etikett="Genomförandet av stöd/insats i ärendet",
        fas="efter",
        typ="val",
        kommentar_kod=5,
        svarsalternativ=koder(
            "Alla planerade har genomförts",
            "Vissa har genomförts, andra avbrutits eller inte genomförts",
            "Samtliga har avbrutits",
            "Annat",
        ),
    ),
    Variabel(
        kod="maluppfoljning",
        suv_nummer=192,
        etikett="Måluppföljning individuellt förändringsmål",
        fas="efter",
        typ="val",
        kommentar_kod=6,
        svarsalternativ=koder(
            "Positiv förändring och målet uppnått",
            "Positiv förändring men målet inte uppnått",
            "Ingen förändring",
            "Negativ förändring",
            "Går inte att bedöma",
        ),
    ),
    Variabel(
        kod="datum_avslut",
        suv_nummer=256,
        etikett="Datum för när ärendet avslutats",
        fas="efter",
        typ="datum",
    ),
    Variabel(
        kod="avslutsorsak",
        suv_nummer=257,
        etikett="Avslutsorsak - verksamhet",
        fas="efter",
        typ="val",
        kommentar_kod=8,
        svarsalternativ=koder(
            "Målet med stödet/insatsen har uppnåtts",
            "Utredning avslutad utan insats",
            "Klienten har tackat nej till vidare stöd/insats",
            "Klienten har inte återkommit",
            "Klienten har flyttat",
            "Klienten har avlidit",
            "Andra orsaker",
        ),
    ),
    Variabel(
        kod="forandring_valdsutsatthet",
        suv_nummer=202,
        etikett="Förändring våldsutsatthet",
        fas="brukaruppfoljning",
        typ="val",
        svarsalternativ=koder(
            "Förbättrats mycket",
            "Förbättrats lite",
            "Ingen förändring",
            "Försämrats lite",
            "Försämrats mycket",
            "Vet inte",
        ),
    ),
    Variabel(
        kod="insatsernas_betydelse",
        suv_nummer=203,
        etikett="Insatsernas betydelse för eventuell förbättring",
        fas="brukaruppfoljning",
        typ="val",
        anmarkning=(
            "Villkorad av förbättring, men 818 svar mot högst 601 förbättrade: ingen "
            "hoppregel vid import."
        ),
        svarsalternativ=koder(
            "Ingen betydelse",
            "Liten betydelse",
            "Varken stor eller liten betydelse",
            "Stor betydelse",
            "Helt avgörande betydelse",
            "Vet inte",
        ),
    ),
    Variabel(
        kod="positiva_inslag",
        suv_nummer=206,
        etikett="Positiva inslag",
        fas="brukaruppfoljning",
        typ="val",
        kommentar_kod=4,
        svarsalternativ=koder("Ja", "Nej", "Vet inte"),
    ),
    Variabel(
        kod="delaktighet",
        suv_nummer=212,
        etikett="Delaktighet i val av stöd/insatser",
        fas="brukaruppfoljning",
        typ="val",
        svarsalternativ=koder(
            "Ingen möjlighet alls",
            "Liten möjlighet",
            "Varken stor eller liten möjlighet",
            "Stor möjlighet",
            "Mycket stor möjlighet",
            "Vet inte",
        ),
    ),
    Variabel(
        kod="klientforslag",
        suv_nummer=217,
        etikett="Klientförslag till förbättringar",
        fas="brukaruppfoljning",
        typ="fritext",
    ),
)
