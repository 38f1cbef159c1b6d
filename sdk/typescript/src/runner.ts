/**
 * The program that Deno runs: it gives a script its globals, loads it and reports how it ends.
 *
 * Arguments, from the launcher: why there is no default daemon (or nothing); socket, CA, certificate
 * and key of the default daemon; the script's path without symbolic links; its folder, or nothing
 * where the script has to do without; what is given up before the script runs, and what the user
 * granted to read, each as `read=/path`, up to `--`; the script's path as the user wrote it; the
 * script's own arguments.
 */

import { Connector } from "./aurae.ts";
import { AuraeError, reason } from "./errors.ts";
import { decode, LoadError, module, Modules } from "./load.ts";
import { report } from "./report.ts";
import { exec } from "./runtime.ts";

const [problem, socket, ca, certificate, key, real, folder, ...words] = Deno.args as [
  string,
  string,
  string,
  string,
  string,
  string,
  string,
  ...string[],
];
const rights = words.slice(0, words.indexOf("--"));
const [script, ...rest] = words.slice(rights.length + 1) as [string, ...string[]];

function named(right: string): string[] {
  return rights.filter((word) => word.startsWith(`${right}=`)).map((word) =>
    word.slice(right.length + 1)
  );
}

/** Give up what only loading and connecting needed; the worker has rights of its own. */
function seal(): void {
  for (const path of named("read")) Deno.permissions.revokeSync({ name: "read", path });
  for (const path of named("write")) Deno.permissions.revokeSync({ name: "write", path });
  for (const host of named("net")) Deno.permissions.revokeSync({ name: "net", host });
  // They write to the disk without asking. (Where a script's own workers find them, they fail: the
  // launcher leaves no folder for them.)
  for (const name of ["localStorage", "sessionStorage", "caches", "Storage", "CacheStorage"]) {
    Reflect.deleteProperty(globalThis, name);
  }
}

function source(): string {
  try {
    return decode(Deno.readFileSync(real), script);
  } catch (error) {
    if (error instanceof LoadError) throw error;
    throw new LoadError(`cannot run ${script}: ${reason(error)}`);
  }
}

async function main(): Promise<void> {
  const secrets = [ca, certificate, key].filter((path) => path !== "").map(resolved);
  const modules = new Modules(Deno.cwd(), { folder, granted: named("granted"), secrets });
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
    const program = modules.add(real, text, script);
    if (modules.connects) connector.prepare();
    seal();
    await import(module(`import ${JSON.stringify(program)};`, "text/javascript"));
  } catch (error) {
    fail(error);
  }
}

function resolved(path: string): string {
  try {
    return Deno.realPathSync(path);
  } catch {
    return path;
  }
}

await main();
