import type { WatchdogAction, WatchdogInterrupt, WatchdogUse } from "../../../events/events.ts";
import { bit, byte, choice } from "../../layout/byte.ts";

/** The timer's uses, actions and interrupts on the wire (IPMI 2.0 tables 27-3 and 27-4). */

const uses: Record<WatchdogUse, number> = { biosFrb2: 1, biosPost: 2, osLoad: 3, smsOs: 4, oem: 5 };
const timeoutActions: Record<WatchdogAction, number> = { none: 0, reset: 1, off: 2, cycle: 3 };
/** No hypervisor lets its host raise an SMI (1h): asked for, it is an invalid value. */
const interrupts: Record<WatchdogInterrupt, number> = { none: 0, nmi: 2, messaging: 3 };

export const timerUse = choice(2, 0, uses);
export const timerActions = byte({
  interrupt: choice(6, 4, interrupts),
  action: choice(2, 0, timeoutActions),
});
export const expirationFlags = byte({
  oem: bit(5),
  smsOs: bit(4),
  osLoad: bit(3),
  biosPost: bit(2),
  biosFrb2: bit(1),
});

/** Milliseconds of one count of the timer. */
export const countLength = 100;
