/** One gRPC call on an HTTP/2 stream: messages, the status at the end, the deadline. */

import { badField } from "./details.ts";
import { AuraeError, codeName } from "./errors.ts";
import type { Failure, Receiver, Stream } from "./http2.ts";

/** The largest message that is read. */
export const MESSAGE_LIMIT = 16 * 1024 * 1024;

const PREFIX = 5;
const UNKNOWN = 2;
// One for all, as a peer may send many.
const EMPTY = new Uint8Array(0);
// The daemon has the same deadline and usually answers first.
const GRACE = 250;

// HTTP/2 error codes with a meaning of their own in gRPC.
const RESETS: Record<number, "UNAVAILABLE" | "CANCELLED" | "RESOURCE_EXHAUSTED"> = {
  7: "UNAVAILABLE",
  8: "CANCELLED",
  11: "RESOURCE_EXHAUSTED",
};

/** A message of the request that waits for room, or the request's end. */
interface Unsent {
  message: Uint8Array | undefined;
  done: PromiseWithResolvers<void>;
}

/** What becomes of what is sent to a call that is over. */
export function tooLate(): AuraeError {
  return new AuraeError("FAILED_PRECONDITION", "cannot write: the call has ended");
}

/** A call that failed; `unsent` when the daemon has certainly not acted on it. */
export class CallFailed extends AuraeError {
  unsent = false;
}

/** What the answers of a call are read from. */
export class Call implements Receiver {
  private stream: Stream | undefined;
  // Read from the front by its place: to shift a long array takes as long as it is. It is emptied
  // before the peer may send on, so it does not grow.
  private readonly messages: Uint8Array[] = [];
  private read = 0;
  private status: AuraeError | undefined;
  private seen = false;
  private over = false;
  private waiting: PromiseWithResolvers<Uint8Array | undefined> | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly prefix = new Uint8Array(PREFIX);
  private body: Uint8Array | undefined;
  private filled = 0;
  private readonly unsent: Unsent[] = [];

  /** `timeout` in milliseconds. */
  constructor(private readonly method: string, timeout: number | undefined) {
    if (timeout === undefined) return;
    const why = `no answer in ${Math.ceil(timeout) / 1000} s`;
    // Longer than a timer can be is for ever.
    if (timeout + GRACE < 2 ** 31) {
      this.timer = setTimeout(() => this.giveUp("DEADLINE_EXCEEDED", why), timeout + GRACE);
    }
  }

  /** The stream that brings the answers. */
  carriedBy(stream: Stream): void {
    this.stream = stream;
    if (this.over) stream.cancel();
    else this.drained();
  }

  /**
   * Send one more message of an open request, or end the request. Resolves when the messages before
   * it have left: no more than one of them is in memory here. Rejects with AuraeError.
   */
  send(message: Uint8Array | undefined): Promise<void> {
    if (this.over) return Promise.reject(this.status ?? tooLate());
    const done = Promise.withResolvers<void>();
    this.unsent.push({ message, done });
    this.drained();
    return done.promise;
  }

  drained(): void {
    while (this.stream?.idle) {
      const next = this.unsent.shift();
      if (next === undefined) return;
      const { message, done } = next;
      this.stream.push(message ? framed(message) : EMPTY, message === undefined);
      done.resolve();
    }
  }

  /** The next message; undefined at the end. Throws AuraeError. */
  next(): Promise<Uint8Array | undefined> {
    const message = this.messages[this.read];
    if (message !== undefined) {
      this.messages[this.read++] = EMPTY;
      if (this.read === this.messages.length) {
        this.forget();
        this.stream?.more();
      }
      return Promise.resolve(message);
    }
    if (this.over) return this.status ? Promise.reject(this.status) : Promise.resolve(undefined);
    this.waiting = Promise.withResolvers();
    return this.waiting.promise;
  }

  /** Give the call up; whoever waits for it gets CANCELLED. */
  cancel(why = "cancelled"): void {
    this.giveUp("CANCELLED", why);
  }

  /** There is no connection to carry it. */
  refuse(error: AuraeError): void {
    if (this.over) return;
    this.status = error;
    this.finish();
  }

