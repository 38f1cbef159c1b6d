/**
 * Gives conditions their parentheses: `if ready {` becomes `if(ready){`.
 *
 * AuraeScript is TypeScript in which the condition of `if`, `while`, `do ... while`, `switch` and
 * the head of `for` may stand without parentheses when a block in braces follows. A parenthesis
 * takes the place of the blank beside it, so nothing moves and every error names the user's own
 * line and column. Where a source is plain TypeScript nothing is changed, and where a condition
 * cannot be understood nothing is changed either: the compiler then says what is wrong.
 */

import { conditions } from "./conditions.ts";

export { type Condition, conditions } from "./conditions.ts";

/** The same program as plain TypeScript, line for line. */
export function transform(source: string): string {
  return parenthesize(source).text;
}

/** The same program as plain TypeScript, and where each of its characters comes from. */
export function parenthesize(source: string): { text: string; mapping: Mapping } {
  const places: { at: number; text: string }[] = [];
  for (const { open, close, bare } of conditions(source)) {
    if (bare) places.push({ at: open, text: "(" }, { at: close, text: ")" });
  }
  places.sort((a, b) => a.at - b.at);
  const pieces: string[] = [];
  const inserted: number[] = [];
  let done = 0;
  for (const { at, text } of places) {
    pieces.push(source.slice(done, at), text);
    // It takes the place of a blank beside it.
    const blank = source[at] === " " || source[at] === "\t";
    if (!blank) inserted.push(at);
    done = blank ? at + 1 : at;
  }
  pieces.push(source.slice(done));
  return { text: pieces.join(""), mapping: new Mapping(inserted) };
}

/** Offsets of a source and of the text made of it: one is the other but for what was put in. */
export class Mapping {
  /** `inserted` has the offset in the source of each parenthesis that took no blank's place. */
  constructor(private readonly inserted: number[]) {}

  /** Offset in the source; of an inserted parenthesis: that of the character behind it. */
  toSource(offset: number): number {
    let [low, high] = [0, this.inserted.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.inserted[middle] as number) + middle < offset) low = middle + 1;
      else high = middle;
    }
    return offset - low;
  }

  /** Offset in the text of a character of the source. */
  toText(offset: number): number {
    let [low, high] = [0, this.inserted.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.inserted[middle] as number) <= offset) low = middle + 1;
      else high = middle;
    }
    return offset + low;
  }
}
