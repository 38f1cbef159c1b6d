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
  /** What kind of failure, by gRPC's name. */
  readonly code: Code;
  /** The RPC, such as `aurae.runtime.v0.RuntimeService/Start`; empty when no call was made. */
  readonly method: string;
  /** Path of the request's field that was wrong, such as `workload.name`; empty when none was. */
  readonly field: string;

  /** `message` is "cannot X: why", as the daemon or the library put it. */
  constructor(code: Code, message: string, method = "", field = "") {
    super(message);
    this.code = code;
    this.method = method;
    this.field = field;
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
