// src/lsp/framing.ts
var HEADER_LIMIT = 8 << 10;
var BODY_LIMIT = 64 << 20;
var encoder = new TextEncoder();
var decoder = new TextDecoder();
var FramingError = class extends Error {
  name = "FramingError";
};
var Frames = class {
  constructor(headerLimit = HEADER_LIMIT, bodyLimit = BODY_LIMIT) {
    this.headerLimit = headerLimit;
    this.bodyLimit = bodyLimit;
  }
  headerLimit;
  bodyLimit;
  pieces = [];
  held = 0;
  /** Length of the body that is awaited; -1 while headers are. */
  awaited = -1;
  /** Take a piece; the bodies that are whole now. Throws FramingError. */
  *push(piece) {
    this.pieces.push(piece);
    this.held += piece.length;
    for (; ; ) {
      if (this.awaited < 0 && !this.header()) return;
      if (this.held < this.awaited) return;
      const body = this.take(this.awaited);
      this.awaited = -1;
      yield body;
    }
  }
  /** Whether the stream may end here. */
  get empty() {
    return this.held === 0 && this.awaited < 0;
  }
  /** Read the headers, if all of them are there. */
  header() {
    const bytes = this.whole();
    const end2 = find(bytes, this.headerLimit);
    if (end2 < 0) {
      if (bytes.length >= this.headerLimit) throw new FramingError("its header is too long");
      return false;
    }
    const length = /^content-length:[ \t]*(\d{1,15})[ \t]*$/im.exec(
      decoder.decode(bytes.subarray(0, end2)).replaceAll("\r\n", "\n")
    )?.[1];
    if (length === void 0) throw new FramingError("it has no Content-Length");
    if (Number(length) > this.bodyLimit) throw new FramingError(`it has ${length} bytes`);
    this.take(end2 + END.length);
    this.awaited = Number(length);
    return true;
  }
  /** All that is held, as one piece. */
  whole() {
    if (this.pieces.length !== 1) {
      const all = new Uint8Array(this.held);
      let at2 = 0;
      for (const piece of this.pieces) {
        all.set(piece, at2);
        at2 += piece.length;
      }
      this.pieces = [all];
    }
    return this.pieces[0];
  }
  take(length) {
    const all = this.whole();
    this.held -= length;
    this.pieces = [all.subarray(length)];
    return all.subarray(0, length);
  }
};
var END = [13, 10, 13, 10];
function find(bytes, limit) {
  const last = Math.min(bytes.length, limit) - END.length;
  for (let at2 = 0; at2 <= last; at2++) {
    if (END.every((byte, index) => bytes[at2 + index] === byte)) return at2;
  }
  return -1;
}
function frame(message) {
  const body = encoder.encode(JSON.stringify(message));
  const header = encoder.encode(`Content-Length: ${body.length}\r
\r
`);
  const bytes = new Uint8Array(header.length + body.length);
  bytes.set(header);
  bytes.set(body, header.length);
  return bytes;
}

