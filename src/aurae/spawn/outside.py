"""The helper of a container's start: what needs the rights of the host, done in a process of its own.

It is a child of init that lives for some milliseconds. It maps the ids of the child, takes clones
of layers and volumes, which is the host's to do, stacks them in the child's mount namespace, and
hands the child descriptors of mounts that are mounted nowhere. Nothing of the container runs yet.
"""

from __future__ import annotations

import os

from aurae.linux import pages, process, signalfd
from aurae.linux.signals import signal
from aurae.spawn import child
from aurae.spawn.helper import LATE, Helper, Order
from aurae.wire import plan

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NoReturn


def order_for(own: child.Descriptors, channel: int, seconds: float) -> Order:
    """Return what a helper works on, but for the child: it hears from init who that is."""
    order = Order(channel, seconds)
    order.status, order.plan, order.leaf = own.status, own.plan, own.leaf
    order.stdio, order.terminal, order.notes = own.stdio, own.terminal, own.notes
    order.mounts = own.mounts
    return order


def become(order: Order) -> NoReturn:
    """Turn this child of init into the helper of another one. Never returns: ends in `_exit`."""
    item = None
    try:
        signalfd.unblock_all()
        # Whatever hangs here, a dead file server say, does not outlive the start by much.
        signal.alarm(int(order.seconds) + 1)
        kept = {order.status, order.plan, order.channel, *order.stdio, order.leaf, order.mounts}
        kept |= {order.terminal, *order.notes}
        process.close_all_but(0, {fd for fd in kept if fd >= 0})
        helper = Helper(order)
        items = plan.outside(child.content(order.plan))
        for item in items:
            helper.foresee(item)
        item = None
        helper.meet()
        for item in items:
            if not isinstance(item, LATE):
                helper.take(item)
        helper.hand_on()
        for item in items:
            if isinstance(item, LATE):
                helper.take(item)
        helper.finish()
        pages.note(order.notes)
        os._exit(0)
    except BrokenPipeError:
        os._exit(0)  # the child has said itself why it ended
    except OSError as error:
        child.fail(order.status, error.errno or 0, child.sentence(item, error))
    except BaseException as error:  # noqa: BLE001  nothing may unwind into init's frames
        child.fail(order.status, 0, f"cannot prepare: {type(error).__name__}: {error}")
