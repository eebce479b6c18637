import type { EventName, Events } from "./events.ts";

export type Listener<N extends EventName> = (payload: Events[N], name: N) => void;
export type Unsubscribe = () => void;

/**
 * The one event bus. Delivery is synchronous and in order of subscription, so that every front end
 * has seen a change before the call that made it returns. A listener that throws harms no other.
 */
export class EventBus {
  readonly #listeners = new Map<EventName, Set<Listener<never>>>();
  readonly #everyListeners = new Set<(name: EventName, payload: Events[EventName]) => void>();
  readonly #onListenerError: (error: unknown, name: EventName) => void;

  constructor(onListenerError: (error: unknown, name: EventName) => void) {
    this.#onListenerError = onListenerError;
  }

  on<N extends EventName>(name: N, listener: Listener<N>): Unsubscribe {
    const listeners = this.#listeners.get(name) ?? new Set();
    this.#listeners.set(name, listeners);
    listeners.add(listener as Listener<never>);
    return () => listeners.delete(listener as Listener<never>);
  }

  onEvery(listener: (name: EventName, payload: Events[EventName]) => void): Unsubscribe {
    this.#everyListeners.add(listener);
    return () => this.#everyListeners.delete(listener);
  }

  emit<N extends EventName>(name: N, payload: Events[N]): void {
    for (const listener of this.#listeners.get(name) ?? []) {
      this.#deliver(name, () => (listener as Listener<N>)(payload, name));
    }
    for (const listener of this.#everyListeners) this.#deliver(name, () => listener(name, payload));
  }

  #deliver(name: EventName, call: () => void): void {
    try {
      call();
    } catch (error) {
      this.#onListenerError(error, name);
    }
  }
}
