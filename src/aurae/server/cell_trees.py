"""The trees that List answers with: what has not changed since the last answer is not encoded again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aurae.proto import cells_pb2 as api
from aurae.server import convert_cells as convert
from aurae.server.encoded import Encoded, part

if TYPE_CHECKING:
    from aurae.cells.looking import View

    Known = dict[str, tuple[tuple[object, ...], bytes]]

_CELLS = api.CellServiceListResponse.CELLS_FIELD_NUMBER
_CHILDREN = api.CellGraphNode.CHILDREN_FIELD_NUMBER


class CellTrees:
    """Cells as they were encoded last, by path, each beside all that its bytes were made of.

    These are compared whenever the bytes are used, so that whoever changes a cell need not know of
    them. It costs little: a cell that was not changed is the same object still, and so are all
    trees when none was.
    """

    def __init__(self) -> None:
        """Nothing was encoded yet."""
        self._known: Known = {}
        self._views: tuple[View, ...] = ()
        self._answer = Encoded(b"")

    def answer(self, views: tuple[View, ...], *, whole: bool) -> Encoded:
        """Return a CellServiceListResponse of these trees; `whole`: there are no cells but these."""
        if views is self._views:
            return self._answer
        used: Known = {}
        answer = Encoded(b"".join([self._node(_CELLS, view, used) for view in views]))
        if whole:
            self._known, self._views, self._answer = used, views, answer
        return answer

    def _node(self, number: int, view: View, used: Known) -> bytes:
        """Return a cell with those below it as field `number` of what is above."""
        cell, frozen, workloads, children, _ = view
        made_of = (cell, frozen, workloads, not children)
        path = cell.spec.name
        known = self._known.get(path)
        if known is None or known[0] != made_of:
            own = convert.node(view._replace(children=())).SerializeToString()
            known = (made_of, own if children else part(number, own))
        used[path] = known
        if not children:
            return known[1]
        below = [self._node(_CHILDREN, child, used) for child in children]
        return part(number, known[1] + b"".join(below))
