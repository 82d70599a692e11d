/**
 * Builds and serves the preview over https: the emulated Excel, the add-in as it is published, and the sample workbooks.
 *
 * Only this machine can reach it. The certificate is made here, in a folder that git ignores; nothing is installed.
 */
import { spawn } from "node:child_process";
import { X509Certificate } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from "node:fs";
import { createServer } from "node:https";
import { createRequire } from "node:module";
import { dirname, extname, join, sep } from "node:path";
import { fileURLToPath } from "node:url";

const HERE = dirname(fileURLToPath(import.meta.url));
const ROOT = join(HERE, "../../..");
const CACHE = join(ROOT, ".cache");
const PANE = join(ROOT, "dist/pane");
const PAGE = join(ROOT, "dist/page");
const CERTIFICATE = join(CACHE, "certificate");
const PAGES = join(CACHE, "excel-page");
const MICROSOFT = "https://appsforoffice.microsoft.com";
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".png": "image/png",
  ".xml": "application/xml",
  ".wasm": "application/wasm",
  ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
};
const require = createRequire(join(ROOT, "package.json"));

/** Where a request for Office.js is answered from: the npm package, as it is. */
export function officeFile(path) {
  const dist = join(dirname(require.resolve("@microsoft/office-js/package.json")), "dist");
  // The package's folders are in lower case, the client asks for some in capitals.
  return inside(dist, path.replace(/^\/(lib\/1\/hosted|office)\//, "").toLowerCase());
}

/** The add-in into dist/pane and the stand-alone page into dist/page, unless they are there already and nothing that it is made of has changed since. */
export async function buildPane(say = () => {}) {
  const page = join(PANE, "taskpane.html");
  const pages = [page, join(PAGE, "index.html")];
  const parts = [
    "src",
    "assets/icons",
    "assets/samples",
    "assets/help",
    "docs/help",
    "docs/privacy.md",
    "docs/deploy.md",
    "package.json",
    "webpack.config.js",
    "tsconfig.json",
  ];
  const fresh = pages.every((one) => existsSync(one) && statSync(one).mtimeMs > newest(parts)) && readFileSync(page, "utf8").includes(MICROSOFT);
  if (fresh) return;
  say("Building the pane and the page …");
  await new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(ROOT, "node_modules/webpack/bin/webpack.js"), "--mode", "production"], {
      cwd: ROOT,
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", (text) => (output += text));
    child.on("error", reject);
    child.on("close", (code) => (code === 0 ? resolve() : reject(new Error(`The pages cannot be built:\n${output}`))));
  });
}

/** The page of the emulated Excel; gives the folder that it was built into. The same sources give the same folder, so several may ask at once. */
export async function buildPreview() {
  const folder = join(PAGES, String(Math.round(newest(["test/excelHost", "src/sheets", "src/xlsx", "src/run", "src/office", "src/kpi", "package-lock.json"]))));
  if (existsSync(folder)) return folder;
  mkdirSync(PAGES, { recursive: true });
  for (const old of readdirSync(PAGES)) if (statSync(join(PAGES, old)).mtimeMs < Date.now() - HOUR) rmSync(join(PAGES, old), { recursive: true, force: true });
  const made = mkdtempSync(join(PAGES, "making-"));
  const { default: webpack } = await import("webpack");
  const compiler = webpack({
    mode: "development",
    devtool: false,
    context: ROOT,
    entry: Object.fromEntries(["hostPage", "trialPane", "apart", "apartWorker"].map((name) => [name, join(HERE, `${name}.ts`)])),
    output: { path: made, filename: "[name].js" },
    resolve: { extensions: [".ts", ".js"] },
    module: { rules: [{ test: /\.ts$/, exclude: /node_modules/, loader: "ts-loader", options: { transpileOnly: true, compilerOptions: { noEmit: false } } }] },
  });
  await new Promise((resolve, reject) => {
    compiler.run((error, stats) => {
      if (error) reject(error);
      else if (stats?.hasErrors()) reject(new Error(stats.toString("errors-only")));
      else resolve();
    });
  });
  moved(made, folder);
  return folder;
}

/**
 * The emulated Excel at /, the add-in at /pane/, the stand-alone page at /page/, the samples at /samples/, Office.js at /office/, its calculation engine at /ironcalc.wasm.
 *
 * `page`: what buildPreview gave. `port` 0: a free one. `localOffice`: the add-in asks this server for Office.js, as if it had been built with that address;
 * else its page is sent as it is, and whoever drives the browser answers for Microsoft.
 */
