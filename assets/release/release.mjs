/**
 * What an administrator gets: one folder with all that is installed or served, and nothing that has to be fetched.
 *
 *   site/                   the pane at its root, the stand-alone page in page/: any static host serves it as it is
 *   manifest.xml            for the address that was given; manifest-template.xml and set-address.mjs make one for another
 *   kpi-scorecard-….tgz     the command line with the packages that it needs: npm installs it without a network
 *   licences.txt, sbom.cdx.json, SHA256SUMS, docs/
 *
 * The same sources give the same bytes: nothing in it knows the time, the machine or the folder that it was made in.
 */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { manifestFor } from "./setAddress.mjs";

const ROOT = join(dirname(fileURLToPath(import.meta.url)), "../..");
const require = createRequire(join(ROOT, "package.json"));

/** For administrators, and for those who use the command line. */
const DOCS = ["deploy.md", "privacy.md", "page.md", "command-line.md", "workbook.md"];

/** What may be in something that is handed on; another licence has to be looked at first. */
const LICENCES = new Set(["MIT", "Apache-2.0", "0BSD", "ISC", "BSD-2-Clause", "BSD-3-Clause"]);

/** Characters of what a program says when it fails. */
const MOST_SAID = 10_000;

/**
 * Builds everything from the sources into a folder of its own: `pages` with pane and page, `program` with the compiled command line.
 * `office`: as webpack's `--env office=`.
 */
export function build(folder, office) {
  const [pages, program] = [join(folder, "pages"), join(folder, "program")];
  run("node_modules/webpack/bin/webpack.js", ["--mode", "production", "--env", `out=${pages}`, ...(office === null ? [] : ["--env", `office=${office}`])]);
  compile(program);
  return { pages, program };
}

/** The command line alone. */
export function compile(program) {
  run("node_modules/typescript/bin/tsc", ["-p", "tsconfig.build.json", "--outDir", program, "--incremental", "false", "--tsBuildInfoFile", "null"]);
}

/** Puts a release together in `folder`, which must not be there yet, from what was built. `address`: null for no manifest but the template. */
export function assemble(folder, { pages, program }, address) {
  if (existsSync(folder)) throw new Error(`${folder} is there already`);
  const made = mkdtempSync(join(tmpdir(), "kpi-release-"));
  try {
    cpSync(join(pages, "pane"), join(made, "site"), { recursive: true });
    cpSync(join(pages, "page"), join(made, "site", "page"), { recursive: true });
    // A manifest that lies beside the pages is easily taken for the one to install.
    rmSync(join(made, "site", "manifest.xml"), { force: true });
    const template = readFileSync(join(ROOT, "manifest.xml"), "utf8");
    writeFileSync(join(made, "manifest-template.xml"), template);
    cpSync(join(ROOT, "assets/release/setAddress.mjs"), join(made, "set-address.mjs"));
    if (address !== null) writeFileSync(join(made, "manifest.xml"), manifestFor(template, address));
    for (const doc of DOCS) cpSync(join(ROOT, "docs", doc), join(made, "docs", doc));
    writeFileSync(join(made, "licences.txt"), licencesText());
    writeFileSync(join(made, "sbom.cdx.json"), sbom());
    packCommandLine(made, program);
    writeFileSync(join(made, "SHA256SUMS"), sums(made));
    mkdirSync(dirname(folder), { recursive: true });
    moveFolder(made, folder);
  } finally {
    rmSync(made, { recursive: true, force: true });
  }
}

/** The temporary folder may lie on another disk. */
function moveFolder(from, to) {
  try {
    renameSync(from, to);
  } catch (error) {
    if (error.code !== "EXDEV") throw error;
    cpSync(from, to, { recursive: true });
  }
}

// --- The manifest -------------------------------------------------------------------------------------------------

/** What is wrong with a manifest, by the project's own rules, which the tests hold it to: one sentence per fault. `served` as in test/manifest/rules.ts. */
export async function manifestFaults(text, site) {
  const { manifestFaults: faults } = await typescriptModule("test/manifest/rules.ts");
  const { JSDOM } = require("jsdom");
  globalThis.DOMParser ??= new JSDOM("").window.DOMParser;
  const served = (path) => (existsSync(join(site, path)) ? readFileSync(join(site, path)) : null);
  return faults(text, { served, packageVersion: packageJson().version, production: true });
}

