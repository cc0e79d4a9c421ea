// Judges documents by the formats' own validators: JSON on standard input, a list of findings on standard output.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
const asked = JSON.parse(readFileSync(0, "utf-8"));
const judges = { amp, html, jsonld, typescript };

async function amp(documents) {
  const validator = await require("next/dist/compiled/amphtml-validator").getInstance(
    require.resolve("next/dist/compiled/amphtml-validator/validator_wasm.js"),
  );
  return documents.map((text) =>
    validator
      .validateString(text)
      .errors.filter((e) => e.severity === "ERROR")
      .map((e) => `${e.line}:${e.col} ${e.message}`),
  );
}

async function html(documents) {
  const { HtmlValidate } = await import("html-validate");
  const validator = new HtmlValidate({
    root: true,
    extends: ["html-validate:standard", "html-validate:a11y"],
    rules: { "no-inline-style": "error", "no-dup-id": "error", "prefer-native-element": "error" },
  });
  const reports = await Promise.all(documents.map((text) => validator.validateString(text)));
  return reports.map((report) =>
    report.results.flatMap((r) => r.messages.filter((m) => m.severity === 2).map((m) => `${m.line}:${m.column} ${m.ruleId} ${m.message}`)),
  );
}

async function jsonld(documents) {
  const { default: Validator } = await import("@adobe/structured-data-validator");
  const extractor = await import("@marbec/web-auto-extractor");
  const Extractor = extractor.default?.default ?? extractor.default;
  return Promise.all(
    documents.map(async (text) => {
      const page = `<!doctype html><title>t</title><script type="application/ld+json">${text}</script>`;
      const found = new Extractor({ addLocation: true, embedSource: ["rdfa", "microdata"] }).parse(page);
      if (!Object.keys(found.jsonld ?? {}).length) return ["no JSON-LD found"];
      const issues = await new Validator().validate(found);
      return issues.filter((i) => i.severity === "ERROR").map((i) => `${JSON.stringify(i.path)} ${i.issueMessage}`);
    }),
  );
}

async function typescript(documents) {
  const { default: ts } = await import("typescript");
  return documents.map((text) => {
    const host = ts.createCompilerHost({});
    const read = host.getSourceFile.bind(host);
    host.getSourceFile = (name, version) => (name === "cards.ts" ? ts.createSourceFile(name, text, version) : read(name, version));
    const program = ts.createProgram(["cards.ts"], { strict: true, noEmit: true, skipLibCheck: true }, host);
    return ts.getPreEmitDiagnostics(program).map((d) => ts.flattenDiagnosticMessageText(d.messageText, " "));
  });
}

const findings = {};
for (const [kind, documents] of Object.entries(asked)) findings[kind] = await judges[kind](documents);
process.stdout.write(JSON.stringify(findings));
