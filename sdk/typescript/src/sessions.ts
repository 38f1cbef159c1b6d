/** Commands beside a running workload, and its own streams: Exec and Attach of RuntimeService. */

import * as proto from "../gen/runtime.ts";
import type { Ask, Duplex } from "./bridge.ts";
import { joined } from "./bytes.ts";
import { AuraeError } from "./errors.ts";
import { document, present, type Presented, Result, whole } from "./present.ts";
import {
  answer,
  ask,
  type CallOptions,
  type Cancellable,
  type Connection,
  type Definition,
} from "./service.ts";
import { listing } from "./table.ts";
import { words } from "./words.ts";

const { exec, attach } = proto.RuntimeServiceDefinition.methods;
const PACKAGE = "aurae.runtime.v0.";
/** What the daemon takes of standard input in one message. */
const PIECE = 64 * 1024;
/** Bytes that may wait when `write` is called. */
const WAITING_LIMIT = 1024 * 1024;
const OUTPUT_LIMIT = 64 * 1024 * 1024;
const utf8 = new TextDecoder("utf-8", { ignoreBOM: true });

/** A terminal's size. */
export interface TerminalSize {
  rows: number;
  columns: number;
}

/** Where a command runs beside a workload. */
export interface Beside {
  /** Variables beside those of the workload's main process. */
  env?: Record<string, string>;
  /** Absolute path. Default: that of the workload's main process. */
  workingDirectory?: string;
  /** Name or number. Default: that of the workload's main process. */
  user?: string;
  /** Name or number. Default: that of the workload's main process. */
  group?: string;
}

/** A session to begin. */
export interface SessionStart extends Beside {
  /** Of the workload. */
  name: string;
  /** The command as words; no shell reads them. */
  argv: readonly string[];
  /** Give it a terminal of this size; stderr then joins stdout. */
  terminal?: TerminalSize;
  /** Close its standard input at once. Default: false. */
  noStdin?: boolean;
}

/** How `exec` runs a command to its end. */
export interface CommandOptions extends Beside, CallOptions {
  /** Its standard input. Default: none. */
  stdin?: string | Uint8Array;
  /** Bytes that it may write; RESOURCE_EXHAUSTED for more. Default: 64 MiB. */
  outputLimit?: number;
}

/** How `attach` attaches. */
export interface AttachOptions extends CallOptions {
  /** Bytes of earlier output of each stream to begin with, at most 1 MiB. Default: 0. */
  history?: number;
  /** Only look. Default: false. */
  readOnly?: boolean;
  /** The size of a terminal. */
  size?: TerminalSize;
}

/** A command that has ended, and what it wrote. */
export interface Ran extends Result {
  /** What it wrote, read as UTF-8. */
  readonly stdout: string;
  readonly stderr: string;
  /** What it wrote. */
  readonly stdoutBytes: Uint8Array;
  readonly stderrBytes: Uint8Array;
  /** Set when it ended by itself. */
  readonly exitCode?: number | undefined;
  /** Number of the signal that ended it, if one did. */
  readonly signal?: number | undefined;
  /** Why it ended, where `exitCode` does not say. */
  readonly reason: string;
}

type Shown<T> = Result & Presented<T>;
type Said = Omit<proto.ExecRequest, "start">;

/** A call to talk with: what comes is iterated, what goes is written. */
class Talk<R> implements AsyncIterable<R> {
  readonly #call: Duplex;
  readonly #items: AsyncGenerator<R>;
  readonly #request: (request: Said) => Uint8Array;
  #turn: Promise<void> = Promise.resolve();
  #waiting = 0;

