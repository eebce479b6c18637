import type { ComponentChildren } from "preact";

export interface PageHeadProps {
  readonly title: string;
  readonly about?: ComponentChildren;
  readonly children?: ComponentChildren;
}

/** The title of a view, what to know of it, and what to do with all of it. */
export function PageHead({ title, about, children }: PageHeadProps) {
  return (
    <header class="view-head">
      <h2>{title}</h2>
      {about && <p class="muted">{about}</p>}
      {children}
    </header>
  );
}
