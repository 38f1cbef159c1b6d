"""The commands of `aer`, one line each; a command's module is imported only when it is used.

A command of two words, `cell allocate`, belongs to the group that its first word names; its module
is `cell_allocate`. That of `reset-failed` is `reset_failed`.
"""

from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple, cast

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Sequence

    from aurae.cli.arguments import Argument

COMMANDS = {
    "run": "Start a command and show its output until it ends.",
    "ps": "List workloads.",
    "get": "Show one workload.",
    "logs": "Show what a workload wrote.",
    "exec": "Run a command beside a running workload.",
    "attach": "Show what a running workload writes, and type into it.",
    "wait": "Wait until workloads end.",
    "stop": "Stop workloads and services.",
    "start": "Start services, or make one and start it.",
    "restart": "Stop services and start them again.",
    "reload": "Have services read their configuration again.",
    "kill": "Send a signal to workloads.",
    "status": "Show all about workloads; without a name the daemon's processes and problems.",
    "services": "List services.",
    "timers": "List when services start by themselves.",
    "sockets": "List the sockets that the daemon listens on for services.",
    "dependencies": "Show what a service needs, or with --reverse what needs it.",
    "blame": "List how long services took to start, the slowest first.",
    "critical-chain": "Show what a service waited for when it started.",
    "plot": "Draw when services started, as an SVG.",
    "is-active": "Ask whether services are up.",
    "is-failed": "Ask whether services have failed.",
    "watch": "Show what happens to services.",
    "edit": "Change what a service is.",
    "enable": "Have services start when the machine starts.",
    "disable": "Have services not start when the machine starts.",
    "reset-failed": "Forget that services have failed, and their counts of restarts.",
    "remove": "Forget services.",
    "security": "Tell how much of the machine a workload can reach.",
    "tree": "Show cells and workloads as a tree, with limits and usage.",
    "cell allocate": "Make a cell.",
    "cell free": "End everything in cells and below them, and remove them.",
    "cell start": "Start an executable in a cell.",
    "cell stop": "Stop an executable of a cell.",
    "cell list": "List cells.",
    "cell get": "Show one cell.",
    "cell update": "Change limits, labels and annotations of a cell while it runs.",
    "cell freeze": "Stop all work in cells and below them for a while.",
    "cell thaw": "Let the work of frozen cells go on.",
    "cell kill": "Send a signal to every process in cells and below them.",
    "cell stats": "Show what cells use.",
    "cell watch": "Show what happens to cells.",
    "image pull": "Pull an image from its registry.",
    "image push": "Push an image to a registry.",
    "image save": "Save images as a tar archive.",
    "image load": "Take in the images of an archive.",
    "image ls": "List images.",
    "image inspect": "Show all about an image.",
    "image history": "Show how an image was made.",
    "image tag": "Give an image one more name.",
    "image rm": "Remove names of images, and with the last one the image.",
    "image prune": "Remove images that nobody needs.",
    "image df": "Show what images take of the disk.",
    "image scrub": "Read what is kept of images again, and repair it.",
    "container run": "Make a container, start it, and show its output until it ends.",
    "container create": "Make a container without starting it.",
    "container start": "Start containers that are down.",
    "container stop": "Stop containers.",
    "container kill": "Send a signal to containers.",
    "container rm": "Forget containers, and remove what they have written.",
    "container ls": "List containers.",
    "container inspect": "Show all about a container.",
    "container update": "Change limits and the restart policy of containers.",
    "container pause": "Stop all processes of containers for a while.",
    "container unpause": "Let paused containers go on.",
    "container exec": "Run a command in a container.",
    "container attach": "Show what a running container writes, and type into it.",
    "container cp": "Copy files and folders into a container and out of it.",
    "container logs": "Show what a container wrote.",
    "container stats": "Show what containers use.",
    "container top": "Show the processes of a container.",
    "container wait": "Wait until containers are down.",
    "container diff": "Show what is different in a container from its image.",
    "container commit": "Make an image of a container.",
    "container export": "Pack the whole root of a container as a tar archive.",
    "container port": "List the published ports of a container.",
    "network create": "Make a network.",
    "network ls": "List networks.",
    "network inspect": "Show all about a network.",
    "network rm": "Forget networks that nobody is on.",
    "network prune": "Delete your networks that nobody is on.",
    "network connect": "Connect a container to one more network.",
    "network disconnect": "Take a container off a network.",
    "network repair": "Have links, addresses and rules of networks put right.",
    "port ls": "List published ports.",
    "port add": "Publish a port of a container.",
    "port rm": "End the publication of a port.",
    "volume create": "Make a volume.",
    "volume ls": "List volumes.",
    "volume inspect": "Show all about a volume.",
    "volume update": "Change the labels of a volume, and make its limit larger.",
    "volume rm": "Remove volumes with all that is in them.",
    "volume prune": "Remove your volumes that no container uses.",
    "volume export": "Pack what is in a volume as a tar archive.",
    "volume import": "Unpack a tar archive into a volume.",
    "volume clone": "Make a volume with what is in another.",
    "pod run": "Make a pod and start it.",
    "pod create": "Make a pod without starting it.",
    "pod start": "Start pods that are down.",
    "pod stop": "Stop pods.",
    "pod rm": "Take pods away, with what their containers have written.",
    "pod ls": "List pods.",
    "pod inspect": "Show all about a pod.",
    "pod stats": "Show what pods and their containers use.",
    "pod watch": "Show what happens to pods.",
    "rollout apply": "Make a rollout, or change one: pods are replaced one after the other.",
    "rollout undo": "Go back to what the pods of a rollout were before.",
    "rollout ls": "List rollouts.",
    "rollout inspect": "Show all about a rollout.",
    "rollout watch": "Show how far a rollout is.",
    "rollout rm": "Forget rollouts, and delete their pods.",
    "vm run": "Boot a machine of an image and show its output until it ends.",
    "vm create": "Make a machine of an image without booting it.",
    "vm allocate": "Make a machine that boots from a disk.",
    "vm start": "Boot machines that are down.",
    "vm stop": "Stop machines.",
    "vm free": "Remove machines, with what they have written.",
    "vm list": "List machines.",
    "vm get": "Show all about a machine.",
    "vm update": "Change machines.",
    "vm kill": "Kill machines, or send a signal into them.",
    "vm pause": "Stop the processors of machines for a while.",
    "vm resume": "Let paused machines go on.",
    "vm exec": "Run a command in a guest.",
    "vm attach": "Show what a running machine writes, and type into it.",
    "vm console": "Show the serial console of a machine, and type into it.",
    "vm logs": "Show what a machine wrote.",
    "vm wait": "Wait until machines are down.",
    "vm stats": "Show what machines use.",
    "vm top": "Show the processes in a guest.",
    "vm cp": "Copy files into guests and out of them.",
    "vm metadata": "Show or change what a guest reads of itself.",
    "vm drive-attach": "Give a machine one more disk.",
    "vm drive-detach": "Take a disk away from a machine.",
    "vm drive-update": "Change a disk of a machine.",
    "vm resize": "Take memory from a guest, or give it back.",
    "vm nic-update": "Change how fast a machine may be on a network.",
    "vm send-keys": "Press the power button of machines, or another key.",
    "vm watch": "Show what happens to machines.",
    "info": "Show who you are to the daemon, and who it is.",
    "health": "Ask whether the daemon can do its work.",
    "reexec": "Replace the running code of the daemon; workloads go on.",
    "version": "Show the versions of aer and of the daemon.",
    "login": "Get an identity for this user from the local daemon.",
    "completion": "Print the completion script of a shell.",
}

