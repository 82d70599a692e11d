/** Builds and serves the preview over https, with the real Office.js out of the npm package where the page asks Microsoft's server for it. */
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { createServer, type Server } from "node:https";
import { dirname, extname, join } from "node:path";
import webpack from "webpack";

const ROOT = join(__dirname, "../../..");
const BUILT = join(ROOT, ".cache/preview");
const TYPES: Readonly<Record<string, string>> = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".png": "image/png" };

/** Where the page's requests for Office.js go instead. */
export function officeFile(path: string): string {
  const dist = join(dirname(require.resolve("@microsoft/office-js/package.json")), "dist");
  // The package's folders are in lower case, the client asks for some in capitals.
  return join(dist, path.replace(/^\/lib\/1\/hosted\//, "").toLowerCase());
}

export async function buildPreview(): Promise<void> {
  const compiler = webpack({
    mode: "development",
    devtool: false,
    context: ROOT,
    entry: { hostPage: join(__dirname, "hostPage.ts"), trialPane: join(__dirname, "trialPane.ts") },
    output: { path: BUILT, filename: "[name].js" },
    resolve: { extensions: [".ts", ".js"] },
    module: { rules: [{ test: /\.ts$/, exclude: /node_modules/, loader: "ts-loader", options: { transpileOnly: true, compilerOptions: { noEmit: false } } }] },
  });
  await new Promise<void>((resolve, reject) => {
    compiler.run((error, stats) => {
      if (error) reject(error);
      else if (stats?.hasErrors()) reject(new Error(stats.toString("errors-only")));
      else resolve();
    });
  });
}

async function certificate(): Promise<{ readonly key: Buffer; readonly cert: Buffer }> {
  const folder = join(ROOT, ".cache/certificate");
  const files = { ca: join(folder, "ca.crt"), cert: join(folder, "localhost.crt"), key: join(folder, "localhost.key") };
  if (!Object.values(files).every((file) => existsSync(file))) {
    mkdirSync(folder, { recursive: true });
    const { generateCertificates } = await import("office-addin-dev-certs");
    await generateCertificates(files.ca, files.cert, files.key, 365, ["localhost", "127.0.0.1"]);
  }
  return { key: readFileSync(files.key), cert: readFileSync(files.cert) };
}

/** On a free port of localhost. /samples/ are the sample workbooks, /pane/ is the built task pane where there is one. */
export async function servePreview(): Promise<{ readonly origin: string; readonly server: Server }> {
  const server = createServer(await certificate(), (request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? "/", "https://localhost").pathname);
    const file = [
      path.startsWith("/samples/") ? join(ROOT, "assets", path) : "",
      path.startsWith("/pane/") ? join(ROOT, "dist", path) : "",
      join(BUILT, path),
      join(__dirname, path),
    ].find((candidate) => candidate !== "" && extname(candidate) !== "" && candidate.startsWith(ROOT) && existsSync(candidate));
    response.writeHead(file ? 200 : 404, { "content-type": TYPES[extname(file ?? "")] ?? "application/octet-stream" });
    response.end(file ? readFileSync(file) : "");
  });
  await new Promise<void>((resolve) => server.listen(0, "localhost", resolve));
  const address = server.address();
  if (!address || typeof address === "string") throw new Error("The preview's server has no port.");
  return { origin: `https://localhost:${address.port}`, server };
}
