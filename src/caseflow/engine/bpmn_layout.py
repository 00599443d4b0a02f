"""Where the parts of a process stand in a BPMN diagram: deterministic, in layers from left to right.

A state is a gateway with its steps in a column to the right of it; the way most go runs straight along
the top. A step to a state in the next column goes there directly, to any other along a lane at the
bottom, and one that keeps the state loops back to the left. Flows to the same state share their lines.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from caseflow.engine.process import Process, State, Transition

Point = tuple[int, int]

TASK_WIDTH, TASK_HEIGHT, PITCH = 260, 72, 98
GATEWAY, EVENT = 50, 36
CHANNEL, MARGIN, BLOCK_GAP = 18, 36, 44
TO_TASK = 46
LABEL_WIDTH, LABEL_HEIGHT, START_LABEL_WIDTH = 130, 28, 60
TO_END = 60
END_COLUMN = TO_END + (EVENT + LABEL_WIDTH) // 2
LEFT, TOP = 120, 150


class Kind(StrEnum):
    """What a shape is."""

    START = "startEvent"
    END = "endEvent"
    STATE = "exclusiveGateway"
    BY_PERSON = "userTask"
    BY_SYSTEM = "serviceTask"


@dataclass(frozen=True, slots=True)
class Shape:
    """A shape with its bounds; `label` is the bounds of a text outside it."""

    id: str
    kind: Kind
    name: str
    x: int
    y: int
    width: int
    height: int
    label: tuple[int, int, int, int] | None = None
    state: State | None = None
    step: Transition | None = None

    @property
    def middle(self) -> int:
        """The height at which flows come and go."""
        return self.y + self.height // 2

    @property
    def right(self) -> int:
        """The right edge."""
        return self.x + self.width


@dataclass(frozen=True, slots=True)
class Flow:
    """A sequence flow. `choice` is the code of the step that it is taken for, `default` when none is."""

    source: str
    target: str
    points: tuple[Point, ...]
    choice: str = ""
    default: bool = False

    @property
    def id(self) -> str:
        """An id of the two it joins."""
        return f"flode__{self.source}__{self.target}"


@dataclass(frozen=True, slots=True)
class Drawing:
    """Everything that is drawn."""

    shapes: tuple[Shape, ...]
    flows: tuple[Flow, ...]


@dataclass(slots=True)
class _Block:
    """A state and the steps that leave it, one below the other."""

    state: State
    steps: tuple[Transition, ...]
    x: int = 0
    y: int = 0
    entry: int = 0

    @property
    def middle(self) -> int:
        return self.y + TASK_HEIGHT // 2

    @property
    def rows(self) -> int:
        return max(1, len(self.steps) + self.state.final)

    @property
    def tasks_x(self) -> int:
        return self.x + GATEWAY + TO_TASK


@dataclass(slots=True)
class _Columns:
    """The blocks by column, the lines that go down between the columns, and the lanes at the bottom."""

    columns: list[list[_Block]]
    out: dict[tuple[int, str], int] = field(default_factory=dict)
    lanes: dict[str, int] = field(default_factory=dict)
    column_of: dict[str, int] = field(default_factory=dict)

    def block(self, code: str) -> _Block | None:
        column = self.column_of.get(code)
        if column is None:
            return None
        return next(b for b in self.columns[column] if b.state.code == code)


def draw(process: Process, *, opened_elsewhere: bool = False) -> Drawing:
    """The shapes and flows of a process. `opened_elsewhere`: a step of another process can open it."""
    openings = tuple(t for t in process.transitions if not t.source)
    placed = _columns(process, wide_start=len(openings) + opened_elsewhere > 1, openings=openings)
    shapes: list[Shape] = []
    flows: list[Flow] = []
    _draw_start(process, placed, openings, shapes, flows, opened_elsewhere=opened_elsewhere)
    for column in placed.columns:
        for block in column:
            _draw_block(process, placed, block, shapes, flows)
    return Drawing(tuple(shapes), tuple(flows))


# --- what stands where ----------------------------------------------------------------------------


def _is_gateway(process: Process, state: State) -> bool:
    return not state.final or bool(process.leaving(state.code))


def _targets(process: Process, state: State) -> list[State]:
    found = [t.target for t in process.leaving(state.code) if t.target is not None]
    return [s for s in dict.fromkeys(found) if s != state and _is_gateway(process, s)]


def _ranks(process: Process) -> dict[str, int]:
    """The column of each state: one after the last state that leads to it in the order they are written."""
    order = {s.code: i for i, s in enumerate(process.states)}
    ranks = {process.start.code: 0}
    for state in process.states:
        if not _is_gateway(process, state):
            continue
        own = ranks.setdefault(state.code, 1)
        for target in _targets(process, state):
            if order[target.code] > order[state.code]:
                ranks[target.code] = max(ranks.get(target.code, 0), own + 1)
    return ranks


def _main_way(process: Process, ranks: Mapping[str, int]) -> dict[str, str]:
    """The longest way, one column at a time: each state and the one that follows."""
    best: dict[str, tuple[int, str]] = {}
    for state in sorted(process.states, key=lambda s: -ranks.get(s.code, 0)):
        if state.code in ranks:
            onward = [t for t in _targets(process, state) if ranks[t.code] == ranks[state.code] + 1]
            ways = [(best[t.code][0] + 1, t.code) for t in onward]
            best[state.code] = max(ways, key=lambda w: w[0], default=(0, ""))
    way: dict[str, str] = {}
    here = process.start.code
    while here:
        way[here] = here = best[here][1]
    return way


def _in_order(process: Process, state: State, following: str) -> tuple[Transition, ...]:
    """The steps of a state: onwards, to another state, to an end, and last those that keep the state."""

    def place(step: Transition) -> int:
        if step.target is None or step.target == state:
            return 3
        if step.target.code == following:
            return 0
        return 1 if _is_gateway(process, step.target) else 2

    return tuple(sorted(process.leaving(state.code), key=place))


def _columns(process: Process, *, wide_start: bool, openings: Sequence[Transition]) -> _Columns:
    ranks = _ranks(process)
    way = _main_way(process, ranks)
    blocks: list[list[_Block]] = [[] for _ in range(max(ranks.values()) + 1)]
    for state in sorted(
        (s for s in process.states if s.code in ranks), key=lambda s: s.code not in way
    ):
        following = way.get(state.code, "")
        blocks[ranks[state.code]].append(_Block(state, _in_order(process, state, following)))
    placed = _Columns(blocks, column_of=ranks)
    bottom = _place_rows(placed, len(openings) + wide_start if openings else 1)
    start_width = EVENT + (MARGIN + TASK_WIDTH if openings else 0)
    _place_columns(process, placed, LEFT + start_width + (MARGIN + GATEWAY if wide_start else 0))
    for i, code in enumerate(c for c in ranks if any(key[1] == c for key in placed.out)):
        placed.lanes[code] = bottom + i * CHANNEL
    return placed


def _place_rows(placed: _Columns, start_rows: int) -> int:
    """Sets the height of every block; gives the height of the first lane."""
    bottom = TOP + start_rows * PITCH
    for column in placed.columns:
        y = TOP
        for block in column:
            block.y = y
            y += block.rows * PITCH + BLOCK_GAP
        bottom = max(bottom, y - BLOCK_GAP)
    return bottom


def _place_columns(process: Process, placed: _Columns, x: int) -> None:
    """Sets where each column begins, and the lines between them."""
    for number, column in enumerate(placed.columns):
        x += MARGIN
        for block in reversed(column):
            block.entry = x
            x += CHANNEL
        x += CHANNEL  # the steps that keep the state come back here
        ends = False
        for block in column:
            block.x = x
            ends = ends or block.state.final
            ends = ends or any(t.target and not _is_gateway(process, t.target) for t in block.steps)
        x += GATEWAY + TO_TASK + TASK_WIDTH + (END_COLUMN if ends else 0) + MARGIN
        for code in _by_lane(placed, number):
            placed.out[number, code] = x
            x += CHANNEL


def _by_lane(placed: _Columns, number: int) -> list[str]:
    """The states that the steps of a column reach along the lanes."""
    found = [
        step.target.code
        for block in placed.columns[number]
        for step in block.steps
        if step.target is not None
        and step.target != block.state
        and placed.column_of.get(step.target.code, number + 1) != number + 1
    ]
    return list(dict.fromkeys(found))


# --- shapes and flows -----------------------------------------------------------------------------


def _gateway(identity: str, name: str, x: int, middle: int, state: State | None = None) -> Shape:
    centre = x + GATEWAY // 2
    over = middle - GATEWAY // 2 - 4 - LABEL_HEIGHT
    label = (centre - LABEL_WIDTH // 2, over, LABEL_WIDTH, LABEL_HEIGHT)
    y = middle - GATEWAY // 2
    return Shape(identity, Kind.STATE, name, x, y, GATEWAY, GATEWAY, label, state)


def _event(identity: str, kind: Kind, name: str, at: Point, state: State | None = None) -> Shape:
    x, middle = at
    centre, under = x + EVENT // 2, middle + EVENT // 2 + 4
    width = START_LABEL_WIDTH if kind is Kind.START else LABEL_WIDTH
    label = (centre - width // 2, under, width, LABEL_HEIGHT)
    return Shape(identity, kind, name, x, middle - EVENT // 2, EVENT, EVENT, label, state)


def _task(step: Transition, source: str, x: int, y: int) -> Shape:
    by_system = all(r.value == "system" for r in step.by)
    kind = Kind.BY_SYSTEM if by_system else Kind.BY_PERSON
    identity = f"steg__{step.code}__{source}"
    return Shape(identity, kind, step.label, x, y, TASK_WIDTH, TASK_HEIGHT, step=step)


def _draw_start(
    process: Process,
    placed: _Columns,
    openings: Sequence[Transition],
    shapes: list[Shape],
    flows: list[Flow],
    *,
    opened_elsewhere: bool,
) -> None:
    """The start, and where steps open the process: those steps."""
    block = placed.block(process.start.code)
    if block is None:  # the start is never an end without a way on
        return
    start = _event("start", Kind.START, "Början", (LEFT, block.middle))
    shapes.append(start)
    into = (block.x, block.middle)
    source, row = start, 0
    if len(openings) + opened_elsewhere > 1:
        source = _gateway("oppnas", "Hur öppnas den?", start.right + MARGIN, block.middle)
        shapes.append(source)
        flows.append(
            Flow("start", "oppnas", ((start.right, start.middle), (source.x, start.middle)))
        )
    if not openings or opened_elsewhere:
        direct = ((source.right, block.middle), into)
        flows.append(
            Flow(source.id, f"lage__{process.start.code}", direct, default=source != start)
        )
        row = 1 if openings else 0
    for step in openings:
        task = _task(step, "oppnar", source.right + MARGIN, block.y + row * PITCH)
        shapes.append(task)
        choice = step.code if source != start else ""
        flows.append(Flow(source.id, task.id, _fan(source, task), choice))
        back = _straight(
            [(task.right, task.middle), (block.entry, task.middle), (block.entry, into[1]), into]
        )
        flows.append(Flow(task.id, f"lage__{process.start.code}", back))
        row += 1


def _draw_block(
    process: Process,
    placed: _Columns,
    block: _Block,
    shapes: list[Shape],
    flows: list[Flow],
) -> None:
    gateway = _gateway(
        f"lage__{block.state.code}", block.state.label, block.x, block.middle, block.state
    )
    shapes.append(gateway)
    row = 0
    if block.state.final:
        at = (block.tasks_x + TASK_WIDTH + TO_END, block.middle)
        end = _event(f"slut__{block.state.code}", Kind.END, "Slut", at, block.state)
        shapes.append(end)
        flows.append(Flow(gateway.id, end.id, _fan(gateway, end), default=True))
        row = 1
    for number, step in enumerate(block.steps, start=row):
        task = _task(step, block.state.code, block.tasks_x, block.y + number * PITCH)
        shapes.append(task)
        flows.append(Flow(gateway.id, task.id, _fan(gateway, task), step.code))
        flows.append(_onward(process, placed, block, task, shapes))


def _onward(
    process: Process, placed: _Columns, block: _Block, task: Shape, shapes: list[Shape]
) -> Flow:
    """From a step to the state that it leads to."""
    target = (task.step.target if task.step else None) or block.state
    here = (task.right, task.middle)
    if not _is_gateway(process, target):
        name = target.label
        at = (task.right + TO_END, task.middle)
        end = _event(f"slut__{task.id}", Kind.END, name, at, target)
        shapes.append(end)
        return Flow(task.id, end.id, (here, (end.x, end.middle)))
    onward = placed.block(target.code)
    if onward is None:  # every state that is no end has a block
        raise KeyError(target.code)
    into = (onward.x, onward.middle)
    if onward is block:
        low, aside = task.y + task.height - 12, block.x - CHANNEL
        points = [(task.x, low), (aside, low), (aside, into[1]), into]
    elif (column := placed.column_of[block.state.code]) + 1 == placed.column_of[target.code]:
        points = [here, (onward.entry, here[1]), (onward.entry, into[1]), into]
    else:
        down, lane = placed.out[column, target.code], placed.lanes[target.code]
        points = [
            here,
            (down, here[1]),
            (down, lane),
            (onward.entry, lane),
            (onward.entry, into[1]),
            into,
        ]
    return Flow(task.id, f"lage__{target.code}", _straight(points))


def _fan(source: Shape, target: Shape) -> tuple[Point, ...]:
    """From the right of a shape straight on, or from its foot down and then on."""
    if source.middle == target.middle:
        return ((source.right, source.middle), (target.x, target.middle))
    foot = source.x + source.width // 2
    return ((foot, source.y + source.height), (foot, target.middle), (target.x, target.middle))


def _straight(points: Sequence[Point]) -> tuple[Point, ...]:
    """Without the points that lie on the line between their neighbours."""
    kept: list[Point] = []
    for i, point in enumerate(points):
        inner = 0 < i < len(points) - 1
        if inner and kept[-1][1] == point[1] == points[i + 1][1]:
            continue
        kept.append(point)
    return tuple(kept)
