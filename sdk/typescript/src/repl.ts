/**
 * The engine of `auraescript repl`: runs the inputs that its front end sends, and prints.
 *
 * It is sealed as a script is. The front end owns the terminal while a line is edited; while an input
 * runs, what it prints goes there directly.
 */

import { AuraeError } from "./errors.ts";
import { fileUrl } from "./paths.ts";
import { Program } from "./program.ts";
import { LIBRARY } from "./repl/about.ts";
import { Channel } from "./repl/channel.ts";
import { complete } from "./repl/complete.ts";
import { described, mistaken, shown } from "./repl/describe.ts";
import { Files } from "./repl/files.ts";
import { understand } from "./repl/input.ts";
import type { Request } from "./repl/protocol.ts";
import { Session } from "./repl/session.ts";

const files = new Files(() => channel);
const program = new Program(Deno.args, files);
const { modules, plan } = program;
const terminal = Deno.stdin.isTerminal() && Deno.stdout.isTerminal();
const colours = Deno.stdout.isTerminal() && !Deno.noColor;
const names = program.library();
const session = new Session(load, {
  url: fileUrl(plan.path),
  dirname: Deno.cwd(),
  filename: plan.path,
  main: true,
});
const channel = new Channel((request) => void serve(request));
const encoder = new TextEncoder();
let running = false;

/** Write what is printed: to the terminal, or through the front end while that edits a line. */
function write(text: string, error: boolean): void {
  if (terminal && !running) return channel.send({ print: text, error });
  const sink = error ? Deno.stderr : Deno.stdout;
  let bytes = encoder.encode(text);
  while (bytes.length > 0) bytes = bytes.subarray(sink.writeSync(bytes));
}

function complain(error: unknown): void {
  const text = described(error, session, modules);
  write(`${colours ? `\u001b[31m${text}\u001b[39m` : text}\n`, true);
}

async function run(text: string): Promise<void> {
  const input = understand(text);
  if (input.kind === "nothing") return;
  if (input.kind !== "program") {
    const mistake = input.kind === "mistake"
      ? input
      : { kind: "mistake" as const, message: "the input ends too early" };
    const line = mistaken(mistake);
    return write(`${colours ? `\u001b[31m${line}\u001b[39m` : line}\n`, true);
  }
  const outcome = await session.run(input);
  // The terminal has just shown `^C`.
  const interrupted = terminal ? "\ninterrupted\n" : "interrupted\n";
  if (outcome.kind === "interrupted") write(interrupted, true);
  else if (outcome.kind === "value") {
    const { value } = outcome;
    if (value === undefined) return;
    const text = value instanceof Error
      ? described(value, session, modules)
      : shown(value, colours, width());
    write(`${text}\n`, false);
  } else if (isInterrupt(outcome.error)) write(interrupted, true);
  else complain(outcome.error);
}

function isInterrupt(error: unknown): boolean {
  return error instanceof AuraeError && error.code === "CANCELLED" &&
    error.message.includes("interrupted");
}

function width(): number {
  try {
    return Deno.consoleSize().columns;
  } catch {
    return 80;
  }
}

async function serve(request: Request): Promise<void> {
  const { id } = request;
  if (request.ask === "run") {
    running = true;
    try {
      await run(request.text);
    } catch (error) {
      complain(error); // a value whose inspection throws
    }
    running = false;
    channel.send({ id, ran: true });
  } else if (request.ask === "finished") {
    channel.send({ id, finished: understand(request.text).kind !== "incomplete" });
  } else {
    const scope = { declared: session.declared, library, global: globalThis };
    channel.send({ id, ...complete(request.text, scope) });
  }
}

/** What an input imports, loaded as a script's import is. */
async function load(specifier: string, options?: ImportCallOptions): Promise<unknown> {
  const place = `${Deno.cwd()}/<repl>`;
  files.forget();
  await files.fetch(String(specifier), place);
  const type = (options?.with as Record<string, string> | undefined)?.type;
  const attribute = type === undefined ? "" : ` with { type: ${JSON.stringify(type)} }`;
  const source = `import * as it from ${JSON.stringify(String(specifier))}${attribute};` +
    "\nexport { it };";
  const address = await modules.program(place, source, "<repl>");
  return (await import(address)).it;
}

type Internal = { Console: new (write: (text: string, level: number) => void) => Console };
const { Console } = (Deno as unknown as Record<symbol, Internal>)[
  (Deno as unknown as { internal: symbol }).internal
] as Internal;

const library = new Map(Object.keys(names).sort().map((name) => [name, LIBRARY[name] ?? ""]));
program.connector.prepare();
program.connector.bridge.interruptible();
program.install();
globalThis.console = new Console((text, level) => write(text, level > 1));
globalThis.addEventListener("unhandledrejection", (event) => {
  event.preventDefault();
  complain(event.reason);
});
globalThis.addEventListener("error", (event) => {
  event.preventDefault();
  complain(event.error);
});
Deno.addSignalListener("SIGINT", () => session.interrupt());
program.seal();
channel.send({ ready: true });
