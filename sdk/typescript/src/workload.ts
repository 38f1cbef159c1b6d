/** What scripts know of workloads: how one is described, and how one is shown. */

import * as proto from "../gen/runtime.ts";
import { Service, ServiceState } from "../gen/service.ts";
import { type Fields, message } from "./described.ts";
import { document, fields, type Json, type Presented, Result, time, whole } from "./present.ts";
import { signalName } from "./signals.ts";
import { listing, table } from "./table.ts";
import type { Plain } from "./yaml.ts";

const WORKLOAD = "aurae.runtime.v0.Workload";
const SERVICE_STATE = "aurae.runtime.v0.ServiceState";
const LOG_LINE = "aurae.runtime.v0.LogLine";
const utf8 = new TextDecoder("utf-8", { ignoreBOM: true });

type Given =
  | "argv"
  | "command"
  | "shell"
  | "env"
  | "workingDirectory"
  | "user"
  | "group"
  | "terminal"
  | "stdin"
  | "stopSignal"
  | "stopTimeout";

/** What may be said about a command; names are those of the proto's Executable. */
export interface ExecOptions extends Omit<Fields<proto.Executable>, Given> {
  /** 1 to 63 of letters, digits, `-`, `_` and `.`; made from the command and a number when unset. */
  name?: string;
  /** Path of the cell to run in, such as `a/b`. Default: the node itself. */
  cell?: string;
  /** Hand the command, a line, to `/bin/sh -c`. Default: false. */
  shell?: boolean;
  /** Variables beside PATH, and HOME, USER, LOGNAME and SHELL of `user`. */
  env?: Record<string, string>;
  /** Absolute path. Default: `/`. */
  workingDirectory?: string;
  /** Name or number. Default: the daemon's own user. */
  user?: string;
  /** Name or number. Default: the user's own group. */
  group?: string;
  /** Give the process a terminal; stderr then joins stdout. Default: false. */
  terminal?: boolean;
  /** Standard input, at most 1 MiB. Default: /dev/null. */
  stdin?: string | Uint8Array;
  /** Asks the process to stop, such as `SIGINT`. Default: `SIGTERM`. */
  stopSignal?: string;
  /** Seconds between the stop signal and the kill. Default: the daemon's own. */
  stopTimeout?: number;
}

/** What may be said about a service; names are those of the proto's Service, durations are seconds. */
export interface ServiceOptions extends Fields<Service> {}

/**
 * What may be said about a container: what the proto's Container has beside its image, and what its
 * Executable has, of what runs in it. Names of users are those of the image.
 */
export interface ContainerOptions
  extends
    Omit<Fields<proto.Container>, "image" | "process">,
    Omit<Fields<proto.Executable>, "argv" | "command"> {
  /** 1 to 63 of letters, digits, `-`, `_` and `.`; made from the image and a number when unset. */
  name?: string;
  /** Path of the cell to run in, such as `a/b`. Default: the node itself. */
  cell?: string;
  /** Replaces the image's command: words, or a line that is split as sh(1) would. */
  command?: string | readonly string[];
}

/**
 * What may be said about a virtual machine: what the proto's VirtualMachine has, and what its Executable
 * has, of what runs in the guest. Names of users are those of the image.
 */
export interface VmOptions
  extends
    Omit<Fields<proto.VirtualMachine>, "process">,
    Omit<Fields<proto.Executable>, "argv" | "command"> {
  /** 1 to 63 of letters, digits, `-`, `_` and `.`; made from the image and a number when unset. */
  name?: string;
  /** Path of the cell to run in, such as `a/b`. Default: the node itself. */
  cell?: string;
  /** Replaces the image's command: words, or a line that is split as sh(1) would. */
  command?: string | readonly string[];
}

/** A workload to be started; `exec`, `container`, `vm` and `service` make it. */
export class Exec {
  /** The message that `start` sends. */
  readonly spec: proto.WorkloadSpec;

  /** @internal */
  constructor(spec: proto.WorkloadSpec) {
    this.spec = spec;
  }
}

/**
 * A command for `start`.
 *
 * @param command a list of words for execve(2), or a line that is split as sh(1) would; nothing in
 *   it is expanded unless `options.shell` hands it to a shell
 */
export function exec(command: string | readonly string[], options: ExecOptions = {}): Exec {
  const { name = "", cell = "", ...rest } = options;
  const executable = proto.Executable.fromPartial({
    ...message("Executable", rest, ""),
    ...(typeof command === "string" ? { command } : { argv: [...command] }),
  });
  return new Exec(proto.WorkloadSpec.fromPartial({ name, cell, executable }));
}

/**
 * A container for `start`, as one run, and for `service` and `containers().create`.
 *
 * @param image name, id or digest of an image; it is pulled when it is not here
 */
