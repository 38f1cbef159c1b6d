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

// gen/cells.ts
function createBaseCellServiceAllocateRequest() {
  return { cell: void 0 };
}
var CellServiceAllocateRequest = {
  encode(message, writer = new BinaryWriter()) {
    if (message.cell != null) {
      Cell.encode(message.cell, writer.uint32(10).fork()).join();
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
      const message = createBaseCellServiceAllocateRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.cell = Cell.decode(reader, reader.uint32());
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return CellServiceAllocateRequest.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseCellServiceAllocateRequest();
    message.cell = object.cell !== void 0 && object.cell !== null ? Cell.fromPartial(object.cell) : void 0;
    return message;
  }
};
function createBaseCellServiceAllocateResponse() {
  return { cellName: "", cgroupV2: false };
}
var CellServiceAllocateResponse = {
  encode(message, writer = new BinaryWriter()) {
    if (message.cellName != null && message.cellName !== "") {
      writer.uint32(10).string(message.cellName);
    }
    if (message.cgroupV2 != null && message.cgroupV2 !== false) {
      writer.uint32(16).bool(message.cgroupV2);
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
      const message = createBaseCellServiceAllocateResponse();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.cellName = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 16) {
              break;
            }
            message.cgroupV2 = reader.bool();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return CellServiceAllocateResponse.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseCellServiceAllocateResponse();
    message.cellName = object.cellName ?? "";
    message.cgroupV2 = object.cgroupV2 ?? false;
    return message;
  }
};
function createBaseCellServiceFreeRequest() {
  return { cellName: "" };
}
var CellServiceFreeRequest = {
  encode(message, writer = new BinaryWriter()) {
    if (message.cellName != null && message.cellName !== "") {
      writer.uint32(10).string(message.cellName);
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
      const message = createBaseCellServiceFreeRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.cellName = reader.string();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return CellServiceFreeRequest.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseCellServiceFreeRequest();
    message.cellName = object.cellName ?? "";
    return message;
  }
};
function createBaseCellServiceFreeResponse() {
  return {};
}
var CellServiceFreeResponse = {
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
      const message = createBaseCellServiceFreeResponse();
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
    return CellServiceFreeResponse.fromPartial(base ?? {});
  },
  fromPartial(_) {
    const message = createBaseCellServiceFreeResponse();
    return message;
  }
};
function createBaseCellServiceStartRequest() {
  return { cellName: void 0, executable: void 0, uid: void 0, gid: void 0 };
}
var CellServiceStartRequest = {
  encode(message, writer = new BinaryWriter()) {
    if (message.cellName != null) {
      writer.uint32(10).string(message.cellName);
    }
    if (message.executable != null) {
      Executable.encode(message.executable, writer.uint32(18).fork()).join();
    }
    if (message.uid != null) {
      writer.uint32(24).uint32(message.uid);
    }
    if (message.gid != null) {
      writer.uint32(32).uint32(message.gid);
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
      const message = createBaseCellServiceStartRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.cellName = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message.executable = Executable.decode(reader, reader.uint32());
            continue;
          }
          case 3: {
            if (tag !== 24) {
              break;
            }
            message.uid = reader.uint32();
            continue;
          }
          case 4: {
            if (tag !== 32) {
              break;
            }
            message.gid = reader.uint32();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return CellServiceStartRequest.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseCellServiceStartRequest();
    message.cellName = object.cellName ?? void 0;
    message.executable = object.executable !== void 0 && object.executable !== null ? Executable.fromPartial(object.executable) : void 0;
    message.uid = object.uid ?? void 0;
    message.gid = object.gid ?? void 0;
    return message;
  }
};
function createBaseCellServiceStartResponse() {
  return { pid: 0, uid: 0, gid: 0 };
}
var CellServiceStartResponse = {
  encode(message, writer = new BinaryWriter()) {
    if (message.pid != null && message.pid !== 0) {
      writer.uint32(8).int32(message.pid);
    }
    if (message.uid != null && message.uid !== 0) {
      writer.uint32(16).uint32(message.uid);
    }
    if (message.gid != null && message.gid !== 0) {
      writer.uint32(24).uint32(message.gid);
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
      const message = createBaseCellServiceStartResponse();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 8) {
              break;
            }
            message.pid = reader.int32();
            continue;
          }
          case 2: {
            if (tag !== 16) {
              break;
            }
            message.uid = reader.uint32();
            continue;
          }
          case 3: {
            if (tag !== 24) {
              break;
            }
            message.gid = reader.uint32();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return CellServiceStartResponse.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseCellServiceStartResponse();
    message.pid = object.pid ?? 0;
    message.uid = object.uid ?? 0;
    message.gid = object.gid ?? 0;
    return message;
  }
};
function createBaseCellServiceStopRequest() {
  return { cellName: void 0, executableName: "" };
}
var CellServiceStopRequest = {
  encode(message, writer = new BinaryWriter()) {
    if (message.cellName != null) {
      writer.uint32(10).string(message.cellName);
    }
    if (message.executableName != null && message.executableName !== "") {
      writer.uint32(18).string(message.executableName);
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
      const message = createBaseCellServiceStopRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.cellName = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message.executableName = reader.string();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return CellServiceStopRequest.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseCellServiceStopRequest();
    message.cellName = object.cellName ?? void 0;
    message.executableName = object.executableName ?? "";
    return message;
  }
};
function createBaseCellServiceStopResponse() {
  return {};
}
var CellServiceStopResponse = {
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
      const message = createBaseCellServiceStopResponse();
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
    return CellServiceStopResponse.fromPartial(base ?? {});
  },
  fromPartial(_) {
    const message = createBaseCellServiceStopResponse();
    return message;
  }
};
function createBaseCellServiceListRequest() {
  return {};
}
var CellServiceListRequest = {
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
      const message = createBaseCellServiceListRequest();
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
    return CellServiceListRequest.fromPartial(base ?? {});
  },
  fromPartial(_) {
    const message = createBaseCellServiceListRequest();
    return message;
  }
};
function createBaseCellServiceListResponse() {
  return { cells: [] };
}
var CellServiceListResponse = {
  encode(message, writer = new BinaryWriter()) {
    for (const v of message.cells ?? []) {
      CellGraphNode.encode(v, writer.uint32(10).fork()).join();
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
      const message = createBaseCellServiceListResponse();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.cells.push(CellGraphNode.decode(reader, reader.uint32()));
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return CellServiceListResponse.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseCellServiceListResponse();
    message.cells = object.cells?.map((e) => CellGraphNode.fromPartial(e)) || [];
    return message;
  }
};
function createBaseCellGraphNode() {
  return { cell: void 0, children: [] };
}
var CellGraphNode = {
  encode(message, writer = new BinaryWriter()) {
    if (message.cell != null) {
      Cell.encode(message.cell, writer.uint32(10).fork()).join();
    }
    for (const v of message.children ?? []) {
      CellGraphNode.encode(v, writer.uint32(18).fork()).join();
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
      const message = createBaseCellGraphNode();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.cell = Cell.decode(reader, reader.uint32());
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message.children.push(CellGraphNode.decode(reader, reader.uint32()));
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return CellGraphNode.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseCellGraphNode();
    message.cell = object.cell !== void 0 && object.cell !== null ? Cell.fromPartial(object.cell) : void 0;
    message.children = object.children?.map((e) => CellGraphNode.fromPartial(e)) || [];
    return message;
  }
};
function createBaseCell() {
  return {
    name: "",
    cpu: void 0,
    cpuset: void 0,
    memory: void 0,
    isolateProcess: false,
    isolateNetwork: false
  };
}
var Cell = {
  encode(message, writer = new BinaryWriter()) {
    if (message.name != null && message.name !== "") {
      writer.uint32(10).string(message.name);
    }
    if (message.cpu != null) {
      CpuController.encode(message.cpu, writer.uint32(18).fork()).join();
    }
    if (message.cpuset != null) {
      CpusetController.encode(message.cpuset, writer.uint32(26).fork()).join();
    }
    if (message.memory != null) {
      MemoryController.encode(message.memory, writer.uint32(34).fork()).join();
    }
    if (message.isolateProcess != null && message.isolateProcess !== false) {
      writer.uint32(80).bool(message.isolateProcess);
    }
    if (message.isolateNetwork != null && message.isolateNetwork !== false) {
      writer.uint32(88).bool(message.isolateNetwork);
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
      const message = createBaseCell();
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
            message.cpu = CpuController.decode(reader, reader.uint32());
            continue;
          }
          case 3: {
            if (tag !== 26) {
              break;
            }
            message.cpuset = CpusetController.decode(reader, reader.uint32());
            continue;
          }
          case 4: {
            if (tag !== 34) {
              break;
            }
            message.memory = MemoryController.decode(reader, reader.uint32());
            continue;
          }
          case 10: {
            if (tag !== 80) {
              break;
            }
            message.isolateProcess = reader.bool();
            continue;
          }
          case 11: {
            if (tag !== 88) {
              break;
            }
            message.isolateNetwork = reader.bool();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return Cell.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseCell();
    message.name = object.name ?? "";
    message.cpu = object.cpu !== void 0 && object.cpu !== null ? CpuController.fromPartial(object.cpu) : void 0;
    message.cpuset = object.cpuset !== void 0 && object.cpuset !== null ? CpusetController.fromPartial(object.cpuset) : void 0;
    message.memory = object.memory !== void 0 && object.memory !== null ? MemoryController.fromPartial(object.memory) : void 0;
    message.isolateProcess = object.isolateProcess ?? false;
    message.isolateNetwork = object.isolateNetwork ?? false;
    return message;
  }
};
function createBaseExecutable() {
  return { name: "", command: "", description: "" };
}
var Executable = {
  encode(message, writer = new BinaryWriter()) {
    if (message.name != null && message.name !== "") {
      writer.uint32(10).string(message.name);
    }
    if (message.command != null && message.command !== "") {
      writer.uint32(18).string(message.command);
    }
    if (message.description != null && message.description !== "") {
      writer.uint32(34).string(message.description);
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
            message.name = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message.command = reader.string();
            continue;
          }
          case 4: {
            if (tag !== 34) {
              break;
            }
            message.description = reader.string();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
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
    message.name = object.name ?? "";
    message.command = object.command ?? "";
    message.description = object.description ?? "";
    return message;
  }
};
function createBaseCpuController() {
  return { weight: void 0, max: void 0, period: void 0 };
}
var CpuController = {
  encode(message, writer = new BinaryWriter()) {
    if (message.weight != null) {
      writer.uint32(8).uint64(message.weight);
    }
    if (message.max != null) {
      writer.uint32(16).int64(message.max);
    }
    if (message.period != null) {
      writer.uint32(24).uint64(message.period);
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
      const message = createBaseCpuController();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 8) {
              break;
            }
            message.weight = reader.uint64();
            continue;
          }
          case 2: {
            if (tag !== 16) {
              break;
            }
            message.max = reader.int64();
            continue;
          }
          case 3: {
            if (tag !== 24) {
              break;
            }
            message.period = reader.uint64();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return CpuController.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseCpuController();
    message.weight = object.weight !== void 0 && object.weight !== null ? exact(object.weight) : void 0;
    message.max = object.max !== void 0 && object.max !== null ? exact(object.max) : void 0;
    message.period = object.period !== void 0 && object.period !== null ? exact(object.period) : void 0;
    return message;
  }
};
function createBaseCpusetController() {
  return { cpus: void 0, mems: void 0 };
}
var CpusetController = {
  encode(message, writer = new BinaryWriter()) {
    if (message.cpus != null) {
      writer.uint32(10).string(message.cpus);
    }
    if (message.mems != null) {
      writer.uint32(18).string(message.mems);
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
      const message = createBaseCpusetController();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.cpus = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message.mems = reader.string();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return CpusetController.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseCpusetController();
    message.cpus = object.cpus ?? void 0;
    message.mems = object.mems ?? void 0;
    return message;
  }
};
function createBaseMemoryController() {
  return { min: void 0, low: void 0, high: void 0, max: void 0 };
}
var MemoryController = {
  encode(message, writer = new BinaryWriter()) {
    if (message.min != null) {
      writer.uint32(8).int64(message.min);
    }
    if (message.low != null) {
      writer.uint32(16).int64(message.low);
    }
    if (message.high != null) {
      writer.uint32(24).int64(message.high);
    }
    if (message.max != null) {
      writer.uint32(32).int64(message.max);
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
      const message = createBaseMemoryController();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 8) {
              break;
            }
            message.min = reader.int64();
            continue;
          }
          case 2: {
            if (tag !== 16) {
              break;
            }
            message.low = reader.int64();
            continue;
          }
          case 3: {
            if (tag !== 24) {
              break;
            }
            message.high = reader.int64();
            continue;
          }
          case 4: {
            if (tag !== 32) {
              break;
            }
            message.max = reader.int64();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return MemoryController.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseMemoryController();
    message.min = object.min !== void 0 && object.min !== null ? exact(object.min) : void 0;
    message.low = object.low !== void 0 && object.low !== null ? exact(object.low) : void 0;
    message.high = object.high !== void 0 && object.high !== null ? exact(object.high) : void 0;
    message.max = object.max !== void 0 && object.max !== null ? exact(object.max) : void 0;
    return message;
  }
};
var CellServiceServiceName = "aurae.cells.v0.CellService";
var CellServiceClient = class {
  rpc;
  service;
  constructor(rpc, opts) {
    this.service = opts?.service || CellServiceServiceName;
    this.rpc = rpc;
    this.allocate = this.allocate.bind(this);
    this.free = this.free.bind(this);
    this.start = this.start.bind(this);
    this.stop = this.stop.bind(this);
    this.list = this.list.bind(this);
  }
  allocate(request) {
    const data = CellServiceAllocateRequest.encode(request).finish();
    const promise = this.rpc.request(this.service, "Allocate", data);
    return promise.then((data2) => CellServiceAllocateResponse.decode(new BinaryReader(data2)));
  }
  free(request) {
    const data = CellServiceFreeRequest.encode(request).finish();
    const promise = this.rpc.request(this.service, "Free", data);
    return promise.then((data2) => CellServiceFreeResponse.decode(new BinaryReader(data2)));
  }
  start(request) {
    const data = CellServiceStartRequest.encode(request).finish();
    const promise = this.rpc.request(this.service, "Start", data);
    return promise.then((data2) => CellServiceStartResponse.decode(new BinaryReader(data2)));
  }
  stop(request) {
    const data = CellServiceStopRequest.encode(request).finish();
    const promise = this.rpc.request(this.service, "Stop", data);
    return promise.then((data2) => CellServiceStopResponse.decode(new BinaryReader(data2)));
  }
  list(request) {
    const data = CellServiceListRequest.encode(request).finish();
    const promise = this.rpc.request(this.service, "List", data);
    return promise.then((data2) => CellServiceListResponse.decode(new BinaryReader(data2)));
  }
};
var CellServiceDefinition = {
  name: "CellService",
  fullName: "aurae.cells.v0.CellService",
  methods: {
    /** Makes a cell; `a/b` is made inside the cell `a`. */
    allocate: {
      name: "Allocate",
      requestType: CellServiceAllocateRequest,
      requestStream: false,
      responseType: CellServiceAllocateResponse,
      responseStream: false,
      options: {}
    },
    /** Ends everything in a cell and in the cells inside it, and removes them. */
    free: {
      name: "Free",
      requestType: CellServiceFreeRequest,
      requestStream: false,
      responseType: CellServiceFreeResponse,
      responseStream: false,
      options: {}
    },
    /** Starts an executable in a cell, or beside the daemon when none is named. */
    start: {
      name: "Start",
      requestType: CellServiceStartRequest,
      requestStream: false,
      responseType: CellServiceStartResponse,
      responseStream: false,
      options: {}
    },
    /** Stops an executable by its name. */
    stop: {
      name: "Stop",
      requestType: CellServiceStopRequest,
      requestStream: false,
      responseType: CellServiceStopResponse,
      responseStream: false,
      options: {}
    },
    /** All cells as a graph. */
    list: {
      name: "List",
      requestType: CellServiceListRequest,
      requestStream: false,
      responseType: CellServiceListResponse,
      responseStream: false,
      options: {}
    }
  }
};
export {
  Cell,
  CellGraphNode,
  CellServiceAllocateRequest,
  CellServiceAllocateResponse,
  CellServiceClient,
  CellServiceDefinition,
  CellServiceFreeRequest,
  CellServiceFreeResponse,
  CellServiceListRequest,
  CellServiceListResponse,
  CellServiceServiceName,
  CellServiceStartRequest,
  CellServiceStartResponse,
  CellServiceStopRequest,
  CellServiceStopResponse,
  CpuController,
  CpusetController,
  Executable,
  MemoryController
};