/** A source of the project that imports nothing, as a module for a script. */
async function typescriptModule(path) {
  const ts = require("typescript");
  const { outputText } = ts.transpileModule(readFileSync(join(ROOT, path), "utf8"), {
    compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 },
  });
  return import(`data:text/javascript;base64,${Buffer.from(outputText).toString("base64")}`);
}

// --- The command line ---------------------------------------------------------------------------------------------

/**
 * The command line as a package that npm installs from a file, the packages that it needs inside of it.
 * Which these are is read from the compiled program, so that nothing of the pane comes along.
 */
function packCommandLine(folder, program) {
  const { name, version, license, description, engines, bin, dependencies } = packageJson();
  const stage = mkdtempSync(join(tmpdir(), "kpi-package-"));
  try {
    const wanted = packagesOf(program);
    for (const one of wanted) if (!dependencies[one]) throw new Error(`The command line needs ${one}, which package.json does not list`);
    for (const room of ["cli", "kpi", "run", "sheets", "text", "xlsx"]) cpSync(join(program, room), join(stage, "dist", room), { recursive: true });
    for (const language of ["zh", "en"]) cpSync(sampleFile(language), join(stage, "assets/samples", `province-${language}.xlsx`));
    for (const one of withTheirOwn(wanted)) cpSync(join(ROOT, "node_modules", one), join(stage, "node_modules", one), { recursive: true });
    for (const doc of ["command-line.md", "workbook.md"]) cpSync(join(ROOT, "docs", doc), join(stage, "docs", doc));
    cpSync(join(ROOT, "docs/command-line.md"), join(stage, "README.md"));
    const listed = Object.fromEntries(wanted.map((one) => [one, dependencies[one]]));
    const manifest = {
      name,
      private: true,
      version,
      license,
      description,
      engines,
      bin,
      files: ["dist", "docs", "assets"],
      dependencies: listed,
      bundleDependencies: wanted,
    };
    writeFileSync(join(stage, "package.json"), `${JSON.stringify(manifest, null, 2)}\n`);
    npm(["pack", stage, "--pack-destination", folder, "--ignore-scripts"]);
  } finally {
    rmSync(stage, { recursive: true, force: true });
  }
}

function sampleFile(language) {
  return join(ROOT, "assets/samples", `province-${language}.xlsx`);
}

/** What the compiled program asks for beside itself and Node. */
function packagesOf(program) {
  const found = new Set();
  for (const file of filesOf(program).filter((path) => path.endsWith(".js"))) {
    for (const [, wanted] of readFileSync(join(program, file), "utf8").matchAll(/\brequire\("([^"]+)"\)/g)) {
      if (!wanted.startsWith(".") && !wanted.startsWith("node:")) found.add(wanted);
    }
  }
  return [...found].sort();
}

/** Packages, and what they need themselves. */
function withTheirOwn(names) {
  const found = new Set();
  const visit = (name) => {
    if (found.has(name)) return;
    found.add(name);
    Object.keys(JSON.parse(readFileSync(join(ROOT, "node_modules", name, "package.json"), "utf8")).dependencies ?? {}).forEach(visit);
  };
  names.forEach(visit);
  return [...found].sort();
}

// --- What it is made of -------------------------------------------------------------------------------------------

/** Every package that something of the release may hold a part of, with the text of its licence. */
function licencesText() {
  const entries = handedOn().map((path) => {
    const { name, version, license } = JSON.parse(readFileSync(join(ROOT, path, "package.json"), "utf8"));
    if (!LICENCES.has(license)) throw new Error(`${name} ${version} is under “${license}”, which nobody has agreed to hand on`);
    const file = readdirSync(join(ROOT, path)).find((one) => /^licen[cs]e(\.(md|txt))?$/i.test(one));
    const text =
      file === undefined
        ? "(The package has no file with the text.)"
        : readFileSync(join(ROOT, path, file), "utf8")
            .replaceAll("\r\n", "\n")
            .trim();
    return { head: `${name} ${version} (${license})`, license, text };
  });
  const counts = [...LICENCES].map((one) => [one, entries.filter(({ license }) => license === one).length]).filter(([, count]) => count > 0);
  return [
    "Packages whose code may be part of the pane, the page or the command line, and their licences.",
    `${entries.length} packages: ${counts.map(([licence, count]) => `${count} ${licence}`).join(", ")}.`,
    "Office.js is no part of this folder: the pane loads it from the address that it was built with.",
    "",
    ...entries.flatMap(({ head, text }) => ["=".repeat(head.length), head, "=".repeat(head.length), "", text, ""]),
  ].join("\n");
}

