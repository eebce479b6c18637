import { type Signal, signal } from "@preact/signals";

/** A choice of this browser's user that outlives the page, where the browser lets it. */
export function stored<T extends string | number>(
  name: string,
  fallback: T,
  allowed: (value: T) => boolean,
): Signal<T> {
  const value = signal(read(name, fallback, allowed));
  value.subscribe(chosen => write(name, chosen));
  return value;
}

function read<T extends string | number>(name: string, fallback: T, allowed: (value: T) => boolean): T {
  try {
    const text = localStorage.getItem(name);
    const value = (typeof fallback === "number" ? Number(text) : text) as T;
    return text !== null && allowed(value) ? value : fallback;
  } catch {
    return fallback;
  }
}

function write(name: string, value: string | number): void {
  try {
    localStorage.setItem(name, String(value));
  } catch {
    // A browser that keeps nothing only forgets the choice.
  }
}
