/**
 * Transforms many sources in one process: JSON strings in, one a line, and out what became of each,
 * with the offsets that the mapping gives for each place of the source and of the text.
 */

import { conditions, parenthesize } from "../src/transform.ts";

const lines = new TextDecoder().decode(await new Response(Deno.stdin.readable).bytes()).split("\n");
for (const line of lines) {
  if (line === "") continue;
  const source: string = JSON.parse(line);
  const { text, mapping } = parenthesize(source);
  const places = (length: number) => Array.from({ length: length + 1 }, (_, at) => at);
  console.log(JSON.stringify({
    text,
    conditions: conditions(source).length,
    toText: places(source.length).map((at) => mapping.toText(at)),
    toSource: places(text.length).map((at) => mapping.toSource(at)),
  }));
}
