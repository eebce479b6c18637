import type { ComponentChildren, Ref } from "preact";
import { Icon } from "./icon.tsx";
import type { IconName } from "./icon-paths.ts";

export interface ButtonProps {
  readonly onClick: () => void;
  readonly icon?: IconName;
  readonly kind?: "plain" | "primary" | "danger" | "quiet" | "risky";
  readonly disabled?: boolean;
  readonly pressed?: boolean;
  readonly title?: string;
  readonly buttonRef?: Ref<HTMLButtonElement>;
  readonly children: ComponentChildren;
}

export function Button({
  onClick,
  icon,
  kind = "plain",
  disabled,
  pressed,
  title,
  buttonRef,
  children,
}: ButtonProps) {
  return (
    <button
      type="button"
      class={`button ${kind}`}
      disabled={disabled ?? false}
      aria-pressed={pressed}
      title={title}
      ref={buttonRef ?? null}
      onClick={onClick}
    >
      {icon && <Icon name={icon} />}
      <span>{children}</span>
    </button>
  );
}

export interface ToolProps extends Omit<ButtonProps, "children" | "kind" | "icon"> {
  readonly icon: IconName;
  readonly label: string;
}

/** A button that is only a picture, with its name for those who hover or listen. */
export function Tool({ icon, label, title, onClick, disabled, pressed, buttonRef }: ToolProps) {
  return (
    <button
      type="button"
      class="tool"
      aria-label={label}
      title={title ?? label}
      disabled={disabled ?? false}
      aria-pressed={pressed}
      ref={buttonRef ?? null}
      onClick={onClick}
    >
      <Icon name={icon} />
    </button>
  );
}
