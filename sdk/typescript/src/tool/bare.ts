/**
 * Takes parentheses away again where the user wrote none.
 *
 * The formatter knows TypeScript only, so it is given the transformed text. It keeps the order of
 * conditions: the k-th of its text is the k-th of the source.
 */

import { tokens } from "../tokens.ts";
import { type Condition, conditions, transform } from "../transform.ts";

/** A part of the text, and what takes its place. */
interface Edit {
  start: number;
  end: number;
  text: string;
}

/**
 * TypeScript for the formatter, and the offsets of the line breaks that it has more than `plain`.
 *
 * The formatter takes the braces of a block away that stands on one line. A condition without
 * parentheses needs them, so its block gets a line of its own.
 */
export function prepared(source: string, plain: string): { text: string; breaks: number[] } {
  const bare = conditions(source).map((condition) => condition.bare);
  if (!bare.includes(true)) return { text: plain, breaks: [] };
  const breaks: number[] = [];
  conditions(plain).forEach(({ close }, index) => {
    if (!bare[index]) return;
    const opened = /^\)\s*\{(?=[^\n\S]*[^\s}])/.exec(plain.slice(close, close + 200));
    if (opened !== null) breaks.push(close + opened[0].length);
  });
  return { text: edited(plain, breaks.map((at) => ({ start: at, end: at, text: "\n" }))), breaks };
}

/** A formatted text in the style of its source; undefined where their conditions differ. */
export function bare(source: string, formatted: string): string | undefined {
  const before = conditions(source);
  const after = conditions(formatted);
  if (before.length !== after.length || after.some((condition) => condition.bare)) return undefined;
  const changes = after.flatMap((condition, index) => {
    const old = before[index] as Condition;
    return old.bare ? [taken(formatted, condition, source, old)] : [];
  });
  const [words, letters] = [wordsOf(formatted), squeezed(formatted)];
  const same = (changes: Edit[][]) => {
    const back = transform(edited(formatted, changes.flat()));
    return squeezed(back) === letters && wordsOf(back) === words;
  };
  return edited(formatted, settled(changes, [], same).flat());
}

/** Edits that take the parentheses of one condition away. */
function taken(formatted: string, now: Condition, source: string, old: Condition): Edit[] {
  const open = now.open - 1;
  if (!/\s/.test(formatted[open - 1] as string)) {
    // The formatter was told to leave it alone, so it is as `transform` made it.
    const blank = (at: number) => /[ \t]/.test(source[at] ?? "") ? source[at] as string : "";
    return [
      { start: open, end: now.open, text: blank(old.open) },
      { start: now.close, end: now.close + 1, text: blank(old.close) },
    ];
  }
  const inner = formatted.slice(now.open, now.close);
  const begin = now.open + inner.length - inner.trimStart().length;
  const end = Math.max(now.close - (inner.length - inner.trimEnd().length), begin);
  return [{ start: open, end: begin, text: "" }, { start: end, end: now.close + 1, text: "" }];
}

/** Of all changes those that may be made: the others would change what the text means. */
function settled(changes: Edit[][], made: Edit[][], same: (changes: Edit[][]) => boolean): Edit[][] {
  const all = [...made, ...changes];
  if (changes.length === 0 || same(all)) return all;
  if (changes.length === 1) return made;
  const half = changes.length >> 1;
  return settled(changes.slice(half), settled(changes.slice(0, half), made, same), same);
}

function edited(text: string, edits: Edit[]): string {
  const pieces: string[] = [];
  let done = 0;
  for (const edit of edits.toSorted((a, b) => a.start - b.start)) {
    pieces.push(text.slice(done, edit.start), edit.text);
    done = edit.end;
  }
  return pieces.join("") + text.slice(done);
}

function wordsOf(text: string): string {
  return tokens(text).map((token) => token.text).join("\0");
}

function squeezed(text: string): string {
  return text.replace(/\s+/g, "");
}
