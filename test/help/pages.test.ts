/** @jest-environment jsdom */
/** The help that comes with pane and page: whole in both languages, without a network, and every link in it leads somewhere. */
import { posix } from "node:path";
import axe from "axe-core";
import { helpPages } from "../../assets/help/pages.mjs";
import { SCHEME_SHEETS } from "../../src/sheets/schemeColumns";
import { paneEn } from "../../src/text/paneEn";
import { paneZh } from "../../src/text/paneZh";

const pages = helpPages();
const html = [...pages.keys()].filter((path) => path.endsWith(".html"));

function read(path: string): Document {
  return new DOMParser().parseFromString(pages.get(path)!, "text/html");
}

const count = (path: string, selector: string): number => read(path).querySelectorAll(selector).length;

it("has the same pages in both languages, with the same parts", () => {
  const of = (language: string): string[] => html.filter((path) => path.startsWith(`${language}/`)).map((path) => path.slice(3));
  expect(of("zh")).toEqual(of("en"));
  for (const name of of("zh"))
    for (const part of ["h1", "h2", "h3", "table", "tr", "ol > li", "pre"])
      expect([name, part, count(`zh/${name}`, part)]).toEqual([name, part, count(`en/${name}`, part)]);
});

it.each(html)("%s says its language, has one main heading, and asks for nothing but its style and icon", (path) => {
  const page = read(path);
  expect(page.documentElement.lang).toBe(path.startsWith("en/") ? "en-GB" : "zh-CN");
  expect(page.querySelectorAll("h1")).toHaveLength(1);
  expect(page.querySelectorAll("script, iframe, form, object, [style], [onclick], [srcset]")).toHaveLength(0);
  expect(page.querySelector('meta[http-equiv="Content-Security-Policy"]')?.getAttribute("content")).toContain("default-src 'none'");
  for (const asked of page.querySelectorAll("link[href], img[src]"))
    expect(asked.getAttribute("href") ?? asked.getAttribute("src")).not.toMatch(/^(https?:)?\/\//);
});

it.each(html)("%s has no link that leads nowhere", (path) => {
  for (const link of read(path).querySelectorAll("a[href], link[rel=stylesheet]")) {
    const to = link.getAttribute("href")!;
    expect([path, to, pages.has(posix.join(posix.dirname(path), to.split("#")[0]!))]).toEqual([path, to, true]);
  }
});

it.each(["zh/start.html", "en/scheme.html", "zh/deploy.html", "en/index.html", "index.html"])("%s has nothing that axe finds", async (path) => {
  const page = read(path);
  document.documentElement.lang = page.documentElement.lang;
  document.title = page.title;
  document.body.replaceChildren(...[...page.body.childNodes].map((node) => document.importNode(node, true)));
  const { violations } = await axe.run(document, { rules: { "color-contrast": { enabled: false } } });
  expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
});

it.each(["zh", "en"] as const)("names every sheet of the scheme and every heading in %s", (language) => {
  const text = read(`${language}/scheme.html`).body.textContent;
  for (const { columns, ...sheet } of Object.values(SCHEME_SHEETS)) {
    expect(text).toContain(sheet[language]);
    for (const column of Object.values<Readonly<Record<"zh" | "en", string>>>(columns)) expect(text).toContain(column[language]);
  }
});

it("leads from the pane to pages that are there", () => {
  for (const words of [paneZh, paneEn])
    for (const path of [words.guidePage, words.helpPage]) expect([path, pages.has(path.replace(/^help\//, ""))]).toEqual([path, true]);
});

it("leaves no mark of how it is written", () => {
  for (const path of html) expect([path, /\*\*|<!-- |\]\(|\.md"/.test(pages.get(path)!)]).toEqual([path, false]);
});
