"""Runs a process on `transitions`: one shared machine per definition, no akt is ever attached to it."""

from __future__ import annotations

from transitions import Machine, MachineError

from caseflow.engine.errors import Hinder, Refused
from caseflow.engine.process import Process


class _Token:
    """The only thing the machine sees of an akt: where it stands."""

    __slots__ = ("state",)

    def __init__(self, state: str) -> None:
        self.state = state


class ProcessMachine:
    """A process made runnable. Use `machine_for`; building one costs far more than a step."""

    def __init__(self, process: Process) -> None:
        """Build the shared machine of the definition."""
        self.process = process
        self._machine = Machine(
            model=None,
            states=[s.code for s in process.states],
            initial=process.start.code,
            auto_transitions=False,
            send_event=False,
        )
        for t in process.transitions:
            if t.source:
                self._machine.add_transition(
                    trigger=t.code,
                    source=[s.code for s in t.source],
                    dest=t.target.code if t.target else None,
                )

    def fire(self, step: str, state: str) -> str:
        """The state after `step` taken from `state`. Writes nothing.

        Raises:
            Refused: the step does not leave that state.
        """
        token = _Token(state)
        try:
            self._machine.events[step].trigger(token)
        except (MachineError, KeyError) as fault:
            raise Refused(
                vad=self._headline(step), hinder=[self.out_of_order(step, state)]
            ) from fault
        return token.state

    def out_of_order(self, step: str, state: str) -> Hinder:
        """Why the step cannot be taken from here, and from where it can."""
        transition = self.process.transition(step)
        sources = " eller ".join(f"«{s.label}»" for s in transition.source) if transition else ""
        here = self.process.state(state).label
        return Hinder(
            regel="steget_utgar_fran_tillstandet",
            kalla=f"Process: {self.process.label}",
            text=f"Läget är «{here}», och steget tas från {sources or 'inget läge'}.",
            gor_nu="Ladda om ärendet och välj bland stegen som står under Nästa steg.",
        )

    def _headline(self, step: str) -> str:
        transition = self.process.transition(step)
        return f"{transition.label if transition else step} kan inte göras."


def machine_for(process: Process) -> ProcessMachine:
    """The one shared machine of a definition."""
    known = _MACHINES.get(id(process))
    if known is None or known.process is not process:
        known = _MACHINES[id(process)] = ProcessMachine(process)
    return known


_MACHINES: dict[int, ProcessMachine] = {}
