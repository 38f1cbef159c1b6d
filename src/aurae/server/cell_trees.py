"""The trees that List answers with: what has not changed since the last answer is not encoded again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aurae.proto import cells_pb2 as api
from aurae.server import convert_cells as convert

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aurae.cells.looking import View

    Known = dict[str, tuple[tuple[object, ...], bytes]]


class CellTrees:
    """Cells as they were encoded last, by path, each beside all that its bytes were made of.

    The parts are compared whenever the bytes are used, so that whoever changes a cell need not know
    of them: a cell that was changed is another object of the model.
    """

    def __init__(self) -> None:
        """Nothing was encoded yet."""
        self._known: Known = {}

    def answer(self, views: Sequence[View], *, whole: bool) -> api.CellServiceListResponse:
        """Return these trees as an answer; `whole`: there are no cells but these."""
        answer = api.CellServiceListResponse()
        used: Known = {}
        for view in views:
            self._fill(answer.cells.add(), view, used)
        if whole:
            self._known = used
        return answer

    def _fill(self, node: api.CellGraphNode, view: View, used: Known) -> None:
        parts = (view.cell, view.frozen, view.workloads)
        known = self._known.get(view.cell.name)
        if known is None or known[0] != parts:
            known = (parts, convert.node(view._replace(children=())).SerializeToString())
        used[view.cell.name] = known
        node.MergeFromString(known[1])
        for below in view.children:
            self._fill(node.children.add(), below, used)
