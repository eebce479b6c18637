import { signal } from "@preact/signals";

export interface ToastAction {
  readonly label: string;
  readonly run: () => void;
}

export interface Toast {
  readonly id: number;
  readonly kind: "error" | "info";
  readonly text: string;
  /** ISO 8601. */
  readonly at: string;
  /** What can be done about it, once. */
  readonly action?: ToastAction;
}

const milliseconds = { error: 15_000, info: 6_000, action: 12_000 } as const;
const most = 4;
const mostKept = 50;

/** Short messages to the person. They go by themselves, and can be read again. */
export class Toasts {
  readonly shown = signal<readonly Toast[]>([]);
  /** The last ones, the newest first. */
  readonly kept = signal<readonly Toast[]>([]);
  /** How many have come since somebody looked at those. */
  readonly unread = signal(0);
  #lastId = 0;

  show(kind: Toast["kind"], text: string, action?: ToastAction): void {
    // The same sentence twice tells nothing new, but what it offers to do is about the last time.
    const same = this.shown.value.find(toast => toast.text === text);
    if (same && !action) return;
    if (same) this.dismiss(same.id);
    this.#lastId += 1;
    const toast = { id: this.#lastId, kind, text, at: new Date().toISOString(), ...(action && { action }) };
    this.shown.value = [...this.shown.value, toast].slice(-most);
    this.kept.value = [toast, ...this.kept.value].slice(0, mostKept);
    this.unread.value += 1;
    setTimeout(() => this.dismiss(toast.id), milliseconds[action && kind === "info" ? "action" : kind]);
  }

  dismiss(id: number): void {
    this.shown.value = this.shown.value.filter(toast => toast.id !== id);
  }

  act({ id, action }: Toast): void {
    this.dismiss(id);
    this.kept.value = this.kept.value.map(toast => {
      const { action: _, ...rest } = toast;
      return toast.id === id ? rest : toast;
    });
    action?.run();
  }

  /** Somebody else is there now. */
  forget(): void {
    this.kept.value = [];
    this.unread.value = 0;
  }
}
