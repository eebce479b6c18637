import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it, onTestFinished, test } from "vitest";
import { type AreaTexts, areaBytes, areaOf, areaTexts, decodeArea } from "../../../server/bmc/fru/area.ts";
import { decodeField, encodeField, splitFields } from "../../../server/bmc/fru/field.ts";
import { decodeImage, encodeImage, imageSize, withArea } from "../../../server/bmc/fru/image.ts";
import { Inventory, longestAssetTag } from "../../../server/bmc/fru/inventory.ts";
import { Settings } from "../../../server/bmc/settings.ts";
import { EventBus } from "../../../server/events/bus.ts";
import { MachineError } from "../../../server/machine/errors.ts";
import { Store } from "../../../server/store/store.ts";

const origin = { via: "test" };
const identity = {
  uuid: "01234567-89ab-4cde-8f01-23456789abcd",
  bmcUuid: "fedcba98-7654-4321-8fed-cba987654321",
  manufacturer: "qemu-bmc",
  model: "Virtual Server",
  serialNumber: "QB0123456789",
  assetTag: "",
  firmwareVersion: "1.2.3",
};

function underTest() {
  const dir = mkdtempSync(join(tmpdir(), "fru-"));
  const store = Store.open(dir);
  onTestFinished(() => {
    store.close();
    rmSync(dir, { recursive: true });
  });
  const events = new EventBus(error => {
    throw error;
  });
  const changes: string[] = [];
  events.on("inventoryChanged", ({ origin: { via } }) => changes.push(via));
  const open = (firmwareVersion = identity.firmwareVersion, owned: Partial<typeof identity> = {}) =>
    new Inventory(new Settings(store), events, { ...identity, firmwareVersion, ...owned });
  return { open, changes, inventory: open() };
}

const latin1 = (maxLength: number) =>
  fc
    .array(fc.integer({ min: 0x20, max: 0xff }), { maxLength })
    .map(codes => Buffer.from(codes).toString("latin1"));

describe("a field", () => {
  it("of text reads as it was written, and never as the end of the fields", () => {
    fc.assert(
      fc.property(fc.array(latin1(63), { maxLength: 8 }), texts => {
        const list = Buffer.concat([...texts.map(encodeField), Buffer.of(0xc1)]);
        expect(splitFields(list, 0)?.map(decodeField)).toEqual(texts);
      }),
    );
  });

  it.each([
    ["binary", [0x03, 0xde, 0xad, 0x01], "dead01"],
    ["BCD plus", [0x42, 0x12, 0x3b], "123-"],
    ["packed ASCII, the example of the standard", [0x83, 0x29, 0xdc, 0xa6], "IPMI"],
  ])("of %s is shown as text", (_kind, bytes, text) => {
    expect(decodeField(Buffer.from(bytes))).toBe(text);
  });

  it("of one character may be written as it stands where there must be a field", () => {
    const list = Buffer.from([0xc1, 0x51, 0xc1, 0x52, 0xc1, 0x00]);
    expect(splitFields(list, 2)?.map(decodeField)).toEqual(["Q", "R"]);
  });

  it.each(["x".repeat(64), "\u20ac"])("refuses what it cannot hold: %j", text => {
    expect(() => encodeField(text)).toThrow(RangeError);
  });
});

describe("an image", () => {
  const texts = (name: string): AreaTexts<"product"> & AreaTexts<"board"> => ({
    manufacturer: "maker",
    name,
    partNumber: "",
    version: "1",
    serialNumber: "S",
    assetTag: "",
    fruFileId: "",
  });
  const areas = (name: string) => ({
    chassis: areaOf("chassis", [23], { partNumber: "P", serialNumber: "S" }),
    board: areaOf("board", [0, 0, 0, 0], texts(name)),
    product: areaOf("product", [0], texts(name)),
  });

  it("reads as it was made, whatever area has grown or shrunk since", () => {
    fc.assert(
      fc.property(latin1(63), latin1(63), fc.uint8Array({ maxLength: 600 }), (before, after, record) => {
        const image = encodeImage(areas(before), Buffer.from(record));
        const changed = withArea(image, "board", areas(after).board) as Buffer;
        const { chassis, board, product } = decodeImage(changed);
        expect([chassis && areaTexts("chassis", chassis).partNumber]).toEqual(["P"]);
        expect(board && areaTexts("board", board).name).toBe(after);
        expect(product && areaTexts("product", product).name).toBe(before);
        const records = (changed[5] as number) * 8;
        expect([...changed.subarray(records, records + record.length)]).toEqual([...record]);
      }),
    );
  });

  it("of any bytes faults nobody", () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: imageSize, maxLength: imageSize }), bytes => {
        const image = Buffer.from(bytes);
        image[0] = 1;
        image[7] = -image.subarray(0, 7).reduce((sum, byte) => sum + byte, 0) & 0xff;
        decodeImage(image);
        for (let offset = 0; offset < image.length; offset += 8) {
          const area = areaBytes(image, offset);
          if (area) decodeArea("product", area);
        }
      }),
    );
  });
});

