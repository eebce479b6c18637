export interface LabelledSelectProps<T extends string | number> {
  readonly label: string;
  readonly options: readonly (readonly [value: T, words: string])[];
  readonly value: T;
  readonly disabled: boolean;
  readonly onChange: (value: T) => void;
}

/** A choice that holds at once, with its label above it. */
export function LabelledSelect<T extends string | number>({
  label,
  options,
  value,
  disabled,
  onChange,
}: LabelledSelectProps<T>) {
  return (
    <label class="field">
      {label}
      <select
        value={value}
        disabled={disabled}
        onChange={event => {
          const [chosen] = options[event.currentTarget.selectedIndex] ?? [];
          if (chosen !== undefined) onChange(chosen);
        }}
      >
        {options.map(([each, words]) => (
          <option key={each} value={each}>
            {words}
          </option>
        ))}
      </select>
    </label>
  );
}
