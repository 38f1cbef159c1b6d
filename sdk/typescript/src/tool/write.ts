/** Puts a new text in the place of a file. */

import { reason } from "../errors.ts";
import { Unusable } from "./files.ts";
import { failure } from "./problems.ts";
import type { Source } from "./source.ts";

/** Replace a file at once, with its mode and its owner. Throws Unusable. */
export function replace(source: Source, text: string): void {
  const { path, name } = source;
  const folder = path.slice(0, path.lastIndexOf("/") + 1);
  const beside = `${folder}.${path.slice(folder.length, folder.length + 200)}.${Deno.pid}`;
  try {
    // A file that its user may not write stays, though its folder would allow it.
    Deno.openSync(path, { write: true }).close();
    const { mode, uid, gid } = Deno.statSync(path);
    try {
      Deno.writeTextFileSync(beside, text, { createNew: true });
      const made = Deno.statSync(beside);
      const other = made.uid !== uid || made.gid !== gid;
      if (other && !owned(beside, uid, gid)) return inPlace(path, beside, text);
      if (mode !== null) Deno.chmodSync(beside, mode & 0o7777);
      Deno.renameSync(beside, path);
    } catch (error) {
      remove(beside);
      throw error;
    }
  } catch (error) {
    throw new Unusable(failure(name, `cannot write: ${reason(error)}`));
  }
}

/** Give a file its owner; false where only root may. */
function owned(path: string, uid: number | null, gid: number | null): boolean {
  try {
    Deno.chownSync(path, uid, gid);
    return true;
  } catch {
    return false;
  }
}

/** Another user's file that may be written stays that user's. */
function inPlace(path: string, beside: string, text: string): void {
  remove(beside);
  Deno.writeTextFileSync(path, text);
}

function remove(path: string): void {
  try {
    Deno.removeSync(path);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
}
