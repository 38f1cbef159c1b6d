"""Wall clock times of a zone and the moments they stand for, where clocks are set forward and back.

Theory. A zone maps each moment to one wall time. Where clocks go forward, some wall times stand
for no moment (a gap); where they go back, some stand for two (a fold). Here a wall time stands for
the first of its moments, so that what is planned for it happens once. Moments are microseconds
since 1970 UTC; wall times are datetimes without a zone.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, tzinfo

MICROSECOND = timedelta(microseconds=1)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def wall_after(moment: int, zone: tzinfo) -> datetime:
    """Return the wall time at a moment, or where it is there for the second time, the fold's end.

    No wall time from there on has stood for an earlier moment.
    """
    there = (EPOCH + moment * MICROSECOND).astimezone(zone)
    wall = there.replace(tzinfo=None, fold=0)
    if not there.fold:
        return wall
    first, second = _readings(wall, zone)
    return _change(first, second, zone).astimezone(zone).replace(tzinfo=None, fold=0) + (
        _offset(first, zone) - _offset(second, zone)
    )


def moment_of(wall: datetime, zone: tzinfo) -> int | None:
    """Return the first moment at which clocks show `wall`; None when it falls into a gap."""
    moment = wall.replace(tzinfo=zone).astimezone(UTC)
    if moment.astimezone(zone).replace(tzinfo=None, fold=0) != wall:
        return None
    return (moment - EPOCH) // MICROSECOND


def gap_end(wall: datetime, zone: tzinfo) -> datetime:
    """Return the first wall time after the gap into which `wall` falls."""
    late, early = _readings(wall, zone)
    return _change(early, late, zone).astimezone(zone).replace(tzinfo=None, fold=0)


def _readings(wall: datetime, zone: tzinfo) -> tuple[datetime, datetime]:
    """Return the moments of a wall time by the offset before a change and by the one after it."""
    before = wall.replace(tzinfo=zone, fold=0).astimezone(UTC)
    return before, wall.replace(tzinfo=zone, fold=1).astimezone(UTC)


def _change(before: datetime, after: datetime, zone: tzinfo) -> datetime:
    """Return the first moment with the offset that `after` has; `before` has another one."""
    wanted = _offset(after, zone)
    while after - before > MICROSECOND:
        middle = before + (after - before) // 2
        if _offset(middle, zone) == wanted:
            after = middle
        else:
            before = middle
    return after


def _offset(moment: datetime, zone: tzinfo) -> timedelta:
    return moment.astimezone(zone).utcoffset() or timedelta()
