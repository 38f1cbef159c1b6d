"""What a workload may reach, decided: a profile, what its specification replaces, and what root needs.

Theory. A profile gives every answer. `default` is for services that nobody wrote a sandbox for: it
keeps what they usually need. A user's own rights hold a process of theirs; nothing of the kind
holds root, who owns the machine's files, may write what cron or the boot will execute, and passes for the
administrator at the sockets of other daemons. So where a process is root, answers that nobody gave
become stricter: `for_user`.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from functools import lru_cache

from aurae.model import capabilities
from aurae.model.execution import DevicePolicy, Home, Sandbox, System
from aurae.model.refusal import BadValue
from aurae.model.system_calls import opened_calls

NONE, DEFAULT, STRICT = "none", "default", "strict"
PROFILES = (NONE, DEFAULT, STRICT)

KEPT = capabilities.mask(
    ("CHOWN", "DAC_OVERRIDE", "FOWNER", "FSETID", "KILL", "NET_BIND_SERVICE"),
)
"""Capabilities of a process of root under `default`: its power over files, within the tree it sees."""

POWERS = capabilities.mask(
    (
        *("CHOWN", "DAC_OVERRIDE", "DAC_READ_SEARCH", "FOWNER", "SETGID", "SETUID", "SETPCAP"),
        *("SYS_MODULE", "SYS_RAWIO", "SYS_PTRACE", "SYS_ADMIN", "SYS_BOOT", "MKNOD", "SETFCAP"),
        *("MAC_OVERRIDE", "MAC_ADMIN", "PERFMON", "BPF", "CHECKPOINT_RESTORE", "SYS_CHROOT"),
    )
)
"""Capabilities that make another user as good as root."""
WALKERS = capabilities.mask(
    ("SETGID", "SETUID", "SYS_PTRACE", "DAC_READ_SEARCH", "SYS_ADMIN", "CHECKPOINT_RESTORE")
)
"""Capabilities by which a process gets through another one, that it sees, to what that one sees."""

USUAL_FAMILIES = ("unix", "inet", "inet6", "netlink")


NO_FAMILY = "none"
FAMILIES = {
    "unix": 1,
    "inet": 2,
    "ax25": 3,
    "ipx": 4,
    "appletalk": 5,
    "netrom": 6,
    "bridge": 7,
    "atmpvc": 8,
    "x25": 9,
    "inet6": 10,
    "rose": 11,
    "key": 15,
    "netlink": 16,
    "packet": 17,
    "atmsvc": 20,
    "rds": 21,
    "irda": 23,
    "pppox": 24,
    "llc": 26,
    "can": 29,
    "tipc": 30,
    "bluetooth": 31,
    "rxrpc": 33,
    "isdn": 34,
    "phonet": 35,
    "ieee802154": 36,
    "caif": 37,
    "alg": 38,
    "nfc": 39,
    "vsock": 40,
    "kcm": 41,
    "qipcrtr": 42,
    "smc": 43,
    "xdp": 44,
    "mctp": 45,
}
"""Address families and their numbers (AF_* of sys/socket.h)."""


@dataclass(frozen=True, slots=True)
class Resolved:
    """A sandbox with every answer given; the fields are those of `Sandbox`.

    With `of_container` it is one of a container: its filter then opens the calls of each capability.
    `capabilities` is the bounding set and `ambient` what a user other than root has, both bit
    masks. `named` are the answers that the specification gave itself; with `private_run` /run is
    empty and its own, but for what is named: there are the sockets of daemons that do what root asks.
    """

    profile: str
    no_new_privileges: bool = False
    capabilities: int = capabilities.ALL
    ambient: int = 0
    system: System = System.OPEN
    home: Home = Home.OPEN
    private_tmp: bool = False
    private_devices: bool = False
    private_network: bool = False
    private_processes: bool = False
    read_only_paths: tuple[str, ...] = ()
    read_write_paths: tuple[str, ...] = ()
    inaccessible_paths: tuple[str, ...] = ()
    temporary_paths: tuple[str, ...] = ()
    protect_kernel_tunables: bool = False
    protect_kernel_modules: bool = False
    protect_kernel_logs: bool = False
    protect_control_groups: bool = False
    protect_clock: bool = False
    protect_hostname: bool = False
    system_calls: tuple[str, ...] = ()
    address_families: tuple[str, ...] = ()
    restrict_namespaces: bool = False
    restrict_realtime: bool = False
    restrict_set_id: bool = False
    deny_write_execute: bool = False
    lock_personality: bool = False
    native_system_calls: bool = False
    device_policy: DevicePolicy = DevicePolicy.AUTO
    device_allow: tuple[str, ...] = ()
    private_run: bool = False
    of_container: bool = False
    named: frozenset[str] = frozenset()

    @property
    def is_open(self) -> bool:
        """Whether nothing at all is taken away."""
        return replace(self, named=frozenset()) == _PROFILES[NONE]

    @property
    def hides_daemon(self) -> bool:
        """Whether the daemon's own folders cannot be reached."""
        return self.profile != NONE