export async function servePreview({ page, port = 0, localOffice = false }) {
  const served = await listening(port, (path, origin) => {
    if (path === "/") return { goTo: `/host.html?addIn=${encodeURIComponent(`${origin}/pane/taskpane.html`)}&workbook=/samples/province-zh.xlsx` };
    if (path === "/pane/taskpane.html" && localOffice) return { page: withLocalOffice(readFileSync(join(PANE, "taskpane.html"), "utf8"), origin) };
    if (path.startsWith("/office/")) return { file: officeFile(path) };
    if (path === "/page") return { goTo: "/page/" };
    if (path.startsWith("/page/")) return { file: inside(PAGE, path.slice("/page/".length) || "index.html") };
    if (path.startsWith("/pane/")) return { file: inside(PANE, path.slice("/pane/".length)) };
    if (path === "/ironcalc.wasm") return { file: require.resolve("@ironcalc/wasm/wasm_bg.wasm") };
    if (path.startsWith("/samples/")) return { file: inside(join(ROOT, "assets/samples"), path.slice("/samples/".length)) };
    return { file: extname(path) === ".js" ? inside(page, path.slice(1)) : inside(HERE, path.slice(1)) };
  });
  return served;
}

/** The add-in alone, for a real Excel: where the manifest says that it is. */
export function servePane(port) {
  return listening(port, (path) => ({ file: inside(PANE, path.slice(1)) }));
}

/** The page as `--env office=<origin>/office/` would have built it: the address of Office.js, in its script and in its policy. */
export function withLocalOffice(page, origin) {
  const changed = page
    .replace(`${MICROSOFT}/lib/1/hosted/office.js`, `${origin}/office/office.js`)
    .replace(`script-src 'self' ${MICROSOFT};`, `script-src 'self' ${origin};`);
  if (changed.includes(MICROSOFT)) throw new Error("The pane's page names Microsoft's server in another place than its script and its policy.");
  return changed;
}

async function listening(port, answerFor) {
  const held = await certificate();
  let origin = "";
  const server = createServer(held, (request, response) => {
    const answer = answered(request.url ?? "/", (path) => answerFor(path, origin));
    response.writeHead(answer.status, answer.headers);
    response.end(request.method === "HEAD" ? "" : answer.body);
  });
  await new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "localhost", resolve);
  });
  origin = `https://localhost:${server.address().port}`;
  return { origin, server };
}

function answered(url, answerFor) {
  let path;
  try {
    path = decodeURIComponent(new URL(url, "https://localhost").pathname);
  } catch {
    return { status: 400, headers: {}, body: "" };
  }
  const answer = answerFor(path);
  if (answer.goTo) return { status: 302, headers: { location: answer.goTo }, body: "" };
  if (answer.page) return { status: 200, headers: { "content-type": TYPES[".html"] }, body: answer.page };
  const there = answer.file && extname(answer.file) !== "" && existsSync(answer.file);
  if (!there) return { status: 404, headers: {}, body: "" };
  // Office.js is asked for as from another origin.
  const headers = { "content-type": TYPES[extname(answer.file)] ?? "application/octet-stream", "access-control-allow-origin": "*" };
  return { status: 200, headers, body: readFileSync(answer.file) };
}

/** "" for a path that leads out of the folder. */
function inside(folder, path) {
  const file = join(folder, path);
  return file.startsWith(folder + sep) ? file : "";
}

/** When the newest of these files and folders of the project was changed: milliseconds. */
function newest(paths) {
  const changed = (path) => {
    const state = statSync(path);
    return state.isDirectory() ? Math.max(0, ...readdirSync(path).map((name) => changed(join(path, name)))) : state.mtimeMs;
  };
  return Math.max(...paths.map((path) => changed(join(ROOT, path))));
}

/** Another process may have made the same meanwhile; then that one stays. */
function moved(made, folder) {
  try {
    renameSync(made, folder);
  } catch (error) {
    rmSync(made, { recursive: true, force: true });
    if (!existsSync(folder)) throw error;
  }
}

async function certificate() {
  const files = { ca: join(CERTIFICATE, "ca.crt"), cert: join(CERTIFICATE, "localhost.crt"), key: join(CERTIFICATE, "localhost.key") };
  const ready = () => Object.values(files).every((file) => existsSync(file));
  const runsOut = () => Date.parse(new X509Certificate(readFileSync(files.cert)).validTo) < Date.now() + DAY;
  if (!ready() || runsOut()) {
    mkdirSync(CACHE, { recursive: true });
    const made = mkdtempSync(join(CACHE, "certificate-"));
    const { generateCertificates } = await import("office-addin-dev-certs");
    await generateCertificates(join(made, "ca.crt"), join(made, "localhost.crt"), join(made, "localhost.key"), 365, ["localhost", "127.0.0.1"]);
    if (existsSync(CERTIFICATE) && (!ready() || runsOut())) rmSync(CERTIFICATE, { recursive: true });
    moved(made, CERTIFICATE);
  }
  return { key: readFileSync(files.key), cert: readFileSync(files.cert) };
}
