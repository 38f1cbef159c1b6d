/** What lives between inputs: names, the last value and the last error. */

import { Script } from "node:vm";
import type { Program } from "./input.ts";

/** How an input ended. */
export type Outcome =
  | { kind: "value"; value: unknown }
  | { kind: "error"; error: unknown }
  | { kind: "interrupted" };

/** Loads what an input imports. */
export type Importer = (specifier: string, options?: ImportCallOptions) => Promise<unknown>;

type Accessors = Record<string, [get: () => unknown, set: (value: unknown) => void]>;

const INTERRUPTED = Symbol("interrupted");
const PLACE = /<repl>\/(\d+):(\d+):(\d+)/g;

/** The state of one engine. */
export class Session {
  /** Names that inputs declared. */
  readonly declared = new Set<string>();
  readonly #places: Program["place"][] = [];
  #interrupt: (() => void) | undefined;

  constructor(private readonly importer: Importer, private readonly meta: object) {}

  /** Run an input to its end, or to an interrupt. */
  async run(program: Program): Promise<Outcome> {
    const before = this.#save(program.names);
    const interrupted = new Promise<typeof INTERRUPTED>((resolve) => {
      this.#interrupt = () => resolve(INTERRUPTED);
    });
    try {
      const running = this.#call(program);
      const box = running instanceof Promise ? await Promise.race([running, interrupted]) : running;
      if (box === INTERRUPTED) {
        (running as Promise<unknown>).catch(() => undefined);
        this.#restore(before);
        return { kind: "interrupted" };
      }
      const value = Array.isArray(box) ? box[0] : undefined;
      if (value !== undefined) this.#keep("_", value);
      return { kind: "value", value };
    } catch (error) {
      this.#restore(before);
      this.#keep("_error", error);
      return { kind: "error", error };
    } finally {
      this.#interrupt = undefined;
    }
  }

  /** Give up what is awaited. */
  interrupt(): void {
    this.#interrupt?.();
  }

  /** Places of a stack or a message as those of what was typed. */
  placed(text: string): string {
    return text.replace(PLACE, (_, input, line, column) => {
      const place = this.#places[Number(input) - 1]?.(Number(line), Number(column));
      return place ? `<repl>:${place.line}:${place.column}` : "<repl>";
    });
  }

  #call(program: Program): unknown {
    const number = this.#places.push(program.place);
    const made = new Script(program.code, { filename: `<repl>/${number}` }).runInThisContext();
    return (made as (...words: unknown[]) => unknown)(
      (accessors: Accessors) => this.#declare(accessors),
      this.importer,
      this.meta,
    );
  }

  #declare(accessors: Accessors): void {
    for (const [name, [get, set]] of Object.entries(accessors)) {
      this.declared.add(name);
      Object.defineProperty(globalThis, name, { get, set, configurable: true, enumerable: false });
    }
  }

  #keep(name: string, value: unknown): void {
    if (this.declared.has(name)) return;
    const property = { value, writable: true, configurable: true, enumerable: false };
    Object.defineProperty(globalThis, name, property);
  }

  #save(names: string[]): Map<string, PropertyDescriptor | undefined> {
    return new Map(
      names.map((name) => [name, Object.getOwnPropertyDescriptor(globalThis, name)]),
    );
  }

  /** A name whose declaration was not reached is again what it was. */
  #restore(before: Map<string, PropertyDescriptor | undefined>): void {
    for (const [name, descriptor] of before) {
      try {
        void (globalThis as Record<string, unknown>)[name];
      } catch {
        if (descriptor) Object.defineProperty(globalThis, name, descriptor);
        else {
          Reflect.deleteProperty(globalThis, name);
          this.declared.delete(name);
        }
      }
    }
  }
}
