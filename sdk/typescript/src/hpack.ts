/** HPACK (RFC 7541): the headers of HTTP/2. Writes plain literals, reads all that there is. */

// Appendix A: what the indexes 1 to 61 stand for.
const STATIC = (
  ":authority|:method=GET|:method=POST|:path=/|:path=/index.html|:scheme=http|:scheme=https|" +
  ":status=200|:status=204|:status=206|:status=304|:status=400|:status=404|:status=500|" +
  "accept-charset|accept-encoding=gzip, deflate|accept-language|accept-ranges|accept|" +
  "access-control-allow-origin|age|allow|authorization|cache-control|content-disposition|" +
  "content-encoding|content-language|content-length|content-location|content-range|content-type|" +
  "cookie|date|etag|expect|expires|from|host|if-match|if-modified-since|if-none-match|if-range|" +
  "if-unmodified-since|last-modified|link|location|max-forwards|proxy-authenticate|" +
  "proxy-authorization|range|referer|refresh|retry-after|server|set-cookie|" +
  "strict-transport-security|transfer-encoding|user-agent|vary|via|www-authenticate"
).split("|").map((entry): Header => {
  const [name = "", value = ""] = entry.split("=");
  return [name, value];
});

// Appendix B: the length of each byte's Huffman code, `a` for 5 bits; the last is the end's. The
// codes follow from it: they count up, the shorter before the longer.
const LENGTHS =
  "isxxxxxxxtzxxzxxxxxxxxzxxxxxxxxxbffhibdgffdgdbbbaaabbbbbbbcdkbhfibcccccccccccccccccccc" +
  "ccdcdioijbkabababbbaccbbbabcbaabccccckgjixprpprrrsrssssststtrstssssqrsrsstrqprrssqsrrt" +
  "qrssqqrqsrssprrrsrrsvvporsruvvvwwvtuoqvwwvwtqqvvxwwwptpqrqqsrruuttvsvwvvwwwwwxwwwwwvz";
const END = 256;
const LONGEST = 30;

/** A name and a value. */
export type Header = readonly [name: string, value: string];

const ENTRY = 32;
/** What a table may hold unless settings say otherwise, as the RFC counts it. */
const TABLE = 4096;

const latin = new TextDecoder("latin1");
const text = new TextEncoder();

/** Headers as a block: each by itself, so that the peer need not remember any. */
export function encode(headers: Iterable<Header>): Uint8Array {
  const bytes: number[] = [];
  const literal = (value: string) => {
    const raw = text.encode(value);
    whole(bytes, 0, 7, raw.length);
    for (const byte of raw) bytes.push(byte);
  };
  for (const [name, value] of headers) {
    const same = STATIC.findIndex((entry) => entry[0] === name && entry[1] === value);
    if (same >= 0) {
      whole(bytes, 0x80, 7, same + 1);
      continue;
    }
    const known = STATIC.findIndex((entry) => entry[0] === name);
    whole(bytes, 0, 4, known + 1);
    if (known < 0) literal(name);
    literal(value);
  }
  return Uint8Array.from(bytes);
}

function whole(bytes: number[], first: number, bits: number, value: number): void {
  const full = 2 ** bits - 1;
  if (value < full) {
    bytes.push(first | value);
    return;
  }
  bytes.push(first | full);
  let rest = value - full;
  for (; rest > 0x7f; rest >>>= 7) bytes.push((rest & 0x7f) | 0x80);
  bytes.push(rest);
}

/** Reads the blocks of one connection, in their order. */
export class Decoder {
  private readonly table: Header[] = [];
  private size = 0;
  private limit = TABLE;
  private bytes = new Uint8Array(0);
  private at = 0;

