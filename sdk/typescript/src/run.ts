/** What belongs to one run: its daemons, the script's arguments, and the time that passes. */

import type { AsyncAurae, Aurae } from "./aurae.ts";
import type { Client, ClientOptions } from "./client.ts";
import type { Connector, Where } from "./connector.ts";
import { retry as retried, type RetryOptions, span } from "./extras.ts";

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

/**
 * Connect to a daemon; each call waits for its answer. Throws AuraeError.
 *
 * @param where the default daemon where unset; else the path of a configuration, `{host}` for the
 *   default identity at another address (a socket's path or `host:port`), or `{socket, ca,
 *   certificate, key}` with paths
 */
export function connect(where?: Where): Aurae {
  return current().connect(where);
}

/**
 * Connect to a daemon; calls give promises, streams asynchronous iterators. Rejects with AuraeError.
 *
 * @param where as for `connect`
 */
export async function connectAsync(where?: Where): Promise<AsyncAurae> {
  return await current().connectAsync(where);
}

/**
 * Connect to a daemon for the clients of generated modules, as upstream's AuraeScript does:
 * `new CellServiceClient(await createClient())`. Rejects with AuraeError.
 */
export async function createClient(options?: ClientOptions): Promise<Client> {
  return await current().createClient(options);
}

/** Let some seconds pass, a finite number from 0. Throws RangeError for anything else. */
export function sleep(seconds: number): void {
  current().bridge.sleep(span(seconds) * 1000);
}

/**
 * Do the work again while it fails with an AuraeError of one of the `codes`, 3 times unless told
 * otherwise; throws the last error. For a function that gives a promise, so does this. Only for
 * work that may be done twice.
 */
export function retry<T>(work: () => T, options: RetryOptions = {}): T {
  return retried(work, options, sleep);
}

function current(): Connector {
  if (connector === undefined) throw new Error("cannot connect: no run has begun");
  return connector;
}
