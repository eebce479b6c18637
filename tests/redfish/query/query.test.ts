import fc from "fast-check";
import { expect, test } from "vitest";
import { RedfishError } from "../../../server/redfish/errors.ts";
import { expand } from "../../../server/redfish/query/expand.ts";
import { parseFilter } from "../../../server/redfish/query/filter.ts";
import { redfishService } from "../redfish-service.ts";

type Body = Record<string, unknown>;

async function get(url: string): Promise<{ status: number; body: Body }> {
  await using service = await redfishService();
  const response = await service.get(url);
  return { status: response.statusCode, body: response.json() };
}

const messageId = (body: Body) =>
  (body.error as { "@Message.ExtendedInfo": { MessageId: string }[] })["@Message.ExtendedInfo"][0]?.MessageId;

test("$select gives the named properties, parts of them, and what says which resource it is", async () => {
  const { body } = await get(
    "/redfish/v1/Systems/1?$select=PowerState,Boot/BootSourceOverrideTarget,Nothing",
  );
  expect(Object.keys(body).sort()).toEqual(["@odata.etag", "@odata.id", "@odata.type", "Boot", "PowerState"]);
  expect(Object.keys(body.Boot as Body)).toEqual([
    "BootSourceOverrideTarget",
    "BootSourceOverrideTarget@Redfish.AllowableValues",
  ]);
});

test("$expand puts the members in the place of references to them", async () => {
  const { body } = await get("/redfish/v1/Systems?$expand=.");
  expect(body.Members).toEqual([
    expect.objectContaining({ Id: "1", UUID: expect.any(String), Links: expect.any(Object) }),
  ]);
  const [system] = body.Members as [{ Links: { Chassis: unknown } }];
  expect(system.Links.Chassis).toEqual([{ "@odata.id": "/redfish/v1/Chassis/1" }]);
});

test("$expand follows links where it is asked to, and no deeper than asked", async () => {
  const links = await get("/redfish/v1/Systems/1?$expand=~");
  expect(links.body.Links).toMatchObject({ Chassis: [{ ChassisType: "RackMount" }] });
  const two = await get("/redfish/v1/?$expand=.($levels=2)");
  expect(two.body.Systems).toMatchObject({ Members: [{ Id: "1" }] });
  const one = await get("/redfish/v1/?$expand=.");
  expect(one.body.Systems).toMatchObject({ Members: [{ "@odata.id": "/redfish/v1/Systems/1" }] });
});

test("$expand tells who may not log in nothing", async () => {
  await using service = await redfishService();
  const response = await service.app.inject("/redfish/v1/?$expand=*");
  expect(response.statusCode).toBe(200);
  expect(response.body).not.toContain("SerialNumber");
});

test("an answer is bounded even where resources refer to each other in circles", async () => {
  let reads = 0;
  const circle = { "@odata.id": "/a", A: Array.from({ length: 9 }, () => ({ "@odata.id": "/a" })) };
  await expand(circle, { links: true, others: true, levels: 4 }, async () => {
    reads += 1;
    return circle;
  });
  expect(reads).toBeLessThanOrEqual(500);
});

test("$filter, $skip and $top choose members, and the count is of those that the filter leaves", async () => {
  const none = await get("/redfish/v1/Systems?$filter=Id eq 'other'");
  expect(none.body).toMatchObject({ "Members@odata.count": 0, Members: [] });
  const found = await get("/redfish/v1/Systems?$filter=Id eq '1' and Status/Health ne 'Bad'");
  expect(found.body).toMatchObject({ "Members@odata.count": 1 });
  const skipped = await get("/redfish/v1/Systems?$skip=1");
  expect(skipped.body).toMatchObject({ "Members@odata.count": 1, Members: [] });
  const top = await get("/redfish/v1/Systems?$top=0");
  expect(top.body).toMatchObject({ "Members@odata.count": 1, Members: [] });
});

test("only gives the only member itself", async () => {
  const { body } = await get("/redfish/v1/Chassis?only");
  expect(body).toMatchObject({ "@odata.id": "/redfish/v1/Chassis/1", ChassisType: "RackMount" });
});

test.each([
  ["/redfish/v1/?$nothing=1", 501, "QueryParameterUnsupported"],
  ["/redfish/v1/Systems?only=1", 400, "QueryParameterValueFormatError"],
  ["/redfish/v1/Systems?only&$top=1", 400, "QueryCombinationInvalid"],
  ["/redfish/v1/Systems/1?only", 400, "QueryNotSupportedOnResource"],
  ["/redfish/v1/Systems/1?excerpt", 400, "QueryNotSupportedOnResource"],
  ["/redfish/v1/Systems/1?$top=1", 400, "QueryNotSupportedOnResource"],
  ["/redfish/v1/Systems?$top=many", 400, "QueryParameterValueTypeError"],
  ["/redfish/v1/Systems?$skip=-1", 400, "QueryParameterOutOfRange"],
  ["/redfish/v1/Systems?$expand=.($levels=99)", 400, "QueryParameterOutOfRange"],
  ["/redfish/v1/Systems?$expand=all", 400, "QueryParameterValueFormatError"],
  ["/redfish/v1/Systems?$filter=Id", 400, "QueryParameterValueFormatError"],
])("%s is answered %i %s", async (url, status, id) => {
  const answer = await get(url);
  expect(answer.status).toBe(status);
  expect(messageId(answer.body)).toBe(`Base.1.22.${id}`);
});

test("a query that changes nothing is refused on what is no GET", async () => {
  await using service = await redfishService();
  const response = await service.request("PATCH", "/redfish/v1/Systems/1?$select=Id", {
    LocationIndicatorActive: true,
  });
  expect(response.statusCode).toBe(400);
  expect(service.machine.identify.on).toBe(false);
});

test.each([
  ["Reading gt 3", true],
  ["Reading ge 4 and Reading le 4.0", true],
  ["Reading lt 4 or Name eq 'it''s'", true],
  ["not (Name eq 'other') and Status/Health eq 'OK'", true],
  ["Nothing eq null", true],
  ["Name gt 3", false],
  ["Enabled eq true and 3 lt Reading", true],
  ["Status/Nothing/More eq 'OK'", false],
  ["constructor ne null", false],
])("the filter %s is %s", (text, matches) => {
  const body = { Reading: 4, Name: "it's", Enabled: true, Status: { Health: "OK" } };
  expect(parseFilter(text)(body)).toBe(matches);
});

test("any text is a filter or is refused with 400", () => {
  const pieces = fc.constantFrom(
    "(",
    ")",
    "not",
    "and",
    "or",
    "eq",
    "lt",
    "'a",
    "'a'",
    "1",
    "-1.5",
    "A/b",
    "é",
    " ",
  );
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 80 }), words => {
      try {
        parseFilter(words.join(" "))({ A: { b: 1 } });
      } catch (error) {
        expect(error).toBeInstanceOf(RedfishError);
        expect((error as RedfishError).status).toBe(400);
      }
    }),
  );
});
