import { type Static, type TObject, type TProperties, Type } from "typebox";

/** What a GET of a resource with these properties gives, annotations apart. */
export type BodyOf<P extends TProperties> = Static<TObject<P>>;

/** Properties that many resources share, as DMTF's Resource schema has them. */

export const link = Type.Object({ "@odata.id": Type.String() });
export const links = Type.Array(link);
export const linkTo = (uri: string) => ({ "@odata.id": uri });

export const powerState = Type.Enum(["On", "Off", "PoweringOn", "PoweringOff", "Paused"]);
const state = Type.Enum(["Enabled", "Disabled", "StandbyOffline", "Starting", "Quiesced", "Absent"]);
const health = Type.Enum(["OK", "Warning", "Critical"]);
export const status = Type.Object({ State: state, Health: health });

/** Properties of every resource. */
export const named = { Id: Type.String(), Name: Type.String() } satisfies TProperties;

/** The time as Redfish writes it: "2026-01-31T23:59:59Z". */
export const dateTime = (milliseconds: number): string =>
  `${new Date(milliseconds).toISOString().slice(0, 19)}Z`;
