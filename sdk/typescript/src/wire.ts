/**
 * The protobuf wire format: what the generated messages read and write.
 *
 * Our own, because a reader and a writer of varints, fixed numbers and byte runs are all that
 * ts-proto's output needs, and what a script loads at its start is kept small.
 */

const text = new TextEncoder();
const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** A 64-bit number, as a person may write it. */
type Whole = number | bigint | string;

/** A plain number where that is exact, a bigint above. */
export function exact(value: Whole): number | bigint {
  const large = whole(value);
  const plain = Number(large);
  return Number.isSafeInteger(plain) ? plain : large;
}

/** Make an entry of a map, whatever its key is called. */
export function put<V>(map: { [key: string]: V }, key: string, value: V): void {
  const all = { value, writable: true, enumerable: true, configurable: true };
  if (key === "__proto__") Object.defineProperty(map, key, all);
  else map[key] = value;
}

/** The messages of a stream, each as soon as its bytes are there. */
export async function* decoded<T>(
  source: AsyncIterable<Uint8Array>,
  type: { decode(input: Uint8Array): T },
): AsyncGenerator<T> {
  for await (const bytes of source) yield type.decode(bytes);
}

/** The bytes of a stream's messages, each as soon as it is there. */
export async function* encoded<T>(
  source: AsyncIterable<T>,
  type: { encode(message: T): BinaryWriter },
): AsyncGenerator<Uint8Array> {
  for await (const message of source) yield type.encode(message).finish();
}

/** Writes one message. `fork` opens a length-delimited part, `join` closes it. */
export class BinaryWriter {
  private bytes_ = new Uint8Array(128);
  private length = 0;
  private readonly open: number[] = [];

  finish(): Uint8Array {
    return this.bytes_.slice(0, this.length);
  }

  fork(): this {
    this.open.push(this.length);
    return this;
  }

  join(): this {
    const start = this.open.pop();
    if (start === undefined) throw new Error("cannot join: no part is open");
    const body = this.bytes_.slice(start, this.length);
    this.length = start;
    return this.bytes(body);
  }

  uint32(value: number): this {
    let rest = value >>> 0;
    this.reserve(5);
    while (rest > 0x7f) {
      this.bytes_[this.length++] = (rest & 0x7f) | 0x80;
      rest >>>= 7;
    }
    this.bytes_[this.length++] = rest;
    return this;
  }

  /** A negative number takes ten bytes, as the format demands. */
  int32(value: number): this {
    return value < 0 ? this.int64(value) : this.uint32(value);
  }

  uint64(value: Whole): this {
    return this.varint(within(value, 0n, 2n ** 64n - 1n));
  }

  int64(value: Whole): this {
    return this.varint(BigInt.asUintN(64, within(value, -(2n ** 63n), 2n ** 63n - 1n)));
  }

  private varint(value: bigint): this {
    let rest = value;
    this.reserve(10);
    while (rest > 0x7fn) {
      this.bytes_[this.length++] = Number(rest & 0x7fn) | 0x80;
      rest >>= 7n;
    }
    this.bytes_[this.length++] = Number(rest);
    return this;
  }

  bool(value: boolean): this {
    return this.uint32(value ? 1 : 0);
  }

  bytes(value: Uint8Array): this {
    this.uint32(value.length);
    this.reserve(value.length);
    this.bytes_.set(value, this.length);
    this.length += value.length;
    return this;
  }

  string(value: string): this {
    return this.bytes(text.encode(value));
  }

  double(value: number): this {
    this.reserve(8);
    new DataView(this.bytes_.buffer).setFloat64(this.length, value, true);
    this.length += 8;
    return this;
  }

  private reserve(count: number): void {
    if (this.length + count <= this.bytes_.length) return;
    const larger = new Uint8Array(Math.max(this.bytes_.length * 2, this.length + count));
    larger.set(this.bytes_.subarray(0, this.length));
    this.bytes_ = larger;
  }
}

/** Reads one message. Throws RangeError where the bytes end too early or are no message. */
export class BinaryReader {
  pos = 0;
  readonly len: number;

  constructor(private readonly buffer: Uint8Array) {
    this.len = buffer.length;
  }

  uint32(): number {
    return Number(this.varint() & 0xffffffffn);
  }

  int32(): number {
    return Number(BigInt.asIntN(32, this.varint()));
  }

  uint64(): number | bigint {
    return exact(this.varint());
  }

  int64(): number | bigint {
    return exact(BigInt.asIntN(64, this.varint()));
  }

  bool(): boolean {
    return this.varint() !== 0n;
  }

  /** A copy: the caller may keep it. */
  bytes(): Uint8Array {
    return this.run().slice();
  }

  string(): string {
    return utf8.decode(this.run());
  }

  double(): number {
    const start = this.advance(8);
    return new DataView(this.buffer.buffer, this.buffer.byteOffset + start, 8).getFloat64(0, true);
  }

  /** Pass over a field that this version does not know. */
  skip(wireType: number): void {
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

  private run(): Uint8Array {
    const count = this.uint32();
    const start = this.advance(count);
    return this.buffer.subarray(start, start + count);
  }

  private advance(count: number): number {
    const start = this.pos;
    if (start + count > this.len) {
      throw new RangeError(`cannot read message: it ends at byte ${this.len} of ${start + count}`);
    }
    this.pos = start + count;
    return start;
  }

  private varint(): bigint {
    // Nearly all are lengths, tags and small numbers: no bigint arithmetic for those.
    let value = 0;
    for (let shift = 0; shift < 28; shift += 7) {
      const byte = this.buffer[this.advance(1)] as number;
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) return BigInt(value);
    }
    let large = BigInt(value);
    for (let shift = 28n; shift < 70n; shift += 7n) {
      const byte = this.buffer[this.advance(1)] as number;
      large |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return BigInt.asUintN(64, large);
    }
    throw new RangeError(`cannot read message: the number at byte ${this.pos} is too long`);
  }
}

function within(value: Whole, least: bigint, most: bigint): bigint {
  const number = whole(value);
  if (number < least || number > most) {
    throw new RangeError(`cannot send ${value}: a number from ${least} to ${most} is expected`);
  }
  return number;
}

function whole(value: Whole): bigint {
  try {
    return BigInt(value);
  } catch {
    throw new RangeError(`cannot send ${value}: a whole number is expected`);
  }
}
