"""What the kernel has of our tables, read from libnftables' JSON.

Anybody with rights over the network may have written what is read here: what is not understood is
passed over, and so differs from what we expect.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field

from aurae.networks.elements import Element
from aurae.networks.ruleset import COUNTING


@dataclass(frozen=True, slots=True)
class Listing:
    """A table: the rules of each chain as text, and the elements of all sets and maps."""

    chains: dict[str, tuple[str, ...]] = field(default_factory=dict)
    elements: frozenset[Element] = frozenset()


def parse(text: bytes) -> Listing:
    """Return what `list table` said. ValueError when it is no such thing."""
    try:
        parts = json.loads(text)["nftables"]
    except (ValueError, RecursionError, TypeError, KeyError):
        raise ValueError("cannot read nft's listing: it is no JSON") from None
    chains: dict[str, list[str]] = {}
    elements: set[Element] = set()
    for part in parts if isinstance(parts, list) else ():
        for kind, value in part.items() if isinstance(part, dict) else ():
            if not isinstance(value, dict):
                continue
            if kind == "chain":
                head = {key: value.get(key) for key in ("type", "hook", "prio", "policy")}
                chains[str(value.get("name"))] = [json.dumps(head)]
            elif kind == "rule":
                rules = chains.setdefault(str(value.get("chain")), [])
                rules.append(json.dumps(value.get("expr"), sort_keys=True))
            elif kind in ("set", "map") and value.get("name") not in COUNTING:
                elements.update(_elements(value, is_map=kind == "map"))
    return Listing({name: tuple(rules) for name, rules in chains.items()}, frozenset(elements))


def _elements(found: dict[str, object], *, is_map: bool) -> list[Element]:
    family, name, listed = str(found.get("family")), str(found.get("name")), found.get("elem")
    result = []
    for item in listed if isinstance(listed, list) else ():
        if not is_map:
            result.append(Element(family, name, flat(item)))
        elif isinstance(item, list) and len(item) == 2:
            result.append(Element(family, name, flat(item[0]), flat(item[1])))
    return result


def flat(item: object, depth: int = 8) -> tuple[str, ...]:
    """Return a key or a value as the texts that it is put together of."""
    if not isinstance(item, dict) or not item or depth == 0:
        return (str(item),)
    kind, inner = next(iter(item.items()))
    if kind == "concat" and isinstance(inner, list):
        return tuple(text for each in inner for text in flat(each, depth - 1))
    if kind == "prefix" and isinstance(inner, dict):
        return (f"{inner.get('addr')}/{inner.get('len')}",)
    if kind == "elem" and isinstance(inner, dict):
        return flat(inner.get("val"), depth - 1)
    if kind in ("goto", "jump") and isinstance(inner, dict):
        return (f"{kind} {inner.get('target')}",)
    return (str(item),)
