import { expect, it } from "vitest";
import { docker, image } from "./support/test-container.ts";

it.each([
  ["VM_MEMORY", "lots"],
  ["STOP_TIMEOUT", "0"],
  ["VM_CDROM", "/vm/none.iso"],
])("a wrong %s ends the start in one line that names it, with status 78", async (name, value) => {
  const container = await docker("create", "-e", `${name}=${value}`, image);
  try {
    const started = docker("start", "--attach", container);
    await expect(started).rejects.toThrow(new RegExp(`failed:\nqemu-bmc: ${name}: [^\n]+$`));
    expect(await docker("inspect", "-f", "{{.State.ExitCode}}", container)).toBe("78");
  } finally {
    await docker("rm", "-f", container);
  }
});

it("a program that is missing does not end PID 1: the container stays, and says why the machine is off", async () => {
  const name = await docker("run", "-d", "-e", "QEMU_EXTRA_ARGS=-no-such-option", image);
  try {
    const deadline = performance.now() + 60_000;
    while (!(await docker("logs", name)).includes("-no-such-option: invalid option")) {
      expect(performance.now()).toBeLessThan(deadline);
    }
    expect(await docker("inspect", "-f", "{{.State.Running}} {{.RestartCount}}", name)).toBe("true 0");
  } finally {
    await docker("rm", "-f", "-v", name);
  }
});
