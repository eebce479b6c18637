import { describe, expect, it } from "vitest";
import { redfishService } from "./redfish-service.ts";

const system = "/redfish/v1/Systems/1";
const typeText = `${system}/Actions/Oem/QemuBmc.TypeText`;
const pressKeys = `${system}/Actions/Oem/QemuBmc.PressKeys`;

async function serviceOfMachineThatIsOn() {
  const service = await redfishService();
  const { outcome } = await service.machine.power("on", { via: "test" });
  await outcome;
  return service;
}

describe("QemuBmc.TypeText", () => {
  it("types a text in the layout that it names", async () => {
    await using service = await serviceOfMachineThatIsOn();
    const answer = await service.request("POST", typeText, {
      ...{ Text: "Zé\n", Layout: "German", KeysPerSecond: 200 },
    });
    expect(answer.statusCode).toBe(204);
    expect(service.hypervisor.pressed).toEqual([["ShiftLeft", "KeyY"], ["Equal"], ["KeyE"], ["Enter"]]);
  });

  it("names what the layout cannot type by code point, and types nothing of it", async () => {
    await using service = await serviceOfMachineThatIsOn();
    const answer = await service.request("POST", typeText, { Text: "20 €\u00a0for Jürgen" });
    expect(answer.statusCode).toBe(400);
    expect(answer.json().error["@Message.ExtendedInfo"]).toMatchObject([
      {
        MessageId: "QemuBmc.1.0.CharactersNotOnLayout",
        MessageArgs: ["US", "U+20AC €, U+00A0, U+00FC ü"],
        RelatedProperties: ["#/Text"],
      },
    ]);
    expect(service.hypervisor.pressed).toEqual([]);
  });

  it("counts the rest where too many characters have no key", async () => {
    await using service = await serviceOfMachineThatIsOn();
    const text = Array.from({ length: 40 }, (_, n) => String.fromCodePoint(0x4e00 + n)).join("");
    const { error } = (await service.request("POST", typeText, { Text: text })).json();
    expect(error.message).toMatch(/: U\+4E00 一,.* and 24 more\.$/);
  });

  it("only tells whether it could, in a dry run", async () => {
    await using service = await serviceOfMachineThatIsOn();
    const dry = async (Text: string) =>
      (await service.request("POST", typeText, { Text, DryRun: true })).statusCode;
    expect([await dry("fine"), await dry("not €")]).toEqual([204, 400]);
    expect(service.hypervisor.pressed).toEqual([]);
  });

  it("goes on as a task where it takes long, with its percentage, one text at a time, until it is deleted", async () => {
    await using service = await serviceOfMachineThatIsOn();
    const text = { Text: "x".repeat(500), KeysPerSecond: 100 };
    const answer = await service.request("POST", typeText, text, service.as("operator"));
    expect(answer.statusCode).toBe(202);
    const task = answer.json();
    expect(task).toMatchObject({ Name: "Type text", TaskState: "Running" });
    expect(answer.body).not.toContain("xxx");
    const second = await service.request("POST", typeText, { Text: "y" });
    expect([second.statusCode, second.headers["retry-after"]]).toEqual([503, "3"]);
    await expect
      .poll(async () => (await service.get(task["@odata.id"])).json().PercentComplete, { timeout: 5000 })
      .toBeGreaterThan(1);
    const remove = (user: string) =>
      service.request("DELETE", task["@odata.id"], undefined, service.as(user));
    expect((await remove("reader")).statusCode).toBe(403);
    expect((await remove("operator")).statusCode).toBe(204);
    await expect.poll(() => service.seen.some(({ name }) => name === "taskEnded")).toBe(true);
    const typed = service.hypervisor.pressed.length;
    expect(typed).toBeLessThan(500);
    expect((await service.request("POST", typeText, { Text: "y" })).statusCode).toBe(204);
    expect(service.hypervisor.pressed.slice(typed)).toEqual([["KeyY"]]);
  });

  it("fails as a task, and says how far it came, when the machine is switched off in the middle", async () => {
    await using service = await serviceOfMachineThatIsOn();
    const answer = await service.request("POST", typeText, { Text: "x".repeat(500), KeysPerSecond: 100 });
    await (await service.machine.power("off", { via: "test" })).outcome;
    const uri = answer.json()["@odata.id"];
    await expect
      .poll(async () => (await service.get(uri)).json().TaskState, { timeout: 5000 })
      .toBe("Exception");
    const { Messages } = (await service.get(uri)).json();
    expect(Messages.at(-1)).toMatchObject({
      MessageId: "Base.1.22.ResourceInStandby",
      Message: expect.stringMatching(/The machine was switched off; \d+ of 500 keys were typed/),
    });
  });

  it.each([
    [{}, "ActionParameterMissing"],
    [{ Text: "" }, "ActionParameterValueFormatError"],
    [{ Text: "x".repeat(65_537) }, "ActionParameterValueFormatError"],
    [{ Text: "x", Layout: "Klingon" }, "ActionParameterValueNotInList"],
    [{ Text: "x", KeysPerSecond: 0 }, "ActionParameterValueOutOfRange"],
    [{ Text: "x", KeysPerSecond: 201 }, "ActionParameterValueOutOfRange"],
    [{ Text: "x", KeysPerSecond: 1.5 }, "ActionParameterValueTypeError"],
  ])("refuses what it cannot take (case %#): %s", async (body, id) => {
    await using service = await serviceOfMachineThatIsOn();
    const answer = await service.request("POST", typeText, body);
    expect([answer.statusCode, answer.json().error.code]).toEqual([400, `Base.1.22.${id}`]);
    expect(answer.body).not.toContain("xxx");
    expect(service.hypervisor.pressed).toEqual([]);
  });

  it("is told in the actions of the system, and its layouts in the action's info", async () => {
    await using service = await redfishService();
    const { Actions } = (await service.get(system)).json();
    expect(Actions.Oem["#QemuBmc.TypeText"].target).toBe(typeText);
    const { Parameters } = (await service.get(`${system}/TypeTextActionInfo`)).json();
    expect(Parameters.map(({ Name }: { Name: string }) => Name)).toEqual([
      ...["Text", "Layout", "KeysPerSecond", "DryRun"],
    ]);
    expect(Parameters[1].AllowableValues).toContain("Swedish");
  });
});

