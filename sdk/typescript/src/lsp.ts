/**
 * `auraescript lsp`: a language server for scripts.
 *
 * It speaks with an editor on stdin and stdout, and lets Deno's own language server do the work.
 */

import { Compiler, messages } from "./lsp/compiler.ts";
import { Documents } from "./lsp/documents.ts";
import { format } from "./lsp/format.ts";
import { frame } from "./lsp/framing.ts";
import { Proxy } from "./lsp/proxy.ts";
import { configuration } from "./lsp/settings.ts";

/** What the launcher knows. */
interface Task {
  /** A folder of our own, which is not there yet. */
  scratch: string;
  /** Folder of the library's declarations. */
  types: string;
  version: string;
  /** Deno's arguments for `auraescript fmt`. */
  formatter: string[];
}

const task = JSON.parse(Deno.args[0] as string) as Task;
const output = Deno.stdout.writable.getWriter();
let compiler: Compiler | undefined;
let ending = false;

/** Leave nothing behind. */
async function end(status: number): Promise<void> {
  if (ending) return;
  ending = true;
  await output.ready.catch(() => {});
  await output.close().catch(() => {});
  await compiler?.close();
  // It ends when it has nothing more to read; one that does not is no use to anybody.
  const late = setTimeout(() => compiler?.kill(), 2000);
  await compiler?.ended;
  clearTimeout(late);
  Deno.removeSync(task.scratch, { recursive: true });
  Deno.exit(status);
}

function address(path: string): string {
  return new URL(`file://${encodeURI(path).replace(/[?#]/g, encodeURIComponent)}`).href;
}

/** The declarations, by what scripts call them. */
function declarations(): Record<string, string> {
  const found: Record<string, string> = {};
  for (const { name } of Deno.readDirSync(task.types)) {
    const module = /^(\w+)\.d\.ts$/.exec(name)?.[1];
    if (module === undefined) continue;
    const called = module === "aurae" || module === "globals" ? module : `aurae/${module}`;
    found[called] = address(`${task.types}/${name}`);
  }
  return found;
}

async function main(): Promise<void> {
  for (const [name, status] of [["SIGINT", 130], ["SIGTERM", 143], ["SIGHUP", 129]] as const) {
    Deno.addSignalListener(name, () => void end(status));
  }
  Deno.mkdirSync(task.scratch, { mode: 0o700 });
  const { globals, ...modules } = declarations();
  const config = `${task.scratch}/deno.json`;
  Deno.writeTextFileSync(config, JSON.stringify(configuration(globals, modules)));
  const proxy = new Proxy(
    {
      // An editor that is gone is noticed where it is read from.
      editor: (message) => void output.write(frame(message)).catch(() => {}),
      compiler: (message) => compiler?.say(message),
      format: (source) => format(source, task.formatter, task.scratch),
      end: (status) => void end(status),
    },
    new Documents(modules),
    { config, version: task.version, processId: Deno.pid },
  );
  const start = () => {
    const started = new Compiler(task.scratch, (message) => proxy.fromCompiler(message));
    compiler = started;
    void started.ended.then(() => {
      if (ending || !proxy.compilerEnded()) return;
      start();
      proxy.compilerStarted();
    });
  };
  start();
  const garbled = () =>
    void output.write(
      frame({ jsonrpc: "2.0", id: null, error: { code: -32700, message: "this is no JSON" } }),
    );
  try {
    await messages(Deno.stdin.readable, (message) => proxy.fromEditor(message), garbled);
  } catch (error) {
    console.error(
      `auraescript lsp: cannot go on: a message is broken: ${(error as Error).message}`,
    );
  }
  await end(1);
}

await main();
