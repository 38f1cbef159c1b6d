// src/wire.ts
var text = new TextEncoder();
var utf8 = new TextDecoder("utf-8", { fatal: true });
function exact(value) {
  const large = BigInt(value);
  const plain = Number(large);
  return Number.isSafeInteger(plain) ? plain : large;
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

// gen/system.ts
function createBaseStatusRequest() {
  return {};
}
var StatusRequest = {
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
      const message = createBaseStatusRequest();
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
    return StatusRequest.fromPartial(base ?? {});
  },
  fromPartial(_) {
    const message = createBaseStatusRequest();
    return message;
  }
};
function createBaseStatusResponse() {
  return {
    version: "",
    nodeName: "",
    generation: 0,
    initPid: 0,
    serverPid: 0,
    journalPid: 0,
    startedAt: void 0,
    running: 0,
    lostExits: 0,
    problems: []
  };
}
var StatusResponse = {
  encode(message, writer = new BinaryWriter()) {
    if (message.version != null && message.version !== "") {
      writer.uint32(10).string(message.version);
    }
    if (message.nodeName != null && message.nodeName !== "") {
      writer.uint32(18).string(message.nodeName);
    }
    if (message.generation != null && message.generation !== 0) {
      writer.uint32(24).uint32(message.generation);
    }
    if (message.initPid != null && message.initPid !== 0) {
      writer.uint32(32).int32(message.initPid);
    }
    if (message.serverPid != null && message.serverPid !== 0) {
      writer.uint32(40).int32(message.serverPid);
    }
    if (message.journalPid != null && message.journalPid !== 0) {
      writer.uint32(48).int32(message.journalPid);
    }
    if (message.startedAt != null) {
      Timestamp.encode(message.startedAt, writer.uint32(58).fork()).join();
    }
    if (message.running != null && message.running !== 0) {
      writer.uint32(64).uint32(message.running);
    }
    if (message.lostExits != null && message.lostExits !== 0) {
      writer.uint32(72).uint64(message.lostExits);
    }
    for (const v of message.problems ?? []) {
      writer.uint32(82).string(v);
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
            message.version = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message.nodeName = reader.string();
            continue;
          }
          case 3: {
            if (tag !== 24) {
              break;
            }
            message.generation = reader.uint32();
            continue;
          }
          case 4: {
            if (tag !== 32) {
              break;
            }
            message.initPid = reader.int32();
            continue;
          }
          case 5: {
            if (tag !== 40) {
              break;
            }
            message.serverPid = reader.int32();
            continue;
          }
          case 6: {
            if (tag !== 48) {
              break;
            }
            message.journalPid = reader.int32();
            continue;
          }
          case 7: {
            if (tag !== 58) {
              break;
            }
            message.startedAt = Timestamp.decode(reader, reader.uint32());
            continue;
          }
          case 8: {
            if (tag !== 64) {
              break;
            }
            message.running = reader.uint32();
            continue;
          }
          case 9: {
            if (tag !== 72) {
              break;
            }
            message.lostExits = reader.uint64();
            continue;
          }
          case 10: {
            if (tag !== 82) {
              break;
            }
            message.problems.push(reader.string());
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
    message.version = object.version ?? "";
    message.nodeName = object.nodeName ?? "";
    message.generation = object.generation ?? 0;
    message.initPid = object.initPid ?? 0;
    message.serverPid = object.serverPid ?? 0;
    message.journalPid = object.journalPid ?? 0;
    message.startedAt = object.startedAt !== void 0 && object.startedAt !== null ? Timestamp.fromPartial(object.startedAt) : void 0;
    message.running = object.running ?? 0;
    message.lostExits = object.lostExits !== void 0 && object.lostExits !== null ? exact(object.lostExits) : 0;
    message.problems = object.problems?.map((e) => e) || [];
    return message;
  }
};
function createBaseReexecRequest() {
  return {};
}
var ReexecRequest = {
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
      const message = createBaseReexecRequest();
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
    return ReexecRequest.fromPartial(base ?? {});
  },
  fromPartial(_) {
    const message = createBaseReexecRequest();
    return message;
  }
};
function createBaseReexecResponse() {
  return { generation: 0 };
}
var ReexecResponse = {
  encode(message, writer = new BinaryWriter()) {
    if (message.generation != null && message.generation !== 0) {
      writer.uint32(8).uint32(message.generation);
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
      const message = createBaseReexecResponse();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 8) {
              break;
            }
            message.generation = reader.uint32();
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
    return ReexecResponse.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseReexecResponse();
    message.generation = object.generation ?? 0;
    return message;
  }
};
var SystemServiceServiceName = "aurae.system.v0.SystemService";
var SystemServiceClient = class {
  rpc;
  service;
  constructor(rpc, opts) {
    this.service = opts?.service || SystemServiceServiceName;
    this.rpc = rpc;
    this.status = this.status.bind(this);
    this.reexec = this.reexec.bind(this);
  }
  status(request) {
    const data = StatusRequest.encode(request).finish();
    const promise = this.rpc.request(this.service, "Status", data);
    return promise.then((data2) => StatusResponse.decode(new BinaryReader(data2)));
  }
  reexec(request) {
    const data = ReexecRequest.encode(request).finish();
    const promise = this.rpc.request(this.service, "Reexec", data);
    return promise.then((data2) => ReexecResponse.decode(new BinaryReader(data2)));
  }
};
var SystemServiceDefinition = {
  name: "SystemService",
  fullName: "aurae.system.v0.SystemService",
  methods: {
    /** Processes of the daemon and what they hold. */
    status: {
      name: "Status",
      requestType: StatusRequest,
      requestStream: false,
      responseType: StatusResponse,
      responseStream: false,
      options: {}
    },
    /**
     * Replaces the running code of init, journal and server with the code on disk. Workloads,
     * their pids and their logs go on. A trial process of the new code must load init's state
     * first; FAILED_PRECONDITION with its words when it does not, and nothing changes.
     * The answer comes before the server itself is replaced.
     */
    reexec: {
      name: "Reexec",
      requestType: ReexecRequest,
      requestStream: false,
      responseType: ReexecResponse,
      responseStream: false,
      options: {}
    }
  }
};
export {
  ReexecRequest,
  ReexecResponse,
  StatusRequest,
  StatusResponse,
  SystemServiceClient,
  SystemServiceDefinition,
  SystemServiceServiceName
};
