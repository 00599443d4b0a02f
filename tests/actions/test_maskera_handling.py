"""A masked copy and its disclosure are one act: both are written, pointing at each other, or neither is."""

from typing import Any

import pytest

from caseflow.actions.fardigstall_handling import Begard, fardigstall_handling
from caseflow.actions.maskera_handling import BegardKopia, maskera_handling
from caseflow.documents.maskering import Maskering
from caseflow.engine.errors import BadInput, Conflict, NotFound, Refused
from caseflow.processes.definitioner import Definitioner, definitioner_for
from caseflow.queries.fardig_handling import las_fardig_handling, las_ursprung
from caseflow.queries.handlingarna import las_handlingarna
from caseflow.queries.maskering import granska_kopia, las_maskerbar
from caseflow.queries.verifiera import verifiera
from caseflow.store.akt import by_nummer
from caseflow.store.handelselasning import las_handelser
from caseflow.store.skriven import Skriven
from tests.akter import faktum, innehall, last, rader
from tests.akter_med_handlingar import BESLUTAD, UTREDD, med_beslut, med_utredning
from tests.aldre_definition import keep_as_released, oppna_under
from tests.databas import Verksamhet, at
from tests.documents.handlingar import oppnad, text
from tests.documents.pdfinnehall import allt_i, fyllda_ytor

NU = at(BESLUTAD, 15)
HEMLIGT = "Sambon Ylva Påhittad ringde från 070-174 06 05 och är rädd."
UTLAMNANDE: dict[str, Any] = {
    "mottagare": "part",
    "vem": "Personen själv",
    "uppgifter": "Utredningen.",
    "sekretess": "26_1",
    "bestammelse": "partsinsyn_10_3",
    "provning": "Uppgiften om sambon kan skada henne om den röjs.",
    "synnerliga_skal": "Sambon kan utsättas för våld.",
    "andras_uppgifter": True,
    "provat_av": "Anna, socialsekreterare",
    "skriftligt_beslut": True,
}


def med_hemlighet(v: Verksamhet) -> tuple[str, int, int]:
    """The akt, the finished utredning, and the event in it that the other party is named in."""
    nummer = med_utredning(v)
    said = faktum(v, nummer, "ny_handelse", {"typ": "hot", "beskrivning": HEMLIGT}, UTREDD).seq
    faktum(
        v,
        nummer,
        "riskbedomning",
        {
            "anledning": "ny_handelse",
            "instrument": "samtal_utan_metod",
            "standardiserad": False,
            "skal_utan_metod": "Det är bråttom.",
            "niva": "hog",
            "skal": "Det nya hotet.",
            "atgarder": "Nytt samtal.",
            "kalla": "personen",
        },
        UTREDD,
    )
    begard = Begard("utredning_utovare")
    seq = fardigstall_handling(v.db, v.aktor("anna"), nummer, begard, now=NU).seq
    return nummer, seq, said


def kopia(
    v: Verksamhet, nummer: str, seq: int, *maskeringar: Maskering, av: str = "anna", **annat: Any
) -> int:
    andamal = annat.pop("andamal", "partsinsyn")
    granskad = annat.pop("granskad", "")
    begard = BegardKopia(seq, andamal, maskeringar, {**UTLAMNANDE, **annat}, NU.date(), granskad)
    return maskera_handling(v.db, v.aktor(av), nummer, begard, now=NU).seq


def event(v: Verksamhet, nummer: str, seq: int) -> Skriven:
    with v.db.read() as session:
        akt = by_nummer(session, nummer)
        assert akt is not None
        return next(e for e in las_handelser(session, v.db.ring, akt) if e.seq == seq)


def test_the_copy_and_the_disclosure_point_at_each_other(verksamhet: Verksamhet) -> None:
    v = verksamhet
    nummer, original, said = med_hemlighet(v)
    before = last(v.db, nummer).seq
    seq = kopia(v, nummer, original, Maskering(said, "beskrivning", "26_1"))
    assert seq == before + 2
    copy, disclosed = event(v, nummer, seq), event(v, nummer, before + 1)
    assert copy.kod == "maskera_handling"
    assert disclosed.kod == "utlamnande"
    assert copy.varden["utlamnande"] == disclosed.seq
    assert f"Maskerad kopia: händelse {seq}, av handlingen i händelse {original}." in str(
        disclosed.varden["uppgifter"]
    )
    assert disclosed.varden["utfall"] == "delvis"
    assert copy.varden["maskeringar"] == [f"{said}:beskrivning:26_1"]
    assert copy.kort["kopia_av"] == original
    (row,) = rader(v.db, "SELECT * FROM handling WHERE kopia_av IS NOT NULL")
    assert (row["seq"], row["arkiv_sha256"], row["kopia_av"]) == (seq, "", original)
    assert las_ursprung(v.db, v.aktor("anna"), nummer, seq).ifyllt == {}
    assert verifiera(v.db).fel == []


