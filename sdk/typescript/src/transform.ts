/**
 * Gives conditions their parentheses: `if ready {` becomes `if(ready){`.
 *
 * AuraeScript is TypeScript in which the condition of `if`, `while`, `do ... while`, `switch` and
 * the head of `for` may stand without parentheses when a block in braces follows. A parenthesis
 * takes the place of the blank beside it, so nothing moves and every error names the user's own
 * line and column. Where a source is plain TypeScript nothing is changed, and where a condition
 * cannot be understood nothing is changed either: the compiler then says what is wrong.
 */

import { type Token, tokens } from "./tokens.ts";

interface Edit {
  at: number;
  text: "(" | ")";
}

/** Where a condition lies: indices of its first and last token. */
interface Span {
  first: number;
  last: number;
}

const KEYWORDS = new Set(["if", "while", "for", "switch"]);
// After `if (a)` these can only go on with the condition; the others may begin a statement as well.
const CONTINUES = new Set(
  ("&& || ?? == === != !== <= > >= * % ** & | ^ << >> >>> ? . ?. in instanceof").split(" "),
);
const MAY_CONTINUE = new Set(["+", "-", "/", "(", "[", "<", "as", "satisfies"]);

/** A condition, or the head of a `for`, that was understood. */
export interface Condition {
  /** Offset of its keyword. */
  keyword: number;
  /** Offset where it begins: after its parenthesis, or after the keyword (`for await` is one). */
  open: number;
  /** Offset where it ends: before its parenthesis, or after its last sign. */
  close: number;
  /** It has no parentheses. */
  bare: boolean;
}

/** The same program as plain TypeScript, line for line. */
export function transform(source: string): string {
  return parenthesize(source).text;
}

/** The same program as plain TypeScript, and where each of its characters comes from. */
export function parenthesize(source: string): { text: string; mapping: Mapping } {
  const places: Edit[] = [];
  for (const condition of conditions(source)) {
    if (!condition.bare) continue;
    places.push({ at: condition.open, text: "(" }, { at: condition.close, text: ")" });
  }
  places.sort((a, b) => a.at - b.at);
  return apply(source, places);
}

/** The conditions of a source, in the order of their keywords. */
export function conditions(source: string): Condition[] {
  const cut = tokens(source);
  const found: Condition[] = [];
  cut.forEach((token, index) => {
    if (token.kind !== "word" || !KEYWORDS.has(token.text) || token.operand) return;
    if (token.inside !== "block") return;
    const span = condition(cut, index);
    const keyword = token.start;
    if (span !== undefined) {
      const [open, close] = [(cut[span.first - 1] as Token).end, (cut[span.last] as Token).end];
      found.push({ keyword, open, close, bare: true });
      return;
    }
    const head = cut[index + (cut[index + 1]?.text === "await" ? 2 : 1)];
    const closing = head?.text === "(" ? cut[head.partner] : undefined;
    if (head === undefined || closing === undefined) return;
    found.push({ keyword, open: head.end, close: closing.start, bare: false });
  });
  return found;
}

/** Offsets of a source and of the text made of it: one is the other but for what was put in. */
export class Mapping {
  /** `inserted` has the offset in the source of each parenthesis that took no blank's place. */
  constructor(private readonly inserted: number[]) {}

  /** Offset in the source; of an inserted parenthesis: that of the character behind it. */
  toSource(offset: number): number {
    let [low, high] = [0, this.inserted.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.inserted[middle] as number) + middle < offset) low = middle + 1;
      else high = middle;
    }
    return offset - low;
  }

  /** Offset in the text of a character of the source. */
  toText(offset: number): number {
    let [low, high] = [0, this.inserted.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.inserted[middle] as number) <= offset) low = middle + 1;
      else high = middle;
    }
    return offset + low;
  }
}

/** The condition of the keyword at `index` when it needs parentheses. */
function condition(cut: Token[], index: number): Span | undefined {
  const keyword = cut[index] as Token;
  let first = index + 1;
  if (keyword.text === "for" && cut[first]?.text === "await") first++;
  const head = cut[first];
  if (head === undefined) return undefined;
  const scan = new Scan(cut, first, keyword.text === "for");
  if (keyword.text === "while" && cut[index - 1]?.text === "}" && cut[index - 1]?.ofDo) {
    return head.text === "(" && !goesOn(cut, head, false) ? undefined : scan.toEnd();
  }
  if (head.text === "<" && head.start === keyword.end) return undefined; // a generic method
  if (head.text !== "(") return scan.toBlock();
  if (goesOn(cut, head, false)) return scan.toBlock();
  if (!goesOn(cut, head, true)) return undefined;
  // `if (a) (b) {`: on one line no statement can end before a brace, so it is a condition.
  const span = scan.toBlock();
  return span !== undefined && !(cut[span.last + 1] as Token).newline ? span : undefined;
}

