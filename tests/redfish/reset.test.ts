import { describe, expect, test } from "vitest";
import { MachineError } from "../../server/machine/errors.ts";
import { redfishService } from "./redfish-service.ts";

const system = "/redfish/v1/Systems/1";
const target = `${system}/Actions/ComputerSystem.Reset`;

type Service = Awaited<ReturnType<typeof redfishService>>;
const reset = (service: Service, ResetType: string, headers = {}) =>
  service.request("POST", target, { ResetType }, headers);
const powerState = async (service: Service) => (await service.get(system)).json().PowerState;

describe("ComputerSystem.Reset", () => {
  test.each([
    { from: [], type: "On", state: "On", calls: ["start"] },
    { from: [], type: "ForceOn", state: "On", calls: ["start"] },
    { from: [], type: "PowerCycle", state: "On", calls: ["start"] },
    { from: [], type: "ForceRestart", state: "On", calls: ["start"] },
    { from: [], type: "PushPowerButton", state: "On", calls: ["start"] },
    { from: [], type: "ForceOff", state: "Off", calls: [] },
    { from: [], type: "GracefulShutdown", state: "Off", calls: [] },
    { from: ["On"], type: "On", state: "On", calls: [] },
    { from: ["On"], type: "ForceOff", state: "Off", calls: ["stop"] },
    { from: ["On"], type: "ForceRestart", state: "On", calls: ["prepareBoot", "reset"] },
    { from: ["On"], type: "PowerCycle", state: "On", calls: ["stop", "start"] },
    { from: ["On"], type: "Nmi", state: "On", calls: ["injectNmi"] },
    { from: ["On"], type: "Pause", state: "Paused", calls: ["pause"] },
    { from: ["On", "Pause"], type: "Resume", state: "On", calls: ["resume"] },
    { from: ["On", "Pause"], type: "On", state: "On", calls: ["resume"] },
    { from: ["On", "Pause"], type: "ForceOff", state: "Off", calls: ["stop"] },
  ])("$type after $from answers 204 and leaves the system $state", async ({ from, type, state, calls }) => {
    await using service = await redfishService();
    for (const earlier of from) await reset(service, earlier);
    service.hypervisor.calls.length = 0;
    const answer = await reset(service, type);
    expect([answer.statusCode, answer.body]).toEqual([204, ""]);
    expect(service.hypervisor.calls).toEqual(calls);
    expect(await powerState(service)).toBe(state);
  });

  test.each(["GracefulShutdown", "PushPowerButton"])("%s leads to Off when the guest follows", async type => {
    await using service = await redfishService();
    await reset(service, "On");
    expect((await reset(service, type)).statusCode).toBe(204);
    await expect.poll(() => powerState(service)).toBe("Off");
  });

  test("GracefulRestart leads to a new start when the guest follows", async () => {
    await using service = await redfishService();
    await reset(service, "On");
    expect((await reset(service, "GracefulRestart")).statusCode).toBe(204);
    await expect.poll(() => service.hypervisor.plans.length, { timeout: 5000 }).toBe(2);
    await expect.poll(() => powerState(service)).toBe("On");
  });

  test("answers GracefulShutdown at once though the guest does not follow", async () => {
    await using service = await redfishService();
    await reset(service, "On");
    service.hypervisor.obeys = false;
    expect((await reset(service, "GracefulShutdown")).statusCode).toBe(204);
    expect(await powerState(service)).toBe("On");
  });

  test.each(["GracefulRestart", "Nmi", "Pause", "Resume"])(
    "refuses %s with 409 while the system is off",
    async type => {
      await using service = await redfishService();
      const answer = await reset(service, type);
      expect(answer.statusCode).toBe(409);
      expect(answer.json().error.code).toBe("Base.1.22.ResourceInStandby");
      expect(answer.json().error.message).toContain("The machine is off");
    },
  );

  test("names the parameter and its value when the ResetType is unknown", async () => {
    await using service = await redfishService();
    const answer = await reset(service, "Explode");
    expect(answer.statusCode).toBe(400);
    const [message] = answer.json().error["@Message.ExtendedInfo"];
    expect(message).toMatchObject({
      MessageId: "Base.1.22.ActionParameterValueNotInList",
      MessageArgs: ["Explode", "ResetType", "ComputerSystem.Reset"],
      RelatedProperties: ["#/ResetType"],
    });
    expect(service.hypervisor.calls).not.toContain("start");
  });

  test("says which parameter is missing and which is unknown in one answer", async () => {
    await using service = await redfishService();
    const answer = await service.request("POST", target, { Type: "On" });
    const messages = answer.json().error["@Message.ExtendedInfo"];
    expect(messages.map((each: { MessageId: string }) => each.MessageId)).toEqual([
      "Base.1.22.ActionParameterUnknown",
      "Base.1.22.ActionParameterMissing",
    ]);
  });

  test("tells that QEMU could not be started, and why", async () => {
    await using service = await redfishService();
    service.hypervisor.fail("start", new MachineError("failed", "QEMU found no disk."));
    const answer = await reset(service, "On");
    expect(answer.statusCode).toBe(500);
    expect(answer.json().error.message).toContain("QEMU found no disk.");
  });

  test("asks the client to come back while another operation is under way", async () => {
    await using service = await redfishService();
    service.hypervisor.delay = 100;
    const starting = reset(service, "On");
    await expect.poll(() => powerState(service)).toBe("PoweringOn");
    const refused = await reset(service, "ForceOff");
    expect([refused.statusCode, refused.headers["retry-after"]]).toEqual([503, "3"]);
    expect((await starting).statusCode).toBe(204);
  });

  test("shows a system whose QEMU died as off and critical", async () => {
    await using service = await redfishService();
    await reset(service, "On");
    service.hypervisor.dies("killed");
    const { PowerState, Status } = (await service.get(system)).json();
    expect([PowerState, Status.Health]).toEqual(["Off", "Critical"]);
  });

  test("names the account that asked in the events", async () => {
    await using service = await redfishService();
    await reset(service, "On", service.as("operator"));
    const change = service.seen.find(({ name }) => name === "powerChanged");
    expect(change?.payload).toMatchObject({ origin: { via: "redfish", user: "operator" } });
  });
});
