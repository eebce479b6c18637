import RFB from "@novnc/novnc";
import { t } from "../app/language.ts";
import { closeCodes, Link, type LinkState } from "../app/link.ts";

export type ScreenState =
  | LinkState
  /** A picture is there. */
  | { readonly name: "shown" }
  | { readonly name: "refused"; readonly reason: string };

export interface ScreenOptions {
  readonly viewOnly: boolean;
  readonly onState: (state: ScreenState) => void;
  readonly onSize: (width: number, height: number) => void;
  /** The person wants out of the console, which takes every other key. */
  readonly onLeave: () => void;
}

/** The machine's screen in a DOM node of its own; it comes back by itself when the connection is lost. */
export class ScreenConsole {
  readonly #host: HTMLElement;
  readonly #options: ScreenOptions;
  readonly #link: Link;
  #rfb: RFB | undefined;
  #sizes: MutationObserver | undefined;

  /** @param host has a height of its own, or the picture scales to nothing */
  constructor(host: HTMLElement, options: ScreenOptions) {
    this.#host = host;
    this.#options = options;
    this.#link = new Link({
      path: () => "ws/display",
      final: [closeCodes.notLoggedIn, closeCodes.sessionEnded, closeCodes.noScreen],
      attach: socket => this.#attach(socket),
      onState: state => options.onState(state),
    });
    host.addEventListener("keydown", this.#onKey, true);
  }

  connect(): void {
    this.#link.start();
  }

  close(): void {
    this.#host.removeEventListener("keydown", this.#onKey, true);
    this.#link.stop();
    this.#sizes?.disconnect();
    this.#rfb?.disconnect();
  }

  sendCtrlAltDel(): void {
    this.#rfb?.sendCtrlAltDel();
    this.#rfb?.focus();
  }

  focus(): void {
    this.#rfb?.focus();
  }

  picture(): Promise<Blob | null> {
    const rfb = this.#rfb;
    return rfb ? new Promise(resolve => rfb.toBlob(resolve, "image/png")) : Promise.resolve(null);
  }

  #attach(socket: WebSocket): void {
    this.#rfb?.disconnect();
    const rfb = new RFB(this.#host, socket, { shared: true });
    this.#rfb = rfb;
    rfb.scaleViewport = true;
    rfb.viewOnly = this.#options.viewOnly;
    rfb.background = "transparent";
    // A guest in text mode has no pointer of its own, and the person would lose sight of theirs.
    rfb.showDotCursor = true;
    rfb.addEventListener("connect", () => {
      this.#options.onState({ name: "shown" });
      if (document.activeElement === document.body) rfb.focus({ preventScroll: true });
    });
    rfb.addEventListener("disconnect", () => {
      if (this.#rfb === rfb) this.#rfb = undefined;
    });
    rfb.addEventListener("securityfailure", ({ detail }) => {
      this.#refused(detail.reason ?? t("The screen refused the connection."));
    });
    rfb.addEventListener("credentialsrequired", () =>
      this.#refused(t("The screen asks for a password of its own.")),
    );
    this.#watch(this.#host.querySelector("canvas"));
  }

  #watch(canvas: HTMLCanvasElement | null): void {
    this.#sizes?.disconnect();
    if (!canvas) return;
    // noVNC lets go of held keys only when the window loses the focus, not when the canvas does.
    canvas.addEventListener("blur", () => window.dispatchEvent(new Event("blur")));
    this.#sizes = new MutationObserver(() => this.#options.onSize(canvas.width, canvas.height));
    this.#sizes.observe(canvas, { attributeFilter: ["width", "height"] });
  }

  #refused(reason: string): void {
    this.#link.stop();
    this.#options.onState({ name: "refused", reason });
  }

  readonly #onKey = (event: KeyboardEvent): void => {
    if (!event.ctrlKey || !event.altKey || event.code !== "KeyG") return;
    event.preventDefault();
    event.stopPropagation();
    this.#options.onLeave();
  };
}
