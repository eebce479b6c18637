import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { readConfig } from "../../server/config/config.ts";
import { variables } from "../../server/config/variables.ts";
import { pythonProgram, yamlDocuments } from "./yaml.ts";

interface Manifest {
  readonly kind: string;
  readonly stringData?: Readonly<Record<string, string>>;
  readonly spec?: {
    readonly template?: {
      readonly spec: {
        readonly containers: readonly {
          readonly env: readonly { readonly name: string; readonly value: string }[];
        }[];
      };
    };
  };
}

const file = join(import.meta.dirname, "../../configs/kubernetes/qemu-bmc.yaml");

it.each(["1.30", "1.37"])("the manifest is right by the schemas of Kubernetes %s", version => {
  const { status, stdout, stderr } = spawnSync(
    pythonProgram("kubernetes-validate"),
    ["--strict", "--kubernetes-version", version, file],
    { encoding: "utf8" },
  );
  expect([status, stdout + stderr]).toEqual([0, expect.stringContaining("passed")]);
});

it("the manifest sets nothing but variables that there are, to values that they can have", () => {
  const documents = yamlDocuments(readFileSync(file, "utf8")) as readonly Manifest[];
  const container = documents.find(({ kind }) => kind === "StatefulSet")?.spec?.template?.spec.containers[0];
  const secret = documents.find(({ kind }) => kind === "Secret")?.stringData;
  const env = {
    ...secret,
    ...Object.fromEntries((container?.env ?? []).map(({ name, value }) => [name, value])),
  };
  expect(Object.keys(variables)).toEqual(expect.arrayContaining(Object.keys(env)));
  expect(readConfig(env)).toMatchObject({ IPMI_USER: "admin", VM_DISK_SIZE: "20G" });
});
