/** Files that are none of ours, broken, or meant to do harm: each is refused by its code, in bounded time and memory. */
import { newXlsx, openXlsx, openZip, writeZip } from "../../src/xlsx/portable";
import { ZIP_LIMITS } from "../../src/xlsx/zip";
import { compoundFile } from "../workbooks/compoundFile";
import { cardDraft, plainDraft } from "./drafts";
import { withParts } from "./edits";
import { cpuNow } from "../support/cpuTime";

const text = (value: string): Uint8Array => new TextEncoder().encode(value);
const zipOf = (parts: Readonly<Record<string, string>>): Uint8Array =>
  writeZip(null, new Map(Object.entries(parts).map(([path, value]) => [path, text(value)])));
const code = (expected: string) => expect.objectContaining({ code: expected });
const REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const rels = (target: string): string =>
  `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${REL}/officeDocument" Target="${target}"/></Relationships>`;

async function good(): Promise<Uint8Array> {
  const workbook = newXlsx();
  await workbook.write([{ kind: "createSheet", name: "呼叫中心", block: "kpi.card.cc", after: "last", draft: cardDraft() }]);
  return workbook.toBytes();
}

/** Everything that a run does to a file. */
async function useAll(bytes: Uint8Array): Promise<void> {
  const workbook = openXlsx(bytes);
  const { sheets } = await workbook.survey();
  for (const grid of (await workbook.read(sheets.map((sheet) => sheet.id))).values()) {
    for (let row = 0; row < Math.min(grid.rowCount, 50); row++) for (let column = 0; column < Math.min(grid.columnCount, 50); column++) grid.at(row, column);
  }
  await workbook.write([{ kind: "createSheet", name: "新", block: "kpi.new", after: "last", draft: plainDraft([[1]]) }]);
  workbook.toBytes();
}

describe("what is no workbook", () => {
  test.each([
    ["nothing at all", "emptyFile", new Uint8Array(0)],
    ["a text", "notXlsx", text("部门,得分\n甲,90\n")],
    ["a web page that calls itself .xlsx", "notXlsx", text("<html><table><tr><td>1</td></tr></table></html>")],
    ["a picture", "notXlsx", new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])],
    ["one byte", "notXlsx", new Uint8Array([0x50])],
    ["the old .xls", "oldXls", compoundFile(["Workbook"])],
    ["the older .xls", "oldXls", compoundFile(["Book"])],
    ["a sheet of Excel 4", "oldXls", new Uint8Array([0x09, 0x04, 0x06, 0x00, 0, 0, 0x10, 0])],
    ["a workbook behind a password", "encrypted", compoundFile(["EncryptionInfo", "EncryptedPackage"])],
    ["an old Word document", "notXlsx", compoundFile(["WordDocument"])],
    ["an empty zip", "notWorkbook", writeZip(null, new Map())],
    ["a zip of something else", "notWorkbook", zipOf({ "a.txt": "x" })],
    ["an OpenDocument sheet", "notWorkbook", zipOf({ mimetype: "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<a/>" })],
    [
      "a Word document",
      "notWorkbook",
      zipOf({
        "_rels/.rels": rels("word/document.xml"),
        "word/document.xml": '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"/>',
      }),
    ],
    ["a binary workbook", "notWorkbook", zipOf({ "_rels/.rels": rels("xl/workbook.bin"), "xl/workbook.bin": "x" })],
    ["a package without its workbook", "damaged", zipOf({ "_rels/.rels": rels("xl/workbook.xml") })],
    ["a workbook that is no XML", "damaged", zipOf({ "_rels/.rels": rels("xl/workbook.xml"), "xl/workbook.xml": "<workbook" })],
  ])("%s is refused as %s", (_, expected, bytes) => {
    expect(() => openXlsx(bytes)).toThrow(code(expected));
  });
});

