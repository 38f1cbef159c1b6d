/** What the tools found, and how a person or a program reads it. */

import { printable } from "../printable.ts";
import type { Source } from "./source.ts";

/** One thing that is wrong; lines and columns count from 1, columns in UTF-16 units as editors do. */
export interface Problem {
  /** What the user calls the file. */
  file: string;
  /** 0 where the whole file is meant. */
  line: number;
  column: number;
  endLine?: number;
  endColumn?: number;
  /** `TS2322`, a rule's name, or nothing for a file that cannot be understood at all. */
  code: string;
  message: string;
  severity: "error" | "warning";
  /** What to do about it. */
  hint?: string;
}

/** Offsets in a source that a problem is about. */
export interface Range {
  start: number;
  end: number;
}

/** A problem at a place in a source. */
export function problem(
  source: Source,
  range: Range,
  facts: Pick<Problem, "code" | "message"> & Partial<Problem>,
): Problem {
  const start = source.place(range.start);
  const end = source.place(Math.max(range.end, range.start));
  const place = { ...start, endLine: end.line, endColumn: end.column };
  return { file: source.name, ...place, severity: "error", ...facts };
}

/** A problem with a whole file. */
export function failure(file: string, message: string): Problem {
  return { file, line: 0, column: 0, code: "", message, severity: "error" };
}

/** By file, line and column; the same thing once. */
export function sorted(problems: Problem[]): Problem[] {
  const once = new Map(problems.map((found) => [JSON.stringify(found), found]));
  return [...once.values()].sort((a, b) =>
    compare(a.file, b.file) || a.line - b.line || a.column - b.column
  );
}

/** `2 errors in 1 file`. */
export function summary(problems: Problem[]): string {
  const files = new Set(problems.map((found) => found.file)).size;
  const kind = problems.every((found) => found.severity === "warning") ? "problem" : "error";
  return `${counted(problems.length, kind)} in ${counted(files, "file")}`;
}

/** `1 file`, `2 files`. */
export function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? "" : "s"}`;
}

/** The lines for a terminal or a file: place and message, the source's line, what is meant in it. */
export function shown(found: Problem, source: Source | undefined, colours: boolean): string {
  const paint = (text: string, code: number) => colours ? `\x1b[${code}m${text}\x1b[0m` : text;
  const place = [printable(found.file), found.line, found.column].filter((part) => part).join(":");
  const head = [[place, 36], [printable(found.code), 1]] as const;
  const begin = head.filter(([part]) => part !== "").map(([part, code]) =>
    `${paint(part, code)}: `
  );
  let text = `${begin.join("")}${printable(found.message, true)}\n`;
  if (source !== undefined && found.line > 0) {
    const [line, marks] = frame(found, source.line(found.line));
    text += `  ${line}\n  ${paint(marks, 31)}\n`;
  }
  return found.hint === undefined ? text : `${text}  ${printable(found.hint, true)}\n`;
}

// Of a longer line only what surrounds the place is shown.
const WIDTH = 160;

/** The part of a line around the problem, and the marks below it. */
function frame(found: Problem, line: string): [string, string] {
  const column = Math.min(found.column - 1, line.length);
  const begin = column > WIDTH / 2 && line.length > WIDTH ? column - WIDTH / 2 : 0;
  const part = line.slice(begin, begin + WIDTH);
  const end = found.endLine === found.line ? (found.endColumn ?? 0) - 1 : line.length;
  const count = Math.min(Math.max(end - column, 1), Math.max(WIDTH - (column - begin), 1));
  const blanks = part.slice(0, column - begin).replace(/[^\t]/gu, " ");
  return [blanked(part), blanks + "^".repeat(count)];
}

// deno-lint-ignore no-control-regex -- these are what is looked for
const CONTROL = /[\x00-\x08\x0a-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]/g;

/** A line without what a terminal would obey; each column stays where it is. */
function blanked(line: string): string {
  return line.replace(CONTROL, "�");
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
