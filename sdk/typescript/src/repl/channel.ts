/**
 * The engine's end of the socket that its front end made for it.
 *
 * Deno finds the socket's number in NODE_CHANNEL_FD, as Node does in a child of `fork`: it needs no
 * permission, no file and no address, so nobody else can connect. `process.send` is
 * taken away before the user's code runs.
 */

import process from "node:process";
import type { Answer, File, Notice, Request } from "./protocol.ts";

/** Sends to the front end, and hands out what it says. */
export class Channel {
  readonly #send: (message: unknown) => boolean;
  readonly #files = new Map<string, (file: File) => void>();

  /** `request` is called for each; the process ends with the front end. */
  constructor(request: (request: Request) => void) {
    if (!process.send) throw new Error("cannot begin: auraescript repl starts this program");
    this.#send = process.send.bind(process) as (message: unknown) => boolean;
    process.on("message", (message: Request | File) => {
      if ("file" in message) this.#files.get(message.file)?.(message);
      else request(message);
    });
    process.on("disconnect", () => Deno.exit(0));
    Reflect.deleteProperty(process, "send");
  }

  /** Say something to the front end. */
  send(message: Answer | Notice): void {
    this.#send(message);
  }

  /** A file that an input imports. */
  file(path: string): Promise<File> {
    return new Promise((resolve) => {
      this.#files.set(path, (file) => {
        this.#files.delete(path);
        resolve(file);
      });
      this.send({ file: path });
    });
  }
}
