/**
 * Turns what was typed into a program that node:vm can run.
 *
 * The compilers answer the hard questions: the one for TypeScript says where a mistake is, and so
 * whether the input only has not ended yet; V8 says which names are declared, and where the last
 * statement begins. So nothing here has to know the whole grammar, and nothing is run to find out.
 */

import { stripTypeScriptTypes } from "node:module";
import { Script } from "node:vm";
import { Code } from "../signs.ts";
import { type Columns, Flag, Holds } from "../columns.ts";
import { cut } from "../cutter.ts";
import { offset, position } from "../edits.ts";
import { parenthesize } from "../transform.ts";
import { imported, PARAMETERS } from "./imports.ts";

/** An input as a program. */
export interface Program {
  kind: "program";
  /** Source of a function of `PARAMETERS`; what it returns is a box with the value, or nothing. */
  code: string;
  /** It declares these. */
  names: string[];
  /** Line and column, from 1, in what was typed; of a place in `code`. */
  place(line: number, column: number): { line: number; column: number };
}

/** An input that cannot be run; line and column from 1, where they are known. */
export interface Mistake {
  kind: "mistake";
  message: string;
  line?: number;
  column?: number;
}

/** What an input is. */
export type Input = Program | Mistake | { kind: "incomplete" } | { kind: "nothing" };

const INCOMPLETE: Input = { kind: "incomplete" };
// Code of what cannot end an input; a value has to follow.
const UNFINISHED = new Set([
  Code.Arrow,
  Code.Binary,
  Code.Sign,
  Code.Dot,
  Code.Question,
  Code.Operator,
  Code.As,
  Code.In,
]);
// What would go on with the value before, on the next line too.
const CONTINUES = new Set([
  Code.Parenthesis,
  Code.Bracket,
  Code.Template,
  Code.Sign,
  Code.Slash,
  Code.Less,
]);
const DECLARES = /^(?:function|class|async\s+function)\b/;
const VALUE = "return [(";

/** Understand an input. */
export function understand(typed: string): Input {
  const columns = cut(typed);
  if (columns.count === 0) return unclosedComment(typed, 0) ? INCOMPLETE : { kind: "nothing" };
  const { text, mapping } = parenthesize(typed);
  const literal = objectLiteral(text, columns);
  const stripped = literal ?? checked(text);
  if (typeof stripped !== "string") {
    if (goesOn(typed, columns, text, stripped)) return INCOMPLETE;
    const { line, column, message } = stripped;
    if (line === undefined || column === undefined) return { kind: "mistake", message };
    return {
      kind: "mistake",
      message,
      ...position(typed, mapping.toSource(offset(text, line, column))),
    };
  }
  const shift = literal === undefined ? 0 : 1;
  const kept = stripped.length === text.length + shift;
  return compose(stripped, (line, column) => {
    if (!kept) return { line, column };
    const place = offset(stripped, line, column) - shift;
    return position(typed, mapping.toSource(Math.max(0, place)));
  });
}

/** The program of JavaScript; `back` leads from a place in it to what was typed. */
function compose(script: string, back: Program["place"]): Program | Mistake {
  const code = imported(script);
  const asynchronous = /\bawait\b/.test(code);
  const names = declared(code, asynchronous);
  if (names instanceof Error) return { kind: "mistake", message: names.message };
  const start = lastExpression(code, asynchronous);
  const body = start === undefined
    ? code
    : `${code.slice(0, start)}${VALUE}${withoutEnd(code.slice(start))}\n)];`;
  // Setters for constants throw, as they should.
  const accessors = names.map((name) =>
    `${name}: [() => ${name}, (aurae__value) => { ${name} = aurae__value; }]`
  );
  const keyword = asynchronous ? "async " : "";
  const header = `(${keyword}(${PARAMETERS}) => { aurae__declare({ ${accessors.join(", ")} });\n`;
  const valued = start === undefined ? undefined : position(code, start);
  return {
    kind: "program",
    code: `${header}${body}\n})`,
    names,
    place: (line, column) => {
      const real = Math.max(1, line - 1);
      const shifted = valued?.line === real && column > valued.column;
      return back(real, shifted ? Math.max(1, column - VALUE.length) : column);
    },
  };
}

