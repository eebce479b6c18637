import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { IdleWatch } from "../../web/app/idle-watch.ts";

const input = new EventTarget();

const watch = () => {
  const ask = vi.fn();
  const stay = vi.fn(async () => {});
  return { ask, stay, idle: new IdleWatch({ ask, stay, input }) };
};

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe("the idle time-out on the page", () => {
  it("asks again only when it gets short, and then warns and counts down", () => {
    const { ask, idle } = watch();
    idle.hear({ secondsLeft: 1800, timeout: 1800 });
    vi.advanceTimersByTime(1_739_000);
    expect(ask).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1_000);
    expect(ask).toHaveBeenCalledTimes(1);
    expect(idle.secondsLeft.value).toBeUndefined();
    idle.hear({ secondsLeft: 60, timeout: 1800 });
    expect(idle.secondsLeft.value).toBe(60);
    vi.advanceTimersByTime(3_000);
    expect(idle.secondsLeft.value).toBe(57);
  });

  it("takes the warning back when a console or another tab has used the session", () => {
    const { ask, idle } = watch();
    idle.hear({ secondsLeft: 50, timeout: 1800 });
    vi.advanceTimersByTime(5_000);
    expect(ask).toHaveBeenCalledTimes(1);
    idle.hear({ secondsLeft: 1798, timeout: 1800 });
    expect(idle.secondsLeft.value).toBeUndefined();
  });

  it("stays without a word for who does something that asks the server nothing", () => {
    const { stay, idle } = watch();
    vi.advanceTimersByTime(100_000);
    input.dispatchEvent(new Event("wheel"));
    vi.advanceTimersByTime(30_000);
    idle.hear({ secondsLeft: 55, timeout: 90 });
    expect(stay).not.toHaveBeenCalled();
    idle.hear({ secondsLeft: 40, timeout: 90 });
    expect(stay).toHaveBeenCalledTimes(1);
    expect(idle.secondsLeft.value).toBeUndefined();
  });

  it("warns who was there only before the last use", () => {
    const { stay, idle } = watch();
    vi.advanceTimersByTime(100_000);
    input.dispatchEvent(new Event("keydown"));
    vi.advanceTimersByTime(100_000);
    idle.hear({ secondsLeft: 40, timeout: 90 });
    expect(stay).not.toHaveBeenCalled();
    expect(idle.secondsLeft.value).toBe(40);
  });

  it("knows nothing of who is there without a session", () => {
    const { ask, idle } = watch();
    idle.hear(undefined);
    vi.advanceTimersByTime(10_000_000);
    expect(ask).not.toHaveBeenCalled();
  });
});
