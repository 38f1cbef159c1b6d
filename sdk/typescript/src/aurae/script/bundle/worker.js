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
  /**
   * @param code what kind of failure, by gRPC's name
   * @param message "cannot X: why", as the daemon or the library put it
   * @param method full name of the RPC, such as `aurae.runtime.v0.RuntimeService/Start`; empty
   *   when no call was made
   */
  constructor(code, message, method = "") {
    super(message);
    this.code = code;
    this.method = method;
  }
  code;
  method;
  name = "AuraeError";
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

// src/protocol.ts
var State = { Waiting: 0, Bytes: 1, Failed: 2, End: 3 };
var HEADER = 8;
var ROOM = 64 * 1024;
var LIMIT = 17 * 1024 * 1024;

// src/transport.ts
import * as http2 from "node:http2";
import * as net from "node:net";
import * as tls from "node:tls";
var PREFIX = 5;
var MESSAGE_LIMIT = 16 * 1024 * 1024;
var WINDOW = 1024 * 1024;
var CONNECT_LIMIT = 1e4;
var SERVER_NAME = "localhost";
var CLOSED = "the daemon closed the connection; is the client certificate still valid? `aer login --local` makes a new one";
var Channel = class {
  constructor(target) {
    this.target = target;
  }
  target;
  session;
  /** Open the connection now. Throws AuraeError UNAVAILABLE or UNAUTHENTICATED. */
  async connect() {
    await this.live("");
  }
  /** One request, one answer. `path` is `/package.Service/Method`. */
  async unary(path, request, options = {}) {
    let answer2;
    const session = await this.live(path.slice(1));
    for await (const message of exchange(session, path, request, options)) answer2 ??= message;
    if (answer2 === void 0) {
      throw new AuraeError("INTERNAL", `cannot call ${path.slice(1)}: no answer`, path.slice(1));
    }
    return answer2;
  }
  /**
   * One request, answers until the daemon ends the stream. Leaving the loop cancels the call.
   *
   * Each stream has a connection of its own: Deno 2.9's node:http2 gives a whole session up when
   * data arrives for a stream that was cancelled, and other calls must not be lost with it.
   */
  async *serverStream(path, request, options = {}) {
    const session = await open(this.target, path.slice(1));
    try {
      yield* exchange(session, path, request, options);
    } finally {
      session.destroy();
    }
  }
  /** Close the connection; open calls are cancelled. */
  async close() {
    const session = await this.session?.catch(() => void 0);
    this.session = void 0;
    session?.destroy();
  }
  async live(method) {
    if (this.session !== void 0) {
      try {
        const known = await this.session;
        if (!known.closed && !known.destroyed) return known;
      } catch (error) {
        this.session = void 0;
        throw error;
      }
    }
    const opening = open(this.target, method);
    this.session = opening;
    return await opening;
  }
};
async function* exchange(session, path, request, options) {
  const method = path.slice(1);
  const stream = session.request({
    ":method": "POST",
    ":path": path,
    ":scheme": "https",
    ":authority": SERVER_NAME,
    "content-type": "application/grpc",
    te: "trailers",
    "user-agent": "auraescript",
    ...options.timeout === void 0 ? {} : { "grpc-timeout": `${Math.min(99999999, Math.max(1, Math.ceil(options.timeout)))}m` }
  });
  const outcome = new Outcome(stream, method, options);
  try {
    stream.end(framed(request));
    yield* messages(stream, method);
    await outcome.finished();
  } catch (error) {
    throw await outcome.explain(error);
  } finally {
    outcome.release();
  }
}
var Outcome = class {
  constructor(stream, method, options) {
    this.stream = stream;
    this.method = method;
    stream.on("response", (headers) => this.headers(headers));
    stream.on("trailers", (headers) => this.trailers(headers));
    stream.on("close", () => this.ended.resolve());
    stream.on("error", () => this.ended.resolve());
    if (options.timeout !== void 0) {
      const limit = options.timeout;
      this.timer = setTimeout(
        () => this.giveUp("DEADLINE_EXCEEDED", `no answer in ${limit / 1e3} s`),
        limit + 250
      );
    }
    options.signal?.addEventListener("abort", () => this.giveUp("CANCELLED", "cancelled"));
  }
  stream;
  method;
  status;
  seen = false;
  timer;
  ended = Promise.withResolvers();
  async finished() {
    await this.ended.promise;
    if (this.status) throw this.status;
    if (!this.seen) {
      throw new AuraeError("UNAVAILABLE", this.text("the connection was lost"), this.method);
    }
  }
  /** The daemon's own words, where it managed to say them before the stream broke. */
  async explain(error) {
    if (error instanceof AuraeError) return error;
    await this.ended.promise;
    if (this.status) return this.status;
    const why = error instanceof Error ? error.message : String(error);
    return new AuraeError("UNAVAILABLE", this.text(why), this.method);
  }
  release() {
    clearTimeout(this.timer);
    if (!this.stream.closed) this.stream.close(http2.constants.NGHTTP2_CANCEL);
  }
  headers(headers) {
    const status = Number(headers[":status"]);
    if (status !== 200) {
      this.seen = true;
      this.status = new AuraeError("UNAVAILABLE", this.text(`HTTP status ${status}`), this.method);
    } else if (headers["grpc-status"] !== void 0) {
      this.trailers(headers);
    }
  }
  trailers(headers) {
    this.seen = true;
    const code = Number(headers["grpc-status"]);
    if (code === 0) return;
    const words = percentDecoded(String(headers["grpc-message"] ?? ""));
    this.status = new AuraeError(codeName(code), words || this.text(codeName(code)), this.method);
  }
  giveUp(code, why) {
    this.seen = true;
    this.status ??= new AuraeError(code, this.text(why), this.method);
    this.stream.close(http2.constants.NGHTTP2_CANCEL);
    this.ended.resolve();
  }
  text(why) {
    return `cannot call ${this.method}: ${why}`;
  }
};
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
    secure.destroy();
    fail(new Error(`no answer in ${CONNECT_LIMIT / 1e3} s`));
  }, CONNECT_LIMIT);
  const session = http2.connect("https://localhost", {
    createConnection: () => secure,
    settings: { enablePush: false, initialWindowSize: WINDOW }
  });
  session.once("remoteSettings", () => {
    clearTimeout(limit);
    resolve(session);
  });
  session.on("error", fail);
  secure.on("error", fail);
  session.on("close", () => {
    clearTimeout(limit);
    fail(new Error(CLOSED));
  });
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
  [/ENOENT/, "no such socket; is auraed running?"],
  [/ECONNREFUSED/, "connection refused; is auraed running?"],
  [/EACCES|EPERM/, "permission denied"],
  [/EPIPE|ECONNRESET/, CLOSED]
];
function unreachable(socket, error, method) {
  const why = REASONS.find(([pattern]) => pattern.test(error.message))?.[1] ?? error.message;
  if (/certificate|self.signed/i.test(why) && why !== CLOSED) {
    const text = `cannot connect to ${socket}: cannot verify the daemon: ${why}`;
    return new AuraeError("UNAUTHENTICATED", text, method);
  }
  return new AuraeError("UNAVAILABLE", `cannot connect to ${socket}: ${why}`, method);
}
function framed(message) {
  const frame = new Uint8Array(PREFIX + message.length);
  new DataView(frame.buffer).setUint32(1, message.length);
  frame.set(message, PREFIX);
  return frame;
}
async function* messages(stream, method) {
  let rest = new Uint8Array(0);
  for await (const piece of stream) {
    rest = joined(rest, piece);
    while (rest.length >= PREFIX) {
      const length = new DataView(rest.buffer, rest.byteOffset).getUint32(1);
      if (rest[0] !== 0 || length > MESSAGE_LIMIT) {
        throw new AuraeError(
          "INTERNAL",
          `cannot call ${method}: bad message of ${length} bytes`,
          method
        );
      }
      if (rest.length < PREFIX + length) break;
      yield rest.slice(PREFIX, PREFIX + length);
      rest = rest.subarray(PREFIX + length);
    }
  }
}
function joined(left, right) {
  if (left.length === 0) return right;
  const whole = new Uint8Array(left.length + right.length);
  whole.set(left);
  whole.set(right, left.length);
  return whole;
}
function percentDecoded(words) {
  try {
    return decodeURIComponent(words);
  } catch {
    return words;
  }
}

