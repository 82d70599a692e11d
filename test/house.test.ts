/**
 * The house's own rules: floors, packages and globals per room, no barrels, nothing of one machine in the files, exact versions.
 */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { builtinModules } from "node:module";
import { join, posix, relative, sep } from "node:path";
import ts from "typescript";

const root = join(__dirname, "..");

/** Imports go down only, and never sideways. */
const FLOORS: Readonly<Record<string, number>> = {
  kpi: 0,
  sheets: 1,
  run: 2,
  text: 3,
  pane: 4,
  office: 4,
  xlsx: 4,
  taskpane: 5,
  commands: 5,
  web: 5,
  cli: 5,
};

const REACT = ["react", "react-dom", "@fluentui/react-components", "@fluentui/react-icons"];
/** Packages that each room may import; "node" stands for all of Node's own modules. A room that is not listed: none. */
const PACKAGES: Readonly<Record<string, readonly string[]>> = {
  kpi: ["big.js", "decimal.js"],
  xlsx: ["fflate"],
  cli: ["node"],
  pane: REACT,
  taskpane: REACT,
  web: REACT,
};

const DOORS = ["taskpane", "commands", "web"];
/** Rooms in which each global may be named. */
const GLOBALS: Readonly<Record<string, readonly string[]>> = {
  Excel: ["office"],
  Office: ["office", ...DOORS],
  OfficeExtension: ["office"],
  process: ["cli"],
  Buffer: ["cli"],
  require: [],
  __dirname: ["cli"],
  window: ["pane", ...DOORS],
  document: ["pane", ...DOORS],
  localStorage: ["pane", ...DOORS],
  console: ["cli"],
};

const NODE_MODULES = new Set(builtinModules);

/** What a source names from outside of itself. `path` is relative to src, with "/" between folders. */
interface Source {
  readonly path: string;
  readonly text: string;
}

const parsed = new WeakMap<Source, ts.SourceFile>();

function parse(source: Source): ts.SourceFile {
  const known = parsed.get(source);
  if (known) return known;
  const made = ts.createSourceFile(source.path, source.text, ts.ScriptTarget.ES2022, true, source.path.endsWith("x") ? ts.ScriptKind.TSX : ts.ScriptKind.TS);
  parsed.set(source, made);
  return made;
}

/** Every module that a source names: static, bare, `import type`, re-exports, import("…") as a value and as a type, require. */
function importsOf(source: Source): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if ((ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) && node.moduleSpecifier) found.push(specifier(node.moduleSpecifier));
    if (ts.isImportTypeNode(node)) found.push(ts.isLiteralTypeNode(node.argument) ? specifier(node.argument.literal) : node.argument.getText());
    if (ts.isExternalModuleReference(node)) found.push(specifier(node.expression));
    if (ts.isCallExpression(node) && (node.expression.kind === ts.SyntaxKind.ImportKeyword || node.expression.getText() === "require")) {
      found.push(specifier(node.arguments[0]));
    }
    ts.forEachChild(node, visit);
  };
  visit(parse(source));
  return found;
}

function specifier(node: ts.Node | undefined): string {
  // A computed specifier could be anything, so it is handed on as it stands and no room allows it.
  return node && ts.isStringLiteralLike(node) ? node.text : `(computed) ${node?.getText() ?? ""}`;
}

