/** @jest-environment jsdom */
/** The manifest that Office reads: right as it stands, right as it is built for a host, and each rule seen to fail on a manifest that breaks it. */
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { ICONS, SIZES, drawIcon } from "../assets/icons/draw.mjs";
import { helpPages } from "../assets/help/pages.mjs";
import { manifestFor } from "../assets/release/setAddress.mjs";
import { type Surroundings, manifestFaults } from "./manifest/rules";

const root = join(__dirname, "..");
const manifest = readFileSync(join(root, "manifest.xml"), "utf8");
const packageVersion = (JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { version: string }).version;

const help = helpPages();

/** Where webpack takes each served file from; the help is made. */
function sourceOf(path: string): string {
  return path.startsWith("assets/") ? join(root, "assets", "icons", basename(path)) : join(root, "src", "taskpane", path);
}

const here: Surroundings = {
  served: (path) => {
    const page = path.startsWith("help/") ? help.get(path.slice("help/".length)) : undefined;
    if (page !== undefined) return Buffer.from(page);
    return existsSync(sourceOf(path)) ? readFileSync(sourceOf(path)) : null;
  },
  packageVersion,
  production: false,
};

describe("the manifest", () => {
  it("has no fault as it stands", () => {
    expect(manifestFaults(manifest, here)).toEqual([]);
  });

  it.each(["https://kpi.example.com", "https://intranet.example.cn/excel/kpi/"])("has no fault when it is built for %s", (host) => {
    const built = manifestFor(manifest, host);
    expect(manifestFaults(built, { ...here, production: true })).toEqual([]);
    expect(built).toContain(`${host.replace(/\/$/, "")}/taskpane.html?open=preview`);
    expect(built).not.toContain("localhost");
  });

  it.each(["http://kpi.example.com", "kpi.example.com", "https://", "https://kpi.example.com/?a=1", 'https://a.example"/><x'])(
    "is not built for %s",
    (host) => {
      expect(() => manifestFor(manifest, host)).toThrow();
    },
  );

  it("is read by Microsoft's own parser", () => {
    const script = `require("office-addin-manifest").OfficeAddinManifest.readManifestFile(process.argv[1]).then((read) => console.log(JSON.stringify(read)))`;
    const run = spawnSync(process.execPath, ["-e", script, join(root, "manifest.xml")], { cwd: root, encoding: "utf8" });
    expect(run.stderr).toBe("");
    expect(JSON.parse(run.stdout)).toMatchObject({
      officeAppType: "TaskPaneApp",
      permissions: "ReadWriteDocument",
      hosts: ["Workbook"],
      version: `${packageVersion}.0`,
    });
  });
});

