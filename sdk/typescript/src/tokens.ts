/**
 * Cuts a TypeScript source into tokens.
 *
 * The hard questions of the language are three, and all need the tokens before: whether `/` divides
 * or begins a regular expression, whether `}` ends a template's hole, and what a `{` opens. So the
 * cutter keeps a stack of open brackets (frames) with what each one is. It answers what a condition
 * without parentheses needs to know; it is no parser and never fails: what is no TypeScript comes
 * out as tokens too, and the compiler says what is wrong with it.
 */

/** What a token is. A template is one `Template` token per piece between its holes. */
export type Kind = "word" | "number" | "string" | "template" | "regex" | "mark";

/** What a bracket holds; statements stand in a `block` only. */
export type Holds = "block" | "object" | "members" | "hole" | "parentheses" | "brackets";

/** One token; `start` and `end` are offsets in the source. */
export interface Token {
  kind: Kind;
  text: string;
  start: number;
  end: number;
  /** A line break stands between the token before and this one. */
  newline: boolean;
  /** A value ends here: what follows divides, calls or closes; it does not begin a value. */
  operand: boolean;
  /** What the bracket that encloses this token holds. */
  inside: Holds;
  /** Index of the bracket that closes this one or was opened by it; -1 without partner. */
  partner: number;
  /** Of an opening bracket: what it holds. */
  holds: Holds | undefined;
  /** Of a brace: the block of `do`. */
  ofDo: boolean;
}

interface Frame {
  holds: Holds;
  opener: number;
  /** Of parentheses: those of `if`, `while`, `for` or `with`: what follows is a statement. */
  head: boolean;
  /** The next brace holds the members of a class, an interface or an enum. */
  members: boolean;
  /** Inside `case ...:`, so that its colon ends a label. */
  label: boolean;
  questions: number;
}

const VALUES = new Set(["this", "super", "null", "true", "false"]);
const OPERATORS = new Set(
  ("await break case const continue debugger default delete do else export extends finally for " +
    "if import in instanceof new return switch throw try typeof var void while with yield class " +
    "enum function catch").split(" "),
);
const HEADS = new Set(["if", "while", "for", "with"]);
const BEFORE_BLOCK = new Set(["else", "do", "try", "finally", "catch"]);
const MARK =
  />>>=|\.\.\.|[=!]==?|\*\*=?|<<=?|>>>?=?|&&=?|\|\|=?|\?\?=?|=>|[<>]=|\?\.(?!\d)|\+\+|--|[-+*/%&|^]=|[^]/uy;
// What no word begins with; the rest is asked of the regular expression.
const MARKS = new Set("(){}[];,.:=<>+-*/%&|!?^~");

