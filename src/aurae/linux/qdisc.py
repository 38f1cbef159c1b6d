"""How fast a link hands on what is sent through it: a token bucket (tc-tbf(8))."""

from __future__ import annotations

import struct

from aurae.linux.netlink import NLM_F_CREATE, NLM_F_REPLACE, Request, attribute, nested, number

RTM_NEWQDISC, RTM_DELQDISC = 36, 37
TCA_KIND, TCA_OPTIONS = 1, 2
TCA_TBF_PARMS, TCA_TBF_RATE64, TCA_TBF_BURST = 1, 4, 6
TC_H_ROOT, HANDLE = 0xFFFF_FFFF, 1 << 16
TC_LINKLAYER_ETHERNET = 1
MOST_32 = (1 << 32) - 1
TCMSG = struct.Struct("=BxxxiIII")
"""struct tcmsg: family, number of the link, handle, parent, info."""
RATE = struct.Struct("=BBHhHI")
"""struct tc_ratespec: cell log, link layer, overhead, cell align, least size, rate."""
TBF = struct.Struct("=III")
"""The end of struct tc_tbf_qopt: bytes that may wait, buffer, greatest packet."""


def add_bucket(index: int, rate: int, burst: int) -> Request:
    """Let a link hand on `rate` bytes a second, `burst` of them at once; what is more waits a while.

    A tenth of a second's bytes may wait; beyond them it is dropped. One that is there is replaced.
    """
    waiting = min(burst + max(rate // 10, burst), MOST_32)
    known = RATE.pack(0, TC_LINKLAYER_ETHERNET, 0, 0, 0, min(rate, MOST_32))
    options = (
        attribute(TCA_TBF_PARMS, known + bytes(RATE.size) + TBF.pack(waiting, 0, 0)),
        number(TCA_TBF_BURST, burst),
        attribute(TCA_TBF_RATE64, struct.pack("=Q", rate)) if rate > MOST_32 else b"",
    )
    body = (
        TCMSG.pack(0, index, HANDLE, TC_H_ROOT, 0)
        + attribute(TCA_KIND, b"tbf\0")
        + nested(TCA_OPTIONS, *options)
    )
    return Request(RTM_NEWQDISC, NLM_F_CREATE | NLM_F_REPLACE, body, "limit what a link hands on")


def remove_bucket(index: int) -> Request:
    """Let a link hand on as fast as it can; ENOENT where nothing held it up."""
    body = TCMSG.pack(0, index, 0, TC_H_ROOT, 0)
    return Request(RTM_DELQDISC, 0, body, "limit a link no more")
