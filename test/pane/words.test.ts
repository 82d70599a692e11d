/** The components speak through text/ alone. That both languages have every word is the compiler's to check. */
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";

const folder = join(__dirname, "../../src/pane");

/** Attributes that somebody reads or hears. */
const SPOKEN = new Set(["title", "label", "aria-label", "placeholder", "alt", "content"]);

/** Words that stand in the markup itself: two letters of any script in a row. */
function wordsIn(name: string, text: string): string[] {
  const source = ts.createSourceFile(name, text, ts.ScriptTarget.ES2022, true, ts.ScriptKind.TSX);
  const found: string[] = [];
  const said = (spoken: string): void => {
    if (/\p{L}{2}|\p{Script=Han}/u.test(spoken)) found.push(spoken.trim());
  };
  const visit = (node: ts.Node): void => {
    if (ts.isJsxText(node)) said(node.text);
    if (ts.isJsxExpression(node) && node.expression && ts.isStringLiteralLike(node.expression) && !ts.isJsxAttribute(node.parent)) said(node.expression.text);
    if (ts.isJsxAttribute(node) && SPOKEN.has(node.name.getText()) && node.initializer) {
      const given = ts.isJsxExpression(node.initializer) ? node.initializer.expression : node.initializer;
      if (given && ts.isStringLiteralLike(given)) said(given.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

const components = readdirSync(folder).filter((name) => name.endsWith(".tsx"));

it.each(components)("%s has no words of its own", (name) => {
  expect(wordsIn(name, readFileSync(join(folder, name), "utf8"))).toEqual([]);
});

it("would see words in the markup", () => {
  expect(wordsIn("a.tsx", `export const A = () => <p title="Points">得分 {"Read again"} / ▼</p>;`)).toEqual(["Points", "得分", "Read again"]);
});
