import { Type } from "typebox";
import type { ConsoleViewer } from "../../bmc/consoles/console-viewers.ts";
import type { ConsoleName } from "../../events/events.ts";
import { passwordChangeRequired } from "../admission.ts";
import { RedfishError } from "../errors.ts";
import { message } from "../message.ts";
import { type BodyOf, dateTime } from "../properties.ts";
import { create, resource } from "../resource.ts";
import { sessionProperties } from "../schemas/session.ts";

/** Logs in (DSP0266, "Redfish session login authentication"). */
const login = create({
  privilege: "NoAuth",
  properties: {
    UserName: Type.String(),
    Password: Type.String({ writeOnly: true }),
  },
  handle({ accounts, authentication, sessions }, { UserName, Password }, { address }) {
    const principal = authentication.login(UserName, Password, "redfish", address);
    const account = principal && accounts.find(principal.userName);
    if (!account) throw new RedfishError(401, message("AccessUnauthorized"));
    const { session, token } = sessions.create(account, "redfish", address);
    return {
      id: session.id,
      headers: { "x-auth-token": token },
      ...(principal.mustChangePassword && { messages: [passwordChangeRequired(accounts, UserName)] }),
    };
  },
});

const consoleTypes: Record<ConsoleName, "HostConsole" | "KVMIP"> = { screen: "KVMIP", serial: "HostConsole" };

const sessionTypes: Readonly<Record<string, "WebUI" | "ManagerConsole">> = {
  web: "WebUI",
  ssh: "ManagerConsole",
};

const consoleView = ({ id, console, party, since }: ConsoleViewer): BodyOf<typeof sessionProperties> => ({
  Id: id,
  Name: "Console Session",
  UserName: party.userName,
  Roles: [party.role],
  SessionType: consoleTypes[console],
  ClientOriginIPAddress: party.address,
  CreatedTime: dateTime(since.getTime()),
});

/** Logins, and the consoles that are open on the page or over SSH. */
export const session = resource<typeof sessionProperties>({
  type: "Session.v1_8_0.Session",
  uri: "/redfish/v1/SessionService/Sessions/:SessionId",
  privilege: ["ConfigureManager", "ConfigureSelf"],
  owner: ({ sessions, viewers }, { id }) => sessions.find(id)?.userName ?? viewers.find(id)?.party.userName,
  collection: {
    name: "Session Collection",
    members: ({ sessions, viewers }) => [...sessions.list(), ...viewers.list].map(({ id }) => id),
    create: login,
  },
  properties: sessionProperties,
  read({ accounts, sessions, viewers }, { id }) {
    const viewer = viewers.find(id);
    if (viewer) return consoleView(viewer);
    const session = sessions.find(id);
    if (!session) return undefined;
    const account = accounts.find(session.userName);
    return {
      Id: id,
      Name: "User Session",
      UserName: session.userName,
      Roles: account ? [account.role] : [],
      SessionType: sessionTypes[session.via] ?? "Redfish",
      ClientOriginIPAddress: session.address,
      CreatedTime: dateTime(session.createdAt.getTime()),
      Oem: { QemuBmc: { "@odata.type": "#QemuBmc.v1_0_0.Session", IdleSeconds: sessions.idle(id) } },
    };
  },
  remove: {
    privilege: ["ConfigureManager", "ConfigureSelf"],
    handle({ sessions, viewers }, { id }) {
      if (!viewers.dismiss(id)) sessions.end(id);
    },
  },
});
