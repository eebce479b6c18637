import { useRef } from "preact/hooks";

export interface SplitterProps {
  readonly label: string;
  /** Share of what is before it, in per cent. */
  readonly value: number;
  readonly onChange: (value: number) => void;
}

const least = 20;
const most = 80;
const step = 2;

export const isSplit = (value: number): boolean => value >= least && value <= most;

const jumps: Readonly<Record<string, (value: number) => number>> = {
  ArrowLeft: value => value - step,
  ArrowRight: value => value + step,
  Home: () => least,
  End: () => most,
  Enter: () => 50,
};

/** Between two things side by side (WAI-ARIA's window splitter). A double click makes them equal. */
export function Splitter({ label, value, onChange }: SplitterProps) {
  const bar = useRef<HTMLHRElement>(null);
  const move = (to: number): void => onChange(Math.round(Math.min(most, Math.max(least, to)) * 10) / 10);
  const drag = ({ clientX }: PointerEvent): void => {
    const box = bar.current?.parentElement?.getBoundingClientRect();
    if (box) move(((clientX - box.left) / box.width) * 100);
  };
  return (
    <hr
      ref={bar}
      class="splitter"
      aria-orientation="vertical"
      aria-label={label}
      aria-valuenow={Math.round(value)}
      aria-valuemin={least}
      aria-valuemax={most}
      tabIndex={0}
      onKeyDown={event => {
        const jump = jumps[event.key];
        if (!jump) return;
        event.preventDefault();
        move(jump(value));
      }}
      onDblClick={() => move(50)}
      onPointerDown={event => {
        event.preventDefault();
        event.currentTarget.setPointerCapture(event.pointerId);
        event.currentTarget.focus();
      }}
      onPointerMove={event => {
        if (event.currentTarget.hasPointerCapture(event.pointerId)) drag(event);
      }}
    />
  );
}
