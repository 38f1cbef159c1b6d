/** Starting and watching workloads: RuntimeService with some sugar. */

import * as proto from "../gen/runtime.ts";
import { type Fields, message, snake } from "./described.ts";
import { present, type Presented, type Result, seconds } from "./present.ts";
import {
  answer,
  ask,
  type Async,
  call,
  type CallOptions,
  DEFAULT_LIMIT,
  type Many,
  type One,
  type Sync,
} from "./service.ts";
import { type AsyncSessions, type Sessions } from "./sessions.ts";
import {
  type Exec,
  type LogLine,
  logLine,
  type ServiceOptions,
  shown,
  type Workload,
  Workloads,
} from "./workload.ts";

const DEFINITION = proto.RuntimeServiceDefinition;
const METHODS = DEFINITION.methods;
const PACKAGE = "aurae.runtime.v0.";
const DEFAULT_WAIT = 30;
// What a call may take beside the wait that it asks for: execve(2) has 30 s of its own.
const MARGIN = 60;

/** How `start` waits. */
export interface StartOptions {
  /**
   * Seconds to wait for the end; with 0 the answer comes once the program runs. Default: 30.
   * A service is up when the answer comes, which may last as long as its start; with 0 it only begins.
   */
  wait?: number;
  /** Bytes of each stream that the answer may hold, at most 4 MiB. Default: 64 KiB. */
  outputLimit?: number;
}

/** How `stop` stops. */
export interface StopOptions {
  /** Seconds between the stop signal and the kill. Default: the workload's own, or the daemon's. */
  timeout?: number;
}

/** How `restart` restarts. */
export interface RestartOptions extends CallOptions {
  /** Seconds between the stop signal and the kill. Default: the service's own. */
  grace?: number;
  /** Leave it alone when it is down. Default: false. */
  onlyIfRunning?: boolean;
}

/** How `reload` reloads. */
export interface ReloadOptions extends CallOptions {
  /** Restart a service that cannot reload. Default: false. */
  orRestart?: boolean;
}

/** Whom `signal` reaches. */
export interface SignalOptions extends CallOptions {
  /** Every process, not only the main one. Default: false. */
  all?: boolean;
}

/** What `edit` changes; each field that is given is replaced as a whole. */
export interface Change {
  executable?: Fields<proto.Executable>;
  container?: Fields<proto.Container>;
  vm?: Fields<proto.VirtualMachine>;
  service?: ServiceOptions;
}

/** How `edit` is called. */
export interface EditOptions extends CallOptions {}

/** How `remove` removes. */
export interface RemoveOptions extends CallOptions {
  /** Stop it first. Default: false. */
  stop?: boolean;
}

/** What `status` shows. */
export interface StatusOptions extends CallOptions {
  /** Last lines of the log, at most 1,000. Default: 10. */
  lines?: number;
}

/** How `wait` waits. */
export interface WaitOptions {
  /** Seconds. When they are over, the answer says that it still runs. Default: 30. */
  timeout?: number;
  /** Bytes of each stream that the answer may hold, at most 4 MiB. Default: 64 KiB. */
  outputLimit?: number;
}

/** What `list` lists. */
export interface ListOptions extends CallOptions {
  /** The ended ones, too. Default: false. */
  all?: boolean;
  /** Only those in this cell and below it. Default: all. */
  cell?: string;
  /** Services instead, in whatever phase, by name. Default: false. */
  services?: boolean;
}

/** Which lines `logs` gives. */
export interface LogOptions extends CallOptions {
  /** Only what was written to this one. Default: both. */
  stream?: "stdout" | "stderr";
  /** Only lines from this time on. */
  since?: Date;
  /** Only lines before this time. */
  until?: Date;
  /** Go on with new lines until the workload has ended. Default: false. */
  follow?: boolean;
  /** At most this many of the lines that are there. Default: all. */
  tail?: number;
}