  /** @internal */
  constructor(
    call: Duplex,
    read: (message: Uint8Array) => R,
    request: (request: Said) => Uint8Array,
  ) {
    this.#call = call;
    this.#request = request;
    this.#items = async function* () {
      for await (const message of call.messages) yield read(message);
    }();
  }

  /** What comes, to the end; leaving the loop ends the call. */
  [Symbol.asyncIterator](): AsyncGenerator<R> {
    return this.#items;
  }

  /**
   * Write to standard input. Resolves when there is room for more; RESOURCE_EXHAUSTED where 1 MiB
   * waits already because nobody awaited that.
   */
  write(data: string | Uint8Array): Promise<void> {
    const bytes = bytesOf(data);
    return this.#later(bytes.length, async () => {
      for (const stdin of pieces(bytes)) await this.send({ stdin });
    });
  }

  /** End standard input, behind what is written already. */
  end(): Promise<void> {
    return this.#later(0, () => this.send({ stdinEnd: true }));
  }

  /** Tell the terminal its new size. */
  resize(rows: number, columns: number): Promise<void> {
    return this.send({ size: { rows, columns } });
  }

  /** Leave: the call is over, and so is its loop. */
  close(): Promise<void> {
    return this.#call.cancel();
  }

  /** @internal */
  protected send(request: Said): Promise<void> {
    return quiet(this.#call.send(this.#request(request)));
  }

  /** In the order in which they were called. */
  #later(size: number, work: () => Promise<void>): Promise<void> {
    if (this.#waiting >= WAITING_LIMIT) {
      const why = "1 MiB waits already; `await` each write";
      return quiet(Promise.reject(new AuraeError("RESOURCE_EXHAUSTED", `cannot write: ${why}`)));
    }
    this.#waiting += size;
    const done = this.#turn.then(work).finally(() => this.#waiting -= size);
    this.#turn = done;
    return quiet(done);
  }
}

/** A command beside a workload: its output and its end are iterated. */
export class Session extends Talk<Shown<proto.ExecResponse>> {
  /** Send a signal, such as `SIGINT`, to the command. */
  signal(name: string): Promise<void> {
    return this.send({ signal: name });
  }
}

/** The streams of a running workload: its output and its end are iterated. */
export class Attachment extends Talk<Shown<proto.AttachResponse>> {}

/** What `Runtime` has of sessions. */
export interface Sessions {
  /**
   * Run a command in the cell and the namespaces of a running workload, and wait for its end. A line
   * is split as sh(1) would; nothing in it is expanded.
   */
  exec(name: string, command: string | readonly string[], options?: CommandOptions): Ran;
  /** Throws AuraeError UNIMPLEMENTED: to attach takes `connectAsync()`. */
  attach(name: string): never;
}

/** What `AsyncRuntime` has of sessions. */
export interface AsyncSessions {
  /**
   * Run a command in the cell and the namespaces of a running workload, to its end. A line is split
   * as sh(1) would; nothing in it is expanded.
   */
  exec(
    name: string,
    command: string | readonly string[],
    options?: CommandOptions & Cancellable,
  ): Promise<Ran>;
  /** Begin such a command, to talk with; `stdin` is all of its standard input, where given. */
  exec(
    start: SessionStart,
    stdin?: string | Uint8Array,
    options?: CallOptions & Cancellable,
  ): Session;
  /** Connect to the streams or the terminal of a running workload. */
  attach(name: string, options?: AttachOptions & Cancellable): Attachment;
}

/** Sessions for who sleeps until the answer is there. */
export function sessions(
  { bridge, channel }: Connection,
  definition: Definition = proto.RuntimeServiceDefinition,
): Sessions {
  return {
    exec(name, command, options = {}) {
      if (typeof name !== "string") throw unanswerable("exec", "; exec(NAME, COMMAND) waits here");
      const written = new Written(name, options.outputLimit);
      const request = asked(definition, name, command, options);
      for (const message of bridge.serverStream(channel, request)) {
        written.add(message);
      }
      return written.result();
    },
    attach() {
      throw unanswerable("attach", "");
    },
  };
}

