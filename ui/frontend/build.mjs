// Builds what the browser loads into ui/static/dist: one script, one style sheet, two subset
// typefaces, the diagram island, the drawings, and the icons as JSON for the templates.
// Every file carries the hash of its content in its name; manifest.json says which is which.
import { createHash } from "node:crypto";
import { mkdir, readFile, readdir, rename, rm, writeFile } from "node:fs/promises";
import { basename, dirname, extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import subsetFont from "subset-font";

const here = dirname(fileURLToPath(import.meta.url));
const source = join(here, "..", "static", "src");
const finished = join(here, "..", "static", "dist");
const target = `${finished}.next`; // swapped in whole at the end: a running page never sees half of it
const packages = join(here, "node_modules");
const manifest = {};

const LICENCES = {
  "htmx": "htmx.org: 0BSD", "sans": "Source Sans 3: OFL-1.1", "serif": "Source Serif 4: OFL-1.1",
  "icons": "Lucide: ISC", "diagram": "bpmn-js: bpmn.io licence",
  "land": "Leaflet: BSD-2-Clause",
  "workshop": "bpmn-js: bpmn.io licence; bpmn-js-token-simulation, diagram-js-minimap, zeebe-bpmn-moddle: MIT",
  "proof": "noble-ed25519, noble-hashes: MIT", "verifier": "zip.js: BSD-3-Clause",
};

function letters() {
  const range = (from, to) => Array.from({ length: to - from + 1 }, (_, i) => from + i);
  const latin1 = String.fromCodePoint(...range(0x20, 0x7e), ...range(0xa0, 0xff));
  return latin1 + "ŒœŸ–—‘’“”…•·′″‹›←→↑↓−√▲▼€\u2009\u202f";
}

async function put(name, content) {
  const hash = createHash("sha256").update(content).digest("hex").slice(0, 10);
  const extension = extname(name);
  const file = `${basename(name, extension)}-${hash}${extension}`;
  await writeFile(join(target, file), content);
  manifest[name] = file;
}

async function typeface(name, pack, file, wght) {
  const original = await readFile(join(packages, "@fontsource-variable", pack, "files", file));
  const keepFeatures = ["kern", "mark", "mkmk", "tnum", "lnum", "ccmp", "locl"];
  const options = { targetFormat: "woff2", variationAxes: { wght }, keepFeatures };
  await put(name, await subsetFont(original, letters(), options));
}

async function bundle(name, entry, options = {}) {
  const result = await build({
    entryPoints: [join(source, entry)], bundle: true, minify: true, write: false,
    target: ["chrome109", "firefox115", "safari15.4"], legalComments: "none", logLevel: "warning",
    nodePaths: [packages], ...options,
  });
  await put(name, result.outputFiles[0].text);
}

function fontPaths() {
  const known = Object.keys(manifest).filter((name) => name.endsWith(".woff2"));
  const replace = (css) => known.reduce((text, name) => text.replaceAll(name, manifest[name]), css);
  return {
    name: "font paths",
    setup(bundling) {
      bundling.onLoad({ filter: /fonts\.css$/ }, async ({ path }) => ({
        contents: replace(await readFile(path, "utf8")), loader: "css",
      }));
    },
  };
}

// The library's signs are one typeface of its own, kept like the others; its other kinds are left out.
function signs() {
  const face = `@font-face{font-family:"bpmn";src:url("${manifest["bpmn.woff2"]}") format("woff2")}`;
  return {
    name: "signs",
    setup(bundling) {
      bundling.onLoad({ filter: /bpmn-font.css.bpmn\.css$/ }, async ({ path }) => ({
        contents: (await readFile(path, "utf8")).replace(/@font-face\s*{[^}]*}/, face), loader: "css",
      }));
    },
  };
}

