/** The program that Deno runs: it gives a script its globals, loads it and reports how it ends. */

import { module } from "./load.ts";
import { Program } from "./program.ts";
import { report } from "./report.ts";

async function main(): Promise<void> {
  const program = new Program();
  const { modules, connector, plan } = program;
  const fail = (error: unknown) => {
    console.error(report(error, modules, plan.script));
    Deno.exit(1);
  };
  globalThis.addEventListener("unhandledrejection", (event) => fail(event.reason));
  globalThis.addEventListener("error", (event) => fail(event.error));
  try {
    const text = program.source();
    // The worker takes tens of milliseconds to load; meanwhile the script is compiled.
    if (text.includes("connect")) connector.prepare();
    program.install();
    const address = modules.add(plan.path, text, plan.script);
    if (modules.connects) connector.prepare();
    program.seal();
    await import(module(`import ${JSON.stringify(address)};`, "text/javascript"));
  } catch (error) {
    fail(error);
  }
}

await main();
