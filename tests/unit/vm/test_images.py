"""The parts of a guest that are made by rules: archive, order of modules, the smallest kernel, the cache."""

import subprocess
from pathlib import Path

import pytest

from aurae.vms.accelerator import smallest_kernel
from tests.support.require import need
from tests.support.vm import cache, initramfs
from tests.support.vm.kernel import in_order, vmlinux
from tests.support.vm.qemu import Files, Shape, command


def test_modules_are_loaded_behind_what_they_need():
    needs = "d/c.ko.xz: d/b-b.ko.xz d/a.ko.xz\nd/b-b.ko.xz: d/a.ko.xz\nd/a.ko.xz:\n"
    assert in_order(needs, ("c", "a")) == ["d/a.ko.xz", "d/b-b.ko.xz", "d/c.ko.xz"]
    assert in_order(needs, ("b-b", "built-in")) == ["d/a.ko.xz", "d/b-b.ko.xz"]


def test_cpio_reads_the_initramfs(tmp_path: Path):
    data = initramfs.archive(b"busybox", [("a.ko", b"module")], "/place")
    done = subprocess.run(
        [need("busybox"), "cpio", "-idm", "modules/a.ko", "init"],
        input=data,
        cwd=tmp_path,
        capture_output=True,
        check=False,
    )
    assert (tmp_path / "modules/a.ko").read_bytes() == b"module", done.stderr
    init = tmp_path / "init"
    assert init.stat().st_mode & 0o777 == 0o755
    assert "{" + "place}" not in init.read_text()
    assert subprocess.run(["sh", "-n", init], check=False).returncode == 0


def test_what_is_no_kernel_is_refused():
    for data in (b"", b"\x7fELF" * 1000):
        with pytest.raises(ValueError, match="no bzImage"):
            vmlinux(data)
    with pytest.raises(ValueError, match="payload begins with"):
        vmlinux(bytes(0x202) + b"HdrS" + bytes(4096))


def test_the_smallest_kernel_names_its_code_as_its_entry():
    elf = smallest_kernel()
    note = elf.index(b"Xen\0")
    entry = int.from_bytes(elf[note + 4 : note + 12], "little")
    assert elf[entry - 0x100000 :].startswith(b"\xb0\x2a\xe6\xf4")


def test_a_folder_is_made_once_and_never_found_half_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(cache, "CACHE", tmp_path / "cache")
    calls = []

    def make(folder: Path) -> None:
        calls.append(folder)
        (folder / "file").touch()
        if len(calls) == 1:
            raise RuntimeError("no room")

    with pytest.raises(RuntimeError, match="no room"):
        cache.made("kind", "key", make)
    found = cache.made("kind", "key", make)
    assert cache.made("kind", "key", make) == found
    assert len(calls) == 2
    assert [path.name for path in found.iterdir()] == ["file"]


def test_a_machine_asks_kvm_for_the_processor_there_is(tmp_path: Path):
    files = Files(Path("kernel"), Path("initrd"), Path("root"), Path("tree"), tmp_path)
    with_kvm = command(Shape(memory="2G", cpus=4), files, "kvm", 0)
    assert with_kvm[with_kvm.index("-cpu") + 1] == "host"
    assert "tsc_early_khz" not in " ".join(with_kvm)
    assert with_kvm[with_kvm.index("-smp") + 1] == "4"
    assert "-no-reboot" not in command(Shape(reboot=True), files, "tcg", 1)
