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
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseWhoAmIRequest();
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
    if (message.subjectCommonName != null && message.subjectCommonName !== "") {
      writer.uint32(10).string(message.subjectCommonName);
    }
    if (message.issuerCommonName != null && message.issuerCommonName !== "") {
      writer.uint32(18).string(message.issuerCommonName);
    }
    if (message.sha256Fingerprint != null && message.sha256Fingerprint !== "") {
      writer.uint32(26).string(message.sha256Fingerprint);
    }
    if (message.keyAlgorithm != null && message.keyAlgorithm !== "") {
      writer.uint32(34).string(message.keyAlgorithm);
    }
    if (message.spiffeId != null && message.spiffeId !== "") {
      writer.uint32(42).string(message.spiffeId);
    }
    if (message.trustDomain != null && message.trustDomain !== "") {
      writer.uint32(50).string(message.trustDomain);
    }
    if (message.notAfter != null) {
      Timestamp.encode(message.notAfter, writer.uint32(58).fork()).join();
    }
    if (message.uid != null) {
      writer.uint32(64).uint32(message.uid);
    }
    if (message.pid != null) {
      writer.uint32(72).int32(message.pid);
    }
    if (message.server != null) {
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
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseWhoAmIResponse();
      while (reader.pos < end) {
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
    if (message.version != null && message.version !== "") {
      writer.uint32(10).string(message.version);
    }
    if (message.nodeName != null && message.nodeName !== "") {
      writer.uint32(18).string(message.nodeName);
    }
    if (message.spiffeId != null && message.spiffeId !== "") {
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
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message = createBaseServer();
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
function createBaseLoginRequest() {
  return { certificateRequest: new Uint8Array(0) };
}
var LoginRequest = {
  encode(message, writer = new BinaryWriter()) {
    if (message.certificateRequest != null && message.certificateRequest.length !== 0) {
      writer.uint32(10).bytes(message.certificateRequest);
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
      const message = createBaseLoginRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.certificateRequest = reader.bytes();
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
    return LoginRequest.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseLoginRequest();
    message.certificateRequest = object.certificateRequest ?? new Uint8Array(0);
    return message;
  }
};
function createBaseLoginResponse() {
  return { certificateChain: [], trustBundle: [], spiffeId: "", notAfter: void 0 };
}
var LoginResponse = {
  encode(message, writer = new BinaryWriter()) {
    for (const v of message.certificateChain ?? []) {
      writer.uint32(10).bytes(v);
    }
    for (const v of message.trustBundle ?? []) {
      writer.uint32(18).bytes(v);
    }
    if (message.spiffeId != null && message.spiffeId !== "") {
      writer.uint32(26).string(message.spiffeId);
    }
    if (message.notAfter != null) {
      Timestamp.encode(message.notAfter, writer.uint32(34).fork()).join();
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
      const message = createBaseLoginResponse();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.certificateChain.push(reader.bytes());
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message.trustBundle.push(reader.bytes());
            continue;
          }
          case 3: {
            if (tag !== 26) {
              break;
            }
            message.spiffeId = reader.string();
            continue;
          }
          case 4: {
            if (tag !== 34) {
              break;
            }
            message.notAfter = Timestamp.decode(reader, reader.uint32());
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
    return LoginResponse.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseLoginResponse();
    message.certificateChain = object.certificateChain?.map((e) => e) || [];
    message.trustBundle = object.trustBundle?.map((e) => e) || [];
    message.spiffeId = object.spiffeId ?? "";
    message.notAfter = object.notAfter !== void 0 && object.notAfter !== null ? Timestamp.fromPartial(object.notAfter) : void 0;
    return message;
  }
};
var IdentityServiceServiceName = "aurae.identity.v0.IdentityService";
var IdentityServiceClient = class {
  rpc;
  service;
  constructor(rpc, opts) {
    this.service = opts?.service || IdentityServiceServiceName;
    this.rpc = rpc;
    this.whoAmI = this.whoAmI.bind(this);
  }
  whoAmI(request) {
    const data = WhoAmIRequest.encode(request).finish();
    const promise = this.rpc.request(this.service, "WhoAmI", data);
    return promise.then((data2) => WhoAmIResponse.decode(new BinaryReader(data2)));
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
var LoginServiceServiceName = "aurae.identity.v0.LoginService";
var LoginServiceClient = class {
  rpc;
  service;
  constructor(rpc, opts) {
    this.service = opts?.service || LoginServiceServiceName;
    this.rpc = rpc;
    this.login = this.login.bind(this);
  }
  login(request) {
    const data = LoginRequest.encode(request).finish();
    const promise = this.rpc.request(this.service, "Login", data);
    return promise.then((data2) => LoginResponse.decode(new BinaryReader(data2)));
  }
};
var LoginServiceDefinition = {
  name: "LoginService",
  fullName: "aurae.identity.v0.LoginService",
  methods: {
    /**
     * Signs a certificate request for the local user at the other end of the socket.
     * PERMISSION_DENIED unless that user is the owner of the daemon or a member of its group.
     */
    login: {
      name: "Login",
      requestType: LoginRequest,
      requestStream: false,
      responseType: LoginResponse,
      responseStream: false,
      options: {}
    }
  }
};
export {
  IdentityServiceClient,
  IdentityServiceDefinition,
  IdentityServiceServiceName,
  LoginRequest,
  LoginResponse,
  LoginServiceClient,
  LoginServiceDefinition,
  LoginServiceServiceName,
  Server,
  WhoAmIRequest,
  WhoAmIResponse
};
