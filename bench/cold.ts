/** Prints the milliseconds that the first transformation in a process takes, of so many lines. */

import { transform } from "../sdk/typescript/src/transform.ts";

const BLOCK = `// Restart what failed
for const workload of runtime.list({ all: true }) {
  if workload.state == "failed" && !workload.name.startsWith(\`test-\${kind}\`) {
    let count = (tries.get(workload.name) ?? 0) + 1;
    if (count + 1) * 2 > limit || /never|manual/.test(workload.labels.restart) {
      console.log("giving up", describe(workload, 20)); // nothing more to do
    } else {
      runtime.start(exec(["sleep", "10"], { name: workload.name, env: { COUNT: "1" } }));
    }
    do { count-- } while count > 0;
  }
}
`;
const lines = Number(Deno.args[0]);
const source = BLOCK.repeat(lines).split("\n", lines).join("\n");

const start = performance.now();
transform(source);
console.log(performance.now() - start);
