import fc from "fast-check";
import {
  appended,
  attributeOf,
  attributeSet,
  childOf,
  decodePart,
  encodePart,
  escapeAttribute,
  escapeText,
  parseXml,
  spliced,
  withPrefix,
  Xml,
  XmlError,
  XmlReader,
} from "../../src/xlsx/xml";
import { cpuNow } from "../support/cpuTime";

function tokens(text: string): string[] {
  const reader = new XmlReader(text);
  const list: string[] = [];
  for (;;) {
    switch (reader.next()) {
      case Xml.End:
        return list;
      case Xml.Open:
      case Xml.Empty:
        list.push(
          `${reader.kind === Xml.Empty ? "∅" : "+"}${reader.name}${reader
            .attributes()
            .map(({ name, value }) => ` ${name}=${value}`)
            .join("")}`,
        );
        break;
      case Xml.Close:
        list.push(`-${reader.name}`);
        break;
      case Xml.Text:
        list.push(`"${reader.value()}"`);
        break;
    }
  }
}

describe("the tokenizer", () => {
  test("reads elements, attributes and text", () => {
    expect(tokens(`<?xml version="1.0"?>\n<a x="1" y='"2"'>\n<b/><!-- <c> -->t&amp;u<![CDATA[<&>]]></a >`)).toEqual([
      `+a x=1 y="2"`,
      `"\n"`,
      "∅b",
      `"t&u"`,
      `"<&>"`,
      "-a",
    ]);
  });

  test("decodes the five entities and numbers, in text and in attributes", () => {
    expect(tokens(`<a b="&lt;&gt;&amp;&quot;&apos;&#65;&#x1F600;">&#20013;&#x6587;</a>`)).toEqual([`+a b=<>&"'A😀`, `"中文"`, "-a"]);
  });

  test("lets > stand in an attribute", () => {
    expect(tokens(`<a b="1>2" c='/>'/>`)).toEqual(["∅a b=1>2 c=/>"]);
  });

  test("makes one kind of line end of three", () => {
    expect(tokens("<a>1\r\n2\r3\n4</a>")).toEqual(["+a", `"1\n2\n3\n4"`, "-a"]);
  });

  test("knows where each token stands", () => {
    const text = "\ufeff<a><b c='1'/>x</a>";
    const reader = new XmlReader(text);
    const pieces: string[] = [];
    while (reader.next() !== Xml.End) pieces.push(text.slice(reader.start, reader.end));
    expect(pieces).toEqual(["<a>", "<b c='1'/>", "x", "</a>"]);
  });

  test("skips an element with all that is in it", () => {
    const reader = new XmlReader("<a><b><c/><b>x</b></b><d/></a>");
    reader.next();
    reader.next();
    reader.skipElement();
    expect([reader.next(), reader.name]).toEqual([Xml.Empty, "d"]);
  });

  test.each([
    ["a document type", `<!DOCTYPE a [<!ENTITY b "c">]><a/>`],
    ["a document type inside", `<a><!DOCTYPE b></a>`],
    ["an entity of its own", "<a>&b;</a>"],
    ["an entity that is not closed", "<a>&amp</a>"],
    ["a lone ampersand", "<a>1 & 2</a>"],
    ["the number 0", "<a>&#0;</a>"],
    ["a number beyond Unicode", "<a>&#x110000;</a>"],
    ["tags that cross", "<a><b></a></b>"],
    ["a tag that closes nothing", "</a>"],
    ["an element that is not closed", "<a><b></b>"],
    ["a tag that is not closed", "<a"],
    ["an attribute without quotes", "<a b=1/>"],
    ["an attribute without a value", "<a b/>"],
    ["an attribute that is not closed", `<a b="1/>`],
    ["attributes without a space between", `<a b="1"c="2"/>`],
    ["a comment that is not closed", "<a><!-- x</a>"],
    ["text outside", "x<a/>"],
    ["a name that is none", "<<a/>"],
    ["two roots", "<a/><b/>"],
    ["nothing", ""],
  ])("refuses %s", (_, text) => {
    expect(() => parseXml(text)).toThrow(XmlError);
  });

  test("refuses what is nested too deeply, quickly", () => {
    expect(() => parseXml("<a>".repeat(100_000))).toThrow("nested too deeply");
  });

  test("stays quick on a hundred thousand open brackets or quotes", () => {
    const began = cpuNow();
    for (const text of ["<a ".repeat(33_000), `<a b="${"&".repeat(100_000)}"/>`, `<a>${"&lt".repeat(33_000)}</a>`]) {
      expect(() => parseXml(text)).toThrow(XmlError);
    }
    expect(cpuNow() - began).toBeLessThan(500);
  });
});

