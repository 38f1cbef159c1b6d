/** Networks and published ports: NetworkService with some sugar. */

import * as proto from "../gen/networks.ts";
import { type Described, type Fields, message } from "./described.ts";
import { present, type Presented, type Result } from "./present.ts";
import {
  type Async,
  async,
  call,
  type CallOptions,
  type Connection,
  type One,
  type Sync,
  sync,
} from "./service.ts";

const DEFINITION = proto.NetworkServiceDefinition;
const METHODS = DEFINITION.methods;
const PACKAGE = "aurae.networks.v0.";

type Shown<T> = Result & Presented<T>;

/** A network: what was asked of it, its ranges and gateways. */
export type Network = Shown<proto.Network>;

/** A published port, or what is asked of one: `8080:80` and the like are short forms. */
export type PublishedPort = Shown<proto.PublishedPort>;

/** What may be said about a network; names are those of the proto's NetworkSpec. */
export interface NetworkOptions extends Omit<Fields<proto.NetworkSpec>, "name" | "driver"> {
  /** Seconds to wait for the answer. */
  timeout?: number;
}

/** Which networks are meant. */
export interface ByLabels extends CallOptions {
  /** Only those with all of these labels; an empty text is any value. */
  labels?: Record<string, string>;
}

/** The methods of networks, once for both faces. */
type NetworkTable = {
  /** Make a network. */
  create: One<[name: string], NetworkOptions, Network>;
  /** A network, and who is on it. NOT_FOUND where there is none. */
  get: One<[name: string], CallOptions, Shown<proto.GetNetworkResponse>>;
  /** All networks, by name. */
  list: One<[], ByLabels, Network[]>;
  /** Forget a network that nobody is on. */
  remove: One<[name: string], CallOptions, void>;
  /** Delete one's own networks that nobody is on; their names. */
  prune: One<[], ByLabels, string[]>;
  /** Connect a container to one more network: its name, or with addresses and aliases. */
  connect: One<
    [container: string, attachment: Described<proto.Attachment>],
    CallOptions,
    Shown<proto.ConnectNetworkResponse>
  >;
  /** Take a container off a network. */
  disconnect: One<[container: string, network: string], CallOptions, void>;
  /** Put right what somebody has removed of links, addresses and rules; a line for each. */
  repair: One<[], CallOptions, string[]>;
};

/** The methods of ports, once for both faces. */
type PortTable = {
  /** The published ports of a container, or of all. */
  list: One<[container?: string], CallOptions, Shown<proto.Port>[]>;
  /** Publish a port: `80`, `"8080:80"`, `"53/udp"`, or an object. With the host's port chosen. */
  add: One<[container: string, port: Described<proto.PublishedPort>], CallOptions, PublishedPort>;
  /** End the publication of a port; which it was. */
  remove: One<
    [container: string, port: Described<proto.PublishedPort>],
    CallOptions,
    PublishedPort[]
  >;
};

const NETWORKS = {
  create: {
    *run(name, { timeout, ...options }) {
      const network = described<proto.NetworkSpec>("NetworkSpec", { ...options, name });
      const reply = yield* call(DEFINITION, METHODS.create, { network }, timeout);
      return shown("Network", reply.network ?? proto.Network.fromPartial({}));
    },
  },
  get: {
    *run(name, { timeout }) {
      const reply = yield* call(DEFINITION, METHODS.get, { name }, timeout);
      return shown("GetNetworkResponse", reply);
    },
  },
  list: {
    *run({ labels = {}, timeout }) {
      const reply = yield* call(DEFINITION, METHODS.list, { labels }, timeout);
      return reply.networks.map((one) => shown("Network", one));
    },
  },
  remove: {
    *run(name, { timeout }) {
      yield* call(DEFINITION, METHODS.delete, { name }, timeout);
    },
  },
  prune: {
    *run({ labels = {}, timeout }) {
      return (yield* call(DEFINITION, METHODS.prune, { labels }, timeout)).names;
    },
  },
  connect: {
    *run(name, asked, { timeout }) {
      const attachment = described<proto.Attachment>(
        "Attachment",
        typeof asked === "string" ? { network: asked } : asked,
      );
      const reply = yield* call(DEFINITION, METHODS.connect, { name, attachment }, timeout);
      return shown("ConnectNetworkResponse", reply);
    },
  },
  disconnect: {
    *run(name, network, { timeout }) {
      yield* call(DEFINITION, METHODS.disconnect, { name, network }, timeout);
    },
  },
  repair: {
    *run({ timeout }) {
      return (yield* call(DEFINITION, METHODS.reconcile, {}, timeout)).repaired;
    },
  },
} satisfies NetworkTable;

const PORTS = {
  list: {
    *run(name, { timeout }) {
      const reply = yield* call(DEFINITION, METHODS.listPorts, { name: name ?? "" }, timeout);
      return reply.ports.map((one) => shown("Port", one));
    },
  },
  add: {
    *run(name, asked, { timeout }) {
      const reply = yield* call(DEFINITION, METHODS.publish, { name, port: port(asked) }, timeout);
      return shown("PublishedPort", reply.port ?? proto.PublishedPort.fromPartial({}));
    },
  },
  remove: {
    *run(name, asked, { timeout }) {
      const request = { name, port: port(asked) };
      const reply = yield* call(DEFINITION, METHODS.unpublish, request, timeout);
      return reply.ports.map((one) => shown("PublishedPort", one));
    },
  },
} satisfies PortTable;

/** Networks of the daemon. Each call waits for its answer. */
export interface Networks extends Sync<NetworkTable> {}
/** Networks of the daemon. Each call gives a promise. */
export interface AsyncNetworks extends Async<NetworkTable> {}
/** Published ports. Each call waits for its answer. */
export interface Ports extends Sync<PortTable> {}
/** Published ports. Each call gives a promise. */
export interface AsyncPorts extends Async<PortTable> {}

/** Networks for who waits. */
export function networks(connection: Connection): Networks {
  return sync(connection, NETWORKS as NetworkTable);
}

/** Networks for who goes on meanwhile. */
export function asyncNetworks(connection: Connection): AsyncNetworks {
  return async(connection, NETWORKS as NetworkTable);
}

/** Ports for who waits. */
export function ports(connection: Connection): Ports {
  return sync(connection, PORTS as PortTable);
}

/** Ports for who goes on meanwhile. */
export function asyncPorts(connection: Connection): AsyncPorts {
  return async(connection, PORTS as PortTable);
}

function port(asked: Described<proto.PublishedPort>): proto.PublishedPort {
  return described("PublishedPort", asked);
}

function described<T>(kind: string, value: unknown): T {
  return message(PACKAGE + kind, value, "") as T;
}

function shown<T>(kind: string, value: T): Shown<T> {
  return present(PACKAGE + kind, value as object) as Shown<T>;
}
