// src/printable.ts
var CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g;
function printable(text, lines = false) {
  const one = lines ? text : text.replace(/[\n\t]/g, (sign) => sign === "\n" ? "\\n" : "\\t");
  return one.replace(CONTROL, (sign) => {
    const code = sign.charCodeAt(0);
    return code < 256 ? `\\x${code.toString(16).padStart(2, "0")}` : `\\u${code.toString(16).padStart(4, "0")}`;
  });
}

// src/errors.ts
function reason(error) {
  if (error instanceof Deno.errors.NotFound) return "no such file";
  if (error instanceof Deno.errors.PermissionDenied) return "permission denied";
  return error instanceof Error ? error.message : String(error);
}

// src/tool/engine.ts
var ToolError = class extends Error {
};
var ENVIRONMENT = {
  // Where no folder can be made Deno keeps its caches in memory, which is faster for what is used once.
  DENO_DIR: "/dev/null/deno",
  DENO_NO_PACKAGE_JSON: "1",
  DENO_NO_UPDATE_CHECK: "1",
  NO_COLOR: "1"
};
var Scratch = class {
  /** The sources behind the copies `0.ts`, `1.ts` and so on. */
  sources = [];
  #names = /* @__PURE__ */ new Set();
  #folder;
  /** `folder` is what will be made. */
  constructor(folder) {
    this.#folder = folder;
  }
  /** Make the folder, which must not be there yet; a signal that ends the tool takes it away. */
  make() {
    const end = (status) => {
      this.remove();
      Deno.exit(status);
    };
    Deno.addSignalListener("SIGINT", () => end(130));
    Deno.addSignalListener("SIGTERM", () => end(143));
    Deno.addSignalListener("SIGHUP", () => end(129));
    try {
      Deno.mkdirSync(this.#folder, { mode: 448 });
    } catch (error) {
      throw new ToolError(`cannot make ${this.#folder}: ${reason(error)}`);
    }
  }
  /** `file:` address of the folder, with a slash. */
  get url() {
    return new URL(`file://${encodeURI(this.#folder).replace(/[?#]/g, encodeURIComponent)}/`).href;
  }
  /** Copy a source, or `text` in its place; returns the copy's name. */
  add(source, text = source.plain) {
    const javascript = /\.(m?js)$/.exec(source.path)?.[1];
    const kind2 = /\.d\.m?ts$/.test(source.path) ? "d.ts" : javascript ?? "ts";
    const name = `${this.sources.length}.${kind2}`;
    this.sources.push(source);
    this.#names.add(name);
    this.write(name, text);
    return name;
  }
  /** Names of the copies that are there. */
  get names() {
    return [...this.#names];
  }
  /** Take a copy away. */
  drop(name) {
    this.#names.delete(name);
    Deno.removeSync(`${this.#folder}/${name}`);
  }
  /** The source behind a copy's name, path or address. */
  source(copy) {
    const number = /(?:^|\/)(\d+)\.[\w.]+$/.exec(copy)?.[1];
    return number === void 0 ? void 0 : this.sources[Number(number)];
  }
  write(name, content) {
    const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
    Deno.writeFileSync(`${this.#folder}/${name}`, bytes);
  }
  read(name) {
    return Deno.readTextFileSync(`${this.#folder}/${name}`);
  }
  /** Run Deno with these words in the folder. */
  async deno(...words) {
    const command = new Deno.Command(Deno.execPath(), {
      args: words,
      cwd: this.#folder,
      clearEnv: true,
      env: ENVIRONMENT,
      stdin: "null",
      stdout: "piped",
      stderr: "piped"
    });
    const { code, stdout, stderr, signal } = await command.output();
    if (signal !== null) throw new ToolError(`deno ended by ${signal}`);
    const text = (bytes) => new TextDecoder().decode(bytes);
    return { status: code, stdout: text(stdout), stderr: text(stderr) };
  }
  remove() {
    try {
      Deno.removeSync(this.#folder, { recursive: true });
    } catch (error) {
      if (!(error instanceof Deno.errors.NotFound)) throw error;
    }
  }
};
function why({ stderr, status }) {
  const found = /^error: (.*)$/m.exec(stderr) ?? /^(?:thread .* panicked at )?(\S.*)$/m.exec(stderr);
  return found?.[1] ?? `deno ended with status ${status}`;
}
var SYNTAX = /SyntaxError: ([^\n]*)\n(?:[^]*?)\n {4}at (\S+?):(\d+):(\d+)(?=\n|$)/g;
function syntaxMessage(text) {
  const plain = /^Unexpected token `<lexing error: .*?(Unterminated)(\w*).*>`.*$/.exec(text);
  if (plain === null) return text;
  return plain[2] === "Tpl" ? "Unterminated template" : "Unterminated text";
}

// src/paths.ts
function fileUrl(path) {
  return `file://${encodeURI(path).replace(/[?#]/g, encodeURIComponent)}`;
}
function pathOf(specifier, importer) {
  const { pathname } = new URL(specifier, fileUrl(importer));
  try {
    return decodeURIComponent(pathname);
  } catch {
    throw new Error("it has a % that is no escape; write %25");
  }
}

// src/specifiers.ts
var RENAMED = { kubernetes_cri: "cri", grpc_health: "health" };
var WHOLE = /* @__PURE__ */ new Set(["aurae", "helpers"]);
function librarySpecifier(specifier) {
  if (/^aurae(?:\/\w+)?$/.test(specifier)) return specifier;
  const found = /(?:^|\/)auraescript\/(gen\/)?(?:google\/protobuf\/)?(\w+)\.ts$/.exec(specifier);
  if (!found) return void 0;
  const name = found[2];
  if (WHOLE.has(name)) return "aurae";
  return found[1] && `aurae/${RENAMED[name] ?? name}`;
}

// src/reach.ts
var CODE = [
  [/\.(?:aurae|m?ts)$/, "application/typescript"],
  [/\.m?js$/, "text/javascript"]
];
function codeType(path) {
  return CODE.find(([ending]) => ending.test(path))?.[1];
}

// src/tool/problems.ts
function problem(source, range, facts) {
  const start = source.place(range.start);
  const end = source.place(Math.max(range.end, range.start));
  const place = { ...start, endLine: end.line, endColumn: end.column };
  return { file: source.name, ...place, severity: "error", ...facts };
}
function failure(file, message) {
  return { file, line: 0, column: 0, code: "", message, severity: "error" };
}
function sorted(problems) {
  const once2 = new Map(problems.map((found) => [JSON.stringify(found), found]));
  return [...once2.values()].sort(
    (a, b) => compare(a.file, b.file) || a.line - b.line || a.column - b.column
  );
}
function summary(problems) {
  const files = new Set(problems.map((found) => found.file)).size;
  const kind2 = problems.every((found) => found.severity === "warning") ? "problem" : "error";
  return `${counted(problems.length, kind2)} in ${counted(files, "file")}`;
}
function counted(count, what) {
  return `${count} ${what}${count === 1 ? "" : "s"}`;
}
function shown(found, source, colours) {
  const paint = (text2, code) => colours ? `\x1B[${code}m${text2}\x1B[0m` : text2;
  const place = [printable(found.file), found.line, found.column].filter((part) => part).join(":");
  const head = [[place, 36], [printable(found.code), 1]];
  const begin = head.filter(([part]) => part !== "").map(
    ([part, code]) => `${paint(part, code)}: `
  );
  let text = `${begin.join("")}${printable(found.message, true)}
`;
  if (source !== void 0 && found.line > 0) {
    const [line, marks] = frame(found, source.line(found.line));
    text += `  ${line}
  ${paint(marks, 31)}
`;
  }
  return found.hint === void 0 ? text : `${text}  ${printable(found.hint, true)}
`;
}
var WIDTH = 160;
function frame(found, line) {
  const column = Math.min(found.column - 1, line.length);
  const begin = column > WIDTH / 2 && line.length > WIDTH ? column - WIDTH / 2 : 0;
  const part = line.slice(begin, begin + WIDTH);
  const end = found.endLine === found.line ? (found.endColumn ?? 0) - 1 : line.length;
  const count = Math.min(Math.max(end - column, 1), Math.max(WIDTH - (column - begin), 1));
  const blanks = part.slice(0, column - begin).replace(/[^\t]/gu, " ");
  return [blanked(part), blanks + "^".repeat(count)];
}
var CONTROL2 = /[\x00-\x08\x0a-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]/g;
function blanked(line) {
  return line.replace(CONTROL2, "�");
}
function compare(a, b) {
  return a < b ? -1 : a > b ? 1 : 0;
}

// src/columns.ts
var Columns = class {
  /** How many there are. */
  count = 0;
  /** What each is, as `Code`. */
  code;
  start;
  end;
  /** Sums of `Flag`. */
  flags;
  /** What a bracket holds that opens here, as `Holds`. */
  holds;
  /** Index of what closes the bracket that opens here; 0 while nothing does. */
  partner;
  /** Indices of `if`, `while`, `for` and `switch` where a statement may stand. */
  keywords = [];
  constructor(length) {
    this.code = new Uint8Array(length + 1);
    this.start = new Int32Array(length + 1);
    this.end = new Int32Array(length + 1);
    this.flags = new Uint8Array(length + 1);
    this.holds = new Uint8Array(length + 1);
    this.partner = new Int32Array(length + 1);
  }
};

// src/signs.ts
var LISTS = [
  [25 /* If */, "if"],
  [26 /* While */, "while"],
  [27 /* For */, "for"],
  [28 /* Switch */, "switch"],
  [29 /* With */, "with"],
  [30 /* Do */, "do"],
  [31 /* Else */, "else"],
  [32 /* Handler */, "try finally catch"],
  [33 /* Case */, "case"],
  [34 /* Default */, "default"],
  [35 /* Class */, "class enum"],
  [36 /* Interface */, "interface"],
  [37 /* Function */, "function"],
  [38 /* Await */, "await"],
  [39 /* Void */, "void"],
  [41 /* Prefix */, "abstract async infer keyof readonly unique using"],
  [42 /* As */, "as satisfies"],
  [43 /* Of */, "of"],
  [44 /* In */, "in instanceof"],
  [40 /* Const */, "const"],
  [45 /* Operator */, "delete extends import let new typeof var yield"],
  [46 /* Statement */, "break continue debugger export return throw"],
  [6 /* Semicolon */, ";"],
  [7 /* Colon */, ":"],
  [9 /* Dot */, ". ?."],
  [10 /* Question */, "?"],
  [11 /* Arrow */, "=>"],
  [12 /* Bang */, "!"],
  [13 /* Step */, "++ --"],
  [14 /* Sign */, "+ -"],
  [15 /* Slash */, "/"],
  [16 /* Less */, "<"],
  [17 /* Greater */, "> >> >>>"],
  [18 /* Binary */, "&& || ?? == === != !== <= >= * % ** & | ^ <<"],
  [19 /* Parenthesis */, "("],
  [20 /* ParenthesisEnd */, ")"],
  [21 /* Bracket */, "["],
  [22 /* BracketEnd */, "]"],
  [23 /* Brace */, "{"],
  [24 /* BraceEnd */, "}"]
];
var WORDS = new Map(
  LISTS.flatMap(([code, texts]) => texts.split(" ").map((text) => [text, code]))
);
var LENGTHS = Int32Array.from(
  { length: 128 },
  (_, byte) => [...WORDS.keys()].filter((word) => /\w/.test(word) && word.charCodeAt(0) === byte).reduce((bits, word) => bits | 1 << word.length, 0)
);
var SINGLE = table((letter) => WORDS.get(letter) ?? 5 /* Mark */);
var STARTS = table((letter) => {
  if (letter === "\0") return 10 /* End */;
  if (/[\n\r\v]/.test(letter)) return 2 /* Line */;
  if (/\s/.test(letter)) return 1 /* Blank */;
  if (/\d/.test(letter)) return 4 /* Digit */;
  if (/[\w$#@\\]/.test(letter)) return 3 /* Word */;
  if (/["']/.test(letter)) return 5 /* Quote */;
  if (/[([{]/.test(letter)) return 8 /* Open */;
  if (/[)\]}]/.test(letter)) return 9 /* Close */;
  if (letter === "`") return 6 /* Backquote */;
  return letter === "/" ? 7 /* Slash */ : 0 /* Mark */;
});
var TRAITS = table(
  (letter) => (/[\w$]/.test(letter) ? 1 /* InWord */ : 0) | (/[^"'\\\n\r\0]/.test(letter) ? 2 /* InString */ : 0) | (/[^`$\\\0]/.test(letter) ? 4 /* InTemplate */ : 0) | (/[\w.]/.test(letter) ? 8 /* InNumber */ : 0) | (/[-+*/%&|^=<>!?.]/.test(letter) ? 16 /* Joins */ : 0)
);
var MARK = />>>=|\.\.\.|[=!]==?|\*\*=?|<<=?|>>>?=?|&&=?|\|\|=?|\?\?=?|=>|[<>]=|\?\.(?!\d)|\+\+|--|[-+*/%&|^]=|[^]/y;
var NUMBER = /(?:0[xXoObB][\da-fA-F_]+|(?:\d[\d_]*)?\.?[\d_]*(?:[eE][+-]?[\d_]+)?)n?/y;
function flatten(source) {
  if (!/[^\0-\n\f-\x7f]/.test(source)) return source;
  return source.replace(/\v/g, " ").replace(/[\u2028\u2029]/g, "\v").replace(/[^\S\0-\x7f]/g, " ").replace(/[^\0-\x7f]/g, "Z");
}
function table(value) {
  return Uint8Array.from({ length: 128 }, (_, byte) => value(String.fromCharCode(byte)));
}

// src/cutter.ts
function cut(source) {
  return new Cutter(source).cut();
}
var Cutter = class {
  source;
  bytes;
  found;
  frames = [frame2(1 /* Block */, -1)];
  top = this.frames[0];
  at = 0;
  newline = 1 /* Newline */;
  /** Of the last token: its code, and whether a value ends with it. */
  before = 6 /* Semicolon */;
  operand = false;
  /** Up to here no regular expression ends. */
  noRegex = 0;
  constructor(source) {
    this.source = flatten(source);
    this.bytes = new TextEncoder().encode(`${this.source}\0`);
    this.found = new Columns(source.length);
    if (source.startsWith("\uFEFF")) this.at = 1;
  }
  cut() {
    const { bytes, source } = this;
    if (source.startsWith("#!", this.at)) this.line();
    for (; ; ) {
      switch (STARTS[bytes[this.at]]) {
        case 1 /* Blank */:
          while (bytes[++this.at] === 32 /* Space */) ;
          break;
        case 2 /* Line */:
          this.newline = 1 /* Newline */;
          this.at++;
          break;
        case 3 /* Word */:
          this.word();
          break;
        case 0 /* Mark */:
          this.mark();
          break;
        case 8 /* Open */:
          this.open();
          break;
        case 9 /* Close */:
          this.close();
          break;
        case 7 /* Slash */:
          this.slash();
          break;
        case 5 /* Quote */:
          this.string();
          break;
        case 4 /* Digit */:
          this.number();
          break;
        case 6 /* Backquote */:
          this.template();
          break;
        case 10 /* End */:
          if (this.at >= source.length) return this.found;
          this.mark();
      }
    }
  }
  push(code, end, operand) {
    const { found } = this;
    const index = found.count++;
    found.code[index] = code;
    found.start[index] = this.at;
    found.end[index] = end;
    found.flags[index] = operand ? this.newline | 2 /* Operand */ : this.newline;
    this.at = end;
    this.newline = 0;
    this.before = code;
    this.operand = operand;
  }
  /** Code of a token further back; a semicolon before the first. */
  earlier(steps) {
    const { count, code } = this.found;
    return count < steps ? 6 /* Semicolon */ : code[count - steps];
  }
  word() {
    const { bytes, at: at2 } = this;
    let end = this.skip(1 /* InWord */, at2 + 1);
    if (bytes[end] === 92 /* Backslash */ || bytes[at2] === 92 /* Backslash */) end = this.match(ESCAPED);
    const length = Math.min(end - at2, 31);
    const maybe = LENGTHS[bytes[at2]] >> length & 1 && this.before !== 9 /* Dot */;
    const code = maybe ? WORDS.get(this.source.slice(at2, end)) : void 0;
    if (code === void 0) this.push(0 /* Name */, end, true);
    else this.reserved(code, end);
  }
  reserved(code, end) {
    const { top } = this;
    let operand = false;
    if (code <= 28 /* Switch */) {
      if (top.holds === 1 /* Block */) this.found.keywords.push(this.found.count);
    } else if (code === 33 /* Case */) {
      if (top.holds === 1 /* Block */) top.questions = 0;
    } else if (code === 43 /* Of */) {
      operand = !this.operand;
    } else if (code === 42 /* As */) {
      operand = !(this.operand || this.before === 20 /* ParenthesisEnd */) || this.newline !== 0;
      if (operand) code = 0 /* Name */;
      else top.angles = 0;
    } else if (code === 35 /* Class */ || code === 36 /* Interface */) {
      NAMED.lastIndex = end;
      if (NAMED.test(this.source)) top.members = true;
      operand = code === 36 /* Interface */;
    } else {
      operand = code === 41 /* Prefix */ || (code === 40 /* Const */ || code === 39 /* Void */) && this.before === 42 /* As */;
    }
    this.push(code, end, operand);
  }
  mark() {
    const byte = this.bytes[this.at];
    let end = this.at + 1;
    let code = SINGLE[byte];
    if (TRAITS[byte] & TRAITS[this.bytes[end]] & 16 /* Joins */) {
      end = this.match(MARK);
      code = WORDS.get(this.source.slice(this.at, end)) ?? 5 /* Mark */;
    }
    if (byte === 46 /* Dot */ && STARTS[this.bytes[end]] === 4 /* Digit */) return this.number();
    if (code === 10 /* Question */ && this.top.questions >= 0) this.top.questions++;
    if (code === 7 /* Colon */ && this.endsLabel()) code = 8 /* Label */;
    const closed = this.top.angles >= 0 && this.closesType(code, end - this.at);
    const keeps = code === 13 /* Step */ || code === 12 /* Bang */;
    this.push(code, end, closed || keeps && this.operand && this.newline === 0);
  }
  /** Whether the mark here closes the type arguments of a type after `as`: `x as Map<A> / b`. */
  closesType(code, length) {
    const { top, bytes, at: at2 } = this;
    if (top.angles > 0 && code === 17 /* Greater */) {
      top.angles = Math.max(top.angles - length, 0);
      return top.angles === 0;
    }
    if (code === 16 /* Less */ && this.newline === 0) top.angles++;
    else if (top.angles === 0 && !(length === 1 && IN_TYPE.has(bytes[at2]))) top.angles = -1;
    return false;
  }
  /** Whether the colon here ends `case x`, `default` or a label. */
  endsLabel() {
    const { top } = this;
    if (top.holds !== 1 /* Block */) return false;
    if (top.questions >= 0) return top.questions-- === 0;
    if (this.before === 34 /* Default */) return true;
    if (!this.operand || this.before !== 0 /* Name */ && this.before < 25 /* Word */) return false;
    const { count, flags } = this.found;
    const before = this.earlier(2);
    if (BEFORE_STATEMENT.has(before)) return true;
    if (before === 20 /* ParenthesisEnd */ && !(flags[count - 2] & 2 /* Operand */)) return true;
    return (flags[count - 1] & 1 /* Newline */) !== 0 && (flags[count - 2] & 2 /* Operand */) !== 0;
  }
  number() {
    const end = this.at + 1;
    const one = this.skip(8 /* InNumber */, end) === end;
    this.push(1 /* Number */, one ? end : this.match(NUMBER), true);
  }
  string() {
    const { bytes, at: at2 } = this;
    const quote = bytes[at2];
    let end = at2 + 1;
    for (; ; ) {
      end = this.skip(2 /* InString */, end);
      const byte = bytes[end];
      if (byte === quote) return this.push(2 /* String */, end + 1, true);
      if (byte === 92 /* Backslash */) end += 2;
      else if (byte === 10 /* LineFeed */ || byte === 13 /* Return */ || end >= this.source.length) break;
      else end++;
    }
    this.push(2 /* String */, Math.min(end, this.source.length), true);
  }
  /** One piece of a template: from a backquote or a hole's end to the next of these. */
  template() {
    const { bytes } = this;
    const { length } = this.source;
    let end = this.at + 1;
    for (; ; ) {
      end = this.skip(4 /* InTemplate */, end);
      const byte = bytes[end];
      if (byte === 96 /* Backquote */) return this.push(3 /* Template */, end + 1, true);
      if (byte === 36 /* Dollar */ && bytes[end + 1] === 123 /* Brace */) break;
      if (end >= length) return this.push(3 /* Template */, length, true);
      end += byte === 92 /* Backslash */ ? 2 : 1;
    }
    this.push(3 /* Template */, end + 2, false);
    this.enter(4 /* Hole */, false);
  }
  slash() {
    const next = this.bytes[this.at + 1];
    if (next === 47 /* Slash */) this.line();
    else if (next === 42 /* Star */) this.comment();
    else if (this.operand || this.at < this.noRegex || !this.regex()) this.mark();
  }
  /** Pass over what is left of the line. */
  line() {
    LINE_END.lastIndex = this.at;
    this.at = LINE_END.test(this.source) ? LINE_END.lastIndex - 1 : this.source.length;
  }
  comment() {
    const { source, at: at2 } = this;
    const found = source.indexOf("*/", at2 + 2);
    this.at = found < 0 ? source.length : found + 2;
    if (/[\n\r\v]/.test(source.slice(at2, this.at))) this.newline = 1 /* Newline */;
  }
  regex() {
    const { bytes } = this;
    let set = false;
    let end = this.at + 1;
    for (; ; end++) {
      const byte = bytes[end];
      if (byte === 92 /* Backslash */) end++;
      else if (byte === 47 /* Slash */ && !set) break;
      else if (byte === 91 /* Bracket */) set = true;
      else if (byte === 93 /* BracketEnd */) set = false;
      if (STARTS[bytes[end]] === 2 /* Line */ || end >= this.source.length) {
        this.noRegex = end;
        return false;
      }
    }
    this.push(4 /* Regex */, this.skip(1 /* InWord */, end + 1), true);
    return true;
  }
  open() {
    const { before } = this;
    const code = SINGLE[this.bytes[this.at]];
    let holds = code === 19 /* Parenthesis */ ? 5 /* Parentheses */ : 6 /* Brackets */;
    const head = code === 19 /* Parenthesis */ && !this.operand && this.isHead(before);
    const index = this.found.count;
    if (code === 23 /* Brace */) holds = this.brace(before);
    this.push(code, this.at + 1, false);
    if (code === 23 /* Brace */ && before === 30 /* Do */) this.setOfDo(index);
    this.enter(holds, head);
  }
  setOfDo(index) {
    this.found.flags[index] |= 4 /* OfDo */;
  }
  enter(holds, head) {
    const opener = this.found.count - 1;
    this.found.holds[opener] = holds;
    this.top = frame2(holds, opener);
    this.top.head = head;
    this.frames.push(this.top);
  }
  leave() {
    const left = this.frames.pop();
    this.top = this.frames[this.frames.length - 1];
    this.found.partner[left.opener] = this.found.count;
    return left;
  }
  isHead(before) {
    if (before === 38 /* Await */) return this.earlier(2) === 27 /* For */;
    return before === 25 /* If */ || before === 26 /* While */ || before === 27 /* For */ || before === 29 /* With */;
  }
  /** What a brace after `before` opens. */
  brace(before) {
    const closed = this.operand || CLOSES.has(before);
    if (this.top.members && (closed || before === 35 /* Class */)) {
      this.top.members = false;
      return 3 /* Members */;
    }
    return closed || BEFORE_BLOCK.has(before) ? 1 /* Block */ : 2 /* Object */;
  }
  close() {
    const { top } = this;
    const code = SINGLE[this.bytes[this.at]];
    if (top.holds === 4 /* Hole */ && code === 24 /* BraceEnd */) {
      this.leave();
      return this.template();
    }
    if (top.opener < 0 || this.found.code[top.opener] !== code - 1) {
      return this.push(code, this.at + 1, true);
    }
    this.leave();
    this.push(code, this.at + 1, !top.head && top.holds !== 1 /* Block */);
    if (this.found.flags[top.opener] & 4 /* OfDo */) this.setOfDo(this.found.count - 1);
  }
  /** Where the bytes with a trait end that begin at `end`. */
  skip(trait, end) {
    const { bytes } = this;
    while (TRAITS[bytes[end]] & trait) end++;
    return end;
  }
  /** Where `pattern` ends that begins here; the next character where it does not. */
  match(pattern) {
    pattern.lastIndex = this.at;
    return pattern.test(this.source) ? pattern.lastIndex : this.at + 1;
  }
};
var LINE_END = /[\n\r\v]/g;
var ESCAPED = /[#@]?(?:[\w$]|\\u\{[\da-fA-F]+\}|\\)+/y;
var NAMED = /\s*[\w$\\{</]/y;
var BEFORE_STATEMENT = /* @__PURE__ */ new Set([
  6 /* Semicolon */,
  23 /* Brace */,
  24 /* BraceEnd */,
  8 /* Label */,
  31 /* Else */,
  30 /* Do */
]);
var CLOSES = /* @__PURE__ */ new Set([17 /* Greater */, 20 /* ParenthesisEnd */, 24 /* BraceEnd */, 39 /* Void */]);
var BEFORE_BLOCK = /* @__PURE__ */ new Set([...BEFORE_STATEMENT, 11 /* Arrow */, 32 /* Handler */]);
var IN_TYPE = /* @__PURE__ */ new Set([46 /* Dot */, 38 /* And */, 124 /* Or */]);
function frame2(holds, opener) {
  return { holds, opener, head: false, members: false, questions: -1, angles: -1 };
}

// src/conditions.ts
var CONTINUES = /* @__PURE__ */ new Set([18 /* Binary */, 17 /* Greater */, 10 /* Question */, 9 /* Dot */, 44 /* In */]);
var MAY_CONTINUE = /* @__PURE__ */ new Set([
  14 /* Sign */,
  15 /* Slash */,
  19 /* Parenthesis */,
  21 /* Bracket */,
  16 /* Less */,
  42 /* As */
]);
var STATEMENTS = /* @__PURE__ */ new Set([
  25 /* If */,
  26 /* While */,
  27 /* For */,
  28 /* Switch */,
  29 /* With */,
  30 /* Do */,
  31 /* Else */,
  32 /* Handler */,
  33 /* Case */,
  34 /* Default */,
  46 /* Statement */
]);
function conditions(source) {
  if (!/\b(?:if|while|for|switch)\b/.test(source)) return [];
  const found = [];
  const columns = cut(source);
  for (const index of columns.keywords) {
    const condition = at(columns, index);
    if (condition !== void 0) found.push(condition);
  }
  return found;
}
function at(columns, index) {
  const { code, start, end, partner } = columns;
  const loop = code[index] === 27 /* For */;
  const first = index + (loop && code[index + 1] === 38 /* Await */ ? 2 : 1);
  const last = lastOfBare(columns, index, first);
  const keyword = start[index];
  if (last !== void 0) {
    return {
      keyword,
      open: end[first - 1],
      close: end[last],
      bare: true
    };
  }
  const closing = code[first] === 19 /* Parenthesis */ ? partner[first] : 0;
  if (closing === 0) return void 0;
  return { keyword, open: end[first], close: start[closing], bare: false };
}
function lastOfBare(columns, index, first) {
  const { code, start, end, flags, count } = columns;
  if (first >= count) return void 0;
  const head = code[first];
  const scan = new Scan(columns, first, code[index] === 27 /* For */);
  if (code[index] === 26 /* While */ && index > 0 && flags[index - 1] & 4 /* OfDo */) {
    return head === 19 /* Parenthesis */ && !goesOn(columns, first, false) ? void 0 : scan.toEnd();
  }
  if (head === 16 /* Less */ && start[first] === end[index]) return void 0;
  if (head !== 19 /* Parenthesis */ || goesOn(columns, first, false)) return scan.toBlock();
  if (!goesOn(columns, first, true)) return void 0;
  const last = scan.toBlock();
  return last !== void 0 && !(flags[last + 1] & 1 /* Newline */) ? last : void 0;
}
function goesOn({ code, partner, count }, head, perhaps) {
  const closing = partner[head];
  if (closing === 0 || closing + 1 >= count) return false;
  const next = code[closing + 1];
  return CONTINUES.has(next) || perhaps && MAY_CONTINUE.has(next);
}
var Scan = class {
  constructor(columns, first, loop) {
    this.columns = columns;
    this.first = first;
    this.loop = loop;
    this.at = first;
  }
  columns;
  first;
  loop;
  at;
  value = false;
  semicolons = 0;
  /** `function` or `class` was read: the next brace is its body. */
  body = false;
  /** Last token before the block's brace. */
  toBlock() {
    const { code, count } = this.columns;
    while (this.at < count) {
      if (code[this.at] === 23 /* Brace */ && this.blockBegins()) {
        return this.at > this.first ? this.at - 1 : void 0;
      }
      if (!this.step()) return void 0;
    }
    return void 0;
  }
  /** Last token of `do ... while` before its semicolon, line end, brace or the source's end. */
  toEnd() {
    while (!this.ended()) {
      if (!this.step()) return void 0;
    }
    return this.value ? this.at - 1 : void 0;
  }
  ended() {
    const code = this.code;
    if (this.at >= this.columns.count || code === 6 /* Semicolon */ || code === 24 /* BraceEnd */) {
      return true;
    }
    return this.newline && this.value && !CONTINUES.has(code) && !(code < 25 /* Word */ && MAY_CONTINUE.has(code));
  }
  get code() {
    return this.columns.code[this.at];
  }
  get newline() {
    return (this.columns.flags[this.at] & 1 /* Newline */) !== 0;
  }
  get before() {
    return this.columns.code[this.at - 1];
  }
  blockBegins() {
    if (this.body) return false;
    if (this.value || this.before === 17 /* Greater */ || this.before === 39 /* Void */) return true;
    return this.loop && this.semicolons === 2 && this.before === 6 /* Semicolon */;
  }
  /** Take one token, or a whole bracket; false when this is no condition. */
  step() {
    const code = this.code;
    if (this.columns.holds[this.at] !== 0 /* Nothing */) return this.bracket();
    if (code >= 25 /* Word */ && !(this.columns.flags[this.at] & 2 /* Operand */)) {
      return this.operator(code);
    }
    if (code >= 5 /* Mark */ && code < 25 /* Word */) return this.mark(code);
    if (this.value && !this.tagged(code)) return false;
    this.value = true;
    this.at++;
    return true;
  }
  /** Two values side by side: only a template after its tag, or a name after its prefix. */
  tagged(code) {
    return code === 3 /* Template */ || this.before === 41 /* Prefix */ || this.body;
  }
  /** Pass over a bracket, or over a template with all its holes. */
  bracket() {
    const { holds, partner } = this.columns;
    if (this.code === 23 /* Brace */) this.body = false;
    do {
      this.at = partner[this.at];
      if (this.at === 0) return false;
    } while (holds[this.at] === 4 /* Hole */);
    this.at++;
    this.value = true;
    return true;
  }
  mark(code) {
    if (code === 6 /* Semicolon */) {
      this.semicolons++;
      if (!this.loop || this.semicolons > 2) return false;
    } else if (code >= 19 /* Parenthesis */) {
      return false;
    }
    this.value = (code === 13 /* Step */ || code === 12 /* Bang */) && this.value && !this.newline;
    this.at++;
    return true;
  }
  operator(code) {
    if (code === 37 /* Function */ || code === 35 /* Class */) this.body = true;
    else if (STATEMENTS.has(code)) return false;
    this.value = false;
    this.at++;
    return true;
  }
};

// src/edits.ts
function apply(source, edits) {
  if (edits.length === 0) return source;
  const pieces = [];
  let done = 0;
  for (const { start, end, text } of edits) {
    pieces.push(source.slice(done, start), text);
    done = end;
  }
  pieces.push(source.slice(done));
  return pieces.join("");
}

// src/transform.ts
function transform(source) {
  return apply(source, insertions(source));
}
function parenthesize(source) {
  const edits = insertions(source);
  const inserted = edits.filter(({ start, end }) => start === end).map(({ start }) => start);
  return { text: apply(source, edits), mapping: new Mapping(inserted) };
}
function insertions(source) {
  const edits = [];
  const put2 = (start, text) => {
    const blank = source[start] === " " || source[start] === "	";
    edits.push({ start, end: blank ? start + 1 : start, text });
  };
  for (const { open, close, bare: bare2 } of conditions(source)) {
    if (!bare2) continue;
    put2(open, "(");
    put2(close, ")");
  }
  return edits.sort((a, b) => a.start - b.start);
}
var Mapping = class {
  /** `inserted` has the offset in the source of each parenthesis that took no blank's place. */
  constructor(inserted) {
    this.inserted = inserted;
  }
  inserted;
  /** Offset in the source; of an inserted parenthesis: that of the character behind it. */
  toSource(offset) {
    let [low, high] = [0, this.inserted.length];
    while (low < high) {
      const middle = low + high >> 1;
      if (this.inserted[middle] + middle < offset) low = middle + 1;
      else high = middle;
    }
    return offset - low;
  }
  /** Offset in the text of a character of the source. */
  toText(offset) {
    let [low, high] = [0, this.inserted.length];
    while (low < high) {
      const middle = low + high >> 1;
      if (this.inserted[middle] <= offset) low = middle + 1;
      else high = middle;
    }
    return offset + low;
  }
};

// src/tool/source.ts
var Source = class {
  /**
   * @param path where it really is; empty for what has no file
   * @param name what the user calls it
   * @param text what it holds, without a byte order mark
   * @param script it is AuraeScript, not TypeScript or JavaScript
   * @param marked it began with a byte order mark
   */
  constructor(path, name, text, script, marked = false) {
    this.path = path;
    this.name = name;
    this.text = text;
    this.script = script;
    this.marked = marked;
    this.#starts = once(() => lineStarts(this.text));
    this.#plainStarts = once(() => lineStarts(this.plain));
  }
  path;
  name;
  text;
  script;
  marked;
  #plain;
  #starts;
  #plainStarts;
  /** The same as TypeScript. */
  get plain() {
    this.#plain ??= this.script ? parenthesize(this.text) : { text: this.text };
    return this.#plain.text;
  }
  /** Where an offset of the text is. */
  place(offset) {
    const starts = this.#starts();
    const line = search(starts, offset);
    return { line, column: offset - starts[line - 1] + 1 };
  }
  /** The text of a line. */
  line(number) {
    return lineOf(this.text, this.#starts(), number);
  }
  /** The text of a line of `plain`. */
  plainLine(number) {
    return lineOf(this.plain, this.#plainStarts(), number);
  }
  /** Offset in the text of an offset in `plain`. */
  toSource(offset) {
    const inside = Math.min(offset, this.plain.length);
    return Math.min(this.#plain?.mapping?.toSource(inside) ?? inside, this.text.length);
  }
  /** Offset in `plain` of a line and a column in it, in UTF-16 units or, if so, in characters. */
  plainOffset({ line, column }, characters = false) {
    const starts = this.#plainStarts();
    const start = starts[Math.min(line, starts.length) - 1];
    if (!characters) return start + column - 1;
    const text = this.plain.slice(start, starts[line] ?? this.plain.length);
    return start + Array.from(text).slice(0, column - 1).join("").length;
  }
};
function lineStarts(text) {
  const starts = [0];
  for (const found of text.matchAll(/\r\n?|[\n\u2028\u2029]/g)) {
    starts.push(found.index + found[0].length);
  }
  return starts;
}
function lineOf(text, starts, number) {
  return text.slice(starts[number - 1], starts[number]).replace(/[\r\n\u2028\u2029]+$/, "");
}
function search(starts, offset) {
  let [low, high] = [0, starts.length];
  while (low + 1 < high) {
    const middle = low + high >> 1;
    if (starts[middle] <= offset) low = middle;
    else high = middle;
  }
  return low + 1;
}
function once(make) {
  let value;
  return () => value ??= make();
}

// src/tool/files.ts
var PLAIN = /\.m?[jt]s$/;
var utf8 = new TextDecoder("utf-8", { fatal: true });
var Unusable = class extends Error {
  constructor(problem2) {
    super(problem2.message);
    this.problem = problem2;
  }
  problem;
};
function find(names, task) {
  const found = { sources: [], problems: [] };
  const known = /* @__PURE__ */ new Set();
  const take2 = (name) => {
    const source = attempt(found, () => read(name, `cannot ${task}`));
    if (source === void 0 || known.has(source.path)) return;
    known.add(source.path);
    found.sources.push(source);
  };
  for (const name of names) {
    const folder = attempt(found, () => isFolder(name, `cannot ${task}`));
    if (folder === false) take2(name);
    if (!folder) continue;
    const below = attempt(found, () => scripts(name, `cannot ${task}`, found)) ?? [];
    if (below.length === 0) {
      found.problems.push(failure("", `cannot ${task}: no scripts in ${printable(name)}`));
    }
    below.forEach(take2);
  }
  return found;
}
function read(file, cannot, name = file) {
  let path;
  let bytes;
  try {
    path = Deno.realPathSync(file);
    const info = Deno.statSync(path);
    if (info.isDirectory) throw new Error("it is a folder");
    if (!info.isFile) throw new Error("it is no file");
    bytes = Deno.readFileSync(path);
  } catch (error) {
    throw new Unusable(failure(name, `${cannot}: ${reason(error)}`));
  }
  return decode(bytes, path, name, cannot);
}
function decode(bytes, path, name, cannot) {
  const script = !PLAIN.test(path);
  try {
    return new Source(path, name, utf8.decode(bytes), script, hasMark(bytes));
  } catch {
    const text = new TextDecoder().decode(bytes);
    const at2 = firstDifference(bytes, text);
    const source = new Source(path, name, text, script);
    const message = `${cannot}: it is not UTF-8`;
    throw new Unusable(problem(source, { start: at2, end: at2 + 1 }, { code: "", message }));
  }
}
function hasMark(bytes) {
  return bytes[0] === 239 && bytes[1] === 187 && bytes[2] === 191;
}
function firstDifference(bytes, text) {
  const mark = hasMark(bytes) ? 3 : 0;
  const encoder = new TextEncoder();
  for (let at2 = text.indexOf("�"); at2 >= 0; at2 = text.indexOf("�", at2 + 1)) {
    const start = mark + encoder.encode(text.slice(0, at2)).length;
    const real = bytes[start] === 239 && bytes[start + 1] === 191 && bytes[start + 2] === 189;
    if (!real) return at2;
  }
  return 0;
}
function isFolder(name, cannot) {
  try {
    return Deno.statSync(name).isDirectory;
  } catch (error) {
    throw new Unusable(failure(name, `${cannot}: ${reason(error)}`));
  }
}
function scripts(folder, cannot, found) {
  return [...walk(folder, Deno.realPathSync(folder), cannot, found)];
}
function* walk(folder, root, cannot, found) {
  let entries;
  try {
    entries = [...Deno.readDirSync(folder)];
  } catch (error) {
    throw new Unusable(failure(folder, `${cannot}: ${reason(error)}`));
  }
  entries.sort((a, b) => a.name < b.name ? -1 : 1);
  for (const { name, isDirectory, isFile, isSymlink } of entries) {
    const path = folder === "." ? name : `${folder.replace(/\/+$/, "")}/${name}`;
    if (name.startsWith(".") || name === "node_modules") continue;
    if (isDirectory) yield* attempt(found, () => [...walk(path, root, cannot, found)]) ?? [];
    else if (!name.endsWith(".aurae")) continue;
    else if (isFile || isSymlink && leadsToScript(path, root)) yield path;
  }
}
function leadsToScript(link, root) {
  try {
    const path = Deno.realPathSync(link);
    const inside = path.startsWith(root.endsWith("/") ? root : `${root}/`);
    return inside && codeType(path) !== void 0 && Deno.statSync(path).isFile;
  } catch {
    return true;
  }
}
function attempt(found, work) {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof Unusable)) throw error;
    found.problems.push(error.problem);
    return void 0;
  }
}
function nameOf(path) {
  const here = Deno.cwd().replace(/\/*$/, "/");
  return path.startsWith(here) ? path.slice(here.length) : path;
}

// src/tokens.ts
function tokens(source) {
  const { count, code, start, end } = cut(source);
  return Array.from({ length: count }, (_, index) => ({
    kind: kind(code[index]),
    text: source.slice(start[index], end[index]),
    start: start[index],
    end: end[index]
  }));
}
var LITERALS = ["word", "number", "string", "template", "regex"];
function kind(code) {
  if (code >= 25 /* Word */) return "word";
  if (code >= 5 /* Mark */) return "mark";
  return LITERALS[code];
}

// src/tool/imports.ts
var TYPES = /(?:@(?:deno|ts|ts-self)-types\s*=|\/\/\/\s*<reference\s+(?:path|types)\s*=)\s*(["'])(.*?)\1/g;
function imports(text) {
  const found = [];
  if (/\bimport\b|\bfrom\b/.test(text)) {
    const cut2 = tokens(text);
    cut2.forEach((token, index) => {
      const quoted = token.kind === "string" || token.kind === "template";
      if (!quoted || !isSpecifier(cut2, index) || !/^(["'`])[^\\]*\1$/.test(token.text)) return;
      const { start, end } = token;
      found.push({ specifier: token.text.slice(1, -1), start, end, type: attribute(cut2, index) });
    });
  }
  for (const match of text.matchAll(TYPES)) {
    const end = match.index + match[0].length;
    const specifier = match[2];
    if (/^\.{0,2}\//.test(specifier)) {
      found.push({ specifier, start: end - specifier.length - 2, end, type: "" });
    }
  }
  return found;
}
function isSpecifier(cut2, index) {
  const before = cut2[index - 1];
  if (before?.text === "from") {
    const name = cut2[index - 2];
    return name?.text === "}" || name?.text === "*" || name?.kind === "word";
  }
  if (before?.text === "import") return true;
  return before?.text === "(" && cut2[index - 2]?.text === "import";
}
function attribute(cut2, index) {
  const words = cut2.slice(index + 1, index + 9).map((token) => token.text).join(" ");
  const found = /^(?:with|, \{ with :) \{ ["']?type["']? : ["'](text|json|bytes)["']/.exec(words);
  return found?.[1] ?? "";
}

// src/tool/graph.ts
var MISSING = "./missing.ts";
var Graph = class {
  constructor(scratch, library) {
    this.scratch = scratch;
    this.library = library;
  }
  scratch;
  library;
  problems = [];
  /** For each copy, what its specifiers mean: the import map's `scopes`. */
  scopes = {};
  #copies = /* @__PURE__ */ new Map();
  /** Copies of what is no code. */
  #data = /* @__PURE__ */ new Map();
  /** Copy scripts and what they import; returns the names of the scripts' copies. */
  add(sources) {
    const waiting = [];
    const names = sources.map((source) => this.#copy(source, waiting));
    for (let next = waiting.pop(); next !== void 0; next = waiting.pop()) {
      this.#imports(next, waiting);
    }
    return names;
  }
  /** Name of the copy; a new one's imports are still to follow. */
  #copy(source, waiting) {
    const known = this.#copies.get(source.path);
    if (known !== void 0) return known;
    const name = this.scratch.add(source);
    this.#copies.set(source.path, name);
    waiting.push(source);
    return name;
  }
  #imports(source, waiting) {
    const found = imports(source.plain);
    if (found.length === 0) return;
    const scope = {};
    for (const one of found) {
      try {
        const target = this.#target(one, source, waiting);
        if (target !== void 0) scope[one.specifier] = target;
      } catch (error) {
        if (!(error instanceof Unusable)) throw error;
        scope[one.specifier] = MISSING;
        this.problems.push(this.#placed(error.problem, one, source));
      }
    }
    this.scopes[this.scratch.url + this.#copies.get(source.path)] = scope;
  }
  /** What a specifier means to the checker; nothing where Deno knows it. Throws Unusable. */
  #target(one, source, waiting) {
    const { specifier, type } = one;
    const cannot = `cannot import ${printable(specifier)}`;
    const refuse = (why2) => new Unusable(failure("", `${cannot}: ${why2}`));
    const library = librarySpecifier(specifier);
    if (library !== void 0) {
      const file = this.library.file(library);
      if (file === void 0) throw refuse("the library has no such module");
      return fileUrl(file);
    }
    if (/^(?:node|data):/.test(specifier)) return void 0;
    if (/^\w+:/.test(specifier) && !specifier.startsWith("file:")) {
      throw refuse("nothing is downloaded");
    }
    if (!/^(?:\.{0,2}\/|file:)/.test(specifier)) throw refuse("there are no packages");
    let path;
    try {
      path = pathOf(specifier, source.path);
    } catch (error) {
      throw refuse(error.message);
    }
    if (type !== "") return this.#attached(path, type, cannot);
    if (!/\.(?:aurae|m?[jt]s)$/.test(path)) {
      read(path, cannot, nameOf(path));
      throw refuse("it is no script (.aurae, .ts, .mts, .js, .mjs)");
    }
    return `./${this.#copy(read(path, cannot, nameOf(path)), waiting)}`;
  }
  /** Copy of what is no code. */
  #attached(path, type, cannot) {
    const known = this.#data.get(path);
    if (known !== void 0) return known;
    const name = `./data${this.#data.size}.${type === "json" ? "json" : "txt"}`;
    const { text } = read(path, cannot, nameOf(path));
    if (type === "json") {
      try {
        JSON.parse(text);
      } catch {
        throw new Unusable(failure("", `${cannot}: it is not JSON`));
      }
    }
    this.scratch.write(name, text);
    this.#data.set(path, name);
    return name;
  }
  /** A problem with a file behind an import, at the import. */
  #placed(found, one, source) {
    const range = { start: source.toSource(one.start), end: source.toSource(one.end) };
    const file = printable(nameOf(found.file));
    const inside = found.line === 0 ? "" : ` (${file}:${found.line}:${found.column})`;
    return problem(source, range, { code: "", message: found.message + inside });
  }
};

// src/tool/check.ts
var QUIET = ["--quiet", "--no-remote", "--no-npm", "--no-lock"];
var OPTIONS = {
  strict: true,
  // The declarations are ours, and Deno's: reading them again would only take time.
  skipLibCheck: true,
  // What a script catches is nearly always an AuraeError, and `error.code` is how it is told apart.
  useUnknownInCatchVariables: false
};
async function check(sources, scratch, library) {
  const graph = new Graph(scratch, library);
  const roots = new Set(graph.add(sources));
  const types = library.file("globals");
  scratch.write(
    "deno.json",
    JSON.stringify({
      compilerOptions: { ...OPTIONS, types: types === void 0 ? [] : [types] },
      scopes: graph.scopes
    })
  );
  const problems = graph.problems;
  while (roots.size > 0) {
    const output = await scratch.deno("check", ...QUIET, "--config", "deno.json", ...roots);
    const broken = await unparsed(output, scratch);
    if (broken.size === 0) return [...problems, ...typeErrors(output, scratch)];
    for (const [name, found] of broken) {
      problems.push(found);
      roots.delete(name);
      scratch.drop(name);
    }
  }
  return problems;
}
async function unparsed(output, scratch) {
  if (output.status === 0 || !/^error: SyntaxError: /m.test(output.stderr)) return /* @__PURE__ */ new Map();
  const linted = await scratch.deno("lint", "--quiet", "--no-config", "--json", ...scratch.names);
  const errors = JSON.parse(linted.stdout).errors;
  const text = [output.stderr, ...errors.map((error) => error.message)].join("\n");
  const broken = syntaxErrors(text, scratch, "check");
  if (broken.size === 0) throw new ToolError(why(output));
  return broken;
}
function syntaxErrors(text, scratch, task) {
  const found = /* @__PURE__ */ new Map();
  for (const [, message, url, line, column] of text.matchAll(SYNTAX)) {
    const source = scratch.source(url);
    const name = url.replace(/^.*\//, "");
    if (source === void 0 || found.has(name)) continue;
    const place = { line: Number(line), column: Number(column) };
    const start = source.toSource(source.plainOffset(place, true));
    const why2 = `cannot ${task}: ${syntaxMessage(message)}`;
    found.set(name, problem(source, { start, end: start + 1 }, { code: "", message: why2 }));
  }
  return found;
}
function typeErrors(output, scratch) {
  if (output.status === 0) return [];
  const parts = output.stderr.split(/^(?=TS\d+ \[[A-Z]+\]: )/m);
  const problems = [];
  let count = 0;
  for (const part of parts) {
    const found = /^(TS\d+) \[[A-Z]+\]: ([^]*?)\n {4}at (\S+?):(\d+):(\d+)(?:\n|$)/.exec(part);
    if (found === null) continue;
    count++;
    const [, code, body, url, line, column] = found;
    const made = typeError(
      code,
      body,
      { line: Number(line), column: Number(column) },
      url,
      scratch
    );
    if (made !== void 0) problems.push(made);
  }
  if (count === 0) throw new ToolError(why(output));
  return problems;
}
function typeError(code, body, place, url, scratch) {
  const source = scratch.source(url);
  const [said, marks] = split(body, source?.plainLine(place.line));
  if (said.startsWith(`Cannot find module '${scratch.url}`)) return void 0;
  const message = named(said, scratch);
  if (source === void 0) throw new ToolError(message);
  const offset = source.plainOffset(place);
  const range = {
    start: source.toSource(offset),
    end: source.toSource(offset + marks)
  };
  return problem(source, range, { code, message });
}
function split(body, line) {
  const lines = body.split("\n");
  const marks = /^\s*([~^]*)\s*$/.exec(lines.at(-1))?.[1];
  if (lines.length < 3 || marks === void 0 || marks === "" && lines.at(-2) !== line) {
    return [body, 1];
  }
  return [lines.slice(0, -2).join("\n"), Math.max(marks.length, 1)];
}
function named(message, scratch) {
  const plain = message.replaceAll(/, \{ with: \{ "resolution-mode": "import" \} \}/g, "").replaceAll(/file:\/\/[^\s"'`]*\/types\/modules\/(\w+)\.d\.ts/g, "aurae/$1").replaceAll("aurae/aurae", "aurae");
  return plain.replaceAll(/file:\/\/[^\s"'`]*\/\d+(?:\.d)?\.m?[jt]s/g, (url) => {
    return url.startsWith(scratch.url) ? printable(scratch.source(url)?.name ?? url) : url;
  });
}

// src/tool/bare.ts
var IGNORED = /deno-fmt-ignore/;
function prepared(plain) {
  if (/deno-fmt-ignore-file/.test(plain)) return plain;
  const closes = new Set(conditions(plain).map((condition) => condition.close));
  const cut2 = tokens(plain);
  const breaks = [];
  const lines = (from, to) => plain.slice(from?.end ?? 0, to?.start).includes("\n");
  let depth = -1;
  cut2.forEach((token, index) => {
    const [before, next] = [cut2[index - 1], cut2[index + 1]];
    if (depth < 0 && IGNORED.test(plain.slice(before?.end ?? 0, token.start))) depth = 0;
    if (depth >= 0) {
      if (/^[([{]$|\$\{$/.test(token.text)) depth++;
      if (/^[)\]}]/.test(token.text)) depth--;
      if (depth <= 0 && lines(token, next)) depth = -1;
      return;
    }
    const block = before?.text === "else" || before?.text === ")" && closes.has(before.start);
    if (token.text !== "{" || !block || next?.text === "}" || lines(token, next)) return;
    breaks.push({ start: token.end, end: token.end, text: "\n" });
  });
  return edited(plain, breaks);
}
function bare(source, formatted) {
  const before = conditions(source);
  const after = conditions(formatted);
  if (before.length !== after.length || after.some((condition) => condition.bare)) return void 0;
  const changes = after.flatMap((condition, index) => {
    const old = before[index];
    return old.bare ? [taken(formatted, condition, source, old)] : [];
  });
  const [words, letters] = [wordsOf(formatted), squeezed(formatted)];
  const same = (changes2) => {
    const back = transform(edited(formatted, changes2.flat()));
    return squeezed(back) === letters && wordsOf(back) === words;
  };
  return edited(formatted, settled(changes, [], same).flat());
}
function taken(formatted, now, source, old) {
  const open = now.open - 1;
  if (!/\s/.test(formatted[open - 1])) {
    const blank = (at2) => /[ \t]/.test(source[at2] ?? "") ? source[at2] : "";
    return [
      { start: open, end: now.open, text: blank(old.open) },
      { start: now.close, end: now.close + 1, text: blank(old.close) }
    ];
  }
  const inner = formatted.slice(now.open, now.close);
  const begin = now.open + inner.length - inner.trimStart().length;
  const end = Math.max(now.close - (inner.length - inner.trimEnd().length), begin);
  return [{ start: open, end: begin, text: "" }, { start: end, end: now.close + 1, text: "" }];
}
function settled(changes, made, same) {
  const all = [...made, ...changes];
  if (changes.length === 0 || same(all)) return all;
  if (changes.length === 1) return made;
  const half = changes.length >> 1;
  return settled(changes.slice(half), settled(changes.slice(0, half), made, same), same);
}
function edited(text, edits) {
  const pieces = [];
  let done = 0;
  for (const edit of edits.toSorted((a, b) => a.start - b.start)) {
    pieces.push(text.slice(done, edit.start), edit.text);
    done = edit.end;
  }
  return pieces.join("") + text.slice(done);
}
function wordsOf(text) {
  return tokens(text).map((token) => token.text).join("\0");
}
function squeezed(text) {
  return text.replace(/\s+/g, "");
}

// src/tool/fmt.ts
var OPTIONS2 = ["--quiet", "--no-config", "--no-editorconfig", "--line-width=100"];
var PASSES = 5;
async function fmt(sources, scratch) {
  const { texts, problems } = await pass(sources, scratch);
  let changed = sources.filter((source) => source.script && texts.get(source) !== source.text);
  for (let count = 1; count < PASSES && changed.length > 0; count++) {
    const before = new Map(changed.flatMap((source) => {
      const text = texts.get(source);
      return text === void 0 ? [] : [[again(source, text), source]];
    }));
    const next = await pass([...before.keys()], scratch);
    changed = [];
    for (const [copy, text] of next.texts) {
      const source = before.get(copy);
      texts.set(source, text);
      if (text !== copy.text) changed.push(source);
    }
  }
  return { texts, problems };
}
function again({ path, name, script }, text) {
  return new Source(path, name, text, script);
}
async function pass(sources, scratch) {
  const found = { texts: /* @__PURE__ */ new Map(), problems: [] };
  const copies = sources.map((source) => {
    const text = source.script ? prepared(source.plain) : source.text;
    return [source, scratch.add(source, text)];
  });
  const broken = await run(copies, scratch, found);
  for (const [source, copy] of copies) {
    if (!broken.has(copy)) take(source, scratch.read(copy), found);
  }
  return found;
}
function take(source, formatted, found) {
  const text = source.script ? bare(source.text, formatted) : formatted;
  if (text !== void 0) found.texts.set(source, text);
  else found.problems.push(failure(source.name, "cannot format: its conditions are ambiguous"));
}
async function run(copies, scratch, found) {
  if (copies.length === 0) return /* @__PURE__ */ new Set();
  const output = await scratch.deno("fmt", ...OPTIONS2, ...copies.map(([, copy]) => copy));
  if (output.status === 0) return /* @__PURE__ */ new Set();
  const failed = failures(output);
  const unformatted = copies.filter(([, copy]) => failed.has(copy));
  if (unformatted.length === 0) throw new ToolError(why(output));
  for (const [source, copy] of unformatted) scratch.write(copy, source.plain);
  const again2 = await scratch.deno("fmt", ...OPTIONS2, ...failed.keys());
  const syntax = syntaxErrors(again2.stderr, scratch, "format");
  for (const [source, copy] of unformatted) {
    const problem2 = failure(source.name, `cannot format: ${failed.get(copy)}`);
    found.problems.push(syntax.get(copy) ?? problem2);
  }
  return new Set(failed.keys());
}
function failures({ stderr }) {
  const found = stderr.matchAll(/^Error formatting: (?:.*\/)?([^/\n]+)\n\s*(.*)$/gm);
  return new Map([...found].map(([, name, reason2]) => [name, reason2]));
}

// src/tool/lint.ts
var EXCLUDED = [
  // The language's own examples say `let`: a script is read from top to bottom, once.
  "prefer-const"
];
async function lint(sources, scratch) {
  if (sources.length === 0) return [];
  for (const source of sources) scratch.add(source);
  const rules = `--rules-exclude=${EXCLUDED.join(",")}`;
  const output = await scratch.deno(
    "lint",
    "--quiet",
    "--no-config",
    "--json",
    rules,
    ...scratch.names
  );
  let report2;
  try {
    report2 = JSON.parse(output.stdout);
  } catch {
    throw new ToolError(why(output));
  }
  const broken = syntaxErrors(
    report2.errors.map((error) => error.message).join("\n"),
    scratch,
    "lint"
  );
  return [...broken.values(), ...complaints(report2, scratch)];
}
function complaints(report2, scratch) {
  const offsets = /* @__PURE__ */ new Map();
  return report2.diagnostics.flatMap(({ filename, range, message, code, hint }) => {
    const source = scratch.source(filename);
    if (source === void 0) return [];
    if (!offsets.has(source)) offsets.set(source, byteOffsets(source.plain));
    const offset = offsets.get(source);
    const place = {
      start: source.toSource(offset(range.start.bytePos)),
      end: source.toSource(offset(range.end.bytePos))
    };
    const facts = { code, message, severity: "warning" };
    return [problem(source, place, hint ? { ...facts, hint } : facts)];
  });
}
function byteOffsets(text) {
  const bytes = new TextEncoder().encode(text);
  const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  if (bytes.length === text.length) return (byte) => byte;
  return (byte) => decoder.decode(bytes.subarray(0, byte)).length;
}

// src/tool/library.ts
function standard(folder) {
  const types = `${folder}/../types/modules`;
  const file = (name) => {
    const path = `${types}/${name}.d.ts`;
    try {
      return Deno.statSync(path).isFile ? path : void 0;
    } catch {
      return void 0;
    }
  };
  return { file: (specifier) => file(specifier.replace(/^aurae\//, "")) };
}

// src/tool/write.ts
function replace(source, text) {
  const { path, name } = source;
  const folder = path.slice(0, path.lastIndexOf("/") + 1);
  const beside = `${folder}.${path.slice(folder.length, folder.length + 200)}.${Deno.pid}`;
  try {
    Deno.openSync(path, { write: true }).close();
    const { mode, uid, gid } = Deno.statSync(path);
    try {
      Deno.writeTextFileSync(beside, text, { createNew: true });
      const made = Deno.statSync(beside);
      const other = made.uid !== uid || made.gid !== gid;
      if (other && !owned(beside, uid, gid)) return inPlace(path, beside, text);
      if (mode !== null) Deno.chmodSync(beside, mode & 4095);
      Deno.renameSync(beside, path);
    } catch (error) {
      remove(beside);
      throw error;
    }
  } catch (error) {
    throw new Unusable(failure(name, `cannot write: ${reason(error)}`));
  }
}
function owned(path, uid, gid) {
  try {
    Deno.chownSync(path, uid, gid);
    return true;
  } catch {
    return false;
  }
}
function inPlace(path, beside, text) {
  remove(beside);
  Deno.writeTextFileSync(path, text);
}
function remove(path) {
  try {
    Deno.removeSync(path);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
}

// src/tool.ts
var DOING = { check: "check", fmt: "format", lint: "lint" };
var DONE = { check: "checked", fmt: "formatted", lint: "linted" };
function put(stream, text) {
  const bytes = new TextEncoder().encode(text);
  try {
    for (let done = 0; done < bytes.length; ) done += stream.writeSync(bytes.subarray(done));
  } catch (error) {
    if (error instanceof Deno.errors.BrokenPipe) Deno.exit(141);
    throw error;
  }
}
function report(task, sources, problems, done) {
  const all = sorted(problems);
  if (task.json) put(Deno.stdout, `${JSON.stringify(all, null, 2)}
`);
  else {
    const byName = new Map(sources.map((source) => [source.name, source]));
    const colours = Deno.stdout.isTerminal() && !Deno.noColor;
    put(Deno.stdout, all.map((found) => shown(found, byName.get(found.file), colours)).join(""));
    put(Deno.stderr, `${all.length > 0 ? summary(all) : done}
`);
  }
  return all.length > 0 ? 1 : 0;
}
async function judge(task, scratch) {
  const { sources, problems } = find(task.names, DOING[task.word]);
  const more = task.word === "check" ? await check(sources, scratch, standard(import.meta.dirname)) : await lint(sources, scratch);
  scratch.remove();
  const done = `${DONE[task.word]} ${counted(sources.length, "file")}`;
  return report(task, [...sources, ...scratch.sources], [...problems, ...more], done);
}
async function format(task, scratch) {
  const { sources, problems } = find(task.names, DOING.fmt);
  const { texts, problems: more } = await fmt(sources, scratch);
  scratch.remove();
  problems.push(...more);
  const changed = [];
  for (const source of sources) {
    const text = texts.get(source);
    if (text === void 0 || isFormatted(source, text)) continue;
    try {
      if (!task.dry) replace(source, text);
      changed.push(source.name);
    } catch (error) {
      if (!(error instanceof Unusable)) throw error;
      problems.push(error.problem);
    }
  }
  put(Deno.stdout, changed.map((name) => `${printable(name)}
`).join(""));
  const wrong = task.dry && changed.length > 0;
  const verb = wrong ? "not formatted" : "formatted";
  const done = task.dry && !wrong ? `checked ${counted(sources.length, "file")}` : `${changed.length} of ${counted(sources.length, "file")} ${verb}`;
  const status = report({ ...task, json: false }, sources, problems, done);
  return wrong ? 1 : status;
}
function isFormatted(source, text) {
  return text === source.text && !source.marked;
}
async function filter(task, scratch) {
  const bytes = new Uint8Array(await new Response(Deno.stdin.readable).arrayBuffer());
  const source = decode(bytes, "", "stdin", "cannot format");
  const { texts, problems } = await fmt([source], scratch);
  scratch.remove();
  const text = texts.get(source);
  if (text === void 0) {
    put(Deno.stderr, problems.map((found) => shown(found, source, false)).join(""));
    return 1;
  }
  if (!task.dry) put(Deno.stdout, text);
  return task.dry && !isFormatted(source, text) ? 1 : 0;
}
async function main(task) {
  const scratch = new Scratch(task.scratch);
  try {
    scratch.make();
    if (task.word !== "fmt") return await judge(task, scratch);
    return await (task.names[0] === "-" ? filter : format)(task, scratch);
  } catch (error) {
    const why2 = error instanceof ToolError ? error.message : `it failed: ${error}`;
    put(
      Deno.stderr,
      error instanceof Unusable ? shown(error.problem, void 0, false) : `auraescript: cannot ${DOING[task.word]}: ${printable(why2, true)}
`
    );
    return 1;
  } finally {
    scratch.remove();
  }
}
Deno.exit(await main(JSON.parse(Deno.args[0])));
