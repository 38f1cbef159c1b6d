/** What a module names in its imports, found in its tokens. */

import { type Token, tokens } from "../tokens.ts";
import type { Range } from "./problems.ts";

/** One specifier and where it stands. */
export interface Import extends Range {
  specifier: string;
  /** `text`, `json`, or nothing for code. */
  type: string;
}

// Comments in which TypeScript or Deno names a file of types.
const TYPES =
  /(?:@(?:deno|ts|ts-self)-types\s*=|\/\/\/\s*<reference\s+(?:path|types)\s*=)\s*(["'])(.*?)\1/g;

/** The specifiers of a plain TypeScript source that are written out. */
export function imports(text: string): Import[] {
  const found: Import[] = [];
  if (/\bimport\b|\bfrom\b/.test(text)) {
    const cut = tokens(text);
    cut.forEach((token, index) => {
      const quoted = token.kind === "string" || token.kind === "template";
      if (!quoted || !isSpecifier(cut, index) || !/^(["'`])[^\\]*\1$/.test(token.text)) return;
      const { start, end } = token;
      found.push({ specifier: token.text.slice(1, -1), start, end, type: attribute(cut, index) });
    });
  }
  for (const match of text.matchAll(TYPES)) {
    const end = match.index + match[0].length;
    const specifier = match[2] as string;
    // `types="node"` names a package of types that Deno has.
    if (/^\.{0,2}\//.test(specifier)) {
      found.push({ specifier, start: end - specifier.length - 2, end, type: "" });
    }
  }
  return found;
}

function isSpecifier(cut: Token[], index: number): boolean {
  const before = cut[index - 1];
  if (before?.text === "from") {
    const name = cut[index - 2];
    return name?.text === "}" || name?.text === "*" || name?.kind === "word";
  }
  if (before?.text === "import") return true;
  return before?.text === "(" && cut[index - 2]?.text === "import";
}

/** `text` or `json` where the import after this specifier says so. */
function attribute(cut: Token[], index: number): string {
  const words = cut.slice(index + 1, index + 9).map((token) => token.text).join(" ");
  const found = /^(?:with|, \{ with :) \{ ["']?type["']? : ["'](text|json|bytes)["']/.exec(words);
  return found?.[1] ?? "";
}
