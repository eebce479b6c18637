import { expect, test } from "vitest";
import { keysTaken } from "../../server/qemu/keyboard-controller.ts";
import type { QmpClient } from "../../server/qemu/qmp/client.ts";

/** A QEMU whose port 64h reads as this, one after the other and then the last again and again. */
function statusReads(...answers: readonly string[]) {
  const left = [...answers];
  const asked: unknown[] = [];
  const execute = (command: string, args: unknown) => {
    asked.push({ command, args });
    return Promise.resolve(left.length > 1 ? left.shift() : left[0]);
  };
  return { qmp: { execute } as Pick<QmpClient, "execute">, asked };
}

test("waits until the guest has read all that the controller holds", async () => {
  const { qmp, asked } = statusReads(
    ...["portb[0x0064] = 0x1d\r\n", "portb[0x0064] = 0x1d\r\n", "portb[0x0064] = 0x1c\r\n"],
  );
  await keysTaken(qmp, 2);
  expect(asked).toHaveLength(3);
  expect(asked[0]).toEqual({
    command: "human-monitor-command",
    args: { "command-line": "i/1bx 0x64" },
  });
});

test.each(["unknown command: 'i/1bx'\r\n", "portb[0x0064] = 0x14\r\n"])(
  "waits for nobody where %j is read",
  async answer => {
    const { qmp, asked } = statusReads(answer);
    await keysTaken(qmp, 2);
    expect(asked).toHaveLength(1);
  },
);

test("does not wait for ever for a guest that reads nothing", async () => {
  const { qmp } = statusReads("portb[0x0064] = 0x1d\r\n");
  await expect(keysTaken(qmp, 2, 20)).rejects.toMatchObject({ code: "timedOut" });
});

test("gives the guest time for each event of a USB keyboard where there is no controller", async () => {
  const { qmp, asked } = statusReads("portb[0x0064] = 0xff\r\n");
  const began = performance.now();
  await keysTaken(qmp, 4);
  expect(performance.now() - began).toBeGreaterThanOrEqual(79);
  expect(asked).toHaveLength(1);
});
