"""The task that carries a service from phase to phase.

Theory. One loop: rest, wait for others, activate, be up, deactivate, decide what follows. After a
restart it begins in the phase that the row names. A command that was run already is not run again,
because each run is found by its role in the start that it belongs to.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from aurae.model.outcome import Outcome, Result
from aurae.model.service_life import Phase
from aurae.services.activation import activate
from aurae.services.deactivation import deactivate
from aurae.services.deciding import decide
from aurae.services.life import Over
from aurae.services.reloading import reload
from aurae.services.resting import rest, wait_for_others
from aurae.services.resuming import NOT_RESUMED, resume

if TYPE_CHECKING:
    from aurae.services.life import Life


async def live(life: Life) -> None:
    """Carry a service through its phases until it is removed."""
    outcome = await resume(life)
    if life.phase not in NOT_RESUMED:
        await _attempt(life, outcome)
    while True:
        await rest(life)
        if life.removed:
            break
        if await wait_for_others(life):
            await _attempt(life, None)


async def _attempt(life: Life, outcome: Outcome | None) -> None:
    """Go through one attempt from the phase it is in; `outcome` is how it ended, if it has."""
    was_up = life.is_up or (life.phase is Phase.DEACTIVATING and life.record.standing.was_up)
    if life.phase in (Phase.WAITING, Phase.ACTIVATING):
        outcome = await activate(life)
    if outcome is None:
        was_up = True
        outcome = await _serve(life)
    outcome = await deactivate(life, outcome, was_up=was_up)
    decide(life, outcome, was_up=was_up)


async def _serve(life: Life) -> Outcome:
    """Be up until there is a reason to end."""
    if life.is_job:
        return Outcome(Result.SUCCESS, "finished")
    try:
        while True:
            await life.hold(lambda: life.reload_wanted)
            life.reload_wanted = False
            await reload(life)
    except Over as over:
        return over.outcome
