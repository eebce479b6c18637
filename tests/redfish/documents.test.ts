import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { openApiFile } from "../../server/redfish/metadata/openapi-file.ts";
import { redfishService } from "./redfish-service.ts";

test("the OpenAPI document is served as it is committed, to who is logged in", async () => {
  await using service = await redfishService();
  const url = "/redfish/v1/openapi.yaml";
  const answer = await service.get(url);
  expect(answer.headers["content-type"]).toBe("application/yaml; charset=utf-8");
  expect(answer.body).toBe(readFileSync(openApiFile, "utf8"));
  expect((await service.app.inject(url)).statusCode).toBe(401);
});

test("every type in use has its schema file, at DMTF", async () => {
  await using service = await redfishService();
  const { Members } = (await service.get("/redfish/v1/JsonSchemas?$expand=.")).json();
  const system = (await service.get("/redfish/v1/Systems/1")).json();
  const files = Members as { Schema: string; Location: { PublicationUri: string }[] }[];
  const file = files.find(({ Schema }) => Schema === system["@odata.type"]);
  const name = system["@odata.type"].slice(1).replace(/\.\w+$/, "");
  expect(file?.Location[0]?.PublicationUri).toBe(`http://redfish.dmtf.org/schemas/v1/${name}.json`);
  expect((await service.get("/redfish/v1/JsonSchemas/Nothing.v1_0_0")).statusCode).toBe(404);
});
