/** What the library's functions return, as far as completion needs to know it without a call. */

import { types } from "node:util";
import { CellServiceDefinition } from "../../gen/cells.ts";
import { ContainerServiceDefinition, ContainerState } from "../../gen/containers.ts";
import { DiscoveryServiceDefinition } from "../../gen/discovery.ts";
import { HealthDefinition } from "../../gen/health.ts";
import { IdentityServiceDefinition } from "../../gen/identity.ts";
import { Image, ImageServiceDefinition } from "../../gen/images.ts";
import { Network, NetworkServiceDefinition, PublishedPort } from "../../gen/networks.ts";
import { PodServiceDefinition, PodState } from "../../gen/pods.ts";
import { RolloutServiceDefinition, RolloutState } from "../../gen/rollouts.ts";
import { RuntimeServiceDefinition, Workload } from "../../gen/runtime.ts";
import { SystemServiceDefinition } from "../../gen/system.ts";
import { VirtualMachineSummary, VmServiceDefinition } from "../../gen/vms.ts";
import { Volume, VolumeServiceDefinition } from "../../gen/volumes.ts";
import { Aurae } from "../aurae.ts";
import { Result } from "../present.ts";
import { RUNTIME as METHODS } from "../runtime.ts";
import type { Definition } from "../service.ts";
import { Workloads } from "../workload.ts";
import {
  AURAE,
  CELLS,
  CONTAINERS,
  IMAGES,
  NETWORKS,
  PODS,
  PORTS,
  ROLLOUTS,
  RUNTIME,
  VMS,
  VOLUMES,
} from "./about.ts";

/** Members of a value that is not there yet. */
export interface Shape {
  members: string[];
  /** A line about a member; may be empty. */
  about?: (name: string) => string;
  /** What calling a member returns; undefined where nobody knows. */
  calls?: (name: string) => Shape | undefined;
}

/** The services of an `Aurae`, by the method that gives them. */
const SERVICES: Record<string, Definition> = {
  cells: CellServiceDefinition,
  discovery: DiscoveryServiceDefinition,
  health: HealthDefinition,
  identity: IdentityServiceDefinition,
  runtime: RuntimeServiceDefinition,
  system: SystemServiceDefinition,
};

const PRINTING = methods(Result.prototype);
const WORKLOAD: Shape = {
  members: [
    ...Object.keys(Workload.fromPartial({})),
    "stdout",
    "stderr",
    "stdoutCut",
    "stderrCut",
    ...PRINTING,
  ],
};
const STREAM: Shape = {
  members: ["next", "return", "throw", ...methods(Iterator.prototype)],
};
const LIST: Shape = { members: ["workloads", ...methods(Workloads.prototype), ...PRINTING] };

/** What a function of the library returns. */
export function shapeOfCall(name: string): Shape | undefined {
  if (name === "connect") return AURAE_SHAPE;
  return name === "connectAsync" || name === "createClient"
    ? { members: methods(Promise.prototype) }
    : undefined;
}

/** What is known of a living value of the library. */
export function shapeOf(value: unknown): Shape | undefined {
  if (hasProxy(value)) return undefined;
  if (value instanceof Aurae) return AURAE_SHAPE;
  if (typeof value !== "object" || value === null) return undefined;
  const keys = Object.keys(value);
  if (keys.length === 0) return undefined;
  if (keys.join() === Object.keys(METHODS).join()) return RUNTIME_SHAPE;
  const sorted = keys.sort().join();
  const own = [
    IMAGES_SHAPE,
    CONTAINERS_SHAPE,
    NETWORKS_SHAPE,
    PORTS_SHAPE,
    VOLUMES_SHAPE,
    PODS_SHAPE,
    ROLLOUTS_SHAPE,
    VMS_SHAPE,
  ].find((
    { members },
  ) => sorted === members.join());
  if (own !== undefined) return own;
  const found = Object.values(SERVICES).find((service) =>
    keys.length === Object.keys(service.methods).length &&
    keys.every((name) => name in service.methods)
  );
  return found && service(found);
}

/** Whether looking at a value would run a proxy's traps. */
function hasProxy(value: unknown): boolean {
  let object = value;
  while (typeof object === "object" && object !== null) {
    if (types.isProxy(object)) return true;
    object = Object.getPrototypeOf(object);
  }
  return typeof object === "function" && types.isProxy(object);
}

const RUNTIME_SHAPE: Shape = {
  members: Object.keys(METHODS).sort(),
  about: (name) => RUNTIME[name] ?? "",
  calls: (name) => {
    if (name === "list") return LIST;
    if (name === "logs" || name === "watch") return STREAM;
    if (["signal", "resetFailed", "remove"].includes(name)) return undefined;
    if (["edit", "explain", "security", "status"].includes(name)) {
      return answer(RuntimeServiceDefinition, name);
    }
    return RUNTIME_SHAPE.members.includes(name) ? WORKLOAD : undefined;
  },
};

