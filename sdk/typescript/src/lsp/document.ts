/** A document as its user sees it, and as the compiler does. */

import { parenthesize } from "../transform.ts";

/** A place in a document, in UTF-16 code units. */
export interface Position {
  line: number;
  character: number;
}

/** From a place to another, which is not part of it. */
export interface Range {
  start: Position;
  end: Position;
}

/** One version of a document. Both texts have the same lines. */
export class Document {
  /** What the compiler gets. */
  readonly text: string;
  private readonly mapping: ReturnType<typeof parenthesize>["mapping"] | undefined;
  private sourceLines: number[] | undefined;
  private textLines: number[] | undefined;

  /** `uri` is the editor's spelling; a document that is no script stays as it is. */
  constructor(
    readonly uri: string,
    readonly version: number,
    readonly source: string,
    readonly script: boolean,
  ) {
    const made = script ? parenthesize(source) : undefined;
    this.text = made?.text ?? source;
    // Parentheses that took the place of blanks move nothing.
    this.mapping = this.text.length === source.length ? undefined : made?.mapping;
  }

  /** Place in the source of a place in the text. */
  toSource(position: Position): Position {
    const { mapping } = this;
    if (mapping === undefined) return position;
    const at = offset(this.textLines ??= lines(this.text), position);
    if (at === undefined) return position;
    const start = (this.sourceLines ??= lines(this.source))[position.line] as number;
    return { ...position, character: mapping.toSource(at) - start };
  }

  /** The part of the text in a range. */
  slice({ start, end }: Range): string {
    return this.text.slice(offsetIn(this.text, start), offsetIn(this.text, end));
  }

  /** Place in the text of a place in the source, where the cursor stands. */
  toText(position: Position, side: "left" | "right" | "cursor" = "cursor"): Position {
    const { mapping } = this;
    if (mapping === undefined) return position;
    const at = offset(this.sourceLines ??= lines(this.source), position);
    if (at === undefined) return position;
    const start = (this.textLines ??= lines(this.text))[position.line] as number;
    const right = mapping.toText(at);
    const left = position.character > 0 ? mapping.toText(at - 1) + 1 : right;
    // At the end of a condition the cursor stands before the parenthesis that closes it.
    const closed = left < right && this.text[left] === ")";
    const found = side === "left" || (side === "cursor" && closed) ? left : right;
    return { ...position, character: found - start };
  }
}

/** Offsets of a text's lines. */
function lines(text: string): number[] {
  const found = [0];
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) found.push(at + 1);
  return found;
}

/** Offset of a place, at most its line's end; undefined behind the last line. */
function offset(starts: number[], { line, character }: Position): number | undefined {
  const start = starts[line];
  if (start === undefined) return undefined;
  const next = starts[line + 1];
  return next === undefined ? start + character : Math.min(start + character, next - 1);
}

/** Offset of a place in any text. */
export function offsetIn(text: string, position: Position): number {
  return Math.min(offset(lines(text), position) ?? text.length, text.length);
}
