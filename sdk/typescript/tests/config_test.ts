/** Configurations that a script names itself. */

import assert from "node:assert/strict";

import { parse } from "../src/config.ts";
import { AuraeError } from "../src/errors.ts";

const GOOD = `# mine
[auth]
ca_crt = "/a/ca.crt"  # the root
client_crt = '/a/client.crt'
client_key="/a/client.key"

[system]
socket = "/run/aurae/aurae.sock"
`;

Deno.test("tables of plain strings are read", () => {
  assert.deepEqual(parse(GOOD, "config"), {
    ca: "/a/ca.crt",
    certificate: "/a/client.crt",
    key: "/a/client.key",
    socket: "/run/aurae/aurae.sock",
  });
});

Deno.test("a missing key and a line that is none are named", () => {
  const lacking = GOOD.replace("client_key", "other");
  assert.throws(() => parse(lacking, "x"), /cannot connect: x: auth.client_key is missing/);
  assert.throws(
    () => parse(`${GOOD}what`, "x"),
    (error) =>
      error instanceof AuraeError && error.code === "FAILED_PRECONDITION" &&
      error.message === 'cannot connect: x:9: expected [table] or key = "text"',
  );
});
