/** Prints messages that come as lines of JSON, one document for each: for the tests in Python. */

import * as proto from "../gen/runtime.ts";
import { whole } from "../src/present.ts";
import { Workloads } from "../src/workload.ts";
import { emit } from "../src/yaml.ts";

const [what] = Deno.args;
const lines = (await new Response(Deno.stdin.readable).text()).trim().split("\n");
const messages = lines.map((line) => {
  const bytes = Uint8Array.from(atob(line), (sign) => sign.charCodeAt(0));
  return proto.Workload.decode(bytes);
});
if (what === "table") new Workloads(messages).table();
else {
  const made = messages.map((message) => emit(whole("aurae.runtime.v0.Workload", message)));
  console.log(JSON.stringify(made));
}
