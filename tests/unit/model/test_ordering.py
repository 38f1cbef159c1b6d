"""Orders and circles of services, compared with a search through all paths."""

from dataclasses import replace
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from aurae.model.ordering import RELATIONS, absolute, circle, levels, others_of
from aurae.model.service import Service

NAMES = "abcdef"
GRAPHS = st.dictionaries(
    st.sampled_from(NAMES), st.lists(st.sampled_from(NAMES), unique=True, max_size=3)
)


def reaches(graph, start: str, goal: str) -> bool:
    """Say whether some path of at least one step leads from one to the other."""
    found, left = set(), [start]
    while left:
        for name in graph.get(left.pop(), ()):
            if name not in found:
                found.add(name)
                left.append(name)
    return goal in found


@given(GRAPHS, st.sampled_from(NAMES))
def test_a_circle_is_found_when_there_is_one_and_is_one(graph, start):
    path = circle(start, lambda name: graph.get(name, ()))
    assert bool(path) == reaches(graph, start, start)
    if path:
        assert path[0] == path[-1] == start
        assert len(set(path)) == len(path) - 1
        for name, earlier in pairwise(path):
            assert earlier in graph[name]


@given(GRAPHS)
def test_levels_have_each_name_once_and_after_what_it_follows(graph):
    steps = levels(NAMES, graph)
    assert sorted(name for step in steps for name in step) == sorted(NAMES)
    place = {name: index for index, step in enumerate(steps) for name in step}
    for name in NAMES:
        for earlier in graph.get(name, ()):
            on_circle = reaches(graph, name, name) or reaches(graph, earlier, earlier)
            behind_one = any(
                reaches(graph, name, one) and reaches(graph, one, one) for one in NAMES
            )
            if not on_circle and not behind_one:
                assert place[earlier] < place[name]


@given(GRAPHS)
def test_no_step_could_have_come_earlier(graph):
    acyclic = not any(reaches(graph, name, name) for name in NAMES)
    for index, step in enumerate(steps := levels(NAMES, graph)):
        for name in step:
            if index and acyclic:
                assert set(graph.get(name, ())) & set(steps[index - 1])


def test_names_without_a_cell_are_of_the_same_cell():
    assert absolute("web", "/") == "web"
    assert absolute("web", "a/b") == "a/b/web"
    assert absolute("c/web", "a/b") == "c/web"
    assert absolute("/web", "a/b") == "web"


def test_every_relation_is_taken_up_by_its_name():
    names = {relation: (relation.replace("_", "-"),) for relation in RELATIONS}
    service = replace(Service(), **names)  # type: ignore[arg-type]  # all are names
    others = others_of(service, "a")
    for relation in RELATIONS:
        assert getattr(others, relation) == (f"a/{relation.replace('_', '-')}",)
    assert len(others.everything) == len(RELATIONS)
    assert others.needed == ("a/requires", "a/binds-to", "a/requisite")
    assert set(others.earlier) == {"a/after", *others.needed}
