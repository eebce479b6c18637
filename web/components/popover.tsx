import type { ComponentChildren } from "preact";
import { useEffect, useId, useRef } from "preact/hooks";

export interface PopoverProps {
  readonly label: string;
  /** What the button shows. */
  readonly button: ComponentChildren;
  readonly buttonClass: string;
  readonly onOpen?: () => void;
  readonly children: ComponentChildren;
}

const margin = 8;

/** A button with a panel below it, which Esc, a click elsewhere and a choice inside close. */
export function Popover({ label, button, buttonClass, onOpen, children }: PopoverProps) {
  const id = useId();
  const opener = useRef<HTMLButtonElement>(null);
  const panel = useRef<HTMLDivElement>(null);

  const opened = useRef(onOpen);
  opened.current = onOpen;
  useEffect(() => {
    const shown = panel.current;
    const place = ({ newState }: ToggleEvent): void => {
      if (newState !== "open" || !opener.current || !shown) return;
      opened.current?.();
      const { left, bottom } = opener.current.getBoundingClientRect();
      const widest = document.documentElement.clientWidth - shown.offsetWidth - margin;
      shown.style.left = `${Math.max(margin, Math.min(left, widest))}px`;
      shown.style.top = `${bottom + 6}px`;
    };
    const closeAfterChoice = ({ target }: Event): void => {
      if (target instanceof Element && target.closest("button")) shown?.hidePopover();
    };
    shown?.addEventListener("toggle", place);
    shown?.addEventListener("click", closeAfterChoice);
    return () => {
      shown?.removeEventListener("toggle", place);
      shown?.removeEventListener("click", closeAfterChoice);
    };
  }, []);

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
      <div id={id} popover="auto" class="popover" ref={panel}>
        {children}
      </div>
    </>
  );
}