interface Failure {
  message: string;
  line?: number;
  column?: number;
}

/** JavaScript without types; columns stay unless it has what JavaScript has not, such as `enum`. */
function strip(text: string): string | Failure {
  try {
    return stripTypeScriptTypes(text);
  } catch {
    // Why and where, only the other mode says.
  }
  return compiled(text);
}

/** JavaScript of TypeScript; here columns move. */
function compiled(text: string): string | Failure {
  try {
    return stripTypeScriptTypes(text, { mode: "transform" });
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    const [, message = "", line, column] =
      /^(?:SyntaxError: )?([^\n]*)[^]*?(?::(\d+):(\d+))?$/.exec(said.trim()) ?? [];
    return line === undefined
      ? { message }
      : { message, line: Number(line), column: Number(column) };
  }
}

/** The same, and V8 takes it too: stripping alone lets some mistakes pass. */
function checked(text: string): string | Failure {
  const script = strip(text);
  if (typeof script !== "string") return script;
  const code = imported(script);
  const fault = fails(code, /\bawait\b/.test(code));
  if (fault === undefined) return script;
  const transformed = compiled(text);
  return typeof transformed === "string" ? { message: fault.message } : transformed;
}

/** An input that begins with a brace is an object where it can be one, not a block. */
function objectLiteral(text: string, columns: Columns): string | undefined {
  if (columns.code[0] !== Code.Brace) return undefined;
  const stripped = strip(`(${withoutEnd(text)}\n)`);
  if (typeof stripped !== "string" || !stripped.startsWith("(")) return undefined;
  return compiles(stripped, /\bawait\b/.test(text)) ? stripped : undefined;
}

/** Whether an input with a mistake may become right by what follows. */
function goesOn(typed: string, columns: Columns, text: string, failure: Failure): boolean {
  const { code, end, count, holds, partner, start } = columns;
  const last = count - 1;
  if (unclosedComment(typed, end[last]!)) return true;
  if (UNFINISHED.has(code[last]!)) return true;
  if (code[last] === Code.Template && holds[last] !== Holds.Hole && !closed(typed, columns)) {
    return true;
  }
  if (code[last] === Code.String && /\\\n?$/.test(typed.slice(start[last]!))) return true;
  // Nothing may close what is not open: such an input stays wrong.
  if (failure.line !== undefined && failure.column !== undefined) {
    const at = Math.min(text.length, offset(text, failure.line, failure.column));
    if (text.slice(at).trim() === "" || at >= text.trimEnd().length) return true;
    if (onlyComments(text.slice(at))) return true;
  }
  const open = holds.subarray(0, count).some((kind, index) =>
    kind !== Holds.Nothing && partner[index] === 0
  );
  if (open && failure.message.includes("<eof>")) return true;
  // `if ready` waits for its block.
  return typeof checked(parenthesize(`${typed} {}`).text) === "string";
}

