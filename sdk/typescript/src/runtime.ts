/** Starting and watching workloads: RuntimeService with some sugar. */

import * as proto from "../gen/runtime.ts";
import { seconds } from "./present.ts";
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
import { type Exec, type LogLine, logLine, shown, type Workload, Workloads } from "./workload.ts";

const DEFINITION = proto.RuntimeServiceDefinition;
const METHODS = DEFINITION.methods;
const DEFAULT_WAIT = 30;
// What a call may take beside the wait that it asks for: execve(2) has 30 s of its own.
const MARGIN = 60;

/** How `start` waits. */
export interface StartOptions {
  /** Seconds to wait for the end; with 0 the answer comes once the program runs. Default: 30. */
  wait?: number;
  /** Bytes of each stream that the answer may hold, at most 4 MiB. Default: 64 KiB. */
  outputLimit?: number;
}

/** How `stop` stops. */
export interface StopOptions {
  /** Seconds between the stop signal and the kill. Default: the workload's own, or the daemon's. */
  timeout?: number;
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
   */
  start: One<[workload: Exec], StartOptions, Workload>;
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
}

/** The daemon's runtime: starts and watches workloads. Each call waits for its answer. */
export interface Runtime extends Sync<Table> {}

/** The daemon's runtime: starts and watches workloads. Each call gives a promise. */
export interface AsyncRuntime extends Async<Table> {}

/** RuntimeService as scripts have it. */
export const RUNTIME = {
  start: {
    *run(workload, options) {
      const { wait = DEFAULT_WAIT, outputLimit = 0 } = options;
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
      const { all = false, cell = "", timeout = DEFAULT_LIMIT } = options;
      const found: proto.Workload[] = [];
      // One limit for all the pages.
      const end = performance.now() + timeout * 1000;
      let left = timeout;
      let pageToken = "";
      do {
        const page = yield* call(DEFINITION, METHODS.list, { all, cell, pageToken }, left);
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
      const { stream, since, until, follow = false, tail, timeout } = options;
      const request = {
        name,
        follow,
        stream: stream === undefined ? 0 : stream === "stdout" ? 1 : 2,
        ...(since === undefined ? {} : { since: stamp(since) }),
        ...(until === undefined ? {} : { until: stamp(until) }),
        ...(tail === undefined ? {} : { tail: BigInt(tail) }),
      };
      return {
        ask: ask(DEFINITION, METHODS.logs, request, timeout),
        items: (message) => answer(DEFINITION, METHODS.logs, message).lines.map(logLine),
      };
    },
  },
} satisfies Table;

function stamp(date: Date): { seconds: number | bigint; nanos: number } {
  const milliseconds = date.getTime();
  const whole = Math.floor(milliseconds / 1000);
  return { seconds: BigInt(whole), nanos: (milliseconds - whole * 1000) * 1e6 };
}