/** Whether the condition goes on after the parentheses that it begins with. */
function goesOn(cut: Token[], head: Token, perhaps: boolean): boolean {
  const next = head.partner < 0 ? undefined : cut[head.partner + 1];
  if (next === undefined) return false;
  return CONTINUES.has(next.text) || (perhaps && MAY_CONTINUE.has(next.text));
}

/** A walk over a condition's tokens that knows whether a value has just ended. */
class Scan {
  private at: number;
  private value = false;
  private semicolons = 0;
  /** `function` or `class` was read: the next brace is its body. */
  private body = false;

  constructor(
    private readonly cut: Token[],
    private readonly first: number,
    private readonly loop: boolean,
  ) {
    this.at = first;
  }

  /** The condition up to the block's brace. */
  toBlock(): Span | undefined {
    for (;;) {
      const token = this.cut[this.at];
      if (token === undefined) return undefined;
      if (token.text === "{" && token.kind === "mark" && this.blockBegins()) {
        return this.at > this.first ? { first: this.first, last: this.at - 1 } : undefined;
      }
      if (!this.step(token)) return undefined;
    }
  }

  /** The condition of `do ... while` up to its semicolon, line end, brace or the source's end. */
  toEnd(): Span | undefined {
    for (;;) {
      const token = this.cut[this.at];
      const ended = token === undefined || token.text === ";" || token.text === "}" ||
        (token.newline && this.value && !continuesLine(token));
      if (ended) return this.value ? { first: this.first, last: this.at - 1 } : undefined;
      if (!this.step(token)) return undefined;
    }
  }

  private blockBegins(): boolean {
    if (this.body) return false;
    if (this.value || /^>+$/.test(this.cut[this.at - 1]?.text ?? "")) return true;
    // `for ;; {` and `for let i = 0; ; {` end with a semicolon.
    return this.loop && this.semicolons === 2 && this.cut[this.at - 1]?.text === ";";
  }

  /** Take one token, or a whole bracket; false when this is no condition. */
  private step(token: Token): boolean {
    if (token.holds !== undefined) return this.bracket(token);
    if (token.kind === "mark") return this.mark(token);
    if (token.kind === "word" && !token.operand) return this.operator(token);
    if (this.value && !this.tagged(token)) return false;
    this.value = true;
    this.at++;
    return true;
  }

  /** Two values side by side: only a template after its tag, or a name after `async`. */
  private tagged(token: Token): boolean {
    const before = this.cut[this.at - 1]?.text;
    return token.kind === "template" || before === "async" || before === "let" || this.body;
  }

  private bracket(token: Token): boolean {
    if (token.kind === "template") return this.holes(token);
    if (token.partner < 0) return false;
    if (token.text === "{") this.body = false;
    this.at = token.partner + 1;
    this.value = true;
    return true;
  }

  /** Pass over a template with holes, to the piece that ends it. */
  private holes(token: Token): boolean {
    let depth = 0;
    let piece: Token | undefined = token;
    for (; piece !== undefined; piece = this.cut[++this.at]) {
      if (piece.kind !== "template") continue;
      if (piece.text.startsWith("`")) depth += 1;
      if (piece.holds === undefined) depth -= 1;
      if (depth === 0) break;
    }
    this.at++;
    this.value = true;
    return piece !== undefined;
  }

  private mark(token: Token): boolean {
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

  private operator(token: Token): boolean {
    if (token.text === "function" || token.text === "class") this.body = true;
    else if (STATEMENTS.has(token.text)) return false;
    this.value = false;
    this.at++;
    return true;
  }
}

// None of these can stand in a condition.
const STATEMENTS = new Set(
  ("break case catch continue debugger default do else enum export finally for if return switch " +
    "throw try while with").split(" "),
);

/** Whether a token on a new line goes on with the expression before it. */
function continuesLine(token: Token): boolean {
  if (CONTINUES.has(token.text)) return true;
  return token.kind === "mark" && MAY_CONTINUE.has(token.text);
}

/** Put parentheses in; one that has a blank beside it takes the blank's place. */
function apply(source: string, edits: Edit[]): { text: string; mapping: Mapping } {
  const pieces: string[] = [];
  const inserted: number[] = [];
  let done = 0;
  for (const { at, text } of edits) {
    pieces.push(source.slice(done, at), text);
    const blank = source[at] === " " || source[at] === "\t";
    if (!blank) inserted.push(at);
    done = at + (blank ? 1 : 0);
  }
  pieces.push(source.slice(done));
  return { text: pieces.join(""), mapping: new Mapping(inserted) };
}
