/** Transforms many sources in one process: JSON strings in, one a line, and JSON strings out. */

import { transform } from "../src/transform.ts";

const lines = new TextDecoder().decode(await new Response(Deno.stdin.readable).bytes()).split("\n");
for (const line of lines) {
  if (line !== "") console.log(JSON.stringify(transform(JSON.parse(line))));
}
