/* global require */
/** Builds the page of scenes into .cache/preview; look.mjs opens it. */
const { join } = require("node:path");
const HtmlPlugin = require("html-webpack-plugin");

module.exports = {
  mode: "production",
  cache: { type: "filesystem", cacheDirectory: join(__dirname, "../../../.cache/webpack"), name: "scenes" },
  context: join(__dirname, "../../.."),
  entry: "./test/pane/preview/index.tsx",
  output: { path: join(__dirname, "../../../.cache/preview"), filename: "preview.js", clean: true },
  resolve: { extensions: [".ts", ".tsx", ".js"] },
  module: { rules: [{ test: /\.tsx?$/, exclude: /node_modules/, loader: "ts-loader", options: { transpileOnly: true, compilerOptions: { noEmit: false } } }] },
  plugins: [
    new HtmlPlugin({
      inject: "body",
      minify: false,
      templateContent: `<!doctype html><html><head><meta charset="utf-8"><style>body{margin:0;overflow-y:scroll}</style></head><body><div id="pane"></div></body></html>`,
    }),
  ],
  optimization: { minimize: false },
  performance: false,
  stats: "errors-warnings",
};
