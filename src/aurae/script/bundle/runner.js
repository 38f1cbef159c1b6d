var __defProp = Object.defineProperty;
var __export = (target, all2) => {
  for (var name in all2)
    __defProp(target, name, { get: all2[name], enumerable: true });
};

// src/edits.ts
function apply(source, edits) {
  if (edits.length === 0) return source;
  const pieces3 = [];
  let done = 0;
  for (const { start, end, text: text4 } of edits) {
    pieces3.push(source.slice(done, start), text4);
    done = end;
  }
  pieces3.push(source.slice(done));
  return pieces3.join("");
}
function origin(edits, offset2) {
  let shift = 0;
  for (const { start, end, text: text4 } of edits) {
    const at2 = start + shift;
    if (offset2 < at2) break;
    if (offset2 < at2 + text4.length) return Math.min(start + (offset2 - at2), Math.max(end - 1, start));
    shift += text4.length - (end - start);
  }
  return offset2 - shift;
}
var BREAK = /\r\n|[\n\r\u2028\u2029]/g;
function position(source, offset2) {
  let [line, start] = [1, 0];
  for (const found of source.matchAll(BREAK)) {
    const next = found.index + found[0].length;
    if (next > offset2) break;
    line++;
    start = next;
  }
  return { line, column: offset2 - start + 1 };
}
function offset(source, line, column) {
  let start = 0;
  if (line > 1) {
    let left = line - 1;
    for (const found of source.matchAll(BREAK)) {
      if (--left > 0) continue;
      start = found.index + found[0].length;
      break;
    }
  }
  return start + column - 1;
}
function lineOf(source, line) {
  const start = offset(source, line, 1);
  const rest = source.slice(start);
  const end = rest.search(BREAK);
  return end < 0 ? rest : rest.slice(0, end);
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
  LISTS.flatMap(([code, texts]) => texts.split(" ").map((text4) => [text4, code]))
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
  frames = [frame(1 /* Block */, -1)];
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
    this.top = frame(holds, opener);
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
function frame(holds, opener) {
  return { holds, opener, head: false, members: false, questions: -1, angles: -1 };
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

// src/imports.ts
function imports(source) {
  const words3 = /\b(?:import|from)\b/g;
  if (!words3.test(source)) return [];
  const text4 = new Text(source);
  const found = [];
  words3.lastIndex = 0;
  for (const { index, 0: word } of source.matchAll(words3)) {
    const token = text4.find(index);
    if (token < 0 || text4.at(token - 1) === ".") continue;
    const one = word === "from" ? from(text4, token) : imported(text4, token);
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
  import(token, end, kind2) {
    const specifier = kind2 === "meta" ? "" : this.at(token).slice(1, -1);
    return { start: this.columns.start[token], end: this.columns.end[end], specifier, kind: kind2 };
  }
};
function imported(text4, token) {
  const next = text4.at(token + 1);
  if (next === "." && text4.at(token + 2) === "meta") return text4.import(token, token + 2, "meta");
  const at2 = token + (next === "(" ? 2 : 1);
  if (!text4.isString(at2)) return void 0;
  if (next === "(" && ![",", ")"].includes(text4.at(at2 + 1))) return void 0;
  return text4.import(at2, at2, attribute(text4, at2));
}
function from(text4, token) {
  if (!text4.isString(token + 1) || !/^(?:\}|\*|[^\W\d].*|\W\w+)$/.test(text4.at(token - 1))) {
    return void 0;
  }
  let at2 = token - 1;
  while (at2 >= 0 && text4.at(at2) !== "import" && text4.at(at2) !== "export") at2--;
  const type = text4.at(at2 + 1) === "type" && !["from", ","].includes(text4.at(at2 + 2));
  return text4.import(token + 1, token + 1, type ? "type" : attribute(text4, token + 1));
}
function attribute(text4, token) {
  const words3 = Array.from({ length: 8 }, (_, index) => text4.at(token + 1 + index)).join(" ");
  const found = /^(?:with|, \{ with :) \{ ["']?type["']? : ["'](text|json)["']/.exec(words3);
  return found?.[1] ?? "code";
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

// src/printable.ts
var CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g;
function printable(text4, lines2 = false) {
  const one = lines2 ? text4 : text4.replace(/[\n\t]/g, (sign) => sign === "\n" ? "\\n" : "\\t");
  return one.replace(CONTROL, (sign) => {
    const code = sign.charCodeAt(0);
    return code < 256 ? `\\x${code.toString(16).padStart(2, "0")}` : `\\u${code.toString(16).padStart(4, "0")}`;
  });
}

// src/errors.ts
var AuraeError = class extends Error {
  name = "AuraeError";
  /** What kind of failure, by gRPC's name. */
  code;
  /** The RPC, such as `aurae.runtime.v0.RuntimeService/Start`; empty when no call was made. */
  method;
  /** Path of the request's field that was wrong, such as `workload.name`; empty when none was. */
  field;
  /** `message` is "cannot X: why", as the daemon or the library put it. */
  constructor(code, message2, method = "", field = "") {
    super(message2);
    this.code = code;
    this.method = method;
    this.field = field;
  }
};
function reason(error) {
  if (error instanceof Deno.errors.NotFound) return "no such file";
  if (error instanceof Deno.errors.PermissionDenied) return "permission denied";
  return error instanceof Error ? error.message : String(error);
}

// src/reach.ts
var Refused = class extends Error {
};
var CODE = [
  [/\.(?:aurae|m?ts)$/, "application/typescript"],
  [/\.m?js$/, "text/javascript"]
];
function codeType(path) {
  return CODE.find(([ending2]) => ending2.test(path))?.[1];
}
function reach(named3, code, allowed) {
  const denied = (path) => new Refused(`the script may not read it; give auraescript --allow-read=${path}`);
  if (!reaches(named3, allowed)) throw denied(named3);
  const files = allowed.files ?? Deno;
  try {
    const path = files.realPathSync(named3);
    if (!reaches(path, allowed)) throw denied(path);
    const { isDirectory, isFile } = files.statSync(path);
    if (isDirectory) throw new Refused(FOLDER);
    if (!isFile) throw new Refused("it is no file");
    if (code && codeType(path) === void 0) {
      throw new Refused("it is no script (.aurae, .ts, .mts, .js, .mjs)");
    }
    return { path, bytes: files.readFileSync(path) };
  } catch (error) {
    if (error instanceof Refused) throw error;
    if (error instanceof Deno.errors.NotCapable) throw denied(named3);
    throw new Refused(why(error));
  }
}
var FOLDER = "it is a folder";
function why(error) {
  return error instanceof Deno.errors.IsADirectory ? FOLDER : reason(error);
}
function reaches(path, { folder, granted, secrets }) {
  if (granted.some((given) => within(path, given))) return true;
  if (folder === "" || secrets.includes(path) || !within(path, folder)) return false;
  return !path.slice(folder.length).includes("/.");
}
function within(path, folder) {
  return path === folder || path.startsWith(folder.endsWith("/") ? folder : `${folder}/`);
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
  const columns2 = cut(source);
  for (const index of columns2.keywords) {
    const condition = at(columns2, index);
    if (condition !== void 0) found.push(condition);
  }
  return found;
}
function at(columns2, index) {
  const { code, start, end, partner } = columns2;
  const loop = code[index] === 27 /* For */;
  const first = index + (loop && code[index + 1] === 38 /* Await */ ? 2 : 1);
  const last2 = lastOfBare(columns2, index, first);
  const keyword = start[index];
  if (last2 !== void 0) {
    return {
      keyword,
      open: end[first - 1],
      close: end[last2],
      bare: true
    };
  }
  const closing = code[first] === 19 /* Parenthesis */ ? partner[first] : 0;
  if (closing === 0) return void 0;
  return { keyword, open: end[first], close: start[closing], bare: false };
}
function lastOfBare(columns2, index, first) {
  const { code, start, end, flags, count } = columns2;
  if (first >= count) return void 0;
  const head = code[first];
  const scan = new Scan(columns2, first, code[index] === 27 /* For */);
  if (code[index] === 26 /* While */ && index > 0 && flags[index - 1] & 4 /* OfDo */) {
    return head === 19 /* Parenthesis */ && !goesOn(columns2, first, false) ? void 0 : scan.toEnd();
  }
  if (head === 16 /* Less */ && start[first] === end[index]) return void 0;
  if (head !== 19 /* Parenthesis */ || goesOn(columns2, first, false)) return scan.toBlock();
  if (!goesOn(columns2, first, true)) return void 0;
  const last2 = scan.toBlock();
  return last2 !== void 0 && !(flags[last2 + 1] & 1 /* Newline */) ? last2 : void 0;
}
function goesOn({ code, partner, count }, head, perhaps) {
  const closing = partner[head];
  if (closing === 0 || closing + 1 >= count) return false;
  const next = code[closing + 1];
  return CONTINUES.has(next) || perhaps && MAY_CONTINUE.has(next);
}
var Scan = class {
  constructor(columns2, first, loop) {
    this.columns = columns2;
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

// src/transform.ts
function insertions(source) {
  const edits = [];
  const put2 = (start, text4) => {
    const blank = source[start] === " " || source[start] === "	";
    edits.push({ start, end: blank ? start + 1 : start, text: text4 });
  };
  for (const { open, close, bare } of conditions(source)) {
    if (!bare) continue;
    put2(open, "(");
    put2(close, ")");
  }
  return edits.sort((a, b) => a.start - b.start);
}

// src/utf8.ts
var utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: false });
function decode(bytes, wrong) {
  try {
    return utf8.decode(bytes);
  } catch {
    throw wrong(place(bytes));
  }
}
function place(bytes) {
  let [line, start] = [1, 0];
  for (; ; ) {
    const feed = bytes.indexOf(10, start);
    const end = feed < 0 ? bytes.length : feed;
    const good = valid(bytes.subarray(start, end));
    if (good !== void 0) return { line, column: good + 1 };
    if (feed < 0) return { line, column: 1 };
    start = feed + 1;
    line++;
  }
}
function valid(line) {
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: false });
  let length = 0;
  try {
    for (let at2 = 0; at2 < line.length; at2++) {
      length += decoder.decode(line.subarray(at2, at2 + 1), { stream: true }).length;
    }
    decoder.decode();
    return void 0;
  } catch {
    return length;
  }
}

// src/load.ts
var LoadError = class extends Error {
  name = "LoadError";
};
var META = "aurae__meta";
var NOTHING = "data:text/javascript,";
var LIBRARY = /* @__PURE__ */ Symbol.for("aurae.library");
var Loaded = class {
  constructor(name, source, edits) {
    this.name = name;
    this.source = source;
    this.edits = edits;
  }
  name;
  source;
  edits;
  /** Of each line: columns of the compiled text, and how much further on it is than the file. */
  shifts() {
    const found = {};
    const text4 = this.text();
    let shift = 0;
    for (const edit of this.edits) {
      const by = edit.text.length - (edit.end - edit.start);
      const { line, column } = position(text4, edit.start + shift);
      if (by !== 0) (found[line] ??= []).push([column, by]);
      shift += by;
    }
    return found;
  }
  /** What was compiled. */
  text() {
    return apply(this.source, this.edits);
  }
  /** Where a line and a column of the compiled text lie in the file. */
  place(line, column) {
    const at2 = offset(this.text(), line, column);
    return position(this.source, Math.min(origin(this.edits, at2), this.source.length));
  }
};
var Modules = class {
  constructor(folder, allowed, library, analyze = analysis) {
    this.folder = folder;
    this.allowed = allowed;
    this.library = library;
    this.analyze = analyze;
  }
  folder;
  allowed;
  library;
  analyze;
  /** A source says `connect`. */
  connects = false;
  /** The files, by the addresses of their blobs. */
  files = /* @__PURE__ */ new Map();
  addresses = /* @__PURE__ */ new Map();
  open = [];
  /** Specifiers of files in a circle, and their paths. */
  circles = /* @__PURE__ */ new Map();
  main = "";
  /** Address of the program whose first file this is. Throws LoadError. */
  async program(path, source, name) {
    this.main = path;
    const address2 = await this.add(path, source, printable(name), "application/typescript");
    if (this.circles.size > 0) await this.link();
    return address2;
  }
  /** What a file is called whose blob has this address, and its source. */
  file(address2) {
    return this.files.get(address2);
  }
  /** All files, each with its source. */
  all() {
    return this.files.values();
  }
  /** For each blob what it is called and where its text is shifted. */
  table() {
    return Object.fromEntries(
      [...this.files].map(([address2, file]) => [address2, [file.name, file.shifts()]])
    );
  }
  async add(path, source, name, type) {
    this.connects ||= /connect|createClient/.test(source);
    this.open.push(path);
    const { parentheses, imports: imports2 } = await this.analyze(source, /\.m?[jt]s$/.test(path));
    const edits = [...parentheses];
    let meta = false;
    for (const one of imports2) {
      meta ||= one.kind === "meta";
      const text4 = one.kind === "meta" ? META : await this.specifier(one, path, source, name);
      if (text4 !== void 0) edits.push({ start: one.start, end: one.end, text: text4 });
    }
    if (imports2.length > 0) edits.sort((a, b) => a.start - b.start);
    this.open.pop();
    const address2 = module(apply(source, edits) + (meta ? this.meta(path) : ""), type);
    this.files.set(address2, new Loaded(name, source, edits));
    this.addresses.set(path, address2);
    return address2;
  }
  /** What is written for a specifier; undefined where it stays. */
  async specifier(one, importer, source, name) {
    const { specifier, kind: kind2 } = one;
    try {
      const library = librarySpecifier(specifier);
      const local = /^(?:\.{0,2}\/|file:|\.{1,2}$)/.test(specifier);
      if (library === void 0 && !local) return void 0;
      if (kind2 === "type") return JSON.stringify(NOTHING);
      const address2 = library !== void 0 ? this.provided(library) : await this.address(specifier, importer, kind2);
      return JSON.stringify(address2);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      const { line, column } = position(source, one.start);
      const what = `cannot import ${specifier}: ${error.message}`;
      throw new LoadError(printable(`${name}:${line}:${column}: ${what}`));
    }
  }
  async address(specifier, importer, kind2) {
    const code = kind2 === "code";
    const { path, bytes } = reach(named(specifier, importer), code, this.allowed);
    if (!code) {
      const type = kind2 === "json" ? "application/json" : "text/plain";
      return URL.createObjectURL(new Blob([bytes], { type }));
    }
    const known = this.addresses.get(path);
    if (known !== void 0) return known;
    if (this.open.includes(path)) {
      const name2 = `aurae-module:${this.open.indexOf(path)}${path}`;
      this.circles.set(name2, path);
      return name2;
    }
    const name = printable(this.shown(path));
    return await this.add(path, text(bytes, name), name, codeType(path));
  }
  /** Let the specifiers of circles find their modules. */
  async link() {
    const { registerHooks } = await import("node:module");
    const found = new Map(
      [...this.circles].map(([name, path]) => [name, this.addresses.get(path)])
    );
    registerHooks({
      resolve: (specifier, context, next) => {
        const url = found.get(specifier);
        return url === void 0 ? next(specifier, context) : { url, shortCircuit: true };
      }
    });
  }
  /** Address of the library, or of one of its generated modules. Throws Refused. */
  provided(library) {
    const known = this.addresses.get(library);
    if (known !== void 0) return known;
    const address2 = library === "aurae" ? this.whole() : generated(library);
    this.addresses.set(library, address2);
    return address2;
  }
  whole() {
    const library = this.library();
    Object.defineProperty(globalThis, LIBRARY, { value: library });
    const names = Object.keys(library).join(", ");
    const code = `const { ${names} } = globalThis[Symbol.for("${LIBRARY.description}")];
export { ${names} };
`;
    const address2 = module(code, "text/javascript");
    this.files.set(address2, new Loaded("aurae", code, []));
    return address2;
  }
  meta(path) {
    const url = fileUrl(path);
    const facts = {
      url,
      filename: path,
      dirname: path.slice(0, path.lastIndexOf("/")) || "/",
      main: path === this.main
    };
    const made = `export default { ...${JSON.stringify(facts)}, resolve: (specifier) => new URL(specifier, ${JSON.stringify(url)}).href };`;
    return `
import ${META} from ${JSON.stringify(module(made, "text/javascript"))};
`;
  }
  /** A path as a person would say it here. */
  shown(path) {
    const folder = this.folder.endsWith("/") ? this.folder : `${this.folder}/`;
    return path.startsWith(folder) ? path.slice(folder.length) : path;
  }
};
function analysis(source, plain3) {
  return { parentheses: plain3 ? [] : insertions(source), imports: imports(source) };
}
function text(bytes, name) {
  return decode(bytes, (at2) => {
    const place3 = `${printable(name)}:${at2.line}:${at2.column}`;
    return new LoadError(`${place3}: cannot read script: it is not UTF-8`);
  });
}
function module(code, type) {
  return URL.createObjectURL(new Blob([code], { type }));
}
function generated(library) {
  const name = library.slice("aurae/".length);
  const folder = new URL("gen/", import.meta.url);
  const names = [...Deno.readDirSync(folder)].map((entry) => entry.name.replace(/\.[jt]s$/, ""));
  if (!names.includes(name)) {
    throw new Refused(`the library has no such module; it has ${names.sort().join(", ")}`);
  }
  return new URL(`gen/${name}.js`, import.meta.url).href;
}
function named(specifier, importer) {
  try {
    return pathOf(specifier, importer);
  } catch (error) {
    throw new Refused(error.message);
  }
}

// src/output.ts
var BROKEN = 141;
var PAUSE = 1;
var WHOLE2 = 4096;
var KEPT = 1e3;
var FEED = 10;
var encoder = new TextEncoder();
var pause = new Int32Array(new SharedArrayBuffer(4));
var nothing = new Uint8Array(0);
var ending = false;
function install() {
  wrap(Deno.stdout);
  wrap(Deno.stderr);
  const { internal } = Deno;
  const { Console } = Deno[internal];
  globalThis.console = new Console((text4, level) => {
    (level > 1 ? Deno.stderr : Deno.stdout).writeSync(encoder.encode(text4));
  });
}
function brokenPipe() {
  if (ending) return;
  ending = true;
  Deno.exit(BROKEN);
}
function wrap(sink) {
  const { write, writeSync } = sink;
  const buffered = sink === Deno.stdout;
  const now = (bytes) => {
    for (const piece of pieces(bytes)) {
      let left = piece;
      while (left !== void 0) {
        const part = left;
        try {
          left = after(part, writeSync.call(sink, part));
        } catch (error) {
          left = refused(error, part, buffered);
          if (left) Atomics.wait(pause, 0, 0, PAUSE);
        }
      }
    }
    return bytes.length;
  };
  const later = async (bytes) => {
    for (const piece of pieces(bytes)) {
      let left = piece;
      while (left !== void 0) {
        const part = left;
        try {
          left = after(part, await write.call(sink, part));
        } catch (error) {
          left = refused(error, part, buffered);
          if (left) await new Promise((resolve) => setTimeout(resolve, PAUSE));
        }
      }
    }
    return bytes.length;
  };
  let stream;
  const chunk = async (bytes) => void await later(bytes);
  Object.defineProperties(sink, {
    write: { value: later },
    writeSync: { value: now },
    writable: { get: () => stream ??= new WritableStream({ write: chunk }) }
  });
}
function* pieces(bytes) {
  for (let rest = bytes; rest.length > 0; ) {
    const lines2 = rest.subarray(0, WHOLE2).lastIndexOf(FEED) + 1;
    const piece = rest.subarray(0, lines2 || KEPT);
    yield piece;
    rest = rest.subarray(piece.length);
  }
}
function after(piece, written) {
  return written < piece.length ? piece.subarray(written) : void 0;
}
function refused(error, piece, buffered) {
  if (error instanceof Deno.errors.WouldBlock) {
    const kept = buffered && piece[piece.length - 1] !== FEED;
    return kept ? nothing : piece;
  }
  if (!(error instanceof Deno.errors.BrokenPipe)) throw error;
  brokenPipe();
  return void 0;
}

// src/cache.ts
var LARGE = 16 * 1024;
var LIMIT = 32 * 2 ** 20;
var encoder2 = new TextEncoder();
var Cache = class {
  /** `uid` is the user who runs this; nobody else's entries are used. */
  constructor(folder, uid) {
    this.folder = folder;
    this.uid = uid;
  }
  folder;
  uid;
  /** What is to be done to a source, from the cache where it is large. */
  analyze = async (source, plain3) => {
    if (source.length < LARGE) return analysis(source, plain3);
    const version = false ? "" : "0e9628a8635c4535";
    const key = await digest(`${version} ${plain3}
${source}`);
    const path = `${this.folder}/${key}`;
    try {
      const found = await this.read(path, key);
      if (found !== void 0) return found;
    } catch {
    }
    const made = analysis(source, plain3);
    try {
      await this.write(path, key, made);
    } catch {
    }
    return made;
  };
  async read(path, key) {
    if (!this.own(this.folder, "isDirectory") || !this.own(path, "isFile")) return void 0;
    const text4 = Deno.readTextFileSync(path);
    const end = text4.indexOf("\n");
    const json = text4.slice(end + 1);
    return text4.slice(0, end) === await digest(key + json) ? unpack(json) : void 0;
  }
  async write(path, key, made) {
    Deno.mkdirSync(this.folder, { recursive: true, mode: 448 });
    if (!this.own(this.folder, "isDirectory")) return;
    this.trim();
    const json = pack(made);
    const scratch = `${path}.${Deno.pid}`;
    const text4 = `${await digest(key + json)}
${json}`;
    Deno.writeTextFileSync(scratch, text4, { createNew: true, mode: 384 });
    Deno.renameSync(scratch, path);
  }
  /** The user's alone, and what it should be: a pipe would be waited for. */
  own(path, kind2) {
    const info = Deno.lstatSync(path);
    const { uid, mode } = info;
    return info[kind2] && uid === this.uid && ((mode ?? 511) & 63) === 0;
  }
  /** Make room: the oldest entries go. */
  trim() {
    const entries2 = [...Deno.readDirSync(this.folder)].map(({ name }) => {
      const { size, mtime } = Deno.lstatSync(`${this.folder}/${name}`);
      return { name, size, time: mtime?.getTime() ?? 0 };
    });
    let sum = entries2.reduce((all2, { size }) => all2 + size, 0);
    for (const { name, size } of entries2.sort((a, b) => a.time - b.time)) {
      if (sum <= LIMIT) return;
      Deno.removeSync(`${this.folder}/${name}`);
      sum -= size;
    }
  }
};
async function digest(text4) {
  const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", encoder2.encode(text4)));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
function pack({ parentheses, imports: imports2 }) {
  const places = parentheses.map(
    ({ start, end, text: text4 }) => start * 4 + (end > start ? 2 : 0) + (text4 === ")" ? 1 : 0)
  );
  return JSON.stringify([places, imports2]);
}
function unpack(json) {
  const [places, imports2] = JSON.parse(json);
  const parentheses = places.map((place3) => {
    const start = place3 >> 2;
    return { start, end: place3 & 2 ? start + 1 : start, text: place3 & 1 ? ")" : "(" };
  });
  return { parentheses, imports: imports2 };
}

// gen/cells.ts
var cells_exports = {};
__export(cells_exports, {
  Cell: () => Cell,
  CellEvent: () => CellEvent,
  CellGraphNode: () => CellGraphNode,
  CellServiceAllocateRequest: () => CellServiceAllocateRequest,
  CellServiceAllocateResponse: () => CellServiceAllocateResponse,
  CellServiceClient: () => CellServiceClient,
  CellServiceDefinition: () => CellServiceDefinition,
  CellServiceFreeRequest: () => CellServiceFreeRequest,
  CellServiceFreeResponse: () => CellServiceFreeResponse,
  CellServiceFreezeRequest: () => CellServiceFreezeRequest,
  CellServiceFreezeResponse: () => CellServiceFreezeResponse,
  CellServiceGetRequest: () => CellServiceGetRequest,
  CellServiceGetResponse: () => CellServiceGetResponse,
  CellServiceKillRequest: () => CellServiceKillRequest,
  CellServiceKillResponse: () => CellServiceKillResponse,
  CellServiceListRequest: () => CellServiceListRequest,
  CellServiceListRequest_LabelsEntry: () => CellServiceListRequest_LabelsEntry,
  CellServiceListResponse: () => CellServiceListResponse,
  CellServiceServiceName: () => CellServiceServiceName,
  CellServiceStartRequest: () => CellServiceStartRequest,
  CellServiceStartResponse: () => CellServiceStartResponse,
  CellServiceStatsRequest: () => CellServiceStatsRequest,
  CellServiceStatsResponse: () => CellServiceStatsResponse,
  CellServiceStopRequest: () => CellServiceStopRequest,
  CellServiceStopResponse: () => CellServiceStopResponse,
  CellServiceThawRequest: () => CellServiceThawRequest,
  CellServiceThawResponse: () => CellServiceThawResponse,
  CellServiceUpdateRequest: () => CellServiceUpdateRequest,
  CellServiceUpdateResponse: () => CellServiceUpdateResponse,
  CellServiceWatchRequest: () => CellServiceWatchRequest,
  CellServiceWatchResponse: () => CellServiceWatchResponse,
  CellState: () => CellState,
  CellStatus: () => CellStatus,
  Cell_AnnotationsEntry: () => Cell_AnnotationsEntry,
  Cell_LabelsEntry: () => Cell_LabelsEntry,
  CpuController: () => CpuController,
  CpuStats: () => CpuStats,
  CpusetController: () => CpusetController,
  Executable: () => Executable,
  IoController: () => IoController,
  IoDevice: () => IoDevice,
  IoStats: () => IoStats,
  MemoryController: () => MemoryController,
  MemoryStats: () => MemoryStats,
  PidsController: () => PidsController,
  PidsStats: () => PidsStats
});

// src/wire.ts
var text2 = new TextEncoder();
var utf82 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
function exact(value) {
  const large = whole(value);
  const plain3 = Number(large);
  return Number.isSafeInteger(plain3) ? plain3 : large;
}
function put(map, key, value) {
  const all2 = { value, writable: true, enumerable: true, configurable: true };
  if (key === "__proto__") Object.defineProperty(map, key, all2);
  else map[key] = value;
}
async function* decoded(source, type) {
  for await (const bytes of source) yield type.decode(bytes);
}
var BinaryWriter = class {
  bytes_ = new Uint8Array(128);
  length = 0;
  open = [];
  finish() {
    return this.bytes_.slice(0, this.length);
  }
  fork() {
    this.open.push(this.length);
    return this;
  }
  join() {
    const start = this.open.pop();
    if (start === void 0) throw new Error("cannot join: no part is open");
    const body = this.bytes_.slice(start, this.length);
    this.length = start;
    return this.bytes(body);
  }
  uint32(value) {
    let rest = value >>> 0;
    this.reserve(5);
    while (rest > 127) {
      this.bytes_[this.length++] = rest & 127 | 128;
      rest >>>= 7;
    }
    this.bytes_[this.length++] = rest;
    return this;
  }
  /** A negative number takes ten bytes, as the format demands. */
  int32(value) {
    return value < 0 ? this.int64(value) : this.uint32(value);
  }
  uint64(value) {
    return this.varint(within2(value, 0n, 2n ** 64n - 1n));
  }
  int64(value) {
    return this.varint(BigInt.asUintN(64, within2(value, -(2n ** 63n), 2n ** 63n - 1n)));
  }
  varint(value) {
    let rest = value;
    this.reserve(10);
    while (rest > 0x7fn) {
      this.bytes_[this.length++] = Number(rest & 0x7fn) | 128;
      rest >>= 7n;
    }
    this.bytes_[this.length++] = Number(rest);
    return this;
  }
  bool(value) {
    return this.uint32(value ? 1 : 0);
  }
  bytes(value) {
    this.uint32(value.length);
    this.reserve(value.length);
    this.bytes_.set(value, this.length);
    this.length += value.length;
    return this;
  }
  string(value) {
    return this.bytes(text2.encode(value));
  }
  double(value) {
    this.reserve(8);
    new DataView(this.bytes_.buffer).setFloat64(this.length, value, true);
    this.length += 8;
    return this;
  }
  reserve(count) {
    if (this.length + count <= this.bytes_.length) return;
    const larger = new Uint8Array(Math.max(this.bytes_.length * 2, this.length + count));
    larger.set(this.bytes_.subarray(0, this.length));
    this.bytes_ = larger;
  }
};
var BinaryReader = class {
  constructor(buffer) {
    this.buffer = buffer;
    this.len = buffer.length;
  }
  buffer;
  pos = 0;
  len;
  uint32() {
    return Number(this.varint() & 0xffffffffn);
  }
  int32() {
    return Number(BigInt.asIntN(32, this.varint()));
  }
  uint64() {
    return exact(this.varint());
  }
  int64() {
    return exact(BigInt.asIntN(64, this.varint()));
  }
  bool() {
    return this.varint() !== 0n;
  }
  /** A copy: the caller may keep it. */
  bytes() {
    return this.run().slice();
  }
  string() {
    return utf82.decode(this.run());
  }
  double() {
    const start = this.advance(8);
    return new DataView(this.buffer.buffer, this.buffer.byteOffset + start, 8).getFloat64(0, true);
  }
  /** Pass over a field that this version does not know. */
  skip(wireType) {
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
  run() {
    const count = this.uint32();
    const start = this.advance(count);
    return this.buffer.subarray(start, start + count);
  }
  advance(count) {
    const start = this.pos;
    if (start + count > this.len) {
      throw new RangeError(`cannot read message: it ends at byte ${this.len} of ${start + count}`);
    }
    this.pos = start + count;
    return start;
  }
  varint() {
    let value = 0;
    for (let shift = 0; shift < 28; shift += 7) {
      const byte = this.buffer[this.advance(1)];
      value |= (byte & 127) << shift;
      if (byte < 128) return BigInt(value);
    }
    let large = BigInt(value);
    for (let shift = 28n; shift < 70n; shift += 7n) {
      const byte = this.buffer[this.advance(1)];
      large |= BigInt(byte & 127) << shift;
      if (byte < 128) return BigInt.asUintN(64, large);
    }
    throw new RangeError(`cannot read message: the number at byte ${this.pos} is too long`);
  }
};
function within2(value, least, most) {
  const number2 = whole(value);
  if (number2 < least || number2 > most) {
    throw new RangeError(`cannot send ${value}: a number from ${least} to ${most} is expected`);
  }
  return number2;
}
function whole(value) {
  try {
    return BigInt(value);
  } catch {
    throw new RangeError(`cannot send ${value}: a whole number is expected`);
  }
}

// gen/duration.ts
function createBaseDuration() {
  return { seconds: 0, nanos: 0 };
}
var Duration = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.seconds != null && message2.seconds !== 0) {
      writer.uint32(8).int64(message2.seconds);
    }
    if (message2.nanos != null && message2.nanos !== 0) {
      writer.uint32(16).int32(message2.nanos);
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseDuration();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 8) {
              break;
            }
            message2.seconds = reader.int64();
            continue;
          }
          case 2: {
            if (tag !== 16) {
              break;
            }
            message2.nanos = reader.int32();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return Duration.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseDuration();
    message2.seconds = object.seconds !== void 0 && object.seconds !== null ? exact(object.seconds) : 0;
    message2.nanos = object.nanos ?? 0;
    return message2;
  }
};

// gen/timestamp.ts
function createBaseTimestamp() {
  return { seconds: 0, nanos: 0 };
}
var Timestamp = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.seconds != null && message2.seconds !== 0) {
      writer.uint32(8).int64(message2.seconds);
    }
    if (message2.nanos != null && message2.nanos !== 0) {
      writer.uint32(16).int32(message2.nanos);
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseTimestamp();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 8) {
              break;
            }
            message2.seconds = reader.int64();
            continue;
          }
          case 2: {
            if (tag !== 16) {
              break;
            }
            message2.nanos = reader.int32();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return Timestamp.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseTimestamp();
    message2.seconds = object.seconds !== void 0 && object.seconds !== null ? exact(object.seconds) : 0;
    message2.nanos = object.nanos ?? 0;
    return message2;
  }
};

// gen/cells.ts
var CellStatus = /* @__PURE__ */ ((CellStatus2) => {
  CellStatus2[CellStatus2["CELL_STATUS_UNSPECIFIED"] = 0] = "CELL_STATUS_UNSPECIFIED";
  CellStatus2[CellStatus2["CELL_STATUS_ALLOCATED"] = 1] = "CELL_STATUS_ALLOCATED";
  CellStatus2[CellStatus2["CELL_STATUS_FREEING"] = 2] = "CELL_STATUS_FREEING";
  CellStatus2[CellStatus2["UNRECOGNIZED"] = -1] = "UNRECOGNIZED";
  return CellStatus2;
})(CellStatus || {});
var CellEvent = /* @__PURE__ */ ((CellEvent2) => {
  CellEvent2[CellEvent2["CELL_EVENT_UNSPECIFIED"] = 0] = "CELL_EVENT_UNSPECIFIED";
  CellEvent2[CellEvent2["CELL_EVENT_EXISTS"] = 1] = "CELL_EVENT_EXISTS";
  CellEvent2[CellEvent2["CELL_EVENT_SYNCED"] = 2] = "CELL_EVENT_SYNCED";
  CellEvent2[CellEvent2["CELL_EVENT_ALLOCATED"] = 3] = "CELL_EVENT_ALLOCATED";
  CellEvent2[CellEvent2["CELL_EVENT_UPDATED"] = 4] = "CELL_EVENT_UPDATED";
  CellEvent2[CellEvent2["CELL_EVENT_FROZEN"] = 5] = "CELL_EVENT_FROZEN";
  CellEvent2[CellEvent2["CELL_EVENT_THAWED"] = 6] = "CELL_EVENT_THAWED";
  CellEvent2[CellEvent2["CELL_EVENT_KILLED"] = 7] = "CELL_EVENT_KILLED";
  CellEvent2[CellEvent2["CELL_EVENT_FREEING"] = 8] = "CELL_EVENT_FREEING";
  CellEvent2[CellEvent2["CELL_EVENT_FREED"] = 9] = "CELL_EVENT_FREED";
  CellEvent2[CellEvent2["UNRECOGNIZED"] = -1] = "UNRECOGNIZED";
  return CellEvent2;
})(CellEvent || {});
function createBaseCellServiceAllocateRequest() {
  return { cell: void 0 };
}
var CellServiceAllocateRequest = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.cell != null) {
      Cell.encode(message2.cell, writer.uint32(10).fork()).join();
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseCellServiceAllocateRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.cell = Cell.decode(reader, reader.uint32());
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return CellServiceAllocateRequest.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseCellServiceAllocateRequest();
    message2.cell = object.cell !== void 0 && object.cell !== null ? Cell.fromPartial(object.cell) : void 0;
    return message2;
  }
};
function createBaseCellServiceAllocateResponse() {
  return { cellName: "", cgroupV2: false };
}
var CellServiceAllocateResponse = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.cellName != null && message2.cellName !== "") {
      writer.uint32(10).string(message2.cellName);
    }
    if (message2.cgroupV2 != null && message2.cgroupV2 !== false) {
      writer.uint32(16).bool(message2.cgroupV2);
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseCellServiceAllocateResponse();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.cellName = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 16) {
              break;
            }
            message2.cgroupV2 = reader.bool();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return CellServiceAllocateResponse.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseCellServiceAllocateResponse();
    message2.cellName = object.cellName ?? "";
    message2.cgroupV2 = object.cgroupV2 ?? false;
    return message2;
  }
};
function createBaseCellServiceFreeRequest() {
  return { cellName: "", timeout: void 0 };
}
var CellServiceFreeRequest = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.cellName != null && message2.cellName !== "") {
      writer.uint32(10).string(message2.cellName);
    }
    if (message2.timeout != null) {
      Duration.encode(message2.timeout, writer.uint32(802).fork()).join();
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseCellServiceFreeRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.cellName = reader.string();
            continue;
          }
          case 100: {
            if (tag !== 802) {
              break;
            }
            message2.timeout = Duration.decode(reader, reader.uint32());
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return CellServiceFreeRequest.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseCellServiceFreeRequest();
    message2.cellName = object.cellName ?? "";
    message2.timeout = object.timeout !== void 0 && object.timeout !== null ? Duration.fromPartial(object.timeout) : void 0;
    return message2;
  }
};
function createBaseCellServiceFreeResponse() {
  return {};
}
var CellServiceFreeResponse = {
  encode(_, writer = new BinaryWriter()) {
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseCellServiceFreeResponse();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return CellServiceFreeResponse.fromPartial(base ?? {});
  },
  fromPartial(_) {
    const message2 = createBaseCellServiceFreeResponse();
    return message2;
  }
};
function createBaseCellServiceStartRequest() {
  return { cellName: void 0, executable: void 0, uid: void 0, gid: void 0 };
}
var CellServiceStartRequest = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.cellName != null) {
      writer.uint32(10).string(message2.cellName);
    }
    if (message2.executable != null) {
      Executable.encode(message2.executable, writer.uint32(18).fork()).join();
    }
    if (message2.uid != null) {
      writer.uint32(24).uint32(message2.uid);
    }
    if (message2.gid != null) {
      writer.uint32(32).uint32(message2.gid);
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseCellServiceStartRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.cellName = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message2.executable = Executable.decode(reader, reader.uint32());
            continue;
          }
          case 3: {
            if (tag !== 24) {
              break;
            }
            message2.uid = reader.uint32();
            continue;
          }
          case 4: {
            if (tag !== 32) {
              break;
            }
            message2.gid = reader.uint32();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return CellServiceStartRequest.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseCellServiceStartRequest();
    message2.cellName = object.cellName ?? void 0;
    message2.executable = object.executable !== void 0 && object.executable !== null ? Executable.fromPartial(object.executable) : void 0;
    message2.uid = object.uid ?? void 0;
    message2.gid = object.gid ?? void 0;
    return message2;
  }
};
function createBaseCellServiceStartResponse() {
  return { pid: 0, uid: 0, gid: 0, id: 0, hostPid: 0 };
}
var CellServiceStartResponse = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.pid != null && message2.pid !== 0) {
      writer.uint32(8).int32(message2.pid);
    }
    if (message2.uid != null && message2.uid !== 0) {
      writer.uint32(16).uint32(message2.uid);
    }
    if (message2.gid != null && message2.gid !== 0) {
      writer.uint32(24).uint32(message2.gid);
    }
    if (message2.id != null && message2.id !== 0) {
      writer.uint32(800).uint64(message2.id);
    }
    if (message2.hostPid != null && message2.hostPid !== 0) {
      writer.uint32(808).int32(message2.hostPid);
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseCellServiceStartResponse();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 8) {
              break;
            }
            message2.pid = reader.int32();
            continue;
          }
          case 2: {
            if (tag !== 16) {
              break;
            }
            message2.uid = reader.uint32();
            continue;
          }
          case 3: {
            if (tag !== 24) {
              break;
            }
            message2.gid = reader.uint32();
            continue;
          }
          case 100: {
            if (tag !== 800) {
              break;
            }
            message2.id = reader.uint64();
            continue;
          }
          case 101: {
            if (tag !== 808) {
              break;
            }
            message2.hostPid = reader.int32();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return CellServiceStartResponse.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseCellServiceStartResponse();
    message2.pid = object.pid ?? 0;
    message2.uid = object.uid ?? 0;
    message2.gid = object.gid ?? 0;
    message2.id = object.id !== void 0 && object.id !== null ? exact(object.id) : 0;
    message2.hostPid = object.hostPid ?? 0;
    return message2;
  }
};
function createBaseCellServiceStopRequest() {
  return { cellName: void 0, executableName: "", timeout: void 0 };
}
var CellServiceStopRequest = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.cellName != null) {
      writer.uint32(10).string(message2.cellName);
    }
    if (message2.executableName != null && message2.executableName !== "") {
      writer.uint32(18).string(message2.executableName);
    }
    if (message2.timeout != null) {
      Duration.encode(message2.timeout, writer.uint32(802).fork()).join();
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseCellServiceStopRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.cellName = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message2.executableName = reader.string();
            continue;
          }
          case 100: {
            if (tag !== 802) {
              break;
            }
            message2.timeout = Duration.decode(reader, reader.uint32());
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return CellServiceStopRequest.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseCellServiceStopRequest();
    message2.cellName = object.cellName ?? void 0;
    message2.executableName = object.executableName ?? "";
    message2.timeout = object.timeout !== void 0 && object.timeout !== null ? Duration.fromPartial(object.timeout) : void 0;
    return message2;
  }
};
function createBaseCellServiceStopResponse() {
  return {};
}
var CellServiceStopResponse = {
  encode(_, writer = new BinaryWriter()) {
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseCellServiceStopResponse();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return CellServiceStopResponse.fromPartial(base ?? {});
  },
  fromPartial(_) {
    const message2 = createBaseCellServiceStopResponse();
    return message2;
  }
};
function createBaseCellServiceListRequest() {
  return { labels: {} };
}
var CellServiceListRequest = {
  encode(message2, writer = new BinaryWriter()) {
    globalThis.Object.entries(message2.labels ?? {}).forEach(([key, value]) => {
      CellServiceListRequest_LabelsEntry.encode({ key, value }, writer.uint32(802).fork()).join();
    });
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseCellServiceListRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 100: {
            if (tag !== 802) {
              break;
            }
            const entry100 = CellServiceListRequest_LabelsEntry.decode(reader, reader.uint32());
            if (entry100.value !== void 0) {
              put(message2.labels, entry100.key, entry100.value);
            }
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return CellServiceListRequest.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseCellServiceListRequest();
    message2.labels = globalThis.Object.entries(object.labels ?? {}).reduce(
      (acc, [key, value]) => {
        if (value !== void 0) {
          put(acc, key, globalThis.String(value));
        }
        return acc;
      },
      {}
    );
    return message2;
  }
};
function createBaseCellServiceListRequest_LabelsEntry() {
  return { key: "", value: "" };
}
var CellServiceListRequest_LabelsEntry = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.key != null && message2.key !== "") {
      writer.uint32(10).string(message2.key);
    }
    if (message2.value != null && message2.value !== "") {
      writer.uint32(18).string(message2.value);
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseCellServiceListRequest_LabelsEntry();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.key = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message2.value = reader.string();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return CellServiceListRequest_LabelsEntry.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseCellServiceListRequest_LabelsEntry();
    message2.key = object.key ?? "";
    message2.value = object.value ?? "";
    return message2;
  }
};
function createBaseCellServiceListResponse() {
  return { cells: [] };
}
var CellServiceListResponse = {
  encode(message2, writer = new BinaryWriter()) {
    for (const v of message2.cells ?? []) {
      CellGraphNode.encode(v, writer.uint32(10).fork()).join();
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseCellServiceListResponse();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.cells.push(CellGraphNode.decode(reader, reader.uint32()));
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return CellServiceListResponse.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseCellServiceListResponse();
    message2.cells = object.cells?.map((e) => CellGraphNode.fromPartial(e)) || [];
    return message2;
  }
};
function createBaseCellGraphNode() {
  return { cell: void 0, children: [], state: void 0 };
}
var CellGraphNode = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.cell != null) {
      Cell.encode(message2.cell, writer.uint32(10).fork()).join();
    }
    for (const v of message2.children ?? []) {
      CellGraphNode.encode(v, writer.uint32(18).fork()).join();
    }
    if (message2.state != null) {
      CellState.encode(message2.state, writer.uint32(802).fork()).join();
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseCellGraphNode();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.cell = Cell.decode(reader, reader.uint32());
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message2.children.push(CellGraphNode.decode(reader, reader.uint32()));
            continue;
          }
          case 100: {
            if (tag !== 802) {
              break;
            }
            message2.state = CellState.decode(reader, reader.uint32());
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return CellGraphNode.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseCellGraphNode();
    message2.cell = object.cell !== void 0 && object.cell !== null ? Cell.fromPartial(object.cell) : void 0;
    message2.children = object.children?.map((e) => CellGraphNode.fromPartial(e)) || [];
    message2.state = object.state !== void 0 && object.state !== null ? CellState.fromPartial(object.state) : void 0;
    return message2;
  }
};
function createBaseCell() {
  return {
    name: "",
    cpu: void 0,
    cpuset: void 0,
    memory: void 0,
    pids: void 0,
    io: void 0,
    isolateProcess: false,
    isolateNetwork: false,
    labels: {},
    annotations: {}
  };
}
var Cell = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.name != null && message2.name !== "") {
      writer.uint32(10).string(message2.name);
    }
    if (message2.cpu != null) {
      CpuController.encode(message2.cpu, writer.uint32(18).fork()).join();
    }
    if (message2.cpuset != null) {
      CpusetController.encode(message2.cpuset, writer.uint32(26).fork()).join();
    }
    if (message2.memory != null) {
      MemoryController.encode(message2.memory, writer.uint32(34).fork()).join();
    }
    if (message2.pids != null) {
      PidsController.encode(message2.pids, writer.uint32(802).fork()).join();
    }
    if (message2.io != null) {
      IoController.encode(message2.io, writer.uint32(810).fork()).join();
    }
    if (message2.isolateProcess != null && message2.isolateProcess !== false) {
      writer.uint32(80).bool(message2.isolateProcess);
    }
    if (message2.isolateNetwork != null && message2.isolateNetwork !== false) {
      writer.uint32(88).bool(message2.isolateNetwork);
    }
    globalThis.Object.entries(message2.labels ?? {}).forEach(([key, value]) => {
      Cell_LabelsEntry.encode({ key, value }, writer.uint32(882).fork()).join();
    });
    globalThis.Object.entries(message2.annotations ?? {}).forEach(([key, value]) => {
      Cell_AnnotationsEntry.encode({ key, value }, writer.uint32(890).fork()).join();
    });
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseCell();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.name = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message2.cpu = CpuController.decode(reader, reader.uint32());
            continue;
          }
          case 3: {
            if (tag !== 26) {
              break;
            }
            message2.cpuset = CpusetController.decode(reader, reader.uint32());
            continue;
          }
          case 4: {
            if (tag !== 34) {
              break;
            }
            message2.memory = MemoryController.decode(reader, reader.uint32());
            continue;
          }
          case 100: {
            if (tag !== 802) {
              break;
            }
            message2.pids = PidsController.decode(reader, reader.uint32());
            continue;
          }
          case 101: {
            if (tag !== 810) {
              break;
            }
            message2.io = IoController.decode(reader, reader.uint32());
            continue;
          }
          case 10: {
            if (tag !== 80) {
              break;
            }
            message2.isolateProcess = reader.bool();
            continue;
          }
          case 11: {
            if (tag !== 88) {
              break;
            }
            message2.isolateNetwork = reader.bool();
            continue;
          }
          case 110: {
            if (tag !== 882) {
              break;
            }
            const entry110 = Cell_LabelsEntry.decode(reader, reader.uint32());
            if (entry110.value !== void 0) {
              put(message2.labels, entry110.key, entry110.value);
            }
            continue;
          }
          case 111: {
            if (tag !== 890) {
              break;
            }
            const entry111 = Cell_AnnotationsEntry.decode(reader, reader.uint32());
            if (entry111.value !== void 0) {
              put(message2.annotations, entry111.key, entry111.value);
            }
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return Cell.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseCell();
    message2.name = object.name ?? "";
    message2.cpu = object.cpu !== void 0 && object.cpu !== null ? CpuController.fromPartial(object.cpu) : void 0;
    message2.cpuset = object.cpuset !== void 0 && object.cpuset !== null ? CpusetController.fromPartial(object.cpuset) : void 0;
    message2.memory = object.memory !== void 0 && object.memory !== null ? MemoryController.fromPartial(object.memory) : void 0;
    message2.pids = object.pids !== void 0 && object.pids !== null ? PidsController.fromPartial(object.pids) : void 0;
    message2.io = object.io !== void 0 && object.io !== null ? IoController.fromPartial(object.io) : void 0;
    message2.isolateProcess = object.isolateProcess ?? false;
    message2.isolateNetwork = object.isolateNetwork ?? false;
    message2.labels = globalThis.Object.entries(object.labels ?? {}).reduce(
      (acc, [key, value]) => {
        if (value !== void 0) {
          put(acc, key, globalThis.String(value));
        }
        return acc;
      },
      {}
    );
    message2.annotations = globalThis.Object.entries(object.annotations ?? {}).reduce(
      (acc, [key, value]) => {
        if (value !== void 0) {
          put(acc, key, globalThis.String(value));
        }
        return acc;
      },
      {}
    );
    return message2;
  }
};
function createBaseCell_LabelsEntry() {
  return { key: "", value: "" };
}
var Cell_LabelsEntry = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.key != null && message2.key !== "") {
      writer.uint32(10).string(message2.key);
    }
    if (message2.value != null && message2.value !== "") {
      writer.uint32(18).string(message2.value);
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseCell_LabelsEntry();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.key = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message2.value = reader.string();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return Cell_LabelsEntry.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseCell_LabelsEntry();
    message2.key = object.key ?? "";
    message2.value = object.value ?? "";
    return message2;
  }
};
function createBaseCell_AnnotationsEntry() {
  return { key: "", value: "" };
}
var Cell_AnnotationsEntry = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.key != null && message2.key !== "") {
      writer.uint32(10).string(message2.key);
    }
    if (message2.value != null && message2.value !== "") {
      writer.uint32(18).string(message2.value);
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseCell_AnnotationsEntry();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.key = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message2.value = reader.string();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return Cell_AnnotationsEntry.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseCell_AnnotationsEntry();
    message2.key = object.key ?? "";
    message2.value = object.value ?? "";
    return message2;
  }
};
function createBaseCpuController() {
  return {
    weight: void 0,
    max: void 0,
    period: void 0,
    burst: void 0,
    idle: void 0,
    reserved: void 0
  };
}
var CpuController = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.weight != null) {
      writer.uint32(8).uint64(message2.weight);
    }
    if (message2.max != null) {
      writer.uint32(16).int64(message2.max);
    }
    if (message2.period != null) {
      writer.uint32(24).uint64(message2.period);
    }
    if (message2.burst != null) {
      writer.uint32(800).uint64(message2.burst);
    }
    if (message2.idle != null) {
      writer.uint32(808).bool(message2.idle);
    }
    if (message2.reserved != null) {
      writer.uint32(816).uint64(message2.reserved);
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseCpuController();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 8) {
              break;
            }
            message2.weight = reader.uint64();
            continue;
          }
          case 2: {
            if (tag !== 16) {
              break;
            }
            message2.max = reader.int64();
            continue;
          }
          case 3: {
            if (tag !== 24) {
              break;
            }
            message2.period = reader.uint64();
            continue;
          }
          case 100: {
            if (tag !== 800) {
              break;
            }
            message2.burst = reader.uint64();
            continue;
          }
          case 101: {
            if (tag !== 808) {
              break;
            }
            message2.idle = reader.bool();
            continue;
          }
          case 102: {
            if (tag !== 816) {
              break;
            }
            message2.reserved = reader.uint64();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return CpuController.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseCpuController();
    message2.weight = object.weight !== void 0 && object.weight !== null ? exact(object.weight) : void 0;
    message2.max = object.max !== void 0 && object.max !== null ? exact(object.max) : void 0;
    message2.period = object.period !== void 0 && object.period !== null ? exact(object.period) : void 0;
    message2.burst = object.burst !== void 0 && object.burst !== null ? exact(object.burst) : void 0;
    message2.idle = object.idle ?? void 0;
    message2.reserved = object.reserved !== void 0 && object.reserved !== null ? exact(object.reserved) : void 0;
    return message2;
  }
};
function createBaseCpusetController() {
  return { cpus: void 0, mems: void 0 };
}
var CpusetController = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.cpus != null) {
      writer.uint32(10).string(message2.cpus);
    }
    if (message2.mems != null) {
      writer.uint32(18).string(message2.mems);
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseCpusetController();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.cpus = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message2.mems = reader.string();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return CpusetController.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseCpusetController();
    message2.cpus = object.cpus ?? void 0;
    message2.mems = object.mems ?? void 0;
    return message2;
  }
};
function createBaseMemoryController() {
  return {
    min: void 0,
    low: void 0,
    high: void 0,
    max: void 0,
    swapMax: void 0,
    oomGroup: void 0,
    pressureLimit: void 0,
    pressureDuration: void 0
  };
}
var MemoryController = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.min != null) {
      writer.uint32(8).int64(message2.min);
    }
    if (message2.low != null) {
      writer.uint32(16).int64(message2.low);
    }
    if (message2.high != null) {
      writer.uint32(24).int64(message2.high);
    }
    if (message2.max != null) {
      writer.uint32(32).int64(message2.max);
    }
    if (message2.swapMax != null) {
      writer.uint32(800).int64(message2.swapMax);
    }
    if (message2.oomGroup != null) {
      writer.uint32(808).bool(message2.oomGroup);
    }
    if (message2.pressureLimit != null) {
      writer.uint32(816).int64(message2.pressureLimit);
    }
    if (message2.pressureDuration != null) {
      writer.uint32(824).int64(message2.pressureDuration);
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseMemoryController();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 8) {
              break;
            }
            message2.min = reader.int64();
            continue;
          }
          case 2: {
            if (tag !== 16) {
              break;
            }
            message2.low = reader.int64();
            continue;
          }
          case 3: {
            if (tag !== 24) {
              break;
            }
            message2.high = reader.int64();
            continue;
          }
          case 4: {
            if (tag !== 32) {
              break;
            }
            message2.max = reader.int64();
            continue;
          }
          case 100: {
            if (tag !== 800) {
              break;
            }
            message2.swapMax = reader.int64();
            continue;
          }
          case 101: {
            if (tag !== 808) {
              break;
            }
            message2.oomGroup = reader.bool();
            continue;
          }
          case 102: {
            if (tag !== 816) {
              break;
            }
            message2.pressureLimit = reader.int64();
            continue;
          }
          case 103: {
            if (tag !== 824) {
              break;
            }
            message2.pressureDuration = reader.int64();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return MemoryController.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseMemoryController();
    message2.min = object.min !== void 0 && object.min !== null ? exact(object.min) : void 0;
    message2.low = object.low !== void 0 && object.low !== null ? exact(object.low) : void 0;
    message2.high = object.high !== void 0 && object.high !== null ? exact(object.high) : void 0;
    message2.max = object.max !== void 0 && object.max !== null ? exact(object.max) : void 0;
    message2.swapMax = object.swapMax !== void 0 && object.swapMax !== null ? exact(object.swapMax) : void 0;
    message2.oomGroup = object.oomGroup ?? void 0;
    message2.pressureLimit = object.pressureLimit !== void 0 && object.pressureLimit !== null ? exact(object.pressureLimit) : void 0;
    message2.pressureDuration = object.pressureDuration !== void 0 && object.pressureDuration !== null ? exact(object.pressureDuration) : void 0;
    return message2;
  }
};
function createBasePidsController() {
  return { max: void 0 };
}
var PidsController = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.max != null) {
      writer.uint32(8).int64(message2.max);
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBasePidsController();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 8) {
              break;
            }
            message2.max = reader.int64();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return PidsController.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBasePidsController();
    message2.max = object.max !== void 0 && object.max !== null ? exact(object.max) : void 0;
    return message2;
  }
};
function createBaseIoController() {
  return { weight: void 0, devices: [] };
}
var IoController = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.weight != null) {
      writer.uint32(8).uint64(message2.weight);
    }
    for (const v of message2.devices ?? []) {
      IoDevice.encode(v, writer.uint32(18).fork()).join();
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseIoController();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 8) {
              break;
            }
            message2.weight = reader.uint64();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message2.devices.push(IoDevice.decode(reader, reader.uint32()));
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return IoController.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseIoController();
    message2.weight = object.weight !== void 0 && object.weight !== null ? exact(object.weight) : void 0;
    message2.devices = object.devices?.map((e) => IoDevice.fromPartial(e)) || [];
    return message2;
  }
};
function createBaseIoDevice() {
  return {
    device: "",
    weight: void 0,
    readBps: void 0,
    writeBps: void 0,
    readIops: void 0,
    writeIops: void 0
  };
}
var IoDevice = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.device != null && message2.device !== "") {
      writer.uint32(10).string(message2.device);
    }
    if (message2.weight != null) {
      writer.uint32(16).uint64(message2.weight);
    }
    if (message2.readBps != null) {
      writer.uint32(24).uint64(message2.readBps);
    }
    if (message2.writeBps != null) {
      writer.uint32(32).uint64(message2.writeBps);
    }
    if (message2.readIops != null) {
      writer.uint32(40).uint64(message2.readIops);
    }
    if (message2.writeIops != null) {
      writer.uint32(48).uint64(message2.writeIops);
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseIoDevice();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.device = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 16) {
              break;
            }
            message2.weight = reader.uint64();
            continue;
          }
          case 3: {
            if (tag !== 24) {
              break;
            }
            message2.readBps = reader.uint64();
            continue;
          }
          case 4: {
            if (tag !== 32) {
              break;
            }
            message2.writeBps = reader.uint64();
            continue;
          }
          case 5: {
            if (tag !== 40) {
              break;
            }
            message2.readIops = reader.uint64();
            continue;
          }
          case 6: {
            if (tag !== 48) {
              break;
            }
            message2.writeIops = reader.uint64();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return IoDevice.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseIoDevice();
    message2.device = object.device ?? "";
    message2.weight = object.weight !== void 0 && object.weight !== null ? exact(object.weight) : void 0;
    message2.readBps = object.readBps !== void 0 && object.readBps !== null ? exact(object.readBps) : void 0;
    message2.writeBps = object.writeBps !== void 0 && object.writeBps !== null ? exact(object.writeBps) : void 0;
    message2.readIops = object.readIops !== void 0 && object.readIops !== null ? exact(object.readIops) : void 0;
    message2.writeIops = object.writeIops !== void 0 && object.writeIops !== null ? exact(object.writeIops) : void 0;
    return message2;
  }
};
function createBaseCellState() {
  return {
    status: 0,
    frozen: false,
    createdAt: void 0,
    owner: "",
    cpu: void 0,
    cpuset: void 0,
    memory: void 0,
    pids: void 0,
    io: void 0,
    effectiveCpus: "",
    effectiveMems: "",
    workloads: [],
    cgroup: ""
  };
}
var CellState = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.status != null && message2.status !== 0) {
      writer.uint32(8).int32(message2.status);
    }
    if (message2.frozen != null && message2.frozen !== false) {
      writer.uint32(16).bool(message2.frozen);
    }
    if (message2.createdAt != null) {
      Timestamp.encode(message2.createdAt, writer.uint32(26).fork()).join();
    }
    if (message2.owner != null && message2.owner !== "") {
      writer.uint32(34).string(message2.owner);
    }
    if (message2.cpu != null) {
      CpuController.encode(message2.cpu, writer.uint32(42).fork()).join();
    }
    if (message2.cpuset != null) {
      CpusetController.encode(message2.cpuset, writer.uint32(50).fork()).join();
    }
    if (message2.memory != null) {
      MemoryController.encode(message2.memory, writer.uint32(58).fork()).join();
    }
    if (message2.pids != null) {
      PidsController.encode(message2.pids, writer.uint32(66).fork()).join();
    }
    if (message2.io != null) {
      IoController.encode(message2.io, writer.uint32(74).fork()).join();
    }
    if (message2.effectiveCpus != null && message2.effectiveCpus !== "") {
      writer.uint32(82).string(message2.effectiveCpus);
    }
    if (message2.effectiveMems != null && message2.effectiveMems !== "") {
      writer.uint32(90).string(message2.effectiveMems);
    }
    for (const v of message2.workloads ?? []) {
      writer.uint32(98).string(v);
    }
    if (message2.cgroup != null && message2.cgroup !== "") {
      writer.uint32(106).string(message2.cgroup);
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseCellState();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 8) {
              break;
            }
            message2.status = reader.int32();
            continue;
          }
          case 2: {
            if (tag !== 16) {
              break;
            }
            message2.frozen = reader.bool();
            continue;
          }
          case 3: {
            if (tag !== 26) {
              break;
            }
            message2.createdAt = Timestamp.decode(reader, reader.uint32());
            continue;
          }
          case 4: {
            if (tag !== 34) {
              break;
            }
            message2.owner = reader.string();
            continue;
          }
          case 5: {
            if (tag !== 42) {
              break;
            }
            message2.cpu = CpuController.decode(reader, reader.uint32());
            continue;
          }
          case 6: {
            if (tag !== 50) {
              break;
            }
            message2.cpuset = CpusetController.decode(reader, reader.uint32());
            continue;
          }
          case 7: {
            if (tag !== 58) {
              break;
            }
            message2.memory = MemoryController.decode(reader, reader.uint32());
            continue;
          }
          case 8: {
            if (tag !== 66) {
              break;
            }
            message2.pids = PidsController.decode(reader, reader.uint32());
            continue;
          }
          case 9: {
            if (tag !== 74) {
              break;
            }
            message2.io = IoController.decode(reader, reader.uint32());
            continue;
          }
          case 10: {
            if (tag !== 82) {
              break;
            }
            message2.effectiveCpus = reader.string();
            continue;
          }
          case 11: {
            if (tag !== 90) {
              break;
            }
            message2.effectiveMems = reader.string();
            continue;
          }
          case 12: {
            if (tag !== 98) {
              break;
            }
            message2.workloads.push(reader.string());
            continue;
          }
          case 13: {
            if (tag !== 106) {
              break;
            }
            message2.cgroup = reader.string();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return CellState.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseCellState();
    message2.status = object.status ?? 0;
    message2.frozen = object.frozen ?? false;
    message2.createdAt = object.createdAt !== void 0 && object.createdAt !== null ? Timestamp.fromPartial(object.createdAt) : void 0;
    message2.owner = object.owner ?? "";
    message2.cpu = object.cpu !== void 0 && object.cpu !== null ? CpuController.fromPartial(object.cpu) : void 0;
    message2.cpuset = object.cpuset !== void 0 && object.cpuset !== null ? CpusetController.fromPartial(object.cpuset) : void 0;
    message2.memory = object.memory !== void 0 && object.memory !== null ? MemoryController.fromPartial(object.memory) : void 0;
    message2.pids = object.pids !== void 0 && object.pids !== null ? PidsController.fromPartial(object.pids) : void 0;
    message2.io = object.io !== void 0 && object.io !== null ? IoController.fromPartial(object.io) : void 0;
    message2.effectiveCpus = object.effectiveCpus ?? "";
    message2.effectiveMems = object.effectiveMems ?? "";
    message2.workloads = object.workloads?.map((e) => e) || [];
    message2.cgroup = object.cgroup ?? "";
    return message2;
  }
};
function createBaseCellServiceGetRequest() {
  return { cellName: "" };
}
var CellServiceGetRequest = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.cellName != null && message2.cellName !== "") {
      writer.uint32(10).string(message2.cellName);
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseCellServiceGetRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.cellName = reader.string();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return CellServiceGetRequest.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseCellServiceGetRequest();
    message2.cellName = object.cellName ?? "";
    return message2;
  }
};
function createBaseCellServiceGetResponse() {
  return { cell: void 0 };
}
var CellServiceGetResponse = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.cell != null) {
      CellGraphNode.encode(message2.cell, writer.uint32(10).fork()).join();
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseCellServiceGetResponse();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.cell = CellGraphNode.decode(reader, reader.uint32());
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return CellServiceGetResponse.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseCellServiceGetResponse();
    message2.cell = object.cell !== void 0 && object.cell !== null ? CellGraphNode.fromPartial(object.cell) : void 0;
    return message2;
  }
};
function createBaseCellServiceUpdateRequest() {
  return { cell: void 0, clear: [] };
}
var CellServiceUpdateRequest = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.cell != null) {
      Cell.encode(message2.cell, writer.uint32(10).fork()).join();
    }
    for (const v of message2.clear ?? []) {
      writer.uint32(18).string(v);
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseCellServiceUpdateRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.cell = Cell.decode(reader, reader.uint32());
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message2.clear.push(reader.string());
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return CellServiceUpdateRequest.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseCellServiceUpdateRequest();
    message2.cell = object.cell !== void 0 && object.cell !== null ? Cell.fromPartial(object.cell) : void 0;
    message2.clear = object.clear?.map((e) => e) || [];
    return message2;
  }
};
function createBaseCellServiceUpdateResponse() {
  return { cell: void 0 };
}
var CellServiceUpdateResponse = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.cell != null) {
      CellGraphNode.encode(message2.cell, writer.uint32(10).fork()).join();
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseCellServiceUpdateResponse();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.cell = CellGraphNode.decode(reader, reader.uint32());
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return CellServiceUpdateResponse.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseCellServiceUpdateResponse();
    message2.cell = object.cell !== void 0 && object.cell !== null ? CellGraphNode.fromPartial(object.cell) : void 0;
    return message2;
  }
};
function createBaseCellServiceFreezeRequest() {
  return { cellName: "" };
}
var CellServiceFreezeRequest = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.cellName != null && message2.cellName !== "") {
      writer.uint32(10).string(message2.cellName);
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseCellServiceFreezeRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.cellName = reader.string();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return CellServiceFreezeRequest.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseCellServiceFreezeRequest();
    message2.cellName = object.cellName ?? "";
    return message2;
  }
};
function createBaseCellServiceFreezeResponse() {
  return {};
}
var CellServiceFreezeResponse = {
  encode(_, writer = new BinaryWriter()) {
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseCellServiceFreezeResponse();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return CellServiceFreezeResponse.fromPartial(base ?? {});
  },
  fromPartial(_) {
    const message2 = createBaseCellServiceFreezeResponse();
    return message2;
  }
};
function createBaseCellServiceThawRequest() {
  return { cellName: "" };
}
var CellServiceThawRequest = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.cellName != null && message2.cellName !== "") {
      writer.uint32(10).string(message2.cellName);
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseCellServiceThawRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.cellName = reader.string();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return CellServiceThawRequest.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseCellServiceThawRequest();
    message2.cellName = object.cellName ?? "";
    return message2;
  }
};
function createBaseCellServiceThawResponse() {
  return {};
}
var CellServiceThawResponse = {
  encode(_, writer = new BinaryWriter()) {
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseCellServiceThawResponse();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return CellServiceThawResponse.fromPartial(base ?? {});
  },
  fromPartial(_) {
    const message2 = createBaseCellServiceThawResponse();
    return message2;
  }
};
function createBaseCellServiceKillRequest() {
  return { cellName: "", signal: "" };
}
var CellServiceKillRequest = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.cellName != null && message2.cellName !== "") {
      writer.uint32(10).string(message2.cellName);
    }
    if (message2.signal != null && message2.signal !== "") {
      writer.uint32(18).string(message2.signal);
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseCellServiceKillRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.cellName = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message2.signal = reader.string();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return CellServiceKillRequest.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseCellServiceKillRequest();
    message2.cellName = object.cellName ?? "";
    message2.signal = object.signal ?? "";
    return message2;
  }
};
function createBaseCellServiceKillResponse() {
  return { processes: 0 };
}
var CellServiceKillResponse = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.processes != null && message2.processes !== 0) {
      writer.uint32(8).uint32(message2.processes);
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseCellServiceKillResponse();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 8) {
              break;
            }
            message2.processes = reader.uint32();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return CellServiceKillResponse.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseCellServiceKillResponse();
    message2.processes = object.processes ?? 0;
    return message2;
  }
};
function createBaseCellServiceStatsRequest() {
  return { cellName: "" };
}
var CellServiceStatsRequest = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.cellName != null && message2.cellName !== "") {
      writer.uint32(10).string(message2.cellName);
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseCellServiceStatsRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.cellName = reader.string();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return CellServiceStatsRequest.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseCellServiceStatsRequest();
    message2.cellName = object.cellName ?? "";
    return message2;
  }
};
function createBaseCellServiceStatsResponse() {
  return {
    cellName: "",
    time: void 0,
    cpu: void 0,
    memory: void 0,
    pids: void 0,
    io: [],
    processes: 0,
    workloads: 0
  };
}
var CellServiceStatsResponse = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.cellName != null && message2.cellName !== "") {
      writer.uint32(10).string(message2.cellName);
    }
    if (message2.time != null) {
      Timestamp.encode(message2.time, writer.uint32(18).fork()).join();
    }
    if (message2.cpu != null) {
      CpuStats.encode(message2.cpu, writer.uint32(26).fork()).join();
    }
    if (message2.memory != null) {
      MemoryStats.encode(message2.memory, writer.uint32(34).fork()).join();
    }
    if (message2.pids != null) {
      PidsStats.encode(message2.pids, writer.uint32(42).fork()).join();
    }
    for (const v of message2.io ?? []) {
      IoStats.encode(v, writer.uint32(50).fork()).join();
    }
    if (message2.processes != null && message2.processes !== 0) {
      writer.uint32(56).uint32(message2.processes);
    }
    if (message2.workloads != null && message2.workloads !== 0) {
      writer.uint32(64).uint32(message2.workloads);
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseCellServiceStatsResponse();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.cellName = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message2.time = Timestamp.decode(reader, reader.uint32());
            continue;
          }
          case 3: {
            if (tag !== 26) {
              break;
            }
            message2.cpu = CpuStats.decode(reader, reader.uint32());
            continue;
          }
          case 4: {
            if (tag !== 34) {
              break;
            }
            message2.memory = MemoryStats.decode(reader, reader.uint32());
            continue;
          }
          case 5: {
            if (tag !== 42) {
              break;
            }
            message2.pids = PidsStats.decode(reader, reader.uint32());
            continue;
          }
          case 6: {
            if (tag !== 50) {
              break;
            }
            message2.io.push(IoStats.decode(reader, reader.uint32()));
            continue;
          }
          case 7: {
            if (tag !== 56) {
              break;
            }
            message2.processes = reader.uint32();
            continue;
          }
          case 8: {
            if (tag !== 64) {
              break;
            }
            message2.workloads = reader.uint32();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return CellServiceStatsResponse.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseCellServiceStatsResponse();
    message2.cellName = object.cellName ?? "";
    message2.time = object.time !== void 0 && object.time !== null ? Timestamp.fromPartial(object.time) : void 0;
    message2.cpu = object.cpu !== void 0 && object.cpu !== null ? CpuStats.fromPartial(object.cpu) : void 0;
    message2.memory = object.memory !== void 0 && object.memory !== null ? MemoryStats.fromPartial(object.memory) : void 0;
    message2.pids = object.pids !== void 0 && object.pids !== null ? PidsStats.fromPartial(object.pids) : void 0;
    message2.io = object.io?.map((e) => IoStats.fromPartial(e)) || [];
    message2.processes = object.processes ?? 0;
    message2.workloads = object.workloads ?? 0;
    return message2;
  }
};
function createBaseCpuStats() {
  return { usageUsec: 0, userUsec: 0, systemUsec: 0, nrPeriods: 0, nrThrottled: 0, throttledUsec: 0 };
}
var CpuStats = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.usageUsec != null && message2.usageUsec !== 0) {
      writer.uint32(8).uint64(message2.usageUsec);
    }
    if (message2.userUsec != null && message2.userUsec !== 0) {
      writer.uint32(16).uint64(message2.userUsec);
    }
    if (message2.systemUsec != null && message2.systemUsec !== 0) {
      writer.uint32(24).uint64(message2.systemUsec);
    }
    if (message2.nrPeriods != null && message2.nrPeriods !== 0) {
      writer.uint32(32).uint64(message2.nrPeriods);
    }
    if (message2.nrThrottled != null && message2.nrThrottled !== 0) {
      writer.uint32(40).uint64(message2.nrThrottled);
    }
    if (message2.throttledUsec != null && message2.throttledUsec !== 0) {
      writer.uint32(48).uint64(message2.throttledUsec);
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseCpuStats();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 8) {
              break;
            }
            message2.usageUsec = reader.uint64();
            continue;
          }
          case 2: {
            if (tag !== 16) {
              break;
            }
            message2.userUsec = reader.uint64();
            continue;
          }
          case 3: {
            if (tag !== 24) {
              break;
            }
            message2.systemUsec = reader.uint64();
            continue;
          }
          case 4: {
            if (tag !== 32) {
              break;
            }
            message2.nrPeriods = reader.uint64();
            continue;
          }
          case 5: {
            if (tag !== 40) {
              break;
            }
            message2.nrThrottled = reader.uint64();
            continue;
          }
          case 6: {
            if (tag !== 48) {
              break;
            }
            message2.throttledUsec = reader.uint64();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return CpuStats.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseCpuStats();
    message2.usageUsec = object.usageUsec !== void 0 && object.usageUsec !== null ? exact(object.usageUsec) : 0;
    message2.userUsec = object.userUsec !== void 0 && object.userUsec !== null ? exact(object.userUsec) : 0;
    message2.systemUsec = object.systemUsec !== void 0 && object.systemUsec !== null ? exact(object.systemUsec) : 0;
    message2.nrPeriods = object.nrPeriods !== void 0 && object.nrPeriods !== null ? exact(object.nrPeriods) : 0;
    message2.nrThrottled = object.nrThrottled !== void 0 && object.nrThrottled !== null ? exact(object.nrThrottled) : 0;
    message2.throttledUsec = object.throttledUsec !== void 0 && object.throttledUsec !== null ? exact(object.throttledUsec) : 0;
    return message2;
  }
};
function createBaseMemoryStats() {
  return {
    current: 0,
    peak: 0,
    swapCurrent: 0,
    anon: 0,
    file: 0,
    kernel: 0,
    lowEvents: 0,
    highEvents: 0,
    maxEvents: 0,
    oomEvents: 0,
    oomKillEvents: 0
  };
}
var MemoryStats = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.current != null && message2.current !== 0) {
      writer.uint32(8).uint64(message2.current);
    }
    if (message2.peak != null && message2.peak !== 0) {
      writer.uint32(16).uint64(message2.peak);
    }
    if (message2.swapCurrent != null && message2.swapCurrent !== 0) {
      writer.uint32(24).uint64(message2.swapCurrent);
    }
    if (message2.anon != null && message2.anon !== 0) {
      writer.uint32(32).uint64(message2.anon);
    }
    if (message2.file != null && message2.file !== 0) {
      writer.uint32(40).uint64(message2.file);
    }
    if (message2.kernel != null && message2.kernel !== 0) {
      writer.uint32(48).uint64(message2.kernel);
    }
    if (message2.lowEvents != null && message2.lowEvents !== 0) {
      writer.uint32(80).uint64(message2.lowEvents);
    }
    if (message2.highEvents != null && message2.highEvents !== 0) {
      writer.uint32(88).uint64(message2.highEvents);
    }
    if (message2.maxEvents != null && message2.maxEvents !== 0) {
      writer.uint32(96).uint64(message2.maxEvents);
    }
    if (message2.oomEvents != null && message2.oomEvents !== 0) {
      writer.uint32(104).uint64(message2.oomEvents);
    }
    if (message2.oomKillEvents != null && message2.oomKillEvents !== 0) {
      writer.uint32(112).uint64(message2.oomKillEvents);
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseMemoryStats();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 8) {
              break;
            }
            message2.current = reader.uint64();
            continue;
          }
          case 2: {
            if (tag !== 16) {
              break;
            }
            message2.peak = reader.uint64();
            continue;
          }
          case 3: {
            if (tag !== 24) {
              break;
            }
            message2.swapCurrent = reader.uint64();
            continue;
          }
          case 4: {
            if (tag !== 32) {
              break;
            }
            message2.anon = reader.uint64();
            continue;
          }
          case 5: {
            if (tag !== 40) {
              break;
            }
            message2.file = reader.uint64();
            continue;
          }
          case 6: {
            if (tag !== 48) {
              break;
            }
            message2.kernel = reader.uint64();
            continue;
          }
          case 10: {
            if (tag !== 80) {
              break;
            }
            message2.lowEvents = reader.uint64();
            continue;
          }
          case 11: {
            if (tag !== 88) {
              break;
            }
            message2.highEvents = reader.uint64();
            continue;
          }
          case 12: {
            if (tag !== 96) {
              break;
            }
            message2.maxEvents = reader.uint64();
            continue;
          }
          case 13: {
            if (tag !== 104) {
              break;
            }
            message2.oomEvents = reader.uint64();
            continue;
          }
          case 14: {
            if (tag !== 112) {
              break;
            }
            message2.oomKillEvents = reader.uint64();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return MemoryStats.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseMemoryStats();
    message2.current = object.current !== void 0 && object.current !== null ? exact(object.current) : 0;
    message2.peak = object.peak !== void 0 && object.peak !== null ? exact(object.peak) : 0;
    message2.swapCurrent = object.swapCurrent !== void 0 && object.swapCurrent !== null ? exact(object.swapCurrent) : 0;
    message2.anon = object.anon !== void 0 && object.anon !== null ? exact(object.anon) : 0;
    message2.file = object.file !== void 0 && object.file !== null ? exact(object.file) : 0;
    message2.kernel = object.kernel !== void 0 && object.kernel !== null ? exact(object.kernel) : 0;
    message2.lowEvents = object.lowEvents !== void 0 && object.lowEvents !== null ? exact(object.lowEvents) : 0;
    message2.highEvents = object.highEvents !== void 0 && object.highEvents !== null ? exact(object.highEvents) : 0;
    message2.maxEvents = object.maxEvents !== void 0 && object.maxEvents !== null ? exact(object.maxEvents) : 0;
    message2.oomEvents = object.oomEvents !== void 0 && object.oomEvents !== null ? exact(object.oomEvents) : 0;
    message2.oomKillEvents = object.oomKillEvents !== void 0 && object.oomKillEvents !== null ? exact(object.oomKillEvents) : 0;
    return message2;
  }
};
function createBasePidsStats() {
  return { current: 0, peak: 0, maxEvents: 0 };
}
var PidsStats = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.current != null && message2.current !== 0) {
      writer.uint32(8).uint64(message2.current);
    }
    if (message2.peak != null && message2.peak !== 0) {
      writer.uint32(16).uint64(message2.peak);
    }
    if (message2.maxEvents != null && message2.maxEvents !== 0) {
      writer.uint32(24).uint64(message2.maxEvents);
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBasePidsStats();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 8) {
              break;
            }
            message2.current = reader.uint64();
            continue;
          }
          case 2: {
            if (tag !== 16) {
              break;
            }
            message2.peak = reader.uint64();
            continue;
          }
          case 3: {
            if (tag !== 24) {
              break;
            }
            message2.maxEvents = reader.uint64();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return PidsStats.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBasePidsStats();
    message2.current = object.current !== void 0 && object.current !== null ? exact(object.current) : 0;
    message2.peak = object.peak !== void 0 && object.peak !== null ? exact(object.peak) : 0;
    message2.maxEvents = object.maxEvents !== void 0 && object.maxEvents !== null ? exact(object.maxEvents) : 0;
    return message2;
  }
};
function createBaseIoStats() {
  return { device: "", readBytes: 0, writeBytes: 0, reads: 0, writes: 0 };
}
var IoStats = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.device != null && message2.device !== "") {
      writer.uint32(10).string(message2.device);
    }
    if (message2.readBytes != null && message2.readBytes !== 0) {
      writer.uint32(16).uint64(message2.readBytes);
    }
    if (message2.writeBytes != null && message2.writeBytes !== 0) {
      writer.uint32(24).uint64(message2.writeBytes);
    }
    if (message2.reads != null && message2.reads !== 0) {
      writer.uint32(32).uint64(message2.reads);
    }
    if (message2.writes != null && message2.writes !== 0) {
      writer.uint32(40).uint64(message2.writes);
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseIoStats();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.device = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 16) {
              break;
            }
            message2.readBytes = reader.uint64();
            continue;
          }
          case 3: {
            if (tag !== 24) {
              break;
            }
            message2.writeBytes = reader.uint64();
            continue;
          }
          case 4: {
            if (tag !== 32) {
              break;
            }
            message2.reads = reader.uint64();
            continue;
          }
          case 5: {
            if (tag !== 40) {
              break;
            }
            message2.writes = reader.uint64();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return IoStats.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseIoStats();
    message2.device = object.device ?? "";
    message2.readBytes = object.readBytes !== void 0 && object.readBytes !== null ? exact(object.readBytes) : 0;
    message2.writeBytes = object.writeBytes !== void 0 && object.writeBytes !== null ? exact(object.writeBytes) : 0;
    message2.reads = object.reads !== void 0 && object.reads !== null ? exact(object.reads) : 0;
    message2.writes = object.writes !== void 0 && object.writes !== null ? exact(object.writes) : 0;
    return message2;
  }
};
function createBaseCellServiceWatchRequest() {
  return { cellName: "" };
}
var CellServiceWatchRequest = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.cellName != null && message2.cellName !== "") {
      writer.uint32(10).string(message2.cellName);
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseCellServiceWatchRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.cellName = reader.string();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return CellServiceWatchRequest.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseCellServiceWatchRequest();
    message2.cellName = object.cellName ?? "";
    return message2;
  }
};
function createBaseCellServiceWatchResponse() {
  return { event: 0, time: void 0, cell: void 0 };
}
var CellServiceWatchResponse = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.event != null && message2.event !== 0) {
      writer.uint32(8).int32(message2.event);
    }
    if (message2.time != null) {
      Timestamp.encode(message2.time, writer.uint32(18).fork()).join();
    }
    if (message2.cell != null) {
      Cell.encode(message2.cell, writer.uint32(26).fork()).join();
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseCellServiceWatchResponse();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 8) {
              break;
            }
            message2.event = reader.int32();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message2.time = Timestamp.decode(reader, reader.uint32());
            continue;
          }
          case 3: {
            if (tag !== 26) {
              break;
            }
            message2.cell = Cell.decode(reader, reader.uint32());
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return CellServiceWatchResponse.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseCellServiceWatchResponse();
    message2.event = object.event ?? 0;
    message2.time = object.time !== void 0 && object.time !== null ? Timestamp.fromPartial(object.time) : void 0;
    message2.cell = object.cell !== void 0 && object.cell !== null ? Cell.fromPartial(object.cell) : void 0;
    return message2;
  }
};
function createBaseExecutable() {
  return { name: "", command: "", description: "" };
}
var Executable = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.name != null && message2.name !== "") {
      writer.uint32(10).string(message2.name);
    }
    if (message2.command != null && message2.command !== "") {
      writer.uint32(18).string(message2.command);
    }
    if (message2.description != null && message2.description !== "") {
      writer.uint32(34).string(message2.description);
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseExecutable();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.name = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message2.command = reader.string();
            continue;
          }
          case 4: {
            if (tag !== 34) {
              break;
            }
            message2.description = reader.string();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return Executable.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseExecutable();
    message2.name = object.name ?? "";
    message2.command = object.command ?? "";
    message2.description = object.description ?? "";
    return message2;
  }
};
var CellServiceServiceName = "aurae.cells.v0.CellService";
var CellServiceClient = class {
  rpc;
  service;
  constructor(rpc, opts) {
    this.service = opts?.service || CellServiceServiceName;
    this.rpc = rpc;
    this.allocate = this.allocate.bind(this);
    this.free = this.free.bind(this);
    this.start = this.start.bind(this);
    this.stop = this.stop.bind(this);
    this.list = this.list.bind(this);
    this.get = this.get.bind(this);
    this.update = this.update.bind(this);
    this.freeze = this.freeze.bind(this);
    this.thaw = this.thaw.bind(this);
    this.kill = this.kill.bind(this);
    this.stats = this.stats.bind(this);
    this.watch = this.watch.bind(this);
  }
  allocate(request2) {
    const data = CellServiceAllocateRequest.encode(request2).finish();
    const promise = this.rpc.request(this.service, "Allocate", data);
    return promise.then((data2) => CellServiceAllocateResponse.decode(new BinaryReader(data2)));
  }
  free(request2) {
    const data = CellServiceFreeRequest.encode(request2).finish();
    const promise = this.rpc.request(this.service, "Free", data);
    return promise.then((data2) => CellServiceFreeResponse.decode(new BinaryReader(data2)));
  }
  start(request2) {
    const data = CellServiceStartRequest.encode(request2).finish();
    const promise = this.rpc.request(this.service, "Start", data);
    return promise.then((data2) => CellServiceStartResponse.decode(new BinaryReader(data2)));
  }
  stop(request2) {
    const data = CellServiceStopRequest.encode(request2).finish();
    const promise = this.rpc.request(this.service, "Stop", data);
    return promise.then((data2) => CellServiceStopResponse.decode(new BinaryReader(data2)));
  }
  list(request2) {
    const data = CellServiceListRequest.encode(request2).finish();
    const promise = this.rpc.request(this.service, "List", data);
    return promise.then((data2) => CellServiceListResponse.decode(new BinaryReader(data2)));
  }
  get(request2) {
    const data = CellServiceGetRequest.encode(request2).finish();
    const promise = this.rpc.request(this.service, "Get", data);
    return promise.then((data2) => CellServiceGetResponse.decode(new BinaryReader(data2)));
  }
  update(request2) {
    const data = CellServiceUpdateRequest.encode(request2).finish();
    const promise = this.rpc.request(this.service, "Update", data);
    return promise.then((data2) => CellServiceUpdateResponse.decode(new BinaryReader(data2)));
  }
  freeze(request2) {
    const data = CellServiceFreezeRequest.encode(request2).finish();
    const promise = this.rpc.request(this.service, "Freeze", data);
    return promise.then((data2) => CellServiceFreezeResponse.decode(new BinaryReader(data2)));
  }
  thaw(request2) {
    const data = CellServiceThawRequest.encode(request2).finish();
    const promise = this.rpc.request(this.service, "Thaw", data);
    return promise.then((data2) => CellServiceThawResponse.decode(new BinaryReader(data2)));
  }
  kill(request2) {
    const data = CellServiceKillRequest.encode(request2).finish();
    const promise = this.rpc.request(this.service, "Kill", data);
    return promise.then((data2) => CellServiceKillResponse.decode(new BinaryReader(data2)));
  }
  stats(request2) {
    const data = CellServiceStatsRequest.encode(request2).finish();
    const promise = this.rpc.request(this.service, "Stats", data);
    return promise.then((data2) => CellServiceStatsResponse.decode(new BinaryReader(data2)));
  }
  watch(request2) {
    const data = CellServiceWatchRequest.encode(request2).finish();
    const result = this.rpc.serverStreamingRequest(this.service, "Watch", data);
    return decoded(result, CellServiceWatchResponse);
  }
};
var CellServiceDefinition = {
  name: "CellService",
  fullName: "aurae.cells.v0.CellService",
  methods: {
    /**
     * Makes a cell. Its limits stand before the answer goes out; when one cannot be held, nothing is
     * made. RESOURCE_EXHAUSTED when what it asks to be set aside is not there.
     */
    allocate: {
      name: "Allocate",
      requestType: CellServiceAllocateRequest,
      requestStream: false,
      responseType: CellServiceAllocateResponse,
      responseStream: false,
      options: {}
    },
    /**
     * Ends everything in a cell and below it, and removes it: stop signals, the grace, cgroup.kill.
     * DEADLINE_EXCEEDED names what does not die; the cell stays FREEING, and Free tries again.
     */
    free: {
      name: "Free",
      requestType: CellServiceFreeRequest,
      requestStream: false,
      responseType: CellServiceFreeResponse,
      responseStream: false,
      options: {}
    },
    /**
     * Starts an executable in a cell; without `cell_name`, on the node itself. Its name is taken
     * until Stop, also after it has ended.
     */
    start: {
      name: "Start",
      requestType: CellServiceStartRequest,
      requestStream: false,
      responseType: CellServiceStartResponse,
      responseStream: false,
      options: {}
    },
    /** Stops an executable, and gives its name free. One that has ended is no error. */
    stop: {
      name: "Stop",
      requestType: CellServiceStopRequest,
      requestStream: false,
      responseType: CellServiceStopResponse,
      responseStream: false,
      options: {}
    },
    /**
     * All cells as trees, sorted by name. `state` has what the daemon knows; limits as the kernel has
     * them are in the answer of Get.
     */
    list: {
      name: "List",
      requestType: CellServiceListRequest,
      requestStream: false,
      responseType: CellServiceListResponse,
      responseStream: false,
      options: {}
    },
    /** One cell as the kernel has it, with what is below it as in List. */
    get: {
      name: "Get",
      requestType: CellServiceGetRequest,
      requestStream: false,
      responseType: CellServiceGetResponse,
      responseStream: false,
      options: {}
    },
    /**
     * Changes limits, labels and annotations of a cell while it runs; all of it or nothing. Isolation
     * cannot be changed.
     */
    update: {
      name: "Update",
      requestType: CellServiceUpdateRequest,
      requestStream: false,
      responseType: CellServiceUpdateResponse,
      responseStream: false,
      options: {}
    },
    /** Stops all work in a cell and below it. Answers when nothing of it runs. */
    freeze: {
      name: "Freeze",
      requestType: CellServiceFreezeRequest,
      requestStream: false,
      responseType: CellServiceFreezeResponse,
      responseStream: false,
      options: {}
    },
    /** Lets frozen work go on. A cell below a frozen one stays frozen. */
    thaw: {
      name: "Thaw",
      requestType: CellServiceThawRequest,
      requestStream: false,
      responseType: CellServiceThawResponse,
      responseStream: false,
      options: {}
    },
    /** Sends a signal to every process in a cell and below it, SIGKILL when none is named. */
    kill: {
      name: "Kill",
      requestType: CellServiceKillRequest,
      requestStream: false,
      responseType: CellServiceKillResponse,
      responseStream: false,
      options: {}
    },
    /** What a cell and all below it use. */
    stats: {
      name: "Stats",
      requestType: CellServiceStatsRequest,
      requestStream: false,
      responseType: CellServiceStatsResponse,
      responseStream: false,
      options: {}
    },
    /**
     * What happens to cells: first those that exist, then every change. RESOURCE_EXHAUSTED when 4,096
     * changes wait to be read.
     */
    watch: {
      name: "Watch",
      requestType: CellServiceWatchRequest,
      requestStream: false,
      responseType: CellServiceWatchResponse,
      responseStream: true,
      options: {}
    }
  }
};

// gen/discovery.ts
function createBaseDiscoverRequest() {
  return {};
}
var DiscoverRequest = {
  encode(_, writer = new BinaryWriter()) {
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseDiscoverRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return DiscoverRequest.fromPartial(base ?? {});
  },
  fromPartial(_) {
    const message2 = createBaseDiscoverRequest();
    return message2;
  }
};
function createBaseDiscoverResponse() {
  return { healthy: false, version: "" };
}
var DiscoverResponse = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.healthy != null && message2.healthy !== false) {
      writer.uint32(8).bool(message2.healthy);
    }
    if (message2.version != null && message2.version !== "") {
      writer.uint32(18).string(message2.version);
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseDiscoverResponse();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 8) {
              break;
            }
            message2.healthy = reader.bool();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message2.version = reader.string();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return DiscoverResponse.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseDiscoverResponse();
    message2.healthy = object.healthy ?? false;
    message2.version = object.version ?? "";
    return message2;
  }
};
var DiscoveryServiceDefinition = {
  name: "DiscoveryService",
  fullName: "aurae.discovery.v0.DiscoveryService",
  methods: {
    /** Answers when the daemon serves. */
    discover: {
      name: "Discover",
      requestType: DiscoverRequest,
      requestStream: false,
      responseType: DiscoverResponse,
      responseStream: false,
      options: {}
    }
  }
};

// gen/health.ts
function createBaseHealthCheckRequest() {
  return { service: "" };
}
var HealthCheckRequest = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.service != null && message2.service !== "") {
      writer.uint32(10).string(message2.service);
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseHealthCheckRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.service = reader.string();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return HealthCheckRequest.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseHealthCheckRequest();
    message2.service = object.service ?? "";
    return message2;
  }
};
function createBaseHealthCheckResponse() {
  return { status: 0 };
}
var HealthCheckResponse = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.status != null && message2.status !== 0) {
      writer.uint32(8).int32(message2.status);
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseHealthCheckResponse();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 8) {
              break;
            }
            message2.status = reader.int32();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return HealthCheckResponse.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseHealthCheckResponse();
    message2.status = object.status ?? 0;
    return message2;
  }
};
var HealthDefinition = {
  name: "Health",
  fullName: "grpc.health.v1.Health",
  methods: {
    check: {
      name: "Check",
      requestType: HealthCheckRequest,
      requestStream: false,
      responseType: HealthCheckResponse,
      responseStream: false,
      options: {}
    },
    watch: {
      name: "Watch",
      requestType: HealthCheckRequest,
      requestStream: false,
      responseType: HealthCheckResponse,
      responseStream: true,
      options: {}
    }
  }
};

// gen/identity.ts
function createBaseWhoAmIRequest() {
  return {};
}
var WhoAmIRequest = {
  encode(_, writer = new BinaryWriter()) {
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseWhoAmIRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return WhoAmIRequest.fromPartial(base ?? {});
  },
  fromPartial(_) {
    const message2 = createBaseWhoAmIRequest();
    return message2;
  }
};
function createBaseWhoAmIResponse() {
  return {
    subjectCommonName: "",
    issuerCommonName: "",
    sha256Fingerprint: "",
    keyAlgorithm: "",
    spiffeId: "",
    trustDomain: "",
    notAfter: void 0,
    uid: void 0,
    pid: void 0,
    server: void 0
  };
}
var WhoAmIResponse = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.subjectCommonName != null && message2.subjectCommonName !== "") {
      writer.uint32(10).string(message2.subjectCommonName);
    }
    if (message2.issuerCommonName != null && message2.issuerCommonName !== "") {
      writer.uint32(18).string(message2.issuerCommonName);
    }
    if (message2.sha256Fingerprint != null && message2.sha256Fingerprint !== "") {
      writer.uint32(26).string(message2.sha256Fingerprint);
    }
    if (message2.keyAlgorithm != null && message2.keyAlgorithm !== "") {
      writer.uint32(34).string(message2.keyAlgorithm);
    }
    if (message2.spiffeId != null && message2.spiffeId !== "") {
      writer.uint32(42).string(message2.spiffeId);
    }
    if (message2.trustDomain != null && message2.trustDomain !== "") {
      writer.uint32(50).string(message2.trustDomain);
    }
    if (message2.notAfter != null) {
      Timestamp.encode(message2.notAfter, writer.uint32(58).fork()).join();
    }
    if (message2.uid != null) {
      writer.uint32(64).uint32(message2.uid);
    }
    if (message2.pid != null) {
      writer.uint32(72).int32(message2.pid);
    }
    if (message2.server != null) {
      Server.encode(message2.server, writer.uint32(82).fork()).join();
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseWhoAmIResponse();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.subjectCommonName = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message2.issuerCommonName = reader.string();
            continue;
          }
          case 3: {
            if (tag !== 26) {
              break;
            }
            message2.sha256Fingerprint = reader.string();
            continue;
          }
          case 4: {
            if (tag !== 34) {
              break;
            }
            message2.keyAlgorithm = reader.string();
            continue;
          }
          case 5: {
            if (tag !== 42) {
              break;
            }
            message2.spiffeId = reader.string();
            continue;
          }
          case 6: {
            if (tag !== 50) {
              break;
            }
            message2.trustDomain = reader.string();
            continue;
          }
          case 7: {
            if (tag !== 58) {
              break;
            }
            message2.notAfter = Timestamp.decode(reader, reader.uint32());
            continue;
          }
          case 8: {
            if (tag !== 64) {
              break;
            }
            message2.uid = reader.uint32();
            continue;
          }
          case 9: {
            if (tag !== 72) {
              break;
            }
            message2.pid = reader.int32();
            continue;
          }
          case 10: {
            if (tag !== 82) {
              break;
            }
            message2.server = Server.decode(reader, reader.uint32());
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return WhoAmIResponse.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseWhoAmIResponse();
    message2.subjectCommonName = object.subjectCommonName ?? "";
    message2.issuerCommonName = object.issuerCommonName ?? "";
    message2.sha256Fingerprint = object.sha256Fingerprint ?? "";
    message2.keyAlgorithm = object.keyAlgorithm ?? "";
    message2.spiffeId = object.spiffeId ?? "";
    message2.trustDomain = object.trustDomain ?? "";
    message2.notAfter = object.notAfter !== void 0 && object.notAfter !== null ? Timestamp.fromPartial(object.notAfter) : void 0;
    message2.uid = object.uid ?? void 0;
    message2.pid = object.pid ?? void 0;
    message2.server = object.server !== void 0 && object.server !== null ? Server.fromPartial(object.server) : void 0;
    return message2;
  }
};
function createBaseServer() {
  return { version: "", nodeName: "", spiffeId: "" };
}
var Server = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.version != null && message2.version !== "") {
      writer.uint32(10).string(message2.version);
    }
    if (message2.nodeName != null && message2.nodeName !== "") {
      writer.uint32(18).string(message2.nodeName);
    }
    if (message2.spiffeId != null && message2.spiffeId !== "") {
      writer.uint32(26).string(message2.spiffeId);
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseServer();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.version = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message2.nodeName = reader.string();
            continue;
          }
          case 3: {
            if (tag !== 26) {
              break;
            }
            message2.spiffeId = reader.string();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return Server.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseServer();
    message2.version = object.version ?? "";
    message2.nodeName = object.nodeName ?? "";
    message2.spiffeId = object.spiffeId ?? "";
    return message2;
  }
};
var IdentityServiceDefinition = {
  name: "IdentityService",
  fullName: "aurae.identity.v0.IdentityService",
  methods: {
    /** The certificate the caller presented, as the daemon verified it, and the daemon's own identity. */
    whoAmI: {
      name: "WhoAmI",
      requestType: WhoAmIRequest,
      requestStream: false,
      responseType: WhoAmIResponse,
      responseStream: false,
      options: {}
    }
  }
};

// gen/system.ts
function createBaseStatusRequest() {
  return {};
}
var StatusRequest = {
  encode(_, writer = new BinaryWriter()) {
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseStatusRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return StatusRequest.fromPartial(base ?? {});
  },
  fromPartial(_) {
    const message2 = createBaseStatusRequest();
    return message2;
  }
};
function createBaseStatusResponse() {
  return {
    version: "",
    nodeName: "",
    generation: 0,
    initPid: 0,
    serverPid: 0,
    journalPid: 0,
    startedAt: void 0,
    running: 0,
    lostExits: 0,
    problems: []
  };
}
var StatusResponse = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.version != null && message2.version !== "") {
      writer.uint32(10).string(message2.version);
    }
    if (message2.nodeName != null && message2.nodeName !== "") {
      writer.uint32(18).string(message2.nodeName);
    }
    if (message2.generation != null && message2.generation !== 0) {
      writer.uint32(24).uint32(message2.generation);
    }
    if (message2.initPid != null && message2.initPid !== 0) {
      writer.uint32(32).int32(message2.initPid);
    }
    if (message2.serverPid != null && message2.serverPid !== 0) {
      writer.uint32(40).int32(message2.serverPid);
    }
    if (message2.journalPid != null && message2.journalPid !== 0) {
      writer.uint32(48).int32(message2.journalPid);
    }
    if (message2.startedAt != null) {
      Timestamp.encode(message2.startedAt, writer.uint32(58).fork()).join();
    }
    if (message2.running != null && message2.running !== 0) {
      writer.uint32(64).uint32(message2.running);
    }
    if (message2.lostExits != null && message2.lostExits !== 0) {
      writer.uint32(72).uint64(message2.lostExits);
    }
    for (const v of message2.problems ?? []) {
      writer.uint32(82).string(v);
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseStatusResponse();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.version = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message2.nodeName = reader.string();
            continue;
          }
          case 3: {
            if (tag !== 24) {
              break;
            }
            message2.generation = reader.uint32();
            continue;
          }
          case 4: {
            if (tag !== 32) {
              break;
            }
            message2.initPid = reader.int32();
            continue;
          }
          case 5: {
            if (tag !== 40) {
              break;
            }
            message2.serverPid = reader.int32();
            continue;
          }
          case 6: {
            if (tag !== 48) {
              break;
            }
            message2.journalPid = reader.int32();
            continue;
          }
          case 7: {
            if (tag !== 58) {
              break;
            }
            message2.startedAt = Timestamp.decode(reader, reader.uint32());
            continue;
          }
          case 8: {
            if (tag !== 64) {
              break;
            }
            message2.running = reader.uint32();
            continue;
          }
          case 9: {
            if (tag !== 72) {
              break;
            }
            message2.lostExits = reader.uint64();
            continue;
          }
          case 10: {
            if (tag !== 82) {
              break;
            }
            message2.problems.push(reader.string());
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return StatusResponse.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseStatusResponse();
    message2.version = object.version ?? "";
    message2.nodeName = object.nodeName ?? "";
    message2.generation = object.generation ?? 0;
    message2.initPid = object.initPid ?? 0;
    message2.serverPid = object.serverPid ?? 0;
    message2.journalPid = object.journalPid ?? 0;
    message2.startedAt = object.startedAt !== void 0 && object.startedAt !== null ? Timestamp.fromPartial(object.startedAt) : void 0;
    message2.running = object.running ?? 0;
    message2.lostExits = object.lostExits !== void 0 && object.lostExits !== null ? exact(object.lostExits) : 0;
    message2.problems = object.problems?.map((e) => e) || [];
    return message2;
  }
};
function createBaseReexecRequest() {
  return {};
}
var ReexecRequest = {
  encode(_, writer = new BinaryWriter()) {
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseReexecRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return ReexecRequest.fromPartial(base ?? {});
  },
  fromPartial(_) {
    const message2 = createBaseReexecRequest();
    return message2;
  }
};
function createBaseReexecResponse() {
  return { generation: 0 };
}
var ReexecResponse = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.generation != null && message2.generation !== 0) {
      writer.uint32(8).uint32(message2.generation);
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseReexecResponse();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 8) {
              break;
            }
            message2.generation = reader.uint32();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return ReexecResponse.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseReexecResponse();
    message2.generation = object.generation ?? 0;
    return message2;
  }
};
var SystemServiceDefinition = {
  name: "SystemService",
  fullName: "aurae.system.v0.SystemService",
  methods: {
    /** Processes of the daemon and what they hold. */
    status: {
      name: "Status",
      requestType: StatusRequest,
      requestStream: false,
      responseType: StatusResponse,
      responseStream: false,
      options: {}
    },
    /**
     * Replaces the running code of init, journal and server with the code on disk. Workloads,
     * their pids and their logs go on. A trial process of the new code must load init's state
     * first; FAILED_PRECONDITION with its words when it does not, and nothing changes.
     * The answer comes before the server itself is replaced.
     */
    reexec: {
      name: "Reexec",
      requestType: ReexecRequest,
      requestStream: false,
      responseType: ReexecResponse,
      responseStream: false,
      options: {}
    }
  }
};

// gen/images.ts
function createBasePullImageRequest() {
  return { name: "", platform: "", forcePlatform: false, policy: 0, layers: 0 };
}
var PullImageRequest = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.name != null && message2.name !== "") {
      writer.uint32(10).string(message2.name);
    }
    if (message2.platform != null && message2.platform !== "") {
      writer.uint32(18).string(message2.platform);
    }
    if (message2.forcePlatform != null && message2.forcePlatform !== false) {
      writer.uint32(24).bool(message2.forcePlatform);
    }
    if (message2.policy != null && message2.policy !== 0) {
      writer.uint32(32).int32(message2.policy);
    }
    if (message2.layers != null && message2.layers !== 0) {
      writer.uint32(40).int32(message2.layers);
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBasePullImageRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.name = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message2.platform = reader.string();
            continue;
          }
          case 3: {
            if (tag !== 24) {
              break;
            }
            message2.forcePlatform = reader.bool();
            continue;
          }
          case 4: {
            if (tag !== 32) {
              break;
            }
            message2.policy = reader.int32();
            continue;
          }
          case 5: {
            if (tag !== 40) {
              break;
            }
            message2.layers = reader.int32();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return PullImageRequest.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBasePullImageRequest();
    message2.name = object.name ?? "";
    message2.platform = object.platform ?? "";
    message2.forcePlatform = object.forcePlatform ?? false;
    message2.policy = object.policy ?? 0;
    message2.layers = object.layers ?? 0;
    return message2;
  }
};
function createBasePullImageResponse() {
  return { layers: [], image: void 0 };
}
var PullImageResponse = {
  encode(message2, writer = new BinaryWriter()) {
    for (const v of message2.layers ?? []) {
      LayerProgress.encode(v, writer.uint32(10).fork()).join();
    }
    if (message2.image != null) {
      Image.encode(message2.image, writer.uint32(18).fork()).join();
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBasePullImageResponse();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.layers.push(LayerProgress.decode(reader, reader.uint32()));
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message2.image = Image.decode(reader, reader.uint32());
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return PullImageResponse.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBasePullImageResponse();
    message2.layers = object.layers?.map((e) => LayerProgress.fromPartial(e)) || [];
    message2.image = object.image !== void 0 && object.image !== null ? Image.fromPartial(object.image) : void 0;
    return message2;
  }
};
function createBaseLayerProgress() {
  return { digest: "", phase: 0, done: 0, size: 0 };
}
var LayerProgress = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.digest != null && message2.digest !== "") {
      writer.uint32(10).string(message2.digest);
    }
    if (message2.phase != null && message2.phase !== 0) {
      writer.uint32(16).int32(message2.phase);
    }
    if (message2.done != null && message2.done !== 0) {
      writer.uint32(24).uint64(message2.done);
    }
    if (message2.size != null && message2.size !== 0) {
      writer.uint32(32).uint64(message2.size);
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseLayerProgress();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.digest = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 16) {
              break;
            }
            message2.phase = reader.int32();
            continue;
          }
          case 3: {
            if (tag !== 24) {
              break;
            }
            message2.done = reader.uint64();
            continue;
          }
          case 4: {
            if (tag !== 32) {
              break;
            }
            message2.size = reader.uint64();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return LayerProgress.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseLayerProgress();
    message2.digest = object.digest ?? "";
    message2.phase = object.phase ?? 0;
    message2.done = object.done !== void 0 && object.done !== null ? exact(object.done) : 0;
    message2.size = object.size !== void 0 && object.size !== null ? exact(object.size) : 0;
    return message2;
  }
};
function createBaseImage() {
  return {
    id: "",
    tags: [],
    digests: [],
    platform: "",
    created: "",
    addedAt: void 0,
    usage: void 0,
    user: "",
    labels: {},
    users: []
  };
}
var Image = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.id != null && message2.id !== "") {
      writer.uint32(10).string(message2.id);
    }
    for (const v of message2.tags ?? []) {
      writer.uint32(18).string(v);
    }
    for (const v of message2.digests ?? []) {
      writer.uint32(26).string(v);
    }
    if (message2.platform != null && message2.platform !== "") {
      writer.uint32(34).string(message2.platform);
    }
    if (message2.created != null && message2.created !== "") {
      writer.uint32(42).string(message2.created);
    }
    if (message2.addedAt != null) {
      Timestamp.encode(message2.addedAt, writer.uint32(50).fork()).join();
    }
    if (message2.usage != null) {
      ImageUsage.encode(message2.usage, writer.uint32(58).fork()).join();
    }
    if (message2.user != null && message2.user !== "") {
      writer.uint32(66).string(message2.user);
    }
    globalThis.Object.entries(message2.labels ?? {}).forEach(([key, value]) => {
      Image_LabelsEntry.encode({ key, value }, writer.uint32(74).fork()).join();
    });
    for (const v of message2.users ?? []) {
      writer.uint32(82).string(v);
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseImage();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.id = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message2.tags.push(reader.string());
            continue;
          }
          case 3: {
            if (tag !== 26) {
              break;
            }
            message2.digests.push(reader.string());
            continue;
          }
          case 4: {
            if (tag !== 34) {
              break;
            }
            message2.platform = reader.string();
            continue;
          }
          case 5: {
            if (tag !== 42) {
              break;
            }
            message2.created = reader.string();
            continue;
          }
          case 6: {
            if (tag !== 50) {
              break;
            }
            message2.addedAt = Timestamp.decode(reader, reader.uint32());
            continue;
          }
          case 7: {
            if (tag !== 58) {
              break;
            }
            message2.usage = ImageUsage.decode(reader, reader.uint32());
            continue;
          }
          case 8: {
            if (tag !== 66) {
              break;
            }
            message2.user = reader.string();
            continue;
          }
          case 9: {
            if (tag !== 74) {
              break;
            }
            const entry9 = Image_LabelsEntry.decode(reader, reader.uint32());
            if (entry9.value !== void 0) {
              put(message2.labels, entry9.key, entry9.value);
            }
            continue;
          }
          case 10: {
            if (tag !== 82) {
              break;
            }
            message2.users.push(reader.string());
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return Image.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseImage();
    message2.id = object.id ?? "";
    message2.tags = object.tags?.map((e) => e) || [];
    message2.digests = object.digests?.map((e) => e) || [];
    message2.platform = object.platform ?? "";
    message2.created = object.created ?? "";
    message2.addedAt = object.addedAt !== void 0 && object.addedAt !== null ? Timestamp.fromPartial(object.addedAt) : void 0;
    message2.usage = object.usage !== void 0 && object.usage !== null ? ImageUsage.fromPartial(object.usage) : void 0;
    message2.user = object.user ?? "";
    message2.labels = globalThis.Object.entries(object.labels ?? {}).reduce(
      (acc, [key, value]) => {
        if (value !== void 0) {
          put(acc, key, globalThis.String(value));
        }
        return acc;
      },
      {}
    );
    message2.users = object.users?.map((e) => e) || [];
    return message2;
  }
};
function createBaseImage_LabelsEntry() {
  return { key: "", value: "" };
}
var Image_LabelsEntry = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.key != null && message2.key !== "") {
      writer.uint32(10).string(message2.key);
    }
    if (message2.value != null && message2.value !== "") {
      writer.uint32(18).string(message2.value);
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseImage_LabelsEntry();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.key = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message2.value = reader.string();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return Image_LabelsEntry.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseImage_LabelsEntry();
    message2.key = object.key ?? "";
    message2.value = object.value ?? "";
    return message2;
  }
};
function createBaseImageUsage() {
  return { blobs: 0, unpacked: 0, unique: 0, shared: 0, erofs: 0 };
}
var ImageUsage = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.blobs != null && message2.blobs !== 0) {
      writer.uint32(8).uint64(message2.blobs);
    }
    if (message2.unpacked != null && message2.unpacked !== 0) {
      writer.uint32(16).uint64(message2.unpacked);
    }
    if (message2.unique != null && message2.unique !== 0) {
      writer.uint32(24).uint64(message2.unique);
    }
    if (message2.shared != null && message2.shared !== 0) {
      writer.uint32(32).uint64(message2.shared);
    }
    if (message2.erofs != null && message2.erofs !== 0) {
      writer.uint32(40).uint64(message2.erofs);
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseImageUsage();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 8) {
              break;
            }
            message2.blobs = reader.uint64();
            continue;
          }
          case 2: {
            if (tag !== 16) {
              break;
            }
            message2.unpacked = reader.uint64();
            continue;
          }
          case 3: {
            if (tag !== 24) {
              break;
            }
            message2.unique = reader.uint64();
            continue;
          }
          case 4: {
            if (tag !== 32) {
              break;
            }
            message2.shared = reader.uint64();
            continue;
          }
          case 5: {
            if (tag !== 40) {
              break;
            }
            message2.erofs = reader.uint64();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return ImageUsage.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseImageUsage();
    message2.blobs = object.blobs !== void 0 && object.blobs !== null ? exact(object.blobs) : 0;
    message2.unpacked = object.unpacked !== void 0 && object.unpacked !== null ? exact(object.unpacked) : 0;
    message2.unique = object.unique !== void 0 && object.unique !== null ? exact(object.unique) : 0;
    message2.shared = object.shared !== void 0 && object.shared !== null ? exact(object.shared) : 0;
    message2.erofs = object.erofs !== void 0 && object.erofs !== null ? exact(object.erofs) : 0;
    return message2;
  }
};
function createBasePushImageRequest() {
  return { name: "", target: "" };
}
var PushImageRequest = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.name != null && message2.name !== "") {
      writer.uint32(10).string(message2.name);
    }
    if (message2.target != null && message2.target !== "") {
      writer.uint32(18).string(message2.target);
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBasePushImageRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.name = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message2.target = reader.string();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return PushImageRequest.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBasePushImageRequest();
    message2.name = object.name ?? "";
    message2.target = object.target ?? "";
    return message2;
  }
};
function createBasePushImageResponse() {
  return { layers: [], digest: "", target: "" };
}
var PushImageResponse = {
  encode(message2, writer = new BinaryWriter()) {
    for (const v of message2.layers ?? []) {
      LayerProgress.encode(v, writer.uint32(10).fork()).join();
    }
    if (message2.digest != null && message2.digest !== "") {
      writer.uint32(18).string(message2.digest);
    }
    if (message2.target != null && message2.target !== "") {
      writer.uint32(26).string(message2.target);
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBasePushImageResponse();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.layers.push(LayerProgress.decode(reader, reader.uint32()));
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message2.digest = reader.string();
            continue;
          }
          case 3: {
            if (tag !== 26) {
              break;
            }
            message2.target = reader.string();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return PushImageResponse.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBasePushImageResponse();
    message2.layers = object.layers?.map((e) => LayerProgress.fromPartial(e)) || [];
    message2.digest = object.digest ?? "";
    message2.target = object.target ?? "";
    return message2;
  }
};
function createBaseExportImagesRequest() {
  return { names: [], format: 0 };
}
var ExportImagesRequest = {
  encode(message2, writer = new BinaryWriter()) {
    for (const v of message2.names ?? []) {
      writer.uint32(10).string(v);
    }
    if (message2.format != null && message2.format !== 0) {
      writer.uint32(16).int32(message2.format);
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseExportImagesRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.names.push(reader.string());
            continue;
          }
          case 2: {
            if (tag !== 16) {
              break;
            }
            message2.format = reader.int32();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return ExportImagesRequest.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseExportImagesRequest();
    message2.names = object.names?.map((e) => e) || [];
    message2.format = object.format ?? 0;
    return message2;
  }
};
function createBaseExportImagesResponse() {
  return { data: new Uint8Array(0) };
}
var ExportImagesResponse = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.data != null && message2.data.length !== 0) {
      writer.uint32(10).bytes(message2.data);
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseExportImagesResponse();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.data = reader.bytes();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return ExportImagesResponse.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseExportImagesResponse();
    message2.data = object.data ?? new Uint8Array(0);
    return message2;
  }
};
function createBaseImportImagesRequest() {
  return { options: void 0, data: new Uint8Array(0) };
}
var ImportImagesRequest = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.options != null) {
      ImportOptions.encode(message2.options, writer.uint32(10).fork()).join();
    }
    if (message2.data != null && message2.data.length !== 0) {
      writer.uint32(18).bytes(message2.data);
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseImportImagesRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.options = ImportOptions.decode(reader, reader.uint32());
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message2.data = reader.bytes();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return ImportImagesRequest.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseImportImagesRequest();
    message2.options = object.options !== void 0 && object.options !== null ? ImportOptions.fromPartial(object.options) : void 0;
    message2.data = object.data ?? new Uint8Array(0);
    return message2;
  }
};
function createBaseImportOptions() {
  return { name: "", platform: "", forcePlatform: false, layers: 0 };
}
var ImportOptions = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.name != null && message2.name !== "") {
      writer.uint32(10).string(message2.name);
    }
    if (message2.platform != null && message2.platform !== "") {
      writer.uint32(18).string(message2.platform);
    }
    if (message2.forcePlatform != null && message2.forcePlatform !== false) {
      writer.uint32(24).bool(message2.forcePlatform);
    }
    if (message2.layers != null && message2.layers !== 0) {
      writer.uint32(32).int32(message2.layers);
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseImportOptions();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.name = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message2.platform = reader.string();
            continue;
          }
          case 3: {
            if (tag !== 24) {
              break;
            }
            message2.forcePlatform = reader.bool();
            continue;
          }
          case 4: {
            if (tag !== 32) {
              break;
            }
            message2.layers = reader.int32();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return ImportOptions.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseImportOptions();
    message2.name = object.name ?? "";
    message2.platform = object.platform ?? "";
    message2.forcePlatform = object.forcePlatform ?? false;
    message2.layers = object.layers ?? 0;
    return message2;
  }
};
function createBaseImportImagesResponse() {
  return { layers: [], images: [] };
}
var ImportImagesResponse = {
  encode(message2, writer = new BinaryWriter()) {
    for (const v of message2.layers ?? []) {
      LayerProgress.encode(v, writer.uint32(10).fork()).join();
    }
    for (const v of message2.images ?? []) {
      ImportedImage.encode(v, writer.uint32(18).fork()).join();
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseImportImagesResponse();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.layers.push(LayerProgress.decode(reader, reader.uint32()));
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message2.images.push(ImportedImage.decode(reader, reader.uint32()));
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return ImportImagesResponse.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseImportImagesResponse();
    message2.layers = object.layers?.map((e) => LayerProgress.fromPartial(e)) || [];
    message2.images = object.images?.map((e) => ImportedImage.fromPartial(e)) || [];
    return message2;
  }
};
function createBaseImportedImage() {
  return { name: "", image: void 0 };
}
var ImportedImage = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.name != null && message2.name !== "") {
      writer.uint32(10).string(message2.name);
    }
    if (message2.image != null) {
      Image.encode(message2.image, writer.uint32(18).fork()).join();
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseImportedImage();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.name = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message2.image = Image.decode(reader, reader.uint32());
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return ImportedImage.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseImportedImage();
    message2.name = object.name ?? "";
    message2.image = object.image !== void 0 && object.image !== null ? Image.fromPartial(object.image) : void 0;
    return message2;
  }
};
function createBaseTagImageRequest() {
  return { name: "", tag: "" };
}
var TagImageRequest = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.name != null && message2.name !== "") {
      writer.uint32(10).string(message2.name);
    }
    if (message2.tag != null && message2.tag !== "") {
      writer.uint32(18).string(message2.tag);
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseTagImageRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.name = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message2.tag = reader.string();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return TagImageRequest.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseTagImageRequest();
    message2.name = object.name ?? "";
    message2.tag = object.tag ?? "";
    return message2;
  }
};
function createBaseTagImageResponse() {
  return { image: void 0 };
}
var TagImageResponse = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.image != null) {
      Image.encode(message2.image, writer.uint32(10).fork()).join();
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseTagImageResponse();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.image = Image.decode(reader, reader.uint32());
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return TagImageResponse.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseTagImageResponse();
    message2.image = object.image !== void 0 && object.image !== null ? Image.fromPartial(object.image) : void 0;
    return message2;
  }
};
function createBaseListImagesRequest() {
  return {};
}
var ListImagesRequest = {
  encode(_, writer = new BinaryWriter()) {
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseListImagesRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return ListImagesRequest.fromPartial(base ?? {});
  },
  fromPartial(_) {
    const message2 = createBaseListImagesRequest();
    return message2;
  }
};
function createBaseListImagesResponse() {
  return { images: [] };
}
var ListImagesResponse = {
  encode(message2, writer = new BinaryWriter()) {
    for (const v of message2.images ?? []) {
      Image.encode(v, writer.uint32(10).fork()).join();
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseListImagesResponse();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.images.push(Image.decode(reader, reader.uint32()));
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return ListImagesResponse.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseListImagesResponse();
    message2.images = object.images?.map((e) => Image.fromPartial(e)) || [];
    return message2;
  }
};
function createBaseGetImageRequest() {
  return { name: "" };
}
var GetImageRequest = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.name != null && message2.name !== "") {
      writer.uint32(10).string(message2.name);
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseGetImageRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.name = reader.string();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return GetImageRequest.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseGetImageRequest();
    message2.name = object.name ?? "";
    return message2;
  }
};
function createBaseGetImageResponse() {
  return { image: void 0, config: void 0, layers: [], manifests: [], rawConfig: "", flat: void 0 };
}
var GetImageResponse = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.image != null) {
      Image.encode(message2.image, writer.uint32(10).fork()).join();
    }
    if (message2.config != null) {
      ImageConfig.encode(message2.config, writer.uint32(18).fork()).join();
    }
    for (const v of message2.layers ?? []) {
      ImageLayer.encode(v, writer.uint32(26).fork()).join();
    }
    for (const v of message2.manifests ?? []) {
      ImageManifest.encode(v, writer.uint32(34).fork()).join();
    }
    if (message2.rawConfig != null && message2.rawConfig !== "") {
      writer.uint32(42).string(message2.rawConfig);
    }
    if (message2.flat != null) {
      ErofsImage.encode(message2.flat, writer.uint32(50).fork()).join();
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseGetImageResponse();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.image = Image.decode(reader, reader.uint32());
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message2.config = ImageConfig.decode(reader, reader.uint32());
            continue;
          }
          case 3: {
            if (tag !== 26) {
              break;
            }
            message2.layers.push(ImageLayer.decode(reader, reader.uint32()));
            continue;
          }
          case 4: {
            if (tag !== 34) {
              break;
            }
            message2.manifests.push(ImageManifest.decode(reader, reader.uint32()));
            continue;
          }
          case 5: {
            if (tag !== 42) {
              break;
            }
            message2.rawConfig = reader.string();
            continue;
          }
          case 6: {
            if (tag !== 50) {
              break;
            }
            message2.flat = ErofsImage.decode(reader, reader.uint32());
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return GetImageResponse.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseGetImageResponse();
    message2.image = object.image !== void 0 && object.image !== null ? Image.fromPartial(object.image) : void 0;
    message2.config = object.config !== void 0 && object.config !== null ? ImageConfig.fromPartial(object.config) : void 0;
    message2.layers = object.layers?.map((e) => ImageLayer.fromPartial(e)) || [];
    message2.manifests = object.manifests?.map((e) => ImageManifest.fromPartial(e)) || [];
    message2.rawConfig = object.rawConfig ?? "";
    message2.flat = object.flat !== void 0 && object.flat !== null ? ErofsImage.fromPartial(object.flat) : void 0;
    return message2;
  }
};
function createBaseImageConfig() {
  return {
    user: "",
    workingDir: "",
    env: [],
    entrypoint: [],
    cmd: [],
    exposedPorts: [],
    volumes: [],
    stopSignal: "",
    author: ""
  };
}
var ImageConfig = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.user != null && message2.user !== "") {
      writer.uint32(10).string(message2.user);
    }
    if (message2.workingDir != null && message2.workingDir !== "") {
      writer.uint32(18).string(message2.workingDir);
    }
    for (const v of message2.env ?? []) {
      writer.uint32(26).string(v);
    }
    for (const v of message2.entrypoint ?? []) {
      writer.uint32(34).string(v);
    }
    for (const v of message2.cmd ?? []) {
      writer.uint32(42).string(v);
    }
    for (const v of message2.exposedPorts ?? []) {
      writer.uint32(50).string(v);
    }
    for (const v of message2.volumes ?? []) {
      writer.uint32(58).string(v);
    }
    if (message2.stopSignal != null && message2.stopSignal !== "") {
      writer.uint32(66).string(message2.stopSignal);
    }
    if (message2.author != null && message2.author !== "") {
      writer.uint32(74).string(message2.author);
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseImageConfig();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.user = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message2.workingDir = reader.string();
            continue;
          }
          case 3: {
            if (tag !== 26) {
              break;
            }
            message2.env.push(reader.string());
            continue;
          }
          case 4: {
            if (tag !== 34) {
              break;
            }
            message2.entrypoint.push(reader.string());
            continue;
          }
          case 5: {
            if (tag !== 42) {
              break;
            }
            message2.cmd.push(reader.string());
            continue;
          }
          case 6: {
            if (tag !== 50) {
              break;
            }
            message2.exposedPorts.push(reader.string());
            continue;
          }
          case 7: {
            if (tag !== 58) {
              break;
            }
            message2.volumes.push(reader.string());
            continue;
          }
          case 8: {
            if (tag !== 66) {
              break;
            }
            message2.stopSignal = reader.string();
            continue;
          }
          case 9: {
            if (tag !== 74) {
              break;
            }
            message2.author = reader.string();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return ImageConfig.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseImageConfig();
    message2.user = object.user ?? "";
    message2.workingDir = object.workingDir ?? "";
    message2.env = object.env?.map((e) => e) || [];
    message2.entrypoint = object.entrypoint?.map((e) => e) || [];
    message2.cmd = object.cmd?.map((e) => e) || [];
    message2.exposedPorts = object.exposedPorts?.map((e) => e) || [];
    message2.volumes = object.volumes?.map((e) => e) || [];
    message2.stopSignal = object.stopSignal ?? "";
    message2.author = object.author ?? "";
    return message2;
  }
};
function createBaseImageLayer() {
  return {
    digest: "",
    mediaType: "",
    size: 0,
    diffId: "",
    chainId: "",
    present: false,
    unpacked: false,
    unpackedSize: 0,
    erofs: void 0
  };
}
var ImageLayer = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.digest != null && message2.digest !== "") {
      writer.uint32(10).string(message2.digest);
    }
    if (message2.mediaType != null && message2.mediaType !== "") {
      writer.uint32(18).string(message2.mediaType);
    }
    if (message2.size != null && message2.size !== 0) {
      writer.uint32(24).uint64(message2.size);
    }
    if (message2.diffId != null && message2.diffId !== "") {
      writer.uint32(34).string(message2.diffId);
    }
    if (message2.chainId != null && message2.chainId !== "") {
      writer.uint32(42).string(message2.chainId);
    }
    if (message2.present != null && message2.present !== false) {
      writer.uint32(48).bool(message2.present);
    }
    if (message2.unpacked != null && message2.unpacked !== false) {
      writer.uint32(56).bool(message2.unpacked);
    }
    if (message2.unpackedSize != null && message2.unpackedSize !== 0) {
      writer.uint32(64).uint64(message2.unpackedSize);
    }
    if (message2.erofs != null) {
      ErofsImage.encode(message2.erofs, writer.uint32(74).fork()).join();
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseImageLayer();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.digest = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message2.mediaType = reader.string();
            continue;
          }
          case 3: {
            if (tag !== 24) {
              break;
            }
            message2.size = reader.uint64();
            continue;
          }
          case 4: {
            if (tag !== 34) {
              break;
            }
            message2.diffId = reader.string();
            continue;
          }
          case 5: {
            if (tag !== 42) {
              break;
            }
            message2.chainId = reader.string();
            continue;
          }
          case 6: {
            if (tag !== 48) {
              break;
            }
            message2.present = reader.bool();
            continue;
          }
          case 7: {
            if (tag !== 56) {
              break;
            }
            message2.unpacked = reader.bool();
            continue;
          }
          case 8: {
            if (tag !== 64) {
              break;
            }
            message2.unpackedSize = reader.uint64();
            continue;
          }
          case 9: {
            if (tag !== 74) {
              break;
            }
            message2.erofs = ErofsImage.decode(reader, reader.uint32());
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return ImageLayer.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseImageLayer();
    message2.digest = object.digest ?? "";
    message2.mediaType = object.mediaType ?? "";
    message2.size = object.size !== void 0 && object.size !== null ? exact(object.size) : 0;
    message2.diffId = object.diffId ?? "";
    message2.chainId = object.chainId ?? "";
    message2.present = object.present ?? false;
    message2.unpacked = object.unpacked ?? false;
    message2.unpackedSize = object.unpackedSize !== void 0 && object.unpackedSize !== null ? exact(object.unpackedSize) : 0;
    message2.erofs = object.erofs !== void 0 && object.erofs !== null ? ErofsImage.fromPartial(object.erofs) : void 0;
    return message2;
  }
};
function createBaseErofsImage() {
  return { digest: "", size: 0 };
}
var ErofsImage = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.digest != null && message2.digest !== "") {
      writer.uint32(10).string(message2.digest);
    }
    if (message2.size != null && message2.size !== 0) {
      writer.uint32(16).uint64(message2.size);
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseErofsImage();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.digest = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 16) {
              break;
            }
            message2.size = reader.uint64();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return ErofsImage.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseErofsImage();
    message2.digest = object.digest ?? "";
    message2.size = object.size !== void 0 && object.size !== null ? exact(object.size) : 0;
    return message2;
  }
};
function createBaseImageManifest() {
  return { digest: "", mediaType: "", size: 0 };
}
var ImageManifest = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.digest != null && message2.digest !== "") {
      writer.uint32(10).string(message2.digest);
    }
    if (message2.mediaType != null && message2.mediaType !== "") {
      writer.uint32(18).string(message2.mediaType);
    }
    if (message2.size != null && message2.size !== 0) {
      writer.uint32(24).uint64(message2.size);
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseImageManifest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.digest = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message2.mediaType = reader.string();
            continue;
          }
          case 3: {
            if (tag !== 24) {
              break;
            }
            message2.size = reader.uint64();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return ImageManifest.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseImageManifest();
    message2.digest = object.digest ?? "";
    message2.mediaType = object.mediaType ?? "";
    message2.size = object.size !== void 0 && object.size !== null ? exact(object.size) : 0;
    return message2;
  }
};
function createBaseGetImageHistoryRequest() {
  return { name: "" };
}
var GetImageHistoryRequest = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.name != null && message2.name !== "") {
      writer.uint32(10).string(message2.name);
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseGetImageHistoryRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.name = reader.string();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return GetImageHistoryRequest.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseGetImageHistoryRequest();
    message2.name = object.name ?? "";
    return message2;
  }
};
function createBaseGetImageHistoryResponse() {
  return { steps: [] };
}
var GetImageHistoryResponse = {
  encode(message2, writer = new BinaryWriter()) {
    for (const v of message2.steps ?? []) {
      ImageStep.encode(v, writer.uint32(10).fork()).join();
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseGetImageHistoryResponse();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.steps.push(ImageStep.decode(reader, reader.uint32()));
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return GetImageHistoryResponse.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseGetImageHistoryResponse();
    message2.steps = object.steps?.map((e) => ImageStep.fromPartial(e)) || [];
    return message2;
  }
};
function createBaseImageStep() {
  return { created: "", createdBy: "", author: "", comment: "", layer: "", size: 0 };
}
var ImageStep = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.created != null && message2.created !== "") {
      writer.uint32(10).string(message2.created);
    }
    if (message2.createdBy != null && message2.createdBy !== "") {
      writer.uint32(18).string(message2.createdBy);
    }
    if (message2.author != null && message2.author !== "") {
      writer.uint32(26).string(message2.author);
    }
    if (message2.comment != null && message2.comment !== "") {
      writer.uint32(34).string(message2.comment);
    }
    if (message2.layer != null && message2.layer !== "") {
      writer.uint32(42).string(message2.layer);
    }
    if (message2.size != null && message2.size !== 0) {
      writer.uint32(48).uint64(message2.size);
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseImageStep();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.created = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message2.createdBy = reader.string();
            continue;
          }
          case 3: {
            if (tag !== 26) {
              break;
            }
            message2.author = reader.string();
            continue;
          }
          case 4: {
            if (tag !== 34) {
              break;
            }
            message2.comment = reader.string();
            continue;
          }
          case 5: {
            if (tag !== 42) {
              break;
            }
            message2.layer = reader.string();
            continue;
          }
          case 6: {
            if (tag !== 48) {
              break;
            }
            message2.size = reader.uint64();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return ImageStep.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseImageStep();
    message2.created = object.created ?? "";
    message2.createdBy = object.createdBy ?? "";
    message2.author = object.author ?? "";
    message2.comment = object.comment ?? "";
    message2.layer = object.layer ?? "";
    message2.size = object.size !== void 0 && object.size !== null ? exact(object.size) : 0;
    return message2;
  }
};
function createBaseRemoveImageRequest() {
  return { name: "", allNames: false };
}
var RemoveImageRequest = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.name != null && message2.name !== "") {
      writer.uint32(10).string(message2.name);
    }
    if (message2.allNames != null && message2.allNames !== false) {
      writer.uint32(16).bool(message2.allNames);
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseRemoveImageRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.name = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 16) {
              break;
            }
            message2.allNames = reader.bool();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return RemoveImageRequest.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseRemoveImageRequest();
    message2.name = object.name ?? "";
    message2.allNames = object.allNames ?? false;
    return message2;
  }
};
function createBaseRemoveImageResponse() {
  return { id: "", names: [], removed: false, freed: 0 };
}
var RemoveImageResponse = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.id != null && message2.id !== "") {
      writer.uint32(10).string(message2.id);
    }
    for (const v of message2.names ?? []) {
      writer.uint32(18).string(v);
    }
    if (message2.removed != null && message2.removed !== false) {
      writer.uint32(24).bool(message2.removed);
    }
    if (message2.freed != null && message2.freed !== 0) {
      writer.uint32(32).uint64(message2.freed);
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseRemoveImageResponse();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.id = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message2.names.push(reader.string());
            continue;
          }
          case 3: {
            if (tag !== 24) {
              break;
            }
            message2.removed = reader.bool();
            continue;
          }
          case 4: {
            if (tag !== 32) {
              break;
            }
            message2.freed = reader.uint64();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return RemoveImageResponse.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseRemoveImageResponse();
    message2.id = object.id ?? "";
    message2.names = object.names?.map((e) => e) || [];
    message2.removed = object.removed ?? false;
    message2.freed = object.freed !== void 0 && object.freed !== null ? exact(object.freed) : 0;
    return message2;
  }
};
function createBasePruneImagesRequest() {
  return { all: false, age: void 0, partial: false, dryRun: false };
}
var PruneImagesRequest = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.all != null && message2.all !== false) {
      writer.uint32(8).bool(message2.all);
    }
    if (message2.age != null) {
      Duration.encode(message2.age, writer.uint32(18).fork()).join();
    }
    if (message2.partial != null && message2.partial !== false) {
      writer.uint32(24).bool(message2.partial);
    }
    if (message2.dryRun != null && message2.dryRun !== false) {
      writer.uint32(32).bool(message2.dryRun);
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBasePruneImagesRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 8) {
              break;
            }
            message2.all = reader.bool();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message2.age = Duration.decode(reader, reader.uint32());
            continue;
          }
          case 3: {
            if (tag !== 24) {
              break;
            }
            message2.partial = reader.bool();
            continue;
          }
          case 4: {
            if (tag !== 32) {
              break;
            }
            message2.dryRun = reader.bool();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return PruneImagesRequest.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBasePruneImagesRequest();
    message2.all = object.all ?? false;
    message2.age = object.age !== void 0 && object.age !== null ? Duration.fromPartial(object.age) : void 0;
    message2.partial = object.partial ?? false;
    message2.dryRun = object.dryRun ?? false;
    return message2;
  }
};
function createBasePruneImagesResponse() {
  return { images: [], freed: 0 };
}
var PruneImagesResponse = {
  encode(message2, writer = new BinaryWriter()) {
    for (const v of message2.images ?? []) {
      PrunedImage.encode(v, writer.uint32(10).fork()).join();
    }
    if (message2.freed != null && message2.freed !== 0) {
      writer.uint32(16).uint64(message2.freed);
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBasePruneImagesResponse();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.images.push(PrunedImage.decode(reader, reader.uint32()));
            continue;
          }
          case 2: {
            if (tag !== 16) {
              break;
            }
            message2.freed = reader.uint64();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return PruneImagesResponse.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBasePruneImagesResponse();
    message2.images = object.images?.map((e) => PrunedImage.fromPartial(e)) || [];
    message2.freed = object.freed !== void 0 && object.freed !== null ? exact(object.freed) : 0;
    return message2;
  }
};
function createBasePrunedImage() {
  return { id: "", names: [] };
}
var PrunedImage = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.id != null && message2.id !== "") {
      writer.uint32(10).string(message2.id);
    }
    for (const v of message2.names ?? []) {
      writer.uint32(18).string(v);
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBasePrunedImage();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.id = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message2.names.push(reader.string());
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return PrunedImage.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBasePrunedImage();
    message2.id = object.id ?? "";
    message2.names = object.names?.map((e) => e) || [];
    return message2;
  }
};
function createBaseGetImageUsageRequest() {
  return {};
}
var GetImageUsageRequest = {
  encode(_, writer = new BinaryWriter()) {
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseGetImageUsageRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return GetImageUsageRequest.fromPartial(base ?? {});
  },
  fromPartial(_) {
    const message2 = createBaseGetImageUsageRequest();
    return message2;
  }
};
function createBaseGetImageUsageResponse() {
  return { blobs: 0, unpacked: 0, partial: 0, unreached: 0, images: [], erofs: 0 };
}
var GetImageUsageResponse = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.blobs != null && message2.blobs !== 0) {
      writer.uint32(8).uint64(message2.blobs);
    }
    if (message2.unpacked != null && message2.unpacked !== 0) {
      writer.uint32(16).uint64(message2.unpacked);
    }
    if (message2.partial != null && message2.partial !== 0) {
      writer.uint32(24).uint64(message2.partial);
    }
    if (message2.unreached != null && message2.unreached !== 0) {
      writer.uint32(32).uint64(message2.unreached);
    }
    for (const v of message2.images ?? []) {
      Image.encode(v, writer.uint32(42).fork()).join();
    }
    if (message2.erofs != null && message2.erofs !== 0) {
      writer.uint32(48).uint64(message2.erofs);
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseGetImageUsageResponse();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 8) {
              break;
            }
            message2.blobs = reader.uint64();
            continue;
          }
          case 2: {
            if (tag !== 16) {
              break;
            }
            message2.unpacked = reader.uint64();
            continue;
          }
          case 3: {
            if (tag !== 24) {
              break;
            }
            message2.partial = reader.uint64();
            continue;
          }
          case 4: {
            if (tag !== 32) {
              break;
            }
            message2.unreached = reader.uint64();
            continue;
          }
          case 5: {
            if (tag !== 42) {
              break;
            }
            message2.images.push(Image.decode(reader, reader.uint32()));
            continue;
          }
          case 6: {
            if (tag !== 48) {
              break;
            }
            message2.erofs = reader.uint64();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return GetImageUsageResponse.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseGetImageUsageResponse();
    message2.blobs = object.blobs !== void 0 && object.blobs !== null ? exact(object.blobs) : 0;
    message2.unpacked = object.unpacked !== void 0 && object.unpacked !== null ? exact(object.unpacked) : 0;
    message2.partial = object.partial !== void 0 && object.partial !== null ? exact(object.partial) : 0;
    message2.unreached = object.unreached !== void 0 && object.unreached !== null ? exact(object.unreached) : 0;
    message2.images = object.images?.map((e) => Image.fromPartial(e)) || [];
    message2.erofs = object.erofs !== void 0 && object.erofs !== null ? exact(object.erofs) : 0;
    return message2;
  }
};
function createBaseScrubImagesRequest() {
  return { name: "", checkOnly: false };
}
var ScrubImagesRequest = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.name != null && message2.name !== "") {
      writer.uint32(10).string(message2.name);
    }
    if (message2.checkOnly != null && message2.checkOnly !== false) {
      writer.uint32(16).bool(message2.checkOnly);
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseScrubImagesRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.name = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 16) {
              break;
            }
            message2.checkOnly = reader.bool();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return ScrubImagesRequest.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseScrubImagesRequest();
    message2.name = object.name ?? "";
    message2.checkOnly = object.checkOnly ?? false;
    return message2;
  }
};
function createBaseScrubImagesResponse() {
  return { digest: "", size: 0, images: [], state: 0, why: "", done: 0, total: 0, chainId: "", form: 0 };
}
var ScrubImagesResponse = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.digest != null && message2.digest !== "") {
      writer.uint32(10).string(message2.digest);
    }
    if (message2.size != null && message2.size !== 0) {
      writer.uint32(16).uint64(message2.size);
    }
    for (const v of message2.images ?? []) {
      writer.uint32(26).string(v);
    }
    if (message2.state != null && message2.state !== 0) {
      writer.uint32(32).int32(message2.state);
    }
    if (message2.why != null && message2.why !== "") {
      writer.uint32(42).string(message2.why);
    }
    if (message2.done != null && message2.done !== 0) {
      writer.uint32(48).uint64(message2.done);
    }
    if (message2.total != null && message2.total !== 0) {
      writer.uint32(56).uint64(message2.total);
    }
    if (message2.chainId != null && message2.chainId !== "") {
      writer.uint32(66).string(message2.chainId);
    }
    if (message2.form != null && message2.form !== 0) {
      writer.uint32(72).int32(message2.form);
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseScrubImagesResponse();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.digest = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 16) {
              break;
            }
            message2.size = reader.uint64();
            continue;
          }
          case 3: {
            if (tag !== 26) {
              break;
            }
            message2.images.push(reader.string());
            continue;
          }
          case 4: {
            if (tag !== 32) {
              break;
            }
            message2.state = reader.int32();
            continue;
          }
          case 5: {
            if (tag !== 42) {
              break;
            }
            message2.why = reader.string();
            continue;
          }
          case 6: {
            if (tag !== 48) {
              break;
            }
            message2.done = reader.uint64();
            continue;
          }
          case 7: {
            if (tag !== 56) {
              break;
            }
            message2.total = reader.uint64();
            continue;
          }
          case 8: {
            if (tag !== 66) {
              break;
            }
            message2.chainId = reader.string();
            continue;
          }
          case 9: {
            if (tag !== 72) {
              break;
            }
            message2.form = reader.int32();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return ScrubImagesResponse.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseScrubImagesResponse();
    message2.digest = object.digest ?? "";
    message2.size = object.size !== void 0 && object.size !== null ? exact(object.size) : 0;
    message2.images = object.images?.map((e) => e) || [];
    message2.state = object.state ?? 0;
    message2.why = object.why ?? "";
    message2.done = object.done !== void 0 && object.done !== null ? exact(object.done) : 0;
    message2.total = object.total !== void 0 && object.total !== null ? exact(object.total) : 0;
    message2.chainId = object.chainId ?? "";
    message2.form = object.form ?? 0;
    return message2;
  }
};
var ImageServiceDefinition = {
  name: "ImageService",
  fullName: "aurae.images.v0.ImageService",
  methods: {
    /**
     * Pulls an image: progress while it comes, then the image. It is unpacked when this ends. A pull
     * goes on when its caller leaves; who asks for the same again joins it. After a break it goes on at
     * the byte. NOT_FOUND when the registry has no such name; FAILED_PRECONDITION when it is not there for the
     * platform; PERMISSION_DENIED when the registry wants other credentials; RESOURCE_EXHAUSTED when the disk is
     * full, and then what had come is given back.
     */
    pull: {
      name: "Pull",
      requestType: PullImageRequest,
      requestStream: false,
      responseType: PullImageResponse,
      responseStream: true,
      options: {}
    },
    /**
     * Pushes an image to a registry: progress, then its digest there. What the registry has is not sent
     * again; the name comes last, when all it stands for is there. It ends when its caller leaves. FAILED_PRECONDITION
     * when blobs of the image are not here any more, since layers need not be kept once they are unpacked.
     */
    push: {
      name: "Push",
      requestType: PushImageRequest,
      requestStream: false,
      responseType: PushImageResponse,
      responseStream: true,
      options: {}
    },
    /**
     * Saves images as one tar archive, in pieces. Equal images give equal archives. FAILED_PRECONDITION when
     * blobs of an image are not here any more, or damaged.
     */
    export: {
      name: "Export",
      requestType: ExportImagesRequest,
      requestStream: false,
      responseType: ExportImagesResponse,
      responseStream: true,
      options: {}
    },
    /**
     * Takes in the images of an archive, which comes in pieces: an OCI layout or what `docker save` makes, also compressed
     * by gzip or zstd. Then tells how far it is, and of each image at the end. Everything in it is verified; the images are
     * unpacked when this ends. It ends when its caller leaves. INVALID_ARGUMENT when no name is given and the archive
     * has none; FAILED_PRECONDITION when the archive is damaged, or no image of it is for the platform;
     * PERMISSION_DENIED when the policy wants a signature; RESOURCE_EXHAUSTED when the disk is full. What came of an
     * import that fails is given back; images of the archive that were taken in before stay.
     */
    import: {
      name: "Import",
      requestType: ImportImagesRequest,
      requestStream: true,
      responseType: ImportImagesResponse,
      responseStream: true,
      options: {}
    },
    /** Gives an image one more name. An image that had it before loses it. */
    tag: {
      name: "Tag",
      requestType: TagImageRequest,
      requestStream: false,
      responseType: TagImageResponse,
      responseStream: false,
      options: {}
    },
    /** All images, sorted by name. */
    list: {
      name: "List",
      requestType: ListImagesRequest,
      requestStream: false,
      responseType: ListImagesResponse,
      responseStream: false,
      options: {}
    },
    /** All about one image. */
    get: {
      name: "Get",
      requestType: GetImageRequest,
      requestStream: false,
      responseType: GetImageResponse,
      responseStream: false,
      options: {}
    },
    /** How an image was made, the first step first. */
    history: {
      name: "History",
      requestType: GetImageHistoryRequest,
      requestStream: false,
      responseType: GetImageHistoryResponse,
      responseStream: false,
      options: {}
    },
    /**
     * Removes a name, and with the last one that was asked for the image. FAILED_PRECONDITION when an id
     * is given of an image that has several names, unless `all_names` is set.
     */
    remove: {
      name: "Remove",
      requestType: RemoveImageRequest,
      requestStream: false,
      responseType: RemoveImageResponse,
      responseStream: false,
      options: {}
    },
    /** Removes images that nobody needs. */
    prune: {
      name: "Prune",
      requestType: PruneImagesRequest,
      requestStream: false,
      responseType: PruneImagesResponse,
      responseStream: false,
      options: {}
    },
    /** What images take of the disk. */
    usage: {
      name: "Usage",
      requestType: GetImageUsageRequest,
      requestStream: false,
      responseType: GetImageUsageResponse,
      responseStream: false,
      options: {}
    },
    /** Reads blobs and erofs images again, and fetches or makes anew what is damaged or missing. An answer for each. */
    scrub: {
      name: "Scrub",
      requestType: ScrubImagesRequest,
      requestStream: false,
      responseType: ScrubImagesResponse,
      responseStream: true,
      options: {}
    }
  }
};

// gen/networks.ts
var networks_exports = {};
__export(networks_exports, {
  Attachment: () => Attachment,
  ConnectNetworkRequest: () => ConnectNetworkRequest,
  ConnectNetworkResponse: () => ConnectNetworkResponse,
  CreateNetworkRequest: () => CreateNetworkRequest,
  CreateNetworkResponse: () => CreateNetworkResponse,
  DeleteNetworkRequest: () => DeleteNetworkRequest,
  DeleteNetworkResponse: () => DeleteNetworkResponse,
  DisconnectNetworkRequest: () => DisconnectNetworkRequest,
  DisconnectNetworkResponse: () => DisconnectNetworkResponse,
  Driver: () => Driver,
  Endpoint: () => Endpoint,
  GetNetworkRequest: () => GetNetworkRequest,
  GetNetworkResponse: () => GetNetworkResponse,
  ListNetworksRequest: () => ListNetworksRequest,
  ListNetworksRequest_LabelsEntry: () => ListNetworksRequest_LabelsEntry,
  ListNetworksResponse: () => ListNetworksResponse,
  ListPortsRequest: () => ListPortsRequest,
  ListPortsResponse: () => ListPortsResponse,
  Network: () => Network,
  NetworkServiceClient: () => NetworkServiceClient,
  NetworkServiceDefinition: () => NetworkServiceDefinition,
  NetworkServiceServiceName: () => NetworkServiceServiceName,
  NetworkSpec: () => NetworkSpec,
  NetworkSpec_LabelsEntry: () => NetworkSpec_LabelsEntry,
  Port: () => Port,
  PruneNetworksRequest: () => PruneNetworksRequest,
  PruneNetworksRequest_LabelsEntry: () => PruneNetworksRequest_LabelsEntry,
  PruneNetworksResponse: () => PruneNetworksResponse,
  PublishPortRequest: () => PublishPortRequest,
  PublishPortResponse: () => PublishPortResponse,
  PublishedPort: () => PublishedPort,
  PublishedPort_Protocol: () => PublishedPort_Protocol,
  Rates: () => Rates,
  ReconcileNetworksRequest: () => ReconcileNetworksRequest,
  ReconcileNetworksResponse: () => ReconcileNetworksResponse,
  UnpublishPortRequest: () => UnpublishPortRequest,
  UnpublishPortResponse: () => UnpublishPortResponse
});
var Driver = /* @__PURE__ */ ((Driver2) => {
  Driver2[Driver2["DRIVER_UNSPECIFIED"] = 0] = "DRIVER_UNSPECIFIED";
  Driver2[Driver2["DRIVER_BRIDGE"] = 1] = "DRIVER_BRIDGE";
  Driver2[Driver2["DRIVER_CNI"] = 2] = "DRIVER_CNI";
  Driver2[Driver2["UNRECOGNIZED"] = -1] = "UNRECOGNIZED";
  return Driver2;
})(Driver || {});
var PublishedPort_Protocol = /* @__PURE__ */ ((PublishedPort_Protocol2) => {
  PublishedPort_Protocol2[PublishedPort_Protocol2["PROTOCOL_UNSPECIFIED"] = 0] = "PROTOCOL_UNSPECIFIED";
  PublishedPort_Protocol2[PublishedPort_Protocol2["PROTOCOL_TCP"] = 1] = "PROTOCOL_TCP";
  PublishedPort_Protocol2[PublishedPort_Protocol2["PROTOCOL_UDP"] = 2] = "PROTOCOL_UDP";
  PublishedPort_Protocol2[PublishedPort_Protocol2["UNRECOGNIZED"] = -1] = "UNRECOGNIZED";
  return PublishedPort_Protocol2;
})(PublishedPort_Protocol || {});
function createBaseNetworkSpec() {
  return {
    name: "",
    subnets: [],
    ipv6: void 0,
    mtu: 0,
    internal: false,
    hostAccess: false,
    names: void 0,
    labels: {},
    driver: 0
  };
}
var NetworkSpec = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.name != null && message2.name !== "") {
      writer.uint32(10).string(message2.name);
    }
    for (const v of message2.subnets ?? []) {
      writer.uint32(18).string(v);
    }
    if (message2.ipv6 != null) {
      writer.uint32(24).bool(message2.ipv6);
    }
    if (message2.mtu != null && message2.mtu !== 0) {
      writer.uint32(32).uint32(message2.mtu);
    }
    if (message2.internal != null && message2.internal !== false) {
      writer.uint32(40).bool(message2.internal);
    }
    if (message2.hostAccess != null && message2.hostAccess !== false) {
      writer.uint32(48).bool(message2.hostAccess);
    }
    if (message2.names != null) {
      writer.uint32(56).bool(message2.names);
    }
    globalThis.Object.entries(message2.labels ?? {}).forEach(([key, value]) => {
      NetworkSpec_LabelsEntry.encode({ key, value }, writer.uint32(66).fork()).join();
    });
    if (message2.driver != null && message2.driver !== 0) {
      writer.uint32(72).int32(message2.driver);
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseNetworkSpec();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.name = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message2.subnets.push(reader.string());
            continue;
          }
          case 3: {
            if (tag !== 24) {
              break;
            }
            message2.ipv6 = reader.bool();
            continue;
          }
          case 4: {
            if (tag !== 32) {
              break;
            }
            message2.mtu = reader.uint32();
            continue;
          }
          case 5: {
            if (tag !== 40) {
              break;
            }
            message2.internal = reader.bool();
            continue;
          }
          case 6: {
            if (tag !== 48) {
              break;
            }
            message2.hostAccess = reader.bool();
            continue;
          }
          case 7: {
            if (tag !== 56) {
              break;
            }
            message2.names = reader.bool();
            continue;
          }
          case 8: {
            if (tag !== 66) {
              break;
            }
            const entry8 = NetworkSpec_LabelsEntry.decode(reader, reader.uint32());
            if (entry8.value !== void 0) {
              put(message2.labels, entry8.key, entry8.value);
            }
            continue;
          }
          case 9: {
            if (tag !== 72) {
              break;
            }
            message2.driver = reader.int32();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return NetworkSpec.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseNetworkSpec();
    message2.name = object.name ?? "";
    message2.subnets = object.subnets?.map((e) => e) || [];
    message2.ipv6 = object.ipv6 ?? void 0;
    message2.mtu = object.mtu ?? 0;
    message2.internal = object.internal ?? false;
    message2.hostAccess = object.hostAccess ?? false;
    message2.names = object.names ?? void 0;
    message2.labels = globalThis.Object.entries(object.labels ?? {}).reduce(
      (acc, [key, value]) => {
        if (value !== void 0) {
          put(acc, key, globalThis.String(value));
        }
        return acc;
      },
      {}
    );
    message2.driver = object.driver ?? 0;
    return message2;
  }
};
function createBaseNetworkSpec_LabelsEntry() {
  return { key: "", value: "" };
}
var NetworkSpec_LabelsEntry = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.key != null && message2.key !== "") {
      writer.uint32(10).string(message2.key);
    }
    if (message2.value != null && message2.value !== "") {
      writer.uint32(18).string(message2.value);
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseNetworkSpec_LabelsEntry();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.key = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message2.value = reader.string();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return NetworkSpec_LabelsEntry.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseNetworkSpec_LabelsEntry();
    message2.key = object.key ?? "";
    message2.value = object.value ?? "";
    return message2;
  }
};
function createBaseEndpoint() {
  return { name: "", network: "", interface: "", hostInterface: "", ipv4: "", ipv6: "", mac: "", aliases: [] };
}
var Endpoint = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.name != null && message2.name !== "") {
      writer.uint32(10).string(message2.name);
    }
    if (message2.network != null && message2.network !== "") {
      writer.uint32(18).string(message2.network);
    }
    if (message2.interface != null && message2.interface !== "") {
      writer.uint32(26).string(message2.interface);
    }
    if (message2.hostInterface != null && message2.hostInterface !== "") {
      writer.uint32(34).string(message2.hostInterface);
    }
    if (message2.ipv4 != null && message2.ipv4 !== "") {
      writer.uint32(42).string(message2.ipv4);
    }
    if (message2.ipv6 != null && message2.ipv6 !== "") {
      writer.uint32(50).string(message2.ipv6);
    }
    if (message2.mac != null && message2.mac !== "") {
      writer.uint32(58).string(message2.mac);
    }
    for (const v of message2.aliases ?? []) {
      writer.uint32(66).string(v);
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseEndpoint();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.name = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message2.network = reader.string();
            continue;
          }
          case 3: {
            if (tag !== 26) {
              break;
            }
            message2.interface = reader.string();
            continue;
          }
          case 4: {
            if (tag !== 34) {
              break;
            }
            message2.hostInterface = reader.string();
            continue;
          }
          case 5: {
            if (tag !== 42) {
              break;
            }
            message2.ipv4 = reader.string();
            continue;
          }
          case 6: {
            if (tag !== 50) {
              break;
            }
            message2.ipv6 = reader.string();
            continue;
          }
          case 7: {
            if (tag !== 58) {
              break;
            }
            message2.mac = reader.string();
            continue;
          }
          case 8: {
            if (tag !== 66) {
              break;
            }
            message2.aliases.push(reader.string());
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return Endpoint.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseEndpoint();
    message2.name = object.name ?? "";
    message2.network = object.network ?? "";
    message2.interface = object.interface ?? "";
    message2.hostInterface = object.hostInterface ?? "";
    message2.ipv4 = object.ipv4 ?? "";
    message2.ipv6 = object.ipv6 ?? "";
    message2.mac = object.mac ?? "";
    message2.aliases = object.aliases?.map((e) => e) || [];
    return message2;
  }
};
function createBaseNetwork() {
  return { spec: void 0, id: 0, owner: "", subnets: [], gateways: [], bridge: "", createdAt: void 0 };
}
var Network = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.spec != null) {
      NetworkSpec.encode(message2.spec, writer.uint32(10).fork()).join();
    }
    if (message2.id != null && message2.id !== 0) {
      writer.uint32(16).uint64(message2.id);
    }
    if (message2.owner != null && message2.owner !== "") {
      writer.uint32(26).string(message2.owner);
    }
    for (const v of message2.subnets ?? []) {
      writer.uint32(34).string(v);
    }
    for (const v of message2.gateways ?? []) {
      writer.uint32(42).string(v);
    }
    if (message2.bridge != null && message2.bridge !== "") {
      writer.uint32(50).string(message2.bridge);
    }
    if (message2.createdAt != null) {
      Timestamp.encode(message2.createdAt, writer.uint32(58).fork()).join();
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseNetwork();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.spec = NetworkSpec.decode(reader, reader.uint32());
            continue;
          }
          case 2: {
            if (tag !== 16) {
              break;
            }
            message2.id = reader.uint64();
            continue;
          }
          case 3: {
            if (tag !== 26) {
              break;
            }
            message2.owner = reader.string();
            continue;
          }
          case 4: {
            if (tag !== 34) {
              break;
            }
            message2.subnets.push(reader.string());
            continue;
          }
          case 5: {
            if (tag !== 42) {
              break;
            }
            message2.gateways.push(reader.string());
            continue;
          }
          case 6: {
            if (tag !== 50) {
              break;
            }
            message2.bridge = reader.string();
            continue;
          }
          case 7: {
            if (tag !== 58) {
              break;
            }
            message2.createdAt = Timestamp.decode(reader, reader.uint32());
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return Network.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseNetwork();
    message2.spec = object.spec !== void 0 && object.spec !== null ? NetworkSpec.fromPartial(object.spec) : void 0;
    message2.id = object.id !== void 0 && object.id !== null ? exact(object.id) : 0;
    message2.owner = object.owner ?? "";
    message2.subnets = object.subnets?.map((e) => e) || [];
    message2.gateways = object.gateways?.map((e) => e) || [];
    message2.bridge = object.bridge ?? "";
    message2.createdAt = object.createdAt !== void 0 && object.createdAt !== null ? Timestamp.fromPartial(object.createdAt) : void 0;
    return message2;
  }
};
function createBaseRates() {
  return { receive: void 0, send: void 0, burst: void 0 };
}
var Rates = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.receive != null) {
      writer.uint32(8).uint64(message2.receive);
    }
    if (message2.send != null) {
      writer.uint32(16).uint64(message2.send);
    }
    if (message2.burst != null) {
      writer.uint32(24).uint64(message2.burst);
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseRates();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 8) {
              break;
            }
            message2.receive = reader.uint64();
            continue;
          }
          case 2: {
            if (tag !== 16) {
              break;
            }
            message2.send = reader.uint64();
            continue;
          }
          case 3: {
            if (tag !== 24) {
              break;
            }
            message2.burst = reader.uint64();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return Rates.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseRates();
    message2.receive = object.receive !== void 0 && object.receive !== null ? exact(object.receive) : void 0;
    message2.send = object.send !== void 0 && object.send !== null ? exact(object.send) : void 0;
    message2.burst = object.burst !== void 0 && object.burst !== null ? exact(object.burst) : void 0;
    return message2;
  }
};
function createBaseAttachment() {
  return { network: "", aliases: [], ipv4: "", ipv6: "", mac: "", rates: void 0 };
}
var Attachment = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.network != null && message2.network !== "") {
      writer.uint32(10).string(message2.network);
    }
    for (const v of message2.aliases ?? []) {
      writer.uint32(18).string(v);
    }
    if (message2.ipv4 != null && message2.ipv4 !== "") {
      writer.uint32(26).string(message2.ipv4);
    }
    if (message2.ipv6 != null && message2.ipv6 !== "") {
      writer.uint32(34).string(message2.ipv6);
    }
    if (message2.mac != null && message2.mac !== "") {
      writer.uint32(42).string(message2.mac);
    }
    if (message2.rates != null) {
      Rates.encode(message2.rates, writer.uint32(50).fork()).join();
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseAttachment();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.network = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message2.aliases.push(reader.string());
            continue;
          }
          case 3: {
            if (tag !== 26) {
              break;
            }
            message2.ipv4 = reader.string();
            continue;
          }
          case 4: {
            if (tag !== 34) {
              break;
            }
            message2.ipv6 = reader.string();
            continue;
          }
          case 5: {
            if (tag !== 42) {
              break;
            }
            message2.mac = reader.string();
            continue;
          }
          case 6: {
            if (tag !== 50) {
              break;
            }
            message2.rates = Rates.decode(reader, reader.uint32());
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return Attachment.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseAttachment();
    message2.network = object.network ?? "";
    message2.aliases = object.aliases?.map((e) => e) || [];
    message2.ipv4 = object.ipv4 ?? "";
    message2.ipv6 = object.ipv6 ?? "";
    message2.mac = object.mac ?? "";
    message2.rates = object.rates !== void 0 && object.rates !== null ? Rates.fromPartial(object.rates) : void 0;
    return message2;
  }
};
function createBasePublishedPort() {
  return { port: 0, hostPort: 0, protocol: 0, hostAddress: "" };
}
var PublishedPort = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.port != null && message2.port !== 0) {
      writer.uint32(8).uint32(message2.port);
    }
    if (message2.hostPort != null && message2.hostPort !== 0) {
      writer.uint32(16).uint32(message2.hostPort);
    }
    if (message2.protocol != null && message2.protocol !== 0) {
      writer.uint32(24).int32(message2.protocol);
    }
    if (message2.hostAddress != null && message2.hostAddress !== "") {
      writer.uint32(34).string(message2.hostAddress);
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBasePublishedPort();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 8) {
              break;
            }
            message2.port = reader.uint32();
            continue;
          }
          case 2: {
            if (tag !== 16) {
              break;
            }
            message2.hostPort = reader.uint32();
            continue;
          }
          case 3: {
            if (tag !== 24) {
              break;
            }
            message2.protocol = reader.int32();
            continue;
          }
          case 4: {
            if (tag !== 34) {
              break;
            }
            message2.hostAddress = reader.string();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return PublishedPort.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBasePublishedPort();
    message2.port = object.port ?? 0;
    message2.hostPort = object.hostPort ?? 0;
    message2.protocol = object.protocol ?? 0;
    message2.hostAddress = object.hostAddress ?? "";
    return message2;
  }
};
function createBaseCreateNetworkRequest() {
  return { network: void 0 };
}
var CreateNetworkRequest = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.network != null) {
      NetworkSpec.encode(message2.network, writer.uint32(10).fork()).join();
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseCreateNetworkRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.network = NetworkSpec.decode(reader, reader.uint32());
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return CreateNetworkRequest.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseCreateNetworkRequest();
    message2.network = object.network !== void 0 && object.network !== null ? NetworkSpec.fromPartial(object.network) : void 0;
    return message2;
  }
};
function createBaseCreateNetworkResponse() {
  return { network: void 0 };
}
var CreateNetworkResponse = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.network != null) {
      Network.encode(message2.network, writer.uint32(10).fork()).join();
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseCreateNetworkResponse();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.network = Network.decode(reader, reader.uint32());
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return CreateNetworkResponse.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseCreateNetworkResponse();
    message2.network = object.network !== void 0 && object.network !== null ? Network.fromPartial(object.network) : void 0;
    return message2;
  }
};
function createBaseGetNetworkRequest() {
  return { name: "" };
}
var GetNetworkRequest = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.name != null && message2.name !== "") {
      writer.uint32(10).string(message2.name);
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseGetNetworkRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.name = reader.string();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return GetNetworkRequest.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseGetNetworkRequest();
    message2.name = object.name ?? "";
    return message2;
  }
};
function createBaseGetNetworkResponse() {
  return { network: void 0, endpoints: [] };
}
var GetNetworkResponse = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.network != null) {
      Network.encode(message2.network, writer.uint32(10).fork()).join();
    }
    for (const v of message2.endpoints ?? []) {
      Endpoint.encode(v, writer.uint32(18).fork()).join();
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseGetNetworkResponse();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.network = Network.decode(reader, reader.uint32());
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message2.endpoints.push(Endpoint.decode(reader, reader.uint32()));
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return GetNetworkResponse.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseGetNetworkResponse();
    message2.network = object.network !== void 0 && object.network !== null ? Network.fromPartial(object.network) : void 0;
    message2.endpoints = object.endpoints?.map((e) => Endpoint.fromPartial(e)) || [];
    return message2;
  }
};
function createBaseListNetworksRequest() {
  return { labels: {} };
}
var ListNetworksRequest = {
  encode(message2, writer = new BinaryWriter()) {
    globalThis.Object.entries(message2.labels ?? {}).forEach(([key, value]) => {
      ListNetworksRequest_LabelsEntry.encode({ key, value }, writer.uint32(10).fork()).join();
    });
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseListNetworksRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            const entry1 = ListNetworksRequest_LabelsEntry.decode(reader, reader.uint32());
            if (entry1.value !== void 0) {
              put(message2.labels, entry1.key, entry1.value);
            }
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return ListNetworksRequest.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseListNetworksRequest();
    message2.labels = globalThis.Object.entries(object.labels ?? {}).reduce(
      (acc, [key, value]) => {
        if (value !== void 0) {
          put(acc, key, globalThis.String(value));
        }
        return acc;
      },
      {}
    );
    return message2;
  }
};
function createBaseListNetworksRequest_LabelsEntry() {
  return { key: "", value: "" };
}
var ListNetworksRequest_LabelsEntry = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.key != null && message2.key !== "") {
      writer.uint32(10).string(message2.key);
    }
    if (message2.value != null && message2.value !== "") {
      writer.uint32(18).string(message2.value);
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseListNetworksRequest_LabelsEntry();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.key = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message2.value = reader.string();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return ListNetworksRequest_LabelsEntry.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseListNetworksRequest_LabelsEntry();
    message2.key = object.key ?? "";
    message2.value = object.value ?? "";
    return message2;
  }
};
function createBaseListNetworksResponse() {
  return { networks: [] };
}
var ListNetworksResponse = {
  encode(message2, writer = new BinaryWriter()) {
    for (const v of message2.networks ?? []) {
      Network.encode(v, writer.uint32(10).fork()).join();
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseListNetworksResponse();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.networks.push(Network.decode(reader, reader.uint32()));
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return ListNetworksResponse.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseListNetworksResponse();
    message2.networks = object.networks?.map((e) => Network.fromPartial(e)) || [];
    return message2;
  }
};
function createBaseDeleteNetworkRequest() {
  return { name: "" };
}
var DeleteNetworkRequest = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.name != null && message2.name !== "") {
      writer.uint32(10).string(message2.name);
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseDeleteNetworkRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.name = reader.string();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return DeleteNetworkRequest.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseDeleteNetworkRequest();
    message2.name = object.name ?? "";
    return message2;
  }
};
function createBaseDeleteNetworkResponse() {
  return {};
}
var DeleteNetworkResponse = {
  encode(_, writer = new BinaryWriter()) {
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseDeleteNetworkResponse();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return DeleteNetworkResponse.fromPartial(base ?? {});
  },
  fromPartial(_) {
    const message2 = createBaseDeleteNetworkResponse();
    return message2;
  }
};
function createBasePruneNetworksRequest() {
  return { labels: {} };
}
var PruneNetworksRequest = {
  encode(message2, writer = new BinaryWriter()) {
    globalThis.Object.entries(message2.labels ?? {}).forEach(([key, value]) => {
      PruneNetworksRequest_LabelsEntry.encode({ key, value }, writer.uint32(10).fork()).join();
    });
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBasePruneNetworksRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            const entry1 = PruneNetworksRequest_LabelsEntry.decode(reader, reader.uint32());
            if (entry1.value !== void 0) {
              put(message2.labels, entry1.key, entry1.value);
            }
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return PruneNetworksRequest.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBasePruneNetworksRequest();
    message2.labels = globalThis.Object.entries(object.labels ?? {}).reduce(
      (acc, [key, value]) => {
        if (value !== void 0) {
          put(acc, key, globalThis.String(value));
        }
        return acc;
      },
      {}
    );
    return message2;
  }
};
function createBasePruneNetworksRequest_LabelsEntry() {
  return { key: "", value: "" };
}
var PruneNetworksRequest_LabelsEntry = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.key != null && message2.key !== "") {
      writer.uint32(10).string(message2.key);
    }
    if (message2.value != null && message2.value !== "") {
      writer.uint32(18).string(message2.value);
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBasePruneNetworksRequest_LabelsEntry();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.key = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message2.value = reader.string();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return PruneNetworksRequest_LabelsEntry.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBasePruneNetworksRequest_LabelsEntry();
    message2.key = object.key ?? "";
    message2.value = object.value ?? "";
    return message2;
  }
};
function createBasePruneNetworksResponse() {
  return { names: [] };
}
var PruneNetworksResponse = {
  encode(message2, writer = new BinaryWriter()) {
    for (const v of message2.names ?? []) {
      writer.uint32(10).string(v);
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBasePruneNetworksResponse();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.names.push(reader.string());
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return PruneNetworksResponse.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBasePruneNetworksResponse();
    message2.names = object.names?.map((e) => e) || [];
    return message2;
  }
};
function createBaseConnectNetworkRequest() {
  return { name: "", attachment: void 0 };
}
var ConnectNetworkRequest = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.name != null && message2.name !== "") {
      writer.uint32(10).string(message2.name);
    }
    if (message2.attachment != null) {
      Attachment.encode(message2.attachment, writer.uint32(18).fork()).join();
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseConnectNetworkRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.name = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message2.attachment = Attachment.decode(reader, reader.uint32());
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return ConnectNetworkRequest.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseConnectNetworkRequest();
    message2.name = object.name ?? "";
    message2.attachment = object.attachment !== void 0 && object.attachment !== null ? Attachment.fromPartial(object.attachment) : void 0;
    return message2;
  }
};
function createBaseConnectNetworkResponse() {
  return { endpoint: void 0 };
}
var ConnectNetworkResponse = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.endpoint != null) {
      Endpoint.encode(message2.endpoint, writer.uint32(10).fork()).join();
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseConnectNetworkResponse();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.endpoint = Endpoint.decode(reader, reader.uint32());
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return ConnectNetworkResponse.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseConnectNetworkResponse();
    message2.endpoint = object.endpoint !== void 0 && object.endpoint !== null ? Endpoint.fromPartial(object.endpoint) : void 0;
    return message2;
  }
};
function createBaseDisconnectNetworkRequest() {
  return { name: "", network: "" };
}
var DisconnectNetworkRequest = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.name != null && message2.name !== "") {
      writer.uint32(10).string(message2.name);
    }
    if (message2.network != null && message2.network !== "") {
      writer.uint32(18).string(message2.network);
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseDisconnectNetworkRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.name = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message2.network = reader.string();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return DisconnectNetworkRequest.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseDisconnectNetworkRequest();
    message2.name = object.name ?? "";
    message2.network = object.network ?? "";
    return message2;
  }
};
function createBaseDisconnectNetworkResponse() {
  return {};
}
var DisconnectNetworkResponse = {
  encode(_, writer = new BinaryWriter()) {
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseDisconnectNetworkResponse();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return DisconnectNetworkResponse.fromPartial(base ?? {});
  },
  fromPartial(_) {
    const message2 = createBaseDisconnectNetworkResponse();
    return message2;
  }
};
function createBasePublishPortRequest() {
  return { name: "", port: void 0 };
}
var PublishPortRequest = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.name != null && message2.name !== "") {
      writer.uint32(10).string(message2.name);
    }
    if (message2.port != null) {
      PublishedPort.encode(message2.port, writer.uint32(18).fork()).join();
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBasePublishPortRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.name = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message2.port = PublishedPort.decode(reader, reader.uint32());
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return PublishPortRequest.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBasePublishPortRequest();
    message2.name = object.name ?? "";
    message2.port = object.port !== void 0 && object.port !== null ? PublishedPort.fromPartial(object.port) : void 0;
    return message2;
  }
};
function createBasePublishPortResponse() {
  return { port: void 0 };
}
var PublishPortResponse = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.port != null) {
      PublishedPort.encode(message2.port, writer.uint32(10).fork()).join();
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBasePublishPortResponse();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.port = PublishedPort.decode(reader, reader.uint32());
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return PublishPortResponse.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBasePublishPortResponse();
    message2.port = object.port !== void 0 && object.port !== null ? PublishedPort.fromPartial(object.port) : void 0;
    return message2;
  }
};
function createBaseUnpublishPortRequest() {
  return { name: "", port: void 0 };
}
var UnpublishPortRequest = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.name != null && message2.name !== "") {
      writer.uint32(10).string(message2.name);
    }
    if (message2.port != null) {
      PublishedPort.encode(message2.port, writer.uint32(18).fork()).join();
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseUnpublishPortRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.name = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message2.port = PublishedPort.decode(reader, reader.uint32());
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return UnpublishPortRequest.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseUnpublishPortRequest();
    message2.name = object.name ?? "";
    message2.port = object.port !== void 0 && object.port !== null ? PublishedPort.fromPartial(object.port) : void 0;
    return message2;
  }
};
function createBaseUnpublishPortResponse() {
  return { ports: [] };
}
var UnpublishPortResponse = {
  encode(message2, writer = new BinaryWriter()) {
    for (const v of message2.ports ?? []) {
      PublishedPort.encode(v, writer.uint32(10).fork()).join();
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseUnpublishPortResponse();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.ports.push(PublishedPort.decode(reader, reader.uint32()));
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return UnpublishPortResponse.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseUnpublishPortResponse();
    message2.ports = object.ports?.map((e) => PublishedPort.fromPartial(e)) || [];
    return message2;
  }
};
function createBaseListPortsRequest() {
  return { name: "" };
}
var ListPortsRequest = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.name != null && message2.name !== "") {
      writer.uint32(10).string(message2.name);
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseListPortsRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.name = reader.string();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return ListPortsRequest.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseListPortsRequest();
    message2.name = object.name ?? "";
    return message2;
  }
};
function createBasePort() {
  return { name: "", port: void 0, targets: [] };
}
var Port = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.name != null && message2.name !== "") {
      writer.uint32(10).string(message2.name);
    }
    if (message2.port != null) {
      PublishedPort.encode(message2.port, writer.uint32(18).fork()).join();
    }
    for (const v of message2.targets ?? []) {
      writer.uint32(26).string(v);
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBasePort();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.name = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message2.port = PublishedPort.decode(reader, reader.uint32());
            continue;
          }
          case 3: {
            if (tag !== 26) {
              break;
            }
            message2.targets.push(reader.string());
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return Port.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBasePort();
    message2.name = object.name ?? "";
    message2.port = object.port !== void 0 && object.port !== null ? PublishedPort.fromPartial(object.port) : void 0;
    message2.targets = object.targets?.map((e) => e) || [];
    return message2;
  }
};
function createBaseListPortsResponse() {
  return { ports: [] };
}
var ListPortsResponse = {
  encode(message2, writer = new BinaryWriter()) {
    for (const v of message2.ports ?? []) {
      Port.encode(v, writer.uint32(10).fork()).join();
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseListPortsResponse();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.ports.push(Port.decode(reader, reader.uint32()));
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return ListPortsResponse.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseListPortsResponse();
    message2.ports = object.ports?.map((e) => Port.fromPartial(e)) || [];
    return message2;
  }
};
function createBaseReconcileNetworksRequest() {
  return {};
}
var ReconcileNetworksRequest = {
  encode(_, writer = new BinaryWriter()) {
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseReconcileNetworksRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return ReconcileNetworksRequest.fromPartial(base ?? {});
  },
  fromPartial(_) {
    const message2 = createBaseReconcileNetworksRequest();
    return message2;
  }
};
function createBaseReconcileNetworksResponse() {
  return { repaired: [] };
}
var ReconcileNetworksResponse = {
  encode(message2, writer = new BinaryWriter()) {
    for (const v of message2.repaired ?? []) {
      writer.uint32(10).string(v);
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseReconcileNetworksResponse();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.repaired.push(reader.string());
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return ReconcileNetworksResponse.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseReconcileNetworksResponse();
    message2.repaired = object.repaired?.map((e) => e) || [];
    return message2;
  }
};
var NetworkServiceServiceName = "aurae.networks.v0.NetworkService";
var NetworkServiceClient = class {
  rpc;
  service;
  constructor(rpc, opts) {
    this.service = opts?.service || NetworkServiceServiceName;
    this.rpc = rpc;
    this.create = this.create.bind(this);
    this.get = this.get.bind(this);
    this.list = this.list.bind(this);
    this.delete = this.delete.bind(this);
    this.prune = this.prune.bind(this);
    this.connect = this.connect.bind(this);
    this.disconnect = this.disconnect.bind(this);
    this.publish = this.publish.bind(this);
    this.unpublish = this.unpublish.bind(this);
    this.listPorts = this.listPorts.bind(this);
    this.reconcile = this.reconcile.bind(this);
  }
  create(request2) {
    const data = CreateNetworkRequest.encode(request2).finish();
    const promise = this.rpc.request(this.service, "Create", data);
    return promise.then((data2) => CreateNetworkResponse.decode(new BinaryReader(data2)));
  }
  get(request2) {
    const data = GetNetworkRequest.encode(request2).finish();
    const promise = this.rpc.request(this.service, "Get", data);
    return promise.then((data2) => GetNetworkResponse.decode(new BinaryReader(data2)));
  }
  list(request2) {
    const data = ListNetworksRequest.encode(request2).finish();
    const promise = this.rpc.request(this.service, "List", data);
    return promise.then((data2) => ListNetworksResponse.decode(new BinaryReader(data2)));
  }
  delete(request2) {
    const data = DeleteNetworkRequest.encode(request2).finish();
    const promise = this.rpc.request(this.service, "Delete", data);
    return promise.then((data2) => DeleteNetworkResponse.decode(new BinaryReader(data2)));
  }
  prune(request2) {
    const data = PruneNetworksRequest.encode(request2).finish();
    const promise = this.rpc.request(this.service, "Prune", data);
    return promise.then((data2) => PruneNetworksResponse.decode(new BinaryReader(data2)));
  }
  connect(request2) {
    const data = ConnectNetworkRequest.encode(request2).finish();
    const promise = this.rpc.request(this.service, "Connect", data);
    return promise.then((data2) => ConnectNetworkResponse.decode(new BinaryReader(data2)));
  }
  disconnect(request2) {
    const data = DisconnectNetworkRequest.encode(request2).finish();
    const promise = this.rpc.request(this.service, "Disconnect", data);
    return promise.then((data2) => DisconnectNetworkResponse.decode(new BinaryReader(data2)));
  }
  publish(request2) {
    const data = PublishPortRequest.encode(request2).finish();
    const promise = this.rpc.request(this.service, "Publish", data);
    return promise.then((data2) => PublishPortResponse.decode(new BinaryReader(data2)));
  }
  unpublish(request2) {
    const data = UnpublishPortRequest.encode(request2).finish();
    const promise = this.rpc.request(this.service, "Unpublish", data);
    return promise.then((data2) => UnpublishPortResponse.decode(new BinaryReader(data2)));
  }
  listPorts(request2) {
    const data = ListPortsRequest.encode(request2).finish();
    const promise = this.rpc.request(this.service, "ListPorts", data);
    return promise.then((data2) => ListPortsResponse.decode(new BinaryReader(data2)));
  }
  reconcile(request2) {
    const data = ReconcileNetworksRequest.encode(request2).finish();
    const promise = this.rpc.request(this.service, "Reconcile", data);
    return promise.then((data2) => ReconcileNetworksResponse.decode(new BinaryReader(data2)));
  }
};
var NetworkServiceDefinition = {
  name: "NetworkService",
  fullName: "aurae.networks.v0.NetworkService",
  methods: {
    /**
     * Makes a network, on disk before the answer. ALREADY_EXISTS when the name is taken or a range overlaps
     * one that the machine uses.
     */
    create: {
      name: "Create",
      requestType: CreateNetworkRequest,
      requestStream: false,
      responseType: CreateNetworkResponse,
      responseStream: false,
      options: {}
    },
    /** One network, and who is on it. */
    get: {
      name: "Get",
      requestType: GetNetworkRequest,
      requestStream: false,
      responseType: GetNetworkResponse,
      responseStream: false,
      options: {}
    },
    /** All networks, by name. */
    list: {
      name: "List",
      requestType: ListNetworksRequest,
      requestStream: false,
      responseType: ListNetworksResponse,
      responseStream: false,
      options: {}
    },
    /** Forgets a network that nobody is on; FAILED_PRECONDITION names who is. */
    delete: {
      name: "Delete",
      requestType: DeleteNetworkRequest,
      requestStream: false,
      responseType: DeleteNetworkResponse,
      responseStream: false,
      options: {}
    },
    /** Deletes the caller's networks that nobody is on. */
    prune: {
      name: "Prune",
      requestType: PruneNetworksRequest,
      requestStream: false,
      responseType: PruneNetworksResponse,
      responseStream: false,
      options: {}
    },
    /**
     * Connects a container to one more network. One that runs has the interface when this answers. Of one
     * that is kept it holds for later starts, too.
     */
    connect: {
      name: "Connect",
      requestType: ConnectNetworkRequest,
      requestStream: false,
      responseType: ConnectNetworkResponse,
      responseStream: false,
      options: {}
    },
    /** Takes a container off a network. Of one that is kept it holds for later starts, too. */
    disconnect: {
      name: "Disconnect",
      requestType: DisconnectNetworkRequest,
      requestStream: false,
      responseType: DisconnectNetworkResponse,
      responseStream: false,
      options: {}
    },
    /** Publishes one more port of a container. ALREADY_EXISTS when the host's port is taken. */
    publish: {
      name: "Publish",
      requestType: PublishPortRequest,
      requestStream: false,
      responseType: PublishPortResponse,
      responseStream: false,
      options: {}
    },
    /** Ends the publication of a port. Connections that are open go on. */
    unpublish: {
      name: "Unpublish",
      requestType: UnpublishPortRequest,
      requestStream: false,
      responseType: UnpublishPortResponse,
      responseStream: false,
      options: {}
    },
    /** The published ports of one container or of all. */
    listPorts: {
      name: "ListPorts",
      requestType: ListPortsRequest,
      requestStream: false,
      responseType: ListPortsResponse,
      responseStream: false,
      options: {}
    },
    /**
     * Looks whether links, addresses and rules are as they have to be, and puts right what is not. The daemon
     * does so by itself as well.
     */
    reconcile: {
      name: "Reconcile",
      requestType: ReconcileNetworksRequest,
      requestStream: false,
      responseType: ReconcileNetworksResponse,
      responseStream: false,
      options: {}
    }
  }
};

// gen/container.ts
var container_exports = {};
__export(container_exports, {
  BindMount: () => BindMount,
  BindMount_Propagation: () => BindMount_Propagation,
  DeviceNode: () => DeviceNode,
  Dns: () => Dns,
  ImageMount: () => ImageMount,
  Limits: () => Limits,
  Mount: () => Mount,
  Paths: () => Paths,
  SecretMount: () => SecretMount,
  TmpfsMount: () => TmpfsMount,
  VolumeMount: () => VolumeMount
});
var BindMount_Propagation = /* @__PURE__ */ ((BindMount_Propagation2) => {
  BindMount_Propagation2[BindMount_Propagation2["PROPAGATION_UNSPECIFIED"] = 0] = "PROPAGATION_UNSPECIFIED";
  BindMount_Propagation2[BindMount_Propagation2["PROPAGATION_PRIVATE"] = 1] = "PROPAGATION_PRIVATE";
  BindMount_Propagation2[BindMount_Propagation2["PROPAGATION_SLAVE"] = 2] = "PROPAGATION_SLAVE";
  BindMount_Propagation2[BindMount_Propagation2["PROPAGATION_SHARED"] = 3] = "PROPAGATION_SHARED";
  BindMount_Propagation2[BindMount_Propagation2["UNRECOGNIZED"] = -1] = "UNRECOGNIZED";
  return BindMount_Propagation2;
})(BindMount_Propagation || {});
function createBaseMount() {
  return {
    target: "",
    readOnly: false,
    recursiveReadOnly: false,
    bind: void 0,
    tmpfs: void 0,
    image: void 0,
    secret: void 0,
    volume: void 0
  };
}
var Mount = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.target != null && message2.target !== "") {
      writer.uint32(10).string(message2.target);
    }
    if (message2.readOnly != null && message2.readOnly !== false) {
      writer.uint32(16).bool(message2.readOnly);
    }
    if (message2.recursiveReadOnly != null && message2.recursiveReadOnly !== false) {
      writer.uint32(24).bool(message2.recursiveReadOnly);
    }
    if (message2.bind != null) {
      BindMount.encode(message2.bind, writer.uint32(82).fork()).join();
    }
    if (message2.tmpfs != null) {
      TmpfsMount.encode(message2.tmpfs, writer.uint32(90).fork()).join();
    }
    if (message2.image != null) {
      ImageMount.encode(message2.image, writer.uint32(98).fork()).join();
    }
    if (message2.secret != null) {
      SecretMount.encode(message2.secret, writer.uint32(106).fork()).join();
    }
    if (message2.volume != null) {
      VolumeMount.encode(message2.volume, writer.uint32(114).fork()).join();
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseMount();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.target = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 16) {
              break;
            }
            message2.readOnly = reader.bool();
            continue;
          }
          case 3: {
            if (tag !== 24) {
              break;
            }
            message2.recursiveReadOnly = reader.bool();
            continue;
          }
          case 10: {
            if (tag !== 82) {
              break;
            }
            message2.bind = BindMount.decode(reader, reader.uint32());
            continue;
          }
          case 11: {
            if (tag !== 90) {
              break;
            }
            message2.tmpfs = TmpfsMount.decode(reader, reader.uint32());
            continue;
          }
          case 12: {
            if (tag !== 98) {
              break;
            }
            message2.image = ImageMount.decode(reader, reader.uint32());
            continue;
          }
          case 13: {
            if (tag !== 106) {
              break;
            }
            message2.secret = SecretMount.decode(reader, reader.uint32());
            continue;
          }
          case 14: {
            if (tag !== 114) {
              break;
            }
            message2.volume = VolumeMount.decode(reader, reader.uint32());
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return Mount.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseMount();
    message2.target = object.target ?? "";
    message2.readOnly = object.readOnly ?? false;
    message2.recursiveReadOnly = object.recursiveReadOnly ?? false;
    message2.bind = object.bind !== void 0 && object.bind !== null ? BindMount.fromPartial(object.bind) : void 0;
    message2.tmpfs = object.tmpfs !== void 0 && object.tmpfs !== null ? TmpfsMount.fromPartial(object.tmpfs) : void 0;
    message2.image = object.image !== void 0 && object.image !== null ? ImageMount.fromPartial(object.image) : void 0;
    message2.secret = object.secret !== void 0 && object.secret !== null ? SecretMount.fromPartial(object.secret) : void 0;
    message2.volume = object.volume !== void 0 && object.volume !== null ? VolumeMount.fromPartial(object.volume) : void 0;
    return message2;
  }
};
function createBaseBindMount() {
  return {
    source: "",
    propagation: 0,
    create: false,
    recursive: void 0,
    idmapped: void 0,
    subPath: "",
    setIds: false,
    devices: false
  };
}
var BindMount = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.source != null && message2.source !== "") {
      writer.uint32(10).string(message2.source);
    }
    if (message2.propagation != null && message2.propagation !== 0) {
      writer.uint32(16).int32(message2.propagation);
    }
    if (message2.create != null && message2.create !== false) {
      writer.uint32(24).bool(message2.create);
    }
    if (message2.recursive != null) {
      writer.uint32(32).bool(message2.recursive);
    }
    if (message2.idmapped != null) {
      writer.uint32(40).bool(message2.idmapped);
    }
    if (message2.subPath != null && message2.subPath !== "") {
      writer.uint32(50).string(message2.subPath);
    }
    if (message2.setIds != null && message2.setIds !== false) {
      writer.uint32(56).bool(message2.setIds);
    }
    if (message2.devices != null && message2.devices !== false) {
      writer.uint32(64).bool(message2.devices);
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseBindMount();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.source = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 16) {
              break;
            }
            message2.propagation = reader.int32();
            continue;
          }
          case 3: {
            if (tag !== 24) {
              break;
            }
            message2.create = reader.bool();
            continue;
          }
          case 4: {
            if (tag !== 32) {
              break;
            }
            message2.recursive = reader.bool();
            continue;
          }
          case 5: {
            if (tag !== 40) {
              break;
            }
            message2.idmapped = reader.bool();
            continue;
          }
          case 6: {
            if (tag !== 50) {
              break;
            }
            message2.subPath = reader.string();
            continue;
          }
          case 7: {
            if (tag !== 56) {
              break;
            }
            message2.setIds = reader.bool();
            continue;
          }
          case 8: {
            if (tag !== 64) {
              break;
            }
            message2.devices = reader.bool();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return BindMount.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseBindMount();
    message2.source = object.source ?? "";
    message2.propagation = object.propagation ?? 0;
    message2.create = object.create ?? false;
    message2.recursive = object.recursive ?? void 0;
    message2.idmapped = object.idmapped ?? void 0;
    message2.subPath = object.subPath ?? "";
    message2.setIds = object.setIds ?? false;
    message2.devices = object.devices ?? false;
    return message2;
  }
};
function createBaseTmpfsMount() {
  return { size: void 0, mode: void 0 };
}
var TmpfsMount = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.size != null) {
      writer.uint32(8).uint64(message2.size);
    }
    if (message2.mode != null) {
      writer.uint32(16).uint32(message2.mode);
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseTmpfsMount();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 8) {
              break;
            }
            message2.size = reader.uint64();
            continue;
          }
          case 2: {
            if (tag !== 16) {
              break;
            }
            message2.mode = reader.uint32();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return TmpfsMount.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseTmpfsMount();
    message2.size = object.size !== void 0 && object.size !== null ? exact(object.size) : void 0;
    message2.mode = object.mode ?? void 0;
    return message2;
  }
};
function createBaseImageMount() {
  return { image: "", subPath: "" };
}
var ImageMount = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.image != null && message2.image !== "") {
      writer.uint32(10).string(message2.image);
    }
    if (message2.subPath != null && message2.subPath !== "") {
      writer.uint32(18).string(message2.subPath);
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseImageMount();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.image = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message2.subPath = reader.string();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return ImageMount.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseImageMount();
    message2.image = object.image ?? "";
    message2.subPath = object.subPath ?? "";
    return message2;
  }
};
function createBaseVolumeMount() {
  return { name: "", subPath: "", create: false, noCopy: false };
}
var VolumeMount = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.name != null && message2.name !== "") {
      writer.uint32(10).string(message2.name);
    }
    if (message2.subPath != null && message2.subPath !== "") {
      writer.uint32(18).string(message2.subPath);
    }
    if (message2.create != null && message2.create !== false) {
      writer.uint32(24).bool(message2.create);
    }
    if (message2.noCopy != null && message2.noCopy !== false) {
      writer.uint32(32).bool(message2.noCopy);
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseVolumeMount();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.name = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message2.subPath = reader.string();
            continue;
          }
          case 3: {
            if (tag !== 24) {
              break;
            }
            message2.create = reader.bool();
            continue;
          }
          case 4: {
            if (tag !== 32) {
              break;
            }
            message2.noCopy = reader.bool();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return VolumeMount.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseVolumeMount();
    message2.name = object.name ?? "";
    message2.subPath = object.subPath ?? "";
    message2.create = object.create ?? false;
    message2.noCopy = object.noCopy ?? false;
    return message2;
  }
};
function createBaseSecretMount() {
  return { content: void 0, file: void 0, mode: void 0 };
}
var SecretMount = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.content != null) {
      writer.uint32(10).bytes(message2.content);
    }
    if (message2.file != null) {
      writer.uint32(18).string(message2.file);
    }
    if (message2.mode != null) {
      writer.uint32(24).uint32(message2.mode);
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseSecretMount();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.content = reader.bytes();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message2.file = reader.string();
            continue;
          }
          case 3: {
            if (tag !== 24) {
              break;
            }
            message2.mode = reader.uint32();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return SecretMount.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseSecretMount();
    message2.content = object.content ?? void 0;
    message2.file = object.file ?? void 0;
    message2.mode = object.mode ?? void 0;
    return message2;
  }
};
function createBaseDeviceNode() {
  return { path: "", target: "", access: "" };
}
var DeviceNode = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.path != null && message2.path !== "") {
      writer.uint32(10).string(message2.path);
    }
    if (message2.target != null && message2.target !== "") {
      writer.uint32(18).string(message2.target);
    }
    if (message2.access != null && message2.access !== "") {
      writer.uint32(26).string(message2.access);
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseDeviceNode();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.path = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message2.target = reader.string();
            continue;
          }
          case 3: {
            if (tag !== 26) {
              break;
            }
            message2.access = reader.string();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return DeviceNode.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseDeviceNode();
    message2.path = object.path ?? "";
    message2.target = object.target ?? "";
    message2.access = object.access ?? "";
    return message2;
  }
};
function createBaseDns() {
  return { servers: [], searches: [], options: [] };
}
var Dns = {
  encode(message2, writer = new BinaryWriter()) {
    for (const v of message2.servers ?? []) {
      writer.uint32(10).string(v);
    }
    for (const v of message2.searches ?? []) {
      writer.uint32(18).string(v);
    }
    for (const v of message2.options ?? []) {
      writer.uint32(26).string(v);
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseDns();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.servers.push(reader.string());
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message2.searches.push(reader.string());
            continue;
          }
          case 3: {
            if (tag !== 26) {
              break;
            }
            message2.options.push(reader.string());
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return Dns.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseDns();
    message2.servers = object.servers?.map((e) => e) || [];
    message2.searches = object.searches?.map((e) => e) || [];
    message2.options = object.options?.map((e) => e) || [];
    return message2;
  }
};
function createBasePaths() {
  return { paths: [] };
}
var Paths = {
  encode(message2, writer = new BinaryWriter()) {
    for (const v of message2.paths ?? []) {
      writer.uint32(10).string(v);
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBasePaths();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.paths.push(reader.string());
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return Paths.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBasePaths();
    message2.paths = object.paths?.map((e) => e) || [];
    return message2;
  }
};
function createBaseLimits() {
  return { cpu: void 0, cpuset: void 0, memory: void 0, pids: void 0, io: void 0 };
}
var Limits = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.cpu != null) {
      CpuController.encode(message2.cpu, writer.uint32(10).fork()).join();
    }
    if (message2.cpuset != null) {
      CpusetController.encode(message2.cpuset, writer.uint32(18).fork()).join();
    }
    if (message2.memory != null) {
      MemoryController.encode(message2.memory, writer.uint32(26).fork()).join();
    }
    if (message2.pids != null) {
      PidsController.encode(message2.pids, writer.uint32(34).fork()).join();
    }
    if (message2.io != null) {
      IoController.encode(message2.io, writer.uint32(42).fork()).join();
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseLimits();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.cpu = CpuController.decode(reader, reader.uint32());
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message2.cpuset = CpusetController.decode(reader, reader.uint32());
            continue;
          }
          case 3: {
            if (tag !== 26) {
              break;
            }
            message2.memory = MemoryController.decode(reader, reader.uint32());
            continue;
          }
          case 4: {
            if (tag !== 34) {
              break;
            }
            message2.pids = PidsController.decode(reader, reader.uint32());
            continue;
          }
          case 5: {
            if (tag !== 42) {
              break;
            }
            message2.io = IoController.decode(reader, reader.uint32());
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return Limits.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseLimits();
    message2.cpu = object.cpu !== void 0 && object.cpu !== null ? CpuController.fromPartial(object.cpu) : void 0;
    message2.cpuset = object.cpuset !== void 0 && object.cpuset !== null ? CpusetController.fromPartial(object.cpuset) : void 0;
    message2.memory = object.memory !== void 0 && object.memory !== null ? MemoryController.fromPartial(object.memory) : void 0;
    message2.pids = object.pids !== void 0 && object.pids !== null ? PidsController.fromPartial(object.pids) : void 0;
    message2.io = object.io !== void 0 && object.io !== null ? IoController.fromPartial(object.io) : void 0;
    return message2;
  }
};

// gen/execution.ts
var execution_exports = {};
__export(execution_exports, {
  Credential: () => Credential,
  Folder: () => Folder,
  Folder_Place: () => Folder_Place,
  PressurePreference: () => PressurePreference,
  Rlimit: () => Rlimit,
  Sandbox: () => Sandbox,
  Sandbox_DevicePolicy: () => Sandbox_DevicePolicy,
  Sandbox_Home: () => Sandbox_Home,
  Sandbox_System: () => Sandbox_System,
  Scheduling: () => Scheduling,
  Scheduling_IoClass: () => Scheduling_IoClass,
  Scheduling_Policy: () => Scheduling_Policy,
  Sink: () => Sink
});
var Sink = /* @__PURE__ */ ((Sink3) => {
  Sink3[Sink3["SINK_UNSPECIFIED"] = 0] = "SINK_UNSPECIFIED";
  Sink3[Sink3["SINK_LOG"] = 1] = "SINK_LOG";
  Sink3[Sink3["SINK_NULL"] = 2] = "SINK_NULL";
  Sink3[Sink3["UNRECOGNIZED"] = -1] = "UNRECOGNIZED";
  return Sink3;
})(Sink || {});
var PressurePreference = /* @__PURE__ */ ((PressurePreference3) => {
  PressurePreference3[PressurePreference3["PRESSURE_PREFERENCE_UNSPECIFIED"] = 0] = "PRESSURE_PREFERENCE_UNSPECIFIED";
  PressurePreference3[PressurePreference3["PRESSURE_PREFERENCE_AVOID"] = 1] = "PRESSURE_PREFERENCE_AVOID";
  PressurePreference3[PressurePreference3["PRESSURE_PREFERENCE_OMIT"] = 2] = "PRESSURE_PREFERENCE_OMIT";
  PressurePreference3[PressurePreference3["UNRECOGNIZED"] = -1] = "UNRECOGNIZED";
  return PressurePreference3;
})(PressurePreference || {});
var Scheduling_Policy = /* @__PURE__ */ ((Scheduling_Policy2) => {
  Scheduling_Policy2[Scheduling_Policy2["POLICY_UNSPECIFIED"] = 0] = "POLICY_UNSPECIFIED";
  Scheduling_Policy2[Scheduling_Policy2["POLICY_OTHER"] = 1] = "POLICY_OTHER";
  Scheduling_Policy2[Scheduling_Policy2["POLICY_BATCH"] = 2] = "POLICY_BATCH";
  Scheduling_Policy2[Scheduling_Policy2["POLICY_IDLE"] = 3] = "POLICY_IDLE";
  Scheduling_Policy2[Scheduling_Policy2["POLICY_FIFO"] = 4] = "POLICY_FIFO";
  Scheduling_Policy2[Scheduling_Policy2["POLICY_RR"] = 5] = "POLICY_RR";
  Scheduling_Policy2[Scheduling_Policy2["UNRECOGNIZED"] = -1] = "UNRECOGNIZED";
  return Scheduling_Policy2;
})(Scheduling_Policy || {});
var Scheduling_IoClass = /* @__PURE__ */ ((Scheduling_IoClass2) => {
  Scheduling_IoClass2[Scheduling_IoClass2["IO_CLASS_UNSPECIFIED"] = 0] = "IO_CLASS_UNSPECIFIED";
  Scheduling_IoClass2[Scheduling_IoClass2["IO_CLASS_REALTIME"] = 1] = "IO_CLASS_REALTIME";
  Scheduling_IoClass2[Scheduling_IoClass2["IO_CLASS_BEST_EFFORT"] = 2] = "IO_CLASS_BEST_EFFORT";
  Scheduling_IoClass2[Scheduling_IoClass2["IO_CLASS_IDLE"] = 3] = "IO_CLASS_IDLE";
  Scheduling_IoClass2[Scheduling_IoClass2["UNRECOGNIZED"] = -1] = "UNRECOGNIZED";
  return Scheduling_IoClass2;
})(Scheduling_IoClass || {});
var Folder_Place = /* @__PURE__ */ ((Folder_Place2) => {
  Folder_Place2[Folder_Place2["PLACE_UNSPECIFIED"] = 0] = "PLACE_UNSPECIFIED";
  Folder_Place2[Folder_Place2["PLACE_RUNTIME"] = 1] = "PLACE_RUNTIME";
  Folder_Place2[Folder_Place2["PLACE_STATE"] = 2] = "PLACE_STATE";
  Folder_Place2[Folder_Place2["PLACE_CACHE"] = 3] = "PLACE_CACHE";
  Folder_Place2[Folder_Place2["PLACE_LOGS"] = 4] = "PLACE_LOGS";
  Folder_Place2[Folder_Place2["PLACE_CONFIGURATION"] = 5] = "PLACE_CONFIGURATION";
  Folder_Place2[Folder_Place2["UNRECOGNIZED"] = -1] = "UNRECOGNIZED";
  return Folder_Place2;
})(Folder_Place || {});
var Sandbox_System = /* @__PURE__ */ ((Sandbox_System2) => {
  Sandbox_System2[Sandbox_System2["SYSTEM_UNSPECIFIED"] = 0] = "SYSTEM_UNSPECIFIED";
  Sandbox_System2[Sandbox_System2["SYSTEM_OPEN"] = 1] = "SYSTEM_OPEN";
  Sandbox_System2[Sandbox_System2["SYSTEM_USR"] = 2] = "SYSTEM_USR";
  Sandbox_System2[Sandbox_System2["SYSTEM_FULL"] = 3] = "SYSTEM_FULL";
  Sandbox_System2[Sandbox_System2["SYSTEM_STRICT"] = 4] = "SYSTEM_STRICT";
  Sandbox_System2[Sandbox_System2["UNRECOGNIZED"] = -1] = "UNRECOGNIZED";
  return Sandbox_System2;
})(Sandbox_System || {});
var Sandbox_Home = /* @__PURE__ */ ((Sandbox_Home2) => {
  Sandbox_Home2[Sandbox_Home2["HOME_UNSPECIFIED"] = 0] = "HOME_UNSPECIFIED";
  Sandbox_Home2[Sandbox_Home2["HOME_OPEN"] = 1] = "HOME_OPEN";
  Sandbox_Home2[Sandbox_Home2["HOME_READ_ONLY"] = 2] = "HOME_READ_ONLY";
  Sandbox_Home2[Sandbox_Home2["HOME_EMPTY"] = 3] = "HOME_EMPTY";
  Sandbox_Home2[Sandbox_Home2["HOME_INACCESSIBLE"] = 4] = "HOME_INACCESSIBLE";
  Sandbox_Home2[Sandbox_Home2["UNRECOGNIZED"] = -1] = "UNRECOGNIZED";
  return Sandbox_Home2;
})(Sandbox_Home || {});
var Sandbox_DevicePolicy = /* @__PURE__ */ ((Sandbox_DevicePolicy2) => {
  Sandbox_DevicePolicy2[Sandbox_DevicePolicy2["DEVICE_POLICY_UNSPECIFIED"] = 0] = "DEVICE_POLICY_UNSPECIFIED";
  Sandbox_DevicePolicy2[Sandbox_DevicePolicy2["DEVICE_POLICY_AUTO"] = 1] = "DEVICE_POLICY_AUTO";
  Sandbox_DevicePolicy2[Sandbox_DevicePolicy2["DEVICE_POLICY_CLOSED"] = 2] = "DEVICE_POLICY_CLOSED";
  Sandbox_DevicePolicy2[Sandbox_DevicePolicy2["DEVICE_POLICY_STRICT"] = 3] = "DEVICE_POLICY_STRICT";
  Sandbox_DevicePolicy2[Sandbox_DevicePolicy2["UNRECOGNIZED"] = -1] = "UNRECOGNIZED";
  return Sandbox_DevicePolicy2;
})(Sandbox_DevicePolicy || {});
function createBaseScheduling() {
  return { policy: 0, priority: 0, ioClass: 0, ioPriority: void 0, cpus: "" };
}
var Scheduling = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.policy != null && message2.policy !== 0) {
      writer.uint32(8).int32(message2.policy);
    }
    if (message2.priority != null && message2.priority !== 0) {
      writer.uint32(16).uint32(message2.priority);
    }
    if (message2.ioClass != null && message2.ioClass !== 0) {
      writer.uint32(24).int32(message2.ioClass);
    }
    if (message2.ioPriority != null) {
      writer.uint32(32).uint32(message2.ioPriority);
    }
    if (message2.cpus != null && message2.cpus !== "") {
      writer.uint32(42).string(message2.cpus);
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseScheduling();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 8) {
              break;
            }
            message2.policy = reader.int32();
            continue;
          }
          case 2: {
            if (tag !== 16) {
              break;
            }
            message2.priority = reader.uint32();
            continue;
          }
          case 3: {
            if (tag !== 24) {
              break;
            }
            message2.ioClass = reader.int32();
            continue;
          }
          case 4: {
            if (tag !== 32) {
              break;
            }
            message2.ioPriority = reader.uint32();
            continue;
          }
          case 5: {
            if (tag !== 42) {
              break;
            }
            message2.cpus = reader.string();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return Scheduling.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseScheduling();
    message2.policy = object.policy ?? 0;
    message2.priority = object.priority ?? 0;
    message2.ioClass = object.ioClass ?? 0;
    message2.ioPriority = object.ioPriority ?? void 0;
    message2.cpus = object.cpus ?? "";
    return message2;
  }
};
function createBaseRlimit() {
  return { soft: void 0, hard: void 0 };
}
var Rlimit = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.soft != null) {
      writer.uint32(8).uint64(message2.soft);
    }
    if (message2.hard != null) {
      writer.uint32(16).uint64(message2.hard);
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseRlimit();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 8) {
              break;
            }
            message2.soft = reader.uint64();
            continue;
          }
          case 2: {
            if (tag !== 16) {
              break;
            }
            message2.hard = reader.uint64();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return Rlimit.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseRlimit();
    message2.soft = object.soft !== void 0 && object.soft !== null ? exact(object.soft) : void 0;
    message2.hard = object.hard !== void 0 && object.hard !== null ? exact(object.hard) : void 0;
    return message2;
  }
};
function createBaseFolder() {
  return { place: 0, name: "", mode: void 0, keep: false };
}
var Folder = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.place != null && message2.place !== 0) {
      writer.uint32(8).int32(message2.place);
    }
    if (message2.name != null && message2.name !== "") {
      writer.uint32(18).string(message2.name);
    }
    if (message2.mode != null) {
      writer.uint32(24).uint32(message2.mode);
    }
    if (message2.keep != null && message2.keep !== false) {
      writer.uint32(32).bool(message2.keep);
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseFolder();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 8) {
              break;
            }
            message2.place = reader.int32();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message2.name = reader.string();
            continue;
          }
          case 3: {
            if (tag !== 24) {
              break;
            }
            message2.mode = reader.uint32();
            continue;
          }
          case 4: {
            if (tag !== 32) {
              break;
            }
            message2.keep = reader.bool();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return Folder.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseFolder();
    message2.place = object.place ?? 0;
    message2.name = object.name ?? "";
    message2.mode = object.mode ?? void 0;
    message2.keep = object.keep ?? false;
    return message2;
  }
};
function createBaseCredential() {
  return { name: "", content: void 0, file: void 0 };
}
var Credential = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.name != null && message2.name !== "") {
      writer.uint32(10).string(message2.name);
    }
    if (message2.content != null) {
      writer.uint32(18).bytes(message2.content);
    }
    if (message2.file != null) {
      writer.uint32(26).string(message2.file);
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseCredential();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.name = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message2.content = reader.bytes();
            continue;
          }
          case 3: {
            if (tag !== 26) {
              break;
            }
            message2.file = reader.string();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return Credential.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseCredential();
    message2.name = object.name ?? "";
    message2.content = object.content ?? void 0;
    message2.file = object.file ?? void 0;
    return message2;
  }
};
function createBaseSandbox() {
  return {
    profile: "",
    noNewPrivileges: void 0,
    addCapabilities: [],
    dropCapabilities: [],
    ambientCapabilities: [],
    system: 0,
    home: 0,
    privateTmp: void 0,
    privateDevices: void 0,
    privateNetwork: void 0,
    privateProcesses: void 0,
    readOnlyPaths: [],
    readWritePaths: [],
    inaccessiblePaths: [],
    temporaryPaths: [],
    protectKernelTunables: void 0,
    protectKernelModules: void 0,
    protectKernelLogs: void 0,
    protectControlGroups: void 0,
    protectClock: void 0,
    protectHostname: void 0,
    systemCalls: [],
    addressFamilies: [],
    restrictNamespaces: void 0,
    restrictRealtime: void 0,
    restrictSetId: void 0,
    denyWriteExecute: void 0,
    lockPersonality: void 0,
    nativeSystemCalls: void 0,
    devicePolicy: 0,
    deviceAllow: []
  };
}
var Sandbox = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.profile != null && message2.profile !== "") {
      writer.uint32(10).string(message2.profile);
    }
    if (message2.noNewPrivileges != null) {
      writer.uint32(16).bool(message2.noNewPrivileges);
    }
    for (const v of message2.addCapabilities ?? []) {
      writer.uint32(26).string(v);
    }
    for (const v of message2.dropCapabilities ?? []) {
      writer.uint32(34).string(v);
    }
    for (const v of message2.ambientCapabilities ?? []) {
      writer.uint32(42).string(v);
    }
    if (message2.system != null && message2.system !== 0) {
      writer.uint32(48).int32(message2.system);
    }
    if (message2.home != null && message2.home !== 0) {
      writer.uint32(56).int32(message2.home);
    }
    if (message2.privateTmp != null) {
      writer.uint32(64).bool(message2.privateTmp);
    }
    if (message2.privateDevices != null) {
      writer.uint32(72).bool(message2.privateDevices);
    }
    if (message2.privateNetwork != null) {
      writer.uint32(80).bool(message2.privateNetwork);
    }
    if (message2.privateProcesses != null) {
      writer.uint32(88).bool(message2.privateProcesses);
    }
    for (const v of message2.readOnlyPaths ?? []) {
      writer.uint32(98).string(v);
    }
    for (const v of message2.readWritePaths ?? []) {
      writer.uint32(106).string(v);
    }
    for (const v of message2.inaccessiblePaths ?? []) {
      writer.uint32(114).string(v);
    }
    for (const v of message2.temporaryPaths ?? []) {
      writer.uint32(122).string(v);
    }
    if (message2.protectKernelTunables != null) {
      writer.uint32(128).bool(message2.protectKernelTunables);
    }
    if (message2.protectKernelModules != null) {
      writer.uint32(136).bool(message2.protectKernelModules);
    }
    if (message2.protectKernelLogs != null) {
      writer.uint32(144).bool(message2.protectKernelLogs);
    }
    if (message2.protectControlGroups != null) {
      writer.uint32(152).bool(message2.protectControlGroups);
    }
    if (message2.protectClock != null) {
      writer.uint32(160).bool(message2.protectClock);
    }
    if (message2.protectHostname != null) {
      writer.uint32(168).bool(message2.protectHostname);
    }
    for (const v of message2.systemCalls ?? []) {
      writer.uint32(178).string(v);
    }
    for (const v of message2.addressFamilies ?? []) {
      writer.uint32(186).string(v);
    }
    if (message2.restrictNamespaces != null) {
      writer.uint32(192).bool(message2.restrictNamespaces);
    }
    if (message2.restrictRealtime != null) {
      writer.uint32(200).bool(message2.restrictRealtime);
    }
    if (message2.restrictSetId != null) {
      writer.uint32(208).bool(message2.restrictSetId);
    }
    if (message2.denyWriteExecute != null) {
      writer.uint32(216).bool(message2.denyWriteExecute);
    }
    if (message2.lockPersonality != null) {
      writer.uint32(224).bool(message2.lockPersonality);
    }
    if (message2.nativeSystemCalls != null) {
      writer.uint32(232).bool(message2.nativeSystemCalls);
    }
    if (message2.devicePolicy != null && message2.devicePolicy !== 0) {
      writer.uint32(240).int32(message2.devicePolicy);
    }
    for (const v of message2.deviceAllow ?? []) {
      writer.uint32(250).string(v);
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseSandbox();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.profile = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 16) {
              break;
            }
            message2.noNewPrivileges = reader.bool();
            continue;
          }
          case 3: {
            if (tag !== 26) {
              break;
            }
            message2.addCapabilities.push(reader.string());
            continue;
          }
          case 4: {
            if (tag !== 34) {
              break;
            }
            message2.dropCapabilities.push(reader.string());
            continue;
          }
          case 5: {
            if (tag !== 42) {
              break;
            }
            message2.ambientCapabilities.push(reader.string());
            continue;
          }
          case 6: {
            if (tag !== 48) {
              break;
            }
            message2.system = reader.int32();
            continue;
          }
          case 7: {
            if (tag !== 56) {
              break;
            }
            message2.home = reader.int32();
            continue;
          }
          case 8: {
            if (tag !== 64) {
              break;
            }
            message2.privateTmp = reader.bool();
            continue;
          }
          case 9: {
            if (tag !== 72) {
              break;
            }
            message2.privateDevices = reader.bool();
            continue;
          }
          case 10: {
            if (tag !== 80) {
              break;
            }
            message2.privateNetwork = reader.bool();
            continue;
          }
          case 11: {
            if (tag !== 88) {
              break;
            }
            message2.privateProcesses = reader.bool();
            continue;
          }
          case 12: {
            if (tag !== 98) {
              break;
            }
            message2.readOnlyPaths.push(reader.string());
            continue;
          }
          case 13: {
            if (tag !== 106) {
              break;
            }
            message2.readWritePaths.push(reader.string());
            continue;
          }
          case 14: {
            if (tag !== 114) {
              break;
            }
            message2.inaccessiblePaths.push(reader.string());
            continue;
          }
          case 15: {
            if (tag !== 122) {
              break;
            }
            message2.temporaryPaths.push(reader.string());
            continue;
          }
          case 16: {
            if (tag !== 128) {
              break;
            }
            message2.protectKernelTunables = reader.bool();
            continue;
          }
          case 17: {
            if (tag !== 136) {
              break;
            }
            message2.protectKernelModules = reader.bool();
            continue;
          }
          case 18: {
            if (tag !== 144) {
              break;
            }
            message2.protectKernelLogs = reader.bool();
            continue;
          }
          case 19: {
            if (tag !== 152) {
              break;
            }
            message2.protectControlGroups = reader.bool();
            continue;
          }
          case 20: {
            if (tag !== 160) {
              break;
            }
            message2.protectClock = reader.bool();
            continue;
          }
          case 21: {
            if (tag !== 168) {
              break;
            }
            message2.protectHostname = reader.bool();
            continue;
          }
          case 22: {
            if (tag !== 178) {
              break;
            }
            message2.systemCalls.push(reader.string());
            continue;
          }
          case 23: {
            if (tag !== 186) {
              break;
            }
            message2.addressFamilies.push(reader.string());
            continue;
          }
          case 24: {
            if (tag !== 192) {
              break;
            }
            message2.restrictNamespaces = reader.bool();
            continue;
          }
          case 25: {
            if (tag !== 200) {
              break;
            }
            message2.restrictRealtime = reader.bool();
            continue;
          }
          case 26: {
            if (tag !== 208) {
              break;
            }
            message2.restrictSetId = reader.bool();
            continue;
          }
          case 27: {
            if (tag !== 216) {
              break;
            }
            message2.denyWriteExecute = reader.bool();
            continue;
          }
          case 28: {
            if (tag !== 224) {
              break;
            }
            message2.lockPersonality = reader.bool();
            continue;
          }
          case 29: {
            if (tag !== 232) {
              break;
            }
            message2.nativeSystemCalls = reader.bool();
            continue;
          }
          case 30: {
            if (tag !== 240) {
              break;
            }
            message2.devicePolicy = reader.int32();
            continue;
          }
          case 31: {
            if (tag !== 250) {
              break;
            }
            message2.deviceAllow.push(reader.string());
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return Sandbox.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseSandbox();
    message2.profile = object.profile ?? "";
    message2.noNewPrivileges = object.noNewPrivileges ?? void 0;
    message2.addCapabilities = object.addCapabilities?.map((e) => e) || [];
    message2.dropCapabilities = object.dropCapabilities?.map((e) => e) || [];
    message2.ambientCapabilities = object.ambientCapabilities?.map((e) => e) || [];
    message2.system = object.system ?? 0;
    message2.home = object.home ?? 0;
    message2.privateTmp = object.privateTmp ?? void 0;
    message2.privateDevices = object.privateDevices ?? void 0;
    message2.privateNetwork = object.privateNetwork ?? void 0;
    message2.privateProcesses = object.privateProcesses ?? void 0;
    message2.readOnlyPaths = object.readOnlyPaths?.map((e) => e) || [];
    message2.readWritePaths = object.readWritePaths?.map((e) => e) || [];
    message2.inaccessiblePaths = object.inaccessiblePaths?.map((e) => e) || [];
    message2.temporaryPaths = object.temporaryPaths?.map((e) => e) || [];
    message2.protectKernelTunables = object.protectKernelTunables ?? void 0;
    message2.protectKernelModules = object.protectKernelModules ?? void 0;
    message2.protectKernelLogs = object.protectKernelLogs ?? void 0;
    message2.protectControlGroups = object.protectControlGroups ?? void 0;
    message2.protectClock = object.protectClock ?? void 0;
    message2.protectHostname = object.protectHostname ?? void 0;
    message2.systemCalls = object.systemCalls?.map((e) => e) || [];
    message2.addressFamilies = object.addressFamilies?.map((e) => e) || [];
    message2.restrictNamespaces = object.restrictNamespaces ?? void 0;
    message2.restrictRealtime = object.restrictRealtime ?? void 0;
    message2.restrictSetId = object.restrictSetId ?? void 0;
    message2.denyWriteExecute = object.denyWriteExecute ?? void 0;
    message2.lockPersonality = object.lockPersonality ?? void 0;
    message2.nativeSystemCalls = object.nativeSystemCalls ?? void 0;
    message2.devicePolicy = object.devicePolicy ?? 0;
    message2.deviceAllow = object.deviceAllow?.map((e) => e) || [];
    return message2;
  }
};

// gen/service.ts
var service_exports = {};
__export(service_exports, {
  Command: () => Command,
  GrpcProbe: () => GrpcProbe,
  HealthCheck: () => HealthCheck,
  HealthCheck_Effect: () => HealthCheck_Effect,
  HealthState: () => HealthState,
  HttpProbe: () => HttpProbe,
  Listener: () => Listener,
  Listener_Kind: () => Listener_Kind,
  Phase: () => Phase,
  Restart: () => Restart,
  Restart_Policy: () => Restart_Policy,
  Service: () => Service,
  ServiceState: () => ServiceState,
  Service_KillMode: () => Service_KillMode,
  Service_NotifyAccess: () => Service_NotifyAccess,
  Service_OomPolicy: () => Service_OomPolicy,
  Service_Type: () => Service_Type,
  TcpProbe: () => TcpProbe,
  Timer: () => Timer
});
var Phase = /* @__PURE__ */ ((Phase2) => {
  Phase2[Phase2["PHASE_UNSPECIFIED"] = 0] = "PHASE_UNSPECIFIED";
  Phase2[Phase2["PHASE_INACTIVE"] = 1] = "PHASE_INACTIVE";
  Phase2[Phase2["PHASE_WAITING"] = 2] = "PHASE_WAITING";
  Phase2[Phase2["PHASE_ACTIVATING"] = 3] = "PHASE_ACTIVATING";
  Phase2[Phase2["PHASE_ACTIVE"] = 4] = "PHASE_ACTIVE";
  Phase2[Phase2["PHASE_RELOADING"] = 5] = "PHASE_RELOADING";
  Phase2[Phase2["PHASE_DEACTIVATING"] = 6] = "PHASE_DEACTIVATING";
  Phase2[Phase2["PHASE_BACKOFF"] = 7] = "PHASE_BACKOFF";
  Phase2[Phase2["PHASE_FAILED"] = 8] = "PHASE_FAILED";
  Phase2[Phase2["UNRECOGNIZED"] = -1] = "UNRECOGNIZED";
  return Phase2;
})(Phase || {});
var Service_Type = /* @__PURE__ */ ((Service_Type2) => {
  Service_Type2[Service_Type2["TYPE_UNSPECIFIED"] = 0] = "TYPE_UNSPECIFIED";
  Service_Type2[Service_Type2["TYPE_EXEC"] = 1] = "TYPE_EXEC";
  Service_Type2[Service_Type2["TYPE_NOTIFY"] = 2] = "TYPE_NOTIFY";
  Service_Type2[Service_Type2["TYPE_NOTIFY_RELOAD"] = 3] = "TYPE_NOTIFY_RELOAD";
  Service_Type2[Service_Type2["TYPE_ONESHOT"] = 4] = "TYPE_ONESHOT";
  Service_Type2[Service_Type2["UNRECOGNIZED"] = -1] = "UNRECOGNIZED";
  return Service_Type2;
})(Service_Type || {});
var Service_KillMode = /* @__PURE__ */ ((Service_KillMode2) => {
  Service_KillMode2[Service_KillMode2["KILL_MODE_UNSPECIFIED"] = 0] = "KILL_MODE_UNSPECIFIED";
  Service_KillMode2[Service_KillMode2["KILL_MODE_GROUP"] = 1] = "KILL_MODE_GROUP";
  Service_KillMode2[Service_KillMode2["KILL_MODE_MIXED"] = 2] = "KILL_MODE_MIXED";
  Service_KillMode2[Service_KillMode2["KILL_MODE_PROCESS"] = 3] = "KILL_MODE_PROCESS";
  Service_KillMode2[Service_KillMode2["UNRECOGNIZED"] = -1] = "UNRECOGNIZED";
  return Service_KillMode2;
})(Service_KillMode || {});
var Service_NotifyAccess = /* @__PURE__ */ ((Service_NotifyAccess2) => {
  Service_NotifyAccess2[Service_NotifyAccess2["NOTIFY_ACCESS_UNSPECIFIED"] = 0] = "NOTIFY_ACCESS_UNSPECIFIED";
  Service_NotifyAccess2[Service_NotifyAccess2["NOTIFY_ACCESS_NONE"] = 1] = "NOTIFY_ACCESS_NONE";
  Service_NotifyAccess2[Service_NotifyAccess2["NOTIFY_ACCESS_MAIN"] = 2] = "NOTIFY_ACCESS_MAIN";
  Service_NotifyAccess2[Service_NotifyAccess2["NOTIFY_ACCESS_EXEC"] = 3] = "NOTIFY_ACCESS_EXEC";
  Service_NotifyAccess2[Service_NotifyAccess2["NOTIFY_ACCESS_ALL"] = 4] = "NOTIFY_ACCESS_ALL";
  Service_NotifyAccess2[Service_NotifyAccess2["UNRECOGNIZED"] = -1] = "UNRECOGNIZED";
  return Service_NotifyAccess2;
})(Service_NotifyAccess || {});
var Service_OomPolicy = /* @__PURE__ */ ((Service_OomPolicy2) => {
  Service_OomPolicy2[Service_OomPolicy2["OOM_POLICY_UNSPECIFIED"] = 0] = "OOM_POLICY_UNSPECIFIED";
  Service_OomPolicy2[Service_OomPolicy2["OOM_POLICY_CONTINUE"] = 1] = "OOM_POLICY_CONTINUE";
  Service_OomPolicy2[Service_OomPolicy2["OOM_POLICY_STOP"] = 2] = "OOM_POLICY_STOP";
  Service_OomPolicy2[Service_OomPolicy2["OOM_POLICY_KILL"] = 3] = "OOM_POLICY_KILL";
  Service_OomPolicy2[Service_OomPolicy2["UNRECOGNIZED"] = -1] = "UNRECOGNIZED";
  return Service_OomPolicy2;
})(Service_OomPolicy || {});
var Restart_Policy = /* @__PURE__ */ ((Restart_Policy2) => {
  Restart_Policy2[Restart_Policy2["POLICY_UNSPECIFIED"] = 0] = "POLICY_UNSPECIFIED";
  Restart_Policy2[Restart_Policy2["POLICY_NO"] = 1] = "POLICY_NO";
  Restart_Policy2[Restart_Policy2["POLICY_ALWAYS"] = 2] = "POLICY_ALWAYS";
  Restart_Policy2[Restart_Policy2["POLICY_ON_SUCCESS"] = 3] = "POLICY_ON_SUCCESS";
  Restart_Policy2[Restart_Policy2["POLICY_ON_FAILURE"] = 4] = "POLICY_ON_FAILURE";
  Restart_Policy2[Restart_Policy2["POLICY_ON_ABNORMAL"] = 5] = "POLICY_ON_ABNORMAL";
  Restart_Policy2[Restart_Policy2["POLICY_ON_ABORT"] = 6] = "POLICY_ON_ABORT";
  Restart_Policy2[Restart_Policy2["POLICY_ON_WATCHDOG"] = 7] = "POLICY_ON_WATCHDOG";
  Restart_Policy2[Restart_Policy2["UNRECOGNIZED"] = -1] = "UNRECOGNIZED";
  return Restart_Policy2;
})(Restart_Policy || {});
var HealthCheck_Effect = /* @__PURE__ */ ((HealthCheck_Effect2) => {
  HealthCheck_Effect2[HealthCheck_Effect2["EFFECT_UNSPECIFIED"] = 0] = "EFFECT_UNSPECIFIED";
  HealthCheck_Effect2[HealthCheck_Effect2["EFFECT_LIVENESS"] = 1] = "EFFECT_LIVENESS";
  HealthCheck_Effect2[HealthCheck_Effect2["EFFECT_READINESS"] = 2] = "EFFECT_READINESS";
  HealthCheck_Effect2[HealthCheck_Effect2["UNRECOGNIZED"] = -1] = "UNRECOGNIZED";
  return HealthCheck_Effect2;
})(HealthCheck_Effect || {});
var Listener_Kind = /* @__PURE__ */ ((Listener_Kind2) => {
  Listener_Kind2[Listener_Kind2["KIND_UNSPECIFIED"] = 0] = "KIND_UNSPECIFIED";
  Listener_Kind2[Listener_Kind2["KIND_STREAM"] = 1] = "KIND_STREAM";
  Listener_Kind2[Listener_Kind2["KIND_DATAGRAM"] = 2] = "KIND_DATAGRAM";
  Listener_Kind2[Listener_Kind2["KIND_SEQPACKET"] = 3] = "KIND_SEQPACKET";
  Listener_Kind2[Listener_Kind2["UNRECOGNIZED"] = -1] = "UNRECOGNIZED";
  return Listener_Kind2;
})(Listener_Kind || {});
function createBaseCommand() {
  return { argv: [], command: "", shell: false, ignoreFailure: false, privileged: false };
}
var Command = {
  encode(message2, writer = new BinaryWriter()) {
    for (const v of message2.argv ?? []) {
      writer.uint32(10).string(v);
    }
    if (message2.command != null && message2.command !== "") {
      writer.uint32(18).string(message2.command);
    }
    if (message2.shell != null && message2.shell !== false) {
      writer.uint32(24).bool(message2.shell);
    }
    if (message2.ignoreFailure != null && message2.ignoreFailure !== false) {
      writer.uint32(32).bool(message2.ignoreFailure);
    }
    if (message2.privileged != null && message2.privileged !== false) {
      writer.uint32(40).bool(message2.privileged);
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseCommand();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.argv.push(reader.string());
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message2.command = reader.string();
            continue;
          }
          case 3: {
            if (tag !== 24) {
              break;
            }
            message2.shell = reader.bool();
            continue;
          }
          case 4: {
            if (tag !== 32) {
              break;
            }
            message2.ignoreFailure = reader.bool();
            continue;
          }
          case 5: {
            if (tag !== 40) {
              break;
            }
            message2.privileged = reader.bool();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return Command.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseCommand();
    message2.argv = object.argv?.map((e) => e) || [];
    message2.command = object.command ?? "";
    message2.shell = object.shell ?? false;
    message2.ignoreFailure = object.ignoreFailure ?? false;
    message2.privileged = object.privileged ?? false;
    return message2;
  }
};
function createBaseService() {
  return {
    type: 0,
    description: "",
    remainAfterExit: false,
    aliveWithAny: false,
    condition: [],
    startPre: [],
    then: [],
    startPost: [],
    reload: [],
    stop: [],
    stopPost: [],
    reloadSignal: "",
    startTimeout: void 0,
    commandTimeout: void 0,
    runTimeout: void 0,
    watchdog: void 0,
    watchdogSignal: "",
    killMode: 0,
    notifyAccess: 0,
    fdStore: 0,
    fdStorePreserve: false,
    oomPolicy: 0,
    restart: void 0,
    health: [],
    requires: [],
    wants: [],
    after: [],
    before: [],
    bindsTo: [],
    partOf: [],
    requisite: [],
    conflicts: [],
    upholds: [],
    onFailure: [],
    onSuccess: [],
    listeners: [],
    timer: void 0,
    enabled: false
  };
}
var Service = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.type != null && message2.type !== 0) {
      writer.uint32(8).int32(message2.type);
    }
    if (message2.description != null && message2.description !== "") {
      writer.uint32(18).string(message2.description);
    }
    if (message2.remainAfterExit != null && message2.remainAfterExit !== false) {
      writer.uint32(24).bool(message2.remainAfterExit);
    }
    if (message2.aliveWithAny != null && message2.aliveWithAny !== false) {
      writer.uint32(32).bool(message2.aliveWithAny);
    }
    for (const v of message2.condition ?? []) {
      Command.encode(v, writer.uint32(42).fork()).join();
    }
    for (const v of message2.startPre ?? []) {
      Command.encode(v, writer.uint32(50).fork()).join();
    }
    for (const v of message2.then ?? []) {
      Command.encode(v, writer.uint32(58).fork()).join();
    }
    for (const v of message2.startPost ?? []) {
      Command.encode(v, writer.uint32(66).fork()).join();
    }
    for (const v of message2.reload ?? []) {
      Command.encode(v, writer.uint32(74).fork()).join();
    }
    for (const v of message2.stop ?? []) {
      Command.encode(v, writer.uint32(82).fork()).join();
    }
    for (const v of message2.stopPost ?? []) {
      Command.encode(v, writer.uint32(90).fork()).join();
    }
    if (message2.reloadSignal != null && message2.reloadSignal !== "") {
      writer.uint32(98).string(message2.reloadSignal);
    }
    if (message2.startTimeout != null) {
      Duration.encode(message2.startTimeout, writer.uint32(106).fork()).join();
    }
    if (message2.commandTimeout != null) {
      Duration.encode(message2.commandTimeout, writer.uint32(114).fork()).join();
    }
    if (message2.runTimeout != null) {
      Duration.encode(message2.runTimeout, writer.uint32(122).fork()).join();
    }
    if (message2.watchdog != null) {
      Duration.encode(message2.watchdog, writer.uint32(130).fork()).join();
    }
    if (message2.watchdogSignal != null && message2.watchdogSignal !== "") {
      writer.uint32(138).string(message2.watchdogSignal);
    }
    if (message2.killMode != null && message2.killMode !== 0) {
      writer.uint32(144).int32(message2.killMode);
    }
    if (message2.notifyAccess != null && message2.notifyAccess !== 0) {
      writer.uint32(152).int32(message2.notifyAccess);
    }
    if (message2.fdStore != null && message2.fdStore !== 0) {
      writer.uint32(160).uint32(message2.fdStore);
    }
    if (message2.fdStorePreserve != null && message2.fdStorePreserve !== false) {
      writer.uint32(168).bool(message2.fdStorePreserve);
    }
    if (message2.oomPolicy != null && message2.oomPolicy !== 0) {
      writer.uint32(176).int32(message2.oomPolicy);
    }
    if (message2.restart != null) {
      Restart.encode(message2.restart, writer.uint32(186).fork()).join();
    }
    for (const v of message2.health ?? []) {
      HealthCheck.encode(v, writer.uint32(194).fork()).join();
    }
    for (const v of message2.requires ?? []) {
      writer.uint32(242).string(v);
    }
    for (const v of message2.wants ?? []) {
      writer.uint32(250).string(v);
    }
    for (const v of message2.after ?? []) {
      writer.uint32(258).string(v);
    }
    for (const v of message2.before ?? []) {
      writer.uint32(266).string(v);
    }
    for (const v of message2.bindsTo ?? []) {
      writer.uint32(274).string(v);
    }
    for (const v of message2.partOf ?? []) {
      writer.uint32(282).string(v);
    }
    for (const v of message2.requisite ?? []) {
      writer.uint32(290).string(v);
    }
    for (const v of message2.conflicts ?? []) {
      writer.uint32(298).string(v);
    }
    for (const v of message2.upholds ?? []) {
      writer.uint32(306).string(v);
    }
    for (const v of message2.onFailure ?? []) {
      writer.uint32(314).string(v);
    }
    for (const v of message2.onSuccess ?? []) {
      writer.uint32(322).string(v);
    }
    for (const v of message2.listeners ?? []) {
      Listener.encode(v, writer.uint32(330).fork()).join();
    }
    if (message2.timer != null) {
      Timer.encode(message2.timer, writer.uint32(338).fork()).join();
    }
    if (message2.enabled != null && message2.enabled !== false) {
      writer.uint32(344).bool(message2.enabled);
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseService();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 8) {
              break;
            }
            message2.type = reader.int32();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message2.description = reader.string();
            continue;
          }
          case 3: {
            if (tag !== 24) {
              break;
            }
            message2.remainAfterExit = reader.bool();
            continue;
          }
          case 4: {
            if (tag !== 32) {
              break;
            }
            message2.aliveWithAny = reader.bool();
            continue;
          }
          case 5: {
            if (tag !== 42) {
              break;
            }
            message2.condition.push(Command.decode(reader, reader.uint32()));
            continue;
          }
          case 6: {
            if (tag !== 50) {
              break;
            }
            message2.startPre.push(Command.decode(reader, reader.uint32()));
            continue;
          }
          case 7: {
            if (tag !== 58) {
              break;
            }
            message2.then.push(Command.decode(reader, reader.uint32()));
            continue;
          }
          case 8: {
            if (tag !== 66) {
              break;
            }
            message2.startPost.push(Command.decode(reader, reader.uint32()));
            continue;
          }
          case 9: {
            if (tag !== 74) {
              break;
            }
            message2.reload.push(Command.decode(reader, reader.uint32()));
            continue;
          }
          case 10: {
            if (tag !== 82) {
              break;
            }
            message2.stop.push(Command.decode(reader, reader.uint32()));
            continue;
          }
          case 11: {
            if (tag !== 90) {
              break;
            }
            message2.stopPost.push(Command.decode(reader, reader.uint32()));
            continue;
          }
          case 12: {
            if (tag !== 98) {
              break;
            }
            message2.reloadSignal = reader.string();
            continue;
          }
          case 13: {
            if (tag !== 106) {
              break;
            }
            message2.startTimeout = Duration.decode(reader, reader.uint32());
            continue;
          }
          case 14: {
            if (tag !== 114) {
              break;
            }
            message2.commandTimeout = Duration.decode(reader, reader.uint32());
            continue;
          }
          case 15: {
            if (tag !== 122) {
              break;
            }
            message2.runTimeout = Duration.decode(reader, reader.uint32());
            continue;
          }
          case 16: {
            if (tag !== 130) {
              break;
            }
            message2.watchdog = Duration.decode(reader, reader.uint32());
            continue;
          }
          case 17: {
            if (tag !== 138) {
              break;
            }
            message2.watchdogSignal = reader.string();
            continue;
          }
          case 18: {
            if (tag !== 144) {
              break;
            }
            message2.killMode = reader.int32();
            continue;
          }
          case 19: {
            if (tag !== 152) {
              break;
            }
            message2.notifyAccess = reader.int32();
            continue;
          }
          case 20: {
            if (tag !== 160) {
              break;
            }
            message2.fdStore = reader.uint32();
            continue;
          }
          case 21: {
            if (tag !== 168) {
              break;
            }
            message2.fdStorePreserve = reader.bool();
            continue;
          }
          case 22: {
            if (tag !== 176) {
              break;
            }
            message2.oomPolicy = reader.int32();
            continue;
          }
          case 23: {
            if (tag !== 186) {
              break;
            }
            message2.restart = Restart.decode(reader, reader.uint32());
            continue;
          }
          case 24: {
            if (tag !== 194) {
              break;
            }
            message2.health.push(HealthCheck.decode(reader, reader.uint32()));
            continue;
          }
          case 30: {
            if (tag !== 242) {
              break;
            }
            message2.requires.push(reader.string());
            continue;
          }
          case 31: {
            if (tag !== 250) {
              break;
            }
            message2.wants.push(reader.string());
            continue;
          }
          case 32: {
            if (tag !== 258) {
              break;
            }
            message2.after.push(reader.string());
            continue;
          }
          case 33: {
            if (tag !== 266) {
              break;
            }
            message2.before.push(reader.string());
            continue;
          }
          case 34: {
            if (tag !== 274) {
              break;
            }
            message2.bindsTo.push(reader.string());
            continue;
          }
          case 35: {
            if (tag !== 282) {
              break;
            }
            message2.partOf.push(reader.string());
            continue;
          }
          case 36: {
            if (tag !== 290) {
              break;
            }
            message2.requisite.push(reader.string());
            continue;
          }
          case 37: {
            if (tag !== 298) {
              break;
            }
            message2.conflicts.push(reader.string());
            continue;
          }
          case 38: {
            if (tag !== 306) {
              break;
            }
            message2.upholds.push(reader.string());
            continue;
          }
          case 39: {
            if (tag !== 314) {
              break;
            }
            message2.onFailure.push(reader.string());
            continue;
          }
          case 40: {
            if (tag !== 322) {
              break;
            }
            message2.onSuccess.push(reader.string());
            continue;
          }
          case 41: {
            if (tag !== 330) {
              break;
            }
            message2.listeners.push(Listener.decode(reader, reader.uint32()));
            continue;
          }
          case 42: {
            if (tag !== 338) {
              break;
            }
            message2.timer = Timer.decode(reader, reader.uint32());
            continue;
          }
          case 43: {
            if (tag !== 344) {
              break;
            }
            message2.enabled = reader.bool();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return Service.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseService();
    message2.type = object.type ?? 0;
    message2.description = object.description ?? "";
    message2.remainAfterExit = object.remainAfterExit ?? false;
    message2.aliveWithAny = object.aliveWithAny ?? false;
    message2.condition = object.condition?.map((e) => Command.fromPartial(e)) || [];
    message2.startPre = object.startPre?.map((e) => Command.fromPartial(e)) || [];
    message2.then = object.then?.map((e) => Command.fromPartial(e)) || [];
    message2.startPost = object.startPost?.map((e) => Command.fromPartial(e)) || [];
    message2.reload = object.reload?.map((e) => Command.fromPartial(e)) || [];
    message2.stop = object.stop?.map((e) => Command.fromPartial(e)) || [];
    message2.stopPost = object.stopPost?.map((e) => Command.fromPartial(e)) || [];
    message2.reloadSignal = object.reloadSignal ?? "";
    message2.startTimeout = object.startTimeout !== void 0 && object.startTimeout !== null ? Duration.fromPartial(object.startTimeout) : void 0;
    message2.commandTimeout = object.commandTimeout !== void 0 && object.commandTimeout !== null ? Duration.fromPartial(object.commandTimeout) : void 0;
    message2.runTimeout = object.runTimeout !== void 0 && object.runTimeout !== null ? Duration.fromPartial(object.runTimeout) : void 0;
    message2.watchdog = object.watchdog !== void 0 && object.watchdog !== null ? Duration.fromPartial(object.watchdog) : void 0;
    message2.watchdogSignal = object.watchdogSignal ?? "";
    message2.killMode = object.killMode ?? 0;
    message2.notifyAccess = object.notifyAccess ?? 0;
    message2.fdStore = object.fdStore ?? 0;
    message2.fdStorePreserve = object.fdStorePreserve ?? false;
    message2.oomPolicy = object.oomPolicy ?? 0;
    message2.restart = object.restart !== void 0 && object.restart !== null ? Restart.fromPartial(object.restart) : void 0;
    message2.health = object.health?.map((e) => HealthCheck.fromPartial(e)) || [];
    message2.requires = object.requires?.map((e) => e) || [];
    message2.wants = object.wants?.map((e) => e) || [];
    message2.after = object.after?.map((e) => e) || [];
    message2.before = object.before?.map((e) => e) || [];
    message2.bindsTo = object.bindsTo?.map((e) => e) || [];
    message2.partOf = object.partOf?.map((e) => e) || [];
    message2.requisite = object.requisite?.map((e) => e) || [];
    message2.conflicts = object.conflicts?.map((e) => e) || [];
    message2.upholds = object.upholds?.map((e) => e) || [];
    message2.onFailure = object.onFailure?.map((e) => e) || [];
    message2.onSuccess = object.onSuccess?.map((e) => e) || [];
    message2.listeners = object.listeners?.map((e) => Listener.fromPartial(e)) || [];
    message2.timer = object.timer !== void 0 && object.timer !== null ? Timer.fromPartial(object.timer) : void 0;
    message2.enabled = object.enabled ?? false;
    return message2;
  }
};
function createBaseRestart() {
  return {
    policy: 0,
    delay: void 0,
    maxDelay: void 0,
    resetAfter: void 0,
    burst: 0,
    burstInterval: void 0,
    success: [],
    prevent: [],
    force: []
  };
}
var Restart = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.policy != null && message2.policy !== 0) {
      writer.uint32(8).int32(message2.policy);
    }
    if (message2.delay != null) {
      Duration.encode(message2.delay, writer.uint32(18).fork()).join();
    }
    if (message2.maxDelay != null) {
      Duration.encode(message2.maxDelay, writer.uint32(26).fork()).join();
    }
    if (message2.resetAfter != null) {
      Duration.encode(message2.resetAfter, writer.uint32(34).fork()).join();
    }
    if (message2.burst != null && message2.burst !== 0) {
      writer.uint32(40).uint32(message2.burst);
    }
    if (message2.burstInterval != null) {
      Duration.encode(message2.burstInterval, writer.uint32(50).fork()).join();
    }
    for (const v of message2.success ?? []) {
      writer.uint32(58).string(v);
    }
    for (const v of message2.prevent ?? []) {
      writer.uint32(66).string(v);
    }
    for (const v of message2.force ?? []) {
      writer.uint32(74).string(v);
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseRestart();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 8) {
              break;
            }
            message2.policy = reader.int32();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message2.delay = Duration.decode(reader, reader.uint32());
            continue;
          }
          case 3: {
            if (tag !== 26) {
              break;
            }
            message2.maxDelay = Duration.decode(reader, reader.uint32());
            continue;
          }
          case 4: {
            if (tag !== 34) {
              break;
            }
            message2.resetAfter = Duration.decode(reader, reader.uint32());
            continue;
          }
          case 5: {
            if (tag !== 40) {
              break;
            }
            message2.burst = reader.uint32();
            continue;
          }
          case 6: {
            if (tag !== 50) {
              break;
            }
            message2.burstInterval = Duration.decode(reader, reader.uint32());
            continue;
          }
          case 7: {
            if (tag !== 58) {
              break;
            }
            message2.success.push(reader.string());
            continue;
          }
          case 8: {
            if (tag !== 66) {
              break;
            }
            message2.prevent.push(reader.string());
            continue;
          }
          case 9: {
            if (tag !== 74) {
              break;
            }
            message2.force.push(reader.string());
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return Restart.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseRestart();
    message2.policy = object.policy ?? 0;
    message2.delay = object.delay !== void 0 && object.delay !== null ? Duration.fromPartial(object.delay) : void 0;
    message2.maxDelay = object.maxDelay !== void 0 && object.maxDelay !== null ? Duration.fromPartial(object.maxDelay) : void 0;
    message2.resetAfter = object.resetAfter !== void 0 && object.resetAfter !== null ? Duration.fromPartial(object.resetAfter) : void 0;
    message2.burst = object.burst ?? 0;
    message2.burstInterval = object.burstInterval !== void 0 && object.burstInterval !== null ? Duration.fromPartial(object.burstInterval) : void 0;
    message2.success = object.success?.map((e) => e) || [];
    message2.prevent = object.prevent?.map((e) => e) || [];
    message2.force = object.force?.map((e) => e) || [];
    return message2;
  }
};
function createBaseHealthCheck() {
  return {
    name: "",
    command: void 0,
    tcp: void 0,
    http: void 0,
    grpc: void 0,
    effect: 0,
    interval: void 0,
    timeout: void 0,
    startPeriod: void 0,
    failures: 0,
    successes: 0
  };
}
var HealthCheck = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.name != null && message2.name !== "") {
      writer.uint32(10).string(message2.name);
    }
    if (message2.command != null) {
      Command.encode(message2.command, writer.uint32(18).fork()).join();
    }
    if (message2.tcp != null) {
      TcpProbe.encode(message2.tcp, writer.uint32(26).fork()).join();
    }
    if (message2.http != null) {
      HttpProbe.encode(message2.http, writer.uint32(34).fork()).join();
    }
    if (message2.grpc != null) {
      GrpcProbe.encode(message2.grpc, writer.uint32(42).fork()).join();
    }
    if (message2.effect != null && message2.effect !== 0) {
      writer.uint32(48).int32(message2.effect);
    }
    if (message2.interval != null) {
      Duration.encode(message2.interval, writer.uint32(58).fork()).join();
    }
    if (message2.timeout != null) {
      Duration.encode(message2.timeout, writer.uint32(66).fork()).join();
    }
    if (message2.startPeriod != null) {
      Duration.encode(message2.startPeriod, writer.uint32(74).fork()).join();
    }
    if (message2.failures != null && message2.failures !== 0) {
      writer.uint32(80).uint32(message2.failures);
    }
    if (message2.successes != null && message2.successes !== 0) {
      writer.uint32(88).uint32(message2.successes);
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseHealthCheck();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.name = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message2.command = Command.decode(reader, reader.uint32());
            continue;
          }
          case 3: {
            if (tag !== 26) {
              break;
            }
            message2.tcp = TcpProbe.decode(reader, reader.uint32());
            continue;
          }
          case 4: {
            if (tag !== 34) {
              break;
            }
            message2.http = HttpProbe.decode(reader, reader.uint32());
            continue;
          }
          case 5: {
            if (tag !== 42) {
              break;
            }
            message2.grpc = GrpcProbe.decode(reader, reader.uint32());
            continue;
          }
          case 6: {
            if (tag !== 48) {
              break;
            }
            message2.effect = reader.int32();
            continue;
          }
          case 7: {
            if (tag !== 58) {
              break;
            }
            message2.interval = Duration.decode(reader, reader.uint32());
            continue;
          }
          case 8: {
            if (tag !== 66) {
              break;
            }
            message2.timeout = Duration.decode(reader, reader.uint32());
            continue;
          }
          case 9: {
            if (tag !== 74) {
              break;
            }
            message2.startPeriod = Duration.decode(reader, reader.uint32());
            continue;
          }
          case 10: {
            if (tag !== 80) {
              break;
            }
            message2.failures = reader.uint32();
            continue;
          }
          case 11: {
            if (tag !== 88) {
              break;
            }
            message2.successes = reader.uint32();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return HealthCheck.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseHealthCheck();
    message2.name = object.name ?? "";
    message2.command = object.command !== void 0 && object.command !== null ? Command.fromPartial(object.command) : void 0;
    message2.tcp = object.tcp !== void 0 && object.tcp !== null ? TcpProbe.fromPartial(object.tcp) : void 0;
    message2.http = object.http !== void 0 && object.http !== null ? HttpProbe.fromPartial(object.http) : void 0;
    message2.grpc = object.grpc !== void 0 && object.grpc !== null ? GrpcProbe.fromPartial(object.grpc) : void 0;
    message2.effect = object.effect ?? 0;
    message2.interval = object.interval !== void 0 && object.interval !== null ? Duration.fromPartial(object.interval) : void 0;
    message2.timeout = object.timeout !== void 0 && object.timeout !== null ? Duration.fromPartial(object.timeout) : void 0;
    message2.startPeriod = object.startPeriod !== void 0 && object.startPeriod !== null ? Duration.fromPartial(object.startPeriod) : void 0;
    message2.failures = object.failures ?? 0;
    message2.successes = object.successes ?? 0;
    return message2;
  }
};
function createBaseTcpProbe() {
  return { host: "", port: 0 };
}
var TcpProbe = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.host != null && message2.host !== "") {
      writer.uint32(10).string(message2.host);
    }
    if (message2.port != null && message2.port !== 0) {
      writer.uint32(16).uint32(message2.port);
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseTcpProbe();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.host = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 16) {
              break;
            }
            message2.port = reader.uint32();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return TcpProbe.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseTcpProbe();
    message2.host = object.host ?? "";
    message2.port = object.port ?? 0;
    return message2;
  }
};
function createBaseHttpProbe() {
  return { host: "", port: 0, path: "", statuses: [] };
}
var HttpProbe = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.host != null && message2.host !== "") {
      writer.uint32(10).string(message2.host);
    }
    if (message2.port != null && message2.port !== 0) {
      writer.uint32(16).uint32(message2.port);
    }
    if (message2.path != null && message2.path !== "") {
      writer.uint32(26).string(message2.path);
    }
    if (message2.statuses != null && message2.statuses.length !== 0) {
      writer.uint32(34).fork();
      for (const v of message2.statuses ?? []) {
        writer.uint32(v);
      }
      writer.join();
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseHttpProbe();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.host = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 16) {
              break;
            }
            message2.port = reader.uint32();
            continue;
          }
          case 3: {
            if (tag !== 26) {
              break;
            }
            message2.path = reader.string();
            continue;
          }
          case 4: {
            if (tag === 32) {
              message2.statuses.push(reader.uint32());
              continue;
            }
            if (tag === 34) {
              const end2 = reader.uint32() + reader.pos;
              while (reader.pos < end2) {
                message2.statuses.push(reader.uint32());
              }
              continue;
            }
            break;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return HttpProbe.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseHttpProbe();
    message2.host = object.host ?? "";
    message2.port = object.port ?? 0;
    message2.path = object.path ?? "";
    message2.statuses = object.statuses?.map((e) => e) || [];
    return message2;
  }
};
function createBaseGrpcProbe() {
  return { host: "", port: 0, service: "" };
}
var GrpcProbe = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.host != null && message2.host !== "") {
      writer.uint32(10).string(message2.host);
    }
    if (message2.port != null && message2.port !== 0) {
      writer.uint32(16).uint32(message2.port);
    }
    if (message2.service != null && message2.service !== "") {
      writer.uint32(26).string(message2.service);
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseGrpcProbe();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.host = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 16) {
              break;
            }
            message2.port = reader.uint32();
            continue;
          }
          case 3: {
            if (tag !== 26) {
              break;
            }
            message2.service = reader.string();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return GrpcProbe.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseGrpcProbe();
    message2.host = object.host ?? "";
    message2.port = object.port ?? 0;
    message2.service = object.service ?? "";
    return message2;
  }
};
function createBaseListener() {
  return { name: "", address: "", kind: 0, backlog: 0, mode: void 0, user: "", group: "", lazy: false };
}
var Listener = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.name != null && message2.name !== "") {
      writer.uint32(10).string(message2.name);
    }
    if (message2.address != null && message2.address !== "") {
      writer.uint32(18).string(message2.address);
    }
    if (message2.kind != null && message2.kind !== 0) {
      writer.uint32(24).int32(message2.kind);
    }
    if (message2.backlog != null && message2.backlog !== 0) {
      writer.uint32(32).uint32(message2.backlog);
    }
    if (message2.mode != null) {
      writer.uint32(40).uint32(message2.mode);
    }
    if (message2.user != null && message2.user !== "") {
      writer.uint32(50).string(message2.user);
    }
    if (message2.group != null && message2.group !== "") {
      writer.uint32(58).string(message2.group);
    }
    if (message2.lazy != null && message2.lazy !== false) {
      writer.uint32(64).bool(message2.lazy);
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseListener();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.name = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message2.address = reader.string();
            continue;
          }
          case 3: {
            if (tag !== 24) {
              break;
            }
            message2.kind = reader.int32();
            continue;
          }
          case 4: {
            if (tag !== 32) {
              break;
            }
            message2.backlog = reader.uint32();
            continue;
          }
          case 5: {
            if (tag !== 40) {
              break;
            }
            message2.mode = reader.uint32();
            continue;
          }
          case 6: {
            if (tag !== 50) {
              break;
            }
            message2.user = reader.string();
            continue;
          }
          case 7: {
            if (tag !== 58) {
              break;
            }
            message2.group = reader.string();
            continue;
          }
          case 8: {
            if (tag !== 64) {
              break;
            }
            message2.lazy = reader.bool();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return Listener.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseListener();
    message2.name = object.name ?? "";
    message2.address = object.address ?? "";
    message2.kind = object.kind ?? 0;
    message2.backlog = object.backlog ?? 0;
    message2.mode = object.mode ?? void 0;
    message2.user = object.user ?? "";
    message2.group = object.group ?? "";
    message2.lazy = object.lazy ?? false;
    return message2;
  }
};
function createBaseTimer() {
  return {
    calendar: [],
    onBoot: void 0,
    onStartup: void 0,
    onActive: void 0,
    interval: void 0,
    onInactive: void 0,
    jitter: void 0,
    fixedJitter: false,
    persistent: false,
    accuracy: void 0
  };
}
var Timer = {
  encode(message2, writer = new BinaryWriter()) {
    for (const v of message2.calendar ?? []) {
      writer.uint32(10).string(v);
    }
    if (message2.onBoot != null) {
      Duration.encode(message2.onBoot, writer.uint32(18).fork()).join();
    }
    if (message2.onStartup != null) {
      Duration.encode(message2.onStartup, writer.uint32(26).fork()).join();
    }
    if (message2.onActive != null) {
      Duration.encode(message2.onActive, writer.uint32(34).fork()).join();
    }
    if (message2.interval != null) {
      Duration.encode(message2.interval, writer.uint32(42).fork()).join();
    }
    if (message2.onInactive != null) {
      Duration.encode(message2.onInactive, writer.uint32(50).fork()).join();
    }
    if (message2.jitter != null) {
      Duration.encode(message2.jitter, writer.uint32(58).fork()).join();
    }
    if (message2.fixedJitter != null && message2.fixedJitter !== false) {
      writer.uint32(64).bool(message2.fixedJitter);
    }
    if (message2.persistent != null && message2.persistent !== false) {
      writer.uint32(72).bool(message2.persistent);
    }
    if (message2.accuracy != null) {
      Duration.encode(message2.accuracy, writer.uint32(82).fork()).join();
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseTimer();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.calendar.push(reader.string());
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message2.onBoot = Duration.decode(reader, reader.uint32());
            continue;
          }
          case 3: {
            if (tag !== 26) {
              break;
            }
            message2.onStartup = Duration.decode(reader, reader.uint32());
            continue;
          }
          case 4: {
            if (tag !== 34) {
              break;
            }
            message2.onActive = Duration.decode(reader, reader.uint32());
            continue;
          }
          case 5: {
            if (tag !== 42) {
              break;
            }
            message2.interval = Duration.decode(reader, reader.uint32());
            continue;
          }
          case 6: {
            if (tag !== 50) {
              break;
            }
            message2.onInactive = Duration.decode(reader, reader.uint32());
            continue;
          }
          case 7: {
            if (tag !== 58) {
              break;
            }
            message2.jitter = Duration.decode(reader, reader.uint32());
            continue;
          }
          case 8: {
            if (tag !== 64) {
              break;
            }
            message2.fixedJitter = reader.bool();
            continue;
          }
          case 9: {
            if (tag !== 72) {
              break;
            }
            message2.persistent = reader.bool();
            continue;
          }
          case 10: {
            if (tag !== 82) {
              break;
            }
            message2.accuracy = Duration.decode(reader, reader.uint32());
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return Timer.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseTimer();
    message2.calendar = object.calendar?.map((e) => e) || [];
    message2.onBoot = object.onBoot !== void 0 && object.onBoot !== null ? Duration.fromPartial(object.onBoot) : void 0;
    message2.onStartup = object.onStartup !== void 0 && object.onStartup !== null ? Duration.fromPartial(object.onStartup) : void 0;
    message2.onActive = object.onActive !== void 0 && object.onActive !== null ? Duration.fromPartial(object.onActive) : void 0;
    message2.interval = object.interval !== void 0 && object.interval !== null ? Duration.fromPartial(object.interval) : void 0;
    message2.onInactive = object.onInactive !== void 0 && object.onInactive !== null ? Duration.fromPartial(object.onInactive) : void 0;
    message2.jitter = object.jitter !== void 0 && object.jitter !== null ? Duration.fromPartial(object.jitter) : void 0;
    message2.fixedJitter = object.fixedJitter ?? false;
    message2.persistent = object.persistent ?? false;
    message2.accuracy = object.accuracy !== void 0 && object.accuracy !== null ? Duration.fromPartial(object.accuracy) : void 0;
    return message2;
  }
};
function createBaseServiceState() {
  return {
    phase: 0,
    step: "",
    wanted: false,
    enabled: false,
    attempt: 0,
    starts: 0,
    result: "",
    reason: "",
    nextAttemptAt: void 0,
    changedAt: void 0,
    readyAt: void 0,
    statusText: "",
    mainPid: 0,
    invocationId: "",
    health: [],
    waitsFor: [],
    listeners: [],
    timerLastAt: void 0,
    timerNextAt: void 0,
    storedFds: 0,
    description: "",
    type: 0,
    restartPending: false,
    beganAfterBoot: void 0,
    readyAfterBoot: void 0
  };
}
var ServiceState = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.phase != null && message2.phase !== 0) {
      writer.uint32(8).int32(message2.phase);
    }
    if (message2.step != null && message2.step !== "") {
      writer.uint32(18).string(message2.step);
    }
    if (message2.wanted != null && message2.wanted !== false) {
      writer.uint32(24).bool(message2.wanted);
    }
    if (message2.enabled != null && message2.enabled !== false) {
      writer.uint32(32).bool(message2.enabled);
    }
    if (message2.attempt != null && message2.attempt !== 0) {
      writer.uint32(40).uint32(message2.attempt);
    }
    if (message2.starts != null && message2.starts !== 0) {
      writer.uint32(48).uint64(message2.starts);
    }
    if (message2.result != null && message2.result !== "") {
      writer.uint32(58).string(message2.result);
    }
    if (message2.reason != null && message2.reason !== "") {
      writer.uint32(66).string(message2.reason);
    }
    if (message2.nextAttemptAt != null) {
      Timestamp.encode(message2.nextAttemptAt, writer.uint32(74).fork()).join();
    }
    if (message2.changedAt != null) {
      Timestamp.encode(message2.changedAt, writer.uint32(82).fork()).join();
    }
    if (message2.readyAt != null) {
      Timestamp.encode(message2.readyAt, writer.uint32(90).fork()).join();
    }
    if (message2.statusText != null && message2.statusText !== "") {
      writer.uint32(98).string(message2.statusText);
    }
    if (message2.mainPid != null && message2.mainPid !== 0) {
      writer.uint32(104).int32(message2.mainPid);
    }
    if (message2.invocationId != null && message2.invocationId !== "") {
      writer.uint32(114).string(message2.invocationId);
    }
    for (const v of message2.health ?? []) {
      HealthState.encode(v, writer.uint32(122).fork()).join();
    }
    for (const v of message2.waitsFor ?? []) {
      writer.uint32(130).string(v);
    }
    for (const v of message2.listeners ?? []) {
      writer.uint32(138).string(v);
    }
    if (message2.timerLastAt != null) {
      Timestamp.encode(message2.timerLastAt, writer.uint32(146).fork()).join();
    }
    if (message2.timerNextAt != null) {
      Timestamp.encode(message2.timerNextAt, writer.uint32(154).fork()).join();
    }
    if (message2.storedFds != null && message2.storedFds !== 0) {
      writer.uint32(160).uint32(message2.storedFds);
    }
    if (message2.description != null && message2.description !== "") {
      writer.uint32(170).string(message2.description);
    }
    if (message2.type != null && message2.type !== 0) {
      writer.uint32(176).int32(message2.type);
    }
    if (message2.restartPending != null && message2.restartPending !== false) {
      writer.uint32(184).bool(message2.restartPending);
    }
    if (message2.beganAfterBoot != null) {
      Duration.encode(message2.beganAfterBoot, writer.uint32(194).fork()).join();
    }
    if (message2.readyAfterBoot != null) {
      Duration.encode(message2.readyAfterBoot, writer.uint32(202).fork()).join();
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseServiceState();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 8) {
              break;
            }
            message2.phase = reader.int32();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message2.step = reader.string();
            continue;
          }
          case 3: {
            if (tag !== 24) {
              break;
            }
            message2.wanted = reader.bool();
            continue;
          }
          case 4: {
            if (tag !== 32) {
              break;
            }
            message2.enabled = reader.bool();
            continue;
          }
          case 5: {
            if (tag !== 40) {
              break;
            }
            message2.attempt = reader.uint32();
            continue;
          }
          case 6: {
            if (tag !== 48) {
              break;
            }
            message2.starts = reader.uint64();
            continue;
          }
          case 7: {
            if (tag !== 58) {
              break;
            }
            message2.result = reader.string();
            continue;
          }
          case 8: {
            if (tag !== 66) {
              break;
            }
            message2.reason = reader.string();
            continue;
          }
          case 9: {
            if (tag !== 74) {
              break;
            }
            message2.nextAttemptAt = Timestamp.decode(reader, reader.uint32());
            continue;
          }
          case 10: {
            if (tag !== 82) {
              break;
            }
            message2.changedAt = Timestamp.decode(reader, reader.uint32());
            continue;
          }
          case 11: {
            if (tag !== 90) {
              break;
            }
            message2.readyAt = Timestamp.decode(reader, reader.uint32());
            continue;
          }
          case 12: {
            if (tag !== 98) {
              break;
            }
            message2.statusText = reader.string();
            continue;
          }
          case 13: {
            if (tag !== 104) {
              break;
            }
            message2.mainPid = reader.int32();
            continue;
          }
          case 14: {
            if (tag !== 114) {
              break;
            }
            message2.invocationId = reader.string();
            continue;
          }
          case 15: {
            if (tag !== 122) {
              break;
            }
            message2.health.push(HealthState.decode(reader, reader.uint32()));
            continue;
          }
          case 16: {
            if (tag !== 130) {
              break;
            }
            message2.waitsFor.push(reader.string());
            continue;
          }
          case 17: {
            if (tag !== 138) {
              break;
            }
            message2.listeners.push(reader.string());
            continue;
          }
          case 18: {
            if (tag !== 146) {
              break;
            }
            message2.timerLastAt = Timestamp.decode(reader, reader.uint32());
            continue;
          }
          case 19: {
            if (tag !== 154) {
              break;
            }
            message2.timerNextAt = Timestamp.decode(reader, reader.uint32());
            continue;
          }
          case 20: {
            if (tag !== 160) {
              break;
            }
            message2.storedFds = reader.uint32();
            continue;
          }
          case 21: {
            if (tag !== 170) {
              break;
            }
            message2.description = reader.string();
            continue;
          }
          case 22: {
            if (tag !== 176) {
              break;
            }
            message2.type = reader.int32();
            continue;
          }
          case 23: {
            if (tag !== 184) {
              break;
            }
            message2.restartPending = reader.bool();
            continue;
          }
          case 24: {
            if (tag !== 194) {
              break;
            }
            message2.beganAfterBoot = Duration.decode(reader, reader.uint32());
            continue;
          }
          case 25: {
            if (tag !== 202) {
              break;
            }
            message2.readyAfterBoot = Duration.decode(reader, reader.uint32());
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return ServiceState.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseServiceState();
    message2.phase = object.phase ?? 0;
    message2.step = object.step ?? "";
    message2.wanted = object.wanted ?? false;
    message2.enabled = object.enabled ?? false;
    message2.attempt = object.attempt ?? 0;
    message2.starts = object.starts !== void 0 && object.starts !== null ? exact(object.starts) : 0;
    message2.result = object.result ?? "";
    message2.reason = object.reason ?? "";
    message2.nextAttemptAt = object.nextAttemptAt !== void 0 && object.nextAttemptAt !== null ? Timestamp.fromPartial(object.nextAttemptAt) : void 0;
    message2.changedAt = object.changedAt !== void 0 && object.changedAt !== null ? Timestamp.fromPartial(object.changedAt) : void 0;
    message2.readyAt = object.readyAt !== void 0 && object.readyAt !== null ? Timestamp.fromPartial(object.readyAt) : void 0;
    message2.statusText = object.statusText ?? "";
    message2.mainPid = object.mainPid ?? 0;
    message2.invocationId = object.invocationId ?? "";
    message2.health = object.health?.map((e) => HealthState.fromPartial(e)) || [];
    message2.waitsFor = object.waitsFor?.map((e) => e) || [];
    message2.listeners = object.listeners?.map((e) => e) || [];
    message2.timerLastAt = object.timerLastAt !== void 0 && object.timerLastAt !== null ? Timestamp.fromPartial(object.timerLastAt) : void 0;
    message2.timerNextAt = object.timerNextAt !== void 0 && object.timerNextAt !== null ? Timestamp.fromPartial(object.timerNextAt) : void 0;
    message2.storedFds = object.storedFds ?? 0;
    message2.description = object.description ?? "";
    message2.type = object.type ?? 0;
    message2.restartPending = object.restartPending ?? false;
    message2.beganAfterBoot = object.beganAfterBoot !== void 0 && object.beganAfterBoot !== null ? Duration.fromPartial(object.beganAfterBoot) : void 0;
    message2.readyAfterBoot = object.readyAfterBoot !== void 0 && object.readyAfterBoot !== null ? Duration.fromPartial(object.readyAfterBoot) : void 0;
    return message2;
  }
};
function createBaseHealthState() {
  return { name: "", healthy: false, text: "", failures: 0, lookedAt: void 0, effect: 0 };
}
var HealthState = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.name != null && message2.name !== "") {
      writer.uint32(10).string(message2.name);
    }
    if (message2.healthy != null && message2.healthy !== false) {
      writer.uint32(16).bool(message2.healthy);
    }
    if (message2.text != null && message2.text !== "") {
      writer.uint32(26).string(message2.text);
    }
    if (message2.failures != null && message2.failures !== 0) {
      writer.uint32(32).uint32(message2.failures);
    }
    if (message2.lookedAt != null) {
      Timestamp.encode(message2.lookedAt, writer.uint32(42).fork()).join();
    }
    if (message2.effect != null && message2.effect !== 0) {
      writer.uint32(48).int32(message2.effect);
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseHealthState();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.name = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 16) {
              break;
            }
            message2.healthy = reader.bool();
            continue;
          }
          case 3: {
            if (tag !== 26) {
              break;
            }
            message2.text = reader.string();
            continue;
          }
          case 4: {
            if (tag !== 32) {
              break;
            }
            message2.failures = reader.uint32();
            continue;
          }
          case 5: {
            if (tag !== 42) {
              break;
            }
            message2.lookedAt = Timestamp.decode(reader, reader.uint32());
            continue;
          }
          case 6: {
            if (tag !== 48) {
              break;
            }
            message2.effect = reader.int32();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return HealthState.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseHealthState();
    message2.name = object.name ?? "";
    message2.healthy = object.healthy ?? false;
    message2.text = object.text ?? "";
    message2.failures = object.failures ?? 0;
    message2.lookedAt = object.lookedAt !== void 0 && object.lookedAt !== null ? Timestamp.fromPartial(object.lookedAt) : void 0;
    message2.effect = object.effect ?? 0;
    return message2;
  }
};

// gen/runtime.ts
function createBaseWorkloadSpec() {
  return { name: "", cell: "", executable: void 0, container: void 0, service: void 0 };
}
var WorkloadSpec = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.name != null && message2.name !== "") {
      writer.uint32(10).string(message2.name);
    }
    if (message2.cell != null && message2.cell !== "") {
      writer.uint32(18).string(message2.cell);
    }
    if (message2.executable != null) {
      Executable2.encode(message2.executable, writer.uint32(82).fork()).join();
    }
    if (message2.container != null) {
      Container.encode(message2.container, writer.uint32(90).fork()).join();
    }
    if (message2.service != null) {
      Service.encode(message2.service, writer.uint32(162).fork()).join();
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseWorkloadSpec();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.name = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message2.cell = reader.string();
            continue;
          }
          case 10: {
            if (tag !== 82) {
              break;
            }
            message2.executable = Executable2.decode(reader, reader.uint32());
            continue;
          }
          case 11: {
            if (tag !== 90) {
              break;
            }
            message2.container = Container.decode(reader, reader.uint32());
            continue;
          }
          case 20: {
            if (tag !== 162) {
              break;
            }
            message2.service = Service.decode(reader, reader.uint32());
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return WorkloadSpec.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseWorkloadSpec();
    message2.name = object.name ?? "";
    message2.cell = object.cell ?? "";
    message2.executable = object.executable !== void 0 && object.executable !== null ? Executable2.fromPartial(object.executable) : void 0;
    message2.container = object.container !== void 0 && object.container !== null ? Container.fromPartial(object.container) : void 0;
    message2.service = object.service !== void 0 && object.service !== null ? Service.fromPartial(object.service) : void 0;
    return message2;
  }
};
function createBaseExecutable2() {
  return {
    argv: [],
    command: "",
    shell: false,
    env: {},
    workingDirectory: "",
    user: "",
    group: "",
    terminal: false,
    stdin: void 0,
    stopSignal: "",
    stopTimeout: void 0,
    envFiles: [],
    umask: void 0,
    supplementaryGroups: [],
    nice: void 0,
    scheduling: void 0,
    oomScoreAdjust: void 0,
    rlimits: {},
    stdinFile: "",
    stdinOpen: false,
    stdout: 0,
    stderr: 0,
    folders: [],
    credentials: [],
    dynamicUser: false,
    sandbox: void 0,
    pressurePreference: 0
  };
}
var Executable2 = {
  encode(message2, writer = new BinaryWriter()) {
    for (const v of message2.argv ?? []) {
      writer.uint32(10).string(v);
    }
    if (message2.command != null && message2.command !== "") {
      writer.uint32(18).string(message2.command);
    }
    if (message2.shell != null && message2.shell !== false) {
      writer.uint32(24).bool(message2.shell);
    }
    globalThis.Object.entries(message2.env ?? {}).forEach(([key, value]) => {
      Executable_EnvEntry.encode({ key, value }, writer.uint32(34).fork()).join();
    });
    if (message2.workingDirectory != null && message2.workingDirectory !== "") {
      writer.uint32(42).string(message2.workingDirectory);
    }
    if (message2.user != null && message2.user !== "") {
      writer.uint32(50).string(message2.user);
    }
    if (message2.group != null && message2.group !== "") {
      writer.uint32(58).string(message2.group);
    }
    if (message2.terminal != null && message2.terminal !== false) {
      writer.uint32(64).bool(message2.terminal);
    }
    if (message2.stdin != null) {
      writer.uint32(74).bytes(message2.stdin);
    }
    if (message2.stopSignal != null && message2.stopSignal !== "") {
      writer.uint32(82).string(message2.stopSignal);
    }
    if (message2.stopTimeout != null) {
      Duration.encode(message2.stopTimeout, writer.uint32(90).fork()).join();
    }
    for (const v of message2.envFiles ?? []) {
      writer.uint32(98).string(v);
    }
    if (message2.umask != null) {
      writer.uint32(104).uint32(message2.umask);
    }
    for (const v of message2.supplementaryGroups ?? []) {
      writer.uint32(114).string(v);
    }
    if (message2.nice != null) {
      writer.uint32(120).int32(message2.nice);
    }
    if (message2.scheduling != null) {
      Scheduling.encode(message2.scheduling, writer.uint32(130).fork()).join();
    }
    if (message2.oomScoreAdjust != null) {
      writer.uint32(136).int32(message2.oomScoreAdjust);
    }
    globalThis.Object.entries(message2.rlimits ?? {}).forEach(([key, value]) => {
      Executable_RlimitsEntry.encode({ key, value }, writer.uint32(146).fork()).join();
    });
    if (message2.stdinFile != null && message2.stdinFile !== "") {
      writer.uint32(154).string(message2.stdinFile);
    }
    if (message2.stdinOpen != null && message2.stdinOpen !== false) {
      writer.uint32(160).bool(message2.stdinOpen);
    }
    if (message2.stdout != null && message2.stdout !== 0) {
      writer.uint32(168).int32(message2.stdout);
    }
    if (message2.stderr != null && message2.stderr !== 0) {
      writer.uint32(176).int32(message2.stderr);
    }
    for (const v of message2.folders ?? []) {
      Folder.encode(v, writer.uint32(186).fork()).join();
    }
    for (const v of message2.credentials ?? []) {
      Credential.encode(v, writer.uint32(194).fork()).join();
    }
    if (message2.dynamicUser != null && message2.dynamicUser !== false) {
      writer.uint32(200).bool(message2.dynamicUser);
    }
    if (message2.sandbox != null) {
      Sandbox.encode(message2.sandbox, writer.uint32(210).fork()).join();
    }
    if (message2.pressurePreference != null && message2.pressurePreference !== 0) {
      writer.uint32(216).int32(message2.pressurePreference);
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseExecutable2();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.argv.push(reader.string());
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message2.command = reader.string();
            continue;
          }
          case 3: {
            if (tag !== 24) {
              break;
            }
            message2.shell = reader.bool();
            continue;
          }
          case 4: {
            if (tag !== 34) {
              break;
            }
            const entry4 = Executable_EnvEntry.decode(reader, reader.uint32());
            if (entry4.value !== void 0) {
              put(message2.env, entry4.key, entry4.value);
            }
            continue;
          }
          case 5: {
            if (tag !== 42) {
              break;
            }
            message2.workingDirectory = reader.string();
            continue;
          }
          case 6: {
            if (tag !== 50) {
              break;
            }
            message2.user = reader.string();
            continue;
          }
          case 7: {
            if (tag !== 58) {
              break;
            }
            message2.group = reader.string();
            continue;
          }
          case 8: {
            if (tag !== 64) {
              break;
            }
            message2.terminal = reader.bool();
            continue;
          }
          case 9: {
            if (tag !== 74) {
              break;
            }
            message2.stdin = reader.bytes();
            continue;
          }
          case 10: {
            if (tag !== 82) {
              break;
            }
            message2.stopSignal = reader.string();
            continue;
          }
          case 11: {
            if (tag !== 90) {
              break;
            }
            message2.stopTimeout = Duration.decode(reader, reader.uint32());
            continue;
          }
          case 12: {
            if (tag !== 98) {
              break;
            }
            message2.envFiles.push(reader.string());
            continue;
          }
          case 13: {
            if (tag !== 104) {
              break;
            }
            message2.umask = reader.uint32();
            continue;
          }
          case 14: {
            if (tag !== 114) {
              break;
            }
            message2.supplementaryGroups.push(reader.string());
            continue;
          }
          case 15: {
            if (tag !== 120) {
              break;
            }
            message2.nice = reader.int32();
            continue;
          }
          case 16: {
            if (tag !== 130) {
              break;
            }
            message2.scheduling = Scheduling.decode(reader, reader.uint32());
            continue;
          }
          case 17: {
            if (tag !== 136) {
              break;
            }
            message2.oomScoreAdjust = reader.int32();
            continue;
          }
          case 18: {
            if (tag !== 146) {
              break;
            }
            const entry18 = Executable_RlimitsEntry.decode(reader, reader.uint32());
            if (entry18.value !== void 0) {
              put(message2.rlimits, entry18.key, entry18.value);
            }
            continue;
          }
          case 19: {
            if (tag !== 154) {
              break;
            }
            message2.stdinFile = reader.string();
            continue;
          }
          case 20: {
            if (tag !== 160) {
              break;
            }
            message2.stdinOpen = reader.bool();
            continue;
          }
          case 21: {
            if (tag !== 168) {
              break;
            }
            message2.stdout = reader.int32();
            continue;
          }
          case 22: {
            if (tag !== 176) {
              break;
            }
            message2.stderr = reader.int32();
            continue;
          }
          case 23: {
            if (tag !== 186) {
              break;
            }
            message2.folders.push(Folder.decode(reader, reader.uint32()));
            continue;
          }
          case 24: {
            if (tag !== 194) {
              break;
            }
            message2.credentials.push(Credential.decode(reader, reader.uint32()));
            continue;
          }
          case 25: {
            if (tag !== 200) {
              break;
            }
            message2.dynamicUser = reader.bool();
            continue;
          }
          case 26: {
            if (tag !== 210) {
              break;
            }
            message2.sandbox = Sandbox.decode(reader, reader.uint32());
            continue;
          }
          case 27: {
            if (tag !== 216) {
              break;
            }
            message2.pressurePreference = reader.int32();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return Executable2.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseExecutable2();
    message2.argv = object.argv?.map((e) => e) || [];
    message2.command = object.command ?? "";
    message2.shell = object.shell ?? false;
    message2.env = globalThis.Object.entries(object.env ?? {}).reduce(
      (acc, [key, value]) => {
        if (value !== void 0) {
          put(acc, key, globalThis.String(value));
        }
        return acc;
      },
      {}
    );
    message2.workingDirectory = object.workingDirectory ?? "";
    message2.user = object.user ?? "";
    message2.group = object.group ?? "";
    message2.terminal = object.terminal ?? false;
    message2.stdin = object.stdin ?? void 0;
    message2.stopSignal = object.stopSignal ?? "";
    message2.stopTimeout = object.stopTimeout !== void 0 && object.stopTimeout !== null ? Duration.fromPartial(object.stopTimeout) : void 0;
    message2.envFiles = object.envFiles?.map((e) => e) || [];
    message2.umask = object.umask ?? void 0;
    message2.supplementaryGroups = object.supplementaryGroups?.map((e) => e) || [];
    message2.nice = object.nice ?? void 0;
    message2.scheduling = object.scheduling !== void 0 && object.scheduling !== null ? Scheduling.fromPartial(object.scheduling) : void 0;
    message2.oomScoreAdjust = object.oomScoreAdjust ?? void 0;
    message2.rlimits = globalThis.Object.entries(object.rlimits ?? {}).reduce(
      (acc, [key, value]) => {
        if (value !== void 0) {
          put(acc, key, Rlimit.fromPartial(value));
        }
        return acc;
      },
      {}
    );
    message2.stdinFile = object.stdinFile ?? "";
    message2.stdinOpen = object.stdinOpen ?? false;
    message2.stdout = object.stdout ?? 0;
    message2.stderr = object.stderr ?? 0;
    message2.folders = object.folders?.map((e) => Folder.fromPartial(e)) || [];
    message2.credentials = object.credentials?.map((e) => Credential.fromPartial(e)) || [];
    message2.dynamicUser = object.dynamicUser ?? false;
    message2.sandbox = object.sandbox !== void 0 && object.sandbox !== null ? Sandbox.fromPartial(object.sandbox) : void 0;
    message2.pressurePreference = object.pressurePreference ?? 0;
    return message2;
  }
};
function createBaseExecutable_EnvEntry() {
  return { key: "", value: "" };
}
var Executable_EnvEntry = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.key != null && message2.key !== "") {
      writer.uint32(10).string(message2.key);
    }
    if (message2.value != null && message2.value !== "") {
      writer.uint32(18).string(message2.value);
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseExecutable_EnvEntry();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.key = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message2.value = reader.string();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return Executable_EnvEntry.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseExecutable_EnvEntry();
    message2.key = object.key ?? "";
    message2.value = object.value ?? "";
    return message2;
  }
};
function createBaseExecutable_RlimitsEntry() {
  return { key: "", value: void 0 };
}
var Executable_RlimitsEntry = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.key != null && message2.key !== "") {
      writer.uint32(10).string(message2.key);
    }
    if (message2.value != null) {
      Rlimit.encode(message2.value, writer.uint32(18).fork()).join();
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseExecutable_RlimitsEntry();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.key = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message2.value = Rlimit.decode(reader, reader.uint32());
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return Executable_RlimitsEntry.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseExecutable_RlimitsEntry();
    message2.key = object.key ?? "";
    message2.value = object.value !== void 0 && object.value !== null ? Rlimit.fromPartial(object.value) : void 0;
    return message2;
  }
};
function createBaseContainer() {
  return {
    process: void 0,
    image: "",
    entrypoint: [],
    hostname: "",
    network: 0,
    userNamespace: 0,
    readOnly: false,
    mounts: [],
    devices: [],
    sysctls: {},
    shmSize: void 0,
    limits: void 0,
    dns: void 0,
    extraHosts: [],
    privileged: false,
    maskedPaths: void 0,
    readOnlyPaths: void 0,
    apparmor: "",
    reaper: false,
    labels: {},
    annotations: {},
    writablePaths: void 0,
    networks: [],
    ports: [],
    networkOf: ""
  };
}
var Container = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.process != null) {
      Executable2.encode(message2.process, writer.uint32(10).fork()).join();
    }
    if (message2.image != null && message2.image !== "") {
      writer.uint32(18).string(message2.image);
    }
    for (const v of message2.entrypoint ?? []) {
      writer.uint32(26).string(v);
    }
    if (message2.hostname != null && message2.hostname !== "") {
      writer.uint32(34).string(message2.hostname);
    }
    if (message2.network != null && message2.network !== 0) {
      writer.uint32(40).int32(message2.network);
    }
    if (message2.userNamespace != null && message2.userNamespace !== 0) {
      writer.uint32(48).int32(message2.userNamespace);
    }
    if (message2.readOnly != null && message2.readOnly !== false) {
      writer.uint32(56).bool(message2.readOnly);
    }
    for (const v of message2.mounts ?? []) {
      Mount.encode(v, writer.uint32(66).fork()).join();
    }
    for (const v of message2.devices ?? []) {
      DeviceNode.encode(v, writer.uint32(74).fork()).join();
    }
    globalThis.Object.entries(message2.sysctls ?? {}).forEach(([key, value]) => {
      Container_SysctlsEntry.encode({ key, value }, writer.uint32(82).fork()).join();
    });
    if (message2.shmSize != null) {
      writer.uint32(88).uint64(message2.shmSize);
    }
    if (message2.limits != null) {
      Limits.encode(message2.limits, writer.uint32(98).fork()).join();
    }
    if (message2.dns != null) {
      Dns.encode(message2.dns, writer.uint32(106).fork()).join();
    }
    for (const v of message2.extraHosts ?? []) {
      writer.uint32(114).string(v);
    }
    if (message2.privileged != null && message2.privileged !== false) {
      writer.uint32(120).bool(message2.privileged);
    }
    if (message2.maskedPaths != null) {
      Paths.encode(message2.maskedPaths, writer.uint32(130).fork()).join();
    }
    if (message2.readOnlyPaths != null) {
      Paths.encode(message2.readOnlyPaths, writer.uint32(138).fork()).join();
    }
    if (message2.apparmor != null && message2.apparmor !== "") {
      writer.uint32(146).string(message2.apparmor);
    }
    if (message2.reaper != null && message2.reaper !== false) {
      writer.uint32(152).bool(message2.reaper);
    }
    globalThis.Object.entries(message2.labels ?? {}).forEach(([key, value]) => {
      Container_LabelsEntry.encode({ key, value }, writer.uint32(162).fork()).join();
    });
    globalThis.Object.entries(message2.annotations ?? {}).forEach(([key, value]) => {
      Container_AnnotationsEntry.encode({ key, value }, writer.uint32(170).fork()).join();
    });
    if (message2.writablePaths != null) {
      Paths.encode(message2.writablePaths, writer.uint32(178).fork()).join();
    }
    for (const v of message2.networks ?? []) {
      Attachment.encode(v, writer.uint32(186).fork()).join();
    }
    for (const v of message2.ports ?? []) {
      PublishedPort.encode(v, writer.uint32(194).fork()).join();
    }
    if (message2.networkOf != null && message2.networkOf !== "") {
      writer.uint32(202).string(message2.networkOf);
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseContainer();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.process = Executable2.decode(reader, reader.uint32());
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message2.image = reader.string();
            continue;
          }
          case 3: {
            if (tag !== 26) {
              break;
            }
            message2.entrypoint.push(reader.string());
            continue;
          }
          case 4: {
            if (tag !== 34) {
              break;
            }
            message2.hostname = reader.string();
            continue;
          }
          case 5: {
            if (tag !== 40) {
              break;
            }
            message2.network = reader.int32();
            continue;
          }
          case 6: {
            if (tag !== 48) {
              break;
            }
            message2.userNamespace = reader.int32();
            continue;
          }
          case 7: {
            if (tag !== 56) {
              break;
            }
            message2.readOnly = reader.bool();
            continue;
          }
          case 8: {
            if (tag !== 66) {
              break;
            }
            message2.mounts.push(Mount.decode(reader, reader.uint32()));
            continue;
          }
          case 9: {
            if (tag !== 74) {
              break;
            }
            message2.devices.push(DeviceNode.decode(reader, reader.uint32()));
            continue;
          }
          case 10: {
            if (tag !== 82) {
              break;
            }
            const entry10 = Container_SysctlsEntry.decode(reader, reader.uint32());
            if (entry10.value !== void 0) {
              put(message2.sysctls, entry10.key, entry10.value);
            }
            continue;
          }
          case 11: {
            if (tag !== 88) {
              break;
            }
            message2.shmSize = reader.uint64();
            continue;
          }
          case 12: {
            if (tag !== 98) {
              break;
            }
            message2.limits = Limits.decode(reader, reader.uint32());
            continue;
          }
          case 13: {
            if (tag !== 106) {
              break;
            }
            message2.dns = Dns.decode(reader, reader.uint32());
            continue;
          }
          case 14: {
            if (tag !== 114) {
              break;
            }
            message2.extraHosts.push(reader.string());
            continue;
          }
          case 15: {
            if (tag !== 120) {
              break;
            }
            message2.privileged = reader.bool();
            continue;
          }
          case 16: {
            if (tag !== 130) {
              break;
            }
            message2.maskedPaths = Paths.decode(reader, reader.uint32());
            continue;
          }
          case 17: {
            if (tag !== 138) {
              break;
            }
            message2.readOnlyPaths = Paths.decode(reader, reader.uint32());
            continue;
          }
          case 18: {
            if (tag !== 146) {
              break;
            }
            message2.apparmor = reader.string();
            continue;
          }
          case 19: {
            if (tag !== 152) {
              break;
            }
            message2.reaper = reader.bool();
            continue;
          }
          case 20: {
            if (tag !== 162) {
              break;
            }
            const entry20 = Container_LabelsEntry.decode(reader, reader.uint32());
            if (entry20.value !== void 0) {
              put(message2.labels, entry20.key, entry20.value);
            }
            continue;
          }
          case 21: {
            if (tag !== 170) {
              break;
            }
            const entry21 = Container_AnnotationsEntry.decode(reader, reader.uint32());
            if (entry21.value !== void 0) {
              put(message2.annotations, entry21.key, entry21.value);
            }
            continue;
          }
          case 22: {
            if (tag !== 178) {
              break;
            }
            message2.writablePaths = Paths.decode(reader, reader.uint32());
            continue;
          }
          case 23: {
            if (tag !== 186) {
              break;
            }
            message2.networks.push(Attachment.decode(reader, reader.uint32()));
            continue;
          }
          case 24: {
            if (tag !== 194) {
              break;
            }
            message2.ports.push(PublishedPort.decode(reader, reader.uint32()));
            continue;
          }
          case 25: {
            if (tag !== 202) {
              break;
            }
            message2.networkOf = reader.string();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return Container.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseContainer();
    message2.process = object.process !== void 0 && object.process !== null ? Executable2.fromPartial(object.process) : void 0;
    message2.image = object.image ?? "";
    message2.entrypoint = object.entrypoint?.map((e) => e) || [];
    message2.hostname = object.hostname ?? "";
    message2.network = object.network ?? 0;
    message2.userNamespace = object.userNamespace ?? 0;
    message2.readOnly = object.readOnly ?? false;
    message2.mounts = object.mounts?.map((e) => Mount.fromPartial(e)) || [];
    message2.devices = object.devices?.map((e) => DeviceNode.fromPartial(e)) || [];
    message2.sysctls = globalThis.Object.entries(object.sysctls ?? {}).reduce(
      (acc, [key, value]) => {
        if (value !== void 0) {
          put(acc, key, globalThis.String(value));
        }
        return acc;
      },
      {}
    );
    message2.shmSize = object.shmSize !== void 0 && object.shmSize !== null ? exact(object.shmSize) : void 0;
    message2.limits = object.limits !== void 0 && object.limits !== null ? Limits.fromPartial(object.limits) : void 0;
    message2.dns = object.dns !== void 0 && object.dns !== null ? Dns.fromPartial(object.dns) : void 0;
    message2.extraHosts = object.extraHosts?.map((e) => e) || [];
    message2.privileged = object.privileged ?? false;
    message2.maskedPaths = object.maskedPaths !== void 0 && object.maskedPaths !== null ? Paths.fromPartial(object.maskedPaths) : void 0;
    message2.readOnlyPaths = object.readOnlyPaths !== void 0 && object.readOnlyPaths !== null ? Paths.fromPartial(object.readOnlyPaths) : void 0;
    message2.apparmor = object.apparmor ?? "";
    message2.reaper = object.reaper ?? false;
    message2.labels = globalThis.Object.entries(object.labels ?? {}).reduce(
      (acc, [key, value]) => {
        if (value !== void 0) {
          put(acc, key, globalThis.String(value));
        }
        return acc;
      },
      {}
    );
    message2.annotations = globalThis.Object.entries(object.annotations ?? {}).reduce(
      (acc, [key, value]) => {
        if (value !== void 0) {
          put(acc, key, globalThis.String(value));
        }
        return acc;
      },
      {}
    );
    message2.writablePaths = object.writablePaths !== void 0 && object.writablePaths !== null ? Paths.fromPartial(object.writablePaths) : void 0;
    message2.networks = object.networks?.map((e) => Attachment.fromPartial(e)) || [];
    message2.ports = object.ports?.map((e) => PublishedPort.fromPartial(e)) || [];
    message2.networkOf = object.networkOf ?? "";
    return message2;
  }
};
function createBaseContainer_SysctlsEntry() {
  return { key: "", value: "" };
}
var Container_SysctlsEntry = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.key != null && message2.key !== "") {
      writer.uint32(10).string(message2.key);
    }
    if (message2.value != null && message2.value !== "") {
      writer.uint32(18).string(message2.value);
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseContainer_SysctlsEntry();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.key = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message2.value = reader.string();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return Container_SysctlsEntry.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseContainer_SysctlsEntry();
    message2.key = object.key ?? "";
    message2.value = object.value ?? "";
    return message2;
  }
};
function createBaseContainer_LabelsEntry() {
  return { key: "", value: "" };
}
var Container_LabelsEntry = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.key != null && message2.key !== "") {
      writer.uint32(10).string(message2.key);
    }
    if (message2.value != null && message2.value !== "") {
      writer.uint32(18).string(message2.value);
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseContainer_LabelsEntry();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.key = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message2.value = reader.string();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return Container_LabelsEntry.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseContainer_LabelsEntry();
    message2.key = object.key ?? "";
    message2.value = object.value ?? "";
    return message2;
  }
};
function createBaseContainer_AnnotationsEntry() {
  return { key: "", value: "" };
}
var Container_AnnotationsEntry = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.key != null && message2.key !== "") {
      writer.uint32(10).string(message2.key);
    }
    if (message2.value != null && message2.value !== "") {
      writer.uint32(18).string(message2.value);
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseContainer_AnnotationsEntry();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.key = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message2.value = reader.string();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return Container_AnnotationsEntry.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseContainer_AnnotationsEntry();
    message2.key = object.key ?? "";
    message2.value = object.value ?? "";
    return message2;
  }
};
function createBaseWorkload() {
  return {
    name: "",
    id: 0,
    kind: 0,
    cell: "",
    pid: 0,
    status: 0,
    exitCode: void 0,
    signal: void 0,
    reason: "",
    createdAt: void 0,
    startedAt: void 0,
    finishedAt: void 0,
    argv: [],
    owner: "",
    service: void 0,
    image: ""
  };
}
var Workload = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.name != null && message2.name !== "") {
      writer.uint32(10).string(message2.name);
    }
    if (message2.id != null && message2.id !== 0) {
      writer.uint32(16).uint64(message2.id);
    }
    if (message2.kind != null && message2.kind !== 0) {
      writer.uint32(24).int32(message2.kind);
    }
    if (message2.cell != null && message2.cell !== "") {
      writer.uint32(34).string(message2.cell);
    }
    if (message2.pid != null && message2.pid !== 0) {
      writer.uint32(40).int32(message2.pid);
    }
    if (message2.status != null && message2.status !== 0) {
      writer.uint32(48).int32(message2.status);
    }
    if (message2.exitCode != null) {
      writer.uint32(56).int32(message2.exitCode);
    }
    if (message2.signal != null) {
      writer.uint32(64).int32(message2.signal);
    }
    if (message2.reason != null && message2.reason !== "") {
      writer.uint32(74).string(message2.reason);
    }
    if (message2.createdAt != null) {
      Timestamp.encode(message2.createdAt, writer.uint32(82).fork()).join();
    }
    if (message2.startedAt != null) {
      Timestamp.encode(message2.startedAt, writer.uint32(90).fork()).join();
    }
    if (message2.finishedAt != null) {
      Timestamp.encode(message2.finishedAt, writer.uint32(98).fork()).join();
    }
    for (const v of message2.argv ?? []) {
      writer.uint32(106).string(v);
    }
    if (message2.owner != null && message2.owner !== "") {
      writer.uint32(114).string(message2.owner);
    }
    if (message2.service != null) {
      ServiceState.encode(message2.service, writer.uint32(122).fork()).join();
    }
    if (message2.image != null && message2.image !== "") {
      writer.uint32(130).string(message2.image);
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseWorkload();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.name = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 16) {
              break;
            }
            message2.id = reader.uint64();
            continue;
          }
          case 3: {
            if (tag !== 24) {
              break;
            }
            message2.kind = reader.int32();
            continue;
          }
          case 4: {
            if (tag !== 34) {
              break;
            }
            message2.cell = reader.string();
            continue;
          }
          case 5: {
            if (tag !== 40) {
              break;
            }
            message2.pid = reader.int32();
            continue;
          }
          case 6: {
            if (tag !== 48) {
              break;
            }
            message2.status = reader.int32();
            continue;
          }
          case 7: {
            if (tag !== 56) {
              break;
            }
            message2.exitCode = reader.int32();
            continue;
          }
          case 8: {
            if (tag !== 64) {
              break;
            }
            message2.signal = reader.int32();
            continue;
          }
          case 9: {
            if (tag !== 74) {
              break;
            }
            message2.reason = reader.string();
            continue;
          }
          case 10: {
            if (tag !== 82) {
              break;
            }
            message2.createdAt = Timestamp.decode(reader, reader.uint32());
            continue;
          }
          case 11: {
            if (tag !== 90) {
              break;
            }
            message2.startedAt = Timestamp.decode(reader, reader.uint32());
            continue;
          }
          case 12: {
            if (tag !== 98) {
              break;
            }
            message2.finishedAt = Timestamp.decode(reader, reader.uint32());
            continue;
          }
          case 13: {
            if (tag !== 106) {
              break;
            }
            message2.argv.push(reader.string());
            continue;
          }
          case 14: {
            if (tag !== 114) {
              break;
            }
            message2.owner = reader.string();
            continue;
          }
          case 15: {
            if (tag !== 122) {
              break;
            }
            message2.service = ServiceState.decode(reader, reader.uint32());
            continue;
          }
          case 16: {
            if (tag !== 130) {
              break;
            }
            message2.image = reader.string();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return Workload.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseWorkload();
    message2.name = object.name ?? "";
    message2.id = object.id !== void 0 && object.id !== null ? exact(object.id) : 0;
    message2.kind = object.kind ?? 0;
    message2.cell = object.cell ?? "";
    message2.pid = object.pid ?? 0;
    message2.status = object.status ?? 0;
    message2.exitCode = object.exitCode ?? void 0;
    message2.signal = object.signal ?? void 0;
    message2.reason = object.reason ?? "";
    message2.createdAt = object.createdAt !== void 0 && object.createdAt !== null ? Timestamp.fromPartial(object.createdAt) : void 0;
    message2.startedAt = object.startedAt !== void 0 && object.startedAt !== null ? Timestamp.fromPartial(object.startedAt) : void 0;
    message2.finishedAt = object.finishedAt !== void 0 && object.finishedAt !== null ? Timestamp.fromPartial(object.finishedAt) : void 0;
    message2.argv = object.argv?.map((e) => e) || [];
    message2.owner = object.owner ?? "";
    message2.service = object.service !== void 0 && object.service !== null ? ServiceState.fromPartial(object.service) : void 0;
    message2.image = object.image ?? "";
    return message2;
  }
};
function createBaseOutput() {
  return { stdout: new Uint8Array(0), stderr: new Uint8Array(0), stdoutCut: false, stderrCut: false };
}
var Output = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.stdout != null && message2.stdout.length !== 0) {
      writer.uint32(10).bytes(message2.stdout);
    }
    if (message2.stderr != null && message2.stderr.length !== 0) {
      writer.uint32(18).bytes(message2.stderr);
    }
    if (message2.stdoutCut != null && message2.stdoutCut !== false) {
      writer.uint32(24).bool(message2.stdoutCut);
    }
    if (message2.stderrCut != null && message2.stderrCut !== false) {
      writer.uint32(32).bool(message2.stderrCut);
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseOutput();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.stdout = reader.bytes();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message2.stderr = reader.bytes();
            continue;
          }
          case 3: {
            if (tag !== 24) {
              break;
            }
            message2.stdoutCut = reader.bool();
            continue;
          }
          case 4: {
            if (tag !== 32) {
              break;
            }
            message2.stderrCut = reader.bool();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return Output.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseOutput();
    message2.stdout = object.stdout ?? new Uint8Array(0);
    message2.stderr = object.stderr ?? new Uint8Array(0);
    message2.stdoutCut = object.stdoutCut ?? false;
    message2.stderrCut = object.stderrCut ?? false;
    return message2;
  }
};
function createBaseStartRequest() {
  return { workload: void 0, wait: void 0, outputLimit: 0, name: "", noBlock: false };
}
var StartRequest = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.workload != null) {
      WorkloadSpec.encode(message2.workload, writer.uint32(10).fork()).join();
    }
    if (message2.wait != null) {
      Duration.encode(message2.wait, writer.uint32(18).fork()).join();
    }
    if (message2.outputLimit != null && message2.outputLimit !== 0) {
      writer.uint32(24).uint32(message2.outputLimit);
    }
    if (message2.name != null && message2.name !== "") {
      writer.uint32(34).string(message2.name);
    }
    if (message2.noBlock != null && message2.noBlock !== false) {
      writer.uint32(40).bool(message2.noBlock);
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseStartRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.workload = WorkloadSpec.decode(reader, reader.uint32());
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message2.wait = Duration.decode(reader, reader.uint32());
            continue;
          }
          case 3: {
            if (tag !== 24) {
              break;
            }
            message2.outputLimit = reader.uint32();
            continue;
          }
          case 4: {
            if (tag !== 34) {
              break;
            }
            message2.name = reader.string();
            continue;
          }
          case 5: {
            if (tag !== 40) {
              break;
            }
            message2.noBlock = reader.bool();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return StartRequest.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseStartRequest();
    message2.workload = object.workload !== void 0 && object.workload !== null ? WorkloadSpec.fromPartial(object.workload) : void 0;
    message2.wait = object.wait !== void 0 && object.wait !== null ? Duration.fromPartial(object.wait) : void 0;
    message2.outputLimit = object.outputLimit ?? 0;
    message2.name = object.name ?? "";
    message2.noBlock = object.noBlock ?? false;
    return message2;
  }
};
function createBaseStartResponse() {
  return { workload: void 0, output: void 0 };
}
var StartResponse = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.workload != null) {
      Workload.encode(message2.workload, writer.uint32(10).fork()).join();
    }
    if (message2.output != null) {
      Output.encode(message2.output, writer.uint32(18).fork()).join();
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseStartResponse();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.workload = Workload.decode(reader, reader.uint32());
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message2.output = Output.decode(reader, reader.uint32());
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return StartResponse.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseStartResponse();
    message2.workload = object.workload !== void 0 && object.workload !== null ? Workload.fromPartial(object.workload) : void 0;
    message2.output = object.output !== void 0 && object.output !== null ? Output.fromPartial(object.output) : void 0;
    return message2;
  }
};
function createBaseStopRequest() {
  return { name: "", timeout: void 0 };
}
var StopRequest = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.name != null && message2.name !== "") {
      writer.uint32(10).string(message2.name);
    }
    if (message2.timeout != null) {
      Duration.encode(message2.timeout, writer.uint32(18).fork()).join();
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseStopRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.name = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message2.timeout = Duration.decode(reader, reader.uint32());
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return StopRequest.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseStopRequest();
    message2.name = object.name ?? "";
    message2.timeout = object.timeout !== void 0 && object.timeout !== null ? Duration.fromPartial(object.timeout) : void 0;
    return message2;
  }
};
function createBaseStopResponse() {
  return { workload: void 0 };
}
var StopResponse = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.workload != null) {
      Workload.encode(message2.workload, writer.uint32(10).fork()).join();
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseStopResponse();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.workload = Workload.decode(reader, reader.uint32());
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return StopResponse.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseStopResponse();
    message2.workload = object.workload !== void 0 && object.workload !== null ? Workload.fromPartial(object.workload) : void 0;
    return message2;
  }
};
function createBaseWaitRequest() {
  return { name: "", timeout: void 0, outputLimit: 0 };
}
var WaitRequest = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.name != null && message2.name !== "") {
      writer.uint32(10).string(message2.name);
    }
    if (message2.timeout != null) {
      Duration.encode(message2.timeout, writer.uint32(18).fork()).join();
    }
    if (message2.outputLimit != null && message2.outputLimit !== 0) {
      writer.uint32(24).uint32(message2.outputLimit);
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseWaitRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.name = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message2.timeout = Duration.decode(reader, reader.uint32());
            continue;
          }
          case 3: {
            if (tag !== 24) {
              break;
            }
            message2.outputLimit = reader.uint32();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return WaitRequest.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseWaitRequest();
    message2.name = object.name ?? "";
    message2.timeout = object.timeout !== void 0 && object.timeout !== null ? Duration.fromPartial(object.timeout) : void 0;
    message2.outputLimit = object.outputLimit ?? 0;
    return message2;
  }
};
function createBaseWaitResponse() {
  return { workload: void 0, output: void 0 };
}
var WaitResponse = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.workload != null) {
      Workload.encode(message2.workload, writer.uint32(10).fork()).join();
    }
    if (message2.output != null) {
      Output.encode(message2.output, writer.uint32(18).fork()).join();
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseWaitResponse();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.workload = Workload.decode(reader, reader.uint32());
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message2.output = Output.decode(reader, reader.uint32());
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return WaitResponse.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseWaitResponse();
    message2.workload = object.workload !== void 0 && object.workload !== null ? Workload.fromPartial(object.workload) : void 0;
    message2.output = object.output !== void 0 && object.output !== null ? Output.fromPartial(object.output) : void 0;
    return message2;
  }
};
function createBaseListRequest() {
  return { all: false, pageSize: 0, pageToken: "", cell: "", services: false };
}
var ListRequest = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.all != null && message2.all !== false) {
      writer.uint32(8).bool(message2.all);
    }
    if (message2.pageSize != null && message2.pageSize !== 0) {
      writer.uint32(16).uint32(message2.pageSize);
    }
    if (message2.pageToken != null && message2.pageToken !== "") {
      writer.uint32(26).string(message2.pageToken);
    }
    if (message2.cell != null && message2.cell !== "") {
      writer.uint32(34).string(message2.cell);
    }
    if (message2.services != null && message2.services !== false) {
      writer.uint32(40).bool(message2.services);
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseListRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 8) {
              break;
            }
            message2.all = reader.bool();
            continue;
          }
          case 2: {
            if (tag !== 16) {
              break;
            }
            message2.pageSize = reader.uint32();
            continue;
          }
          case 3: {
            if (tag !== 26) {
              break;
            }
            message2.pageToken = reader.string();
            continue;
          }
          case 4: {
            if (tag !== 34) {
              break;
            }
            message2.cell = reader.string();
            continue;
          }
          case 5: {
            if (tag !== 40) {
              break;
            }
            message2.services = reader.bool();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return ListRequest.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseListRequest();
    message2.all = object.all ?? false;
    message2.pageSize = object.pageSize ?? 0;
    message2.pageToken = object.pageToken ?? "";
    message2.cell = object.cell ?? "";
    message2.services = object.services ?? false;
    return message2;
  }
};
function createBaseListResponse() {
  return { workloads: [], nextPageToken: "" };
}
var ListResponse = {
  encode(message2, writer = new BinaryWriter()) {
    for (const v of message2.workloads ?? []) {
      Workload.encode(v, writer.uint32(10).fork()).join();
    }
    if (message2.nextPageToken != null && message2.nextPageToken !== "") {
      writer.uint32(18).string(message2.nextPageToken);
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseListResponse();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.workloads.push(Workload.decode(reader, reader.uint32()));
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message2.nextPageToken = reader.string();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return ListResponse.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseListResponse();
    message2.workloads = object.workloads?.map((e) => Workload.fromPartial(e)) || [];
    message2.nextPageToken = object.nextPageToken ?? "";
    return message2;
  }
};
function createBaseGetRequest() {
  return { name: "" };
}
var GetRequest = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.name != null && message2.name !== "") {
      writer.uint32(10).string(message2.name);
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseGetRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.name = reader.string();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return GetRequest.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseGetRequest();
    message2.name = object.name ?? "";
    return message2;
  }
};
function createBaseGetResponse() {
  return { workload: void 0 };
}
var GetResponse = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.workload != null) {
      Workload.encode(message2.workload, writer.uint32(10).fork()).join();
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseGetResponse();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.workload = Workload.decode(reader, reader.uint32());
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return GetResponse.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseGetResponse();
    message2.workload = object.workload !== void 0 && object.workload !== null ? Workload.fromPartial(object.workload) : void 0;
    return message2;
  }
};
function createBaseLogsRequest() {
  return { name: "", stream: 0, since: void 0, until: void 0, follow: false, cursor: "", tail: void 0 };
}
var LogsRequest = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.name != null && message2.name !== "") {
      writer.uint32(10).string(message2.name);
    }
    if (message2.stream != null && message2.stream !== 0) {
      writer.uint32(16).int32(message2.stream);
    }
    if (message2.since != null) {
      Timestamp.encode(message2.since, writer.uint32(26).fork()).join();
    }
    if (message2.until != null) {
      Timestamp.encode(message2.until, writer.uint32(34).fork()).join();
    }
    if (message2.follow != null && message2.follow !== false) {
      writer.uint32(40).bool(message2.follow);
    }
    if (message2.cursor != null && message2.cursor !== "") {
      writer.uint32(50).string(message2.cursor);
    }
    if (message2.tail != null) {
      writer.uint32(56).uint64(message2.tail);
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseLogsRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.name = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 16) {
              break;
            }
            message2.stream = reader.int32();
            continue;
          }
          case 3: {
            if (tag !== 26) {
              break;
            }
            message2.since = Timestamp.decode(reader, reader.uint32());
            continue;
          }
          case 4: {
            if (tag !== 34) {
              break;
            }
            message2.until = Timestamp.decode(reader, reader.uint32());
            continue;
          }
          case 5: {
            if (tag !== 40) {
              break;
            }
            message2.follow = reader.bool();
            continue;
          }
          case 6: {
            if (tag !== 50) {
              break;
            }
            message2.cursor = reader.string();
            continue;
          }
          case 7: {
            if (tag !== 56) {
              break;
            }
            message2.tail = reader.uint64();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return LogsRequest.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseLogsRequest();
    message2.name = object.name ?? "";
    message2.stream = object.stream ?? 0;
    message2.since = object.since !== void 0 && object.since !== null ? Timestamp.fromPartial(object.since) : void 0;
    message2.until = object.until !== void 0 && object.until !== null ? Timestamp.fromPartial(object.until) : void 0;
    message2.follow = object.follow ?? false;
    message2.cursor = object.cursor ?? "";
    message2.tail = object.tail !== void 0 && object.tail !== null ? exact(object.tail) : void 0;
    return message2;
  }
};
function createBaseLogLine() {
  return { stream: 0, time: void 0, line: new Uint8Array(0), partial: false };
}
var LogLine = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.stream != null && message2.stream !== 0) {
      writer.uint32(8).int32(message2.stream);
    }
    if (message2.time != null) {
      Timestamp.encode(message2.time, writer.uint32(18).fork()).join();
    }
    if (message2.line != null && message2.line.length !== 0) {
      writer.uint32(26).bytes(message2.line);
    }
    if (message2.partial != null && message2.partial !== false) {
      writer.uint32(32).bool(message2.partial);
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseLogLine();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 8) {
              break;
            }
            message2.stream = reader.int32();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message2.time = Timestamp.decode(reader, reader.uint32());
            continue;
          }
          case 3: {
            if (tag !== 26) {
              break;
            }
            message2.line = reader.bytes();
            continue;
          }
          case 4: {
            if (tag !== 32) {
              break;
            }
            message2.partial = reader.bool();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return LogLine.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseLogLine();
    message2.stream = object.stream ?? 0;
    message2.time = object.time !== void 0 && object.time !== null ? Timestamp.fromPartial(object.time) : void 0;
    message2.line = object.line ?? new Uint8Array(0);
    message2.partial = object.partial ?? false;
    return message2;
  }
};
function createBaseLogsResponse() {
  return { lines: [], cursor: "", lostBytes: 0 };
}
var LogsResponse = {
  encode(message2, writer = new BinaryWriter()) {
    for (const v of message2.lines ?? []) {
      LogLine.encode(v, writer.uint32(10).fork()).join();
    }
    if (message2.cursor != null && message2.cursor !== "") {
      writer.uint32(18).string(message2.cursor);
    }
    if (message2.lostBytes != null && message2.lostBytes !== 0) {
      writer.uint32(24).uint64(message2.lostBytes);
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseLogsResponse();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.lines.push(LogLine.decode(reader, reader.uint32()));
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message2.cursor = reader.string();
            continue;
          }
          case 3: {
            if (tag !== 24) {
              break;
            }
            message2.lostBytes = reader.uint64();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return LogsResponse.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseLogsResponse();
    message2.lines = object.lines?.map((e) => LogLine.fromPartial(e)) || [];
    message2.cursor = object.cursor ?? "";
    message2.lostBytes = object.lostBytes !== void 0 && object.lostBytes !== null ? exact(object.lostBytes) : 0;
    return message2;
  }
};
function createBaseRestartRequest() {
  return { name: "", timeout: void 0, onlyIfRunning: false };
}
var RestartRequest = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.name != null && message2.name !== "") {
      writer.uint32(10).string(message2.name);
    }
    if (message2.timeout != null) {
      Duration.encode(message2.timeout, writer.uint32(18).fork()).join();
    }
    if (message2.onlyIfRunning != null && message2.onlyIfRunning !== false) {
      writer.uint32(24).bool(message2.onlyIfRunning);
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseRestartRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.name = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message2.timeout = Duration.decode(reader, reader.uint32());
            continue;
          }
          case 3: {
            if (tag !== 24) {
              break;
            }
            message2.onlyIfRunning = reader.bool();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return RestartRequest.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseRestartRequest();
    message2.name = object.name ?? "";
    message2.timeout = object.timeout !== void 0 && object.timeout !== null ? Duration.fromPartial(object.timeout) : void 0;
    message2.onlyIfRunning = object.onlyIfRunning ?? false;
    return message2;
  }
};
function createBaseRestartResponse() {
  return { workload: void 0 };
}
var RestartResponse = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.workload != null) {
      Workload.encode(message2.workload, writer.uint32(10).fork()).join();
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseRestartResponse();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.workload = Workload.decode(reader, reader.uint32());
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return RestartResponse.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseRestartResponse();
    message2.workload = object.workload !== void 0 && object.workload !== null ? Workload.fromPartial(object.workload) : void 0;
    return message2;
  }
};
function createBaseReloadRequest() {
  return { name: "", orRestart: false };
}
var ReloadRequest = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.name != null && message2.name !== "") {
      writer.uint32(10).string(message2.name);
    }
    if (message2.orRestart != null && message2.orRestart !== false) {
      writer.uint32(16).bool(message2.orRestart);
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseReloadRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.name = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 16) {
              break;
            }
            message2.orRestart = reader.bool();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return ReloadRequest.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseReloadRequest();
    message2.name = object.name ?? "";
    message2.orRestart = object.orRestart ?? false;
    return message2;
  }
};
function createBaseReloadResponse() {
  return { workload: void 0 };
}
var ReloadResponse = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.workload != null) {
      Workload.encode(message2.workload, writer.uint32(10).fork()).join();
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseReloadResponse();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.workload = Workload.decode(reader, reader.uint32());
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return ReloadResponse.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseReloadResponse();
    message2.workload = object.workload !== void 0 && object.workload !== null ? Workload.fromPartial(object.workload) : void 0;
    return message2;
  }
};
function createBaseSignalRequest() {
  return { name: "", signal: "", all: false };
}
var SignalRequest = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.name != null && message2.name !== "") {
      writer.uint32(10).string(message2.name);
    }
    if (message2.signal != null && message2.signal !== "") {
      writer.uint32(18).string(message2.signal);
    }
    if (message2.all != null && message2.all !== false) {
      writer.uint32(24).bool(message2.all);
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseSignalRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.name = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message2.signal = reader.string();
            continue;
          }
          case 3: {
            if (tag !== 24) {
              break;
            }
            message2.all = reader.bool();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return SignalRequest.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseSignalRequest();
    message2.name = object.name ?? "";
    message2.signal = object.signal ?? "";
    message2.all = object.all ?? false;
    return message2;
  }
};
function createBaseSignalResponse() {
  return {};
}
var SignalResponse = {
  encode(_, writer = new BinaryWriter()) {
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseSignalResponse();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return SignalResponse.fromPartial(base ?? {});
  },
  fromPartial(_) {
    const message2 = createBaseSignalResponse();
    return message2;
  }
};
function createBaseResetFailedRequest() {
  return { name: "" };
}
var ResetFailedRequest = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.name != null && message2.name !== "") {
      writer.uint32(10).string(message2.name);
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseResetFailedRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.name = reader.string();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return ResetFailedRequest.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseResetFailedRequest();
    message2.name = object.name ?? "";
    return message2;
  }
};
function createBaseResetFailedResponse() {
  return {};
}
var ResetFailedResponse = {
  encode(_, writer = new BinaryWriter()) {
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseResetFailedResponse();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return ResetFailedResponse.fromPartial(base ?? {});
  },
  fromPartial(_) {
    const message2 = createBaseResetFailedResponse();
    return message2;
  }
};
function createBaseEditRequest() {
  return { name: "", workload: void 0, fields: [] };
}
var EditRequest = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.name != null && message2.name !== "") {
      writer.uint32(10).string(message2.name);
    }
    if (message2.workload != null) {
      WorkloadSpec.encode(message2.workload, writer.uint32(18).fork()).join();
    }
    for (const v of message2.fields ?? []) {
      writer.uint32(26).string(v);
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseEditRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.name = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message2.workload = WorkloadSpec.decode(reader, reader.uint32());
            continue;
          }
          case 3: {
            if (tag !== 26) {
              break;
            }
            message2.fields.push(reader.string());
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return EditRequest.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseEditRequest();
    message2.name = object.name ?? "";
    message2.workload = object.workload !== void 0 && object.workload !== null ? WorkloadSpec.fromPartial(object.workload) : void 0;
    message2.fields = object.fields?.map((e) => e) || [];
    return message2;
  }
};
function createBaseEditResponse() {
  return { workload: void 0, applied: [], pending: [] };
}
var EditResponse = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.workload != null) {
      Workload.encode(message2.workload, writer.uint32(10).fork()).join();
    }
    for (const v of message2.applied ?? []) {
      writer.uint32(18).string(v);
    }
    for (const v of message2.pending ?? []) {
      writer.uint32(26).string(v);
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseEditResponse();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.workload = Workload.decode(reader, reader.uint32());
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message2.applied.push(reader.string());
            continue;
          }
          case 3: {
            if (tag !== 26) {
              break;
            }
            message2.pending.push(reader.string());
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return EditResponse.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseEditResponse();
    message2.workload = object.workload !== void 0 && object.workload !== null ? Workload.fromPartial(object.workload) : void 0;
    message2.applied = object.applied?.map((e) => e) || [];
    message2.pending = object.pending?.map((e) => e) || [];
    return message2;
  }
};
function createBaseRemoveRequest() {
  return { name: "", stop: false };
}
var RemoveRequest = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.name != null && message2.name !== "") {
      writer.uint32(10).string(message2.name);
    }
    if (message2.stop != null && message2.stop !== false) {
      writer.uint32(16).bool(message2.stop);
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseRemoveRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.name = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 16) {
              break;
            }
            message2.stop = reader.bool();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return RemoveRequest.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseRemoveRequest();
    message2.name = object.name ?? "";
    message2.stop = object.stop ?? false;
    return message2;
  }
};
function createBaseRemoveResponse() {
  return {};
}
var RemoveResponse = {
  encode(_, writer = new BinaryWriter()) {
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseRemoveResponse();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return RemoveResponse.fromPartial(base ?? {});
  },
  fromPartial(_) {
    const message2 = createBaseRemoveResponse();
    return message2;
  }
};
function createBaseExplainRequest() {
  return { workload: void 0, name: "" };
}
var ExplainRequest = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.workload != null) {
      WorkloadSpec.encode(message2.workload, writer.uint32(10).fork()).join();
    }
    if (message2.name != null && message2.name !== "") {
      writer.uint32(18).string(message2.name);
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseExplainRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.workload = WorkloadSpec.decode(reader, reader.uint32());
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message2.name = reader.string();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return ExplainRequest.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseExplainRequest();
    message2.workload = object.workload !== void 0 && object.workload !== null ? WorkloadSpec.fromPartial(object.workload) : void 0;
    message2.name = object.name ?? "";
    return message2;
  }
};
function createBaseExplainResponse() {
  return { steps: [] };
}
var ExplainResponse = {
  encode(message2, writer = new BinaryWriter()) {
    for (const v of message2.steps ?? []) {
      writer.uint32(10).string(v);
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseExplainResponse();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.steps.push(reader.string());
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return ExplainResponse.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseExplainResponse();
    message2.steps = object.steps?.map((e) => e) || [];
    return message2;
  }
};
function createBaseSecurityRequest() {
  return { workload: void 0, name: "" };
}
var SecurityRequest = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.workload != null) {
      WorkloadSpec.encode(message2.workload, writer.uint32(10).fork()).join();
    }
    if (message2.name != null && message2.name !== "") {
      writer.uint32(18).string(message2.name);
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseSecurityRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.workload = WorkloadSpec.decode(reader, reader.uint32());
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message2.name = reader.string();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return SecurityRequest.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseSecurityRequest();
    message2.workload = object.workload !== void 0 && object.workload !== null ? WorkloadSpec.fromPartial(object.workload) : void 0;
    message2.name = object.name ?? "";
    return message2;
  }
};
function createBaseSecurityResponse() {
  return { exposure: 0, verdict: "", exposures: [] };
}
var SecurityResponse = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.exposure != null && message2.exposure !== 0) {
      writer.uint32(9).double(message2.exposure);
    }
    if (message2.verdict != null && message2.verdict !== "") {
      writer.uint32(18).string(message2.verdict);
    }
    for (const v of message2.exposures ?? []) {
      Exposure.encode(v, writer.uint32(26).fork()).join();
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseSecurityResponse();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 9) {
              break;
            }
            message2.exposure = reader.double();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message2.verdict = reader.string();
            continue;
          }
          case 3: {
            if (tag !== 26) {
              break;
            }
            message2.exposures.push(Exposure.decode(reader, reader.uint32()));
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return SecurityResponse.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseSecurityResponse();
    message2.exposure = object.exposure ?? 0;
    message2.verdict = object.verdict ?? "";
    message2.exposures = object.exposures?.map((e) => Exposure.fromPartial(e)) || [];
    return message2;
  }
};
function createBaseExposure() {
  return { name: "", description: "", exposure: 0 };
}
var Exposure = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.name != null && message2.name !== "") {
      writer.uint32(10).string(message2.name);
    }
    if (message2.description != null && message2.description !== "") {
      writer.uint32(18).string(message2.description);
    }
    if (message2.exposure != null && message2.exposure !== 0) {
      writer.uint32(25).double(message2.exposure);
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseExposure();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.name = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message2.description = reader.string();
            continue;
          }
          case 3: {
            if (tag !== 25) {
              break;
            }
            message2.exposure = reader.double();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return Exposure.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseExposure();
    message2.name = object.name ?? "";
    message2.description = object.description ?? "";
    message2.exposure = object.exposure ?? 0;
    return message2;
  }
};
function createBaseStatusRequest2() {
  return { name: "", lines: void 0 };
}
var StatusRequest2 = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.name != null && message2.name !== "") {
      writer.uint32(10).string(message2.name);
    }
    if (message2.lines != null) {
      writer.uint32(16).uint32(message2.lines);
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseStatusRequest2();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.name = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 16) {
              break;
            }
            message2.lines = reader.uint32();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return StatusRequest2.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseStatusRequest2();
    message2.name = object.name ?? "";
    message2.lines = object.lines ?? void 0;
    return message2;
  }
};
function createBaseStatusResponse2() {
  return { workload: void 0, spec: void 0, processes: [], usage: void 0, lines: [] };
}
var StatusResponse2 = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.workload != null) {
      Workload.encode(message2.workload, writer.uint32(10).fork()).join();
    }
    if (message2.spec != null) {
      WorkloadSpec.encode(message2.spec, writer.uint32(18).fork()).join();
    }
    for (const v of message2.processes ?? []) {
      Process.encode(v, writer.uint32(26).fork()).join();
    }
    if (message2.usage != null) {
      Usage.encode(message2.usage, writer.uint32(34).fork()).join();
    }
    for (const v of message2.lines ?? []) {
      LogLine.encode(v, writer.uint32(42).fork()).join();
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseStatusResponse2();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.workload = Workload.decode(reader, reader.uint32());
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message2.spec = WorkloadSpec.decode(reader, reader.uint32());
            continue;
          }
          case 3: {
            if (tag !== 26) {
              break;
            }
            message2.processes.push(Process.decode(reader, reader.uint32()));
            continue;
          }
          case 4: {
            if (tag !== 34) {
              break;
            }
            message2.usage = Usage.decode(reader, reader.uint32());
            continue;
          }
          case 5: {
            if (tag !== 42) {
              break;
            }
            message2.lines.push(LogLine.decode(reader, reader.uint32()));
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return StatusResponse2.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseStatusResponse2();
    message2.workload = object.workload !== void 0 && object.workload !== null ? Workload.fromPartial(object.workload) : void 0;
    message2.spec = object.spec !== void 0 && object.spec !== null ? WorkloadSpec.fromPartial(object.spec) : void 0;
    message2.processes = object.processes?.map((e) => Process.fromPartial(e)) || [];
    message2.usage = object.usage !== void 0 && object.usage !== null ? Usage.fromPartial(object.usage) : void 0;
    message2.lines = object.lines?.map((e) => LogLine.fromPartial(e)) || [];
    return message2;
  }
};
function createBaseProcess() {
  return { pid: 0, parent: 0, command: "" };
}
var Process = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.pid != null && message2.pid !== 0) {
      writer.uint32(8).int32(message2.pid);
    }
    if (message2.parent != null && message2.parent !== 0) {
      writer.uint32(16).int32(message2.parent);
    }
    if (message2.command != null && message2.command !== "") {
      writer.uint32(26).string(message2.command);
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseProcess();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 8) {
              break;
            }
            message2.pid = reader.int32();
            continue;
          }
          case 2: {
            if (tag !== 16) {
              break;
            }
            message2.parent = reader.int32();
            continue;
          }
          case 3: {
            if (tag !== 26) {
              break;
            }
            message2.command = reader.string();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return Process.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseProcess();
    message2.pid = object.pid ?? 0;
    message2.parent = object.parent ?? 0;
    message2.command = object.command ?? "";
    return message2;
  }
};
function createBaseUsage() {
  return {
    cpuUs: void 0,
    memoryBytes: void 0,
    memoryPeakBytes: void 0,
    memoryLimitBytes: void 0,
    processes: void 0,
    processesLimit: void 0,
    readBytes: void 0,
    writtenBytes: void 0
  };
}
var Usage = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.cpuUs != null) {
      writer.uint32(8).uint64(message2.cpuUs);
    }
    if (message2.memoryBytes != null) {
      writer.uint32(16).uint64(message2.memoryBytes);
    }
    if (message2.memoryPeakBytes != null) {
      writer.uint32(24).uint64(message2.memoryPeakBytes);
    }
    if (message2.memoryLimitBytes != null) {
      writer.uint32(32).uint64(message2.memoryLimitBytes);
    }
    if (message2.processes != null) {
      writer.uint32(40).uint64(message2.processes);
    }
    if (message2.processesLimit != null) {
      writer.uint32(48).uint64(message2.processesLimit);
    }
    if (message2.readBytes != null) {
      writer.uint32(56).uint64(message2.readBytes);
    }
    if (message2.writtenBytes != null) {
      writer.uint32(64).uint64(message2.writtenBytes);
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseUsage();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 8) {
              break;
            }
            message2.cpuUs = reader.uint64();
            continue;
          }
          case 2: {
            if (tag !== 16) {
              break;
            }
            message2.memoryBytes = reader.uint64();
            continue;
          }
          case 3: {
            if (tag !== 24) {
              break;
            }
            message2.memoryPeakBytes = reader.uint64();
            continue;
          }
          case 4: {
            if (tag !== 32) {
              break;
            }
            message2.memoryLimitBytes = reader.uint64();
            continue;
          }
          case 5: {
            if (tag !== 40) {
              break;
            }
            message2.processes = reader.uint64();
            continue;
          }
          case 6: {
            if (tag !== 48) {
              break;
            }
            message2.processesLimit = reader.uint64();
            continue;
          }
          case 7: {
            if (tag !== 56) {
              break;
            }
            message2.readBytes = reader.uint64();
            continue;
          }
          case 8: {
            if (tag !== 64) {
              break;
            }
            message2.writtenBytes = reader.uint64();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return Usage.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseUsage();
    message2.cpuUs = object.cpuUs !== void 0 && object.cpuUs !== null ? exact(object.cpuUs) : void 0;
    message2.memoryBytes = object.memoryBytes !== void 0 && object.memoryBytes !== null ? exact(object.memoryBytes) : void 0;
    message2.memoryPeakBytes = object.memoryPeakBytes !== void 0 && object.memoryPeakBytes !== null ? exact(object.memoryPeakBytes) : void 0;
    message2.memoryLimitBytes = object.memoryLimitBytes !== void 0 && object.memoryLimitBytes !== null ? exact(object.memoryLimitBytes) : void 0;
    message2.processes = object.processes !== void 0 && object.processes !== null ? exact(object.processes) : void 0;
    message2.processesLimit = object.processesLimit !== void 0 && object.processesLimit !== null ? exact(object.processesLimit) : void 0;
    message2.readBytes = object.readBytes !== void 0 && object.readBytes !== null ? exact(object.readBytes) : void 0;
    message2.writtenBytes = object.writtenBytes !== void 0 && object.writtenBytes !== null ? exact(object.writtenBytes) : void 0;
    return message2;
  }
};
function createBaseWatchRequest() {
  return { name: "" };
}
var WatchRequest = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.name != null && message2.name !== "") {
      writer.uint32(10).string(message2.name);
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseWatchRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.name = reader.string();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return WatchRequest.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseWatchRequest();
    message2.name = object.name ?? "";
    return message2;
  }
};
function createBaseWatchResponse() {
  return { workload: void 0, removed: false };
}
var WatchResponse = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.workload != null) {
      Workload.encode(message2.workload, writer.uint32(10).fork()).join();
    }
    if (message2.removed != null && message2.removed !== false) {
      writer.uint32(16).bool(message2.removed);
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseWatchResponse();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.workload = Workload.decode(reader, reader.uint32());
            continue;
          }
          case 2: {
            if (tag !== 16) {
              break;
            }
            message2.removed = reader.bool();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return WatchResponse.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseWatchResponse();
    message2.workload = object.workload !== void 0 && object.workload !== null ? Workload.fromPartial(object.workload) : void 0;
    message2.removed = object.removed ?? false;
    return message2;
  }
};
function createBaseExecRequest() {
  return { start: void 0, stdin: void 0, stdinEnd: void 0, size: void 0, signal: void 0 };
}
var ExecRequest = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.start != null) {
      ExecStart.encode(message2.start, writer.uint32(10).fork()).join();
    }
    if (message2.stdin != null) {
      writer.uint32(18).bytes(message2.stdin);
    }
    if (message2.stdinEnd != null) {
      writer.uint32(24).bool(message2.stdinEnd);
    }
    if (message2.size != null) {
      TerminalSize.encode(message2.size, writer.uint32(34).fork()).join();
    }
    if (message2.signal != null) {
      writer.uint32(42).string(message2.signal);
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseExecRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.start = ExecStart.decode(reader, reader.uint32());
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message2.stdin = reader.bytes();
            continue;
          }
          case 3: {
            if (tag !== 24) {
              break;
            }
            message2.stdinEnd = reader.bool();
            continue;
          }
          case 4: {
            if (tag !== 34) {
              break;
            }
            message2.size = TerminalSize.decode(reader, reader.uint32());
            continue;
          }
          case 5: {
            if (tag !== 42) {
              break;
            }
            message2.signal = reader.string();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return ExecRequest.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseExecRequest();
    message2.start = object.start !== void 0 && object.start !== null ? ExecStart.fromPartial(object.start) : void 0;
    message2.stdin = object.stdin ?? void 0;
    message2.stdinEnd = object.stdinEnd ?? void 0;
    message2.size = object.size !== void 0 && object.size !== null ? TerminalSize.fromPartial(object.size) : void 0;
    message2.signal = object.signal ?? void 0;
    return message2;
  }
};
function createBaseExecStart() {
  return {
    name: "",
    argv: [],
    env: {},
    workingDirectory: "",
    user: "",
    group: "",
    terminal: void 0,
    noStdin: false
  };
}
var ExecStart = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.name != null && message2.name !== "") {
      writer.uint32(10).string(message2.name);
    }
    for (const v of message2.argv ?? []) {
      writer.uint32(18).string(v);
    }
    globalThis.Object.entries(message2.env ?? {}).forEach(([key, value]) => {
      ExecStart_EnvEntry.encode({ key, value }, writer.uint32(26).fork()).join();
    });
    if (message2.workingDirectory != null && message2.workingDirectory !== "") {
      writer.uint32(34).string(message2.workingDirectory);
    }
    if (message2.user != null && message2.user !== "") {
      writer.uint32(42).string(message2.user);
    }
    if (message2.group != null && message2.group !== "") {
      writer.uint32(50).string(message2.group);
    }
    if (message2.terminal != null) {
      TerminalSize.encode(message2.terminal, writer.uint32(58).fork()).join();
    }
    if (message2.noStdin != null && message2.noStdin !== false) {
      writer.uint32(64).bool(message2.noStdin);
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseExecStart();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.name = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message2.argv.push(reader.string());
            continue;
          }
          case 3: {
            if (tag !== 26) {
              break;
            }
            const entry3 = ExecStart_EnvEntry.decode(reader, reader.uint32());
            if (entry3.value !== void 0) {
              put(message2.env, entry3.key, entry3.value);
            }
            continue;
          }
          case 4: {
            if (tag !== 34) {
              break;
            }
            message2.workingDirectory = reader.string();
            continue;
          }
          case 5: {
            if (tag !== 42) {
              break;
            }
            message2.user = reader.string();
            continue;
          }
          case 6: {
            if (tag !== 50) {
              break;
            }
            message2.group = reader.string();
            continue;
          }
          case 7: {
            if (tag !== 58) {
              break;
            }
            message2.terminal = TerminalSize.decode(reader, reader.uint32());
            continue;
          }
          case 8: {
            if (tag !== 64) {
              break;
            }
            message2.noStdin = reader.bool();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return ExecStart.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseExecStart();
    message2.name = object.name ?? "";
    message2.argv = object.argv?.map((e) => e) || [];
    message2.env = globalThis.Object.entries(object.env ?? {}).reduce(
      (acc, [key, value]) => {
        if (value !== void 0) {
          put(acc, key, globalThis.String(value));
        }
        return acc;
      },
      {}
    );
    message2.workingDirectory = object.workingDirectory ?? "";
    message2.user = object.user ?? "";
    message2.group = object.group ?? "";
    message2.terminal = object.terminal !== void 0 && object.terminal !== null ? TerminalSize.fromPartial(object.terminal) : void 0;
    message2.noStdin = object.noStdin ?? false;
    return message2;
  }
};
function createBaseExecStart_EnvEntry() {
  return { key: "", value: "" };
}
var ExecStart_EnvEntry = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.key != null && message2.key !== "") {
      writer.uint32(10).string(message2.key);
    }
    if (message2.value != null && message2.value !== "") {
      writer.uint32(18).string(message2.value);
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseExecStart_EnvEntry();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.key = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message2.value = reader.string();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return ExecStart_EnvEntry.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseExecStart_EnvEntry();
    message2.key = object.key ?? "";
    message2.value = object.value ?? "";
    return message2;
  }
};
function createBaseTerminalSize() {
  return { rows: 0, columns: 0 };
}
var TerminalSize = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.rows != null && message2.rows !== 0) {
      writer.uint32(8).uint32(message2.rows);
    }
    if (message2.columns != null && message2.columns !== 0) {
      writer.uint32(16).uint32(message2.columns);
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseTerminalSize();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 8) {
              break;
            }
            message2.rows = reader.uint32();
            continue;
          }
          case 2: {
            if (tag !== 16) {
              break;
            }
            message2.columns = reader.uint32();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return TerminalSize.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseTerminalSize();
    message2.rows = object.rows ?? 0;
    message2.columns = object.columns ?? 0;
    return message2;
  }
};
function createBaseExecResponse() {
  return { started: void 0, stdout: void 0, stderr: void 0, ended: void 0 };
}
var ExecResponse = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.started != null) {
      ExecStarted.encode(message2.started, writer.uint32(10).fork()).join();
    }
    if (message2.stdout != null) {
      writer.uint32(18).bytes(message2.stdout);
    }
    if (message2.stderr != null) {
      writer.uint32(26).bytes(message2.stderr);
    }
    if (message2.ended != null) {
      ExecEnded.encode(message2.ended, writer.uint32(34).fork()).join();
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseExecResponse();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.started = ExecStarted.decode(reader, reader.uint32());
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message2.stdout = reader.bytes();
            continue;
          }
          case 3: {
            if (tag !== 26) {
              break;
            }
            message2.stderr = reader.bytes();
            continue;
          }
          case 4: {
            if (tag !== 34) {
              break;
            }
            message2.ended = ExecEnded.decode(reader, reader.uint32());
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return ExecResponse.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseExecResponse();
    message2.started = object.started !== void 0 && object.started !== null ? ExecStarted.fromPartial(object.started) : void 0;
    message2.stdout = object.stdout ?? void 0;
    message2.stderr = object.stderr ?? void 0;
    message2.ended = object.ended !== void 0 && object.ended !== null ? ExecEnded.fromPartial(object.ended) : void 0;
    return message2;
  }
};
function createBaseExecStarted() {
  return { pid: 0 };
}
var ExecStarted = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.pid != null && message2.pid !== 0) {
      writer.uint32(8).int32(message2.pid);
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseExecStarted();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 8) {
              break;
            }
            message2.pid = reader.int32();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return ExecStarted.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseExecStarted();
    message2.pid = object.pid ?? 0;
    return message2;
  }
};
function createBaseExecEnded() {
  return { exitCode: void 0, signal: void 0, reason: "" };
}
var ExecEnded = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.exitCode != null) {
      writer.uint32(8).int32(message2.exitCode);
    }
    if (message2.signal != null) {
      writer.uint32(16).int32(message2.signal);
    }
    if (message2.reason != null && message2.reason !== "") {
      writer.uint32(26).string(message2.reason);
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseExecEnded();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 8) {
              break;
            }
            message2.exitCode = reader.int32();
            continue;
          }
          case 2: {
            if (tag !== 16) {
              break;
            }
            message2.signal = reader.int32();
            continue;
          }
          case 3: {
            if (tag !== 26) {
              break;
            }
            message2.reason = reader.string();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return ExecEnded.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseExecEnded();
    message2.exitCode = object.exitCode ?? void 0;
    message2.signal = object.signal ?? void 0;
    message2.reason = object.reason ?? "";
    return message2;
  }
};
function createBaseAttachRequest() {
  return { start: void 0, stdin: void 0, stdinEnd: void 0, size: void 0 };
}
var AttachRequest = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.start != null) {
      AttachStart.encode(message2.start, writer.uint32(10).fork()).join();
    }
    if (message2.stdin != null) {
      writer.uint32(18).bytes(message2.stdin);
    }
    if (message2.stdinEnd != null) {
      writer.uint32(24).bool(message2.stdinEnd);
    }
    if (message2.size != null) {
      TerminalSize.encode(message2.size, writer.uint32(34).fork()).join();
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseAttachRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.start = AttachStart.decode(reader, reader.uint32());
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message2.stdin = reader.bytes();
            continue;
          }
          case 3: {
            if (tag !== 24) {
              break;
            }
            message2.stdinEnd = reader.bool();
            continue;
          }
          case 4: {
            if (tag !== 34) {
              break;
            }
            message2.size = TerminalSize.decode(reader, reader.uint32());
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return AttachRequest.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseAttachRequest();
    message2.start = object.start !== void 0 && object.start !== null ? AttachStart.fromPartial(object.start) : void 0;
    message2.stdin = object.stdin ?? void 0;
    message2.stdinEnd = object.stdinEnd ?? void 0;
    message2.size = object.size !== void 0 && object.size !== null ? TerminalSize.fromPartial(object.size) : void 0;
    return message2;
  }
};
function createBaseAttachStart() {
  return { name: "", history: 0, readOnly: false, size: void 0 };
}
var AttachStart = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.name != null && message2.name !== "") {
      writer.uint32(10).string(message2.name);
    }
    if (message2.history != null && message2.history !== 0) {
      writer.uint32(16).uint32(message2.history);
    }
    if (message2.readOnly != null && message2.readOnly !== false) {
      writer.uint32(24).bool(message2.readOnly);
    }
    if (message2.size != null) {
      TerminalSize.encode(message2.size, writer.uint32(34).fork()).join();
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseAttachStart();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.name = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 16) {
              break;
            }
            message2.history = reader.uint32();
            continue;
          }
          case 3: {
            if (tag !== 24) {
              break;
            }
            message2.readOnly = reader.bool();
            continue;
          }
          case 4: {
            if (tag !== 34) {
              break;
            }
            message2.size = TerminalSize.decode(reader, reader.uint32());
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return AttachStart.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseAttachStart();
    message2.name = object.name ?? "";
    message2.history = object.history ?? 0;
    message2.readOnly = object.readOnly ?? false;
    message2.size = object.size !== void 0 && object.size !== null ? TerminalSize.fromPartial(object.size) : void 0;
    return message2;
  }
};
function createBaseAttachResponse() {
  return { started: void 0, stdout: void 0, stderr: void 0, ended: void 0 };
}
var AttachResponse = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.started != null) {
      AttachStarted.encode(message2.started, writer.uint32(10).fork()).join();
    }
    if (message2.stdout != null) {
      writer.uint32(18).bytes(message2.stdout);
    }
    if (message2.stderr != null) {
      writer.uint32(26).bytes(message2.stderr);
    }
    if (message2.ended != null) {
      Workload.encode(message2.ended, writer.uint32(34).fork()).join();
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseAttachResponse();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.started = AttachStarted.decode(reader, reader.uint32());
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message2.stdout = reader.bytes();
            continue;
          }
          case 3: {
            if (tag !== 26) {
              break;
            }
            message2.stderr = reader.bytes();
            continue;
          }
          case 4: {
            if (tag !== 34) {
              break;
            }
            message2.ended = Workload.decode(reader, reader.uint32());
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return AttachResponse.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseAttachResponse();
    message2.started = object.started !== void 0 && object.started !== null ? AttachStarted.fromPartial(object.started) : void 0;
    message2.stdout = object.stdout ?? void 0;
    message2.stderr = object.stderr ?? void 0;
    message2.ended = object.ended !== void 0 && object.ended !== null ? Workload.fromPartial(object.ended) : void 0;
    return message2;
  }
};
function createBaseAttachStarted() {
  return { workload: void 0, terminal: false, stdin: false };
}
var AttachStarted = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.workload != null) {
      Workload.encode(message2.workload, writer.uint32(10).fork()).join();
    }
    if (message2.terminal != null && message2.terminal !== false) {
      writer.uint32(16).bool(message2.terminal);
    }
    if (message2.stdin != null && message2.stdin !== false) {
      writer.uint32(24).bool(message2.stdin);
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseAttachStarted();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.workload = Workload.decode(reader, reader.uint32());
            continue;
          }
          case 2: {
            if (tag !== 16) {
              break;
            }
            message2.terminal = reader.bool();
            continue;
          }
          case 3: {
            if (tag !== 24) {
              break;
            }
            message2.stdin = reader.bool();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return AttachStarted.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseAttachStarted();
    message2.workload = object.workload !== void 0 && object.workload !== null ? Workload.fromPartial(object.workload) : void 0;
    message2.terminal = object.terminal ?? false;
    message2.stdin = object.stdin ?? false;
    return message2;
  }
};
var RuntimeServiceDefinition = {
  name: "RuntimeService",
  fullName: "aurae.runtime.v0.RuntimeService",
  methods: {
    /**
     * Starts a workload, or a service that is known already by its `name`. Answers once execve(2) has
     * succeeded or failed, for a service once it is up by its own type; with `wait`, once the
     * workload has ended or the wait is over. ALREADY_EXISTS while a workload of that name runs.
     */
    start: {
      name: "Start",
      requestType: StartRequest,
      requestStream: false,
      responseType: StartResponse,
      responseStream: false,
      options: {}
    },
    /**
     * Stops a workload: its stop signal, the grace, then cgroup.kill. Answers when nothing of it
     * runs any more. A workload that has ended already is no error.
     */
    stop: {
      name: "Stop",
      requestType: StopRequest,
      requestStream: false,
      responseType: StopResponse,
      responseStream: false,
      options: {}
    },
    /** Waits until a workload ends; a service, until it is down and makes no further attempt. */
    wait: {
      name: "Wait",
      requestType: WaitRequest,
      requestStream: false,
      responseType: WaitResponse,
      responseStream: false,
      options: {}
    },
    /** Workloads that run, oldest first; with `all`, the ended ones too. */
    list: {
      name: "List",
      requestType: ListRequest,
      requestStream: false,
      responseType: ListResponse,
      responseStream: false,
      options: {}
    },
    /** The newest workload of a name. */
    get: {
      name: "Get",
      requestType: GetRequest,
      requestStream: false,
      responseType: GetResponse,
      responseStream: false,
      options: {}
    },
    /**
     * Time-stamped lines of a workload's stdout and stderr: history first, then, with `follow`,
     * new lines until the workload ends; of a service, the lines of all its runs in turn.
     */
    logs: {
      name: "Logs",
      requestType: LogsRequest,
      requestStream: false,
      responseType: LogsResponse,
      responseStream: true,
      options: {}
    },
    /**
     * Stops a service and what requires it, and starts them again; one that is down is started.
     * Answers as Start does.
     */
    restart: {
      name: "Restart",
      requestType: RestartRequest,
      requestStream: false,
      responseType: RestartResponse,
      responseStream: false,
      options: {}
    },
    /** Has a service read its configuration again. Answers when it has. */
    reload: {
      name: "Reload",
      requestType: ReloadRequest,
      requestStream: false,
      responseType: ReloadResponse,
      responseStream: false,
      options: {}
    },
    /** Sends a signal to the main process of a workload, or to all of its processes. */
    signal: {
      name: "Signal",
      requestType: SignalRequest,
      requestStream: false,
      responseType: SignalResponse,
      responseStream: false,
      options: {}
    },
    /** Forgets that a service failed, and its count of restarts. */
    resetFailed: {
      name: "ResetFailed",
      requestType: ResetFailedRequest,
      requestStream: false,
      responseType: ResetFailedResponse,
      responseStream: false,
      options: {}
    },
    /**
     * Changes what a service is, on disk before the answer. What the kernel can change in a running
     * process is changed at once, the rest with the next start; the answer says which is which.
     */
    edit: {
      name: "Edit",
      requestType: EditRequest,
      requestStream: false,
      responseType: EditResponse,
      responseStream: false,
      options: {}
    },
    /** Forgets a service that is down. Its logs stay as those of any ended workload. */
    remove: {
      name: "Remove",
      requestType: RemoveRequest,
      requestStream: false,
      responseType: RemoveResponse,
      responseStream: false,
      options: {}
    },
    /** Shows the steps that a start would take, in their order, without taking any. */
    explain: {
      name: "Explain",
      requestType: ExplainRequest,
      requestStream: false,
      responseType: ExplainResponse,
      responseStream: false,
      options: {}
    },
    /** Tells how much of the machine a workload could reach: 0.0 is nothing, 10.0 all. */
    security: {
      name: "Security",
      requestType: SecurityRequest,
      requestStream: false,
      responseType: SecurityResponse,
      responseStream: false,
      options: {}
    },
    /** Everything about one workload: its specification, processes, use of resources, last lines. */
    status: {
      name: "Status",
      requestType: StatusRequest2,
      requestStream: false,
      responseType: StatusResponse2,
      responseStream: false,
      options: {}
    },
    /** Sends the state of a service now, and again whenever it changes. */
    watch: {
      name: "Watch",
      requestType: WatchRequest,
      requestStream: false,
      responseType: WatchResponse,
      responseStream: true,
      options: {}
    },
    /**
     * Runs a command in the cell and the namespaces of a running workload, as a session: its streams
     * are this call's, and it ends with the call. The first request carries `start`.
     */
    exec: {
      name: "Exec",
      requestType: ExecRequest,
      requestStream: true,
      responseType: ExecResponse,
      responseStream: true,
      options: {}
    },
    /**
     * Connects to the streams or the terminal of a running workload. Any number of callers may; all
     * see the same output. The first request carries `start`.
     */
    attach: {
      name: "Attach",
      requestType: AttachRequest,
      requestStream: true,
      responseType: AttachResponse,
      responseStream: true,
      options: {}
    }
  }
};

// gen/containers.ts
function createBaseContainerState() {
  return { state: 0, workload: void 0, image: "", labels: {}, kept: false };
}
var ContainerState = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.state != null && message2.state !== 0) {
      writer.uint32(8).int32(message2.state);
    }
    if (message2.workload != null) {
      Workload.encode(message2.workload, writer.uint32(18).fork()).join();
    }
    if (message2.image != null && message2.image !== "") {
      writer.uint32(26).string(message2.image);
    }
    globalThis.Object.entries(message2.labels ?? {}).forEach(([key, value]) => {
      ContainerState_LabelsEntry.encode({ key, value }, writer.uint32(34).fork()).join();
    });
    if (message2.kept != null && message2.kept !== false) {
      writer.uint32(40).bool(message2.kept);
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseContainerState();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 8) {
              break;
            }
            message2.state = reader.int32();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message2.workload = Workload.decode(reader, reader.uint32());
            continue;
          }
          case 3: {
            if (tag !== 26) {
              break;
            }
            message2.image = reader.string();
            continue;
          }
          case 4: {
            if (tag !== 34) {
              break;
            }
            const entry4 = ContainerState_LabelsEntry.decode(reader, reader.uint32());
            if (entry4.value !== void 0) {
              put(message2.labels, entry4.key, entry4.value);
            }
            continue;
          }
          case 5: {
            if (tag !== 40) {
              break;
            }
            message2.kept = reader.bool();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return ContainerState.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseContainerState();
    message2.state = object.state ?? 0;
    message2.workload = object.workload !== void 0 && object.workload !== null ? Workload.fromPartial(object.workload) : void 0;
    message2.image = object.image ?? "";
    message2.labels = globalThis.Object.entries(object.labels ?? {}).reduce(
      (acc, [key, value]) => {
        if (value !== void 0) {
          put(acc, key, globalThis.String(value));
        }
        return acc;
      },
      {}
    );
    message2.kept = object.kept ?? false;
    return message2;
  }
};
function createBaseContainerState_LabelsEntry() {
  return { key: "", value: "" };
}
var ContainerState_LabelsEntry = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.key != null && message2.key !== "") {
      writer.uint32(10).string(message2.key);
    }
    if (message2.value != null && message2.value !== "") {
      writer.uint32(18).string(message2.value);
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseContainerState_LabelsEntry();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.key = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message2.value = reader.string();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return ContainerState_LabelsEntry.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseContainerState_LabelsEntry();
    message2.key = object.key ?? "";
    message2.value = object.value ?? "";
    return message2;
  }
};
function createBaseCreateContainerRequest() {
  return { workload: void 0 };
}
var CreateContainerRequest = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.workload != null) {
      WorkloadSpec.encode(message2.workload, writer.uint32(10).fork()).join();
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseCreateContainerRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.workload = WorkloadSpec.decode(reader, reader.uint32());
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return CreateContainerRequest.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseCreateContainerRequest();
    message2.workload = object.workload !== void 0 && object.workload !== null ? WorkloadSpec.fromPartial(object.workload) : void 0;
    return message2;
  }
};
function createBaseCreateContainerResponse() {
  return { container: void 0 };
}
var CreateContainerResponse = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.container != null) {
      ContainerState.encode(message2.container, writer.uint32(10).fork()).join();
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseCreateContainerResponse();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.container = ContainerState.decode(reader, reader.uint32());
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return CreateContainerResponse.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseCreateContainerResponse();
    message2.container = object.container !== void 0 && object.container !== null ? ContainerState.fromPartial(object.container) : void 0;
    return message2;
  }
};
function createBaseStartContainerRequest() {
  return { name: "", noBlock: false };
}
var StartContainerRequest = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.name != null && message2.name !== "") {
      writer.uint32(10).string(message2.name);
    }
    if (message2.noBlock != null && message2.noBlock !== false) {
      writer.uint32(16).bool(message2.noBlock);
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseStartContainerRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.name = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 16) {
              break;
            }
            message2.noBlock = reader.bool();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return StartContainerRequest.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseStartContainerRequest();
    message2.name = object.name ?? "";
    message2.noBlock = object.noBlock ?? false;
    return message2;
  }
};
function createBaseStartContainerResponse() {
  return { container: void 0 };
}
var StartContainerResponse = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.container != null) {
      ContainerState.encode(message2.container, writer.uint32(10).fork()).join();
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseStartContainerResponse();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.container = ContainerState.decode(reader, reader.uint32());
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return StartContainerResponse.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseStartContainerResponse();
    message2.container = object.container !== void 0 && object.container !== null ? ContainerState.fromPartial(object.container) : void 0;
    return message2;
  }
};
function createBaseStopContainerRequest() {
  return { name: "", timeout: void 0 };
}
var StopContainerRequest = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.name != null && message2.name !== "") {
      writer.uint32(10).string(message2.name);
    }
    if (message2.timeout != null) {
      Duration.encode(message2.timeout, writer.uint32(18).fork()).join();
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseStopContainerRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.name = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message2.timeout = Duration.decode(reader, reader.uint32());
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return StopContainerRequest.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseStopContainerRequest();
    message2.name = object.name ?? "";
    message2.timeout = object.timeout !== void 0 && object.timeout !== null ? Duration.fromPartial(object.timeout) : void 0;
    return message2;
  }
};
function createBaseStopContainerResponse() {
  return { container: void 0 };
}
var StopContainerResponse = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.container != null) {
      ContainerState.encode(message2.container, writer.uint32(10).fork()).join();
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseStopContainerResponse();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.container = ContainerState.decode(reader, reader.uint32());
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return StopContainerResponse.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseStopContainerResponse();
    message2.container = object.container !== void 0 && object.container !== null ? ContainerState.fromPartial(object.container) : void 0;
    return message2;
  }
};
function createBaseKillContainerRequest() {
  return { name: "", signal: "", all: false };
}
var KillContainerRequest = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.name != null && message2.name !== "") {
      writer.uint32(10).string(message2.name);
    }
    if (message2.signal != null && message2.signal !== "") {
      writer.uint32(18).string(message2.signal);
    }
    if (message2.all != null && message2.all !== false) {
      writer.uint32(24).bool(message2.all);
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseKillContainerRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.name = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message2.signal = reader.string();
            continue;
          }
          case 3: {
            if (tag !== 24) {
              break;
            }
            message2.all = reader.bool();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return KillContainerRequest.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseKillContainerRequest();
    message2.name = object.name ?? "";
    message2.signal = object.signal ?? "";
    message2.all = object.all ?? false;
    return message2;
  }
};
function createBaseKillContainerResponse() {
  return {};
}
var KillContainerResponse = {
  encode(_, writer = new BinaryWriter()) {
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseKillContainerResponse();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return KillContainerResponse.fromPartial(base ?? {});
  },
  fromPartial(_) {
    const message2 = createBaseKillContainerResponse();
    return message2;
  }
};
function createBaseDeleteContainerRequest() {
  return { name: "", force: false, volumes: false };
}
var DeleteContainerRequest = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.name != null && message2.name !== "") {
      writer.uint32(10).string(message2.name);
    }
    if (message2.force != null && message2.force !== false) {
      writer.uint32(16).bool(message2.force);
    }
    if (message2.volumes != null && message2.volumes !== false) {
      writer.uint32(24).bool(message2.volumes);
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseDeleteContainerRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.name = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 16) {
              break;
            }
            message2.force = reader.bool();
            continue;
          }
          case 3: {
            if (tag !== 24) {
              break;
            }
            message2.volumes = reader.bool();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return DeleteContainerRequest.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseDeleteContainerRequest();
    message2.name = object.name ?? "";
    message2.force = object.force ?? false;
    message2.volumes = object.volumes ?? false;
    return message2;
  }
};
function createBaseDeleteContainerResponse() {
  return { volumes: [] };
}
var DeleteContainerResponse = {
  encode(message2, writer = new BinaryWriter()) {
    for (const v of message2.volumes ?? []) {
      writer.uint32(10).string(v);
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseDeleteContainerResponse();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.volumes.push(reader.string());
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return DeleteContainerResponse.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseDeleteContainerResponse();
    message2.volumes = object.volumes?.map((e) => e) || [];
    return message2;
  }
};
function createBaseGetContainerRequest() {
  return { name: "" };
}
var GetContainerRequest = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.name != null && message2.name !== "") {
      writer.uint32(10).string(message2.name);
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseGetContainerRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.name = reader.string();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return GetContainerRequest.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseGetContainerRequest();
    message2.name = object.name ?? "";
    return message2;
  }
};
function createBaseGetContainerResponse() {
  return { container: void 0, spec: void 0 };
}
var GetContainerResponse = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.container != null) {
      ContainerState.encode(message2.container, writer.uint32(10).fork()).join();
    }
    if (message2.spec != null) {
      WorkloadSpec.encode(message2.spec, writer.uint32(18).fork()).join();
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseGetContainerResponse();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.container = ContainerState.decode(reader, reader.uint32());
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message2.spec = WorkloadSpec.decode(reader, reader.uint32());
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return GetContainerResponse.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseGetContainerResponse();
    message2.container = object.container !== void 0 && object.container !== null ? ContainerState.fromPartial(object.container) : void 0;
    message2.spec = object.spec !== void 0 && object.spec !== null ? WorkloadSpec.fromPartial(object.spec) : void 0;
    return message2;
  }
};
function createBaseListContainersRequest() {
  return { all: false, pageSize: 0, pageToken: "", cell: "", labels: {} };
}
var ListContainersRequest = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.all != null && message2.all !== false) {
      writer.uint32(8).bool(message2.all);
    }
    if (message2.pageSize != null && message2.pageSize !== 0) {
      writer.uint32(16).uint32(message2.pageSize);
    }
    if (message2.pageToken != null && message2.pageToken !== "") {
      writer.uint32(26).string(message2.pageToken);
    }
    if (message2.cell != null && message2.cell !== "") {
      writer.uint32(34).string(message2.cell);
    }
    globalThis.Object.entries(message2.labels ?? {}).forEach(([key, value]) => {
      ListContainersRequest_LabelsEntry.encode({ key, value }, writer.uint32(42).fork()).join();
    });
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseListContainersRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 8) {
              break;
            }
            message2.all = reader.bool();
            continue;
          }
          case 2: {
            if (tag !== 16) {
              break;
            }
            message2.pageSize = reader.uint32();
            continue;
          }
          case 3: {
            if (tag !== 26) {
              break;
            }
            message2.pageToken = reader.string();
            continue;
          }
          case 4: {
            if (tag !== 34) {
              break;
            }
            message2.cell = reader.string();
            continue;
          }
          case 5: {
            if (tag !== 42) {
              break;
            }
            const entry5 = ListContainersRequest_LabelsEntry.decode(reader, reader.uint32());
            if (entry5.value !== void 0) {
              put(message2.labels, entry5.key, entry5.value);
            }
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return ListContainersRequest.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseListContainersRequest();
    message2.all = object.all ?? false;
    message2.pageSize = object.pageSize ?? 0;
    message2.pageToken = object.pageToken ?? "";
    message2.cell = object.cell ?? "";
    message2.labels = globalThis.Object.entries(object.labels ?? {}).reduce(
      (acc, [key, value]) => {
        if (value !== void 0) {
          put(acc, key, globalThis.String(value));
        }
        return acc;
      },
      {}
    );
    return message2;
  }
};
function createBaseListContainersRequest_LabelsEntry() {
  return { key: "", value: "" };
}
var ListContainersRequest_LabelsEntry = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.key != null && message2.key !== "") {
      writer.uint32(10).string(message2.key);
    }
    if (message2.value != null && message2.value !== "") {
      writer.uint32(18).string(message2.value);
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseListContainersRequest_LabelsEntry();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.key = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message2.value = reader.string();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return ListContainersRequest_LabelsEntry.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseListContainersRequest_LabelsEntry();
    message2.key = object.key ?? "";
    message2.value = object.value ?? "";
    return message2;
  }
};
function createBaseListContainersResponse() {
  return { containers: [], nextPageToken: "" };
}
var ListContainersResponse = {
  encode(message2, writer = new BinaryWriter()) {
    for (const v of message2.containers ?? []) {
      ContainerState.encode(v, writer.uint32(10).fork()).join();
    }
    if (message2.nextPageToken != null && message2.nextPageToken !== "") {
      writer.uint32(18).string(message2.nextPageToken);
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseListContainersResponse();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.containers.push(ContainerState.decode(reader, reader.uint32()));
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message2.nextPageToken = reader.string();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return ListContainersResponse.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseListContainersResponse();
    message2.containers = object.containers?.map((e) => ContainerState.fromPartial(e)) || [];
    message2.nextPageToken = object.nextPageToken ?? "";
    return message2;
  }
};
function createBasePauseContainerRequest() {
  return { name: "" };
}
var PauseContainerRequest = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.name != null && message2.name !== "") {
      writer.uint32(10).string(message2.name);
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBasePauseContainerRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.name = reader.string();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return PauseContainerRequest.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBasePauseContainerRequest();
    message2.name = object.name ?? "";
    return message2;
  }
};
function createBasePauseContainerResponse() {
  return { container: void 0 };
}
var PauseContainerResponse = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.container != null) {
      ContainerState.encode(message2.container, writer.uint32(10).fork()).join();
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBasePauseContainerResponse();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.container = ContainerState.decode(reader, reader.uint32());
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return PauseContainerResponse.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBasePauseContainerResponse();
    message2.container = object.container !== void 0 && object.container !== null ? ContainerState.fromPartial(object.container) : void 0;
    return message2;
  }
};
function createBaseResumeContainerRequest() {
  return { name: "" };
}
var ResumeContainerRequest = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.name != null && message2.name !== "") {
      writer.uint32(10).string(message2.name);
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseResumeContainerRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.name = reader.string();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return ResumeContainerRequest.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseResumeContainerRequest();
    message2.name = object.name ?? "";
    return message2;
  }
};
function createBaseResumeContainerResponse() {
  return { container: void 0 };
}
var ResumeContainerResponse = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.container != null) {
      ContainerState.encode(message2.container, writer.uint32(10).fork()).join();
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseResumeContainerResponse();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.container = ContainerState.decode(reader, reader.uint32());
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return ResumeContainerResponse.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseResumeContainerResponse();
    message2.container = object.container !== void 0 && object.container !== null ? ContainerState.fromPartial(object.container) : void 0;
    return message2;
  }
};
function createBaseCopyInRequest() {
  return { start: void 0, data: void 0 };
}
var CopyInRequest = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.start != null) {
      CopyInStart.encode(message2.start, writer.uint32(10).fork()).join();
    }
    if (message2.data != null) {
      writer.uint32(18).bytes(message2.data);
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseCopyInRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.start = CopyInStart.decode(reader, reader.uint32());
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message2.data = reader.bytes();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return CopyInRequest.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseCopyInRequest();
    message2.start = object.start !== void 0 && object.start !== null ? CopyInStart.fromPartial(object.start) : void 0;
    message2.data = object.data ?? void 0;
    return message2;
  }
};
function createBaseCopyInStart() {
  return { name: "", path: "", keepOwners: false, replace: false };
}
var CopyInStart = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.name != null && message2.name !== "") {
      writer.uint32(10).string(message2.name);
    }
    if (message2.path != null && message2.path !== "") {
      writer.uint32(18).string(message2.path);
    }
    if (message2.keepOwners != null && message2.keepOwners !== false) {
      writer.uint32(24).bool(message2.keepOwners);
    }
    if (message2.replace != null && message2.replace !== false) {
      writer.uint32(32).bool(message2.replace);
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseCopyInStart();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.name = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message2.path = reader.string();
            continue;
          }
          case 3: {
            if (tag !== 24) {
              break;
            }
            message2.keepOwners = reader.bool();
            continue;
          }
          case 4: {
            if (tag !== 32) {
              break;
            }
            message2.replace = reader.bool();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return CopyInStart.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseCopyInStart();
    message2.name = object.name ?? "";
    message2.path = object.path ?? "";
    message2.keepOwners = object.keepOwners ?? false;
    message2.replace = object.replace ?? false;
    return message2;
  }
};
function createBaseCopyInResponse() {
  return { entries: 0 };
}
var CopyInResponse = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.entries != null && message2.entries !== 0) {
      writer.uint32(8).uint64(message2.entries);
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseCopyInResponse();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 8) {
              break;
            }
            message2.entries = reader.uint64();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return CopyInResponse.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseCopyInResponse();
    message2.entries = object.entries !== void 0 && object.entries !== null ? exact(object.entries) : 0;
    return message2;
  }
};
function createBaseCopyOutRequest() {
  return { name: "", path: "", follow: false };
}
var CopyOutRequest = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.name != null && message2.name !== "") {
      writer.uint32(10).string(message2.name);
    }
    if (message2.path != null && message2.path !== "") {
      writer.uint32(18).string(message2.path);
    }
    if (message2.follow != null && message2.follow !== false) {
      writer.uint32(24).bool(message2.follow);
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseCopyOutRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.name = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message2.path = reader.string();
            continue;
          }
          case 3: {
            if (tag !== 24) {
              break;
            }
            message2.follow = reader.bool();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return CopyOutRequest.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseCopyOutRequest();
    message2.name = object.name ?? "";
    message2.path = object.path ?? "";
    message2.follow = object.follow ?? false;
    return message2;
  }
};
function createBaseCopyOutResponse() {
  return { data: new Uint8Array(0) };
}
var CopyOutResponse = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.data != null && message2.data.length !== 0) {
      writer.uint32(10).bytes(message2.data);
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseCopyOutResponse();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.data = reader.bytes();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return CopyOutResponse.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseCopyOutResponse();
    message2.data = object.data ?? new Uint8Array(0);
    return message2;
  }
};
function createBaseContainerStatsRequest() {
  return { names: [], size: false };
}
var ContainerStatsRequest = {
  encode(message2, writer = new BinaryWriter()) {
    for (const v of message2.names ?? []) {
      writer.uint32(10).string(v);
    }
    if (message2.size != null && message2.size !== false) {
      writer.uint32(16).bool(message2.size);
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseContainerStatsRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.names.push(reader.string());
            continue;
          }
          case 2: {
            if (tag !== 16) {
              break;
            }
            message2.size = reader.bool();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return ContainerStatsRequest.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseContainerStatsRequest();
    message2.names = object.names?.map((e) => e) || [];
    message2.size = object.size ?? false;
    return message2;
  }
};
function createBaseContainerStatsResponse() {
  return { stats: [] };
}
var ContainerStatsResponse = {
  encode(message2, writer = new BinaryWriter()) {
    for (const v of message2.stats ?? []) {
      ContainerStats.encode(v, writer.uint32(10).fork()).join();
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseContainerStatsResponse();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.stats.push(ContainerStats.decode(reader, reader.uint32()));
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return ContainerStatsResponse.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseContainerStatsResponse();
    message2.stats = object.stats?.map((e) => ContainerStats.fromPartial(e)) || [];
    return message2;
  }
};
function createBaseContainerStats() {
  return { name: "", time: void 0, usage: void 0, writtenBytes: void 0, writtenFiles: void 0 };
}
var ContainerStats = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.name != null && message2.name !== "") {
      writer.uint32(10).string(message2.name);
    }
    if (message2.time != null) {
      Timestamp.encode(message2.time, writer.uint32(18).fork()).join();
    }
    if (message2.usage != null) {
      Usage.encode(message2.usage, writer.uint32(26).fork()).join();
    }
    if (message2.writtenBytes != null) {
      writer.uint32(32).uint64(message2.writtenBytes);
    }
    if (message2.writtenFiles != null) {
      writer.uint32(40).uint64(message2.writtenFiles);
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseContainerStats();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.name = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message2.time = Timestamp.decode(reader, reader.uint32());
            continue;
          }
          case 3: {
            if (tag !== 26) {
              break;
            }
            message2.usage = Usage.decode(reader, reader.uint32());
            continue;
          }
          case 4: {
            if (tag !== 32) {
              break;
            }
            message2.writtenBytes = reader.uint64();
            continue;
          }
          case 5: {
            if (tag !== 40) {
              break;
            }
            message2.writtenFiles = reader.uint64();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return ContainerStats.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseContainerStats();
    message2.name = object.name ?? "";
    message2.time = object.time !== void 0 && object.time !== null ? Timestamp.fromPartial(object.time) : void 0;
    message2.usage = object.usage !== void 0 && object.usage !== null ? Usage.fromPartial(object.usage) : void 0;
    message2.writtenBytes = object.writtenBytes !== void 0 && object.writtenBytes !== null ? exact(object.writtenBytes) : void 0;
    message2.writtenFiles = object.writtenFiles !== void 0 && object.writtenFiles !== null ? exact(object.writtenFiles) : void 0;
    return message2;
  }
};
function createBaseContainerTopRequest() {
  return { name: "" };
}
var ContainerTopRequest = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.name != null && message2.name !== "") {
      writer.uint32(10).string(message2.name);
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseContainerTopRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.name = reader.string();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return ContainerTopRequest.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseContainerTopRequest();
    message2.name = object.name ?? "";
    return message2;
  }
};
function createBaseContainerTopResponse() {
  return { processes: [] };
}
var ContainerTopResponse = {
  encode(message2, writer = new BinaryWriter()) {
    for (const v of message2.processes ?? []) {
      ContainerProcess.encode(v, writer.uint32(10).fork()).join();
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseContainerTopResponse();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.processes.push(ContainerProcess.decode(reader, reader.uint32()));
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return ContainerTopResponse.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseContainerTopResponse();
    message2.processes = object.processes?.map((e) => ContainerProcess.fromPartial(e)) || [];
    return message2;
  }
};
function createBaseContainerProcess() {
  return { pid: 0, innerPid: 0, parent: 0, user: 0, command: "", startedAt: void 0, cpuUs: 0, memoryBytes: 0 };
}
var ContainerProcess = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.pid != null && message2.pid !== 0) {
      writer.uint32(8).int32(message2.pid);
    }
    if (message2.innerPid != null && message2.innerPid !== 0) {
      writer.uint32(16).int32(message2.innerPid);
    }
    if (message2.parent != null && message2.parent !== 0) {
      writer.uint32(24).int32(message2.parent);
    }
    if (message2.user != null && message2.user !== 0) {
      writer.uint32(32).uint32(message2.user);
    }
    if (message2.command != null && message2.command !== "") {
      writer.uint32(42).string(message2.command);
    }
    if (message2.startedAt != null) {
      Timestamp.encode(message2.startedAt, writer.uint32(50).fork()).join();
    }
    if (message2.cpuUs != null && message2.cpuUs !== 0) {
      writer.uint32(56).uint64(message2.cpuUs);
    }
    if (message2.memoryBytes != null && message2.memoryBytes !== 0) {
      writer.uint32(64).uint64(message2.memoryBytes);
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseContainerProcess();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 8) {
              break;
            }
            message2.pid = reader.int32();
            continue;
          }
          case 2: {
            if (tag !== 16) {
              break;
            }
            message2.innerPid = reader.int32();
            continue;
          }
          case 3: {
            if (tag !== 24) {
              break;
            }
            message2.parent = reader.int32();
            continue;
          }
          case 4: {
            if (tag !== 32) {
              break;
            }
            message2.user = reader.uint32();
            continue;
          }
          case 5: {
            if (tag !== 42) {
              break;
            }
            message2.command = reader.string();
            continue;
          }
          case 6: {
            if (tag !== 50) {
              break;
            }
            message2.startedAt = Timestamp.decode(reader, reader.uint32());
            continue;
          }
          case 7: {
            if (tag !== 56) {
              break;
            }
            message2.cpuUs = reader.uint64();
            continue;
          }
          case 8: {
            if (tag !== 64) {
              break;
            }
            message2.memoryBytes = reader.uint64();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return ContainerProcess.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseContainerProcess();
    message2.pid = object.pid ?? 0;
    message2.innerPid = object.innerPid ?? 0;
    message2.parent = object.parent ?? 0;
    message2.user = object.user ?? 0;
    message2.command = object.command ?? "";
    message2.startedAt = object.startedAt !== void 0 && object.startedAt !== null ? Timestamp.fromPartial(object.startedAt) : void 0;
    message2.cpuUs = object.cpuUs !== void 0 && object.cpuUs !== null ? exact(object.cpuUs) : 0;
    message2.memoryBytes = object.memoryBytes !== void 0 && object.memoryBytes !== null ? exact(object.memoryBytes) : 0;
    return message2;
  }
};
function createBaseDiffContainerRequest() {
  return { name: "" };
}
var DiffContainerRequest = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.name != null && message2.name !== "") {
      writer.uint32(10).string(message2.name);
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseDiffContainerRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.name = reader.string();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return DiffContainerRequest.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseDiffContainerRequest();
    message2.name = object.name ?? "";
    return message2;
  }
};
function createBaseDiffContainerResponse() {
  return { changes: [] };
}
var DiffContainerResponse = {
  encode(message2, writer = new BinaryWriter()) {
    for (const v of message2.changes ?? []) {
      PathChange.encode(v, writer.uint32(10).fork()).join();
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseDiffContainerResponse();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.changes.push(PathChange.decode(reader, reader.uint32()));
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return DiffContainerResponse.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseDiffContainerResponse();
    message2.changes = object.changes?.map((e) => PathChange.fromPartial(e)) || [];
    return message2;
  }
};
function createBasePathChange() {
  return { path: "", kind: 0 };
}
var PathChange = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.path != null && message2.path !== "") {
      writer.uint32(10).string(message2.path);
    }
    if (message2.kind != null && message2.kind !== 0) {
      writer.uint32(16).int32(message2.kind);
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBasePathChange();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.path = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 16) {
              break;
            }
            message2.kind = reader.int32();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return PathChange.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBasePathChange();
    message2.path = object.path ?? "";
    message2.kind = object.kind ?? 0;
    return message2;
  }
};
function createBaseCommitContainerRequest() {
  return {
    name: "",
    image: "",
    author: "",
    comment: "",
    noPause: false,
    entrypoint: [],
    command: [],
    env: {},
    labels: {},
    user: void 0,
    workingDirectory: void 0
  };
}
var CommitContainerRequest = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.name != null && message2.name !== "") {
      writer.uint32(10).string(message2.name);
    }
    if (message2.image != null && message2.image !== "") {
      writer.uint32(18).string(message2.image);
    }
    if (message2.author != null && message2.author !== "") {
      writer.uint32(26).string(message2.author);
    }
    if (message2.comment != null && message2.comment !== "") {
      writer.uint32(34).string(message2.comment);
    }
    if (message2.noPause != null && message2.noPause !== false) {
      writer.uint32(40).bool(message2.noPause);
    }
    for (const v of message2.entrypoint ?? []) {
      writer.uint32(50).string(v);
    }
    for (const v of message2.command ?? []) {
      writer.uint32(58).string(v);
    }
    globalThis.Object.entries(message2.env ?? {}).forEach(([key, value]) => {
      CommitContainerRequest_EnvEntry.encode({ key, value }, writer.uint32(66).fork()).join();
    });
    globalThis.Object.entries(message2.labels ?? {}).forEach(([key, value]) => {
      CommitContainerRequest_LabelsEntry.encode({ key, value }, writer.uint32(74).fork()).join();
    });
    if (message2.user != null) {
      writer.uint32(82).string(message2.user);
    }
    if (message2.workingDirectory != null) {
      writer.uint32(90).string(message2.workingDirectory);
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseCommitContainerRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.name = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message2.image = reader.string();
            continue;
          }
          case 3: {
            if (tag !== 26) {
              break;
            }
            message2.author = reader.string();
            continue;
          }
          case 4: {
            if (tag !== 34) {
              break;
            }
            message2.comment = reader.string();
            continue;
          }
          case 5: {
            if (tag !== 40) {
              break;
            }
            message2.noPause = reader.bool();
            continue;
          }
          case 6: {
            if (tag !== 50) {
              break;
            }
            message2.entrypoint.push(reader.string());
            continue;
          }
          case 7: {
            if (tag !== 58) {
              break;
            }
            message2.command.push(reader.string());
            continue;
          }
          case 8: {
            if (tag !== 66) {
              break;
            }
            const entry8 = CommitContainerRequest_EnvEntry.decode(reader, reader.uint32());
            if (entry8.value !== void 0) {
              put(message2.env, entry8.key, entry8.value);
            }
            continue;
          }
          case 9: {
            if (tag !== 74) {
              break;
            }
            const entry9 = CommitContainerRequest_LabelsEntry.decode(reader, reader.uint32());
            if (entry9.value !== void 0) {
              put(message2.labels, entry9.key, entry9.value);
            }
            continue;
          }
          case 10: {
            if (tag !== 82) {
              break;
            }
            message2.user = reader.string();
            continue;
          }
          case 11: {
            if (tag !== 90) {
              break;
            }
            message2.workingDirectory = reader.string();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return CommitContainerRequest.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseCommitContainerRequest();
    message2.name = object.name ?? "";
    message2.image = object.image ?? "";
    message2.author = object.author ?? "";
    message2.comment = object.comment ?? "";
    message2.noPause = object.noPause ?? false;
    message2.entrypoint = object.entrypoint?.map((e) => e) || [];
    message2.command = object.command?.map((e) => e) || [];
    message2.env = globalThis.Object.entries(object.env ?? {}).reduce(
      (acc, [key, value]) => {
        if (value !== void 0) {
          put(acc, key, globalThis.String(value));
        }
        return acc;
      },
      {}
    );
    message2.labels = globalThis.Object.entries(object.labels ?? {}).reduce(
      (acc, [key, value]) => {
        if (value !== void 0) {
          put(acc, key, globalThis.String(value));
        }
        return acc;
      },
      {}
    );
    message2.user = object.user ?? void 0;
    message2.workingDirectory = object.workingDirectory ?? void 0;
    return message2;
  }
};
function createBaseCommitContainerRequest_EnvEntry() {
  return { key: "", value: "" };
}
var CommitContainerRequest_EnvEntry = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.key != null && message2.key !== "") {
      writer.uint32(10).string(message2.key);
    }
    if (message2.value != null && message2.value !== "") {
      writer.uint32(18).string(message2.value);
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseCommitContainerRequest_EnvEntry();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.key = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message2.value = reader.string();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return CommitContainerRequest_EnvEntry.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseCommitContainerRequest_EnvEntry();
    message2.key = object.key ?? "";
    message2.value = object.value ?? "";
    return message2;
  }
};
function createBaseCommitContainerRequest_LabelsEntry() {
  return { key: "", value: "" };
}
var CommitContainerRequest_LabelsEntry = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.key != null && message2.key !== "") {
      writer.uint32(10).string(message2.key);
    }
    if (message2.value != null && message2.value !== "") {
      writer.uint32(18).string(message2.value);
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseCommitContainerRequest_LabelsEntry();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.key = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message2.value = reader.string();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return CommitContainerRequest_LabelsEntry.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseCommitContainerRequest_LabelsEntry();
    message2.key = object.key ?? "";
    message2.value = object.value ?? "";
    return message2;
  }
};
function createBaseCommitContainerResponse() {
  return { image: void 0 };
}
var CommitContainerResponse = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.image != null) {
      Image.encode(message2.image, writer.uint32(10).fork()).join();
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseCommitContainerResponse();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.image = Image.decode(reader, reader.uint32());
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return CommitContainerResponse.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseCommitContainerResponse();
    message2.image = object.image !== void 0 && object.image !== null ? Image.fromPartial(object.image) : void 0;
    return message2;
  }
};
function createBaseExportContainerRequest() {
  return { name: "" };
}
var ExportContainerRequest = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.name != null && message2.name !== "") {
      writer.uint32(10).string(message2.name);
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseExportContainerRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.name = reader.string();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return ExportContainerRequest.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseExportContainerRequest();
    message2.name = object.name ?? "";
    return message2;
  }
};
function createBaseExportContainerResponse() {
  return { data: new Uint8Array(0) };
}
var ExportContainerResponse = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.data != null && message2.data.length !== 0) {
      writer.uint32(10).bytes(message2.data);
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseExportContainerResponse();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.data = reader.bytes();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return ExportContainerResponse.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseExportContainerResponse();
    message2.data = object.data ?? new Uint8Array(0);
    return message2;
  }
};
var ContainerServiceDefinition = {
  name: "ContainerService",
  fullName: "aurae.containers.v0.ContainerService",
  methods: {
    /**
     * Makes a container, on disk before the answer, and does not start it. NOT_FOUND when its image is not
     * here: pull it first. ALREADY_EXISTS while a workload of that name is there.
     */
    create: {
      name: "Create",
      requestType: CreateContainerRequest,
      requestStream: false,
      responseType: CreateContainerResponse,
      responseStream: false,
      options: {}
    },
    /**
     * Starts a container that is down. Answers once it is up by its own type, which is once execve(2) has
     * succeeded where nothing else is said; or that it has not come up.
     */
    start: {
      name: "Start",
      requestType: StartContainerRequest,
      requestStream: false,
      responseType: StartContainerResponse,
      responseStream: false,
      options: {}
    },
    /**
     * Stops a container: its stop signal, the grace, then cgroup.kill. Answers when nothing of it runs any
     * more. It is not started again by its restart policy. One that is down is no error.
     */
    stop: {
      name: "Stop",
      requestType: StopContainerRequest,
      requestStream: false,
      responseType: StopContainerResponse,
      responseStream: false,
      options: {}
    },
    /**
     * Sends a signal to the first process of a container, or to all. What follows an end is up to its
     * restart policy. The kernel keeps from the first process, other than SIGKILL, what it has no handler for.
     */
    kill: {
      name: "Kill",
      requestType: KillContainerRequest,
      requestStream: false,
      responseType: KillContainerResponse,
      responseStream: false,
      options: {}
    },
    /** Forgets a container that is down, and removes what it has written. Its logs stay as those of any workload. */
    delete: {
      name: "Delete",
      requestType: DeleteContainerRequest,
      requestStream: false,
      responseType: DeleteContainerResponse,
      responseStream: false,
      options: {}
    },
    /** One container, and what was asked of it. */
    get: {
      name: "Get",
      requestType: GetContainerRequest,
      requestStream: false,
      responseType: GetContainerResponse,
      responseStream: false,
      options: {}
    },
    /** Containers by name: those that run; with `all`, those that are down, too. */
    list: {
      name: "List",
      requestType: ListContainersRequest,
      requestStream: false,
      responseType: ListContainersResponse,
      responseStream: false,
      options: {}
    },
    /** Changes what a container is, as `RuntimeService.Edit` does. Limits and the restart policy hold at once. */
    update: {
      name: "Update",
      requestType: EditRequest,
      requestStream: false,
      responseType: EditResponse,
      responseStream: false,
      options: {}
    },
    /** Stops all processes of a container for a while. Answers when they stand still. Health checks wait. */
    pause: {
      name: "Pause",
      requestType: PauseContainerRequest,
      requestStream: false,
      responseType: PauseContainerResponse,
      responseStream: false,
      options: {}
    },
    /** Lets a paused container go on. One that is not paused is no error. */
    resume: {
      name: "Resume",
      requestType: ResumeContainerRequest,
      requestStream: false,
      responseType: ResumeContainerResponse,
      responseStream: false,
      options: {}
    },
    /** Runs a command in a container, as a session. As `RuntimeService.Exec`. */
    exec: {
      name: "Exec",
      requestType: ExecRequest,
      requestStream: true,
      responseType: ExecResponse,
      responseStream: true,
      options: {}
    },
    /** Connects to the streams or the terminal of a container. As `RuntimeService.Attach`. */
    attach: {
      name: "Attach",
      requestType: AttachRequest,
      requestStream: true,
      responseType: AttachResponse,
      responseStream: true,
      options: {}
    },
    /**
     * Unpacks a tar archive into a folder of a container, which need not run. The first message has `start`.
     * Nothing outside of the container is reached, whatever its links say. What was made before a failure stays.
     */
    copyIn: {
      name: "CopyIn",
      requestType: CopyInRequest,
      requestStream: true,
      responseType: CopyInResponse,
      responseStream: false,
      options: {}
    },
    /** Packs a file or folder of a container, which need not run, as a tar archive. */
    copyOut: {
      name: "CopyOut",
      requestType: CopyOutRequest,
      requestStream: false,
      responseType: CopyOutResponse,
      responseStream: true,
      options: {}
    },
    /** Lines of its stdout and stderr. As `RuntimeService.Logs`. */
    logs: {
      name: "Logs",
      requestType: LogsRequest,
      requestStream: false,
      responseType: LogsResponse,
      responseStream: true,
      options: {}
    },
    /** What containers use. */
    stats: {
      name: "Stats",
      requestType: ContainerStatsRequest,
      requestStream: false,
      responseType: ContainerStatsResponse,
      responseStream: false,
      options: {}
    },
    /** The processes of a container. */
    top: {
      name: "Top",
      requestType: ContainerTopRequest,
      requestStream: false,
      responseType: ContainerTopResponse,
      responseStream: false,
      options: {}
    },
    /** Waits until a container is down and makes no further attempt. As `RuntimeService.Wait`. */
    wait: {
      name: "Wait",
      requestType: WaitRequest,
      requestStream: false,
      responseType: WaitResponse,
      responseStream: false,
      options: {}
    },
    /** What is different in a container's root from its image, by path. */
    diff: {
      name: "Diff",
      requestType: DiffContainerRequest,
      requestStream: false,
      responseType: DiffContainerResponse,
      responseStream: true,
      options: {}
    },
    /** Makes an image of a container's root as it is now. Mounts are no part of it. */
    commit: {
      name: "Commit",
      requestType: CommitContainerRequest,
      requestStream: false,
      responseType: CommitContainerResponse,
      responseStream: false,
      options: {}
    },
    /** Packs the whole root of a container as one tar archive. Mounts are no part of it. */
    export: {
      name: "Export",
      requestType: ExportContainerRequest,
      requestStream: false,
      responseType: ExportContainerResponse,
      responseStream: true,
      options: {}
    }
  }
};

// src/bytes.ts
function joined(...pieces3) {
  const whole3 = new Uint8Array(pieces3.reduce((sum, piece) => sum + piece.length, 0));
  let at2 = 0;
  for (const piece of pieces3) {
    whole3.set(piece, at2);
    at2 += piece.length;
  }
  return whole3;
}

// src/client.ts
function client(connection) {
  const { bridge, channel } = connection;
  const ask2 = (service3, method) => ({
    path: `/${service3}/${method}`,
    timeout: void 0
  });
  return {
    request: (service3, method, request2) => bridge.unaryLater(channel, { ...ask2(service3, method), request: request2 }),
    serverStreamingRequest: (service3, method, request2) => bridge.serverStreamLater(channel, { ...ask2(service3, method), request: request2 }),
    clientStreamingRequest: (service3, method) => Promise.reject(unimplemented(service3, method)),
    bidirectionalStreamingRequest: (service3, method, data) => both(() => bridge.duplex(channel, { ...ask2(service3, method), request: void 0 }), data),
    close: () => bridge.closed(channel)
  };
}
async function* both(begin2, data) {
  const call2 = begin2();
  const requests2 = data[Symbol.asyncIterator]();
  let broken;
  const sending = async () => {
    for (; ; ) {
      let next;
      try {
        next = await requests2.next();
      } catch (error) {
        broken = { error };
        return await call2.cancel();
      }
      await call2.send(next.done ? void 0 : next.value);
      if (next.done) return;
    }
  };
  sending().catch(() => void 0);
  try {
    yield* call2.messages;
  } catch (error) {
    throw broken ? broken.error : error;
  } finally {
    requests2.return?.().catch(() => void 0);
  }
  if (broken) throw broken.error;
}
function whereOf(options) {
  if (options === void 0 || options.kind === "default") return void 0;
  if ("path" in options) return { config: options.path };
  const { socket, ca_crt, client_crt, client_key } = options;
  if (socket && ca_crt && client_crt && client_key) {
    return { socket, ca: ca_crt, certificate: client_crt, key: client_key };
  }
  const why2 = "cannot connect: expected path, or ca_crt, client_crt, client_key and socket";
  throw new AuraeError("INVALID_ARGUMENT", why2);
}
function unimplemented(service3, method) {
  const name = `${service3}/${method}`;
  return new AuraeError("UNIMPLEMENTED", `cannot call ${name}: streams of requests`, name);
}

// gen/schema.ts
var enums = {
  "aurae.cells.v0.CellStatus": { 0: "unspecified", 1: "allocated", 2: "freeing" },
  "aurae.cells.v0.CellEvent": { 0: "unspecified", 1: "exists", 2: "synced", 3: "allocated", 4: "updated", 5: "frozen", 6: "thawed", 7: "killed", 8: "freeing", 9: "freed" },
  "aurae.images.v0.PullPolicy": { 0: "unspecified", 1: "always", 2: "if_missing", 3: "never" },
  "aurae.images.v0.LayerForm": { 0: "unspecified", 1: "folder", 2: "erofs", 3: "flat" },
  "aurae.images.v0.LayerPhase": { 0: "unspecified", 1: "waiting", 2: "fetching", 3: "unpacking", 4: "done", 5: "present", 6: "pushing", 7: "packing" },
  "aurae.images.v0.ArchiveFormat": { 0: "unspecified", 1: "oci", 2: "docker" },
  "aurae.images.v0.BlobState": { 0: "unspecified", 1: "sound", 2: "damaged", 3: "missing", 4: "repaired", 5: "discarded" },
  "aurae.networks.v0.Driver": { 0: "unspecified", 1: "bridge", 2: "cni" },
  "aurae.networks.v0.PublishedPort.Protocol": { 0: "unspecified", 1: "tcp", 2: "udp" },
  "aurae.runtime.v0.BindMount.Propagation": { 0: "unspecified", 1: "private", 2: "slave", 3: "shared" },
  "aurae.runtime.v0.Sink": { 0: "unspecified", 1: "log", 2: "null" },
  "aurae.runtime.v0.PressurePreference": { 0: "unspecified", 1: "avoid", 2: "omit" },
  "aurae.runtime.v0.Scheduling.Policy": { 0: "unspecified", 1: "other", 2: "batch", 3: "idle", 4: "fifo", 5: "rr" },
  "aurae.runtime.v0.Scheduling.IoClass": { 0: "unspecified", 1: "realtime", 2: "best_effort", 3: "idle" },
  "aurae.runtime.v0.Folder.Place": { 0: "unspecified", 1: "runtime", 2: "state", 3: "cache", 4: "logs", 5: "configuration" },
  "aurae.runtime.v0.Sandbox.System": { 0: "unspecified", 1: "open", 2: "usr", 3: "full", 4: "strict" },
  "aurae.runtime.v0.Sandbox.Home": { 0: "unspecified", 1: "open", 2: "read_only", 3: "empty", 4: "inaccessible" },
  "aurae.runtime.v0.Sandbox.DevicePolicy": { 0: "unspecified", 1: "auto", 2: "closed", 3: "strict" },
  "aurae.runtime.v0.Phase": { 0: "unspecified", 1: "inactive", 2: "waiting", 3: "activating", 4: "active", 5: "reloading", 6: "deactivating", 7: "backoff", 8: "failed" },
  "aurae.runtime.v0.Service.Type": { 0: "unspecified", 1: "exec", 2: "notify", 3: "notify_reload", 4: "oneshot" },
  "aurae.runtime.v0.Service.KillMode": { 0: "unspecified", 1: "group", 2: "mixed", 3: "process" },
  "aurae.runtime.v0.Service.NotifyAccess": { 0: "unspecified", 1: "none", 2: "main", 3: "exec", 4: "all" },
  "aurae.runtime.v0.Service.OomPolicy": { 0: "unspecified", 1: "continue", 2: "stop", 3: "kill" },
  "aurae.runtime.v0.Restart.Policy": { 0: "unspecified", 1: "no", 2: "always", 3: "on_success", 4: "on_failure", 5: "on_abnormal", 6: "on_abort", 7: "on_watchdog" },
  "aurae.runtime.v0.HealthCheck.Effect": { 0: "unspecified", 1: "liveness", 2: "readiness" },
  "aurae.runtime.v0.Listener.Kind": { 0: "unspecified", 1: "stream", 2: "datagram", 3: "seqpacket" },
  "aurae.runtime.v0.Kind": { 0: "unspecified", 1: "executable", 2: "container" },
  "aurae.runtime.v0.Status": { 0: "unspecified", 1: "starting", 2: "running", 3: "stopping", 4: "exited", 5: "failed", 6: "orphaned", 7: "lost", 8: "inactive" },
  "aurae.runtime.v0.LogStream": { 0: "unspecified", 1: "stdout", 2: "stderr" },
  "aurae.runtime.v0.Container.Network": { 0: "unspecified", 1: "own", 2: "none", 3: "host" },
  "aurae.runtime.v0.Container.UserNamespace": { 0: "unspecified", 1: "own", 2: "host" },
  "aurae.containers.v0.ContainerState.State": { 0: "unspecified", 1: "created", 2: "starting", 3: "running", 4: "paused", 5: "stopping", 6: "restarting", 7: "exited", 8: "failed" },
  "aurae.containers.v0.PathChange.Kind": { 0: "unspecified", 1: "added", 2: "changed", 3: "deleted" },
  "aurae.volumes.v0.Volume.Backing": { 0: "unspecified", 1: "folder", 2: "ext4" },
  "grpc.health.v1.HealthCheckResponse.ServingStatus": { 0: "unknown", 1: "serving", 2: "not_serving", 3: "service_unknown" },
  "aurae.observe.v0.LogChannelType": { 0: "unspecified", 1: "stdout", 2: "stderr" },
  "aurae.observe.v0.WorkloadType": { 0: "unspecified", 1: "cell", 2: "pod_sandbox", 3: "vm" },
  "runtime.v1.Protocol": { 0: "tcp", 1: "udp", 2: "sctp" },
  "runtime.v1.MountPropagation": { 0: "propagation_private", 1: "propagation_host_to_container", 2: "propagation_bidirectional" },
  "runtime.v1.NamespaceMode": { 0: "pod", 1: "container", 2: "node", 3: "target" },
  "runtime.v1.SupplementalGroupsPolicy": { 0: "merge", 1: "strict" },
  "runtime.v1.PodSandboxState": { 0: "sandbox_ready", 1: "sandbox_notready" },
  "runtime.v1.Signal": { 0: "runtime_default", 1: "sigabrt", 2: "sigalrm", 3: "sigbus", 4: "sigchld", 5: "sigcld", 6: "sigcont", 7: "sigfpe", 8: "sighup", 9: "sigill", 10: "sigint", 11: "sigio", 12: "sigiot", 13: "sigkill", 14: "sigpipe", 15: "sigpoll", 16: "sigprof", 17: "sigpwr", 18: "sigquit", 19: "sigsegv", 20: "sigstkflt", 21: "sigstop", 22: "sigsys", 23: "sigterm", 24: "sigtrap", 25: "sigtstp", 26: "sigttin", 27: "sigttou", 28: "sigurg", 29: "sigusr1", 30: "sigusr2", 31: "sigvtalrm", 32: "sigwinch", 33: "sigxcpu", 34: "sigxfsz", 35: "sigrtmin", 36: "sigrtminplus1", 37: "sigrtminplus2", 38: "sigrtminplus3", 39: "sigrtminplus4", 40: "sigrtminplus5", 41: "sigrtminplus6", 42: "sigrtminplus7", 43: "sigrtminplus8", 44: "sigrtminplus9", 45: "sigrtminplus10", 46: "sigrtminplus11", 47: "sigrtminplus12", 48: "sigrtminplus13", 49: "sigrtminplus14", 50: "sigrtminplus15", 51: "sigrtmaxminus14", 52: "sigrtmaxminus13", 53: "sigrtmaxminus12", 54: "sigrtmaxminus11", 55: "sigrtmaxminus10", 56: "sigrtmaxminus9", 57: "sigrtmaxminus8", 58: "sigrtmaxminus7", 59: "sigrtmaxminus6", 60: "sigrtmaxminus5", 61: "sigrtmaxminus4", 62: "sigrtmaxminus3", 63: "sigrtmaxminus2", 64: "sigrtmaxminus1", 65: "sigrtmax" },
  "runtime.v1.ContainerState": { 0: "container_created", 1: "container_running", 2: "container_exited", 3: "container_unknown" },
  "runtime.v1.ContainerEventType": { 0: "container_created_event", 1: "container_started_event", 2: "container_stopped_event", 3: "container_deleted_event" },
  "runtime.v1.MetricType": { 0: "counter", 1: "gauge" },
  "runtime.v1.CgroupDriver": { 0: "systemd", 1: "cgroupfs" },
  "runtime.v1.SecurityProfile.ProfileType": { 0: "runtimedefault", 1: "unconfined", 2: "localhost" }
};
var messages = {
  "aurae.cells.v0.CellServiceAllocateRequest": { cell: "aurae.cells.v0.Cell" },
  "aurae.cells.v0.CellServiceFreeRequest": { timeout: "google.protobuf.Duration" },
  "aurae.cells.v0.CellServiceStartRequest": { executable: "aurae.cells.v0.Executable" },
  "aurae.cells.v0.CellServiceStopRequest": { timeout: "google.protobuf.Duration" },
  "aurae.cells.v0.CellServiceListRequest": { labels: "map" },
  "aurae.cells.v0.CellServiceListResponse": { cells: "aurae.cells.v0.CellGraphNode" },
  "aurae.cells.v0.CellGraphNode": { cell: "aurae.cells.v0.Cell", children: "aurae.cells.v0.CellGraphNode", state: "aurae.cells.v0.CellState" },
  "aurae.cells.v0.Cell": { cpu: "aurae.cells.v0.CpuController", cpuset: "aurae.cells.v0.CpusetController", memory: "aurae.cells.v0.MemoryController", pids: "aurae.cells.v0.PidsController", io: "aurae.cells.v0.IoController", labels: "map", annotations: "map" },
  "aurae.cells.v0.IoController": { devices: "aurae.cells.v0.IoDevice" },
  "aurae.cells.v0.CellState": { status: "aurae.cells.v0.CellStatus", createdAt: "google.protobuf.Timestamp", cpu: "aurae.cells.v0.CpuController", cpuset: "aurae.cells.v0.CpusetController", memory: "aurae.cells.v0.MemoryController", pids: "aurae.cells.v0.PidsController", io: "aurae.cells.v0.IoController" },
  "aurae.cells.v0.CellServiceGetResponse": { cell: "aurae.cells.v0.CellGraphNode" },
  "aurae.cells.v0.CellServiceUpdateRequest": { cell: "aurae.cells.v0.Cell" },
  "aurae.cells.v0.CellServiceUpdateResponse": { cell: "aurae.cells.v0.CellGraphNode" },
  "aurae.cells.v0.CellServiceStatsResponse": { time: "google.protobuf.Timestamp", cpu: "aurae.cells.v0.CpuStats", memory: "aurae.cells.v0.MemoryStats", pids: "aurae.cells.v0.PidsStats", io: "aurae.cells.v0.IoStats" },
  "aurae.cells.v0.CellServiceWatchResponse": { event: "aurae.cells.v0.CellEvent", time: "google.protobuf.Timestamp", cell: "aurae.cells.v0.Cell" },
  "aurae.images.v0.PullImageRequest": { policy: "aurae.images.v0.PullPolicy", layers: "aurae.images.v0.LayerForm" },
  "aurae.images.v0.PullImageResponse": { layers: "aurae.images.v0.LayerProgress", image: "aurae.images.v0.Image" },
  "aurae.images.v0.LayerProgress": { phase: "aurae.images.v0.LayerPhase" },
  "aurae.images.v0.Image": { addedAt: "google.protobuf.Timestamp", usage: "aurae.images.v0.ImageUsage", labels: "map" },
  "aurae.images.v0.PushImageResponse": { layers: "aurae.images.v0.LayerProgress" },
  "aurae.images.v0.ExportImagesRequest": { format: "aurae.images.v0.ArchiveFormat" },
  "aurae.images.v0.ImportImagesRequest": { options: "aurae.images.v0.ImportOptions" },
  "aurae.images.v0.ImportOptions": { layers: "aurae.images.v0.LayerForm" },
  "aurae.images.v0.ImportImagesResponse": { layers: "aurae.images.v0.LayerProgress", images: "aurae.images.v0.ImportedImage" },
  "aurae.images.v0.ImportedImage": { image: "aurae.images.v0.Image" },
  "aurae.images.v0.TagImageResponse": { image: "aurae.images.v0.Image" },
  "aurae.images.v0.ListImagesResponse": { images: "aurae.images.v0.Image" },
  "aurae.images.v0.GetImageResponse": { image: "aurae.images.v0.Image", config: "aurae.images.v0.ImageConfig", layers: "aurae.images.v0.ImageLayer", manifests: "aurae.images.v0.ImageManifest", flat: "aurae.images.v0.ErofsImage" },
  "aurae.images.v0.ImageLayer": { erofs: "aurae.images.v0.ErofsImage" },
  "aurae.images.v0.GetImageHistoryResponse": { steps: "aurae.images.v0.ImageStep" },
  "aurae.images.v0.PruneImagesRequest": { age: "google.protobuf.Duration" },
  "aurae.images.v0.PruneImagesResponse": { images: "aurae.images.v0.PrunedImage" },
  "aurae.images.v0.GetImageUsageResponse": { images: "aurae.images.v0.Image" },
  "aurae.images.v0.ScrubImagesResponse": { state: "aurae.images.v0.BlobState", form: "aurae.images.v0.LayerForm" },
  "aurae.networks.v0.NetworkSpec": { labels: "map", driver: "aurae.networks.v0.Driver" },
  "aurae.networks.v0.Network": { spec: "aurae.networks.v0.NetworkSpec", createdAt: "google.protobuf.Timestamp" },
  "aurae.networks.v0.Attachment": { rates: "aurae.networks.v0.Rates" },
  "aurae.networks.v0.PublishedPort": { protocol: "aurae.networks.v0.PublishedPort.Protocol" },
  "aurae.networks.v0.CreateNetworkRequest": { network: "aurae.networks.v0.NetworkSpec" },
  "aurae.networks.v0.CreateNetworkResponse": { network: "aurae.networks.v0.Network" },
  "aurae.networks.v0.GetNetworkResponse": { network: "aurae.networks.v0.Network", endpoints: "aurae.networks.v0.Endpoint" },
  "aurae.networks.v0.ListNetworksRequest": { labels: "map" },
  "aurae.networks.v0.ListNetworksResponse": { networks: "aurae.networks.v0.Network" },
  "aurae.networks.v0.PruneNetworksRequest": { labels: "map" },
  "aurae.networks.v0.ConnectNetworkRequest": { attachment: "aurae.networks.v0.Attachment" },
  "aurae.networks.v0.ConnectNetworkResponse": { endpoint: "aurae.networks.v0.Endpoint" },
  "aurae.networks.v0.PublishPortRequest": { port: "aurae.networks.v0.PublishedPort" },
  "aurae.networks.v0.PublishPortResponse": { port: "aurae.networks.v0.PublishedPort" },
  "aurae.networks.v0.UnpublishPortRequest": { port: "aurae.networks.v0.PublishedPort" },
  "aurae.networks.v0.UnpublishPortResponse": { ports: "aurae.networks.v0.PublishedPort" },
  "aurae.networks.v0.Port": { port: "aurae.networks.v0.PublishedPort" },
  "aurae.networks.v0.ListPortsResponse": { ports: "aurae.networks.v0.Port" },
  "aurae.runtime.v0.Mount": { bind: "aurae.runtime.v0.BindMount", tmpfs: "aurae.runtime.v0.TmpfsMount", image: "aurae.runtime.v0.ImageMount", secret: "aurae.runtime.v0.SecretMount", volume: "aurae.runtime.v0.VolumeMount" },
  "aurae.runtime.v0.BindMount": { propagation: "aurae.runtime.v0.BindMount.Propagation" },
  "aurae.runtime.v0.Limits": { cpu: "aurae.cells.v0.CpuController", cpuset: "aurae.cells.v0.CpusetController", memory: "aurae.cells.v0.MemoryController", pids: "aurae.cells.v0.PidsController", io: "aurae.cells.v0.IoController" },
  "aurae.runtime.v0.Scheduling": { policy: "aurae.runtime.v0.Scheduling.Policy", ioClass: "aurae.runtime.v0.Scheduling.IoClass" },
  "aurae.runtime.v0.Folder": { place: "aurae.runtime.v0.Folder.Place" },
  "aurae.runtime.v0.Sandbox": { system: "aurae.runtime.v0.Sandbox.System", home: "aurae.runtime.v0.Sandbox.Home", devicePolicy: "aurae.runtime.v0.Sandbox.DevicePolicy" },
  "aurae.runtime.v0.Service": { type: "aurae.runtime.v0.Service.Type", condition: "aurae.runtime.v0.Command", startPre: "aurae.runtime.v0.Command", then: "aurae.runtime.v0.Command", startPost: "aurae.runtime.v0.Command", reload: "aurae.runtime.v0.Command", stop: "aurae.runtime.v0.Command", stopPost: "aurae.runtime.v0.Command", startTimeout: "google.protobuf.Duration", commandTimeout: "google.protobuf.Duration", runTimeout: "google.protobuf.Duration", watchdog: "google.protobuf.Duration", killMode: "aurae.runtime.v0.Service.KillMode", notifyAccess: "aurae.runtime.v0.Service.NotifyAccess", oomPolicy: "aurae.runtime.v0.Service.OomPolicy", restart: "aurae.runtime.v0.Restart", health: "aurae.runtime.v0.HealthCheck", listeners: "aurae.runtime.v0.Listener", timer: "aurae.runtime.v0.Timer" },
  "aurae.runtime.v0.Restart": { policy: "aurae.runtime.v0.Restart.Policy", delay: "google.protobuf.Duration", maxDelay: "google.protobuf.Duration", resetAfter: "google.protobuf.Duration", burstInterval: "google.protobuf.Duration" },
  "aurae.runtime.v0.HealthCheck": { command: "aurae.runtime.v0.Command", tcp: "aurae.runtime.v0.TcpProbe", http: "aurae.runtime.v0.HttpProbe", grpc: "aurae.runtime.v0.GrpcProbe", effect: "aurae.runtime.v0.HealthCheck.Effect", interval: "google.protobuf.Duration", timeout: "google.protobuf.Duration", startPeriod: "google.protobuf.Duration" },
  "aurae.runtime.v0.Listener": { kind: "aurae.runtime.v0.Listener.Kind" },
  "aurae.runtime.v0.Timer": { onBoot: "google.protobuf.Duration", onStartup: "google.protobuf.Duration", onActive: "google.protobuf.Duration", interval: "google.protobuf.Duration", onInactive: "google.protobuf.Duration", jitter: "google.protobuf.Duration", accuracy: "google.protobuf.Duration" },
  "aurae.runtime.v0.ServiceState": { phase: "aurae.runtime.v0.Phase", nextAttemptAt: "google.protobuf.Timestamp", changedAt: "google.protobuf.Timestamp", readyAt: "google.protobuf.Timestamp", health: "aurae.runtime.v0.HealthState", timerLastAt: "google.protobuf.Timestamp", timerNextAt: "google.protobuf.Timestamp", type: "aurae.runtime.v0.Service.Type", beganAfterBoot: "google.protobuf.Duration", readyAfterBoot: "google.protobuf.Duration" },
  "aurae.runtime.v0.HealthState": { lookedAt: "google.protobuf.Timestamp", effect: "aurae.runtime.v0.HealthCheck.Effect" },
  "aurae.runtime.v0.WorkloadSpec": { executable: "aurae.runtime.v0.Executable", container: "aurae.runtime.v0.Container", service: "aurae.runtime.v0.Service" },
  "aurae.runtime.v0.Executable": { env: "map", stopTimeout: "google.protobuf.Duration", scheduling: "aurae.runtime.v0.Scheduling", rlimits: "map aurae.runtime.v0.Rlimit", stdout: "aurae.runtime.v0.Sink", stderr: "aurae.runtime.v0.Sink", folders: "aurae.runtime.v0.Folder", credentials: "aurae.runtime.v0.Credential", sandbox: "aurae.runtime.v0.Sandbox", pressurePreference: "aurae.runtime.v0.PressurePreference" },
  "aurae.runtime.v0.Container": { process: "aurae.runtime.v0.Executable", network: "aurae.runtime.v0.Container.Network", userNamespace: "aurae.runtime.v0.Container.UserNamespace", mounts: "aurae.runtime.v0.Mount", devices: "aurae.runtime.v0.DeviceNode", sysctls: "map", limits: "aurae.runtime.v0.Limits", dns: "aurae.runtime.v0.Dns", maskedPaths: "aurae.runtime.v0.Paths", readOnlyPaths: "aurae.runtime.v0.Paths", labels: "map", annotations: "map", writablePaths: "aurae.runtime.v0.Paths", networks: "aurae.networks.v0.Attachment", ports: "aurae.networks.v0.PublishedPort" },
  "aurae.runtime.v0.Workload": { kind: "aurae.runtime.v0.Kind", status: "aurae.runtime.v0.Status", createdAt: "google.protobuf.Timestamp", startedAt: "google.protobuf.Timestamp", finishedAt: "google.protobuf.Timestamp", service: "aurae.runtime.v0.ServiceState" },
  "aurae.runtime.v0.StartRequest": { workload: "aurae.runtime.v0.WorkloadSpec", wait: "google.protobuf.Duration" },
  "aurae.runtime.v0.StartResponse": { workload: "aurae.runtime.v0.Workload", output: "aurae.runtime.v0.Output" },
  "aurae.runtime.v0.StopRequest": { timeout: "google.protobuf.Duration" },
  "aurae.runtime.v0.StopResponse": { workload: "aurae.runtime.v0.Workload" },
  "aurae.runtime.v0.WaitRequest": { timeout: "google.protobuf.Duration" },
  "aurae.runtime.v0.WaitResponse": { workload: "aurae.runtime.v0.Workload", output: "aurae.runtime.v0.Output" },
  "aurae.runtime.v0.ListResponse": { workloads: "aurae.runtime.v0.Workload" },
  "aurae.runtime.v0.GetResponse": { workload: "aurae.runtime.v0.Workload" },
  "aurae.runtime.v0.LogsRequest": { stream: "aurae.runtime.v0.LogStream", since: "google.protobuf.Timestamp", until: "google.protobuf.Timestamp" },
  "aurae.runtime.v0.LogLine": { stream: "aurae.runtime.v0.LogStream", time: "google.protobuf.Timestamp" },
  "aurae.runtime.v0.LogsResponse": { lines: "aurae.runtime.v0.LogLine" },
  "aurae.runtime.v0.RestartRequest": { timeout: "google.protobuf.Duration" },
  "aurae.runtime.v0.RestartResponse": { workload: "aurae.runtime.v0.Workload" },
  "aurae.runtime.v0.ReloadResponse": { workload: "aurae.runtime.v0.Workload" },
  "aurae.runtime.v0.EditRequest": { workload: "aurae.runtime.v0.WorkloadSpec" },
  "aurae.runtime.v0.EditResponse": { workload: "aurae.runtime.v0.Workload" },
  "aurae.runtime.v0.ExplainRequest": { workload: "aurae.runtime.v0.WorkloadSpec" },
  "aurae.runtime.v0.SecurityRequest": { workload: "aurae.runtime.v0.WorkloadSpec" },
  "aurae.runtime.v0.SecurityResponse": { exposures: "aurae.runtime.v0.Exposure" },
  "aurae.runtime.v0.StatusResponse": { workload: "aurae.runtime.v0.Workload", spec: "aurae.runtime.v0.WorkloadSpec", processes: "aurae.runtime.v0.Process", usage: "aurae.runtime.v0.Usage", lines: "aurae.runtime.v0.LogLine" },
  "aurae.runtime.v0.WatchResponse": { workload: "aurae.runtime.v0.Workload" },
  "aurae.runtime.v0.ExecRequest": { start: "aurae.runtime.v0.ExecStart", size: "aurae.runtime.v0.TerminalSize" },
  "aurae.runtime.v0.ExecStart": { env: "map", terminal: "aurae.runtime.v0.TerminalSize" },
  "aurae.runtime.v0.ExecResponse": { started: "aurae.runtime.v0.ExecStarted", ended: "aurae.runtime.v0.ExecEnded" },
  "aurae.runtime.v0.AttachRequest": { start: "aurae.runtime.v0.AttachStart", size: "aurae.runtime.v0.TerminalSize" },
  "aurae.runtime.v0.AttachStart": { size: "aurae.runtime.v0.TerminalSize" },
  "aurae.runtime.v0.AttachResponse": { started: "aurae.runtime.v0.AttachStarted", ended: "aurae.runtime.v0.Workload" },
  "aurae.runtime.v0.AttachStarted": { workload: "aurae.runtime.v0.Workload" },
  "aurae.containers.v0.ContainerState": { state: "aurae.containers.v0.ContainerState.State", workload: "aurae.runtime.v0.Workload", labels: "map" },
  "aurae.containers.v0.CreateContainerRequest": { workload: "aurae.runtime.v0.WorkloadSpec" },
  "aurae.containers.v0.CreateContainerResponse": { container: "aurae.containers.v0.ContainerState" },
  "aurae.containers.v0.StartContainerResponse": { container: "aurae.containers.v0.ContainerState" },
  "aurae.containers.v0.StopContainerRequest": { timeout: "google.protobuf.Duration" },
  "aurae.containers.v0.StopContainerResponse": { container: "aurae.containers.v0.ContainerState" },
  "aurae.containers.v0.GetContainerResponse": { container: "aurae.containers.v0.ContainerState", spec: "aurae.runtime.v0.WorkloadSpec" },
  "aurae.containers.v0.ListContainersRequest": { labels: "map" },
  "aurae.containers.v0.ListContainersResponse": { containers: "aurae.containers.v0.ContainerState" },
  "aurae.containers.v0.PauseContainerResponse": { container: "aurae.containers.v0.ContainerState" },
  "aurae.containers.v0.ResumeContainerResponse": { container: "aurae.containers.v0.ContainerState" },
  "aurae.containers.v0.CopyInRequest": { start: "aurae.containers.v0.CopyInStart" },
  "aurae.containers.v0.ContainerStatsResponse": { stats: "aurae.containers.v0.ContainerStats" },
  "aurae.containers.v0.ContainerStats": { time: "google.protobuf.Timestamp", usage: "aurae.runtime.v0.Usage" },
  "aurae.containers.v0.ContainerTopResponse": { processes: "aurae.containers.v0.ContainerProcess" },
  "aurae.containers.v0.ContainerProcess": { startedAt: "google.protobuf.Timestamp" },
  "aurae.containers.v0.DiffContainerResponse": { changes: "aurae.containers.v0.PathChange" },
  "aurae.containers.v0.PathChange": { kind: "aurae.containers.v0.PathChange.Kind" },
  "aurae.containers.v0.CommitContainerRequest": { env: "map", labels: "map" },
  "aurae.containers.v0.CommitContainerResponse": { image: "aurae.images.v0.Image" },
  "aurae.identity.v0.WhoAmIResponse": { notAfter: "google.protobuf.Timestamp", server: "aurae.identity.v0.Server" },
  "aurae.identity.v0.LoginResponse": { notAfter: "google.protobuf.Timestamp" },
  "aurae.system.v0.StatusResponse": { startedAt: "google.protobuf.Timestamp" },
  "aurae.volumes.v0.VolumeSpec": { labels: "map" },
  "aurae.volumes.v0.Volume": { spec: "aurae.volumes.v0.VolumeSpec", backing: "aurae.volumes.v0.Volume.Backing", createdAt: "google.protobuf.Timestamp" },
  "aurae.volumes.v0.CreateVolumeRequest": { spec: "aurae.volumes.v0.VolumeSpec" },
  "aurae.volumes.v0.CreateVolumeResponse": { volume: "aurae.volumes.v0.Volume" },
  "aurae.volumes.v0.GetVolumeResponse": { volume: "aurae.volumes.v0.Volume", usage: "aurae.volumes.v0.VolumeUsage" },
  "aurae.volumes.v0.ListVolumesRequest": { labels: "map" },
  "aurae.volumes.v0.ListVolumesResponse": { volumes: "aurae.volumes.v0.Volume" },
  "aurae.volumes.v0.UpdateVolumeRequest": { labels: "map" },
  "aurae.volumes.v0.UpdateVolumeResponse": { volume: "aurae.volumes.v0.Volume" },
  "aurae.volumes.v0.PruneVolumesRequest": { labels: "map" },
  "aurae.volumes.v0.ImportVolumeStart": { create: "aurae.volumes.v0.VolumeSpec" },
  "aurae.volumes.v0.ImportVolumeRequest": { start: "aurae.volumes.v0.ImportVolumeStart" },
  "aurae.volumes.v0.ImportVolumeResponse": { volume: "aurae.volumes.v0.Volume" },
  "aurae.volumes.v0.CloneVolumeRequest": { labels: "map" },
  "aurae.volumes.v0.CloneVolumeResponse": { volume: "aurae.volumes.v0.Volume" },
  "grpc.health.v1.HealthCheckResponse": { status: "grpc.health.v1.HealthCheckResponse.ServingStatus" },
  "aurae.observe.v0.GetPosixSignalsStreamRequest": { workload: "aurae.observe.v0.Workload" },
  "aurae.observe.v0.Workload": { workloadType: "aurae.observe.v0.WorkloadType" },
  "aurae.observe.v0.GetPosixSignalsStreamResponse": { signal: "aurae.observe.v0.Signal" },
  "aurae.observe.v0.GetSubProcessStreamRequest": { channelType: "aurae.observe.v0.LogChannelType" },
  "aurae.observe.v0.GetAuraeDaemonLogStreamResponse": { item: "aurae.observe.v0.LogItem" },
  "aurae.observe.v0.GetSubProcessStreamResponse": { item: "aurae.observe.v0.LogItem" },
  "aurae.vms.v0.VmServiceListResponse": { machines: "aurae.vms.v0.VirtualMachineSummary" },
  "aurae.vms.v0.VmServiceAllocateRequest": { machine: "aurae.vms.v0.VirtualMachine" },
  "aurae.vms.v0.VirtualMachine": { rootDrive: "aurae.vms.v0.RootDrive", driveMounts: "aurae.vms.v0.DriveMount" },
  "runtime.v1.PortMapping": { protocol: "runtime.v1.Protocol" },
  "runtime.v1.Mount": { propagation: "runtime.v1.MountPropagation", uidMappings: "runtime.v1.IDMapping", gidMappings: "runtime.v1.IDMapping", image: "runtime.v1.ImageSpec" },
  "runtime.v1.UserNamespace": { mode: "runtime.v1.NamespaceMode", uids: "runtime.v1.IDMapping", gids: "runtime.v1.IDMapping" },
  "runtime.v1.NamespaceOption": { network: "runtime.v1.NamespaceMode", pid: "runtime.v1.NamespaceMode", ipc: "runtime.v1.NamespaceMode", usernsOptions: "runtime.v1.UserNamespace" },
  "runtime.v1.LinuxSandboxSecurityContext": { namespaceOptions: "runtime.v1.NamespaceOption", selinuxOptions: "runtime.v1.SELinuxOption", runAsUser: "runtime.v1.Int64Value", runAsGroup: "runtime.v1.Int64Value", supplementalGroupsPolicy: "runtime.v1.SupplementalGroupsPolicy", seccomp: "runtime.v1.SecurityProfile", apparmor: "runtime.v1.SecurityProfile" },
  "runtime.v1.SecurityProfile": { profileType: "runtime.v1.SecurityProfile.ProfileType" },
  "runtime.v1.LinuxPodSandboxConfig": { securityContext: "runtime.v1.LinuxSandboxSecurityContext", sysctls: "map", overhead: "runtime.v1.LinuxContainerResources", resources: "runtime.v1.LinuxContainerResources" },
  "runtime.v1.PodSandboxConfig": { metadata: "runtime.v1.PodSandboxMetadata", dnsConfig: "runtime.v1.DNSConfig", portMappings: "runtime.v1.PortMapping", labels: "map", annotations: "map", linux: "runtime.v1.LinuxPodSandboxConfig", windows: "runtime.v1.WindowsPodSandboxConfig" },
  "runtime.v1.RunPodSandboxRequest": { config: "runtime.v1.PodSandboxConfig" },
  "runtime.v1.PodSandboxNetworkStatus": { additionalIps: "runtime.v1.PodIP" },
  "runtime.v1.Namespace": { options: "runtime.v1.NamespaceOption" },
  "runtime.v1.LinuxPodSandboxStatus": { namespaces: "runtime.v1.Namespace" },
  "runtime.v1.PodSandboxStatus": { metadata: "runtime.v1.PodSandboxMetadata", state: "runtime.v1.PodSandboxState", network: "runtime.v1.PodSandboxNetworkStatus", linux: "runtime.v1.LinuxPodSandboxStatus", labels: "map", annotations: "map" },
  "runtime.v1.PodSandboxStatusResponse": { status: "runtime.v1.PodSandboxStatus", info: "map", containersStatuses: "runtime.v1.ContainerStatus" },
  "runtime.v1.PodSandboxStateValue": { state: "runtime.v1.PodSandboxState" },
  "runtime.v1.PodSandboxFilter": { state: "runtime.v1.PodSandboxStateValue", labelSelector: "map" },
  "runtime.v1.ListPodSandboxRequest": { filter: "runtime.v1.PodSandboxFilter" },
  "runtime.v1.PodSandbox": { metadata: "runtime.v1.PodSandboxMetadata", state: "runtime.v1.PodSandboxState", labels: "map", annotations: "map" },
  "runtime.v1.ListPodSandboxResponse": { items: "runtime.v1.PodSandbox" },
  "runtime.v1.StreamPodSandboxesRequest": { filter: "runtime.v1.PodSandboxFilter" },
  "runtime.v1.StreamPodSandboxesResponse": { podSandboxes: "runtime.v1.PodSandbox" },
  "runtime.v1.PodSandboxStatsResponse": { stats: "runtime.v1.PodSandboxStats" },
  "runtime.v1.PodSandboxStatsFilter": { labelSelector: "map" },
  "runtime.v1.ListPodSandboxStatsRequest": { filter: "runtime.v1.PodSandboxStatsFilter" },
  "runtime.v1.ListPodSandboxStatsResponse": { stats: "runtime.v1.PodSandboxStats" },
  "runtime.v1.StreamPodSandboxStatsRequest": { filter: "runtime.v1.PodSandboxStatsFilter" },
  "runtime.v1.StreamPodSandboxStatsResponse": { podSandboxStats: "runtime.v1.PodSandboxStats" },
  "runtime.v1.PodSandboxAttributes": { metadata: "runtime.v1.PodSandboxMetadata", labels: "map", annotations: "map" },
  "runtime.v1.PodSandboxStats": { attributes: "runtime.v1.PodSandboxAttributes", linux: "runtime.v1.LinuxPodSandboxStats", windows: "runtime.v1.WindowsPodSandboxStats" },
  "runtime.v1.LinuxPodSandboxStats": { cpu: "runtime.v1.CpuUsage", memory: "runtime.v1.MemoryUsage", network: "runtime.v1.NetworkUsage", process: "runtime.v1.ProcessUsage", containers: "runtime.v1.ContainerStats", io: "runtime.v1.IoUsage" },
  "runtime.v1.WindowsPodSandboxStats": { cpu: "runtime.v1.WindowsCpuUsage", memory: "runtime.v1.WindowsMemoryUsage", network: "runtime.v1.WindowsNetworkUsage", process: "runtime.v1.WindowsProcessUsage", containers: "runtime.v1.WindowsContainerStats" },
  "runtime.v1.NetworkUsage": { defaultInterface: "runtime.v1.NetworkInterfaceUsage", interfaces: "runtime.v1.NetworkInterfaceUsage" },
  "runtime.v1.WindowsNetworkUsage": { defaultInterface: "runtime.v1.WindowsNetworkInterfaceUsage", interfaces: "runtime.v1.WindowsNetworkInterfaceUsage" },
  "runtime.v1.NetworkInterfaceUsage": { rxBytes: "runtime.v1.UInt64Value", rxErrors: "runtime.v1.UInt64Value", txBytes: "runtime.v1.UInt64Value", txErrors: "runtime.v1.UInt64Value" },
  "runtime.v1.WindowsNetworkInterfaceUsage": { rxBytes: "runtime.v1.UInt64Value", rxPacketsDropped: "runtime.v1.UInt64Value", txBytes: "runtime.v1.UInt64Value", txPacketsDropped: "runtime.v1.UInt64Value" },
  "runtime.v1.ProcessUsage": { processCount: "runtime.v1.UInt64Value" },
  "runtime.v1.WindowsProcessUsage": { processCount: "runtime.v1.UInt64Value" },
  "runtime.v1.ImageSpec": { annotations: "map" },
  "runtime.v1.LinuxContainerResources": { hugepageLimits: "runtime.v1.HugepageLimit", unified: "map" },
  "runtime.v1.LinuxContainerSecurityContext": { capabilities: "runtime.v1.Capability", namespaceOptions: "runtime.v1.NamespaceOption", selinuxOptions: "runtime.v1.SELinuxOption", runAsUser: "runtime.v1.Int64Value", runAsGroup: "runtime.v1.Int64Value", supplementalGroupsPolicy: "runtime.v1.SupplementalGroupsPolicy", seccomp: "runtime.v1.SecurityProfile", apparmor: "runtime.v1.SecurityProfile" },
  "runtime.v1.LinuxContainerConfig": { resources: "runtime.v1.LinuxContainerResources", securityContext: "runtime.v1.LinuxContainerSecurityContext" },
  "runtime.v1.WindowsNamespaceOption": { network: "runtime.v1.NamespaceMode" },
  "runtime.v1.WindowsSandboxSecurityContext": { namespaceOptions: "runtime.v1.WindowsNamespaceOption" },
  "runtime.v1.WindowsPodSandboxConfig": { securityContext: "runtime.v1.WindowsSandboxSecurityContext" },
  "runtime.v1.WindowsContainerConfig": { resources: "runtime.v1.WindowsContainerResources", securityContext: "runtime.v1.WindowsContainerSecurityContext" },
  "runtime.v1.WindowsContainerResources": { affinityCpus: "runtime.v1.WindowsCpuGroupAffinity" },
  "runtime.v1.ContainerConfig": { metadata: "runtime.v1.ContainerMetadata", image: "runtime.v1.ImageSpec", envs: "runtime.v1.KeyValue", mounts: "runtime.v1.Mount", devices: "runtime.v1.Device", labels: "map", annotations: "map", linux: "runtime.v1.LinuxContainerConfig", windows: "runtime.v1.WindowsContainerConfig", CDIDevices: "runtime.v1.CDIDevice", stopSignal: "runtime.v1.Signal" },
  "runtime.v1.CreateContainerRequest": { config: "runtime.v1.ContainerConfig", sandboxConfig: "runtime.v1.PodSandboxConfig" },
  "runtime.v1.ContainerStateValue": { state: "runtime.v1.ContainerState" },
  "runtime.v1.ContainerFilter": { state: "runtime.v1.ContainerStateValue", labelSelector: "map" },
  "runtime.v1.ListContainersRequest": { filter: "runtime.v1.ContainerFilter" },
  "runtime.v1.Container": { metadata: "runtime.v1.ContainerMetadata", image: "runtime.v1.ImageSpec", state: "runtime.v1.ContainerState", labels: "map", annotations: "map" },
  "runtime.v1.ListContainersResponse": { containers: "runtime.v1.Container" },
  "runtime.v1.StreamContainersRequest": { filter: "runtime.v1.ContainerFilter" },
  "runtime.v1.StreamContainersResponse": { containers: "runtime.v1.Container" },
  "runtime.v1.ContainerStatus": { metadata: "runtime.v1.ContainerMetadata", state: "runtime.v1.ContainerState", image: "runtime.v1.ImageSpec", labels: "map", annotations: "map", mounts: "runtime.v1.Mount", resources: "runtime.v1.ContainerResources", user: "runtime.v1.ContainerUser", stopSignal: "runtime.v1.Signal" },
  "runtime.v1.ContainerStatusResponse": { status: "runtime.v1.ContainerStatus", info: "map" },
  "runtime.v1.ContainerResources": { linux: "runtime.v1.LinuxContainerResources", windows: "runtime.v1.WindowsContainerResources" },
  "runtime.v1.ContainerUser": { linux: "runtime.v1.LinuxContainerUser" },
  "runtime.v1.UpdateContainerResourcesRequest": { linux: "runtime.v1.LinuxContainerResources", windows: "runtime.v1.WindowsContainerResources", annotations: "map" },
  "runtime.v1.ImageFilter": { image: "runtime.v1.ImageSpec" },
  "runtime.v1.ListImagesRequest": { filter: "runtime.v1.ImageFilter" },
  "runtime.v1.Image": { uid: "runtime.v1.Int64Value", spec: "runtime.v1.ImageSpec" },
  "runtime.v1.ListImagesResponse": { images: "runtime.v1.Image" },
  "runtime.v1.StreamImagesRequest": { filter: "runtime.v1.ImageFilter" },
  "runtime.v1.StreamImagesResponse": { images: "runtime.v1.Image" },
  "runtime.v1.ImageStatusRequest": { image: "runtime.v1.ImageSpec" },
  "runtime.v1.ImageStatusResponse": { image: "runtime.v1.Image", info: "map" },
  "runtime.v1.PullImageRequest": { image: "runtime.v1.ImageSpec", auth: "runtime.v1.AuthConfig", sandboxConfig: "runtime.v1.PodSandboxConfig" },
  "runtime.v1.RemoveImageRequest": { image: "runtime.v1.ImageSpec" },
  "runtime.v1.RuntimeConfig": { networkConfig: "runtime.v1.NetworkConfig" },
  "runtime.v1.UpdateRuntimeConfigRequest": { runtimeConfig: "runtime.v1.RuntimeConfig" },
  "runtime.v1.RuntimeStatus": { conditions: "runtime.v1.RuntimeCondition" },
  "runtime.v1.RuntimeHandler": { features: "runtime.v1.RuntimeHandlerFeatures" },
  "runtime.v1.StatusResponse": { status: "runtime.v1.RuntimeStatus", info: "map", runtimeHandlers: "runtime.v1.RuntimeHandler", features: "runtime.v1.RuntimeFeatures" },
  "runtime.v1.FilesystemUsage": { fsId: "runtime.v1.FilesystemIdentifier", usedBytes: "runtime.v1.UInt64Value", inodesUsed: "runtime.v1.UInt64Value" },
  "runtime.v1.WindowsFilesystemUsage": { fsId: "runtime.v1.FilesystemIdentifier", usedBytes: "runtime.v1.UInt64Value" },
  "runtime.v1.ImageFsInfoResponse": { imageFilesystems: "runtime.v1.FilesystemUsage", containerFilesystems: "runtime.v1.FilesystemUsage" },
  "runtime.v1.ContainerStatsResponse": { stats: "runtime.v1.ContainerStats" },
  "runtime.v1.ListContainerStatsRequest": { filter: "runtime.v1.ContainerStatsFilter" },
  "runtime.v1.ContainerStatsFilter": { labelSelector: "map" },
  "runtime.v1.ListContainerStatsResponse": { stats: "runtime.v1.ContainerStats" },
  "runtime.v1.StreamContainerStatsRequest": { filter: "runtime.v1.ContainerStatsFilter" },
  "runtime.v1.StreamContainerStatsResponse": { containerStats: "runtime.v1.ContainerStats" },
  "runtime.v1.ContainerAttributes": { metadata: "runtime.v1.ContainerMetadata", labels: "map", annotations: "map" },
  "runtime.v1.ContainerStats": { attributes: "runtime.v1.ContainerAttributes", cpu: "runtime.v1.CpuUsage", memory: "runtime.v1.MemoryUsage", writableLayer: "runtime.v1.FilesystemUsage", swap: "runtime.v1.SwapUsage", io: "runtime.v1.IoUsage" },
  "runtime.v1.WindowsContainerStats": { attributes: "runtime.v1.ContainerAttributes", cpu: "runtime.v1.WindowsCpuUsage", memory: "runtime.v1.WindowsMemoryUsage", writableLayer: "runtime.v1.WindowsFilesystemUsage" },
  "runtime.v1.PsiStats": { Full: "runtime.v1.PsiData", Some: "runtime.v1.PsiData" },
  "runtime.v1.CpuUsage": { usageCoreNanoSeconds: "runtime.v1.UInt64Value", usageNanoCores: "runtime.v1.UInt64Value", psi: "runtime.v1.PsiStats" },
  "runtime.v1.WindowsCpuUsage": { usageCoreNanoSeconds: "runtime.v1.UInt64Value", usageNanoCores: "runtime.v1.UInt64Value" },
  "runtime.v1.MemoryUsage": { workingSetBytes: "runtime.v1.UInt64Value", availableBytes: "runtime.v1.UInt64Value", usageBytes: "runtime.v1.UInt64Value", rssBytes: "runtime.v1.UInt64Value", pageFaults: "runtime.v1.UInt64Value", majorPageFaults: "runtime.v1.UInt64Value", psi: "runtime.v1.PsiStats" },
  "runtime.v1.IoUsage": { psi: "runtime.v1.PsiStats" },
  "runtime.v1.SwapUsage": { swapAvailableBytes: "runtime.v1.UInt64Value", swapUsageBytes: "runtime.v1.UInt64Value" },
  "runtime.v1.WindowsMemoryUsage": { workingSetBytes: "runtime.v1.UInt64Value", availableBytes: "runtime.v1.UInt64Value", pageFaults: "runtime.v1.UInt64Value", commitMemoryBytes: "runtime.v1.UInt64Value" },
  "runtime.v1.CheckpointPodRequest": { options: "map" },
  "runtime.v1.RestorePodRequest": { config: "runtime.v1.PodSandboxConfig", options: "map", containerConfigs: "runtime.v1.ContainerConfig" },
  "runtime.v1.RestorePodResponse": { restoredContainers: "runtime.v1.RestoredContainer" },
  "runtime.v1.ContainerEventResponse": { containerEventType: "runtime.v1.ContainerEventType", podSandboxStatus: "runtime.v1.PodSandboxStatus", containersStatuses: "runtime.v1.ContainerStatus" },
  "runtime.v1.ListMetricDescriptorsResponse": { descriptors: "runtime.v1.MetricDescriptor" },
  "runtime.v1.ListPodSandboxMetricsResponse": { podMetrics: "runtime.v1.PodSandboxMetrics" },
  "runtime.v1.StreamPodSandboxMetricsResponse": { podSandboxMetrics: "runtime.v1.PodSandboxMetrics" },
  "runtime.v1.PodSandboxMetrics": { metrics: "runtime.v1.Metric", containerMetrics: "runtime.v1.ContainerMetrics" },
  "runtime.v1.ContainerMetrics": { metrics: "runtime.v1.Metric" },
  "runtime.v1.Metric": { metricType: "runtime.v1.MetricType", value: "runtime.v1.UInt64Value" },
  "runtime.v1.RuntimeConfigResponse": { linux: "runtime.v1.LinuxRuntimeConfiguration" },
  "runtime.v1.LinuxRuntimeConfiguration": { cgroupDriver: "runtime.v1.CgroupDriver" },
  "runtime.v1.UpdatePodSandboxResourcesRequest": { overhead: "runtime.v1.LinuxContainerResources", resources: "runtime.v1.LinuxContainerResources" }
};
var responses = {
  "aurae.cells.v0.CellService/Allocate": "aurae.cells.v0.CellServiceAllocateResponse",
  "aurae.cells.v0.CellService/Free": "aurae.cells.v0.CellServiceFreeResponse",
  "aurae.cells.v0.CellService/Start": "aurae.cells.v0.CellServiceStartResponse",
  "aurae.cells.v0.CellService/Stop": "aurae.cells.v0.CellServiceStopResponse",
  "aurae.cells.v0.CellService/List": "aurae.cells.v0.CellServiceListResponse",
  "aurae.cells.v0.CellService/Get": "aurae.cells.v0.CellServiceGetResponse",
  "aurae.cells.v0.CellService/Update": "aurae.cells.v0.CellServiceUpdateResponse",
  "aurae.cells.v0.CellService/Freeze": "aurae.cells.v0.CellServiceFreezeResponse",
  "aurae.cells.v0.CellService/Thaw": "aurae.cells.v0.CellServiceThawResponse",
  "aurae.cells.v0.CellService/Kill": "aurae.cells.v0.CellServiceKillResponse",
  "aurae.cells.v0.CellService/Stats": "aurae.cells.v0.CellServiceStatsResponse",
  "aurae.cells.v0.CellService/Watch": "aurae.cells.v0.CellServiceWatchResponse",
  "aurae.images.v0.ImageService/Pull": "aurae.images.v0.PullImageResponse",
  "aurae.images.v0.ImageService/Push": "aurae.images.v0.PushImageResponse",
  "aurae.images.v0.ImageService/Export": "aurae.images.v0.ExportImagesResponse",
  "aurae.images.v0.ImageService/Import": "aurae.images.v0.ImportImagesResponse",
  "aurae.images.v0.ImageService/Tag": "aurae.images.v0.TagImageResponse",
  "aurae.images.v0.ImageService/List": "aurae.images.v0.ListImagesResponse",
  "aurae.images.v0.ImageService/Get": "aurae.images.v0.GetImageResponse",
  "aurae.images.v0.ImageService/History": "aurae.images.v0.GetImageHistoryResponse",
  "aurae.images.v0.ImageService/Remove": "aurae.images.v0.RemoveImageResponse",
  "aurae.images.v0.ImageService/Prune": "aurae.images.v0.PruneImagesResponse",
  "aurae.images.v0.ImageService/Usage": "aurae.images.v0.GetImageUsageResponse",
  "aurae.images.v0.ImageService/Scrub": "aurae.images.v0.ScrubImagesResponse",
  "aurae.networks.v0.NetworkService/Create": "aurae.networks.v0.CreateNetworkResponse",
  "aurae.networks.v0.NetworkService/Get": "aurae.networks.v0.GetNetworkResponse",
  "aurae.networks.v0.NetworkService/List": "aurae.networks.v0.ListNetworksResponse",
  "aurae.networks.v0.NetworkService/Delete": "aurae.networks.v0.DeleteNetworkResponse",
  "aurae.networks.v0.NetworkService/Prune": "aurae.networks.v0.PruneNetworksResponse",
  "aurae.networks.v0.NetworkService/Connect": "aurae.networks.v0.ConnectNetworkResponse",
  "aurae.networks.v0.NetworkService/Disconnect": "aurae.networks.v0.DisconnectNetworkResponse",
  "aurae.networks.v0.NetworkService/Publish": "aurae.networks.v0.PublishPortResponse",
  "aurae.networks.v0.NetworkService/Unpublish": "aurae.networks.v0.UnpublishPortResponse",
  "aurae.networks.v0.NetworkService/ListPorts": "aurae.networks.v0.ListPortsResponse",
  "aurae.networks.v0.NetworkService/Reconcile": "aurae.networks.v0.ReconcileNetworksResponse",
  "aurae.runtime.v0.RuntimeService/Start": "aurae.runtime.v0.StartResponse",
  "aurae.runtime.v0.RuntimeService/Stop": "aurae.runtime.v0.StopResponse",
  "aurae.runtime.v0.RuntimeService/Wait": "aurae.runtime.v0.WaitResponse",
  "aurae.runtime.v0.RuntimeService/List": "aurae.runtime.v0.ListResponse",
  "aurae.runtime.v0.RuntimeService/Get": "aurae.runtime.v0.GetResponse",
  "aurae.runtime.v0.RuntimeService/Logs": "aurae.runtime.v0.LogsResponse",
  "aurae.runtime.v0.RuntimeService/Restart": "aurae.runtime.v0.RestartResponse",
  "aurae.runtime.v0.RuntimeService/Reload": "aurae.runtime.v0.ReloadResponse",
  "aurae.runtime.v0.RuntimeService/Signal": "aurae.runtime.v0.SignalResponse",
  "aurae.runtime.v0.RuntimeService/ResetFailed": "aurae.runtime.v0.ResetFailedResponse",
  "aurae.runtime.v0.RuntimeService/Edit": "aurae.runtime.v0.EditResponse",
  "aurae.runtime.v0.RuntimeService/Remove": "aurae.runtime.v0.RemoveResponse",
  "aurae.runtime.v0.RuntimeService/Explain": "aurae.runtime.v0.ExplainResponse",
  "aurae.runtime.v0.RuntimeService/Security": "aurae.runtime.v0.SecurityResponse",
  "aurae.runtime.v0.RuntimeService/Status": "aurae.runtime.v0.StatusResponse",
  "aurae.runtime.v0.RuntimeService/Watch": "aurae.runtime.v0.WatchResponse",
  "aurae.runtime.v0.RuntimeService/Exec": "aurae.runtime.v0.ExecResponse",
  "aurae.runtime.v0.RuntimeService/Attach": "aurae.runtime.v0.AttachResponse",
  "aurae.containers.v0.ContainerService/Create": "aurae.containers.v0.CreateContainerResponse",
  "aurae.containers.v0.ContainerService/Start": "aurae.containers.v0.StartContainerResponse",
  "aurae.containers.v0.ContainerService/Stop": "aurae.containers.v0.StopContainerResponse",
  "aurae.containers.v0.ContainerService/Kill": "aurae.containers.v0.KillContainerResponse",
  "aurae.containers.v0.ContainerService/Delete": "aurae.containers.v0.DeleteContainerResponse",
  "aurae.containers.v0.ContainerService/Get": "aurae.containers.v0.GetContainerResponse",
  "aurae.containers.v0.ContainerService/List": "aurae.containers.v0.ListContainersResponse",
  "aurae.containers.v0.ContainerService/Update": "aurae.runtime.v0.EditResponse",
  "aurae.containers.v0.ContainerService/Pause": "aurae.containers.v0.PauseContainerResponse",
  "aurae.containers.v0.ContainerService/Resume": "aurae.containers.v0.ResumeContainerResponse",
  "aurae.containers.v0.ContainerService/Exec": "aurae.runtime.v0.ExecResponse",
  "aurae.containers.v0.ContainerService/Attach": "aurae.runtime.v0.AttachResponse",
  "aurae.containers.v0.ContainerService/CopyIn": "aurae.containers.v0.CopyInResponse",
  "aurae.containers.v0.ContainerService/CopyOut": "aurae.containers.v0.CopyOutResponse",
  "aurae.containers.v0.ContainerService/Logs": "aurae.runtime.v0.LogsResponse",
  "aurae.containers.v0.ContainerService/Stats": "aurae.containers.v0.ContainerStatsResponse",
  "aurae.containers.v0.ContainerService/Top": "aurae.containers.v0.ContainerTopResponse",
  "aurae.containers.v0.ContainerService/Wait": "aurae.runtime.v0.WaitResponse",
  "aurae.containers.v0.ContainerService/Diff": "aurae.containers.v0.DiffContainerResponse",
  "aurae.containers.v0.ContainerService/Commit": "aurae.containers.v0.CommitContainerResponse",
  "aurae.containers.v0.ContainerService/Export": "aurae.containers.v0.ExportContainerResponse",
  "aurae.discovery.v0.DiscoveryService/Discover": "aurae.discovery.v0.DiscoverResponse",
  "aurae.identity.v0.IdentityService/WhoAmI": "aurae.identity.v0.WhoAmIResponse",
  "aurae.identity.v0.LoginService/Login": "aurae.identity.v0.LoginResponse",
  "aurae.system.v0.SystemService/Status": "aurae.system.v0.StatusResponse",
  "aurae.system.v0.SystemService/Reexec": "aurae.system.v0.ReexecResponse",
  "aurae.volumes.v0.VolumeService/Create": "aurae.volumes.v0.CreateVolumeResponse",
  "aurae.volumes.v0.VolumeService/Get": "aurae.volumes.v0.GetVolumeResponse",
  "aurae.volumes.v0.VolumeService/List": "aurae.volumes.v0.ListVolumesResponse",
  "aurae.volumes.v0.VolumeService/Update": "aurae.volumes.v0.UpdateVolumeResponse",
  "aurae.volumes.v0.VolumeService/Delete": "aurae.volumes.v0.DeleteVolumeResponse",
  "aurae.volumes.v0.VolumeService/Prune": "aurae.volumes.v0.PruneVolumesResponse",
  "aurae.volumes.v0.VolumeService/Export": "aurae.volumes.v0.ExportVolumeResponse",
  "aurae.volumes.v0.VolumeService/Import": "aurae.volumes.v0.ImportVolumeResponse",
  "aurae.volumes.v0.VolumeService/Clone": "aurae.volumes.v0.CloneVolumeResponse",
  "grpc.health.v1.Health/Check": "grpc.health.v1.HealthCheckResponse",
  "grpc.health.v1.Health/Watch": "grpc.health.v1.HealthCheckResponse",
  "aurae.observe.v0.ObserveService/GetAuraeDaemonLogStream": "aurae.observe.v0.GetAuraeDaemonLogStreamResponse",
  "aurae.observe.v0.ObserveService/GetSubProcessStream": "aurae.observe.v0.GetSubProcessStreamResponse",
  "aurae.observe.v0.ObserveService/GetPosixSignalsStream": "aurae.observe.v0.GetPosixSignalsStreamResponse",
  "aurae.vms.v0.VmService/Allocate": "aurae.vms.v0.VmServiceAllocateResponse",
  "aurae.vms.v0.VmService/Free": "aurae.vms.v0.VmServiceFreeResponse",
  "aurae.vms.v0.VmService/Start": "aurae.vms.v0.VmServiceStartResponse",
  "aurae.vms.v0.VmService/Stop": "aurae.vms.v0.VmServiceStopResponse",
  "aurae.vms.v0.VmService/List": "aurae.vms.v0.VmServiceListResponse",
  "runtime.v1.RuntimeService/Version": "runtime.v1.VersionResponse",
  "runtime.v1.RuntimeService/RunPodSandbox": "runtime.v1.RunPodSandboxResponse",
  "runtime.v1.RuntimeService/StopPodSandbox": "runtime.v1.StopPodSandboxResponse",
  "runtime.v1.RuntimeService/RemovePodSandbox": "runtime.v1.RemovePodSandboxResponse",
  "runtime.v1.RuntimeService/PodSandboxStatus": "runtime.v1.PodSandboxStatusResponse",
  "runtime.v1.RuntimeService/ListPodSandbox": "runtime.v1.ListPodSandboxResponse",
  "runtime.v1.RuntimeService/StreamPodSandboxes": "runtime.v1.StreamPodSandboxesResponse",
  "runtime.v1.RuntimeService/CreateContainer": "runtime.v1.CreateContainerResponse",
  "runtime.v1.RuntimeService/StartContainer": "runtime.v1.StartContainerResponse",
  "runtime.v1.RuntimeService/StopContainer": "runtime.v1.StopContainerResponse",
  "runtime.v1.RuntimeService/RemoveContainer": "runtime.v1.RemoveContainerResponse",
  "runtime.v1.RuntimeService/ListContainers": "runtime.v1.ListContainersResponse",
  "runtime.v1.RuntimeService/StreamContainers": "runtime.v1.StreamContainersResponse",
  "runtime.v1.RuntimeService/ContainerStatus": "runtime.v1.ContainerStatusResponse",
  "runtime.v1.RuntimeService/UpdateContainerResources": "runtime.v1.UpdateContainerResourcesResponse",
  "runtime.v1.RuntimeService/ReopenContainerLog": "runtime.v1.ReopenContainerLogResponse",
  "runtime.v1.RuntimeService/ExecSync": "runtime.v1.ExecSyncResponse",
  "runtime.v1.RuntimeService/Exec": "runtime.v1.ExecResponse",
  "runtime.v1.RuntimeService/Attach": "runtime.v1.AttachResponse",
  "runtime.v1.RuntimeService/PortForward": "runtime.v1.PortForwardResponse",
  "runtime.v1.RuntimeService/ContainerStats": "runtime.v1.ContainerStatsResponse",
  "runtime.v1.RuntimeService/ListContainerStats": "runtime.v1.ListContainerStatsResponse",
  "runtime.v1.RuntimeService/StreamContainerStats": "runtime.v1.StreamContainerStatsResponse",
  "runtime.v1.RuntimeService/PodSandboxStats": "runtime.v1.PodSandboxStatsResponse",
  "runtime.v1.RuntimeService/ListPodSandboxStats": "runtime.v1.ListPodSandboxStatsResponse",
  "runtime.v1.RuntimeService/StreamPodSandboxStats": "runtime.v1.StreamPodSandboxStatsResponse",
  "runtime.v1.RuntimeService/UpdateRuntimeConfig": "runtime.v1.UpdateRuntimeConfigResponse",
  "runtime.v1.RuntimeService/Status": "runtime.v1.StatusResponse",
  "runtime.v1.RuntimeService/CheckpointContainer": "runtime.v1.CheckpointContainerResponse",
  "runtime.v1.RuntimeService/CheckpointPod": "runtime.v1.CheckpointPodResponse",
  "runtime.v1.RuntimeService/RestorePod": "runtime.v1.RestorePodResponse",
  "runtime.v1.RuntimeService/GetContainerEvents": "runtime.v1.ContainerEventResponse",
  "runtime.v1.RuntimeService/ListMetricDescriptors": "runtime.v1.ListMetricDescriptorsResponse",
  "runtime.v1.RuntimeService/ListPodSandboxMetrics": "runtime.v1.ListPodSandboxMetricsResponse",
  "runtime.v1.RuntimeService/StreamPodSandboxMetrics": "runtime.v1.StreamPodSandboxMetricsResponse",
  "runtime.v1.RuntimeService/RuntimeConfig": "runtime.v1.RuntimeConfigResponse",
  "runtime.v1.RuntimeService/UpdatePodSandboxResources": "runtime.v1.UpdatePodSandboxResourcesResponse",
  "runtime.v1.ImageService/ListImages": "runtime.v1.ListImagesResponse",
  "runtime.v1.ImageService/StreamImages": "runtime.v1.StreamImagesResponse",
  "runtime.v1.ImageService/ImageStatus": "runtime.v1.ImageStatusResponse",
  "runtime.v1.ImageService/PullImage": "runtime.v1.PullImageResponse",
  "runtime.v1.ImageService/RemoveImage": "runtime.v1.RemoveImageResponse",
  "runtime.v1.ImageService/ImageFsInfo": "runtime.v1.ImageFsInfoResponse"
};

// src/yaml.ts
var BARE = /^[A-Za-z/][A-Za-z0-9_./+-]*(?: [A-Za-z0-9_./+-]+)*$/;
var WORDS2 = /^(?:y|n|yes|no|on|off|true|false|null|none|nan|inf)$/i;
var TURNING = "\\x7f-\\x9f\\u061c\\u200e\\u200f\\u2028-\\u202e\\u2066-\\u2069\\ufeff\\ufffe\\uffff";
var IN_DOCUMENT = new RegExp(`[${TURNING}]|\\p{Cs}`, "gu");
var CONTROL2 = new RegExp(`[\\x00-\\x1f${TURNING}]|\\p{Cs}`, "gu");
function emit(value) {
  return lines(value).join("\n");
}
function escapedDocument(text4) {
  return text4.replace(
    IN_DOCUMENT,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`
  );
}
function lines(value) {
  if (Array.isArray(value) && value.length > 0) {
    return value.flatMap((item) => {
      const [first, ...below] = lines(item);
      return [`- ${first}`, ...below.map((line) => `  ${line}`)];
    });
  }
  if (typeof value !== "object" || value === null || Object.keys(value).length === 0) {
    return [scalar(value)];
  }
  return Object.entries(value).flatMap(([key, item]) => {
    const name = `${scalar(key)}:`;
    if (typeof item !== "object" || item === null || Object.keys(item).length === 0) {
      return [`${name} ${scalar(item)}`];
    }
    const indent = Array.isArray(item) ? "" : "  ";
    return [name, ...lines(item).map((line) => indent + line)];
  });
}
function scalar(value) {
  if (typeof value === "bigint") return String(value);
  if (typeof value === "number" && !Number.isFinite(value)) {
    return Number.isNaN(value) ? ".nan" : value > 0 ? ".inf" : "-.inf";
  }
  if (typeof value === "string" && BARE.test(value) && !WORDS2.test(value)) return value;
  return escapedDocument(JSON.stringify(value));
}

// src/table.ts
var GAP = "  ";
var LEAST = 8;
var MARK2 = /\p{Mn}|\p{Me}|\p{Cf}/u;
var WIDE = new RegExp(
  "[\\u1100-\\u115f\\u2e80-\\u303e\\u3041-\\u4dbf\\u4e00-\\ua4cf\\ua960-\\ua97f\\uac00-\\ud7a3\\uf900-\\ufaff\\ufe30-\\ufe6f\\uff00-\\uff60\\uffe0-\\uffe6\\u{1f300}-\\u{1f64f}\\u{1f680}-\\u{1f6ff}\\u{1f900}-\\u{1faff}\\u{20000}-\\u{3fffd}]",
  "u"
);
function table2(heading, rows2) {
  const cells = [heading, ...rows2.map((row2) => row2.map(printable2))];
  const widths = heading.map(
    (_, column) => cells.reduce((most, row2) => Math.max(most, width(row2[column])), 0)
  );
  const last2 = heading.length - 1;
  const used = widths.slice(0, last2).reduce((sum, one) => sum + one + GAP.length, 0);
  const room = columns() - used;
  return cells.map(
    (row2) => row2.map(
      (cell, column) => column === last2 ? cut2(cell, Math.max(room, LEAST)) : padded(cell, widths[column])
    ).join(GAP).trimEnd()
  ).join("\n");
}
function listing(pairs2) {
  const widest = pairs2.reduce((most, [name]) => Math.max(most, width(printable2(name))), 0) + 1;
  return pairs2.map(
    ([name, value]) => `${padded(`${printable2(name)}:`, widest)} ${printable2(value) || "-"}`
  ).join("\n");
}
function describe(document2) {
  const lists = Object.values(document2).filter(isList);
  const [only] = lists;
  if (only !== void 0 && lists.length === 1) return rows(only);
  return listing(pairs(document2, ""));
}
function rows(items) {
  const flat = items.map((item) => new Map(pairs(item, "")));
  const names = [...new Set(flat.flatMap((item) => [...item.keys()]))];
  const heading = names.map((name) => printable2(name).toUpperCase());
  return table2(heading, flat.map((item) => names.map((name) => item.get(name) || "-")));
}
function pairs(document2, before) {
  return Object.entries(document2).flatMap(([key, value]) => {
    const name = before + key.replaceAll("_", " ");
    return isObject(value) ? pairs(value, `${name} `) : [[name, words(value)]];
  });
}
function words(value) {
  if (Array.isArray(value)) {
    return value.map((item) => isObject(item) ? JSON.stringify(item) : words(item)).join(", ");
  }
  return value === null ? "" : String(value);
}
function isList(value) {
  return Array.isArray(value) && value.length > 0 && value.every(isObject);
}
function isObject(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
function columns() {
  return Deno.stdout.isTerminal() ? Deno.consoleSize().columns : Infinity;
}
function printable2(text4) {
  return text4.replace(CONTROL2, "�");
}
function width(text4) {
  let sum = 0;
  for (const sign of text4) sum += WIDE.test(sign) ? 2 : MARK2.test(sign) ? 0 : 1;
  return sum;
}
function padded(text4, columns2) {
  return text4 + " ".repeat(Math.max(0, columns2 - width(text4)));
}
function cut2(text4, columns2) {
  if (width(text4) <= columns2) return text4;
  let kept = "";
  let left = columns2 - 1;
  for (const sign of text4) {
    left -= width(sign);
    if (left < 0) break;
    kept += sign;
  }
  return `${kept}…`;
}

// src/present.ts
var ENTRIES = "map";
var text3 = new TextDecoder("utf-8", { ignoreBOM: true });
var Result = class {
  #printing;
  /** @internal */
  constructor(fields2, printing) {
    Object.assign(this, fields2);
    this.#printing = printing;
  }
  /**
   * Print it on stdout as indented JSON: the API's own names in snake_case, bytes read as UTF-8;
   * what is not set is left out.
   */
  json() {
    console.log(escapedDocument(JSON.stringify(this.toJSON(), null, 2)));
  }
  /** Print it on stdout as YAML, as `aer -o yaml` does: all fields, `null` for what is not set. */
  yaml() {
    console.log(emit(this.#printing.full()));
  }
  /** Print it on stdout for people: a list as a table, anything else as names and values. */
  table() {
    console.log(this.#printing.table());
  }
  /** What `json` prints, as a value; JSON.stringify uses it. */
  toJSON() {
    return this.#printing.brief();
  }
};
function present(type, message2) {
  const printing = {
    brief: () => document(type, message2),
    full: () => whole2(type, message2),
    table: () => describe(document(type, message2))
  };
  return new Result(fields(type, message2), printing);
}
var FIELDS = {
  name: (name) => name,
  bytes: (value) => value,
  large: (value) => value,
  word: (value) => value,
  time,
  map: (value) => value,
  unset: void 0
};
var BRIEF = {
  ...FIELDS,
  name: snake,
  bytes: (value) => text3.decode(value),
  large: String
};
var FULL = {
  ...BRIEF,
  large: (value) => value,
  word: String,
  time: (value) => time(value, 9),
  map: (value) => Object.fromEntries(Object.entries(value).sort(([a], [b]) => a < b ? -1 : 1)),
  unset: null
};
function fields(type, message2) {
  return convert(type, message2, FIELDS);
}
function document(type, message2) {
  return convert(type, message2, BRIEF);
}
function whole2(type, message2) {
  return convert(type, message2, FULL);
}
function convert(type, message2, style) {
  const types = messages[type] ?? {};
  const made = {};
  for (const name in message2) {
    const value = message2[name];
    const of = types[name];
    const shown6 = value === void 0 ? style.unset : Array.isArray(value) ? value.map((item) => converted(item, of, style)) : converted(value, of, style);
    if (shown6 !== void 0) made[style.name(name)] = shown6;
  }
  return made;
}
function converted(value, of, style) {
  if (value instanceof Uint8Array) return style.bytes(value);
  if (typeof value === "bigint") {
    return Number.isSafeInteger(Number(value)) ? Number(value) : style.large(value);
  }
  if (of === void 0) return value;
  if (of.startsWith(ENTRIES)) return entries(value, of.slice(ENTRIES.length), style);
  if (typeof value === "number") return enums[of]?.[value] ?? style.word(value);
  if (of === "google.protobuf.Timestamp") return style.time(value);
  if (of === "google.protobuf.Duration") return duration(value);
  return convert(of, value, style);
}
function entries(map, of, style) {
  const made = {};
  for (const key of Object.keys(map)) {
    put(made, key, converted(map[key], of.trim() || void 0, style));
  }
  return style.map(made);
}
function time(value, digits) {
  const whole3 = new Date(Number(value.seconds) * 1e3).toISOString().slice(0, 19);
  const exact2 = digits !== void 0 && value.nanos !== 0;
  return `${whole3}${exact2 ? `.${padded2(value.nanos)}` : fraction(value.nanos)}Z`;
}
function duration(value) {
  const minus = value.seconds < 0n || value.nanos < 0 ? "-" : "";
  const seconds2 = value.seconds < 0n ? -value.seconds : value.seconds;
  return `${minus}${seconds2}${fraction(Math.abs(value.nanos))}s`;
}
function seconds(value) {
  if (!Number.isFinite(value) || value < 0) {
    throw new RangeError(`cannot wait ${value}: seconds from 0 are expected`);
  }
  const whole3 = Math.floor(value);
  return { seconds: BigInt(whole3), nanos: Math.round((value - whole3) * 1e9) };
}
function fraction(nanos) {
  if (nanos === 0) return "";
  return `.${padded2(nanos).replace(/(000){1,2}$/, "")}`;
}
function padded2(nanos) {
  return String(nanos).padStart(9, "0");
}
function snake(name) {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

// src/service.ts
var DEFAULT_LIMIT = 30;
function ask(service3, method, request2, timeout = method.responseStream ? Infinity : DEFAULT_LIMIT) {
  if (typeof timeout !== "number" || !(timeout >= 0)) {
    throw new RangeError(`cannot wait ${timeout}: seconds from 0 are expected`);
  }
  return {
    path: `/${service3.fullName}/${method.name}`,
    request: method.requestType.encode(method.requestType.fromPartial(request2)).finish(),
    timeout: Number.isFinite(timeout) ? timeout * 1e3 : void 0
  };
}
function* call(service3, method, request2, timeout) {
  return answer(service3, method, yield ask(service3, method, request2, timeout));
}
function answer(service3, method, bytes) {
  try {
    return method.responseType.decode(bytes);
  } catch (error) {
    const name = `${service3.fullName}/${method.name}`;
    const why2 = `the answer cannot be read: ${error.message}`;
    throw new AuraeError("INTERNAL", `cannot call ${name}: ${why2}`, name);
  }
}
function sync(connection, methods) {
  const { bridge, channel } = connection;
  return faced(methods, {
    one(work) {
      let step = work.next();
      while (!step.done) step = work.next(bridge.unary(channel, step.value));
      return step.value;
    },
    *many(opening) {
      const { ask: ask2, items } = opening();
      for (const message2 of bridge.serverStream(channel, ask2)) yield* items(message2);
    }
  });
}
function async(connection, methods) {
  const { bridge, channel } = connection;
  return faced(methods, {
    async one(work, signal) {
      let step = work.next();
      while (!step.done) step = work.next(await bridge.unaryLater(channel, step.value, signal));
      return step.value;
    },
    async *many(opening, signal) {
      const { ask: ask2, items } = opening();
      const messages2 = bridge.serverStreamLater(channel, ask2, signal);
      for await (const message2 of messages2) yield* items(message2);
    }
  });
}
function faced(methods, face) {
  const client2 = {};
  for (const [name, method] of Object.entries(methods)) {
    const build = "run" in method ? method.run : method.open;
    const last2 = build.length - 1;
    client2[name] = (...args2) => {
      const options = args2[last2] ?? {};
      const words3 = [...args2.slice(0, last2), ...Array(Math.max(0, last2 - args2.length)), options];
      return "run" in method ? face.one(method.run(...words3), options.signal) : face.many(() => method.open(...words3), options.signal);
    };
  }
  return client2;
}
function plain(definition, limits) {
  const methods = {};
  for (const [name, method] of Object.entries(definition.methods)) {
    const type = responses[`${definition.fullName}/${method.name}`] ?? "";
    methods[name] = method.responseStream ? {
      open: (request2, options) => ({
        ask: ask(definition, method, request2 ?? {}, options.timeout),
        items: (message2) => [present(type, answer(definition, method, message2))]
      })
    } : {
      *run(request2, options) {
        const limit = options.timeout ?? limits[name];
        return present(type, yield* call(definition, method, request2 ?? {}, limit));
      }
    };
  }
  return methods;
}
function service(connection, definition, limits = {}) {
  return sync(connection, plain(definition, limits));
}
function asyncService(connection, definition, limits = {}) {
  return async(connection, plain(definition, limits));
}

// src/images.ts
var DEFINITION = ImageServiceDefinition;
var METHODS = DEFINITION.methods;
var PACKAGE = "aurae.images.v0.";
var FORMATS = { oci: 1, docker: 2 };
var PIECE = 256 * 1024;
var FORMS = { folder: 1, erofs: 2, flat: 3 };
var POLICIES = { always: 1, "if-missing": 2, never: 3 };
var STEPS = {
  steps: {
    open(name, options) {
      const { platform = "", forcePlatform = false, policy = "always", timeout } = options;
      const layers = FORMS[options.layers ?? "folder"];
      const request2 = { name, platform, forcePlatform, policy: POLICIES[policy], layers };
      return {
        ask: ask(DEFINITION, METHODS.pull, request2, timeout),
        items: (bytes) => [answer(DEFINITION, METHODS.pull, bytes)]
      };
    }
  }
};
var TABLE = {
  pulling: {
    open(name, options) {
      const { ask: ask2, items } = STEPS.steps.open(name, options);
      const type = `${PACKAGE}PullImageResponse`;
      return { ask: ask2, items: (bytes) => items(bytes).map((step) => present(type, step)) };
    }
  },
  pushing: {
    open(name, target, { timeout }) {
      const { push } = METHODS;
      return {
        ask: ask(DEFINITION, push, { name, target: target ?? "" }, timeout),
        items: (bytes) => [present(`${PACKAGE}PushImageResponse`, answer(DEFINITION, push, bytes))]
      };
    }
  },
  saving: {
    open(names, { format = "oci", timeout }) {
      const request2 = { names: [names].flat(), format: FORMATS[format] };
      return {
        ask: ask(DEFINITION, METHODS.export, request2, timeout),
        items: (bytes) => [answer(DEFINITION, METHODS.export, bytes).data]
      };
    }
  },
  loading: {
    open(archive, { name = "", platform = "", forcePlatform = false, layers = "folder", timeout }) {
      const method = METHODS.import;
      const options = { name, platform, forcePlatform, layers: FORMS[layers] };
      return {
        ask: {
          ...ask(DEFINITION, method, { options }, timeout),
          more: [...parts(archive)].map(request)
        },
        items: (bytes) => [
          present(`${PACKAGE}ImportImagesResponse`, answer(DEFINITION, method, bytes))
        ]
      };
    }
  },
  tag: {
    *run(name, tag, options) {
      const reply = yield* call(DEFINITION, METHODS.tag, { name, tag }, options.timeout);
      return shown(reply.image);
    }
  },
  list: {
    *run(options) {
      const reply = yield* call(DEFINITION, METHODS.list, {}, options.timeout);
      return reply.images.map(shown);
    }
  },
  get: {
    *run(name, options) {
      const reply = yield* call(DEFINITION, METHODS.get, { name }, options.timeout);
      return present(`${PACKAGE}GetImageResponse`, reply);
    }
  },
  history: {
    *run(name, options) {
      const reply = yield* call(DEFINITION, METHODS.history, { name }, options.timeout);
      return reply.steps.map((step) => present(`${PACKAGE}ImageStep`, step));
    }
  },
  remove: {
    *run(name, options) {
      const { allNames = false, timeout = Infinity } = options;
      const reply = yield* call(DEFINITION, METHODS.remove, { name, allNames }, timeout);
      return present(`${PACKAGE}RemoveImageResponse`, reply);
    }
  },
  prune: {
    *run(options) {
      const { all: all2 = false, age: age2, partial = false, dryRun = false, timeout = Infinity } = options;
      const request2 = {
        all: all2,
        partial,
        dryRun,
        ...age2 === void 0 ? {} : { age: seconds(age2) }
      };
      const reply = yield* call(DEFINITION, METHODS.prune, request2, timeout);
      return present(`${PACKAGE}PruneImagesResponse`, reply);
    }
  },
  usage: {
    *run(options) {
      const reply = yield* call(DEFINITION, METHODS.usage, {}, options.timeout);
      return present(`${PACKAGE}GetImageUsageResponse`, reply);
    }
  },
  scrub: {
    open(name, options) {
      const { checkOnly = false, timeout } = options;
      return {
        ask: ask(DEFINITION, METHODS.scrub, { name: name ?? "", checkOnly }, timeout),
        items: (bytes) => [
          present(`${PACKAGE}ScrubImagesResponse`, answer(DEFINITION, METHODS.scrub, bytes))
        ]
      };
    }
  }
};
function images(connection) {
  const { steps } = sync(connection, STEPS);
  const client2 = sync(connection, TABLE);
  return {
    ...client2,
    pull(name, options = {}) {
      let image;
      for (const step of steps(name, options)) image = step.image;
      return shown(image);
    },
    push(name, target, options) {
      let digest2 = "";
      for (const step of client2.pushing(name, target, options)) digest2 = step.digest;
      return digest2;
    },
    save(names, options) {
      return joined(...client2.saving(names, options));
    },
    load(archive, options) {
      let images2 = [];
      for (const step of client2.loading(archive, options)) images2 = step.images;
      return images2;
    }
  };
}
function asyncImages(connection) {
  const { steps } = async(connection, STEPS);
  const client2 = async(connection, TABLE);
  async function* loading(archive, options = {}) {
    if (archive instanceof Uint8Array) return yield* client2.loading(archive, options);
    const { bridge, channel } = connection;
    const { ask: ask2, items } = TABLE.loading.open(new Uint8Array(), options);
    const begin2 = () => bridge.duplex(channel, { ...ask2, more: void 0 }, options.signal);
    for await (const step of both(begin2, requests(archive))) yield* items(step);
  }
  return {
    ...client2,
    loading,
    async pull(name, options = {}) {
      let image;
      for await (const step of steps(name, options)) image = step.image;
      return shown(image);
    },
    async push(name, target, options) {
      let digest2 = "";
      for await (const step of client2.pushing(name, target, options)) digest2 = step.digest;
      return digest2;
    },
    async save(names, options) {
      const pieces3 = [];
      for await (const piece of client2.saving(names, options)) pieces3.push(piece);
      return joined(...pieces3);
    },
    async load(archive, options) {
      let images2 = [];
      for await (const step of loading(archive, options)) images2 = step.images;
      return images2;
    }
  };
}
function shown(image) {
  return present(`${PACKAGE}Image`, image ?? Image.fromPartial({}));
}
function request(data) {
  const { requestType } = METHODS.import;
  return requestType.encode(requestType.fromPartial({ data })).finish();
}
async function* requests(pieces3) {
  for await (const piece of pieces3) for (const part of parts(piece)) yield request(part);
}
function* parts(archive) {
  for (let at2 = 0; at2 < archive.length; at2 += PIECE) yield archive.subarray(at2, at2 + PIECE);
}

// src/described.ts
var SHORT = {
  Command: (value) => typeof value === "string" ? { command: value } : Array.isArray(value) ? { argv: value } : void 0,
  Listener: (value) => typeof value === "string" ? { address: value } : void 0,
  Restart: (value) => typeof value === "string" ? { policy: value } : void 0,
  Timer: (value) => typeof value === "string" ? { calendar: [value] } : void 0,
  Sandbox: (value) => typeof value === "string" ? { profile: value } : void 0,
  Rlimit: (value) => typeof value === "number" ? { soft: value, hard: value } : void 0,
  Mount: (value) => typeof value === "string" ? volume(value) : void 0,
  DeviceNode: (value) => typeof value === "string" ? { path: value } : void 0,
  Paths: (value) => Array.isArray(value) ? { paths: value } : void 0,
  Attachment: (value) => typeof value === "string" ? { network: value } : void 0,
  PublishedPort: (value) => typeof value === "string" || typeof value === "number" ? port(String(value)) : void 0
};
var PORT = /^(?:(?:(?<address>\[[^\]]+\]|[^:[\]]+):)?(?<host>\d{1,5})?:)?(?<port>\d{1,5})(?:\/(?<protocol>tcp|udp))?$/;
function port(text4) {
  const { address: address2, host, port: port3, protocol } = PORT.exec(text4)?.groups ?? {};
  if (port3 === void 0) {
    const form = '"[[ADDRESS:][HOST-PORT]:]PORT[/udp]"';
    throw new RangeError(`cannot describe a workload: ${JSON.stringify(text4)} is not ${form}`);
  }
  return {
    port: Number(port3),
    ...host === void 0 ? {} : { hostPort: Number(host) },
    ...address2 === void 0 ? {} : { hostAddress: address2.replace(/^\[|\]$/g, "") },
    ...protocol === void 0 ? {} : { protocol }
  };
}
function volume(text4) {
  const [source, target, word, ...more] = text4.split(":");
  if (!source || !target?.startsWith("/") || more.length > 0 || ![void 0, "ro"].includes(word)) {
    const form = '"/source:/target", "volume:/target" or one of them with ":ro"';
    throw new RangeError(`cannot describe a workload: ${JSON.stringify(text4)} is not ${form}`);
  }
  const from2 = source.startsWith("/") ? { bind: { source } } : { volume: { name: source, create: true } };
  return { target, ...from2, readOnly: word === "ro" };
}
var KINDS = {
  ...cells_exports,
  ...container_exports,
  ...execution_exports,
  ...networks_exports,
  ...service_exports,
  Executable: Executable2,
  Container
};
var PACKAGE2 = "aurae.runtime.v0.";
var encoder3 = new TextEncoder();
function message(kind2, value, path) {
  const type = kind2.includes(".") ? kind2 : PACKAGE2 + kind2;
  return described(type, value, path);
}
function filled(type, value, path) {
  const kind2 = nameOf(type);
  const codec = KINDS[kind2];
  const known = codec === void 0 ? void 0 : new Set(Object.keys(codec.fromPartial({})));
  const types = messages[type] ?? {};
  const made = {};
  for (const [name, item] of Object.entries(value)) {
    const here2 = path === "" ? name : `${path}.${name}`;
    if (known !== void 0 && !known.has(name)) {
      throw new TypeError(`cannot describe a workload: ${here2} is not known`);
    }
    const of = types[name];
    if (item === void 0) continue;
    const single = of === `${PACKAGE2}Paths` || of === `${PACKAGE2}Command` && kind2 === "HealthCheck";
    made[name] = Array.isArray(item) && !single ? item.map((one, index) => described(of, one, `${here2}[${index}]`)) : described(of, item, here2);
  }
  return made;
}
function described(of, value, path) {
  if (of === void 0) {
    return isSecret(path) && typeof value === "string" ? encoder3.encode(value) : value;
  }
  if (of === "google.protobuf.Duration") return seconds(value);
  if (of === "map") return value;
  if (of.startsWith("map ")) {
    const made = {};
    for (const [key, item] of Object.entries(value)) {
      put(made, key, described(of.slice(4), item, `${path}.${key}`));
    }
    return made;
  }
  if (enums[of] !== void 0) return number(of, value, path);
  const whole3 = SHORT[nameOf(of)]?.(value) ?? value;
  if (typeof whole3 !== "object" || whole3 === null || Array.isArray(whole3)) {
    throw new TypeError(`cannot describe a workload: ${path} is no object`);
  }
  return filled(of, whole3, path);
}
function nameOf(type) {
  return type.slice(type.lastIndexOf(".") + 1);
}
function isSecret(path) {
  return /(^|\.)(content|stdin)$/.test(path);
}
function number(of, value, path) {
  const word = String(value).toLowerCase().replaceAll("-", "_");
  for (const [number2, name] of Object.entries(enums[of] ?? {})) {
    if (name === word) return Number(number2);
  }
  const words3 = Object.values(enums[of] ?? {}).filter((name) => name !== "unspecified");
  throw new RangeError(
    `cannot describe a workload: ${path} ${JSON.stringify(value)} is not one of ${words3.join(", ")}`
  );
}
function snake2(name) {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

// src/signals.ts
var NAMES = "HUP INT QUIT ILL TRAP ABRT BUS FPE KILL USR1 SEGV USR2 PIPE ALRM TERM STKFLT CHLD CONT STOP TSTP TTIN TTOU URG XCPU XFSZ VTALRM PROF WINCH IO PWR SYS".split(" ");
var REAL_TIME = { 34: "SIGRTMIN", 64: "SIGRTMAX" };
function signalName(number2) {
  const name = NAMES[number2 - 1];
  return name === void 0 ? REAL_TIME[number2] ?? `signal ${number2}` : `SIG${name}`;
}

// src/workload.ts
var WORKLOAD = "aurae.runtime.v0.Workload";
var SERVICE_STATE = "aurae.runtime.v0.ServiceState";
var LOG_LINE = "aurae.runtime.v0.LogLine";
var utf83 = new TextDecoder("utf-8", { ignoreBOM: true });
var Exec = class {
  /** The message that `start` sends. */
  spec;
  /** @internal */
  constructor(spec2) {
    this.spec = spec2;
  }
};
function exec(command, options = {}) {
  const { name = "", cell = "", ...rest } = options;
  const executable = Executable2.fromPartial({
    ...message("Executable", rest, ""),
    ...typeof command === "string" ? { command } : { argv: [...command] }
  });
  return new Exec(WorkloadSpec.fromPartial({ name, cell, executable }));
}
function container(image, options = {}) {
  const { name = "", cell = "", command, ...rest } = options;
  const { image: _image, process: _process, ...own } = Container.fromPartial({});
  const asked2 = Object.entries(rest);
  const outside = Object.fromEntries(asked2.filter(([key]) => Object.hasOwn(own, key)));
  const inside = Object.fromEntries(asked2.filter(([key]) => !Object.hasOwn(own, key)));
  const described4 = message("Container", { ...outside, image }, "");
  const process = {
    ...message("Executable", inside, ""),
    ...command === void 0 ? {} : typeof command === "string" ? { command } : { argv: [...command] }
  };
  const made = Container.fromPartial({ ...described4, process });
  return new Exec(WorkloadSpec.fromPartial({ name, cell, container: made }));
}
function service2(name, command, options = {}) {
  const { spec: spec2 } = command instanceof Exec ? command : exec(command);
  const described4 = Service.fromPartial(message("Service", options, ""));
  return new Exec(WorkloadSpec.fromPartial({ ...spec2, name, service: described4 }));
}
var Workloads = class extends Result {
  /** @internal */
  constructor(messages2) {
    const workloads = messages2.map((workload) => shown2({ workload }));
    super({ workloads }, {
      brief: () => workloads.map((workload) => workload.toJSON()),
      full: () => messages2.map((workload) => whole2(WORKLOAD, workload)),
      table: () => table2(HEADING, messages2.map(row))
    });
  }
  /** How many there are. */
  get length() {
    return this.workloads.length;
  }
  [Symbol.iterator]() {
    return this.workloads[Symbol.iterator]();
  }
};
function shown2(answer2) {
  const { workload = Workload.fromPartial({}), output } = answer2;
  const written = output === void 0 ? {} : {
    stdout: utf83.decode(output.stdout),
    stderr: utf83.decode(output.stderr),
    stdoutCut: output.stdoutCut || void 0,
    stderrCut: output.stderrCut || void 0
  };
  return new Result({ ...fields(WORKLOAD, workload), ...written }, {
    brief: () => brief(workload, output),
    full: () => ({
      ...whole2(WORKLOAD, workload),
      ...output === void 0 ? {} : whole2("", output)
    }),
    table: () => listing(details(workload))
  });
}
function brief(workload, output) {
  const { name, kind: kind2, cell, pid, status: status2, exit_code, signal, reason: reason2, ...rest } = document(
    WORKLOAD,
    workload
  );
  const { stdout, stderr, stdout_cut, stderr_cut } = output ? document("", output) : {};
  const facts = {
    name,
    kind: kind2,
    cell,
    pid,
    status: status2,
    exit_code,
    signal,
    reason: reason2 || void 0,
    stdout,
    stderr,
    stdout_cut: stdout_cut || void 0,
    stderr_cut: stderr_cut || void 0,
    ...rest
  };
  const known = Object.entries(facts).filter(([, value]) => value !== void 0);
  return Object.fromEntries(known);
}
function logLine(line) {
  const { stream, time: time2, partial } = fields(LOG_LINE, line);
  const text4 = utf83.decode(line.line);
  return new Result({ stream, time: time2 ?? "", text: text4, bytes: line.line, partial }, {
    brief: () => document(LOG_LINE, line),
    full: () => whole2(LOG_LINE, line),
    table: () => listing([["time", time2 ?? ""], ["stream", stream], ["line", text4]])
  });
}
var HEADING = ["NAME", "CELL", "ID", "STATUS", "PID", "CREATED", "COMMAND"];
function row(workload) {
  const { name, cell, id, pid, createdAt, argv } = workload;
  const seconds2 = Date.now() / 1e3 - Number(createdAt?.seconds ?? 0);
  const command = argv.map(quoted).join(" ");
  const facts = [
    String(id),
    standing(workload),
    String(pid || "-"),
    `${age(seconds2)} ago`,
    command
  ];
  return [name, cell || "/", ...facts];
}
function details(workload) {
  const { name, id, reason: reason2, argv, cell, pid, owner } = workload;
  const moment = (label, value) => value === void 0 ? [] : [[label, time(value, 9)]];
  return [
    ["name", name],
    ["id", String(id)],
    ["kind", String(fields(WORKLOAD, workload).kind)],
    ["status", status(workload)],
    ...reason2 ? [["reason", reason2]] : [],
    ["command", argv.map(quoted).join(" ")],
    ["cell", cell],
    ["pid", String(pid || "")],
    ...moment("created", workload.createdAt),
    ...moment("started", workload.startedAt),
    ...moment("finished", workload.finishedAt),
    ["owner", owner]
  ];
}
function standing(workload) {
  const state2 = workload.service;
  if (state2 === void 0) return status(workload);
  const { phase, step, result } = fields(SERVICE_STATE, state2);
  if (phase === "active" || phase === "reloading") return phase;
  const doing = step.replaceAll("_", " ");
  const idle = ["", "main", "run", "running", phase].includes(doing);
  const detail = phase === "failed" ? result : idle ? "" : doing;
  return detail === "" ? phase : `${phase} (${detail})`;
}
function status(workload) {
  const word = String(fields(WORKLOAD, workload).status);
  if (workload.exitCode !== void 0) return `${word} (${workload.exitCode})`;
  return workload.signal === void 0 ? word : `${word} (${signalName(workload.signal)})`;
}
function age(seconds2) {
  for (const [unit, length] of [["d", 86400], ["h", 3600], ["m", 60]]) {
    if (seconds2 >= length) return `${Math.floor(seconds2 / length)}${unit}`;
  }
  return `${Math.max(0, Math.floor(seconds2))}s`;
}
function quoted(word) {
  if (word !== "" && !/[^\w@%+=:,./-]/.test(word)) return word;
  return `'${word.replaceAll("'", `'"'"'`)}'`;
}

// src/runtime.ts
var DEFINITION2 = RuntimeServiceDefinition;
var METHODS2 = DEFINITION2.methods;
var PACKAGE3 = "aurae.runtime.v0.";
var DEFAULT_WAIT = 30;
var MARGIN = 60;
var SERVICES = {
  restart: {
    *run(name, options) {
      const { grace, onlyIfRunning = false, timeout = Infinity } = options;
      const request2 = {
        name,
        onlyIfRunning,
        ...grace === void 0 ? {} : { timeout: seconds(grace) }
      };
      return shown2(yield* call(DEFINITION2, METHODS2.restart, request2, timeout));
    }
  },
  reload: {
    *run(name, options) {
      const { orRestart = false, timeout = Infinity } = options;
      return shown2(yield* call(DEFINITION2, METHODS2.reload, { name, orRestart }, timeout));
    }
  },
  signal: {
    *run(name, signal, options) {
      const request2 = { name, signal, all: options.all ?? false };
      yield* call(DEFINITION2, METHODS2.signal, request2, options.timeout);
    }
  },
  resetFailed: {
    *run(name, options) {
      yield* call(DEFINITION2, METHODS2.resetFailed, { name: name ?? "" }, options.timeout);
    }
  },
  edit: {
    *run(name, change, options) {
      const request2 = { name, ...changed(change) };
      const reply = yield* call(DEFINITION2, METHODS2.edit, request2, options.timeout);
      return present(`${PACKAGE3}EditResponse`, reply);
    }
  },
  remove: {
    *run(name, options) {
      const { stop = false, timeout = Infinity } = options;
      yield* call(DEFINITION2, METHODS2.remove, { name, stop }, timeout);
    }
  },
  explain: {
    *run(workload, options) {
      const reply = yield* call(DEFINITION2, METHODS2.explain, named2(workload), options.timeout);
      return present(`${PACKAGE3}ExplainResponse`, reply);
    }
  },
  security: {
    *run(workload, options) {
      const reply = yield* call(DEFINITION2, METHODS2.security, named2(workload), options.timeout);
      return present(`${PACKAGE3}SecurityResponse`, reply);
    }
  },
  status: {
    *run(name, options) {
      const { lines: lines2, timeout } = options;
      const request2 = { name, ...lines2 === void 0 ? {} : { lines: lines2 } };
      const reply = yield* call(DEFINITION2, METHODS2.status, request2, timeout);
      return present(`${PACKAGE3}StatusResponse`, reply);
    }
  },
  watch: {
    open(name, options) {
      return {
        ask: ask(DEFINITION2, METHODS2.watch, { name: name ?? "" }, options.timeout),
        items: (bytes) => {
          const reply = answer(DEFINITION2, METHODS2.watch, bytes);
          return [present(`${PACKAGE3}WatchResponse`, reply)];
        }
      };
    }
  }
};
function changed(change) {
  const { executable, container: container2, service: service3 } = change;
  const workload = {
    ...executable === void 0 ? {} : { executable: message("Executable", executable, "executable") },
    ...container2 === void 0 ? {} : { container: message("Container", container2, "container") },
    ...service3 === void 0 ? {} : { service: message("Service", service3, "service") }
  };
  const fields2 = Object.entries(change).flatMap(
    ([part, given]) => Object.keys(given ?? {}).map((field) => `${part}.${snake2(field)}`)
  );
  return { workload, fields: fields2 };
}
function named2(workload) {
  return typeof workload === "string" ? { name: workload } : { workload: workload.spec };
}
var RUNTIME = {
  start: {
    *run(workload, options) {
      const { wait = DEFAULT_WAIT, outputLimit = 0 } = options;
      if (typeof workload === "string" || workload.spec.service !== void 0) {
        const request3 = { ...named2(workload), noBlock: options.wait === 0 };
        return shown2(yield* call(DEFINITION2, METHODS2.start, request3, options.wait || Infinity));
      }
      const request2 = {
        workload: workload.spec,
        outputLimit,
        ...wait === 0 ? {} : { wait: seconds(wait) }
      };
      return shown2(yield* call(DEFINITION2, METHODS2.start, request2, wait + MARGIN));
    }
  },
  stop: {
    *run(name, options) {
      const { timeout } = options;
      const request2 = { name, ...timeout === void 0 ? {} : { timeout: seconds(timeout) } };
      return shown2(yield* call(DEFINITION2, METHODS2.stop, request2, Infinity));
    }
  },
  wait: {
    *run(name, options) {
      const { timeout = DEFAULT_WAIT, outputLimit = 0 } = options;
      const request2 = { name, timeout: seconds(timeout), outputLimit };
      return shown2(yield* call(DEFINITION2, METHODS2.wait, request2, timeout + MARGIN));
    }
  },
  list: {
    *run(options) {
      const { all: all2 = false, cell = "", services = false, timeout = DEFAULT_LIMIT } = options;
      const found = [];
      const end = performance.now() + timeout * 1e3;
      let left = timeout;
      let pageToken = "";
      do {
        const page = yield* call(
          DEFINITION2,
          METHODS2.list,
          { all: all2, cell, services, pageToken },
          left
        );
        left = Math.max(0, (end - performance.now()) / 1e3);
        for (const workload of page.workloads) found.push(workload);
        pageToken = page.nextPageToken;
      } while (pageToken !== "");
      return new Workloads(found);
    }
  },
  get: {
    *run(name, options) {
      return shown2(yield* call(DEFINITION2, METHODS2.get, { name }, options.timeout));
    }
  },
  logs: {
    open(name, options) {
      return {
        ask: ask(DEFINITION2, METHODS2.logs, wanted(name, options), options.timeout),
        items: (message2) => answer(DEFINITION2, METHODS2.logs, message2).lines.map(logLine)
      };
    }
  },
  ...SERVICES
};
function wanted(name, options) {
  const { stream, since, until, follow = false, tail } = options;
  return {
    name,
    follow,
    stream: stream === void 0 ? 0 : stream === "stdout" ? 1 : 2,
    ...since === void 0 ? {} : { since: stamp(since) },
    ...until === void 0 ? {} : { until: stamp(until) },
    ...tail === void 0 ? {} : { tail: BigInt(tail) }
  };
}
function stamp(date) {
  const milliseconds = date.getTime();
  const whole3 = Math.floor(milliseconds / 1e3);
  return { seconds: BigInt(whole3), nanos: (milliseconds - whole3 * 1e3) * 1e6 };
}

// src/words.ts
var PIECE2 = /([ \t\r\n]+)|\\([^])|'([^']*)'|"((?:\\[^]|[^"\\])*)"|([^ \t\r\n\\'"]+)/y;
function words2(line) {
  const found = [];
  let word;
  for (let at2 = 0; at2 < line.length; at2 = PIECE2.lastIndex) {
    PIECE2.lastIndex = at2;
    const match = PIECE2.exec(line);
    if (match === null) {
      const why2 = "a quote or a backslash stands alone";
      throw new RangeError(`cannot split ${JSON.stringify(line)}: ${why2}`);
    }
    const [, blank, escaped, single, double, plain3] = match;
    if (blank === void 0) {
      word = (word ?? "") + (escaped ?? single ?? plain3 ?? double.replace(/\\(["\\])/g, "$1"));
    } else if (word !== void 0) {
      found.push(word);
      word = void 0;
    }
  }
  if (word !== void 0) found.push(word);
  return found;
}

// src/sessions.ts
var { exec: exec2, attach } = RuntimeServiceDefinition.methods;
var PACKAGE4 = "aurae.runtime.v0.";
var PIECE3 = 64 * 1024;
var WAITING_LIMIT = 1024 * 1024;
var OUTPUT_LIMIT = 64 * 1024 * 1024;
var utf84 = new TextDecoder("utf-8", { ignoreBOM: true });
var Talk = class {
  #call;
  #items;
  #request;
  #turn = Promise.resolve();
  #waiting = 0;
  /** @internal */
  constructor(call2, read3, request2) {
    this.#call = call2;
    this.#request = request2;
    this.#items = (async function* () {
      for await (const message2 of call2.messages) yield read3(message2);
    })();
  }
  /** What comes, to the end; leaving the loop ends the call. */
  [Symbol.asyncIterator]() {
    return this.#items;
  }
  /**
   * Write to standard input. Resolves when there is room for more; RESOURCE_EXHAUSTED where 1 MiB
   * waits already because nobody awaited that.
   */
  write(data) {
    const bytes = bytesOf(data);
    return this.#later(bytes.length, async () => {
      for (const stdin of pieces2(bytes)) await this.send({ stdin });
    });
  }
  /** End standard input, behind what is written already. */
  end() {
    return this.#later(0, () => this.send({ stdinEnd: true }));
  }
  /** Tell the terminal its new size. */
  resize(rows2, columns2) {
    return this.send({ size: { rows: rows2, columns: columns2 } });
  }
  /** Leave: the call is over, and so is its loop. */
  close() {
    return this.#call.cancel();
  }
  /** @internal */
  send(request2) {
    return quiet(this.#call.send(this.#request(request2)));
  }
  /** In the order in which they were called. */
  #later(size, work) {
    if (this.#waiting >= WAITING_LIMIT) {
      const why2 = "1 MiB waits already; `await` each write";
      return quiet(Promise.reject(new AuraeError("RESOURCE_EXHAUSTED", `cannot write: ${why2}`)));
    }
    this.#waiting += size;
    const done = this.#turn.then(work).finally(() => this.#waiting -= size);
    this.#turn = done;
    return quiet(done);
  }
};
var Session = class extends Talk {
  /** Send a signal, such as `SIGINT`, to the command. */
  signal(name) {
    return this.send({ signal: name });
  }
};
var Attachment2 = class extends Talk {
};
function sessions({ bridge, channel }, definition = RuntimeServiceDefinition) {
  return {
    exec(name, command, options = {}) {
      if (typeof name !== "string") throw unanswerable("exec", "; exec(NAME, COMMAND) waits here");
      const written = new Written(name, options.outputLimit);
      const request2 = asked(definition, name, command, options);
      for (const message2 of bridge.serverStream(channel, request2)) {
        written.add(message2);
      }
      return written.result();
    },
    attach() {
      throw unanswerable("attach", "");
    }
  };
}
function asyncSessions({ bridge, channel }, definition = RuntimeServiceDefinition) {
  const run = async (name, command, options) => {
    const request2 = asked(definition, name, command, options);
    const written = new Written(name, options.outputLimit);
    for await (const message2 of bridge.serverStreamLater(channel, request2, options.signal)) {
      written.add(message2);
    }
    return written.result();
  };
  const begin2 = (start, stdin, options) => {
    const request2 = ask(definition, exec2, { start }, options.timeout);
    const session = new Session(
      bridge.duplex(channel, request2, options.signal),
      (bytes) => present(`${PACKAGE4}ExecResponse`, answer(definition, exec2, bytes)),
      (message2) => ExecRequest.encode(message2).finish()
    );
    if (stdin !== void 0) {
      void session.write(stdin);
      void session.end();
    }
    return session;
  };
  return {
    exec: ((first, second, options = {}) => typeof first === "string" ? run(first, second, options) : begin2(first, second, options)),
    attach(name, options = {}) {
      const { timeout, signal, ...rest } = options;
      const request2 = ask(definition, attach, { start: { name, ...rest } }, timeout);
      return new Attachment2(
        bridge.duplex(channel, request2, signal),
        (bytes) => present(`${PACKAGE4}AttachResponse`, answer(definition, attach, bytes)),
        (message2) => AttachRequest.encode(message2).finish()
      );
    }
  };
}
function asked(definition, name, command, options) {
  const { env: env2, workingDirectory, user, group, stdin, timeout } = options;
  const argv = typeof command === "string" ? words2(command) : [...command];
  const place3 = { env: env2, workingDirectory, user, group };
  const start = { ...place3, name, argv, noStdin: stdin === void 0 };
  const more = stdin === void 0 ? [] : [...pieces2(bytesOf(stdin))];
  return {
    ...ask(definition, exec2, { start }, timeout),
    more: more.map((stdin2) => ExecRequest.encode({ stdin: stdin2 }).finish())
  };
}
var Written = class {
  constructor(name, limit = OUTPUT_LIMIT) {
    this.name = name;
    this.limit = limit;
  }
  name;
  limit;
  streams = { stdout: [], stderr: [] };
  ended = { reason: "" };
  size = 0;
  add(message2) {
    const { stdout, stderr, ended } = answer(RuntimeServiceDefinition, exec2, message2);
    if (ended) this.ended = ended;
    for (const [stream, bytes] of [["stdout", stdout], ["stderr", stderr]]) {
      if (bytes === void 0) continue;
      this.size += bytes.length;
      if (this.size > this.limit) {
        const why2 = `it wrote more than ${this.limit} bytes`;
        throw new AuraeError("RESOURCE_EXHAUSTED", `cannot exec in ${this.name}: ${why2}`);
      }
      this.streams[stream].push(bytes);
    }
  }
  result() {
    const stdoutBytes = joined(...this.streams.stdout), stderrBytes = joined(...this.streams.stderr);
    const stdout = utf84.decode(stdoutBytes), stderr = utf84.decode(stderrBytes);
    const type = `${PACKAGE4}ExecEnded`;
    const brief2 = { ...document(type, this.ended), stdout, stderr };
    return new Result({ ...this.ended, stdout, stderr, stdoutBytes, stderrBytes }, {
      brief: () => brief2,
      full: () => ({ ...whole2(type, this.ended), stdout, stderr }),
      table: () => listing(Object.entries(brief2).map(([name, value]) => [name, String(value)]))
    });
  }
};
function bytesOf(data) {
  return typeof data === "string" ? new TextEncoder().encode(data) : data;
}
function* pieces2(bytes) {
  for (let at2 = 0; at2 < bytes.length; at2 += PIECE3) yield bytes.subarray(at2, at2 + PIECE3);
}
function quiet(promise) {
  promise.catch(() => void 0);
  return promise;
}
function unanswerable(verb, instead) {
  const why2 = `a session is talked with through connectAsync()${instead}`;
  return new AuraeError("UNIMPLEMENTED", `cannot ${verb}: ${why2}`);
}

// src/containers.ts
var DEFINITION3 = ContainerServiceDefinition;
var METHODS3 = DEFINITION3.methods;
var PACKAGE5 = "aurae.containers.v0.";
var DEFAULT_WAIT2 = 30;
var MARGIN2 = 60;
var OTHERS = {
  create: {
    *run(workload, { timeout }) {
      const request2 = { workload: workload.spec };
      return state((yield* call(DEFINITION3, METHODS3.create, request2, timeout)).container);
    }
  },
  sending: {
    open(name, path, archive, options) {
      const { keepOwners = false, replace = false, timeout } = options;
      const method = METHODS3.copyIn;
      const start = { name, path, keepOwners, replace };
      return {
        ask: {
          ...ask(DEFINITION3, method, { start }, timeout ?? Infinity),
          more: [...parts(archive)].map(
            (data) => method.requestType.encode(method.requestType.fromPartial({ data })).finish()
          )
        },
        items: (bytes) => [Number(answer(DEFINITION3, method, bytes).entries)]
      };
    }
  }
};
var TABLE2 = {
  start: {
    *run(name, { noBlock = false, timeout = Infinity }) {
      const reply = yield* call(DEFINITION3, METHODS3.start, { name, noBlock }, timeout);
      return state(reply.container);
    }
  },
  stop: {
    *run(name, { grace, timeout = Infinity }) {
      const request2 = { name, ...grace === void 0 ? {} : { timeout: seconds(grace) } };
      return state((yield* call(DEFINITION3, METHODS3.stop, request2, timeout)).container);
    }
  },
  kill: {
    *run(name, signal, { all: all2 = false, timeout }) {
      const request2 = { name, signal: signal ?? "", all: all2 };
      yield* call(DEFINITION3, METHODS3.kill, request2, timeout);
    }
  },
  remove: {
    *run(name, { force = false, volumes: volumes2 = false, timeout = Infinity }) {
      yield* call(DEFINITION3, METHODS3.delete, { name, force, volumes: volumes2 }, timeout);
    }
  },
  get: {
    *run(name, { timeout }) {
      const reply = yield* call(DEFINITION3, METHODS3.get, { name }, timeout);
      return present(`${PACKAGE5}GetContainerResponse`, reply);
    }
  },
  list: {
    *run({ all: all2 = false, cell = "", labels = {}, timeout = DEFAULT_LIMIT }) {
      const found = [];
      const end = performance.now() + timeout * 1e3;
      let pageToken = "";
      do {
        const left = Math.max(0, (end - performance.now()) / 1e3);
        const request2 = { all: all2, cell, labels, pageToken };
        const page = yield* call(DEFINITION3, METHODS3.list, request2, left);
        found.push(...page.containers.map(state));
        pageToken = page.nextPageToken;
      } while (pageToken !== "");
      return found;
    }
  },
  update: {
    *run(name, change, { timeout }) {
      const request2 = { name, ...changed(change) };
      const reply = yield* call(DEFINITION3, METHODS3.update, request2, timeout);
      return present("aurae.runtime.v0.EditResponse", reply);
    }
  },
  pause: {
    *run(name, { timeout }) {
      return state((yield* call(DEFINITION3, METHODS3.pause, { name }, timeout)).container);
    }
  },
  resume: {
    *run(name, { timeout }) {
      return state((yield* call(DEFINITION3, METHODS3.resume, { name }, timeout)).container);
    }
  },
  stats: {
    *run(names, { size = false, timeout }) {
      const request2 = { names: [names ?? []].flat(), size };
      const reply = yield* call(DEFINITION3, METHODS3.stats, request2, timeout);
      return reply.stats.map((one) => present(`${PACKAGE5}ContainerStats`, one));
    }
  },
  top: {
    *run(name, { timeout }) {
      const reply = yield* call(DEFINITION3, METHODS3.top, { name }, timeout);
      return reply.processes.map((one) => present(`${PACKAGE5}ContainerProcess`, one));
    }
  },
  wait: {
    *run(name, { timeout = DEFAULT_WAIT2, outputLimit = 0 }) {
      const request2 = { name, timeout: seconds(timeout), outputLimit };
      return shown2(yield* call(DEFINITION3, METHODS3.wait, request2, timeout + MARGIN2));
    }
  },
  logs: {
    open(name, options) {
      return {
        ask: ask(DEFINITION3, METHODS3.logs, wanted(name, options), options.timeout),
        items: (bytes) => answer(DEFINITION3, METHODS3.logs, bytes).lines.map(logLine)
      };
    }
  },
  diff: {
    open(name, { timeout }) {
      return {
        ask: ask(DEFINITION3, METHODS3.diff, { name }, timeout),
        items: (bytes) => answer(DEFINITION3, METHODS3.diff, bytes).changes.map(
          (one) => present(`${PACKAGE5}PathChange`, one)
        )
      };
    }
  },
  commit: {
    *run(name, image, options) {
      const { timeout = Infinity, ...more } = options;
      const request2 = { name, image, ...more };
      const reply = yield* call(DEFINITION3, METHODS3.commit, request2, timeout);
      return present("aurae.images.v0.Image", reply.image ?? {});
    }
  },
  copying: {
    open(name, path, { follow = false, timeout }) {
      return {
        ask: ask(DEFINITION3, METHODS3.copyOut, { name, path, follow }, timeout),
        items: (bytes) => [answer(DEFINITION3, METHODS3.copyOut, bytes).data]
      };
    }
  },
  exporting: {
    open(name, { timeout }) {
      return {
        ask: ask(DEFINITION3, METHODS3.export, { name }, timeout),
        items: (bytes) => [answer(DEFINITION3, METHODS3.export, bytes).data]
      };
    }
  }
};
function containers(connection, images2) {
  const { create, sending } = sync(connection, OTHERS);
  const client2 = sync(connection, TABLE2);
  return {
    ...client2,
    ...sessions(connection, DEFINITION3),
    create: (workload, options) => {
      const made = described2(workload);
      return withImage(images2, made, () => create(made, options));
    },
    copyIn(name, path, archive, options) {
      let entries2 = 0;
      for (entries2 of sending(name, path, archive, options)) ;
      return entries2;
    },
    copyOut: (name, path, options) => joined(...client2.copying(name, path, options)),
    export: (name, options) => joined(...client2.exporting(name, options))
  };
}
function asyncContainers(connection, images2) {
  const { create, sending } = async(connection, OTHERS);
  const client2 = async(connection, TABLE2);
  return {
    ...client2,
    ...asyncSessions(connection, DEFINITION3),
    create: (workload, options) => {
      const made = described2(workload);
      return asyncWithImage(images2, made, () => create(made, options));
    },
    async copyIn(name, path, archive, options) {
      let entries2 = 0;
      for await (entries2 of sending(name, path, archive, options)) ;
      return entries2;
    },
    async copyOut(name, path, options) {
      return await gathered(client2.copying(name, path, options));
    },
    async export(name, options) {
      return await gathered(client2.exporting(name, options));
    }
  };
}
function withImage(images2, workload, work) {
  try {
    return work();
  } catch (error) {
    images2.pull(missing(workload, error), { policy: "if-missing" });
  }
  return work();
}
async function asyncWithImage(images2, workload, work) {
  try {
    return await work();
  } catch (error) {
    await images2.pull(missing(workload, error), { policy: "if-missing" });
  }
  return await work();
}
function missing(workload, error) {
  const image = typeof workload === "string" ? void 0 : workload.spec.container?.image;
  const isMissing = error instanceof AuraeError && error.code === "NOT_FOUND" && error.message.endsWith("pull it first");
  if (image === void 0 || !isMissing) throw error;
  return image;
}
function described2(workload) {
  return typeof workload === "string" ? container(workload) : workload;
}
async function gathered(pieces3) {
  const found = [];
  for await (const piece of pieces3) found.push(piece);
  return joined(...found);
}
function state(found) {
  return present(`${PACKAGE5}ContainerState`, found ?? ContainerState.fromPartial({}));
}

// src/networks.ts
var DEFINITION4 = NetworkServiceDefinition;
var METHODS4 = DEFINITION4.methods;
var PACKAGE6 = "aurae.networks.v0.";
var NETWORKS = {
  create: {
    *run(name, { timeout, ...options }) {
      const network = described3("NetworkSpec", { ...options, name });
      const reply = yield* call(DEFINITION4, METHODS4.create, { network }, timeout);
      return shown3("Network", reply.network ?? Network.fromPartial({}));
    }
  },
  get: {
    *run(name, { timeout }) {
      const reply = yield* call(DEFINITION4, METHODS4.get, { name }, timeout);
      return shown3("GetNetworkResponse", reply);
    }
  },
  list: {
    *run({ labels = {}, timeout }) {
      const reply = yield* call(DEFINITION4, METHODS4.list, { labels }, timeout);
      return reply.networks.map((one) => shown3("Network", one));
    }
  },
  remove: {
    *run(name, { timeout }) {
      yield* call(DEFINITION4, METHODS4.delete, { name }, timeout);
    }
  },
  prune: {
    *run({ labels = {}, timeout }) {
      return (yield* call(DEFINITION4, METHODS4.prune, { labels }, timeout)).names;
    }
  },
  connect: {
    *run(name, asked2, { timeout }) {
      const attachment = described3(
        "Attachment",
        typeof asked2 === "string" ? { network: asked2 } : asked2
      );
      const reply = yield* call(DEFINITION4, METHODS4.connect, { name, attachment }, timeout);
      return shown3("ConnectNetworkResponse", reply);
    }
  },
  disconnect: {
    *run(name, network, { timeout }) {
      yield* call(DEFINITION4, METHODS4.disconnect, { name, network }, timeout);
    }
  },
  repair: {
    *run({ timeout }) {
      return (yield* call(DEFINITION4, METHODS4.reconcile, {}, timeout)).repaired;
    }
  }
};
var PORTS = {
  list: {
    *run(name, { timeout }) {
      const reply = yield* call(DEFINITION4, METHODS4.listPorts, { name: name ?? "" }, timeout);
      return reply.ports.map((one) => shown3("Port", one));
    }
  },
  add: {
    *run(name, asked2, { timeout }) {
      const reply = yield* call(DEFINITION4, METHODS4.publish, { name, port: port2(asked2) }, timeout);
      return shown3("PublishedPort", reply.port ?? PublishedPort.fromPartial({}));
    }
  },
  remove: {
    *run(name, asked2, { timeout }) {
      const request2 = { name, port: port2(asked2) };
      const reply = yield* call(DEFINITION4, METHODS4.unpublish, request2, timeout);
      return reply.ports.map((one) => shown3("PublishedPort", one));
    }
  }
};
function networks(connection) {
  return sync(connection, NETWORKS);
}
function asyncNetworks(connection) {
  return async(connection, NETWORKS);
}
function ports(connection) {
  return sync(connection, PORTS);
}
function asyncPorts(connection) {
  return async(connection, PORTS);
}
function port2(asked2) {
  return described3("PublishedPort", asked2);
}
function described3(kind2, value) {
  return message(PACKAGE6 + kind2, value, "");
}
function shown3(kind2, value) {
  return present(PACKAGE6 + kind2, value);
}

// gen/volumes.ts
function createBaseVolumeSpec() {
  return { name: "", size: 0, uid: void 0, gid: void 0, mode: void 0, labels: {} };
}
var VolumeSpec = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.name != null && message2.name !== "") {
      writer.uint32(10).string(message2.name);
    }
    if (message2.size != null && message2.size !== 0) {
      writer.uint32(16).uint64(message2.size);
    }
    if (message2.uid != null) {
      writer.uint32(24).uint32(message2.uid);
    }
    if (message2.gid != null) {
      writer.uint32(32).uint32(message2.gid);
    }
    if (message2.mode != null) {
      writer.uint32(40).uint32(message2.mode);
    }
    globalThis.Object.entries(message2.labels ?? {}).forEach(([key, value]) => {
      VolumeSpec_LabelsEntry.encode({ key, value }, writer.uint32(50).fork()).join();
    });
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseVolumeSpec();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.name = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 16) {
              break;
            }
            message2.size = reader.uint64();
            continue;
          }
          case 3: {
            if (tag !== 24) {
              break;
            }
            message2.uid = reader.uint32();
            continue;
          }
          case 4: {
            if (tag !== 32) {
              break;
            }
            message2.gid = reader.uint32();
            continue;
          }
          case 5: {
            if (tag !== 40) {
              break;
            }
            message2.mode = reader.uint32();
            continue;
          }
          case 6: {
            if (tag !== 50) {
              break;
            }
            const entry6 = VolumeSpec_LabelsEntry.decode(reader, reader.uint32());
            if (entry6.value !== void 0) {
              put(message2.labels, entry6.key, entry6.value);
            }
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return VolumeSpec.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseVolumeSpec();
    message2.name = object.name ?? "";
    message2.size = object.size !== void 0 && object.size !== null ? exact(object.size) : 0;
    message2.uid = object.uid ?? void 0;
    message2.gid = object.gid ?? void 0;
    message2.mode = object.mode ?? void 0;
    message2.labels = globalThis.Object.entries(object.labels ?? {}).reduce(
      (acc, [key, value]) => {
        if (value !== void 0) {
          put(acc, key, globalThis.String(value));
        }
        return acc;
      },
      {}
    );
    return message2;
  }
};
function createBaseVolumeSpec_LabelsEntry() {
  return { key: "", value: "" };
}
var VolumeSpec_LabelsEntry = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.key != null && message2.key !== "") {
      writer.uint32(10).string(message2.key);
    }
    if (message2.value != null && message2.value !== "") {
      writer.uint32(18).string(message2.value);
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseVolumeSpec_LabelsEntry();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.key = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message2.value = reader.string();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return VolumeSpec_LabelsEntry.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseVolumeSpec_LabelsEntry();
    message2.key = object.key ?? "";
    message2.value = object.value ?? "";
    return message2;
  }
};
function createBaseVolume() {
  return {
    spec: void 0,
    id: "",
    owner: "",
    backing: 0,
    createdAt: void 0,
    users: [],
    mounted: false,
    missing: false
  };
}
var Volume = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.spec != null) {
      VolumeSpec.encode(message2.spec, writer.uint32(10).fork()).join();
    }
    if (message2.id != null && message2.id !== "") {
      writer.uint32(18).string(message2.id);
    }
    if (message2.owner != null && message2.owner !== "") {
      writer.uint32(26).string(message2.owner);
    }
    if (message2.backing != null && message2.backing !== 0) {
      writer.uint32(32).int32(message2.backing);
    }
    if (message2.createdAt != null) {
      Timestamp.encode(message2.createdAt, writer.uint32(42).fork()).join();
    }
    for (const v of message2.users ?? []) {
      writer.uint32(50).string(v);
    }
    if (message2.mounted != null && message2.mounted !== false) {
      writer.uint32(56).bool(message2.mounted);
    }
    if (message2.missing != null && message2.missing !== false) {
      writer.uint32(64).bool(message2.missing);
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseVolume();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.spec = VolumeSpec.decode(reader, reader.uint32());
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message2.id = reader.string();
            continue;
          }
          case 3: {
            if (tag !== 26) {
              break;
            }
            message2.owner = reader.string();
            continue;
          }
          case 4: {
            if (tag !== 32) {
              break;
            }
            message2.backing = reader.int32();
            continue;
          }
          case 5: {
            if (tag !== 42) {
              break;
            }
            message2.createdAt = Timestamp.decode(reader, reader.uint32());
            continue;
          }
          case 6: {
            if (tag !== 50) {
              break;
            }
            message2.users.push(reader.string());
            continue;
          }
          case 7: {
            if (tag !== 56) {
              break;
            }
            message2.mounted = reader.bool();
            continue;
          }
          case 8: {
            if (tag !== 64) {
              break;
            }
            message2.missing = reader.bool();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return Volume.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseVolume();
    message2.spec = object.spec !== void 0 && object.spec !== null ? VolumeSpec.fromPartial(object.spec) : void 0;
    message2.id = object.id ?? "";
    message2.owner = object.owner ?? "";
    message2.backing = object.backing ?? 0;
    message2.createdAt = object.createdAt !== void 0 && object.createdAt !== null ? Timestamp.fromPartial(object.createdAt) : void 0;
    message2.users = object.users?.map((e) => e) || [];
    message2.mounted = object.mounted ?? false;
    message2.missing = object.missing ?? false;
    return message2;
  }
};
function createBaseCreateVolumeRequest() {
  return { spec: void 0 };
}
var CreateVolumeRequest = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.spec != null) {
      VolumeSpec.encode(message2.spec, writer.uint32(10).fork()).join();
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseCreateVolumeRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.spec = VolumeSpec.decode(reader, reader.uint32());
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return CreateVolumeRequest.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseCreateVolumeRequest();
    message2.spec = object.spec !== void 0 && object.spec !== null ? VolumeSpec.fromPartial(object.spec) : void 0;
    return message2;
  }
};
function createBaseCreateVolumeResponse() {
  return { volume: void 0 };
}
var CreateVolumeResponse = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.volume != null) {
      Volume.encode(message2.volume, writer.uint32(10).fork()).join();
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseCreateVolumeResponse();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.volume = Volume.decode(reader, reader.uint32());
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return CreateVolumeResponse.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseCreateVolumeResponse();
    message2.volume = object.volume !== void 0 && object.volume !== null ? Volume.fromPartial(object.volume) : void 0;
    return message2;
  }
};
function createBaseGetVolumeRequest() {
  return { name: "", usage: false };
}
var GetVolumeRequest = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.name != null && message2.name !== "") {
      writer.uint32(10).string(message2.name);
    }
    if (message2.usage != null && message2.usage !== false) {
      writer.uint32(16).bool(message2.usage);
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseGetVolumeRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.name = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 16) {
              break;
            }
            message2.usage = reader.bool();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return GetVolumeRequest.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseGetVolumeRequest();
    message2.name = object.name ?? "";
    message2.usage = object.usage ?? false;
    return message2;
  }
};
function createBaseGetVolumeResponse() {
  return { volume: void 0, usage: void 0 };
}
var GetVolumeResponse = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.volume != null) {
      Volume.encode(message2.volume, writer.uint32(10).fork()).join();
    }
    if (message2.usage != null) {
      VolumeUsage.encode(message2.usage, writer.uint32(18).fork()).join();
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseGetVolumeResponse();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.volume = Volume.decode(reader, reader.uint32());
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message2.usage = VolumeUsage.decode(reader, reader.uint32());
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return GetVolumeResponse.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseGetVolumeResponse();
    message2.volume = object.volume !== void 0 && object.volume !== null ? Volume.fromPartial(object.volume) : void 0;
    message2.usage = object.usage !== void 0 && object.usage !== null ? VolumeUsage.fromPartial(object.usage) : void 0;
    return message2;
  }
};
function createBaseVolumeUsage() {
  return { usedBytes: 0, diskBytes: 0, files: 0 };
}
var VolumeUsage = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.usedBytes != null && message2.usedBytes !== 0) {
      writer.uint32(8).uint64(message2.usedBytes);
    }
    if (message2.diskBytes != null && message2.diskBytes !== 0) {
      writer.uint32(16).uint64(message2.diskBytes);
    }
    if (message2.files != null && message2.files !== 0) {
      writer.uint32(24).uint64(message2.files);
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseVolumeUsage();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 8) {
              break;
            }
            message2.usedBytes = reader.uint64();
            continue;
          }
          case 2: {
            if (tag !== 16) {
              break;
            }
            message2.diskBytes = reader.uint64();
            continue;
          }
          case 3: {
            if (tag !== 24) {
              break;
            }
            message2.files = reader.uint64();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return VolumeUsage.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseVolumeUsage();
    message2.usedBytes = object.usedBytes !== void 0 && object.usedBytes !== null ? exact(object.usedBytes) : 0;
    message2.diskBytes = object.diskBytes !== void 0 && object.diskBytes !== null ? exact(object.diskBytes) : 0;
    message2.files = object.files !== void 0 && object.files !== null ? exact(object.files) : 0;
    return message2;
  }
};
function createBaseListVolumesRequest() {
  return { labels: {} };
}
var ListVolumesRequest = {
  encode(message2, writer = new BinaryWriter()) {
    globalThis.Object.entries(message2.labels ?? {}).forEach(([key, value]) => {
      ListVolumesRequest_LabelsEntry.encode({ key, value }, writer.uint32(10).fork()).join();
    });
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseListVolumesRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            const entry1 = ListVolumesRequest_LabelsEntry.decode(reader, reader.uint32());
            if (entry1.value !== void 0) {
              put(message2.labels, entry1.key, entry1.value);
            }
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return ListVolumesRequest.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseListVolumesRequest();
    message2.labels = globalThis.Object.entries(object.labels ?? {}).reduce(
      (acc, [key, value]) => {
        if (value !== void 0) {
          put(acc, key, globalThis.String(value));
        }
        return acc;
      },
      {}
    );
    return message2;
  }
};
function createBaseListVolumesRequest_LabelsEntry() {
  return { key: "", value: "" };
}
var ListVolumesRequest_LabelsEntry = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.key != null && message2.key !== "") {
      writer.uint32(10).string(message2.key);
    }
    if (message2.value != null && message2.value !== "") {
      writer.uint32(18).string(message2.value);
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseListVolumesRequest_LabelsEntry();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.key = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message2.value = reader.string();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return ListVolumesRequest_LabelsEntry.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseListVolumesRequest_LabelsEntry();
    message2.key = object.key ?? "";
    message2.value = object.value ?? "";
    return message2;
  }
};
function createBaseListVolumesResponse() {
  return { volumes: [] };
}
var ListVolumesResponse = {
  encode(message2, writer = new BinaryWriter()) {
    for (const v of message2.volumes ?? []) {
      Volume.encode(v, writer.uint32(10).fork()).join();
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseListVolumesResponse();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.volumes.push(Volume.decode(reader, reader.uint32()));
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return ListVolumesResponse.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseListVolumesResponse();
    message2.volumes = object.volumes?.map((e) => Volume.fromPartial(e)) || [];
    return message2;
  }
};
function createBaseUpdateVolumeRequest() {
  return { name: "", size: 0, labels: {}, removeLabels: [] };
}
var UpdateVolumeRequest = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.name != null && message2.name !== "") {
      writer.uint32(10).string(message2.name);
    }
    if (message2.size != null && message2.size !== 0) {
      writer.uint32(16).uint64(message2.size);
    }
    globalThis.Object.entries(message2.labels ?? {}).forEach(([key, value]) => {
      UpdateVolumeRequest_LabelsEntry.encode({ key, value }, writer.uint32(26).fork()).join();
    });
    for (const v of message2.removeLabels ?? []) {
      writer.uint32(34).string(v);
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseUpdateVolumeRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.name = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 16) {
              break;
            }
            message2.size = reader.uint64();
            continue;
          }
          case 3: {
            if (tag !== 26) {
              break;
            }
            const entry3 = UpdateVolumeRequest_LabelsEntry.decode(reader, reader.uint32());
            if (entry3.value !== void 0) {
              put(message2.labels, entry3.key, entry3.value);
            }
            continue;
          }
          case 4: {
            if (tag !== 34) {
              break;
            }
            message2.removeLabels.push(reader.string());
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return UpdateVolumeRequest.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseUpdateVolumeRequest();
    message2.name = object.name ?? "";
    message2.size = object.size !== void 0 && object.size !== null ? exact(object.size) : 0;
    message2.labels = globalThis.Object.entries(object.labels ?? {}).reduce(
      (acc, [key, value]) => {
        if (value !== void 0) {
          put(acc, key, globalThis.String(value));
        }
        return acc;
      },
      {}
    );
    message2.removeLabels = object.removeLabels?.map((e) => e) || [];
    return message2;
  }
};
function createBaseUpdateVolumeRequest_LabelsEntry() {
  return { key: "", value: "" };
}
var UpdateVolumeRequest_LabelsEntry = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.key != null && message2.key !== "") {
      writer.uint32(10).string(message2.key);
    }
    if (message2.value != null && message2.value !== "") {
      writer.uint32(18).string(message2.value);
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseUpdateVolumeRequest_LabelsEntry();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.key = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message2.value = reader.string();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return UpdateVolumeRequest_LabelsEntry.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseUpdateVolumeRequest_LabelsEntry();
    message2.key = object.key ?? "";
    message2.value = object.value ?? "";
    return message2;
  }
};
function createBaseUpdateVolumeResponse() {
  return { volume: void 0 };
}
var UpdateVolumeResponse = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.volume != null) {
      Volume.encode(message2.volume, writer.uint32(10).fork()).join();
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseUpdateVolumeResponse();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.volume = Volume.decode(reader, reader.uint32());
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return UpdateVolumeResponse.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseUpdateVolumeResponse();
    message2.volume = object.volume !== void 0 && object.volume !== null ? Volume.fromPartial(object.volume) : void 0;
    return message2;
  }
};
function createBaseDeleteVolumeRequest() {
  return { name: "" };
}
var DeleteVolumeRequest = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.name != null && message2.name !== "") {
      writer.uint32(10).string(message2.name);
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseDeleteVolumeRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.name = reader.string();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return DeleteVolumeRequest.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseDeleteVolumeRequest();
    message2.name = object.name ?? "";
    return message2;
  }
};
function createBaseDeleteVolumeResponse() {
  return {};
}
var DeleteVolumeResponse = {
  encode(_, writer = new BinaryWriter()) {
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseDeleteVolumeResponse();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return DeleteVolumeResponse.fromPartial(base ?? {});
  },
  fromPartial(_) {
    const message2 = createBaseDeleteVolumeResponse();
    return message2;
  }
};
function createBasePruneVolumesRequest() {
  return { labels: {}, dryRun: false };
}
var PruneVolumesRequest = {
  encode(message2, writer = new BinaryWriter()) {
    globalThis.Object.entries(message2.labels ?? {}).forEach(([key, value]) => {
      PruneVolumesRequest_LabelsEntry.encode({ key, value }, writer.uint32(10).fork()).join();
    });
    if (message2.dryRun != null && message2.dryRun !== false) {
      writer.uint32(16).bool(message2.dryRun);
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBasePruneVolumesRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            const entry1 = PruneVolumesRequest_LabelsEntry.decode(reader, reader.uint32());
            if (entry1.value !== void 0) {
              put(message2.labels, entry1.key, entry1.value);
            }
            continue;
          }
          case 2: {
            if (tag !== 16) {
              break;
            }
            message2.dryRun = reader.bool();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return PruneVolumesRequest.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBasePruneVolumesRequest();
    message2.labels = globalThis.Object.entries(object.labels ?? {}).reduce(
      (acc, [key, value]) => {
        if (value !== void 0) {
          put(acc, key, globalThis.String(value));
        }
        return acc;
      },
      {}
    );
    message2.dryRun = object.dryRun ?? false;
    return message2;
  }
};
function createBasePruneVolumesRequest_LabelsEntry() {
  return { key: "", value: "" };
}
var PruneVolumesRequest_LabelsEntry = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.key != null && message2.key !== "") {
      writer.uint32(10).string(message2.key);
    }
    if (message2.value != null && message2.value !== "") {
      writer.uint32(18).string(message2.value);
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBasePruneVolumesRequest_LabelsEntry();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.key = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message2.value = reader.string();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return PruneVolumesRequest_LabelsEntry.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBasePruneVolumesRequest_LabelsEntry();
    message2.key = object.key ?? "";
    message2.value = object.value ?? "";
    return message2;
  }
};
function createBasePruneVolumesResponse() {
  return { names: [] };
}
var PruneVolumesResponse = {
  encode(message2, writer = new BinaryWriter()) {
    for (const v of message2.names ?? []) {
      writer.uint32(10).string(v);
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBasePruneVolumesResponse();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.names.push(reader.string());
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return PruneVolumesResponse.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBasePruneVolumesResponse();
    message2.names = object.names?.map((e) => e) || [];
    return message2;
  }
};
function createBaseExportVolumeRequest() {
  return { name: "" };
}
var ExportVolumeRequest = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.name != null && message2.name !== "") {
      writer.uint32(10).string(message2.name);
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseExportVolumeRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.name = reader.string();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return ExportVolumeRequest.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseExportVolumeRequest();
    message2.name = object.name ?? "";
    return message2;
  }
};
function createBaseExportVolumeResponse() {
  return { data: new Uint8Array(0) };
}
var ExportVolumeResponse = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.data != null && message2.data.length !== 0) {
      writer.uint32(10).bytes(message2.data);
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseExportVolumeResponse();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.data = reader.bytes();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return ExportVolumeResponse.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseExportVolumeResponse();
    message2.data = object.data ?? new Uint8Array(0);
    return message2;
  }
};
function createBaseImportVolumeStart() {
  return { name: "", create: void 0 };
}
var ImportVolumeStart = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.name != null && message2.name !== "") {
      writer.uint32(10).string(message2.name);
    }
    if (message2.create != null) {
      VolumeSpec.encode(message2.create, writer.uint32(18).fork()).join();
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseImportVolumeStart();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.name = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message2.create = VolumeSpec.decode(reader, reader.uint32());
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return ImportVolumeStart.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseImportVolumeStart();
    message2.name = object.name ?? "";
    message2.create = object.create !== void 0 && object.create !== null ? VolumeSpec.fromPartial(object.create) : void 0;
    return message2;
  }
};
function createBaseImportVolumeRequest() {
  return { start: void 0, data: void 0 };
}
var ImportVolumeRequest = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.start != null) {
      ImportVolumeStart.encode(message2.start, writer.uint32(10).fork()).join();
    }
    if (message2.data != null) {
      writer.uint32(18).bytes(message2.data);
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseImportVolumeRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.start = ImportVolumeStart.decode(reader, reader.uint32());
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message2.data = reader.bytes();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return ImportVolumeRequest.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseImportVolumeRequest();
    message2.start = object.start !== void 0 && object.start !== null ? ImportVolumeStart.fromPartial(object.start) : void 0;
    message2.data = object.data ?? void 0;
    return message2;
  }
};
function createBaseImportVolumeResponse() {
  return { volume: void 0, entries: 0, bytes: 0 };
}
var ImportVolumeResponse = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.volume != null) {
      Volume.encode(message2.volume, writer.uint32(10).fork()).join();
    }
    if (message2.entries != null && message2.entries !== 0) {
      writer.uint32(16).uint64(message2.entries);
    }
    if (message2.bytes != null && message2.bytes !== 0) {
      writer.uint32(24).uint64(message2.bytes);
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseImportVolumeResponse();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.volume = Volume.decode(reader, reader.uint32());
            continue;
          }
          case 2: {
            if (tag !== 16) {
              break;
            }
            message2.entries = reader.uint64();
            continue;
          }
          case 3: {
            if (tag !== 24) {
              break;
            }
            message2.bytes = reader.uint64();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return ImportVolumeResponse.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseImportVolumeResponse();
    message2.volume = object.volume !== void 0 && object.volume !== null ? Volume.fromPartial(object.volume) : void 0;
    message2.entries = object.entries !== void 0 && object.entries !== null ? exact(object.entries) : 0;
    message2.bytes = object.bytes !== void 0 && object.bytes !== null ? exact(object.bytes) : 0;
    return message2;
  }
};
function createBaseCloneVolumeRequest() {
  return { name: "", target: "", labels: {} };
}
var CloneVolumeRequest = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.name != null && message2.name !== "") {
      writer.uint32(10).string(message2.name);
    }
    if (message2.target != null && message2.target !== "") {
      writer.uint32(18).string(message2.target);
    }
    globalThis.Object.entries(message2.labels ?? {}).forEach(([key, value]) => {
      CloneVolumeRequest_LabelsEntry.encode({ key, value }, writer.uint32(26).fork()).join();
    });
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseCloneVolumeRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.name = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message2.target = reader.string();
            continue;
          }
          case 3: {
            if (tag !== 26) {
              break;
            }
            const entry3 = CloneVolumeRequest_LabelsEntry.decode(reader, reader.uint32());
            if (entry3.value !== void 0) {
              put(message2.labels, entry3.key, entry3.value);
            }
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return CloneVolumeRequest.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseCloneVolumeRequest();
    message2.name = object.name ?? "";
    message2.target = object.target ?? "";
    message2.labels = globalThis.Object.entries(object.labels ?? {}).reduce(
      (acc, [key, value]) => {
        if (value !== void 0) {
          put(acc, key, globalThis.String(value));
        }
        return acc;
      },
      {}
    );
    return message2;
  }
};
function createBaseCloneVolumeRequest_LabelsEntry() {
  return { key: "", value: "" };
}
var CloneVolumeRequest_LabelsEntry = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.key != null && message2.key !== "") {
      writer.uint32(10).string(message2.key);
    }
    if (message2.value != null && message2.value !== "") {
      writer.uint32(18).string(message2.value);
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseCloneVolumeRequest_LabelsEntry();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message2.key = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message2.value = reader.string();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return CloneVolumeRequest_LabelsEntry.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseCloneVolumeRequest_LabelsEntry();
    message2.key = object.key ?? "";
    message2.value = object.value ?? "";
    return message2;
  }
};
function createBaseCloneVolumeResponse() {
  return { copied: 0, total: 0, volume: void 0, consistent: false };
}
var CloneVolumeResponse = {
  encode(message2, writer = new BinaryWriter()) {
    if (message2.copied != null && message2.copied !== 0) {
      writer.uint32(8).uint64(message2.copied);
    }
    if (message2.total != null && message2.total !== 0) {
      writer.uint32(16).uint64(message2.total);
    }
    if (message2.volume != null) {
      Volume.encode(message2.volume, writer.uint32(26).fork()).join();
    }
    if (message2.consistent != null && message2.consistent !== false) {
      writer.uint32(32).bool(message2.consistent);
    }
    return writer;
  },
  decode(input2, length) {
    const reader = input2 instanceof BinaryReader ? input2 : new BinaryReader(input2);
    const previousRecursionDepth = reader.__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    reader.__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === void 0 ? reader.len : reader.pos + length;
      const message2 = createBaseCloneVolumeResponse();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 8) {
              break;
            }
            message2.copied = reader.uint64();
            continue;
          }
          case 2: {
            if (tag !== 16) {
              break;
            }
            message2.total = reader.uint64();
            continue;
          }
          case 3: {
            if (tag !== 26) {
              break;
            }
            message2.volume = Volume.decode(reader, reader.uint32());
            continue;
          }
          case 4: {
            if (tag !== 32) {
              break;
            }
            message2.consistent = reader.bool();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message2;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return CloneVolumeResponse.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message2 = createBaseCloneVolumeResponse();
    message2.copied = object.copied !== void 0 && object.copied !== null ? exact(object.copied) : 0;
    message2.total = object.total !== void 0 && object.total !== null ? exact(object.total) : 0;
    message2.volume = object.volume !== void 0 && object.volume !== null ? Volume.fromPartial(object.volume) : void 0;
    message2.consistent = object.consistent ?? false;
    return message2;
  }
};
var VolumeServiceDefinition = {
  name: "VolumeService",
  fullName: "aurae.volumes.v0.VolumeService",
  methods: {
    /**
     * Makes an empty volume; it is on the disk when this ends. ALREADY_EXISTS for a name that is taken;
     * FAILED_PRECONDITION when the machine cannot make one with a limit; RESOURCE_EXHAUSTED when the disk is full.
     */
    create: {
      name: "Create",
      requestType: CreateVolumeRequest,
      requestStream: false,
      responseType: CreateVolumeResponse,
      responseStream: false,
      options: {}
    },
    /** One volume, and who uses it. */
    get: {
      name: "Get",
      requestType: GetVolumeRequest,
      requestStream: false,
      responseType: GetVolumeResponse,
      responseStream: false,
      options: {}
    },
    /** All volumes, sorted by name. */
    list: {
      name: "List",
      requestType: ListVolumesRequest,
      requestStream: false,
      responseType: ListVolumesResponse,
      responseStream: false,
      options: {}
    },
    /**
     * Changes labels, and makes a limit larger. FAILED_PRECONDITION for a smaller one, for a volume without
     * one, and where it is mounted and the daemon has not the right to make it larger meanwhile.
     */
    update: {
      name: "Update",
      requestType: UpdateVolumeRequest,
      requestStream: false,
      responseType: UpdateVolumeResponse,
      responseStream: false,
      options: {}
    },
    /**
     * Removes a volume with all that is in it. FAILED_PRECONDITION names the containers that use it, or would when they
     * are started.
     */
    delete: {
      name: "Delete",
      requestType: DeleteVolumeRequest,
      requestStream: false,
      responseType: DeleteVolumeResponse,
      responseStream: false,
      options: {}
    },
    /** Removes the caller's volumes that no container uses, or would when it is started. */
    prune: {
      name: "Prune",
      requestType: PruneVolumesRequest,
      requestStream: false,
      responseType: PruneVolumesResponse,
      responseStream: false,
      options: {}
    },
    /** Packs what is in a volume as a tar archive, in pieces. What changes meanwhile is packed as it is found. */
    export: {
      name: "Export",
      requestType: ExportVolumeRequest,
      requestStream: false,
      responseType: ExportVolumeResponse,
      responseStream: true,
      options: {}
    },
    /**
     * Unpacks a tar archive, also compressed by gzip or zstd, into a volume; nothing of it can come to lie outside.
     * FAILED_PRECONDITION while a container that runs has it mounted, and for an archive that is damaged, after which what
     * came of it stays; a volume that was made for it is removed again. RESOURCE_EXHAUSTED when it does not fit.
     */
    import: {
      name: "Import",
      requestType: ImportVolumeRequest,
      requestStream: true,
      responseType: ImportVolumeResponse,
      responseStream: false,
      options: {}
    },
    /**
     * Makes a volume with what is in another: tells how far it is, then the new one. One with a limit is copied as it is at
     * one moment, also while it is written: writing waits meanwhile. Of others each file is as it is found.
     */
    clone: {
      name: "Clone",
      requestType: CloneVolumeRequest,
      requestStream: false,
      responseType: CloneVolumeResponse,
      responseStream: true,
      options: {}
    }
  }
};

// src/volumes.ts
var DEFINITION5 = VolumeServiceDefinition;
var METHODS5 = DEFINITION5.methods;
var PACKAGE7 = "aurae.volumes.v0.";
var OTHERS2 = {
  importing: {
    open(name, archive, { create, timeout }) {
      const method = METHODS5.import;
      const start = create === void 0 ? { name } : { name, create: spec(name, create) };
      return {
        ask: {
          ...ask(DEFINITION5, method, { start }, timeout ?? Infinity),
          more: [...parts(archive)].map(
            (data) => method.requestType.encode(method.requestType.fromPartial({ data })).finish()
          )
        },
        items: (bytes) => [answer(DEFINITION5, method, bytes)]
      };
    }
  }
};
var TABLE3 = {
  create: {
    *run(name, { timeout = Infinity, ...asked2 }) {
      const request2 = { spec: spec(name, asked2) };
      return shown4((yield* call(DEFINITION5, METHODS5.create, request2, timeout)).volume);
    }
  },
  get: {
    *run(name, { usage = false, timeout }) {
      const reply = yield* call(DEFINITION5, METHODS5.get, { name, usage }, timeout);
      return present(`${PACKAGE7}GetVolumeResponse`, reply);
    }
  },
  list: {
    *run({ labels = {}, timeout }) {
      return (yield* call(DEFINITION5, METHODS5.list, { labels }, timeout)).volumes.map(shown4);
    }
  },
  update: {
    *run(name, { size = 0, labels = {}, removeLabels = [], timeout = Infinity }) {
      const request2 = { name, size: BigInt(size), labels, removeLabels };
      return shown4((yield* call(DEFINITION5, METHODS5.update, request2, timeout)).volume);
    }
  },
  remove: {
    *run(name, { timeout = Infinity }) {
      yield* call(DEFINITION5, METHODS5.delete, { name }, timeout);
    }
  },
  prune: {
    *run({ labels = {}, dryRun = false, timeout = Infinity }) {
      return (yield* call(DEFINITION5, METHODS5.prune, { labels, dryRun }, timeout)).names;
    }
  },
  exporting: {
    open(name, { timeout }) {
      return {
        ask: ask(DEFINITION5, METHODS5.export, { name }, timeout),
        items: (bytes) => [answer(DEFINITION5, METHODS5.export, bytes).data]
      };
    }
  },
  cloning: {
    open(name, target, { labels = {}, timeout }) {
      const method = METHODS5.clone;
      return {
        ask: ask(DEFINITION5, method, { name, target, labels }, timeout),
        items: (bytes) => [
          present(`${PACKAGE7}CloneVolumeResponse`, answer(DEFINITION5, method, bytes))
        ]
      };
    }
  }
};
function volumes(connection) {
  const { importing } = sync(connection, OTHERS2);
  const client2 = sync(connection, TABLE3);
  return {
    ...client2,
    export: (name, options) => joined(...client2.exporting(name, options)),
    import(name, archive, options) {
      let entries2 = 0;
      for (const reply of importing(name, archive, options)) entries2 = Number(reply.entries);
      return entries2;
    },
    clone(name, target, options) {
      let made;
      for (const step of client2.cloning(name, target, options)) made = last(step, made);
      return made ?? shown4(void 0);
    }
  };
}
function asyncVolumes(connection) {
  const { importing } = async(connection, OTHERS2);
  const client2 = async(connection, TABLE3);
  return {
    ...client2,
    async export(name, options) {
      const pieces3 = [];
      for await (const piece of client2.exporting(name, options)) pieces3.push(piece);
      return joined(...pieces3);
    },
    async import(name, archive, options) {
      let entries2 = 0;
      for await (const reply of importing(name, archive, options)) entries2 = Number(reply.entries);
      return entries2;
    },
    async clone(name, target, options) {
      let made;
      for await (const step of client2.cloning(name, target, options)) made = last(step, made);
      return made ?? shown4(void 0);
    }
  };
}
function last(step, made) {
  return step.volume ?? made;
}
function spec(name, asked2) {
  return { ...asked2, name, size: BigInt(asked2.size ?? 0) };
}
function shown4(volume2) {
  return present(`${PACKAGE7}Volume`, volume2 ?? Volume.fromPartial({}));
}

// src/aurae.ts
var ENDS = { free: Infinity, stop: Infinity };
var Aurae = class {
  #connection;
  /** @internal */
  constructor(connection) {
    this.#connection = connection;
  }
  /** Who the script is to the daemon, and who the daemon is. */
  info(options) {
    return this.identity().whoAmI({}, options);
  }
  /** Starts and watches workloads. */
  runtime() {
    const client2 = sync(this.#connection, RUNTIME);
    return {
      ...client2,
      start: (workload, options) => withImage(this.images(), workload, () => client2.start(workload, options)),
      ...sessions(this.#connection)
    };
  }
  /** Groups of the machine's resources, in which workloads run. */
  cells() {
    return service(this.#connection, CellServiceDefinition, ENDS);
  }
  /** Containers: images that run in roots and namespaces of their own. */
  containers() {
    return containers(this.#connection, this.images());
  }
  /** Images: pulled from registries and kept. */
  images() {
    return images(this.#connection);
  }
  /** Networks: what connects containers to each other and to the world. */
  networks() {
    return networks(this.#connection);
  }
  /** Ports of containers that are reached by ports of the host. */
  ports() {
    return ports(this.#connection);
  }
  /** Volumes: named folders that containers mount and leave behind. */
  volumes() {
    return volumes(this.#connection);
  }
  /** Tells whether the daemon answers and its version. */
  discovery() {
    return service(this.#connection, DiscoveryServiceDefinition);
  }
  /** Tells who is who. */
  identity() {
    return service(this.#connection, IdentityServiceDefinition);
  }
  /** The daemon itself. */
  system() {
    return service(this.#connection, SystemServiceDefinition);
  }
  /** gRPC's standard health service. */
  health() {
    return service(this.#connection, HealthDefinition);
  }
  /** Close the connection; its services cannot be used any more. */
  close() {
    this.#connection.bridge.close(this.#connection.channel);
  }
};
var AsyncAurae = class {
  #connection;
  /** @internal */
  constructor(connection) {
    this.#connection = connection;
  }
  /** Who the script is to the daemon, and who the daemon is. */
  info(options) {
    return this.identity().whoAmI({}, options);
  }
  /** Starts and watches workloads. */
  runtime() {
    const client2 = async(this.#connection, RUNTIME);
    return {
      ...client2,
      start: (workload, options) => asyncWithImage(this.images(), workload, () => client2.start(workload, options)),
      ...asyncSessions(this.#connection)
    };
  }
  /** Groups of the machine's resources, in which workloads run. */
  cells() {
    return asyncService(this.#connection, CellServiceDefinition, ENDS);
  }
  /** Containers: images that run in roots and namespaces of their own. */
  containers() {
    return asyncContainers(this.#connection, this.images());
  }
  /** Images: pulled from registries and kept. */
  images() {
    return asyncImages(this.#connection);
  }
  /** Networks: what connects containers to each other and to the world. */
  networks() {
    return asyncNetworks(this.#connection);
  }
  /** Ports of containers that are reached by ports of the host. */
  ports() {
    return asyncPorts(this.#connection);
  }
  /** Volumes: named folders that containers mount and leave behind. */
  volumes() {
    return asyncVolumes(this.#connection);
  }
  /** Tells whether the daemon answers and its version. */
  discovery() {
    return asyncService(this.#connection, DiscoveryServiceDefinition);
  }
  /** Tells who is who. */
  identity() {
    return asyncService(this.#connection, IdentityServiceDefinition);
  }
  /** The daemon itself. */
  system() {
    return asyncService(this.#connection, SystemServiceDefinition);
  }
  /** gRPC's standard health service. */
  health() {
    return asyncService(this.#connection, HealthDefinition);
  }
  /** Close the connection; its services cannot be used any more. */
  async close() {
    await this.#connection.bridge.closed(this.#connection.channel);
  }
};

// src/protocol.ts
var State = { Idle: 0, Waiting: 1, Bytes: 2, Failed: 3, End: 4, Asleep: 5 };
var HEADER = 8;
var ROOM = 64 * 1024;
var LIMIT2 = 17 * 1024 * 1024;

// src/bridge.ts
var Bridge = class {
  worker;
  buffer = new SharedArrayBuffer(HEADER + ROOM, { maxByteLength: HEADER + LIMIT2 });
  head = new Int32Array(this.buffer, 0, 2);
  pending = /* @__PURE__ */ new Map();
  numbers = 0;
  /** The worker was started. */
  get started() {
    return this.worker !== void 0;
  }
  /** Start the worker; it reads the files of the `known` daemons by itself. */
  start(known) {
    const file = import.meta.url.endsWith(".ts") ? "./worker.ts" : "./worker.js";
    const permissions = { read: "inherit", write: "inherit", net: "inherit" };
    const options = { type: "module", name: "aurae", deno: { permissions } };
    this.worker = new Worker(new URL(file, import.meta.url), options);
    this.worker.addEventListener("message", (event) => this.settle(event.data));
    hold(this.worker, false);
    this.post({ kind: "begin", buffer: this.buffer, known });
  }
  /**
   * From now on Ctrl-C does not end the process: the question or the sleep that is under way fails
   * with CANCELLED. The REPL says so.
   */
  interruptible() {
    this.post({ kind: "interruptible" });
  }
  /** Begin a channel to a daemon; returns its number at once, the connection comes later. */
  open(choice) {
    const channel = ++this.numbers;
    this.post({ kind: "open", channel, choice });
    return channel;
  }
  /** Wait until a channel is connected. Throws AuraeError. */
  connect(channel) {
    this.ask({ kind: "connect", channel });
  }
  /** Resolves when a channel is connected. Rejects with AuraeError. */
  async connected(channel) {
    await this.later({ kind: "connect", channel });
  }
  /** One request, one answer. */
  unary(channel, ask2) {
    return this.ask({ kind: "unary", channel, ...ask2 });
  }
  /** As `unary`, for a promise. An aborted `signal` cancels the call. */
  unaryLater(channel, ask2, signal) {
    const question = { kind: "unary", channel, ...ask2 };
    return this.later(question, signal);
  }
  /** One request, answers as they come; leaving the loop cancels the call. */
  *serverStream(channel, ask2) {
    const stream = ++this.numbers;
    let ended = false;
    this.ask({ kind: "stream", channel, stream, ...ask2 });
    try {
      for (; ; ) {
        const message2 = this.ask({ kind: "next", stream });
        ended = message2 === void 0;
        if (message2 === void 0) return;
        yield message2;
      }
    } finally {
      if (!ended) this.ask({ kind: "cancel", stream });
    }
  }
  /** As `serverStream`, for `for await`. */
  async *serverStreamLater(channel, ask2, signal) {
    const stream = ++this.numbers;
    await this.later({ kind: "stream", channel, stream, ...ask2 }, signal);
    yield* this.answers(stream, signal);
  }
  /** Begin a call whose request goes on; without a `request` all of its messages are sent. */
  duplex(channel, ask2, signal) {
    const stream = ++this.numbers;
    const begun = this.later({ kind: "stream", channel, stream, open: true, ...ask2 }, signal);
    begun.catch(() => void 0);
    const answers = this.answers(stream, signal);
    const cancel = async () => void await this.later({ kind: "cancel", stream });
    signal?.addEventListener("abort", () => void cancel(), { once: true });
    return {
      messages: (async function* () {
        await begun;
        yield* answers;
      })(),
      send: async (message2) => {
        await begun;
        await this.later({ kind: "write", stream, message: message2 }, signal);
      },
      cancel
    };
  }
  /** Messages of a call that was begun, to their end. */
  async *answers(stream, signal) {
    let ended = false;
    try {
      for (; ; ) {
        const message2 = await this.later({ kind: "next", stream }, signal);
        ended = message2 === void 0;
        if (message2 === void 0) return;
        yield message2;
      }
    } finally {
      if (!ended) await this.later({ kind: "cancel", stream });
    }
  }
  /** Close a channel; calls on it fail from now on. */
  close(channel) {
    this.ask({ kind: "close", channel });
  }
  /** As `close`, for a promise. */
  async closed(channel) {
    await this.later({ kind: "close", channel });
  }
  /** Sleep for some milliseconds. Throws AuraeError CANCELLED when the sleep is interrupted. */
  sleep(milliseconds) {
    Atomics.store(this.head, 0, State.Asleep);
    Atomics.wait(this.head, 0, State.Asleep, milliseconds);
    if (Atomics.exchange(this.head, 0, State.Idle) !== State.Asleep) {
      throw new AuraeError("CANCELLED", "cannot sleep: interrupted");
    }
  }
  /** Bytes of the answer; undefined at a stream's end. */
  ask(question) {
    Atomics.store(this.head, 0, State.Waiting);
    this.post(question);
    Atomics.wait(this.head, 0, State.Waiting);
    const state2 = Atomics.load(this.head, 0);
    if (state2 === State.End) return void 0;
    const body = new Uint8Array(this.buffer, HEADER, this.head[1]).slice();
    if (state2 === State.Bytes) return body;
    throw failed(JSON.parse(new TextDecoder().decode(body)));
  }
  async later(question, signal) {
    if (signal?.aborted) throw aborted(question);
    const id = ++this.numbers;
    const answer2 = Promise.withResolvers();
    this.post({ ...question, id });
    this.pending.set(id, answer2);
    if (this.pending.size === 1) hold(this.worker, true);
    const abort = () => this.post({ kind: "abort", id });
    signal?.addEventListener("abort", abort);
    try {
      const { failure, body } = await answer2.promise;
      if (failure) throw failed(failure);
      return body;
    } finally {
      signal?.removeEventListener("abort", abort);
    }
  }
  settle(reply) {
    const answer2 = this.pending.get(reply.id);
    this.pending.delete(reply.id);
    if (this.pending.size === 0) hold(this.worker, false);
    answer2?.resolve(reply);
  }
  post(request2) {
    if (this.worker === void 0) {
      const why2 = "cannot connect: the word `connect` stands in no file of the script";
      throw new AuraeError("FAILED_PRECONDITION", why2);
    }
    this.worker.postMessage(request2);
  }
};
function failed(failure) {
  const { code, message: message2, method, field } = failure;
  return new AuraeError(code, message2, method, field);
}
function aborted(question) {
  const method = "path" in question ? question.path.slice(1) : "";
  return new AuraeError("CANCELLED", `cannot call ${method}: cancelled`, method);
}
function hold(worker, on) {
  const symbol = Object.getOwnPropertySymbols(Worker.prototype).find((key) => !key.description);
  const method = symbol && worker[symbol];
  if (typeof method === "function") method.call(worker, on);
}

// src/config.ts
var KEYS = {
  "auth.ca_crt": "ca",
  "auth.client_crt": "certificate",
  "auth.client_key": "key",
  "system.socket": "socket"
};
function read(path) {
  return parse(slurp(path), path);
}
function parse(source, path) {
  const found = {};
  let table3 = "";
  source.split(/\r?\n/).forEach((line, index) => {
    const header = /^\s*\[\s*([\w.-]+)\s*\]\s*(?:#.*)?$/.exec(line);
    const pair = /^\s*([\w-]+)\s*=\s*(?:"([^"\\]*)"|'([^']*)')\s*(?:#.*)?$/.exec(line);
    if (header) table3 = header[1];
    else if (pair) {
      const key = KEYS[`${table3}.${pair[1]}`];
      if (key) found[key] = pair[2] ?? pair[3] ?? "";
    } else if (!/^\s*(?:#.*)?$/.test(line)) {
      throw unusable(`${path}:${index + 1}: expected [table] or key = "text"`);
    }
  });
  for (const [name, key] of Object.entries(KEYS)) {
    if (!found[key]) throw unusable(`${path}: ${name} is missing`);
  }
  return found;
}
function load(files) {
  return {
    socket: files.socket,
    ca: slurp(files.ca),
    certificate: slurp(files.certificate),
    key: slurp(files.key)
  };
}
function slurp(path) {
  try {
    return Deno.readTextFileSync(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotCapable) {
      throw unusable(`${path}: the script may not read it; give auraescript --allow-read=${path}`);
    }
    throw unusable(`cannot read ${path}: ${reason(error)}`);
  }
}
function unusable(why2) {
  return new AuraeError("FAILED_PRECONDITION", `cannot connect: ${why2}`);
}

// src/connector.ts
var Connector = class {
  /** The thread that owns the connections. */
  bridge = new Bridge();
  /** The addresses of `--host`. */
  hosts;
  #daemons;
  #early;
  constructor(daemons) {
    this.#daemons = daemons;
    this.hosts = daemons.hosts;
  }
  /**
   * Start the worker, and let it read the identities and connect to the default daemon while the
   * script is still being compiled. It has to happen before the script is sealed off: the worker
   * keeps the rights of this moment.
   */
  prepare() {
    if (this.bridge.started) return;
    const { standard, configs } = this.#daemons;
    const usable2 = Object.entries(configs).flatMap(
      ([path, found]) => "files" in found ? [[path, found.files]] : []
    );
    const files = "files" in standard ? standard.files : void 0;
    if (files !== void 0) {
      const algorithm = { name: "ECDSA", namedCurve: "P-256" };
      void crypto.subtle.generateKey(algorithm, false, ["sign"]);
    }
    this.bridge.start({ standard: files, configs: Object.fromEntries(usable2) });
    if (files !== void 0) this.#early = this.bridge.open(DEFAULT);
  }
  /** A connection that is there. Throws AuraeError. */
  connect(where) {
    const channel = this.channel(where);
    this.bridge.connect(channel);
    return new Aurae({ bridge: this.bridge, channel });
  }
  /** As `connect`, without waiting for it. */
  async connectAsync(where) {
    const channel = this.channel(where);
    await this.bridge.connected(channel);
    return new AsyncAurae({ bridge: this.bridge, channel });
  }
  /** What generated clients take. Rejects with AuraeError. */
  async createClient(options) {
    const channel = this.channel(whereOf(options));
    await this.bridge.connected(channel);
    return client({ bridge: this.bridge, channel });
  }
  channel(where) {
    if (where === void 0) return this.standard();
    if (typeof where === "string") return this.configured(where);
    if ("config" in where) return this.configured(where.config);
    if (!("host" in where)) return this.bridge.open({ target: load(where) });
    usable(this.#daemons.standard);
    return this.bridge.open({ config: void 0, address: address(where.host) });
  }
  standard() {
    usable(this.#daemons.standard);
    const early = this.#early;
    this.#early = void 0;
    return early ?? this.bridge.open(DEFAULT);
  }
  configured(path) {
    const known = Object.hasOwn(this.#daemons.configs, path) && this.#daemons.configs[path];
    if (!known) return this.bridge.open({ target: load(read(path)) });
    usable(known);
    return this.bridge.open({ config: path, address: void 0 });
  }
};
var DEFAULT = { config: void 0, address: void 0 };
function usable(found) {
  if ("problem" in found) throw new AuraeError("FAILED_PRECONDITION", found.problem);
}
function address(host) {
  const path = String(host).replace(/^unix:/, "");
  if (path.startsWith("/") || /^(?:\[[0-9a-fA-F:.%\w]+\]|[^\s:/[\]]+):\d{1,5}$/.test(path)) {
    return path;
  }
  const why2 = `cannot connect to ${host}: expected a socket's path or host:port`;
  throw new AuraeError("INVALID_ARGUMENT", why2);
}

// src/library.ts
var library_exports = {};
__export(library_exports, {
  AuraeError: () => AuraeError,
  args: () => args,
  assert: () => assert,
  connect: () => connect,
  connectAsync: () => connectAsync,
  container: () => container,
  createClient: () => createClient,
  env: () => env,
  exec: () => exec,
  hosts: () => hosts,
  print: () => print,
  retry: () => retry2,
  service: () => service2,
  sleep: () => sleep
});

// src/extras.ts
function print(...values) {
  console.log(values.map(printed).join(" "));
}
function printed(value) {
  if (typeof value === "string") return value;
  if (!(value instanceof Result) && !plain2(value)) return Deno.inspect(value);
  try {
    return JSON.stringify(value, sayable, 2);
  } catch {
    return Deno.inspect(value);
  }
}
function plain2(value) {
  if (typeof value !== "object" || value === null) return false;
  const prototype = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
function sayable(_, value) {
  if (typeof value === "bigint") {
    return Number.isSafeInteger(Number(value)) ? Number(value) : `${value}`;
  }
  return value instanceof Uint8Array ? new TextDecoder().decode(value) : value;
}
function assert(condition, message2) {
  if (condition) return;
  throw new Error(message2 === void 0 ? "assertion failed" : `assertion failed: ${message2}`);
}
var env = new Proxy({}, {
  get: (_, name) => typeof name === "string" ? variable(name) : void 0,
  has: (_, name) => typeof name === "string" && variable(name) !== void 0,
  ownKeys: () => Object.keys(all()),
  getOwnPropertyDescriptor: (_, name) => {
    const value = typeof name === "string" ? variable(name) : void 0;
    return value === void 0 ? void 0 : { value, enumerable: true, configurable: true };
  },
  set: (_, name) => {
    throw new Error(`cannot set ${String(name)}: the environment is only read`);
  },
  deleteProperty: (_, name) => {
    throw new Error(`cannot remove ${String(name)}: the environment is only read`);
  },
  defineProperty: (_, name) => {
    throw new Error(`cannot set ${String(name)}: the environment is only read`);
  }
});
function variable(name) {
  try {
    return Deno.env.get(name);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotCapable)) return void 0;
    throw new Error(`cannot read ${name}: give auraescript --allow-env=${name}`);
  }
}
function all() {
  try {
    return Deno.env.toObject();
  } catch {
    throw new Error("cannot read the environment: give auraescript --allow-env");
  }
}
function retry(work, options, sleep2) {
  const { attempts = 3, delay = 0.1, codes = ["UNAVAILABLE"] } = options;
  if (!Number.isInteger(attempts) || attempts < 1) {
    throw new RangeError(`cannot retry: ${attempts} attempts, a whole number from 1 is expected`);
  }
  span(delay);
  const pause2 = (attempt) => delay * 2 ** (attempt - 1) * (0.75 + Math.random() / 2);
  const hopeless = (error, attempt) => attempt >= attempts || !(error instanceof AuraeError && codes.includes(error.code));
  const later = async (first) => {
    let outcome = first;
    for (let attempt = 1; ; attempt++) {
      try {
        return await outcome;
      } catch (error) {
        if (hopeless(error, attempt)) throw error;
        await new Promise((resolve) => setTimeout(resolve, pause2(attempt) * 1e3));
        outcome = (async () => await work())();
      }
    }
  };
  for (let attempt = 1; ; attempt++) {
    try {
      const value = work();
      return isPromise(value) ? later(value) : value;
    } catch (error) {
      if (hopeless(error, attempt)) throw error;
      sleep2(pause2(attempt));
    }
  }
}
function span(seconds2) {
  if (typeof seconds2 === "number" && Number.isFinite(seconds2) && seconds2 >= 0) return seconds2;
  throw new RangeError(`cannot sleep ${String(seconds2)}: seconds from 0 are expected`);
}
function isPromise(value) {
  return typeof value === "object" && value !== null && "then" in value && typeof value.then === "function";
}

// src/run.ts
var args = [];
var hosts = [];
var connector;
function begin(made, words3) {
  connector = made;
  args = Object.freeze([...words3]);
  hosts = Object.freeze([...made.hosts]);
}
function connect(where) {
  return current().connect(where);
}
async function connectAsync(where) {
  return await current().connectAsync(where);
}
async function createClient(options) {
  return await current().createClient(options);
}
function sleep(seconds2) {
  current().bridge.sleep(span(seconds2) * 1e3);
}
function retry2(work, options = {}) {
  return retry(work, options, sleep);
}
function current() {
  if (connector === void 0) throw new Error("cannot connect: no run has begun");
  return connector;
}

// src/program.ts
var STORES = ["localStorage", "sessionStorage", "caches", "Storage", "CacheStorage"];
var Program = class {
  plan;
  /** The script's own arguments. */
  args;
  connector;
  modules;
  #code;
  /**
   * `words` is what the launcher passed, `files` reads what is imported, `test` is the number of a
   * file of tests.
   */
  constructor(words3 = Deno.args, files, test) {
    const [plan2, ...rest] = words3;
    this.plan = JSON.parse(plan2);
    if (test !== void 0) Object.assign(this.plan, this.plan.tests?.[test], { source: "file" });
    this.#code = this.plan.source === "eval" ? rest.shift() : "";
    this.args = Object.freeze(rest);
    const { standard, folder, granted, configs, cache } = this.plan;
    this.connector = new Connector(this.plan);
    begin(this.connector, this.args);
    const secrets = [standard, ...Object.values(configs)].flatMap(
      (one) => "files" in one ? [one.files.ca, one.files.certificate, one.files.key].map(resolved) : []
    );
    this.modules = new Modules(
      here(),
      { folder, granted, secrets, files },
      () => this.library(),
      new Cache(cache.folder, cache.uid).analyze
    );
  }
  /** The script's text. Throws LoadError. */
  source() {
    const { source, script, path } = this.plan;
    if (source === "eval") return this.#code;
    try {
      return text(source === "stdin" ? input() : Deno.readFileSync(path), script);
    } catch (error) {
      if (error instanceof LoadError) throw error;
      throw new LoadError(printable(`cannot run ${script}: ${why(error)}`));
    }
  }
  /** Put the library's names on globalThis, and a console that knows pipes. */
  install() {
    install();
    this.name();
  }
  /** Put the library's names on globalThis. */
  name() {
    Object.assign(globalThis, this.library());
    Object.defineProperty(Deno, "args", { value: this.args });
  }
  /** The library's names and what they are in this run. */
  library() {
    return { ...library_exports };
  }
  /** Give up what only loading and connecting needed; the worker has rights of its own. */
  seal() {
    const { read: read3, write, net } = this.plan.seal;
    for (const path of read3) Deno.permissions.revokeSync({ name: "read", path });
    for (const path of write) Deno.permissions.revokeSync({ name: "write", path });
    for (const host of net) Deno.permissions.revokeSync({ name: "net", host });
    for (const name of STORES) Reflect.deleteProperty(globalThis, name);
  }
};
function input() {
  const pieces3 = [];
  for (; ; ) {
    const piece = new Uint8Array(65536);
    const count = Deno.stdin.readSync(piece);
    if (count === null) return joined2(pieces3);
    pieces3.push(piece.subarray(0, count));
  }
}
function joined2(pieces3) {
  const all2 = new Uint8Array(pieces3.reduce((sum, piece) => sum + piece.length, 0));
  let at2 = 0;
  for (const piece of pieces3) {
    all2.set(piece, at2);
    at2 += piece.length;
  }
  return all2;
}
function here() {
  try {
    return Deno.cwd();
  } catch {
    return "/";
  }
}
function resolved(path) {
  try {
    return Deno.realPathSync(path);
  } catch {
    return path;
  }
}

// src/thrown.ts
function thrown(value, files) {
  const all2 = [...files].flatMap((file) => [...candidates(value, file)]);
  for (const fits of ["yes", "maybe"]) {
    const places = all2.filter((one) => one.fits === fits).map((one) => one.place);
    if (places.length > 0) return places;
  }
  return [];
}
function place2(name, source, token) {
  const { line, column } = position(source, token.start);
  return `${name}:${line}:${column}`;
}
function* candidates(value, { name, source }) {
  if (!/\bthrow\b|\breject\b/.test(source)) return;
  const cut3 = tokens(source);
  for (const [index, token] of cut3.entries()) {
    const throws = token.text === "throw" && cut3[index - 1]?.text !== ".";
    const rejects = token.text === "reject" && cut3[index + 1]?.text === "(";
    if (!throws && !rejects) continue;
    const operand = cut3[index + (throws ? 1 : 2)];
    if (operand === void 0 || operand.text === "new" || operand.text === ":") continue;
    yield { place: place2(name, source, token), fits: fit(operand, value) };
  }
}
function fit(operand, value) {
  const { kind: kind2, text: text4 } = operand;
  const words3 = { true: true, false: false, null: null };
  if (kind2 === "string") return text4.slice(1, -1) === value ? "yes" : "no";
  if (kind2 === "number") return Number(text4) === value ? "yes" : "no";
  if (text4 in words3) return words3[text4] === value ? "yes" : "no";
  if (text4 === "undefined") return value === void 0 ? "yes" : "no";
  return "maybe";
}

// src/report.ts
var COLOURS = /\u001b\[[0-9;]*m/g;
var ADDRESS = /(blob:[^\s:"'()]*|file:[^\s"'()]*?|data:[^\s"'()]*?)(?::(\d+):(\d+))?(?=[\s"'),]|$)/g;
var BUNDLE = new URL("./", import.meta.url).href;
var WIDE2 = 160;
var RELATIVE = "relative URL with a cannot-be-a-base base";
var UNKNOWN = "cannot import a path that is put together: only one that is written out is loaded";
var OVERFLOW = "Maximum call stack size exceeded";
function report(error, modules2, script) {
  if (error instanceof LoadError) return error.message;
  return printable(new Report(modules2, printable(script)).of(error), true);
}
var Report = class {
  constructor(modules2, script) {
    this.modules = modules2;
    this.script = script;
  }
  modules;
  script;
  /** The lines about an error, with control characters. */
  of(error) {
    if (!(error instanceof Error)) return this.value(error);
    const compile = this.compile(read2(error, "message").replace(COLOURS, ""));
    if (compile !== void 0) return compile;
    const message2 = this.named(read2(error, "message"));
    const places = this.frames(read2(error, "stack"));
    const place3 = places[0]?.place ?? this.script;
    if (error instanceof AuraeError) return `${place3}: ${message2}`;
    const name = read2(error, "name");
    if (message2.endsWith(RELATIVE)) return `${place3}: ${UNKNOWN}`;
    if (message2 === OVERFLOW) return `${place3}: ${name}: ${message2}`;
    const callers = places.slice(1).map((frame2) => `
    at ${frame2.text}`);
    return `${place3}: ${name}: ${message2}${callers.join("")}`;
  }
  /** Addresses of the program's files in a text, as places in the user's own files. */
  named(text4) {
    return text4.replace(ADDRESS, (whole3, address2, line, column) => {
      const file = this.modules.file(address2);
      if (file === void 0) return whole3;
      if (line === void 0) return file.name;
      const place3 = file.place(Number(line), Number(column));
      return `${file.name}:${place3.line}:${place3.column}`;
    });
  }
  value(value) {
    const [place3, ...others] = thrown(value, this.modules.all());
    const where = others.length > 0 ? ` (or at ${others.slice(0, 5).join(", ")})` : "";
    return `${place3 ?? this.script}: uncaught: ${Deno.inspect(value)}${where}`;
  }
  /** What the compiler says, with the line that it says it of. */
  compile(message2) {
    const text4 = message2.trim();
    const found = /\s+at ((?:blob|file|data):\S*?):(\d+):(\d+)(?:$|\n)/.exec(text4);
    if (!found) return void 0;
    const [, address2, line, column] = found;
    const why2 = text4.slice(0, found.index).split("\n")[0].replace(
      /^(?:Syntax|Type)Error: /,
      ""
    );
    const file = this.modules.file(address2);
    if (file === void 0) return `${this.named(`${address2}:${line}:${column}`)}: ${why2}`;
    const at2 = /\n\s*\d+ \| /.test(text4) ? shown5(lineOf(file.text(), Number(line)), Number(column)) : Number(column);
    const place3 = file.place(Number(line), at2);
    const source = lineOf(file.source, place3.line);
    const head = `${file.name}:${place3.line}:${place3.column}: ${this.named(why2)}`;
    if (source.length > WIDE2) return head;
    const blank = source.slice(0, place3.column - 1).replace(/[^\t]/g, " ");
    return `${head}
  ${source}
  ${blank}^`;
  }
  /** Frames of the stack that lie in the user's own files. */
  frames(stack) {
    const found = [];
    for (const line of stack.split("\n")) {
      const text4 = /^\s+at (.*)$/.exec(line)?.[1];
      if (text4 === void 0) continue;
      const address2 = /((?:blob|file):[^\s(]*):\d+:\d+\)?$/.exec(text4)?.[1];
      if (address2 === void 0 || address2.startsWith(BUNDLE)) continue;
      const own = this.modules.file(address2) !== void 0;
      if (!own && !address2.startsWith("file:")) continue;
      const named3 = this.named(text4);
      found.push({
        place: /(?:^async |\(|^)([^(]*:\d+:\d+)\)?$/.exec(named3)?.[1],
        text: named3
      });
    }
    return found;
  }
};
function shown5(line, column) {
  let [at2, seen] = [0, 1];
  for (const sign of line) {
    if (seen >= column) break;
    seen += sign === "	" ? 2 : 1;
    at2 += sign.length;
  }
  return at2 + 1 + Math.max(0, column - seen);
}
function read2(error, property) {
  try {
    return String(error[property] ?? "");
  } catch {
    return "";
  }
}

// src/runner.ts
var program = new Program();
var { modules, connector: connector2, plan } = program;
var { exit, inspect } = Deno;
function fail(error) {
  Deno.exitCode = 1;
  try {
    if (error instanceof Deno.errors.BrokenPipe && !reachesOut()) brokenPipe();
    console.error(report(error, modules, plan.script));
  } catch {
    Deno.stderr.writeSync(new TextEncoder().encode(`${plan.script}: ${inspect(error)}
`));
  } finally {
    exit(1);
  }
}
function reachesOut() {
  return ["net", "run"].some(
    (name) => Deno.permissions.querySync({ name }).state !== "prompt"
  );
}
async function main() {
  try {
    program.install();
    const text4 = program.source();
    if (text4.includes("connect")) connector2.prepare();
    const address2 = await modules.program(plan.path, text4, plan.script);
    if (modules.connects) connector2.prepare();
    program.seal();
    await import(module(`import ${JSON.stringify(address2)};`, "text/javascript"));
  } catch (error) {
    fail(error);
  }
}
globalThis.addEventListener("unhandledrejection", (event) => fail(event.reason));
globalThis.addEventListener("error", (event) => fail(event.error));
await main();
