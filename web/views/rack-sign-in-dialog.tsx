import type { RackNodeState } from "../../server/web/messages.ts";
import { t } from "../app/language.ts";
import { usePage } from "../app/page.ts";
import type { RackStream } from "../app/rack.ts";
import { nameOf } from "../app/rack-words.ts";
import { TextField } from "../components/field.tsx";
import { FormDialog } from "../components/form-dialog.tsx";
import { Icon } from "../components/icon.tsx";

interface SignInDialogProps {
  readonly rack: RackStream;
  readonly nodes: readonly RackNodeState[];
  readonly onClose: () => void;
}

/** One name and password for many nodes. It says to which they go, and none gets them that is not ticked. */
export function RackSignInDialog({ rack, nodes, onClose }: SignInDialogProps) {
  const page = usePage();
  const signIn = async (data: FormData): Promise<void> => {
    const ids = data.getAll("node").map(Number);
    if (ids.length === 0) return;
    rack.send({
      type: "signIn",
      nodes: ids,
      userName: `${data.get("userName")}`,
      password: `${data.get("password")}`,
    });
  };
  return (
    <FormDialog
      title={t("Sign in to the nodes")}
      submitLabel={t("Sign in")}
      onSubmit={signIn}
      onClose={onClose}
    >
      <TextField
        name="userName"
        label={t("User name")}
        initial={page.session.value?.userName}
        input={{ autocomplete: "username", autocapitalize: "none", spellcheck: false, required: true }}
      />
      <TextField
        name="password"
        label={t("Password")}
        hint={t(
          "This BMC logs in there with it and does not keep it. You are logged out there when you log out here.",
        )}
        input={{ type: "password", autocomplete: "current-password", required: true, maxLength: 256 }}
      />
      <fieldset class="rack-choice">
        <legend>{t("The password goes to")}</legend>
        <ul class="plain-list">
          {nodes.map(node => (
            <li key={node.id}>
              <label class="tick">
                <input
                  type="checkbox"
                  name="node"
                  value={node.id}
                  defaultChecked={node.fingerprint !== undefined || nodes.length === 1}
                />
                <span>
                  {nameOf(node)} <code class="muted">{node.address}</code>
                </span>
                {node.fingerprint === undefined && (
                  <span class="badge">
                    <Icon name="alert" /> {t("No encryption")}
                  </span>
                )}
                {node.fingerprint !== undefined && node.trust === "new" && (
                  <span class="badge">{t("New")}</span>
                )}
              </label>
            </li>
          ))}
        </ul>
      </fieldset>
    </FormDialog>
  );
}
