/** A daemon and its services, for scripts that wait and for scripts that go on meanwhile. */

import { CellServiceDefinition } from "../gen/cells.ts";
import { DiscoveryServiceDefinition } from "../gen/discovery.ts";
import { HealthDefinition } from "../gen/health.ts";
import { IdentityServiceDefinition } from "../gen/identity.ts";
import { SystemServiceDefinition } from "../gen/system.ts";
import {
  type AsyncContainers,
  asyncContainers,
  asyncWithImage,
  type Containers,
  containers,
  withImage,
} from "./containers.ts";
import { type AsyncImages, asyncImages, type Images, images } from "./images.ts";
import {
  type AsyncNetworks,
  asyncNetworks,
  type AsyncPorts,
  asyncPorts,
  type Networks,
  networks,
  type Ports,
  ports,
} from "./networks.ts";
import { type AsyncPods, asyncPods, type Pods, pods } from "./pods.ts";
import { type AsyncRollouts, asyncRollouts, type Rollouts, rollouts } from "./rollouts.ts";
import { type AsyncRuntime, RUNTIME, type Runtime } from "./runtime.ts";
import {
  async,
  type AsyncService,
  asyncService,
  type CallOptions,
  type Cancellable,
  type Connection,
  type Service,
  service,
  sync,
} from "./service.ts";
import { asyncSessions, sessions } from "./sessions.ts";
import { type AsyncVms, asyncVms, type Vms, vms } from "./vms.ts";
import { type AsyncVolumes, asyncVolumes, type Volumes, volumes } from "./volumes.ts";

/** Cells, groups of the machine's resources: `allocate({cell})`, `list()`; `watch()` streams. */
export interface Cells extends Service<typeof CellServiceDefinition> {}
/** Tells whether a daemon answers and its version: `discover()`. */
export interface Discovery extends Service<typeof DiscoveryServiceDefinition> {}
/** Tells who is who: `whoAmI()`. */
export interface Identity extends Service<typeof IdentityServiceDefinition> {}
/** The daemon itself: `status()`, `reexec()`. */
export interface System extends Service<typeof SystemServiceDefinition> {}
/** gRPC's standard health service: `check({service})`, and `watch({service})`, which streams. */
export interface Health extends Service<typeof HealthDefinition> {}

/** Cells, groups of the machine's resources: `allocate({cell})`, `list()`; `watch()` streams. */
export interface AsyncCells extends AsyncService<typeof CellServiceDefinition> {}
/** Tells whether a daemon answers and its version: `discover()`. */
export interface AsyncDiscovery extends AsyncService<typeof DiscoveryServiceDefinition> {}
/** Tells who is who: `whoAmI()`. */
export interface AsyncIdentity extends AsyncService<typeof IdentityServiceDefinition> {}
/** The daemon itself: `status()`, `reexec()`. */
export interface AsyncSystem extends AsyncService<typeof SystemServiceDefinition> {}
/** gRPC's standard health service: `check({service})`, and `watch({service})`, which streams. */
export interface AsyncHealth extends AsyncService<typeof HealthDefinition> {}

// They last as long as the grace of what they end.
const ENDS = { free: Infinity, stop: Infinity };

/** A connection to one daemon, and its services. Each call waits for its answer. */
export class Aurae {
  readonly #connection: Connection;

  /** @internal */
  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** Who the script is to the daemon, and who the daemon is. */
  info(options?: CallOptions): ReturnType<Identity["whoAmI"]> {
    return this.identity().whoAmI({}, options);
  }

