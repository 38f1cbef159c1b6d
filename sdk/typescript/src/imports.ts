/** Finds what a source imports: the specifiers that are written out in it, and `import.meta`. */

import { Code } from "./signs.ts";
import { type Columns, cut } from "./tokens.ts";

/** A specifier, or `import.meta`, from `start` to `end` in the source. */
export interface Import {
  start: number;
  end: number;
  /** Without its quotes; of `import.meta`: empty. */
  specifier: string;
  /** `type`: nothing of it is left when the program runs; `text` and `json`: it is no code. */
  kind: "code" | "type" | "text" | "json" | "meta";
}

/** All imports of a source, in their order. */
export function imports(source: string): Import[] {
  const words = /\b(?:import|from)\b/g;
  if (!words.test(source)) return [];
  const text = new Text(source);
  const found: Import[] = [];
  words.lastIndex = 0;
  for (const { index, 0: word } of source.matchAll(words)) {
    const token = text.find(index);
    if (token < 0 || text.at(token - 1) === ".") continue;
    const one = word === "from" ? from(text, token) : imported(text, token);
    if (one !== undefined) found.push(one);
  }
  return found;
}

/** A source and its tokens. */
class Text {
  private readonly columns: Columns;

  constructor(private readonly source: string) {
    this.columns = cut(source);
  }

  at(token: number): string {
    if (token < 0 || token >= this.columns.count) return "";
    return this.source.slice(this.columns.start[token], this.columns.end[token]);
  }

  isString(token: number): boolean {
    return token < this.columns.count && this.columns.code[token] === Code.String;
  }

  /** The token that begins at an offset; -1 where none does: in a comment, a string. */
  find(offset: number): number {
    const { start, count } = this.columns;
    let [low, high] = [0, count];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (start[middle]! < offset) low = middle + 1;
      else high = middle;
    }
    return low < count && start[low] === offset ? low : -1;
  }

  import(token: number, end: number, kind: Import["kind"]): Import {
    const specifier = kind === "meta" ? "" : this.at(token).slice(1, -1);
    return { start: this.columns.start[token]!, end: this.columns.end[end]!, specifier, kind };
  }
}

/** `import "x"`, `import("x")`, `import.meta` */
function imported(text: Text, token: number): Import | undefined {
  const next = text.at(token + 1);
  if (next === "." && text.at(token + 2) === "meta") return text.import(token, token + 2, "meta");
  const at = token + (next === "(" ? 2 : 1);
  if (!text.isString(at)) return undefined;
  // `import("./" + name)` is nothing that could be known before it runs.
  if (next === "(" && ![",", ")"].includes(text.at(at + 1))) return undefined;
  return text.import(at, at, attribute(text, at));
}

/** `import ... from "x"`, `export ... from "x"` */
function from(text: Text, token: number): Import | undefined {
  if (!text.isString(token + 1) || !/^(?:\}|\*|[^\W\d].*|\W\w+)$/.test(text.at(token - 1))) {
    return undefined;
  }
  let at = token - 1;
  while (at >= 0 && text.at(at) !== "import" && text.at(at) !== "export") at--;
  const type = text.at(at + 1) === "type" && !["from", ","].includes(text.at(at + 2));
  return text.import(token + 1, token + 1, type ? "type" : attribute(text, token + 1));
}

/** What the attribute behind a specifier says. */
function attribute(text: Text, token: number): "code" | "text" | "json" {
  const words = Array.from({ length: 8 }, (_, index) => text.at(token + 1 + index)).join(" ");
  const found = /^(?:with|, \{ with :) \{ ["']?type["']? : ["'](text|json)["']/.exec(words);
  return (found?.[1] ?? "code") as "code" | "text" | "json";
}
