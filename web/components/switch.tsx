export interface SwitchProps {
  readonly label: string;
  readonly isOn: boolean;
  readonly disabled?: boolean;
  readonly onChange: (isOn: boolean) => void;
  /** What it says beside itself; without it the label is only for those who listen. */
  readonly words?: string;
}

/** On or off, at once. It shows what is, and so moves only when what it stands for has changed. */
export function Switch({ label, isOn, disabled = false, onChange, words }: SwitchProps) {
  return (
    <label class="switch">
      <input
        type="checkbox"
        role="switch"
        aria-label={label}
        checked={isOn}
        aria-checked={isOn}
        disabled={disabled}
        onClick={event => {
          event.preventDefault();
          onChange(!isOn);
        }}
      />
      {words !== undefined && <span aria-hidden="true">{words}</span>}
    </label>
  );
}
