/** How messages look to a script and in print: names for enums, RFC 3339 for times. */

import { enums, messages } from "../gen/schema.ts";
import { describe } from "./table.ts";
import { put } from "./wire.ts";
import { emit, escapedDocument, type Plain } from "./yaml.ts";

/** A message's value as a script sees it: enums are words, times are text. */
export type Presented<T> = T extends { seconds: number | bigint; nanos: number } ? string
  : T extends Uint8Array ? Uint8Array
  : T extends bigint ? number | bigint
  // An enum has few values; `number` has all.
  : T extends number ? (`${number}` extends `${T}` ? number : string)
  : T extends (infer U)[] ? Presented<U>[]
  : T extends object ? { readonly [K in keyof T]: Presented<T[K]> }
  : T;

/** A JSON value. */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

type Message = Record<string, unknown>;
type Span = { seconds: number | bigint; nanos: number };

const ENTRIES = "map";
const text = new TextDecoder("utf-8", { ignoreBOM: true });

/** What can be printed of a result; each is made when it is asked for. */
export interface Printing {
  /** What is set, with the proto's own names. */
  brief(): Json;
  /** All fields, `null` for what is not set, as `aer` has it. */
  full(): Plain;
  /** For people. */
  table(): string;
}

/** An answer of the daemon: its fields, and how to print it. */
export class Result {
  readonly #printing: Printing;

  /** @internal */
  constructor(fields: object, printing: Printing) {
    Object.assign(this, fields);
    this.#printing = printing;
  }

  /**
   * Print it on stdout as indented JSON: the API's own names in snake_case, bytes read as UTF-8;
   * what is not set is left out.
   */
  json(): void {
    console.log(escapedDocument(JSON.stringify(this.toJSON(), null, 2)));
  }

  /** Print it on stdout as YAML, as `aer -o yaml` does: all fields, `null` for what is not set. */
  yaml(): void {
    console.log(emit(this.#printing.full()));
  }

  /** Print it on stdout for people: a list as a table, anything else as names and values. */
  table(): void {
    console.log(this.#printing.table());
  }

  /** What `json` prints, as a value; JSON.stringify uses it. */
  toJSON(): Json {
    return this.#printing.brief();
  }
}

/** A message of the named type as a script sees it. */
export function present<T extends object>(type: string, message: T): Result & Presented<T> {
  const printing: Printing = {
    brief: () => document(type, message),
    full: () => whole(type, message),
    table: () => describe(document(type, message)),
  };
  return new Result(fields(type, message) as object, printing) as Result & Presented<T>;
}

/** How the values of a message are written. */
interface Style {
  name(name: string): string;
  bytes(value: Uint8Array): unknown;
  large(value: bigint): unknown;
  word(value: number): unknown;
  time(value: Span): string;
  map(value: Message): Message;
  /** What a field that is not set becomes; undefined leaves it out. */
  unset: null | undefined;
}

const FIELDS: Style = {
  name: (name) => name,
  bytes: (value) => value,
  large: (value) => value,
  word: (value) => value,
  time,
  map: (value) => value,
  unset: undefined,
};
const BRIEF: Style = {
  ...FIELDS,
  name: snake,
  bytes: (value) => text.decode(value),
  large: String,
};
const FULL: Style = {
  ...BRIEF,
  large: (value) => value,
  word: String,
  time: (value) => time(value, 9),
  map: (value) => Object.fromEntries(Object.entries(value).sort(([a], [b]) => a < b ? -1 : 1)),
  unset: null,
};

/** A message's fields with camelCase names; bytes stay bytes. */
export function fields<T extends object>(type: string, message: T): Presented<T> {
  return convert(type, message as Message, FIELDS) as Presented<T>;
}

/** A message as JSON with the proto's own names; bytes are read as UTF-8; unset fields are left out. */
export function document(type: string, message: object): { [key: string]: Json } {
  return convert(type, message as Message, BRIEF) as { [key: string]: Json };
}

/** A message with all of its fields, as `aer -o yaml` shows it. */
export function whole(type: string, message: object): { [key: string]: Plain } {
  return convert(type, message as Message, FULL) as { [key: string]: Plain };
}

function convert(type: string, message: Message, style: Style): Message {
  const types = messages[type] ?? {};
  const made: Message = {};
  for (const name in message) {
    const value = message[name];
    const of = types[name];
    const shown = value === undefined
      ? style.unset
      : Array.isArray(value)
      ? value.map((item) => converted(item, of, style))
      : converted(value, of, style);
    if (shown !== undefined) made[style.name(name)] = shown;
  }
  return made;
}

function converted(value: unknown, of: string | undefined, style: Style): unknown {
  if (value instanceof Uint8Array) return style.bytes(value);
  if (typeof value === "bigint") {
    return Number.isSafeInteger(Number(value)) ? Number(value) : style.large(value);
  }
  if (of === undefined) return value;
  if (of.startsWith(ENTRIES)) return entries(value as Message, of.slice(ENTRIES.length), style);
  if (typeof value === "number") return enums[of]?.[value] ?? style.word(value);
  if (of === "google.protobuf.Timestamp") return style.time(value as Span);
  if (of === "google.protobuf.Duration") return duration(value as Span);
  return convert(of, value as Message, style);
}

/** A map; the values of one of messages are converted, too. */
function entries(map: Message, of: string, style: Style): Message {
  const made: Message = {};
  for (const key of Object.keys(map)) {
    put(made, key, converted(map[key], of.trim() || undefined, style));
  }
  return style.map(made);
}

/** RFC 3339 in UTC with 0, 3, 6 or 9 digits of a second, or as many as `digits` unless none. */
export function time(value: Span, digits?: number): string {
  const whole = new Date(Number(value.seconds) * 1000).toISOString().slice(0, 19);
  const exact = digits !== undefined && value.nanos !== 0;
  return `${whole}${exact ? `.${padded(value.nanos)}` : fraction(value.nanos)}Z`;
}

/** Seconds with an `s`, such as `1.500s`. */
export function duration(value: Span): string {
  const minus = value.seconds < 0n || value.nanos < 0 ? "-" : "";
  const seconds = value.seconds < 0n ? -value.seconds : value.seconds;
  return `${minus}${seconds}${fraction(Math.abs(value.nanos))}s`;
}

/** A duration message from seconds. Throws RangeError for what is no finite number from 0. */
export function seconds(value: number): { seconds: number | bigint; nanos: number } {
  if (!Number.isFinite(value) || value < 0) {
    throw new RangeError(`cannot wait ${value}: seconds from 0 are expected`);
  }
  const whole = Math.floor(value);
  return { seconds: BigInt(whole), nanos: Math.round((value - whole) * 1e9) };
}

function fraction(nanos: number): string {
  if (nanos === 0) return "";
  return `.${padded(nanos).replace(/(000){1,2}$/, "")}`;
}

function padded(nanos: number): string {
  return String(nanos).padStart(9, "0");
}

function snake(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
