/** `npm run samples`: writes province-zh.xlsx and province-en.xlsx, beside this file. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { sampleBytes } from "./sampleBytes.mjs";

const folder = fileURLToPath(new URL(".", import.meta.url));

for (const language of ["zh", "en"]) {
  const bytes = await sampleBytes(language);
  const file = join(folder, `province-${language}.xlsx`);
  writeFileSync(file, bytes);
  console.log(`${file}: ${bytes.length} bytes`);
}
