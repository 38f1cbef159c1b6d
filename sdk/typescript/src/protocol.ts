/**
 * What the script's thread and the worker say to each other.
 *
 * A request is posted; the answer lies in a shared buffer, so that the script's thread can sleep on
 * it. Layout of the buffer: int32 state, int32 length, then `length` bytes.
 */

import type { Files } from "./config.ts";
import type { Target } from "./transport.ts";

/** States of the shared buffer. */
export const State = { Waiting: 0, Bytes: 1, Failed: 2, End: 3 } as const;

/** Bytes before the body of an answer. */
export const HEADER = 8;
/** An answer's body, at the start; the buffer grows as answers need it. */
export const ROOM = 64 * 1024;
/** The largest message there is, and a failure's words. */
export const LIMIT = 17 * 1024 * 1024;

/** What the script's thread asks of the worker. All but `begin` and `open` get an answer. */
export type Request =
  | { kind: "begin"; buffer: SharedArrayBuffer; standard: Files | undefined }
  | { kind: "open"; channel: number; target: Target | undefined }
  | { kind: "connect"; channel: number }
  | {
    kind: "unary";
    channel: number;
    path: string;
    request: Uint8Array;
    timeout: number | undefined;
  }
  | {
    kind: "stream";
    channel: number;
    stream: number;
    path: string;
    request: Uint8Array;
    timeout: number | undefined;
  }
  | { kind: "next"; stream: number }
  | { kind: "cancel"; stream: number }
  | { kind: "close"; channel: number };

/** A failure on its way through the buffer, as JSON. */
export interface Failure {
  code: string;
  message: string;
  method: string;
}
