import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";

export interface CardProps {
  readonly title: string;
  /** One sentence below the title. */
  readonly about?: ComponentChildren;
  /** Buttons beside the title. */
  readonly tools?: ComponentChildren;
  readonly isWide?: boolean;
  readonly children: ComponentChildren;
}

/** A part of a page with a title of its own. */
export function Card({ title, about, tools, isWide = false, children }: CardProps) {
  const id = useId();
  return (
    <section class={`card ${isWide ? "wide" : ""}`} aria-labelledby={id}>
      <header class="card-title">
        <h2 id={id}>{title}</h2>
        {tools && <div class="card-tools">{tools}</div>}
        {about && <p class="muted">{about}</p>}
      </header>
      {children}
    </section>
  );
}