/** Whether the template that ends the input has its closing backquote. */
function closed(typed: string, { start, end, count }: Columns): boolean {
  const text = typed.slice(start[count - 1], end[count - 1]);
  return text.length > 1 && /(?:^|[^\\])(?:\\\\)*`$/.test(text);
}

function unclosedComment(typed: string, from: number): boolean {
  const rest = typed.slice(from).replace(/\/\*[^]*?\*\/|\/\/[^\n]*/g, "");
  return rest.includes("/*");
}

function onlyComments(text: string): boolean {
  return text.replace(/\/\*[^]*?\*\/|\/\/[^\n]*/g, "").trim() === "";
}

/** Without what ends a statement, and the comments behind it. */
function withoutEnd(text: string): string {
  const { code, end, count } = cut(text);
  let last = count - 1;
  while (last > 0 && code[last] === Code.Semicolon) last--;
  return text.slice(0, end[last]);
}

/** The names that a script declares; the error where V8 refuses it. */
export function declared(code: string, asynchronous: boolean): string[] | Error {
  const columns = cut(code);
  const words = new Set<string>();
  for (let index = 0; index < columns.count; index++) {
    const word = code.slice(columns.start[index], columns.end[index]);
    // Of what is named twice V8 says the one that it meets; words of the language are never met.
    if (columns.code[index]! < Code.Mark && columns.code[index] !== Code.Name) continue;
    if (
      /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(word) && !RESERVED.has(word) &&
      !word.startsWith("aurae__")
    ) {
      words.add(word);
    }
  }
  const names: string[] = [];
  for (;;) {
    const fault = fails(`let ${[...words, "aurae__none"].join(", ")};\n${code}`, asynchronous);
    if (fault === undefined) return names;
    const name = /^Identifier '(.*)' has already been declared$/.exec(fault.message)?.[1];
    if (name === undefined || !words.delete(name)) return fault;
    names.push(name);
  }
}

// These cannot be declared with `let`.
const RESERVED = new Set(
  ("arguments await break case catch class const continue debugger default delete do else enum eval " +
    "export extends false finally for function if implements import in instanceof interface let " +
    "new null package private protected public return static super switch this throw true try " +
    "typeof var void while with yield").split(" "),
);

/** Offset of the last statement where it is an expression. */
export function lastExpression(code: string, asynchronous: boolean): number | undefined {
  const columns = cut(code);
  const { start, holds, partner, count } = columns;
  const starts: number[] = [];
  for (let index = 0; index < count; index++) {
    if (mayBegin(columns, index)) starts.push(index);
    // Past a bracket, and past a template with all its holes.
    while (holds[index] !== Holds.Nothing && partner[index] !== 0) index = partner[index]!;
  }
  for (const index of starts.reverse()) {
    const at = start[index]!;
    const rest = withoutEnd(code.slice(at));
    if (cut(rest).code[0] === Code.Semicolon) continue;
    const before = code.slice(0, at);
    if (index > 0 && !begins(columns, index, before, asynchronous)) continue;
    const block = index > 0 && columns.code[index] === Code.Brace;
    const expression = !block && !DECLARES.test(rest) && compiles(`(${rest}\n)`, asynchronous);
    return expression && compiles(`${before}${VALUE}${rest}\n)];`, asynchronous) ? at : undefined;
  }
  return undefined;
}

/** Whether a statement may begin with a token that stands in no bracket. */
function mayBegin({ code, flags }: Columns, index: number): boolean {
  if (index === 0) return true;
  const before = code[index - 1]!;
  return before === Code.Semicolon || before === Code.BraceEnd ||
    (flags[index]! & Flag.Newline) !== 0;
}

/** Whether a statement begins there: what stands before is whole. */
function begins(
  { code, flags, end }: Columns,
  index: number,
  before: string,
  asynchronous: boolean,
): boolean {
  const previous = code[index - 1]!;
  if (/\b(?:let|async)$/.test(before.slice(0, end[index - 1]))) return false;
  if (!compiles(before, asynchronous)) return false;
  if (previous === Code.Semicolon) return true;
  if ((flags[index]! & Flag.Newline) !== 0 && !CONTINUES.has(code[index]!)) return true;
  // On the same line only a statement that has ended lets another one follow.
  return compiles(`${before.slice(0, end[index - 1])} debugger;`, asynchronous);
}

function compiles(code: string, asynchronous: boolean): boolean {
  return fails(code, asynchronous) === undefined;
}

function fails(code: string, asynchronous: boolean): Error | undefined {
  try {
    new Script(`(${asynchronous ? "async " : ""}(${PARAMETERS}) => {${code}\n})`);
    return undefined;
  } catch (error) {
    return error as Error;
  }
}
