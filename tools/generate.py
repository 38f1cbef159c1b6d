"""Makes all generated files again, in place."""

from tools.generated import GENERATED, ROOT


def main() -> None:
    """Run every generator of the list; files that are no longer made are removed."""
    for row in GENERATED:
        folder = ROOT / row.folder
        folder.mkdir(parents=True, exist_ok=True)
        for name in row.files(folder):
            (folder / name).unlink()
        row.make(folder)
        print(f"{row.folder}: {len(row.files(folder))} files by {row.module}")


if __name__ == "__main__":
    main()
