/** The script's side of the worker: asks, and sleeps until the answer is there. */

import type { Files } from "./config.ts";
import { AuraeError, type Code } from "./errors.ts";
import { type Failure, HEADER, LIMIT, type Request, ROOM, State } from "./protocol.ts";

import type { Target } from "./transport.ts";

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
  private numbers = 0;

  /** The worker was started. */
  get started(): boolean {
    return this.worker !== undefined;
  }

  /** Start the worker; `standard` are the files of the default daemon, which it reads by itself. */
  start(standard?: Files): void {
    const file = import.meta.url.endsWith(".ts") ? "./worker.ts" : "./worker.js";
    const permissions = { read: "inherit", write: "inherit", net: "inherit" };
    const options = { type: "module", name: "aurae", deno: { permissions } };
    this.worker = new Worker(new URL(file, import.meta.url), options as WorkerOptions);
    unref(this.worker);
    this.post({ kind: "begin", buffer: this.buffer, standard });
  }

  /**
   * Begin a channel to a daemon, the default one without a target; returns its number at once, the
   * connection comes later.
   */
  open(target?: Target): number {
    const channel = ++this.numbers;
    this.post({ kind: "open", channel, target });
    return channel;
  }

  /** Wait until a channel is connected. Throws AuraeError. */
  connect(channel: number): void {
    this.ask({ kind: "connect", channel });
  }

  /** One request, one answer. `timeout` in milliseconds; no limit when undefined. */
  unary(channel: number, path: string, request: Uint8Array, timeout?: number): Uint8Array {
    return this.ask({ kind: "unary", channel, path, request, timeout }) as Uint8Array;
  }

  /** One request, answers as they come; leaving the loop cancels the call. */
  *serverStream(
    channel: number,
    path: string,
    request: Uint8Array,
    timeout?: number,
  ): Generator<Uint8Array> {
    const stream = ++this.numbers;
    let running = true;
    this.ask({ kind: "stream", channel, stream, path, request, timeout });
    try {
      for (;;) {
        running = false;
        const message = this.ask({ kind: "next", stream });
        if (message === undefined) return;
        running = true;
        yield message;
      }
    } finally {
      if (running) this.ask({ kind: "cancel", stream });
    }
  }

  /** Close a channel; calls on it fail from now on. */
  close(channel: number): void {
    this.ask({ kind: "close", channel });
  }

  /** Bytes of the answer; undefined at a stream's end. */
  private ask(request: Request): Uint8Array | undefined {
    Atomics.store(this.head, 0, State.Waiting);
    this.post(request);
    Atomics.wait(this.head, 0, State.Waiting);
    const state = Atomics.load(this.head, 0);
    if (state === State.End) return undefined;
    // A copy: the next answer overwrites the buffer.
    const body = new Uint8Array(this.buffer, HEADER, this.head[1]).slice();
    if (state === State.Bytes) return body;
    const failure = JSON.parse(new TextDecoder().decode(body)) as Failure;
    throw new AuraeError(failure.code as Code, failure.message, failure.method);
  }

  private post(request: Request): void {
    if (this.worker === undefined) {
      const why = "cannot connect: the word `connect` stands in no file of the script";
      throw new AuraeError("FAILED_PRECONDITION", why);
    }
    this.worker.postMessage(request);
  }
}

/**
 * Let the process end while the worker waits for work. Deno has this only for node:worker_threads,
 * under a symbol without a name; loading that module would cost more than the worker itself.
 */
function unref(worker: Worker): void {
  const symbol = Object.getOwnPropertySymbols(Worker.prototype).find((key) => !key.description);
  const method = symbol && (worker as unknown as Record<symbol, (on: boolean) => void>)[symbol];
  if (typeof method === "function") method.call(worker, false);
}
