/* global require */
/**
 * Builds the task pane into dist/pane: taskpane.html, guide.html, the icons, and a manifest for the host that serves them.
 *
 *   npm run build:pane                                          the pages alone
 *   npm run build:pane -- --env host=https://kpi.example.com    with manifest.xml for that host, a folder on it included
 *   npm run build:pane -- --env office=21vianet                 Office.js from 21Vianet; "public" unless told otherwise, or the address of a folder of your own
 *   npm run dev                                                 on https://localhost:3000, which the manifest in the root names
 */
const { existsSync, mkdirSync, readFileSync } = require("node:fs");
const { join } = require("node:path");
const { gzipSync } = require("node:zlib");
const CopyPlugin = require("copy-webpack-plugin");
const HtmlPlugin = require("html-webpack-plugin");

const DEVELOPMENT_HOST = "https://localhost:3000";

/** Folders that hold office.js, for each cloud. */
const OFFICE_FOLDERS = {
  public: "https://appsforoffice.microsoft.com/lib/1/hosted/",
  "21vianet": "https://appsforoffice.cdn.partner.office365.cn/appsforoffice/lib/1/hosted/",
};

/** Bytes, packed: what the pane loads before it shows anything, without Office.js. */
const MOST_FIRST_LOAD = 150_000;

/** The manifest as it names another host. `host`: https, perhaps with a folder, nothing behind it. */
function manifestFor(text, host) {
  const bare = host.replace(/\/+$/, "");
  if (!URL.canParse(bare) || !/^https:\/\/[^\s"'<>&?#/][^\s"'<>&?#]*$/.test(bare)) throw new Error(`--env host=${host}: the host has to be an https address`);
  return text.replaceAll(DEVELOPMENT_HOST, bare);
}

function officeScript(choice) {
  const folder = OFFICE_FOLDERS[choice] ?? choice;
  if (!URL.canParse(folder) || new URL(folder).protocol !== "https:")
    throw new Error(`--env office=${choice}: public, 21vianet, or the https address of a folder`);
  return new URL("office.js", folder.endsWith("/") ? folder : `${folder}/`).href;
}

/** No connection to anywhere; styles are injected by Fluent UI. Office.js loads its own parts from where it lies. */
function policy(script) {
  return [
    "default-src 'none'",
    `script-src 'self' ${new URL(script).origin}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self' data:",
    "connect-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
}

/** Fails a production build whose first load is larger than the pane may be, and prints the size either way. */
const firstLoadBudget = {
  apply(compiler) {
    compiler.hooks.afterEmit.tap("FirstLoadBudget", (compilation) => {
      const files = [...compilation.entrypoints.values()].flatMap((entry) => entry.getFiles()).filter((file) => file.endsWith(".js"));
      const packed = files.reduce((total, file) => total + gzipSync(readFileSync(join(compiler.outputPath, file)), { level: 9 }).length, 0);
      compilation.getLogger("pane").info(`First load: ${(packed / 1000).toFixed(1)} kB packed`);
      if (packed > MOST_FIRST_LOAD) compilation.errors.push(new Error(`The first load has ${packed} bytes packed, at most ${MOST_FIRST_LOAD} are allowed`));
    });
  },
};

/** A certificate of our own making, in a folder that git ignores. Nothing is installed on the machine: the browser is told to trust it by hand. */
async function developmentCertificate() {
  const folder = join(__dirname, ".cache", "certificate");
  const paths = { ca: join(folder, "ca.crt"), cert: join(folder, "localhost.crt"), key: join(folder, "localhost.key") };
  if (!Object.values(paths).every((path) => existsSync(path))) {
    mkdirSync(folder, { recursive: true });
    const { generateCertificates } = require("office-addin-dev-certs");
    await generateCertificates(paths.ca, paths.cert, paths.key, 365, ["localhost", "127.0.0.1"]);
  }
  return { ca: readFileSync(paths.ca), cert: readFileSync(paths.cert), key: readFileSync(paths.key) };
}

module.exports = async (env, argv) => {
  const production = argv.mode === "production";
  const script = officeScript(env.office ?? "public");
  const version = JSON.parse(readFileSync(join(__dirname, "package.json"), "utf8")).version;
  const { DefinePlugin } = require("webpack");
  return {
    mode: production ? "production" : "development",
    // Never eval, which the pages' policy forbids.
    devtool: production ? false : "source-map",
    entry: { taskpane: "./src/taskpane/index.tsx" },
    output: { path: join(__dirname, "dist", "pane"), filename: "[name].[contenthash:8].js", clean: true },
    resolve: { extensions: [".ts", ".tsx", ".js"] },
    module: {
      rules: [{ test: /\.tsx?$/, exclude: /node_modules/, loader: "ts-loader", options: { transpileOnly: true, compilerOptions: { noEmit: false } } }],
    },
    plugins: [
      new DefinePlugin({ PRODUCT_VERSION: JSON.stringify(version) }),
      new HtmlPlugin({
        template: "src/taskpane/taskpane.html",
        filename: "taskpane.html",
        scriptLoading: "defer",
        inject: "body",
        minify: false,
        policy: policy(script),
        officeScript: script,
      }),
      new CopyPlugin({
        patterns: [
          { from: "assets/icons/*.png", to: "assets/[name][ext]" },
          { from: "src/taskpane/guide.html" },
          ...(env.host === undefined ? [] : [{ from: "manifest.xml", transform: (bytes) => manifestFor(bytes.toString("utf8"), env.host) }]),
        ],
      }),
      ...(production ? [firstLoadBudget] : []),
    ],
    cache: production ? false : { type: "filesystem", cacheDirectory: join(__dirname, ".cache", "webpack") },
    performance: false,
    stats: { preset: "errors-warnings", assets: true, assetsSpace: 4, logging: "info", loggingDebug: false },
    ...(argv.env?.WEBPACK_SERVE
      ? {
          devServer: {
            port: 3000,
            server: { type: "https", options: await developmentCertificate() },
            // The pages' policy allows no connection, so a page is reloaded by hand.
            client: false,
            hot: false,
            liveReload: false,
            headers: { "Access-Control-Allow-Origin": "*" },
          },
        }
      : {}),
  };
};
module.exports.manifestFor = manifestFor;
module.exports.officeScript = officeScript;
module.exports.policy = policy;