describe("QemuBmc.PressKeys", () => {
  it("presses keys together", async () => {
    await using service = await serviceOfMachineThatIsOn();
    const Keys = ["ControlLeft", "AltLeft", "Delete"];
    expect((await service.request("POST", pressKeys, { Keys })).statusCode).toBe(204);
    expect(service.hypervisor.pressed).toEqual([Keys]);
  });

  it("refuses a key that there is not, and none at all", async () => {
    await using service = await serviceOfMachineThatIsOn();
    const code = async (Keys: unknown) =>
      (await service.request("POST", pressKeys, { Keys })).json().error.code;
    expect(await code(["ControlLeft", "Any"])).toBe("Base.1.22.ActionParameterValueNotInList");
    expect(await code([])).toBe("Base.1.22.ActionParameterValueError");
    expect(service.hypervisor.pressed).toEqual([]);
  });
});

it.each([typeText, pressKeys])("%s is for who may control the machine, while it is on", async uri => {
  await using service = await redfishService();
  const body = uri === typeText ? { Text: "x" } : { Keys: ["KeyX"] };
  const status = async (user: string) =>
    (await service.request("POST", uri, body, service.as(user))).statusCode;
  expect([await status("reader"), await status("operator")]).toEqual([403, 409]);
  expect(service.hypervisor.pressed).toEqual([]);
});

it("the schema of our own types has both actions with their enumerations", async () => {
  await using service = await redfishService();
  const { body } = await service.get("/redfish/v1/Schemas/QemuBmc_v1.xml");
  expect(body).toContain('<Action Name="TypeText" IsBound="true">');
  expect(body).toContain('<Parameter Name="Layout" Type="QemuBmc.v1_0_0.Layout" Nullable="true">');
  expect(body).toContain('<Parameter Name="Keys" Type="Collection(QemuBmc.v1_0_0.Keys)" Nullable="false">');
  expect(body).toContain('<EnumType Name="Layout">');
  expect(body).toContain('<Member Name="ControlLeft"/>');
});