// src/worker.ts
var channels = /* @__PURE__ */ new Map();
var failures = /* @__PURE__ */ new Map();
var streams = /* @__PURE__ */ new Map();
var buffer = new SharedArrayBuffer(HEADER);
var begun = false;
var standard;
function answer(state, body) {
  if (buffer.byteLength < HEADER + body.length) buffer.grow(HEADER + body.length);
  const head = new Int32Array(buffer, 0, 2);
  new Uint8Array(buffer, HEADER, body.length).set(body);
  head[1] = body.length;
  Atomics.store(head, 0, state);
  Atomics.notify(head, 0);
}
function failed(error) {
  const failure = error instanceof AuraeError ? { code: error.code, message: error.message, method: error.method } : { code: "INTERNAL", message: String(error), method: "" };
  answer(State.Failed, new TextEncoder().encode(JSON.stringify(failure)));
}
function channel(number) {
  const failure = failures.get(number);
  if (failure) throw failure;
  const found = channels.get(number);
  if (!found) throw new AuraeError("UNAVAILABLE", "cannot call: the connection was closed");
  return found;
}
function begin(shared, files) {
  if (begun) return;
  begun = true;
  buffer = shared;
  try {
    standard = files && load(files);
  } catch (error) {
    if (!(error instanceof AuraeError)) throw error;
    standard = error;
  }
}
function open2(number, target) {
  if (target === void 0) return;
  if (target instanceof AuraeError) {
    failures.set(number, target);
    return;
  }
  const opened = new Channel(target);
  channels.set(number, opened);
  opened.connect().catch(() => void 0);
}
async function next(number) {
  const stream = streams.get(number);
  const step = await stream?.next();
  if (step === void 0 || step.done) {
    streams.delete(number);
    answer(State.End, new Uint8Array(0));
  } else {
    answer(State.Bytes, step.value);
  }
}
async function close(number) {
  await channels.get(number)?.close();
  channels.delete(number);
}
var nothing = new Uint8Array(0);
async function serve(request) {
  switch (request.kind) {
    case "begin":
      begin(request.buffer, request.standard);
      break;
    case "open":
      open2(request.channel, request.target ?? standard);
      break;
    case "connect":
      await channel(request.channel).connect();
      answer(State.Bytes, nothing);
      break;
    case "unary": {
      const { path, timeout } = request;
      answer(State.Bytes, await channel(request.channel).unary(path, request.request, { timeout }));
      break;
    }
    case "stream": {
      const { path, timeout } = request;
      streams.set(
        request.stream,
        channel(request.channel).serverStream(path, request.request, { timeout })
      );
      answer(State.Bytes, nothing);
      break;
    }
    case "next":
      await next(request.stream);
      break;
    case "cancel":
      await streams.get(request.stream)?.return(void 0);
      streams.delete(request.stream);
      answer(State.End, nothing);
      break;
    case "close":
      await close(request.channel);
      answer(State.End, nothing);
  }
}
self.addEventListener("message", (event) => {
  void serve(event.data).catch(failed);
});
self.addEventListener("unhandledrejection", (event) => {
  event.preventDefault();
  failed(event.reason);
});
