import type { AnyCommand } from "../../command.ts";
import { addSelEntry } from "./add-sel-entry.ts";
import {
  addSdr,
  clearSdrRepository,
  deleteSdr,
  enterSdrRepositoryUpdateMode,
  exitSdrRepositoryUpdateMode,
  partialAddSdr,
} from "./change-sdr-repository.ts";
import { clearSel } from "./clear-sel.ts";
import { deleteSelEntry } from "./delete-sel-entry.ts";
import { getAuxiliaryLogStatus } from "./get-auxiliary-log-status.ts";
import { getFruInventoryAreaInfo } from "./get-fru-inventory-area-info.ts";
import { getSdr } from "./get-sdr.ts";
import { getSdrRepositoryAllocationInfo } from "./get-sdr-repository-allocation-info.ts";
import { getSdrRepositoryInfo } from "./get-sdr-repository-info.ts";
import { getSdrRepositoryTime } from "./get-sdr-repository-time.ts";
import { getSelAllocationInfo } from "./get-sel-allocation-info.ts";
import { getSelEntry } from "./get-sel-entry.ts";
import { getSelInfo } from "./get-sel-info.ts";
import { getSelTime } from "./get-sel-time.ts";
import { getSelTimeUtcOffset } from "./get-sel-time-utc-offset.ts";
import { partialAddSelEntry } from "./partial-add-sel-entry.ts";
import { readFruData } from "./read-fru-data.ts";
import { reserveSdrRepository } from "./reserve-sdr-repository.ts";
import { reserveSel } from "./reserve-sel.ts";
import { runInitializationAgent } from "./run-initialization-agent.ts";
import { setAuxiliaryLogStatus } from "./set-auxiliary-log-status.ts";
import { setSdrRepositoryTime } from "./set-sdr-repository-time.ts";
import { setSelTime } from "./set-sel-time.ts";
import { setSelTimeUtcOffset } from "./set-sel-time-utc-offset.ts";
import { writeFruData } from "./write-fru-data.ts";

/** Storage: FRU inventory, SDR repository, event log (IPMI 2.0 §31, §33 and §34), by number. */
export const storageCommands: readonly AnyCommand[] = [
  getFruInventoryAreaInfo,
  readFruData,
  writeFruData,
  getSdrRepositoryInfo,
  getSdrRepositoryAllocationInfo,
  reserveSdrRepository,
  getSdr,
  addSdr,
  partialAddSdr,
  deleteSdr,
  clearSdrRepository,
  getSdrRepositoryTime,
  setSdrRepositoryTime,
  enterSdrRepositoryUpdateMode,
  exitSdrRepositoryUpdateMode,
  runInitializationAgent,
  getSelInfo,
  getSelAllocationInfo,
  reserveSel,
  getSelEntry,
  addSelEntry,
  partialAddSelEntry,
  deleteSelEntry,
  clearSel,
  getSelTime,
  setSelTime,
  getAuxiliaryLogStatus,
  setAuxiliaryLogStatus,
  getSelTimeUtcOffset,
  setSelTimeUtcOffset,
];
