/** The client's configuration file: where the daemon is and which identity to show. */

import { AuraeError, reason } from "./errors.ts";
import type { Target } from "./transport.ts";

/** A daemon's address and the paths of the files that prove who the script is. */
export interface Files {
  socket: string;
  ca: string;
  certificate: string;
  key: string;
}

const KEYS: Record<string, keyof Files> = {
  "auth.ca_crt": "ca",
  "auth.client_crt": "certificate",
  "auth.client_key": "key",
  "system.socket": "socket",
};

/** Read a configuration file. Throws AuraeError where it cannot be read or lacks a key. */
export function read(path: string): Files {
  return parse(slurp(path), path);
}

/** Parse tables and plain string keys, all that this file has; `path` is for the error. */
export function parse(source: string, path: string): Files {
  const found: Partial<Files> = {};
  let table = "";
  source.split(/\r?\n/).forEach((line, index) => {
    const header = /^\s*\[\s*([\w.-]+)\s*\]\s*(?:#.*)?$/.exec(line);
    const pair = /^\s*([\w-]+)\s*=\s*(?:"([^"\\]*)"|'([^']*)')\s*(?:#.*)?$/.exec(line);
    if (header) table = header[1] as string;
    else if (pair) {
      const key = KEYS[`${table}.${pair[1]}`];
      if (key) found[key] = pair[2] ?? pair[3] ?? "";
    } else if (!/^\s*(?:#.*)?$/.test(line)) {
      throw unusable(`${path}:${index + 1}: expected [table] or key = "text"`);
    }
  });
  for (const [name, key] of Object.entries(KEYS)) {
    if (!found[key]) throw unusable(`${path}: ${name} is missing`);
  }
  return found as Files;
}

/** The contents of the files. Throws AuraeError where one cannot be read. */
export function load(files: Files): Target {
  return {
    socket: files.socket,
    ca: slurp(files.ca),
    certificate: slurp(files.certificate),
    key: slurp(files.key),
  };
}

function slurp(path: string): string {
  try {
    return Deno.readTextFileSync(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotCapable) {
      throw unusable(`${path}: the script may not read it; give auraescript --allow-read=${path}`);
    }
    throw unusable(`cannot read ${path}: ${reason(error)}`);
  }
}

function unusable(why: string): AuraeError {
  return new AuraeError("FAILED_PRECONDITION", `cannot connect: ${why}`);
}
