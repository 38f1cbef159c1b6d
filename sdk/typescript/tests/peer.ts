/** The other end of a connection, for tests of HTTP/2: it is the test. */

import { encode } from "../src/hpack.ts";
import { type Failure, Session } from "../src/http2.ts";

const HEAD = 9;

/** A connection whose other end is the test: what was written, and how writes end. */
export class Wire {
  readonly frames: { type: number; flags: number; stream: number; body: Uint8Array }[] = [];
  error: Error | undefined;
  closed = false;
  /** The other end reads nothing. */
  held = false;
  private begun = false;
  readonly session = new Session(this, () => this.closed = true);

  write(bytes: Uint8Array, done: (error?: Error) => void): void {
    let rest = this.begun ? bytes : bytes.subarray(24);
    this.begun = true;
    while (rest.length > 0) {
      const view = new DataView(rest.buffer, rest.byteOffset);
      const length = view.getUint32(0) >>> 8;
      const [type = 0, flags = 0] = rest.subarray(3, 5);
      const body = rest.subarray(HEAD, HEAD + length);
      this.frames.push({ type, flags, stream: view.getUint32(5), body });
      rest = rest.subarray(HEAD + length);
    }
    if (!this.held) done(this.error);
  }

  send(type: number, flags: number, stream: number, body: ArrayLike<number> = []): void {
    this.session.read(framed(type, flags, stream, body));
  }

  /** Bytes of requests that were sent. */
  get data(): number {
    return this.frames.filter((one) => one.type === 0).reduce((sum, x) => sum + x.body.length, 0);
  }
}

export function framed(
  type: number,
  flags: number,
  stream: number,
  body: ArrayLike<number>,
): Uint8Array {
  const bytes = new Uint8Array(HEAD + body.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, body.length << 8 | type);
  bytes[4] = flags;
  view.setUint32(5, stream);
  bytes.set(body, HEAD);
  return bytes;
}

/** Hears all of a stream. */
export class Heard {
  readonly said: string[] = [];
  failure: Failure | undefined;
  headers(headers: Map<string, string>): void {
    this.said.push([...headers.keys()].join());
  }
  data(bytes: Uint8Array): void {
    this.said.push(new TextDecoder().decode(bytes));
  }
  end(): void {
    this.said.push("end");
  }
  fail(failure: Failure): void {
    this.failure = failure;
  }
}

export const BLOCK = encode([[":method", "POST"]]);
export const BODY = new Uint8Array([0, 0, 0, 0, 0]);
export const number = (
  value: number,
) => [value >>> 24, value >>> 16 & 255, value >>> 8 & 255, value & 255];
