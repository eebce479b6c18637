import { expect, test } from "vitest";
import { eventRegistries } from "../../../server/redfish/registries/index.ts";
import { redfishService } from "../redfish-service.ts";

const messages = eventRegistries.flatMap(registry =>
  Object.entries(registry.messages).map(([key, message]) => [`${registry.prefix}.${key}`, message] as const),
);

test.each(messages)("%s has a place in its text for each of its arguments", (_, { message, args }) => {
  const places = new Set(message.match(/%\d/g));
  expect(places).toEqual(new Set(["%1", "%2", "%3", "%4"].slice(0, args)));
});

test("every registry is found: DMTF's where they are published, the service's own in itself", async () => {
  await using service = await redfishService();
  const { Members } = (await service.get("/redfish/v1/Registries")).json();
  const files = await Promise.all(
    Members.map(async (member: { "@odata.id": string }) => (await service.get(member["@odata.id"])).json()),
  );
  const base = files.find(({ Registry }) => Registry === "Base.1.22");
  expect(base).toMatchObject({ Id: "Base.1.22.1", Languages: ["en"] });
  expect(base.Location).toEqual([
    { Language: "en", PublicationUri: "https://redfish.dmtf.org/registries/Base.1.22.1.json" },
  ]);
  const own = files.find(({ Registry }) => Registry === "QemuBmc.1.0");
  const registry = (await service.get(own.Location[0].Uri)).json();
  expect(registry).toMatchObject({ RegistryPrefix: "QemuBmc", RegistryVersion: "1.0.0", Language: "en" });
  expect(registry.Messages.GuestIgnoredShutdown).toMatchObject({
    ...{ NumberOfArgs: 1, ParamTypes: ["string"], MessageSeverity: "Warning" },
    Message: "The operating system did not shut down within %1 seconds.",
  });
});
