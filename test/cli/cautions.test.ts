import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { openXlsx, openZip, writeZip } from "../../src/xlsx/portable";
import { runCommandLine } from "../support/runCommandLine";
import { withParts } from "../xlsx/edits";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "kpi-cautions-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const SAMPLE = new Uint8Array(readFileSync(join(__dirname, "../../assets/samples/province-zh.xlsx")));
const RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const RELATIONSHIPS = '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">';

const added = (bytes: Uint8Array, parts: Readonly<Record<string, string>>): Uint8Array =>
  writeZip(openZip(bytes), new Map(Object.entries(parts).map(([path, text]) => [path, new TextEncoder().encode(text)])));
const inPart = (bytes: Uint8Array, part: string, change: (text: string) => string): Uint8Array =>
  withParts(bytes, (path, text) => (path === part ? change(text) : text));
const relation = (id: string, type: string, target: string, more = ""): string => `<Relationship Id="${id}" Type="${type}" Target="${target}"${more}/>`;

/** What Excel leaves in a file that somebody signed. */
const signed = (bytes: Uint8Array): Uint8Array =>
  added(
    inPart(bytes, "_rels/.rels", (text) =>
      text.replace(
        "</Relationships>",
        `${relation("rIdSig", "http://schemas.openxmlformats.org/package/2006/relationships/digital-signature/origin", "_xmlsignatures/origin.sigs")}</Relationships>`,
      ),
    ),
    { "_xmlsignatures/origin.sigs": "" },
  );

const linked = (bytes: Uint8Array, books: readonly string[]): Uint8Array =>
  added(
    inPart(bytes, "xl/_rels/workbook.xml.rels", (text) =>
      text.replace(
        "</Relationships>",
        `${books.map((_, place) => relation(`rIdLink${place}`, `${RELATIONS}/externalLink`, `externalLinks/externalLink${place}.xml`)).join("")}</Relationships>`,
      ),
    ),
    Object.fromEntries(
      books.flatMap((book, place) => [
        [`xl/externalLinks/externalLink${place}.xml`, "<externalLink/>"],
        [
          `xl/externalLinks/_rels/externalLink${place}.xml.rels`,
          `${RELATIONSHIPS}${relation("rId1", `${RELATIONS}/externalLinkPath`, book, ' TargetMode="External"')}</Relationships>`,
        ],
      ]),
    ),
  );

const withCalculation = (bytes: Uint8Array, attributes: string): Uint8Array =>
  inPart(bytes, "xl/workbook.xml", (text) => text.replace(/<calcPr[^>]*\/>/, "").replace("</workbook>", `<calcPr ${attributes}/></workbook>`));

const locked = (bytes: Uint8Array): Uint8Array =>
  inPart(bytes, "xl/workbook.xml", (text) => text.replace("<bookViews>", '<workbookProtection lockStructure="1"/><bookViews>'));

const saved = (bytes: Uint8Array, name = "季度.xlsx"): string => {
  const file = join(folder, name);
  writeFileSync(file, bytes);
  return file;
};

async function codesOf(file: string): Promise<string[]> {
  const { out } = await runCommandLine(["check", file, "--json"]);
  const found = (JSON.parse(out) as { readonly findings: readonly { readonly code: string; readonly message: string }[] }).findings;
  return found.filter(({ code }) => /^(workbookSigned|precisionAsDisplayed|externalLinks|structureLocked|openElsewhere)$/.test(code)).map(({ code }) => code);
}

describe("a workbook as it should be", () => {
  test("has nothing to be said of beforehand", async () => {
    expect(await codesOf(saved(SAMPLE))).toEqual([]);
    expect((await openXlsx(SAMPLE).survey()).cautions).toEqual([]);
    const { err } = await runCommandLine(["score", saved(SAMPLE), "--out", join(folder, "out.xlsx")]);
    expect(err).toBe("");
  });
});

