/**
 * HTTP/2 (RFC 9113), a client's half of it: the frames of one connection.
 *
 * Our own, because node:http2 takes as long for a call as the daemon and the network do together,
 * gives a whole session up when data arrives for a stream that was cancelled, and does not tell
 * whether a request that failed had been sent.
 */

import { joined } from "./bytes.ts";
import { Decoder } from "./hpack.ts";

/** What a connection is written to; `done` hears whether the bytes were taken. */
export interface Sink {
  write(bytes: Uint8Array, done: (error?: Error | null) => void): unknown;
}

/** Who hears of one stream. After `end` or `fail` nothing more comes. */
export interface Receiver {
  headers(headers: Map<string, string>): void;
  data(bytes: Uint8Array): void;
  /** The peer has said all. */
  end(): void;
  fail(failure: Failure): void;
  /** None of the request waits for room any more; called when something of it did. */
  drained?(): void;
}

/** Why a stream ended early. */
export interface Failure {
  why: string;
  /** Error code of RST_STREAM; undefined when the connection was lost. */
  reset?: number;
  /** The request has certainly not been acted on. */
  unsent: boolean;
}

const DATA = 0, HEADERS = 1, RST_STREAM = 3, SETTINGS = 4, PUSH_PROMISE = 5, PING = 6;
const GOAWAY = 7, WINDOW_UPDATE = 8, CONTINUATION = 9;
const END_STREAM = 1, ACK = 1, END_HEADERS = 4, PADDED = 8, PRIORITY = 32;

const FLOW_CONTROL_ERROR = 3;
const REFUSED_STREAM = 7;
const CANCEL = 8;
const FRAME = 16384;
const HEAD = 9;
const INITIAL_WINDOW = 65535;
/** Bytes that the peer may send ahead of us: for each stream, and for all together. */
const WINDOW = 1024 * 1024;
const CONNECTION_WINDOW = 16 * WINDOW;
const HEADERS_LIMIT = 64 * 1024;
/** What a piece of headers costs us beside its bytes: without it empty ones would have no end. */
const PIECE = 32;
/** Bytes that the peer made us write and does not read. */
const REPLIES_LIMIT = 1024 * 1024;
const LAST_STREAM = 2 ** 31 - 1;

