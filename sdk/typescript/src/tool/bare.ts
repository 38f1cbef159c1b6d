/**
 * Takes parentheses away again where the user wrote none.
 *
 * The formatter knows TypeScript only, so it is given the transformed text. It keeps the order of
 * conditions: the k-th of its text is the k-th of the source.
 */

import { type Token, tokens } from "../tokens.ts";
import { type Condition, conditions, transform } from "../transform.ts";

/** A part of the text, and what takes its place. */
interface Edit {
  start: number;
  end: number;
  text: string;
}

const IGNORED = /deno-fmt-ignore/;

/**
 * TypeScript for the formatter: `plain`, the transformed text, with a few more line breaks.
 *
 * The formatter takes the braces of a block away that stands on one line. A condition without
 * parentheses needs them, so each block in braces begins a line.
 */
export function prepared(plain: string): string {
  if (/deno-fmt-ignore-file/.test(plain)) return plain;
  const closes = new Set(conditions(plain).map((condition) => condition.close));
  const cut = tokens(plain);
  const breaks: Edit[] = [];
  const lines = (from: Token | undefined, to: Token | undefined) =>
    plain.slice(from?.end ?? 0, to?.start).includes("\n");
  // Brackets that are open in a statement that is to be left alone; -1 outside of one.
  let depth = -1;
  cut.forEach((token, index) => {
    const [before, next] = [cut[index - 1], cut[index + 1]];
    if (depth < 0 && IGNORED.test(plain.slice(before?.end ?? 0, token.start))) depth = 0;
    if (depth >= 0) {
      if (/^[([{]$|\$\{$/.test(token.text)) depth++;
      if (/^[)\]}]/.test(token.text)) depth--;
      if (depth <= 0 && lines(token, next)) depth = -1;
      return;
    }
    const block = before?.text === "else" || (before?.text === ")" && closes.has(before.start));
    if (token.text !== "{" || !block || next?.text === "}" || lines(token, next)) return;
    breaks.push({ start: token.end, end: token.end, text: "\n" });
  });
  return edited(plain, breaks);
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
function settled(
  changes: Edit[][],
  made: Edit[][],
  same: (changes: Edit[][]) => boolean,
): Edit[][] {
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
