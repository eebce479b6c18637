import { signal } from "@preact/signals";
import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { MediaSlot } from "../../server/events/events.ts";
import type { LoginAnswer } from "../../server/web/messages.ts";
import { RedfishClient, RedfishFailure } from "../redfish/client.ts";
import type { PowerAction } from "../redfish/power-actions.ts";
import {
  type ComputerSystem,
  mediaUri,
  resetUri,
  systemUri,
  type VirtualMedia,
} from "../redfish/resources.ts";
import { announcement } from "./event-words.ts";
import { EventsStream } from "./events-stream.ts";
import type { LinkState } from "./link.ts";
import { type MachineEvent, type MachineState, stateAfter } from "./machine-state.ts";
import { logIn, logOut, whoAmI } from "./session.ts";
import { Toasts } from "./toasts.ts";

export interface Confirmation {
  readonly title: string;
  readonly text: string;
  readonly label: string;
  readonly run: () => void;
}

const remembered = 200;

export type Page = ReturnType<typeof createPage>;

/** All that the page knows and can do; the views show it. */
export function createPage() {
  /** undefined until it is known, null for nobody. */
  const session = signal<LoginAnswer | null | undefined>(undefined);
  /** Why the login is shown. */
  const notice = signal<string | undefined>(undefined);
  const machine = signal<MachineState | undefined>(undefined);
  const system = signal<ComputerSystem>({});
  const media = signal<Readonly<Partial<Record<MediaSlot, VirtualMedia>>>>({});
  const events = signal<readonly MachineEvent[]>([]);
  const link = signal<LinkState>({ name: "connecting" });
  const confirmation = signal<Confirmation | undefined>(undefined);
  const toasts = new Toasts();

  const leave = (reason: string | undefined): void => {
    stream.stop();
    notice.value = reason;
    session.value = null;
    machine.value = undefined;
    events.value = [];
  };
  const sessionEnded = (): void => leave("Your session has ended. Log in to go on.");

  const redfish = new RedfishClient({
    csrfToken: () => session.value?.csrfToken,
    onUnauthorized: sessionEnded,
  });

  const enter = (answer: LoginAnswer): void => {
    notice.value = undefined;
    session.value = answer;
    stream.start();
  };

  const stream = new EventsStream({
    onState(state) {
      link.value = state;
      if (state.name === "ended") sessionEnded();
    },
    onMessage(message) {
      machine.value = stateAfter(machine.value, message);
      if (message.type === "alive") return;
      if (message.type === "snapshot" || (message.type === "powerChanged" && message.to === "on")) {
        void readSystem();
      }
      if (message.type === "snapshot") for (const slot of ["Cd1", "Usb1"] as const) void readMedia(slot);
      if (message.type === "mediaInserted" || message.type === "mediaEjected") void readMedia(message.slot);
      // What is logged has been told by an event of its own.
      if (message.type === "snapshot" || message.type === "eventLogged") return;
      events.value = [message, ...events.value].slice(0, remembered);
      const text = announcement(message);
      if (text !== undefined) toasts.show("error", text);
    },
  });

  /** Does it, and tells the person when it cannot be done. */
  const attempt = async (work: () => Promise<void>): Promise<void> => {
    try {
      await work();
    } catch (error) {
      if (!(error instanceof RedfishFailure)) throw error;
      if (error.status !== 401) toasts.show("error", error.message);
    }
  };

  const readSystem = (): Promise<void> =>
    attempt(async () => {
      system.value = await redfish.get<ComputerSystem>(systemUri);
    });

  const readMedia = (slot: MediaSlot): Promise<void> =>
    attempt(async () => {
      const medium = await redfish.get<VirtualMedia>(mediaUri(slot));
      media.value = { ...media.value, [slot]: medium };
    });

  const reset = ({ resetType, accepted }: PowerAction): Promise<void> =>
    attempt(async () => {
      await redfish.post(resetUri, { ResetType: resetType });
      if (accepted) toasts.show("info", accepted);
    });

  return {
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

    /** Whether this person's role may change what belongs to the BMC. */
    mayConfigure: (): boolean => session.value?.role === "Administrator",

    /** @returns one sentence when it failed */
    async insertMedia(slot: MediaSlot, image: string): Promise<string | undefined> {
      try {
        await redfish.post(`${mediaUri(slot)}/Actions/VirtualMedia.InsertMedia`, { Image: image });
        return undefined;
      } catch (error) {
        if (!(error instanceof RedfishFailure)) throw error;
        return error.message;
      }
    },

    ejectMedia: (slot: MediaSlot): Promise<void> =>
      attempt(() => redfish.post(`${mediaUri(slot)}/Actions/VirtualMedia.EjectMedia`, {})),

    patchSystem: (body: unknown): Promise<void> => attempt(() => redfish.patch(systemUri, body)),

    /** Asks first where it hurts. */
    power(action: PowerAction): void {
      if (!action.warning) {
        void reset(action);
        return;
      }
      confirmation.value = {
        title: `${action.label}?`,
        text: action.warning,
        label: action.label,
        run: () => void reset(action),
      };
    },
  };
}

export const PageContext = createContext<Page | undefined>(undefined);

export function usePage(): Page {
  const page = useContext(PageContext);
  if (!page) throw new Error("There is no page around this component.");
  return page;
}
