/** Where the library's declarations lie. */

import type { Library } from "./graph.ts";

/** The declarations that are installed with the bundle in `folder`. */
export function standard(folder: string): Library {
  const types = `${folder}/../types/modules`;
  const file = (name: string) => {
    const path = `${types}/${name}.d.ts`;
    try {
      return Deno.statSync(path).isFile ? path : undefined;
    } catch {
      return undefined;
    }
  };
  return { file: (specifier) => file(specifier.replace(/^aurae\//, "")) };
}
