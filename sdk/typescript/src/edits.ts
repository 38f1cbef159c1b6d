/** Changes to a source that keep its lines, and the way back from the changed text. */

/** `text` takes the place of what lies from `start` to `end` in the source. */
export interface Edit {
  start: number;
  end: number;
  text: string;
}

/** The source with all edits, which are in their order and do not overlap. */
export function apply(source: string, edits: readonly Edit[]): string {
  if (edits.length === 0) return source;
  const pieces: string[] = [];
  let done = 0;
  for (const { start, end, text } of edits) {
    pieces.push(source.slice(done, start), text);
    done = end;
  }
  pieces.push(source.slice(done));
  return pieces.join("");
}

/** Offset in the source of what lies at `offset` in the changed text. */
export function origin(edits: readonly Edit[], offset: number): number {
  let shift = 0;
  for (const { start, end, text } of edits) {
    const at = start + shift;
    if (offset < at) break;
    if (offset < at + text.length) return Math.min(start + (offset - at), Math.max(end - 1, start));
    shift += text.length - (end - start);
  }
  return offset - shift;
}

const BREAK = /\r\n|[\n\r\u2028\u2029]/g;

/** Line and column, from 1, of an offset. */
export function position(source: string, offset: number): { line: number; column: number } {
  let [line, start] = [1, 0];
  for (const found of source.matchAll(BREAK)) {
    const next = found.index + found[0].length;
    if (next > offset) break;
    line++;
    start = next;
  }
  return { line, column: offset - start + 1 };
}

/** Offset of a line and a column, from 1. */
export function offset(source: string, line: number, column: number): number {
  let start = 0;
  if (line > 1) {
    let left = line - 1;
    for (const found of source.matchAll(BREAK)) {
      if (--left > 0) continue;
      start = found.index + found[0].length;
      break;
    }
  }
  return start + column - 1;
}

/** The text of a line, from 1. */
export function lineOf(source: string, line: number): string {
  const start = offset(source, line, 1);
  const rest = source.slice(start);
  const end = rest.search(BREAK);
  return end < 0 ? rest : rest.slice(0, end);
}