const WORD = /[\p{ID_Start}$_\\#@](?:[\p{ID_Continue}$\u200c\u200d]|\\u\{?[0-9a-fA-F]+\}?)*/uy;
const NUMBER = /(?:0[xXoObB][\da-fA-F_]+|(?:\d[\d_]*)?\.?[\d_]*(?:[eE][+-]?[\d_]+)?)n?/y;
const BLANK = /[^\S\n\r\u2028\u2029]+|\/\/[^\n\r\u2028\u2029]*/y;
const STRING = { '"': /"(?:[^"\\\n\r]|\\[^])*"?/y, "'": /'(?:[^'\\\n\r]|\\[^])*'?/y };
const REGEX = /\/(?:[^/\\[\n\r]|\\.|\[(?:[^\]\\\n\r]|\\.)*\])+\/[\p{ID_Continue}$]*/uy;
const TEMPLATE = /(?:[^`\\$]|\\[^]|\$(?!\{))*(?:`|\$\{|$)/y;
const CLOSERS: Record<string, string> = { ")": "(", "]": "[", "}": "{" };

/** Cut a source into tokens; blanks and comments lie between them. */
export function tokens(source: string): Token[] {
  return new Cutter(source).cut();
}

class Cutter {
  private readonly found: Token[] = [];
  private readonly frames: Frame[] = [frame("block", -1)];
  private at = 0;
  private newline = true;

  constructor(private readonly source: string) {}

  cut(): Token[] {
    if (this.source.startsWith("#!")) this.at = end(this.source, "\n", 0) - 1;
    for (this.pass(); this.at < this.source.length; this.pass()) this.one();
    return this.found;
  }

  private get top(): Frame {
    return this.frames[this.frames.length - 1] as Frame;
  }

  private get last(): Token | undefined {
    return this.found[this.found.length - 1];
  }

  /** Pass over blanks, line breaks and comments. */
  private pass(): void {
    for (;;) {
      const code = this.source.charCodeAt(this.at);
      if (code === 10 || code === 13 || code === 0x2028 || code === 0x2029) {
        this.newline = true;
        this.at++;
      } else if (this.source.startsWith("/*", this.at)) {
        const stop = end(this.source, "*/", this.at + 2);
        if (/[\n\r]/.test(this.source.slice(this.at, stop))) this.newline = true;
        this.at = stop;
      } else if (code === 32 && this.source.charCodeAt(this.at + 1) > 47) {
        this.at++; // the commonest case by far, without a regular expression
      } else {
        const text = match(BLANK, this.source, this.at);
        if (text === "") return;
        this.at += text.length;
      }
    }
  }

  private one(): void {
    const letter = this.source[this.at] as string;
    if (letter === '"' || letter === "'") {
      this.push("string", match(STRING[letter], this.source, this.at), true);
    } else if (letter === "`") {
      this.template(this.at, this.at + 1);
    } else if (
      (letter >= "0" && letter <= "9") ||
      (letter === "." && /\d/.test(this.source[this.at + 1] ?? ""))
    ) {
      this.push("number", match(NUMBER, this.source, this.at), true);
    } else {
      const word = MARKS.has(letter) ? "" : match(WORD, this.source, this.at);
      if (word !== "") this.word(word);
      else this.mark(letter);
    }
  }

  private push(kind: Kind, text: string, operand: boolean): Token {
    const token: Token = {
      kind,
      text,
      start: this.at,
      end: this.at + text.length,
      newline: this.newline,
      operand,
      inside: this.top.holds,
      partner: -1,
      holds: undefined,
      ofDo: false,
    };
    this.found.push(token);
    this.at = token.end;
    this.newline = false;
    return token;
  }

  private word(text: string): void {
    const before = this.last;
    const member = before?.text === "." || before?.text === "?.";
    // `class` as a key or a property opens nothing.
    const opens = !member && !/[:,)}=?]/.test(this.following(text.length));
    if (opens && (text === "class" || text === "enum" || text === "interface")) {
      this.top.members = true;
    }
    if (text === "case" && !member && this.top.holds === "block") {
      this.top.label = true;
      this.top.questions = 0;
    }
    const operand = member || VALUES.has(text) ||
      !(OPERATORS.has(text) || contextual(text, before));
    this.push("word", text, operand);
  }

  private following(skip: number): string {
    return match(/\s*([^\s])/y, this.source, this.at + skip).trim();
  }

  private mark(letter: string): void {
    if (letter === "/" && !this.last?.operand && this.regex()) return;
    if (letter === "(" || letter === "[" || letter === "{") return this.open(letter);
    if (letter === ")" || letter === "]" || letter === "}") return this.close(letter);
    const text = match(MARK, this.source, this.at);
    const before = this.last;
    if (text === "?") this.top.questions++;
    const keeps = text === "++" || text === "--" || text === "!";
    this.push("mark", text, keeps && !this.newline && (before?.operand ?? false));
  }

  private regex(): boolean {
    const text = match(REGEX, this.source, this.at);
    if (text === "") return false;
    this.push("regex", text, true);
    return true;
  }

  /** One piece of a template: from a backquote or a hole's end to the next of these. */
  private template(start: number, from: number): void {
    const stop = from + match(TEMPLATE, this.source, from).length;
    this.at = start;
    const token = this.push("template", this.source.slice(start, stop), true);
    if (!token.text.endsWith("${")) return;
    token.operand = false;
    token.holds = "hole";
    this.frames.push(frame("hole", this.found.length - 1));
  }

  private open(letter: string): void {
    const before = this.last;
    let holds: Holds = letter === "(" ? "parentheses" : "brackets";
    let ofDo = false;
    if (letter === "{") {
      holds = this.brace(before);
      ofDo = before?.text === "do" && !before.operand;
    }
    const token = this.push("mark", letter, false);
    token.holds = holds;
    token.ofDo = ofDo;
    const inner = frame(holds, this.found.length - 1);
    inner.head = letter === "(" && this.isHead(before);
    this.frames.push(inner);
  }

  private isHead(before: Token | undefined): boolean {
    if (before === undefined || before.operand) return false;
    if (before.text === "await") return this.found[this.found.length - 3]?.text === "for";
    return HEADS.has(before.text);
  }

  /** What a brace after `before` opens. */
  private brace(before: Token | undefined): Holds {
    if (before === undefined) return "block";
    const closed = before.operand || /^>+$/.test(before.text) || before.text === ")" ||
      before.text === "}";
    if (this.top.members && (closed || before.text === "class")) {
      this.top.members = false;
      return "members";
    }
    if (closed || before.text === "=>" || before.text === ";" || before.text === "{") {
      return "block";
    }
    if (BEFORE_BLOCK.has(before.text)) return "block";
    return before.text === ":" && this.endsLabel() ? "block" : "object";
  }

  /** Whether the colon just read ends `case x`, `default` or a label. */
  private endsLabel(): boolean {
    const top = this.top;
    if (top.holds !== "block") return false;
    const name = this.found[this.found.length - 2];
    if (name?.text === "default") return true;
    if (top.label && top.questions === 0) {
      top.label = false;
      return true;
    }
    const before = this.found[this.found.length - 3];
    if (name?.kind !== "word") return false;
    return before === undefined || /^[;{}]$/.test(before.text) || (name.newline && before.operand);
  }

  private close(letter: string): void {
    const top = this.top;
    if (letter === "}" && top.holds === "hole") {
      this.frames.pop();
      this.template(this.at, this.at + 1);
      return;
    }
    const opener = this.found[top.opener];
    if (opener === undefined || opener.text !== CLOSERS[letter]) {
      this.push("mark", letter, true);
      return;
    }
    this.frames.pop();
    const token = this.push("mark", letter, !top.head && top.holds !== "block");
    token.ofDo = opener.ofDo;
    token.partner = top.opener;
    opener.partner = this.found.length - 1;
  }
}

/** Words that are operators only after a value: `x as T`, `for (const x of xs)`. */
function contextual(text: string, before: Token | undefined): boolean {
  if (text !== "as" && text !== "of" && text !== "satisfies") return false;
  return before !== undefined && !before.newline && before.operand && before.text !== "let";
}

function frame(holds: Holds, opener: number): Frame {
  return { holds, opener, head: false, members: false, label: false, questions: 0 };
}

function match(pattern: RegExp, source: string, at: number): string {
  pattern.lastIndex = at;
  return pattern.exec(source)?.[0] ?? "";
}

/** Offset after the next `text`, or of the source's end. */
function end(source: string, text: string, from: number): number {
  const found = source.indexOf(text, from);
  return found < 0 ? source.length : found + text.length;
}
