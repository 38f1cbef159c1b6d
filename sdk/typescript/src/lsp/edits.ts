/**
 * Holds back edits that would break a script.
 *
 * The compiler edits its own text, which has parentheses that the user does not. Nearly always the
 * same edit fits the user's text; where it would not, nothing is offered.
 */

import { apply } from "../edits.ts";
import { tokens } from "../tokens.ts";
import { transform } from "../transform.ts";
import { type Document, offsetIn, type Range } from "./document.ts";
import { isObject, type Json, list, object } from "./json.ts";

interface TextEdit {
  range: Range;
  newText: string;
}

/** The addresses and edits of a `WorkspaceEdit`. */
function* edits(edit: unknown): Generator<[string, TextEdit[]]> {
  const { changes, documentChanges } = object(edit);
  for (const [uri, found] of Object.entries(object(changes))) {
    yield [uri, list(found) as TextEdit[]];
  }
  for (const change of list(documentChanges).map(object)) {
    if (!Array.isArray(change.edits)) continue; // a file is made, renamed or removed
    yield [String(object(change.textDocument).uri), change.edits as TextEdit[]];
  }
}

/**
 * Whether an edit of the texts, moved to the sources, gives the same programs.
 * `theirs` has the places of the texts, `ours` those of the sources.
 */
export function fits(
  theirs: unknown,
  ours: unknown,
  find: (uri: string) => Document | undefined,
): boolean {
  const moved = [...edits(ours)];
  return [...edits(theirs)].every(([uri, wanted], index) => {
    const document = find(uri);
    if (document === undefined || document.text === document.source) return true;
    const text = edited(document.text, wanted);
    const source = edited(document.source, moved[index]?.[1] ?? []);
    return words(transform(source)) === words(text);
  });
}

function edited(text: string, edits: TextEdit[]): string {
  const found = edits.map(({ range, newText }) => ({
    start: offsetIn(text, range.start),
    end: offsetIn(text, range.end),
    text: newText,
  }));
  return apply(text, found.sort((a, b) => a.start - b.start || a.end - b.end));
}

function words(text: string): string {
  return tokens(text).map((token) => token.text).join("\0");
}

/** The `WorkspaceEdit` of an answer: it is one, or has one. */
export function workspaceEdit(value: unknown): Json | undefined {
  if (!isObject(value)) return undefined;
  if (isObject(value.edit)) return value.edit;
  return isObject(value.changes) || Array.isArray(value.documentChanges) ? value : undefined;
}

/** One edit that makes `after` of `before`, whole lines of it. */
export function difference(before: string, after: string): TextEdit[] {
  if (before === after) return [];
  const [old, made] = [before.split("\n"), after.split("\n")];
  const most = Math.min(old.length, made.length) - 1;
  let head = 0;
  while (head < most && old[head] === made[head]) head++;
  let tail = 0;
  while (tail < most - head && old.at(-1 - tail) === made.at(-1 - tail)) tail++;
  const last = old.length - 1 - tail;
  return [{
    range: {
      start: { line: head, character: 0 },
      end: { line: last, character: (old[last] as string).length },
    },
    newText: made.slice(head, made.length - tail).join("\n"),
  }];
}
