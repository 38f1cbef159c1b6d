/** What a person reads of an input's value or error. */

import { AuraeError } from "../errors.ts";
import { LoadError, type Modules } from "../load.ts";
import { printable } from "../printable.ts";
import { Report } from "../report.ts";
import { type Workload, Workloads } from "../workload.ts";
import type { Mistake } from "./input.ts";
import type { Session } from "./session.ts";

const FRAMES = 10;

/** A value as one may look at it. */
export function shown(value: unknown, colors: boolean, width: number): string {
  if (value instanceof Workloads) return table([...value]);
  return Deno.inspect(value, {
    colors,
    depth: 5,
    breakLength: Math.max(20, width),
    strAbbreviateSize: 10_000,
  });
}

/** Workloads, a line each. */
function table(workloads: readonly Workload[]): string {
  const rows = workloads.map((one) => {
    const command = (one.argv as readonly string[] | undefined)?.join(" ") ?? "";
    const code = one.exitCode === undefined ? "" : ` (${one.exitCode})`;
    const facts = [
      one.name,
      one.cell,
      one.id,
      `${one.status}${code}`,
      one.pid,
      one.createdAt,
      command,
    ];
    return facts.map((fact) => printable(String(fact ?? "")));
  });
  const all = [["NAME", "CELL", "ID", "STATUS", "PID", "CREATED", "COMMAND"], ...rows];
  const widths = all[0]!.map((_, column) => Math.max(...all.map((row) => row[column]!.length)));
  return all.map((row) =>
    row.map((cell, column) => cell.padEnd(widths[column]!)).join("  ").trimEnd()
  ).join("\n");
}

/** An error's lines: what failed, where, and the user's own frames. */
export function described(error: unknown, session: Session, modules: Modules): string {
  if (error instanceof AuraeError) return printable(`${error.code}: ${error.message}`, true);
  if (error instanceof LoadError) return error.message;
  if (!(error instanceof Error)) return `uncaught: ${Deno.inspect(error)}`;
  const report = new Report(modules, "<repl>");
  const text = (one: unknown) => session.placed(report.named(String(one ?? "")));
  const frames = text(error.stack).split("\n")
    .filter((line) => /^\s+at /.test(line) && !/\b(?:file|ext|node|blob|data):/.test(line))
    .map((line) => line.trim().replace(/^at (?:async )?/, ""))
    .filter((line) => /:\d+:\d+\)?$/.test(line));
  const [first, ...others] = frames;
  if (first === undefined && /\bblob:/.test(`${error.message}${error.stack}`)) {
    return printable(report.of(error), true);
  }
  const place = /([^\s(]+:\d+:\d+)\)?$/.exec(first ?? "")?.[1];
  const lines = others.slice(0, FRAMES).map((frame) => `\n    at ${frame}`);
  const cause = error.cause instanceof Error
    ? `\nbecause of ${described(error.cause, session, modules)}`
    : "";
  const head = `${place === undefined ? "" : `${place}: `}${text(error.name)}: ${
    text(error.message)
  }`;
  return printable(`${head}${lines.join("")}`, true) + cause;
}

/** A mistake's line. */
export function mistaken({ message, line, column }: Mistake): string {
  const place = line === undefined ? "<repl>" : `<repl>:${line}:${column}`;
  return printable(`${place}: SyntaxError: ${message.replaceAll("<eof>", "the end")}`);
}
