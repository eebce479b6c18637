import type { Signal } from "@preact/signals";
import { useId } from "preact/hooks";
import { t, translated } from "../app/language.ts";
import * as settings from "../app/serial-settings.ts";
import { Icon } from "../components/icon.tsx";
import { Popover } from "../components/popover.tsx";

const colourWords = translated<Record<settings.Colours, string>>({
  dark: "Dark",
  light: "Light",
  page: "As the page",
  contrast: "High contrast",
  amber: "Amber",
});
const bellWords = translated<Record<settings.Bell, string>>({
  none: "Nothing",
  flash: "A flash",
  sound: "A sound",
});
const fontNames = ["DejaVu Sans Mono", "Liberation Mono", "Noto Sans Mono", "Fira Code", "Courier New"];

/** How the terminal looks and behaves, for this browser. */
export function SerialSettingsMenu() {
  const sizes = range(settings.smallestFont, settings.largestFont);
  return (
    <Popover label={t("Terminal settings")} buttonClass="tool" button={<Icon name="settings" />}>
      <div class="settings">
        <Select
          label={t("Text size")}
          signal={settings.fontSize}
          options={sizes.map(size => [size, `${size}`])}
        />
        <FontField />
        <Select
          label={t("Colours")}
          signal={settings.colourChoice}
          options={settings.colours.map(name => [name, colourWords[name]])}
        />
        <Select
          label={t("Lines to scroll back")}
          signal={settings.scrollback}
          options={settings.scrollbacks.map(lines => [lines, lines.toLocaleString()])}
        />
        <Select
          label={t("Bell")}
          signal={settings.bell}
          options={settings.bells.map(name => [name, bellWords[name]])}
        />
        <Check label={t("Wrap long lines")} signal={settings.wrap} on="on" off="off" />
        <Check label={t("Show the time of each line")} signal={settings.times} on="on" off="off" />
        <Check label={t("Copy what is selected")} signal={settings.copyOnSelect} on="on" off="off" />
        <Check label={t("Draw with WebGL")} signal={settings.drawing} on="auto" off="dom" />
        <Check label={t("Support a screen reader")} signal={settings.screenReader} on="on" off="off" />
      </div>
    </Popover>
  );
}

const range = (first: number, last: number): readonly number[] =>
  Array.from({ length: last - first + 1 }, (_, index) => first + index);

interface SelectProps<T extends string | number> {
  readonly label: string;
  readonly signal: Signal<T>;
  readonly options: readonly (readonly [T, string])[];
}

function Select<T extends string | number>({ label, signal, options }: SelectProps<T>) {
  const id = useId();
  return (
    <>
      <label for={id}>{label}</label>
      <select
        id={id}
        onChange={event => {
          const chosen = options[event.currentTarget.selectedIndex];
          if (chosen) signal.value = chosen[0];
        }}
      >
        {options.map(([value, words]) => (
          <option key={value} value={value} selected={value === signal.value}>
            {words}
          </option>
        ))}
      </select>
    </>
  );
}

function FontField() {
  const id = useId();
  return (
    <>
      <label for={id}>{t("Font")}</label>
      <input
        id={id}
        list={`${id}-fonts`}
        placeholder={t("The system's own")}
        maxLength={100}
        value={settings.fontFamily.value}
        onChange={event => {
          settings.fontFamily.value = event.currentTarget.value;
        }}
      />
      <datalist id={`${id}-fonts`}>
        {fontNames.map(name => (
          <option key={name} value={name} />
        ))}
      </datalist>
    </>
  );
}

interface CheckProps<T extends string> {
  readonly label: string;
  readonly signal: Signal<T>;
  readonly on: T;
  readonly off: T;
}

function Check<T extends string>({ label, signal, on, off }: CheckProps<T>) {
  return (
    <label class="tick">
      <input
        type="checkbox"
        checked={signal.value === on}
        onChange={event => {
          signal.value = event.currentTarget.checked ? on : off;
        }}
      />
      {label}
    </label>
  );
}