describe("each rule, on a manifest that breaks it", () => {
  const without = (pattern: RegExp | string): string => changed(pattern, "");
  const changed = (pattern: RegExp | string, by: string): string => {
    const text = manifest.replace(pattern, by);
    if (text === manifest) throw new Error(`${String(pattern)} is not in the manifest`);
    return text;
  };

  it.each<[string, string, string]>([
    ["not XML", changed("</OfficeApp>", ""), "not well-formed"],
    ["another root", changed(`xsi:type="TaskPaneApp"`, `xsi:type="ContentApp"`), "TaskPaneApp"],
    ["the order of the base elements", changed(/(<Version>.*<\/Version>)\s*(<ProviderName>.*<\/ProviderName>)/, "$2$1"), "Version stands behind ProviderName"],
    [
      "the order of a button's parts",
      changed(/(<Action xsi:type[^]*?<\/Action>)\s*<\/Control>/, "</Control>").replace(/(<Control [^>]*>)/, "$1<Action/>"),
      "Label stands behind Action",
    ],
    ["an element that is absent", without(/<SupportUrl[^]*?<\/SupportUrl>/), "OfficeApp lacks SupportUrl"],
    ["an element that is not known", changed("<AppDomains/>", "<AppDomain/>"), "AppDomain, which it may not"],
    ["an element that comes twice", changed("<AppDomains/>", "<AppDomains/><AppDomains/>"), "AppDomains more than once"],
    ["an Id that is no GUID", changed(/<Id>.*<\/Id>/, "<Id>kpi-scorecards</Id>"), "not a GUID"],
    ["a version of three parts", changed(/<Version>.*<\/Version>/, "<Version>0.1.0</Version>"), "not of four numbers"],
    ["a version that is not the package's", changed(/<Version>.*<\/Version>/, "<Version>9.9.9.0</Version>"), "not that of the package"],
    ["a locale without its country", changed("<DefaultLocale>en-US", "<DefaultLocale>en"), "DefaultLocale"],
    ["a name that is too long", changed(/<DisplayName DefaultValue="[^"]*"/, `<DisplayName DefaultValue="${"n".repeat(126)}"`), "DisplayName has 126"],
    ["a description that is too long", changed(/<Description DefaultValue="[^"]*"/, `<Description DefaultValue="${"d".repeat(251)}"`), "Description has 251"],
    ["a translated label that is too long", changed(`Value="打开窗格"`, `Value="${"长".repeat(126)}"`), "String OpenPane.Label has 126"],
    ["a tip that is too long", changed(/(id="OpenPane.Tip" DefaultValue=")[^"]*/, `$1${"t".repeat(251)}`), "String OpenPane.Tip has 251"],
    ["an id that is too long", changed(/Kpi\.Group/, `Kpi.${"G".repeat(29)}`), "The id of Group has 33"],
    ["an empty label", changed(/(id="OpenPane.Label" DefaultValue=")[^"]*/, "$1"), "String OpenPane.Label is empty"],
    ["http", changed("https://localhost:3000/taskpane.html", "http://localhost:3000/taskpane.html"), "is not https"],
    ["an address that is none", changed("https://localhost:3000/help/en/start.html", "start.html"), "is not an address"],
    ["a second origin", changed("https://localhost:3000/help/en/start.html", "https://example.com/help/en/start.html"), "several origins"],
    ["a page that is not there", changed("help/en/start.html", "help/en/begin.html"), "begin.html leads to no file"],
    ["a translated page that is not there", changed("help/zh/start.html", "help/zh/begin.html"), "begin.html leads to no file"],
    ["a host that we do not serve", changed(`<Host Name="Workbook"/>`, `<Host Name="Workbook"/><Host Name="Document"/>`), "not Workbook alone"],
    ["a permission that is too small", changed("ReadWriteDocument", "ReadDocument"), "not ReadWriteDocument"],
    ["a requirement that is too new", changed(/MinVersion="1.13"/g, `MinVersion="1.17"`), "does not ask for exactly ExcelApi 1.13"],
    ["no requirement on the ribbon", without(/<Requirements>\s*<bt:Sets[^]*?<\/Requirements>/), "VersionOverrides does not ask"],
    [
      "a label without a text",
      changed(`<Label resid="Recalculate.Label"/>`, `<Label resid="Recalc.Label"/>`),
      "“Recalc.Label”, which is not among the ShortStrings",
    ],
    [
      "a tip from the short texts",
      changed(`<Description resid="OpenPane.Tip"/>`, `<Description resid="OpenPane.Label"/>`),
      "which is not among the LongStrings",
    ],
    ["a text that nobody uses", changed("<bt:ShortStrings>", `<bt:ShortStrings><bt:String id="Spare" DefaultValue="x"/>`), "“Spare” is not used"],
    ["an id given twice", changed(`id="Kpi.Recalculate"`, `id="Kpi.OpenPane"`), "“Kpi.OpenPane” is given twice"],
    ["a text without Chinese", without(`<bt:Override Locale="zh-cn" Value="打开窗格"/>`), "String OpenPane.Label has no words for zh-cn"],
    ["a name without Chinese", without(`<Override Locale="zh-cn" Value="绩效计分卡"/>`), "DisplayName has no words for zh-cn"],
    ["a bare language", changed(`Locale="zh-cn" Value="打开窗格"`, `Locale="zh" Value="打开窗格"`), "not a full one"],
    ["an icon of another size", changed("assets/icon-32.png", "assets/icon-40.png"), "IconUrl is not a PNG of 32"],
    ["an icon that is not there", changed("assets/recalculate-80.png", "assets/recalculate-81.png"), "Recalculate.80 is not a PNG of 80"],
    ["a size that is absent", without(/<bt:Image size="80" resid="Recalculate.80"\/>/), "lacks the size 80"],
  ])("sees %s", (_what, text, fault) => {
    expect(manifestFaults(text, here).join("\n")).toContain(fault);
  });

  it("sees this machine in a production manifest", () => {
    expect(manifestFaults(manifest, { ...here, production: true }).join("\n")).toContain("is this machine, in a production manifest");
  });
});

describe("the icons", () => {
  it.each(ICONS.flatMap(([source, name]) => SIZES.map((size) => ({ source, name, size }))))(
    "$name-$size.png is what $source draws",
    ({ source, name, size }) => {
      const drawn = drawIcon(readFileSync(join(root, "assets", "icons", source), "utf8"), size);
      expect(readFileSync(join(root, "assets", "icons", `${name}-${size}.png`)).equals(drawn)).toBe(true);
    },
  );
});
