/** Compares the trees of two sources. */

import ts from "npm:typescript@6.0.3";

/** Where the tree of `text` differs first from that of a file; nothing where it does not. */
export function differs(file: ts.SourceFile, text: string): string {
  const { fileName, languageVersion } = file;
  const kind = fileName.endsWith("ts") ? ts.ScriptKind.TS : ts.ScriptKind.JS;
  const other = ts.createSourceFile(fileName, text, languageVersion, false, kind);
  const pairs: [ts.Node, ts.Node][] = [[file, other]];
  for (let pair = pairs.pop(); pair !== undefined; pair = pairs.pop()) {
    const [a, b] = pair;
    const [as, bs] = [children(a), children(b)];
    const leaf = as.length === 0 && "text" in a && "text" in b && a.text !== b.text;
    if (a.kind !== b.kind || as.length !== bs.length || leaf) {
      return `${file.text.slice(a.pos, a.pos + 200)}\n---\n${text.slice(b.pos, b.pos + 200)}`;
    }
    as.forEach((child, index) => pairs.push([child, bs[index] as ts.Node]));
  }
  return "";
}

function children(node: ts.Node): ts.Node[] {
  const found: ts.Node[] = [];
  ts.forEachChild(node, (child) => void found.push(child));
  return found;
}
