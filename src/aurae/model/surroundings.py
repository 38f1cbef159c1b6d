"""What a run finds around it: made before it starts, by its specification."""

from __future__ import annotations

from collections.abc import Mapping  # noqa: TC003  the fields' types are read at run time
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What was prepared for one run.

    `env` goes over what login gives and below the specification's own variables; `fixed` goes over
    all (NOTIFY_SOCKET, LISTEN_FDS, INVOCATION_ID and the like). `writable` are absolute paths that
    stay writable in its sandbox: its folders; `shown` are paths that stay visible there although
    what is around them is hidden: credentials, the notification socket.
    """

    env: Mapping[str, str] = field(default_factory=dict)
    fixed: Mapping[str, str] = field(default_factory=dict)
    writable: tuple[str, ...] = ()
    shown: tuple[str, ...] = ()
