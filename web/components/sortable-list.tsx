import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { t } from "../app/language.ts";
import { Tool } from "./button.tsx";
import { Icon } from "./icon.tsx";

interface Item {
  readonly id: string;
  readonly name: string;
  readonly content: ComponentChildren;
}

export interface SortableListProps {
  readonly label: string;
  readonly items: readonly Item[];
  readonly disabled: boolean;
  /** Resolves when `items` are what has come of it. */
  readonly onOrder: (ids: readonly string[]) => Promise<void>;
}

type Step = -1 | 1;

/** The list with this item at another place. */
function moved(ids: readonly string[], id: string, place: number): readonly string[] {
  const others = ids.filter(each => each !== id);
  return [...others.slice(0, place), id, ...others.slice(place)];
}

/** A list that a person orders by dragging, with a finger, too, or by buttons. */
export function SortableList({ label, items, disabled, onOrder }: SortableListProps) {
  const list = useRef<HTMLOListElement>(null);
  const dragged = useSignal<string | undefined>(undefined);
  /** As the person wants it, until the items say the same. */
  const wanted = useSignal<readonly string[] | undefined>(undefined);
  const news = useSignal("");
  const focus = useRef<{ readonly id: string; readonly step: Step }>(undefined);
  const ids = wanted.value ?? items.map(({ id }) => id);
  const shown = ids.flatMap(id => items.find(item => item.id === id) ?? []);

  const settle = async (order: readonly string[]): Promise<void> => {
    wanted.value = order;
    await onOrder(order);
    wanted.value = undefined;
  };
  const step = (id: string, by: Step): void => {
    const place = ids.indexOf(id) + by;
    focus.current = { id, step: by };
    const name = items.find(item => item.id === id)?.name ?? "";
    news.value = t("{name} is number {place} of {count} now.", { name, place: place + 1, count: ids.length });
    void settle(moved(ids, id, place));
  };
  // The button goes with its item, and the focus with the button.
  useEffect(() => {
    if (!focus.current) return;
    const { id, step } = focus.current;
    const row = list.current?.querySelector(`[data-id="${CSS.escape(id)}"]`);
    const [up, down] = row?.querySelectorAll<HTMLButtonElement>(".moves button") ?? [];
    const [first, second] = step < 0 ? [up, down] : [down, up];
    (first?.disabled ? second : first)?.focus();
  });

  const drag = (y: number): void => {
    const { value: id } = dragged;
    if (id === undefined) return;
    const rows = [...(list.current?.children ?? [])].filter(row => row.getAttribute("data-id") !== id);
    const above = rows.filter(row => {
      const { top, height } = row.getBoundingClientRect();
      return top + height / 2 < y;
    });
    wanted.value = moved(ids, id, above.length);
  };
  const drop = (isDone: boolean): void => {
    const { value: order } = wanted;
    if (dragged.value === undefined) return;
    dragged.value = undefined;
    const isOther = order?.some((id, place) => id !== items[place]?.id) ?? false;
    if (isDone && isOther && order) void settle(order);
    else wanted.value = undefined;
  };

  return (
    <>
      <ol class="sortable plain-list" aria-label={label} ref={list}>
        {shown.map(({ id, name, content }, place) => (
          <li key={id} data-id={id} class={dragged.value === id ? "dragged" : undefined}>
            {!disabled && (
              <span
                class="grip"
                title={t("Drag to another place")}
                onPointerDown={event => {
                  event.currentTarget.setPointerCapture(event.pointerId);
                  focus.current = undefined;
                  dragged.value = id;
                }}
                onPointerMove={event => drag(event.clientY)}
                onPointerUp={() => drop(true)}
                onPointerCancel={() => drop(false)}
              >
                <Icon name="grip" />
              </span>
            )}
            <span class="place-number">{place + 1}</span>
            <div class="sortable-content">{content}</div>
            {!disabled && (
              <span class="moves">
                <Tool
                  icon="up"
                  label={t("Move {name} up", { name })}
                  disabled={place === 0}
                  onClick={() => step(id, -1)}
                />
                <Tool
                  icon="down"
                  label={t("Move {name} down", { name })}
                  disabled={place === shown.length - 1}
                  onClick={() => step(id, 1)}
                />
              </span>
            )}
          </li>
        ))}
      </ol>
      <p class="hidden" role="status">
        {news.value}
      </p>
    </>
  );
}
