import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { writeCloudInit } from "../../server/media/cloud-init.ts";
import { isoImage } from "../../server/media/iso9660.ts";

const instance = "6b1f0a52-5c7e-4f0e-9a35-0d9d2f4f7c11";

let dir: string;
let folder: string;
let image: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "cloud-init-"));
  folder = join(dir, "folder");
  image = join(dir, "seed.iso");
  mkdirSync(folder);
});
afterEach(() => rmSync(dir, { recursive: true }));

const put = (name: string, text: string): void => writeFileSync(join(folder, name), text);

/** The files in the image's Joliet folder (ECMA-119 §9.1), by name. */
function filesIn(iso: Buffer): Record<string, string> {
  const folderSector = iso.readUInt32LE(17 * 2048 + 156 + 2);
  const found: Record<string, string> = {};
  for (let at = folderSector * 2048; iso.readUInt8(at) > 0; at += iso.readUInt8(at)) {
    const begin = iso.readUInt32LE(at + 2) * 2048;
    const name = Buffer.from(iso.subarray(at + 33, at + 33 + iso.readUInt8(at + 32)));
    if (name.length > 1)
      found[name.swap16().toString("utf16le")] = iso.toString(
        "utf8",
        begin,
        begin + iso.readUInt32LE(at + 10),
      );
  }
  return found;
}

async function made(): Promise<Record<string, string>> {
  await writeCloudInit(folder, instance, image);
  return filesIn(readFileSync(image));
}

it("has a volume that programs know as ISO 9660 with the label CIDATA", async () => {
  put("user-data", "#cloud-config\n");
  await made();
  const known = execFileSync("blkid", ["-p", "-o", "export", image], { encoding: "utf8" });
  expect(known).toMatch(/^TYPE=iso9660$/m);
  expect(known).toMatch(/^LABEL=CIDATA$/m);
  expect(statSync(image).size % 2048).toBe(0);
});

it("has what the folder has of cloud-init, and nothing else of it", async () => {
  put("user-data", "#cloud-config\nhostname: a\n");
  put("meta-data", "instance-id: mine\n");
  put("network-config", "version: 2\n");
  put("vendor-data", "#cloud-config\n{}\n");
  put("notes.txt", "not for the guest");
  expect(await made()).toEqual({
    "user-data": "#cloud-config\nhostname: a\n",
    "meta-data": "instance-id: mine\n",
    "network-config": "version: 2\n",
    "vendor-data": "#cloud-config\n{}\n",
  });
});

it("has the two files without which cloud-init takes nothing", async () => {
  put("network-config", "version: 2\n");
  expect(await made()).toEqual({
    "user-data": "#cloud-config\n{}\n",
    "meta-data": `instance-id: ${instance}\n`,
    "network-config": "version: 2\n",
  });
});

describe("metadata without an instance", () => {
  it.each([
    ["YAML", "local-hostname: a\n", `instance-id: ${instance}\nlocal-hostname: a\n`],
    ["a YAML document with its mark", "# mine\n---\na: b\n", `# mine\n---\ninstance-id: ${instance}\na: b\n`],
    [
      "YAML with one further in",
      "a:\n  instance-id: x\n",
      `instance-id: ${instance}\na:\n  instance-id: x\n`,
    ],
    ["JSON", ' {"a": 1}', ` {"instance-id": "${instance}", "a": 1}`],
    ["empty JSON", "{ }", `{"instance-id": "${instance}" }`],
  ])("gets one: %s", async (_, text, expected) => {
    put("meta-data", text);
    expect((await made())["meta-data"]).toBe(expected);
  });

  it.each([
    "instance-id: i\n",
    '"instance-id": "i"\n',
    '{"a": 1, "instance-id": "i"}',
    '{\n "instance-id": "i"}',
  ])("is not what %j is", async text => {
    put("meta-data", text);
    expect((await made())["meta-data"]).toBe(text);
  });
});

it("is for its owner's eyes, and leaves no half-made file", async () => {
  put("user-data", "#cloud-config\npassword: secret\n");
  await made();
  expect(statSync(image).mode & 0o777).toBe(0o600);
  expect(readdirSync(dir).sort()).toEqual(["folder", "seed.iso"]);
});

it("says which variable it is about when a file cannot be read, and leaves the image as it was", async () => {
  put("user-data", "#cloud-config\n");
  await made();
  const before = readFileSync(image);
  rmSync(join(folder, "user-data"));
  mkdirSync(join(folder, "user-data"));
  await expect(made()).rejects.toMatchObject({
    code: "failed",
    message: expect.stringMatching(/^VM_CLOUD_INIT: /),
  });
  expect(readFileSync(image).equals(before)).toBe(true);
});

it("refuses to hide files in an image that lists no more", () => {
  const many = Array.from({ length: 60 }, (_, n) => ({ name: `file-${n}`, content: Buffer.alloc(1) }));
  expect(() => isoImage("MANY", many)).toThrow(RangeError);
});
