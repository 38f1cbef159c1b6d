// src/errors.ts
var CODES = [
  "OK",
  "CANCELLED",
  "UNKNOWN",
  "INVALID_ARGUMENT",
  "DEADLINE_EXCEEDED",
  "NOT_FOUND",
  "ALREADY_EXISTS",
  "PERMISSION_DENIED",
  "RESOURCE_EXHAUSTED",
  "FAILED_PRECONDITION",
  "ABORTED",
  "OUT_OF_RANGE",
  "UNIMPLEMENTED",
  "INTERNAL",
  "UNAVAILABLE",
  "DATA_LOSS",
  "UNAUTHENTICATED"
];
var AuraeError = class extends Error {
  name = "AuraeError";
  /** What kind of failure, by gRPC's name. */
  code;
  /** The RPC, such as `aurae.runtime.v0.RuntimeService/Start`; empty when no call was made. */
  method;
  /** Path of the request's field that was wrong, such as `workload.name`; empty when none was. */
  field;
  /** `message` is "cannot X: why", as the daemon or the library put it. */
  constructor(code, message, method = "", field = "") {
    super(message);
    this.code = code;
    this.method = method;
    this.field = field;
  }
};
function codeName(code) {
  return CODES[code] ?? "UNKNOWN";
}
function reason(error) {
  if (error instanceof Deno.errors.NotFound) return "no such file";
  if (error instanceof Deno.errors.PermissionDenied) return "permission denied";
  return error instanceof Error ? error.message : String(error);
}

// src/config.ts
function load(files) {
  return {
    socket: files.socket,
    ca: slurp(files.ca),
    certificate: slurp(files.certificate),
    key: slurp(files.key)
  };
}
function slurp(path) {
  try {
    return Deno.readTextFileSync(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotCapable) {
      throw unusable(`${path}: the script may not read it; give auraescript --allow-read=${path}`);
    }
    throw unusable(`cannot read ${path}: ${reason(error)}`);
  }
}
function unusable(why) {
  return new AuraeError("FAILED_PRECONDITION", `cannot connect: ${why}`);
}

// src/wire.ts
var text = new TextEncoder();
var utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
function exact(value) {
  const large = whole(value);
  const plain = Number(large);
  return Number.isSafeInteger(plain) ? plain : large;
}
var BinaryReader = class {
  constructor(buffer2) {
    this.buffer = buffer2;
    this.len = buffer2.length;
  }
  buffer;
  pos = 0;
  len;
  uint32() {
    return Number(this.varint() & 0xffffffffn);
  }
  int32() {
    return Number(BigInt.asIntN(32, this.varint()));
  }
  uint64() {
    return exact(this.varint());
  }
  int64() {
    return exact(BigInt.asIntN(64, this.varint()));
  }
  bool() {
    return this.varint() !== 0n;
  }
  /** A copy: the caller may keep it. */
  bytes() {
    return this.run().slice();
  }
  string() {
    return utf8.decode(this.run());
  }
  double() {
    const start = this.advance(8);
    return new DataView(this.buffer.buffer, this.buffer.byteOffset + start, 8).getFloat64(0, true);
  }
  /** Pass over a field that this version does not know. */
  skip(wireType) {
    switch (wireType) {
      case 0:
        this.varint();
        break;
      case 1:
        this.advance(8);
        break;
      case 2:
        this.run();
        break;
      case 5:
        this.advance(4);
        break;
      default:
        throw new RangeError(`cannot read message: wire type ${wireType} at byte ${this.pos}`);
    }
  }
  run() {
    const count = this.uint32();
    const start = this.advance(count);
    return this.buffer.subarray(start, start + count);
  }
  advance(count) {
    const start = this.pos;
    if (start + count > this.len) {
      throw new RangeError(`cannot read message: it ends at byte ${this.len} of ${start + count}`);
    }
    this.pos = start + count;
    return start;
  }
  varint() {
    let value = 0;
    for (let shift = 0; shift < 28; shift += 7) {
      const byte = this.buffer[this.advance(1)];
      value |= (byte & 127) << shift;
      if (byte < 128) return BigInt(value);
    }
    let large = BigInt(value);
    for (let shift = 28n; shift < 70n; shift += 7n) {
      const byte = this.buffer[this.advance(1)];
      large |= BigInt(byte & 127) << shift;
      if (byte < 128) return BigInt.asUintN(64, large);
    }
    throw new RangeError(`cannot read message: the number at byte ${this.pos} is too long`);
  }
};
function whole(value) {
  try {
    return BigInt(value);
  } catch {
    throw new RangeError(`cannot send ${value}: a whole number is expected`);
  }
}

// src/details.ts
var BAD_REQUEST = "google.rpc.BadRequest";
var BYTES = 2;
function badField(header) {
  if (!header) return "";
  try {
    const status = Uint8Array.from(atob(header), (sign) => sign.charCodeAt(0));
    for (const any of parts(status, 3)) {
      const [type] = parts(any, 1);
      if (!type || !words(type).endsWith(`/${BAD_REQUEST}`)) continue;
      for (const value of parts(any, 2)) {
        for (const violation of parts(value, 1)) {
          for (const field of parts(violation, 1)) return words(field);
        }
      }
    }
  } catch {
  }
  return "";
}
function words(bytes) {
  return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
}
function parts(message, wanted) {
  const reader = new BinaryReader(message);
  const found = [];
  while (reader.pos < reader.len) {
    const tag = reader.uint32();
    if (tag === (wanted << 3 | BYTES)) found.push(reader.bytes());
    else reader.skip(tag & 7);
  }
  return found;
}

