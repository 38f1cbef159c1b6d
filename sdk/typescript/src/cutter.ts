/**
 * Cuts a TypeScript source into tokens.
 *
 * The hard questions of the language are three, and all need the tokens before: whether `/` divides
 * or begins a regular expression, whether `}` ends a template's hole, and what a `{` opens. So the
 * cutter keeps a stack of open brackets (frames) with what each one is. It answers what a condition
 * without parentheses needs to know; it is no parser and never fails: what is no TypeScript comes
 * out as tokens too, and the compiler says what is wrong with it.
 *
 * A script is cut once, at its start, by code that nothing has compiled yet: what counts is how few
 * steps the interpreter takes. Hence bytes and tables instead of letters and regular expressions,
 * and columns of numbers instead of an object for each token.
 */

import { Columns, Flag, Holds } from "./columns.ts";
import {
  Byte,
  Code,
  flatten,
  LENGTHS,
  MARK,
  NUMBER,
  SINGLE,
  Start,
  STARTS,
  Trait,
  TRAITS,
  WORDS,
} from "./signs.ts";

/** An open bracket. */
interface Frame {
  holds: Holds;
  opener: number;
  /** Parentheses of `if`, `while`, `for` or `with`: what follows is a statement. */
  head: boolean;
  /** The next brace holds the members of a class, an interface or an enum. */
  members: boolean;
  /** In `case ...:` how many `?` wait for their colon; -1 elsewhere. */
  questions: number;
  /** In a type after `as`: how many `<` wait for their `>`; -1 elsewhere. */
  angles: number;
}

/** Cut a source into tokens; blanks and comments lie between them. */
export function cut(source: string): Columns {
  return new Cutter(source).cut();
}

class Cutter {
  private readonly source: string;
  private readonly bytes: Uint8Array;
  private readonly found: Columns;
  private readonly frames: Frame[] = [frame(Holds.Block, -1)];
  private top = this.frames[0]!;
  private at = 0;
  private newline: Flag | 0 = Flag.Newline;
  /** Of the last token: its code, and whether a value ends with it. */
  private before: Code = Code.Semicolon;
  private operand = false;
  /** Up to here no regular expression ends. */
  private noRegex = 0;

  constructor(source: string) {
    this.source = flatten(source);
    // The byte at the end stops every loop.
    this.bytes = new TextEncoder().encode(`${this.source}\0`);
    this.found = new Columns(source.length);
    if (source.startsWith("\ufeff")) this.at = 1;
  }

  cut(): Columns {
    const { bytes, source } = this;
    if (source.startsWith("#!", this.at)) this.line();
    for (;;) {
      switch (STARTS[bytes[this.at]!]!) {
        case Start.Blank:
          while (bytes[++this.at] === Byte.Space);
          break;
        case Start.Line:
          this.newline = Flag.Newline;
          this.at++;
          break;
        case Start.Word:
          this.word();
          break;
        case Start.Mark:
          this.mark();
          break;
        case Start.Open:
          this.open();
          break;
        case Start.Close:
          this.close();
          break;
        case Start.Slash:
          this.slash();
          break;
        case Start.Quote:
          this.string();
          break;
        case Start.Digit:
          this.number();
          break;
        case Start.Backquote:
          this.template();
          break;
        case Start.End:
          if (this.at >= source.length) return this.found;
          this.mark();
      }
    }
  }

  private push(code: Code, end: number, operand: boolean): void {
    const { found } = this;
    const index = found.count++;
    found.code[index] = code;
    found.start[index] = this.at;
    found.end[index] = end;
    found.flags[index] = operand ? this.newline | Flag.Operand : this.newline;
    this.at = end;
    this.newline = 0;
    this.before = code;
    this.operand = operand;
  }

  /** Code of a token further back; a semicolon before the first. */
  private earlier(steps: number): Code {
    const { count, code } = this.found;
    return count < steps ? Code.Semicolon : code[count - steps]!;
  }

  private word(): void {
    const { bytes, at } = this;
    let end = this.skip(Trait.InWord, at + 1);
    if (bytes[end] === Byte.Backslash || bytes[at] === Byte.Backslash) end = this.match(ESCAPED);
    // Most words are told from the reserved ones by their first letter and their length.
    const length = Math.min(end - at, 31);
    const maybe = (LENGTHS[bytes[at]!]! >> length) & 1 && this.before !== Code.Dot;
    const code = maybe ? WORDS.get(this.source.slice(at, end)) : undefined;
    if (code === undefined) this.push(Code.Name, end, true);
    else this.reserved(code, end);
  }

