/** Small things that most scripts need. */

import { AuraeError, type Code } from "./errors.ts";
import { Result } from "./present.ts";

/**
 * Print values on stdout, separated by blanks: text as it is, answers of the daemon and plain objects
 * as JSON (as upstream's library does), anything else as `Deno.inspect` shows it.
 */
export function print(...values: unknown[]): void {
  console.log(values.map(printed).join(" "));
}

function printed(value: unknown): string {
  if (typeof value === "string") return value;
  if (!(value instanceof Result) && !plain(value)) return Deno.inspect(value);
  try {
    return JSON.stringify(value, sayable, 2);
  } catch { // it contains itself
    return Deno.inspect(value);
  }
}

function plain(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  const prototype = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/** What JSON has no words for: large numbers and bytes, as answers show them. */
function sayable(_: string, value: unknown): unknown {
  if (typeof value === "bigint") {
    return Number.isSafeInteger(Number(value)) ? Number(value) : `${value}`;
  }
  return value instanceof Uint8Array ? new TextDecoder().decode(value) : value;
}

/** Throw an Error, `assertion failed: message`, unless the condition holds. */
export function assert(condition: unknown, message?: string): asserts condition {
  if (condition) return;
  throw new Error(message === undefined ? "assertion failed" : `assertion failed: ${message}`);
}

/**
 * The environment: `env.HOME` is a variable's text, undefined where it is not set. Throws Error
 * where the script may not read it; nothing can be set.
 */
export const env: Readonly<Record<string, string | undefined>> = new Proxy({}, {
  get: (_, name) => typeof name === "string" ? variable(name) : undefined,
  has: (_, name) => typeof name === "string" && variable(name) !== undefined,
  ownKeys: () => Object.keys(all()),
  getOwnPropertyDescriptor: (_, name) => {
    const value = typeof name === "string" ? variable(name) : undefined;
    return value === undefined ? undefined : { value, enumerable: true, configurable: true };
  },
  set: (_, name) => {
    throw new Error(`cannot set ${String(name)}: the environment is only read`);
  },
  deleteProperty: (_, name) => {
    throw new Error(`cannot remove ${String(name)}: the environment is only read`);
  },
  defineProperty: (_, name) => {
    throw new Error(`cannot set ${String(name)}: the environment is only read`);
  },
});

function variable(name: string): string | undefined {
  try {
    return Deno.env.get(name);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotCapable)) return undefined; // no name of a variable
    throw new Error(`cannot read ${name}: give auraescript --allow-env=${name}`);
  }
}

function all(): Record<string, string> {
  try {
    return Deno.env.toObject();
  } catch {
    throw new Error("cannot read the environment: give auraescript --allow-env");
  }
}

/** How `retry` goes about it. */
export interface RetryOptions {
  /** How often the work is done at most. Default: 3. */
  attempts?: number;
  /** Seconds before the second attempt, some more or less; twice as long each time. Default: 0.1. */
  delay?: number;
  /** Which errors are worth another attempt. Default: `["UNAVAILABLE"]`. */
  codes?: readonly Code[];
}

/**
 * Do the work again while it fails with an AuraeError of one of the `codes`; throws the last error.
 * For a function that gives a promise, so does this. Only for work that may be done twice.
 */
export function retry<T>(
  work: () => T,
  options: RetryOptions,
  sleep: (seconds: number) => void,
): T {
  const { attempts = 3, delay = 0.1, codes = ["UNAVAILABLE"] } = options;
  if (!Number.isInteger(attempts) || attempts < 1) {
    throw new RangeError(`cannot retry: ${attempts} attempts, a whole number from 1 is expected`);
  }
  span(delay);
  const pause = (attempt: number) => delay * 2 ** (attempt - 1) * (0.75 + Math.random() / 2);
  const hopeless = (error: unknown, attempt: number) =>
    attempt >= attempts || !(error instanceof AuraeError && codes.includes(error.code));
  const later = async (first: PromiseLike<unknown>): Promise<unknown> => {
    let outcome = first;
    for (let attempt = 1;; attempt++) {
      try {
        return await outcome;
      } catch (error) {
        if (hopeless(error, attempt)) throw error;
        await new Promise((resolve) => setTimeout(resolve, pause(attempt) * 1000));
        // A function that throws instead of rejecting counts as well.
        outcome = (async () => await work())();
      }
    }
  };
  for (let attempt = 1;; attempt++) {
    try {
      const value = work();
      return isPromise(value) ? later(value) as T : value;
    } catch (error) {
      if (hopeless(error, attempt)) throw error;
      sleep(pause(attempt));
    }
  }
}

/** Seconds, looked at. Throws RangeError for what is no finite number from 0. */
export function span(seconds: number): number {
  if (typeof seconds === "number" && Number.isFinite(seconds) && seconds >= 0) return seconds;
  throw new RangeError(`cannot sleep ${String(seconds)}: seconds from 0 are expected`);
}

function isPromise(value: unknown): value is PromiseLike<unknown> {
  return typeof value === "object" && value !== null && "then" in value &&
    typeof value.then === "function";
}
