/**
 * What the script's thread and the worker say to each other.
 *
 * A request is posted. The answer to one with an `id` is posted too; the answer to one without lies
 * in a shared buffer, so that the script's thread can sleep on it. Layout of the buffer: int32
 * state, int32 length, then `length` bytes.
 */

import type { Files } from "./config.ts";
import type { Target } from "./transport.ts";

/** States of the shared buffer. While the thread is `Asleep`, it waits for time to pass. */
export const State = { Idle: 0, Waiting: 1, Bytes: 2, Failed: 3, End: 4, Asleep: 5 } as const;

/** Bytes before the body of an answer. */
export const HEADER = 8;
/** An answer's body, at the start; the buffer grows as answers need it. */
export const ROOM = 64 * 1024;
/** The largest message there is, and a failure's words. */
export const LIMIT = 17 * 1024 * 1024;

/** Daemons whose files the worker reads, with rights that the script has not. */
export interface Known {
  /** The default daemon. */
  standard: Files | undefined;
  /** Others, by the paths of their configurations. */
  configs: Record<string, Files>;
}

/** What connects a channel: a known daemon, perhaps at another address, or files' contents. */
export type Choice =
  | { config: string | undefined; address: string | undefined }
  | { target: Target };

/** A call; `timeout` in milliseconds. */
export interface CallRequest {
  channel: number;
  path: string;
  /** The request's only message, or its first; undefined where all of them are written. */
  request: Uint8Array | undefined;
  timeout: number | undefined;
  /** Messages after the first; then the request ends. */
  more?: readonly Uint8Array[] | undefined;
}

/** What is asked of the worker and answered. */
export type Question =
  | { kind: "connect"; channel: number }
  | { kind: "unary" } & CallRequest
  | { kind: "stream"; stream: number; open?: boolean } & CallRequest
  | { kind: "write"; stream: number; message: Uint8Array | undefined }
  | { kind: "next"; stream: number }
  | { kind: "cancel"; stream: number }
  | { kind: "close"; channel: number };

/** What the script's thread posts. */
export type Request =
  | { kind: "begin"; buffer: SharedArrayBuffer; known: Known }
  | { kind: "open"; channel: number; choice: Choice }
  | { kind: "interruptible" }
  | { kind: "abort"; id: number }
  | Question & { id?: number };

/** What the worker posts: the answer to the question `id`; neither field at a stream's end. */
export interface Reply {
  id: number;
  body?: Uint8Array;
  failure?: Failure;
}

/** A failure on its way; through the buffer as JSON. */
export interface Failure {
  code: string;
  message: string;
  method: string;
  field: string;
}
