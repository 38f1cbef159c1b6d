/**
 * AuraeScript's library: all that a script has without an import, and what `"aurae"` exports.
 *
 * The values belong to one run: `begin` of run.ts comes first.
 */

export { args, connect, connectAsync, createClient, hosts, retry, sleep } from "./run.ts";
export { assert, env, print } from "./extras.ts";
export { AuraeError } from "./errors.ts";
export { pod } from "./pods.ts";
export { rollout } from "./rollouts.ts";
export { container, exec, service, vm } from "./workload.ts";

export type {
  AsyncAurae,
  AsyncCells,
  AsyncDiscovery,
  AsyncHealth,
  AsyncIdentity,
  AsyncSystem,
  Aurae,
  Cells,
  Discovery,
  Health,
  Identity,
  System,
} from "./aurae.ts";
export type { Client, ClientOptions } from "./client.ts";
export type {
  AsyncContainers,
  CommitOptions,
  Container,
  Containers,
  CopyInOptions,
  CopyOutOptions,
  KillContainerOptions,
  ListContainersOptions,
  RemoveContainerOptions,
  StartContainerOptions,
  StatsOptions,
  StopContainerOptions,
} from "./containers.ts";
export type { Files } from "./config.ts";
export type { Where } from "./connector.ts";
export type { Code } from "./errors.ts";
export type { RetryOptions } from "./extras.ts";
export type {
  AsyncImages,
  Image,
  Images,
  PruneOptions,
  PullOptions,
  RemoveImageOptions,
  ScrubOptions,
} from "./images.ts";
export type {
  AsyncNetworks,
  AsyncPorts,
  ByLabels,
  Network,
  NetworkOptions,
  Networks,
  Ports,
  PublishedPort,
} from "./networks.ts";
export type { Json, Presented, Result } from "./present.ts";
export type {
  AsyncPods,
  ListPodsOptions,
  PodOptions,
  Pods,
  PodSpec,
  PodState,
  RemovePodOptions,
  StartPodOptions,
  StopPodOptions,
} from "./pods.ts";
export type {
  ApplyOptions,
  AsyncRollouts,
  ListRolloutsOptions,
  RolloutOptions,
  Rollouts,
  RolloutSpec,
  RolloutState,
} from "./rollouts.ts";
export type {
  AsyncRuntime,
  Change,
  EditOptions,
  ListOptions,
  LogOptions,
  ReloadOptions,
  RemoveOptions,
  RestartOptions,
  Runtime,
  SignalOptions,
  StartOptions,
  StatusOptions,
  StopOptions,
  WaitOptions,
} from "./runtime.ts";
export type {
  Attachment,
  AttachOptions,
  CommandOptions,
  Ran,
  Session,
  SessionStart,
  TerminalSize,
} from "./sessions.ts";
export type { AsyncService, CallOptions, Cancellable, Service } from "./service.ts";
export type {
  AsyncVms,
  ConsoleOptions,
  FreeVmOptions,
  Key,
  KillVmOptions,
  ListVmsOptions,
  SetMetadataOptions,
  StartVmOptions,
  StopVmOptions,
  UpdateDriveOptions,
  Vm,
  Vms,
} from "./vms.ts";
export type {
  AsyncVolumes,
  CloneVolumeOptions,
  CreateVolumeOptions,
  GetVolumeOptions,
  ImportVolumeOptions,
  ListVolumesOptions,
  NewVolume,
  PruneVolumesOptions,
  UpdateVolumeOptions,
  Volume,
  Volumes,
} from "./volumes.ts";
export type {
  ContainerOptions,
  Exec,
  ExecOptions,
  LogLine,
  ServiceOptions,
  VmOptions,
  Workload,
  Workloads,
  WorkloadStatus,
} from "./workload.ts";
