/** A line about each name of the library: what completion shows beside it. */

/** Globals. */
export const LIBRARY: Record<string, string> = {
  Aurae: "class: a connection to a daemon, and its services",
  AuraeError: "class: what failed calls throw; code, message, method",
  Exec: "class: a workload to be started",
  PodSpec: "class: a pod to be made",
  RolloutSpec: "class: a rollout to be applied",
  Result: "class: an answer of the daemon",
  Runtime: "class: starts and watches workloads",
  Workloads: "class: what list() returns",
  args: "string[]: the arguments",
  assert: "assert(condition, message?): throws unless it holds",
  connect: "connect(where?): Aurae, a daemon",
  connectAsync: "connectAsync(where?): Promise<AsyncAurae>",
  createClient: "createClient(options?): Promise<Rpc> for generated clients",
  container: "container(image, options?): a container for start",
  env: "variables of the environment that --allow-env gives",
  exec: "exec(command, options?): a workload for start",
  hosts: "string[]: the addresses of --host",
  pod: "pod({name, containers, ...}): a pod for pods()",
  print: "print(...values): on stdout, answers as JSON or a table",
  rollout: "rollout({name, pod, replicas, ...}): pods for rollouts()",
  service: "service(name, command, options?): a service for start",
  retry: "retry(work, options?): again until it does not throw",
  sleep: "sleep(seconds): waits",
  vm: "vm(image or options, options?): a virtual machine for start",
};

/** Methods of `Aurae`. */
export const AURAE: Record<string, string> = {
  cells: "cells(): groups of the machine's resources",
  close: "close(): ends the connection",
  containers: "containers(): images that run, and are kept",
  discovery: "discovery(): does the daemon answer, and its version",
  health: "health(): gRPC's standard health service",
  identity: "identity(): who is who",
  images: "images(): what containers are made of",
  info: "info(): who I am, who the daemon is",
  networks: "networks(): what connects containers",
  ports: "ports(): ports of the host that lead to containers",
  pods: "pods(): containers that run together",
  rollouts: "rollouts(): numbers of equal pods",
  runtime: "runtime(): starts and watches workloads",
  system: "system(): the daemon itself",
  vms: "vms(): guests with kernels of their own",
  volumes: "volumes(): folders that containers share and leave behind",
};

/** Methods of the cells. */
export const CELLS: Record<string, string> = {
  allocate: "allocate({cell}): makes a cell",
  free: "free({cellName, timeout?}): ends all work in it, removes it",
  freeze: "freeze({cellName}): stops all work in it, until thaw",
  get: "get({cellName}): the cell and what is below it",
  kill: "kill({cellName, signal?}): a signal to each of its processes",
  list: "list({labels}?): all cells as trees",
  start: "start({cellName?, executable, uid?, gid?}): starts a line for sh",
  stats: "stats({cellName}?): what a cell uses, or the node",
  stop: "stop({cellName?, executableName, timeout?}): ends it, frees its name",
  thaw: "thaw({cellName}): lets frozen work go on",
  update: "update({cell, clear?}): changes limits and labels",
  watch: "watch({cellName}?): what happens to cells",
};

/** Methods of the containers. */
export const CONTAINERS: Record<string, string> = {
  attach: "attach(name): to its streams, of connectAsync()",
  commit: "commit(name, image, {author, comment}?): makes an image of it",
  copyIn: "copyIn(name, path, archive): unpacks a tar archive in it",
  copyOut: "copyOut(name, path): a file or folder as a tar archive",
  copying: "copying(name, path): the same, in pieces",
  create: "create(container or image): makes one, and does not start it",
  diff: "diff(name): what is different from its image",
  exec: "exec(name, command, options?): runs a command in it",
  export: "export(name): its root as a tar archive",
  exporting: "exporting(name): the same, in pieces",
  get: "get(name): a container, and what was asked of it",
  kill: "kill(name, signal?, {all}?): SIGKILL, or another signal",
  list: "list({all, cell, labels}?): containers, by name",
  logs: "logs(name, {follow, since, until, tail, stream}?): lines",
  pause: "pause(name): stops its processes, until resume",
  remove: "remove(name, {force, volumes}?): forgets it, with its files",
  resume: "resume(name): lets a paused one go on",
  start: "start(name, {noBlock}?): starts one that is down",
  stats: "stats(names?, {size}?): what they use",
  stop: "stop(name, {grace}?): stop signal, grace, kill",
  top: "top(name): its processes",
  update: "update(name, {container, service}): limits and more",
  wait: "wait(name, {timeout, outputLimit}?): until it is down",
};

/** Methods of the images. */
export const IMAGES: Record<string, string> = {
  get: "get(name): all about an image",
  history: "history(name): how it was made",
  list: "list(): all images",
  load: "load(archive, {name}?): takes images in",
  loading: "loading(archive, {name}?): the same, step by step",
  prune: "prune({all, age, partial, dryRun}?): removes what nobody needs",
  pull: "pull(name, {platform, policy, layers}?): an image from a registry",
  pulling: "pulling(name, {platform, policy, layers}?): the same, step by step",
  push: "push(name, target?): an image to a registry",
  pushing: "pushing(name, target?): the same, step by step",
  remove: "remove(name, {allNames}?): a name, with the last one the image",
  save: "save(names, {format}?): images as an archive",
  saving: "saving(names, {format}?): the same, in pieces",
  scrub: "scrub(name?, {checkOnly}?): reads all again, and repairs it",
  tag: "tag(name, tag): one more name",
  usage: "usage(): what images take of the disk",
};