  /** Starts and watches workloads. */
  runtime(): Runtime {
    const client = sync(this.#connection, RUNTIME);
    return {
      ...client,
      start: (workload, options) =>
        withImage(this.images(), workload, () => client.start(workload, options)),
      ...sessions(this.#connection),
    };
  }

  /** Groups of the machine's resources, in which workloads run. */
  cells(): Cells {
    return service(this.#connection, CellServiceDefinition, ENDS);
  }

  /** Containers: images that run in roots and namespaces of their own. */
  containers(): Containers {
    return containers(this.#connection, this.images());
  }

  /** Images: pulled from registries and kept. */
  images(): Images {
    return images(this.#connection);
  }

  /** Networks: what connects containers to each other and to the world. */
  networks(): Networks {
    return networks(this.#connection);
  }

  /** Ports of containers that are reached by ports of the host. */
  ports(): Ports {
    return ports(this.#connection);
  }

  /** Volumes: named folders that containers mount and leave behind. */
  volumes(): Volumes {
    return volumes(this.#connection);
  }

  /** Virtual machines: guests with kernels of their own. */
  vms(): Vms {
    return vms(this.#connection, this.images());
  }

  /** Pods: containers that run together, on one network and with one life. */
  pods(): Pods {
    return pods(this.#connection, this.images());
  }

  /** Rollouts: numbers of equal pods, replaced one after the other. */
  rollouts(): Rollouts {
    return rollouts(this.#connection, this.images());
  }

  /** Tells whether the daemon answers and its version. */
  discovery(): Discovery {
    return service(this.#connection, DiscoveryServiceDefinition);
  }

  /** Tells who is who. */
  identity(): Identity {
    return service(this.#connection, IdentityServiceDefinition);
  }

  /** The daemon itself. */
  system(): System {
    return service(this.#connection, SystemServiceDefinition);
  }

  /** gRPC's standard health service. */
  health(): Health {
    return service(this.#connection, HealthDefinition);
  }

  /** Close the connection; its services cannot be used any more. */
  close(): void {
    this.#connection.bridge.close(this.#connection.channel);
  }
}

/**
 * A connection to one daemon, and its services. Each call gives a promise, a stream an asynchronous
 * iterator; any number of them may be under way.
 */
export class AsyncAurae {
  readonly #connection: Connection;

  /** @internal */
  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** Who the script is to the daemon, and who the daemon is. */
  info(options?: CallOptions & Cancellable): ReturnType<AsyncIdentity["whoAmI"]> {
    return this.identity().whoAmI({}, options);
  }

  /** Starts and watches workloads. */
  runtime(): AsyncRuntime {
    const client = async(this.#connection, RUNTIME);
    return {
      ...client,
      start: (workload, options) =>
        asyncWithImage(this.images(), workload, () => client.start(workload, options)),
      ...asyncSessions(this.#connection),
    };
  }

  /** Groups of the machine's resources, in which workloads run. */
  cells(): AsyncCells {
    return asyncService(this.#connection, CellServiceDefinition, ENDS);
  }

  /** Containers: images that run in roots and namespaces of their own. */
  containers(): AsyncContainers {
    return asyncContainers(this.#connection, this.images());
  }

  /** Images: pulled from registries and kept. */
  images(): AsyncImages {
    return asyncImages(this.#connection);
  }

  /** Networks: what connects containers to each other and to the world. */
  networks(): AsyncNetworks {
    return asyncNetworks(this.#connection);
  }

  /** Ports of containers that are reached by ports of the host. */
  ports(): AsyncPorts {
    return asyncPorts(this.#connection);
  }

  /** Volumes: named folders that containers mount and leave behind. */
  volumes(): AsyncVolumes {
    return asyncVolumes(this.#connection);
  }

  /** Virtual machines: guests with kernels of their own. */
  vms(): AsyncVms {
    return asyncVms(this.#connection, this.images());
  }

  /** Pods: containers that run together, on one network and with one life. */
  pods(): AsyncPods {
    return asyncPods(this.#connection, this.images());
  }

  /** Rollouts: numbers of equal pods, replaced one after the other. */
  rollouts(): AsyncRollouts {
    return asyncRollouts(this.#connection, this.images());
  }

  /** Tells whether the daemon answers and its version. */
  discovery(): AsyncDiscovery {
    return asyncService(this.#connection, DiscoveryServiceDefinition);
  }

  /** Tells who is who. */
  identity(): AsyncIdentity {
    return asyncService(this.#connection, IdentityServiceDefinition);
  }

  /** The daemon itself. */
  system(): AsyncSystem {
    return asyncService(this.#connection, SystemServiceDefinition);
  }

  /** gRPC's standard health service. */
  health(): AsyncHealth {
    return asyncService(this.#connection, HealthDefinition);
  }

  /** Close the connection; its services cannot be used any more. */
  async close(): Promise<void> {
    await this.#connection.bridge.closed(this.#connection.channel);
  }
}