/**
 * CycloneDX, as npm makes it of the lock file; without the time and the folder's name, and with a serial number that comes from the contents.
 *
 * The packages for development are left out here: npm's own `--omit dev` also leaves out what both kinds need, React among them.
 */
function sbom() {
  const bom = JSON.parse(npm(["sbom", "--sbom-format", "cyclonedx", "--package-lock-only"]));
  const { name, version, license } = packageJson();
  const wanted = new Set(handedOn().map((path) => `${nameOf(path)}@${lock().packages[path].version}`));
  const isWanted = (ref) => wanted.has(ref) || ref === bom.metadata.component["bom-ref"];
  const components = bom.components.filter((one) => isWanted(one["bom-ref"]));
  const absent = [...wanted].filter((ref) => !components.some((one) => one["bom-ref"] === ref));
  if (absent.length > 0) throw new Error(`npm's SBOM lacks ${absent.join(", ")}`);
  const dependencies = bom.dependencies.filter(({ ref }) => isWanted(ref)).map(({ ref, dependsOn }) => ({ ref, dependsOn: dependsOn.filter(isWanted) }));
  const { lifecycles, tools, component } = bom.metadata;
  const metadata = { lifecycles, tools, component: { ...component, name, version, type: "application", licenses: [{ license: { name: license } }] } };
  const contents = { version: 1, metadata, components, dependencies };
  const digest = createHash("sha256").update(JSON.stringify(contents)).digest("hex");
  const serialNumber = `urn:uuid:${digest.slice(0, 8)}-${digest.slice(8, 12)}-5${digest.slice(13, 16)}-a${digest.slice(17, 20)}-${digest.slice(20, 32)}`;
  return `${JSON.stringify({ $schema: bom.$schema, bomFormat: bom.bomFormat, specVersion: bom.specVersion, serialNumber, ...contents }, null, 2)}\n`;
}

/** Where the packages lie that something of the release may hold a part of. */
function handedOn() {
  return Object.entries(lock().packages)
    .filter(([path, { dev, devOptional, optional, peer }]) => path !== "" && !dev && !devOptional && !optional && !peer)
    .map(([path]) => path)
    .sort();
}

/** "node_modules/a/node_modules/@b/c" → "@b/c". */
function nameOf(path) {
  return path.slice(path.lastIndexOf("node_modules/") + "node_modules/".length);
}

function lock() {
  return JSON.parse(readFileSync(join(ROOT, "package-lock.json"), "utf8"));
}

/** As `sha256sum --check SHA256SUMS` reads it. */
function sums(folder) {
  const lines = filesOf(folder).map(
    (path) =>
      `${createHash("sha256")
        .update(readFileSync(join(folder, path)))
        .digest("hex")}  ${path}`,
  );
  return `${lines.join("\n")}\n`;
}

// --- Help ---------------------------------------------------------------------------------------------------------

/** Paths of all files under a folder, with "/", in one order on every machine. */
export function filesOf(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join("/"))
    .sort();
}

function packageJson() {
  return JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
}

/** Runs a program of the project; throws with all that it said where it fails. */
function run(script, args) {
  ended(script, spawnSync(process.execPath, [join(ROOT, script), ...args], { cwd: ROOT, encoding: "utf8", maxBuffer: 2 ** 28 }));
}

/** Runs npm, whichever started this script; gives what it wrote. */
function npm(args) {
  const own = process.env.npm_execpath;
  const options = { cwd: ROOT, encoding: "utf8", maxBuffer: 2 ** 28 };
  const result = own?.endsWith(".js")
    ? spawnSync(process.execPath, [own, ...args], options)
    : spawnSync("npm", args, { ...options, shell: process.platform === "win32" });
  return ended(`npm ${args[0]}`, result);
}

function ended(name, { status, stdout, stderr, error }) {
  if (status !== 0) throw new Error(`${name} failed:\n${error?.message ?? ""}${stdout ?? ""}${stderr ?? ""}`.slice(0, MOST_SAID));
  return stdout;
}
