/** Virtual machines: VmService with some sugar. */

import type { Rates } from "../gen/networks.ts";
import * as vm from "../gen/vm.ts";
import * as proto from "../gen/vms.ts";
import { joined } from "./bytes.ts";
import {
  asyncWithImage,
  type CopyInOptions,
  type CopyOutOptions,
  gathered,
  withImage,
} from "./containers.ts";
import { type Fields, message } from "./described.ts";
import { type AsyncImages, type Images, parts } from "./images.ts";
import { present, type Presented, type Result, seconds } from "./present.ts";
import { type Change, changed, type LogOptions, type WaitOptions, wanted } from "./runtime.ts";
import {
  answer,
  ask,
  type Async,
  async,
  call,
  type CallOptions,
  type Cancellable,
  type Connection,
  DEFAULT_LIMIT,
  type Many,
  type One,
  type Sync,
  sync,
} from "./service.ts";
import { type AsyncSessions, asyncSessions, type Sessions, sessions } from "./sessions.ts";
import {
  type Exec,
  type LogLine,
  logLine,
  shown,
  vm as machine,
  type Workload,
} from "./workload.ts";

const DEFINITION = proto.VmServiceDefinition;
const METHODS = DEFINITION.methods;
const PACKAGE = "aurae.vms.v0.";
const DEFAULT_WAIT = 30;
const MARGIN = 60;
const CONSOLE_KEPT = 2 * 1024 * 1024;
const RATES = "aurae.networks.v0.Rates";
const KEY: Key = "power-button";

type Shown<T> = Result & Presented<T>;

/** A machine as it is: its `id`, its `state`, its `workload`, the `image` that was asked for. */
export type Vm = Shown<proto.VirtualMachineSummary>;

/** How `start` boots a machine. */
export interface StartVmOptions extends CallOptions {
  /** Answer as soon as the start is on disk. Default: false. */
  noBlock?: boolean;
}

/** How `stop` stops a machine. */
export interface StopVmOptions extends CallOptions {
  /** Seconds between the stop signal, or the power button, and the kill. Default: the machine's own. */
  grace?: number;
}

/** How `free` ends a machine that runs. */
export interface FreeVmOptions extends StopVmOptions {}

/** Whom `kill` reaches. */
export interface KillVmOptions extends CallOptions {
  /** Every process in the guest, not only the first. Default: false. */
  all?: boolean;
}

/** Which machines `list` lists. */
export interface ListVmsOptions extends CallOptions {
  /** Only those in this cell and below it. Default: all. */
  cell?: string;
  /** Only those with all of these labels; an empty text is any value. */
  labels?: Record<string, string>;
}

/** How `setMetadata` changes the metadata. */
export interface SetMetadataOptions extends CallOptions {
  /** The document is a merge patch (RFC 7396): what is null goes. Default: false, it replaces what is there. */
  merge?: boolean;
  /** `v1` answers whoever asks, `v2` who has got a token. Default: as it is. */
  version?: "v1" | "v2";
}

/** What `console` shows. */
export interface ConsoleOptions extends CallOptions {
  /** Bytes of earlier output to begin with. Default: 2 MiB, all that is kept. */
  history?: number;
  /** Only those; the machine need not run. Default: false, to its end. */
  noFollow?: boolean;
  /** Typed into it at once. Default: nothing. */
  stdin?: string | Uint8Array;
}

/** What `updateDrive` changes of a disk. */
export interface UpdateDriveOptions extends CallOptions {
  /** A file or block device of the host in the place of what it holds. */
  path?: string;
  /** Bytes, more than it has. */
  size?: number | bigint;
  /** In the place of all limits that it has. */
  limits?: Fields<vm.DriveLimits>;
}

/** A key of a machine. */
export type Key = "power-button" | "nmi";

