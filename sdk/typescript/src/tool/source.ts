/** A file of the user's: its text, the plain TypeScript that is made of it, and places in both. */

import { type Mapping, parenthesize } from "../transform.ts";

/** Where something is; both count from 1, columns in UTF-16 units. */
export interface Place {
  line: number;
  column: number;
}

/** One text that was read. */
export class Source {
  #plain: { text: string; mapping?: Mapping } | undefined;
  readonly #starts: () => number[];
  readonly #plainStarts: () => number[];

  /**
   * @param path where it really is; empty for what has no file
   * @param name what the user calls it
   * @param text what it holds, without a byte order mark
   * @param script it is AuraeScript, not TypeScript or JavaScript
   * @param marked it began with a byte order mark
   */
  constructor(
    readonly path: string,
    readonly name: string,
    readonly text: string,
    readonly script: boolean,
    readonly marked = false,
  ) {
    this.#starts = once(() => lineStarts(this.text));
    this.#plainStarts = once(() => lineStarts(this.plain));
  }

  /** The same as TypeScript. */
  get plain(): string {
    this.#plain ??= this.script ? parenthesize(this.text) : { text: this.text };
    return this.#plain.text;
  }

  /** Where an offset of the text is. */
  place(offset: number): Place {
    const starts = this.#starts();
    const line = search(starts, offset);
    return { line, column: offset - (starts[line - 1] as number) + 1 };
  }

  /** The text of a line. */
  line(number: number): string {
    return lineOf(this.text, this.#starts(), number);
  }

  /** The text of a line of `plain`. */
  plainLine(number: number): string {
    return lineOf(this.plain, this.#plainStarts(), number);
  }

  /** Offset in the text of an offset in `plain`. */
  toSource(offset: number): number {
    const inside = Math.min(offset, this.plain.length);
    return Math.min(this.#plain?.mapping?.toSource(inside) ?? inside, this.text.length);
  }

  /** Offset in `plain` of a line and a column in it, in UTF-16 units or, if so, in characters. */
  plainOffset({ line, column }: Place, characters = false): number {
    const starts = this.#plainStarts();
    const start = starts[Math.min(line, starts.length) - 1] as number;
    if (!characters) return start + column - 1;
    const text = this.plain.slice(start, starts[line] ?? this.plain.length);
    return start + Array.from(text).slice(0, column - 1).join("").length;
  }
}

/** Offsets where lines begin, by TypeScript's notion of a line. */
function lineStarts(text: string): number[] {
  const starts = [0];
  for (const found of text.matchAll(/\r\n?|[\n\u2028\u2029]/g)) {
    starts.push(found.index + found[0].length);
  }
  return starts;
}

function lineOf(text: string, starts: number[], number: number): string {
  return text.slice(starts[number - 1], starts[number]).replace(/[\r\n\u2028\u2029]+$/, "");
}

/** Number of the line that an offset lies in. */
function search(starts: number[], offset: number): number {
  let [low, high] = [0, starts.length];
  while (low + 1 < high) {
    const middle = (low + high) >> 1;
    if ((starts[middle] as number) <= offset) low = middle;
    else high = middle;
  }
  return low + 1;
}

function once<T>(make: () => T): () => T {
  let value: T | undefined;
  return () => value ??= make();
}
