// Builds web/dist: checks types, bundles with esbuild under names that bear a digest, writes index.html.
//
//   node build.mjs [--no-check] [--out DIR]
import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import process from "node:process";

/** What the page's first script may weigh, gzipped. */
const MAIN_LIMIT = 150_000;

const here = dirname(fileURLToPath(import.meta.url));
const args = process.argv.slice(2);
const out = args.includes("--out") ? args[args.indexOf("--out") + 1] : join(here, "dist");

if (!args.includes("--no-check")) {
  execFileSync("tsc", ["--project", here], { stdio: "inherit" });
}

// The folder itself stays: a running server holds it open.
mkdirSync(out, { recursive: true });
for (const name of readdirSync(out)) rmSync(join(out, name), { recursive: true, force: true });
execFileSync("esbuild", [
  join(here, "src/main.tsx"),
  join(here, "src/theme.ts"),
  "--bundle",
  "--minify",
  "--format=esm",
  "--splitting",
  "--jsx=automatic",
  "--target=es2022,chrome111,firefox113,safari16.4",
  '--define:process.env.NODE_ENV="production"',
  "--entry-names=assets/[name]-[hash]",
  "--chunk-names=assets/[name]-[hash]",
  "--asset-names=assets/[name]-[hash]",
  "--loader:.woff2=file",
  "--loader:.svg=file",
  "--public-path=/",
  "--log-level=warning",
  `--outdir=${out}`,
], { stdio: "inherit" });

const assets = readdirSync(join(out, "assets"));
function named(pattern) {
  const found = assets.filter((name) => pattern.test(name));
  if (found.length !== 1) throw new Error(`expected one asset like ${pattern}, found ${found}`);
  return found[0];
}
const main = named(/^main-\w+\.js$/);
const page = readFileSync(join(here, "src/index.html"), "utf8")
  .replace("%THEME%", `/assets/${named(/^theme-\w+\.js$/)}`)
  .replace("%MAIN%", `/assets/${main}`)
  .replace("%STYLE%", `/assets/${named(/^main-\w+\.css$/)}`)
  .replace("%FONT%", `/assets/${named(/^inter-\w+\.woff2$/)}`);
writeFileSync(join(out, "index.html"), page);
writeFileSync(join(out, "favicon.svg"), readFileSync(join(here, "src/assets/favicon.svg")));

// What main imports statically is loaded with it, and counts.
const seen = new Set();
function weigh(name) {
  if (seen.has(name)) return 0;
  seen.add(name);
  const text = readFileSync(join(out, "assets", name));
  const imports = [...text.toString().matchAll(/(?:import|from)\s*"\.\/([\w.-]+\.js)"/g)];
  return gzipSync(text).length + imports.reduce((sum, [, next]) => sum + weigh(next), 0);
}
const weight = weigh(main);
const rest = assets.filter((name) => name.endsWith(".js") && !seen.has(name));
const sizes = [`main ${(weight / 1000).toFixed(1)} kB`];
for (const name of [...rest, ...assets.filter((name) => name.endsWith(".css"))]) {
  const bytes = gzipSync(readFileSync(join(out, "assets", name))).length;
  sizes.push(`${name.replace(/-\w+\./, ".")} ${(bytes / 1000).toFixed(1)} kB`);
}
console.log(`web: built ${out} (gzipped: ${sizes.join(", ")})`);
if (weight > MAIN_LIMIT) {
  console.error(`web: the main bundle is over ${MAIN_LIMIT / 1000} kB`);
  process.exit(1);
}
