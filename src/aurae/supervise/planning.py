"""What a start needs before init is asked: what is around the run, and its plan."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from aurae.model.account import Account
from aurae.model.lifecycle import Status
from aurae.model.names import split_name
from aurae.model.refusal import Denied, FailedPrecondition, NotFound, Unavailable
from aurae.model.sandbox import resolve
from aurae.model.surroundings import Surroundings
from aurae.model.workload import Kind
from aurae.processes.plan import executable_plan, wants_private_processes
from aurae.supervise.ending import surroundings_key
from aurae.supervise.rooms import room_of

if TYPE_CHECKING:
    from aurae.model.workload import Executable
    from aurae.supervise.means import Means
    from aurae.supervise.order import Order
    from aurae.supervise.rooms import Handed, Room
    from aurae.supervise.run import Run

OF_THE_IMAGE = Account(0, 0, (), "", "", "")
"""Stands for a user who is looked up in the files of an image, inside."""


class Planned(NamedTuple):
    """A plan, the order with what was decided on the way, and descriptors that are to be closed afterwards."""

    plan: bytes
    order: Order
    handed: Handed | None = None


class Plans:
    """Makes plans. Methods raise BadValue, NoAnswer, Refusal, StateFailed and OSError."""

    def __init__(self, means: Means) -> None:
        """Nothing is made yet."""
        self._means = means

    def room(self, kind: Kind, action: str) -> Room:
        """Return the room of a kind; raises FailedPrecondition where there is none."""
        return room_of(self._means.rooms, kind, action)

    async def stand(self, order: Order, action: str) -> Order:
        """Return an order with what a run stands on."""
        kind = order.spec.kind
        if kind is Kind.EXECUTABLE:
            return order
        standing = await self.room(kind, action).stand(order, action)
        return replace(order, standing=standing)

    async def account(self, order: Order) -> Account:
        """Return who a run is; of a dynamic user, one like it."""
        executable = order.spec.executable
        if order.spec.kind is not Kind.EXECUTABLE or order.within:
            return OF_THE_IMAGE
        more = executable.supplementary_groups
        if executable.dynamic_user:
            return await self._means.accounts.find_groups(more)
        return await self._means.accounts.find(executable.user, executable.group, more)

    async def make(self, run: Run, order: Order, account: Account, action: str) -> Planned:
        """Make what a run is to find, and its plan."""
        executable = order.spec.executable
        if order.within:
            return Planned(self._within(run, order, action), order)
        account, around = await self._surround(run, order, account)
        if order.spec.kind is not Kind.EXECUTABLE:
            order = self._joined(order, action)
            room = self.room(order.spec.kind, action)
            made = await room.prepare(run.workload, order, around, action)
            run.sandbox = made.sandbox
            order = replace(
                order,
                contained=made.contained,
                networked=made.networked,
            )
            return Planned(made.plan, order, made.handed)
        service, nested = order.service > 0, order.place.process != 0
        hidden = self._means.hidden
        plan = executable_plan(executable, account, around, service=service, hidden=hidden)
        run.sandbox = resolve(executable.sandbox, service=service)
        if wants_private_processes(executable, account, service=service, nested=nested):
            order = replace(order, place=replace(order.place, private_processes=True))
        return Planned(plan, order)

    def _joined(self, order: Order, action: str) -> Order:
        """Return an order with the run whose network a container is to have."""
        container = order.spec.container
        name = "" if container is None else container.network_of
        if not name:
            return order
        other = self._means.register.with_name(*split_name(name))
        if other is None or other.workload.kind is not Kind.CONTAINER:
            raise NotFound(action, f"no container {name} is there, whose network it is to have")
        if other.workload.owner != order.owner:
            raise Denied(action, f"the network of container {name} belongs to somebody else")
        if other.workload.status is not Status.RUNNING:
            why = f"container {name}, whose network it is to have, does not run"
            raise FailedPrecondition(action, why)
        return replace(order, network_of=other.id, network_key=other.workload.root)

    def _within(self, run: Run, order: Order, action: str) -> bytes:
        main = self._means.register.with_id(order.within)
        if main is None or main.workload.ended:
            raise Unavailable(action, "the container does not run any more")
        if main.sandbox is None:
            raise FailedPrecondition(action, "what the container was started in is not known")
        run.sandbox = main.sandbox
        return self.room(main.workload.kind, action).command(main.workload, order, main.sandbox)

    async def _surround(
        self, run: Run, order: Order, account: Account
    ) -> tuple[Account, Surroundings]:
        around, provider = Surroundings(), self._means.surroundings
        if provider is not None:
            account, around = await provider.prepare(
                order.key or surroundings_key(run.id),
                _of_the_host(order),
                account,
                name=run.workload.full_name,
                start=order.invocation,
            )
        fixed = {**around.fixed, **order.fixed}
        return account, replace(around, fixed=fixed, shown=(*around.shown, *order.shown))


def _of_the_host(order: Order) -> Executable:
    """Return what is prepared on the host; the credentials of what has a root of its own are made inside."""
    executable = order.spec.executable
    if order.spec.kind is Kind.EXECUTABLE:
        return executable
    return replace(executable, credentials=())
