/**
 * AuraeScript's library: all that a script has without an import, and what `"aurae"` exports.
 *
 * The values belong to one run: `begin` of run.ts comes first.
 */

export { Aurae, type Where } from "./aurae.ts";
export { args, connect, hosts } from "./run.ts";
export type { Files } from "./config.ts";
export { AuraeError, type Code } from "./errors.ts";
export type { Json, Presented } from "./present.ts";
export { Result } from "./present.ts";
export { Exec, exec, Workloads } from "./runtime.ts";
export type { ExecOptions, LogLine, LogOptions, Runtime, Workload } from "./runtime.ts";
export type { CallOptions, Service } from "./service.ts";