/** Globals that a source refers to by name, not as the name of a member. */
function globalsOf(source: Source): string[] {
  const found = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && Object.hasOwn(GLOBALS, node.text) && !namesAMember(node)) found.add(node.text);
    if (ts.isPropertyAccessExpression(node) && /^(globalThis|window|self)$/.test(node.expression.getText()) && Object.hasOwn(GLOBALS, node.name.text)) {
      found.add(node.name.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(parse(source));
  return [...found];
}

function namesAMember(node: ts.Identifier): boolean {
  const parent = node.parent;
  if (ts.isPropertyAccessExpression(parent)) return parent.name === node;
  if (ts.isQualifiedName(parent)) return parent.right === node;
  if (ts.isBindingElement(parent)) return parent.propertyName === node;
  return (
    (ts.isPropertyAssignment(parent) ||
      ts.isPropertySignature(parent) ||
      ts.isPropertyDeclaration(parent) ||
      ts.isMethodDeclaration(parent) ||
      ts.isMethodSignature(parent)) &&
    parent.name === node
  );
}

/** What this source does that its room does not allow, one sentence each. */
function faultsOf(source: Source): string[] {
  const room = source.path.split("/")[0]!;
  const floor = FLOORS[room];
  if (floor === undefined) return [`${source.path} is in no room of the house`];
  const faults: string[] = [];

  for (const wanted of importsOf(source)) {
    if (wanted.startsWith(".")) {
      const there = posix.join(posix.dirname(source.path), wanted).split("/")[0]!;
      const thereFloor = FLOORS[there];
      if (there === room) continue;
      if (thereFloor === undefined) faults.push(`${source.path} imports ${wanted}, which is in no room of the house`);
      else if (thereFloor >= floor) faults.push(`${source.path} imports ${wanted}, which is not below it`);
      continue;
    }
    const name = wanted.startsWith("@") ? wanted.split("/").slice(0, 2).join("/") : wanted.split("/")[0]!;
    const asked = wanted.startsWith("node:") || NODE_MODULES.has(name) ? "node" : name;
    if (!(PACKAGES[room] ?? []).includes(asked)) faults.push(`${source.path} imports ${wanted}, which ${room} may not`);
  }
  for (const name of globalsOf(source)) {
    if (!GLOBALS[name]!.includes(room)) faults.push(`${source.path} names ${name}, which ${room} may not`);
  }
  if (isBarrel(source)) faults.push(`${source.path} only hands on what other files export`);
  if (!/^(#![^\n]*\n)?(\/\/\/ <reference[^\n]*\n)*\/\*\*/.test(source.text)) faults.push(`${source.path} does not open with what it is for`);
  return faults;
}

/** Nothing but imports and re-exports, or a re-export of everything. */
function isBarrel(source: Source): boolean {
  const statements = parse(source).statements;
  const handsOn = statements.filter((statement) => ts.isExportDeclaration(statement));
  if (handsOn.some((statement) => !statement.exportClause)) return true;
  return handsOn.length > 0 && statements.every((statement) => ts.isExportDeclaration(statement) || ts.isImportDeclaration(statement));
}

const IGNORED = new Set(["node_modules", ".git", "dist", "demo", "coverage", ".cache"]);

/** Paths of files that import each other in a ring, in the order in which they do, the first again at the end; null: there is no such ring. */
function ringAmong(all: readonly Source[]): readonly string[] | null {
  const paths = new Set(all.map(({ path }) => path));
  const imported = new Map(
    all.map((source) => {
      const stems = importsOf(source).filter((name) => name.startsWith("."));
      const targets = stems.map((name) => posix.join(posix.dirname(source.path), name));
      return [source.path, targets.flatMap((stem) => [`${stem}.ts`, `${stem}.tsx`].filter((path) => paths.has(path)))] as const;
    }),
  );
  const done = new Set<string>();
  const ringFrom = (path: string, way: readonly string[]): readonly string[] | null => {
    if (way.includes(path)) return [...way.slice(way.indexOf(path)), path];
    if (done.has(path)) return null;
    for (const next of imported.get(path) ?? []) {
      const ring = ringFrom(next, [...way, path]);
      if (ring) return ring;
    }
    done.add(path);
    return null;
  };
  for (const { path } of all) {
    const ring = ringFrom(path, []);
    if (ring) return ring;
  }
  return null;
}

function filesUnder(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (IGNORED.has(entry.name)) return [];
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesUnder(path) : [path];
  });
}

const sources: readonly Source[] = filesUnder(join(root, "src"))
  .filter((path) => /\.tsx?$/.test(path))
  .map((path) => ({ path: relative(join(root, "src"), path).split(sep).join("/"), text: readFileSync(path, "utf8") }));

describe("the floors", () => {
  it.each(sources)("$path stays within its room", (source) => {
    expect(faultsOf(source)).toEqual([]);
  });

  it("have no two files that wait for each other", () => {
    expect(ringAmong(sources)).toBeNull();
  });

  it("finds the sources at all", () => {
    expect(sources.map((source) => source.path)).toContain("kpi/rounding.ts");
  });
});

describe("the floor check itself, on invented sources", () => {
  const written = (path: string, ...lines: string[]) => faultsOf({ path, text: ["/** What it is for. */", ...lines].join("\n") });

  it.each([
    ["an import from above", "kpi/score.ts", `import { lay } from "../sheets/layCard";`],
    ["a type from above", "kpi/score.ts", `import type { Grid } from "../sheets/grid";`],
    ["a bare import from above", "sheets/grid.ts", `import "../run/workbook";`],
    ["a dynamic import from above", "run/draft.ts", `export const words = () => import("../text/zh");`],
    ["a type taken by import()", "run/draft.ts", `export type W = import("../text/words").Words;`],
    ["a re-export from above", "sheets/grid.ts", `export { run } from "../run/run"; export const one = 1;`],
    ["a require", "kpi/score.ts", `const grid = require("../sheets/grid");`],
    ["single quotes", "kpi/score.ts", `import { lay } from '../sheets/layCard';`],
    ["a neighbour on the same floor", "xlsx/zip.ts", `import { batch } from "../office/batch";`],
    ["a path out of the house", "kpi/score.ts", `import data from "../../assets/data";`],
    ["a package in a room without packages", "sheets/grid.ts", `import { zip } from "fflate";`],
    ["another package in a room with one", "kpi/score.ts", `import React from "react";`],
    ["Node's files below the command line", "xlsx/zip.ts", `import { readFileSync } from "node:fs";`],
    ["Node's files by the old name", "xlsx/zip.ts", `import { readFileSync } from "fs/promises";`],
    ["a computed import", "kpi/score.ts", `export const load = (name: string) => import(name);`],
    ["the process below the command line", "run/run.ts", `export const folder = process.cwd();`],
    ["the process through globalThis", "run/run.ts", `export const folder = globalThis.process;`],
    ["Excel outside of office", "sheets/grid.ts", `export const run = () => Excel.run(async () => {});`],
    ["Excel as a type", "pane/pane.ts", `export type Sheet = Excel.Worksheet;`],
    ["a barrel", "kpi/index.ts", `export { score } from "./score";`],
    ["a re-export of everything", "kpi/score.ts", `export * from "./decimal"; export const one = 1;`],
    ["a room that is not in the house", "utils/misc.ts", `export const one = 1;`],
  ])("sees %s", (_what, path, line) => {
    expect(written(path, line)).not.toEqual([]);
  });

  it("sees files that import each other in a ring, by types too", () => {
    const files = [
      { path: "kpi/score.ts", text: `import { grade } from "./grade";` },
      { path: "kpi/grade.ts", text: `import type { Veto } from "./rules/veto";` },
      { path: "kpi/rules/veto.ts", text: `import { score } from "../score";` },
    ];
    expect(ringAmong(files)).toEqual(["kpi/score.ts", "kpi/grade.ts", "kpi/rules/veto.ts", "kpi/score.ts"]);
    expect(ringAmong(files.slice(0, 2))).toBeNull();
  });

  it("sees a file that does not say what it is for", () => {
    expect(faultsOf({ path: "kpi/score.ts", text: "export const one = 1;" })).not.toEqual([]);
  });

  it.each([
    ["an import from below", "sheets/grid.ts", `import { Decimal } from "../kpi/decimal";`],
    ["an import from beside", "kpi/rules/bands.ts", `import { Decimal } from "../decimal";`],
    ["the room's own package", "kpi/decimal.ts", `import Big from "big.js";`],
    ["Node on the command line", "cli/index.ts", `import { main } from "./main"; process.exitCode = await main(process.argv);`],
    ["a name in a comment or a text", "kpi/score.ts", `// Excel, import("../run/run")\nexport const name = "Excel process";`],
    ["a member that is called like a global", "kpi/score.ts", `export const name = (line: { process: string }) => line.process;`],
  ])("allows %s", (_what, path, line) => {
    expect(written(path, line)).toEqual([]);
  });
});

describe("the project's files", () => {
  const texts = filesUnder(root)
    .filter((path) => /\.(tsx?|mts|mjs|cjs|js|json|md|html|xml|yml|yaml|css|sh)$/.test(path) || /[\\/]\.ci[\\/]/.test(path))
    .filter((path) => statSync(path).size < 4_000_000)
    .map((path) => ({ path: relative(root, path), text: readFileSync(path, "utf8") }));

  it("hold no path of somebody's machine", () => {
    // Spelled apart, so that this file does not find itself.
    const machine = new RegExp(`(^|[^\\w.])/(${["work", "root", "home/[a-z]", "Users/[A-Za-z]"].join("|")})/|[A-Z]:\\\\\\\\?Users`, "m");
    const found = texts.flatMap(({ path, text }) =>
      text.split("\n").flatMap((line, index) => (machine.test(line) ? [`${path}:${index + 1}: ${line.trim()}`] : [])),
    );
    expect(found).toEqual([]);
  });

  it("name no registry in the lock file, so that it installs from wherever npm is told to", () => {
    const lock = readFileSync(join(root, "package-lock.json"), "utf8");
    expect(lock.includes('"resolved"')).toBe(false);
    expect(/https?:\/\/[^"]*registry/.test(lock)).toBe(false);
  });

  it("ask for exact versions", () => {
    const wanted = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as Record<string, Record<string, string> | undefined>;
    const loose = ["dependencies", "devDependencies", "overrides"].flatMap((group) =>
      Object.entries(wanted[group] ?? {}).filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version)),
    );
    expect(loose).toEqual([]);
  });
});
