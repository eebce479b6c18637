import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type FirmwareChoice, firmwareCode } from "../../../server/qemu/uefi/firmware-code.ts";

let folder: string;
let choice: FirmwareChoice;
const path = (name: string): string => join(folder, name);

/** A file whose size alone matters. */
function file(name: string, size: number): string {
  writeFileSync(path(name), Buffer.alloc(size));
  return path(name);
}

interface Described {
  readonly code: string;
  readonly variables: string;
  readonly features: readonly string[];
  readonly architecture?: string;
  readonly machine?: string;
  readonly format?: string;
}

function describeFirmware(name: string, described: Described, descriptors = "descriptors"): void {
  const {
    code,
    variables,
    features,
    architecture = "x86_64",
    machine = "pc-q35-*",
    format = "raw",
  } = described;
  const descriptor = {
    "interface-types": ["uefi"],
    mapping: {
      device: "flash",
      executable: { filename: code, format },
      "nvram-template": { filename: variables, format },
    },
    targets: [{ architecture, machines: [machine] }],
    features,
  };
  mkdirSync(path(descriptors), { recursive: true });
  writeFileSync(path(`${descriptors}/${name}.json`), JSON.stringify(descriptor));
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "firmware-"));
  choice = {
    target: { architecture: "x86_64", machine: "pc-q35-7.2" },
    uefiName: "OVMF",
    descriptorFolders: [path("descriptors"), path("overrides")],
    uploaded: path("uploaded.fd"),
    code: "",
    variables: "",
  };
  const [code, variables] = [file("secure.fd", 400), file("blank.fd", 40)];
  const secure = ["secure-boot", "requires-smm"];
  describeFirmware("40-enrolled", {
    code,
    variables: file("keys.fd", 40),
    features: [...secure, "enrolled-keys"],
  });
  describeFirmware("50-secure", { code, variables, features: secure });
  describeFirmware("30-plain", { code: file("plain.fd", 400), variables, features: [] });
});
afterEach(() => rmSync(folder, { recursive: true }));

describe("the firmware of a machine that boots by UEFI", () => {
  it("is the one that can do secure boot, with variables without keys", async () => {
    expect(await firmwareCode(choice)).toEqual({
      code: path("secure.fd"),
      varsTemplate: path("blank.fd"),
      keysTemplate: path("keys.fd"),
      secureBoot: true,
      requiresSmm: true,
    });
  });

  it("is none of another architecture, machine or format, nor one that is not there", async () => {
    rmSync(path("descriptors"), { recursive: true });
    const [code, variables] = [path("plain.fd"), path("blank.fd")];
    describeFirmware("arm", { code, variables, features: [], architecture: "aarch64" });
    describeFirmware("old", { code, variables, features: [], machine: "pc-i440fx-*" });
    describeFirmware("qcow2", { code, variables, features: [], format: "qcow2" });
    describeFirmware("gone", { code: path("gone.fd"), variables, features: [] });
    await expect(firmwareCode(choice)).rejects.toMatchObject({
      code: "notSupported",
      message: expect.stringContaining("install OVMF"),
    });
    const arm = { ...choice, target: { architecture: "aarch64", machine: "pc-q35-7.2" } };
    expect(await firmwareCode(arm)).toMatchObject({ code: path("plain.fd"), secureBoot: false });
  });

  it("is what the administrator's folder says of a name that the distribution uses too", async () => {
    const [code, variables] = [file("own.fd", 400), path("blank.fd")];
    describeFirmware("50-secure", { code, variables, features: ["secure-boot"] }, "overrides");
    expect(await firmwareCode(choice)).toMatchObject({ code, requiresSmm: false });
    writeFileSync(path("overrides/50-secure.json"), "");
    expect(await firmwareCode(choice)).toMatchObject({
      code: path("secure.fd"),
      varsTemplate: path("keys.fd"),
    });
  });

  it("is named by a descriptor that nobody can read in an error", async () => {
    writeFileSync(path("descriptors/60-broken.json"), "{");
    await expect(firmwareCode(choice)).rejects.toThrow("60-broken.json is malformed");
  });

  it("is the file that the user names, as what its descriptor says where one does", async () => {
    symlinkSync(path("secure.fd"), path("link.fd"));
    expect(await firmwareCode({ ...choice, code: path("link.fd") })).toMatchObject({
      code: path("link.fd"),
      requiresSmm: true,
    });
    expect(await firmwareCode({ ...choice, code: file("built.fd", 400) })).toMatchObject({
      code: path("built.fd"),
      varsTemplate: path("blank.fd"),
      secureBoot: true,
      requiresSmm: false,
    });
  });

  it("needs a template of the user's where no installed one fits", async () => {
    const odd = { ...choice, code: file("odd.fd", 777) };
    await expect(firmwareCode(odd)).rejects.toThrow("VM_OVMF_VARS");
    const variables = file("odd-variables.fd", 77);
    expect(await firmwareCode({ ...odd, variables })).toMatchObject({ varsTemplate: variables });
  });

  it("is an update's before all others", async () => {
    file("uploaded.fd", 400);
    const other = file("built.fd", 400);
    expect(await firmwareCode({ ...choice, code: other })).toMatchObject({ code: path("uploaded.fd") });
  });
});
