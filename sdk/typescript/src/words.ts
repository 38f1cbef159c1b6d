/** Command lines. */

const PIECE = /([ \t\r\n]+)|\\([^])|'([^']*)'|"((?:\\[^]|[^"\\])*)"|([^ \t\r\n\\'"]+)/y;

/** A line split into words as sh(1) would; nothing is expanded. Throws RangeError. */
export function words(line: string): string[] {
  const found: string[] = [];
  let word: string | undefined;
  for (let at = 0; at < line.length; at = PIECE.lastIndex) {
    PIECE.lastIndex = at;
    const match = PIECE.exec(line);
    if (match === null) {
      const why = "a quote or a backslash stands alone";
      throw new RangeError(`cannot split ${JSON.stringify(line)}: ${why}`);
    }
    const [, blank, escaped, single, double, plain] = match;
    if (blank === undefined) {
      word = (word ?? "") +
        (escaped ?? single ?? plain ?? (double as string).replace(/\\(["\\])/g, "$1"));
    } else if (word !== undefined) {
      found.push(word);
      word = undefined;
    }
  }
  if (word !== undefined) found.push(word);
  return found;
}
