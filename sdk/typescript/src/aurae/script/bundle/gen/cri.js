// src/wire.ts
var text = new TextEncoder();
var utf8 = new TextDecoder("utf-8", { fatal: true });
function exact(value) {
  const large = BigInt(value);
  const plain = Number(large);
  return Number.isSafeInteger(plain) ? plain : large;
}
async function* decoded(source, type) {
  for await (const bytes of source) yield type.decode(bytes);
}
var BinaryWriter = class {
  bytes_ = new Uint8Array(128);
  length = 0;
  open = [];
  finish() {
    return this.bytes_.slice(0, this.length);
  }
  fork() {
    this.open.push(this.length);
    return this;
  }
  join() {
    const start = this.open.pop();
    if (start === void 0) throw new Error("cannot join: no part is open");
    const body = this.bytes_.slice(start, this.length);
    this.length = start;
    return this.bytes(body);
  }
  uint32(value) {
    let rest = value >>> 0;
    this.reserve(5);
    while (rest > 127) {
      this.bytes_[this.length++] = rest & 127 | 128;
      rest >>>= 7;
    }
    this.bytes_[this.length++] = rest;
    return this;
  }
  /** A negative number takes ten bytes, as the format demands. */
  int32(value) {
    return value < 0 ? this.int64(value) : this.uint32(value);
  }
  uint64(value) {
    return this.varint(within(value, 0n, 2n ** 64n - 1n));
  }
  int64(value) {
    return this.varint(BigInt.asUintN(64, within(value, -(2n ** 63n), 2n ** 63n - 1n)));
  }
  varint(value) {
    let rest = value;
    this.reserve(10);
    while (rest > 0x7fn) {
      this.bytes_[this.length++] = Number(rest & 0x7fn) | 128;
      rest >>= 7n;
    }
    this.bytes_[this.length++] = Number(rest);
    return this;
  }
  bool(value) {
    return this.uint32(value ? 1 : 0);
  }
  bytes(value) {
    this.uint32(value.length);
    this.reserve(value.length);
    this.bytes_.set(value, this.length);
    this.length += value.length;
    return this;
  }
  string(value) {
    return this.bytes(text.encode(value));
  }
  double(value) {
    this.reserve(8);
    new DataView(this.bytes_.buffer).setFloat64(this.length, value, true);
    this.length += 8;
    return this;
  }
  reserve(count) {
    if (this.length + count <= this.bytes_.length) return;
    const larger = new Uint8Array(Math.max(this.bytes_.length * 2, this.length + count));
    larger.set(this.bytes_.subarray(0, this.length));
    this.bytes_ = larger;
  }
};
var BinaryReader = class {
  constructor(buffer) {
    this.buffer = buffer;
    this.len = buffer.length;
  }
  buffer;
  pos = 0;
  len;
  uint32() {
    return Number(this.varint() & 0xffffffffn);
  }
  int32() {
    return Number(BigInt.asIntN(32, this.varint()));
  }
  uint64() {
    return exact(this.varint());
  }
  int64() {
    return exact(BigInt.asIntN(64, this.varint()));
  }
  bool() {
    return this.varint() !== 0n;
  }
  /** A copy: the caller may keep it. */
  bytes() {
    return this.run().slice();
  }
  string() {
    return utf8.decode(this.run());
  }
  double() {
    const start = this.advance(8);
    return new DataView(this.buffer.buffer, this.buffer.byteOffset + start, 8).getFloat64(0, true);
  }
  /** Pass over a field that this version does not know. */
  skip(wireType) {
    switch (wireType) {
      case 0:
        this.varint();
        break;
      case 1:
        this.advance(8);
        break;
      case 2:
        this.run();
        break;
      case 5:
        this.advance(4);
        break;
      default:
        throw new RangeError(`cannot read message: wire type ${wireType} at byte ${this.pos}`);
    }
  }
  run() {
    const count = this.uint32();
    const start = this.advance(count);
    return this.buffer.subarray(start, start + count);
  }
  advance(count) {
    const start = this.pos;
    if (start + count > this.len) {
      throw new RangeError(`cannot read message: it ends at byte ${this.len} of ${start + count}`);
    }
    this.pos = start + count;
    return start;
  }
  varint() {
    let value = 0;
    for (let shift = 0; shift < 28; shift += 7) {
      const byte = this.buffer[this.advance(1)];
      value |= (byte & 127) << shift;
      if (byte < 128) return BigInt(value);
    }
    let large = BigInt(value);
    for (let shift = 28n; shift < 70n; shift += 7n) {
      const byte = this.buffer[this.advance(1)];
      large |= BigInt(byte & 127) << shift;
      if (byte < 128) return BigInt.asUintN(64, large);
    }
    throw new RangeError(`cannot read message: the number at byte ${this.pos} is too long`);
  }
};
function within(value, least, most) {
  let whole;
  try {
    whole = BigInt(value);
  } catch {
    throw new RangeError(`cannot send ${value}: a whole number is expected`);
  }
  if (whole < least || whole > most) {
    throw new RangeError(`cannot send ${value}: a number from ${least} to ${most} is expected`);
  }
  return whole;
}

