"""One container or machine as it is now: its service where it is kept, and its newest run."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from aurae.model import container_state
from aurae.model.labels import has_all
from aurae.model.names import full_name
from aurae.services.outfit import KEY
from aurae.supervise.ending import RUN_KEY

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aurae.model.container import Container
    from aurae.model.container_state import ContainerState
    from aurae.model.vm import Vm
    from aurae.model.workload import Workload
    from aurae.services.life import Life


@dataclass(frozen=True, slots=True)
class Found:
    """A container, or a virtual machine. `life` is None for one that is a single run, `run` where nothing has run yet."""

    cell: str
    name: str
    state: ContainerState
    life: Life | None
    run: Workload | None

    @property
    def full_name(self) -> str:
        """The name with its cell before it."""
        return full_name(self.cell, self.name)

    @property
    def container(self) -> Container | None:
        """What was asked for; None of a single run, of which only the image's id is known."""
        return self.life.record.spec.container if self.life is not None else None

    @property
    def vm(self) -> Vm | None:
        """What was asked for of a machine; None of a single run."""
        return self.life.record.spec.vm if self.life is not None else None

    @property
    def key(self) -> str:
        """The key of what it stands on: a root, a machine's folders."""
        if self.life is not None:
            return f"{KEY}{self.life.record.id}"
        assert self.run is not None
        return self.run.root or f"{RUN_KEY}{self.run.id}"

    @property
    def is_down(self) -> bool:
        """Whether nothing of it runs, and nothing will by itself."""
        return self.state in container_state.DOWN

    @property
    def pid(self) -> int | None:
        """Its first process, as long as that runs."""
        if self.run is None or self.run.ended or not self.run.pid:
            return None
        return self.run.pid

    def has_labels(self, wanted: Mapping[str, str]) -> bool:
        """Say whether it has all of these labels; an empty value means any."""
        asked = self.container or self.vm
        return has_all(asked.labels if asked is not None else {}, wanted)