  private reserved(code: Code, end: number): void {
    const { top } = this;
    let operand = false;
    if (code <= Code.Switch) {
      if (top.holds === Holds.Block) this.found.keywords.push(this.found.count);
    } else if (code === Code.Case) {
      if (top.holds === Holds.Block) top.questions = 0;
    } else if (code === Code.Of) {
      // An operator only after a value: `for (const x of xs)`.
      operand = !this.operand;
    } else if (code === Code.As) {
      // The same in its line, and `if (x) as T`.
      operand = !(this.operand || this.before === Code.ParenthesisEnd) || this.newline !== 0;
      if (operand) code = Code.Name;
      else top.angles = 0;
    } else if (code === Code.Class || code === Code.Interface) {
      // As a key or a property it opens nothing.
      NAMED.lastIndex = end;
      if (NAMED.test(this.source)) top.members = true;
      operand = code === Code.Interface;
    } else {
      operand = code === Code.Prefix ||
        ((code === Code.Const || code === Code.Void) && this.before === Code.As);
    }
    this.push(code, end, operand);
  }

  private mark(): void {
    const byte = this.bytes[this.at]!;
    let end = this.at + 1;
    let code = SINGLE[byte]!;
    if (TRAITS[byte]! & TRAITS[this.bytes[end]!]! & Trait.Joins) {
      end = this.match(MARK);
      code = WORDS.get(this.source.slice(this.at, end)) ?? Code.Mark;
    }
    if (byte === Byte.Dot && STARTS[this.bytes[end]!] === Start.Digit) return this.number();
    if (code === Code.Question && this.top.questions >= 0) this.top.questions++;
    if (code === Code.Colon && this.endsLabel()) code = Code.Label;
    const closed = this.top.angles >= 0 && this.closesType(code, end - this.at);
    const keeps = code === Code.Step || code === Code.Bang;
    this.push(code, end, closed || (keeps && this.operand && this.newline === 0));
  }

  /** Whether the mark here closes the type arguments of a type after `as`: `x as Map<A> / b`. */
  private closesType(code: Code, length: number): boolean {
    const { top, bytes, at } = this;
    if (top.angles > 0 && code === Code.Greater) {
      top.angles = Math.max(top.angles - length, 0);
      return top.angles === 0;
    }
    if (code === Code.Less && this.newline === 0) top.angles++;
    else if (top.angles === 0 && !(length === 1 && IN_TYPE.has(bytes[at]!))) top.angles = -1;
    return false;
  }

  /** Whether the colon here ends `case x`, `default` or a label. */
  private endsLabel(): boolean {
    const { top } = this;
    if (top.holds !== Holds.Block) return false;
    if (top.questions >= 0) return top.questions-- === 0;
    if (this.before === Code.Default) return true;
    if (!this.operand || (this.before !== Code.Name && this.before < Code.Word)) return false;
    const { count, flags } = this.found;
    const before = this.earlier(2);
    if (BEFORE_STATEMENT.has(before)) return true;
    // `if (a) label: {`
    if (before === Code.ParenthesisEnd && !(flags[count - 2]! & Flag.Operand)) return true;
    return (flags[count - 1]! & Flag.Newline) !== 0 && (flags[count - 2]! & Flag.Operand) !== 0;
  }

  private number(): void {
    const end = this.at + 1;
    // Most have one digit.
    const one = this.skip(Trait.InNumber, end) === end;
    this.push(Code.Number, one ? end : this.match(NUMBER), true);
  }

  private string(): void {
    const { bytes, at } = this;
    const quote = bytes[at];
    let end = at + 1;
    for (;;) {
      end = this.skip(Trait.InString, end);
      const byte = bytes[end];
      if (byte === quote) return this.push(Code.String, end + 1, true);
      if (byte === Byte.Backslash) end += 2;
      else if (byte === Byte.LineFeed || byte === Byte.Return || end >= this.source.length) break;
      else end++;
    }
    this.push(Code.String, Math.min(end, this.source.length), true);
  }

  /** One piece of a template: from a backquote or a hole's end to the next of these. */
  private template(): void {
    const { bytes } = this;
    const { length } = this.source;
    let end = this.at + 1;
    for (;;) {
      end = this.skip(Trait.InTemplate, end);
      const byte = bytes[end];
      if (byte === Byte.Backquote) return this.push(Code.Template, end + 1, true);
      if (byte === Byte.Dollar && bytes[end + 1] === Byte.Brace) break;
      if (end >= length) return this.push(Code.Template, length, true);
      end += byte === Byte.Backslash ? 2 : 1;
    }
    this.push(Code.Template, end + 2, false);
    this.enter(Holds.Hole, false);
  }

  private slash(): void {
    const next = this.bytes[this.at + 1];
    if (next === Byte.Slash) this.line();
    else if (next === Byte.Star) this.comment();
    else if (this.operand || this.at < this.noRegex || !this.regex()) this.mark();
  }