/** The methods, once for both faces. */
type Table = {
  /** Boot a machine that is down; it is up when the answer comes. */
  start: One<[id: string], StartVmOptions, Vm>;
  /** Stop a machine: its stop signal or the power button, a grace, then the kill. One that is down is no error. */
  stop: One<[id: string], StopVmOptions, Vm>;
  /** Stop a machine if it runs, and remove it with what it has written. */
  free: One<[id: string], FreeVmOptions, void>;
  /** Kill a machine, or send a signal to the first process in it. */
  kill: One<[id: string, signal?: string], KillVmOptions, void>;
  /** A machine, and what was asked of it. NOT_FOUND where there is none. */
  get: One<[id: string], CallOptions, Shown<proto.VmServiceGetResponse>>;
  /** Machines by id, those that are down as well. */
  list: One<[], ListVmsOptions, Vm[]>;
  /** Change what a machine is; limits and the restart policy hold at once. */
  update: One<[id: string, change: Change], CallOptions, Result>;
  /** Stop the processors of a machine for a while. */
  pause: One<[id: string], CallOptions, Vm>;
  /** Let a paused machine go on. */
  resume: One<[id: string], CallOptions, Vm>;
  /** What machines use, on the host and as the guests see it; by default all that run. */
  stats: One<[ids?: string | readonly string[]], CallOptions, Shown<proto.VmStats>[]>;
  /** The processes in a guest, oldest first. */
  top: One<[id: string], CallOptions, Shown<proto.VmProcess>[]>;
  /** Wait until a machine is down, 30 s unless `timeout` names other seconds. */
  wait: One<[id: string], WaitOptions, Workload>;
  /** Lines of a machine's log, oldest first; with `follow` until it is down. */
  logs: Many<[id: string], LogOptions, LogLine>;
  /** What a machine writes to its serial console, where its kernel speaks, in pieces. */
  console: Many<[id: string], ConsoleOptions, Uint8Array>;
  /** A file or folder of a guest as a tar archive, which comes in pieces. */
  copying: Many<[id: string, path: string], CopyOutOptions, Uint8Array>;
  /** What a guest reads at 169.254.169.254: a JSON document as text, and who is answered. */
  getMetadata: One<[id: string], CallOptions, Shown<vm.Metadata>>;
  /** Change that: an object, or its JSON. A guest that runs reads it from now on. */
  setMetadata: One<[id: string, document: object | string], SetMetadataOptions, Shown<vm.Metadata>>;
  /** Give a machine one more disk; one that runs has it at once. */
  attachDrive: One<[id: string, drive: Fields<vm.Drive>], CallOptions, void>;
  /** Take a disk away; a guest that runs has to let it go. */
  detachDrive: One<[id: string, drive: string], CallOptions, void>;
  /** Change what a disk holds, its size or how fast it is. */
  updateDrive: One<[id: string, drive: string], UpdateDriveOptions, Shown<vm.Drive>>;
  /** Change how fast a machine may be on a network, in the place of all its rates there. */
  updateNic: One<[id: string, network: string, rates: Fields<Rates>], CallOptions, void>;
  /** Take memory from a guest, or give it back; how many bytes it has then. */
  resize: One<[id: string, memory: number], CallOptions, number>;
  /** Press a key of a machine that runs, the power button unless another is named. */
  sendKeys: One<[id: string, key?: Key], CallOptions, void>;
  /** What happens to machines: first those that are there, then every change. */
  watch: Many<[id?: string], CallOptions, Shown<proto.VmServiceWatchResponse>>;
};

/** What is called in a way of its own. */
const OTHERS = {
  create: {
    *run(workload, { timeout }) {
      const request = { workload: workload.spec };
      return summary((yield* call(DEFINITION, METHODS.allocate, request, timeout)).machine);
    },
  },
  sending: {
    open(name, path, archive, options) {
      const { keepOwners = false, replace = false, timeout } = options;
      const method = METHODS.copyIn;
      const start = { name, path, keepOwners, replace };
      return {
        ask: {
          ...ask(DEFINITION, method, { start }, timeout ?? Infinity),
          more: [...parts(archive)].map((data) =>
            method.requestType.encode(method.requestType.fromPartial({ data })).finish()
          ),
        },
        items: (bytes) => [Number(answer(DEFINITION, method, bytes).entries)],
      };
    },
  },
} satisfies {
  create: One<[workload: Exec], CallOptions, Vm>;
  sending: Many<[id: string, path: string, archive: Uint8Array], CopyInOptions, number>;
};