const IMAGES_SHAPE: Shape = {
  members: Object.keys(IMAGES),
  about: (name) => IMAGES[name] ?? "",
  calls: (name) => {
    if (name === "pull" || name === "tag") {
      return { members: [...Object.keys(Image.fromPartial({})), ...PRINTING] };
    }
    if (name === "scrub" || name.endsWith("ing")) return STREAM;
    return ["get", "remove", "prune", "usage"].includes(name)
      ? answer(ImageServiceDefinition, name)
      : undefined;
  },
};

const CONTAINERS_SHAPE: Shape = {
  members: Object.keys(CONTAINERS),
  about: (name) => CONTAINERS[name] ?? "",
  calls: (name) => {
    if (["create", "start", "stop", "pause", "resume"].includes(name)) {
      return { members: [...Object.keys(ContainerState.fromPartial({})), ...PRINTING] };
    }
    if (name === "wait") return WORKLOAD;
    if (["logs", "diff"].includes(name) || name.endsWith("ing")) return STREAM;
    return ["get", "update"].includes(name) ? answer(ContainerServiceDefinition, name) : undefined;
  },
};

const VOLUMES_SHAPE: Shape = {
  members: Object.keys(VOLUMES),
  about: (name) => VOLUMES[name] ?? "",
  calls: (name) => {
    if (["create", "update", "clone"].includes(name)) {
      return { members: [...Object.keys(Volume.fromPartial({})), ...PRINTING] };
    }
    if (name.endsWith("ing")) return STREAM;
    return name === "get" ? answer(VolumeServiceDefinition, name) : undefined;
  },
};

const NETWORKS_SHAPE: Shape = {
  members: Object.keys(NETWORKS),
  about: (name) => NETWORKS[name] ?? "",
  calls: (name) => {
    if (name === "create") {
      return { members: [...Object.keys(Network.fromPartial({})), ...PRINTING] };
    }
    return ["get", "connect"].includes(name) ? answer(NetworkServiceDefinition, name) : undefined;
  },
};

const PORTS_SHAPE: Shape = {
  members: Object.keys(PORTS),
  about: (name) => PORTS[name] ?? "",
  calls: (name) =>
    name === "add"
      ? { members: [...Object.keys(PublishedPort.fromPartial({})), ...PRINTING] }
      : undefined,
};

const PODS_SHAPE: Shape = {
  members: Object.keys(PODS),
  about: (name) => PODS[name] ?? "",
  calls: (name) => {
    if (["create", "run", "start", "stop"].includes(name)) {
      return { members: [...Object.keys(PodState.fromPartial({})), ...PRINTING] };
    }
    if (name === "watch") return STREAM;
    return name === "get" ? answer(PodServiceDefinition, name) : undefined;
  },
};

const ROLLOUTS_SHAPE: Shape = {
  members: Object.keys(ROLLOUTS),
  about: (name) => ROLLOUTS[name] ?? "",
  calls: (name) => {
    if (name === "apply" || name === "undo") {
      return { members: [...Object.keys(RolloutState.fromPartial({})), ...PRINTING] };
    }
    if (name === "watch") return STREAM;
    return name === "get" ? answer(RolloutServiceDefinition, name) : undefined;
  },
};

const VMS_SHAPE: Shape = {
  members: Object.keys(VMS),
  about: (name) => VMS[name] ?? "",
  calls: (name) => {
    if (["create", "start", "stop", "pause", "resume"].includes(name)) {
      return { members: [...Object.keys(VirtualMachineSummary.fromPartial({})), ...PRINTING] };
    }
    if (name === "wait") return WORKLOAD;
    if (["logs", "watch", "copying", "console"].includes(name)) return STREAM;
    return ["get", "update"].includes(name) ? answer(VmServiceDefinition, name) : undefined;
  },
};

const AURAE_SHAPE: Shape = {
  members: methods(Aurae.prototype),
  about: (name) => AURAE[name] ?? "",
  calls: (name) => {
    if (name === "runtime") return RUNTIME_SHAPE;
    if (name === "containers") return CONTAINERS_SHAPE;
    if (name === "images") return IMAGES_SHAPE;
    if (name === "volumes") return VOLUMES_SHAPE;
    if (name === "networks") return NETWORKS_SHAPE;
    if (name === "ports") return PORTS_SHAPE;
    if (name === "vms") return VMS_SHAPE;
    if (name === "pods") return PODS_SHAPE;
    if (name === "rollouts") return ROLLOUTS_SHAPE;
    if (name === "info") return answer(IdentityServiceDefinition, "whoAmI");
    const found = Object.hasOwn(SERVICES, name) ? SERVICES[name] : undefined;
    return found && service(found);
  },
};

function service(definition: Definition): Shape {
  return {
    members: Object.keys(definition.methods).sort(),
    about: (name) => definition === CellServiceDefinition ? CELLS[name] ?? "" : "",
    calls: (name) => answer(definition, name),
  };
}

function answer(definition: Definition, name: string): Shape | undefined {
  const method = Object.hasOwn(definition.methods, name) ? definition.methods[name] : undefined;
  if (method === undefined) return undefined;
  if (method.responseStream) return STREAM;
  return { members: [...Object.keys(method.responseType.fromPartial({})), ...PRINTING] };
}

/** Names of a prototype's own members. */
function methods(prototype: object): string[] {
  return Object.getOwnPropertyNames(prototype).filter((name) => name !== "constructor").sort();
}