  /** Pass over what is left of the line. */
  private line(): void {
    LINE_END.lastIndex = this.at;
    this.at = LINE_END.test(this.source) ? LINE_END.lastIndex - 1 : this.source.length;
  }

  private comment(): void {
    const { source, at } = this;
    const found = source.indexOf("*/", at + 2);
    this.at = found < 0 ? source.length : found + 2;
    if (/[\n\r\v]/.test(source.slice(at, this.at))) this.newline = Flag.Newline;
  }

  private regex(): boolean {
    const { bytes } = this;
    let set = false;
    let end = this.at + 1;
    for (;; end++) {
      const byte = bytes[end];
      if (byte === Byte.Backslash) end++;
      else if (byte === Byte.Slash && !set) break;
      else if (byte === Byte.Bracket) set = true;
      else if (byte === Byte.BracketEnd) set = false;
      if (STARTS[bytes[end]!] === Start.Line || end >= this.source.length) {
        this.noRegex = end;
        return false;
      }
    }
    this.push(Code.Regex, this.skip(Trait.InWord, end + 1), true);
    return true;
  }

  private open(): void {
    const { before } = this;
    const code = SINGLE[this.bytes[this.at]!]!;
    let holds = code === Code.Parenthesis ? Holds.Parentheses : Holds.Brackets;
    const head = code === Code.Parenthesis && !this.operand && this.isHead(before);
    const index = this.found.count;
    if (code === Code.Brace) holds = this.brace(before);
    this.push(code, this.at + 1, false);
    if (code === Code.Brace && before === Code.Do) this.setOfDo(index);
    this.enter(holds, head);
  }

  private setOfDo(index: number): void {
    this.found.flags[index]! |= Flag.OfDo;
  }

  private enter(holds: Holds, head: boolean): void {
    const opener = this.found.count - 1;
    this.found.holds[opener] = holds;
    this.top = frame(holds, opener);
    this.top.head = head;
    this.frames.push(this.top);
  }

  private leave(): Frame {
    const left = this.frames.pop() as Frame;
    this.top = this.frames[this.frames.length - 1]!;
    this.found.partner[left.opener] = this.found.count;
    return left;
  }

  private isHead(before: Code): boolean {
    if (before === Code.Await) return this.earlier(2) === Code.For;
    return before === Code.If || before === Code.While || before === Code.For ||
      before === Code.With;
  }

  /** What a brace after `before` opens. */
  private brace(before: Code): Holds {
    const closed = this.operand || CLOSES.has(before);
    if (this.top.members && (closed || before === Code.Class)) {
      this.top.members = false;
      return Holds.Members;
    }
    return closed || BEFORE_BLOCK.has(before) ? Holds.Block : Holds.Object;
  }

  private close(): void {
    const { top } = this;
    const code = SINGLE[this.bytes[this.at]!]!;
    if (top.holds === Holds.Hole && code === Code.BraceEnd) {
      this.leave();
      return this.template();
    }
    // Without partner, or with the wrong one.
    if (top.opener < 0 || this.found.code[top.opener] !== code - 1) {
      return this.push(code, this.at + 1, true);
    }
    this.leave();
    this.push(code, this.at + 1, !top.head && top.holds !== Holds.Block);
    if (this.found.flags[top.opener]! & Flag.OfDo) this.setOfDo(this.found.count - 1);
  }

  /** Where the bytes with a trait end that begin at `end`. */
  private skip(trait: Trait, end: number): number {
    const { bytes } = this;
    while (TRAITS[bytes[end]!]! & trait) end++;
    return end;
  }

  /** Where `pattern` ends that begins here; the next character where it does not. */
  private match(pattern: RegExp): number {
    pattern.lastIndex = this.at;
    return pattern.test(this.source) ? pattern.lastIndex : this.at + 1;
  }
}

const LINE_END = /[\n\r\v]/g;
const ESCAPED = /[#@]?(?:[\w$]|\\u\{[\da-fA-F]+\}|\\)+/y;
// What has to follow `class`, `enum` and `interface`: a name, members, type parameters, a comment.
const NAMED = /\s*[\w$\\{</]/y;
const BEFORE_STATEMENT = new Set([
  Code.Semicolon,
  Code.Brace,
  Code.BraceEnd,
  Code.Label,
  Code.Else,
  Code.Do,
]);
/** Where a value or a type ends, if not in a plain operand. */
const CLOSES = new Set([Code.Greater, Code.ParenthesisEnd, Code.BraceEnd, Code.Void]);
const BEFORE_BLOCK = new Set([...BEFORE_STATEMENT, Code.Arrow, Code.Handler]);

/** Marks between the names of a type. */
const IN_TYPE = new Set<Byte>([Byte.Dot, Byte.And, Byte.Or]);

function frame(holds: Holds, opener: number): Frame {
  return { holds, opener, head: false, members: false, questions: -1, angles: -1 };
}
