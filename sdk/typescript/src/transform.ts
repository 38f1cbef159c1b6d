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
import { apply, type Edit } from "./edits.ts";

export { type Condition, conditions } from "./conditions.ts";

/** The same program as plain TypeScript, line for line. */
export function transform(source: string): string {
  return apply(source, insertions(source));
}

/** The same program as plain TypeScript, and where each of its characters comes from. */
export function parenthesize(source: string): { text: string; mapping: Mapping } {
  const edits = insertions(source);
  const inserted = edits.filter(({ start, end }) => start === end).map(({ start }) => start);
  return { text: apply(source, edits), mapping: new Mapping(inserted) };
}

/** The parentheses that a source lacks, in their order. */
export function insertions(source: string): Edit[] {
  const edits: Edit[] = [];
  const put = (start: number, text: string) => {
    // It takes the place of a blank beside it.
    const blank = source[start] === " " || source[start] === "\t";
    edits.push({ start, end: blank ? start + 1 : start, text });
  };
  for (const { open, close, bare } of conditions(source)) {
    if (!bare) continue;
    put(open, "(");
    put(close, ")");
  }
  return edits.sort((a, b) => a.start - b.start);
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