describe("the tree", () => {
  test("resolves prefixes, also when they change on the way", () => {
    const root = parseXml(`<x:a xmlns:x="main" xmlns="other"><x:b id="1" r:id="2" xmlns:r="rel"/><b xmlns="main"/><c xmlns:x="else"><x:b/></c></x:a>`);
    expect([root.local, root.namespace, root.prefix]).toEqual(["a", "main", "x"]);
    expect(root.children.map(({ local, namespace }) => `${namespace}:${local}`)).toEqual(["main:b", "main:b", "other:c"]);
    expect(root.children[2]!.children[0]!.namespace).toBe("else");
    expect(attributeOf(root.children[0]!, "id")).toBe("1");
    expect(childOf(root, "c")).toBeUndefined();
  });

  test("finds an attribute by its name without prefix only where no plain one stands", () => {
    const root = parseXml(`<a r:id="2" xmlns:id="x"/>`);
    expect(attributeOf(root, "id")).toBe("2");
  });
});

describe("edits", () => {
  test("leave every other character as it was", () => {
    const text = `<a  x = "1" >\r\n<b/>\t<c></c><!-- c --></a>`;
    const root = parseXml(text);
    const edited = spliced(text, [
      attributeSet(root, "x", "2")!,
      attributeSet(root, "y", `"<`)!,
      appended(text, root.children[0]!, "<n/>"),
      appended(text, root, "<z/>"),
    ]);
    expect(edited).toBe(`<a y="&quot;&lt;"  x = "2" >\r\n<b><n/></b>\t<c></c><!-- c --><z/></a>`);
    expect(attributeSet(root, "x", "1")).toBeNull();
  });

  test("at one place stand in the order given, and may not overlap", () => {
    expect(
      spliced("abc", [
        { start: 1, end: 1, text: "1" },
        { start: 1, end: 2, text: "2" },
        { start: 3, end: 3, text: "3" },
      ]),
    ).toBe("a12c3");
    expect(() =>
      spliced("abc", [
        { start: 0, end: 2, text: "" },
        { start: 1, end: 3, text: "" },
      ]),
    ).toThrow("overlap");
  });

  test("take over the prefix of the part they go into", () => {
    expect(withPrefix('<a b="&lt;c "><d/>x &lt;e</a><x14:f/>', "x")).toBe('<x:a b="&lt;c "><x:d/>x &lt;e</x:a><x14:f/>');
  });

  test("whatever text is escaped reads back the same", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (value) => {
        const root = parseXml(`<a b="${escapeAttribute(value)}">${escapeText(value)}</a>`);
        expect([root.text, attributeOf(root, "b")]).toEqual([value, value]);
      }),
    );
  });
});

describe("a part's bytes", () => {
  test("come back the same, with and without a byte order mark", () => {
    for (const text of ["<a>中文</a>", "\ufeff<a/>"]) expect(decodePart(encodePart(text))).toBe(text);
    expect([...encodePart(decodePart(new Uint8Array([0xef, 0xbb, 0xbf, 0x3c])))]).toEqual([0xef, 0xbb, 0xbf, 0x3c]);
  });

  test("in UTF-16 are read, and say UTF-8 from then on", () => {
    const text = `<?xml version="1.0" encoding="UTF-16"?><a>中</a>`;
    const bytes = new Uint8Array([0xff, 0xfe, ...[...text].flatMap((character) => [character.charCodeAt(0) & 255, character.charCodeAt(0) >> 8])]);
    expect(decodePart(bytes)).toBe(`<?xml version="1.0" encoding="UTF-8"?><a>中</a>`);
  });

  test("that are no text are refused", () => {
    expect(() => decodePart(new Uint8Array([0x3c, 0xff, 0xc0]))).toThrow("not valid");
  });
});
