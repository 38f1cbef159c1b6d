/** Text for a terminal: nothing in it moves the cursor or changes a colour. */

// deno-lint-ignore no-control-regex -- what is looked for
const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g;

/** The text with its control characters as escapes; line breaks and tabs stay in `lines`. */
export function printable(text: string, lines = false): string {
  const one = lines ? text : text.replace(/[\n\t]/g, (sign) => sign === "\n" ? "\\n" : "\\t");
  return one.replace(CONTROL, (sign) => {
    const code = sign.charCodeAt(0);
    return code < 256
      ? `\\x${code.toString(16).padStart(2, "0")}`
      : `\\u${code.toString(16).padStart(4, "0")}`;
  });
}
