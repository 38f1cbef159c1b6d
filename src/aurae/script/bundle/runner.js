var __defProp = Object.defineProperty;
var __export = (target, all2) => {
  for (var name in all2)
    __defProp(target, name, { get: all2[name], enumerable: true });
};

// src/edits.ts
function apply(source, edits) {
  if (edits.length === 0) return source;
  const pieces2 = [];
  let done = 0;
  for (const { start, end, text: text4 } of edits) {
    pieces2.push(source.slice(done, start), text4);
    done = end;
  }
  pieces2.push(source.slice(done));
  return pieces2.join("");
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
  const words2 = /\b(?:import|from)\b/g;
  if (!words2.test(source)) return [];
  const text4 = new Text(source);
  const found = [];
  words2.lastIndex = 0;
  for (const { index, 0: word } of source.matchAll(words2)) {
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
  const words2 = Array.from({ length: 8 }, (_, index) => text4.at(token + 1 + index)).join(" ");
  const found = /^(?:with|, \{ with :) \{ ["']?type["']? : ["'](text|json)["']/.exec(words2);
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
  constructor(code, message, method = "", field = "") {
    super(message);
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
function reach(named2, code, allowed) {
  const denied = (path) => new Refused(`the script may not read it; give auraescript --allow-read=${path}`);
  if (!reaches(named2, allowed)) throw denied(named2);
  const files = allowed.files ?? Deno;
  try {
    const path = files.realPathSync(named2);
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
    if (error instanceof Deno.errors.NotCapable) throw denied(named2);
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
  const last = lastOfBare(columns2, index, first);
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
    const version = false ? "" : "ae01e0f38913cb1d";
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
    const entries = [...Deno.readDirSync(this.folder)].map(({ name }) => {
      const { size, mtime } = Deno.lstatSync(`${this.folder}/${name}`);
      return { name, size, time: mtime?.getTime() ?? 0 };
    });
    let sum = entries.reduce((all2, { size }) => all2 + size, 0);
    for (const { name, size } of entries.sort((a, b) => a.time - b.time)) {
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
  const number = whole(value);
  if (number < least || number > most) {
    throw new RangeError(`cannot send ${value}: a number from ${least} to ${most} is expected`);
  }
  return number;
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
  encode(message, writer = new BinaryWriter()) {
    if (message.seconds != null && message.seconds !== 0) {
      writer.uint32(8).int64(message.seconds);
    }
    if (message.nanos != null && message.nanos !== 0) {
      writer.uint32(16).int32(message.nanos);
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
      const message = createBaseDuration();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 8) {
              break;
            }
            message.seconds = reader.int64();
            continue;
          }
          case 2: {
            if (tag !== 16) {
              break;
            }
            message.nanos = reader.int32();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return Duration.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseDuration();
    message.seconds = object.seconds !== void 0 && object.seconds !== null ? exact(object.seconds) : 0;
    message.nanos = object.nanos ?? 0;
    return message;
  }
};

// gen/timestamp.ts
function createBaseTimestamp() {
  return { seconds: 0, nanos: 0 };
}
var Timestamp = {
  encode(message, writer = new BinaryWriter()) {
    if (message.seconds != null && message.seconds !== 0) {
      writer.uint32(8).int64(message.seconds);
    }
    if (message.nanos != null && message.nanos !== 0) {
      writer.uint32(16).int32(message.nanos);
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
      const message = createBaseTimestamp();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 8) {
              break;
            }
            message.seconds = reader.int64();
            continue;
          }
          case 2: {
            if (tag !== 16) {
              break;
            }
            message.nanos = reader.int32();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return Timestamp.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseTimestamp();
    message.seconds = object.seconds !== void 0 && object.seconds !== null ? exact(object.seconds) : 0;
    message.nanos = object.nanos ?? 0;
    return message;
  }
};

// gen/cells.ts
function createBaseCellServiceAllocateRequest() {
  return { cell: void 0 };
}
var CellServiceAllocateRequest = {
  encode(message, writer = new BinaryWriter()) {
    if (message.cell != null) {
      Cell.encode(message.cell, writer.uint32(10).fork()).join();
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
      const message = createBaseCellServiceAllocateRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.cell = Cell.decode(reader, reader.uint32());
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return CellServiceAllocateRequest.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseCellServiceAllocateRequest();
    message.cell = object.cell !== void 0 && object.cell !== null ? Cell.fromPartial(object.cell) : void 0;
    return message;
  }
};
function createBaseCellServiceAllocateResponse() {
  return { cellName: "", cgroupV2: false };
}
var CellServiceAllocateResponse = {
  encode(message, writer = new BinaryWriter()) {
    if (message.cellName != null && message.cellName !== "") {
      writer.uint32(10).string(message.cellName);
    }
    if (message.cgroupV2 != null && message.cgroupV2 !== false) {
      writer.uint32(16).bool(message.cgroupV2);
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
      const message = createBaseCellServiceAllocateResponse();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.cellName = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 16) {
              break;
            }
            message.cgroupV2 = reader.bool();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return CellServiceAllocateResponse.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseCellServiceAllocateResponse();
    message.cellName = object.cellName ?? "";
    message.cgroupV2 = object.cgroupV2 ?? false;
    return message;
  }
};
function createBaseCellServiceFreeRequest() {
  return { cellName: "", timeout: void 0 };
}
var CellServiceFreeRequest = {
  encode(message, writer = new BinaryWriter()) {
    if (message.cellName != null && message.cellName !== "") {
      writer.uint32(10).string(message.cellName);
    }
    if (message.timeout != null) {
      Duration.encode(message.timeout, writer.uint32(802).fork()).join();
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
      const message = createBaseCellServiceFreeRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.cellName = reader.string();
            continue;
          }
          case 100: {
            if (tag !== 802) {
              break;
            }
            message.timeout = Duration.decode(reader, reader.uint32());
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return CellServiceFreeRequest.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseCellServiceFreeRequest();
    message.cellName = object.cellName ?? "";
    message.timeout = object.timeout !== void 0 && object.timeout !== null ? Duration.fromPartial(object.timeout) : void 0;
    return message;
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
      const message = createBaseCellServiceFreeResponse();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return CellServiceFreeResponse.fromPartial(base ?? {});
  },
  fromPartial(_) {
    const message = createBaseCellServiceFreeResponse();
    return message;
  }
};
function createBaseCellServiceStartRequest() {
  return { cellName: void 0, executable: void 0, uid: void 0, gid: void 0 };
}
var CellServiceStartRequest = {
  encode(message, writer = new BinaryWriter()) {
    if (message.cellName != null) {
      writer.uint32(10).string(message.cellName);
    }
    if (message.executable != null) {
      Executable.encode(message.executable, writer.uint32(18).fork()).join();
    }
    if (message.uid != null) {
      writer.uint32(24).uint32(message.uid);
    }
    if (message.gid != null) {
      writer.uint32(32).uint32(message.gid);
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
      const message = createBaseCellServiceStartRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.cellName = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message.executable = Executable.decode(reader, reader.uint32());
            continue;
          }
          case 3: {
            if (tag !== 24) {
              break;
            }
            message.uid = reader.uint32();
            continue;
          }
          case 4: {
            if (tag !== 32) {
              break;
            }
            message.gid = reader.uint32();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return CellServiceStartRequest.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseCellServiceStartRequest();
    message.cellName = object.cellName ?? void 0;
    message.executable = object.executable !== void 0 && object.executable !== null ? Executable.fromPartial(object.executable) : void 0;
    message.uid = object.uid ?? void 0;
    message.gid = object.gid ?? void 0;
    return message;
  }
};
function createBaseCellServiceStartResponse() {
  return { pid: 0, uid: 0, gid: 0, id: 0, hostPid: 0 };
}
var CellServiceStartResponse = {
  encode(message, writer = new BinaryWriter()) {
    if (message.pid != null && message.pid !== 0) {
      writer.uint32(8).int32(message.pid);
    }
    if (message.uid != null && message.uid !== 0) {
      writer.uint32(16).uint32(message.uid);
    }
    if (message.gid != null && message.gid !== 0) {
      writer.uint32(24).uint32(message.gid);
    }
    if (message.id != null && message.id !== 0) {
      writer.uint32(800).uint64(message.id);
    }
    if (message.hostPid != null && message.hostPid !== 0) {
      writer.uint32(808).int32(message.hostPid);
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
      const message = createBaseCellServiceStartResponse();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 8) {
              break;
            }
            message.pid = reader.int32();
            continue;
          }
          case 2: {
            if (tag !== 16) {
              break;
            }
            message.uid = reader.uint32();
            continue;
          }
          case 3: {
            if (tag !== 24) {
              break;
            }
            message.gid = reader.uint32();
            continue;
          }
          case 100: {
            if (tag !== 800) {
              break;
            }
            message.id = reader.uint64();
            continue;
          }
          case 101: {
            if (tag !== 808) {
              break;
            }
            message.hostPid = reader.int32();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return CellServiceStartResponse.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseCellServiceStartResponse();
    message.pid = object.pid ?? 0;
    message.uid = object.uid ?? 0;
    message.gid = object.gid ?? 0;
    message.id = object.id !== void 0 && object.id !== null ? exact(object.id) : 0;
    message.hostPid = object.hostPid ?? 0;
    return message;
  }
};
function createBaseCellServiceStopRequest() {
  return { cellName: void 0, executableName: "", timeout: void 0 };
}
var CellServiceStopRequest = {
  encode(message, writer = new BinaryWriter()) {
    if (message.cellName != null) {
      writer.uint32(10).string(message.cellName);
    }
    if (message.executableName != null && message.executableName !== "") {
      writer.uint32(18).string(message.executableName);
    }
    if (message.timeout != null) {
      Duration.encode(message.timeout, writer.uint32(802).fork()).join();
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
      const message = createBaseCellServiceStopRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.cellName = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message.executableName = reader.string();
            continue;
          }
          case 100: {
            if (tag !== 802) {
              break;
            }
            message.timeout = Duration.decode(reader, reader.uint32());
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return CellServiceStopRequest.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseCellServiceStopRequest();
    message.cellName = object.cellName ?? void 0;
    message.executableName = object.executableName ?? "";
    message.timeout = object.timeout !== void 0 && object.timeout !== null ? Duration.fromPartial(object.timeout) : void 0;
    return message;
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
      const message = createBaseCellServiceStopResponse();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return CellServiceStopResponse.fromPartial(base ?? {});
  },
  fromPartial(_) {
    const message = createBaseCellServiceStopResponse();
    return message;
  }
};
function createBaseCellServiceListRequest() {
  return { labels: {} };
}
var CellServiceListRequest = {
  encode(message, writer = new BinaryWriter()) {
    globalThis.Object.entries(message.labels ?? {}).forEach(([key, value]) => {
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
      const message = createBaseCellServiceListRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 100: {
            if (tag !== 802) {
              break;
            }
            const entry100 = CellServiceListRequest_LabelsEntry.decode(reader, reader.uint32());
            if (entry100.value !== void 0) {
              put(message.labels, entry100.key, entry100.value);
            }
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return CellServiceListRequest.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseCellServiceListRequest();
    message.labels = globalThis.Object.entries(object.labels ?? {}).reduce(
      (acc, [key, value]) => {
        if (value !== void 0) {
          put(acc, key, globalThis.String(value));
        }
        return acc;
      },
      {}
    );
    return message;
  }
};
function createBaseCellServiceListRequest_LabelsEntry() {
  return { key: "", value: "" };
}
var CellServiceListRequest_LabelsEntry = {
  encode(message, writer = new BinaryWriter()) {
    if (message.key != null && message.key !== "") {
      writer.uint32(10).string(message.key);
    }
    if (message.value != null && message.value !== "") {
      writer.uint32(18).string(message.value);
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
      const message = createBaseCellServiceListRequest_LabelsEntry();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.key = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message.value = reader.string();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return CellServiceListRequest_LabelsEntry.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseCellServiceListRequest_LabelsEntry();
    message.key = object.key ?? "";
    message.value = object.value ?? "";
    return message;
  }
};
function createBaseCellServiceListResponse() {
  return { cells: [] };
}
var CellServiceListResponse = {
  encode(message, writer = new BinaryWriter()) {
    for (const v of message.cells ?? []) {
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
      const message = createBaseCellServiceListResponse();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.cells.push(CellGraphNode.decode(reader, reader.uint32()));
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return CellServiceListResponse.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseCellServiceListResponse();
    message.cells = object.cells?.map((e) => CellGraphNode.fromPartial(e)) || [];
    return message;
  }
};
function createBaseCellGraphNode() {
  return { cell: void 0, children: [], state: void 0 };
}
var CellGraphNode = {
  encode(message, writer = new BinaryWriter()) {
    if (message.cell != null) {
      Cell.encode(message.cell, writer.uint32(10).fork()).join();
    }
    for (const v of message.children ?? []) {
      CellGraphNode.encode(v, writer.uint32(18).fork()).join();
    }
    if (message.state != null) {
      CellState.encode(message.state, writer.uint32(802).fork()).join();
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
      const message = createBaseCellGraphNode();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.cell = Cell.decode(reader, reader.uint32());
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message.children.push(CellGraphNode.decode(reader, reader.uint32()));
            continue;
          }
          case 100: {
            if (tag !== 802) {
              break;
            }
            message.state = CellState.decode(reader, reader.uint32());
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return CellGraphNode.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseCellGraphNode();
    message.cell = object.cell !== void 0 && object.cell !== null ? Cell.fromPartial(object.cell) : void 0;
    message.children = object.children?.map((e) => CellGraphNode.fromPartial(e)) || [];
    message.state = object.state !== void 0 && object.state !== null ? CellState.fromPartial(object.state) : void 0;
    return message;
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
  encode(message, writer = new BinaryWriter()) {
    if (message.name != null && message.name !== "") {
      writer.uint32(10).string(message.name);
    }
    if (message.cpu != null) {
      CpuController.encode(message.cpu, writer.uint32(18).fork()).join();
    }
    if (message.cpuset != null) {
      CpusetController.encode(message.cpuset, writer.uint32(26).fork()).join();
    }
    if (message.memory != null) {
      MemoryController.encode(message.memory, writer.uint32(34).fork()).join();
    }
    if (message.pids != null) {
      PidsController.encode(message.pids, writer.uint32(802).fork()).join();
    }
    if (message.io != null) {
      IoController.encode(message.io, writer.uint32(810).fork()).join();
    }
    if (message.isolateProcess != null && message.isolateProcess !== false) {
      writer.uint32(80).bool(message.isolateProcess);
    }
    if (message.isolateNetwork != null && message.isolateNetwork !== false) {
      writer.uint32(88).bool(message.isolateNetwork);
    }
    globalThis.Object.entries(message.labels ?? {}).forEach(([key, value]) => {
      Cell_LabelsEntry.encode({ key, value }, writer.uint32(882).fork()).join();
    });
    globalThis.Object.entries(message.annotations ?? {}).forEach(([key, value]) => {
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
      const message = createBaseCell();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.name = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message.cpu = CpuController.decode(reader, reader.uint32());
            continue;
          }
          case 3: {
            if (tag !== 26) {
              break;
            }
            message.cpuset = CpusetController.decode(reader, reader.uint32());
            continue;
          }
          case 4: {
            if (tag !== 34) {
              break;
            }
            message.memory = MemoryController.decode(reader, reader.uint32());
            continue;
          }
          case 100: {
            if (tag !== 802) {
              break;
            }
            message.pids = PidsController.decode(reader, reader.uint32());
            continue;
          }
          case 101: {
            if (tag !== 810) {
              break;
            }
            message.io = IoController.decode(reader, reader.uint32());
            continue;
          }
          case 10: {
            if (tag !== 80) {
              break;
            }
            message.isolateProcess = reader.bool();
            continue;
          }
          case 11: {
            if (tag !== 88) {
              break;
            }
            message.isolateNetwork = reader.bool();
            continue;
          }
          case 110: {
            if (tag !== 882) {
              break;
            }
            const entry110 = Cell_LabelsEntry.decode(reader, reader.uint32());
            if (entry110.value !== void 0) {
              put(message.labels, entry110.key, entry110.value);
            }
            continue;
          }
          case 111: {
            if (tag !== 890) {
              break;
            }
            const entry111 = Cell_AnnotationsEntry.decode(reader, reader.uint32());
            if (entry111.value !== void 0) {
              put(message.annotations, entry111.key, entry111.value);
            }
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return Cell.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseCell();
    message.name = object.name ?? "";
    message.cpu = object.cpu !== void 0 && object.cpu !== null ? CpuController.fromPartial(object.cpu) : void 0;
    message.cpuset = object.cpuset !== void 0 && object.cpuset !== null ? CpusetController.fromPartial(object.cpuset) : void 0;
    message.memory = object.memory !== void 0 && object.memory !== null ? MemoryController.fromPartial(object.memory) : void 0;
    message.pids = object.pids !== void 0 && object.pids !== null ? PidsController.fromPartial(object.pids) : void 0;
    message.io = object.io !== void 0 && object.io !== null ? IoController.fromPartial(object.io) : void 0;
    message.isolateProcess = object.isolateProcess ?? false;
    message.isolateNetwork = object.isolateNetwork ?? false;
    message.labels = globalThis.Object.entries(object.labels ?? {}).reduce(
      (acc, [key, value]) => {
        if (value !== void 0) {
          put(acc, key, globalThis.String(value));
        }
        return acc;
      },
      {}
    );
    message.annotations = globalThis.Object.entries(object.annotations ?? {}).reduce(
      (acc, [key, value]) => {
        if (value !== void 0) {
          put(acc, key, globalThis.String(value));
        }
        return acc;
      },
      {}
    );
    return message;
  }
};
function createBaseCell_LabelsEntry() {
  return { key: "", value: "" };
}
var Cell_LabelsEntry = {
  encode(message, writer = new BinaryWriter()) {
    if (message.key != null && message.key !== "") {
      writer.uint32(10).string(message.key);
    }
    if (message.value != null && message.value !== "") {
      writer.uint32(18).string(message.value);
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
      const message = createBaseCell_LabelsEntry();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.key = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message.value = reader.string();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return Cell_LabelsEntry.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseCell_LabelsEntry();
    message.key = object.key ?? "";
    message.value = object.value ?? "";
    return message;
  }
};
function createBaseCell_AnnotationsEntry() {
  return { key: "", value: "" };
}
var Cell_AnnotationsEntry = {
  encode(message, writer = new BinaryWriter()) {
    if (message.key != null && message.key !== "") {
      writer.uint32(10).string(message.key);
    }
    if (message.value != null && message.value !== "") {
      writer.uint32(18).string(message.value);
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
      const message = createBaseCell_AnnotationsEntry();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.key = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message.value = reader.string();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return Cell_AnnotationsEntry.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseCell_AnnotationsEntry();
    message.key = object.key ?? "";
    message.value = object.value ?? "";
    return message;
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
  encode(message, writer = new BinaryWriter()) {
    if (message.weight != null) {
      writer.uint32(8).uint64(message.weight);
    }
    if (message.max != null) {
      writer.uint32(16).int64(message.max);
    }
    if (message.period != null) {
      writer.uint32(24).uint64(message.period);
    }
    if (message.burst != null) {
      writer.uint32(800).uint64(message.burst);
    }
    if (message.idle != null) {
      writer.uint32(808).bool(message.idle);
    }
    if (message.reserved != null) {
      writer.uint32(816).uint64(message.reserved);
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
      const message = createBaseCpuController();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 8) {
              break;
            }
            message.weight = reader.uint64();
            continue;
          }
          case 2: {
            if (tag !== 16) {
              break;
            }
            message.max = reader.int64();
            continue;
          }
          case 3: {
            if (tag !== 24) {
              break;
            }
            message.period = reader.uint64();
            continue;
          }
          case 100: {
            if (tag !== 800) {
              break;
            }
            message.burst = reader.uint64();
            continue;
          }
          case 101: {
            if (tag !== 808) {
              break;
            }
            message.idle = reader.bool();
            continue;
          }
          case 102: {
            if (tag !== 816) {
              break;
            }
            message.reserved = reader.uint64();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return CpuController.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseCpuController();
    message.weight = object.weight !== void 0 && object.weight !== null ? exact(object.weight) : void 0;
    message.max = object.max !== void 0 && object.max !== null ? exact(object.max) : void 0;
    message.period = object.period !== void 0 && object.period !== null ? exact(object.period) : void 0;
    message.burst = object.burst !== void 0 && object.burst !== null ? exact(object.burst) : void 0;
    message.idle = object.idle ?? void 0;
    message.reserved = object.reserved !== void 0 && object.reserved !== null ? exact(object.reserved) : void 0;
    return message;
  }
};
function createBaseCpusetController() {
  return { cpus: void 0, mems: void 0 };
}
var CpusetController = {
  encode(message, writer = new BinaryWriter()) {
    if (message.cpus != null) {
      writer.uint32(10).string(message.cpus);
    }
    if (message.mems != null) {
      writer.uint32(18).string(message.mems);
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
      const message = createBaseCpusetController();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.cpus = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message.mems = reader.string();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return CpusetController.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseCpusetController();
    message.cpus = object.cpus ?? void 0;
    message.mems = object.mems ?? void 0;
    return message;
  }
};
function createBaseMemoryController() {
  return { min: void 0, low: void 0, high: void 0, max: void 0, swapMax: void 0, oomGroup: void 0 };
}
var MemoryController = {
  encode(message, writer = new BinaryWriter()) {
    if (message.min != null) {
      writer.uint32(8).int64(message.min);
    }
    if (message.low != null) {
      writer.uint32(16).int64(message.low);
    }
    if (message.high != null) {
      writer.uint32(24).int64(message.high);
    }
    if (message.max != null) {
      writer.uint32(32).int64(message.max);
    }
    if (message.swapMax != null) {
      writer.uint32(800).int64(message.swapMax);
    }
    if (message.oomGroup != null) {
      writer.uint32(808).bool(message.oomGroup);
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
      const message = createBaseMemoryController();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 8) {
              break;
            }
            message.min = reader.int64();
            continue;
          }
          case 2: {
            if (tag !== 16) {
              break;
            }
            message.low = reader.int64();
            continue;
          }
          case 3: {
            if (tag !== 24) {
              break;
            }
            message.high = reader.int64();
            continue;
          }
          case 4: {
            if (tag !== 32) {
              break;
            }
            message.max = reader.int64();
            continue;
          }
          case 100: {
            if (tag !== 800) {
              break;
            }
            message.swapMax = reader.int64();
            continue;
          }
          case 101: {
            if (tag !== 808) {
              break;
            }
            message.oomGroup = reader.bool();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return MemoryController.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseMemoryController();
    message.min = object.min !== void 0 && object.min !== null ? exact(object.min) : void 0;
    message.low = object.low !== void 0 && object.low !== null ? exact(object.low) : void 0;
    message.high = object.high !== void 0 && object.high !== null ? exact(object.high) : void 0;
    message.max = object.max !== void 0 && object.max !== null ? exact(object.max) : void 0;
    message.swapMax = object.swapMax !== void 0 && object.swapMax !== null ? exact(object.swapMax) : void 0;
    message.oomGroup = object.oomGroup ?? void 0;
    return message;
  }
};
function createBasePidsController() {
  return { max: void 0 };
}
var PidsController = {
  encode(message, writer = new BinaryWriter()) {
    if (message.max != null) {
      writer.uint32(8).int64(message.max);
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
      const message = createBasePidsController();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 8) {
              break;
            }
            message.max = reader.int64();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return PidsController.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBasePidsController();
    message.max = object.max !== void 0 && object.max !== null ? exact(object.max) : void 0;
    return message;
  }
};
function createBaseIoController() {
  return { weight: void 0, devices: [] };
}
var IoController = {
  encode(message, writer = new BinaryWriter()) {
    if (message.weight != null) {
      writer.uint32(8).uint64(message.weight);
    }
    for (const v of message.devices ?? []) {
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
      const message = createBaseIoController();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 8) {
              break;
            }
            message.weight = reader.uint64();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message.devices.push(IoDevice.decode(reader, reader.uint32()));
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return IoController.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseIoController();
    message.weight = object.weight !== void 0 && object.weight !== null ? exact(object.weight) : void 0;
    message.devices = object.devices?.map((e) => IoDevice.fromPartial(e)) || [];
    return message;
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
  encode(message, writer = new BinaryWriter()) {
    if (message.device != null && message.device !== "") {
      writer.uint32(10).string(message.device);
    }
    if (message.weight != null) {
      writer.uint32(16).uint64(message.weight);
    }
    if (message.readBps != null) {
      writer.uint32(24).uint64(message.readBps);
    }
    if (message.writeBps != null) {
      writer.uint32(32).uint64(message.writeBps);
    }
    if (message.readIops != null) {
      writer.uint32(40).uint64(message.readIops);
    }
    if (message.writeIops != null) {
      writer.uint32(48).uint64(message.writeIops);
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
      const message = createBaseIoDevice();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.device = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 16) {
              break;
            }
            message.weight = reader.uint64();
            continue;
          }
          case 3: {
            if (tag !== 24) {
              break;
            }
            message.readBps = reader.uint64();
            continue;
          }
          case 4: {
            if (tag !== 32) {
              break;
            }
            message.writeBps = reader.uint64();
            continue;
          }
          case 5: {
            if (tag !== 40) {
              break;
            }
            message.readIops = reader.uint64();
            continue;
          }
          case 6: {
            if (tag !== 48) {
              break;
            }
            message.writeIops = reader.uint64();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return IoDevice.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseIoDevice();
    message.device = object.device ?? "";
    message.weight = object.weight !== void 0 && object.weight !== null ? exact(object.weight) : void 0;
    message.readBps = object.readBps !== void 0 && object.readBps !== null ? exact(object.readBps) : void 0;
    message.writeBps = object.writeBps !== void 0 && object.writeBps !== null ? exact(object.writeBps) : void 0;
    message.readIops = object.readIops !== void 0 && object.readIops !== null ? exact(object.readIops) : void 0;
    message.writeIops = object.writeIops !== void 0 && object.writeIops !== null ? exact(object.writeIops) : void 0;
    return message;
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
  encode(message, writer = new BinaryWriter()) {
    if (message.status != null && message.status !== 0) {
      writer.uint32(8).int32(message.status);
    }
    if (message.frozen != null && message.frozen !== false) {
      writer.uint32(16).bool(message.frozen);
    }
    if (message.createdAt != null) {
      Timestamp.encode(message.createdAt, writer.uint32(26).fork()).join();
    }
    if (message.owner != null && message.owner !== "") {
      writer.uint32(34).string(message.owner);
    }
    if (message.cpu != null) {
      CpuController.encode(message.cpu, writer.uint32(42).fork()).join();
    }
    if (message.cpuset != null) {
      CpusetController.encode(message.cpuset, writer.uint32(50).fork()).join();
    }
    if (message.memory != null) {
      MemoryController.encode(message.memory, writer.uint32(58).fork()).join();
    }
    if (message.pids != null) {
      PidsController.encode(message.pids, writer.uint32(66).fork()).join();
    }
    if (message.io != null) {
      IoController.encode(message.io, writer.uint32(74).fork()).join();
    }
    if (message.effectiveCpus != null && message.effectiveCpus !== "") {
      writer.uint32(82).string(message.effectiveCpus);
    }
    if (message.effectiveMems != null && message.effectiveMems !== "") {
      writer.uint32(90).string(message.effectiveMems);
    }
    for (const v of message.workloads ?? []) {
      writer.uint32(98).string(v);
    }
    if (message.cgroup != null && message.cgroup !== "") {
      writer.uint32(106).string(message.cgroup);
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
      const message = createBaseCellState();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 8) {
              break;
            }
            message.status = reader.int32();
            continue;
          }
          case 2: {
            if (tag !== 16) {
              break;
            }
            message.frozen = reader.bool();
            continue;
          }
          case 3: {
            if (tag !== 26) {
              break;
            }
            message.createdAt = Timestamp.decode(reader, reader.uint32());
            continue;
          }
          case 4: {
            if (tag !== 34) {
              break;
            }
            message.owner = reader.string();
            continue;
          }
          case 5: {
            if (tag !== 42) {
              break;
            }
            message.cpu = CpuController.decode(reader, reader.uint32());
            continue;
          }
          case 6: {
            if (tag !== 50) {
              break;
            }
            message.cpuset = CpusetController.decode(reader, reader.uint32());
            continue;
          }
          case 7: {
            if (tag !== 58) {
              break;
            }
            message.memory = MemoryController.decode(reader, reader.uint32());
            continue;
          }
          case 8: {
            if (tag !== 66) {
              break;
            }
            message.pids = PidsController.decode(reader, reader.uint32());
            continue;
          }
          case 9: {
            if (tag !== 74) {
              break;
            }
            message.io = IoController.decode(reader, reader.uint32());
            continue;
          }
          case 10: {
            if (tag !== 82) {
              break;
            }
            message.effectiveCpus = reader.string();
            continue;
          }
          case 11: {
            if (tag !== 90) {
              break;
            }
            message.effectiveMems = reader.string();
            continue;
          }
          case 12: {
            if (tag !== 98) {
              break;
            }
            message.workloads.push(reader.string());
            continue;
          }
          case 13: {
            if (tag !== 106) {
              break;
            }
            message.cgroup = reader.string();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return CellState.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseCellState();
    message.status = object.status ?? 0;
    message.frozen = object.frozen ?? false;
    message.createdAt = object.createdAt !== void 0 && object.createdAt !== null ? Timestamp.fromPartial(object.createdAt) : void 0;
    message.owner = object.owner ?? "";
    message.cpu = object.cpu !== void 0 && object.cpu !== null ? CpuController.fromPartial(object.cpu) : void 0;
    message.cpuset = object.cpuset !== void 0 && object.cpuset !== null ? CpusetController.fromPartial(object.cpuset) : void 0;
    message.memory = object.memory !== void 0 && object.memory !== null ? MemoryController.fromPartial(object.memory) : void 0;
    message.pids = object.pids !== void 0 && object.pids !== null ? PidsController.fromPartial(object.pids) : void 0;
    message.io = object.io !== void 0 && object.io !== null ? IoController.fromPartial(object.io) : void 0;
    message.effectiveCpus = object.effectiveCpus ?? "";
    message.effectiveMems = object.effectiveMems ?? "";
    message.workloads = object.workloads?.map((e) => e) || [];
    message.cgroup = object.cgroup ?? "";
    return message;
  }
};
function createBaseCellServiceGetRequest() {
  return { cellName: "" };
}
var CellServiceGetRequest = {
  encode(message, writer = new BinaryWriter()) {
    if (message.cellName != null && message.cellName !== "") {
      writer.uint32(10).string(message.cellName);
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
      const message = createBaseCellServiceGetRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.cellName = reader.string();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return CellServiceGetRequest.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseCellServiceGetRequest();
    message.cellName = object.cellName ?? "";
    return message;
  }
};
function createBaseCellServiceGetResponse() {
  return { cell: void 0 };
}
var CellServiceGetResponse = {
  encode(message, writer = new BinaryWriter()) {
    if (message.cell != null) {
      CellGraphNode.encode(message.cell, writer.uint32(10).fork()).join();
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
      const message = createBaseCellServiceGetResponse();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.cell = CellGraphNode.decode(reader, reader.uint32());
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return CellServiceGetResponse.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseCellServiceGetResponse();
    message.cell = object.cell !== void 0 && object.cell !== null ? CellGraphNode.fromPartial(object.cell) : void 0;
    return message;
  }
};
function createBaseCellServiceUpdateRequest() {
  return { cell: void 0, clear: [] };
}
var CellServiceUpdateRequest = {
  encode(message, writer = new BinaryWriter()) {
    if (message.cell != null) {
      Cell.encode(message.cell, writer.uint32(10).fork()).join();
    }
    for (const v of message.clear ?? []) {
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
      const message = createBaseCellServiceUpdateRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.cell = Cell.decode(reader, reader.uint32());
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message.clear.push(reader.string());
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return CellServiceUpdateRequest.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseCellServiceUpdateRequest();
    message.cell = object.cell !== void 0 && object.cell !== null ? Cell.fromPartial(object.cell) : void 0;
    message.clear = object.clear?.map((e) => e) || [];
    return message;
  }
};
function createBaseCellServiceUpdateResponse() {
  return { cell: void 0 };
}
var CellServiceUpdateResponse = {
  encode(message, writer = new BinaryWriter()) {
    if (message.cell != null) {
      CellGraphNode.encode(message.cell, writer.uint32(10).fork()).join();
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
      const message = createBaseCellServiceUpdateResponse();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.cell = CellGraphNode.decode(reader, reader.uint32());
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return CellServiceUpdateResponse.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseCellServiceUpdateResponse();
    message.cell = object.cell !== void 0 && object.cell !== null ? CellGraphNode.fromPartial(object.cell) : void 0;
    return message;
  }
};
function createBaseCellServiceFreezeRequest() {
  return { cellName: "" };
}
var CellServiceFreezeRequest = {
  encode(message, writer = new BinaryWriter()) {
    if (message.cellName != null && message.cellName !== "") {
      writer.uint32(10).string(message.cellName);
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
      const message = createBaseCellServiceFreezeRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.cellName = reader.string();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return CellServiceFreezeRequest.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseCellServiceFreezeRequest();
    message.cellName = object.cellName ?? "";
    return message;
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
      const message = createBaseCellServiceFreezeResponse();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return CellServiceFreezeResponse.fromPartial(base ?? {});
  },
  fromPartial(_) {
    const message = createBaseCellServiceFreezeResponse();
    return message;
  }
};
function createBaseCellServiceThawRequest() {
  return { cellName: "" };
}
var CellServiceThawRequest = {
  encode(message, writer = new BinaryWriter()) {
    if (message.cellName != null && message.cellName !== "") {
      writer.uint32(10).string(message.cellName);
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
      const message = createBaseCellServiceThawRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.cellName = reader.string();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return CellServiceThawRequest.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseCellServiceThawRequest();
    message.cellName = object.cellName ?? "";
    return message;
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
      const message = createBaseCellServiceThawResponse();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return CellServiceThawResponse.fromPartial(base ?? {});
  },
  fromPartial(_) {
    const message = createBaseCellServiceThawResponse();
    return message;
  }
};
function createBaseCellServiceKillRequest() {
  return { cellName: "", signal: "" };
}
var CellServiceKillRequest = {
  encode(message, writer = new BinaryWriter()) {
    if (message.cellName != null && message.cellName !== "") {
      writer.uint32(10).string(message.cellName);
    }
    if (message.signal != null && message.signal !== "") {
      writer.uint32(18).string(message.signal);
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
      const message = createBaseCellServiceKillRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.cellName = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message.signal = reader.string();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return CellServiceKillRequest.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseCellServiceKillRequest();
    message.cellName = object.cellName ?? "";
    message.signal = object.signal ?? "";
    return message;
  }
};
function createBaseCellServiceKillResponse() {
  return { processes: 0 };
}
var CellServiceKillResponse = {
  encode(message, writer = new BinaryWriter()) {
    if (message.processes != null && message.processes !== 0) {
      writer.uint32(8).uint32(message.processes);
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
      const message = createBaseCellServiceKillResponse();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 8) {
              break;
            }
            message.processes = reader.uint32();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return CellServiceKillResponse.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseCellServiceKillResponse();
    message.processes = object.processes ?? 0;
    return message;
  }
};
function createBaseCellServiceStatsRequest() {
  return { cellName: "" };
}
var CellServiceStatsRequest = {
  encode(message, writer = new BinaryWriter()) {
    if (message.cellName != null && message.cellName !== "") {
      writer.uint32(10).string(message.cellName);
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
      const message = createBaseCellServiceStatsRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.cellName = reader.string();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return CellServiceStatsRequest.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseCellServiceStatsRequest();
    message.cellName = object.cellName ?? "";
    return message;
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
  encode(message, writer = new BinaryWriter()) {
    if (message.cellName != null && message.cellName !== "") {
      writer.uint32(10).string(message.cellName);
    }
    if (message.time != null) {
      Timestamp.encode(message.time, writer.uint32(18).fork()).join();
    }
    if (message.cpu != null) {
      CpuStats.encode(message.cpu, writer.uint32(26).fork()).join();
    }
    if (message.memory != null) {
      MemoryStats.encode(message.memory, writer.uint32(34).fork()).join();
    }
    if (message.pids != null) {
      PidsStats.encode(message.pids, writer.uint32(42).fork()).join();
    }
    for (const v of message.io ?? []) {
      IoStats.encode(v, writer.uint32(50).fork()).join();
    }
    if (message.processes != null && message.processes !== 0) {
      writer.uint32(56).uint32(message.processes);
    }
    if (message.workloads != null && message.workloads !== 0) {
      writer.uint32(64).uint32(message.workloads);
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
      const message = createBaseCellServiceStatsResponse();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.cellName = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message.time = Timestamp.decode(reader, reader.uint32());
            continue;
          }
          case 3: {
            if (tag !== 26) {
              break;
            }
            message.cpu = CpuStats.decode(reader, reader.uint32());
            continue;
          }
          case 4: {
            if (tag !== 34) {
              break;
            }
            message.memory = MemoryStats.decode(reader, reader.uint32());
            continue;
          }
          case 5: {
            if (tag !== 42) {
              break;
            }
            message.pids = PidsStats.decode(reader, reader.uint32());
            continue;
          }
          case 6: {
            if (tag !== 50) {
              break;
            }
            message.io.push(IoStats.decode(reader, reader.uint32()));
            continue;
          }
          case 7: {
            if (tag !== 56) {
              break;
            }
            message.processes = reader.uint32();
            continue;
          }
          case 8: {
            if (tag !== 64) {
              break;
            }
            message.workloads = reader.uint32();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return CellServiceStatsResponse.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseCellServiceStatsResponse();
    message.cellName = object.cellName ?? "";
    message.time = object.time !== void 0 && object.time !== null ? Timestamp.fromPartial(object.time) : void 0;
    message.cpu = object.cpu !== void 0 && object.cpu !== null ? CpuStats.fromPartial(object.cpu) : void 0;
    message.memory = object.memory !== void 0 && object.memory !== null ? MemoryStats.fromPartial(object.memory) : void 0;
    message.pids = object.pids !== void 0 && object.pids !== null ? PidsStats.fromPartial(object.pids) : void 0;
    message.io = object.io?.map((e) => IoStats.fromPartial(e)) || [];
    message.processes = object.processes ?? 0;
    message.workloads = object.workloads ?? 0;
    return message;
  }
};
function createBaseCpuStats() {
  return { usageUsec: 0, userUsec: 0, systemUsec: 0, nrPeriods: 0, nrThrottled: 0, throttledUsec: 0 };
}
var CpuStats = {
  encode(message, writer = new BinaryWriter()) {
    if (message.usageUsec != null && message.usageUsec !== 0) {
      writer.uint32(8).uint64(message.usageUsec);
    }
    if (message.userUsec != null && message.userUsec !== 0) {
      writer.uint32(16).uint64(message.userUsec);
    }
    if (message.systemUsec != null && message.systemUsec !== 0) {
      writer.uint32(24).uint64(message.systemUsec);
    }
    if (message.nrPeriods != null && message.nrPeriods !== 0) {
      writer.uint32(32).uint64(message.nrPeriods);
    }
    if (message.nrThrottled != null && message.nrThrottled !== 0) {
      writer.uint32(40).uint64(message.nrThrottled);
    }
    if (message.throttledUsec != null && message.throttledUsec !== 0) {
      writer.uint32(48).uint64(message.throttledUsec);
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
      const message = createBaseCpuStats();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 8) {
              break;
            }
            message.usageUsec = reader.uint64();
            continue;
          }
          case 2: {
            if (tag !== 16) {
              break;
            }
            message.userUsec = reader.uint64();
            continue;
          }
          case 3: {
            if (tag !== 24) {
              break;
            }
            message.systemUsec = reader.uint64();
            continue;
          }
          case 4: {
            if (tag !== 32) {
              break;
            }
            message.nrPeriods = reader.uint64();
            continue;
          }
          case 5: {
            if (tag !== 40) {
              break;
            }
            message.nrThrottled = reader.uint64();
            continue;
          }
          case 6: {
            if (tag !== 48) {
              break;
            }
            message.throttledUsec = reader.uint64();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return CpuStats.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseCpuStats();
    message.usageUsec = object.usageUsec !== void 0 && object.usageUsec !== null ? exact(object.usageUsec) : 0;
    message.userUsec = object.userUsec !== void 0 && object.userUsec !== null ? exact(object.userUsec) : 0;
    message.systemUsec = object.systemUsec !== void 0 && object.systemUsec !== null ? exact(object.systemUsec) : 0;
    message.nrPeriods = object.nrPeriods !== void 0 && object.nrPeriods !== null ? exact(object.nrPeriods) : 0;
    message.nrThrottled = object.nrThrottled !== void 0 && object.nrThrottled !== null ? exact(object.nrThrottled) : 0;
    message.throttledUsec = object.throttledUsec !== void 0 && object.throttledUsec !== null ? exact(object.throttledUsec) : 0;
    return message;
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
  encode(message, writer = new BinaryWriter()) {
    if (message.current != null && message.current !== 0) {
      writer.uint32(8).uint64(message.current);
    }
    if (message.peak != null && message.peak !== 0) {
      writer.uint32(16).uint64(message.peak);
    }
    if (message.swapCurrent != null && message.swapCurrent !== 0) {
      writer.uint32(24).uint64(message.swapCurrent);
    }
    if (message.anon != null && message.anon !== 0) {
      writer.uint32(32).uint64(message.anon);
    }
    if (message.file != null && message.file !== 0) {
      writer.uint32(40).uint64(message.file);
    }
    if (message.kernel != null && message.kernel !== 0) {
      writer.uint32(48).uint64(message.kernel);
    }
    if (message.lowEvents != null && message.lowEvents !== 0) {
      writer.uint32(80).uint64(message.lowEvents);
    }
    if (message.highEvents != null && message.highEvents !== 0) {
      writer.uint32(88).uint64(message.highEvents);
    }
    if (message.maxEvents != null && message.maxEvents !== 0) {
      writer.uint32(96).uint64(message.maxEvents);
    }
    if (message.oomEvents != null && message.oomEvents !== 0) {
      writer.uint32(104).uint64(message.oomEvents);
    }
    if (message.oomKillEvents != null && message.oomKillEvents !== 0) {
      writer.uint32(112).uint64(message.oomKillEvents);
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
      const message = createBaseMemoryStats();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 8) {
              break;
            }
            message.current = reader.uint64();
            continue;
          }
          case 2: {
            if (tag !== 16) {
              break;
            }
            message.peak = reader.uint64();
            continue;
          }
          case 3: {
            if (tag !== 24) {
              break;
            }
            message.swapCurrent = reader.uint64();
            continue;
          }
          case 4: {
            if (tag !== 32) {
              break;
            }
            message.anon = reader.uint64();
            continue;
          }
          case 5: {
            if (tag !== 40) {
              break;
            }
            message.file = reader.uint64();
            continue;
          }
          case 6: {
            if (tag !== 48) {
              break;
            }
            message.kernel = reader.uint64();
            continue;
          }
          case 10: {
            if (tag !== 80) {
              break;
            }
            message.lowEvents = reader.uint64();
            continue;
          }
          case 11: {
            if (tag !== 88) {
              break;
            }
            message.highEvents = reader.uint64();
            continue;
          }
          case 12: {
            if (tag !== 96) {
              break;
            }
            message.maxEvents = reader.uint64();
            continue;
          }
          case 13: {
            if (tag !== 104) {
              break;
            }
            message.oomEvents = reader.uint64();
            continue;
          }
          case 14: {
            if (tag !== 112) {
              break;
            }
            message.oomKillEvents = reader.uint64();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return MemoryStats.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseMemoryStats();
    message.current = object.current !== void 0 && object.current !== null ? exact(object.current) : 0;
    message.peak = object.peak !== void 0 && object.peak !== null ? exact(object.peak) : 0;
    message.swapCurrent = object.swapCurrent !== void 0 && object.swapCurrent !== null ? exact(object.swapCurrent) : 0;
    message.anon = object.anon !== void 0 && object.anon !== null ? exact(object.anon) : 0;
    message.file = object.file !== void 0 && object.file !== null ? exact(object.file) : 0;
    message.kernel = object.kernel !== void 0 && object.kernel !== null ? exact(object.kernel) : 0;
    message.lowEvents = object.lowEvents !== void 0 && object.lowEvents !== null ? exact(object.lowEvents) : 0;
    message.highEvents = object.highEvents !== void 0 && object.highEvents !== null ? exact(object.highEvents) : 0;
    message.maxEvents = object.maxEvents !== void 0 && object.maxEvents !== null ? exact(object.maxEvents) : 0;
    message.oomEvents = object.oomEvents !== void 0 && object.oomEvents !== null ? exact(object.oomEvents) : 0;
    message.oomKillEvents = object.oomKillEvents !== void 0 && object.oomKillEvents !== null ? exact(object.oomKillEvents) : 0;
    return message;
  }
};
function createBasePidsStats() {
  return { current: 0, peak: 0, maxEvents: 0 };
}
var PidsStats = {
  encode(message, writer = new BinaryWriter()) {
    if (message.current != null && message.current !== 0) {
      writer.uint32(8).uint64(message.current);
    }
    if (message.peak != null && message.peak !== 0) {
      writer.uint32(16).uint64(message.peak);
    }
    if (message.maxEvents != null && message.maxEvents !== 0) {
      writer.uint32(24).uint64(message.maxEvents);
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
      const message = createBasePidsStats();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 8) {
              break;
            }
            message.current = reader.uint64();
            continue;
          }
          case 2: {
            if (tag !== 16) {
              break;
            }
            message.peak = reader.uint64();
            continue;
          }
          case 3: {
            if (tag !== 24) {
              break;
            }
            message.maxEvents = reader.uint64();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return PidsStats.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBasePidsStats();
    message.current = object.current !== void 0 && object.current !== null ? exact(object.current) : 0;
    message.peak = object.peak !== void 0 && object.peak !== null ? exact(object.peak) : 0;
    message.maxEvents = object.maxEvents !== void 0 && object.maxEvents !== null ? exact(object.maxEvents) : 0;
    return message;
  }
};
function createBaseIoStats() {
  return { device: "", readBytes: 0, writeBytes: 0, reads: 0, writes: 0 };
}
var IoStats = {
  encode(message, writer = new BinaryWriter()) {
    if (message.device != null && message.device !== "") {
      writer.uint32(10).string(message.device);
    }
    if (message.readBytes != null && message.readBytes !== 0) {
      writer.uint32(16).uint64(message.readBytes);
    }
    if (message.writeBytes != null && message.writeBytes !== 0) {
      writer.uint32(24).uint64(message.writeBytes);
    }
    if (message.reads != null && message.reads !== 0) {
      writer.uint32(32).uint64(message.reads);
    }
    if (message.writes != null && message.writes !== 0) {
      writer.uint32(40).uint64(message.writes);
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
      const message = createBaseIoStats();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.device = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 16) {
              break;
            }
            message.readBytes = reader.uint64();
            continue;
          }
          case 3: {
            if (tag !== 24) {
              break;
            }
            message.writeBytes = reader.uint64();
            continue;
          }
          case 4: {
            if (tag !== 32) {
              break;
            }
            message.reads = reader.uint64();
            continue;
          }
          case 5: {
            if (tag !== 40) {
              break;
            }
            message.writes = reader.uint64();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return IoStats.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseIoStats();
    message.device = object.device ?? "";
    message.readBytes = object.readBytes !== void 0 && object.readBytes !== null ? exact(object.readBytes) : 0;
    message.writeBytes = object.writeBytes !== void 0 && object.writeBytes !== null ? exact(object.writeBytes) : 0;
    message.reads = object.reads !== void 0 && object.reads !== null ? exact(object.reads) : 0;
    message.writes = object.writes !== void 0 && object.writes !== null ? exact(object.writes) : 0;
    return message;
  }
};
function createBaseCellServiceWatchRequest() {
  return { cellName: "" };
}
var CellServiceWatchRequest = {
  encode(message, writer = new BinaryWriter()) {
    if (message.cellName != null && message.cellName !== "") {
      writer.uint32(10).string(message.cellName);
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
      const message = createBaseCellServiceWatchRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.cellName = reader.string();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return CellServiceWatchRequest.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseCellServiceWatchRequest();
    message.cellName = object.cellName ?? "";
    return message;
  }
};
function createBaseCellServiceWatchResponse() {
  return { event: 0, time: void 0, cell: void 0 };
}
var CellServiceWatchResponse = {
  encode(message, writer = new BinaryWriter()) {
    if (message.event != null && message.event !== 0) {
      writer.uint32(8).int32(message.event);
    }
    if (message.time != null) {
      Timestamp.encode(message.time, writer.uint32(18).fork()).join();
    }
    if (message.cell != null) {
      Cell.encode(message.cell, writer.uint32(26).fork()).join();
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
      const message = createBaseCellServiceWatchResponse();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 8) {
              break;
            }
            message.event = reader.int32();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message.time = Timestamp.decode(reader, reader.uint32());
            continue;
          }
          case 3: {
            if (tag !== 26) {
              break;
            }
            message.cell = Cell.decode(reader, reader.uint32());
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return CellServiceWatchResponse.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseCellServiceWatchResponse();
    message.event = object.event ?? 0;
    message.time = object.time !== void 0 && object.time !== null ? Timestamp.fromPartial(object.time) : void 0;
    message.cell = object.cell !== void 0 && object.cell !== null ? Cell.fromPartial(object.cell) : void 0;
    return message;
  }
};
function createBaseExecutable() {
  return { name: "", command: "", description: "" };
}
var Executable = {
  encode(message, writer = new BinaryWriter()) {
    if (message.name != null && message.name !== "") {
      writer.uint32(10).string(message.name);
    }
    if (message.command != null && message.command !== "") {
      writer.uint32(18).string(message.command);
    }
    if (message.description != null && message.description !== "") {
      writer.uint32(34).string(message.description);
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
      const message = createBaseExecutable();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.name = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message.command = reader.string();
            continue;
          }
          case 4: {
            if (tag !== 34) {
              break;
            }
            message.description = reader.string();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return Executable.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseExecutable();
    message.name = object.name ?? "";
    message.command = object.command ?? "";
    message.description = object.description ?? "";
    return message;
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
      const message = createBaseDiscoverRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return DiscoverRequest.fromPartial(base ?? {});
  },
  fromPartial(_) {
    const message = createBaseDiscoverRequest();
    return message;
  }
};
function createBaseDiscoverResponse() {
  return { healthy: false, version: "" };
}
var DiscoverResponse = {
  encode(message, writer = new BinaryWriter()) {
    if (message.healthy != null && message.healthy !== false) {
      writer.uint32(8).bool(message.healthy);
    }
    if (message.version != null && message.version !== "") {
      writer.uint32(18).string(message.version);
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
      const message = createBaseDiscoverResponse();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 8) {
              break;
            }
            message.healthy = reader.bool();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message.version = reader.string();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return DiscoverResponse.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseDiscoverResponse();
    message.healthy = object.healthy ?? false;
    message.version = object.version ?? "";
    return message;
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
  encode(message, writer = new BinaryWriter()) {
    if (message.service != null && message.service !== "") {
      writer.uint32(10).string(message.service);
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
      const message = createBaseHealthCheckRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.service = reader.string();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return HealthCheckRequest.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseHealthCheckRequest();
    message.service = object.service ?? "";
    return message;
  }
};
function createBaseHealthCheckResponse() {
  return { status: 0 };
}
var HealthCheckResponse = {
  encode(message, writer = new BinaryWriter()) {
    if (message.status != null && message.status !== 0) {
      writer.uint32(8).int32(message.status);
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
      const message = createBaseHealthCheckResponse();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 8) {
              break;
            }
            message.status = reader.int32();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return HealthCheckResponse.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseHealthCheckResponse();
    message.status = object.status ?? 0;
    return message;
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
      const message = createBaseWhoAmIRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return WhoAmIRequest.fromPartial(base ?? {});
  },
  fromPartial(_) {
    const message = createBaseWhoAmIRequest();
    return message;
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
  encode(message, writer = new BinaryWriter()) {
    if (message.subjectCommonName != null && message.subjectCommonName !== "") {
      writer.uint32(10).string(message.subjectCommonName);
    }
    if (message.issuerCommonName != null && message.issuerCommonName !== "") {
      writer.uint32(18).string(message.issuerCommonName);
    }
    if (message.sha256Fingerprint != null && message.sha256Fingerprint !== "") {
      writer.uint32(26).string(message.sha256Fingerprint);
    }
    if (message.keyAlgorithm != null && message.keyAlgorithm !== "") {
      writer.uint32(34).string(message.keyAlgorithm);
    }
    if (message.spiffeId != null && message.spiffeId !== "") {
      writer.uint32(42).string(message.spiffeId);
    }
    if (message.trustDomain != null && message.trustDomain !== "") {
      writer.uint32(50).string(message.trustDomain);
    }
    if (message.notAfter != null) {
      Timestamp.encode(message.notAfter, writer.uint32(58).fork()).join();
    }
    if (message.uid != null) {
      writer.uint32(64).uint32(message.uid);
    }
    if (message.pid != null) {
      writer.uint32(72).int32(message.pid);
    }
    if (message.server != null) {
      Server.encode(message.server, writer.uint32(82).fork()).join();
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
      const message = createBaseWhoAmIResponse();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.subjectCommonName = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message.issuerCommonName = reader.string();
            continue;
          }
          case 3: {
            if (tag !== 26) {
              break;
            }
            message.sha256Fingerprint = reader.string();
            continue;
          }
          case 4: {
            if (tag !== 34) {
              break;
            }
            message.keyAlgorithm = reader.string();
            continue;
          }
          case 5: {
            if (tag !== 42) {
              break;
            }
            message.spiffeId = reader.string();
            continue;
          }
          case 6: {
            if (tag !== 50) {
              break;
            }
            message.trustDomain = reader.string();
            continue;
          }
          case 7: {
            if (tag !== 58) {
              break;
            }
            message.notAfter = Timestamp.decode(reader, reader.uint32());
            continue;
          }
          case 8: {
            if (tag !== 64) {
              break;
            }
            message.uid = reader.uint32();
            continue;
          }
          case 9: {
            if (tag !== 72) {
              break;
            }
            message.pid = reader.int32();
            continue;
          }
          case 10: {
            if (tag !== 82) {
              break;
            }
            message.server = Server.decode(reader, reader.uint32());
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return WhoAmIResponse.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseWhoAmIResponse();
    message.subjectCommonName = object.subjectCommonName ?? "";
    message.issuerCommonName = object.issuerCommonName ?? "";
    message.sha256Fingerprint = object.sha256Fingerprint ?? "";
    message.keyAlgorithm = object.keyAlgorithm ?? "";
    message.spiffeId = object.spiffeId ?? "";
    message.trustDomain = object.trustDomain ?? "";
    message.notAfter = object.notAfter !== void 0 && object.notAfter !== null ? Timestamp.fromPartial(object.notAfter) : void 0;
    message.uid = object.uid ?? void 0;
    message.pid = object.pid ?? void 0;
    message.server = object.server !== void 0 && object.server !== null ? Server.fromPartial(object.server) : void 0;
    return message;
  }
};
function createBaseServer() {
  return { version: "", nodeName: "", spiffeId: "" };
}
var Server = {
  encode(message, writer = new BinaryWriter()) {
    if (message.version != null && message.version !== "") {
      writer.uint32(10).string(message.version);
    }
    if (message.nodeName != null && message.nodeName !== "") {
      writer.uint32(18).string(message.nodeName);
    }
    if (message.spiffeId != null && message.spiffeId !== "") {
      writer.uint32(26).string(message.spiffeId);
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
      const message = createBaseServer();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.version = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message.nodeName = reader.string();
            continue;
          }
          case 3: {
            if (tag !== 26) {
              break;
            }
            message.spiffeId = reader.string();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return Server.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseServer();
    message.version = object.version ?? "";
    message.nodeName = object.nodeName ?? "";
    message.spiffeId = object.spiffeId ?? "";
    return message;
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
      const message = createBaseStatusRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return StatusRequest.fromPartial(base ?? {});
  },
  fromPartial(_) {
    const message = createBaseStatusRequest();
    return message;
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
  encode(message, writer = new BinaryWriter()) {
    if (message.version != null && message.version !== "") {
      writer.uint32(10).string(message.version);
    }
    if (message.nodeName != null && message.nodeName !== "") {
      writer.uint32(18).string(message.nodeName);
    }
    if (message.generation != null && message.generation !== 0) {
      writer.uint32(24).uint32(message.generation);
    }
    if (message.initPid != null && message.initPid !== 0) {
      writer.uint32(32).int32(message.initPid);
    }
    if (message.serverPid != null && message.serverPid !== 0) {
      writer.uint32(40).int32(message.serverPid);
    }
    if (message.journalPid != null && message.journalPid !== 0) {
      writer.uint32(48).int32(message.journalPid);
    }
    if (message.startedAt != null) {
      Timestamp.encode(message.startedAt, writer.uint32(58).fork()).join();
    }
    if (message.running != null && message.running !== 0) {
      writer.uint32(64).uint32(message.running);
    }
    if (message.lostExits != null && message.lostExits !== 0) {
      writer.uint32(72).uint64(message.lostExits);
    }
    for (const v of message.problems ?? []) {
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
      const message = createBaseStatusResponse();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.version = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message.nodeName = reader.string();
            continue;
          }
          case 3: {
            if (tag !== 24) {
              break;
            }
            message.generation = reader.uint32();
            continue;
          }
          case 4: {
            if (tag !== 32) {
              break;
            }
            message.initPid = reader.int32();
            continue;
          }
          case 5: {
            if (tag !== 40) {
              break;
            }
            message.serverPid = reader.int32();
            continue;
          }
          case 6: {
            if (tag !== 48) {
              break;
            }
            message.journalPid = reader.int32();
            continue;
          }
          case 7: {
            if (tag !== 58) {
              break;
            }
            message.startedAt = Timestamp.decode(reader, reader.uint32());
            continue;
          }
          case 8: {
            if (tag !== 64) {
              break;
            }
            message.running = reader.uint32();
            continue;
          }
          case 9: {
            if (tag !== 72) {
              break;
            }
            message.lostExits = reader.uint64();
            continue;
          }
          case 10: {
            if (tag !== 82) {
              break;
            }
            message.problems.push(reader.string());
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return StatusResponse.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseStatusResponse();
    message.version = object.version ?? "";
    message.nodeName = object.nodeName ?? "";
    message.generation = object.generation ?? 0;
    message.initPid = object.initPid ?? 0;
    message.serverPid = object.serverPid ?? 0;
    message.journalPid = object.journalPid ?? 0;
    message.startedAt = object.startedAt !== void 0 && object.startedAt !== null ? Timestamp.fromPartial(object.startedAt) : void 0;
    message.running = object.running ?? 0;
    message.lostExits = object.lostExits !== void 0 && object.lostExits !== null ? exact(object.lostExits) : 0;
    message.problems = object.problems?.map((e) => e) || [];
    return message;
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
      const message = createBaseReexecRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return ReexecRequest.fromPartial(base ?? {});
  },
  fromPartial(_) {
    const message = createBaseReexecRequest();
    return message;
  }
};
function createBaseReexecResponse() {
  return { generation: 0 };
}
var ReexecResponse = {
  encode(message, writer = new BinaryWriter()) {
    if (message.generation != null && message.generation !== 0) {
      writer.uint32(8).uint32(message.generation);
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
      const message = createBaseReexecResponse();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 8) {
              break;
            }
            message.generation = reader.uint32();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return ReexecResponse.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseReexecResponse();
    message.generation = object.generation ?? 0;
    return message;
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

// gen/execution.ts
function createBaseScheduling() {
  return { policy: 0, priority: 0, ioClass: 0, ioPriority: void 0, cpus: "" };
}
var Scheduling = {
  encode(message, writer = new BinaryWriter()) {
    if (message.policy != null && message.policy !== 0) {
      writer.uint32(8).int32(message.policy);
    }
    if (message.priority != null && message.priority !== 0) {
      writer.uint32(16).uint32(message.priority);
    }
    if (message.ioClass != null && message.ioClass !== 0) {
      writer.uint32(24).int32(message.ioClass);
    }
    if (message.ioPriority != null) {
      writer.uint32(32).uint32(message.ioPriority);
    }
    if (message.cpus != null && message.cpus !== "") {
      writer.uint32(42).string(message.cpus);
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
      const message = createBaseScheduling();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 8) {
              break;
            }
            message.policy = reader.int32();
            continue;
          }
          case 2: {
            if (tag !== 16) {
              break;
            }
            message.priority = reader.uint32();
            continue;
          }
          case 3: {
            if (tag !== 24) {
              break;
            }
            message.ioClass = reader.int32();
            continue;
          }
          case 4: {
            if (tag !== 32) {
              break;
            }
            message.ioPriority = reader.uint32();
            continue;
          }
          case 5: {
            if (tag !== 42) {
              break;
            }
            message.cpus = reader.string();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return Scheduling.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseScheduling();
    message.policy = object.policy ?? 0;
    message.priority = object.priority ?? 0;
    message.ioClass = object.ioClass ?? 0;
    message.ioPriority = object.ioPriority ?? void 0;
    message.cpus = object.cpus ?? "";
    return message;
  }
};
function createBaseRlimit() {
  return { soft: void 0, hard: void 0 };
}
var Rlimit = {
  encode(message, writer = new BinaryWriter()) {
    if (message.soft != null) {
      writer.uint32(8).uint64(message.soft);
    }
    if (message.hard != null) {
      writer.uint32(16).uint64(message.hard);
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
      const message = createBaseRlimit();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 8) {
              break;
            }
            message.soft = reader.uint64();
            continue;
          }
          case 2: {
            if (tag !== 16) {
              break;
            }
            message.hard = reader.uint64();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return Rlimit.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseRlimit();
    message.soft = object.soft !== void 0 && object.soft !== null ? exact(object.soft) : void 0;
    message.hard = object.hard !== void 0 && object.hard !== null ? exact(object.hard) : void 0;
    return message;
  }
};
function createBaseFolder() {
  return { place: 0, name: "", mode: void 0, keep: false };
}
var Folder = {
  encode(message, writer = new BinaryWriter()) {
    if (message.place != null && message.place !== 0) {
      writer.uint32(8).int32(message.place);
    }
    if (message.name != null && message.name !== "") {
      writer.uint32(18).string(message.name);
    }
    if (message.mode != null) {
      writer.uint32(24).uint32(message.mode);
    }
    if (message.keep != null && message.keep !== false) {
      writer.uint32(32).bool(message.keep);
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
      const message = createBaseFolder();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 8) {
              break;
            }
            message.place = reader.int32();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message.name = reader.string();
            continue;
          }
          case 3: {
            if (tag !== 24) {
              break;
            }
            message.mode = reader.uint32();
            continue;
          }
          case 4: {
            if (tag !== 32) {
              break;
            }
            message.keep = reader.bool();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return Folder.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseFolder();
    message.place = object.place ?? 0;
    message.name = object.name ?? "";
    message.mode = object.mode ?? void 0;
    message.keep = object.keep ?? false;
    return message;
  }
};
function createBaseCredential() {
  return { name: "", content: void 0, file: void 0 };
}
var Credential = {
  encode(message, writer = new BinaryWriter()) {
    if (message.name != null && message.name !== "") {
      writer.uint32(10).string(message.name);
    }
    if (message.content != null) {
      writer.uint32(18).bytes(message.content);
    }
    if (message.file != null) {
      writer.uint32(26).string(message.file);
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
      const message = createBaseCredential();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.name = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message.content = reader.bytes();
            continue;
          }
          case 3: {
            if (tag !== 26) {
              break;
            }
            message.file = reader.string();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return Credential.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseCredential();
    message.name = object.name ?? "";
    message.content = object.content ?? void 0;
    message.file = object.file ?? void 0;
    return message;
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
    nativeSystemCalls: void 0
  };
}
var Sandbox = {
  encode(message, writer = new BinaryWriter()) {
    if (message.profile != null && message.profile !== "") {
      writer.uint32(10).string(message.profile);
    }
    if (message.noNewPrivileges != null) {
      writer.uint32(16).bool(message.noNewPrivileges);
    }
    for (const v of message.addCapabilities ?? []) {
      writer.uint32(26).string(v);
    }
    for (const v of message.dropCapabilities ?? []) {
      writer.uint32(34).string(v);
    }
    for (const v of message.ambientCapabilities ?? []) {
      writer.uint32(42).string(v);
    }
    if (message.system != null && message.system !== 0) {
      writer.uint32(48).int32(message.system);
    }
    if (message.home != null && message.home !== 0) {
      writer.uint32(56).int32(message.home);
    }
    if (message.privateTmp != null) {
      writer.uint32(64).bool(message.privateTmp);
    }
    if (message.privateDevices != null) {
      writer.uint32(72).bool(message.privateDevices);
    }
    if (message.privateNetwork != null) {
      writer.uint32(80).bool(message.privateNetwork);
    }
    if (message.privateProcesses != null) {
      writer.uint32(88).bool(message.privateProcesses);
    }
    for (const v of message.readOnlyPaths ?? []) {
      writer.uint32(98).string(v);
    }
    for (const v of message.readWritePaths ?? []) {
      writer.uint32(106).string(v);
    }
    for (const v of message.inaccessiblePaths ?? []) {
      writer.uint32(114).string(v);
    }
    for (const v of message.temporaryPaths ?? []) {
      writer.uint32(122).string(v);
    }
    if (message.protectKernelTunables != null) {
      writer.uint32(128).bool(message.protectKernelTunables);
    }
    if (message.protectKernelModules != null) {
      writer.uint32(136).bool(message.protectKernelModules);
    }
    if (message.protectKernelLogs != null) {
      writer.uint32(144).bool(message.protectKernelLogs);
    }
    if (message.protectControlGroups != null) {
      writer.uint32(152).bool(message.protectControlGroups);
    }
    if (message.protectClock != null) {
      writer.uint32(160).bool(message.protectClock);
    }
    if (message.protectHostname != null) {
      writer.uint32(168).bool(message.protectHostname);
    }
    for (const v of message.systemCalls ?? []) {
      writer.uint32(178).string(v);
    }
    for (const v of message.addressFamilies ?? []) {
      writer.uint32(186).string(v);
    }
    if (message.restrictNamespaces != null) {
      writer.uint32(192).bool(message.restrictNamespaces);
    }
    if (message.restrictRealtime != null) {
      writer.uint32(200).bool(message.restrictRealtime);
    }
    if (message.restrictSetId != null) {
      writer.uint32(208).bool(message.restrictSetId);
    }
    if (message.denyWriteExecute != null) {
      writer.uint32(216).bool(message.denyWriteExecute);
    }
    if (message.lockPersonality != null) {
      writer.uint32(224).bool(message.lockPersonality);
    }
    if (message.nativeSystemCalls != null) {
      writer.uint32(232).bool(message.nativeSystemCalls);
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
      const message = createBaseSandbox();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.profile = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 16) {
              break;
            }
            message.noNewPrivileges = reader.bool();
            continue;
          }
          case 3: {
            if (tag !== 26) {
              break;
            }
            message.addCapabilities.push(reader.string());
            continue;
          }
          case 4: {
            if (tag !== 34) {
              break;
            }
            message.dropCapabilities.push(reader.string());
            continue;
          }
          case 5: {
            if (tag !== 42) {
              break;
            }
            message.ambientCapabilities.push(reader.string());
            continue;
          }
          case 6: {
            if (tag !== 48) {
              break;
            }
            message.system = reader.int32();
            continue;
          }
          case 7: {
            if (tag !== 56) {
              break;
            }
            message.home = reader.int32();
            continue;
          }
          case 8: {
            if (tag !== 64) {
              break;
            }
            message.privateTmp = reader.bool();
            continue;
          }
          case 9: {
            if (tag !== 72) {
              break;
            }
            message.privateDevices = reader.bool();
            continue;
          }
          case 10: {
            if (tag !== 80) {
              break;
            }
            message.privateNetwork = reader.bool();
            continue;
          }
          case 11: {
            if (tag !== 88) {
              break;
            }
            message.privateProcesses = reader.bool();
            continue;
          }
          case 12: {
            if (tag !== 98) {
              break;
            }
            message.readOnlyPaths.push(reader.string());
            continue;
          }
          case 13: {
            if (tag !== 106) {
              break;
            }
            message.readWritePaths.push(reader.string());
            continue;
          }
          case 14: {
            if (tag !== 114) {
              break;
            }
            message.inaccessiblePaths.push(reader.string());
            continue;
          }
          case 15: {
            if (tag !== 122) {
              break;
            }
            message.temporaryPaths.push(reader.string());
            continue;
          }
          case 16: {
            if (tag !== 128) {
              break;
            }
            message.protectKernelTunables = reader.bool();
            continue;
          }
          case 17: {
            if (tag !== 136) {
              break;
            }
            message.protectKernelModules = reader.bool();
            continue;
          }
          case 18: {
            if (tag !== 144) {
              break;
            }
            message.protectKernelLogs = reader.bool();
            continue;
          }
          case 19: {
            if (tag !== 152) {
              break;
            }
            message.protectControlGroups = reader.bool();
            continue;
          }
          case 20: {
            if (tag !== 160) {
              break;
            }
            message.protectClock = reader.bool();
            continue;
          }
          case 21: {
            if (tag !== 168) {
              break;
            }
            message.protectHostname = reader.bool();
            continue;
          }
          case 22: {
            if (tag !== 178) {
              break;
            }
            message.systemCalls.push(reader.string());
            continue;
          }
          case 23: {
            if (tag !== 186) {
              break;
            }
            message.addressFamilies.push(reader.string());
            continue;
          }
          case 24: {
            if (tag !== 192) {
              break;
            }
            message.restrictNamespaces = reader.bool();
            continue;
          }
          case 25: {
            if (tag !== 200) {
              break;
            }
            message.restrictRealtime = reader.bool();
            continue;
          }
          case 26: {
            if (tag !== 208) {
              break;
            }
            message.restrictSetId = reader.bool();
            continue;
          }
          case 27: {
            if (tag !== 216) {
              break;
            }
            message.denyWriteExecute = reader.bool();
            continue;
          }
          case 28: {
            if (tag !== 224) {
              break;
            }
            message.lockPersonality = reader.bool();
            continue;
          }
          case 29: {
            if (tag !== 232) {
              break;
            }
            message.nativeSystemCalls = reader.bool();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return Sandbox.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseSandbox();
    message.profile = object.profile ?? "";
    message.noNewPrivileges = object.noNewPrivileges ?? void 0;
    message.addCapabilities = object.addCapabilities?.map((e) => e) || [];
    message.dropCapabilities = object.dropCapabilities?.map((e) => e) || [];
    message.ambientCapabilities = object.ambientCapabilities?.map((e) => e) || [];
    message.system = object.system ?? 0;
    message.home = object.home ?? 0;
    message.privateTmp = object.privateTmp ?? void 0;
    message.privateDevices = object.privateDevices ?? void 0;
    message.privateNetwork = object.privateNetwork ?? void 0;
    message.privateProcesses = object.privateProcesses ?? void 0;
    message.readOnlyPaths = object.readOnlyPaths?.map((e) => e) || [];
    message.readWritePaths = object.readWritePaths?.map((e) => e) || [];
    message.inaccessiblePaths = object.inaccessiblePaths?.map((e) => e) || [];
    message.temporaryPaths = object.temporaryPaths?.map((e) => e) || [];
    message.protectKernelTunables = object.protectKernelTunables ?? void 0;
    message.protectKernelModules = object.protectKernelModules ?? void 0;
    message.protectKernelLogs = object.protectKernelLogs ?? void 0;
    message.protectControlGroups = object.protectControlGroups ?? void 0;
    message.protectClock = object.protectClock ?? void 0;
    message.protectHostname = object.protectHostname ?? void 0;
    message.systemCalls = object.systemCalls?.map((e) => e) || [];
    message.addressFamilies = object.addressFamilies?.map((e) => e) || [];
    message.restrictNamespaces = object.restrictNamespaces ?? void 0;
    message.restrictRealtime = object.restrictRealtime ?? void 0;
    message.restrictSetId = object.restrictSetId ?? void 0;
    message.denyWriteExecute = object.denyWriteExecute ?? void 0;
    message.lockPersonality = object.lockPersonality ?? void 0;
    message.nativeSystemCalls = object.nativeSystemCalls ?? void 0;
    return message;
  }
};

// gen/service.ts
function createBaseCommand() {
  return { argv: [], command: "", shell: false, ignoreFailure: false, privileged: false };
}
var Command = {
  encode(message, writer = new BinaryWriter()) {
    for (const v of message.argv ?? []) {
      writer.uint32(10).string(v);
    }
    if (message.command != null && message.command !== "") {
      writer.uint32(18).string(message.command);
    }
    if (message.shell != null && message.shell !== false) {
      writer.uint32(24).bool(message.shell);
    }
    if (message.ignoreFailure != null && message.ignoreFailure !== false) {
      writer.uint32(32).bool(message.ignoreFailure);
    }
    if (message.privileged != null && message.privileged !== false) {
      writer.uint32(40).bool(message.privileged);
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
      const message = createBaseCommand();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.argv.push(reader.string());
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message.command = reader.string();
            continue;
          }
          case 3: {
            if (tag !== 24) {
              break;
            }
            message.shell = reader.bool();
            continue;
          }
          case 4: {
            if (tag !== 32) {
              break;
            }
            message.ignoreFailure = reader.bool();
            continue;
          }
          case 5: {
            if (tag !== 40) {
              break;
            }
            message.privileged = reader.bool();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return Command.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseCommand();
    message.argv = object.argv?.map((e) => e) || [];
    message.command = object.command ?? "";
    message.shell = object.shell ?? false;
    message.ignoreFailure = object.ignoreFailure ?? false;
    message.privileged = object.privileged ?? false;
    return message;
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
  encode(message, writer = new BinaryWriter()) {
    if (message.type != null && message.type !== 0) {
      writer.uint32(8).int32(message.type);
    }
    if (message.description != null && message.description !== "") {
      writer.uint32(18).string(message.description);
    }
    if (message.remainAfterExit != null && message.remainAfterExit !== false) {
      writer.uint32(24).bool(message.remainAfterExit);
    }
    if (message.aliveWithAny != null && message.aliveWithAny !== false) {
      writer.uint32(32).bool(message.aliveWithAny);
    }
    for (const v of message.condition ?? []) {
      Command.encode(v, writer.uint32(42).fork()).join();
    }
    for (const v of message.startPre ?? []) {
      Command.encode(v, writer.uint32(50).fork()).join();
    }
    for (const v of message.then ?? []) {
      Command.encode(v, writer.uint32(58).fork()).join();
    }
    for (const v of message.startPost ?? []) {
      Command.encode(v, writer.uint32(66).fork()).join();
    }
    for (const v of message.reload ?? []) {
      Command.encode(v, writer.uint32(74).fork()).join();
    }
    for (const v of message.stop ?? []) {
      Command.encode(v, writer.uint32(82).fork()).join();
    }
    for (const v of message.stopPost ?? []) {
      Command.encode(v, writer.uint32(90).fork()).join();
    }
    if (message.reloadSignal != null && message.reloadSignal !== "") {
      writer.uint32(98).string(message.reloadSignal);
    }
    if (message.startTimeout != null) {
      Duration.encode(message.startTimeout, writer.uint32(106).fork()).join();
    }
    if (message.commandTimeout != null) {
      Duration.encode(message.commandTimeout, writer.uint32(114).fork()).join();
    }
    if (message.runTimeout != null) {
      Duration.encode(message.runTimeout, writer.uint32(122).fork()).join();
    }
    if (message.watchdog != null) {
      Duration.encode(message.watchdog, writer.uint32(130).fork()).join();
    }
    if (message.watchdogSignal != null && message.watchdogSignal !== "") {
      writer.uint32(138).string(message.watchdogSignal);
    }
    if (message.killMode != null && message.killMode !== 0) {
      writer.uint32(144).int32(message.killMode);
    }
    if (message.notifyAccess != null && message.notifyAccess !== 0) {
      writer.uint32(152).int32(message.notifyAccess);
    }
    if (message.fdStore != null && message.fdStore !== 0) {
      writer.uint32(160).uint32(message.fdStore);
    }
    if (message.fdStorePreserve != null && message.fdStorePreserve !== false) {
      writer.uint32(168).bool(message.fdStorePreserve);
    }
    if (message.oomPolicy != null && message.oomPolicy !== 0) {
      writer.uint32(176).int32(message.oomPolicy);
    }
    if (message.restart != null) {
      Restart.encode(message.restart, writer.uint32(186).fork()).join();
    }
    for (const v of message.health ?? []) {
      HealthCheck.encode(v, writer.uint32(194).fork()).join();
    }
    for (const v of message.requires ?? []) {
      writer.uint32(242).string(v);
    }
    for (const v of message.wants ?? []) {
      writer.uint32(250).string(v);
    }
    for (const v of message.after ?? []) {
      writer.uint32(258).string(v);
    }
    for (const v of message.before ?? []) {
      writer.uint32(266).string(v);
    }
    for (const v of message.bindsTo ?? []) {
      writer.uint32(274).string(v);
    }
    for (const v of message.partOf ?? []) {
      writer.uint32(282).string(v);
    }
    for (const v of message.requisite ?? []) {
      writer.uint32(290).string(v);
    }
    for (const v of message.conflicts ?? []) {
      writer.uint32(298).string(v);
    }
    for (const v of message.upholds ?? []) {
      writer.uint32(306).string(v);
    }
    for (const v of message.onFailure ?? []) {
      writer.uint32(314).string(v);
    }
    for (const v of message.onSuccess ?? []) {
      writer.uint32(322).string(v);
    }
    for (const v of message.listeners ?? []) {
      Listener.encode(v, writer.uint32(330).fork()).join();
    }
    if (message.timer != null) {
      Timer.encode(message.timer, writer.uint32(338).fork()).join();
    }
    if (message.enabled != null && message.enabled !== false) {
      writer.uint32(344).bool(message.enabled);
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
      const message = createBaseService();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 8) {
              break;
            }
            message.type = reader.int32();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message.description = reader.string();
            continue;
          }
          case 3: {
            if (tag !== 24) {
              break;
            }
            message.remainAfterExit = reader.bool();
            continue;
          }
          case 4: {
            if (tag !== 32) {
              break;
            }
            message.aliveWithAny = reader.bool();
            continue;
          }
          case 5: {
            if (tag !== 42) {
              break;
            }
            message.condition.push(Command.decode(reader, reader.uint32()));
            continue;
          }
          case 6: {
            if (tag !== 50) {
              break;
            }
            message.startPre.push(Command.decode(reader, reader.uint32()));
            continue;
          }
          case 7: {
            if (tag !== 58) {
              break;
            }
            message.then.push(Command.decode(reader, reader.uint32()));
            continue;
          }
          case 8: {
            if (tag !== 66) {
              break;
            }
            message.startPost.push(Command.decode(reader, reader.uint32()));
            continue;
          }
          case 9: {
            if (tag !== 74) {
              break;
            }
            message.reload.push(Command.decode(reader, reader.uint32()));
            continue;
          }
          case 10: {
            if (tag !== 82) {
              break;
            }
            message.stop.push(Command.decode(reader, reader.uint32()));
            continue;
          }
          case 11: {
            if (tag !== 90) {
              break;
            }
            message.stopPost.push(Command.decode(reader, reader.uint32()));
            continue;
          }
          case 12: {
            if (tag !== 98) {
              break;
            }
            message.reloadSignal = reader.string();
            continue;
          }
          case 13: {
            if (tag !== 106) {
              break;
            }
            message.startTimeout = Duration.decode(reader, reader.uint32());
            continue;
          }
          case 14: {
            if (tag !== 114) {
              break;
            }
            message.commandTimeout = Duration.decode(reader, reader.uint32());
            continue;
          }
          case 15: {
            if (tag !== 122) {
              break;
            }
            message.runTimeout = Duration.decode(reader, reader.uint32());
            continue;
          }
          case 16: {
            if (tag !== 130) {
              break;
            }
            message.watchdog = Duration.decode(reader, reader.uint32());
            continue;
          }
          case 17: {
            if (tag !== 138) {
              break;
            }
            message.watchdogSignal = reader.string();
            continue;
          }
          case 18: {
            if (tag !== 144) {
              break;
            }
            message.killMode = reader.int32();
            continue;
          }
          case 19: {
            if (tag !== 152) {
              break;
            }
            message.notifyAccess = reader.int32();
            continue;
          }
          case 20: {
            if (tag !== 160) {
              break;
            }
            message.fdStore = reader.uint32();
            continue;
          }
          case 21: {
            if (tag !== 168) {
              break;
            }
            message.fdStorePreserve = reader.bool();
            continue;
          }
          case 22: {
            if (tag !== 176) {
              break;
            }
            message.oomPolicy = reader.int32();
            continue;
          }
          case 23: {
            if (tag !== 186) {
              break;
            }
            message.restart = Restart.decode(reader, reader.uint32());
            continue;
          }
          case 24: {
            if (tag !== 194) {
              break;
            }
            message.health.push(HealthCheck.decode(reader, reader.uint32()));
            continue;
          }
          case 30: {
            if (tag !== 242) {
              break;
            }
            message.requires.push(reader.string());
            continue;
          }
          case 31: {
            if (tag !== 250) {
              break;
            }
            message.wants.push(reader.string());
            continue;
          }
          case 32: {
            if (tag !== 258) {
              break;
            }
            message.after.push(reader.string());
            continue;
          }
          case 33: {
            if (tag !== 266) {
              break;
            }
            message.before.push(reader.string());
            continue;
          }
          case 34: {
            if (tag !== 274) {
              break;
            }
            message.bindsTo.push(reader.string());
            continue;
          }
          case 35: {
            if (tag !== 282) {
              break;
            }
            message.partOf.push(reader.string());
            continue;
          }
          case 36: {
            if (tag !== 290) {
              break;
            }
            message.requisite.push(reader.string());
            continue;
          }
          case 37: {
            if (tag !== 298) {
              break;
            }
            message.conflicts.push(reader.string());
            continue;
          }
          case 38: {
            if (tag !== 306) {
              break;
            }
            message.upholds.push(reader.string());
            continue;
          }
          case 39: {
            if (tag !== 314) {
              break;
            }
            message.onFailure.push(reader.string());
            continue;
          }
          case 40: {
            if (tag !== 322) {
              break;
            }
            message.onSuccess.push(reader.string());
            continue;
          }
          case 41: {
            if (tag !== 330) {
              break;
            }
            message.listeners.push(Listener.decode(reader, reader.uint32()));
            continue;
          }
          case 42: {
            if (tag !== 338) {
              break;
            }
            message.timer = Timer.decode(reader, reader.uint32());
            continue;
          }
          case 43: {
            if (tag !== 344) {
              break;
            }
            message.enabled = reader.bool();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return Service.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseService();
    message.type = object.type ?? 0;
    message.description = object.description ?? "";
    message.remainAfterExit = object.remainAfterExit ?? false;
    message.aliveWithAny = object.aliveWithAny ?? false;
    message.condition = object.condition?.map((e) => Command.fromPartial(e)) || [];
    message.startPre = object.startPre?.map((e) => Command.fromPartial(e)) || [];
    message.then = object.then?.map((e) => Command.fromPartial(e)) || [];
    message.startPost = object.startPost?.map((e) => Command.fromPartial(e)) || [];
    message.reload = object.reload?.map((e) => Command.fromPartial(e)) || [];
    message.stop = object.stop?.map((e) => Command.fromPartial(e)) || [];
    message.stopPost = object.stopPost?.map((e) => Command.fromPartial(e)) || [];
    message.reloadSignal = object.reloadSignal ?? "";
    message.startTimeout = object.startTimeout !== void 0 && object.startTimeout !== null ? Duration.fromPartial(object.startTimeout) : void 0;
    message.commandTimeout = object.commandTimeout !== void 0 && object.commandTimeout !== null ? Duration.fromPartial(object.commandTimeout) : void 0;
    message.runTimeout = object.runTimeout !== void 0 && object.runTimeout !== null ? Duration.fromPartial(object.runTimeout) : void 0;
    message.watchdog = object.watchdog !== void 0 && object.watchdog !== null ? Duration.fromPartial(object.watchdog) : void 0;
    message.watchdogSignal = object.watchdogSignal ?? "";
    message.killMode = object.killMode ?? 0;
    message.notifyAccess = object.notifyAccess ?? 0;
    message.fdStore = object.fdStore ?? 0;
    message.fdStorePreserve = object.fdStorePreserve ?? false;
    message.oomPolicy = object.oomPolicy ?? 0;
    message.restart = object.restart !== void 0 && object.restart !== null ? Restart.fromPartial(object.restart) : void 0;
    message.health = object.health?.map((e) => HealthCheck.fromPartial(e)) || [];
    message.requires = object.requires?.map((e) => e) || [];
    message.wants = object.wants?.map((e) => e) || [];
    message.after = object.after?.map((e) => e) || [];
    message.before = object.before?.map((e) => e) || [];
    message.bindsTo = object.bindsTo?.map((e) => e) || [];
    message.partOf = object.partOf?.map((e) => e) || [];
    message.requisite = object.requisite?.map((e) => e) || [];
    message.conflicts = object.conflicts?.map((e) => e) || [];
    message.upholds = object.upholds?.map((e) => e) || [];
    message.onFailure = object.onFailure?.map((e) => e) || [];
    message.onSuccess = object.onSuccess?.map((e) => e) || [];
    message.listeners = object.listeners?.map((e) => Listener.fromPartial(e)) || [];
    message.timer = object.timer !== void 0 && object.timer !== null ? Timer.fromPartial(object.timer) : void 0;
    message.enabled = object.enabled ?? false;
    return message;
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
  encode(message, writer = new BinaryWriter()) {
    if (message.policy != null && message.policy !== 0) {
      writer.uint32(8).int32(message.policy);
    }
    if (message.delay != null) {
      Duration.encode(message.delay, writer.uint32(18).fork()).join();
    }
    if (message.maxDelay != null) {
      Duration.encode(message.maxDelay, writer.uint32(26).fork()).join();
    }
    if (message.resetAfter != null) {
      Duration.encode(message.resetAfter, writer.uint32(34).fork()).join();
    }
    if (message.burst != null && message.burst !== 0) {
      writer.uint32(40).uint32(message.burst);
    }
    if (message.burstInterval != null) {
      Duration.encode(message.burstInterval, writer.uint32(50).fork()).join();
    }
    for (const v of message.success ?? []) {
      writer.uint32(58).string(v);
    }
    for (const v of message.prevent ?? []) {
      writer.uint32(66).string(v);
    }
    for (const v of message.force ?? []) {
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
      const message = createBaseRestart();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 8) {
              break;
            }
            message.policy = reader.int32();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message.delay = Duration.decode(reader, reader.uint32());
            continue;
          }
          case 3: {
            if (tag !== 26) {
              break;
            }
            message.maxDelay = Duration.decode(reader, reader.uint32());
            continue;
          }
          case 4: {
            if (tag !== 34) {
              break;
            }
            message.resetAfter = Duration.decode(reader, reader.uint32());
            continue;
          }
          case 5: {
            if (tag !== 40) {
              break;
            }
            message.burst = reader.uint32();
            continue;
          }
          case 6: {
            if (tag !== 50) {
              break;
            }
            message.burstInterval = Duration.decode(reader, reader.uint32());
            continue;
          }
          case 7: {
            if (tag !== 58) {
              break;
            }
            message.success.push(reader.string());
            continue;
          }
          case 8: {
            if (tag !== 66) {
              break;
            }
            message.prevent.push(reader.string());
            continue;
          }
          case 9: {
            if (tag !== 74) {
              break;
            }
            message.force.push(reader.string());
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return Restart.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseRestart();
    message.policy = object.policy ?? 0;
    message.delay = object.delay !== void 0 && object.delay !== null ? Duration.fromPartial(object.delay) : void 0;
    message.maxDelay = object.maxDelay !== void 0 && object.maxDelay !== null ? Duration.fromPartial(object.maxDelay) : void 0;
    message.resetAfter = object.resetAfter !== void 0 && object.resetAfter !== null ? Duration.fromPartial(object.resetAfter) : void 0;
    message.burst = object.burst ?? 0;
    message.burstInterval = object.burstInterval !== void 0 && object.burstInterval !== null ? Duration.fromPartial(object.burstInterval) : void 0;
    message.success = object.success?.map((e) => e) || [];
    message.prevent = object.prevent?.map((e) => e) || [];
    message.force = object.force?.map((e) => e) || [];
    return message;
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
  encode(message, writer = new BinaryWriter()) {
    if (message.name != null && message.name !== "") {
      writer.uint32(10).string(message.name);
    }
    if (message.command != null) {
      Command.encode(message.command, writer.uint32(18).fork()).join();
    }
    if (message.tcp != null) {
      TcpProbe.encode(message.tcp, writer.uint32(26).fork()).join();
    }
    if (message.http != null) {
      HttpProbe.encode(message.http, writer.uint32(34).fork()).join();
    }
    if (message.grpc != null) {
      GrpcProbe.encode(message.grpc, writer.uint32(42).fork()).join();
    }
    if (message.effect != null && message.effect !== 0) {
      writer.uint32(48).int32(message.effect);
    }
    if (message.interval != null) {
      Duration.encode(message.interval, writer.uint32(58).fork()).join();
    }
    if (message.timeout != null) {
      Duration.encode(message.timeout, writer.uint32(66).fork()).join();
    }
    if (message.startPeriod != null) {
      Duration.encode(message.startPeriod, writer.uint32(74).fork()).join();
    }
    if (message.failures != null && message.failures !== 0) {
      writer.uint32(80).uint32(message.failures);
    }
    if (message.successes != null && message.successes !== 0) {
      writer.uint32(88).uint32(message.successes);
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
      const message = createBaseHealthCheck();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.name = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message.command = Command.decode(reader, reader.uint32());
            continue;
          }
          case 3: {
            if (tag !== 26) {
              break;
            }
            message.tcp = TcpProbe.decode(reader, reader.uint32());
            continue;
          }
          case 4: {
            if (tag !== 34) {
              break;
            }
            message.http = HttpProbe.decode(reader, reader.uint32());
            continue;
          }
          case 5: {
            if (tag !== 42) {
              break;
            }
            message.grpc = GrpcProbe.decode(reader, reader.uint32());
            continue;
          }
          case 6: {
            if (tag !== 48) {
              break;
            }
            message.effect = reader.int32();
            continue;
          }
          case 7: {
            if (tag !== 58) {
              break;
            }
            message.interval = Duration.decode(reader, reader.uint32());
            continue;
          }
          case 8: {
            if (tag !== 66) {
              break;
            }
            message.timeout = Duration.decode(reader, reader.uint32());
            continue;
          }
          case 9: {
            if (tag !== 74) {
              break;
            }
            message.startPeriod = Duration.decode(reader, reader.uint32());
            continue;
          }
          case 10: {
            if (tag !== 80) {
              break;
            }
            message.failures = reader.uint32();
            continue;
          }
          case 11: {
            if (tag !== 88) {
              break;
            }
            message.successes = reader.uint32();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return HealthCheck.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseHealthCheck();
    message.name = object.name ?? "";
    message.command = object.command !== void 0 && object.command !== null ? Command.fromPartial(object.command) : void 0;
    message.tcp = object.tcp !== void 0 && object.tcp !== null ? TcpProbe.fromPartial(object.tcp) : void 0;
    message.http = object.http !== void 0 && object.http !== null ? HttpProbe.fromPartial(object.http) : void 0;
    message.grpc = object.grpc !== void 0 && object.grpc !== null ? GrpcProbe.fromPartial(object.grpc) : void 0;
    message.effect = object.effect ?? 0;
    message.interval = object.interval !== void 0 && object.interval !== null ? Duration.fromPartial(object.interval) : void 0;
    message.timeout = object.timeout !== void 0 && object.timeout !== null ? Duration.fromPartial(object.timeout) : void 0;
    message.startPeriod = object.startPeriod !== void 0 && object.startPeriod !== null ? Duration.fromPartial(object.startPeriod) : void 0;
    message.failures = object.failures ?? 0;
    message.successes = object.successes ?? 0;
    return message;
  }
};
function createBaseTcpProbe() {
  return { host: "", port: 0 };
}
var TcpProbe = {
  encode(message, writer = new BinaryWriter()) {
    if (message.host != null && message.host !== "") {
      writer.uint32(10).string(message.host);
    }
    if (message.port != null && message.port !== 0) {
      writer.uint32(16).uint32(message.port);
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
      const message = createBaseTcpProbe();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.host = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 16) {
              break;
            }
            message.port = reader.uint32();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return TcpProbe.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseTcpProbe();
    message.host = object.host ?? "";
    message.port = object.port ?? 0;
    return message;
  }
};
function createBaseHttpProbe() {
  return { host: "", port: 0, path: "", statuses: [] };
}
var HttpProbe = {
  encode(message, writer = new BinaryWriter()) {
    if (message.host != null && message.host !== "") {
      writer.uint32(10).string(message.host);
    }
    if (message.port != null && message.port !== 0) {
      writer.uint32(16).uint32(message.port);
    }
    if (message.path != null && message.path !== "") {
      writer.uint32(26).string(message.path);
    }
    if (message.statuses != null && message.statuses.length !== 0) {
      writer.uint32(34).fork();
      for (const v of message.statuses ?? []) {
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
      const message = createBaseHttpProbe();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.host = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 16) {
              break;
            }
            message.port = reader.uint32();
            continue;
          }
          case 3: {
            if (tag !== 26) {
              break;
            }
            message.path = reader.string();
            continue;
          }
          case 4: {
            if (tag === 32) {
              message.statuses.push(reader.uint32());
              continue;
            }
            if (tag === 34) {
              const end2 = reader.uint32() + reader.pos;
              while (reader.pos < end2) {
                message.statuses.push(reader.uint32());
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
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return HttpProbe.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseHttpProbe();
    message.host = object.host ?? "";
    message.port = object.port ?? 0;
    message.path = object.path ?? "";
    message.statuses = object.statuses?.map((e) => e) || [];
    return message;
  }
};
function createBaseGrpcProbe() {
  return { host: "", port: 0, service: "" };
}
var GrpcProbe = {
  encode(message, writer = new BinaryWriter()) {
    if (message.host != null && message.host !== "") {
      writer.uint32(10).string(message.host);
    }
    if (message.port != null && message.port !== 0) {
      writer.uint32(16).uint32(message.port);
    }
    if (message.service != null && message.service !== "") {
      writer.uint32(26).string(message.service);
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
      const message = createBaseGrpcProbe();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.host = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 16) {
              break;
            }
            message.port = reader.uint32();
            continue;
          }
          case 3: {
            if (tag !== 26) {
              break;
            }
            message.service = reader.string();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return GrpcProbe.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseGrpcProbe();
    message.host = object.host ?? "";
    message.port = object.port ?? 0;
    message.service = object.service ?? "";
    return message;
  }
};
function createBaseListener() {
  return { name: "", address: "", kind: 0, backlog: 0, mode: void 0, user: "", group: "", lazy: false };
}
var Listener = {
  encode(message, writer = new BinaryWriter()) {
    if (message.name != null && message.name !== "") {
      writer.uint32(10).string(message.name);
    }
    if (message.address != null && message.address !== "") {
      writer.uint32(18).string(message.address);
    }
    if (message.kind != null && message.kind !== 0) {
      writer.uint32(24).int32(message.kind);
    }
    if (message.backlog != null && message.backlog !== 0) {
      writer.uint32(32).uint32(message.backlog);
    }
    if (message.mode != null) {
      writer.uint32(40).uint32(message.mode);
    }
    if (message.user != null && message.user !== "") {
      writer.uint32(50).string(message.user);
    }
    if (message.group != null && message.group !== "") {
      writer.uint32(58).string(message.group);
    }
    if (message.lazy != null && message.lazy !== false) {
      writer.uint32(64).bool(message.lazy);
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
      const message = createBaseListener();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.name = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message.address = reader.string();
            continue;
          }
          case 3: {
            if (tag !== 24) {
              break;
            }
            message.kind = reader.int32();
            continue;
          }
          case 4: {
            if (tag !== 32) {
              break;
            }
            message.backlog = reader.uint32();
            continue;
          }
          case 5: {
            if (tag !== 40) {
              break;
            }
            message.mode = reader.uint32();
            continue;
          }
          case 6: {
            if (tag !== 50) {
              break;
            }
            message.user = reader.string();
            continue;
          }
          case 7: {
            if (tag !== 58) {
              break;
            }
            message.group = reader.string();
            continue;
          }
          case 8: {
            if (tag !== 64) {
              break;
            }
            message.lazy = reader.bool();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return Listener.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseListener();
    message.name = object.name ?? "";
    message.address = object.address ?? "";
    message.kind = object.kind ?? 0;
    message.backlog = object.backlog ?? 0;
    message.mode = object.mode ?? void 0;
    message.user = object.user ?? "";
    message.group = object.group ?? "";
    message.lazy = object.lazy ?? false;
    return message;
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
  encode(message, writer = new BinaryWriter()) {
    for (const v of message.calendar ?? []) {
      writer.uint32(10).string(v);
    }
    if (message.onBoot != null) {
      Duration.encode(message.onBoot, writer.uint32(18).fork()).join();
    }
    if (message.onStartup != null) {
      Duration.encode(message.onStartup, writer.uint32(26).fork()).join();
    }
    if (message.onActive != null) {
      Duration.encode(message.onActive, writer.uint32(34).fork()).join();
    }
    if (message.interval != null) {
      Duration.encode(message.interval, writer.uint32(42).fork()).join();
    }
    if (message.onInactive != null) {
      Duration.encode(message.onInactive, writer.uint32(50).fork()).join();
    }
    if (message.jitter != null) {
      Duration.encode(message.jitter, writer.uint32(58).fork()).join();
    }
    if (message.fixedJitter != null && message.fixedJitter !== false) {
      writer.uint32(64).bool(message.fixedJitter);
    }
    if (message.persistent != null && message.persistent !== false) {
      writer.uint32(72).bool(message.persistent);
    }
    if (message.accuracy != null) {
      Duration.encode(message.accuracy, writer.uint32(82).fork()).join();
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
      const message = createBaseTimer();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.calendar.push(reader.string());
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message.onBoot = Duration.decode(reader, reader.uint32());
            continue;
          }
          case 3: {
            if (tag !== 26) {
              break;
            }
            message.onStartup = Duration.decode(reader, reader.uint32());
            continue;
          }
          case 4: {
            if (tag !== 34) {
              break;
            }
            message.onActive = Duration.decode(reader, reader.uint32());
            continue;
          }
          case 5: {
            if (tag !== 42) {
              break;
            }
            message.interval = Duration.decode(reader, reader.uint32());
            continue;
          }
          case 6: {
            if (tag !== 50) {
              break;
            }
            message.onInactive = Duration.decode(reader, reader.uint32());
            continue;
          }
          case 7: {
            if (tag !== 58) {
              break;
            }
            message.jitter = Duration.decode(reader, reader.uint32());
            continue;
          }
          case 8: {
            if (tag !== 64) {
              break;
            }
            message.fixedJitter = reader.bool();
            continue;
          }
          case 9: {
            if (tag !== 72) {
              break;
            }
            message.persistent = reader.bool();
            continue;
          }
          case 10: {
            if (tag !== 82) {
              break;
            }
            message.accuracy = Duration.decode(reader, reader.uint32());
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return Timer.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseTimer();
    message.calendar = object.calendar?.map((e) => e) || [];
    message.onBoot = object.onBoot !== void 0 && object.onBoot !== null ? Duration.fromPartial(object.onBoot) : void 0;
    message.onStartup = object.onStartup !== void 0 && object.onStartup !== null ? Duration.fromPartial(object.onStartup) : void 0;
    message.onActive = object.onActive !== void 0 && object.onActive !== null ? Duration.fromPartial(object.onActive) : void 0;
    message.interval = object.interval !== void 0 && object.interval !== null ? Duration.fromPartial(object.interval) : void 0;
    message.onInactive = object.onInactive !== void 0 && object.onInactive !== null ? Duration.fromPartial(object.onInactive) : void 0;
    message.jitter = object.jitter !== void 0 && object.jitter !== null ? Duration.fromPartial(object.jitter) : void 0;
    message.fixedJitter = object.fixedJitter ?? false;
    message.persistent = object.persistent ?? false;
    message.accuracy = object.accuracy !== void 0 && object.accuracy !== null ? Duration.fromPartial(object.accuracy) : void 0;
    return message;
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
    restartPending: false
  };
}
var ServiceState = {
  encode(message, writer = new BinaryWriter()) {
    if (message.phase != null && message.phase !== 0) {
      writer.uint32(8).int32(message.phase);
    }
    if (message.step != null && message.step !== "") {
      writer.uint32(18).string(message.step);
    }
    if (message.wanted != null && message.wanted !== false) {
      writer.uint32(24).bool(message.wanted);
    }
    if (message.enabled != null && message.enabled !== false) {
      writer.uint32(32).bool(message.enabled);
    }
    if (message.attempt != null && message.attempt !== 0) {
      writer.uint32(40).uint32(message.attempt);
    }
    if (message.starts != null && message.starts !== 0) {
      writer.uint32(48).uint64(message.starts);
    }
    if (message.result != null && message.result !== "") {
      writer.uint32(58).string(message.result);
    }
    if (message.reason != null && message.reason !== "") {
      writer.uint32(66).string(message.reason);
    }
    if (message.nextAttemptAt != null) {
      Timestamp.encode(message.nextAttemptAt, writer.uint32(74).fork()).join();
    }
    if (message.changedAt != null) {
      Timestamp.encode(message.changedAt, writer.uint32(82).fork()).join();
    }
    if (message.readyAt != null) {
      Timestamp.encode(message.readyAt, writer.uint32(90).fork()).join();
    }
    if (message.statusText != null && message.statusText !== "") {
      writer.uint32(98).string(message.statusText);
    }
    if (message.mainPid != null && message.mainPid !== 0) {
      writer.uint32(104).int32(message.mainPid);
    }
    if (message.invocationId != null && message.invocationId !== "") {
      writer.uint32(114).string(message.invocationId);
    }
    for (const v of message.health ?? []) {
      HealthState.encode(v, writer.uint32(122).fork()).join();
    }
    for (const v of message.waitsFor ?? []) {
      writer.uint32(130).string(v);
    }
    for (const v of message.listeners ?? []) {
      writer.uint32(138).string(v);
    }
    if (message.timerLastAt != null) {
      Timestamp.encode(message.timerLastAt, writer.uint32(146).fork()).join();
    }
    if (message.timerNextAt != null) {
      Timestamp.encode(message.timerNextAt, writer.uint32(154).fork()).join();
    }
    if (message.storedFds != null && message.storedFds !== 0) {
      writer.uint32(160).uint32(message.storedFds);
    }
    if (message.description != null && message.description !== "") {
      writer.uint32(170).string(message.description);
    }
    if (message.type != null && message.type !== 0) {
      writer.uint32(176).int32(message.type);
    }
    if (message.restartPending != null && message.restartPending !== false) {
      writer.uint32(184).bool(message.restartPending);
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
      const message = createBaseServiceState();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 8) {
              break;
            }
            message.phase = reader.int32();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message.step = reader.string();
            continue;
          }
          case 3: {
            if (tag !== 24) {
              break;
            }
            message.wanted = reader.bool();
            continue;
          }
          case 4: {
            if (tag !== 32) {
              break;
            }
            message.enabled = reader.bool();
            continue;
          }
          case 5: {
            if (tag !== 40) {
              break;
            }
            message.attempt = reader.uint32();
            continue;
          }
          case 6: {
            if (tag !== 48) {
              break;
            }
            message.starts = reader.uint64();
            continue;
          }
          case 7: {
            if (tag !== 58) {
              break;
            }
            message.result = reader.string();
            continue;
          }
          case 8: {
            if (tag !== 66) {
              break;
            }
            message.reason = reader.string();
            continue;
          }
          case 9: {
            if (tag !== 74) {
              break;
            }
            message.nextAttemptAt = Timestamp.decode(reader, reader.uint32());
            continue;
          }
          case 10: {
            if (tag !== 82) {
              break;
            }
            message.changedAt = Timestamp.decode(reader, reader.uint32());
            continue;
          }
          case 11: {
            if (tag !== 90) {
              break;
            }
            message.readyAt = Timestamp.decode(reader, reader.uint32());
            continue;
          }
          case 12: {
            if (tag !== 98) {
              break;
            }
            message.statusText = reader.string();
            continue;
          }
          case 13: {
            if (tag !== 104) {
              break;
            }
            message.mainPid = reader.int32();
            continue;
          }
          case 14: {
            if (tag !== 114) {
              break;
            }
            message.invocationId = reader.string();
            continue;
          }
          case 15: {
            if (tag !== 122) {
              break;
            }
            message.health.push(HealthState.decode(reader, reader.uint32()));
            continue;
          }
          case 16: {
            if (tag !== 130) {
              break;
            }
            message.waitsFor.push(reader.string());
            continue;
          }
          case 17: {
            if (tag !== 138) {
              break;
            }
            message.listeners.push(reader.string());
            continue;
          }
          case 18: {
            if (tag !== 146) {
              break;
            }
            message.timerLastAt = Timestamp.decode(reader, reader.uint32());
            continue;
          }
          case 19: {
            if (tag !== 154) {
              break;
            }
            message.timerNextAt = Timestamp.decode(reader, reader.uint32());
            continue;
          }
          case 20: {
            if (tag !== 160) {
              break;
            }
            message.storedFds = reader.uint32();
            continue;
          }
          case 21: {
            if (tag !== 170) {
              break;
            }
            message.description = reader.string();
            continue;
          }
          case 22: {
            if (tag !== 176) {
              break;
            }
            message.type = reader.int32();
            continue;
          }
          case 23: {
            if (tag !== 184) {
              break;
            }
            message.restartPending = reader.bool();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return ServiceState.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseServiceState();
    message.phase = object.phase ?? 0;
    message.step = object.step ?? "";
    message.wanted = object.wanted ?? false;
    message.enabled = object.enabled ?? false;
    message.attempt = object.attempt ?? 0;
    message.starts = object.starts !== void 0 && object.starts !== null ? exact(object.starts) : 0;
    message.result = object.result ?? "";
    message.reason = object.reason ?? "";
    message.nextAttemptAt = object.nextAttemptAt !== void 0 && object.nextAttemptAt !== null ? Timestamp.fromPartial(object.nextAttemptAt) : void 0;
    message.changedAt = object.changedAt !== void 0 && object.changedAt !== null ? Timestamp.fromPartial(object.changedAt) : void 0;
    message.readyAt = object.readyAt !== void 0 && object.readyAt !== null ? Timestamp.fromPartial(object.readyAt) : void 0;
    message.statusText = object.statusText ?? "";
    message.mainPid = object.mainPid ?? 0;
    message.invocationId = object.invocationId ?? "";
    message.health = object.health?.map((e) => HealthState.fromPartial(e)) || [];
    message.waitsFor = object.waitsFor?.map((e) => e) || [];
    message.listeners = object.listeners?.map((e) => e) || [];
    message.timerLastAt = object.timerLastAt !== void 0 && object.timerLastAt !== null ? Timestamp.fromPartial(object.timerLastAt) : void 0;
    message.timerNextAt = object.timerNextAt !== void 0 && object.timerNextAt !== null ? Timestamp.fromPartial(object.timerNextAt) : void 0;
    message.storedFds = object.storedFds ?? 0;
    message.description = object.description ?? "";
    message.type = object.type ?? 0;
    message.restartPending = object.restartPending ?? false;
    return message;
  }
};
function createBaseHealthState() {
  return { name: "", healthy: false, text: "", failures: 0, lookedAt: void 0, effect: 0 };
}
var HealthState = {
  encode(message, writer = new BinaryWriter()) {
    if (message.name != null && message.name !== "") {
      writer.uint32(10).string(message.name);
    }
    if (message.healthy != null && message.healthy !== false) {
      writer.uint32(16).bool(message.healthy);
    }
    if (message.text != null && message.text !== "") {
      writer.uint32(26).string(message.text);
    }
    if (message.failures != null && message.failures !== 0) {
      writer.uint32(32).uint32(message.failures);
    }
    if (message.lookedAt != null) {
      Timestamp.encode(message.lookedAt, writer.uint32(42).fork()).join();
    }
    if (message.effect != null && message.effect !== 0) {
      writer.uint32(48).int32(message.effect);
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
      const message = createBaseHealthState();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.name = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 16) {
              break;
            }
            message.healthy = reader.bool();
            continue;
          }
          case 3: {
            if (tag !== 26) {
              break;
            }
            message.text = reader.string();
            continue;
          }
          case 4: {
            if (tag !== 32) {
              break;
            }
            message.failures = reader.uint32();
            continue;
          }
          case 5: {
            if (tag !== 42) {
              break;
            }
            message.lookedAt = Timestamp.decode(reader, reader.uint32());
            continue;
          }
          case 6: {
            if (tag !== 48) {
              break;
            }
            message.effect = reader.int32();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return HealthState.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseHealthState();
    message.name = object.name ?? "";
    message.healthy = object.healthy ?? false;
    message.text = object.text ?? "";
    message.failures = object.failures ?? 0;
    message.lookedAt = object.lookedAt !== void 0 && object.lookedAt !== null ? Timestamp.fromPartial(object.lookedAt) : void 0;
    message.effect = object.effect ?? 0;
    return message;
  }
};

// gen/runtime.ts
function createBaseWorkloadSpec() {
  return { name: "", cell: "", executable: void 0, service: void 0 };
}
var WorkloadSpec = {
  encode(message, writer = new BinaryWriter()) {
    if (message.name != null && message.name !== "") {
      writer.uint32(10).string(message.name);
    }
    if (message.cell != null && message.cell !== "") {
      writer.uint32(18).string(message.cell);
    }
    if (message.executable != null) {
      Executable2.encode(message.executable, writer.uint32(82).fork()).join();
    }
    if (message.service != null) {
      Service.encode(message.service, writer.uint32(162).fork()).join();
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
      const message = createBaseWorkloadSpec();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.name = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message.cell = reader.string();
            continue;
          }
          case 10: {
            if (tag !== 82) {
              break;
            }
            message.executable = Executable2.decode(reader, reader.uint32());
            continue;
          }
          case 20: {
            if (tag !== 162) {
              break;
            }
            message.service = Service.decode(reader, reader.uint32());
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return WorkloadSpec.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseWorkloadSpec();
    message.name = object.name ?? "";
    message.cell = object.cell ?? "";
    message.executable = object.executable !== void 0 && object.executable !== null ? Executable2.fromPartial(object.executable) : void 0;
    message.service = object.service !== void 0 && object.service !== null ? Service.fromPartial(object.service) : void 0;
    return message;
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
    sandbox: void 0
  };
}
var Executable2 = {
  encode(message, writer = new BinaryWriter()) {
    for (const v of message.argv ?? []) {
      writer.uint32(10).string(v);
    }
    if (message.command != null && message.command !== "") {
      writer.uint32(18).string(message.command);
    }
    if (message.shell != null && message.shell !== false) {
      writer.uint32(24).bool(message.shell);
    }
    globalThis.Object.entries(message.env ?? {}).forEach(([key, value]) => {
      Executable_EnvEntry.encode({ key, value }, writer.uint32(34).fork()).join();
    });
    if (message.workingDirectory != null && message.workingDirectory !== "") {
      writer.uint32(42).string(message.workingDirectory);
    }
    if (message.user != null && message.user !== "") {
      writer.uint32(50).string(message.user);
    }
    if (message.group != null && message.group !== "") {
      writer.uint32(58).string(message.group);
    }
    if (message.terminal != null && message.terminal !== false) {
      writer.uint32(64).bool(message.terminal);
    }
    if (message.stdin != null) {
      writer.uint32(74).bytes(message.stdin);
    }
    if (message.stopSignal != null && message.stopSignal !== "") {
      writer.uint32(82).string(message.stopSignal);
    }
    if (message.stopTimeout != null) {
      Duration.encode(message.stopTimeout, writer.uint32(90).fork()).join();
    }
    for (const v of message.envFiles ?? []) {
      writer.uint32(98).string(v);
    }
    if (message.umask != null) {
      writer.uint32(104).uint32(message.umask);
    }
    for (const v of message.supplementaryGroups ?? []) {
      writer.uint32(114).string(v);
    }
    if (message.nice != null) {
      writer.uint32(120).int32(message.nice);
    }
    if (message.scheduling != null) {
      Scheduling.encode(message.scheduling, writer.uint32(130).fork()).join();
    }
    if (message.oomScoreAdjust != null) {
      writer.uint32(136).int32(message.oomScoreAdjust);
    }
    globalThis.Object.entries(message.rlimits ?? {}).forEach(([key, value]) => {
      Executable_RlimitsEntry.encode({ key, value }, writer.uint32(146).fork()).join();
    });
    if (message.stdinFile != null && message.stdinFile !== "") {
      writer.uint32(154).string(message.stdinFile);
    }
    if (message.stdinOpen != null && message.stdinOpen !== false) {
      writer.uint32(160).bool(message.stdinOpen);
    }
    if (message.stdout != null && message.stdout !== 0) {
      writer.uint32(168).int32(message.stdout);
    }
    if (message.stderr != null && message.stderr !== 0) {
      writer.uint32(176).int32(message.stderr);
    }
    for (const v of message.folders ?? []) {
      Folder.encode(v, writer.uint32(186).fork()).join();
    }
    for (const v of message.credentials ?? []) {
      Credential.encode(v, writer.uint32(194).fork()).join();
    }
    if (message.dynamicUser != null && message.dynamicUser !== false) {
      writer.uint32(200).bool(message.dynamicUser);
    }
    if (message.sandbox != null) {
      Sandbox.encode(message.sandbox, writer.uint32(210).fork()).join();
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
      const message = createBaseExecutable2();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.argv.push(reader.string());
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message.command = reader.string();
            continue;
          }
          case 3: {
            if (tag !== 24) {
              break;
            }
            message.shell = reader.bool();
            continue;
          }
          case 4: {
            if (tag !== 34) {
              break;
            }
            const entry4 = Executable_EnvEntry.decode(reader, reader.uint32());
            if (entry4.value !== void 0) {
              put(message.env, entry4.key, entry4.value);
            }
            continue;
          }
          case 5: {
            if (tag !== 42) {
              break;
            }
            message.workingDirectory = reader.string();
            continue;
          }
          case 6: {
            if (tag !== 50) {
              break;
            }
            message.user = reader.string();
            continue;
          }
          case 7: {
            if (tag !== 58) {
              break;
            }
            message.group = reader.string();
            continue;
          }
          case 8: {
            if (tag !== 64) {
              break;
            }
            message.terminal = reader.bool();
            continue;
          }
          case 9: {
            if (tag !== 74) {
              break;
            }
            message.stdin = reader.bytes();
            continue;
          }
          case 10: {
            if (tag !== 82) {
              break;
            }
            message.stopSignal = reader.string();
            continue;
          }
          case 11: {
            if (tag !== 90) {
              break;
            }
            message.stopTimeout = Duration.decode(reader, reader.uint32());
            continue;
          }
          case 12: {
            if (tag !== 98) {
              break;
            }
            message.envFiles.push(reader.string());
            continue;
          }
          case 13: {
            if (tag !== 104) {
              break;
            }
            message.umask = reader.uint32();
            continue;
          }
          case 14: {
            if (tag !== 114) {
              break;
            }
            message.supplementaryGroups.push(reader.string());
            continue;
          }
          case 15: {
            if (tag !== 120) {
              break;
            }
            message.nice = reader.int32();
            continue;
          }
          case 16: {
            if (tag !== 130) {
              break;
            }
            message.scheduling = Scheduling.decode(reader, reader.uint32());
            continue;
          }
          case 17: {
            if (tag !== 136) {
              break;
            }
            message.oomScoreAdjust = reader.int32();
            continue;
          }
          case 18: {
            if (tag !== 146) {
              break;
            }
            const entry18 = Executable_RlimitsEntry.decode(reader, reader.uint32());
            if (entry18.value !== void 0) {
              put(message.rlimits, entry18.key, entry18.value);
            }
            continue;
          }
          case 19: {
            if (tag !== 154) {
              break;
            }
            message.stdinFile = reader.string();
            continue;
          }
          case 20: {
            if (tag !== 160) {
              break;
            }
            message.stdinOpen = reader.bool();
            continue;
          }
          case 21: {
            if (tag !== 168) {
              break;
            }
            message.stdout = reader.int32();
            continue;
          }
          case 22: {
            if (tag !== 176) {
              break;
            }
            message.stderr = reader.int32();
            continue;
          }
          case 23: {
            if (tag !== 186) {
              break;
            }
            message.folders.push(Folder.decode(reader, reader.uint32()));
            continue;
          }
          case 24: {
            if (tag !== 194) {
              break;
            }
            message.credentials.push(Credential.decode(reader, reader.uint32()));
            continue;
          }
          case 25: {
            if (tag !== 200) {
              break;
            }
            message.dynamicUser = reader.bool();
            continue;
          }
          case 26: {
            if (tag !== 210) {
              break;
            }
            message.sandbox = Sandbox.decode(reader, reader.uint32());
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return Executable2.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseExecutable2();
    message.argv = object.argv?.map((e) => e) || [];
    message.command = object.command ?? "";
    message.shell = object.shell ?? false;
    message.env = globalThis.Object.entries(object.env ?? {}).reduce(
      (acc, [key, value]) => {
        if (value !== void 0) {
          put(acc, key, globalThis.String(value));
        }
        return acc;
      },
      {}
    );
    message.workingDirectory = object.workingDirectory ?? "";
    message.user = object.user ?? "";
    message.group = object.group ?? "";
    message.terminal = object.terminal ?? false;
    message.stdin = object.stdin ?? void 0;
    message.stopSignal = object.stopSignal ?? "";
    message.stopTimeout = object.stopTimeout !== void 0 && object.stopTimeout !== null ? Duration.fromPartial(object.stopTimeout) : void 0;
    message.envFiles = object.envFiles?.map((e) => e) || [];
    message.umask = object.umask ?? void 0;
    message.supplementaryGroups = object.supplementaryGroups?.map((e) => e) || [];
    message.nice = object.nice ?? void 0;
    message.scheduling = object.scheduling !== void 0 && object.scheduling !== null ? Scheduling.fromPartial(object.scheduling) : void 0;
    message.oomScoreAdjust = object.oomScoreAdjust ?? void 0;
    message.rlimits = globalThis.Object.entries(object.rlimits ?? {}).reduce(
      (acc, [key, value]) => {
        if (value !== void 0) {
          put(acc, key, Rlimit.fromPartial(value));
        }
        return acc;
      },
      {}
    );
    message.stdinFile = object.stdinFile ?? "";
    message.stdinOpen = object.stdinOpen ?? false;
    message.stdout = object.stdout ?? 0;
    message.stderr = object.stderr ?? 0;
    message.folders = object.folders?.map((e) => Folder.fromPartial(e)) || [];
    message.credentials = object.credentials?.map((e) => Credential.fromPartial(e)) || [];
    message.dynamicUser = object.dynamicUser ?? false;
    message.sandbox = object.sandbox !== void 0 && object.sandbox !== null ? Sandbox.fromPartial(object.sandbox) : void 0;
    return message;
  }
};
function createBaseExecutable_EnvEntry() {
  return { key: "", value: "" };
}
var Executable_EnvEntry = {
  encode(message, writer = new BinaryWriter()) {
    if (message.key != null && message.key !== "") {
      writer.uint32(10).string(message.key);
    }
    if (message.value != null && message.value !== "") {
      writer.uint32(18).string(message.value);
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
      const message = createBaseExecutable_EnvEntry();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.key = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message.value = reader.string();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return Executable_EnvEntry.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseExecutable_EnvEntry();
    message.key = object.key ?? "";
    message.value = object.value ?? "";
    return message;
  }
};
function createBaseExecutable_RlimitsEntry() {
  return { key: "", value: void 0 };
}
var Executable_RlimitsEntry = {
  encode(message, writer = new BinaryWriter()) {
    if (message.key != null && message.key !== "") {
      writer.uint32(10).string(message.key);
    }
    if (message.value != null) {
      Rlimit.encode(message.value, writer.uint32(18).fork()).join();
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
      const message = createBaseExecutable_RlimitsEntry();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.key = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message.value = Rlimit.decode(reader, reader.uint32());
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return Executable_RlimitsEntry.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseExecutable_RlimitsEntry();
    message.key = object.key ?? "";
    message.value = object.value !== void 0 && object.value !== null ? Rlimit.fromPartial(object.value) : void 0;
    return message;
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
    service: void 0
  };
}
var Workload = {
  encode(message, writer = new BinaryWriter()) {
    if (message.name != null && message.name !== "") {
      writer.uint32(10).string(message.name);
    }
    if (message.id != null && message.id !== 0) {
      writer.uint32(16).uint64(message.id);
    }
    if (message.kind != null && message.kind !== 0) {
      writer.uint32(24).int32(message.kind);
    }
    if (message.cell != null && message.cell !== "") {
      writer.uint32(34).string(message.cell);
    }
    if (message.pid != null && message.pid !== 0) {
      writer.uint32(40).int32(message.pid);
    }
    if (message.status != null && message.status !== 0) {
      writer.uint32(48).int32(message.status);
    }
    if (message.exitCode != null) {
      writer.uint32(56).int32(message.exitCode);
    }
    if (message.signal != null) {
      writer.uint32(64).int32(message.signal);
    }
    if (message.reason != null && message.reason !== "") {
      writer.uint32(74).string(message.reason);
    }
    if (message.createdAt != null) {
      Timestamp.encode(message.createdAt, writer.uint32(82).fork()).join();
    }
    if (message.startedAt != null) {
      Timestamp.encode(message.startedAt, writer.uint32(90).fork()).join();
    }
    if (message.finishedAt != null) {
      Timestamp.encode(message.finishedAt, writer.uint32(98).fork()).join();
    }
    for (const v of message.argv ?? []) {
      writer.uint32(106).string(v);
    }
    if (message.owner != null && message.owner !== "") {
      writer.uint32(114).string(message.owner);
    }
    if (message.service != null) {
      ServiceState.encode(message.service, writer.uint32(122).fork()).join();
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
      const message = createBaseWorkload();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.name = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 16) {
              break;
            }
            message.id = reader.uint64();
            continue;
          }
          case 3: {
            if (tag !== 24) {
              break;
            }
            message.kind = reader.int32();
            continue;
          }
          case 4: {
            if (tag !== 34) {
              break;
            }
            message.cell = reader.string();
            continue;
          }
          case 5: {
            if (tag !== 40) {
              break;
            }
            message.pid = reader.int32();
            continue;
          }
          case 6: {
            if (tag !== 48) {
              break;
            }
            message.status = reader.int32();
            continue;
          }
          case 7: {
            if (tag !== 56) {
              break;
            }
            message.exitCode = reader.int32();
            continue;
          }
          case 8: {
            if (tag !== 64) {
              break;
            }
            message.signal = reader.int32();
            continue;
          }
          case 9: {
            if (tag !== 74) {
              break;
            }
            message.reason = reader.string();
            continue;
          }
          case 10: {
            if (tag !== 82) {
              break;
            }
            message.createdAt = Timestamp.decode(reader, reader.uint32());
            continue;
          }
          case 11: {
            if (tag !== 90) {
              break;
            }
            message.startedAt = Timestamp.decode(reader, reader.uint32());
            continue;
          }
          case 12: {
            if (tag !== 98) {
              break;
            }
            message.finishedAt = Timestamp.decode(reader, reader.uint32());
            continue;
          }
          case 13: {
            if (tag !== 106) {
              break;
            }
            message.argv.push(reader.string());
            continue;
          }
          case 14: {
            if (tag !== 114) {
              break;
            }
            message.owner = reader.string();
            continue;
          }
          case 15: {
            if (tag !== 122) {
              break;
            }
            message.service = ServiceState.decode(reader, reader.uint32());
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return Workload.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseWorkload();
    message.name = object.name ?? "";
    message.id = object.id !== void 0 && object.id !== null ? exact(object.id) : 0;
    message.kind = object.kind ?? 0;
    message.cell = object.cell ?? "";
    message.pid = object.pid ?? 0;
    message.status = object.status ?? 0;
    message.exitCode = object.exitCode ?? void 0;
    message.signal = object.signal ?? void 0;
    message.reason = object.reason ?? "";
    message.createdAt = object.createdAt !== void 0 && object.createdAt !== null ? Timestamp.fromPartial(object.createdAt) : void 0;
    message.startedAt = object.startedAt !== void 0 && object.startedAt !== null ? Timestamp.fromPartial(object.startedAt) : void 0;
    message.finishedAt = object.finishedAt !== void 0 && object.finishedAt !== null ? Timestamp.fromPartial(object.finishedAt) : void 0;
    message.argv = object.argv?.map((e) => e) || [];
    message.owner = object.owner ?? "";
    message.service = object.service !== void 0 && object.service !== null ? ServiceState.fromPartial(object.service) : void 0;
    return message;
  }
};
function createBaseOutput() {
  return { stdout: new Uint8Array(0), stderr: new Uint8Array(0), stdoutCut: false, stderrCut: false };
}
var Output = {
  encode(message, writer = new BinaryWriter()) {
    if (message.stdout != null && message.stdout.length !== 0) {
      writer.uint32(10).bytes(message.stdout);
    }
    if (message.stderr != null && message.stderr.length !== 0) {
      writer.uint32(18).bytes(message.stderr);
    }
    if (message.stdoutCut != null && message.stdoutCut !== false) {
      writer.uint32(24).bool(message.stdoutCut);
    }
    if (message.stderrCut != null && message.stderrCut !== false) {
      writer.uint32(32).bool(message.stderrCut);
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
      const message = createBaseOutput();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.stdout = reader.bytes();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message.stderr = reader.bytes();
            continue;
          }
          case 3: {
            if (tag !== 24) {
              break;
            }
            message.stdoutCut = reader.bool();
            continue;
          }
          case 4: {
            if (tag !== 32) {
              break;
            }
            message.stderrCut = reader.bool();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return Output.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseOutput();
    message.stdout = object.stdout ?? new Uint8Array(0);
    message.stderr = object.stderr ?? new Uint8Array(0);
    message.stdoutCut = object.stdoutCut ?? false;
    message.stderrCut = object.stderrCut ?? false;
    return message;
  }
};
function createBaseStartRequest() {
  return { workload: void 0, wait: void 0, outputLimit: 0, name: "", noBlock: false };
}
var StartRequest = {
  encode(message, writer = new BinaryWriter()) {
    if (message.workload != null) {
      WorkloadSpec.encode(message.workload, writer.uint32(10).fork()).join();
    }
    if (message.wait != null) {
      Duration.encode(message.wait, writer.uint32(18).fork()).join();
    }
    if (message.outputLimit != null && message.outputLimit !== 0) {
      writer.uint32(24).uint32(message.outputLimit);
    }
    if (message.name != null && message.name !== "") {
      writer.uint32(34).string(message.name);
    }
    if (message.noBlock != null && message.noBlock !== false) {
      writer.uint32(40).bool(message.noBlock);
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
      const message = createBaseStartRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.workload = WorkloadSpec.decode(reader, reader.uint32());
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message.wait = Duration.decode(reader, reader.uint32());
            continue;
          }
          case 3: {
            if (tag !== 24) {
              break;
            }
            message.outputLimit = reader.uint32();
            continue;
          }
          case 4: {
            if (tag !== 34) {
              break;
            }
            message.name = reader.string();
            continue;
          }
          case 5: {
            if (tag !== 40) {
              break;
            }
            message.noBlock = reader.bool();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return StartRequest.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseStartRequest();
    message.workload = object.workload !== void 0 && object.workload !== null ? WorkloadSpec.fromPartial(object.workload) : void 0;
    message.wait = object.wait !== void 0 && object.wait !== null ? Duration.fromPartial(object.wait) : void 0;
    message.outputLimit = object.outputLimit ?? 0;
    message.name = object.name ?? "";
    message.noBlock = object.noBlock ?? false;
    return message;
  }
};
function createBaseStartResponse() {
  return { workload: void 0, output: void 0 };
}
var StartResponse = {
  encode(message, writer = new BinaryWriter()) {
    if (message.workload != null) {
      Workload.encode(message.workload, writer.uint32(10).fork()).join();
    }
    if (message.output != null) {
      Output.encode(message.output, writer.uint32(18).fork()).join();
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
      const message = createBaseStartResponse();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.workload = Workload.decode(reader, reader.uint32());
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message.output = Output.decode(reader, reader.uint32());
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return StartResponse.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseStartResponse();
    message.workload = object.workload !== void 0 && object.workload !== null ? Workload.fromPartial(object.workload) : void 0;
    message.output = object.output !== void 0 && object.output !== null ? Output.fromPartial(object.output) : void 0;
    return message;
  }
};
function createBaseStopRequest() {
  return { name: "", timeout: void 0 };
}
var StopRequest = {
  encode(message, writer = new BinaryWriter()) {
    if (message.name != null && message.name !== "") {
      writer.uint32(10).string(message.name);
    }
    if (message.timeout != null) {
      Duration.encode(message.timeout, writer.uint32(18).fork()).join();
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
      const message = createBaseStopRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.name = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message.timeout = Duration.decode(reader, reader.uint32());
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return StopRequest.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseStopRequest();
    message.name = object.name ?? "";
    message.timeout = object.timeout !== void 0 && object.timeout !== null ? Duration.fromPartial(object.timeout) : void 0;
    return message;
  }
};
function createBaseStopResponse() {
  return { workload: void 0 };
}
var StopResponse = {
  encode(message, writer = new BinaryWriter()) {
    if (message.workload != null) {
      Workload.encode(message.workload, writer.uint32(10).fork()).join();
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
      const message = createBaseStopResponse();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.workload = Workload.decode(reader, reader.uint32());
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return StopResponse.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseStopResponse();
    message.workload = object.workload !== void 0 && object.workload !== null ? Workload.fromPartial(object.workload) : void 0;
    return message;
  }
};
function createBaseWaitRequest() {
  return { name: "", timeout: void 0, outputLimit: 0 };
}
var WaitRequest = {
  encode(message, writer = new BinaryWriter()) {
    if (message.name != null && message.name !== "") {
      writer.uint32(10).string(message.name);
    }
    if (message.timeout != null) {
      Duration.encode(message.timeout, writer.uint32(18).fork()).join();
    }
    if (message.outputLimit != null && message.outputLimit !== 0) {
      writer.uint32(24).uint32(message.outputLimit);
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
      const message = createBaseWaitRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.name = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message.timeout = Duration.decode(reader, reader.uint32());
            continue;
          }
          case 3: {
            if (tag !== 24) {
              break;
            }
            message.outputLimit = reader.uint32();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return WaitRequest.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseWaitRequest();
    message.name = object.name ?? "";
    message.timeout = object.timeout !== void 0 && object.timeout !== null ? Duration.fromPartial(object.timeout) : void 0;
    message.outputLimit = object.outputLimit ?? 0;
    return message;
  }
};
function createBaseWaitResponse() {
  return { workload: void 0, output: void 0 };
}
var WaitResponse = {
  encode(message, writer = new BinaryWriter()) {
    if (message.workload != null) {
      Workload.encode(message.workload, writer.uint32(10).fork()).join();
    }
    if (message.output != null) {
      Output.encode(message.output, writer.uint32(18).fork()).join();
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
      const message = createBaseWaitResponse();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.workload = Workload.decode(reader, reader.uint32());
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message.output = Output.decode(reader, reader.uint32());
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return WaitResponse.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseWaitResponse();
    message.workload = object.workload !== void 0 && object.workload !== null ? Workload.fromPartial(object.workload) : void 0;
    message.output = object.output !== void 0 && object.output !== null ? Output.fromPartial(object.output) : void 0;
    return message;
  }
};
function createBaseListRequest() {
  return { all: false, pageSize: 0, pageToken: "", cell: "", services: false };
}
var ListRequest = {
  encode(message, writer = new BinaryWriter()) {
    if (message.all != null && message.all !== false) {
      writer.uint32(8).bool(message.all);
    }
    if (message.pageSize != null && message.pageSize !== 0) {
      writer.uint32(16).uint32(message.pageSize);
    }
    if (message.pageToken != null && message.pageToken !== "") {
      writer.uint32(26).string(message.pageToken);
    }
    if (message.cell != null && message.cell !== "") {
      writer.uint32(34).string(message.cell);
    }
    if (message.services != null && message.services !== false) {
      writer.uint32(40).bool(message.services);
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
      const message = createBaseListRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 8) {
              break;
            }
            message.all = reader.bool();
            continue;
          }
          case 2: {
            if (tag !== 16) {
              break;
            }
            message.pageSize = reader.uint32();
            continue;
          }
          case 3: {
            if (tag !== 26) {
              break;
            }
            message.pageToken = reader.string();
            continue;
          }
          case 4: {
            if (tag !== 34) {
              break;
            }
            message.cell = reader.string();
            continue;
          }
          case 5: {
            if (tag !== 40) {
              break;
            }
            message.services = reader.bool();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return ListRequest.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseListRequest();
    message.all = object.all ?? false;
    message.pageSize = object.pageSize ?? 0;
    message.pageToken = object.pageToken ?? "";
    message.cell = object.cell ?? "";
    message.services = object.services ?? false;
    return message;
  }
};
function createBaseListResponse() {
  return { workloads: [], nextPageToken: "" };
}
var ListResponse = {
  encode(message, writer = new BinaryWriter()) {
    for (const v of message.workloads ?? []) {
      Workload.encode(v, writer.uint32(10).fork()).join();
    }
    if (message.nextPageToken != null && message.nextPageToken !== "") {
      writer.uint32(18).string(message.nextPageToken);
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
      const message = createBaseListResponse();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.workloads.push(Workload.decode(reader, reader.uint32()));
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message.nextPageToken = reader.string();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return ListResponse.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseListResponse();
    message.workloads = object.workloads?.map((e) => Workload.fromPartial(e)) || [];
    message.nextPageToken = object.nextPageToken ?? "";
    return message;
  }
};
function createBaseGetRequest() {
  return { name: "" };
}
var GetRequest = {
  encode(message, writer = new BinaryWriter()) {
    if (message.name != null && message.name !== "") {
      writer.uint32(10).string(message.name);
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
      const message = createBaseGetRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.name = reader.string();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return GetRequest.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseGetRequest();
    message.name = object.name ?? "";
    return message;
  }
};
function createBaseGetResponse() {
  return { workload: void 0 };
}
var GetResponse = {
  encode(message, writer = new BinaryWriter()) {
    if (message.workload != null) {
      Workload.encode(message.workload, writer.uint32(10).fork()).join();
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
      const message = createBaseGetResponse();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.workload = Workload.decode(reader, reader.uint32());
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return GetResponse.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseGetResponse();
    message.workload = object.workload !== void 0 && object.workload !== null ? Workload.fromPartial(object.workload) : void 0;
    return message;
  }
};
function createBaseLogsRequest() {
  return { name: "", stream: 0, since: void 0, until: void 0, follow: false, cursor: "", tail: void 0 };
}
var LogsRequest = {
  encode(message, writer = new BinaryWriter()) {
    if (message.name != null && message.name !== "") {
      writer.uint32(10).string(message.name);
    }
    if (message.stream != null && message.stream !== 0) {
      writer.uint32(16).int32(message.stream);
    }
    if (message.since != null) {
      Timestamp.encode(message.since, writer.uint32(26).fork()).join();
    }
    if (message.until != null) {
      Timestamp.encode(message.until, writer.uint32(34).fork()).join();
    }
    if (message.follow != null && message.follow !== false) {
      writer.uint32(40).bool(message.follow);
    }
    if (message.cursor != null && message.cursor !== "") {
      writer.uint32(50).string(message.cursor);
    }
    if (message.tail != null) {
      writer.uint32(56).uint64(message.tail);
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
      const message = createBaseLogsRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.name = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 16) {
              break;
            }
            message.stream = reader.int32();
            continue;
          }
          case 3: {
            if (tag !== 26) {
              break;
            }
            message.since = Timestamp.decode(reader, reader.uint32());
            continue;
          }
          case 4: {
            if (tag !== 34) {
              break;
            }
            message.until = Timestamp.decode(reader, reader.uint32());
            continue;
          }
          case 5: {
            if (tag !== 40) {
              break;
            }
            message.follow = reader.bool();
            continue;
          }
          case 6: {
            if (tag !== 50) {
              break;
            }
            message.cursor = reader.string();
            continue;
          }
          case 7: {
            if (tag !== 56) {
              break;
            }
            message.tail = reader.uint64();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return LogsRequest.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseLogsRequest();
    message.name = object.name ?? "";
    message.stream = object.stream ?? 0;
    message.since = object.since !== void 0 && object.since !== null ? Timestamp.fromPartial(object.since) : void 0;
    message.until = object.until !== void 0 && object.until !== null ? Timestamp.fromPartial(object.until) : void 0;
    message.follow = object.follow ?? false;
    message.cursor = object.cursor ?? "";
    message.tail = object.tail !== void 0 && object.tail !== null ? exact(object.tail) : void 0;
    return message;
  }
};
function createBaseLogLine() {
  return { stream: 0, time: void 0, line: new Uint8Array(0), partial: false };
}
var LogLine = {
  encode(message, writer = new BinaryWriter()) {
    if (message.stream != null && message.stream !== 0) {
      writer.uint32(8).int32(message.stream);
    }
    if (message.time != null) {
      Timestamp.encode(message.time, writer.uint32(18).fork()).join();
    }
    if (message.line != null && message.line.length !== 0) {
      writer.uint32(26).bytes(message.line);
    }
    if (message.partial != null && message.partial !== false) {
      writer.uint32(32).bool(message.partial);
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
      const message = createBaseLogLine();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 8) {
              break;
            }
            message.stream = reader.int32();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message.time = Timestamp.decode(reader, reader.uint32());
            continue;
          }
          case 3: {
            if (tag !== 26) {
              break;
            }
            message.line = reader.bytes();
            continue;
          }
          case 4: {
            if (tag !== 32) {
              break;
            }
            message.partial = reader.bool();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return LogLine.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseLogLine();
    message.stream = object.stream ?? 0;
    message.time = object.time !== void 0 && object.time !== null ? Timestamp.fromPartial(object.time) : void 0;
    message.line = object.line ?? new Uint8Array(0);
    message.partial = object.partial ?? false;
    return message;
  }
};
function createBaseLogsResponse() {
  return { lines: [], cursor: "", lostBytes: 0 };
}
var LogsResponse = {
  encode(message, writer = new BinaryWriter()) {
    for (const v of message.lines ?? []) {
      LogLine.encode(v, writer.uint32(10).fork()).join();
    }
    if (message.cursor != null && message.cursor !== "") {
      writer.uint32(18).string(message.cursor);
    }
    if (message.lostBytes != null && message.lostBytes !== 0) {
      writer.uint32(24).uint64(message.lostBytes);
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
      const message = createBaseLogsResponse();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.lines.push(LogLine.decode(reader, reader.uint32()));
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message.cursor = reader.string();
            continue;
          }
          case 3: {
            if (tag !== 24) {
              break;
            }
            message.lostBytes = reader.uint64();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return LogsResponse.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseLogsResponse();
    message.lines = object.lines?.map((e) => LogLine.fromPartial(e)) || [];
    message.cursor = object.cursor ?? "";
    message.lostBytes = object.lostBytes !== void 0 && object.lostBytes !== null ? exact(object.lostBytes) : 0;
    return message;
  }
};
function createBaseRestartRequest() {
  return { name: "", timeout: void 0, onlyIfRunning: false };
}
var RestartRequest = {
  encode(message, writer = new BinaryWriter()) {
    if (message.name != null && message.name !== "") {
      writer.uint32(10).string(message.name);
    }
    if (message.timeout != null) {
      Duration.encode(message.timeout, writer.uint32(18).fork()).join();
    }
    if (message.onlyIfRunning != null && message.onlyIfRunning !== false) {
      writer.uint32(24).bool(message.onlyIfRunning);
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
      const message = createBaseRestartRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.name = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message.timeout = Duration.decode(reader, reader.uint32());
            continue;
          }
          case 3: {
            if (tag !== 24) {
              break;
            }
            message.onlyIfRunning = reader.bool();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return RestartRequest.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseRestartRequest();
    message.name = object.name ?? "";
    message.timeout = object.timeout !== void 0 && object.timeout !== null ? Duration.fromPartial(object.timeout) : void 0;
    message.onlyIfRunning = object.onlyIfRunning ?? false;
    return message;
  }
};
function createBaseRestartResponse() {
  return { workload: void 0 };
}
var RestartResponse = {
  encode(message, writer = new BinaryWriter()) {
    if (message.workload != null) {
      Workload.encode(message.workload, writer.uint32(10).fork()).join();
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
      const message = createBaseRestartResponse();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.workload = Workload.decode(reader, reader.uint32());
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return RestartResponse.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseRestartResponse();
    message.workload = object.workload !== void 0 && object.workload !== null ? Workload.fromPartial(object.workload) : void 0;
    return message;
  }
};
function createBaseReloadRequest() {
  return { name: "", orRestart: false };
}
var ReloadRequest = {
  encode(message, writer = new BinaryWriter()) {
    if (message.name != null && message.name !== "") {
      writer.uint32(10).string(message.name);
    }
    if (message.orRestart != null && message.orRestart !== false) {
      writer.uint32(16).bool(message.orRestart);
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
      const message = createBaseReloadRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.name = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 16) {
              break;
            }
            message.orRestart = reader.bool();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return ReloadRequest.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseReloadRequest();
    message.name = object.name ?? "";
    message.orRestart = object.orRestart ?? false;
    return message;
  }
};
function createBaseReloadResponse() {
  return { workload: void 0 };
}
var ReloadResponse = {
  encode(message, writer = new BinaryWriter()) {
    if (message.workload != null) {
      Workload.encode(message.workload, writer.uint32(10).fork()).join();
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
      const message = createBaseReloadResponse();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.workload = Workload.decode(reader, reader.uint32());
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return ReloadResponse.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseReloadResponse();
    message.workload = object.workload !== void 0 && object.workload !== null ? Workload.fromPartial(object.workload) : void 0;
    return message;
  }
};
function createBaseSignalRequest() {
  return { name: "", signal: "", all: false };
}
var SignalRequest = {
  encode(message, writer = new BinaryWriter()) {
    if (message.name != null && message.name !== "") {
      writer.uint32(10).string(message.name);
    }
    if (message.signal != null && message.signal !== "") {
      writer.uint32(18).string(message.signal);
    }
    if (message.all != null && message.all !== false) {
      writer.uint32(24).bool(message.all);
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
      const message = createBaseSignalRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.name = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message.signal = reader.string();
            continue;
          }
          case 3: {
            if (tag !== 24) {
              break;
            }
            message.all = reader.bool();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return SignalRequest.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseSignalRequest();
    message.name = object.name ?? "";
    message.signal = object.signal ?? "";
    message.all = object.all ?? false;
    return message;
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
      const message = createBaseSignalResponse();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return SignalResponse.fromPartial(base ?? {});
  },
  fromPartial(_) {
    const message = createBaseSignalResponse();
    return message;
  }
};
function createBaseResetFailedRequest() {
  return { name: "" };
}
var ResetFailedRequest = {
  encode(message, writer = new BinaryWriter()) {
    if (message.name != null && message.name !== "") {
      writer.uint32(10).string(message.name);
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
      const message = createBaseResetFailedRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.name = reader.string();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return ResetFailedRequest.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseResetFailedRequest();
    message.name = object.name ?? "";
    return message;
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
      const message = createBaseResetFailedResponse();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return ResetFailedResponse.fromPartial(base ?? {});
  },
  fromPartial(_) {
    const message = createBaseResetFailedResponse();
    return message;
  }
};
function createBaseEditRequest() {
  return { name: "", workload: void 0, fields: [] };
}
var EditRequest = {
  encode(message, writer = new BinaryWriter()) {
    if (message.name != null && message.name !== "") {
      writer.uint32(10).string(message.name);
    }
    if (message.workload != null) {
      WorkloadSpec.encode(message.workload, writer.uint32(18).fork()).join();
    }
    for (const v of message.fields ?? []) {
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
      const message = createBaseEditRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.name = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message.workload = WorkloadSpec.decode(reader, reader.uint32());
            continue;
          }
          case 3: {
            if (tag !== 26) {
              break;
            }
            message.fields.push(reader.string());
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return EditRequest.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseEditRequest();
    message.name = object.name ?? "";
    message.workload = object.workload !== void 0 && object.workload !== null ? WorkloadSpec.fromPartial(object.workload) : void 0;
    message.fields = object.fields?.map((e) => e) || [];
    return message;
  }
};
function createBaseEditResponse() {
  return { workload: void 0, applied: [], pending: [] };
}
var EditResponse = {
  encode(message, writer = new BinaryWriter()) {
    if (message.workload != null) {
      Workload.encode(message.workload, writer.uint32(10).fork()).join();
    }
    for (const v of message.applied ?? []) {
      writer.uint32(18).string(v);
    }
    for (const v of message.pending ?? []) {
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
      const message = createBaseEditResponse();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.workload = Workload.decode(reader, reader.uint32());
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message.applied.push(reader.string());
            continue;
          }
          case 3: {
            if (tag !== 26) {
              break;
            }
            message.pending.push(reader.string());
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return EditResponse.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseEditResponse();
    message.workload = object.workload !== void 0 && object.workload !== null ? Workload.fromPartial(object.workload) : void 0;
    message.applied = object.applied?.map((e) => e) || [];
    message.pending = object.pending?.map((e) => e) || [];
    return message;
  }
};
function createBaseRemoveRequest() {
  return { name: "", stop: false };
}
var RemoveRequest = {
  encode(message, writer = new BinaryWriter()) {
    if (message.name != null && message.name !== "") {
      writer.uint32(10).string(message.name);
    }
    if (message.stop != null && message.stop !== false) {
      writer.uint32(16).bool(message.stop);
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
      const message = createBaseRemoveRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.name = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 16) {
              break;
            }
            message.stop = reader.bool();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return RemoveRequest.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseRemoveRequest();
    message.name = object.name ?? "";
    message.stop = object.stop ?? false;
    return message;
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
      const message = createBaseRemoveResponse();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return RemoveResponse.fromPartial(base ?? {});
  },
  fromPartial(_) {
    const message = createBaseRemoveResponse();
    return message;
  }
};
function createBaseExplainRequest() {
  return { workload: void 0, name: "" };
}
var ExplainRequest = {
  encode(message, writer = new BinaryWriter()) {
    if (message.workload != null) {
      WorkloadSpec.encode(message.workload, writer.uint32(10).fork()).join();
    }
    if (message.name != null && message.name !== "") {
      writer.uint32(18).string(message.name);
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
      const message = createBaseExplainRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.workload = WorkloadSpec.decode(reader, reader.uint32());
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message.name = reader.string();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return ExplainRequest.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseExplainRequest();
    message.workload = object.workload !== void 0 && object.workload !== null ? WorkloadSpec.fromPartial(object.workload) : void 0;
    message.name = object.name ?? "";
    return message;
  }
};
function createBaseExplainResponse() {
  return { steps: [] };
}
var ExplainResponse = {
  encode(message, writer = new BinaryWriter()) {
    for (const v of message.steps ?? []) {
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
      const message = createBaseExplainResponse();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.steps.push(reader.string());
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return ExplainResponse.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseExplainResponse();
    message.steps = object.steps?.map((e) => e) || [];
    return message;
  }
};
function createBaseSecurityRequest() {
  return { workload: void 0, name: "" };
}
var SecurityRequest = {
  encode(message, writer = new BinaryWriter()) {
    if (message.workload != null) {
      WorkloadSpec.encode(message.workload, writer.uint32(10).fork()).join();
    }
    if (message.name != null && message.name !== "") {
      writer.uint32(18).string(message.name);
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
      const message = createBaseSecurityRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.workload = WorkloadSpec.decode(reader, reader.uint32());
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message.name = reader.string();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return SecurityRequest.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseSecurityRequest();
    message.workload = object.workload !== void 0 && object.workload !== null ? WorkloadSpec.fromPartial(object.workload) : void 0;
    message.name = object.name ?? "";
    return message;
  }
};
function createBaseSecurityResponse() {
  return { exposure: 0, verdict: "", exposures: [] };
}
var SecurityResponse = {
  encode(message, writer = new BinaryWriter()) {
    if (message.exposure != null && message.exposure !== 0) {
      writer.uint32(9).double(message.exposure);
    }
    if (message.verdict != null && message.verdict !== "") {
      writer.uint32(18).string(message.verdict);
    }
    for (const v of message.exposures ?? []) {
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
      const message = createBaseSecurityResponse();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 9) {
              break;
            }
            message.exposure = reader.double();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message.verdict = reader.string();
            continue;
          }
          case 3: {
            if (tag !== 26) {
              break;
            }
            message.exposures.push(Exposure.decode(reader, reader.uint32()));
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return SecurityResponse.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseSecurityResponse();
    message.exposure = object.exposure ?? 0;
    message.verdict = object.verdict ?? "";
    message.exposures = object.exposures?.map((e) => Exposure.fromPartial(e)) || [];
    return message;
  }
};
function createBaseExposure() {
  return { name: "", description: "", exposure: 0 };
}
var Exposure = {
  encode(message, writer = new BinaryWriter()) {
    if (message.name != null && message.name !== "") {
      writer.uint32(10).string(message.name);
    }
    if (message.description != null && message.description !== "") {
      writer.uint32(18).string(message.description);
    }
    if (message.exposure != null && message.exposure !== 0) {
      writer.uint32(25).double(message.exposure);
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
      const message = createBaseExposure();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.name = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message.description = reader.string();
            continue;
          }
          case 3: {
            if (tag !== 25) {
              break;
            }
            message.exposure = reader.double();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return Exposure.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseExposure();
    message.name = object.name ?? "";
    message.description = object.description ?? "";
    message.exposure = object.exposure ?? 0;
    return message;
  }
};
function createBaseStatusRequest2() {
  return { name: "", lines: void 0 };
}
var StatusRequest2 = {
  encode(message, writer = new BinaryWriter()) {
    if (message.name != null && message.name !== "") {
      writer.uint32(10).string(message.name);
    }
    if (message.lines != null) {
      writer.uint32(16).uint32(message.lines);
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
      const message = createBaseStatusRequest2();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.name = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 16) {
              break;
            }
            message.lines = reader.uint32();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return StatusRequest2.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseStatusRequest2();
    message.name = object.name ?? "";
    message.lines = object.lines ?? void 0;
    return message;
  }
};
function createBaseStatusResponse2() {
  return { workload: void 0, spec: void 0, processes: [], usage: void 0, lines: [] };
}
var StatusResponse2 = {
  encode(message, writer = new BinaryWriter()) {
    if (message.workload != null) {
      Workload.encode(message.workload, writer.uint32(10).fork()).join();
    }
    if (message.spec != null) {
      WorkloadSpec.encode(message.spec, writer.uint32(18).fork()).join();
    }
    for (const v of message.processes ?? []) {
      Process.encode(v, writer.uint32(26).fork()).join();
    }
    if (message.usage != null) {
      Usage.encode(message.usage, writer.uint32(34).fork()).join();
    }
    for (const v of message.lines ?? []) {
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
      const message = createBaseStatusResponse2();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.workload = Workload.decode(reader, reader.uint32());
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message.spec = WorkloadSpec.decode(reader, reader.uint32());
            continue;
          }
          case 3: {
            if (tag !== 26) {
              break;
            }
            message.processes.push(Process.decode(reader, reader.uint32()));
            continue;
          }
          case 4: {
            if (tag !== 34) {
              break;
            }
            message.usage = Usage.decode(reader, reader.uint32());
            continue;
          }
          case 5: {
            if (tag !== 42) {
              break;
            }
            message.lines.push(LogLine.decode(reader, reader.uint32()));
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return StatusResponse2.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseStatusResponse2();
    message.workload = object.workload !== void 0 && object.workload !== null ? Workload.fromPartial(object.workload) : void 0;
    message.spec = object.spec !== void 0 && object.spec !== null ? WorkloadSpec.fromPartial(object.spec) : void 0;
    message.processes = object.processes?.map((e) => Process.fromPartial(e)) || [];
    message.usage = object.usage !== void 0 && object.usage !== null ? Usage.fromPartial(object.usage) : void 0;
    message.lines = object.lines?.map((e) => LogLine.fromPartial(e)) || [];
    return message;
  }
};
function createBaseProcess() {
  return { pid: 0, parent: 0, command: "" };
}
var Process = {
  encode(message, writer = new BinaryWriter()) {
    if (message.pid != null && message.pid !== 0) {
      writer.uint32(8).int32(message.pid);
    }
    if (message.parent != null && message.parent !== 0) {
      writer.uint32(16).int32(message.parent);
    }
    if (message.command != null && message.command !== "") {
      writer.uint32(26).string(message.command);
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
      const message = createBaseProcess();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 8) {
              break;
            }
            message.pid = reader.int32();
            continue;
          }
          case 2: {
            if (tag !== 16) {
              break;
            }
            message.parent = reader.int32();
            continue;
          }
          case 3: {
            if (tag !== 26) {
              break;
            }
            message.command = reader.string();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return Process.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseProcess();
    message.pid = object.pid ?? 0;
    message.parent = object.parent ?? 0;
    message.command = object.command ?? "";
    return message;
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
  encode(message, writer = new BinaryWriter()) {
    if (message.cpuUs != null) {
      writer.uint32(8).uint64(message.cpuUs);
    }
    if (message.memoryBytes != null) {
      writer.uint32(16).uint64(message.memoryBytes);
    }
    if (message.memoryPeakBytes != null) {
      writer.uint32(24).uint64(message.memoryPeakBytes);
    }
    if (message.memoryLimitBytes != null) {
      writer.uint32(32).uint64(message.memoryLimitBytes);
    }
    if (message.processes != null) {
      writer.uint32(40).uint64(message.processes);
    }
    if (message.processesLimit != null) {
      writer.uint32(48).uint64(message.processesLimit);
    }
    if (message.readBytes != null) {
      writer.uint32(56).uint64(message.readBytes);
    }
    if (message.writtenBytes != null) {
      writer.uint32(64).uint64(message.writtenBytes);
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
      const message = createBaseUsage();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 8) {
              break;
            }
            message.cpuUs = reader.uint64();
            continue;
          }
          case 2: {
            if (tag !== 16) {
              break;
            }
            message.memoryBytes = reader.uint64();
            continue;
          }
          case 3: {
            if (tag !== 24) {
              break;
            }
            message.memoryPeakBytes = reader.uint64();
            continue;
          }
          case 4: {
            if (tag !== 32) {
              break;
            }
            message.memoryLimitBytes = reader.uint64();
            continue;
          }
          case 5: {
            if (tag !== 40) {
              break;
            }
            message.processes = reader.uint64();
            continue;
          }
          case 6: {
            if (tag !== 48) {
              break;
            }
            message.processesLimit = reader.uint64();
            continue;
          }
          case 7: {
            if (tag !== 56) {
              break;
            }
            message.readBytes = reader.uint64();
            continue;
          }
          case 8: {
            if (tag !== 64) {
              break;
            }
            message.writtenBytes = reader.uint64();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return Usage.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseUsage();
    message.cpuUs = object.cpuUs !== void 0 && object.cpuUs !== null ? exact(object.cpuUs) : void 0;
    message.memoryBytes = object.memoryBytes !== void 0 && object.memoryBytes !== null ? exact(object.memoryBytes) : void 0;
    message.memoryPeakBytes = object.memoryPeakBytes !== void 0 && object.memoryPeakBytes !== null ? exact(object.memoryPeakBytes) : void 0;
    message.memoryLimitBytes = object.memoryLimitBytes !== void 0 && object.memoryLimitBytes !== null ? exact(object.memoryLimitBytes) : void 0;
    message.processes = object.processes !== void 0 && object.processes !== null ? exact(object.processes) : void 0;
    message.processesLimit = object.processesLimit !== void 0 && object.processesLimit !== null ? exact(object.processesLimit) : void 0;
    message.readBytes = object.readBytes !== void 0 && object.readBytes !== null ? exact(object.readBytes) : void 0;
    message.writtenBytes = object.writtenBytes !== void 0 && object.writtenBytes !== null ? exact(object.writtenBytes) : void 0;
    return message;
  }
};
function createBaseWatchRequest() {
  return { name: "" };
}
var WatchRequest = {
  encode(message, writer = new BinaryWriter()) {
    if (message.name != null && message.name !== "") {
      writer.uint32(10).string(message.name);
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
      const message = createBaseWatchRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.name = reader.string();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return WatchRequest.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseWatchRequest();
    message.name = object.name ?? "";
    return message;
  }
};
function createBaseWatchResponse() {
  return { workload: void 0, removed: false };
}
var WatchResponse = {
  encode(message, writer = new BinaryWriter()) {
    if (message.workload != null) {
      Workload.encode(message.workload, writer.uint32(10).fork()).join();
    }
    if (message.removed != null && message.removed !== false) {
      writer.uint32(16).bool(message.removed);
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
      const message = createBaseWatchResponse();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.workload = Workload.decode(reader, reader.uint32());
            continue;
          }
          case 2: {
            if (tag !== 16) {
              break;
            }
            message.removed = reader.bool();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return WatchResponse.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseWatchResponse();
    message.workload = object.workload !== void 0 && object.workload !== null ? Workload.fromPartial(object.workload) : void 0;
    message.removed = object.removed ?? false;
    return message;
  }
};
function createBaseExecRequest() {
  return { start: void 0, stdin: void 0, stdinEnd: void 0, size: void 0, signal: void 0 };
}
var ExecRequest = {
  encode(message, writer = new BinaryWriter()) {
    if (message.start != null) {
      ExecStart.encode(message.start, writer.uint32(10).fork()).join();
    }
    if (message.stdin != null) {
      writer.uint32(18).bytes(message.stdin);
    }
    if (message.stdinEnd != null) {
      writer.uint32(24).bool(message.stdinEnd);
    }
    if (message.size != null) {
      TerminalSize.encode(message.size, writer.uint32(34).fork()).join();
    }
    if (message.signal != null) {
      writer.uint32(42).string(message.signal);
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
      const message = createBaseExecRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.start = ExecStart.decode(reader, reader.uint32());
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message.stdin = reader.bytes();
            continue;
          }
          case 3: {
            if (tag !== 24) {
              break;
            }
            message.stdinEnd = reader.bool();
            continue;
          }
          case 4: {
            if (tag !== 34) {
              break;
            }
            message.size = TerminalSize.decode(reader, reader.uint32());
            continue;
          }
          case 5: {
            if (tag !== 42) {
              break;
            }
            message.signal = reader.string();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return ExecRequest.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseExecRequest();
    message.start = object.start !== void 0 && object.start !== null ? ExecStart.fromPartial(object.start) : void 0;
    message.stdin = object.stdin ?? void 0;
    message.stdinEnd = object.stdinEnd ?? void 0;
    message.size = object.size !== void 0 && object.size !== null ? TerminalSize.fromPartial(object.size) : void 0;
    message.signal = object.signal ?? void 0;
    return message;
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
  encode(message, writer = new BinaryWriter()) {
    if (message.name != null && message.name !== "") {
      writer.uint32(10).string(message.name);
    }
    for (const v of message.argv ?? []) {
      writer.uint32(18).string(v);
    }
    globalThis.Object.entries(message.env ?? {}).forEach(([key, value]) => {
      ExecStart_EnvEntry.encode({ key, value }, writer.uint32(26).fork()).join();
    });
    if (message.workingDirectory != null && message.workingDirectory !== "") {
      writer.uint32(34).string(message.workingDirectory);
    }
    if (message.user != null && message.user !== "") {
      writer.uint32(42).string(message.user);
    }
    if (message.group != null && message.group !== "") {
      writer.uint32(50).string(message.group);
    }
    if (message.terminal != null) {
      TerminalSize.encode(message.terminal, writer.uint32(58).fork()).join();
    }
    if (message.noStdin != null && message.noStdin !== false) {
      writer.uint32(64).bool(message.noStdin);
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
      const message = createBaseExecStart();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.name = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message.argv.push(reader.string());
            continue;
          }
          case 3: {
            if (tag !== 26) {
              break;
            }
            const entry3 = ExecStart_EnvEntry.decode(reader, reader.uint32());
            if (entry3.value !== void 0) {
              put(message.env, entry3.key, entry3.value);
            }
            continue;
          }
          case 4: {
            if (tag !== 34) {
              break;
            }
            message.workingDirectory = reader.string();
            continue;
          }
          case 5: {
            if (tag !== 42) {
              break;
            }
            message.user = reader.string();
            continue;
          }
          case 6: {
            if (tag !== 50) {
              break;
            }
            message.group = reader.string();
            continue;
          }
          case 7: {
            if (tag !== 58) {
              break;
            }
            message.terminal = TerminalSize.decode(reader, reader.uint32());
            continue;
          }
          case 8: {
            if (tag !== 64) {
              break;
            }
            message.noStdin = reader.bool();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return ExecStart.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseExecStart();
    message.name = object.name ?? "";
    message.argv = object.argv?.map((e) => e) || [];
    message.env = globalThis.Object.entries(object.env ?? {}).reduce(
      (acc, [key, value]) => {
        if (value !== void 0) {
          put(acc, key, globalThis.String(value));
        }
        return acc;
      },
      {}
    );
    message.workingDirectory = object.workingDirectory ?? "";
    message.user = object.user ?? "";
    message.group = object.group ?? "";
    message.terminal = object.terminal !== void 0 && object.terminal !== null ? TerminalSize.fromPartial(object.terminal) : void 0;
    message.noStdin = object.noStdin ?? false;
    return message;
  }
};
function createBaseExecStart_EnvEntry() {
  return { key: "", value: "" };
}
var ExecStart_EnvEntry = {
  encode(message, writer = new BinaryWriter()) {
    if (message.key != null && message.key !== "") {
      writer.uint32(10).string(message.key);
    }
    if (message.value != null && message.value !== "") {
      writer.uint32(18).string(message.value);
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
      const message = createBaseExecStart_EnvEntry();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.key = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message.value = reader.string();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return ExecStart_EnvEntry.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseExecStart_EnvEntry();
    message.key = object.key ?? "";
    message.value = object.value ?? "";
    return message;
  }
};
function createBaseTerminalSize() {
  return { rows: 0, columns: 0 };
}
var TerminalSize = {
  encode(message, writer = new BinaryWriter()) {
    if (message.rows != null && message.rows !== 0) {
      writer.uint32(8).uint32(message.rows);
    }
    if (message.columns != null && message.columns !== 0) {
      writer.uint32(16).uint32(message.columns);
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
      const message = createBaseTerminalSize();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 8) {
              break;
            }
            message.rows = reader.uint32();
            continue;
          }
          case 2: {
            if (tag !== 16) {
              break;
            }
            message.columns = reader.uint32();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return TerminalSize.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseTerminalSize();
    message.rows = object.rows ?? 0;
    message.columns = object.columns ?? 0;
    return message;
  }
};
function createBaseExecResponse() {
  return { started: void 0, stdout: void 0, stderr: void 0, ended: void 0 };
}
var ExecResponse = {
  encode(message, writer = new BinaryWriter()) {
    if (message.started != null) {
      ExecStarted.encode(message.started, writer.uint32(10).fork()).join();
    }
    if (message.stdout != null) {
      writer.uint32(18).bytes(message.stdout);
    }
    if (message.stderr != null) {
      writer.uint32(26).bytes(message.stderr);
    }
    if (message.ended != null) {
      ExecEnded.encode(message.ended, writer.uint32(34).fork()).join();
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
      const message = createBaseExecResponse();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.started = ExecStarted.decode(reader, reader.uint32());
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message.stdout = reader.bytes();
            continue;
          }
          case 3: {
            if (tag !== 26) {
              break;
            }
            message.stderr = reader.bytes();
            continue;
          }
          case 4: {
            if (tag !== 34) {
              break;
            }
            message.ended = ExecEnded.decode(reader, reader.uint32());
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return ExecResponse.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseExecResponse();
    message.started = object.started !== void 0 && object.started !== null ? ExecStarted.fromPartial(object.started) : void 0;
    message.stdout = object.stdout ?? void 0;
    message.stderr = object.stderr ?? void 0;
    message.ended = object.ended !== void 0 && object.ended !== null ? ExecEnded.fromPartial(object.ended) : void 0;
    return message;
  }
};
function createBaseExecStarted() {
  return { pid: 0 };
}
var ExecStarted = {
  encode(message, writer = new BinaryWriter()) {
    if (message.pid != null && message.pid !== 0) {
      writer.uint32(8).int32(message.pid);
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
      const message = createBaseExecStarted();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 8) {
              break;
            }
            message.pid = reader.int32();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return ExecStarted.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseExecStarted();
    message.pid = object.pid ?? 0;
    return message;
  }
};
function createBaseExecEnded() {
  return { exitCode: void 0, signal: void 0, reason: "" };
}
var ExecEnded = {
  encode(message, writer = new BinaryWriter()) {
    if (message.exitCode != null) {
      writer.uint32(8).int32(message.exitCode);
    }
    if (message.signal != null) {
      writer.uint32(16).int32(message.signal);
    }
    if (message.reason != null && message.reason !== "") {
      writer.uint32(26).string(message.reason);
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
      const message = createBaseExecEnded();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 8) {
              break;
            }
            message.exitCode = reader.int32();
            continue;
          }
          case 2: {
            if (tag !== 16) {
              break;
            }
            message.signal = reader.int32();
            continue;
          }
          case 3: {
            if (tag !== 26) {
              break;
            }
            message.reason = reader.string();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return ExecEnded.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseExecEnded();
    message.exitCode = object.exitCode ?? void 0;
    message.signal = object.signal ?? void 0;
    message.reason = object.reason ?? "";
    return message;
  }
};
function createBaseAttachRequest() {
  return { start: void 0, stdin: void 0, stdinEnd: void 0, size: void 0 };
}
var AttachRequest = {
  encode(message, writer = new BinaryWriter()) {
    if (message.start != null) {
      AttachStart.encode(message.start, writer.uint32(10).fork()).join();
    }
    if (message.stdin != null) {
      writer.uint32(18).bytes(message.stdin);
    }
    if (message.stdinEnd != null) {
      writer.uint32(24).bool(message.stdinEnd);
    }
    if (message.size != null) {
      TerminalSize.encode(message.size, writer.uint32(34).fork()).join();
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
      const message = createBaseAttachRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.start = AttachStart.decode(reader, reader.uint32());
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message.stdin = reader.bytes();
            continue;
          }
          case 3: {
            if (tag !== 24) {
              break;
            }
            message.stdinEnd = reader.bool();
            continue;
          }
          case 4: {
            if (tag !== 34) {
              break;
            }
            message.size = TerminalSize.decode(reader, reader.uint32());
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return AttachRequest.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseAttachRequest();
    message.start = object.start !== void 0 && object.start !== null ? AttachStart.fromPartial(object.start) : void 0;
    message.stdin = object.stdin ?? void 0;
    message.stdinEnd = object.stdinEnd ?? void 0;
    message.size = object.size !== void 0 && object.size !== null ? TerminalSize.fromPartial(object.size) : void 0;
    return message;
  }
};
function createBaseAttachStart() {
  return { name: "", history: 0, readOnly: false, size: void 0 };
}
var AttachStart = {
  encode(message, writer = new BinaryWriter()) {
    if (message.name != null && message.name !== "") {
      writer.uint32(10).string(message.name);
    }
    if (message.history != null && message.history !== 0) {
      writer.uint32(16).uint32(message.history);
    }
    if (message.readOnly != null && message.readOnly !== false) {
      writer.uint32(24).bool(message.readOnly);
    }
    if (message.size != null) {
      TerminalSize.encode(message.size, writer.uint32(34).fork()).join();
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
      const message = createBaseAttachStart();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.name = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 16) {
              break;
            }
            message.history = reader.uint32();
            continue;
          }
          case 3: {
            if (tag !== 24) {
              break;
            }
            message.readOnly = reader.bool();
            continue;
          }
          case 4: {
            if (tag !== 34) {
              break;
            }
            message.size = TerminalSize.decode(reader, reader.uint32());
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return AttachStart.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseAttachStart();
    message.name = object.name ?? "";
    message.history = object.history ?? 0;
    message.readOnly = object.readOnly ?? false;
    message.size = object.size !== void 0 && object.size !== null ? TerminalSize.fromPartial(object.size) : void 0;
    return message;
  }
};
function createBaseAttachResponse() {
  return { started: void 0, stdout: void 0, stderr: void 0, ended: void 0 };
}
var AttachResponse = {
  encode(message, writer = new BinaryWriter()) {
    if (message.started != null) {
      AttachStarted.encode(message.started, writer.uint32(10).fork()).join();
    }
    if (message.stdout != null) {
      writer.uint32(18).bytes(message.stdout);
    }
    if (message.stderr != null) {
      writer.uint32(26).bytes(message.stderr);
    }
    if (message.ended != null) {
      Workload.encode(message.ended, writer.uint32(34).fork()).join();
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
      const message = createBaseAttachResponse();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.started = AttachStarted.decode(reader, reader.uint32());
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }
            message.stdout = reader.bytes();
            continue;
          }
          case 3: {
            if (tag !== 26) {
              break;
            }
            message.stderr = reader.bytes();
            continue;
          }
          case 4: {
            if (tag !== 34) {
              break;
            }
            message.ended = Workload.decode(reader, reader.uint32());
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return AttachResponse.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseAttachResponse();
    message.started = object.started !== void 0 && object.started !== null ? AttachStarted.fromPartial(object.started) : void 0;
    message.stdout = object.stdout ?? void 0;
    message.stderr = object.stderr ?? void 0;
    message.ended = object.ended !== void 0 && object.ended !== null ? Workload.fromPartial(object.ended) : void 0;
    return message;
  }
};
function createBaseAttachStarted() {
  return { workload: void 0, terminal: false, stdin: false };
}
var AttachStarted = {
  encode(message, writer = new BinaryWriter()) {
    if (message.workload != null) {
      Workload.encode(message.workload, writer.uint32(10).fork()).join();
    }
    if (message.terminal != null && message.terminal !== false) {
      writer.uint32(16).bool(message.terminal);
    }
    if (message.stdin != null && message.stdin !== false) {
      writer.uint32(24).bool(message.stdin);
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
      const message = createBaseAttachStarted();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }
            message.workload = Workload.decode(reader, reader.uint32());
            continue;
          }
          case 2: {
            if (tag !== 16) {
              break;
            }
            message.terminal = reader.bool();
            continue;
          }
          case 3: {
            if (tag !== 24) {
              break;
            }
            message.stdin = reader.bool();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      reader.__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
  create(base) {
    return AttachStarted.fromPartial(base ?? {});
  },
  fromPartial(object) {
    const message = createBaseAttachStarted();
    message.workload = object.workload !== void 0 && object.workload !== null ? Workload.fromPartial(object.workload) : void 0;
    message.terminal = object.terminal ?? false;
    message.stdin = object.stdin ?? false;
    return message;
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
    /** Waits until a workload ends. */
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
     * new lines until the workload ends.
     */
    logs: {
      name: "Logs",
      requestType: LogsRequest,
      requestStream: false,
      responseType: LogsResponse,
      responseStream: true,
      options: {}
    },
    /** Stops a service and starts it again; one that is down is started. Answers as Start does. */
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
    /** Sends the state of a workload now, and again whenever it changes. */
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

// gen/schema.ts
var enums = {
  "aurae.cells.v0.CellStatus": { 0: "unspecified", 1: "allocated", 2: "freeing" },
  "aurae.cells.v0.CellEvent": { 0: "unspecified", 1: "exists", 2: "synced", 3: "allocated", 4: "updated", 5: "frozen", 6: "thawed", 7: "killed", 8: "freeing", 9: "freed" },
  "aurae.runtime.v0.Sink": { 0: "unspecified", 1: "log", 2: "null" },
  "aurae.runtime.v0.Scheduling.Policy": { 0: "unspecified", 1: "other", 2: "batch", 3: "idle", 4: "fifo", 5: "rr" },
  "aurae.runtime.v0.Scheduling.IoClass": { 0: "unspecified", 1: "realtime", 2: "best_effort", 3: "idle" },
  "aurae.runtime.v0.Folder.Place": { 0: "unspecified", 1: "runtime", 2: "state", 3: "cache", 4: "logs", 5: "configuration" },
  "aurae.runtime.v0.Sandbox.System": { 0: "unspecified", 1: "open", 2: "usr", 3: "full", 4: "strict" },
  "aurae.runtime.v0.Sandbox.Home": { 0: "unspecified", 1: "open", 2: "read_only", 3: "empty", 4: "inaccessible" },
  "aurae.runtime.v0.Phase": { 0: "unspecified", 1: "inactive", 2: "waiting", 3: "activating", 4: "active", 5: "reloading", 6: "deactivating", 7: "backoff", 8: "failed" },
  "aurae.runtime.v0.Service.Type": { 0: "unspecified", 1: "exec", 2: "notify", 3: "notify_reload", 4: "oneshot" },
  "aurae.runtime.v0.Service.KillMode": { 0: "unspecified", 1: "group", 2: "mixed", 3: "process" },
  "aurae.runtime.v0.Service.NotifyAccess": { 0: "unspecified", 1: "none", 2: "main", 3: "exec", 4: "all" },
  "aurae.runtime.v0.Service.OomPolicy": { 0: "unspecified", 1: "continue", 2: "stop", 3: "kill" },
  "aurae.runtime.v0.Restart.Policy": { 0: "unspecified", 1: "no", 2: "always", 3: "on_success", 4: "on_failure", 5: "on_abnormal", 6: "on_abort", 7: "on_watchdog" },
  "aurae.runtime.v0.HealthCheck.Effect": { 0: "unspecified", 1: "liveness", 2: "readiness" },
  "aurae.runtime.v0.Listener.Kind": { 0: "unspecified", 1: "stream", 2: "datagram", 3: "seqpacket" },
  "aurae.runtime.v0.Kind": { 0: "unspecified", 1: "executable" },
  "aurae.runtime.v0.Status": { 0: "unspecified", 1: "starting", 2: "running", 3: "stopping", 4: "exited", 5: "failed", 6: "orphaned", 7: "lost", 8: "inactive" },
  "aurae.runtime.v0.LogStream": { 0: "unspecified", 1: "stdout", 2: "stderr" },
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
  "aurae.identity.v0.WhoAmIResponse": { notAfter: "google.protobuf.Timestamp", server: "aurae.identity.v0.Server" },
  "aurae.identity.v0.LoginResponse": { notAfter: "google.protobuf.Timestamp" },
  "aurae.runtime.v0.Scheduling": { policy: "aurae.runtime.v0.Scheduling.Policy", ioClass: "aurae.runtime.v0.Scheduling.IoClass" },
  "aurae.runtime.v0.Folder": { place: "aurae.runtime.v0.Folder.Place" },
  "aurae.runtime.v0.Sandbox": { system: "aurae.runtime.v0.Sandbox.System", home: "aurae.runtime.v0.Sandbox.Home" },
  "aurae.runtime.v0.Service": { type: "aurae.runtime.v0.Service.Type", condition: "aurae.runtime.v0.Command", startPre: "aurae.runtime.v0.Command", then: "aurae.runtime.v0.Command", startPost: "aurae.runtime.v0.Command", reload: "aurae.runtime.v0.Command", stop: "aurae.runtime.v0.Command", stopPost: "aurae.runtime.v0.Command", startTimeout: "google.protobuf.Duration", commandTimeout: "google.protobuf.Duration", runTimeout: "google.protobuf.Duration", watchdog: "google.protobuf.Duration", killMode: "aurae.runtime.v0.Service.KillMode", notifyAccess: "aurae.runtime.v0.Service.NotifyAccess", oomPolicy: "aurae.runtime.v0.Service.OomPolicy", restart: "aurae.runtime.v0.Restart", health: "aurae.runtime.v0.HealthCheck", listeners: "aurae.runtime.v0.Listener", timer: "aurae.runtime.v0.Timer" },
  "aurae.runtime.v0.Restart": { policy: "aurae.runtime.v0.Restart.Policy", delay: "google.protobuf.Duration", maxDelay: "google.protobuf.Duration", resetAfter: "google.protobuf.Duration", burstInterval: "google.protobuf.Duration" },
  "aurae.runtime.v0.HealthCheck": { command: "aurae.runtime.v0.Command", tcp: "aurae.runtime.v0.TcpProbe", http: "aurae.runtime.v0.HttpProbe", grpc: "aurae.runtime.v0.GrpcProbe", effect: "aurae.runtime.v0.HealthCheck.Effect", interval: "google.protobuf.Duration", timeout: "google.protobuf.Duration", startPeriod: "google.protobuf.Duration" },
  "aurae.runtime.v0.Listener": { kind: "aurae.runtime.v0.Listener.Kind" },
  "aurae.runtime.v0.Timer": { onBoot: "google.protobuf.Duration", onStartup: "google.protobuf.Duration", onActive: "google.protobuf.Duration", interval: "google.protobuf.Duration", onInactive: "google.protobuf.Duration", jitter: "google.protobuf.Duration", accuracy: "google.protobuf.Duration" },
  "aurae.runtime.v0.ServiceState": { phase: "aurae.runtime.v0.Phase", nextAttemptAt: "google.protobuf.Timestamp", changedAt: "google.protobuf.Timestamp", readyAt: "google.protobuf.Timestamp", health: "aurae.runtime.v0.HealthState", timerLastAt: "google.protobuf.Timestamp", timerNextAt: "google.protobuf.Timestamp", type: "aurae.runtime.v0.Service.Type" },
  "aurae.runtime.v0.HealthState": { lookedAt: "google.protobuf.Timestamp", effect: "aurae.runtime.v0.HealthCheck.Effect" },
  "aurae.runtime.v0.WorkloadSpec": { executable: "aurae.runtime.v0.Executable", service: "aurae.runtime.v0.Service" },
  "aurae.runtime.v0.Executable": { env: "map", stopTimeout: "google.protobuf.Duration", scheduling: "aurae.runtime.v0.Scheduling", rlimits: "map", stdout: "aurae.runtime.v0.Sink", stderr: "aurae.runtime.v0.Sink", folders: "aurae.runtime.v0.Folder", credentials: "aurae.runtime.v0.Credential", sandbox: "aurae.runtime.v0.Sandbox" },
  "aurae.runtime.v0.Executable.RlimitsEntry": { value: "aurae.runtime.v0.Rlimit" },
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
  "aurae.system.v0.StatusResponse": { startedAt: "google.protobuf.Timestamp" },
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
  "aurae.discovery.v0.DiscoveryService/Discover": "aurae.discovery.v0.DiscoverResponse",
  "aurae.identity.v0.IdentityService/WhoAmI": "aurae.identity.v0.WhoAmIResponse",
  "aurae.identity.v0.LoginService/Login": "aurae.identity.v0.LoginResponse",
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
  "aurae.system.v0.SystemService/Status": "aurae.system.v0.StatusResponse",
  "aurae.system.v0.SystemService/Reexec": "aurae.system.v0.ReexecResponse",
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
  const last = heading.length - 1;
  const used = widths.slice(0, last).reduce((sum, one) => sum + one + GAP.length, 0);
  const room = columns() - used;
  return cells.map(
    (row2) => row2.map(
      (cell, column) => column === last ? cut2(cell, Math.max(room, LEAST)) : padded(cell, widths[column])
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
function present(type, message) {
  const printing = {
    brief: () => document(type, message),
    full: () => whole2(type, message),
    table: () => describe(document(type, message))
  };
  return new Result(fields(type, message), printing);
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
function fields(type, message) {
  return convert(type, message, FIELDS);
}
function document(type, message) {
  return convert(type, message, BRIEF);
}
function whole2(type, message) {
  return convert(type, message, FULL);
}
function convert(type, message, style) {
  const types = messages[type] ?? {};
  const made = {};
  for (const name in message) {
    const value = message[name];
    const of = types[name];
    const shown3 = value === void 0 ? style.unset : Array.isArray(value) ? value.map((item) => converted(item, of, style)) : converted(value, of, style);
    if (shown3 !== void 0) made[style.name(name)] = shown3;
  }
  return made;
}
function converted(value, of, style) {
  if (value instanceof Uint8Array) return style.bytes(value);
  if (typeof value === "bigint") {
    return Number.isSafeInteger(Number(value)) ? Number(value) : style.large(value);
  }
  if (of === void 0) return value;
  if (of === ENTRIES) return style.map(value);
  if (typeof value === "number") return enums[of]?.[value] ?? style.word(value);
  if (of === "google.protobuf.Timestamp") return style.time(value);
  if (of === "google.protobuf.Duration") return duration(value);
  return convert(of, value, style);
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
function ask(service2, method, request, timeout = method.responseStream ? Infinity : DEFAULT_LIMIT) {
  if (typeof timeout !== "number" || !(timeout >= 0)) {
    throw new RangeError(`cannot wait ${timeout}: seconds from 0 are expected`);
  }
  return {
    path: `/${service2.fullName}/${method.name}`,
    request: method.requestType.encode(method.requestType.fromPartial(request)).finish(),
    timeout: Number.isFinite(timeout) ? timeout * 1e3 : void 0
  };
}
function* call(service2, method, request, timeout) {
  return answer(service2, method, yield ask(service2, method, request, timeout));
}
function answer(service2, method, bytes) {
  try {
    return method.responseType.decode(bytes);
  } catch (error) {
    const name = `${service2.fullName}/${method.name}`;
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
      for (const message of bridge.serverStream(channel, ask2)) yield* items(message);
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
      for await (const message of messages2) yield* items(message);
    }
  });
}
function faced(methods, face) {
  const client2 = {};
  for (const [name, method] of Object.entries(methods)) {
    const build = "run" in method ? method.run : method.open;
    const last = build.length - 1;
    client2[name] = (...args2) => {
      const options = args2[last] ?? {};
      const words2 = [...args2.slice(0, last), ...Array(Math.max(0, last - args2.length)), options];
      return "run" in method ? face.one(method.run(...words2), options.signal) : face.many(() => method.open(...words2), options.signal);
    };
  }
  return client2;
}
function plain(definition, limits) {
  const methods = {};
  for (const [name, method] of Object.entries(definition.methods)) {
    const type = responses[`${definition.fullName}/${method.name}`] ?? "";
    methods[name] = method.responseStream ? {
      open: (request, options) => ({
        ask: ask(definition, method, request ?? {}, options.timeout),
        items: (message) => [present(type, answer(definition, method, message))]
      })
    } : {
      *run(request, options) {
        const limit = options.timeout ?? limits[name];
        return present(type, yield* call(definition, method, request ?? {}, limit));
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

// src/signals.ts
var NAMES = "HUP INT QUIT ILL TRAP ABRT BUS FPE KILL USR1 SEGV USR2 PIPE ALRM TERM STKFLT CHLD CONT STOP TSTP TTIN TTOU URG XCPU XFSZ VTALRM PROF WINCH IO PWR SYS".split(" ");
var REAL_TIME = { 34: "SIGRTMIN", 64: "SIGRTMAX" };
function signalName(number) {
  const name = NAMES[number - 1];
  return name === void 0 ? REAL_TIME[number] ?? `signal ${number}` : `SIG${name}`;
}

// src/workload.ts
var WORKLOAD = "aurae.runtime.v0.Workload";
var LOG_LINE = "aurae.runtime.v0.LogLine";
var utf83 = new TextDecoder("utf-8", { ignoreBOM: true });
var Exec = class {
  /** The message that `start` sends. */
  spec;
  /** @internal */
  constructor(spec) {
    this.spec = spec;
  }
};
function exec(command, options = {}) {
  const { name = "", cell = "", stdin, stopTimeout, ...rest } = options;
  const executable = Executable2.fromPartial({
    ...rest,
    ...typeof command === "string" ? { command } : { argv: [...command] },
    ...stdin === void 0 ? {} : { stdin: typeof stdin === "string" ? new TextEncoder().encode(stdin) : stdin },
    ...stopTimeout === void 0 ? {} : { stopTimeout: seconds(stopTimeout) }
  });
  return new Exec(WorkloadSpec.fromPartial({ name, cell, executable }));
}
var Workloads = class extends Result {
  /** @internal */
  constructor(messages2) {
    const workloads = messages2.map((workload) => shown({ workload }));
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
function shown(answer2) {
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
  const facts = [String(id), status(workload), String(pid || "-"), `${age(seconds2)} ago`, command];
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
var DEFINITION = RuntimeServiceDefinition;
var METHODS = DEFINITION.methods;
var DEFAULT_WAIT = 30;
var MARGIN = 60;
var RUNTIME = {
  start: {
    *run(workload, options) {
      const { wait = DEFAULT_WAIT, outputLimit = 0 } = options;
      const request = {
        workload: workload.spec,
        outputLimit,
        ...wait === 0 ? {} : { wait: seconds(wait) }
      };
      return shown(yield* call(DEFINITION, METHODS.start, request, wait + MARGIN));
    }
  },
  stop: {
    *run(name, options) {
      const { timeout } = options;
      const request = { name, ...timeout === void 0 ? {} : { timeout: seconds(timeout) } };
      return shown(yield* call(DEFINITION, METHODS.stop, request, Infinity));
    }
  },
  wait: {
    *run(name, options) {
      const { timeout = DEFAULT_WAIT, outputLimit = 0 } = options;
      const request = { name, timeout: seconds(timeout), outputLimit };
      return shown(yield* call(DEFINITION, METHODS.wait, request, timeout + MARGIN));
    }
  },
  list: {
    *run(options) {
      const { all: all2 = false, cell = "", timeout = DEFAULT_LIMIT } = options;
      const found = [];
      const end = performance.now() + timeout * 1e3;
      let left = timeout;
      let pageToken = "";
      do {
        const page = yield* call(DEFINITION, METHODS.list, { all: all2, cell, pageToken }, left);
        left = Math.max(0, (end - performance.now()) / 1e3);
        for (const workload of page.workloads) found.push(workload);
        pageToken = page.nextPageToken;
      } while (pageToken !== "");
      return new Workloads(found);
    }
  },
  get: {
    *run(name, options) {
      return shown(yield* call(DEFINITION, METHODS.get, { name }, options.timeout));
    }
  },
  logs: {
    open(name, options) {
      const { stream, since, until, follow = false, tail, timeout } = options;
      const request = {
        name,
        follow,
        stream: stream === void 0 ? 0 : stream === "stdout" ? 1 : 2,
        ...since === void 0 ? {} : { since: stamp(since) },
        ...until === void 0 ? {} : { until: stamp(until) },
        ...tail === void 0 ? {} : { tail: BigInt(tail) }
      };
      return {
        ask: ask(DEFINITION, METHODS.logs, request, timeout),
        items: (message) => answer(DEFINITION, METHODS.logs, message).lines.map(logLine)
      };
    }
  }
};
function stamp(date) {
  const milliseconds = date.getTime();
  const whole3 = Math.floor(milliseconds / 1e3);
  return { seconds: BigInt(whole3), nanos: (milliseconds - whole3 * 1e3) * 1e6 };
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
    return sync(this.#connection, RUNTIME);
  }
  /** Groups of the machine's resources, in which workloads run. */
  cells() {
    return service(this.#connection, CellServiceDefinition, ENDS);
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
    return async(this.#connection, RUNTIME);
  }
  /** Groups of the machine's resources, in which workloads run. */
  cells() {
    return asyncService(this.#connection, CellServiceDefinition, ENDS);
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
        const message = this.ask({ kind: "next", stream });
        ended = message === void 0;
        if (message === void 0) return;
        yield message;
      }
    } finally {
      if (!ended) this.ask({ kind: "cancel", stream });
    }
  }
  /** As `serverStream`, for `for await`. */
  async *serverStreamLater(channel, ask2, signal) {
    const stream = ++this.numbers;
    let ended = false;
    await this.later({ kind: "stream", channel, stream, ...ask2 }, signal);
    try {
      for (; ; ) {
        const message = await this.later({ kind: "next", stream }, signal);
        ended = message === void 0;
        if (message === void 0) return;
        yield message;
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
    const state = Atomics.load(this.head, 0);
    if (state === State.End) return void 0;
    const body = new Uint8Array(this.buffer, HEADER, this.head[1]).slice();
    if (state === State.Bytes) return body;
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
  post(request) {
    if (this.worker === void 0) {
      const why2 = "cannot connect: the word `connect` stands in no file of the script";
      throw new AuraeError("FAILED_PRECONDITION", why2);
    }
    this.worker.postMessage(request);
  }
};
function failed(failure) {
  const { code, message, method, field } = failure;
  return new AuraeError(code, message, method, field);
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

// src/client.ts
function client(connection) {
  const { bridge, channel } = connection;
  const ask2 = (service2, method, request) => ({
    path: `/${service2}/${method}`,
    request,
    timeout: void 0
  });
  return {
    request: (service2, method, data) => bridge.unaryLater(channel, ask2(service2, method, data)),
    serverStreamingRequest: (service2, method, data) => bridge.serverStreamLater(channel, ask2(service2, method, data)),
    clientStreamingRequest: (service2, method) => Promise.reject(unimplemented(service2, method)),
    bidirectionalStreamingRequest: (service2, method) => {
      throw unimplemented(service2, method);
    },
    close: () => bridge.closed(channel)
  };
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
function unimplemented(service2, method) {
  const name = `${service2}/${method}`;
  return new AuraeError("UNIMPLEMENTED", `cannot call ${name}: streams of requests`, name);
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
  createClient: () => createClient,
  env: () => env,
  exec: () => exec,
  hosts: () => hosts,
  print: () => print,
  retry: () => retry2,
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
function assert(condition, message) {
  if (condition) return;
  throw new Error(message === void 0 ? "assertion failed" : `assertion failed: ${message}`);
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
function begin(made, words2) {
  connector = made;
  args = Object.freeze([...words2]);
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
  constructor(words2 = Deno.args, files, test) {
    const [plan2, ...rest] = words2;
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
  const pieces2 = [];
  for (; ; ) {
    const piece = new Uint8Array(65536);
    const count = Deno.stdin.readSync(piece);
    if (count === null) return joined(pieces2);
    pieces2.push(piece.subarray(0, count));
  }
}
function joined(pieces2) {
  const all2 = new Uint8Array(pieces2.reduce((sum, piece) => sum + piece.length, 0));
  let at2 = 0;
  for (const piece of pieces2) {
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
  const words2 = { true: true, false: false, null: null };
  if (kind2 === "string") return text4.slice(1, -1) === value ? "yes" : "no";
  if (kind2 === "number") return Number(text4) === value ? "yes" : "no";
  if (text4 in words2) return words2[text4] === value ? "yes" : "no";
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
    const message = this.named(read2(error, "message"));
    const places = this.frames(read2(error, "stack"));
    const place3 = places[0]?.place ?? this.script;
    if (error instanceof AuraeError) return `${place3}: ${message}`;
    const name = read2(error, "name");
    if (message.endsWith(RELATIVE)) return `${place3}: ${UNKNOWN}`;
    if (message === OVERFLOW) return `${place3}: ${name}: ${message}`;
    const callers = places.slice(1).map((frame2) => `
    at ${frame2.text}`);
    return `${place3}: ${name}: ${message}${callers.join("")}`;
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
  compile(message) {
    const text4 = message.trim();
    const found = /\s+at ((?:blob|file|data):\S*?):(\d+):(\d+)(?:$|\n)/.exec(text4);
    if (!found) return void 0;
    const [, address2, line, column] = found;
    const why2 = text4.slice(0, found.index).split("\n")[0].replace(
      /^(?:Syntax|Type)Error: /,
      ""
    );
    const file = this.modules.file(address2);
    if (file === void 0) return `${this.named(`${address2}:${line}:${column}`)}: ${why2}`;
    const at2 = /\n\s*\d+ \| /.test(text4) ? shown2(lineOf(file.text(), Number(line)), Number(column)) : Number(column);
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
      const named2 = this.named(text4);
      found.push({
        place: /(?:^async |\(|^)([^(]*:\d+:\d+)\)?$/.exec(named2)?.[1],
        text: named2
      });
    }
    return found;
  }
};
function shown2(line, column) {
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
