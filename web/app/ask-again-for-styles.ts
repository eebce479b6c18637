/** Milliseconds. */
const pause = 1000;
/** As often as it takes a BMC to come back; a newer one may not have the sheet at all. */
const most = 30;

/**
 * A style sheet that did not come is asked for again. For Vite, it keeps its view from being shown, or, where it was
 * asked for before somebody looks at the view, it is there, and the view bare.
 */
export function askAgainForStyles(): void {
  const asked = new Map<string, number>();
  const again = ({ target }: Event): void => {
    if (!(target instanceof HTMLLinkElement) || target.rel !== "stylesheet") return;
    const times = (asked.get(target.href) ?? 0) + 1;
    asked.set(target.href, times);
    if (times <= most) setTimeout(() => target.replaceWith(target.cloneNode()), pause);
  };
  document.addEventListener("error", again, true);
  addEventListener("vite:preloadError", event => {
    if (event.payload.message.startsWith("Unable to preload CSS")) event.preventDefault();
  });
}
