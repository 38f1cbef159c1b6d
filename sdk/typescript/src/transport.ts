/** A channel to one daemon: gRPC with mutual TLS, on a Unix socket or TCP. */

import * as net from "node:net";
import * as tls from "node:tls";

import { joined } from "./bytes.ts";
import { Call, CallFailed, framed } from "./call.ts";
import { AuraeError } from "./errors.ts";
import { encode } from "./hpack.ts";
import { Session } from "./http2.ts";

/** Where the daemon is and how the script proves who it is; certificates and key as PEM. */
export interface Target {
  /** Absolute path of a Unix socket, `unix:/path`, or `host:port`. */
  socket: string;
  ca: string;
  certificate: string;
  key: string;
}

/** What somebody waits for and may give up. */
export interface Waited {
  /** The next answer; undefined at the end. Throws AuraeError. */
  next(): Promise<Uint8Array | undefined>;
  /** Give it up; whoever waits gets CANCELLED. */
  cancel(why?: string): void;
}

/** A call that runs: its answers, one after the other, and how to go on with its request. */
export interface Running extends Waited {
  /**
   * Send one more message of an open request; without one the request ends. Resolves when there is
   * room for another. Rejects with AuraeError.
   */
  send(message?: Uint8Array): Promise<void>;
}

/** What is asked. */
export interface Asked {
  /** `/package.Service/Method`. */
  path: string;
  /** The request's only message, or its first, where it has one. */
  request: Uint8Array | undefined;
  /** Milliseconds. */
  timeout: number | undefined;
  /** More messages of the request may follow. */
  open?: boolean | undefined;
}

const CONNECT_LIMIT = 10_000;
// The name in the daemon's certificate. Its address is a path or a number, so a name has to be
// chosen; every daemon's certificate carries this one.
const SERVER_NAME = "localhost";

// In TLS 1.3 a server that refuses the client's certificate just closes.
const REFUSED = "the daemon closed the connection; is the client certificate still valid? " +
  "`aer login --local` makes a new one";
const LOST = "the connection was lost";

/** One connection to one daemon, opened by the first call and again after it was lost. */
export class Channel {
  private session: Promise<Session> | undefined;
  private closed = false;

  constructor(private readonly target: Target) {}

  /** Open the connection now. Throws AuraeError UNAVAILABLE or UNAUTHENTICATED. */
  async connect(): Promise<void> {
    await this.live("");
  }

  /**
   * Begin a call.
   *
   * A request that certainly did not reach the daemon is sent again, once, unless more of it was
   * sent than its first message.
   */
  begin({ path, request, timeout, open = false }: Asked): Running {
    let again = true;
    let cancelled: string | undefined;
    const end = timeout === undefined ? undefined : performance.now() + timeout;
    const attempt = () => {
      const call = new Call(path.slice(1), end && Math.max(0, end - performance.now()));
      const headers = heading(path, timeout);
      const body = request === undefined ? new Uint8Array(0) : framed(request);
      this.live(path.slice(1)).then(
        (session) => call.carriedBy(session.request(headers, body, call, open)),
        (error) => call.refuse(error),
      );
      return call;
    };
    let call = attempt();
    return {
      next: async () => {
        try {
          const message = await call.next();
          again = false;
          return message;
        } catch (error) {
          if (!again || cancelled !== undefined) throw error;
          if (!(error instanceof CallFailed && error.unsent)) throw error;
          again = false;
          call = attempt();
          return await call.next();
        }
      },
      send: (message) => {
        again = false;
        return call.send(message);
      },
      cancel: (why = "cancelled") => {
        cancelled = why;
        call.cancel(why);
      },
    };
  }

  /** Close the connection; open calls are cancelled. */
  close(): void {
    this.closed = true;
    this.session?.then((session) => session.lost("the connection was closed"), () => undefined);
    this.session = undefined;
  }

