/** What goes wrong between a script and a daemon. */

/** Names of gRPC's status codes; the index is the code. */
export const CODES = [
  "OK",
  "CANCELLED",
  "UNKNOWN",
  "INVALID_ARGUMENT",
  "DEADLINE_EXCEEDED",
  "NOT_FOUND",
  "ALREADY_EXISTS",
  "PERMISSION_DENIED",
  "RESOURCE_EXHAUSTED",
  "FAILED_PRECONDITION",
  "ABORTED",
  "OUT_OF_RANGE",
  "UNIMPLEMENTED",
  "INTERNAL",
  "UNAVAILABLE",
  "DATA_LOSS",
  "UNAUTHENTICATED",
] as const;

/** A code's name, such as `NOT_FOUND`. */
export type Code = (typeof CODES)[number];

/** A call failed: the daemon refused it, or it could not be reached. */
export class AuraeError extends Error {
  override readonly name = "AuraeError";

  /**
   * @param code what kind of failure, by gRPC's name
   * @param message "cannot X: why", as the daemon or the library put it
   * @param method full name of the RPC, such as `aurae.runtime.v0.RuntimeService/Start`; empty
   *   when no call was made
   */
  constructor(readonly code: Code, message: string, readonly method = "") {
    super(message);
  }
}

/** Name of a numeric status; codes that gRPC does not know are UNKNOWN. */
export function codeName(code: number): Code {
  return CODES[code] ?? "UNKNOWN";
}

/** Why a file could not be read, without Deno's class names. */
export function reason(error: unknown): string {
  if (error instanceof Deno.errors.NotFound) return "no such file";
  if (error instanceof Deno.errors.PermissionDenied) return "permission denied";
  return error instanceof Error ? error.message : String(error);
}