def test_what_is_masked_is_nowhere(verksamhet: Verksamhet) -> None:
    v = verksamhet
    nummer, original, said = med_hemlighet(v)
    seq = kopia(
        v,
        nummer,
        original,
        Maskering(said, "beskrivning", "26_1", "Ylva Påhittad", overallt=True),
        Maskering(said, "beskrivning", "21_3", "0701740605"),
    )
    whole = las_fardig_handling(v.db, v.aktor("anna"), nummer, original).pdf
    assert "ylva" in allt_i(whole)
    made = las_fardig_handling(v.db, v.aktor("anna"), nummer, seq)
    assert made.filnamn == f"{nummer}_{seq}_utredning_utovare_kopia.pdf"
    everything = allt_i(made.pdf)
    for gone in ("ylva", "påhittad", "070-174", "0701740605", "06 05"):
        assert gone not in everything
    read = text(made.pdf)
    assert "Sambon [maskerat: 26 kap. 1 § OSL] ringde från [maskerat: 21 kap. 3 § OSL]" in read
    assert "Maskerad kopia för partsinsyn av Utredning" in read
    assert f"(händelse {original}). Det som inte får lämnas ut är borttaget." in read
    assert "Grunden är 26 kap. 1 § OSL och 21 kap. 3 § OSL." in read
    with oppnad(made.pdf) as pdf:
        assert not pdf.attachments
        assert "/AF" not in pdf.Root
        assert "Ylva" not in " ".join(str(value) for value in pdf.docinfo.values())
    black = [c for c in fyllda_ytor(made.pdf) if sum(c) < 0.2]
    assert black == [c for c in fyllda_ytor(whole) if sum(c) < 0.2]
    payload = repr(event(v, nummer, seq))
    assert "Ylva" not in payload
    assert "070" not in payload
    with pytest.raises(NotFound, match="ingen arkivform"):
        las_fardig_handling(v.db, v.aktor("anna"), nummer, seq, arkivform=True)


def test_a_copy_with_nothing_masked_is_disclosed_whole(liten_verksamhet: Verksamhet) -> None:
    v = liten_verksamhet
    nummer = med_beslut(v)
    original = fardigstall_handling(v.db, v.aktor("disa"), nummer, Begard("beslut"), now=NU).seq
    seq = kopia(v, nummer, original, synnerliga_skal="", skriftligt_beslut="")
    assert event(v, nummer, seq - 1).varden["utfall"] == "lamnat_ut"
    read = text(las_fardig_handling(v.db, v.aktor("anna"), nummer, seq).pdf)
    assert "Inget är borttaget." in read
    assert "[maskerat" not in read


def test_the_copy_says_no_more_than_the_original_when_the_akt_has_gone_on(
    liten_verksamhet: Verksamhet,
) -> None:
    v = liten_verksamhet
    nummer, original, said = med_hemlighet(v)
    faktum(v, nummer, "egen_syn", {"egna_ord": "Jag har tänkt om helt."}, BESLUTAD)
    seq = kopia(v, nummer, original, Maskering(said, "beskrivning", "26_1"))
    read = text(las_fardig_handling(v.db, v.aktor("anna"), nummer, seq).pdf)
    assert "Jag vill lära mig att gå därifrån" in read
    assert "tänkt om" not in read