// The simulation writes styles into its markup, which the policy of the pages forbids: it says them as
// data, and simulation.js sets them.
const withoutInlineStyles = {
  name: "without inline styles",
  setup(bundling) {
    bundling.onLoad({ filter: /bpmn-js-token-simulation.lib.*\.js$/ }, async ({ path }) => ({
      contents: (await readFile(path, "utf8")).replaceAll('style="', 'data-style="'), loader: "js",
    }));
  },
};

async function icons() {
  const names = JSON.parse(await readFile(join(here, "icons.json"), "utf8"));
  const drawings = {};
  for (const name of names) {
    const svg = await readFile(join(packages, "lucide-static", "icons", `${name}.svg`), "utf8");
    const inner = svg.slice(svg.indexOf(">", svg.indexOf("<svg")) + 1, svg.lastIndexOf("</svg>"));
    drawings[name] = inner.replace(/\s+/g, " ").replace(/> </g, "><").replaceAll(" />", "/>").trim();
  }
  await put("icons.json", JSON.stringify(drawings));
}

async function drawings() {
  for (const file of (await readdir(join(source, "img"))).sort())
    await put(file, await readFile(join(source, "img", file)));
}

await rm(target, { recursive: true, force: true });
await mkdir(target, { recursive: true });
await Promise.all([
  typeface("sans.woff2", "source-sans-3", "source-sans-3-latin-wght-normal.woff2", { min: 400, max: 700 }),
  typeface("serif.woff2", "source-serif-4", "source-serif-4-latin-wght-normal.woff2", { min: 400, max: 600 }),
]);
await icons();
await drawings();
await bundle("app.css", "css/app.css", { external: ["*.woff2"], plugins: [fontPaths()] });
await bundle("portal.css", "css/portal.css", { external: ["*.woff2"], plugins: [fontPaths()] });
await bundle("app.js", "js/app.js", { format: "iife" });
await bundle("diagram.js", "js/diagram.js", { format: "esm" });
await bundle("diagram.css", "css/diagram.css");
await put("bpmn.woff2", await readFile(join(packages, "bpmn-js/dist/assets/bpmn-font/font/bpmn.woff2")));
await bundle("workshop.js", "js/workshop.js", {
  format: "esm", plugins: [withoutInlineStyles], alias: { "cauce.moddle.json": join(here, "..", "..", "engine", "bpmn", "cauce.moddle.json") },
});
await bundle("workshop.css", "css/workshop.css", { external: ["*.woff2"], plugins: [signs()] });
await bundle("workshop-page.css", "css/workshop-page.css");
await bundle("workshop-desk.js", "js/workshop-desk.js", { format: "esm" });
await bundle("workshop-steps.js", "js/workshop-steps.js", { format: "esm" });
await bundle("workshop-desk.css", "css/workshop-desk.css");
await bundle("decision.css", "css/decision.css");
await bundle("paper.css", "css/paper.css");
await bundle("capture.js", "js/capture.js", { format: "esm" });
await bundle("capture.css", "css/capture.css");
await bundle("charts.css", "css/charts.css");
await bundle("comparison.css", "css/comparison.css");
await bundle("audit.css", "css/audit.css");
await bundle("replay.js", "js/replay.js", { format: "esm" });
await bundle("land.js", "js/land.js", { format: "esm" });
await bundle("land.css", "css/land.css", { loader: { ".png": "dataurl" } });
await bundle("visit.js", "js/visit.js", { format: "esm" });
await bundle("visits.js", "js/offline/visits.js", { format: "iife" });
await bundle("print.css", "css/print.css");
await bundle("proof.js", "js/offline/proof.js", { format: "iife" });
await bundle("verifier.js", "js/offline/verifier.js", { format: "iife" });
await writeFile(join(target, "LICENCES.txt"), `${Object.values(LICENCES).join("\n")}\n`);
const ordered = Object.fromEntries(Object.entries(manifest).sort(([a], [b]) => (a < b ? -1 : 1)));
await writeFile(join(target, "manifest.json"), `${JSON.stringify(ordered, null, 1)}\n`);
await rm(finished, { recursive: true, force: true });
await rename(target, finished);