// src/call.ts
var MESSAGE_LIMIT = 16 * 1024 * 1024;
var PREFIX = 5;
var UNKNOWN = 2;
var EMPTY = new Uint8Array(0);
var GRACE = 250;
var RESETS = {
  7: "UNAVAILABLE",
  8: "CANCELLED",
  11: "RESOURCE_EXHAUSTED"
};
function tooLate() {
  return new AuraeError("FAILED_PRECONDITION", "cannot write: the call has ended");
}
var CallFailed = class extends AuraeError {
  unsent = false;
};
var Call = class {
  /** `timeout` in milliseconds. */
  constructor(method, timeout) {
    this.method = method;
    if (timeout === void 0) return;
    const why = `no answer in ${Math.ceil(timeout) / 1e3} s`;
    if (timeout + GRACE < 2 ** 31) {
      this.timer = setTimeout(() => this.giveUp("DEADLINE_EXCEEDED", why), timeout + GRACE);
    }
  }
  method;
  stream;
  // Read from the front by its place: to shift a long array takes as long as it is. It is emptied
  // before the peer may send on, so it does not grow.
  messages = [];
  read = 0;
  status;
  seen = false;
  over = false;
  waiting;
  timer;
  prefix = new Uint8Array(PREFIX);
  body;
  filled = 0;
  unsent = [];
  /** The stream that brings the answers. */
  carriedBy(stream) {
    this.stream = stream;
    if (this.over) stream.cancel();
    else this.drained();
  }
  /**
   * Send one more message of an open request, or end the request. Resolves when the messages before
   * it have left: no more than one of them is in memory here. Rejects with AuraeError.
   */
  send(message) {
    if (this.over) return Promise.reject(this.status ?? tooLate());
    const done = Promise.withResolvers();
    this.unsent.push({ message, done });
    this.drained();
    return done.promise;
  }
  drained() {
    while (this.stream?.idle) {
      const next2 = this.unsent.shift();
      if (next2 === void 0) return;
      const { message, done } = next2;
      this.stream.push(message ? framed(message) : EMPTY, message === void 0);
      done.resolve();
    }
  }
  /** The next message; undefined at the end. Throws AuraeError. */
  next() {
    const message = this.messages[this.read];
    if (message !== void 0) {
      this.messages[this.read++] = EMPTY;
      if (this.read === this.messages.length) {
        this.forget();
        this.stream?.more();
      }
      return Promise.resolve(message);
    }
    if (this.over) return this.status ? Promise.reject(this.status) : Promise.resolve(void 0);
    this.waiting = Promise.withResolvers();
    return this.waiting.promise;
  }
  /** Give the call up; whoever waits for it gets CANCELLED. */
  cancel(why = "cancelled") {
    this.giveUp("CANCELLED", why);
  }
  /** There is no connection to carry it. */
  refuse(error) {
    if (this.over) return;
    this.status = error;
    this.finish();
  }
  headers(headers) {
    const http = headers.get(":status");
    if (http !== void 0 && http !== "200") {
      this.status = this.error("UNAVAILABLE", `HTTP status ${http}`);
    }
    const status = headers.get("grpc-status");
    if (status === void 0) return;
    this.seen = true;
    const number2 = /^\d{1,2}$/.test(status) ? Number(status) : UNKNOWN;
    if (number2 === 0) return;
    const code = codeName(number2);
    const words2 = percentDecoded(headers.get("grpc-message") ?? "") || this.text(code);
    const field = badField(headers.get("grpc-status-details-bin"));
    this.status = new AuraeError(code, words2, this.method, field);
  }
  data(bytes) {
    let rest = bytes;
    while (rest.length > 0 && !this.over) rest = rest.subarray(this.take(rest));
    if (this.messages.length === 0) this.stream?.more();
  }
  end() {
    this.complete();
    if (!this.seen) this.status ??= this.error("UNAVAILABLE", "the daemon ended it without a word");
    this.finish();
  }
  fail(failure2) {
    const { why, reset, unsent } = failure2;
    if (this.seen && reset === 0) this.complete();
    else if (this.status === void 0) {
      const code = reset === void 0 ? "UNAVAILABLE" : RESETS[reset] ?? "INTERNAL";
      const failed = new CallFailed(code, this.text(why), this.method);
      failed.unsent = unsent;
      this.status = failed;
    }
    this.finish();
  }
  /** A stream may end only between two messages. */
  complete() {
    if (this.filled > 0 || this.body) this.status ??= this.error("INTERNAL", "the answer is cut");
  }
  /** Read what belongs to the message that is open; returns how many bytes that was. */
  take(bytes) {
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
  begin() {
    const length = new DataView(this.prefix.buffer).getUint32(1);
    if (this.prefix[0] !== 0 || length > MESSAGE_LIMIT) {
      this.giveUp("INTERNAL", `bad message of ${length} bytes`);
      return;
    }
    if (length === 0) this.arrived(EMPTY);
    else this.body = new Uint8Array(length);
  }
  arrived(message) {
    this.body = void 0;
    if (!this.waiting) {
      this.messages.push(message);
      return;
    }
    this.waiting.resolve(message);
    this.waiting = void 0;
  }
  giveUp(code, why) {
    if (this.over) return;
    this.status = this.error(code, why);
    this.forget();
    this.finish();
    this.stream?.cancel();
  }
  forget() {
    this.messages.length = 0;
    this.read = 0;
  }
  finish() {
    this.over = true;
    clearTimeout(this.timer);
    if (this.status) this.waiting?.reject(this.status);
    else this.waiting?.resolve(void 0);
    this.waiting = void 0;
    for (const { done } of this.unsent.splice(0)) done.reject(this.status ?? tooLate());
  }
  error(code, why) {
    return new AuraeError(code, this.text(why), this.method);
  }
  text(why) {
    return `cannot call ${this.method}: ${why}`;
  }
};
function framed(message) {
  const frame2 = new Uint8Array(PREFIX + message.length);
  new DataView(frame2.buffer).setUint32(1, message.length);
  frame2.set(message, PREFIX);
  return frame2;
}
function percentDecoded(words2) {
  try {
    return decodeURIComponent(words2);
  } catch {
    return words2;
  }
}

// src/protocol.ts
var State = { Idle: 0, Waiting: 1, Bytes: 2, Failed: 3, End: 4, Asleep: 5 };
var HEADER = 8;
var ROOM = 64 * 1024;
var LIMIT = 17 * 1024 * 1024;

// src/transport.ts
import * as net from "node:net";
import * as tls from "node:tls";

// src/bytes.ts
function joined(...pieces) {
  const whole4 = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole4.set(piece, at);
    at += piece.length;
  }
  return whole4;
}

