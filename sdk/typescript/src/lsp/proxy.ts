/**
 * Stands between an editor and Deno's language server, which knows TypeScript only.
 *
 * What the editor says of a script goes on with parentheses, what the compiler says of it comes
 * back without. Everything else passes as it is, and in its order.
 */

import { Document, type Position, type Range } from "./document.ts";
import { type Documents, isScript, key, type Notice } from "./documents.ts";
import { difference, fits, workspaceEdit } from "./edits.ts";
import { isObject, type Json, list, type Message, object } from "./json.ts";
import { moved, movedTokens, type Moves } from "./positions.ts";
import * as settings from "./settings.ts";

/** What the proxy can reach. */
export interface Ends {
  editor(message: Message): void;
  compiler(message: Message): void;
  /** A script in the project's layout; the error says why it cannot be. */
  format(source: string): Promise<string>;
  /** The editor is done; `status` is the exit status. */
  end(status: number): void;
}

/** What is known beforehand. */
export interface Facts {
  /** File with the compiler's settings. */
  config: string;
  version: string;
  processId: number;
}

/** A request of the editor that the compiler has not answered. */
interface Asked {
  method: string;
  document: Document | undefined;
  uri: string;
}

const RESTARTED = "auraescript:restart";
const FAILED = -32803;
const INTERNAL = -32603;
const CHANGED = -32801;
// Their items come back alone to be completed, and nothing in them names the document.
const RESOLVED = new Set([
  "textDocument/completion",
  "textDocument/codeAction",
  "textDocument/inlayHint",
]);

/** The state of one conversation. */
export class Proxy {
  private readonly asked = new Map<number | string, Asked>();
  /** The compiler's requests by the number that the editor knows. */
  private readonly questions = new Map<string, number | string>();
  private count = 0;
  private hello: Json = {};
  /** Messages for a compiler that is starting again. */
  private waiting: Message[] | undefined;
  private lives = 2;
  private closing = false;

  constructor(
    private readonly ends: Ends,
    private readonly documents: Documents,
    private readonly facts: Facts,
  ) {}

  /** A message from the editor. */
  fromEditor(message: Message): void {
    const { id, method } = message;
    try {
      if (method === undefined) this.answered(message);
      else if (id === undefined || id === null) this.noticed(method, message);
      else this.requested(id, method, message);
    } catch (error) {
      const why = (error as Error).message;
      if (method === undefined || id === undefined || id === null) {
        console.error(`auraescript lsp: cannot use ${method ?? "an answer"}: ${why}`);
        return;
      }
      this.asked.delete(id);
      this.refuse(id, INTERNAL, `cannot answer ${method}: ${why}`);
    }
  }

  /** A message from the compiler. */
  fromCompiler(message: Message): void {
    const { id, method } = message;
    if (method === undefined) this.replied(message);
    else if (id === undefined || id === null) this.told(method, message);
    else this.questioned(id, method, message);
  }

  /** The compiler has ended by itself; whether it should be started again. */
  compilerEnded(): boolean {
    this.lives--;
    this.questions.clear();
    for (const [id, { method }] of this.asked) {
      this.asked.delete(id);
      if (method === "shutdown") this.ends.editor({ jsonrpc: "2.0", id, result: null });
      else this.refuse(id, FAILED, `cannot answer ${method}: the compiler has ended`);
    }
    if (this.closing) return false;
    const again = this.lives > 0;
    const what = again
      ? "AuraeScript: the compiler has ended; it is started again"
      : "AuraeScript: cannot go on: the compiler has ended once more; restart the language server";
    this.notify("window/showMessage", { type: again ? 2 : 1, message: what });
    for (const { id, method } of again ? [] : this.waiting ?? []) {
      if (id !== undefined && id !== null) this.refuse(id, FAILED, `cannot answer ${method}`);
    }
    this.waiting = again ? [] : undefined;
    return again;
  }

  /** It was started again: it hears what the editor said at first. */
  compilerStarted(): void {
    this.ends.compiler({
      jsonrpc: "2.0",
      id: RESTARTED,
      method: "initialize",
      params: this.greeting(),
    });
  }

  private greeting(): Json {
    return settings.initialize(this.hello, this.facts.config, this.facts.processId);
  }