_PROFILES = {
    NONE: Resolved(NONE),
    DEFAULT: Resolved(
        DEFAULT,
        no_new_privileges=True,
        capabilities=KEPT,
        system=System.FULL,
        home=Home.EMPTY,
        private_tmp=True,
        private_devices=True,
        protect_kernel_tunables=True,
        protect_kernel_modules=True,
        protect_kernel_logs=True,
        protect_control_groups=True,
        protect_clock=True,
        protect_hostname=True,
        system_calls=("@system-service", "~@keyring"),
        address_families=USUAL_FAMILIES,
        restrict_namespaces=True,
        restrict_realtime=True,
        restrict_set_id=True,
        lock_personality=True,
        native_system_calls=True,
    ),
    STRICT: Resolved(
        STRICT,
        no_new_privileges=True,
        capabilities=0,
        system=System.STRICT,
        home=Home.INACCESSIBLE,
        private_tmp=True,
        private_devices=True,
        private_processes=True,
        protect_kernel_tunables=True,
        protect_kernel_modules=True,
        protect_kernel_logs=True,
        protect_control_groups=True,
        protect_clock=True,
        protect_hostname=True,
        system_calls=("@system-service", "~@privileged", "~@resources", "~@keyring"),
        address_families=("unix", "inet", "inet6"),
        restrict_namespaces=True,
        restrict_realtime=True,
        restrict_set_id=True,
        deny_write_execute=True,
        lock_personality=True,
        native_system_calls=True,
        private_run=True,
    ),
}

_APART = frozenset({"profile", "add_capabilities", "drop_capabilities", "ambient_capabilities"})
"""Fields that are more than an answer in the place of the profile's."""

_TAKEN_BY = {
    "protect_kernel_modules": ("SYS_MODULE",),
    "protect_kernel_logs": ("SYSLOG",),
    "protect_clock": ("SYS_TIME", "WAKE_ALARM"),
}
"""Capabilities that a protection takes away, unless they are added by name."""

CALLS_TAKEN_BY = {
    "protect_kernel_modules": "~@module",
    "protect_kernel_logs": "~syslog",
    "protect_clock": "~@clock",
}
"""System calls that it takes away."""

ARGUMENT_FILTERS = (
    *("system_calls", "address_families", "restrict_namespaces", "restrict_realtime"),
    *("restrict_set_id", "deny_write_execute", "lock_personality", "native_system_calls"),
)
FILTERS = (*ARGUMENT_FILTERS, "protect_hostname", *CALLS_TAKEN_BY)
"""Answers that filters of system calls carry out; in a container the first ones only."""


@lru_cache(maxsize=256)
def resolve(sandbox: Sandbox | None, *, service: bool) -> Resolved:
    """Return the sandbox with every answer given: without one a service has `default`, a run `none`.

    BadValue, its field below the sandbox, for an unknown profile or capability.
    """
    if sandbox is None:
        return _PROFILES[DEFAULT if service else NONE]
    profile = _PROFILES.get(sandbox.profile or (DEFAULT if service else NONE))
    if profile is None:
        raise BadValue("profile", f"is none of {', '.join(PROFILES)}")
    return answered(sandbox, profile)


