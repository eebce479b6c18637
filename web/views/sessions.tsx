import { useSignal } from "@preact/signals";
import { t } from "../app/language.ts";
import { usePage } from "../app/page.ts";
import { useResource } from "../app/resource.ts";
import { durationWords } from "../app/time-words.ts";
import { Button, Tool } from "../components/button.tsx";
import { TextField } from "../components/field.tsx";
import { FormDialog } from "../components/form-dialog.tsx";
import { Read } from "../components/read.tsx";
import { useRepeat } from "../components/repeat.ts";
import { Time } from "../components/time.tsx";
import {
  type Session,
  type SessionService,
  sessionServiceUri,
  sessionsUri,
} from "../redfish/manager-resources.ts";
import { type Collection, readable } from "../redfish/resources.ts";
import { PageHead } from "./page-head.tsx";
import "../styles/tables.css";
import "../styles/pages.css";

/** How long a session has been idle is no event. */
const interval = 30_000;

export function Sessions() {
  const page = usePage();
  const sessions = useResource<Collection<Session>>(`${sessionsUri}?$expand=.`, [
    "sessionCreated",
    "sessionEnded",
  ]);
  useRepeat(sessions.refresh, interval);
  const service = useResource<SessionService>(sessionServiceUri);
  const isEditing = useSignal(false);
  return (
    <div class="table-view sessions">
      <PageHead title={t("Sessions")} about={t("Who is logged in over this page and over Redfish.")}>
        {service.value && (
          <div class="card-tools">
            <span class="muted">
              {t("A session ends when nobody uses it for {time}.", {
                time: durationWords(service.value.SessionTimeout * 1000),
              })}
            </span>
            {page.mayAdminister() && (
              <Button
                icon="clock"
                onClick={() => {
                  isEditing.value = true;
                }}
              >
                {t("Change")}
              </Button>
            )}
          </div>
        )}
      </PageHead>
      <Read of={sessions}>{collection => <SessionsTable collection={collection} />}</Read>
      {isEditing.value && service.value && (
        <TimeoutDialog
          service={service.value}
          onChanged={service.refresh}
          onClose={() => {
            isEditing.value = false;
          }}
        />
      )}
    </div>
  );
}

function SessionsTable({ collection }: { readonly collection: Collection<Session> }) {
  const page = usePage();
  const isOwn = ({ Id }: Session): boolean => page.session.value?.sessionUri.endsWith(`/${Id}`) ?? false;
  const shown = readable(collection);
  const hidden = collection["Members@odata.count"] - shown.length;
  return (
    <>
      <table class="table labelled">
        <thead>
          <tr>
            <th scope="col">{t("User")}</th>
            <th scope="col">{t("Address")}</th>
            <th scope="col">{t("Over")}</th>
            <th scope="col">{t("Since")}</th>
            <th scope="col">{t("Idle for")}</th>
            <th scope="col">
              <span class="hidden">{t("Actions")}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {[...shown]
            .sort((a, b) => Number(isOwn(b)) - Number(isOwn(a)))
            .map(session => (
              <SessionRow key={session.Id} session={session} isOwn={isOwn(session)} />
            ))}
        </tbody>
      </table>
      {hidden > 0 && (
        <p class="blank">
          {hidden === 1
            ? t("One session of somebody else is not shown to your role.")
            : t("{count} sessions of others are not shown to your role.", { count: hidden })}
        </p>
      )}
    </>
  );
}

const ways = {
  WebUI: "This page",
  Redfish: "Redfish",
  KVMIP: "Screen",
  HostConsole: "Serial",
  ManagerConsole: "SSH",
} as const;

interface SessionRowProps {
  readonly session: Session;
  readonly isOwn: boolean;
}

function SessionRow({ session, isOwn }: SessionRowProps) {
  const page = usePage();
  const { Id: id, UserName: name, Roles, CreatedTime, SessionType } = session;
  const address = session.ClientOriginIPAddress;
  const idle = (session.Oem?.QemuBmc.IdleSeconds ?? 0) * 1000;
  const end = (): void => {
    page.confirmation.value = {
      title: t("End the session of {name}?", { name }),
      text: isOwn
        ? t("It is your own: you will have to log in again.")
        : t("Whoever uses it from {address} is logged out at once.", { address }),
      label: t("End the session"),
      run: () => void page.attempt(() => page.redfish.delete(`${sessionsUri}/${id}`)),
    };
  };
  return (
    <tr>
      <th scope="row">
        {name} {isOwn && <span class="badge">{t("You")}</span>}
        <span class="muted origin">{Roles.join(", ")}</span>
      </th>
      <td data-title={t("Address")}>
        <code>{address}</code>
      </td>
      <td data-title={t("Over")}>{t(ways[SessionType])}</td>
      <td data-title={t("Since")}>
        <Time iso={CreatedTime} />
      </td>
      <td data-title={t("Idle for")}>{isOwn || !session.Oem ? t("In use") : durationWords(idle)}</td>
      <td class="actions">
        <Tool
          icon="close"
          label={t("End the session of {name} from {address}", { name, address })}
          onClick={end}
        />
      </td>
    </tr>
  );
}

const minute = 60;

interface TimeoutDialogProps {
  readonly service: SessionService;
  readonly onChanged: () => Promise<void>;
  readonly onClose: () => void;
}

function TimeoutDialog({ service, onChanged, onClose }: TimeoutDialogProps) {
  const { redfish } = usePage();
  const save = async (data: FormData): Promise<void> => {
    const SessionTimeout = Math.round(Number(data.get("SessionTimeout")) * minute);
    await redfish.patch(sessionServiceUri, { SessionTimeout });
    await onChanged();
  };
  return (
    <FormDialog title={t("End of idle sessions")} submitLabel={t("Save")} onSubmit={save} onClose={onClose}>
      <TextField
        name="SessionTimeout"
        label={t("Minutes without use")}
        hint={t("From half a minute to a day, for sessions of Redfish, too.")}
        initial={service.SessionTimeout / minute}
        input={{ type: "number", min: 0.5, max: 1440, step: "any", required: true }}
      />
    </FormDialog>
  );
}