// src/lsp/compiler.ts
var NOWHERE = "http://127.0.0.1:9";
var ENVIRONMENT = {
  DENO_DIR: "/dev/null/deno",
  DENO_NO_PACKAGE_JSON: "1",
  DENO_NO_UPDATE_CHECK: "1",
  HTTP_PROXY: NOWHERE,
  HTTPS_PROXY: NOWHERE,
  NO_COLOR: "1"
};
var Compiler = class {
  child;
  writer;
  /** It has ended, and all that it said was heard. */
  ended;
  /** Throws when Deno cannot be started. */
  constructor(folder, heard) {
    this.child = new Deno.Command(Deno.execPath(), {
      args: ["lsp", "--quiet"],
      cwd: folder,
      clearEnv: true,
      env: ENVIRONMENT,
      stdin: "piped",
      stdout: "piped",
      stderr: "inherit"
    }).spawn();
    this.writer = this.child.stdin.getWriter();
    this.ended = this.listen(heard);
  }
  /** Messages arrive in the order in which they are said. */
  say(message) {
    this.writer.write(frame(message)).catch(() => {
    });
  }
  /** Say no more; it ends by itself when it has read everything. */
  async close() {
    await this.writer.close().catch(() => {
    });
  }
  /** End it now. */
  kill() {
    try {
      this.child.kill("SIGKILL");
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
    }
  }
  async listen(heard) {
    try {
      await messages(this.child.stdout, heard);
    } catch (error) {
      console.error(`auraescript lsp: cannot understand the compiler: ${error}`);
      this.kill();
    }
    await this.child.status;
  }
};
async function messages(stream, heard, garbled = () => {
}) {
  const frames = new Frames();
  const decoder2 = new TextDecoder();
  for await (const piece of stream) {
    for (const body of frames.push(piece)) {
      let message;
      try {
        message = JSON.parse(decoder2.decode(body));
      } catch {
        garbled();
        continue;
      }
      if (typeof message === "object" && message !== null) heard(message);
      else garbled();
    }
  }
}

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
  push(code, end2, operand) {
    const { found } = this;
    const index = found.count++;
    found.code[index] = code;
    found.start[index] = this.at;
    found.end[index] = end2;
    found.flags[index] = operand ? this.newline | 2 /* Operand */ : this.newline;
    this.at = end2;
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
    let end2 = this.skip(1 /* InWord */, at2 + 1);
    if (bytes[end2] === 92 /* Backslash */ || bytes[at2] === 92 /* Backslash */) end2 = this.match(ESCAPED);
    const length = Math.min(end2 - at2, 31);
    const maybe = LENGTHS[bytes[at2]] >> length & 1 && this.before !== 9 /* Dot */;
    const code = maybe ? WORDS.get(this.source.slice(at2, end2)) : void 0;
    if (code === void 0) this.push(0 /* Name */, end2, true);
    else this.reserved(code, end2);
  }
  reserved(code, end2) {
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
      NAMED.lastIndex = end2;
      if (NAMED.test(this.source)) top.members = true;
      operand = code === 36 /* Interface */;
    } else {
      operand = code === 41 /* Prefix */ || (code === 40 /* Const */ || code === 39 /* Void */) && this.before === 42 /* As */;
    }
    this.push(code, end2, operand);
  }
  mark() {
    const byte = this.bytes[this.at];
    let end2 = this.at + 1;
    let code = SINGLE[byte];
    if (TRAITS[byte] & TRAITS[this.bytes[end2]] & 16 /* Joins */) {
      end2 = this.match(MARK);
      code = WORDS.get(this.source.slice(this.at, end2)) ?? 5 /* Mark */;
    }
    if (byte === 46 /* Dot */ && STARTS[this.bytes[end2]] === 4 /* Digit */) return this.number();
    if (code === 10 /* Question */ && this.top.questions >= 0) this.top.questions++;
    if (code === 7 /* Colon */ && this.endsLabel()) code = 8 /* Label */;
    const closed2 = this.top.angles >= 0 && this.closesType(code, end2 - this.at);
    const keeps = code === 13 /* Step */ || code === 12 /* Bang */;
    this.push(code, end2, closed2 || keeps && this.operand && this.newline === 0);
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
    const end2 = this.at + 1;
    const one = this.skip(8 /* InNumber */, end2) === end2;
    this.push(1 /* Number */, one ? end2 : this.match(NUMBER), true);
  }
  string() {
    const { bytes, at: at2 } = this;
    const quote = bytes[at2];
    let end2 = at2 + 1;
    for (; ; ) {
      end2 = this.skip(2 /* InString */, end2);
      const byte = bytes[end2];
      if (byte === quote) return this.push(2 /* String */, end2 + 1, true);
      if (byte === 92 /* Backslash */) end2 += 2;
      else if (byte === 10 /* LineFeed */ || byte === 13 /* Return */ || end2 >= this.source.length) break;
      else end2++;
    }
    this.push(2 /* String */, Math.min(end2, this.source.length), true);
  }
  /** One piece of a template: from a backquote or a hole's end to the next of these. */
  template() {
    const { bytes } = this;
    const { length } = this.source;
    let end2 = this.at + 1;
    for (; ; ) {
      end2 = this.skip(4 /* InTemplate */, end2);
      const byte = bytes[end2];
      if (byte === 96 /* Backquote */) return this.push(3 /* Template */, end2 + 1, true);
      if (byte === 36 /* Dollar */ && bytes[end2 + 1] === 123 /* Brace */) break;
      if (end2 >= length) return this.push(3 /* Template */, length, true);
      end2 += byte === 92 /* Backslash */ ? 2 : 1;
    }
    this.push(3 /* Template */, end2 + 2, false);
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
    let end2 = this.at + 1;
    for (; ; end2++) {
      const byte = bytes[end2];
      if (byte === 92 /* Backslash */) end2++;
      else if (byte === 47 /* Slash */ && !set) break;
      else if (byte === 91 /* Bracket */) set = true;
      else if (byte === 93 /* BracketEnd */) set = false;
      if (STARTS[bytes[end2]] === 2 /* Line */ || end2 >= this.source.length) {
        this.noRegex = end2;
        return false;
      }
    }
    this.push(4 /* Regex */, this.skip(1 /* InWord */, end2 + 1), true);
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
    const closed2 = this.operand || CLOSES.has(before);
    if (this.top.members && (closed2 || before === 35 /* Class */)) {
      this.top.members = false;
      return 3 /* Members */;
    }
    return closed2 || BEFORE_BLOCK.has(before) ? 1 /* Block */ : 2 /* Object */;
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
  skip(trait, end2) {
    const { bytes } = this;
    while (TRAITS[bytes[end2]] & trait) end2++;
    return end2;
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

// src/tokens.ts
function tokens(source) {
  const { count, code, start, end: end2 } = cut(source);
  return Array.from({ length: count }, (_, index) => ({
    kind: kind(code[index]),
    text: source.slice(start[index], end2[index]),
    start: start[index],
    end: end2[index]
  }));
}
var LITERALS = ["word", "number", "string", "template", "regex"];
function kind(code) {
  if (code >= 25 /* Word */) return "word";
  if (code >= 5 /* Mark */) return "mark";
  return LITERALS[code];
}

// src/imports.ts
function imports(source) {
  const words2 = /\b(?:import|from)\b/g;
  if (!words2.test(source)) return [];
  const text = new Text(source);
  const found = [];
  words2.lastIndex = 0;
  for (const { index, 0: word } of source.matchAll(words2)) {
    const token = text.find(index);
    if (token < 0 || text.at(token - 1) === ".") continue;
    const one = word === "from" ? from(text, token) : imported(text, token);
    if (one !== void 0) found.push(one);
  }
  return found;
}
var Text = class {
  constructor(source) {
    this.source = source;
    this.columns = cut(source);
  }
  source;
  columns;
  at(token) {
    if (token < 0 || token >= this.columns.count) return "";
    return this.source.slice(this.columns.start[token], this.columns.end[token]);
  }
  isString(token) {
    return token < this.columns.count && this.columns.code[token] === 2 /* String */;
  }
  /** The token that begins at an offset; -1 where none does: in a comment, a string. */
  find(offset2) {
    const { start, count } = this.columns;
    let [low, high] = [0, count];
    while (low < high) {
      const middle = low + high >> 1;
      if (start[middle] < offset2) low = middle + 1;
      else high = middle;
    }
    return low < count && start[low] === offset2 ? low : -1;
  }
  import(token, end2, kind2) {
    const specifier = kind2 === "meta" ? "" : this.at(token).slice(1, -1);
    return { start: this.columns.start[token], end: this.columns.end[end2], specifier, kind: kind2 };
  }
};
function imported(text, token) {
  const next = text.at(token + 1);
  if (next === "." && text.at(token + 2) === "meta") return text.import(token, token + 2, "meta");
  const at2 = token + (next === "(" ? 2 : 1);
  if (!text.isString(at2)) return void 0;
  if (next === "(" && ![",", ")"].includes(text.at(at2 + 1))) return void 0;
  return text.import(at2, at2, attribute(text, at2));
}
function from(text, token) {
  if (!text.isString(token + 1) || !/^(?:\}|\*|[^\W\d].*|\W\w+)$/.test(text.at(token - 1))) {
    return void 0;
  }
  let at2 = token - 1;
  while (at2 >= 0 && text.at(at2) !== "import" && text.at(at2) !== "export") at2--;
  const type = text.at(at2 + 1) === "type" && !["from", ","].includes(text.at(at2 + 2));
  return text.import(token + 1, token + 1, type ? "type" : attribute(text, token + 1));
}
function attribute(text, token) {
  const words2 = Array.from({ length: 8 }, (_, index) => text.at(token + 1 + index)).join(" ");
  const found = /^(?:with|, \{ with :) \{ ["']?type["']? : ["'](text|json)["']/.exec(words2);
  return found?.[1] ?? "code";
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
  const { code, start, end: end2, partner } = columns;
  const loop = code[index] === 27 /* For */;
  const first = index + (loop && code[index + 1] === 38 /* Await */ ? 2 : 1);
  const last = lastOfBare(columns, index, first);
  const keyword = start[index];
  if (last !== void 0) {
    return {
      keyword,
      open: end2[first - 1],
      close: end2[last],
      bare: true
    };
  }
  const closing = code[first] === 19 /* Parenthesis */ ? partner[first] : 0;
  if (closing === 0) return void 0;
  return { keyword, open: end2[first], close: start[closing], bare: false };
}
function lastOfBare(columns, index, first) {
  const { code, start, end: end2, flags, count } = columns;
  if (first >= count) return void 0;
  const head = code[first];
  const scan = new Scan(columns, first, code[index] === 27 /* For */);
  if (code[index] === 26 /* While */ && index > 0 && flags[index - 1] & 4 /* OfDo */) {
    return head === 19 /* Parenthesis */ && !goesOn(columns, first, false) ? void 0 : scan.toEnd();
  }
  if (head === 16 /* Less */ && start[first] === end2[index]) return void 0;
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
function apply(source, edits2) {
  if (edits2.length === 0) return source;
  const pieces = [];
  let done = 0;
  for (const { start, end: end2, text } of edits2) {
    pieces.push(source.slice(done, start), text);
    done = end2;
  }
  pieces.push(source.slice(done));
  return pieces.join("");
}

// src/transform.ts
function transform(source) {
  return apply(source, insertions(source));
}
function parenthesize(source) {
  const edits2 = insertions(source);
  const inserted = edits2.filter(({ start, end: end2 }) => start === end2).map(({ start }) => start);
  return { text: apply(source, edits2), mapping: new Mapping(inserted) };
}
function insertions(source) {
  const edits2 = [];
  const put = (start, text) => {
    const blank = source[start] === " " || source[start] === "	";
    edits2.push({ start, end: blank ? start + 1 : start, text });
  };
  for (const { open, close, bare } of conditions(source)) {
    if (!bare) continue;
    put(open, "(");
    put(close, ")");
  }
  return edits2.sort((a, b) => a.start - b.start);
}
var Mapping = class {
  /** `inserted` has the offset in the source of each parenthesis that took no blank's place. */
  constructor(inserted) {
    this.inserted = inserted;
  }
  inserted;
  /** Offset in the source; of an inserted parenthesis: that of the character behind it. */
  toSource(offset2) {
    let [low, high] = [0, this.inserted.length];
    while (low < high) {
      const middle = low + high >> 1;
      if (this.inserted[middle] + middle < offset2) low = middle + 1;
      else high = middle;
    }
    return offset2 - low;
  }
  /** Offset in the text of a character of the source. */
  toText(offset2) {
    let [low, high] = [0, this.inserted.length];
    while (low < high) {
      const middle = low + high >> 1;
      if (this.inserted[middle] <= offset2) low = middle + 1;
      else high = middle;
    }
    return offset2 + low;
  }
};

// src/lsp/document.ts
var Document = class {
  /** `uri` is the editor's spelling; a document that is no script stays as it is. */
  constructor(uri, version, source, script) {
    this.uri = uri;
    this.version = version;
    this.source = source;
    this.script = script;
    const made = script ? parenthesize(source) : void 0;
    this.text = made?.text ?? source;
    this.mapping = this.text.length === source.length ? void 0 : made?.mapping;
  }
  uri;
  version;
  source;
  script;
  /** What the compiler gets. */
  text;
  mapping;
  sourceLines;
  textLines;
  /** Place in the source of a place in the text. */
  toSource(position) {
    const { mapping } = this;
    if (mapping === void 0) return position;
    const at2 = offset(this.textLines ??= lines(this.text), position);
    if (at2 === void 0) return position;
    const start = (this.sourceLines ??= lines(this.source))[position.line];
    return { ...position, character: mapping.toSource(at2) - start };
  }
  /** The part of the text in a range. */
  slice({ start, end: end2 }) {
    return this.text.slice(offsetIn(this.text, start), offsetIn(this.text, end2));
  }
  /** Place in the text of a place in the source, where the cursor stands. */
  toText(position, side = "cursor") {
    const { mapping } = this;
    if (mapping === void 0) return position;
    const at2 = offset(this.sourceLines ??= lines(this.source), position);
    if (at2 === void 0) return position;
    const start = (this.textLines ??= lines(this.text))[position.line];
    const right = mapping.toText(at2);
    const left = position.character > 0 ? mapping.toText(at2 - 1) + 1 : right;
    const closed2 = left < right && this.text[left] === ")";
    const found = side === "left" || side === "cursor" && closed2 ? left : right;
    return { ...position, character: found - start };
  }
};
function lines(text) {
  const found = [0];
  for (let at2 = text.indexOf("\n"); at2 >= 0; at2 = text.indexOf("\n", at2 + 1)) found.push(at2 + 1);
  return found;
}
function offset(starts, { line, character }) {
  const start = starts[line];
  if (start === void 0) return void 0;
  const next = starts[line + 1];
  return next === void 0 ? start + character : Math.min(start + character, next - 1);
}
function offsetIn(text, position) {
  return Math.min(offset(lines(text), position) ?? text.length, text.length);
}

// src/lsp/documents.ts
var FILES = 500;
var BYTES = 4 << 20;
var KEPT = 8;
var Documents = class {
  /** `library` has the addresses of the declarations of `aurae` and `aurae/NAME`. */
  constructor(library) {
    this.library = library;
  }
  library;
  open = /* @__PURE__ */ new Map();
  virtual = /* @__PURE__ */ new Map();
  files = /* @__PURE__ */ new Map();
  /** No version of the editor's: the compiler does not look at a text again whose version it knows. */
  version = 1e6;
  /** The document as it is, or as it was in a version. */
  get(uri, version) {
    const name = key(uri);
    const versions = this.open.get(name)?.versions;
    if (versions === void 0) return this.virtual.get(name);
    return versions.findLast((document2) => document2.version === version) ?? versions.at(-1);
  }
  /** Whether the editor has it open. */
  isOpen(uri) {
    return this.open.has(key(uri));
  }
  /** What a script calls the module in a file, whose ending the compiler may leave out. */
  called(uri) {
    const file = `${uri.replace(/\.ts$/, "")}.ts`;
    const declared = Object.entries(this.library).find(([, address2]) => address2 === file);
    return declared?.[0] ?? librarySpecifier(file) ?? uri;
  }
  /** The editor opens a document; what the compiler has to be told, in this order. */
  opened(document2) {
    const name = key(document2.uri);
    const notices = [];
    if (this.virtual.delete(name)) notices.push(closed(document2.uri));
    this.open.set(name, { versions: [document2], imports: this.imported(document2) });
    return [...notices, ...this.settle(), opened(document2)];
  }
  /** The editor has another version of a document. */
  changed(document2) {
    const name = key(document2.uri);
    const kept = this.open.get(name)?.versions.slice(1 - KEPT) ?? [];
    this.open.set(name, {
      versions: [...kept, document2],
      imports: this.imported(document2)
    });
    return [...this.settle(), changed(document2)];
  }
  /** The editor closes a document. */
  closed(uri) {
    if (!this.open.delete(key(uri))) return [];
    return [closed(uri), ...this.settle()];
  }
  /** What has changed on disk. */
  settle() {
    const needed = this.needed();
    const notices = [];
    for (const [name, document2] of this.virtual) {
      if (needed.has(name)) continue;
      this.virtual.delete(name);
      notices.push(closed(document2.uri));
    }
    for (const [name, text] of needed) {
      const before = this.virtual.get(name);
      if (before?.source === text) continue;
      const document2 = new Document(name, ++this.version, text, isScript(name));
      this.virtual.set(name, document2);
      notices.push(before === void 0 ? opened(document2) : changed(document2));
    }
    return notices;
  }
  /** Everything again, for a compiler that knows nothing. */
  all() {
    const documents = [...this.open.values()].map(({ versions }) => versions.at(-1));
    return [...this.virtual.values(), ...documents].map(opened);
  }
  /** Virtual documents that are imported by what is open, directly or not, and their texts. */
  needed() {
    const found = /* @__PURE__ */ new Map();
    const seen = /* @__PURE__ */ new Set();
    const waiting = [...this.open.values()].flatMap((document2) => document2.imports);
    for (let name = waiting.pop(); name !== void 0; name = waiting.pop()) {
      if (seen.has(name) || seen.size >= FILES) continue;
      seen.add(name);
      if (this.open.has(name)) continue;
      const meant = librarySpecifier(name);
      const declared = meant && this.library[meant];
      if (declared !== void 0) {
        found.set(name, `export * from ${JSON.stringify(declared)};
`);
        continue;
      }
      const file = this.read(name);
      if (file === void 0) continue;
      if (isScript(name)) found.set(name, file.text);
      waiting.push(...file.imports);
    }
    for (const name of this.files.keys()) {
      if (!seen.has(name)) this.files.delete(name);
    }
    return found;
  }
  read(name) {
    if (!/^file:.*\.(?:aurae|m?[jt]s)$/.test(name)) return void 0;
    try {
      const url = new URL(name);
      const { mtime, size, isFile, ino } = Deno.statSync(url);
      if (!isFile || size > BYTES) return void 0;
      const stamp = `${mtime?.getTime()} ${size} ${ino}`;
      const known = this.files.get(name);
      if (known?.stamp === stamp) return known;
      const text = Deno.readTextFileSync(url);
      const file = { stamp, text, imports: addresses(text, name) };
      this.files.set(name, file);
      return file;
    } catch {
      return void 0;
    }
  }
  imported({ uri, source }) {
    return addresses(source, key(uri));
  }
};
function addresses(source, from2) {
  return imports(source).flatMap(({ specifier, kind: kind2 }) => {
    if (kind2 === "meta" || !/^(?:\.{0,2}\/|file:)/.test(specifier)) return [];
    return URL.canParse(specifier, from2) ? [key(new URL(specifier, from2).href)] : [];
  });
}
function key(uri) {
  if (!uri.startsWith("file:")) return uri;
  try {
    const path = decodeURIComponent(new URL(uri).pathname);
    return `file://${path.replace(/[^\w./~!$&'()*+,;=:@-]/gu, encodeURIComponent)}`;
  } catch {
    return uri;
  }
}
function isScript(uri) {
  return /\.aurae$/.test(uri);
}
function opened({ uri, version, text, script }) {
  const languageId = script || !/\.m?js$/.test(uri) ? "typescript" : "javascript";
  return {
    method: "textDocument/didOpen",
    params: { textDocument: { uri, languageId, version, text } }
  };
}
function changed({ uri, version, text }) {
  return {
    method: "textDocument/didChange",
    params: { textDocument: { uri, version }, contentChanges: [{ text }] }
  };
}
function closed(uri) {
  return { method: "textDocument/didClose", params: { textDocument: { uri } } };
}

// src/lsp/format.ts
var runs = 0;
async function format(source, words2, scratch) {
  const task2 = {
    word: "fmt",
    names: ["-"],
    json: false,
    dry: false,
    scratch: `${scratch}/fmt${++runs}`
  };
  const child = new Deno.Command(Deno.execPath(), {
    args: [...words2, JSON.stringify(task2)],
    cwd: scratch,
    clearEnv: true,
    env: { DENO_DIR: "/dev/null/deno", DENO_NO_UPDATE_CHECK: "1", NO_COLOR: "1" },
    stdin: "piped",
    stdout: "piped",
    stderr: "piped"
  }).spawn();
  const writer = child.stdin.getWriter();
  const written = writer.write(new TextEncoder().encode(source)).then(() => writer.close());
  const [{ code, stdout, stderr }] = await Promise.all([child.output(), written.catch(() => {
  })]);
  const text = new TextDecoder();
  if (code !== 0) {
    const [first = ""] = text.decode(stderr).split("\n");
    throw new Error(first.replace(/^auraescript[^:]*: /, "") || "cannot format");
  }
  return text.decode(stdout);
}

// src/lsp/json.ts
function isObject(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
function object(value) {
  return isObject(value) ? value : {};
}
function list(value) {
  return Array.isArray(value) ? value : [];
}

// src/lsp/edits.ts
function* edits(edit) {
  const { changes, documentChanges } = object(edit);
  for (const [uri, found] of Object.entries(object(changes))) {
    yield [uri, list(found)];
  }
  for (const change of list(documentChanges).map(object)) {
    if (!Array.isArray(change.edits)) continue;
    yield [String(object(change.textDocument).uri), change.edits];
  }
}
function fits(theirs, ours, find2) {
  const moved2 = [...edits(ours)];
  return [...edits(theirs)].every(([uri, wanted], index) => {
    const document2 = find2(uri);
    if (document2 === void 0 || document2.text === document2.source) return true;
    const text = edited(document2.text, wanted);
    const source = edited(document2.source, moved2[index]?.[1] ?? []);
    return words(transform(source)) === words(text);
  });
}
function edited(text, edits2) {
  const found = edits2.map(({ range, newText }) => ({
    start: offsetIn(text, range.start),
    end: offsetIn(text, range.end),
    text: newText
  }));
  return apply(text, found.sort((a, b) => a.start - b.start || a.end - b.end));
}
function words(text) {
  return tokens(text).map((token) => token.text).join("\0");
}
function workspaceEdit(value) {
  if (!isObject(value)) return void 0;
  if (isObject(value.edit)) return value.edit;
  return isObject(value.changes) || Array.isArray(value.documentChanges) ? value : void 0;
}
function difference(before, after) {
  if (before === after) return [];
  const [old, made] = [before.split("\n"), after.split("\n")];
  const most = Math.min(old.length, made.length) - 1;
  let head = 0;
  while (head < most && old[head] === made[head]) head++;
  let tail = 0;
  while (tail < most - head && old.at(-1 - tail) === made.at(-1 - tail)) tail++;
  const last = old.length - 1 - tail;
  return [{
    range: {
      start: { line: head, character: 0 },
      end: { line: last, character: old[last].length }
    },
    newText: made.slice(head, made.length - tail).join("\n")
  }];
}

// src/lsp/positions.ts
var OPAQUE = /* @__PURE__ */ new Set(["data", "arguments", "newText", "text"]);
var ADDRESSES = /* @__PURE__ */ new Set(["uri", "targetUri"]);
function moved(value, uri, moves) {
  return new Walk(uri, moves).any(value, uri);
}
var Walk = class {
  constructor(asked, moves) {
    this.asked = asked;
    this.moves = moves;
  }
  asked;
  moves;
  any(value, uri) {
    if (Array.isArray(value)) return value.map((one) => this.any(one, uri));
    if (!isObject(value)) return value;
    if (isPosition(value)) return this.moves.place(uri, value, "cursor");
    if (isRange(value)) return this.range(value, uri);
    return this.members(value, owner(value) ?? uri);
  }
  members(value, uri) {
    const made = {};
    for (const [key2, member] of Object.entries(value)) {
      if (OPAQUE.has(key2)) made[key2] = member;
      else if (ADDRESSES.has(key2) && typeof member === "string") {
        made[key2] = this.moves.address(member);
      } else if (key2 === "originSelectionRange") made[key2] = this.any(member, this.asked);
      else if (key2 === "fromRanges") made[key2] = this.any(member, caller(value) ?? this.asked);
      else if (key2 === "changes" && isObject(member)) made[key2] = this.changes(member);
      else made[key2] = this.any(member, uri);
    }
    return this.fold(made, uri);
  }
  range(value, uri) {
    const empty = value.start.line === value.end.line && value.start.character === value.end.character;
    return {
      ...value,
      start: this.moves.place(uri, value.start, empty ? "cursor" : "right"),
      end: this.moves.place(uri, value.end, empty ? "cursor" : "left")
    };
  }
  changes(value) {
    return Object.fromEntries(
      Object.entries(value).map(([uri, edits2]) => [
        this.moves.address(uri),
        this.any(edits2, uri)
      ])
    );
  }
  fold(value, uri) {
    for (const [name, side] of [["start", "right"], ["end", "left"]]) {
      const [line, character] = [value[`${name}Line`], value[`${name}Character`]];
      if (typeof line === "number" && typeof character === "number") {
        value[`${name}Character`] = this.moves.place(uri, { line, character }, side).character;
      }
    }
    return value;
  }
};
function owner({ uri, targetUri, textDocument }) {
  const found = uri ?? targetUri ?? (isObject(textDocument) ? textDocument.uri : void 0);
  return typeof found === "string" ? found : void 0;
}
function caller({ from: from2 }) {
  return isObject(from2) ? owner(from2) : void 0;
}
function isPosition(value) {
  return isObject(value) && typeof value.line === "number" && typeof value.character === "number";
}
function isRange(value) {
  return isPosition(value.start) && isPosition(value.end);
}
function movedTokens(data, place) {
  const made = [];
  let [line, character] = [0, 0];
  let before = { line: 0, character: 0 };
  for (let at2 = 0; at2 + 4 < data.length; at2 += 5) {
    const [down, right, length, type, modifiers] = data.slice(at2, at2 + 5);
    character = down === 0 ? character + right : right;
    line += down;
    const start = place({ line, character });
    const end2 = place({ line, character: character + length });
    made.push(
      start.line - before.line,
      start.line === before.line ? start.character - before.character : start.character,
      end2.character - start.character,
      type,
      modifiers
    );
    before = start;
  }
  return made;
}

// src/tool/files.ts
var utf8 = new TextDecoder("utf-8", { fatal: true });

// src/tool/lint.ts
var EXCLUDED = [
  // The language's own examples say `let`: a script is read from top to bottom, once.
  "prefer-const"
];

// src/lsp/settings.ts
var OFF = [
  "notebookDocumentSync",
  "codeLensProvider",
  "diagnosticProvider",
  "executeCommandProvider",
  "experimental"
];
function configuration(globals, modules) {
  return {
    compilerOptions: {
      strict: true,
      skipLibCheck: true,
      useUnknownInCatchVariables: false,
      types: globals === void 0 ? [] : [globals]
    },
    imports: modules,
    lint: { rules: { exclude: EXCLUDED } },
    lock: false,
    nodeModulesDir: "none"
  };
}
function section(name, config) {
  if (name === "deno") return deno(config);
  return { suggest: { autoImports: true }, updateImportsOnFileMove: { enabled: "never" } };
}
function deno(config) {
  return {
    enable: true,
    config,
    lint: true,
    cacheOnSave: false,
    codeLens: { implementations: false, references: false, test: false },
    suggest: { imports: { autoDiscover: false, hosts: {} } }
  };
}
function initialize(params, config, processId) {
  const { rootUri: _, rootPath: __, workspaceFolders: ___, ...rest } = params;
  const { general, workspace, textDocument, experimental: ____, ...others } = object(
    params.capabilities
  );
  const { positionEncodings: _____, ...generally } = object(general);
  const { diagnostic: ______, ...documents } = object(textDocument);
  const { diagnostics: _______, ...spaces } = object(workspace);
  return {
    ...rest,
    processId,
    rootUri: null,
    initializationOptions: deno(config),
    capabilities: {
      ...others,
      general: generally,
      textDocument: documents,
      workspace: { ...spaces, configuration: true, workspaceFolders: false }
    }
  };
}
function capabilities(result, version) {
  const { capabilities: capabilities2, ...rest } = object(result);
  const theirs = Object.fromEntries(
    Object.entries(object(capabilities2)).filter(([name]) => !OFF.includes(name))
  );
  const { semanticTokensProvider: tokens2 } = theirs;
  if (tokens2 !== void 0) {
    const { documentSelector: _, ...plain } = object(tokens2);
    theirs.semanticTokensProvider = plain;
  }
  return {
    ...rest,
    capabilities: {
      ...theirs,
      positionEncoding: "utf-16",
      textDocumentSync: { openClose: true, change: 1, save: { includeText: false } },
      documentFormattingProvider: true,
      workspace: { workspaceFolders: { supported: false } }
    },
    serverInfo: { name: "auraescript", version }
  };
}
function watches(params) {
  const workspace = object(object(params.capabilities).workspace);
  return object(workspace.didChangeWatchedFiles).dynamicRegistration === true;
}
var WATCH = {
  registrations: [{
    id: "auraescript",
    method: "workspace/didChangeWatchedFiles",
    registerOptions: { watchers: [{ globPattern: "**/*.{aurae,ts,mts,js,mjs,json}" }] }
  }]
};
function diagnostics(found, text, named) {
  return list(found).map(object).flatMap((diagnostic) => {
    const { source, code, range, message } = diagnostic;
    if (source === "deno" && code === "import-map-remap") return [];
    const missing = source === "deno" && code === "no-local";
    const why2 = missing ? `cannot import ${text(range).slice(1, -1)}: no such file` : String(message).replaceAll(/, \{ with: \{ "resolution-mode": "import" \} \}/g, "").replaceAll(/(?<=import\(")file:[^"]*/g, named);
    return [{ ...diagnostic, message: why2 }];
  });
}
function offers(action) {
  const { kind: kind2, command } = object(action);
  if (typeof kind2 === "string" && kind2.startsWith("refactor.move")) return false;
  const name = typeof command === "string" ? command : object(command).command;
  return typeof name !== "string" || !name.startsWith("deno.");
}

// src/lsp/proxy.ts
var RESTARTED = "auraescript:restart";
var FAILED = -32803;
var INTERNAL = -32603;
var CHANGED = -32801;
var RESOLVED = /* @__PURE__ */ new Set([
  "textDocument/completion",
  "textDocument/codeAction",
  "textDocument/inlayHint"
]);
var Proxy = class {
  constructor(ends, documents, facts) {
    this.ends = ends;
    this.documents = documents;
    this.facts = facts;
  }
  ends;
  documents;
  facts;
  asked = /* @__PURE__ */ new Map();
  /** The compiler's requests by the number that the editor knows. */
  questions = /* @__PURE__ */ new Map();
  count = 0;
  hello = {};
  /** Messages for a compiler that is starting again. */
  waiting;
  lives = 2;
  closing = false;
  /** A message from the editor. */
  fromEditor(message) {
    const { id, method } = message;
    try {
      if (method === void 0) this.answered(message);
      else if (id === void 0 || id === null) this.noticed(method, message);
      else this.requested(id, method, message);
    } catch (error) {
      const why2 = error.message;
      if (method === void 0 || id === void 0 || id === null) {
        console.error(`auraescript lsp: cannot use ${method ?? "an answer"}: ${why2}`);
        return;
      }
      this.asked.delete(id);
      this.refuse(id, INTERNAL, `cannot answer ${method}: ${why2}`);
    }
  }
  /** A message from the compiler. */
  fromCompiler(message) {
    const { id, method } = message;
    if (method === void 0) this.replied(message);
    else if (id === void 0 || id === null) this.told(method, message);
    else this.questioned(id, method, message);
  }
  /** The compiler has ended by itself; whether it should be started again. */
  compilerEnded() {
    this.lives--;
    this.questions.clear();
    for (const [id, { method }] of this.asked) {
      this.asked.delete(id);
      if (method === "shutdown") this.ends.editor({ jsonrpc: "2.0", id, result: null });
      else this.refuse(id, FAILED, `cannot answer ${method}: the compiler has ended`);
    }
    if (this.closing) return false;
    const again = this.lives > 0;
    const what = again ? "AuraeScript: the compiler has ended; it is started again" : "AuraeScript: cannot go on: the compiler has ended once more; restart the language server";
    this.notify("window/showMessage", { type: again ? 2 : 1, message: what });
    for (const { id, method } of again ? [] : this.waiting ?? []) {
      if (id !== void 0 && id !== null) this.refuse(id, FAILED, `cannot answer ${method}`);
    }
    this.waiting = again ? [] : void 0;
    return again;
  }
  /** It was started again: it hears what the editor said at first. */
  compilerStarted() {
    this.ends.compiler({
      jsonrpc: "2.0",
      id: RESTARTED,
      method: "initialize",
      params: this.greeting()
    });
  }
  greeting() {
    return initialize(this.hello, this.facts.config, this.facts.processId);
  }
  requested(id, method, message) {
    if (method === "textDocument/formatting") return this.format(id, object(message.params));
    if (method === "initialize") this.hello = object(message.params);
    if (method === "shutdown") this.closing = true;
    if (this.lives === 0) {
      if (method !== "shutdown") return this.refuse(id, FAILED, `cannot answer ${method}`);
      return this.ends.editor({ jsonrpc: "2.0", id, result: null });
    }
    if (method === "initialize") {
      this.asked.set(id, { method, document: void 0, uri: "" });
      return this.tell({ ...message, params: this.greeting() });
    }
    const [params, uri] = unwrapped(method, message.params);
    const document2 = this.documents.get(uri);
    this.asked.set(id, { method, document: document2, uri });
    const moves = {
      place: (uri2, position, side) => this.documents.get(uri2)?.toText(position, side) ?? position,
      address: (uri2) => uri2
    };
    const sent = params === void 0 ? message : { ...message, params: moved(params, uri, moves) };
    this.tell(sent);
  }
  noticed(method, message) {
    const params = object(message.params);
    const { uri } = object(params.textDocument);
    switch (method) {
      case "textDocument/didOpen":
        return this.inform(this.documents.opened(document(params.textDocument)));
      case "textDocument/didChange":
        return this.changed(params);
      case "textDocument/didClose":
        this.inform(this.documents.closed(String(uri)));
        return this.notify("textDocument/publishDiagnostics", { uri, diagnostics: [] });
      case "textDocument/didSave":
        this.inform(this.documents.settle());
        return this.tell(message);
      case "workspace/didChangeWatchedFiles":
        return this.watched(params, message);
      case "workspace/didChangeWorkspaceFolders":
        return;
      case "initialized":
        this.tell(message);
        if (watches(this.hello)) this.ask("client/registerCapability", WATCH);
        return;
      case "exit":
        return this.ends.end(this.closing ? 0 : 1);
      default:
        this.tell(message);
    }
  }
  changed(params) {
    const { uri, version } = object(params.textDocument);
    const before = this.documents.get(uri);
    const text = object(list(params.contentChanges).at(-1)).text;
    if (before === void 0 || typeof text !== "string") return;
    this.inform(this.documents.changed(new Document(uri, version, text, before.script)));
  }
  watched(params, message) {
    this.inform(this.documents.settle());
    const changes = list(params.changes).filter((change) => !isScript(String(object(change).uri)));
    if (changes.length > 0) this.tell({ ...message, params: { ...params, changes } });
  }
  format(id, params) {
    const { uri } = object(params.textDocument);
    const before = this.documents.get(uri);
    if (before === void 0) {
      return this.refuse(id, FAILED, `cannot format ${uri}: it is not open`);
    }
    this.ends.format(before.source).then(
      (text) => {
        if (this.documents.get(uri) !== before) this.refuse(id, CHANGED, `${uri} has changed`);
        else this.ends.editor({ jsonrpc: "2.0", id, result: difference(before.source, text) });
      },
      (error) => this.refuse(id, FAILED, error.message)
    );
  }
  /** The editor's answer to a question of the compiler, or to one of ours. */
  answered(message) {
    const id = this.questions.get(String(message.id));
    if (id === void 0) return;
    this.questions.delete(String(message.id));
    this.tell({ ...message, id });
  }
  questioned(id, method, message) {
    if (method === "workspace/configuration") {
      const result = list(object(message.params).items).map(
        (item) => section(object(item).section, this.facts.config)
      );
      this.ends.compiler({ jsonrpc: "2.0", id, result });
    } else if (/^client\/(?:un)?registerCapability$/.test(method)) {
      this.ends.compiler({ jsonrpc: "2.0", id, result: null });
    } else {
      const name = `auraescript:${++this.count}`;
      this.questions.set(name, id);
      this.ends.editor({ ...message, id: name, ...this.shown(message) });
    }
  }
  told(method, message) {
    if (method.startsWith("deno/")) return;
    if (method === "textDocument/publishDiagnostics") return this.publish(object(message.params));
    this.ends.editor({ ...message, ...this.shown(message) });
  }
  shown({ params }) {
    return params === void 0 ? {} : { params: moved(params, "", this.back()) };
  }
  publish(params) {
    const { uri, version } = params;
    if (!this.documents.isOpen(uri)) return;
    const found = this.documents.get(uri, version);
    const diagnostics2 = diagnostics(
      params.diagnostics,
      (range) => found?.slice(range) ?? "",
      (uri2) => this.documents.called(uri2)
    );
    const moves = this.back(found);
    this.notify("textDocument/publishDiagnostics", {
      ...params,
      uri: moves.address(uri),
      diagnostics: moved(diagnostics2, uri, moves)
    });
  }
  replied(message) {
    if (message.id === RESTARTED) return this.restarted();
    const id = message.id;
    const asked = this.asked.get(id);
    this.asked.delete(id);
    if (asked === void 0 || message.result === void 0 || message.result === null) {
      return this.ends.editor(message);
    }
    try {
      this.ends.editor({ ...message, result: this.result(message.result, asked) });
    } catch (error) {
      this.refuse(id, FAILED, `cannot answer ${asked.method}: ${error.message}`);
    }
  }
  restarted() {
    const waiting = this.waiting ?? [];
    this.waiting = void 0;
    this.tell({ jsonrpc: "2.0", method: "initialized", params: {} });
    this.inform(this.documents.all());
    for (const message of waiting) this.tell(message);
  }
  /** An answer as the editor should get it. */
  result(result, { method, document: document2, uri }) {
    if (method === "initialize") return capabilities(result, this.facts.version);
    const moves = this.back(document2);
    if (method.startsWith("textDocument/semanticTokens/")) {
      const data = list(object(result).data);
      const place = (position) => document2?.toSource(position) ?? position;
      return { ...object(result), data: movedTokens(data, place) };
    }
    let theirs = result;
    if (method === "textDocument/codeAction") {
      theirs = list(result).filter(
        (action) => offers(action) && this.fits(action, moved(action, uri, moves), document2)
      );
    }
    const ours = moved(theirs, uri, moves);
    if (!this.fits(theirs, ours, document2)) {
      throw new Error("the edit would have to write parentheses");
    }
    return RESOLVED.has(method) ? wrapped(ours, uri) : ours;
  }
  fits(theirs, ours, document2) {
    const edit = workspaceEdit(theirs);
    return edit === void 0 || fits(edit, workspaceEdit(ours), (uri) => this.find(uri, document2));
  }
  /** How places of the compiler become the user's; `asked` is the version that it was told of. */
  back(asked) {
    return {
      place: (uri, position) => this.find(uri, asked)?.toSource(position) ?? position,
      address: (uri) => this.documents.isOpen(uri) ? this.documents.get(uri)?.uri ?? uri : uri
    };
  }
  find(uri, asked) {
    return asked !== void 0 && key(uri) === key(asked.uri) ? asked : this.documents.get(uri);
  }
  inform(notices) {
    if (this.waiting !== void 0) return;
    for (const notice of notices) this.tell({ jsonrpc: "2.0", ...notice });
  }
  tell(message) {
    if (this.lives === 0) return;
    if (this.waiting !== void 0) this.waiting.push(message);
    else this.ends.compiler(message);
  }
  ask(method, params) {
    this.ends.editor({ jsonrpc: "2.0", id: `auraescript:${++this.count}`, method, params });
  }
  notify(method, params) {
    this.ends.editor({ jsonrpc: "2.0", method, params });
  }
  refuse(id, code, message) {
    this.ends.editor({ jsonrpc: "2.0", id, error: { code, message } });
  }
};
function document(item) {
  const { uri, languageId, version, text } = object(item);
  return new Document(uri, version, text, languageId === "aurae" || isScript(uri));
}
function wrapped(result, uri) {
  const wrap = (item) => isObject(item) ? { ...item, data: { uri, data: item.data } } : item;
  if (Array.isArray(result)) return result.map(wrap);
  return isObject(result) && Array.isArray(result.items) ? { ...result, items: result.items.map(wrap) } : result;
}
function unwrapped(method, params) {
  const { textDocument, item, data, ...rest } = object(params);
  if (method.endsWith("/resolve") && isObject(data) && typeof data.uri === "string") {
    return [data.data === void 0 ? rest : { ...rest, data: data.data }, data.uri];
  }
  const uri = object(textDocument).uri ?? object(item).uri;
  return [params, typeof uri === "string" ? uri : ""];
}

// src/lsp.ts
var task = JSON.parse(Deno.args[0]);
var output = Deno.stdout.writable.getWriter();
var compiler;
var ending = false;
async function end(status) {
  if (ending) return;
  ending = true;
  await output.ready.catch(() => {
  });
  await output.close().catch(() => {
  });
  await compiler?.close();
  const late = setTimeout(() => compiler?.kill(), 2e3);
  await compiler?.ended;
  clearTimeout(late);
  Deno.removeSync(task.scratch, { recursive: true });
  Deno.exit(status);
}
function address(path) {
  return new URL(`file://${encodeURI(path).replace(/[?#]/g, encodeURIComponent)}`).href;
}
function declarations() {
  const found = {};
  for (const { name } of Deno.readDirSync(task.types)) {
    const module = /^(\w+)\.d\.ts$/.exec(name)?.[1];
    if (module === void 0) continue;
    const called = module === "aurae" || module === "globals" ? module : `aurae/${module}`;
    found[called] = address(`${task.types}/${name}`);
  }
  return found;
}
async function main() {
  for (const [name, status] of [["SIGINT", 130], ["SIGTERM", 143], ["SIGHUP", 129]]) {
    Deno.addSignalListener(name, () => void end(status));
  }
  Deno.mkdirSync(task.scratch, { mode: 448 });
  const { globals, ...modules } = declarations();
  const config = `${task.scratch}/deno.json`;
  Deno.writeTextFileSync(config, JSON.stringify(configuration(globals, modules)));
  const proxy = new Proxy(
    {
      // An editor that is gone is noticed where it is read from.
      editor: (message) => void output.write(frame(message)).catch(() => {
      }),
      compiler: (message) => compiler?.say(message),
      format: (source) => format(source, task.formatter, task.scratch),
      end: (status) => void end(status)
    },
    new Documents(modules),
    { config, version: task.version, processId: Deno.pid }
  );
  const start = () => {
    const started = new Compiler(task.scratch, (message) => proxy.fromCompiler(message));
    compiler = started;
    void started.ended.then(() => {
      if (ending || !proxy.compilerEnded()) return;
      start();
      proxy.compilerStarted();
    });
  };
  start();
  const garbled = () => void output.write(
    frame({ jsonrpc: "2.0", id: null, error: { code: -32700, message: "this is no JSON" } })
  );
  try {
    await messages(Deno.stdin.readable, (message) => proxy.fromEditor(message), garbled);
  } catch (error) {
    console.error(
      `auraescript lsp: cannot go on: a message is broken: ${error.message}`
    );
  }
  await end(1);
}
await main();
