"""Makes docs/reference/settings.md from the rows in `aurae.config.settings`."""

from pathlib import Path

from aurae.config.loading import DEFAULT_FILE
from aurae.config.settings import rows
from tools.generate_stubs import ROOT

HEAD = f"""\
# Settings of auraed

<!-- Made by `make generate`; do not edit. -->

Each setting has a default and can be set in the settings file, in the environment and by a flag;
the later of these wins. The file is `{DEFAULT_FILE}` when it exists, or the one that `--config` or
`AURAE_CONFIG` names. It is TOML with the settings at its top level:

```toml
node_name = "web-1"
stop_timeout = "30s"
dns_names = ["localhost", "web-1.example.org"]
```

A name that does not exist, a value that cannot be, or a file that cannot be read is an error: one line that
names the setting and where it was set, and exit code 2. `auraed config --explain` shows each value
and where it came from; `auraed config` prints a settings file that says the same.

Durations are numbers with `ms`, `s`, `m`, `h` or `d` (`1h30m`); sizes are bytes, or numbers with
`KiB`, `MiB`, `GiB` or `TiB`. `{{runtime_dir}}` stands for that setting, `{{hostname}}` for the host's
name with each character that a SPIFFE ID cannot hold replaced by `-`.
"""


def generate(target: Path) -> None:
    """Write settings.md into the folder `target`."""
    parts = [HEAD]
    for row in rows().values():
        default = f"`{row.default}`" if row.default else "none"
        parts.append(
            f"\n## {row.name}\n\n{row.help}\n\n"
            f"- Kind: {row.kind}\n- Default: {default}\n"
            f"- Environment: `{row.variable}`\n- Flag: `{row.flag}`\n"
        )
    (target / "settings.md").write_text("".join(parts))


if __name__ == "__main__":
    generate(ROOT / "docs/reference")