/** The methods, once for both faces. */
interface Table {
  /**
   * Start a workload and wait for its end, 30 s unless `wait` names other seconds. When the wait is
   * over and it still runs, the answer says so. With `wait: 0` it answers once the program runs.
   * A service, which `service` describes or whose name is given, is up when the answer comes.
   */
  start: One<[workload: Exec | string], StartOptions, Workload>;
  /**
   * Stop a workload: its stop signal, a grace of `timeout` seconds, then the kill. Answers when
   * nothing of it runs; one that has ended already is no error.
   */
  stop: One<[name: string], StopOptions, Workload>;
  /** Wait until a workload ends, 30 s unless `timeout` names other seconds. */
  wait: One<[name: string], WaitOptions, Workload>;
  /** Workloads that run, oldest first; with `all` the ended ones too. */
  list: One<[], ListOptions, Workloads>;
  /** The newest workload of a name. NOT_FOUND where there is none. */
  get: One<[name: string], CallOptions, Workload>;
  /** Lines of a workload's log, oldest first; with `follow` until it has ended. */
  logs: Many<[name: string], LogOptions, LogLine>;
  /** Stop a service and start it again; it is up when the answer comes. */
  restart: One<[name: string], RestartOptions, Workload>;
  /** Have a service read its configuration again. */
  reload: One<[name: string], ReloadOptions, Workload>;
  /** Send a signal, such as `SIGHUP`, to the main process of a workload. */
  signal: One<[name: string, signal: string], SignalOptions, void>;
  /** Forget that a service failed, and its count of restarts; all services when no name is given. */
  resetFailed: One<[name?: string], CallOptions, void>;
  /** Change what a service is; the answer names what holds now and what waits for the next start. */
  edit: One<[name: string, change: Change], EditOptions, Shown<proto.EditResponse>>;
  /** Forget a service that is down. */
  remove: One<[name: string], RemoveOptions, void>;
  /** The steps that a start would take, without taking any. */
  explain: One<[workload: Exec | string], CallOptions, Shown<proto.ExplainResponse>>;
  /** How much of the machine a workload could reach, 0.0 to 10.0, and why. */
  security: One<[workload: Exec | string], CallOptions, Shown<proto.SecurityResponse>>;
  /** Everything about one workload: what it is, its processes, what it uses, its last lines. */
  status: One<[name: string], StatusOptions, Shown<proto.StatusResponse>>;
  /** The state of a workload, or of all services, now and whenever it changes. */
  watch: Many<[name?: string], CallOptions, Shown<proto.WatchResponse>>;
}

type Shown<T> = Result & Presented<T>;

/** The daemon's runtime: starts and watches workloads. Each call waits for its answer. */
export interface Runtime extends Sync<Table>, Sessions {}

/** The daemon's runtime: starts and watches workloads. Each call gives a promise. */
export interface AsyncRuntime extends Async<Table>, AsyncSessions {}

/** What is asked of services. */
const SERVICES = {
  restart: {
    *run(name, options) {
      const { grace, onlyIfRunning = false, timeout = Infinity } = options;
      const request = {
        name,
        onlyIfRunning,
        ...(grace === undefined ? {} : { timeout: seconds(grace) }),
      };
      return shown(yield* call(DEFINITION, METHODS.restart, request, timeout));
    },
  },
  reload: {
    *run(name, options) {
      const { orRestart = false, timeout = Infinity } = options;
      return shown(yield* call(DEFINITION, METHODS.reload, { name, orRestart }, timeout));
    },
  },
  signal: {
    *run(name, signal, options) {
      const request = { name, signal, all: options.all ?? false };
      yield* call(DEFINITION, METHODS.signal, request, options.timeout);
    },
  },
  resetFailed: {
    *run(name, options) {
      yield* call(DEFINITION, METHODS.resetFailed, { name: name ?? "" }, options.timeout);
    },
  },
  edit: {
    *run(name, change, options) {
      const request = { name, ...changed(change) };
      const reply = yield* call(DEFINITION, METHODS.edit, request, options.timeout);
      return present(`${PACKAGE}EditResponse`, reply);
    },
  },
  remove: {
    *run(name, options) {
      const { stop = false, timeout = Infinity } = options;
      yield* call(DEFINITION, METHODS.remove, { name, stop }, timeout);
    },
  },
  explain: {
    *run(workload, options) {
      const reply = yield* call(DEFINITION, METHODS.explain, named(workload), options.timeout);
      return present(`${PACKAGE}ExplainResponse`, reply);
    },
  },
  security: {
    *run(workload, options) {
      const reply = yield* call(DEFINITION, METHODS.security, named(workload), options.timeout);
      return present(`${PACKAGE}SecurityResponse`, reply);
    },
  },
  status: {
    *run(name, options) {
      const { lines, timeout } = options;
      const request = { name, ...(lines === undefined ? {} : { lines }) };
      const reply = yield* call(DEFINITION, METHODS.status, request, timeout);
      return present(`${PACKAGE}StatusResponse`, reply);
    },
  },
  watch: {
    open(name, options) {
      return {
        ask: ask(DEFINITION, METHODS.watch, { name: name ?? "" }, options.timeout),
        items: (bytes) => {
          const reply = answer(DEFINITION, METHODS.watch, bytes);
          return [present(`${PACKAGE}WatchResponse`, reply)];
        },
      };
    },
  },
} satisfies Partial<Table>;

