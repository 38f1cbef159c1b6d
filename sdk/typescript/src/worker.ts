/** The thread that owns the channels: it does the I/O while the script's thread sleeps. */

import { type Files, load } from "./config.ts";
import { tooLate } from "./call.ts";
import { AuraeError } from "./errors.ts";
import {
  type CallRequest,
  type Choice,
  type Failure,
  HEADER,
  type Known,
  type Question,
  type Reply,
  type Request,
  State,
} from "./protocol.ts";
import { Channel, type Running, type Target, type Waited } from "./transport.ts";

const channels = new Map<number, Channel>();
const failures = new Map<number, AuraeError>();
const streams = new Map<number, Running>();
/** Calls that somebody waits for, by the question's id; 0 is the one that has none. */
const waited = new Map<number, Waited>();
const known = new Map<string | undefined, Target | AuraeError>();
const nothing = new Uint8Array(0);
let buffer = new SharedArrayBuffer(HEADER);
let begun = false;

function answer(state: number, body: Uint8Array): void {
  if (buffer.byteLength < HEADER + body.length) buffer.grow(HEADER + body.length);
  const head = new Int32Array(buffer, 0, 2);
  new Uint8Array(buffer, HEADER, body.length).set(body);
  head[1] = body.length;
  Atomics.store(head, 0, state);
  Atomics.notify(head, 0);
}

function post(reply: Reply): void {
  const { body } = reply;
  const worker = self as unknown as { postMessage(reply: Reply, moved: unknown[]): void };
  worker.postMessage(reply, body && body.length > 0 ? [body.buffer] : []);
}

function failure(error: unknown): Failure {
  if (error instanceof AuraeError) {
    const { code, message, method, field } = error;
    return { code, message, method, field };
  }
  return { code: "INTERNAL", message: String(error), method: "", field: "" };
}

function channel(number: number): Channel {
  const failure = failures.get(number);
  if (failure) throw failure;
  const found = channels.get(number);
  if (!found) throw new AuraeError("UNAVAILABLE", "cannot call: the connection was closed");
  return found;
}

/** Once, before the script runs: the files are read with rights that the script has not. */
function begin(shared: SharedArrayBuffer, daemons: Known): void {
  if (begun) return;
  begun = true;
  buffer = shared;
  if (daemons.standard) learn(undefined, daemons.standard);
  for (const [path, files] of Object.entries(daemons.configs)) learn(path, files);
}

function learn(name: string | undefined, files: Files): void {
  try {
    known.set(name, load(files));
  } catch (error) {
    if (!(error instanceof AuraeError)) throw error;
    known.set(name, error);
  }
}

function open(number: number, choice: Choice): void {
  const target = "target" in choice ? choice.target : known.get(choice.config);
  if (target === undefined) return;
  if (target instanceof AuraeError) {
    failures.set(number, target);
    return;
  }
  const socket = ("address" in choice && choice.address) || target.socket;
  const opened = new Channel({ ...target, socket });
  channels.set(number, opened);
  // Ahead of the first call, which reports a failure if it meets the same.
  opened.connect().catch(() => undefined);
}

function call(request: CallRequest, open = false): Running {
  const { path, request: message, timeout, more } = request;
  const running = channel(request.channel).begin({
    path,
    request: message,
    timeout,
    open: open || more !== undefined,
  });
  // Why a call takes no more, its answers say.
  if (more) feed(running, more).catch(() => undefined);
  return running;
}

/** Send the rest of a request at the pace of the daemon, while its answers are read. */
async function feed(running: Running, messages: readonly Uint8Array[]): Promise<void> {
  for (const message of messages) await running.send(message);
  await running.send();
}

async function write(stream: number, message: Uint8Array | undefined): Promise<void> {
  const running = streams.get(stream);
  if (running === undefined) throw tooLate();
  await running.send(message);
}

/** What a running call gives next; while it is waited for, it can be given up. */
async function next(running: Waited, id: number): Promise<Uint8Array | undefined> {
  waited.set(id, running);
  try {
    return await running.next();
  } finally {
    waited.delete(id);
  }
}

async function unary(request: CallRequest, id: number): Promise<Uint8Array> {
  const running = call(request);
  const message = await next(running, id);
  // The status comes behind the message.
  if (message !== undefined && await next(running, id) === undefined) return message;
  running.cancel();
  const method = request.path.slice(1);
  const why = message === undefined ? "no answer" : "more than one answer";
  throw new AuraeError("INTERNAL", `cannot call ${method}: ${why}`, method);
}

/** The next message of a stream; it is forgotten when it has ended, however. */
async function step(stream: number, id: number): Promise<Uint8Array | undefined> {
  const running = streams.get(stream);
  let message: Uint8Array | undefined;
  try {
    message = running && await next(running, id);
  } finally {
    if (message === undefined) streams.delete(stream);
  }
  return message;
}

/** The answer's body; undefined at a stream's end. */
async function serve(question: Question, id: number): Promise<Uint8Array | undefined> {
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
      return undefined;
    case "close":
      channels.get(question.channel)?.close();
      channels.delete(question.channel);
      return undefined;
  }
}

/** Connecting, as something that can be given up. */
function connecting(opened: Channel): Waited {
  const { promise, resolve, reject } = Promise.withResolvers<undefined>();
  opened.connect().then(() => resolve(undefined), reject);
  return {
    next: () => promise,
    cancel: (why) => reject(new AuraeError("CANCELLED", `cannot connect: ${why}`)),
  };
}

async function answered(question: Question): Promise<void> {
  try {
    const body = await serve(question, 0);
    answer(body ? State.Bytes : State.End, body ?? nothing);
  } catch (error) {
    answer(State.Failed, new TextEncoder().encode(JSON.stringify(failure(error))));
  }
}

async function replied(question: Question, id: number): Promise<void> {
  try {
    const body = await serve(question, id);
    post(body ? { id, body } : { id });
  } catch (error) {
    post({ id, failure: failure(error) });
  }
}

/** Ctrl-C: whatever the script's thread sleeps for is over. */
function interrupt(): void {
  const head = new Int32Array(buffer, 0, 2);
  if (Atomics.compareExchange(head, 0, State.Asleep, State.Idle) === State.Asleep) {
    Atomics.notify(head, 0);
  }
  waited.get(0)?.cancel("interrupted");
}

self.addEventListener("message", (event) => {
  const request = (event as MessageEvent<Request>).data;
  switch (request.kind) {
    case "begin":
      return begin(request.buffer, request.known);
    case "open":
      return open(request.channel, request.choice);
    case "interruptible":
      return Deno.addSignalListener("SIGINT", interrupt);
    case "abort":
      return waited.get(request.id)?.cancel();
    default:
      void (request.id === undefined ? answered(request) : replied(request, request.id));
  }
});
// A bug here must not leave the script asleep.
self.addEventListener("unhandledrejection", (event) => {
  event.preventDefault();
  answer(State.Failed, new TextEncoder().encode(JSON.stringify(failure(event.reason))));
});
