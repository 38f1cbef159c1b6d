/**
 * What imports of the library are called: the one table for running, checking and editing.
 *
 * A script may say `"aurae"` and `"aurae/cells"`. Scripts written for upstream's AuraeScript import
 * the same things by the path of a file in its sources; those work from any folder.
 */

// Upstream's names of modules that are called otherwise here.
const RENAMED: Record<string, string> = { kubernetes_cri: "cri", grpc_health: "health" };
// Modules of upstream's that are no services: all of what they export is in the library.
const WHOLE = new Set(["aurae", "helpers"]);

/**
 * What a specifier means where it means the library: `aurae` for the library itself, `aurae/NAME`
 * for the generated module NAME. Whether there is such a module is not asked.
 */
export function librarySpecifier(specifier: string): string | undefined {
  if (/^aurae(?:\/\w+)?$/.test(specifier)) return specifier;
  const found = /(?:^|\/)auraescript\/(gen\/)?(?:google\/protobuf\/)?(\w+)\.ts$/.exec(specifier);
  if (!found) return undefined;
  const name = found[2] as string;
  if (WHOLE.has(name)) return "aurae";
  return found[1] && `aurae/${RENAMED[name] ?? name}`;
}
