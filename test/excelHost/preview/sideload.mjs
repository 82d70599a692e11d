/* eslint no-console: off -- A script that speaks to a person. */
/** `npm run sideload`: serves the add-in for a real Excel on this machine, where manifest.xml says that it is, and tells how to bring the two together. */
import { buildPane, servePane } from "./serve.mjs";

/** Named in manifest.xml. */
const PORT = 3000;

try {
  await buildPane(console.log);
  const { origin } = await servePane(PORT);
  console.log(`
The add-in is served at ${origin}/taskpane.html; leave this running. Office.js comes from Microsoft, so Excel needs the internet.

1. Trust the certificate, which was made on this machine and is known to nobody else:
   Windows   certutil -user -addstore Root .cache\\certificate\\ca.crt
   Mac       open .cache/certificate/ca.crt, and in Keychain Access set it to "Always Trust"
   Web       open ${origin}/taskpane.html once in the same browser and go on past the warning
2. Give manifest.xml to Excel:
   Windows   share the folder that holds manifest.xml. In Excel: File > Options > Trust Center > Trust Center Settings > Trusted Add-in Catalogs,
             add the share's \\\\address, tick "Show in Menu", restart Excel. Then Home > Add-ins > Advanced > Shared Folder.
   Mac       copy manifest.xml to ~/Library/Containers/com.microsoft.Excel/Data/Documents/wef, restart Excel. Then Home > Add-ins.
   Web       Home > Add-ins > More Add-ins > My Add-ins > Upload My Add-in, and choose manifest.xml.
3. Open a workbook and choose Home > KPI scorecards > Open pane. docs/real-excel-checklist.md says what to look at.

Afterwards take the certificate out again (Windows: certutil -user -delstore Root "Developer CA for Microsoft Office Add-ins").
Ctrl+C ends it.`);
} catch (error) {
  console.error(error.code === "EADDRINUSE" ? `Port ${PORT}, which manifest.xml names, is taken. End what uses it and try again.` : error.message);
  process.exitCode = 1;
}