/** Sessions for who goes on meanwhile. */
export function asyncSessions(
  { bridge, channel }: Connection,
  definition: Definition = proto.RuntimeServiceDefinition,
): AsyncSessions {
  const run = async (name: string, command: Command, options: CommandOptions & Cancellable) => {
    const request = asked(definition, name, command, options);
    const written = new Written(name, options.outputLimit);
    for await (const message of bridge.serverStreamLater(channel, request, options.signal)) {
      written.add(message);
    }
    return written.result();
  };
  const begin = (start: SessionStart, stdin: Command | undefined, options: Talking) => {
    const request = ask(definition, exec, { start }, options.timeout);
    const session = new Session(
      bridge.duplex(channel, request, options.signal),
      (bytes) => present(`${PACKAGE}ExecResponse`, answer(definition, exec, bytes)),
      (message) => proto.ExecRequest.encode(message).finish(),
    );
    if (stdin !== undefined) {
      void session.write(stdin as string | Uint8Array);
      void session.end();
    }
    return session;
  };
  return {
    exec:
      ((first: string | SessionStart, second?: Command, options: Talking = {}) =>
        typeof first === "string"
          ? run(first, second as Command, options)
          : begin(first, second, options)) as AsyncSessions["exec"],
    attach(name, options = {}) {
      const { timeout, signal, ...rest } = options;
      const request = ask(definition, attach, { start: { name, ...rest } }, timeout);
      return new Attachment(
        bridge.duplex(channel, request, signal),
        (bytes) => present(`${PACKAGE}AttachResponse`, answer(definition, attach, bytes)),
        (message) => proto.AttachRequest.encode(message).finish(),
      );
    },
  };
}

type Command = string | Uint8Array | readonly string[];
type Talking = CallOptions & Cancellable;

/** The whole request of a command that is run to its end. */
function asked(
  definition: Definition,
  name: string,
  command: Command,
  options: CommandOptions,
): Ask {
  const { env, workingDirectory, user, group, stdin, timeout } = options;
  const argv = typeof command === "string" ? words(command) : [...command as readonly string[]];
  const place = { env, workingDirectory, user, group };
  const start = { ...place, name, argv, noStdin: stdin === undefined };
  const more = stdin === undefined ? [] : [...pieces(bytesOf(stdin))];
  return {
    ...ask(definition, exec, { start }, timeout),
    more: more.map((stdin) => proto.ExecRequest.encode({ stdin }).finish()),
  };
}

/** What a command wrote, until it has ended. */
class Written {
  private readonly streams = { stdout: [] as Uint8Array[], stderr: [] as Uint8Array[] };
  private ended: proto.ExecEnded = { reason: "" };
  private size = 0;

  constructor(private readonly name: string, private readonly limit = OUTPUT_LIMIT) {}

  add(message: Uint8Array): void {
    const { stdout, stderr, ended } = answer(proto.RuntimeServiceDefinition, exec, message);
    if (ended) this.ended = ended;
    for (const [stream, bytes] of [["stdout", stdout], ["stderr", stderr]] as const) {
      if (bytes === undefined) continue;
      this.size += bytes.length;
      if (this.size > this.limit) {
        const why = `it wrote more than ${this.limit} bytes`;
        throw new AuraeError("RESOURCE_EXHAUSTED", `cannot exec in ${this.name}: ${why}`);
      }
      this.streams[stream].push(bytes);
    }
  }

  result(): Ran {
    const stdoutBytes = joined(...this.streams.stdout),
      stderrBytes = joined(...this.streams.stderr);
    const stdout = utf8.decode(stdoutBytes), stderr = utf8.decode(stderrBytes);
    const type = `${PACKAGE}ExecEnded`;
    const brief = { ...document(type, this.ended), stdout, stderr };
    return new Result({ ...this.ended, stdout, stderr, stdoutBytes, stderrBytes }, {
      brief: () => brief,
      full: () => ({ ...whole(type, this.ended), stdout, stderr }),
      table: () => listing(Object.entries(brief).map(([name, value]) => [name, String(value)])),
    }) as Ran;
  }
}

function bytesOf(data: string | Uint8Array): Uint8Array {
  return typeof data === "string" ? new TextEncoder().encode(data) : data;
}

function* pieces(bytes: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += PIECE) yield bytes.subarray(at, at + PIECE);
}

/** The same promise; one that nobody awaits may fail, for the loop tells why. */
function quiet(promise: Promise<void>): Promise<void> {
  promise.catch(() => undefined);
  return promise;
}

function unanswerable(verb: string, instead: string): AuraeError {
  const why = `a session is talked with through connectAsync()${instead}`;
  return new AuraeError("UNIMPLEMENTED", `cannot ${verb}: ${why}`);
}
