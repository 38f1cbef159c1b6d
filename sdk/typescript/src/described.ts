/** How scripts describe a workload: words for enums, seconds for durations, short forms for the usual. */

import * as cells from "../gen/cells.ts";
import * as container from "../gen/container.ts";
import * as execution from "../gen/execution.ts";
import * as networks from "../gen/networks.ts";
import * as runtime from "../gen/runtime.ts";
import { enums, messages } from "../gen/schema.ts";
import * as proto from "../gen/service.ts";
import * as vm from "../gen/vm.ts";
import type { Duration } from "../gen/duration.ts";
import { seconds } from "./present.ts";
import { put } from "./wire.ts";

type Dashed<S extends string> = S extends `${infer A}_${infer B}` ? `${A}-${Dashed<B>}` : S;
/** The values of an enum without their prefix, in lower case, with `_` or `-`. */
type Words<E, P extends string> = keyof E extends infer N ? N extends `${P}UNSPECIFIED` ? never
  : N extends `${P}${infer W}` ? Lowercase<W> | Dashed<Lowercase<W>>
  : never
  : never;

type Word<T> = T extends proto.Service_Type ? Words<typeof proto.Service_Type, "TYPE_">
  : T extends proto.Service_KillMode ? Words<typeof proto.Service_KillMode, "KILL_MODE_">
  : T extends proto.Service_NotifyAccess
    ? Words<typeof proto.Service_NotifyAccess, "NOTIFY_ACCESS_">
  : T extends proto.Service_OomPolicy ? Words<typeof proto.Service_OomPolicy, "OOM_POLICY_">
  : T extends proto.Restart_Policy ? Words<typeof proto.Restart_Policy, "POLICY_">
  : T extends proto.HealthCheck_Effect ? Words<typeof proto.HealthCheck_Effect, "EFFECT_">
  : T extends proto.Listener_Kind ? Words<typeof proto.Listener_Kind, "KIND_">
  : T extends execution.Sink ? Words<typeof execution.Sink, "SINK_">
  : T extends execution.Folder_Place ? Words<typeof execution.Folder_Place, "PLACE_">
  : T extends execution.Sandbox_System ? Words<typeof execution.Sandbox_System, "SYSTEM_">
  : T extends execution.Sandbox_Home ? Words<typeof execution.Sandbox_Home, "HOME_">
  : T extends execution.Scheduling_Policy ? Words<typeof execution.Scheduling_Policy, "POLICY_">
  : T extends execution.Scheduling_IoClass ? Words<typeof execution.Scheduling_IoClass, "IO_CLASS_">
  : T extends runtime.Container_Network ? Words<typeof runtime.Container_Network, "NETWORK_">
  : T extends runtime.Container_UserNamespace
    ? Words<typeof runtime.Container_UserNamespace, "USER_NAMESPACE_">
  : T extends container.BindMount_Propagation
    ? Words<typeof container.BindMount_Propagation, "PROPAGATION_">
  : T extends runtime.VirtualMachine_Boot ? Words<typeof runtime.VirtualMachine_Boot, "BOOT_">
  : T extends vm.Drive_Format ? Words<typeof vm.Drive_Format, "FORMAT_">
  : T extends vm.Drive_Cache ? Words<typeof vm.Drive_Cache, "CACHE_">
  : T extends vm.Drive_Engine ? Words<typeof vm.Drive_Engine, "ENGINE_">
  : T extends vm.Metadata_Version ? Words<typeof vm.Metadata_Version, "VERSION_">
  : T extends networks.PublishedPort_Protocol
    ? Words<typeof networks.PublishedPort_Protocol, "PROTOCOL_">
  : never;

