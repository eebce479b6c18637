import type { ComponentChildren } from "preact";
import { t } from "../app/language.ts";
import type { Known } from "../app/resource.ts";
import { Button } from "./button.tsx";
import { Icon } from "./icon.tsx";

export interface ReadProps<T> {
  readonly of: Known<T>;
  readonly children: (value: T) => ComponentChildren;
}

/** What was read of a resource; until then that it is being read, or why it cannot be. */
export function Read<T>({ of: { value, failure, refresh }, children }: ReadProps<T>) {
  const problem = failure !== undefined && (
    <div class="problem" role="alert">
      <Icon name="alert" />
      <p>{failure}</p>
      <Button onClick={() => void refresh()}>{t("Try again")}</Button>
    </div>
  );
  if (value === undefined) return problem || <p class="muted">{t("Reading …")}</p>;
  return (
    <>
      {problem}
      {children(value)}
    </>
  );
}