  private async live(method: string): Promise<Session> {
    if (this.closed) {
      throw new AuraeError("UNAVAILABLE", `cannot call ${method}: the connection was closed`);
    }
    const known = this.session;
    if (known !== undefined) {
      try {
        const session = await known;
        if (!session.closed) return session;
      } catch (error) {
        // Whoever waited learns why; only the next call tries again.
        if (this.session === known) this.session = undefined;
        throw error;
      }
      // Several calls may find it closed; the first opens the next one for all.
      if (this.session !== known) return await this.live(method);
    }
    const opening = open(this.target, method);
    this.session = opening;
    return await opening;
  }
}

const headings = new Map<string, Uint8Array>();

/** The headers of a call, whose greater part is the same each time. */
function heading(path: string, timeout: number | undefined): Uint8Array {
  let known = headings.get(path);
  if (known === undefined) {
    known = encode([
      [":method", "POST"],
      [":scheme", "https"],
      [":path", path],
      [":authority", SERVER_NAME],
      ["content-type", "application/grpc"],
      ["te", "trailers"],
      ["user-agent", "auraescript"],
    ]);
    headings.set(path, known);
  }
  if (timeout === undefined) return known;
  const limit = Math.min(99_999_999, Math.max(1, Math.ceil(timeout)));
  return joined(known, encode([["grpc-timeout", `${limit}m`]]));
}

function open(target: Target, method: string): Promise<Session> {
  const { promise, resolve, reject } = Promise.withResolvers<Session>();
  const fail = (error: Error) => reject(unreachable(target.socket, error, method));
  let secure: tls.TLSSocket;
  try {
    secure = dial(target);
  } catch (error) {
    fail(error as Error);
    return promise;
  }
  const limit = setTimeout(() => {
    fail(new Error(`no answer in ${CONNECT_LIMIT / 1000} s`));
    secure.destroy();
  }, CONNECT_LIMIT);
  const session = new Session(secure, () => secure.destroy());
  // The daemon's first frame shows that it has accepted the certificate: in TLS 1.3 the client's
  // handshake is over before the server has looked at it.
  session.ready.then(() => {
    clearTimeout(limit);
    resolve(session);
  }, (error) => lost(error, LOST));
  const lost = (error: Error, why: string) => {
    clearTimeout(limit);
    // What the session found wrong says more than that the socket was closed after it.
    fail(session.why === undefined ? error : new Error(session.why));
    session.lost(why);
  };
  secure.on("data", (bytes: Uint8Array) => session.read(bytes));
  secure.on("error", (error: Error) => lost(error, LOST));
  secure.on("close", () => lost(new Error(REFUSED), LOST));
  secure.on("end", () => lost(new Error(REFUSED), LOST));
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
const REASONS: [RegExp, (socket: string) => string][] = [
  [/ENOENT/, () => "no such socket; is auraed running?"],
  [/ECONNREFUSED/, () => "connection refused; is auraed running?"],
  [/EACCES|EPERM/, () => "permission denied"],
  [/EPIPE|ECONNRESET/, () => REFUSED],
  [/Requires .* access/, (socket) => `the script may not connect; ${remedy(socket)}`],
];

function remedy(socket: string): string {
  const path = socket.startsWith("unix:") ? socket.slice(5) : socket;
  if (!path.startsWith("/")) return `give auraescript --host=${socket} or --allow-net=${socket}`;
  return `give auraescript --host=${path}`;
}

function unreachable(socket: string, error: Error, method: string): AuraeError {
  const found = REASONS.find(([pattern]) => pattern.test(error.message));
  const why = found?.[1](socket) ?? error.message;
  if (/certificate|self.signed/i.test(why) && why !== REFUSED) {
    const text = `cannot connect to ${socket}: cannot verify the daemon: ${why}`;
    return new AuraeError("UNAUTHENTICATED", text, method);
  }
  return new AuraeError("UNAVAILABLE", `cannot connect to ${socket}: ${why}`, method);
}
