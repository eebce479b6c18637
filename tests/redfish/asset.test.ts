import { expect, it, test } from "vitest";
import { redfishService } from "./redfish-service.ts";

const system = "/redfish/v1/Systems/1";
const chassis = "/redfish/v1/Chassis/1";

it.each([system, chassis])("%s takes an asset tag, which both show", async uri => {
  await using service = await redfishService();
  const answer = await service.request("PATCH", uri, { AssetTag: "Z\u00fcrich 7" });
  expect([answer.statusCode, answer.json().AssetTag]).toEqual([200, "Z\u00fcrich 7"]);
  for (const other of [system, chassis]) {
    expect((await service.get(other)).json().AssetTag).toBe("Z\u00fcrich 7");
  }
  expect(service.inventory.assetTag).toBe("Z\u00fcrich 7");
});

it("shows what the FRU image says", async () => {
  await using service = await redfishService();
  const { inventory } = service;
  const at = inventory.read(0, inventory.size).lastIndexOf("Virtual Server");
  inventory.write(at, Buffer.from("VIRTUAL SERVER"), { via: "test" });
  // The checksum of the product area still is the old one.
  expect((await service.get(system)).json().Model).toBe("Virtual Server");
  const product = (inventory.read(4, 1)[0] as number) * 8;
  const area = inventory.read(product, (inventory.read(product + 1, 1)[0] as number) * 8);
  const sum = area.subarray(0, -1).reduce((total, byte) => total + byte, 0);
  inventory.write(product + area.length - 1, Buffer.of(-sum & 0xff), { via: "test" });
  expect((await service.get(system)).json().Model).toBe("VIRTUAL SERVER");
});

test.each(["x".repeat(64), "\u20ac", "a\nb"])(
  "an asset tag that no FRU field holds is refused: %j",
  async tag => {
    await using service = await redfishService();
    const answer = await service.request("PATCH", system, { AssetTag: tag });
    expect([answer.statusCode, answer.json().error.code]).toEqual([
      400,
      "Base.1.22.PropertyValueFormatError",
    ]);
  },
);
