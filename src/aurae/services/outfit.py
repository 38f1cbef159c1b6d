"""What is made for a service before it starts: folders, credentials, its dynamic user."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aurae.model.refusal import BadValue, FailedPrecondition, InvalidField, Unavailable
from aurae.model.workload import Kind
from aurae.supervise.name_service import NoAnswer

if TYPE_CHECKING:
    from collections.abc import Iterable

    from aurae.model.service_record import ServiceRecord
    from aurae.services.life import Life
    from aurae.services.means import Means
    from aurae.services.socket_file import Owner

ROOT = (0, 0)
KEY = "service-"
"""What the keys of services begin with; the id follows."""


def key_of(record: ServiceRecord) -> str:
    """Return the key under which the surroundings of a service are made."""
    return f"{KEY}{record.id}"


async def owner_of(life: Life) -> Owner:
    """Return uid and gid that a service runs as. Raises Refusal.

    A dynamic user is allotted along with everything else that this start is to find.
    """
    record, means = life.record, life.means
    executable, action = record.spec.executable, f"start {life.name}"
    more = executable.supplementary_groups
    if record.spec.kind is not Kind.EXECUTABLE:
        # Its users are the image's, and only it sees the file.
        return ROOT
    try:
        if executable.dynamic_user:
            groups = await means.accounts.find_groups(more)
            account, _ = await means.surroundings.prepare(
                key_of(record),
                executable,
                groups,
                name=life.name,
                start=record.standing.invocation,
            )
        else:
            account = await means.accounts.find(executable.user, executable.group, more)
    except BadValue as error:
        raise InvalidField(action, f"executable.{error.field}", error.why) from None
    except NoAnswer as error:
        raise Unavailable(action, str(error)) from None
    except OSError as error:
        why = f"{error.filename or 'surroundings'}: {error.strerror}"
        raise FailedPrecondition(action, why) from None
    return account.uid, account.gid


async def clear(life: Life, *, final: bool) -> None:
    """Clear away what was made for a start that has ended; with `final` nothing follows it."""
    await life.means.surroundings.clear(key_of(life.record), final=final)


def clear_strangers(means: Means, known: Iterable[ServiceRecord]) -> None:
    """Clear away what was made for services that are none any more."""
    for key in means.surroundings.keys() - {key_of(record) for record in known}:
        if key.startswith(KEY):
            means.tasks.begin(means.surroundings.clear(key, final=True))