const TABLE = {
  start: {
    *run(vmId, { noBlock = false, timeout = Infinity }) {
      const reply = yield* call(DEFINITION, METHODS.start, { vmId, noBlock }, timeout);
      return summary(reply.machine);
    },
  },
  stop: {
    *run(vmId, { grace, timeout = Infinity }) {
      const request = { vmId, ...(grace === undefined ? {} : { timeout: seconds(grace) }) };
      return summary((yield* call(DEFINITION, METHODS.stop, request, timeout)).machine);
    },
  },
  free: {
    *run(vmId, { grace, timeout = Infinity }) {
      const request = { vmId, ...(grace === undefined ? {} : { timeout: seconds(grace) }) };
      yield* call(DEFINITION, METHODS.free, request, timeout);
    },
  },
  kill: {
    *run(vmId, signal, { all = false, timeout }) {
      const request = { vmId, signal: signal ?? "", all };
      yield* call(DEFINITION, METHODS.kill, request, timeout);
    },
  },
  get: {
    *run(vmId, { timeout }) {
      const reply = yield* call(DEFINITION, METHODS.get, { vmId }, timeout);
      return present(`${PACKAGE}VmServiceGetResponse`, reply);
    },
  },
  list: {
    *run({ cell = "", labels = {}, timeout = DEFAULT_LIMIT }) {
      const found: Vm[] = [];
      const end = performance.now() + timeout * 1000;
      let pageToken = "";
      do {
        const left = Math.max(0, (end - performance.now()) / 1000);
        const page = yield* call(DEFINITION, METHODS.list, { cell, labels, pageToken }, left);
        found.push(...page.machines.map(summary));
        pageToken = page.nextPageToken ?? "";
      } while (pageToken !== "");
      return found;
    },
  },
  update: {
    *run(name, change, { timeout }) {
      const request = { name, ...changed(change) };
      const reply = yield* call(DEFINITION, METHODS.update, request, timeout);
      return present("aurae.runtime.v0.EditResponse", reply);
    },
  },
  pause: {
    *run(vmId, { timeout }) {
      return summary((yield* call(DEFINITION, METHODS.pause, { vmId }, timeout)).machine);
    },
  },
  resume: {
    *run(vmId, { timeout }) {
      return summary((yield* call(DEFINITION, METHODS.resume, { vmId }, timeout)).machine);
    },
  },
  stats: {
    *run(ids, { timeout }) {
      const request = { vmIds: [ids ?? []].flat() as string[] };
      const reply = yield* call(DEFINITION, METHODS.stats, request, timeout);
      return reply.stats.map((one) => present(`${PACKAGE}VmStats`, one));
    },
  },
  top: {
    *run(vmId, { timeout }) {
      const reply = yield* call(DEFINITION, METHODS.top, { vmId }, timeout);
      return reply.processes.map((one) => present(`${PACKAGE}VmProcess`, one));
    },
  },
  wait: {
    *run(name, { timeout = DEFAULT_WAIT, outputLimit = 0 }) {
      const request = { name, timeout: seconds(timeout), outputLimit };
      return shown(yield* call(DEFINITION, METHODS.wait, request, timeout + MARGIN));
    },
  },
  logs: {
    open(name, options) {
      return {
        ask: ask(DEFINITION, METHODS.logs, wanted(name, options), options.timeout),
        items: (bytes) => answer(DEFINITION, METHODS.logs, bytes).lines.map(logLine),
      };
    },
  },
  console: {
    open(vmId, { history = CONSOLE_KEPT, noFollow = false, stdin, timeout = Infinity }) {
      const method = METHODS.console;
      const typed = typeof stdin === "string" ? new TextEncoder().encode(stdin) : stdin;
      const more = typed === undefined
        ? []
        : [method.requestType.encode(method.requestType.fromPartial({ stdin: typed })).finish()];
      const start = { vmId, history, noFollow };
      return {
        ask: { ...ask(DEFINITION, method, { start }, timeout), more },
        items: (bytes) => {
          const { output } = answer(DEFINITION, method, bytes);
          return output === undefined ? [] : [output];
        },
      };
    },
  },
  copying: {
    open(name, path, { follow = false, timeout }) {
      return {
        ask: ask(DEFINITION, METHODS.copyOut, { name, path, follow }, timeout),
        items: (bytes) => [answer(DEFINITION, METHODS.copyOut, bytes).data],
      };
    },
  },
  getMetadata: {
    *run(vmId, { timeout }) {
      return metadata((yield* call(DEFINITION, METHODS.getMetadata, { vmId }, timeout)).metadata);
    },
  },
  setMetadata: {
    *run(vmId, document, { merge = false, version, timeout }) {
      const request = {
        vmId,
        document: typeof document === "string" ? document : JSON.stringify(document),
        merge,
        ...message("Metadata", { version }, ""),
      };
      return metadata((yield* call(DEFINITION, METHODS.setMetadata, request, timeout)).metadata);
    },
  },
  attachDrive: {
    *run(vmId, drive, { timeout }) {
      const request = { vmId, drive: message("Drive", drive, "drive") };
      yield* call(DEFINITION, METHODS.attachDrive, request, timeout);
    },
  },
  detachDrive: {
    *run(vmId, driveId, { timeout }) {
      yield* call(DEFINITION, METHODS.detachDrive, { vmId, driveId }, timeout);
    },
  },
  updateDrive: {
    *run(vmId, driveId, { timeout, limits, ...more }) {
      const own = limits === undefined ? {} : { limits: message("DriveLimits", limits, "limits") };
      const request = { vmId, driveId, ...more, ...own };
      const reply = yield* call(DEFINITION, METHODS.updateDrive, request, timeout);
      return present("aurae.runtime.v0.Drive", reply.drive ?? vm.Drive.fromPartial({}));
    },
  },
  updateNic: {
    *run(vmId, network, rates, { timeout }) {
      const request = { vmId, network, rates: message(RATES, rates, "rates") };
      yield* call(DEFINITION, METHODS.updateNic, request, timeout);
    },
  },
  resize: {
    *run(vmId, memory, { timeout }) {
      return Number((yield* call(DEFINITION, METHODS.resize, { vmId, memory }, timeout)).memory);
    },
  },
  sendKeys: {
    *run(vmId, key, { timeout }) {
      const wanted = message(`${PACKAGE}VmServiceSendKeysRequest`, { key: key ?? KEY }, "");
      yield* call(DEFINITION, METHODS.sendKeys, { ...wanted, vmId }, timeout);
    },
  },
  watch: {
    open(vmId, { timeout = Infinity }) {
      return {
        ask: ask(DEFINITION, METHODS.watch, { vmId: vmId ?? "" }, timeout),
        items: (bytes) => [
          present(`${PACKAGE}VmServiceWatchResponse`, answer(DEFINITION, METHODS.watch, bytes)),
        ],
      };
    },
  },
} satisfies Table;