describe("a damaged workbook", () => {
  test.each([
    ["its sheet", "xl/worksheets/sheet1.xml"],
    ["its styles", "xl/styles.xml"],
    ["its table", "xl/tables/table1.xml"],
    ["its relations", "xl/_rels/workbook.xml.rels"],
  ])("names the part where %s is cut short", async (_, path) => {
    const bytes = withParts(await good(), (part, content) => (part === path ? content.slice(0, content.length / 2) : content));
    await expect((async () => useAll(bytes))()).rejects.toEqual(expect.objectContaining({ code: "damaged", detail: path }));
  });

  test.each(["xl/worksheets/sheet1.xml", "xl/styles.xml", "xl/tables/table1.xml", "xl/_rels/workbook.xml.rels", "[Content_Types].xml"])(
    "without %s is refused or read without it, never misread",
    async (path) => {
      const bytes = withParts(await good(), (part, content) => (part === path ? null : content));
      try {
        await useAll(bytes);
      } catch (fault) {
        expect(fault).toEqual(code("damaged"));
      }
    },
  );

  test("that was cut short anywhere is refused", async () => {
    const bytes = await good();
    for (let length = 4; length < bytes.length; length += 97) expect(() => openXlsx(bytes.slice(0, length))).toThrow(code("damaged"));
  });

  test("with any byte of any part changed is used or refused, and never breaks otherwise", async () => {
    const bytes = await good();
    const zip = openZip(bytes);
    let refused = 0;
    // A fixed sequence that looks like chance, so that a failure can be repeated.
    let seed = 20261121;
    const next = (below: number) => (seed = (Math.imul(seed, 1103515245) + 12345) >>> 0) % below;
    const paths = [...zip.entries.keys()];
    for (let round = 0; round < 400; round++) {
      const path = paths[next(paths.length)]!;
      const broken = withParts(bytes, (part, content) => {
        if (part !== path) return content;
        const at = next(content.length);
        return content.slice(0, at) + "<>\"&'/=0a"[next(9)] + content.slice(at + 1);
      });
      try {
        await useAll(broken);
      } catch (fault) {
        refused++;
        // A changed name may also take away what a name of ours stands for; that is said by a plain sentence.
        if (!(fault instanceof Error) || !("code" in fault)) expect((fault as Error).message).toMatch(/is no area|already|No sheet|needs a sheet/);
        else expect(["damaged", "notWorkbook", "tooLarge", "structureProtected"]).toContain(fault.code);
      }
    }
    expect(refused).toBeGreaterThan(100);
  }, 60_000);
});