def test_a_refused_disclosure_leaves_no_copy(verksamhet: Verksamhet) -> None:
    v = verksamhet
    nummer, original, said = med_hemlighet(v)
    before = innehall(v.db)
    masking = Maskering(said, "beskrivning", "26_1")
    with pytest.raises(Refused, match="synnerlig vikt"):
        kopia(v, nummer, original, masking, synnerliga_skal="")
    with pytest.raises(Refused, match="skriftligt beslut"):
        kopia(v, nummer, original, masking, skriftligt_beslut="")
    with pytest.raises(BadInput, match="fyll i"):
        kopia(v, nummer, original, masking, provning="")
    with pytest.raises(BadInput, match="en del lämnas ut"):
        kopia(v, nummer, original, masking, utfall="lamnat_ut")
    with pytest.raises(BadInput, match="görs ingen kopia"):
        kopia(v, nummer, original, utfall="nekat")
    with pytest.raises(BadInput, match="Vem kopian är till"):
        kopia(v, nummer, original, masking, andamal="tidningen")
    assert innehall(v.db) == before


@pytest.mark.parametrize(
    ("masking", "fault"),
    [
        (Maskering(0, "finns_inte", "26_1"), "Fältet finns inte"),
        (Maskering(999, "@hela", "26_1"), "Händelse 999: Uppgiften finns inte"),
        (Maskering(0, "person_namn", "26_99"), "Välj vilket lagrum"),
        (Maskering(0, "aktnummer", "12_3"), "Välj vilket lagrum"),
        (Maskering(0, "aktnummer", "fl_33"), "namnen på dem som arbetar"),
        (Maskering(0, "aktnummer", "26_1", "Zz9"), "står inte i fältet"),
        (Maskering(0, "aktnummer", "26_1", "\u00ad7"), "för kort"),
    ],
)
def test_a_masking_that_cannot_be_made_is_told(
    liten_verksamhet: Verksamhet, masking: Maskering, fault: str
) -> None:
    v = liten_verksamhet
    nummer, original, _ = med_hemlighet(v)
    before = innehall(v.db)
    if masking.falt == "person_namn":
        masking = Maskering(0, "aktnummer", masking.lagrum)
    with pytest.raises(BadInput, match=fault):
        kopia(v, nummer, original, masking)
    assert innehall(v.db) == before


def test_a_party_is_never_refused_the_decision(liten_verksamhet: Verksamhet) -> None:
    v = liten_verksamhet
    nummer = med_beslut(v)
    original = fardigstall_handling(v.db, v.aktor("disa"), nummer, Begard("beslut"), now=NU).seq
    decided = next(
        d.seq
        for d in las_maskerbar(
            v.db, v.aktor("anna"), nummer, original, "partsinsyn", dag=NU.date()
        ).delar
        if d.kod == "bevilja"
    )
    with pytest.raises(BadInput, match="får alltid ta del av beslutet"):
        kopia(v, nummer, original, Maskering(decided, "motivering", "26_1"))
    with pytest.raises(BadInput, match="byggd kring beslutet"):
        kopia(v, nummer, original, Maskering(decided, "@slag", "26_1"), andamal="annan_enhet")
    official = Maskering(decided, "@av", "fl_33")
    seq = kopia(v, nummer, original, official)
    read = text(las_fardig_handling(v.db, v.aktor("anna"), nummer, seq).pdf)
    assert "Beslutat av [maskerat: 33 § FL], beslutsfattare" in read


def test_a_copy_of_a_copy_is_refused(liten_verksamhet: Verksamhet) -> None:
    v = liten_verksamhet
    nummer, original, said = med_hemlighet(v)
    seq = kopia(v, nummer, original, Maskering(said, "beskrivning", "26_1"))
    before = innehall(v.db)
    with pytest.raises(Refused, match="redan en maskerad kopia"):
        kopia(v, nummer, seq)
    assert innehall(v.db) == before


@pytest.mark.parametrize(
    ("av", "fault"), [("erik", Refused), ("gun", Refused), ("cecilia", NotFound), ("jon", NotFound)]
)
def test_who_may_not_make_it(liten_verksamhet: Verksamhet, av: str, fault: type[Exception]) -> None:
    v = liten_verksamhet
    nummer, original, said = med_hemlighet(v)
    before = innehall(v.db)
    with pytest.raises(fault):
        kopia(v, nummer, original, Maskering(said, "beskrivning", "26_1"), av=av)
    assert innehall(v.db) == before


