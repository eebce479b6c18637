import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { closeCodes } from "../../server/web/messages.ts";
import { type PageServer, pageServer } from "./page-server.ts";

let server: PageServer;
beforeEach(async () => {
  server = await pageServer();
});
afterEach(() => server.close());

describe("/ws/rack", () => {
  it("begins with this BMC itself, and with why there are no others", async () => {
    const { cookie } = await server.login();
    const message = await server.connect("/ws/rack", { cookie }).message("rack");
    expect(message).toMatchObject({ discovery: "off", isSearching: false, isFull: false });
    expect(message.nodes).toMatchObject([{ id: 1, isSelf: true, name: "node", trust: "known" }]);
  });

  it("is for sessions, which end: not for a stranger, and not for a name and password with each request", async () => {
    const basic = `Basic ${Buffer.from("admin:secret").toString("base64")}`;
    const headers: readonly Record<string, string>[] = [{}, { authorization: basic }];
    for (const header of headers) {
      const peer = server.connect("/ws/rack", header);
      await peer.until(({ closed }) => closed !== undefined);
      expect(peer.closed?.code).toBe(closeCodes.notLoggedIn);
      expect(peer.texts).toEqual([]);
    }
  });

  it("opens for no other site", async () => {
    const { cookie } = await server.login();
    const peer = server.connect("/ws/rack", { cookie, origin: "https://elsewhere.example" });
    await peer.until(({ refused }) => refused !== undefined);
    expect(peer.refused).toBe(403);
  });

  it.each(["{", "{}", '{"type":"power","nodes":[1],"resetType":"../x"}', '{"type":"signIn","nodes":[]}'])(
    "closes after %s",
    async text => {
      const { cookie } = await server.login();
      const peer = server.connect("/ws/rack", { cookie });
      await peer.message("rack");
      peer.socket.send(text);
      await peer.until(({ closed }) => closed !== undefined);
      expect(peer.closed?.code).toBe(1002);
    },
  );

  it("lets only administrators trust another certificate", async () => {
    const peer = server.connect("/ws/rack", { cookie: server.cookieOf("Operator") });
    await peer.message("rack");
    peer.socket.send(JSON.stringify({ type: "trust", node: 2 }));
    await peer.until(({ closed }) => closed !== undefined);
    expect(peer.closed?.reason).toMatch(/role/);
  });

  it("ends with the session of the page, and so do the sessions that it opened", async () => {
    const { cookie, csrfToken } = await server.login();
    const peer = server.connect("/ws/rack", { cookie });
    await peer.message("rack");
    expect(server.sessions.list()).toHaveLength(2);
    await server.post("/logout", {}, { cookie, "x-csrf-token": csrfToken });
    await peer.until(({ closed }) => closed?.code === closeCodes.sessionEnded);
  });
});
