/**
 * What Office asks of an add-in only manifest, checked without asking Microsoft's service: one sentence per fault.
 *
 * Order and lengths are those of the published schemas (MS-OWEMXML); the rest is what Office or its documents demand and no schema says.
 */

/** What the manifest is checked against. */
export interface Surroundings {
  /** The file that is served under a path such as "assets/icon-16.png"; null: there is none. */
  readonly served: (path: string) => Uint8Array | null;
  /** "0.1.0"; the manifest's has a fourth part. */
  readonly packageVersion: string;
  /** A production manifest names its own host. */
  readonly production: boolean;
}

const TASKPANE = "http://schemas.microsoft.com/office/appforoffice/1.1";
const OVERRIDES = "http://schemas.microsoft.com/office/taskpaneappversionoverrides";
const XSI = "http://www.w3.org/2001/XMLSchema-instance";
const NEEDS = { set: "ExcelApi", version: "1.13" } as const;

/** Children in the only order that Office takes; those with "?" may be absent. */
const ORDER: Readonly<Record<string, readonly string[]>> = {
  OfficeApp: [
    "Id",
    "AlternateId?",
    "Version",
    "ProviderName",
    "DefaultLocale",
    "DisplayName",
    "Description",
    "IconUrl",
    "HighResolutionIconUrl",
    "SupportUrl",
    "AppDomains?",
    "Hosts",
    "Requirements",
    "DefaultSettings",
    "Permissions",
    "VersionOverrides",
    "ExtendedOverrides?",
  ],
  VersionOverrides: ["Description?", "Requirements?", "Hosts", "Resources"],
  DesktopFormFactor: ["GetStarted?", "FunctionFile?", "ExtensionPoint+"],
  GetStarted: ["Title", "Description", "LearnMoreUrl"],
  OfficeTab: ["Group+"],
  Group: ["Label", "Icon", "Control+"],
  Control: ["Label", "Supertip", "Icon", "Action"],
  Supertip: ["Title", "Description"],
  Action: ["TaskpaneId?", "SourceLocation", "Title?"],
  Resources: ["Images?", "Urls?", "ShortStrings?", "LongStrings?"],
};

/** Which resources an element's resid may name, by the element and its parent. */
function kindOfReference(element: Element): "Images" | "Urls" | "ShortStrings" | "LongStrings" {
  switch (element.localName) {
    case "Image":
      return "Images";
    case "SourceLocation":
    case "LearnMoreUrl":
    case "FunctionFile":
      return "Urls";
    case "Description":
      return "LongStrings";
    default:
      return "ShortStrings";
  }
}

export function manifestFaults(text: string, surroundings: Surroundings): readonly string[] {
  const manifest = new DOMParser().parseFromString(text, "text/xml");
  const root = manifest.documentElement;
  if (manifest.querySelector("parsererror")) return ["The manifest is not well-formed XML"];
  if (root.localName !== "OfficeApp" || root.namespaceURI !== TASKPANE || root.getAttributeNS(XSI, "type") !== "TaskPaneApp") {
    return ["The root is not an OfficeApp of type TaskPaneApp"];
  }
  return [
    ...order(root),
    ...identity(root, surroundings),
    ...lengths(root),
    ...addresses(root, surroundings),
    ...hostsAndRights(root),
    ...references(root),
    ...translations(root),
    ...icons(root, surroundings),
  ];
}

// --- Reading ------------------------------------------------------------------------------------------------------

function all(root: Element, name: string): Element[] {
  return [...root.getElementsByTagNameNS("*", name)];
}

function child(element: Element, name: string): Element | null {
  return [...element.children].find((one) => one.localName === name) ?? null;
}

function textOf(root: Element, name: string): string {
  return child(root, name)?.textContent?.trim() ?? "";
}

function valueOf(element: Element): string {
  return element.getAttribute("DefaultValue") ?? element.getAttribute("Value") ?? "";
}

/** "Group Kpi.Group": enough to find the place. */
function told(element: Element): string {
  return [element.localName, element.getAttribute("id") ?? element.getAttribute("resid") ?? ""].filter(Boolean).join(" ");
}

// --- Rules --------------------------------------------------------------------------------------------------------

function order(root: Element): string[] {
  return [root, ...root.querySelectorAll("*")].flatMap((element) => {
    const wanted = ORDER[element.localName];
    if (!wanted || (element.localName === "Description" && element.parentElement === root)) return [];
    return orderFaults(element, wanted);
  });
}

