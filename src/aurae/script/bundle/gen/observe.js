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

// gen/observe.ts
var LogChannelType = /* @__PURE__ */ ((LogChannelType2) => {
  LogChannelType2[LogChannelType2["LOG_CHANNEL_TYPE_UNSPECIFIED"] = 0] = "LOG_CHANNEL_TYPE_UNSPECIFIED";
  LogChannelType2[LogChannelType2["LOG_CHANNEL_TYPE_STDOUT"] = 1] = "LOG_CHANNEL_TYPE_STDOUT";
  LogChannelType2[LogChannelType2["LOG_CHANNEL_TYPE_STDERR"] = 2] = "LOG_CHANNEL_TYPE_STDERR";
  LogChannelType2[LogChannelType2["UNRECOGNIZED"] = -1] = "UNRECOGNIZED";
  return LogChannelType2;
})(LogChannelType || {});
var WorkloadType = /* @__PURE__ */ ((WorkloadType2) => {
  WorkloadType2[WorkloadType2["WORKLOAD_TYPE_UNSPECIFIED"] = 0] = "WORKLOAD_TYPE_UNSPECIFIED";
  WorkloadType2[WorkloadType2["WORKLOAD_TYPE_CELL"] = 1] = "WORKLOAD_TYPE_CELL";
  WorkloadType2[WorkloadType2["WORKLOAD_TYPE_POD_SANDBOX"] = 2] = "WORKLOAD_TYPE_POD_SANDBOX";
  WorkloadType2[WorkloadType2["WORKLOAD_TYPE_VM"] = 3] = "WORKLOAD_TYPE_VM";
  WorkloadType2[WorkloadType2["UNRECOGNIZED"] = -1] = "UNRECOGNIZED";
  return WorkloadType2;
})(WorkloadType || {});
function createBaseGetPosixSignalsStreamRequest() {
  return { workload: void 0 };
}
var GetPosixSignalsStreamRequest = {
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
      const message = createBaseGetPosixSignalsStreamRequest();
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
    return GetPosixSignalsStreamRequest.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseGetPosixSignalsStreamRequest();
    message.workload = object.workload !== void 0 && object.workload !== null ? Workload.fromPartial(object.workload) : void 0;
    return message;
  }
};
function createBaseWorkload() {
  return { workloadType: 0, id: "" };
}
var Workload = {
  encode(message, writer = new BinaryWriter()) {
    if (message.workloadType != null && message.workloadType !== 0) {
      writer.uint32(8).int32(message.workloadType);
    }
    if (message.id != null && message.id !== "") {
      writer.uint32(18).string(message.id);
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
            if (tag !== 8) {
              break;
            }
            message.workloadType = reader.int32();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message.id = reader.string();
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
    message.workloadType = object.workloadType ?? 0;
    message.id = object.id ?? "";
    return message;
  }
};
function createBaseGetPosixSignalsStreamResponse() {
  return { signal: void 0 };
}
var GetPosixSignalsStreamResponse = {
  encode(message, writer = new BinaryWriter()) {
    if (message.signal != null) {
      Signal.encode(message.signal, writer.uint32(10).fork()).join();
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
      const message = createBaseGetPosixSignalsStreamResponse();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.signal = Signal.decode(reader, reader.uint32());
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
    return GetPosixSignalsStreamResponse.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseGetPosixSignalsStreamResponse();
    message.signal = object.signal !== void 0 && object.signal !== null ? Signal.fromPartial(object.signal) : void 0;
    return message;
  }
};
function createBaseSignal() {
  return { signal: 0, processId: 0 };
}
var Signal = {
  encode(message, writer = new BinaryWriter()) {
    if (message.signal != null && message.signal !== 0) {
      writer.uint32(8).int32(message.signal);
    }
    if (message.processId != null && message.processId !== 0) {
      writer.uint32(16).int32(message.processId);
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
      const message = createBaseSignal();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 8) {
              break;
            }
            message.signal = reader.int32();
            continue;
          }
          case 2: {
            if (tag !== 16) {
              break;
            }
            message.processId = reader.int32();
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
    return Signal.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseSignal();
    message.signal = object.signal ?? 0;
    message.processId = object.processId ?? 0;
    return message;
  }
};
function createBaseGetAuraeDaemonLogStreamRequest() {
  return {};
}
var GetAuraeDaemonLogStreamRequest = {
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
      const message = createBaseGetAuraeDaemonLogStreamRequest();
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
    return GetAuraeDaemonLogStreamRequest.fromPartial(base ?? {});
  },
  fromPartial(_) {
    const message = createBaseGetAuraeDaemonLogStreamRequest();
    return message;
  }
};
function createBaseGetSubProcessStreamRequest() {
  return { processId: 0, channelType: 0 };
}
var GetSubProcessStreamRequest = {
  encode(message, writer = new BinaryWriter()) {
    if (message.processId != null && message.processId !== 0) {
      writer.uint32(16).int32(message.processId);
    }
    if (message.channelType != null && message.channelType !== 0) {
      writer.uint32(8).int32(message.channelType);
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
      const message = createBaseGetSubProcessStreamRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 2: {
            if (tag !== 16) {
              break;
            }
            message.processId = reader.int32();
            continue;
          }
          case 1: {
            if (tag !== 8) {
              break;
            }
            message.channelType = reader.int32();
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
    return GetSubProcessStreamRequest.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseGetSubProcessStreamRequest();
    message.processId = object.processId ?? 0;
    message.channelType = object.channelType ?? 0;
    return message;
  }
};
function createBaseLogItem() {
  return { channel: "", line: "", timestamp: 0 };
}
var LogItem = {
  encode(message, writer = new BinaryWriter()) {
    if (message.channel != null && message.channel !== "") {
      writer.uint32(10).string(message.channel);
    }
    if (message.line != null && message.line !== "") {
      writer.uint32(18).string(message.line);
    }
    if (message.timestamp != null && message.timestamp !== 0) {
      writer.uint32(24).int64(message.timestamp);
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
      const message = createBaseLogItem();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.channel = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message.line = reader.string();
            continue;
          }
          case 3: {
            if (tag !== 24) {
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
    return LogItem.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseLogItem();
    message.channel = object.channel ?? "";
    message.line = object.line ?? "";
    message.timestamp = object.timestamp !== void 0 && object.timestamp !== null ? exact(object.timestamp) : 0;
    return message;
  }
};
function createBaseGetAuraeDaemonLogStreamResponse() {
  return { item: void 0 };
}
var GetAuraeDaemonLogStreamResponse = {
  encode(message, writer = new BinaryWriter()) {
    if (message.item != null) {
      LogItem.encode(message.item, writer.uint32(10).fork()).join();
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
      const message = createBaseGetAuraeDaemonLogStreamResponse();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.item = LogItem.decode(reader, reader.uint32());
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
    return GetAuraeDaemonLogStreamResponse.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseGetAuraeDaemonLogStreamResponse();
    message.item = object.item !== void 0 && object.item !== null ? LogItem.fromPartial(object.item) : void 0;
    return message;
  }
};
function createBaseGetSubProcessStreamResponse() {
  return { item: void 0 };
}
var GetSubProcessStreamResponse = {
  encode(message, writer = new BinaryWriter()) {
    if (message.item != null) {
      LogItem.encode(message.item, writer.uint32(10).fork()).join();
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
      const message = createBaseGetSubProcessStreamResponse();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.item = LogItem.decode(reader, reader.uint32());
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
    return GetSubProcessStreamResponse.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseGetSubProcessStreamResponse();
    message.item = object.item !== void 0 && object.item !== null ? LogItem.fromPartial(object.item) : void 0;
    return message;
  }
};
var ObserveServiceServiceName = "aurae.observe.v0.ObserveService";
var ObserveServiceClient = class {
  rpc;
  service;
  constructor(rpc, opts) {
    this.service = opts?.service || ObserveServiceServiceName;
    this.rpc = rpc;
    this.getAuraeDaemonLogStream = this.getAuraeDaemonLogStream.bind(this);
    this.getSubProcessStream = this.getSubProcessStream.bind(this);
    this.getPosixSignalsStream = this.getPosixSignalsStream.bind(this);
  }
  getAuraeDaemonLogStream(request) {
    const data = GetAuraeDaemonLogStreamRequest.encode(request).finish();
    const result = this.rpc.serverStreamingRequest(this.service, "GetAuraeDaemonLogStream", data);
    return GetAuraeDaemonLogStreamResponse.decodeTransform(result);
  }
  getSubProcessStream(request) {
    const data = GetSubProcessStreamRequest.encode(request).finish();
    const result = this.rpc.serverStreamingRequest(this.service, "GetSubProcessStream", data);
    return GetSubProcessStreamResponse.decodeTransform(result);
  }
  getPosixSignalsStream(request) {
    const data = GetPosixSignalsStreamRequest.encode(request).finish();
    const result = this.rpc.serverStreamingRequest(this.service, "GetPosixSignalsStream", data);
    return GetPosixSignalsStreamResponse.decodeTransform(result);
  }
};
var ObserveServiceDefinition = {
  name: "ObserveService",
  fullName: "aurae.observe.v0.ObserveService",
  methods: {
    /** The daemon's own log. */
    getAuraeDaemonLogStream: {
      name: "GetAuraeDaemonLogStream",
      requestType: GetAuraeDaemonLogStreamRequest,
      requestStream: false,
      responseType: GetAuraeDaemonLogStreamResponse,
      responseStream: true,
      options: {}
    },
    /** What a process that the daemon started writes. */
    getSubProcessStream: {
      name: "GetSubProcessStream",
      requestType: GetSubProcessStreamRequest,
      requestStream: false,
      responseType: GetSubProcessStreamResponse,
      responseStream: true,
      options: {}
    },
    /** Signals sent to processes of a workload, or of the machine when none is named. */
    getPosixSignalsStream: {
      name: "GetPosixSignalsStream",
      requestType: GetPosixSignalsStreamRequest,
      requestStream: false,
      responseType: GetPosixSignalsStreamResponse,
      responseStream: true,
      options: {}
    }
  }
};
export {
  GetAuraeDaemonLogStreamRequest,
  GetAuraeDaemonLogStreamResponse,
  GetPosixSignalsStreamRequest,
  GetPosixSignalsStreamResponse,
  GetSubProcessStreamRequest,
  GetSubProcessStreamResponse,
  LogChannelType,
  LogItem,
  ObserveServiceClient,
  ObserveServiceDefinition,
  ObserveServiceServiceName,
  Signal,
  Workload,
  WorkloadType
};
