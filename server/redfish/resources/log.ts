import type { RedfishContext } from "../context.ts";
import type { BodyOf } from "../properties.ts";
import type { Request } from "../resource.ts";
import type { logEntryProperties } from "../schemas/log-entry.ts";
import type { logServiceProperties } from "../schemas/log-service.ts";

type Service = BodyOf<typeof logServiceProperties>;

/** What only the log itself knows of its service. */
type LogView = Pick<
  Service,
  | "Name"
  | "Description"
  | "LogEntryType"
  | "LogPurposes"
  | "MaxNumberOfRecords"
  | "Overflow"
  | "Persistency"
  | "ServiceEnabled"
  | "Oem"
>;

export type Entry = Omit<BodyOf<typeof logEntryProperties>, "Id">;

/** A log and its entries, as LogService and LogEntry show them. */
export interface Log {
  /** Absent of a log that is always there. */
  readonly exists?: (context: RedfishContext) => boolean;
  readonly view: (context: RedfishContext) => LogView;
  /** The Ids of the entries, from the oldest to the newest. */
  readonly ids: (context: RedfishContext) => readonly string[];
  readonly entry: (context: RedfishContext, id: number) => Entry | undefined;
  readonly clear: (context: RedfishContext, request: Request) => void;
  /** Absent of a log whose entries go all at once or not at all. */
  readonly remove?: (context: RedfishContext, id: number) => void;
  /** Absent of a log that is always kept. */
  readonly enable?: (context: RedfishContext, enabled: boolean) => void;
}
