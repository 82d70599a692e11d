/**
 * The ceiling: what any program must do at least. Writing: the bytes of the cells into one buffer, deflated; reading: inflate, one plain scan over the bytes,
 * figures into a typed array. It knows no styles, no names, no prefixes, and believes the file; nothing in it is slowed.
 */
import { crc32, deflateRawSync, inflateRawSync } from "node:zlib";
import { cellAt } from "./shape.mjs";

/** The same work as the product's: fast, not smallest. */
const LEVEL = 4;

const head = (body) => `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n${body}`;
const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE = "http://schemas.openxmlformats.org/package/2006";
const TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml";

/** A workbook whose texts stand in a table of shared strings, as Excel writes it: every reader gets this file. */
export function write(size) {
  const strings = new Map();
  const numberOf = (text) => {
    const known = strings.get(text);
    if (known !== undefined) return known;
    strings.set(text, strings.size);
    return strings.size - 1;
  };
  const letters = Array.from({ length: size.columns }, (_, column) => String.fromCharCode(65 + column));
  const entries = [];
  const add = (name, bytes) => entries.push({ name, bytes: deflateRawSync(bytes, { level: LEVEL }), size: bytes.length, crc: crc32(bytes) });
  let buffer = Buffer.allocUnsafe(1 << 20);
  for (let sheet = 0; sheet < size.sheets; sheet++) {
    let at = buffer.write(head(`<worksheet xmlns="${MAIN}"><sheetData>`), 0, "latin1");
    for (let row = 0; row < size.rows; row++) {
      if (buffer.length - at < 100 * (size.columns + 1)) buffer = Buffer.concat([buffer, Buffer.allocUnsafe(buffer.length)]);
      const number = row + 1;
      let line = `<row r="${number}">`;
      for (let column = 0; column < size.columns; column++) {
        const value = cellAt(sheet, row, column);
        line +=
          typeof value === "number"
            ? `<c r="${letters[column]}${number}"><v>${value}</v></c>`
            : `<c r="${letters[column]}${number}" t="s"><v>${numberOf(value)}</v></c>`;
      }
      at += buffer.latin1Write(`${line}</row>`, at);
    }
    at += buffer.latin1Write("</sheetData></worksheet>", at);
    add(`xl/worksheets/sheet${sheet + 1}.xml`, buffer.subarray(0, at));
  }
  let items = "";
  for (const text of strings.keys()) items += `<si><t>${text}</t></si>`;
  add("xl/sharedStrings.xml", Buffer.from(head(`<sst xmlns="${MAIN}" uniqueCount="${strings.size}">${items}</sst>`)));
  const numbers = Array.from({ length: size.sheets }, (_, index) => index + 1);
  const override = (part, type) => `<Override PartName="/${part}" ContentType="${TYPE}.${type}+xml"/>`;
  const relation = (id, kind, target) => `<Relationship Id="rId${id}" Type="${RELATIONS}/${kind}" Target="${target}"/>`;
  const relations = (body) => Buffer.from(head(`<Relationships xmlns="${PACKAGE}/relationships">${body}</Relationships>`));
  add(
    "xl/styles.xml",
    Buffer.from(
      head(
        `<styleSheet xmlns="${MAIN}"><fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts><fills count="1"><fill><patternFill patternType="none"/></fill></fills>` +
          `<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="1"><xf xfId="0"/></cellXfs></styleSheet>`,
      ),
    ),
  );
  add(
    "xl/workbook.xml",
    Buffer.from(
      head(
        `<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheets>${numbers.map((n) => `<sheet name="S${n}" sheetId="${n}" r:id="rId${n}"/>`).join("")}</sheets></workbook>`,
      ),
    ),
  );
  add(
    "xl/_rels/workbook.xml.rels",
    relations(
      numbers.map((n) => relation(n, "worksheet", `worksheets/sheet${n}.xml`)).join("") +
        relation(size.sheets + 1, "sharedStrings", "sharedStrings.xml") +
        relation(size.sheets + 2, "styles", "styles.xml"),
    ),
  );
  add("_rels/.rels", relations(relation(1, "officeDocument", "xl/workbook.xml")));
  add(
    "[Content_Types].xml",
    Buffer.from(
      head(
        `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>` +
          `${override("xl/workbook.xml", "sheet.main")}${override("xl/sharedStrings.xml", "sharedStrings")}${override("xl/styles.xml", "styles")}` +
          `${numbers.map((n) => override(`xl/worksheets/sheet${n}.xml`, "worksheet")).join("")}</Types>`,
      ),
    ),
  );
  return zipped(entries);
}

