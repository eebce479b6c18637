import { useSignal, useSignalEffect } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";
import type { RackNodeState } from "../../server/web/messages.ts";
import { t } from "../app/language.ts";
import { usePage } from "../app/page.ts";
import { RackStream } from "../app/rack.ts";
import { tellPowered } from "../app/rack-power.ts";
import { inOrder, matches, maySignIn, powerStateOf } from "../app/rack-words.ts";
import { Button } from "../components/button.tsx";
import { PageHead } from "./page-head.tsx";
import { RackCard } from "./rack-card.tsx";
import { RackEmpty } from "./rack-empty.tsx";
import { RackFilter } from "./rack-filter.tsx";
import { RackSelection } from "./rack-selection.tsx";
import { RackSignInDialog } from "./rack-sign-in-dialog.tsx";
import "../styles/tables.css";
import "../styles/pages.css";
import "../styles/rack.css";

/** The stream of the rack, for as long as it is in sight. */
function useRack(): RackStream {
  const page = usePage();
  const rack = useMemo((): RackStream => {
    const made = new RackStream(
      powered => tellPowered(page, made, powered),
      () => {},
    );
    return made;
  }, [page]);
  useEffect(() => {
    const follow = (): void => {
      if (document.visibilityState === "visible") rack.start();
      else rack.stop();
    };
    follow();
    document.addEventListener("visibilitychange", follow);
    return () => {
      document.removeEventListener("visibilitychange", follow);
      rack.close();
    };
  }, [rack]);
  useSignalEffect(() => {
    const isLive = page.link.value.name === "open";
    if (isLive && page.lostAt.peek() > 0) rack.renew(page.lostAt.peek());
  });
  return rack;
}

/** Every BMC of the lab on one page. */
export function Rack() {
  const rack = useRack();
  const typed = useSignal("");
  const selected = useSignal<ReadonlySet<number>>(new Set());
  /** The nodes that somebody wants to sign in to. */
  const signingIn = useSignal<readonly RackNodeState[] | undefined>(undefined);
  const nodes = inOrder(rack.nodes.value);
  const search = rack.search.value;
  if (!search) return <p class="blank">{t("Looking for the BMCs of the lab …")}</p>;

  const shown = nodes.filter(node => matches(node, typed.value));
  const strangers = nodes.filter(maySignIn);
  const chosen = nodes.filter(({ id }) => selected.value.has(id));
  const select = (ids: readonly number[], isSelected: boolean): void => {
    const others = [...selected.value].filter(id => !ids.includes(id));
    selected.value = new Set(isSelected ? [...others, ...ids] : others);
  };
  return (
    <div class="table-view rack">
      <PageHead title={t("Rack")} about={<Summary nodes={nodes} isFull={search.isFull} />}>
        <div class="card-tools">
          <Button
            icon="search"
            disabled={search.isSearching || search.discovery !== "on"}
            onClick={() => rack.send({ type: "search" })}
          >
            {search.isSearching ? t("Searching …") : t("Search again")}
          </Button>
          {strangers.length > 0 && (
            <Button icon="key" kind="primary" onClick={() => (signingIn.value = strangers)}>
              {t("Sign in to {count}", { count: strangers.length })}
            </Button>
          )}
        </div>
      </PageHead>
      {nodes.length > 1 && (
        <RackFilter
          typed={typed}
          shown={shown.length}
          areAllSelected={shown.length > 0 && shown.every(({ id }) => selected.value.has(id))}
          onSelectAll={isSelected =>
            select(
              shown.map(({ id }) => id),
              isSelected,
            )
          }
        />
      )}
      {chosen.length > 0 && (
        <RackSelection
          rack={rack}
          nodes={chosen}
          onSignIn={() => (signingIn.value = chosen.filter(maySignIn))}
          onClear={() => (selected.value = new Set())}
        />
      )}
      <ul class="rack-grid plain-list" aria-label={t("Nodes")}>
        {shown.map(node => (
          <RackCard
            key={node.id}
            rack={rack}
            node={node}
            picture={rack.pictures.value.get(node.id)}
            isSelected={selected.value.has(node.id)}
            onSelect={isSelected => select([node.id], isSelected)}
            onSignIn={() => (signingIn.value = [node])}
          />
        ))}
      </ul>
      {shown.length === 0 && <p class="blank">{t("No node has this.")}</p>}
      {nodes.length === 1 && !search.isSearching && <RackEmpty discovery={search.discovery} />}
      {signingIn.value && (
        <RackSignInDialog rack={rack} nodes={signingIn.value} onClose={() => (signingIn.value = undefined)} />
      )}
    </div>
  );
}

interface SummaryProps {
  readonly nodes: readonly RackNodeState[];
  readonly isFull: boolean;
}

function Summary({ nodes, isFull }: SummaryProps) {
  const on = nodes.filter(node => powerStateOf(node) === "on").length;
  return (
    <>
      {nodes.length === 1 ? t("One BMC") : t("{count} BMCs", { count: nodes.length })}
      {" · "}
      {t("{count} on", { count: on })}
      {isFull && ` · ${t("more answered than are shown")}`}
    </>
  );
}
