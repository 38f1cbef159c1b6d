/** The tokens of a source as columns of numbers. */

/** What a bracket holds; statements stand in a `Block` only. */
export const enum Holds {
  Nothing,
  Block,
  Object,
  /** Members of a class, an interface or an enum. */
  Members,
  /** The hole of a template. */
  Hole,
  Parentheses,
  Brackets,
}

/** Facts about a token. */
export const enum Flag {
  /** A line break stands between the token before and this one. */
  Newline = 1,
  /** A value ends here: what follows divides, calls or closes; it does not begin a value. */
  Operand = 2,
  /** A brace of the block of `do`. */
  OfDo = 4,
}

/** The tokens of a source, a column for each of their facts. */
export class Columns {
  /** How many there are. */
  count = 0;
  /** What each is, as `Code`. */
  readonly code: Uint8Array;
  readonly start: Int32Array;
  readonly end: Int32Array;
  /** Sums of `Flag`. */
  readonly flags: Uint8Array;
  /** What a bracket holds that opens here, as `Holds`. */
  readonly holds: Uint8Array;
  /** Index of what closes the bracket that opens here; 0 while nothing does. */
  readonly partner: Int32Array;
  /** Indices of `if`, `while`, `for` and `switch` where a statement may stand. */
  readonly keywords: number[] = [];

  constructor(length: number) {
    // Memory that is never written is never taken.
    this.code = new Uint8Array(length + 1);
    this.start = new Int32Array(length + 1);
    this.end = new Int32Array(length + 1);
    this.flags = new Uint8Array(length + 1);
    this.holds = new Uint8Array(length + 1);
    this.partner = new Int32Array(length + 1);
  }
}