function orderFaults(element: Element, wanted: readonly string[]): string[] {
  const names = [...element.children].map((one) => one.localName);
  const known = wanted.map((name) => name.replace(/[?+]$/, ""));
  const unknown = names.filter((name) => !known.includes(name)).map((name) => `${told(element)} has an element ${name}, which it may not`);
  const absent = wanted
    .filter((name) => !name.endsWith("?") && !names.includes(name.replace(/\+$/, "")))
    .map((name) => `${told(element)} lacks ${name.replace(/\+$/, "")}`);
  const twice = wanted
    .filter((name) => !name.endsWith("+"))
    .map((name) => name.replace(/\?$/, ""))
    .filter((name) => names.filter((one) => one === name).length > 1)
    .map((name) => `${told(element)} has ${name} more than once`);
  const places = names.filter((name) => known.includes(name)).map((name) => known.indexOf(name));
  const astray = places.findIndex((place, index) => index > 0 && place < places[index - 1]!);
  const disorder = astray < 0 ? [] : [`In ${told(element)}, ${known[places[astray]!]} stands behind ${known[places[astray - 1]!]}`];
  return [...unknown, ...absent, ...twice, ...disorder];
}

function identity(root: Element, { packageVersion }: Surroundings): string[] {
  const id = textOf(root, "Id");
  const version = textOf(root, "Version");
  return [
    ...(/^[0-9a-f]{8}-[0-9a-f]{4}-[1-5][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i.test(id) ? [] : [`The Id “${id}” is not a GUID`]),
    ...(/^\d{1,5}(\.\d{1,5}){3}$/.test(version) ? [] : [`The Version “${version}” is not of four numbers`]),
    ...(version === `${packageVersion}.0` ? [] : [`The Version “${version}” is not that of the package, ${packageVersion}`]),
    ...(/^[a-z]{2}-[A-Z]{2}$/.test(textOf(root, "DefaultLocale")) ? [] : ["The DefaultLocale is not a locale such as en-US"]),
  ];
}

function lengths(root: Element): string[] {
  const tooLong = (what: string, text: string, most: number): string[] =>
    text.length > most ? [`${what} has ${text.length} characters, at most ${most} are allowed`] : text === "" ? [`${what} is empty`] : [];
  const withOverrides = (element: Element | null): string[] => (element ? [valueOf(element), ...all(element, "Override").map(valueOf)] : []);
  return [
    ...tooLong("ProviderName", textOf(root, "ProviderName"), 125),
    ...withOverrides(child(root, "DisplayName")).flatMap((text) => tooLong("DisplayName", text, 125)),
    ...withOverrides(child(root, "Description")).flatMap((text) => tooLong("Description", text, 250)),
    ...(["ShortStrings", "LongStrings"] as const).flatMap((group) =>
      all(root, group).flatMap((strings) =>
        all(strings, "String").flatMap((string) => withOverrides(string).flatMap((text) => tooLong(told(string), text, group === "ShortStrings" ? 125 : 250))),
      ),
    ),
    ...[...root.querySelectorAll("[id],[resid]")].flatMap((element) =>
      ["id", "resid"].flatMap((name) => (element.hasAttribute(name) ? tooLong(`The ${name} of ${element.localName}`, element.getAttribute(name)!, 32) : [])),
    ),
    ...all(root, "TaskpaneId").flatMap((element) => tooLong("TaskpaneId", element.textContent ?? "", 125)),
    ...addressesOf(root).flatMap(({ what, url }) => tooLong(what, url, 2048)),
  ];
}

function addressesOf(root: Element): { readonly what: string; readonly url: string }[] {
  const named = ["IconUrl", "HighResolutionIconUrl", "SupportUrl"].flatMap((name) => child(root, name) ?? []);
  const source = all(root, "SourceLocation").filter((element) => element.hasAttribute("DefaultValue"));
  const resources = [...all(root, "Images"), ...all(root, "Urls")].flatMap((group) => [...group.children]);
  // An address may be another one in another language.
  return [...named, ...source, ...resources].flatMap((element) =>
    [element, ...all(element, "Override")].map((one) => ({ what: told(element), url: valueOf(one) })),
  );
}

function addresses(root: Element, { served, production }: Surroundings): string[] {
  const found = addressesOf(root);
  const origins = new Set(found.map(({ url }) => (URL.canParse(url) ? new URL(url).origin : url)));
  return [
    ...found.flatMap(({ what, url }) => {
      if (!URL.canParse(url)) return [`${what}: “${url}” is not an address`];
      const { protocol, hostname, pathname } = new URL(url);
      return [
        ...(protocol === "https:" ? [] : [`${what}: ${url} is not https`]),
        ...(production && /^(localhost|127\.|\[::1\])/.test(hostname) ? [`${what}: ${url} is this machine, in a production manifest`] : []),
        ...(served(fileOf(pathname)) ? [] : [`${what}: ${url} leads to no file`]),
      ];
    }),
    ...(origins.size > 1 ? [`The addresses lie on several origins: ${[...origins].join(", ")}`] : []),
  ];
}

/** A production host may serve from a folder; the files are told apart by what follows it. */
function fileOf(pathname: string): string {
  return /(assets\/[^/]+|help\/[^/]+\/[^/]+|[^/]+)$/.exec(pathname)?.[1] ?? "";
}

function hostsAndRights(root: Element): string[] {
  const names = all(root, "Host").map((host) => host.getAttribute("Name") ?? host.getAttributeNS(XSI, "type") ?? "");
  const overrides = child(root, "VersionOverrides");
  const needs = (element: Element | null, where: string): string[] => {
    const sets = element ? all(element, "Set") : [];
    const right = sets.length === 1 && sets[0]!.getAttribute("Name") === NEEDS.set && sets[0]!.getAttribute("MinVersion") === NEEDS.version;
    return right ? [] : [`${where} does not ask for exactly ${NEEDS.set} ${NEEDS.version}`];
  };
  return [
    ...(names.length === 2 && names.every((name) => name === "Workbook") ? [] : [`The hosts are ${names.join(", ")}, not Workbook alone`]),
    ...(textOf(root, "Permissions") === "ReadWriteDocument" ? [] : [`The permission is “${textOf(root, "Permissions")}”, not ReadWriteDocument`]),
    ...needs(child(root, "Requirements"), "The manifest"),
    ...needs(overrides && child(overrides, "Requirements"), "VersionOverrides"),
    ...(overrides?.namespaceURI === OVERRIDES && overrides.getAttributeNS(XSI, "type") === "VersionOverridesV1_0"
      ? []
      : ["VersionOverrides is not of type VersionOverridesV1_0"]),
  ];
}

function references(root: Element): string[] {
  const resources = all(root, "Resources")[0];
  if (!resources) return [];
  const defined = [...resources.children].flatMap((group) => [...group.children].map((one) => ({ kind: group.localName, id: one.getAttribute("id") ?? "" })));
  const used = [...root.querySelectorAll("[resid]")];
  const ids = [...root.querySelectorAll("[id]")].map((element) => element.getAttribute("id")!);
  return [
    ...used.flatMap((element) => {
      const id = element.getAttribute("resid")!;
      const kind = kindOfReference(element);
      return defined.some((one) => one.id === id && one.kind === kind) ? [] : [`${element.localName} refers to “${id}”, which is not among the ${kind}`];
    }),
    ...defined.filter(({ id }) => !used.some((element) => element.getAttribute("resid") === id)).map(({ id }) => `The resource “${id}” is not used`),
    ...ids.filter((id, index) => ids.indexOf(id) !== index).map((id) => `The id “${id}” is given twice`),
  ];
}

function translations(root: Element): string[] {
  const spoken = [child(root, "DisplayName"), child(root, "Description"), ...all(root, "String")].flatMap((element) => element ?? []);
  return [
    ...spoken
      .filter((element) => !all(element, "Override").some((one) => one.getAttribute("Locale") === "zh-cn"))
      .map((element) => `${told(element)} has no words for zh-cn`),
    ...all(root, "Override")
      .filter((one) => !/^[a-z]{2}-[a-z]{2}$/.test(one.getAttribute("Locale") ?? ""))
      .map((one) => `The locale “${one.getAttribute("Locale") ?? ""}” is not a full one such as zh-cn`),
  ];
}

/** Every size that Office may ask for; without 16, 32 and 80 it shows no button at all. */
const RIBBON_SIZES = [16, 20, 24, 32, 40, 48, 64, 80];

function icons(root: Element, { served }: Surroundings): string[] {
  const urls = new Map(all(root, "Images").flatMap((group) => [...group.children].map((one) => [one.getAttribute("id"), valueOf(one)] as const)));
  const wrongSize = (what: string, url: string, size: number): string[] => {
    const file = URL.canParse(url) ? served(fileOf(new URL(url).pathname)) : null;
    const found = file ? pngSize(file) : null;
    return found && found.width === size && found.height === size ? [] : [`${what} is not a PNG of ${size} × ${size} pixels`];
  };
  const single = (name: string, size: number): string[] => {
    const element = child(root, name);
    return element ? wrongSize(name, valueOf(element), size) : [];
  };
  return [
    ...single("IconUrl", 32),
    ...single("HighResolutionIconUrl", 64),
    ...all(root, "Icon").flatMap((icon) => {
      const images = [...icon.children].map((image) => ({ size: Number(image.getAttribute("size")), id: image.getAttribute("resid") }));
      const absent = RIBBON_SIZES.filter((size) => !images.some((image) => image.size === size)).map(
        (size) => `The icon of ${told(icon.parentElement!)} lacks the size ${size}`,
      );
      return [...absent, ...images.flatMap(({ size, id }) => wrongSize(`The image ${id ?? ""}`, urls.get(id) ?? "", size))];
    }),
  ];
}

/** null: not a PNG. */
export function pngSize(bytes: Uint8Array): { readonly width: number; readonly height: number } | null {
  const signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
  if (bytes.length < 24 || signature.some((byte, index) => bytes[index] !== byte)) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  return { width: view.getUint32(16), height: view.getUint32(20) };
}
