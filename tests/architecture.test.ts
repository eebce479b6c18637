import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { describe, expect, it } from "vitest";

const root = join(import.meta.dirname, "..");

/** What each area of server/ may import besides itself. "type x" is x for types only. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  events: [],
  config: [],
  store: ["config", "type machine"],
  machine: ["events"],
  bmc: ["events", "machine", "store"],
  console: ["events"],
  qemu: ["machine", "type console", "type events", "host"],
  media: ["machine", "events", "store"],
  host: ["events"],
  network: [],
  ipmi: ["machine", "bmc", "console", "events"],
  redfish: ["machine", "bmc", "console", "media", "events"],
  metrics: ["machine", "bmc", "console", "events"],
  rack: ["bmc", "events"],
  web: ["machine", "bmc", "console", "media", "events", "rack"],
  ssh: ["machine", "bmc", "console", "media", "events"],
};

/** What the page may import from server/: the shapes of what it is sent. */
const pageMayImport = ["type redfish", "type events", "type web"];

const sockets = ["node:net", "node:dgram", "node:tls", "node:http", "node:https", "node:http2", "ws"];
const isFastify = (specifier: string): boolean => /^@?fastify(\/|$)/.test(specifier);

interface Import {
  readonly file: string;
  readonly specifier: string;
  readonly typeOnly: boolean;
}

const sourceFiles = (folder: string): string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .map(name => join(folder, name))
    .filter(name => /\.(tsx?|css)$/.test(name) && !name.startsWith("web/dist/"));

const text = (file: string): string => readFileSync(join(root, file), "utf8");

const statement =
  /^\s*(?:import|export)\s+(?<type>type\s+)?(?:[\w$*{},\s]+?\sfrom\s+)?["'](?<from>[^"']+)["']/gm;
const expression = /\bimport\(\s*["'](?<from>[^"']+)["']/g;

function importsOf(file: string): Import[] {
  const source = text(file);
  return [statement, expression].flatMap(pattern =>
    [...source.matchAll(pattern)].map(({ groups = {} }) => ({
      file,
      specifier: groups.from ?? "",
      typeOnly: groups.type !== undefined,
    })),
  );
}

/** "machine" for a file in server/machine/, "composition" for one directly in server/, "page" for one in web/. */
function areaOf(file: string): string {
  const [top = "", area = "", ...rest] = file.split("/");
  if (top === "web") return "page";
  if (top !== "server") return top;
  return rest.length > 0 ? area : "composition";
}

const targetOf = ({ file, specifier }: Import): string | undefined =>
  specifier.startsWith(".") ? areaOf(relative(root, join(root, dirname(file), specifier))) : undefined;

const shown = ({ file, specifier, typeOnly }: Import): string =>
  `${file} imports ${typeOnly ? "type " : ""}${specifier}`;

const code = [...sourceFiles("server"), ...sourceFiles("web")];
const imports = code.flatMap(importsOf);
const within = (folder: string) => imports.filter(({ file }) => file.startsWith(folder));

/** Imports of other areas that `allowed` does not name. */
const strangers = (found: readonly Import[], allowed: readonly string[]): string[] =>
  found
    .filter(one => {
      const target = targetOf(one);
      if (target === undefined || target === areaOf(one.file) || allowed.includes(target)) return false;
      return !(one.typeOnly && allowed.includes(`type ${target}`));
    })
    .map(shown);

describe("what an area imports", () => {
  it.each(Object.entries(mayImport))("server/%s: nothing but %j", (area, allowed) => {
    expect(strangers(within(`server/${area}/`), allowed)).toEqual([]);
  });

  it("the page: only types, of what the server sends it", () => {
    expect(strangers(within("web/"), pageMayImport)).toEqual([]);
  });

  it("is known for every folder in server/", () => {
    const areas = new Set(code.filter(file => file.startsWith("server/")).map(areaOf));
    expect([...areas].filter(area => area !== "composition" && !(area in mayImport))).toEqual([]);
  });
});

describe("what only some may import", () => {
  const importers = (specifier: string, allowed: readonly string[]): string[] =>
    imports.filter(one => one.specifier === specifier && !allowed.includes(areaOf(one.file))).map(shown);

  it("node:child_process: qemu, host, network and the composition", () => {
    expect(importers("node:child_process", ["qemu", "host", "network", "composition"])).toEqual([]);
  });

  // An import takes all that it has, the parts that Node would load when they are first asked for among them: 19 MB.
  it("node:http: nobody, but for its types; process.getBuiltinModule gives what it has", () => {
    const found = imports.filter(({ specifier, typeOnly }) => specifier === "node:http" && !typeOnly);
    expect(found.map(shown)).toEqual([]);
  });

  it("node:dgram: ipmi, host for NTP, redfish and rack for SSDP", () => {
    expect(importers("node:dgram", ["ipmi", "host", "redfish", "rack"])).toEqual([]);
  });

  it.each(["server/ipmi/commands/", "server/redfish/resources/"])(
    "no socket and no Fastify: the declarations in %s",
    folder => {
      const found = within(folder).filter(one => sockets.includes(one.specifier) || isFastify(one.specifier));
      expect(found.map(shown)).toEqual([]);
    },
  );

  it.each(["machine", "bmc", "events"])("no socket, no process and no Fastify: server/%s", area => {
    const outside = ["node:net", "node:dgram", "node:child_process"];
    const found = within(`server/${area}/`).filter(
      one => outside.includes(one.specifier) || isFastify(one.specifier),
    );
    expect(found.map(shown)).toEqual([]);
  });
});

describe("a source file", () => {
  it("exports by name, unless a tool wants it otherwise", () => {
    const checked = [...code, ...sourceFiles("tests")].filter(file => !file.endsWith(".config.ts"));
    expect(checked.filter(file => /^export default\b/m.test(text(file)))).toEqual([]);
  });

  it("has at most 500 lines", () => {
    const long = code.filter(file => text(file).split("\n").length > 501);
    expect(long).toEqual([]);
  });
});