  private requested(id: number | string, method: string, message: Message): void {
    if (method === "textDocument/formatting") return this.format(id, object(message.params));
    if (method === "initialize") this.hello = object(message.params);
    if (method === "shutdown") this.closing = true;
    if (this.lives === 0) {
      if (method !== "shutdown") return this.refuse(id, FAILED, `cannot answer ${method}`);
      return this.ends.editor({ jsonrpc: "2.0", id, result: null });
    }
    if (method === "initialize") {
      this.asked.set(id, { method, document: undefined, uri: "" });
      return this.tell({ ...message, params: this.greeting() });
    }
    const [params, uri] = unwrapped(method, message.params);
    const document = this.documents.get(uri);
    this.asked.set(id, { method, document, uri });
    const moves: Moves = {
      place: (uri, position, side) => this.documents.get(uri)?.toText(position, side) ?? position,
      address: (uri) => uri,
    };
    const sent = params === undefined ? message : { ...message, params: moved(params, uri, moves) };
    this.tell(sent);
  }

  private noticed(method: string, message: Message): void {
    const params = object(message.params);
    const { uri } = object(params.textDocument) as { uri?: string };
    switch (method) {
      case "textDocument/didOpen":
        return this.inform(this.documents.opened(document(params.textDocument)));
      case "textDocument/didChange":
        return this.changed(params);
      case "textDocument/didClose":
        this.inform(this.documents.closed(String(uri)));
        return this.notify("textDocument/publishDiagnostics", { uri, diagnostics: [] });
      case "textDocument/didSave":
        this.inform(this.documents.settle());
        return this.tell(message);
      case "workspace/didChangeWatchedFiles":
        return this.watched(params, message);
      case "workspace/didChangeWorkspaceFolders":
        return;
      case "initialized":
        this.tell(message);
        if (settings.watches(this.hello)) this.ask("client/registerCapability", settings.WATCH);
        return;
      case "exit":
        return this.ends.end(this.closing ? 0 : 1);
      default:
        this.tell(message);
    }
  }

  private changed(params: Json): void {
    const { uri, version } = object(params.textDocument) as { uri: string; version: number };
    const before = this.documents.get(uri);
    const text = object(list(params.contentChanges).at(-1)).text;
    if (before === undefined || typeof text !== "string") return;
    this.inform(this.documents.changed(new Document(uri, version, text, before.script)));
  }

  private watched(params: Json, message: Message): void {
    this.inform(this.documents.settle());
    const changes = list(params.changes).filter((change) => !isScript(String(object(change).uri)));
    if (changes.length > 0) this.tell({ ...message, params: { ...params, changes } });
  }

  private format(id: number | string, params: Json): void {
    const { uri } = object(params.textDocument) as { uri: string };
    const before = this.documents.get(uri);
    if (before === undefined) {
      return this.refuse(id, FAILED, `cannot format ${uri}: it is not open`);
    }
    this.ends.format(before.source).then(
      (text) => {
        if (this.documents.get(uri) !== before) this.refuse(id, CHANGED, `${uri} has changed`);
        else this.ends.editor({ jsonrpc: "2.0", id, result: difference(before.source, text) });
      },
      (error: Error) => this.refuse(id, FAILED, error.message),
    );
  }

  /** The editor's answer to a question of the compiler, or to one of ours. */
  private answered(message: Message): void {
    const id = this.questions.get(String(message.id));
    if (id === undefined) return;
    this.questions.delete(String(message.id));
    this.tell({ ...message, id });
  }

  private questioned(id: number | string, method: string, message: Message): void {
    if (method === "workspace/configuration") {
      const result = list(object(message.params).items).map((item) =>
        settings.section(object(item).section, this.facts.config)
      );
      this.ends.compiler({ jsonrpc: "2.0", id, result });
    } else if (/^client\/(?:un)?registerCapability$/.test(method)) {
      // We ask for what has to be watched ourselves.
      this.ends.compiler({ jsonrpc: "2.0", id, result: null });
    } else {
      const name = `auraescript:${++this.count}`;
      this.questions.set(name, id);
      this.ends.editor({ ...message, id: name, ...this.shown(message) });
    }
  }

  private told(method: string, message: Message): void {
    if (method.startsWith("deno/")) return;
    if (method === "textDocument/publishDiagnostics") return this.publish(object(message.params));
    this.ends.editor({ ...message, ...this.shown(message) });
  }

  private shown({ params }: Message): Json {
    return params === undefined ? {} : { params: moved(params, "", this.back()) };
  }

  private publish(params: Json): void {
    const { uri, version } = params as { uri: string; version?: number };
    if (!this.documents.isOpen(uri)) return;
    const found = this.documents.get(uri, version);
    const diagnostics = settings.diagnostics(
      params.diagnostics,
      (range) => found?.slice(range as Range) ?? "",
      (uri) => this.documents.called(uri),
    );
    const moves = this.back(found);
    this.notify("textDocument/publishDiagnostics", {
      ...params,
      uri: moves.address(uri),
      diagnostics: moved(diagnostics, uri, moves),
    });
  }