/** Machines of the daemon. Each call waits for its answer. */
export interface Vms extends Sync<Table>, Sessions {
  /** Make a machine that is kept, and do not boot it. Its image is pulled when it is not here. */
  create(workload: Exec | string, options?: CallOptions): Vm;
  /** Unpack a tar archive into a folder of a guest; how many entries it had. */
  copyIn(id: string, path: string, archive: Uint8Array, options?: CopyInOptions): number;
  /** A file or folder of a guest as a tar archive. */
  copyOut(id: string, path: string, options?: CopyOutOptions): Uint8Array;
}

/** Machines of the daemon. Each call gives a promise. */
export interface AsyncVms extends Async<Table>, AsyncSessions {
  /** Make a machine that is kept, and do not boot it. Its image is pulled when it is not here. */
  create(workload: Exec | string, options?: CallOptions & Cancellable): Promise<Vm>;
  /** Unpack a tar archive into a folder of a guest; how many entries it had. */
  copyIn(
    id: string,
    path: string,
    archive: Uint8Array,
    options?: CopyInOptions & Cancellable,
  ): Promise<number>;
  /** A file or folder of a guest as a tar archive. */
  copyOut(id: string, path: string, options?: CopyOutOptions & Cancellable): Promise<Uint8Array>;
}

/** Machines for who waits. */
export function vms(connection: Connection, images: Images): Vms {
  const { create, sending } = sync(connection, OTHERS);
  const client = sync(connection, TABLE as Table);
  return {
    ...client,
    ...sessions(connection, DEFINITION),
    create: (workload, options) => {
      const made = described(workload);
      return withImage(images, made, () => create(made, options));
    },
    copyIn(id, path, archive, options) {
      let entries = 0;
      for (entries of sending(id, path, archive, options));
      return entries;
    },
    copyOut: (id, path, options) => joined(...client.copying(id, path, options)),
  };
}

/** Machines for who goes on meanwhile. */
export function asyncVms(connection: Connection, images: AsyncImages): AsyncVms {
  const { create, sending } = async(connection, OTHERS);
  const client = async(connection, TABLE as Table);
  return {
    ...client,
    ...asyncSessions(connection, DEFINITION),
    create: (workload, options) => {
      const made = described(workload);
      return asyncWithImage(images, made, () => create(made, options));
    },
    async copyIn(id, path, archive, options) {
      let entries = 0;
      for await (entries of sending(id, path, archive, options));
      return entries;
    },
    async copyOut(id, path, options) {
      return await gathered(client.copying(id, path, options));
    },
  };
}

function described(workload: Exec | string): Exec {
  return typeof workload === "string" ? machine(workload) : workload;
}

function summary(found: proto.VirtualMachineSummary | undefined): Vm {
  return present(
    `${PACKAGE}VirtualMachineSummary`,
    found ?? proto.VirtualMachineSummary.fromPartial({}),
  );
}

function metadata(found: vm.Metadata | undefined): Shown<vm.Metadata> {
  return present("aurae.runtime.v0.Metadata", found ?? vm.Metadata.fromPartial({}));
}
