import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { closeCodes, Link, type LinkState } from "../../web/app/link.ts";

/** A browser's WebSocket, as far as a Link uses it; the test is the network. */
class FakeSocket extends EventTarget {
  static readonly OPEN = 1;
  readonly url: string;
  readonly readyState = FakeSocket.OPEN;

  constructor(url: string) {
    super();
    this.url = url;
    sockets.push(this);
  }

  close(): void {}

  lose(code: number): void {
    this.dispatchEvent(Object.assign(new Event("close"), { code, reason: "" }));
  }
}

let sockets: FakeSocket[];
let states: LinkState[];

beforeEach(() => {
  sockets = [];
  states = [];
  vi.useFakeTimers();
  vi.stubGlobal("WebSocket", FakeSocket);
  vi.stubGlobal("document", { baseURI: "https://bmc.example/rack/7/" });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function started(): Link {
  const link = new Link({
    path: () => "ws/display",
    final: [closeCodes.sessionEnded],
    attach: () => {},
    onState: state => states.push(state),
  });
  link.start();
  return link;
}
const last = () => sockets.at(-1);

/** Loses the connection so many times, and gives the milliseconds until each next attempt. */
function delays(times: number): number[] {
  return Array.from({ length: times }, () => {
    last()?.lose(1006);
    const state = states.at(-1);
    const delay = state?.name === "waiting" ? state.at - Date.now() : Number.NaN;
    vi.advanceTimersByTime(delay + 1);
    return delay;
  });
}

describe("a connection of the page", () => {
  it("is tried again after twice as long each time, up to 10 s, and never exactly so", () => {
    started();
    const waits = delays(8);
    for (const [index, expected] of [500, 1000, 2000, 4000, 8000, 10_000, 10_000, 10_000].entries()) {
      expect(waits[index]).toBeGreaterThanOrEqual(expected * 0.75);
      expect(waits[index]).toBeLessThanOrEqual(expected * 1.25);
    }
    expect(new Set(waits).size).toBe(8);
    expect(sockets).toHaveLength(9);
    expect(last()?.url).toBe("wss://bmc.example/rack/7/ws/display");
  });

  it("is tried soon again once the server has said something", () => {
    started();
    delays(5);
    last()?.dispatchEvent(new Event("message"));
    expect(delays(1)[0]).toBeLessThan(700);
  });

  it("comes back at once when the rights have changed, and not at all when the session has ended", () => {
    started();
    last()?.lose(closeCodes.rightsChanged);
    expect(sockets).toHaveLength(2);
    last()?.lose(closeCodes.sessionEnded);
    vi.advanceTimersByTime(60_000);
    expect(sockets).toHaveLength(2);
    expect(states.at(-1)).toEqual({ name: "ended", code: closeCodes.sessionEnded });
  });

  it("is renewed when it is from before something was lost, and not when it is from after that", () => {
    const link = started();
    vi.advanceTimersByTime(1000);
    link.renew(Date.now() - 2000);
    expect(sockets).toHaveLength(1);
    link.renew(Date.now());
    expect(sockets).toHaveLength(2);
  });
});
