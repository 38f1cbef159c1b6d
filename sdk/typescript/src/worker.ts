/** The thread that owns the channels: it does the I/O while the script's thread sleeps. */

import { type Files, load } from "./config.ts";
import { AuraeError } from "./errors.ts";
import { type Failure, HEADER, type Request, State } from "./protocol.ts";
import { Channel, type Target } from "./transport.ts";

const channels = new Map<number, Channel>();
const failures = new Map<number, AuraeError>();
const streams = new Map<number, AsyncGenerator<Uint8Array>>();
let buffer = new SharedArrayBuffer(HEADER);
let begun = false;
let standard: Target | AuraeError | undefined;

function answer(state: number, body: Uint8Array): void {
  if (buffer.byteLength < HEADER + body.length) buffer.grow(HEADER + body.length);
  const head = new Int32Array(buffer, 0, 2);
  new Uint8Array(buffer, HEADER, body.length).set(body);
  head[1] = body.length;
  Atomics.store(head, 0, state);
  Atomics.notify(head, 0);
}

function failed(error: unknown): void {
  const failure: Failure = error instanceof AuraeError
    ? { code: error.code, message: error.message, method: error.method }
    : { code: "INTERNAL", message: String(error), method: "" };
  answer(State.Failed, new TextEncoder().encode(JSON.stringify(failure)));
}

function channel(number: number): Channel {
  const failure = failures.get(number);
  if (failure) throw failure;
  const found = channels.get(number);
  if (!found) throw new AuraeError("UNAVAILABLE", "cannot call: the connection was closed");
  return found;
}

/** Once, before the script runs: the files are read with rights that the script has not. */
function begin(shared: SharedArrayBuffer, files: Files | undefined): void {
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

function open(number: number, target: Target | AuraeError | undefined): void {
  if (target === undefined) return;
  if (target instanceof AuraeError) {
    failures.set(number, target);
    return;
  }
  const opened = new Channel(target);
  channels.set(number, opened);
  // Ahead of the first call, which reports a failure if it meets the same.
  opened.connect().catch(() => undefined);
}

async function next(number: number): Promise<void> {
  const stream = streams.get(number);
  const step = await stream?.next();
  if (step === undefined || step.done) {
    streams.delete(number);
    answer(State.End, new Uint8Array(0));
  } else {
    answer(State.Bytes, step.value);
  }
}

async function close(number: number): Promise<void> {
  await channels.get(number)?.close();
  channels.delete(number);
}

const nothing = new Uint8Array(0);

async function serve(request: Request): Promise<void> {
  switch (request.kind) {
    case "begin":
      begin(request.buffer, request.standard);
      break;
    case "open":
      open(request.channel, request.target ?? standard);
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
        channel(request.channel).serverStream(path, request.request, { timeout }),
      );
      answer(State.Bytes, nothing);
      break;
    }
    case "next":
      await next(request.stream);
      break;
    case "cancel":
      await streams.get(request.stream)?.return(undefined);
      streams.delete(request.stream);
      answer(State.End, nothing);
      break;
    case "close":
      await close(request.channel);
      answer(State.End, nothing);
  }
}

self.addEventListener("message", (event) => {
  void serve((event as MessageEvent<Request>).data).catch(failed);
});
// A bug here must not leave the script asleep.
self.addEventListener("unhandledrejection", (event) => {
  event.preventDefault();
  failed(event.reason);
});
