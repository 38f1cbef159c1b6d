// src/wire.ts
var text = new TextEncoder();
var utf8 = new TextDecoder("utf-8", { fatal: true });
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
    let rest2 = value >>> 0;
    this.reserve(5);
    while (rest2 > 127) {
      this.bytes_[this.length++] = rest2 & 127 | 128;
      rest2 >>>= 7;
    }
    this.bytes_[this.length++] = rest2;
    return this;
  }
  /** A negative number takes ten bytes, as the format demands. */
  int32(value) {
    return value < 0 ? this.int64(value) : this.uint32(value);
  }
  uint64(value) {
    let rest2 = BigInt.asUintN(64, BigInt(value));
    this.reserve(10);
    while (rest2 > 0x7fn) {
      this.bytes_[this.length++] = Number(rest2 & 0x7fn) | 128;
      rest2 >>= 7n;
    }
    this.bytes_[this.length++] = Number(rest2);
    return this;
  }
  int64(value) {
    return this.uint64(value);
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
    return this.varint();
  }
  int64() {
    return BigInt.asIntN(64, this.varint());
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

// gen/discovery.ts
function createBaseDiscoverRequest() {
  return {};
}
var DiscoverRequest = {
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
      const end2 = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseDiscoverRequest();
      while (reader.pos < end2) {
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
  // encodeTransform encodes a source of message objects.
  // Transform<DiscoverRequest, Uint8Array>
  async *encodeTransform(source2) {
    for await (const pkt of source2) {
      if (globalThis.Array.isArray(pkt)) {
        for (const p of pkt) {
          yield* [DiscoverRequest.encode(p).finish()];
        }
      } else {
        yield* [DiscoverRequest.encode(pkt).finish()];
      }
    }
  },
  // decodeTransform decodes a source of encoded messages.
  // Transform<Uint8Array, DiscoverRequest>
  async *decodeTransform(source2) {
    for await (const pkt of source2) {
      if (globalThis.Array.isArray(pkt)) {
        for (const p of pkt) {
          yield* [DiscoverRequest.decode(p)];
        }
      } else {
        yield* [DiscoverRequest.decode(pkt)];
      }
    }
  },
  create(base) {
    return DiscoverRequest.fromPartial(base ?? {});
  },
  fromPartial(_) {
    const message = createBaseDiscoverRequest();
    return message;
  }
};
function createBaseDiscoverResponse() {
  return { healthy: false, version: "" };
}
var DiscoverResponse = {
  encode(message, writer = new BinaryWriter()) {
    if (message.healthy !== false) {
      writer.uint32(8).bool(message.healthy);
    }
    if (message.version !== "") {
      writer.uint32(18).string(message.version);
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
      const end2 = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseDiscoverResponse();
      while (reader.pos < end2) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 8) {
              break;
            }
            message.healthy = reader.bool();
            continue;
          }
          case 2: {
            if (tag !== 18) {
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
  // encodeTransform encodes a source of message objects.
  // Transform<DiscoverResponse, Uint8Array>
  async *encodeTransform(source2) {
    for await (const pkt of source2) {
      if (globalThis.Array.isArray(pkt)) {
        for (const p of pkt) {
          yield* [DiscoverResponse.encode(p).finish()];
        }
      } else {
        yield* [DiscoverResponse.encode(pkt).finish()];
      }
    }
  },
  // decodeTransform decodes a source of encoded messages.
  // Transform<Uint8Array, DiscoverResponse>
  async *decodeTransform(source2) {
    for await (const pkt of source2) {
      if (globalThis.Array.isArray(pkt)) {
        for (const p of pkt) {
          yield* [DiscoverResponse.decode(p)];
        }
      } else {
        yield* [DiscoverResponse.decode(pkt)];
      }
    }
  },
  create(base) {
    return DiscoverResponse.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseDiscoverResponse();
    message.healthy = object.healthy ?? false;
    message.version = object.version ?? "";
    return message;
  }
};
var DiscoveryServiceDefinition = {
  name: "DiscoveryService",
  fullName: "aurae.discovery.v0.DiscoveryService",
  methods: {
    /** Answers when the daemon serves. */
    discover: {
      name: "Discover",
      requestType: DiscoverRequest,
      requestStream: false,
      responseType: DiscoverResponse,
      responseStream: false,
      options: {}
    }
  }
};

// gen/health.ts
function createBaseHealthCheckRequest() {
  return { service: "" };
}
var HealthCheckRequest = {
  encode(message, writer = new BinaryWriter()) {
    if (message.service !== "") {
      writer.uint32(10).string(message.service);
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
      const end2 = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseHealthCheckRequest();
      while (reader.pos < end2) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.service = reader.string();
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
  // encodeTransform encodes a source of message objects.
  // Transform<HealthCheckRequest, Uint8Array>
  async *encodeTransform(source2) {
    for await (const pkt of source2) {
      if (globalThis.Array.isArray(pkt)) {
        for (const p of pkt) {
          yield* [HealthCheckRequest.encode(p).finish()];
        }
      } else {
        yield* [HealthCheckRequest.encode(pkt).finish()];
      }
    }
  },
  // decodeTransform decodes a source of encoded messages.
  // Transform<Uint8Array, HealthCheckRequest>
  async *decodeTransform(source2) {
    for await (const pkt of source2) {
      if (globalThis.Array.isArray(pkt)) {
        for (const p of pkt) {
          yield* [HealthCheckRequest.decode(p)];
        }
      } else {
        yield* [HealthCheckRequest.decode(pkt)];
      }
    }
  },
  create(base) {
    return HealthCheckRequest.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseHealthCheckRequest();
    message.service = object.service ?? "";
    return message;
  }
};
function createBaseHealthCheckResponse() {
  return { status: 0 };
}
var HealthCheckResponse = {
  encode(message, writer = new BinaryWriter()) {
    if (message.status !== 0) {
      writer.uint32(8).int32(message.status);
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
      const end2 = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseHealthCheckResponse();
      while (reader.pos < end2) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 8) {
              break;
            }
            message.status = reader.int32();
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
  // encodeTransform encodes a source of message objects.
  // Transform<HealthCheckResponse, Uint8Array>
  async *encodeTransform(source2) {
    for await (const pkt of source2) {
      if (globalThis.Array.isArray(pkt)) {
        for (const p of pkt) {
          yield* [HealthCheckResponse.encode(p).finish()];
        }
      } else {
        yield* [HealthCheckResponse.encode(pkt).finish()];
      }
    }
  },
  // decodeTransform decodes a source of encoded messages.
  // Transform<Uint8Array, HealthCheckResponse>
  async *decodeTransform(source2) {
    for await (const pkt of source2) {
      if (globalThis.Array.isArray(pkt)) {
        for (const p of pkt) {
          yield* [HealthCheckResponse.decode(p)];
        }
      } else {
        yield* [HealthCheckResponse.decode(pkt)];
      }
    }
  },
  create(base) {
    return HealthCheckResponse.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseHealthCheckResponse();
    message.status = object.status ?? 0;
    return message;
  }
};
var HealthDefinition = {
  name: "Health",
  fullName: "grpc.health.v1.Health",
  methods: {
    check: {
      name: "Check",
      requestType: HealthCheckRequest,
      requestStream: false,
      responseType: HealthCheckResponse,
      responseStream: false,
      options: {}
    },
    watch: {
      name: "Watch",
      requestType: HealthCheckRequest,
      requestStream: false,
      responseType: HealthCheckResponse,
      responseStream: true,
      options: {}
    }
  }
};

// gen/timestamp.ts
function createBaseTimestamp() {
  return { seconds: 0n, nanos: 0 };
}
var Timestamp = {
  encode(message, writer = new BinaryWriter()) {
    if (message.seconds !== 0n) {
      if (BigInt.asIntN(64, message.seconds) !== message.seconds) {
        throw new globalThis.Error("value provided for field message.seconds of type int64 too large");
      }
      writer.uint32(8).int64(message.seconds);
    }
    if (message.nanos !== 0) {
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
      const end2 = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseTimestamp();
      while (reader.pos < end2) {
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
  // encodeTransform encodes a source of message objects.
  // Transform<Timestamp, Uint8Array>
  async *encodeTransform(source2) {
    for await (const pkt of source2) {
      if (globalThis.Array.isArray(pkt)) {
        for (const p of pkt) {
          yield* [Timestamp.encode(p).finish()];
        }
      } else {
        yield* [Timestamp.encode(pkt).finish()];
      }
    }
  },
  // decodeTransform decodes a source of encoded messages.
  // Transform<Uint8Array, Timestamp>
  async *decodeTransform(source2) {
    for await (const pkt of source2) {
      if (globalThis.Array.isArray(pkt)) {
        for (const p of pkt) {
          yield* [Timestamp.decode(p)];
        }
      } else {
        yield* [Timestamp.decode(pkt)];
      }
    }
  },
  create(base) {
    return Timestamp.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseTimestamp();
    message.seconds = object.seconds !== void 0 && object.seconds !== null ? BigInt(object.seconds) : 0n;
    message.nanos = object.nanos ?? 0;
    return message;
  }
};

// gen/identity.ts
function createBaseWhoAmIRequest() {
  return {};
}
var WhoAmIRequest = {
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
      const end2 = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseWhoAmIRequest();
      while (reader.pos < end2) {
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
  // encodeTransform encodes a source of message objects.
  // Transform<WhoAmIRequest, Uint8Array>
  async *encodeTransform(source2) {
    for await (const pkt of source2) {
      if (globalThis.Array.isArray(pkt)) {
        for (const p of pkt) {
          yield* [WhoAmIRequest.encode(p).finish()];
        }
      } else {
        yield* [WhoAmIRequest.encode(pkt).finish()];
      }
    }
  },
  // decodeTransform decodes a source of encoded messages.
  // Transform<Uint8Array, WhoAmIRequest>
  async *decodeTransform(source2) {
    for await (const pkt of source2) {
      if (globalThis.Array.isArray(pkt)) {
        for (const p of pkt) {
          yield* [WhoAmIRequest.decode(p)];
        }
      } else {
        yield* [WhoAmIRequest.decode(pkt)];
      }
    }
  },
  create(base) {
    return WhoAmIRequest.fromPartial(base ?? {});
  },
  fromPartial(_) {
    const message = createBaseWhoAmIRequest();
    return message;
  }
};
function createBaseWhoAmIResponse() {
  return {
    subjectCommonName: "",
    issuerCommonName: "",
    sha256Fingerprint: "",
    keyAlgorithm: "",
    spiffeId: "",
    trustDomain: "",
    notAfter: void 0,
    uid: void 0,
    pid: void 0,
    server: void 0
  };
}
var WhoAmIResponse = {
  encode(message, writer = new BinaryWriter()) {
    if (message.subjectCommonName !== "") {
      writer.uint32(10).string(message.subjectCommonName);
    }
    if (message.issuerCommonName !== "") {
      writer.uint32(18).string(message.issuerCommonName);
    }
    if (message.sha256Fingerprint !== "") {
      writer.uint32(26).string(message.sha256Fingerprint);
    }
    if (message.keyAlgorithm !== "") {
      writer.uint32(34).string(message.keyAlgorithm);
    }
    if (message.spiffeId !== "") {
      writer.uint32(42).string(message.spiffeId);
    }
    if (message.trustDomain !== "") {
      writer.uint32(50).string(message.trustDomain);
    }
    if (message.notAfter !== void 0) {
      Timestamp.encode(message.notAfter, writer.uint32(58).fork()).join();
    }
    if (message.uid !== void 0) {
      writer.uint32(64).uint32(message.uid);
    }
    if (message.pid !== void 0) {
      writer.uint32(72).int32(message.pid);
    }
    if (message.server !== void 0) {
      Server.encode(message.server, writer.uint32(82).fork()).join();
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
      const end2 = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseWhoAmIResponse();
      while (reader.pos < end2) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.subjectCommonName = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message.issuerCommonName = reader.string();
            continue;
          }
          case 3: {
            if (tag !== 26) {
              break;
            }
            message.sha256Fingerprint = reader.string();
            continue;
          }
          case 4: {
            if (tag !== 34) {
              break;
            }
            message.keyAlgorithm = reader.string();
            continue;
          }
          case 5: {
            if (tag !== 42) {
              break;
            }
            message.spiffeId = reader.string();
            continue;
          }
          case 6: {
            if (tag !== 50) {
              break;
            }
            message.trustDomain = reader.string();
            continue;
          }
          case 7: {
            if (tag !== 58) {
              break;
            }
            message.notAfter = Timestamp.decode(reader, reader.uint32());
            continue;
          }
          case 8: {
            if (tag !== 64) {
              break;
            }
            message.uid = reader.uint32();
            continue;
          }
          case 9: {
            if (tag !== 72) {
              break;
            }
            message.pid = reader.int32();
            continue;
          }
          case 10: {
            if (tag !== 82) {
              break;
            }
            message.server = Server.decode(reader, reader.uint32());
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
  // encodeTransform encodes a source of message objects.
  // Transform<WhoAmIResponse, Uint8Array>
  async *encodeTransform(source2) {
    for await (const pkt of source2) {
      if (globalThis.Array.isArray(pkt)) {
        for (const p of pkt) {
          yield* [WhoAmIResponse.encode(p).finish()];
        }
      } else {
        yield* [WhoAmIResponse.encode(pkt).finish()];
      }
    }
  },
  // decodeTransform decodes a source of encoded messages.
  // Transform<Uint8Array, WhoAmIResponse>
  async *decodeTransform(source2) {
    for await (const pkt of source2) {
      if (globalThis.Array.isArray(pkt)) {
        for (const p of pkt) {
          yield* [WhoAmIResponse.decode(p)];
        }
      } else {
        yield* [WhoAmIResponse.decode(pkt)];
      }
    }
  },
  create(base) {
    return WhoAmIResponse.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseWhoAmIResponse();
    message.subjectCommonName = object.subjectCommonName ?? "";
    message.issuerCommonName = object.issuerCommonName ?? "";
    message.sha256Fingerprint = object.sha256Fingerprint ?? "";
    message.keyAlgorithm = object.keyAlgorithm ?? "";
    message.spiffeId = object.spiffeId ?? "";
    message.trustDomain = object.trustDomain ?? "";
    message.notAfter = object.notAfter !== void 0 && object.notAfter !== null ? Timestamp.fromPartial(object.notAfter) : void 0;
    message.uid = object.uid ?? void 0;
    message.pid = object.pid ?? void 0;
    message.server = object.server !== void 0 && object.server !== null ? Server.fromPartial(object.server) : void 0;
    return message;
  }
};
function createBaseServer() {
  return { version: "", nodeName: "", spiffeId: "" };
}
var Server = {
  encode(message, writer = new BinaryWriter()) {
    if (message.version !== "") {
      writer.uint32(10).string(message.version);
    }
    if (message.nodeName !== "") {
      writer.uint32(18).string(message.nodeName);
    }
    if (message.spiffeId !== "") {
      writer.uint32(26).string(message.spiffeId);
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
      const end2 = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseServer();
      while (reader.pos < end2) {
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
            if (tag !== 26) {
              break;
            }
            message.spiffeId = reader.string();
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
  // encodeTransform encodes a source of message objects.
  // Transform<Server, Uint8Array>
  async *encodeTransform(source2) {
    for await (const pkt of source2) {
      if (globalThis.Array.isArray(pkt)) {
        for (const p of pkt) {
          yield* [Server.encode(p).finish()];
        }
      } else {
        yield* [Server.encode(pkt).finish()];
      }
    }
  },
  // decodeTransform decodes a source of encoded messages.
  // Transform<Uint8Array, Server>
  async *decodeTransform(source2) {
    for await (const pkt of source2) {
      if (globalThis.Array.isArray(pkt)) {
        for (const p of pkt) {
          yield* [Server.decode(p)];
        }
      } else {
        yield* [Server.decode(pkt)];
      }
    }
  },
  create(base) {
    return Server.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseServer();
    message.version = object.version ?? "";
    message.nodeName = object.nodeName ?? "";
    message.spiffeId = object.spiffeId ?? "";
    return message;
  }
};
var IdentityServiceDefinition = {
  name: "IdentityService",
  fullName: "aurae.identity.v0.IdentityService",
  methods: {
    /** The certificate the caller presented, as the daemon verified it, and the daemon's own identity. */
    whoAmI: {
      name: "WhoAmI",
      requestType: WhoAmIRequest,
      requestStream: false,
      responseType: WhoAmIResponse,
      responseStream: false,
      options: {}
    }
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
      const end2 = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseStatusRequest();
      while (reader.pos < end2) {
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
  // encodeTransform encodes a source of message objects.
  // Transform<StatusRequest, Uint8Array>
  async *encodeTransform(source2) {
    for await (const pkt of source2) {
      if (globalThis.Array.isArray(pkt)) {
        for (const p of pkt) {
          yield* [StatusRequest.encode(p).finish()];
        }
      } else {
        yield* [StatusRequest.encode(pkt).finish()];
      }
    }
  },
  // decodeTransform decodes a source of encoded messages.
  // Transform<Uint8Array, StatusRequest>
  async *decodeTransform(source2) {
    for await (const pkt of source2) {
      if (globalThis.Array.isArray(pkt)) {
        for (const p of pkt) {
          yield* [StatusRequest.decode(p)];
        }
      } else {
        yield* [StatusRequest.decode(pkt)];
      }
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
    lostExits: 0n,
    problems: []
  };
}
var StatusResponse = {
  encode(message, writer = new BinaryWriter()) {
    if (message.version !== "") {
      writer.uint32(10).string(message.version);
    }
    if (message.nodeName !== "") {
      writer.uint32(18).string(message.nodeName);
    }
    if (message.generation !== 0) {
      writer.uint32(24).uint32(message.generation);
    }
    if (message.initPid !== 0) {
      writer.uint32(32).int32(message.initPid);
    }
    if (message.serverPid !== 0) {
      writer.uint32(40).int32(message.serverPid);
    }
    if (message.journalPid !== 0) {
      writer.uint32(48).int32(message.journalPid);
    }
    if (message.startedAt !== void 0) {
      Timestamp.encode(message.startedAt, writer.uint32(58).fork()).join();
    }
    if (message.running !== 0) {
      writer.uint32(64).uint32(message.running);
    }
    if (message.lostExits !== 0n) {
      if (BigInt.asUintN(64, message.lostExits) !== message.lostExits) {
        throw new globalThis.Error("value provided for field message.lostExits of type uint64 too large");
      }
      writer.uint32(72).uint64(message.lostExits);
    }
    for (const v of message.problems) {
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
      const end2 = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseStatusResponse();
      while (reader.pos < end2) {
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
  // encodeTransform encodes a source of message objects.
  // Transform<StatusResponse, Uint8Array>
  async *encodeTransform(source2) {
    for await (const pkt of source2) {
      if (globalThis.Array.isArray(pkt)) {
        for (const p of pkt) {
          yield* [StatusResponse.encode(p).finish()];
        }
      } else {
        yield* [StatusResponse.encode(pkt).finish()];
      }
    }
  },
  // decodeTransform decodes a source of encoded messages.
  // Transform<Uint8Array, StatusResponse>
  async *decodeTransform(source2) {
    for await (const pkt of source2) {
      if (globalThis.Array.isArray(pkt)) {
        for (const p of pkt) {
          yield* [StatusResponse.decode(p)];
        }
      } else {
        yield* [StatusResponse.decode(pkt)];
      }
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
    message.lostExits = object.lostExits !== void 0 && object.lostExits !== null ? BigInt(object.lostExits) : 0n;
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
      const end2 = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseReexecRequest();
      while (reader.pos < end2) {
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
  // encodeTransform encodes a source of message objects.
  // Transform<ReexecRequest, Uint8Array>
  async *encodeTransform(source2) {
    for await (const pkt of source2) {
      if (globalThis.Array.isArray(pkt)) {
        for (const p of pkt) {
          yield* [ReexecRequest.encode(p).finish()];
        }
      } else {
        yield* [ReexecRequest.encode(pkt).finish()];
      }
    }
  },
  // decodeTransform decodes a source of encoded messages.
  // Transform<Uint8Array, ReexecRequest>
  async *decodeTransform(source2) {
    for await (const pkt of source2) {
      if (globalThis.Array.isArray(pkt)) {
        for (const p of pkt) {
          yield* [ReexecRequest.decode(p)];
        }
      } else {
        yield* [ReexecRequest.decode(pkt)];
      }
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
    if (message.generation !== 0) {
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
      const end2 = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseReexecResponse();
      while (reader.pos < end2) {
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
  // encodeTransform encodes a source of message objects.
  // Transform<ReexecResponse, Uint8Array>
  async *encodeTransform(source2) {
    for await (const pkt of source2) {
      if (globalThis.Array.isArray(pkt)) {
        for (const p of pkt) {
          yield* [ReexecResponse.encode(p).finish()];
        }
      } else {
        yield* [ReexecResponse.encode(pkt).finish()];
      }
    }
  },
  // decodeTransform decodes a source of encoded messages.
  // Transform<Uint8Array, ReexecResponse>
  async *decodeTransform(source2) {
    for await (const pkt of source2) {
      if (globalThis.Array.isArray(pkt)) {
        for (const p of pkt) {
          yield* [ReexecResponse.decode(p)];
        }
      } else {
        yield* [ReexecResponse.decode(pkt)];
      }
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

// src/errors.ts
var AuraeError = class extends Error {
  /**
   * @param code what kind of failure, by gRPC's name
   * @param message "cannot X: why", as the daemon or the library put it
   * @param method full name of the RPC, such as `aurae.runtime.v0.RuntimeService/Start`; empty
   *   when no call was made
   */
  constructor(code, message, method = "") {
    super(message);
    this.code = code;
    this.method = method;
  }
  code;
  method;
  name = "AuraeError";
};
function reason(error) {
  if (error instanceof Deno.errors.NotFound) return "no such file";
  if (error instanceof Deno.errors.PermissionDenied) return "permission denied";
  return error instanceof Error ? error.message : String(error);
}

// src/protocol.ts
var State = { Waiting: 0, Bytes: 1, Failed: 2, End: 3 };
var HEADER = 8;
var ROOM = 64 * 1024;
var LIMIT = 17 * 1024 * 1024;

// src/bridge.ts
var Bridge = class {
  worker;
  buffer = new SharedArrayBuffer(HEADER + ROOM, { maxByteLength: HEADER + LIMIT });
  head = new Int32Array(this.buffer, 0, 2);
  numbers = 0;
  /** The worker was started. */
  get started() {
    return this.worker !== void 0;
  }
  /** Start the worker; `standard` are the files of the default daemon, which it reads by itself. */
  start(standard) {
    const file = import.meta.url.endsWith(".ts") ? "./worker.ts" : "./worker.js";
    const permissions = { read: "inherit", write: "inherit", net: "inherit" };
    const options = { type: "module", name: "aurae", deno: { permissions } };
    this.worker = new Worker(new URL(file, import.meta.url), options);
    unref(this.worker);
    this.post({ kind: "begin", buffer: this.buffer, standard });
  }
  /**
   * Begin a channel to a daemon, the default one without a target; returns its number at once, the
   * connection comes later.
   */
  open(target) {
    const channel = ++this.numbers;
    this.post({ kind: "open", channel, target });
    return channel;
  }
  /** Wait until a channel is connected. Throws AuraeError. */
  connect(channel) {
    this.ask({ kind: "connect", channel });
  }
  /** One request, one answer. `timeout` in milliseconds; no limit when undefined. */
  unary(channel, path, request, timeout) {
    return this.ask({ kind: "unary", channel, path, request, timeout });
  }
  /** One request, answers as they come; leaving the loop cancels the call. */
  *serverStream(channel, path, request, timeout) {
    const stream = ++this.numbers;
    let running = true;
    this.ask({ kind: "stream", channel, stream, path, request, timeout });
    try {
      for (; ; ) {
        running = false;
        const message = this.ask({ kind: "next", stream });
        if (message === void 0) return;
        running = true;
        yield message;
      }
    } finally {
      if (running) this.ask({ kind: "cancel", stream });
    }
  }
  /** Close a channel; calls on it fail from now on. */
  close(channel) {
    this.ask({ kind: "close", channel });
  }
  /** Bytes of the answer; undefined at a stream's end. */
  ask(request) {
    Atomics.store(this.head, 0, State.Waiting);
    this.post(request);
    Atomics.wait(this.head, 0, State.Waiting);
    const state = Atomics.load(this.head, 0);
    if (state === State.End) return void 0;
    const body = new Uint8Array(this.buffer, HEADER, this.head[1]).slice();
    if (state === State.Bytes) return body;
    const failure = JSON.parse(new TextDecoder().decode(body));
    throw new AuraeError(failure.code, failure.message, failure.method);
  }
  post(request) {
    if (this.worker === void 0) {
      const why = "cannot connect: the word `connect` stands in no file of the script";
      throw new AuraeError("FAILED_PRECONDITION", why);
    }
    this.worker.postMessage(request);
  }
};
function unref(worker) {
  const symbol = Object.getOwnPropertySymbols(Worker.prototype).find((key2) => !key2.description);
  const method = symbol && worker[symbol];
  if (typeof method === "function") method.call(worker, false);
}

// src/config.ts
var KEYS = {
  "auth.ca_crt": "ca",
  "auth.client_crt": "certificate",
  "auth.client_key": "key",
  "system.socket": "socket"
};
function read(path) {
  return parse(slurp(path), path);
}
function parse(source2, path) {
  const found = {};
  let table = "";
  source2.split(/\r?\n/).forEach((line, index) => {
    const header = /^\s*\[\s*([\w.-]+)\s*\]\s*(?:#.*)?$/.exec(line);
    const pair = /^\s*([\w-]+)\s*=\s*(?:"([^"\\]*)"|'([^']*)')\s*(?:#.*)?$/.exec(line);
    if (header) table = header[1];
    else if (pair) {
      const key2 = KEYS[`${table}.${pair[1]}`];
      if (key2) found[key2] = pair[2] ?? pair[3] ?? "";
    } else if (!/^\s*(?:#.*)?$/.test(line)) {
      throw unusable(`${path}:${index + 1}: expected [table] or key = "text"`);
    }
  });
  for (const [name, key2] of Object.entries(KEYS)) {
    if (!found[key2]) throw unusable(`${path}: ${name} is missing`);
  }
  return found;
}
function load(files2) {
  return {
    socket: files2.socket,
    ca: slurp(files2.ca),
    certificate: slurp(files2.certificate),
    key: slurp(files2.key)
  };
}
function slurp(path) {
  try {
    return Deno.readTextFileSync(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotCapable) {
      throw unusable(`${path}: the script may not read it; give auraescript --allow-read=${path}`);
    }
    throw unusable(`cannot read ${path}: ${reason(error)}`);
  }
}
function unusable(why) {
  return new AuraeError("FAILED_PRECONDITION", `cannot connect: ${why}`);
}

// gen/duration.ts
function createBaseDuration() {
  return { seconds: 0n, nanos: 0 };
}
var Duration = {
  encode(message, writer = new BinaryWriter()) {
    if (message.seconds !== 0n) {
      if (BigInt.asIntN(64, message.seconds) !== message.seconds) {
        throw new globalThis.Error("value provided for field message.seconds of type int64 too large");
      }
      writer.uint32(8).int64(message.seconds);
    }
    if (message.nanos !== 0) {
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
      const end2 = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseDuration();
      while (reader.pos < end2) {
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
  // encodeTransform encodes a source of message objects.
  // Transform<Duration, Uint8Array>
  async *encodeTransform(source2) {
    for await (const pkt of source2) {
      if (globalThis.Array.isArray(pkt)) {
        for (const p of pkt) {
          yield* [Duration.encode(p).finish()];
        }
      } else {
        yield* [Duration.encode(pkt).finish()];
      }
    }
  },
  // decodeTransform decodes a source of encoded messages.
  // Transform<Uint8Array, Duration>
  async *decodeTransform(source2) {
    for await (const pkt of source2) {
      if (globalThis.Array.isArray(pkt)) {
        for (const p of pkt) {
          yield* [Duration.decode(p)];
        }
      } else {
        yield* [Duration.decode(pkt)];
      }
    }
  },
  create(base) {
    return Duration.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseDuration();
    message.seconds = object.seconds !== void 0 && object.seconds !== null ? BigInt(object.seconds) : 0n;
    message.nanos = object.nanos ?? 0;
    return message;
  }
};

// gen/runtime.ts
function createBaseWorkloadSpec() {
  return { name: "", executable: void 0 };
}
var WorkloadSpec = {
  encode(message, writer = new BinaryWriter()) {
    if (message.name !== "") {
      writer.uint32(10).string(message.name);
    }
    if (message.executable !== void 0) {
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
      const end2 = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseWorkloadSpec();
      while (reader.pos < end2) {
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
  // encodeTransform encodes a source of message objects.
  // Transform<WorkloadSpec, Uint8Array>
  async *encodeTransform(source2) {
    for await (const pkt of source2) {
      if (globalThis.Array.isArray(pkt)) {
        for (const p of pkt) {
          yield* [WorkloadSpec.encode(p).finish()];
        }
      } else {
        yield* [WorkloadSpec.encode(pkt).finish()];
      }
    }
  },
  // decodeTransform decodes a source of encoded messages.
  // Transform<Uint8Array, WorkloadSpec>
  async *decodeTransform(source2) {
    for await (const pkt of source2) {
      if (globalThis.Array.isArray(pkt)) {
        for (const p of pkt) {
          yield* [WorkloadSpec.decode(p)];
        }
      } else {
        yield* [WorkloadSpec.decode(pkt)];
      }
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
    for (const v of message.argv) {
      writer.uint32(10).string(v);
    }
    if (message.command !== "") {
      writer.uint32(18).string(message.command);
    }
    if (message.shell !== false) {
      writer.uint32(24).bool(message.shell);
    }
    globalThis.Object.entries(message.env).forEach(([key2, value]) => {
      Executable_EnvEntry.encode({ key: key2, value }, writer.uint32(34).fork()).join();
    });
    if (message.workingDirectory !== "") {
      writer.uint32(42).string(message.workingDirectory);
    }
    if (message.user !== "") {
      writer.uint32(50).string(message.user);
    }
    if (message.group !== "") {
      writer.uint32(58).string(message.group);
    }
    if (message.terminal !== false) {
      writer.uint32(64).bool(message.terminal);
    }
    if (message.stdin !== void 0) {
      writer.uint32(74).bytes(message.stdin);
    }
    if (message.stopSignal !== "") {
      writer.uint32(82).string(message.stopSignal);
    }
    if (message.stopTimeout !== void 0) {
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
      const end2 = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseExecutable();
      while (reader.pos < end2) {
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
  // encodeTransform encodes a source of message objects.
  // Transform<Executable, Uint8Array>
  async *encodeTransform(source2) {
    for await (const pkt of source2) {
      if (globalThis.Array.isArray(pkt)) {
        for (const p of pkt) {
          yield* [Executable.encode(p).finish()];
        }
      } else {
        yield* [Executable.encode(pkt).finish()];
      }
    }
  },
  // decodeTransform decodes a source of encoded messages.
  // Transform<Uint8Array, Executable>
  async *decodeTransform(source2) {
    for await (const pkt of source2) {
      if (globalThis.Array.isArray(pkt)) {
        for (const p of pkt) {
          yield* [Executable.decode(p)];
        }
      } else {
        yield* [Executable.decode(pkt)];
      }
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
      (acc, [key2, value]) => {
        if (value !== void 0) {
          acc[key2] = globalThis.String(value);
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
    if (message.key !== "") {
      writer.uint32(10).string(message.key);
    }
    if (message.value !== "") {
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
      const end2 = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseExecutable_EnvEntry();
      while (reader.pos < end2) {
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
  // encodeTransform encodes a source of message objects.
  // Transform<Executable_EnvEntry, Uint8Array>
  async *encodeTransform(source2) {
    for await (const pkt of source2) {
      if (globalThis.Array.isArray(pkt)) {
        for (const p of pkt) {
          yield* [Executable_EnvEntry.encode(p).finish()];
        }
      } else {
        yield* [Executable_EnvEntry.encode(pkt).finish()];
      }
    }
  },
  // decodeTransform decodes a source of encoded messages.
  // Transform<Uint8Array, Executable_EnvEntry>
  async *decodeTransform(source2) {
    for await (const pkt of source2) {
      if (globalThis.Array.isArray(pkt)) {
        for (const p of pkt) {
          yield* [Executable_EnvEntry.decode(p)];
        }
      } else {
        yield* [Executable_EnvEntry.decode(pkt)];
      }
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
    id: 0n,
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
    if (message.name !== "") {
      writer.uint32(10).string(message.name);
    }
    if (message.id !== 0n) {
      if (BigInt.asUintN(64, message.id) !== message.id) {
        throw new globalThis.Error("value provided for field message.id of type uint64 too large");
      }
      writer.uint32(16).uint64(message.id);
    }
    if (message.kind !== 0) {
      writer.uint32(24).int32(message.kind);
    }
    if (message.cell !== "") {
      writer.uint32(34).string(message.cell);
    }
    if (message.pid !== 0) {
      writer.uint32(40).int32(message.pid);
    }
    if (message.status !== 0) {
      writer.uint32(48).int32(message.status);
    }
    if (message.exitCode !== void 0) {
      writer.uint32(56).int32(message.exitCode);
    }
    if (message.signal !== void 0) {
      writer.uint32(64).int32(message.signal);
    }
    if (message.reason !== "") {
      writer.uint32(74).string(message.reason);
    }
    if (message.createdAt !== void 0) {
      Timestamp.encode(message.createdAt, writer.uint32(82).fork()).join();
    }
    if (message.startedAt !== void 0) {
      Timestamp.encode(message.startedAt, writer.uint32(90).fork()).join();
    }
    if (message.finishedAt !== void 0) {
      Timestamp.encode(message.finishedAt, writer.uint32(98).fork()).join();
    }
    for (const v of message.argv) {
      writer.uint32(106).string(v);
    }
    if (message.owner !== "") {
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
      const end2 = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseWorkload();
      while (reader.pos < end2) {
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
  // encodeTransform encodes a source of message objects.
  // Transform<Workload, Uint8Array>
  async *encodeTransform(source2) {
    for await (const pkt of source2) {
      if (globalThis.Array.isArray(pkt)) {
        for (const p of pkt) {
          yield* [Workload.encode(p).finish()];
        }
      } else {
        yield* [Workload.encode(pkt).finish()];
      }
    }
  },
  // decodeTransform decodes a source of encoded messages.
  // Transform<Uint8Array, Workload>
  async *decodeTransform(source2) {
    for await (const pkt of source2) {
      if (globalThis.Array.isArray(pkt)) {
        for (const p of pkt) {
          yield* [Workload.decode(p)];
        }
      } else {
        yield* [Workload.decode(pkt)];
      }
    }
  },
  create(base) {
    return Workload.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseWorkload();
    message.name = object.name ?? "";
    message.id = object.id !== void 0 && object.id !== null ? BigInt(object.id) : 0n;
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
    if (message.stdout.length !== 0) {
      writer.uint32(10).bytes(message.stdout);
    }
    if (message.stderr.length !== 0) {
      writer.uint32(18).bytes(message.stderr);
    }
    if (message.stdoutCut !== false) {
      writer.uint32(24).bool(message.stdoutCut);
    }
    if (message.stderrCut !== false) {
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
      const end2 = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseOutput();
      while (reader.pos < end2) {
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
  // encodeTransform encodes a source of message objects.
  // Transform<Output, Uint8Array>
  async *encodeTransform(source2) {
    for await (const pkt of source2) {
      if (globalThis.Array.isArray(pkt)) {
        for (const p of pkt) {
          yield* [Output.encode(p).finish()];
        }
      } else {
        yield* [Output.encode(pkt).finish()];
      }
    }
  },
  // decodeTransform decodes a source of encoded messages.
  // Transform<Uint8Array, Output>
  async *decodeTransform(source2) {
    for await (const pkt of source2) {
      if (globalThis.Array.isArray(pkt)) {
        for (const p of pkt) {
          yield* [Output.decode(p)];
        }
      } else {
        yield* [Output.decode(pkt)];
      }
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
    if (message.workload !== void 0) {
      WorkloadSpec.encode(message.workload, writer.uint32(10).fork()).join();
    }
    if (message.wait !== void 0) {
      Duration.encode(message.wait, writer.uint32(18).fork()).join();
    }
    if (message.outputLimit !== 0) {
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
      const end2 = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseStartRequest();
      while (reader.pos < end2) {
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
  // encodeTransform encodes a source of message objects.
  // Transform<StartRequest, Uint8Array>
  async *encodeTransform(source2) {
    for await (const pkt of source2) {
      if (globalThis.Array.isArray(pkt)) {
        for (const p of pkt) {
          yield* [StartRequest.encode(p).finish()];
        }
      } else {
        yield* [StartRequest.encode(pkt).finish()];
      }
    }
  },
  // decodeTransform decodes a source of encoded messages.
  // Transform<Uint8Array, StartRequest>
  async *decodeTransform(source2) {
    for await (const pkt of source2) {
      if (globalThis.Array.isArray(pkt)) {
        for (const p of pkt) {
          yield* [StartRequest.decode(p)];
        }
      } else {
        yield* [StartRequest.decode(pkt)];
      }
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
    if (message.workload !== void 0) {
      Workload.encode(message.workload, writer.uint32(10).fork()).join();
    }
    if (message.output !== void 0) {
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
      const end2 = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseStartResponse();
      while (reader.pos < end2) {
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
  // encodeTransform encodes a source of message objects.
  // Transform<StartResponse, Uint8Array>
  async *encodeTransform(source2) {
    for await (const pkt of source2) {
      if (globalThis.Array.isArray(pkt)) {
        for (const p of pkt) {
          yield* [StartResponse.encode(p).finish()];
        }
      } else {
        yield* [StartResponse.encode(pkt).finish()];
      }
    }
  },
  // decodeTransform decodes a source of encoded messages.
  // Transform<Uint8Array, StartResponse>
  async *decodeTransform(source2) {
    for await (const pkt of source2) {
      if (globalThis.Array.isArray(pkt)) {
        for (const p of pkt) {
          yield* [StartResponse.decode(p)];
        }
      } else {
        yield* [StartResponse.decode(pkt)];
      }
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
    if (message.name !== "") {
      writer.uint32(10).string(message.name);
    }
    if (message.timeout !== void 0) {
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
      const end2 = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseStopRequest();
      while (reader.pos < end2) {
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
  // encodeTransform encodes a source of message objects.
  // Transform<StopRequest, Uint8Array>
  async *encodeTransform(source2) {
    for await (const pkt of source2) {
      if (globalThis.Array.isArray(pkt)) {
        for (const p of pkt) {
          yield* [StopRequest.encode(p).finish()];
        }
      } else {
        yield* [StopRequest.encode(pkt).finish()];
      }
    }
  },
  // decodeTransform decodes a source of encoded messages.
  // Transform<Uint8Array, StopRequest>
  async *decodeTransform(source2) {
    for await (const pkt of source2) {
      if (globalThis.Array.isArray(pkt)) {
        for (const p of pkt) {
          yield* [StopRequest.decode(p)];
        }
      } else {
        yield* [StopRequest.decode(pkt)];
      }
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
    if (message.workload !== void 0) {
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
      const end2 = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseStopResponse();
      while (reader.pos < end2) {
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
  // encodeTransform encodes a source of message objects.
  // Transform<StopResponse, Uint8Array>
  async *encodeTransform(source2) {
    for await (const pkt of source2) {
      if (globalThis.Array.isArray(pkt)) {
        for (const p of pkt) {
          yield* [StopResponse.encode(p).finish()];
        }
      } else {
        yield* [StopResponse.encode(pkt).finish()];
      }
    }
  },
  // decodeTransform decodes a source of encoded messages.
  // Transform<Uint8Array, StopResponse>
  async *decodeTransform(source2) {
    for await (const pkt of source2) {
      if (globalThis.Array.isArray(pkt)) {
        for (const p of pkt) {
          yield* [StopResponse.decode(p)];
        }
      } else {
        yield* [StopResponse.decode(pkt)];
      }
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
    if (message.name !== "") {
      writer.uint32(10).string(message.name);
    }
    if (message.timeout !== void 0) {
      Duration.encode(message.timeout, writer.uint32(18).fork()).join();
    }
    if (message.outputLimit !== 0) {
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
      const end2 = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseWaitRequest();
      while (reader.pos < end2) {
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
  // encodeTransform encodes a source of message objects.
  // Transform<WaitRequest, Uint8Array>
  async *encodeTransform(source2) {
    for await (const pkt of source2) {
      if (globalThis.Array.isArray(pkt)) {
        for (const p of pkt) {
          yield* [WaitRequest.encode(p).finish()];
        }
      } else {
        yield* [WaitRequest.encode(pkt).finish()];
      }
    }
  },
  // decodeTransform decodes a source of encoded messages.
  // Transform<Uint8Array, WaitRequest>
  async *decodeTransform(source2) {
    for await (const pkt of source2) {
      if (globalThis.Array.isArray(pkt)) {
        for (const p of pkt) {
          yield* [WaitRequest.decode(p)];
        }
      } else {
        yield* [WaitRequest.decode(pkt)];
      }
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
    if (message.workload !== void 0) {
      Workload.encode(message.workload, writer.uint32(10).fork()).join();
    }
    if (message.output !== void 0) {
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
      const end2 = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseWaitResponse();
      while (reader.pos < end2) {
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
  // encodeTransform encodes a source of message objects.
  // Transform<WaitResponse, Uint8Array>
  async *encodeTransform(source2) {
    for await (const pkt of source2) {
      if (globalThis.Array.isArray(pkt)) {
        for (const p of pkt) {
          yield* [WaitResponse.encode(p).finish()];
        }
      } else {
        yield* [WaitResponse.encode(pkt).finish()];
      }
    }
  },
  // decodeTransform decodes a source of encoded messages.
  // Transform<Uint8Array, WaitResponse>
  async *decodeTransform(source2) {
    for await (const pkt of source2) {
      if (globalThis.Array.isArray(pkt)) {
        for (const p of pkt) {
          yield* [WaitResponse.decode(p)];
        }
      } else {
        yield* [WaitResponse.decode(pkt)];
      }
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
    if (message.all !== false) {
      writer.uint32(8).bool(message.all);
    }
    if (message.pageSize !== 0) {
      writer.uint32(16).uint32(message.pageSize);
    }
    if (message.pageToken !== "") {
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
      const end2 = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseListRequest();
      while (reader.pos < end2) {
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
  // encodeTransform encodes a source of message objects.
  // Transform<ListRequest, Uint8Array>
  async *encodeTransform(source2) {
    for await (const pkt of source2) {
      if (globalThis.Array.isArray(pkt)) {
        for (const p of pkt) {
          yield* [ListRequest.encode(p).finish()];
        }
      } else {
        yield* [ListRequest.encode(pkt).finish()];
      }
    }
  },
  // decodeTransform decodes a source of encoded messages.
  // Transform<Uint8Array, ListRequest>
  async *decodeTransform(source2) {
    for await (const pkt of source2) {
      if (globalThis.Array.isArray(pkt)) {
        for (const p of pkt) {
          yield* [ListRequest.decode(p)];
        }
      } else {
        yield* [ListRequest.decode(pkt)];
      }
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
    for (const v of message.workloads) {
      Workload.encode(v, writer.uint32(10).fork()).join();
    }
    if (message.nextPageToken !== "") {
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
      const end2 = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseListResponse();
      while (reader.pos < end2) {
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
  // encodeTransform encodes a source of message objects.
  // Transform<ListResponse, Uint8Array>
  async *encodeTransform(source2) {
    for await (const pkt of source2) {
      if (globalThis.Array.isArray(pkt)) {
        for (const p of pkt) {
          yield* [ListResponse.encode(p).finish()];
        }
      } else {
        yield* [ListResponse.encode(pkt).finish()];
      }
    }
  },
  // decodeTransform decodes a source of encoded messages.
  // Transform<Uint8Array, ListResponse>
  async *decodeTransform(source2) {
    for await (const pkt of source2) {
      if (globalThis.Array.isArray(pkt)) {
        for (const p of pkt) {
          yield* [ListResponse.decode(p)];
        }
      } else {
        yield* [ListResponse.decode(pkt)];
      }
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
    if (message.name !== "") {
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
      const end2 = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseGetRequest();
      while (reader.pos < end2) {
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
  // encodeTransform encodes a source of message objects.
  // Transform<GetRequest, Uint8Array>
  async *encodeTransform(source2) {
    for await (const pkt of source2) {
      if (globalThis.Array.isArray(pkt)) {
        for (const p of pkt) {
          yield* [GetRequest.encode(p).finish()];
        }
      } else {
        yield* [GetRequest.encode(pkt).finish()];
      }
    }
  },
  // decodeTransform decodes a source of encoded messages.
  // Transform<Uint8Array, GetRequest>
  async *decodeTransform(source2) {
    for await (const pkt of source2) {
      if (globalThis.Array.isArray(pkt)) {
        for (const p of pkt) {
          yield* [GetRequest.decode(p)];
        }
      } else {
        yield* [GetRequest.decode(pkt)];
      }
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
    if (message.workload !== void 0) {
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
      const end2 = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseGetResponse();
      while (reader.pos < end2) {
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
  // encodeTransform encodes a source of message objects.
  // Transform<GetResponse, Uint8Array>
  async *encodeTransform(source2) {
    for await (const pkt of source2) {
      if (globalThis.Array.isArray(pkt)) {
        for (const p of pkt) {
          yield* [GetResponse.encode(p).finish()];
        }
      } else {
        yield* [GetResponse.encode(pkt).finish()];
      }
    }
  },
  // decodeTransform decodes a source of encoded messages.
  // Transform<Uint8Array, GetResponse>
  async *decodeTransform(source2) {
    for await (const pkt of source2) {
      if (globalThis.Array.isArray(pkt)) {
        for (const p of pkt) {
          yield* [GetResponse.decode(p)];
        }
      } else {
        yield* [GetResponse.decode(pkt)];
      }
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
    if (message.name !== "") {
      writer.uint32(10).string(message.name);
    }
    if (message.stream !== 0) {
      writer.uint32(16).int32(message.stream);
    }
    if (message.since !== void 0) {
      Timestamp.encode(message.since, writer.uint32(26).fork()).join();
    }
    if (message.until !== void 0) {
      Timestamp.encode(message.until, writer.uint32(34).fork()).join();
    }
    if (message.follow !== false) {
      writer.uint32(40).bool(message.follow);
    }
    if (message.cursor !== "") {
      writer.uint32(50).string(message.cursor);
    }
    if (message.tail !== void 0) {
      if (BigInt.asUintN(64, message.tail) !== message.tail) {
        throw new globalThis.Error("value provided for field message.tail of type uint64 too large");
      }
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
      const end2 = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseLogsRequest();
      while (reader.pos < end2) {
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
  // encodeTransform encodes a source of message objects.
  // Transform<LogsRequest, Uint8Array>
  async *encodeTransform(source2) {
    for await (const pkt of source2) {
      if (globalThis.Array.isArray(pkt)) {
        for (const p of pkt) {
          yield* [LogsRequest.encode(p).finish()];
        }
      } else {
        yield* [LogsRequest.encode(pkt).finish()];
      }
    }
  },
  // decodeTransform decodes a source of encoded messages.
  // Transform<Uint8Array, LogsRequest>
  async *decodeTransform(source2) {
    for await (const pkt of source2) {
      if (globalThis.Array.isArray(pkt)) {
        for (const p of pkt) {
          yield* [LogsRequest.decode(p)];
        }
      } else {
        yield* [LogsRequest.decode(pkt)];
      }
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
    message.tail = object.tail !== void 0 && object.tail !== null ? BigInt(object.tail) : void 0;
    return message;
  }
};
function createBaseLogLine() {
  return { stream: 0, time: void 0, line: new Uint8Array(0), partial: false };
}
var LogLine = {
  encode(message, writer = new BinaryWriter()) {
    if (message.stream !== 0) {
      writer.uint32(8).int32(message.stream);
    }
    if (message.time !== void 0) {
      Timestamp.encode(message.time, writer.uint32(18).fork()).join();
    }
    if (message.line.length !== 0) {
      writer.uint32(26).bytes(message.line);
    }
    if (message.partial !== false) {
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
      const end2 = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseLogLine();
      while (reader.pos < end2) {
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
  // encodeTransform encodes a source of message objects.
  // Transform<LogLine, Uint8Array>
  async *encodeTransform(source2) {
    for await (const pkt of source2) {
      if (globalThis.Array.isArray(pkt)) {
        for (const p of pkt) {
          yield* [LogLine.encode(p).finish()];
        }
      } else {
        yield* [LogLine.encode(pkt).finish()];
      }
    }
  },
  // decodeTransform decodes a source of encoded messages.
  // Transform<Uint8Array, LogLine>
  async *decodeTransform(source2) {
    for await (const pkt of source2) {
      if (globalThis.Array.isArray(pkt)) {
        for (const p of pkt) {
          yield* [LogLine.decode(p)];
        }
      } else {
        yield* [LogLine.decode(pkt)];
      }
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
  return { lines: [], cursor: "", lostBytes: 0n };
}
var LogsResponse = {
  encode(message, writer = new BinaryWriter()) {
    for (const v of message.lines) {
      LogLine.encode(v, writer.uint32(10).fork()).join();
    }
    if (message.cursor !== "") {
      writer.uint32(18).string(message.cursor);
    }
    if (message.lostBytes !== 0n) {
      if (BigInt.asUintN(64, message.lostBytes) !== message.lostBytes) {
        throw new globalThis.Error("value provided for field message.lostBytes of type uint64 too large");
      }
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
      const end2 = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseLogsResponse();
      while (reader.pos < end2) {
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
  // encodeTransform encodes a source of message objects.
  // Transform<LogsResponse, Uint8Array>
  async *encodeTransform(source2) {
    for await (const pkt of source2) {
      if (globalThis.Array.isArray(pkt)) {
        for (const p of pkt) {
          yield* [LogsResponse.encode(p).finish()];
        }
      } else {
        yield* [LogsResponse.encode(pkt).finish()];
      }
    }
  },
  // decodeTransform decodes a source of encoded messages.
  // Transform<Uint8Array, LogsResponse>
  async *decodeTransform(source2) {
    for await (const pkt of source2) {
      if (globalThis.Array.isArray(pkt)) {
        for (const p of pkt) {
          yield* [LogsResponse.decode(p)];
        }
      } else {
        yield* [LogsResponse.decode(pkt)];
      }
    }
  },
  create(base) {
    return LogsResponse.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseLogsResponse();
    message.lines = object.lines?.map((e) => LogLine.fromPartial(e)) || [];
    message.cursor = object.cursor ?? "";
    message.lostBytes = object.lostBytes !== void 0 && object.lostBytes !== null ? BigInt(object.lostBytes) : 0n;
    return message;
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

// gen/schema.ts
var enums = {
  "aurae.runtime.v0.Kind": { 0: "unspecified", 1: "executable" },
  "aurae.runtime.v0.Status": { 0: "unspecified", 1: "starting", 2: "running", 3: "stopping", 4: "exited", 5: "failed", 6: "orphaned", 7: "lost" },
  "aurae.runtime.v0.LogStream": { 0: "unspecified", 1: "stdout", 2: "stderr" },
  "grpc.health.v1.HealthCheckResponse.ServingStatus": { 0: "unknown", 1: "serving", 2: "not_serving", 3: "service_unknown" }
};
var messages = {
  "aurae.identity.v0.WhoAmIResponse": { notAfter: "google.protobuf.Timestamp", server: "aurae.identity.v0.Server" },
  "aurae.identity.v0.LoginResponse": { notAfter: "google.protobuf.Timestamp" },
  "aurae.runtime.v0.WorkloadSpec": { executable: "aurae.runtime.v0.Executable" },
  "aurae.runtime.v0.Executable": { env: "map", stopTimeout: "google.protobuf.Duration" },
  "aurae.runtime.v0.Workload": { kind: "aurae.runtime.v0.Kind", status: "aurae.runtime.v0.Status", createdAt: "google.protobuf.Timestamp", startedAt: "google.protobuf.Timestamp", finishedAt: "google.protobuf.Timestamp" },
  "aurae.runtime.v0.StartRequest": { workload: "aurae.runtime.v0.WorkloadSpec", wait: "google.protobuf.Duration" },
  "aurae.runtime.v0.StartResponse": { workload: "aurae.runtime.v0.Workload", output: "aurae.runtime.v0.Output" },
  "aurae.runtime.v0.StopRequest": { timeout: "google.protobuf.Duration" },
  "aurae.runtime.v0.StopResponse": { workload: "aurae.runtime.v0.Workload" },
  "aurae.runtime.v0.WaitRequest": { timeout: "google.protobuf.Duration" },
  "aurae.runtime.v0.WaitResponse": { workload: "aurae.runtime.v0.Workload", output: "aurae.runtime.v0.Output" },
  "aurae.runtime.v0.ListResponse": { workloads: "aurae.runtime.v0.Workload" },
  "aurae.runtime.v0.GetResponse": { workload: "aurae.runtime.v0.Workload" },
  "aurae.runtime.v0.LogsRequest": { stream: "aurae.runtime.v0.LogStream", since: "google.protobuf.Timestamp", until: "google.protobuf.Timestamp" },
  "aurae.runtime.v0.LogLine": { stream: "aurae.runtime.v0.LogStream", time: "google.protobuf.Timestamp" },
  "aurae.runtime.v0.LogsResponse": { lines: "aurae.runtime.v0.LogLine" },
  "aurae.system.v0.StatusResponse": { startedAt: "google.protobuf.Timestamp" },
  "grpc.health.v1.HealthCheckResponse": { status: "grpc.health.v1.HealthCheckResponse.ServingStatus" }
};
var responses = {
  "aurae.discovery.v0.DiscoveryService/Discover": "aurae.discovery.v0.DiscoverResponse",
  "aurae.identity.v0.IdentityService/WhoAmI": "aurae.identity.v0.WhoAmIResponse",
  "aurae.identity.v0.LoginService/Login": "aurae.identity.v0.LoginResponse",
  "aurae.runtime.v0.RuntimeService/Start": "aurae.runtime.v0.StartResponse",
  "aurae.runtime.v0.RuntimeService/Stop": "aurae.runtime.v0.StopResponse",
  "aurae.runtime.v0.RuntimeService/Wait": "aurae.runtime.v0.WaitResponse",
  "aurae.runtime.v0.RuntimeService/List": "aurae.runtime.v0.ListResponse",
  "aurae.runtime.v0.RuntimeService/Get": "aurae.runtime.v0.GetResponse",
  "aurae.runtime.v0.RuntimeService/Logs": "aurae.runtime.v0.LogsResponse",
  "aurae.system.v0.SystemService/Status": "aurae.system.v0.StatusResponse",
  "aurae.system.v0.SystemService/Reexec": "aurae.system.v0.ReexecResponse",
  "grpc.health.v1.Health/Check": "grpc.health.v1.HealthCheckResponse",
  "grpc.health.v1.Health/Watch": "grpc.health.v1.HealthCheckResponse"
};

// src/present.ts
var ENTRIES = "map";
var text2 = new TextDecoder();
var Result = class {
  #document;
  constructor(fields2, document2) {
    Object.assign(this, fields2);
    this.#document = document2;
  }
  /** Print it on stdout as indented JSON: snake_case names, bytes as text. */
  json() {
    console.log(JSON.stringify(this.#document, null, 2));
  }
  /** What `json` prints, as a value; JSON.stringify uses it. */
  toJSON() {
    return this.#document;
  }
};
function present(type, message) {
  return new Result(fields(type, message), document(type, message));
}
function fields(type, message) {
  return convert(type, message, (name) => name, (bytes) => bytes);
}
function document(type, message) {
  return convert(type, message, snake, (bytes) => text2.decode(bytes));
}
function convert(type, message, naming, bytes) {
  const types = messages[type] ?? {};
  const one = (value, of) => {
    if (value instanceof Uint8Array) return bytes(value);
    if (typeof value === "bigint") {
      return Number.isSafeInteger(Number(value)) ? Number(value) : naming === snake ? String(value) : value;
    }
    if (of === void 0 || of === ENTRIES) return value;
    if (typeof value === "number") return enums[of]?.[value] ?? value;
    const inner = value;
    if (of === "google.protobuf.Timestamp") return time(inner);
    if (of === "google.protobuf.Duration") return duration(inner);
    return convert(of, inner, naming, bytes);
  };
  const made = {};
  for (const [name, value] of Object.entries(message)) {
    if (value === void 0) continue;
    const of = types[name];
    made[naming(name)] = Array.isArray(value) ? value.map((item) => one(item, of)) : one(value, of);
  }
  return made;
}
function time(value) {
  const whole = new Date(Number(value.seconds) * 1e3).toISOString().slice(0, 19);
  return `${whole}${fraction(value.nanos)}Z`;
}
function duration(value) {
  const minus = value.seconds < 0n || value.nanos < 0 ? "-" : "";
  const seconds2 = value.seconds < 0n ? -value.seconds : value.seconds;
  return `${minus}${seconds2}${fraction(Math.abs(value.nanos))}s`;
}
function seconds(value) {
  if (!Number.isFinite(value) || value < 0) {
    throw new RangeError(`cannot wait ${value}: seconds from 0 are expected`);
  }
  const whole = Math.floor(value);
  return { seconds: BigInt(whole), nanos: Math.round((value - whole) * 1e9) };
}
function fraction(nanos) {
  if (nanos === 0) return "";
  const digits = String(nanos).padStart(9, "0");
  return `.${digits.replace(/(000){1,2}$/, "")}`;
}
function snake(name) {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

// src/runtime.ts
var DEFINITION = RuntimeServiceDefinition;
var WORKLOAD = "aurae.runtime.v0.Workload";
var DEFAULT_WAIT = 30;
var MARGIN = 60;
var Exec = class {
  constructor(spec) {
    this.spec = spec;
  }
  spec;
};
function exec(command, options = {}) {
  const { name = "", stdin, stopTimeout, ...rest2 } = options;
  const executable = Executable.fromPartial({
    ...rest2,
    ...typeof command === "string" ? { command } : { argv: [...command] },
    ...stdin === void 0 ? {} : { stdin: typeof stdin === "string" ? new TextEncoder().encode(stdin) : stdin },
    ...stopTimeout === void 0 ? {} : { stopTimeout: seconds(stopTimeout) }
  });
  return new Exec(WorkloadSpec.fromPartial({ name, executable }));
}
var Runtime = class {
  constructor(connection) {
    this.connection = connection;
  }
  connection;
  /**
   * Start a workload and wait for its end, 30 s unless `wait` names other seconds. When the wait is
   * over and it still runs, the answer says so. With `wait: 0` it answers once the program runs.
   */
  start(workload, options = {}) {
    const { wait = DEFAULT_WAIT, outputLimit = 0 } = options;
    const request = {
      workload: workload.spec,
      outputLimit,
      ...wait > 0 ? { wait: seconds(wait) } : {}
    };
    return shown(
      this.connection.call(DEFINITION, DEFINITION.methods.start, request, wait + MARGIN)
    );
  }
  /** Stop a workload; `timeout` is its grace in seconds. Answers when nothing of it runs. */
  stop(name, options = {}) {
    const { timeout } = options;
    const request = { name, ...timeout === void 0 ? {} : { timeout: seconds(timeout) } };
    return shown(this.connection.call(DEFINITION, DEFINITION.methods.stop, request, Infinity));
  }
  /** Wait until a workload ends, 30 s unless `timeout` names other seconds. */
  wait(name, options = {}) {
    const { timeout = DEFAULT_WAIT, outputLimit = 0 } = options;
    const request = { name, timeout: seconds(timeout), outputLimit };
    return shown(
      this.connection.call(DEFINITION, DEFINITION.methods.wait, request, timeout + MARGIN)
    );
  }
  /** Workloads that run, oldest first; with `all` the ended ones too. */
  list(options = {}) {
    const found = [];
    let pageToken = "";
    do {
      const page = this.connection.call(DEFINITION, DEFINITION.methods.list, {
        ...options,
        pageToken
      });
      for (const workload of page.workloads) found.push(shown({ workload }));
      pageToken = page.nextPageToken;
    } while (pageToken !== "");
    return new Workloads(found);
  }
  /** The newest workload of a name. */
  get(name) {
    return shown(this.connection.call(DEFINITION, DEFINITION.methods.get, { name }));
  }
  /** Lines of a workload's log; with `follow` until it has ended. */
  *logs(name, options = {}) {
    const { stream, since, until, follow = false, tail } = options;
    const request = {
      name,
      follow,
      stream: stream === void 0 ? 0 : stream === "stdout" ? 1 : 2,
      ...since === void 0 ? {} : { since: stamp(since) },
      ...until === void 0 ? {} : { until: stamp(until) },
      ...tail === void 0 ? {} : { tail: BigInt(tail) }
    };
    for (const answer of this.connection.stream(DEFINITION, DEFINITION.methods.logs, request)) {
      for (const line of answer.lines) yield logLine(line);
    }
  }
};
var Workloads = class extends Result {
  constructor(workloads) {
    super({}, workloads.map((workload) => workload.toJSON()));
    this.workloads = workloads;
  }
  workloads;
  get length() {
    return this.workloads.length;
  }
  [Symbol.iterator]() {
    return this.workloads[Symbol.iterator]();
  }
};
function shown(answer) {
  const workload = answer.workload ?? Workload.fromPartial({});
  const { name, kind, cell, pid, status, exit_code, signal, reason: reason2, ...rest2 } = document(
    WORKLOAD,
    workload
  );
  const output = answer.output === void 0 ? {} : document("", answer.output);
  const { stdout, stderr, stdout_cut, stderr_cut } = output;
  const facts = {
    name,
    kind,
    cell,
    pid,
    status,
    exit_code,
    signal,
    reason: reason2 || void 0,
    stdout,
    stderr,
    stdout_cut: stdout_cut || void 0,
    stderr_cut: stderr_cut || void 0,
    ...rest2
  };
  const known = Object.fromEntries(
    Object.entries(facts).filter(([, value]) => value !== void 0)
  );
  const written = answer.output === void 0 ? {} : { stdout, stderr, stdoutCut: stdout_cut, stderrCut: stderr_cut };
  return new Result({ ...fields(WORKLOAD, workload), ...written }, known);
}
function logLine(line) {
  const { stream, time: time2, partial } = fields("aurae.runtime.v0.LogLine", line);
  return {
    stream,
    time: time2 ?? "",
    text: new TextDecoder().decode(line.line),
    bytes: line.line,
    partial
  };
}
function stamp(date) {
  const milliseconds = date.getTime();
  const whole = Math.floor(milliseconds / 1e3);
  return { seconds: BigInt(whole), nanos: (milliseconds - whole * 1e3) * 1e6 };
}

// src/service.ts
var DEFAULT_LIMIT = 30;
var Connection = class {
  constructor(bridge, channel) {
    this.bridge = bridge;
    this.channel = channel;
  }
  bridge;
  channel;
  /** Wait until it is there. Throws AuraeError. */
  establish() {
    this.bridge.connect(this.channel);
  }
  /** The decoded answer of one unary call. `timeout` in seconds. */
  call(service2, method, request, timeout = DEFAULT_LIMIT) {
    const bytes = this.bridge.unary(
      this.channel,
      `/${service2.fullName}/${method.name}`,
      encoded(method, request),
      Number.isFinite(timeout) ? timeout * 1e3 : void 0
    );
    return method.responseType.decode(bytes);
  }
  /** The decoded answers of a server's stream; without a limit unless one is given, in seconds. */
  *stream(service2, method, request, timeout = Infinity) {
    const answers = this.bridge.serverStream(
      this.channel,
      `/${service2.fullName}/${method.name}`,
      encoded(method, request),
      Number.isFinite(timeout) ? timeout * 1e3 : void 0
    );
    for (const bytes of answers) yield method.responseType.decode(bytes);
  }
  close() {
    this.bridge.close(this.channel);
  }
};
function service(connection, definition) {
  const client = {};
  for (const [name, method] of Object.entries(definition.methods)) {
    const type = responses[`${definition.fullName}/${method.name}`] ?? "";
    client[name] = method.responseStream ? function* (request = {}, options = {}) {
      for (const answer of connection.stream(definition, method, request, options.timeout)) {
        yield present(type, answer);
      }
    } : (request = {}, options = {}) => present(type, connection.call(definition, method, request, options.timeout));
  }
  return client;
}
function encoded(method, request) {
  return method.requestType.encode(method.requestType.fromPartial(request)).finish();
}

// src/aurae.ts
var Aurae = class {
  constructor(connection) {
    this.connection = connection;
  }
  connection;
  /** Who the script is to the daemon, and who the daemon is. */
  info() {
    return this.identity().whoAmI();
  }
  /** Starts and watches workloads. */
  runtime() {
    return new Runtime(this.connection);
  }
  /** Tells whether the daemon answers and its version. */
  discovery() {
    return service(this.connection, DiscoveryServiceDefinition);
  }
  /** Tells who is who. */
  identity() {
    return service(this.connection, IdentityServiceDefinition);
  }
  /** The daemon itself. */
  system() {
    return service(this.connection, SystemServiceDefinition);
  }
  /** gRPC's standard health service. */
  health() {
    return service(this.connection, HealthDefinition);
  }
  /** Close the connection; its services cannot be used any more. */
  close() {
    this.connection.close();
  }
};
var Connector = class {
  constructor(standard) {
    this.standard = standard;
  }
  standard;
  #bridge = new Bridge();
  #early;
  /**
   * Start the worker, and let it read the identity and connect to the default daemon while the
   * script is still being compiled. It has to happen before the script is sealed off: the worker
   * keeps the rights of this moment.
   */
  prepare() {
    if (this.#bridge.started) return;
    if ("problem" in this.standard) {
      this.#bridge.start();
      return;
    }
    void crypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, false, ["sign"]);
    this.#bridge.start(this.standard.files);
    this.#early = this.#bridge.open();
  }
  /** Connect to a daemon; without an argument to the one of the configuration. Throws AuraeError. */
  connect = (where) => {
    const connection = new Connection(this.#bridge, this.channel(where));
    connection.establish();
    return new Aurae(connection);
  };
  channel(where) {
    if (where !== void 0) return this.#bridge.open(load(files(where)));
    if ("problem" in this.standard) {
      throw new AuraeError("FAILED_PRECONDITION", this.standard.problem);
    }
    const early = this.#early;
    this.#early = void 0;
    return early ?? this.#bridge.open();
  }
};
function files(where) {
  if (typeof where === "string") return read(where);
  return "config" in where ? read(where.config) : where;
}

// src/tokens.ts
var VALUES = /* @__PURE__ */ new Set(["this", "super", "null", "true", "false"]);
var OPERATORS = new Set(
  "await break case const continue debugger default delete do else export extends finally for if import in instanceof new return switch throw try typeof var void while with yield class enum function catch".split(" ")
);
var HEADS = /* @__PURE__ */ new Set(["if", "while", "for", "with"]);
var BEFORE_BLOCK = /* @__PURE__ */ new Set(["else", "do", "try", "finally", "catch"]);
var MARK = />>>=|\.\.\.|[=!]==?|\*\*=?|<<=?|>>>?=?|&&=?|\|\|=?|\?\?=?|=>|[<>]=|\?\.(?!\d)|\+\+|--|[-+*/%&|^]=|[^]/uy;
var MARKS = new Set("(){}[];,.:=<>+-*/%&|!?^~");
var WORD = /[\p{ID_Start}$_\\#@](?:[\p{ID_Continue}$\u200c\u200d]|\\u\{?[0-9a-fA-F]+\}?)*/uy;
var NUMBER = /(?:0[xXoObB][\da-fA-F_]+|(?:\d[\d_]*)?\.?[\d_]*(?:[eE][+-]?[\d_]+)?)n?/y;
var BLANK = /[^\S\n\r\u2028\u2029]+|\/\/[^\n\r\u2028\u2029]*/y;
var STRING = { '"': /"(?:[^"\\\n\r]|\\[^])*"?/y, "'": /'(?:[^'\\\n\r]|\\[^])*'?/y };
var REGEX = /\/(?:[^/\\[\n\r]|\\.|\[(?:[^\]\\\n\r]|\\.)*\])+\/[\p{ID_Continue}$]*/uy;
var TEMPLATE = /(?:[^`\\$]|\\[^]|\$(?!\{))*(?:`|\$\{|$)/y;
var CLOSERS = { ")": "(", "]": "[", "}": "{" };
function tokens(source2) {
  return new Cutter(source2).cut();
}
var Cutter = class {
  constructor(source2) {
    this.source = source2;
  }
  source;
  found = [];
  frames = [frame("block", -1)];
  at = 0;
  newline = true;
  cut() {
    if (this.source.startsWith("#!")) this.at = end(this.source, "\n", 0) - 1;
    for (this.pass(); this.at < this.source.length; this.pass()) this.one();
    return this.found;
  }
  get top() {
    return this.frames[this.frames.length - 1];
  }
  get last() {
    return this.found[this.found.length - 1];
  }
  /** Pass over blanks, line breaks and comments. */
  pass() {
    for (; ; ) {
      const code = this.source.charCodeAt(this.at);
      if (code === 10 || code === 13 || code === 8232 || code === 8233) {
        this.newline = true;
        this.at++;
      } else if (this.source.startsWith("/*", this.at)) {
        const stop = end(this.source, "*/", this.at + 2);
        if (/[\n\r]/.test(this.source.slice(this.at, stop))) this.newline = true;
        this.at = stop;
      } else if (code === 32 && this.source.charCodeAt(this.at + 1) > 47) {
        this.at++;
      } else {
        const text3 = match(BLANK, this.source, this.at);
        if (text3 === "") return;
        this.at += text3.length;
      }
    }
  }
  one() {
    const letter = this.source[this.at];
    if (letter === '"' || letter === "'") {
      this.push("string", match(STRING[letter], this.source, this.at), true);
    } else if (letter === "`") {
      this.template(this.at, this.at + 1);
    } else if (letter >= "0" && letter <= "9" || letter === "." && /\d/.test(this.source[this.at + 1] ?? "")) {
      this.push("number", match(NUMBER, this.source, this.at), true);
    } else {
      const word = MARKS.has(letter) ? "" : match(WORD, this.source, this.at);
      if (word !== "") this.word(word);
      else this.mark(letter);
    }
  }
  push(kind, text3, operand) {
    const token = {
      kind,
      text: text3,
      start: this.at,
      end: this.at + text3.length,
      newline: this.newline,
      operand,
      inside: this.top.holds,
      partner: -1,
      holds: void 0,
      ofDo: false
    };
    this.found.push(token);
    this.at = token.end;
    this.newline = false;
    return token;
  }
  word(text3) {
    const before = this.last;
    const member = before?.text === "." || before?.text === "?.";
    const opens = !member && !/[:,)}=?]/.test(this.following(text3.length));
    if (opens && (text3 === "class" || text3 === "enum" || text3 === "interface")) {
      this.top.members = true;
    }
    if (text3 === "case" && !member && this.top.holds === "block") {
      this.top.label = true;
      this.top.questions = 0;
    }
    const operand = member || VALUES.has(text3) || !(OPERATORS.has(text3) || contextual(text3, before));
    this.push("word", text3, operand);
  }
  following(skip) {
    return match(/\s*([^\s])/y, this.source, this.at + skip).trim();
  }
  mark(letter) {
    if (letter === "/" && !this.last?.operand && this.regex()) return;
    if (letter === "(" || letter === "[" || letter === "{") return this.open(letter);
    if (letter === ")" || letter === "]" || letter === "}") return this.close(letter);
    const text3 = match(MARK, this.source, this.at);
    const before = this.last;
    if (text3 === "?") this.top.questions++;
    const keeps = text3 === "++" || text3 === "--" || text3 === "!";
    this.push("mark", text3, keeps && !this.newline && (before?.operand ?? false));
  }
  regex() {
    const text3 = match(REGEX, this.source, this.at);
    if (text3 === "") return false;
    this.push("regex", text3, true);
    return true;
  }
  /** One piece of a template: from a backquote or a hole's end to the next of these. */
  template(start, from) {
    const stop = from + match(TEMPLATE, this.source, from).length;
    this.at = start;
    const token = this.push("template", this.source.slice(start, stop), true);
    if (!token.text.endsWith("${")) return;
    token.operand = false;
    token.holds = "hole";
    this.frames.push(frame("hole", this.found.length - 1));
  }
  open(letter) {
    const before = this.last;
    let holds = letter === "(" ? "parentheses" : "brackets";
    let ofDo = false;
    if (letter === "{") {
      holds = this.brace(before);
      ofDo = before?.text === "do" && !before.operand;
    }
    const token = this.push("mark", letter, false);
    token.holds = holds;
    token.ofDo = ofDo;
    const inner = frame(holds, this.found.length - 1);
    inner.head = letter === "(" && this.isHead(before);
    this.frames.push(inner);
  }
  isHead(before) {
    if (before === void 0 || before.operand) return false;
    if (before.text === "await") return this.found[this.found.length - 3]?.text === "for";
    return HEADS.has(before.text);
  }
  /** What a brace after `before` opens. */
  brace(before) {
    if (before === void 0) return "block";
    const closed = before.operand || /^>+$/.test(before.text) || before.text === ")" || before.text === "}";
    if (this.top.members && (closed || before.text === "class")) {
      this.top.members = false;
      return "members";
    }
    if (closed || before.text === "=>" || before.text === ";" || before.text === "{") {
      return "block";
    }
    if (BEFORE_BLOCK.has(before.text)) return "block";
    return before.text === ":" && this.endsLabel() ? "block" : "object";
  }
  /** Whether the colon just read ends `case x`, `default` or a label. */
  endsLabel() {
    const top = this.top;
    if (top.holds !== "block") return false;
    const name = this.found[this.found.length - 2];
    if (name?.text === "default") return true;
    if (top.label && top.questions === 0) {
      top.label = false;
      return true;
    }
    const before = this.found[this.found.length - 3];
    if (name?.kind !== "word") return false;
    return before === void 0 || /^[;{}]$/.test(before.text) || name.newline && before.operand;
  }
  close(letter) {
    const top = this.top;
    if (letter === "}" && top.holds === "hole") {
      this.frames.pop();
      this.template(this.at, this.at + 1);
      return;
    }
    const opener = this.found[top.opener];
    if (opener === void 0 || opener.text !== CLOSERS[letter]) {
      this.push("mark", letter, true);
      return;
    }
    this.frames.pop();
    const token = this.push("mark", letter, !top.head && top.holds !== "block");
    token.ofDo = opener.ofDo;
    token.partner = top.opener;
    opener.partner = this.found.length - 1;
  }
};
function contextual(text3, before) {
  if (text3 !== "as" && text3 !== "of" && text3 !== "satisfies") return false;
  return before !== void 0 && !before.newline && before.operand && before.text !== "let";
}
function frame(holds, opener) {
  return { holds, opener, head: false, members: false, label: false, questions: 0 };
}
function match(pattern, source2, at) {
  pattern.lastIndex = at;
  return pattern.exec(source2)?.[0] ?? "";
}
function end(source2, text3, from) {
  const found = source2.indexOf(text3, from);
  return found < 0 ? source2.length : found + text3.length;
}

// src/transform.ts
var KEYWORDS = /* @__PURE__ */ new Set(["if", "while", "for", "switch"]);
var CONTINUES = new Set(
  "&& || ?? == === != !== <= > >= * % ** & | ^ << >> >>> ? . ?. in instanceof".split(" ")
);
var MAY_CONTINUE = /* @__PURE__ */ new Set(["+", "-", "/", "(", "[", "<", "as", "satisfies"]);
function transform(source2) {
  const cut = tokens(source2);
  const edits = [];
  cut.forEach((token, index) => {
    if (token.kind !== "word" || !KEYWORDS.has(token.text) || token.operand) return;
    if (token.inside !== "block") return;
    const span = condition(cut, index);
    if (span === void 0) return;
    edits.push({ at: cut[span.first - 1].end, text: "(" });
    edits.push({ at: cut[span.last].end, text: ")" });
  });
  return apply(source2, edits);
}
function condition(cut, index) {
  const keyword = cut[index];
  let first = index + 1;
  if (keyword.text === "for" && cut[first]?.text === "await") first++;
  const head = cut[first];
  if (head === void 0) return void 0;
  const scan = new Scan(cut, first, keyword.text === "for");
  if (keyword.text === "while" && cut[index - 1]?.text === "}" && cut[index - 1]?.ofDo) {
    return head.text === "(" && !goesOn(cut, head, false) ? void 0 : scan.toEnd();
  }
  if (head.text === "<" && head.start === keyword.end) return void 0;
  if (head.text !== "(") return scan.toBlock();
  if (goesOn(cut, head, false)) return scan.toBlock();
  if (!goesOn(cut, head, true)) return void 0;
  const span = scan.toBlock();
  return span !== void 0 && !cut[span.last + 1].newline ? span : void 0;
}
function goesOn(cut, head, perhaps) {
  const next = head.partner < 0 ? void 0 : cut[head.partner + 1];
  if (next === void 0) return false;
  return CONTINUES.has(next.text) || perhaps && MAY_CONTINUE.has(next.text);
}
var Scan = class {
  constructor(cut, first, loop) {
    this.cut = cut;
    this.first = first;
    this.loop = loop;
    this.at = first;
  }
  cut;
  first;
  loop;
  at;
  value = false;
  semicolons = 0;
  /** `function` or `class` was read: the next brace is its body. */
  body = false;
  /** The condition up to the block's brace. */
  toBlock() {
    for (; ; ) {
      const token = this.cut[this.at];
      if (token === void 0) return void 0;
      if (token.text === "{" && token.kind === "mark" && this.blockBegins()) {
        return this.at > this.first ? { first: this.first, last: this.at - 1 } : void 0;
      }
      if (!this.step(token)) return void 0;
    }
  }
  /** The condition of `do ... while` up to its semicolon, line end, brace or the source's end. */
  toEnd() {
    for (; ; ) {
      const token = this.cut[this.at];
      const ended = token === void 0 || token.text === ";" || token.text === "}" || token.newline && this.value && !continuesLine(token);
      if (ended) return this.value ? { first: this.first, last: this.at - 1 } : void 0;
      if (!this.step(token)) return void 0;
    }
  }
  blockBegins() {
    if (this.body) return false;
    if (this.value || /^>+$/.test(this.cut[this.at - 1]?.text ?? "")) return true;
    return this.loop && this.semicolons === 2 && this.cut[this.at - 1]?.text === ";";
  }
  /** Take one token, or a whole bracket; false when this is no condition. */
  step(token) {
    if (token.holds !== void 0) return this.bracket(token);
    if (token.kind === "mark") return this.mark(token);
    if (token.kind === "word" && !token.operand) return this.operator(token);
    if (this.value && !this.tagged(token)) return false;
    this.value = true;
    this.at++;
    return true;
  }
  /** Two values side by side: only a template after its tag, or a name after `async`. */
  tagged(token) {
    const before = this.cut[this.at - 1]?.text;
    return token.kind === "template" || before === "async" || before === "let" || this.body;
  }
  bracket(token) {
    if (token.kind === "template") return this.holes(token);
    if (token.partner < 0) return false;
    if (token.text === "{") this.body = false;
    this.at = token.partner + 1;
    this.value = true;
    return true;
  }
  /** Pass over a template with holes, to the piece that ends it. */
  holes(token) {
    let depth = 0;
    let piece = token;
    for (; piece !== void 0; piece = this.cut[++this.at]) {
      if (piece.kind !== "template") continue;
      if (piece.text.startsWith("`")) depth += 1;
      if (piece.holds === void 0) depth -= 1;
      if (depth === 0) break;
    }
    this.at++;
    this.value = true;
    return piece !== void 0;
  }
  mark(token) {
    if (token.text === ";") {
      this.semicolons++;
      if (!this.loop || this.semicolons > 2) return false;
    } else if (token.text === ")" || token.text === "]" || token.text === "}") {
      return false;
    }
    const keeps = token.text === "++" || token.text === "--" || token.text === "!";
    this.value = keeps && this.value && !token.newline;
    this.at++;
    return true;
  }
  operator(token) {
    if (token.text === "function" || token.text === "class") this.body = true;
    else if (STATEMENTS.has(token.text)) return false;
    this.value = false;
    this.at++;
    return true;
  }
};
var STATEMENTS = new Set(
  "break case catch continue debugger default do else enum export finally for if return switch throw try while with".split(" ")
);
function continuesLine(token) {
  if (CONTINUES.has(token.text)) return true;
  return token.kind === "mark" && MAY_CONTINUE.has(token.text);
}
function apply(source2, edits) {
  if (edits.length === 0) return source2;
  const sorted = edits.map((edit, order) => ({ ...edit, order })).sort(
    (a, b) => a.at - b.at || a.order - b.order
  );
  const pieces = [];
  let done = 0;
  for (const edit of sorted) {
    pieces.push(source2.slice(done, edit.at), edit.text);
    const blank = source2[edit.at];
    done = edit.at + (done <= edit.at && (blank === " " || blank === "	") ? 1 : 0);
  }
  pieces.push(source2.slice(done));
  return pieces.join("");
}

// src/load.ts
var LoadError = class extends Error {
  name = "LoadError";
};
var utf82 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: false });
var META = "aurae__meta";
var CODE = [
  [/\.(?:aurae|m?ts)$/, "application/typescript"],
  [/\.m?js$/, "text/javascript"]
];
var NOTHING = JSON.stringify("data:text/javascript,");
var Modules = class {
  constructor(folder2, reach) {
    this.folder = folder2;
    this.reach = reach;
  }
  folder;
  reach;
  /** What a person calls the file behind each blob. */
  names = /* @__PURE__ */ new Map();
  /** A source says `connect`. */
  connects = false;
  blobs = /* @__PURE__ */ new Map();
  open = [];
  /** Address of a script as a module; `source` is what its file holds. Throws LoadError. */
  add(path, source2, name, type = "application/typescript") {
    this.connects ||= source2.includes("connect");
    this.open.push(path);
    const plain = /\.m?[jt]s$/.test(path);
    const url = module(this.resolved(plain ? source2 : transform(source2), path), type);
    this.open.pop();
    this.names.set(url, name);
    this.blobs.set(path, url);
    return url;
  }
  /** Specifiers written out, `import.meta` told what it would have said of a file. */
  resolved(code, path) {
    if (!/\bimport\b|\bfrom\b/.test(code)) return code;
    const cut = tokens(code);
    const pieces = [];
    let done = 0;
    let meta = false;
    const put = (token, end2, text3) => {
      pieces.push(code.slice(done, token.start), text3);
      done = end2;
    };
    cut.forEach((token, index) => {
      if (token.kind === "string" && isSpecifier(cut, index)) {
        const specifier = token.text.slice(1, -1);
        if (/^(?:\.{0,2}\/|file:)/.test(specifier)) {
          const url = typeOnly(cut, index) ? NOTHING : JSON.stringify(this.address(specifier, path, attribute(cut, index)));
          put(token, token.end, url);
        }
      } else if (token.text === "import" && cut[index + 1]?.text === "." && cut[index + 2]?.text === "meta") {
        meta = true;
        put(token, cut[index + 2].end, META);
      }
    });
    pieces.push(code.slice(done));
    return pieces.join("") + (meta ? this.meta(path) : "");
  }
  address(specifier, importer, type) {
    const url = new URL(specifier, `file://${encodeURI(importer)}`);
    const refuse = (why) => new LoadError(`${this.shown(importer)}: cannot import ${specifier}: ${why}`);
    const { path, bytes } = this.read(decodeURIComponent(url.pathname), type, refuse);
    const name = this.shown(path);
    if (type !== "") {
      return URL.createObjectURL(
        new Blob([bytes], { type: type === "json" ? "application/json" : "text/plain" })
      );
    }
    const known = this.blobs.get(path);
    if (known !== void 0) return known;
    if (this.open.includes(path)) {
      const circle = [...this.open.slice(this.open.indexOf(path)), path];
      throw new LoadError(
        `${this.shown(importer)}: cannot import in a circle: ${circle.map((p) => this.shown(p)).join(" -> ")}`
      );
    }
    const kind = CODE.find(([ending]) => ending.test(path))?.[1];
    return this.add(path, decode(bytes, name), name, kind);
  }
  /** A file behind an import: where it really is and what it holds. Throws what `refuse` makes. */
  read(named3, type, refuse) {
    const denied = (path) => refuse(`the script may not read it; give auraescript --allow-read=${path}`);
    if (!this.reaches(named3)) throw denied(named3);
    try {
      const path = Deno.realPathSync(named3);
      if (!this.reaches(path)) throw denied(path);
      if (type === "" && !CODE.some(([ending]) => ending.test(path))) {
        throw refuse("it is no script (.aurae, .ts, .mts, .js, .mjs)");
      }
      return { path, bytes: Deno.readFileSync(path) };
    } catch (error) {
      if (error instanceof LoadError) throw error;
      if (error instanceof Deno.errors.NotCapable) throw denied(named3);
      throw refuse(reason(error));
    }
  }
  reaches(path) {
    const { folder: folder2, granted, secrets } = this.reach;
    if (granted.some((given) => within(path, given))) return true;
    if (folder2 === "" || secrets.includes(path) || !within(path, folder2)) return false;
    return !path.slice(folder2.length).includes("/.");
  }
  meta(path) {
    const url = new URL(`file://${encodeURI(path)}`).href;
    const facts = {
      url,
      filename: path,
      dirname: path.slice(0, path.lastIndexOf("/")) || "/",
      main: this.open.length === 1
    };
    const made = `export default { ...${JSON.stringify(facts)}, resolve: (specifier) => new URL(specifier, ${JSON.stringify(url)}).href };`;
    return `
import ${META} from ${JSON.stringify(module(made, "text/javascript"))};
`;
  }
  /** A path as a person would say it here. */
  shown(path) {
    const folder2 = this.folder.endsWith("/") ? this.folder : `${this.folder}/`;
    return path.startsWith(folder2) ? path.slice(folder2.length) : path;
  }
};
function decode(bytes, name) {
  try {
    return utf82.decode(bytes);
  } catch {
    throw new LoadError(`${name}: cannot read script: it is not UTF-8`);
  }
}
function module(code, type) {
  return URL.createObjectURL(new Blob([code], { type }));
}
function isSpecifier(cut, index) {
  const before = cut[index - 1];
  if (before?.text === "from") {
    const name = cut[index - 2];
    return name?.text === "}" || name?.text === "*" || name?.kind === "word";
  }
  if (before?.text === "import") return true;
  return before?.text === "(" && cut[index - 2]?.text === "import";
}
function within(path, folder2) {
  return path === folder2 || path.startsWith(folder2.endsWith("/") ? folder2 : `${folder2}/`);
}
function attribute(cut, index) {
  const words2 = cut.slice(index + 1, index + 9).map((token) => token.text).join(" ");
  const found = /^(?:with|, \{ with :) \{ ["']?type["']? : ["'](text|json)["']/.exec(words2);
  return found?.[1] ?? "";
}
function typeOnly(cut, index) {
  if (cut[index - 1]?.text !== "from") return false;
  let at = index - 2;
  while (at >= 0 && cut[at]?.text !== "import" && cut[at]?.text !== "export") at--;
  return cut[at + 1]?.text === "type" && cut[at + 2]?.text !== "from";
}

// src/report.ts
var COLOURS = /\u001b\[[0-9;]*m/g;
function report(error, modules, script2) {
  if (error instanceof LoadError) return error.message;
  if (!(error instanceof Error)) return `${script2}: uncaught: ${Deno.inspect(error)}`;
  const stack = named(error.stack ?? "", modules);
  const message = named(error.message, modules);
  const syntax = /^(?:SyntaxError: )?([^\n]*)\n([^]*?)\s+at (\S+:\d+:\d+)$/.exec(message.trim());
  if (syntax) return `${syntax[3]}: ${syntax[1]}
${syntax[2]}`;
  const places = frames(stack, modules);
  const import_ = /^(?:TypeError: )?(Module not found [^\n]*)\n\s+at (\S+:\d+:\d+)/.exec(message);
  if (import_) return `${import_[2]}: ${import_[1]}`;
  const place = places[0]?.place ?? script2;
  if (error instanceof AuraeError) return `${place}: ${message}`;
  const callers = places.slice(1).map((frame2) => `
    at ${frame2.text}`);
  return `${place}: ${error.name}: ${message}${callers.join("")}`;
}
function named(text3, modules) {
  let plain = text3.replace(COLOURS, "");
  for (const [url, name] of modules.names) plain = plain.replaceAll(url, name);
  return plain;
}
function frames(stack, modules) {
  const names = [...modules.names.values()];
  const found = [];
  for (const line of stack.split("\n")) {
    const text3 = /^\s+at (.*)$/.exec(line)?.[1];
    if (text3 === void 0) continue;
    const place = /([^\s(]+:\d+:\d+)\)?$/.exec(text3)?.[1];
    const own = place !== void 0 && (place.startsWith("file:") || names.some((name) => text3.includes(`${name}:`)));
    if (own && !place.startsWith(import.meta.url)) {
      const name = names.find((candidate) => text3.includes(`${candidate}:`));
      const numbers = /:\d+:\d+$/.exec(place)?.[0] ?? "";
      found.push({ place: name === void 0 ? place : name + numbers, text: text3 });
    }
  }
  return found;
}

// src/runner.ts
var [problem, socket, ca, certificate, key, real, folder, ...words] = Deno.args;
var rights = words.slice(0, words.indexOf("--"));
var [script, ...rest] = words.slice(rights.length + 1);
function named2(right) {
  return rights.filter((word) => word.startsWith(`${right}=`)).map(
    (word) => word.slice(right.length + 1)
  );
}
function seal() {
  for (const path of named2("read")) Deno.permissions.revokeSync({ name: "read", path });
  for (const path of named2("write")) Deno.permissions.revokeSync({ name: "write", path });
  for (const host of named2("net")) Deno.permissions.revokeSync({ name: "net", host });
  for (const name of ["localStorage", "sessionStorage", "caches", "Storage", "CacheStorage"]) {
    Reflect.deleteProperty(globalThis, name);
  }
}
function source() {
  try {
    return decode(Deno.readFileSync(real), script);
  } catch (error) {
    if (error instanceof LoadError) throw error;
    throw new LoadError(`cannot run ${script}: ${reason(error)}`);
  }
}
async function main() {
  const secrets = [ca, certificate, key].filter((path) => path !== "").map(resolved);
  const modules = new Modules(Deno.cwd(), { folder, granted: named2("granted"), secrets });
  const fail = (error) => {
    console.error(report(error, modules, script));
    Deno.exit(1);
  };
  globalThis.addEventListener("unhandledrejection", (event) => fail(event.reason));
  globalThis.addEventListener("error", (event) => fail(event.error));
  try {
    const text3 = source();
    const connector = new Connector(
      problem === "" ? { files: { socket, ca, certificate, key } } : { problem }
    );
    if (text3.includes("connect")) connector.prepare();
    Object.assign(globalThis, { connect: connector.connect, exec, AuraeError, args: rest });
    Object.defineProperty(Deno, "args", { value: Object.freeze(rest) });
    const program = modules.add(real, text3, script);
    if (modules.connects) connector.prepare();
    seal();
    await import(module(`import ${JSON.stringify(program)};`, "text/javascript"));
  } catch (error) {
    fail(error);
  }
}
function resolved(path) {
  try {
    return Deno.realPathSync(path);
  } catch {
    return path;
  }
}
await main();
