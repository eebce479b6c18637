import { copyFileSync, existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { firmwareCode } from "../../../server/qemu/uefi/firmware-code.ts";
import { guids } from "../../../server/qemu/uefi/guid.ts";
import { MachineVariables } from "../../../server/qemu/uefi/machine-variables.ts";
import { secureBootState } from "../../../server/qemu/uefi/secure-boot-variables.ts";
import { firmwareChoice, machineVariables } from "../../support/uefi-firmware.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "state-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const plan = { target: "none", mode: "uefi" } as const;
const mark = { guid: guids.globalVariable, name: "Mark", attributes: 7, data: Buffer.of(1) };
const indications = async (variables: MachineVariables) =>
  (await variables.read()).get(guids.globalVariable, "OsIndications")?.data;

describe("the variables of a machine", () => {
  it("begin with the vendors' keys and secure boot off, and no file before the first start", async () => {
    const variables = machineVariables(folder);
    const state = secureBootState(await variables.read());
    expect(state).toMatchObject({ enabled: false, mode: "user" });
    expect(existsSync(join(folder, "variables.fd"))).toBe(false);
    const flash = await variables.prepare(plan);
    expect(flash).toMatchObject({ variables: join(folder, "variables.fd"), requiresSmm: true });
    expect(secureBootState(await variables.read())).toEqual(state);
  });

  it("are kept from start to start", async () => {
    const variables = machineVariables(folder);
    await variables.change(store => store.set(mark));
    await variables.prepare(plan);
    expect((await machineVariables(folder).read()).get(mark.guid, mark.name)?.data).toEqual(mark.data);
  });

  it("begin anew with code of another size", async () => {
    await machineVariables(folder).change(store => store.set(mark));
    const small = { ...firmwareChoice(folder), code: "/usr/share/OVMF/OVMF_CODE.fd" };
    const variables = new MachineVariables(join(folder, "variables.fd"), () =>
      firmwareCode({ ...small, variables: "/usr/share/OVMF/OVMF_VARS.fd" }),
    );
    await variables.prepare(plan);
    expect((await variables.read()).get(mark.guid, mark.name)).toBeUndefined();
    expect(statSync(join(folder, "variables.fd")).size).toBe(131072);
  });

  it("ask the firmware for its setup where the plan does, and only there", async () => {
    const variables = machineVariables(folder);
    await variables.prepare(plan);
    expect(await indications(variables)).toBeUndefined();
    await variables.prepare({ ...plan, target: "biosSetup" });
    expect(await indications(variables)).toEqual(Buffer.of(1, 0, 0, 0, 0, 0, 0, 0));
  });

  it("are told to be damaged rather than replaced", async () => {
    const variables = machineVariables(folder);
    await variables.prepare(plan);
    writeFileSync(join(folder, "variables.fd"), Buffer.alloc(statSync(join(folder, "variables.fd")).size));
    await expect(variables.prepare(plan)).rejects.toMatchObject({ name: "MachineError", code: "failed" });
  });

  it("go with an update's code of the same size", async () => {
    await machineVariables(folder).change(store => store.set(mark));
    copyFileSync("/usr/share/OVMF/OVMF_CODE_4M.fd", join(folder, "code.fd"));
    const variables = machineVariables(folder);
    expect(await variables.prepare(plan)).toMatchObject({
      code: join(folder, "code.fd"),
      requiresSmm: false,
    });
    expect((await variables.read()).get(mark.guid, mark.name)?.data).toEqual(mark.data);
  });
});
