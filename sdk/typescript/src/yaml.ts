/** Plain values as YAML 1.2 in block style, written as `aer -o yaml` writes them. */

/** What YAML can say of an answer. */
export type Plain =
  | string
  | number
  | bigint
  | boolean
  | null
  | Plain[]
  | { [key: string]: Plain };

// Begins with a letter or a slash and has nothing that YAML gives a meaning to.
const BARE = /^[A-Za-z/][A-Za-z0-9_./+-]*(?: [A-Za-z0-9_./+-]+)*$/;
// Readers of YAML 1.1 take these for other values.
const WORDS = /^(?:y|n|yes|no|on|off|true|false|null|none|nan|inf)$/i;
// DEL, C1 controls, marks of direction, line separators, and what is no character.
const TURNING =
  "\\x7f-\\x9f\\u061c\\u200e\\u200f\\u2028-\\u202e\\u2066-\\u2069\\ufeff\\ufffe\\uffff";
const IN_DOCUMENT = new RegExp(`[${TURNING}]|\\p{Cs}`, "gu");
/** What could move a terminal's cursor or turn its text around, line feeds too. */
export const CONTROL: RegExp = new RegExp(`[\\x00-\\x1f${TURNING}]|\\p{Cs}`, "gu");

/** A value as a YAML document, without a line feed at its end. */
export function emit(value: Plain): string {
  return lines(value).join("\n");
}

/** JSON or YAML with `\u009b` in its strings for what those formats leave as it is. */
export function escapedDocument(text: string): string {
  return text.replace(
    IN_DOCUMENT,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

function lines(value: Plain): string[] {
  if (Array.isArray(value) && value.length > 0) {
    return value.flatMap((item) => {
      const [first, ...below] = lines(item);
      return [`- ${first}`, ...below.map((line) => `  ${line}`)];
    });
  }
  if (typeof value !== "object" || value === null || Object.keys(value).length === 0) {
    return [scalar(value)];
  }
  return Object.entries(value).flatMap(([key, item]) => {
    const name = `${scalar(key)}:`;
    if (typeof item !== "object" || item === null || Object.keys(item).length === 0) {
      return [`${name} ${scalar(item)}`];
    }
    const indent = Array.isArray(item) ? "" : "  ";
    return [name, ...lines(item).map((line) => indent + line)];
  });
}

function scalar(value: Plain): string {
  if (typeof value === "bigint") return String(value);
  if (typeof value === "number" && !Number.isFinite(value)) {
    return Number.isNaN(value) ? ".nan" : value > 0 ? ".inf" : "-.inf";
  }
  if (typeof value === "string" && BARE.test(value) && !WORDS.test(value)) return value;
  return escapedDocument(JSON.stringify(value));
}
