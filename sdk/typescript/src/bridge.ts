/**
 * The script's side of the worker.
 *
 * A synchronous question sleeps until the answer is there; an asynchronous one gives a promise. Both
 * may be under way at once.
 */

import { AuraeError, type Code } from "./errors.ts";
import {
  type Choice,
  type Failure,
  HEADER,
  type Known,
  LIMIT,
  type Question,
  type Reply,
  type Request,
  ROOM,
  State,
} from "./protocol.ts";

/** One call on its way through a bridge; `timeout` in milliseconds, no limit when undefined. */
export interface Ask {
  path: string;
  request: Uint8Array;
  timeout: number | undefined;
  /** Messages of the request after the first; then it ends. */
  more?: readonly Uint8Array[] | undefined;
}

/** A call whose request goes on while it is answered. */
export interface Duplex {
  /** The answers; leaving the loop cancels the call. */
  readonly messages: AsyncGenerator<Uint8Array>;
  /** Send one more message; without one the request ends. Resolves when there is room for another. */
  send(message?: Uint8Array): Promise<void>;
  /** Give the call up: the answers end. */
  cancel(): Promise<void>;
}

/**
 * One worker with any number of channels.
 *
 * It keeps the rights that this thread has at its start: the script's thread gives its own up, and
 * the identity never comes here.
 */
export class Bridge {
  private worker: Worker | undefined;
  private readonly buffer = new SharedArrayBuffer(HEADER + ROOM, { maxByteLength: HEADER + LIMIT });
  private readonly head = new Int32Array(this.buffer, 0, 2);
  private readonly pending = new Map<number, PromiseWithResolvers<Reply>>();
  private numbers = 0;

  /** The worker was started. */
  get started(): boolean {
    return this.worker !== undefined;
  }

  /** Start the worker; it reads the files of the `known` daemons by itself. */
  start(known: Known): void {
    const file = import.meta.url.endsWith(".ts") ? "./worker.ts" : "./worker.js";
    const permissions = { read: "inherit", write: "inherit", net: "inherit" };
    const options = { type: "module", name: "aurae", deno: { permissions } };
    this.worker = new Worker(new URL(file, import.meta.url), options as WorkerOptions);
    this.worker.addEventListener("message", (event) => this.settle(event.data as Reply));
    hold(this.worker, false);
    this.post({ kind: "begin", buffer: this.buffer, known });
  }

  /**
   * From now on Ctrl-C does not end the process: the question or the sleep that is under way fails
   * with CANCELLED. The REPL says so.
   */
  interruptible(): void {
    this.post({ kind: "interruptible" });
  }

  /** Begin a channel to a daemon; returns its number at once, the connection comes later. */
  open(choice: Choice): number {
    const channel = ++this.numbers;
    this.post({ kind: "open", channel, choice });
    return channel;
  }

  /** Wait until a channel is connected. Throws AuraeError. */
  connect(channel: number): void {
    this.ask({ kind: "connect", channel });
  }

  /** Resolves when a channel is connected. Rejects with AuraeError. */
  async connected(channel: number): Promise<void> {
    await this.later({ kind: "connect", channel });
  }

  /** One request, one answer. */
  unary(channel: number, ask: Ask): Uint8Array {
    return this.ask({ kind: "unary", channel, ...ask }) as Uint8Array;
  }

  /** As `unary`, for a promise. An aborted `signal` cancels the call. */
  unaryLater(channel: number, ask: Ask, signal?: AbortSignal): Promise<Uint8Array> {
    const question = { kind: "unary", channel, ...ask } as const;
    return this.later(question, signal) as Promise<Uint8Array>;
  }

  /** One request, answers as they come; leaving the loop cancels the call. */
  *serverStream(channel: number, ask: Ask): Generator<Uint8Array> {
    const stream = ++this.numbers;
    let ended = false;
    this.ask({ kind: "stream", channel, stream, ...ask });
    try {
      for (;;) {
        const message = this.ask({ kind: "next", stream });
        ended = message === undefined;
        if (message === undefined) return;
        yield message;
      }
    } finally {
      if (!ended) this.ask({ kind: "cancel", stream });
    }
  }

  /** As `serverStream`, for `for await`. */
  async *serverStreamLater(
    channel: number,
    ask: Ask,
    signal?: AbortSignal,
  ): AsyncGenerator<Uint8Array> {
    const stream = ++this.numbers;
    await this.later({ kind: "stream", channel, stream, ...ask }, signal);
    yield* this.answers(stream, signal);
  }

