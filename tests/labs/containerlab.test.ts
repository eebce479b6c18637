import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Errors } from "typebox/schema";
import { describe, expect, it } from "vitest";
import { readConfig } from "../../server/config/config.ts";
import { variables } from "../../server/config/variables.ts";
import { publishedSchema } from "./published-schema.ts";
import { yamlDocuments } from "./yaml.ts";

interface Node {
  readonly image?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly binds?: readonly string[];
  readonly devices?: readonly string[];
  readonly stages?: Readonly<Record<string, { readonly "wait-for"?: readonly { readonly node: string }[] }>>;
}

interface Topology {
  readonly name: string;
  readonly topology: {
    readonly kinds?: { readonly linux?: Node };
    readonly nodes: Readonly<Record<string, Node>>;
    readonly links?: readonly { readonly endpoints: readonly string[]; readonly ipv4?: unknown }[];
  };
}

const root = join(import.meta.dirname, "../..");
const folder = join(root, "configs/clab");
const suffix = ".clab.yml";
const names = readdirSync(folder)
  .filter(name => name.endsWith(suffix))
  .map(name => name.slice(0, -suffix.length));
const [, inReadme = ""] = /^```yaml\n(.*?)^```$/ms.exec(readFileSync(join(root, "README.md"), "utf8")) ?? [];
const texts = new Map([
  ...names.map(name => [name, readFileSync(join(folder, `${name}${suffix}`), "utf8")] as const),
  ["lab", inReadme],
]);
const topologies = new Map(
  Array.from(texts, ([name, text]) => [name, yamlDocuments(text)[0] as Topology] as const),
);

/** What the user brings along. */
const broughtAlong = ["leaf-pair/disk.qcow2"];

const published = publishedSchema("github.com/srl-labs/containerlab@v0.79.0", "schemas/clab.schema.json");

describe("by containerlab's own schema", () => {
  for (const [name, topology] of topologies) {
    it(`${name} is a topology`, context => {
      if ("reason" in published) return context.skip(published.reason);
      const [, errors] = Errors(published.schema, topology);
      expect(errors.map(({ instancePath, message }) => `${instancePath} ${message}`)).toEqual([]);
    });
  }

  it("a topology with a word that there is not is none", context => {
    if ("reason" in published) return context.skip(published.reason);
    const wrong = { name: "wrong", topology: { nodes: { server: { kind: "linux", healthchecks: {} } } } };
    expect(Errors(published.schema, wrong)[0]).toBe(false);
  });
});

describe.each([...topologies])("the topology %s", (name, { name: labName, topology }) => {
  const { kinds, nodes, links = [] } = topology;
  const servers = Object.entries(nodes).filter(([, { image = kinds?.linux?.image }]) => image === "qemu-bmc");
  const endpoints = links.flatMap(link => link.endpoints);

  it("is named as its file, and has a server", () => {
    expect(labName).toBe(name);
    expect(servers.length).toBeGreaterThan(0);
  });

  it("sets nothing but variables that there are, to values that they can have", () => {
    for (const [, node] of servers) {
      const env = { ...kinds?.linux?.env, ...node.env };
      expect(Object.keys(variables)).toEqual(expect.arrayContaining(Object.keys(env)));
      expect(() =>
        readConfig(Object.fromEntries(Object.entries(env).map(([key, value]) => [key, `${value}`]))),
      ).not.toThrow();
    }
  });

  it("cables each server by the cards that it has, and waits only for nodes that there are", () => {
    for (const [server, node] of servers) {
      const cards = readConfig({ ...kinds?.linux?.env, ...node.env }).VM_NETWORKS.split(",");
      const cabled = endpoints.filter(end => end.startsWith(`${server}:`)).map(end => end.split(":")[1]);
      expect(cards).toEqual(expect.arrayContaining(cabled));
    }
    const waits = Object.values(nodes).flatMap(({ stages = {} }) =>
      Object.values(stages).flatMap(stage => stage["wait-for"] ?? []),
    );
    const known = Object.keys(nodes);
    expect(known).toEqual(expect.arrayContaining(waits.map(({ node }) => node)));
    expect(known).toEqual(expect.arrayContaining(endpoints.map(end => end.split(":")[0])));
  });

  it("gives addresses by commands: nodes of the kind linux take none from their links", () => {
    expect(links.filter(({ ipv4 }) => ipv4 !== undefined)).toEqual([]);
  });

  it("gives a server taps, and binds what is there", () => {
    for (const [, node] of servers) expect(node.devices ?? kinds?.linux?.devices).toContain("/dev/net/tun");
    const bound = Object.values(nodes).flatMap(({ binds = [] }) =>
      binds.map(bind => bind.split(":")[0] ?? ""),
    );
    expect(bound.filter(path => !broughtAlong.includes(path) && !existsSync(join(folder, path)))).toEqual([]);
  });
});