TAKE_PROGRAM = frozenset(
    (
        *("run", "start", "exec", "container run", "container create", "container exec"),
        *("vm run", "vm create", "vm exec"),
    )
)
"""Commands in which a program and its arguments may stand after two dashes."""

GROUPS = {
    "cell": "Divide the machine's resources into cells.",
    "container": "Run images in roots and namespaces of their own.",
    "image": "Pull and keep images.",
    "network": "Connect containers to each other and to the world.",
    "port": "Publish ports of containers.",
    "vm": "Boot guests with kernels of their own.",
    "volume": "Keep files that containers share and leave behind.",
    "rollout": "Keep a number of equal pods up, and replace them without a break.",
    "pod": "Run containers together, on one network and with one life.",
}
"""First words of the commands of two words."""


class Command(NamedTuple):
    """A command: what it takes, and what it does with it; `run` returns the exit code."""

    name: str
    summary: str
    arguments: "tuple[Argument, ...]"
    run: "Callable[[argparse.Namespace], int]"
    takes_program: bool = False


# Options that may stand before the command and take a value.
_BEFORE = ("--config", "--host", "-o", "--output", "--timeout")


def command_index(words: "Sequence[str]") -> int:
    """Return where the command stands among the words; their number when it is missing."""
    at = 0
    while at < len(words) and words[at].startswith("-"):
        at += 2 if words[at] in _BEFORE else 1
    return min(at, len(words))


def take_command(words: "list[str]") -> str:
    """Take the word or two words of the command out of `words`, and return them with a blank.

    Whether there is such a command is not looked at. One word when the second of a group's
    command is missing, none when all are options.
    """
    name = _take_word(words)
    if name not in GROUPS:
        return name
    return f"{name} {_take_word(words)}".rstrip()


def members(group: str) -> dict[str, str]:
    """Return the second words of a group's commands with their summaries."""
    found = ((name.partition(" "), summary) for name, summary in COMMANDS.items())
    return {second: summary for (first, _, second), summary in found if first == group and second}


def _take_word(words: "list[str]") -> str:
    at = command_index(words)
    return words.pop(at) if at < len(words) else ""


def command(name: str) -> Command:
    """Import a command of COMMANDS by its one or two words; all that is imported for `aer NAME` hangs on this."""
    module = import_module(f"aurae.cli.{name.replace(' ', '_').replace('-', '_')}")
    return Command(
        name,
        COMMANDS[name],
        cast("tuple[Argument, ...]", module.ARGUMENTS),
        cast("Callable[[argparse.Namespace], int]", module.run),
        name in TAKE_PROGRAM,
    )
