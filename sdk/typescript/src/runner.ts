/**
 * The program that Deno runs: it gives a script its globals, loads it and reports how it ends.
 *
 * Arguments, from the launcher: `seal` or `open`; why there is no default daemon (or nothing);
 * socket, CA, certificate and key of the default daemon; the script's path as the user wrote it;
 * the script's own arguments.
 */

import { Connector } from "./aurae.ts";
import { AuraeError, reason } from "./errors.ts";
import { decode, LoadError, module, Modules } from "./load.ts";
import { report } from "./report.ts";
import { exec } from "./runtime.ts";

const [mode, problem, socket, ca, certificate, key, script, ...rest] = Deno.args as [
  string,
  string,
  string,
  string,
  string,
  string,
  string,
  ...string[],
];

/**
 * To load a program every file may be read; when it begins to run, only what was granted by name.
 * Called from a module of its own that the program's graph evaluates first.
 */
function seal(): void {
  if (mode === "seal") Deno.permissions.revokeSync({ name: "read", path: "/" });
}

function source(): string {
  try {
    return decode(Deno.readFileSync(script), script);
  } catch (error) {
    if (error instanceof LoadError) throw error;
    throw new LoadError(`cannot run ${script}: ${reason(error)}`);
  }
}

async function main(): Promise<void> {
  const modules = new Modules(Deno.cwd());
  const fail = (error: unknown) => {
    console.error(report(error, modules, script));
    Deno.exit(1);
  };
  globalThis.addEventListener("unhandledrejection", (event) => fail(event.reason));
  globalThis.addEventListener("error", (event) => fail(event.error));
  try {
    const text = source();
    const connector = new Connector(
      problem === "" ? { files: { socket, ca, certificate, key } } : { problem },
    );
    // The worker takes tens of milliseconds to load; meanwhile the script is compiled.
    if (text.includes("connect")) connector.prepare();
    Object.assign(globalThis, { connect: connector.connect, exec, AuraeError, args: rest });
    Object.defineProperty(Deno, "args", { value: Object.freeze(rest) });
    const path = Deno.realPathSync(script);
    const program = modules.add(path, text, script);
    Object.defineProperty(globalThis, "aurae__seal", { value: seal, configurable: true });
    const sealing = module("aurae__seal(); delete globalThis.aurae__seal;", "text/javascript");
    const urls = [sealing, program].map((url) => `import ${JSON.stringify(url)};`);
    await import(module(urls.join("\n"), "text/javascript"));
  } catch (error) {
    fail(error);
  }
}

await main();
