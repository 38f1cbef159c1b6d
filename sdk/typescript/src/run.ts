/** What the library knows of the run it is in: its daemons and the script's arguments. */

import type { Aurae, Connector, Where } from "./aurae.ts";

/** The script's arguments: the words behind its name. */
export let args: readonly string[] = [];

/** The addresses of `--host`, in their order; the first is the default daemon's. */
export let hosts: readonly string[] = [];

let connector: Connector | undefined;

/** Tell the library what run it is in; once, before its names are handed out. */
export function begin(made: Connector, words: readonly string[]): void {
  connector = made;
  args = Object.freeze([...words]);
  hosts = Object.freeze([...made.hosts]);
}

/** Connect to a daemon; without an argument to the default one. Throws AuraeError. */
export function connect(where?: Where): Aurae {
  return current().connect(where);
}

function current(): Connector {
  if (connector === undefined) throw new Error("cannot connect: no run has begun");
  return connector;
}
