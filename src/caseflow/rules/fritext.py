"""Granskar fritext där inget får visa vem personen är (14 kap. 5 § SoL).

Granskningen letar efter det som liknar personnummer, telefonnummer, e-post, adresser och namn. Den är en
hjälp för den som skriver och ingen garanti: en händelse som alla på orten känner till röjer också någon.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from caseflow.engine.rule import hinder
from caseflow.rules.fornamn import FORNAMN, OCKSA_ORD
from caseflow.rules.friyta import ar_anonym
from caseflow.rules.kallor import NYA_SOL, SOL
from caseflow.rules.lage import Lage

_STRECK = r"\-\u2010-\u2015\u2212"
_NUMMER = (
    # Personnummer och samordningsnummer: sex eller åtta siffror och fyra till, hur de än delas upp.
    re.compile(
        rf"(?<!\d)(?:\d{{2}} ?)?\d{{6}} ?[{_STRECK}+]? ?(?:\d{{4}}|[A-Za-z]{{2}}\d{{2}})(?!\d)"
    ),
    re.compile(
        rf"(?<!\d)(?:19|20)\d{{2}}[{_STRECK}]\d{{2}}[{_STRECK}]\d{{2}}[{_STRECK} ]\d{{4}}(?!\d)"
    ),
    # En födelsedag, men inte ett födelseår.
    re.compile(
        rf"\bfödd\w*(?: den)? (?:\d{{1,2}}(?: \w+|/\d{{1,2}})(?: -?\d{{2,4}})?\b|\d{{6}}\b|\d{{8}}\b|"
        rf"\d{{4}}[{_STRECK}]\d{{2}}[{_STRECK}]\d{{2}})",
        re.IGNORECASE,
    ),
)
_TELEFON = (
    re.compile(
        rf"(?<![\w+])(?:\+|00)\d{{1,3}}[ {_STRECK}]?(?:\(0\))?(?:[ {_STRECK}]?\d){{6,11}}(?!\d)"
    ),
    re.compile(
        rf"(?<![\w{_STRECK}.,:/])0\d{{1,3}} ?[{_STRECK}/]? ?(?:\d[ {_STRECK}]?){{4,8}}\d(?!\d)"
    ),
    re.compile(r"(?<![\w.,:/])7[02369]\d? ?\d{2,3} ?\d{2} ?\d{2,3}(?!\d)"),
)
_EPOST = (
    re.compile(
        r"(?<![\w.+-])[\w.+-]+\s?(?:@|\(at\)|\[at\]|snabel-?a)\s?[\w-]+(?:\.[\w-]+)+", re.IGNORECASE
    ),
    re.compile(r"(?<!\w)@[\w.]{3,}"),
)
_VAG = "(?:gatan|vägen|gränden|gränd|stigen|allén|torget|backen|leden|gata|väg)"
_ADRESS = (
    re.compile(rf"\b\w{{2,}}{_VAG} \d{{1,3}}(?: ?[A-Za-z])?\b", re.IGNORECASE),
    re.compile(
        rf"\b(?!(?:På|Till|Längs|Efter|Utmed|Av|Från|Vid|Hela|Halva) )[A-ZÅÄÖ]\w+ {_VAG} \d{{1,3}}\b"
    ),
    re.compile(r"\b(?:box|lgh|lägenhet(?:snummer)?) ?\d{2,5}\b", re.IGNORECASE),
    re.compile(r"(?<!\d)\d{3} \d{2} +[A-ZÅÄÖ][a-zåäö]{2,}"),
)
_ARTER = {"e_post": _EPOST, "personnummer": _NUMMER, "telefon": _TELEFON, "adress": _ADRESS}
_FOR_ALLA = re.compile(rf"^(?:0?20|0?771|0?77)[ {_STRECK}]")
"""Nummer till stödlinjer och myndigheter börjar så; de hör inte till någon person."""

_ORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_HETER = re.compile(r"\b(?:heter|kallas|döpt till|vid namn) (?P<namn>[^\W\d_]{2,})", re.IGNORECASE)
_EFTERNAMN = re.compile(r"[A-ZÅÄÖ][a-zåäöé]+(?:sson|qvist|kvist|gren|lund|berg|ström|dahl)")
_INSTRUMENT = {"SARA", "SAM"}
_FORKORTNING = re.compile(
    r"\b(?:t\.ex|bl\.a|m\.m|m\.fl|s\.k|d\.v\.s|dvs|p\.g\.a|pga|fr\.o\.m|t\.o\.m|o\.s\.v|osv|f\.d|kl|tel|"
    r"nr|ca|resp|inkl|obs|jfr|tfn|mob|hr|fr)\.",
    re.IGNORECASE,
)
_BORJAN = re.compile(
    r"(?:^|[.!?…:;\n\r\t•*|]|(?:^|\s)[-–—]|\d[.)])\s*[\"'”’»«(\[]*\s*$|[\"”»«(\[]\s*$"
)
"""Det som står före ett ord när ordet börjar en mening, en rad, ett citat eller en parentes."""

_INTE_NAMN_EFTER_HETER = frozenset(
    "det så något inte samma annat som den de detta att också aldrig något ju nog där här för".split()
)
_VANLIGA = frozenset(
    """
    jag du han hon hen vi ni de dem den det er ert era din ditt dina min mitt mina sin hans hennes deras
    och men att som när om för på med till från efter innan under mellan utan över vid hos av än eller så
    inte ja nej tack hej vad vem var varför hur en ett är har kan vill ska får blir kommer sedan nu då här
    där idag igår imorgon sen också bara mycket alla ingen inga någon något
    måndag tisdag onsdag torsdag fredag lördag söndag
    januari februari mars april maj juni juli augusti september oktober november december
    jul julen julafton juldagen nyår nyårsafton påsk påsken midsommar midsommarafton valborg advent
    ramadan eid pingst allhelgona
    sverige norge danmark finland island norden europa asien afrika eu usa england tyskland
    svensk svenska svenskt engelska arabiska somaliska finska norska danska
    gud allah jesus islam bibeln koranen kristendomen
    mamma pappa mamman pappan mormor morfar farmor farfar svärmor svärfar syster bror sambon partnern
    exet maken hustrun barn barnen
    kommunen regionen socialtjänsten socialnämnden socialjouren socialkontoret soc nämnden polisen
    åklagaren domstolen tingsrätten förvaltningsrätten kammarrätten hovrätten familjerätten kriminalvården
    frivården häktet anstalten försäkringskassan arbetsförmedlingen skatteverket migrationsverket kronofogden
    socialstyrelsen ivo vårdcentralen psykiatrin beroendemottagningen akuten sjukhuset bup barnahus
    ungdomsmottagningen kvinnojouren mansjouren brottsofferjouren tjejjouren stödlinjen hjälplinjen
    kvinnofridslinjen terrafem bris unizon roks välj sluta mansmottagningen manscentrum preventell
    relationsvåldscentrum relationsvåldsteamet rädda röda korset svenska kyrkan kyrkan moskén
    alternativ utväg predov freda patriark trappan insatsen friytan grupp individuellt
    facebook instagram snapchat messenger whatsapp tiktok telegram signal youtube google teams zoom skype
    swish bankid internet netflix systembolaget apoteket antabus covid corona alkohol
    """.split()
)
"""Ord som ofta skrivs med stor bokstav inne i en mening utan att vara någons namn."""

_VERKSAMHET = re.compile(
    r"\w+(?:verket|myndigheten|kassan|jouren|linjen|tjänsten|styrelsen|vården|rätten|förmedlingen|nämnden|"
    r"mottagningen|centralen|centrum|akuten|psykiatrin|förvaltningen|enheten|teamet|gruppen|polisen|"
    r"hälsan|lagen|balken|boendet|programmet|modellen|metoden)"
)
"""Myndigheter, verksamheter och metoder."""


def identitetsspar(text: str) -> list[str]:
    """Det i texten som kan visa vem någon är, i den ordning det står; tom lista när inget hittas.

    Namn som börjar en mening hittas när de är vanliga förnamn eller ser ut som efternamn. Inne i en mening
    räknas varje ord med stor bokstav som inte är ett vanligt sådant.
    """
    spar, kvar = _kontakt(text)
    funna = [*((plats, sparet) for plats, _, sparet in spar), *_namn(kvar)]
    return list(dict.fromkeys(sparet for _, sparet in sorted(funna)))


def kontaktspar(text: str) -> list[tuple[str, str]]:
    """Det i texten som liknar e-post, personnummer, telefonnummer eller adress: vad det liknar, och texten."""
    spar, _ = _kontakt(text)
    return list(dict.fromkeys((art, sparet) for _, art, sparet in sorted(spar)))


def _kontakt(text: str) -> tuple[list[tuple[int, str, str]], str]:
    """Spåren med sina platser, och texten utan dem."""
    funna: list[tuple[int, str, str]] = []
    kvar = text
    for art, monstren in _ARTER.items():
        for monster in monstren:
            for traff in monster.finditer(kvar):
                if art == "telefon" and _FOR_ALLA.match(traff.group()):
                    continue
                funna.append((traff.start(), art, traff.group().strip()))
                kvar = _utan(kvar, traff.start(), traff.end())
    return funna, kvar


def _utan(text: str, start: int, slut: int) -> str:
    """Texten med en träff utbytt mot blanksteg, så att samma sak inte hittas två gånger."""
    return f"{text[:start]}{' ' * (slut - start)}{text[slut:]}"


def _namn(text: str) -> Iterator[tuple[int, str]]:
    sammanhang = _FORKORTNING.sub(lambda m: m.group().replace(".", "_"), text)
    for traff in _HETER.finditer(text):
        if traff["namn"].lower() not in _INTE_NAMN_EFTER_HETER | _VANLIGA:
            yield traff.start("namn"), traff["namn"]
    for traff in _ORD.finditer(text):
        borjar = _BORJAN.search(sammanhang[max(0, traff.start() - 12) : traff.start()])
        if _ar_namn(traff.group(), borjar_mening=traff.start() == 0 or borjar is not None):
            yield traff.start(), traff.group()


def _ar_namn(ordet: str, *, borjar_mening: bool) -> bool:
    forst = re.split(r"[-'’]", ordet)[0]
    sma = ordet.lower()
    former = {forst.lower(), sma, sma.removesuffix("s")}
    if ordet.islower():
        return bool(former & FORNAMN) and not former & OCKSA_ORD
    if forst.isupper():
        # Oftast en förkortning, en metod eller ett ord som skrivits med versaler.
        namn = bool(former & FORNAMN - OCKSA_ORD) or sma.endswith("sson")
        return namn and forst not in _INSTRUMENT
    if not forst.istitle():
        return False
    if former & FORNAMN or _EFTERNAMN.fullmatch(ordet.removesuffix("s")):
        return True
    return not borjar_mening and not former & _VANLIGA and not _VERKSAMHET.fullmatch(sma)


@hinder(SOL("14 kap. 5 §"), since=NYA_SOL, om_falt=True)
def fritexten_avslojar_ingen(lage: Lage) -> bool:
    """I anonyma samtal står inget som visar vem personen är.

    Den som prövar lämnar med texterna som de är skrivna. Är de utbytta mot ja och nej finns inget att läsa.

    Brister: Texten innehåller något som kan visa vem personen är.
    Gör nu: Ta bort namn, nummer, kontaktuppgifter och adresser, eller skriv «partnern», «arbetsplatsen».
    """
    if not ar_anonym(lage.fakta, lage.delprocess):
        return True
    return not any(identitetsspar(v) for v in lage.falt.values() if isinstance(v, str))