describe("check says of a workbook", () => {
  test.each([
    ["that it is signed", () => signed(SAMPLE), "workbookSigned"],
    ["that its figures are cut to what is shown", () => withCalculation(SAMPLE, 'fullPrecision="0"'), "precisionAsDisplayed"],
    ["the same in words", () => withCalculation(SAMPLE, 'fullPrecision="false"'), "precisionAsDisplayed"],
    ["that it takes figures from other files", () => linked(SAMPLE, ["../%E9%A2%84%E7%AE%97.xlsx"]), "externalLinks"],
    ["that no sheet can be added", () => locked(SAMPLE), "structureLocked"],
  ])("%s", async (_what, make, code) => {
    expect(await codesOf(saved(make()))).toEqual([code]);
  });

  test("nothing where precision is full in so many words", async () => {
    expect(await codesOf(saved(withCalculation(SAMPLE, 'fullPrecision="1"')))).toEqual([]);
  });

  test("which other files it takes figures from, each once, and how many more there are", async () => {
    const books = ["file:///C:/a/%E9%A2%84%E7%AE%97.xlsx", "b.xlsx", "\\\\server\\share\\c.xlsx", "sub/b.xlsx", "100%.xlsx", "e.xlsx"];
    const { out } = await runCommandLine(["check", saved(linked(SAMPLE, books)), "--lang", "zh"]);
    expect(out).toContain("预算.xlsx、b.xlsx、c.xlsx，另有 2 个");
  });
});

describe("score says before it writes", () => {
  test.each([
    ["zh", "季度.xlsx", /\[注意\] 工作簿有数字签名.*重新签名/],
    ["en", "季度.xlsx", /\[warning\] The workbook is signed/],
  ])("in %s what the writing breaks, and writes", async (language, name, sentence) => {
    const { status, out, err } = await runCommandLine(["score", saved(signed(SAMPLE), name), "--out", join(folder, "out.xlsx"), "--lang", language]);
    expect(status).toBe(0);
    expect(err).toMatch(sentence);
    // Once is enough.
    expect(out).not.toMatch(sentence);
    expect((await openXlsx(readFileSync(join(folder, "out.xlsx"))).survey()).cautions).toEqual([{ kind: "signed" }]);
  });

  test("on a dry run, among the findings", async () => {
    const { out, err } = await runCommandLine(["score", saved(signed(SAMPLE)), "--dry-run"]);
    expect([err, /The workbook is signed/.test(out)]).toEqual(["", true]);
  });

  test("and under --strict writes nothing at all", async () => {
    const { status } = await runCommandLine(["score", saved(signed(SAMPLE)), "--strict"]);
    expect(status).toBe(1);
  });
});

describe("a file that is open elsewhere", () => {
  test.each(["~$季度.xlsx", ".~季度.xlsx", ".~lock.季度.xlsx#"])("is known by %s beside it, and named", async (lock) => {
    const file = saved(SAMPLE);
    writeFileSync(join(folder, lock), "somebody");
    expect(await codesOf(file)).toEqual(["openElsewhere"]);
    const { err } = await runCommandLine(["score", file, "--in-place", "--lang", "zh"]);
    expect(err).toContain(`${basename(file)}”好像正在别处打开（旁边有“${lock}”）`);
  });

  test("may be the one that is written", async () => {
    const out = join(folder, "out.xlsx");
    await runCommandLine(["score", saved(SAMPLE), "--out", out]);
    writeFileSync(join(folder, "~$out.xlsx"), "somebody");
    const { err } = await runCommandLine(["score", saved(SAMPLE), "--out", out, "--json"]);
    expect(err).toContain(`“${out}” seems to be open elsewhere`);
  });

  test("is another one where the lock belongs to another file", async () => {
    const file = saved(SAMPLE);
    writeFileSync(join(folder, "~$年度.xlsx"), "somebody");
    expect(await codesOf(file)).toEqual([]);
  });
});
