/** The signs and words of TypeScript, in tables by byte. */

/**
 * What a token is, as far as anybody asks. Marks come before words, each closing bracket directly
 * after its opening one, and the keywords of conditions first among the words.
 */
export const enum Code {
  Name,
  Number,
  String,
  Template,
  Regex,
  /** A mark that nobody asks about: `,`, `=`, `~` ... */
  Mark,
  Semicolon,
  Colon,
  /** The colon of `case x:`, `default:` and of a label. */
  Label,
  /** `.` and `?.` */
  Dot,
  Question,
  Arrow,
  Bang,
  /** `++` and `--` */
  Step,
  /** `+` and `-`: they begin a value or go on. */
  Sign,
  Slash,
  Less,
  /** `>`, `>>` and `>>>`, which may close type arguments. */
  Greater,
  /** A mark that only goes on with a value: `&&`, `==` ... */
  Binary,
  Parenthesis,
  ParenthesisEnd,
  Bracket,
  BracketEnd,
  Brace,
  BraceEnd,
  Word,
  If = Word,
  While,
  For,
  Switch,
  With,
  Do,
  Else,
  /** `try`, `finally` and `catch`: a block follows. */
  Handler,
  Case,
  Default,
  /** `class` and `enum` */
  Class,
  Interface,
  Function,
  Await,
  /** `void`, which may be the type that a function returns. */
  Void,
  Const,
  /** A word that another name may follow: `async`, `keyof` ... */
  Prefix,
  /** `as` and `satisfies` */
  As,
  Of,
  /** `in` and `instanceof` */
  In,
  /** Another word that a value follows: `typeof`, `new` ... */
  Operator,
  /** Another word that begins a statement, and stands in no condition. */
  Statement,
}

/** Bytes by name. */
export const enum Byte {
  LineFeed = 10,
  Return = 13,
  Space = 32,
  Dollar = 36,
  And = 38,
  Star = 42,
  Dot = 46,
  Slash = 47,
  Bracket = 91,
  Backslash = 92,
  BracketEnd = 93,
  Backquote = 96,
  Brace = 123,
  Or = 124,
}

/** What a byte begins. */
export const enum Start {
  Mark,
  Blank,
  Line,
  Word,
  Digit,
  Quote,
  Backquote,
  Slash,
  Open,
  Close,
  End,
}

/** What a byte may be a part of. */
export const enum Trait {
  InWord = 1,
  InString = 2,
  InTemplate = 4,
  InNumber = 8,
  /** It may be one mark with the next byte. */
  Joins = 16,
}

const LISTS: [Code, string][] = [
  [Code.If, "if"],
  [Code.While, "while"],
  [Code.For, "for"],
  [Code.Switch, "switch"],
  [Code.With, "with"],
  [Code.Do, "do"],
  [Code.Else, "else"],
  [Code.Handler, "try finally catch"],
  [Code.Case, "case"],
  [Code.Default, "default"],
  [Code.Class, "class enum"],
  [Code.Interface, "interface"],
  [Code.Function, "function"],
  [Code.Await, "await"],
  [Code.Void, "void"],
  [Code.Prefix, "abstract async infer keyof readonly unique using"],
  [Code.As, "as satisfies"],
  [Code.Of, "of"],
  [Code.In, "in instanceof"],
  [Code.Const, "const"],
  [Code.Operator, "delete extends import let new typeof var yield"],
  [Code.Statement, "break continue debugger export return throw"],
  [Code.Semicolon, ";"],
  [Code.Colon, ":"],
  [Code.Dot, ". ?."],
  [Code.Question, "?"],
  [Code.Arrow, "=>"],
  [Code.Bang, "!"],
  [Code.Step, "++ --"],
  [Code.Sign, "+ -"],
  [Code.Slash, "/"],
  [Code.Less, "<"],
  [Code.Greater, "> >> >>>"],
  [Code.Binary, "&& || ?? == === != !== <= >= * % ** & | ^ <<"],
  [Code.Parenthesis, "("],
  [Code.ParenthesisEnd, ")"],
  [Code.Bracket, "["],
  [Code.BracketEnd, "]"],
  [Code.Brace, "{"],
  [Code.BraceEnd, "}"],
];

/** Codes of words and marks; what is not in here is a `Name` or a `Mark`. */
export const WORDS = new Map<string, Code>(
  LISTS.flatMap(([code, texts]) => texts.split(" ").map((text) => [text, code] as const)),
);

/** Which lengths the reserved words have that begin with a byte: bits. */
export const LENGTHS: Int32Array = Int32Array.from(
  { length: 128 },
  (_, byte) =>
    [...WORDS.keys()].filter((word) => /\w/.test(word) && word.charCodeAt(0) === byte)
      .reduce((bits, word) => bits | (1 << word.length), 0),
);

/** Code of the mark that a byte alone is. */
export const SINGLE: Uint8Array = table((letter) => WORDS.get(letter) ?? Code.Mark);

/** What each byte begins. */
export const STARTS: Uint8Array = table((letter) => {
  if (letter === "\0") return Start.End;
  if (/[\n\r\v]/.test(letter)) return Start.Line;
  if (/\s/.test(letter)) return Start.Blank;
  if (/\d/.test(letter)) return Start.Digit;
  if (/[\w$#@\\]/.test(letter)) return Start.Word;
  if (/["']/.test(letter)) return Start.Quote;
  if (/[([{]/.test(letter)) return Start.Open;
  if (/[)\]}]/.test(letter)) return Start.Close;
  if (letter === "`") return Start.Backquote;
  return letter === "/" ? Start.Slash : Start.Mark;
});

/** Sums of `Trait` of each byte. */
export const TRAITS: Uint8Array = table((letter) =>
  (/[\w$]/.test(letter) ? Trait.InWord : 0) | (/[^"'\\\n\r\0]/.test(letter) ? Trait.InString : 0) |
  (/[^`$\\\0]/.test(letter) ? Trait.InTemplate : 0) | (/[\w.]/.test(letter) ? Trait.InNumber : 0) |
  (/[-+*/%&|^=<>!?.]/.test(letter) ? Trait.Joins : 0)
);

/** A mark of more than one sign, the longest that fits. */
export const MARK =
  />>>=|\.\.\.|[=!]==?|\*\*=?|<<=?|>>>?=?|&&=?|\|\|=?|\?\?=?|=>|[<>]=|\?\.(?!\d)|\+\+|--|[-+*/%&|^]=|[^]/y;
export const NUMBER = /(?:0[xXoObB][\da-fA-F_]+|(?:\d[\d_]*)?\.?[\d_]*(?:[eE][+-]?[\d_]+)?)n?/y;

/**
 * A source whose letters are one byte each, at the same offsets. Every letter beyond ASCII is as
 * good as `Z`, which is in no reserved word; a line separator becomes the vertical tab, which here ends
 * a line, but no string.
 */
export function flatten(source: string): string {
  if (!/[^\0-\n\f-\x7f]/.test(source)) return source;
  return source.replace(/\v/g, " ").replace(/[\u2028\u2029]/g, "\v")
    .replace(/[^\S\0-\x7f]/g, " ").replace(/[^\0-\x7f]/g, "Z");
}

function table(value: (letter: string) => number): Uint8Array {
  return Uint8Array.from({ length: 128 }, (_, byte) => value(String.fromCharCode(byte)));
}
