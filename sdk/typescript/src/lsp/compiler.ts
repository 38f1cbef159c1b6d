/** Deno's language server as a child process. */

import { frame, Frames } from "./framing.ts";
import type { Message } from "./json.ts";

// A proxy that nobody listens at: nothing is ever looked up or downloaded.
const NOWHERE = "http://127.0.0.1:9";
const ENVIRONMENT = {
  DENO_DIR: "/dev/null/deno",
  DENO_NO_PACKAGE_JSON: "1",
  DENO_NO_UPDATE_CHECK: "1",
  HTTP_PROXY: NOWHERE,
  HTTPS_PROXY: NOWHERE,
  NO_COLOR: "1",
};

/** One running language server. */
export class Compiler {
  private readonly child: Deno.ChildProcess;
  private readonly writer: WritableStreamDefaultWriter<Uint8Array<ArrayBuffer>>;
  /** It has ended, and all that it said was heard. */
  readonly ended: Promise<void>;

  /** Throws when Deno cannot be started. */
  constructor(folder: string, heard: (message: Message) => void) {
    this.child = new Deno.Command(Deno.execPath(), {
      args: ["lsp", "--quiet"],
      cwd: folder,
      clearEnv: true,
      env: ENVIRONMENT,
      stdin: "piped",
      stdout: "piped",
      stderr: "inherit",
    }).spawn();
    this.writer = this.child.stdin.getWriter();
    this.ended = this.listen(heard);
  }

  /** Messages arrive in the order in which they are said. */
  say(message: Message): void {
    // It has ended when it cannot be written to, and that is told by `ended`.
    this.writer.write(frame(message)).catch(() => {});
  }

  /** Say no more; it ends by itself when it has read everything. */
  async close(): Promise<void> {
    await this.writer.close().catch(() => {});
  }

  /** End it now. */
  kill(): void {
    try {
      this.child.kill("SIGKILL");
    } catch (error) {
      if (!(error instanceof TypeError)) throw error; // it has ended already
    }
  }

  private async listen(heard: (message: Message) => void): Promise<void> {
    try {
      await messages(this.child.stdout, heard);
    } catch (error) {
      console.error(`auraescript lsp: cannot understand the compiler: ${error}`);
      this.kill();
    }
    await this.child.status;
  }
}

/** Hand each message of a stream on, until it ends. Throws FramingError. */
export async function messages(
  stream: ReadableStream<Uint8Array>,
  heard: (message: Message) => void,
  garbled: () => void = () => {},
): Promise<void> {
  const frames = new Frames();
  const decoder = new TextDecoder();
  for await (const piece of stream) {
    for (const body of frames.push(piece)) {
      let message: unknown;
      try {
        message = JSON.parse(decoder.decode(body));
      } catch {
        garbled();
        continue;
      }
      if (typeof message === "object" && message !== null) heard(message as Message);
      else garbled();
    }
  }
}
