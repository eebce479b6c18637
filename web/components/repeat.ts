import { useEffect } from "preact/hooks";

/** Does `work` again and again while the page is in sight, each time this long after the last has ended. */
export function useRepeat(work: () => Promise<void>, milliseconds: number): void {
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isGone = false;
    const wait = (): void => {
      clearTimeout(timer);
      if (!isGone && document.visibilityState === "visible") timer = setTimeout(run, milliseconds);
    };
    const run = (): void => {
      void work().finally(wait);
    };
    const onVisibility = (): void => {
      clearTimeout(timer);
      if (document.visibilityState === "visible") run();
    };
    document.addEventListener("visibilitychange", onVisibility);
    wait();
    return () => {
      isGone = true;
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", onVisibility);
    };
  }, [work, milliseconds]);
}