  /** Begin a call whose request goes on; without a `request` all of its messages are sent. */
  duplex(
    channel: number,
    ask: Omit<Ask, "request"> & { request: Uint8Array | undefined },
    signal?: AbortSignal,
  ): Duplex {
    const stream = ++this.numbers;
    const begun = this.later({ kind: "stream", channel, stream, open: true, ...ask }, signal);
    begun.catch(() => undefined);
    const answers = this.answers(stream, signal);
    const cancel = async () => void await this.later({ kind: "cancel", stream });
    // Nobody may be waiting for an answer.
    signal?.addEventListener("abort", () => void cancel(), { once: true });
    return {
      messages: async function* () {
        await begun;
        yield* answers;
      }(),
      send: async (message) => {
        await begun;
        await this.later({ kind: "write", stream, message }, signal);
      },
      cancel,
    };
  }

  /** Messages of a call that was begun, to their end. */
  private async *answers(stream: number, signal?: AbortSignal): AsyncGenerator<Uint8Array> {
    let ended = false;
    try {
      for (;;) {
        const message = await this.later({ kind: "next", stream }, signal);
        ended = message === undefined;
        if (message === undefined) return;
        yield message;
      }
    } finally {
      if (!ended) await this.later({ kind: "cancel", stream });
    }
  }

  /** Close a channel; calls on it fail from now on. */
  close(channel: number): void {
    this.ask({ kind: "close", channel });
  }

  /** As `close`, for a promise. */
  async closed(channel: number): Promise<void> {
    await this.later({ kind: "close", channel });
  }

  /** Sleep for some milliseconds. Throws AuraeError CANCELLED when the sleep is interrupted. */
  sleep(milliseconds: number): void {
    Atomics.store(this.head, 0, State.Asleep);
    Atomics.wait(this.head, 0, State.Asleep, milliseconds);
    if (Atomics.exchange(this.head, 0, State.Idle) !== State.Asleep) {
      throw new AuraeError("CANCELLED", "cannot sleep: interrupted");
    }
  }

  /** Bytes of the answer; undefined at a stream's end. */
  private ask(question: Question): Uint8Array | undefined {
    Atomics.store(this.head, 0, State.Waiting);
    this.post(question);
    Atomics.wait(this.head, 0, State.Waiting);
    const state = Atomics.load(this.head, 0);
    if (state === State.End) return undefined;
    // A copy: the next answer overwrites the buffer.
    const body = new Uint8Array(this.buffer, HEADER, this.head[1]).slice();
    if (state === State.Bytes) return body;
    throw failed(JSON.parse(new TextDecoder().decode(body)) as Failure);
  }

  private async later(question: Question, signal?: AbortSignal): Promise<Uint8Array | undefined> {
    if (signal?.aborted) throw aborted(question);
    const id = ++this.numbers;
    const answer = Promise.withResolvers<Reply>();
    this.post({ ...question, id });
    this.pending.set(id, answer);
    // The process lives on while somebody waits.
    if (this.pending.size === 1) hold(this.worker as Worker, true);
    const abort = () => this.post({ kind: "abort", id });
    signal?.addEventListener("abort", abort);
    try {
      const { failure, body } = await answer.promise;
      // Made here, where the engine still knows which line of the script waits.
      if (failure) throw failed(failure);
      return body;
    } finally {
      signal?.removeEventListener("abort", abort);
    }
  }

  private settle(reply: Reply): void {
    const answer = this.pending.get(reply.id);
    this.pending.delete(reply.id);
    if (this.pending.size === 0) hold(this.worker as Worker, false);
    answer?.resolve(reply);
  }

  private post(request: Request): void {
    if (this.worker === undefined) {
      const why = "cannot connect: the word `connect` stands in no file of the script";
      throw new AuraeError("FAILED_PRECONDITION", why);
    }
    this.worker.postMessage(request);
  }
}

function failed(failure: Failure): AuraeError {
  const { code, message, method, field } = failure;
  return new AuraeError(code as Code, message, method, field);
}

function aborted(question: Question): AuraeError {
  const method = "path" in question ? question.path.slice(1) : "";
  return new AuraeError("CANCELLED", `cannot call ${method}: cancelled`, method);
}

/**
 * Whether the process stays alive for a worker that waits for work. Deno has this only for
 * node:worker_threads, under a symbol without a name; loading that module would cost more than the
 * worker itself.
 */
function hold(worker: Worker, on: boolean): void {
  const symbol = Object.getOwnPropertySymbols(Worker.prototype).find((key) => !key.description);
  const method = symbol && (worker as unknown as Record<symbol, (on: boolean) => void>)[symbol];
  if (typeof method === "function") method.call(worker, on);
}
