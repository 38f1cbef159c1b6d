"""A state goes on in a machine that is as the one that was saved, and in no other."""

from dataclasses import replace

import pytest

from aurae.model.refusal import FailedPrecondition
from aurae.model.vm_snapshot import DiskRole, Fittings, SavedDisk
from aurae.vms.fitness import check, key, unfit

ROOT = SavedDisk("root", DiskRole.BASE, 0, is_scsi=True)
SCRATCH = SavedDisk("scratch", DiskRole.SCRATCH, 1, is_scsi=True, size=1 << 30)
SAVED = Fittings(
    emulator="QEMU 7.2.22 (Debian 1:7.2+dfsg-7)",
    accelerator="tcg",
    cpu="max",
    vcpus=1,
    memory=256 << 20,
    kernel="0123456789abcdef",
    clock_khz=2_596_152,
    mtus=(1500,),
    disks=(ROOT, SCRATCH),
)


def test_it_fits_where_it_was_saved() -> None:
    assert unfit(SAVED, SAVED) == ""
    check("restore web", SAVED, replace(SAVED, clock_khz=2_596_400))


@pytest.mark.parametrize(
    ("here", "why"),
    [
        (
            replace(SAVED, emulator="QEMU 10.0.2"),
            "it was saved by QEMU 7.2.22 (Debian 1:7.2+dfsg-7), and this is QEMU 10.0.2",
        ),
        (replace(SAVED, accelerator="kvm"), "it runs by tcg, and this host by kvm"),
        (replace(SAVED, cpu="host"), "it has a processor max, and this host gives host"),
        (replace(SAVED, vcpus=2), "it has 1 processors, not 2"),
        (replace(SAVED, memory=384 << 20), "it has 256 MiB of memory, not 384"),
        (replace(SAVED, kernel="f" * 64), "it runs the kernel 0123456789ab, not ffffffffffff"),
        (replace(SAVED, mtus=()), "it has 1 network interfaces, not 0"),
        (replace(SAVED, mtus=(9000,)), "it has networks with an MTU of 1500, not 9000"),
        (
            replace(SAVED, disks=(ROOT,)),
            "it has the disks root in slot 0, scratch in slot 1 (1073741824 bytes), not root in slot 0",
        ),
        (replace(SAVED, is_agent=False), "only one of both has an agent, or a terminal"),
        (
            replace(SAVED, clock_khz=2_400_000),
            "its clock runs at 2596152 kHz, and this host's at 2400000 kHz",
        ),
    ],
)
def test_what_differs_is_said(here: Fittings, why: str) -> None:
    with pytest.raises(FailedPrecondition) as refused:
        check("restore web", SAVED, here)
    assert str(refused.value) == f"cannot restore web: {why}"
    if here.clock_khz == SAVED.clock_khz:
        assert key(here) != key(SAVED)


def test_a_clock_that_is_measured_again_changes_no_key() -> None:
    assert key(SAVED) == key(replace(SAVED, clock_khz=2_596_148))
