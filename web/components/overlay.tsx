import type { ComponentChildren } from "preact";
import { Button } from "./button.tsx";
import { Icon } from "./icon.tsx";
import type { IconName } from "./icon-paths.ts";

export interface OverlayProps {
  readonly icon: IconName;
  readonly title: string;
  readonly text?: ComponentChildren;
  /** What mends it. */
  readonly action?: { readonly label: string; readonly icon: IconName; readonly run: () => void } | undefined;
  /** What else can be done. */
  readonly children?: ComponentChildren;
}

/** Says over a console why there is nothing to see. */
export function Overlay({ icon, title, text, action, children }: OverlayProps) {
  return (
    <div class="overlay">
      <Icon name={icon} />
      <p class="title">{title}</p>
      {text && <p>{text}</p>}
      {action && (
        <Button icon={action.icon} kind="primary" onClick={action.run}>
          {action.label}
        </Button>
      )}
      {children}
    </div>
  );
}
