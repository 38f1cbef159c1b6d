/** What a person reads when a script fails: `hello.aurae:11:5: cannot start web: why`. */

import { AuraeError } from "./errors.ts";
import { LoadError, type Modules } from "./load.ts";

// deno-lint-ignore no-control-regex -- the escape is what is looked for
const COLOURS = /\u001b\[[0-9;]*m/g;

/** The lines for stderr. `script` is what the user called the file. */
export function report(error: unknown, modules: Modules, script: string): string {
  if (error instanceof LoadError) return error.message;
  if (!(error instanceof Error)) return `${script}: uncaught: ${Deno.inspect(error)}`;
  const stack = named(error.stack ?? "", modules);
  const message = named(error.message, modules);
  const syntax = /^(?:SyntaxError: )?([^\n]*)\n([^]*?)\s+at (\S+:\d+:\d+)$/.exec(message.trim());
  if (syntax) return `${syntax[3]}: ${syntax[1]}\n${syntax[2]}`;
  const places = frames(stack, modules);
  const import_ = /^(?:TypeError: )?(Module not found [^\n]*)\n\s+at (\S+:\d+:\d+)/.exec(message);
  if (import_) return `${import_[2]}: ${import_[1]}`;
  const place = places[0]?.place ?? script;
  if (error instanceof AuraeError) return `${place}: ${message}`;
  const callers = places.slice(1).map((frame) => `\n    at ${frame.text}`);
  return `${place}: ${error.name}: ${message}${callers.join("")}`;
}

function named(text: string, modules: Modules): string {
  let plain = text.replace(COLOURS, "");
  for (const [url, name] of modules.names) plain = plain.replaceAll(url, name);
  return plain;
}

/** Frames of the stack that lie in the user's own files. */
function frames(stack: string, modules: Modules): { place: string; text: string }[] {
  const names = [...modules.names.values()];
  const found: { place: string; text: string }[] = [];
  for (const line of stack.split("\n")) {
    const text = /^\s+at (.*)$/.exec(line)?.[1];
    if (text === undefined) continue;
    const place = /([^\s(]+:\d+:\d+)\)?$/.exec(text)?.[1];
    const own = place !== undefined &&
      (place.startsWith("file:") || names.some((name) => text.includes(`${name}:`)));
    if (own && !place.startsWith(import.meta.url)) {
      const name = names.find((candidate) => text.includes(`${candidate}:`));
      const numbers = /:\d+:\d+$/.exec(place)?.[0] ?? "";
      found.push({ place: name === undefined ? place : name + numbers, text });
    }
  }
  return found;
}
