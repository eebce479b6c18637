import type { Clock } from "../../server/bmc/clock.ts";
import { EventLog } from "../../server/bmc/event-log.ts";
import { EventReceiver } from "../../server/bmc/event-log-receiver.ts";
import { bmcStarted, tellEvents } from "../../server/bmc/event-log-sources.ts";
import type { Settings } from "../../server/bmc/settings.ts";
import type { EventBus } from "../../server/events/bus.ts";
import type { Store } from "../../server/store/store.ts";

/** The event log and what writes to it, which `silence` ends before the store is closed. */
export function composeEventLog(store: Store, settings: Settings, clock: Clock, events: EventBus) {
  const eventLog = new EventLog(store, settings, clock, events);
  const eventReceiver = new EventReceiver(eventLog, clock);
  const silence = tellEvents(events, eventReceiver);
  eventReceiver.receive(bmcStarted);
  return { eventLog, eventReceiver, silence };
}
