/** What the compiler is told of itself, and what the editor is told of us. */

import { EXCLUDED } from "../tool/lint.ts";
import { type Json, list, object } from "./json.ts";

// What Deno cannot do with our documents, and what only makes sense for a Deno project.
const OFF = [
  "notebookDocumentSync",
  "codeLensProvider",
  "diagnosticProvider",
  "executeCommandProvider",
  "experimental",
];

/** The file of settings of the compiler: `modules` are the declarations, by what they are called. */
export function configuration(globals: string | undefined, modules: Record<string, string>): Json {
  return {
    compilerOptions: {
      strict: true,
      skipLibCheck: true,
      useUnknownInCatchVariables: false,
      types: globals === undefined ? [] : [globals],
    },
    imports: modules,
    lint: { rules: { exclude: EXCLUDED } },
    lock: false,
    nodeModulesDir: "none",
  };
}

/** Answer to the compiler's question for a section of the editor's settings. */
export function section(name: unknown, config: string): Json {
  if (name === "deno") return deno(config);
  // Nothing is looked for on the network, and no file is renamed in other files.
  return { suggest: { autoImports: true }, updateImportsOnFileMove: { enabled: "never" } };
}

/** Deno's own section. */
export function deno(config: string): Json {
  return {
    enable: true,
    config,
    lint: true,
    cacheOnSave: false,
    codeLens: { implementations: false, references: false, test: false },
    suggest: { imports: { autoDiscover: false, hosts: {} } },
  };
}

/** The editor's `initialize` for the compiler: no folder, so no settings of others are found. */
export function initialize(params: Json, config: string, processId: number): Json {
  const { rootUri: _, rootPath: __, workspaceFolders: ___, ...rest } = params;
  const { general, workspace, textDocument, experimental: ____, ...others } = object(
    params.capabilities,
  );
  const { positionEncodings: _____, ...generally } = object(general);
  const { diagnostic: ______, ...documents } = object(textDocument);
  const { diagnostics: _______, ...spaces } = object(workspace);
  return {
    ...rest,
    processId,
    rootUri: null,
    initializationOptions: deno(config),
    capabilities: {
      ...others,
      general: generally,
      textDocument: documents,
      workspace: { ...spaces, configuration: true, workspaceFolders: false },
    },
  };
}

/** The compiler's answer to it for the editor. */
export function capabilities(result: unknown, version: string): Json {
  const { capabilities, ...rest } = object(result);
  const theirs = Object.fromEntries(
    Object.entries(object(capabilities)).filter(([name]) => !OFF.includes(name)),
  );
  const { semanticTokensProvider: tokens } = theirs;
  if (tokens !== undefined) {
    const { documentSelector: _, ...plain } = object(tokens);
    theirs.semanticTokensProvider = plain;
  }
  return {
    ...rest,
    capabilities: {
      ...theirs,
      positionEncoding: "utf-16",
      textDocumentSync: { openClose: true, change: 1, save: { includeText: false } },
      documentFormattingProvider: true,
      workspace: { workspaceFolders: { supported: false } },
    },
    serverInfo: { name: "auraescript", version },
  };
}

/** Whether the editor watches files for a server that asks it to. */
export function watches(params: Json): boolean {
  const workspace = object(object(params.capabilities).workspace);
  return object(workspace.didChangeWatchedFiles).dynamicRegistration === true;
}

/** The request for it. */
export const WATCH = {
  registrations: [{
    id: "auraescript",
    method: "workspace/didChangeWatchedFiles",
    registerOptions: { watchers: [{ globPattern: "**/*.{aurae,ts,mts,js,mjs,json}" }] },
  }],
};

/**
 * What of the compiler's diagnostics is for the user. `text` is what the compiler was told, `named`
 * what a person calls a file.
 */
export function diagnostics(
  found: unknown,
  text: (range: unknown) => string,
  named: (uri: string) => string,
): Json[] {
  return list(found).map(object).flatMap((diagnostic) => {
    const { source, code, range, message } = diagnostic;
    // How a Deno project would be set up is no fault of a script.
    if (source === "deno" && code === "import-map-remap") return [];
    const missing = source === "deno" && code === "no-local";
    const why = missing
      ? `cannot import ${text(range).slice(1, -1)}: no such file`
      : String(message)
        .replaceAll(/, \{ with: \{ "resolution-mode": "import" \} \}/g, "")
        .replaceAll(/(?<=import\(")file:[^"]*/g, named);
    return [{ ...diagnostic, message: why }];
  });
}

/** Whether a code action makes sense for a script: Deno would make a module of its own, or fetch. */
export function offers(action: unknown): boolean {
  const { kind, command } = object(action);
  if (typeof kind === "string" && kind.startsWith("refactor.move")) return false;
  const name = typeof command === "string" ? command : object(command).command;
  return typeof name !== "string" || !name.startsWith("deno.");
}
