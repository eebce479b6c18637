import type { FastifyRequest } from "fastify";
import { type Static, Type } from "typebox";
import { Compile } from "typebox/compile";
import type { WebSocket } from "ws";
import type { NodeState, Visit } from "../rack/visit.ts";
import type { Connections } from "./connections.ts";
import type { WebContext } from "./context.ts";
import { closeCodes, type RackMessage, type RackNodeState } from "./messages.ts";

/** Bytes that may wait for a viewer; pictures beyond them are left out, and one that reads nothing is let go. */
const pictureBound = 1024 * 1024;
const bound = 4 * pictureBound;
/** Milliseconds in which many changes of the list become one message. */
const gathering = 100;

const node = Type.Integer({ minimum: 1, maximum: 0xffff_ffff });
const nodes = Type.Array(node, { minItems: 1, maxItems: 256 });
const text = Type.String({ minLength: 1, maxLength: 256 });
const request = Type.Union([
  Type.Object({ type: Type.Literal("search") }),
  Type.Object({ type: Type.Literal("signIn"), nodes, userName: text, password: text }),
  Type.Object({ type: Type.Literal("signOut"), nodes }),
  Type.Object({ type: Type.Literal("trust"), node }),
  Type.Object({
    type: Type.Literal("power"),
    nodes,
    resetType: Type.String({ pattern: "^[A-Za-z]{1,32}$" }),
  }),
]);
const requests = Compile(request);
type Request = Static<typeof request>;

function requestOf(data: string): Request | undefined {
  try {
    const value: unknown = JSON.parse(data);
    return requests.Check(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/**
 * /ws/rack: the BMCs of the management network, as this session of the page sees them. A browser cannot ask them
 * itself, they are other origins with certificates that nobody vouches for, so this BMC does: with what the person
 * may do there, and only where the person has signed in.
 */
export function rackSocket({ visits }: WebContext, connections: Connections) {
  return (socket: WebSocket, upgrade: FastifyRequest): void => {
    const viewer = connections.admit(socket, upgrade);
    if (!viewer) return;
    const { session, role } = viewer.principal;
    if (!session) {
      socket.close(closeCodes.notLoggedIn, "The rack is for sessions.");
      return;
    }
    const visit = visits.of(session);
    const send = (message: RackMessage): void => {
      if (socket.bufferedAmount > bound) socket.terminate();
      else socket.send(JSON.stringify(message));
    };
    const end = show(socket, visit, visits.rack, send);
    socket.on("message", (data, isBinary) => {
      const asked = isBinary || !Buffer.isBuffer(data) ? undefined : requestOf(data.toString());
      if (!asked) {
        socket.close(1002, "That is not understood here.");
        return;
      }
      viewer.active();
      if (asked.type === "search") visits.rack.search();
      else if (asked.type === "signIn") void visit.signIn(asked.nodes, asked.userName, asked.password);
      else if (asked.type === "signOut") visit.signOut(asked.nodes);
      else if (asked.type === "power") for (const id of new Set(asked.nodes)) void power(id, asked.resetType);
      else if (role === "Administrator") visit.trust(asked.node);
      else socket.close(closeCodes.rightsChanged, "Your role may not trust another certificate.");
    });
    socket.once("close", end);

    async function power(id: number, resetType: string): Promise<void> {
      const outcome = await visit.reset(id, resetType);
      if (!outcome || socket.readyState !== socket.OPEN) return;
      send({ type: "powered", node: id, resetType, ...outcome });
    }
  };
}

/** @returns ends it */
function show(
  socket: WebSocket,
  visit: Visit,
  rack: WebContext["visits"]["rack"],
  send: (message: RackMessage) => void,
): () => void {
  let timer: NodeJS.Timeout | undefined;
  const sendAll = (): void => {
    timer = undefined;
    const { discovery, isSearching, isFull } = rack;
    send({ type: "rack", discovery, isSearching, isFull, nodes: visit.states.map(shown) });
  };
  const sendPicture = (id: number, png: Buffer | undefined): void => {
    if (socket.bufferedAmount > pictureBound) return;
    const head = Buffer.alloc(4);
    head.writeUInt32BE(id);
    socket.send(Buffer.concat([head, png ?? Buffer.alloc(0)]));
  };
  const unwatch = visit.watch({
    onNodes: () => {
      timer ??= setTimeout(sendAll, gathering);
    },
    onNode: id => {
      const state = visit.state(id);
      if (state) send({ type: "node", node: shown(state) });
    },
    onPicture: sendPicture,
  });
  sendAll();
  for (const { id, png } of visit.pictures()) sendPicture(id, png);
  return () => {
    clearTimeout(timer);
    unwatch();
  };
}

function shown({ node, trust, isReachable, signIn, userName, mayControl, system }: NodeState): RackNodeState {
  const { id, isSelf, uuid, address, origin, commonName, vendor, product, fingerprint } = node;
  const name = system?.hostName ?? commonName;
  return {
    ...{ id, isSelf, uuid, address, origin, trust, isReachable, signIn, mayControl },
    ...(name !== undefined && { name }),
    ...(vendor !== undefined && { vendor }),
    ...(product !== undefined && { product }),
    ...(fingerprint.includes(":") && { fingerprint }),
    ...(userName !== undefined && { userName }),
    ...(system?.powerState !== undefined && { powerState: system.powerState }),
    ...(system?.health !== undefined && { health: system.health }),
    ...(system && { resetTypes: system.resetTypes }),
  };
}
