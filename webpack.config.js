/* global require */
/**
 * Builds the task pane into dist/pane: taskpane.html, the help, the icons, and a manifest for the host that serves them;
 * and the stand-alone page into dist/page: index.html, the help, the samples. Both are folders that any host can serve as they are.
 *
 *   npm run build:pane                                          the pages alone
 *   npm run build:pane -- --env host=https://kpi.example.com    with manifest.xml for that host, a folder on it included
 *   npm run build:pane -- --env office=21vianet                 Office.js from 21Vianet; "public" unless told otherwise, or the address of a folder of your own
 *   npm run build:pane -- --env out=FOLDER                      into pane and page of another folder than dist
 *   npm run dev                                                 on https://localhost:3000, which the manifest in the root names
 */
const { existsSync, mkdirSync, readFileSync } = require("node:fs");
const { join } = require("node:path");
const { gzipSync } = require("node:zlib");
const CopyPlugin = require("copy-webpack-plugin");
const HtmlPlugin = require("html-webpack-plugin");

/** Folders that hold office.js, for each cloud. */
const OFFICE_FOLDERS = {
  public: "https://appsforoffice.microsoft.com/lib/1/hosted/",
  "21vianet": "https://appsforoffice.cdn.partner.office365.cn/appsforoffice/lib/1/hosted/",
};

/** Bytes, packed: what the pane loads before it shows anything, without Office.js. */
const MOST_FIRST_LOAD = 150_000;

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

/** The stand-alone page may fetch the samples beside it, and knows no Office.js. */
const PAGE_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
].join("; ");

/** Fails a production build whose first load is larger than the pane may be, and prints the size either way. */
const firstLoadBudget = {
  apply(compiler) {
    compiler.hooks.afterEmit.tap("FirstLoadBudget", (compilation) => {
      const files = [...compilation.entrypoints.values()].flatMap((entry) => entry.getFiles()).filter((file) => file.endsWith(".js"));
      const packed = files.reduce((total, file) => total + gzipSync(readFileSync(join(compiler.outputPath, file)), { level: 9 }).length, 0);
      compilation.getLogger(compiler.name).info(`First load: ${(packed / 1000).toFixed(1)} kB packed`);
      if (packed > MOST_FIRST_LOAD)
        compilation.errors.push(new Error(`The first load of the ${compiler.name} has ${packed} bytes packed, at most ${MOST_FIRST_LOAD} are allowed`));
    });
  },
};

/** The help, in a folder beside each page. */
function help(helpPages) {
  return {
    apply(compiler) {
      const { Compilation, sources } = compiler.webpack;
      compiler.hooks.thisCompilation.tap("Help", (compilation) => {
        compilation.hooks.processAssets.tap({ name: "Help", stage: Compilation.PROCESS_ASSETS_STAGE_ADDITIONAL }, () => {
          for (const [path, text] of helpPages()) compilation.emitAsset(`help/${path}`, new sources.RawSource(text));
        });
      });
    },
  };
}

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
  const { manifestFor } = await import("./assets/release/setAddress.mjs");
  const { helpPages } = await import("./assets/help/pages.mjs");
  const out = env.out ?? join(__dirname, "dist");
  const script = officeScript(env.office ?? "public");
  const version = JSON.parse(readFileSync(join(__dirname, "package.json"), "utf8")).version;
  const { DefinePlugin } = require("webpack");
  const shared = {
    mode: production ? "production" : "development",
    // Never eval, which the pages' policies forbid.
    devtool: production ? false : "source-map",
    resolve: { extensions: [".ts", ".tsx", ".js"] },
    module: {
      rules: [{ test: /\.tsx?$/, exclude: /node_modules/, loader: "ts-loader", options: { transpileOnly: true, compilerOptions: { noEmit: false } } }],
    },
    cache: production ? false : { type: "filesystem", cacheDirectory: join(__dirname, ".cache", "webpack") },
    performance: false,
    stats: { preset: "errors-warnings", assets: true, assetsSpace: 4, logging: "info", loggingDebug: false },
  };
  const sharedPlugins = [new DefinePlugin({ PRODUCT_VERSION: JSON.stringify(version) }), help(helpPages), ...(production ? [firstLoadBudget] : [])];
  const html = { scriptLoading: "defer", inject: "body", minify: false };
  const pane = {
    ...shared,
    name: "pane",
    entry: { taskpane: "./src/taskpane/index.tsx" },
    output: { path: join(out, "pane"), filename: "[name].[contenthash:8].js", clean: true },
    plugins: [
      ...sharedPlugins,
      new HtmlPlugin({ ...html, template: "src/taskpane/taskpane.html", filename: "taskpane.html", policy: policy(script), officeScript: script }),
      new CopyPlugin({
        patterns: [
          { from: "assets/icons/*.png", to: "assets/[name][ext]" },
          ...(env.host === undefined ? [] : [{ from: "manifest.xml", transform: (bytes) => manifestFor(bytes.toString("utf8"), env.host) }]),
        ],
      }),
    ],
    ...(argv.env?.WEBPACK_SERVE
      ? {
          devServer: {
            port: 3000,
            server: { type: "https", options: await developmentCertificate() },
            // The pages' policies allow no connection to the server's own channel, so a page is reloaded by hand.
            client: false,
            hot: false,
            liveReload: false,
            headers: { "Access-Control-Allow-Origin": "*" },
          },
        }
      : {}),
  };
  const page = {
    ...shared,
    name: "page",
    entry: { page: "./src/web/index.tsx" },
    output: {
      path: join(out, "page"),
      filename: "[name].[contenthash:8].js",
      clean: true,
      // The development server has both; elsewhere the page does not mind in which folder it lies.
      ...(argv.env?.WEBPACK_SERVE ? { publicPath: "/page/" } : {}),
    },
    plugins: [
      ...sharedPlugins,
      new HtmlPlugin({ ...html, template: "src/web/index.html", filename: "index.html", policy: PAGE_POLICY }),
      new CopyPlugin({
        patterns: [
          { from: "assets/icons/icon-32.png", to: "assets/icon-32.png" },
          { from: "assets/samples/*.xlsx", to: "samples/[name][ext]" },
        ],
      }),
    ],
  };
  return [pane, page];
};
module.exports.officeScript = officeScript;
module.exports.policy = policy;
module.exports.PAGE_POLICY = PAGE_POLICY;
