/** What is known of JSON before it is looked at. */

/** A JSON object. */
export type Json = { [key: string]: unknown };

/** A request, an answer or a notification. */
export interface Message extends Json {
  id?: number | string | null;
  method?: string;
  params?: unknown;
  result?: unknown;
  error?: unknown;
}

/** Whether a value is an object with names. */
export function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The value as an object; an empty one where it is none. */
export function object(value: unknown): Json {
  return isObject(value) ? value : {};
}

/** The value as a list; an empty one where it is none. */
export function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}