/** The fields that a change sets, and the specification that has them. */
export function changed(change: Change): { workload: object; fields: string[] } {
  const { executable, container, vm, service } = change;
  const workload = {
    ...(executable === undefined
      ? {}
      : { executable: message("Executable", executable, "executable") }),
    ...(container === undefined ? {} : { container: message("Container", container, "container") }),
    ...(vm === undefined ? {} : { vm: message("VirtualMachine", vm, "vm") }),
    ...(service === undefined ? {} : { service: message("Service", service, "service") }),
  };
  const fields = Object.entries(change).flatMap(([part, given]) =>
    Object.keys(given ?? {}).map((field) => `${part}.${snake(field)}`)
  );
  return { workload, fields };
}

/** The part of a request that says which workload is meant: one that is known, or a new one. */
function named(workload: Exec | string): { name: string } | { workload: proto.WorkloadSpec } {
  return typeof workload === "string" ? { name: workload } : { workload: workload.spec };
}

/** RuntimeService as scripts have it. */
export const RUNTIME = {
  start: {
    *run(workload, options) {
      const { wait = DEFAULT_WAIT, outputLimit = 0 } = options;
      if (typeof workload === "string" || workload.spec.service !== undefined) {
        const request = { ...named(workload), noBlock: options.wait === 0 };
        return shown(yield* call(DEFINITION, METHODS.start, request, options.wait || Infinity));
      }
      const request = {
        workload: workload.spec,
        outputLimit,
        ...(wait === 0 ? {} : { wait: seconds(wait) }),
      };
      return shown(yield* call(DEFINITION, METHODS.start, request, wait + MARGIN));
    },
  },
  stop: {
    *run(name, options) {
      const { timeout } = options;
      const request = { name, ...(timeout === undefined ? {} : { timeout: seconds(timeout) }) };
      return shown(yield* call(DEFINITION, METHODS.stop, request, Infinity));
    },
  },
  wait: {
    *run(name, options) {
      const { timeout = DEFAULT_WAIT, outputLimit = 0 } = options;
      const request = { name, timeout: seconds(timeout), outputLimit };
      return shown(yield* call(DEFINITION, METHODS.wait, request, timeout + MARGIN));
    },
  },
  list: {
    *run(options) {
      const { all = false, cell = "", services = false, timeout = DEFAULT_LIMIT } = options;
      const found: proto.Workload[] = [];
      // One limit for all the pages.
      const end = performance.now() + timeout * 1000;
      let left = timeout;
      let pageToken = "";
      do {
        const page = yield* call(
          DEFINITION,
          METHODS.list,
          { all, cell, services, pageToken },
          left,
        );
        left = Math.max(0, (end - performance.now()) / 1000);
        for (const workload of page.workloads) found.push(workload);
        pageToken = page.nextPageToken;
      } while (pageToken !== "");
      return new Workloads(found);
    },
  },
  get: {
    *run(name, options) {
      return shown(yield* call(DEFINITION, METHODS.get, { name }, options.timeout));
    },
  },
  logs: {
    open(name, options) {
      return {
        ask: ask(DEFINITION, METHODS.logs, wanted(name, options), options.timeout),
        items: (message) => answer(DEFINITION, METHODS.logs, message).lines.map(logLine),
      };
    },
  },
  ...SERVICES,
} satisfies Table;

/** The request for lines of a log. */
export function wanted(name: string, options: LogOptions): object {
  const { stream, since, until, follow = false, tail } = options;
  return {
    name,
    follow,
    stream: stream === undefined ? 0 : stream === "stdout" ? 1 : 2,
    ...(since === undefined ? {} : { since: stamp(since) }),
    ...(until === undefined ? {} : { until: stamp(until) }),
    ...(tail === undefined ? {} : { tail: BigInt(tail) }),
  };
}

function stamp(date: Date): { seconds: number | bigint; nanos: number } {
  const milliseconds = date.getTime();
  const whole = Math.floor(milliseconds / 1000);
  return { seconds: BigInt(whole), nanos: (milliseconds - whole * 1000) * 1e6 };
}