def answered(sandbox: Sandbox, profile: Resolved) -> Resolved:
    """Return a profile with the answers that a sandbox gives; BadValue for an unknown capability."""
    answers: dict[str, object] = {}
    for field in fields(sandbox):
        given: object = getattr(sandbox, field.name)
        if field.name not in _APART and given is not None and given != ():
            answers[field.name] = given
    added = _mask("add_capabilities", sandbox.add_capabilities)
    dropped = _mask("drop_capabilities", sandbox.drop_capabilities)
    ambient = _mask("ambient_capabilities", sandbox.ambient_capabilities)
    named = set(answers)
    named.update(["capabilities"] if added or dropped else [])
    answers["capabilities"] = _kept(profile, answers, added | ambient, dropped)
    answers["ambient"] = ambient
    return _changed(profile, answers, frozenset(named))


@lru_cache(maxsize=256)
def for_user(resolved: Resolved, *, is_root: bool) -> Resolved:
    """Return what holds for a process of root, or of somebody else.

    Root, and whoever can become as good as root, gets stricter answers where nobody gave any.
    """
    mighty = is_root or not resolved.no_new_privileges or bool(resolved.ambient & POWERS)
    if not mighty or resolved.profile == NONE:
        return resolved
    stricter: dict[str, object] = {
        "private_processes": True,
        "private_run": True,
        "system": System.STRICT,
    }
    answers = {name: given for name, given in stricter.items() if name not in resolved.named}
    return _changed(resolved, answers, resolved.named)


def needs_own_processes(resolved: Resolved) -> bool:
    """Say whether it must not run where it would see processes of others.

    Somebody said so, or it keeps what lets it through another process.
    """
    if not resolved.private_processes:
        return False
    return "private_processes" in resolved.named or bool(resolved.capabilities & WALKERS)


def calls(resolved: Resolved) -> tuple[str, ...]:
    """Return the system calls as `system_calls` has them, with what the protections take away.

    In a container the capabilities do that, unless somebody named the calls.
    """
    if resolved.of_container:
        opened = resolved.system_calls and "system_calls" not in resolved.named
        return (*resolved.system_calls, *(opened_calls(resolved.capabilities) if opened else ()))
    more = [name for field, name in CALLS_TAKEN_BY.items() if getattr(resolved, field)]
    if resolved.protect_hostname:
        more += ["~sethostname", "~setdomainname"]
    return (*resolved.system_calls, *more)


def needs_filter(resolved: Resolved) -> bool:
    """Say whether filters of system calls carry out any of it."""
    if resolved.of_container:
        return any(getattr(resolved, name) for name in ARGUMENT_FILTERS)
    return any(getattr(resolved, name) for name in FILTERS)


def limits_devices(resolved: Resolved) -> bool:
    """Say whether some devices may not be used, whoever made them."""
    return resolved.device_policy is not DevicePolicy.AUTO or bool(resolved.device_allow)


def needs_mounts(resolved: Resolved) -> bool:
    """Say whether it sees another tree of files than the machine's."""
    paths = (
        *(resolved.read_only_paths, resolved.read_write_paths),
        *(resolved.inaccessible_paths, resolved.temporary_paths),
    )
    protections = (
        *(resolved.private_tmp, resolved.private_devices, resolved.private_processes),
        *(resolved.protect_kernel_tunables, resolved.protect_kernel_logs, resolved.private_run),
        *(resolved.protect_control_groups, resolved.protect_kernel_modules, resolved.hides_daemon),
    )
    opened = resolved.system is System.OPEN and resolved.home is Home.OPEN
    return not opened or any(paths) or any(protections)


def _kept(profile: Resolved, answers: dict[str, object], added: int, dropped: int) -> int:
    taken = 0
    for field, names in _TAKEN_BY.items():
        if answers.get(field, getattr(profile, field)):
            taken |= capabilities.mask(names)
    return profile.capabilities & ~taken & ~dropped | added


def _mask(field: str, names: tuple[str, ...]) -> int:
    for index, name in enumerate(names):
        if name == capabilities.EVERY and field != "drop_capabilities":
            raise BadValue(f"{field}[{index}]", "is allowed in drop_capabilities only")
        try:
            capabilities.mask((name,))
        except BadValue as error:
            raise BadValue(f"{field}[{index}]", error.why) from None
    return capabilities.mask(names)


def _changed(resolved: Resolved, answers: dict[str, object], named: frozenset[str]) -> Resolved:
    values: dict[str, object] = {
        field.name: getattr(resolved, field.name) for field in fields(resolved)
    }
    return Resolved(**(values | answers | {"named": named}))  # type: ignore[arg-type]