describe("a hostile workbook", () => {
  const within = async (milliseconds: number, megabytes: number, use: () => Promise<void>): Promise<void> => {
    const began = cpuNow();
    const before = process.memoryUsage().rss;
    await use();
    expect(cpuNow() - began).toBeLessThan(milliseconds);
    expect(process.memoryUsage().rss - before).toBeLessThan(megabytes * 2 ** 20);
  };

  test("with a bomb of entities is refused at the document type", async () => {
    const bomb = `<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "ha">${Array.from({ length: 30 }, (_, i) => `<!ENTITY a${i} "${`&a${i - 1};`.repeat(10)}">`).join("")}]><sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>&a29;</t></si></sst>`;
    for (const path of ["xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/styles.xml", "[Content_Types].xml"]) {
      const bytes = withParts(await good(), (part, content) => (part === path ? bomb : content));
      await within(2000, 512, () => expect((async () => useAll(bytes))()).rejects.toEqual(code("damaged")));
    }
  });

  test("with an entity that reads a file is refused", async () => {
    const bytes = withParts(await good(), (part, content) =>
      part.includes("sheet1.xml") && !part.includes("rels") ? content.replace("?>\n", '?>\n<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>') : content,
    );
    await expect((async () => useAll(bytes))()).rejects.toEqual(code("damaged"));
  });

  test("that unpacks to far more than it weighs is refused in time", async () => {
    const bytes = writeZip(openZip(await good()), new Map([["xl/media/x.bin", new Uint8Array(80 * 2 ** 20)]]));
    await within(2000, 512, async () => expect(() => openXlsx(bytes)).toThrow(code("tooLarge")));
  });

  test("with a million entries is refused in time", async () => {
    const bytes = await good();
    const view = new DataView(bytes.buffer);
    view.setUint16(bytes.length - 14, 65_000, true);
    view.setUint16(bytes.length - 12, 65_000, true);
    await within(2000, 512, async () => expect(() => openXlsx(bytes)).toThrow(code("tooLarge")));
  });

  test("is let in by wider limits, since they are settable", async () => {
    const bytes = writeZip(openZip(await good()), new Map([["xl/media/x.bin", new Uint8Array(60 * 2 ** 20)]]));
    expect(() => openXlsx(bytes)).toThrow(code("tooLarge"));
    expect((await openXlsx(bytes, { ...ZIP_LIMITS, ratio: 5000 }).survey()).sheets).toHaveLength(1);
  });

  test.each(["../../etc/passwd", "/abs.xml"])("with a part called %s is refused", async (path) => {
    const bytes = writeZip(openZip(await good()), new Map([[path, text("<a/>")]]));
    expect(() => openXlsx(bytes)).toThrow(code("damaged"));
  });

  test("with a merge of the whole sheet is read in time, and the merge is cut to what is filled", async () => {
    const bytes = withParts(await good(), (_, content) => content.replace('<mergeCell ref="A1:C1"/>', '<mergeCell ref="A1:XFD1048576"/>'));
    await within(2000, 256, async () => {
      const workbook = openXlsx(bytes);
      const [grid] = (await workbook.read(["1"])).values();
      expect(grid!.merges).toEqual([{ top: 0, left: 0, bottom: 6, right: 5 }]);
    });
  });

  test("with hidden columns, styles, shared strings or names without end is used in time", async () => {
    const bytes = withParts(await good(), (part, content) => {
      if (part === "xl/worksheets/sheet1.xml")
        return content.replace("<cols>", '<cols><col min="1" max="4294967295" hidden="1"/>').replace('<row r="1"', '<row r="1" x="1"');
      if (part === "xl/styles.xml")
        return content.replace("</cellXfs>", `${'<xf numFmtId="0" fontId="9999" fillId="9999" borderId="9999" xfId="0"/>'.repeat(65_000)}</cellXfs>`);
      return part === "xl/workbook.xml"
        ? content.replace("<definedNames>", `<definedNames>${'<definedName name="x">1</definedName>'.repeat(20_000)}`)
        : content;
    });
    await within(4000, 512, () => useAll(bytes));
  });

  const MILLION = 1_000_000;
  const manyFormats = (length: number, tag: string) =>
    Array.from({ length }, (_, place) => `<${tag} numFmtId="${place % 40}" fontId="${place % 7}" fillId="0" borderId="0" xfId="0"/>`).join("");

  test.each([
    ["a million cell formats, too large to be unpacked,", MILLION, "xf"],
    ["as many cell formats as are unpacked", 450_000, "xf"],
    ["as many cell formats under a prefix of their own", 450_000, "ss:xf"],
  ])("with %s is refused in time", async (_, length, tag) => {
    const bytes = withParts(await good(), (part, content) =>
      part === "xl/styles.xml"
        ? content
            .replace("</cellXfs>", `${manyFormats(length, tag)}</cellXfs>`)
            .replace("<styleSheet ", '<styleSheet xmlns:ss="http://schemas.openxmlformats.org/spreadsheetml/2006/main" ')
        : content,
    );
    await within(2000, 512, () => expect((async () => useAll(bytes))()).rejects.toEqual(expect.objectContaining({ code: "tooLarge", detail: "styles.xml" })));
  });

  test("with a million fonts is used or refused in time", async () => {
    const bytes = withParts(await good(), (part, content) =>
      part === "xl/styles.xml"
        ? content.replace("</fonts>", `${Array.from({ length: MILLION }, (_, place) => `<font><sz val="${place % 90}"/></font>`).join("")}</fonts>`)
        : content,
    );
    await within(2000, 512, () => expect((async () => useAll(bytes))()).rejects.toEqual(code("tooLarge")));
  });

  test("with as many formats as Excel itself can make is read", async () => {
    const most = Array.from(
      { length: 65_000 },
      (_, place) => `<xf numFmtId="${place % 40}" fontId="0" fillId="0" borderId="0" xfId="0" applyAlignment="1"><alignment indent="${place % 9}"/></xf>`,
    ).join("");
    const bytes = withParts(await good(), (part, content) => (part === "xl/styles.xml" ? content.replace("</cellXfs>", `${most}</cellXfs>`) : content));
    await useAll(bytes);
  });

  test("with a million shared strings is read, each cell with its own", async () => {
    const strings = Array.from({ length: MILLION }, (_, place) => `<si><t>指标 ${place}</t></si>`).join("");
    const rows = Array.from({ length: 1_000 }, (_, row) => `<row r="${row + 1}"><c r="A${row + 1}" t="s"><v>${row * 1_000 + 999}</v></c></row>`).join("");
    const bytes = writeZip(
      openZip(
        withParts(await good(), (part, content) => {
          if (part === "xl/worksheets/sheet1.xml") return content.replace(/<sheetData>.*<\/sheetData>/s, `<sheetData>${rows}</sheetData>`);
          return part === "xl/_rels/workbook.xml.rels"
            ? content.replace("</Relationships>", `<Relationship Id="rIdStrings" Type="${REL}/sharedStrings" Target="sharedStrings.xml"/></Relationships>`)
            : content;
        }),
      ),
      new Map([["xl/sharedStrings.xml", text(`<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">${strings}</sst>`)]]),
    );
    await within(4000, 512, async () => {
      const grid = (await openXlsx(bytes).read(["1"])).get("1")!;
      expect(grid.rowCount).toBe(1_000);
      for (const row of [0, 1, 500, 999]) expect(grid.at(row, 0).value).toBe(`指标 ${row * 1_000 + 999}`);
    });
  });

  test("whose sheet refers to styles and rows that do not exist is read, or refused as damaged", async () => {
    const styles = withParts(await good(), (part, content) => (part === "xl/worksheets/sheet1.xml" ? content.replace(/ s="\d+"/g, ' s="99999999"') : content));
    await useAll(styles);
    const rows = withParts(await good(), (part, content) =>
      part === "xl/worksheets/sheet1.xml" ? content.replace('<row r="4"', '<row r="99999999"') : content,
    );
    await expect((async () => useAll(rows))()).rejects.toEqual(code("damaged"));
  });

  test("whose relations go in circles or to itself is used or refused", async () => {
    const bytes = withParts(await good(), (part, content) =>
      part === "xl/worksheets/_rels/sheet1.xml.rels" ? content.replace(/Target="[^"]*"/, 'Target="sheet1.xml"') : content,
    );
    await useAll(bytes);
    const workbook = withParts(await good(), (part, content) =>
      part === "xl/_rels/workbook.xml.rels" ? content.replace(/Target="worksheets[^"]*"/, 'Target="workbook.xml"') : content,
    );
    await expect((async () => useAll(workbook))()).resolves.toBeUndefined();
  });

  test("with names such as __proto__ everywhere pollutes nothing and loses nothing", async () => {
    const workbook = newXlsx();
    const columns = ["__proto__", "constructor", "toString"];
    await workbook.write([
      {
        kind: "createSheet",
        name: "__proto__",
        block: "kpi.__proto__",
        after: "last",
        draft: plainDraft([columns, [1, 2, 3]], { tables: [{ name: "constructor", area: "A1:C2", columns }] }),
      },
    ]);
    const survey = await openXlsx(workbook.toBytes()).survey();
    expect(survey.sheets.map((sheet) => sheet.name)).toEqual(["__proto__"]);
    expect(survey.tables).toEqual([{ name: "constructor", sheet: "1", area: "A1:C2", columns }]);
    expect(survey.names.map((name) => name.name)).toEqual(["kpi.__proto__"]);
    expect(({} as Record<string, unknown>)["name"]).toBeUndefined();
  });
});

describe("what is asked of a workbook that cannot be done", () => {
  test("no sheet comes into a workbook whose structure is protected", async () => {
    const bytes = withParts(await good(), (part, content) =>
      part === "xl/workbook.xml" ? content.replace("<bookViews>", '<workbookProtection lockStructure="1"/><bookViews>') : content,
    );
    const workbook = openXlsx(bytes);
    expect((await workbook.survey()).structureProtected).toBe(true);
    await expect(workbook.write([{ kind: "createSheet", name: "新", block: null, after: "last", draft: plainDraft([[1]]) }])).rejects.toEqual(
      expect.objectContaining({ code: "structureProtected", detail: "新" }),
    );
    expect(workbook.toBytes()).toBe(bytes);
    expect((await workbook.write([{ kind: "rewriteBlock", block: "kpi.card.cc", draft: cardDraft(4) }])).sheets[0]!.created).toBe(false);
  });

  test("a sheet that is not there cannot be read or stood beside", async () => {
    const workbook = openXlsx(await good());
    await expect(workbook.read(["77"])).rejects.toThrow("77");
    await expect(workbook.write([{ kind: "createSheet", name: "新", block: null, after: "77", draft: plainDraft([[1]]) }])).rejects.toThrow("77");
  });
});
