"""A small machine for programs of eBPF: the instructions that programs about devices are made of."""

import struct

INSTRUCTION = struct.Struct("<BBhi")
WORD = 0xFFFF_FFFF


def run(program: bytes, context: bytes) -> int:
    """Run a program on a context and return its answer; AssertionError where the kernel would refuse it."""
    code = [INSTRUCTION.unpack_from(program, at) for at in range(0, len(program), 8)]
    registers: dict[int, int | None] = dict.fromkeys(range(11))
    at = 0
    while True:
        assert 0 <= at < len(code), "runs off its end"
        operation, names, offset, immediate = code[at]
        register, source = names & 15, names >> 4
        at += 1
        if operation == 0x61:
            assert source == 1, "loads from what is no context"
            (registers[register],) = struct.unpack_from("<I", context, offset)
            continue
        if operation == 0xB7:
            registers[register] = immediate
            continue
        if operation == 0xBC:
            registers[register] = _set(registers, source) & WORD
            continue
        if operation == 0x95:
            return _set(registers, 0)
        value = _set(registers, register)
        if operation == 0x54:
            registers[register] = value & immediate & WORD
        elif operation == 0x74:
            registers[register] = (value & WORD) >> immediate
        else:
            assert offset >= 0, "jumps back"
            other = _set(registers, source) if operation == 0x5D else immediate
            jumps = {0x15: value == other, 0x55: value != other, 0x5D: value != other}
            at += offset * jumps[operation]


def _set(registers: dict[int, int | None], number: int) -> int:
    value = registers[number]
    assert value is not None, f"reads r{number}, which was never set"
    return value
