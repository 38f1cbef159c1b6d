/**
 * What may follow at the cursor: members of living values, and names.
 *
 * Nothing is run to find out. A property is looked up, never got: where a getter or a proxy stands in
 * the way there is no answer. What the library's functions would return is known without a call.
 */

import { types } from "node:util";
import { type Token, tokens } from "../tokens.ts";
import { type Shape, shapeOf, shapeOfCall } from "./shapes.ts";

/** Something that may stand at the cursor. */
export interface Candidate {
  text: string;
  /** A line about it; may be empty. */
  about: string;
}

/** What may stand in the place of the text from `start` to the cursor. */
export interface Completion {
  start: number;
  candidates: Candidate[];
}

/** Where names come from. */
export interface Scope {
  /** Names that inputs declared: their accessors on the global object may be used. */
  declared: ReadonlySet<string>;
  /** Names of the library, and a line about each. */
  library: ReadonlyMap<string, string>;
  global: object;
}

/** A value that is there, or what is known of one that is not. */
type Known = { value: unknown } | { shape: Shape };

const IDENTIFIER = /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u;
const KEYWORDS =
  ("async await break case catch class const continue debugger default delete do else enum export " +
    "false finally for function if import in instanceof interface let new null of return satisfies " +
    "super switch this throw true try type typeof undefined using var void while yield").split(" ");
const NOTHING: Completion = { start: 0, candidates: [] };

/** What may follow a text. */
export function complete(text: string, scope: Scope): Completion {
  const cut = tokens(text);
  const last = cut[cut.length - 1];
  if (last === undefined || inText(text, last)) return NOTHING;
  const typing = last.kind === "word" && last.end === text.length;
  const prefix = typing ? last.text : "";
  const start = text.length - prefix.length;
  const dot = cut.length - (typing ? 2 : 1);
  if (isDot(cut[dot])) {
    const known = chain(cut, dot - 1, scope)?.known;
    return { start, candidates: known === undefined ? [] : members(known, prefix) };
  }
  return typing ? { start, candidates: names(prefix, scope) } : NOTHING;
}

/** Whether the cursor is in a string, a template, a regular expression or a comment. */
function inText(text: string, last: Token): boolean {
  const rest = text.slice(last.end);
  if (/\/[/*]/.test(rest)) return !/^(?:\s|\/\*[^]*?\*\/)*$/.test(rest) || rest.includes("//");
  if (rest !== "" || last.kind === "word" || last.kind === "mark") return false;
  return last.kind !== "number" || text.endsWith(".");
}

function isDot(token: Token | undefined): boolean {
  return token?.kind === "mark" && (token.text === "." || token.text === "?.");
}

/** What the tokens that end at `at` stand for: `a.b`, `connect()`, `a.runtime().list()`, `"text"`. */
function chain(cut: Token[], at: number, scope: Scope): { known: Known } | undefined {
  const token = cut[at];
  if (token === undefined) return undefined;
  const before = cut[at - 1];
  if (token.text === ")") return called(cut, at, scope);
  if (token.kind === "string") return { known: { value: "" } };
  if (token.kind === "regex") return { known: { value: /x/ } };
  if (token.kind !== "word") return undefined;
  if (!isDot(before)) return before?.text === "new" ? undefined : root(token.text, scope);
  const owner = chain(cut, at - 2, scope)?.known;
  if (owner === undefined || !("value" in owner)) return undefined;
  return property(owner.value, token.text);
}

/** What a call returns, where the library knows. */
function called(cut: Token[], closing: number, scope: Scope): { known: Known } | undefined {
  let depth = 0;
  let at = closing;
  for (; at >= 0; at--) {
    if (cut[at]?.kind !== "mark") continue;
    if (/^[)\]}]$/.test(cut[at]?.text ?? "")) depth++;
    if (/^[([{]$/.test(cut[at]?.text ?? "") && --depth === 0) break;
  }
  const name = cut[at - 1];
  if (name?.kind !== "word") return undefined;
  let shape: Shape | undefined;
  if (isDot(cut[at - 2])) {
    const owner = chain(cut, at - 3, scope)?.known;
    if (owner === undefined) return undefined;
    shape = "shape" in owner ? owner.shape.calls?.(name.text) : shapeOf(owner.value)?.calls?.(
      name.text,
    );
  } else if (scope.library.has(name.text) && !scope.declared.has(name.text)) {
    shape = shapeOfCall(name.text);
  }
  return shape && { known: { shape } };
}

function root(name: string, scope: Scope): { known: Known } | undefined {
  if (scope.declared.has(name)) {
    try {
      return { known: { value: (scope.global as Record<string, unknown>)[name] } };
    } catch {
      return undefined; // declared, and not there yet
    }
  }
  if (name === "globalThis") return { known: { value: scope.global } };
  return property(scope.global, name);
}

/** A property that is a value; getters and proxies are left alone. */
function property(owner: unknown, name: string): { known: Known } | undefined {
  for (const object of layers(owner)) {
    const found = Object.getOwnPropertyDescriptor(object, name);
    if (found) return "value" in found ? { known: { value: found.value } } : undefined;
  }
  return undefined;
}

/** An object and its prototypes, up to a proxy. */
function* layers(value: unknown): Generator<object> {
  let object = value === null || value === undefined ? null : Object(value) as object | null;
  while (object !== null && !types.isProxy(object)) {
    yield object;
    object = Object.getPrototypeOf(object);
  }
}

function members(known: Known, prefix: string): Candidate[] {
  if ("shape" in known) return chosen(known.shape.members, prefix, known.shape.about);
  const found: string[] = [];
  const about = shapeOf(known.value)?.about;
  for (const object of layers(known.value)) {
    // What every object has is shown to those who look for it.
    if (object === Object.prototype && (prefix === "" || found.length === 0)) break;
    for (const name of Object.getOwnPropertyNames(object).sort()) {
      if (name !== "constructor" && IDENTIFIER.test(name)) found.push(name);
    }
  }
  return chosen(found, prefix, about);
}

function names(prefix: string, scope: Scope): Candidate[] {
  const globals: string[] = [];
  for (const object of layers(scope.global)) {
    if (object === Object.prototype) continue;
    globals.push(...Object.getOwnPropertyNames(object).filter((name) => name !== "constructor"));
  }
  const others = [...globals.filter((name) => IDENTIFIER.test(name)), ...KEYWORDS].sort();
  const all = [...scope.library.keys(), ...[...scope.declared].sort(), ...others];
  return chosen(all, prefix, (name) => scope.library.get(name) ?? "");
}

/** Those that begin with a prefix, once each; without regard to case where none does. */
function chosen(
  found: Iterable<string>,
  prefix: string,
  about: (name: string) => string = () => "",
): Candidate[] {
  const once = [...new Set(found)].filter((name) => !name.startsWith("aurae__"));
  const exact = once.filter((name) => name.startsWith(prefix));
  const small = prefix.toLowerCase();
  const fitting = exact.length > 0
    ? exact
    : once.filter((name) => name.toLowerCase().startsWith(small));
  return fitting.map((text) => ({ text, about: about(text) }));
}
