"""Frames put together by hand, also such as no kernel would send."""

import socket
import struct
from ipaddress import ip_address

IP, ARP, IP6, VLAN, QINQ, LOCAL = 0x0800, 0x0806, 0x86DD, 0x8100, 0x88A8, 0x88B5
BROADCAST = "ff:ff:ff:ff:ff:ff"
ICMP, TCP, UDP, ICMP6 = 1, 6, 17, 58


def octets(mac: str) -> bytes:
    return bytes.fromhex(mac.replace(":", ""))


def packed(address: str) -> bytes:
    return ip_address(address).packed


def ether(to: str, sender: str, kind: int, payload: bytes, *tags: tuple[int, int]) -> bytes:
    """A frame; `tags` are pairs of type and VLAN that stand before the type."""
    head = b"".join(struct.pack("!HH", tag, vlan) for tag, vlan in tags)
    return octets(to) + octets(sender) + head + struct.pack("!H", kind) + payload


def checksum(data: bytes) -> int:
    data += b"\0" * (len(data) % 2)
    total: int = sum(struct.unpack(f"!{len(data) // 2}H", data))
    while total >> 16:
        total = (total & 0xFFFF) + (total >> 16)
    return ~total & 0xFFFF


def ip4(
    sender: str, to: str, protocol: int, payload: bytes, *, options: bytes = b"", fragment: int = 0
) -> bytes:
    """A packet; `fragment` is the field of flags and offset."""
    size = 20 + len(options)
    head = struct.pack(
        "!BBHHHBBH4s4s",
        *(0x40 | size // 4, 0, size + len(payload), 7, fragment, 64, protocol, 0),
        *(packed(sender), packed(to)),
    )
    head += options
    return head[:10] + struct.pack("!H", checksum(head)) + head[12:] + payload


def ip6(sender: str, to: str, protocol: int, payload: bytes, *, hops: int = 255) -> bytes:
    head = struct.pack("!IHBB", 6 << 28, len(payload), protocol, hops)
    return head + packed(sender) + packed(to) + payload


def summed(sender: str, to: str, protocol: int, payload: bytes, at: int) -> bytes:
    """A payload with the checksum that includes a pseudo header, written at an offset."""
    payload = payload[:at] + b"\0\0" + payload[at + 2 :]
    ends = packed(sender) + packed(to)
    pseudo = ends + struct.pack("!II" if len(ends) == 32 else "!HH", len(payload), protocol)
    if len(ends) == 8:
        pseudo = ends + struct.pack("!HH", protocol, len(payload))
    return payload[:at] + struct.pack("!H", checksum(pseudo + payload)) + payload[at + 2 :]


def udp(sender: str, to: str, source: int, port: int, data: bytes) -> bytes:
    payload = struct.pack("!HHHH", source, port, 8 + len(data), 0) + data
    return summed(sender, to, UDP, payload, 6)


def icmp(kind: int, code: int, rest: bytes) -> bytes:
    message = struct.pack("!BBH", kind, code, 0) + rest
    return message[:2] + struct.pack("!H", checksum(message)) + message[4:]


def icmp6(sender: str, to: str, kind: int, rest: bytes, code: int = 0) -> bytes:
    return summed(sender, to, ICMP6, struct.pack("!BBH", kind, code, 0) + rest, 2)


def datagram(
    macs: tuple[str, str], ends: tuple[str, str], ports: tuple[int, int], data: bytes
) -> bytes:
    """A frame with a datagram of UDP: (from, to) of each layer."""
    (source_mac, to_mac), (source, to), (source_port, port) = macs, ends, ports
    body = udp(source, to, source_port, port, data)
    if ip_address(source).version == 6:
        return ether(to_mac, source_mac, IP6, ip6(source, to, UDP, body))
    return ether(to_mac, source_mac, IP, ip4(source, to, UDP, body))


def arp(operation: int, claimed: tuple[str, str], asked: tuple[str, str]) -> bytes:
    """A message of ARP: who claims to be (MAC, address), and who is asked or told."""
    return (
        struct.pack("!HHBBH", 1, IP, 6, 4, operation)
        + octets(claimed[0])
        + packed(claimed[1])
        + octets(asked[0])
        + packed(asked[1])
    )


def advert(sender: str, to: str, address: str, mac: str, tail: bytes = b"") -> bytes:
    """A neighbour advertisement, overriding what was known: `address` is at `mac`."""
    rest = struct.pack("!I", 0x60000000) + packed(address) + b"\x02\x01" + octets(mac)
    return icmp6(sender, to, 136, rest + tail)


def fragment6(following: int, offset: int, more: int, payload: bytes) -> bytes:
    """A fragment header, and what it stands before."""
    return struct.pack("!BBHI", following, 0, offset << 3 | more, 7) + payload


def listen(port: int = 0) -> socket.socket:
    """A socket of TCP for both families of the namespace that this is called in."""
    return socket.create_server(("::", port), family=socket.AF_INET6, dualstack_ipv6=True)
