// Makes one declaration file of the library and of each generated module; tools/generate_types.py
// runs it with --dir and finishes what it writes.

import { readdirSync } from "node:fs";
import { dts } from "rollup-plugin-dts";
import ts from "typescript";

const generated = readdirSync("gen").map((name) => name.replace(/\.ts$/, ""));

export default {
  input: {
    ...Object.fromEntries(
      generated.filter((name) => name !== "schema").map((name) => [name, `gen/${name}.ts`]),
    ),
    aurae: "src/library.ts",
  },
  external: /\bwire\.ts$/,
  output: {
    format: "es",
    entryFileNames: "[name].d.ts",
    chunkFileNames: "[name].d.ts",
    minifyInternalExports: false,
  },
  plugins: [dts({
    compilerOptions: {
      allowImportingTsExtensions: true,
      lib: ["lib.esnext.d.ts", "lib.dom.d.ts"],
      module: ts.ModuleKind.ESNext,
      moduleResolution: ts.ModuleResolutionKind.Bundler,
      noUncheckedIndexedAccess: true,
      skipLibCheck: true,
      strict: true,
      stripInternal: true,
      target: ts.ScriptTarget.ESNext,
      types: ["node"],
    },
  })],
};
