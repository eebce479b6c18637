import type { ServerResponse } from "node:http";
import { afterEach, expect, it } from "vitest";
import { unkept } from "../../server/bmc/settings.ts";
import { PeerConnection } from "../../server/rack/peer-connection.ts";
import { Pins, pinnedAtFirst } from "../../server/rack/pins.ts";
import type { RackNode } from "../../server/rack/rack-node.ts";
import { Turns } from "../../server/rack/turns.ts";
import { Visit, type Visited } from "../../server/rack/visit.ts";
import { eventually } from "../support/eventually.ts";
import { FakePeer, type Heard } from "./peer.ts";

const uuid = "92384634-2938-2342-8820-489239905423";
const sessions = "/redfish/v1/SessionService/Sessions";
const system = "/redfish/v1/Systems/1";
const id = 2;

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

/** A Redfish service as small as it can be, whose administrator has the password "secret". */
function service({ method, path, body }: Heard, response: ServerResponse): void {
  const answer = (value: unknown, status = 200, headers = {}): void => {
    response.writeHead(status, headers).end(JSON.stringify(value));
  };
  if (method === "DELETE") answer({});
  else if (path === sessions) {
    const isRight = JSON.parse(body).Password === "secret";
    if (!isRight) answer({ error: { message: "No." } }, 401);
    else answer({ Roles: ["Operator"] }, 201, { "X-Auth-Token": "token", Location: `${sessions}/7` });
  } else if (path === "/redfish/v1/Systems") answer({ Members: [{ "@odata.id": system }] });
  else if (path === system) answer({ PowerState: "Off", Status: { Health: "OK" } });
  else answer({ error: { "@Message.ExtendedInfo": [{ Message: "It is busy." }] } }, 503);
}

async function begin({ fingerprint, pinned }: { fingerprint?: string; pinned?: string } = {}) {
  const peer = await FakePeer.start(service);
  closing.push(() => peer.close());
  const first = new PeerConnection({ origin: peer.origin });
  await first.request("GET", "/");
  first.close();
  peer.heard.length = 0;
  const pins = new Pins(unkept(pinnedAtFirst));
  if (pinned !== undefined) pins.pin(uuid, pinned);
  const node: RackNode = {
    ...{ id, uuid, address: "127.0.0.1", origin: peer.origin, isSelf: false },
    heardAt: performance.now(),
    fingerprint: fingerprint ?? first.shown.fingerprint,
  };
  const rack: Visited = {
    ...{ nodes: [node], pins, turns: new Turns(2), watch: () => () => {} },
    find: wanted => (wanted === id ? node : undefined),
    trust: ({ uuid, fingerprint }) => pins.trust(uuid, fingerprint),
  };
  const visit = new Visit(rack, {
    userName: "admin",
    open: () => {
      throw new Error("This BMC is not among them.");
    },
  });
  closing.unshift(() => visit.end());
  const unwatch = visit.watch({ onNodes: () => {}, onNode: () => {}, onPicture: () => {} });
  closing.unshift(unwatch);
  return { peer, pins, node, visit, state: () => visit.state(id) };
}

it("signs in with the password once, and knows how the machine is", async () => {
  const { peer, visit, node, pins, state } = await begin();
  expect(state()).toMatchObject({ signIn: "out", trust: "new" });
  await visit.signIn([id], "admin", "secret");
  await eventually(
    () => state()?.system,
    5,
    () => JSON.stringify(state()),
  );
  expect(state()).toMatchObject({
    ...{ signIn: "in", trust: "known", userName: "admin", mayControl: true },
    system: { powerState: "Off", health: "OK" },
  });
  expect(pins.trust(uuid, node.fingerprint)).toBe("known");
  expect(peer.heard.filter(({ body }) => body.includes("secret"))).toHaveLength(1);
});

it("logs out when the visit ends", async () => {
  const { peer, visit } = await begin();
  await visit.signIn([id], "admin", "secret");
  await visit.end();
  expect(peer.heard.at(-1)).toMatchObject({ method: "DELETE", path: `${sessions}/7` });
});

it("says when the password is wrong there, and keeps no certificate for that", async () => {
  const { visit, pins, node, state } = await begin();
  await visit.signIn([id], "admin", "wrong");
  expect(state()).toMatchObject({ signIn: "wrongPassword" });
  expect(pins.trust(uuid, node.fingerprint)).toBe("new");
});

it("sends no password to a node whose certificate is another one than before, until it is trusted", async () => {
  const { peer, visit, state } = await begin({ pinned: "AA:BB" });
  expect(state()).toMatchObject({ trust: "changed" });
  await visit.signIn([id], "admin", "secret");
  expect(state()).toMatchObject({ signIn: "certificateChanged" });
  expect(peer.heard).toEqual([]);
  visit.trust(id);
  await visit.signIn([id], "admin", "secret");
  expect(state()).toMatchObject({ signIn: "in", trust: "known" });
});

it("sends no password to who has taken the node's place since it was found", async () => {
  const { peer, visit, state } = await begin({ fingerprint: "AA:BB" });
  await visit.signIn([id], "admin", "secret");
  expect(state()).toMatchObject({ signIn: "certificateChanged" });
  expect(peer.heard).toEqual([]);
});

it("tells what the node says to an action, and asks nothing of a node where nobody is signed in", async () => {
  const { peer, visit } = await begin();
  expect(await visit.reset(id, "On")).toBeUndefined();
  expect(peer.heard).toEqual([]);
  await visit.signIn([id], "admin", "secret");
  expect(await visit.reset(id, "On")).toEqual({ done: false, status: 503, text: "It is busy." });
});

it("shows a node that stopped answering as such", async () => {
  const { peer, visit, state } = await begin();
  await visit.signIn([id], "admin", "secret");
  await peer.close();
  closing.pop();
  await visit.reset(id, "On");
  visit.watch({ onNodes: () => {}, onNode: () => {}, onPicture: () => {} });
  await eventually(
    () => state()?.isReachable === false,
    10,
    () => JSON.stringify(state()),
  );
});
