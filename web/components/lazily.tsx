import { useSignal } from "@preact/signals";
import type { ComponentType } from "preact";
import { useEffect } from "preact/hooks";

/** A component whose code comes when it is first rendered; until then, and where it cannot be had, it is nothing. */
export function lazily<P extends object>(load: () => Promise<ComponentType<P>>): ComponentType<P> {
  return function Lazily(props: P) {
    const Loaded = useSignal<ComponentType<P> | undefined>(undefined);
    useEffect(() => {
      load().then(
        component => {
          Loaded.value = component;
        },
        error => console.warn("A part of the page could not be loaded.", error),
      );
    }, [Loaded]);
    return Loaded.value ? <Loaded.value {...props} /> : null;
  };
}
