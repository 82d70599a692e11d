/* eslint no-console: off -- A script that speaks to a person. */
/** `npm start`: the add-in in an emulated Excel, in the browser, and beside it the stand-alone page. `npm start -- --port 4000` for another port. */
import { parseArgs } from "node:util";
import { buildPane, buildPreview, servePreview } from "./serve.mjs";

const PORT = 3001;
const { values } = parseArgs({ options: { port: { type: "string", default: String(PORT) } } });

try {
  await buildPane(console.log);
  console.log("Building the page of the emulated Excel …");
  const { origin } = await servePreview({ page: await buildPreview(), port: Number(values.port), localOffice: true });
  console.log(`
The preview is at ${origin}/
The stand-alone page, which needs no Excel, is at ${origin}/page/
The preview opens with the Chinese sample; another workbook, language, Excel and width are chosen at its top.
The browser warns of the certificate, which was made on this machine: go on to localhost all the same.
Ctrl+C ends it.`);
} catch (error) {
  console.error(error.code === "EADDRINUSE" ? `Port ${values.port} is taken. Choose another: npm start -- --port 4000` : error.message);
  process.exitCode = 1;
}
