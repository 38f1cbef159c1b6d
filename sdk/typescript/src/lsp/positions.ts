/**
 * Moves every place in a message from one text of a document to the other.
 *
 * The protocol names places alike in all its messages: an object with `line` and `character`, two
 * of them as a range, four numbers for a fold. They belong to the nearest `uri` around them, and
 * without one to the document that was asked about. What has another form is told here by its
 * name: semantic tokens, and edits by address.
 */

import type { Position, Range } from "./document.ts";
import { isObject, type Json } from "./json.ts";

/** How places and addresses are changed. */
export interface Moves {
  /** `side`: which end of a range it is. */
  place(uri: string, position: Position, side: "left" | "right" | "cursor"): Position;
  /** Another spelling of an address. */
  address(uri: string): string;
}

// Places in these are the server's own business: it gets them back as they are.
const OPAQUE = new Set(["data", "arguments", "newText", "text"]);
const ADDRESSES = new Set(["uri", "targetUri"]);

/** A copy of `value` with all places moved; they are those of `uri` where nothing else is said. */
export function moved(value: unknown, uri: string, moves: Moves): unknown {
  return new Walk(uri, moves).any(value, uri);
}

class Walk {
  constructor(private readonly asked: string, private readonly moves: Moves) {}

  any(value: unknown, uri: string): unknown {
    if (Array.isArray(value)) return value.map((one) => this.any(one, uri));
    if (!isObject(value)) return value;
    if (isPosition(value)) return this.moves.place(uri, value, "cursor");
    if (isRange(value)) return this.range(value, uri);
    return this.members(value, owner(value) ?? uri);
  }

  private members(value: Json, uri: string): Json {
    const made: Json = {};
    for (const [key, member] of Object.entries(value)) {
      if (OPAQUE.has(key)) made[key] = member;
      else if (ADDRESSES.has(key) && typeof member === "string") {
        made[key] = this.moves.address(member);
      } else if (key === "originSelectionRange") made[key] = this.any(member, this.asked);
      else if (key === "fromRanges") made[key] = this.any(member, caller(value) ?? this.asked);
      else if (key === "changes" && isObject(member)) made[key] = this.changes(member);
      else made[key] = this.any(member, uri);
    }
    return this.fold(made, uri);
  }

  private range(value: Json & Range, uri: string): Json {
    const empty = value.start.line === value.end.line &&
      value.start.character === value.end.character;
    return {
      ...value,
      start: this.moves.place(uri, value.start, empty ? "cursor" : "right"),
      end: this.moves.place(uri, value.end, empty ? "cursor" : "left"),
    };
  }

  private changes(value: Json): Json {
    return Object.fromEntries(
      Object.entries(value).map(([uri, edits]) => [
        this.moves.address(uri),
        this.any(edits, uri),
      ]),
    );
  }

  private fold(value: Json, uri: string): Json {
    for (const [name, side] of [["start", "right"], ["end", "left"]] as const) {
      const [line, character] = [value[`${name}Line`], value[`${name}Character`]];
      if (typeof line === "number" && typeof character === "number") {
        value[`${name}Character`] = this.moves.place(uri, { line, character }, side).character;
      }
    }
    return value;
  }
}

/** The document that an object is about. */
function owner({ uri, targetUri, textDocument }: Json): string | undefined {
  const found = uri ?? targetUri ?? (isObject(textDocument) ? textDocument.uri : undefined);
  return typeof found === "string" ? found : undefined;
}

/** Who calls, where calls are listed by their callers. */
function caller({ from }: Json): string | undefined {
  return isObject(from) ? owner(from) : undefined;
}

function isPosition(value: unknown): value is Json & Position {
  return isObject(value) && typeof value.line === "number" && typeof value.character === "number";
}

function isRange(value: Json): value is Json & Range {
  return isPosition(value.start) && isPosition(value.end);
}

/** Semantic tokens: five numbers each, the first two of them relative to the token before. */
export function movedTokens(data: number[], place: (position: Position) => Position): number[] {
  const made: number[] = [];
  let [line, character] = [0, 0];
  let before: Position = { line: 0, character: 0 };
  for (let at = 0; at + 4 < data.length; at += 5) {
    const [down, right, length, type, modifiers] = data.slice(at, at + 5) as [
      number,
      number,
      number,
      number,
      number,
    ];
    character = down === 0 ? character + right : right;
    line += down;
    const start = place({ line, character });
    const end = place({ line, character: character + length });
    made.push(
      start.line - before.line,
      start.line === before.line ? start.character - before.character : start.character,
      end.character - start.character,
      type,
      modifiers,
    );
    before = start;
  }
  return made;
}
