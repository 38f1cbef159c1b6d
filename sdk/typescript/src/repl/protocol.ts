/** What the engine and its front end say to each other, a line of JSON each. */

import type { Candidate } from "./complete.ts";

/** What the front end asks; each gets one `Answer` with its number. */
export type Request =
  & { id: number }
  & (
    | { ask: "run"; text: string }
    | { ask: "finished"; text: string }
    | { ask: "complete"; text: string }
  );

/** What the engine answers. */
export type Answer =
  & { id: number }
  & (
    | { ran: true }
    | { finished: boolean }
    | { start: number; candidates: Candidate[] }
  );

/** What the engine says by itself. */
export type Notice =
  /** It can run inputs. */
  | { ready: true }
  /** Text for the terminal while the front end edits a line there. */
  | { print: string; error: boolean }
  /** It wants a file that an input imports. */
  | { file: string };

/** The front end's answer to `file`; `real` is its path without symbolic links. */
export interface File {
  file: string;
  real?: string;
  /** In base64. */
  bytes?: string;
  problem?: string;
}
