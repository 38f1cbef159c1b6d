"""Rules about devices as a program for the kernel: eBPF of the type BPF_PROG_TYPE_CGROUP_DEVICE.

The kernel runs it whenever a process of the group opens or makes a device, with struct
bpf_cgroup_dev_ctx in r1 (kind in the low half of its first word, the accesses in the high one; then major and minor)
and takes r0 for the answer. Each rule is a block that either answers or falls through to the next one;
the last rule comes first.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

from aurae.model.device_rules import ALL

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aurae.model.device_rules import Rule

INSTRUCTION = struct.Struct("<BBhi")
"""struct bpf_insn of a little endian machine: code, registers, offset, immediate."""
LOAD_WORD = 0x61  # dst = *(u32 *)(src + offset)
COPY, SET = 0xBC, 0xB7  # 32-bit dst = src; dst = immediate
AND, SHIFT_RIGHT = 0x54, 0x74  # of 32 bits, by an immediate
EQUAL, NOT_EQUAL, NOT_SAME = 0x15, 0x55, 0x5D  # jumps: dst == immediate, !=, dst != src
EXIT = 0x95
ANSWER, CONTEXT, KIND, ACCESS, MAJOR, MINOR, SPARE = 0, 1, 2, 3, 4, 5, 6
"""Registers."""
WORD = 4


def assemble(rules: Sequence[Rule]) -> bytes:
    """Return the program that answers as `device_rules.decide` does."""
    code = [
        _instruction(LOAD_WORD, KIND, CONTEXT, 0),
        _instruction(COPY, ACCESS, KIND),
        _instruction(AND, KIND, immediate=0xFFFF),
        _instruction(SHIFT_RIGHT, ACCESS, immediate=16),
        _instruction(LOAD_WORD, MAJOR, CONTEXT, WORD),
        _instruction(LOAD_WORD, MINOR, CONTEXT, 2 * WORD),
    ]
    for rule in reversed(rules):
        block = _block(rule)
        code += block
        if len(block) == len(_answer(allow=True)):
            # It answers everything, and the kernel refuses what is never reached.
            return b"".join(code)
    return b"".join([*code, *_answer(allow=False)])


def _block(rule: Rule) -> list[bytes]:
    """Return the instructions of a rule; each test that fails jumps behind its answer."""
    wanted = ((KIND, rule.kind), (MAJOR, rule.major), (MINOR, rule.minor))
    tests = [(NOT_EQUAL, register, 0, value) for register, value in wanted if value is not None]
    code: list[tuple[int, int, int, int]] = list(tests)
    if rule.access != ALL:
        code += [(COPY, SPARE, ACCESS, 0), (AND, SPARE, 0, rule.access)]
        code.append((NOT_SAME, SPARE, ACCESS, 0) if rule.allow else (EQUAL, SPARE, 0, 0))
    answer = _answer(allow=rule.allow)
    end = len(code) + len(answer)
    made = []
    for place, (operation, register, source, value) in enumerate(code, 1):
        offset = end - place if operation in (EQUAL, NOT_EQUAL, NOT_SAME) else 0
        made.append(_instruction(operation, register, source, offset, value))
    return made + answer


def _answer(*, allow: bool) -> list[bytes]:
    return [_instruction(SET, ANSWER, immediate=int(allow)), _instruction(EXIT)]


def _instruction(
    code: int, register: int = 0, source: int = 0, offset: int = 0, immediate: int = 0
) -> bytes:
    return INSTRUCTION.pack(code, source << 4 | register, offset, immediate)
