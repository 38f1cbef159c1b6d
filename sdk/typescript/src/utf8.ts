/** Bytes to text, and where they are none. */

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: false });

/** Text of bytes without a byte order mark; throws what `wrong` makes of the first bad place. */
export function decode(
  bytes: Uint8Array,
  wrong: (at: { line: number; column: number }) => Error,
): string {
  try {
    return utf8.decode(bytes);
  } catch {
    throw wrong(place(bytes));
  }
}

/** Line and column, from 1, of the first byte that belongs to no character. */
function place(bytes: Uint8Array): { line: number; column: number } {
  // Lines are whole: no byte of a character is a line feed.
  let [line, start] = [1, 0];
  for (;;) {
    const feed = bytes.indexOf(10, start);
    const end = feed < 0 ? bytes.length : feed;
    const good = valid(bytes.subarray(start, end));
    if (good !== undefined) return { line, column: good + 1 };
    if (feed < 0) return { line, column: 1 };
    start = feed + 1;
    line++;
  }
}

/** How much text stands before the bad byte; undefined where none is bad. */
function valid(line: Uint8Array): number | undefined {
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: false });
  let length = 0;
  try {
    for (let at = 0; at < line.length; at++) {
      length += decoder.decode(line.subarray(at, at + 1), { stream: true }).length;
    }
    decoder.decode();
    return undefined;
  } catch {
    return length;
  }
}
