/** Messages of the language server protocol as bytes: headers, an empty line, and a JSON text. */

const HEADER_LIMIT = 8 << 10;
const BODY_LIMIT = 64 << 20;
const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** Bytes that are no message; nothing behind them can be understood. */
export class FramingError extends Error {
  override readonly name = "FramingError";
}

/** Puts the pieces of a stream together. */
export class Frames {
  private pieces: Uint8Array[] = [];
  private held = 0;
  /** Length of the body that is awaited; -1 while headers are. */
  private awaited = -1;

  constructor(
    private readonly headerLimit = HEADER_LIMIT,
    private readonly bodyLimit = BODY_LIMIT,
  ) {}

  /** Take a piece; the bodies that are whole now. Throws FramingError. */
  *push(piece: Uint8Array): Generator<Uint8Array> {
    this.pieces.push(piece);
    this.held += piece.length;
    for (;;) {
      if (this.awaited < 0 && !this.header()) return;
      if (this.held < this.awaited) return;
      const body = this.take(this.awaited);
      this.awaited = -1;
      yield body;
    }
  }

  /** Whether the stream may end here. */
  get empty(): boolean {
    return this.held === 0 && this.awaited < 0;
  }

  /** Read the headers, if all of them are there. */
  private header(): boolean {
    const bytes = this.whole();
    const end = find(bytes, this.headerLimit);
    if (end < 0) {
      if (bytes.length >= this.headerLimit) throw new FramingError("its header is too long");
      return false;
    }
    const length = /^content-length:[ \t]*(\d{1,15})[ \t]*$/im.exec(
      decoder.decode(bytes.subarray(0, end)).replaceAll("\r\n", "\n"),
    )?.[1];
    if (length === undefined) throw new FramingError("it has no Content-Length");
    if (Number(length) > this.bodyLimit) throw new FramingError(`it has ${length} bytes`);
    this.take(end + END.length);
    this.awaited = Number(length);
    return true;
  }

  /** All that is held, as one piece. */
  private whole(): Uint8Array {
    if (this.pieces.length !== 1) {
      const all = new Uint8Array(this.held);
      let at = 0;
      for (const piece of this.pieces) {
        all.set(piece, at);
        at += piece.length;
      }
      this.pieces = [all];
    }
    return this.pieces[0] as Uint8Array;
  }

  private take(length: number): Uint8Array {
    const all = this.whole();
    this.held -= length;
    this.pieces = [all.subarray(length)];
    return all.subarray(0, length);
  }
}

const END = [13, 10, 13, 10];

/** Where the empty line begins; -1 where there is none within `limit`. */
function find(bytes: Uint8Array, limit: number): number {
  const last = Math.min(bytes.length, limit) - END.length;
  for (let at = 0; at <= last; at++) {
    if (END.every((byte, index) => bytes[at + index] === byte)) return at;
  }
  return -1;
}

/** A message as bytes. */
export function frame(message: unknown): Uint8Array<ArrayBuffer> {
  const body = encoder.encode(JSON.stringify(message));
  const header = encoder.encode(`Content-Length: ${body.length}\r\n\r\n`);
  const bytes = new Uint8Array(header.length + body.length);
  bytes.set(header);
  bytes.set(body, header.length);
  return bytes;
}
