/** What Set BMC Global Enables switches (IPMI 2.0 §22.1). */
export interface GlobalEnables {
  readonly receiveMessageQueueInterrupt: boolean;
  readonly eventMessageBufferFullInterrupt: boolean;
  readonly eventMessageBuffer: boolean;
  readonly systemEventLogging: boolean;
  readonly oem0: boolean;
  readonly oem1: boolean;
  readonly oem2: boolean;
}

const atPowerUp: GlobalEnables = {
  receiveMessageQueueInterrupt: false,
  eventMessageBufferFullInterrupt: false,
  eventMessageBuffer: false,
  systemEventLogging: true,
  oem0: false,
  oem1: false,
  oem2: false,
};

/** State of the interface between the machine's software and its BMC. */
export class SystemInterface {
  #enables = atPowerUp;

  get enables(): GlobalEnables {
    return this.#enables;
  }

  /** Whether the machine's driver wants interrupts; without them it polls, and every command takes a tick. */
  get wantsInterrupts(): boolean {
    const { receiveMessageQueueInterrupt, eventMessageBufferFullInterrupt } = this.#enables;
    return receiveMessageQueueInterrupt || eventMessageBufferFullInterrupt;
  }

  set(enables: GlobalEnables): void {
    this.#enables = enables;
  }
}
