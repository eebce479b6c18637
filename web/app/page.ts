import { signal } from "@preact/signals";
import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { MediaSlot } from "../../server/events/events.ts";
import type { LoginAnswer } from "../../server/web/messages.ts";
import type { MediaDesk } from "../media/media-desk.ts";
import type { Transfer } from "../media/transfer.ts";
import { RedfishClient, RedfishFailure, Rehearsed } from "../redfish/client.ts";
import {
  type ComputerSystem,
  type ControlChange,
  consoleControlUri,
  mediaUri,
  systemUri,
  type VirtualMedia,
} from "../redfish/resources.ts";
import { coalesced } from "./coalesced.ts";
import type { Confirmation } from "./confirmation.ts";
import { controlNews } from "./control-news.ts";
import { announcement } from "./event-words.ts";
import { EventsStream } from "./events-stream.ts";
import { IdleWatch } from "./idle-watch.ts";
import { t } from "./language.ts";
import type { LinkState } from "./link.ts";
import { machineActions } from "./machine-actions.ts";
import { type MachineEvent, type MachineState, stateAfter } from "./machine-state.ts";
import { RequestLog } from "./request-log.ts";
import { logIn, logOut, whoAmI } from "./session.ts";
import { Toasts } from "./toasts.ts";

const remembered = 200;

/** Events after which the system's resource may read differently, beyond what the stream itself tells of it. */
const systemChanges: ReadonlySet<string> = new Set([
  "snapshot",
  "powerChanged",
  "machineReset",
  "inventoryChanged",
  "hardwareChanged",
  "watchdogChanged",
  "watchdogPreTimeout",
  "watchdogExpired",
  "bootProgressChanged",
]);

type Listener = (message: MachineEvent | MachineState) => void;

export type Page = ReturnType<typeof createPage>;

