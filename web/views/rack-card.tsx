import type { RackNodeState } from "../../server/web/messages.ts";
import { t } from "../app/language.ts";
import { usePage } from "../app/page.ts";
import type { RackStream } from "../app/rack.ts";
import { canDo, firstActions, moreActions, switchNodes } from "../app/rack-power.ts";
import { maySignIn, nameOf, powerStateOf, signInWords, stateOf } from "../app/rack-words.ts";
import { Button, Tool } from "../components/button.tsx";
import { Health } from "../components/health.tsx";
import { Icon } from "../components/icon.tsx";
import type { IconName } from "../components/icon-paths.ts";
import { Popover } from "../components/popover.tsx";
import type { PowerAction } from "../redfish/power-actions.ts";

export interface RackCardProps {
  readonly rack: RackStream;
  readonly node: RackNodeState;
  readonly picture: string | undefined;
  readonly isSelected: boolean;
  readonly onSelect: (isSelected: boolean) => void;
  readonly onSignIn: () => void;
}

/** One BMC of the lab. */
export function RackCard({ rack, node, picture, isSelected, onSelect, onSignIn }: RackCardProps) {
  const name = nameOf(node);
  const state = stateOf(node);
  return (
    <li class={`rack-node ${isSelected ? "selected" : ""}`}>
      <Picture node={node} picture={picture} />
      <div class="rack-words">
        <h3>
          <input
            type="checkbox"
            aria-label={t("Select {name}", { name })}
            checked={isSelected}
            onChange={({ currentTarget }) => onSelect(currentTarget.checked)}
          />
          <PageLink node={node}>{name}</PageLink>
          {node.isSelf && <span class="badge">{t("This BMC")}</span>}
        </h3>
        <p class="muted">
          <code>{node.address}</code> {node.product}
        </p>
        <p class="rack-state">
          <span class={`power-status ${state.kind}`}>{state.words}</span>
          {node.health && <Health of={node.health} />}
        </p>
      </div>
      <div class="rack-tools">
        {node.signIn === "in" ? (
          <PowerTools rack={rack} node={node} />
        ) : (
          <SignInTools rack={rack} node={node} onSignIn={onSignIn} />
        )}
      </div>
      {node.fingerprint !== undefined && <Certificate node={node} />}
    </li>
  );
}

interface PageLinkProps {
  readonly node: RackNodeState;
  readonly children: string;
}

/** Its own page. Only here does the browser itself go to another BMC. */
function PageLink({ node, children }: PageLinkProps) {
  if (node.isSelf) return <a href="#overview">{children}</a>;
  return (
    <a href={`${node.origin}/`} target="_blank" rel="noreferrer">
      {children}
      <span class="hidden"> {t("(opens its own page)")}</span>
    </a>
  );
}

function Picture({ node, picture }: { readonly node: RackNodeState; readonly picture: string | undefined }) {
  if (picture !== undefined)
    return (
      <div class={`rack-picture ${node.isReachable ? "" : "old"}`}>
        <img src={picture} alt={t("What the screen of {name} shows", { name: nameOf(node) })} />
      </div>
    );
  return (
    <div class="rack-picture" aria-hidden="true">
      <Icon name={absenceIcon(node)} />
    </div>
  );
}

function absenceIcon(node: RackNodeState): IconName {
  if (!node.isReachable) return "unplugged";
  if (node.trust === "changed") return "alert";
  if (node.signIn !== "in") return "lock";
  return powerStateOf(node) === "off" ? "power" : "monitor";
}

function PowerTools({ rack, node }: Pick<RackCardProps, "rack" | "node">) {
  const page = usePage();
  const name = nameOf(node);
  const press = (action: PowerAction) => () => switchNodes(page, rack, [node], action);
  return (
    <>
      {firstActions.map(action => (
        <Tool
          key={action.resetType}
          icon={action.icon}
          label={t("{action}: {name}", { action: t(action.label), name })}
          title={node.mayControl ? t(action.label) : t("You may look there, but not switch.")}
          disabled={!canDo(node, action)}
          onClick={press(action)}
        />
      ))}
      <Popover
        label={t("More for {name}", { name })}
        buttonClass="button quiet"
        button={
          <>
            <span>{t("More")}</span>
            <Icon name="chevron" />
          </>
        }
      >
        {moreActions.map(action => (
          <Button
            key={action.resetType}
            icon={action.icon}
            kind="risky"
            disabled={!canDo(node, action)}
            onClick={press(action)}
          >
            {t(action.label)}
          </Button>
        ))}
        {!node.isSelf && (
          <Button icon="leave" kind="quiet" onClick={() => rack.send({ type: "signOut", nodes: [node.id] })}>
            {t("Sign out {user}", { user: node.userName ?? "" })}
          </Button>
        )}
      </Popover>
    </>
  );
}

function SignInTools({ rack, node, onSignIn }: Pick<RackCardProps, "rack" | "node" | "onSignIn">) {
  const page = usePage();
  if (node.trust === "changed") {
    const trust = (): void => {
      page.confirmation.value = {
        title: t("Trust the new certificate of {name}?", { name: nameOf(node) }),
        text: t(
          "Somebody may be in its place who wants your password. Go on only if you know why it changed, and compare: {fingerprint}",
          { fingerprint: node.fingerprint ?? t("No encryption") },
        ),
        label: t("Trust it"),
        run: () => rack.send({ type: "trust", node: node.id }),
      };
    };
    return (
      <>
        <p class="rack-fault">{t("Its certificate is another one than before. No password is sent.")}</p>
        {page.mayAdminister() && <Button onClick={trust}>{t("Trust it …")}</Button>}
      </>
    );
  }
  return (
    <>
      {node.signIn !== "out" && node.signIn !== "busy" && (
        <p class="rack-fault" role="status">
          {signInWords[node.signIn]}
        </p>
      )}
      {!node.isSelf && (
        <Button icon="key" disabled={!maySignIn(node)} onClick={onSignIn}>
          {t("Sign in")}
          <span class="hidden"> {nameOf(node)}</span>
        </Button>
      )}
    </>
  );
}

const certificateWords = (trust: RackNodeState["trust"]): string =>
  trust === "known" ? t("Certificate: the known one") : t("Certificate: not seen before");

function Certificate({ node: { trust, fingerprint } }: { readonly node: RackNodeState }) {
  return (
    <details class="rack-certificate">
      <summary>{trust === "changed" ? t("Certificate: another one") : certificateWords(trust)}</summary>
      <code>{fingerprint}</code>
    </details>
  );
}
