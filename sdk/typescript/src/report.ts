/** What a person reads when a script fails: `hello.aurae:11:5: cannot start web: why`. */

import { lineOf } from "./edits.ts";
import { AuraeError } from "./errors.ts";
import { LoadError, type Modules } from "./load.ts";
import { printable } from "./printable.ts";
import { thrown } from "./thrown.ts";

// deno-lint-ignore no-control-regex -- the escape is what is looked for
const COLOURS = /\u001b\[[0-9;]*m/g;
const ADDRESS =
  /(blob:[^\s:"'()]*|file:[^\s"'()]*?|data:[^\s"'()]*?)(?::(\d+):(\d+))?(?=[\s"'),]|$)/g;
const BUNDLE = new URL("./", import.meta.url).href;
// A longer line is no help.
const WIDE = 160;
// What Deno says of `import("./" + name)`: it knows the module as a blob.
const RELATIVE = "relative URL with a cannot-be-a-base base";
const UNKNOWN = "cannot import a path that is put together: only one that is written out is loaded";
const OVERFLOW = "Maximum call stack size exceeded";

/** The lines for stderr. `script` is what the user called the file. */
export function report(error: unknown, modules: Modules, script: string): string {
  if (error instanceof LoadError) return error.message;
  return printable(new Report(modules, printable(script)).of(error), true);
}

/** Words about errors of one program. */
export class Report {
  constructor(private readonly modules: Modules, private readonly script: string) {}

  /** The lines about an error, with control characters. */
  of(error: unknown): string {
    if (!(error instanceof Error)) return this.value(error);
    const compile = this.compile(read(error, "message").replace(COLOURS, ""));
    if (compile !== undefined) return compile;
    const message = this.named(read(error, "message"));
    const places = this.frames(read(error, "stack"));
    const place = places[0]?.place ?? this.script;
    if (error instanceof AuraeError) return `${place}: ${message}`;
    const name = read(error, "name");
    if (message.endsWith(RELATIVE)) return `${place}: ${UNKNOWN}`;
    // Its frames are all the same.
    if (message === OVERFLOW) return `${place}: ${name}: ${message}`;
    const callers = places.slice(1).map((frame) => `\n    at ${frame.text}`);
    return `${place}: ${name}: ${message}${callers.join("")}`;
  }

  /** Addresses of the program's files in a text, as places in the user's own files. */
  named(text: string): string {
    return text.replace(ADDRESS, (whole, address: string, line?: string, column?: string) => {
      const file = this.modules.file(address);
      if (file === undefined) return whole;
      if (line === undefined) return file.name;
      const place = file.place(Number(line), Number(column));
      return `${file.name}:${place.line}:${place.column}`;
    });
  }

  private value(value: unknown): string {
    const [place, ...others] = thrown(value, this.modules.all());
    const where = others.length > 0 ? ` (or at ${others.slice(0, 5).join(", ")})` : "";
    return `${place ?? this.script}: uncaught: ${Deno.inspect(value)}${where}`;
  }

  /** What the compiler says, with the line that it says it of. */
  private compile(message: string): string | undefined {
    const text = message.trim();
    const found = /\s+at ((?:blob|file|data):\S*?):(\d+):(\d+)(?:$|\n)/.exec(text);
    if (!found) return undefined;
    const [, address, line, column] = found as unknown as [string, string, string, string];
    const why = (text.slice(0, found.index).split("\n")[0] as string).replace(
      /^(?:Syntax|Type)Error: /,
      "",
    );
    const file = this.modules.file(address);
    if (file === undefined) return `${this.named(`${address}:${line}:${column}`)}: ${why}`;
    // With a picture of the line comes a column in which a tab counts twice.
    const at = /\n\s*\d+ \| /.test(text)
      ? shown(lineOf(file.text(), Number(line)), Number(column))
      : Number(column);
    const place = file.place(Number(line), at);
    const source = lineOf(file.source, place.line);
    const head = `${file.name}:${place.line}:${place.column}: ${this.named(why)}`;
    if (source.length > WIDE) return head;
    const blank = source.slice(0, place.column - 1).replace(/[^\t]/g, " ");
    return `${head}\n  ${source}\n  ${blank}^`;
  }

  /** Frames of the stack that lie in the user's own files. */
  private frames(stack: string): { place: string; text: string }[] {
    const found: { place: string; text: string }[] = [];
    for (const line of stack.split("\n")) {
      const text = /^\s+at (.*)$/.exec(line)?.[1];
      if (text === undefined) continue;
      const address = /((?:blob|file):[^\s(]*):\d+:\d+\)?$/.exec(text)?.[1];
      if (address === undefined || address.startsWith(BUNDLE)) continue;
      const own = this.modules.file(address) !== undefined;
      if (!own && !address.startsWith("file:")) continue;
      const named = this.named(text);
      found.push({
        place: /(?:^async |\(|^)([^(]*:\d+:\d+)\)?$/.exec(named)?.[1] as string,
        text: named,
      });
    }
    return found;
  }
}

/** Column of the character that stands at a column of the picture of a line. */
function shown(line: string, column: number): number {
  let [at, seen] = [0, 1];
  for (const sign of line) {
    if (seen >= column) break;
    seen += sign === "\t" ? 2 : 1;
    at += sign.length;
  }
  return at + 1 + Math.max(0, column - seen);
}

/** A property as text, whatever the script has made of it. */
function read(error: Error, property: "message" | "name" | "stack"): string {
  try {
    return String(error[property] ?? "");
  } catch {
    return "";
  }
}