const PREFACE = new TextEncoder().encode("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
const NOTHING = new Uint8Array(0);

/** One request and its answer. */
export class Stream {
  id = 0;
  /** Bytes that the peer takes. */
  room = 0;
  /** Bytes that came and were not given back to the peer's window. */
  taken = 0;
  /** The operating system did not take the end of the request. */
  refused = false;
  over = false;
  /** The request was begun open: the peer acts on it before its end. */
  readonly endless: boolean;

  constructor(
    private readonly session: Session,
    readonly receiver: Receiver,
    readonly block: Uint8Array,
    public body: Uint8Array,
    /** Whether more of the request may come. */
    public open: boolean,
  ) {
    this.endless = open;
  }

  /** The connection carries it, and nothing of the request waits for the peer's window. */
  get idle(): boolean {
    return this.id !== 0 && !this.over && this.body.length === 0;
  }

  /** Go on with an open request; `last` ends it. It takes any bytes: ask first whether it is idle. */
  push(bytes: Uint8Array, last: boolean): void {
    if (this.over || !this.open) return;
    this.body = this.body.length === 0 ? bytes : joined(this.body, bytes);
    this.open = !last;
    this.session.proceed(this);
  }

  /** The receiver has room for more data: the peer may send on. */
  more(): void {
    if (this.over || this.taken < WINDOW / 2) return;
    this.session.grant(this.id, this.taken);
    this.taken = 0;
  }

  /** Give the stream up; its receiver hears nothing more. */
  cancel(): void {
    if (!this.over) this.session.cancel(this);
  }
}

/** One connection. */
export class Session {
  /** The peer's first frame came: it has accepted us. */
  readonly ready: Promise<void>;
  /** No new request goes here. */
  closed = false;
  /** Why the connection was given up, when it was. */
  why: string | undefined;
  private gone = false;
  private replies = 0;
  private readonly welcome = Promise.withResolvers<void>();
  private readonly decoder = new Decoder();
  private readonly streams = new Map<number, Stream>();
  private readonly waiting: Stream[] = [];
  private next = 1;
  private most = Infinity;
  private room = INITIAL_WINDOW;
  private streamRoom = INITIAL_WINDOW;
  private frameRoom = FRAME;
  private taken = 0;
  private rest: Uint8Array = NOTHING;
  private headers:
    | { stream: number; flags: number; pieces: Uint8Array[]; size: number }
    | undefined;

  /** `close` ends the connection. */
  constructor(private readonly sink: Sink, private readonly close: () => void) {
    this.ready = this.welcome.promise;
    this.ready.catch(() => undefined);
    const settings = new Uint8Array(12);
    const view = new DataView(settings.buffer);
    view.setUint16(0, 2); // ENABLE_PUSH: 0
    view.setUint16(6, 4); // INITIAL_WINDOW_SIZE
    view.setUint32(8, WINDOW);
    const window = frame(WINDOW_UPDATE, 0, 0, number(CONNECTION_WINDOW - INITIAL_WINDOW));
    this.write(joined(PREFACE, frame(SETTINGS, 0, 0, settings), window));
  }

  /**
   * Send a request, its headers as HPACK; it waits while the peer takes no more streams. An `open`
   * one goes on with `push`.
   */
  request(headers: Uint8Array, body: Uint8Array, receiver: Receiver, open = false): Stream {
    const stream = new Stream(this, receiver, headers, body, open);
    if (this.closed) {
      stream.over = true;
      queueMicrotask(() => receiver.fail({ why: "the connection was closed", unsent: true }));
    } else if (this.streams.size >= this.most) this.waiting.push(stream);
    else this.begin(stream);
    return stream;
  }

  /** Bytes from the peer. */
  read(bytes: Uint8Array): void {
    if (this.gone) return;
    let data = this.rest.length === 0 ? bytes : joined(this.rest, bytes);
    try {
      while (data.length >= HEAD && !this.gone) {
        const length = (data[0] as number) << 16 | (data[1] as number) << 8 | (data[2] as number);
        if (length > FRAME) throw new RangeError(`a frame of ${length} bytes`);
        if (data.length < HEAD + length) break;
        const id = whole(data, 5) & LAST_STREAM;
        this.frame(data[3] as number, data[4] as number, id, data.subarray(HEAD, HEAD + length));
        data = data.subarray(HEAD + length);
      }
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      this.lost(`the daemon does not speak HTTP/2: ${error.message}`);
      return;
    }
    this.rest = data.length === 0 ? NOTHING : data.slice();
  }

  /** The connection has ended: every stream fails. */
  lost(why: string): void {
    this.gone = true;
    this.refuse(why);
    this.close();
    for (const stream of [...this.streams.values()]) {
      // Without its end a request is not acted on, unless it is an open one.
      this.fail(stream, why, stream.refused || !stream.endless && stream.body.length > 0);
    }
    for (const stream of this.waiting.splice(0)) this.fail(stream, why, true);
  }

  /** Let the peer send more. */
  grant(stream: number, count: number): void {
    this.reply(frame(WINDOW_UPDATE, 0, stream, number(count)));
  }

  /** Send what an open request has got. */
  proceed(stream: Stream): void {
    if (stream.id !== 0) this.send(stream);
  }

  cancel(stream: Stream): void {
    stream.over = true;
    const place = this.waiting.indexOf(stream);
    if (place >= 0) this.waiting.splice(place, 1);
    else {
      this.write(frame(RST_STREAM, 0, stream.id, number(CANCEL)));
      this.remove(stream);
    }
  }

  private refuse(why: string): void {
    this.closed = true;
    this.why ??= why;
    this.welcome.reject(new Error(why));
  }

  private begin(stream: Stream): void {
    stream.id = this.next;
    this.next += 2;
    if (this.next > LAST_STREAM) this.closed = true;
    stream.room = this.streamRoom;
    this.streams.set(stream.id, stream);
    const head = frame(HEADERS, END_HEADERS, stream.id, stream.block);
    this.send(stream, head);
  }

  /** As much of the request as the peer takes; `before` goes with it. */
  private send(stream: Stream, before: Uint8Array = NOTHING): void {
    const pieces = [before];
    let last = false;
    while (!last && (stream.body.length > 0 || !stream.open)) {
      const count = Math.min(stream.body.length, stream.room, this.room, this.frameRoom);
      if (count <= 0 && stream.body.length > 0) break;
      last = count === stream.body.length && !stream.open;
      pieces.push(frame(DATA, last ? END_STREAM : 0, stream.id, stream.body.subarray(0, count)));
      stream.body = stream.body.subarray(count);
      stream.room -= count;
      this.room -= count;
    }
    const some = joined(...pieces);
    // What the peer cannot have acted on, should these bytes not have left.
    const whole = stream.endless ? before.length > 0 : last;
    if (some.length > 0) this.write(some, whole ? stream : undefined);
  }

  /** `whole` is the stream whose request is nothing to the peer without these bytes. */
  private write(bytes: Uint8Array, whole?: Stream): void {
    this.sink.write(bytes, (error) => {
      // Any other error may come after the bytes have left.
      if (whole && (error as { code?: string } | null | undefined)?.code === "EPIPE") {
        whole.refused = true;
      }
    });
  }

  /** Write what the peer asked for; a peer that asks and never reads is left. */
  private reply(bytes: Uint8Array): void {
    if (this.gone) return;
    this.replies += bytes.length;
    this.sink.write(bytes, () => this.replies -= bytes.length);
    if (this.replies > REPLIES_LIMIT) this.lost("the daemon does not read");
  }

  private frame(type: number, flags: number, id: number, body: Uint8Array): void {
    if (this.headers && (type !== CONTINUATION || this.headers.stream !== id)) {
      throw new RangeError("headers are cut");
    }
    switch (type) {
      case DATA:
        return this.data(flags, id, body);
      case HEADERS: {
        const whole = unpadded(flags, body);
        const pieces = [flags & PRIORITY ? whole.subarray(5) : whole];
        this.headers = { stream: id, flags, pieces, size: body.length };
        return this.block(flags);
      }
      case CONTINUATION: {
        const open = this.headers;
        if (open === undefined) throw new RangeError("headers without a beginning");
        open.pieces.push(body);
        open.size += body.length + PIECE;
        if (open.size > HEADERS_LIMIT) throw new RangeError("headers without an end");
        return this.block(flags);
      }
      case RST_STREAM: {
        const stream = this.streams.get(id);
        const reset = whole(body, 0);
        if (stream) this.fail(stream, `reset, code ${reset}`, reset === REFUSED_STREAM, reset);
        return;
      }
      case SETTINGS:
        return this.settings(flags, body);
      case PUSH_PROMISE:
        throw new RangeError("a promise");
      case PING:
        if (!(flags & ACK)) this.reply(frame(PING, ACK, 0, body));
        return;
      case GOAWAY:
        return this.leave(whole(body, 0) & LAST_STREAM);
      case WINDOW_UPDATE:
        return this.opened(id, whole(body, 0) & LAST_STREAM);
    }
  }

  private data(flags: number, id: number, body: Uint8Array): void {
    // Given back at once: one reader who stalls must not hold up the others. What may pile up is
    // bounded by each stream's own window.
    this.taken += body.length;
    if (this.taken > CONNECTION_WINDOW / 2) {
      this.grant(0, this.taken);
      this.taken = 0;
    }
    const stream = this.streams.get(id);
    if (stream === undefined) return;
    stream.taken += body.length;
    if (stream.taken > WINDOW) {
      this.reply(frame(RST_STREAM, 0, id, number(FLOW_CONTROL_ERROR)));
      this.fail(stream, "the daemon sent more than it may", false, FLOW_CONTROL_ERROR);
      return;
    }
    stream.receiver.data(unpadded(flags, body));
    if (flags & END_STREAM && !stream.over) this.end(stream);
  }

  private block(flags: number): void {
    if (!(flags & END_HEADERS)) return;
    const { stream: id, flags: first, pieces } = this.headers as NonNullable<Session["headers"]>;
    this.headers = undefined;
    const headers = this.decoder.decode(joined(...pieces));
    const stream = this.streams.get(id);
    if (stream === undefined) return;
    // 1xx says that the answer comes later.
    if (!headers.get(":status")?.startsWith("1")) stream.receiver.headers(headers);
    if (first & END_STREAM) this.end(stream);
  }

  private settings(flags: number, body: Uint8Array): void {
    if (flags & ACK) return;
    for (let at = 0; at + 6 <= body.length; at += 6) {
      const value = whole(body, at + 2);
      switch ((body[at] as number) << 8 | (body[at + 1] as number)) {
        case 3:
          this.most = value;
          break;
        case 4:
          for (const stream of this.streams.values()) stream.room += value - this.streamRoom;
          this.streamRoom = value;
          break;
        case 5:
          this.frameRoom = Math.min(Math.max(value, FRAME), LAST_STREAM >> 8);
      }
    }
    this.reply(frame(SETTINGS, ACK, 0, NOTHING));
    this.welcome.resolve();
    this.continue();
  }

  private opened(id: number, count: number): void {
    if (id === 0) this.room += count;
    const stream = this.streams.get(id);
    if (stream) stream.room += count;
    this.continue();
  }

  /** Go on with what had to wait for room. */
  private continue(): void {
    for (const stream of [...this.streams.values()]) {
      if (stream.body.length === 0) continue;
      this.send(stream);
      if (stream.body.length === 0) stream.receiver.drained?.();
    }
    while (!this.closed && this.streams.size < this.most) {
      const stream = this.waiting.shift();
      if (stream === undefined) break;
      this.begin(stream);
      if (stream.idle) stream.receiver.drained?.();
    }
  }

  /** GOAWAY: streams above `last` were not begun, the others are answered. */
  private leave(last: number): void {
    const why = "the daemon is closing the connection";
    this.refuse(why);
    for (const stream of [...this.streams.values()]) {
      if (stream.id > last) this.fail(stream, why, true);
    }
    for (const stream of this.waiting.splice(0)) this.fail(stream, why, true);
    if (this.streams.size === 0) this.close();
  }

  private end(stream: Stream): void {
    stream.over = true;
    // Answered before it was sent whole: the rest is not wanted.
    if (stream.body.length > 0 || stream.open) {
      this.write(frame(RST_STREAM, 0, stream.id, number(CANCEL)));
    }
    stream.receiver.end();
    this.remove(stream);
  }

  private fail(stream: Stream, why: string, unsent: boolean, reset?: number): void {
    if (stream.over) return;
    stream.over = true;
    stream.receiver.fail(reset === undefined ? { why, unsent } : { why, unsent, reset });
    this.remove(stream);
  }

  private remove(stream: Stream): void {
    this.streams.delete(stream.id);
    if (this.waiting.length > 0) this.continue();
    if (this.closed && this.streams.size === 0) this.close();
  }
}

function frame(type: number, flags: number, stream: number, body: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(HEAD + body.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, body.length << 8 | type);
  bytes[4] = flags;
  view.setUint32(5, stream);
  bytes.set(body, HEAD);
  return bytes;
}

function number(value: number): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value);
  return bytes;
}

function whole(bytes: Uint8Array, at: number): number {
  if (at + 4 > bytes.length) throw new RangeError("a frame is too short");
  return new DataView(bytes.buffer, bytes.byteOffset + at, 4).getUint32(0);
}

function unpadded(flags: number, body: Uint8Array): Uint8Array {
  if (!(flags & PADDED)) return body;
  const padding = body[0] ?? 0;
  if (padding >= body.length) throw new RangeError("padding without a frame");
  return body.subarray(1, body.length - padding);
}
