import type { ComponentChildren } from "preact";
import { useEffect, useId, useRef, useState } from "preact/hooks";

export interface PopoverProps {
  readonly label: string;
  /** What the button shows. */
  readonly button: ComponentChildren;
  readonly buttonClass: string;
  /** More than a menu: it is made when it opens, stays after a choice, and is a sheet where there is little room. */
  readonly sheet?: boolean;
  readonly onOpen?: () => void;
  readonly children: ComponentChildren;
}

const margin = 8;

/** A button with a panel below it, which Esc, a click elsewhere and, but for a sheet, a choice inside close. */
export function Popover({ label, button, buttonClass, sheet = false, onOpen, children }: PopoverProps) {
  const id = useId();
  const [isOpen, setOpen] = useState(!sheet);
  const opener = useRef<HTMLButtonElement>(null);
  const panel = useRef<HTMLDivElement>(null);

  const opened = useRef(onOpen);
  opened.current = onOpen;
  useEffect(() => {
    const shown = panel.current;
    const place = (): void => {
      if (!opener.current || !shown) return;
      const { left, bottom } = opener.current.getBoundingClientRect();
      const widest = document.documentElement.clientWidth - shown.offsetWidth - margin;
      shown.style.setProperty("--left", `${Math.max(margin, Math.min(left, widest))}px`);
      shown.style.setProperty("--top", `${bottom + 6}px`);
    };
    const onToggle = ({ newState }: ToggleEvent): void => {
      if (sheet) setOpen(newState === "open");
      if (newState !== "open") return;
      place();
      opened.current?.();
    };
    // What a sheet shows may come later, and make it wider.
    const sizes = new ResizeObserver(place);
    if (shown) sizes.observe(shown);
    const closeAfterChoice = ({ target }: Event): void => {
      if (!sheet && target instanceof Element && target.closest("button")) shown?.hidePopover();
    };
    shown?.addEventListener("toggle", onToggle);
    shown?.addEventListener("click", closeAfterChoice);
    return () => {
      sizes.disconnect();
      shown?.removeEventListener("toggle", onToggle);
      shown?.removeEventListener("click", closeAfterChoice);
    };
  }, [sheet]);

  return (
    <>
      <button
        type="button"
        class={buttonClass}
        aria-label={label}
        title={label}
        popovertarget={id}
        ref={opener}
      >
        {button}
      </button>
      <div id={id} popover="auto" class={sheet ? "popover sheet" : "popover"} ref={panel}>
        {isOpen && children}
      </div>
    </>
  );
}
