/** Answers for people: tables and lists of names and values, as `aer` prints them. */

import type { Json } from "./present.ts";
import { CONTROL } from "./yaml.ts";

const GAP = "  ";
const LEAST = 8;
// Signs that take no room, and those that take two columns.
const MARK = /\p{Mn}|\p{Me}|\p{Cf}/u;
const WIDE = new RegExp(
  "[\\u1100-\\u115f\\u2e80-\\u303e\\u3041-\\u4dbf\\u4e00-\\ua4cf\\ua960-\\ua97f\\uac00-\\ud7a3" +
    "\\uf900-\\ufaff\\ufe30-\\ufe6f\\uff00-\\uff60\\uffe0-\\uffe6\\u{1f300}-\\u{1f64f}" +
    "\\u{1f680}-\\u{1f6ff}\\u{1f900}-\\u{1faff}\\u{20000}-\\u{3fffd}]",
  "u",
);

/** Rows in columns; at a terminal the last column is cut at its width. No line feed at the end. */
export function table(heading: string[], rows: string[][]): string {
  const cells = [heading, ...rows.map((row) => row.map(printable))];
  const widths = heading.map((_, column) =>
    cells.reduce((most, row) => Math.max(most, width(row[column] as string)), 0)
  );
  const last = heading.length - 1;
  const used = widths.slice(0, last).reduce((sum, one) => sum + one + GAP.length, 0);
  const room = columns() - used;
  return cells.map((row) =>
    row.map((cell, column) =>
      column === last ? cut(cell, Math.max(room, LEAST)) : padded(cell, widths[column] as number)
    ).join(GAP).trimEnd()
  ).join("\n");
}

/** Names and values, one pair a line; no line feed at the end. */
export function listing(pairs: [string, string][]): string {
  const widest = pairs.reduce((most, [name]) => Math.max(most, width(printable(name))), 0) + 1;
  return pairs.map(([name, value]) =>
    `${padded(`${printable(name)}:`, widest)} ${printable(value) || "-"}`
  ).join("\n");
}

/** A message for people: its one list of messages as a table, or its names and values. */
export function describe(document: { [key: string]: Json }): string {
  const lists = Object.values(document).filter(isList);
  const [only] = lists;
  if (only !== undefined && lists.length === 1) return rows(only);
  return listing(pairs(document, ""));
}

/** Messages as a table; its columns are all of their names. */
export function rows(items: { [key: string]: Json }[]): string {
  const flat = items.map((item) => new Map(pairs(item, "")));
  const names = [...new Set(flat.flatMap((item) => [...item.keys()]))];
  const heading = names.map((name) => printable(name).toUpperCase());
  return table(heading, flat.map((item) => names.map((name) => item.get(name) || "-")));
}

/** Names and values of a message; those of a message in it have its name before theirs. */
function pairs(document: { [key: string]: Json }, before: string): [string, string][] {
  return Object.entries(document).flatMap(([key, value]): [string, string][] => {
    const name = before + key.replaceAll("_", " ");
    return isObject(value) ? pairs(value, `${name} `) : [[name, words(value)]];
  });
}

function words(value: Json): string {
  if (Array.isArray(value)) {
    return value.map((item) => isObject(item) ? JSON.stringify(item) : words(item)).join(", ");
  }
  return value === null ? "" : String(value);
}

function isList(value: Json): value is { [key: string]: Json }[] {
  return Array.isArray(value) && value.length > 0 && value.every(isObject);
}

function isObject(value: Json): value is { [key: string]: Json } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Columns of the terminal; without end where stdout is none. */
function columns(): number {
  return Deno.stdout.isTerminal() ? Deno.consoleSize().columns : Infinity;
}

function printable(text: string): string {
  return text.replace(CONTROL, "\ufffd");
}

/** Columns that a text takes at a terminal. */
function width(text: string): number {
  let sum = 0;
  for (const sign of text) sum += WIDE.test(sign) ? 2 : MARK.test(sign) ? 0 : 1;
  return sum;
}

function padded(text: string, columns: number): string {
  return text + " ".repeat(Math.max(0, columns - width(text)));
}

function cut(text: string, columns: number): string {
  if (width(text) <= columns) return text;
  let kept = "";
  let left = columns - 1;
  for (const sign of text) {
    left -= width(sign);
    if (left < 0) break;
    kept += sign;
  }
  return `${kept}…`;
}
