import { bit, byte } from "../../layout/byte.ts";
import { layout } from "../../layout/layout.ts";

/** The byte of Set and Get BMC Global Enables (IPMI 2.0 §22.1). */
export const globalEnables = layout({
  enables: byte({
    oem2: bit(7),
    oem1: bit(6),
    oem0: bit(5),
    systemEventLogging: bit(3),
    eventMessageBuffer: bit(2),
    eventMessageBufferFullInterrupt: bit(1),
    receiveMessageQueueInterrupt: bit(0),
  }),
});
