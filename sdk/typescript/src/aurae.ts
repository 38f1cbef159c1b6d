/** The library's synchronous face: what a script has without importing anything. */

import { DiscoveryServiceDefinition } from "../gen/discovery.ts";
import { HealthDefinition } from "../gen/health.ts";
import { IdentityServiceDefinition } from "../gen/identity.ts";
import { SystemServiceDefinition } from "../gen/system.ts";
import { Bridge } from "./bridge.ts";
import { type Files, load, read } from "./config.ts";
import { AuraeError } from "./errors.ts";
import { Runtime } from "./runtime.ts";
import { Connection, type Service, service } from "./service.ts";

/** Which daemon: a configuration file's path, or the socket and the identity's files. */
export type Where = string | { config: string } | Files;

/** A connection to one daemon, and its services. */
export class Aurae {
  constructor(private readonly connection: Connection) {}

  /** Who the script is to the daemon, and who the daemon is. */
  info(): ReturnType<Service<typeof IdentityServiceDefinition>["whoAmI"]> {
    return this.identity().whoAmI();
  }

  /** Starts and watches workloads. */
  runtime(): Runtime {
    return new Runtime(this.connection);
  }

  /** Tells whether the daemon answers and its version. */
  discovery(): Service<typeof DiscoveryServiceDefinition> {
    return service(this.connection, DiscoveryServiceDefinition);
  }

  /** Tells who is who. */
  identity(): Service<typeof IdentityServiceDefinition> {
    return service(this.connection, IdentityServiceDefinition);
  }

  /** The daemon itself. */
  system(): Service<typeof SystemServiceDefinition> {
    return service(this.connection, SystemServiceDefinition);
  }

  /** gRPC's standard health service. */
  health(): Service<typeof HealthDefinition> {
    return service(this.connection, HealthDefinition);
  }

  /** Close the connection; its services cannot be used any more. */
  close(): void {
    this.connection.close();
  }
}

/** What the launcher found: the default daemon, or why there is none. */
export type Default = { files: Files } | { problem: string };

/** The daemons of a run, as the launcher found them. */
export interface Daemons {
  standard: Default;
  /** Configurations of `--config`, by their paths as the user wrote them. */
  configs: Record<string, Default>;
  /** Addresses of `--host`. */
  hosts: readonly string[];
}

/** Makes the script's `connect`. */
export class Connector {
  readonly #bridge = new Bridge();
  #early: number | undefined;

  /** The addresses of `--host`. */
  readonly hosts: readonly string[];
  private readonly standard: Default;

  constructor(plan: Daemons) {
    this.standard = plan.standard;
    this.hosts = plan.hosts;
  }

  /**
   * Start the worker, and let it read the identity and connect to the default daemon while the
   * script is still being compiled. It has to happen before the script is sealed off: the worker
   * keeps the rights of this moment.
   */
  prepare(): void {
    if (this.#bridge.started) return;
    if ("problem" in this.standard) {
      this.#bridge.start();
      return;
    }
    // The first random number of the TLS library takes 30 ms (it gathers jitter of the clock, once
    // in a process). A key that nobody uses makes it do so on another thread, now.
    void crypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, false, ["sign"]);
    this.#bridge.start(this.standard.files);
    this.#early = this.#bridge.open();
  }

  /** Connect to a daemon; without an argument to the one of the configuration. Throws AuraeError. */
  readonly connect = (where?: Where): Aurae => {
    const connection = new Connection(this.#bridge, this.channel(where));
    connection.establish();
    return new Aurae(connection);
  };

  private channel(where: Where | undefined): number {
    if (where !== undefined) return this.#bridge.open(load(files(where)));
    if ("problem" in this.standard) {
      throw new AuraeError("FAILED_PRECONDITION", this.standard.problem);
    }
    const early = this.#early;
    this.#early = undefined;
    return early ?? this.#bridge.open();
  }
}

function files(where: Where): Files {
  if (typeof where === "string") return read(where);
  return "config" in where ? read(where.config) : where;
}
