/** The part of noVNC 1.7 that the page uses; the package brings no types. */
declare module "@novnc/novnc" {
  interface RfbEvents {
    connect: CustomEvent;
    disconnect: CustomEvent<{ readonly clean: boolean }>;
    securityfailure: CustomEvent<{ readonly status: number; readonly reason?: string }>;
    credentialsrequired: CustomEvent<{ readonly types: readonly string[] }>;
  }

  class RFB extends EventTarget {
    constructor(target: HTMLElement, channel: WebSocket, options?: { readonly shared?: boolean });
    viewOnly: boolean;
    scaleViewport: boolean;
    showDotCursor: boolean;
    focusOnClick: boolean;
    background: string;
    disconnect(): void;
    focus(options?: FocusOptions): void;
    blur(): void;
    /** @param code by W3C's name; without one the server guesses the key from the keysym */
    sendKey(keysym: number, code: string, down?: boolean): void;
    toBlob(callback: (blob: Blob | null) => void, type?: string, quality?: number): void;
    /** What has arrived; noVNC's own, for those who extend it. */
    protected readonly _sock: {
      rQwait(what: string, bytes: number): boolean;
      rQpeek8(): number;
    };
    /** @returns whether all of the rectangle had arrived */
    protected _handleLedEvent(): boolean;
    addEventListener<N extends keyof RfbEvents>(name: N, listener: (event: RfbEvents[N]) => void): void;
  }

  export = RFB;
}
