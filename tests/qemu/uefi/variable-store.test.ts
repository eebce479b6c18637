import {
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { guids } from "../../../server/qemu/uefi/guid.ts";
import type { Variable } from "../../../server/qemu/uefi/variable-record.ts";
import { VariableStore } from "../../../server/qemu/uefi/variable-store.ts";

const dir = mkdtempSync(join(tmpdir(), "variables-"));
afterAll(() => rmSync(dir, { recursive: true }));

const templates = ["OVMF_VARS_4M.fd", "OVMF_VARS_4M.ms.fd"].map(name => `/usr/share/OVMF/${name}`);
const [blank = "", enrolled = ""] = templates;
const blankImage = readFileSync(blank);

const hexDigits = fc
  .uint8Array({ minLength: 16, maxLength: 16 })
  .map(bytes => Buffer.from(bytes).toString("hex"));
const guid = hexDigits.map(hex => hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-"));
const bytes = (maxLength: number) => fc.uint8Array({ maxLength }).map(value => Buffer.from(value));
const variable: fc.Arbitrary<Variable> = fc.record({
  guid,
  name: fc
    .string({ minLength: 1, maxLength: 24, unit: "grapheme-composite" })
    .filter(text => !text.includes("\0")),
  attributes: fc.integer({ min: 0, max: 0x7f }),
  data: bytes(200),
  timestamp: fc.uint8Array({ minLength: 16, maxLength: 16 }).map(value => Buffer.from(value)),
});
const key = ({ guid, name }: Variable) => `${guid} ${name}`;

describe("the store of UEFI variables", () => {
  it("gives back what was set, deleted and set again", () => {
    const operation = fc.record({ variable, remove: fc.boolean() });
    fc.assert(
      fc.property(fc.array(operation, { maxLength: 40 }), operations => {
        const store = VariableStore.decode(blankImage);
        const expected = new Map(store.variables.map(each => [key(each), each]));
        for (const { variable: each, remove } of operations) {
          store.set(each);
          expected.set(key(each), each);
          if (remove) {
            expect(store.delete(each.guid, each.name)).toBe(true);
            expected.delete(key(each));
          }
        }
        const again = VariableStore.decode(store.encode());
        expect(new Map(again.variables.map(each => [key(each), each]))).toEqual(expected);
      }),
      { numRuns: 40 },
    );
  });

  it("takes no room on the disk for what a large flash does not use", async () => {
    const [template, file] = [join(dir, "large.fd"), join(dir, "large-copy.fd")];
    writeFileSync(template, blankImage);
    truncateSync(template, 64 * 2 ** 20);
    const store = await VariableStore.read(template);
    store.set({ guid: guids.globalVariable, name: "BootNext", attributes: 7, data: Buffer.of(3, 0) });
    await store.write(file);
    const { size, blocks } = statSync(file);
    expect(size).toBe(64 * 2 ** 20);
    expect(blocks * 512).toBeLessThan(2 * blankImage.length);
    const again = await VariableStore.read(file);
    expect(again.get(guids.globalVariable, "BootNext")?.data).toEqual(Buffer.of(3, 0));
  });

  it("leaves all of the file that is not the variables' as it was", () => {
    const store = VariableStore.decode(blankImage);
    store.set({ guid: guids.globalVariable, name: "BootNext", attributes: 7, data: Buffer.of(3, 0) });
    const image = store.encode();
    const size = blankImage.readUInt32LE(72 + 16);
    expect(image.length).toBe(blankImage.length);
    expect(image.subarray(0, 72 + 28).equals(blankImage.subarray(0, 72 + 28))).toBe(true);
    expect(image.subarray(72 + size).equals(blankImage.subarray(72 + size))).toBe(true);
  });

  it("never fails otherwise than with its own error on a file that is damaged", () => {
    const damage = fc.record({ at: fc.nat({ max: 4096 }), value: fc.integer({ min: 0, max: 255 }) });
    const original = readFileSync(enrolled);
    fc.assert(
      fc.property(
        fc.array(damage, { minLength: 1, maxLength: 20 }),
        fc.nat({ max: 8192 }),
        (damages, length) => {
          const image = Buffer.from(length % 3 === 0 ? original.subarray(0, length) : original);
          for (const { at, value } of damages) if (at < image.length) image[at] = value;
          try {
            VariableStore.decode(image).encode();
          } catch (error) {
            expect(error).toMatchObject({ name: "MachineError", code: "failed" });
          }
        },
      ),
      { numRuns: 100 },
    );
  });

  it("takes the old value of a variable whose writing was cut short, and the new one once it is there", () => {
    const store = VariableStore.decode(blankImage);
    const first = { guid: guids.globalVariable, name: "Timeout", attributes: 7, data: Buffer.of(1, 0) };
    for (const each of store.variables) store.delete(each.guid, each.name);
    store.set(first);
    const image = store.encode();
    const [record, length] = [72 + 28, 60 + 16 + 2 + 2];
    image[record + 2] = 0x3e;
    image.copy(image, record + length, record, record + length);
    image[record + length + 2] = 0x7f;
    image.writeUInt16LE(2, record + length + 60 + 16);
    expect(VariableStore.decode(image).get(first.guid, first.name)?.data).toEqual(Buffer.of(1, 0));
    image[record + length + 2] = 0x3f;
    expect(VariableStore.decode(image).get(first.guid, first.name)?.data).toEqual(Buffer.of(2, 0));
  });

  it("refuses variables for which the flash has no room", () => {
    const store = VariableStore.decode(blankImage);
    const data = Buffer.alloc(blankImage.readUInt32LE(72 + 16));
    store.set({ guid: guids.globalVariable, name: "Large", attributes: 7, data });
    expect(() => store.encode()).toThrow("no room");
  });
});

describe("the templates that come with OVMF", () => {
  it.each(templates)("writes %s with the variables that it had", template => {
    const store = VariableStore.decode(readFileSync(template));
    const again = VariableStore.decode(store.encode());
    expect(again.variables).toEqual(store.variables);
    expect(again.encode().equals(store.encode())).toBe(true);
  });

  it("finds the keys of secure boot where they are enrolled, and none in the blank one", async () => {
    const [without, withKeys] = await Promise.all([blank, enrolled].map(file => VariableStore.read(file)));
    expect(withKeys?.get(guids.globalVariable, "PK")?.data.length).toBeGreaterThan(500);
    expect(withKeys?.get(guids.imageSecurityDatabase, "db")?.data.length).toBeGreaterThan(1000);
    expect(withKeys?.get(guids.secureBootEnable, "SecureBootEnable")?.data).toEqual(Buffer.of(1));
    expect(without?.get(guids.globalVariable, "PK")).toBeUndefined();
  });

  it("is written to a file whole, with nothing left beside it", async () => {
    const file = join(dir, "vars.fd");
    const store = await VariableStore.read(enrolled);
    store.delete(guids.globalVariable, "PK");
    await store.write(file);
    expect((await VariableStore.read(file)).get(guids.globalVariable, "PK")).toBeUndefined();
    expect(existsSync(`${file}.new`)).toBe(false);
  });
});