/** What may stand in the place of a whole message. */
type Short<T> = T extends proto.Command ? string | readonly string[]
  : T extends proto.Listener ? string
  : T extends proto.Restart ? Word<proto.Restart_Policy>
  : T extends proto.Timer ? string
  : T extends execution.Sandbox ? "none" | "default" | "container" | "strict"
  : T extends execution.Rlimit ? number
  : T extends container.Mount ? string
  : T extends container.DeviceNode ? string
  : T extends vm.Share ? string
  : T extends container.Paths ? readonly string[]
  : T extends networks.Attachment ? string
  : T extends networks.PublishedPort ? string | number
  : never;

/** A message as a script describes it; anything may be left out. */
export type Fields<T> = { [K in keyof T]?: Described<NonNullable<T[K]>> };

/** A value of a message as a script describes it. */
export type Described<T> = T extends Duration ? number
  : T extends Uint8Array ? string | Uint8Array
  : T extends boolean | string ? T
  : T extends bigint ? number | bigint
  : T extends number ? (`${number}` extends `${T}` ? number : Word<T>)
  : T extends readonly (infer U)[] ? readonly Described<U>[]
  : T extends object ? Fields<T> | Short<T>
  : T;

/** The field that a text, a list of words or a number in the place of a message sets. */
const SHORT: Readonly<Record<string, (value: unknown) => object | undefined>> = {
  Command: (value) =>
    typeof value === "string"
      ? { command: value }
      : Array.isArray(value)
      ? { argv: value }
      : undefined,
  Listener: (value) => typeof value === "string" ? { address: value } : undefined,
  Restart: (value) => typeof value === "string" ? { policy: value } : undefined,
  Timer: (value) => typeof value === "string" ? { calendar: [value] } : undefined,
  Sandbox: (value) => typeof value === "string" ? { profile: value } : undefined,
  Rlimit: (value) => typeof value === "number" ? { soft: value, hard: value } : undefined,
  Share: (value) => typeof value === "string" ? share(value) : undefined,
  Mount: (value) => typeof value === "string" ? volume(value) : undefined,
  DeviceNode: (value) => typeof value === "string" ? { path: value } : undefined,
  Paths: (value) => Array.isArray(value) ? { paths: value } : undefined,
  Attachment: (value) => typeof value === "string" ? { network: value } : undefined,
  PublishedPort: (value) =>
    typeof value === "string" || typeof value === "number" ? port(String(value)) : undefined,
};

const PORT =
  /^(?:(?:(?<address>\[[^\]]+\]|[^:[\]]+):)?(?<host>\d{1,5})?:)?(?<port>\d{1,5})(?:\/(?<protocol>tcp|udp))?$/;

/** What `80`, `8080:80`, `127.0.0.1:53:53/udp` or `[::1]::80` is. Throws RangeError for anything else. */
function port(text: string): object {
  const { address, host, port, protocol } = PORT.exec(text)?.groups ?? {};
  if (port === undefined) {
    const form = '"[[ADDRESS:][HOST-PORT]:]PORT[/udp]"';
    throw new RangeError(`cannot describe a workload: ${JSON.stringify(text)} is not ${form}`);
  }
  return {
    port: Number(port),
    ...(host === undefined ? {} : { hostPort: Number(host) }),
    ...(address === undefined ? {} : { hostAddress: address.replace(/^\[|\]$/g, "") }),
    ...(protocol === undefined ? {} : { protocol }),
  };
}

/** What `/source:/target` and `name:/target` are to a container, also with `:ro`. Throws RangeError. */
function volume(text: string): object {
  const { source, target, readOnly } = parted(text);
  const from = source.startsWith("/")
    ? { bind: { source } }
    : { volume: { name: source, create: true } };
  return { target, ...from, readOnly };
}

/** What they are to a virtual machine. Throws RangeError. */
function share(text: string): object {
  const { source, target, readOnly } = parted(text);
  return { target, [source.startsWith("/") ? "source" : "volume"]: source, readOnly };
}

