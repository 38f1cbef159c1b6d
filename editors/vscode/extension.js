// Starts `auraescript lsp` for AuraeScript.

const { workspace } = require("vscode");
const { LanguageClient } = require("vscode-languageclient/node");

let client;

exports.activate = function () {
  const command = workspace.getConfiguration("auraescript").get("path");
  client = new LanguageClient(
    "auraescript",
    "AuraeScript",
    { command, args: ["lsp"] },
    { documentSelector: [{ language: "aurae" }] },
  );
  return client.start();
};

exports.deactivate = function () {
  return client?.stop();
};
