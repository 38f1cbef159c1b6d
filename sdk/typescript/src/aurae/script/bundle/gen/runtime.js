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

// gen/duration.ts
function createBaseDuration() {
  return { seconds: 0, nanos: 0 };
}
var Duration = {
  encode(message, writer = new BinaryWriter()) {
    if (message.seconds != null && message.seconds !== 0) {
      writer.uint32(8).int64(message.seconds);
    }
    if (message.nanos != null && message.nanos !== 0) {
      writer.uint32(16).int32(message.nanos);
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
      const message = createBaseDuration();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 8) {
              break;
            }
            message.seconds = reader.int64();
            continue;
          }
          case 2: {
            if (tag !== 16) {
              break;
            }
            message.nanos = reader.int32();
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
    return Duration.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseDuration();
    message.seconds = object.seconds !== void 0 && object.seconds !== null ? exact(object.seconds) : 0;
    message.nanos = object.nanos ?? 0;
    return message;
  }
};

// gen/timestamp.ts
function createBaseTimestamp() {
  return { seconds: 0, nanos: 0 };
}
var Timestamp = {
  encode(message, writer = new BinaryWriter()) {
    if (message.seconds != null && message.seconds !== 0) {
      writer.uint32(8).int64(message.seconds);
    }
    if (message.nanos != null && message.nanos !== 0) {
      writer.uint32(16).int32(message.nanos);
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
      const message = createBaseTimestamp();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 8) {
              break;
            }
            message.seconds = reader.int64();
            continue;
          }
          case 2: {
            if (tag !== 16) {
              break;
            }
            message.nanos = reader.int32();
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
    return Timestamp.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseTimestamp();
    message.seconds = object.seconds !== void 0 && object.seconds !== null ? exact(object.seconds) : 0;
    message.nanos = object.nanos ?? 0;
    return message;
  }
};

