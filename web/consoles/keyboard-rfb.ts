import RFB from "@novnc/novnc";

/** The lights of the guest's keyboard, as its software has set them. */
export interface KeyLeds {
  readonly caps: boolean;
  readonly num: boolean;
  readonly scroll: boolean;
}

const bits = { scroll: 1, num: 2, caps: 4 } as const;

/** noVNC goes by the keyboard's lights (QEMU's LED state pseudo-encoding) and tells nobody of them; this one does. */
export class KeyboardRfb extends RFB {
  onLeds: (leds: KeyLeds) => void = () => {};

  protected override _handleLedEvent(): boolean {
    const hasArrived = !this._sock.rQwait("LED status", 1);
    const state = hasArrived ? this._sock.rQpeek8() : 0;
    const isDone = super._handleLedEvent();
    const isLit = (bit: number): boolean => (state & bit) !== 0;
    if (hasArrived) this.onLeds({ caps: isLit(bits.caps), num: isLit(bits.num), scroll: isLit(bits.scroll) });
    return isDone;
  }
}
