"""What of the rule set is the same on every machine: its chains, and the sets that they look into.

Two tables of one name. `bridge` sees the frames of each member before the bridge learns from them
or hands them on: who sends, by which address. `inet` sees packets that the host routes: which way
is allowed, and what is translated. Everything that changes is an element of a set (`elements`),
or a chain that hands a published port to several workloads in turn. An interface of ours that no
set knows may do nothing.

What a virtual machine sends to the address of metadata is marked by its link in the first table, and led to the
daemon by this mark in the second one: without either of them it gets nowhere.
"""

from __future__ import annotations

from aurae.networks import naming

BRIDGE, INET = "bridge", "inet"
FAMILIES = (BRIDGE, INET)
COMMENT = "made by auraed"
"""What says that a table of this name is ours."""
COUNTING = frozenset({"asking4", "asking6", "knocking"})
"""Sets that the kernel fills."""
METADATA = "169.254.169.254"
"""Where virtual machines ask for metadata, by HTTP."""
ANY4, OWN4, ANY6, OWN6 = "any4", "own4", "any6", "own6"
"""Published ports on every address of the host, and on one; a map for each family."""

_FRAMES = """
set macs { type ifname . ether_addr; }
set ipv4 { type ifname . ipv4_addr; }
set ipv6 { type ifname . ipv6_addr; }
set targets { typeof meta iifname . @th,64,128; }
map sending { type ifname : limit; }
map marks { type ifname : mark; }
chain prerouting {
  type filter hook prerouting priority -300; policy accept;
  iifname LINKS jump member
}
# Frames to 01:80:c2:00:00:0x come by no prerouting, and the bridge would learn their sender.
chain input {
  type filter hook input priority -300; policy accept;
  iifname LINKS ether daddr & ff:ff:ff:ff:ff:f0 == 01:80:c2:00:00:00 drop
}
chain member {
  iifname . ether saddr != @macs drop
  limit name iifname map @sending drop
  meta protocol vmap { arp : goto from_arp, ip : goto from_ip4, ip6 : goto from_ip6 }
  drop
}
# A frame with a VLAN tag has the protocol of what is within, but not the type.
chain from_arp {
  ether type != arp drop
  arp htype != 1 drop
  arp ptype != ip drop
  arp hlen != 6 drop
  arp plen != 4 drop
  arp operation != { request, reply } drop
  iifname . arp saddr ether != @macs drop
  iifname . arp saddr ip != @ipv4 drop
}
chain from_ip4 {
  ether type != ip drop
  iifname . ip saddr != @ipv4 drop
  ip daddr METADATA meta mark set iifname map @marks
  ip protocol tcp ip hdrlength 5 accept
  ip option lsrr exists drop
  ip option ssrr exists drop
  icmp type { redirect, router-advertisement } drop
  udp sport 67 drop
}
chain from_ip6 {
  ether type != ip6 drop
  ip6 saddr :: goto from_nobody
  iifname . ip6 saddr != @ipv6 drop
  ip6 nexthdr tcp accept
  rt type 0 drop
  udp sport 547 drop
  exthdr frag exists meta l4proto icmpv6 icmpv6 type != { echo-request, echo-reply } drop
  icmpv6 type { nd-router-advert, nd-redirect } drop
  icmpv6 type nd-neighbor-advert goto from_neighbour
}
chain from_neighbour {
  iifname . @th,64,128 @targets accept
  drop
}
# Who has no address yet asks whether somebody has it, and joins the groups of it.
chain from_nobody {
  exthdr frag exists drop
  icmpv6 type nd-neighbor-solicit ip6 hoplimit 255 iifname . @th,64,128 @targets accept
  icmpv6 type mld2-listener-report accept
  drop
}
"""

