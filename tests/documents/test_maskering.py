"""What is masked is out of everything that a page is made of, and the mask tells nothing of it."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from html import unescape

import hypothesis
import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseflow.documents.kopia_ur_akten import (
    Kopiegrund,
    foljer_av_svaret,
    maskerade_svar,
)
from caseflow.documents.mallar import MALLAR, lasbart_for
from caseflow.documents.maskering import (
    AV,
    HELA,
    SLAGET,
    Maskering,
    delarna,
    kvar,
    maskera,
    prova,
)
from caseflow.documents.maskeringsforslag import avbojda, forslagen
from caseflow.documents.passager import likt
from caseflow.documents.render import framstall_kopia
from caseflow.documents.underlag import Underlag
from caseflow.engine.errors import BadInput
from caseflow.rules.maskering import ALLA, GRUNDER, grunder_for
from caseflow.store.handling import Handling
from tests.documents import berattelser
from tests.documents.handlingar import UNDERLAG, text
from tests.documents.pdfinnehall import allt_i
from tests.documents.test_passager import variants
from tests.documents.underlagsbygge import DAG, Rad, underlag

HEMLIGT = "Zxqvåt Öqwzson"


def lasbart(namn: str) -> Underlag:
    kod, grund = UNDERLAG[namn]
    return lasbart_for(MALLAR[kod], grund)


def sida(namn: str, maskeringar: Sequence[Maskering], grund: Underlag | None = None) -> str:
    """The text of the page of a masked copy, as it is compared."""
    mall = MALLAR[UNDERLAG[namn][0]]
    masked = maskera(grund or lasbart(namn), maskeringar, dag=DAG)
    page = framstall_kopia(mall, replace(masked, kopia="Maskerad kopia.")).html
    return likt(unescape(re.sub(r"<[^>]*>", " ", page)))


def med_hemligt(namn: str, seq: int, kod: str) -> Underlag:
    """The same underlag, with the secret in one of its fields."""
    grund = lasbart(namn)

    def put(kod_: str, value: str) -> str:
        return f"{value} {HEMLIGT}." if kod_ == kod else value

    return replace(
        grund,
        uppgifter=tuple(
            replace(
                u,
                falt=tuple((k, e, put(k, t)) for k, e, t in u.falt),
                varden={k: put(k, v) if isinstance(v, str) else v for k, v in u.varden.items()},
            )
            if u.seq == seq
            else u
            for u in grund.uppgifter
        ),
    )


@pytest.mark.parametrize("namn", list(UNDERLAG))
def test_any_field_can_be_masked_in_every_template(namn: str) -> None:
    """Whole, in part, and with its event: no template fails and none shows it."""
    for d in delarna(lasbart(namn)):
        for kod, _, _ in d.falt:
            if not d.seq or kod == AV:
                continue
            grund = med_hemligt(namn, d.seq, kod)
            part = [Maskering(d.seq, kod, "26_1", HEMLIGT)]
            prova(grund, part, "annan_enhet", dag=DAG)
            for made in (
                part,
                [Maskering(d.seq, kod, "26_1")],
                [Maskering(d.seq, HELA, "26_1")],
                [Maskering(d.seq, SLAGET, "26_1")],
            ):
                page = sida(namn, made, grund)
                assert "zxqv" not in page
                assert "öqwz" not in page.replace("o\u0308", "ö")


@pytest.mark.parametrize("namn", [n for n, (kod, _) in UNDERLAG.items() if not MALLAR[kod].anonym])
def test_every_template_says_that_it_is_a_copy(namn: str) -> None:
    assert "maskerad kopia." in sida(namn, [])


@pytest.mark.parametrize("namn", list(UNDERLAG))
def test_a_whole_event_goes_with_its_kind_and_day(namn: str) -> None:
    for d in delarna(lasbart(namn))[1:]:
        masked = maskera(lasbart(namn), [Maskering(d.seq, SLAGET, "26_1")], dag=DAG)
        hidden = masked.handelse(d.seq)
        assert hidden is not None
        assert hidden.kod == "maskerad"
        assert (hidden.falt, dict(hidden.varden), hidden.av) == ((), {}, "")
        assert hidden.etikett == "[maskerat: 26 kap. 1 § OSL]"
        assert hidden.dag != d.dag
        sida(namn, [Maskering(d.seq, SLAGET, "26_1")])


def test_the_list_of_events_tells_neither_kind_nor_day_of_what_is_hidden() -> None:
    grund = lasbart("utredning_utsatt")
    event = grund.senaste("sakerhetsplan")
    assert event is not None
    page = sida("utredning_utsatt", [Maskering(event.seq, SLAGET, "26_1")])
    assert f"{event.seq} [maskerat] [maskerat: 26 kap. 1 § osl]" in page


def test_what_is_said_of_a_masked_event_is_masked_with_it() -> None:
    rader: tuple[Rad, ...] = (
        *berattelser.UTOVARE,
        ("2026-11-03", "rattelse", berattelser.ANNA, {"handelse": 3, "rattelse": HEMLIGT}),
    )
    grund = lasbart_for(MALLAR["utredning_utovare"], underlag("utovare", rader))
    for falt in (HELA, SLAGET):
        masked = maskera(grund, [Maskering(3, falt, "26_1")], dag=DAG)
        assert HEMLIGT not in repr(masked)


def test_a_mask_is_the_same_whatever_it_stands_for() -> None:
    """Short or long, of one line or many: the page is the same to the byte."""
    namn = "utredning_utovare"
    grund = lasbart(namn)
    event = grund.senaste("slutfor_utredning")
    assert event is not None
    pages = set()
    for secret in ("Ja", "x" * 89, "x" * 91, "En rad.\nEn till.\n\nOch ett stycke. " * 40):
        other = replace(
            grund,
            uppgifter=tuple(
                replace(
                    u,
                    varden={**u.varden, "sammanhang": secret},
                    falt=(
                        *(f for f in u.falt if f[0] != "sammanhang"),
                        ("sammanhang", "Sammanhang", secret),
                    ),
                )
                if u is event
                else u
                for u in grund.uppgifter
            ),
        )
        pages.add(sida(namn, [Maskering(event.seq, "sammanhang", "26_1")], other))
        pages.add(sida(namn, [Maskering(event.seq, "sammanhang", "26_1", secret)], other))
    assert len(pages) == 1


def test_the_same_text_goes_everywhere_when_that_is_asked_for() -> None:
    grund = lasbart("utredning_utovare")
    official = next(d for d in delarna(grund)[1:] if "Anna Lindö" in [t for _, _, t in d.falt])
    here = [Maskering(official.seq, AV, "fl_33")]
    assert "anna lindo\u0308" in sida("utredning_utovare", here)
    assert kvar(grund, maskera(grund, here, dag=DAG), here)
    everywhere = [Maskering(official.seq, AV, "fl_33", overallt=True)]
    assert "anna lindo\u0308" not in sida("utredning_utovare", everywhere)
    assert kvar(grund, maskera(grund, everywhere, dag=DAG), everywhere) == []


def test_who_the_person_is_can_be_masked() -> None:
    made = [
        Maskering(0, kod, "26_1", overallt=True)
        for kod in ("person_namn", "personnummer", "aktnummer", "skapad_av")
    ]
    mall, grund = MALLAR["utredning_utovare"], lasbart("utredning_utovare")
    pdf = framstall_kopia(mall, maskera(grund, made, dag=DAG)).pdf()
    everything = allt_i(pdf)
    for gone in ("robin ekhöjd", "198803131239", "19880313-1239", "vn-7k3f", "anna lindö"):
        assert likt(gone) not in everything
    assert "[maskerat: 26 kap. 1 § OSL]" in text(pdf)


def test_two_barn_remain_two_when_it_is_masked_which_they_are() -> None:
    namn = "utredning_utovare"
    grund = lasbart(namn)
    barn = grund.alla("barn")
    assert len(barn) > 1
    made = [Maskering(u.seq, "barn", "26_1") for u in barn]
    masked = maskera(grund, made, dag=DAG)
    assert len(masked.per_nyckel("barn", "barn")) == len(grund.per_nyckel("barn", "barn"))
    assert "barn_1" not in repr(masked.alla("barn"))


@pytest.mark.parametrize("andamal", sorted(ALLA))
@pytest.mark.parametrize("namn", list(UNDERLAG))
def test_every_suggestion_can_be_followed_and_is_else_declined(namn: str, andamal: str) -> None:
    grund = lasbart(namn)
    found = forslagen(grund, andamal)
    assert found == forslagen(grund, andamal)
    followed = [Maskering(f.seq, f.falt, f.lagrum, f.passage) for f in found]
    prova(grund, followed, andamal, dag=DAG)
    assert avbojda(found, followed) == []
    assert len(avbojda(found, [])) == len(found)
    assert all(f.skal.endswith(".") for f in found)
    assert all(f.passage not in f.spar for f in found if f.passage)


def test_the_other_guardian_is_told_nothing_of_where_she_is() -> None:
    namn = "utredning_utsatt"
    found = forslagen(lasbart(namn), "vardnadshavare")
    assert {"skydd", "samtal", "barnet"} <= {f.kod for f in found}
    assert {f.lagrum for f in found if f.kod == "barnet"} == {"12_3"}
    followed = [Maskering(f.seq, f.falt, f.lagrum, f.passage) for f in found]
    page = sida(namn, followed)
    for told in ("eget boende", "en tidigare partner", "individuella stödsamtal"):
        assert likt(told) in sida(namn, [])
        assert likt(told) not in page


def test_a_number_in_what_people_wrote_is_suggested_with_the_ground_that_fits() -> None:
    grund = med_hemligt("utredning_utovare", 4, "avser")
    said = replace(
        grund,
        uppgifter=tuple(
            replace(u, falt=(("avser", "Avser", "Ring 070-174 06 05 eller gå till Storgatan 12."),))
            if u.seq == 4
            else u
            for u in grund.uppgifter
        ),
    )
    plain = [f for f in forslagen(said, "partsinsyn") if f.seq == 4]
    assert [(f.kod, f.passage, f.lagrum) for f in plain] == [
        ("telefon", "070-174 06 05", "26_1"),
        ("adress", "Storgatan 12", "26_1"),
    ]
    protected = forslagen(replace(said, skydd="skyddad_folkbokforing"), "partsinsyn")
    assert {f.lagrum for f in protected if f.seq == 4} == {"21_3"}


@pytest.mark.parametrize(
    ("kod", "first"),
    [("26_1", date(2009, 6, 30)), ("26_14_c", date(2024, 4, 1)), ("fl_33", date(2025, 7, 2))],
)
def test_a_ground_is_there_from_its_day(kod: str, first: date) -> None:
    assert GRUNDER[kod].den(first) is not None
    assert GRUNDER[kod].den(date.fromordinal(first.toordinal() - 1)) is None
    grund = lasbart("utredning_utovare")
    masking = Maskering(0, "skapad_av", kod)
    prova(grund, [masking], "annan_enhet", dag=first)
    with pytest.raises(BadInput, match="Välj vilket lagrum"):
        prova(grund, [masking], "annan_enhet", dag=date.fromordinal(first.toordinal() - 1))


def test_a_ground_is_only_for_those_it_is_about() -> None:
    assert "10_3" in grunder_for("partsinsyn", DAG)
    assert "10_3" not in grunder_for("vardnadshavare", DAG)
    assert "12_3" in grunder_for("vardnadshavare", DAG)
    assert "12_3" not in grunder_for("annan_enhet", DAG)


def test_faults_are_told_all_at_once_by_their_place() -> None:
    grund = lasbart("utredning_utovare")
    with pytest.raises(BadInput) as told:
        prova(
            grund,
            [Maskering(0, "person_namn", ""), Maskering(4, "avser", "26_1", "finns inte där")],
            "partsinsyn",
            dag=DAG,
        )
    assert set(told.value.falt) == {"0:person_namn", "4:avser"}


def test_an_event_that_the_handling_only_names_holds_nothing_to_mask() -> None:
    grund = lasbart("utredning_utovare")
    named = grund.senaste("sakerhet_overvagd")
    assert named is not None
    with pytest.raises(BadInput, match=f"Händelse {named.seq}: Handlingen säger inget"):
        prova(grund, [Maskering(named.seq, HELA, "26_1")], "partsinsyn", dag=DAG)
    assert named.seq not in {f.seq for f in forslagen(grund, "partsinsyn")}


PLATSER = [
    (namn, d.seq, kod)
    for namn in ("utredning_utovare", "utredning_utsatt", "bifall", "uppfoljning")
    for d in delarna(lasbart(namn))[1:]
    for kod, _, _ in d.falt
    if kod != AV
]


@given(
    plats=st.sampled_from(PLATSER),
    inner=st.text("åÄöé.*+?()[]{}|^$\\<>&\"' 7-", max_size=12),
    nr=st.integers(0, 5),
    cut=st.integers(2, 8),
)
@hypothesis.settings(max_examples=60, deadline=None)
def test_no_page_holds_what_was_masked_however_it_was_written(
    plats: tuple[str, int, str], inner: str, nr: int, cut: int
) -> None:
    namn, seq, kod = plats
    secret = f"Qzx{inner}Xzq"
    written = variants(secret)[nr]
    grund = lasbart(namn)
    grund = replace(
        grund,
        uppgifter=tuple(
            replace(
                u,
                falt=tuple((k, e, f"Här {written} där" if k == kod else t) for k, e, t in u.falt),
                varden={**u.varden, kod: f"Här {written} där"},
            )
            if u.seq == seq
            else u
            for u in grund.uppgifter
        ),
    )
    overlapping = [
        Maskering(seq, kod, "26_1", secret, overallt=True),
        Maskering(seq, kod, "21_3", f"Här {secret[:cut]}"),
    ]
    prova(grund, overlapping, "annan_enhet", dag=DAG)
    page = sida(namn, overlapping, grund)
    assert "qzx" not in page
    assert "xzq" not in page
    assert likt(secret) not in page


@pytest.mark.parametrize(
    ("namn", "kod", "falt", "told"),
    [
        ("forlangning", "ansok", "avser", True),
        ("svar_nekat", "utlamnande", "mottagare", True),
        ("forlangning", "bifall_ansokan", "motivering", False),
        ("utredning_utovare", "riskbedomning", "kalla", False),
    ],
)
def test_it_is_told_when_the_templates_own_words_follow_from_a_masked_answer(
    namn: str, kod: str, falt: str, *, told: bool
) -> None:
    mall, lasbar = MALLAR[UNDERLAG[namn][0]], lasbart(namn)
    event = lasbar.senaste(kod)
    assert event is not None
    grund = Kopiegrund(Handling(titel=mall.titel), mall, lasbar, mall.version, event.seq)
    found = foljer_av_svaret(grund, [Maskering(event.seq, falt, "26_1")], dag=DAG)
    assert bool(found) == told


def test_a_masked_answer_is_asked_about_once_however_many_events_there_are() -> None:
    mall, lasbar = MALLAR[UNDERLAG["forlangning"][0]], lasbart("forlangning")
    event = lasbar.senaste("ansok")
    assert event is not None
    last = max(u.seq for u in lasbar.uppgifter)
    more = tuple(replace(event, seq=last + n) for n in range(1, 200))
    many = replace(lasbar, uppgifter=(*lasbar.uppgifter, *more))
    maskeringar = [Maskering(u.seq, "avser", "26_1") for u in (event, *more)]
    asked = maskerade_svar(many, maskera(many, maskeringar, dag=DAG))
    assert set(asked) == {("ansok", "avser")}
    assert list(asked["ansok", "avser"]) == [event.seq, *(u.seq for u in more)]
    few = Kopiegrund(
        Handling(titel=mall.titel),
        mall,
        replace(lasbar, uppgifter=(*lasbar.uppgifter, *more[:1])),
        mall.version,
        last + 1,
    )
    (told,) = foljer_av_svaret(few, maskeringar[:2], dag=DAG)
    assert told.endswith(f"(händelse {event.seq} och {last + 1})")
