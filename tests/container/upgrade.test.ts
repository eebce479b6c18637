import { afterEach, expect, it } from "vitest";
import { docker, TestContainer } from "./support/test-container.ts";

let volume: string | undefined;
let node: TestContainer | undefined;
afterEach(async () => {
  await node?.remove();
  if (volume !== undefined) await docker("volume", "rm", volume);
});

it("keeps accounts, settings and state when another container takes over the volume", async () => {
  volume = await docker("volume", "create");
  node = await TestContainer.run("-v", `${volume}:/vm`);
  await node.settled("On");
  const { UUID } = await node.redfish("Systems/1");
  const account = { UserName: "second", Password: "k8-Brimstone", RoleId: "Operator" };
  await node.redfish("AccountService/Accounts", "--json", JSON.stringify(account));
  await node.ipmitool("chassis", "bootdev", "pxe", "options=persistent");
  await node.reset("ForceOff");
  await node.settled("Off");
  await docker("stop", node.name);
  await node.remove();

  node = await TestContainer.run("-v", `${volume}:/vm`);
  await node.settled("Off");
  expect(await node.redfish("Systems/1")).toMatchObject({ UUID });
  expect(await node.ipmitool("chassis", "bootparam", "get", "5")).toContain("Force PXE");
  const second = ["-u", "second:k8-Brimstone"];
  expect(await node.redfish("Systems/1/LogServices/EventLog", ...second)).toHaveProperty("Id", "EventLog");
});
