/** Formats a script as `auraescript fmt` does, by running it. */

let runs = 0;

/** The text in the project's layout. Throws an error with the reason where that cannot be. */
export async function format(source: string, words: string[], scratch: string): Promise<string> {
  const task = {
    word: "fmt",
    names: ["-"],
    json: false,
    dry: false,
    scratch: `${scratch}/fmt${++runs}`,
  };
  const child = new Deno.Command(Deno.execPath(), {
    args: [...words, JSON.stringify(task)],
    cwd: scratch,
    clearEnv: true,
    env: { DENO_DIR: "/dev/null/deno", DENO_NO_UPDATE_CHECK: "1", NO_COLOR: "1" },
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const writer = child.stdin.getWriter();
  const written = writer.write(new TextEncoder().encode(source)).then(() => writer.close());
  const [{ code, stdout, stderr }] = await Promise.all([child.output(), written.catch(() => {})]);
  const text = new TextDecoder();
  if (code !== 0) {
    const [first = ""] = text.decode(stderr).split("\n");
    throw new Error(first.replace(/^auraescript[^:]*: /, "") || "cannot format");
  }
  return text.decode(stdout);
}