def test_what_was_suggested_and_declined_is_kept_without_its_text(
    liten_verksamhet: Verksamhet,
) -> None:
    v = liten_verksamhet
    nummer, original, said = med_hemlighet(v)
    seq = kopia(v, nummer, original, Maskering(said, "beskrivning", "26_1", "Ylva"))
    declined = event(v, nummer, seq).varden["avbojda"]
    assert isinstance(declined, list)
    assert f"{said}:beskrivning:telefon" in declined
    assert any(entry.endswith(":uppgift_om_annan") for entry in declined)
    assert "070" not in repr(declined)


def test_a_copy_that_is_no_longer_what_was_looked_at_is_not_stored(
    liten_verksamhet: Verksamhet,
) -> None:
    v = liten_verksamhet
    nummer, original, said = med_hemlighet(v)
    masking = Maskering(said, "beskrivning", "26_1")
    dag, anna = NU.date(), v.aktor("anna")
    choices = las_maskerbar(v.db, anna, nummer, original, "partsinsyn", dag=dag)
    looked_at = granska_kopia(choices, [masking], "partsinsyn", dag=dag)
    assert looked_at.bilder[0].startswith(b"\x89PNG")
    before = innehall(v.db)
    with pytest.raises(Conflict, match="inte längre den du granskade"):
        kopia(v, nummer, original, granskad=looked_at.sha256)
    assert innehall(v.db) == before
    seq = kopia(v, nummer, original, masking, granskad=looked_at.sha256)
    (row,) = rader(v.db, "SELECT sha256 FROM handling WHERE kopia_av IS NOT NULL")
    assert row["sha256"] == looked_at.sha256
    listed = {h.seq: h for h in las_handlingarna(v.db, anna, nummer, now=NU).fardiga}
    assert listed[seq].kopia_av == original
    assert not listed[seq].har_arkivform


def test_a_new_version_of_the_template_is_told(liten_verksamhet: Verksamhet) -> None:
    v = liten_verksamhet
    nummer, original, said = med_hemlighet(v)
    dag, anna = NU.date(), v.aktor("anna")
    choices = las_maskerbar(v.db, anna, nummer, original, "partsinsyn", dag=dag)
    assert not choices.grund.andrad
    seq = kopia(v, nummer, original, Maskering(said, "beskrivning", "26_1"))
    assert "Mallen har ändrats" not in text(las_fardig_handling(v.db, anna, nummer, seq).pdf)


def test_a_sheet_that_says_nothing_of_whose_it_is_needs_no_copy(
    liten_verksamhet: Verksamhet,
) -> None:
    v = liten_verksamhet
    nummer = med_beslut(v)
    begard = Begard("brukarenkat", {"tillfalle": "vid_avslut"})
    original = fardigstall_handling(v.db, v.aktor("anna"), nummer, begard, now=NU).seq
    with pytest.raises(Refused, match="inte visar vem det gäller"):
        kopia(v, nummer, original)


def utan_utlamnande() -> Definitioner:
    today = definitioner_for("utovare")
    kept = {kod: kind for kod, kind in today.faktaslag.items() if kod != "utlamnande"}
    return Definitioner(today.slag, today.huvud, today.delprocesser, kept)


def test_an_akt_on_a_process_without_disclosures_says_so(liten_verksamhet: Verksamhet) -> None:
    v = liten_verksamhet
    older = utan_utlamnande()
    keep_as_released(v.db, older)
    nummer = oppna_under(v, older)
    begard = Begard("brukarenkat", {"tillfalle": "vid_avslut"})
    original = fardigstall_handling(v.db, v.aktor("anna"), nummer, begard, now=NU).seq
    before = innehall(v.db)
    with pytest.raises(Refused, match="saknar utlämnanden"):
        kopia(v, nummer, original)
    assert innehall(v.db) == before


def test_the_same_length_is_seen_whatever_was_masked(liten_verksamhet: Verksamhet) -> None:
    v = liten_verksamhet
    nummer, original, said = med_hemlighet(v)
    dag, anna = NU.date(), v.aktor("anna")
    choices = las_maskerbar(v.db, anna, nummer, original, "partsinsyn", dag=dag)
    whole = granska_kopia(choices, [Maskering(said, "beskrivning", "26_1")], "partsinsyn", dag=dag)
    same = Maskering(said, "beskrivning", "26_1", HEMLIGT)
    assert granska_kopia(choices, [same], "partsinsyn", dag=dag).sidor == whole.sidor
