import { EventBus } from "../../server/events/bus.ts";
import type { EventName, Events } from "../../server/events/events.ts";
import { Machine } from "../../server/machine/machine.ts";
import type { MachineRecord, MachineStore } from "../../server/machine/machine-store.ts";
import type { SecureBootVariables } from "../../server/machine/secure-boot-state.ts";
import { usualSettings } from "../../server/machine/setting-values.ts";
import { MachineSettings } from "../../server/machine/settings.ts";
import { FakeHypervisor } from "./fake-hypervisor.ts";

function memoryStore(record: Partial<MachineRecord> = {}): MachineStore & { record: Partial<MachineRecord> } {
  const store = {
    record,
    load: () => store.record,
    save(change: Partial<MachineRecord>) {
      store.record = { ...store.record, ...change };
    },
  };
  return store;
}

export const fakeSettings = (parts: { readonly store: MachineStore; readonly events: EventBus }) =>
  new MachineSettings({
    ...parts,
    defaults: usualSettings,
    limits: { cpus: 64, memory: 16384 },
    configurable: true,
    now: Date.now,
  });

interface FakeMachineOptions {
  readonly record?: Partial<MachineRecord>;
  readonly shutdownTimeout?: number;
  readonly secureBootVariables?: SecureBootVariables;
}

/** A real machine on a fake hypervisor, with everything that happened in `seen`. */
export function fakeMachine({
  record = {},
  shutdownTimeout = 120,
  secureBootVariables,
}: FakeMachineOptions = {}) {
  const events = new EventBus(error => {
    throw error;
  });
  const seen: { [N in EventName]: { name: N; payload: Events[N] } }[EventName][] = [];
  events.onEvery((name, payload) => seen.push({ name, payload } as (typeof seen)[number]));
  const hypervisor = new FakeHypervisor();
  const store = memoryStore(record);
  const settings = fakeSettings({ store, events });
  const machine = new Machine({
    ...{ hypervisor, store, events, settings, shutdownTimeout, secureBootVariables },
    now: Date.now,
  });
  return { machine, hypervisor, store, events, seen };
}