/** Methods of the networks. */
export const NETWORKS: Record<string, string> = {
  connect: "connect(container, attachment): one more network for it",
  create: "create(name, {subnets, ipv6, mtu, internal}?): makes one",
  disconnect: "disconnect(container, network): takes it off",
  get: "get(name): a network, and who is on it",
  list: "list({labels}?): all networks",
  prune: "prune({labels}?): deletes yours that nobody is on",
  remove: "remove(name): forgets one that nobody is on",
  repair: "repair(): puts links and rules right",
};

/** Methods of the ports. */
export const PORTS: Record<string, string> = {
  add: "add(container, port): publishes 80, '8080:80', '53/udp'",
  list: "list(container?): published ports",
  remove: "remove(container, port): publishes it no more",
};

/** Methods of the volumes. */
export const VOLUMES: Record<string, string> = {
  clone: "clone(name, target, {labels}?): a new one with what is in another",
  cloning: "cloning(name, target, {labels}?): the same, step by step",
  create: "create(name, {size, uid, gid, mode, labels}?): an empty one",
  export: "export(name): what is in it as a tar archive",
  exporting: "exporting(name): the same, in pieces",
  get: "get(name, {usage}?): a volume, and who uses it",
  import: "import(name, archive, {create}?): unpacks a tar archive in it",
  list: "list({labels}?): volumes, by name",
  prune: "prune({labels, dryRun}?): removes what no container uses",
  remove: "remove(name): removes it, with its files",
  update: "update(name, {size, labels, removeLabels}): a larger limit, labels",
};

/** Methods of the pods. */
export const PODS: Record<string, string> = {
  create: "create(pod): makes one, and does not start it",
  get: "get(name): a pod, and what was asked of it",
  list: "list({cell, labels}?): pods, by name",
  remove: "remove(name, {force}?): takes it away, with its files",
  run: "run(pod): makes one and starts it",
  start: "start(name, {noBlock, keep}?): starts what is down of it",
  stats: "stats(names?): what they use",
  stop: "stop(name, {grace}?): its containers, then its sidecars",
  watch: "watch(name?): what happens to pods",
};

/** Methods of the virtual machines. */
export const VMS: Record<string, string> = {
  attach: "attach(id): to its streams, of connectAsync()",
  attachDrive: "attachDrive(id, {id, path, target}): one more disk",
  console: "console(id, {history, noFollow, stdin}?): its serial console",
  copyIn: "copyIn(id, path, archive): unpacks a tar archive in it",
  copyOut: "copyOut(id, path): a file or folder as a tar archive",
  copying: "copying(id, path): the same, in pieces",
  create: "create(machine or image): makes one, and does not boot it",
  detachDrive: "detachDrive(id, drive): takes a disk away",
  exec: "exec(id, command, options?): runs a command in it",
  free: "free(id, {grace}?): stops it, and removes it with its files",
  get: "get(id): a machine, and what was asked of it",
  getMetadata: "getMetadata(id): what it reads of itself",
  kill: "kill(id, signal?, {all}?): kills it, or a signal into it",
  list: "list({cell, labels}?): machines, by id",
  logs: "logs(id, {follow, since, until, tail, stream}?): lines",
  pause: "pause(id): stops its processors, until resume",
  resize: "resize(id, memory): takes memory, or gives it back",
  resume: "resume(id): lets a paused one go on",
  sendKeys: "sendKeys(id, key?): presses its power button",
  setMetadata: "setMetadata(id, document, {merge, version}?): changes it",
  start: "start(id, {noBlock}?): boots one that is down",
  stats: "stats(ids?): what they use",
  stop: "stop(id, {grace}?): stop signal or power button, grace, kill",
  top: "top(id): the processes in it",
  update: "update(id, {vm, service}): limits and more",
  updateDrive: "updateDrive(id, drive, {path, size, limits}): a disk",
  updateNic: "updateNic(id, network, {receive, send}): its rates",
  wait: "wait(id, {timeout, outputLimit}?): until it is down",
  watch: "watch(id?): what happens to machines",
};

/** Methods of the rollouts. */
export const ROLLOUTS: Record<string, string> = {
  apply: "apply(rollout, {noBlock}?): makes one, or changes it",
  get: "get(name): a rollout, and what was asked of it",
  list: "list({cell, labels}?): rollouts, by name",
  remove: "remove(name): forgets it, and deletes its pods",
  undo: "undo(name, {noBlock}?): what the pods were before",
  watch: "watch(name): how far it is",
};

/** Methods of the runtime. */
export const RUNTIME: Record<string, string> = {
  edit: "edit(name, {executable, service}): changes what a service is",
  explain: "explain(exec or name): the steps of a start",
  get: "get(name): the newest workload of a name",
  list: "list({all, cell, services}?): workloads, oldest first",
  logs: "logs(name, {follow, since, until, tail, stream}?): lines",
  reload: "reload(name, {orRestart}?): reads its configuration again",
  remove: "remove(name, {stop}?): forgets a service",
  resetFailed: "resetFailed(name?): forgets a failure",
  restart: "restart(name, {grace, onlyIfRunning}?): stops and starts",
  security: "security(exec or name): how much it could reach",
  signal: "signal(name, signal, {all}?): to its main process",
  start: "start(exec, {wait, outputLimit}?): starts and waits for its end",
  status: "status(name, {lines}?): everything about one",
  stop: "stop(name, {timeout}?): stop signal, grace, kill",
  watch: "watch(name?): states, now and whenever they change",
  wait: "wait(name, {timeout, outputLimit}?): until it ends",
};
