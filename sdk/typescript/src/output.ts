/**
 * Printing to a pipe that its reader has closed or does not empty.
 *
 * Deno's console tries a closed pipe for ever, and its files fail where a pipe is full for now. A
 * program in a pipeline ends quietly in the first case and waits in the second.
 *
 * What Deno takes for its standard output before it says that the pipe is full depends on a buffer of
 * 1,024 bytes in it: of what ends with a line feed and fits into the pipe at once nothing, of fewer
 * bytes without a line feed all. So nothing else is given to it, and then it is known what was lost.
 */

// What a shell says of a program that SIGPIPE ended.
const BROKEN = 141;
// Milliseconds until a full pipe is tried again.
const PAUSE = 1;
// Written to a pipe at once or not at all.
const WHOLE = 4096;
// Kept in the buffer.
const KEPT = 1000;
const FEED = 10;

type Sink = typeof Deno.stdout;
type Console = typeof globalThis.console;
type Maker = new (print: (text: string, level: number) => void) => Console;

const encoder = new TextEncoder();
const pause = new Int32Array(new SharedArrayBuffer(4));
const nothing = new Uint8Array(0);
let ending = false;

/** Let console, Deno.stdout and Deno.stderr wait for their readers, and end without them. */
export function install(): void {
  wrap(Deno.stdout);
  wrap(Deno.stderr);
  const { internal } = Deno as unknown as { internal: symbol };
  const { Console } = (Deno as unknown as Record<symbol, { Console: Maker }>)[internal]!;
  globalThis.console = new Console((text, level) => {
    (level > 1 ? Deno.stderr : Deno.stdout).writeSync(encoder.encode(text));
  });
}

/** End the process as SIGPIPE would where nobody reads its output. */
export function brokenPipe(): void {
  // A listener of `unload` may print again.
  if (ending) return;
  ending = true;
  Deno.exit(BROKEN);
}

function wrap(sink: Sink): void {
  const { write, writeSync } = sink;
  const buffered = sink === Deno.stdout;
  const now = (bytes: Uint8Array) => {
    for (const piece of pieces(bytes)) {
      let left: Uint8Array | undefined = piece;
      while (left !== undefined) {
        const part: Uint8Array = left;
        try {
          left = after(part, writeSync.call(sink, part));
        } catch (error) {
          left = refused(error, part, buffered);
          if (left) Atomics.wait(pause, 0, 0, PAUSE);
        }
      }
    }
    return bytes.length;
  };
  const later = async (bytes: Uint8Array) => {
    for (const piece of pieces(bytes)) {
      let left: Uint8Array | undefined = piece;
      while (left !== undefined) {
        const part: Uint8Array = left;
        try {
          left = after(part, await write.call(sink, part));
        } catch (error) {
          left = refused(error, part, buffered);
          if (left) await new Promise((resolve) => setTimeout(resolve, PAUSE));
        }
      }
    }
    return bytes.length;
  };
  let stream: WritableStream<Uint8Array> | undefined;
  const chunk = async (bytes: Uint8Array) => void await later(bytes);
  Object.defineProperties(sink, {
    write: { value: later },
    writeSync: { value: now },
    writable: { get: () => stream ??= new WritableStream({ write: chunk }) },
  });
}

/** The bytes in pieces of which it is known what was taken. */
function* pieces(bytes: Uint8Array): Generator<Uint8Array> {
  for (let rest = bytes; rest.length > 0;) {
    const lines = rest.subarray(0, WHOLE).lastIndexOf(FEED) + 1;
    const piece = rest.subarray(0, lines || KEPT);
    yield piece;
    rest = rest.subarray(piece.length);
  }
}

/** What is left of a piece of which so much was written. */
function after(piece: Uint8Array, written: number): Uint8Array | undefined {
  return written < piece.length ? piece.subarray(written) : undefined;
}

/** What is left of a piece that did not go through; ends the process where the pipe is closed. */
function refused(error: unknown, piece: Uint8Array, buffered: boolean): Uint8Array | undefined {
  if (error instanceof Deno.errors.WouldBlock) {
    const kept = buffered && piece[piece.length - 1] !== FEED;
    return kept ? nothing : piece;
  }
  if (!(error instanceof Deno.errors.BrokenPipe)) throw error;
  brokenPipe();
  return undefined;
}
