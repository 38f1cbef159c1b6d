/** Tokens of a TypeScript source as objects, for who wants to read them one by one. */

import type { Columns } from "./columns.ts";
import { cut } from "./cutter.ts";
import { Code } from "./signs.ts";

export { type Columns, cut };

/** What a token is. A template is one `template` token per piece between its holes. */
export type Kind = "word" | "number" | "string" | "template" | "regex" | "mark";

/** One token; `start` and `end` are offsets in the source. */
export interface Token {
  kind: Kind;
  text: string;
  start: number;
  end: number;
}

/** Cut a source into tokens; blanks and comments lie between them. */
export function tokens(source: string): Token[] {
  const { count, code, start, end } = cut(source);
  return Array.from({ length: count }, (_, index) => ({
    kind: kind(code[index]!),
    text: source.slice(start[index], end[index]),
    start: start[index]!,
    end: end[index]!,
  }));
}

const LITERALS: Kind[] = ["word", "number", "string", "template", "regex"];

function kind(code: Code): Kind {
  if (code >= Code.Word) return "word";
  if (code >= Code.Mark) return "mark";
  return LITERALS[code] as Kind;
}
