import type { ComponentChildren } from "preact";

export interface FactsProps {
  /** Name and value; what is not known is left out. */
  readonly of: readonly (readonly [string, ComponentChildren | undefined])[];
}

export function Facts({ of }: FactsProps) {
  return (
    <dl class="facts">
      {of
        .filter(([, value]) => value !== undefined && value !== "")
        .map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  );
}
