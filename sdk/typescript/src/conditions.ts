/**
 * Finds the conditions of a source, with their parentheses or without.
 *
 * The language rule lives here: where a condition without parentheses ends, and when parentheses
 * after a keyword are only the beginning of the condition.
 */

import { type Columns, Flag, Holds } from "./columns.ts";
import { cut } from "./cutter.ts";
import { Code } from "./signs.ts";

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

// After `if (a)` these can only go on with the condition; the others may begin a statement as well.
const CONTINUES = new Set([Code.Binary, Code.Greater, Code.Question, Code.Dot, Code.In]);
const MAY_CONTINUE = new Set([
  Code.Sign,
  Code.Slash,
  Code.Parenthesis,
  Code.Bracket,
  Code.Less,
  Code.As,
]);
// What begins a statement cannot stand in a condition.
const STATEMENTS = new Set([
  Code.If,
  Code.While,
  Code.For,
  Code.Switch,
  Code.With,
  Code.Do,
  Code.Else,
  Code.Handler,
  Code.Case,
  Code.Default,
  Code.Statement,
]);

/** The conditions of a source, in the order of their keywords. */
export function conditions(source: string): Condition[] {
  if (!/\b(?:if|while|for|switch)\b/.test(source)) return [];
  const found: Condition[] = [];
  const columns = cut(source);
  for (const index of columns.keywords) {
    const condition = at(columns, index);
    if (condition !== undefined) found.push(condition);
  }
  return found;
}

/** The condition of the keyword at `index`. */
function at(columns: Columns, index: number): Condition | undefined {
  const { code, start, end, partner } = columns;
  const loop = code[index] === Code.For;
  const first = index + (loop && code[index + 1] === Code.Await ? 2 : 1);
  const last = lastOfBare(columns, index, first);
  const keyword = start[index]!;
  if (last !== undefined) {
    return {
      keyword,
      open: end[first - 1]!,
      close: end[last]!,
      bare: true,
    };
  }
  const closing = code[first] === Code.Parenthesis ? partner[first]! : 0;
  if (closing === 0) return undefined;
  return { keyword, open: end[first]!, close: start[closing]!, bare: false };
}

/** Index of a condition's last token when it has no parentheses and needs them. */
function lastOfBare(columns: Columns, index: number, first: number): number | undefined {
  const { code, start, end, flags, count } = columns;
  if (first >= count) return undefined;
  const head = code[first]!;
  const scan = new Scan(columns, first, code[index] === Code.For);
  if (code[index] === Code.While && index > 0 && flags[index - 1]! & Flag.OfDo) {
    return head === Code.Parenthesis && !goesOn(columns, first, false) ? undefined : scan.toEnd();
  }
  if (head === Code.Less && start[first] === end[index]) return undefined; // a generic method
  if (head !== Code.Parenthesis || goesOn(columns, first, false)) return scan.toBlock();
  if (!goesOn(columns, first, true)) return undefined;
  // `if (a) (b) {`: on one line no statement can end before a brace, so it is a condition.
  const last = scan.toBlock();
  return last !== undefined && !(flags[last + 1]! & Flag.Newline) ? last : undefined;
}

/** Whether the condition goes on after the parentheses that it begins with. */
function goesOn({ code, partner, count }: Columns, head: number, perhaps: boolean): boolean {
  const closing = partner[head]!;
  if (closing === 0 || closing + 1 >= count) return false;
  const next = code[closing + 1]!;
  return CONTINUES.has(next) || (perhaps && MAY_CONTINUE.has(next));
}

/** A walk over a condition's tokens that knows whether a value has just ended. */
class Scan {
  private at: number;
  private value = false;
  private semicolons = 0;
  /** `function` or `class` was read: the next brace is its body. */
  private body = false;

  constructor(
    private readonly columns: Columns,
    private readonly first: number,
    private readonly loop: boolean,
  ) {
    this.at = first;
  }

  /** Last token before the block's brace. */
  toBlock(): number | undefined {
    const { code, count } = this.columns;
    while (this.at < count) {
      if (code[this.at] === Code.Brace && this.blockBegins()) {
        return this.at > this.first ? this.at - 1 : undefined;
      }
      if (!this.step()) return undefined;
    }
    return undefined;
  }

  /** Last token of `do ... while` before its semicolon, line end, brace or the source's end. */
  toEnd(): number | undefined {
    while (!this.ended()) {
      if (!this.step()) return undefined;
    }
    return this.value ? this.at - 1 : undefined;
  }

  private ended(): boolean {
    const code = this.code;
    if (this.at >= this.columns.count || code === Code.Semicolon || code === Code.BraceEnd) {
      return true;
    }
    return this.newline && this.value && !CONTINUES.has(code) &&
      !(code < Code.Word && MAY_CONTINUE.has(code));
  }

  private get code(): Code {
    return this.columns.code[this.at]!;
  }

  private get newline(): boolean {
    return (this.columns.flags[this.at]! & Flag.Newline) !== 0;
  }

  private get before(): Code {
    return this.columns.code[this.at - 1]!;
  }

  private blockBegins(): boolean {
    if (this.body) return false;
    if (this.value || this.before === Code.Greater || this.before === Code.Void) return true;
    // `for ;; {` and `for let i = 0; ; {` end with a semicolon.
    return this.loop && this.semicolons === 2 && this.before === Code.Semicolon;
  }

  /** Take one token, or a whole bracket; false when this is no condition. */
  private step(): boolean {
    const code = this.code;
    if (this.columns.holds[this.at] !== Holds.Nothing) return this.bracket();
    if (code >= Code.Word && !(this.columns.flags[this.at]! & Flag.Operand)) {
      return this.operator(code);
    }
    if (code >= Code.Mark && code < Code.Word) return this.mark(code);
    if (this.value && !this.tagged(code)) return false;
    this.value = true;
    this.at++;
    return true;
  }

  /** Two values side by side: only a template after its tag, or a name after its prefix. */
  private tagged(code: Code): boolean {
    return code === Code.Template || this.before === Code.Prefix ||
      this.body;
  }

  /** Pass over a bracket, or over a template with all its holes. */
  private bracket(): boolean {
    const { holds, partner } = this.columns;
    if (this.code === Code.Brace) this.body = false;
    do {
      this.at = partner[this.at]!;
      if (this.at === 0) return false;
    } while (holds[this.at] === Holds.Hole);
    this.at++;
    this.value = true;
    return true;
  }

  private mark(code: Code): boolean {
    if (code === Code.Semicolon) {
      this.semicolons++;
      if (!this.loop || this.semicolons > 2) return false;
    } else if (code >= Code.Parenthesis) {
      return false;
    }
    this.value = (code === Code.Step || code === Code.Bang) && this.value && !this.newline;
    this.at++;
    return true;
  }

  private operator(code: Code): boolean {
    if (code === Code.Function || code === Code.Class) this.body = true;
    else if (STATEMENTS.has(code)) return false;
    this.value = false;
    this.at++;
    return true;
  }
}
