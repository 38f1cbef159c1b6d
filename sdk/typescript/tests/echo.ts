/** Reads messages as JSON, `[module, type, base64][]`, and writes each as it is sent again. */

const given = JSON.parse(await new Response(Deno.stdin.readable).text());
const sent: string[] = [];
for (const [module, type, bytes] of given as [string, string, string][]) {
  const { [type]: codec } = await import(`../gen/${module}.ts`);
  const message = codec.decode(Uint8Array.fromBase64(bytes));
  sent.push(codec.encode(codec.fromPartial(message)).finish().toBase64());
}
console.log(JSON.stringify(sent));