/** All that the page knows and can do; the views show it. */
export function createPage() {
  /** undefined until it is known, null for nobody. */
  const session = signal<LoginAnswer | null | undefined>(undefined);
  /** Why the login is shown. */
  const notice = signal<string | undefined>(undefined);
  const machine = signal<MachineState | undefined>(undefined);
  const system = signal<ComputerSystem | undefined>(undefined);
  const media = signal<Readonly<Partial<Record<MediaSlot, VirtualMedia>>>>({});
  const events = signal<readonly MachineEvent[]>([]);
  const link = signal<LinkState>({ name: "connecting" });
  const confirmation = signal<Confirmation | undefined>(undefined);
  const toasts = new Toasts();
  /** What moves images about, under way and ended. */
  const transfers = signal<readonly Transfer[]>([]);
  /** A file that the person has given, who has yet to say what for. */
  const offered = signal<File | undefined>(undefined);
  let desk: Promise<MediaDesk> | undefined;
  const listeners = new Set<Listener>();
  /** When the stream was last lost: what was connected before may be dead, whatever it seems. */
  const lostAt = signal(0);
  /** Whether the BMC has said that it is going to restart. */
  const isRestarting = signal(false);
  const requests = new RequestLog();
  /** Whether what changes anything is only shown as a command. */
  const isRehearsal = signal(false);

  const leave = (reason: string | undefined): void => {
    stream.stop();
    idle.stop();
    toasts.forget();
    requests.clear();
    isRehearsal.value = false;
    notice.value = reason;
    session.value = null;
    machine.value = undefined;
    system.value = undefined;
    events.value = [];
    isRestarting.value = false;
  };
  const sessionEnded = (): void => {
    leave(
      isRestarting.value
        ? t("The BMC has restarted. Log in to go on.")
        : t("Your session has ended. Log in to go on."),
    );
  };

  const redfish = new RedfishClient({
    csrfToken: () => session.value?.csrfToken,
    onUnauthorized: sessionEnded,
    isRehearsal: () => isRehearsal.value,
    onRequest: request => requests.add(request),
  });

  const enter = (answer: LoginAnswer): void => {
    notice.value = undefined;
    session.value = answer;
    stream.start();
  };

  const stream = new EventsStream({
    onState(state) {
      if (link.value.name === "open") lostAt.value = Date.now();
      link.value = state;
      if (state.name === "ended") sessionEnded();
    },
    onMessage(message) {
      if (message.type === "consoles") {
        const news = controlNews(machine.value?.consoles, message);
        if (news !== undefined) toasts.show("info", news);
      }
      machine.value = stateAfter(machine.value, message);
      if (message.type === "consoles") return;
      if (message.type === "alive") {
        idle.hear(message.session);
        return;
      }
      if (message.type === "snapshot") stream.ask();
      if (systemChanges.has(message.type)) void readSystem();
      if (message.type === "bmcResetting") isRestarting.value = true;
      if (message.type === "snapshot") isRestarting.value = false;
      for (const listener of listeners) listener(message);
      if (message.type === "snapshot") for (const slot of ["Cd1", "Usb1"] as const) void readMedia(slot);
      if (message.type === "mediaInserted" || message.type === "mediaEjected") void readMedia(message.slot);
      // What is logged has been told by an event of its own.
      if (message.type === "snapshot" || message.type === "eventLogged") return;
      events.value = [message, ...events.value].slice(0, remembered);
      const text = announcement(message);
      if (text !== undefined) toasts.show("error", text);
    },
  });

  const idle = new IdleWatch({
    ask: () => stream.ask(),
    stay: () => attempt(() => redfish.useSession(session.value?.sessionUri ?? systemUri)),
    input: window,
  });

  /** Does it, and tells the person when it cannot be done. */
  const attempt = async (work: () => Promise<unknown>): Promise<void> => {
    try {
      await work();
    } catch (error) {
      if (!(error instanceof RedfishFailure)) throw error;
      if (error instanceof Rehearsed) toasts.show("info", error.message);
      else if (error.status !== 401) toasts.show("error", error.message);
    }
  };

  const readSystem = coalesced(() =>
    attempt(async () => {
      system.value = await redfish.get<ComputerSystem>(systemUri);
    }),
  );

  const readMedia = (slot: MediaSlot): Promise<void> =>
    attempt(async () => {
      const medium = await redfish.get<VirtualMedia>(mediaUri(slot));
      media.value = { ...media.value, [slot]: medium };
    });

  const actions = machineActions({ redfish, machine, media, confirmation, toasts, attempt });

  return {
    ...actions,
    session,
    notice,
    machine,
    system,
    media,
    events,
    link,
    confirmation,
    toasts,
    redfish,
    attempt,
    isRestarting,
    lostAt,

    /** Tries at once to have the BMC's news again. */
    reconnect: (): void => stream.start(),

    transfers,
    offered,
    requests,
    isRehearsal,
    idle,
    /** For what no event tells of. */
    readSystem,

    /** @returns what ends it */
    listen(listener: Listener): () => void {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },

    /** Its code comes when it is first needed. */
    mediaDesk(): Promise<MediaDesk> {
      desk ??= import("../media/media-desk.ts").then(
        ({ MediaDesk }) =>
          new MediaDesk({ redfish, session, transfers, toasts, attempt, listen: this.listen }),
      );
      return desk;
    },

    /** Asks who is logged in: a page that is loaded again need not ask the person. */
    async begin(): Promise<void> {
      const answer = await whoAmI();
      if (answer) enter(answer);
      else session.value = null;
    },

    /** @returns one sentence when it failed */
    async logIn(userName: string, password: string): Promise<string | undefined> {
      const answer = await logIn(userName, password);
      if (typeof answer === "string") return answer;
      enter(answer);
      return undefined;
    },

    async logOut(): Promise<void> {
      const token = session.value?.csrfToken ?? "";
      leave(undefined);
      await logOut(token);
    },

    sessionEnded,

    /** Whether this person's role may do more than look. */
    mayControl: (): boolean => session.value?.role !== "ReadOnly",

    /** Whether what this person types on a console is for the machine: nobody else has the control of it. */
    mayType(): boolean {
      const { consoles } = machine.value ?? {};
      const isOthers = consoles?.holder !== undefined && consoles.holder.party !== consoles.you;
      return session.value?.role !== "ReadOnly" && !isOthers;
    },

    /** Of the control of the consoles. */
    changeControl: (change: ControlChange): Promise<void> =>
      attempt(() => redfish.post(consoleControlUri, { Change: change })),

    /** Whether it may change the BMC itself: its users, its clock. */
    mayAdminister: (): boolean => session.value?.role === "Administrator",

    /**
     * Gives this person another password and stays logged in, with a new session: the old one ends.
     * @param uri the account
     * @throws RedfishFailure
     */
    async setOwnPassword(uri: string, password: string): Promise<void> {
      const userName = session.value?.userName ?? "";
      stream.stop();
      try {
        await redfish.patch(uri, { Password: password });
      } catch (error) {
        if (session.value) stream.start();
        throw error;
      }
      const answer = await logIn(userName, password);
      if (typeof answer === "string") leave(t("Your password is changed. Log in with the new one."));
      else enter(answer);
    },
  };
}

export const PageContext = createContext<Page | undefined>(undefined);

export function usePage(): Page {
  const page = useContext(PageContext);
  if (!page) throw new Error("There is no page around this component.");
  return page;
}
