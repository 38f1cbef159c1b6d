/** Starting and watching workloads: the synchronous face of RuntimeService, with some sugar. */

import * as proto from "../gen/runtime.ts";
import { document, fields, type Json, type Presented, Result, seconds } from "./present.ts";
import type { Connection } from "./service.ts";

const DEFINITION = proto.RuntimeServiceDefinition;
const WORKLOAD = "aurae.runtime.v0.Workload";
const DEFAULT_WAIT = 30;
// What a call may take beside the wait that it asks for: execve(2) has 30 s of its own.
const MARGIN = 60;

/** What may be said about a command; names are those of the proto's Executable. */
export interface ExecOptions {
  /** Made from the command and a number when unset. */
  name?: string;
  /** Hand the command to `/bin/sh -c`. */
  shell?: boolean;
  env?: Record<string, string>;
  workingDirectory?: string;
  user?: string;
  group?: string;
  terminal?: boolean;
  stdin?: string | Uint8Array;
  /** Such as `SIGINT`. */
  stopSignal?: string;
  /** Seconds. */
  stopTimeout?: number;
}

/** A workload to be started. */
export class Exec {
  constructor(readonly spec: proto.WorkloadSpec) {}
}

/** A command for `start`: words for execve(2), or a line that is split as sh(1) would. */
export function exec(command: string | readonly string[], options: ExecOptions = {}): Exec {
  const { name = "", stdin, stopTimeout, ...rest } = options;
  const executable = proto.Executable.fromPartial({
    ...rest,
    ...(typeof command === "string" ? { command } : { argv: [...command] }),
    ...(stdin === undefined
      ? {}
      : { stdin: typeof stdin === "string" ? new TextEncoder().encode(stdin) : stdin }),
    ...(stopTimeout === undefined ? {} : { stopTimeout: seconds(stopTimeout) }),
  });
  return new Exec(proto.WorkloadSpec.fromPartial({ name, executable }));
}

/** A workload, and with a wait what it wrote; `stdout` and `stderr` are read as UTF-8. */
export type Workload = Result & Presented<proto.Workload> & {
  readonly stdout?: string;
  readonly stderr?: string;
  /** There was more than the answer holds; `logs` has it all. */
  readonly stdoutCut?: boolean;
  readonly stderrCut?: boolean;
};

/** A line of a workload's log. */
export interface LogLine {
  readonly stream: string;
  readonly time: string;
  /** The line without its line feed, read as UTF-8. */
  readonly text: string;
  readonly bytes: Uint8Array;
  readonly partial: boolean;
}

/** Which lines `logs` gives. */
export interface LogOptions {
  stream?: "stdout" | "stderr";
  since?: Date;
  until?: Date;
  follow?: boolean;
  tail?: number;
}

/** The daemon's runtime. */
export class Runtime {
  constructor(private readonly connection: Connection) {}

  /**
   * Start a workload and wait for its end, 30 s unless `wait` names other seconds. When the wait is
   * over and it still runs, the answer says so. With `wait: 0` it answers once the program runs.
   */
  start(workload: Exec, options: { wait?: number; outputLimit?: number } = {}): Workload {
    const { wait = DEFAULT_WAIT, outputLimit = 0 } = options;
    const request = {
      workload: workload.spec,
      outputLimit,
      ...(wait > 0 ? { wait: seconds(wait) } : {}),
    };
    return shown(
      this.connection.call(DEFINITION, DEFINITION.methods.start, request, wait + MARGIN),
    );
  }

  /** Stop a workload; `timeout` is its grace in seconds. Answers when nothing of it runs. */
  stop(name: string, options: { timeout?: number } = {}): Workload {
    const { timeout } = options;
    const request = { name, ...(timeout === undefined ? {} : { timeout: seconds(timeout) }) };
    return shown(this.connection.call(DEFINITION, DEFINITION.methods.stop, request, Infinity));
  }

