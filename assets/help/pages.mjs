/**
 * The help that comes with the pane and the page: docs/help, docs/privacy.md and docs/deploy.md as pages that need no network and no script.
 *
 * Each document has two parts, English and Chinese, each with a heading of the first degree; they become help/en/… and help/zh/….
 */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { Script } from "node:vm";
import { Marked } from "marked";

const ROOT = join(dirname(fileURLToPath(import.meta.url)), "../..");
const LANGUAGES = ["zh", "en"];

/** In the order in which they are listed; each is a document of docs/help, or of docs itself. */
const PAGES = ["start", "scheme", "rules", "figures", "cards", "trouble", "privacy", "deploy"];

const WORDS = {
  zh: {
    lang: "zh-CN",
    product: "绩效计分卡",
    help: "帮助",
    contents: "目录",
    other: "English",
    otherLang: "en-GB",
    sheet: "工作表",
    columns: "列",
    needed: "必须有",
  },
  en: {
    lang: "en-GB",
    product: "KPI scorecards",
    help: "Help",
    contents: "Contents",
    other: "中文",
    otherLang: "zh-CN",
    sheet: "Sheet",
    columns: "Columns",
    needed: "required",
  },
};

/** The page asks nothing but its own style sheet. */
const POLICY = "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'";

/** Every file of the folder help, by its path in it. */
export function helpPages() {
  const documents = PAGES.map((name) => ({ name, parts: partsOf(read(name)) }));
  const pages = LANGUAGES.flatMap((language) => {
    const list = documents.map(({ name, parts }) => ({ name, title: titleOf(parts[language]) }));
    const written = documents.map(({ name, parts }) => [`${language}/${name}.html`, page(language, name, list, body(parts[language], language))]);
    return [...written, [`${language}/index.html`, page(language, "index", list, contents(language, list))]];
  });
  return new Map([...pages, ["index.html", bothLanguages()], ["help.css", readFileSync(join(ROOT, "assets/help/help.css"), "utf8")]]);
}

function read(name) {
  const folder = name === "privacy" || name === "deploy" ? "docs" : "docs/help";
  return readFileSync(join(ROOT, folder, `${name}.md`), "utf8");
}

