/** Takes the parentheses of conditions away, where TypeScript's parser says that they stand. */

import ts from "npm:typescript@6.0.3";

/** The tree of a file; nothing where it is no TypeScript. */
export function parse(path: string, source: string): ts.SourceFile | undefined {
  const kind = path.endsWith("ts") ? ts.ScriptKind.TS : ts.ScriptKind.JS;
  const file = ts.createSourceFile(path, source, ts.ScriptTarget.Latest, false, kind);
  const { parseDiagnostics } = file as unknown as { parseDiagnostics: unknown[] };
  return parseDiagnostics.length === 0 ? file : undefined;
}

type Conditional =
  | ts.IfStatement
  | ts.WhileStatement
  | ts.DoStatement
  | ts.ForStatement
  | ts.ForInStatement
  | ts.ForOfStatement
  | ts.SwitchStatement;

/** A file whose conditions have no parentheses. */
export class Stripped {
  /** Offsets of every condition: keyword, begin and end between its parentheses. */
  readonly conditions: string[] = [];
  /** How many were stripped. */
  count = 0;
  readonly text: string;

  /** Counts in `kinds` what is stripped, and in `left` why the others keep their parentheses. */
  constructor(
    private readonly file: ts.SourceFile,
    private readonly kinds: Map<string, number>,
    private readonly left: Map<string, number>,
  ) {
    const places: number[] = [];
    const found: number[][] = [];
    const visit = (node: ts.Node): void => {
      if (isConditional(node)) {
        const [keyword, open, close] = this.place(node);
        found.push([keyword, open + 1, close]);
        const why = this.ambiguous(node, open, close);
        if (why === "") {
          places.push(open, close);
          count(this.kinds, this.kind(node, open));
        } else count(this.left, why);
      }
      ts.forEachChild(node, visit);
    };
    visit(file);
    this.conditions = found.sort((a, b) => a[0]! - b[0]!).map((offsets) => offsets.join(" "));
    this.count = places.length / 2;
    const pieces: string[] = [];
    let done = 0;
    for (const place of places.sort((a, b) => a - b)) {
      pieces.push(file.text.slice(done, place), " ");
      done = place + 1;
    }
    this.text = pieces.join("") + file.text.slice(done);
  }

  /** Offsets of the keyword and of the parentheses. */
  private place(node: Conditional): [number, number, number] {
    const { text } = this.file;
    const start = node.getStart(this.file);
    if (ts.isForStatement(node)) {
      const open = this.after(start + "for".length);
      const last = node.incrementor ?? node.condition ?? node.initializer;
      let close = this.after(last?.end ?? open + 1);
      while (text[close] === ";") close = this.after(close + 1);
      return [start, open, close];
    }
    if (ts.isForInStatement(node) || ts.isForOfStatement(node)) {
      return [start, node.initializer.pos - 1, this.after(node.expression.end)];
    }
    const open = node.expression.pos - 1;
    const keyword = ts.isDoStatement(node) ? this.after(node.statement.end) : start;
    return [keyword, open, this.after(node.expression.end)];
  }

  /** Offset of the first sign from here on that is no blank and in no comment. */
  private after(offset: number): number {
    const pattern = /(?:\s|\/\*[^]*?\*\/|\/\/[^\n\r\u2028\u2029]*)*/y;
    pattern.lastIndex = offset;
    pattern.test(this.file.text);
    return pattern.lastIndex;
  }

  private kind(node: Conditional, open: number): string {
    if (this.file.text[this.after(open + 1)] === "(") return "begins with a parenthesis";
    if (ts.isForOfStatement(node) && node.awaitModifier) return "for await";
    return ts.SyntaxKind[node.kind] as string;
  }

  /** Why a condition needs its parentheses; nothing where it does not. */
  private ambiguous(node: Conditional, open: number, close: number): string {
    const { text } = this.file;
    const first = this.after(open + 1);
    if (ts.isDoStatement(node)) {
      if (!ts.isBlock(node.statement)) return "no block";
      const end = this.after(close + 1);
      const ended = text[end] === ";" || text[end] === "}" || end === text.length ||
        /[\n\r]/.test(text.slice(close, end));
      if (!ended) return "do ... while that goes on in its line";
    } else if (!ts.isSwitchStatement(node)) {
      const block = ts.isIfStatement(node) ? node.thenStatement : node.statement;
      if (!ts.isBlock(block)) return "no block";
    }
    return text[first] === "(" ? this.parenthesis(node, first, close) : "";
  }

  /** The same of one that begins with a parenthesis, which begins at `first`. */
  private parenthesis(node: Conditional, first: number, close: number): string {
    const { text } = this.file;
    const end = this.closing(node, first);
    if (end === undefined) return "begins with parameters";
    const next = this.after(end);
    if (next === close) return "is one pair of parentheses";
    const rest = text.slice(next, next + 20);
    const sure = /^(?:&&|\|\||\?|[=!]==?|<=|>|\*|%|&|\||\^|<<|\.(?!\.)|in\b|instanceof\b)/;
    if (sure.test(rest) && !/^(?:>>?|\*\*?|%|&|\||\^|<<|&&|\|\||\?\?)=(?!=)/.test(rest)) return "";
    if (!/^(?:[-+](?![-+=])|[([<]|as\b|satisfies\b)/.test(rest)) {
      return "goes on behind a parenthesis with another sign";
    }
    if (ts.isDoStatement(node)) return "begins with a parenthesis that a statement could follow";
    const line = text.slice(node.getStart(this.file), this.after(close + 1));
    return /[\n\r]/.test(line) ? "the block begins in another line" : "";
  }

  /** Offset behind the parentheses at `first`; nothing where they hold parameters. */
  private closing(node: ts.Node, first: number): number | undefined {
    let end: number | undefined;
    const visit = (child: ts.Node): void => {
      if (child.pos > first || child.end <= first) return;
      if (ts.isParenthesizedExpression(child) && child.getStart(this.file) === first) {
        end = child.end;
      }
      ts.forEachChild(child, visit);
    };
    visit(node);
    return end;
  }
}

function count(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

function isConditional(node: ts.Node): node is Conditional {
  return ts.isIfStatement(node) || ts.isWhileStatement(node) || ts.isDoStatement(node) ||
    ts.isForStatement(node) || ts.isForInStatement(node) || ts.isForOfStatement(node) ||
    ts.isSwitchStatement(node);
}
