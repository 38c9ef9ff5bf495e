// Bundles the unit tests and runs them: `node test/run.mjs`. Ends with one line of counts.
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const out = mkdtempSync(join(tmpdir(), "semblance-web-"));
let code = 1;
try {
  const tests = readdirSync(join(here, "unit")).filter((name) => name.endsWith(".test.ts"));
  const from = tests.map((name) => join(here, "unit", name));
  execFileSync("esbuild", [
    ...from,
    "--bundle",
    "--platform=node",
    "--format=esm",
    "--out-extension:.js=.mjs",
    "--sourcemap=inline",
    "--log-level=warning",
    `--outdir=${out}`,
  ], { stdio: "inherit" });
  const built = readdirSync(out).map((name) => join(out, name));
  const run = spawnSync(process.execPath, [
    "--enable-source-maps",
    "--test",
    "--test-reporter=tap",
    ...built,
  ], {
    encoding: "utf8",
  });
  const count = (name) => Number(new RegExp(`^# ${name} (\\d+)`, "m").exec(run.stdout)?.[1] ?? 0);
  const failed = run.status === 0 ? count("fail") : Math.max(1, count("fail"));
  if (failed > 0) process.stdout.write(run.stdout + run.stderr);
  console.log(
    `web unit tests: ${count("pass")} passed, ${failed} failed, ${count("skipped")} skipped`,
  );
  code = failed > 0 || count("pass") === 0 ? 1 : 0;
} finally {
  rmSync(out, { recursive: true, force: true });
}
process.exit(code);
