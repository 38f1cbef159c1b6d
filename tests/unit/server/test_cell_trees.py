"""List encodes a cell once, and never shows what is not so any more."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from aurae.cells.looking import View
from aurae.model.cell import Cell, CellSpec, CellStatus, Limits, Memory, Pids
from aurae.proto import cells_pb2 as api
from aurae.server import convert_cells as convert
from aurae.server.cell_trees import CellTrees


def made(name, ident, limits, labels, status, frozen):
    spec = CellSpec(name, limits, labels=labels)
    return Cell(ident, spec, "spiffe://me", "boot", 1, ident, status, frozen)


def cells(name):
    """Give cells of one name that differ in what List shows; some are equal, none is the same."""
    return st.builds(
        made,
        st.just(name),
        st.integers(1, 2),
        st.sampled_from([Limits(), Limits(memory=Memory(max=1)), Limits(pids=Pids(2))]),
        st.sampled_from([{}, {"a": "1"}, {"a": "2"}]),
        st.sampled_from(CellStatus),
        st.booleans(),
    )


def views(name, depth):
    """Give trees of which any part may be missing."""
    below = st.just(())
    if depth:
        children = [st.none() | views(f"{name}/{letter}", depth - 1) for letter in "ab"]
        below = st.tuples(*children).map(lambda found: tuple(view for view in found if view))
    workloads = st.sampled_from([(), ("x",), ("x", "y")])
    return st.builds(View, cells(name), st.booleans(), workloads, below)


FORESTS = st.tuples(*[st.none() | views(letter, 2) for letter in "abc"]).map(
    lambda found: tuple(view for view in found if view)
)


@given(st.lists(st.tuples(FORESTS, st.booleans()), min_size=1, max_size=4))
def test_an_answer_is_as_if_it_was_the_first(asked):
    trees = CellTrees()
    for forest, whole in asked:
        plain = api.CellServiceListResponse(cells=[convert.node(view) for view in forest])
        encoded = trees.answer(forest, whole=whole).SerializeToString()
        assert api.CellServiceListResponse.FromString(encoded) == plain


def test_only_what_changed_is_encoded_and_what_went_is_forgotten():
    first, second = (Cell(n, CellSpec(f"c{n}"), "me", "boot", 1, n) for n in (1, 2))
    trees = CellTrees()
    trees.answer((View(first, False, (), ()), View(second, False, (), ())), whole=True)
    before = dict(trees._known)
    cold = View(replace(second, frozen=True), True, (), ())
    trees.answer((View(first, False, (), ()), cold), whole=True)
    assert trees._known["c1"] is before["c1"]
    assert trees._known["c2"] is not before["c2"]
    trees.answer((cold,), whole=False)
    assert set(trees._known) == {"c1", "c2"}
    trees.answer((cold,), whole=True)
    assert set(trees._known) == {"c2"}


def test_trees_that_are_the_same_are_not_put_together_again():
    forest = (View(Cell(1, CellSpec("a"), "me", "boot", 1, 1), False, (), ()),)
    trees = CellTrees()
    answer = trees.answer(forest, whole=True)
    assert trees.answer(forest, whole=True) is answer
    assert trees.answer((), whole=False).SerializeToString() == b""
    assert trees.answer(forest, whole=True) is answer
    assert trees.answer((*forest,)[:0], whole=True).SerializeToString() == b""