/** The parts of such a text; RangeError for anything else. */
function parted(text: string): { source: string; target: string; readOnly: boolean } {
  const [source, target, word, ...more] = text.split(":");
  if (!source || !target?.startsWith("/") || more.length > 0 || ![undefined, "ro"].includes(word)) {
    const form = '"/source:/target", "volume:/target" or one of them with ":ro"';
    throw new RangeError(`cannot describe a workload: ${JSON.stringify(text)} is not ${form}`);
  }
  return { source, target, readOnly: word === "ro" };
}

interface Known {
  fromPartial(partial: object): object;
}

const KINDS: Readonly<Record<string, Known>> = {
  ...cells as unknown as Record<string, Known>,
  ...container as unknown as Record<string, Known>,
  ...execution as unknown as Record<string, Known>,
  ...networks as unknown as Record<string, Known>,
  ...proto as unknown as Record<string, Known>,
  ...vm as unknown as Record<string, Known>,
  Executable: runtime.Executable,
  Container: runtime.Container,
  VirtualMachine: runtime.VirtualMachine,
};

const PACKAGE = "aurae.runtime.v0.";
const encoder = new TextEncoder();

/**
 * The message of a kind, such as `Service`, or with a package before it, that is described so. Throws
 * TypeError for a field that there is not, RangeError for a value that does not fit; `path` stands
 * before the field's name.
 */
export function message(kind: string, value: unknown, path: string): object {
  const type = kind.includes(".") ? kind : PACKAGE + kind;
  return described(type, value, path) as object;
}

function filled(type: string, value: object, path: string): object {
  const kind = nameOf(type);
  const codec = KINDS[kind];
  const known = codec === undefined ? undefined : new Set(Object.keys(codec.fromPartial({})));
  const types = messages[type] ?? {};
  const made: Record<string, unknown> = {};
  for (const [name, item] of Object.entries(value)) {
    const here = path === "" ? name : `${path}.${name}`;
    if (known !== undefined && !known.has(name)) {
      throw new TypeError(`cannot describe a workload: ${here} is not known`);
    }
    const of = types[name];
    if (item === undefined) continue;
    // A list in the place of a single command is its words; commands come in lists of their own.
    const single = of === `${PACKAGE}Paths` ||
      (of === `${PACKAGE}Command` && kind === "HealthCheck");
    made[name] = Array.isArray(item) && !single
      ? item.map((one, index) => described(of, one, `${here}[${index}]`))
      : described(of, item, here);
  }
  return made;
}

function described(of: string | undefined, value: unknown, path: string): unknown {
  if (of === undefined) {
    return isSecret(path) && typeof value === "string" ? encoder.encode(value) : value;
  }
  if (of === "google.protobuf.Duration") return seconds(value as number);
  if (of === "map") return value;
  if (of.startsWith("map ")) {
    const made: Record<string, unknown> = {};
    for (const [key, item] of Object.entries(value as object)) {
      put(made, key, described(of.slice(4), item, `${path}.${key}`));
    }
    return made;
  }
  if (enums[of] !== undefined) return number(of, value, path);
  const whole = SHORT[nameOf(of)]?.(value) ?? value;
  if (typeof whole !== "object" || whole === null || Array.isArray(whole)) {
    throw new TypeError(`cannot describe a workload: ${path} is no object`);
  }
  return filled(of, whole, path);
}

/** A type without its package. */
function nameOf(type: string): string {
  return type.slice(type.lastIndexOf(".") + 1);
}

/** Bytes may be given as text; these two fields are the only ones. */
function isSecret(path: string): boolean {
  return /(^|\.)(content|stdin)$/.test(path);
}

function number(of: string, value: unknown, path: string): number {
  const word = String(value).toLowerCase().replaceAll("-", "_");
  for (const [number, name] of Object.entries(enums[of] ?? {})) {
    if (name === word) return Number(number);
  }
  const words = Object.values(enums[of] ?? {}).filter((name) => name !== "unspecified");
  throw new RangeError(
    `cannot describe a workload: ${path} ${JSON.stringify(value)} is not one of ${
      words.join(", ")
    }`,
  );
}

/** `restartDelay` as the API spells it: `restart_delay`. */
export function snake(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
