/** Connects a script to its daemons. */

import { AsyncAurae, Aurae } from "./aurae.ts";
import { Bridge } from "./bridge.ts";
import { type Client, client, type ClientOptions, whereOf } from "./client.ts";
import { type Files, load, read } from "./config.ts";
import { AuraeError } from "./errors.ts";

/**
 * Which daemon: a configuration file's path, another address for the default identity (a socket's
 * path or `host:port`), or a daemon's address and the paths of an identity's files.
 */
export type Where = string | { config: string } | { host: string } | Files;

/** What the launcher found: a daemon, or why there is none. */
export type Default = { files: Files } | { problem: string };

/** The daemons of a run, as the launcher found them. */
export interface Daemons {
  /** The default one. */
  standard: Default;
  /** Configurations of `--config`, by their paths as the user wrote them. */
  configs: Record<string, Default>;
  /** Addresses of `--host`. */
  hosts: readonly string[];
}

/** Makes the script's connections. */
export class Connector {
  /** The thread that owns the connections. */
  readonly bridge: Bridge = new Bridge();
  /** The addresses of `--host`. */
  readonly hosts: readonly string[];
  readonly #daemons: Daemons;
  #early: number | undefined;

  constructor(daemons: Daemons) {
    this.#daemons = daemons;
    this.hosts = daemons.hosts;
  }

  /**
   * Start the worker, and let it read the identities and connect to the default daemon while the
   * script is still being compiled. It has to happen before the script is sealed off: the worker
   * keeps the rights of this moment.
   */
  prepare(): void {
    if (this.bridge.started) return;
    const { standard, configs } = this.#daemons;
    const usable = Object.entries(configs).flatMap(([path, found]) =>
      "files" in found ? [[path, found.files]] : []
    );
    const files = "files" in standard ? standard.files : undefined;
    if (files !== undefined) {
      // The first random number of the TLS library takes 30 ms (it gathers jitter of the clock,
      // once in a process). A key that nobody uses makes it do so on another thread, now.
      const algorithm = { name: "ECDSA", namedCurve: "P-256" };
      void crypto.subtle.generateKey(algorithm, false, ["sign"]);
    }
    this.bridge.start({ standard: files, configs: Object.fromEntries(usable) });
    if (files !== undefined) this.#early = this.bridge.open(DEFAULT);
  }

  /** A connection that is there. Throws AuraeError. */
  connect(where?: Where): Aurae {
    const channel = this.channel(where);
    this.bridge.connect(channel);
    return new Aurae({ bridge: this.bridge, channel });
  }

  /** As `connect`, without waiting for it. */
  async connectAsync(where?: Where): Promise<AsyncAurae> {
    const channel = this.channel(where);
    await this.bridge.connected(channel);
    return new AsyncAurae({ bridge: this.bridge, channel });
  }

  /** What generated clients take. Rejects with AuraeError. */
  async createClient(options?: ClientOptions): Promise<Client> {
    const channel = this.channel(whereOf(options));
    await this.bridge.connected(channel);
    return client({ bridge: this.bridge, channel });
  }

  private channel(where: Where | undefined): number {
    if (where === undefined) return this.standard();
    if (typeof where === "string") return this.configured(where);
    if ("config" in where) return this.configured(where.config);
    if (!("host" in where)) return this.bridge.open({ target: load(where) });
    usable(this.#daemons.standard);
    return this.bridge.open({ config: undefined, address: address(where.host) });
  }

  private standard(): number {
    usable(this.#daemons.standard);
    const early = this.#early;
    this.#early = undefined;
    return early ?? this.bridge.open(DEFAULT);
  }

  private configured(path: string): number {
    const known = Object.hasOwn(this.#daemons.configs, path) && this.#daemons.configs[path];
    if (!known) return this.bridge.open({ target: load(read(path)) });
    usable(known);
    return this.bridge.open({ config: path, address: undefined });
  }
}

const DEFAULT = { config: undefined, address: undefined };

function usable(found: Default): void {
  if ("problem" in found) throw new AuraeError("FAILED_PRECONDITION", found.problem);
}

/** An address as it may be dialled. Throws AuraeError for what is none. */
function address(host: string): string {
  const path = String(host).replace(/^unix:/, "");
  if (path.startsWith("/") || /^(?:\[[0-9a-fA-F:.%\w]+\]|[^\s:/[\]]+):\d{1,5}$/.test(path)) {
    return path;
  }
  const why = `cannot connect to ${host}: expected a socket's path or host:port`;
  throw new AuraeError("INVALID_ARGUMENT", why);
}
