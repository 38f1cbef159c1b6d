/** `auraescript lint`: Deno's linter on scripts. */

import { syntaxErrors } from "./check.ts";
import { type Scratch, ToolError, why } from "./engine.ts";
import { type Problem, problem } from "./problems.ts";
import type { Source } from "./source.ts";

/** Rules that a script need not keep. */
export const EXCLUDED = [
  // The language's own examples say `let`: a script is read from top to bottom, once.
  "prefer-const",
];

/** What `deno lint --json` prints. */
interface Report {
  diagnostics: {
    filename: string;
    range: { start: { bytePos: number }; end: { bytePos: number } };
    message: string;
    code: string;
    hint?: string | null;
  }[];
  errors: { file_path: string; message: string }[];
}

/** What the linter has to say about sources. */
export async function lint(sources: Source[], scratch: Scratch): Promise<Problem[]> {
  if (sources.length === 0) return [];
  for (const source of sources) scratch.add(source);
  const rules = `--rules-exclude=${EXCLUDED.join(",")}`;
  const output = await scratch.deno(
    "lint",
    "--quiet",
    "--no-config",
    "--json",
    rules,
    ...scratch.names,
  );
  let report: Report;
  try {
    report = JSON.parse(output.stdout) as Report;
  } catch {
    throw new ToolError(why(output));
  }
  const broken = syntaxErrors(
    report.errors.map((error) => error.message).join("\n"),
    scratch,
    "lint",
  );
  return [...broken.values(), ...complaints(report, scratch)];
}

function complaints(report: Report, scratch: Pick<Scratch, "source">): Problem[] {
  const offsets = new Map<Source, (byte: number) => number>();
  return report.diagnostics.flatMap(({ filename, range, message, code, hint }) => {
    const source = scratch.source(filename);
    if (source === undefined) return [];
    if (!offsets.has(source)) offsets.set(source, byteOffsets(source.plain));
    const offset = offsets.get(source) as (byte: number) => number;
    const place = {
      start: source.toSource(offset(range.start.bytePos)),
      end: source.toSource(offset(range.end.bytePos)),
    };
    const facts = { code, message, severity: "warning" as const };
    return [problem(source, place, hint ? { ...facts, hint } : facts)];
  });
}

/** Offsets in a text by the number of its UTF-8 bytes before. */
function byteOffsets(text: string): (byte: number) => number {
  const bytes = new TextEncoder().encode(text);
  const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  if (bytes.length === text.length) return (byte) => byte;
  return (byte) => decoder.decode(bytes.subarray(0, byte)).length;
}