// src/hpack.ts
var STATIC = ":authority|:method=GET|:method=POST|:path=/|:path=/index.html|:scheme=http|:scheme=https|:status=200|:status=204|:status=206|:status=304|:status=400|:status=404|:status=500|accept-charset|accept-encoding=gzip, deflate|accept-language|accept-ranges|accept|access-control-allow-origin|age|allow|authorization|cache-control|content-disposition|content-encoding|content-language|content-length|content-location|content-range|content-type|cookie|date|etag|expect|expires|from|host|if-match|if-modified-since|if-none-match|if-range|if-unmodified-since|last-modified|link|location|max-forwards|proxy-authenticate|proxy-authorization|range|referer|refresh|retry-after|server|set-cookie|strict-transport-security|transfer-encoding|user-agent|vary|via|www-authenticate".split("|").map((entry) => {
  const [name = "", value = ""] = entry.split("=");
  return [name, value];
});
var LENGTHS = "isxxxxxxxtzxxzxxxxxxxxzxxxxxxxxxbffhibdgffdgdbbbaaabbbbbbbcdkbhfibccccccccccccccccccccccdcdioijbkabababbbaccbbbabcbaabccccckgjixprpprrrsrssssststtrstssssqrsrsstrqprrssqsrrtqrssqqrqsrssprrrsrrsvvporsruvvvwwvtuoqvwwvwtqqvvxwwwptpqrqqsrruuttvsvwvvwwwwwxwwwwwvz";
var END = 256;
var LONGEST = 30;
var ENTRY = 32;
var TABLE = 4096;
var latin = new TextDecoder("latin1");
var text2 = new TextEncoder();
function encode(headers) {
  const bytes = [];
  const literal = (value) => {
    const raw = text2.encode(value);
    whole2(bytes, 0, 7, raw.length);
    for (const byte of raw) bytes.push(byte);
  };
  for (const [name, value] of headers) {
    const same = STATIC.findIndex((entry) => entry[0] === name && entry[1] === value);
    if (same >= 0) {
      whole2(bytes, 128, 7, same + 1);
      continue;
    }
    const known2 = STATIC.findIndex((entry) => entry[0] === name);
    whole2(bytes, 0, 4, known2 + 1);
    if (known2 < 0) literal(name);
    literal(value);
  }
  return Uint8Array.from(bytes);
}
function whole2(bytes, first, bits, value) {
  const full = 2 ** bits - 1;
  if (value < full) {
    bytes.push(first | value);
    return;
  }
  bytes.push(first | full);
  let rest = value - full;
  for (; rest > 127; rest >>>= 7) bytes.push(rest & 127 | 128);
  bytes.push(rest);
}
var Decoder = class {
  table = [];
  size = 0;
  limit = TABLE;
  bytes = new Uint8Array(0);
  at = 0;
  /** The headers of a block, the last of each name. Throws RangeError for what is no block. */
  decode(block) {
    this.bytes = block;
    this.at = 0;
    const headers = /* @__PURE__ */ new Map();
    while (this.at < block.length) {
      const first = block[this.at];
      if (first & 128) {
        const [name, value] = this.entry(this.whole(7));
        headers.set(name, value);
      } else if ((first & 224) === 32) {
        this.resize(this.whole(5));
      } else {
        const kept = (first & 64) !== 0;
        const index = this.whole(kept ? 6 : 4);
        const header = [index === 0 ? this.string() : this.entry(index)[0], this.string()];
        headers.set(...header);
        if (kept) this.keep(header);
      }
    }
    return headers;
  }
  entry(index) {
    const found = index <= STATIC.length ? STATIC[index - 1] : this.table[index - STATIC.length - 1];
    if (found === void 0) throw new RangeError(`cannot read headers: no entry ${index}`);
    return found;
  }
  keep(header) {
    this.table.unshift(header);
    this.size += header[0].length + header[1].length + ENTRY;
    this.evict();
  }
  resize(limit) {
    if (limit > TABLE) throw new RangeError(`cannot read headers: a table of ${limit} bytes`);
    this.limit = limit;
    this.evict();
  }
  evict() {
    while (this.size > this.limit) {
      const [name, value] = this.table.pop();
      this.size -= name.length + value.length + ENTRY;
    }
  }
  byte() {
    const byte = this.bytes[this.at++];
    if (byte === void 0) throw new RangeError("cannot read headers: they end too early");
    return byte;
  }
  whole(bits) {
    const full = 2 ** bits - 1;
    let value = this.byte() & full;
    if (value < full) return value;
    for (let shift = 0; shift < 28; shift += 7) {
      const byte = this.byte();
      value += (byte & 127) << shift;
      if (byte < 128) return value;
    }
    throw new RangeError("cannot read headers: a number is too long");
  }
  string() {
    const packed = ((this.bytes[this.at] ?? 0) & 128) !== 0;
    const length = this.whole(7);
    const end = this.at + length;
    if (end > this.bytes.length) throw new RangeError("cannot read headers: they end too early");
    const raw = this.bytes.subarray(this.at, end);
    this.at = end;
    return latin.decode(packed ? unpacked(raw) : raw);
  }
};
var codes;
function ordered() {
  const made = { first: [], start: [], count: [], symbols: [] };
  let code = 0;
  for (let length = 0; length <= LONGEST; length++) {
    code *= 2;
    made.first[length] = code;
    made.start[length] = made.symbols.length;
    for (let symbol = 0; symbol < LENGTHS.length; symbol++) {
      if (LENGTHS.charCodeAt(symbol) - 92 === length) made.symbols.push(symbol);
    }
    made.count[length] = made.symbols.length - made.start[length];
    code += made.count[length];
  }
  return made;
}
function unpacked(raw) {
  const { first, start, count, symbols } = codes ??= ordered();
  const bytes = [];
  let code = 0;
  let length = 0;
  for (const byte of raw) {
    for (let bit = 7; bit >= 0; bit--) {
      code = code * 2 + (byte >> bit & 1);
      length++;
      if (length > LONGEST) throw new RangeError("cannot read headers: no such Huffman code");
      const offset = code - first[length];
      if (offset >= count[length]) continue;
      const symbol = symbols[start[length] + offset];
      if (symbol === END) throw new RangeError("cannot read headers: a Huffman code ends them");
      bytes.push(symbol);
      code = 0;
      length = 0;
    }
  }
  if (length > 7 || code !== 2 ** length - 1) {
    throw new RangeError("cannot read headers: a Huffman code is cut");
  }
  return Uint8Array.from(bytes);
}

