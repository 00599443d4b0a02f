"""The one tree of errors. Messages are Swedish and written for the person at the desk.

Each message says what was refused, why, which rule, and what to do now. The class name and `code`
are English and stable: the API gives them out.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


@dataclass(frozen=True, slots=True)
class Hinder:
    """One reason why something is refused: the rule, its source, the reason and the way out."""

    regel: str
    kalla: str
    text: str
    gor_nu: str = ""
    falt: str = ""

    def as_dict(self) -> dict[str, str]:
        """The stable keys of the API."""
        return {"regel": self.regel, "kalla": self.kalla, "text": self.text, "gor_nu": self.gor_nu}


class CaseflowError(Exception):
    """Something was refused or found wrong; nothing was changed."""

    code: ClassVar[str] = "error"

    def __init__(self, *, vad: str, varfor: str = "", regel: str = "", gor_nu: str = "") -> None:
        """`vad` is the one-line headline, `varfor` the reason, `regel` the source, `gor_nu` the way out."""
        self.vad = vad
        self.varfor = varfor
        self.regel = regel
        self.gor_nu = gor_nu
        super().__init__(self.message)

    @property
    def message(self) -> str:
        """The whole message as running text."""
        source = f"({self.regel})" if self.regel else ""
        return " ".join(part for part in (self.vad, self.varfor, source, self.gor_nu) if part)


class BadInput(CaseflowError):
    """What was given cannot be used; `falt` says what is wrong field by field."""

    code = "bad_input"

    def __init__(
        self,
        *,
        vad: str,
        varfor: str = "",
        regel: str = "",
        gor_nu: str = "",
        falt: Mapping[str, str] | None = None,
    ) -> None:
        """`falt` maps field code to its fault; without `varfor` the faults become the reason."""
        self.falt = dict(falt or {})
        super().__init__(
            vad=vad, varfor=varfor or " ".join(self.falt.values()), regel=regel, gor_nu=gor_nu
        )


class Refused(CaseflowError):
    """A rule stands in the way. Carries every failing rule, not only the first."""

    code = "refused"

    def __init__(self, *, vad: str, hinder: Sequence[Hinder]) -> None:
        """`hinder` is not empty; the message lists all of them."""
        self.hinder = tuple(hinder)
        super().__init__(
            vad=vad,
            varfor=" ".join(f"{h.text} ({h.kalla})" for h in self.hinder),
            gor_nu=" ".join(dict.fromkeys(h.gor_nu for h in self.hinder if h.gor_nu)),
        )


class Conflict(CaseflowError):
    """Somebody else changed the same thing first."""

    code = "conflict"


class Busy(CaseflowError):
    """It could not be done now; the same may be asked for again in a while."""

    code = "busy"


class NotFound(CaseflowError):
    """It does not exist, or the asker may not know that it does: the answer is the same."""

    code = "not_found"


class LoginFailed(CaseflowError):
    """Wrong address, wrong password or a disabled account: the answer is the same."""

    code = "login_failed"


class RuleNotInForce(CaseflowError):
    """The rule had no wording on the day asked for."""

    code = "rule_not_in_force"


class ProfileInvalid(CaseflowError):
    """A municipality's profile breaks the law, the processes or the schema, and is not loaded."""

    code = "profile_invalid"


class IntegrityFault(CaseflowError):
    """The stored history or its keys cannot be trusted."""

    code = "integrity_fault"