function zipped(entries) {
  const pieces = [];
  const directory = [];
  let offset = 0;
  for (const { name, bytes, size, crc } of entries) {
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    const shared = Buffer.alloc(26);
    shared.writeUInt16LE(20, 0);
    shared.writeUInt16LE(8, 4);
    shared.writeUInt16LE(0x21, 8);
    shared.writeUInt32LE(crc, 10);
    shared.writeUInt32LE(bytes.length, 14);
    shared.writeUInt32LE(size, 18);
    shared.writeUInt16LE(name.length, 22);
    shared.copy(local, 4);
    const central = Buffer.alloc(46);
    central.writeUInt32LE(0x02014b50, 0);
    central.writeUInt16LE(20, 4);
    shared.copy(central, 6);
    central.writeUInt32LE(offset, 42);
    directory.push(central, Buffer.from(name));
    pieces.push(local, Buffer.from(name), bytes);
    offset += 30 + name.length + bytes.length;
  }
  const size = directory.reduce((sum, piece) => sum + piece.length, 0);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(size, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...pieces, ...directory, end]);
}

/** Counts and adds up what `write` wrote, and says how many unpacked bytes it went through. */
export function read(bytes) {
  const found = { numbers: 0, texts: 0, sum: 0, unpacked: 0 };
  let values = new Float64Array(1 << 20);
  let strings = [];
  const directoryAt = bytes.readUInt32LE(bytes.length - 6);
  const parts = [];
  for (let at = directoryAt; bytes.readUInt32LE(at) === 0x02014b50; at += 46 + bytes.readUInt16LE(at + 28)) {
    const name = bytes.latin1Slice(at + 46, at + 46 + bytes.readUInt16LE(at + 28));
    const start = bytes.readUInt32LE(at + 42);
    const from = start + 30 + bytes.readUInt16LE(start + 26);
    parts.push({ name, packed: bytes.subarray(from, from + bytes.readUInt32LE(at + 20)) });
  }
  const shared = parts.find(({ name }) => name.endsWith("sharedStrings.xml"));
  if (shared) {
    const text = inflateRawSync(shared.packed);
    found.unpacked += text.length;
    strings = text.toString("utf8").split("</t></si><si><t>");
  }
  for (const { name, packed } of parts) {
    if (!name.startsWith("xl/worksheets/")) continue;
    const xml = inflateRawSync(packed);
    found.unpacked += xml.length;
    let filled = 0;
    for (let i = xml.indexOf("<c "); i >= 0 && i < xml.length;) {
      // Past the address, up to the end of the tag; a text says t="s".
      let j = i + 6;
      while (xml[j] !== 62) j++;
      const isText = xml[j - 2] === 115;
      j += 4;
      let number = 0;
      let scale = 0;
      for (let code = xml[j]; code !== 60; code = xml[++j]) {
        if (code === 46) scale = 1;
        else {
          number = number * 10 + code - 48;
          scale *= 10;
        }
      }
      if (isText) {
        if (strings[number] !== undefined) found.texts++;
      } else {
        if (filled === values.length) {
          const more = new Float64Array(values.length * 2);
          more.set(values);
          values = more;
        }
        values[filled++] = scale > 1 ? number / scale : number;
      }
      j += 8;
      i = xml[j] === 60 && xml[j + 1] === 99 ? j : xml.indexOf("<c ", j);
    }
    found.numbers += filled;
    for (let index = 0; index < filled; index++) found.sum += values[index];
  }
  return found;
}
