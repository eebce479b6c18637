import { expect, it } from "vitest";
import { lossyRelay } from "../support/lossy-relay.ts";
import { ipmiPeers } from "../support/peer.ts";

const loss = 0.1;
/**
 * ipmitool gives up when three log-ins in a row have lost an answer to RAKP, whatever the BMC does, which happens to
 * about one run in 12. None of these ways is that bad.
 */
const seeds = Array.from({ length: 12 }, (_, run) => 5000 + 2 * run);

/** Runs clients side by side, each on a way of its own that loses its own datagrams. */
async function onLossyWays<T>(server: { readonly port: number }, run: (port: number) => Promise<T>) {
  const relays = await Promise.all(seeds.map(seed => lossyRelay({ target: () => server.port, loss, seed })));
  const results = await Promise.all(relays.map(({ port }) => run(port)));
  const lost = relays.reduce((sum, relay) => sum + relay.lost, 0);
  return { results, lost };
}

it("lets every ipmitool reach its end where each way loses a tenth of the datagrams", {
  timeout: 60_000,
}, async () => {
  const { ipmitool, server } = await ipmiPeers();
  const run = (port: number) => ipmitool(`-p ${port} power status`);
  const { results, lost } = await onLossyWays(server, run);
  expect(results).toEqual(
    seeds.map(() => ({ output: expect.stringContaining("Chassis Power is on\n"), code: 0 })),
  );
  expect(lost).toBeGreaterThan(seeds.length);
});

it("lets every ipmipower reach its end where each way loses a tenth of the datagrams", {
  timeout: 60_000,
}, async () => {
  const { freeipmi, server } = await ipmiPeers();
  const run = (port: number) => freeipmi("ipmipower", `-h 127.0.0.1:${port} --stat`);
  const { results, lost } = await onLossyWays(server, run);
  expect(results).toEqual(seeds.map(() => ({ output: "127.0.0.1: on\n", code: 0 })));
  expect(lost).toBeGreaterThan(seeds.length);
});
