/** Milliseconds. */
const pause = 1000;

/**
 * A style sheet that did not come is asked for until it does: for Vite, it is there as soon as it has been asked for
 * once, and whoever looks at its view later would see it bare.
 */
export function askAgainForStyles(): void {
  const again = ({ target }: Event): void => {
    if (!(target instanceof HTMLLinkElement) || target.rel !== "stylesheet") return;
    setTimeout(() => target.replaceWith(target.cloneNode()), pause);
  };
  document.addEventListener("error", again, true);
}
