/** What Deno's test runner loads for each file of tests: it runs the file as a script is run. */

import { module } from "./load.ts";
import { Program } from "./program.ts";
import { report } from "./report.ts";

/** Load the file of tests with this number; its tests are run afterwards, by Deno. */
export async function run(test: number): Promise<void> {
  const program = new Program(Deno.args, undefined, test);
  const { connector, modules, plan } = program;
  Object.assign(globalThis, { test: Deno.test });
  program.name();
  try {
    const address = await modules.program(plan.path, program.source(), plan.script);
    // The launcher reads it: see renaming.py.
    Deno.writeTextFileSync(`${plan.scratch}/${test}.json`, JSON.stringify(modules.table()));
    if (modules.connects) connector.prepare();
    program.seal();
    await import(module(`import ${JSON.stringify(address)};`, "text/javascript"));
  } catch (error) {
    // Deno prints the stack of what a module of tests throws.
    const told = new Error(report(error, modules, plan.script));
    told.stack = told.message;
    throw told;
  }
}
