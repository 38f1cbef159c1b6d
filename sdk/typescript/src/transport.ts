/**
 * gRPC over HTTP/2 with mutual TLS, on a Unix socket or TCP: the asynchronous channel.
 *
 * Written on node:http2 rather than on grpc-js because a script's start counts: the whole of this
 * file loads in under a millisecond, and what a channel to one daemon needs is small (no load
 * balancing, no name resolution, no compression).
 */

import * as http2 from "node:http2";
import * as net from "node:net";
import * as tls from "node:tls";

import { AuraeError, codeName } from "./errors.ts";

/** Where the daemon is and how the script proves who it is; certificates and key as PEM. */
export interface Target {
  /** Absolute path of a Unix socket, `unix:/path`, or `host:port`. */
  socket: string;
  ca: string;
  certificate: string;
  key: string;
}

/** What a call may say about itself. */
export interface CallOptions {
  /** Milliseconds until the call is given up with DEADLINE_EXCEEDED; no limit when unset. */
  timeout?: number;
  signal?: AbortSignal;
}

const PREFIX = 5;
const MESSAGE_LIMIT = 16 * 1024 * 1024;
const WINDOW = 1024 * 1024;
const CONNECT_LIMIT = 10_000;
// The name in the daemon's certificate. Its address is a path or a number, so a name has to be
// chosen; every daemon's certificate carries this one.
const SERVER_NAME = "localhost";

// In TLS 1.3 a server that refuses the client's certificate just closes.
const CLOSED = "the daemon closed the connection; is the client certificate still valid? " +
  "`aer login --local` makes a new one";

/** One connection to one daemon, opened by the first call and again after it was lost. */
export class Channel {
  private session: Promise<http2.ClientHttp2Session> | undefined;

  constructor(private readonly target: Target) {}

  /** Open the connection now. Throws AuraeError UNAVAILABLE or UNAUTHENTICATED. */
  async connect(): Promise<void> {
    await this.live("");
  }

  /** One request, one answer. `path` is `/package.Service/Method`. */
  async unary(path: string, request: Uint8Array, options: CallOptions = {}): Promise<Uint8Array> {
    let answer: Uint8Array | undefined;
    const session = await this.live(path.slice(1));
    for await (const message of exchange(session, path, request, options)) answer ??= message;
    if (answer === undefined) {
      throw new AuraeError("INTERNAL", `cannot call ${path.slice(1)}: no answer`, path.slice(1));
    }
    return answer;
  }

  /**
   * One request, answers until the daemon ends the stream. Leaving the loop cancels the call.
   *
   * Each stream has a connection of its own: Deno 2.9's node:http2 gives a whole session up when
   * data arrives for a stream that was cancelled, and other calls must not be lost with it.
   */
  async *serverStream(
    path: string,
    request: Uint8Array,
    options: CallOptions = {},
  ): AsyncGenerator<Uint8Array> {
    const session = await open(this.target, path.slice(1));
    try {
      yield* exchange(session, path, request, options);
    } finally {
      session.destroy();
    }
  }

  /** Close the connection; open calls are cancelled. */
  async close(): Promise<void> {
    const session = await this.session?.catch(() => undefined);
    this.session = undefined;
    session?.destroy();
  }

  private async live(method: string): Promise<http2.ClientHttp2Session> {
    if (this.session !== undefined) {
      try {
        const known = await this.session;
        if (!known.closed && !known.destroyed) return known;
      } catch (error) {
        // Whoever waited learns why; only the next call tries again.
        this.session = undefined;
        throw error;
      }
    }
    const opening = open(this.target, method);
    this.session = opening;
    return await opening;
  }
}

