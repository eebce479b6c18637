import { signal } from "@preact/signals";

export interface Toast {
  readonly id: number;
  readonly kind: "error" | "info";
  readonly text: string;
}

const milliseconds = { error: 15_000, info: 6_000 } as const;
const most = 4;

/** Short messages to the person, which go by themselves. */
export class Toasts {
  readonly shown = signal<readonly Toast[]>([]);
  #lastId = 0;

  show(kind: Toast["kind"], text: string): void {
    // The same sentence twice tells nothing new.
    if (this.shown.value.some(toast => toast.text === text)) return;
    this.#lastId += 1;
    const toast: Toast = { id: this.#lastId, kind, text };
    this.shown.value = [...this.shown.value, toast].slice(-most);
    setTimeout(() => this.dismiss(toast.id), milliseconds[kind]);
  }

  dismiss(id: number): void {
    this.shown.value = this.shown.value.filter(toast => toast.id !== id);
  }
}
