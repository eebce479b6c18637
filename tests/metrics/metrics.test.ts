import fastify from "fastify";
import { expect, it } from "vitest";
import { RequestCounts } from "../../server/bmc/request-counts.ts";
import { Display } from "../../server/console/display.ts";
import { countRequests, metrics } from "../../server/metrics/metrics.ts";
import { redfishService } from "../redfish/redfish-service.ts";

async function metricsServer(isPublic = false) {
  const service = await redfishService();
  const requestCounts = new RequestCounts();
  const app = fastify();
  app.addHook("onResponse", countRequests(requestCounts));
  await app.register(metrics, { ...service, requestCounts, display: new Display("/nowhere"), isPublic });
  const get = (headers: Record<string, string> = {}) => app.inject({ url: "/metrics", headers });
  return {
    ...service,
    get,
    requestCounts,
    async lines() {
      const { body } = await get(service.as("reader"));
      return body.split("\n");
    },
    async [Symbol.asyncDispose]() {
      await app.close();
      await service[Symbol.asyncDispose]();
    },
  };
}

it("lets every account read, and nobody without one", async () => {
  await using server = await metricsServer();
  const stranger = await server.get();
  expect(stranger.statusCode).toBe(401);
  expect(stranger.headers["www-authenticate"]).toContain("Basic");
  expect(stranger.body).not.toContain("qemu_bmc");
  const answer = await server.get(server.as("reader"));
  expect(answer.statusCode).toBe(200);
  expect(answer.headers["content-type"]).toBe("text/plain; version=0.0.4; charset=utf-8");
});

it("lets nobody read who has to change the password first", async () => {
  await using server = await metricsServer();
  const { id = 0 } = server.accounts.find("reader") ?? {};
  server.accounts.setAccess(id, { passwordChangeRequired: true }, { via: "test" });
  expect((await server.get(server.as("reader"))).statusCode).toBe(401);
});

it("lets everybody read where that is wanted", async () => {
  await using server = await metricsServer(true);
  expect((await server.get()).statusCode).toBe(200);
});

it("tells the power state, boots and readings", async () => {
  await using server = await metricsServer();
  expect(await server.lines()).toContain('qemu_bmc_power_state{state="off"} 1');
  await (await server.machine.power("on", { via: "test" })).outcome;
  await (await server.machine.power("reset", { via: "test" })).outcome;
  server.sensors.sample(1000);
  const lines = await server.lines();
  expect(lines).toContain('qemu_bmc_power_state{state="on"} 1');
  expect(lines).toContain('qemu_bmc_power_state{state="off"} 0');
  expect(lines).toContain('qemu_bmc_boots_total{kind="cold"} 1');
  const { sensors } = server;
  const read = (name: string): string => `{sensor="${name}"} ${sensors.named(name).reading}`;
  expect(lines).toContain(`qemu_bmc_temperature_celsius${read("MBTemp")}`);
  expect(lines).toContain(`qemu_bmc_voltage_volts${read("12V")}`);
});

it("counts sessions by kind, failed logins, requests and console bytes", async () => {
  await using server = await metricsServer();
  const { token } = server.sessions.create({ userName: "reader", role: "ReadOnly" }, "ssh", "192.0.2.1");
  server.events.emit("sessionCreated", { sessionId: "x", user: "reader", via: "ipmi" });
  server.authentication.login("reader", "wrong", "ssh", "192.0.2.1");
  server.requestCounts.add("ipmi", "0xc1");
  server.serial.print("12345");
  server.serial.write(Buffer.from("abc"));
  await server.get();
  const lines = await server.lines();
  expect(lines).toEqual(
    expect.arrayContaining([
      'qemu_bmc_sessions{kind="ssh"} 1',
      'qemu_bmc_sessions{kind="web"} 0',
      'qemu_bmc_sessions{kind="ipmi"} 1',
      'qemu_bmc_login_failures_total{frontend="ssh"} 1',
      'qemu_bmc_requests_total{frontend="ipmi",status="0xc1"} 1',
      'qemu_bmc_requests_total{frontend="metrics",status="401"} 1',
      'qemu_bmc_console_bytes_total{console="serial",direction="output"} 5',
      'qemu_bmc_console_bytes_total{console="serial",direction="input"} 3',
    ]),
  );
  server.sessions.end(server.sessions.use(token)?.id ?? "");
  server.events.emit("sessionEnded", { sessionId: "x", user: "reader", reason: "logout" });
  expect(await server.lines()).toEqual(
    expect.arrayContaining(['qemu_bmc_sessions{kind="ssh"} 0', 'qemu_bmc_sessions{kind="ipmi"} 0']),
  );
});
