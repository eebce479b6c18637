import { t } from "../app/language.ts";
import { closeCodes, Link, type LinkState } from "../app/link.ts";
import { KeyboardRfb } from "./keyboard-rfb.ts";
import { ScreenKeyboard } from "./screen-keyboard.ts";

export type ScreenState =
  | LinkState
  /** A picture is there. */
  | { readonly name: "shown" }
  | { readonly name: "refused"; readonly reason: string };

/** The picture as large as its place, or each of the guest's pixels as one of the page's, with scroll bars. */
export type ScreenScale = "fit" | "actual";

export interface ScreenOptions {
  /** Whether keys and clicks are wanted; asked anew for each connection. The server does not rely on it. */
  readonly mayType: () => boolean;
  /** The person has chosen to look only, and so tells the server. */
  readonly looksOnly: () => boolean;
  readonly scale: ScreenScale;
  readonly onState: (state: ScreenState) => void;
  readonly onSize: (width: number, height: number) => void;
  /** The person wants out of the console, which takes every other key. */
  readonly onLeave: () => void;
}

/** The machine's screen in a DOM node of its own; it comes back by itself when the connection is lost. */
export class ScreenConsole {
  readonly keyboard = new ScreenKeyboard();
  readonly #host: HTMLElement;
  readonly #options: ScreenOptions;
  readonly #link: Link;
  #rfb: KeyboardRfb | undefined;
  #sizes: MutationObserver | undefined;
  #scale: ScreenScale;

  /** @param host has a height of its own, or the picture scales to nothing */
  constructor(host: HTMLElement, options: ScreenOptions) {
    this.#host = host;
    this.#options = options;
    this.#scale = options.scale;
    this.#link = new Link({
      path: () => (options.looksOnly() ? "ws/display?viewonly" : "ws/display"),
      final: [closeCodes.notLoggedIn, closeCodes.sessionEnded, closeCodes.dismissed],
      attach: socket => this.#attach(socket),
      onState: state => options.onState(state),
    });
    host.addEventListener("keydown", this.#onKey, true);
    window.addEventListener("beforeunload", this.#onUnload);
  }

  connect(): void {
    this.#link.start();
  }

  /** Without a screen there is nothing to try. */
  stop(): void {
    this.#link.stop();
  }

  /** Connects anew unless the present connection was begun after that moment (milliseconds since the epoch). */
  renew(since: number): void {
    this.#link.renew(since);
  }

  set scale(scale: ScreenScale) {
    this.#scale = scale;
    if (this.#rfb) this.#rfb.scaleViewport = scale === "fit";
  }

  close(): void {
    this.#host.removeEventListener("keydown", this.#onKey, true);
    window.removeEventListener("beforeunload", this.#onUnload);
    this.#link.stop();
    this.#sizes?.disconnect();
    this.#rfb?.disconnect();
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
    const rfb = new KeyboardRfb(this.#host, socket, { shared: true });
    this.#rfb = rfb;
    this.keyboard.attach(rfb);
    rfb.scaleViewport = this.#scale === "fit";
    rfb.viewOnly = !this.#options.mayType();
    rfb.background = "transparent";
    // A guest in text mode has no pointer of its own, and the person would lose sight of theirs.
    rfb.showDotCursor = true;
    rfb.addEventListener("connect", () => {
      this.#options.onState({ name: "shown" });
      if (document.activeElement === document.body) rfb.focus({ preventScroll: true });
    });
    rfb.addEventListener("disconnect", () => {
      if (this.#rfb !== rfb) return;
      this.#rfb = undefined;
      this.keyboard.detach();
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
    // noVNC would have it reached by a click alone.
    canvas.tabIndex = 0;
    canvas.setAttribute("role", "application");
    canvas.setAttribute("aria-label", t("The machine's screen. It takes every key; Ctrl+Alt+G leaves it."));
    // noVNC lets go of held keys only when the window loses the focus, not when the canvas does.
    canvas.addEventListener("blur", () => window.dispatchEvent(new Event("blur")));
    this.#sizes = new MutationObserver(() => this.#options.onSize(canvas.width, canvas.height));
    this.#sizes.observe(canvas, { attributeFilter: ["width", "height"] });
  }

  #refused(reason: string): void {
    this.#link.stop();
    this.#options.onState({ name: "refused", reason });
  }

  /** A Ctrl+W that was meant for the guest: the browser has it ask before it closes the page. */
  readonly #onUnload = (event: BeforeUnloadEvent): void => {
    if (this.#rfb && this.#host.contains(document.activeElement)) event.preventDefault();
  };

  readonly #onKey = (event: KeyboardEvent): void => {
    if (!event.ctrlKey || !event.altKey || event.code !== "KeyG") return;
    event.preventDefault();
    event.stopPropagation();
    this.#options.onLeave();
  };
}
