import type { Store } from "../store/store.ts";

/** One value that survives a restart, read from memory and written through. */
export interface Setting<T> {
  readonly value: T;
  save(value: T): void;
}

/** A setting that lasts as long as the process. */
export function unkept<T>(initial: T): Setting<T> {
  let value = initial;
  return {
    get value() {
      return value;
    },
    save(changed) {
      value = changed;
    },
  };
}

/** What a part of the BMC keeps for itself across restarts, under names of its own. */
export class Settings {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  /** @param initial the value where none was saved, and what fills in fields that an older one lacks */
  open<T extends object>(name: string, initial: T): Setting<T> {
    const store = this.#store;
    let value: T = { ...initial, ...store.setting<T>(name) };
    return {
      get value() {
        return value;
      },
      save(changed) {
        store.saveSetting(name, changed);
        value = changed;
      },
    };
  }
}
