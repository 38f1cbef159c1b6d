/** The program that Deno runs: it gives a script its globals, loads it and reports how it ends. */

import { module } from "./load.ts";
import { brokenPipe } from "./output.ts";
import { Program } from "./program.ts";
import { report } from "./report.ts";

const program = new Program();
const { modules, connector, plan } = program;

// A script can put anything in their place.
const { exit, inspect } = Deno;

function fail(error: unknown): void {
  Deno.exitCode = 1;
  try {
    if (error instanceof Deno.errors.BrokenPipe && !reachesOut()) brokenPipe();
    console.error(report(error, modules, plan.script));
  } catch { // the script has changed what a report is made with
    Deno.stderr.writeSync(new TextEncoder().encode(`${plan.script}: ${inspect(error)}\n`));
  } finally {
    exit(1);
  }
}

/** The script may have pipes of its own: what is closed need not be its output. */
function reachesOut(): boolean {
  return (["net", "run"] as const).some((name) =>
    Deno.permissions.querySync({ name }).state !== "prompt"
  );
}

async function main(): Promise<void> {
  try {
    program.install();
    const text = program.source();
    // The worker takes tens of milliseconds to load; meanwhile the script is compiled.
    if (text.includes("connect")) connector.prepare();
    const address = await modules.program(plan.path, text, plan.script);
    if (modules.connects) connector.prepare();
    program.seal();
    await import(module(`import ${JSON.stringify(address)};`, "text/javascript"));
  } catch (error) {
    fail(error);
  }
}

globalThis.addEventListener("unhandledrejection", (event) => fail(event.reason));
globalThis.addEventListener("error", (event) => fail(event.error));
await main();
