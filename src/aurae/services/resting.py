"""What a service does while nothing of it runs: it rests, pauses, or waits for others."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from aurae.model.outcome import Result
from aurae.model.refusal import Refusal
from aurae.model.service_life import AT_REST, Change, Phase
from aurae.services import sockets, timers
from aurae.services.life import Stop
from aurae.services.listening import await_connection, open_listeners
from aurae.services.outfit import clear

if TYPE_CHECKING:
    from aurae.services.life import Life


class Blocked(NamedTuple):
    """Why a service waits: the step, whose turn it is, why not soon, and when to look again."""

    step: str
    names: tuple[str, ...] = ()
    why: str = ""
    moment: float | None = None
    armed: bool = False


async def rest(life: Life) -> None:
    """Return when somebody wants the service up, or its pause is over."""
    while not life.removed:
        if life.phase in AT_REST:
            sockets.close_all(life)
            await clear(life, final=True)
            if _is_removed(life):
                return
            if life.record.standing.wanted and not life.means.is_stopping():
                life.to(Change.START)
                return
            await life.until_woken(None)
        elif life.phase is Phase.BACKOFF:
            standing = life.record.standing
            moment = standing.since + standing.pause
            if life.stop is not None and not life.stop.comes_back:
                stop, life.stop = life.stop, None
                life.to(Change.DOWN, wanted=stop.for_now, attempt=0, reason=stop.reason)
                life.reject(stop.reason)
            elif life.now() >= moment or life.triggered or life.stop is not None:
                life.stop = None
                life.to(Change.START, again=False)
                return
            else:
                await life.until_woken(moment)
        else:
            return


def _is_removed(life: Life) -> bool:
    """Ask once more, after something was waited for; mypy takes the first answer for the last."""
    return life.removed


async def wait_for_others(life: Life) -> bool:
    """Wait for whom and what a start waits for; False when it is wanted no more."""
    if life.phase is not Phase.WAITING:
        return True
    _pull(life)
    if life.has_lazy_listener:
        try:
            await open_listeners(life)
        except Refusal as refusal:
            return _give_up(life, Result.START_FAILURE, refusal.why)
    while not life.removed:
        if life.stop is not None and _is_called_off(life):
            return False
        reason = _missing_requisite(life)
        if reason:
            return _give_up(life, Result.DEPENDENCY, reason)
        blocked = _blocked(life)
        if blocked is None:
            life.blocked = ""
            return True
        _note(life, blocked)
        await life.until_woken(blocked.moment)
    return False


def _give_up(life: Life, result: Result, reason: str) -> bool:
    life.to(Change.FAIL, wanted=False, result=result.value, reason=reason)
    life.reject(reason)
    return False


def _is_called_off(life: Life) -> bool:
    stop, life.stop = life.stop, None
    assert stop is not None
    if stop.comes_back:
        return False
    life.to(Change.DOWN, wanted=stop.for_now, waits_for=(), reason=stop.reason)
    life.reject(stop.reason)
    return True


def _pull(life: Life) -> None:
    for name in life.others.pulled:
        other = life.register.get(name)
        if other is not None:
            other.pull()


def _missing_requisite(life: Life) -> str:
    for name in life.others.requisite:
        other = life.register.get(name)
        if other is None or not other.is_up:
            return f"needs {name} to be up already, which is not"
    return ""


def _blocked(life: Life) -> Blocked | None:
    """Return why it cannot start right now; None when it can."""
    if life.means.is_stopping():
        return Blocked("stopping", why="the daemon is stopping")
    waits = []
    for name in _conflicting(life):
        other = life.register.get(name)
        if other is not None and other.phase not in AT_REST:
            if other.stop is None or other.stop.comes_back:
                other.end(Stop(f"conflicts with {life.name}"))
            waits.append(name)
    for name in life.others.needed:
        why = _why_not_there(life, name)
        if why:
            return Blocked("dependency", (name,), why)
        if not _is_done(life.register.get(name)):
            waits.append(name)
    waits += [name for name in _earlier(life) if _is_under_way(life.register.get(name))]
    if waits:
        return Blocked("dependency", tuple(dict.fromkeys(waits)))
    return _armed(life)


def _armed(life: Life) -> Blocked | None:
    """Return what sets it off, when it has not been set off."""
    if life.is_set_off() or not life.is_armed:
        return None
    if life.has_lazy_listener:
        await_connection(life)
        if life.is_set_off():
            return None
    moment = timers.arm(life) if life.service.timer is not None else None
    if life.is_set_off():
        return None
    step = "socket" if life.has_lazy_listener else "timer"
    return Blocked(step, armed=True, moment=moment)


def _conflicting(life: Life) -> list[str]:
    """Return who must not be up with it, by its own word and by theirs."""
    theirs = (
        one.name for one in life.register.naming(life.name) if life.name in one.others.conflicts
    )
    return list(dict.fromkeys((*life.others.conflicts, *theirs)))


def _earlier(life: Life) -> list[str]:
    """Return whom it starts after, by its own word and by theirs."""
    names = dict.fromkeys(life.others.after)
    for other in life.register.naming(life.name):
        if life.name in other.others.before:
            names[other.name] = None
    return list(names)


def _why_not_there(life: Life, name: str) -> str:
    """Return why something that is needed will not be up soon; empty when it is or may be."""
    other = life.register.get(name)
    if other is None:
        return f"requires {name}: no such service"
    if _is_done(other):
        return ""
    if other.phase is Phase.BACKOFF:
        return f"requires {name}, which waits for its next attempt: {other.record.standing.reason}"
    if other.phase is Phase.WAITING and other.blocked:
        return f"requires {name}, which waits itself: {other.blocked}"
    if other.phase in AT_REST and not other.record.standing.wanted:
        state = "has failed" if other.phase is Phase.FAILED else "is down"
        reason = other.record.standing.reason
        return f"requires {name}, which {state}" + (f": {reason}" if reason else "")
    return ""


def _is_done(other: Life | None) -> bool:
    """Say whether somebody who needs it may start: it is up, or it is a job that is done."""
    if other is None:
        return False
    if other.is_up:
        return other.is_there
    standing = other.record.standing
    return (
        other.is_job
        and other.phase is Phase.INACTIVE
        and not standing.wanted
        and standing.result == Result.SUCCESS.value
    )


def _is_under_way(other: Life | None) -> bool:
    """Say whether its start or its end is to be waited for."""
    if other is None:
        return False
    if other.phase is Phase.WAITING:
        return not other.blocked and other.record.standing.step not in ("socket", "timer")
    if other.phase in AT_REST:
        return other.record.standing.wanted
    return other.phase in (Phase.ACTIVATING, Phase.DEACTIVATING) or other.stop is not None


def _note(life: Life, blocked: Blocked) -> None:
    standing = life.record.standing
    life.blocked = blocked.why
    told = (standing.step, standing.waits_for)
    if told != (blocked.step, blocked.names) or (blocked.why and standing.reason != blocked.why):
        reason = {"reason": blocked.why} if blocked.why else {}
        life.stand(step=blocked.step, waits_for=blocked.names, **reason)
    if blocked.why:
        life.reject(f"{blocked.why}; it starts as soon as that is there")
    elif blocked.armed:
        life.accept()
