import type { Signal } from "@preact/signals";
import { t } from "../app/language.ts";

interface RackFilterProps {
  readonly typed: Signal<string>;
  /** How many nodes it leaves. */
  readonly shown: number;
  readonly areAllSelected: boolean;
  readonly onSelectAll: (isSelected: boolean) => void;
}

/** Takes any part of name, address, state and product, and selects what it leaves. */
export function RackFilter({ typed, shown, areAllSelected, onSelectAll }: RackFilterProps) {
  return (
    <search class="rack-filter">
      <input
        type="search"
        aria-label={t("Filter the nodes")}
        placeholder={t("Name, address, state …")}
        value={typed.value}
        onInput={({ currentTarget }) => (typed.value = currentTarget.value)}
      />
      <label class="tick">
        <input
          type="checkbox"
          checked={areAllSelected}
          onChange={({ currentTarget }) => onSelectAll(currentTarget.checked)}
        />
        <span>{t("Select all shown ({count})", { count: shown })}</span>
      </label>
    </search>
  );
}
