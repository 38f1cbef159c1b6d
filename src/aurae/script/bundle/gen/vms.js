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

// gen/vms.ts
function createBaseVmServiceListRequest() {
  return {};
}
var VmServiceListRequest = {
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
      const message = createBaseVmServiceListRequest();
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
    return VmServiceListRequest.fromPartial(base ?? {});
  },
  fromPartial(_) {
    const message = createBaseVmServiceListRequest();
    return message;
  }
};
function createBaseVmServiceListResponse() {
  return { machines: [] };
}
var VmServiceListResponse = {
  encode(message, writer = new BinaryWriter()) {
    for (const v of message.machines ?? []) {
      VirtualMachineSummary.encode(v, writer.uint32(10).fork()).join();
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
      const message = createBaseVmServiceListResponse();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.machines.push(VirtualMachineSummary.decode(reader, reader.uint32()));
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
    return VmServiceListResponse.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseVmServiceListResponse();
    message.machines = object.machines?.map((e) => VirtualMachineSummary.fromPartial(e)) || [];
    return message;
  }
};
function createBaseVirtualMachineSummary() {
  return { id: "", status: "", memSizeMb: 0, vcpuCount: 0, kernelImgPath: "", rootDirPath: "", auraedAddress: "" };
}
var VirtualMachineSummary = {
  encode(message, writer = new BinaryWriter()) {
    if (message.id != null && message.id !== "") {
      writer.uint32(10).string(message.id);
    }
    if (message.status != null && message.status !== "") {
      writer.uint32(18).string(message.status);
    }
    if (message.memSizeMb != null && message.memSizeMb !== 0) {
      writer.uint32(24).uint32(message.memSizeMb);
    }
    if (message.vcpuCount != null && message.vcpuCount !== 0) {
      writer.uint32(32).uint32(message.vcpuCount);
    }
    if (message.kernelImgPath != null && message.kernelImgPath !== "") {
      writer.uint32(42).string(message.kernelImgPath);
    }
    if (message.rootDirPath != null && message.rootDirPath !== "") {
      writer.uint32(50).string(message.rootDirPath);
    }
    if (message.auraedAddress != null && message.auraedAddress !== "") {
      writer.uint32(58).string(message.auraedAddress);
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
      const message = createBaseVirtualMachineSummary();
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
            message.status = reader.string();
            continue;
          }
          case 3: {
            if (tag !== 24) {
              break;
            }
            message.memSizeMb = reader.uint32();
            continue;
          }
          case 4: {
            if (tag !== 32) {
              break;
            }
            message.vcpuCount = reader.uint32();
            continue;
          }
          case 5: {
            if (tag !== 42) {
              break;
            }
            message.kernelImgPath = reader.string();
            continue;
          }
          case 6: {
            if (tag !== 50) {
              break;
            }
            message.rootDirPath = reader.string();
            continue;
          }
          case 7: {
            if (tag !== 58) {
              break;
            }
            message.auraedAddress = reader.string();
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
    return VirtualMachineSummary.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseVirtualMachineSummary();
    message.id = object.id ?? "";
    message.status = object.status ?? "";
    message.memSizeMb = object.memSizeMb ?? 0;
    message.vcpuCount = object.vcpuCount ?? 0;
    message.kernelImgPath = object.kernelImgPath ?? "";
    message.rootDirPath = object.rootDirPath ?? "";
    message.auraedAddress = object.auraedAddress ?? "";
    return message;
  }
};
function createBaseVmServiceAllocateRequest() {
  return { machine: void 0 };
}
var VmServiceAllocateRequest = {
  encode(message, writer = new BinaryWriter()) {
    if (message.machine != null) {
      VirtualMachine.encode(message.machine, writer.uint32(10).fork()).join();
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
      const message = createBaseVmServiceAllocateRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.machine = VirtualMachine.decode(reader, reader.uint32());
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
    return VmServiceAllocateRequest.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseVmServiceAllocateRequest();
    message.machine = object.machine !== void 0 && object.machine !== null ? VirtualMachine.fromPartial(object.machine) : void 0;
    return message;
  }
};
function createBaseVmServiceAllocateResponse() {
  return { vmId: "" };
}
var VmServiceAllocateResponse = {
  encode(message, writer = new BinaryWriter()) {
    if (message.vmId != null && message.vmId !== "") {
      writer.uint32(10).string(message.vmId);
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
      const message = createBaseVmServiceAllocateResponse();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.vmId = reader.string();
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
    return VmServiceAllocateResponse.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseVmServiceAllocateResponse();
    message.vmId = object.vmId ?? "";
    return message;
  }
};
function createBaseVmServiceFreeRequest() {
  return { vmId: "" };
}
var VmServiceFreeRequest = {
  encode(message, writer = new BinaryWriter()) {
    if (message.vmId != null && message.vmId !== "") {
      writer.uint32(10).string(message.vmId);
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
      const message = createBaseVmServiceFreeRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.vmId = reader.string();
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
    return VmServiceFreeRequest.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseVmServiceFreeRequest();
    message.vmId = object.vmId ?? "";
    return message;
  }
};
function createBaseVmServiceFreeResponse() {
  return {};
}
var VmServiceFreeResponse = {
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
      const message = createBaseVmServiceFreeResponse();
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
    return VmServiceFreeResponse.fromPartial(base ?? {});
  },
  fromPartial(_) {
    const message = createBaseVmServiceFreeResponse();
    return message;
  }
};
function createBaseVmServiceStartRequest() {
  return { vmId: "" };
}
var VmServiceStartRequest = {
  encode(message, writer = new BinaryWriter()) {
    if (message.vmId != null && message.vmId !== "") {
      writer.uint32(10).string(message.vmId);
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
      const message = createBaseVmServiceStartRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.vmId = reader.string();
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
    return VmServiceStartRequest.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseVmServiceStartRequest();
    message.vmId = object.vmId ?? "";
    return message;
  }
};
function createBaseVmServiceStartResponse() {
  return { auraedAddress: "" };
}
var VmServiceStartResponse = {
  encode(message, writer = new BinaryWriter()) {
    if (message.auraedAddress != null && message.auraedAddress !== "") {
      writer.uint32(10).string(message.auraedAddress);
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
      const message = createBaseVmServiceStartResponse();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.auraedAddress = reader.string();
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
    return VmServiceStartResponse.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseVmServiceStartResponse();
    message.auraedAddress = object.auraedAddress ?? "";
    return message;
  }
};
function createBaseVmServiceStopRequest() {
  return { vmId: "" };
}
var VmServiceStopRequest = {
  encode(message, writer = new BinaryWriter()) {
    if (message.vmId != null && message.vmId !== "") {
      writer.uint32(10).string(message.vmId);
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
      const message = createBaseVmServiceStopRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.vmId = reader.string();
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
    return VmServiceStopRequest.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseVmServiceStopRequest();
    message.vmId = object.vmId ?? "";
    return message;
  }
};
function createBaseVmServiceStopResponse() {
  return {};
}
var VmServiceStopResponse = {
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
      const message = createBaseVmServiceStopResponse();
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
    return VmServiceStopResponse.fromPartial(base ?? {});
  },
  fromPartial(_) {
    const message = createBaseVmServiceStopResponse();
    return message;
  }
};
function createBaseVirtualMachine() {
  return {
    id: "",
    memSizeMb: 0,
    vcpuCount: 0,
    kernelImgPath: "",
    kernelArgs: [],
    rootDrive: void 0,
    driveMounts: [],
    auraedAddress: ""
  };
}
var VirtualMachine = {
  encode(message, writer = new BinaryWriter()) {
    if (message.id != null && message.id !== "") {
      writer.uint32(10).string(message.id);
    }
    if (message.memSizeMb != null && message.memSizeMb !== 0) {
      writer.uint32(16).uint32(message.memSizeMb);
    }
    if (message.vcpuCount != null && message.vcpuCount !== 0) {
      writer.uint32(24).uint32(message.vcpuCount);
    }
    if (message.kernelImgPath != null && message.kernelImgPath !== "") {
      writer.uint32(34).string(message.kernelImgPath);
    }
    for (const v of message.kernelArgs ?? []) {
      writer.uint32(42).string(v);
    }
    if (message.rootDrive != null) {
      RootDrive.encode(message.rootDrive, writer.uint32(50).fork()).join();
    }
    for (const v of message.driveMounts ?? []) {
      DriveMount.encode(v, writer.uint32(58).fork()).join();
    }
    if (message.auraedAddress != null && message.auraedAddress !== "") {
      writer.uint32(66).string(message.auraedAddress);
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
      const message = createBaseVirtualMachine();
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
            if (tag !== 16) {
              break;
            }
            message.memSizeMb = reader.uint32();
            continue;
          }
          case 3: {
            if (tag !== 24) {
              break;
            }
            message.vcpuCount = reader.uint32();
            continue;
          }
          case 4: {
            if (tag !== 34) {
              break;
            }
            message.kernelImgPath = reader.string();
            continue;
          }
          case 5: {
            if (tag !== 42) {
              break;
            }
            message.kernelArgs.push(reader.string());
            continue;
          }
          case 6: {
            if (tag !== 50) {
              break;
            }
            message.rootDrive = RootDrive.decode(reader, reader.uint32());
            continue;
          }
          case 7: {
            if (tag !== 58) {
              break;
            }
            message.driveMounts.push(DriveMount.decode(reader, reader.uint32()));
            continue;
          }
          case 8: {
            if (tag !== 66) {
              break;
            }
            message.auraedAddress = reader.string();
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
    return VirtualMachine.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseVirtualMachine();
    message.id = object.id ?? "";
    message.memSizeMb = object.memSizeMb ?? 0;
    message.vcpuCount = object.vcpuCount ?? 0;
    message.kernelImgPath = object.kernelImgPath ?? "";
    message.kernelArgs = object.kernelArgs?.map((e) => e) || [];
    message.rootDrive = object.rootDrive !== void 0 && object.rootDrive !== null ? RootDrive.fromPartial(object.rootDrive) : void 0;
    message.driveMounts = object.driveMounts?.map((e) => DriveMount.fromPartial(e)) || [];
    message.auraedAddress = object.auraedAddress ?? "";
    return message;
  }
};
function createBaseRootDrive() {
  return { imagePath: "", readOnly: false };
}
var RootDrive = {
  encode(message, writer = new BinaryWriter()) {
    if (message.imagePath != null && message.imagePath !== "") {
      writer.uint32(10).string(message.imagePath);
    }
    if (message.readOnly != null && message.readOnly !== false) {
      writer.uint32(16).bool(message.readOnly);
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
      const message = createBaseRootDrive();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.imagePath = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 16) {
              break;
            }
            message.readOnly = reader.bool();
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
    return RootDrive.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseRootDrive();
    message.imagePath = object.imagePath ?? "";
    message.readOnly = object.readOnly ?? false;
    return message;
  }
};
function createBaseDriveMount() {
  return { imagePath: "", vmPath: "", fsType: "", readOnly: false };
}
var DriveMount = {
  encode(message, writer = new BinaryWriter()) {
    if (message.imagePath != null && message.imagePath !== "") {
      writer.uint32(10).string(message.imagePath);
    }
    if (message.vmPath != null && message.vmPath !== "") {
      writer.uint32(18).string(message.vmPath);
    }
    if (message.fsType != null && message.fsType !== "") {
      writer.uint32(26).string(message.fsType);
    }
    if (message.readOnly != null && message.readOnly !== false) {
      writer.uint32(32).bool(message.readOnly);
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
      const message = createBaseDriveMount();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.imagePath = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message.vmPath = reader.string();
            continue;
          }
          case 3: {
            if (tag !== 26) {
              break;
            }
            message.fsType = reader.string();
            continue;
          }
          case 4: {
            if (tag !== 32) {
              break;
            }
            message.readOnly = reader.bool();
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
    return DriveMount.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseDriveMount();
    message.imagePath = object.imagePath ?? "";
    message.vmPath = object.vmPath ?? "";
    message.fsType = object.fsType ?? "";
    message.readOnly = object.readOnly ?? false;
    return message;
  }
};
var VmServiceServiceName = "aurae.vms.v0.VmService";
var VmServiceClient = class {
  rpc;
  service;
  constructor(rpc, opts) {
    this.service = opts?.service || VmServiceServiceName;
    this.rpc = rpc;
    this.allocate = this.allocate.bind(this);
    this.free = this.free.bind(this);
    this.start = this.start.bind(this);
    this.stop = this.stop.bind(this);
    this.list = this.list.bind(this);
  }
  allocate(request) {
    const data = VmServiceAllocateRequest.encode(request).finish();
    const promise = this.rpc.request(this.service, "Allocate", data);
    return promise.then((data2) => VmServiceAllocateResponse.decode(new BinaryReader(data2)));
  }
  free(request) {
    const data = VmServiceFreeRequest.encode(request).finish();
    const promise = this.rpc.request(this.service, "Free", data);
    return promise.then((data2) => VmServiceFreeResponse.decode(new BinaryReader(data2)));
  }
  start(request) {
    const data = VmServiceStartRequest.encode(request).finish();
    const promise = this.rpc.request(this.service, "Start", data);
    return promise.then((data2) => VmServiceStartResponse.decode(new BinaryReader(data2)));
  }
  stop(request) {
    const data = VmServiceStopRequest.encode(request).finish();
    const promise = this.rpc.request(this.service, "Stop", data);
    return promise.then((data2) => VmServiceStopResponse.decode(new BinaryReader(data2)));
  }
  list(request) {
    const data = VmServiceListRequest.encode(request).finish();
    const promise = this.rpc.request(this.service, "List", data);
    return promise.then((data2) => VmServiceListResponse.decode(new BinaryReader(data2)));
  }
};
var VmServiceDefinition = {
  name: "VmService",
  fullName: "aurae.vms.v0.VmService",
  methods: {
    /** Makes a machine; it does not run yet. */
    allocate: {
      name: "Allocate",
      requestType: VmServiceAllocateRequest,
      requestStream: false,
      responseType: VmServiceAllocateResponse,
      responseStream: false,
      options: {}
    },
    /** Stops a machine if it runs, and removes it. */
    free: {
      name: "Free",
      requestType: VmServiceFreeRequest,
      requestStream: false,
      responseType: VmServiceFreeResponse,
      responseStream: false,
      options: {}
    },
    /** Boots a machine. */
    start: {
      name: "Start",
      requestType: VmServiceStartRequest,
      requestStream: false,
      responseType: VmServiceStartResponse,
      responseStream: false,
      options: {}
    },
    stop: {
      name: "Stop",
      requestType: VmServiceStopRequest,
      requestStream: false,
      responseType: VmServiceStopResponse,
      responseStream: false,
      options: {}
    },
    list: {
      name: "List",
      requestType: VmServiceListRequest,
      requestStream: false,
      responseType: VmServiceListResponse,
      responseStream: false,
      options: {}
    }
  }
};
export {
  DriveMount,
  RootDrive,
  VirtualMachine,
  VirtualMachineSummary,
  VmServiceAllocateRequest,
  VmServiceAllocateResponse,
  VmServiceClient,
  VmServiceDefinition,
  VmServiceFreeRequest,
  VmServiceFreeResponse,
  VmServiceListRequest,
  VmServiceListResponse,
  VmServiceServiceName,
  VmServiceStartRequest,
  VmServiceStartResponse,
  VmServiceStopRequest,
  VmServiceStopResponse
};
