/** The folder that an administrator gets: complete, the same twice, and the command line in it installs and works where there is nothing else. */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Built, assemble, compile, filesOf } from "../../assets/release/release.mjs";
import { buildPane } from "../excelHost/preview/serve.mjs";
import { inFull, minutes, proved } from "../support/fullCounts";

const root = join(__dirname, "../..");
const ADDRESS = "https://intranet.example.cn/excel/kpi";
const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { version: string };
const PACKAGE = `kpi-scorecard-${version}.tgz`;

let folder: string;
let release: string;
let built: Built;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "kpi-release-test-"));
  release = join(folder, "release");
  await buildPane();
  built = { pages: join(root, "dist"), program: join(folder, "program") };
  compile(built.program);
  assemble(release, built, ADDRESS);
}, minutes(5));

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function text(path: string): string {
  return readFileSync(join(release, path), "utf8");
}

/** A program on a machine where this project is not. */
function ended(program: string, args: readonly string[], cwd: string): { readonly status: number | null; readonly out: string; readonly err: string } {
  const { status, stdout, stderr } = spawnSync(program, args, { cwd, encoding: "utf8", env: { PATH: process.env["PATH"], HOME: cwd, LANG: "C.UTF-8" } });
  return { status, out: stdout, err: stderr };
}

it("holds the pages, the manifest, the command line, licences, an SBOM and the documents", () => {
  const files = filesOf(release);
  expect(files).toEqual(
    expect.arrayContaining([
      "SHA256SUMS",
      PACKAGE,
      "docs/deploy.md",
      "docs/privacy.md",
      "licences.txt",
      "manifest-template.xml",
      "manifest.xml",
      "sbom.cdx.json",
      "set-address.mjs",
      "site/page/index.html",
      "site/taskpane.html",
    ]),
  );
  expect(text("manifest.xml")).toContain(`${ADDRESS}/taskpane.html`);
  expect(text("manifest.xml")).not.toContain("localhost");
  // What the manifest names lies on the site.
  for (const [, path] of text("manifest.xml").matchAll(new RegExp(`"${ADDRESS}/([^"?#]+)`, "g"))) expect(files).toContain(`site/${path}`);
});

it("says the checksum of every file but of the list itself", () => {
  const listed = new Map(
    text("SHA256SUMS")
      .trim()
      .split("\n")
      .map((line) => [line.slice(66), line.slice(0, 64)] as const),
  );
  expect([...listed.keys()]).toEqual(filesOf(release).filter((path) => path !== "SHA256SUMS"));
  for (const [path, sum] of listed)
    expect([
      path,
      createHash("sha256")
        .update(readFileSync(join(release, path)))
        .digest("hex"),
    ]).toEqual([path, sum]);
});

it("holds no path of the machine that it was made on", () => {
  const named = filesOf(release).filter(
    (path) => /\.(html|js|json|xml|mjs|txt|md)$/.test(path) && (text(path).includes(root) || text(path).includes(tmpdir() + "/kpi-")),
  );
  expect(named).toEqual([]);
});

it("is the same in every file when it is put together again", () => {
  const again = join(folder, "again");
  assemble(again, built, ADDRESS);
  expect(readFileSync(join(again, "SHA256SUMS"), "utf8")).toBe(text("SHA256SUMS"));
});

it("makes the manifest for another address without anything else, and refuses what is no address", () => {
  const elsewhere = join(folder, "elsewhere");
  spawnSync("cp", ["-r", release, elsewhere]);
  expect(ended(process.execPath, ["set-address.mjs", "https://kpi.example.com/"], elsewhere)).toMatchObject({ status: 0, err: "" });
  const manifest = readFileSync(join(elsewhere, "manifest.xml"), "utf8");
  expect(manifest).toBe(text("manifest.xml").replaceAll(ADDRESS, "https://kpi.example.com"));
  expect(ended(process.execPath, ["set-address.mjs", "http://kpi.example.com"], elsewhere).status).toBe(1);
  expect(ended(process.execPath, ["set-address.mjs"], elsewhere).status).toBe(2);
  expect(readFileSync(join(elsewhere, "manifest.xml"), "utf8")).toBe(manifest);
});

it(
  "brings a command line that installs in an empty folder without a network, and scores a workbook",
  () => {
    const empty = join(folder, "empty");
    mkdirSync(empty);
    // Without the prefix npm would install into whatever folder above has packages already.
    const install = ended(
      "npm",
      ["install", "--prefix", empty, "--offline", "--no-audit", "--no-fund", "--registry=http://127.0.0.1:9", join(release, PACKAGE)],
      empty,
    );
    expect(install).toMatchObject({ status: 0 });
    const kpi = (...args: string[]) => ended(join(empty, "node_modules/.bin/kpi-scorecard"), [...args, "--lang", "en"], empty);
    expect(kpi("new", "sample.xlsx", "--sample")).toMatchObject({ status: 0, err: "" });
    expect(kpi("score", "sample.xlsx", "--json")).toMatchObject({ status: 0, err: "" });
    expect(existsSync(join(empty, "sample-scorecard.xlsx"))).toBe(true);
    expect(kpi("new", "own.xlsx")).toMatchObject({ status: 0, err: "" });
    // What is installed is the command line, and nothing of the pane.
    const installed = filesOf(join(empty, "node_modules"));
    expect(installed.filter((path) => /react|fluent|griffel|taskpane/i.test(path))).toEqual([]);
  },
  minutes(2),
);

it("names every production package with its licence, in words and as an SBOM", () => {
  const bom = JSON.parse(text("sbom.cdx.json")) as {
    bomFormat: string;
    serialNumber: string;
    metadata: { timestamp?: string; component: { name: string; version: string } };
    components: { name: string; version: string; licenses?: unknown[]; hashes?: { alg: string; content: string }[] }[];
  };
  expect(bom).toMatchObject({
    bomFormat: "CycloneDX",
    metadata: { component: { name: "kpi-scorecard", version, licenses: [{ license: { name: "UNLICENSED" } }] } },
  });
  expect(bom.serialNumber).toMatch(/^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(bom.metadata.timestamp).toBeUndefined();
  const parts = bom.components.map((one) => `${one.name} ${one.version}`);
  for (const one of ["big.js", "decimal.js", "fflate", "react", "react-dom", "@fluentui/react-components"]) {
    expect(parts.some((part) => part.startsWith(`${one} `))).toBe(true);
    expect(text("licences.txt")).toMatch(new RegExp(`\n${one.replace(/[.\\/]/g, "\\$&")} [\\d.]+ \\(MIT\\)\n`));
  }
  expect(parts.filter((part) => /^(jest|webpack|typescript|@microsoft\/office-js) /.test(part))).toEqual([]);
  for (const one of bom.components) expect([one.name, (one.licenses ?? []).length, one.hashes?.[0]?.content.length]).toEqual([one.name, 1, 128]);
  expect(text("licences.txt")).toContain("Permission is hereby granted");
});

// Two builds take some minutes, so npm test only puts together twice what is built already.
if (inFull) {
  it(
    "is the same in every file when everything is built twice from the sources",
    () => {
      const out = join(folder, "twice");
      const make = [join(root, "assets/release/make.mjs"), "--verify", "--address", ADDRESS, "--out", out];
      expect(spawnSync(process.execPath, make, { cwd: root, encoding: "utf8" })).toMatchObject({ status: 0, stderr: "" });
      proved(`Release: two builds from the sources are the same in all ${filesOf(out).length} files`);
    },
    minutes(10),
  );
}
