/** How messages look to a script and in print: names for enums, RFC 3339 for times. */

import { enums, messages } from "../gen/schema.ts";

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

const ENTRIES = "map";
const text = new TextDecoder();

/** An answer of the daemon: its fields, and how to print it. */
export class Result {
  readonly #document: Json;

  constructor(fields: object, document: Json) {
    Object.assign(this, fields);
    this.#document = document;
  }

  /** Print it on stdout as indented JSON: snake_case names, bytes as text. */
  json(): void {
    console.log(JSON.stringify(this.#document, null, 2));
  }

  /** What `json` prints, as a value; JSON.stringify uses it. */
  toJSON(): Json {
    return this.#document;
  }
}

/** A message of the named type as a script sees it. */
export function present<T extends object>(type: string, message: T): Result & Presented<T> {
  return new Result(fields(type, message) as object, document(type, message)) as
    & Result
    & Presented<T>;
}

/** A message's fields with camelCase names; bytes stay bytes. */
export function fields<T extends object>(type: string, message: T): Presented<T> {
  return convert(type, message as Message, (name) => name, (bytes) => bytes) as Presented<T>;
}

/** A message as JSON with the proto's own names; bytes are read as UTF-8; unset fields are left out. */
export function document(type: string, message: object): { [key: string]: Json } {
  return convert(type, message as Message, snake, (bytes) => text.decode(bytes)) as {
    [key: string]: Json;
  };
}

function convert(
  type: string,
  message: Message,
  naming: (name: string) => string,
  bytes: (value: Uint8Array) => unknown,
): Message {
  const types = messages[type] ?? {};
  const one = (value: unknown, of: string | undefined): unknown => {
    if (value instanceof Uint8Array) return bytes(value);
    if (typeof value === "bigint") {
      return Number.isSafeInteger(Number(value))
        ? Number(value)
        : naming === snake
        ? String(value)
        : value;
    }
    if (of === undefined || of === ENTRIES) return value;
    if (typeof value === "number") return enums[of]?.[value] ?? value;
    const inner = value as Message & { seconds: number | bigint; nanos: number };
    if (of === "google.protobuf.Timestamp") return time(inner);
    if (of === "google.protobuf.Duration") return duration(inner);
    return convert(of, inner, naming, bytes);
  };
  const made: Message = {};
  for (const [name, value] of Object.entries(message)) {
    if (value === undefined) continue;
    const of = types[name];
    made[naming(name)] = Array.isArray(value) ? value.map((item) => one(item, of)) : one(value, of);
  }
  return made;
}

/** RFC 3339 in UTC with 0, 3, 6 or 9 digits of a second. */
export function time(value: { seconds: number | bigint; nanos: number }): string {
  const whole = new Date(Number(value.seconds) * 1000).toISOString().slice(0, 19);
  return `${whole}${fraction(value.nanos)}Z`;
}

/** Seconds with an `s`, such as `1.500s`. */
export function duration(value: { seconds: number | bigint; nanos: number }): string {
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
  const digits = String(nanos).padStart(9, "0");
  return `.${digits.replace(/(000){1,2}$/, "")}`;
}

function snake(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
