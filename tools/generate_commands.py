"""Makes docs/reference/aer.md from what the commands of `aer` say they take."""

from pathlib import Path

from aurae.cli.arguments import Argument
from aurae.cli.commands import COMMANDS, Command, command
from tools.generate_stubs import ROOT

HEAD = """\
# The command `aer`

<!-- Made by `make generate`; do not edit. -->

    aer COMMAND [OPTIONS] ...

`--config`, `--host`, `-o` and, where a command has it, `--timeout` may stand before the command, too.
Tables are for people and may change; `-o json` and `-o yaml` are for programs: names as in the
API, enum values in lower case (`running`), times in RFC 3339, bytes as UTF-8 text.
Colours are shown only at a terminal, and not when `NO_COLOR` is set.

A workload that runs in a cell is called by the cell's path and its name, `a/b/web`; one on the node
itself by its name alone. Sizes are bytes or have a unit: `67108864`, `64MiB`.

A file for `-f` is a `WorkloadSpec` of the [API](api.md) as TOML or JSON: names as there, enum values in lower
case, times as text (`1min 30s`) or seconds. A command may be its line or the list of its words, a
listener its address. What `aer status NAME -o json` shows as `spec` can be read again.

```toml
name = "web"

[executable]
command = "nginx -g 'daemon off;'"
sandbox = { profile = "strict", add_capabilities = ["NET_BIND_SERVICE"] }

[service]
after = ["db"]
restart = { policy = "always", max_delay = "1min" }
health = [{ http = { port = 80 } }]
```

The client's identity and the daemon's address are in a TOML file. The first that exists and
parses is taken: `$HOME/.aurae/config`, `/etc/aurae/config`, `/var/lib/aurae/config`; `--config` or
`AURAE_CLIENT_CONFIG` names another. `aer login --local` writes it:

```toml
[auth]
ca_crt = "/root/.aurae/ca.crt"
client_crt = "/root/.aurae/client.crt"
client_key = "/root/.aurae/client.key"

[system]
socket = "/run/aurae/aurae.sock"     # or "unix:/path", or "host:port"
```

| Exit code | Meaning |
|---|---|
| 0 | done |
| 1 | failed; one line on standard error, `aer: cannot ...`, says why |
| 2 | wrong usage |
| 130 | interrupted |
| 141 | nobody reads the output any more |

`aer status` and `aer is-active` exit as systemctl does: 0 up, 3 not up, 4 not known; `aer is-failed`
with 0 when something has failed, else 1.

`aer run` exits with the command's own code, or 128+n when signal n ended it; 124 when `--timeout`
stopped it, 125 when aer or the daemon failed, 126 when the program is not executable, 127 when it
was not found, and 130 when it was left alone by a second Ctrl-C.
"""


def generate(target: Path) -> None:
    """Write aer.md into the folder `target`."""
    parts = [HEAD, *(_section(command(name)) for name in COMMANDS)]
    (target / "aer.md").write_text("".join(parts))


def _section(chosen: Command) -> str:
    positional = [item for item in chosen.arguments if not item.is_option]
    words = [f"aer {chosen.name}", "[OPTIONS]", *(_placeholder(item) for item in positional)]
    if positional and positional[-1].metavar == "COMMAND":
        words.insert(-1, "--")
    elif chosen.takes_program:
        words.append("[-- COMMAND [ARG]...]")
    rows = "".join(f"| {_names(item)} | {_cell(_meaning(item))} |\n" for item in chosen.arguments)
    return (
        f"\n## aer {chosen.name}\n\n{chosen.summary}\n\n    {' '.join(words)}\n\n"
        f"| Argument | Meaning |\n|---|---|\n{rows}"
    )


def _names(item: Argument) -> str:
    if not item.is_option:
        return f"`{_placeholder(item)}`"
    value = f" {item.metavar}" if item.metavar else ""
    return ", ".join(f"`{name}{value}`" for name in item.names)


def _meaning(item: Argument) -> str:
    choices = (
        f" One of {', '.join(f'`{choice}`' for choice in item.choices)}." if item.choices else ""
    )
    return item.help + choices + (" Required." if item.required else "")


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _placeholder(item: Argument) -> str:
    return {
        "+": f"{item.metavar}...",
        "*": f"[{item.metavar}]...",
        "?": f"[{item.metavar}]",
        "...": f"{item.metavar} [ARG]...",
    }.get(item.many, item.metavar)


if __name__ == "__main__":
    generate(ROOT / "docs/reference")