/** English stands first. */
function partsOf(text) {
  const [en, zh, ...more] = text.split(/^(?=# )/m);
  if (zh === undefined || more.length > 0) throw new Error(`A document of the help has not one part in each language: ${text.slice(0, 60)}`);
  return { en, zh };
}

function titleOf(markdown) {
  return /^# (.+)$/m.exec(markdown)[1];
}

function body(markdown, language) {
  // One sentence stands on each line; between Chinese ones the line's end is no blank. What begins a list's row, a table's or a heading stays on its line.
  const flowing = language === "zh" ? markdown.replace(/([。：；，！？）])\n(?!\s|[|#>`]|[-*] |\d+\. )/g, "$1") : markdown;
  const withSheets = flowing.replace("<!-- sheets -->", () => sheetTables(language));
  const marked = new Marked({
    renderer: {
      // A wide table scrolls by itself, and can be reached with the keyboard to do so.
      table(token) {
        const name = escaped(
          token.header
            .map(({ text }) => text.replace(/\*\*|`/g, ""))
            .filter(Boolean)
            .join(", "),
        );
        const row = (cells, tag) =>
          `<tr>${cells.map(({ tokens }) => (tag === "th" ? `<th scope="col">${this.parser.parseInline(tokens)}</th>` : `<td>${this.parser.parseInline(tokens)}</td>`)).join("")}</tr>`;
        // A heading without words is no heading.
        const heads = row(token.header, "th").replaceAll('<th scope="col"></th>', "<td></td>");
        const rows = token.rows.map((cells) => row(cells, "td")).join("\n");
        return `<div class="table" role="region" tabindex="0" aria-label="${name}"><table>\n<thead>${heads}</thead>\n<tbody>${rows}</tbody>\n</table></div>\n`;
      },
      code({ text }) {
        return `<pre tabindex="0"><code>${escaped(text)}</code></pre>\n`;
      },
      link({ href, tokens }) {
        const words = this.parser.parseInline(tokens);
        const there = /^([a-z-]+)\.md$/.exec(href)?.[1];
        // A document that is no page of the help lies in the release's folder docs.
        return there === undefined
          ? `<a href="${escaped(href)}">${words}</a>`
          : PAGES.includes(there)
            ? `<a href="${there}.html">${words}</a>`
            : `<code>${words}</code>`;
      },
    },
  });
  return marked.parse(withSheets, { async: false });
}

/** Sheets and columns as the program itself knows them. */
function sheetTables(language) {
  const words = WORDS[language];
  return Object.values(schemeSheets())
    .map(({ columns, ...sheet }) => {
      const headings = Object.values(columns).map((column) => (column.required ? `**${column[language]}**` : column[language]));
      return `### ${sheet[language]}${sheet.required ? (language === "zh" ? `（${words.needed}）` : ` (${words.needed})`) : ""}\n\n${headings.join(language === "zh" ? "、" : ", ")}\n`;
    })
    .join("\n");
}

/** src/sheets/schemeColumns.ts imports nothing, so it can be asked without building the program. */
function schemeSheets() {
  const ts = createRequire(join(ROOT, "package.json"))("typescript");
  const source = readFileSync(join(ROOT, "src/sheets/schemeColumns.ts"), "utf8");
  const { outputText } = ts.transpileModule(source, { compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 } });
  const module = { exports: {} };
  new Script(outputText).runInNewContext({ module, exports: module.exports });
  return module.exports.SCHEME_SHEETS;
}

function contents(language, list) {
  const { product, help } = WORDS[language];
  const items = list.map(({ name, title }) => `<li><a href="${name}.html">${escaped(title)}</a></li>`).join("\n");
  return `<h1>${product}${language === "zh" ? "" : ": "}${language === "zh" ? help : help.toLowerCase()}</h1>\n<ul class="contents">\n${items}\n</ul>`;
}

function page(language, name, list, inside) {
  const words = WORDS[language];
  const other = language === "zh" ? "en" : "zh";
  const title = name === "index" ? words.help : list.find((one) => one.name === name).title;
  const links = list.map((one) => `<li><a href="${one.name}.html"${one.name === name ? ' aria-current="page"' : ""}>${escaped(one.title)}</a></li>`).join("\n");
  const nav = name === "index" ? "" : `<nav aria-label="${words.contents}">\n<ul>\n${links}\n</ul>\n</nav>\n`;
  return [
    "<!doctype html>",
    `<html lang="${words.lang}">`,
    "<head>",
    '<meta charset="utf-8" />',
    '<meta name="viewport" content="width=device-width, initial-scale=1" />',
    `<meta http-equiv="Content-Security-Policy" content="${POLICY}" />`,
    `<title>${escaped(title)} · ${words.product}</title>`,
    '<link rel="stylesheet" href="../help.css" />',
    '<link rel="icon" href="../../assets/icon-32.png" />',
    "</head>",
    "<body>",
    `<header><p><a href="index.html">${words.product} · ${words.help}</a> <a href="../${other}/${name}.html" lang="${words.otherLang}" hreflang="${words.otherLang}">${words.other}</a></p></header>`,
    `<div class="columns">\n${nav}<main>\n${inside}</main>\n</div>`,
    "</body>",
    "</html>",
    "",
  ].join("\n");
}

/** What SupportUrl leads to where no language is known. */
function bothLanguages() {
  const links = LANGUAGES.map(
    (language) => `<li><a href="${language}/index.html" lang="${WORDS[language].lang}">${WORDS[language].product} · ${WORDS[language].help}</a></li>`,
  );
  return page(
    "zh",
    "index",
    [],
    `<h1>${WORDS.zh.product} <span lang="en-GB">· ${WORDS.en.product}</span></h1>\n<ul class="contents">\n${links.join("\n")}\n</ul>`,
  )
    .replaceAll("../help.css", "help.css")
    .replaceAll("../../assets", "../assets")
    .replace(/<header>.*<\/header>\n/, "");
}

function escaped(text) {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}
