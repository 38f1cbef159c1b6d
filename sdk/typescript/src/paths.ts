/** Paths of files and their addresses. */

/** Address of the file at an absolute path. */
export function fileUrl(path: string): string {
  return `file://${encodeURI(path).replace(/[?#]/g, encodeURIComponent)}`;
}

/** The path that a specifier names in a file. Throws Error where it can be no path. */
export function pathOf(specifier: string, importer: string): string {
  const { pathname } = new URL(specifier, fileUrl(importer));
  try {
    return decodeURIComponent(pathname);
  } catch {
    throw new Error("it has a % that is no escape; write %25");
  }
}
