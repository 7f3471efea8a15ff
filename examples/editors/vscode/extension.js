// mtfix for VS Code: starts `mtfix lsp` and lets the editor talk to it.
//
// To fix all that is certain when saving, put into settings.json:
//   "editor.codeActionsOnSave": { "source.fixAll.mtfix": "explicit" }
const { workspace } = require("vscode");
const { LanguageClient } = require("vscode-languageclient/node");

let client;

exports.activate = async () => {
  const [command, ...args] = workspace.getConfiguration("mtfix").get("command");
  client = new LanguageClient(
    "mtfix",
    "mtfix",
    { command, args },
    {
      documentSelector: ["plaintext", "markdown", "html", "yaml"].map((language) => ({ language })),
      synchronize: {
        fileEvents: workspace.createFileSystemWatcher("**/{mtfix.toml,*.yaml,.mtfix-decisions.jsonl}"),
      },
    },
  );
  await client.start();
};

exports.deactivate = () => client?.stop();
