/**
 * Writes imports so that they can stand in a function: `import { a } from "./lib.aurae"` becomes
 * `const { a } = await aurae__import("./lib.aurae")`. Lines stay.
 */

import { type Token, tokens } from "../tokens.ts";

/** Parameters of the function that an input becomes. */
export const PARAMETERS = "aurae__declare, aurae__import, aurae__meta";

/** JavaScript without import and export declarations. */
export function imported(code: string): string {
  if (!/\b(?:import|export)\b/.test(code)) return code;
  const cut = tokens(code);
  const pieces: string[] = [];
  let done = 0;
  let depth = 0;
  const put = (start: number, end: number, text: string) => {
    pieces.push(code.slice(done, start), text, lines(code.slice(start, end)));
    done = end;
  };
  cut.forEach((token, index) => {
    if (token.kind === "mark" && /^[([{]$/.test(token.text)) depth++;
    if (token.kind === "mark" && /^[)\]}]$/.test(token.text)) depth--;
    if (token.start < done || token.kind !== "word" || isKey(cut, index)) return;
    const next = cut[index + 1];
    if (token.text === "export" && depth === 0) {
      const end = next?.text === "default" ? next.end : token.end;
      const list = next?.text === "{" || next?.text === "*" ? statementEnd(cut, index) : undefined;
      put(token.start, list ?? end, list === undefined ? " ".repeat(end - token.start) : "");
    } else if (token.text === "import") {
      if (next?.text === "(") put(token.start, token.end, "aurae__import");
      else if (next?.text === "." && cut[index + 2]?.text === "meta") {
        put(token.start, (cut[index + 2] as Token).end, "aurae__meta");
      } else if (depth === 0) {
        const found = declaration(cut, index);
        if (found) put(token.start, found.end, found.text);
      }
    }
  });
  pieces.push(code.slice(done));
  return pieces.join("");
}

/** A property or a key of that name is no import. */
function isKey(cut: Token[], index: number): boolean {
  return /^\??\.$/.test(cut[index - 1]?.text ?? "") || cut[index + 1]?.text === ":";
}

/** `import a, { b as c } from "x" with {...}` as a statement. */
function declaration(cut: Token[], index: number): { end: number; text: string } | undefined {
  let at = index + 1;
  const string = () => cut[at]?.kind === "string" ? cut[at] as Token : undefined;
  const targets: string[] = [];
  if (!string()) {
    if (cut[at]?.kind === "word" && cut[at]?.text !== "from" || cut[at + 1]?.text === "from") {
      targets.push(`{ default: ${cut[at++]?.text} }`);
      if (cut[at]?.text === ",") at++;
    }
    if (cut[at]?.text === "*" && cut[at + 1]?.text === "as") {
      targets.push(cut[at + 2]?.text ?? "");
      at += 3;
    } else if (cut[at]?.text === "{") {
      const names: string[] = [];
      for (at++; at < cut.length && cut[at]?.text !== "}"; at++) {
        const text = cut[at]?.text ?? "";
        names.push(text === "as" && cut[at + 1]?.text !== "," ? ":" : text);
      }
      at++;
      targets.push(`{ ${names.join(" ")} }`);
    }
    if (cut[at++]?.text !== "from") return undefined;
  }
  const source = string();
  if (source === undefined) return undefined;
  let { end } = source;
  let options = "";
  if (cut[at + 1]?.text === "with" && cut[at + 2]?.text === "{") {
    let last = at + 2;
    while (last < cut.length - 1 && cut[last]?.text !== "}") last++;
    options = `, { with: ${cut.slice(at + 2, last + 1).map((token) => token.text).join(" ")} }`;
    end = (cut[last] as Token).end;
  }
  const call = `await aurae__import(${source.text}${options})`;
  return { end, text: targets.length > 0 ? `const ${bound(targets, call)}` : call };
}

function bound([first, second]: string[], call: string): string {
  return second === undefined ? `${first} = ${call}` : `[${first}, ${second}] = [${call}, ${call}]`;
}

function statementEnd(cut: Token[], index: number): number {
  let at = index + 1;
  while (at < cut.length - 1 && cut[at]?.text !== "}" && cut[at]?.text !== "*") at++;
  if (cut[at + 1]?.text === "as") at += 2;
  if (cut[at + 1]?.text === "from" && cut[at + 2]) at += 2;
  return (cut[at] as Token).end;
}

/** The line breaks of a text: what takes its place has as many lines. */
function lines(text: string): string {
  return text.replace(/[^\n]/g, "");
}