// src/http2.ts
var DATA = 0;
var HEADERS = 1;
var RST_STREAM = 3;
var SETTINGS = 4;
var PUSH_PROMISE = 5;
var PING = 6;
var GOAWAY = 7;
var WINDOW_UPDATE = 8;
var CONTINUATION = 9;
var END_STREAM = 1;
var ACK = 1;
var END_HEADERS = 4;
var PADDED = 8;
var PRIORITY = 32;
var FLOW_CONTROL_ERROR = 3;
var REFUSED_STREAM = 7;
var CANCEL = 8;
var FRAME = 16384;
var HEAD = 9;
var INITIAL_WINDOW = 65535;
var WINDOW = 1024 * 1024;
var CONNECTION_WINDOW = 16 * WINDOW;
var HEADERS_LIMIT = 64 * 1024;
var PIECE = 32;
var REPLIES_LIMIT = 1024 * 1024;
var LAST_STREAM = 2 ** 31 - 1;
var PREFACE = new TextEncoder().encode("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
var NOTHING = new Uint8Array(0);
var Stream = class {
  constructor(session, receiver, block, body, open3) {
    this.session = session;
    this.receiver = receiver;
    this.block = block;
    this.body = body;
    this.open = open3;
    this.endless = open3;
  }
  session;
  receiver;
  block;
  body;
  open;
  id = 0;
  /** Bytes that the peer takes. */
  room = 0;
  /** Bytes that came and were not given back to the peer's window. */
  taken = 0;
  /** The operating system did not take the end of the request. */
  refused = false;
  over = false;
  /** The request was begun open: the peer acts on it before its end. */
  endless;
  /** The connection carries it, and nothing of the request waits for the peer's window. */
  get idle() {
    return this.id !== 0 && !this.over && this.body.length === 0;
  }
  /** Go on with an open request; `last` ends it. It takes any bytes: ask first whether it is idle. */
  push(bytes, last) {
    if (this.over || !this.open) return;
    this.body = this.body.length === 0 ? bytes : joined(this.body, bytes);
    this.open = !last;
    this.session.proceed(this);
  }
  /** The receiver has room for more data: the peer may send on. */
  more() {
    if (this.over || this.taken < WINDOW / 2) return;
    this.session.grant(this.id, this.taken);
    this.taken = 0;
  }
  /** Give the stream up; its receiver hears nothing more. */
  cancel() {
    if (!this.over) this.session.cancel(this);
  }
};
var Session = class {
  /** `close` ends the connection. */
  constructor(sink, close) {
    this.sink = sink;
    this.close = close;
    this.ready = this.welcome.promise;
    this.ready.catch(() => void 0);
    const settings = new Uint8Array(12);
    const view = new DataView(settings.buffer);
    view.setUint16(0, 2);
    view.setUint16(6, 4);
    view.setUint32(8, WINDOW);
    const window = frame(WINDOW_UPDATE, 0, 0, number(CONNECTION_WINDOW - INITIAL_WINDOW));
    this.write(joined(PREFACE, frame(SETTINGS, 0, 0, settings), window));
  }
  sink;
  close;
  /** The peer's first frame came: it has accepted us. */
  ready;
  /** No new request goes here. */
  closed = false;
  /** Why the connection was given up, when it was. */
  why;
  gone = false;
  replies = 0;
  welcome = Promise.withResolvers();
  decoder = new Decoder();
  streams = /* @__PURE__ */ new Map();
  waiting = [];
  next = 1;
  most = Infinity;
  room = INITIAL_WINDOW;
  streamRoom = INITIAL_WINDOW;
  frameRoom = FRAME;
  taken = 0;
  rest = NOTHING;
  headers;
  /**
   * Send a request, its headers as HPACK; it waits while the peer takes no more streams. An `open`
   * one goes on with `push`.
   */
  request(headers, body, receiver, open3 = false) {
    const stream = new Stream(this, receiver, headers, body, open3);
    if (this.closed) {
      stream.over = true;
      queueMicrotask(() => receiver.fail({ why: "the connection was closed", unsent: true }));
    } else if (this.streams.size >= this.most) this.waiting.push(stream);
    else this.begin(stream);
    return stream;
  }
  /** Bytes from the peer. */
  read(bytes) {
    if (this.gone) return;
    let data = this.rest.length === 0 ? bytes : joined(this.rest, bytes);
    try {
      while (data.length >= HEAD && !this.gone) {
        const length = data[0] << 16 | data[1] << 8 | data[2];
        if (length > FRAME) throw new RangeError(`a frame of ${length} bytes`);
        if (data.length < HEAD + length) break;
        const id = whole3(data, 5) & LAST_STREAM;
        this.frame(data[3], data[4], id, data.subarray(HEAD, HEAD + length));
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
  lost(why) {
    this.gone = true;
    this.refuse(why);
    this.close();
    for (const stream of [...this.streams.values()]) {
      this.fail(stream, why, stream.refused || !stream.endless && stream.body.length > 0);
    }
    for (const stream of this.waiting.splice(0)) this.fail(stream, why, true);
  }
  /** Let the peer send more. */
  grant(stream, count) {
    this.reply(frame(WINDOW_UPDATE, 0, stream, number(count)));
  }
  /** Send what an open request has got. */
  proceed(stream) {
    if (stream.id !== 0) this.send(stream);
  }
  cancel(stream) {
    stream.over = true;
    const place = this.waiting.indexOf(stream);
    if (place >= 0) this.waiting.splice(place, 1);
    else {
      this.write(frame(RST_STREAM, 0, stream.id, number(CANCEL)));
      this.remove(stream);
    }
  }
  refuse(why) {
    this.closed = true;
    this.why ??= why;
    this.welcome.reject(new Error(why));
  }
  begin(stream) {
    stream.id = this.next;
    this.next += 2;
    if (this.next > LAST_STREAM) this.closed = true;
    stream.room = this.streamRoom;
    this.streams.set(stream.id, stream);
    const head = frame(HEADERS, END_HEADERS, stream.id, stream.block);
    this.send(stream, head);
  }
  /** As much of the request as the peer takes; `before` goes with it. */
  send(stream, before = NOTHING) {
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
    const whole4 = stream.endless ? before.length > 0 : last;
    if (some.length > 0) this.write(some, whole4 ? stream : void 0);
  }
  /** `whole` is the stream whose request is nothing to the peer without these bytes. */
  write(bytes, whole4) {
    this.sink.write(bytes, (error) => {
      if (whole4 && error?.code === "EPIPE") {
        whole4.refused = true;
      }
    });
  }
  /** Write what the peer asked for; a peer that asks and never reads is left. */
  reply(bytes) {
    if (this.gone) return;
    this.replies += bytes.length;
    this.sink.write(bytes, () => this.replies -= bytes.length);
    if (this.replies > REPLIES_LIMIT) this.lost("the daemon does not read");
  }
  frame(type, flags, id, body) {
    if (this.headers && (type !== CONTINUATION || this.headers.stream !== id)) {
      throw new RangeError("headers are cut");
    }
    switch (type) {
      case DATA:
        return this.data(flags, id, body);
      case HEADERS: {
        const whole4 = unpadded(flags, body);
        const pieces = [flags & PRIORITY ? whole4.subarray(5) : whole4];
        this.headers = { stream: id, flags, pieces, size: body.length };
        return this.block(flags);
      }
      case CONTINUATION: {
        const open3 = this.headers;
        if (open3 === void 0) throw new RangeError("headers without a beginning");
        open3.pieces.push(body);
        open3.size += body.length + PIECE;
        if (open3.size > HEADERS_LIMIT) throw new RangeError("headers without an end");
        return this.block(flags);
      }
      case RST_STREAM: {
        const stream = this.streams.get(id);
        const reset = whole3(body, 0);
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
        return this.leave(whole3(body, 0) & LAST_STREAM);
      case WINDOW_UPDATE:
        return this.opened(id, whole3(body, 0) & LAST_STREAM);
    }
  }
  data(flags, id, body) {
    this.taken += body.length;
    if (this.taken > CONNECTION_WINDOW / 2) {
      this.grant(0, this.taken);
      this.taken = 0;
    }
    const stream = this.streams.get(id);
    if (stream === void 0) return;
    stream.taken += body.length;
    if (stream.taken > WINDOW) {
      this.reply(frame(RST_STREAM, 0, id, number(FLOW_CONTROL_ERROR)));
      this.fail(stream, "the daemon sent more than it may", false, FLOW_CONTROL_ERROR);
      return;
    }
    stream.receiver.data(unpadded(flags, body));
    if (flags & END_STREAM && !stream.over) this.end(stream);
  }
  block(flags) {
    if (!(flags & END_HEADERS)) return;
    const { stream: id, flags: first, pieces } = this.headers;
    this.headers = void 0;
    const headers = this.decoder.decode(joined(...pieces));
    const stream = this.streams.get(id);
    if (stream === void 0) return;
    if (!headers.get(":status")?.startsWith("1")) stream.receiver.headers(headers);
    if (first & END_STREAM) this.end(stream);
  }
  settings(flags, body) {
    if (flags & ACK) return;
    for (let at = 0; at + 6 <= body.length; at += 6) {
      const value = whole3(body, at + 2);
      switch (body[at] << 8 | body[at + 1]) {
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
  opened(id, count) {
    if (id === 0) this.room += count;
    const stream = this.streams.get(id);
    if (stream) stream.room += count;
    this.continue();
  }
  /** Go on with what had to wait for room. */
  continue() {
    for (const stream of [...this.streams.values()]) {
      if (stream.body.length === 0) continue;
      this.send(stream);
      if (stream.body.length === 0) stream.receiver.drained?.();
    }
    while (!this.closed && this.streams.size < this.most) {
      const stream = this.waiting.shift();
      if (stream === void 0) break;
      this.begin(stream);
      if (stream.idle) stream.receiver.drained?.();
    }
  }
  /** GOAWAY: streams above `last` were not begun, the others are answered. */
  leave(last) {
    const why = "the daemon is closing the connection";
    this.refuse(why);
    for (const stream of [...this.streams.values()]) {
      if (stream.id > last) this.fail(stream, why, true);
    }
    for (const stream of this.waiting.splice(0)) this.fail(stream, why, true);
    if (this.streams.size === 0) this.close();
  }
  end(stream) {
    stream.over = true;
    if (stream.body.length > 0 || stream.open) {
      this.write(frame(RST_STREAM, 0, stream.id, number(CANCEL)));
    }
    stream.receiver.end();
    this.remove(stream);
  }
  fail(stream, why, unsent, reset) {
    if (stream.over) return;
    stream.over = true;
    stream.receiver.fail(reset === void 0 ? { why, unsent } : { why, unsent, reset });
    this.remove(stream);
  }
  remove(stream) {
    this.streams.delete(stream.id);
    if (this.waiting.length > 0) this.continue();
    if (this.closed && this.streams.size === 0) this.close();
  }
};
function frame(type, flags, stream, body) {
  const bytes = new Uint8Array(HEAD + body.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, body.length << 8 | type);
  bytes[4] = flags;
  view.setUint32(5, stream);
  bytes.set(body, HEAD);
  return bytes;
}
function number(value) {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value);
  return bytes;
}
function whole3(bytes, at) {
  if (at + 4 > bytes.length) throw new RangeError("a frame is too short");
  return new DataView(bytes.buffer, bytes.byteOffset + at, 4).getUint32(0);
}
function unpadded(flags, body) {
  if (!(flags & PADDED)) return body;
  const padding = body[0] ?? 0;
  if (padding >= body.length) throw new RangeError("padding without a frame");
  return body.subarray(1, body.length - padding);
}

// src/transport.ts
var CONNECT_LIMIT = 1e4;
var SERVER_NAME = "localhost";
var REFUSED = "the daemon closed the connection; is the client certificate still valid? `aer login --local` makes a new one";
var LOST = "the connection was lost";
var Channel = class {
  constructor(target) {
    this.target = target;
  }
  target;
  session;
  closed = false;
  /** Open the connection now. Throws AuraeError UNAVAILABLE or UNAUTHENTICATED. */
  async connect() {
    await this.live("");
  }
  /**
   * Begin a call.
   *
   * A request that certainly did not reach the daemon is sent again, once, unless more of it was
   * sent than its first message.
   */
  begin({ path, request, timeout, open: open3 = false }) {
    let again = true;
    let cancelled;
    const end = timeout === void 0 ? void 0 : performance.now() + timeout;
    const attempt = () => {
      const call3 = new Call(path.slice(1), end && Math.max(0, end - performance.now()));
      const headers = heading(path, timeout);
      const body = request === void 0 ? new Uint8Array(0) : framed(request);
      this.live(path.slice(1)).then(
        (session) => call3.carriedBy(session.request(headers, body, call3, open3)),
        (error) => call3.refuse(error)
      );
      return call3;
    };
    let call2 = attempt();
    return {
      next: async () => {
        try {
          const message = await call2.next();
          again = false;
          return message;
        } catch (error) {
          if (!again || cancelled !== void 0) throw error;
          if (!(error instanceof CallFailed && error.unsent)) throw error;
          again = false;
          call2 = attempt();
          return await call2.next();
        }
      },
      send: (message) => {
        again = false;
        return call2.send(message);
      },
      cancel: (why = "cancelled") => {
        cancelled = why;
        call2.cancel(why);
      }
    };
  }
  /** Close the connection; open calls are cancelled. */
  close() {
    this.closed = true;
    this.session?.then((session) => session.lost("the connection was closed"), () => void 0);
    this.session = void 0;
  }
  async live(method) {
    if (this.closed) {
      throw new AuraeError("UNAVAILABLE", `cannot call ${method}: the connection was closed`);
    }
    const known2 = this.session;
    if (known2 !== void 0) {
      try {
        const session = await known2;
        if (!session.closed) return session;
      } catch (error) {
        if (this.session === known2) this.session = void 0;
        throw error;
      }
      if (this.session !== known2) return await this.live(method);
    }
    const opening = open(this.target, method);
    this.session = opening;
    return await opening;
  }
};
var headings = /* @__PURE__ */ new Map();
function heading(path, timeout) {
  let known2 = headings.get(path);
  if (known2 === void 0) {
    known2 = encode([
      [":method", "POST"],
      [":scheme", "https"],
      [":path", path],
      [":authority", SERVER_NAME],
      ["content-type", "application/grpc"],
      ["te", "trailers"],
      ["user-agent", "auraescript"]
    ]);
    headings.set(path, known2);
  }
  if (timeout === void 0) return known2;
  const limit = Math.min(99999999, Math.max(1, Math.ceil(timeout)));
  return joined(known2, encode([["grpc-timeout", `${limit}m`]]));
}
function open(target, method) {
  const { promise, resolve, reject } = Promise.withResolvers();
  const fail = (error) => reject(unreachable(target.socket, error, method));
  let secure;
  try {
    secure = dial(target);
  } catch (error) {
    fail(error);
    return promise;
  }
  const limit = setTimeout(() => {
    fail(new Error(`no answer in ${CONNECT_LIMIT / 1e3} s`));
    secure.destroy();
  }, CONNECT_LIMIT);
  const session = new Session(secure, () => secure.destroy());
  session.ready.then(() => {
    clearTimeout(limit);
    resolve(session);
  }, (error) => lost(error, LOST));
  const lost = (error, why) => {
    clearTimeout(limit);
    fail(session.why === void 0 ? error : new Error(session.why));
    session.lost(why);
  };
  secure.on("data", (bytes) => session.read(bytes));
  secure.on("error", (error) => lost(error, LOST));
  secure.on("close", () => lost(new Error(REFUSED), LOST));
  secure.on("end", () => lost(new Error(REFUSED), LOST));
  return promise;
}
function dial(target) {
  return tls.connect({
    socket: net.connect(address(target.socket)),
    servername: SERVER_NAME,
    ca: target.ca,
    cert: target.certificate,
    key: target.key,
    minVersion: "TLSv1.3",
    ALPNProtocols: ["h2"]
  });
}
function address(socket) {
  if (socket.startsWith("unix:")) return { path: socket.slice(5) };
  if (socket.startsWith("/")) return { path: socket };
  const colon = socket.lastIndexOf(":");
  const host = socket.slice(0, colon).replace(/^\[|\]$/g, "");
  return { host, port: Number(socket.slice(colon + 1)) };
}
var REASONS = [
  [/ENOENT/, () => "no such socket; is auraed running?"],
  [/ECONNREFUSED/, () => "connection refused; is auraed running?"],
  [/EACCES|EPERM/, () => "permission denied"],
  [/EPIPE|ECONNRESET/, () => REFUSED],
  [/Requires .* access/, (socket) => `the script may not connect; ${remedy(socket)}`]
];
function remedy(socket) {
  const path = socket.startsWith("unix:") ? socket.slice(5) : socket;
  if (!path.startsWith("/")) return `give auraescript --host=${socket} or --allow-net=${socket}`;
  return `give auraescript --host=${path}`;
}
function unreachable(socket, error, method) {
  const found = REASONS.find(([pattern]) => pattern.test(error.message));
  const why = found?.[1](socket) ?? error.message;
  if (/certificate|self.signed/i.test(why) && why !== REFUSED) {
    const text3 = `cannot connect to ${socket}: cannot verify the daemon: ${why}`;
    return new AuraeError("UNAUTHENTICATED", text3, method);
  }
  return new AuraeError("UNAVAILABLE", `cannot connect to ${socket}: ${why}`, method);
}

// src/worker.ts
var channels = /* @__PURE__ */ new Map();
var failures = /* @__PURE__ */ new Map();
var streams = /* @__PURE__ */ new Map();
var waited = /* @__PURE__ */ new Map();
var known = /* @__PURE__ */ new Map();
var nothing = new Uint8Array(0);
var buffer = new SharedArrayBuffer(HEADER);
var begun = false;
function answer(state, body) {
  if (buffer.byteLength < HEADER + body.length) buffer.grow(HEADER + body.length);
  const head = new Int32Array(buffer, 0, 2);
  new Uint8Array(buffer, HEADER, body.length).set(body);
  head[1] = body.length;
  Atomics.store(head, 0, state);
  Atomics.notify(head, 0);
}
function post(reply) {
  const { body } = reply;
  const worker = self;
  worker.postMessage(reply, body && body.length > 0 ? [body.buffer] : []);
}
function failure(error) {
  if (error instanceof AuraeError) {
    const { code, message, method, field } = error;
    return { code, message, method, field };
  }
  return { code: "INTERNAL", message: String(error), method: "", field: "" };
}
function channel(number2) {
  const failure2 = failures.get(number2);
  if (failure2) throw failure2;
  const found = channels.get(number2);
  if (!found) throw new AuraeError("UNAVAILABLE", "cannot call: the connection was closed");
  return found;
}
function begin(shared, daemons) {
  if (begun) return;
  begun = true;
  buffer = shared;
  if (daemons.standard) learn(void 0, daemons.standard);
  for (const [path, files] of Object.entries(daemons.configs)) learn(path, files);
}
function learn(name, files) {
  try {
    known.set(name, load(files));
  } catch (error) {
    if (!(error instanceof AuraeError)) throw error;
    known.set(name, error);
  }
}
function open2(number2, choice) {
  const target = "target" in choice ? choice.target : known.get(choice.config);
  if (target === void 0) return;
  if (target instanceof AuraeError) {
    failures.set(number2, target);
    return;
  }
  const socket = "address" in choice && choice.address || target.socket;
  const opened = new Channel({ ...target, socket });
  channels.set(number2, opened);
  opened.connect().catch(() => void 0);
}
function call(request, open3 = false) {
  const { path, request: message, timeout, more } = request;
  const running = channel(request.channel).begin({
    path,
    request: message,
    timeout,
    open: open3 || more !== void 0
  });
  if (more) feed(running, more).catch(() => void 0);
  return running;
}
async function feed(running, messages) {
  for (const message of messages) await running.send(message);
  await running.send();
}
async function write(stream, message) {
  const running = streams.get(stream);
  if (running === void 0) throw tooLate();
  await running.send(message);
}
async function next(running, id) {
  waited.set(id, running);
  try {
    return await running.next();
  } finally {
    waited.delete(id);
  }
}
async function unary(request, id) {
  const running = call(request);
  const message = await next(running, id);
  if (message !== void 0 && await next(running, id) === void 0) return message;
  running.cancel();
  const method = request.path.slice(1);
  const why = message === void 0 ? "no answer" : "more than one answer";
  throw new AuraeError("INTERNAL", `cannot call ${method}: ${why}`, method);
}
async function step(stream, id) {
  const running = streams.get(stream);
  let message;
  try {
    message = running && await next(running, id);
  } finally {
    if (message === void 0) streams.delete(stream);
  }
  return message;
}
async function serve(question, id) {
  switch (question.kind) {
    case "connect":
      await next(connecting(channel(question.channel)), id);
      return nothing;
    case "unary":
      return await unary(question, id);
    case "stream":
      streams.set(question.stream, call(question, question.open));
      return nothing;
    case "write":
      await write(question.stream, question.message);
      return nothing;
    case "next":
      return await step(question.stream, id);
    case "cancel":
      streams.get(question.stream)?.cancel();
      streams.delete(question.stream);
      return void 0;
    case "close":
      channels.get(question.channel)?.close();
      channels.delete(question.channel);
      return void 0;
  }
}
function connecting(opened) {
  const { promise, resolve, reject } = Promise.withResolvers();
  opened.connect().then(() => resolve(void 0), reject);
  return {
    next: () => promise,
    cancel: (why) => reject(new AuraeError("CANCELLED", `cannot connect: ${why}`))
  };
}
async function answered(question) {
  try {
    const body = await serve(question, 0);
    answer(body ? State.Bytes : State.End, body ?? nothing);
  } catch (error) {
    answer(State.Failed, new TextEncoder().encode(JSON.stringify(failure(error))));
  }
}
async function replied(question, id) {
  try {
    const body = await serve(question, id);
    post(body ? { id, body } : { id });
  } catch (error) {
    post({ id, failure: failure(error) });
  }
}
function interrupt() {
  const head = new Int32Array(buffer, 0, 2);
  if (Atomics.compareExchange(head, 0, State.Asleep, State.Idle) === State.Asleep) {
    Atomics.notify(head, 0);
  }
  waited.get(0)?.cancel("interrupted");
}
self.addEventListener("message", (event) => {
  const request = event.data;
  switch (request.kind) {
    case "begin":
      return begin(request.buffer, request.known);
    case "open":
      return open2(request.channel, request.choice);
    case "interruptible":
      return Deno.addSignalListener("SIGINT", interrupt);
    case "abort":
      return waited.get(request.id)?.cancel();
    default:
      void (request.id === void 0 ? answered(request) : replied(request, request.id));
  }
});
self.addEventListener("unhandledrejection", (event) => {
  event.preventDefault();
  answer(State.Failed, new TextEncoder().encode(JSON.stringify(failure(event.reason))));
});
