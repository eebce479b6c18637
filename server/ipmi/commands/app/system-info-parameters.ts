import { bits, byte } from "../../layout/byte.ts";
import { bytes, u8 } from "../../layout/fields.ts";
import { layout } from "../../layout/layout.ts";
import { CompletionCode, refuse } from "../../message/completion-code.ts";
import { ParameterTable, parameter } from "../../parameter.ts";
import { blockLength, type SystemInfoName } from "../../system-info.ts";

/** A text in blocks of 16 bytes, of which the first begins with encoding and length. */
const textParameter = (selector: number, name: string, text: SystemInfoName) =>
  parameter({
    selector,
    name,
    layout: layout({ index: u8, block: bytes(blockLength) }),
    get({ systemInfo }, { setSelector: index }) {
      const block = systemInfo.block(text, index);
      return block ? { index, block } : refuse(CompletionCode.ParameterOutOfRange);
    },
    set: ({ systemInfo }, { index, block }) =>
      systemInfo.setBlock(text, index, block) ? undefined : refuse(CompletionCode.ParameterOutOfRange),
  });

/** System info parameters (IPMI 2.0 table 22-16c). */
export const systemInfoParameters = new ParameterTable(
  parameter({
    selector: 0,
    name: "Set In Progress",
    layout: layout({ set: byte({ inProgress: bits(1, 0) }) }),
    get: ({ systemInfo }) => ({ set: { inProgress: systemInfo.setInProgress } }),
    // Never refused: a client that died half-way would lock out all others.
    set({ systemInfo }, { set }) {
      systemInfo.setInProgress = set.inProgress;
      return undefined;
    },
  }),
  textParameter(1, "System Firmware Version", "systemFirmwareVersion"),
  textParameter(2, "System Name", "systemName"),
  textParameter(3, "Primary Operating System Name", "primaryOsName"),
  textParameter(4, "Operating System Name", "osName"),
  textParameter(5, "Present OS Version Number", "osVersion"),
  textParameter(6, "BMC URL", "bmcUrl"),
  textParameter(7, "Base OS/Hypervisor URL for Manageability", "hypervisorUrl"),
);