export function container(image: string, options: ContainerOptions = {}): Exec {
  const { name = "", cell = "", ...rest } = options;
  const { image: _image, ...own } = proto.Container.fromPartial({});
  const made = proto.Container.fromPartial({ ...imaged("Container", own, rest), image });
  return new Exec(proto.WorkloadSpec.fromPartial({ name, cell, container: made }));
}

/**
 * A virtual machine for `start`, as one run, and for `service` and `vms().create`.
 *
 * @param image name, id or digest of an image, which is pulled when it is not here; or all that is said of
 *   the machine, such as the `root` disk that it boots from
 */
export function vm(image: string | VmOptions, options: VmOptions = {}): Exec {
  const given = typeof image === "string" ? { ...options, image } : { ...image, ...options };
  const { name = "", cell = "", ...rest } = given;
  const own = proto.VirtualMachine.fromPartial({});
  const made = proto.VirtualMachine.fromPartial(imaged("VirtualMachine", own, rest));
  return new Exec(proto.WorkloadSpec.fromPartial({ name, cell, vm: made }));
}

/** What is said of a container or a machine, whose fields are `own`, and of the process in it, as one message. */
function imaged(kind: string, own: object, options: object): object {
  const { command, ...rest } = options as { command?: string | readonly string[] };
  const asked = Object.entries(rest);
  const isOutside = (key: string) => key !== "process" && Object.hasOwn(own, key);
  const outside = Object.fromEntries(asked.filter(([key]) => isOutside(key)));
  const inside = Object.fromEntries(asked.filter(([key]) => !isOutside(key)));
  const process = {
    ...message("Executable", inside, ""),
    ...(command === undefined
      ? {}
      : typeof command === "string"
      ? { command }
      : { argv: [...command] }),
  };
  return { ...message(kind, outside, ""), process };
}

/**
 * A service for `start`: a command that is kept running as the options say, and known by its name
 * until it is removed.
 *
 * @param command what `exec`, `container` or `vm` makes, or what `exec` takes
 */
export function service(
  name: string,
  command: Exec | string | readonly string[],
  options: ServiceOptions = {},
): Exec {
  const { spec } = command instanceof Exec ? command : exec(command);
  const described = Service.fromPartial(message("Service", options, ""));
  return new Exec(proto.WorkloadSpec.fromPartial({ ...spec, name, service: described }));
}

/** What a workload may be doing. */
export type WorkloadStatus =
  | "starting"
  | "running"
  | "stopping"
  | "exited"
  | "failed"
  | "orphaned"
  | "lost"
  | "inactive"
  | "unspecified";

/** One run of one command, and with a wait what it wrote. */
export interface Workload extends Result {
  readonly name: string;
  /** Unique on its node, never used again; a bigint where it is no safe number. */
  readonly id: number | bigint;
  /** `executable`, `container` or `vm`. */
  readonly kind: string;
  /** Path of the cell that it runs in; `/` is the node itself. */
  readonly cell: string;
  /** Process ID while it runs; unset after that. */
  readonly pid?: number | undefined;
  readonly status: WorkloadStatus;
  /** Set when it ended by itself. */
  readonly exitCode?: number | undefined;
  /** Number of the signal that ended it, if one did. */
  readonly signal?: number | undefined;
  /** Why it could not start or was lost; empty otherwise. */
  readonly reason: string;
  /** RFC 3339, as all times. */
  readonly createdAt?: string | undefined;
  readonly startedAt?: string | undefined;
  readonly finishedAt?: string | undefined;
  /** The command as words. */
  readonly argv: readonly string[];
  /** SPIFFE ID of whoever started it. */
  readonly owner: string;
  /** Of a service: its phase, how it last ended, its next attempt; the rest tells of its newest run. */
  readonly service?: Presented<ServiceState> | undefined;
  /** The beginning of what it wrote, read as UTF-8; set by `start` with a wait, and by `wait`. */
  readonly stdout?: string | undefined;
  readonly stderr?: string | undefined;
  /** There was more than the answer holds; `logs` has it all. */
  readonly stdoutCut?: boolean | undefined;
  readonly stderrCut?: boolean | undefined;
}

/** A line of a workload's log. */
export interface LogLine extends Result {
  readonly stream: "stdout" | "stderr" | "unspecified";
  /** When it was written, RFC 3339. */
  readonly time: string;
  /** The line without its line feed, read as UTF-8. */
  readonly text: string;
  /** The line without its line feed. */
  readonly bytes: Uint8Array;
  /** It has no line feed: a piece of a line over 1 MiB, or the end of the stream. */
  readonly partial: boolean;
}

/** Workloads in a row: an iterable that prints itself as one list. */
export class Workloads extends Result implements Iterable<Workload> {
  /** All of them, oldest first. */
  declare readonly workloads: readonly Workload[];

  /** @internal */
  constructor(messages: readonly proto.Workload[]) {
    const workloads = messages.map((workload) => shown({ workload }));
    super({ workloads }, {
      brief: () => workloads.map((workload) => workload.toJSON()),
      full: () => messages.map((workload) => whole(WORKLOAD, workload)),
      table: () => table(HEADING, messages.map(row)),
    });
  }