// gen/runtime.ts
var Kind = /* @__PURE__ */ ((Kind2) => {
  Kind2[Kind2["KIND_UNSPECIFIED"] = 0] = "KIND_UNSPECIFIED";
  Kind2[Kind2["KIND_EXECUTABLE"] = 1] = "KIND_EXECUTABLE";
  Kind2[Kind2["UNRECOGNIZED"] = -1] = "UNRECOGNIZED";
  return Kind2;
})(Kind || {});
var Status = /* @__PURE__ */ ((Status2) => {
  Status2[Status2["STATUS_UNSPECIFIED"] = 0] = "STATUS_UNSPECIFIED";
  Status2[Status2["STATUS_STARTING"] = 1] = "STATUS_STARTING";
  Status2[Status2["STATUS_RUNNING"] = 2] = "STATUS_RUNNING";
  Status2[Status2["STATUS_STOPPING"] = 3] = "STATUS_STOPPING";
  Status2[Status2["STATUS_EXITED"] = 4] = "STATUS_EXITED";
  Status2[Status2["STATUS_FAILED"] = 5] = "STATUS_FAILED";
  Status2[Status2["STATUS_ORPHANED"] = 6] = "STATUS_ORPHANED";
  Status2[Status2["STATUS_LOST"] = 7] = "STATUS_LOST";
  Status2[Status2["UNRECOGNIZED"] = -1] = "UNRECOGNIZED";
  return Status2;
})(Status || {});
var LogStream = /* @__PURE__ */ ((LogStream2) => {
  LogStream2[LogStream2["LOG_STREAM_UNSPECIFIED"] = 0] = "LOG_STREAM_UNSPECIFIED";
  LogStream2[LogStream2["LOG_STREAM_STDOUT"] = 1] = "LOG_STREAM_STDOUT";
  LogStream2[LogStream2["LOG_STREAM_STDERR"] = 2] = "LOG_STREAM_STDERR";
  LogStream2[LogStream2["UNRECOGNIZED"] = -1] = "UNRECOGNIZED";
  return LogStream2;
})(LogStream || {});
function createBaseWorkloadSpec() {
  return { name: "", executable: void 0 };
}
var WorkloadSpec = {
  encode(message, writer = new BinaryWriter()) {
    if (message.name != null && message.name !== "") {
      writer.uint32(10).string(message.name);
    }
    if (message.executable != null) {
      Executable.encode(message.executable, writer.uint32(82).fork()).join();
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
      const message = createBaseWorkloadSpec();
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
          case 10: {
            if (tag !== 82) {
              break;
            }
            message.executable = Executable.decode(reader, reader.uint32());
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
    return WorkloadSpec.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseWorkloadSpec();
    message.name = object.name ?? "";
    message.executable = object.executable !== void 0 && object.executable !== null ? Executable.fromPartial(object.executable) : void 0;
    return message;
  }
};
function createBaseExecutable() {
  return {
    argv: [],
    command: "",
    shell: false,
    env: {},
    workingDirectory: "",
    user: "",
    group: "",
    terminal: false,
    stdin: void 0,
    stopSignal: "",
    stopTimeout: void 0
  };
}
var Executable = {
  encode(message, writer = new BinaryWriter()) {
    for (const v of message.argv ?? []) {
      writer.uint32(10).string(v);
    }
    if (message.command != null && message.command !== "") {
      writer.uint32(18).string(message.command);
    }
    if (message.shell != null && message.shell !== false) {
      writer.uint32(24).bool(message.shell);
    }
    globalThis.Object.entries(message.env ?? {}).forEach(([key, value]) => {
      Executable_EnvEntry.encode({ key, value }, writer.uint32(34).fork()).join();
    });
    if (message.workingDirectory != null && message.workingDirectory !== "") {
      writer.uint32(42).string(message.workingDirectory);
    }
    if (message.user != null && message.user !== "") {
      writer.uint32(50).string(message.user);
    }
    if (message.group != null && message.group !== "") {
      writer.uint32(58).string(message.group);
    }
    if (message.terminal != null && message.terminal !== false) {
      writer.uint32(64).bool(message.terminal);
    }
    if (message.stdin != null) {
      writer.uint32(74).bytes(message.stdin);
    }
    if (message.stopSignal != null && message.stopSignal !== "") {
      writer.uint32(82).string(message.stopSignal);
    }
    if (message.stopTimeout != null) {
      Duration.encode(message.stopTimeout, writer.uint32(90).fork()).join();
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
      const message = createBaseExecutable();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.argv.push(reader.string());
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message.command = reader.string();
            continue;
          }
          case 3: {
            if (tag !== 24) {
              break;
            }
            message.shell = reader.bool();
            continue;
          }
          case 4: {
            if (tag !== 34) {
              break;
            }
            const entry4 = Executable_EnvEntry.decode(reader, reader.uint32());
            if (entry4.value !== void 0) {
              message.env[entry4.key] = entry4.value;
            }
            continue;
          }
          case 5: {
            if (tag !== 42) {
              break;
            }
            message.workingDirectory = reader.string();
            continue;
          }
          case 6: {
            if (tag !== 50) {
              break;
            }
            message.user = reader.string();
            continue;
          }
          case 7: {
            if (tag !== 58) {
              break;
            }
            message.group = reader.string();
            continue;
          }
          case 8: {
            if (tag !== 64) {
              break;
            }
            message.terminal = reader.bool();
            continue;
          }
          case 9: {
            if (tag !== 74) {
              break;
            }
            message.stdin = reader.bytes();
            continue;
          }
          case 10: {
            if (tag !== 82) {
              break;
            }
            message.stopSignal = reader.string();
            continue;
          }
          case 11: {
            if (tag !== 90) {
              break;
            }
            message.stopTimeout = Duration.decode(reader, reader.uint32());
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
    return Executable.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseExecutable();
    message.argv = object.argv?.map((e) => e) || [];
    message.command = object.command ?? "";
    message.shell = object.shell ?? false;
    message.env = globalThis.Object.entries(object.env ?? {}).reduce(
      (acc, [key, value]) => {
        if (value !== void 0) {
          acc[key] = globalThis.String(value);
        }
        return acc;
      },
      {}
    );
    message.workingDirectory = object.workingDirectory ?? "";
    message.user = object.user ?? "";
    message.group = object.group ?? "";
    message.terminal = object.terminal ?? false;
    message.stdin = object.stdin ?? void 0;
    message.stopSignal = object.stopSignal ?? "";
    message.stopTimeout = object.stopTimeout !== void 0 && object.stopTimeout !== null ? Duration.fromPartial(object.stopTimeout) : void 0;
    return message;
  }
};
function createBaseExecutable_EnvEntry() {
  return { key: "", value: "" };
}
var Executable_EnvEntry = {
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
      const message = createBaseExecutable_EnvEntry();
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
    return Executable_EnvEntry.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseExecutable_EnvEntry();
    message.key = object.key ?? "";
    message.value = object.value ?? "";
    return message;
  }
};
function createBaseWorkload() {
  return {
    name: "",
    id: 0,
    kind: 0,
    cell: "",
    pid: 0,
    status: 0,
    exitCode: void 0,
    signal: void 0,
    reason: "",
    createdAt: void 0,
    startedAt: void 0,
    finishedAt: void 0,
    argv: [],
    owner: ""
  };
}
var Workload = {
  encode(message, writer = new BinaryWriter()) {
    if (message.name != null && message.name !== "") {
      writer.uint32(10).string(message.name);
    }
    if (message.id != null && message.id !== 0) {
      writer.uint32(16).uint64(message.id);
    }
    if (message.kind != null && message.kind !== 0) {
      writer.uint32(24).int32(message.kind);
    }
    if (message.cell != null && message.cell !== "") {
      writer.uint32(34).string(message.cell);
    }
    if (message.pid != null && message.pid !== 0) {
      writer.uint32(40).int32(message.pid);
    }
    if (message.status != null && message.status !== 0) {
      writer.uint32(48).int32(message.status);
    }
    if (message.exitCode != null) {
      writer.uint32(56).int32(message.exitCode);
    }
    if (message.signal != null) {
      writer.uint32(64).int32(message.signal);
    }
    if (message.reason != null && message.reason !== "") {
      writer.uint32(74).string(message.reason);
    }
    if (message.createdAt != null) {
      Timestamp.encode(message.createdAt, writer.uint32(82).fork()).join();
    }
    if (message.startedAt != null) {
      Timestamp.encode(message.startedAt, writer.uint32(90).fork()).join();
    }
    if (message.finishedAt != null) {
      Timestamp.encode(message.finishedAt, writer.uint32(98).fork()).join();
    }
    for (const v of message.argv ?? []) {
      writer.uint32(106).string(v);
    }
    if (message.owner != null && message.owner !== "") {
      writer.uint32(114).string(message.owner);
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
      const message = createBaseWorkload();
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
            message.id = reader.uint64();
            continue;
          }
          case 3: {
            if (tag !== 24) {
              break;
            }
            message.kind = reader.int32();
            continue;
          }
          case 4: {
            if (tag !== 34) {
              break;
            }
            message.cell = reader.string();
            continue;
          }
          case 5: {
            if (tag !== 40) {
              break;
            }
            message.pid = reader.int32();
            continue;
          }
          case 6: {
            if (tag !== 48) {
              break;
            }
            message.status = reader.int32();
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
            if (tag !== 64) {
              break;
            }
            message.signal = reader.int32();
            continue;
          }
          case 9: {
            if (tag !== 74) {
              break;
            }
            message.reason = reader.string();
            continue;
          }
          case 10: {
            if (tag !== 82) {
              break;
            }
            message.createdAt = Timestamp.decode(reader, reader.uint32());
            continue;
          }
          case 11: {
            if (tag !== 90) {
              break;
            }
            message.startedAt = Timestamp.decode(reader, reader.uint32());
            continue;
          }
          case 12: {
            if (tag !== 98) {
              break;
            }
            message.finishedAt = Timestamp.decode(reader, reader.uint32());
            continue;
          }
          case 13: {
            if (tag !== 106) {
              break;
            }
            message.argv.push(reader.string());
            continue;
          }
          case 14: {
            if (tag !== 114) {
              break;
            }
            message.owner = reader.string();
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
    return Workload.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseWorkload();
    message.name = object.name ?? "";
    message.id = object.id !== void 0 && object.id !== null ? exact(object.id) : 0;
    message.kind = object.kind ?? 0;
    message.cell = object.cell ?? "";
    message.pid = object.pid ?? 0;
    message.status = object.status ?? 0;
    message.exitCode = object.exitCode ?? void 0;
    message.signal = object.signal ?? void 0;
    message.reason = object.reason ?? "";
    message.createdAt = object.createdAt !== void 0 && object.createdAt !== null ? Timestamp.fromPartial(object.createdAt) : void 0;
    message.startedAt = object.startedAt !== void 0 && object.startedAt !== null ? Timestamp.fromPartial(object.startedAt) : void 0;
    message.finishedAt = object.finishedAt !== void 0 && object.finishedAt !== null ? Timestamp.fromPartial(object.finishedAt) : void 0;
    message.argv = object.argv?.map((e) => e) || [];
    message.owner = object.owner ?? "";
    return message;
  }
};
function createBaseOutput() {
  return { stdout: new Uint8Array(0), stderr: new Uint8Array(0), stdoutCut: false, stderrCut: false };
}
var Output = {
  encode(message, writer = new BinaryWriter()) {
    if (message.stdout != null && message.stdout.length !== 0) {
      writer.uint32(10).bytes(message.stdout);
    }
    if (message.stderr != null && message.stderr.length !== 0) {
      writer.uint32(18).bytes(message.stderr);
    }
    if (message.stdoutCut != null && message.stdoutCut !== false) {
      writer.uint32(24).bool(message.stdoutCut);
    }
    if (message.stderrCut != null && message.stderrCut !== false) {
      writer.uint32(32).bool(message.stderrCut);
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
      const message = createBaseOutput();
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
            message.stdoutCut = reader.bool();
            continue;
          }
          case 4: {
            if (tag !== 32) {
              break;
            }
            message.stderrCut = reader.bool();
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
    return Output.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseOutput();
    message.stdout = object.stdout ?? new Uint8Array(0);
    message.stderr = object.stderr ?? new Uint8Array(0);
    message.stdoutCut = object.stdoutCut ?? false;
    message.stderrCut = object.stderrCut ?? false;
    return message;
  }
};
function createBaseStartRequest() {
  return { workload: void 0, wait: void 0, outputLimit: 0 };
}
var StartRequest = {
  encode(message, writer = new BinaryWriter()) {
    if (message.workload != null) {
      WorkloadSpec.encode(message.workload, writer.uint32(10).fork()).join();
    }
    if (message.wait != null) {
      Duration.encode(message.wait, writer.uint32(18).fork()).join();
    }
    if (message.outputLimit != null && message.outputLimit !== 0) {
      writer.uint32(24).uint32(message.outputLimit);
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
      const message = createBaseStartRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.workload = WorkloadSpec.decode(reader, reader.uint32());
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message.wait = Duration.decode(reader, reader.uint32());
            continue;
          }
          case 3: {
            if (tag !== 24) {
              break;
            }
            message.outputLimit = reader.uint32();
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
    return StartRequest.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseStartRequest();
    message.workload = object.workload !== void 0 && object.workload !== null ? WorkloadSpec.fromPartial(object.workload) : void 0;
    message.wait = object.wait !== void 0 && object.wait !== null ? Duration.fromPartial(object.wait) : void 0;
    message.outputLimit = object.outputLimit ?? 0;
    return message;
  }
};
function createBaseStartResponse() {
  return { workload: void 0, output: void 0 };
}
var StartResponse = {
  encode(message, writer = new BinaryWriter()) {
    if (message.workload != null) {
      Workload.encode(message.workload, writer.uint32(10).fork()).join();
    }
    if (message.output != null) {
      Output.encode(message.output, writer.uint32(18).fork()).join();
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
      const message = createBaseStartResponse();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.workload = Workload.decode(reader, reader.uint32());
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message.output = Output.decode(reader, reader.uint32());
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
    return StartResponse.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseStartResponse();
    message.workload = object.workload !== void 0 && object.workload !== null ? Workload.fromPartial(object.workload) : void 0;
    message.output = object.output !== void 0 && object.output !== null ? Output.fromPartial(object.output) : void 0;
    return message;
  }
};
function createBaseStopRequest() {
  return { name: "", timeout: void 0 };
}
var StopRequest = {
  encode(message, writer = new BinaryWriter()) {
    if (message.name != null && message.name !== "") {
      writer.uint32(10).string(message.name);
    }
    if (message.timeout != null) {
      Duration.encode(message.timeout, writer.uint32(18).fork()).join();
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
      const message = createBaseStopRequest();
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
            message.timeout = Duration.decode(reader, reader.uint32());
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
    return StopRequest.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseStopRequest();
    message.name = object.name ?? "";
    message.timeout = object.timeout !== void 0 && object.timeout !== null ? Duration.fromPartial(object.timeout) : void 0;
    return message;
  }
};
function createBaseStopResponse() {
  return { workload: void 0 };
}
var StopResponse = {
  encode(message, writer = new BinaryWriter()) {
    if (message.workload != null) {
      Workload.encode(message.workload, writer.uint32(10).fork()).join();
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
      const message = createBaseStopResponse();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.workload = Workload.decode(reader, reader.uint32());
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
    return StopResponse.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseStopResponse();
    message.workload = object.workload !== void 0 && object.workload !== null ? Workload.fromPartial(object.workload) : void 0;
    return message;
  }
};
function createBaseWaitRequest() {
  return { name: "", timeout: void 0, outputLimit: 0 };
}
var WaitRequest = {
  encode(message, writer = new BinaryWriter()) {
    if (message.name != null && message.name !== "") {
      writer.uint32(10).string(message.name);
    }
    if (message.timeout != null) {
      Duration.encode(message.timeout, writer.uint32(18).fork()).join();
    }
    if (message.outputLimit != null && message.outputLimit !== 0) {
      writer.uint32(24).uint32(message.outputLimit);
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
      const message = createBaseWaitRequest();
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
            message.timeout = Duration.decode(reader, reader.uint32());
            continue;
          }
          case 3: {
            if (tag !== 24) {
              break;
            }
            message.outputLimit = reader.uint32();
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
    return WaitRequest.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseWaitRequest();
    message.name = object.name ?? "";
    message.timeout = object.timeout !== void 0 && object.timeout !== null ? Duration.fromPartial(object.timeout) : void 0;
    message.outputLimit = object.outputLimit ?? 0;
    return message;
  }
};
function createBaseWaitResponse() {
  return { workload: void 0, output: void 0 };
}
var WaitResponse = {
  encode(message, writer = new BinaryWriter()) {
    if (message.workload != null) {
      Workload.encode(message.workload, writer.uint32(10).fork()).join();
    }
    if (message.output != null) {
      Output.encode(message.output, writer.uint32(18).fork()).join();
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
      const message = createBaseWaitResponse();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.workload = Workload.decode(reader, reader.uint32());
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message.output = Output.decode(reader, reader.uint32());
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
    return WaitResponse.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseWaitResponse();
    message.workload = object.workload !== void 0 && object.workload !== null ? Workload.fromPartial(object.workload) : void 0;
    message.output = object.output !== void 0 && object.output !== null ? Output.fromPartial(object.output) : void 0;
    return message;
  }
};
function createBaseListRequest() {
  return { all: false, pageSize: 0, pageToken: "" };
}
var ListRequest = {
  encode(message, writer = new BinaryWriter()) {
    if (message.all != null && message.all !== false) {
      writer.uint32(8).bool(message.all);
    }
    if (message.pageSize != null && message.pageSize !== 0) {
      writer.uint32(16).uint32(message.pageSize);
    }
    if (message.pageToken != null && message.pageToken !== "") {
      writer.uint32(26).string(message.pageToken);
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
      const message = createBaseListRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 8) {
              break;
            }
            message.all = reader.bool();
            continue;
          }
          case 2: {
            if (tag !== 16) {
              break;
            }
            message.pageSize = reader.uint32();
            continue;
          }
          case 3: {
            if (tag !== 26) {
              break;
            }
            message.pageToken = reader.string();
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
    return ListRequest.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseListRequest();
    message.all = object.all ?? false;
    message.pageSize = object.pageSize ?? 0;
    message.pageToken = object.pageToken ?? "";
    return message;
  }
};
function createBaseListResponse() {
  return { workloads: [], nextPageToken: "" };
}
var ListResponse = {
  encode(message, writer = new BinaryWriter()) {
    for (const v of message.workloads ?? []) {
      Workload.encode(v, writer.uint32(10).fork()).join();
    }
    if (message.nextPageToken != null && message.nextPageToken !== "") {
      writer.uint32(18).string(message.nextPageToken);
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
      const message = createBaseListResponse();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.workloads.push(Workload.decode(reader, reader.uint32()));
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message.nextPageToken = reader.string();
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
    return ListResponse.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseListResponse();
    message.workloads = object.workloads?.map((e) => Workload.fromPartial(e)) || [];
    message.nextPageToken = object.nextPageToken ?? "";
    return message;
  }
};
function createBaseGetRequest() {
  return { name: "" };
}
var GetRequest = {
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
      const message = createBaseGetRequest();
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
    return GetRequest.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseGetRequest();
    message.name = object.name ?? "";
    return message;
  }
};
function createBaseGetResponse() {
  return { workload: void 0 };
}
var GetResponse = {
  encode(message, writer = new BinaryWriter()) {
    if (message.workload != null) {
      Workload.encode(message.workload, writer.uint32(10).fork()).join();
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
      const message = createBaseGetResponse();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.workload = Workload.decode(reader, reader.uint32());
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
    return GetResponse.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseGetResponse();
    message.workload = object.workload !== void 0 && object.workload !== null ? Workload.fromPartial(object.workload) : void 0;
    return message;
  }
};
function createBaseLogsRequest() {
  return { name: "", stream: 0, since: void 0, until: void 0, follow: false, cursor: "", tail: void 0 };
}
var LogsRequest = {
  encode(message, writer = new BinaryWriter()) {
    if (message.name != null && message.name !== "") {
      writer.uint32(10).string(message.name);
    }
    if (message.stream != null && message.stream !== 0) {
      writer.uint32(16).int32(message.stream);
    }
    if (message.since != null) {
      Timestamp.encode(message.since, writer.uint32(26).fork()).join();
    }
    if (message.until != null) {
      Timestamp.encode(message.until, writer.uint32(34).fork()).join();
    }
    if (message.follow != null && message.follow !== false) {
      writer.uint32(40).bool(message.follow);
    }
    if (message.cursor != null && message.cursor !== "") {
      writer.uint32(50).string(message.cursor);
    }
    if (message.tail != null) {
      writer.uint32(56).uint64(message.tail);
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
      const message = createBaseLogsRequest();
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
            message.stream = reader.int32();
            continue;
          }
          case 3: {
            if (tag !== 26) {
              break;
            }
            message.since = Timestamp.decode(reader, reader.uint32());
            continue;
          }
          case 4: {
            if (tag !== 34) {
              break;
            }
            message.until = Timestamp.decode(reader, reader.uint32());
            continue;
          }
          case 5: {
            if (tag !== 40) {
              break;
            }
            message.follow = reader.bool();
            continue;
          }
          case 6: {
            if (tag !== 50) {
              break;
            }
            message.cursor = reader.string();
            continue;
          }
          case 7: {
            if (tag !== 56) {
              break;
            }
            message.tail = reader.uint64();
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
    return LogsRequest.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseLogsRequest();
    message.name = object.name ?? "";
    message.stream = object.stream ?? 0;
    message.since = object.since !== void 0 && object.since !== null ? Timestamp.fromPartial(object.since) : void 0;
    message.until = object.until !== void 0 && object.until !== null ? Timestamp.fromPartial(object.until) : void 0;
    message.follow = object.follow ?? false;
    message.cursor = object.cursor ?? "";
    message.tail = object.tail !== void 0 && object.tail !== null ? exact(object.tail) : void 0;
    return message;
  }
};
function createBaseLogLine() {
  return { stream: 0, time: void 0, line: new Uint8Array(0), partial: false };
}
var LogLine = {
  encode(message, writer = new BinaryWriter()) {
    if (message.stream != null && message.stream !== 0) {
      writer.uint32(8).int32(message.stream);
    }
    if (message.time != null) {
      Timestamp.encode(message.time, writer.uint32(18).fork()).join();
    }
    if (message.line != null && message.line.length !== 0) {
      writer.uint32(26).bytes(message.line);
    }
    if (message.partial != null && message.partial !== false) {
      writer.uint32(32).bool(message.partial);
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
      const message = createBaseLogLine();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 8) {
              break;
            }
            message.stream = reader.int32();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message.time = Timestamp.decode(reader, reader.uint32());
            continue;
          }
          case 3: {
            if (tag !== 26) {
              break;
            }
            message.line = reader.bytes();
            continue;
          }
          case 4: {
            if (tag !== 32) {
              break;
            }
            message.partial = reader.bool();
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
    return LogLine.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseLogLine();
    message.stream = object.stream ?? 0;
    message.time = object.time !== void 0 && object.time !== null ? Timestamp.fromPartial(object.time) : void 0;
    message.line = object.line ?? new Uint8Array(0);
    message.partial = object.partial ?? false;
    return message;
  }
};
function createBaseLogsResponse() {
  return { lines: [], cursor: "", lostBytes: 0 };
}
var LogsResponse = {
  encode(message, writer = new BinaryWriter()) {
    for (const v of message.lines ?? []) {
      LogLine.encode(v, writer.uint32(10).fork()).join();
    }
    if (message.cursor != null && message.cursor !== "") {
      writer.uint32(18).string(message.cursor);
    }
    if (message.lostBytes != null && message.lostBytes !== 0) {
      writer.uint32(24).uint64(message.lostBytes);
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
      const message = createBaseLogsResponse();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.lines.push(LogLine.decode(reader, reader.uint32()));
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message.cursor = reader.string();
            continue;
          }
          case 3: {
            if (tag !== 24) {
              break;
            }
            message.lostBytes = reader.uint64();
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
    return LogsResponse.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseLogsResponse();
    message.lines = object.lines?.map((e) => LogLine.fromPartial(e)) || [];
    message.cursor = object.cursor ?? "";
    message.lostBytes = object.lostBytes !== void 0 && object.lostBytes !== null ? exact(object.lostBytes) : 0;
    return message;
  }
};
var RuntimeServiceServiceName = "aurae.runtime.v0.RuntimeService";
var RuntimeServiceClient = class {
  rpc;
  service;
  constructor(rpc, opts) {
    this.service = opts?.service || RuntimeServiceServiceName;
    this.rpc = rpc;
    this.start = this.start.bind(this);
    this.stop = this.stop.bind(this);
    this.wait = this.wait.bind(this);
    this.list = this.list.bind(this);
    this.get = this.get.bind(this);
    this.logs = this.logs.bind(this);
  }
  start(request) {
    const data = StartRequest.encode(request).finish();
    const promise = this.rpc.request(this.service, "Start", data);
    return promise.then((data2) => StartResponse.decode(new BinaryReader(data2)));
  }
  stop(request) {
    const data = StopRequest.encode(request).finish();
    const promise = this.rpc.request(this.service, "Stop", data);
    return promise.then((data2) => StopResponse.decode(new BinaryReader(data2)));
  }
  wait(request) {
    const data = WaitRequest.encode(request).finish();
    const promise = this.rpc.request(this.service, "Wait", data);
    return promise.then((data2) => WaitResponse.decode(new BinaryReader(data2)));
  }
  list(request) {
    const data = ListRequest.encode(request).finish();
    const promise = this.rpc.request(this.service, "List", data);
    return promise.then((data2) => ListResponse.decode(new BinaryReader(data2)));
  }
  get(request) {
    const data = GetRequest.encode(request).finish();
    const promise = this.rpc.request(this.service, "Get", data);
    return promise.then((data2) => GetResponse.decode(new BinaryReader(data2)));
  }
  logs(request) {
    const data = LogsRequest.encode(request).finish();
    const result = this.rpc.serverStreamingRequest(this.service, "Logs", data);
    return decoded(result, LogsResponse);
  }
};
var RuntimeServiceDefinition = {
  name: "RuntimeService",
  fullName: "aurae.runtime.v0.RuntimeService",
  methods: {
    /**
     * Starts a workload. Answers once execve(2) has succeeded or failed; with `wait`, once the
     * workload has ended or the wait is over. ALREADY_EXISTS while a workload of that name runs.
     */
    start: {
      name: "Start",
      requestType: StartRequest,
      requestStream: false,
      responseType: StartResponse,
      responseStream: false,
      options: {}
    },
    /**
     * Stops a workload: its stop signal, the grace, then cgroup.kill. Answers when nothing of it
     * runs any more. A workload that has ended already is no error.
     */
    stop: {
      name: "Stop",
      requestType: StopRequest,
      requestStream: false,
      responseType: StopResponse,
      responseStream: false,
      options: {}
    },
    /** Waits until a workload ends. */
    wait: {
      name: "Wait",
      requestType: WaitRequest,
      requestStream: false,
      responseType: WaitResponse,
      responseStream: false,
      options: {}
    },
    /** Workloads that run, oldest first; with `all`, the ended ones too. */
    list: {
      name: "List",
      requestType: ListRequest,
      requestStream: false,
      responseType: ListResponse,
      responseStream: false,
      options: {}
    },
    /** The newest workload of a name. */
    get: {
      name: "Get",
      requestType: GetRequest,
      requestStream: false,
      responseType: GetResponse,
      responseStream: false,
      options: {}
    },
    /**
     * Time-stamped lines of a workload's stdout and stderr: history first, then, with `follow`,
     * new lines until the workload ends.
     */
    logs: {
      name: "Logs",
      requestType: LogsRequest,
      requestStream: false,
      responseType: LogsResponse,
      responseStream: true,
      options: {}
    }
  }
};
export {
  Executable,
  Executable_EnvEntry,
  GetRequest,
  GetResponse,
  Kind,
  ListRequest,
  ListResponse,
  LogLine,
  LogStream,
  LogsRequest,
  LogsResponse,
  Output,
  RuntimeServiceClient,
  RuntimeServiceDefinition,
  RuntimeServiceServiceName,
  StartRequest,
  StartResponse,
  Status,
  StopRequest,
  StopResponse,
  WaitRequest,
  WaitResponse,
  Workload,
  WorkloadSpec
};