  /** The headers of a block, the last of each name. Throws RangeError for what is no block. */
  decode(block: Uint8Array<ArrayBuffer>): Map<string, string> {
    this.bytes = block;
    this.at = 0;
    const headers = new Map<string, string>();
    while (this.at < block.length) {
      const first = block[this.at] as number;
      if (first & 0x80) {
        const [name, value] = this.entry(this.whole(7));
        headers.set(name, value);
      } else if ((first & 0xe0) === 0x20) {
        this.resize(this.whole(5));
      } else {
        const kept = (first & 0x40) !== 0;
        const index = this.whole(kept ? 6 : 4);
        const header = [index === 0 ? this.string() : this.entry(index)[0], this.string()] as const;
        headers.set(...header);
        if (kept) this.keep(header);
      }
    }
    return headers;
  }

  private entry(index: number): Header {
    const found = index <= STATIC.length
      ? STATIC[index - 1]
      : this.table[index - STATIC.length - 1];
    if (found === undefined) throw new RangeError(`cannot read headers: no entry ${index}`);
    return found;
  }

  private keep(header: Header): void {
    this.table.unshift(header);
    this.size += header[0].length + header[1].length + ENTRY;
    this.evict();
  }

  private resize(limit: number): void {
    if (limit > TABLE) throw new RangeError(`cannot read headers: a table of ${limit} bytes`);
    this.limit = limit;
    this.evict();
  }

  private evict(): void {
    while (this.size > this.limit) {
      const [name, value] = this.table.pop() as Header;
      this.size -= name.length + value.length + ENTRY;
    }
  }

  private byte(): number {
    const byte = this.bytes[this.at++];
    if (byte === undefined) throw new RangeError("cannot read headers: they end too early");
    return byte;
  }

  private whole(bits: number): number {
    const full = 2 ** bits - 1;
    let value = this.byte() & full;
    if (value < full) return value;
    for (let shift = 0; shift < 28; shift += 7) {
      const byte = this.byte();
      value += (byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
    throw new RangeError("cannot read headers: a number is too long");
  }

  private string(): string {
    const packed = ((this.bytes[this.at] ?? 0) & 0x80) !== 0;
    const length = this.whole(7);
    const end = this.at + length;
    if (end > this.bytes.length) throw new RangeError("cannot read headers: they end too early");
    const raw = this.bytes.subarray(this.at, end);
    this.at = end;
    return latin.decode(packed ? unpacked(raw) : raw);
  }
}

/** For each length of a code: the first one, where its byte is, and how many there are. */
interface Codes {
  first: number[];
  start: number[];
  count: number[];
  symbols: number[];
}

let codes: Codes | undefined;

function ordered(): Codes {
  const made: Codes = { first: [], start: [], count: [], symbols: [] };
  let code = 0;
  for (let length = 0; length <= LONGEST; length++) {
    code *= 2;
    made.first[length] = code;
    made.start[length] = made.symbols.length;
    for (let symbol = 0; symbol < LENGTHS.length; symbol++) {
      if (LENGTHS.charCodeAt(symbol) - 92 === length) made.symbols.push(symbol);
    }
    made.count[length] = made.symbols.length - (made.start[length] as number);
    code += made.count[length] as number;
  }
  return made;
}

function unpacked(raw: Uint8Array): Uint8Array<ArrayBuffer> {
  const { first, start, count, symbols } = codes ??= ordered();
  const bytes: number[] = [];
  let code = 0;
  let length = 0;
  for (const byte of raw) {
    for (let bit = 7; bit >= 0; bit--) {
      code = code * 2 + ((byte >> bit) & 1);
      length++;
      if (length > LONGEST) throw new RangeError("cannot read headers: no such Huffman code");
      const offset = code - (first[length] as number);
      if (offset >= (count[length] as number)) continue;
      const symbol = symbols[(start[length] as number) + offset] as number;
      if (symbol === END) throw new RangeError("cannot read headers: a Huffman code ends them");
      bytes.push(symbol);
      code = 0;
      length = 0;
    }
  }
  // What is left fills the last byte: less than eight ones.
  if (length > 7 || code !== 2 ** length - 1) {
    throw new RangeError("cannot read headers: a Huffman code is cut");
  }
  return Uint8Array.from(bytes);
}
