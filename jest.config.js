/**
 * Tests run on Node, compiled file by file by swc; types are checked by a gate of their own.
 * The samples' script imports what the build made; tests run the same script on the sources.
 */
module.exports = {
  rootDir: __dirname,
  testEnvironment: "node",
  testMatch: ["<rootDir>/test/**/*.test.ts", "<rootDir>/test/**/*.test.tsx"],
  moduleFileExtensions: ["ts", "tsx", "js", "mjs", "cjs", "json", "node"],
  moduleNameMapper: { "^\\.\\./\\.\\./dist/(cli|kpi|run|sheets|text|xlsx)/(.+)\\.js$": "<rootDir>/src/$1/$2" },
  // The calculation engine of the emulated Excel, and what makes the help's pages, come as modules only.
  transformIgnorePatterns: ["/node_modules/(?!@ironcalc/|marked/)"],
  transform: {
    "\\.tsx?$": [
      "@swc/jest",
      { jsc: { parser: { syntax: "typescript", tsx: true }, transform: { react: { runtime: "automatic" } }, target: "es2022" }, module: { type: "commonjs" } },
    ],
    "(\\.mjs|/node_modules/(@ironcalc|marked)/.+\\.js)$": [
      "@swc/jest",
      { jsc: { parser: { syntax: "ecmascript" }, target: "es2022" }, module: { type: "commonjs" } },
    ],
  },
  modulePathIgnorePatterns: ["<rootDir>/dist/", "<rootDir>/demo/"],
  maxWorkers: 2,
  // Two busy cores take their time; a test that hangs is still told within half a minute.
  testTimeout: 30_000,
};