_PACKETS = """
set same { type ifname . ifname; }
set internal { type ifname; }
set hosted { type ifname; }
set named { type ifname; }
set ranges4 { type ifname . ipv4_addr; flags interval; }
set ranges6 { type ifname . ipv6_addr; flags interval; }
set inside4 { type ipv4_addr; flags interval; }
set inside6 { type ipv6_addr; flags interval; }
set gateways4 { type ipv4_addr; }
set gateways6 { type ipv6_addr; }
set owned4 { type ifname . ipv4_addr; }
set owned6 { type ifname . ipv6_addr; }
set guests { type mark . ipv4_addr; }
map doors { type ifname : ipv4_addr . inet_service; }
set knocking { type ipv4_addr; size 65535; flags dynamic; timeout 10s; }
set asking4 { type ipv4_addr; size 65535; flags dynamic; timeout 10s; }
set asking6 { type ipv6_addr; size 65535; flags dynamic; timeout 10s; }
map any4 { type inet_proto . inet_service : ipv4_addr . inet_service; }
map any6 { type inet_proto . inet_service : ipv6_addr . inet_service; }
map own4 { type ipv4_addr . inet_proto . inet_service : ipv4_addr . inet_service; }
map own6 { type ipv6_addr . inet_proto . inet_service : ipv6_addr . inet_service; }
map any4_turns { type inet_proto . inet_service : verdict; }
map any6_turns { type inet_proto . inet_service : verdict; }
map own4_turns { type ipv4_addr . inet_proto . inet_service : verdict; }
map own6_turns { type ipv6_addr . inet_proto . inet_service : verdict; }
# A network's own frames come here too where the machine filters bridged frames: nobody follows them.
chain untracked {
  type filter hook prerouting priority -300; policy accept;
  iifname BRIDGES goto between_members
}
chain between_members {
  iifname . ip daddr @ranges4 ip daddr != @gateways4 notrack
  iifname . ip6 daddr @ranges6 ip6 daddr != @gateways6 notrack
}
chain prerouting {
  type filter hook prerouting priority -150; policy accept;
  ct state established,related accept
  iifname BRIDGES goto from_member
  iifname != lo goto from_elsewhere
}
# Nobody elsewhere has an address of a member's.
chain from_elsewhere {
  ip saddr @inside4 drop
  ip6 saddr @inside6 drop
}
chain from_member {
  ip daddr 127.0.0.0/8 drop
  ip6 daddr ::1 drop
  meta nfproto ipv4 iifname . ip saddr != @ranges4 drop
  ip daddr @gateways4 iifname . ip daddr != @owned4 drop
  meta nfproto ipv6 ip6 saddr != { fe80::/10, :: } iifname . ip6 saddr != @ranges6 drop
  ip6 daddr @gateways6 iifname . ip6 daddr != @owned6 drop
}
chain input {
  type filter hook input priority 0; policy accept;
  iifname BRIDGES goto to_host
}
# The first two rules are how many datagrams for DNS one member may send.
chain to_host {
  iifname @named udp dport 53 update @asking4 { ip saddr limit rate over 500/second burst 500 packets } drop
  iifname @named udp dport 53 update @asking6 { ip6 saddr limit rate over 500/second burst 500 packets } drop
  ct state established,related accept
  ct status dnat ct original ip daddr METADATA goto to_door
  icmpv6 type { nd-neighbor-solicit, nd-neighbor-advert } accept
  iifname . ip daddr @owned4 icmp type echo-request accept
  iifname . ip6 daddr @owned6 icmpv6 type echo-request accept
  iifname @named iifname . ip daddr @owned4 meta l4proto { tcp, udp } th dport 53 accept
  iifname @named iifname . ip6 daddr @owned6 meta l4proto { tcp, udp } th dport 53 accept
  iifname @hosted accept
  meta pkttype { broadcast, multicast } drop
  reject with icmpx admin-prohibited
}
# A guest has been led here, by its mark. This many connections it may begin.
chain to_door {
  update @knocking { ip saddr limit rate over 50/second burst 200 packets } drop
  accept
}
chain forward {
  type filter hook forward priority 0; policy accept;
  oifname BRIDGES goto to_member
  iifname BRIDGES goto to_outside
}
chain to_member {
  ct state established,related accept
  iifname . oifname @same accept
  ct state invalid drop
  iifname @internal reject with icmpx admin-prohibited
  ct status dnat accept
  iifname BRIDGES reject with icmpx admin-prohibited
  drop
}
chain to_outside {
  ct state established,related accept
  ct state invalid drop
  ip daddr METADATA meta mark . ip saddr @guests reject with icmpx admin-prohibited
  iifname @internal reject with icmpx admin-prohibited
}
chain dstnat {
  type nat hook prerouting priority -100; policy accept;
  ip daddr 127.0.0.0/8 return
  ip6 daddr ::1 return
  ip daddr METADATA tcp dport 80 meta mark . ip saddr @guests dnat ip to iifname map @doors
  meta l4proto { tcp, udp } fib daddr type local goto published
}
# The mark of a guest is for us alone: the machine's own rules may mean something else by that number.
chain led {
  type filter hook prerouting priority -90; policy accept;
  iifname BRIDGES meta mark != 0 ct status dnat ct original ip daddr METADATA meta mark set 0
}
chain dstnat_of_host {
  type nat hook output priority -100; policy accept;
  ip6 daddr ::1 return
  meta l4proto { tcp, udp } fib daddr type local goto published
}
chain published {
  meta nfproto ipv6 goto published6
  ip daddr . meta l4proto . th dport vmap @own4_turns
  dnat ip to ip daddr . meta l4proto . th dport map @own4
  meta l4proto . th dport vmap @any4_turns
  dnat ip to meta l4proto . th dport map @any4
}
chain published6 {
  ip6 daddr . meta l4proto . th dport vmap @own6_turns
  dnat ip6 to ip6 daddr . meta l4proto . th dport map @own6
  meta l4proto . th dport vmap @any6_turns
  dnat ip6 to meta l4proto . th dport map @any6
}
chain srcnat {
  type nat hook postrouting priority 100; policy accept;
  oifname BRIDGES goto srcnat_to_member
  iifname BRIDGES masquerade
}
# Whoever is on the network itself, or is the host's loopback address, must be answered by us.
chain srcnat_to_member {
  ip saddr 127.0.0.0/8 masquerade
  ct status dnat oifname . ip saddr @ranges4 masquerade
  ct status dnat oifname . ip6 saddr @ranges6 masquerade
}
"""


def frame(daemon: str) -> str:
    """Return the commands that make both tables of a daemon anew, without an element."""
    tag, lines = naming.table(daemon), []
    for family, body in ((BRIDGE, _FRAMES), (INET, _PACKETS)):
        filled = body.replace("LINKS", f'"{naming.links(daemon)}*"')
        filled = filled.replace("BRIDGES", f'"{naming.bridges(daemon)}*"')
        filled = filled.replace("METADATA", METADATA)
        head = f'table {family} {tag} {{ comment "{COMMENT}";'
        lines += [f"table {family} {tag}\ndelete table {family} {tag}", head, filled, "}"]
    return "\n".join(lines)
