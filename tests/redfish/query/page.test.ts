import { expect, test } from "vitest";
import { EventLog } from "../../../server/bmc/event-log.ts";
import { redfishService } from "../redfish-service.ts";

const entries = "/redfish/v1/Systems/1/LogServices/EventLog/Entries";
const lines = "/redfish/v1/Systems/1/LogServices/Serial/Entries";

interface Page {
  readonly "Members@odata.count": number;
  readonly "Members@odata.nextLink"?: string;
  readonly Members: readonly { readonly Id?: string; readonly Message?: string }[];
}

async function serviceWithLines(count: number) {
  const service = await redfishService();
  for (let line = 0; line < count; line += 1)
    service.serial.print(`${line % 2 === 0 ? "even" : "odd"} ${line}\n`);
  return service;
}

/** All pages from a URI on. */
async function pages(get: (uri: string) => Promise<Page>, first: string): Promise<readonly Page[]> {
  const read: Page[] = [];
  for (let next: string | undefined = first; next !== undefined; ) {
    const page = await get(next);
    read.push(page);
    next = page["Members@odata.nextLink"];
  }
  return read;
}

test("a long collection comes in pages of a thousand, and their links give each member once", async () => {
  await using service = await serviceWithLines(2500);
  const read = await pages(async uri => (await service.get(uri)).json(), lines);
  expect(read.map(({ Members }) => Members.length)).toEqual([1000, 1000, 500]);
  expect(read.map(page => page["Members@odata.count"])).toEqual([2500, 2500, 2500]);
  const all = read.flatMap(({ Members }) => Members.map(({ Message }) => Message));
  expect(new Set(all).size).toBe(2500);
  expect(all.at(-1)).toBe("odd 2499");
});

test("a link to the next page repeats what else was asked for", async () => {
  await using service = await serviceWithLines(2500);
  const get = async (uri: string) => (await service.get(uri)).json() as Page;
  const selected = await pages(get, `${lines}?$select=Message&$top=1500&$skip=100`);
  expect(selected.map(({ Members }) => Members.length)).toEqual([1000, 500]);
  expect(selected[1]?.Members[0]).toEqual(expect.objectContaining({ Message: "even 1100" }));
  expect(selected[1]?.Members[0]).not.toHaveProperty("Id");
  const filtered = await pages(get, `${lines}?$filter=Message ge 'odd'`);
  expect(filtered.map(({ Members }) => Members.length)).toEqual([1000, 250]);
  expect(filtered.map(page => page["Members@odata.count"])).toEqual([1250, 1250]);
  expect(filtered[1]?.Members.at(-1)?.Message).toBe("odd 2499");
});

test("what $top and $skip leave out is not read", async () => {
  await using service = await redfishService();
  for (let event = 0; event < 50; event += 1) service.events.emit("nmiInjected", { origin: { via: "test" } });
  let reads = 0;
  const find = EventLog.prototype.find;
  service.eventLog.find = function (id) {
    reads += 1;
    return find.call(this, id);
  };
  const page = (await service.get(`${entries}?$skip=40&$top=5`)).json() as Page;
  expect(page.Members.map(({ Id }) => Id)).toEqual(["41", "42", "43", "44", "45"]);
  expect(page["Members@odata.count"]).toBe(51);
  expect(page).not.toHaveProperty("Members@odata.nextLink");
  expect(reads).toBe(5);
});