  /** Wait until a workload ends, 30 s unless `timeout` names other seconds. */
  wait(name: string, options: { timeout?: number; outputLimit?: number } = {}): Workload {
    const { timeout = DEFAULT_WAIT, outputLimit = 0 } = options;
    const request = { name, timeout: seconds(timeout), outputLimit };
    return shown(
      this.connection.call(DEFINITION, DEFINITION.methods.wait, request, timeout + MARGIN),
    );
  }

  /** Workloads that run, oldest first; with `all` the ended ones too. */
  list(options: { all?: boolean } = {}): Workloads {
    const found: Workload[] = [];
    let pageToken = "";
    do {
      const page = this.connection.call(DEFINITION, DEFINITION.methods.list, {
        ...options,
        pageToken,
      });
      for (const workload of page.workloads) found.push(shown({ workload }));
      pageToken = page.nextPageToken;
    } while (pageToken !== "");
    return new Workloads(found);
  }

  /** The newest workload of a name. */
  get(name: string): Workload {
    return shown(this.connection.call(DEFINITION, DEFINITION.methods.get, { name }));
  }

  /** Lines of a workload's log; with `follow` until it has ended. */
  *logs(name: string, options: LogOptions = {}): Generator<LogLine> {
    const { stream, since, until, follow = false, tail } = options;
    const request = {
      name,
      follow,
      stream: stream === undefined ? 0 : stream === "stdout" ? 1 : 2,
      ...(since === undefined ? {} : { since: stamp(since) }),
      ...(until === undefined ? {} : { until: stamp(until) }),
      ...(tail === undefined ? {} : { tail: BigInt(tail) }),
    };
    for (const answer of this.connection.stream(DEFINITION, DEFINITION.methods.logs, request)) {
      for (const line of answer.lines) yield logLine(line);
    }
  }
}

/** Workloads in a row: an iterable that prints itself as one JSON array. */
export class Workloads extends Result {
  constructor(readonly workloads: readonly Workload[]) {
    super({}, workloads.map((workload) => workload.toJSON()));
  }

  get length(): number {
    return this.workloads.length;
  }

  [Symbol.iterator](): Iterator<Workload> {
    return this.workloads[Symbol.iterator]();
  }
}

/** The workload and its output as one flat thing. */
function shown(answer: { workload?: proto.Workload; output?: proto.Output }): Workload {
  const workload = answer.workload ?? proto.Workload.fromPartial({});
  const { name, kind, cell, pid, status, exit_code, signal, reason, ...rest } = document(
    WORKLOAD,
    workload,
  );
  const output = answer.output === undefined ? {} : document("", answer.output);
  const { stdout, stderr, stdout_cut, stderr_cut } = output;
  const facts: Record<string, Json | undefined> = {
    name,
    kind,
    cell,
    pid,
    status,
    exit_code,
    signal,
    reason: reason || undefined,
    stdout,
    stderr,
    stdout_cut: stdout_cut || undefined,
    stderr_cut: stderr_cut || undefined,
    ...rest,
  };
  const known = Object.fromEntries(
    Object.entries(facts).filter(([, value]) => value !== undefined),
  );
  const written = answer.output === undefined
    ? {}
    : { stdout, stderr, stdoutCut: stdout_cut, stderrCut: stderr_cut };
  return new Result({ ...fields(WORKLOAD, workload), ...written }, known as Json) as Workload;
}

function logLine(line: proto.LogLine): LogLine {
  const { stream, time, partial } = fields("aurae.runtime.v0.LogLine", line);
  return {
    stream,
    time: time ?? "",
    text: new TextDecoder().decode(line.line),
    bytes: line.line,
    partial,
  };
}

function stamp(date: Date): { seconds: number | bigint; nanos: number } {
  const milliseconds = date.getTime();
  const whole = Math.floor(milliseconds / 1000);
  return { seconds: BigInt(whole), nanos: (milliseconds - whole * 1000) * 1e6 };
}