describe("the inventory", () => {
  it("says at first who the machine is", () => {
    const { inventory } = underTest();
    expect(inventory.size).toBe(imageSize);
    expect(inventory.view).toEqual({
      chassis: { type: 0x17, partNumber: "QB-1", serialNumber: "QB0123456789" },
      board: {
        manufacturer: "qemu-bmc",
        name: "Virtual Server",
        partNumber: "QB-1",
        serialNumber: "QB0123456789",
        fruFileId: "",
      },
      product: {
        manufacturer: "qemu-bmc",
        name: "Virtual Server",
        partNumber: "QB-1",
        version: "1.2.3",
        serialNumber: "QB0123456789",
        assetTag: "",
        fruFileId: "",
      },
    });
  });

  it("shows a new version of the firmware as long as nobody has written to it", () => {
    const { open, inventory } = underTest();
    expect(open("2.0.0").view.product.version).toBe("2.0.0");
    inventory.setAssetTag("A7", origin);
    expect(open("2.0.0").view.product).toMatchObject({ version: "1.2.3", assetTag: "A7" });
  });

  it("shows what the owner says otherwise as long as nobody has written to it", () => {
    const { open } = underTest();
    const owned = { serialNumber: "S9", assetTag: "A9" };
    expect(open("1", owned).view).toMatchObject({ product: owned, chassis: { serialNumber: "S9" } });
  });

  it("keeps what a client wrote until the owner says something else", () => {
    const { open } = underTest();
    const owned = { serialNumber: "S9", assetTag: "A9" };
    open("1", owned).setAssetTag("from a client", origin);
    expect(open("1", owned).view.product).toMatchObject({ serialNumber: "S9", assetTag: "from a client" });
    const otherSerial = { ...owned, serialNumber: "S10" };
    expect(open("1", otherSerial).view).toMatchObject({
      chassis: { serialNumber: "S10" },
      board: { serialNumber: "S10" },
      product: { serialNumber: "S10", assetTag: "from a client" },
    });
    expect(open("1", { ...otherSerial, assetTag: "A10" }).assetTag).toBe("A10");
    expect(open("1", { ...otherSerial, assetTag: "A10" }).assetTag).toBe("A10");
  });

  it("begins anew where what a client wrote leaves no room for what the owner says", () => {
    const { open, inventory } = underTest();
    const long = areaOf("product", [0], { ...inventory.view.product });
    const fields = [...long.fields, ...Array.from({ length: 28 }, () => encodeField("x".repeat(63)))];
    const image = withArea(inventory.read(0, imageSize), "product", { ...long, fields }) as Buffer;
    const full = withArea(image, "chassis", areaOf("chassis", [23], { partNumber: "p", serialNumber: "" }));
    inventory.write(0, full as Buffer, origin);
    const owned = { serialNumber: "S".repeat(63), assetTag: "A".repeat(63) };
    expect(open("1", owned).view.product).toMatchObject({ manufacturer: "qemu-bmc", ...owned });
  });

  it("keeps every byte that is written, in any order, and survives a restart with them", () => {
    const write = fc.record({
      offset: fc.integer({ min: 0, max: imageSize + 10 }),
      bytes: fc.uint8Array({ minLength: 1, maxLength: 300 }),
    });
    fc.assert(
      fc.property(fc.array(write, { minLength: 1, maxLength: 6 }), writes => {
        const { inventory, open } = underTest();
        const expected = Buffer.from(inventory.read(0, imageSize));
        for (const { offset, bytes } of writes) {
          const written = inventory.write(offset, Buffer.from(bytes), origin);
          expect(written).toBe(Math.max(0, Math.min(bytes.length, imageSize - offset)));
          expected.set(bytes.subarray(0, written), Math.min(offset, imageSize));
          expect(typeof inventory.view.product.name).toBe("string");
        }
        expect(inventory.read(0, imageSize).equals(expected)).toBe(true);
        expect(open().read(0, imageSize).equals(expected)).toBe(true);
      }),
      { numRuns: 15 },
    );
  });

  it("falls back, area by area, to what it was at first", () => {
    const { inventory } = underTest();
    inventory.setAssetTag("tag", origin);
    const product = (inventory.read(4, 1)[0] as number) * 8;
    inventory.write(product + 5, Buffer.from("XXXX"), origin);
    expect(inventory.view.product).toMatchObject({ manufacturer: "qemu-bmc", assetTag: "" });
    const board = (inventory.read(3, 1)[0] as number) * 8;
    inventory.write(board, Buffer.from([0xff]), origin);
    expect(inventory.view.board.name).toBe("Virtual Server");
  });

  test.each(["", "A", "rack 7", "x".repeat(longestAssetTag), "Z\u00fcrich"])(
    "takes the asset tag %j",
    tag => {
      const { inventory, open } = underTest();
      const others = inventory.view.board;
      inventory.setAssetTag("something else", origin);
      inventory.setAssetTag(tag, origin);
      expect([inventory.assetTag, open().assetTag]).toEqual([tag, tag]);
      expect(inventory.view.board).toEqual(others);
    },
  );

  it("takes an asset tag over an image that makes no sense", () => {
    const { inventory } = underTest();
    inventory.write(0, Buffer.alloc(imageSize, 0xff), origin);
    inventory.setAssetTag("tag", origin);
    expect(inventory.view.product).toMatchObject({ name: "Virtual Server", assetTag: "tag" });
  });

  it("refuses an asset tag for which a client's own data leave no room", () => {
    const { inventory } = underTest();
    inventory.write(imageSize - 1, Buffer.of(1), origin);
    expect(() => inventory.setAssetTag("x".repeat(60), origin)).toThrow(MachineError);
    expect(inventory.assetTag).toBe("");
  });

  it("tells of a change, and not of a write that changes nothing", () => {
    const { inventory, changes } = underTest();
    inventory.write(0, Buffer.from(inventory.read(0, 16)), origin);
    expect(changes).toEqual([]);
    inventory.setAssetTag("tag", { via: "redfish" });
    inventory.setAssetTag("tag", { via: "redfish" });
    expect(changes).toEqual(["redfish"]);
  });
});