/** One call on an open connection: the messages of its answer. */
async function* exchange(
  session: http2.ClientHttp2Session,
  path: string,
  request: Uint8Array,
  options: CallOptions,
): AsyncGenerator<Uint8Array> {
  const method = path.slice(1);
  const stream = session.request({
    ":method": "POST",
    ":path": path,
    ":scheme": "https",
    ":authority": SERVER_NAME,
    "content-type": "application/grpc",
    te: "trailers",
    "user-agent": "auraescript",
    ...(options.timeout === undefined
      ? {}
      : { "grpc-timeout": `${Math.min(99_999_999, Math.max(1, Math.ceil(options.timeout)))}m` }),
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

/** How a stream ended: status from headers or trailers, reset, deadline, or a lost connection. */
class Outcome {
  private status: AuraeError | undefined;
  private seen = false;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly ended = Promise.withResolvers<void>();

  constructor(
    private readonly stream: http2.ClientHttp2Stream,
    private readonly method: string,
    options: CallOptions,
  ) {
    stream.on("response", (headers: http2.IncomingHttpHeaders) => this.headers(headers));
    stream.on("trailers", (headers: http2.IncomingHttpHeaders) => this.trailers(headers));
    stream.on("close", () => this.ended.resolve());
    stream.on("error", () => this.ended.resolve());
    if (options.timeout !== undefined) {
      const limit = options.timeout;
      // The daemon gets the same limit and usually answers first.
      this.timer = setTimeout(
        () => this.giveUp("DEADLINE_EXCEEDED", `no answer in ${limit / 1000} s`),
        limit + 250,
      );
    }
    options.signal?.addEventListener("abort", () => this.giveUp("CANCELLED", "cancelled"));
  }

  async finished(): Promise<void> {
    await this.ended.promise;
    if (this.status) throw this.status;
    if (!this.seen) {
      throw new AuraeError("UNAVAILABLE", this.text("the connection was lost"), this.method);
    }
  }

  /** The daemon's own words, where it managed to say them before the stream broke. */
  async explain(error: unknown): Promise<unknown> {
    if (error instanceof AuraeError) return error;
    await this.ended.promise;
    if (this.status) return this.status;
    const why = error instanceof Error ? error.message : String(error);
    return new AuraeError("UNAVAILABLE", this.text(why), this.method);
  }

  release(): void {
    clearTimeout(this.timer);
    if (!this.stream.closed) this.stream.close(http2.constants.NGHTTP2_CANCEL);
  }

  private headers(headers: http2.IncomingHttpHeaders): void {
    const status = Number(headers[":status"]);
    if (status !== 200) {
      this.seen = true;
      this.status = new AuraeError("UNAVAILABLE", this.text(`HTTP status ${status}`), this.method);
    } else if (headers["grpc-status"] !== undefined) {
      this.trailers(headers);
    }
  }

  private trailers(headers: http2.IncomingHttpHeaders): void {
    this.seen = true;
    const code = Number(headers["grpc-status"]);
    if (code === 0) return;
    const words = percentDecoded(String(headers["grpc-message"] ?? ""));
    this.status = new AuraeError(codeName(code), words || this.text(codeName(code)), this.method);
  }

  private giveUp(code: "DEADLINE_EXCEEDED" | "CANCELLED", why: string): void {
    this.seen = true;
    this.status ??= new AuraeError(code, this.text(why), this.method);
    this.stream.close(http2.constants.NGHTTP2_CANCEL);
    this.ended.resolve();
  }

  private text(why: string): string {
    return `cannot call ${this.method}: ${why}`;
  }
}

function open(target: Target, method: string): Promise<http2.ClientHttp2Session> {
  const { promise, resolve, reject } = Promise.withResolvers<http2.ClientHttp2Session>();
  const fail = (error: Error) => reject(unreachable(target.socket, error, method));
  let secure: tls.TLSSocket;
  try {
    secure = dial(target);
  } catch (error) {
    fail(error as Error);
    return promise;
  }
  const limit = setTimeout(() => {
    secure.destroy();
    fail(new Error(`no answer in ${CONNECT_LIMIT / 1000} s`));
  }, CONNECT_LIMIT);
  const session = http2.connect("https://localhost", {
    createConnection: () => secure,
    settings: { enablePush: false, initialWindowSize: WINDOW },
  });
  // The first SETTINGS frame shows that the daemon has accepted the certificate: in TLS 1.3 the
  // client's handshake is over before the server has looked at it.
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

function dial(target: Target): tls.TLSSocket {
  return tls.connect({
    socket: net.connect(address(target.socket)),
    servername: SERVER_NAME,
    ca: target.ca,
    cert: target.certificate,
    key: target.key,
    minVersion: "TLSv1.3",
    ALPNProtocols: ["h2"],
  });
}

function address(socket: string): { path: string } | { host: string; port: number } {
  if (socket.startsWith("unix:")) return { path: socket.slice(5) };
  if (socket.startsWith("/")) return { path: socket };
  const colon = socket.lastIndexOf(":");
  const host = socket.slice(0, colon).replace(/^\[|\]$/g, "");
  return { host, port: Number(socket.slice(colon + 1)) };
}

/** What a person can do about the usual reasons. */
const REASONS: [RegExp, string][] = [
  [/ENOENT/, "no such socket; is auraed running?"],
  [/ECONNREFUSED/, "connection refused; is auraed running?"],
  [/EACCES|EPERM/, "permission denied"],
  [/EPIPE|ECONNRESET/, CLOSED],
];

function unreachable(socket: string, error: Error, method: string): AuraeError {
  const why = REASONS.find(([pattern]) => pattern.test(error.message))?.[1] ?? error.message;
  if (/certificate|self.signed/i.test(why) && why !== CLOSED) {
    const text = `cannot connect to ${socket}: cannot verify the daemon: ${why}`;
    return new AuraeError("UNAUTHENTICATED", text, method);
  }
  return new AuraeError("UNAVAILABLE", `cannot connect to ${socket}: ${why}`, method);
}

function framed(message: Uint8Array): Uint8Array {
  const frame = new Uint8Array(PREFIX + message.length);
  new DataView(frame.buffer).setUint32(1, message.length);
  frame.set(message, PREFIX);
  return frame;
}

/** The messages in a stream of bytes that is cut anywhere. */
async function* messages(
  stream: AsyncIterable<Uint8Array>,
  method: string,
): AsyncGenerator<Uint8Array> {
  let rest: Uint8Array = new Uint8Array(0);
  for await (const piece of stream) {
    rest = joined(rest, piece);
    while (rest.length >= PREFIX) {
      const length = new DataView(rest.buffer, rest.byteOffset).getUint32(1);
      if (rest[0] !== 0 || length > MESSAGE_LIMIT) {
        throw new AuraeError(
          "INTERNAL",
          `cannot call ${method}: bad message of ${length} bytes`,
          method,
        );
      }
      if (rest.length < PREFIX + length) break;
      yield rest.slice(PREFIX, PREFIX + length);
      rest = rest.subarray(PREFIX + length);
    }
  }
}

function joined(left: Uint8Array, right: Uint8Array): Uint8Array {
  if (left.length === 0) return right;
  const whole = new Uint8Array(left.length + right.length);
  whole.set(left);
  whole.set(right, left.length);
  return whole;
}

function percentDecoded(words: string): string {
  try {
    return decodeURIComponent(words);
  } catch {
    return words;
  }
}
