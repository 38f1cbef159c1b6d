"""Specifications and standings as documents of the database: they come back as they were."""

from contextlib import suppress
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aurae.model.container import Container
from aurae.model.sandbox import Resolved
from aurae.model.service import Service
from aurae.model.service_life import Phase
from aurae.model.service_record import ServiceRecord, Standing, Stored
from aurae.model.workload import Executable, Kind, WorkloadSpec
from aurae.state import record
from aurae.state import services as rows
from aurae.state.store import Store

TEXT = st.text(st.characters(exclude_categories=["Cs"]))
FLOATS = st.floats(allow_nan=False, allow_infinity=False)
st.register_type_strategy(str, TEXT)
st.register_type_strategy(float, FLOATS)

EXECUTABLES = st.from_type(Executable)
SPECS = st.builds(
    WorkloadSpec,
    TEXT,
    EXECUTABLES,
    st.none() | st.from_type(Service),
    st.none() | st.from_type(Container),
)
SANDBOXES = st.from_type(Resolved)
STANDINGS = st.builds(
    Standing,
    phase=st.sampled_from(Phase),
    reason=TEXT,
    pause=FLOATS,
    since=FLOATS,
    watchdog=st.none() | FLOATS,
    deadline=st.none() | FLOATS,
    timer_set=FLOATS,
    timer_last=st.none() | FLOATS,
    ended=st.none() | FLOATS,
    stored=st.lists(st.builds(Stored, st.integers(), TEXT, st.booleans())).map(tuple),
)


@given(SPECS)
def test_a_specification_comes_back_as_it_was(spec):
    assert record.load(WorkloadSpec, record.dump(spec)) == spec


@given(SANDBOXES)
def test_what_a_run_was_started_in_comes_back_as_it_was(sandbox):
    assert record.load(Resolved, record.dump(sandbox)) == sandbox


@given(STANDINGS)
def test_a_standing_comes_back_as_it_was(standing):
    assert record.load(Standing, record.dump(standing)) == standing


def test_what_is_as_usual_takes_no_room_and_what_a_later_version_knows_is_left_out():
    assert record.dump(Standing()) == "{}"
    assert record.load(Standing, '{"phase":"ACTIVE","a_later_field":[1]}') == Standing(
        Phase.ACTIVE
    )


def test_a_row_from_before_there_were_containers_is_an_executable():
    text = '{"name":"web","executable":{"argv":["web"],"stop_signal":2},"service":{}}'
    spec = record.load(WorkloadSpec, text)
    assert spec.kind is Kind.EXECUTABLE
    assert spec == WorkloadSpec("web", Executable(("web",), stop_signal=2), Service())
    assert record.dump(spec) == text


@pytest.mark.parametrize("text", ["[]", "3", "null", '"a"'])
def test_a_document_of_something_else_is_refused(text):
    with pytest.raises(TypeError):
        record.load(Standing, text)


@given(TEXT | st.binary().map(lambda data: data.decode("latin-1")))
def test_a_damaged_document_is_refused_and_nothing_else_happens(text):
    with suppress(ValueError, KeyError, TypeError):
        record.load(Standing, text)


def item(ident: int, name: str, **standing: object) -> ServiceRecord:
    spec = WorkloadSpec(name, Executable(("sleep", "1")), Service(description="ä"))
    return ServiceRecord(ident, "/", spec, "owner", 7).standing_as(**standing)


@pytest.mark.asyncio
async def test_rows_are_written_changed_and_deleted(tmp_path, caplog):
    store = await Store.open(tmp_path)
    first, second = item(3, "db"), item(5, "web", attempt=2)
    await store.write(partial(rows.save_many, items=[first, second]))
    assert await store.read(rows.everything) == [first, second]
    assert await store.read(rows.highest_id) == 5
    stands = item(5, "web", phase=Phase.ACTIVE, attempt=0)
    await store.write(partial(rows.save_standing, item=stands))
    assert await store.read(rows.everything) == [first, stands]
    await store.write(
        lambda connection: connection.execute("UPDATE services SET spec = '[' WHERE id = 3")
    )
    assert await store.read(rows.everything) == [stands]
    assert "cannot read service 3" in caplog.text
    await store.write(partial(rows.delete, idents=[3, 5]))
    assert await store.read(rows.everything) == []
    await store.close()
