/** A file's package, checked from outside: by the zip and the text of its parts alone. */
import { openZip } from "../../src/xlsx/portable";
import { readZipEntry } from "../../src/xlsx/zip";

export function pathsOf(bytes: Uint8Array): string[] {
  return [...openZip(bytes).entries.keys()];
}

export function partOf(bytes: Uint8Array, path: string): string {
  return new TextDecoder().decode(readZipEntry(openZip(bytes), path));
}

/** Relations and content types that name a part which is not there, and parts without a content type. */
export function missingTargets(bytes: Uint8Array): string[] {
  const paths = pathsOf(bytes).map((path) => path.replace(/\\/g, "/"));
  const there = new Set(paths.map((path) => path.toLowerCase()));
  const missing: string[] = [];
  for (const path of paths.filter((one) => one.endsWith(".rels"))) {
    const folder = path.replace(/_rels\/[^/]*$/, "");
    for (const [tag] of partOf(bytes, path).matchAll(/<(?:\w+:)?Relationship\b[^>]*>/g)) {
      if (/TargetMode="External"/.test(tag)) continue;
      const target = /Target="([^"]*)"/.exec(tag)?.[1] ?? "";
      const resolved = decodeURIComponent(new URL(target.split("#")[0]!, `file:///${folder}`).pathname.slice(1)).toLowerCase();
      if (!there.has(resolved)) missing.push(`${path} → ${target}`);
    }
  }
  const types = paths.find((path) => path.toLowerCase() === "[content_types].xml");
  const text = types ? partOf(bytes, types) : "";
  const overrides = new Set([...text.matchAll(/PartName="\/?([^"]*)"/g)].map(([, name]) => name!.toLowerCase()));
  const defaults = new Set([...text.matchAll(/Extension="([^"]*)"/g)].map(([, extension]) => extension!.toLowerCase()));
  for (const name of overrides) {
    if (!there.has(decodeURIComponent(name))) missing.push(`[Content_Types].xml → ${name}`);
  }
  for (const path of paths) {
    const extension = path.slice(path.lastIndexOf(".") + 1).toLowerCase();
    if (path !== types && !path.endsWith("/") && !overrides.has(path.toLowerCase()) && !defaults.has(extension)) missing.push(`${path} has no content type`);
  }
  return missing.sort();
}