  private replied(message: Message): void {
    if (message.id === RESTARTED) return this.restarted();
    const id = message.id as number | string;
    const asked = this.asked.get(id);
    this.asked.delete(id);
    if (asked === undefined || message.result === undefined || message.result === null) {
      return this.ends.editor(message);
    }
    try {
      this.ends.editor({ ...message, result: this.result(message.result, asked) });
    } catch (error) {
      this.refuse(id, FAILED, `cannot answer ${asked.method}: ${(error as Error).message}`);
    }
  }

  private restarted(): void {
    const waiting = this.waiting ?? [];
    this.waiting = undefined;
    this.tell({ jsonrpc: "2.0", method: "initialized", params: {} });
    this.inform(this.documents.all());
    for (const message of waiting) this.tell(message);
  }

  /** An answer as the editor should get it. */
  private result(result: unknown, { method, document, uri }: Asked): unknown {
    if (method === "initialize") return settings.capabilities(result, this.facts.version);
    const moves = this.back(document);
    if (method.startsWith("textDocument/semanticTokens/")) {
      const data = list(object(result).data) as number[];
      const place = (position: Position) => document?.toSource(position) ?? position;
      return { ...object(result), data: movedTokens(data, place) };
    }
    let theirs = result;
    if (method === "textDocument/codeAction") {
      theirs = list(result).filter((action) =>
        settings.offers(action) && this.fits(action, moved(action, uri, moves), document)
      );
    }
    const ours = moved(theirs, uri, moves);
    if (!this.fits(theirs, ours, document)) {
      throw new Error("the edit would have to write parentheses");
    }
    return RESOLVED.has(method) ? wrapped(ours, uri) : ours;
  }

  private fits(theirs: unknown, ours: unknown, document: Document | undefined): boolean {
    const edit = workspaceEdit(theirs);
    return edit === undefined ||
      fits(edit, workspaceEdit(ours), (uri) => this.find(uri, document));
  }

  /** How places of the compiler become the user's; `asked` is the version that it was told of. */
  private back(asked?: Document): Moves {
    return {
      place: (uri, position) => this.find(uri, asked)?.toSource(position) ?? position,
      address: (uri) => this.documents.isOpen(uri) ? this.documents.get(uri)?.uri ?? uri : uri,
    };
  }

  private find(uri: string, asked: Document | undefined): Document | undefined {
    return asked !== undefined && key(uri) === key(asked.uri) ? asked : this.documents.get(uri);
  }

  private inform(notices: Notice[]): void {
    // A compiler that is starting again hears of all documents when it is ready.
    if (this.waiting !== undefined) return;
    for (const notice of notices) this.tell({ jsonrpc: "2.0", ...notice });
  }

  private tell(message: Message): void {
    if (this.lives === 0) return;
    if (this.waiting !== undefined) this.waiting.push(message);
    else this.ends.compiler(message);
  }

  private ask(method: string, params: unknown): void {
    this.ends.editor({ jsonrpc: "2.0", id: `auraescript:${++this.count}`, method, params });
  }

  private notify(method: string, params: unknown): void {
    this.ends.editor({ jsonrpc: "2.0", method, params });
  }

  private refuse(id: number | string, code: number, message: string): void {
    this.ends.editor({ jsonrpc: "2.0", id, error: { code, message } });
  }
}

function document(item: unknown): Document {
  const { uri, languageId, version, text } = object(item) as {
    uri: string;
    languageId: string;
    version: number;
    text: string;
  };
  return new Document(uri, version, text, languageId === "aurae" || isScript(uri));
}

/** The document is noted in what comes back as `data`. */
function wrapped(result: unknown, uri: string): unknown {
  const wrap = (item: unknown) =>
    isObject(item) ? { ...item, data: { uri, data: item.data } } : item;
  if (Array.isArray(result)) return result.map(wrap);
  return isObject(result) && Array.isArray(result.items)
    ? { ...result, items: result.items.map(wrap) }
    : result;
}

/** What `wrapped` noted, and the parameters as the compiler knows them. */
function unwrapped(method: string, params: unknown): [unknown, string] {
  const { textDocument, item, data, ...rest } = object(params);
  if (method.endsWith("/resolve") && isObject(data) && typeof data.uri === "string") {
    return [data.data === undefined ? rest : { ...rest, data: data.data }, data.uri];
  }
  const uri = object(textDocument).uri ?? object(item).uri;
  return [params, typeof uri === "string" ? uri : ""];
}
