/** Where a BMC is on its bus. */
export const bmcAddress = 0x20;

/** Instead of an address: events are not told. */
export const noReceiver = 0xff;
