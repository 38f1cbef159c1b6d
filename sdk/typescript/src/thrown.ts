/**
 * Where a value was thrown that is no error and so carries no place: the statement that may have.
 *
 * It is looked for when the script has ended; no script pays for it that throws errors.
 */

import { position } from "./edits.ts";
import { type Token, tokens } from "./tokens.ts";

/** A file of the program. */
export interface Source {
  name: string;
  source: string;
}

interface Candidate {
  place: string;
  /** It throws just this value, throws something that has to run first, or surely another value. */
  fits: "yes" | "maybe" | "no";
}

/** Places that may have thrown a value, the likeliest ones only. */
export function thrown(value: unknown, files: Iterable<Source>): string[] {
  const all = [...files].flatMap((file) => [...candidates(value, file)]);
  for (const fits of ["yes", "maybe"]) {
    const places = all.filter((one) => one.fits === fits).map((one) => one.place);
    if (places.length > 0) return places;
  }
  return [];
}

function place(name: string, source: string, token: Token): string {
  const { line, column } = position(source, token.start);
  return `${name}:${line}:${column}`;
}

function* candidates(value: unknown, { name, source }: Source): Generator<Candidate> {
  if (!/\bthrow\b|\breject\b/.test(source)) return;
  const cut = tokens(source);
  for (const [index, token] of cut.entries()) {
    const throws = token.text === "throw" && cut[index - 1]?.text !== ".";
    const rejects = token.text === "reject" && cut[index + 1]?.text === "(";
    if (!throws && !rejects) continue;
    const operand = cut[index + (throws ? 1 : 2)];
    if (operand === undefined || operand.text === "new" || operand.text === ":") continue;
    yield { place: place(name, source, token), fits: fit(operand, value) };
  }
}

function fit(operand: Token, value: unknown): "yes" | "maybe" | "no" {
  const { kind, text } = operand;
  const words: Record<string, unknown> = { true: true, false: false, null: null };
  if (kind === "string") return text.slice(1, -1) === value ? "yes" : "no";
  if (kind === "number") return Number(text) === value ? "yes" : "no";
  if (text in words) return words[text] === value ? "yes" : "no";
  if (text === "undefined") return value === undefined ? "yes" : "no";
  return "maybe";
}