  headers(headers: Map<string, string>): void {
    const http = headers.get(":status");
    if (http !== undefined && http !== "200") {
      this.status = this.error("UNAVAILABLE", `HTTP status ${http}`);
    }
    const status = headers.get("grpc-status");
    if (status === undefined) return;
    this.seen = true;
    const number = /^\d{1,2}$/.test(status) ? Number(status) : UNKNOWN;
    if (number === 0) return;
    const code = codeName(number);
    const words = percentDecoded(headers.get("grpc-message") ?? "") || this.text(code);
    const field = badField(headers.get("grpc-status-details-bin"));
    this.status = new AuraeError(code, words, this.method, field);
  }

  data(bytes: Uint8Array): void {
    let rest = bytes;
    while (rest.length > 0 && !this.over) rest = rest.subarray(this.take(rest));
    if (this.messages.length === 0) this.stream?.more();
  }

  end(): void {
    this.complete();
    if (!this.seen) this.status ??= this.error("UNAVAILABLE", "the daemon ended it without a word");
    this.finish();
  }

  fail(failure: Failure): void {
    const { why, reset, unsent } = failure;
    if (this.seen && reset === 0) this.complete();
    else if (this.status === undefined) {
      const code = reset === undefined ? "UNAVAILABLE" : RESETS[reset] ?? "INTERNAL";
      const failed = new CallFailed(code, this.text(why), this.method);
      failed.unsent = unsent;
      this.status = failed;
    }
    this.finish();
  }

  /** A stream may end only between two messages. */
  private complete(): void {
    if (this.filled > 0 || this.body) this.status ??= this.error("INTERNAL", "the answer is cut");
  }

  /** Read what belongs to the message that is open; returns how many bytes that was. */
  private take(bytes: Uint8Array): number {
    const target = this.body ?? this.prefix;
    const piece = bytes.subarray(0, target.length - this.filled);
    target.set(piece, this.filled);
    this.filled += piece.length;
    if (this.filled === target.length) {
      this.filled = 0;
      if (this.body) this.arrived(this.body);
      else this.begin();
    }
    return piece.length;
  }

  private begin(): void {
    const length = new DataView(this.prefix.buffer).getUint32(1);
    if (this.prefix[0] !== 0 || length > MESSAGE_LIMIT) {
      this.giveUp("INTERNAL", `bad message of ${length} bytes`);
      return;
    }
    if (length === 0) this.arrived(EMPTY);
    else this.body = new Uint8Array(length);
  }

  private arrived(message: Uint8Array): void {
    this.body = undefined;
    if (!this.waiting) {
      this.messages.push(message);
      return;
    }
    this.waiting.resolve(message);
    this.waiting = undefined;
  }

  private giveUp(code: "DEADLINE_EXCEEDED" | "CANCELLED" | "INTERNAL", why: string): void {
    if (this.over) return;
    this.status = this.error(code, why);
    this.forget();
    this.finish();
    this.stream?.cancel();
  }

  private forget(): void {
    this.messages.length = 0;
    this.read = 0;
  }

  private finish(): void {
    this.over = true;
    clearTimeout(this.timer);
    if (this.status) this.waiting?.reject(this.status);
    else this.waiting?.resolve(undefined);
    this.waiting = undefined;
    for (const { done } of this.unsent.splice(0)) done.reject(this.status ?? tooLate());
  }

  private error(code: AuraeError["code"], why: string): AuraeError {
    return new AuraeError(code, this.text(why), this.method);
  }

  private text(why: string): string {
    return `cannot call ${this.method}: ${why}`;
  }
}

/** A message as gRPC sends it: not compressed, with its length before it. */
export function framed(message: Uint8Array): Uint8Array {
  const frame = new Uint8Array(PREFIX + message.length);
  new DataView(frame.buffer).setUint32(1, message.length);
  frame.set(message, PREFIX);
  return frame;
}

function percentDecoded(words: string): string {
  try {
    return decodeURIComponent(words);
  } catch {
    return words;
  }
}
