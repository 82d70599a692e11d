/**
 * The lint rules: faults that a compiler does not see, and the house's style where a rule can hold it.
 * Floors, packages and globals per room are held by test/house.test.ts.
 */
import eslint from "@eslint/js";
import tseslint from "typescript-eslint";

const HOUSE_SYNTAX = [
  { selector: "ExportDefaultDeclaration", message: "Named exports only: a name is then the same everywhere and can be searched for." },
  { selector: "JSXAttribute[name.name='dangerouslySetInnerHTML']", message: "Text from a workbook must never become markup." },
  { selector: "Property[key.name='dangerouslySetInnerHTML']", message: "Text from a workbook must never become markup." },
  { selector: "MemberExpression[property.name=/^(innerHTML|outerHTML|insertAdjacentHTML)$/]", message: "Text from a workbook must never become markup." },
  { selector: "CatchClause > BlockStatement[body.length=0]", message: "A silent catch makes tests pass that should not." },
];

export default tseslint.config(
  { ignores: ["node_modules/", "dist/", "demo/", "coverage/", ".cache/"] },
  eslint.configs.recommended,
  {
    rules: {
      eqeqeq: "error",
      "no-eval": "error",
      "no-implied-eval": "error",
      "no-new-func": "error",
      "no-console": "error",
      "no-var": "error",
      "prefer-const": "error",
      "object-shorthand": "error",
      // A file cannot hold control characters, so the code that cleans text must name them.
      "no-control-regex": "off",
      // Prettier sets the line breaks, and puts a semicolon at every end.
      "no-unexpected-multiline": "off",
      "no-restricted-syntax": ["error", ...HOUSE_SYNTAX],
    },
  },
  {
    files: ["**/*.ts", "**/*.tsx", "**/*.mts"],
    extends: [tseslint.configs.recommended],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      "@typescript-eslint/no-explicit-any": "error",
      "@typescript-eslint/consistent-type-imports": ["error", { fixStyle: "inline-type-imports" }],
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_", ignoreRestSiblings: true }],
      "@typescript-eslint/no-floating-promises": "error",
      "@typescript-eslint/no-misused-promises": "error",
      "@typescript-eslint/await-thenable": "error",
      "@typescript-eslint/switch-exhaustiveness-check": ["error", { considerDefaultExhaustiveForUnions: true }],
      "@typescript-eslint/only-throw-error": "error",
      "@typescript-eslint/no-for-in-array": "error",
      "@typescript-eslint/no-base-to-string": "error",
      "@typescript-eslint/no-unsafe-enum-comparison": "error",
      "@typescript-eslint/prefer-promise-reject-errors": "error",
      "@typescript-eslint/no-import-type-side-effects": "off",
      // A checked index is checked once, at the door; after that "!" says so more plainly than an impossible branch.
      "@typescript-eslint/no-non-null-assertion": "off",
      // The union of a code and its particulars is spelled {} where a code has none.
      "@typescript-eslint/no-empty-object-type": "off",
    },
  },
  {
    files: ["**/*.mjs", "**/*.js"],
    languageOptions: {
      globals: {
        process: "readonly",
        console: "readonly",
        Buffer: "readonly",
        URL: "readonly",
        setTimeout: "readonly",
        clearTimeout: "readonly",
        module: "writable",
        __dirname: "readonly",
      },
    },
  },
  {
    // A test may spell out a value of any kind; what it then expects says which.
    files: ["test/**/*.ts", "test/**/*.tsx"],
    rules: { "@typescript-eslint/no-base-to-string": "off" },
  },
  {
    // A door and a command line speak to a person; so do the scripts.
    files: ["src/cli/**", "test/*.mjs", "assets/**/*.mjs"],
    rules: { "no-console": "off" },
  },
  {
    // The tools ask for a default export.
    files: ["*.config.mjs", "*.config.js"],
    rules: { "no-restricted-syntax": "off" },
  },
);
