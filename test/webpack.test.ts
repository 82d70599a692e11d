/** The choices of the pane's build: where Office.js comes from, and what the pages may reach. */
const build = jest.requireActual<{ officeScript: (choice: string) => string; policy: (script: string) => string; PAGE_POLICY: string }>("../webpack.config.js");

it.each([
  ["public", "https://appsforoffice.microsoft.com/lib/1/hosted/office.js"],
  ["21vianet", "https://appsforoffice.cdn.partner.office365.cn/appsforoffice/lib/1/hosted/office.js"],
  ["https://intranet.example.cn/office", "https://intranet.example.cn/office/office.js"],
  ["https://intranet.example.cn/office/", "https://intranet.example.cn/office/office.js"],
])("takes Office.js of %s from %s", (choice, script) => {
  expect(build.officeScript(choice)).toBe(script);
});

it.each(["http://intranet.example.cn/office/", "intranet", "ftp://example.com/"])("takes no Office.js from %s", (choice) => {
  expect(() => build.officeScript(choice)).toThrow("--env office=");
});

it("lets scripts come from the pages' own host and that of Office.js alone, and lets nothing be sent", () => {
  const policy = build.policy("https://intranet.example.cn/office/office.js").split("; ");
  expect(policy).toContain("script-src 'self' https://intranet.example.cn");
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("connect-src 'none'");
  expect(policy.join(";")).not.toMatch(/unsafe-eval|script-src[^;]*unsafe-inline|\*/);
});

it("lets the stand-alone page fetch what lies beside it, and nothing else", () => {
  const policy = build.PAGE_POLICY.split("; ");
  expect(policy).toEqual(expect.arrayContaining(["default-src 'none'", "script-src 'self'", "connect-src 'self'", "form-action 'none'"]));
  expect(build.PAGE_POLICY).not.toMatch(/https?:|unsafe-eval|script-src[^;]*unsafe-inline|\*/);
});