  /** How many there are. */
  get length(): number {
    return this.workloads.length;
  }

  [Symbol.iterator](): Iterator<Workload> {
    return this.workloads[Symbol.iterator]();
  }
}

/** The workload and its output as one flat thing. */
export function shown(answer: { workload?: proto.Workload; output?: proto.Output }): Workload {
  const { workload = proto.Workload.fromPartial({}), output } = answer;
  const written = output === undefined ? {} : {
    stdout: utf8.decode(output.stdout),
    stderr: utf8.decode(output.stderr),
    stdoutCut: output.stdoutCut || undefined,
    stderrCut: output.stderrCut || undefined,
  };
  return new Result({ ...fields(WORKLOAD, workload), ...written }, {
    brief: () => brief(workload, output),
    full: () => ({
      ...whole(WORKLOAD, workload),
      ...(output === undefined ? {} : whole("", output)),
    }),
    table: () => listing(details(workload)),
  }) as Workload;
}

function brief(workload: proto.Workload, output: proto.Output | undefined): Json {
  const { name, kind, cell, pid, status, exit_code, signal, reason, ...rest } = document(
    WORKLOAD,
    workload,
  );
  const { stdout, stderr, stdout_cut, stderr_cut } = output ? document("", output) : {};
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
  const known = Object.entries(facts).filter(([, value]) => value !== undefined);
  return Object.fromEntries(known) as Json;
}

/** A line of a log as a script sees it. */
export function logLine(line: proto.LogLine): LogLine {
  const { stream, time, partial } = fields(LOG_LINE, line);
  const text = utf8.decode(line.line);
  return new Result({ stream, time: time ?? "", text, bytes: line.line, partial }, {
    brief: () => document(LOG_LINE, line),
    full: () => whole(LOG_LINE, line) as Plain,
    table: () => listing([["time", time ?? ""], ["stream", stream], ["line", text]]),
  }) as LogLine;
}

const HEADING = ["NAME", "CELL", "ID", "STATUS", "PID", "CREATED", "COMMAND"];

function row(workload: proto.Workload): string[] {
  const { name, cell, id, pid, createdAt, argv } = workload;
  const seconds = Date.now() / 1000 - Number(createdAt?.seconds ?? 0);
  const command = argv.map(quoted).join(" ");
  const facts = [
    String(id),
    standing(workload),
    String(pid || "-"),
    `${age(seconds)} ago`,
    command,
  ];
  return [name, cell || "/", ...facts];
}

function details(workload: proto.Workload): [string, string][] {
  const { name, id, reason, argv, cell, pid, owner } = workload;
  const moment = (label: string, value?: Parameters<typeof time>[0]): [string, string][] =>
    value === undefined ? [] : [[label, time(value, 9)]];
  return [
    ["name", name],
    ["id", String(id)],
    ["kind", String(fields(WORKLOAD, workload).kind)],
    ["status", status(workload)],
    ...(reason ? [["reason", reason] as [string, string]] : []),
    ["command", argv.map(quoted).join(" ")],
    ["cell", cell],
    ["pid", String(pid || "")],
    ...moment("created", workload.createdAt),
    ...moment("started", workload.startedAt),
    ...moment("finished", workload.finishedAt),
    ["owner", owner],
  ];
}

/** The phase of a service with what it does or how it ended, else the status in words. */
function standing(workload: proto.Workload): string {
  const state = workload.service;
  if (state === undefined) return status(workload);
  const { phase, step, result } = fields(SERVICE_STATE, state);
  if (phase === "active" || phase === "reloading") return phase;
  const doing = step.replaceAll("_", " ");
  const idle = ["", "main", "run", "running", phase].includes(doing);
  const detail = phase === "failed" ? result : idle ? "" : doing;
  return detail === "" ? phase : `${phase} (${detail})`;
}

/** The status in words, such as `running`, `exited (1)` or `exited (SIGKILL)`. */
function status(workload: proto.Workload): string {
  const word = String(fields(WORKLOAD, workload).status);
  if (workload.exitCode !== undefined) return `${word} (${workload.exitCode})`;
  return workload.signal === undefined ? word : `${word} (${signalName(workload.signal)})`;
}

/** A span for people in its largest unit: `12s`, `5m`, `3h`, `9d`. */
function age(seconds: number): string {
  for (const [unit, length] of [["d", 86400], ["h", 3600], ["m", 60]] as const) {
    if (seconds >= length) return `${Math.floor(seconds / length)}${unit}`;
  }
  return `${Math.max(0, Math.floor(seconds))}s`;
}

/** A word as sh(1) would have to read it. */
function quoted(word: string): string {
  if (word !== "" && !/[^\w@%+=:,./-]/.test(word)) return word;
  return `'${word.replaceAll("'", `'"'"'`)}'`;
}