// gen/cri.ts
var Protocol = /* @__PURE__ */ ((Protocol2) => {
  Protocol2[Protocol2["TCP"] = 0] = "TCP";
  Protocol2[Protocol2["UDP"] = 1] = "UDP";
  Protocol2[Protocol2["SCTP"] = 2] = "SCTP";
  Protocol2[Protocol2["UNRECOGNIZED"] = -1] = "UNRECOGNIZED";
  return Protocol2;
})(Protocol || {});
var MountPropagation = /* @__PURE__ */ ((MountPropagation2) => {
  MountPropagation2[MountPropagation2["PROPAGATION_PRIVATE"] = 0] = "PROPAGATION_PRIVATE";
  MountPropagation2[MountPropagation2["PROPAGATION_HOST_TO_CONTAINER"] = 1] = "PROPAGATION_HOST_TO_CONTAINER";
  MountPropagation2[MountPropagation2["PROPAGATION_BIDIRECTIONAL"] = 2] = "PROPAGATION_BIDIRECTIONAL";
  MountPropagation2[MountPropagation2["UNRECOGNIZED"] = -1] = "UNRECOGNIZED";
  return MountPropagation2;
})(MountPropagation || {});
var NamespaceMode = /* @__PURE__ */ ((NamespaceMode2) => {
  NamespaceMode2[NamespaceMode2["POD"] = 0] = "POD";
  NamespaceMode2[NamespaceMode2["CONTAINER"] = 1] = "CONTAINER";
  NamespaceMode2[NamespaceMode2["NODE"] = 2] = "NODE";
  NamespaceMode2[NamespaceMode2["TARGET"] = 3] = "TARGET";
  NamespaceMode2[NamespaceMode2["UNRECOGNIZED"] = -1] = "UNRECOGNIZED";
  return NamespaceMode2;
})(NamespaceMode || {});
var SupplementalGroupsPolicy = /* @__PURE__ */ ((SupplementalGroupsPolicy2) => {
  SupplementalGroupsPolicy2[SupplementalGroupsPolicy2["Merge"] = 0] = "Merge";
  SupplementalGroupsPolicy2[SupplementalGroupsPolicy2["Strict"] = 1] = "Strict";
  SupplementalGroupsPolicy2[SupplementalGroupsPolicy2["UNRECOGNIZED"] = -1] = "UNRECOGNIZED";
  return SupplementalGroupsPolicy2;
})(SupplementalGroupsPolicy || {});
var PodSandboxState = /* @__PURE__ */ ((PodSandboxState2) => {
  PodSandboxState2[PodSandboxState2["SANDBOX_READY"] = 0] = "SANDBOX_READY";
  PodSandboxState2[PodSandboxState2["SANDBOX_NOTREADY"] = 1] = "SANDBOX_NOTREADY";
  PodSandboxState2[PodSandboxState2["UNRECOGNIZED"] = -1] = "UNRECOGNIZED";
  return PodSandboxState2;
})(PodSandboxState || {});
var Signal = /* @__PURE__ */ ((Signal2) => {
  Signal2[Signal2["SIGNAL_RUNTIME_DEFAULT"] = 0] = "SIGNAL_RUNTIME_DEFAULT";
  Signal2[Signal2["SIGNAL_SIGABRT"] = 1] = "SIGNAL_SIGABRT";
  Signal2[Signal2["SIGNAL_SIGALRM"] = 2] = "SIGNAL_SIGALRM";
  Signal2[Signal2["SIGNAL_SIGBUS"] = 3] = "SIGNAL_SIGBUS";
  Signal2[Signal2["SIGNAL_SIGCHLD"] = 4] = "SIGNAL_SIGCHLD";
  Signal2[Signal2["SIGNAL_SIGCLD"] = 5] = "SIGNAL_SIGCLD";
  Signal2[Signal2["SIGNAL_SIGCONT"] = 6] = "SIGNAL_SIGCONT";
  Signal2[Signal2["SIGNAL_SIGFPE"] = 7] = "SIGNAL_SIGFPE";
  Signal2[Signal2["SIGNAL_SIGHUP"] = 8] = "SIGNAL_SIGHUP";
  Signal2[Signal2["SIGNAL_SIGILL"] = 9] = "SIGNAL_SIGILL";
  Signal2[Signal2["SIGNAL_SIGINT"] = 10] = "SIGNAL_SIGINT";
  Signal2[Signal2["SIGNAL_SIGIO"] = 11] = "SIGNAL_SIGIO";
  Signal2[Signal2["SIGNAL_SIGIOT"] = 12] = "SIGNAL_SIGIOT";
  Signal2[Signal2["SIGNAL_SIGKILL"] = 13] = "SIGNAL_SIGKILL";
  Signal2[Signal2["SIGNAL_SIGPIPE"] = 14] = "SIGNAL_SIGPIPE";
  Signal2[Signal2["SIGNAL_SIGPOLL"] = 15] = "SIGNAL_SIGPOLL";
  Signal2[Signal2["SIGNAL_SIGPROF"] = 16] = "SIGNAL_SIGPROF";
  Signal2[Signal2["SIGNAL_SIGPWR"] = 17] = "SIGNAL_SIGPWR";
  Signal2[Signal2["SIGNAL_SIGQUIT"] = 18] = "SIGNAL_SIGQUIT";
  Signal2[Signal2["SIGNAL_SIGSEGV"] = 19] = "SIGNAL_SIGSEGV";
  Signal2[Signal2["SIGNAL_SIGSTKFLT"] = 20] = "SIGNAL_SIGSTKFLT";
  Signal2[Signal2["SIGNAL_SIGSTOP"] = 21] = "SIGNAL_SIGSTOP";
  Signal2[Signal2["SIGNAL_SIGSYS"] = 22] = "SIGNAL_SIGSYS";
  Signal2[Signal2["SIGNAL_SIGTERM"] = 23] = "SIGNAL_SIGTERM";
  Signal2[Signal2["SIGNAL_SIGTRAP"] = 24] = "SIGNAL_SIGTRAP";
  Signal2[Signal2["SIGNAL_SIGTSTP"] = 25] = "SIGNAL_SIGTSTP";
  Signal2[Signal2["SIGNAL_SIGTTIN"] = 26] = "SIGNAL_SIGTTIN";
  Signal2[Signal2["SIGNAL_SIGTTOU"] = 27] = "SIGNAL_SIGTTOU";
  Signal2[Signal2["SIGNAL_SIGURG"] = 28] = "SIGNAL_SIGURG";
  Signal2[Signal2["SIGNAL_SIGUSR1"] = 29] = "SIGNAL_SIGUSR1";
  Signal2[Signal2["SIGNAL_SIGUSR2"] = 30] = "SIGNAL_SIGUSR2";
  Signal2[Signal2["SIGNAL_SIGVTALRM"] = 31] = "SIGNAL_SIGVTALRM";
  Signal2[Signal2["SIGNAL_SIGWINCH"] = 32] = "SIGNAL_SIGWINCH";
  Signal2[Signal2["SIGNAL_SIGXCPU"] = 33] = "SIGNAL_SIGXCPU";
  Signal2[Signal2["SIGNAL_SIGXFSZ"] = 34] = "SIGNAL_SIGXFSZ";
  Signal2[Signal2["SIGNAL_SIGRTMIN"] = 35] = "SIGNAL_SIGRTMIN";
  Signal2[Signal2["SIGNAL_SIGRTMINPLUS1"] = 36] = "SIGNAL_SIGRTMINPLUS1";
  Signal2[Signal2["SIGNAL_SIGRTMINPLUS2"] = 37] = "SIGNAL_SIGRTMINPLUS2";
  Signal2[Signal2["SIGNAL_SIGRTMINPLUS3"] = 38] = "SIGNAL_SIGRTMINPLUS3";
  Signal2[Signal2["SIGNAL_SIGRTMINPLUS4"] = 39] = "SIGNAL_SIGRTMINPLUS4";
  Signal2[Signal2["SIGNAL_SIGRTMINPLUS5"] = 40] = "SIGNAL_SIGRTMINPLUS5";
  Signal2[Signal2["SIGNAL_SIGRTMINPLUS6"] = 41] = "SIGNAL_SIGRTMINPLUS6";
  Signal2[Signal2["SIGNAL_SIGRTMINPLUS7"] = 42] = "SIGNAL_SIGRTMINPLUS7";
  Signal2[Signal2["SIGNAL_SIGRTMINPLUS8"] = 43] = "SIGNAL_SIGRTMINPLUS8";
  Signal2[Signal2["SIGNAL_SIGRTMINPLUS9"] = 44] = "SIGNAL_SIGRTMINPLUS9";
  Signal2[Signal2["SIGNAL_SIGRTMINPLUS10"] = 45] = "SIGNAL_SIGRTMINPLUS10";
  Signal2[Signal2["SIGNAL_SIGRTMINPLUS11"] = 46] = "SIGNAL_SIGRTMINPLUS11";
  Signal2[Signal2["SIGNAL_SIGRTMINPLUS12"] = 47] = "SIGNAL_SIGRTMINPLUS12";
  Signal2[Signal2["SIGNAL_SIGRTMINPLUS13"] = 48] = "SIGNAL_SIGRTMINPLUS13";
  Signal2[Signal2["SIGNAL_SIGRTMINPLUS14"] = 49] = "SIGNAL_SIGRTMINPLUS14";
  Signal2[Signal2["SIGNAL_SIGRTMINPLUS15"] = 50] = "SIGNAL_SIGRTMINPLUS15";
  Signal2[Signal2["SIGNAL_SIGRTMAXMINUS14"] = 51] = "SIGNAL_SIGRTMAXMINUS14";
  Signal2[Signal2["SIGNAL_SIGRTMAXMINUS13"] = 52] = "SIGNAL_SIGRTMAXMINUS13";
  Signal2[Signal2["SIGNAL_SIGRTMAXMINUS12"] = 53] = "SIGNAL_SIGRTMAXMINUS12";
  Signal2[Signal2["SIGNAL_SIGRTMAXMINUS11"] = 54] = "SIGNAL_SIGRTMAXMINUS11";
  Signal2[Signal2["SIGNAL_SIGRTMAXMINUS10"] = 55] = "SIGNAL_SIGRTMAXMINUS10";
  Signal2[Signal2["SIGNAL_SIGRTMAXMINUS9"] = 56] = "SIGNAL_SIGRTMAXMINUS9";
  Signal2[Signal2["SIGNAL_SIGRTMAXMINUS8"] = 57] = "SIGNAL_SIGRTMAXMINUS8";
  Signal2[Signal2["SIGNAL_SIGRTMAXMINUS7"] = 58] = "SIGNAL_SIGRTMAXMINUS7";
  Signal2[Signal2["SIGNAL_SIGRTMAXMINUS6"] = 59] = "SIGNAL_SIGRTMAXMINUS6";
  Signal2[Signal2["SIGNAL_SIGRTMAXMINUS5"] = 60] = "SIGNAL_SIGRTMAXMINUS5";
  Signal2[Signal2["SIGNAL_SIGRTMAXMINUS4"] = 61] = "SIGNAL_SIGRTMAXMINUS4";
  Signal2[Signal2["SIGNAL_SIGRTMAXMINUS3"] = 62] = "SIGNAL_SIGRTMAXMINUS3";
  Signal2[Signal2["SIGNAL_SIGRTMAXMINUS2"] = 63] = "SIGNAL_SIGRTMAXMINUS2";
  Signal2[Signal2["SIGNAL_SIGRTMAXMINUS1"] = 64] = "SIGNAL_SIGRTMAXMINUS1";
  Signal2[Signal2["SIGNAL_SIGRTMAX"] = 65] = "SIGNAL_SIGRTMAX";
  Signal2[Signal2["UNRECOGNIZED"] = -1] = "UNRECOGNIZED";
  return Signal2;
})(Signal || {});
var ContainerState = /* @__PURE__ */ ((ContainerState2) => {
  ContainerState2[ContainerState2["CONTAINER_CREATED"] = 0] = "CONTAINER_CREATED";
  ContainerState2[ContainerState2["CONTAINER_RUNNING"] = 1] = "CONTAINER_RUNNING";
  ContainerState2[ContainerState2["CONTAINER_EXITED"] = 2] = "CONTAINER_EXITED";
  ContainerState2[ContainerState2["CONTAINER_UNKNOWN"] = 3] = "CONTAINER_UNKNOWN";
  ContainerState2[ContainerState2["UNRECOGNIZED"] = -1] = "UNRECOGNIZED";
  return ContainerState2;
})(ContainerState || {});
var ContainerEventType = /* @__PURE__ */ ((ContainerEventType2) => {
  ContainerEventType2[ContainerEventType2["CONTAINER_CREATED_EVENT"] = 0] = "CONTAINER_CREATED_EVENT";
  ContainerEventType2[ContainerEventType2["CONTAINER_STARTED_EVENT"] = 1] = "CONTAINER_STARTED_EVENT";
  ContainerEventType2[ContainerEventType2["CONTAINER_STOPPED_EVENT"] = 2] = "CONTAINER_STOPPED_EVENT";
  ContainerEventType2[ContainerEventType2["CONTAINER_DELETED_EVENT"] = 3] = "CONTAINER_DELETED_EVENT";
  ContainerEventType2[ContainerEventType2["UNRECOGNIZED"] = -1] = "UNRECOGNIZED";
  return ContainerEventType2;
})(ContainerEventType || {});
var MetricType = /* @__PURE__ */ ((MetricType2) => {
  MetricType2[MetricType2["COUNTER"] = 0] = "COUNTER";
  MetricType2[MetricType2["GAUGE"] = 1] = "GAUGE";
  MetricType2[MetricType2["UNRECOGNIZED"] = -1] = "UNRECOGNIZED";
  return MetricType2;
})(MetricType || {});
var CgroupDriver = /* @__PURE__ */ ((CgroupDriver2) => {
  CgroupDriver2[CgroupDriver2["SYSTEMD"] = 0] = "SYSTEMD";
  CgroupDriver2[CgroupDriver2["CGROUPFS"] = 1] = "CGROUPFS";
  CgroupDriver2[CgroupDriver2["UNRECOGNIZED"] = -1] = "UNRECOGNIZED";
  return CgroupDriver2;
})(CgroupDriver || {});
var SecurityProfile_ProfileType = /* @__PURE__ */ ((SecurityProfile_ProfileType2) => {
  SecurityProfile_ProfileType2[SecurityProfile_ProfileType2["RuntimeDefault"] = 0] = "RuntimeDefault";
  SecurityProfile_ProfileType2[SecurityProfile_ProfileType2["Unconfined"] = 1] = "Unconfined";
  SecurityProfile_ProfileType2[SecurityProfile_ProfileType2["Localhost"] = 2] = "Localhost";
  SecurityProfile_ProfileType2[SecurityProfile_ProfileType2["UNRECOGNIZED"] = -1] = "UNRECOGNIZED";
  return SecurityProfile_ProfileType2;
})(SecurityProfile_ProfileType || {});
function createBaseVersionRequest() {
  return { version: "" };
}
var VersionRequest = {
  encode(message, writer = new BinaryWriter()) {
    if (message.version != null && message.version !== "") {
      writer.uint32(10).string(message.version);
    }
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseVersionRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.version = reader.string();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return VersionRequest.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseVersionRequest();
    message.version = object.version ?? "";
    return message;
  }
};
function createBaseVersionResponse() {
  return { version: "", runtimeName: "", runtimeVersion: "", runtimeApiVersion: "" };
}
var VersionResponse = {
  encode(message, writer = new BinaryWriter()) {
    if (message.version != null && message.version !== "") {
      writer.uint32(10).string(message.version);
    }
    if (message.runtimeName != null && message.runtimeName !== "") {
      writer.uint32(18).string(message.runtimeName);
    }
    if (message.runtimeVersion != null && message.runtimeVersion !== "") {
      writer.uint32(26).string(message.runtimeVersion);
    }
    if (message.runtimeApiVersion != null && message.runtimeApiVersion !== "") {
      writer.uint32(34).string(message.runtimeApiVersion);
    }
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseVersionResponse();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.version = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message.runtimeName = reader.string();
            continue;
          }
          case 3: {
            if (tag !== 26) {
              break;
            }
            message.runtimeVersion = reader.string();
            continue;
          }
          case 4: {
            if (tag !== 34) {
              break;
            }
            message.runtimeApiVersion = reader.string();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return VersionResponse.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseVersionResponse();
    message.version = object.version ?? "";
    message.runtimeName = object.runtimeName ?? "";
    message.runtimeVersion = object.runtimeVersion ?? "";
    message.runtimeApiVersion = object.runtimeApiVersion ?? "";
    return message;
  }
};
function createBaseDNSConfig() {
  return { servers: [], searches: [], options: [] };
}
var DNSConfig = {
  encode(message, writer = new BinaryWriter()) {
    for (const v of message.servers ?? []) {
      writer.uint32(10).string(v);
    }
    for (const v of message.searches ?? []) {
      writer.uint32(18).string(v);
    }
    for (const v of message.options ?? []) {
      writer.uint32(26).string(v);
    }
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseDNSConfig();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.servers.push(reader.string());
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message.searches.push(reader.string());
            continue;
          }
          case 3: {
            if (tag !== 26) {
              break;
            }
            message.options.push(reader.string());
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return DNSConfig.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseDNSConfig();
    message.servers = object.servers?.map((e) => e) || [];
    message.searches = object.searches?.map((e) => e) || [];
    message.options = object.options?.map((e) => e) || [];
    return message;
  }
};
function createBasePortMapping() {
  return { protocol: 0, containerPort: 0, hostPort: 0, hostIp: "" };
}
var PortMapping = {
  encode(message, writer = new BinaryWriter()) {
    if (message.protocol != null && message.protocol !== 0) {
      writer.uint32(8).int32(message.protocol);
    }
    if (message.containerPort != null && message.containerPort !== 0) {
      writer.uint32(16).int32(message.containerPort);
    }
    if (message.hostPort != null && message.hostPort !== 0) {
      writer.uint32(24).int32(message.hostPort);
    }
    if (message.hostIp != null && message.hostIp !== "") {
      writer.uint32(34).string(message.hostIp);
    }
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBasePortMapping();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 8) {
              break;
            }
            message.protocol = reader.int32();
            continue;
          }
          case 2: {
            if (tag !== 16) {
              break;
            }
            message.containerPort = reader.int32();
            continue;
          }
          case 3: {
            if (tag !== 24) {
              break;
            }
            message.hostPort = reader.int32();
            continue;
          }
          case 4: {
            if (tag !== 34) {
              break;
            }
            message.hostIp = reader.string();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return PortMapping.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBasePortMapping();
    message.protocol = object.protocol ?? 0;
    message.containerPort = object.containerPort ?? 0;
    message.hostPort = object.hostPort ?? 0;
    message.hostIp = object.hostIp ?? "";
    return message;
  }
};
function createBaseMount() {
  return {
    containerPath: "",
    hostPath: "",
    readonly: false,
    selinuxRelabel: false,
    propagation: 0,
    uidMappings: [],
    gidMappings: [],
    recursiveReadOnly: false,
    image: void 0,
    imageSubPath: "",
    mountOptions: []
  };
}
var Mount = {
  encode(message, writer = new BinaryWriter()) {
    if (message.containerPath != null && message.containerPath !== "") {
      writer.uint32(10).string(message.containerPath);
    }
    if (message.hostPath != null && message.hostPath !== "") {
      writer.uint32(18).string(message.hostPath);
    }
    if (message.readonly != null && message.readonly !== false) {
      writer.uint32(24).bool(message.readonly);
    }
    if (message.selinuxRelabel != null && message.selinuxRelabel !== false) {
      writer.uint32(32).bool(message.selinuxRelabel);
    }
    if (message.propagation != null && message.propagation !== 0) {
      writer.uint32(40).int32(message.propagation);
    }
    for (const v of message.uidMappings ?? []) {
      IDMapping.encode(v, writer.uint32(50).fork()).join();
    }
    for (const v of message.gidMappings ?? []) {
      IDMapping.encode(v, writer.uint32(58).fork()).join();
    }
    if (message.recursiveReadOnly != null && message.recursiveReadOnly !== false) {
      writer.uint32(64).bool(message.recursiveReadOnly);
    }
    if (message.image != null) {
      ImageSpec.encode(message.image, writer.uint32(74).fork()).join();
    }
    if (message.imageSubPath != null && message.imageSubPath !== "") {
      writer.uint32(82).string(message.imageSubPath);
    }
    for (const v of message.mountOptions ?? []) {
      writer.uint32(90).string(v);
    }
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseMount();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.containerPath = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message.hostPath = reader.string();
            continue;
          }
          case 3: {
            if (tag !== 24) {
              break;
            }
            message.readonly = reader.bool();
            continue;
          }
          case 4: {
            if (tag !== 32) {
              break;
            }
            message.selinuxRelabel = reader.bool();
            continue;
          }
          case 5: {
            if (tag !== 40) {
              break;
            }
            message.propagation = reader.int32();
            continue;
          }
          case 6: {
            if (tag !== 50) {
              break;
            }
            message.uidMappings.push(IDMapping.decode(reader, reader.uint32()));
            continue;
          }
          case 7: {
            if (tag !== 58) {
              break;
            }
            message.gidMappings.push(IDMapping.decode(reader, reader.uint32()));
            continue;
          }
          case 8: {
            if (tag !== 64) {
              break;
            }
            message.recursiveReadOnly = reader.bool();
            continue;
          }
          case 9: {
            if (tag !== 74) {
              break;
            }
            message.image = ImageSpec.decode(reader, reader.uint32());
            continue;
          }
          case 10: {
            if (tag !== 82) {
              break;
            }
            message.imageSubPath = reader.string();
            continue;
          }
          case 11: {
            if (tag !== 90) {
              break;
            }
            message.mountOptions.push(reader.string());
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return Mount.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseMount();
    message.containerPath = object.containerPath ?? "";
    message.hostPath = object.hostPath ?? "";
    message.readonly = object.readonly ?? false;
    message.selinuxRelabel = object.selinuxRelabel ?? false;
    message.propagation = object.propagation ?? 0;
    message.uidMappings = object.uidMappings?.map((e) => IDMapping.fromPartial(e)) || [];
    message.gidMappings = object.gidMappings?.map((e) => IDMapping.fromPartial(e)) || [];
    message.recursiveReadOnly = object.recursiveReadOnly ?? false;
    message.image = object.image !== void 0 && object.image !== null ? ImageSpec.fromPartial(object.image) : void 0;
    message.imageSubPath = object.imageSubPath ?? "";
    message.mountOptions = object.mountOptions?.map((e) => e) || [];
    return message;
  }
};
function createBaseIDMapping() {
  return { hostId: 0, containerId: 0, length: 0 };
}
var IDMapping = {
  encode(message, writer = new BinaryWriter()) {
    if (message.hostId != null && message.hostId !== 0) {
      writer.uint32(8).uint32(message.hostId);
    }
    if (message.containerId != null && message.containerId !== 0) {
      writer.uint32(16).uint32(message.containerId);
    }
    if (message.length != null && message.length !== 0) {
      writer.uint32(24).uint32(message.length);
    }
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseIDMapping();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 8) {
              break;
            }
            message.hostId = reader.uint32();
            continue;
          }
          case 2: {
            if (tag !== 16) {
              break;
            }
            message.containerId = reader.uint32();
            continue;
          }
          case 3: {
            if (tag !== 24) {
              break;
            }
            message.length = reader.uint32();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return IDMapping.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseIDMapping();
    message.hostId = object.hostId ?? 0;
    message.containerId = object.containerId ?? 0;
    message.length = object.length ?? 0;
    return message;
  }
};
function createBaseUserNamespace() {
  return { mode: 0, uids: [], gids: [] };
}
var UserNamespace = {
  encode(message, writer = new BinaryWriter()) {
    if (message.mode != null && message.mode !== 0) {
      writer.uint32(8).int32(message.mode);
    }
    for (const v of message.uids ?? []) {
      IDMapping.encode(v, writer.uint32(18).fork()).join();
    }
    for (const v of message.gids ?? []) {
      IDMapping.encode(v, writer.uint32(26).fork()).join();
    }
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseUserNamespace();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 8) {
              break;
            }
            message.mode = reader.int32();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message.uids.push(IDMapping.decode(reader, reader.uint32()));
            continue;
          }
          case 3: {
            if (tag !== 26) {
              break;
            }
            message.gids.push(IDMapping.decode(reader, reader.uint32()));
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return UserNamespace.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseUserNamespace();
    message.mode = object.mode ?? 0;
    message.uids = object.uids?.map((e) => IDMapping.fromPartial(e)) || [];
    message.gids = object.gids?.map((e) => IDMapping.fromPartial(e)) || [];
    return message;
  }
};
function createBaseNamespaceOption() {
  return { network: 0, pid: 0, ipc: 0, targetId: "", usernsOptions: void 0 };
}
var NamespaceOption = {
  encode(message, writer = new BinaryWriter()) {
    if (message.network != null && message.network !== 0) {
      writer.uint32(8).int32(message.network);
    }
    if (message.pid != null && message.pid !== 0) {
      writer.uint32(16).int32(message.pid);
    }
    if (message.ipc != null && message.ipc !== 0) {
      writer.uint32(24).int32(message.ipc);
    }
    if (message.targetId != null && message.targetId !== "") {
      writer.uint32(34).string(message.targetId);
    }
    if (message.usernsOptions != null) {
      UserNamespace.encode(message.usernsOptions, writer.uint32(42).fork()).join();
    }
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseNamespaceOption();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 8) {
              break;
            }
            message.network = reader.int32();
            continue;
          }
          case 2: {
            if (tag !== 16) {
              break;
            }
            message.pid = reader.int32();
            continue;
          }
          case 3: {
            if (tag !== 24) {
              break;
            }
            message.ipc = reader.int32();
            continue;
          }
          case 4: {
            if (tag !== 34) {
              break;
            }
            message.targetId = reader.string();
            continue;
          }
          case 5: {
            if (tag !== 42) {
              break;
            }
            message.usernsOptions = UserNamespace.decode(reader, reader.uint32());
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return NamespaceOption.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseNamespaceOption();
    message.network = object.network ?? 0;
    message.pid = object.pid ?? 0;
    message.ipc = object.ipc ?? 0;
    message.targetId = object.targetId ?? "";
    message.usernsOptions = object.usernsOptions !== void 0 && object.usernsOptions !== null ? UserNamespace.fromPartial(object.usernsOptions) : void 0;
    return message;
  }
};
function createBaseInt64Value() {
  return { value: 0 };
}
var Int64Value = {
  encode(message, writer = new BinaryWriter()) {
    if (message.value != null && message.value !== 0) {
      writer.uint32(8).int64(message.value);
    }
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseInt64Value();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 8) {
              break;
            }
            message.value = reader.int64();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return Int64Value.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseInt64Value();
    message.value = object.value !== void 0 && object.value !== null ? exact(object.value) : 0;
    return message;
  }
};
function createBaseLinuxSandboxSecurityContext() {
  return {
    namespaceOptions: void 0,
    selinuxOptions: void 0,
    runAsUser: void 0,
    runAsGroup: void 0,
    readonlyRootfs: false,
    supplementalGroups: [],
    supplementalGroupsPolicy: 0,
    privileged: false,
    seccomp: void 0,
    apparmor: void 0,
    seccompProfilePath: ""
  };
}
var LinuxSandboxSecurityContext = {
  encode(message, writer = new BinaryWriter()) {
    if (message.namespaceOptions != null) {
      NamespaceOption.encode(message.namespaceOptions, writer.uint32(10).fork()).join();
    }
    if (message.selinuxOptions != null) {
      SELinuxOption.encode(message.selinuxOptions, writer.uint32(18).fork()).join();
    }
    if (message.runAsUser != null) {
      Int64Value.encode(message.runAsUser, writer.uint32(26).fork()).join();
    }
    if (message.runAsGroup != null) {
      Int64Value.encode(message.runAsGroup, writer.uint32(66).fork()).join();
    }
    if (message.readonlyRootfs != null && message.readonlyRootfs !== false) {
      writer.uint32(32).bool(message.readonlyRootfs);
    }
    if (message.supplementalGroups != null && message.supplementalGroups.length !== 0) {
      writer.uint32(42).fork();
      for (const v of message.supplementalGroups ?? []) {
        writer.int64(v);
      }
      writer.join();
    }
    if (message.supplementalGroupsPolicy != null && message.supplementalGroupsPolicy !== 0) {
      writer.uint32(88).int32(message.supplementalGroupsPolicy);
    }
    if (message.privileged != null && message.privileged !== false) {
      writer.uint32(48).bool(message.privileged);
    }
    if (message.seccomp != null) {
      SecurityProfile.encode(message.seccomp, writer.uint32(74).fork()).join();
    }
    if (message.apparmor != null) {
      SecurityProfile.encode(message.apparmor, writer.uint32(82).fork()).join();
    }
    if (message.seccompProfilePath != null && message.seccompProfilePath !== "") {
      writer.uint32(58).string(message.seccompProfilePath);
    }
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseLinuxSandboxSecurityContext();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.namespaceOptions = NamespaceOption.decode(reader, reader.uint32());
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message.selinuxOptions = SELinuxOption.decode(reader, reader.uint32());
            continue;
          }
          case 3: {
            if (tag !== 26) {
              break;
            }
            message.runAsUser = Int64Value.decode(reader, reader.uint32());
            continue;
          }
          case 8: {
            if (tag !== 66) {
              break;
            }
            message.runAsGroup = Int64Value.decode(reader, reader.uint32());
            continue;
          }
          case 4: {
            if (tag !== 32) {
              break;
            }
            message.readonlyRootfs = reader.bool();
            continue;
          }
          case 5: {
            if (tag === 40) {
              message.supplementalGroups.push(reader.int64());
              continue;
            }
            if (tag === 42) {
              const end2 = reader.uint32() + reader.pos;
              while (reader.pos < end2) {
                message.supplementalGroups.push(reader.int64());
              }
              continue;
            }
            break;
          }
          case 11: {
            if (tag !== 88) {
              break;
            }
            message.supplementalGroupsPolicy = reader.int32();
            continue;
          }
          case 6: {
            if (tag !== 48) {
              break;
            }
            message.privileged = reader.bool();
            continue;
          }
          case 9: {
            if (tag !== 74) {
              break;
            }
            message.seccomp = SecurityProfile.decode(reader, reader.uint32());
            continue;
          }
          case 10: {
            if (tag !== 82) {
              break;
            }
            message.apparmor = SecurityProfile.decode(reader, reader.uint32());
            continue;
          }
          case 7: {
            if (tag !== 58) {
              break;
            }
            message.seccompProfilePath = reader.string();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return LinuxSandboxSecurityContext.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseLinuxSandboxSecurityContext();
    message.namespaceOptions = object.namespaceOptions !== void 0 && object.namespaceOptions !== null ? NamespaceOption.fromPartial(object.namespaceOptions) : void 0;
    message.selinuxOptions = object.selinuxOptions !== void 0 && object.selinuxOptions !== null ? SELinuxOption.fromPartial(object.selinuxOptions) : void 0;
    message.runAsUser = object.runAsUser !== void 0 && object.runAsUser !== null ? Int64Value.fromPartial(object.runAsUser) : void 0;
    message.runAsGroup = object.runAsGroup !== void 0 && object.runAsGroup !== null ? Int64Value.fromPartial(object.runAsGroup) : void 0;
    message.readonlyRootfs = object.readonlyRootfs ?? false;
    message.supplementalGroups = object.supplementalGroups?.map((e) => exact(e)) || [];
    message.supplementalGroupsPolicy = object.supplementalGroupsPolicy ?? 0;
    message.privileged = object.privileged ?? false;
    message.seccomp = object.seccomp !== void 0 && object.seccomp !== null ? SecurityProfile.fromPartial(object.seccomp) : void 0;
    message.apparmor = object.apparmor !== void 0 && object.apparmor !== null ? SecurityProfile.fromPartial(object.apparmor) : void 0;
    message.seccompProfilePath = object.seccompProfilePath ?? "";
    return message;
  }
};
function createBaseSecurityProfile() {
  return { profileType: 0, localhostRef: "" };
}
var SecurityProfile = {
  encode(message, writer = new BinaryWriter()) {
    if (message.profileType != null && message.profileType !== 0) {
      writer.uint32(8).int32(message.profileType);
    }
    if (message.localhostRef != null && message.localhostRef !== "") {
      writer.uint32(18).string(message.localhostRef);
    }
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseSecurityProfile();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 8) {
              break;
            }
            message.profileType = reader.int32();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message.localhostRef = reader.string();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return SecurityProfile.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseSecurityProfile();
    message.profileType = object.profileType ?? 0;
    message.localhostRef = object.localhostRef ?? "";
    return message;
  }
};
function createBaseLinuxPodSandboxConfig() {
  return { cgroupParent: "", securityContext: void 0, sysctls: {}, overhead: void 0, resources: void 0 };
}
var LinuxPodSandboxConfig = {
  encode(message, writer = new BinaryWriter()) {
    if (message.cgroupParent != null && message.cgroupParent !== "") {
      writer.uint32(10).string(message.cgroupParent);
    }
    if (message.securityContext != null) {
      LinuxSandboxSecurityContext.encode(message.securityContext, writer.uint32(18).fork()).join();
    }
    globalThis.Object.entries(message.sysctls ?? {}).forEach(([key, value]) => {
      LinuxPodSandboxConfig_SysctlsEntry.encode({ key, value }, writer.uint32(26).fork()).join();
    });
    if (message.overhead != null) {
      LinuxContainerResources.encode(message.overhead, writer.uint32(34).fork()).join();
    }
    if (message.resources != null) {
      LinuxContainerResources.encode(message.resources, writer.uint32(42).fork()).join();
    }
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseLinuxPodSandboxConfig();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.cgroupParent = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message.securityContext = LinuxSandboxSecurityContext.decode(reader, reader.uint32());
            continue;
          }
          case 3: {
            if (tag !== 26) {
              break;
            }
            const entry3 = LinuxPodSandboxConfig_SysctlsEntry.decode(reader, reader.uint32());
            if (entry3.value !== void 0) {
              message.sysctls[entry3.key] = entry3.value;
            }
            continue;
          }
          case 4: {
            if (tag !== 34) {
              break;
            }
            message.overhead = LinuxContainerResources.decode(reader, reader.uint32());
            continue;
          }
          case 5: {
            if (tag !== 42) {
              break;
            }
            message.resources = LinuxContainerResources.decode(reader, reader.uint32());
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return LinuxPodSandboxConfig.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseLinuxPodSandboxConfig();
    message.cgroupParent = object.cgroupParent ?? "";
    message.securityContext = object.securityContext !== void 0 && object.securityContext !== null ? LinuxSandboxSecurityContext.fromPartial(object.securityContext) : void 0;
    message.sysctls = globalThis.Object.entries(object.sysctls ?? {}).reduce(
      (acc, [key, value]) => {
        if (value !== void 0) {
          acc[key] = globalThis.String(value);
        }
        return acc;
      },
      {}
    );
    message.overhead = object.overhead !== void 0 && object.overhead !== null ? LinuxContainerResources.fromPartial(object.overhead) : void 0;
    message.resources = object.resources !== void 0 && object.resources !== null ? LinuxContainerResources.fromPartial(object.resources) : void 0;
    return message;
  }
};
function createBaseLinuxPodSandboxConfig_SysctlsEntry() {
  return { key: "", value: "" };
}
var LinuxPodSandboxConfig_SysctlsEntry = {
  encode(message, writer = new BinaryWriter()) {
    if (message.key != null && message.key !== "") {
      writer.uint32(10).string(message.key);
    }
    if (message.value != null && message.value !== "") {
      writer.uint32(18).string(message.value);
    }
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseLinuxPodSandboxConfig_SysctlsEntry();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.key = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message.value = reader.string();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return LinuxPodSandboxConfig_SysctlsEntry.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseLinuxPodSandboxConfig_SysctlsEntry();
    message.key = object.key ?? "";
    message.value = object.value ?? "";
    return message;
  }
};
function createBasePodSandboxMetadata() {
  return { name: "", uid: "", namespace: "", attempt: 0 };
}
var PodSandboxMetadata = {
  encode(message, writer = new BinaryWriter()) {
    if (message.name != null && message.name !== "") {
      writer.uint32(10).string(message.name);
    }
    if (message.uid != null && message.uid !== "") {
      writer.uint32(18).string(message.uid);
    }
    if (message.namespace != null && message.namespace !== "") {
      writer.uint32(26).string(message.namespace);
    }
    if (message.attempt != null && message.attempt !== 0) {
      writer.uint32(32).uint32(message.attempt);
    }
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBasePodSandboxMetadata();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.name = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message.uid = reader.string();
            continue;
          }
          case 3: {
            if (tag !== 26) {
              break;
            }
            message.namespace = reader.string();
            continue;
          }
          case 4: {
            if (tag !== 32) {
              break;
            }
            message.attempt = reader.uint32();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return PodSandboxMetadata.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBasePodSandboxMetadata();
    message.name = object.name ?? "";
    message.uid = object.uid ?? "";
    message.namespace = object.namespace ?? "";
    message.attempt = object.attempt ?? 0;
    return message;
  }
};
function createBasePodSandboxConfig() {
  return {
    metadata: void 0,
    hostname: "",
    logDirectory: "",
    dnsConfig: void 0,
    portMappings: [],
    labels: {},
    annotations: {},
    linux: void 0,
    windows: void 0
  };
}
var PodSandboxConfig = {
  encode(message, writer = new BinaryWriter()) {
    if (message.metadata != null) {
      PodSandboxMetadata.encode(message.metadata, writer.uint32(10).fork()).join();
    }
    if (message.hostname != null && message.hostname !== "") {
      writer.uint32(18).string(message.hostname);
    }
    if (message.logDirectory != null && message.logDirectory !== "") {
      writer.uint32(26).string(message.logDirectory);
    }
    if (message.dnsConfig != null) {
      DNSConfig.encode(message.dnsConfig, writer.uint32(34).fork()).join();
    }
    for (const v of message.portMappings ?? []) {
      PortMapping.encode(v, writer.uint32(42).fork()).join();
    }
    globalThis.Object.entries(message.labels ?? {}).forEach(([key, value]) => {
      PodSandboxConfig_LabelsEntry.encode({ key, value }, writer.uint32(50).fork()).join();
    });
    globalThis.Object.entries(message.annotations ?? {}).forEach(([key, value]) => {
      PodSandboxConfig_AnnotationsEntry.encode({ key, value }, writer.uint32(58).fork()).join();
    });
    if (message.linux != null) {
      LinuxPodSandboxConfig.encode(message.linux, writer.uint32(66).fork()).join();
    }
    if (message.windows != null) {
      WindowsPodSandboxConfig.encode(message.windows, writer.uint32(74).fork()).join();
    }
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBasePodSandboxConfig();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.metadata = PodSandboxMetadata.decode(reader, reader.uint32());
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message.hostname = reader.string();
            continue;
          }
          case 3: {
            if (tag !== 26) {
              break;
            }
            message.logDirectory = reader.string();
            continue;
          }
          case 4: {
            if (tag !== 34) {
              break;
            }
            message.dnsConfig = DNSConfig.decode(reader, reader.uint32());
            continue;
          }
          case 5: {
            if (tag !== 42) {
              break;
            }
            message.portMappings.push(PortMapping.decode(reader, reader.uint32()));
            continue;
          }
          case 6: {
            if (tag !== 50) {
              break;
            }
            const entry6 = PodSandboxConfig_LabelsEntry.decode(reader, reader.uint32());
            if (entry6.value !== void 0) {
              message.labels[entry6.key] = entry6.value;
            }
            continue;
          }
          case 7: {
            if (tag !== 58) {
              break;
            }
            const entry7 = PodSandboxConfig_AnnotationsEntry.decode(reader, reader.uint32());
            if (entry7.value !== void 0) {
              message.annotations[entry7.key] = entry7.value;
            }
            continue;
          }
          case 8: {
            if (tag !== 66) {
              break;
            }
            message.linux = LinuxPodSandboxConfig.decode(reader, reader.uint32());
            continue;
          }
          case 9: {
            if (tag !== 74) {
              break;
            }
            message.windows = WindowsPodSandboxConfig.decode(reader, reader.uint32());
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return PodSandboxConfig.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBasePodSandboxConfig();
    message.metadata = object.metadata !== void 0 && object.metadata !== null ? PodSandboxMetadata.fromPartial(object.metadata) : void 0;
    message.hostname = object.hostname ?? "";
    message.logDirectory = object.logDirectory ?? "";
    message.dnsConfig = object.dnsConfig !== void 0 && object.dnsConfig !== null ? DNSConfig.fromPartial(object.dnsConfig) : void 0;
    message.portMappings = object.portMappings?.map((e) => PortMapping.fromPartial(e)) || [];
    message.labels = globalThis.Object.entries(object.labels ?? {}).reduce(
      (acc, [key, value]) => {
        if (value !== void 0) {
          acc[key] = globalThis.String(value);
        }
        return acc;
      },
      {}
    );
    message.annotations = globalThis.Object.entries(object.annotations ?? {}).reduce(
      (acc, [key, value]) => {
        if (value !== void 0) {
          acc[key] = globalThis.String(value);
        }
        return acc;
      },
      {}
    );
    message.linux = object.linux !== void 0 && object.linux !== null ? LinuxPodSandboxConfig.fromPartial(object.linux) : void 0;
    message.windows = object.windows !== void 0 && object.windows !== null ? WindowsPodSandboxConfig.fromPartial(object.windows) : void 0;
    return message;
  }
};
function createBasePodSandboxConfig_LabelsEntry() {
  return { key: "", value: "" };
}
var PodSandboxConfig_LabelsEntry = {
  encode(message, writer = new BinaryWriter()) {
    if (message.key != null && message.key !== "") {
      writer.uint32(10).string(message.key);
    }
    if (message.value != null && message.value !== "") {
      writer.uint32(18).string(message.value);
    }
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBasePodSandboxConfig_LabelsEntry();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.key = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message.value = reader.string();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return PodSandboxConfig_LabelsEntry.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBasePodSandboxConfig_LabelsEntry();
    message.key = object.key ?? "";
    message.value = object.value ?? "";
    return message;
  }
};
function createBasePodSandboxConfig_AnnotationsEntry() {
  return { key: "", value: "" };
}
var PodSandboxConfig_AnnotationsEntry = {
  encode(message, writer = new BinaryWriter()) {
    if (message.key != null && message.key !== "") {
      writer.uint32(10).string(message.key);
    }
    if (message.value != null && message.value !== "") {
      writer.uint32(18).string(message.value);
    }
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBasePodSandboxConfig_AnnotationsEntry();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.key = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message.value = reader.string();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return PodSandboxConfig_AnnotationsEntry.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBasePodSandboxConfig_AnnotationsEntry();
    message.key = object.key ?? "";
    message.value = object.value ?? "";
    return message;
  }
};
function createBaseRunPodSandboxRequest() {
  return { config: void 0, runtimeHandler: "" };
}
var RunPodSandboxRequest = {
  encode(message, writer = new BinaryWriter()) {
    if (message.config != null) {
      PodSandboxConfig.encode(message.config, writer.uint32(10).fork()).join();
    }
    if (message.runtimeHandler != null && message.runtimeHandler !== "") {
      writer.uint32(18).string(message.runtimeHandler);
    }
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseRunPodSandboxRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.config = PodSandboxConfig.decode(reader, reader.uint32());
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message.runtimeHandler = reader.string();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return RunPodSandboxRequest.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseRunPodSandboxRequest();
    message.config = object.config !== void 0 && object.config !== null ? PodSandboxConfig.fromPartial(object.config) : void 0;
    message.runtimeHandler = object.runtimeHandler ?? "";
    return message;
  }
};
function createBaseRunPodSandboxResponse() {
  return { podSandboxId: "" };
}
var RunPodSandboxResponse = {
  encode(message, writer = new BinaryWriter()) {
    if (message.podSandboxId != null && message.podSandboxId !== "") {
      writer.uint32(10).string(message.podSandboxId);
    }
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseRunPodSandboxResponse();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.podSandboxId = reader.string();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return RunPodSandboxResponse.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseRunPodSandboxResponse();
    message.podSandboxId = object.podSandboxId ?? "";
    return message;
  }
};
function createBaseStopPodSandboxRequest() {
  return { podSandboxId: "" };
}
var StopPodSandboxRequest = {
  encode(message, writer = new BinaryWriter()) {
    if (message.podSandboxId != null && message.podSandboxId !== "") {
      writer.uint32(10).string(message.podSandboxId);
    }
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseStopPodSandboxRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.podSandboxId = reader.string();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return StopPodSandboxRequest.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseStopPodSandboxRequest();
    message.podSandboxId = object.podSandboxId ?? "";
    return message;
  }
};
function createBaseStopPodSandboxResponse() {
  return {};
}
var StopPodSandboxResponse = {
  encode(_, writer = new BinaryWriter()) {
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseStopPodSandboxResponse();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return StopPodSandboxResponse.fromPartial(base ?? {});
  },
  fromPartial(_) {
    const message = createBaseStopPodSandboxResponse();
    return message;
  }
};
function createBaseRemovePodSandboxRequest() {
  return { podSandboxId: "" };
}
var RemovePodSandboxRequest = {
  encode(message, writer = new BinaryWriter()) {
    if (message.podSandboxId != null && message.podSandboxId !== "") {
      writer.uint32(10).string(message.podSandboxId);
    }
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseRemovePodSandboxRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.podSandboxId = reader.string();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return RemovePodSandboxRequest.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseRemovePodSandboxRequest();
    message.podSandboxId = object.podSandboxId ?? "";
    return message;
  }
};
function createBaseRemovePodSandboxResponse() {
  return {};
}
var RemovePodSandboxResponse = {
  encode(_, writer = new BinaryWriter()) {
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseRemovePodSandboxResponse();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return RemovePodSandboxResponse.fromPartial(base ?? {});
  },
  fromPartial(_) {
    const message = createBaseRemovePodSandboxResponse();
    return message;
  }
};
function createBasePodSandboxStatusRequest() {
  return { podSandboxId: "", verbose: false };
}
var PodSandboxStatusRequest = {
  encode(message, writer = new BinaryWriter()) {
    if (message.podSandboxId != null && message.podSandboxId !== "") {
      writer.uint32(10).string(message.podSandboxId);
    }
    if (message.verbose != null && message.verbose !== false) {
      writer.uint32(16).bool(message.verbose);
    }
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBasePodSandboxStatusRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.podSandboxId = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 16) {
              break;
            }
            message.verbose = reader.bool();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return PodSandboxStatusRequest.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBasePodSandboxStatusRequest();
    message.podSandboxId = object.podSandboxId ?? "";
    message.verbose = object.verbose ?? false;
    return message;
  }
};
function createBasePodIP() {
  return { ip: "" };
}
var PodIP = {
  encode(message, writer = new BinaryWriter()) {
    if (message.ip != null && message.ip !== "") {
      writer.uint32(10).string(message.ip);
    }
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBasePodIP();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.ip = reader.string();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return PodIP.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBasePodIP();
    message.ip = object.ip ?? "";
    return message;
  }
};
function createBasePodSandboxNetworkStatus() {
  return { ip: "", additionalIps: [] };
}
var PodSandboxNetworkStatus = {
  encode(message, writer = new BinaryWriter()) {
    if (message.ip != null && message.ip !== "") {
      writer.uint32(10).string(message.ip);
    }
    for (const v of message.additionalIps ?? []) {
      PodIP.encode(v, writer.uint32(18).fork()).join();
    }
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBasePodSandboxNetworkStatus();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.ip = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message.additionalIps.push(PodIP.decode(reader, reader.uint32()));
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return PodSandboxNetworkStatus.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBasePodSandboxNetworkStatus();
    message.ip = object.ip ?? "";
    message.additionalIps = object.additionalIps?.map((e) => PodIP.fromPartial(e)) || [];
    return message;
  }
};
function createBaseNamespace() {
  return { options: void 0 };
}
var Namespace = {
  encode(message, writer = new BinaryWriter()) {
    if (message.options != null) {
      NamespaceOption.encode(message.options, writer.uint32(18).fork()).join();
    }
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseNamespace();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 2: {
            if (tag !== 18) {
              break;
            }
            message.options = NamespaceOption.decode(reader, reader.uint32());
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return Namespace.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseNamespace();
    message.options = object.options !== void 0 && object.options !== null ? NamespaceOption.fromPartial(object.options) : void 0;
    return message;
  }
};
function createBaseLinuxPodSandboxStatus() {
  return { namespaces: void 0 };
}
var LinuxPodSandboxStatus = {
  encode(message, writer = new BinaryWriter()) {
    if (message.namespaces != null) {
      Namespace.encode(message.namespaces, writer.uint32(10).fork()).join();
    }
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseLinuxPodSandboxStatus();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.namespaces = Namespace.decode(reader, reader.uint32());
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return LinuxPodSandboxStatus.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseLinuxPodSandboxStatus();
    message.namespaces = object.namespaces !== void 0 && object.namespaces !== null ? Namespace.fromPartial(object.namespaces) : void 0;
    return message;
  }
};
function createBasePodSandboxStatus() {
  return {
    id: "",
    metadata: void 0,
    state: 0,
    createdAt: 0,
    network: void 0,
    linux: void 0,
    labels: {},
    annotations: {},
    runtimeHandler: ""
  };
}
var PodSandboxStatus = {
  encode(message, writer = new BinaryWriter()) {
    if (message.id != null && message.id !== "") {
      writer.uint32(10).string(message.id);
    }
    if (message.metadata != null) {
      PodSandboxMetadata.encode(message.metadata, writer.uint32(18).fork()).join();
    }
    if (message.state != null && message.state !== 0) {
      writer.uint32(24).int32(message.state);
    }
    if (message.createdAt != null && message.createdAt !== 0) {
      writer.uint32(32).int64(message.createdAt);
    }
    if (message.network != null) {
      PodSandboxNetworkStatus.encode(message.network, writer.uint32(42).fork()).join();
    }
    if (message.linux != null) {
      LinuxPodSandboxStatus.encode(message.linux, writer.uint32(50).fork()).join();
    }
    globalThis.Object.entries(message.labels ?? {}).forEach(([key, value]) => {
      PodSandboxStatus_LabelsEntry.encode({ key, value }, writer.uint32(58).fork()).join();
    });
    globalThis.Object.entries(message.annotations ?? {}).forEach(([key, value]) => {
      PodSandboxStatus_AnnotationsEntry.encode({ key, value }, writer.uint32(66).fork()).join();
    });
    if (message.runtimeHandler != null && message.runtimeHandler !== "") {
      writer.uint32(74).string(message.runtimeHandler);
    }
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBasePodSandboxStatus();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.id = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message.metadata = PodSandboxMetadata.decode(reader, reader.uint32());
            continue;
          }
          case 3: {
            if (tag !== 24) {
              break;
            }
            message.state = reader.int32();
            continue;
          }
          case 4: {
            if (tag !== 32) {
              break;
            }
            message.createdAt = reader.int64();
            continue;
          }
          case 5: {
            if (tag !== 42) {
              break;
            }
            message.network = PodSandboxNetworkStatus.decode(reader, reader.uint32());
            continue;
          }
          case 6: {
            if (tag !== 50) {
              break;
            }
            message.linux = LinuxPodSandboxStatus.decode(reader, reader.uint32());
            continue;
          }
          case 7: {
            if (tag !== 58) {
              break;
            }
            const entry7 = PodSandboxStatus_LabelsEntry.decode(reader, reader.uint32());
            if (entry7.value !== void 0) {
              message.labels[entry7.key] = entry7.value;
            }
            continue;
          }
          case 8: {
            if (tag !== 66) {
              break;
            }
            const entry8 = PodSandboxStatus_AnnotationsEntry.decode(reader, reader.uint32());
            if (entry8.value !== void 0) {
              message.annotations[entry8.key] = entry8.value;
            }
            continue;
          }
          case 9: {
            if (tag !== 74) {
              break;
            }
            message.runtimeHandler = reader.string();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return PodSandboxStatus.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBasePodSandboxStatus();
    message.id = object.id ?? "";
    message.metadata = object.metadata !== void 0 && object.metadata !== null ? PodSandboxMetadata.fromPartial(object.metadata) : void 0;
    message.state = object.state ?? 0;
    message.createdAt = object.createdAt !== void 0 && object.createdAt !== null ? exact(object.createdAt) : 0;
    message.network = object.network !== void 0 && object.network !== null ? PodSandboxNetworkStatus.fromPartial(object.network) : void 0;
    message.linux = object.linux !== void 0 && object.linux !== null ? LinuxPodSandboxStatus.fromPartial(object.linux) : void 0;
    message.labels = globalThis.Object.entries(object.labels ?? {}).reduce(
      (acc, [key, value]) => {
        if (value !== void 0) {
          acc[key] = globalThis.String(value);
        }
        return acc;
      },
      {}
    );
    message.annotations = globalThis.Object.entries(object.annotations ?? {}).reduce(
      (acc, [key, value]) => {
        if (value !== void 0) {
          acc[key] = globalThis.String(value);
        }
        return acc;
      },
      {}
    );
    message.runtimeHandler = object.runtimeHandler ?? "";
    return message;
  }
};
function createBasePodSandboxStatus_LabelsEntry() {
  return { key: "", value: "" };
}
var PodSandboxStatus_LabelsEntry = {
  encode(message, writer = new BinaryWriter()) {
    if (message.key != null && message.key !== "") {
      writer.uint32(10).string(message.key);
    }
    if (message.value != null && message.value !== "") {
      writer.uint32(18).string(message.value);
    }
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBasePodSandboxStatus_LabelsEntry();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.key = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message.value = reader.string();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return PodSandboxStatus_LabelsEntry.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBasePodSandboxStatus_LabelsEntry();
    message.key = object.key ?? "";
    message.value = object.value ?? "";
    return message;
  }
};
function createBasePodSandboxStatus_AnnotationsEntry() {
  return { key: "", value: "" };
}
var PodSandboxStatus_AnnotationsEntry = {
  encode(message, writer = new BinaryWriter()) {
    if (message.key != null && message.key !== "") {
      writer.uint32(10).string(message.key);
    }
    if (message.value != null && message.value !== "") {
      writer.uint32(18).string(message.value);
    }
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBasePodSandboxStatus_AnnotationsEntry();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.key = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message.value = reader.string();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return PodSandboxStatus_AnnotationsEntry.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBasePodSandboxStatus_AnnotationsEntry();
    message.key = object.key ?? "";
    message.value = object.value ?? "";
    return message;
  }
};
function createBasePodSandboxStatusResponse() {
  return { status: void 0, info: {}, containersStatuses: [], timestamp: 0 };
}
var PodSandboxStatusResponse = {
  encode(message, writer = new BinaryWriter()) {
    if (message.status != null) {
      PodSandboxStatus.encode(message.status, writer.uint32(10).fork()).join();
    }
    globalThis.Object.entries(message.info ?? {}).forEach(([key, value]) => {
      PodSandboxStatusResponse_InfoEntry.encode({ key, value }, writer.uint32(18).fork()).join();
    });
    for (const v of message.containersStatuses ?? []) {
      ContainerStatus.encode(v, writer.uint32(26).fork()).join();
    }
    if (message.timestamp != null && message.timestamp !== 0) {
      writer.uint32(32).int64(message.timestamp);
    }
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBasePodSandboxStatusResponse();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.status = PodSandboxStatus.decode(reader, reader.uint32());
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            const entry2 = PodSandboxStatusResponse_InfoEntry.decode(reader, reader.uint32());
            if (entry2.value !== void 0) {
              message.info[entry2.key] = entry2.value;
            }
            continue;
          }
          case 3: {
            if (tag !== 26) {
              break;
            }
            message.containersStatuses.push(ContainerStatus.decode(reader, reader.uint32()));
            continue;
          }
          case 4: {
            if (tag !== 32) {
              break;
            }
            message.timestamp = reader.int64();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return PodSandboxStatusResponse.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBasePodSandboxStatusResponse();
    message.status = object.status !== void 0 && object.status !== null ? PodSandboxStatus.fromPartial(object.status) : void 0;
    message.info = globalThis.Object.entries(object.info ?? {}).reduce(
      (acc, [key, value]) => {
        if (value !== void 0) {
          acc[key] = globalThis.String(value);
        }
        return acc;
      },
      {}
    );
    message.containersStatuses = object.containersStatuses?.map((e) => ContainerStatus.fromPartial(e)) || [];
    message.timestamp = object.timestamp !== void 0 && object.timestamp !== null ? exact(object.timestamp) : 0;
    return message;
  }
};
function createBasePodSandboxStatusResponse_InfoEntry() {
  return { key: "", value: "" };
}
var PodSandboxStatusResponse_InfoEntry = {
  encode(message, writer = new BinaryWriter()) {
    if (message.key != null && message.key !== "") {
      writer.uint32(10).string(message.key);
    }
    if (message.value != null && message.value !== "") {
      writer.uint32(18).string(message.value);
    }
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBasePodSandboxStatusResponse_InfoEntry();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.key = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message.value = reader.string();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return PodSandboxStatusResponse_InfoEntry.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBasePodSandboxStatusResponse_InfoEntry();
    message.key = object.key ?? "";
    message.value = object.value ?? "";
    return message;
  }
};
function createBasePodSandboxStateValue() {
  return { state: 0 };
}
var PodSandboxStateValue = {
  encode(message, writer = new BinaryWriter()) {
    if (message.state != null && message.state !== 0) {
      writer.uint32(8).int32(message.state);
    }
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBasePodSandboxStateValue();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 8) {
              break;
            }
            message.state = reader.int32();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return PodSandboxStateValue.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBasePodSandboxStateValue();
    message.state = object.state ?? 0;
    return message;
  }
};
function createBasePodSandboxFilter() {
  return { id: "", state: void 0, labelSelector: {} };
}
var PodSandboxFilter = {
  encode(message, writer = new BinaryWriter()) {
    if (message.id != null && message.id !== "") {
      writer.uint32(10).string(message.id);
    }
    if (message.state != null) {
      PodSandboxStateValue.encode(message.state, writer.uint32(18).fork()).join();
    }
    globalThis.Object.entries(message.labelSelector ?? {}).forEach(([key, value]) => {
      PodSandboxFilter_LabelSelectorEntry.encode({ key, value }, writer.uint32(26).fork()).join();
    });
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBasePodSandboxFilter();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.id = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message.state = PodSandboxStateValue.decode(reader, reader.uint32());
            continue;
          }
          case 3: {
            if (tag !== 26) {
              break;
            }
            const entry3 = PodSandboxFilter_LabelSelectorEntry.decode(reader, reader.uint32());
            if (entry3.value !== void 0) {
              message.labelSelector[entry3.key] = entry3.value;
            }
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return PodSandboxFilter.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBasePodSandboxFilter();
    message.id = object.id ?? "";
    message.state = object.state !== void 0 && object.state !== null ? PodSandboxStateValue.fromPartial(object.state) : void 0;
    message.labelSelector = globalThis.Object.entries(object.labelSelector ?? {}).reduce(
      (acc, [key, value]) => {
        if (value !== void 0) {
          acc[key] = globalThis.String(value);
        }
        return acc;
      },
      {}
    );
    return message;
  }
};
function createBasePodSandboxFilter_LabelSelectorEntry() {
  return { key: "", value: "" };
}
var PodSandboxFilter_LabelSelectorEntry = {
  encode(message, writer = new BinaryWriter()) {
    if (message.key != null && message.key !== "") {
      writer.uint32(10).string(message.key);
    }
    if (message.value != null && message.value !== "") {
      writer.uint32(18).string(message.value);
    }
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBasePodSandboxFilter_LabelSelectorEntry();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.key = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message.value = reader.string();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return PodSandboxFilter_LabelSelectorEntry.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBasePodSandboxFilter_LabelSelectorEntry();
    message.key = object.key ?? "";
    message.value = object.value ?? "";
    return message;
  }
};
function createBaseListPodSandboxRequest() {
  return { filter: void 0 };
}
var ListPodSandboxRequest = {
  encode(message, writer = new BinaryWriter()) {
    if (message.filter != null) {
      PodSandboxFilter.encode(message.filter, writer.uint32(10).fork()).join();
    }
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseListPodSandboxRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.filter = PodSandboxFilter.decode(reader, reader.uint32());
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return ListPodSandboxRequest.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseListPodSandboxRequest();
    message.filter = object.filter !== void 0 && object.filter !== null ? PodSandboxFilter.fromPartial(object.filter) : void 0;
    return message;
  }
};
function createBasePodSandbox() {
  return { id: "", metadata: void 0, state: 0, createdAt: 0, labels: {}, annotations: {}, runtimeHandler: "" };
}
var PodSandbox = {
  encode(message, writer = new BinaryWriter()) {
    if (message.id != null && message.id !== "") {
      writer.uint32(10).string(message.id);
    }
    if (message.metadata != null) {
      PodSandboxMetadata.encode(message.metadata, writer.uint32(18).fork()).join();
    }
    if (message.state != null && message.state !== 0) {
      writer.uint32(24).int32(message.state);
    }
    if (message.createdAt != null && message.createdAt !== 0) {
      writer.uint32(32).int64(message.createdAt);
    }
    globalThis.Object.entries(message.labels ?? {}).forEach(([key, value]) => {
      PodSandbox_LabelsEntry.encode({ key, value }, writer.uint32(42).fork()).join();
    });
    globalThis.Object.entries(message.annotations ?? {}).forEach(([key, value]) => {
      PodSandbox_AnnotationsEntry.encode({ key, value }, writer.uint32(50).fork()).join();
    });
    if (message.runtimeHandler != null && message.runtimeHandler !== "") {
      writer.uint32(58).string(message.runtimeHandler);
    }
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBasePodSandbox();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.id = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message.metadata = PodSandboxMetadata.decode(reader, reader.uint32());
            continue;
          }
          case 3: {
            if (tag !== 24) {
              break;
            }
            message.state = reader.int32();
            continue;
          }
          case 4: {
            if (tag !== 32) {
              break;
            }
            message.createdAt = reader.int64();
            continue;
          }
          case 5: {
            if (tag !== 42) {
              break;
            }
            const entry5 = PodSandbox_LabelsEntry.decode(reader, reader.uint32());
            if (entry5.value !== void 0) {
              message.labels[entry5.key] = entry5.value;
            }
            continue;
          }
          case 6: {
            if (tag !== 50) {
              break;
            }
            const entry6 = PodSandbox_AnnotationsEntry.decode(reader, reader.uint32());
            if (entry6.value !== void 0) {
              message.annotations[entry6.key] = entry6.value;
            }
            continue;
          }
          case 7: {
            if (tag !== 58) {
              break;
            }
            message.runtimeHandler = reader.string();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return PodSandbox.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBasePodSandbox();
    message.id = object.id ?? "";
    message.metadata = object.metadata !== void 0 && object.metadata !== null ? PodSandboxMetadata.fromPartial(object.metadata) : void 0;
    message.state = object.state ?? 0;
    message.createdAt = object.createdAt !== void 0 && object.createdAt !== null ? exact(object.createdAt) : 0;
    message.labels = globalThis.Object.entries(object.labels ?? {}).reduce(
      (acc, [key, value]) => {
        if (value !== void 0) {
          acc[key] = globalThis.String(value);
        }
        return acc;
      },
      {}
    );
    message.annotations = globalThis.Object.entries(object.annotations ?? {}).reduce(
      (acc, [key, value]) => {
        if (value !== void 0) {
          acc[key] = globalThis.String(value);
        }
        return acc;
      },
      {}
    );
    message.runtimeHandler = object.runtimeHandler ?? "";
    return message;
  }
};
function createBasePodSandbox_LabelsEntry() {
  return { key: "", value: "" };
}
var PodSandbox_LabelsEntry = {
  encode(message, writer = new BinaryWriter()) {
    if (message.key != null && message.key !== "") {
      writer.uint32(10).string(message.key);
    }
    if (message.value != null && message.value !== "") {
      writer.uint32(18).string(message.value);
    }
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBasePodSandbox_LabelsEntry();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.key = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message.value = reader.string();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return PodSandbox_LabelsEntry.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBasePodSandbox_LabelsEntry();
    message.key = object.key ?? "";
    message.value = object.value ?? "";
    return message;
  }
};
function createBasePodSandbox_AnnotationsEntry() {
  return { key: "", value: "" };
}
var PodSandbox_AnnotationsEntry = {
  encode(message, writer = new BinaryWriter()) {
    if (message.key != null && message.key !== "") {
      writer.uint32(10).string(message.key);
    }
    if (message.value != null && message.value !== "") {
      writer.uint32(18).string(message.value);
    }
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBasePodSandbox_AnnotationsEntry();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.key = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message.value = reader.string();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return PodSandbox_AnnotationsEntry.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBasePodSandbox_AnnotationsEntry();
    message.key = object.key ?? "";
    message.value = object.value ?? "";
    return message;
  }
};
function createBaseListPodSandboxResponse() {
  return { items: [] };
}
var ListPodSandboxResponse = {
  encode(message, writer = new BinaryWriter()) {
    for (const v of message.items ?? []) {
      PodSandbox.encode(v, writer.uint32(10).fork()).join();
    }
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseListPodSandboxResponse();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.items.push(PodSandbox.decode(reader, reader.uint32()));
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return ListPodSandboxResponse.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseListPodSandboxResponse();
    message.items = object.items?.map((e) => PodSandbox.fromPartial(e)) || [];
    return message;
  }
};
function createBaseStreamPodSandboxesRequest() {
  return { filter: void 0 };
}
var StreamPodSandboxesRequest = {
  encode(message, writer = new BinaryWriter()) {
    if (message.filter != null) {
      PodSandboxFilter.encode(message.filter, writer.uint32(10).fork()).join();
    }
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseStreamPodSandboxesRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.filter = PodSandboxFilter.decode(reader, reader.uint32());
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return StreamPodSandboxesRequest.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseStreamPodSandboxesRequest();
    message.filter = object.filter !== void 0 && object.filter !== null ? PodSandboxFilter.fromPartial(object.filter) : void 0;
    return message;
  }
};
function createBaseStreamPodSandboxesResponse() {
  return { podSandboxes: [] };
}
var StreamPodSandboxesResponse = {
  encode(message, writer = new BinaryWriter()) {
    for (const v of message.podSandboxes ?? []) {
      PodSandbox.encode(v, writer.uint32(10).fork()).join();
    }
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseStreamPodSandboxesResponse();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.podSandboxes.push(PodSandbox.decode(reader, reader.uint32()));
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return StreamPodSandboxesResponse.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseStreamPodSandboxesResponse();
    message.podSandboxes = object.podSandboxes?.map((e) => PodSandbox.fromPartial(e)) || [];
    return message;
  }
};
function createBasePodSandboxStatsRequest() {
  return { podSandboxId: "" };
}
var PodSandboxStatsRequest = {
  encode(message, writer = new BinaryWriter()) {
    if (message.podSandboxId != null && message.podSandboxId !== "") {
      writer.uint32(10).string(message.podSandboxId);
    }
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBasePodSandboxStatsRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.podSandboxId = reader.string();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return PodSandboxStatsRequest.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBasePodSandboxStatsRequest();
    message.podSandboxId = object.podSandboxId ?? "";
    return message;
  }
};
function createBasePodSandboxStatsResponse() {
  return { stats: void 0 };
}
var PodSandboxStatsResponse = {
  encode(message, writer = new BinaryWriter()) {
    if (message.stats != null) {
      PodSandboxStats.encode(message.stats, writer.uint32(10).fork()).join();
    }
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBasePodSandboxStatsResponse();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.stats = PodSandboxStats.decode(reader, reader.uint32());
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return PodSandboxStatsResponse.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBasePodSandboxStatsResponse();
    message.stats = object.stats !== void 0 && object.stats !== null ? PodSandboxStats.fromPartial(object.stats) : void 0;
    return message;
  }
};
function createBasePodSandboxStatsFilter() {
  return { id: "", labelSelector: {} };
}
var PodSandboxStatsFilter = {
  encode(message, writer = new BinaryWriter()) {
    if (message.id != null && message.id !== "") {
      writer.uint32(10).string(message.id);
    }
    globalThis.Object.entries(message.labelSelector ?? {}).forEach(([key, value]) => {
      PodSandboxStatsFilter_LabelSelectorEntry.encode({ key, value }, writer.uint32(18).fork()).join();
    });
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBasePodSandboxStatsFilter();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.id = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            const entry2 = PodSandboxStatsFilter_LabelSelectorEntry.decode(reader, reader.uint32());
            if (entry2.value !== void 0) {
              message.labelSelector[entry2.key] = entry2.value;
            }
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return PodSandboxStatsFilter.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBasePodSandboxStatsFilter();
    message.id = object.id ?? "";
    message.labelSelector = globalThis.Object.entries(object.labelSelector ?? {}).reduce(
      (acc, [key, value]) => {
        if (value !== void 0) {
          acc[key] = globalThis.String(value);
        }
        return acc;
      },
      {}
    );
    return message;
  }
};
function createBasePodSandboxStatsFilter_LabelSelectorEntry() {
  return { key: "", value: "" };
}
var PodSandboxStatsFilter_LabelSelectorEntry = {
  encode(message, writer = new BinaryWriter()) {
    if (message.key != null && message.key !== "") {
      writer.uint32(10).string(message.key);
    }
    if (message.value != null && message.value !== "") {
      writer.uint32(18).string(message.value);
    }
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBasePodSandboxStatsFilter_LabelSelectorEntry();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.key = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message.value = reader.string();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return PodSandboxStatsFilter_LabelSelectorEntry.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBasePodSandboxStatsFilter_LabelSelectorEntry();
    message.key = object.key ?? "";
    message.value = object.value ?? "";
    return message;
  }
};
function createBaseListPodSandboxStatsRequest() {
  return { filter: void 0 };
}
var ListPodSandboxStatsRequest = {
  encode(message, writer = new BinaryWriter()) {
    if (message.filter != null) {
      PodSandboxStatsFilter.encode(message.filter, writer.uint32(10).fork()).join();
    }
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseListPodSandboxStatsRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.filter = PodSandboxStatsFilter.decode(reader, reader.uint32());
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return ListPodSandboxStatsRequest.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseListPodSandboxStatsRequest();
    message.filter = object.filter !== void 0 && object.filter !== null ? PodSandboxStatsFilter.fromPartial(object.filter) : void 0;
    return message;
  }
};
function createBaseListPodSandboxStatsResponse() {
  return { stats: [] };
}
var ListPodSandboxStatsResponse = {
  encode(message, writer = new BinaryWriter()) {
    for (const v of message.stats ?? []) {
      PodSandboxStats.encode(v, writer.uint32(10).fork()).join();
    }
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseListPodSandboxStatsResponse();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.stats.push(PodSandboxStats.decode(reader, reader.uint32()));
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return ListPodSandboxStatsResponse.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseListPodSandboxStatsResponse();
    message.stats = object.stats?.map((e) => PodSandboxStats.fromPartial(e)) || [];
    return message;
  }
};
function createBaseStreamPodSandboxStatsRequest() {
  return { filter: void 0 };
}
var StreamPodSandboxStatsRequest = {
  encode(message, writer = new BinaryWriter()) {
    if (message.filter != null) {
      PodSandboxStatsFilter.encode(message.filter, writer.uint32(10).fork()).join();
    }
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseStreamPodSandboxStatsRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.filter = PodSandboxStatsFilter.decode(reader, reader.uint32());
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return StreamPodSandboxStatsRequest.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseStreamPodSandboxStatsRequest();
    message.filter = object.filter !== void 0 && object.filter !== null ? PodSandboxStatsFilter.fromPartial(object.filter) : void 0;
    return message;
  }
};
function createBaseStreamPodSandboxStatsResponse() {
  return { podSandboxStats: [] };
}
var StreamPodSandboxStatsResponse = {
  encode(message, writer = new BinaryWriter()) {
    for (const v of message.podSandboxStats ?? []) {
      PodSandboxStats.encode(v, writer.uint32(10).fork()).join();
    }
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseStreamPodSandboxStatsResponse();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.podSandboxStats.push(PodSandboxStats.decode(reader, reader.uint32()));
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return StreamPodSandboxStatsResponse.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseStreamPodSandboxStatsResponse();
    message.podSandboxStats = object.podSandboxStats?.map((e) => PodSandboxStats.fromPartial(e)) || [];
    return message;
  }
};
function createBasePodSandboxAttributes() {
  return { id: "", metadata: void 0, labels: {}, annotations: {} };
}
var PodSandboxAttributes = {
  encode(message, writer = new BinaryWriter()) {
    if (message.id != null && message.id !== "") {
      writer.uint32(10).string(message.id);
    }
    if (message.metadata != null) {
      PodSandboxMetadata.encode(message.metadata, writer.uint32(18).fork()).join();
    }
    globalThis.Object.entries(message.labels ?? {}).forEach(([key, value]) => {
      PodSandboxAttributes_LabelsEntry.encode({ key, value }, writer.uint32(26).fork()).join();
    });
    globalThis.Object.entries(message.annotations ?? {}).forEach(([key, value]) => {
      PodSandboxAttributes_AnnotationsEntry.encode({ key, value }, writer.uint32(34).fork()).join();
    });
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBasePodSandboxAttributes();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.id = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message.metadata = PodSandboxMetadata.decode(reader, reader.uint32());
            continue;
          }
          case 3: {
            if (tag !== 26) {
              break;
            }
            const entry3 = PodSandboxAttributes_LabelsEntry.decode(reader, reader.uint32());
            if (entry3.value !== void 0) {
              message.labels[entry3.key] = entry3.value;
            }
            continue;
          }
          case 4: {
            if (tag !== 34) {
              break;
            }
            const entry4 = PodSandboxAttributes_AnnotationsEntry.decode(reader, reader.uint32());
            if (entry4.value !== void 0) {
              message.annotations[entry4.key] = entry4.value;
            }
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return PodSandboxAttributes.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBasePodSandboxAttributes();
    message.id = object.id ?? "";
    message.metadata = object.metadata !== void 0 && object.metadata !== null ? PodSandboxMetadata.fromPartial(object.metadata) : void 0;
    message.labels = globalThis.Object.entries(object.labels ?? {}).reduce(
      (acc, [key, value]) => {
        if (value !== void 0) {
          acc[key] = globalThis.String(value);
        }
        return acc;
      },
      {}
    );
    message.annotations = globalThis.Object.entries(object.annotations ?? {}).reduce(
      (acc, [key, value]) => {
        if (value !== void 0) {
          acc[key] = globalThis.String(value);
        }
        return acc;
      },
      {}
    );
    return message;
  }
};
function createBasePodSandboxAttributes_LabelsEntry() {
  return { key: "", value: "" };
}
var PodSandboxAttributes_LabelsEntry = {
  encode(message, writer = new BinaryWriter()) {
    if (message.key != null && message.key !== "") {
      writer.uint32(10).string(message.key);
    }
    if (message.value != null && message.value !== "") {
      writer.uint32(18).string(message.value);
    }
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBasePodSandboxAttributes_LabelsEntry();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.key = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message.value = reader.string();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return PodSandboxAttributes_LabelsEntry.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBasePodSandboxAttributes_LabelsEntry();
    message.key = object.key ?? "";
    message.value = object.value ?? "";
    return message;
  }
};
function createBasePodSandboxAttributes_AnnotationsEntry() {
  return { key: "", value: "" };
}
var PodSandboxAttributes_AnnotationsEntry = {
  encode(message, writer = new BinaryWriter()) {
    if (message.key != null && message.key !== "") {
      writer.uint32(10).string(message.key);
    }
    if (message.value != null && message.value !== "") {
      writer.uint32(18).string(message.value);
    }
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBasePodSandboxAttributes_AnnotationsEntry();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.key = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message.value = reader.string();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return PodSandboxAttributes_AnnotationsEntry.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBasePodSandboxAttributes_AnnotationsEntry();
    message.key = object.key ?? "";
    message.value = object.value ?? "";
    return message;
  }
};
function createBasePodSandboxStats() {
  return { attributes: void 0, linux: void 0, windows: void 0 };
}
var PodSandboxStats = {
  encode(message, writer = new BinaryWriter()) {
    if (message.attributes != null) {
      PodSandboxAttributes.encode(message.attributes, writer.uint32(10).fork()).join();
    }
    if (message.linux != null) {
      LinuxPodSandboxStats.encode(message.linux, writer.uint32(18).fork()).join();
    }
    if (message.windows != null) {
      WindowsPodSandboxStats.encode(message.windows, writer.uint32(26).fork()).join();
    }
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBasePodSandboxStats();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.attributes = PodSandboxAttributes.decode(reader, reader.uint32());
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message.linux = LinuxPodSandboxStats.decode(reader, reader.uint32());
            continue;
          }
          case 3: {
            if (tag !== 26) {
              break;
            }
            message.windows = WindowsPodSandboxStats.decode(reader, reader.uint32());
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return PodSandboxStats.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBasePodSandboxStats();
    message.attributes = object.attributes !== void 0 && object.attributes !== null ? PodSandboxAttributes.fromPartial(object.attributes) : void 0;
    message.linux = object.linux !== void 0 && object.linux !== null ? LinuxPodSandboxStats.fromPartial(object.linux) : void 0;
    message.windows = object.windows !== void 0 && object.windows !== null ? WindowsPodSandboxStats.fromPartial(object.windows) : void 0;
    return message;
  }
};
function createBaseLinuxPodSandboxStats() {
  return { cpu: void 0, memory: void 0, network: void 0, process: void 0, containers: [], io: void 0 };
}
var LinuxPodSandboxStats = {
  encode(message, writer = new BinaryWriter()) {
    if (message.cpu != null) {
      CpuUsage.encode(message.cpu, writer.uint32(10).fork()).join();
    }
    if (message.memory != null) {
      MemoryUsage.encode(message.memory, writer.uint32(18).fork()).join();
    }
    if (message.network != null) {
      NetworkUsage.encode(message.network, writer.uint32(26).fork()).join();
    }
    if (message.process != null) {
      ProcessUsage.encode(message.process, writer.uint32(34).fork()).join();
    }
    for (const v of message.containers ?? []) {
      ContainerStats.encode(v, writer.uint32(42).fork()).join();
    }
    if (message.io != null) {
      IoUsage.encode(message.io, writer.uint32(50).fork()).join();
    }
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseLinuxPodSandboxStats();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.cpu = CpuUsage.decode(reader, reader.uint32());
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message.memory = MemoryUsage.decode(reader, reader.uint32());
            continue;
          }
          case 3: {
            if (tag !== 26) {
              break;
            }
            message.network = NetworkUsage.decode(reader, reader.uint32());
            continue;
          }
          case 4: {
            if (tag !== 34) {
              break;
            }
            message.process = ProcessUsage.decode(reader, reader.uint32());
            continue;
          }
          case 5: {
            if (tag !== 42) {
              break;
            }
            message.containers.push(ContainerStats.decode(reader, reader.uint32()));
            continue;
          }
          case 6: {
            if (tag !== 50) {
              break;
            }
            message.io = IoUsage.decode(reader, reader.uint32());
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return LinuxPodSandboxStats.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseLinuxPodSandboxStats();
    message.cpu = object.cpu !== void 0 && object.cpu !== null ? CpuUsage.fromPartial(object.cpu) : void 0;
    message.memory = object.memory !== void 0 && object.memory !== null ? MemoryUsage.fromPartial(object.memory) : void 0;
    message.network = object.network !== void 0 && object.network !== null ? NetworkUsage.fromPartial(object.network) : void 0;
    message.process = object.process !== void 0 && object.process !== null ? ProcessUsage.fromPartial(object.process) : void 0;
    message.containers = object.containers?.map((e) => ContainerStats.fromPartial(e)) || [];
    message.io = object.io !== void 0 && object.io !== null ? IoUsage.fromPartial(object.io) : void 0;
    return message;
  }
};
function createBaseWindowsPodSandboxStats() {
  return { cpu: void 0, memory: void 0, network: void 0, process: void 0, containers: [] };
}
var WindowsPodSandboxStats = {
  encode(message, writer = new BinaryWriter()) {
    if (message.cpu != null) {
      WindowsCpuUsage.encode(message.cpu, writer.uint32(10).fork()).join();
    }
    if (message.memory != null) {
      WindowsMemoryUsage.encode(message.memory, writer.uint32(18).fork()).join();
    }
    if (message.network != null) {
      WindowsNetworkUsage.encode(message.network, writer.uint32(26).fork()).join();
    }
    if (message.process != null) {
      WindowsProcessUsage.encode(message.process, writer.uint32(34).fork()).join();
    }
    for (const v of message.containers ?? []) {
      WindowsContainerStats.encode(v, writer.uint32(42).fork()).join();
    }
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseWindowsPodSandboxStats();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.cpu = WindowsCpuUsage.decode(reader, reader.uint32());
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message.memory = WindowsMemoryUsage.decode(reader, reader.uint32());
            continue;
          }
          case 3: {
            if (tag !== 26) {
              break;
            }
            message.network = WindowsNetworkUsage.decode(reader, reader.uint32());
            continue;
          }
          case 4: {
            if (tag !== 34) {
              break;
            }
            message.process = WindowsProcessUsage.decode(reader, reader.uint32());
            continue;
          }
          case 5: {
            if (tag !== 42) {
              break;
            }
            message.containers.push(WindowsContainerStats.decode(reader, reader.uint32()));
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return WindowsPodSandboxStats.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseWindowsPodSandboxStats();
    message.cpu = object.cpu !== void 0 && object.cpu !== null ? WindowsCpuUsage.fromPartial(object.cpu) : void 0;
    message.memory = object.memory !== void 0 && object.memory !== null ? WindowsMemoryUsage.fromPartial(object.memory) : void 0;
    message.network = object.network !== void 0 && object.network !== null ? WindowsNetworkUsage.fromPartial(object.network) : void 0;
    message.process = object.process !== void 0 && object.process !== null ? WindowsProcessUsage.fromPartial(object.process) : void 0;
    message.containers = object.containers?.map((e) => WindowsContainerStats.fromPartial(e)) || [];
    return message;
  }
};
function createBaseNetworkUsage() {
  return { timestamp: 0, defaultInterface: void 0, interfaces: [] };
}
var NetworkUsage = {
  encode(message, writer = new BinaryWriter()) {
    if (message.timestamp != null && message.timestamp !== 0) {
      writer.uint32(8).int64(message.timestamp);
    }
    if (message.defaultInterface != null) {
      NetworkInterfaceUsage.encode(message.defaultInterface, writer.uint32(18).fork()).join();
    }
    for (const v of message.interfaces ?? []) {
      NetworkInterfaceUsage.encode(v, writer.uint32(26).fork()).join();
    }
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseNetworkUsage();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 8) {
              break;
            }
            message.timestamp = reader.int64();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message.defaultInterface = NetworkInterfaceUsage.decode(reader, reader.uint32());
            continue;
          }
          case 3: {
            if (tag !== 26) {
              break;
            }
            message.interfaces.push(NetworkInterfaceUsage.decode(reader, reader.uint32()));
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return NetworkUsage.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseNetworkUsage();
    message.timestamp = object.timestamp !== void 0 && object.timestamp !== null ? exact(object.timestamp) : 0;
    message.defaultInterface = object.defaultInterface !== void 0 && object.defaultInterface !== null ? NetworkInterfaceUsage.fromPartial(object.defaultInterface) : void 0;
    message.interfaces = object.interfaces?.map((e) => NetworkInterfaceUsage.fromPartial(e)) || [];
    return message;
  }
};
function createBaseWindowsNetworkUsage() {
  return { timestamp: 0, defaultInterface: void 0, interfaces: [] };
}
var WindowsNetworkUsage = {
  encode(message, writer = new BinaryWriter()) {
    if (message.timestamp != null && message.timestamp !== 0) {
      writer.uint32(8).int64(message.timestamp);
    }
    if (message.defaultInterface != null) {
      WindowsNetworkInterfaceUsage.encode(message.defaultInterface, writer.uint32(18).fork()).join();
    }
    for (const v of message.interfaces ?? []) {
      WindowsNetworkInterfaceUsage.encode(v, writer.uint32(26).fork()).join();
    }
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseWindowsNetworkUsage();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 8) {
              break;
            }
            message.timestamp = reader.int64();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message.defaultInterface = WindowsNetworkInterfaceUsage.decode(reader, reader.uint32());
            continue;
          }
          case 3: {
            if (tag !== 26) {
              break;
            }
            message.interfaces.push(WindowsNetworkInterfaceUsage.decode(reader, reader.uint32()));
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return WindowsNetworkUsage.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseWindowsNetworkUsage();
    message.timestamp = object.timestamp !== void 0 && object.timestamp !== null ? exact(object.timestamp) : 0;
    message.defaultInterface = object.defaultInterface !== void 0 && object.defaultInterface !== null ? WindowsNetworkInterfaceUsage.fromPartial(object.defaultInterface) : void 0;
    message.interfaces = object.interfaces?.map((e) => WindowsNetworkInterfaceUsage.fromPartial(e)) || [];
    return message;
  }
};
function createBaseNetworkInterfaceUsage() {
  return { name: "", rxBytes: void 0, rxErrors: void 0, txBytes: void 0, txErrors: void 0 };
}
var NetworkInterfaceUsage = {
  encode(message, writer = new BinaryWriter()) {
    if (message.name != null && message.name !== "") {
      writer.uint32(10).string(message.name);
    }
    if (message.rxBytes != null) {
      UInt64Value.encode(message.rxBytes, writer.uint32(18).fork()).join();
    }
    if (message.rxErrors != null) {
      UInt64Value.encode(message.rxErrors, writer.uint32(26).fork()).join();
    }
    if (message.txBytes != null) {
      UInt64Value.encode(message.txBytes, writer.uint32(34).fork()).join();
    }
    if (message.txErrors != null) {
      UInt64Value.encode(message.txErrors, writer.uint32(42).fork()).join();
    }
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseNetworkInterfaceUsage();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.name = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message.rxBytes = UInt64Value.decode(reader, reader.uint32());
            continue;
          }
          case 3: {
            if (tag !== 26) {
              break;
            }
            message.rxErrors = UInt64Value.decode(reader, reader.uint32());
            continue;
          }
          case 4: {
            if (tag !== 34) {
              break;
            }
            message.txBytes = UInt64Value.decode(reader, reader.uint32());
            continue;
          }
          case 5: {
            if (tag !== 42) {
              break;
            }
            message.txErrors = UInt64Value.decode(reader, reader.uint32());
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return NetworkInterfaceUsage.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseNetworkInterfaceUsage();
    message.name = object.name ?? "";
    message.rxBytes = object.rxBytes !== void 0 && object.rxBytes !== null ? UInt64Value.fromPartial(object.rxBytes) : void 0;
    message.rxErrors = object.rxErrors !== void 0 && object.rxErrors !== null ? UInt64Value.fromPartial(object.rxErrors) : void 0;
    message.txBytes = object.txBytes !== void 0 && object.txBytes !== null ? UInt64Value.fromPartial(object.txBytes) : void 0;
    message.txErrors = object.txErrors !== void 0 && object.txErrors !== null ? UInt64Value.fromPartial(object.txErrors) : void 0;
    return message;
  }
};
function createBaseWindowsNetworkInterfaceUsage() {
  return { name: "", rxBytes: void 0, rxPacketsDropped: void 0, txBytes: void 0, txPacketsDropped: void 0 };
}
var WindowsNetworkInterfaceUsage = {
  encode(message, writer = new BinaryWriter()) {
    if (message.name != null && message.name !== "") {
      writer.uint32(10).string(message.name);
    }
    if (message.rxBytes != null) {
      UInt64Value.encode(message.rxBytes, writer.uint32(18).fork()).join();
    }
    if (message.rxPacketsDropped != null) {
      UInt64Value.encode(message.rxPacketsDropped, writer.uint32(26).fork()).join();
    }
    if (message.txBytes != null) {
      UInt64Value.encode(message.txBytes, writer.uint32(34).fork()).join();
    }
    if (message.txPacketsDropped != null) {
      UInt64Value.encode(message.txPacketsDropped, writer.uint32(42).fork()).join();
    }
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseWindowsNetworkInterfaceUsage();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.name = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message.rxBytes = UInt64Value.decode(reader, reader.uint32());
            continue;
          }
          case 3: {
            if (tag !== 26) {
              break;
            }
            message.rxPacketsDropped = UInt64Value.decode(reader, reader.uint32());
            continue;
          }
          case 4: {
            if (tag !== 34) {
              break;
            }
            message.txBytes = UInt64Value.decode(reader, reader.uint32());
            continue;
          }
          case 5: {
            if (tag !== 42) {
              break;
            }
            message.txPacketsDropped = UInt64Value.decode(reader, reader.uint32());
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return WindowsNetworkInterfaceUsage.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseWindowsNetworkInterfaceUsage();
    message.name = object.name ?? "";
    message.rxBytes = object.rxBytes !== void 0 && object.rxBytes !== null ? UInt64Value.fromPartial(object.rxBytes) : void 0;
    message.rxPacketsDropped = object.rxPacketsDropped !== void 0 && object.rxPacketsDropped !== null ? UInt64Value.fromPartial(object.rxPacketsDropped) : void 0;
    message.txBytes = object.txBytes !== void 0 && object.txBytes !== null ? UInt64Value.fromPartial(object.txBytes) : void 0;
    message.txPacketsDropped = object.txPacketsDropped !== void 0 && object.txPacketsDropped !== null ? UInt64Value.fromPartial(object.txPacketsDropped) : void 0;
    return message;
  }
};
function createBaseProcessUsage() {
  return { timestamp: 0, processCount: void 0 };
}
var ProcessUsage = {
  encode(message, writer = new BinaryWriter()) {
    if (message.timestamp != null && message.timestamp !== 0) {
      writer.uint32(8).int64(message.timestamp);
    }
    if (message.processCount != null) {
      UInt64Value.encode(message.processCount, writer.uint32(18).fork()).join();
    }
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseProcessUsage();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 8) {
              break;
            }
            message.timestamp = reader.int64();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message.processCount = UInt64Value.decode(reader, reader.uint32());
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return ProcessUsage.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseProcessUsage();
    message.timestamp = object.timestamp !== void 0 && object.timestamp !== null ? exact(object.timestamp) : 0;
    message.processCount = object.processCount !== void 0 && object.processCount !== null ? UInt64Value.fromPartial(object.processCount) : void 0;
    return message;
  }
};
function createBaseWindowsProcessUsage() {
  return { timestamp: 0, processCount: void 0 };
}
var WindowsProcessUsage = {
  encode(message, writer = new BinaryWriter()) {
    if (message.timestamp != null && message.timestamp !== 0) {
      writer.uint32(8).int64(message.timestamp);
    }
    if (message.processCount != null) {
      UInt64Value.encode(message.processCount, writer.uint32(18).fork()).join();
    }
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseWindowsProcessUsage();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 8) {
              break;
            }
            message.timestamp = reader.int64();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message.processCount = UInt64Value.decode(reader, reader.uint32());
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return WindowsProcessUsage.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseWindowsProcessUsage();
    message.timestamp = object.timestamp !== void 0 && object.timestamp !== null ? exact(object.timestamp) : 0;
    message.processCount = object.processCount !== void 0 && object.processCount !== null ? UInt64Value.fromPartial(object.processCount) : void 0;
    return message;
  }
};
function createBaseImageSpec() {
  return { image: "", annotations: {}, userSpecifiedImage: "", runtimeHandler: "", imageRef: "" };
}
var ImageSpec = {
  encode(message, writer = new BinaryWriter()) {
    if (message.image != null && message.image !== "") {
      writer.uint32(10).string(message.image);
    }
    globalThis.Object.entries(message.annotations ?? {}).forEach(([key, value]) => {
      ImageSpec_AnnotationsEntry.encode({ key, value }, writer.uint32(18).fork()).join();
    });
    if (message.userSpecifiedImage != null && message.userSpecifiedImage !== "") {
      writer.uint32(146).string(message.userSpecifiedImage);
    }
    if (message.runtimeHandler != null && message.runtimeHandler !== "") {
      writer.uint32(154).string(message.runtimeHandler);
    }
    if (message.imageRef != null && message.imageRef !== "") {
      writer.uint32(162).string(message.imageRef);
    }
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseImageSpec();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.image = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            const entry2 = ImageSpec_AnnotationsEntry.decode(reader, reader.uint32());
            if (entry2.value !== void 0) {
              message.annotations[entry2.key] = entry2.value;
            }
            continue;
          }
          case 18: {
            if (tag !== 146) {
              break;
            }
            message.userSpecifiedImage = reader.string();
            continue;
          }
          case 19: {
            if (tag !== 154) {
              break;
            }
            message.runtimeHandler = reader.string();
            continue;
          }
          case 20: {
            if (tag !== 162) {
              break;
            }
            message.imageRef = reader.string();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return ImageSpec.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseImageSpec();
    message.image = object.image ?? "";
    message.annotations = globalThis.Object.entries(object.annotations ?? {}).reduce(
      (acc, [key, value]) => {
        if (value !== void 0) {
          acc[key] = globalThis.String(value);
        }
        return acc;
      },
      {}
    );
    message.userSpecifiedImage = object.userSpecifiedImage ?? "";
    message.runtimeHandler = object.runtimeHandler ?? "";
    message.imageRef = object.imageRef ?? "";
    return message;
  }
};
function createBaseImageSpec_AnnotationsEntry() {
  return { key: "", value: "" };
}
var ImageSpec_AnnotationsEntry = {
  encode(message, writer = new BinaryWriter()) {
    if (message.key != null && message.key !== "") {
      writer.uint32(10).string(message.key);
    }
    if (message.value != null && message.value !== "") {
      writer.uint32(18).string(message.value);
    }
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseImageSpec_AnnotationsEntry();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.key = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message.value = reader.string();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return ImageSpec_AnnotationsEntry.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseImageSpec_AnnotationsEntry();
    message.key = object.key ?? "";
    message.value = object.value ?? "";
    return message;
  }
};
function createBaseKeyValue() {
  return { key: "", value: new Uint8Array(0) };
}
var KeyValue = {
  encode(message, writer = new BinaryWriter()) {
    if (message.key != null && message.key !== "") {
      writer.uint32(10).string(message.key);
    }
    if (message.value != null && message.value.length !== 0) {
      writer.uint32(18).bytes(message.value);
    }
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseKeyValue();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.key = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message.value = reader.bytes();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return KeyValue.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseKeyValue();
    message.key = object.key ?? "";
    message.value = object.value ?? new Uint8Array(0);
    return message;
  }
};
function createBaseLinuxContainerResources() {
  return {
    cpuPeriod: 0,
    cpuQuota: 0,
    cpuShares: 0,
    memoryLimitInBytes: 0,
    oomScoreAdj: 0,
    cpusetCpus: "",
    cpusetMems: "",
    hugepageLimits: [],
    unified: {},
    memorySwapLimitInBytes: 0
  };
}
var LinuxContainerResources = {
  encode(message, writer = new BinaryWriter()) {
    if (message.cpuPeriod != null && message.cpuPeriod !== 0) {
      writer.uint32(8).int64(message.cpuPeriod);
    }
    if (message.cpuQuota != null && message.cpuQuota !== 0) {
      writer.uint32(16).int64(message.cpuQuota);
    }
    if (message.cpuShares != null && message.cpuShares !== 0) {
      writer.uint32(24).int64(message.cpuShares);
    }
    if (message.memoryLimitInBytes != null && message.memoryLimitInBytes !== 0) {
      writer.uint32(32).int64(message.memoryLimitInBytes);
    }
    if (message.oomScoreAdj != null && message.oomScoreAdj !== 0) {
      writer.uint32(40).int64(message.oomScoreAdj);
    }
    if (message.cpusetCpus != null && message.cpusetCpus !== "") {
      writer.uint32(50).string(message.cpusetCpus);
    }
    if (message.cpusetMems != null && message.cpusetMems !== "") {
      writer.uint32(58).string(message.cpusetMems);
    }
    for (const v of message.hugepageLimits ?? []) {
      HugepageLimit.encode(v, writer.uint32(66).fork()).join();
    }
    globalThis.Object.entries(message.unified ?? {}).forEach(([key, value]) => {
      LinuxContainerResources_UnifiedEntry.encode({ key, value }, writer.uint32(74).fork()).join();
    });
    if (message.memorySwapLimitInBytes != null && message.memorySwapLimitInBytes !== 0) {
      writer.uint32(80).int64(message.memorySwapLimitInBytes);
    }
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseLinuxContainerResources();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 8) {
              break;
            }
            message.cpuPeriod = reader.int64();
            continue;
          }
          case 2: {
            if (tag !== 16) {
              break;
            }
            message.cpuQuota = reader.int64();
            continue;
          }
          case 3: {
            if (tag !== 24) {
              break;
            }
            message.cpuShares = reader.int64();
            continue;
          }
          case 4: {
            if (tag !== 32) {
              break;
            }
            message.memoryLimitInBytes = reader.int64();
            continue;
          }
          case 5: {
            if (tag !== 40) {
              break;
            }
            message.oomScoreAdj = reader.int64();
            continue;
          }
          case 6: {
            if (tag !== 50) {
              break;
            }
            message.cpusetCpus = reader.string();
            continue;
          }
          case 7: {
            if (tag !== 58) {
              break;
            }
            message.cpusetMems = reader.string();
            continue;
          }
          case 8: {
            if (tag !== 66) {
              break;
            }
            message.hugepageLimits.push(HugepageLimit.decode(reader, reader.uint32()));
            continue;
          }
          case 9: {
            if (tag !== 74) {
              break;
            }
            const entry9 = LinuxContainerResources_UnifiedEntry.decode(reader, reader.uint32());
            if (entry9.value !== void 0) {
              message.unified[entry9.key] = entry9.value;
            }
            continue;
          }
          case 10: {
            if (tag !== 80) {
              break;
            }
            message.memorySwapLimitInBytes = reader.int64();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return LinuxContainerResources.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseLinuxContainerResources();
    message.cpuPeriod = object.cpuPeriod !== void 0 && object.cpuPeriod !== null ? exact(object.cpuPeriod) : 0;
    message.cpuQuota = object.cpuQuota !== void 0 && object.cpuQuota !== null ? exact(object.cpuQuota) : 0;
    message.cpuShares = object.cpuShares !== void 0 && object.cpuShares !== null ? exact(object.cpuShares) : 0;
    message.memoryLimitInBytes = object.memoryLimitInBytes !== void 0 && object.memoryLimitInBytes !== null ? exact(object.memoryLimitInBytes) : 0;
    message.oomScoreAdj = object.oomScoreAdj !== void 0 && object.oomScoreAdj !== null ? exact(object.oomScoreAdj) : 0;
    message.cpusetCpus = object.cpusetCpus ?? "";
    message.cpusetMems = object.cpusetMems ?? "";
    message.hugepageLimits = object.hugepageLimits?.map((e) => HugepageLimit.fromPartial(e)) || [];
    message.unified = globalThis.Object.entries(object.unified ?? {}).reduce(
      (acc, [key, value]) => {
        if (value !== void 0) {
          acc[key] = globalThis.String(value);
        }
        return acc;
      },
      {}
    );
    message.memorySwapLimitInBytes = object.memorySwapLimitInBytes !== void 0 && object.memorySwapLimitInBytes !== null ? exact(object.memorySwapLimitInBytes) : 0;
    return message;
  }
};
function createBaseLinuxContainerResources_UnifiedEntry() {
  return { key: "", value: "" };
}
var LinuxContainerResources_UnifiedEntry = {
  encode(message, writer = new BinaryWriter()) {
    if (message.key != null && message.key !== "") {
      writer.uint32(10).string(message.key);
    }
    if (message.value != null && message.value !== "") {
      writer.uint32(18).string(message.value);
    }
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseLinuxContainerResources_UnifiedEntry();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.key = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message.value = reader.string();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return LinuxContainerResources_UnifiedEntry.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseLinuxContainerResources_UnifiedEntry();
    message.key = object.key ?? "";
    message.value = object.value ?? "";
    return message;
  }
};
function createBaseHugepageLimit() {
  return { pageSize: "", limit: 0 };
}
var HugepageLimit = {
  encode(message, writer = new BinaryWriter()) {
    if (message.pageSize != null && message.pageSize !== "") {
      writer.uint32(10).string(message.pageSize);
    }
    if (message.limit != null && message.limit !== 0) {
      writer.uint32(16).uint64(message.limit);
    }
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseHugepageLimit();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.pageSize = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 16) {
              break;
            }
            message.limit = reader.uint64();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return HugepageLimit.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseHugepageLimit();
    message.pageSize = object.pageSize ?? "";
    message.limit = object.limit !== void 0 && object.limit !== null ? exact(object.limit) : 0;
    return message;
  }
};
function createBaseSELinuxOption() {
  return { user: "", role: "", type: "", level: "" };
}
var SELinuxOption = {
  encode(message, writer = new BinaryWriter()) {
    if (message.user != null && message.user !== "") {
      writer.uint32(10).string(message.user);
    }
    if (message.role != null && message.role !== "") {
      writer.uint32(18).string(message.role);
    }
    if (message.type != null && message.type !== "") {
      writer.uint32(26).string(message.type);
    }
    if (message.level != null && message.level !== "") {
      writer.uint32(34).string(message.level);
    }
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseSELinuxOption();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.user = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message.role = reader.string();
            continue;
          }
          case 3: {
            if (tag !== 26) {
              break;
            }
            message.type = reader.string();
            continue;
          }
          case 4: {
            if (tag !== 34) {
              break;
            }
            message.level = reader.string();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return SELinuxOption.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseSELinuxOption();
    message.user = object.user ?? "";
    message.role = object.role ?? "";
    message.type = object.type ?? "";
    message.level = object.level ?? "";
    return message;
  }
};
function createBaseCapability() {
  return { addCapabilities: [], dropCapabilities: [], addAmbientCapabilities: [] };
}
var Capability = {
  encode(message, writer = new BinaryWriter()) {
    for (const v of message.addCapabilities ?? []) {
      writer.uint32(10).string(v);
    }
    for (const v of message.dropCapabilities ?? []) {
      writer.uint32(18).string(v);
    }
    for (const v of message.addAmbientCapabilities ?? []) {
      writer.uint32(26).string(v);
    }
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseCapability();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.addCapabilities.push(reader.string());
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message.dropCapabilities.push(reader.string());
            continue;
          }
          case 3: {
            if (tag !== 26) {
              break;
            }
            message.addAmbientCapabilities.push(reader.string());
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return Capability.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseCapability();
    message.addCapabilities = object.addCapabilities?.map((e) => e) || [];
    message.dropCapabilities = object.dropCapabilities?.map((e) => e) || [];
    message.addAmbientCapabilities = object.addAmbientCapabilities?.map((e) => e) || [];
    return message;
  }
};
function createBaseLinuxContainerSecurityContext() {
  return {
    capabilities: void 0,
    privileged: false,
    namespaceOptions: void 0,
    selinuxOptions: void 0,
    runAsUser: void 0,
    runAsGroup: void 0,
    runAsUsername: "",
    readonlyRootfs: false,
    supplementalGroups: [],
    supplementalGroupsPolicy: 0,
    noNewPrivs: false,
    maskedPaths: [],
    readonlyPaths: [],
    seccomp: void 0,
    apparmor: void 0,
    apparmorProfile: "",
    seccompProfilePath: ""
  };
}
var LinuxContainerSecurityContext = {
  encode(message, writer = new BinaryWriter()) {
    if (message.capabilities != null) {
      Capability.encode(message.capabilities, writer.uint32(10).fork()).join();
    }
    if (message.privileged != null && message.privileged !== false) {
      writer.uint32(16).bool(message.privileged);
    }
    if (message.namespaceOptions != null) {
      NamespaceOption.encode(message.namespaceOptions, writer.uint32(26).fork()).join();
    }
    if (message.selinuxOptions != null) {
      SELinuxOption.encode(message.selinuxOptions, writer.uint32(34).fork()).join();
    }
    if (message.runAsUser != null) {
      Int64Value.encode(message.runAsUser, writer.uint32(42).fork()).join();
    }
    if (message.runAsGroup != null) {
      Int64Value.encode(message.runAsGroup, writer.uint32(98).fork()).join();
    }
    if (message.runAsUsername != null && message.runAsUsername !== "") {
      writer.uint32(50).string(message.runAsUsername);
    }
    if (message.readonlyRootfs != null && message.readonlyRootfs !== false) {
      writer.uint32(56).bool(message.readonlyRootfs);
    }
    if (message.supplementalGroups != null && message.supplementalGroups.length !== 0) {
      writer.uint32(66).fork();
      for (const v of message.supplementalGroups ?? []) {
        writer.int64(v);
      }
      writer.join();
    }
    if (message.supplementalGroupsPolicy != null && message.supplementalGroupsPolicy !== 0) {
      writer.uint32(136).int32(message.supplementalGroupsPolicy);
    }
    if (message.noNewPrivs != null && message.noNewPrivs !== false) {
      writer.uint32(88).bool(message.noNewPrivs);
    }
    for (const v of message.maskedPaths ?? []) {
      writer.uint32(106).string(v);
    }
    for (const v of message.readonlyPaths ?? []) {
      writer.uint32(114).string(v);
    }
    if (message.seccomp != null) {
      SecurityProfile.encode(message.seccomp, writer.uint32(122).fork()).join();
    }
    if (message.apparmor != null) {
      SecurityProfile.encode(message.apparmor, writer.uint32(130).fork()).join();
    }
    if (message.apparmorProfile != null && message.apparmorProfile !== "") {
      writer.uint32(74).string(message.apparmorProfile);
    }
    if (message.seccompProfilePath != null && message.seccompProfilePath !== "") {
      writer.uint32(82).string(message.seccompProfilePath);
    }
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseLinuxContainerSecurityContext();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.capabilities = Capability.decode(reader, reader.uint32());
            continue;
          }
          case 2: {
            if (tag !== 16) {
              break;
            }
            message.privileged = reader.bool();
            continue;
          }
          case 3: {
            if (tag !== 26) {
              break;
            }
            message.namespaceOptions = NamespaceOption.decode(reader, reader.uint32());
            continue;
          }
          case 4: {
            if (tag !== 34) {
              break;
            }
            message.selinuxOptions = SELinuxOption.decode(reader, reader.uint32());
            continue;
          }
          case 5: {
            if (tag !== 42) {
              break;
            }
            message.runAsUser = Int64Value.decode(reader, reader.uint32());
            continue;
          }
          case 12: {
            if (tag !== 98) {
              break;
            }
            message.runAsGroup = Int64Value.decode(reader, reader.uint32());
            continue;
          }
          case 6: {
            if (tag !== 50) {
              break;
            }
            message.runAsUsername = reader.string();
            continue;
          }
          case 7: {
            if (tag !== 56) {
              break;
            }
            message.readonlyRootfs = reader.bool();
            continue;
          }
          case 8: {
            if (tag === 64) {
              message.supplementalGroups.push(reader.int64());
              continue;
            }
            if (tag === 66) {
              const end2 = reader.uint32() + reader.pos;
              while (reader.pos < end2) {
                message.supplementalGroups.push(reader.int64());
              }
              continue;
            }
            break;
          }
          case 17: {
            if (tag !== 136) {
              break;
            }
            message.supplementalGroupsPolicy = reader.int32();
            continue;
          }
          case 11: {
            if (tag !== 88) {
              break;
            }
            message.noNewPrivs = reader.bool();
            continue;
          }
          case 13: {
            if (tag !== 106) {
              break;
            }
            message.maskedPaths.push(reader.string());
            continue;
          }
          case 14: {
            if (tag !== 114) {
              break;
            }
            message.readonlyPaths.push(reader.string());
            continue;
          }
          case 15: {
            if (tag !== 122) {
              break;
            }
            message.seccomp = SecurityProfile.decode(reader, reader.uint32());
            continue;
          }
          case 16: {
            if (tag !== 130) {
              break;
            }
            message.apparmor = SecurityProfile.decode(reader, reader.uint32());
            continue;
          }
          case 9: {
            if (tag !== 74) {
              break;
            }
            message.apparmorProfile = reader.string();
            continue;
          }
          case 10: {
            if (tag !== 82) {
              break;
            }
            message.seccompProfilePath = reader.string();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return LinuxContainerSecurityContext.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseLinuxContainerSecurityContext();
    message.capabilities = object.capabilities !== void 0 && object.capabilities !== null ? Capability.fromPartial(object.capabilities) : void 0;
    message.privileged = object.privileged ?? false;
    message.namespaceOptions = object.namespaceOptions !== void 0 && object.namespaceOptions !== null ? NamespaceOption.fromPartial(object.namespaceOptions) : void 0;
    message.selinuxOptions = object.selinuxOptions !== void 0 && object.selinuxOptions !== null ? SELinuxOption.fromPartial(object.selinuxOptions) : void 0;
    message.runAsUser = object.runAsUser !== void 0 && object.runAsUser !== null ? Int64Value.fromPartial(object.runAsUser) : void 0;
    message.runAsGroup = object.runAsGroup !== void 0 && object.runAsGroup !== null ? Int64Value.fromPartial(object.runAsGroup) : void 0;
    message.runAsUsername = object.runAsUsername ?? "";
    message.readonlyRootfs = object.readonlyRootfs ?? false;
    message.supplementalGroups = object.supplementalGroups?.map((e) => exact(e)) || [];
    message.supplementalGroupsPolicy = object.supplementalGroupsPolicy ?? 0;
    message.noNewPrivs = object.noNewPrivs ?? false;
    message.maskedPaths = object.maskedPaths?.map((e) => e) || [];
    message.readonlyPaths = object.readonlyPaths?.map((e) => e) || [];
    message.seccomp = object.seccomp !== void 0 && object.seccomp !== null ? SecurityProfile.fromPartial(object.seccomp) : void 0;
    message.apparmor = object.apparmor !== void 0 && object.apparmor !== null ? SecurityProfile.fromPartial(object.apparmor) : void 0;
    message.apparmorProfile = object.apparmorProfile ?? "";
    message.seccompProfilePath = object.seccompProfilePath ?? "";
    return message;
  }
};
function createBaseLinuxContainerConfig() {
  return { resources: void 0, securityContext: void 0 };
}
var LinuxContainerConfig = {
  encode(message, writer = new BinaryWriter()) {
    if (message.resources != null) {
      LinuxContainerResources.encode(message.resources, writer.uint32(10).fork()).join();
    }
    if (message.securityContext != null) {
      LinuxContainerSecurityContext.encode(message.securityContext, writer.uint32(18).fork()).join();
    }
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseLinuxContainerConfig();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.resources = LinuxContainerResources.decode(reader, reader.uint32());
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message.securityContext = LinuxContainerSecurityContext.decode(reader, reader.uint32());
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return LinuxContainerConfig.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseLinuxContainerConfig();
    message.resources = object.resources !== void 0 && object.resources !== null ? LinuxContainerResources.fromPartial(object.resources) : void 0;
    message.securityContext = object.securityContext !== void 0 && object.securityContext !== null ? LinuxContainerSecurityContext.fromPartial(object.securityContext) : void 0;
    return message;
  }
};
function createBaseLinuxContainerUser() {
  return { uid: 0, gid: 0, supplementalGroups: [] };
}
var LinuxContainerUser = {
  encode(message, writer = new BinaryWriter()) {
    if (message.uid != null && message.uid !== 0) {
      writer.uint32(8).int64(message.uid);
    }
    if (message.gid != null && message.gid !== 0) {
      writer.uint32(16).int64(message.gid);
    }
    if (message.supplementalGroups != null && message.supplementalGroups.length !== 0) {
      writer.uint32(26).fork();
      for (const v of message.supplementalGroups ?? []) {
        writer.int64(v);
      }
      writer.join();
    }
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseLinuxContainerUser();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 8) {
              break;
            }
            message.uid = reader.int64();
            continue;
          }
          case 2: {
            if (tag !== 16) {
              break;
            }
            message.gid = reader.int64();
            continue;
          }
          case 3: {
            if (tag === 24) {
              message.supplementalGroups.push(reader.int64());
              continue;
            }
            if (tag === 26) {
              const end2 = reader.uint32() + reader.pos;
              while (reader.pos < end2) {
                message.supplementalGroups.push(reader.int64());
              }
              continue;
            }
            break;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return LinuxContainerUser.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseLinuxContainerUser();
    message.uid = object.uid !== void 0 && object.uid !== null ? exact(object.uid) : 0;
    message.gid = object.gid !== void 0 && object.gid !== null ? exact(object.gid) : 0;
    message.supplementalGroups = object.supplementalGroups?.map((e) => exact(e)) || [];
    return message;
  }
};
function createBaseWindowsNamespaceOption() {
  return { network: 0 };
}
var WindowsNamespaceOption = {
  encode(message, writer = new BinaryWriter()) {
    if (message.network != null && message.network !== 0) {
      writer.uint32(8).int32(message.network);
    }
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseWindowsNamespaceOption();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 8) {
              break;
            }
            message.network = reader.int32();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return WindowsNamespaceOption.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseWindowsNamespaceOption();
    message.network = object.network ?? 0;
    return message;
  }
};
function createBaseWindowsSandboxSecurityContext() {
  return { runAsUsername: "", credentialSpec: "", hostProcess: false, namespaceOptions: void 0 };
}
var WindowsSandboxSecurityContext = {
  encode(message, writer = new BinaryWriter()) {
    if (message.runAsUsername != null && message.runAsUsername !== "") {
      writer.uint32(10).string(message.runAsUsername);
    }
    if (message.credentialSpec != null && message.credentialSpec !== "") {
      writer.uint32(18).string(message.credentialSpec);
    }
    if (message.hostProcess != null && message.hostProcess !== false) {
      writer.uint32(24).bool(message.hostProcess);
    }
    if (message.namespaceOptions != null) {
      WindowsNamespaceOption.encode(message.namespaceOptions, writer.uint32(34).fork()).join();
    }
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseWindowsSandboxSecurityContext();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.runAsUsername = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message.credentialSpec = reader.string();
            continue;
          }
          case 3: {
            if (tag !== 24) {
              break;
            }
            message.hostProcess = reader.bool();
            continue;
          }
          case 4: {
            if (tag !== 34) {
              break;
            }
            message.namespaceOptions = WindowsNamespaceOption.decode(reader, reader.uint32());
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return WindowsSandboxSecurityContext.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseWindowsSandboxSecurityContext();
    message.runAsUsername = object.runAsUsername ?? "";
    message.credentialSpec = object.credentialSpec ?? "";
    message.hostProcess = object.hostProcess ?? false;
    message.namespaceOptions = object.namespaceOptions !== void 0 && object.namespaceOptions !== null ? WindowsNamespaceOption.fromPartial(object.namespaceOptions) : void 0;
    return message;
  }
};
function createBaseWindowsPodSandboxConfig() {
  return { securityContext: void 0 };
}
var WindowsPodSandboxConfig = {
  encode(message, writer = new BinaryWriter()) {
    if (message.securityContext != null) {
      WindowsSandboxSecurityContext.encode(message.securityContext, writer.uint32(10).fork()).join();
    }
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseWindowsPodSandboxConfig();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.securityContext = WindowsSandboxSecurityContext.decode(reader, reader.uint32());
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return WindowsPodSandboxConfig.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseWindowsPodSandboxConfig();
    message.securityContext = object.securityContext !== void 0 && object.securityContext !== null ? WindowsSandboxSecurityContext.fromPartial(object.securityContext) : void 0;
    return message;
  }
};
function createBaseWindowsContainerSecurityContext() {
  return { runAsUsername: "", credentialSpec: "", hostProcess: false };
}
var WindowsContainerSecurityContext = {
  encode(message, writer = new BinaryWriter()) {
    if (message.runAsUsername != null && message.runAsUsername !== "") {
      writer.uint32(10).string(message.runAsUsername);
    }
    if (message.credentialSpec != null && message.credentialSpec !== "") {
      writer.uint32(18).string(message.credentialSpec);
    }
    if (message.hostProcess != null && message.hostProcess !== false) {
      writer.uint32(24).bool(message.hostProcess);
    }
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseWindowsContainerSecurityContext();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.runAsUsername = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message.credentialSpec = reader.string();
            continue;
          }
          case 3: {
            if (tag !== 24) {
              break;
            }
            message.hostProcess = reader.bool();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return WindowsContainerSecurityContext.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseWindowsContainerSecurityContext();
    message.runAsUsername = object.runAsUsername ?? "";
    message.credentialSpec = object.credentialSpec ?? "";
    message.hostProcess = object.hostProcess ?? false;
    return message;
  }
};
function createBaseWindowsContainerConfig() {
  return { resources: void 0, securityContext: void 0 };
}
var WindowsContainerConfig = {
  encode(message, writer = new BinaryWriter()) {
    if (message.resources != null) {
      WindowsContainerResources.encode(message.resources, writer.uint32(10).fork()).join();
    }
    if (message.securityContext != null) {
      WindowsContainerSecurityContext.encode(message.securityContext, writer.uint32(18).fork()).join();
    }
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseWindowsContainerConfig();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.resources = WindowsContainerResources.decode(reader, reader.uint32());
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message.securityContext = WindowsContainerSecurityContext.decode(reader, reader.uint32());
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return WindowsContainerConfig.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseWindowsContainerConfig();
    message.resources = object.resources !== void 0 && object.resources !== null ? WindowsContainerResources.fromPartial(object.resources) : void 0;
    message.securityContext = object.securityContext !== void 0 && object.securityContext !== null ? WindowsContainerSecurityContext.fromPartial(object.securityContext) : void 0;
    return message;
  }
};
function createBaseWindowsContainerResources() {
  return {
    cpuShares: 0,
    cpuCount: 0,
    cpuMaximum: 0,
    memoryLimitInBytes: 0,
    rootfsSizeInBytes: 0,
    affinityCpus: []
  };
}
var WindowsContainerResources = {
  encode(message, writer = new BinaryWriter()) {
    if (message.cpuShares != null && message.cpuShares !== 0) {
      writer.uint32(8).int64(message.cpuShares);
    }
    if (message.cpuCount != null && message.cpuCount !== 0) {
      writer.uint32(16).int64(message.cpuCount);
    }
    if (message.cpuMaximum != null && message.cpuMaximum !== 0) {
      writer.uint32(24).int64(message.cpuMaximum);
    }
    if (message.memoryLimitInBytes != null && message.memoryLimitInBytes !== 0) {
      writer.uint32(32).int64(message.memoryLimitInBytes);
    }
    if (message.rootfsSizeInBytes != null && message.rootfsSizeInBytes !== 0) {
      writer.uint32(40).int64(message.rootfsSizeInBytes);
    }
    for (const v of message.affinityCpus ?? []) {
      WindowsCpuGroupAffinity.encode(v, writer.uint32(50).fork()).join();
    }
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseWindowsContainerResources();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 8) {
              break;
            }
            message.cpuShares = reader.int64();
            continue;
          }
          case 2: {
            if (tag !== 16) {
              break;
            }
            message.cpuCount = reader.int64();
            continue;
          }
          case 3: {
            if (tag !== 24) {
              break;
            }
            message.cpuMaximum = reader.int64();
            continue;
          }
          case 4: {
            if (tag !== 32) {
              break;
            }
            message.memoryLimitInBytes = reader.int64();
            continue;
          }
          case 5: {
            if (tag !== 40) {
              break;
            }
            message.rootfsSizeInBytes = reader.int64();
            continue;
          }
          case 6: {
            if (tag !== 50) {
              break;
            }
            message.affinityCpus.push(WindowsCpuGroupAffinity.decode(reader, reader.uint32()));
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return WindowsContainerResources.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseWindowsContainerResources();
    message.cpuShares = object.cpuShares !== void 0 && object.cpuShares !== null ? exact(object.cpuShares) : 0;
    message.cpuCount = object.cpuCount !== void 0 && object.cpuCount !== null ? exact(object.cpuCount) : 0;
    message.cpuMaximum = object.cpuMaximum !== void 0 && object.cpuMaximum !== null ? exact(object.cpuMaximum) : 0;
    message.memoryLimitInBytes = object.memoryLimitInBytes !== void 0 && object.memoryLimitInBytes !== null ? exact(object.memoryLimitInBytes) : 0;
    message.rootfsSizeInBytes = object.rootfsSizeInBytes !== void 0 && object.rootfsSizeInBytes !== null ? exact(object.rootfsSizeInBytes) : 0;
    message.affinityCpus = object.affinityCpus?.map((e) => WindowsCpuGroupAffinity.fromPartial(e)) || [];
    return message;
  }
};
function createBaseWindowsCpuGroupAffinity() {
  return { cpuMask: 0, cpuGroup: 0 };
}
var WindowsCpuGroupAffinity = {
  encode(message, writer = new BinaryWriter()) {
    if (message.cpuMask != null && message.cpuMask !== 0) {
      writer.uint32(8).uint64(message.cpuMask);
    }
    if (message.cpuGroup != null && message.cpuGroup !== 0) {
      writer.uint32(16).uint32(message.cpuGroup);
    }
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseWindowsCpuGroupAffinity();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 8) {
              break;
            }
            message.cpuMask = reader.uint64();
            continue;
          }
          case 2: {
            if (tag !== 16) {
              break;
            }
            message.cpuGroup = reader.uint32();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return WindowsCpuGroupAffinity.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseWindowsCpuGroupAffinity();
    message.cpuMask = object.cpuMask !== void 0 && object.cpuMask !== null ? exact(object.cpuMask) : 0;
    message.cpuGroup = object.cpuGroup ?? 0;
    return message;
  }
};
function createBaseContainerMetadata() {
  return { name: "", attempt: 0 };
}
var ContainerMetadata = {
  encode(message, writer = new BinaryWriter()) {
    if (message.name != null && message.name !== "") {
      writer.uint32(10).string(message.name);
    }
    if (message.attempt != null && message.attempt !== 0) {
      writer.uint32(16).uint32(message.attempt);
    }
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseContainerMetadata();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.name = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 16) {
              break;
            }
            message.attempt = reader.uint32();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return ContainerMetadata.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseContainerMetadata();
    message.name = object.name ?? "";
    message.attempt = object.attempt ?? 0;
    return message;
  }
};
function createBaseDevice() {
  return { containerPath: "", hostPath: "", permissions: "" };
}
var Device = {
  encode(message, writer = new BinaryWriter()) {
    if (message.containerPath != null && message.containerPath !== "") {
      writer.uint32(10).string(message.containerPath);
    }
    if (message.hostPath != null && message.hostPath !== "") {
      writer.uint32(18).string(message.hostPath);
    }
    if (message.permissions != null && message.permissions !== "") {
      writer.uint32(26).string(message.permissions);
    }
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseDevice();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.containerPath = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message.hostPath = reader.string();
            continue;
          }
          case 3: {
            if (tag !== 26) {
              break;
            }
            message.permissions = reader.string();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return Device.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseDevice();
    message.containerPath = object.containerPath ?? "";
    message.hostPath = object.hostPath ?? "";
    message.permissions = object.permissions ?? "";
    return message;
  }
};
function createBaseCDIDevice() {
  return { name: "" };
}
var CDIDevice = {
  encode(message, writer = new BinaryWriter()) {
    if (message.name != null && message.name !== "") {
      writer.uint32(10).string(message.name);
    }
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseCDIDevice();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.name = reader.string();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return CDIDevice.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseCDIDevice();
    message.name = object.name ?? "";
    return message;
  }
};
function createBaseContainerConfig() {
  return {
    metadata: void 0,
    image: void 0,
    command: [],
    args: [],
    workingDir: "",
    envs: [],
    mounts: [],
    devices: [],
    labels: {},
    annotations: {},
    logPath: "",
    stdin: false,
    stdinOnce: false,
    tty: false,
    linux: void 0,
    windows: void 0,
    CDIDevices: [],
    stopSignal: 0
  };
}
var ContainerConfig = {
  encode(message, writer = new BinaryWriter()) {
    if (message.metadata != null) {
      ContainerMetadata.encode(message.metadata, writer.uint32(10).fork()).join();
    }
    if (message.image != null) {
      ImageSpec.encode(message.image, writer.uint32(18).fork()).join();
    }
    for (const v of message.command ?? []) {
      writer.uint32(26).string(v);
    }
    for (const v of message.args ?? []) {
      writer.uint32(34).string(v);
    }
    if (message.workingDir != null && message.workingDir !== "") {
      writer.uint32(42).string(message.workingDir);
    }
    for (const v of message.envs ?? []) {
      KeyValue.encode(v, writer.uint32(50).fork()).join();
    }
    for (const v of message.mounts ?? []) {
      Mount.encode(v, writer.uint32(58).fork()).join();
    }
    for (const v of message.devices ?? []) {
      Device.encode(v, writer.uint32(66).fork()).join();
    }
    globalThis.Object.entries(message.labels ?? {}).forEach(([key, value]) => {
      ContainerConfig_LabelsEntry.encode({ key, value }, writer.uint32(74).fork()).join();
    });
    globalThis.Object.entries(message.annotations ?? {}).forEach(([key, value]) => {
      ContainerConfig_AnnotationsEntry.encode({ key, value }, writer.uint32(82).fork()).join();
    });
    if (message.logPath != null && message.logPath !== "") {
      writer.uint32(90).string(message.logPath);
    }
    if (message.stdin != null && message.stdin !== false) {
      writer.uint32(96).bool(message.stdin);
    }
    if (message.stdinOnce != null && message.stdinOnce !== false) {
      writer.uint32(104).bool(message.stdinOnce);
    }
    if (message.tty != null && message.tty !== false) {
      writer.uint32(112).bool(message.tty);
    }
    if (message.linux != null) {
      LinuxContainerConfig.encode(message.linux, writer.uint32(122).fork()).join();
    }
    if (message.windows != null) {
      WindowsContainerConfig.encode(message.windows, writer.uint32(130).fork()).join();
    }
    for (const v of message.CDIDevices ?? []) {
      CDIDevice.encode(v, writer.uint32(138).fork()).join();
    }
    if (message.stopSignal != null && message.stopSignal !== 0) {
      writer.uint32(144).int32(message.stopSignal);
    }
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseContainerConfig();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.metadata = ContainerMetadata.decode(reader, reader.uint32());
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message.image = ImageSpec.decode(reader, reader.uint32());
            continue;
          }
          case 3: {
            if (tag !== 26) {
              break;
            }
            message.command.push(reader.string());
            continue;
          }
          case 4: {
            if (tag !== 34) {
              break;
            }
            message.args.push(reader.string());
            continue;
          }
          case 5: {
            if (tag !== 42) {
              break;
            }
            message.workingDir = reader.string();
            continue;
          }
          case 6: {
            if (tag !== 50) {
              break;
            }
            message.envs.push(KeyValue.decode(reader, reader.uint32()));
            continue;
          }
          case 7: {
            if (tag !== 58) {
              break;
            }
            message.mounts.push(Mount.decode(reader, reader.uint32()));
            continue;
          }
          case 8: {
            if (tag !== 66) {
              break;
            }
            message.devices.push(Device.decode(reader, reader.uint32()));
            continue;
          }
          case 9: {
            if (tag !== 74) {
              break;
            }
            const entry9 = ContainerConfig_LabelsEntry.decode(reader, reader.uint32());
            if (entry9.value !== void 0) {
              message.labels[entry9.key] = entry9.value;
            }
            continue;
          }
          case 10: {
            if (tag !== 82) {
              break;
            }
            const entry10 = ContainerConfig_AnnotationsEntry.decode(reader, reader.uint32());
            if (entry10.value !== void 0) {
              message.annotations[entry10.key] = entry10.value;
            }
            continue;
          }
          case 11: {
            if (tag !== 90) {
              break;
            }
            message.logPath = reader.string();
            continue;
          }
          case 12: {
            if (tag !== 96) {
              break;
            }
            message.stdin = reader.bool();
            continue;
          }
          case 13: {
            if (tag !== 104) {
              break;
            }
            message.stdinOnce = reader.bool();
            continue;
          }
          case 14: {
            if (tag !== 112) {
              break;
            }
            message.tty = reader.bool();
            continue;
          }
          case 15: {
            if (tag !== 122) {
              break;
            }
            message.linux = LinuxContainerConfig.decode(reader, reader.uint32());
            continue;
          }
          case 16: {
            if (tag !== 130) {
              break;
            }
            message.windows = WindowsContainerConfig.decode(reader, reader.uint32());
            continue;
          }
          case 17: {
            if (tag !== 138) {
              break;
            }
            message.CDIDevices.push(CDIDevice.decode(reader, reader.uint32()));
            continue;
          }
          case 18: {
            if (tag !== 144) {
              break;
            }
            message.stopSignal = reader.int32();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return ContainerConfig.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseContainerConfig();
    message.metadata = object.metadata !== void 0 && object.metadata !== null ? ContainerMetadata.fromPartial(object.metadata) : void 0;
    message.image = object.image !== void 0 && object.image !== null ? ImageSpec.fromPartial(object.image) : void 0;
    message.command = object.command?.map((e) => e) || [];
    message.args = object.args?.map((e) => e) || [];
    message.workingDir = object.workingDir ?? "";
    message.envs = object.envs?.map((e) => KeyValue.fromPartial(e)) || [];
    message.mounts = object.mounts?.map((e) => Mount.fromPartial(e)) || [];
    message.devices = object.devices?.map((e) => Device.fromPartial(e)) || [];
    message.labels = globalThis.Object.entries(object.labels ?? {}).reduce(
      (acc, [key, value]) => {
        if (value !== void 0) {
          acc[key] = globalThis.String(value);
        }
        return acc;
      },
      {}
    );
    message.annotations = globalThis.Object.entries(object.annotations ?? {}).reduce(
      (acc, [key, value]) => {
        if (value !== void 0) {
          acc[key] = globalThis.String(value);
        }
        return acc;
      },
      {}
    );
    message.logPath = object.logPath ?? "";
    message.stdin = object.stdin ?? false;
    message.stdinOnce = object.stdinOnce ?? false;
    message.tty = object.tty ?? false;
    message.linux = object.linux !== void 0 && object.linux !== null ? LinuxContainerConfig.fromPartial(object.linux) : void 0;
    message.windows = object.windows !== void 0 && object.windows !== null ? WindowsContainerConfig.fromPartial(object.windows) : void 0;
    message.CDIDevices = object.CDIDevices?.map((e) => CDIDevice.fromPartial(e)) || [];
    message.stopSignal = object.stopSignal ?? 0;
    return message;
  }
};
function createBaseContainerConfig_LabelsEntry() {
  return { key: "", value: "" };
}
var ContainerConfig_LabelsEntry = {
  encode(message, writer = new BinaryWriter()) {
    if (message.key != null && message.key !== "") {
      writer.uint32(10).string(message.key);
    }
    if (message.value != null && message.value !== "") {
      writer.uint32(18).string(message.value);
    }
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseContainerConfig_LabelsEntry();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.key = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message.value = reader.string();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return ContainerConfig_LabelsEntry.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseContainerConfig_LabelsEntry();
    message.key = object.key ?? "";
    message.value = object.value ?? "";
    return message;
  }
};
function createBaseContainerConfig_AnnotationsEntry() {
  return { key: "", value: "" };
}
var ContainerConfig_AnnotationsEntry = {
  encode(message, writer = new BinaryWriter()) {
    if (message.key != null && message.key !== "") {
      writer.uint32(10).string(message.key);
    }
    if (message.value != null && message.value !== "") {
      writer.uint32(18).string(message.value);
    }
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseContainerConfig_AnnotationsEntry();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.key = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message.value = reader.string();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return ContainerConfig_AnnotationsEntry.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseContainerConfig_AnnotationsEntry();
    message.key = object.key ?? "";
    message.value = object.value ?? "";
    return message;
  }
};
function createBaseCreateContainerRequest() {
  return { podSandboxId: "", config: void 0, sandboxConfig: void 0 };
}
var CreateContainerRequest = {
  encode(message, writer = new BinaryWriter()) {
    if (message.podSandboxId != null && message.podSandboxId !== "") {
      writer.uint32(10).string(message.podSandboxId);
    }
    if (message.config != null) {
      ContainerConfig.encode(message.config, writer.uint32(18).fork()).join();
    }
    if (message.sandboxConfig != null) {
      PodSandboxConfig.encode(message.sandboxConfig, writer.uint32(26).fork()).join();
    }
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseCreateContainerRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.podSandboxId = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message.config = ContainerConfig.decode(reader, reader.uint32());
            continue;
          }
          case 3: {
            if (tag !== 26) {
              break;
            }
            message.sandboxConfig = PodSandboxConfig.decode(reader, reader.uint32());
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return CreateContainerRequest.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseCreateContainerRequest();
    message.podSandboxId = object.podSandboxId ?? "";
    message.config = object.config !== void 0 && object.config !== null ? ContainerConfig.fromPartial(object.config) : void 0;
    message.sandboxConfig = object.sandboxConfig !== void 0 && object.sandboxConfig !== null ? PodSandboxConfig.fromPartial(object.sandboxConfig) : void 0;
    return message;
  }
};
function createBaseCreateContainerResponse() {
  return { containerId: "" };
}
var CreateContainerResponse = {
  encode(message, writer = new BinaryWriter()) {
    if (message.containerId != null && message.containerId !== "") {
      writer.uint32(10).string(message.containerId);
    }
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseCreateContainerResponse();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.containerId = reader.string();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return CreateContainerResponse.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseCreateContainerResponse();
    message.containerId = object.containerId ?? "";
    return message;
  }
};
function createBaseStartContainerRequest() {
  return { containerId: "" };
}
var StartContainerRequest = {
  encode(message, writer = new BinaryWriter()) {
    if (message.containerId != null && message.containerId !== "") {
      writer.uint32(10).string(message.containerId);
    }
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseStartContainerRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.containerId = reader.string();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return StartContainerRequest.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseStartContainerRequest();
    message.containerId = object.containerId ?? "";
    return message;
  }
};
function createBaseStartContainerResponse() {
  return {};
}
var StartContainerResponse = {
  encode(_, writer = new BinaryWriter()) {
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseStartContainerResponse();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return StartContainerResponse.fromPartial(base ?? {});
  },
  fromPartial(_) {
    const message = createBaseStartContainerResponse();
    return message;
  }
};
function createBaseStopContainerRequest() {
  return { containerId: "", timeout: 0 };
}
var StopContainerRequest = {
  encode(message, writer = new BinaryWriter()) {
    if (message.containerId != null && message.containerId !== "") {
      writer.uint32(10).string(message.containerId);
    }
    if (message.timeout != null && message.timeout !== 0) {
      writer.uint32(16).int64(message.timeout);
    }
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseStopContainerRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.containerId = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 16) {
              break;
            }
            message.timeout = reader.int64();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return StopContainerRequest.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseStopContainerRequest();
    message.containerId = object.containerId ?? "";
    message.timeout = object.timeout !== void 0 && object.timeout !== null ? exact(object.timeout) : 0;
    return message;
  }
};
function createBaseStopContainerResponse() {
  return {};
}
var StopContainerResponse = {
  encode(_, writer = new BinaryWriter()) {
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseStopContainerResponse();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return StopContainerResponse.fromPartial(base ?? {});
  },
  fromPartial(_) {
    const message = createBaseStopContainerResponse();
    return message;
  }
};
function createBaseRemoveContainerRequest() {
  return { containerId: "" };
}
var RemoveContainerRequest = {
  encode(message, writer = new BinaryWriter()) {
    if (message.containerId != null && message.containerId !== "") {
      writer.uint32(10).string(message.containerId);
    }
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseRemoveContainerRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.containerId = reader.string();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return RemoveContainerRequest.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseRemoveContainerRequest();
    message.containerId = object.containerId ?? "";
    return message;
  }
};
function createBaseRemoveContainerResponse() {
  return {};
}
var RemoveContainerResponse = {
  encode(_, writer = new BinaryWriter()) {
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseRemoveContainerResponse();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return RemoveContainerResponse.fromPartial(base ?? {});
  },
  fromPartial(_) {
    const message = createBaseRemoveContainerResponse();
    return message;
  }
};
function createBaseContainerStateValue() {
  return { state: 0 };
}
var ContainerStateValue = {
  encode(message, writer = new BinaryWriter()) {
    if (message.state != null && message.state !== 0) {
      writer.uint32(8).int32(message.state);
    }
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseContainerStateValue();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 8) {
              break;
            }
            message.state = reader.int32();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return ContainerStateValue.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseContainerStateValue();
    message.state = object.state ?? 0;
    return message;
  }
};
function createBaseContainerFilter() {
  return { id: "", state: void 0, podSandboxId: "", labelSelector: {} };
}
var ContainerFilter = {
  encode(message, writer = new BinaryWriter()) {
    if (message.id != null && message.id !== "") {
      writer.uint32(10).string(message.id);
    }
    if (message.state != null) {
      ContainerStateValue.encode(message.state, writer.uint32(18).fork()).join();
    }
    if (message.podSandboxId != null && message.podSandboxId !== "") {
      writer.uint32(26).string(message.podSandboxId);
    }
    globalThis.Object.entries(message.labelSelector ?? {}).forEach(([key, value]) => {
      ContainerFilter_LabelSelectorEntry.encode({ key, value }, writer.uint32(34).fork()).join();
    });
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseContainerFilter();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.id = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message.state = ContainerStateValue.decode(reader, reader.uint32());
            continue;
          }
          case 3: {
            if (tag !== 26) {
              break;
            }
            message.podSandboxId = reader.string();
            continue;
          }
          case 4: {
            if (tag !== 34) {
              break;
            }
            const entry4 = ContainerFilter_LabelSelectorEntry.decode(reader, reader.uint32());
            if (entry4.value !== void 0) {
              message.labelSelector[entry4.key] = entry4.value;
            }
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return ContainerFilter.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseContainerFilter();
    message.id = object.id ?? "";
    message.state = object.state !== void 0 && object.state !== null ? ContainerStateValue.fromPartial(object.state) : void 0;
    message.podSandboxId = object.podSandboxId ?? "";
    message.labelSelector = globalThis.Object.entries(object.labelSelector ?? {}).reduce(
      (acc, [key, value]) => {
        if (value !== void 0) {
          acc[key] = globalThis.String(value);
        }
        return acc;
      },
      {}
    );
    return message;
  }
};
function createBaseContainerFilter_LabelSelectorEntry() {
  return { key: "", value: "" };
}
var ContainerFilter_LabelSelectorEntry = {
  encode(message, writer = new BinaryWriter()) {
    if (message.key != null && message.key !== "") {
      writer.uint32(10).string(message.key);
    }
    if (message.value != null && message.value !== "") {
      writer.uint32(18).string(message.value);
    }
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseContainerFilter_LabelSelectorEntry();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.key = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message.value = reader.string();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return ContainerFilter_LabelSelectorEntry.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseContainerFilter_LabelSelectorEntry();
    message.key = object.key ?? "";
    message.value = object.value ?? "";
    return message;
  }
};
function createBaseListContainersRequest() {
  return { filter: void 0 };
}
var ListContainersRequest = {
  encode(message, writer = new BinaryWriter()) {
    if (message.filter != null) {
      ContainerFilter.encode(message.filter, writer.uint32(10).fork()).join();
    }
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseListContainersRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.filter = ContainerFilter.decode(reader, reader.uint32());
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return ListContainersRequest.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseListContainersRequest();
    message.filter = object.filter !== void 0 && object.filter !== null ? ContainerFilter.fromPartial(object.filter) : void 0;
    return message;
  }
};
function createBaseContainer() {
  return {
    id: "",
    podSandboxId: "",
    metadata: void 0,
    image: void 0,
    imageRef: "",
    state: 0,
    createdAt: 0,
    labels: {},
    annotations: {},
    imageId: ""
  };
}
var Container = {
  encode(message, writer = new BinaryWriter()) {
    if (message.id != null && message.id !== "") {
      writer.uint32(10).string(message.id);
    }
    if (message.podSandboxId != null && message.podSandboxId !== "") {
      writer.uint32(18).string(message.podSandboxId);
    }
    if (message.metadata != null) {
      ContainerMetadata.encode(message.metadata, writer.uint32(26).fork()).join();
    }
    if (message.image != null) {
      ImageSpec.encode(message.image, writer.uint32(34).fork()).join();
    }
    if (message.imageRef != null && message.imageRef !== "") {
      writer.uint32(42).string(message.imageRef);
    }
    if (message.state != null && message.state !== 0) {
      writer.uint32(48).int32(message.state);
    }
    if (message.createdAt != null && message.createdAt !== 0) {
      writer.uint32(56).int64(message.createdAt);
    }
    globalThis.Object.entries(message.labels ?? {}).forEach(([key, value]) => {
      Container_LabelsEntry.encode({ key, value }, writer.uint32(66).fork()).join();
    });
    globalThis.Object.entries(message.annotations ?? {}).forEach(([key, value]) => {
      Container_AnnotationsEntry.encode({ key, value }, writer.uint32(74).fork()).join();
    });
    if (message.imageId != null && message.imageId !== "") {
      writer.uint32(82).string(message.imageId);
    }
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseContainer();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.id = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message.podSandboxId = reader.string();
            continue;
          }
          case 3: {
            if (tag !== 26) {
              break;
            }
            message.metadata = ContainerMetadata.decode(reader, reader.uint32());
            continue;
          }
          case 4: {
            if (tag !== 34) {
              break;
            }
            message.image = ImageSpec.decode(reader, reader.uint32());
            continue;
          }
          case 5: {
            if (tag !== 42) {
              break;
            }
            message.imageRef = reader.string();
            continue;
          }
          case 6: {
            if (tag !== 48) {
              break;
            }
            message.state = reader.int32();
            continue;
          }
          case 7: {
            if (tag !== 56) {
              break;
            }
            message.createdAt = reader.int64();
            continue;
          }
          case 8: {
            if (tag !== 66) {
              break;
            }
            const entry8 = Container_LabelsEntry.decode(reader, reader.uint32());
            if (entry8.value !== void 0) {
              message.labels[entry8.key] = entry8.value;
            }
            continue;
          }
          case 9: {
            if (tag !== 74) {
              break;
            }
            const entry9 = Container_AnnotationsEntry.decode(reader, reader.uint32());
            if (entry9.value !== void 0) {
              message.annotations[entry9.key] = entry9.value;
            }
            continue;
          }
          case 10: {
            if (tag !== 82) {
              break;
            }
            message.imageId = reader.string();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return Container.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseContainer();
    message.id = object.id ?? "";
    message.podSandboxId = object.podSandboxId ?? "";
    message.metadata = object.metadata !== void 0 && object.metadata !== null ? ContainerMetadata.fromPartial(object.metadata) : void 0;
    message.image = object.image !== void 0 && object.image !== null ? ImageSpec.fromPartial(object.image) : void 0;
    message.imageRef = object.imageRef ?? "";
    message.state = object.state ?? 0;
    message.createdAt = object.createdAt !== void 0 && object.createdAt !== null ? exact(object.createdAt) : 0;
    message.labels = globalThis.Object.entries(object.labels ?? {}).reduce(
      (acc, [key, value]) => {
        if (value !== void 0) {
          acc[key] = globalThis.String(value);
        }
        return acc;
      },
      {}
    );
    message.annotations = globalThis.Object.entries(object.annotations ?? {}).reduce(
      (acc, [key, value]) => {
        if (value !== void 0) {
          acc[key] = globalThis.String(value);
        }
        return acc;
      },
      {}
    );
    message.imageId = object.imageId ?? "";
    return message;
  }
};
function createBaseContainer_LabelsEntry() {
  return { key: "", value: "" };
}
var Container_LabelsEntry = {
  encode(message, writer = new BinaryWriter()) {
    if (message.key != null && message.key !== "") {
      writer.uint32(10).string(message.key);
    }
    if (message.value != null && message.value !== "") {
      writer.uint32(18).string(message.value);
    }
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseContainer_LabelsEntry();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.key = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message.value = reader.string();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return Container_LabelsEntry.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseContainer_LabelsEntry();
    message.key = object.key ?? "";
    message.value = object.value ?? "";
    return message;
  }
};
function createBaseContainer_AnnotationsEntry() {
  return { key: "", value: "" };
}
var Container_AnnotationsEntry = {
  encode(message, writer = new BinaryWriter()) {
    if (message.key != null && message.key !== "") {
      writer.uint32(10).string(message.key);
    }
    if (message.value != null && message.value !== "") {
      writer.uint32(18).string(message.value);
    }
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseContainer_AnnotationsEntry();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.key = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message.value = reader.string();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return Container_AnnotationsEntry.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseContainer_AnnotationsEntry();
    message.key = object.key ?? "";
    message.value = object.value ?? "";
    return message;
  }
};
function createBaseListContainersResponse() {
  return { containers: [] };
}
var ListContainersResponse = {
  encode(message, writer = new BinaryWriter()) {
    for (const v of message.containers ?? []) {
      Container.encode(v, writer.uint32(10).fork()).join();
    }
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseListContainersResponse();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.containers.push(Container.decode(reader, reader.uint32()));
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return ListContainersResponse.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseListContainersResponse();
    message.containers = object.containers?.map((e) => Container.fromPartial(e)) || [];
    return message;
  }
};
function createBaseStreamContainersRequest() {
  return { filter: void 0 };
}
var StreamContainersRequest = {
  encode(message, writer = new BinaryWriter()) {
    if (message.filter != null) {
      ContainerFilter.encode(message.filter, writer.uint32(10).fork()).join();
    }
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseStreamContainersRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.filter = ContainerFilter.decode(reader, reader.uint32());
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return StreamContainersRequest.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseStreamContainersRequest();
    message.filter = object.filter !== void 0 && object.filter !== null ? ContainerFilter.fromPartial(object.filter) : void 0;
    return message;
  }
};
function createBaseStreamContainersResponse() {
  return { containers: [] };
}
var StreamContainersResponse = {
  encode(message, writer = new BinaryWriter()) {
    for (const v of message.containers ?? []) {
      Container.encode(v, writer.uint32(10).fork()).join();
    }
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseStreamContainersResponse();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.containers.push(Container.decode(reader, reader.uint32()));
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return StreamContainersResponse.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseStreamContainersResponse();
    message.containers = object.containers?.map((e) => Container.fromPartial(e)) || [];
    return message;
  }
};
function createBaseContainerStatusRequest() {
  return { containerId: "", verbose: false };
}
var ContainerStatusRequest = {
  encode(message, writer = new BinaryWriter()) {
    if (message.containerId != null && message.containerId !== "") {
      writer.uint32(10).string(message.containerId);
    }
    if (message.verbose != null && message.verbose !== false) {
      writer.uint32(16).bool(message.verbose);
    }
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseContainerStatusRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.containerId = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 16) {
              break;
            }
            message.verbose = reader.bool();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return ContainerStatusRequest.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseContainerStatusRequest();
    message.containerId = object.containerId ?? "";
    message.verbose = object.verbose ?? false;
    return message;
  }
};
function createBaseContainerStatus() {
  return {
    id: "",
    metadata: void 0,
    state: 0,
    createdAt: 0,
    startedAt: 0,
    finishedAt: 0,
    exitCode: 0,
    image: void 0,
    imageRef: "",
    reason: "",
    message: "",
    labels: {},
    annotations: {},
    mounts: [],
    logPath: "",
    resources: void 0,
    imageId: "",
    user: void 0,
    stopSignal: 0
  };
}
var ContainerStatus = {
  encode(message, writer = new BinaryWriter()) {
    if (message.id != null && message.id !== "") {
      writer.uint32(10).string(message.id);
    }
    if (message.metadata != null) {
      ContainerMetadata.encode(message.metadata, writer.uint32(18).fork()).join();
    }
    if (message.state != null && message.state !== 0) {
      writer.uint32(24).int32(message.state);
    }
    if (message.createdAt != null && message.createdAt !== 0) {
      writer.uint32(32).int64(message.createdAt);
    }
    if (message.startedAt != null && message.startedAt !== 0) {
      writer.uint32(40).int64(message.startedAt);
    }
    if (message.finishedAt != null && message.finishedAt !== 0) {
      writer.uint32(48).int64(message.finishedAt);
    }
    if (message.exitCode != null && message.exitCode !== 0) {
      writer.uint32(56).int32(message.exitCode);
    }
    if (message.image != null) {
      ImageSpec.encode(message.image, writer.uint32(66).fork()).join();
    }
    if (message.imageRef != null && message.imageRef !== "") {
      writer.uint32(74).string(message.imageRef);
    }
    if (message.reason != null && message.reason !== "") {
      writer.uint32(82).string(message.reason);
    }
    if (message.message != null && message.message !== "") {
      writer.uint32(90).string(message.message);
    }
    globalThis.Object.entries(message.labels ?? {}).forEach(([key, value]) => {
      ContainerStatus_LabelsEntry.encode({ key, value }, writer.uint32(98).fork()).join();
    });
    globalThis.Object.entries(message.annotations ?? {}).forEach(([key, value]) => {
      ContainerStatus_AnnotationsEntry.encode({ key, value }, writer.uint32(106).fork()).join();
    });
    for (const v of message.mounts ?? []) {
      Mount.encode(v, writer.uint32(114).fork()).join();
    }
    if (message.logPath != null && message.logPath !== "") {
      writer.uint32(122).string(message.logPath);
    }
    if (message.resources != null) {
      ContainerResources.encode(message.resources, writer.uint32(130).fork()).join();
    }
    if (message.imageId != null && message.imageId !== "") {
      writer.uint32(138).string(message.imageId);
    }
    if (message.user != null) {
      ContainerUser.encode(message.user, writer.uint32(146).fork()).join();
    }
    if (message.stopSignal != null && message.stopSignal !== 0) {
      writer.uint32(152).int32(message.stopSignal);
    }
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseContainerStatus();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.id = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message.metadata = ContainerMetadata.decode(reader, reader.uint32());
            continue;
          }
          case 3: {
            if (tag !== 24) {
              break;
            }
            message.state = reader.int32();
            continue;
          }
          case 4: {
            if (tag !== 32) {
              break;
            }
            message.createdAt = reader.int64();
            continue;
          }
          case 5: {
            if (tag !== 40) {
              break;
            }
            message.startedAt = reader.int64();
            continue;
          }
          case 6: {
            if (tag !== 48) {
              break;
            }
            message.finishedAt = reader.int64();
            continue;
          }
          case 7: {
            if (tag !== 56) {
              break;
            }
            message.exitCode = reader.int32();
            continue;
          }
          case 8: {
            if (tag !== 66) {
              break;
            }
            message.image = ImageSpec.decode(reader, reader.uint32());
            continue;
          }
          case 9: {
            if (tag !== 74) {
              break;
            }
            message.imageRef = reader.string();
            continue;
          }
          case 10: {
            if (tag !== 82) {
              break;
            }
            message.reason = reader.string();
            continue;
          }
          case 11: {
            if (tag !== 90) {
              break;
            }
            message.message = reader.string();
            continue;
          }
          case 12: {
            if (tag !== 98) {
              break;
            }
            const entry12 = ContainerStatus_LabelsEntry.decode(reader, reader.uint32());
            if (entry12.value !== void 0) {
              message.labels[entry12.key] = entry12.value;
            }
            continue;
          }
          case 13: {
            if (tag !== 106) {
              break;
            }
            const entry13 = ContainerStatus_AnnotationsEntry.decode(reader, reader.uint32());
            if (entry13.value !== void 0) {
              message.annotations[entry13.key] = entry13.value;
            }
            continue;
          }
          case 14: {
            if (tag !== 114) {
              break;
            }
            message.mounts.push(Mount.decode(reader, reader.uint32()));
            continue;
          }
          case 15: {
            if (tag !== 122) {
              break;
            }
            message.logPath = reader.string();
            continue;
          }
          case 16: {
            if (tag !== 130) {
              break;
            }
            message.resources = ContainerResources.decode(reader, reader.uint32());
            continue;
          }
          case 17: {
            if (tag !== 138) {
              break;
            }
            message.imageId = reader.string();
            continue;
          }
          case 18: {
            if (tag !== 146) {
              break;
            }
            message.user = ContainerUser.decode(reader, reader.uint32());
            continue;
          }
          case 19: {
            if (tag !== 152) {
              break;
            }
            message.stopSignal = reader.int32();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return ContainerStatus.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseContainerStatus();
    message.id = object.id ?? "";
    message.metadata = object.metadata !== void 0 && object.metadata !== null ? ContainerMetadata.fromPartial(object.metadata) : void 0;
    message.state = object.state ?? 0;
    message.createdAt = object.createdAt !== void 0 && object.createdAt !== null ? exact(object.createdAt) : 0;
    message.startedAt = object.startedAt !== void 0 && object.startedAt !== null ? exact(object.startedAt) : 0;
    message.finishedAt = object.finishedAt !== void 0 && object.finishedAt !== null ? exact(object.finishedAt) : 0;
    message.exitCode = object.exitCode ?? 0;
    message.image = object.image !== void 0 && object.image !== null ? ImageSpec.fromPartial(object.image) : void 0;
    message.imageRef = object.imageRef ?? "";
    message.reason = object.reason ?? "";
    message.message = object.message ?? "";
    message.labels = globalThis.Object.entries(object.labels ?? {}).reduce(
      (acc, [key, value]) => {
        if (value !== void 0) {
          acc[key] = globalThis.String(value);
        }
        return acc;
      },
      {}
    );
    message.annotations = globalThis.Object.entries(object.annotations ?? {}).reduce(
      (acc, [key, value]) => {
        if (value !== void 0) {
          acc[key] = globalThis.String(value);
        }
        return acc;
      },
      {}
    );
    message.mounts = object.mounts?.map((e) => Mount.fromPartial(e)) || [];
    message.logPath = object.logPath ?? "";
    message.resources = object.resources !== void 0 && object.resources !== null ? ContainerResources.fromPartial(object.resources) : void 0;
    message.imageId = object.imageId ?? "";
    message.user = object.user !== void 0 && object.user !== null ? ContainerUser.fromPartial(object.user) : void 0;
    message.stopSignal = object.stopSignal ?? 0;
    return message;
  }
};
function createBaseContainerStatus_LabelsEntry() {
  return { key: "", value: "" };
}
var ContainerStatus_LabelsEntry = {
  encode(message, writer = new BinaryWriter()) {
    if (message.key != null && message.key !== "") {
      writer.uint32(10).string(message.key);
    }
    if (message.value != null && message.value !== "") {
      writer.uint32(18).string(message.value);
    }
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseContainerStatus_LabelsEntry();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.key = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message.value = reader.string();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return ContainerStatus_LabelsEntry.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseContainerStatus_LabelsEntry();
    message.key = object.key ?? "";
    message.value = object.value ?? "";
    return message;
  }
};
function createBaseContainerStatus_AnnotationsEntry() {
  return { key: "", value: "" };
}
var ContainerStatus_AnnotationsEntry = {
  encode(message, writer = new BinaryWriter()) {
    if (message.key != null && message.key !== "") {
      writer.uint32(10).string(message.key);
    }
    if (message.value != null && message.value !== "") {
      writer.uint32(18).string(message.value);
    }
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseContainerStatus_AnnotationsEntry();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.key = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message.value = reader.string();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return ContainerStatus_AnnotationsEntry.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseContainerStatus_AnnotationsEntry();
    message.key = object.key ?? "";
    message.value = object.value ?? "";
    return message;
  }
};
function createBaseContainerStatusResponse() {
  return { status: void 0, info: {} };
}
var ContainerStatusResponse = {
  encode(message, writer = new BinaryWriter()) {
    if (message.status != null) {
      ContainerStatus.encode(message.status, writer.uint32(10).fork()).join();
    }
    globalThis.Object.entries(message.info ?? {}).forEach(([key, value]) => {
      ContainerStatusResponse_InfoEntry.encode({ key, value }, writer.uint32(18).fork()).join();
    });
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseContainerStatusResponse();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.status = ContainerStatus.decode(reader, reader.uint32());
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            const entry2 = ContainerStatusResponse_InfoEntry.decode(reader, reader.uint32());
            if (entry2.value !== void 0) {
              message.info[entry2.key] = entry2.value;
            }
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return ContainerStatusResponse.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseContainerStatusResponse();
    message.status = object.status !== void 0 && object.status !== null ? ContainerStatus.fromPartial(object.status) : void 0;
    message.info = globalThis.Object.entries(object.info ?? {}).reduce(
      (acc, [key, value]) => {
        if (value !== void 0) {
          acc[key] = globalThis.String(value);
        }
        return acc;
      },
      {}
    );
    return message;
  }
};
function createBaseContainerStatusResponse_InfoEntry() {
  return { key: "", value: "" };
}
var ContainerStatusResponse_InfoEntry = {
  encode(message, writer = new BinaryWriter()) {
    if (message.key != null && message.key !== "") {
      writer.uint32(10).string(message.key);
    }
    if (message.value != null && message.value !== "") {
      writer.uint32(18).string(message.value);
    }
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseContainerStatusResponse_InfoEntry();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.key = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message.value = reader.string();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return ContainerStatusResponse_InfoEntry.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseContainerStatusResponse_InfoEntry();
    message.key = object.key ?? "";
    message.value = object.value ?? "";
    return message;
  }
};
function createBaseContainerResources() {
  return { linux: void 0, windows: void 0 };
}
var ContainerResources = {
  encode(message, writer = new BinaryWriter()) {
    if (message.linux != null) {
      LinuxContainerResources.encode(message.linux, writer.uint32(10).fork()).join();
    }
    if (message.windows != null) {
      WindowsContainerResources.encode(message.windows, writer.uint32(18).fork()).join();
    }
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseContainerResources();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.linux = LinuxContainerResources.decode(reader, reader.uint32());
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message.windows = WindowsContainerResources.decode(reader, reader.uint32());
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return ContainerResources.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseContainerResources();
    message.linux = object.linux !== void 0 && object.linux !== null ? LinuxContainerResources.fromPartial(object.linux) : void 0;
    message.windows = object.windows !== void 0 && object.windows !== null ? WindowsContainerResources.fromPartial(object.windows) : void 0;
    return message;
  }
};
function createBaseContainerUser() {
  return { linux: void 0 };
}
var ContainerUser = {
  encode(message, writer = new BinaryWriter()) {
    if (message.linux != null) {
      LinuxContainerUser.encode(message.linux, writer.uint32(10).fork()).join();
    }
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseContainerUser();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.linux = LinuxContainerUser.decode(reader, reader.uint32());
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return ContainerUser.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseContainerUser();
    message.linux = object.linux !== void 0 && object.linux !== null ? LinuxContainerUser.fromPartial(object.linux) : void 0;
    return message;
  }
};
function createBaseUpdateContainerResourcesRequest() {
  return { containerId: "", linux: void 0, windows: void 0, annotations: {} };
}
var UpdateContainerResourcesRequest = {
  encode(message, writer = new BinaryWriter()) {
    if (message.containerId != null && message.containerId !== "") {
      writer.uint32(10).string(message.containerId);
    }
    if (message.linux != null) {
      LinuxContainerResources.encode(message.linux, writer.uint32(18).fork()).join();
    }
    if (message.windows != null) {
      WindowsContainerResources.encode(message.windows, writer.uint32(26).fork()).join();
    }
    globalThis.Object.entries(message.annotations ?? {}).forEach(([key, value]) => {
      UpdateContainerResourcesRequest_AnnotationsEntry.encode({ key, value }, writer.uint32(34).fork()).join();
    });
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseUpdateContainerResourcesRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.containerId = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message.linux = LinuxContainerResources.decode(reader, reader.uint32());
            continue;
          }
          case 3: {
            if (tag !== 26) {
              break;
            }
            message.windows = WindowsContainerResources.decode(reader, reader.uint32());
            continue;
          }
          case 4: {
            if (tag !== 34) {
              break;
            }
            const entry4 = UpdateContainerResourcesRequest_AnnotationsEntry.decode(reader, reader.uint32());
            if (entry4.value !== void 0) {
              message.annotations[entry4.key] = entry4.value;
            }
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return UpdateContainerResourcesRequest.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseUpdateContainerResourcesRequest();
    message.containerId = object.containerId ?? "";
    message.linux = object.linux !== void 0 && object.linux !== null ? LinuxContainerResources.fromPartial(object.linux) : void 0;
    message.windows = object.windows !== void 0 && object.windows !== null ? WindowsContainerResources.fromPartial(object.windows) : void 0;
    message.annotations = globalThis.Object.entries(object.annotations ?? {}).reduce(
      (acc, [key, value]) => {
        if (value !== void 0) {
          acc[key] = globalThis.String(value);
        }
        return acc;
      },
      {}
    );
    return message;
  }
};
function createBaseUpdateContainerResourcesRequest_AnnotationsEntry() {
  return { key: "", value: "" };
}
var UpdateContainerResourcesRequest_AnnotationsEntry = {
  encode(message, writer = new BinaryWriter()) {
    if (message.key != null && message.key !== "") {
      writer.uint32(10).string(message.key);
    }
    if (message.value != null && message.value !== "") {
      writer.uint32(18).string(message.value);
    }
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseUpdateContainerResourcesRequest_AnnotationsEntry();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.key = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message.value = reader.string();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return UpdateContainerResourcesRequest_AnnotationsEntry.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseUpdateContainerResourcesRequest_AnnotationsEntry();
    message.key = object.key ?? "";
    message.value = object.value ?? "";
    return message;
  }
};
function createBaseUpdateContainerResourcesResponse() {
  return {};
}
var UpdateContainerResourcesResponse = {
  encode(_, writer = new BinaryWriter()) {
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseUpdateContainerResourcesResponse();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return UpdateContainerResourcesResponse.fromPartial(base ?? {});
  },
  fromPartial(_) {
    const message = createBaseUpdateContainerResourcesResponse();
    return message;
  }
};
function createBaseExecSyncRequest() {
  return { containerId: "", cmd: [], timeout: 0 };
}
var ExecSyncRequest = {
  encode(message, writer = new BinaryWriter()) {
    if (message.containerId != null && message.containerId !== "") {
      writer.uint32(10).string(message.containerId);
    }
    for (const v of message.cmd ?? []) {
      writer.uint32(18).string(v);
    }
    if (message.timeout != null && message.timeout !== 0) {
      writer.uint32(24).int64(message.timeout);
    }
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseExecSyncRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.containerId = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message.cmd.push(reader.string());
            continue;
          }
          case 3: {
            if (tag !== 24) {
              break;
            }
            message.timeout = reader.int64();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return ExecSyncRequest.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseExecSyncRequest();
    message.containerId = object.containerId ?? "";
    message.cmd = object.cmd?.map((e) => e) || [];
    message.timeout = object.timeout !== void 0 && object.timeout !== null ? exact(object.timeout) : 0;
    return message;
  }
};
function createBaseExecSyncResponse() {
  return { stdout: new Uint8Array(0), stderr: new Uint8Array(0), exitCode: 0 };
}
var ExecSyncResponse = {
  encode(message, writer = new BinaryWriter()) {
    if (message.stdout != null && message.stdout.length !== 0) {
      writer.uint32(10).bytes(message.stdout);
    }
    if (message.stderr != null && message.stderr.length !== 0) {
      writer.uint32(18).bytes(message.stderr);
    }
    if (message.exitCode != null && message.exitCode !== 0) {
      writer.uint32(24).int32(message.exitCode);
    }
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseExecSyncResponse();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.stdout = reader.bytes();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message.stderr = reader.bytes();
            continue;
          }
          case 3: {
            if (tag !== 24) {
              break;
            }
            message.exitCode = reader.int32();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return ExecSyncResponse.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseExecSyncResponse();
    message.stdout = object.stdout ?? new Uint8Array(0);
    message.stderr = object.stderr ?? new Uint8Array(0);
    message.exitCode = object.exitCode ?? 0;
    return message;
  }
};
function createBaseExecRequest() {
  return { containerId: "", cmd: [], tty: false, stdin: false, stdout: false, stderr: false };
}
var ExecRequest = {
  encode(message, writer = new BinaryWriter()) {
    if (message.containerId != null && message.containerId !== "") {
      writer.uint32(10).string(message.containerId);
    }
    for (const v of message.cmd ?? []) {
      writer.uint32(18).string(v);
    }
    if (message.tty != null && message.tty !== false) {
      writer.uint32(24).bool(message.tty);
    }
    if (message.stdin != null && message.stdin !== false) {
      writer.uint32(32).bool(message.stdin);
    }
    if (message.stdout != null && message.stdout !== false) {
      writer.uint32(40).bool(message.stdout);
    }
    if (message.stderr != null && message.stderr !== false) {
      writer.uint32(48).bool(message.stderr);
    }
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseExecRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.containerId = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message.cmd.push(reader.string());
            continue;
          }
          case 3: {
            if (tag !== 24) {
              break;
            }
            message.tty = reader.bool();
            continue;
          }
          case 4: {
            if (tag !== 32) {
              break;
            }
            message.stdin = reader.bool();
            continue;
          }
          case 5: {
            if (tag !== 40) {
              break;
            }
            message.stdout = reader.bool();
            continue;
          }
          case 6: {
            if (tag !== 48) {
              break;
            }
            message.stderr = reader.bool();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return ExecRequest.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseExecRequest();
    message.containerId = object.containerId ?? "";
    message.cmd = object.cmd?.map((e) => e) || [];
    message.tty = object.tty ?? false;
    message.stdin = object.stdin ?? false;
    message.stdout = object.stdout ?? false;
    message.stderr = object.stderr ?? false;
    return message;
  }
};
function createBaseExecResponse() {
  return { url: "" };
}
var ExecResponse = {
  encode(message, writer = new BinaryWriter()) {
    if (message.url != null && message.url !== "") {
      writer.uint32(10).string(message.url);
    }
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseExecResponse();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.url = reader.string();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return ExecResponse.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseExecResponse();
    message.url = object.url ?? "";
    return message;
  }
};
function createBaseAttachRequest() {
  return { containerId: "", stdin: false, tty: false, stdout: false, stderr: false };
}
var AttachRequest = {
  encode(message, writer = new BinaryWriter()) {
    if (message.containerId != null && message.containerId !== "") {
      writer.uint32(10).string(message.containerId);
    }
    if (message.stdin != null && message.stdin !== false) {
      writer.uint32(16).bool(message.stdin);
    }
    if (message.tty != null && message.tty !== false) {
      writer.uint32(24).bool(message.tty);
    }
    if (message.stdout != null && message.stdout !== false) {
      writer.uint32(32).bool(message.stdout);
    }
    if (message.stderr != null && message.stderr !== false) {
      writer.uint32(40).bool(message.stderr);
    }
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseAttachRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.containerId = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 16) {
              break;
            }
            message.stdin = reader.bool();
            continue;
          }
          case 3: {
            if (tag !== 24) {
              break;
            }
            message.tty = reader.bool();
            continue;
          }
          case 4: {
            if (tag !== 32) {
              break;
            }
            message.stdout = reader.bool();
            continue;
          }
          case 5: {
            if (tag !== 40) {
              break;
            }
            message.stderr = reader.bool();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return AttachRequest.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseAttachRequest();
    message.containerId = object.containerId ?? "";
    message.stdin = object.stdin ?? false;
    message.tty = object.tty ?? false;
    message.stdout = object.stdout ?? false;
    message.stderr = object.stderr ?? false;
    return message;
  }
};
function createBaseAttachResponse() {
  return { url: "" };
}
var AttachResponse = {
  encode(message, writer = new BinaryWriter()) {
    if (message.url != null && message.url !== "") {
      writer.uint32(10).string(message.url);
    }
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseAttachResponse();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.url = reader.string();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return AttachResponse.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseAttachResponse();
    message.url = object.url ?? "";
    return message;
  }
};
function createBasePortForwardRequest() {
  return { podSandboxId: "", port: [] };
}
var PortForwardRequest = {
  encode(message, writer = new BinaryWriter()) {
    if (message.podSandboxId != null && message.podSandboxId !== "") {
      writer.uint32(10).string(message.podSandboxId);
    }
    if (message.port != null && message.port.length !== 0) {
      writer.uint32(18).fork();
      for (const v of message.port ?? []) {
        writer.int32(v);
      }
      writer.join();
    }
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBasePortForwardRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.podSandboxId = reader.string();
            continue;
          }
          case 2: {
            if (tag === 16) {
              message.port.push(reader.int32());
              continue;
            }
            if (tag === 18) {
              const end2 = reader.uint32() + reader.pos;
              while (reader.pos < end2) {
                message.port.push(reader.int32());
              }
              continue;
            }
            break;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return PortForwardRequest.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBasePortForwardRequest();
    message.podSandboxId = object.podSandboxId ?? "";
    message.port = object.port?.map((e) => e) || [];
    return message;
  }
};
function createBasePortForwardResponse() {
  return { url: "" };
}
var PortForwardResponse = {
  encode(message, writer = new BinaryWriter()) {
    if (message.url != null && message.url !== "") {
      writer.uint32(10).string(message.url);
    }
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBasePortForwardResponse();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.url = reader.string();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return PortForwardResponse.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBasePortForwardResponse();
    message.url = object.url ?? "";
    return message;
  }
};
function createBaseImageFilter() {
  return { image: void 0 };
}
var ImageFilter = {
  encode(message, writer = new BinaryWriter()) {
    if (message.image != null) {
      ImageSpec.encode(message.image, writer.uint32(10).fork()).join();
    }
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseImageFilter();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.image = ImageSpec.decode(reader, reader.uint32());
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return ImageFilter.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseImageFilter();
    message.image = object.image !== void 0 && object.image !== null ? ImageSpec.fromPartial(object.image) : void 0;
    return message;
  }
};
function createBaseListImagesRequest() {
  return { filter: void 0 };
}
var ListImagesRequest = {
  encode(message, writer = new BinaryWriter()) {
    if (message.filter != null) {
      ImageFilter.encode(message.filter, writer.uint32(10).fork()).join();
    }
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseListImagesRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.filter = ImageFilter.decode(reader, reader.uint32());
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return ListImagesRequest.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseListImagesRequest();
    message.filter = object.filter !== void 0 && object.filter !== null ? ImageFilter.fromPartial(object.filter) : void 0;
    return message;
  }
};
function createBaseImage() {
  return {
    id: "",
    repoTags: [],
    repoDigests: [],
    size: 0,
    uid: void 0,
    username: "",
    spec: void 0,
    pinned: false
  };
}
var Image = {
  encode(message, writer = new BinaryWriter()) {
    if (message.id != null && message.id !== "") {
      writer.uint32(10).string(message.id);
    }
    for (const v of message.repoTags ?? []) {
      writer.uint32(18).string(v);
    }
    for (const v of message.repoDigests ?? []) {
      writer.uint32(26).string(v);
    }
    if (message.size != null && message.size !== 0) {
      writer.uint32(32).uint64(message.size);
    }
    if (message.uid != null) {
      Int64Value.encode(message.uid, writer.uint32(42).fork()).join();
    }
    if (message.username != null && message.username !== "") {
      writer.uint32(50).string(message.username);
    }
    if (message.spec != null) {
      ImageSpec.encode(message.spec, writer.uint32(58).fork()).join();
    }
    if (message.pinned != null && message.pinned !== false) {
      writer.uint32(64).bool(message.pinned);
    }
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseImage();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.id = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message.repoTags.push(reader.string());
            continue;
          }
          case 3: {
            if (tag !== 26) {
              break;
            }
            message.repoDigests.push(reader.string());
            continue;
          }
          case 4: {
            if (tag !== 32) {
              break;
            }
            message.size = reader.uint64();
            continue;
          }
          case 5: {
            if (tag !== 42) {
              break;
            }
            message.uid = Int64Value.decode(reader, reader.uint32());
            continue;
          }
          case 6: {
            if (tag !== 50) {
              break;
            }
            message.username = reader.string();
            continue;
          }
          case 7: {
            if (tag !== 58) {
              break;
            }
            message.spec = ImageSpec.decode(reader, reader.uint32());
            continue;
          }
          case 8: {
            if (tag !== 64) {
              break;
            }
            message.pinned = reader.bool();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return Image.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseImage();
    message.id = object.id ?? "";
    message.repoTags = object.repoTags?.map((e) => e) || [];
    message.repoDigests = object.repoDigests?.map((e) => e) || [];
    message.size = object.size !== void 0 && object.size !== null ? exact(object.size) : 0;
    message.uid = object.uid !== void 0 && object.uid !== null ? Int64Value.fromPartial(object.uid) : void 0;
    message.username = object.username ?? "";
    message.spec = object.spec !== void 0 && object.spec !== null ? ImageSpec.fromPartial(object.spec) : void 0;
    message.pinned = object.pinned ?? false;
    return message;
  }
};
function createBaseListImagesResponse() {
  return { images: [] };
}
var ListImagesResponse = {
  encode(message, writer = new BinaryWriter()) {
    for (const v of message.images ?? []) {
      Image.encode(v, writer.uint32(10).fork()).join();
    }
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseListImagesResponse();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.images.push(Image.decode(reader, reader.uint32()));
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return ListImagesResponse.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseListImagesResponse();
    message.images = object.images?.map((e) => Image.fromPartial(e)) || [];
    return message;
  }
};
function createBaseStreamImagesRequest() {
  return { filter: void 0 };
}
var StreamImagesRequest = {
  encode(message, writer = new BinaryWriter()) {
    if (message.filter != null) {
      ImageFilter.encode(message.filter, writer.uint32(10).fork()).join();
    }
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseStreamImagesRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.filter = ImageFilter.decode(reader, reader.uint32());
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return StreamImagesRequest.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseStreamImagesRequest();
    message.filter = object.filter !== void 0 && object.filter !== null ? ImageFilter.fromPartial(object.filter) : void 0;
    return message;
  }
};
function createBaseStreamImagesResponse() {
  return { images: [] };
}
var StreamImagesResponse = {
  encode(message, writer = new BinaryWriter()) {
    for (const v of message.images ?? []) {
      Image.encode(v, writer.uint32(10).fork()).join();
    }
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseStreamImagesResponse();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.images.push(Image.decode(reader, reader.uint32()));
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return StreamImagesResponse.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseStreamImagesResponse();
    message.images = object.images?.map((e) => Image.fromPartial(e)) || [];
    return message;
  }
};
function createBaseImageStatusRequest() {
  return { image: void 0, verbose: false };
}
var ImageStatusRequest = {
  encode(message, writer = new BinaryWriter()) {
    if (message.image != null) {
      ImageSpec.encode(message.image, writer.uint32(10).fork()).join();
    }
    if (message.verbose != null && message.verbose !== false) {
      writer.uint32(16).bool(message.verbose);
    }
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseImageStatusRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.image = ImageSpec.decode(reader, reader.uint32());
            continue;
          }
          case 2: {
            if (tag !== 16) {
              break;
            }
            message.verbose = reader.bool();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return ImageStatusRequest.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseImageStatusRequest();
    message.image = object.image !== void 0 && object.image !== null ? ImageSpec.fromPartial(object.image) : void 0;
    message.verbose = object.verbose ?? false;
    return message;
  }
};
function createBaseImageStatusResponse() {
  return { image: void 0, info: {} };
}
var ImageStatusResponse = {
  encode(message, writer = new BinaryWriter()) {
    if (message.image != null) {
      Image.encode(message.image, writer.uint32(10).fork()).join();
    }
    globalThis.Object.entries(message.info ?? {}).forEach(([key, value]) => {
      ImageStatusResponse_InfoEntry.encode({ key, value }, writer.uint32(18).fork()).join();
    });
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseImageStatusResponse();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.image = Image.decode(reader, reader.uint32());
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            const entry2 = ImageStatusResponse_InfoEntry.decode(reader, reader.uint32());
            if (entry2.value !== void 0) {
              message.info[entry2.key] = entry2.value;
            }
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return ImageStatusResponse.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseImageStatusResponse();
    message.image = object.image !== void 0 && object.image !== null ? Image.fromPartial(object.image) : void 0;
    message.info = globalThis.Object.entries(object.info ?? {}).reduce(
      (acc, [key, value]) => {
        if (value !== void 0) {
          acc[key] = globalThis.String(value);
        }
        return acc;
      },
      {}
    );
    return message;
  }
};
function createBaseImageStatusResponse_InfoEntry() {
  return { key: "", value: "" };
}
var ImageStatusResponse_InfoEntry = {
  encode(message, writer = new BinaryWriter()) {
    if (message.key != null && message.key !== "") {
      writer.uint32(10).string(message.key);
    }
    if (message.value != null && message.value !== "") {
      writer.uint32(18).string(message.value);
    }
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseImageStatusResponse_InfoEntry();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.key = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message.value = reader.string();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return ImageStatusResponse_InfoEntry.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseImageStatusResponse_InfoEntry();
    message.key = object.key ?? "";
    message.value = object.value ?? "";
    return message;
  }
};
function createBaseAuthConfig() {
  return { username: "", password: "", auth: "", serverAddress: "", identityToken: "", registryToken: "" };
}
var AuthConfig = {
  encode(message, writer = new BinaryWriter()) {
    if (message.username != null && message.username !== "") {
      writer.uint32(10).string(message.username);
    }
    if (message.password != null && message.password !== "") {
      writer.uint32(18).string(message.password);
    }
    if (message.auth != null && message.auth !== "") {
      writer.uint32(26).string(message.auth);
    }
    if (message.serverAddress != null && message.serverAddress !== "") {
      writer.uint32(34).string(message.serverAddress);
    }
    if (message.identityToken != null && message.identityToken !== "") {
      writer.uint32(42).string(message.identityToken);
    }
    if (message.registryToken != null && message.registryToken !== "") {
      writer.uint32(50).string(message.registryToken);
    }
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseAuthConfig();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.username = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message.password = reader.string();
            continue;
          }
          case 3: {
            if (tag !== 26) {
              break;
            }
            message.auth = reader.string();
            continue;
          }
          case 4: {
            if (tag !== 34) {
              break;
            }
            message.serverAddress = reader.string();
            continue;
          }
          case 5: {
            if (tag !== 42) {
              break;
            }
            message.identityToken = reader.string();
            continue;
          }
          case 6: {
            if (tag !== 50) {
              break;
            }
            message.registryToken = reader.string();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return AuthConfig.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseAuthConfig();
    message.username = object.username ?? "";
    message.password = object.password ?? "";
    message.auth = object.auth ?? "";
    message.serverAddress = object.serverAddress ?? "";
    message.identityToken = object.identityToken ?? "";
    message.registryToken = object.registryToken ?? "";
    return message;
  }
};
function createBasePullImageRequest() {
  return { image: void 0, auth: void 0, sandboxConfig: void 0 };
}
var PullImageRequest = {
  encode(message, writer = new BinaryWriter()) {
    if (message.image != null) {
      ImageSpec.encode(message.image, writer.uint32(10).fork()).join();
    }
    if (message.auth != null) {
      AuthConfig.encode(message.auth, writer.uint32(18).fork()).join();
    }
    if (message.sandboxConfig != null) {
      PodSandboxConfig.encode(message.sandboxConfig, writer.uint32(26).fork()).join();
    }
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBasePullImageRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.image = ImageSpec.decode(reader, reader.uint32());
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message.auth = AuthConfig.decode(reader, reader.uint32());
            continue;
          }
          case 3: {
            if (tag !== 26) {
              break;
            }
            message.sandboxConfig = PodSandboxConfig.decode(reader, reader.uint32());
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return PullImageRequest.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBasePullImageRequest();
    message.image = object.image !== void 0 && object.image !== null ? ImageSpec.fromPartial(object.image) : void 0;
    message.auth = object.auth !== void 0 && object.auth !== null ? AuthConfig.fromPartial(object.auth) : void 0;
    message.sandboxConfig = object.sandboxConfig !== void 0 && object.sandboxConfig !== null ? PodSandboxConfig.fromPartial(object.sandboxConfig) : void 0;
    return message;
  }
};
function createBasePullImageResponse() {
  return { imageRef: "" };
}
var PullImageResponse = {
  encode(message, writer = new BinaryWriter()) {
    if (message.imageRef != null && message.imageRef !== "") {
      writer.uint32(10).string(message.imageRef);
    }
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBasePullImageResponse();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.imageRef = reader.string();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return PullImageResponse.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBasePullImageResponse();
    message.imageRef = object.imageRef ?? "";
    return message;
  }
};
function createBaseRemoveImageRequest() {
  return { image: void 0 };
}
var RemoveImageRequest = {
  encode(message, writer = new BinaryWriter()) {
    if (message.image != null) {
      ImageSpec.encode(message.image, writer.uint32(10).fork()).join();
    }
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseRemoveImageRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.image = ImageSpec.decode(reader, reader.uint32());
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return RemoveImageRequest.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseRemoveImageRequest();
    message.image = object.image !== void 0 && object.image !== null ? ImageSpec.fromPartial(object.image) : void 0;
    return message;
  }
};
function createBaseRemoveImageResponse() {
  return {};
}
var RemoveImageResponse = {
  encode(_, writer = new BinaryWriter()) {
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseRemoveImageResponse();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return RemoveImageResponse.fromPartial(base ?? {});
  },
  fromPartial(_) {
    const message = createBaseRemoveImageResponse();
    return message;
  }
};
function createBaseNetworkConfig() {
  return { podCidr: "" };
}
var NetworkConfig = {
  encode(message, writer = new BinaryWriter()) {
    if (message.podCidr != null && message.podCidr !== "") {
      writer.uint32(10).string(message.podCidr);
    }
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseNetworkConfig();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.podCidr = reader.string();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return NetworkConfig.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseNetworkConfig();
    message.podCidr = object.podCidr ?? "";
    return message;
  }
};
function createBaseRuntimeConfig() {
  return { networkConfig: void 0 };
}
var RuntimeConfig = {
  encode(message, writer = new BinaryWriter()) {
    if (message.networkConfig != null) {
      NetworkConfig.encode(message.networkConfig, writer.uint32(10).fork()).join();
    }
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseRuntimeConfig();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.networkConfig = NetworkConfig.decode(reader, reader.uint32());
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return RuntimeConfig.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseRuntimeConfig();
    message.networkConfig = object.networkConfig !== void 0 && object.networkConfig !== null ? NetworkConfig.fromPartial(object.networkConfig) : void 0;
    return message;
  }
};
function createBaseUpdateRuntimeConfigRequest() {
  return { runtimeConfig: void 0 };
}
var UpdateRuntimeConfigRequest = {
  encode(message, writer = new BinaryWriter()) {
    if (message.runtimeConfig != null) {
      RuntimeConfig.encode(message.runtimeConfig, writer.uint32(10).fork()).join();
    }
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseUpdateRuntimeConfigRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.runtimeConfig = RuntimeConfig.decode(reader, reader.uint32());
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return UpdateRuntimeConfigRequest.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseUpdateRuntimeConfigRequest();
    message.runtimeConfig = object.runtimeConfig !== void 0 && object.runtimeConfig !== null ? RuntimeConfig.fromPartial(object.runtimeConfig) : void 0;
    return message;
  }
};
function createBaseUpdateRuntimeConfigResponse() {
  return {};
}
var UpdateRuntimeConfigResponse = {
  encode(_, writer = new BinaryWriter()) {
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseUpdateRuntimeConfigResponse();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return UpdateRuntimeConfigResponse.fromPartial(base ?? {});
  },
  fromPartial(_) {
    const message = createBaseUpdateRuntimeConfigResponse();
    return message;
  }
};
function createBaseRuntimeCondition() {
  return { type: "", status: false, reason: "", message: "" };
}
var RuntimeCondition = {
  encode(message, writer = new BinaryWriter()) {
    if (message.type != null && message.type !== "") {
      writer.uint32(10).string(message.type);
    }
    if (message.status != null && message.status !== false) {
      writer.uint32(16).bool(message.status);
    }
    if (message.reason != null && message.reason !== "") {
      writer.uint32(26).string(message.reason);
    }
    if (message.message != null && message.message !== "") {
      writer.uint32(34).string(message.message);
    }
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseRuntimeCondition();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.type = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 16) {
              break;
            }
            message.status = reader.bool();
            continue;
          }
          case 3: {
            if (tag !== 26) {
              break;
            }
            message.reason = reader.string();
            continue;
          }
          case 4: {
            if (tag !== 34) {
              break;
            }
            message.message = reader.string();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return RuntimeCondition.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseRuntimeCondition();
    message.type = object.type ?? "";
    message.status = object.status ?? false;
    message.reason = object.reason ?? "";
    message.message = object.message ?? "";
    return message;
  }
};
function createBaseRuntimeStatus() {
  return { conditions: [] };
}
var RuntimeStatus = {
  encode(message, writer = new BinaryWriter()) {
    for (const v of message.conditions ?? []) {
      RuntimeCondition.encode(v, writer.uint32(10).fork()).join();
    }
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseRuntimeStatus();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.conditions.push(RuntimeCondition.decode(reader, reader.uint32()));
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return RuntimeStatus.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseRuntimeStatus();
    message.conditions = object.conditions?.map((e) => RuntimeCondition.fromPartial(e)) || [];
    return message;
  }
};
function createBaseStatusRequest() {
  return { verbose: false };
}
var StatusRequest = {
  encode(message, writer = new BinaryWriter()) {
    if (message.verbose != null && message.verbose !== false) {
      writer.uint32(8).bool(message.verbose);
    }
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseStatusRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 8) {
              break;
            }
            message.verbose = reader.bool();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return StatusRequest.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseStatusRequest();
    message.verbose = object.verbose ?? false;
    return message;
  }
};
function createBaseRuntimeHandlerFeatures() {
  return { recursiveReadOnlyMounts: false, userNamespaces: false };
}
var RuntimeHandlerFeatures = {
  encode(message, writer = new BinaryWriter()) {
    if (message.recursiveReadOnlyMounts != null && message.recursiveReadOnlyMounts !== false) {
      writer.uint32(8).bool(message.recursiveReadOnlyMounts);
    }
    if (message.userNamespaces != null && message.userNamespaces !== false) {
      writer.uint32(16).bool(message.userNamespaces);
    }
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseRuntimeHandlerFeatures();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 8) {
              break;
            }
            message.recursiveReadOnlyMounts = reader.bool();
            continue;
          }
          case 2: {
            if (tag !== 16) {
              break;
            }
            message.userNamespaces = reader.bool();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return RuntimeHandlerFeatures.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseRuntimeHandlerFeatures();
    message.recursiveReadOnlyMounts = object.recursiveReadOnlyMounts ?? false;
    message.userNamespaces = object.userNamespaces ?? false;
    return message;
  }
};
function createBaseRuntimeHandler() {
  return { name: "", features: void 0 };
}
var RuntimeHandler = {
  encode(message, writer = new BinaryWriter()) {
    if (message.name != null && message.name !== "") {
      writer.uint32(10).string(message.name);
    }
    if (message.features != null) {
      RuntimeHandlerFeatures.encode(message.features, writer.uint32(18).fork()).join();
    }
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseRuntimeHandler();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.name = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message.features = RuntimeHandlerFeatures.decode(reader, reader.uint32());
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return RuntimeHandler.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseRuntimeHandler();
    message.name = object.name ?? "";
    message.features = object.features !== void 0 && object.features !== null ? RuntimeHandlerFeatures.fromPartial(object.features) : void 0;
    return message;
  }
};
function createBaseRuntimeFeatures() {
  return { supplementalGroupsPolicy: false, userNamespacesHostNetwork: false, mountOptions: false };
}
var RuntimeFeatures = {
  encode(message, writer = new BinaryWriter()) {
    if (message.supplementalGroupsPolicy != null && message.supplementalGroupsPolicy !== false) {
      writer.uint32(8).bool(message.supplementalGroupsPolicy);
    }
    if (message.userNamespacesHostNetwork != null && message.userNamespacesHostNetwork !== false) {
      writer.uint32(16).bool(message.userNamespacesHostNetwork);
    }
    if (message.mountOptions != null && message.mountOptions !== false) {
      writer.uint32(24).bool(message.mountOptions);
    }
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseRuntimeFeatures();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 8) {
              break;
            }
            message.supplementalGroupsPolicy = reader.bool();
            continue;
          }
          case 2: {
            if (tag !== 16) {
              break;
            }
            message.userNamespacesHostNetwork = reader.bool();
            continue;
          }
          case 3: {
            if (tag !== 24) {
              break;
            }
            message.mountOptions = reader.bool();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return RuntimeFeatures.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseRuntimeFeatures();
    message.supplementalGroupsPolicy = object.supplementalGroupsPolicy ?? false;
    message.userNamespacesHostNetwork = object.userNamespacesHostNetwork ?? false;
    message.mountOptions = object.mountOptions ?? false;
    return message;
  }
};
function createBaseStatusResponse() {
  return { status: void 0, info: {}, runtimeHandlers: [], features: void 0 };
}
var StatusResponse = {
  encode(message, writer = new BinaryWriter()) {
    if (message.status != null) {
      RuntimeStatus.encode(message.status, writer.uint32(10).fork()).join();
    }
    globalThis.Object.entries(message.info ?? {}).forEach(([key, value]) => {
      StatusResponse_InfoEntry.encode({ key, value }, writer.uint32(18).fork()).join();
    });
    for (const v of message.runtimeHandlers ?? []) {
      RuntimeHandler.encode(v, writer.uint32(26).fork()).join();
    }
    if (message.features != null) {
      RuntimeFeatures.encode(message.features, writer.uint32(34).fork()).join();
    }
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseStatusResponse();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.status = RuntimeStatus.decode(reader, reader.uint32());
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            const entry2 = StatusResponse_InfoEntry.decode(reader, reader.uint32());
            if (entry2.value !== void 0) {
              message.info[entry2.key] = entry2.value;
            }
            continue;
          }
          case 3: {
            if (tag !== 26) {
              break;
            }
            message.runtimeHandlers.push(RuntimeHandler.decode(reader, reader.uint32()));
            continue;
          }
          case 4: {
            if (tag !== 34) {
              break;
            }
            message.features = RuntimeFeatures.decode(reader, reader.uint32());
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return StatusResponse.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseStatusResponse();
    message.status = object.status !== void 0 && object.status !== null ? RuntimeStatus.fromPartial(object.status) : void 0;
    message.info = globalThis.Object.entries(object.info ?? {}).reduce(
      (acc, [key, value]) => {
        if (value !== void 0) {
          acc[key] = globalThis.String(value);
        }
        return acc;
      },
      {}
    );
    message.runtimeHandlers = object.runtimeHandlers?.map((e) => RuntimeHandler.fromPartial(e)) || [];
    message.features = object.features !== void 0 && object.features !== null ? RuntimeFeatures.fromPartial(object.features) : void 0;
    return message;
  }
};
function createBaseStatusResponse_InfoEntry() {
  return { key: "", value: "" };
}
var StatusResponse_InfoEntry = {
  encode(message, writer = new BinaryWriter()) {
    if (message.key != null && message.key !== "") {
      writer.uint32(10).string(message.key);
    }
    if (message.value != null && message.value !== "") {
      writer.uint32(18).string(message.value);
    }
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseStatusResponse_InfoEntry();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.key = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message.value = reader.string();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return StatusResponse_InfoEntry.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseStatusResponse_InfoEntry();
    message.key = object.key ?? "";
    message.value = object.value ?? "";
    return message;
  }
};
function createBaseImageFsInfoRequest() {
  return {};
}
var ImageFsInfoRequest = {
  encode(_, writer = new BinaryWriter()) {
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseImageFsInfoRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return ImageFsInfoRequest.fromPartial(base ?? {});
  },
  fromPartial(_) {
    const message = createBaseImageFsInfoRequest();
    return message;
  }
};
function createBaseUInt64Value() {
  return { value: 0 };
}
var UInt64Value = {
  encode(message, writer = new BinaryWriter()) {
    if (message.value != null && message.value !== 0) {
      writer.uint32(8).uint64(message.value);
    }
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseUInt64Value();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 8) {
              break;
            }
            message.value = reader.uint64();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return UInt64Value.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseUInt64Value();
    message.value = object.value !== void 0 && object.value !== null ? exact(object.value) : 0;
    return message;
  }
};
function createBaseFilesystemIdentifier() {
  return { mountpoint: "" };
}
var FilesystemIdentifier = {
  encode(message, writer = new BinaryWriter()) {
    if (message.mountpoint != null && message.mountpoint !== "") {
      writer.uint32(10).string(message.mountpoint);
    }
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseFilesystemIdentifier();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.mountpoint = reader.string();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return FilesystemIdentifier.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseFilesystemIdentifier();
    message.mountpoint = object.mountpoint ?? "";
    return message;
  }
};
function createBaseFilesystemUsage() {
  return { timestamp: 0, fsId: void 0, usedBytes: void 0, inodesUsed: void 0 };
}
var FilesystemUsage = {
  encode(message, writer = new BinaryWriter()) {
    if (message.timestamp != null && message.timestamp !== 0) {
      writer.uint32(8).int64(message.timestamp);
    }
    if (message.fsId != null) {
      FilesystemIdentifier.encode(message.fsId, writer.uint32(18).fork()).join();
    }
    if (message.usedBytes != null) {
      UInt64Value.encode(message.usedBytes, writer.uint32(26).fork()).join();
    }
    if (message.inodesUsed != null) {
      UInt64Value.encode(message.inodesUsed, writer.uint32(34).fork()).join();
    }
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseFilesystemUsage();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 8) {
              break;
            }
            message.timestamp = reader.int64();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message.fsId = FilesystemIdentifier.decode(reader, reader.uint32());
            continue;
          }
          case 3: {
            if (tag !== 26) {
              break;
            }
            message.usedBytes = UInt64Value.decode(reader, reader.uint32());
            continue;
          }
          case 4: {
            if (tag !== 34) {
              break;
            }
            message.inodesUsed = UInt64Value.decode(reader, reader.uint32());
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return FilesystemUsage.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseFilesystemUsage();
    message.timestamp = object.timestamp !== void 0 && object.timestamp !== null ? exact(object.timestamp) : 0;
    message.fsId = object.fsId !== void 0 && object.fsId !== null ? FilesystemIdentifier.fromPartial(object.fsId) : void 0;
    message.usedBytes = object.usedBytes !== void 0 && object.usedBytes !== null ? UInt64Value.fromPartial(object.usedBytes) : void 0;
    message.inodesUsed = object.inodesUsed !== void 0 && object.inodesUsed !== null ? UInt64Value.fromPartial(object.inodesUsed) : void 0;
    return message;
  }
};
function createBaseWindowsFilesystemUsage() {
  return { timestamp: 0, fsId: void 0, usedBytes: void 0 };
}
var WindowsFilesystemUsage = {
  encode(message, writer = new BinaryWriter()) {
    if (message.timestamp != null && message.timestamp !== 0) {
      writer.uint32(8).int64(message.timestamp);
    }
    if (message.fsId != null) {
      FilesystemIdentifier.encode(message.fsId, writer.uint32(18).fork()).join();
    }
    if (message.usedBytes != null) {
      UInt64Value.encode(message.usedBytes, writer.uint32(26).fork()).join();
    }
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseWindowsFilesystemUsage();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 8) {
              break;
            }
            message.timestamp = reader.int64();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message.fsId = FilesystemIdentifier.decode(reader, reader.uint32());
            continue;
          }
          case 3: {
            if (tag !== 26) {
              break;
            }
            message.usedBytes = UInt64Value.decode(reader, reader.uint32());
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return WindowsFilesystemUsage.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseWindowsFilesystemUsage();
    message.timestamp = object.timestamp !== void 0 && object.timestamp !== null ? exact(object.timestamp) : 0;
    message.fsId = object.fsId !== void 0 && object.fsId !== null ? FilesystemIdentifier.fromPartial(object.fsId) : void 0;
    message.usedBytes = object.usedBytes !== void 0 && object.usedBytes !== null ? UInt64Value.fromPartial(object.usedBytes) : void 0;
    return message;
  }
};
function createBaseImageFsInfoResponse() {
  return { imageFilesystems: [], containerFilesystems: [] };
}
var ImageFsInfoResponse = {
  encode(message, writer = new BinaryWriter()) {
    for (const v of message.imageFilesystems ?? []) {
      FilesystemUsage.encode(v, writer.uint32(10).fork()).join();
    }
    for (const v of message.containerFilesystems ?? []) {
      FilesystemUsage.encode(v, writer.uint32(18).fork()).join();
    }
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseImageFsInfoResponse();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.imageFilesystems.push(FilesystemUsage.decode(reader, reader.uint32()));
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message.containerFilesystems.push(FilesystemUsage.decode(reader, reader.uint32()));
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return ImageFsInfoResponse.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseImageFsInfoResponse();
    message.imageFilesystems = object.imageFilesystems?.map((e) => FilesystemUsage.fromPartial(e)) || [];
    message.containerFilesystems = object.containerFilesystems?.map((e) => FilesystemUsage.fromPartial(e)) || [];
    return message;
  }
};
function createBaseContainerStatsRequest() {
  return { containerId: "" };
}
var ContainerStatsRequest = {
  encode(message, writer = new BinaryWriter()) {
    if (message.containerId != null && message.containerId !== "") {
      writer.uint32(10).string(message.containerId);
    }
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseContainerStatsRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.containerId = reader.string();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return ContainerStatsRequest.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseContainerStatsRequest();
    message.containerId = object.containerId ?? "";
    return message;
  }
};
function createBaseContainerStatsResponse() {
  return { stats: void 0 };
}
var ContainerStatsResponse = {
  encode(message, writer = new BinaryWriter()) {
    if (message.stats != null) {
      ContainerStats.encode(message.stats, writer.uint32(10).fork()).join();
    }
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseContainerStatsResponse();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.stats = ContainerStats.decode(reader, reader.uint32());
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return ContainerStatsResponse.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseContainerStatsResponse();
    message.stats = object.stats !== void 0 && object.stats !== null ? ContainerStats.fromPartial(object.stats) : void 0;
    return message;
  }
};
function createBaseListContainerStatsRequest() {
  return { filter: void 0 };
}
var ListContainerStatsRequest = {
  encode(message, writer = new BinaryWriter()) {
    if (message.filter != null) {
      ContainerStatsFilter.encode(message.filter, writer.uint32(10).fork()).join();
    }
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseListContainerStatsRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.filter = ContainerStatsFilter.decode(reader, reader.uint32());
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return ListContainerStatsRequest.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseListContainerStatsRequest();
    message.filter = object.filter !== void 0 && object.filter !== null ? ContainerStatsFilter.fromPartial(object.filter) : void 0;
    return message;
  }
};
function createBaseContainerStatsFilter() {
  return { id: "", podSandboxId: "", labelSelector: {} };
}
var ContainerStatsFilter = {
  encode(message, writer = new BinaryWriter()) {
    if (message.id != null && message.id !== "") {
      writer.uint32(10).string(message.id);
    }
    if (message.podSandboxId != null && message.podSandboxId !== "") {
      writer.uint32(18).string(message.podSandboxId);
    }
    globalThis.Object.entries(message.labelSelector ?? {}).forEach(([key, value]) => {
      ContainerStatsFilter_LabelSelectorEntry.encode({ key, value }, writer.uint32(26).fork()).join();
    });
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseContainerStatsFilter();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.id = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message.podSandboxId = reader.string();
            continue;
          }
          case 3: {
            if (tag !== 26) {
              break;
            }
            const entry3 = ContainerStatsFilter_LabelSelectorEntry.decode(reader, reader.uint32());
            if (entry3.value !== void 0) {
              message.labelSelector[entry3.key] = entry3.value;
            }
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return ContainerStatsFilter.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseContainerStatsFilter();
    message.id = object.id ?? "";
    message.podSandboxId = object.podSandboxId ?? "";
    message.labelSelector = globalThis.Object.entries(object.labelSelector ?? {}).reduce(
      (acc, [key, value]) => {
        if (value !== void 0) {
          acc[key] = globalThis.String(value);
        }
        return acc;
      },
      {}
    );
    return message;
  }
};
function createBaseContainerStatsFilter_LabelSelectorEntry() {
  return { key: "", value: "" };
}
var ContainerStatsFilter_LabelSelectorEntry = {
  encode(message, writer = new BinaryWriter()) {
    if (message.key != null && message.key !== "") {
      writer.uint32(10).string(message.key);
    }
    if (message.value != null && message.value !== "") {
      writer.uint32(18).string(message.value);
    }
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseContainerStatsFilter_LabelSelectorEntry();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.key = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message.value = reader.string();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return ContainerStatsFilter_LabelSelectorEntry.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseContainerStatsFilter_LabelSelectorEntry();
    message.key = object.key ?? "";
    message.value = object.value ?? "";
    return message;
  }
};
function createBaseListContainerStatsResponse() {
  return { stats: [] };
}
var ListContainerStatsResponse = {
  encode(message, writer = new BinaryWriter()) {
    for (const v of message.stats ?? []) {
      ContainerStats.encode(v, writer.uint32(10).fork()).join();
    }
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseListContainerStatsResponse();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.stats.push(ContainerStats.decode(reader, reader.uint32()));
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return ListContainerStatsResponse.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseListContainerStatsResponse();
    message.stats = object.stats?.map((e) => ContainerStats.fromPartial(e)) || [];
    return message;
  }
};
function createBaseStreamContainerStatsRequest() {
  return { filter: void 0 };
}
var StreamContainerStatsRequest = {
  encode(message, writer = new BinaryWriter()) {
    if (message.filter != null) {
      ContainerStatsFilter.encode(message.filter, writer.uint32(10).fork()).join();
    }
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseStreamContainerStatsRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.filter = ContainerStatsFilter.decode(reader, reader.uint32());
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return StreamContainerStatsRequest.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseStreamContainerStatsRequest();
    message.filter = object.filter !== void 0 && object.filter !== null ? ContainerStatsFilter.fromPartial(object.filter) : void 0;
    return message;
  }
};
function createBaseStreamContainerStatsResponse() {
  return { containerStats: [] };
}
var StreamContainerStatsResponse = {
  encode(message, writer = new BinaryWriter()) {
    for (const v of message.containerStats ?? []) {
      ContainerStats.encode(v, writer.uint32(10).fork()).join();
    }
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseStreamContainerStatsResponse();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.containerStats.push(ContainerStats.decode(reader, reader.uint32()));
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return StreamContainerStatsResponse.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseStreamContainerStatsResponse();
    message.containerStats = object.containerStats?.map((e) => ContainerStats.fromPartial(e)) || [];
    return message;
  }
};
function createBaseContainerAttributes() {
  return { id: "", metadata: void 0, labels: {}, annotations: {} };
}
var ContainerAttributes = {
  encode(message, writer = new BinaryWriter()) {
    if (message.id != null && message.id !== "") {
      writer.uint32(10).string(message.id);
    }
    if (message.metadata != null) {
      ContainerMetadata.encode(message.metadata, writer.uint32(18).fork()).join();
    }
    globalThis.Object.entries(message.labels ?? {}).forEach(([key, value]) => {
      ContainerAttributes_LabelsEntry.encode({ key, value }, writer.uint32(26).fork()).join();
    });
    globalThis.Object.entries(message.annotations ?? {}).forEach(([key, value]) => {
      ContainerAttributes_AnnotationsEntry.encode({ key, value }, writer.uint32(34).fork()).join();
    });
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseContainerAttributes();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.id = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message.metadata = ContainerMetadata.decode(reader, reader.uint32());
            continue;
          }
          case 3: {
            if (tag !== 26) {
              break;
            }
            const entry3 = ContainerAttributes_LabelsEntry.decode(reader, reader.uint32());
            if (entry3.value !== void 0) {
              message.labels[entry3.key] = entry3.value;
            }
            continue;
          }
          case 4: {
            if (tag !== 34) {
              break;
            }
            const entry4 = ContainerAttributes_AnnotationsEntry.decode(reader, reader.uint32());
            if (entry4.value !== void 0) {
              message.annotations[entry4.key] = entry4.value;
            }
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return ContainerAttributes.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseContainerAttributes();
    message.id = object.id ?? "";
    message.metadata = object.metadata !== void 0 && object.metadata !== null ? ContainerMetadata.fromPartial(object.metadata) : void 0;
    message.labels = globalThis.Object.entries(object.labels ?? {}).reduce(
      (acc, [key, value]) => {
        if (value !== void 0) {
          acc[key] = globalThis.String(value);
        }
        return acc;
      },
      {}
    );
    message.annotations = globalThis.Object.entries(object.annotations ?? {}).reduce(
      (acc, [key, value]) => {
        if (value !== void 0) {
          acc[key] = globalThis.String(value);
        }
        return acc;
      },
      {}
    );
    return message;
  }
};
function createBaseContainerAttributes_LabelsEntry() {
  return { key: "", value: "" };
}
var ContainerAttributes_LabelsEntry = {
  encode(message, writer = new BinaryWriter()) {
    if (message.key != null && message.key !== "") {
      writer.uint32(10).string(message.key);
    }
    if (message.value != null && message.value !== "") {
      writer.uint32(18).string(message.value);
    }
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseContainerAttributes_LabelsEntry();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.key = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message.value = reader.string();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return ContainerAttributes_LabelsEntry.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseContainerAttributes_LabelsEntry();
    message.key = object.key ?? "";
    message.value = object.value ?? "";
    return message;
  }
};
function createBaseContainerAttributes_AnnotationsEntry() {
  return { key: "", value: "" };
}
var ContainerAttributes_AnnotationsEntry = {
  encode(message, writer = new BinaryWriter()) {
    if (message.key != null && message.key !== "") {
      writer.uint32(10).string(message.key);
    }
    if (message.value != null && message.value !== "") {
      writer.uint32(18).string(message.value);
    }
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseContainerAttributes_AnnotationsEntry();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.key = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message.value = reader.string();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return ContainerAttributes_AnnotationsEntry.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseContainerAttributes_AnnotationsEntry();
    message.key = object.key ?? "";
    message.value = object.value ?? "";
    return message;
  }
};
function createBaseContainerStats() {
  return {
    attributes: void 0,
    cpu: void 0,
    memory: void 0,
    writableLayer: void 0,
    swap: void 0,
    io: void 0
  };
}
var ContainerStats = {
  encode(message, writer = new BinaryWriter()) {
    if (message.attributes != null) {
      ContainerAttributes.encode(message.attributes, writer.uint32(10).fork()).join();
    }
    if (message.cpu != null) {
      CpuUsage.encode(message.cpu, writer.uint32(18).fork()).join();
    }
    if (message.memory != null) {
      MemoryUsage.encode(message.memory, writer.uint32(26).fork()).join();
    }
    if (message.writableLayer != null) {
      FilesystemUsage.encode(message.writableLayer, writer.uint32(34).fork()).join();
    }
    if (message.swap != null) {
      SwapUsage.encode(message.swap, writer.uint32(42).fork()).join();
    }
    if (message.io != null) {
      IoUsage.encode(message.io, writer.uint32(50).fork()).join();
    }
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseContainerStats();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.attributes = ContainerAttributes.decode(reader, reader.uint32());
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message.cpu = CpuUsage.decode(reader, reader.uint32());
            continue;
          }
          case 3: {
            if (tag !== 26) {
              break;
            }
            message.memory = MemoryUsage.decode(reader, reader.uint32());
            continue;
          }
          case 4: {
            if (tag !== 34) {
              break;
            }
            message.writableLayer = FilesystemUsage.decode(reader, reader.uint32());
            continue;
          }
          case 5: {
            if (tag !== 42) {
              break;
            }
            message.swap = SwapUsage.decode(reader, reader.uint32());
            continue;
          }
          case 6: {
            if (tag !== 50) {
              break;
            }
            message.io = IoUsage.decode(reader, reader.uint32());
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return ContainerStats.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseContainerStats();
    message.attributes = object.attributes !== void 0 && object.attributes !== null ? ContainerAttributes.fromPartial(object.attributes) : void 0;
    message.cpu = object.cpu !== void 0 && object.cpu !== null ? CpuUsage.fromPartial(object.cpu) : void 0;
    message.memory = object.memory !== void 0 && object.memory !== null ? MemoryUsage.fromPartial(object.memory) : void 0;
    message.writableLayer = object.writableLayer !== void 0 && object.writableLayer !== null ? FilesystemUsage.fromPartial(object.writableLayer) : void 0;
    message.swap = object.swap !== void 0 && object.swap !== null ? SwapUsage.fromPartial(object.swap) : void 0;
    message.io = object.io !== void 0 && object.io !== null ? IoUsage.fromPartial(object.io) : void 0;
    return message;
  }
};
function createBaseWindowsContainerStats() {
  return { attributes: void 0, cpu: void 0, memory: void 0, writableLayer: void 0 };
}
var WindowsContainerStats = {
  encode(message, writer = new BinaryWriter()) {
    if (message.attributes != null) {
      ContainerAttributes.encode(message.attributes, writer.uint32(10).fork()).join();
    }
    if (message.cpu != null) {
      WindowsCpuUsage.encode(message.cpu, writer.uint32(18).fork()).join();
    }
    if (message.memory != null) {
      WindowsMemoryUsage.encode(message.memory, writer.uint32(26).fork()).join();
    }
    if (message.writableLayer != null) {
      WindowsFilesystemUsage.encode(message.writableLayer, writer.uint32(34).fork()).join();
    }
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseWindowsContainerStats();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.attributes = ContainerAttributes.decode(reader, reader.uint32());
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message.cpu = WindowsCpuUsage.decode(reader, reader.uint32());
            continue;
          }
          case 3: {
            if (tag !== 26) {
              break;
            }
            message.memory = WindowsMemoryUsage.decode(reader, reader.uint32());
            continue;
          }
          case 4: {
            if (tag !== 34) {
              break;
            }
            message.writableLayer = WindowsFilesystemUsage.decode(reader, reader.uint32());
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return WindowsContainerStats.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseWindowsContainerStats();
    message.attributes = object.attributes !== void 0 && object.attributes !== null ? ContainerAttributes.fromPartial(object.attributes) : void 0;
    message.cpu = object.cpu !== void 0 && object.cpu !== null ? WindowsCpuUsage.fromPartial(object.cpu) : void 0;
    message.memory = object.memory !== void 0 && object.memory !== null ? WindowsMemoryUsage.fromPartial(object.memory) : void 0;
    message.writableLayer = object.writableLayer !== void 0 && object.writableLayer !== null ? WindowsFilesystemUsage.fromPartial(object.writableLayer) : void 0;
    return message;
  }
};
function createBasePsiStats() {
  return { Full: void 0, Some: void 0 };
}
var PsiStats = {
  encode(message, writer = new BinaryWriter()) {
    if (message.Full != null) {
      PsiData.encode(message.Full, writer.uint32(10).fork()).join();
    }
    if (message.Some != null) {
      PsiData.encode(message.Some, writer.uint32(18).fork()).join();
    }
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBasePsiStats();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.Full = PsiData.decode(reader, reader.uint32());
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message.Some = PsiData.decode(reader, reader.uint32());
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return PsiStats.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBasePsiStats();
    message.Full = object.Full !== void 0 && object.Full !== null ? PsiData.fromPartial(object.Full) : void 0;
    message.Some = object.Some !== void 0 && object.Some !== null ? PsiData.fromPartial(object.Some) : void 0;
    return message;
  }
};
function createBasePsiData() {
  return { Total: 0, Avg10: 0, Avg60: 0, Avg300: 0 };
}
var PsiData = {
  encode(message, writer = new BinaryWriter()) {
    if (message.Total != null && message.Total !== 0) {
      writer.uint32(8).uint64(message.Total);
    }
    if (message.Avg10 != null && message.Avg10 !== 0) {
      writer.uint32(17).double(message.Avg10);
    }
    if (message.Avg60 != null && message.Avg60 !== 0) {
      writer.uint32(25).double(message.Avg60);
    }
    if (message.Avg300 != null && message.Avg300 !== 0) {
      writer.uint32(33).double(message.Avg300);
    }
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBasePsiData();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 8) {
              break;
            }
            message.Total = reader.uint64();
            continue;
          }
          case 2: {
            if (tag !== 17) {
              break;
            }
            message.Avg10 = reader.double();
            continue;
          }
          case 3: {
            if (tag !== 25) {
              break;
            }
            message.Avg60 = reader.double();
            continue;
          }
          case 4: {
            if (tag !== 33) {
              break;
            }
            message.Avg300 = reader.double();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return PsiData.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBasePsiData();
    message.Total = object.Total !== void 0 && object.Total !== null ? exact(object.Total) : 0;
    message.Avg10 = object.Avg10 ?? 0;
    message.Avg60 = object.Avg60 ?? 0;
    message.Avg300 = object.Avg300 ?? 0;
    return message;
  }
};
function createBaseCpuUsage() {
  return { timestamp: 0, usageCoreNanoSeconds: void 0, usageNanoCores: void 0, psi: void 0 };
}
var CpuUsage = {
  encode(message, writer = new BinaryWriter()) {
    if (message.timestamp != null && message.timestamp !== 0) {
      writer.uint32(8).int64(message.timestamp);
    }
    if (message.usageCoreNanoSeconds != null) {
      UInt64Value.encode(message.usageCoreNanoSeconds, writer.uint32(18).fork()).join();
    }
    if (message.usageNanoCores != null) {
      UInt64Value.encode(message.usageNanoCores, writer.uint32(26).fork()).join();
    }
    if (message.psi != null) {
      PsiStats.encode(message.psi, writer.uint32(34).fork()).join();
    }
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseCpuUsage();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 8) {
              break;
            }
            message.timestamp = reader.int64();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message.usageCoreNanoSeconds = UInt64Value.decode(reader, reader.uint32());
            continue;
          }
          case 3: {
            if (tag !== 26) {
              break;
            }
            message.usageNanoCores = UInt64Value.decode(reader, reader.uint32());
            continue;
          }
          case 4: {
            if (tag !== 34) {
              break;
            }
            message.psi = PsiStats.decode(reader, reader.uint32());
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return CpuUsage.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseCpuUsage();
    message.timestamp = object.timestamp !== void 0 && object.timestamp !== null ? exact(object.timestamp) : 0;
    message.usageCoreNanoSeconds = object.usageCoreNanoSeconds !== void 0 && object.usageCoreNanoSeconds !== null ? UInt64Value.fromPartial(object.usageCoreNanoSeconds) : void 0;
    message.usageNanoCores = object.usageNanoCores !== void 0 && object.usageNanoCores !== null ? UInt64Value.fromPartial(object.usageNanoCores) : void 0;
    message.psi = object.psi !== void 0 && object.psi !== null ? PsiStats.fromPartial(object.psi) : void 0;
    return message;
  }
};
function createBaseWindowsCpuUsage() {
  return { timestamp: 0, usageCoreNanoSeconds: void 0, usageNanoCores: void 0 };
}
var WindowsCpuUsage = {
  encode(message, writer = new BinaryWriter()) {
    if (message.timestamp != null && message.timestamp !== 0) {
      writer.uint32(8).int64(message.timestamp);
    }
    if (message.usageCoreNanoSeconds != null) {
      UInt64Value.encode(message.usageCoreNanoSeconds, writer.uint32(18).fork()).join();
    }
    if (message.usageNanoCores != null) {
      UInt64Value.encode(message.usageNanoCores, writer.uint32(26).fork()).join();
    }
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseWindowsCpuUsage();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 8) {
              break;
            }
            message.timestamp = reader.int64();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message.usageCoreNanoSeconds = UInt64Value.decode(reader, reader.uint32());
            continue;
          }
          case 3: {
            if (tag !== 26) {
              break;
            }
            message.usageNanoCores = UInt64Value.decode(reader, reader.uint32());
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return WindowsCpuUsage.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseWindowsCpuUsage();
    message.timestamp = object.timestamp !== void 0 && object.timestamp !== null ? exact(object.timestamp) : 0;
    message.usageCoreNanoSeconds = object.usageCoreNanoSeconds !== void 0 && object.usageCoreNanoSeconds !== null ? UInt64Value.fromPartial(object.usageCoreNanoSeconds) : void 0;
    message.usageNanoCores = object.usageNanoCores !== void 0 && object.usageNanoCores !== null ? UInt64Value.fromPartial(object.usageNanoCores) : void 0;
    return message;
  }
};
function createBaseMemoryUsage() {
  return {
    timestamp: 0,
    workingSetBytes: void 0,
    availableBytes: void 0,
    usageBytes: void 0,
    rssBytes: void 0,
    pageFaults: void 0,
    majorPageFaults: void 0,
    psi: void 0
  };
}
var MemoryUsage = {
  encode(message, writer = new BinaryWriter()) {
    if (message.timestamp != null && message.timestamp !== 0) {
      writer.uint32(8).int64(message.timestamp);
    }
    if (message.workingSetBytes != null) {
      UInt64Value.encode(message.workingSetBytes, writer.uint32(18).fork()).join();
    }
    if (message.availableBytes != null) {
      UInt64Value.encode(message.availableBytes, writer.uint32(26).fork()).join();
    }
    if (message.usageBytes != null) {
      UInt64Value.encode(message.usageBytes, writer.uint32(34).fork()).join();
    }
    if (message.rssBytes != null) {
      UInt64Value.encode(message.rssBytes, writer.uint32(42).fork()).join();
    }
    if (message.pageFaults != null) {
      UInt64Value.encode(message.pageFaults, writer.uint32(50).fork()).join();
    }
    if (message.majorPageFaults != null) {
      UInt64Value.encode(message.majorPageFaults, writer.uint32(58).fork()).join();
    }
    if (message.psi != null) {
      PsiStats.encode(message.psi, writer.uint32(66).fork()).join();
    }
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseMemoryUsage();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 8) {
              break;
            }
            message.timestamp = reader.int64();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message.workingSetBytes = UInt64Value.decode(reader, reader.uint32());
            continue;
          }
          case 3: {
            if (tag !== 26) {
              break;
            }
            message.availableBytes = UInt64Value.decode(reader, reader.uint32());
            continue;
          }
          case 4: {
            if (tag !== 34) {
              break;
            }
            message.usageBytes = UInt64Value.decode(reader, reader.uint32());
            continue;
          }
          case 5: {
            if (tag !== 42) {
              break;
            }
            message.rssBytes = UInt64Value.decode(reader, reader.uint32());
            continue;
          }
          case 6: {
            if (tag !== 50) {
              break;
            }
            message.pageFaults = UInt64Value.decode(reader, reader.uint32());
            continue;
          }
          case 7: {
            if (tag !== 58) {
              break;
            }
            message.majorPageFaults = UInt64Value.decode(reader, reader.uint32());
            continue;
          }
          case 8: {
            if (tag !== 66) {
              break;
            }
            message.psi = PsiStats.decode(reader, reader.uint32());
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return MemoryUsage.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseMemoryUsage();
    message.timestamp = object.timestamp !== void 0 && object.timestamp !== null ? exact(object.timestamp) : 0;
    message.workingSetBytes = object.workingSetBytes !== void 0 && object.workingSetBytes !== null ? UInt64Value.fromPartial(object.workingSetBytes) : void 0;
    message.availableBytes = object.availableBytes !== void 0 && object.availableBytes !== null ? UInt64Value.fromPartial(object.availableBytes) : void 0;
    message.usageBytes = object.usageBytes !== void 0 && object.usageBytes !== null ? UInt64Value.fromPartial(object.usageBytes) : void 0;
    message.rssBytes = object.rssBytes !== void 0 && object.rssBytes !== null ? UInt64Value.fromPartial(object.rssBytes) : void 0;
    message.pageFaults = object.pageFaults !== void 0 && object.pageFaults !== null ? UInt64Value.fromPartial(object.pageFaults) : void 0;
    message.majorPageFaults = object.majorPageFaults !== void 0 && object.majorPageFaults !== null ? UInt64Value.fromPartial(object.majorPageFaults) : void 0;
    message.psi = object.psi !== void 0 && object.psi !== null ? PsiStats.fromPartial(object.psi) : void 0;
    return message;
  }
};
function createBaseIoUsage() {
  return { timestamp: 0, psi: void 0 };
}
var IoUsage = {
  encode(message, writer = new BinaryWriter()) {
    if (message.timestamp != null && message.timestamp !== 0) {
      writer.uint32(8).int64(message.timestamp);
    }
    if (message.psi != null) {
      PsiStats.encode(message.psi, writer.uint32(18).fork()).join();
    }
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseIoUsage();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 8) {
              break;
            }
            message.timestamp = reader.int64();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message.psi = PsiStats.decode(reader, reader.uint32());
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return IoUsage.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseIoUsage();
    message.timestamp = object.timestamp !== void 0 && object.timestamp !== null ? exact(object.timestamp) : 0;
    message.psi = object.psi !== void 0 && object.psi !== null ? PsiStats.fromPartial(object.psi) : void 0;
    return message;
  }
};
function createBaseSwapUsage() {
  return { timestamp: 0, swapAvailableBytes: void 0, swapUsageBytes: void 0 };
}
var SwapUsage = {
  encode(message, writer = new BinaryWriter()) {
    if (message.timestamp != null && message.timestamp !== 0) {
      writer.uint32(8).int64(message.timestamp);
    }
    if (message.swapAvailableBytes != null) {
      UInt64Value.encode(message.swapAvailableBytes, writer.uint32(18).fork()).join();
    }
    if (message.swapUsageBytes != null) {
      UInt64Value.encode(message.swapUsageBytes, writer.uint32(26).fork()).join();
    }
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseSwapUsage();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 8) {
              break;
            }
            message.timestamp = reader.int64();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message.swapAvailableBytes = UInt64Value.decode(reader, reader.uint32());
            continue;
          }
          case 3: {
            if (tag !== 26) {
              break;
            }
            message.swapUsageBytes = UInt64Value.decode(reader, reader.uint32());
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return SwapUsage.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseSwapUsage();
    message.timestamp = object.timestamp !== void 0 && object.timestamp !== null ? exact(object.timestamp) : 0;
    message.swapAvailableBytes = object.swapAvailableBytes !== void 0 && object.swapAvailableBytes !== null ? UInt64Value.fromPartial(object.swapAvailableBytes) : void 0;
    message.swapUsageBytes = object.swapUsageBytes !== void 0 && object.swapUsageBytes !== null ? UInt64Value.fromPartial(object.swapUsageBytes) : void 0;
    return message;
  }
};
function createBaseWindowsMemoryUsage() {
  return {
    timestamp: 0,
    workingSetBytes: void 0,
    availableBytes: void 0,
    pageFaults: void 0,
    commitMemoryBytes: void 0
  };
}
var WindowsMemoryUsage = {
  encode(message, writer = new BinaryWriter()) {
    if (message.timestamp != null && message.timestamp !== 0) {
      writer.uint32(8).int64(message.timestamp);
    }
    if (message.workingSetBytes != null) {
      UInt64Value.encode(message.workingSetBytes, writer.uint32(18).fork()).join();
    }
    if (message.availableBytes != null) {
      UInt64Value.encode(message.availableBytes, writer.uint32(26).fork()).join();
    }
    if (message.pageFaults != null) {
      UInt64Value.encode(message.pageFaults, writer.uint32(34).fork()).join();
    }
    if (message.commitMemoryBytes != null) {
      UInt64Value.encode(message.commitMemoryBytes, writer.uint32(42).fork()).join();
    }
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseWindowsMemoryUsage();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 8) {
              break;
            }
            message.timestamp = reader.int64();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message.workingSetBytes = UInt64Value.decode(reader, reader.uint32());
            continue;
          }
          case 3: {
            if (tag !== 26) {
              break;
            }
            message.availableBytes = UInt64Value.decode(reader, reader.uint32());
            continue;
          }
          case 4: {
            if (tag !== 34) {
              break;
            }
            message.pageFaults = UInt64Value.decode(reader, reader.uint32());
            continue;
          }
          case 5: {
            if (tag !== 42) {
              break;
            }
            message.commitMemoryBytes = UInt64Value.decode(reader, reader.uint32());
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return WindowsMemoryUsage.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseWindowsMemoryUsage();
    message.timestamp = object.timestamp !== void 0 && object.timestamp !== null ? exact(object.timestamp) : 0;
    message.workingSetBytes = object.workingSetBytes !== void 0 && object.workingSetBytes !== null ? UInt64Value.fromPartial(object.workingSetBytes) : void 0;
    message.availableBytes = object.availableBytes !== void 0 && object.availableBytes !== null ? UInt64Value.fromPartial(object.availableBytes) : void 0;
    message.pageFaults = object.pageFaults !== void 0 && object.pageFaults !== null ? UInt64Value.fromPartial(object.pageFaults) : void 0;
    message.commitMemoryBytes = object.commitMemoryBytes !== void 0 && object.commitMemoryBytes !== null ? UInt64Value.fromPartial(object.commitMemoryBytes) : void 0;
    return message;
  }
};
function createBaseReopenContainerLogRequest() {
  return { containerId: "" };
}
var ReopenContainerLogRequest = {
  encode(message, writer = new BinaryWriter()) {
    if (message.containerId != null && message.containerId !== "") {
      writer.uint32(10).string(message.containerId);
    }
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseReopenContainerLogRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.containerId = reader.string();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return ReopenContainerLogRequest.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseReopenContainerLogRequest();
    message.containerId = object.containerId ?? "";
    return message;
  }
};
function createBaseReopenContainerLogResponse() {
  return {};
}
var ReopenContainerLogResponse = {
  encode(_, writer = new BinaryWriter()) {
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseReopenContainerLogResponse();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return ReopenContainerLogResponse.fromPartial(base ?? {});
  },
  fromPartial(_) {
    const message = createBaseReopenContainerLogResponse();
    return message;
  }
};
function createBaseCheckpointContainerRequest() {
  return { containerId: "", location: "", timeout: 0 };
}
var CheckpointContainerRequest = {
  encode(message, writer = new BinaryWriter()) {
    if (message.containerId != null && message.containerId !== "") {
      writer.uint32(10).string(message.containerId);
    }
    if (message.location != null && message.location !== "") {
      writer.uint32(18).string(message.location);
    }
    if (message.timeout != null && message.timeout !== 0) {
      writer.uint32(24).int64(message.timeout);
    }
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseCheckpointContainerRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.containerId = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message.location = reader.string();
            continue;
          }
          case 3: {
            if (tag !== 24) {
              break;
            }
            message.timeout = reader.int64();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return CheckpointContainerRequest.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseCheckpointContainerRequest();
    message.containerId = object.containerId ?? "";
    message.location = object.location ?? "";
    message.timeout = object.timeout !== void 0 && object.timeout !== null ? exact(object.timeout) : 0;
    return message;
  }
};
function createBaseCheckpointContainerResponse() {
  return {};
}
var CheckpointContainerResponse = {
  encode(_, writer = new BinaryWriter()) {
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseCheckpointContainerResponse();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return CheckpointContainerResponse.fromPartial(base ?? {});
  },
  fromPartial(_) {
    const message = createBaseCheckpointContainerResponse();
    return message;
  }
};
function createBaseCheckpointPodRequest() {
  return { podSandboxId: "", outputPath: "", containerIds: [], options: {} };
}
var CheckpointPodRequest = {
  encode(message, writer = new BinaryWriter()) {
    if (message.podSandboxId != null && message.podSandboxId !== "") {
      writer.uint32(10).string(message.podSandboxId);
    }
    if (message.outputPath != null && message.outputPath !== "") {
      writer.uint32(18).string(message.outputPath);
    }
    for (const v of message.containerIds ?? []) {
      writer.uint32(26).string(v);
    }
    globalThis.Object.entries(message.options ?? {}).forEach(([key, value]) => {
      CheckpointPodRequest_OptionsEntry.encode({ key, value }, writer.uint32(34).fork()).join();
    });
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseCheckpointPodRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.podSandboxId = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message.outputPath = reader.string();
            continue;
          }
          case 3: {
            if (tag !== 26) {
              break;
            }
            message.containerIds.push(reader.string());
            continue;
          }
          case 4: {
            if (tag !== 34) {
              break;
            }
            const entry4 = CheckpointPodRequest_OptionsEntry.decode(reader, reader.uint32());
            if (entry4.value !== void 0) {
              message.options[entry4.key] = entry4.value;
            }
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return CheckpointPodRequest.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseCheckpointPodRequest();
    message.podSandboxId = object.podSandboxId ?? "";
    message.outputPath = object.outputPath ?? "";
    message.containerIds = object.containerIds?.map((e) => e) || [];
    message.options = globalThis.Object.entries(object.options ?? {}).reduce(
      (acc, [key, value]) => {
        if (value !== void 0) {
          acc[key] = globalThis.String(value);
        }
        return acc;
      },
      {}
    );
    return message;
  }
};
function createBaseCheckpointPodRequest_OptionsEntry() {
  return { key: "", value: "" };
}
var CheckpointPodRequest_OptionsEntry = {
  encode(message, writer = new BinaryWriter()) {
    if (message.key != null && message.key !== "") {
      writer.uint32(10).string(message.key);
    }
    if (message.value != null && message.value !== "") {
      writer.uint32(18).string(message.value);
    }
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseCheckpointPodRequest_OptionsEntry();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.key = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message.value = reader.string();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return CheckpointPodRequest_OptionsEntry.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseCheckpointPodRequest_OptionsEntry();
    message.key = object.key ?? "";
    message.value = object.value ?? "";
    return message;
  }
};
function createBaseCheckpointPodResponse() {
  return {};
}
var CheckpointPodResponse = {
  encode(_, writer = new BinaryWriter()) {
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseCheckpointPodResponse();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return CheckpointPodResponse.fromPartial(base ?? {});
  },
  fromPartial(_) {
    const message = createBaseCheckpointPodResponse();
    return message;
  }
};
function createBaseRestorePodRequest() {
  return { checkpointPath: "", config: void 0, runtimeHandler: "", options: {}, containerConfigs: [] };
}
var RestorePodRequest = {
  encode(message, writer = new BinaryWriter()) {
    if (message.checkpointPath != null && message.checkpointPath !== "") {
      writer.uint32(10).string(message.checkpointPath);
    }
    if (message.config != null) {
      PodSandboxConfig.encode(message.config, writer.uint32(18).fork()).join();
    }
    if (message.runtimeHandler != null && message.runtimeHandler !== "") {
      writer.uint32(26).string(message.runtimeHandler);
    }
    globalThis.Object.entries(message.options ?? {}).forEach(([key, value]) => {
      RestorePodRequest_OptionsEntry.encode({ key, value }, writer.uint32(34).fork()).join();
    });
    for (const v of message.containerConfigs ?? []) {
      ContainerConfig.encode(v, writer.uint32(42).fork()).join();
    }
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseRestorePodRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.checkpointPath = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message.config = PodSandboxConfig.decode(reader, reader.uint32());
            continue;
          }
          case 3: {
            if (tag !== 26) {
              break;
            }
            message.runtimeHandler = reader.string();
            continue;
          }
          case 4: {
            if (tag !== 34) {
              break;
            }
            const entry4 = RestorePodRequest_OptionsEntry.decode(reader, reader.uint32());
            if (entry4.value !== void 0) {
              message.options[entry4.key] = entry4.value;
            }
            continue;
          }
          case 5: {
            if (tag !== 42) {
              break;
            }
            message.containerConfigs.push(ContainerConfig.decode(reader, reader.uint32()));
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return RestorePodRequest.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseRestorePodRequest();
    message.checkpointPath = object.checkpointPath ?? "";
    message.config = object.config !== void 0 && object.config !== null ? PodSandboxConfig.fromPartial(object.config) : void 0;
    message.runtimeHandler = object.runtimeHandler ?? "";
    message.options = globalThis.Object.entries(object.options ?? {}).reduce(
      (acc, [key, value]) => {
        if (value !== void 0) {
          acc[key] = globalThis.String(value);
        }
        return acc;
      },
      {}
    );
    message.containerConfigs = object.containerConfigs?.map((e) => ContainerConfig.fromPartial(e)) || [];
    return message;
  }
};
function createBaseRestorePodRequest_OptionsEntry() {
  return { key: "", value: "" };
}
var RestorePodRequest_OptionsEntry = {
  encode(message, writer = new BinaryWriter()) {
    if (message.key != null && message.key !== "") {
      writer.uint32(10).string(message.key);
    }
    if (message.value != null && message.value !== "") {
      writer.uint32(18).string(message.value);
    }
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseRestorePodRequest_OptionsEntry();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.key = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message.value = reader.string();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return RestorePodRequest_OptionsEntry.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseRestorePodRequest_OptionsEntry();
    message.key = object.key ?? "";
    message.value = object.value ?? "";
    return message;
  }
};
function createBaseRestoredContainer() {
  return { name: "", containerId: "" };
}
var RestoredContainer = {
  encode(message, writer = new BinaryWriter()) {
    if (message.name != null && message.name !== "") {
      writer.uint32(10).string(message.name);
    }
    if (message.containerId != null && message.containerId !== "") {
      writer.uint32(18).string(message.containerId);
    }
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseRestoredContainer();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.name = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message.containerId = reader.string();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return RestoredContainer.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseRestoredContainer();
    message.name = object.name ?? "";
    message.containerId = object.containerId ?? "";
    return message;
  }
};
function createBaseRestorePodResponse() {
  return { podSandboxId: "", restoredContainers: [] };
}
var RestorePodResponse = {
  encode(message, writer = new BinaryWriter()) {
    if (message.podSandboxId != null && message.podSandboxId !== "") {
      writer.uint32(10).string(message.podSandboxId);
    }
    for (const v of message.restoredContainers ?? []) {
      RestoredContainer.encode(v, writer.uint32(18).fork()).join();
    }
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseRestorePodResponse();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.podSandboxId = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message.restoredContainers.push(RestoredContainer.decode(reader, reader.uint32()));
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return RestorePodResponse.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseRestorePodResponse();
    message.podSandboxId = object.podSandboxId ?? "";
    message.restoredContainers = object.restoredContainers?.map((e) => RestoredContainer.fromPartial(e)) || [];
    return message;
  }
};
function createBaseGetEventsRequest() {
  return {};
}
var GetEventsRequest = {
  encode(_, writer = new BinaryWriter()) {
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseGetEventsRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return GetEventsRequest.fromPartial(base ?? {});
  },
  fromPartial(_) {
    const message = createBaseGetEventsRequest();
    return message;
  }
};
function createBaseContainerEventResponse() {
  return { containerId: "", containerEventType: 0, createdAt: 0, podSandboxStatus: void 0, containersStatuses: [] };
}
var ContainerEventResponse = {
  encode(message, writer = new BinaryWriter()) {
    if (message.containerId != null && message.containerId !== "") {
      writer.uint32(10).string(message.containerId);
    }
    if (message.containerEventType != null && message.containerEventType !== 0) {
      writer.uint32(16).int32(message.containerEventType);
    }
    if (message.createdAt != null && message.createdAt !== 0) {
      writer.uint32(24).int64(message.createdAt);
    }
    if (message.podSandboxStatus != null) {
      PodSandboxStatus.encode(message.podSandboxStatus, writer.uint32(34).fork()).join();
    }
    for (const v of message.containersStatuses ?? []) {
      ContainerStatus.encode(v, writer.uint32(42).fork()).join();
    }
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseContainerEventResponse();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.containerId = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 16) {
              break;
            }
            message.containerEventType = reader.int32();
            continue;
          }
          case 3: {
            if (tag !== 24) {
              break;
            }
            message.createdAt = reader.int64();
            continue;
          }
          case 4: {
            if (tag !== 34) {
              break;
            }
            message.podSandboxStatus = PodSandboxStatus.decode(reader, reader.uint32());
            continue;
          }
          case 5: {
            if (tag !== 42) {
              break;
            }
            message.containersStatuses.push(ContainerStatus.decode(reader, reader.uint32()));
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return ContainerEventResponse.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseContainerEventResponse();
    message.containerId = object.containerId ?? "";
    message.containerEventType = object.containerEventType ?? 0;
    message.createdAt = object.createdAt !== void 0 && object.createdAt !== null ? exact(object.createdAt) : 0;
    message.podSandboxStatus = object.podSandboxStatus !== void 0 && object.podSandboxStatus !== null ? PodSandboxStatus.fromPartial(object.podSandboxStatus) : void 0;
    message.containersStatuses = object.containersStatuses?.map((e) => ContainerStatus.fromPartial(e)) || [];
    return message;
  }
};
function createBaseListMetricDescriptorsRequest() {
  return {};
}
var ListMetricDescriptorsRequest = {
  encode(_, writer = new BinaryWriter()) {
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseListMetricDescriptorsRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return ListMetricDescriptorsRequest.fromPartial(base ?? {});
  },
  fromPartial(_) {
    const message = createBaseListMetricDescriptorsRequest();
    return message;
  }
};
function createBaseListMetricDescriptorsResponse() {
  return { descriptors: [] };
}
var ListMetricDescriptorsResponse = {
  encode(message, writer = new BinaryWriter()) {
    for (const v of message.descriptors ?? []) {
      MetricDescriptor.encode(v, writer.uint32(10).fork()).join();
    }
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseListMetricDescriptorsResponse();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.descriptors.push(MetricDescriptor.decode(reader, reader.uint32()));
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return ListMetricDescriptorsResponse.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseListMetricDescriptorsResponse();
    message.descriptors = object.descriptors?.map((e) => MetricDescriptor.fromPartial(e)) || [];
    return message;
  }
};
function createBaseMetricDescriptor() {
  return { name: "", help: "", labelKeys: [] };
}
var MetricDescriptor = {
  encode(message, writer = new BinaryWriter()) {
    if (message.name != null && message.name !== "") {
      writer.uint32(10).string(message.name);
    }
    if (message.help != null && message.help !== "") {
      writer.uint32(18).string(message.help);
    }
    for (const v of message.labelKeys ?? []) {
      writer.uint32(26).string(v);
    }
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseMetricDescriptor();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.name = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message.help = reader.string();
            continue;
          }
          case 3: {
            if (tag !== 26) {
              break;
            }
            message.labelKeys.push(reader.string());
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return MetricDescriptor.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseMetricDescriptor();
    message.name = object.name ?? "";
    message.help = object.help ?? "";
    message.labelKeys = object.labelKeys?.map((e) => e) || [];
    return message;
  }
};
function createBaseListPodSandboxMetricsRequest() {
  return {};
}
var ListPodSandboxMetricsRequest = {
  encode(_, writer = new BinaryWriter()) {
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseListPodSandboxMetricsRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return ListPodSandboxMetricsRequest.fromPartial(base ?? {});
  },
  fromPartial(_) {
    const message = createBaseListPodSandboxMetricsRequest();
    return message;
  }
};
function createBaseListPodSandboxMetricsResponse() {
  return { podMetrics: [] };
}
var ListPodSandboxMetricsResponse = {
  encode(message, writer = new BinaryWriter()) {
    for (const v of message.podMetrics ?? []) {
      PodSandboxMetrics.encode(v, writer.uint32(10).fork()).join();
    }
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseListPodSandboxMetricsResponse();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.podMetrics.push(PodSandboxMetrics.decode(reader, reader.uint32()));
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return ListPodSandboxMetricsResponse.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseListPodSandboxMetricsResponse();
    message.podMetrics = object.podMetrics?.map((e) => PodSandboxMetrics.fromPartial(e)) || [];
    return message;
  }
};
function createBaseStreamPodSandboxMetricsRequest() {
  return {};
}
var StreamPodSandboxMetricsRequest = {
  encode(_, writer = new BinaryWriter()) {
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseStreamPodSandboxMetricsRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return StreamPodSandboxMetricsRequest.fromPartial(base ?? {});
  },
  fromPartial(_) {
    const message = createBaseStreamPodSandboxMetricsRequest();
    return message;
  }
};
function createBaseStreamPodSandboxMetricsResponse() {
  return { podSandboxMetrics: [] };
}
var StreamPodSandboxMetricsResponse = {
  encode(message, writer = new BinaryWriter()) {
    for (const v of message.podSandboxMetrics ?? []) {
      PodSandboxMetrics.encode(v, writer.uint32(10).fork()).join();
    }
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseStreamPodSandboxMetricsResponse();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.podSandboxMetrics.push(PodSandboxMetrics.decode(reader, reader.uint32()));
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return StreamPodSandboxMetricsResponse.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseStreamPodSandboxMetricsResponse();
    message.podSandboxMetrics = object.podSandboxMetrics?.map((e) => PodSandboxMetrics.fromPartial(e)) || [];
    return message;
  }
};
function createBasePodSandboxMetrics() {
  return { podSandboxId: "", metrics: [], containerMetrics: [] };
}
var PodSandboxMetrics = {
  encode(message, writer = new BinaryWriter()) {
    if (message.podSandboxId != null && message.podSandboxId !== "") {
      writer.uint32(10).string(message.podSandboxId);
    }
    for (const v of message.metrics ?? []) {
      Metric.encode(v, writer.uint32(18).fork()).join();
    }
    for (const v of message.containerMetrics ?? []) {
      ContainerMetrics.encode(v, writer.uint32(26).fork()).join();
    }
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBasePodSandboxMetrics();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.podSandboxId = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message.metrics.push(Metric.decode(reader, reader.uint32()));
            continue;
          }
          case 3: {
            if (tag !== 26) {
              break;
            }
            message.containerMetrics.push(ContainerMetrics.decode(reader, reader.uint32()));
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return PodSandboxMetrics.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBasePodSandboxMetrics();
    message.podSandboxId = object.podSandboxId ?? "";
    message.metrics = object.metrics?.map((e) => Metric.fromPartial(e)) || [];
    message.containerMetrics = object.containerMetrics?.map((e) => ContainerMetrics.fromPartial(e)) || [];
    return message;
  }
};
function createBaseContainerMetrics() {
  return { containerId: "", metrics: [] };
}
var ContainerMetrics = {
  encode(message, writer = new BinaryWriter()) {
    if (message.containerId != null && message.containerId !== "") {
      writer.uint32(10).string(message.containerId);
    }
    for (const v of message.metrics ?? []) {
      Metric.encode(v, writer.uint32(18).fork()).join();
    }
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseContainerMetrics();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.containerId = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message.metrics.push(Metric.decode(reader, reader.uint32()));
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return ContainerMetrics.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseContainerMetrics();
    message.containerId = object.containerId ?? "";
    message.metrics = object.metrics?.map((e) => Metric.fromPartial(e)) || [];
    return message;
  }
};
function createBaseMetric() {
  return { name: "", timestamp: 0, metricType: 0, labelValues: [], value: void 0 };
}
var Metric = {
  encode(message, writer = new BinaryWriter()) {
    if (message.name != null && message.name !== "") {
      writer.uint32(10).string(message.name);
    }
    if (message.timestamp != null && message.timestamp !== 0) {
      writer.uint32(16).int64(message.timestamp);
    }
    if (message.metricType != null && message.metricType !== 0) {
      writer.uint32(24).int32(message.metricType);
    }
    for (const v of message.labelValues ?? []) {
      writer.uint32(34).string(v);
    }
    if (message.value != null) {
      UInt64Value.encode(message.value, writer.uint32(42).fork()).join();
    }
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseMetric();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.name = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 16) {
              break;
            }
            message.timestamp = reader.int64();
            continue;
          }
          case 3: {
            if (tag !== 24) {
              break;
            }
            message.metricType = reader.int32();
            continue;
          }
          case 4: {
            if (tag !== 34) {
              break;
            }
            message.labelValues.push(reader.string());
            continue;
          }
          case 5: {
            if (tag !== 42) {
              break;
            }
            message.value = UInt64Value.decode(reader, reader.uint32());
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return Metric.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseMetric();
    message.name = object.name ?? "";
    message.timestamp = object.timestamp !== void 0 && object.timestamp !== null ? exact(object.timestamp) : 0;
    message.metricType = object.metricType ?? 0;
    message.labelValues = object.labelValues?.map((e) => e) || [];
    message.value = object.value !== void 0 && object.value !== null ? UInt64Value.fromPartial(object.value) : void 0;
    return message;
  }
};
function createBaseRuntimeConfigRequest() {
  return {};
}
var RuntimeConfigRequest = {
  encode(_, writer = new BinaryWriter()) {
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseRuntimeConfigRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return RuntimeConfigRequest.fromPartial(base ?? {});
  },
  fromPartial(_) {
    const message = createBaseRuntimeConfigRequest();
    return message;
  }
};
function createBaseRuntimeConfigResponse() {
  return { linux: void 0 };
}
var RuntimeConfigResponse = {
  encode(message, writer = new BinaryWriter()) {
    if (message.linux != null) {
      LinuxRuntimeConfiguration.encode(message.linux, writer.uint32(10).fork()).join();
    }
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseRuntimeConfigResponse();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.linux = LinuxRuntimeConfiguration.decode(reader, reader.uint32());
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return RuntimeConfigResponse.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseRuntimeConfigResponse();
    message.linux = object.linux !== void 0 && object.linux !== null ? LinuxRuntimeConfiguration.fromPartial(object.linux) : void 0;
    return message;
  }
};
function createBaseLinuxRuntimeConfiguration() {
  return { cgroupDriver: 0 };
}
var LinuxRuntimeConfiguration = {
  encode(message, writer = new BinaryWriter()) {
    if (message.cgroupDriver != null && message.cgroupDriver !== 0) {
      writer.uint32(8).int32(message.cgroupDriver);
    }
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseLinuxRuntimeConfiguration();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 8) {
              break;
            }
            message.cgroupDriver = reader.int32();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return LinuxRuntimeConfiguration.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseLinuxRuntimeConfiguration();
    message.cgroupDriver = object.cgroupDriver ?? 0;
    return message;
  }
};
function createBaseUpdatePodSandboxResourcesRequest() {
  return { podSandboxId: "", overhead: void 0, resources: void 0 };
}
var UpdatePodSandboxResourcesRequest = {
  encode(message, writer = new BinaryWriter()) {
    if (message.podSandboxId != null && message.podSandboxId !== "") {
      writer.uint32(10).string(message.podSandboxId);
    }
    if (message.overhead != null) {
      LinuxContainerResources.encode(message.overhead, writer.uint32(18).fork()).join();
    }
    if (message.resources != null) {
      LinuxContainerResources.encode(message.resources, writer.uint32(26).fork()).join();
    }
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseUpdatePodSandboxResourcesRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.podSandboxId = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message.overhead = LinuxContainerResources.decode(reader, reader.uint32());
            continue;
          }
          case 3: {
            if (tag !== 26) {
              break;
            }
            message.resources = LinuxContainerResources.decode(reader, reader.uint32());
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return UpdatePodSandboxResourcesRequest.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseUpdatePodSandboxResourcesRequest();
    message.podSandboxId = object.podSandboxId ?? "";
    message.overhead = object.overhead !== void 0 && object.overhead !== null ? LinuxContainerResources.fromPartial(object.overhead) : void 0;
    message.resources = object.resources !== void 0 && object.resources !== null ? LinuxContainerResources.fromPartial(object.resources) : void 0;
    return message;
  }
};
function createBaseUpdatePodSandboxResourcesResponse() {
  return {};
}
var UpdatePodSandboxResourcesResponse = {
  encode(_, writer = new BinaryWriter()) {
    return writer;
  },
  decode(input, length) {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseUpdatePodSandboxResourcesResponse();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return UpdatePodSandboxResourcesResponse.fromPartial(base ?? {});
  },
  fromPartial(_) {
    const message = createBaseUpdatePodSandboxResourcesResponse();
    return message;
  }
};
var RuntimeServiceServiceName = "runtime.v1.RuntimeService";
var RuntimeServiceClient = class {
  rpc;
  service;
  constructor(rpc, opts) {
    this.service = opts?.service || RuntimeServiceServiceName;
    this.rpc = rpc;
    this.version = this.version.bind(this);
    this.runPodSandbox = this.runPodSandbox.bind(this);
    this.stopPodSandbox = this.stopPodSandbox.bind(this);
    this.removePodSandbox = this.removePodSandbox.bind(this);
    this.podSandboxStatus = this.podSandboxStatus.bind(this);
    this.listPodSandbox = this.listPodSandbox.bind(this);
    this.streamPodSandboxes = this.streamPodSandboxes.bind(this);
    this.createContainer = this.createContainer.bind(this);
    this.startContainer = this.startContainer.bind(this);
    this.stopContainer = this.stopContainer.bind(this);
    this.removeContainer = this.removeContainer.bind(this);
    this.listContainers = this.listContainers.bind(this);
    this.streamContainers = this.streamContainers.bind(this);
    this.containerStatus = this.containerStatus.bind(this);
    this.updateContainerResources = this.updateContainerResources.bind(this);
    this.reopenContainerLog = this.reopenContainerLog.bind(this);
    this.execSync = this.execSync.bind(this);
    this.exec = this.exec.bind(this);
    this.attach = this.attach.bind(this);
    this.portForward = this.portForward.bind(this);
    this.containerStats = this.containerStats.bind(this);
    this.listContainerStats = this.listContainerStats.bind(this);
    this.streamContainerStats = this.streamContainerStats.bind(this);
    this.podSandboxStats = this.podSandboxStats.bind(this);
    this.listPodSandboxStats = this.listPodSandboxStats.bind(this);
    this.streamPodSandboxStats = this.streamPodSandboxStats.bind(this);
    this.updateRuntimeConfig = this.updateRuntimeConfig.bind(this);
    this.status = this.status.bind(this);
    this.checkpointContainer = this.checkpointContainer.bind(this);
    this.checkpointPod = this.checkpointPod.bind(this);
    this.restorePod = this.restorePod.bind(this);
    this.getContainerEvents = this.getContainerEvents.bind(this);
    this.listMetricDescriptors = this.listMetricDescriptors.bind(this);
    this.listPodSandboxMetrics = this.listPodSandboxMetrics.bind(this);
    this.streamPodSandboxMetrics = this.streamPodSandboxMetrics.bind(this);
    this.runtimeConfig = this.runtimeConfig.bind(this);
    this.updatePodSandboxResources = this.updatePodSandboxResources.bind(this);
  }
  version(request) {
    const data = VersionRequest.encode(request).finish();
    const promise = this.rpc.request(this.service, "Version", data);
    return promise.then((data2) => VersionResponse.decode(new BinaryReader(data2)));
  }
  runPodSandbox(request) {
    const data = RunPodSandboxRequest.encode(request).finish();
    const promise = this.rpc.request(this.service, "RunPodSandbox", data);
    return promise.then((data2) => RunPodSandboxResponse.decode(new BinaryReader(data2)));
  }
  stopPodSandbox(request) {
    const data = StopPodSandboxRequest.encode(request).finish();
    const promise = this.rpc.request(this.service, "StopPodSandbox", data);
    return promise.then((data2) => StopPodSandboxResponse.decode(new BinaryReader(data2)));
  }
  removePodSandbox(request) {
    const data = RemovePodSandboxRequest.encode(request).finish();
    const promise = this.rpc.request(this.service, "RemovePodSandbox", data);
    return promise.then((data2) => RemovePodSandboxResponse.decode(new BinaryReader(data2)));
  }
  podSandboxStatus(request) {
    const data = PodSandboxStatusRequest.encode(request).finish();
    const promise = this.rpc.request(this.service, "PodSandboxStatus", data);
    return promise.then((data2) => PodSandboxStatusResponse.decode(new BinaryReader(data2)));
  }
  listPodSandbox(request) {
    const data = ListPodSandboxRequest.encode(request).finish();
    const promise = this.rpc.request(this.service, "ListPodSandbox", data);
    return promise.then((data2) => ListPodSandboxResponse.decode(new BinaryReader(data2)));
  }
  streamPodSandboxes(request) {
    const data = StreamPodSandboxesRequest.encode(request).finish();
    const result = this.rpc.serverStreamingRequest(this.service, "StreamPodSandboxes", data);
    return decoded(result, StreamPodSandboxesResponse);
  }
  createContainer(request) {
    const data = CreateContainerRequest.encode(request).finish();
    const promise = this.rpc.request(this.service, "CreateContainer", data);
    return promise.then((data2) => CreateContainerResponse.decode(new BinaryReader(data2)));
  }
  startContainer(request) {
    const data = StartContainerRequest.encode(request).finish();
    const promise = this.rpc.request(this.service, "StartContainer", data);
    return promise.then((data2) => StartContainerResponse.decode(new BinaryReader(data2)));
  }
  stopContainer(request) {
    const data = StopContainerRequest.encode(request).finish();
    const promise = this.rpc.request(this.service, "StopContainer", data);
    return promise.then((data2) => StopContainerResponse.decode(new BinaryReader(data2)));
  }
  removeContainer(request) {
    const data = RemoveContainerRequest.encode(request).finish();
    const promise = this.rpc.request(this.service, "RemoveContainer", data);
    return promise.then((data2) => RemoveContainerResponse.decode(new BinaryReader(data2)));
  }
  listContainers(request) {
    const data = ListContainersRequest.encode(request).finish();
    const promise = this.rpc.request(this.service, "ListContainers", data);
    return promise.then((data2) => ListContainersResponse.decode(new BinaryReader(data2)));
  }
  streamContainers(request) {
    const data = StreamContainersRequest.encode(request).finish();
    const result = this.rpc.serverStreamingRequest(this.service, "StreamContainers", data);
    return decoded(result, StreamContainersResponse);
  }
  containerStatus(request) {
    const data = ContainerStatusRequest.encode(request).finish();
    const promise = this.rpc.request(this.service, "ContainerStatus", data);
    return promise.then((data2) => ContainerStatusResponse.decode(new BinaryReader(data2)));
  }
  updateContainerResources(request) {
    const data = UpdateContainerResourcesRequest.encode(request).finish();
    const promise = this.rpc.request(this.service, "UpdateContainerResources", data);
    return promise.then((data2) => UpdateContainerResourcesResponse.decode(new BinaryReader(data2)));
  }
  reopenContainerLog(request) {
    const data = ReopenContainerLogRequest.encode(request).finish();
    const promise = this.rpc.request(this.service, "ReopenContainerLog", data);
    return promise.then((data2) => ReopenContainerLogResponse.decode(new BinaryReader(data2)));
  }
  execSync(request) {
    const data = ExecSyncRequest.encode(request).finish();
    const promise = this.rpc.request(this.service, "ExecSync", data);
    return promise.then((data2) => ExecSyncResponse.decode(new BinaryReader(data2)));
  }
  exec(request) {
    const data = ExecRequest.encode(request).finish();
    const promise = this.rpc.request(this.service, "Exec", data);
    return promise.then((data2) => ExecResponse.decode(new BinaryReader(data2)));
  }
  attach(request) {
    const data = AttachRequest.encode(request).finish();
    const promise = this.rpc.request(this.service, "Attach", data);
    return promise.then((data2) => AttachResponse.decode(new BinaryReader(data2)));
  }
  portForward(request) {
    const data = PortForwardRequest.encode(request).finish();
    const promise = this.rpc.request(this.service, "PortForward", data);
    return promise.then((data2) => PortForwardResponse.decode(new BinaryReader(data2)));
  }
  containerStats(request) {
    const data = ContainerStatsRequest.encode(request).finish();
    const promise = this.rpc.request(this.service, "ContainerStats", data);
    return promise.then((data2) => ContainerStatsResponse.decode(new BinaryReader(data2)));
  }
  listContainerStats(request) {
    const data = ListContainerStatsRequest.encode(request).finish();
    const promise = this.rpc.request(this.service, "ListContainerStats", data);
    return promise.then((data2) => ListContainerStatsResponse.decode(new BinaryReader(data2)));
  }
  streamContainerStats(request) {
    const data = StreamContainerStatsRequest.encode(request).finish();
    const result = this.rpc.serverStreamingRequest(this.service, "StreamContainerStats", data);
    return decoded(result, StreamContainerStatsResponse);
  }
  podSandboxStats(request) {
    const data = PodSandboxStatsRequest.encode(request).finish();
    const promise = this.rpc.request(this.service, "PodSandboxStats", data);
    return promise.then((data2) => PodSandboxStatsResponse.decode(new BinaryReader(data2)));
  }
  listPodSandboxStats(request) {
    const data = ListPodSandboxStatsRequest.encode(request).finish();
    const promise = this.rpc.request(this.service, "ListPodSandboxStats", data);
    return promise.then((data2) => ListPodSandboxStatsResponse.decode(new BinaryReader(data2)));
  }
  streamPodSandboxStats(request) {
    const data = StreamPodSandboxStatsRequest.encode(request).finish();
    const result = this.rpc.serverStreamingRequest(this.service, "StreamPodSandboxStats", data);
    return decoded(result, StreamPodSandboxStatsResponse);
  }
  updateRuntimeConfig(request) {
    const data = UpdateRuntimeConfigRequest.encode(request).finish();
    const promise = this.rpc.request(this.service, "UpdateRuntimeConfig", data);
    return promise.then((data2) => UpdateRuntimeConfigResponse.decode(new BinaryReader(data2)));
  }
  status(request) {
    const data = StatusRequest.encode(request).finish();
    const promise = this.rpc.request(this.service, "Status", data);
    return promise.then((data2) => StatusResponse.decode(new BinaryReader(data2)));
  }
  checkpointContainer(request) {
    const data = CheckpointContainerRequest.encode(request).finish();
    const promise = this.rpc.request(this.service, "CheckpointContainer", data);
    return promise.then((data2) => CheckpointContainerResponse.decode(new BinaryReader(data2)));
  }
  checkpointPod(request) {
    const data = CheckpointPodRequest.encode(request).finish();
    const promise = this.rpc.request(this.service, "CheckpointPod", data);
    return promise.then((data2) => CheckpointPodResponse.decode(new BinaryReader(data2)));
  }
  restorePod(request) {
    const data = RestorePodRequest.encode(request).finish();
    const promise = this.rpc.request(this.service, "RestorePod", data);
    return promise.then((data2) => RestorePodResponse.decode(new BinaryReader(data2)));
  }
  getContainerEvents(request) {
    const data = GetEventsRequest.encode(request).finish();
    const result = this.rpc.serverStreamingRequest(this.service, "GetContainerEvents", data);
    return decoded(result, ContainerEventResponse);
  }
  listMetricDescriptors(request) {
    const data = ListMetricDescriptorsRequest.encode(request).finish();
    const promise = this.rpc.request(this.service, "ListMetricDescriptors", data);
    return promise.then((data2) => ListMetricDescriptorsResponse.decode(new BinaryReader(data2)));
  }
  listPodSandboxMetrics(request) {
    const data = ListPodSandboxMetricsRequest.encode(request).finish();
    const promise = this.rpc.request(this.service, "ListPodSandboxMetrics", data);
    return promise.then((data2) => ListPodSandboxMetricsResponse.decode(new BinaryReader(data2)));
  }
  streamPodSandboxMetrics(request) {
    const data = StreamPodSandboxMetricsRequest.encode(request).finish();
    const result = this.rpc.serverStreamingRequest(this.service, "StreamPodSandboxMetrics", data);
    return decoded(result, StreamPodSandboxMetricsResponse);
  }
  runtimeConfig(request) {
    const data = RuntimeConfigRequest.encode(request).finish();
    const promise = this.rpc.request(this.service, "RuntimeConfig", data);
    return promise.then((data2) => RuntimeConfigResponse.decode(new BinaryReader(data2)));
  }
  updatePodSandboxResources(request) {
    const data = UpdatePodSandboxResourcesRequest.encode(request).finish();
    const promise = this.rpc.request(this.service, "UpdatePodSandboxResources", data);
    return promise.then((data2) => UpdatePodSandboxResourcesResponse.decode(new BinaryReader(data2)));
  }
};
var RuntimeServiceDefinition = {
  name: "RuntimeService",
  fullName: "runtime.v1.RuntimeService",
  methods: {
    version: {
      name: "Version",
      requestType: VersionRequest,
      requestStream: false,
      responseType: VersionResponse,
      responseStream: false,
      options: {}
    },
    runPodSandbox: {
      name: "RunPodSandbox",
      requestType: RunPodSandboxRequest,
      requestStream: false,
      responseType: RunPodSandboxResponse,
      responseStream: false,
      options: {}
    },
    stopPodSandbox: {
      name: "StopPodSandbox",
      requestType: StopPodSandboxRequest,
      requestStream: false,
      responseType: StopPodSandboxResponse,
      responseStream: false,
      options: {}
    },
    removePodSandbox: {
      name: "RemovePodSandbox",
      requestType: RemovePodSandboxRequest,
      requestStream: false,
      responseType: RemovePodSandboxResponse,
      responseStream: false,
      options: {}
    },
    podSandboxStatus: {
      name: "PodSandboxStatus",
      requestType: PodSandboxStatusRequest,
      requestStream: false,
      responseType: PodSandboxStatusResponse,
      responseStream: false,
      options: {}
    },
    listPodSandbox: {
      name: "ListPodSandbox",
      requestType: ListPodSandboxRequest,
      requestStream: false,
      responseType: ListPodSandboxResponse,
      responseStream: false,
      options: {}
    },
    streamPodSandboxes: {
      name: "StreamPodSandboxes",
      requestType: StreamPodSandboxesRequest,
      requestStream: false,
      responseType: StreamPodSandboxesResponse,
      responseStream: true,
      options: {}
    },
    createContainer: {
      name: "CreateContainer",
      requestType: CreateContainerRequest,
      requestStream: false,
      responseType: CreateContainerResponse,
      responseStream: false,
      options: {}
    },
    startContainer: {
      name: "StartContainer",
      requestType: StartContainerRequest,
      requestStream: false,
      responseType: StartContainerResponse,
      responseStream: false,
      options: {}
    },
    stopContainer: {
      name: "StopContainer",
      requestType: StopContainerRequest,
      requestStream: false,
      responseType: StopContainerResponse,
      responseStream: false,
      options: {}
    },
    removeContainer: {
      name: "RemoveContainer",
      requestType: RemoveContainerRequest,
      requestStream: false,
      responseType: RemoveContainerResponse,
      responseStream: false,
      options: {}
    },
    listContainers: {
      name: "ListContainers",
      requestType: ListContainersRequest,
      requestStream: false,
      responseType: ListContainersResponse,
      responseStream: false,
      options: {}
    },
    streamContainers: {
      name: "StreamContainers",
      requestType: StreamContainersRequest,
      requestStream: false,
      responseType: StreamContainersResponse,
      responseStream: true,
      options: {}
    },
    containerStatus: {
      name: "ContainerStatus",
      requestType: ContainerStatusRequest,
      requestStream: false,
      responseType: ContainerStatusResponse,
      responseStream: false,
      options: {}
    },
    updateContainerResources: {
      name: "UpdateContainerResources",
      requestType: UpdateContainerResourcesRequest,
      requestStream: false,
      responseType: UpdateContainerResourcesResponse,
      responseStream: false,
      options: {}
    },
    reopenContainerLog: {
      name: "ReopenContainerLog",
      requestType: ReopenContainerLogRequest,
      requestStream: false,
      responseType: ReopenContainerLogResponse,
      responseStream: false,
      options: {}
    },
    execSync: {
      name: "ExecSync",
      requestType: ExecSyncRequest,
      requestStream: false,
      responseType: ExecSyncResponse,
      responseStream: false,
      options: {}
    },
    exec: {
      name: "Exec",
      requestType: ExecRequest,
      requestStream: false,
      responseType: ExecResponse,
      responseStream: false,
      options: {}
    },
    attach: {
      name: "Attach",
      requestType: AttachRequest,
      requestStream: false,
      responseType: AttachResponse,
      responseStream: false,
      options: {}
    },
    portForward: {
      name: "PortForward",
      requestType: PortForwardRequest,
      requestStream: false,
      responseType: PortForwardResponse,
      responseStream: false,
      options: {}
    },
    containerStats: {
      name: "ContainerStats",
      requestType: ContainerStatsRequest,
      requestStream: false,
      responseType: ContainerStatsResponse,
      responseStream: false,
      options: {}
    },
    listContainerStats: {
      name: "ListContainerStats",
      requestType: ListContainerStatsRequest,
      requestStream: false,
      responseType: ListContainerStatsResponse,
      responseStream: false,
      options: {}
    },
    streamContainerStats: {
      name: "StreamContainerStats",
      requestType: StreamContainerStatsRequest,
      requestStream: false,
      responseType: StreamContainerStatsResponse,
      responseStream: true,
      options: {}
    },
    podSandboxStats: {
      name: "PodSandboxStats",
      requestType: PodSandboxStatsRequest,
      requestStream: false,
      responseType: PodSandboxStatsResponse,
      responseStream: false,
      options: {}
    },
    listPodSandboxStats: {
      name: "ListPodSandboxStats",
      requestType: ListPodSandboxStatsRequest,
      requestStream: false,
      responseType: ListPodSandboxStatsResponse,
      responseStream: false,
      options: {}
    },
    streamPodSandboxStats: {
      name: "StreamPodSandboxStats",
      requestType: StreamPodSandboxStatsRequest,
      requestStream: false,
      responseType: StreamPodSandboxStatsResponse,
      responseStream: true,
      options: {}
    },
    updateRuntimeConfig: {
      name: "UpdateRuntimeConfig",
      requestType: UpdateRuntimeConfigRequest,
      requestStream: false,
      responseType: UpdateRuntimeConfigResponse,
      responseStream: false,
      options: {}
    },
    status: {
      name: "Status",
      requestType: StatusRequest,
      requestStream: false,
      responseType: StatusResponse,
      responseStream: false,
      options: {}
    },
    checkpointContainer: {
      name: "CheckpointContainer",
      requestType: CheckpointContainerRequest,
      requestStream: false,
      responseType: CheckpointContainerResponse,
      responseStream: false,
      options: {}
    },
    checkpointPod: {
      name: "CheckpointPod",
      requestType: CheckpointPodRequest,
      requestStream: false,
      responseType: CheckpointPodResponse,
      responseStream: false,
      options: {}
    },
    restorePod: {
      name: "RestorePod",
      requestType: RestorePodRequest,
      requestStream: false,
      responseType: RestorePodResponse,
      responseStream: false,
      options: {}
    },
    getContainerEvents: {
      name: "GetContainerEvents",
      requestType: GetEventsRequest,
      requestStream: false,
      responseType: ContainerEventResponse,
      responseStream: true,
      options: {}
    },
    listMetricDescriptors: {
      name: "ListMetricDescriptors",
      requestType: ListMetricDescriptorsRequest,
      requestStream: false,
      responseType: ListMetricDescriptorsResponse,
      responseStream: false,
      options: {}
    },
    listPodSandboxMetrics: {
      name: "ListPodSandboxMetrics",
      requestType: ListPodSandboxMetricsRequest,
      requestStream: false,
      responseType: ListPodSandboxMetricsResponse,
      responseStream: false,
      options: {}
    },
    streamPodSandboxMetrics: {
      name: "StreamPodSandboxMetrics",
      requestType: StreamPodSandboxMetricsRequest,
      requestStream: false,
      responseType: StreamPodSandboxMetricsResponse,
      responseStream: true,
      options: {}
    },
    runtimeConfig: {
      name: "RuntimeConfig",
      requestType: RuntimeConfigRequest,
      requestStream: false,
      responseType: RuntimeConfigResponse,
      responseStream: false,
      options: {}
    },
    updatePodSandboxResources: {
      name: "UpdatePodSandboxResources",
      requestType: UpdatePodSandboxResourcesRequest,
      requestStream: false,
      responseType: UpdatePodSandboxResourcesResponse,
      responseStream: false,
      options: {}
    }
  }
};
var ImageServiceServiceName = "runtime.v1.ImageService";
var ImageServiceClient = class {
  rpc;
  service;
  constructor(rpc, opts) {
    this.service = opts?.service || ImageServiceServiceName;
    this.rpc = rpc;
    this.listImages = this.listImages.bind(this);
    this.streamImages = this.streamImages.bind(this);
    this.imageStatus = this.imageStatus.bind(this);
    this.pullImage = this.pullImage.bind(this);
    this.removeImage = this.removeImage.bind(this);
    this.imageFsInfo = this.imageFsInfo.bind(this);
  }
  listImages(request) {
    const data = ListImagesRequest.encode(request).finish();
    const promise = this.rpc.request(this.service, "ListImages", data);
    return promise.then((data2) => ListImagesResponse.decode(new BinaryReader(data2)));
  }
  streamImages(request) {
    const data = StreamImagesRequest.encode(request).finish();
    const result = this.rpc.serverStreamingRequest(this.service, "StreamImages", data);
    return decoded(result, StreamImagesResponse);
  }
  imageStatus(request) {
    const data = ImageStatusRequest.encode(request).finish();
    const promise = this.rpc.request(this.service, "ImageStatus", data);
    return promise.then((data2) => ImageStatusResponse.decode(new BinaryReader(data2)));
  }
  pullImage(request) {
    const data = PullImageRequest.encode(request).finish();
    const promise = this.rpc.request(this.service, "PullImage", data);
    return promise.then((data2) => PullImageResponse.decode(new BinaryReader(data2)));
  }
  removeImage(request) {
    const data = RemoveImageRequest.encode(request).finish();
    const promise = this.rpc.request(this.service, "RemoveImage", data);
    return promise.then((data2) => RemoveImageResponse.decode(new BinaryReader(data2)));
  }
  imageFsInfo(request) {
    const data = ImageFsInfoRequest.encode(request).finish();
    const promise = this.rpc.request(this.service, "ImageFsInfo", data);
    return promise.then((data2) => ImageFsInfoResponse.decode(new BinaryReader(data2)));
  }
};
var ImageServiceDefinition = {
  name: "ImageService",
  fullName: "runtime.v1.ImageService",
  methods: {
    listImages: {
      name: "ListImages",
      requestType: ListImagesRequest,
      requestStream: false,
      responseType: ListImagesResponse,
      responseStream: false,
      options: {}
    },
    streamImages: {
      name: "StreamImages",
      requestType: StreamImagesRequest,
      requestStream: false,
      responseType: StreamImagesResponse,
      responseStream: true,
      options: {}
    },
    imageStatus: {
      name: "ImageStatus",
      requestType: ImageStatusRequest,
      requestStream: false,
      responseType: ImageStatusResponse,
      responseStream: false,
      options: {}
    },
    pullImage: {
      name: "PullImage",
      requestType: PullImageRequest,
      requestStream: false,
      responseType: PullImageResponse,
      responseStream: false,
      options: {}
    },
    removeImage: {
      name: "RemoveImage",
      requestType: RemoveImageRequest,
      requestStream: false,
      responseType: RemoveImageResponse,
      responseStream: false,
      options: {}
    },
    imageFsInfo: {
      name: "ImageFsInfo",
      requestType: ImageFsInfoRequest,
      requestStream: false,
      responseType: ImageFsInfoResponse,
      responseStream: false,
      options: {}
    }
  }
};
export {
  AttachRequest,
  AttachResponse,
  AuthConfig,
  CDIDevice,
  Capability,
  CgroupDriver,
  CheckpointContainerRequest,
  CheckpointContainerResponse,
  CheckpointPodRequest,
  CheckpointPodRequest_OptionsEntry,
  CheckpointPodResponse,
  Container,
  ContainerAttributes,
  ContainerAttributes_AnnotationsEntry,
  ContainerAttributes_LabelsEntry,
  ContainerConfig,
  ContainerConfig_AnnotationsEntry,
  ContainerConfig_LabelsEntry,
  ContainerEventResponse,
  ContainerEventType,
  ContainerFilter,
  ContainerFilter_LabelSelectorEntry,
  ContainerMetadata,
  ContainerMetrics,
  ContainerResources,
  ContainerState,
  ContainerStateValue,
  ContainerStats,
  ContainerStatsFilter,
  ContainerStatsFilter_LabelSelectorEntry,
  ContainerStatsRequest,
  ContainerStatsResponse,
  ContainerStatus,
  ContainerStatusRequest,
  ContainerStatusResponse,
  ContainerStatusResponse_InfoEntry,
  ContainerStatus_AnnotationsEntry,
  ContainerStatus_LabelsEntry,
  ContainerUser,
  Container_AnnotationsEntry,
  Container_LabelsEntry,
  CpuUsage,
  CreateContainerRequest,
  CreateContainerResponse,
  DNSConfig,
  Device,
  ExecRequest,
  ExecResponse,
  ExecSyncRequest,
  ExecSyncResponse,
  FilesystemIdentifier,
  FilesystemUsage,
  GetEventsRequest,
  HugepageLimit,
  IDMapping,
  Image,
  ImageFilter,
  ImageFsInfoRequest,
  ImageFsInfoResponse,
  ImageServiceClient,
  ImageServiceDefinition,
  ImageServiceServiceName,
  ImageSpec,
  ImageSpec_AnnotationsEntry,
  ImageStatusRequest,
  ImageStatusResponse,
  ImageStatusResponse_InfoEntry,
  Int64Value,
  IoUsage,
  KeyValue,
  LinuxContainerConfig,
  LinuxContainerResources,
  LinuxContainerResources_UnifiedEntry,
  LinuxContainerSecurityContext,
  LinuxContainerUser,
  LinuxPodSandboxConfig,
  LinuxPodSandboxConfig_SysctlsEntry,
  LinuxPodSandboxStats,
  LinuxPodSandboxStatus,
  LinuxRuntimeConfiguration,
  LinuxSandboxSecurityContext,
  ListContainerStatsRequest,
  ListContainerStatsResponse,
  ListContainersRequest,
  ListContainersResponse,
  ListImagesRequest,
  ListImagesResponse,
  ListMetricDescriptorsRequest,
  ListMetricDescriptorsResponse,
  ListPodSandboxMetricsRequest,
  ListPodSandboxMetricsResponse,
  ListPodSandboxRequest,
  ListPodSandboxResponse,
  ListPodSandboxStatsRequest,
  ListPodSandboxStatsResponse,
  MemoryUsage,
  Metric,
  MetricDescriptor,
  MetricType,
  Mount,
  MountPropagation,
  Namespace,
  NamespaceMode,
  NamespaceOption,
  NetworkConfig,
  NetworkInterfaceUsage,
  NetworkUsage,
  PodIP,
  PodSandbox,
  PodSandboxAttributes,
  PodSandboxAttributes_AnnotationsEntry,
  PodSandboxAttributes_LabelsEntry,
  PodSandboxConfig,
  PodSandboxConfig_AnnotationsEntry,
  PodSandboxConfig_LabelsEntry,
  PodSandboxFilter,
  PodSandboxFilter_LabelSelectorEntry,
  PodSandboxMetadata,
  PodSandboxMetrics,
  PodSandboxNetworkStatus,
  PodSandboxState,
  PodSandboxStateValue,
  PodSandboxStats,
  PodSandboxStatsFilter,
  PodSandboxStatsFilter_LabelSelectorEntry,
  PodSandboxStatsRequest,
  PodSandboxStatsResponse,
  PodSandboxStatus,
  PodSandboxStatusRequest,
  PodSandboxStatusResponse,
  PodSandboxStatusResponse_InfoEntry,
  PodSandboxStatus_AnnotationsEntry,
  PodSandboxStatus_LabelsEntry,
  PodSandbox_AnnotationsEntry,
  PodSandbox_LabelsEntry,
  PortForwardRequest,
  PortForwardResponse,
  PortMapping,
  ProcessUsage,
  Protocol,
  PsiData,
  PsiStats,
  PullImageRequest,
  PullImageResponse,
  RemoveContainerRequest,
  RemoveContainerResponse,
  RemoveImageRequest,
  RemoveImageResponse,
  RemovePodSandboxRequest,
  RemovePodSandboxResponse,
  ReopenContainerLogRequest,
  ReopenContainerLogResponse,
  RestorePodRequest,
  RestorePodRequest_OptionsEntry,
  RestorePodResponse,
  RestoredContainer,
  RunPodSandboxRequest,
  RunPodSandboxResponse,
  RuntimeCondition,
  RuntimeConfig,
  RuntimeConfigRequest,
  RuntimeConfigResponse,
  RuntimeFeatures,
  RuntimeHandler,
  RuntimeHandlerFeatures,
  RuntimeServiceClient,
  RuntimeServiceDefinition,
  RuntimeServiceServiceName,
  RuntimeStatus,
  SELinuxOption,
  SecurityProfile,
  SecurityProfile_ProfileType,
  Signal,
  StartContainerRequest,
  StartContainerResponse,
  StatusRequest,
  StatusResponse,
  StatusResponse_InfoEntry,
  StopContainerRequest,
  StopContainerResponse,
  StopPodSandboxRequest,
  StopPodSandboxResponse,
  StreamContainerStatsRequest,
  StreamContainerStatsResponse,
  StreamContainersRequest,
  StreamContainersResponse,
  StreamImagesRequest,
  StreamImagesResponse,
  StreamPodSandboxMetricsRequest,
  StreamPodSandboxMetricsResponse,
  StreamPodSandboxStatsRequest,
  StreamPodSandboxStatsResponse,
  StreamPodSandboxesRequest,
  StreamPodSandboxesResponse,
  SupplementalGroupsPolicy,
  SwapUsage,
  UInt64Value,
  UpdateContainerResourcesRequest,
  UpdateContainerResourcesRequest_AnnotationsEntry,
  UpdateContainerResourcesResponse,
  UpdatePodSandboxResourcesRequest,
  UpdatePodSandboxResourcesResponse,
  UpdateRuntimeConfigRequest,
  UpdateRuntimeConfigResponse,
  UserNamespace,
  VersionRequest,
  VersionResponse,
  WindowsContainerConfig,
  WindowsContainerResources,
  WindowsContainerSecurityContext,
  WindowsContainerStats,
  WindowsCpuGroupAffinity,
  WindowsCpuUsage,
  WindowsFilesystemUsage,
  WindowsMemoryUsage,
  WindowsNamespaceOption,
  WindowsNetworkInterfaceUsage,
  WindowsNetworkUsage,
  WindowsPodSandboxConfig,
  WindowsPodSandboxStats,
  WindowsProcessUsage,
  WindowsSandboxSecurityContext
};
